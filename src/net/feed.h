#pragma once
/* Phones on notes. A phone (phone.c) is one WebSocket with its ticket, pushes and cursor; a feed
 * (feed.c) is what goes to all phones of one note. Net thread. */
#include "net/inside.h"
#include "net/websocket.h"
#include "net/wire.h"

struct feed;

struct phone {
	struct asker asker;
	struct net *net;
	struct socket *socket;
	struct hash cookie;
	ident note; /* that it asked to open */
	char client[CLIENT_ID_MAX + 1];
	uint32_t push;              /* the last one it sent, for refusals that name none */
	bool asked;                 /* note_open was posted: the core must hear of its end */
	struct feed *feed;          /* NULL until the note's text was sent */
	struct phone *next, **link; /* in the feed */
	uint32_t version;           /* of the note, that it has or that is on its way */
	bool people_due;            /* the newest people were not sent to it */
};

/* On a socket past its handshake; urh NULL in tests. */
void phone_open(struct net *, int fd, struct MHD_UpgradeResponseHandle *urh, const struct hash *cookie,
	struct str read_ahead);
void phone_end(struct phone *, enum err); /* {"t":"end"} and close 1000 */

void feed_join(struct feeds *, struct phone *, uint32_t version); /* from here on it gets every entry */
void feed_leave(struct phone *);                                  /* fine if it never joined */
void feed_people_to(struct phone *); /* sends the people it is owed, once it has taken the rest */
