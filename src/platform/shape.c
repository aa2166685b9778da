/* Every rounded shape is its corners, and between them edges and a middle that do not vary: a 9-slice.
 * So its coverage is worked out once on the smallest rectangle that has all of them, and kept; drawing
 * repeats the middle row and column. A shape smaller than that is worked out at its own size.
 *
 * Coverage comes from the signed distance of a pixel's centre to the outline (Quilez, "2D distance
 * functions"): half a pixel either side of it is the smooth edge. A shadow is the same, blurred by
 * three box filters in each direction, which is close to a Gaussian. Parts of rings change with every
 * tick of a timer: they are computed as they are painted, only in the rows and columns of the ring. */
#include "platform/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "platform/cache.h"

#define SHAPES_BYTES (1024 * 1024)
#define ARC_UNITS 3600 /* in a full turn */

struct shapes {
	struct cache *kept;
};

/* What decides about a mask; also its key. */
struct outline {
	int kind;
	int w, h;    /* of the reduced shape, its shadow not included */
	int radius2; /* radius in half pixels */
	int width;   /* of a stroke; blur of a shadow */
};

/* A kept mask: cover is (2 * half_w) * (2 * half_h), both halves mirror images of each other. */
struct slice {
	int half_w, half_h;
	uint8_t cover[];
};

struct shapes *shapes_new(void)
{
	struct shapes *s = xcalloc(1, sizeof *s);

	s->kept = cache_new(SHAPES_BYTES, free);
	return s;
}

void shapes_free(struct shapes *s)
{
	if (!s)
		return;
	cache_free(s->kept);
	free(s);
}

size_t shapes_bytes(const struct shapes *s)
{
	return cache_bytes(s->kept);
}

/* fmaxf and fminf are calls, for the sake of numbers that are none; here there are only others. */
static float least(float a, float b)
{
	return a < b ? a : b;
}

static float most(float a, float b)
{
	return a > b ? a : b;
}

/* Signed distance from a point, relative to the middle, to a rounded rectangle; negative inside. */
static float distance(float x, float y, float half_w, float half_h, float radius)
{
	float across = fabsf(x) - half_w + radius;
	float down = fabsf(y) - half_h + radius;
	float outside_x = most(across, 0), outside_y = most(down, 0);

	return sqrtf(outside_x * outside_x + outside_y * outside_y) + least(most(across, down), 0) - radius;
}

static float inside(float distance_to_outline)
{
	return least(most(0.5f - distance_to_outline, 0), 1);
}

static float coverage(const struct outline *o, float x, float y)
{
	float half_w = (float)o->w / 2, half_h = (float)o->h / 2, radius = (float)o->radius2 / 2;
	float cover = inside(distance(x, y, half_w, half_h, radius));

	if (o->kind == DRAW_STROKE) {
		float in = (float)o->width;
		cover -= inside(distance(x, y, half_w - in, half_h - in, most(radius - in, 0)));
	}
	return cover;
}

/* One box filter along n values `step` apart; `sums` has room for n + 1. */
static void box_filter(float *values, int n, int step, int reach, float *sums)
{
	sums[0] = 0;
	for (int i = 0; i < n; i++)
		sums[i + 1] = sums[i] + values[i * step];
	for (int i = 0; i < n; i++) {
		int from = i - reach < 0 ? 0 : i - reach;
		int to = i + reach + 1 > n ? n : i + reach + 1;
		values[i * step] = (sums[to] - sums[from]) / (float)(2 * reach + 1);
	}
}

/* Three boxes whose reaches add up to the blur, so that nothing falls outside of it. */
static void blur_all(float *values, int w, int h, int blur)
{
	float *sums = xmalloc((size_t)((w > h ? w : h) + 1) * sizeof *sums);
	int reach[] = {blur / 3, (blur + 1) / 3, (blur + 2) / 3};

	for (int pass = 0; pass < 3; pass++) {
		for (int y = 0; y < h; y++)
			box_filter(values + y * w, w, 1, reach[pass], sums);
		for (int x = 0; x < w; x++)
			box_filter(values + x, h, w, reach[pass], sums);
	}
	free(sums);
}

/* Each quarter is the mirror image of its neighbours: one is worked out. */
static void cover_all(const struct outline *o, float *values, int w, int h)
{
	for (int y = 0; y < (h + 1) / 2; y++) {
		float *row = values + y * w;
		for (int x = 0; x < (w + 1) / 2; x++)
			row[x] = row[w - 1 - x] =
				coverage(o, (float)x + 0.5f - (float)w / 2, (float)y + 0.5f - (float)h / 2);
		memmove(values + (h - 1 - y) * w, row, (size_t)w * sizeof *row);
	}
}

