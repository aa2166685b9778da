#pragma once
/* A calendar file, as Google, Outlook and Nextcloud write it (RFC 5545): bytes in, the meetings of a
 * span of time or problems out. Floating times are in the process's time zone; named zones come from
 * the system's time zone database, or from the file where it does not know them. One thread at a
 * time: libical keeps a global error state. */
#include "base/arena.h"
#include "core/msg.h"
#include "import/report.h"

#define OCCURRENCES_MAX 1000      /* of one event within the span; more are refused */
#define CALENDAR_EVENTS_MAX 50000 /* in all; more are refused */

struct calendar_file {
	struct import_event *events; /* strings and attendees in the arena given */
	uint32_t count;
};

/* Every occurrence that starts, or was to start, in [from, to) (ms since 1970 UTC). False when the
 * report has a problem: then nothing of the file is to be used. All-day events and those longer than
 * a day are left out, with a note. */
bool calendar_read(
	struct arena *, struct str bytes, int64_t from, int64_t to, struct calendar_file *, struct report *);
