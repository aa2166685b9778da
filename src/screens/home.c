/* Home: what is on today, who is here, the boards, and the one thing to do: check in. */
#include "screens/parts.h"

enum { CHECK_IN = 1, SESSION, BOARD, BOARDS, LANGUAGE, PARTNERS, MORE, LEARN };
#define SESSIONS_SHOWN 32
#define BOARDS_SHOWN 4

static const struct session *listed[SESSIONS_SHOWN]; /* rebuilt at each drawing; main thread only */

static size_t sessions_of_today(struct shell *s)
{
	return core_today(s->core, s->now.wall, listed, SESSIONS_SHOWN);
}

static void draw_title(struct shell *s, struct rect r, size_t count)
{
	struct ui *ui = s->ui;
	struct type title = {.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .shrink = true, .middle = true};
	struct type side = {.size = SIZE_SMALL, .tone = TONE_second, .align = ALIGN_END, .middle = true};
	size_t to_come = 0;
	for (size_t i = 0; i < count; i++)
		to_come += listed[i]->state == SESSION_WAITING && s->now.wall < listed[i]->ends;
	if (count) {
		struct str text = shell_printf(s, _("%d of %d still to come"), (int)to_come, (int)count);
		ui_text(ui, cut_right(&r, ui_text_width(ui, text, side) + 1), text, side);
		cut_right(&r, 2 * ui_u(ui));
	}
	/* Translators: weekday */
	ui_text(ui, r,
		s->now.trusted ? shell_printf(s, _("%s, today"), words_weekday(s->now.wall).p)
			       : words(_("Today")),
		title);
}

static void draw_sessions(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, card = part_session_card_height(s);
	size_t count = sessions_of_today(s);
	draw_title(s, cut_top(&r, 11 * u), count);
	cut_top(&r, 2 * u);
	if (count == 0) {
		struct rect empty = r;
		ui_card(ui, empty, false);
		if (core_ready(s->core)) /* before that nobody knows */
			part_empty(s, empty, "people", words(_("Nothing is planned here today")),
				words(_("Two of you are enough: check in and start a tandem now.")));
		return;
	}
	int room = r.h / (int)count - gap;
	if (room > card)
		card = room < 30 * u ? room : 30 * u;
	struct rect list = {r.x - u, r.y - u, r.w + 2 * u,
		r.h + u + (ui_upright(ui) ? 0 : 6 * u)}; /* to the screen's edge, if it ends there */
	struct rect content = ui_scroll(ui, list, "today", (int)count * (card + gap) + 6 * u);
	content = rect_pad(content, u, u);
	for (size_t i = 0; i < count; i++) {
		part_session_card(s, cut_top(&content, card), listed[i], "session", SESSION);
		cut_top(&content, gap);
	}
	ui_scroll_end(ui);
}

static void draw_board_row(struct shell *s, struct rect r, const struct board *b)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	unsigned open = 1u << LANE_PROPOSED | 1u << LANE_UP_NEXT | 1u << LANE_DISCUSSING;
	size_t topics = core_topic_count(s->core, b->id, open, ~0u);
	size_t acute = core_topic_count(s->core, b->id, open, 1u << TOPIC_ACUTE);
	struct str count = shell_printf(s, ngettext("%d topic", "%d topics", topics), (int)topics);
	struct str about = b->next_meeting > s->now.wall
		? shell_printf(s, "%.*s · %.*s", STR_FMT(count),
			  STR_FMT(words_when(ui_arena(ui), b->next_meeting, s->now.wall)))
		: shell_printf(s, "%.*s · %s", STR_FMT(count), _("always open"));
	if (ui_pressed(ui, BOARD, b->id))
		ui_fill(ui, r, 3 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = "board", .label = b->name, .action = BOARD, .arg = b->id});
	struct type name = {
		.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .lines = 2, .shrink = true, .may_cut = true};
	struct type small = {.size = SIZE_SMALL, .tone = TONE_second, .shrink = true};
	struct str chip =
		acute ? shell_printf(s, ngettext("%d acute", "%d acute", acute), (int)acute) : STR("");
	int chip_w = acute
		? ui_text_width(ui, chip, (struct type){.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD}) +
			8 * u
		: 0;
	bool beside_both = ui_text_width(ui, about, small) <= r.w - chip_w;
	int line = ui_line(ui, small), h = ui_text_height(ui, r.w - chip_w, b->name, name);
	h = h + line <= r.h ? h : ui_line(ui, name);
	struct rect in = rect_centre(r, r.w, h + line), top = cut_top(&in, h);
	if (acute) {
		ui_chip(ui, beside_both ? r : (struct rect){r.x, top.y, r.w, ui_line(ui, name)}, chip,
			TONE_acute, TONE_acute_soft);
		cut_right(&top, chip_w);
	}
	ui_text(ui, top, b->name, name);
	ui_text(ui, in, about, small);
}

static const char *next_language(const struct shell *s)
{
	for (int i = 0; i < s->config->language_count; i++)
		if (str_eq(s->language, str_from(s->config->languages[i])))
			return s->config->languages[(i + 1) % s->config->language_count];
	return s->config->languages[0];
}

