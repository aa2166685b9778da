/* A programme: a group's way through five steps. */
#include "core/programme.h"
#include "core/inside.h"

#include <stdlib.h>

struct programmes {
	int none;
};

struct programmes *programmes_new(void)
{
	return xcalloc(1, sizeof(struct programmes));
}

void programmes_free(struct programmes *p)
{
	free(p);
}

void load_programme(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void load_programme_step(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void load_progress(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void load_priority(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void on_programme_set(struct core *core, const struct msg_programme_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_programme_go(struct core *core, const struct msg_programme_go *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_programme_done(struct core *core, const struct msg_programme_done *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_priority_set(struct core *core, const struct msg_priority_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

/* ---- reading ---- */

bool core_programme_next(const struct core *core, ident person, int64_t wall, struct programme_next *out)
{
	(void)core;
	(void)person;
	(void)wall;
	*out = (struct programme_next){0};
	return false;
}
