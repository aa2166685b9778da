/* Offers that fit wishes: each pair side by side, with a yes or a no of both people. Two times yes, and the
 * tandem begins if both are here; else they take a day. */
#include "screens/parts.h"

enum { YES_OFFER = 1, YES_WISH, NO_OFFER, NO_WISH, DATE, OPEN }; /* arg: which pair */
enum day { DAY_TOMORROW, DAY_WEEK, DAY_MEETING, DAYS };
#define SHOWN_MAX 24

struct pair {
	ident offer, wish;
};
struct state {
	struct pair shown[SHOWN_MAX]; /* in the order they came, so that nothing moves under a finger */
	size_t count;
};

static ident board_of(struct shell *s)
{
	const struct topic *t = core_topic(s->core, s->place.a);
	return t ? t->board : s->place.a;
}

static size_t list(struct shell *s, struct proposal out[SHOWN_MAX])
{
	return core_topic(s->core, s->place.a) ? core_proposals_of(s->core, s->place.a, out, SHOWN_MAX)
					       : core_proposals(s->core, s->place.a, out, SHOWN_MAX);
}

static bool find(struct shell *s, struct pair pair, struct proposal *out)
{
	struct proposal all[SHOWN_MAX];
	size_t n = list(s, all);
	for (size_t i = 0; i < n; i++)
		if (all[i].offer == pair.offer && all[i].wish == pair.wish)
			return *out = all[i], true;
	return false;
}

/* New ones come at the end, those gone leave. */
static void changed(struct shell *s, void *state)
{
	struct state *st = state;
	struct proposal all[SHOWN_MAX], p;
	size_t n = list(s, all), kept = 0;
	for (size_t i = 0; i < st->count; i++)
		if (find(s, st->shown[i], &p))
			st->shown[kept++] = st->shown[i];
	st->count = kept;
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		while (k < st->count &&
			(st->shown[k].offer != all[i].offer || st->shown[k].wish != all[i].wish))
			k++;
		if (k == st->count && st->count < SHOWN_MAX)
			st->shown[st->count++] = (struct pair){all[i].offer, all[i].wish};
	}
}

/* ---- one side ---- */

struct side {
	ident topic;
	enum consent answer;
	bool wish, open; /* open: it may still be answered */
	int64_t index;
};

static const struct type title_type = {
	.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .lines = 2, .may_cut = true};

static int answer_height(const struct ui *ui)
{
	return ui_touch(ui) > 12 * ui_u(ui) ? ui_touch(ui) : 12 * ui_u(ui);
}

static void draw_answers(struct shell *s, struct rect r, const struct side *side)
{
	struct ui *ui = s->ui;
	action yes_act = side->wish ? YES_WISH : YES_OFFER, no_act = side->wish ? NO_WISH : NO_OFFER;
	struct button yes = {.name = side->wish ? "wish-yes" : "offer-yes",
		.icon = side->answer == CONSENT_YES ? "check" : NULL,
		.label = words(_("Yes, gladly")),
		.size = SIZE_BODY,
		.style = side->answer == CONSENT_YES ? BUTTON_OUTLINE : BUTTON_PLAIN,
		.action = yes_act,
		.arg = side->index,
		.disabled = !side->open,
		.pending_since = shell_pending(s, yes_act, side->index)};
	struct button no = {.name = side->wish ? "wish-no" : "offer-no",
		.label = words(_("Not now")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = no_act,
		.arg = side->index,
		.disabled = !side->open,
		.pending_since = shell_pending(s, no_act, side->index)};
	ui_button(ui, rect_column(r, 0, 2, ui_gap(ui)), yes);
	ui_button(ui, rect_column(r, 1, 2, ui_gap(ui)), no);
}

static void draw_side(struct shell *s, struct rect r, const struct side *side)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct topic *t = core_topic(s->core, side->topic);
	struct type kind = {
		.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .own = part_kind_colour(s, t->kind)};
	struct type who = {.size = SIZE_BODY, .tone = TONE_second, .middle = true, .may_cut = true};
	struct rect bottom = cut_bottom(&r, answer_height(ui));
	cut_bottom(&r, 2 * u);
	ui_text(ui, cut_top(&r, ui_line(ui, kind)), words_topic_kind(t->kind), kind);
	ui_text(ui, cut_top(&r, 2 * ui_line(ui, title_type)), t->title, title_type);
	ui_avatar(ui, cut_left(&r, r.h), part_face(s, t->person));
	cut_left(&r, 2 * u);
	ui_text(ui, r, part_name(s, t->person), who);
	draw_answers(s, bottom, side);
}

