/* Partnerships: who learns with whom, over a time. Members who leave stay in the list, with the day they left,
 * so that what was done together keeps its people.
 *
 * Nobody belongs to one without having said yes: it is proposed until all who are asked have, and one no ends it;
 * who is asked later is counted from their yes on. Agreed, it becomes active by what happens: their first session
 * begins, or they have all confirmed an agreement. Paused it keeps its plans and expects nobody; ended it has none. */
#include "core/partners.h"

#include <stdlib.h>

#include "core/sessions.h"

#define TAKE_BACK (10 * MINUTE) /* a no or a leaving that was a slip can be taken back */
#define SPAN_LIMIT (4000 * DAY) /* start and end of a partnership are within about ten years */
#define CODE_MAX_BYTES 3        /* of a language */
#define PURPOSE_MAX_BYTES OUTCOME_MAX_BYTES

struct partnerships *partnerships_new(void)
{
	return xcalloc(1, sizeof(struct partnerships));
}

static void partnership_drop(void *row)
{
	struct partnership_row *p = row;
	agreements_drop(p);
	free(p->block);
	free(p->partners);
}

void partnerships_free(struct partnerships *p)
{
	table_free(&p->partnerships, partnership_drop);
	exchanges_free(&p->exchanges);
	suggestions_free(p);
	free(p);
}

struct partnership_row *partnership_find(const struct core *core, ident id)
{
	return table_find(&core->partnerships->partnerships, id);
}

static void keep_words(struct partnership_row *row)
{
	struct str *const fields[] = {&row->p.name, &row->p.purpose, &row->p.language, &row->p.ended_why};
	strings_keep(&row->block, fields, sizeof fields / sizeof *fields);
}

void partnership_save(struct core *core, struct partnership_row *row)
{
	struct partnership *p = &row->p;
	keep_words(row);
	p->seq = core->step_seq;
	PUT(core, REC_partnership, VI(p->id), VI(p->model), VS(p->name), VI(p->state), VI(p->created),
		VS(p->purpose), VS(p->language), VI(p->rhythm), VI(p->starts), VI(p->ends), VI(p->programme),
		VI(p->ended_at), VS(p->ended_why));
	suggestions_renew(core);
	core_changed(core, CHANGE_PARTNERSHIPS);
}

void partner_save(struct core *core, struct partnership_row *row, const struct partner *one)
{
	PUT(core, REC_partner, VI(row->p.id), VI(one->person), VI(one->position), VI(one->standing),
		VI(one->joined), VI(one->left), VI(one->consent));
	row->partners_seq = core->step_seq;
	suggestions_renew(core);
	core_changed(core, CHANGE_PARTNERSHIPS);
}

static struct partner *partner_add(struct partnership_row *row, ident person)
{
	int32_t position = row->p.count ? row->partners[row->p.count - 1].position + 1 : 0;
	struct partner *one = LIST_ADD(row->partners, row->p.count, row->cap);
	*one = (struct partner){.person = person, .position = position};
	row->p.partners = row->partners;
	return one;
}

void load_partnership(struct core *core, const struct value *v)
{
	struct partnership_row *row = table_add(&core->partnerships->partnerships, v[0].i, sizeof *row);
	row->p = (struct partnership){.id = v[0].i,
		.model = (enum model)row_enum(&v[1], MODEL_COUNT),
		.name = v[2].s,
		.state = (enum partnership_state)row_enum(&v[3], PARTNERSHIP_STATE_COUNT),
		.created = v[4].i,
		.purpose = v[5].s,
		.language = v[6].s,
		.rhythm = (enum rhythm)row_enum(&v[7], RHYTHM_COUNT),
		.starts = v[8].i,
		.ends = v[9].i,
		.programme = v[10].i,
		.ended_at = v[11].i,
		.ended_why = v[12].s};
	keep_words(row);
}

static void by_position(struct partnership_row *row)
{
	for (size_t i = row->p.count; i-- > 1 && row->partners[i].position < row->partners[i - 1].position;) {
		struct partner one = row->partners[i];
		row->partners[i] = row->partners[i - 1];
		row->partners[i - 1] = one;
	}
}

