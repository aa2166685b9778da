/* What lives on of a note. Its lines say it themselves, in the marks that the bar over the phone's
 * keyboard inserts: a task is an action, `! ` an insight, `? ` a question, `=> ` a decision, and in a mentoring
 * `+ ` feedback. They are
 * read from the note as it stands whenever somebody looks, since phones may still be writing while the
 * others go through the list; what was settled about one stays with its words. When the session closes,
 * the kept ones become rows. */
#include "core/sessions.h"

#include <stdlib.h>
#include <string.h>

#include "core/due.h"
#include "core/person.h"

#define TAKEAWAYS_MAX 100          /* of one note; further ones stay in the note alone */
#define REOPEN_LIMIT (10 * MINUTE) /* how long closing can be undone */
#define NEXT_LIMIT (800 * DAY)     /* the next meeting is within about two years */

/* ---- finding ---- */

static const struct {
	const char *mark;
	enum takeaway_kind kind;
} marks[] = {
	{"! ", TAKEAWAY_INSIGHT},
	{"💡", TAKEAWAY_INSIGHT},
	{"Insight:", TAKEAWAY_INSIGHT},
	{"Erkenntnis:", TAKEAWAY_INSIGHT},
	{"? ", TAKEAWAY_QUESTION},
	{"Q:", TAKEAWAY_QUESTION},
	{"Frage:", TAKEAWAY_QUESTION},
	{"=> ", TAKEAWAY_DECISION},
	{"Decision:", TAKEAWAY_DECISION},
	{"Entscheidung:", TAKEAWAY_DECISION},
	{"+ ", TAKEAWAY_FEEDBACK},
	{"Feedback:", TAKEAWAY_FEEDBACK},
	{"Rückmeldung:", TAKEAWAY_FEEDBACK},
};

static struct str without(struct str s, struct str prefix)
{
	return str_starts(s, prefix) ? str_sub(s, prefix.n, s.n) : s;
}

static bool read_mark(struct str line, struct takeaway *out)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		struct str mark = str_from(marks[i].mark);
		if (str_starts(line, mark)) {
			out->kind = marks[i].kind;
			out->text = str_trim(str_sub(line, mark.n, line.n));
			return true;
		}
	}
	return false;
}

static bool starts_with_name(struct str folded_line, struct str name, size_t *length)
{
	char folded[2 * NAME_MAX_BYTES];
	struct str n = {folded, str_fold(name, folded, sizeof folded)};
	if (!n.n || !str_starts(folded_line, n))
		return false;
	*length = n.n;
	return true;
}

/* Where the words behind "Anna:", "@Anna" or "@Anna B.:" begin, if that is how the line starts; 0 if not. */
static size_t after_name(struct str line, struct str name)
{
	bool at = line.n && line.p[0] == '@';
	size_t from = at, length;
	struct str start = str_sub(line, from, from + name.n);
	char folded[2 * NAME_MAX_BYTES];
	struct str folded_start = {folded, str_fold(start, folded, sizeof folded)};
	if (start.n < name.n || !starts_with_name(folded_start, name, &length) || length != folded_start.n)
		return 0;
	size_t end = from + name.n;
	if (end < line.n && line.p[end] == ':')
		return end + 1;
	return at && (end == line.n || line.p[end] == ' ') ? end : 0;
}

struct owners { /* whose names may stand before an action */
	const ident *people;
	size_t count;
	struct arena *mem;
};

/* Whose it is, by the given or the short name before it; nobody's where two are called the same. */
static void find_owner(const struct core *core, const struct owners *among, struct takeaway *t)
{
	ident owner = 0;
	size_t rest = 0, owners = 0;
	for (size_t i = 0; i < among->count; i++) {
		const struct person *p = core_person(core, among->people[i]);
		size_t given = p ? after_name(t->text, p->given) : 0;
		size_t end = given || !p ? given : after_name(t->text, person_short_name(among->mem, p));
		if (!end)
			continue;
		owner = p->id;
		rest = end;
		owners++;
	}
	if (owners != 1)
		return;
	t->owner = owner;
	t->text = str_trim(str_sub(t->text, rest, t->text.n));
}

