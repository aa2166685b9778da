/* Phones that follow a board: who asks, and what they are told. */
#include "core/inside.h"

#include <stdlib.h>

struct watchers {
	int none;
};

struct watchers *watchers_new(void)
{
	return xcalloc(1, sizeof(struct watchers));
}

void watchers_free(struct watchers *watchers)
{
	free(watchers);
}

bool watch_knows(const struct core *core)
{
	return core->msg->origin.device != 0;
}
void watch_cards(struct core *core, ident board)
{
	(void)core;
	(void)board;
}
void watch_meeting(struct core *core, ident board)
{
	(void)core;
	(void)board;
}
void watch_tell(struct core *core)
{
	(void)core;
}
void watch_drop_conn(struct core *core, uint64_t conn)
{
	(void)core;
	(void)conn;
}
enum err asker_person(struct core *core, ident named, ident *person)
{
	*person = named;
	return !named || core_person(core, named) ? ERR_none : ERR_not_found;
}
enum err asker_on_board(const struct core *core, ident board)
{
	(void)core;
	(void)board;
	return ERR_none;
}
enum err asker_leads(const struct core *core, const struct meeting *m)
{
	return core->msg->origin.source == FROM_SCREEN && m->lead == LEAD_KIOSK ? ERR_none : ERR_not_allowed;
}
enum err asker_sets_up(const struct core *core, ident board)
{
	(void)board;
	return core->msg->origin.source == FROM_SCREEN && pin_signed_in(core) ? ERR_none : ERR_not_allowed;
}
bool watch_has_phone(const struct core *core, ident board, ident person)
{
	(void)core;
	(void)board;
	(void)person;
	return false;
}
struct face face_of(struct core *core, struct arena *mem, ident person)
{
	(void)core;
	(void)mem;
	return (struct face){.person = person};
}
void on_board_open(struct core *core, const struct msg_board_open *m)
{
	core_reply(core, ERR_not_allowed, m->board);
}
void on_board_search(struct core *core, const struct msg_board_search *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}
void on_topic_read(struct core *core, const struct msg_topic_read *m)
{
	core_reply(core, ERR_not_allowed, m->topic);
}
