#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static enum log_level least_level = LOG_INFO;
static bool to_journal;

void log_open(enum log_level least, bool journal)
{
	least_level = least;
	to_journal = journal;
}

void log_line(enum log_level level, const char *module, const char *format, ...)
{
	static const char *const names[] = {"debug", "info", "warning", "error"};
	static const int priorities[] = {7, 6, 4, 3}; /* syslog(3) */
	if (level < least_level)
		return;
	char line[1024];
	va_list args;
	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	if (to_journal) {
		fprintf(stderr, "<%d>%s: %s\n", priorities[level], module, line);
		return;
	}
	struct timespec now;
	struct tm tm;
	char stamp[32] = "";
	clock_gettime(CLOCK_REALTIME, &now);
	if (localtime_r(&now.tv_sec, &tm))
		strftime(stamp, sizeof stamp, "%H:%M:%S", &tm);
	fprintf(stderr, "%s.%03ld %s %s: %s\n", stamp, now.tv_nsec / 1000000, names[level], module, line);
}

_Noreturn void die(const char *file, int line, const char *what)
{
	log_line(LOG_ERROR, "tandem", "%s:%d: %s: stopping", file, line, what);
	abort();
}
