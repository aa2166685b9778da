/* What people offer and wish to learn, and how they like to meet. */
#include "core/partners.h"

void load_exchange(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void on_exchange_set(struct core *core, const struct msg_exchange_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_profile_set(struct core *core, const struct msg_profile_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}
