/* Finish: what was found in the note to take away, when they meet next, and the end. */
#include "screens/insight_row.h"

enum { KEEP = 1, OWNER, NEXT, CLOSE, BACK_TO_WORK, PARTNERSHIP, FILE_UNDER };
#define TAKEAWAYS_SHOWN 60

static const int weeks[] = {1, 2, 4, 0};

static int64_t next_start(const struct session *session, int w)
{
	struct civil c = civil_from(session->starts);
	c.day += 7 * w;
	return w ? civil_to(c) : 0;
}

static struct str owner_words(struct shell *s, const struct takeaway *t)
{
	struct arena *mem = ui_arena(s->ui);
	struct str name = t->owner ? part_given(s, t->owner) : words(_("Who?"));
	if (t->due == 0)
		return arena_str(mem, name);
	return shell_printf(s, _("%s, by %s"), arena_str(mem, name).p, words_date(mem, t->due).p);
}

static const struct type takeaway_text = {.size = SIZE_BODY, .lines = 4, .may_cut = true};

/* Width of the button with the owner; only actions have one. */
static int owner_width(struct shell *s, const struct takeaway *t, int w)
{
	if (t->kind != TAKEAWAY_ACTION)
		return 0;
	int want = ui_button_width(s->ui, (struct button){.label = owner_words(s, t), .size = SIZE_BODY});
	return want < w * 2 / 5 ? want : w * 2 / 5;
}

static int takeaway_height(struct shell *s, int w, const struct takeaway *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), owner = owner_width(s, t, w), least = ui_touch(ui) + 5 * u;
	int text = w - 22 * u - (owner ? owner + 2 * u : 0);
	int h = ui_line(ui, (struct type){.size = SIZE_SMALL}) +
		ui_text_height(ui, text, t->text, takeaway_text) + 7 * u;
	return h > least ? h : least;
}

static const struct written_insight *to_file(
	struct shell *s, const struct session *session, const struct takeaway *t)
{
	bool kept = session->state == SESSION_CLOSED && t->kind == TAKEAWAY_INSIGHT && t->keep;
	return kept ? insight_of(s, session->id, t->text) : NULL;
}

/* With what can be said about an insight below it. */
static int takeaway_whole_height(
	struct shell *s, int w, const struct session *session, const struct takeaway *t)
{
	int h = takeaway_height(s, w, t);
	return to_file(s, session, t) ? h + ui_gap(s->ui) + insight_row_height(s, w) : h;
}

static void draw_takeaway(struct shell *s, struct rect r, const struct takeaway *t, uint32_t index, bool open)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	static const char *const icons[TAKEAWAY_KIND_COUNT] = {
		"insight", "decision", "action", "question", "chat"};
	ui_card(ui, r, false);
	if (ui_pressed(ui, KEEP, index))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	struct rect in = rect_pad(r, 4 * u, 2 * u);
	struct rect box = cut_left(&in, 12 * u);
	struct rect tick = rect_centre(box, 8 * u, 8 * u);
	if (t->keep) {
		ui_fill(ui, tick, 2 * u, TONE_accent);
		ui_icon(ui, rect_inset(tick, u), "check", TONE_on_accent);
	} else {
		ui_stroke(ui, tick, 2 * u, u / 2 > 1 ? u / 2 : 1, TONE_edge);
	}
	if (open)
		ui_control(ui,
			(struct control){
				.r = r, .name = "keep", .label = t->text, .action = KEEP, .arg = index});
	cut_left(&in, 2 * u);
	if (t->kind == TAKEAWAY_ACTION) {
		struct button owner = {.name = "owner",
			.label = owner_words(s, t),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = OWNER,
			.arg = index,
			.disabled = !open};
		int h = ui_touch(ui) > 11 * u ? ui_touch(ui) : 11 * u;
		struct rect right = cut_right(&in, owner_width(s, t, r.w));
		ui_button(ui, rect_centre(right, right.w, h < in.h ? h : in.h), owner);
		cut_right(&in, 2 * u);
	}
	struct type kind = {.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .tone = TONE_accent_dark};
	struct type text = takeaway_text;
	text.tone = t->keep ? TONE_ink : TONE_second;
	int h = ui_text_height(ui, in.w, t->text, text);
	in = rect_centre(in, in.w, ui_line(ui, kind) + h);
	struct rect top = cut_top(&in, ui_line(ui, kind));
	ui_icon(ui, rect_centre(cut_left(&top, 5 * u), 4 * u, 4 * u), icons[t->kind], TONE_accent_dark);
	cut_left(&top, u);
	ui_text(ui, top, words_takeaway(t->kind), kind);
	ui_text(ui, in, t->text, text);
}

