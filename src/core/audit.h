#pragma once
/* A line of the log of who did what, and the chain that its lines make: each has the hash of the one before it and
 * of what it says itself. So a line that was changed, taken out or put in makes every check fail from there on; how
 * many there are and the last hash are kept apart (the setting "audit"), so that a log cut short is found as well.
 * Ids only, never a word. Pure; any thread. */
#include "core/types.h"

struct audit_entry {
	ident id;
	int64_t at;
	struct str what; /* the message's name */
	int32_t source;  /* enum source */
	ident device, about;
	struct hash hash;
};
struct hash audit_hash(const struct hash *before, const struct audit_entry *);

/* Walks along the chain. Begin with a zeroed one at the first line, or with the hash of the line before. */
struct audit_walk {
	struct hash last;
	int64_t count;
	ident wrong; /* the first line that is not as it was written; 0: none so far */
};
void audit_walk_on(struct audit_walk *, const struct audit_entry *);

#define AUDIT_END_CHARS 100
/* What the setting says of a log that ends here, and whether it does. */
void audit_end_write(char out[AUDIT_END_CHARS], int64_t count, const struct hash *last);
bool audit_walk_ends(const struct audit_walk *, struct str setting);