void load_partner(struct core *core, const struct value *v)
{
	struct partnership_row *row = partnership_find(core, v[0].i);
	if (!row)
		return;
	*LIST_ADD(row->partners, row->p.count, row->cap) = (struct partner){.person = v[1].i,
		.position = (int32_t)v[2].i,
		.standing = (enum standing)row_enum(&v[3], STANDING_COUNT),
		.joined = v[4].i,
		.left = v[5].i,
		.consent = (enum consent)row_enum(&v[6], CONSENT_COUNT)};
	by_position(row);
	row->p.partners = row->partners;
}

/* ---- reading ---- */

const struct partnership *core_partnership(const struct core *core, ident id)
{
	const struct partnership_row *row = partnership_find(core, id);
	return row ? &row->p : NULL;
}

const struct partner *partnership_partner(const struct partnership *p, ident person)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->partners[i].person == person)
			return &p->partners[i];
	return NULL;
}

bool partnership_has(const struct partnership *p, ident person)
{
	const struct partner *one = partnership_partner(p, person);
	return one && !one->left;
}

size_t partnership_people(const struct partnership *p, ident *out, size_t cap)
{
	size_t count = 0;
	for (size_t i = 0; i < p->count && count < cap; i++)
		if (!p->partners[i].left)
			out[count++] = p->partners[i].person;
	return count;
}

static bool is_of(const struct partnership *p, const ident *people, size_t count)
{
	ident members[PARTNERS_MAX];
	size_t here = partnership_people(p, members, PARTNERS_MAX), common = 0;
	for (size_t i = 0; i < count; i++)
		common += partnership_has(p, people[i]);
	return count && here == count && common == count;
}

const struct partnership *partnership_of(const struct core *core, const ident *people, size_t count)
{
	const struct table *t = &core->partnerships->partnerships;
	for (size_t i = 0; i < t->count; i++) {
		const struct partnership_row *row = t->slots[i].row;
		if (row->p.state != PARTNERSHIP_ENDED && is_of(&row->p, people, count))
			return &row->p;
	}
	return NULL;
}

size_t core_partnerships(const struct core *core, ident person, const struct partnership **out, size_t cap)
{
	const struct table *t = &core->partnerships->partnerships;
	size_t count = 0;
	for (size_t i = t->count; i-- > 0 && count < cap;) {
		const struct partnership_row *row = t->slots[i].row;
		if (row->p.state != PARTNERSHIP_ENDED && (!person || partnership_has(&row->p, person)))
			out[count++] = &row->p;
	}
	return count;
}

/* ---- for rules ---- */

struct partner *partner_find(struct partnership_row *row, ident person)
{
	for (size_t i = 0; i < row->p.count; i++)
		if (row->partners[i].person == person)
			return &row->partners[i];
	return NULL;
}

bool partner_counts(const struct partnership *p, const struct partner *one)
{
	return !one->left && (one->consent == CONSENT_YES || p->state == PARTNERSHIP_PROPOSED);
}

bool partnership_counts(const struct partnership *p, ident person)
{
	const struct partner *one = partnership_partner(p, person);
	return one && partner_counts(p, one);
}

size_t partnership_counting(const struct partnership *p, ident *out, size_t cap)
{
	size_t count = partnership_people(p, out, cap), kept = 0;
	for (size_t i = 0; i < count; i++)
		if (partnership_counts(p, out[i]))
			out[kept++] = out[i];
	return kept;
}

struct partnership_row *partnership_for_rule(struct core *core, ident id)
{
	struct partnership_row *row = partnership_find(core, id);
	enum err err = asker_in_partnership(core, id);
	if (!err && row->p.state == PARTNERSHIP_ENDED)
		err = ERR_closed;
	if (!err)
		return row;
	core_reply(core, err, id);
	return NULL;
}

static size_t counted(const struct partnership_row *row)
{
	size_t count = 0;
	for (size_t i = 0; i < row->p.count; i++)
		count += partner_counts(&row->p, &row->partners[i]);
	return count;
}

static bool all_said_yes(const struct partnership_row *row)
{
	size_t count = 0;
	for (size_t i = 0; i < row->p.count; i++) {
		if (row->partners[i].left)
			continue;
		if (row->partners[i].consent != CONSENT_YES)
			return false;
		count++;
	}
	return count > 1;
}

