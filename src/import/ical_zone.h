#pragma once
/* Time zones by the names that calendars give them. One thread at a time. */
#include <libical/ical.h>

#include "base/arena.h"
#include "base/str.h"

struct ical_zones; /* those of one file */

struct ical_zones *ical_zones_new(void);
void ical_zones_free(struct ical_zones *); /* NULL is fine */

/* A VTIMEZONE of the file: used only for names that are known nowhere else. */
void ical_zones_add(struct ical_zones *, const char *vtimezone);

/* By the name in the IANA database, with or without a vendor's prefix, by Microsoft's name, or by the
 * file's own definition. NULL: unknown. */
icaltimezone *ical_zone(struct ical_zones *, const char *name);
