#include "screens/goal_row.h"

#define GOAL_SCALE 10 /* from 0 */

bool goal_now(struct shell *s, const struct goal *g, int32_t *value, struct str *said)
{
	const struct goal_point *points;
	size_t n = core_goal_points(s->core, g->id, &points);
	*value = g->measured ? g->first : -1;
	*said = STR("");
	if (!n)
		return false;
	*value = points[n - 1].value;
	*said = points[n - 1].words;
	return true;
}

/* Where it began is its first point: a goal that nobody has looked at yet shows where they stand. */
void goal_trend(struct shell *s, struct rect r, const struct goal *g)
{
	const struct goal_point *points;
	size_t n = core_goal_points(s->core, g->id, &points), count = 0;
	int64_t *at = ARENA_ARRAY(ui_arena(s->ui), int64_t, n + 1);
	int *value = ARENA_ARRAY(ui_arena(s->ui), int, n + 1);
	for (size_t i = 0; i < n; i++)
		if (points[i].value >= 0) {
			if (!count && points[i].value != g->first) {
				at[count] = points[i].at - (points[n - 1].at - points[i].at) / 8 - DAY;
				value[count++] = g->first;
			}
			at[count] = points[i].at;
			value[count++] = points[i].value;
		}
	if (!count) {
		at[0] = s->now.wall;
		value[count++] = g->first;
	}
	ui_trend(s->ui, r,
		&(struct trend){.at = at,
			.value = value,
			.count = (int)count,
			.least = 0,
			.most = GOAL_SCALE,
			.target = g->target,
			.has_target = true});
}

struct str goal_whose(struct shell *s, const struct goal *g)
{
	if (!g->person)
		return STR("");
	/* Translators: a given name */
	return shell_printf(s, _("%s’s goal"), part_given(s, g->person).p);
}

static const struct type text_type = {
	.size = SIZE_BODY, .weight = WEIGHT_MEDIUM, .lines = 3, .may_cut = true};
static const struct type below_type = {.size = SIZE_SMALL, .tone = TONE_second, .lines = 2, .may_cut = true};

/* Whose it is, and what was said of it last. */
static struct str below_words(struct shell *s, const struct goal *g)
{
	int32_t value;
	struct str said, whose = goal_whose(s, g);
	goal_now(s, g, &value, &said);
	if (!said.n && !g->measured)
		said = g->target_words;
	if (whose.n && said.n)
		return shell_printf(s, "%.*s · %.*s", STR_FMT(whose), STR_FMT(said));
	return whose.n ? whose : said;
}

static void draw_measure(struct shell *s, struct rect r, const struct goal *g)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	int32_t value;
	struct str said;
	goal_now(s, g, &value, &said);
	struct type big = {.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .tabular = true, .align = ALIGN_END};
	struct type small = {.size = SIZE_SMALL, .tone = TONE_second, .align = ALIGN_END, .tabular = true};
	struct rect figures = cut_right(&r, 17 * u);
	goal_trend(s, rect_pad(r, u, u), g);
	figures = rect_centre(figures, figures.w, ui_line(ui, big) + ui_line(ui, small));
	ui_text(ui, cut_top(&figures, ui_line(ui, big)), shell_printf(s, "%d", value < 0 ? g->first : value),
		big);
	/* Translators: "of 8": the value to be reached */
	ui_text(ui, figures, shell_printf(s, _("of %d"), g->target), small);
}

void goal_row(struct column *c, const struct goal *g, action touch)
{
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), side = g->measured ? c->r.w * 2 / 5 : 0, least = touch ? ui_touch(ui) : 0;
	struct str below = below_words(c->s, g);
	side = side > 56 * u ? 56 * u : side;
	int w = c->r.w - side - (side ? 4 * u : 0), h1 = ui_text_height(ui, w, g->text, text_type),
	    h2 = below.n ? ui_text_height(ui, w, below, below_type) : 0;
	int h = h1 + h2 > (side ? 15 * u : 0) ? h1 + h2 : 15 * u;
	h = h + 2 * u > least ? h + 2 * u : least;
	struct rect r = column_take(c, h);
	if (c->measures)
		return;
	if (touch && ui_pressed(ui, touch, g->id))
		ui_fill(ui, (struct rect){r.x - 2 * u, r.y, r.w + 4 * u, r.h}, 3 * u, TONE_sunk);
	if (touch)
		ui_control(ui,
			(struct control){
				.r = r, .name = "goal", .label = g->text, .action = touch, .arg = g->id});
	if (side)
		draw_measure(c->s, cut_right(&r, side), g);
	r = rect_centre((struct rect){r.x, r.y, w, r.h}, w, h1 + h2);
	ui_text(ui, cut_top(&r, h1), g->text, text_type);
	if (below.n)
		ui_text(ui, r, below, below_type);
}
