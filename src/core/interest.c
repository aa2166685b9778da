/* Who would join a topic, and who sits together on it now. 'Sit together now' gathers people for half a
 * minute; then two or more of them have a session, and nothing remembers that they were gathered: that the
 * session is about the topic says which one came of it. The half minute is measured by the monotonic
 * clock; the wall time in the topic is what screens show and what a restart goes by. */
#include <stdlib.h>
#include <string.h>

#include "core/sessions.h"

#define GATHER_TIME (30 * SECOND)
#define GATHERED_MAX 12 /* sit down together, the first who came */

struct joined {
	ident person;
	enum interest kind;
	int64_t at; /* wall */
};
struct interest_row {
	ident topic;         /* id first, see table.h */
	struct joined *list; /* in the order they came */
	size_t count, cap;
};
struct gathering {
	ident topic;
	int64_t ends; /* mono */
};
struct interests {
	struct table topics;
	struct gathering *gatherings;
	size_t gathering_count, gathering_cap;
};

struct interests *interests_new(void)
{
	return xcalloc(1, sizeof(struct interests));
}

static void row_drop(void *row)
{
	free(((struct interest_row *)row)->list);
}

void interests_free(struct interests *interests)
{
	table_free(&interests->topics, row_drop);
	free(interests->gatherings);
	free(interests);
}

/* ---- keeping ---- */

static struct interest_row *row_find(const struct core *core, ident topic)
{
	return table_find(&core->interests->topics, topic);
}

static size_t find(const struct interest_row *row, ident person, enum interest kind)
{
	size_t i = 0;
	while (row && i < row->count && (row->list[i].person != person || row->list[i].kind != kind))
		i++;
	return i;
}

static bool is_there(const struct interest_row *row, ident person, enum interest kind)
{
	return row && find(row, person, kind) < row->count;
}

/* Rows may come in the order of their key, which is not that in which people came. */
static void keep(struct core *core, ident topic, struct joined joined)
{
	struct interest_row *row = table_add(&core->interests->topics, topic, sizeof *row);
	LIST_ADD(row->list, row->count, row->cap);
	size_t at = row->count - 1;
	for (; at > 0 && row->list[at - 1].at > joined.at; at--)
		row->list[at] = row->list[at - 1];
	row->list[at] = joined;
}

static void add(struct core *core, ident topic, ident person, enum interest kind)
{
	PUT(core, REC_interest, VI(topic), VI(person), VI(kind), VI(core->now.wall));
	keep(core, topic, (struct joined){person, kind, core->now.wall});
}

static void drop(struct core *core, struct interest_row *row, size_t at)
{
	const struct value key[] = {VI(row->topic), VI(row->list[at].person), VI(row->list[at].kind)};
	core_delete(core, REC_interest, key);
	row->count--;
	memmove(row->list + at, row->list + at + 1, (row->count - at) * sizeof *row->list);
}

static void tell(struct core *core, const struct topic *t)
{
	core_changed(core, CHANGE_BOARDS);
	watch_cards(core, t->board);
}

void load_interest(struct core *core, const struct value *v)
{
	keep(core, v[0].i, (struct joined){v[1].i, (enum interest)row_enum(&v[2], INTEREST_COUNT), v[3].i});
}

static void drop_kind(struct core *core, ident topic, enum interest kind)
{
	struct interest_row *row = row_find(core, topic);
	for (size_t i = row ? row->count : 0; i-- > 0;)
		if (row->list[i].kind == kind)
			drop(core, row, i);
}

void interests_forget(struct core *core, ident topic)
{
	struct topic *t = boards_topic(core, topic);
	if (t)
		interests_stop_gathering(core, t);
	drop_kind(core, topic, INTEREST_JOIN);
	table_remove(&core->interests->topics, topic, row_drop);
}

/* ---- gathering ---- */

static struct gathering *gathering_find(const struct core *core, ident topic)
{
	struct interests *i = core->interests;
	for (size_t k = 0; k < i->gathering_count; k++)
		if (i->gatherings[k].topic == topic)
			return &i->gatherings[k];
	return NULL;
}

static void gathering_add(struct core *core, ident topic, int64_t left)
{
	struct interests *i = core->interests;
	*LIST_ADD(i->gatherings, i->gathering_count, i->gathering_cap) =
		(struct gathering){topic, core->now.mono + left};
}

/* A clock that is wrong by more than the half minute may at most make it half a minute again. */
void interests_gather_on(struct core *core, const struct topic *t)
{
	int64_t left = t->gather_until - core->now.wall;
	gathering_add(core, t->id, left < 0 ? 0 : left > GATHER_TIME ? GATHER_TIME : left);
}

void interests_stop_gathering(struct core *core, struct topic *t)
{
	struct interests *i = core->interests;
	struct gathering *g = gathering_find(core, t->id);
	if (g)
		*g = i->gatherings[--i->gathering_count];
	t->gather_until = 0;
	drop_kind(core, t->id, INTEREST_NOW);
}

int64_t interests_deadline(const struct core *core)
{
	const struct interests *i = core->interests;
	int64_t first = NEVER;
	for (size_t k = 0; k < i->gathering_count; k++)
		first = i->gatherings[k].ends < first ? i->gatherings[k].ends : first;
	return first;
}

