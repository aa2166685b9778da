#pragma once
/* A people file, as spreadsheets write it: bytes in, rows or problems out. No I/O; any thread.
 *
 * The first row names the columns, in English or German, in any order; others are left out, with a
 * note. Fields are separated by comma, semicolon or tab; the encoding is found by itself. */
#include "base/arena.h"
#include "core/msg.h"
#include "import/report.h"

#define PEOPLE_ROWS_MAX 200000 /* a longer file is refused */

struct people_file {
	struct import_person *rows; /* `name` is the family name; strings in the arena given */
	uint32_t count;
};

/* False when the report has a problem: then nothing of the file is to be used. */
bool people_read(struct arena *, struct str bytes, struct people_file *, struct report *);
