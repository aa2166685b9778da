/* Who would join a topic, and who sits together on it now. */
#include "core/inside.h"

#include <stdlib.h>

struct interests {
	int none;
};

struct interests *interests_new(void)
{
	return xcalloc(1, sizeof(struct interests));
}

void interests_free(struct interests *interests)
{
	free(interests);
}

int64_t interests_deadline(const struct core *core)
{
	(void)core;
	return NEVER;
}
void interests_tick(struct core *core)
{
	(void)core;
}
void interests_forget(struct core *core, ident topic)
{
	(void)core;
	(void)topic;
}
void interests_gather_on(struct core *core, const struct topic *t)
{
	(void)core;
	(void)t;
}
void interests_stop_gathering(struct core *core, struct topic *t)
{
	(void)core;
	t->gather_until = 0;
}
void load_interest(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}
size_t core_interested(const struct core *core, ident topic, enum interest kind, ident *people, size_t cap)
{
	(void)core;
	(void)topic;
	(void)kind;
	(void)people;
	(void)cap;
	return 0;
}

void on_interest_set(struct core *core, const struct msg_interest_set *m)
{
	core_reply(core, ERR_not_allowed, m->topic);
}

void on_gather(struct core *core, const struct msg_gather *m)
{
	core_reply(core, ERR_not_allowed, m->topic);
}
