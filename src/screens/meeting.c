/* A meeting on a board: one frame round seven phases. Everything whoever leads needs is on the bar at the
 * bottom: where the meeting is, a hint, Undo, and one clear next step; the phases themselves are a touch on
 * the strip away, to be skipped, repeated or taken up again. */
#include "screens/meeting.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#include "base/log.h"

enum {
	PHASES = 101,
	GO_PHASE,
	NEXT_PHASE,
	END,
	UNDO,
	CODE,
	TAKE_LEAD,
	SIGN_IN,
	HAND_LEAD,
	ENDS,
	BOARD,
	SUMMARY
};
#define ENDS_STEP (5 * MINUTE)

struct state {
	bool choosing;    /* the list of phases is open */
	enum phase shown; /* whose view's state this is */
	bool split;
	bool begun;
	alignas(max_align_t) char view[PHASE_STATE_BYTES];
};

static const struct phase_view *view(enum phase phase, bool split)
{
	static const struct phase_view *const views[PHASE_COUNT] = {&phase_actions, &phase_collect,
		&phase_pitch, &phase_vote, &phase_discuss, &phase_harvest, &phase_close};
	return phase == PHASE_DISCUSS && split ? &phase_grid : views[phase];
}

static const struct phase_view *view_of(const struct meeting *m)
{
	return view(m->phase, m->split);
}

/* A phone may have moved the meeting on: the view of another phase begins with nothing open. */
static void keep_up(struct state *st, const struct meeting *m)
{
	if (st->begun && st->shown == m->phase && st->split == m->split)
		return;
	INVARIANT(view_of(m)->state_size <= PHASE_STATE_BYTES);
	memset(st->view, 0, sizeof st->view);
	st->shown = m->phase;
	st->split = m->split;
	st->begun = true;
	st->choosing = false;
}

void meeting_send(struct shell *s, enum msg_kind kind, ident meeting, action act, int64_t arg)
{
	struct msg *m = shell_new_message(s, kind);
	m->u.meeting_undo.meeting = meeting; /* they all begin so */
	shell_send(s, m, act, arg);
}

/* ---- the body ---- */

int meeting_purpose(struct shell *s, struct rect r, const struct meeting *m)
{
	return part_heading(s, r, words_phase_purpose(m->phase));
}

void meeting_code(struct shell *s, struct rect r, const struct meeting *m)
{
	part_code_small(s, r, m->board, words(_("Join by phone")), CODE);
}

static int code_width(struct shell *s)
{
	return 44 * ui_u(s->ui);
}

void meeting_code_corner(struct shell *s, struct rect *body, const struct meeting *m)
{
	int u = ui_u(s->ui);
	if (ui_upright(s->ui)) {
		struct rect corner = cut_bottom(body, 30 * u);
		meeting_code(s, cut_right(&corner, 2 * code_width(s)), m);
		cut_bottom(body, 3 * u);
	} else {
		struct rect corner = cut_right(body, code_width(s));
		meeting_code(s, cut_bottom(&corner, 64 * u), m);
		cut_right(body, 4 * u);
	}
}

/* The code keeps its corner on every phase: somebody may always still come. */
static void draw_body(struct shell *s, struct state *st, const struct meeting *m, struct rect body)
{
	const struct phase_view *v = view_of(m);
	if (!v->own_code)
		meeting_code_corner(s, &body, m);
	v->draw(s, st->view, m, body);
}

/* ---- the phases, and what else the lead can settle ---- */

static const struct type strip_here = {.size = SIZE_SMALL,
	.weight = WEIGHT_SEMIBOLD,
	.tone = TONE_accent_dark,
	.middle = true,
	.align = ALIGN_CENTRE};
static const struct type strip_other = {.size = SIZE_SMALL, .tone = TONE_second, .middle = true};

static int row_height(struct shell *s)
{
	int u = ui_u(s->ui);
	return ui_touch(s->ui) > 12 * u ? ui_touch(s->ui) : 12 * u;
}

static struct str phase_time(struct shell *s, const struct meeting *m, enum phase p)
{
	int minutes = (int)((core_phase_time(s->core, m->id, p) + MINUTE / 2) / MINUTE);
	return minutes ? shell_printf(s, _("%d min"), minutes) : STR("");
}

