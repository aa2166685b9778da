/* The coordinator sets up people and organisations. A person's row is written whole: what is left empty is empty
 * from then on. Sessions are planned in planning.c; what the coordinator's pages show is in desk_views.c. */
#include <string.h>

#include "core/desk.h"

/* ---- where people belong ---- */

size_t core_organisations_of(const struct core *core, ident person, ident *out, size_t cap)
{
	const struct people *all = core->people;
	const struct person *p = core_person(core, person);
	size_t count = 0;
	if (p && p->organisation && count < cap)
		out[count++] = p->organisation;
	for (size_t i = 0; i < all->belonging_count && count < cap; i++)
		if (all->belongings[i].person == person &&
			(!p || all->belongings[i].organisation != p->organisation))
			out[count++] = all->belongings[i].organisation;
	return count;
}

static size_t belonging_find(const struct people *all, ident person, ident organisation)
{
	size_t i = 0;
	while (i < all->belonging_count &&
		(all->belongings[i].person != person || all->belongings[i].organisation != organisation))
		i++;
	return i;
}

void load_belonging(struct core *core, const struct value *v)
{
	struct people *all = core->people;
	*LIST_ADD(all->belongings, all->belonging_count, all->belonging_cap) =
		(struct belonging){v[0].i, v[1].i};
}

static enum err belong(struct core *core, const struct msg_belonging_set *m)
{
	struct people *all = core->people;
	const struct person *p = core_person(core, m->person);
	size_t at = belonging_find(all, m->person, m->organisation);
	bool belongs = at < all->belonging_count;
	const struct value key[] = {VI(m->person), VI(m->organisation)};
	if (!p || !table_find(&all->organisations, m->organisation))
		return ERR_not_found;
	if (p->organisation == m->organisation)
		return m->on ? ERR_already : ERR_invalid; /* that one stands with the person */
	if (belongs == m->on)
		return ERR_already;
	if (m->on) {
		load_belonging(core, key);
		core_put(core, REC_belonging, key);
	} else {
		all->belongings[at] = all->belongings[--all->belonging_count];
		core_delete(core, REC_belonging, key);
	}
	core_changed(core, CHANGE_PEOPLE);
	audit_line(core, m->person);
	return ERR_none;
}

void on_belonging_set(struct core *core, const struct msg_belonging_set *m)
{
	enum err err = asker_coordinates(core);
	core_reply(core, err ? err : belong(core, m), m->person);
}

/* ---- organisations ---- */

static enum err set_organisation(struct core *core, const struct msg_organisation_set *m, ident *id)
{
	struct table *t = &core->people->organisations;
	struct organisation *o = m->organisation ? table_find(t, m->organisation) : NULL;
	struct str name;
	enum err err = core_clean(core, m->name, NAME_MAX_BYTES, false, &name);
	*id = m->organisation;
	if (err || !name.n || (unsigned)m->kind >= ORGANISATION_KIND_COUNT)
		return err ? err : ERR_invalid;
	if (m->organisation && !o)
		return ERR_not_found;
	ident same = organisation_find(core, name);
	if (same && (!o || same != o->id)) {
		*id = same;
		return ERR_conflict;
	}
	if (o && str_eq(o->name, name) && o->kind == m->kind)
		return ERR_already;
	if (!o)
		o = table_add(t, core_new_id(core), sizeof *o);
	organisation_save(core, o, name, m->kind);
	audit_line(core, *id = o->id);
	return ERR_none;
}

void on_organisation_set(struct core *core, const struct msg_organisation_set *m)
{
	ident id = m->organisation;
	enum err err = asker_coordinates(core);
	if (!err)
		err = set_organisation(core, m, &id);
	core_reply(core, err, id);
}

/* ---- people ---- */

struct person_words {
	struct str given, family, email, organisation, team, language;
};

