/* Sessions and who belongs to them: kept, loaded, and read by the day. What may happen to one, by whom
 * and when, is in check_in.c, turn.c and takeaway.c; here is the table of its allowed moves. */
#include "core/sessions.h"

#include <stdlib.h>

#include "core/person.h"

#define TODAY_MAX 256 /* sessions of one day that are looked at; a room has twenty */

/* ---- life ---- */

struct sessions *sessions_new(void)
{
	return xcalloc(1, sizeof(struct sessions));
}

static void session_drop(void *p)
{
	struct session_row *row = p;
	for (size_t i = 0; i < row->choice_count; i++)
		free(row->choices[i].block);
	free(row->block);
	free(row->members);
	free(row->turns);
	free(row->choices);
	free(row->bids);
	free(row->bid_block);
	free(row->insights);
	arena_free(&row->insight_mem);
	free(row->written);
	arena_free(&row->history_mem);
}

void sessions_free(struct sessions *sessions)
{
	table_free(&sessions->sessions, session_drop);
	free(sessions);
}

static struct session_row *session_at(const struct core *core, size_t i)
{
	return core->sessions->sessions.slots[i].row;
}

/* ---- keeping ---- */

static void keep_strings(struct session_row *row)
{
	struct str *const fields[] = {&row->s.title, &row->s.focus, &row->uid};
	strings_keep(&row->block, fields, sizeof fields / sizeof *fields);
}

struct session_row *session_find(const struct core *core, ident id)
{
	return table_find(&core->sessions->sessions, id);
}

struct session_row *session_add(struct core *core, enum model model, int64_t starts, int64_t ends)
{
	ident id = core_new_id(core);
	struct session_row *row = table_add(&core->sessions->sessions, id, sizeof *row);
	row->s = (struct session){.id = id, .model = model, .starts = starts, .ends = ends, .step = -1};
	row->s.title = row->s.focus = row->uid = STR("");
	return row;
}

void session_save(struct core *core, struct session_row *row)
{
	struct session *s = &row->s;
	const struct turn *t = &s->turn;
	keep_strings(row);
	partnerships_sessions_changed(core);
	core->sessions->quiet_until = 0;
	s->seq = core->step_seq;
	/* What the monotonic clock says means nothing after a restart; the wall clock's word goes along
	 * where it can be believed. */
	int64_t since_wall =
		t->running && core->now.trusted ? core->now.wall - (core->now.mono - t->since) : 0;
	PUT(core, REC_session, VI(s->id), VI(s->partnership), VI(s->model), VS(s->title), VI(s->starts),
		VI(s->ends), VI(s->state), VI(s->walk_in), VI(s->focus_topic), VS(s->focus), VI(s->note),
		VI(s->step), VI(row->turn_count), VI(t->total), VI(t->used), VI(t->since), VI(since_wall),
		VI(t->running), VI(t->learner), VI(t->role), VI(s->prompt), VI(s->next_start), VS(row->uid),
		VI(row->recurrence), VI(s->closed_at));
	core_changed(core, CHANGE_SESSIONS);
	const struct topic *about = s->walk_in ? core_topic(core, s->focus_topic) : NULL;
	if (about)
		watch_cards(core, about->board); /* the card says who sits together on it */
}

/* A turn that ran when the program ended runs on, if both clocks can say for how long; else it stands
 * where it was last written. */
static struct turn load_turn_clock(const struct core *core, const struct value *v)
{
	struct turn t = {.total = v[13].i,
		.used = v[14].i,
		.since = core->now.mono,
		.learner = v[18].i,
		.role = (enum role)row_enum(&v[19], ROLE_COUNT)};
	int64_t away = core->now.wall - v[16].i;
	if (v[17].i && v[16].i && core->now.trusted && away >= 0 && away <= 12 * HOUR) {
		t.used += away;
		t.running = true;
	}
	return t;
}

void load_session(struct core *core, const struct value *v)
{
	struct session_row *row = table_add(&core->sessions->sessions, v[0].i, sizeof *row);
	row->s = (struct session){.id = v[0].i,
		.partnership = v[1].i,
		.model = (enum model)row_enum(&v[2], MODEL_COUNT),
		.title = v[3].s,
		.starts = v[4].i,
		.ends = v[5].i,
		.state = (enum session_state)row_enum(&v[6], SESSION_STATE_COUNT),
		.walk_in = v[7].i != 0,
		.focus_topic = v[8].i,
		.focus = v[9].s,
		.note = v[10].i,
		.step = (int32_t)v[11].i,
		.turn = load_turn_clock(core, v),
		.prompt = (uint32_t)v[20].i,
		.next_start = v[21].i,
		.closed_at = v[24].i};
	row->uid = v[22].s;
	row->recurrence = v[23].i;
	row->turn_started = v[16].i;
	keep_strings(row);
}

