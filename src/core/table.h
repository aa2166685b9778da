#pragma once
/* A table of the model: rows by id. Rows are allocated one by one and stay where they are, so a rule
 * may hold one while it adds another. Ids only grow, so adding is appending, and finding is a binary
 * search. A row's type begins with its `ident id`. Core only. */
#include "core/types.h"

struct table_slot {
	ident id;
	void *row;
};
struct table {
	struct table_slot *slots; /* by id */
	size_t count, cap;
};

size_t table_place(const struct table *, ident);     /* where its slot is, or would be */
void *table_find(const struct table *, ident);       /* NULL if there is none */
void *table_add(struct table *, ident, size_t size); /* a zeroed row, its id set; the row there is */
void table_remove(struct table *, ident, void (*drop)(void *row)); /* drop frees what the row owns */
void table_free(struct table *, void (*drop)(void *row));

/* Copies all the fields into one new block and makes them point there; frees the old block. The fields
 * may point anywhere, into the old block too. */
void strings_keep(char **block, struct str *const *fields, size_t count);
