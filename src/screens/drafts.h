#pragma once
/* Forms that were left before they were saved, as they were left, so that a slip costs nobody their words. They are
 * kept in memory only, a few of them, for a few minutes, and go when the screen goes home by itself or somebody checks
 * in. Where a meeting keeps its screen they stay: the same people stand there. Main thread. */
#include "screens/screen.h"

#define DRAFTS_MAX 4               /* one more takes the place of the oldest */
#define DRAFT_LIFE_MS (5 * MINUTE) /* longer ago it was somebody else's visit */

#define DRAFT_ANY (-1)

struct draft {
	struct place place;
	int64_t part; /* which of the form's fields, where it asks for one at a time */
	void *state;  /* as the screen had it */
	int64_t at;   /* mono */
};
struct drafts {
	struct draft list[DRAFTS_MAX];
	int count;
};
/* Copies the state, in place of an older one of the same part of the form. */
void drafts_keep(struct drafts *, struct place, int64_t part, const void *state, size_t size, int64_t mono);
/* part: DRAFT_ANY for the latest of any. */
bool drafts_has(const struct drafts *, struct place, int64_t part, int64_t mono);
/* Out of the list; its state is the caller's to free. False: none. */
bool drafts_take(struct drafts *, struct place, int64_t part, int64_t mono, struct draft *out);
void drafts_drop(struct drafts *, struct place, int64_t part);
void drafts_clear(struct drafts *);
/* For `unsaved`: what stands in the field is not what is saved, spaces around it aside. */
bool draft_differs(const struct text_input *, struct str saved);