void load_turn(struct core *core, const struct value *v)
{
	struct session_row *row = session_find(core, v[0].i);
	if (row)
		*LIST_ADD(row->turns, row->turn_count, row->turn_cap) =
			(struct past_turn){.step = (int32_t)v[2].i,
				.learner = v[3].i,
				.role = (enum role)row_enum(&v[4], ROLE_COUNT),
				.planned = v[5].i,
				.used = v[6].i,
				.started = v[7].i};
}

void load_takeaway(struct core *core, const struct value *v)
{
	struct session_row *row = session_find(core, v[1].i);
	if (row)
		*LIST_ADD(row->written, row->written_count, row->written_cap) = v[0].i;
	if (row && v[3].i == TAKEAWAY_INSIGHT)
		insight_written(row, v[0].i, v[4].s, (enum insight)row_enum(&v[14], INSIGHT_COUNT));
	if (v[3].i == TAKEAWAY_QUESTION)
		quiz_put(core, v[0].i, v[1].i, v[13].i, v[4].s, v[7].i);
	if (v[3].i == TAKEAWAY_ACTION)
		actions_put(core,
			&(struct action){.id = v[0].i,
				.session = v[1].i,
				.note = v[2].i,
				.text = v[4].s,
				.owner = v[5].i,
				.due = v[6].i,
				.created = v[7].i,
				.done = v[8].i,
				.topic = v[9].i,
				.meeting = v[10].i,
				.dropped = v[11].i,
				.carried = (int32_t)v[12].i,
				.partnership = v[13].i});
}

/* ---- moves ---- */

bool session_move(struct session_row *row, enum session_state to)
{
#define TO(state) (1u << SESSION_##state)
	static const unsigned moves[SESSION_STATE_COUNT] = {
		[SESSION_WAITING] = TO(HERE) | TO(CANCELLED),
		[SESSION_HERE] = TO(WAITING) | TO(UNDER_WAY) | TO(FINISHING),
		[SESSION_UNDER_WAY] = TO(UNDER_WAY) | TO(FINISHING),
		[SESSION_FINISHING] = TO(HERE) | TO(UNDER_WAY) | TO(CLOSED),
		[SESSION_CLOSED] = TO(FINISHING),
		[SESSION_CANCELLED] = TO(WAITING),
	};
#undef TO
	if (!(moves[row->s.state] & 1u << to))
		return false;
	row->s.state = to;
	return true;
}

bool session_is_open(const struct session *s)
{
	return s->state != SESSION_CLOSED && s->state != SESSION_CANCELLED;
}

struct session_row *session_for_rule(struct core *core, ident id)
{
	struct session_row *row = session_find(core, id);
	if (!row)
		core_reply(core, ERR_not_found, 0);
	else if (!session_is_open(&row->s))
		core_reply(core, ERR_closed, id);
	else
		return row;
	return NULL;
}

struct str session_name(const struct core *core, const struct session_row *row, struct arena *mem)
{
	struct str names = STR("");
	if (row->s.focus.n)
		return row->s.focus;
	for (size_t i = 0; i < row->member_count; i++) {
		const struct person *p = core_person(core, row->members[i].person);
		struct str name = p ? person_short_name(mem, p) : STR("");
		if (name.n && names.n + name.n + 2 <= TITLE_MAX_BYTES)
			names = arena_printf(
				mem, "%.*s%s%.*s", STR_FMT(names), names.n ? ", " : "", STR_FMT(name));
	}
	return names.n ? names : row->s.title;
}

/* ---- members ---- */

struct member *member_find(struct session_row *row, ident person)
{
	for (size_t i = 0; i < row->member_count; i++)
		if (row->members[i].person == person)
			return &row->members[i];
	return NULL;
}

struct member *member_add(struct core *core, struct session_row *row, ident person, bool expected)
{
	int32_t position = row->member_count ? row->members[row->member_count - 1].position + 1 : 0;
	struct member *m = LIST_ADD(row->members, row->member_count, row->member_cap);
	*m = (struct member){.session = row->s.id,
		.person = person,
		.position = position,
		.expected = expected,
		.seq = core->step_seq};
	return m;
}