static enum err read_words(struct core *core, const struct msg_person_set *m, struct person_words *w)
{
	const struct {
		struct str in, *out;
		size_t max;
	} fields[] = {{m->given, &w->given, NAME_MAX_BYTES}, {m->family, &w->family, NAME_MAX_BYTES},
		{m->email, &w->email, EMAIL_MAX_BYTES}, {m->organisation, &w->organisation, NAME_MAX_BYTES},
		{m->team, &w->team, NAME_MAX_BYTES}, {m->language, &w->language, NAME_MAX_BYTES}};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		enum err err = core_clean(core, fields[i].in, fields[i].max, false, fields[i].out);
		if (err)
			return err;
	}
	bool tagged = w->language.n > 0;
	w->language = language_of(&core->scratch, w->language);
	if ((!w->given.n && !w->family.n) || (w->email.n && !is_email(w->email)) ||
		(tagged && !w->language.n))
		return ERR_invalid;
	return ERR_none;
}

/* By the e-mail a calendar knows people; two can't share one. */
static bool email_taken(const struct core *core, struct str email, ident but)
{
	const struct table *t = &core->people->persons;
	char fold_a[EMAIL_MAX_BYTES + 1], fold_b[EMAIL_MAX_BYTES + 1];
	struct str a = {fold_a, str_fold(email, fold_a, sizeof fold_a)};
	for (size_t i = 0; email.n && i < t->count; i++) {
		const struct person *p = &((struct person_row *)t->slots[i].row)->p;
		struct str b = {fold_b, p->email.n ? str_fold(p->email, fold_b, sizeof fold_b) : 0};
		if (p->id != but && b.n && str_eq(a, b))
			return true;
	}
	return false;
}

static bool reads_the_same(const struct core *core, const struct person *p, const struct person_words *w,
	const struct msg_person_set *m)
{
	return str_eq(p->given, w->given) && str_eq(p->family, w->family) && str_eq(p->email, w->email) &&
		str_eq(p->team, w->team) && str_eq(p->language, w->language) &&
		str_eq(core_organisation_name(core, p->organisation), w->organisation) && !p->guest &&
		p->hidden == m->hidden && p->archived == m->archived;
}

static struct person_row *add_person(struct core *core)
{
	ident id = core_new_id(core);
	struct person_row *row = table_add(&core->people->persons, id, sizeof *row);
	row->p = (struct person){
		.id = id, .colour = (uint8_t)(id % AVATAR_COLOURS), .created = core->now.wall};
	return row;
}

/* A guest whose row the coordinator fills in is one no longer. Whoever is archived has no phone here any more. */
static void write_person(struct core *core, struct person_row *row, const struct person_words *w,
	const struct msg_person_set *m)
{
	struct person *p = &row->p;
	bool leaves = m->archived && !p->archived;
	p->given = w->given;
	p->family = w->family;
	p->email = w->email;
	p->team = w->team;
	p->language = w->language;
	p->hidden = m->hidden;
	p->archived = m->archived;
	p->guest = false;
	p->organisation = organisation_find_or_add(core, w->organisation);
	person_save(core, row);
	if (leaves)
		codes_forget_person(core, p->id);
}

static enum err set_person(struct core *core, const struct msg_person_set *m, ident *id)
{
	struct person_row *row = m->person ? table_find(&core->people->persons, m->person) : NULL;
	struct person_words w;
	enum err err = m->person && !row ? ERR_not_found : read_words(core, m, &w);
	if (err)
		return err;
	if (email_taken(core, w.email, m->person))
		return ERR_conflict;
	if (row && reads_the_same(core, &row->p, &w, m))
		return ERR_already;
	row = row ? row : add_person(core);
	write_person(core, row, &w, m);
	suggestions_renew(core);
	audit_line(core, *id = row->p.id);
	return ERR_none;
}

void on_person_set(struct core *core, const struct msg_person_set *m)
{
	ident id = m->person;
	enum err err = asker_coordinates(core);
	if (!err)
		err = set_person(core, m, &id);
	core_reply(core, err, id);
}
