/* The simulation of marketplaces: `market_test` runs some short lives of a room with forty people and, as a
 * control, the same with flaws that must be noticed. `market_test SEED [COUNT [STEPS]]` runs those lives
 * alone; a seed that was printed gives the same life again. Every eighth is of somebody who guesses PINs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

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
#define SEEDS_OF_FLAW 16

struct seen { /* in all lives */
	uint64_t answered, votes, reveals, meetings, restarts, extensions, undone, again, refused,
		handed_over, gridded;
};

static void add_up(struct seen *seen, const struct market *w)
{
	seen->answered += w->answered;
	seen->votes += w->votes;
	seen->reveals += w->reveals;
	seen->meetings += w->meetings;
	seen->restarts += w->restarts;
	seen->extensions += w->extensions;
	seen->undone += w->undone;
	seen->again += w->again;
	seen->refused += w->refused;
	seen->handed_over += w->handed_over;
	seen->gridded += w->gridded;
}

/* Whether all promises held; if not, says which did not, and how to see it again. */
static bool live(uint64_t seed, uint32_t steps, enum flaw flaw, struct seen *seen)
{
	static struct market w;
	uint32_t step = 0;
	market_open(&w, seed, flaw, seed % GUESSES_EVERY == 0);
	for (; step < steps && !w.m.broken[0] && !market_over(&w); step++)
		market_step(&w);
	if (!w.m.broken[0])
		machine_settle(&w.m);
	if (!w.m.broken[0])
		market_restart(&w);
	bool held = !w.m.broken[0];
	if (!held && flaw == FLAW_NONE)
		printf("seed %llu, step %u: %s\n", (unsigned long long)seed, step, w.m.broken);
	add_up(seen, &w);
	market_close(&w);
	return held;
}

static void the_promises_hold_in_every_meeting(void **state)
{
	(void)state;
	struct seen seen = {0};
	for (uint64_t seed = 1; seed <= LIVES; seed++)
		assert_true(live(seed, STEPS, FLAW_NONE, &seen));
	/* Else nothing much was tried. */
	assert_true(seen.answered > 400 * LIVES && seen.votes > 20 * LIVES && seen.restarts > 8 * LIVES);
	assert_true(seen.meetings > LIVES && seen.reveals > LIVES && seen.undone > LIVES);
	assert_true(seen.extensions > LIVES && seen.refused > LIVES && seen.handed_over > LIVES);
	assert_true(seen.gridded > LIVES && seen.again > 20 * LIVES);
}

/* A check that cannot fail proves nothing: each flaw must be seen within a few lives. */
static void broken_on_purpose_is_noticed(void **state)
{
	(void)state;
	for (enum flaw flaw = FLAW_NONE + 1; flaw < FLAW_COUNT; flaw++) {
		struct seen seen = {0};
		uint64_t seed = 1;
		while (seed <= SEEDS_OF_FLAW && live(seed, STEPS, flaw, &seen))
			seed++;
		if (seed > SEEDS_OF_FLAW)
			fail_msg("flaw %d went unnoticed", (int)flaw);
	}
}

static int run_seeds(int argc, char **argv)
{
	uint64_t seed = strtoull(argv[1], NULL, 10), count = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	uint32_t steps = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : STEPS;
	struct seen s = {0};
	bool held = true;
	for (uint64_t i = 0; i < count; i++)
		held = live(seed + i, steps, FLAW_NONE, &s) && held;
	printf("%llu lives: %llu requests answered, %llu asked again, %llu refused; %llu meetings, %llu votes, "
	       "%llu reveals, %llu moments of an extension, %llu steps taken back, %llu of the grid; the lead "
	       "went over %llu times; %llu restarts: %s\n",
		(unsigned long long)count, (unsigned long long)s.answered, (unsigned long long)s.again,
		(unsigned long long)s.refused, (unsigned long long)s.meetings, (unsigned long long)s.votes,
		(unsigned long long)s.reveals, (unsigned long long)s.extensions, (unsigned long long)s.undone,
		(unsigned long long)s.gridded, (unsigned long long)s.handed_over,
		(unsigned long long)s.restarts, held ? "all held" : "broken");
	return !held;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_promises_hold_in_every_meeting),
		cmocka_unit_test(broken_on_purpose_is_noticed),
	};
	return argc > 1 ? run_seeds(argc, argv) : cmocka_run_group_tests(tests, NULL, NULL);
}
