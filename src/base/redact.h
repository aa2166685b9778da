#pragma once
/* Takes a person's name out of what others wrote. `forms` has a way to write it a line, the longest first; each
 * begins with '=' when it counts only as it is written, or '~' when the case of ASCII letters does not matter.
 * Whole words, and an English or German genitive's s. Any thread. */
#include "base/buf.h"

#define REDACTED "N. N." /* nomen nescio: the same in every language */

struct redact_span { /* bytes */
	size_t from, to;
};
/* The next place at or after *at, which moves past it. False: there is none. */
bool redact_next(struct str text, struct str forms, size_t *at, struct redact_span *out);

/* The text with REDACTED in all those places; true if there was one. */
bool redact(struct buf *out, struct str text, struct str forms);
/* The same with a dot for each UTF-16 unit, so that no position in it moves. */
bool redact_in_place(struct buf *out, struct str text, struct str forms);
void redact_dots(struct buf *out, struct str text);
