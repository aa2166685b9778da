#pragma once
/* The words of the model as phones write and read them: one table for each enum, in the enum's order. Part of
 * the phones' protocol, so they never change. Any thread. */
#include "base/str.h"

struct wire_words {
	const char *const *list;
	int count;
};
extern const struct wire_words wire_lanes, wire_topic_kinds, wire_phases, wire_thumbs, wire_interests,
	wire_settles, wire_consents, wire_nudges;

const char *wire_word(const struct wire_words *, int value); /* "" for a value it does not have */
bool wire_word_find(const struct wire_words *, struct str, int *value);
