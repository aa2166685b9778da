#pragma once
/* The net: one thread that owns every socket. It turns requests into messages for the core, posts
 * them into the inbox, and turns effects into answers. It knows no rule of the model; it knows HTTP,
 * WebSocket, cookies, limits and JSON. Called from the main thread. */
#include <stdbool.h>
#include <stdint.h>

#include "base/queue.h"
#include "core/outbox.h"

#define NET_QUEUE_LIMIT                                                                                      \
	16384 /* effects; past it net_send refuses, and the main thread keeps them, in order */

struct net;

struct net_learn { /* what everybody may read, in one language */
	const char *language;
	const struct doc *doc; /* outlives the net */
};

struct net_options {
	struct queue *inbox;           /* of struct msg; full: the phone gets ERR_busy */
	const char *bind;              /* address to listen on; "" for all */
	uint16_t port;                 /* 0: any free one (tests) */
	const char *host;              /* overrides the address found, "" for none; may hold ":port" */
	const char *pages;             /* folder of the phones' pages */
	const char *admin_path;        /* unix socket for the sub-commands of the same user; "" for none */
	const struct net_learn *learn; /* at /api/learn/<language>; where there is none it is the first */
	size_t learn_count;
	const char *mirror; /* "127.0.0.1:8089": the screen as a loopback page; "" for none */
};

struct net *net_open(const struct net_options *, char *problem, size_t size);
bool net_send(struct net *, struct effect *); /* takes the effect; false: full, it stays with the caller */
void net_close(struct net *);                 /* 1001 to WebSockets, then the daemon; NULL is fine */
uint16_t net_port(const struct net *);
uint64_t net_heartbeat(const struct net *);

/* The mirror: hands over a copy of the pixels that changed. Main thread; cheap when nobody looks. */
struct frame_part {
	int x, y, w, h, screen_w, screen_h;
	uint32_t *pixels; /* XRGB8888, w*h, malloc'd */
};
bool net_mirror_watched(const struct net *);
bool net_mirror_wants_all(
	struct net *); /* since the last call: somebody came or fell behind; hand over the whole screen */
void net_mirror(struct net *, struct frame_part part); /* takes the pixels */
uint16_t net_mirror_port(const struct net *);          /* 0 without a mirror */
/* Touches from the mirror come as events in this queue (struct event, malloc'd); its descriptor also
 * wakes when net_mirror_wants_all has turned true. */
struct queue *net_mirror_events(struct net *);
