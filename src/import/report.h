#pragma once
/* What a file has wrong with it, and what is merely worth saying: for a person to read, each with its line in the
 * file. A zeroed one is empty. Any thread, its own one. */
#include "base/sentence.h"

#define IMPORT_FILE_MAX_BYTES ((size_t)16 * 1024 * 1024)

struct report {
	struct arena mem;
	struct remarks problems, notes;
};

/* line 0: the file as a whole. */
void report_problem(struct report *, uint32_t line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void report_note(struct report *, uint32_t line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void report_free(struct report *);
