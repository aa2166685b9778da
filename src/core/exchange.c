/* What people offer and wish to learn, and how they like to meet. */
#include "core/partners.h"

#include <stdlib.h>

#include "core/person.h"

#define TEAM_MAX_BYTES NAME_MAX_BYTES
#define CODE_MAX_BYTES 3 /* of a language */

static void exchange_drop(void *row)
{
	free(((struct exchange_row *)row)->block);
}

void exchanges_free(struct table *t)
{
	table_free(t, exchange_drop);
}

static void keep(struct exchange_row *row)
{
	struct str *const fields[] = {&row->e.text};
	strings_keep(&row->block, fields, 1);
}

void load_exchange(struct core *core, const struct value *v)
{
	struct exchange_row *row = table_add(&core->partnerships->exchanges, v[0].i, sizeof *row);
	row->e = (struct exchanged){.id = v[0].i,
		.person = v[1].i,
		.kind = (enum exchange)row_enum(&v[2], EXCHANGE_COUNT),
		.text = v[3].s,
		.created = v[4].i};
	keep(row);
}

static void changed(struct core *core)
{
	suggestions_renew(core);
	core_changed(core, CHANGE_PARTNERSHIPS);
}

static void save(struct core *core, struct exchange_row *row)
{
	const struct exchanged *e = &row->e;
	keep(row);
	PUT(core, REC_exchange, VI(e->id), VI(e->person), VI(e->kind), VS(e->text), VI(e->created));
	changed(core);
}

size_t core_exchanges(const struct core *core, ident person, const struct exchanged **out, size_t cap)
{
	const struct table *t = &core->partnerships->exchanges;
	size_t count = 0;
	for (size_t i = 0; i < t->count && count < cap; i++) {
		const struct exchange_row *row = t->slots[i].row;
		if (!person || row->e.person == person)
			out[count++] = &row->e;
	}
	return count;
}

/* ---- rules ---- */

static enum err check_exchange(struct core *core, const struct msg_exchange_set *m, struct str *text)
{
	const struct exchange_row *row = table_find(&core->partnerships->exchanges, m->exchange);
	const struct exchanged *all[EXCHANGES_MAX];
	if (asker_is(core, m->person))
		return ERR_not_allowed;
	if (m->exchange && (!row || row->e.person != m->person))
		return ERR_not_found;
	if ((unsigned)m->kind >= EXCHANGE_COUNT)
		return ERR_invalid;
	enum err err = core_clean(core, m->text, TITLE_MAX_BYTES, false, text);
	if (err)
		return err;
	if (row)
		return row->e.kind == m->kind && str_eq(row->e.text, *text) ? ERR_already : ERR_none;
	if (!text->n)
		return ERR_invalid;
	return core_exchanges(core, m->person, all, EXCHANGES_MAX) == EXCHANGES_MAX ? ERR_too_many : ERR_none;
}

static ident put(struct core *core, const struct msg_exchange_set *m, struct str text)
{
	struct table *t = &core->partnerships->exchanges;
	ident id = m->exchange ? m->exchange : core_new_id(core);
	struct exchange_row *row = table_add(t, id, sizeof *row);
	if (!m->exchange)
		row->e = (struct exchanged){.id = id, .person = m->person, .created = core->now.wall};
	row->e.kind = m->kind;
	row->e.text = text;
	save(core, row);
	return id;
}

static void take_away(struct core *core, ident id)
{
	core_delete(core, REC_exchange, &VI(id));
	table_remove(&core->partnerships->exchanges, id, exchange_drop);
	changed(core);
}

void on_exchange_set(struct core *core, const struct msg_exchange_set *m)
{
	struct str text = STR("");
	enum err err = check_exchange(core, m, &text);
	ident id = m->exchange;
	if (!err && !text.n)
		take_away(core, m->exchange);
	else if (!err)
		id = put(core, m, text);
	core_reply(core, err, id);
}

static bool is_language(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'a' || s.p[i] > 'z')
			return false;
	return s.n == 0 || s.n == 2 || s.n == CODE_MAX_BYTES;
}

static enum err check_profile(
	struct core *core, const struct msg_profile_set *m, struct str *team, struct str *language)
{
	if (asker_is(core, m->person))
		return ERR_not_allowed;
	if ((unsigned)m->rhythm >= RHYTHM_COUNT)
		return ERR_invalid;
	enum err err = core_clean(core, m->team, TEAM_MAX_BYTES, false, team);
	if (!err)
		err = core_clean(core, m->language, CODE_MAX_BYTES, false, language);
	return err ? err : is_language(*language) ? ERR_none : ERR_invalid;
}

void on_profile_set(struct core *core, const struct msg_profile_set *m)
{
	struct str team, language;
	struct person_row *row = table_find(&core->people->persons, m->person);
	enum err err = check_profile(core, m, &team, &language);
	if (!err) {
		row->p.team = team;
		row->p.language = language;
		row->p.rhythm = m->rhythm;
		row->p.seeks = m->seeks;
		row->p.hidden = m->hidden;
		person_save(core, row);
		if (viewer_asks(core) == COORDINATOR)
			audit_line(core, m->person);
	}
	core_reply(core, err, m->person);
}
