/* One topic, large: its words, what can be done with it, and the code of its note. */
#include "screens/parts.h"

enum { FOCUS = 1, EDIT, MOVE, WITHDRAW, RESTORE, CODE, TOP, MERGE, APART, START, GATHER, PROPOSALS };
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

/* ---- the cards that lie under it ---- */

#define UNDER_SHOWN 8

static int under_height(struct shell *s, const struct topic *t)
{
	const struct topic *under[UNDER_SHOWN];
	size_t n = core_merged(s->core, t->id, under, UNDER_SHOWN);
	return n ? (int)n * (ui_touch(s->ui) + ui_gap(s->ui)) : 0;
}

static void draw_under(struct shell *s, struct rect r, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui);
	const struct topic *under[UNDER_SHOWN];
	size_t n = core_merged(s->core, t->id, under, UNDER_SHOWN);
	for (size_t i = 0; i < n; i++) {
		struct rect row = cut_top(&r, touch);
		struct button apart = {.name = "apart",
			.label = words(_("Take apart")),
			.size = SIZE_BODY,
			.action = APART,
			.arg = under[i]->id};
		cut_top(&r, ui_gap(ui));
		part_button(s, &row, apart, BUTTON_QUIET);
		ui_icon(ui, rect_centre(cut_left(&row, 7 * u), 5 * u, 5 * u), "topic", TONE_second);
		ui_text(ui, row, under[i]->title,
			(struct type){.size = SIZE_BODY,
				.tone = TONE_second,
				.middle = true,
				.lines = 2,
				.shrink = true,
				.may_cut = true});
	}
}

