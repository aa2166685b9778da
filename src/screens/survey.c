/* Answering an instrument at the screen, shielded: one statement at a time, large, and what was answered is never
 * shown again. Each answer is on the disk before the next statement comes. It can be left at any time and goes on,
 * here or on the phone, with the first statement that has no answer. */
#include "core/survey.h"
#include "screens/parts.h"

enum { BEGIN = 1, ANSWER, SKIP, BACK, SUBMIT, RESULTS, HOME };

struct state {
	bool begun;
	int item;   /* -1: all have been seen */
	int before; /* the one before it, to be answered anew; -1: none */
	int64_t sent;
};

static const struct instrument *instrument_of(struct shell *s)
{
	const struct survey *survey = core_survey(s->core, s->place.a);
	return survey ? content_instrument(core_config(s->core)->content, s->language, survey->instrument)
		      : NULL;
}

static const struct area *area_of(const struct instrument *in, int item)
{
	int i = 0;
	while (i + 1 < in->area_count && item >= in->areas[i + 1].first)
		i++;
	return &in->areas[i];
}

static void go_to_next(struct shell *s, struct state *st, int from)
{
	st->item = core_survey_next_item(s->core, s->place.a, s->place.b, from);
}

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	st->before = -1;
	go_to_next(s, st, 0);
}

/* ---- before and after ---- */

#define BUTTONS_MAX 2

/* Side by side in the middle of the foot, never narrower than they are high twice. */
static void draw_buttons(struct shell *s, struct rect r, const struct button *buttons, int count)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui), most = (r.w - (count - 1) * gap) / (count ? count : 1), all = 0, w[BUTTONS_MAX];
	for (int i = 0; i < count; i++) {
		w[i] = ui_button_width(ui, buttons[i]) + 8 * ui_u(ui);
		w[i] = w[i] > 2 * r.h ? w[i] : 2 * r.h;
		w[i] = w[i] < most ? w[i] : most;
		all += w[i] + (i ? gap : 0);
	}
	r = rect_centre(r, all, r.h);
	for (int i = 0; i < count; i++) {
		struct button b = buttons[i];
		b.pending_since = shell_pending(s, b.action, b.arg);
		ui_button(ui, cut_left(&r, w[i]), b);
		cut_left(&r, gap);
	}
}

/* Whose it is, what is said, and what to do next; `note` in a box of its own, may be empty. */
static void draw_page(struct shell *s, struct rect body, struct str title, struct str text, struct str note,
	const struct button *buttons, int count)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), w = body.w < 200 * u ? body.w : 200 * u, pad = 4 * u, sign = 7 * u;
	struct type head = {
		.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .lines = 3, .shrink = true, .align = ALIGN_CENTRE};
	struct type lines = {.size = SIZE_BODY, .tone = TONE_second, .lines = 12, .align = ALIGN_CENTRE};
	struct type small = {.size = SIZE_BODY, .lines = 8, .middle = true};
	int note_w = w - 2 * pad - sign,
	    note_h = note.n ? ui_text_height(ui, note_w, note, small) + 2 * pad : 0;
	int head_h = ui_text_height(ui, w, title, head), text_h = ui_text_height(ui, w, text, lines);
	struct rect foot = cut_bottom(&body, ui_key(ui));
	cut_bottom(&body, 3 * u);
	int face = 16 * u, all = head_h + text_h + note_h + 7 * u;
	struct rect r = rect_centre(body, w, all + face < body.h ? all + face : body.h);
	if (all + face <= body.h)
		ui_avatar(ui, cut_top(&r, face - 3 * u), part_face(s, s->place.b));
	cut_top(&r, all + face <= body.h ? 3 * u : 0);
	ui_text(ui, cut_top(&r, head_h), title, head);
	cut_top(&r, 2 * u);
	ui_text(ui, cut_top(&r, text_h), text, lines);
	cut_top(&r, 4 * u);
	struct rect box = cut_top(&r, note_h);
	if (note.n) {
		ui_fill(ui, box, 3 * u, TONE_accent_soft);
		box = rect_pad(box, pad, pad / 2);
		ui_icon(ui, rect_centre(cut_left(&box, sign - 2 * u), 5 * u, 5 * u), "lock",
			TONE_accent_dark);
		cut_left(&box, 2 * u);
		ui_text(ui, box, note, small);
	}
	draw_buttons(s, foot, buttons, count);
}

static struct button home_button(enum button_style style)
{
	return (struct button){.name = "done", .label = words(_("Done")), .style = style, .action = HOME};
}

static void draw_begin(struct shell *s, struct rect body, const struct instrument *in)
{
	int done = core_survey_answered(s->core, s->place.a, s->place.b);
	struct button begin = {.name = "begin",
		.label = done ? words(_("Go on")) : shell_printf(s, _("Begin · %d min"), (int)in->minutes),
		.style = BUTTON_ACCENT,
		.action = BEGIN};
	struct str note = in->own
		? words(_("Each answer is saved at once and not shown again on this screen. You find them on your phone."))
		: words(_("Each answer is saved at once and not shown again on this screen. When everybody has answered, "
			  "you look together at what came of it."));
	draw_page(s, body, in->title, in->about, note, &begin, 1);
}