static struct slice *make_slice(const struct outline *o, size_t *bytes)
{
	int margin = o->kind == DRAW_SHADOW ? o->width : 0;
	int w = o->w + 2 * margin, h = o->h + 2 * margin;
	int half_w = (w + 1) / 2, half_h = (h + 1) / 2;
	float *values = xmalloc((size_t)w * (size_t)h * sizeof *values);

	cover_all(o, values, w, h);
	if (margin)
		blur_all(values, w, h, margin);

	*bytes = (size_t)half_w * 2 * (size_t)half_h * 2;
	struct slice *s = xmalloc(sizeof *s + *bytes);
	s->half_w = half_w;
	s->half_h = half_h;
	for (int y = 0; y < 2 * half_h; y++)
		for (int x = 0; x < 2 * half_w; x++) {
			int from_x = x < half_w ? x : 2 * half_w - 1 - x;
			int from_y = y < half_h ? y : 2 * half_h - 1 - y;
			s->cover[y * 2 * half_w + x] = (uint8_t)lrintf(values[from_y * w + from_x] * 255);
		}
	free(values);
	return s;
}

static const struct slice *find_slice(struct shapes *s, const struct outline *o)
{
	struct str key = {(const char *)o, sizeof *o};
	struct slice *found = cache_get(s->kept, 0, key);

	if (!found) {
		size_t bytes;
		found = make_slice(o, &bytes);
		cache_put(s->kept, 0, key, found, bytes);
	}
	return found;
}

