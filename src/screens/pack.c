/* One learning pack: what it is, its questions, what to think about and read, as an article; its tools beside it, and
 * the code that takes it along. */
#include "screens/learn.h"
#include "screens/parts.h"

enum { TOOL = 1 };

static const struct type title_type = {.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .lines = 3, .shrink = true};
static const struct type lead_type = {.size = SIZE_LABEL, .tone = TONE_second, .lines = 5};
static const struct type heading_type = {.size = SIZE_HEADING, .weight = WEIGHT_BOLD, .lines = 2};
static const struct type text_type = {.size = SIZE_BODY, .lines = 30};

/* ---- the article: the same code measures and draws ---- */

struct page {
	struct shell *s;
	struct rect r; /* what is left; only measured while `measure` */
	bool measure;
	int height;
};

static void page_text(struct page *p, int indent, struct str text, struct type type, int after)
{
	struct rect in = p->r;
	in.x += indent;
	in.w -= indent;
	int h = ui_text_height(p->s->ui, in.w, text, type);
	if (!p->measure)
		ui_text(p->s->ui, (struct rect){in.x, in.y, in.w, h}, text, type);
	p->r.y += h + after;
	p->height += h + after;
}

static void page_heading(struct page *p, struct str text)
{
	int u = ui_u(p->s->ui);
	p->r.y += 3 * u;
	p->height += 3 * u;
	page_text(p, 0, text, heading_type, 2 * u);
}

/* Lines with a dot before each. */
static void page_list(struct page *p, const struct texts *list)
{
	struct ui *ui = p->s->ui;
	int u = ui_u(ui), dot = 2 * u, line = ui_line(ui, text_type);
	for (int i = 0; i < list->count; i++) {
		if (!p->measure)
			ui_fill(ui, (struct rect){p->r.x, p->r.y + (line - dot) / 2, dot, dot}, u,
				TONE_accent);
		page_text(p, 6 * u, list->list[i], text_type, 2 * u);
	}
}

static void draw_tool(struct shell *s, struct rect r, const struct tool *t, int index);

static int tool_row(struct shell *s)
{
	int u = ui_u(s->ui);
	return ui_touch(s->ui) > 17 * u ? ui_touch(s->ui) : 17 * u;
}

/* Where there is no room for them beside the article. */
static void page_tools(struct page *p, const struct pack *pack)
{
	int row = tool_row(p->s), step = row + ui_gap(p->s->ui);
	for (int i = 0; i < pack->tool_count; i++) {
		struct rect r = {p->r.x, p->r.y, p->r.w, row};
		if (!p->measure)
			draw_tool(p->s, r, &pack->tools[i], i);
		p->r.y += step;
		p->height += step;
	}
}

static bool tools_inside(struct shell *s)
{
	return ui_narrow(s->ui) && !ui_upright(s->ui);
}

static void page_pack(struct page *p, const struct pack *pack, int index)
{
	int u = ui_u(p->s->ui), cover = 22 * u;
	if (!p->measure)
		learn_cover(p->s, (struct rect){p->r.x, p->r.y, p->r.w, cover}, index);
	p->r.y += cover + 4 * u;
	p->height += cover + 4 * u;
	page_text(p, 0, pack->title, title_type, u);
	page_text(p, 0, pack->cover, lead_type, 4 * u);
	if (tools_inside(p->s))
		page_tools(p, pack);
	for (int i = 0; i < pack->about.count; i++)
		page_text(p, 0, pack->about.list[i], text_type, 3 * u);
	page_heading(p, words(_("Ask yourself: never, seldom, sometimes, often or always?")));
	page_list(p, &pack->questions);
	page_heading(p, words(_("To think about")));
	page_list(p, &pack->reflect);
	page_heading(p, words(_("To read on")));
	page_list(p, &pack->reading);
}

static void draw_article(struct shell *s, struct rect r, const struct pack *pack, int index)
{
	int u = ui_u(s->ui);
	struct page measured = {.s = s, .r = rect_pad(r, u, u), .measure = true};
	page_pack(&measured, pack, index);
	struct page page = {
		.s = s, .r = rect_pad(ui_scroll(s->ui, r, "pack", measured.height + 4 * u), u, u)};
	page_pack(&page, pack, index);
	ui_scroll_end(s->ui);
}

/* ---- beside it ---- */