/* Those who are there still, the first first, as many as a session holds. */
static size_t list_gathered(const struct core *core, ident topic, ident people[GATHERED_MAX])
{
	const struct interest_row *row = row_find(core, topic);
	size_t count = 0;
	for (size_t i = 0; row && i < row->count && count < GATHERED_MAX; i++) {
		const struct person *p = core_person(core, row->list[i].person);
		if (row->list[i].kind == INTEREST_NOW && p && !p->archived)
			people[count++] = p->id;
	}
	return count;
}

static void end_gathering(struct core *core, struct topic *t)
{
	ident people[GATHERED_MAX];
	size_t count = list_gathered(core, t->id, people);
	interests_stop_gathering(core, t);
	topic_save(core, t);
	if (count >= 2)
		session_walk_in(
			core, count == 2 ? MODEL_TANDEM : MODEL_LEARNING_SET, t->id, t->title, people, count);
}

void interests_tick(struct core *core)
{
	struct interests *i = core->interests;
	for (size_t k = i->gathering_count; k-- > 0;)
		if (i->gatherings[k].ends <= core->now.mono)
			end_gathering(core, boards_topic(core, i->gatherings[k].topic));
}

void interests_clock_set(struct core *core, int64_t by)
{
	const struct interests *i = core->interests;
	for (size_t k = 0; k < i->gathering_count; k++) {
		struct topic *t = boards_topic(core, i->gatherings[k].topic);
		t->gather_until += by;
		topic_save(core, t);
	}
}

/* ---- rules ---- */

static bool is_shown(const struct topic *t)
{
	return t->lane < LANES_SHOWN && !t->draft;
}

void on_interest_set(struct core *core, const struct msg_interest_set *m)
{
	const struct topic *t = topic_for_rule(core, m->topic);
	ident person = 0;
	if (!t)
		return;
	enum err err = (unsigned)m->kind >= INTEREST_COUNT ? ERR_invalid
		: is_shown(t)                              ? ERR_none
							   : ERR_not_found;
	if (!err)
		err = asker_person(core, m->person, &person);
	if (!err && !person)
		err = ERR_invalid;
	if (!err && m->kind == INTEREST_NOW && !t->gather_until)
		err = ERR_conflict; /* the half minute is over */
	if (!err && is_there(row_find(core, t->id), person, m->kind) == m->on)
		err = ERR_already;
	if (!err && m->on)
		add(core, t->id, person, m->kind);
	else if (!err)
		drop(core, row_find(core, t->id), find(row_find(core, t->id), person, m->kind));
	if (!err)
		tell(core, t);
	core_reply(core, err, m->topic);
}

void on_gather(struct core *core, const struct msg_gather *m)
{
	struct topic *t = topic_for_rule(core, m->topic);
	ident person = 0;
	if (!t)
		return;
	enum err err = is_shown(t) ? asker_person(core, m->person, &person) : ERR_not_found;
	bool joins = !err && person && !is_there(row_find(core, t->id), person, INTEREST_NOW);
	if (!err && t->gather_until && !joins)
		err = ERR_already;
	if (!err && joins)
		add(core, t->id, person, INTEREST_NOW);
	if (!err && !t->gather_until) {
		t->gather_until = core->now.wall + GATHER_TIME;
		gathering_add(core, t->id, GATHER_TIME);
		topic_save(core, t);
	}
	if (!err)
		tell(core, t);
	core_reply(core, err, m->topic);
}

/* ---- reading ---- */

static size_t add_people(
	const struct core *core, ident topic, enum interest kind, ident *people, size_t count, size_t cap)
{
	const struct interest_row *row = row_find(core, topic);
	size_t before = count;
	for (size_t i = 0; row && i < row->count && count < cap; i++) {
		bool known = row->list[i].kind != kind;
		for (size_t k = 0; k < before && !known; k++)
			known = people[k] == row->list[i].person;
		if (!known)
			people[count++] = row->list[i].person;
	}
	return count;
}

/* Each person once, those of the cards under it too. */
size_t core_interested(const struct core *core, ident topic, enum interest kind, ident *people, size_t cap)
{
	const struct topic *under[16];
	size_t cards = core_merged(core, topic, under, 16);
	size_t count = add_people(core, topic, kind, people, 0, cap);
	for (size_t i = 0; i < cards; i++)
		count = add_people(core, under[i]->id, kind, people, count, cap);
	return count;
}

size_t interests_of(
	const struct core *core, ident board, ident person, enum interest kind, ident *topics, size_t cap)
{
	const struct table *all = &core->interests->topics;
	size_t count = 0;
	for (size_t i = 0; i < all->count && count < cap; i++) {
		const struct interest_row *row = all->slots[i].row;
		const struct topic *t = core_topic(core, row->topic);
		if (t && t->board == board && is_shown(t) && is_there(row, person, kind))
			topics[count++] = t->id;
	}
	return count;
}

ident core_gathered(const struct core *core, ident topic)
{
	const struct table *all = &core->sessions->sessions;
	for (size_t i = all->count; topic && i-- > 0;) {
		const struct session *s = &((struct session_row *)all->slots[i].row)->s;
		if (s->focus_topic == topic && s->walk_in && session_is_open(s))
			return s->id;
	}
	return 0;
}
