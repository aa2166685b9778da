/* libFuzzer: any bytes as a calendar. Run with -timeout: a rule must not keep it busy. */
#include <stdint.h>

#include "base/clock.h"
#include "base/log.h"
#include "core/types.h"
#include "import/ical.h"

#define FROM 1795219200000LL /* 2026-11-21T00:00Z */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = {0};
	struct report report = {0};
	struct calendar_file calendar;
	bool good = calendar_read(
		&mem, (struct str){(const char *)data, size}, FROM, FROM + 61 * DAY, &calendar, &report);
	INVARIANT(good == (report.problems.count == 0));
	for (uint32_t i = 0; good && i < calendar.count; i++) {
		const struct import_event *e = &calendar.events[i];
		INVARIANT(e->uid.n > 0 && e->end > e->start && e->end - e->start <= DAY);
		INVARIANT(
			utf8_valid(e->title) && e->title.n <= TITLE_MAX_BYTES && utf8_valid(e->description));
		for (uint32_t k = 0; k < e->attendee_count; k++)
			INVARIANT(utf8_valid(e->attendees[k].name) && utf8_valid(e->attendees[k].email));
	}
	report_free(&report);
	arena_free(&mem);
	return 0;
}