static void draw_takeaways(struct shell *s, struct rect r, const struct session *session, bool open)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, all = u;
	static struct takeaway list[TAKEAWAYS_SHOWN];
	size_t n = core_takeaways(s->core, session->id, list, TAKEAWAYS_SHOWN);
	cut_top(&r, part_heading(s, r, words(_("What we take away"))) + 3 * u);
	if (n == 0) {
		part_empty(s, r, "note", words(_("Nothing is marked in the notes yet")),
			words(_("On the phone, Task, Insight and Question mark a line. It appears here at "
				"once.")));
		return;
	}
	struct rect area = {r.x - u, r.y - u, r.w + 2 * u, r.h + u + (ui_upright(ui) ? 0 : 6 * u)};
	for (size_t i = 0; i < n; i++)
		all += takeaway_whole_height(s, r.w, session, &list[i]) + gap;
	struct rect content = rect_pad(ui_scroll(ui, area, "takeaways", all + 6 * u), u, u);
	for (size_t i = 0; i < n; i++) {
		const struct written_insight *insight = to_file(s, session, &list[i]);
		struct rect whole = cut_top(&content, takeaway_whole_height(s, r.w, session, &list[i]));
		draw_takeaway(
			s, cut_top(&whole, takeaway_height(s, r.w, &list[i])), &list[i], (uint32_t)i, open);
		cut_top(&whole, ui_gap(ui));
		if (insight)
			insight_row(s, whole, insight, FILE_UNDER);
		cut_top(&content, gap);
	}
	ui_scroll_end(ui);
}

static struct str weeks_words(struct shell *s, int w)
{
	if (w == 0)
		return words(_("Not settled yet"));
	return w == 1 ? words(_("In a week"))
		      : shell_printf(s, ngettext("In %d week", "In %d weeks", (unsigned long)w), w);
}

static void draw_next(struct shell *s, struct rect r, const struct session *session, bool open)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), height = ui_touch(ui) > 13 * u ? ui_touch(ui) : 13 * u;
	int columns = ui_upright(ui) ? 4 : 1;
	ui_card(ui, r, false);
	struct rect in = rect_pad(r, 5 * u, 4 * u);
	struct type heading = {.size = SIZE_LABEL, .weight = WEIGHT_BOLD, .lines = 2};
	cut_top(&in, ui_text(ui, in, words(_("When do we meet next?")), heading) + u);
	struct str when = session->next_start
		? shell_printf(s, "%.*s, %.*s", STR_FMT(words_date(ui_arena(ui), session->next_start)),
			  STR_FMT(words_time(ui_arena(ui), session->next_start)))
		: words(_("No date yet"));
	struct type date = {.size = SIZE_SMALL, .tone = TONE_second, .lines = 2};
	cut_top(&in, ui_text(ui, in, when, date) + 2 * u);
	int rows = (4 + columns - 1) / columns;
	if (rows * (height + gap) > in.h + gap)
		columns = 2, rows = 2;
	for (int row = 0; row < rows; row++) {
		struct rect line = cut_top(&in, height);
		cut_top(&in, gap);
		for (int i = row * columns; i < 4 && i < (row + 1) * columns; i++) {
			bool chosen = session->next_start == next_start(session, weeks[i]);
			ui_button(ui, rect_column(line, i % columns, columns, gap),
				(struct button){.name = "next",
					.label = weeks_words(s, weeks[i]),
					.size = SIZE_BODY,
					.style = chosen ? BUTTON_OUTLINE : BUTTON_PLAIN,
					.action = NEXT,
					.arg = weeks[i],
					.disabled = !open});
		}
	}
}

/* Two who met on the spot, and may want to go on. */
static bool may_go_on(struct shell *s, const struct session *session)
{
	const struct member *members[SESSION_MEMBERS_MAX];
	size_t n = core_members(s->core, session->id, members, SESSION_MEMBERS_MAX), known = 0;
	for (size_t i = 0; i < n; i++) {
		const struct person *p = core_person(s->core, members[i]->person);
		known += members[i]->here_at && p && !p->guest;
	}
	return session->state == SESSION_CLOSED && !session->partnership && known > 1;
}

