/* A phone that was lost or lent is signed out at the screen, in a touch, and the others stay. */
#include "screens/screens.h"

static int set(void **state)
{
	struct stage *st = stage_new(platform, &content, 1024, 600, "en");
	stage_people(st, 2);
	stage_own_phones(st, st->people[0], 3);
	stage_open(st);
	*state = st;
	return 0;
}

static size_t phones(const struct stage *st)
{
	struct own_phone out[OWN_PHONES_MAX];
	return core_phones_of(st->core, st->people[0], out, OWN_PHONES_MAX);
}

static void one_goes_and_the_others_stay(void **state)
{
	struct stage *st = *state;
	struct own_phone before[OWN_PHONES_MAX], after[OWN_PHONES_MAX];
	stage_visit(st, SCREEN_mypage, st->people[0], 0);
	assert_true(stage_tap(st, "phones", -1));
	core_phones_of(st->core, st->people[0], before, OWN_PHONES_MAX);
	assert_true(stage_tap(st, "end", before[1].device));
	assert_int_equal(core_phones_of(st->core, st->people[0], after, OWN_PHONES_MAX), 2);
	assert_int_equal(after[0].device, before[0].device);
	assert_int_equal(after[1].device, before[2].device);
	assert_true(shows(st, "That phone is signed out."));
}

static void all_go_at_once(void **state)
{
	struct stage *st = *state;
	stage_visit(st, SCREEN_phones, st->people[0], 0);
	assert_true(stage_tap(st, "end-all", -1));
	assert_int_equal(phones(st), 0);
	assert_true(shows(st, "No phone is signed in any more."));
	stage_visit(st, SCREEN_mypage, st->people[0], 0);
	assert_false(stage_tap(st, "phones", -1));
}

static void nobody_elses_are_shown(void **state)
{
	struct stage *st = *state;
	stage_visit(st, SCREEN_phones, st->people[1], 0);
	assert_false(stage_tap(st, "end", -1));
	assert_true(shows(st, "No phone is signed in for you"));
	assert_int_equal(phones(st), 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set, strike)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_goes_and_the_others_stay),
		TEST(all_go_at_once),
		TEST(nobody_elses_are_shown),
	};
	return cmocka_run_group_tests_name("phone", tests, open_all, close_all);
}