static bool read_task(
	const struct core *core, const struct owners *among, struct str line, struct takeaway *t)
{
	struct str item = without(without(line, STR("- ")), STR("* "));
	if (item.n == line.n || !str_starts(item, STR("[ ]")))
		return false;
	t->kind = TAKEAWAY_ACTION;
	t->text = str_trim(str_sub(item, 3, item.n));
	find_owner(core, among, t);
	t->due = due_find(t->text, core->now);
	return true;
}

static bool read_line(
	const struct core *core, const struct owners *among, struct str line, struct takeaway *t)
{
	*t = (struct takeaway){.keep = true};
	if (!read_task(core, among, line, t) && !read_mark(without(without(line, STR("- ")), STR("* ")), t))
		return false;
	struct str cut = str_sub(t->text, 0, TITLE_MAX_BYTES);
	while (cut.n && !utf8_valid(cut))
		cut.n--;
	t->text = cut;
	return cut.n > 0;
}

/* There feedback is a record that both see; elsewhere a plus is a bullet. */
static bool is_mentoring(const struct core *core, ident session)
{
	const struct session *s = core_session(core, session);
	return s && s->model == MODEL_MENTORING;
}

size_t note_takeaways(const struct core *core, ident note, const ident *owners, size_t owner_count,
	struct takeaway *out, size_t cap)
{
	struct arena mem = {0};
	struct owners among = {owners, owner_count, &mem};
	struct note_view view;
	struct str line;
	size_t count = 0;
	bool code = false, there = note && core_note(core, note, &view);
	bool records = there && is_mentoring(core, view.session);
	while (there && count < cap && str_split(&view.text, '\n', &line)) {
		line = str_trim(line);
		if (str_starts(line, STR("```")))
			code = !code;
		if (!code && read_line(core, &among, line, &out[count]) &&
			(records || out[count].kind != TAKEAWAY_FEEDBACK))
			count++;
	}
	arena_free(&mem);
	return count;
}

static struct choice *choice_find(const struct session_row *row, const struct takeaway *t)
{
	for (size_t i = 0; i < row->choice_count; i++)
		if (row->choices[i].kind == t->kind && str_eq(row->choices[i].text, t->text))
			return &row->choices[i];
	return NULL;
}

static void apply_choice(const struct session_row *row, struct takeaway *t)
{
	const struct choice *c = choice_find(row, t);
	if (!c)
		return;
	t->keep = c->keep;
	t->owner = c->owner;
	t->due = c->due;
}

/* With what was settled about them. */
size_t core_takeaways(const struct core *core, ident session, struct takeaway *out, size_t cap)
{
	const struct session_row *row = session_find(core, session);
	struct arena mem = {0};
	if (!row)
		return 0;
	ident *members = ARENA_ARRAY(&mem, ident, row->member_count);
	for (size_t i = 0; i < row->member_count; i++)
		members[i] = row->members[i].person;
	size_t count = note_takeaways(core, row->s.note, members, row->member_count, out,
		cap < TAKEAWAYS_MAX ? cap : TAKEAWAYS_MAX);
	for (size_t i = 0; i < count; i++)
		apply_choice(row, &out[i]);
	arena_free(&mem);
	return count;
}

/* ---- settling ---- */

static void choose(struct session_row *row, const struct takeaway *t, const struct msg_takeaway_set *m)
{
	struct choice *c = choice_find(row, t);
	if (!c) {
		c = LIST_ADD(row->choices, row->choice_count, row->choice_cap);
		*c = (struct choice){.kind = t->kind, .text = t->text};
		struct str *const fields[] = {&c->text};
		strings_keep(&c->block, fields, 1);
	}
	c->keep = m->keep;
	c->owner = m->owner;
	c->due = m->due;
}