/* ---- a pair ---- */

/* Half past or full, at the time of day it is now; before the next meeting of the board. */
static int64_t day_start_of(struct shell *s, enum day day)
{
	const struct board *b = core_board(s->core, board_of(s));
	int64_t next = b ? b->next_meeting : 0, half = 30 * MINUTE;
	if (day == DAY_MEETING)
		return next - half > s->now.wall ? next - half : 0;
	struct civil c = civil_from((s->now.wall + half - 1) / half * half);
	c.day += day == DAY_TOMORROW ? 1 : 7;
	return civil_to(c);
}

static void draw_days(struct shell *s, struct rect r, int64_t index)
{
	struct ui *ui = s->ui;
	int columns = day_start_of(s, DAY_MEETING) ? DAYS : DAYS - 1;
	for (int day = 0; day < columns; day++) {
		int64_t start = day_start_of(s, (enum day)day), arg = index * DAYS + day;
		struct arena *mem = ui_arena(ui);
		struct str when = shell_printf(
			s, "%s, %s", words_day(mem, start, s->now.wall).p, words_time(mem, start).p);
		ui_button(ui, rect_column(r, day, columns, ui_gap(ui)),
			(struct button){.name = "date",
				.icon = "calendar",
				.label = when,
				.size = SIZE_BODY,
				.style = BUTTON_ACCENT,
				.action = DATE,
				.arg = arg,
				.pending_since = shell_pending(s, DATE, arg)});
	}
}

/* What comes of it: nothing yet, a day to take, a session to go to. */
static void draw_outcome(struct shell *s, struct rect r, const struct proposal *p, int64_t index)
{
	struct ui *ui = s->ui;
	const struct session *session = p->session ? core_session(s->core, p->session) : NULL;
	bool both = p->offer_answer == CONSENT_YES && p->wish_answer == CONSENT_YES;
	struct type type = {.size = SIZE_LABEL,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_accent_dark,
		.middle = true,
		.lines = 2,
		.shrink = true};
	if (session) {
		struct button open = {.name = "open",
			.icon = "arrow-right",
			.label = words(_("To the session")),
			.size = SIZE_BODY,
			.style = BUTTON_ACCENT,
			.action = OPEN,
			.arg = index};
		ui_button(ui, cut_right(&r, ui_button_width(ui, open)), open);
		cut_right(&r, 3 * ui_u(ui));
		struct str when = words_when(ui_arena(ui), session->starts, s->now.wall);
		ui_text(ui, r, shell_printf(s, _("Agreed: %s"), when.p), type);
	} else if (both) {
		struct str text = words(_("When?"));
		ui_text(ui, cut_left(&r, ui_text_width(ui, text, type) + 4 * ui_u(ui)), text, type);
		draw_days(s, r, index);
	} else {
		type.tone = TONE_second;
		type.weight = WEIGHT_REGULAR;
		ui_text(ui, r, words(_("Two times yes, and it is a tandem.")), type);
	}
}

static int pair_height(struct shell *s)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	int side = ui_line(ui, (struct type){.size = SIZE_SMALL}) + 2 * ui_line(ui, title_type) + 9 * u +
		2 * u + answer_height(ui);
	int sides = ui_upright(ui) ? 2 * side + 4 * u : side;
	return 4 * u + sides + ui_gap(ui) + answer_height(ui) + 4 * u;
}

