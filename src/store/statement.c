/* Puts and deletes are written out from the columns of records.def, so a column added there cannot be
 * forgotten here: a put is an upsert by key, with every column named, because migrations append
 * columns in another order than records.def has them. */
#include "store/statement.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"

static const struct {
	const char *make, *fill;
} near[NEAR_COUNT] = {
#define NEAR(name, sql)                                                                                      \
	[NEAR_##name] = {"CREATE TEMP TABLE near_" #name "(id INTEGER PRIMARY KEY, note INTEGER)",           \
		"INSERT INTO temp.near_" #name " " sql},
#include "store/statements.def"
};

static const char *const load_rows[RECORD_COUNT] = {
#define LOAD(record, rows) [REC_##record] = rows,
#include "store/statements.def"
};

static const char *const indexed[RECORD_COUNT] = {
#define INDEXED(record, column) [REC_##record] = column,
#include "store/statements.def"
};

static const char *const queries[QUERY_COUNT] = {
#define QUERY(name, sql) [QUERY_##name] = sql,
#include "store/statements.def"
};

enum form { NAMES, PARAMETERS, EQUATIONS }; /* "a, b", "?1, ?2", "a = ?1, b = ?2" */

static bool among(struct str names, struct str name)
{
	for (struct str one; str_split(&names, ' ', &one);)
		if (str_eq(one, name))
			return true;
	return false;
}

/* Adds the columns from number `from` (0 first) up to `to`, but for those named in `without`. */
static void add_columns(struct buf *sql, const struct record_info *info, int from, int to, enum form form,
	const char *between, const char *without)
{
	struct str rest = str_from(info->columns), name;
	bool first = true;
	for (int i = 0; i < to && str_split(&rest, ' ', &name); i++) {
		if (i < from || among(str_from(without), name))
			continue;
		if (!first)
			buf_add(sql, str_from(between));
		first = false;
		if (form != PARAMETERS)
			buf_add(sql, name);
		if (form == EQUATIONS)
			buf_add(sql, STR(" = "));
		if (form != NAMES)
			buf_printf(sql, "?%d", i + 1);
	}
}

static int prepare(sqlite3 *db, struct buf *sql, sqlite3_stmt **out)
{
	int rc = sqlite3_prepare_v3(db, sql->p, (int)sql->n, SQLITE_PREPARE_PERSISTENT, out, NULL);
	buf_free(sql);
	return rc;
}

static int prepare_put(sqlite3 *db, const struct record_info *info, sqlite3_stmt **out)
{
	struct buf sql = {0};
	buf_printf(&sql, "INSERT INTO %s(", info->name);
	add_columns(&sql, info, 0, info->count, NAMES, ", ", NULL);
	buf_add(&sql, STR(") VALUES("));
	add_columns(&sql, info, 0, info->count, PARAMETERS, ", ", NULL);
	buf_add(&sql, STR(") ON CONFLICT("));
	add_columns(&sql, info, 0, info->key, NAMES, ", ", NULL);
	buf_add(&sql, info->key < info->count ? STR(") DO UPDATE SET ") : STR(") DO NOTHING"));
	add_columns(&sql, info, info->key, info->count, EQUATIONS, ", ", NULL);
	return prepare(db, &sql, out);
}

static int column_number(const struct record_info *info, struct str column)
{
	struct str rest = str_from(info->columns), name;
	bool found = false;
	int i = 0;
	for (; str_split(&rest, ' ', &name) && !(found = str_eq(name, column)); i++)
		;
	INVARIANT(found); /* statements.def names columns of records.def */
	return i;
}

static int prepare_same(sqlite3 *db, const struct record_info *info, const char *indexes, sqlite3_stmt **out)
{
	struct buf sql = {0};
	struct str rest = str_from(indexes), column;
	buf_printf(&sql, "UPDATE %s SET ", info->name);
	add_columns(&sql, info, info->key, info->count, EQUATIONS, ", ", indexes);
	buf_add(&sql, STR(" WHERE "));
	add_columns(&sql, info, 0, info->key, EQUATIONS, " AND ", NULL);
	while (str_split(&rest, ' ', &column))
		buf_printf(&sql, " AND %.*s = ?%d", STR_FMT(column), column_number(info, column) + 1);
	return prepare(db, &sql, out);
}

static int prepare_gone(sqlite3 *db, const struct record_info *info, sqlite3_stmt **out)
{
	struct buf sql = {0};
	buf_printf(&sql, "DELETE FROM %s WHERE ", info->name);
	add_columns(&sql, info, 0, info->key, EQUATIONS, " AND ", NULL);
	return prepare(db, &sql, out);
}

int statements_prepare(struct statements *st, sqlite3 *db)
{
	for (int r = 0; r < RECORD_COUNT; r++) {
		const struct record_info *info = record_info((enum record)r);
		int rc = prepare_put(db, info, &st->put[r]);
		if (rc == SQLITE_OK)
			rc = prepare_gone(db, info, &st->gone[r]);
		if (rc == SQLITE_OK && indexed[r])
			rc = prepare_same(db, info, indexed[r], &st->same[r]);
		if (rc != SQLITE_OK)
			return rc;
	}
	return words_prepare(&st->words, db);
}

void statements_finish(struct statements *st)
{
	for (int r = 0; r < RECORD_COUNT; r++) {
		sqlite3_finalize(st->put[r]);
		sqlite3_finalize(st->same[r]);
		sqlite3_finalize(st->gone[r]);
	}
	words_finish(&st->words);
	*st = (struct statements){0};
}

/* A NULL pointer would be bound as NULL: the empty text or blob has some address. */
static int bind(sqlite3_stmt *s, int number, const struct value *v)
{
	const char *p = v->s.p ? v->s.p : "";
	switch (v->type) {
	case VALUE_INT:
		return sqlite3_bind_int64(s, number, v->i);
	case VALUE_TEXT:
		return sqlite3_bind_text64(s, number, p, v->s.n, SQLITE_STATIC, SQLITE_UTF8);
	case VALUE_BLOB:
		return sqlite3_bind_blob64(s, number, p, v->s.n, SQLITE_STATIC);
	case VALUE_NULL:
		break;
	}
	return sqlite3_bind_null(s, number);
}

/* Resets at once, so that nothing of the batch stays bound after it is freed. */
static int run(sqlite3_stmt *s, const struct value *values, int count)
{
	int rc = SQLITE_OK;
	for (int i = 0; i < count && rc == SQLITE_OK; i++)
		if (i < sqlite3_bind_parameter_count(s))
			rc = bind(s, i + 1, &values[i]);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int write(const struct statements *st, const struct write *w)
{
	const struct record_info *info = record_info(w->record);
	if (w->gone)
		return run(st->gone[w->record], w->values, info->key);
	sqlite3_stmt *same = st->same[w->record];
	if (same) {
		int rc = run(same, w->values, info->count);
		if (rc != SQLITE_OK || sqlite3_changes(sqlite3_db_handle(same)) > 0)
			return rc;
	}
	return run(st->put[w->record], w->values, info->count);
}

int statements_write(const struct statements *st, const struct write *w)
{
	if (w->record != REC_takeaway)
		return write(st, w);
	int rc = words_out(&st->words, w->values[0].i);
	if (rc == SQLITE_OK)
		rc = write(st, w);
	return rc == SQLITE_OK && !w->gone ? words_in(&st->words, w->values[0].i) : rc;
}

static void add_select(struct buf *sql, const struct record_info *info)
{
	buf_add(sql, STR("SELECT "));
	add_columns(sql, info, 0, info->count, NAMES, ", ", NULL);
	buf_printf(sql, " FROM %s ", info->name);
}

int statement_near(sqlite3 *db, enum near which, sqlite3_stmt **out)
{
	int rc = sqlite3_exec(db, near[which].make, NULL, NULL, NULL);
	return rc == SQLITE_OK ? sqlite3_prepare_v2(db, near[which].fill, -1, out, NULL) : rc;
}

int statement_load(sqlite3 *db, enum record record, sqlite3_stmt **out)
{
	struct buf sql = {0};
	add_select(&sql, record_info(record));
	buf_add(&sql, str_from(load_rows[record]));
	return prepare(db, &sql, out);
}

int statement_query(sqlite3 *db, enum query query, sqlite3_stmt **out)
{
	return sqlite3_prepare_v2(db, queries[query], -1, out, NULL);
}

struct value statement_column(sqlite3_stmt *s, int column)
{
	switch (sqlite3_column_type(s, column)) {
	case SQLITE_INTEGER:
		return (struct value){.type = VALUE_INT, .i = sqlite3_column_int64(s, column)};
	case SQLITE_TEXT: {
		const char *p = (const char *)sqlite3_column_text(s, column);
		return (struct value){VALUE_TEXT, .s = {p, (size_t)sqlite3_column_bytes(s, column)}};
	}
	case SQLITE_BLOB: {
		const char *p = sqlite3_column_blob(s, column);
		return (struct value){VALUE_BLOB, .s = {p, (size_t)sqlite3_column_bytes(s, column)}};
	}
	default:
		return (struct value){.type = VALUE_NULL};
	}
}
