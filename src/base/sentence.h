#pragma once
/* A sentence for somebody whose language is not known where it is made: a file is read on one thread or another, what is
 * wrong with it is shown on a page or a terminal. So the English one is kept, as translators know it, and apart from it
 * what goes into its gaps. Whoever shows it translates the format and fills it. Its strings live in the arena given, but
 * for the format, which is a literal. Any thread. */
#include <stdarg.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

#define N_(text) text /* is translated where it is shown */

#define SENTENCE_GAP_END '\xFF' /* behind each gap's text: no valid UTF-8 has it */

struct sentence {
	const char *format; /* N_("…"), of printf */
	struct str gaps;    /* what its conversions come to, in order: valid UTF-8, in one line */
};
/* The arguments are valid UTF-8. */
struct sentence sentence_make(struct arena *, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct sentence sentence_vmake(struct arena *, const char *format, va_list)
	__attribute__((format(printf, 2, 0)));
bool sentence_gap(struct str *rest, struct str *gap); /* the next of `gaps`; false: there are no more */
/* Adds it as the translation of its format says it, which may number its arguments ("%2$s"). */
void sentence_fill(struct buf *, struct sentence, const char *translated);

/* Sentences about a file, each with its line; 0 is the file as a whole. There is no end to what a wrong file can have
 * wrong, so past a limit they are only counted. A zeroed list is empty. */
#define REMARKS_MAX 200
struct remark {
	uint32_t line;
	struct sentence what;
};
struct remarks {
	struct remark *list;
	uint32_t count, left; /* `left`: how many more there were */
};
void remarks_add(struct arena *, struct remarks *, uint32_t line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void remarks_vadd(struct arena *, struct remarks *, uint32_t line, const char *format, va_list)
	__attribute__((format(printf, 4, 0)));
void remarks_copy(struct arena *, struct remarks *to, const struct remarks *from);
