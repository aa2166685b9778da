/* The components side by side, as polyominoes: the largest in the middle, each next one on the innermost ring of
 * cells where it fits (Freivalds, Dogrusoz and Kikusts, "Disconnected graph layout and the polyomino packing
 * approach", 2002). Nodes without any edge would fill the holes; they are put around it instead, since they are what
 * somebody looks for. */
#include "core/graph_parts.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/log.h"

#define MARGIN 0.2 /* around the squares of a component's nodes */
#define STRETCH_MAX 1.5

void graph_measure_box(const struct graph_layout *l, struct component *c)
{
	c->low = (struct spot){INFINITY, INFINITY};
	c->high = (struct spot){-INFINITY, -INFINITY};
	for (int i = 0; i < c->count; i++) {
		const struct spot *s = &l->at[node_of(l, c, i)];
		c->low = (struct spot){fmin(c->low.x, s->x), fmin(c->low.y, s->y)};
		c->high = (struct spot){fmax(c->high.x, s->x), fmax(c->high.y, s->y)};
	}
}

/* ---- the components ---- */

/* Everything so far and the new one in one row would still fit; of so much paper hardly any is ever touched. */
static void open_paper(struct graph_layout *l)
{
	double half = 4;
	for (int i = 0; i < l->linked; i++) {
		struct component *c = &l->components[i];
		graph_measure_box(l, c);
		half += fmax(c->high.x - c->low.x, c->high.y - c->low.y) + 4;
	}
	l->wide = (int)(half * fmax(l->aspect, 1)) * 2;
	l->high = (int)(half * fmax(1 / l->aspect, 1)) * 2;
	l->taken = xcalloc((size_t)l->wide * (size_t)l->high, 1);
}

/* The square around a spot: takes its cells, or says whether they are free. */
static bool lay_square(struct graph_layout *l, struct spot at, double half, bool take)
{
	int low_x = (int)floor(at.x - half) + l->wide / 2, high_x = (int)floor(at.x + half) + l->wide / 2;
	int low_y = (int)floor(at.y - half) + l->high / 2, high_y = (int)floor(at.y + half) + l->high / 2;
	INVARIANT(low_x >= 0 && low_y >= 0 && high_x < l->wide && high_y < l->high);
	for (int y = low_y; y <= high_y; y++)
		for (int x = low_x; x <= high_x; x++) {
			uint8_t *cell = &l->taken[(size_t)y * (size_t)l->wide + (size_t)x];
			if (take)
				*cell = 1;
			else if (*cell)
				return false;
		}
	return true;
}

static bool lay_edge(struct graph_layout *l, struct spot a, struct spot b, bool take)
{
	int dots = (int)(hypot(a.x - b.x, a.y - b.y) * 2);
	for (int i = 1; i < dots; i++) {
		double t = (double)i / dots;
		if (!lay_square(l, (struct spot){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}, 0, take))
			return false;
	}
	return true;
}

/* The component moved by so much: takes what it covers and a margin, or says whether it fits. */
static bool lay(struct graph_layout *l, const struct component *c, struct spot by, bool take)
{
	for (int i = 0; i < c->count; i++) {
		uint16_t from = node_of(l, c, i);
		struct spot a = {l->at[from].x + by.x, l->at[from].y + by.y};
		if (!lay_square(l, a, take ? 0.5 + MARGIN : 0.5, take))
			return false;
		for (int k = l->adjacent[from]; k < l->adjacent[from + 1]; k++) {
			const struct spot *b = &l->at[l->link[k].to];
			if (from < l->link[k].to &&
				!lay_edge(l, a, (struct spot){b->x + by.x, b->y + by.y}, take))
				return false;
		}
	}
	return true;
}

/* The i-th of the 8 r cells around the middle at distance r. */
static struct spot on_ring(const struct graph_layout *l, int r, int i)
{
	int side = r ? i / (2 * r) : 0, along = r ? i % (2 * r) - r : 0;
	static const int turned[4][4] = {{1, 0, 0, -1}, {0, 1, 1, 0}, {-1, 0, 0, 1}, {0, -1, -1, 0}};
	const int *t = turned[side];
	return (struct spot){round((t[0] * along + t[1] * r) * fmax(l->aspect, 1)),
		round((t[2] * along + t[3] * r) * fmax(1 / l->aspect, 1))};
}

static void place_component(struct graph_layout *l, const struct component *c, struct spot by)
{
	lay(l, c, by, true);
	for (int i = 0; i < c->count; i++) {
		struct spot *s = &l->at[node_of(l, c, i)];
		*s = (struct spot){s->x + by.x, s->y + by.y};
	}
	l->component++;
	l->round = 0;
}

