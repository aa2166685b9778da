/* Stress majorization (Gansner, Koren and North, "Graph drawing by stress majorization", 2004), node by node: each
 * goes to where its distances on the paper fit those in the graph best, near ones counting most. It begins from
 * Pivot MDS (Brandes and Pich, "Eigensolver methods for progressive multidimensional scaling of large data",
 * 2006), so that nothing is folded at the start and no chance is needed.
 *
 * Each connected component is laid out by itself, shrunk until it is about as dense as can be read, and its nodes
 * are moved apart where they overlap. Then they are put together: graph_pack.c.
 *
 * All of it is a row of phases, each cut into small pieces; a step does pieces until it has done enough. */
#include "core/graph_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"

#define WORK_PER_STEP 150000 /* pairs of nodes looked at */
#define PIVOTS 24
#define POWER_ROUNDS 30
#define SWEEPS_MAX 60
#define STILL 0.01 /* of an edge's length: when no node moves further, it is done */
#define SEPARATE_ROUNDS 250
#define CELLS_PER_NODE 2.4 /* so much paper has each, before they are moved apart */
#define EDGE_MIN 1.1       /* a mean edge is no shorter, and no longer, whatever the paper */
#define EDGE_MAX 1.45
#define UNREACHED UINT16_MAX

static double weight(const struct graph_layout *l, int n, int a, int b)
{
	double d = l->distance[a * n + b];
	return 1 / (d * d);
}

/* ---- the graph ---- */

static bool edge_counts(const struct graph_layout *l, const struct graph_edge *e)
{
	return e->a != e->b && e->a < l->nodes && e->b < l->nodes && e->length > 0;
}

static void link_nodes(struct graph_layout *l)
{
	for (int i = 0; i < l->edges; i++)
		if (edge_counts(l, &l->edge[i])) {
			l->adjacent[l->edge[i].a + 1]++;
			l->adjacent[l->edge[i].b + 1]++;
		}
	for (int i = 0; i < l->nodes; i++)
		l->adjacent[i + 1] += l->adjacent[i];
	int *fill = xcalloc((size_t)l->nodes + 1, sizeof *fill);
	memcpy(fill, l->adjacent, ((size_t)l->nodes + 1) * sizeof *fill);
	for (int i = 0; i < l->edges; i++) {
		const struct graph_edge *e = &l->edge[i];
		if (!edge_counts(l, e))
			continue;
		l->link[fill[e->a]++] = (struct link){e->b, e->length};
		l->link[fill[e->b]++] = (struct link){e->a, e->length};
	}
	free(fill);
}

/* All that can be reached from the node, behind those found so far. */
static void find_component(struct graph_layout *l, uint16_t node, int first)
{
	struct component *c = &l->components[l->component_count++];
	*c = (struct component){.first = first};
	l->order[first + c->count++] = node;
	l->queued[node] = true;
	for (int i = 0; i < c->count; i++) {
		uint16_t from = node_of(l, c, i);
		for (int k = l->adjacent[from]; k < l->adjacent[from + 1]; k++)
			if (!l->queued[l->link[k].to]) {
				l->queued[l->link[k].to] = true;
				l->order[first + c->count++] = l->link[k].to;
			}
	}
}

static int by_size(const void *a, const void *b)
{
	const struct component *x = a, *y = b;
	return x->count != y->count ? y->count - x->count : x->first - y->first;
}

static void find_components(struct graph_layout *l)
{
	for (int i = 0, first = 0; i < l->nodes; i++)
		if (!l->queued[i]) {
			find_component(l, (uint16_t)i, first);
			first += l->components[l->component_count - 1].count;
		}
	memset(l->queued, 0, (size_t)l->nodes * sizeof *l->queued);
	qsort(l->components, (size_t)l->component_count, sizeof *l->components, by_size);
	for (int i = 0; i < l->component_count; i++) {
		const struct component *c = &l->components[i];
		l->linked += c->count > 1;
		for (int k = 0; k < c->count; k++)
			l->place[node_of(l, c, k)] = (uint16_t)k;
	}
}

/* ---- phase: distances in the graph ---- */

