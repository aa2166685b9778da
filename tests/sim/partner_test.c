/* The simulation of partnerships: `partner_test` runs some short lives of a room with a dozen people and, as a control,
 * the same with flaws that must be noticed. `partner_test SEED [COUNT [STEPS]]` runs those lives alone; a seed that was
 * printed gives the same life again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "sim/books.c"
#include "sim/club.c"
#include "sim/eyes.c"
#include "sim/machine.c"
#include "sim/members.c"
#include "sim/pact.c"
#include "sim/twin.c"

#define LIVES 36
#define STEPS 1800
#define SEEDS_OF_FLAW 16

struct seen { /* in all lives */
	uint64_t answered, refused, again, restarts, confirmed, in_force, copied, submitted, revealed, views,
		desk_views, erased, ended, twins, sessions, judged, conflicts;
};

static void add_up(struct seen *s, const struct club *w)
{
	s->answered += w->answered;
	s->refused += w->refused;
	s->again += w->again;
	s->restarts += w->restarts;
	s->confirmed += w->confirmed;
	s->in_force += w->in_force;
	s->copied += w->copied;
	s->submitted += w->submitted;
	s->revealed += w->revealed;
	s->views += w->views;
	s->desk_views += w->desk_views;
	s->erased += w->erased;
	s->ended += w->ended;
	s->twins += w->twins;
	s->sessions += w->sessions;
	s->judged += w->judged;
	s->conflicts += w->conflicts;
}

/* Whether all promises held; if not, says which did not, and how to see it again. */
static bool live(uint64_t seed, uint32_t steps, enum flaw flaw, struct seen *seen)
{
	static struct club w;
	uint32_t step = 0;
	club_open(&w, seed, flaw);
	for (; step < steps && !w.m.broken[0] && !club_over(&w); step++)
		club_step(&w);
	if (!w.m.broken[0])
		machine_settle(&w.m);
	if (!w.m.broken[0])
		club_restart(&w);
	bool held = !w.m.broken[0];
	if (!held && flaw == FLAW_NONE)
		printf("seed %llu, step %u: %s\n", (unsigned long long)seed, step, w.m.broken);
	add_up(seen, &w);
	club_close(&w);
	return held;
}

static void the_promises_hold_in_every_partnership(void **state)
{
	(void)state;
	struct seen seen = {0};
	for (uint64_t seed = 1; seed <= LIVES; seed++)
		assert_true(live(seed, STEPS, FLAW_NONE, &seen));
	/* Else nothing much was tried. */
	assert_true(seen.answered > 200 * LIVES && seen.refused > 100 * LIVES && seen.again > 50 * LIVES);
	assert_true(seen.confirmed > 10 * LIVES && seen.in_force > LIVES && seen.copied > LIVES);
	assert_true(seen.conflicts > LIVES && seen.submitted > LIVES && seen.revealed > 0);
	assert_true(seen.views > 200 * LIVES && seen.desk_views > 20 * LIVES && seen.erased > 0);
	assert_true(seen.restarts > 4 * LIVES && seen.twins > LIVES && seen.sessions > 0);
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
	printf("%llu lives: %llu requests answered, %llu asked again, %llu refused, %llu in conflict; %llu "
	       "confirmations, %llu in force, %llu new versions; %llu handed in, %llu shown; %llu sessions, %llu "
	       "judged; %llu views, %llu of the desk, %llu twins; %llu ended, %llu erased; %llu restarts: %s\n",
		(unsigned long long)count, (unsigned long long)s.answered, (unsigned long long)s.again,
		(unsigned long long)s.refused, (unsigned long long)s.conflicts,
		(unsigned long long)s.confirmed, (unsigned long long)s.in_force, (unsigned long long)s.copied,
		(unsigned long long)s.submitted, (unsigned long long)s.revealed,
		(unsigned long long)s.sessions, (unsigned long long)s.judged, (unsigned long long)s.views,
		(unsigned long long)s.desk_views, (unsigned long long)s.twins, (unsigned long long)s.ended,
		(unsigned long long)s.erased, (unsigned long long)s.restarts, held ? "all held" : "broken");
	return !held;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_promises_hold_in_every_partnership),
		cmocka_unit_test(broken_on_purpose_is_noticed),
	};
	return argc > 1 ? run_seeds(argc, argv) : cmocka_run_group_tests(tests, NULL, NULL);
}
