/* Priorities: at most three skills that a person wants to work at, each with its pack. They are theirs alone. */
#include <stdlib.h>

#include "core/programmes.h"
#include "core/viewer.h"

static void keep_words(struct priority_row *row)
{
	struct str *const fields[] = {&row->p.skill};
	strings_keep(&row->block, fields, 1);
}

void chosen_drop(void *row)
{
	struct chosen *all = row;
	for (size_t i = 0; i < all->count; i++)
		free(all->list[i].block);
	free(all->list);
}

static struct priority_row *take(struct core *core, ident person, struct priority_row one)
{
	struct chosen *all = table_add(&core->programmes->chosen, person, sizeof *all);
	struct priority_row *row = LIST_ADD(all->list, all->count, all->cap);
	*row = one;
	keep_words(row);
	return row;
}

void load_priority(struct core *core, const struct value *v)
{
	take(core, v[0].i,
		(struct priority_row){.person = v[0].i,
			.partnership = v[2].i,
			.p = {.skill = v[1].s, .position = (int32_t)v[3].i, .created = v[4].i}});
}

size_t core_priorities(const struct core *core, ident person, struct priority *out, size_t cap)
{
	const struct chosen *all = table_find(&core->programmes->chosen, person);
	size_t count = 0;
	for (size_t i = 0; all && i < all->count && count < cap; i++) {
		size_t at = count++;
		for (; at > 0 && out[at - 1].position > all->list[i].p.position; at--)
			out[at] = out[at - 1];
		out[at] = all->list[i].p;
	}
	return count;
}

static struct priority_row *find(const struct core *core, ident person, struct str skill)
{
	struct chosen *all = table_find(&core->programmes->chosen, person);
	for (size_t i = 0; all && i < all->count; i++)
		if (str_eq(all->list[i].p.skill, skill))
			return &all->list[i];
	return NULL;
}

static void add(struct core *core, ident person, struct str skill, int32_t position)
{
	const struct priority_row *row = take(core, person,
		(struct priority_row){.person = person,
			.partnership = programmes_group_of(core, person),
			.p = {.skill = skill, .position = position, .created = core->now.wall}});
	PUT(core, REC_priority, VI(person), VS(skill), VI(row->partnership), VI(position),
		VI(core->now.wall));
	core_changed(core, CHANGE_PROGRAMMES);
}

static void take_away(struct core *core, struct priority_row *row)
{
	struct chosen *all = table_find(&core->programmes->chosen, row->person);
	const struct value key[] = {VI(row->person), VS(row->p.skill)};
	core_delete(core, REC_priority, key);
	free(row->block);
	*row = all->list[--all->count];
	core_changed(core, CHANGE_PROGRAMMES);
}

void on_priority_set(struct core *core, const struct msg_priority_set *m)
{
	struct priority have[PRIORITIES_MAX];
	enum err err = viewer_asks(core) == COORDINATOR ? ERR_not_allowed : asker_is(core, m->person);
	struct priority_row *there = find(core, m->person, m->skill);
	if (!err && (there != NULL) == m->on)
		err = ERR_already;
	if (!err && m->on && !content_pack(core->config.content, core->config.language, m->skill))
		err = ERR_not_found;
	size_t count = err ? 0 : core_priorities(core, m->person, have, PRIORITIES_MAX);
	if (!err && m->on && count == PRIORITIES_MAX)
		err = ERR_too_many;
	if (!err && m->on)
		add(core, m->person, m->skill, count ? have[count - 1].position + 1 : 1);
	else if (!err)
		take_away(core, there);
	core_reply(core, err, m->person);
}

void priorities_tell(struct core *core, struct arena *mem, struct doc *doc, ident person)
{
	struct priority mine[PRIORITIES_MAX];
	size_t count = core_priorities(core, person, mine, PRIORITIES_MAX);
	struct doc *list = doc_list(mem, doc, "priorities");
	for (size_t i = 0; i < count; i++)
		doc_text(mem, list, NULL, mine[i].skill);
}

void view_packs(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	priorities_tell(core, mem, doc, v->subject);
}