static void draw_submit(struct shell *s, struct rect body, const struct instrument *in)
{
	int done = core_survey_answered(s->core, s->place.a, s->place.b), open = in->item_count - done,
	    count = 0;
	struct button buttons[BUTTONS_MAX];
	struct str text = open
		? shell_printf(s,
			  ngettext("%d statement has no answer. You can hand in without it.",
				  "%d statements have no answer. You can hand in without them.",
				  (unsigned long)open),
			  open)
		: words(_("When you hand in, your answers can't be changed any more."));
	if (open)
		buttons[count++] = (struct button){.name = "rest",
			.label = words(_("Answer the rest")),
			.style = done ? BUTTON_PLAIN : BUTTON_ACCENT,
			.action = BEGIN};
	if (done)
		buttons[count++] = (struct button){.name = "submit",
			.icon = "check",
			.label = words(_("Hand in")),
			.style = BUTTON_ACCENT,
			.action = SUBMIT};
	draw_page(s, body, words(_("That was all")), text, STR(""), buttons, count);
}

static void draw_after(struct shell *s, struct rect body, const struct survey *survey)
{
	struct survey_state state = core_survey_state(s->core, survey->id);
	int left = state.people - state.submitted;
	struct button buttons[BUTTONS_MAX] = {home_button(survey->revealed ? BUTTON_PLAIN : BUTTON_ACCENT),
		{.name = "results",
			.label = words(_("What came of it")),
			.style = BUTTON_ACCENT,
			.action = RESULTS}};
	struct str text = survey->revealed
		? words(_("Everybody has answered. Look at it together."))
		: shell_printf(s,
			  ngettext("Still waiting for %d of you.", "Still waiting for %d of you.",
				  (unsigned long)left),
			  left);
	draw_page(s, body, words(_("Thank you")), text, STR(""), buttons, survey->revealed ? 2 : 1);
}

/* ---- one statement ---- */

static void draw_anchor(struct shell *s, struct rect r, int value, struct str text)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	bool pressed = ui_pressed(ui, ANSWER, value);
	ui_card(ui, r, false);
	if (pressed)
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_accent_soft);
	ui_control(ui,
		(struct control){.r = r,
			.name = "answer",
			.label = text,
			.action = ANSWER,
			.arg = value,
			.disabled = shell_pending(s, ANSWER, value) != 0});
	struct rect in = rect_pad(r, 2 * u, 2 * u);
	bool low = in.h < in.w; /* a row: the number stands beside the words */
	int number = 12 * u;
	struct type figure = {.size = SIZE_TITLE,
		.weight = WEIGHT_BOLD,
		.tone = TONE_accent_dark,
		.align = ALIGN_CENTRE,
		.middle = true,
		.shrink = true};
	struct rect sign = low && in.w > 40 * u ? cut_left(&in, number) : cut_top(&in, in.h * 45 / 100);
	ui_text(ui, sign, shell_printf(s, "%d", value), figure);
	ui_text(ui, in, text,
		(struct type){.size = SIZE_BODY,
			.weight = WEIGHT_SEMIBOLD,
			.align = low && in.w > 40 * u ? ALIGN_START : ALIGN_CENTRE,
			.lines = 3,
			.middle = true,
			.shrink = true});
}

static void draw_anchors(struct shell *s, struct rect r, const struct instrument *in)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui);
	for (int i = 0; i < ANCHORS; i++)
		draw_anchor(s,
			ui_upright(ui) ? rect_row(r, i, ANCHORS, gap) : rect_column(r, i, ANCHORS, gap),
			i + 1, in->scale[i]);
}

