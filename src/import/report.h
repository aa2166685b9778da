#pragma once
/* What a file has wrong with it, and what is merely worth saying: lines for a person to read, each
 * with its place in the file. A zeroed one with `file` set is empty. Any thread, its own one. */
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

#define REPORT_LINES_MAX 200 /* of each; further ones are counted only */
#define IMPORT_FILE_MAX_BYTES ((size_t)16 * 1024 * 1024)

struct report {
	const char *file; /* as it is to be named */
	struct buf problems, notes;
	uint32_t problem_count, note_count;
};

/* line 0: the file as a whole. */
void report_problem(struct report *, uint32_t line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void report_note(struct report *, uint32_t line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void report_free(struct report *);
