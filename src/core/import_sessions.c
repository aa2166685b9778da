/* A calendar's events become sessions. An event is known by its uid and, where it repeats, by the start
 * this occurrence had originally, so that reading the calendar again updates and never doubles. Nothing
 * is changed of a session for which somebody has already come. What is over is left out: such sessions
 * may be on the disk without being in memory, and would come twice. */
#include "core/lookup.h"
#include "core/person.h"
#include "core/sessions.h"

#include <stdlib.h>

#define AHEAD_MAX (400 * DAY) /* a calendar that repeats for ever ends here */
#define MEMBERS_MAX 64        /* of one event; a learning set has eight */

struct calendar {
	struct core *core;
	struct arena *mem;
	struct lookup lookup;
	const struct msg_import_sessions *m;
	struct effect *effect;
	struct effect_import_report *report; /* its payload */
	ident *listed;                       /* sessions that some event is about */
	size_t listed_count, listed_cap;
};

/* ---- checking ---- */

static void check_event(struct calendar *in, const struct import_event *e)
{
	struct arena *mem = &in->effect->mem;
	struct remarks *problems = &in->report->problems;
	struct str uid = utf8_valid(e->uid) ? utf8_first(e->uid, 80, NULL) : STR("");
	if (!e->uid.n || e->uid.n > DETAIL_MAX_BYTES || !utf8_valid(e->uid))
		remarks_add(
			mem, problems, e->line, N_("the event has no usable UID: \"%.*s\""), STR_FMT(uid));
	else if (!e->cancelled && (e->end <= e->start || e->end - e->start > 7 * DAY))
		remarks_add(mem, problems, e->line,
			N_("the event ends before it starts, or lasts more than a week: \"%.*s\""),
			STR_FMT(uid));
	else if (!utf8_valid(e->title))
		remarks_add(mem, problems, e->line, N_("the event's title cannot be read: \"%.*s\""),
			STR_FMT(uid));
}

/* A calendar's titles may be long; here they are cut, since nobody can ask the calendar back. */
static struct str clean_title(struct calendar *in, struct str title)
{
	struct str out;
	if (core_clean(in->core, utf8_first(title, TITLE_MAX_BYTES / 4, NULL), TITLE_MAX_BYTES, false, &out))
		return STR("");
	return out;
}

static bool is_in_reach(const struct core *core, const struct import_event *e)
{
	return e->end > day_start(core->now.wall) && e->start <= core->now.wall + AHEAD_MAX;
}

/* ---- who comes ---- */

static ident find_attendee(struct calendar *in, const struct import_attendee *a)
{
	const struct lookup_key *first;
	ident person = lookup_email(&in->lookup, in->mem, a->email);
	if (!person && lookup_name(&in->lookup, in->mem, a->name, &first) == 1)
		person = first->person;
	return person;
}

static bool holds(const ident *people, size_t count, ident person)
{
	for (size_t i = 0; i < count; i++)
		if (people[i] == person)
			return true;
	return false;
}

static size_t find_people(struct calendar *in, const struct import_event *e, ident people[MEMBERS_MAX])
{
	size_t count = 0;
	for (uint32_t i = 0; i < e->attendee_count && count < MEMBERS_MAX; i++) {
		const struct import_attendee *a = &e->attendees[i];
		ident person = find_attendee(in, a);
		if (!person) {
			in->report->unmatched++;
			remarks_add(&in->effect->mem, &in->report->notes, e->line,
				N_("not known here: %.*s <%.*s>"), STR_FMT(a->name), STR_FMT(a->email));
		} else if (!holds(people, count, person)) {
			people[count++] = person;
		}
	}
	return count;
}

/* ---- one event ---- */

static void tell(struct calendar *in, enum report_what what, const struct import_event *e, struct str title,
	size_t people)
{
	struct report_row *row = report_row(in->effect, e->line, what, title);
	row->starts = e->start;
	row->ends = e->end;
	row->people = (uint32_t)people;
}

static struct session_row *find_session(const struct core *core, const struct import_event *e)
{
	const struct table *t = &core->sessions->sessions;
	for (size_t i = 0; i < t->count; i++) {
		struct session_row *row = t->slots[i].row;
		if (row->recurrence == e->recurrence && str_eq(row->uid, e->uid))
			return row;
	}
	return NULL;
}

static void settle_partnership(struct core *core, struct session_row *row, const ident *people, size_t count)
{
	const struct partnership *p = partnership_of(core, people, count);
	row->s.partnership = p ? p->id : 0;
	row->s.model = p ? p->model : count > 2 ? MODEL_LEARNING_SET : MODEL_TANDEM;
}

static void add_session(struct calendar *in, const struct import_event *e, struct str title,
	const ident *people, size_t count)
{
	struct core *core = in->core;
	in->report->added++;
	tell(in, REPORT_NEW, e, title, count);
	if (in->m->dry_run)
		return;
	struct session_row *row = session_add(core, MODEL_TANDEM, e->start, e->end);
	row->s.title = title;
	row->uid = e->uid;
	row->recurrence = e->recurrence;
	settle_partnership(core, row, people, count);
	for (size_t i = 0; i < count; i++)
		member_save(core, member_add(core, row, people[i], true));
	session_save(core, row);
	*LIST_ADD(in->listed, in->listed_count, in->listed_cap) = row->s.id;
}

