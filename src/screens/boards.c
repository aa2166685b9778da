/* All boards as stacks of cards; one touch opens one. Whoever facilitates opens new ones here. */
#include "screens/parts.h"

enum { BOARD = 1, TYPE_FOCUS, NEW_BOARD };
#define BOARDS_MAX 48

static void draw_stack(struct shell *s, struct rect r, const struct board *b)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	unsigned open = 1u << LANE_PROPOSED | 1u << LANE_UP_NEXT | 1u << LANE_DISCUSSING;
	size_t topics = core_topic_count(s->core, b->id, open, ~0u),
	       acute = core_topic_count(s->core, b->id, open, 1u << TOPIC_ACUTE);
	int back = topics > 1 ? 2 * u : 0;
	for (int i = back ? 2 : 0; i > 0; i--)
		ui_card(ui, (struct rect){r.x + i * u * 2, r.y, r.w - i * u * 4, r.h - (2 - i) * u}, false);
	r.h -= back;
	ui_card(ui, r, false);
	if (ui_pressed(ui, BOARD, b->id))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = "board", .label = b->name, .action = BOARD, .arg = b->id});
	struct rect in = rect_pad(r, 6 * u, 5 * u);
	struct type name = {
		.size = SIZE_HEADING, .weight = WEIGHT_BOLD, .lines = 2, .shrink = true, .may_cut = true};
	struct type text = {.size = SIZE_BODY, .tone = TONE_second, .lines = 2, .may_cut = true};
	struct type small = {.size = SIZE_SMALL,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_second,
		.middle = true,
		.lines = 2,
		.shrink = true};
	struct rect bottom = cut_bottom(&in, 8 * u);
	int h = ui_text_height(ui, in.w, b->name, name);
	ui_text(ui, cut_top(&in, h), b->name, name);
	cut_top(&in, u);
	if (in.h >= ui_line(ui, text))
		ui_text(ui, in, b->purpose, text);
	if (acute) {
		struct str chip = shell_printf(s, ngettext("%d acute", "%d acute", acute), (int)acute);
		struct rect right = cut_right(&bottom,
			ui_text_width(
				ui, chip, (struct type){.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD}) +
				7 * u);
		ui_chip(ui, right, chip, TONE_acute, TONE_acute_soft);
	}
	struct str count = shell_printf(s, ngettext("%d topic", "%d topics", topics), (int)topics);
	const struct meeting *m = core_meeting_of(s->core, b->id);
	int64_t next = core_next_meeting(s->core, b->id, s->now.wall);
	if (m) {
		small.tone = TONE_accent_dark;
		count = shell_printf(s, _("%s · meeting now"), count.p);
	} else if (next)
		count = shell_printf(s, "%s · %s", count.p, words_when(ui_arena(ui), next, s->now.wall).p);
	ui_text(ui, bottom, count, small);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 5 * u, height = 44 * u;
	struct rect body = shell_frame(s, (struct frame){.title = STR("")});
	const struct board *boards[BOARDS_MAX];
	int n = (int)core_boards(s->core, boards, BOARDS_MAX);
	bool focus = s->place.a != 0;
	struct rect top = cut_top(&body, 15 * u > ui_touch(ui) ? 15 * u : ui_touch(ui));
	part_button(s, &top,
		focus ? (struct button){.name = "type",
				.icon = "keyboard",
				.label = words(_("Type your own")),
				.action = TYPE_FOCUS}
		      : (struct button){.name = "new-board",
				.icon = "plus",
				.label = words(_("New board")),
				.action = NEW_BOARD},
		focus ? BUTTON_OUTLINE : BUTTON_PLAIN);
	ui_text(ui, top, focus ? words(_("What is it about?")) : words(_("Boards")),
		(struct type){.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .middle = true, .shrink = true});
	cut_top(&body, 4 * u);
	if (n == 0) {
		part_empty(s, body, "board", words(_("No board is open yet")),
			focus ? words(_("Type your own topic instead."))
			      : words(_("A board gathers topics for a meeting. Whoever facilitates opens one.")));
		return;
	}
	int columns = ui_upright(ui) ? 1 : n > 2 ? 3 : 2, rows = (n + columns - 1) / columns;
	struct rect area = {body.x - u, body.y - u, body.w + 2 * u, body.h + u};
	struct rect content = rect_pad(ui_scroll(ui, area, "boards", rows * (height + gap) + u), u, u);
	for (int row = 0; row < rows; row++) {
		struct rect line = cut_top(&content, height);
		cut_top(&content, gap);
		for (int i = row * columns; i < n && i < (row + 1) * columns; i++)
			draw_stack(s, rect_column(line, i % columns, columns, gap), boards[i]);
	}
	ui_scroll_end(ui);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind == UI_PRESS && e->action == BOARD)
		shell_go(s, (struct place){SCREEN_board, e->arg, s->place.a});
	else if (e->kind == UI_PRESS && e->action == TYPE_FOCUS)
		shell_go(s, (struct place){SCREEN_focus, s->place.a, 0});
	else if (e->kind == UI_PRESS && e->action == NEW_BOARD)
		part_facilitate(s, 0, PIN_THEN_NEW_BOARD);
}

const struct screen screen_boards = {
	.name = "boards",
	.watches = CHANGE_BOARDS | CHANGE_MEETINGS | CHANGE_PIN,
	.event = event,
	.draw = draw,
};
