#include "screens/drafts.h"

#include <stdlib.h>
#include <string.h>

static bool same(const struct draft *d, struct place p, int64_t part)
{
	bool here = d->place.screen == p.screen && d->place.a == p.a && d->place.b == p.b;
	return here && (part == DRAFT_ANY || d->part == part);
}

static void remove_at(struct drafts *d, int at)
{
	free(d->list[at].state);
	d->count--;
	memmove(&d->list[at], &d->list[at + 1], (size_t)(d->count - at) * sizeof *d->list);
}

void drafts_drop(struct drafts *d, struct place place, int64_t part)
{
	for (int i = d->count; i-- > 0;)
		if (same(&d->list[i], place, part))
			remove_at(d, i);
}

void drafts_clear(struct drafts *d)
{
	while (d->count)
		remove_at(d, d->count - 1);
}

void drafts_keep(
	struct drafts *d, struct place place, int64_t part, const void *state, size_t size, int64_t mono)
{
	drafts_drop(d, place, part);
	if (d->count == DRAFTS_MAX)
		remove_at(d, 0);
	struct draft *one = &d->list[d->count++];
	*one = (struct draft){.place = place, .part = part, .state = xcalloc(1, size), .at = mono};
	memcpy(one->state, state, size);
}

bool draft_differs(const struct text_input *input, struct str saved)
{
	return !str_eq(str_trim(input_str(input)), str_trim(saved));
}

static int find(const struct drafts *d, struct place place, int64_t part, int64_t mono)
{
	for (int i = d->count; i-- > 0;)
		if (same(&d->list[i], place, part) && mono - d->list[i].at < DRAFT_LIFE_MS)
			return i;
	return -1;
}

bool drafts_has(const struct drafts *d, struct place place, int64_t part, int64_t mono)
{
	return find(d, place, part, mono) >= 0;
}

bool drafts_take(struct drafts *d, struct place place, int64_t part, int64_t mono, struct draft *out)
{
	int at = find(d, place, part, mono);
	if (at < 0)
		return false;
	*out = d->list[at];
	d->list[at].state = NULL;
	remove_at(d, at);
	return true;
}
