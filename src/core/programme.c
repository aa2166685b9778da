/* Programmes: a group's way through five steps. The group is a partnership, so that its sessions, its agreement and
 * its surveys are those that every partnership has.
 *
 * What somebody has done is not ticked off but found where it happened: `evidence` has a question for each part that
 * the model itself can answer. A row of progress is written for what it cannot answer later: a session that is over,
 * what people say they have done, and, when the group goes on to another step, all that was done in the one before.
 *
 * A group goes on when whoever coordinates says so, not by the calendar: workshops get moved. */
#include "core/programme.h"

#include <stdlib.h>

#include "core/partners.h"
#include "core/programmes.h"
#include "core/sessions.h"
#include "core/surveys.h"
#include "core/viewer.h"
#include "core/words_of.h"

struct programmes *programmes_new(void)
{
	return xcalloc(1, sizeof(struct programmes));
}

static void programme_drop(void *row)
{
	struct programme_row *p = row;
	free(p->block);
	free(p->done);
}

void programmes_free(struct programmes *p)
{
	table_free(&p->programmes, programme_drop);
	table_free(&p->relations, relation_drop);
	table_free(&p->drawn, map_drawn_drop);
	table_free(&p->chosen, chosen_drop);
	free(p);
}

/* ---- keeping ---- */

struct programme_row *programme_find(const struct core *core, ident id)
{
	return table_find(&core->programmes->programmes, id);
}

static void keep_words(struct programme_row *row)
{
	struct str *const fields[] = {&row->p.name};
	strings_keep(&row->block, fields, 1);
}

void load_programme(struct core *core, const struct value *v)
{
	struct programme_row *row = table_add(&core->programmes->programmes, v[0].i, sizeof *row);
	row->p.partnership = v[1].i;
	row->p.board = v[2].i;
	row->p.name = v[3].s;
	row->p.note = v[4].i;
	row->p.created = v[5].i;
	row->p.step = row_enum(&v[6], PROGRAMME_STEPS + 1);
	row->p.step_since = v[7].i;
	row->p.ended = v[8].i;
	keep_words(row);
}

void load_programme_step(struct core *core, const struct value *v)
{
	struct programme_row *row = programme_find(core, v[0].i);
	if (!row || v[1].i < 0 || v[1].i >= PROGRAMME_STEPS)
		return;
	row->p.steps[v[1].i].starts = v[2].i;
	row->p.steps[v[1].i].session = v[3].i;
	row->p.steps[v[1].i].survey = v[4].i;
}

void load_progress(struct core *core, const struct value *v)
{
	struct programme_row *row = programme_find(core, v[0].i);
	if (row)
		*LIST_ADD(row->done, row->count, row->cap) =
			(struct done_part){.person = v[1].i, .part = (int)v[2].i, .at = v[3].i};
}

static void programme_save(struct core *core, struct programme_row *row)
{
	const struct programme *p = &row->p;
	keep_words(row);
	row->p.seq = core->step_seq;
	PUT(core, REC_programme, VI(p->id), VI(p->partnership), VI(p->board), VS(p->name), VI(p->note),
		VI(p->created), VI(p->step), VI(p->step_since), VI(p->ended));
	core_changed(core, CHANGE_PROGRAMMES);
}

static void step_save(struct core *core, const struct programme_row *row, int step)
{
	PUT(core, REC_programme_step, VI(row->p.id), VI(step), VI(row->p.steps[step].starts),
		VI(row->p.steps[step].session), VI(row->p.steps[step].survey));
	core_changed(core, CHANGE_PROGRAMMES);
}

/* ---- what is done ---- */

static struct done_part *progress_find(const struct programme_row *row, ident person, int part)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->done[i].person == person && row->done[i].part == part)
			return &row->done[i];
	return NULL;
}

static int part_key(enum programme_step step, enum programme_part part)
{
	return PART_BASE * (int)step + (int)part;
}

static void progress_put(struct core *core, struct programme_row *row, enum programme_step step, ident person,
	enum programme_part part)
{
	int key = part_key(step, part);
	if (progress_find(row, person, key))
		return;
	*LIST_ADD(row->done, row->count, row->cap) =
		(struct done_part){.person = person, .part = key, .at = core->now.wall};
	PUT(core, REC_progress, VI(row->p.id), VI(person), VI(key), VI(core->now.wall));
	core_changed(core, CHANGE_PROGRAMMES);
}

