#include "import/report.h"

void report_problem(struct report *r, uint32_t line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	remarks_vadd(&r->mem, &r->problems, line, format, args);
	va_end(args);
}

void report_note(struct report *r, uint32_t line, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	remarks_vadd(&r->mem, &r->notes, line, format, args);
	va_end(args);
}

void report_free(struct report *r)
{
	arena_free(&r->mem);
	*r = (struct report){0};
}
