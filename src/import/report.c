/* Collects problems and notes as text. There is no end to what a wrong file can have wrong, so past a
 * limit they are only counted. */
#include "import/report.h"

#include <stdarg.h>

#include "base/arena.h"

static void add(
	struct report *r, struct buf *out, uint32_t *count, uint32_t line, const char *format, va_list args)
{
	if (++*count > REPORT_LINES_MAX)
		return;
	struct arena mem = {0};
	struct str text = arena_vprintf(&mem, format, args);
	for (size_t i = 0; i < text.n; i++) /* what is quoted from the file may hold line breaks */
		if ((unsigned char)text.p[i] < ' ')
			((char *)text.p)[i] = ' ';
	if (line)
		buf_printf(out, "%s:%u: %.*s\n", r->file, line, STR_FMT(text));
	else
		buf_printf(out, "%s: %.*s\n", r->file, STR_FMT(text));
	arena_free(&mem);
}

void report_problem(struct report *r, uint32_t line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add(r, &r->problems, &r->problem_count, line, format, args);
	va_end(args);
}

void report_note(struct report *r, uint32_t line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add(r, &r->notes, &r->note_count, line, format, args);
	va_end(args);
}

void report_free(struct report *r)
{
	buf_free(&r->problems);
	buf_free(&r->notes);
	r->problem_count = r->note_count = 0;
}