static void progress_remove(struct core *core, struct programme_row *row, struct done_part *one)
{
	const struct value key[] = {VI(row->p.id), VI(one->person), VI(one->part)};
	core_delete(core, REC_progress, key);
	*one = row->done[--row->count];
	core_changed(core, CHANGE_PROGRAMMES);
}

static bool has_map(
	const struct core *core, const struct programme *p, enum programme_step step, ident person)
{
	const struct relation *one;
	(void)p;
	(void)step;
	return core_relations(core, person, 0, &one, 1) > 0;
}

static bool has_submitted(
	const struct core *core, const struct programme *p, enum programme_step step, ident person)
{
	return core_survey_submitted(core, p->steps[step].survey, person);
}

static bool said_yes(const struct core *core, ident partnership, int32_t version, ident person)
{
	struct agreement a;
	if (!core_agreement(core, partnership, version, &a))
		return false;
	for (size_t i = 0; i < a.yes_count; i++)
		if (a.yes[i].person == person)
			return true;
	return false;
}

/* To the newest version, or the one in force while another is being written. */
static bool has_confirmed(
	const struct core *core, const struct programme *p, enum programme_step step, ident person)
{
	(void)step;
	return said_yes(core, p->partnership, 0, person) || said_yes(core, p->partnership, -1, person);
}

static bool has_priorities(
	const struct core *core, const struct programme *p, enum programme_step step, ident person)
{
	struct priority some[PRIORITIES_MAX];
	(void)p;
	(void)step;
	return core_priorities(core, person, some, PRIORITIES_MAX) == PRIORITIES_MAX;
}

static bool has_topic(
	const struct core *core, const struct programme *p, enum programme_step step, ident person)
{
	const struct topic *some[TOPICS_OF_BOARD_MAX];
	(void)step;
	for (int lane = 0; lane < LANES_SHOWN; lane++) {
		size_t count = core_topics(core, p->board, (enum lane)lane, some, TOPICS_OF_BOARD_MAX);
		for (size_t i = 0; i < count; i++)
			if (some[i]->person == person)
				return true;
	}
	return false;
}

static bool has_note(
	const struct core *core, const struct programme *p, enum programme_step step, ident person)
{
	struct note_view note;
	(void)step;
	(void)person;
	return p->note && core_note(core, p->note, &note) && note.version > 0;
}

/* Parts that only a row can tell have no line. */
static bool (*const evidence[PROGRAMME_PARTS])(
	const struct core *, const struct programme *, enum programme_step, ident person) = {
	[DO_MAP] = has_map,
	[DO_ANSWERS] = has_submitted,
	[DO_CHECKLIST] = has_submitted,
	[DO_AGREEMENT] = has_confirmed,
	[DO_ASSESSMENT] = has_submitted,
	[DO_PRIORITIES] = has_priorities,
	[DO_TOPICS] = has_topic,
	[DO_NOTE] = has_note,
};

/* What people may say of themselves: they did it elsewhere, or on paper. */
static const bool by_hand[PROGRAMME_PARTS] = {
	[DO_MAP] = true, [DO_SESSION] = true, [DO_PACKS] = true, [DO_TOPICS] = true, [DO_NOTE] = true};

/* What was done before the step came counts in it, too. */
static bool is_evident(const struct core *core, const struct programme *p, enum programme_step step,
	ident person, enum programme_part part)
{
	return (int)step <= p->step && evidence[part] && evidence[part](core, p, step, person);
}

static bool is_done(const struct core *core, const struct programme_row *row, enum programme_step step,
	ident person, enum programme_part part)
{
	return progress_find(row, person, part_key(step, part)) ||
		is_evident(core, &row->p, step, person, part);
}

static const struct course_step *course_of(const struct core *core, enum programme_step step)
{
	const struct content_language *l =
		core->config.content ? content_for(core->config.content, core->config.language) : NULL;
	return l ? &l->course[step] : NULL;
}

