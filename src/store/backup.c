#include "store/backup.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "store/database.h"
#include "store/functions.h"
#include "store/redo.h"
#include "store/statement.h"

#define LOG_MODULE "store"
#define PATIENCE_STEPS 2000 /* of SQLite's virtual machine between two questions */

static void folder_of(char out[FILES_PATH_MAX], const char *path)
{
	files_name(out, path, "");
	char *slash = strrchr(out, '/');
	int n = snprintf(
		slash ? slash + 1 : out, FILES_PATH_MAX - (size_t)(slash ? slash + 1 - out : 0), "backups");
	INVARIANT(n == 7);
}

static const char *base_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

void backup_name(char out[FILES_PATH_MAX], const char *path, int number)
{
	char folder[FILES_PATH_MAX];
	folder_of(folder, path);
	int n = snprintf(out, FILES_PATH_MAX, "%s/%s.%06d", folder, base_of(path), number);
	INVARIANT(n > 0 && n < FILES_PATH_MAX);
}

/* The greatest number below `below`; 0 if there is none. */
static int number_below(const char *path, int below)
{
	char folder[FILES_PATH_MAX];
	int best = 0;
	struct str prefix = str_from(base_of(path));
	folder_of(folder, path);
	DIR *dir = opendir(folder);
	for (struct dirent *e; dir && (e = readdir(dir));) {
		struct str name = str_from(e->d_name);
		int64_t number;
		if (str_starts(name, prefix) && name.n == prefix.n + 7 && name.p[prefix.n] == '.' &&
			str_int(str_sub(name, prefix.n + 1, name.n), 1, 999999, &number) && number < below &&
			number > best)
			best = (int)number;
	}
	if (dir)
		closedir(dir);
	return best;
}

int backup_newest(const char *path)
{
	return number_below(path, 1000000);
}

static void prune(const char *path, int keep)
{
	char name[FILES_PATH_MAX];
	int number = 1000000;
	for (int kept = 0; (number = number_below(path, number)) > 0; kept++) {
		if (kept < keep)
			continue;
		backup_name(name, path, number);
		if (unlink(name) != 0)
			log_warn("cannot remove backup %d: %s", number, strerror(errno));
		redo_remove(name);
	}
}

void backup_remove_all(const char *path)
{
	prune(path, 0);
}

void backup_keep_newest(const char *path)
{
	prune(path, 1);
}

static bool same_value(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
	int type = sqlite3_column_type(a, column);
	if (type != sqlite3_column_type(b, column))
		return false;
	if (type == SQLITE_INTEGER)
		return sqlite3_column_int64(a, column) == sqlite3_column_int64(b, column);
	const void *pa = sqlite3_column_blob(a, column), *pb = sqlite3_column_blob(b, column);
	int n = sqlite3_column_bytes(a, column);
	return n == sqlite3_column_bytes(b, column) &&
		(n == 0 || (pa && pb && memcmp(pa, pb, (size_t)n) == 0));
}

/* Steps both through all rows in the order of their key; no memory but two rows. */
static bool same_rows(sqlite3_stmt *a, sqlite3_stmt *b)
{
	int more = sqlite3_step(a);
	while (more == SQLITE_ROW && sqlite3_step(b) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(a); i++)
			if (!same_value(a, b, i))
				return false;
		more = sqlite3_step(a);
	}
	return more == SQLITE_DONE && sqlite3_step(b) == SQLITE_DONE;
}

static bool same_answer(sqlite3 *a, sqlite3 *b, const char *sql)
{
	sqlite3_stmt *sa = NULL, *sb = NULL;
	bool same = sqlite3_prepare_v2(a, sql, -1, &sa, NULL) == SQLITE_OK &&
		sqlite3_prepare_v2(b, sql, -1, &sb, NULL) == SQLITE_OK && same_rows(sa, sb);
	sqlite3_finalize(sa);
	sqlite3_finalize(sb);
	return same;
}

/* Asked of the file, not of records.def: before an upgrade it has the columns of an older schema. Without
 * ORDER BY a table comes in the order of its key, which is how it lies in both files. */
