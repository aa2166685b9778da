/* You are here: said when it is on the disk, with Undo, who is still missing, and the code. Below it what else
 * meets this person at the door, as far as there is room. */
#include "screens/door.h"

enum { UNDO = 1, PICK_TOPIC, OPEN, CODE, SETTLE, DOOR, PAGE };
#define ROWS_MAX 4

struct state {
	int64_t since;
	struct ticks ticks;
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	const struct session *session = core_session(s->core, s->place.b);
	const struct member *member = core_member(s->core, s->place.b, s->place.a);
	int64_t age = member ? s->now.wall - member->here_at : 0;
	st->since = s->now.mono - (age > 0 ? age : 0); /* it goes on where somebody comes back to it */
	const struct action *promised[TICKS_MAX];
	ticks_add(&st->ticks, promised, core_actions_of(s->core, s->place.a, promised, TICKS_MAX));
	part_ask_code(s, session ? session->note : 0);
}

static int64_t undo_left(const struct shell *s, const struct state *st)
{
	int64_t left = st->since + core_config(s->core)->undo_ms - s->now.mono;
	return left > 0 ? left : 0;
}

static void draw_hello(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), size = r.h;
	struct rect sign = cut_left(&r, size);
	float grown = ui_motion(ui, "tick", s->place.a, 1.0f, 180);
	int disc = (int)((float)size * (0.8f + 0.2f * grown));
	ui_fill(ui, rect_centre(sign, disc, disc), disc / 2, TONE_accent);
	ui_icon(ui, rect_centre(sign, disc / 2, disc / 2), "check", TONE_on_accent);
	cut_left(&r, 6 * u);
	struct type hello = {.size = SIZE_DISPLAY, .weight = WEIGHT_BOLD, .shrink = true};
	struct type text = {.size = SIZE_HEADING, .tone = TONE_second, .lines = 2};
	struct str line = words(_("You are checked in."));
	r = rect_centre(r, r.w, ui_line(ui, hello) + ui_text_height(ui, r.w, line, text));
	ui_text(ui, cut_top(&r, ui_line(ui, hello)),
		shell_printf(s, _("Hello %s"), part_given(s, s->place.a).p), hello);
	ui_text(ui, r, line, text);
}

static void draw_session(struct shell *s, struct rect r, const struct session *session)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_card(ui, r, false);
	if (ui_pressed(ui, OPEN, 0))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){
			.r = r, .name = "session", .label = words(_("To the session")), .action = OPEN});
	struct rect in = rect_pad(r, 6 * u, 3 * u);
	struct rect arrow = cut_right(&in, 6 * u);
	ui_icon(ui, rect_centre(arrow, 6 * u, 6 * u), "arrow-right", TONE_second);
	struct avatar avatars[AVATARS_MAX];
	int n = part_member_avatars(s, session->id, avatars), size = in.h < 15 * u ? in.h : 15 * u;
	struct rect faces = rect_centre((struct rect){in.x, in.y, in.w / 3, in.h}, in.w / 3, size);
	cut_left(&in, ui_avatars(ui, faces, avatars, n) + 5 * u);
	struct type title = {
		.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .lines = 2, .shrink = true, .may_cut = true};
	struct type state = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_accent_dark,
		.shrink = true,
		.may_cut = true};
	struct str others = part_others(s, session->id, s->place.a), model = words_model(session->model);
	struct str from = words_time(ui_arena(ui), session->starts),
		   to = words_time(ui_arena(ui), session->ends);
	struct str who = session->title.n ? part_session_name(s, session)
		: others.n                ? shell_printf(s, _("%s with %s"), model.p, others.p)
					  : model;
	struct str text = shell_printf(s, _("%s, %s to %s"), arena_str(ui_arena(ui), who).p, from.p, to.p);
	int h = ui_text_height(ui, in.w, text, title);
	in = rect_centre(in, in.w, h + u + ui_line(ui, state));
	ui_text(ui, cut_top(&in, h), text, title);
	cut_top(&in, u);
	ui_text(ui, in, part_waiting(s, session), state);
}

