/* When nobody is there: the time to read from the door, what is next, and a topic to think about. */
#include "screens/parts.h"

#define TOPIC_EVERY (20 * SECOND)

static void draw_time(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct type room = {.size = SIZE_HEADING, .weight = WEIGHT_MEDIUM, .tone = TONE_attract_soft};
	struct type clock = {.size = SIZE_CLOCK,
		.weight = WEIGHT_BOLD,
		.tone = TONE_attract_ink,
		.tabular = true,
		.shrink = true};
	struct type date = {.size = SIZE_TITLE, .tone = TONE_attract_soft, .shrink = true};
	struct type hint = {
		.size = SIZE_HEADING, .weight = WEIGHT_SEMIBOLD, .tone = TONE_attract_ink, .lines = 2};
	ui_text(ui, cut_top(&r, ui_line(ui, room)), core_config(s->core)->room, room);
	struct str touch = words(_("Touch anywhere to check in"));
	ui_text(ui, cut_bottom(&r, ui_text_height(ui, r.w, touch, hint)), touch, hint);
	r = rect_centre(r, r.w, ui_line(ui, clock) + 2 * u + ui_line(ui, date));
	if (s->now.trusted)
		ui_text(ui, cut_top(&r, ui_line(ui, clock)), words_time(ui_arena(ui), s->now.wall), clock);
	cut_top(&r, 2 * u);
	if (s->now.trusted)
		ui_text(ui, r, words_date(ui_arena(ui), s->now.wall), date);
}

/* The boards' topics take turns, the acute ones too; the minute decides, so nothing has to be kept. */
static const struct topic *topic_of_the_moment(struct shell *s, const struct board **board)
{
	const struct board *boards[8];
	const struct topic *topics[16];
	size_t n = core_boards(s->core, boards, 8);
	if (n == 0)
		return NULL;
	size_t turn = (size_t)(s->now.mono / TOPIC_EVERY);
	*board = boards[turn % n];
	size_t count = core_topics(s->core, (*board)->id, LANE_DISCUSSING, topics, 16);
	count += core_waiting(s->core, (*board)->id, topics + count, 16 - count);
	return count ? topics[turn / n % count] : NULL;
}

static void draw_next(struct shell *s, struct rect *r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct session *next = core_next_session(s->core, s->now.wall);
	struct type label = {.size = SIZE_BODY, .tone = TONE_attract_soft};
	struct type strong = {
		.size = SIZE_TITLE, .weight = WEIGHT_SEMIBOLD, .tone = TONE_attract_ink, .shrink = true};
	struct type name = {.size = SIZE_TITLE,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_attract_ink,
		.lines = 2,
		.shrink = true,
		.may_cut = true};
	if (!next)
		return;
	cut_top(r, ui_text(ui, *r, words(_("Next here")), label) + 2 * u);
	cut_top(r, ui_text(ui, *r, words_when(ui_arena(ui), next->starts, s->now.wall), strong));
	cut_top(r, ui_text(ui, *r, part_session_name(s, next), name) + 4 * u);
	ui_fill(ui, cut_top(r, 1), 0, TONE_attract_soft);
	cut_top(r, 4 * u);
}

static void draw_topic(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	const struct board *board;
	const struct topic *t = topic_of_the_moment(s, &board);
	if (!t)
		return;
	struct type label = {
		.size = SIZE_BODY, .tone = TONE_attract_soft, .lines = 2, .shrink = true, .may_cut = true};
	cut_top(&r,
		ui_text(ui, r, shell_printf(s, _("On the board %s"), arena_str(ui_arena(ui), board->name).p),
			label) +
			2 * ui_u(ui));
	ui_text(ui, r, shell_printf(s, _("“%s”"), arena_str(ui_arena(ui), t->title).p),
		(struct type){.size = SIZE_HEADING,
			.weight = WEIGHT_SEMIBOLD,
			.tone = TONE_attract_ink,
			.lines = 4,
			.shrink = true,
			.may_cut = true});
	ui_wake_at(ui, (s->now.mono / TOPIC_EVERY + 1) * TOPIC_EVERY);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_fill(ui, ui_screen(ui), 0, TONE_attract);
	ui_wake_at(ui, s->now.mono + MINUTE - s->now.wall % MINUTE);
	struct rect r = rect_inset(ui_screen(ui), 15 * u), right;
	if (ui_upright(ui)) {
		right = cut_bottom(&r, r.h * 36 / 100);
		cut_bottom(&r, 6 * u);
	} else {
		right = cut_right(&r, r.w * 40 / 100);
		cut_right(&r, 10 * u);
		cut_top(&right, right.h * 45 / 100);
	}
	draw_time(s, r);
	draw_next(s, &right);
	draw_topic(s, right);
}

const struct screen screen_attract = {
	.name = "attract",
	.watches = CHANGE_SESSIONS | CHANGE_BOARDS,
	.draw = draw,
};
