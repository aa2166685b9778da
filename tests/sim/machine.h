#pragma once
/* The machine under a simulated life: the real core and gate, a clock that gets lost and is set again, and batches on
 * their way to a disk that is slow, stands still and loses what was not committed. What kind of life it is, is a struct
 * that begins with its machine, and a table of what the machine asks of it. The first promise broken is kept in
 * `broken`. All of it follows from the seed. */
#include "core/config.h"
#include "core/gate.h"
#include "sim/random.h"

#define HELD_MAX 8192
#define COMMIT_MAX 64 /* batches in one transaction */

struct queued { /* issued, not committed */
	struct batch *batch;
	struct moment at;
	int64_t elapsed;
};
struct machine;
struct life {
	/* A step was done: its effects and its batch, which the disk does not have. */
	void (*made)(struct machine *, const struct msg *, struct outbox *);
	void (*leaves)(struct machine *, struct effect *);
	void (*write)(struct machine *, const struct queued *, uint32_t count); /* to the disk, at once */
	void (*written)(struct machine *, const struct batch *); /* the core has heard of it; may be NULL */
	void (*ticked)(struct machine *);                        /* while time passes */
	void (*step)(struct machine *);
	bool (*over)(const struct machine *); /* no more room for requests; may be NULL */
	void (*end)(struct machine *); /* all is on the disk: a last restart, and what has to hold then */
	void (*close)(struct machine *);
};
struct machine {
	const struct life *life;
	struct dice dice;
	struct core_config config;
	struct content content;
	struct core *core;
	struct gate *gate;
	struct moment now;
	int64_t true_wall; /* while the clock is wrong */
	int64_t elapsed;   /* since the life began, whatever clocks say */
	struct queued *queue;
	uint32_t queue_count, queue_cap;
	uint64_t committed;
	bool disk_fails, begins_anew;
	bool leaks;              /* on purpose: effects leave before the disk has what they tell */
	uint64_t held[HELD_MAX]; /* a ring: which batch each effect in the gate has to wait for */
	size_t held_first, held_count;
	uint64_t last_token;
	char broken[320];
};

void machine_open(struct machine *, const struct life *, uint64_t seed, bool leaks);
void machine_guides(struct machine *, const char *guide); /* the same for each model */
void machine_start(struct machine *);                     /* an empty core, with nothing on its way */
void machine_stop(struct machine *); /* the plug is pulled: what was not committed is gone */
void machine_close(struct machine *);
void machine_break(struct machine *, const char *format, ...) __attribute__((format(printf, 2, 3)));

void machine_send(struct machine *, struct msg *); /* the message stays with the caller */
void machine_post(struct machine *, struct msg *); /* frees it */
void machine_tell(
	struct machine *, enum msg_kind); /* what the system says: a tick, what the disk has and does */
void machine_commit(
	struct machine *, uint32_t count); /* the first ones of the queue; no more than COMMIT_MAX */
void machine_disk_moves(struct machine *, uint32_t rarely); /* stands still or works again once in so many */
void machine_settle(struct machine *);

void machine_advance(struct machine *, int64_t ms);
void machine_pass(struct machine *, int64_t ms); /* with every tick the core wants meanwhile */
void machine_lose_clock(struct machine *, int64_t wall);
void machine_set_clock(struct machine *); /* wrong by up to two weeks; or right again, as the network says */
bool machine_off(struct machine *); /* for a while, or just the program; true: it knows nothing of the time */
