#pragma once
/* Things one below the other whose heights are only known once their words are measured. The same code does
 * both: a column that measures draws nothing and adds up. Main thread; it lives for one drawing. */
#include "screens/parts.h"

struct column {
	struct shell *s;
	struct rect r; /* what is left, from the top */
	int h;         /* used so far */
	bool measures; /* nothing is drawn */
	int fixed;     /* a row takes this height, whatever it would like; 0: what it likes */
};
/* What is in a column; `of` is the caller's. */
typedef void column_content(struct column *, const void *of);

struct rect column_take(struct column *, int h); /* the next part, of that height */
struct rect column_row(struct column *, int h);  /* likewise, unless its height is fixed */
void column_gap(struct column *, int h);         /* nothing, after something */
void column_text(struct column *, struct str, struct type);
/* A sign before the first line of a text. */
void column_fact(struct column *, const char *icon, enum tone, struct str, struct type);
/* A heading with a word of state at its end; without one `chip` is empty. */
void column_heading(struct column *, struct str, struct str chip, enum tone text, enum tone fill);
int column_height(struct shell *, int w, column_content *, const void *of);
/* A card that is as high as what is in it, and the gap after it. A touch on it gives `act`, which may be 0. */
struct column_card {
	column_content *content;
	const void *of;
	const char *name;
	struct str label;
	action action;
	int64_t arg;
};
void column_card(struct column *, struct column_card);
