#pragma once
/* Instruments put to a partnership: each answers alone, what they said is shown to all of them at once when all have
 * answered, and kept. Read by screens on the main thread; what a function returns stays valid until the next
 * core_step. */
#include "core/types.h"

struct core;

struct survey {
	ident id, partnership, programme; /* programme 0: of none */
	struct str instrument;            /* key, see content_instrument */
	int64_t opened, due, revealed;    /* wall; due 0: none; revealed 0: not yet */
	uint64_t seq;                     /* of the batch that holds this */
};
const struct survey *core_survey(const struct core *, ident);
/* Those of a partnership, the newest first; partnership 0: all. */
size_t core_surveys(const struct core *, ident partnership, const struct survey **out, size_t cap);
/* Those that this person is asked and has yet to submit, the first due first. */
size_t core_surveys_asked(const struct core *, ident person, const struct survey **out, size_t cap);

struct survey_state {
	int people, submitted; /* who belong to it just now, and of these who have answered */
	int items;             /* of the instrument; 0: its file has gone */
};
struct survey_state core_survey_state(const struct core *, ident survey);
bool core_survey_submitted(const struct core *, ident survey, ident person);
int core_survey_answered(const struct core *, ident survey, ident person);         /* so many items */
int core_survey_answer(const struct core *, ident survey, ident person, int item); /* 1 to 5; 0: none */
/* The first item from this one on that the person has not answered, then those before it; -1: none is left. */
int core_survey_next_item(const struct core *, ident survey, ident person, int from);
/* It may be withdrawn: nobody has answered anything yet, and no programme asks for it. */
bool core_survey_untouched(const struct core *, ident survey);
/* May be shown before all have answered: by whoever coordinates, or a member after the day it was due. */
bool core_survey_late(const struct core *, ident survey, int64_t wall);

/* What came of one that is shown: means in hundredths, 0 where nobody answered. */
struct area_result {
	int mean, before;      /* before: of the one before it; 0: there is none */
	int low, high;         /* the lowest and the highest mean of one person */
	int mine, mine_before; /* of the person asked for */
	int people;            /* who answered something of it */
};
struct item_result {
	int item, area;
	int mean;      /* hundredths */
	int low, high; /* answers */
	int said[6];   /* how many gave each answer, from 1 */
};
#define GAPS_MAX 5
struct survey_result {
	const struct survey *survey, *before; /* before: of the same instrument and partnership; NULL */
	int people;                           /* whose answers are in it */
	int area_count, gap_count;
	struct area_result areas[AREAS_MAX];
	struct item_result gaps[GAPS_MAX]; /* where they differ most, the widest first */
};
/* False: not shown yet, or nothing is left of it. person 0: nobody's own. Of an instrument that shows each only
 * their own answers, the rest is there when five or more have answered; else zero. */
bool core_survey_result(const struct core *, ident survey, ident person, struct survey_result *);
#define SMALLEST_GROUP 5 /* whose means say nothing about one person */
