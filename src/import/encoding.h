#pragma once
/* Bytes of a text file, in whichever encoding office programs write, to UTF-8. Pure; any thread. */
#include "base/arena.h"
#include "base/str.h"
#include "import/report.h"

/* UTF-8 with or without a byte order mark, UTF-16 of either order with or without one, and
 * Windows-1252 for what is not valid UTF-8. The result is valid UTF-8 without mark and without zero
 * bytes, in the arena or a view of the bytes. False, with the problem in the report, for anything
 * else: what is longer than IMPORT_FILE_MAX_BYTES, and what is no text. */
bool encoding_to_utf8(struct arena *, struct str bytes, struct str *text, struct report *);