/* From one node to all others of its component: the shortest paths by Moore's queue. */
static int measure(struct graph_layout *l)
{
	const struct component *c = current(l);
	uint16_t *row = l->distance + (size_t)l->next * (size_t)c->count;
	memset(row, 0xFF, (size_t)c->count * sizeof *row);
	row[l->next] = 0;
	int head = 0, waiting = 1, work = 0;
	for (l->queue[0] = node_of(l, c, l->next); waiting > 0; waiting--) {
		uint16_t from = l->queue[head];
		head = (head + 1) % l->nodes;
		l->queued[from] = false;
		for (int k = l->adjacent[from]; k < l->adjacent[from + 1]; k++, work++) {
			uint16_t to = l->link[k].to;
			int way = row[l->place[from]] + l->link[k].length;
			if (way >= row[l->place[to]])
				continue;
			row[l->place[to]] = (uint16_t)way;
			if (!l->queued[to]) {
				l->queued[to] = true;
				l->queue[(head + waiting - 1) % l->nodes] = to;
				waiting++;
			}
		}
	}
	if (++l->next == c->count)
		l->phase++;
	return work;
}

/* ---- phase: where to begin ---- */

/* The nodes that are farthest from each other, one after the other. */
static int choose_pivots(const struct graph_layout *l, int n, int *pivots)
{
	int count = 0;
	for (int next = 0; count < PIVOTS && count < n;) {
		pivots[count++] = next;
		int farthest = -1;
		for (int i = 0; i < n; i++) {
			int nearest = UNREACHED;
			for (int p = 0; p < count; p++) {
				int d = l->distance[pivots[p] * n + i];
				nearest = d < nearest ? d : nearest;
			}
			if (nearest > farthest) {
				farthest = nearest;
				next = i;
			}
		}
	}
	return count;
}

/* The squared distances to the pivots, with the means of rows and columns taken out. */
static void centre(const struct graph_layout *l, int n, const int *pivots, int k, double (*m)[PIVOTS])
{
	double column[PIVOTS] = {0}, all = 0;
	for (int i = 0; i < n; i++)
		for (int p = 0; p < k; p++) {
			double d = l->distance[pivots[p] * n + i];
			m[i][p] = d * d;
			column[p] += d * d / n;
			all += d * d / n / k;
		}
	for (int i = 0; i < n; i++) {
		double row = 0;
		for (int p = 0; p < k; p++)
			row += m[i][p] / k;
		for (int p = 0; p < k; p++)
			m[i][p] = (row + column[p] - m[i][p] - all) / 2;
	}
}

static double length_of(const double *v, int k)
{
	double sum = 0;
	for (int p = 0; p < k; p++)
		sum += v[p] * v[p];
	return sqrt(sum);
}

/* The strongest direction of the matrix that has nothing of `other` (NULL: the strongest of all), by power
 * iteration on M'M. */
static void strongest(int n, int k, double (*m)[PIVOTS], const double *other, double *v)
{
	for (int p = 0; p < k; p++)
		v[p] = 1.0 / (p + 1) * (p % 2 ? -1 : 1);
	for (int round = 0; round < POWER_ROUNDS; round++) {
		double next[PIVOTS] = {0}, along = 0;
		for (int i = 0; i < n; i++) {
			double dot = 0;
			for (int p = 0; p < k; p++)
				dot += m[i][p] * v[p];
			for (int p = 0; p < k; p++)
				next[p] += m[i][p] * dot;
		}
		for (int p = 0; other && p < k; p++)
			along += next[p] * other[p];
		for (int p = 0; p < k; p++)
			next[p] -= other ? along * other[p] : 0;
		double length = length_of(next, k);
		for (int p = 0; p < k; p++)
			v[p] = length > 1e-9 ? next[p] / length : 0;
	}
}

/* So little that it changes nothing but that no two nodes begin on the same spot. */
static double aside(int i, int salt)
{
	uint32_t h = ((uint32_t)i * 2 + (uint32_t)salt) * 2654435761u;
	return ((h >> 8) % 1000 / 999.0 - 0.5) * 0.2;
}

/* Makes the mean distance on the paper that of the graph. */
static void fit(struct graph_layout *l, const struct component *c)
{
	double paper = 0, graph = 0;
	for (int i = 1; i < c->count; i++) {
		const struct spot *a = &l->at[node_of(l, c, 0)], *b = &l->at[node_of(l, c, i)];
		paper += hypot(a->x - b->x, a->y - b->y);
		graph += l->distance[i];
	}
	double by = paper > 1e-9 ? graph / paper : 1;
	for (int i = 0; i < c->count; i++) {
		struct spot *s = &l->at[node_of(l, c, i)];
		s->x = s->x * by + aside(i, 0);
		s->y = s->y * by + aside(i, 1);
	}
}

