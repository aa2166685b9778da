/* Test data as SQL on the real schema: what a screen script's `data FILE.sql` runs. */
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "store/backup.h"
#include "store/database.h"
#include "store/store.h"
#include "store/words.h"

static bool read_file(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return false;
	size_t got;
	do {
		buf_reserve(out, 65536);
		got = fread(out->p + out->n, 1, 65536, f);
		out->n += got;
	} while (got > 0);
	bool ok = !ferror(f);
	fclose(f);
	buf_byte(out, '\0');
	return ok;
}

bool store_run_sql(const char *path, const char *sql_file, char *problem, size_t size)
{
	struct buf sql = {0};
	struct database d;
	bool ok = false;
	if (!files_missing(path)) {
		snprintf(problem, size, "%s is there already", path);
		return false;
	}
	if (!read_file(sql_file, &sql)) {
		snprintf(problem, size, "cannot read %s", sql_file);
	} else if (database_open(&d, path, NULL, false, problem, size)) {
		ok = sqlite3_exec(d.db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK &&
			sqlite3_exec(d.db, sql.p, NULL, NULL, NULL) == SQLITE_OK &&
			words_all_anew(d.db) == SQLITE_OK &&
			sqlite3_exec(d.db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
		if (!ok)
			snprintf(problem, size, "%s: %s", sql_file, sqlite3_errmsg(d.db));
		ok = ok && backup_make(d.db, path, NULL, NULL, problem, size);
		database_close(&d);
	}
	buf_free(&sql);
	return ok;
}