static void draw_phase_row(struct shell *s, struct rect line, const struct meeting *m, enum phase p)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	bool here = m->phase == p, leads = core_screen_leads(s->core, m);
	struct type small = {.size = SIZE_BODY, .tone = TONE_second, .middle = true};
	struct str time = phase_time(s, m, p);
	struct rect name = cut_left(&line, 40 * u < line.w * 45 / 100 ? 40 * u : line.w * 45 / 100);
	if (here) {
		struct type present = strip_here;
		present.size = SIZE_BODY;
		present.shrink = true;
		ui_fill(ui, name, 5 * u, TONE_accent_soft);
		ui_text(ui, name, words_phase(p), present);
	} else
		ui_button(ui, name,
			(struct button){.name = "phase",
				.label = words_phase(p),
				.style = BUTTON_PLAIN,
				.size = SIZE_BODY,
				.action = GO_PHASE,
				.arg = p,
				.disabled = !leads || !(core_phases_open(s->core, m->id) & 1u << p),
				.pending_since = shell_pending(s, GO_PHASE, p)});
	cut_left(&line, 3 * u);
	small.align = ALIGN_END;
	ui_text(ui, cut_right(&line, ui_text_width(ui, time, small) + 1), time, small);
	cut_right(&line, 2 * u);
	small.align = ALIGN_START;
	small.lines = 2;
	small.shrink = true;
	ui_text(ui, line, here ? words(_("We are here.")) : words_phase_purpose(p), small);
}

/* When it is to end: five minutes sooner or later. */
static void draw_ends(struct shell *s, struct rect r, const struct meeting *m)
{
	struct ui *ui = s->ui;
	struct rect minus = cut_left(&r, r.h), plus = cut_right(&r, r.h);
	part_step_key(s, minus, "minus", words(_("End five minutes sooner")), ENDS, -1);
	part_step_key(s, plus, "plus", words(_("End five minutes later")), ENDS, 1);
	ui_text(ui, r, shell_printf(s, _("until %s"), words_time(ui_arena(ui), m->ends).p),
		(struct type){.size = SIZE_LABEL,
			.weight = WEIGHT_SEMIBOLD,
			.middle = true,
			.tabular = true,
			.shrink = true,
			.align = ALIGN_CENTRE});
}

static void draw_rest(struct shell *s, struct rect r, const struct meeting *m)
{
	int gap = ui_gap(s->ui), row = row_height(s);
	const struct button buttons[] = {{.name = "hand-lead",
						 .icon = "phone",
						 .label = words(_("Lead by phone")),
						 .action = HAND_LEAD},
		{.name = "board", .icon = "board", .label = words(_("See the board")), .action = BOARD},
		{.name = "end", .icon = "close", .label = words(_("End the meeting")), .action = END}};
	draw_ends(s, cut_top(&r, row), m);
	for (size_t i = 0; i < sizeof buttons / sizeof *buttons; i++) {
		struct button b = buttons[i];
		cut_top(&r, gap);
		b.size = SIZE_BODY;
		b.style = BUTTON_PLAIN;
		b.pending_since = shell_pending(s, b.action, 0);
		ui_button(s->ui, cut_top(&r, row), b);
	}
}

static void draw_phases(struct shell *s, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), step = row_height(s) + ui_gap(ui);
	bool leads = core_screen_leads(s->core, m), upright = ui_upright(ui);
	if (leads && !upright) {
		struct rect rest = cut_right(&r, r.w * 30 / 100);
		draw_rest(s, rest, m);
		cut_right(&r, 6 * u);
	}
	int rows = PHASE_COUNT + (leads && upright ? 5 : 0);
	struct rect in = ui_scroll(ui, r, "phases", rows * step);
	in.w -= 2 * u;
	for (int p = 0; p < PHASE_COUNT; p++) {
		draw_phase_row(s, cut_top(&in, row_height(s)), m, (enum phase)p);
		cut_top(&in, ui_gap(ui));
	}
	cut_top(&in, step / 2);
	if (leads && upright)
		draw_rest(s, in, m);
	ui_scroll_end(ui);
}

