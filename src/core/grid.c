/* The grid: topics on places and slots. */
#include "core/meetings.h"

void load_cell(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}
size_t core_grid(const struct core *core, ident meeting, struct cell *out, size_t cap)
{
	(void)core;
	(void)meeting;
	(void)out;
	(void)cap;
	return 0;
}
struct cell core_cell(const struct core *core, ident meeting, ident topic)
{
	(void)core;
	(void)meeting;
	return (struct cell){topic, -1, -1};
}
int meeting_places(const struct meeting *m)
{
	(void)m;
	return 0;
}
struct str meeting_place(const struct meeting *m, int place)
{
	(void)m;
	(void)place;
	return STR("");
}
int64_t meeting_slot_start(const struct meeting *m, int slot)
{
	(void)slot;
	return m->grid_starts;
}
size_t core_clashes(const struct core *core, ident meeting, struct clash *out, size_t cap)
{
	(void)core;
	(void)meeting;
	(void)out;
	(void)cap;
	return 0;
}

void on_grid_set(struct core *core, const struct msg_grid_set *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_grid_put(struct core *core, const struct msg_grid_put *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_grid_fill(struct core *core, const struct msg_grid_fill *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void grid_restore(struct core *core, struct meeting_row *row, const struct cell *cells, size_t count)
{
	(void)core;
	(void)row;
	(void)cells;
	(void)count;
}
