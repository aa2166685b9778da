#pragma once
/* The store: one thread that owns the database file, and nothing else touches it while we run. It
 * takes batches from the core in order, as many per transaction as are waiting, and says when they
 * are on the disk. When the disk fails it keeps them, says so, and tries again.
 *
 * It speaks to the main thread by posting messages (MSG_loaded, MSG_load_done, MSG_committed,
 * MSG_store_state) into the inbox given. Called from the main thread. */
#include <stdbool.h>
#include <stdint.h>

#include "base/queue.h"
#include "core/msg.h"

#define STORE_QUEUE_LIMIT                                                                                    \
	4096 /* batches; past it store_put refuses and the core's caller answers ERR_busy  \
				*/

struct store;

struct store_options {
	const char *path;       /* the database; its folder must exist */
	struct queue *inbox;    /* of struct msg */
	bool synchronous_off;   /* only for the tests' negative control */
	const char *vfs;        /* NULL: SQLite's default; the tests bring their own */
	bool acknowledge_early; /* likewise: says 'committed' before it is */
	int retry_ms;           /* likewise: the first wait after a failure; 0: 250 */
};

/* Opens, checks and migrates, then starts the thread, which first loads. On failure NULL, with the
 * reason in `problem` (at least 200 bytes): a newer schema, a damaged file that could not be put
 * aside, no permission. */
struct store *store_open(const struct store_options *, char *problem, size_t size);
bool store_put(struct store *, struct batch *); /* takes the batch; false: full, it stays with the caller */
void store_close(
	struct store *); /* writes what is queued if the disk lets it, checkpoints, joins; NULL is fine */
uint64_t store_heartbeat(const struct store *); /* grows whenever the thread moves; for the watchdog */

/* For test data: makes a fresh database with the schema at `path` and runs the file on it, in one
 * transaction. Refused when something is there already. Any thread, no store running on it. */
bool store_run_sql(const char *path, const char *sql_file, char *problem, size_t size);
