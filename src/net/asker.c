/* The number's low bits are the slot, the rest counts up: found without a search, never mistaken for a
 * later user of the slot. */
#include "net/asker.h"

#include "base/log.h"

void askers_add(struct askers *askers, struct asker *asker)
{
	uint64_t number = askers->last + 1;
	while (askers->slots[number % ASKERS_MAX]) {
		number++;
		INVARIANT(number - askers->last <= ASKERS_MAX); /* there are fewer sockets than slots */
	}
	askers->slots[number % ASKERS_MAX] = asker;
	askers->last = asker->conn = number;
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
