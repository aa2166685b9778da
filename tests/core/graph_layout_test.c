/* The picture of a graph: nobody covers anybody, who is linked is nearer than who is not, whoever has no link stands
 * around the others, and the same graph gives the same picture. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/graph_layout.h"
#include "sim/random.h"

#define STEPS_MAX 2000 /* of bounded work; the slowest of these graphs takes some hundred */

struct graph {
	int nodes, edges;
	double aspect;
	struct graph_edge edge[GRAPH_EDGES_MAX];
};

static void add(struct graph *g, uint32_t a, uint32_t b)
{
	g->edge[g->edges++] = (struct graph_edge){(uint16_t)a, (uint16_t)b, 1};
}

/* People of organisations of 25: most learn within theirs, some across, one in five with nobody. */
static void make_room(struct graph *g, int nodes, uint64_t seed)
{
	struct dice d = {seed};
	*g = (struct graph){.nodes = nodes, .aspect = 1.6};
	uint32_t active = (uint32_t)nodes * 4 / 5;
	for (int i = 0; i < nodes * 7 / 10; i++) {
		uint32_t a = dice_below(&d, active), own = a / 25 * 25;
		uint32_t size = active - own < 25 ? active - own : 25;
		add(g, a, dice_one_in(&d, 4) ? dice_below(&d, active) : own + dice_below(&d, size));
	}
}

static struct graph_layout *laid_out(const struct graph *g)
{
	struct graph_layout *l = graph_layout_new(g->nodes, g->edge, g->edges, g->aspect);
	int steps = 1;
	while (!graph_layout_step(l))
		assert_true(steps++ < STEPS_MAX);
	return l;
}

static double apart(struct graph_point a, struct graph_point b)
{
	return hypot((double)a.x - (double)b.x, (double)a.y - (double)b.y);
}

static void check_room_for_all(const struct graph *g, const struct graph_layout *l)
{
	const struct graph_point *p = graph_layout_points(l);
	struct graph_point size = graph_layout_size(l);
	for (int i = 0; i < g->nodes; i++) {
		double x = (double)p[i].x, y = (double)p[i].y;
		assert_true(x >= 0.499 && y >= 0.499 && x <= (double)size.x - 0.499 &&
			y <= (double)size.y - 0.499);
		for (int j = 0; j < i; j++) {
			double beside = fabs(x - (double)p[j].x), above = fabs(y - (double)p[j].y);
			if (fmax(beside, above) < 0.999)
				fail_msg("%d and %d of %d overlap: %f, %f", j, i, g->nodes, beside, above);
		}
	}
}

static bool linked(const struct graph *g, int a, int b)
{
	for (int i = 0; i < g->edges; i++)
		if ((g->edge[i].a == a && g->edge[i].b == b) || (g->edge[i].a == b && g->edge[i].b == a))
			return true;
	return false;
}

static bool lonely(const struct graph *g, int node)
{
	for (int i = 0; i < g->edges; i++)
		if ((g->edge[i].a == node || g->edge[i].b == node) && g->edge[i].a != g->edge[i].b)
			return false;
	return true;
}

static void check_links_are_short(const struct graph *g, const struct graph_layout *l, double at_most)
{
	const struct graph_point *p = graph_layout_points(l);
	double with = 0, without = 0;
	int links = 0, others = 0;
	for (int i = 0; i < g->nodes; i++)
		for (int j = 0; j < i; j++)
			if (linked(g, i, j)) {
				with += apart(p[i], p[j]);
				links++;
			} else if (!lonely(g, i) && !lonely(g, j)) {
				without += apart(p[i], p[j]);
				others++;
			}
	if (with / links > at_most * without / others)
		fail_msg("edges %f, others %f", with / links, without / others);
}

/* Nobody with an edge stands further out than one without, seen from the frame. */
static void check_lonely_are_outside(const struct graph *g, const struct graph_layout *l)
{
	const struct graph_point *p = graph_layout_points(l);
	struct graph_point low = {1e9F, 1e9F}, high = {0, 0};
	for (int i = 0; i < g->nodes; i++)
		if (!lonely(g, i)) {
			low = (struct graph_point){fminf(low.x, p[i].x), fminf(low.y, p[i].y)};
			high = (struct graph_point){fmaxf(high.x, p[i].x), fmaxf(high.y, p[i].y)};
		}
	for (int i = 0; i < g->nodes; i++)
		if (lonely(g, i))
			assert_false(p[i].x > low.x && p[i].x < high.x && p[i].y > low.y && p[i].y < high.y);
}

