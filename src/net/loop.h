#pragma once
/* The net's event loop: one epoll set, watches that say what to do when their descriptor is ready, and
 * one time at which somebody wants to be looked at again. Net thread. */
#include <stdbool.h>
#include <stdint.h>

struct watch { /* embedded in whoever owns the descriptor */
	int fd;
	uint32_t events; /* EPOLLIN and so on, as asked for */
	void (*ready)(struct watch *, uint32_t events);
};

struct loop {
	int fd;
	int64_t now;  /* mono, ms; renewed once a round */
	int64_t wake; /* mono; NEVER */
	void **dead;  /* blocks to be freed at the end of the round */
	uint32_t dead_count, dead_cap;
};

bool loop_open(struct loop *);
void loop_close(struct loop *); /* frees what is still to be freed */

bool loop_add(struct loop *, struct watch *, uint32_t events);
void loop_want(struct loop *, struct watch *, uint32_t events); /* changes what it waits for */
void loop_remove(struct loop *, struct watch *);                /* events of this round no longer reach it */

void loop_wake_at(struct loop *, int64_t mono);
void loop_free_later(struct loop *, void *block); /* malloc'd; a watch of this round may live in it */

/* One round: waits until something is ready, `wake` has come or `most_ms` have passed, and tells it. */
void loop_round(struct loop *, int64_t most_ms);