void member_save(struct core *core, struct member *m)
{
	m->seq = core->step_seq;
	PUT(core, REC_member, VI(m->session), VI(m->person), VI(m->position), VI(m->expected),
		VI(m->replaces), VI(m->here_at), VI(m->gone_at), VI(core->now.trusted));
	core_changed(core, CHANGE_SESSIONS | CHANGE_PEOPLE);
}

void member_remove(struct core *core, struct session_row *row, ident person)
{
	struct member *m = member_find(row, person);
	const struct value key[] = {VI(row->s.id), VI(person)};
	if (!m)
		return;
	core_delete(core, REC_member, key);
	size_t at = (size_t)(m - row->members);
	for (size_t i = at; i + 1 < row->member_count; i++)
		row->members[i] = row->members[i + 1];
	row->member_count--;
	core_changed(core, CHANGE_SESSIONS | CHANGE_PEOPLE);
}

/* Rows may come in the order of their key, which is not that of their positions. */
void load_member(struct core *core, const struct value *v)
{
	struct session_row *row = session_find(core, v[0].i);
	if (!row)
		return;
	struct member m = {.session = v[0].i,
		.person = v[1].i,
		.position = (int32_t)v[2].i,
		.expected = v[3].i != 0,
		.replaces = v[4].i,
		.here_at = v[5].i,
		.gone_at = v[6].i};
	LIST_ADD(row->members, row->member_count, row->member_cap);
	size_t at = row->member_count - 1;
	for (; at > 0 && row->members[at - 1].position > m.position; at--)
		row->members[at] = row->members[at - 1];
	row->members[at] = m;
}

bool member_is_in(const struct member *m)
{
	return m->here_at && !m->gone_at;
}

bool member_is_here(const struct core *core, const struct member *m)
{
	return member_is_in(m) && m->seq <= core->committed;
}

size_t session_here(const struct session_row *row)
{
	size_t here = 0;
	for (size_t i = 0; i < row->member_count; i++)
		here += member_is_in(&row->members[i]);
	return here;
}

bool sessions_has_person(const struct core *core, ident person)
{
	for (size_t i = 0; i < core->sessions->sessions.count; i++)
		if (member_find(session_at(core, i), person))
			return true;
	return false;
}

static void describe(
	const struct core *core, const struct member *m, struct arena *mem, struct note_person *out)
{
	const struct person *p = core_person(core, m->person);
	out->person = m->person;
	out->name = p ? person_short_name(mem, p) : STR("");
	out->initials = p ? person_initials(mem, p) : STR("");
	out->colour = p ? p->colour : 0;
	out->here = member_is_in(m);
}

uint32_t sessions_note_people(struct core *core, ident session, struct arena *mem, struct note_person **out)
{
	const struct session_row *row = session_find(core, session);
	if (!row)
		return 0;
	*out = ARENA_ARRAY(mem, struct note_person, row->member_count);
	for (size_t i = 0; i < row->member_count; i++)
		describe(core, &row->members[i], mem, &(*out)[i]);
	return (uint32_t)row->member_count;
}

/* ---- the day ---- */

/* The next local midnight; days have 23 to 25 hours. */
static int64_t day_end(int64_t wall)
{
	return day_start(day_start(wall) + 26 * HOUR);
}

static bool is_sooner(const struct session *a, const struct session *b)
{
	return a->starts != b->starts ? a->starts < b->starts : a->id < b->id;
}

static size_t insert_by_start(const struct session **out, size_t count, size_t cap, const struct session *s)
{
	if (count == cap && (!cap || is_sooner(out[count - 1], s)))
		return count;
	size_t at = count < cap ? count++ : cap - 1;
	for (; at > 0 && is_sooner(s, out[at - 1]); at--)
		out[at] = out[at - 1];
	out[at] = s;
	return count;
}

/* While a partnership pauses, its plans wait; whoever has come for one is in it. */
static bool takes_place(const struct core *core, const struct session *s)
{
	return s->state != SESSION_WAITING || partnership_expects(core, s->partnership);
}

const struct session *core_session(const struct core *core, ident id)
{
	const struct session_row *row = session_find(core, id);
	return row ? &row->s : NULL;
}

