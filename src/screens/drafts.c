#include "screens/drafts.h"

#include <stdlib.h>
#include <string.h>

static bool same(struct place a, struct place b)
{
	return a.screen == b.screen && a.a == b.a && a.b == b.b;
}

static void remove_at(struct drafts *d, int at)
{
	free(d->list[at].state);
	d->count--;
	memmove(&d->list[at], &d->list[at + 1], (size_t)(d->count - at) * sizeof *d->list);
}

void drafts_drop(struct drafts *d, struct place place)
{
	for (int i = d->count; i-- > 0;)
		if (same(d->list[i].place, place))
			remove_at(d, i);
}

void drafts_clear(struct drafts *d)
{
	while (d->count)
		remove_at(d, d->count - 1);
}

void drafts_keep(struct drafts *d, struct place place, const void *state, size_t size, int64_t mono)
{
	drafts_drop(d, place);
	if (d->count == DRAFTS_MAX)
		remove_at(d, 0);
	struct draft *one = &d->list[d->count++];
	*one = (struct draft){.place = place, .state = xcalloc(1, size), .at = mono};
	memcpy(one->state, state, size);
}

bool draft_differs(const struct text_input *input, struct str saved)
{
	return !str_eq(str_trim(input_str(input)), str_trim(saved));
}

const struct draft *drafts_find(const struct drafts *d, struct place place, int64_t mono)
{
	for (int i = 0; i < d->count; i++)
		if (same(d->list[i].place, place) && mono - d->list[i].at < DRAFT_LIFE_MS)
			return &d->list[i];
	return NULL;
}
