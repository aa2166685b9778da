/* A value over time in a few strokes: no axes and no numbers, which stand beside it as words. */
#include "ui/inside.h"

static struct vertex place(struct rect r, const struct trend *t, int i)
{
	int64_t from = t->at[0], span = t->at[t->count - 1] - from;
	float x = span > 0 ? (float)(t->at[i] - from) / (float)span : 1;
	float y = (float)(t->value[i] - t->least) / (float)(t->most - t->least);
	return (struct vertex){(float)r.x + x * (float)r.w, (float)(r.y + r.h) - y * (float)r.h};
}

static void draw_target(struct ui *ui, struct rect r, const struct trend *t)
{
	int u = ui_u(ui), thick = u / 2 > 1 ? u / 2 : 1, dash = 2 * u;
	int y = r.y + r.h - (t->target - t->least) * r.h / (t->most - t->least) - thick / 2;
	for (int x = r.x; x < r.x + r.w; x += 2 * dash)
		ui_fill(ui, (struct rect){x, y, x + dash < r.x + r.w ? dash : r.x + r.w - x, thick}, 0,
			TONE_edge);
}

static struct trend newest(struct trend t)
{
	int skip = t.count > TREND_POINTS_MAX ? t.count - TREND_POINTS_MAX : 0;
	t.at += skip, t.value += skip, t.count -= skip;
	return t;
}

void ui_trend(struct ui *ui, struct rect r, const struct trend *trend)
{
	struct trend all = newest(*trend), *t = &all;
	int u = ui_u(ui), width = u * 3 / 4 > 2 ? u * 3 / 4 : 2, dot = 2 * u + u / 2, n = t->count;
	struct vertex line[TREND_POINTS_MAX + 2];
	r = rect_pad(r, dot / 2 + 1, dot / 2 + 1);
	if (n < 1 || rect_empty(r) || t->most <= t->least)
		return;
	for (int i = 0; i < n; i++)
		line[i] = place(r, t, i);
	line[n] = (struct vertex){line[n - 1].x, (float)(r.y + r.h)};
	line[n + 1] = (struct vertex){line[0].x, (float)(r.y + r.h)};
	if (n > 1)
		ui_area(ui, line, n + 2, (tone(ui, TONE_accent) & 0xFFFFFF) | 0x22000000);
	if (t->has_target)
		draw_target(ui, r, t);
	ui_line_through(ui, line, n, width, TONE_accent);
	struct rect last = {(int)line[n - 1].x - dot / 2, (int)line[n - 1].y - dot / 2, dot, dot};
	ui_fill(ui, rect_inset(last, -width / 2), dot, TONE_surface);
	ui_fill(ui, last, dot, TONE_accent);
}
