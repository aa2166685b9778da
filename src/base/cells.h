#pragma once
/* Cells of a file for a spreadsheet (RFC 4180). Every cell of text is quoted, so that none is taken for a number or a
 * date; one that begins with = + - or @ would be taken for a formula and gets an apostrophe in front (OWASP, CSV
 * injection). `before` is what stands in front: "" or ",". Any thread. */
#include "base/buf.h"

#define CELLS_MARK STR("\xEF\xBB\xBF") /* a file begins with it, or spreadsheets do not read UTF-8 */

void cell_text(struct buf *, const char *before, struct str);
void cell_number(struct buf *, const char *before, int64_t);
/* In the room's time zone, with a space instead of ISO 8601's T; empty: not settled. */
void cell_time(struct buf *, const char *before, int64_t wall);
