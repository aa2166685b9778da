#include "store/reader.h"

#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/schema.h"

#define _(text) gettext(text) /* for the sub-commands alone, which have one thread */

#define QUERY_COLUMNS_MAX 32

struct reader {
	sqlite3 *db;
	sqlite3_stmt *query;
	bool failed;
	char problem[256];
	struct value row[QUERY_COLUMNS_MAX];
};

static bool check_schema(sqlite3 *db, char *problem, size_t size)
{
	sqlite3_stmt *s = NULL;
	int version = -1;
	if (sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &s, NULL) == SQLITE_OK &&
		sqlite3_step(s) == SQLITE_ROW)
		version = sqlite3_column_int(s, 0);
	if (version < 0)
		snprintf(problem, size, _("cannot read the database: %s"), sqlite3_errmsg(db));
	else if (version != schema_version)
		snprintf(problem, size, _("the database has schema %d, this program reads %d"), version,
			schema_version);
	sqlite3_finalize(s);
	return version == schema_version;
}

/* BEGIN takes the snapshot at the first read, which check_schema then is. */
static bool begin(struct reader *r, const char *path, char *problem, size_t size)
{
	if (sqlite3_open_v2(path, &r->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
		sqlite3_db_config(r->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) == SQLITE_OK &&
		sqlite3_busy_timeout(r->db, 5000) == SQLITE_OK &&
		sqlite3_exec(r->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK)
		return check_schema(r->db, problem, size);
	snprintf(problem, size, _("cannot open the database %.200s: %s"), path, sqlite3_errmsg(r->db));
	return false;
}

struct reader *reader_open(const char *path, char *problem, size_t size)
{
	struct reader *r = xcalloc(1, sizeof *r);
	if (begin(r, path, problem, size))
		return r;
	reader_close(r);
	return NULL;
}

void reader_close(struct reader *r)
{
	if (!r)
		return;
	sqlite3_finalize(r->query);
	sqlite3_close(r->db);
	free(r);
}

static void fail(struct reader *r)
{
	r->failed = true;
	snprintf(r->problem, sizeof r->problem, "%s", sqlite3_errmsg(r->db));
}

bool reader_query(struct reader *r, enum query query)
{
	sqlite3_finalize(r->query);
	r->query = NULL;
	if (statement_query(r->db, query, &r->query) == SQLITE_OK)
		return true;
	fail(r);
	return false;
}

int reader_columns(const struct reader *r)
{
	return sqlite3_column_count(r->query);
}

const char *reader_column_name(const struct reader *r, int column)
{
	return sqlite3_column_name(r->query, column);
}

const struct value *reader_next(struct reader *r)
{
	int rc = r->query ? sqlite3_step(r->query) : SQLITE_DONE;
	if (rc != SQLITE_ROW) {
		if (rc != SQLITE_DONE)
			fail(r);
		return NULL;
	}
	for (int i = 0; i < sqlite3_column_count(r->query) && i < QUERY_COLUMNS_MAX; i++) {
		r->row[i] = statement_column(r->query, i);
		if (r->row[i].type == VALUE_TEXT && !r->row[i].s.p) {
			fail(r);
			return NULL;
		}
	}
	return r->row;
}

const char *reader_problem(const struct reader *r)
{
	return r->failed ? r->problem : NULL;
}
