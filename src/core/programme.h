#pragma once
/* Programmes: a group's way through five steps, and what each person has to do in it. Parts are done by what happens:
 * a session held, a survey submitted, an agreement confirmed. Read by screens on the main thread; what a function
 * returns stays valid until the next core_step. */
#include "core/content.h"

struct core;

struct programme {
	ident id, partnership, board; /* its group; where its topics are prioritised */
	ident note;                   /* its way of partnering; 0: none yet */
	struct str name;
	int64_t created, step_since, ended; /* wall; ended 0: under way */
	int step;                           /* enum programme_step; PROGRAMME_STEPS: it is over */
	struct {
		int64_t starts; /* as planned */
		ident session;  /* in which it was held; 0 */
		ident survey;   /* the instrument it puts to the group; 0: not yet */
	} steps[PROGRAMME_STEPS];
	uint64_t seq;
};
const struct programme *core_programme(const struct core *, ident);
size_t core_programmes(const struct core *, const struct programme **out, size_t cap); /* the newest first */
/* Those under way that this person belongs to, the newest first. */
size_t core_programmes_of(const struct core *, ident person, const struct programme **out, size_t cap);
/* The parts of a step, in order. */
size_t core_programme_parts(const struct core *, enum programme_step, enum programme_part *out, size_t cap);
bool core_programme_done(
	const struct core *, ident programme, enum programme_step, ident person, enum programme_part);

/* What a person does next in a programme. */
struct programme_next {
	ident programme, partnership;
	enum programme_step step;
	enum programme_part part; /* the first of the step that is not done */
	ident of; /* what it is done with: a survey, a board, a note, a session to come, the group; 0 */
	int done, parts; /* of the step */
	int64_t until;   /* when the next step is planned; 0: that was the last */
};
/* False: in none, or everything of the present step is done. */
bool core_programme_next(const struct core *, ident person, int64_t wall, struct programme_next *);
/* The same of one programme, whether its first step has come or not; done and parts are right in any case. */
bool core_programme_next_in(const struct core *, ident programme, ident person, struct programme_next *);
bool programme_by_hand(enum programme_part); /* people may say themselves that they have done it */

#define PRIORITIES_MAX 3
struct priority {
	struct str skill; /* key of its pack */
	int32_t position;
	int64_t created;
};
size_t core_priorities(
	const struct core *, ident person, struct priority *out, size_t cap); /* in their order */

#define RELATIONS_MAX 40 /* of a map; more are refused with ERR_too_many */
struct relation {        /* on a map somebody draws of their partnerships, or a group of its relations */
	ident id, person, partnership; /* one of the two: whose map */
	struct str name, about;
	int32_t goes; /* 1 to 5; 0: not said */
	int32_t x, y; /* thousandths of the canvas */
	int64_t created;
};
/* Of one of the two; the other is 0. */
size_t core_relations(
	const struct core *, ident person, ident partnership, const struct relation **out, size_t cap);
