#pragma once
/* WebSockets (RFC 6455) on sockets that MHD has upgraded: reading through wslay, limits, pings, the
 * queue of frames going out, the end in good order. What messages mean is the business of whoever
 * owns the socket. Net thread. */
#include <stdbool.h>

#include "base/buf.h"
#include "net/loop.h"

struct MHD_UpgradeResponseHandle;

/* ---- frames: made once, sent to many ---- */
struct frame; /* a whole WebSocket frame as bytes, counted by reference */
struct frame *frame_text(struct str);
struct frame *frame_binary(struct str head, const uint8_t *body, size_t n); /* one frame of both */
bool frame_same(const struct frame *, const struct frame *);                /* they read alike */
void frame_drop(struct frame *);                                            /* one reference; NULL is fine */

/* ---- sockets ---- */
struct socket;
struct sockets;

struct socket_kind {
	void (*message)(struct socket *, struct str text); /* a whole text message; binary ones are refused */
	void (*gone)(
		struct socket *); /* once, the last call: the other side left, broke a rule, or was closed */
	void (*drained)(struct socket *); /* all that was queued is on its way; may be NULL */
	size_t queued_max;                /* more is added while so much waits: dropped */
	bool trusted;                     /* on this machine: not held to a number of messages a second */
};

struct sockets *sockets_new(struct loop *);
void sockets_free(struct sockets *); /* at once; sockets_end first gives them a chance */
/* Sends what was queued in this round, buries what died. True: MHD has connections to close now. */
bool sockets_flush(struct sockets *);
void sockets_sweep(struct sockets *); /* deadlines, pings, those held back */
bool sockets_any(const struct sockets *);
void sockets_end(struct sockets *, uint16_t code); /* closes all */

/* urh NULL: a bare socket of tests. The owner is told `gone` before the socket itself is freed. */
struct socket *socket_new(struct sockets *, int fd, struct MHD_UpgradeResponseHandle *urh,
	const struct socket_kind *, void *owner);
void *socket_owner(const struct socket *);
void socket_start(struct socket *, struct str read_ahead); /* what MHD had read past the header */
void socket_admit(struct socket *);                /* the first message was good: the larger limits hold */
void socket_settle(struct socket *);               /* and so was its answer: it may stay */
void socket_send(struct socket *, struct frame *); /* shares the frame */
void socket_send_text(struct socket *, struct str);
size_t socket_queued(const struct socket *);
void socket_close(struct socket *, uint16_t code); /* after what is queued; `gone` is called */
void socket_drop(struct socket *);                 /* at once; `gone` is called */
