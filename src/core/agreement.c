/* Agreements: what the members of a partnership settled, version by version. */
#include "core/partners.h"

void load_agreement(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void load_duty(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void load_goal(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void load_confirmation(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void load_goal_value(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void on_agreement_set(struct core *core, const struct msg_agreement_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_agreement_confirm(struct core *core, const struct msg_agreement_confirm *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_goal_set(struct core *core, const struct msg_goal_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_goal_drop(struct core *core, const struct msg_goal_drop *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_goal_value(struct core *core, const struct msg_goal_value *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}
