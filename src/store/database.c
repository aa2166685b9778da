/* Opening is a ladder: lock; no file: make one, unless there are backups of it; connect; check, the
 * more thoroughly the worse the last shutdown was; upgrade. 'The content is wrong' and 'the disk does
 * not answer' are kept apart all the way: the first is repaired from a backup, the second only told,
 * because a card that is slow to wake must never cost a night's work.
 *
 * A database is made under another name and renamed when it is whole, so that an empty file at its
 * place is always damage, never a beginning. */
#include "store/database.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "store/backup.h"
#include "store/functions.h"
#include "store/schema.h"
#include "store/statement.h"

#define LOG_MODULE "store"
#define CHECK_AT_ONCE_MAX ((int64_t)64 << 20) /* bytes; bigger ones are checked when idle, by tables */

enum health { HEALTHY, DAMAGED, UNABLE };

bool database_is_damage(int rc)
{
	return (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB;
}

static int exec(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

int database_number(sqlite3 *db, const char *sql, long long *out)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	if (rc == SQLITE_ROW) {
		*out = sqlite3_column_int64(s, 0);
		rc = SQLITE_OK;
	} else if (rc == SQLITE_DONE) {
		rc = SQLITE_ERROR;
	}
	sqlite3_finalize(s);
	return rc;
}

int database_check(sqlite3 *db, const char *pragma, char *problem, size_t size)
{
	sqlite3_stmt *s = NULL;
	int rc = sqlite3_prepare_v2(db, pragma, -1, &s, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	if (rc == SQLITE_ROW) {
		const char *said = (const char *)sqlite3_column_text(s, 0);
		rc = !said ? SQLITE_NOMEM : strcmp(said, "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
		if (rc == SQLITE_CORRUPT)
			snprintf(problem, size, "%s", said);
	}
	if (rc != SQLITE_OK && rc != SQLITE_CORRUPT)
		snprintf(problem, size, "%s", sqlite3_errmsg(db));
	sqlite3_finalize(s);
	return rc;
}

/* One connection writes and checkpoints, and only when the store says so. */
static int configure(struct database *d)
{
	static const char *const settings[] = {
		"PRAGMA cell_size_check=ON",
		"PRAGMA trusted_schema=OFF",
		"PRAGMA temp_store=MEMORY",
		"PRAGMA secure_delete=ON", /* what was deleted is overwritten, not just forgotten */
		"PRAGMA foreign_keys=ON",
		"PRAGMA journal_mode=WAL",
		"PRAGMA wal_autocheckpoint=0",
	};
	int rc = SQLITE_OK;
	for (size_t i = 0; i < sizeof settings / sizeof *settings && rc == SQLITE_OK; i++)
		rc = exec(d->db, settings[i]);
	if (rc == SQLITE_OK)
		rc = exec(d->db, d->synchronous_off ? "PRAGMA synchronous=OFF" : "PRAGMA synchronous=FULL");
	return rc;
}

static int connect_to(struct database *d, const char *path, int flags)
{
	int rc = sqlite3_open_v2(path, &d->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | flags, d->vfs);
	if (rc == SQLITE_OK) {
		sqlite3_extended_result_codes(d->db, 1);
		sqlite3_busy_timeout(d->db, 2000); /* another process that reads may be recovering the WAL */
		rc = functions_add(d->db);
	}
	return rc;
}

static void disconnect(struct database *d)
{
	if (d->db && sqlite3_close(d->db) != SQLITE_OK)
		log_warn("closing: %s", sqlite3_errmsg(d->db));
	d->db = NULL;
}

/* The schema is text in the file: a flipped bit can make it name a table that is not there. */
static bool can_prepare(sqlite3 *db)
{
	struct statements trial = {0};
	int rc = statements_prepare(&trial, db);
	statements_finish(&trial);
	return rc != SQLITE_ERROR;
}

/* Whose file it is, how old, and whether it is as long as it says. A flipped bit in the header must
 * not pass for a stranger's or a newer program's file, so a backup's existence decides. */
static int identify(struct database *d, char *problem, size_t size)
{
	long long id = 0, version = 0, pages = 0, page = 0;
	int rc = database_number(d->db, "PRAGMA application_id", &id);
	if (rc == SQLITE_OK)
		rc = database_number(d->db, "PRAGMA user_version", &version);
	if (rc == SQLITE_OK)
		rc = database_number(d->db, "PRAGMA page_count", &pages);
	if (rc == SQLITE_OK)
		rc = database_number(d->db, "PRAGMA page_size", &page);
	if (rc != SQLITE_OK) {
		snprintf(problem, size, "%s", sqlite3_errmsg(d->db));
		return rc;
	}
	if (id != SCHEMA_APPLICATION_ID && backup_newest(d->path) == 0) {
		snprintf(problem, size, "%.200s is not a database of Tandem's", d->path);
		return SQLITE_PERM;
	}
	char wal[FILES_PATH_MAX];
	/* a number that says other than the tables do is a flipped bit, not another program's */
	bool known = version > 0 && (version == schema_version) == schema_is_ours(d->db) &&
		(version != schema_version || can_prepare(d->db));
	bool whole = files_size(files_name(wal, d->path, "-wal")) > 0 || files_size(d->path) >= pages * page;
	if (id == SCHEMA_APPLICATION_ID && known && whole)
		return SQLITE_OK;
	snprintf(problem, size, "%s", whole ? "its header is wrong" : "it is shorter than it says");
	return SQLITE_CORRUPT;
}

static int examine(struct database *d, bool unclean, char *problem, size_t size)
{
	int rc = identify(d, problem, size);
	if (rc != SQLITE_OK)
		return rc;
	if (files_suspect(d->lock))
		return database_check(d->db, "PRAGMA integrity_check(1)", problem, size);
	d->unchecked = unclean && files_size(d->path) > CHECK_AT_ONCE_MAX;
	if (unclean && !d->unchecked)
		return database_check(d->db, "PRAGMA quick_check(1)", problem, size);
	return SQLITE_OK;
}

/* The parts of the file's first 100 bytes that are the same in every database of ours (SQLite's
 * "Database File Format"). SQLite answers some of them, when wrong, as if the file were merely of another
 * kind. SQLITE_OK, SQLITE_NOTADB, or SQLITE_IOERR when it cannot be read. */
static int check_header(const char *path)
{
	static const struct {
		int at, n;
		const char *is;
	} parts[] = {{0, 16, "SQLite format 3"}, {20, 4, "\x00\x40\x20\x20"}, {44, 4, "\0\0\0\4"},
		{56, 4, "\0\0\0\1"}};
	char head[100] = "";
	ssize_t got = files_head(path, head, sizeof head);
	if (got < 0)
		return SQLITE_IOERR;
	/* 2 is WAL mode, 1 a backup that has just been restored */
	bool ok = got == (ssize_t)sizeof head && head[18] == head[19] && (head[18] == 1 || head[18] == 2);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		ok = ok && memcmp(head + parts[i].at, parts[i].is, (size_t)parts[i].n) == 0;
	return ok ? SQLITE_OK : SQLITE_NOTADB;
}

/* A write-ahead log that is still there says that the last owner did not get to close. */
static enum health connect_checked(struct database *d, char *problem, size_t size)
{
	char wal[FILES_PATH_MAX], what[256] = "";
	bool unclean = files_size(files_name(wal, d->path, "-wal")) > 0;
	int rc = check_header(d->path);
	if (rc == SQLITE_OK)
		rc = connect_to(d, d->path, 0);
	if (rc == SQLITE_OK)
		rc = configure(d);
	if (rc == SQLITE_OK)
		rc = examine(d, unclean, what, sizeof what);
	if (rc == SQLITE_OK)
		return HEALTHY;
	if (!what[0])
		snprintf(what, sizeof what, "%s", d->db ? sqlite3_errmsg(d->db) : sqlite3_errstr(rc));
	snprintf(problem, size, "cannot use the database %s: %s", d->path, what);
	disconnect(d);
	return database_is_damage(rc) ? DAMAGED : UNABLE;
}

/* Another owner's leavings under the same name would be taken for this database's. */
static bool create_at(struct database *d, const char *path, char *problem, size_t size)
{
	char stamp[64];
	files_remove_database(path);
	snprintf(stamp, sizeof stamp, "PRAGMA application_id=%d", SCHEMA_APPLICATION_ID);
	bool ok = connect_to(d, path, SQLITE_OPEN_CREATE) == SQLITE_OK && exec(d->db, stamp) == SQLITE_OK &&
		configure(d) == SQLITE_OK;
	if (!ok)
		snprintf(problem, size, "cannot make the database %s: %s", path, sqlite3_errmsg(d->db));
	else
		ok = schema_upgrade(d->db, schema_migrations, schema_version, problem, size);
	disconnect(d); /* the last connection's close moves everything from the WAL into the file */
	return ok;
}

static bool create(struct database *d, char *problem, size_t size)
{
	char new[FILES_PATH_MAX];
	if (!create_at(d, files_name(new, d->path, ".new"), problem, size))
		return false;
	if (!files_rename(new, d->path)) {
		snprintf(problem, size, "cannot make the database %s", d->path);
		return false;
	}
	if (!backup_first(d->path)) /* the next one will do */
		log_warn("no first backup of %s", d->path);
	d->fresh = true;
	return true;
}

/* The order matters: a good copy is whole at `new` before the damaged file moves away, and if we are
 * killed in between, the next start finds no database but backups, and comes here again. */
static bool restore(struct database *d, const char *why, char *problem, size_t size)
{
	char new[FILES_PATH_MAX], aside[FILES_PATH_MAX], what[256] = "";
	files_remove_database(files_name(new, d->path, ".new"));
	files_set_suspect(d->lock, true); /* until all of this is done */
	int number = backup_restore(d->path, new, d->vfs, what, sizeof what);
	if (number == 0) {
		snprintf(problem, size,
			"%s. There is no good backup of it (%s): put a good copy in its place, or move it "
			"away with its backups to begin with an empty room",
			why, what[0] ? what : "none was found");
		return false;
	}
	if (!files_put_aside(d->path, aside) || !files_rename(new, d->path)) {
		snprintf(problem, size, "%s. Backup %d is good but cannot take its place", why, number);
		return false;
	}
	files_set_suspect(d->lock, false);
	snprintf(d->notice, sizeof d->notice,
		"%.200s. Backup %d was restored; what was there is kept as %.200s", why, number, aside);
	log_error("%s", d->notice);
	return true;
}

/* Somebody wants the room as it was. If that cannot be, it stays as it is, and says so. */
static void restore_asked(struct database *d)
{
	char problem[256] = "";
	int number = backup_asked_restore(d->path);
	if (!number)
		return;
	if (backup_restore_asked(d->path, number, d->vfs, problem, sizeof problem))
		snprintf(d->notice, sizeof d->notice, "Backup %d was restored, as was asked", number);
	else
		snprintf(
			d->notice, sizeof d->notice, "Backup %d cannot be restored: %.300s", number, problem);
	log_info("%s", d->notice);
}

static bool begin(struct database *d, char *problem, size_t size)
{
	char why[FILES_PATH_MAX + 64], wal[FILES_PATH_MAX];
	restore_asked(d);
	if (!files_missing(d->path))
		return true;
	if (backup_newest(d->path) == 0 && files_size(files_name(wal, d->path, "-wal")) <= 0)
		return create(d, problem, size);
	snprintf(why, sizeof why, "The database %s is missing", d->path);
	return restore(d, why, problem, size);
}

static bool upgrade(struct database *d, char *problem, size_t size)
{
	long long version = 0;
	bool older = database_number(d->db, "PRAGMA user_version", &version) == SQLITE_OK &&
		version < schema_version;
	if (older && !backup_make(d->db, d->path, d->vfs, NULL, problem, size))
		return false;
	return schema_upgrade(d->db, schema_migrations, schema_version, problem, size);
}

bool database_open(struct database *d, const char *path, const char *vfs, bool synchronous_off, char *problem,
	size_t size)
{
	*d = (struct database){.vfs = vfs, .synchronous_off = synchronous_off};
	files_name(d->path, path, "");
	d->lock = files_lock(path, problem, size);
	if (d->lock < 0)
		return false;
	enum health health = begin(d, problem, size) ? connect_checked(d, problem, size) : UNABLE;
	if (health == DAMAGED) {
		char why[FILES_PATH_MAX + 300];
		snprintf(why, sizeof why, "%s", problem);
		health = restore(d, why, problem, size) ? connect_checked(d, problem, size) : UNABLE;
	}
	bool ok = health == HEALTHY && upgrade(d, problem, size);
	if (ok)
		files_set_suspect(d->lock, false);
	else
		database_close(d);
	return ok;
}

int database_reconnect(struct database *d)
{
	char what[256];
	disconnect(d);
	int rc = connect_to(d, d->path, 0);
	if (rc == SQLITE_OK)
		rc = configure(d);
	if (rc == SQLITE_OK)
		rc = identify(d, what, sizeof what);
	return rc;
}

void database_suspect(struct database *d)
{
	files_set_suspect(d->lock, true);
}

void database_close(struct database *d)
{
	disconnect(d);
	if (d->lock >= 0)
		close(d->lock);
	d->lock = -1;
}