static void draw_bar(struct shell *s, struct rect r, const struct state *st, const struct instrument *in)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), done = core_survey_answered(s->core, s->place.a, s->place.b);
	struct button skip = {.name = "skip",
		.label = words(_("Skip")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = SKIP};
	struct button back = {.name = "again",
		.icon = "undo",
		.label = words(_("The one before")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = BACK};
	ui_button(ui, cut_right(&r, ui_button_width(ui, skip)), skip);
	cut_right(&r, ui_gap(ui));
	if (st->before >= 0)
		ui_button(ui, cut_right(&r, ui_button_width(ui, back)), back);
	cut_right(&r, 4 * u);
	struct type small = {
		.size = SIZE_SMALL, .tone = TONE_second, .middle = true, .tabular = true, .shrink = true};
	struct str count = shell_printf(s, _("%d of %d"), done + 1, in->item_count);
	ui_text(ui, cut_left(&r, ui_text_width(ui, count, small) + 3 * u), count, small);
	struct rect track = rect_centre(r, r.w, 2 * u);
	ui_fill(ui, track, u, TONE_sunk);
	track.w = track.w * done / in->item_count;
	if (track.w > 2 * u)
		ui_fill(ui, track, u, TONE_accent);
}

static void draw_item(struct shell *s, struct rect body, const struct state *st, const struct instrument *in)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), row = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u;
	const struct area *a = area_of(in, st->item);
	struct rect bar = cut_bottom(&body, row);
	cut_bottom(&body, 3 * u);
	int key = ui_upright(ui) ? body.h * 50 / 100 : body.h * 34 / 100;
	struct rect anchors = cut_bottom(&body, key);
	cut_bottom(&body, 3 * u);
	struct type area = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_accent_dark,
		.shrink = true,
		.middle = true};
	struct type hint = {.size = SIZE_SMALL, .tone = TONE_second, .lines = 6};
	ui_card(ui, body, false);
	body = rect_pad(body, 7 * u, 4 * u);
	struct rect head = cut_top(&body, 9 * u);
	ui_avatar(ui, cut_right(&head, 9 * u), part_face(s, s->place.b));
	ui_text(ui, head, a->title, area);
	struct str low = shell_printf(s, "1 · %.*s", STR_FMT(a->low)),
		   high = shell_printf(s, "5 · %.*s", STR_FMT(a->high));
	int column = rect_column(body, 0, 2, 6 * u).w, low_h = ui_text_height(ui, column, low, hint),
	    high_h = ui_text_height(ui, column, high, hint);
	struct rect hints = cut_bottom(&body, low_h > high_h ? low_h : high_h);
	cut_bottom(&body, 2 * u);
	ui_text(ui, body, a->items.list[st->item - a->first],
		(struct type){.size = SIZE_TITLE,
			.weight = WEIGHT_BOLD,
			.lines = 5,
			.middle = true,
			.shrink = true});
	ui_text(ui, rect_column(hints, 0, 2, 6 * u), low, hint);
	hint.align = ALIGN_END;
	ui_text(ui, rect_column(hints, 1, 2, 6 * u), high, hint);
	draw_anchors(s, anchors, in);
	draw_bar(s, bar, st, in);
}

static void draw(struct shell *s, void *state)
{
	const struct state *st = state;
	const struct survey *survey = core_survey(s->core, s->place.a);
	const struct instrument *in = instrument_of(s);
	struct rect body = shell_frame(s,
		(struct frame){.title = in ? in->title : STR(""),
			.subtitle = ui_upright(s->ui) ? STR("") : part_given(s, s->place.b)});
	if (!in)
		part_empty(s, body, "question", words(_("This is not here any more")), STR(""));
	else if (survey->revealed || core_survey_submitted(s->core, survey->id, s->place.b))
		draw_after(s, body, survey);
	else if (!st->begun)
		draw_begin(s, body, in);
	else if (st->item < 0)
		draw_submit(s, body, in);
	else
		draw_item(s, body, st, in);
}

/* ---- what happens ---- */

static void send_answer(struct shell *s, const struct state *st, const struct ui_event *e)
{
	struct msg *m = shell_new_message(s, MSG_survey_answer);
	m->u.survey_answer = (struct msg_survey_answer){s->place.a, s->place.b, st->item, (int32_t)e->arg};
	shell_send(s, m, ANSWER, e->arg);
}

static void send_submit(struct shell *s)
{
	struct msg *m = shell_new_message(s, MSG_survey_submit);
	m->u.survey_submit = (struct msg_survey_submit){s->place.a, s->place.b};
	shell_send(s, m, SUBMIT, 0);
}

/* Past the last one it is over; what was skipped is asked for once more there. */
static void skip(struct shell *s, struct state *st)
{
	int next = core_survey_next_item(s->core, s->place.a, s->place.b, st->item + 1);
	st->before = -1;
	st->item = next > st->item ? next : -1;
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	if (e->kind != UI_PRESS)
		return;
	if (e->action == BEGIN) {
		st->begun = true;
		go_to_next(s, st, 0);
	} else if (e->action == ANSWER && st->item >= 0 && st->sent != st->item + 1) {
		st->sent = st->item + 1;
		send_answer(s, st, e);
	} else if (e->action == SKIP && st->item >= 0) {
		skip(s, st);
	} else if (e->action == BACK && st->before >= 0) {
		st->item = st->before;
		st->before = -1;
	} else if (e->action == SUBMIT) {
		send_submit(s);
	} else if (e->action == RESULTS) {
		shell_replace(s, (struct place){SCREEN_results, s->place.a, 0});
	} else if (e->action == HOME) {
		shell_back(s);
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	if (e->about != MSG_survey_answer && e->about != MSG_survey_submit)
		return;
	st->sent = 0;
	if (shell_done(s, e) && e->about == MSG_survey_answer && st->item >= 0) {
		int item = st->item;
		skip(s, st);
		st->before = item;
	}
}

const struct screen screen_survey = {
	.name = "survey",
	.state_size = sizeof(struct state),
	.watches = CHANGE_SURVEYS | CHANGE_PARTNERSHIPS | CHANGE_PEOPLE,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
