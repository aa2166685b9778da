/* The simulation: `sim_test` runs a few hundred short lives of a room and, as a control, the same with
 * flaws that must be noticed. `sim_test SEED [COUNT [STEPS]]` runs those lives alone; a seed that was
 * printed gives the same life again. */
#include "sim/lives.h"

#include "sim/check.c"
#include "sim/machine.c"
#include "sim/phone.c"
#include "sim/world.c"

#define LIVES 200
#define STEPS 300

static struct seen seen;

static struct machine *open_life(uint64_t seed, int flaw)
{
	static struct world w;
	world_open(&w, seed, (enum flaw)flaw, &seen);
	return &w.m;
}

static void report(void)
{
	printf("%llu requests, %llu pushes acknowledged", (unsigned long long)seen.acknowledged,
		(unsigned long long)seen.pushes);
}

static const struct lives lives = {
	.open = open_life,
	.report = report,
	.steps = STEPS,
	.flaws = FLAW_COUNT,
};

static void the_promises_hold_in_every_life(void **state)
{
	(void)state;
	seen = (struct seen){0};
	lives_hold(&lives, LIVES);
	assert_true(
		seen.acknowledged > 50 * LIVES && seen.pushes > 5 * LIVES); /* else nothing much was tried */
}

static void broken_on_purpose_is_noticed(void **state)
{
	(void)state;
	lives_notice_flaws(&lives);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_promises_hold_in_every_life),
		cmocka_unit_test(broken_on_purpose_is_noticed),
	};
	return argc > 1 ? lives_run(&lives, argc, argv) : cmocka_run_group_tests(tests, NULL, NULL);
}
