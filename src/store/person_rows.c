/* Made from the columns of records.def: whatever column says who somebody is, is looked at, in tables that come
 * later as well. Notes belong to those who were in their sessions. Secrets (hashes, cookies) are nobody's data. */
#include "store/person_rows.h"

#include <string.h>

#include "base/buf.h"
#include "store/statement.h"

static bool says_who(enum record record, struct str column)
{
	static const char *const names[] = {
		"person", "owner", "replaces", "learner", "turn_learner", "rater"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(column, str_from(names[i])))
			return true;
	return record == REC_person && str_eq(column, STR("id"));
}

static bool is_secret(struct str column)
{
	return str_eq(column, STR("hash")) || str_eq(column, STR("short_hash")) ||
		str_eq(column, STR("cookie"));
}

/* "person = ?1 OR owner = ?1"; nothing for a table that names nobody. */
static void add_conditions(struct buf *sql, enum record record)
{
	struct str rest = str_from(record_info(record)->columns), column;
	const char *before = "";
	if (record == REC_note)
		buf_add(sql,
			STR("session IN (SELECT session FROM member WHERE person = ?1) OR topic IN (SELECT id FROM "
			    "topic WHERE person = ?1)"));
	while (record != REC_note && str_split(&rest, ' ', &column)) {
		if (!says_who(record, column))
			continue;
		buf_printf(sql, "%s%.*s = ?1", before, STR_FMT(column));
		before = " OR ";
	}
}

static void add_object(struct buf *sql, enum record record)
{
	struct str rest = str_from(record_info(record)->columns), column;
	const char *before = "";
	buf_add(sql, STR("json_object("));
	while (str_split(&rest, ' ', &column)) {
		if (is_secret(column))
			continue;
		buf_printf(sql, "%s'%.*s', %.*s", before, STR_FMT(column), STR_FMT(column));
		before = ", ";
	}
	buf_byte(sql, ')');
}

static int read_table(sqlite3 *db, enum record record, const char *conditions, int64_t person, struct msg *m)
{
	struct buf sql = {0};
	sqlite3_stmt *s = NULL;
	buf_add(&sql, STR("SELECT json_group_array("));
	add_object(&sql, record);
	buf_printf(&sql, "), count(*) FROM %s WHERE %s", record_info(record)->name, conditions);
	int rc = sqlite3_prepare_v2(db, sql.p, (int)sql.n, &s, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_int64(s, 1, person);
	if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW && sqlite3_column_int64(s, 1) > 0) {
		struct msg_rows *r = &m->u.rows;
		struct value *row = r->values + (size_t)r->rows++ * r->columns;
		row[0] = (struct value){VALUE_TEXT, .s = str_from(record_info(record)->name)};
		row[1] = (struct value){VALUE_TEXT, .s = msg_str(m, statement_column(s, 0).s)};
	}
	sqlite3_finalize(s);
	buf_free(&sql);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_OK : rc;
}

bool person_rows_read(sqlite3 *db, int64_t person, struct msg *m)
{
	int rc = SQLITE_OK;
	m->u.rows.columns = 2;
	m->u.rows.values = ARENA_ARRAY(&m->mem, struct value, 2 * RECORD_COUNT);
	for (int r = 0; r < RECORD_COUNT && rc == SQLITE_OK; r++) {
		struct buf conditions = {0};
		add_conditions(&conditions, (enum record)r);
		buf_byte(&conditions, '\0');
		if (conditions.n > 1)
			rc = read_table(db, (enum record)r, conditions.p, person, m);
		buf_free(&conditions);
	}
	return rc == SQLITE_OK;
}
