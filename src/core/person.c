/* People: who can check in, how they are called on a public screen, and how they are found. */
#include "core/person.h"

#include <stdlib.h>
#include <string.h>

#include "core/sessions.h"

struct people *people_new(void)
{
	return xcalloc(1, sizeof(struct people));
}

static void person_drop(void *row)
{
	free(((struct person_row *)row)->block);
}

static void organisation_drop(void *row)
{
	free(((struct organisation *)row)->block);
}

void people_free(struct people *people)
{
	table_free(&people->persons, person_drop);
	table_free(&people->organisations, organisation_drop);
	name_index_clear(&people->names);
	free(people->belongings);
	free(people);
}

static struct person_row *person_at(const struct people *people, size_t position)
{
	return people->persons.slots[position].row;
}

/* ---- keeping ---- */

static void keep_strings(struct person_row *row)
{
	struct str *const fields[] = {
		&row->p.given, &row->p.family, &row->p.email, &row->p.language, &row->p.team};
	strings_keep(&row->block, fields, sizeof fields / sizeof *fields);
}

/* The name is put together on the stack: all people pass here while the program starts. */
static void index_at(struct people *people, size_t position)
{
	const struct person *p = &person_at(people, position)->p;
	char name[2 * NAME_MAX_BYTES + 1];
	struct str given = str_sub(p->given, 0, NAME_MAX_BYTES),
		   family = str_sub(p->family, 0, NAME_MAX_BYTES);
	size_t n = 0;
	if (given.n)
		memcpy(name, given.p, n = given.n);
	if (given.n && family.n)
		name[n++] = ' ';
	if (family.n)
		memcpy(name + n, family.p, family.n);
	name_index_put(&people->names, position, (struct str){name, n + family.n});
}

static void index_all(struct people *people)
{
	name_index_clear(&people->names);
	for (size_t i = 0; i < people->persons.count; i++)
		index_at(people, i);
}

/* A row that is new at the end or was there before keeps every other in its place; an index whose
 * positions have shifted is made anew. */
static void index_one(struct people *people, ident id)
{
	size_t count = people->persons.count, known = people->names.count,
	       position = table_place(&people->persons, id);
	if (known == count || (known + 1 == count && position + 1 == count))
		index_at(people, position);
	else
		index_all(people);
}

void person_save(struct core *core, struct person_row *row)
{
	const struct person *p = &row->p;
	keep_strings(row);
	index_one(core->people, row->p.id);
	PUT(core, REC_person, VI(p->id), VS(p->given), VS(p->family), VS(p->email), VI(p->organisation),
		VS(p->language), VI(p->colour), VI(p->guest), VI(p->hidden), VI(p->archived), VI(p->created),
		VS(p->team), VI(p->rhythm), VI(p->seeks));
	suggestions_renew(core);
	core_changed(core, CHANGE_PEOPLE);
}

void load_person(struct core *core, const struct value *v)
{
	struct person_row *row = table_add(&core->people->persons, v[0].i, sizeof *row);
	row->p = (struct person){.id = v[0].i,
		.given = v[1].s,
		.family = v[2].s,
		.email = v[3].s,
		.organisation = v[4].i,
		.language = v[5].s,
		.colour = (uint8_t)row_enum(&v[6], AVATAR_COLOURS),
		.guest = v[7].i != 0,
		.hidden = v[8].i != 0,
		.archived = v[9].i != 0,
		.created = v[10].i,
		.team = v[11].s,
		.rhythm = (enum rhythm)row_enum(&v[12], RHYTHM_COUNT),
		.seeks = v[13].i != 0};
	keep_strings(row);
	index_one(core->people, row->p.id);
}

void load_organisation(struct core *core, const struct value *v)
{
	struct organisation *o = table_add(&core->people->organisations, v[0].i, sizeof *o);
	struct str *const fields[] = {&o->name};
	o->name = v[1].s;
	o->kind = (enum organisation_kind)row_enum(&v[2], ORGANISATION_KIND_COUNT);
	strings_keep(&o->block, fields, 1);
}