size_t core_programme_parts(
	const struct core *core, enum programme_step step, enum programme_part *out, size_t cap)
{
	const struct course_step *s = step < PROGRAMME_STEPS ? course_of(core, step) : NULL;
	size_t count = 0;
	for (int i = 0; s && i < s->part_count && count < cap; i++)
		out[count++] = s->parts[i].part;
	return count;
}

bool core_programme_done(const struct core *core, ident programme, enum programme_step step, ident person,
	enum programme_part part)
{
	const struct programme_row *row = programme_find(core, programme);
	return row && is_done(core, row, step, person, part);
}

/* ---- reading ---- */

const struct programme *core_programme(const struct core *core, ident id)
{
	const struct programme_row *row = programme_find(core, id);
	return row ? &row->p : NULL;
}

size_t core_programmes(const struct core *core, const struct programme **out, size_t cap)
{
	const struct table *t = &core->programmes->programmes;
	size_t count = 0;
	for (size_t i = t->count; i-- > 0 && count < cap;)
		out[count++] = &((struct programme_row *)t->slots[i].row)->p;
	return count;
}

static bool takes_part(const struct core *core, const struct programme *p, ident person)
{
	const struct partnership *group = core_partnership(core, p->partnership);
	return group && group->state != PARTNERSHIP_ENDED && partnership_has(group, person);
}

size_t core_programmes_of(const struct core *core, ident person, const struct programme **out, size_t cap)
{
	const struct table *t = &core->programmes->programmes;
	size_t count = 0;
	for (size_t i = t->count; i-- > 0 && count < cap;) {
		const struct programme *p = &((struct programme_row *)t->slots[i].row)->p;
		if (!p->ended && takes_part(core, p, person))
			out[count++] = p;
	}
	return count;
}

ident programmes_group_of(const struct core *core, ident person)
{
	const struct programme *one;
	return core_programmes_of(core, person, &one, 1) ? one->partnership : 0;
}

/* The group's session that is on or comes next, so far as it is known. */
static ident session_of(const struct core *core, const struct programme *p)
{
	const struct table *t = &core->sessions->sessions;
	const struct session *next = NULL;
	for (size_t i = 0; i < t->count; i++) {
		const struct session *s = &((struct session_row *)t->slots[i].row)->s;
		if (s->partnership == p->partnership && session_is_open(s) &&
			(!next || s->starts < next->starts))
			next = s;
	}
	return next ? next->id : 0;
}

/* What a part is done with. */
static ident object_of(const struct core *core, const struct programme *p, enum programme_step step,
	enum programme_part part)
{
	switch (part) {
	case DO_ANSWERS:
	case DO_CHECKLIST:
	case DO_ASSESSMENT:
		return p->steps[step].survey;
	case DO_SESSION:
		return session_of(core, p);
	case DO_AGREEMENT:
		return p->partnership;
	case DO_TOPICS:
		return p->board;
	case DO_NOTE:
		return p->note;
	default:
		return 0;
	}
}

/* A form that was shown without them cannot be filled in any more. */
static bool is_missed(const struct core *core, const struct programme *p, enum programme_step step,
	enum programme_part part)
{
	bool form = part == DO_ANSWERS || part == DO_CHECKLIST || part == DO_ASSESSMENT;
	const struct survey *s = form ? core_survey(core, p->steps[step].survey) : NULL;
	return form && (!s || s->revealed);
}

static bool next_in(
	const struct core *core, const struct programme *p, ident person, struct programme_next *out)
{
	enum programme_part parts[COURSE_PARTS_MAX];
	enum programme_step step = (enum programme_step)p->step;
	size_t count = core_programme_parts(core, step, parts, COURSE_PARTS_MAX);
	*out = (struct programme_next){.programme = p->id,
		.partnership = p->partnership,
		.step = step,
		.part = PROGRAMME_PARTS,
		.parts = (int)count,
		.until = step + 1 < PROGRAMME_STEPS ? p->steps[step + 1].starts : 0};
	for (size_t i = 0; i < count; i++) {
		if (core_programme_done(core, p->id, step, person, parts[i])) {
			out->done++;
		} else if (out->part == PROGRAMME_PARTS && !is_missed(core, p, step, parts[i])) {
			out->part = parts[i];
			out->of = object_of(core, p, step, parts[i]);
		}
	}
	return out->part != PROGRAMME_PARTS;
}

