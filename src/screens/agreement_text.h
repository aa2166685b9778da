#pragma once
/* An agreement as it is read: what its parts are called, and what stands in them. */
#include "screens/column.h"
#include "screens/partnership_words.h"

struct agreement_text {
	const struct partnership *p;
	const struct agreement *a;
};
struct str agreement_part_words(enum agreement_part); /* "What we want out of this"; PART_COUNT: the goals */
struct str agreement_rule(struct shell *, int rule);  /* the sentence offered */
struct str agreement_goal_words(struct shell *, const struct goal *); /* "from 3 to 8" */
struct str agreement_duty(const struct agreement *, ident person);
bool agreement_is_empty(const struct agreement *);
void agreement_label(struct column *, struct str);
/* Lines as a list, each with a point before it. */
void agreement_lines(struct column *, struct str lines);
column_content agreement_content; /* of struct agreement_text: all that is settled */
column_content agreement_changes; /* likewise: what differs from the version before */
