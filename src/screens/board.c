/* One board: lanes left to right, cards to touch or to drag; stacked where the screen is upright. When
 * a session looks for its focus, one touch on a card makes it that. */
#include "screens/parts.h"

enum { TOPIC = 1, LANE, ADD };
#define LANES LANES_SHOWN
#define TOPICS_MAX 512

static int lane_height(struct shell *s, ident board, enum lane lane, int w)
{
	const struct topic *topics[TOPICS_MAX];
	size_t n = core_topics(s->core, board, lane, topics, TOPICS_MAX);
	int h = 0;
	for (size_t i = 0; i < n; i++)
		h += part_topic_card_height(s, w, topics[i]) + 3 * ui_u(s->ui);
	return h;
}

/* Cards outside the window are neither measured twice nor drawn: a board may have hundreds. */
static void draw_cards(struct shell *s, struct rect content, struct rect window, enum lane lane)
{
	const struct topic *topics[TOPICS_MAX];
	size_t n = core_topics(s->core, s->place.a, lane, topics, TOPICS_MAX);
	const struct session *session = s->place.b ? core_session(s->core, s->place.b) : NULL;
	for (size_t i = 0; i < n && content.y < window.y + window.h; i++) {
		int h = part_topic_card_height(s, content.w, topics[i]);
		struct rect r = {content.x, content.y, content.w, h};
		content.y += h + 3 * ui_u(s->ui);
		if (r.y + h < window.y)
			continue;
		part_topic_card(s, r,
			(struct topic_card){.topic = topics[i],
				.action = TOPIC,
				.quiet = lane == LANE_DONE,
				.drags = !s->place.b,
				.chosen = lane == LANE_DISCUSSING ||
					(session && session->focus_topic == topics[i]->id)});
	}
}

static void draw_lane_title(struct shell *s, struct rect r, enum lane lane)
{
	struct ui *ui = s->ui;
	size_t n = core_topic_count(s->core, s->place.a, 1u << lane, ~0u);
	struct str count = shell_printf(s, "%d", (int)n);
	struct type title = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .middle = true, .shrink = true};
	struct type number = {
		.size = SIZE_LABEL, .tone = TONE_second, .middle = true, .align = ALIGN_END, .tabular = true};
	r = rect_pad(r, ui_u(ui), 0);
	ui_text(ui, cut_right(&r, ui_text_width(ui, count, number) + 1), count, number);
	ui_text(ui, r, words_lane(lane), title);
}

static void draw_lane(struct shell *s, struct rect r, enum lane lane)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	static const char *const names[LANES] = {
		"lane-proposed", "lane-next", "lane-discussing", "lane-done"};
	ui_control(ui,
		(struct control){.r = r,
			.name = "lane",
			.label = words_lane(lane),
			.action = LANE,
			.arg = lane,
			.drops = true});
	draw_lane_title(s, cut_top(&r, 10 * u), lane);
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect content = rect_pad(
		ui_scroll(ui, area, names[lane], lane_height(s, s->place.a, lane, r.w) + 2 * u), u, u / 2);
	draw_cards(s, content, area, lane);
	ui_scroll_end(ui);
}

