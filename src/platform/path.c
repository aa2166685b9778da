/* Charts are few and small, so nothing of them is kept. A line is covered segment by segment, each only inside
 * its own rectangle, by the distance of a pixel's centre to it; where two meet the larger cover wins, which makes
 * the joints round and no pixel twice as dark. An area is filled row by row between its crossings (even-odd),
 * several times per row, with the ends of each span counted in parts of a pixel. */
#include "platform/path.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

#define SUBROWS 5 /* of a pixel, for areas */

static float least(float a, float b)
{
	return a < b ? a : b;
}

static float most(float a, float b)
{
	return a > b ? a : b;
}

static float distance_to(struct vertex a, struct vertex b, float x, float y)
{
	float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
	float along = length > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / length : 0;

	along = least(most(along, 0), 1);
	dx = a.x + along * dx - x;
	dy = a.y + along * dy - y;
	return sqrtf(dx * dx + dy * dy);
}

/* The whole pixels that a segment may touch. */
static struct rect segment_reach(struct vertex a, struct vertex b, float half)
{
	int left = (int)floorf(least(a.x, b.x) - half - 1), top = (int)floorf(least(a.y, b.y) - half - 1);
	int right = (int)ceilf(most(a.x, b.x) + half + 1), bottom = (int)ceilf(most(a.y, b.y) + half + 1);

	return (struct rect){left, top, right - left, bottom - top};
}

static void cover_segment(uint8_t *cover, struct rect part, struct vertex a, struct vertex b, float half)
{
	struct rect r = rect_meet(part, segment_reach(a, b, half));

	for (int y = r.y; y < r.y + r.h; y++) {
		uint8_t *row = cover + (ptrdiff_t)(y - part.y) * part.w - part.x;
		for (int x = r.x; x < r.x + r.w; x++) {
			float away = distance_to(a, b, (float)x + 0.5f, (float)y + 0.5f) - half;
			uint8_t here = (uint8_t)lrintf(255 * least(most(0.5f - away, 0), 1));
			row[x] = here > row[x] ? here : row[x];
		}
	}
}

/* Where the outline crosses the height y, in order; it is closed from the last point to the first. */
static int crossings(const struct vertex *points, int count, float y, float out[PATH_POINTS_MAX])
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		struct vertex a = points[i], b = points[i + 1 < count ? i + 1 : 0];
		if ((a.y <= y) == (b.y <= y))
			continue;
		float x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
		int at = n++;
		for (; at > 0 && out[at - 1] > x; at--)
			out[at] = out[at - 1];
		out[at] = x;
	}
	return n;
}

static void add_span(float *row, struct rect part, float from, float to)
{
	int first = (int)floorf(most(from, (float)part.x));
	int end = (int)ceilf(least(to, (float)(part.x + part.w)));

	for (int x = first; x < end; x++)
		row[x - part.x] += (least(to, (float)x + 1) - most(from, (float)x)) / SUBROWS;
}

static void cover_area_row(
	uint8_t *cover, float *row, struct rect part, int y, const struct vertex *points, int count)
{
	float at[PATH_POINTS_MAX];

	for (int x = 0; x < part.w; x++)
		row[x] = 0;
	for (int sub = 0; sub < SUBROWS; sub++) {
		int n = crossings(points, count, (float)y + ((float)sub + 0.5f) / SUBROWS, at);
		for (int i = 0; i + 1 < n; i += 2)
			add_span(row, part, at[i], at[i + 1]);
	}
	for (int x = 0; x < part.w; x++)
		cover[x] = (uint8_t)lrintf(255 * least(most(row[x], 0), 1));
}

void path_paint(const struct canvas *c, struct rect clip, const struct draw *d)
{
	const struct vertex *points = (const struct vertex *)(const void *)d->text.p;
	int count = (int)(d->text.n / sizeof *points);
	struct rect part = rect_meet(clip, d->r);

	if (rect_empty(part) || count < 2)
		return;
	uint8_t *cover = xcalloc((size_t)part.w * (size_t)part.h, 1);
	float *row = xcalloc((size_t)part.w, sizeof *row);
	for (int i = 0; d->width && i + 1 < count; i++)
		cover_segment(cover, part, points[i], points[i + 1], (float)d->width / 2);
	for (int y = 0; !d->width && y < part.h; y++)
		cover_area_row(cover + (ptrdiff_t)y * part.w, row, part, part.y + y, points, count);
	canvas_mask(c, clip, part.x, part.y, (struct mask){part.w, part.h, cover}, false, d->colour);
	free(row);
	free(cover);
}