static void settle_state(struct core *core, struct partnership_row *row)
{
	struct partnership before = row->p;
	if (row->p.state == PARTNERSHIP_PROPOSED && all_said_yes(row))
		row->p.state = PARTNERSHIP_AGREED;
	const struct version *v = agreement_in_force(row);
	if (row->p.state == PARTNERSHIP_AGREED && v)
		row->p.state = PARTNERSHIP_ACTIVE;
	if (v && v->seq == core->step_seq && v->a.rhythm != RHYTHM_ONCE)
		row->p.rhythm = v->a.rhythm;
	if (row->p.state != before.state || row->p.rhythm != before.rhythm)
		partnership_save(core, row);
}

void partnership_settle(struct core *core, struct partnership_row *row)
{
	settle_state(core, row);
	surveys_people_changed(core, row->p.id);
}

void partnerships_clock_set(struct core *core, int64_t by)
{
	const struct table *t = &core->partnerships->partnerships;
	for (size_t i = 0; i < t->count; i++) {
		struct partnership_row *row = t->slots[i].row;
		if (row->doubtful && row->p.ended_at) {
			row->p.ended_at += by;
			partnership_save(core, row);
		}
		row->doubtful = false;
	}
}

/* Who was erased left in the rows alone, where no rule heard of it. */
void partnerships_loaded(struct core *core)
{
	const struct table *t = &core->partnerships->partnerships;
	for (size_t i = 0; i < t->count; i++)
		settle_state(core, t->slots[i].row);
	rhythm_loaded(core);
}

static void end(struct core *core, struct partnership_row *row, struct str why)
{
	row->p.state = PARTNERSHIP_ENDED;
	row->p.ended_at = core_stamp(core);
	row->doubtful = !core->now.trusted;
	row->p.ended_why = why;
	partnership_save(core, row);
	sessions_call_off(core, row->p.id);
	notes_close(core, notes_of_partnership(core, row->p.id), true);
}

void partner_answer(struct core *core, struct partnership_row *row, struct partner *one, enum consent answer)
{
	if (one->consent != answer) {
		one->consent = answer;
		if (answer == CONSENT_NO && row->p.state != PARTNERSHIP_PROPOSED)
			one->left = core_stamp(core);
		partner_save(core, row, one);
	}
	if (answer == CONSENT_NO && row->p.state == PARTNERSHIP_PROPOSED)
		end(core, row, STR(""));
	else
		partnership_settle(core, row);
	if (answer == CONSENT_YES)
		sessions_add_partner(core, row->p.id, one->person);
}

/* ---- made, and changed ---- */

/* By a clock nobody has set every day is, within reason. */
static bool is_near(const struct core *core, int64_t day)
{
	int64_t now = core->now.wall;
	if (!day || !core->now.trusted)
		return day >= 0 && day < DAYS_END;
	return day >= now - SPAN_LIMIT && day <= now + SPAN_LIMIT;
}

static enum err read_words(struct core *core, const struct msg_partnership_set *m, struct partnership *p)
{
	enum err err = core_clean(core, m->name, NAME_MAX_BYTES, false, &p->name);
	if (!err)
		err = core_clean(core, m->purpose, PURPOSE_MAX_BYTES, true, &p->purpose);
	if (!err)
		err = core_clean(core, m->language, CODE_MAX_BYTES, false, &p->language);
	if (!err && (unsigned)m->rhythm >= RHYTHM_COUNT)
		err = ERR_invalid;
	if (!err && !(is_near(core, m->starts) && is_near(core, m->ends)))
		err = ERR_invalid;
	if (!err && m->starts && m->ends && m->ends < m->starts)
		err = ERR_invalid;
	p->rhythm = m->rhythm;
	p->starts = m->starts;
	p->ends = m->ends;
	return err;
}

/* Two in a tandem and a mentoring, two or more in all others. */
static bool takes_so_many(enum model model, size_t count)
{
	bool pair = model == MODEL_TANDEM || model == MODEL_MENTORING;
	return count >= 2 && count <= (pair ? 2 : PARTNERS_MAX);
}

static bool may_belong(const struct core *core, ident person)
{
	const struct person *p = core_person(core, person);
	return p && !p->archived && !p->guest;
}

enum err partnership_read_people(struct core *core, struct str lines, ident *out, size_t *count)
{
	struct str line;
	*count = 0;
	while (str_split(&lines, '\n', &line)) {
		int64_t id;
		line = str_trim(line);
		if (!line.n)
			continue;
		if (!str_int(line, 1, INT64_MAX, &id) || !may_belong(core, id))
			return ERR_invalid;
		for (size_t i = 0; i < *count; i++)
			if (out[i] == id)
				return ERR_invalid;
		if (*count == PARTNERS_MAX)
			return ERR_too_many;
		out[(*count)++] = id;
	}
	return ERR_none;
}

