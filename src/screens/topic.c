/* One topic, large: its words, what can be done with it, and the code of its note. */
#include "screens/parts.h"

enum { FOCUS = 1, EDIT, MOVE, WITHDRAW, RESTORE, CODE };
#define SESSIONS_MAX 16

static void enter(struct shell *s, void *state)
{
	(void)state;
	const struct topic *t = core_topic(s->core, s->place.a);
	part_ask_code(s, t ? t->note : 0);
}

/* The session that would take it: the one that asked, else the only one that has people here. */
static ident taker(struct shell *s)
{
	if (s->place.b)
		return s->place.b;
	const struct session *all[SESSIONS_MAX];
	size_t n = core_today(s->core, s->now.wall, all, SESSIONS_MAX);
	ident found = 0;
	for (size_t i = 0; i < n; i++) {
		if (all[i]->state != SESSION_HERE && all[i]->state != SESSION_UNDER_WAY)
			continue;
		if (found)
			return 0;
		found = all[i]->id;
	}
	return found;
}

static void draw_words(struct shell *s, struct rect r, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	colour hue = part_kind_colour(s, t->kind);
	ui_card_edged(ui, r, hue, false);
	struct rect in = rect_pad(r, 8 * u, 6 * u);
	struct rect by = cut_bottom(&in, 12 * u);
	cut_bottom(&in, 2 * u);
	struct type kind = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .own = hue};
	ui_text(ui, cut_top(&in, ui_line(ui, kind)), words_topic_kind(t->kind), kind);
	cut_top(&in, u);
	struct type title = {
		.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .lines = 4, .shrink = true, .may_cut = true};
	cut_top(&in, ui_text(ui, in, t->title, title) + 3 * u);
	struct type detail = {.size = SIZE_HEADING, .tone = TONE_second, .lines = 200};
	int h = t->detail.n ? ui_text_height(ui, in.w, t->detail, detail) : 0;
	if (h) {
		struct rect content = ui_scroll(ui, in, "detail", h);
		ui_text(ui, (struct rect){content.x, content.y, content.w, h}, t->detail, detail);
		ui_scroll_end_on(ui, TONE_surface);
	}
	if (t->person) {
		ui_avatar(ui, cut_left(&by, 12 * u), part_face(s, t->person));
		cut_left(&by, 3 * u);
		ui_text(ui, by,
			shell_printf(
				s, _("brought by %s"), arena_str(ui_arena(ui), part_name(s, t->person)).p),
			(struct type){.size = SIZE_BODY, .tone = TONE_second, .middle = true});
	}
}

/* What can be done with it: as one row, or as two where the words want more room; then the lanes. */
struct actions {
	struct button focus, edit, away;
	bool focuses;
	int height, focus_rows, lane_rows; /* of a row; how many */
};

static struct actions actions_of(struct shell *s, int w, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui);
	ident session = taker(s);
	struct actions a = {.focuses = session != 0,
		.height = touch > 14 * u ? touch : 14 * u,
		.focus_rows = 1,
		.lane_rows = 1};
	a.focus = (struct button){.name = "focus",
		.label = words(_("Make it our focus")),
		.style = BUTTON_ACCENT,
		.action = FOCUS,
		.arg = session,
		.pending_since = shell_pending(s, FOCUS, session)};
	a.edit = (struct button){.name = "edit",
		.icon = "edit",
		.label = words(_("Edit")),
		.style = BUTTON_PLAIN,
		.action = EDIT};
	a.away = (struct button){.name = "withdraw",
		.icon = "trash",
		.label = words(_("Withdraw")),
		.style = BUTTON_PLAIN,
		.action = WITHDRAW};
	int all = ui_button_width(ui, a.focus) + ui_button_width(ui, a.edit) + ui_button_width(ui, a.away) +
		2 * ui_gap(ui);
	if (a.focuses && all > w)
		a.focus_rows = 2;
	if (ui_upright(ui) || w < 100 * u)
		a.lane_rows = 2;
	if (t->lane == LANE_WITHDRAWN)
		a.lane_rows = 0;
	return a;
}

static int actions_height(struct shell *s, const struct actions *a)
{
	int rows = a->focus_rows + a->lane_rows;
	return rows * a->height + (rows - 1) * ui_gap(s->ui);
}

static void draw_lanes(struct shell *s, struct rect r, const struct topic *t, int rows)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui), columns = LANES_SHOWN / rows;
	for (int lane = 0; lane < LANES_SHOWN; lane++) {
		bool there = t->lane == (enum lane)lane;
		ui_button(ui,
			rect_column(rect_row(r, lane / columns, rows, gap), lane % columns, columns, gap),
			(struct button){.name = "move",
				.label = words_lane((enum lane)lane),
				.size = SIZE_BODY,
				.style = there ? BUTTON_OUTLINE : BUTTON_PLAIN,
				.action = MOVE,
				.arg = lane,
				.disabled = there,
				.pending_since = shell_pending(s, MOVE, lane)});
	}
}

