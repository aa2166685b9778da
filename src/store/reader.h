#pragma once
/* Reads the database for exports, beside a running kiosk and in another process: one read-only
 * connection that never checkpoints, and all queries see one and the same state. One thread. */
#include <stdbool.h>
#include <stddef.h>

#include "core/record.h"
#include "store/statement.h"

struct reader;

struct reader *reader_open(const char *path, char *problem, size_t size); /* NULL: why, in `problem` */
void reader_close(struct reader *);                                       /* NULL is fine */

/* Begins one of QUERY_people, _organisations, _sessions, _check_ins, _notes, _note_entries (statements.def
 * has their columns); ends the one before. */
bool reader_query(struct reader *, enum query);
int reader_columns(const struct reader *);
const char *reader_column_name(const struct reader *, int column);
/* The next row, a view until the next call; NULL at the end or on failure, which reader_problem tells
 * apart. */
const struct value *reader_next(struct reader *);
const char *reader_problem(const struct reader *); /* NULL: none so far */
