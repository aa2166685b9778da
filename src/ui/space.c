/* Rows and columns: rectangles are cut from rectangles, so that nothing is placed by a number of its
 * own. Every cut clamps: on a window too small for it a part ends up empty, never negative. */
#include "ui/ui.h"

static int clamp(int v, int max)
{
	return v < 0 ? 0 : v > max ? max : v;
}

struct rect cut_top(struct rect *r, int h)
{
	h = clamp(h, r->h);
	struct rect part = {r->x, r->y, r->w, h};
	r->y += h;
	r->h -= h;
	return part;
}

struct rect cut_bottom(struct rect *r, int h)
{
	h = clamp(h, r->h);
	r->h -= h;
	return (struct rect){r->x, r->y + r->h, r->w, h};
}

struct rect cut_left(struct rect *r, int w)
{
	w = clamp(w, r->w);
	struct rect part = {r->x, r->y, w, r->h};
	r->x += w;
	r->w -= w;
	return part;
}

struct rect cut_right(struct rect *r, int w)
{
	w = clamp(w, r->w);
	r->w -= w;
	return (struct rect){r->x + r->w, r->y, w, r->h};
}

struct rect rect_centre(struct rect r, int w, int h)
{
	return (struct rect){r.x + (r.w - w) / 2, r.y + (r.h - h) / 2, w, h};
}

/* Where part `index` of `count` equal parts of `whole` begins: rounded so that no pixel is left over. */
static int part_start(int whole, int index, int count, int gap)
{
	return (whole + gap) * index / count;
}

struct rect rect_column(struct rect r, int index, int count, int gap)
{
	int from = part_start(r.w, index, count, gap), to = part_start(r.w, index + 1, count, gap) - gap;
	return (struct rect){r.x + from, r.y, to > from ? to - from : 0, r.h};
}

struct rect rect_row(struct rect r, int index, int count, int gap)
{
	int from = part_start(r.h, index, count, gap), to = part_start(r.h, index + 1, count, gap) - gap;
	return (struct rect){r.x, r.y + from, r.w, to > from ? to - from : 0};
}

struct rect rect_pad(struct rect r, int x, int y)
{
	x = clamp(x, r.w / 2);
	y = clamp(y, r.h / 2);
	return (struct rect){r.x + x, r.y + y, r.w - 2 * x, r.h - 2 * y};
}
