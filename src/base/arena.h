#pragma once
/* A bump allocator: many small things that die together. Not shared between threads.
 * Out of memory aborts (see die_oom), so nothing here returns NULL. */
#include <stdarg.h>
#include <stddef.h>

#include "base/str.h"

struct arena_block;
struct arena {
	struct arena_block *first, *last; /* chain of blocks, oldest first */
	size_t used;                      /* bytes handed out since the last reset */
};

void *arena_alloc(struct arena *, size_t size);   /* zeroed, aligned for any type */
struct str arena_str(struct arena *, struct str); /* a copy, followed by a NUL */
struct str arena_printf(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str arena_vprintf(struct arena *, const char *format, va_list) __attribute__((format(printf, 2, 0)));
void arena_reset(struct arena *); /* keeps the last block, the largest, for the next use */
void arena_wipe(struct arena *);  /* nothing that was in it is left in the memory */
void arena_free(struct arena *);  /* a zeroed arena is empty and may be freed */

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), (count) * sizeof(type)))

/* malloc and friends that abort when there is no memory left: nothing acknowledged is lost by it. */
void *xmalloc(size_t);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *, size_t);