#define AT_ONCE_MAX 8 /* programmes of one person that are looked through: the newest */

bool core_programme_next(const struct core *core, ident person, int64_t wall, struct programme_next *out)
{
	const struct programme *mine[AT_ONCE_MAX];
	size_t count = core_programmes_of(core, person, mine, AT_ONCE_MAX);
	for (size_t i = 0; i < count; i++) {
		bool begun = mine[i]->step > STEP_PRE_WORK || mine[i]->steps[STEP_PRE_WORK].starts <= wall;
		if (begun && next_in(core, mine[i], person, out))
			return true;
	}
	*out = (struct programme_next){0};
	return false;
}

bool core_programme_next_in(
	const struct core *core, ident programme, ident person, struct programme_next *out)
{
	const struct programme_row *row = programme_find(core, programme);
	*out = (struct programme_next){0};
	return row && row->p.step < PROGRAMME_STEPS && next_in(core, &row->p, person, out);
}

bool programme_by_hand(enum programme_part part)
{
	return by_hand[part];
}

/* ---- rules ---- */

static struct str form_of(enum programme_part part)
{
	return part == DO_ANSWERS       ? STR(INSTRUMENT_KEY_PARTNERSHIPS)
		: part == DO_CHECKLIST  ? STR(INSTRUMENT_HEALTHY)
		: part == DO_ASSESSMENT ? STR(INSTRUMENT_SKILLS)
					: STR("");
}

/* The form that belongs to the step is put to the group, once; it is due when the next step is planned. */
static void open_form(struct core *core, struct programme_row *row)
{
	enum programme_part parts[COURSE_PARTS_MAX];
	int step = row->p.step;
	size_t count = core_programme_parts(core, (enum programme_step)step, parts, COURSE_PARTS_MAX);
	for (size_t i = 0; i < count; i++) {
		struct str form = form_of(parts[i]);
		if (!form.n || row->p.steps[step].survey)
			continue;
		int64_t due = step + 1 < PROGRAMME_STEPS ? row->p.steps[step + 1].starts : 0;
		row->p.steps[step].survey = surveys_open(
			core, row->p.partnership, row->p.id, form, due > core->now.wall ? due : 0);
		step_save(core, row, step);
	}
}

static void enter_step(struct core *core, struct programme_row *row, int step)
{
	int64_t now = core_stamp(core);
	row->doubtful = !core->now.trusted;
	row->p.step = step;
	row->p.step_since = now;
	row->p.ended = step == PROGRAMME_STEPS ? now : 0;
	if (step < PROGRAMME_STEPS)
		open_form(core, row);
	programme_save(core, row);
}

void programmes_clock_set(struct core *core, int64_t by)
{
	const struct table *t = &core->programmes->programmes;
	for (size_t i = 0; i < t->count; i++) {
		struct programme_row *row = t->slots[i].row;
		if (!row->doubtful)
			continue;
		row->doubtful = false;
		row->p.step_since += by;
		row->p.ended += row->p.ended ? by : 0;
		programme_save(core, row);
	}
}

/* What was done in the present step is written down: a topic goes from the board, an agreement is made anew. */
static void write_progress(struct core *core, struct programme_row *row)
{
	enum programme_part parts[COURSE_PARTS_MAX];
	enum programme_step step = (enum programme_step)row->p.step;
	const struct partnership *group = core_partnership(core, row->p.partnership);
	size_t count = core_programme_parts(core, step, parts, COURSE_PARTS_MAX);
	for (size_t i = 0; group && i < group->count; i++)
		for (size_t j = 0; j < count; j++)
			if (is_done(core, row, step, group->partners[i].person, parts[j]))
				progress_put(core, row, step, group->partners[i].person, parts[j]);
}

