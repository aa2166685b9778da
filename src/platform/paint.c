/* One painter function for each kind of draw, called in the order of the list, each with the part of
 * the rectangle that the draw reaches. */
#include "platform/paint.h"

#include <stdlib.h>

#include "platform/icon.h"
#include "platform/path.h"
#include "platform/shape.h"
#include "platform/text.h"

struct painter {
	struct text *text;
	struct icons *icons;
	struct shapes *shapes;
};

struct painter *painter_open(const char *assets, const char *fonts, char *problem, size_t size)
{
	struct text *text = text_open(fonts, problem, size);

	if (!text)
		return NULL;
	struct painter *p = xcalloc(1, sizeof *p);
	p->text = text;
	p->icons = icons_new(assets);
	p->shapes = shapes_new();
	return p;
}

void painter_close(struct painter *p)
{
	if (!p)
		return;
	shapes_free(p->shapes);
	icons_free(p->icons);
	text_close(p->text);
	free(p);
}

const struct text_metrics *painter_text(struct painter *p)
{
	return text_metrics(p->text);
}

size_t painter_bytes(const struct painter *p)
{
	return text_bytes(p->text) + icons_bytes(p->icons) + shapes_bytes(p->shapes);
}

static void paint_shape(struct painter *p, const struct canvas *c, struct rect clip, const struct draw *d)
{
	shape_paint(p->shapes, c, clip, d);
}

/* What of a shadow the card lying on it hides for certain: an opaque fill that is drawn next, without
 * its corners. Blending under it would be most of the work of a card. */
static struct rect hidden_by(const struct draw *shadow, const struct draw *next)
{
	struct rect none = {shadow->r.x, shadow->r.y, 0, 0};

	if (next->kind != DRAW_FILL || next->colour >> 24 != 255)
		return none;
	struct rect solid = rect_meet(rect_inset(next->r, next->radius), draw_reach(next));
	return rect_empty(solid) ? none : solid;
}

/* The four parts of `clip` around `hole`. */
static void paint_around(
	struct painter *p, const struct canvas *c, struct rect clip, struct rect hole, const struct draw *d)
{
	int right = clip.x + clip.w, bottom = clip.y + clip.h;
	int hole_right = hole.x + hole.w, hole_bottom = hole.y + hole.h;
	struct rect parts[] = {
		{clip.x, clip.y, clip.w, hole.y - clip.y},
		{clip.x, hole.y, hole.x - clip.x, hole.h},
		{hole_right, hole.y, right - hole_right, hole.h},
		{clip.x, hole_bottom, clip.w, bottom - hole_bottom},
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!rect_empty(parts[i]))
			shape_paint(p->shapes, c, parts[i], d);
}

static void paint_text(struct painter *p, const struct canvas *c, struct rect clip, const struct draw *d)
{
	text_paint(p->text, c, clip, d);
}

static void paint_icon(struct painter *p, const struct canvas *c, struct rect clip, const struct draw *d)
{
	icon_paint(p->icons, c, clip, d);
}

static void paint_path(struct painter *p, const struct canvas *c, struct rect clip, const struct draw *d)
{
	(void)p;
	path_paint(c, clip, d);
}

/* Black on white whatever the theme: inverted codes are not read by every phone. */
static void paint_code(struct painter *p, const struct canvas *c, struct rect clip, const struct draw *d)
{
	int left = d->r.x + (d->r.w - d->side * d->radius) / 2;
	int top = d->r.y + (d->r.h - d->side * d->radius) / 2;

	(void)p;
	canvas_fill(c, clip, d->r, 0xFFFFFFFF);
	for (size_t i = 0; i < d->text.n && i < (size_t)d->side * (size_t)d->side; i++) {
		int x = (int)i % d->side, y = (int)i / d->side;
		struct rect module = {left + x * d->radius, top + y * d->radius, d->radius, d->radius};
		if (d->text.p[i])
			canvas_fill(c, clip, module, 0xFF000000);
	}
}

static void (*const painters[])(struct painter *, const struct canvas *, struct rect, const struct draw *) = {
	[DRAW_FILL] = paint_shape,
	[DRAW_STROKE] = paint_shape,
	[DRAW_SHADOW] = paint_shape,
	[DRAW_ARC] = paint_shape,
	[DRAW_TEXT] = paint_text,
	[DRAW_ICON] = paint_icon,
	[DRAW_PATH] = paint_path,
	[DRAW_CODE] = paint_code,
};

void painter_paint(
	struct painter *p, const struct canvas *c, const struct draw_list *list, struct rect within)
{
	struct rect screen = {0, 0, c->w, c->h};

	within = rect_meet(within, screen);
	canvas_fill(c, within, within, list->ground | 0xFF000000);
	for (int i = 0; i < list->count; i++) {
		const struct draw *d = &list->draws[i];
		struct rect clip = rect_meet(draw_reach(d), within);
		if (rect_empty(clip))
			continue;
		struct rect hole = {0};
		if (d->kind == DRAW_SHADOW && i + 1 < list->count)
			hole = rect_meet(hidden_by(d, d + 1), clip);
		if (rect_empty(hole))
			painters[d->kind](p, c, clip, d);
		else
			paint_around(p, c, clip, hole, d);
	}
}
