#pragma once
/* How often a code may be typed: so many times a minute from one address, so many in all. Six
 * characters are 30 bits; at 60 tries a minute finding one of five open codes takes years. Net thread. */
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "net/limits.h"

struct
try {
	uint8_t address
		[16]; /* IPv6, or IPv4 mapped into it; of IPv6 only the first half, the rest is the phone's to choose */
	int64_t at;
};
struct tries { /* the last ones, a ring */
	struct try ring[TRIES_IN_ALL];
	uint32_t next;
};

/* Whether one more try is allowed now; if so it is counted. */
bool tries_take(struct tries *, const struct sockaddr *, int64_t mono);
