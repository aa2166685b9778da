#pragma once
/* One HTTP request, from its header to its answer, as routes see it. Net thread. */
#include <microhttpd.h>

#include "base/buf.h"
#include "net/inside.h"
#include "net/wire.h"

enum site { SITE_PHONES, SITE_MIRROR, SITE_COUNT };

struct request;

struct route {
	enum site site;
	const char *method, *path;
	void (*handle)(struct request *); /* answers, or posts a message and waits */
	enum origin_rule origin;
	size_t most; /* bytes of the body; over BODY_BYTES_MAX: a file, which only the coordinator may bring */
};

struct request {
	struct asker asker; /* while it waits for the core */
	struct net *net;
	struct connection *on;
	struct MHD_Connection *mhd;
	const struct route *route;
	struct str path; /* malloc'd */
	struct buf body;
	struct head head; /* views into MHD's memory */
	struct hash cookie;
	bool has_cookie;
	bool preview;                   /* "?preview=1": only what would be */
	bool uploads;                   /* it counts among those that bring a file */
	bool admitting;                 /* whose it is is asked before its body is read */
	void (*then)(struct request *); /* when it has */
	ident note;                     /* that it asks for, for the second step of `who` */
	char name[NAME_MAX_BYTES + 1];  /* the guest's, of `who` */
	struct MHD_Response *response;  /* ready; owned until it is queued */
	unsigned status;
	struct upgrade *upgrade; /* malloc'd; lives until MHD is done with the socket */
	bool waiting;            /* suspended until request_answer */
};

/* The answer; the first one counts. request_json takes what is in the buffer. */
void request_answer(struct request *, unsigned status, struct MHD_Response *);
void request_json(struct request *, unsigned status, struct buf *json, const char *set_cookie);
void request_fail(struct request *, enum err);
/* Somebody else posts what the answer will come to. */
void request_wait(struct request *, void (*take)(struct asker *, const struct effect *));
/* Posts a message of this request and waits for `take`; full: answers "busy". */
void request_post(struct request *, struct msg *, void (*take)(struct asker *, const struct effect *));
/* The headers that every answer has (see promises of the content security policy in http.c). */
void answer_headers(const struct request *, struct MHD_Response *, const char *type, const char *cache);
struct str request_header(const struct request *, const char *name); /* empty if absent */
const struct sockaddr *request_address(const struct request *);

/* Routes: one line each in routes.def. */
#define ROUTE(site, method, path, handle, origin, most) void handle(struct request *);
#include "net/routes.def"
#undef ROUTE

/* Asks whether the cookie is the coordinator's, then goes on, or refuses. */
void request_coordinates(struct request *, void (*then)(struct request *));

/* A WebSocket of this request: checks the handshake and answers 101; `open` gets the socket. */
typedef void websocket_opener(struct net *, int fd, struct MHD_UpgradeResponseHandle *,
	const struct hash *cookie, struct str read_ahead);
void request_upgrade(struct request *, websocket_opener *);
