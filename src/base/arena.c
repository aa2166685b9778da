#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

/* Each block is twice as large as the one before. Hundreds of effects and batches wait at a time for the
 * disk, most of them with a few words: they shall not have a page each. */
#define BLOCK_FIRST ((size_t)512)
#define BLOCK_MOST ((size_t)16 * 1024)

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

void *xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);
	if (!p)
		die(__FILE__, __LINE__, "out of memory");
	return p;
}

void *xcalloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);
	if (!p)
		die(__FILE__, __LINE__, "out of memory");
	return p;
}

void *xrealloc(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);
	if (!p)
		die(__FILE__, __LINE__, "out of memory");
	return p;
}

static struct arena_block *block_new(size_t size)
{
	struct arena_block *b = xmalloc(sizeof *b + size);
	b->next = NULL;
	b->used = 0;
	b->size = size;
	return b;
}

static size_t next_size(const struct arena *a, size_t need)
{
	size_t size = a->last ? 2 * a->last->size : BLOCK_FIRST;
	size = size < BLOCK_MOST ? size : BLOCK_MOST;
	return need > size ? need : size;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t need = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	INVARIANT(need >= size);
	if (!a->last || a->last->size - a->last->used < need) {
		struct arena_block *b = block_new(next_size(a, need));
		if (a->last)
			a->last->next = b;
		else
			a->first = b;
		a->last = b;
	}
	void *p = a->last->bytes + a->last->used;
	a->last->used += need;
	a->used += need;
	return memset(p, 0, size);
}

struct str arena_str(struct arena *a, struct str s)
{
	char *copy = arena_alloc(a, s.n + 1);
	if (s.n)
		memcpy(copy, s.p, s.n);
	return (struct str){copy, s.n};
}

struct str arena_vprintf(struct arena *a, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	INVARIANT(n >= 0);
	char *text = arena_alloc(a, (size_t)n + 1);
	vsnprintf(text, (size_t)n + 1, format, args);
	return (struct str){text, (size_t)n};
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str s = arena_vprintf(a, format, args);
	va_end(args);
	return s;
}

static void free_from(struct arena_block *b)
{
	while (b) {
		struct arena_block *next = b->next;
		free(b);
		b = next;
	}
}

/* The last block stays, which is a large one once there were several. */
void arena_reset(struct arena *a)
{
	struct arena_block *b = a->first;
	while (b && b != a->last) {
		struct arena_block *next = b->next;
		free(b);
		b = next;
	}
	if (b)
		b->used = 0;
	a->first = b;
	a->used = 0;
}

void arena_wipe(struct arena *a)
{
	for (struct arena_block *b = a->first; b; b = b->next)
		explicit_bzero(b->bytes, b->used);
}

void arena_free(struct arena *a)
{
	free_from(a->first);
	*a = (struct arena){0};
}
