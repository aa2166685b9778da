/* One board: lanes left to right, cards to touch or to drag; stacked where the screen is upright. When
 * a session looks for its focus, one touch on a card makes it that.
 *
 * A board may have hundreds of cards. Which lie in which lane is asked once per change; a card's height
 * follows from what it has to say and not from measuring words; only what is visible is drawn. */
#include "screens/parts.h"

#include <stddef.h>

enum { TOPIC = 1, LANE, ADD, CODE, START, TO_MEETING, SETTINGS, LAST_TIME };
#define LANES LANES_SHOWN

struct lane_order {
	ident topics[TOPICS_OF_BOARD_MAX];
	int16_t heights[TOPICS_OF_BOARD_MAX];
	int count, height;
};
struct state {
	struct lane_order lanes[LANES];
	uint64_t as_of; /* the batch after which they were asked, and the */
	int unit;       /* size they were measured for; 0: not yet */
};

static void enter(struct shell *s, void *state)
{
	(void)state;
	if (!s->place.b && core_board(s->core, s->place.a))
		part_ask_code(s, s->place.a);
}

/* ---- what lies where ---- */

static void ask_lane(struct shell *s, struct lane_order *lane, enum lane which)
{
	const struct topic *topics[TOPICS_OF_BOARD_MAX];
	int gap = 3 * ui_u(s->ui);
	lane->count = (int)core_topics(s->core, s->place.a, which, topics, TOPICS_OF_BOARD_MAX);
	lane->height = 0;
	for (int i = 0; i < lane->count; i++) {
		int h = part_topic_card_height(s, topics[i]);
		lane->topics[i] = topics[i]->id;
		lane->heights[i] = (int16_t)h;
		lane->height += h + gap;
	}
}

static void keep_up(struct shell *s, struct state *st)
{
	if (st->unit == ui_u(s->ui) && st->as_of == core_issued(s->core))
		return;
	for (int lane = 0; lane < LANES; lane++)
		ask_lane(s, &st->lanes[lane], (enum lane)lane);
	st->unit = ui_u(s->ui);
	st->as_of = core_issued(s->core);
}

static ident card_after(const struct lane_order *lane, ident topic)
{
	for (int i = 0; i + 1 < lane->count; i++)
		if (lane->topics[i] == topic)
			return lane->topics[i + 1];
	return 0;
}

/* ---- the lanes ---- */

static void draw_cards(struct shell *s, const struct lane_order *order, struct rect content,
	struct rect window, enum lane lane)
{
	const struct session *session = s->place.b ? core_session(s->core, s->place.b) : NULL;
	for (int i = 0; i < order->count && content.y < window.y + window.h; i++) {
		int h = order->heights[i];
		struct rect r = {content.x, content.y, content.w, h};
		const struct topic *t = r.y + h < window.y ? NULL : core_topic(s->core, order->topics[i]);
		content.y += h + 3 * ui_u(s->ui);
		if (!t)
			continue;
		part_topic_card(s, r,
			(struct topic_card){.topic = t,
				.action = TOPIC,
				.quiet = lane == LANE_DONE,
				.drags = !s->place.b,
				.drops = !s->place.b,
				.chosen = lane == LANE_DISCUSSING ||
					(session && session->focus_topic == t->id)});
	}
}

static void draw_lane_title(struct shell *s, struct rect r, enum lane lane, int n)
{
	struct ui *ui = s->ui;
	struct str count = shell_printf(s, "%d", n);
	struct type title = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .middle = true, .shrink = true};
	struct type number = {
		.size = SIZE_LABEL, .tone = TONE_second, .middle = true, .align = ALIGN_END, .tabular = true};
	r = rect_pad(r, ui_u(ui), 0);
	ui_text(ui, cut_right(&r, ui_text_width(ui, count, number) + 1), count, number);
	ui_text(ui, r, words_lane(lane), title);
}

static void declare_lane(struct shell *s, struct rect r, enum lane lane)
{
	ui_control(s->ui,
		(struct control){.r = r,
			.name = "lane",
			.label = words_lane(lane),
			.action = LANE,
			.arg = lane,
			.drops = true});
}