static bool same_members(struct session_row *row, const ident *people, size_t count)
{
	size_t expected = 0;
	for (size_t i = 0; i < row->member_count; i++)
		expected += row->members[i].expected;
	for (size_t i = 0; i < count; i++) {
		const struct member *m = member_find(row, people[i]);
		if (!m || !m->expected)
			return false;
	}
	return expected == count;
}

static void change_members(struct core *core, struct session_row *row, const ident *people, size_t count)
{
	for (size_t i = row->member_count; i-- > 0;)
		if (row->members[i].expected && !holds(people, count, row->members[i].person))
			member_remove(core, row, row->members[i].person);
	for (size_t i = 0; i < count; i++)
		if (!member_find(row, people[i]))
			member_save(core, member_add(core, row, people[i], true));
}

static void update_session(struct calendar *in, const struct import_event *e, struct session_row *row,
	struct str title, const ident *people, size_t count)
{
	bool back = row->s.state == SESSION_CANCELLED;
	bool same = !back && row->s.starts == e->start && row->s.ends == e->end &&
		str_eq(row->s.title, title) && same_members(row, people, count);
	if (same || (row->s.state != SESSION_WAITING && !back)) {
		in->report->same++;
		return;
	}
	in->report->changed++;
	tell(in, back ? REPORT_BACK : REPORT_CHANGED, e, title, count);
	if (in->m->dry_run)
		return;
	if (back)
		session_move(row, SESSION_WAITING);
	row->s.starts = e->start;
	row->s.ends = e->end;
	row->s.title = title;
	change_members(in->core, row, people, count);
	settle_partnership(in->core, row, people, count);
	session_save(in->core, row);
}

/* Only what nobody has come for yet. */
static void cancel(struct calendar *in, uint32_t line, struct session_row *row)
{
	if (row->s.state != SESSION_WAITING) {
		in->report->same++;
		return;
	}
	in->report->cancelled++;
	struct report_row *told = report_row(in->effect, line, REPORT_CANCELLED, row->s.title);
	told->starts = row->s.starts;
	told->ends = row->s.ends;
	told->people = (uint32_t)row->member_count;
	if (!in->m->dry_run) {
		session_move(row, SESSION_CANCELLED);
		session_save(in->core, row);
	}
}

static void take_event(struct calendar *in, const struct import_event *e)
{
	struct session_row *row = find_session(in->core, e);
	ident people[MEMBERS_MAX];
	if (row)
		*LIST_ADD(in->listed, in->listed_count, in->listed_cap) = row->s.id;
	if (e->cancelled) {
		if (row)
			cancel(in, e->line, row);
		return;
	}
	if (!row && !is_in_reach(in->core, e))
		return;
	size_t count = find_people(in, e, people);
	struct str title = clean_title(in, e->title);
	if (row)
		update_session(in, e, row, title, people, count);
	else
		add_session(in, e, title, people, count);
}

/* ---- what the calendar does not list any more ---- */

static const struct import_event *event_with_uid(const struct msg_import_sessions *m, struct str uid)
{
	for (uint32_t i = 0; i < m->count; i++)
		if (str_eq(m->events[i].uid, uid))
			return &m->events[i];
	return NULL;
}

static void cancel_unlisted(struct calendar *in)
{
	const struct table *t = &in->core->sessions->sessions;
	for (size_t i = 0; i < t->count; i++) {
		struct session_row *row = t->slots[i].row;
		const struct import_event *e = row->uid.n ? event_with_uid(in->m, row->uid) : NULL;
		if (e && row->s.state == SESSION_WAITING && row->s.starts >= in->m->from &&
			row->s.starts <= in->m->to && !holds(in->listed, in->listed_count, row->s.id))
			cancel(in, e->line, row);
	}
}

void on_import_sessions(struct core *core, const struct msg_import_sessions *m)
{
	struct effect *e = core_effect(core, EFFECT_import_report);
	struct effect_import_report *report = &e->u.import_report;
	struct calendar in = {.core = core, .mem = &core->scratch, .m = m, .effect = e, .report = report};
	lookup_make(&in.lookup, core, in.mem);
	report->dry_run = m->dry_run;
	for (uint32_t i = 0; i < m->count; i++)
		check_event(&in, &m->events[i]);
	report->err = report->problems.count ? ERR_invalid : ERR_none;
	for (uint32_t i = 0; i < m->count && !report->err; i++)
		take_event(&in, &m->events[i]);
	if (!report->err)
		cancel_unlisted(&in);
	if (core->out->batch)
		audit_line(core, 0);
	if (!m->dry_run && report->added + report->changed + report->cancelled)
		audit_line(core, 0);
	free(in.listed);
}
