#pragma once
/* Reads what the core needs at start into messages: MSG_loaded for each table, then MSG_load_done. All
 * or nothing: rows reach the core only when every one of them could be read, so that a disk that fails
 * in the middle is never taken for a smaller room. The store's thread. */
#include <sqlite3.h>

#include "base/clock.h"
#include "core/msg.h"

struct load {
	struct msg **messages; /* in the order in which they are to be posted */
	size_t count, cap, posted;
};

int load_read(struct load *, sqlite3 *, struct moment now, bool fresh); /* SQLITE_OK; else it is empty */
void load_free(struct load *);                                          /* what was not posted, too */
