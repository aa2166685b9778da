/* Rows by id in one sorted array of slots: see table.h. */
#include "core/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* Where the id is, or would be. The newest rows are the likeliest to be added, so the end is tried first. Each step
 * only adds or does not: a processor cannot guess which way a search goes, and a jump guessed wrong costs more than all
 * the rest. */
size_t table_place(const struct table *t, ident id)
{
	size_t low = 0, left = t->count;
	if (!left || t->slots[left - 1].id < id)
		return left;
	while (left > 1) {
		size_t half = left / 2;
		low += t->slots[low + half - 1].id < id ? half : 0;
		left -= half;
	}
	return low + (t->slots[low].id < id);
}

static bool is_at(const struct table *t, size_t at, ident id)
{
	return at < t->count && t->slots[at].id == id;
}

void *table_find(const struct table *t, ident id)
{
	size_t at = table_place(t, id);
	return is_at(t, at, id) ? t->slots[at].row : NULL;
}

void *table_add(struct table *t, ident id, size_t size)
{
	size_t at = table_place(t, id);
	if (is_at(t, at, id))
		return t->slots[at].row;
	if (t->count == t->cap) {
		t->cap = t->cap ? 2 * t->cap : 16;
		t->slots = xrealloc(t->slots, t->cap * sizeof *t->slots);
	}
	memmove(t->slots + at + 1, t->slots + at, (t->count - at) * sizeof *t->slots);
	void *row = xcalloc(1, size);
	memcpy(row, &id, sizeof id);
	t->slots[at] = (struct table_slot){id, row};
	t->count++;
	return row;
}

void table_remove(struct table *t, ident id, void (*drop)(void *row))
{
	size_t at = table_place(t, id);
	if (!is_at(t, at, id))
		return;
	drop(t->slots[at].row);
	free(t->slots[at].row);
	memmove(t->slots + at, t->slots + at + 1, (t->count - at - 1) * sizeof *t->slots);
	t->count--;
}

void table_free(struct table *t, void (*drop)(void *row))
{
	for (size_t i = 0; i < t->count; i++) {
		drop(t->slots[i].row);
		free(t->slots[i].row);
	}
	free(t->slots);
	*t = (struct table){0};
}

void strings_keep(char **block, struct str *const *fields, size_t count)
{
	size_t size = 0;
	for (size_t i = 0; i < count; i++)
		size += fields[i]->n;
	char *fresh = xmalloc(size), *at = fresh;
	for (size_t i = 0; i < count; i++) {
		if (fields[i]->n)
			memcpy(at, fields[i]->p, fields[i]->n);
		fields[i]->p = at;
		at += fields[i]->n;
	}
	free(*block);
	*block = fresh;
}
