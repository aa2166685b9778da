/* Rectangles, and how far each kind of draw reaches. The reach is binding on both sides: damage.c
 * counts on nothing being painted outside, and the painter clips to it. */
#include "ui/draw.h"

bool rect_has(struct rect r, int x, int y)
{
	return x >= r.x && y >= r.y && x < r.x + r.w && y < r.y + r.h;
}

bool rect_empty(struct rect r)
{
	return r.w <= 0 || r.h <= 0;
}

struct rect rect_meet(struct rect a, struct rect b)
{
	int left = a.x > b.x ? a.x : b.x;
	int top = a.y > b.y ? a.y : b.y;
	int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
	int bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
	struct rect r = {left, top, right - left, bottom - top};

	if (rect_empty(r))
		r.w = r.h = 0;
	return r;
}

struct rect rect_inset(struct rect r, int by)
{
	struct rect in = {r.x + by, r.y + by, r.w - 2 * by, r.h - 2 * by};

	return in;
}

/* Letters may lean out of their box: an italic or a 'j' to the side, stacked accents and the marks of
 * other scripts above and below the line, whose height is that of the first font of the chain. */
static struct rect text_reach(const struct draw *d)
{
	int line = d->font.px * 5 / 4;
	int h = d->r.h > line ? d->r.h : line;
	int side = d->font.px / 2 + 1;
	struct rect reach = {d->r.x - side, d->r.y - side, d->r.w + 2 * side, h + 2 * side};

	return reach;
}

struct rect draw_reach(const struct draw *d)
{
	struct rect reach = d->r;

	if (d->kind == DRAW_SHADOW)
		reach = rect_inset(d->r, -d->width);
	else if (d->kind == DRAW_TEXT)
		reach = text_reach(d);
	return rect_meet(reach, d->clip);
}
