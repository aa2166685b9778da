/* The simulation: `sim_test` runs a few hundred short lives of a room and, as a control, the same with
 * flaws that must be noticed. `sim_test SEED [COUNT [STEPS]]` runs those lives alone; a seed that was
 * printed gives the same life again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "sim/check.c"
#include "sim/machine.c"
#include "sim/phone.c"
#include "sim/world.c"

#define LIVES 200
#define STEPS 300

struct tally { /* of all lives: what was told to be saved */
	uint32_t acknowledged, pushes;
};

/* Whether all promises held; if not, says which did not, and how to see it again. */
static bool live(uint64_t seed, uint32_t steps, enum flaw flaw, struct tally *tally)
{
	static struct world w;
	world_open(&w, seed, flaw);
	uint32_t step = 0;
	while (step < steps && !w.m.broken[0]) {
		world_step(&w);
		step++;
	}
	if (!w.m.broken[0])
		world_settle(&w);
	if (!w.m.broken[0])
		crash(&w);
	bool held = !w.m.broken[0];
	if (!held && flaw == FLAW_NONE)
		printf("seed %llu, step %u: %s\n", (unsigned long long)seed, step, w.m.broken);
	tally->acknowledged += w.acknowledged;
	tally->pushes += w.pushes;
	world_close(&w);
	return held;
}

static void the_promises_hold_in_every_life(void **state)
{
	(void)state;
	struct tally tally = {0};
	for (uint64_t seed = 1; seed <= LIVES; seed++)
		assert_true(live(seed, STEPS, FLAW_NONE, &tally));
	assert_true(tally.acknowledged > 50 * LIVES &&
		tally.pushes > 5 * LIVES); /* else nothing much was tried */
}

/* A check that cannot fail proves nothing: each flaw must be seen within a few lives. */
static void broken_on_purpose_is_noticed(void **state)
{
	(void)state;
	for (enum flaw flaw = FLAW_NONE + 1; flaw < FLAW_COUNT; flaw++) {
		struct tally tally = {0};
		uint64_t seed = 1;
		while (seed <= 20 && live(seed, STEPS, flaw, &tally))
			seed++;
		if (seed > 20)
			fail_msg("flaw %d went unnoticed", (int)flaw);
	}
}

static int run_seeds(int argc, char **argv)
{
	uint64_t seed = strtoull(argv[1], NULL, 10), count = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	uint32_t steps = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : STEPS;
	struct tally tally = {0};
	bool held = true;
	for (uint64_t i = 0; i < count; i++)
		held = live(seed + i, steps, FLAW_NONE, &tally) && held;
	printf("%llu lives, %u requests, %u pushes acknowledged: %s\n", (unsigned long long)count,
		tally.acknowledged, tally.pushes, held ? "all held" : "broken");
	return !held;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_promises_hold_in_every_life),
		cmocka_unit_test(broken_on_purpose_is_noticed),
	};
	return argc > 1 ? run_seeds(argc, argv) : cmocka_run_group_tests(tests, NULL, NULL);
}