/* ---- the strip ---- */

#define ARROW_U 7 /* units from one phase to the next */
#define PILL_U 7  /* and round the present one */

static int strip_width(struct shell *s, const struct meeting *m, int from, int to)
{
	int u = ui_u(s->ui), w = (to - from) * ARROW_U * u + PILL_U * u;
	for (int p = from; p <= to; p++)
		w += ui_text_width(s->ui, words_phase((enum phase)p),
			     p == (int)m->phase ? strip_here : strip_other) +
			1;
	return w + (from > 0 ? 4 * u : 0) + (to < PHASE_COUNT - 1 ? 4 * u : 0);
}

/* As many phases round the present one as fit, those that come first; the others are a dot at the end. */
static void strip_range(struct shell *s, const struct meeting *m, int w, int *from, int *to)
{
	*from = *to = (int)m->phase;
	for (bool grew = true; grew;) {
		grew = false;
		if (*to < PHASE_COUNT - 1 && strip_width(s, m, *from, *to + 1) <= w)
			++*to, grew = true;
		if (*from > 0 && strip_width(s, m, *from - 1, *to) <= w)
			--*from, grew = true;
	}
}

static void draw_more_dot(struct shell *s, struct rect *r)
{
	int u = ui_u(s->ui);
	struct rect dot = rect_centre(cut_left(r, 4 * u), u * 3 / 2, u * 3 / 2);
	ui_fill(s->ui, dot, dot.h / 2, TONE_edge);
}

static void draw_strip_phase(struct shell *s, struct rect *r, const struct meeting *m, int p, bool last)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct str name = words_phase((enum phase)p);
	if (p == (int)m->phase) {
		struct rect pill = cut_left(r, ui_text_width(ui, name, strip_here) + 1 + PILL_U * u);
		pill = rect_centre(pill, pill.w, pill.h < 9 * u ? pill.h : 9 * u);
		ui_fill(ui, pill, pill.h / 2, TONE_accent_soft);
		ui_text(ui, pill, name, strip_here);
	} else {
		ui_text(ui, cut_left(r, ui_text_width(ui, name, strip_other) + 1), name, strip_other);
	}
	if (!last)
		ui_icon(ui, rect_centre(cut_left(r, ARROW_U * u), 4 * u, 4 * u), "arrow-right", TONE_second);
}

static void draw_strip_row(struct shell *s, struct rect r, const struct meeting *m)
{
	int from, to;
	strip_range(s, m, r.w, &from, &to);
	if (from > 0)
		draw_more_dot(s, &r);
	for (int p = from; p <= to; p++)
		draw_strip_phase(s, &r, m, p, p == to);
	if (to < PHASE_COUNT - 1)
		draw_more_dot(s, &r);
}

/* What the room should know, or the lead. */
static struct str hint_words(struct shell *s, const struct meeting *m)
{
	if (m->lead != LEAD_KIOSK)
		return words(_("A phone leads this meeting."));
	return words_hint(ui_arena(s->ui), core_hint(s->core, m->id, s->now));
}

/* The phases in a row with the present one as a pill, a hint below. A touch anywhere opens the list. */
static void draw_strip(struct shell *s, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct str hint = hint_words(s, m);
	struct type hint_type = {.size = SIZE_SMALL,
		.weight = WEIGHT_SEMIBOLD,
		.tone = m->lead == LEAD_KIOSK ? TONE_warm : TONE_second,
		.middle = true,
		.shrink = true,
		.may_cut = true};
	if (ui_pressed(ui, PHASES, 0))
		ui_fill(ui, rect_inset(r, -u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = "phases", .label = words(_("Phases")), .action = PHASES});
	int below = hint.n ? ui_line(ui, hint_type) + u : 0;
	struct rect in = rect_centre(r, r.w, 9 * u + below < r.h ? 9 * u + below : r.h);
	if (below)
		ui_text(ui, cut_bottom(&in, below), hint, hint_type);
	draw_strip_row(s, in, m);
}

/* ---- the bar ---- */