static int begin(struct graph_layout *l)
{
	const struct component *c = current(l);
	int n = c->count, pivots[PIVOTS], k = choose_pivots(l, n, pivots);
	double(*m)[PIVOTS] = xcalloc((size_t)n, sizeof *m);
	double first[PIVOTS], second[PIVOTS];
	centre(l, n, pivots, k, m);
	strongest(n, k, m, NULL, first);
	strongest(n, k, m, first, second);
	for (int i = 0; i < n; i++) {
		struct spot s = {0};
		for (int p = 0; p < k; p++) {
			s.x += m[i][p] * first[p];
			s.y += m[i][p] * second[p];
		}
		l->at[node_of(l, c, i)] = s;
	}
	free(m);
	fit(l, c);
	l->next = l->round = 0;
	l->moved = 0;
	l->phase++;
	return n * k * (k / 2 + POWER_ROUNDS);
}

/* ---- phase: stress majorization ---- */

/* The best place of one node while the others stay: the mean of where each of them would have it. */
static struct spot best_spot(const struct graph_layout *l, const struct component *c, int i)
{
	struct spot at = l->at[node_of(l, c, i)], sum = {0};
	double weights = 0;
	for (int j = 0; j < c->count; j++) {
		if (j == i)
			continue;
		const struct spot *o = &l->at[node_of(l, c, j)];
		double dx = at.x - o->x, dy = at.y - o->y, far = sqrt(dx * dx + dy * dy);
		double w = weight(l, c->count, i, j),
		       by = far > 1e-9 ? l->distance[i * c->count + j] / far : 0;
		sum.x += w * (o->x + dx * by);
		sum.y += w * (o->y + dy * by);
		weights += w;
	}
	return (struct spot){sum.x / weights, sum.y / weights};
}

static int majorize(struct graph_layout *l)
{
	const struct component *c = current(l);
	struct spot *s = &l->at[node_of(l, c, l->next)], to = best_spot(l, c, l->next);
	l->moved = fmax(l->moved, hypot(to.x - s->x, to.y - s->y));
	*s = to;
	if (++l->next < c->count)
		return c->count;
	l->next = 0;
	if (l->moved < STILL || ++l->round == SWEEPS_MAX)
		l->phase++;
	l->moved = 0;
	return c->count;
}

/* ---- phase: turned to lie along the paper, and as dense as can be read ---- */

/* Its longest extent comes to lie along the longer side of the paper. */
static void turn(struct graph_layout *l, const struct component *c)
{
	double x = 0, y = 0, xx = 0, xy = 0, yy = 0;
	for (int i = 0; i < c->count; i++) {
		const struct spot *s = &l->at[node_of(l, c, i)];
		x += s->x / c->count;
		y += s->y / c->count;
	}
	for (int i = 0; i < c->count; i++) {
		const struct spot *s = &l->at[node_of(l, c, i)];
		xx += (s->x - x) * (s->x - x);
		xy += (s->x - x) * (s->y - y);
		yy += (s->y - y) * (s->y - y);
	}
	double by = -atan2(2 * xy, xx - yy) / 2 + (l->aspect < 1 ? acos(0) : 0);
	for (int i = 0; i < c->count; i++) {
		struct spot *s = &l->at[node_of(l, c, i)], from = {s->x - x, s->y - y};
		*s = (struct spot){from.x * cos(by) - from.y * sin(by), from.x * sin(by) + from.y * cos(by)};
	}
}

static double mean_edge(const struct graph_layout *l, const struct component *c)
{
	double sum = 0;
	int count = 0;
	for (int i = 0; i < c->count; i++) {
		uint16_t from = node_of(l, c, i);
		for (int k = l->adjacent[from]; k < l->adjacent[from + 1]; k++, count++) {
			const struct spot *a = &l->at[from], *b = &l->at[l->link[k].to];
			sum += hypot(a->x - b->x, a->y - b->y);
		}
	}
	return sum / count;
}

static void grow(struct graph_layout *l, const struct component *c, double by)
{
	for (int i = 0; i < c->count; i++) {
		struct spot *s = &l->at[node_of(l, c, i)];
		*s = (struct spot){s->x * by, s->y * by};
	}
}

static int shape(struct graph_layout *l)
{
	struct component *c = current(l);
	turn(l, c);
	graph_measure_box(l, c);
	double edge = mean_edge(l, c);
	double w = fmax(c->high.x - c->low.x, 1e-6), h = fmax(c->high.y - c->low.y, 1e-6);
	double paper = sqrt(l->nodes * CELLS_PER_NODE / l->aspect); /* its height */
	double by = fmin(sqrt(c->count * CELLS_PER_NODE / (w * h)), fmin(paper * l->aspect / w, paper / h));
	grow(l, c, fmin(fmax(by, EDGE_MIN / edge), EDGE_MAX / edge));
	l->round = 0;
	l->phase++;
	return c->count;
}

