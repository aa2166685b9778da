/* A chained hash table whose entries are also links of one ring, in order of last use. */
#include "platform/cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

#define CACHE_BUCKETS 1024

struct entry {
	struct entry *next;          /* of its bucket */
	struct entry *newer, *older; /* of the ring */
	void *value;
	uint64_t hash, number;
	size_t bytes, n;
	char *key; /* behind the entry, in the same block */
};

struct cache {
	struct entry *buckets[CACHE_BUCKETS];
	struct entry ring; /* ring.older is the last used, ring.newer the longest unused */
	size_t bytes, limit;
	void (*drop)(void *);
};

struct cache *cache_new(size_t limit, void (*drop)(void *value))
{
	struct cache *c = xcalloc(1, sizeof *c);

	c->ring.newer = c->ring.older = &c->ring;
	c->limit = limit;
	c->drop = drop;
	return c;
}

static void unlink_ring(struct entry *e)
{
	e->newer->older = e->older;
	e->older->newer = e->newer;
}

static void link_ring(struct cache *c, struct entry *e)
{
	e->newer = &c->ring;
	e->older = c->ring.older;
	e->older->newer = e;
	c->ring.older = e;
}

static void forget(struct cache *c, struct entry *e)
{
	struct entry **at = &c->buckets[e->hash % CACHE_BUCKETS];

	while (*at != e)
		at = &(*at)->next;
	*at = e->next;
	unlink_ring(e);
	c->bytes -= e->bytes;
	c->drop(e->value);
	free(e);
}

void cache_free(struct cache *c)
{
	if (!c)
		return;
	while (c->ring.newer != &c->ring)
		forget(c, c->ring.newer);
	free(c);
}

void *cache_get(struct cache *c, uint64_t number, struct str s)
{
	uint64_t hash = hash_bytes(number, s.p, s.n);

	for (struct entry *e = c->buckets[hash % CACHE_BUCKETS]; e; e = e->next) {
		if (e->hash != hash || e->number != number || e->n != s.n ||
			(s.n && memcmp(e->key, s.p, s.n) != 0))
			continue;
		unlink_ring(e);
		link_ring(c, e);
		return e->value;
	}
	return NULL;
}

void *cache_put(struct cache *c, uint64_t number, struct str s, void *value, size_t bytes)
{
	struct entry *e = xmalloc(sizeof *e + s.n);

	e->hash = hash_bytes(number, s.p, s.n);
	e->number = number;
	e->value = value;
	e->bytes = bytes + sizeof *e + s.n;
	e->n = s.n;
	e->key = (char *)(e + 1);
	if (s.n)
		memcpy(e->key, s.p, s.n);
	while (c->bytes + e->bytes > c->limit && c->ring.newer != &c->ring)
		/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): forget takes out of the ring what it frees */
		forget(c, c->ring.newer);
	e->next = c->buckets[e->hash % CACHE_BUCKETS];
	c->buckets[e->hash % CACHE_BUCKETS] = e;
	c->bytes += e->bytes;
	link_ring(c, e);
	return value;
}

size_t cache_bytes(const struct cache *c)
{
	return c->bytes;
}
