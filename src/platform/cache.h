#pragma once
/* What was costly to make, kept by key up to a number of bytes; the longest unused goes first. What it
 * returns stays its own and is valid until the next cache_put. Main thread. */
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct cache;

struct cache *cache_new(size_t limit, void (*drop)(void *value));
void cache_free(struct cache *);
/* The key is a string and a number, together. NULL when there is none. */
void *cache_get(struct cache *, uint64_t number, struct str);
/* Takes the value over; `bytes` is its size. A value larger than the limit is kept alone, until the
 * next one comes. The key must not be there yet. Returns the value. */
void *cache_put(struct cache *, uint64_t number, struct str, void *value, size_t bytes);
size_t cache_bytes(const struct cache *);