size_t core_today(const struct core *core, int64_t wall, const struct session **out, size_t cap)
{
	int64_t from = day_start(wall), to = day_end(wall), soon = wall + core->config.expected_before_ms;
	size_t count = 0;
	to = soon > to ? soon : to; /* late in the evening, what comes after midnight is on its way too */
	for (size_t i = 0; i < core->sessions->sessions.count; i++) {
		const struct session *s = &session_at(core, i)->s;
		if (s->state != SESSION_CANCELLED && s->starts < to && s->ends > from && takes_place(core, s))
			count = insert_by_start(out, count, cap, s);
	}
	return count;
}

const struct session *core_next_session(const struct core *core, int64_t wall)
{
	const struct session *next = NULL;
	for (size_t i = 0; i < core->sessions->sessions.count; i++) {
		const struct session *s = &session_at(core, i)->s;
		if (session_is_open(s) && s->starts >= wall && takes_place(core, s) &&
			(!next || is_sooner(s, next)))
			next = s;
	}
	return next;
}

size_t core_members(const struct core *core, ident session, const struct member **out, size_t cap)
{
	const struct session_row *row = session_find(core, session);
	size_t count = 0;
	for (; row && count < row->member_count && count < cap; count++)
		out[count] = &row->members[count];
	return count;
}

const struct member *core_member(const struct core *core, ident session, ident person)
{
	struct session_row *row = session_find(core, session);
	return row ? member_find(row, person) : NULL;
}

const struct guide *core_guide(const struct core *core, const struct session *s, struct str language)
{
	const struct content *content = core->config.content;
	return content && content->count ? &content_for(content, language)->guides[s->model] : NULL;
}

size_t sessions_of_person(
	const struct core *core, ident person, int64_t wall, const struct session **out, size_t cap)
{
	size_t count = 0;
	for (size_t i = 0; i < core->sessions->sessions.count; i++) {
		struct session_row *row = session_at(core, i);
		const struct member *m = member_find(row, person);
		if (m && session_is_open(&row->s) && row->s.ends > wall && takes_place(core, &row->s))
			count = insert_by_start(out, count, cap, &row->s);
	}
	return count;
}

/* ---- who is expected ---- */

bool session_takes_people(const struct core *core, const struct session *s, int64_t wall)
{
	return session_is_open(s) && s->state != SESSION_FINISHING &&
		wall >= s->starts - core->config.expected_before_ms && wall < s->ends;
}

bool member_is_replaced(const struct session_row *row, ident person)
{
	for (size_t i = 0; i < row->member_count; i++)
		if (row->members[i].replaces == person && member_is_in(&row->members[i]))
			return true;
	return false;
}

static bool is_expected(const struct core *core, const struct session_row *row, const struct member *m)
{
	const struct person *p = core_person(core, m->person);
	return m->expected && !member_is_here(core, m) && !m->gone_at &&
		!member_is_replaced(row, m->person) && p && !p->hidden && !p->archived;
}

size_t core_expected(const struct core *core, int64_t wall, struct expected *out, size_t cap)
{
	const struct session *today[TODAY_MAX];
	size_t sessions = core_today(core, wall, today, TODAY_MAX), count = 0;
	for (size_t i = 0; i < sessions; i++) {
		const struct session_row *row = session_find(core, today[i]->id);
		for (size_t k = 0;
			session_takes_people(core, &row->s, wall) && k < row->member_count && count < cap;
			k++)
			if (is_expected(core, row, &row->members[k]))
				out[count++] = (struct expected){row->members[k].person, row->s.id};
	}
	return count;
}

static bool is_listed(ident person, const ident *people, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (people[i] == person)
			return true;
	return false;
}

size_t core_people_here(const struct core *core, int64_t wall, ident *out, size_t cap)
{
	const struct session *today[TODAY_MAX];
	size_t sessions = core_today(core, wall, today, TODAY_MAX), count = 0;
	for (size_t i = 0; i < sessions; i++) {
		const struct session_row *row = session_find(core, today[i]->id);
		for (size_t k = 0; session_is_open(&row->s) && k < row->member_count && count < cap; k++) {
			const struct member *m = &row->members[k];
			const struct person *p = core_person(core, m->person);
			if (member_is_here(core, m) && p && !p->hidden && !is_listed(p->id, out, count))
				out[count++] = p->id;
		}
	}
	return count;
}