static bool same_tables(sqlite3 *a, sqlite3 *b, char *problem, size_t size)
{
	static const char names[] =
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
	sqlite3_stmt *s = NULL;
	bool same = same_answer(a, b, names) && sqlite3_prepare_v2(a, names, -1, &s, NULL) == SQLITE_OK;
	if (!same)
		snprintf(problem, size, "the copy has other tables");
	while (same && sqlite3_step(s) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(s, 0);
		char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" NOT INDEXED", name);
		same = sql && same_answer(a, b, sql);
		sqlite3_free(sql);
		if (!same)
			snprintf(problem, size, "the copy of table %s differs", name);
	}
	return sqlite3_finalize(s) == SQLITE_OK && same;
}

static int impatient(void *p)
{
	const struct patience *patience = p;
	return !patience->go_on(patience->who);
}

static void install(sqlite3 *db, const struct patience *patience)
{
	if (patience)
		sqlite3_progress_handler(db, PATIENCE_STEPS, impatient, (void *)(uintptr_t)patience);
}

bool backup_same(sqlite3 *source, const char *copy, const char *vfs, const struct patience *patience,
	char *problem, size_t size)
{
	sqlite3 *db = NULL;
	bool ok = sqlite3_open_v2(copy, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, vfs) == SQLITE_OK;
	install(db, patience);
	ok = ok && database_check(db, "PRAGMA integrity_check(1)", problem, size) == SQLITE_OK;
	ok = ok && same_tables(source, db, problem, size);
	sqlite3_close(db);
	return ok;
}

static bool vacuum_into(sqlite3 *db, const char *to, char *problem, size_t size)
{
	sqlite3_stmt *s = NULL;
	bool ok = sqlite3_prepare_v2(db, "VACUUM INTO ?1", -1, &s, NULL) == SQLITE_OK &&
		sqlite3_bind_text(s, 1, to, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(s) == SQLITE_DONE;
	if (!ok)
		snprintf(problem, size, "%s", sqlite3_errmsg(db));
	sqlite3_finalize(s);
	return ok;
}

static bool make_folder(const char *path)
{
	char folder[FILES_PATH_MAX];
	folder_of(folder, path);
	return mkdir(folder, 0700) == 0 || errno == EEXIST;
}

bool backup_first(const char *path)
{
	char name[FILES_PATH_MAX], draft[FILES_PATH_MAX];
	backup_name(name, path, 1);
	files_name(draft, name, ".draft");
	return make_folder(path) && files_copy(path, draft) && files_rename(draft, name);
}

/* VACUUM INTO does not sync what it writes: that is done here, before the name says it is a backup. */
bool backup_make(sqlite3 *db, const char *path, const char *vfs, const struct patience *patience,
	char *problem, size_t size)
{
	char draft[FILES_PATH_MAX], name[FILES_PATH_MAX];
	if (!make_folder(path)) {
		snprintf(problem, size, "cannot make the folder for backups: %s", strerror(errno));
		return false;
	}
	backup_name(name, path, backup_newest(path) + 1);
	files_name(draft, name, ".draft");
	files_remove_database(draft);
	install(db, patience);
	bool ok =
		vacuum_into(db, draft, problem, size) && backup_same(db, draft, vfs, patience, problem, size);
	sqlite3_progress_handler(db, 0, NULL, NULL);
	if (ok && !(ok = files_sync(draft) && files_rename(draft, name)))
		snprintf(problem, size, "cannot keep the backup: %s", strerror(errno));
	if (ok)
		prune(path, BACKUPS_KEPT);
	else
		files_remove_database(draft);
	return ok;
}

static bool good(const char *path, const char *vfs, char *problem, size_t size)
{
	sqlite3 *db = NULL;
	bool ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, vfs) == SQLITE_OK &&
		database_check(db, "PRAGMA integrity_check(1)", problem, size) == SQLITE_OK;
	sqlite3_close(db);
	return ok;
}