/* When each step is planned: as asked, or so many days after the one before. False: one before the other. */
static bool plan_steps(const struct core *core, const int64_t *asked, int64_t *out)
{
	int64_t last = day_start(core->now.wall);
	for (int i = 0; i < PROGRAMME_STEPS; i++) {
		const struct course_step *s = course_of(core, (enum programme_step)i);
		struct civil day = civil_from(last);
		day.day += s ? (int)s->days : 0;
		out[i] = asked[i] ? asked[i] : civil_to(day);
		if (asked[i] < 0 || (i && out[i] < last))
			return false;
		last = out[i];
	}
	return true;
}

static ident make_group(
	struct core *core, ident programme, struct str name, const ident *people, size_t count)
{
	struct partnership words = {.name = name,
		.purpose = STR(""),
		.language = STR(""),
		.programme = programme,
		.starts = core_stamp(core)};
	ident id = partnership_make(core, MODEL_LEARNING_SET, &words, people, count, 0);
	struct partnership_row *group = partnership_find(core, id);
	for (size_t i = 0; i < count; i++)
		partner_answer(core, group, partner_find(group, people[i]), CONSENT_YES);
	return id;
}

/* The group's own way of partnering: there from the start, so that what is found on the way has its place. */
static ident make_note(struct core *core, ident group, struct str name)
{
	const struct content *c = core->config.content;
	const struct content_language *l = c ? content_for(c, core->config.language) : NULL;
	return notes_create_shared(core, group, name, l ? l->course_note : STR(""));
}

static struct programme_row *make(struct core *core, struct str name, ident board, const int64_t *starts,
	const ident *people, size_t count)
{
	struct programme_row *row = table_add(&core->programmes->programmes, core_new_id(core), sizeof *row);
	audit_line(core, row->p.id); /* one a step: its group is made in the same */
	row->p.name = name;
	row->p.created = core_stamp(core);
	for (int i = 0; i < PROGRAMME_STEPS; i++)
		row->p.steps[i].starts = starts[i];
	row->p.partnership = make_group(core, row->p.id, name, people, count);
	row->p.board = board ? board : boards_make(core, name);
	row->p.note = make_note(core, row->p.partnership, name);
	enter_step(core, row, STEP_PRE_WORK);
	for (int i = 0; i < PROGRAMME_STEPS; i++)
		step_save(core, row, i);
	return row;
}

static enum err read_group(struct core *core, struct str lines, ident *people, size_t *count)
{
	enum err err = partnership_read_people(core, lines, people, count);
	return !err && *count < 2 ? ERR_invalid : err;
}

/* Asked for once more, nothing would change. */
static bool reads_the_same(const struct programme *p, struct str name, ident board, const int64_t *starts)
{
	bool same = str_eq(p->name, name) && (!board || board == p->board);
	for (int i = 0; i < PROGRAMME_STEPS; i++)
		same = same && p->steps[i].starts == starts[i];
	return same;
}

static void change(
	struct core *core, struct programme_row *row, struct str name, ident board, const int64_t *starts)
{
	row->p.name = name;
	row->p.board = board ? board : row->p.board;
	for (int i = 0; i < PROGRAMME_STEPS; i++) {
		if (row->p.steps[i].starts == starts[i])
			continue;
		row->p.steps[i].starts = starts[i];
		step_save(core, row, i);
	}
	programme_save(core, row);
}

static enum err check_programme(struct core *core, const struct msg_programme_set *m,
	const struct programme_row *row, struct str *name)
{
	enum err err = m->programme && !row ? ERR_not_found : asker_coordinates(core);
	if (!err && row && row->p.ended)
		err = ERR_closed;
	if (!err)
		err = core_clean(core, m->name, NAME_MAX_BYTES, false, name);
	if (!err && !name->n)
		err = ERR_invalid;
	return !err && m->board && !core_board(core, m->board) ? ERR_not_found : err;
}