static void draw_stacked(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), title = 12 * u, total = 6 * u;
	for (int lane = 0; lane < LANES; lane++)
		total += title + lane_height(s, s->place.a, (enum lane)lane, r.w) + 2 * u;
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect content = rect_pad(ui_scroll(ui, area, "lanes", total), u, 0);
	for (int lane = 0; lane < LANES; lane++) {
		int h = lane_height(s, s->place.a, (enum lane)lane, r.w);
		struct rect whole = {content.x, content.y, content.w, title + h};
		ui_control(ui,
			(struct control){.r = whole,
				.name = "lane",
				.label = words_lane((enum lane)lane),
				.action = LANE,
				.arg = lane,
				.drops = true});
		draw_lane_title(s, cut_top(&content, title), (enum lane)lane);
		draw_cards(s, content, area, (enum lane)lane);
		cut_top(&content, h + 2 * u);
	}
	ui_scroll_end(ui);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u;
	const struct board *b = core_board(s->core, s->place.a);
	if (!b) {
		part_empty(s, shell_frame(s, (struct frame){.title = STR("")}), "board",
			words(_("This board is not here any more")), STR(""));
		return;
	}
	size_t n = core_topic_count(s->core, b->id, (1u << LANES) - 1, ~0u);
	size_t open = core_topic_count(s->core, b->id,
		1u << LANE_PROPOSED | 1u << LANE_UP_NEXT | 1u << LANE_DISCUSSING, ~0u); /* as on Home */
	struct str count = s->place.b ? words(_("touch the topic of your session"))
				      : shell_printf(s, ngettext("%d topic", "%d topics", open), (int)open);
	struct rect body = shell_frame(s, (struct frame){.title = b->name, .subtitle = count});
	struct button add = {.name = "add",
		.icon = "plus",
		.label = words(_("Topic")),
		.style = s->place.b ? BUTTON_PLAIN : BUTTON_ACCENT,
		.action = ADD};
	int button = ui_touch(ui) > 16 * u ? ui_touch(ui) : 16 * u;
	struct rect screen = ui_screen(ui), bottom = cut_bottom(&body, button - 2 * u);
	int edge = bottom.y - 3 * u;
	ui_fill(ui, (struct rect){0, edge, screen.w, screen.h - edge}, 0, TONE_surface);
	ui_line_across(ui, (struct rect){0, edge, screen.w, 1});
	cut_bottom(&body, 4 * u);
	if (n == 0)
		part_empty(s, body, "topic", words(_("No topics yet")),
			words(_("A question, a concern, an offer, a wish: put the first card on the "
				"board.")));
	else if (ui_upright(ui))
		draw_stacked(s, body);
	else
		for (int lane = 0; lane < LANES; lane++)
			draw_lane(s, rect_column(body, lane, LANES, gap), (enum lane)lane);
	ui_button(ui, cut_right(&bottom, ui_button_width(ui, add) + 8 * u), add);
	cut_right(&bottom, 6 * u);
	ui_text(ui, bottom, b->purpose,
		(struct type){.size = SIZE_BODY,
			.tone = TONE_second,
			.middle = true,
			.lines = 2,
			.shrink = true,
			.may_cut = true});
}

static void send_move(struct shell *s, ident topic, enum lane lane)
{
	struct msg *m = shell_new_message(s, MSG_topic_move);
	m->u.topic_move = (struct msg_topic_move){.topic = topic, .lane = lane};
	shell_send(s, m, TOPIC, topic);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind == UI_PRESS && e->action == TOPIC && s->place.b) {
		struct msg *m = shell_new_message(s, MSG_session_focus);
		m->u.session_focus = (struct msg_session_focus){.session = s->place.b, .topic = e->arg};
		shell_send(s, m, TOPIC, e->arg);
	} else if (e->kind == UI_PRESS && e->action == TOPIC) {
		shell_go(s, (struct place){SCREEN_topic, e->arg, 0});
	} else if (e->kind == UI_PRESS && e->action == ADD) {
		shell_go(s, (struct place){SCREEN_edit_topic, 0, s->place.a});
	} else if (e->kind == UI_DROP && e->action == TOPIC && e->onto == LANE) {
		send_move(s, e->arg, (enum lane)e->onto_arg);
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (e->kind != EFFECT_reply)
		return;
	enum err err = e->u.reply.err;
	if (err && err != ERR_already)
		shell_toast_error(s, err);
	else if (e->about == MSG_session_focus)
		shell_land(s, (struct place){SCREEN_session, s->place.b, 0});
}

const struct screen screen_board = {
	.name = "board",
	.watches = CHANGE_BOARDS | CHANGE_SESSIONS,
	.event = event,
	.reply = reply,
	.draw = draw,
};