/* From this backup on, whatever was done after it and after the later ones that are of no use. */
static bool redo_since(
	const char *path, int number, const char *on, const char *vfs, char *problem, size_t size)
{
	sqlite3 *db = NULL;
	char name[FILES_PATH_MAX];
	int done = sqlite3_open_v2(on, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, vfs) == SQLITE_OK &&
			functions_add(db) == SQLITE_OK
		? 0
		: -1;
	for (int last = backup_newest(path); number <= last && done >= 0; number++) {
		backup_name(name, path, number);
		done = redo_apply(db, name);
		log_info("%d changes since backup %d done again", done, number);
	}
	if (done < 0)
		snprintf(problem, size, "what was done since the backup cannot be done again: %s",
			sqlite3_errmsg(db));
	return sqlite3_close(db) == SQLITE_OK && done >= 0;
}

static bool restore_one(
	const char *path, int number, const char *to, const char *vfs, char *problem, size_t size)
{
	char name[FILES_PATH_MAX];
	backup_name(name, path, number);
	files_remove_database(to);
	if (!files_copy(name, to)) {
		snprintf(problem, size, "it cannot be copied: %s", strerror(errno));
		return false;
	}
	if (!good(to, vfs, problem, size))
		return false;
	if (redo_since(path, number, to, vfs, problem, size))
		return true;
	log_warn("backup %d: %s", number, problem); /* the backup alone, then */
	files_remove_database(to);
	return files_copy(name, to);
}

int backup_restore(const char *path, const char *to, const char *vfs, char *problem, size_t size)
{
	for (int number = 1000000; (number = number_below(path, number)) > 0;) {
		if (restore_one(path, number, to, vfs, problem, size))
			return number;
		log_warn("backup %d is of no use: %s", number, problem);
	}
	files_remove_database(to);
	return 0;
}

/* ---- a certain one ---- */

int backup_before(const char *path, int number)
{
	return number_below(path, number);
}

static char *asked_name(char out[FILES_PATH_MAX], const char *path)
{
	return files_name(out, path, ".restore");
}

bool backup_ask_restore(const char *path, int number)
{
	char name[FILES_PATH_MAX], draft[FILES_PATH_MAX], text[16];
	files_name(draft, asked_name(name, path), ".draft");
	int n = snprintf(text, sizeof text, "%d\n", number);
	FILE *f = fopen(draft, "wb");
	bool ok = f && fwrite(text, 1, (size_t)n, f) == (size_t)n;
	if (f && fclose(f) != 0)
		ok = false;
	return ok && files_sync(draft) && files_rename(draft, name);
}

int backup_asked_restore(const char *path)
{
	char name[FILES_PATH_MAX], text[16] = "";
	int64_t number = 0;
	ssize_t got = files_head(asked_name(name, path), text, sizeof text - 1);
	return got > 0 && str_int(str_trim((struct str){text, (size_t)got}), 1, 999999, &number) ? (int)number
												 : 0;
}

/* The next backup, by copying a database that nobody has open. */
static bool keep_as_newest(const char *path, const char *what)
{
	char name[FILES_PATH_MAX], draft[FILES_PATH_MAX];
	backup_name(name, path, backup_newest(path) + 1);
	files_name(draft, name, ".draft");
	return files_copy(what, draft) && files_rename(draft, name);
}

/* Killed in between, the next start does it again; at worst there is a backup twice. */
static bool take_its_place(const char *path, const char *new)
{
	char wal[FILES_PATH_MAX], aside[FILES_PATH_MAX];
	bool closed = files_size(files_name(wal, path, "-wal")) <= 0;
	bool kept = closed ? keep_as_newest(path, path) : files_put_aside(path, aside);
	if (!kept || !keep_as_newest(path, new))
		return false;
	if (closed)
		files_remove_database(path);
	return files_rename(new, path);
}

bool backup_restore_asked(const char *path, int number, const char *vfs, char *problem, size_t size)
{
	char name[FILES_PATH_MAX], new[FILES_PATH_MAX], asked[FILES_PATH_MAX];
	backup_name(name, path, number);
	files_remove_database(files_name(new, path, ".new"));
	bool ok = files_copy(name, new) && good(new, vfs, problem, size);
	if (!ok && !problem[0])
		snprintf(problem, size, "%s", strerror(errno));
	if (ok && !(ok = take_its_place(path, new)))
		snprintf(problem, size, "it cannot take its place: %s", strerror(errno));
	files_remove_database(new);
	if (unlink(asked_name(asked, path)) != 0)
		log_warn("cannot remove %s: %s", asked, strerror(errno));
	return ok;
}
