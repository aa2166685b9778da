#include "store/deed.h"

static const char *const statements[DEED_COUNT] = {
#define LOAD(record, rows)
#define INDEXED(record, column)
#define QUERY(name, sql)
#define DEED(name, sql) [DEED_##name] = sql,
#include "store/statements.def"
#undef LOAD
#undef INDEXED
#undef QUERY
#undef DEED
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

int deed_do(sqlite3 *db, const struct deed *d)
{
	int rc = SQLITE_OK;
	for (const char *sql = statements[d->kind]; *sql && rc == SQLITE_OK;) {
		sqlite3_stmt *s = NULL;
		rc = sqlite3_prepare_v2(db, sql, -1, &s, &sql);
		if (rc == SQLITE_OK && s)
			rc = run(s, d);
		sqlite3_finalize(s);
	}
	return rc;
}