static void draw_lane(struct shell *s, const struct state *st, struct rect r, enum lane lane)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	static const char *const names[LANES] = {
		"lane-proposed", "lane-next", "lane-discussing", "lane-done"};
	const struct lane_order *order = &st->lanes[lane];
	declare_lane(s, r, lane);
	draw_lane_title(s, cut_top(&r, 10 * u), lane, order->count);
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect content = rect_pad(ui_scroll(ui, area, names[lane], order->height + 2 * u), u, u / 2);
	draw_cards(s, order, content, area, lane);
	ui_scroll_end(ui);
}

static void draw_stacked(struct shell *s, const struct state *st, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), title = 12 * u, total = 6 * u;
	for (int lane = 0; lane < LANES; lane++)
		total += title + st->lanes[lane].height + 2 * u;
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect content = rect_pad(ui_scroll(ui, area, "lanes", total), u, 0);
	for (int lane = 0; lane < LANES; lane++) {
		const struct lane_order *order = &st->lanes[lane];
		declare_lane(s, (struct rect){content.x, content.y, content.w, title + order->height},
			(enum lane)lane);
		draw_lane_title(s, cut_top(&content, title), (enum lane)lane, order->count);
		draw_cards(s, order, content, area, (enum lane)lane);
		cut_top(&content, order->height + 2 * u);
	}
	ui_scroll_end(ui);
}

/* ---- the clock of a meeting, and the code ---- */

/* What is discussed just now, and what fits until the end. */
static struct str fits_words(struct shell *s, const struct meeting *m)
{
	struct agenda_item items[64];
	size_t n = core_agenda(s->core, m->id, s->now, items, 64), fit = 0;
	while (fit < n && items[fit].reached)
		fit++;
	const char *end = words_time(ui_arena(s->ui), m->ends).p;
	return shell_printf(s, ngettext("Then %d topic fits until %s.", "Then %d topics fit until %s.", fit),
		(int)fit, end);
}

static void draw_clock(struct shell *s, struct rect r, const struct meeting *m)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	int64_t left = box_left(&m->box, s->now.mono);
	ui_card(ui, r, false);
	ui_control(ui,
		(struct control){.r = r,
			.name = "clock",
			.label = words(_("To the meeting")),
			.action = TO_MEETING,
			.arg = m->id});
	struct rect in = rect_pad(r, 4 * u, 4 * u), ring = cut_left(&in, in.h < in.w / 2 ? in.h : in.w / 2);
	ui_ring(ui, ring, 3 * u / 2, m->box.total ? (int)(left * 3600 / m->box.total) : 0, TONE_accent);
	ui_text(ui, rect_pad(ring, 3 * u, 0), words_timer(ui_arena(ui), left),
		(struct type){.size = SIZE_HEADING,
			.weight = WEIGHT_BOLD,
			.tabular = true,
			.middle = true,
			.shrink = true,
			.align = ALIGN_CENTRE});
	cut_left(&in, 3 * u);
	ui_text(ui, in, fits_words(s, m),
		(struct type){
			.size = SIZE_SMALL, .tone = TONE_second, .middle = true, .lines = 5, .shrink = true});
	if (m->box.running)
		ui_wake_at(ui, s->now.mono + (left % SECOND ? left % SECOND : SECOND));
}

static struct rect with_clock(struct shell *s, struct rect lane)
{
	const struct meeting *m = core_meeting_of(s->core, s->place.a);
	int u = ui_u(s->ui);
	if (!m || m->phase != PHASE_DISCUSS || !m->topic || m->split || s->place.b || lane.h < 90 * u)
		return lane;
	draw_clock(s, cut_bottom(&lane, 34 * u), m);
	cut_bottom(&lane, 3 * u);
	return lane;
}

/* The board's code has the foot of the last lane, where that is wide enough for one a phone can read. */
static int code_height(struct shell *s, int w)
{
	struct str text = part_code_text(s, s->place.a);
	int u = ui_u(s->ui), side = text.n ? ui_code_least(s->ui, text) / 2 : 31 * u;
	return w >= side + 24 * u ? side + 6 * u : 0;
}

static struct rect with_code(struct shell *s, struct rect lane, int code)
{
	if (!code || s->place.b)
		return lane;
	part_code_small(s, cut_bottom(&lane, code), s->place.a,
		words(core_meeting_of(s->core, s->place.a) ? _("Add or vote from your phone")
							   : _("Add a topic from your phone")),
		CODE);
	cut_bottom(&lane, 3 * ui_u(s->ui));
	return lane;
}

