/* The map somebody draws of their partnerships, or a group of its relations. */
#include "core/inside.h"

void load_relation(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void on_relation_set(struct core *core, const struct msg_relation_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}
