/* The map somebody draws of their partnerships, or a group of its relations: who it is with, what about, how it goes,
 * and where it stands on the canvas. A map is a person's own or a partnership's; the coordinator sees neither. */
#include <stdlib.h>

#include "core/programmes.h"
#include "core/viewer.h"

#define CANVAS 1000 /* thousandths */

void relation_drop(void *row)
{
	free(((struct relation_row *)row)->block);
}

void map_drawn_drop(void *row)
{
	free(((struct map_drawn *)row)->list);
}

static ident owner_of(ident person, ident partnership)
{
	return person ? person : partnership;
}

static void draw(struct core *core, struct relation_row *row)
{
	struct map_drawn *map =
		table_add(&core->programmes->drawn, owner_of(row->r.person, row->r.partnership), sizeof *map);
	*LIST_ADD(map->list, map->count, map->cap) = row;
}

static void wipe(struct core *core, const struct relation_row *row)
{
	struct map_drawn *map =
		table_find(&core->programmes->drawn, owner_of(row->r.person, row->r.partnership));
	size_t at = 0;
	while (map && at < map->count && map->list[at] != row)
		at++;
	if (!map || at == map->count)
		return;
	for (map->count--; at < map->count; at++)
		map->list[at] = map->list[at + 1];
}

static struct relation_row *relation_find(const struct core *core, ident id)
{
	return table_find(&core->programmes->relations, id);
}

static void keep_words(struct relation_row *row)
{
	struct str *const fields[] = {&row->r.name, &row->r.about};
	strings_keep(&row->block, fields, 2);
}

void load_relation(struct core *core, const struct value *v)
{
	struct relation_row *row = table_add(&core->programmes->relations, v[0].i, sizeof *row);
	row->r = (struct relation){.id = v[0].i,
		.person = v[1].i,
		.partnership = v[2].i,
		.name = v[3].s,
		.about = v[4].s,
		.goes = (int32_t)v[5].i,
		.x = (int32_t)v[6].i,
		.y = (int32_t)v[7].i,
		.created = v[8].i};
	keep_words(row);
	draw(core, row);
}

size_t core_relations(
	const struct core *core, ident person, ident partnership, const struct relation **out, size_t cap)
{
	const struct map_drawn *map = table_find(&core->programmes->drawn, owner_of(person, partnership));
	size_t count = 0;
	for (size_t i = 0; map && i < map->count && count < cap; i++) {
		const struct relation *r = &map->list[i]->r;
		if (r->person == person && r->partnership == partnership)
			out[count++] = r;
	}
	return count;
}

/* ---- rules ---- */

static enum err may_draw(struct core *core, ident person, ident partnership)
{
	if ((person != 0) == (partnership != 0))
		return ERR_invalid;
	if (viewer_asks(core) == COORDINATOR)
		return ERR_not_allowed;
	return person ? asker_is(core, person) : asker_in_partnership(core, partnership);
}

static enum err read_relation(struct core *core, const struct msg_relation_set *m, struct relation *out)
{
	bool inside = m->x >= 0 && m->x <= CANVAS && m->y >= 0 && m->y <= CANVAS;
	enum err err = inside && m->goes >= 0 && m->goes <= 5 ? ERR_none : ERR_invalid;
	if (!err)
		err = core_clean(core, m->name, NAME_MAX_BYTES, false, &out->name);
	if (!err)
		err = core_clean(core, m->about, TITLE_MAX_BYTES, false, &out->about);
	out->goes = m->goes;
	out->x = m->x;
	out->y = m->y;
	return err;
}

static bool is_full(const struct core *core, ident person, ident partnership)
{
	const struct relation *some[RELATIONS_MAX];
	return core_relations(core, person, partnership, some, RELATIONS_MAX) == RELATIONS_MAX;
}

static struct relation_row *relation_add(struct core *core, const struct msg_relation_set *m)
{
	struct relation_row *row = table_add(&core->programmes->relations, core_new_id(core), sizeof *row);
	row->r.person = m->person;
	row->r.partnership = m->partnership;
	row->r.created = core->now.wall;
	draw(core, row);
	return row;
}

static void relation_save(struct core *core, struct relation_row *row)
{
	const struct relation *r = &row->r;
	keep_words(row);
	PUT(core, REC_relation, VI(r->id), VI(r->person), VI(r->partnership), VS(r->name), VS(r->about),
		VI(r->goes), VI(r->x), VI(r->y), VI(r->created));
	core_changed(core, CHANGE_PROGRAMMES);
}

static void relation_remove(struct core *core, ident id)
{
	const struct value key[] = {VI(id)};
	core_delete(core, REC_relation, key);
	wipe(core, relation_find(core, id));
	table_remove(&core->programmes->relations, id, relation_drop);
	core_changed(core, CHANGE_PROGRAMMES);
}

static bool same(const struct relation *a, const struct relation *b)
{
	return str_eq(a->name, b->name) && str_eq(a->about, b->about) && a->goes == b->goes && a->x == b->x &&
		a->y == b->y;
}

void on_relation_set(struct core *core, const struct msg_relation_set *m)
{
	struct relation_row *row = m->relation ? relation_find(core, m->relation) : NULL;
	struct relation asked = {0};
	ident id = m->relation;
	enum err err = m->relation && !row
		? ERR_not_found
		: may_draw(core, row ? row->r.person : m->person, row ? row->r.partnership : m->partnership);
	if (!err)
		err = read_relation(core, m, &asked);
	if (!err && !row && !asked.name.n)
		err = ERR_invalid;
	if (!err && !row && is_full(core, m->person, m->partnership))
		err = ERR_too_many;
	if (!err && row && asked.name.n && same(&row->r, &asked))
		err = ERR_already;
	if (!err && row && !asked.name.n) {
		relation_remove(core, id);
	} else if (!err) {
		row = row ? row : relation_add(core, m);
		id = row->r.id;
		row->r.name = asked.name;
		row->r.about = asked.about;
		row->r.goes = asked.goes;
		row->r.x = asked.x;
		row->r.y = asked.y;
		relation_save(core, row);
	}
	core_reply(core, err, id);
}

/* ---- pages ---- */

void view_relations(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct relation *all[RELATIONS_MAX];
	const struct partnership *p = v->of ? core_partnership(core, v->of) : NULL;
	if (v->of && !(p && partnership_counts(p, v->subject))) {
		v->err = ERR_not_found;
		return;
	}
	size_t count = core_relations(core, v->of ? 0 : v->subject, v->of, all, RELATIONS_MAX);
	struct doc *list = doc_list(mem, doc, "relations");
	for (size_t i = 0; i < count; i++) {
		struct doc *one = doc_map(mem, list, NULL);
		doc_number(mem, one, "id", all[i]->id);
		doc_text(mem, one, "name", all[i]->name);
		doc_text(mem, one, "about", all[i]->about);
		doc_number(mem, one, "goes", all[i]->goes);
		doc_number(mem, one, "x", all[i]->x);
		doc_number(mem, one, "y", all[i]->y);
	}
}