void on_takeaway_set(struct core *core, const struct msg_takeaway_set *m)
{
	struct session_row *row = session_for_rule(core, m->session);
	struct takeaway *found = ARENA_ARRAY(&core->scratch, struct takeaway, TAKEAWAYS_MAX);
	enum err err = ERR_none;
	if (!row)
		return;
	if (row->s.state != SESSION_FINISHING)
		err = ERR_conflict;
	else if (m->index >= core_takeaways(core, row->s.id, found, TAKEAWAYS_MAX))
		err = ERR_not_found;
	else if ((m->owner && !member_find(row, m->owner)) || m->due < 0)
		err = ERR_invalid;
	else {
		choose(row, &found[m->index], m);
		core_changed(core, CHANGE_SESSIONS);
	}
	core_reply(core, err, m->session);
}

void on_session_finish(struct core *core, const struct msg_session_finish *m)
{
	struct session_row *row = session_for_rule(core, m->session);
	if (!row)
		return;
	bool already = row->s.state == SESSION_FINISHING;
	bool moved = session_move(row, SESSION_FINISHING);
	if (moved) {
		turn_stop(core, row);
		if (!row->s.next_start)
			row->s.next_start = rhythm_proposes(core, &row->s);
		session_save(core, row);
	}
	core_reply(core, moved ? ERR_none : already ? ERR_already : ERR_conflict, m->session);
}

void on_session_next(struct core *core, const struct msg_session_next *m)
{
	struct session_row *row = session_for_rule(core, m->session);
	int64_t ahead = m->start - core->now.wall;
	if (!row)
		return;
	enum err err = m->start && (ahead <= 0 || ahead > NEXT_LIMIT)        ? ERR_invalid
		: m->start && !partnership_expects(core, row->s.partnership) ? ERR_conflict
		: m->start == row->s.next_start                              ? ERR_already
									     : ERR_none;
	if (!err) {
		row->s.next_start = m->start;
		session_save(core, row);
	}
	core_reply(core, err, m->session);
}

/* ---- the end ---- */

static void write_takeaways(struct core *core, struct session_row *row)
{
	struct takeaway *found = ARENA_ARRAY(&core->scratch, struct takeaway, TAKEAWAYS_MAX);
	size_t count = core_takeaways(core, row->s.id, found, TAKEAWAYS_MAX);
	for (size_t i = 0; i < count; i++) {
		const struct takeaway *t = &found[i];
		if (!t->keep)
			continue;
		ident id = core_new_id(core);
		PUT(core, REC_takeaway, VI(id), VI(row->s.id), VI(row->s.note), VI(t->kind), VS(t->text),
			VI(t->owner), VI(t->due), VI(core_stamp(core)), VI(0), VI(0), VI(0), VI(0), VI(0),
			VI(row->s.partnership), VI(INSIGHT_OTHER));
		*LIST_ADD(row->written, row->written_count, row->written_cap) = id;
		if (t->kind == TAKEAWAY_INSIGHT)
			insight_written(row, id, t->text, INSIGHT_OTHER);
		if (t->kind == TAKEAWAY_QUESTION)
			quiz_put(core, id, row->s.id, row->s.partnership, t->text, core_stamp(core));
		if (t->kind == TAKEAWAY_ACTION)
			actions_put(core,
				&(struct action){.id = id,
					.session = row->s.id,
					.partnership = row->s.partnership,
					.note = row->s.note,
					.text = t->text,
					.owner = t->owner,
					.due = t->due,
					.created = core_stamp(core)});
	}
}

static void unwrite_takeaways(struct core *core, struct session_row *row)
{
	for (size_t i = 0; i < row->written_count; i++) {
		core_delete(core, REC_takeaway, &VI(row->written[i]));
		actions_remove(core, row->written[i]);
		quiz_remove(core, row->written[i]);
	}
	row->written_count = 0;
	insights_unwritten(row);
}

static bool comes_again(const struct core *core, const struct member *m)
{
	const struct person *p = core_person(core, m->person);
	return p && !p->guest && !p->archived && (m->expected || member_is_in(m)) && !m->replaces;
}

