/* The simulation of partnerships: `partner_test` runs some short lives of a room with a dozen people and, as a control,
 * the same with flaws that must be noticed. `partner_test SEED [COUNT [STEPS]]` runs those lives alone; a seed that was
 * printed gives the same life again. */
#include "sim/lives.h"

#include "sim/books.c"
#include "sim/club.c"
#include "sim/eyes.c"
#include "sim/machine.c"
#include "sim/members.c"
#include "sim/pact.c"
#include "sim/twin.c"

#define LIVES 36
#define STEPS 1800

static struct seen seen;

static struct machine *open_life(uint64_t seed, int flaw)
{
	static struct club w;
	club_open(&w, seed, (enum flaw)flaw, &seen);
	return &w.m;
}

static void report(void)
{
	printf("%llu requests answered, %llu asked again, %llu refused, %llu in conflict; %llu "
	       "confirmations, %llu in force, %llu new versions; %llu handed in, %llu shown; %llu sessions, %llu "
	       "judged; %llu views, %llu of the desk, %llu twins; %llu ended, %llu erased; %llu restarts",
		(unsigned long long)seen.answered, (unsigned long long)seen.again,
		(unsigned long long)seen.refused, (unsigned long long)seen.conflicts,
		(unsigned long long)seen.confirmed, (unsigned long long)seen.in_force,
		(unsigned long long)seen.copied, (unsigned long long)seen.submitted,
		(unsigned long long)seen.revealed, (unsigned long long)seen.sessions,
		(unsigned long long)seen.judged, (unsigned long long)seen.views,
		(unsigned long long)seen.desk_views, (unsigned long long)seen.twins,
		(unsigned long long)seen.ended, (unsigned long long)seen.erased,
		(unsigned long long)seen.restarts);
}

static const struct lives lives = {
	.open = open_life,
	.report = report,
	.steps = STEPS,
	.flaws = FLAW_COUNT,
};

static void the_promises_hold_in_every_partnership(void **state)
{
	(void)state;
	seen = (struct seen){0};
	lives_hold(&lives, LIVES);
	/* Else nothing much was tried. */
	assert_true(seen.answered > 200 * LIVES && seen.refused > 100 * LIVES && seen.again > 50 * LIVES);
	assert_true(seen.confirmed > 10 * LIVES && seen.in_force > LIVES && seen.copied > LIVES);
	assert_true(seen.conflicts > LIVES && seen.submitted > LIVES && seen.revealed > 0);
	assert_true(seen.views > 200 * LIVES && seen.desk_views > 20 * LIVES && seen.erased > 0);
	assert_true(seen.restarts > 4 * LIVES && seen.twins > LIVES && seen.sessions > 0);
}

static void broken_on_purpose_is_noticed(void **state)
{
	(void)state;
	lives_notice_flaws(&lives);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_promises_hold_in_every_partnership),
		cmocka_unit_test(broken_on_purpose_is_noticed),
	};
	return argc > 1 ? lives_run(&lives, argc, argv) : cmocka_run_group_tests(tests, NULL, NULL);
}
