#pragma once
/* The words of the model's enums as pages read and write them: one table for each enum, in its order. Part of
 * the pages' protocol, so they never change. Any thread. */
#include "base/str.h"

struct words_of {
	const char *const *list;
	int count;
};
extern const struct words_of words_models, words_partnership_states, words_standings, words_organisations,
	words_rhythms, words_consents, words_insights, words_takeaways, words_rules, words_parts,
	words_exchanges, words_reasons, words_agreements, words_steps, words_todo, words_grades,
	words_session_states, words_reports;

const char *word_of(const struct words_of *, int value); /* "" for a value it does not have */
bool word_find(const struct words_of *, struct str, int *value);
