/* The phones that are a person's: whoever asks sees them and ends any of them in one touch. A phone becomes somebody's
 * by their code, or because whoever held it said so: of a partnership, a note or a board each visitor names
 * themselves. The kiosk cannot know better, so it shows what was said, and the one it was said of has the last word. */
#include "core/codes.h"
#include "core/viewer.h"

static bool is_theirs(const struct right *r, ident person)
{
	return r->note == person || r->person == person;
}

static struct own_phone *phone_in(struct own_phone *list, size_t count, ident device)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].device == device)
			return &list[i];
	return NULL;
}

static void take(struct own_phone *p, const struct right *r, ident person)
{
	p->page = p->page || r->note == person;
	p->until = r->expires > p->until ? r->expires : p->until;
}

static bool goes_before(const struct own_phone *a, const struct own_phone *b)
{
	return a->page != b->page ? a->page : a->device > b->device;
}

/* Into its place; what falls off the end is not listed. */
static size_t insert(struct own_phone *list, size_t count, size_t cap, const struct own_phone *one)
{
	if (count == cap && (!cap || !goes_before(one, &list[cap - 1])))
		return count;
	size_t at = count < cap ? count : cap - 1;
	for (; at > 0 && goes_before(one, &list[at - 1]); at--)
		list[at] = list[at - 1];
	list[at] = *one;
	return count < cap ? count + 1 : cap;
}

size_t core_phones_of(const struct core *core, ident person, struct own_phone *out, size_t cap)
{
	const struct codes *c = core->codes;
	size_t count = 0;
	for (size_t i = 0; person > 0 && i < c->right_count; i++) {
		const struct device *d = device_by_id(c, c->rights[i].device);
		if (!d || !is_theirs(&c->rights[i], person) || codes_over(core, c->rights[i].expires) ||
			phone_in(out, count, d->id))
			continue;
		struct own_phone one = {.device = d->id, .since = d->created};
		for (size_t k = i; k < c->right_count; k++)
			if (c->rights[k].device == d->id && is_theirs(&c->rights[k], person))
				take(&one, &c->rights[k], person);
		one.open = viewer_has(core, person, d->id);
		count = insert(out, count, cap, &one);
	}
	return count;
}

/* Also what it opened by saying so: else it would be back with the next touch. */
static bool end_phone(struct core *core, ident person, ident device)
{
	struct codes *c = core->codes;
	bool ended = false;
	for (size_t i = c->right_count; i-- > 0;) {
		if (c->rights[i].device != device || !is_theirs(&c->rights[i], person))
			continue;
		end_right(core, i);
		ended = true;
	}
	return ended;
}

static bool end_others(struct core *core, ident person, ident here)
{
	const struct codes *c = core->codes;
	bool ended = false;
	for (size_t i = c->right_count; i-- > 0;)
		if (i < c->right_count && c->rights[i].device != here && is_theirs(&c->rights[i], person))
			ended = end_phone(core, person, c->rights[i].device) || ended;
	return ended;
}

static bool has_phone(const struct core *core, ident person, ident device, ident here)
{
	const struct codes *c = core->codes;
	for (size_t i = 0; i < c->right_count; i++)
		if (is_theirs(&c->rights[i], person) &&
			(device ? c->rights[i].device == device : c->rights[i].device != here))
			return true;
	return false;
}

/* The answer goes first: the phone that is ended may be the one that asks. */
void on_phone_end(struct core *core, const struct msg_phone_end *m)
{
	ident here = viewer_device(core);
	enum err err = viewer_asks(core) == COORDINATOR ? ERR_not_allowed : asker_is(core, m->person);
	if (!err && !has_phone(core, m->person, m->device, here))
		err = m->device ? ERR_not_found : ERR_already;
	core_reply(core, err, m->person);
	if (err)
		return;
	audit_line(core, m->person);
	if (m->device)
		end_phone(core, m->person, m->device);
	else
		end_others(core, m->person, here);
	core_changed(core, CHANGE_PHONES | CHANGE_CODES);
}

void phones_tell(struct core *core, struct arena *mem, struct doc *doc, ident person, ident here)
{
	struct own_phone all[OWN_PHONES_MAX];
	size_t count = core_phones_of(core, person, all, OWN_PHONES_MAX);
	struct doc *list = doc_list(mem, doc, "phones");
	for (size_t i = 0; i < count; i++) {
		struct doc *d = doc_map(mem, list, NULL);
		doc_number(mem, d, "device", all[i].device);
		doc_number(mem, d, "since", all[i].since);
		doc_number(mem, d, "until", all[i].until);
		doc_flag(mem, d, "page", all[i].page);
		doc_flag(mem, d, "here", all[i].device == here);
		doc_flag(mem, d, "openNow", all[i].open);
	}
}