int meeting_next_phase(struct shell *s, const struct meeting *m)
{
	unsigned open = core_phases_open(s->core, m->id);
	for (int p = (int)m->phase + 1; p < PHASE_COUNT; p++)
		if (open & 1u << p)
			return p;
	return -1;
}

static struct button usual_next(struct shell *s, const struct meeting *m)
{
	int next = meeting_next_phase(s, m);
	if (next < 0)
		return (struct button){.name = "end", .label = words(_("End the meeting")), .action = END};
	return (struct button){.name = "next-phase",
		.label = words_phase_go((enum phase)next),
		.action = NEXT_PHASE,
		.arg = next};
}

static void draw_undo(struct shell *s, const struct meeting *m, struct rect *r)
{
	if (!core_can_undo(s->core, m->id))
		return;
	part_step_key(s, cut_right(r, r->h), "undo", words(_("Undo")), UNDO, 0);
	cut_right(r, ui_gap(s->ui));
}

/* Nobody has signed in here, or a phone has the lead: it is a touch, and the PIN, away. */
static struct button way_to_lead(const struct meeting *m)
{
	if (m->lead == LEAD_KIOSK)
		return (struct button){
			.name = "sign-in", .icon = "lock", .label = words(_("Lead")), .action = SIGN_IN};
	return (struct button){.name = "take-lead",
		.icon = "hand",
		.label = words(_("Lead from here")),
		.action = TAKE_LEAD};
}

static void draw_buttons(struct shell *s, const struct state *st, const struct meeting *m, struct rect *r)
{
	struct phase_bar bar = {0};
	const struct phase_view *v = view_of(m);
	if (!core_screen_leads(s->core, m)) {
		part_button(s, r, way_to_lead(m), BUTTON_PLAIN);
		return;
	}
	if (v->bar)
		v->bar(s, st->view, m, &bar);
	part_button(s, r, bar.next.label.n ? bar.next : usual_next(s, m),
		bar.waits ? BUTTON_PLAIN : BUTTON_ACCENT);
	for (int i = 0; i < bar.more_count; i++)
		part_button(s, r, bar.more[i], BUTTON_PLAIN);
	draw_undo(s, m, r);
}

static void draw_bar(struct shell *s, const struct state *st, const struct meeting *m, struct rect *body)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), row = ui_touch(ui) > 15 * u ? ui_touch(ui) : 15 * u, gap = ui_gap(ui);
	bool upright = ui_upright(ui);
	struct rect bar = part_bar(s, body, upright ? 2 * row + gap : row);
	struct rect strip = upright ? cut_top(&bar, row) : bar;
	if (upright)
		cut_top(&bar, gap);
	draw_buttons(s, st, m, upright ? &bar : &strip);
	cut_right(&strip, upright ? 0 : 2 * u);
	draw_strip(s, m, strip);
}

static struct rect draw_top(struct shell *s, const struct board *b, const struct meeting *m)
{
	if (!b || !m)
		return shell_frame(s, (struct frame){.title = STR("")});
	int n = core_vote_count(s->core, m->id).people;
	struct str people = shell_printf(s, ngettext("%d person", "%d people", (unsigned long)n), n);
	struct str until = shell_printf(s, _("until %s"), words_time(ui_arena(s->ui), m->ends).p);
	return shell_frame(s,
		(struct frame){.title = b->name, .subtitle = shell_printf(s, "%s · %s", people.p, until.p)});
}

/* A phone has closed it, or it was long ago. */
static void draw_over(struct shell *s, const struct meeting *m, struct rect body)
{
	int u = ui_u(s->ui);
	if (m) {
		struct rect bar = part_bar(s, &body, ui_touch(s->ui) > 15 * u ? ui_touch(s->ui) : 15 * u);
		part_button(s, &bar,
			(struct button){
				.name = "summary", .label = words(_("What came of it")), .action = SUMMARY},
			BUTTON_ACCENT);
	}
	part_empty(s, body, "board", words(_("This meeting is over")), STR(""));
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	struct rect body = draw_top(s, m ? core_board(s->core, m->board) : NULL, m);
	if (!m || m->closed_at) {
		draw_over(s, m, body);
		return;
	}
	keep_up(st, m);
	draw_bar(s, st, m, &body);
	if (st->choosing)
		draw_phases(s, m, body);
	else
		draw_body(s, st, m, body);
}