static void rooms_of_all_sizes(void **state)
{
	(void)state;
	static struct graph g;
	static const int sizes[] = {2, 3, 5, 12, 40, 120, 300, GRAPH_NODES_MAX};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		make_room(&g, sizes[i], 7 + i);
		struct graph_layout *l = laid_out(&g);
		check_room_for_all(&g, l);
		check_lonely_are_outside(&g, l);
		if (sizes[i] >= 12)
			check_links_are_short(&g, l, 0.6);
		struct graph_point size = graph_layout_size(l);
		assert_true((double)(size.x * size.y) < 12.0 * g.nodes + 20);
		graph_layout_free(l);
	}
}

static void shapes_that_are_hard(void **state)
{
	(void)state;
	static struct graph g;
	for (int shape = 0; shape < 7; shape++) {
		g = (struct graph){.nodes = 90, .aspect = shape % 2 ? 0.6 : 1.7};
		struct dice d = {3};
		for (uint32_t i = 0; i < 90; i++)
			switch (shape) {
			case 0:
				add(&g, i, 0);
				break; /* all around one, and one to itself */
			case 1:
				add(&g, i, i ? i - 1 : 1);
				break; /* a chain */
			case 2:
				add(&g, i, i ^ 1u);
				break; /* pairs, said twice */
			case 3:
				add(&g, i, dice_below(&d, i + 1));
				break; /* a tree */
			case 4:
				add(&g, i, i);
				break; /* nobody with anybody */
			case 5:
				add(&g, i, i % 10 ? i - 1 : i);
				break; /* nine chains */
			default:
				for (uint32_t j = 0; j < i && g.edges < GRAPH_EDGES_MAX; j++)
					add(&g, i, j); /* everybody with everybody */
			}
		struct graph_layout *l = laid_out(&g);
		check_room_for_all(&g, l);
		check_lonely_are_outside(&g, l);
		if (shape == 1 || shape == 3 || shape == 5)
			check_links_are_short(&g, l, 0.35);
		graph_layout_free(l);
	}
}

static void the_same_graph_gives_the_same_picture(void **state)
{
	(void)state;
	static struct graph g;
	make_room(&g, 200, 1);
	struct graph_layout *a = laid_out(&g), *b = laid_out(&g);
	assert_memory_equal(
		graph_layout_points(a), graph_layout_points(b), (size_t)g.nodes * sizeof(struct graph_point));
	graph_layout_free(a);
	graph_layout_free(b);
}

static void it_has_the_shape_of_the_paper(void **state)
{
	(void)state;
	static struct graph g;
	static const double aspects[] = {0.5, 1, 2};
	for (size_t i = 0; i < 3; i++) {
		make_room(&g, 250, 5);
		g.aspect = aspects[i];
		struct graph_layout *l = laid_out(&g);
		struct graph_point size = graph_layout_size(l);
		double shape = (double)(size.x / size.y) / g.aspect;
		assert_true(shape > 0.75 && shape < 1.33);
		graph_layout_free(l);
	}
}

/* A row of twelve stands upright where the paper does. */
static void a_row_lies_along_the_paper(void **state)
{
	(void)state;
	static struct graph g;
	for (int upright = 0; upright < 2; upright++) {
		g = (struct graph){.nodes = 12, .aspect = upright ? 0.5 : 2};
		for (uint32_t i = 0; i + 1 < 12; i++)
			add(&g, i, i + 1);
		struct graph_layout *l = laid_out(&g);
		struct graph_point size = graph_layout_size(l);
		assert_int_equal(size.y > size.x, upright);
		graph_layout_free(l);
	}
}

/* One organisation's people hang on its node by edges of 2, two of them learn together by an edge of 1. */
static void longer_edges_are_longer(void **state)
{
	(void)state;
	static struct graph g;
	g = (struct graph){.nodes = 6, .aspect = 1};
	for (uint16_t i = 1; i < 6; i++)
		g.edge[g.edges++] = (struct graph_edge){0, i, 3};
	add(&g, 1, 2);
	struct graph_layout *l = laid_out(&g);
	const struct graph_point *p = graph_layout_points(l);
	for (int i = 1; i < 6; i++)
		assert_true(apart(p[0], p[i]) > 1.5 * apart(p[1], p[2]));
	graph_layout_free(l);
}

static void nobody_at_all(void **state)
{
	(void)state;
	struct graph_layout *l = graph_layout_new(0, NULL, 0, 1.6);
	assert_true(graph_layout_step(l));
	assert_true(graph_layout_size(l).x <= 0 && graph_layout_size(l).y <= 0);
	graph_layout_free(l);
	graph_layout_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rooms_of_all_sizes),
		cmocka_unit_test(shapes_that_are_hard),
		cmocka_unit_test(the_same_graph_gives_the_same_picture),
		cmocka_unit_test(it_has_the_shape_of_the_paper),
		cmocka_unit_test(longer_edges_are_longer),
		cmocka_unit_test(nobody_at_all),
		cmocka_unit_test(a_row_lies_along_the_paper),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
