/* The ring holds exactly as many tries as all together may make in a minute: when its oldest is younger
 * than that, it is full and so is the minute. A phone's own are counted in it. */
#include "net/tries.h"

#include <netinet/in.h>
#include <string.h>

static void address_bytes(const struct sockaddr *from, uint8_t out[16])
{
	memset(out, 0, 16);
	if (from->sa_family == AF_INET) {
		const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)from;
		memset(out + 10, 0xFF, 2);
		memcpy(out + 12, &v4->sin_addr, 4);
	} else if (from->sa_family == AF_INET6) {
		const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)from;
		bool mapped = IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr);
		memcpy(out, &v6->sin6_addr, mapped ? 16 : 8);
	}
}

bool tries_take(struct tries *tries, const struct sockaddr *from, int64_t mono)
{
	struct try now = {.at = mono};
	address_bytes(from, now.address);
	int own = 0, all = 0;
	for (int i = 0; i < TRIES_IN_ALL; i++) {
		const struct try *t = &tries->ring[i];
		if (t->at == 0 || t->at <= mono - TRIES_WINDOW_MS)
			continue;
		all++;
		own += memcmp(t->address, now.address, sizeof now.address) == 0;
	}
	if (own >= TRIES_PER_ADDRESS || all >= TRIES_IN_ALL)
		return false;
	tries->ring[tries->next++ % TRIES_IN_ALL] = now;
	return true;
}
