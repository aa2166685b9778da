#pragma once
/* Phones on notes and boards. A phone (phone.c) is one WebSocket with its ticket; what it may say and is told
 * depends on what it follows (note.c, board.c); a feed (feed.c) is what goes to all phones of one note or one
 * board. Net thread. */
#include "net/inside.h"
#include "net/websocket.h"
#include "net/wire.h"

struct feed;
struct phone;

enum news {
	NEWS_MINE,
	NEWS_PEOPLE,
	NEWS_CARDS,
	NEWS_MEETING,
	NEWS_COUNT
}; /* of which only the newest matters */

struct following {                   /* what a phone may follow */
	const char *first, *subject; /* the type of its first message, and the field that says which one */
	ident least;                 /* that may stand there */
	/* That message, for the core; NULL: not what a page of ours sends. */
	struct msg *(*ask)(struct phone *, const json_t *);
	enum msg_kind asks;
	const struct asks *may_ask; /* by {"t":"do"}; NULL: nothing */
	void (*opened)(
		struct phone *); /* the core has let it in, and says no more than that; NULL: it says more */
	void (*take)(struct phone *, const struct effect *); /* not the answer that it may not */
	struct said {                                        /* the messages after the first */
		const char *type;                            /* NULL: no more */
		void (*handle)(struct phone *, const json_t *);
	} said[4];
};
extern const struct following note_following, board_following, view_following;

struct phone {
	struct asker asker;
	struct net *net;
	struct socket *socket;
	struct hash cookie;
	const struct following
		*follows;           /* NULL until its first message was good: the core must hear of its end */
	ident subject;              /* the note or the board */
	struct feed *feed;          /* from then on */
	struct phone *next, **link; /* in the feed */
	bool joined;                /* the core has let it in: it is told */
	unsigned due;               /* 1 << NEWS_…: changed since it was last told */
	struct buf mine;            /* the newest of its own: of a board; what a page looks at */
	char client[CLIENT_ID_MAX + 1]; /* of a note, like all that follows */
	uint32_t push;                  /* the last one it sent, for refusals that name none */
	uint32_t version;               /* that it has or that is on its way */
};

/* On a socket past its handshake; urh NULL in tests. */
void phone_open(struct net *, int fd, struct MHD_UpgradeResponseHandle *urh, const struct hash *cookie,
	struct str read_ahead);
void phone_end(struct phone *, enum err);          /* {"t":"end"} and close 1000 */
void phone_broke_rules(struct phone *);            /* close 1008 */
void phone_try_again(struct phone *);              /* close 1013 */
void phone_send(struct phone *, struct buf *json); /* takes what is in the buffer */
void phone_asks(struct phone *, const json_t *);   /* {"t":"do"}; what comes of it: */
void phone_answer(struct phone *, uint64_t request, const struct effect_reply *);

void feed_enter(struct feeds *, struct phone *); /* it has asked; what comes meanwhile is kept for it */
void feed_join(struct phone *);                  /* it may: from here on it gets every entry, and all news */
void feed_leave(struct phone *);                 /* fine if it never entered */
void feed_due(struct phone *, enum news);        /* something new, for this one only */
void feed_tell(struct phone *);                  /* sends the news it is owed, once it has taken the rest */