static bool folds_alike(struct str a, struct str b)
{
	char fold_a[2 * NAME_MAX_BYTES], fold_b[2 * NAME_MAX_BYTES];
	struct str x = {fold_a, str_fold(a, fold_a, sizeof fold_a)};
	struct str y = {fold_b, str_fold(b, fold_b, sizeof fold_b)};
	return str_eq(x, y);
}

ident organisation_find(const struct core *core, struct str name)
{
	const struct table *t = &core->people->organisations;
	for (size_t i = 0; i < t->count; i++)
		if (folds_alike(((struct organisation *)t->slots[i].row)->name, name))
			return t->slots[i].id;
	return 0;
}

void organisation_save(
	struct core *core, struct organisation *o, struct str name, enum organisation_kind kind)
{
	struct str *const fields[] = {&o->name};
	o->name = name;
	o->kind = kind;
	strings_keep(&o->block, fields, 1);
	PUT(core, REC_organisation, VI(o->id), VS(o->name), VI(o->kind));
	core_changed(core, CHANGE_PEOPLE);
}

ident organisation_find_or_add(struct core *core, struct str name)
{
	ident id = name.n ? organisation_find(core, name) : 0;
	if (id || !name.n)
		return id;
	id = core_new_id(core);
	organisation_save(core, table_add(&core->people->organisations, id, sizeof(struct organisation)),
		name, ORGANISATION_COMPANY);
	return id;
}

/* ---- guests ---- */

/* "Zoë van Beek" as given and family name. */
static void name_guest(struct person *p, struct str name)
{
	struct str rest = name;
	str_split(&rest, ' ', &p->given);
	p->family = rest.p ? str_trim(rest) : STR("");
}

ident people_add_guest(struct core *core, struct str name)
{
	ident id = core_new_id(core);
	struct person_row *row = table_add(&core->people->persons, id, sizeof *row);
	row->p = (struct person){.id = id,
		.language = STR(""),
		.email = STR(""),
		.team = STR(""),
		.colour = (uint8_t)(id % AVATAR_COLOURS),
		.guest = true,
		.created = core->now.wall};
	name_guest(&row->p, name);
	person_save(core, row);
	return id;
}

void people_rename_guest(struct core *core, ident guest, struct str name)
{
	struct person_row *row = table_find(&core->people->persons, guest);
	if (!row || !row->p.guest)
		return;
	name_guest(&row->p, name);
	person_save(core, row);
}

void on_guest_add(struct core *core, const struct msg_guest_add *m)
{
	struct str name;
	enum err err = core->config.guests ? core_clean(core, m->name, NAME_MAX_BYTES, false, &name)
					   : ERR_not_allowed;
	if (!err && !name.n)
		err = ERR_invalid;
	core_reply(core, err, err ? 0 : people_add_guest(core, name));
}

/* Guests stay on the disk; in memory only while a session there is theirs. */
void people_forget_guests(struct core *core)
{
	struct table *t = &core->people->persons;
	size_t before = t->count;
	for (size_t i = t->count; i-- > 0;) {
		const struct person_row *row = t->slots[i].row;
		if (row->p.guest && !sessions_has_person(core, row->p.id) &&
			!codes_has_person(core, row->p.id) && !boards_has_person(core, row->p.id))
			table_remove(t, row->p.id, person_drop);
	}
	if (t->count != before)
		index_all(core->people);
}

/* ---- reading ---- */

const struct person *core_person(const struct core *core, ident id)
{
	const struct person_row *row = table_find(&core->people->persons, id);
	return row ? &row->p : NULL;
}

size_t core_people_count(const struct core *core)
{
	return core->people->persons.count;
}

struct str core_organisation_name(const struct core *core, ident id)
{
	const struct organisation *o = table_find(&core->people->organisations, id);
	return o ? o->name : STR("");
}

