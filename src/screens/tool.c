/* A tool of a pack, large enough to be used from the table: its map or its matrix, and its steps. */
#include <math.h>

#include "screens/learn.h"
#include "screens/parts.h"

/* ---- what is drawn on the table ---- */

/* Rings from the middle out, each with its words in the band that it leaves free. */
static void draw_map(struct shell *s, struct rect r, const struct tool *t)
{
	struct ui *ui = s->ui;
	int side = r.w < r.h ? r.w : r.h, count = t->rings.count, u = ui_u(ui);
	struct type type = {.size = SIZE_SMALL,
		.weight = WEIGHT_SEMIBOLD,
		.align = ALIGN_CENTRE,
		.lines = 3,
		.middle = true,
		.shrink = true,
		.may_cut = true};
	struct rect whole = rect_centre(r, side, side);
	int band = side / (2 * count + 1); /* the middle is two bands wide and a half */
	for (int i = count - 1; i >= 0; i--) {
		int d = side - (count - 1 - i) * 2 * band;
		struct rect ring = rect_centre(whole, d & ~1, d & ~1);
		colour soft = theme_colour(TONE_accent_soft, shell_dark(s)),
		       paper = theme_colour(TONE_surface, shell_dark(s));
		ui_fill_colour(ui, ring, ring.w / 2, theme_mix(soft, paper, (float)i / (float)count));
		ui_stroke(ui, ring, ring.w / 2, u / 2 > 1 ? u / 2 : 1, i ? TONE_edge : TONE_accent);
		/* as wide as the ring is where the words begin */
		float radius = (float)ring.w / 2, up = radius - (float)band * 0.35f;
		int half = (int)sqrtf(radius * radius - up * up);
		struct rect words_in = {
			ring.x + ring.w / 2 - half, ring.y + band / 4, 2 * half, band * 3 / 4 - u};
		if (i == 0)
			words_in = rect_centre(ring, ring.w * 3 / 4, ring.h * 3 / 4);
		ui_text(ui, words_in, t->rings.list[i], type);
	}
}

static void draw_axis(struct shell *s, struct rect r, const char *icon, struct str text, enum align align)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), side = 4 * u;
	struct type type = {.size = SIZE_SMALL,
		.tone = TONE_second,
		.lines = 2,
		.align = align,
		.middle = true,
		.shrink = true};
	struct rect sign = align == ALIGN_END ? cut_right(&r, side) : cut_left(&r, icon ? side : 0);
	if (icon)
		ui_icon(ui, rect_centre(sign, side, side), icon, TONE_second);
	cut_left(&r, align == ALIGN_START ? u : 0);
	cut_right(&r, align == ALIGN_END ? u : 0);
	ui_text(ui, r, text, type);
}

static void draw_matrix(struct shell *s, struct rect r, const struct tool *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), line = 2 * ui_line(ui, (struct type){.size = SIZE_SMALL}), gap = 2 * u;
	static const enum tone fills[4] = {TONE_sunk, TONE_accent_soft, TONE_surface, TONE_sunk};
	struct type type = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.align = ALIGN_CENTRE,
		.lines = 5,
		.middle = true,
		.shrink = true,
		.may_cut = true};
	draw_axis(s, cut_top(&r, line), NULL, t->axis_y[1], ALIGN_CENTRE);
	struct rect foot = cut_bottom(&r, line);
	cut_bottom(&r, u);
	struct rect low = cut_bottom(&r, line);
	draw_axis(s, low, NULL, t->axis_y[0], ALIGN_CENTRE);
	draw_axis(s, rect_column(foot, 0, 2, gap), "arrow-left", t->axis_x[0], ALIGN_START);
	draw_axis(s, rect_column(foot, 1, 2, gap), "arrow-right", t->axis_x[1], ALIGN_END);
	for (int i = 0; i < 4; i++) {
		struct rect field = rect_column(rect_row(r, i / 2, 2, gap), i % 2, 2, gap);
		ui_fill(ui, field, 3 * u, fills[i]);
		ui_stroke(ui, field, 3 * u, u / 4 > 1 ? u / 4 : 1, TONE_line);
		ui_text(ui, rect_pad(field, 3 * u, 2 * u), t->fields.list[i], type);
	}
}

/* ---- the steps ---- */

static const struct type step_type = {.size = SIZE_LABEL, .lines = 12};
static const struct type time_type = {
	.size = SIZE_SMALL, .tone = TONE_second, .align = ALIGN_CENTRE, .tabular = true, .shrink = true};

