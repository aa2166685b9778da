/* Turns by the clock: who learns, how long, who had how much; over pauses, restarts and wrong clocks. */
#include <stdio.h>

#include "core/workshop.h"

static const struct turn *turn(struct room *r)
{
	return &core_session(r->core, 100)->turn;
}

static int64_t left(struct room *r)
{
	return turn_left(turn(r), r->now.mono);
}

static int64_t used(struct room *r, ident person)
{
	struct ledger l[8];
	size_t count = core_ledger(r->core, 100, r->now.mono, l, 8);
	for (size_t i = 0; i < count; i++)
		if (l[i].person == person)
			return l[i].used;
	return 0;
}

static void begin(struct room *r)
{
	PRESS(r, check_in, .person = ANNA, .session = 100);
	PRESS(r, check_in, .person = BEN, .session = 100);
	PRESS(r, step_go, .session = 100, .step = 1);
	EXPECT(r, none);
}

static void the_guide_says_who_learns_and_how_long(void **state)
{
	struct room *r = *state;
	begin(r);
	assert_int_equal(core_session(r->core, 100)->state, SESSION_UNDER_WAY);
	assert_int_equal(turn(r)->learner, ANNA);
	assert_int_equal(turn(r)->role, ROLE_COACH);
	assert_int_equal(left(r), 20 * MINUTE);
	room_pass(r, 3 * MINUTE);
	assert_int_equal(left(r), 17 * MINUTE);
	room_pass(r, 8 * MINUTE);
	SEND(r, (struct origin){0}, tick, 0); /* the session's own start has gone by */
	assert_int_equal(core_deadline(r->core), 1000000 + 20 * MINUTE);
	room_pass(r, 10 * MINUTE);
	assert_int_equal(left(r), -MINUTE); /* a sentence may be finished */
}

static void who_is_alone_does_not_get_both_turns(void **state)
{
	struct room *r = *state;
	PRESS(r, check_in, .person = BEN, .session = 100);
	assert_int_equal(core_learner(r->core, core_session(r->core, 100), 1), BEN);
	assert_int_equal(core_learner(r->core, core_session(r->core, 100), 2), ANNA);
	PRESS(r, step_go, .session = 100, .step = 1);
	assert_int_equal(turn(r)->learner, BEN);
	PRESS(r, turn_swap, .session = 100);
	assert_int_equal(turn(r)->learner, ANNA);
	assert_int_equal(core_learner(r->core, core_session(r->core, 100), 1), BEN); /* it was */
}

static void a_substitute_has_the_turn_of_who_is_replaced(void **state)
{
	struct room *r = *state;
	ident people[8];
	PRESS(r, check_in, .person = ANNA, .session = 100);
	PRESS(r, check_in, .person = CLARA, .session = 100, .replaces = BEN);
	EXPECT(r, none);
	assert_int_equal(core_taking_part(r->core, 100, people, 8), 2);
	assert_int_equal(core_learner(r->core, core_session(r->core, 100), 2), CLARA);
	PRESS(r, step_go, .session = 100, .step = 2);
	assert_int_equal(turn(r)->learner, CLARA);
}

static void the_end_of_a_turn_is_announced_once(void **state)
{
	struct room *r = *state;
	begin(r);
	room_pass(r, 20 * MINUTE - 1);
	SEND(r, (struct origin){0}, tick, 0);
	assert_int_equal(r->rings, 0);
	room_pass(r, 1);
	SEND(r, (struct origin){0}, tick, 0);
	SEND(r, (struct origin){0}, tick, 0);
	assert_int_equal(r->rings, 1);
	PRESS(r, turn_more, .session = 100, .ms = MINUTE);
	room_pass(r, MINUTE);
	SEND(r, (struct origin){0}, tick, 0);
	assert_int_equal(r->rings, 2); /* a minute more has an end of its own */
	PRESS(r, turn_pause, 100);
	room_pass(r, HOUR);
	SEND(r, (struct origin){0}, tick, 0);
	assert_int_equal(r->rings, 2);
}

static void steps_that_do_not_fit_are_refused(void **state)
{
	struct room *r = *state;
	PRESS(r, step_go, .session = 100, .step = 0);
	EXPECT(r, conflict); /* nobody is here */
	begin(r);
	PRESS(r, step_go, .session = 100, .step = 1);
	EXPECT(r, already);
	PRESS(r, step_go, .session = 100, .step = 4);
	EXPECT(r, invalid);
	PRESS(r, step_go, .session = 100, .step = -1);
	EXPECT(r, invalid);
	PRESS(r, turn_more, .session = 100, .ms = 0);
	EXPECT(r, invalid);
	PRESS(r, turn_role, .session = 100, .role = ROLE_LEARNER);
	EXPECT(r, invalid);
}

static void swapping_goes_on_to_the_others_turn(void **state)
{
	struct room *r = *state;
	begin(r);
	room_pass(r, 7 * MINUTE);
	PRESS(r, turn_swap, 100);
	EXPECT(r, none);
	assert_int_equal(core_session(r->core, 100)->step, 2);
	assert_int_equal(turn(r)->learner, BEN);
	assert_int_equal(turn(r)->role, ROLE_THINKING_PARTNER);
	assert_int_equal(used(r, ANNA), 7 * MINUTE);
	room_pass(r, 5 * MINUTE);
	assert_int_equal(used(r, BEN), 5 * MINUTE); /* the running part counts */
}