/* ---- its words ---- */

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
	int h = t->detail.n ? ui_text_height(ui, in.w, t->detail, detail) : 0, under = under_height(s, t);
	if (h || under) {
		struct rect content = ui_scroll(ui, in, "detail", h + under);
		ui_text(ui, (struct rect){content.x, content.y, content.w, h}, t->detail, detail);
		cut_top(&content, h);
		draw_under(s, content, t);
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

/* ---- what can be done with it ---- */

#define ACTIONS_MAX (8 + LANES_SHOWN + 1)

struct actions {
	struct button list[ACTIONS_MAX];
	int lanes; /* from this one on they are the lanes, in a row of their own */
	int count, height, row_of[ACTIONS_MAX], rows;
};

static void add(struct shell *s, struct actions *a, struct button b, enum button_style style)
{
	b.size = SIZE_BODY;
	b.style = style;
	b.pending_since = shell_pending(s, b.action, b.arg);
	a->list[a->count++] = b;
}

/* From one row into the next where their words want more room. */
static void into_rows(struct shell *s, struct actions *a, int w)
{
	int used = 0;
	for (int i = 0; i < a->count; i++) {
		int one = ui_button_width(s->ui, a->list[i]);
		if (used && (i == a->lanes || used + ui_gap(s->ui) + one > w)) {
			a->rows++;
			used = 0;
		}
		used += (used ? ui_gap(s->ui) : 0) + one;
		a->row_of[i] = a->rows;
	}
	a->rows += a->count > 0;
}

/* It may be taken up now, whatever the agenda says. */
static bool can_start(struct shell *s, const struct topic *t, const struct meeting *m)
{
	return m && m->phase == PHASE_DISCUSS && !m->split && m->topic != t->id &&
		t->lane < LANE_DISCUSSING && core_screen_leads(s->core, m);
}

/* What is acute need not wait for anything; in a meeting nothing has to, while the others go on. */
static bool can_gather(const struct topic *t, const struct meeting *m)
{
	return t->gather_until ||
		(t->lane != LANE_DONE && (t->kind == TOPIC_ACUTE || (m && m->topic != t->id)));
}

static void list_gatherings(
	struct shell *s, struct actions *a, const struct topic *t, const struct meeting *m)
{
	struct proposal one;
	if (can_gather(t, m))
		add(s, a,
			(struct button){.name = "gather",
				.icon = "people",
				.label = words(_("Sit together now")),
				.action = GATHER},
			a->count ? BUTTON_PLAIN : BUTTON_ACCENT);
	if (core_proposals_of(s->core, t->id, &one, 1))
		add(s, a,
			(struct button){.name = "proposals",
				.icon = "swap",
				.label =
					words(t->kind == TOPIC_OFFER ? _("A wish fits") : _("An offer fits")),
				.action = PROPOSALS},
			BUTTON_PLAIN);
}

/* The one that is likeliest comes first and stands out. */
static void list_actions(struct shell *s, struct actions *a, const struct topic *t)
{
	ident session = taker(s);
	const struct meeting *m = core_meeting_of(s->core, t->board);
	if (can_start(s, t, m))
		add(s, a,
			(struct button){.name = "start",
				.label = words(_("Discuss it now")),
				.action = START,
				.arg = m->id},
			BUTTON_ACCENT);
	if (session)
		add(s, a,
			(struct button){.name = "focus",
				.label = words(_("Make it our focus")),
				.action = FOCUS,
				.arg = session},
			a->count ? BUTTON_PLAIN : BUTTON_ACCENT);
	list_gatherings(s, a, t, m);
	add(s, a, (struct button){.name = "edit", .icon = "edit", .label = words(_("Edit")), .action = EDIT},
		BUTTON_PLAIN);
	add(s, a, (struct button){.name = "merge", .label = words(_("Put with another")), .action = MERGE},
		BUTTON_PLAIN);
	add(s, a,
		(struct button){.name = "withdraw",
			.icon = "trash",
			.label = words(_("Withdraw")),
			.action = WITHDRAW},
		BUTTON_PLAIN);
}

static ident first_of_lane(struct shell *s, const struct topic *t)
{
	const struct topic *first = NULL;
	return core_topics(s->core, t->board, t->lane, &first, 1) ? first->id : 0;
}

/* A button for each lane, and one to the top of the topic's own where it is not there. While a meeting is on, what is discussed
 * is not a matter of moving cards. */
static void list_lanes(struct shell *s, struct actions *a, const struct topic *t)
{
	bool meets = core_meeting_of(s->core, t->board) != NULL;
	a->lanes = a->count;
	for (int lane = 0; lane < LANES_SHOWN; lane++) {
		bool there = t->lane == (enum lane)lane;
		add(s, a,
			(struct button){.name = "move",
				.label = words_lane((enum lane)lane),
				.action = MOVE,
				.arg = lane,
				.disabled = there ||
					(meets && (t->lane == LANE_DISCUSSING || lane == LANE_DISCUSSING))},
			there ? BUTTON_OUTLINE : BUTTON_PLAIN);
	}
	if (first_of_lane(s, t) != t->id)
		add(s, a, (struct button){.name = "top", .label = words(_("To the top")), .action = TOP},
			BUTTON_PLAIN);
}

/* Where there is no room for all, moving between the lanes is left to the board: the words come first. */
static void drop_lanes(struct shell *s, struct actions *a, int w)
{
	a->count = a->lanes;
	a->rows = 0;
	into_rows(s, a, w);
}

static struct actions actions_of(struct shell *s, int w, int most, const struct topic *t)
{
	int u = ui_u(s->ui), touch = ui_touch(s->ui);
	struct actions a = {.height = touch > 13 * u ? touch : 13 * u};
	if (t->lane < LANES_SHOWN) {
		list_actions(s, &a, t);
		list_lanes(s, &a, t);
	} else if (t->lane == LANE_WITHDRAWN) {
		add(s, &a,
			(struct button){.name = "restore",
				.icon = "undo",
				.label = words(_("Put it back")),
				.action = RESTORE},
			BUTTON_ACCENT);
	} else if (t->lane == LANE_MERGED) {
		add(s, &a,
			(struct button){.name = "apart",
				.icon = "undo",
				.label = words(_("Take apart")),
				.action = APART,
				.arg = t->id},
			BUTTON_ACCENT);
	}
	into_rows(s, &a, w);
	if (t->lane < LANES_SHOWN && a.rows * (a.height + ui_gap(s->ui)) > most)
		drop_lanes(s, &a, w);
	return a;
}

static int actions_height(struct shell *s, const struct actions *a)
{
	return a->rows ? a->rows * a->height + (a->rows - 1) * ui_gap(s->ui) : 0;
}

static void draw_action_row(struct shell *s, struct rect r, const struct actions *a, int row)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui), used = -gap, count = 0;
	for (int i = 0; i < a->count; i++)
		if (a->row_of[i] == row)
			used += ui_button_width(ui, a->list[i]) + gap, count++;
	int more = (r.w - used) / (count ? count : 1);
	for (int i = 0; i < a->count; i++) {
		if (a->row_of[i] != row)
			continue;
		ui_button(
			ui, cut_left(&r, --count ? ui_button_width(ui, a->list[i]) + more : r.w), a->list[i]);
		cut_left(&r, gap);
	}
}

