#pragma once
/* Askers: whoever sent the core a message and takes its answer: an HTTP request, a WebSocket, a
 * sub-command. Each has a number that is never used again, the `conn` of its messages. Net thread. */
#include "core/outbox.h"

struct asker {
	uint64_t conn; /* 0: not in the table */
	void (*take)(struct asker *, const struct effect *);
};

#define ASKERS_MAX 1024 /* more than sockets can be; the table cannot fill */
struct askers {
	struct asker *slots[ASKERS_MAX];
	uint64_t last; /* counts those that ever were */
};

void askers_add(struct askers *, struct asker *); /* gives it its number */
void askers_remove(struct askers *, struct asker *);
struct asker *askers_find(const struct askers *, uint64_t conn); /* NULL: gone, or never was */