/* ---- phase: apart where they overlap ---- */

/* Along the line between them, until one stands beside the other or above it. How much larger the paper would
 * have to be instead; 1 where they do not overlap. */
static double part(struct spot *a, struct spot *b)
{
	double dx = b->x - a->x, dy = b->y - a->y, far = fmax(fabs(dx), fabs(dy));
	if (far >= 1)
		return 1;
	if (far < 1e-6)
		dx = far = 1e-6;
	double by = (1.0001 / far - 1) / 2;
	by = fmin(by, 0.3 / far); /* not all at once: others push, too */
	a->x -= dx * by;
	a->y -= dy * by;
	b->x += dx * by;
	b->y += dy * by;
	return 1.0001 / far;
}

static double part_all(struct graph_layout *l, const struct component *c)
{
	double worst = 1;
	for (int i = 0; i < c->count; i++)
		for (int j = 0; j < i; j++)
			worst = fmax(worst, part(&l->at[node_of(l, c, i)], &l->at[node_of(l, c, j)]));
	return worst;
}

static void next_component(struct graph_layout *l)
{
	l->next = l->round = 0;
	if (++l->component < l->linked)
		l->phase = 0;
	else
		l->phase++;
}

/* When pushing does not come to an end, the whole component grows until the nearest two have room. */
static int separate(struct graph_layout *l)
{
	struct component *c = current(l);
	if (l->round++ < SEPARATE_ROUNDS) {
		if (part_all(l, c) <= 1)
			next_component(l);
		return c->count * c->count / 2;
	}
	double by = 1;
	for (int i = 0; i < c->count; i++)
		for (int j = 0; j < i; j++) {
			const struct spot *a = &l->at[node_of(l, c, i)], *b = &l->at[node_of(l, c, j)];
			double far = fmax(fabs(a->x - b->x), fabs(a->y - b->y));
			by = fmax(by, 1.0001 / fmax(far, 0.05));
		}
	grow(l, c, by);
	l->round = 0;
	return c->count * c->count / 2;
}

/* ---- */

static phase_fn *const phases[] = {measure, begin, majorize, shape, separate, graph_pack, graph_surround};
#define PHASES (int)(sizeof phases / sizeof *phases)
#define PHASE_PACK 5

struct graph_layout *graph_layout_new(
	int nodes, const struct graph_edge *edges, int edge_count, double aspect)
{
	INVARIANT(nodes >= 0 && nodes <= GRAPH_NODES_MAX && edge_count >= 0 && edge_count <= GRAPH_EDGES_MAX);
	struct graph_layout *l = xcalloc(1, sizeof *l);
	size_t n = (size_t)nodes + 1, e = (size_t)edge_count + 1;
	l->nodes = nodes;
	l->edges = edge_count;
	l->aspect = fmin(fmax(aspect, 0.4), 2.5);
	l->edge = xcalloc(e, sizeof *l->edge);
	if (edge_count > 0)
		memcpy(l->edge, edges, (size_t)edge_count * sizeof *edges);
	l->adjacent = xcalloc(n, sizeof *l->adjacent);
	l->link = xcalloc(2 * e, sizeof *l->link);
	l->order = xcalloc(n, sizeof *l->order);
	l->place = xcalloc(n, sizeof *l->place);
	l->components = xcalloc(n, sizeof *l->components);
	l->at = xcalloc(n, sizeof *l->at);
	l->points = xcalloc(n, sizeof *l->points);
	l->queue = xcalloc(n, sizeof *l->queue);
	l->queued = xcalloc(n, sizeof *l->queued);
	link_nodes(l);
	find_components(l);
	size_t largest = l->linked ? (size_t)l->components[0].count : 0;
	l->distance = xcalloc(largest * largest + 1, sizeof *l->distance);
	l->phase = nodes == 0 ? PHASES : l->linked ? 0 : PHASE_PACK;
	return l;
}

void graph_layout_free(struct graph_layout *l)
{
	if (!l)
		return;
	void *const parts[] = {l->edge, l->adjacent, l->link, l->order, l->place, l->components, l->at,
		l->points, l->queue, l->queued, l->distance, l->taken};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		free(parts[i]);
	free(l);
}

bool graph_layout_step(struct graph_layout *l)
{
	for (int work = 0; l->phase < PHASES && work < WORK_PER_STEP;)
		work += phases[l->phase](l);
	return l->phase == PHASES;
}

const struct graph_point *graph_layout_points(const struct graph_layout *l)
{
	return l->points;
}

struct graph_point graph_layout_size(const struct graph_layout *l)
{
	return l->size;
}
