#pragma once
/* Time is two things. The monotonic clock orders and measures; the wall clock names a moment and
 * may be wrong: a Pi has no battery, and boots in the past until the network has told it. */
#include <stdbool.h>
#include <stdint.h>

#define SECOND 1000LL
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define NEVER INT64_MAX

struct moment {
	int64_t wall; /* milliseconds since 1970-01-01 UTC */
	int64_t mono; /* milliseconds since some start; never goes back */
	bool trusted; /* whether the wall clock was set by somebody who knows */
};

struct moment clock_now(void); /* the real clocks; any thread. Only platform, store, net and main ask. */

struct civil {                /* a wall time in the room's time zone */
	int year, month, day; /* month 1-12 */
	int hour, minute, second;
	int weekday; /* 0 is Monday */
};

struct civil civil_from(int64_t wall); /* by the TZ of the process; any thread */
int64_t civil_to(struct civil);        /* weekday ignored; out of range fields carry over */
int64_t day_start(int64_t wall);       /* local midnight at or before */
