/* A ring of the latest; the one that is overwritten was the oldest. */
#include "net/ticket.h"

#include <sodium.h>
#include <string.h>

#include "base/random.h"

void ticket_make(struct tickets *tickets, const struct hash *cookie, ident note, int64_t mono,
	char out[TOKEN_CHARS + 1])
{
	struct ticket *t = &tickets->ring[tickets->next++ % TICKETS_MAX];
	*t = (struct ticket){.cookie = *cookie, .note = note, .until = mono + TICKET_MS};
	random_bytes(t->token, sizeof t->token);
	token_text(t->token, out);
}

bool ticket_take(
	struct tickets *tickets, struct str text, const struct hash *cookie, ident note, int64_t mono)
{
	uint8_t token[TOKEN_BYTES];
	if (!token_read(text, token))
		return false;
	for (uint32_t i = 0; i < TICKETS_MAX; i++) {
		struct ticket *t = &tickets->ring[i];
		if (t->until <= mono || sodium_memcmp(t->token, token, sizeof token) != 0)
			continue;
		t->until = 0;
		return t->note == note && sodium_memcmp(&t->cookie, cookie, sizeof *cookie) == 0;
	}
	return false;
}
