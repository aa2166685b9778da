#pragma once
/* What graph_layout.c and graph_pack.c share: the graph, its components, and what is under way. Nobody else may
 * include it. */
#include "core/graph_layout.h"

struct spot {
	double x, y;
};
struct component {
	int first, count; /* in `order` */
	struct spot low, high;
};
struct graph_layout {
	int nodes, edges;
	double aspect;
	struct graph_edge *edge;
	int *adjacent; /* of node i: those in `link` from adjacent[i] to adjacent[i + 1] */
	struct link {
		uint16_t to;
		uint8_t length;
	} * link;
	uint16_t *order; /* nodes by component, the largest first */
	uint16_t *place; /* of each node within its component */
	struct component *components;
	int component_count, linked; /* so many of them have edges */
	struct spot *at;
	struct graph_point *points;
	struct graph_point size;
	uint16_t *distance; /* between the nodes of the component under way, by their places */
	uint16_t *queue;
	bool *queued;
	uint8_t *taken; /* the paper in cells, while packing */
	int wide, high;
	/* what is under way */
	int phase, component, next, round;
	double moved;
};

/* A piece of a phase; how much work it was. The last one of a phase goes on to the next. */
typedef int phase_fn(struct graph_layout *);
phase_fn graph_pack, graph_surround; /* graph_pack.c; in this order, after all components are laid out */

void graph_measure_box(const struct graph_layout *, struct component *);

static inline struct component *current(struct graph_layout *l)
{
	return &l->components[l->component];
}

static inline uint16_t node_of(const struct graph_layout *l, const struct component *c, int place)
{
	return l->order[c->first + place];
}
