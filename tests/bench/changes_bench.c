/* What an edit costs in a note of 100 kB: applied, and rebased over ten others first. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "core/changes.h"

#define TEXT_BYTES 100000
#define EDITS 2000
#define BEHIND 10

static double seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* One letter typed in the middle. */
static void bench(const char *name, struct str letter)
{
	struct arena mem = {0};
	struct buf text = {0}, next = {0};
	while (text.n < TEXT_BYTES)
		buf_add(&text, letter);
	uint32_t units = (uint32_t)utf16_units(buf_str(&text));
	struct section sections[] = {{.old_units = units / 2, .keep = true}, {.text = letter},
		{.old_units = units - units / 2, .keep = true}};
	const struct change_set edit = {sections, 3};
	double start = seconds();
	for (int i = 0; i < EDITS; i++)
		INVARIANT(changes_apply(&next, buf_str(&text), &edit));
	double applied = seconds();
	for (int i = 0; i < EDITS; i++) {
		struct change_set mine = edit;
		arena_reset(&mem);
		for (int k = 0; k < BEHIND; k++) {
			struct section moved[] = {{.old_units = units / 3, .keep = true}, {.text = letter},
				{.old_units = units + (uint32_t)k - units / 3, .keep = true}};
			changes_rebase(&mem, &mine, 1, &(struct change_set){moved, 3});
		}
	}
	double rebased = seconds();
	printf("note of 100 kB, %s: %.0f edits/s applied (%.1f us each), %.1f us to rebase one over %d "
	       "others\n",
		name, EDITS / (applied - start), (applied - start) / EDITS * 1e6,
		(rebased - applied) / EDITS * 1e6, BEHIND);
	buf_free(&text);
	buf_free(&next);
	arena_free(&mem);
}

int main(void)
{
	bench("ASCII", STR("a"));
	bench("Cyrillic", STR("ж"));
	return 0;
}
