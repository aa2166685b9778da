/* Which parts of the screen differ from the frame before. The screen is a grid of cells; every draw
 * adds the hash of all it is to each cell that it reaches, in drawing order. A cell whose sum differs
 * from the last frame's holds different pixels; no widget ever has to say what it changed.
 *
 * Dirty cells are joined into rectangles: runs along a row, runs that continue below grow downwards.
 * Too many of them (a checkerboard) become one span per row of cells, and at worst one rectangle. */
#include "ui/draw.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

struct damage {
	uint64_t *now, *last; /* a hash per cell */
	int across, down;     /* cells */
	int w, h;
	bool fresh; /* `last` tells nothing: everything is dirty */
};

struct damage *damage_new(void)
{
	struct damage *d = xcalloc(1, sizeof *d);

	d->fresh = true;
	return d;
}

void damage_free(struct damage *d)
{
	if (!d)
		return;
	free(d->now);
	free(d->last);
	free(d);
}

void damage_reset(struct damage *d)
{
	d->fresh = true;
}

static void resize(struct damage *d, int w, int h)
{
	if (d->now && d->w == w && d->h == h)
		return;
	d->w = w;
	d->h = h;
	d->across = (w + DAMAGE_CELL - 1) / DAMAGE_CELL;
	d->down = (h + DAMAGE_CELL - 1) / DAMAGE_CELL;
	size_t bytes = (size_t)d->across * (size_t)d->down * sizeof *d->now;
	d->now = xrealloc(d->now, bytes ? bytes : 1);
	d->last = xrealloc(d->last, bytes ? bytes : 1);
	d->fresh = true;
}

/* Everything that decides about pixels; `box`, `cut` and `parted` are for the layout check only. */
static uint64_t hash_draw(const struct draw *d)
{
	const int32_t plain[] = {(int32_t)d->kind, d->r.x, d->r.y, d->r.w, d->r.h, d->clip.x, d->clip.y,
		d->clip.w, d->clip.h, (int32_t)d->colour, d->radius, d->width, d->start, d->sweep, d->font.px,
		(int32_t)d->font.weight, d->font.tabular, d->side, d->mirrored};

	return hash_bytes(hash_bytes(0, plain, sizeof plain), d->text.p, d->text.n);
}

static void add_draw(struct damage *d, const struct draw *draw)
{
	struct rect screen = {0, 0, d->w, d->h};
	struct rect reach = rect_meet(draw_reach(draw), screen);

	if (rect_empty(reach))
		return;
	uint64_t hash = hash_draw(draw);
	int right = (reach.x + reach.w - 1) / DAMAGE_CELL;
	int bottom = (reach.y + reach.h - 1) / DAMAGE_CELL;
	for (int y = reach.y / DAMAGE_CELL; y <= bottom; y++)
		for (int x = reach.x / DAMAGE_CELL; x <= right; x++) {
			uint64_t *cell = &d->now[y * d->across + x];
			*cell = hash_mix(*cell, hash);
		}
}

static bool dirty(const struct damage *d, int x, int y)
{
	return d->fresh || d->now[y * d->across + x] != d->last[y * d->across + x];
}

/* In cells. Grows a rectangle that ends just above the run and is as wide, or starts one; false when
 * there is no room for another. */
static bool add_run(struct rect *out, int *count, int x, int y, int w)
{
	for (int i = 0; i < *count; i++)
		if (out[i].x == x && out[i].w == w && out[i].y + out[i].h == y) {
			out[i].h++;
			return true;
		}
	if (*count == DAMAGE_RECTS_MAX)
		return false;
	out[(*count)++] = (struct rect){x, y, w, 1};
	return true;
}

static bool join_runs(const struct damage *d, struct rect *out, int *count)
{
	*count = 0;
	for (int y = 0; y < d->down; y++)
		for (int x = 0; x < d->across; x++) {
			int from = x;
			while (x < d->across && dirty(d, x, y))
				x++;
			if (x > from && !add_run(out, count, from, y, x - from))
				return false;
		}
	return true;
}

static bool join_rows(const struct damage *d, struct rect *out, int *count)
{
	*count = 0;
	for (int y = 0; y < d->down; y++) {
		int first = d->across, last = -1;
		for (int x = 0; x < d->across; x++)
			if (dirty(d, x, y)) {
				first = x < first ? x : first;
				last = x;
			}
		if (last >= 0 && !add_run(out, count, first, y, last - first + 1))
			return false;
	}
	return true;
}

int damage_find(struct damage *d, const struct draw_list *list, struct rect out[DAMAGE_RECTS_MAX])
{
	int count = 0;

	resize(d, list->w, list->h);
	for (int i = 0; i < d->across * d->down; i++)
		d->now[i] = list->ground;
	for (int i = 0; i < list->count; i++)
		add_draw(d, &list->draws[i]);

	if (!join_runs(d, out, &count) && !join_rows(d, out, &count)) {
		out[0] = (struct rect){0, 0, d->across, d->down};
		count = 1;
	}
	struct rect screen = {0, 0, d->w, d->h};
	for (int i = 0; i < count; i++) {
		struct rect cells = out[i];
		struct rect pixels = {cells.x * DAMAGE_CELL, cells.y * DAMAGE_CELL, cells.w * DAMAGE_CELL,
			cells.h * DAMAGE_CELL};
		out[i] = rect_meet(pixels, screen);
	}

	uint64_t *swap = d->last;
	d->last = d->now;
	d->now = swap;
	d->fresh = false;
	return count;
}
