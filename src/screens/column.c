#include "screens/column.h"

struct rect column_take(struct column *c, int h)
{
	struct rect part = {c->r.x, c->r.y, c->r.w, h};
	c->r.y += h;
	c->r.h -= h;
	c->h += h;
	return part;
}

struct rect column_row(struct column *c, int h)
{
	return column_take(c, c->fixed ? c->fixed : h);
}

void column_gap(struct column *c, int h)
{
	if (c->h)
		column_take(c, h);
}

void column_text(struct column *c, struct str text, struct type type)
{
	if (!text.n)
		return;
	struct rect r = column_take(c, ui_text_height(c->s->ui, c->r.w, text, type));
	if (!c->measures)
		ui_text(c->s->ui, r, text, type);
}

void column_fact(struct column *c, const char *icon, enum tone tone, struct str text, struct type type)
{
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), side = ui_line(ui, type), before = side + 2 * u;
	int h = ui_text_height(ui, c->r.w - before, text, type);
	struct rect r = column_take(c, h > side ? h : side), sign = cut_left(&r, side);
	cut_left(&r, 2 * u);
	if (c->measures)
		return;
	sign.h = side;
	ui_icon(ui, rect_centre(sign, side - u, side - u), icon, tone);
	ui_text(ui, r, text, type);
}

void column_heading(struct column *c, struct str text, struct str chip, enum tone tone, enum tone fill)
{
	struct ui *ui = c->s->ui;
	int u = ui_u(ui);
	struct type type = {.size = SIZE_HEADING, .weight = WEIGHT_BOLD, .shrink = true, .lines = 2};
	struct type small = {.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD};
	int w = chip.n ? ui_text_width(ui, chip, small) + 6 * u : 0;
	bool beside = !chip.n || ui_text_width(ui, text, type) + w + 2 * u <= c->r.w;
	int h = ui_text_height(ui, beside && chip.n ? c->r.w - w - 2 * u : c->r.w, text, type);
	struct rect r = column_take(c, h), under = r;
	if (!beside)
		under = column_take(c, ui_line(ui, small) + 2 * u);
	if (c->measures)
		return;
	if (chip.n && beside)
		ui_chip(ui, cut_right(&r, w), chip, tone, fill);
	else if (chip.n)
		ui_chip(ui, cut_left(&under, w < under.w ? w : under.w), chip, tone, fill);
	ui_text(ui, r, text, type);
}

int column_height(struct shell *s, int w, column_content *content, const void *of)
{
	struct column c = {.s = s, .r = {0, 0, w, 0}, .measures = true};
	content(&c, of);
	return c.h;
}

void column_card(struct column *c, struct column_card card)
{
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), x = 6 * u, y = 4 * u,
	    h = column_height(c->s, c->r.w - 2 * x, card.content, card.of);
	int least = card.action ? ui_touch(ui) : 0;
	column_gap(c, 4 * u);
	struct rect r = column_take(c, h + 2 * y > least ? h + 2 * y : least);
	if (c->measures)
		return;
	ui_card(ui, r, false);
	if (card.action && ui_pressed(ui, card.action, card.arg))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	if (card.action)
		ui_control(ui,
			(struct control){.r = r,
				.name = card.name,
				.label = card.label,
				.action = card.action,
				.arg = card.arg});
	struct column in = {.s = c->s, .r = rect_centre(r, r.w - 2 * x, h)};
	card.content(&in, card.of);
}