/* One ring of places for one component, the innermost that is free being the one. */
int graph_pack(struct graph_layout *l)
{
	if (!l->taken) {
		open_paper(l);
		l->component = l->round = 0;
	}
	if (l->component >= l->linked) {
		l->phase++;
		return 1;
	}
	const struct component *c = current(l);
	int count = l->round ? 8 * l->round : 1;
	for (int i = 0; i < count; i++) {
		struct spot by = on_ring(l, l->round, i);
		by.x -= (c->low.x + c->high.x) / 2;
		by.y -= (c->low.y + c->high.y) / 2;
		if (!lay(l, c, by, false))
			continue;
		place_component(l, c, by);
		return 9 * (c->count + i);
	}
	l->round++;
	return 9 * count;
}

/* ---- around them those who have no edge ---- */

struct frame {
	double low_x, low_y, high_x, high_y;
};

/* The box of all that has edges, stretched a little towards the paper's shape: that only makes distances larger. */
static struct frame stretch(struct graph_layout *l)
{
	struct frame f = {INFINITY, INFINITY, -INFINITY, -INFINITY};
	for (int i = 0; i < l->linked; i++) {
		struct component *c = &l->components[i];
		graph_measure_box(l, c);
		f = (struct frame){fmin(f.low_x, c->low.x), fmin(f.low_y, c->low.y),
			fmax(f.high_x, c->high.x), fmax(f.high_y, c->high.y)};
	}
	double by = (f.high_x - f.low_x + 1) / (f.high_y - f.low_y + 1) / l->aspect;
	double x = fmin(fmax(1 / by, 1), STRETCH_MAX), y = fmin(fmax(by, 1), STRETCH_MAX);
	for (int i = 0; i < l->linked; i++)
		for (int k = 0; k < l->components[i].count; k++) {
			struct spot *s = &l->at[node_of(l, &l->components[i], k)];
			*s = (struct spot){s->x * x, s->y * y};
		}
	return (struct frame){f.low_x * x, f.low_y * y, f.high_x * x, f.high_y * y};
}

/* The i-th of so many nodes on the frame, clockwise from the upper left: shared among the sides by their length,
 * evenly spread on each from its corner on, so that all of them are at least 1 from each other. */
static struct spot on_frame(const struct frame *f, int i, int count)
{
	double w = f->high_x - f->low_x, h = f->high_y - f->low_y, along = 0;
	const int sides[4] = {(int)w, (int)h, (int)w, (int)h};
	int all = 2 * (sides[0] + sides[1]), side = -1;
	for (int before = 0, end = 0; side < 3 && i >= end;) {
		int first = end;
		before += sides[++side];
		end = side < 3 ? (int)((int64_t)count * before / all) : count;
		along = end > first ? (double)(i - first) / (end - first) : 0;
	}
	return side == 0    ? (struct spot){f->low_x + along * w, f->low_y}
		: side == 1 ? (struct spot){f->high_x, f->low_y + along * h}
		: side == 2 ? (struct spot){f->high_x - along * w, f->high_y}
			    : (struct spot){f->low_x, f->high_y - along * h};
}

static struct frame around(struct frame f, double by)
{
	return (struct frame){f.low_x - by, f.low_y - by, f.high_x + by, f.high_y + by};
}

static int frame_room(const struct frame *f)
{
	return 2 * ((int)(f->high_x - f->low_x) + (int)(f->high_y - f->low_y));
}

/* As many frames around each other as it takes, all filled alike. */
static void frame_lonely(struct graph_layout *l, struct frame f)
{
	int left = l->component_count - l->linked, room = 0;
	struct frame next = f;
	while (room < left) {
		room += frame_room(&next);
		next = around(next, 1.001);
	}
	const struct component *c = l->components + l->linked;
	for (next = f; left > 0; next = around(next, 1.001)) {
		int own = frame_room(&next), count = (left * own + room - 1) / room;
		for (int i = 0; i < count; i++, c++)
			l->at[node_of(l, c, 0)] = on_frame(&next, i, count);
		left -= count;
		room -= own;
	}
}

/* Nobody has an edge: rows and columns. */
static void grid_lonely(struct graph_layout *l)
{
	int columns = (int)ceil(sqrt(l->nodes * l->aspect));
	for (int i = 0; i < l->nodes; i++) {
		int column = i % columns, row = i / columns;
		l->at[node_of(l, &l->components[i], 0)] = (struct spot){column, row};
	}
}

int graph_surround(struct graph_layout *l)
{
	if (l->linked) {
		frame_lonely(l, around(stretch(l), 1.1));
	} else {
		grid_lonely(l);
	}
	struct component all = {.count = l->nodes};
	graph_measure_box(l, &all);
	for (int i = 0; i < l->nodes; i++)
		l->points[i] = (struct graph_point){
			(float)(l->at[i].x - all.low.x + 0.5), (float)(l->at[i].y - all.low.y + 0.5)};
	l->size = (struct graph_point){
		(float)(all.high.x - all.low.x + 1), (float)(all.high.y - all.low.y + 1)};
	l->phase++;
	return l->nodes;
}
