/* FSRS-6, from its published description: "The Algorithm" in the wiki of open-spaced-repetition/fsrs4anki, with
 * the default weights that stand there; they were fitted to some hundred million reviews. Behind it: Ye, Su and
 * Cao, "A stochastic shortest path algorithm for optimizing spaced repetition scheduling" (KDD 2022). A memory
 * has a stability (days until nine of ten would remember) and a difficulty; an answer changes both, the more the
 * less it was to be expected.
 *
 * Days are the room's days, not spans of 24 hours: what is asked each Monday at ten is due on Monday, also when
 * somebody comes two minutes early. There are no learning steps of minutes: between two check-ins lies a day at
 * least, mostly a week. Answers of the same day follow the short-term rule. */
#include "core/fsrs.h"

#include <math.h>

#include "base/clock.h"

#define MILLION 1e6
#define RETENTION 0.9 /* so likely is it remembered when it is asked again */
#define STABILITY_MIN 0.001
#define STABILITY_MAX 36500
#define DAYS_MAX 36500

/* w[0] to w[20], as they are numbered there. */
static const double w[] = {0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666,
	0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542};

static double clamp(double x, double least, double most)
{
	return fmin(fmax(x, least), most);
}

/* The curve is made so that it goes through RETENTION after `stability` days. */
static double recalled(double days, double stability)
{
	double factor = pow(0.9, -1 / w[20]) - 1;
	return pow(1 + factor * days / stability, -w[20]);
}

static double first_difficulty(enum fsrs_rating rating)
{
	return w[4] - exp(w[5] * (int)rating) + 1;
}

/* The nearer it is to ten the less it grows; and it always drifts a little to that of an easy one. */
static double next_difficulty(double difficulty, enum fsrs_rating rating)
{
	double damped = difficulty - w[6] * ((int)rating - FSRS_GOOD) * (10 - difficulty) / 9;
	return clamp(w[7] * first_difficulty(FSRS_EASY) + (1 - w[7]) * damped, 1, 10);
}

static double remembered(double stability, double difficulty, double r, enum fsrs_rating rating)
{
	double penalty = rating == FSRS_HARD ? w[15] : 1, bonus = rating == FSRS_EASY ? w[16] : 1;
	double growth = exp(w[8]) * (11 - difficulty) * pow(stability, -w[9]) * expm1(w[10] * (1 - r));
	return stability * (1 + growth * penalty * bonus);
}

/* Never so much that a "good" later on the same day would bring back more than there was. */
static double forgotten(double stability, double difficulty, double r)
{
	double left =
		w[11] * pow(difficulty, -w[12]) * (pow(stability + 1, w[13]) - 1) * exp(w[14] * (1 - r));
	return fmin(left, stability / exp(w[17] * w[18]));
}

static double same_day(double stability, enum fsrs_rating rating)
{
	double growth = exp(w[17] * ((int)rating - FSRS_GOOD + w[18])) * pow(stability, -w[19]);
	return stability * (rating == FSRS_AGAIN ? growth : fmax(growth, 1));
}

static double next_stability(double stability, double difficulty, double days, enum fsrs_rating rating)
{
	if (days <= 0)
		return same_day(stability, rating);
	double r = recalled(days, stability);
	return rating == FSRS_AGAIN ? forgotten(stability, difficulty, r)
				    : remembered(stability, difficulty, r, rating);
}

/* Local days from one moment to another; the half makes up for days of 23 and 25 hours. A clock that was set
 * back in between counts as the same day. */
static double days_between(int64_t from, int64_t to)
{
	int64_t days = (day_start(to) - day_start(from) + DAY / 2) / DAY;
	return days > 0 ? (double)days : 0;
}

static int64_t day_after(int64_t now, double days)
{
	struct civil c = civil_from(now);
	return civil_to((struct civil){.year = c.year, .month = c.month, .day = c.day + (int)days});
}

/* Days until it falls to RETENTION. */
static double interval(double stability)
{
	double factor = pow(0.9, -1 / w[20]) - 1;
	return clamp(round(stability / factor * (pow(RETENTION, -1 / w[20]) - 1)), 1, DAYS_MAX);
}

struct fsrs fsrs_answered(struct fsrs f, enum fsrs_rating rating, int64_t now)
{
	double stability = w[rating], difficulty = clamp(first_difficulty(rating), 1, 10);
	if (f.stability > 0) {
		double before = (double)f.stability / MILLION;
		double hard = clamp((double)f.difficulty / MILLION, 1, 10);
		stability = next_stability(before, hard, days_between(f.last, now), rating);
		difficulty = next_difficulty(hard, rating);
	}
	stability = clamp(stability, STABILITY_MIN, STABILITY_MAX);
	return (struct fsrs){.stability = llround(stability * MILLION),
		.difficulty = llround(difficulty * MILLION),
		.last = now,
		.due = day_after(now, interval(stability))};
}

int64_t fsrs_retrievability(struct fsrs f, int64_t now)
{
	if (f.stability <= 0)
		return 0;
	return llround(recalled(days_between(f.last, now), (double)f.stability / MILLION) * MILLION);
}
