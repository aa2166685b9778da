/* A meeting on a board: one frame round seven phases. Everything whoever leads needs is on the bar at the
 * bottom: where the meeting is, a hint, Undo, and one clear next step; the phases themselves are a touch on
 * the strip away, to be skipped, repeated or taken up again. */
#include "screens/meeting.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#include "base/log.h"

enum { PHASES = 101, GO_PHASE, NEXT_PHASE, END, UNDO, CODE, TAKE_LEAD, SIGN_IN };

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
	part_code_small(s, r, m->board, words(_("Add or vote from your phone")), CODE);
}

static int code_width(struct shell *s)
{
	return 46 * ui_u(s->ui);
}

/* The code keeps its corner on every phase: somebody may always still come. */
static void draw_body(struct shell *s, struct state *st, const struct meeting *m, struct rect body)
{
	int u = ui_u(s->ui);
	const struct phase_view *v = view_of(m);
	if (!v->own_code && ui_upright(s->ui)) {
		struct rect corner = cut_bottom(&body, 30 * u);
		meeting_code(s, cut_right(&corner, 2 * code_width(s)), m);
		cut_bottom(&body, 3 * u);
	} else if (!v->own_code) {
		struct rect corner = cut_right(&body, code_width(s));
		meeting_code(s, cut_bottom(&corner, 58 * u), m);
		cut_right(&body, 4 * u);
	}
	v->draw(s, st->view, m, body);
}

/* ---- the phases ---- */

static void draw_phases(struct shell *s, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), row = ui_touch(ui) > 14 * u ? ui_touch(ui) : 14 * u;
	unsigned open = core_phases_open(s->core, m->id);
	struct rect in = ui_scroll(ui, r, "phases", PHASE_COUNT * (row + gap));
	for (int p = 0; p < PHASE_COUNT; p++) {
		struct rect line = cut_top(&in, row);
		struct rect button = cut_left(&line, line.w * 30 / 100);
		ui_button(ui, button,
			(struct button){.name = "phase",
				.label = words_phase((enum phase)p),
				.style = m->phase == (enum phase)p ? BUTTON_OUTLINE : BUTTON_PLAIN,
				.action = GO_PHASE,
				.arg = p,
				.disabled = !(open & 1u << p),
				.pending_since = shell_pending(s, GO_PHASE, p)});
		cut_left(&line, 3 * u);
		int minutes = (int)(core_phase_time(s->core, m->id, (enum phase)p) / MINUTE);
		struct str time = minutes ? shell_printf(s, _("%d min"), minutes) : STR("");
		ui_text(ui, cut_right(&line, 20 * u), time,
			(struct type){
				.size = SIZE_BODY, .tone = TONE_second, .middle = true, .align = ALIGN_END});
		ui_text(ui, line, words_phase_purpose((enum phase)p),
			(struct type){.size = SIZE_BODY,
				.tone = TONE_second,
				.middle = true,
				.lines = 2,
				.shrink = true});
		cut_top(&in, gap);
	}
	ui_scroll_end(ui);
}

/* The phases in a row with the present one as a pill; a touch anywhere on it opens the list. */
static void draw_strip(struct shell *s, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	if (ui_pressed(ui, PHASES, 0))
		ui_fill(ui, r, 4 * u, TONE_sunk);
	struct type here = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_accent_dark,
		.middle = true,
		.align = ALIGN_CENTRE};
	struct str name = words_phase(m->phase);
	int w = ui_text_width(ui, name, here) + 8 * u;
	struct rect pill = rect_centre(r, w, 11 * u);
	pill.x = r.x;
	ui_fill(ui, pill, pill.h / 2, TONE_accent_soft);
	ui_text(ui, pill, name, here);
	ui_control(ui,
		(struct control){.r = r, .name = "phases", .label = words(_("Phases")), .action = PHASES});
}

/* ---- the bar ---- */

static int next_phase(struct shell *s, const struct meeting *m)
{
	unsigned open = core_phases_open(s->core, m->id);
	for (int p = (int)m->phase + 1; p < PHASE_COUNT; p++)
		if (open & 1u << p)
			return p;
	return -1;
}

static struct button usual_next(struct shell *s, const struct meeting *m)
{
	int next = next_phase(s, m);
	if (next < 0)
		return (struct button){.name = "end", .label = words(_("End the meeting")), .action = END};
	return (struct button){.name = "next-phase",
		.label = words_phase_go((enum phase)next),
		.action = NEXT_PHASE,
		.arg = next};
}

/* From the end of the row; what it leaves is in r. */
static void put_button(struct shell *s, struct rect *r, struct button b, enum button_style style)
{
	b.style = style;
	b.pending_since = b.action ? shell_pending(s, b.action, b.arg) : 0;
	ui_button(s->ui, cut_right(r, ui_button_width(s->ui, b)), b);
	cut_right(r, ui_gap(s->ui));
}

static void draw_lead(struct shell *s, const struct state *st, const struct meeting *m, struct rect *r)
{
	struct phase_bar bar = {0};
	const struct phase_view *v = view_of(m);
	if (!core_screen_leads(s->core, m)) {
		put_button(s, r,
			m->lead == LEAD_KIOSK ? (struct button){.name = "sign-in",
							.label = words(_("Lead")),
							.action = SIGN_IN}
					      : (struct button){.name = "take-lead",
							.label = words(_("Take the lead")),
							.action = TAKE_LEAD},
			BUTTON_PLAIN);
		return;
	}
	if (v->bar)
		v->bar(s, st->view, m, &bar);
	put_button(s, r, bar.next.label.n ? bar.next : usual_next(s, m), BUTTON_ACCENT);
	for (int i = 0; i < bar.more_count; i++)
		put_button(s, r, bar.more[i], BUTTON_PLAIN);
	if (core_can_undo(s->core, m->id))
		put_button(s, r,
			(struct button){
				.name = "undo", .icon = "undo", .label = words(_("Undo")), .action = UNDO},
			BUTTON_PLAIN);
}

static void draw_bar(struct shell *s, const struct state *st, const struct meeting *m, struct rect *body)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), button = ui_touch(ui) > 15 * u ? ui_touch(ui) : 15 * u;
	struct rect screen = ui_screen(ui), bottom = cut_bottom(body, button);
	int edge = bottom.y - 4 * u;
	ui_fill(ui, (struct rect){0, edge, screen.w, screen.h - edge}, 0, TONE_surface);
	ui_line_across(ui, (struct rect){0, edge, screen.w, 1});
	cut_bottom(body, 7 * u);
	draw_lead(s, st, m, &bottom);
	draw_strip(s, m, bottom);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	const struct board *b = m ? core_board(s->core, m->board) : NULL;
	struct rect body = shell_frame(s, (struct frame){.title = b ? b->name : STR("")});
	if (!m || m->closed_at) {
		part_empty(s, body, "board", words(_("This meeting is over")), STR(""));
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

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	if (!m || m->closed_at)
		return;
	keep_up(st, m);
	if (e->kind != UI_PRESS || e->action < PHASES) {
		if (view_of(m)->event)
			view_of(m)->event(s, st->view, m, e);
		return;
	}
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
	else if (e->action == TAKE_LEAD)
		meeting_send(s, MSG_lead_take, m->id, TAKE_LEAD, 0);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	if (e->kind == EFFECT_reply && e->u.reply.err && e->u.reply.err != ERR_already)
		shell_toast_error(s, e->u.reply.err);
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
	.inner = inner,
	.close_inner = close_inner,
};
