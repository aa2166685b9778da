/* Two sorted lists and a binary search: an import of 10,000 rows into 10,000 people takes no table that
 * has to be kept up between imports. */
#include "core/lookup.h"

#include <stdlib.h>

#include "core/person.h"

struct str folded(struct arena *mem, struct str s)
{
	char *out = arena_alloc(mem, 2 * s.n + 1);
	return (struct str){out, str_fold(str_trim(s), out, 2 * s.n)};
}

static int by_text(const void *a, const void *b)
{
	const struct lookup_key *x = a, *y = b;
	int c = str_cmp(x->text, y->text);
	return c ? c : (x->person > y->person) - (x->person < y->person);
}

void lookup_make(struct lookup *l, const struct core *core, struct arena *mem)
{
	const struct table *t = &core->people->persons;
	*l = (struct lookup){ARENA_ARRAY(mem, struct lookup_key, t->count),
		ARENA_ARRAY(mem, struct lookup_key, t->count), 0, 0};
	for (size_t i = 0; i < t->count; i++) {
		const struct person *p = &((struct person_row *)t->slots[i].row)->p;
		if (p->guest || p->archived)
			continue;
		if (p->email.n)
			l->emails[l->email_count++] = (struct lookup_key){folded(mem, p->email), p->id};
		l->names[l->name_count++] = (struct lookup_key){folded(mem, person_full_name(mem, p)), p->id};
	}
	if (l->email_count)
		qsort(l->emails, l->email_count, sizeof *l->emails, by_text);
	if (l->name_count)
		qsort(l->names, l->name_count, sizeof *l->names, by_text);
}

/* The first key that is not before `text`. */
static size_t lower_bound(const struct lookup_key *keys, size_t count, struct str text)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(keys[middle].text, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

ident lookup_email(const struct lookup *l, struct arena *mem, struct str email)
{
	struct str key = folded(mem, email);
	size_t at = lower_bound(l->emails, l->email_count, key);
	return key.n && at < l->email_count && str_eq(l->emails[at].text, key) ? l->emails[at].person : 0;
}

size_t lookup_name(
	const struct lookup *l, struct arena *mem, struct str name, const struct lookup_key **first)
{
	struct str key = folded(mem, name);
	size_t at = lower_bound(l->names, l->name_count, key), count = 0;
	*first = l->names + at;
	while (key.n && at + count < l->name_count && str_eq(l->names[at + count].text, key))
		count++;
	return count;
}