/* The session somebody is in: one that is on, or that was never closed though its time is over. */
static const struct session *session_in(
	const struct core *core, ident person, const struct session **today, size_t count, int64_t wall)
{
	const struct session *over = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct member *m = core_member(core, today[i]->id, person);
		if (!m || !member_is_in(m) || !session_is_open(today[i]))
			continue;
		if (wall < today[i]->ends)
			return today[i];
		over = today[i];
	}
	return over;
}

struct plan core_plan(const struct core *core, ident person, int64_t wall)
{
	const struct session *today[TODAY_MAX];
	size_t count = core_today(core, wall, today, TODAY_MAX);
	const struct session *in = session_in(core, person, today, count, wall);
	struct plan plan = {.kind = PLAN_WALK_IN};
	if (in && wall < in->ends)
		return (struct plan){PLAN_ALREADY, {in->id}, 1};
	for (size_t i = 0; i < count && plan.count < (int)(sizeof plan.sessions / sizeof *plan.sessions);
		i++) {
		const struct member *m = core_member(core, today[i]->id, person);
		if (m && !member_is_in(m) && session_takes_people(core, today[i], wall))
			plan.sessions[plan.count++] = today[i]->id;
	}
	if (plan.count)
		plan.kind = plan.count == 1 ? PLAN_SESSION : PLAN_CHOICE;
	else if (in)
		plan = (struct plan){PLAN_ALREADY, {in->id}, 1};
	return plan;
}

/* ---- of a partnership ---- */

/* The next of them that nobody has come to, from place *at on; NULL at the end. */
static struct session_row *next_waiting(const struct core *core, ident partnership, size_t *at)
{
	while (*at < core->sessions->sessions.count) {
		struct session_row *row = session_at(core, (*at)++);
		if (row->s.partnership == partnership && row->s.state == SESSION_WAITING &&
			row->s.ends > core->now.wall)
			return row;
	}
	return NULL;
}

void sessions_call_off(struct core *core, ident partnership)
{
	size_t at = 0;
	for (struct session_row *row; (row = next_waiting(core, partnership, &at));)
		if (session_move(row, SESSION_CANCELLED))
			session_save(core, row);
}

void sessions_drop_partner(struct core *core, ident partnership, ident person)
{
	size_t at = 0;
	for (struct session_row *row; (row = next_waiting(core, partnership, &at));)
		member_remove(core, row, person);
}

void sessions_add_partner(struct core *core, ident partnership, ident person)
{
	size_t at = 0;
	for (struct session_row *row; (row = next_waiting(core, partnership, &at));)
		if (!member_find(row, person))
			member_save(core, member_add(core, row, person, true));
}

/* ---- today's members, for the search ---- */

static int by_person(const void *a, const void *b)
{
	const struct today_member *x = a, *y = b;
	return (x->person > y->person) - (x->person < y->person);
}

const struct today_member *today_member_find(const struct today_member *members, size_t count, ident person)
{
	struct today_member key = {.person = person};
	return count ? bsearch(&key, members, count, sizeof *members, by_person) : NULL;
}

/* Where a person is twice, the session they are in counts most, then the sooner one. */
static int by_person_and_here(const void *a, const void *b)
{
	const struct today_member *x = a, *y = b;
	int c = by_person(a, b);
	return c                     ? c
		: x->here != y->here ? y->here - x->here
				     : (x->session > y->session) - (x->session < y->session);
}

size_t sessions_today_members(
	const struct core *core, int64_t wall, struct arena *mem, struct today_member **out)
{
	const struct session *today[TODAY_MAX];
	size_t sessions = core_today(core, wall, today, TODAY_MAX), count = 0, unique = 0;
	for (size_t i = 0; i < sessions; i++)
		count += session_find(core, today[i]->id)->member_count;
	struct today_member *all = ARENA_ARRAY(mem, struct today_member, count);
	count = 0;
	for (size_t i = 0; i < sessions; i++) {
		const struct session_row *row = session_find(core, today[i]->id);
		for (size_t k = 0; session_is_open(&row->s) && k < row->member_count; k++)
			all[count++] = (struct today_member){
				row->members[k].person, row->s.id, member_is_here(core, &row->members[k])};
	}
	if (count)
		qsort(all, count, sizeof *all, by_person_and_here);
	for (size_t i = 0; i < count; i++)
		if (!unique || all[unique - 1].person != all[i].person)
			all[unique++] = all[i];
	*out = all;
	return unique;
}

/* ---- time ---- */

static void sooner(int64_t *least, int64_t candidate, int64_t now)
{
	if (candidate > now && candidate < *least)
		*least = candidate;
}