void on_programme_set(struct core *core, const struct msg_programme_set *m)
{
	struct programme_row *row = m->programme ? programme_find(core, m->programme) : NULL;
	ident people[PARTNERS_MAX];
	int64_t starts[PROGRAMME_STEPS], asked[PROGRAMME_STEPS];
	struct str name;
	size_t count = 0;
	enum err err = check_programme(core, m, row, &name);
	for (int i = 0; i < PROGRAMME_STEPS; i++) /* what is not said stays as it was */
		asked[i] = !m->starts[i] && row ? row->p.steps[i].starts : m->starts[i];
	if (!err && !plan_steps(core, asked, starts))
		err = ERR_invalid;
	if (!err && !row)
		err = read_group(core, m->people, people, &count);
	if (!err && row && reads_the_same(&row->p, name, m->board, starts))
		err = ERR_already;
	if (!err && row)
		change(core, row, name, m->board, starts);
	else if (!err)
		row = make(core, name, m->board, starts, people, count);
	if (!err)
		audit_line(core, row->p.id);
	core_reply(core, err, row ? row->p.id : 0);
}

void on_programme_go(struct core *core, const struct msg_programme_go *m)
{
	struct programme_row *row = programme_find(core, m->programme);
	enum err err = row ? asker_coordinates(core) : ERR_not_found;
	if (!err && (m->step < 0 || m->step > PROGRAMME_STEPS))
		err = ERR_invalid;
	if (!err && m->step == row->p.step)
		err = ERR_already;
	if (!err) {
		if (row->p.step < PROGRAMME_STEPS)
			write_progress(core, row);
		enter_step(core, row, m->step);
		audit_line(core, m->programme);
	}
	core_reply(core, err, m->programme);
}

static bool has_part(const struct core *core, enum programme_step step, enum programme_part part)
{
	enum programme_part parts[COURSE_PARTS_MAX];
	size_t count = core_programme_parts(core, step, parts, COURSE_PARTS_MAX);
	for (size_t i = 0; i < count; i++)
		if (parts[i] == part)
			return true;
	return false;
}

static enum err check_done(
	struct core *core, const struct programme_row *row, const struct msg_programme_done *m)
{
	if (!row)
		return ERR_not_found;
	if (row->p.ended)
		return ERR_closed;
	if (viewer_asks(core) == COORDINATOR || !takes_part(core, &row->p, m->person))
		return ERR_not_allowed;
	enum err err = asker_is(core, m->person);
	bool good = (unsigned)m->part < PROGRAMME_PARTS && by_hand[m->part] &&
		has_part(core, (enum programme_step)row->p.step, m->part);
	return err ? err : good ? ERR_none : ERR_invalid;
}

void on_programme_done(struct core *core, const struct msg_programme_done *m)
{
	struct programme_row *row = programme_find(core, m->programme);
	enum err err = check_done(core, row, m);
	enum programme_step step = err ? STEP_PRE_WORK : (enum programme_step)row->p.step;
	struct done_part *one = err ? NULL : progress_find(row, m->person, part_key(step, m->part));
	/* Of what can be seen to be done nobody can say that it is not. */
	bool seen = !err && is_evident(core, &row->p, step, m->person, m->part);
	if (!err && (m->done ? one || seen : !one || seen))
		err = ERR_already;
	if (!err && m->done)
		progress_put(core, row, step, m->person, m->part);
	else if (!err)
		progress_remove(core, row, one);
	core_reply(core, err, m->programme);
}

/* A session of the group counts for those who were there, in the step that it was held in. */
void programmes_session_held(struct core *core, const struct session *s)
{
	const struct partnership *group = s->partnership ? core_partnership(core, s->partnership) : NULL;
	struct programme_row *row = group && group->programme ? programme_find(core, group->programme) : NULL;
	const struct member *members[SESSION_MEMBERS_MAX];
	if (!row || row->p.ended || !has_part(core, (enum programme_step)row->p.step, DO_SESSION))
		return;
	size_t count = core_members(core, s->id, members, SESSION_MEMBERS_MAX);
	for (size_t i = 0; i < count; i++)
		if (members[i]->here_at && partnership_has(group, members[i]->person))
			progress_put(
				core, row, (enum programme_step)row->p.step, members[i]->person, DO_SESSION);
	row->p.steps[row->p.step].session = s->id;
	step_save(core, row, row->p.step);
}

/* ---- pages ---- */

static int done_by(
	const struct core *core, const struct programme_row *row, enum programme_step step, ident person)
{
	enum programme_part parts[COURSE_PARTS_MAX];
	size_t count = core_programme_parts(core, step, parts, COURSE_PARTS_MAX);
	int done = 0;
	for (size_t i = 0; i < count; i++)
		done += is_done(core, row, step, person, parts[i]);
	return done;
}

