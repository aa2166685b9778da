#pragma once
/* Where the nodes of a graph stand, so that it can be read: who is linked is near, nobody covers anybody, those
 * without any link stand around the others. Pure and deterministic: the same graph, the same picture. Core only.
 *
 * It is made in steps of bounded work, so that whoever draws can go on drawing. */
#include <stdbool.h>
#include <stdint.h>

#define GRAPH_NODES_MAX 500
#define GRAPH_EDGES_MAX 4000

struct graph_edge {
	uint16_t a, b;  /* nodes; an edge to itself, or the same twice, says nothing */
	uint8_t length; /* how far apart they should be, 1 the nearest; at least 1 */
};
struct graph_point {
	float x, y;
};
struct graph_layout;

/* `aspect`: width by height of where it will be shown. The edges are copied. */
struct graph_layout *graph_layout_new(
	int nodes, const struct graph_edge *edges, int edge_count, double aspect);
void graph_layout_free(struct graph_layout *); /* NULL is fine */

/* About a millisecond of work, however large the graph is. True: it is done. */
bool graph_layout_step(struct graph_layout *);

/* Once it is done: the middle of each node, where each takes a square of 1 by 1 and no two of them overlap;
 * inside a box from 0, 0 to `size`. Whoever shows it makes the square as wide and as high as a node needs. */
const struct graph_point *graph_layout_points(const struct graph_layout *);
struct graph_point graph_layout_size(const struct graph_layout *);
