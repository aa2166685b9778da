#pragma once
/* A disk of the tests' own: the rows of committed batches by record and key, and how a new core is
 * filled from them. It knows as little of the model as the real store. */
#include <stdlib.h>
#include <string.h>

#include "core/core.h"

struct disk_row {
	enum record record;
	struct value *values;
	struct arena mem;
};
struct disk {
	struct disk_row *rows;
	size_t count, cap;
	uint64_t committed; /* of the core that writes now */
};

static inline bool value_eq(const struct value *a, const struct value *b)
{
	bool text = a->type == VALUE_TEXT || a->type == VALUE_BLOB;
	return a->type == b->type && (text ? str_eq(a->s, b->s) : a->i == b->i);
}

static inline struct disk_row *disk_find(const struct disk *disk, enum record record, const struct value *key)
{
	int columns = record_info(record)->key;
	for (size_t i = 0; i < disk->count; i++) {
		struct disk_row *row = &disk->rows[i];
		int same = 0;
		while (row->record == record && same < columns && value_eq(&row->values[same], &key[same]))
			same++;
		if (row->record == record && same == columns)
			return row;
	}
	return NULL;
}

static inline void disk_set(struct disk_row *row, enum record record, const struct value *values)
{
	size_t count = (size_t)record_info(record)->count;
	struct arena mem = {0};
	struct value *copy = ARENA_ARRAY(&mem, struct value, count);
	for (size_t i = 0; i < count; i++) {
		copy[i] = values[i];
		if (values[i].type == VALUE_TEXT || values[i].type == VALUE_BLOB)
			copy[i].s = arena_str(&mem, values[i].s);
	}
	arena_free(&row->mem);
	*row = (struct disk_row){record, copy, mem};
}

static inline void disk_put(struct disk *disk, enum record record, const struct value *values)
{
	struct disk_row *row = disk_find(disk, record, values);
	if (!row) {
		if (disk->count == disk->cap) {
			disk->cap = disk->cap ? 2 * disk->cap : 64;
			disk->rows = xrealloc(disk->rows, disk->cap * sizeof *disk->rows);
		}
		row = &disk->rows[disk->count++];
		*row = (struct disk_row){0};
	}
	disk_set(row, record, values);
}

static inline void disk_delete(struct disk *disk, enum record record, const struct value *key)
{
	struct disk_row *row = disk_find(disk, record, key);
	if (!row)
		return;
	arena_free(&row->mem);
	*row = disk->rows[--disk->count];
}

static inline void disk_commit(struct disk *disk, const struct batch *batch)
{
	for (uint32_t i = 0; i < batch->count; i++)
		(batch->writes[i].gone ? disk_delete : disk_put)(
			disk, batch->writes[i].record, batch->writes[i].values);
	disk->committed = batch->seq;
}

static inline void disk_free(struct disk *disk)
{
	for (size_t i = 0; i < disk->count; i++)
		arena_free(&disk->rows[i].mem);
	free(disk->rows);
	*disk = (struct disk){0};
}

static inline size_t disk_count(const struct disk *disk, enum record record)
{
	size_t count = 0;
	for (size_t i = 0; i < disk->count; i++)
		count += disk->rows[i].record == record;
	return count;
}

static inline int disk_order(const void *a, const void *b)
{
	const struct disk_row *x = *(struct disk_row *const *)a, *y = *(struct disk_row *const *)b;
	for (int i = 0; i < record_info(x->record)->key; i++) {
		const struct value *v = &x->values[i], *w = &y->values[i];
		int c = v->type == VALUE_INT ? (v->i > w->i) - (v->i < w->i) : str_cmp(v->s, w->s);
		if (c)
			return c;
	}
	return 0;
}

static inline void disk_send(struct core *core, struct msg *m, struct moment at)
{
	struct outbox out = {0};
	m->at = at;
	core_step(core, m, &out);
	outbox_clear(&out);
	msg_free(m);
}

/* All rows in the order of records.def, each kind in the order of its key, then load_done. */
static inline void disk_load(const struct disk *disk, struct core *core, struct moment at)
{
	const struct disk_row **rows = xcalloc(disk->count + 1, sizeof(struct disk_row *));
	for (enum record record = 0; record < RECORD_COUNT; record++) {
		uint32_t n = 0, columns = (uint32_t)record_info(record)->count;
		for (size_t i = 0; i < disk->count; i++)
			if (disk->rows[i].record == record)
				rows[n++] = &disk->rows[i];
		if (!n)
			continue;
		qsort(rows, n, sizeof *rows, disk_order);
		struct msg *m = msg_new(MSG_loaded, (struct origin){0});
		struct value *values = ARENA_ARRAY(&m->mem, struct value, (size_t)n * columns);
		for (uint32_t i = 0; i < n; i++)
			memcpy(values + (size_t)i * columns, rows[i]->values, columns * sizeof *values);
		m->u.loaded = (struct msg_loaded){record, values, columns, n};
		disk_send(core, m, at);
		disk_send(core, msg_new(MSG_tick, (struct origin){0}),
			at); /* a slow card: time goes on meanwhile */
	}
	free(rows);
}