static void after_the_last_turn_the_rest_is_exchanged(void **state)
{
	struct room *r = *state;
	begin(r);
	PRESS(r, turn_swap, 100);
	room_pass(r, 15 * MINUTE);
	PRESS(r, turn_swap, 100);
	EXPECT(r, none);
	assert_int_equal(core_session(r->core, 100)->step, 2);
	assert_int_equal(turn(r)->learner, ANNA);
	assert_int_equal(left(r), 5 * MINUTE);
	room_pass(r, 6 * MINUTE);
	PRESS(r, turn_swap, 100);
	assert_int_equal(turn(r)->learner, BEN);
	assert_int_equal(left(r), MINUTE);
	assert_int_equal(used(r, BEN), 15 * MINUTE);
	assert_int_equal(used(r, ANNA), 6 * MINUTE);
	room_restart(r);
	assert_int_equal(used(r, BEN), 15 * MINUTE);
	assert_int_equal(used(r, ANNA), 6 * MINUTE);
}

static void a_pause_takes_no_time(void **state)
{
	struct room *r = *state;
	begin(r);
	room_pass(r, MINUTE);
	PRESS(r, turn_pause, 100);
	room_pass(r, HOUR);
	PRESS(r, turn_pause, 100);
	EXPECT(r, already);
	assert_int_equal(left(r), 19 * MINUTE);
	PRESS(r, turn_resume, 100);
	PRESS(r, turn_resume, 100);
	EXPECT(r, already);
	room_pass(r, MINUTE);
	assert_int_equal(left(r), 18 * MINUTE);
	PRESS(r, turn_more, .session = 100, .ms = MINUTE);
	assert_int_equal(left(r), 19 * MINUTE);
	PRESS(r, turn_role, .session = 100, .role = ROLE_COMPANION);
	assert_int_equal(turn(r)->role, ROLE_COMPANION);
}

static void a_running_turn_runs_on_over_a_restart(void **state)
{
	struct room *r = *state;
	begin(r);
	room_pass(r, 2 * MINUTE);
	PRESS(r, turn_more, .session = 100, .ms = MINUTE);
	r->now.wall += 3 * MINUTE;
	r->now.mono = 77; /* the machine was off */
	room_restart(r);
	assert_true(turn(r)->running);
	assert_int_equal(left(r), 16 * MINUTE);
	room_pass(r, MINUTE);
	assert_int_equal(left(r), 15 * MINUTE);
}

static void after_a_restart_with_a_wrong_clock_it_stands_still(void **state)
{
	static const struct {
		int64_t jump;
		bool trusted;
	} cases[] = {
		{-10 * DAY, true},
		{14 * DAY, true},
		{MINUTE, false},
		{-1, true},
	};
	struct room *r = *state;
	begin(r);
	room_pass(r, 2 * MINUTE);
	PRESS(r, turn_pause, 100);
	PRESS(r, turn_resume, 100); /* writes the two minutes */
	struct moment then = r->now;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		r->now = (struct moment){then.wall + cases[i].jump, 50, cases[i].trusted};
		room_restart(r);
		assert_false(turn(r)->running);
		assert_int_equal(left(r), 18 * MINUTE);
	}
}

static void setting_the_clock_changes_no_turn(void **state)
{
	struct room *r = *state;
	begin(r);
	r->now.wall -= 14 * DAY;
	r->now.mono += MINUTE;
	assert_int_equal(left(r), 19 * MINUTE);
	PRESS(r, turn_pause, 100);
	assert_int_equal(left(r), 19 * MINUTE);
}

static void finishing_stops_the_clock_and_going_back_goes_on(void **state)
{
	struct room *r = *state;
	begin(r);
	room_pass(r, MINUTE);
	PRESS(r, session_finish, 100);
	EXPECT(r, none);
	room_pass(r, 30 * MINUTE);
	PRESS(r, turn_resume, 100);
	EXPECT(r, conflict);
	PRESS(r, session_resume, 100);
	assert_int_equal(core_session(r->core, 100)->state, SESSION_UNDER_WAY);
	assert_int_equal(left(r), 19 * MINUTE);
}

static void the_ledger_is_what_was_planned_and_used(void **state)
{
	struct room *r = *state;
	struct ledger l[4];
	begin(r);
	room_pass(r, 21 * MINUTE);
	PRESS(r, step_go, .session = 100, .step = 2);
	room_pass(r, 10 * MINUTE);
	assert_int_equal(core_ledger(r->core, 100, r->now.mono, l, 4), 2);
	assert_int_equal(l[0].person, ANNA);
	assert_int_equal(l[0].planned, 20 * MINUTE);
	assert_int_equal(l[0].used, 21 * MINUTE);
	assert_int_equal(l[1].used, 10 * MINUTE);
	assert_int_equal(disk_count(&r->disk, REC_turn), 1);
	assert_int_equal(core_ledger(r->core, 100, r->now.mono, l, 1), 1);
}

static void prompts_do_not_come_again_soon(void **state)
{
	struct room *r = *state;
	bool seen[12] = {0};
	begin(r);
	for (int i = 0; i < 12; i++) {
		uint32_t prompt = core_session(r->core, 100)->prompt % 12;
		assert_false(seen[prompt]);
		seen[prompt] = true;
		PRESS(r, prompt_next, 100);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_guide_says_who_learns_and_how_long),
		TEST(who_is_alone_does_not_get_both_turns),
		TEST(a_substitute_has_the_turn_of_who_is_replaced),
		TEST(the_end_of_a_turn_is_announced_once),
		TEST(steps_that_do_not_fit_are_refused),
		TEST(swapping_goes_on_to_the_others_turn),
		TEST(after_the_last_turn_the_rest_is_exchanged),
		TEST(a_pause_takes_no_time),
		TEST(a_running_turn_runs_on_over_a_restart),
		TEST(after_a_restart_with_a_wrong_clock_it_stands_still),
		TEST(setting_the_clock_changes_no_turn),
		TEST(finishing_stops_the_clock_and_going_back_goes_on),
		TEST(the_ledger_is_what_was_planned_and_used),
		TEST(prompts_do_not_come_again_soon),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