/* They settle it by talking; the screen is theirs while their time lasts or somebody still writes. */
static bool stays(const struct shell *s)
{
	const struct session *session = core_session(s->core, s->place.a);
	struct note_view note;
	if (!session || session->state != SESSION_FINISHING)
		return false;
	return s->now.wall < session->ends || (core_note(s->core, session->note, &note) && note.phones > 0);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u, key = ui_key(ui) < 22 * u ? ui_key(ui) : 22 * u;
	const struct session *session = core_session(s->core, s->place.a);
	struct rect body = shell_frame(s,
		(struct frame){.title = session ? words_model(session->model) : STR(""),
			.subtitle = session ? session->focus : STR("")});
	if (!session)
		return;
	bool open = session->state == SESSION_FINISHING;
	struct rect side =
		ui_upright(ui) ? cut_bottom(&body, body.h * 30 / 100) : cut_right(&body, body.w * 33 / 100);
	if (ui_upright(ui))
		cut_bottom(&body, gap);
	else
		cut_right(&body, 6 * u);
	draw_takeaways(s, body, session, open);
	struct rect bottom = cut_bottom(&side, key > ui_touch(ui) ? key : ui_touch(ui));
	cut_bottom(&side, gap);
	struct button work = {.name = "back-to-work",
		.label = open ? words(_("Go on talking")) : words(_("Open again")),
		.style = BUTTON_PLAIN,
		.action = BACK_TO_WORK};
	struct button close = {.name = "close",
		.icon = "check",
		.label = words(_("Close")),
		.style = BUTTON_ACCENT,
		.action = CLOSE,
		.pending_since = shell_pending(s, CLOSE, 0)};
	if (open && ui_upright(ui)) {
		ui_button(ui, rect_column(bottom, 0, 2, gap), work);
		ui_button(ui, rect_column(bottom, 1, 2, gap), close);
	} else if (open) {
		ui_button(ui, bottom, close);
		ui_button(ui, cut_bottom(&side, ui_touch(ui) > 14 * u ? ui_touch(ui) : 14 * u), work);
		cut_bottom(&side, gap);
	} else if (core_can_reopen(session, s->now.wall)) {
		ui_button(ui, bottom, work);
	}
	if (!open && may_go_on(s, session)) {
		cut_bottom(&side, ui_gap(ui));
		ui_button(ui, cut_bottom(&side, ui_touch(ui) > 14 * u ? ui_touch(ui) : 14 * u),
			(struct button){.name = "partnership",
				.icon = "people",
				.label = words(_("Make it a partnership")),
				.style = BUTTON_ACCENT,
				.action = PARTNERSHIP});
		cut_bottom(&side, gap);
	}
	draw_next(s, side, session, open);
}

/* The owner goes round the members, then nobody. */
static ident next_owner(struct shell *s, ident owner)
{
	const struct member *members[SESSION_MEMBERS_MAX];
	size_t n = core_members(s->core, s->place.a, members, SESSION_MEMBERS_MAX);
	for (size_t i = 0; i < n; i++)
		if (members[i]->person == owner)
			return i + 1 < n ? members[i + 1]->person : 0;
	return n ? members[0]->person : 0;
}

static void change_takeaway(struct shell *s, const struct ui_event *e)
{
	static struct takeaway list[TAKEAWAYS_SHOWN];
	size_t n = core_takeaways(s->core, s->place.a, list, TAKEAWAYS_SHOWN);
	if (e->arg < 0 || (size_t)e->arg >= n)
		return;
	const struct takeaway *t = &list[e->arg];
	struct msg *m = shell_new_message(s, MSG_takeaway_set);
	m->u.takeaway_set = (struct msg_takeaway_set){.session = s->place.a,
		.index = (uint32_t)e->arg,
		.keep = e->action == KEEP ? !t->keep : t->keep,
		.owner = e->action == OWNER ? next_owner(s, t->owner) : t->owner,
		.due = t->due};
	shell_send(s, m, e->action, e->arg);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	const struct session *session = core_session(s->core, s->place.a);
	struct msg *m = NULL;
	if (e->kind != UI_PRESS || !session)
		return;
	if (e->action == KEEP || e->action == OWNER) {
		change_takeaway(s, e);
	} else if (e->action == NEXT) {
		m = shell_new_message(s, MSG_session_next);
		m->u.session_next = (struct msg_session_next){
			.session = s->place.a, .start = next_start(session, (int)e->arg)};
	} else if (e->action == FILE_UNDER) {
		m = shell_new_message(s, MSG_takeaway_file);
		m->u.takeaway_file = insight_row_message(e->arg);
	} else if (e->action == PARTNERSHIP) {
		shell_go(s, (struct place){SCREEN_new_partnership, 0, s->place.a});
	} else if (e->action == CLOSE) {
		m = shell_new_message(s, MSG_session_close);
		m->u.session_close.session = s->place.a;
	} else if (e->action == BACK_TO_WORK) {
		m = shell_new_message(s, MSG_session_resume);
		m->u.session_resume.session = s->place.a;
	}
	if (m)
		shell_send(s, m, e->action, e->arg);
}

static void closed(struct shell *s)
{
	struct msg *undo = shell_new_message(s, MSG_session_resume);
	undo->u.session_resume.session = s->place.a;
	shell_toast_undo(
		s, words(_("The session is closed. The notes can still be read on the phones.")), undo);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (!shell_done(s, e))
		return;
	if (e->about == MSG_session_close)
		closed(s);
	else if (e->about == MSG_session_resume)
		shell_land(s, (struct place){SCREEN_session, s->place.a, 0});
}

const struct screen screen_finish = {
	.name = "finish",
	.watches = CHANGE_SESSIONS | CHANGE_NOTES | CHANGE_PEOPLE,
	.event = event,
	.reply = reply,
	.draw = draw,
	.stays = stays,
};
