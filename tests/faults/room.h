#pragma once
/* A database under a store, for fault tests. Batch n writes organisation n and person n + PEOPLE, so
 * that a batch by halves shows; a look at the file goes by a connection of its own, not the store's. */
#include "store/support.h"

#include <sqlite3.h>

#include "faults/vfs.h"

#define PEOPLE 1000000

struct room {
	char folder[64], path[128];
	struct queue *inbox;
	uint64_t put, acked; /* the last batch put, the last one acknowledged */
	bool works;          /* as the store said last */
	unsigned outages;
};

struct look {
	bool readable, intact;                          /* integrity_check found nothing */
	long long organisations, people, first_missing; /* 0: none missing below the greatest */
};

static inline void room_begin(struct room *r)
{
	*r = (struct room){.works = true};
	snprintf(r->folder, sizeof r->folder, "%s", support_folder());
	snprintf(r->path, sizeof r->path, "%s/room.db", r->folder);
	r->inbox = queue_new(4096);
}

static inline void room_end(struct room *r)
{
	support_drain(r->inbox);
	queue_free(r->inbox);
	support_remove(r->folder);
}

static inline void room_put(struct room *r, struct store *s)
{
	struct batch *b = support_batch(++r->put);
	char name[300];
	snprintf(name, sizeof name, "Organisation %0*d", (int)(1 + r->put * 37 % 250), (int)r->put);
	support_organisation(b, (int64_t)r->put, name);
	support_person(b, (int64_t)r->put + PEOPLE, "Anna");
	while (!store_put(s, b))
		usleep(100);
}

/* Takes what the store says for up to `ms`; true when there was anything. */
static inline bool room_listen(struct room *r, int ms)
{
	struct msg *m = support_next(r->inbox, ms);
	if (!m)
		return false;
	if (m->kind == MSG_committed)
		r->acked = m->u.committed.seq;
	if (m->kind == MSG_store_state) {
		r->outages += r->works && !m->u.store_state.works;
		r->works = m->u.store_state.works;
	}
	msg_free(m);
	return true;
}

static inline long long room_number(sqlite3 *db, const char *sql, bool *ok)
{
	sqlite3_stmt *s = NULL;
	long long n = -1;
	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	else
		*ok = false;
	if (sqlite3_finalize(s) != SQLITE_OK)
		*ok = false;
	return n;
}

static inline struct look room_look(const char *path)
{
	struct look look = {.readable = true};
	sqlite3 *db = NULL;
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		look.readable = false;
	sqlite3_busy_timeout(db, 5000);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if (sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) !=
		SQLITE_OK) /* all from one state: the store goes on */
		look.readable = false;
	look.organisations = room_number(db, "SELECT count(*) FROM organisation", &look.readable);
	look.people = room_number(db, "SELECT count(*) FROM person", &look.readable);
	look.first_missing =
		room_number(db, "SELECT coalesce(max(id), 0) - count(*) FROM organisation", &look.readable);
	look.intact = room_number(db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check(1)",
			      &look.readable) == 1;
	sqlite3_close(db);
	return look;
}

/* Whole batches, all of them up to the last one acknowledged. */
static inline bool look_lost(const struct look *l, uint64_t acked)
{
	return l->readable && l->organisations < (long long)acked;
}

static inline bool look_corrupt(const struct look *l)
{
	return !l->readable || !l->intact || l->organisations != l->people || l->first_missing != 0;
}

static inline int rounds(int argc, char **argv, int few)
{
	return argc > 1 ? atoi(argv[1]) : few;
}