static int smaller(int a, int b)
{
	return a < b ? a : b;
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

/* One row: the slice's left columns, its middle one repeated, its right columns. `r` is what the shape
 * covers in all, `part` what may be painted. */
static void slice_row(const struct canvas *c, struct rect part, int y, struct rect r, const struct slice *s,
	const uint8_t *row, colour tint)
{
	int left = smaller(s->half_w, r.w);
	int right = smaller(s->half_w, r.w - left);
	struct rect line = {part.x, y, part.w, 1};
	struct rect at = rect_meet(line, (struct rect){r.x, y, left, 1});

	if (!rect_empty(at))
		canvas_row(c, at.x, y, row + (at.x - r.x), at.w, tint);
	uint32_t alpha = (tint >> 24) * row[s->half_w - 1];
	alpha = (alpha + 128 + ((alpha + 128) >> 8)) >> 8;
	struct rect middle = {r.x + left, y, r.w - left - right, 1};
	canvas_fill(c, line, middle, alpha << 24 | (tint & 0xFFFFFF));
	at = rect_meet(line, (struct rect){r.x + r.w - right, y, right, 1});
	if (!rect_empty(at))
		canvas_row(c, at.x, y, row + 2 * s->half_w - (r.x + r.w - at.x), at.w, tint);
}

static void paint_slice(
	const struct canvas *c, struct rect clip, struct rect r, const struct slice *s, colour tint)
{
	struct rect part = rect_meet(clip, r);
	int top = smaller(s->half_h, r.h);
	int bottom = smaller(s->half_h, r.h - top);

	for (int y = part.y; y < part.y + part.h; y++) {
		int at = y - r.y;
		int row = at < top ? at : top - 1;
		if (at >= r.h - bottom)
			row = 2 * s->half_h - (r.h - at);
		slice_row(c, part, y, r, s, s->cover + row * 2 * s->half_w, tint);
	}
}

/* Twice the radius, at most the shorter side: an odd side is then still a circle's. */
static int radius_in_halves(const struct draw *d)
{
	int most = smaller(d->r.w, d->r.h);

	return d->radius * 2 < most ? larger(d->radius, 0) * 2 : most;
}

static void paint_rounded(struct shapes *s, const struct canvas *c, struct rect clip, const struct draw *d)
{
	struct outline o = {.kind = (int)d->kind, .radius2 = radius_in_halves(d)};
	int corner = (o.radius2 + 1) / 2;
	struct rect r = d->r;

	if (d->kind == DRAW_FILL && corner == 0) {
		canvas_fill(c, clip, r, d->colour);
		return;
	}
	if (d->kind == DRAW_STROKE) {
		o.width = d->width;
		corner = larger(corner, d->width);
	} else if (d->kind == DRAW_SHADOW) {
		o.width = d->width;
		corner += d->width;
		r = rect_inset(r, -d->width);
	}
	o.w = smaller(d->r.w, 2 * corner + 2);
	o.h = smaller(d->r.h, 2 * corner + 2);
	paint_slice(c, clip, r, find_slice(s, &o), d->colour);
}

/* ---- parts of rings ---- */

struct ring {
	float x, y;           /* middle */
	float radius, half;   /* of its middle line; half its width */
	float from_x, from_y; /* direction of its start, and of its end */
	float to_x, to_y;
	bool whole, over_half;
};

static struct ring ring_of(const struct draw *d)
{
	float turn = 2 * (float)M_PI / ARC_UNITS;
	float from = (float)d->start * turn, to = (float)(d->start + d->sweep) * turn;
	float half = (float)d->width / 2;
	float size = (float)smaller(d->r.w, d->r.h);

	return (struct ring){.x = (float)d->r.x + (float)d->r.w / 2,
		.y = (float)d->r.y + (float)d->r.h / 2,
		.radius = size / 2 - half,
		.half = half,
		.from_x = sinf(from),
		.from_y = -cosf(from),
		.to_x = sinf(to),
		.to_y = -cosf(to),
		.whole = d->sweep >= ARC_UNITS,
		.over_half = d->sweep > ARC_UNITS / 2};
}

/* Whether a direction lies clockwise after the start and before the end. */
static bool within_sweep(const struct ring *g, float x, float y)
{
	bool after_start = g->from_x * y - g->from_y * x >= 0;
	bool before_end = x * g->to_y - y * g->to_x >= 0;

	return g->over_half ? after_start || before_end : after_start && before_end;
}

static float distance_to_end(const struct ring *g, float x, float y)
{
	float from_x = x - g->from_x * g->radius, from_y = y - g->from_y * g->radius;
	float to_x = x - g->to_x * g->radius, to_y = y - g->to_y * g->radius;

	return sqrtf(least(from_x * from_x + from_y * from_y, to_x * to_x + to_y * to_y));
}

static uint8_t ring_coverage(const struct ring *g, float x, float y)
{
	float away = g->whole || within_sweep(g, x, y) ? fabsf(sqrtf(x * x + y * y) - g->radius)
						       : distance_to_end(g, x, y);

	return (uint8_t)lrintf(255 * inside(away - g->half));
}

/* Columns from `from` to `to` of one row, a piece at a time. */
#define RING_PIECE 64
static void ring_piece(const struct canvas *c, const struct ring *g, int y, int from, int to, colour tint)
{
	uint8_t cover[RING_PIECE];

	for (int x = from; x < to; x += RING_PIECE) {
		int n = smaller(to - x, RING_PIECE);
		for (int i = 0; i < n; i++)
			cover[i] = ring_coverage(g, (float)(x + i) + 0.5f - g->x, (float)y + 0.5f - g->y);
		canvas_row(c, x, y, cover, n, tint);
	}
}

/* Half the chord that a row at distance y from the middle cuts out of a circle; 0 if it misses. */
static float half_chord(float radius, float y)
{
	return radius > 0 && fabsf(y) < radius ? sqrtf(radius * radius - y * y) : 0;
}

static void paint_arc(const struct canvas *c, struct rect clip, const struct draw *d)
{
	struct ring g = ring_of(d);
	struct rect part = rect_meet(clip, d->r);

	if (d->sweep <= 0 || d->width <= 0 || rect_empty(part))
		return;
	for (int y = part.y; y < part.y + part.h; y++) {
		float away = (float)y + 0.5f - g.y;
		float outer = half_chord(g.radius + g.half + 1, away);
		float inner = half_chord(g.radius - g.half - 1, away);
		int right = part.x + part.w;
		int left_to = smaller((int)floorf(g.x - inner) + 1, right);
		int right_from = larger((int)ceilf(g.x + inner) - 1, left_to);
		ring_piece(c, &g, y, larger((int)floorf(g.x - outer), part.x), left_to, d->colour);
		ring_piece(c, &g, y, larger(right_from, part.x), smaller((int)ceilf(g.x + outer), right),
			d->colour);
	}
}

void shape_paint(struct shapes *s, const struct canvas *c, struct rect clip, const struct draw *d)
{
	if (rect_empty(d->r) || !(d->colour >> 24))
		return;
	if (d->kind == DRAW_ARC)
		paint_arc(c, clip, d);
	else
		paint_rounded(s, c, clip, d);
}
