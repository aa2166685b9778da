/* Priorities: at most three skills that a person wants to work at, each with its pack. They are theirs alone. */
#include <stdlib.h>

#include "core/programmes.h"
#include "core/viewer.h"

static void keep_words(struct priority_row *row)
{
	struct str *const fields[] = {&row->p.skill};
	strings_keep(&row->block, fields, 1);
}

void load_priority(struct core *core, const struct value *v)
{
	struct programmes *all = core->programmes;
	struct priority_row *row = LIST_ADD(all->priorities, all->priority_count, all->priority_cap);
	*row = (struct priority_row){.person = v[0].i,
		.partnership = v[2].i,
		.p = {.skill = v[1].s, .position = (int32_t)v[3].i, .created = v[4].i}};
	keep_words(row);
}

size_t core_priorities(const struct core *core, ident person, struct priority *out, size_t cap)
{
	const struct programmes *all = core->programmes;
	size_t count = 0;
	for (size_t i = 0; i < all->priority_count && count < cap; i++) {
		const struct priority_row *row = &all->priorities[i];
		if (row->person != person)
			continue;
		size_t at = count++;
		for (; at > 0 && out[at - 1].position > row->p.position; at--)
			out[at] = out[at - 1];
		out[at] = row->p;
	}
	return count;
}

static size_t place_of(const struct core *core, ident person, struct str skill)
{
	const struct programmes *all = core->programmes;
	size_t i = 0;
	while (i < all->priority_count &&
		!(all->priorities[i].person == person && str_eq(all->priorities[i].p.skill, skill)))
		i++;
	return i;
}

static void add(struct core *core, ident person, struct str skill, int32_t position)
{
	struct programmes *all = core->programmes;
	struct priority_row *row = LIST_ADD(all->priorities, all->priority_count, all->priority_cap);
	*row = (struct priority_row){.person = person,
		.partnership = programmes_group_of(core, person),
		.p = {.skill = skill, .position = position, .created = core->now.wall}};
	keep_words(row);
	PUT(core, REC_priority, VI(person), VS(skill), VI(row->partnership), VI(position),
		VI(core->now.wall));
	core_changed(core, CHANGE_PROGRAMMES);
}

static void take_away(struct core *core, size_t at)
{
	struct programmes *all = core->programmes;
	struct priority_row row = all->priorities[at];
	const struct value key[] = {VI(row.person), VS(row.p.skill)};
	core_delete(core, REC_priority, key);
	all->priorities[at] = all->priorities[--all->priority_count];
	free(row.block);
	core_changed(core, CHANGE_PROGRAMMES);
}

void on_priority_set(struct core *core, const struct msg_priority_set *m)
{
	struct priority have[PRIORITIES_MAX];
	enum err err = viewer_asks(core) == COORDINATOR ? ERR_not_allowed : asker_is(core, m->person);
	size_t at = place_of(core, m->person, m->skill);
	bool there = at < core->programmes->priority_count;
	if (!err && there == m->on)
		err = ERR_already;
	if (!err && m->on && !content_pack(core->config.content, core->config.language, m->skill))
		err = ERR_not_found;
	size_t count = err ? 0 : core_priorities(core, m->person, have, PRIORITIES_MAX);
	if (!err && m->on && count == PRIORITIES_MAX)
		err = ERR_too_many;
	if (!err && m->on)
		add(core, m->person, m->skill, count ? have[count - 1].position + 1 : 1);
	else if (!err)
		take_away(core, at);
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
