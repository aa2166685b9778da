#pragma once
/* The table of statements: for every record one to put a row, one to delete it and one to load, and
 * the named queries of statements.def. Values are always bound, never written into SQL. The thread
 * that owns the connection. */
#include <sqlite3.h>
#include <stdbool.h>

#include "core/record.h"
#include "store/words.h"

enum query {
#define QUERY(name, sql) QUERY_##name,
#include "store/statements.def"
	QUERY_COUNT
};

enum near {
#define NEAR(name, sql) NEAR_##name,
#include "store/statements.def"
	NEAR_COUNT
};

struct statements { /* prepared once, when the database is opened */
	sqlite3_stmt *put[RECORD_COUNT];
	sqlite3_stmt *same[RECORD_COUNT]; /* updates a row whose indexed column stays; NULL for most */
	sqlite3_stmt *gone[RECORD_COUNT];
	struct words words;
};

int statements_prepare(struct statements *, sqlite3 *); /* SQLITE_OK or what went wrong */
void statements_finish(struct statements *);            /* zeroed or half prepared is fine */

/* Puts or deletes one row. SQLITE_OK or SQLite's extended code. */
int statements_write(const struct statements *, const struct write *);

/* Makes a table that the loads ask, and gives what fills it. Only this connection sees it, and it goes when the
 * transaction is rolled back. In the order of the enum, before the loads: later ones ask earlier ones. */
int statement_near(sqlite3 *, enum near, sqlite3_stmt **);
int statement_load(sqlite3 *, enum record, sqlite3_stmt **);
int statement_query(sqlite3 *, enum query, sqlite3_stmt **);
struct value statement_column(sqlite3_stmt *, int column); /* a view until the next step */
