#pragma once
/* The log: one line each to standard error, with the syslog priority prefix that journald reads.
 * Any thread. Never a name, a note's text or a token: ids only. */
#include <stdbool.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

void log_open(enum log_level least, bool journal); /* journal: "<4>" prefixes instead of times */
void log_line(enum log_level, const char *module, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#define log_debug(...) log_line(LOG_DEBUG, LOG_MODULE, __VA_ARGS__)
#define log_info(...) log_line(LOG_INFO, LOG_MODULE, __VA_ARGS__)
#define log_warn(...) log_line(LOG_WARN, LOG_MODULE, __VA_ARGS__)
#define log_error(...) log_line(LOG_ERROR, LOG_MODULE, __VA_ARGS__)

/* A broken invariant: say where and abort. systemd starts us again; what was acknowledged is on disk. */
_Noreturn void die(const char *file, int line, const char *what);
#define INVARIANT(condition)                                                                                 \
	do {                                                                                                 \
		if (!(condition))                                                                            \
			die(__FILE__, __LINE__, #condition);                                                 \
	} while (0)
