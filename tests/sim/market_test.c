/* The simulation of marketplaces: `market_test` runs some short lives of a room with forty people and, as a
 * control, the same with flaws that must be noticed. `market_test SEED [COUNT [STEPS]]` runs those lives
 * alone; a seed that was printed gives the same life again. Every eighth is of somebody who guesses PINs. */
#include "sim/lives.h"

#include "sim/audit.c"
#include "sim/books.c"
#include "sim/crowd.c"
#include "sim/machine.c"
#include "sim/market.c"
#include "sim/recall.c"
#include "sim/tell.c"

#define LIVES 48
#define STEPS 3000
#define GUESSES_EVERY 8

static struct seen seen;

static struct machine *open_life(uint64_t seed, int flaw)
{
	static struct market w;
	market_open(&w, seed, (enum flaw)flaw, &seen, seed % GUESSES_EVERY == 0);
	return &w.m;
}

static void report(void)
{
	printf("%llu requests answered, %llu asked again, %llu refused; %llu meetings, %llu votes, "
	       "%llu reveals, %llu moments of an extension, %llu steps taken back, %llu of the grid; the lead "
	       "went over %llu times; %llu restarts",
		(unsigned long long)seen.answered, (unsigned long long)seen.again,
		(unsigned long long)seen.refused, (unsigned long long)seen.meetings,
		(unsigned long long)seen.votes, (unsigned long long)seen.reveals,
		(unsigned long long)seen.extensions, (unsigned long long)seen.undone,
		(unsigned long long)seen.gridded, (unsigned long long)seen.handed_over,
		(unsigned long long)seen.restarts);
}

static const struct lives lives = {
	.open = open_life,
	.report = report,
	.steps = STEPS,
	.flaws = FLAW_COUNT,
};

static void the_promises_hold_in_every_meeting(void **state)
{
	(void)state;
	seen = (struct seen){0};
	lives_hold(&lives, LIVES);
	/* Else nothing much was tried. */
	assert_true(seen.answered > 400 * LIVES && seen.votes > 20 * LIVES && seen.restarts > 8 * LIVES);
	assert_true(seen.meetings > LIVES && seen.reveals > LIVES && seen.undone > LIVES);
	assert_true(seen.extensions > LIVES && seen.refused > LIVES && seen.handed_over > LIVES);
	assert_true(seen.gridded > LIVES && seen.again > 20 * LIVES);
}

static void broken_on_purpose_is_noticed(void **state)
{
	(void)state;
	lives_notice_flaws(&lives);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_promises_hold_in_every_meeting),
		cmocka_unit_test(broken_on_purpose_is_noticed),
	};
	return argc > 1 ? lives_run(&lives, argc, argv) : cmocka_run_group_tests(tests, NULL, NULL);
}
