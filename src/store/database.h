#pragma once
/* The database as one owner has it: locked, checked, upgraded, open for writing. A damaged file is put
 * aside and the newest good backup takes its place; without one, opening fails: an empty room must
 * never be mistaken for the room that was. Belongs to one thread at a time. */
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "store/files.h"

struct database {
	char path[FILES_PATH_MAX];
	const char *vfs;
	bool synchronous_off; /* see store.h */
	int lock;
	sqlite3 *db;
	bool fresh;       /* made just now */
	bool unchecked;   /* was not shut down properly, and is too big to be checked at once */
	char notice[512]; /* what had to be done to open it; empty: nothing worth saying */
};

bool database_open(struct database *, const char *path, const char *vfs, bool synchronous_off, char *problem,
	size_t size);
int database_reconnect(struct database *); /* a new connection for one that fails; SQLITE_OK or why not */
void database_suspect(struct database *);  /* the next open checks everything */
void database_close(struct database *);    /* checkpoints if the disk lets it; twice is fine */

/* Runs a checking PRAGMA: SQLITE_OK when it says 'ok', SQLITE_CORRUPT when it finds something, which
 * then stands in `problem`; or SQLite's error. */
int database_check(sqlite3 *, const char *pragma, char *problem, size_t size);
bool database_is_damage(int rc); /* whether an error says that the file's content is wrong */
int database_number(sqlite3 *, const char *sql, long long *out); /* the first column of the first row */