/* ---- what happens ---- */

static void enter(struct shell *s, void *state)
{
	(void)state;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	part_ask_code(s, m ? m->board : 0);
}

static bool stays(const struct shell *s)
{
	const struct meeting *m = core_meeting(s->core, s->place.a);
	return m && !m->closed_at;
}

static void go_phase(struct shell *s, const struct meeting *m, const struct ui_event *e)
{
	struct msg *msg = shell_new_message(s, MSG_meeting_phase);
	msg->u.meeting_phase = (struct msg_meeting_phase){.meeting = m->id, .phase = (enum phase)e->arg};
	shell_send(s, msg, e->action, e->arg);
}

static void move_end(struct shell *s, const struct meeting *m, int64_t way)
{
	struct msg *msg = shell_new_message(s, MSG_meeting_ends);
	int64_t ends = (m->ends + ENDS_STEP / 2) / ENDS_STEP * ENDS_STEP + way * ENDS_STEP; /* 16:00, 16:05 */
	msg->u.meeting_ends = (struct msg_meeting_ends){.meeting = m->id, .ends = ends};
	shell_send(s, msg, ENDS, way);
}

static void pressed(struct shell *s, struct state *st, const struct meeting *m, const struct ui_event *e)
{
	if (e->action == PHASES)
		st->choosing = !st->choosing;
	else if (e->action == GO_PHASE || e->action == NEXT_PHASE)
		go_phase(s, m, e);
	else if (e->action == CODE)
		shell_go(s, (struct place){SCREEN_code, m->board, 0});
	else if (e->action == END)
		meeting_send(s, MSG_meeting_close, m->id, END, 0);
	else if (e->action == UNDO)
		meeting_send(s, MSG_meeting_undo, m->id, UNDO, 0);
	else if (e->action == HAND_LEAD)
		shell_go(s, (struct place){SCREEN_lead, m->id, 0});
	else if (e->action == BOARD)
		shell_go(s, (struct place){SCREEN_board, m->board, 0});
	else if (e->action == ENDS)
		move_end(s, m, e->arg);
	else if (e->action == SIGN_IN)
		shell_go(s, (struct place){SCREEN_pin, m->board, PIN_THEN_BACK});
	else if (e->action == TAKE_LEAD && !part_signed_in(s))
		shell_go(s, (struct place){SCREEN_pin, m->board, PIN_THEN_LEAD});
	else if (e->action == TAKE_LEAD)
		meeting_send(s, MSG_lead_take, m->id, TAKE_LEAD, 0);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	if (m && m->closed_at && e->kind == UI_PRESS && e->action == SUMMARY)
		shell_replace(s, (struct place){SCREEN_summary, m->id, 0});
	if (!m || m->closed_at)
		return;
	keep_up(st, m);
	if (e->kind != UI_PRESS || e->action < PHASES) {
		if (view_of(m)->event)
			view_of(m)->event(s, st->view, m, e);
		return;
	}
	pressed(s, st, m, e);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	if (shell_done(s, e) && e->about == MSG_meeting_close && m) {
		shell_replace(s, (struct place){SCREEN_summary, m->id, 0});
		return;
	}
	if (m && view_of(m)->reply)
		view_of(m)->reply(s, st->view, m, e);
}

static bool inner(const void *state)
{
	const struct state *st = state;
	const struct phase_view *v = view(st->shown, st->split);
	return st->choosing || (v->inner && v->inner(st->view));
}

static void close_inner(void *state)
{
	struct state *st = state;
	if (!st->choosing)
		view(st->shown, st->split)->close_inner(st->view);
	st->choosing = false;
}

const struct screen screen_meeting = {
	.name = "meeting",
	.state_size = sizeof(struct state),
	.watches = CHANGE_MEETINGS | CHANGE_BOARDS | CHANGE_CODES | CHANGE_PHONES | CHANGE_NOTES | CHANGE_PIN,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.stays = stays,
	.keeps = true,
	.inner = inner,
	.close_inner = close_inner,
};
