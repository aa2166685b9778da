#pragma once
/* Who may talk to us: the Host must be one of ours, or a foreign page could reach this server under a
 * name of its own (DNS rebinding); the Origin must be the Host's, or a foreign page could act with a
 * visitor's cookie. Pure. */
#include "base/err.h"
#include "base/str.h"

#define HOSTS_MAX 32 /* further ones are left out, and logged */
#define HOST_CHARS 256

struct hosts { /* "192.168.1.20:8080", lower case; without the port where it is 80 */
	char names[HOSTS_MAX][HOST_CHARS];
	int count;
};

void hosts_add(struct hosts *, struct str name, uint16_t port); /* an address of IPv6 in brackets */
void hosts_add_loopback(struct hosts *, uint16_t port);
bool hosts_have(const struct hosts *, struct str host);

struct head { /* what a request says of itself */
	struct str host, origin;
	int hosts, origins;    /* how often the header was there */
	struct str fetch_site; /* Sec-Fetch-Site, empty if absent */
};
enum origin_rule {
	ORIGIN_READS,  /* a page is fetched: only the Host counts */
	ORIGIN_ACTS,   /* an Origin must match where there is one */
	ORIGIN_LISTENS /* a WebSocket: there must be one */
};
bool origin_fits(const struct hosts *, const struct head *, enum origin_rule);
