#include "store/deed.h"

#include <stdio.h>
#include <string.h>

#include "base/redact.h"
#include "store/words.h"

static const char *const statements[DEED_COUNT] = {
#define DEED(name, sql) [DEED_##name] = sql,
#include "store/statements.def"
};

static int run(sqlite3_stmt *s, const struct deed *d)
{
	int count = sqlite3_bind_parameter_count(s), rc = SQLITE_OK;
	if (count >= 1)
		rc = sqlite3_bind_int64(s, 1, d->a);
	if (rc == SQLITE_OK && count >= 2)
		rc = sqlite3_bind_int64(s, 2, d->b);
	if (rc == SQLITE_OK && count >= 3)
		rc = sqlite3_bind_text64(
			s, 3, d->text.n ? d->text.p : "", d->text.n, SQLITE_STATIC, SQLITE_UTF8);
	while (rc == SQLITE_OK || rc == SQLITE_ROW)
		rc = sqlite3_step(s);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Columns of text that are no text of anybody's. Other people keep their names, and so do places of work: what
 * is called after a family is not that person. */
static bool is_somebodys_words(const char *table, const char *column)
{
	static const char *const others[] = {"setting.", "person.", "organisation.", "audit.",
		"survey.instrument", "priority.skill", "note_entry.client"};
	char name[80];
	snprintf(name, sizeof name, "%s.%s", table, column);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strncmp(name, others[i], strlen(others[i])) == 0)
			return false;
	return true;
}

static int run_sql(sqlite3 *db, const char *sql, const struct deed *d)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
	if (rc == SQLITE_OK)
		rc = run(s, d);
	sqlite3_finalize(s);
	return rc;
}

/* A log's entries keep their lengths, or nothing after them would fit. */
static int redact_column(sqlite3 *db, const char *table, const char *column, const struct deed *d)
{
	char sql[300];
	const char *how = strcmp(table, "note_entry") == 0 ? "redact_in_place" : "redact";
	snprintf(sql, sizeof sql, "UPDATE %s SET %s = %s(%s, ?3) WHERE %s <> %s(%s, ?3)", table, column, how,
		column, column, how, column);
	return run_sql(db, sql, d);
}

static int redact_table(sqlite3 *db, const char *table, const struct deed *d)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(
		db, "SELECT name FROM pragma_table_info(?1) WHERE type = 'TEXT'", -1, &s, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(s, 1, table, -1, SQLITE_STATIC);
	while (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		const char *column = (const char *)sqlite3_column_text(s, 0);
		rc = !column                                ? SQLITE_NOMEM
			: is_somebodys_words(table, column) ? redact_column(db, table, column, d)
							    : SQLITE_OK;
	}
	sqlite3_finalize(s);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Whatever tables there are: one that comes later is not forgotten. */
static int redact_all(sqlite3 *db, const struct deed *d)
{
	int rc = SQLITE_OK;
	for (int r = 0; r < RECORD_COUNT && rc == SQLITE_OK; r++)
		rc = redact_table(db, record_info((enum record)r)->name, d);
	return rc == SQLITE_OK ? words_all_anew(db) : rc;
}

int deed_do(sqlite3 *db, const struct deed *d)
{
	int rc = d->kind == DEED_erase ? redact_all(db, d) : SQLITE_OK;
	for (const char *sql = statements[d->kind]; *sql && rc == SQLITE_OK;) {
		sqlite3_stmt *s = NULL;
		rc = sqlite3_prepare_v2(db, sql, -1, &s, &sql);
		if (rc == SQLITE_OK && s)
			rc = run(s, d);
		sqlite3_finalize(s);
	}
	return rc;
}