static void draw_actions(
	struct shell *s, struct rect r, const struct session *session, const struct state *st)
{
	struct ui *ui = s->ui;
	int64_t left = undo_left(s, st);
	bool begun = session->state == SESSION_UNDER_WAY || session->focus.n;
	struct button second = left
		? (struct button){.name = "undo",
			  .icon = "undo",
			  .style = BUTTON_PLAIN,
			  .action = UNDO,
			  .label = shell_printf(s, _("Undo · %d"), (int)((left + 999) / 1000)),
			  .pending_since = shell_pending(s, UNDO, 0)}
		: (struct button){.name = "open",
			  .icon = "arrow-right",
			  .style = BUTTON_PLAIN,
			  .action = OPEN,
			  .label = words(_("Session"))};
	struct button first = {.name = begun ? "open" : "pick",
		.style = BUTTON_ACCENT,
		.action = begun ? OPEN : PICK_TOPIC,
		.label = begun ? words(_("To the session")) : words(_("Pick a topic"))};
	if (left)
		ui_wake_at(ui, s->now.mono + (left - 1) % SECOND + 1);
	if (left || !begun) {
		int w = ui_button_width(ui, second), third = r.w * 37 / 100;
		ui_button(ui, cut_right(&r, w > third ? w : third), second);
		cut_right(&r, 4 * ui_u(ui));
	}
	ui_button(ui, r, first);
}

/* ---- at the door ---- */

struct at_door {
	struct door_item items[DOOR_MAX];
	int count, rows, row; /* rows that have room, and their height */
};

static int row_height(struct shell *s)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui),
	    text = ui_line(ui, (struct type){.size = SIZE_BODY}) +
		ui_line(ui, (struct type){.size = SIZE_SMALL}) + 2 * u;
	int least = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u;
	return text > least ? text : least;
}

/* All that is left lies one touch further. */
static struct button more_button(struct shell *s, const struct at_door *door, int shown)
{
	int count = door->count - shown, promises = 0;
	for (int i = shown; i < door->count; i++)
		promises += door->items[i].kind == DOOR_ACTION;
	unsigned long n = (unsigned long)count;
	return (struct button){.name = "settle",
		.icon = "action",
		.label = promises == count
			? shell_printf(s, ngettext("%d open action", "%d open actions", n), count)
			: shell_printf(s, ngettext("%d thing for you", "%d things for you", n), count),
		.size = SIZE_BODY,
		.style = BUTTON_OUTLINE,
		.action = SETTLE};
}

static struct button page_button(void)
{
	return (struct button){.name = "page",
		.icon = "phone",
		.label = words(_("My page")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = PAGE};
}

/* So many of them stand on a card; what has no room there is behind a button beside that to one's own page. */
static void draw_door(struct shell *s, struct rect r, const struct at_door *door)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), h = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u;
	int shown = door->count < door->rows ? door->count : door->rows;
	struct rect row = cut_bottom(&r, h);
	if (shown < door->count) {
		ui_button(ui, rect_column(row, 0, 2, gap), more_button(s, door, shown));
		ui_button(ui, rect_column(row, 1, 2, gap), page_button());
	} else {
		ui_button(ui, cut_left(&row, row.w / 2), page_button());
	}
	if (!shown)
		return;
	cut_bottom(&r, 3 * u);
	ui_card(ui, r, false);
	r = rect_pad(r, 5 * u, u);
	for (int i = 0; i < shown; i++) {
		struct column c = {.s = s, .r = cut_top(&r, door->row)};
		if (i + 1 < shown)
			ui_line_across(ui, cut_top(&r, gap));
		c.fixed = door->row;
		door_row(&c, &door->items[i], DOOR, i);
	}
}