/* When somebody who never pressed Finish is helped out: the code has ended, nobody can write any more. */
static int64_t given_up_at(const struct core *core, const struct session *s)
{
	return s->ends + core->config.code_after_ms;
}

int64_t sessions_deadline(const struct core *core)
{
	int64_t wall = day_end(core->now.wall), mono = NEVER;
	for (size_t i = 0; i < core->sessions->sessions.count; i++) {
		const struct session *s = &session_at(core, i)->s;
		if (s->turn.running && s->state == SESSION_UNDER_WAY)
			sooner(&mono, s->turn.since + s->turn.total - s->turn.used, core->now.mono);
		if (!session_is_open(s))
			continue;
		sooner(&wall, s->starts - core->config.expected_before_ms, core->now.wall);
		sooner(&wall, s->starts, core->now.wall);
		sooner(&wall, s->ends, core->now.wall);
		if (s->state != SESSION_WAITING)
			sooner(&wall, given_up_at(core, s), core->now.wall);
	}
	sooner(&mono, core->now.mono + (wall - core->now.wall), core->now.mono);
	return mono;
}

/* Closes what its people left open. A clock that may be wrong closes nothing. */
static void close_left_open(struct core *core, struct session_row *row)
{
	if (row->s.state == SESSION_WAITING || !session_is_open(&row->s) ||
		core->now.wall < given_up_at(core, &row->s))
		return;
	session_move(row, SESSION_FINISHING);
	session_close(core, row);
}

void sessions_forget(struct core *core, int64_t day)
{
	struct table *t = &core->sessions->sessions;
	for (size_t i = t->count; i-- > 0;) {
		struct session_row *row = t->slots[i].row;
		bool settled = row->s.state == SESSION_WAITING || !session_is_open(&row->s);
		if (!settled || row->s.ends >= day || row->s.closed_at >= day)
			continue;
		if (row->s.note)
			notes_forget(core, row->s.note);
		table_remove(t, row->s.id, session_drop);
	}
}

void sessions_clock_set(struct core *core, int64_t by)
{
	for (size_t i = 0; i < core->sessions->sessions.count; i++) {
		struct session_row *row = session_at(core, i);
		if (!row->clock_doubtful || !session_is_open(&row->s))
			continue;
		row->clock_doubtful = false;
		row->s.starts += by;
		row->s.ends += by;
		for (size_t k = 0; k < row->member_count; k++) {
			struct member *m = &row->members[k];
			m->here_at += m->here_at ? by : 0;
			m->gone_at += m->gone_at ? by : 0;
			member_save(core, m);
		}
		session_save(core, row);
		if (row->s.note)
			codes_note_expires(core, row->s.note, given_up_at(core, &row->s));
	}
}

/* Once for each end of a turn; a minute more makes another end. */
static void announce_end(struct core *core, struct session_row *row)
{
	const struct turn *t = &row->s.turn;
	int64_t end = t->since + t->total - t->used;
	if (row->s.state != SESSION_UNDER_WAY || !t->running || t->total == 0 || end > core->now.mono ||
		row->told_end == end)
		return;
	row->told_end = end;
	core_effect(core, EFFECT_turn_over)->u.turn_over.session = row->s.id;
}

/* Ticks come for many reasons; only when the time of a session has come does one read differently. A wall clock
 * that was set meanwhile moves all of them. */
static bool time_has_come(const struct core *core)
{
	const struct sessions *all = core->sessions;
	const struct moment *now = &core->now;
	int64_t shift = (now->wall - all->looked.wall) - (now->mono - all->looked.mono);
	bool same_clock = now->trusted == all->looked.trusted && shift > -SECOND && shift < SECOND;
	return !same_clock || now->mono >= all->quiet_until;
}

void sessions_tick(struct core *core)
{
	if (!time_has_come(core))
		return;
	core_changed(core, CHANGE_SESSIONS | CHANGE_TURNS);
	core->sessions->looked = core->now;
	core->sessions->quiet_until = sessions_deadline(core);
	for (size_t i = 0; i < core->sessions->sessions.count; i++)
		announce_end(core, session_at(core, i));
	if (!core->now.trusted)
		return;
	for (size_t i = core->sessions->sessions.count; i-- > 0;)
		close_left_open(core, session_at(core, i));
	sessions_forget(core, day_start(core->now.wall));
	people_forget_guests(core);
}
