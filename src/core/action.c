/* Actions: who does what by when, from sessions and from boards, until they are settled. */
#include "core/inside.h"

#include <stdlib.h>

struct actions {
	int none;
};

struct actions *actions_new(void)
{
	return xcalloc(1, sizeof(struct actions));
}

void actions_free(struct actions *actions)
{
	free(actions);
}

void actions_put(struct core *core, const struct action *a)
{
	(void)core;
	(void)a;
}
const struct action *core_action(const struct core *core, ident id)
{
	(void)core;
	(void)id;
	return NULL;
}
size_t core_topic_actions(const struct core *core, ident topic, const struct action **out, size_t cap)
{
	(void)core;
	(void)topic;
	(void)out;
	(void)cap;
	return 0;
}
size_t core_open_actions(const struct core *core, ident meeting, const struct action **out, size_t cap)
{
	(void)core;
	(void)meeting;
	(void)out;
	(void)cap;
	return 0;
}
size_t core_actions_of(const struct core *core, ident person, const struct action **out, size_t cap)
{
	(void)core;
	(void)person;
	(void)out;
	(void)cap;
	return 0;
}
size_t core_found_actions(const struct core *core, ident topic, struct found_action *out, size_t cap)
{
	(void)core;
	(void)topic;
	(void)out;
	(void)cap;
	return 0;
}

void on_action_set(struct core *core, const struct msg_action_set *m)
{
	core_reply(core, ERR_not_allowed, m->action);
}

void on_action_settle(struct core *core, const struct msg_action_settle *m)
{
	core_reply(core, ERR_not_allowed, m->action);
}