static void draw(struct shell *s, void *state)
{
	const struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct session *session = core_session(s->core, s->place.b);
	const struct member *member = core_member(s->core, s->place.b, s->place.a);
	struct rect body = shell_frame(s, (struct frame){.title = STR("")});
	if (!session || !member || !member_is_here(s->core, member)) {
		part_empty(
			s, body, "undo", words(_("You are not checked in")), words(_("Nothing was kept.")));
		return;
	}
	struct rect code;
	if (ui_upright(ui)) {
		code = cut_bottom(&body, body.h * 52 / 100);
		cut_bottom(&body, 5 * u);
	} else {
		code = cut_right(&body, body.w * 35 / 100);
		cut_right(&body, 9 * u);
	}
	part_code_card(s, code, session->note, words(_("Your shared notes")), CODE);
	static struct at_door door; /* main thread only */
	int button = ui_key(ui) > 22 * u ? ui_key(ui) : 22 * u, card = 26 * u, hello = 28 * u, gap = 5 * u;
	int last = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u, free;
	door.count = door_items(s, s->place.a, s->place.b, &st->ticks, door.items);
	door.row = row_height(s);
	int pitch = door.row + ui_gap(ui), rest = card + button + 3 * gap + last;
	if (hello + rest > body.h)
		hello = body.h - rest;
	free = body.h - hello - rest - 5 * u + ui_gap(ui);
	if (free / pitch < door.count && hello > 20 * u) { /* the greeting gives way to what is to be done */
		free += hello - 20 * u;
		hello = 20 * u;
	}
	door.rows = free / pitch > ROWS_MAX ? ROWS_MAX : free / pitch;
	int shown = door.count < door.rows ? door.count : door.rows;
	int below = gap + last + (shown > 0 ? shown * pitch - ui_gap(ui) + 5 * u : 0);
	struct rect in = rect_centre(body, body.w, hello + card + button + 2 * gap + below);
	draw_hello(s, cut_top(&in, hello));
	cut_top(&in, gap);
	draw_session(s, cut_top(&in, card), session);
	cut_top(&in, gap);
	draw_actions(s, cut_top(&in, button), session, state);
	cut_top(&in, gap);
	draw_door(s, in, &door);
}

static void touch_door(struct shell *s, const struct state *st, int64_t i)
{
	struct door_item items[DOOR_MAX];
	if (i >= 0 && i < door_items(s, s->place.a, s->place.b, &st->ticks, items))
		door_touch(s, s->place.a, &items[i], DOOR);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	const struct session *session = core_session(s->core, s->place.b);
	if (e->kind != UI_PRESS || !session)
		return;
	if (e->action == UNDO) {
		struct msg *m = shell_new_message(s, MSG_check_in_undo);
		m->u.check_in_undo = (struct msg_check_in_undo){.person = s->place.a, .session = s->place.b};
		shell_send(s, m, UNDO, 0);
	} else if (e->action == PICK_TOPIC) {
		shell_go(s, (struct place){SCREEN_boards, s->place.b, 0});
	} else if (e->action == OPEN) {
		shell_go(s, (struct place){SCREEN_session, s->place.b, 0});
	} else if (e->action == CODE) {
		shell_go(s, (struct place){SCREEN_code, session->note, 0});
	} else if (e->action == SETTLE) {
		shell_go(s, (struct place){SCREEN_settle, s->place.a, s->place.b});
	} else if (e->action == DOOR) {
		touch_door(s, state, e->arg);
	} else if (e->action == PAGE) {
		shell_go(s, (struct place){SCREEN_mypage, s->place.a, 0});
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (shell_done(s, e) && e->about == MSG_check_in_undo) {
		shell_toast(
			s, shell_printf(s, _("%s is not checked in any more."), part_given(s, s->place.a).p));
		shell_home(s);
	}
}

const struct screen screen_here = {
	.name = "here",
	.state_size = sizeof(struct state),
	.watches = CHANGE_SESSIONS | CHANGE_PEOPLE | CHANGE_CODES | CHANGE_PHONES | CHANGE_NOTES |
		CHANGE_PARTNERSHIPS | CHANGE_MEETINGS | CHANGE_QUIZ | CHANGE_PROGRAMMES | CHANGE_SURVEYS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