static void draw_pair(struct shell *s, struct rect r, const struct proposal *p, int64_t index)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	bool open = !(p->session && core_session(s->core, p->session));
	struct side offer = {.topic = p->offer, .answer = p->offer_answer, .open = open, .index = index};
	struct side wish = {
		.topic = p->wish, .answer = p->wish_answer, .wish = true, .open = open, .index = index};
	ui_card(ui, r, false);
	r = rect_pad(r, 6 * u, 4 * u);
	draw_outcome(s, cut_bottom(&r, answer_height(ui)), p, index);
	cut_bottom(&r, ui_gap(ui));
	if (ui_upright(ui)) {
		draw_side(s, rect_row(r, 0, 2, 4 * u), &offer);
		draw_side(s, rect_row(r, 1, 2, 4 * u), &wish);
	} else {
		draw_side(s, rect_column(r, 0, 2, 12 * u), &offer);
		draw_side(s, rect_column(r, 1, 2, 12 * u), &wish);
	}
}

static void draw(struct shell *s, void *state)
{
	const struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u, h = pair_height(s);
	const struct board *b = core_board(s->core, board_of(s));
	struct rect body = shell_frame(
		s, (struct frame){.title = words(_("Offers and wishes")), .subtitle = b ? b->name : STR("")});
	if (st->count == 0) {
		part_empty(s, body, "swap", words(_("Nothing fits together yet")),
			words(_("When an offer and a wish are about the same, both people are asked here.")));
		return;
	}
	struct rect area = {body.x - u, body.y, body.w + 2 * u, body.h + 4 * u};
	struct rect in = rect_pad(ui_scroll(ui, area, "pairs", (int)st->count * (h + gap) + 4 * u), u, u);
	for (size_t i = 0; i < st->count; i++) {
		struct proposal p;
		struct rect r = cut_top(&in, h);
		cut_top(&in, gap);
		if (r.y < area.y + area.h && r.y + h > area.y && find(s, st->shown[i], &p))
			draw_pair(s, r, &p, (int64_t)i);
	}
	ui_scroll_end(ui);
}

/* ---- what happens ---- */

static void send_answer(struct shell *s, const struct proposal *p, const struct ui_event *e)
{
	bool wish = e->action == YES_WISH || e->action == NO_WISH;
	bool yes = e->action == YES_OFFER || e->action == YES_WISH;
	const struct topic *t = core_topic(s->core, wish ? p->wish : p->offer);
	enum consent now = wish ? p->wish_answer : p->offer_answer;
	enum consent next = yes && now == CONSENT_YES ? CONSENT_NONE : yes ? CONSENT_YES : CONSENT_NO;
	struct msg *m = shell_new_message(s, MSG_proposal_answer);
	m->u.proposal_answer = (struct msg_proposal_answer){
		.offer = p->offer, .wish = p->wish, .person = t ? t->person : 0, .answer = next};
	shell_send(s, m, e->action, e->arg);
}

static void send_date(struct shell *s, const struct proposal *p, const struct ui_event *e)
{
	struct msg *m = shell_new_message(s, MSG_proposal_date);
	m->u.proposal_date = (struct msg_proposal_date){
		.offer = p->offer, .wish = p->wish, .start = day_start_of(s, (enum day)(e->arg % DAYS))};
	shell_send(s, m, e->action, e->arg);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	const struct state *st = state;
	struct proposal p;
	if (e->kind != UI_PRESS || e->action < YES_OFFER || e->action > OPEN)
		return;
	int64_t index = e->action == DATE ? e->arg / DAYS : e->arg;
	if (index < 0 || (size_t)index >= st->count || !find(s, st->shown[index], &p))
		return;
	if (e->action == DATE)
		send_date(s, &p, e);
	else if (e->action == OPEN)
		shell_go(s, (struct place){SCREEN_session, p.session, 0});
	else
		send_answer(s, &p, e);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (shell_done(s, e) && e->about == MSG_proposal_answer && core_session(s->core, e->u.reply.result))
		shell_land(s, (struct place){SCREEN_session, e->u.reply.result, 0});
}

const struct screen screen_proposals = {
	.name = "proposals",
	.state_size = sizeof(struct state),
	.watches = CHANGE_BOARDS | CHANGE_SESSIONS | CHANGE_PEOPLE | CHANGE_MEETINGS,
	.enter = changed,
	.event = event,
	.reply = reply,
	.changed = changed,
	.draw = draw,
};
