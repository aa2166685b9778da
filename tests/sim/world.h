#pragma once
/* A room in virtual time: the real core and gate, a disk that is slow, fails and loses what was not
 * committed when the power goes, people who touch the screen at random and send the same request again,
 * and phones that write. After every step the promises are checked; the first one broken is kept in
 * `broken`, and the run ends. All of it follows from the seed. */
#include "core/disk.h"
#include "sim/machine.h"

enum flaw { /* the negative controls: what is broken on purpose */
	FLAW_NONE,
	FLAW_GATE_OPEN,     /* effects leave before the disk has what they tell */
	FLAW_REQUESTS_LOST, /* the disk forgets which requests were done */
	FLAW_ENTRY_LOST,    /* the disk drops a row of a note's log now and then */
	FLAW_COUNT
};

#define PHONES 4
#define TAPS_MAX 512
#define NOTES_MAX 4096
#define TODAY_MAX 1024
#define PUSH_UPDATES 3

struct tap { /* one request of the screen, so that it can be sent again */
	enum msg_kind kind;
	uint64_t request;
	ident session, person, other, topic;
	int64_t number;
	bool answered, answered_before_crash;
	enum err err;
	ident result;
};

struct replay { /* what the committed log of a note comes to, at every version */
	ident note;
	struct buf *texts;
	uint32_t count; /* version + 1 */
};

struct phone {
	uint64_t conn;
	bool has_cookie, opened; /* opened: has the note's text */
	struct hash cookie;
	ident note;
	uint32_t version, page; /* page: gives each load its own client id */
	struct buf text;
	uint32_t push; /* number of the newest push */
	bool pushing;  /* not acknowledged yet: */
	uint32_t push_version, push_count, push_size;
	uint64_t push_seed; /* its updates are made from this again each time */
	uint32_t acked_version;
};

struct seen {                          /* in all lives, so that a run in which nothing happened is noticed */
	uint64_t acknowledged, pushes; /* requests answered, pushes acknowledged */
};

struct world {
	struct machine m;
	struct seen *seen;
	enum flaw flaw;
	struct disk disk;
	struct tap taps[TAPS_MAX];
	uint32_t tap_count;
	struct replay replays[NOTES_MAX];
	uint32_t replay_count;
	struct phone phones[PHONES];
	uint64_t last_conn;
	int64_t turn_time;    /* of all turns that ran since the start or the last crash, by our own clock */
	int64_t ledger_start; /* what the ledgers said then */
};

void world_open(struct world *, uint64_t seed, enum flaw, struct seen *);

/* phone.c */
void phone_act(struct world *, struct phone *);
void phone_take(struct world *, const struct effect *);
void phones_cut(struct world *); /* the server is gone */
/* check.c */
void check_step(struct world *);
void check_commit(struct world *, const struct batch *); /* before the rows are on the disk */
void check_reply(struct world *, const struct effect *);
void check_crash(struct world *);
int64_t check_ledgers(const struct world *);
const struct replay *check_replay(const struct world *, ident note);
