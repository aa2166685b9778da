#pragma once
/* The lines of a calendar file: its events, one after the other, unfolded and with nothing left in
 * them but the properties we use, and where in the file each begins. Pure; any thread. */
#include "base/arena.h"
#include "base/str.h"
#include "import/report.h"

enum ical_block { ICAL_EVENT, ICAL_ZONE };

struct ical_lines { /* set `rest` to the file; zero the others */
	struct str rest;
	uint32_t line; /* of what was read last */
	bool calendar; /* BEGIN:VCALENDAR was there */
	bool cancels;  /* METHOD:CANCEL: whoever sent this takes all of it back */
};

struct ical_component {
	enum ical_block kind;
	uint32_t line;   /* of its BEGIN */
	struct str text; /* from BEGIN to END, UTF-8, lines ended by CR LF; in the arena, ended by a NUL */
};

/* The next event or time zone. False at the end of the file. */
bool ical_next(struct arena *, struct ical_lines *, struct ical_component *, struct report *);
