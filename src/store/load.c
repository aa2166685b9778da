#include "store/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/statement.h"

/* A record's first message has room for a few rows, each further one for twice as many. */
#define ROWS_AT_FIRST 8
#define ROWS_AT_MOST 256
#define RECENT (2 * DAY) /* how long after its end a session still belongs to 'around today' */

static void add(struct load *l, struct msg *m)
{
	if (l->count == l->cap) {
		l->cap = l->cap ? 2 * l->cap : 64;
		l->messages = xrealloc(l->messages, l->cap * sizeof *l->messages);
	}
	l->messages[l->count++] = m;
}

static struct msg_loaded *start_message(struct load *l, enum record record, size_t rows)
{
	struct msg *m = msg_new(MSG_loaded, (struct origin){.source = FROM_SYSTEM});
	struct msg_loaded *loaded = &m->u.loaded;
	loaded->record = record;
	loaded->columns = (uint32_t)record_info(record)->count;
	loaded->values = ARENA_ARRAY(&m->mem, struct value, loaded->columns * rows);
	add(l, m);
	return loaded;
}

/* A text SQLite had no memory to hand out is a failure, not an empty text. */
static bool copy_row(struct arena *mem, sqlite3_stmt *s, struct value *row, int columns)
{
	for (int i = 0; i < columns; i++) {
		struct value v = statement_column(s, i);
		if (v.type == VALUE_TEXT && !v.s.p)
			return false;
		if (v.type == VALUE_TEXT || v.type == VALUE_BLOB)
			v.s = v.s.n ? arena_str(mem, v.s) : STR("");
		row[i] = v;
	}
	return true;
}

static int read_rows(struct load *l, enum record record, sqlite3_stmt *s)
{
	struct msg_loaded *to = NULL;
	size_t room = ROWS_AT_FIRST;
	int rc;
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		if (to && to->rows == room) {
			room = room < ROWS_AT_MOST ? 2 * room : room;
			to = NULL;
		}
		to = to ? to : start_message(l, record, room);
		struct value *row = to->values + (size_t)to->rows * to->columns;
		if (!copy_row(&l->messages[l->count - 1]->mem, s, row, (int)to->columns))
			return SQLITE_NOMEM;
		to->rows++;
	}
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int bind_horizon(sqlite3_stmt *s, int64_t horizon)
{
	return sqlite3_bind_parameter_count(s) ? sqlite3_bind_int64(s, 1, horizon) : SQLITE_OK;
}

static int find_near(sqlite3 *db, enum near which, int64_t horizon)
{
	sqlite3_stmt *s = NULL;
	int rc = statement_near(db, which, &s);
	if (rc == SQLITE_OK)
		rc = bind_horizon(s, horizon);
	if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_DONE)
		rc = SQLITE_OK;
	sqlite3_finalize(s);
	return rc;
}

static int read_record(struct load *l, sqlite3 *db, enum record record, int64_t horizon)
{
	sqlite3_stmt *s = NULL;
	int rc = statement_load(db, record, &s);
	if (rc == SQLITE_OK)
		rc = bind_horizon(s, horizon);
	if (rc == SQLITE_OK)
		rc = read_rows(l, record, s);
	sqlite3_finalize(s);
	return rc;
}

static int read_number(sqlite3 *db, enum query query, int64_t *out)
{
	sqlite3_stmt *s = NULL;
	int rc = statement_query(db, query, &s);
	if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		*out = sqlite3_column_int64(s, 0);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(s);
	return rc;
}

static int add_number(struct load *l, sqlite3 *db, struct msg_loaded *to, const char *name, enum query query)
{
	int64_t number = 0;
	int rc = read_number(db, query, &number);
	struct value *row = to->values + (size_t)to->rows++ * to->columns;
	struct arena *mem = &l->messages[l->count - 1]->mem;
	row[0] = (struct value){.type = VALUE_TEXT, .s = str_from(name)};
	row[1] = (struct value){VALUE_TEXT, .s = arena_printf(mem, "%lld", (long long)number)};
	return rc;
}

/* Old rows stay on the disk, so the loaded ones alone do not tell the core which numbers are taken, nor what time it
 * must be at least: it gets both as settings that stand in no table. */
static int add_known(struct load *l, sqlite3 *db)
{
	struct msg_loaded *to = start_message(l, REC_setting, 2);
	int rc = add_number(l, db, to, "last_id", QUERY_last_id);
	return rc == SQLITE_OK ? add_number(l, db, to, "last_moment", QUERY_last_moment) : rc;
}

/* A clock that nobody has set says nothing about which sessions are near: then the newest moment the
 * database knows to have passed stands in, which loads too much rather than too little. */
static int find_now(sqlite3 *db, struct moment now, int64_t *wall)
{
	*wall = now.wall;
	return now.trusted ? SQLITE_OK : read_number(db, QUERY_last_moment, wall);
}

/* The transaction writes nothing that is to stay: what it found out for itself goes with it. */
int load_read(struct load *l, sqlite3 *db, struct moment now, bool fresh)
{
	int64_t wall = 0;
	int rc = sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = find_now(db, now, &wall);
	if (rc == SQLITE_OK)
		rc = add_known(l, db);
	for (int n = 0; n < NEAR_COUNT && rc == SQLITE_OK; n++)
		rc = find_near(db, (enum near)n, wall - RECENT);
	for (int r = 0; r < RECORD_COUNT && rc == SQLITE_OK; r++)
		rc = read_record(l, db, (enum record)r, wall - RECENT);
	int ended = sqlite3_get_autocommit(db) ? SQLITE_OK : sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	rc = rc == SQLITE_OK ? ended : rc;
	if (rc != SQLITE_OK) {
		load_free(l);
		return rc;
	}
	struct msg *done = msg_new(MSG_load_done, (struct origin){.source = FROM_SYSTEM});
	done->u.load_done.fresh = fresh;
	add(l, done);
	return SQLITE_OK;
}

void load_free(struct load *l)
{
	while (l->count > l->posted)
		msg_free(l->messages[--l->count]);
	free(l->messages);
	*l = (struct load){0};
}
