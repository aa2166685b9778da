#pragma once
/* Net's inside: included by files of net/ only. The nouns of the net, and how a message leaves it.
 * Each noun has its own file and its own struct; all of them belong to the net thread. */
#include <pthread.h>
#include <stdatomic.h>

#include "net/asker.h"
#include "net/limits.h"
#include "net/loop.h"
#include "net/net.h"
#include "net/origin.h"
#include "net/ticket.h"
#include "net/tries.h"

struct http;    /* http.c: the daemons, their connections and requests */
struct pages;   /* page.c: the files phones may fetch */
struct feeds;   /* feed.c: what goes to every phone of a note or a board */
struct sockets; /* websocket.c: every WebSocket, phones and mirrors */
struct admin;   /* admin.c */
struct mirror;  /* mirror.c */
struct uploads; /* upload.c: a thread that reads files */

struct net {
	struct loop loop;
	struct queue *inbox;   /* to the core */
	struct queue *effects; /* from the core */
	struct watch effects_watch;
	struct msg **owed; /* messages the core must have, waiting for room in the inbox */
	uint32_t owed_count, owed_cap;
	char bind[64], host[HOST_CHARS];
	uint16_t port, mirror_port;
	struct watch links; /* netlink: addresses came or went; fd -1 without */
	char url[HOST_CHARS + 16], label[HOST_CHARS + 16]; /* as last told to the core */
	bool told;
	struct hosts hosts; /* phones may call us these */
	struct askers askers;
	struct tries tries;
	struct tickets tickets;
	struct pages *pages;
	struct http *http;
	struct sockets *sockets;
	struct feeds *feeds;
	struct admin *admin;
	struct mirror *mirror;
	struct uploads *uploads;
	int64_t swept; /* mono; when deadlines were last looked at */
	pthread_t thread;
	atomic_bool stopping;
	_Atomic uint64_t heartbeat;
};

/* Everything but the thread; tests and fuzzing turn the loop themselves. */
struct net *net_make(const struct net_options *, char *problem, size_t size);
void net_turn(struct net *, int64_t most_ms);
void net_free(struct net *);

/* Messages out. net_post: false when the inbox is full; the message is freed. net_owe: kept and tried
 * again until there is room: the core would otherwise hold on to somebody who has gone. */
bool net_post(struct net *, struct msg *);
void net_owe(struct net *, struct msg *);
struct msg *net_message(enum msg_kind, enum source, uint64_t conn); /* with a fresh request number */

/* ---- reach.c ---- */
void addresses_open(struct net *); /* starts to listen for changes, and tells the core */
void addresses_close(struct net *);
void addresses_renew(struct net *);

/* ---- http.c ---- */
bool http_open(struct net *, const struct net_options *, char *problem, size_t size);
void http_close(struct net *);
void http_run(struct net *);         /* lets the daemons do what is ready */
bool http_eager(const struct net *); /* they have something to do now */
void http_nudge(struct net *);       /* they have, though no descriptor says so */
void http_sweep(struct net *);       /* deadlines */
bool http_anybody(const struct net *);

/* ---- page.c ---- */
struct pages *pages_read(const struct net_options *, char *problem, size_t size);
void pages_free(struct pages *);

/* ---- feed.c ---- */
struct feeds *feeds_new(struct net *);
void feeds_free(struct feeds *);
bool feeds_take(struct feeds *, struct effect *); /* of a whole note or board; true: it keeps it */
void feeds_sweep(struct feeds *);                 /* tells the news where it is time */

/* ---- admin.c, mirror.c ---- */
bool admin_open(struct net *, const char *path, char *problem, size_t size);
void admin_close(struct net *);
void admin_sweep(struct net *);
bool admin_anybody(const struct net *);
bool mirror_open(struct net *, const struct net_options *);
void mirror_close(struct net *); /* its sockets are gone by then */
