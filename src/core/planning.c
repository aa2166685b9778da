/* Sessions are planned: alone or in a series, by the coordinator or a partnership's own members.
 *
 * Nobody is stopped from planning what overlaps. A facilitator who puts two tandems into one hour knows the room
 * better than we do, and somebody who is expected twice may well go to the one and be replaced in the other. So
 * overlaps are named wherever sessions are listed, and only times that cannot be are refused. A session that
 * somebody has come to is nobody's plan any more and stays as it is.
 *
 * The sessions of a series share a uid, as those of a calendar do, and each keeps the start it had when the series
 * was made: by that the ones after it are known, also when one was put off. */
#include <stdlib.h>

#include "core/desk.h"
#include "core/words_of.h"

#define AHEAD_MAX (400 * DAY) /* for the last of a series; as far as calendars are read */
#define LENGTH_MAX (7 * DAY)
#define SERIES_MAX 60
#define OVERLAPS_MAX 32 /* of one session that are told */
#define LISTED_MAX 300  /* sessions of two weeks; a room has fifty */

/* ---- overlaps ---- */

struct overlap { /* somebody who is expected in two sessions at a time */
	ident person, with;
};
struct ahead { /* one that is on or to come */
	const struct session_row *row;
	int64_t reach; /* when the last of this one and all before it ends */
};
struct timeline { /* by start */
	struct ahead *list;
	size_t count;
};

static bool counts(const struct core *core, const struct session *s)
{
	return session_is_open(s) &&
		(s->state != SESSION_WAITING || partnership_expects(core, s->partnership));
}

static int by_start(const void *a, const void *b)
{
	const struct session *x = &(*(const struct session_row *const *)a)->s,
			     *y = &(*(const struct session_row *const *)b)->s;
	return x->starts != y->starts ? (x->starts > y->starts) - (x->starts < y->starts)
				      : (x->id > y->id) - (x->id < y->id);
}

/* What is on or to come between these times. */
static struct timeline timeline_between(const struct core *core, int64_t from, int64_t to, struct arena *mem)
{
	const struct table *t = &core->sessions->sessions;
	const struct session_row **rows = ARENA_ARRAY(mem, const struct session_row *, t->count);
	struct timeline line = {.list = ARENA_ARRAY(mem, struct ahead, t->count)};
	for (size_t i = 0; i < t->count; i++) {
		const struct session_row *row = t->slots[i].row;
		if (row->s.ends > from && row->s.starts < to && counts(core, &row->s))
			rows[line.count++] = row;
	}
	if (line.count)
		qsort(rows, line.count, sizeof *rows, by_start);
	for (size_t i = 0; i < line.count; i++) {
		int64_t before = i ? line.list[i - 1].reach : 0;
		line.list[i] = (struct ahead){rows[i], rows[i]->s.ends > before ? rows[i]->s.ends : before};
	}
	return line;
}