/* The person's own phone proposes only what they are part of, and has said yes for them. */
static enum err check_proposer(struct core *core, const ident *people, size_t count, ident *proposer)
{
	*proposer = 0;
	if (core->msg->origin.source != FROM_PHONE || viewer_asks(core) == COORDINATOR)
		return ERR_none;
	*proposer = viewer_asks(core);
	for (size_t i = 0; i < count; i++)
		if (*proposer && people[i] == *proposer)
			return ERR_none;
	return ERR_not_allowed;
}

ident partnership_make(struct core *core, enum model model, const struct partnership *words,
	const ident *people, size_t count, ident proposer)
{
	ident id = core_new_id(core);
	struct partnership_row *row = table_add(&core->partnerships->partnerships, id, sizeof *row);
	row->p = *words;
	row->p.id = id;
	row->p.model = model;
	row->p.state = PARTNERSHIP_PROPOSED;
	row->p.created = core_stamp(core);
	row->p.ended_why = STR("");
	partnership_save(core, row);
	for (size_t i = 0; i < count; i++) {
		struct partner *one = partner_add(row, people[i]);
		one->consent = people[i] == proposer ? CONSENT_YES : CONSENT_NONE;
		partner_save(core, row, one);
	}
	audit_line(core, id);
	return id;
}

static void propose(struct core *core, const struct msg_partnership_set *m)
{
	struct partnership words = {0};
	ident people[PARTNERS_MAX], proposer = 0, id = 0;
	size_t count = 0;
	enum err err = (unsigned)m->model < MODEL_COUNT ? read_words(core, m, &words) : ERR_invalid;
	if (!err)
		err = partnership_read_people(core, m->people, people, &count);
	if (!err)
		err = check_proposer(core, people, count, &proposer);
	if (!err && !takes_so_many(m->model, count))
		err = ERR_invalid;
	const struct partnership *same = err ? NULL : partnership_of(core, people, count);
	if (same && same->model == m->model) {
		err = ERR_already;
		id = same->id;
	}
	if (!err)
		id = partnership_make(core, m->model, &words, people, count, proposer);
	core_reply(core, err, id);
}

static bool reads_the_same(const struct partnership *a, const struct partnership *b)
{
	return str_eq(a->name, b->name) && str_eq(a->purpose, b->purpose) &&
		str_eq(a->language, b->language) && a->rhythm == b->rhythm && a->starts == b->starts &&
		a->ends == b->ends;
}

/* The model stays what it was: it is what they said yes to. */
void on_partnership_set(struct core *core, const struct msg_partnership_set *m)
{
	if (!m->partnership) {
		propose(core, m);
		return;
	}
	struct partnership_row *row = partnership_for_rule(core, m->partnership);
	struct partnership words;
	if (!row)
		return;
	words = row->p;
	enum err err = m->model == row->p.model ? read_words(core, m, &words) : ERR_invalid;
	if (!err && reads_the_same(&words, &row->p))
		err = ERR_already;
	if (!err) {
		row->p = words;
		partnership_save(core, row);
		audit_line(core, row->p.id);
	}
	core_reply(core, err, m->partnership);
}

/* ---- members ---- */

/* Who comes later is asked as the others were. */
static void join(struct core *core, struct partnership_row *row, ident person, enum standing standing)
{
	struct partner *one = partner_find(row, person);
	one = one ? one : partner_add(row, person);
	one->joined = core_stamp(core);
	one->left = 0;
	one->standing = standing;
	one->consent = CONSENT_NONE;
	partner_save(core, row, one);
}

/* Leaving was a slip a moment ago, and they, or somebody at the screen, take it back: nobody has to say yes anew. On
 * their own page they take back what they did there, not that others took them out. */
static bool takes_back_leaving(struct core *core, const struct partner *one)
{
	if (!one || !one->left || one->consent != CONSENT_YES || core_stamp(core) - one->left > TAKE_BACK)
		return false;
	return core->msg->origin.source != FROM_PHONE ||
		(viewer_asks(core) == one->person && one->left_by == one->person);
}