/* Its number with its minutes below, and its words beside them. */
static int step_height(struct shell *s, int w, const struct tool *t, int i)
{
	int u = ui_u(s->ui), h = ui_text_height(s->ui, w - 16 * u, t->steps.list[i], step_type);
	int sign = 9 * u + (t->step_minutes[i] ? ui_line(s->ui, time_type) : 0);
	return (h > sign ? h : sign) + 4 * u;
}

static void draw_step(struct shell *s, struct rect r, const struct tool *t, int i)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), side = 9 * u;
	struct rect in = rect_pad(r, 0, 2 * u), signs = cut_left(&in, 13 * u), top = cut_top(&signs, side);
	struct rect sign = rect_centre(top, side, side);
	cut_left(&in, 3 * u);
	ui_fill(ui, sign, side / 2, TONE_accent_soft);
	ui_text(ui, sign, shell_printf(s, "%d", i + 1),
		(struct type){.size = SIZE_BODY,
			.weight = WEIGHT_BOLD,
			.tone = TONE_accent_dark,
			.align = ALIGN_CENTRE,
			.middle = true,
			.tabular = true});
	if (t->step_minutes[i])
		ui_text(ui, cut_top(&signs, ui_line(ui, time_type)),
			shell_printf(s, _("%d min"), (int)t->step_minutes[i]), time_type);
	int line = ui_line(ui, step_type);
	bool one = ui_text_height(ui, in.w, t->steps.list[i], step_type) <= line;
	in.y += line < side && one ? (side - line) / 2 : u;
	ui_text(ui, in, t->steps.list[i], step_type);
}

/* ---- filled in once ---- */

static const struct type example_title = {
	.size = SIZE_LABEL, .weight = WEIGHT_BOLD, .tone = TONE_accent_dark};
static const struct type example_type = {.size = SIZE_BODY, .lines = 12};

static int example_height(struct shell *s, int w, const struct tool *t)
{
	int u = ui_u(s->ui), h = 8 * u + ui_line(s->ui, example_title);
	for (int i = 0; i < t->example.count; i++)
		h += 2 * u + ui_text_height(s->ui, w - 10 * u, t->example.list[i], example_type);
	return t->example.count ? h : 0;
}

static void draw_example(struct shell *s, struct rect r, const struct tool *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	cut_top(&r, 2 * u);
	ui_fill(ui, r, 4 * u, TONE_sunk);
	struct rect in = rect_pad(r, 5 * u, 3 * u);
	ui_text(ui, cut_top(&in, ui_line(ui, example_title)), words(_("For example")), example_title);
	for (int i = 0; i < t->example.count; i++) {
		cut_top(&in, 2 * u);
		int h = ui_text_height(ui, in.w, t->example.list[i], example_type);
		ui_text(ui, cut_top(&in, h), t->example.list[i], example_type);
	}
}

static void draw_steps(struct shell *s, struct rect r, const struct tool *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), all = 4 * u;
	struct type who = {.size = SIZE_BODY, .tone = TONE_second, .lines = 4};
	int w = r.w - 4 * u, head = ui_text_height(ui, w, t->who, who) + 3 * u;
	for (int i = 0; i < t->steps.count; i++)
		all += step_height(s, w, t, i);
	all += example_height(s, w, t);
	struct rect in = rect_pad(ui_scroll(ui, r, "steps", all + head), u, u);
	cut_right(&in, 2 * u); /* beside the bar that says how far one is */
	ui_text(ui, cut_top(&in, head), t->who, who);
	for (int i = 0; i < t->steps.count; i++)
		draw_step(s, cut_top(&in, step_height(s, w, t, i)), t, i);
	if (t->example.count)
		draw_example(s, cut_top(&in, example_height(s, w, t)), t);
	ui_scroll_end(ui);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct pack *p = learn_pack(s, s->place.a);
	const struct tool *t =
		p && s->place.b >= 0 && s->place.b < p->tool_count ? &p->tools[s->place.b] : NULL;
	struct str minutes = t ? shell_printf(s, _("%d min"), (int)t->minutes) : STR("");
	struct rect body =
		shell_frame(s, (struct frame){.title = t ? t->title : STR(""), .subtitle = minutes});
	if (!t) {
		part_empty(s, body, "book", words(_("This pack is not here any more")), STR(""));
		return;
	}
	if (t->kind != TOOL_SCRIPT) {
		bool upright = ui_upright(ui);
		struct rect figure =
			upright ? cut_top(&body, body.h * 42 / 100) : cut_left(&body, body.w * 46 / 100);
		cut_top(&body, upright ? 4 * u : 0);
		cut_left(&body, upright ? 0 : 7 * u);
		if (t->kind == TOOL_MAP)
			draw_map(s, figure, t);
		else
			draw_matrix(s, figure, t);
	}
	draw_steps(s, body, t);
}

const struct screen screen_tool = {
	.name = "tool",
	.draw = draw,
};