/* The first that may still be on at that time: all before it are over. */
static size_t first_on(const struct timeline *line, int64_t wall)
{
	size_t low = 0, high = line->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (line->list[middle].reach <= wall)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Who belongs to both, each once. */
static size_t shared_people(
	const struct session_row *row, const struct session_row *other, struct overlap *out, size_t cap)
{
	size_t count = 0;
	for (size_t i = 0; i < row->member_count && count < cap; i++)
		for (size_t k = 0; k < other->member_count; k++)
			if (row->members[i].person == other->members[k].person && !row->members[i].gone_at &&
				!other->members[k].gone_at) {
				out[count++] = (struct overlap){row->members[i].person, other->s.id};
				break;
			}
	return count;
}

/* Whom it is too much for; *room: another one takes place at the same time. */
static size_t session_overlaps(const struct core *core, const struct timeline *line,
	const struct session_row *row, struct overlap *out, bool *room)
{
	size_t count = 0;
	*room = false;
	if (!counts(core, &row->s))
		return 0;
	for (size_t i = first_on(line, row->s.starts);
		i < line->count && line->list[i].row->s.starts < row->s.ends && count < OVERLAPS_MAX; i++) {
		const struct session_row *other = line->list[i].row;
		if (other == row || other->s.ends <= row->s.starts)
			continue;
		*room = true;
		count += shared_people(row, other, out + count, OVERLAPS_MAX - count);
	}
	return count;
}

static bool share_somebody(const struct session_row *a, const struct session_row *b)
{
	struct overlap first;
	return shared_people(a, b, &first, 1) > 0;
}

/* By their start each is compared with those only that begin before it ends. */
size_t sessions_in_conflict(
	const struct core *core, int64_t from, int64_t to, struct arena *mem, const struct session_row ***out)
{
	struct timeline line = timeline_between(core, from, to, mem);
	const struct ahead *list = line.list;
	const struct session_row **rows = ARENA_ARRAY(mem, const struct session_row *, line.count);
	bool *twice = ARENA_ARRAY(mem, bool, line.count);
	size_t found = 0;
	for (size_t i = 0; i < line.count; i++)
		for (size_t k = i + 1; k < line.count && list[k].row->s.starts < list[i].row->s.ends; k++)
			if ((!twice[i] || !twice[k]) && share_somebody(list[i].row, list[k].row))
				twice[i] = twice[k] = true;
	for (size_t i = 0; i < line.count; i++)
		if (twice[i] && list[i].row->s.starts >= from)
			rows[found++] = list[i].row;
	*out = rows;
	return found;
}

/* ---- planning ---- */

static bool possible(const struct core *core, int64_t starts, int64_t ends)
{
	const struct moment *now = &core->now;
	return starts > 0 && ends > starts && ends - starts <= LENGTH_MAX &&
		(!now->trusted || (ends > now->wall && starts <= now->wall + AHEAD_MAX));
}

/* The members plan their own; what is nobody's is the coordinator's. */
static enum err may_plan(struct core *core, ident partnership)
{
	if (!partnership)
		return asker_coordinates(core);
	enum err err = asker_in_partnership(core, partnership);
	return err ? err : partnership_may_plan(core, partnership) ? ERR_none : ERR_closed;
}

static struct session_row *plan_one(
	struct core *core, const struct partnership *p, struct str title, int64_t starts, int64_t ends)
{
	ident people[PARTNERS_MAX];
	size_t count = p ? partnership_people(p, people, PARTNERS_MAX) : 0;
	struct session_row *row = session_add(core, p ? p->model : MODEL_TANDEM, starts, ends);
	row->s.partnership = p ? p->id : 0;
	row->s.title = title;
	for (size_t i = 0; i < count; i++)
		member_save(core, member_add(core, row, people[i], true));
	return row;
}

static ident plan_all(
	struct core *core, const struct msg_session_set *m, const struct partnership *p, struct str title)
{
	struct str uid = STR("");
	ident first = 0;
	for (int n = 0; n < (m->times > 1 ? m->times : 1); n++) {
		int64_t starts = rhythm_later(m->rhythm, m->starts, n);
		struct session_row *row = plan_one(core, p, title, starts, starts + m->ends - m->starts);
		if (!first && m->times > 1)
			uid = arena_printf(&core->scratch, "series-%lld", (long long)row->s.id);
		row->uid = uid;
		row->recurrence = uid.n ? starts : 0;
		session_save(core, row);
		first = first ? first : row->s.id;
	}
	return first;
}

static enum err plan(struct core *core, const struct msg_session_set *m, struct str title, ident *id)
{
	const struct partnership *p = core_partnership(core, m->partnership);
	bool series = m->times > 1;
	enum err err = may_plan(core, m->partnership);
	if (err)
		return err;
	if (m->times < 0 || m->times > SERIES_MAX || (unsigned)m->rhythm >= RHYTHM_COUNT ||
		(series && m->rhythm == RHYTHM_ONCE) || (!p && !title.n) ||
		!possible(core, m->starts, m->ends))
		return ERR_invalid;
	int64_t last = rhythm_later(m->rhythm, m->starts, series ? m->times - 1 : 0);
	if (!possible(core, last, last + m->ends - m->starts))
		return ERR_invalid;
	audit_line(core, *id = plan_all(core, m, p, title));
	return ERR_none;
}

/* One that was cancelled takes place again. */
static enum err replan(struct core *core, const struct msg_session_set *m, struct str title)
{
	struct session_row *row = session_find(core, m->session);
	bool back = row && row->s.state == SESSION_CANCELLED;
	enum err err = row ? may_plan(core, row->s.partnership) : ERR_not_found;
	if (err)
		return err;
	if (row->s.state != SESSION_WAITING && !back)
		return ERR_closed;
	if ((m->partnership && m->partnership != row->s.partnership) || (!row->s.partnership && !title.n) ||
		!possible(core, m->starts, m->ends))
		return ERR_invalid;
	if (!back && row->s.starts == m->starts && row->s.ends == m->ends && str_eq(row->s.title, title))
		return ERR_already;
	if (back)
		session_move(row, SESSION_WAITING);
	row->s.starts = m->starts;
	row->s.ends = m->ends;
	row->s.title = title;
	session_save(core, row);
	audit_line(core, row->s.id);
	return ERR_none;
}

void on_session_set(struct core *core, const struct msg_session_set *m)
{
	struct str title;
	ident id = m->session;
	enum err err = core_clean(core, m->title, TITLE_MAX_BYTES, false, &title);
	if (!err)
		err = m->session ? replan(core, m, title) : plan(core, m, title, &id);
	core_reply(core, err, id);
}

/* ---- calling off ---- */

static bool is_later_of(const struct session_row *row, const struct session_row *first)
{
	return first->uid.n && str_eq(row->uid, first->uid) && row->recurrence > first->recurrence &&
		row->s.state == SESSION_WAITING;
}

static bool cancel_later(struct core *core, const struct session_row *first)
{
	const struct table *t = &core->sessions->sessions;
	bool any = false;
	for (size_t i = 0; i < t->count; i++) {
		struct session_row *row = t->slots[i].row;
		if (!is_later_of(row, first))
			continue;
		session_move(row, SESSION_CANCELLED);
		session_save(core, row);
		any = true;
	}
	return any;
}

static enum err cancel(struct core *core, const struct msg_session_cancel *m)
{
	struct session_row *row = session_find(core, m->session);
	enum err err = !row          ? ERR_not_found
		: row->s.partnership ? asker_in_partnership(core, row->s.partnership)
				     : asker_coordinates(core);
	if (err)
		return err;
	bool waits = row->s.state == SESSION_WAITING, was = row->s.state == SESSION_CANCELLED;
	if (!waits && !was)
		return ERR_closed;
	if (waits) {
		session_move(row, SESSION_CANCELLED);
		session_save(core, row);
	}
	bool later = m->following && cancel_later(core, row);
	if (!waits && !later)
		return ERR_already;
	audit_line(core, m->session);
	return ERR_none;
}

void on_session_cancel(struct core *core, const struct msg_session_cancel *m)
{
	core_reply(core, cancel(core, m), m->session);
}

/* ---- the pages ---- */

static void tell_overlaps(struct core *core, struct arena *mem, struct doc *in, const struct timeline *line,
	const struct session_row *row)
{
	struct overlap overlaps[OVERLAPS_MAX];
	bool room;
	size_t count = session_overlaps(core, line, row, overlaps, &room);
	struct doc *list = doc_list(mem, in, "conflicts");
	for (size_t i = 0; i < count; i++) {
		struct doc *one = doc_map(mem, list, NULL);
		view_person(core, mem, one, "person", overlaps[i].person, false);
		doc_number(mem, one, "with", overlaps[i].with);
	}
	doc_flag(mem, in, "room", room);
}

static void tell_session(struct core *core, struct arena *mem, struct doc *in, const struct timeline *line,
	const struct session_row *row)
{
	const struct session *s = &row->s;
	const struct partnership *p = core_partnership(core, s->partnership);
	struct doc *d = doc_map(mem, in, NULL);
	doc_number(mem, d, "id", s->id);
	doc_number(mem, d, "partnership", s->partnership);
	doc_text(mem, d, "name", p ? partnership_called(core, p, mem) : STR(""));
	doc_text(mem, d, "title", s->title);
	doc_number(mem, d, "starts", s->starts);
	doc_number(mem, d, "ends", s->ends);
	doc_text(mem, d, "state", str_from(word_of(&words_session_states, (int)s->state)));
	doc_flag(mem, d, "series", row->recurrence != 0);
	doc_number(mem, d, "here", (int64_t)session_here(row));
	doc_number(mem, d, "members", (int64_t)row->member_count);
	tell_overlaps(core, mem, d, line, row);
}

void desk_sessions(struct core *core, struct arena *mem, struct doc *in,
	const struct session_row *const *rows, size_t count)
{
	int64_t from = INT64_MAX, to = 0;
	for (size_t i = 0; i < count; i++) {
		from = rows[i]->s.starts < from ? rows[i]->s.starts : from;
		to = rows[i]->s.ends > to ? rows[i]->s.ends : to;
	}
	struct timeline line = timeline_between(core, from, to, &core->scratch);
	struct doc *list = doc_list(mem, in, "sessions");
	for (size_t i = 0; i < count; i++)
		tell_session(core, mem, list, &line, rows[i]);
}

/* {"from","sessions":[{"id","partnership","name","title","starts","ends","state","series":bool,"here":n,"members":n,
 * "conflicts":[{"person":face,"with":session}],"room":bool}]}: the two weeks from the day `from` is in; 0: today. */
void view_desk_sessions(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct table *t = &core->sessions->sessions;
	const struct session_row *found[LISTED_MAX];
	int64_t from = day_start(v->from > 0 ? v->from : core->now.wall);
	size_t count = 0;
	for (size_t i = 0; i < t->count && count < LISTED_MAX; i++) {
		const struct session_row *row = t->slots[i].row;
		if (row->s.starts >= from && row->s.starts < from + 14 * DAY)
			found[count++] = row;
	}
	if (count)
		qsort(found, count, sizeof *found, by_start);
	doc_number(mem, doc, "from", from);
	desk_sessions(core, mem, doc, found, count);
}
