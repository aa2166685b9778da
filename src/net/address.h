#pragma once
/* Which of this machine's addresses phones should use. Pure, but for asking the system. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#define ADDRESS_CHARS 64

struct address {
	char interface[16];
	char text[ADDRESS_CHARS]; /* "192.168.1.20" or "[fd00::1]" */
	bool loopback, private;   /* private: RFC 1918, or fc00::/7 */
	bool v6;
};

#define ADDRESSES_MAX 32
/* Of interfaces that are up and running; link-local ones left out: they need a zone in the address. */
int addresses_list(struct address *out, int cap);
/* The best for a phone in the room; -1 if there is none at all. */
int addresses_best(const struct address *, int count);