static struct str tool_words(enum tool_kind kind)
{
	static const char *const all[TOOL_KIND_COUNT] = {
		[TOOL_MAP] = N_("Map"), [TOOL_MATRIX] = N_("Matrix"), [TOOL_SCRIPT] = N_("Script")};
	return words(_(all[kind]));
}

static void draw_tool(struct shell *s, struct rect r, const struct tool *t, int index)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct type title = {
		.size = SIZE_BODY, .weight = WEIGHT_BOLD, .lines = 2, .shrink = true, .may_cut = true};
	struct type small = {.size = SIZE_SMALL, .tone = TONE_second, .may_cut = true};
	ui_card(ui, r, false);
	if (ui_pressed(ui, TOOL, index))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = "tool", .label = t->title, .action = TOOL, .arg = index});
	struct rect in = rect_pad(r, 4 * u, 2 * u), foot = cut_bottom(&in, ui_line(ui, small));
	title.middle = true;
	ui_text(ui, in, t->title, title);
	ui_text(ui, foot, shell_printf(s, _("%s · %d min"), tool_words(t->kind).p, (int)t->minutes), small);
}

static void draw_code(struct shell *s, struct rect r, const struct pack *p)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct type title = {
		.size = SIZE_BODY, .weight = WEIGHT_BOLD, .align = ALIGN_CENTRE, .lines = 2, .shrink = true};
	struct type small = {
		.size = SIZE_SMALL, .tone = TONE_second, .align = ALIGN_CENTRE, .lines = 2, .shrink = true};
	struct str base = core_address(s->core), label = core_address_label(s->core);
	struct str foot = shell_printf(s, "%.*s/learn/%.*s", STR_FMT(label), STR_FMT(p->key));
	struct str code = shell_printf(s, "%.*slearn/%.*s", STR_FMT(base), STR_FMT(p->key));
	struct str head = words(_("Take it along"));
	ui_card(ui, r, false);
	struct rect in = rect_inset(r, 2 * u);
	if (!base.n) {
		part_empty(s, in, "wifi", STR(""), words(_("The code comes when there is a network.")));
		return;
	}
	ui_text(ui, cut_bottom(&in, ui_text_height(ui, in.w, foot, small)), foot, small);
	int line = ui_text_height(ui, in.w, head, title) + u, least = ui_code_least(ui, code);
	if (in.h - line >= least) /* else the code needs the room */
		ui_text(ui, cut_top(&in, line), head, title);
	ui_code(ui, in, code, false);
}

static void draw_tools(struct shell *s, struct rect r, const struct pack *p)
{
	for (int i = 0; i < p->tool_count; i++)
		draw_tool(s, rect_row(r, i, p->tool_count, ui_gap(s->ui)), &p->tools[i], i);
}

static void draw_beside(struct shell *s, struct rect r, const struct pack *p)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), all = p->tool_count * (tool_row(s) + gap) - gap;
	if (ui_upright(ui)) {
		struct rect tools = cut_left(&r, r.w * 55 / 100);
		draw_tools(s, rect_centre(tools, tools.w, all < tools.h ? all : tools.h), p);
		cut_left(&r, 4 * u);
	} else if (!tools_inside(s)) {
		draw_tools(s, cut_top(&r, all), p);
		cut_top(&r, gap);
	}
	draw_code(s, r, p);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct pack *p = learn_pack(s, s->place.a);
	struct rect body = shell_frame(
		s, (struct frame){.title = words(_("Learn")), .subtitle = p ? p->title : STR("")});
	if (!p) {
		part_empty(s, body, "book", words(_("This pack is not here any more")), STR(""));
		return;
	}
	bool upright = ui_upright(ui);
	struct rect side =
		upright ? cut_bottom(&body, body.h * 32 / 100) : cut_right(&body, body.w * 34 / 100);
	if (upright)
		cut_bottom(&body, 4 * u);
	else
		cut_right(&body, 6 * u);
	draw_beside(s, side, p);
	draw_article(s, body, p, (int)s->place.a);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind == UI_PRESS && e->action == TOOL)
		shell_go(s, (struct place){SCREEN_tool, s->place.a, e->arg});
}

const struct screen screen_pack = {
	.name = "pack",
	.watches = CHANGE_PHONES | CHANGE_CODES,
	.event = event,
	.draw = draw,
};
