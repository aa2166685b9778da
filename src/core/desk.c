/* The coordinator: people, organisations, sessions, as they are set up on a laptop. */
#include "core/viewer.h"

void load_belonging(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void on_person_set(struct core *core, const struct msg_person_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_organisation_set(struct core *core, const struct msg_organisation_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_belonging_set(struct core *core, const struct msg_belonging_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_session_set(struct core *core, const struct msg_session_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_session_cancel(struct core *core, const struct msg_session_cancel *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void view_desk(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	(void)v;
	doc_number(mem, doc, "people", (int64_t)core_people_count(core));
}