static void draw_columns(struct shell *s, const struct state *st, struct rect r)
{
	int gap = 4 * ui_u(s->ui);
	for (int lane = 0; lane < LANES; lane++) {
		struct rect column = rect_column(r, lane, LANES, gap);
		if (lane == LANE_DISCUSSING)
			column = with_clock(s, column);
		if (lane == LANE_DONE)
			column = with_code(s, column, code_height(s, column.w));
		draw_lane(s, st, column, (enum lane)lane);
	}
}

static void draw_empty(struct shell *s, struct rect r)
{
	int u = ui_u(s->ui), code = code_height(s, rect_column(r, 0, LANES, 4 * u).w);
	struct rect foot = r;
	part_empty(s, r, "topic", words(_("No topics yet")),
		words(_("A question, a concern, an offer, a wish: put the first card on the "
			"board.")));
	if (!ui_upright(s->ui) && code)
		with_code(s, rect_column(foot, LANE_DONE, LANES, 4 * u), code);
}

/* ---- the bar ---- */

static struct str about_words(struct shell *s, const struct board *b)
{
	int64_t next = core_meeting_of(s->core, b->id) ? 0 : core_next_meeting(s->core, b->id, s->now.wall);
	if (!next)
		return b->purpose;
	struct str when = words_when(ui_arena(s->ui), next, s->now.wall);
	return b->purpose.n
		? shell_printf(s, _("%s · meets %s"), arena_str(ui_arena(s->ui), b->purpose).p, when.p)
		: shell_printf(s, _("Meets %s"), when.p);
}

static struct button meeting_button(struct shell *s)
{
	const struct meeting *m = core_meeting_of(s->core, s->place.a);
	return m ? (struct button){.name = "meeting",
			   .label = words(_("To the meeting")),
			   .action = TO_MEETING,
			   .arg = m->id}
		 : (struct button){.name = "start", .label = words(_("Start the meeting")), .action = START};
}

/* One thing stands out: the meeting that is on or, signed in, is to begin; else a card to add. */
static void draw_bar(struct shell *s, struct rect bar, const struct board *b, bool code)
{
	struct ui *ui = s->ui;
	bool focus = s->place.b != 0,
	     meets = !focus && (core_meeting_of(s->core, b->id) || part_signed_in(s));
	struct button add = {.name = "add", .icon = "plus", .label = words(_("Topic")), .action = ADD};
	struct rect rows[2] = {bar, bar}; /* upright the buttons have the second one */
	if (ui_upright(ui)) {
		rows[0] = rect_row(bar, 0, 2, ui_gap(ui));
		rows[1] = rect_row(bar, 1, 2, ui_gap(ui));
	}
	struct rect *buttons = &rows[ui_upright(ui)];
	if (meets)
		part_button(s, buttons, meeting_button(s), BUTTON_ACCENT);
	part_button(s, buttons, add, meets || focus ? BUTTON_PLAIN : BUTTON_ACCENT);
	if (!meets && !focus)
		part_button(s, buttons, meeting_button(s), BUTTON_PLAIN);
	if (!focus && code)
		part_button(s, buttons,
			(struct button){.name = "code",
				.icon = "qr",
				.label = words(_("Phones")),
				.action = CODE,
				.arg = b->id},
			BUTTON_PLAIN);
	const struct meeting *before =
		focus || core_meeting_of(s->core, b->id) ? NULL : core_meeting_before(s->core, b->id);
	if (before)
		part_button(s, &rows[0],
			(struct button){.name = "last-time",
				.label = words(_("Last time")),
				.action = LAST_TIME,
				.arg = before->id},
			BUTTON_PLAIN);
	cut_right(&rows[0], 2 * ui_u(ui));
	ui_text(ui, rows[0], about_words(s, b),
		(struct type){.size = SIZE_BODY,
			.tone = TONE_second,
			.middle = true,
			.lines = 2,
			.shrink = true,
			.may_cut = true});
}

static int bar_height(struct shell *s)
{
	int u = ui_u(s->ui), row = ui_touch(s->ui) > 15 * u ? ui_touch(s->ui) : 15 * u;
	return ui_upright(s->ui) ? 2 * row + ui_gap(s->ui) : row;
}

