#pragma once
/* Change sets: CodeMirror's ChangeSet (package @codemirror/state), on UTF-8 text.
 * A change set covers a text of a known length in UTF-16 units exactly; applying one to another
 * text, or one that would split a surrogate pair, is refused. Pure, any thread; results live in the
 * arena given, and share the texts of the sets they came from. */
#include "base/arena.h"
#include "base/buf.h"
#include "core/types.h"

#define SECTIONS_MAX 10000 /* per change set; more is refused */

uint32_t changes_old_units(const struct change_set *);
uint32_t changes_new_units(const struct change_set *);

/* Whether `c` is well formed by itself: text valid UTF-8 without CR and NUL, no empty section except
 * in the empty change of the empty text, sums without overflow. */
bool changes_valid(const struct change_set *c);

/* The text after the change; false if it does not fit (length, or a pair split in two). */
bool changes_apply(struct buf *out, struct str text, const struct change_set *c);

/* `a` as it reads after `b`, both made against the same text and valid. before: a's insertions go
 * before b's at the same place (the second argument of ChangeSet.map). */
struct change_set changes_map(
	struct arena *, const struct change_set *a, const struct change_set *b, bool before);

/* `sets`, made one after the other on the text that `over` was made on, as they read after it: each is
 * replaced. Over a log this is done one entry at a time: over several at once copies diverge. */
void changes_rebase(struct arena *, struct change_set *sets, uint32_t count, const struct change_set *over);

/* First a, then b, as one; b must fit the text after a. */
struct change_set changes_compose(struct arena *, const struct change_set *a, const struct change_set *b);

/* Where a position ends up. assoc < 0: stays before text inserted there; > 0: goes after it. */
uint32_t changes_map_pos(const struct change_set *, uint32_t pos, int assoc);

/* To and from the JSON of ChangeSet.toJSON(): [5,[2],[0,"x"],[3,"a","b"]]. Reading is strict and
 * takes nothing else; it is used for the database's own entries, net reads requests by jansson. */
void changes_write(struct buf *, const struct change_set *);
bool changes_read(struct arena *, struct str json, struct change_set *);