static void draw_actions(struct shell *s, struct rect r, const struct actions *a)
{
	for (int row = 0; row < a->rows; row++) {
		draw_action_row(s, cut_top(&r, a->height), a, row);
		cut_top(&r, ui_gap(s->ui));
	}
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
	struct actions actions = actions_of(s, body.w, body.h * 70 / 100, t);
	struct rect bottom = cut_bottom(&body, actions_height(s, &actions));
	cut_bottom(&body, 4 * u);
	draw_words(s, body, t);
	draw_actions(s, bottom, &actions);
}

static void send_simple(struct shell *s, const struct topic *t, const struct ui_event *e)
{
	static const enum msg_kind kinds[] = {[FOCUS] = MSG_session_focus,
		[MOVE] = MSG_topic_move,
		[TOP] = MSG_topic_move,
		[WITHDRAW] = MSG_topic_withdraw,
		[RESTORE] = MSG_topic_restore,
		[APART] = MSG_topic_split,
		[START] = MSG_topic_start};
	struct msg *m = shell_new_message(s, kinds[e->action]);
	if (e->action == MOVE)
		m->u.topic_move = (struct msg_topic_move){.topic = t->id, .lane = (enum lane)e->arg};
	else if (e->action == TOP)
		m->u.topic_move = (struct msg_topic_move){
			.topic = t->id, .lane = t->lane, .before = first_of_lane(s, t)};
	else if (e->action == WITHDRAW)
		m->u.topic_withdraw.topic = t->id;
	else if (e->action == RESTORE)
		m->u.topic_restore.topic = t->id;
	else if (e->action == APART)
		m->u.topic_split.topic = e->arg;
	else if (e->action == START)
		m->u.topic_start = (struct msg_topic_start){.meeting = e->arg, .topic = t->id};
	else
		m->u.session_focus = (struct msg_session_focus){.session = e->arg, .topic = t->id};
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
	else if (e->action == MERGE)
		shell_go(s, (struct place){SCREEN_merge, t->id, 0});
	else if (e->action == GATHER)
		shell_go(s, (struct place){SCREEN_gather, t->id, 0});
	else if (e->action == PROPOSALS)
		shell_go(s, (struct place){SCREEN_proposals, t->id, 0});
	else
		send_simple(s, t, e);
}

/* The card is gone from where the person came from, and Undo brings it back. */
static void left_board(struct shell *s)
{
	struct msg *undo = shell_new_message(s, MSG_topic_restore);
	undo->u.topic_restore.topic = s->place.a;
	shell_back(s);
	shell_toast_undo(s, words(_("Off the board.")), undo);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (!shell_done(s, e))
		return;
	if (e->about == MSG_topic_withdraw)
		left_board(s);
	else if (e->about == MSG_session_focus)
		shell_land(s, (struct place){SCREEN_session, taker(s), 0});
	else if (e->about == MSG_topic_start)
		shell_back(s);
}

const struct screen screen_topic = {
	.name = "topic",
	.watches = CHANGE_BOARDS | CHANGE_SESSIONS | CHANGE_CODES | CHANGE_PHONES | CHANGE_NOTES |
		CHANGE_MEETINGS | CHANGE_PIN,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
