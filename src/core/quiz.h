#pragma once
/* The quiz: questions of a partnership's notes come back to its members, spaced so that what was forgotten returns
 * (fsrs.h). Read by screens on the main thread; what a function gives stays valid until the next core_step. */
#include "core/types.h"

struct core;

struct quiz_question {
	ident takeaway, partnership, session; /* session: in whose note it stood */
	ident person;                         /* whom it is put to */
	ident asker;                 /* the partner who puts it, and judges the answer; 0: by oneself */
	struct str question, answer; /* answer: what was written behind the question mark; may be empty */
	int64_t created, last, due;  /* wall; last 0: never asked */
	int32_t reviews;
};
/* One question to one person, due or not; false: it is not put to them. */
bool core_quiz_question(const struct core *, ident takeaway, ident person, struct quiz_question *out);
/* What is due for those who are here for the session and have a partner beside them. They take turns, and each
 * question comes once: whoever has heard the answer is not asked. */
size_t core_quiz_session(
	const struct core *, ident session, int64_t wall, struct quiz_question *out, size_t cap);
/* What is due for a person, in all partnerships that are under way, what has waited longest first. */
size_t core_quiz_person(
	const struct core *, ident person, int64_t wall, struct quiz_question *out, size_t cap);
/* How many questions the partnership has that may come back. */
size_t core_quiz_count(const struct core *, ident partnership);
/* The first day after today on which something is due for the person; 0: none. */
int64_t core_quiz_next(const struct core *, ident person, int64_t wall);
/* The day on which a question would come back to the person after this grade. */
int64_t core_quiz_back(const struct core *, ident takeaway, ident person, enum grade, int64_t wall);
/* Whether the last grade can still be taken back or changed. */
bool core_quiz_can_undo(const struct core *, ident takeaway, ident person, int64_t wall);