static struct rect draw_frame(struct shell *s, const struct board *b)
{
	size_t open = core_topic_count(s->core, b->id,
		1u << LANE_PROPOSED | 1u << LANE_UP_NEXT | 1u << LANE_DISCUSSING, ~0u); /* as on Home */
	struct str count = s->place.b ? words(_("touch the topic of your session"))
				      : shell_printf(s, ngettext("%d topic", "%d topics", open), (int)open);
	return shell_frame(s,
		(struct frame){.title = b->name,
			.subtitle = count,
			.change = part_signed_in(s) && !s->place.b ? SETTINGS : 0,
			.change_name = "settings",
			.change_label = words(_("The board’s settings"))});
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	const struct board *b = core_board(s->core, s->place.a);
	if (!b) {
		part_empty(s, shell_frame(s, (struct frame){.title = STR("")}), "board",
			words(_("This board is not here any more")), STR(""));
		return;
	}
	keep_up(s, st);
	struct rect body = draw_frame(s, b), bar = part_bar(s, &body, bar_height(s));
	int column = rect_column(body, 0, LANES, 4 * ui_u(s->ui)).w;
	if (core_topic_count(s->core, b->id, (1u << LANES) - 1, ~0u) == 0)
		draw_empty(s, body);
	else if (ui_upright(s->ui))
		draw_stacked(s, st, body);
	else
		draw_columns(s, st, body);
	draw_bar(s, bar, b, ui_upright(s->ui) || !code_height(s, column));
}

/* ---- what happens ---- */

static void send_move(struct shell *s, ident topic, enum lane lane, ident before)
{
	struct msg *m = shell_new_message(s, MSG_topic_move);
	m->u.topic_move = (struct msg_topic_move){.topic = topic, .lane = lane, .before = before};
	shell_send(s, m, TOPIC, topic);
}

/* On a card: before it. Its own lower neighbour is where it lies already. */
static void dropped(struct shell *s, const struct state *st, const struct ui_event *e)
{
	if (e->onto == LANE) {
		send_move(s, e->arg, (enum lane)e->onto_arg, 0);
		return;
	}
	const struct topic *onto = e->onto == TOPIC ? core_topic(s->core, e->onto_arg) : NULL;
	if (onto && onto->lane < LANES && card_after(&st->lanes[onto->lane], e->arg) != onto->id)
		send_move(s, e->arg, onto->lane, onto->id);
}

static void pressed(struct shell *s, const struct ui_event *e)
{
	if (e->action == TOPIC && s->place.b) {
		struct msg *m = shell_new_message(s, MSG_session_focus);
		m->u.session_focus = (struct msg_session_focus){.session = s->place.b, .topic = e->arg};
		shell_send(s, m, TOPIC, e->arg);
	} else if (e->action == TOPIC) {
		shell_go(s, (struct place){SCREEN_topic, e->arg, 0});
	} else if (e->action == ADD) {
		shell_go(s, (struct place){SCREEN_edit_topic, 0, s->place.a});
	} else if (e->action == CODE) {
		shell_go(s, (struct place){SCREEN_code, s->place.a, 0});
	} else if (e->action == TO_MEETING) {
		shell_go(s, (struct place){SCREEN_meeting, e->arg, 0});
	} else if (e->action == LAST_TIME) {
		shell_go(s, (struct place){SCREEN_summary, e->arg, 0});
	} else if (e->action == SETTINGS) {
		part_facilitate(s, s->place.a, PIN_THEN_EDIT_BOARD);
	} else if (e->action == START && !part_signed_in(s)) {
		shell_go(s, (struct place){SCREEN_pin, s->place.a, PIN_THEN_MEETING});
	} else if (e->action == START) {
		struct msg *m = shell_new_message(s, MSG_meeting_open);
		m->u.meeting_open.board = s->place.a;
		shell_send(s, m, START, 0);
	}
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	if (e->kind == UI_PRESS)
		pressed(s, e);
	else if (e->kind == UI_DROP && e->action == TOPIC)
		dropped(s, state, e);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	const struct meeting *m = core_meeting_of(s->core, s->place.a);
	if (!shell_done(s, e))
		return;
	if (e->about == MSG_session_focus)
		shell_land(s, (struct place){SCREEN_session, s->place.b, 0});
	else if (e->about == MSG_meeting_open && m)
		shell_go(s, (struct place){SCREEN_meeting, m->id, 0});
}

const struct screen screen_board = {
	.name = "board",
	.state_size = sizeof(struct state),
	.watches = CHANGE_BOARDS | CHANGE_SESSIONS | CHANGE_MEETINGS | CHANGE_CODES | CHANGE_PIN,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
