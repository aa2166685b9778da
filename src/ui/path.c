/* Lines and areas of charts: points as they are given, mirrored where everything is. */
#include <math.h>
#include <string.h>

#include "base/log.h"
#include "ui/inside.h"

static void path(struct ui *ui, const struct vertex *points, int count, int width, colour c)
{
	if (count < 2)
		return;
	INVARIANT(count <= PATH_POINTS_MAX);
	struct vertex *kept = ARENA_ARRAY(&ui->mem, struct vertex, (size_t)count);
	float left = points[0].x, right = left, top = points[0].y, bottom = top;
	for (int i = 0; i < count; i++) {
		struct vertex p = points[i];
		left = p.x < left ? p.x : left, right = p.x > right ? p.x : right;
		top = p.y < top ? p.y : top, bottom = p.y > bottom ? p.y : bottom;
		kept[i] = (struct vertex){ui->frame.rtl ? (float)ui->frame.w - p.x : p.x, p.y};
	}
	int edge = width / 2 + 2;
	struct rect r = {(int)floorf(left) - edge, (int)floorf(top) - edge,
		(int)ceilf(right - left) + 2 * edge + 1, (int)ceilf(bottom - top) + 2 * edge + 1};
	struct draw *d = emit(ui, DRAW_PATH, r, c);
	d->width = width;
	d->text = (struct str){(const char *)kept, (size_t)count * sizeof *kept};
}

void ui_line_through(struct ui *ui, const struct vertex *points, int count, int width, enum tone t)
{
	path(ui, points, count, width > 1 ? width : 1, tone(ui, t));
}

void ui_area(struct ui *ui, const struct vertex *points, int count, colour c)
{
	path(ui, points, count, 0, c);
}
