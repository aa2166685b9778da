#pragma once
/* Something to be done, with a box to tick: a touch settles it, another one takes that back. */
#include "screens/column.h"

struct tick_row {
	const char *name;
	bool ticked;
	struct str text, below;
	struct avatar face; /* whose; no initials: nobody's */
	action action;
	int64_t arg;
};
void tick_row(struct column *, struct tick_row);

/* Open actions, and those that were settled here, which stay with their tick until the screen is left. */
#define TICKS_MAX 40
struct ticks {
	size_t count;
	ident action[TICKS_MAX];
};
void ticks_add(struct ticks *, const struct action *const *, size_t count);
/* Rows of the first `most` of them; returns how many there are in all. */
size_t ticks_draw(struct column *, const struct ticks *, size_t most, bool whose, action);
/* The touch on one: done, or open again. */
void ticks_touch(struct shell *, ident of, action);