static void come_back(struct core *core, struct partnership_row *row, struct partner *one)
{
	one->left = 0;
	partner_save(core, row, one);
	sessions_add_partner(core, row->p.id, one->person);
}

/* A phone takes nobody out but its own person. */
static bool may_take_out(const struct core *core, ident person)
{
	bool phone = core->msg->origin.source == FROM_PHONE;
	return !phone || viewer_asks(core) == COORDINATOR || viewer_asks(core) == person;
}

static enum err check_member(
	const struct core *core, const struct partnership_row *row, const struct msg_partnership_member *m)
{
	const struct partner *one = partnership_partner(&row->p, m->person);
	bool in = one && !one->left;
	if ((unsigned)m->standing >= STANDING_COUNT)
		return ERR_invalid;
	if (!m->on)
		return !in ? ERR_already : may_take_out(core, m->person) ? ERR_none : ERR_not_allowed;
	if (in)
		return one->standing == m->standing ? ERR_already : ERR_none;
	if (!may_belong(core, m->person))
		return ERR_not_found;
	if (!one && row->p.count == PARTNERS_MAX)
		return ERR_too_many;
	ident people[PARTNERS_MAX];
	size_t count = partnership_people(&row->p, people, PARTNERS_MAX);
	return takes_so_many(row->p.model, count + 1) || count == 0 ? ERR_none : ERR_too_many;
}

/* Whoever leaves is in the past of the partnership as before: sessions, turns and words keep their people. What was
 * asked of everybody may be settled without them. */
static void part(struct core *core, struct partnership_row *row, ident person)
{
	struct partner *one = partner_find(row, person);
	one->left = core_stamp(core);
	one->left_by = viewer_asks(core);
	partner_save(core, row, one);
	sessions_drop_partner(core, row->p.id, person);
	codes_part(core, row->p.id, person);
	codes_part(core, notes_of_partnership(core, row->p.id), person);
	partnership_settle(core, row);
}

void on_partnership_member(struct core *core, const struct msg_partnership_member *m)
{
	struct partnership_row *row = partnership_find(core, m->partnership);
	/* Whoever left belongs to it no more, and takes it back all the same. */
	bool back = row && m->on && row->p.state != PARTNERSHIP_ENDED &&
		takes_back_leaving(core, partner_find(row, m->person));
	if (!back)
		row = partnership_for_rule(core, m->partnership);
	if (!row)
		return;
	enum err err = check_member(core, row, m);
	struct partner *one = err ? NULL : partner_find(row, m->person);
	if (one && m->on && !one->left) {
		one->standing = m->standing;
		partner_save(core, row, one);
	} else if (!err && back) {
		one->standing = m->standing;
		come_back(core, row, one);
		partnership_settle(core, row);
	} else if (!err && m->on) {
		join(core, row, m->person, m->standing);
		partnership_settle(core, row);
	} else if (!err) {
		part(core, row, m->person);
	}
	if (!err)
		audit_line(core, row->p.id);
	core_reply(core, err, m->partnership);
}

/* ---- yes and no ---- */

/* The no that ended it was theirs, a moment ago. */
static bool takes_back_no(
	const struct core *core, const struct partnership_row *row, const struct partner *one)
{
	return row->p.state == PARTNERSHIP_ENDED && one->consent == CONSENT_NO && !one->left &&
		core_stamp(core) - row->p.ended_at <= TAKE_BACK;
}

static enum err check_answer(
	struct core *core, const struct partnership_row *row, const struct msg_partnership_answer *m)
{
	const struct partner *one = row ? partnership_partner(&row->p, m->person) : NULL;
	if (!row)
		return ERR_not_found;
	if (asker_is(core, m->person) || viewer_asks(core) == COORDINATOR || !one)
		return ERR_not_allowed;
	if ((unsigned)m->answer >= CONSENT_COUNT)
		return ERR_invalid;
	if (one->consent == m->answer)
		return ERR_already;
	if (row->p.state == PARTNERSHIP_ENDED)
		return takes_back_no(core, row, one) ? ERR_none : ERR_closed;
	/* Once all have said yes, who wants no more leaves. */
	bool asked = row->p.state == PARTNERSHIP_PROPOSED || one->consent == CONSENT_NONE;
	return one->left ? ERR_closed : asked ? ERR_none : ERR_conflict;
}