static void draw_actions(struct shell *s, struct rect r, const struct topic *t, const struct actions *a)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui);
	struct rect first = cut_top(&r, a->height);
	if (t->lane == LANE_WITHDRAWN) {
		ui_button(ui, first,
			(struct button){.name = "restore",
				.icon = "undo",
				.label = words(_("Put it back")),
				.style = BUTTON_ACCENT,
				.action = RESTORE});
		return;
	}
	if (a->focus_rows == 2) {
		ui_button(ui, first, a->focus);
		cut_top(&r, gap);
		first = cut_top(&r, a->height);
	}
	if (a->focus_rows == 2 || !a->focuses) {
		ui_button(ui, rect_column(first, 0, 2, gap), a->edit);
		ui_button(ui, rect_column(first, 1, 2, gap), a->away);
	} else {
		ui_button(ui, cut_right(&first, ui_button_width(ui, a->away)), a->away);
		cut_right(&first, gap);
		ui_button(ui, cut_right(&first, ui_button_width(ui, a->edit)), a->edit);
		cut_right(&first, gap);
		ui_button(ui, first, a->focus);
	}
	cut_top(&r, gap);
	draw_lanes(s, r, t, a->lane_rows);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct topic *t = core_topic(s->core, s->place.a);
	const struct board *b = t ? core_board(s->core, t->board) : NULL;
	struct rect body = shell_frame(s, (struct frame){.title = b ? b->name : STR("")});
	if (!t) {
		part_empty(s, body, "topic", words(_("This topic is not here any more")), STR(""));
		return;
	}
	struct rect code;
	if (ui_upright(ui)) {
		code = cut_bottom(&body, body.h * 38 / 100);
		cut_bottom(&body, 4 * u);
	} else {
		code = cut_right(&body, body.w * 31 / 100);
		cut_right(&body, 6 * u);
	}
	part_code_card(s, code, t->note, words(_("Notes on this topic")), CODE);
	struct actions actions = actions_of(s, body.w, t);
	struct rect bottom = cut_bottom(&body, actions_height(s, &actions));
	cut_bottom(&body, 4 * u);
	draw_words(s, body, t);
	draw_actions(s, bottom, t, &actions);
}

static void send_simple(struct shell *s, const struct ui_event *e)
{
	enum msg_kind kind = e->action == MOVE ? MSG_topic_move
		: e->action == WITHDRAW        ? MSG_topic_withdraw
		: e->action == RESTORE         ? MSG_topic_restore
					       : MSG_session_focus;
	struct msg *m = shell_new_message(s, kind);
	if (kind == MSG_topic_move)
		m->u.topic_move = (struct msg_topic_move){.topic = s->place.a, .lane = (enum lane)e->arg};
	else if (kind == MSG_topic_withdraw)
		m->u.topic_withdraw.topic = s->place.a;
	else if (kind == MSG_topic_restore)
		m->u.topic_restore.topic = s->place.a;
	else
		m->u.session_focus = (struct msg_session_focus){.session = e->arg, .topic = s->place.a};
	shell_send(s, m, e->action, e->arg);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	const struct topic *t = core_topic(s->core, s->place.a);
	if (e->kind != UI_PRESS || !t)
		return;
	if (e->action == EDIT)
		shell_go(s, (struct place){SCREEN_edit_topic, t->id, t->board});
	else if (e->action == CODE)
		shell_go(s, (struct place){SCREEN_code, t->note, 0});
	else
		send_simple(s, e);
}

/* The card is gone from where the person came from, and Undo brings it back. */
static void left_board(struct shell *s)
{
	ident topic = s->place.a;
	shell_back(s);
	shell_toast_undo(s, words(_("Off the board.")), MSG_topic_restore, topic);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (e->kind != EFFECT_reply)
		return;
	enum err err = e->u.reply.err;
	if (err && err != ERR_already)
		shell_toast_error(s, err);
	else if (e->about == MSG_topic_withdraw)
		left_board(s);
	else if (e->about == MSG_session_focus)
		shell_land(s, (struct place){SCREEN_session, taker(s), 0});
}

const struct screen screen_topic = {
	.name = "topic",
	.watches = CHANGE_BOARDS | CHANGE_SESSIONS | CHANGE_CODES | CHANGE_PHONES | CHANGE_NOTES,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
