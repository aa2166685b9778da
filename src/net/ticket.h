#pragma once
/* Tickets: what a page shows in the first message of its WebSocket, beside the cookie, to prove that
 * its own script asked before. Made with the answer that lets it in, good once, for ten minutes, for
 * one cookie and one note. Net thread. */
#include "core/types.h"
#include "net/limits.h"
#include "net/token.h"

struct ticket {
	uint8_t token[TOKEN_BYTES];
	struct hash cookie;
	ident note;
	int64_t until; /* mono; 0: used */
};
struct tickets {
	struct ticket ring[TICKETS_MAX];
	uint32_t next;
};

void ticket_make(
	struct tickets *, const struct hash *cookie, ident note, int64_t mono, char out[TOKEN_CHARS + 1]);
bool ticket_take(struct tickets *, struct str text, const struct hash *cookie, ident note, int64_t mono);