void on_partnership_answer(struct core *core, const struct msg_partnership_answer *m)
{
	struct partnership_row *row = partnership_find(core, m->partnership);
	enum err err = check_answer(core, row, m);
	if (!err) {
		struct partner *one = partner_find(row, m->person);
		if (row->p.state == PARTNERSHIP_ENDED) {
			row->p.state = PARTNERSHIP_PROPOSED;
			row->p.ended_at = 0;
			partnership_save(core, row);
			notes_close(core, notes_of_partnership(core, row->p.id), false);
		}
		partner_answer(core, row, one, m->answer);
		audit_line(core, row->p.id);
	}
	core_reply(core, err, m->partnership);
}

/* ---- its state ---- */

static enum err check_state(const struct partnership_row *row, enum partnership_state to)
{
	enum partnership_state from = row->p.state;
	if (to != PARTNERSHIP_ACTIVE && to != PARTNERSHIP_PAUSED && to != PARTNERSHIP_ENDED)
		return ERR_invalid;
	if (from == to)
		return ERR_already;
	if (to == PARTNERSHIP_ENDED)
		return ERR_none;
	if (to == PARTNERSHIP_PAUSED)
		return from == PARTNERSHIP_PROPOSED ? ERR_conflict : ERR_none;
	return from == PARTNERSHIP_PAUSED ? ERR_none : ERR_conflict;
}

void on_partnership_state(struct core *core, const struct msg_partnership_state *m)
{
	struct partnership_row *row = partnership_for_rule(core, m->partnership);
	struct str why;
	if (!row)
		return;
	enum err err = check_state(row, m->state);
	if (!err)
		err = core_clean(core, m->why, OUTCOME_MAX_BYTES, true, &why);
	if (!err && m->state == PARTNERSHIP_ENDED) {
		end(core, row, why);
	} else if (!err) {
		row->p.state = m->state;
		partnership_save(core, row);
		core_changed(core, CHANGE_SESSIONS);
	}
	if (!err)
		audit_line(core, row->p.id);
	core_reply(core, err, m->partnership);
}

/* ---- its note ---- */

static struct str note_title(struct core *core, const struct partnership *p)
{
	struct str names = p->name;
	for (size_t i = 0; !p->name.n && i < p->count; i++) {
		const struct person *one = core_person(core, p->partners[i].person);
		struct str name =
			one && !p->partners[i].left ? person_short_name(&core->scratch, one) : STR("");
		if (name.n && names.n + name.n + 2 <= TITLE_MAX_BYTES)
			names = arena_printf(&core->scratch, "%.*s%s%.*s", STR_FMT(names),
				names.n ? ", " : "", STR_FMT(name));
	}
	return names;
}

/* The coordinator does not read what members write. */
void on_partnership_note(struct core *core, const struct msg_partnership_note *m)
{
	struct partnership_row *row = partnership_find(core, m->partnership);
	enum err err = viewer_asks(core) == COORDINATOR ? ERR_not_allowed
							: asker_in_partnership(core, m->partnership);
	ident note = err ? 0 : notes_of_partnership(core, m->partnership);
	if (!err && note)
		err = ERR_already;
	else if (!err && row->p.state == PARTNERSHIP_ENDED)
		err = ERR_closed;
	else if (!err)
		note = notes_create_shared(core, m->partnership, note_title(core, &row->p), STR(""));
	core_reply(core, err, note);
}

/* ---- what its sessions ask ---- */

bool partnership_expects(const struct core *core, ident id)
{
	const struct partnership_row *row = partnership_find(core, id);
	return !row || (row->p.state != PARTNERSHIP_PAUSED && row->p.state != PARTNERSHIP_ENDED);
}

bool partnership_may_plan(const struct core *core, ident id)
{
	const struct partnership_row *row = partnership_find(core, id);
	return !row ||
		((row->p.state == PARTNERSHIP_AGREED || row->p.state == PARTNERSHIP_ACTIVE) &&
			counted(row) > 1);
}

void partnership_meets(struct core *core, ident id)
{
	struct partnership_row *row = partnership_find(core, id);
	if (!row || (row->p.state != PARTNERSHIP_AGREED && row->p.state != PARTNERSHIP_PAUSED))
		return;
	row->p.state = PARTNERSHIP_ACTIVE;
	partnership_save(core, row);
}