static void draw_boards(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), pitch = ui_touch(ui) + ui_gap(ui), row = 20 * u > pitch ? 20 * u : pitch;
	const struct board *boards[BOARDS_SHOWN];
	size_t count = core_boards(s->core, boards, BOARDS_SHOWN);
	ui_card(ui, r, false);
	struct rect in = rect_pad(r, 5 * u, 4 * u);
	in.y -= u, in.h += u;
	int h = 14 * u > ui_touch(ui) ? 14 * u : ui_touch(ui), ways = s->config->language_count > 1 ? 2 : 1;
	struct rect bottom = cut_bottom(&in, h);
	cut_bottom(&in, 2 * u);
	ui_button(ui, rect_column(bottom, 0, ways, ui_gap(ui)),
		(struct button){.name = "learn",
			.icon = ui_narrow(ui) && ways > 1 ? NULL : "book",
			.label = words(_("Learn")),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = LEARN});
	if (ways > 1)
		ui_button(ui, rect_column(bottom, 1, ways, ui_gap(ui)),
			(struct button){.name = "language",
				.icon = ui_narrow(ui) ? NULL : "globe",
				.label = words_language_name(next_language(s)),
				.size = SIZE_BODY,
				.style = BUTTON_PLAIN,
				.action = LANGUAGE});
	struct type heading = {.size = SIZE_HEADING, .weight = WEIGHT_BOLD, .middle = true};
	int heading_row = 2 * pitch - row > ui_touch(ui) ? 2 * pitch - row : ui_touch(ui);
	struct rect top = cut_top(&in, heading_row), all = top;
	if (ui_pressed(ui, BOARDS, 0))
		ui_fill(ui, top, 3 * u, TONE_sunk);
	if (count)
		ui_icon(ui, rect_centre(cut_right(&top, 6 * u), 6 * u, 6 * u), "arrow-right", TONE_second);
	ui_text(ui, top, words(_("Boards")), heading);
	if (count)
		ui_control(ui,
			(struct control){
				.r = all, .name = "boards", .label = words(_("Boards")), .action = BOARDS});
	if (count == 0)
		ui_text(ui, in, words(_("No board is open yet.")),
			(struct type){.size = SIZE_SMALL, .tone = TONE_second, .lines = 3});
	for (size_t i = 0; i < count && in.h >= row; i++) {
		draw_board_row(s, cut_top(&in, row), boards[i]);
		ui_line_across(ui, cut_top(&in, 1));
	}
}

static void draw_check_in(struct shell *s, struct rect r)
{
	ui_button(s->ui, r,
		(struct button){.name = "check-in",
			.icon = "check",
			.label = words(_("Check in")),
			.style = BUTTON_ACCENT,
			.size = SIZE_TITLE,
			.action = CHECK_IN});
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct button ways[] = {{.name = "partners",
					      .icon = "people",
					      .label = words(_("Partnerships")),
					      .size = SIZE_BODY,
					      .style = BUTTON_QUIET,
					      .action = PARTNERS},
		{.name = "more",
			.icon = ui_narrow(ui) ? NULL : "more", /* the word is what a stranger understands */
			.label = words(_("More")),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = MORE}};
	struct rect body = shell_frame(s, (struct frame){.home = true, .ways = ways, .way_count = 2});
	if (ui_upright(ui)) {
		struct rect boards = cut_bottom(&body, body.h * 30 / 100);
		cut_bottom(&body, 4 * u);
		int h = ui_key(ui) + 4 * u;
		draw_check_in(s, cut_bottom(&body, h));
		cut_bottom(&body, 4 * u);
		draw_sessions(s, body);
		draw_boards(s, boards);
		return;
	}
	struct rect right = cut_right(&body, body.w * 32 / 100);
	cut_right(&body, 6 * u);
	draw_sessions(s, body);
	int key = ui_key(ui) + 4 * u, third = right.h * 29 / 100;
	draw_check_in(s, cut_top(&right, key > third ? key : third));
	cut_top(&right, 3 * u + u / 2);
	draw_boards(s, right);
}

static void open_session(struct shell *s, ident id)
{
	const struct session *session = core_session(s->core, id);
	if (!session)
		return;
	enum screen_id to = session->state == SESSION_WAITING ? SCREEN_check_in : SCREEN_session;
	shell_go(s, (struct place){to, id, 0});
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind != UI_PRESS)
		return;
	if (e->action == CHECK_IN)
		shell_go(s, (struct place){.screen = SCREEN_check_in});
	else if (e->action == SESSION)
		open_session(s, e->arg);
	else if (e->action == BOARD)
		shell_go(s, (struct place){SCREEN_board, e->arg, 0});
	else if (e->action == BOARDS)
		shell_go(s, (struct place){.screen = SCREEN_boards});
	else if (e->action == PARTNERS)
		shell_go(s, (struct place){.screen = SCREEN_partners});
	else if (e->action == LEARN)
		shell_go(s, (struct place){.screen = SCREEN_learn});
	else if (e->action == MORE)
		shell_go(s, (struct place){.screen = SCREEN_more});
	else if (e->action == LANGUAGE)
		shell_set_language(s, next_language(s));
}

const struct screen screen_home = {
	.name = "home",
	.watches = CHANGE_PEOPLE | CHANGE_SESSIONS | CHANGE_BOARDS,
	.event = event,
	.draw = draw,
};
