/* A queue of effects, each with the number of the last batch made before it. Since those numbers only
 * grow, looking at the oldest one is enough, and order is kept for free: nothing overtakes. */
#include "core/gate.h"

#include <stdlib.h>

struct held {
	struct effect *effect;
	uint64_t after; /* the batch that has to be on the disk first */
};

struct gate {
	struct held *ring;
	size_t first, count, cap; /* cap is a power of two */
	uint64_t committed;
};

struct gate *gate_new(void)
{
	return xcalloc(1, sizeof(struct gate));
}

void gate_free(struct gate *g)
{
	if (!g)
		return;
	for (size_t i = 0; i < g->count; i++)
		effect_free(g->ring[(g->first + i) & (g->cap - 1)].effect);
	free(g->ring);
	free(g);
}

static void grow(struct gate *g)
{
	size_t cap = g->cap ? 2 * g->cap : 64;
	struct held *ring = xcalloc(cap, sizeof *ring);
	for (size_t i = 0; i < g->count; i++)
		ring[i] = g->ring[(g->first + i) & (g->cap - 1)];
	free(g->ring);
	g->ring = ring;
	g->first = 0;
	g->cap = cap;
}

void gate_hold(struct gate *g, struct outbox *out, uint64_t issued)
{
	for (uint32_t i = 0; i < out->count; i++) {
		if (g->count == g->cap)
			grow(g);
		g->ring[(g->first + g->count++) & (g->cap - 1)] = (struct held){out->effects[i], issued};
	}
	out->count = 0;
}

void gate_committed(struct gate *g, uint64_t seq)
{
	if (seq > g->committed)
		g->committed = seq;
}

struct effect *gate_next(struct gate *g)
{
	if (!g->count || g->ring[g->first].after > g->committed)
		return NULL;
	struct effect *e = g->ring[g->first].effect;
	g->first = (g->first + 1) & (g->cap - 1);
	g->count--;
	return e;
}
