/* The number's low bits are the slot, the rest counts up: found without a search, never mistaken for a
 * later user of the slot. */
#include "net/asker.h"

#include "base/log.h"

void askers_add(struct askers *askers, struct asker *asker)
{
	for (int tried = 0; tried < ASKERS_MAX; tried++) {
		uint64_t number = ++askers->last;
		struct asker **slot = &askers->slots[number % ASKERS_MAX];
		if (!*slot) {
			*slot = asker;
			asker->conn = number;
			return;
		}
	}
	INVARIANT(!"more askers than sockets");
}

void askers_remove(struct askers *askers, struct asker *asker)
{
	if (asker->conn)
		askers->slots[asker->conn % ASKERS_MAX] = NULL;
	asker->conn = 0;
}

struct asker *askers_find(const struct askers *askers, uint64_t conn)
{
	struct asker *asker = askers->slots[conn % ASKERS_MAX];
	return conn && asker && asker->conn == conn ? asker : NULL;
}
