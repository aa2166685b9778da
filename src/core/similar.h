#pragma once
/* The words that say what a card is about, and how much two cards have of them in common. Core only. */
#include "base/arena.h"
#include "base/str.h"

#define WORDS_MAX 32 /* of one card; further ones are not looked at */

struct words {
	struct str word[WORDS_MAX];                /* folded; those of the title first */
	uint32_t start[WORDS_MAX], end[WORDS_MAX]; /* of each: how it begins and how it ends, as numbers */
	int count, title;
};
/* Folded, without the words that every card has; they live in the arena. */
void words_read(struct words *, struct arena *, struct str title, struct str detail);
/* How much of what the title of `asked` says `said` says too; 0: too little to be called similar. */
int words_alike(const struct words *asked, const struct words *said);
