#include "base/clock.h"

#include <string.h>
#include <time.h>

/* No clock can show a time before this program was written; one that does was never set. */
#define WRITTEN_AT 1763683200LL /* 2025-11-21 */

static int64_t read_ms(clockid_t id)
{
	struct timespec t;
	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct moment clock_now(void)
{
	struct moment now = {.wall = read_ms(CLOCK_REALTIME), .mono = read_ms(CLOCK_BOOTTIME)};
	now.trusted = now.wall / 1000 >= WRITTEN_AT;
	return now;
}

struct civil civil_from(int64_t wall)
{
	time_t seconds = (time_t)(wall >= 0 ? wall / 1000 : (wall - 999) / 1000);
	struct tm tm;
	if (!localtime_r(&seconds, &tm))
		memset(&tm, 0, sizeof tm);
	return (struct civil){.year = tm.tm_year + 1900,
		.month = tm.tm_mon + 1,
		.day = tm.tm_mday,
		.hour = tm.tm_hour,
		.minute = tm.tm_min,
		.second = tm.tm_sec,
		.weekday = (tm.tm_wday + 6) % 7};
}

int64_t civil_to(struct civil c)
{
	struct tm tm = {.tm_year = c.year - 1900,
		.tm_mon = c.month - 1,
		.tm_mday = c.day,
		.tm_hour = c.hour,
		.tm_min = c.minute,
		.tm_sec = c.second,
		.tm_isdst = -1};
	return (int64_t)mktime(&tm) * 1000;
}

int64_t day_start(int64_t wall)
{
	struct civil c = civil_from(wall);
	return civil_to((struct civil){.year = c.year, .month = c.month, .day = c.day});
}
