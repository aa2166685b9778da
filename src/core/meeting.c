/* Meetings: their life, their phases, the lead. */
#include "core/meetings.h"

#include <stdlib.h>

struct meetings *meetings_new(void)
{
	return xcalloc(1, sizeof(struct meetings));
}

void meetings_free(struct meetings *meetings)
{
	table_free(&meetings->meetings, NULL);
	free(meetings);
}
int64_t meetings_deadline(const struct core *core)
{
	(void)core;
	return NEVER;
}
void meetings_tick(struct core *core)
{
	(void)core;
}
void meetings_loaded(struct core *core)
{
	(void)core;
}
void meetings_clock_set(struct core *core, int64_t by)
{
	(void)core;
	(void)by;
}
void meetings_arrive(struct core *core, ident board, ident person)
{
	(void)core;
	(void)board;
	(void)person;
}
void load_meeting(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}
void load_participant(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}
struct meeting_row *meeting_find(const struct core *core, ident id)
{
	return table_find(&core->meetings->meetings, id);
}
const struct meeting *core_meeting(const struct core *core, ident id)
{
	const struct meeting_row *row = meeting_find(core, id);
	return row ? &row->m : NULL;
}
const struct meeting *core_meeting_of(const struct core *core, ident board)
{
	(void)core;
	(void)board;
	return NULL;
}
const struct meeting *core_meeting_before(const struct core *core, ident board)
{
	(void)core;
	(void)board;
	return NULL;
}
bool core_screen_leads(const struct core *core, const struct meeting *m)
{
	(void)core;
	return m && m->lead == LEAD_KIOSK;
}
bool core_can_undo(const struct core *core, ident meeting)
{
	(void)core;
	(void)meeting;
	return false;
}
unsigned core_phases_open(const struct core *core, ident meeting)
{
	(void)core;
	(void)meeting;
	return 0;
}
int64_t core_phase_time(const struct core *core, ident meeting, enum phase p)
{
	(void)core;
	(void)meeting;
	(void)p;
	return 0;
}
size_t core_participants(const struct core *core, ident meeting, struct participant *out, size_t cap)
{
	(void)core;
	(void)meeting;
	(void)out;
	(void)cap;
	return 0;
}

void on_meeting_open(struct core *core, const struct msg_meeting_open *m)
{
	core_reply(core, ERR_not_allowed, m->board);
}

void on_meeting_phase(struct core *core, const struct msg_meeting_phase *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_meeting_ends(struct core *core, const struct msg_meeting_ends *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_meeting_undo(struct core *core, const struct msg_meeting_undo *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_meeting_join(struct core *core, const struct msg_meeting_join *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_meeting_close(struct core *core, const struct msg_meeting_close *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_lead_take(struct core *core, const struct msg_lead_take *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_lead_return(struct core *core, const struct msg_lead_return *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void meetings_hand_lead(struct core *core, ident meeting, ident device)
{
	struct meeting_row *row = meeting_find(core, meeting);
	if (!row)
		return;
	row->m.lead = device;
	core_changed(core, CHANGE_MEETINGS);
	watch_meeting(core, row->m.board);
}
