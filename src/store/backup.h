#pragma once
/* Backups: whole databases in the folder "backups" beside the database, named <database>.<number>, the
 * greatest number the newest (a clock may have been wrong). Each is opened, checked and compared with
 * its source when it is made, so that the newest one is a good one. The thread of the connection. */
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "store/files.h"

#define BACKUPS_KEPT 6

/* Asked often while a backup is made; false gives it up. */
struct patience {
	bool (*go_on)(void *who);
	void *who;
};

int backup_newest(const char *path); /* its number; 0: there is none */
void backup_name(char out[FILES_PATH_MAX], const char *path, int number);
bool backup_first(const char *path); /* of a database that nobody has opened yet */

/* SQLite's VACUUM INTO, not its backup API: that starts again at every write. NULL waits for ever. */
bool backup_make(
	sqlite3 *, const char *path, const char *vfs, const struct patience *, char *problem, size_t size);

/* Whether the copy passes a full check and has every row of the source, and no other. */
bool backup_same(sqlite3 *source, const char *copy, const char *vfs, const struct patience *, char *problem,
	size_t size);

/* With what was done since: for a database that is to begin anew. */
void backup_remove_all(const char *path);

int backup_before(const char *path, int number); /* the next older one; 0: there is none */
/* The state of a backup becomes the database that is to be opened: asked for now, done by the next one to
 * open it. What is there becomes a backup before, and so does what was restored: whatever is done from then on
 * is done since that. */
bool backup_ask_restore(const char *path, int number);
int backup_asked_restore(const char *path); /* 0: none is asked for */
bool backup_restore_asked(const char *path, int number, const char *vfs, char *problem, size_t size);
void backup_keep_newest(const char *path);

/* Copies the newest backup that passes a full check to `to`, and does there what was done since (see
 * redo.h). Its number, or 0 with what is wrong with the last one tried in `problem`. */
int backup_restore(const char *path, const char *to, const char *vfs, char *problem, size_t size);
