#pragma once
/* Recent work: every batch committed since a backup, in a file beside that backup, so that restoring it
 * loses seconds instead of an hour. It is never synced (the kernel writes it within half a minute, and
 * the card is spared): the database is what is safe, this is only for when the database is damaged.
 * The store's thread, or whoever opens. */
#include <sqlite3.h>
#include <stdbool.h>

#include "core/record.h"

struct redo {
	int fd; /* -1: none; then nothing is kept until the next backup */
};

void redo_begin(struct redo *, const char *backup); /* goes on where the file ends; ends the one before */
void redo_add(struct redo *, const struct batch *);
void redo_end(struct redo *);
void redo_remove(const char *backup);
/* Does again on `db` what the file says, as far as it can be read. How many batches; -1: `db` failed. */
int redo_apply(sqlite3 *db, const char *backup);
