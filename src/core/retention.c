/* What is kept of check-ins: after some days only how many there were (the setting "retention_days"). The store
 * does it, a few thousand sessions at a time, an hour apart; while nobody has set the clock, or it may be wrong, nothing
 * goes: a year that has not come must not take this one's check-ins along. */
#include "core/inside.h"

#include <stdlib.h>

#define EVERY HOUR
#define AFTER_START MINUTE /* the room opens first */

struct retention {
	int64_t next; /* mono; 0: not yet known */
};

struct retention *retention_new(void)
{
	return xcalloc(1, sizeof(struct retention));
}

void retention_free(struct retention *r)
{
	free(r);
}

int64_t retention_deadline(const struct core *core)
{
	return core->ready && core->now.trusted ? core->retention->next : NEVER;
}

void retention_loaded(struct core *core)
{
	core->retention->next = core->now.mono + AFTER_START;
}

void retention_tick(struct core *core)
{
	struct retention *r = core->retention;
	if (!core->ready || !core->now.trusted || core->now.mono < r->next)
		return;
	r->next = core->now.mono + EVERY;
	int64_t days = setting_number(core, "retention_days");
	core_deed(core, (struct deed){.kind = DEED_retain, .a = core->now.wall - days * DAY});
}
