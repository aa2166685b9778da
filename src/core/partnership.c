/* Partnerships: who learns with whom, over a time. Members who leave stay in the list, with the day they left,
 * so that what was done together keeps its people. */
#include "core/partners.h"

#include <stdlib.h>

#include "core/viewer.h"

struct partnerships *partnerships_new(void)
{
	return xcalloc(1, sizeof(struct partnerships));
}

static void partnership_drop(void *row)
{
	struct partnership_row *p = row;
	free(p->block);
	free(p->partners);
}

void partnerships_free(struct partnerships *p)
{
	table_free(&p->partnerships, partnership_drop);
	free(p);
}

struct partnership_row *partnership_find(const struct core *core, ident id)
{
	return table_find(&core->partnerships->partnerships, id);
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
	struct str *const fields[] = {&row->p.name, &row->p.purpose, &row->p.language, &row->p.ended_why};
	strings_keep(&row->block, fields, sizeof fields / sizeof *fields);
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

void partnerships_loaded(struct core *core)
{
	(void)core;
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

void on_partnership_set(struct core *core, const struct msg_partnership_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_partnership_member(struct core *core, const struct msg_partnership_member *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_partnership_state(struct core *core, const struct msg_partnership_state *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_partnership_answer(struct core *core, const struct msg_partnership_answer *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

/* ---- a person's own page ---- */

void view_me(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	view_person(core, mem, doc, "me", v->subject, true);
}
