#pragma once
/* When a question is to come back: the Free Spaced Repetition Scheduler, version 6. Pure: a memory's state, an
 * answer and a moment in, the state after it out. Core only.
 *
 * A state is whole numbers, so that it stands in a table as it is. All zero: never asked. */
#include <stdint.h>

enum fsrs_rating { FSRS_AGAIN, FSRS_HARD, FSRS_GOOD, FSRS_EASY, FSRS_RATING_COUNT };

struct fsrs {
	int64_t stability;  /* millionths of a day: after so long nine of ten are still remembered */
	int64_t difficulty; /* millionths; from 1 (easy) to 10 */
	int64_t last;       /* wall; when it was answered */
	int64_t due;        /* wall; the local midnight that begins the day on which it comes back */
};

struct fsrs fsrs_answered(struct fsrs, enum fsrs_rating, int64_t now);
/* How likely it is remembered now, in millionths; 0 if it was never asked. */
int64_t fsrs_retrievability(struct fsrs, int64_t now);