static void describe_part(struct core *core, struct arena *mem, struct doc *in,
	const struct programme_row *row, enum programme_step step, enum programme_part part, ident viewer)
{
	const struct partnership *group = core_partnership(core, row->p.partnership);
	ident people[PARTNERS_MAX];
	size_t count = group ? partnership_people(group, people, PARTNERS_MAX) : 0;
	int done = 0;
	for (size_t i = 0; i < count; i++)
		done += is_done(core, row, step, people[i], part);
	struct doc *d = doc_map(mem, in, NULL);
	doc_text(mem, d, "part", str_from(word_of(&words_todo, (int)part)));
	doc_flag(mem, d, "done", is_done(core, row, step, viewer, part));
	doc_number(mem, d, "people", done);
	doc_flag(mem, d, "byHand", by_hand[part]);
	doc_number(mem, d, "survey", form_of(part).n ? row->p.steps[step].survey : 0);
	doc_number(mem, d, "of", object_of(core, &row->p, step, part));
}

static void describe_step(struct core *core, struct arena *mem, struct doc *in,
	const struct programme_row *row, enum programme_step step, ident viewer)
{
	enum programme_part parts[COURSE_PARTS_MAX];
	size_t count = core_programme_parts(core, step, parts, COURSE_PARTS_MAX);
	struct doc *d = doc_map(mem, in, NULL), *list;
	doc_text(mem, d, "key", str_from(word_of(&words_steps, (int)step)));
	doc_number(mem, d, "starts", row->p.steps[step].starts);
	doc_number(mem, d, "session", row->p.steps[step].session);
	list = doc_list(mem, d, "parts");
	for (size_t i = 0; i < count; i++)
		describe_part(core, mem, list, row, step, parts[i], viewer);
}

static void describe_members(
	struct core *core, struct arena *mem, struct doc *doc, const struct programme_row *row)
{
	const struct partnership *group = core_partnership(core, row->p.partnership);
	int last = row->p.step < PROGRAMME_STEPS ? row->p.step : PROGRAMME_STEPS - 1;
	enum programme_part parts[COURSE_PARTS_MAX];
	size_t of = core_programme_parts(core, (enum programme_step)last, parts, COURSE_PARTS_MAX);
	struct doc *list = doc_list(mem, doc, "members");
	for (size_t i = 0; group && i < group->count; i++) {
		if (group->partners[i].left)
			continue;
		ident person = group->partners[i].person;
		struct doc *d = doc_map(mem, list, NULL);
		view_person(core, mem, d, "person", person, true);
		doc_number(mem, d, "done", done_by(core, row, (enum programme_step)last, person));
		doc_number(mem, d, "of", (int64_t)of);
	}
}

static void describe(
	struct core *core, struct arena *mem, struct doc *doc, const struct programme *p, ident viewer)
{
	const struct programme_row *row = programme_find(core, p->id);
	struct programme_next next;
	doc_number(mem, doc, "id", p->id);
	doc_text(mem, doc, "name", p->name);
	doc_number(mem, doc, "partnership", p->partnership);
	doc_number(mem, doc, "board", p->board);
	doc_number(mem, doc, "note", p->note);
	doc_text(mem, doc, "step", str_from(word_of(&words_steps, p->step)));
	doc_number(mem, doc, "ended", p->ended);
	if (p->step < PROGRAMME_STEPS && next_in(core, p, viewer, &next))
		doc_text(mem, doc, "next", str_from(word_of(&words_todo, (int)next.part)));
	else
		doc_null(mem, doc, "next");
	struct doc *steps = doc_list(mem, doc, "steps");
	for (int i = 0; i < PROGRAMME_STEPS; i++)
		describe_step(core, mem, steps, row, (enum programme_step)i, viewer);
	describe_members(core, mem, doc, row);
	priorities_tell(core, mem, doc, viewer);
}

void view_programme(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct programme *p = core_programme(core, v->of);
	if (!p || !takes_part(core, p, v->subject)) {
		v->err = ERR_not_found;
		return;
	}
	describe(core, mem, doc, p, v->subject);
}