struct str person_full_name(struct arena *mem, const struct person *p)
{
	const char *gap = p->given.n && p->family.n ? " " : "";
	return arena_printf(mem, "%.*s%s%.*s", STR_FMT(p->given), gap, STR_FMT(p->family));
}

/* The letter a family name is filed under: particles are written small and passed over ("van Beek": B),
 * unless there is nothing else. Particles are short words of ASCII letters in the languages that have them. */
static struct str family_initial(const struct person *p)
{
	struct str rest = p->family, word;
	while (str_split(&rest, ' ', &word))
		if (word.n && !(word.p[0] >= 'a' && word.p[0] <= 'z'))
			return utf8_first(word, 1, NULL);
	return utf8_first(p->family, 1, NULL);
}

struct str person_short_name(struct arena *mem, const struct person *p)
{
	struct str initial = family_initial(p);
	if (!p->given.n)
		return arena_str(mem, p->family);
	if (!initial.n)
		return arena_str(mem, p->given);
	return arena_printf(mem, "%.*s %.*s.", STR_FMT(p->given), STR_FMT(initial));
}

struct str person_initials(struct arena *mem, const struct person *p)
{
	struct str given = utf8_first(p->given, 1, NULL), family = family_initial(p);
	return arena_printf(mem, "%.*s%.*s", STR_FMT(given), STR_FMT(family));
}

/* ---- search ---- */

struct found {
	struct match match;
	struct str name; /* folded */
};

/* Whoever is expected and still missing is the likeliest to be typing, whoever is here the next. */
static int likely(const struct match *m)
{
	return m->session ? (m->here ? 1 : 2) : 0;
}

static bool comes_before(const struct found *a, const struct found *b)
{
	if (likely(&a->match) != likely(&b->match))
		return likely(&a->match) > likely(&b->match);
	int c = str_cmp(a->name, b->name);
	return c ? c < 0 : a->match.person < b->match.person;
}

/* Keeps the best `cap` in order. Most finds of a short query are worse than the last and end there. */
static size_t insert(struct found *best, size_t count, size_t cap, struct found one)
{
	if (count == cap && !comes_before(&one, &best[count - 1]))
		return count;
	size_t at = count < cap ? count++ : cap - 1;
	for (; at > 0 && comes_before(&one, &best[at - 1]); at--)
		best[at] = best[at - 1];
	best[at] = one;
	return count;
}

static bool may_be_found(const struct person *p, const struct today_member *today)
{
	return !p->archived && (!p->guest || today);
}

static struct found find(const struct people *people, size_t position, const struct today_member *today)
{
	struct found one = {.match = {.person = people->persons.slots[position].id},
		.name = name_index_text(&people->names, position)};
	if (today) {
		one.match.session = today->session;
		one.match.here = today->here;
	}
	return one;
}

size_t core_search(const struct core *core, struct str typed, int64_t wall, struct match *out, size_t cap)
{
	const struct people *people = core->people;
	struct name_query query;
	struct arena mem = {0};
	struct today_member *today;
	name_query_make(&query, typed);
	if (!query.count || !cap)
		return 0;
	size_t today_count = sessions_today_members(core, wall, &mem, &today), count = 0;
	struct found *best = ARENA_ARRAY(&mem, struct found, cap);
	for (size_t i = 0; i < people->names.count; i++) {
		if (!name_index_matches(&people->names, i, &query))
			continue;
		const struct today_member *expected =
			today_member_find(today, today_count, people->persons.slots[i].id);
		if (may_be_found(&person_at(people, i)->p, expected))
			count = insert(best, count, cap, find(people, i, expected));
	}
	for (size_t i = 0; i < count; i++) {
		out[i] = best[i].match;
		name_spans(person_full_name(&mem, core_person(core, out[i].person)), &query, &out[i]);
	}
	arena_free(&mem);
	return count;
}
