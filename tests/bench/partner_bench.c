/* What partnerships cost where they are many: the map with 500 nodes. */
#include "bench/bench.h"
#include "core/graph_layout.h"
#include "sim/random.h"

/* Organisations of 25 people: most learn within theirs, some across, one in five with nobody. */
static int make_edges(struct graph_edge *edges, int nodes)
{
	struct dice d = {7};
	uint32_t active = (uint32_t)nodes * 4 / 5;
	int count = nodes * 7 / 10;
	for (int i = 0; i < count; i++) {
		uint32_t a = dice_below(&d, active), own = a / 25 * 25;
		uint32_t b = dice_one_in(&d, 4) ? dice_below(&d, active) : own + dice_below(&d, 25);
		edges[i] = (struct graph_edge){(uint16_t)a, (uint16_t)(b < active ? b : own), 1};
	}
	return count;
}

static void bench_map(void)
{
	static struct graph_edge edges[GRAPH_EDGES_MAX];
	struct samples steps = {0};
	int count = make_edges(edges, GRAPH_NODES_MAX);
	double start = now_ms();
	struct graph_layout *l = graph_layout_new(GRAPH_NODES_MAX, edges, count, 1.6);
	for (bool done = false; !done;) {
		double begin = now_ms();
		done = graph_layout_step(l);
		sample(&steps, now_ms() - begin);
	}
	double all = now_ms() - start, worst = samples_at(&steps, 100);
	struct graph_point size = graph_layout_size(l);
	line("", "map of 500 people: one step of its layout", "at most 4 ms", worst <= 4,
		"median %.2f ms, p99 %.2f, worst %.2f", samples_at(&steps, 50), samples_at(&steps, 99),
		worst);
	line("", "map of 500 people: the whole layout", "", -1,
		"%.0f ms in %zu steps, %.0f by %.0f nodes' sizes", all, steps.n, (double)size.x,
		(double)size.y);
	samples_free(&steps);
	graph_layout_free(l);
}

int main(void)
{
	bench_map();
	return 0;
}