/* Whether these people have a session at that time already: the calendar may have brought it. */
static bool is_planned(const struct core *core, const struct session_row *row)
{
	const struct table *t = &core->sessions->sessions;
	for (size_t i = 0; i < t->count; i++) {
		struct session_row *other = t->slots[i].row;
		bool all = other->s.starts == row->s.next_start && session_is_open(&other->s);
		for (size_t k = 0; all && k < row->member_count; k++)
			all = !comes_again(core, &row->members[k]) ||
				member_find(other, row->members[k].person);
		if (all)
			return true;
	}
	return false;
}

static void plan_next(struct core *core, struct session_row *row)
{
	if (!row->s.next_start || is_planned(core, row) || !partnership_expects(core, row->s.partnership))
		return;
	struct session_row *next = session_add(
		core, row->s.model, row->s.next_start, row->s.next_start + row->s.ends - row->s.starts);
	next->s.partnership = row->s.partnership;
	next->s.title = row->s.title;
	for (size_t i = 0; i < row->member_count; i++)
		if (comes_again(core, &row->members[i]))
			member_save(core, member_add(core, next, row->members[i].person, true));
	session_save(core, next);
	row->next = next->s.id;
}

void session_close(struct core *core, struct session_row *row)
{
	turn_bank(core, row);
	write_takeaways(core, row);
	session_move(row, SESSION_CLOSED);
	row->s.closed_at = core->now.wall;
	rhythm_count(core, &row->s, 1);
	plan_next(core, row);
	session_save(core, row);
	programmes_session_held(core, &row->s);
	if (row->s.note) {
		notes_close(core, row->s.note, true);
		codes_note_expires(core, row->s.note,
			(row->s.ends > core->now.wall ? row->s.ends : core->now.wall) +
				core->config.code_after_ms);
	}
}

void on_session_close(struct core *core, const struct msg_session_close *m)
{
	struct session_row *row = session_find(core, m->session);
	enum err err = ERR_none;
	if (!row)
		err = ERR_not_found;
	else if (row->s.state == SESSION_CLOSED)
		err = ERR_already;
	else if (row->s.state != SESSION_FINISHING)
		err = ERR_conflict;
	else
		session_close(core, row);
	core_reply(core, err, m->session);
}

/* ---- back ---- */

static void take_back_next(struct core *core, struct session_row *row)
{
	struct session_row *next = row->next ? session_find(core, row->next) : NULL;
	if (next && session_move(next, SESSION_CANCELLED))
		session_save(core, next);
	row->next = 0;
}

bool core_can_reopen(const struct session *s, int64_t wall)
{
	return s->state == SESSION_CLOSED && wall - s->closed_at <= REOPEN_LIMIT;
}

static enum err reopen(struct core *core, struct session_row *row)
{
	if (!core_can_reopen(&row->s, core->now.wall) || !session_move(row, SESSION_FINISHING))
		return ERR_closed;
	unwrite_takeaways(core, row);
	rhythm_count(core, &row->s, -1);
	take_back_next(core, row);
	row->s.closed_at = 0;
	session_save(core, row);
	if (row->s.note)
		notes_close(core, row->s.note, false);
	return ERR_none;
}

static enum err go_on(struct core *core, struct session_row *row)
{
	if (!session_move(row, row->s.step < 0 ? SESSION_HERE : SESSION_UNDER_WAY))
		return ERR_conflict;
	if (row->s.state == SESSION_HERE && !session_here(row))
		session_move(row, SESSION_WAITING); /* all have left meanwhile */
	session_save(core, row);
	return ERR_none;
}

void on_session_resume(struct core *core, const struct msg_session_resume *m)
{
	struct session_row *row = session_find(core, m->session);
	enum err err = ERR_not_found;
	if (row && row->s.state == SESSION_CLOSED)
		err = reopen(core, row);
	else if (row && row->s.state == SESSION_FINISHING)
		err = go_on(core, row);
	else if (row)
		err = session_is_open(&row->s) ? ERR_already : ERR_closed;
	core_reply(core, err, m->session);
}
