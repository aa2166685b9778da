/* When people meet again: by a rhythm that boards and partnerships have alike, and what a partnership's sessions
 * say of it. Sessions of long ago are not in memory, so how often it met is asked of the store once, while starting,
 * and counted from then on. */
#include "core/partners.h"
#include "core/sessions.h"

#define PAST_ROWS 500 /* of one answer; then the next are asked for */

/* ---- by the rhythm ---- */

static int days_in_month(int year, int month)
{
	return civil_from(civil_to((struct civil){.year = year, .month = month + 1, .day = 0, .hour = 12}))
		.day;
}

/* The first meeting's weekday and hour, so many months later: the same of the month's Tuesdays, and the
 * last one for the fifth. */
static int64_t months_later(struct civil first, int months)
{
	struct civil c = civil_from(civil_to(
		(struct civil){.year = first.year, .month = first.month + months, .day = 1, .hour = 12}));
	int day = 1 + (first.weekday - c.weekday + 7) % 7 + 7 * ((first.day - 1) / 7);
	c.day = day > days_in_month(c.year, c.month) ? day - 7 : day;
	c.hour = first.hour;
	c.minute = first.minute;
	c.second = first.second;
	return civil_to(c);
}

static int64_t days_later(struct civil first, int days)
{
	first.day += days;
	return civil_to(first);
}

int64_t rhythm_later(enum rhythm rhythm, int64_t first, int n)
{
	struct civil c = civil_from(first);
	if (rhythm == RHYTHM_MONTHLY)
		return months_later(c, n);
	return days_later(c, rhythm == RHYTHM_ONCE ? 0 : (rhythm == RHYTHM_FORTNIGHTLY ? 14 : 7) * n);
}

int64_t rhythm_next(enum rhythm rhythm, int64_t first, int64_t wall)
{
	struct civil start = civil_from(first), now = civil_from(wall);
	int weeks = rhythm == RHYTHM_FORTNIGHTLY ? 2 : 1;
	int64_t next = first;
	if (!next || next > wall)
		return next;
	if (rhythm == RHYTHM_ONCE)
		return 0;
	if (rhythm == RHYTHM_MONTHLY) {
		int months = (now.year - start.year) * 12 + now.month - start.month;
		next = months_later(start, months);
		return next > wall ? next : months_later(start, months + 1);
	}
	for (int64_t n = (wall - next) / (weeks * 7 * DAY); next <= wall; n++)
		next = days_later(start, (int)n * weeks * 7);
	return next;
}

int64_t rhythm_proposes(const struct core *core, const struct session *s)
{
	const struct partnership *p = core_partnership(core, s->partnership);
	int64_t from = s->starts > core->now.wall ? s->starts : core->now.wall;
	if (!p || p->rhythm == RHYTHM_ONCE || !partnership_may_plan(core, p->id) ||
		core_partnership_sessions(core, p->id, from).next)
		return 0;
	return rhythm_next(p->rhythm, s->starts, from);
}

/* ---- how often they met ---- */

/* Of those in memory: the others ended before the first of these did. */
static void ask_past(struct core *core, ident after)
{
	const struct table *t = &core->partnerships->partnerships;
	int64_t first = INT64_MAX;
	for (size_t i = 0; i < t->count; i++) {
		int64_t ended = ((const struct partnership_row *)t->slots[i].row)->p.ended_at;
		first = ended && ended < first ? ended : first;
	}
	core_ask(core, (struct ask){.kind = ASK_met, .a = after, .b = first});
}

void rhythm_loaded(struct core *core)
{
	if (core->partnerships->partnerships.count)
		ask_past(core, 0);
}

/* As long as an answer is full there may be more. */
void rhythm_take_rows(struct core *core, const struct msg_rows *m)
{
	for (uint32_t i = 0; m->columns == 3 && i < m->rows; i++) {
		const struct value *v = m->values + (size_t)i * m->columns;
		struct partnership_row *row = partnership_find(core, v[0].i);
		if (!row)
			continue;
		row->held = (int32_t)v[1].i;
		row->met = v[2].i;
	}
	if (m->rows >= PAST_ROWS)
		ask_past(core, m->values[(size_t)(m->rows - 1) * m->columns].i);
	core_changed(core, CHANGE_PARTNERSHIPS);
}

void rhythm_count(struct core *core, const struct session *s, int by)
{
	struct partnership_row *row = partnership_find(core, s->partnership);
	if (!row)
		return;
	row->held += by;
	row->met = by > 0 && s->starts > row->met ? s->starts : row->met;
	core_changed(core, CHANGE_PARTNERSHIPS);
}

static void take_soon(struct partnership_row *row, const struct session *s, int64_t wall)
{
	struct partnership_sessions *soon = &row->soon;
	if (!session_is_open(s) || s->ends <= wall)
		return;
	row->planned += s->state == SESSION_WAITING;
	if (s->state != SESSION_WAITING && !soon->on)
		soon->on = s->id;
	if (s->starts <= wall || (soon->next && s->starts >= soon->next))
		return;
	soon->next = s->starts;
	soon->next_session = s->id;
}

/* One pass over all sessions for all partnerships: whoever lists them asks for each. */
static void count_soon(const struct core *core, int64_t wall)
{
	struct partnerships *all = core->partnerships;
	const struct table *sessions = &core->sessions->sessions;
	for (size_t i = 0; i < all->partnerships.count; i++) {
		struct partnership_row *row = all->partnerships.slots[i].row;
		row->soon = (struct partnership_sessions){0};
		row->planned = 0;
	}
	for (size_t i = 0; i < sessions->count; i++) {
		const struct session *s = &((const struct session_row *)sessions->slots[i].row)->s;
		struct partnership_row *row = s->partnership ? partnership_find(core, s->partnership) : NULL;
		if (row)
			take_soon(row, s, wall);
	}
	all->soon_known = true;
	all->soon_wall = wall;
}

static const struct partnership_row *with_soon(const struct core *core, ident id, int64_t wall)
{
	const struct partnerships *all = core->partnerships;
	if (!all->soon_known || all->soon_wall != wall)
		count_soon(core, wall);
	return partnership_find(core, id);
}

void partnerships_sessions_changed(struct core *core)
{
	core->partnerships->soon_known = false;
}

int32_t partnership_planned(const struct core *core, ident id, int64_t wall)
{
	const struct partnership_row *row = with_soon(core, id, wall);
	return row ? row->planned : 0;
}

struct partnership_sessions core_partnership_sessions(const struct core *core, ident id, int64_t wall)
{
	const struct partnership_row *row = with_soon(core, id, wall);
	struct partnership_sessions out = {0};
	if (!row)
		return out;
	out = row->soon;
	out.held = row->held;
	out.last = row->met;
	return out;
}
