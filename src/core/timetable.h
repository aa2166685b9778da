#pragma once
/* Topics spread over the slots of a grid: none at the same time as another of the same bringer, and as few
 * people as possible who want two at once. Pure: numbers in, numbers out. Core only. */
#include "core/types.h"

#define TIMETABLE_MAX 160 /* topics looked at; cells are far fewer */

struct timetable {
	int topics, places, slots;
	int32_t both[TIMETABLE_MAX][TIMETABLE_MAX]; /* so many people want both */
	bool apart[TIMETABLE_MAX][TIMETABLE_MAX];   /* one person brings both */
	bool fixed[TIMETABLE_MAX];                  /* stays where it is */
	bool closed[SLOTS_MAX];                     /* of a slot: takes no more */
	int8_t slot[TIMETABLE_MAX];                 /* -1: none */
	/* timetable.c's own, for each topic and slot: people in the slot's other topics who want it, topics
	 * there that share a bringer with it; and how many topics the slot has */
	int32_t wanted[TIMETABLE_MAX][SLOTS_MAX], shared[TIMETABLE_MAX][SLOTS_MAX], used[SLOTS_MAX];
};

/* The topics in their order, each to the slot where the fewest want something else; the earlier at a
 * tie. A topic that fits nowhere stays out. */
void timetable_fill(struct timetable *);
/* Moves and swaps as long as fewer people have to choose. Never worse, and what was placed stays placed. */
void timetable_improve(struct timetable *);
int64_t timetable_cost(const struct timetable *); /* people who want two at once, summed over all pairs */
