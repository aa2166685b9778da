/* Checking in, in all its cases, and what the screen may say about it. */
#include <stdio.h>

#include "core/workshop.h"

static const struct member *member(struct room *r, ident session, ident person)
{
	return core_member(r->core, session, person);
}

static bool is_here(struct room *r, ident session, ident person)
{
	const struct member *m = member(r, session, person);
	return m && member_is_here(r->core, m);
}

static struct plan plan(struct room *r, ident person)
{
	return core_plan(r->core, person, r->now.wall);
}

static void one_touch_checks_in_and_makes_the_note(void **state)
{
	struct room *r = *state;
	struct plan p = plan(r, ANNA);
	assert_int_equal(p.kind, PLAN_SESSION);
	assert_int_equal(p.sessions[0], 100);
	PRESS(r, check_in, .person = ANNA, .session = 100);
	EXPECT(r, none);
	assert_int_equal(r->result, 100);
	assert_true(is_here(r, 100, ANNA));
	assert_int_equal(core_session(r->core, 100)->state, SESSION_HERE);
	assert_int_not_equal(core_session(r->core, 100)->note, 0);
	assert_int_equal(disk_count(&r->disk, REC_note), 1);
	assert_int_equal(plan(r, ANNA).kind, PLAN_ALREADY);
	PRESS(r, check_in, .person = BEN, .session = 100);
	assert_int_equal(disk_count(&r->disk, REC_note), 1);
}

static void nobody_is_here_before_the_disk_says_so(void **state)
{
	struct room *r = *state;
	r->slow = true;
	PRESS(r, check_in, .person = ANNA, .session = 100);
	assert_false(r->answered);
	assert_false(is_here(r, 100, ANNA));
	struct expected e[4];
	assert_int_equal(core_expected(r->core, r->now.wall, e, 4), 2);
	core_take_changes(r->core);
	room_commit(r);
	assert_true(core_take_changes(r->core) & CHANGE_SESSIONS);
	EXPECT(r, none);
	assert_true(is_here(r, 100, ANNA));
	assert_int_equal(core_expected(r->core, r->now.wall, e, 4), 1);
}

static void a_second_touch_is_not_an_error(void **state)
{
	struct room *r = *state;
	PRESS(r, check_in, .person = ANNA, .session = 100);
	int64_t first = member(r, 100, ANNA)->here_at;
	room_pass(r, SECOND);
	PRESS(r, check_in, .person = ANNA, .session = 100);
	EXPECT(r, already);
	assert_int_equal(r->result, 100);
	assert_int_equal(member(r, 100, ANNA)->here_at, first);
}

static void undo_leaves_no_trace(void **state)
{
	struct room *r = *state;
	PRESS(r, check_in, .person = ANNA, .session = 100);
	PRESS(r, check_in, .person = CLARA, .session = 100);
	PRESS(r, check_in_undo, .person = ANNA, .session = 100);
	EXPECT(r, none);
	assert_false(is_here(r, 100, ANNA));
	assert_int_equal(core_session(r->core, 100)->state, SESSION_HERE);
	PRESS(r, check_in_undo, .person = CLARA, .session = 100);
	assert_null(member(r, 100, CLARA)); /* was not expected */
	assert_int_equal(core_session(r->core, 100)->state, SESSION_WAITING);
	PRESS(r, check_in_undo, .person = CLARA, .session = 100);
	EXPECT(r, already);
	room_restart(r);
	assert_null(member(r, 100, CLARA));
	assert_false(is_here(r, 100, ANNA));
	assert_int_equal(plan(r, ANNA).kind, PLAN_SESSION);
}

static void leaving_later_keeps_that_one_was_here(void **state)
{
	struct room *r = *state;
	PRESS(r, check_in, .person = ANNA, .session = 100);
	PRESS(r, step_go, .session = 100, .step = 0);
	room_pass(r, MINUTE);
	PRESS(r, check_in_undo, .person = ANNA, .session = 100);
	EXPECT(r, none);
	assert_int_not_equal(member(r, 100, ANNA)->here_at, 0);
	assert_false(is_here(r, 100, ANNA));
	PRESS(r, check_in, .person = ANNA, .session = 100);
	EXPECT(r, none);
	assert_true(is_here(r, 100, ANNA));
}

static void a_substitute_takes_the_place_of_one_who_is_not_here(void **state)
{
	struct room *r = *state;
	struct expected e[4];
	PRESS(r, check_in, .person = CLARA, .session = 100, .replaces = LUKASZ);
	EXPECT(r, invalid); /* not a member */
	PRESS(r, check_in, .person = CLARA, .session = 100, .replaces = BEN);
	EXPECT(r, none);
	assert_int_equal(member(r, 100, CLARA)->replaces, BEN);
	assert_int_equal(core_expected(r->core, r->now.wall, e, 4), 1);
	assert_int_equal(e[0].person, ANNA);
	PRESS(r, check_in, .person = LUKASZ, .session = 100, .replaces = BEN);
	EXPECT(r, conflict); /* one substitute is enough */
	PRESS(r, check_in, .person = ANNA, .session = 100);
	PRESS(r, check_in, .person = LUKASZ, .session = 100, .replaces = ANNA);
	EXPECT(r, conflict); /* she is here */
}

static void two_sessions_at_once_are_a_choice(void **state)
{
	struct room *r = *state;
	room_session(r, 101, 20, ANNA, CLARA);
	room_session(r, 102, 300, ANNA, LUKASZ); /* far beyond the window */
	room_restart(r);
	struct plan p = plan(r, ANNA);
	assert_int_equal(p.kind, PLAN_CHOICE);
	assert_int_equal(p.count, 2);
	assert_int_equal(p.sessions[0], 100);
	assert_int_equal(p.sessions[1], 101);
	assert_int_equal(plan(r, CLARA).kind, PLAN_SESSION);
	assert_int_equal(plan(r, LUKASZ).kind, PLAN_WALK_IN);
}

static void the_session_before_does_not_hold_anybody(void **state)
{
	struct room *r = *state;
	room_session(r, 101, 75, ANNA, CLARA);
	room_restart(r);
	PRESS(r, check_in, .person = ANNA, .session = 100);
	assert_int_equal(plan(r, ANNA).kind, PLAN_ALREADY);
	room_pass(r, 71 * MINUTE); /* 100 is over and was not closed */
	assert_int_equal(plan(r, ANNA).kind, PLAN_SESSION);
	assert_int_equal(plan(r, ANNA).sessions[0], 101);
}

static void a_full_session_takes_nobody_more(void **state)
{
	struct room *r = *state;
	char name[] = "Guest A";
	for (int i = 0; i < SESSION_MEMBERS_MAX; i++, name[6]++) {
		PRESS(r, guest_add, str_from(name));
		PRESS(r, check_in, .person = r->result, .session = 100);
		EXPECT(r, none);
	}
	PRESS(r, check_in, .person = ANNA, .session = 100);
	EXPECT(r, session_full);
}

static void unknown_archived_and_over_are_refused(void **state)
{
	struct room *r = *state;
	PRESS(r, check_in, .person = 999, .session = 100);
	EXPECT(r, not_found);
	PRESS(r, check_in, .person = GONE, .session = 100);
	EXPECT(r, not_found);
	PRESS(r, check_in, .person = ANNA, .session = 999);
	EXPECT(r, not_found);
	PRESS(r, check_in, .person = ANNA, .session = 100);
	PRESS(r, session_finish, 100);
	PRESS(r, session_close, 100);
	PRESS(r, check_in, .person = BEN, .session = 100);
	EXPECT(r, closed);
}

static void a_pair_starts_on_the_spot(void **state)
{
	struct room *r = *state;
	PRESS(r, walk_in, .person = CLARA, .partner = LUKASZ, .focus = STR(" Grants "));
	EXPECT(r, none);
	const struct session *s = core_session(r->core, r->result);
	assert_int_equal(s->state, SESSION_HERE);
	assert_true(str_eq(s->focus, STR("Grants")));
	assert_int_equal(s->ends - s->starts, HOUR);
	assert_true(is_here(r, s->id, CLARA));
	assert_false(is_here(r, s->id, LUKASZ));
	assert_int_equal(plan(r, LUKASZ).kind, PLAN_SESSION);
	ident session = r->result;
	PRESS(r, walk_in, .person = CLARA, .partner = BEN);
	EXPECT(r, already);
	assert_int_equal(r->result, session);
	PRESS(r, walk_in, .person = LUKASZ, .partner = CLARA); /* both press */
	EXPECT(r, none);
	assert_int_equal(r->result, session);
	assert_true(is_here(r, session, LUKASZ));
}

static void a_walk_in_undone_is_gone(void **state)
{
	struct room *r = *state;
	PRESS(r, walk_in, .person = CLARA, .partner = LUKASZ);
	ident session = r->result;
	PRESS(r, check_in_undo, .person = CLARA, .session = session);
	assert_int_equal(core_session(r->core, session)->state, SESSION_CANCELLED);
	assert_int_equal(plan(r, LUKASZ).kind, PLAN_WALK_IN);
}

static void a_walk_in_takes_two_known_people(void **state)
{
	struct room *r = *state;
	PRESS(r, walk_in, .person = CLARA, .partner = CLARA);
	EXPECT(r, invalid);
	PRESS(r, walk_in, .person = CLARA, .partner = 999);
	EXPECT(r, not_found);
	assert_int_equal(disk_count(&r->disk, REC_session), 1);
}

static void todays_sessions_are_those_of_the_local_day(void **state)
{
	struct room *r = *state;
	const struct session *s[8];
	room_session(r, 101, 13 * 60 + 30, ANNA, BEN);  /* 23:30 */
	room_session(r, 102, 14 * 60, ANNA, BEN);       /* midnight */
	room_session(r, 103, -10 * 60 - 30, ANNA, BEN); /* from the day before into this one */
	room_session(r, 104, -11 * 60, ANNA, BEN);      /* ended at midnight */
	room_restart(r);
	assert_int_equal(core_today(r->core, r->now.wall, s, 8), 3);
	assert_int_equal(s[0]->id, 103);
	assert_int_equal(s[1]->id, 100);
	assert_int_equal(s[2]->id, 101);
	assert_int_equal(core_today(r->core, r->now.wall, s, 2), 2);
	assert_int_equal(s[1]->id, 100);
	assert_int_equal(core_next_session(r->core, r->now.wall)->id, 100);
	assert_int_equal(core_next_session(r->core, r->now.wall + 12 * HOUR)->id, 101);
}

static void a_wrong_clock_still_checks_in(void **state)
{
	struct room *r = *state;
	r->now = (struct moment){0, 5000, false};
	room_restart(r);
	PRESS(r, check_in, .person = ANNA, .session = 100);
	EXPECT(r, none);
	assert_true(is_here(r, 100, ANNA));
	SEND(r, (struct origin){0}, tick, 0);
	assert_int_equal(core_session(r->core, 100)->state, SESSION_HERE);
	assert_true(is_here(r, 100, ANNA));
}

static void a_walk_in_begun_in_1970_goes_on_when_the_clock_is_set(void **state)
{
	struct room *r = *state;
	int64_t right = r->now.wall;
	const struct session *s[4];
	r->now = (struct moment){MINUTE, 5000, false};
	room_restart(r);
	PRESS(r, walk_in, .person = CLARA, .partner = LUKASZ);
	ident session = r->result;
	r->now = (struct moment){right, 5000 + 10 * MINUTE, true};
	SEND(r, (struct origin){0}, tick, 0);
	assert_int_equal(core_session(r->core, session)->state, SESSION_HERE);
	assert_int_equal(core_session(r->core, session)->starts, right - 10 * MINUTE);
	assert_int_equal(core_member(r->core, session, CLARA)->here_at, right - 10 * MINUTE);
	assert_int_equal(core_member(r->core, session, LUKASZ)->here_at, 0);
	assert_int_equal(core_today(r->core, right, s, 4), 2);
	assert_int_equal(plan(r, LUKASZ).kind, PLAN_SESSION);
	assert_int_equal(
		core_session(r->core, 100)->starts, right + 10 * MINUTE); /* planned: was right all along */
}

static void what_was_left_open_is_closed_when_its_code_ends(void **state)
{
	struct room *r = *state;
	PRESS(r, check_in, .person = ANNA, .session = 100);
	room_pass(r, 70 * MINUTE + 2 * HOUR);
	assert_true(core_deadline(r->core) <= r->now.mono);
	r->now.trusted = false;
	SEND(r, (struct origin){0}, tick, 0);
	assert_int_equal(core_session(r->core, 100)->state, SESSION_HERE);
	r->now.trusted = true;
	SEND(r, (struct origin){0}, tick, 0);
	assert_int_equal(core_session(r->core, 100)->state, SESSION_CLOSED);
}

static void what_was_left_open_over_a_long_weekend_is_closed_after_it(void **state)
{
	struct room *r = *state;
	PRESS(r, check_in, .person = ANNA, .session = 100);
	room_pass(r, 3 * DAY);
	room_restart(r);
	assert_true(core_deadline(r->core) <= r->now.mono + DAY); /* midnight at the latest */
	SEND(r, (struct origin){0}, tick, 0);
	assert_int_equal(disk_find(&r->disk, REC_session, &VI(100))->values[6].i, SESSION_CLOSED);
}

static void closed_sessions_leave_the_memory_but_not_the_disk(void **state)
{
	struct room *r = *state;
	PRESS(r, check_in, .person = ANNA, .session = 100);
	PRESS(r, session_finish, 100);
	PRESS(r, session_close, 100);
	SEND(r, (struct origin){0}, tick, 0);
	assert_non_null(core_session(r->core, 100));
	room_pass(r, DAY);
	SEND(r, (struct origin){0}, tick, 0);
	assert_null(core_session(r->core, 100));
	assert_int_equal(disk_count(&r->disk, REC_session), 1);
}

static void a_focus_is_a_topic_or_words(void **state)
{
	struct room *r = *state;
	PRESS(r, topic_add, .board = BOARD, .title = STR("Printer jam"), .detail = STR(""), .person = BEN);
	ident topic = r->result;
	PRESS(r, session_focus, .session = 100, .topic = topic);
	EXPECT(r, none);
	assert_true(str_eq(core_session(r->core, 100)->focus, STR("Printer jam")));
	assert_int_equal(core_topic(r->core, topic)->lane, LANE_PROPOSED);
	PRESS(r, session_focus, .session = 100, .topic = topic);
	EXPECT(r, already);
	PRESS(r, session_focus, .session = 100, .text = STR(" How to\nask "));
	assert_true(str_eq(core_session(r->core, 100)->focus, STR("How to ask")));
	assert_int_equal(core_session(r->core, 100)->focus_topic, 0);
	PRESS(r, session_focus, .session = 100, .topic = 999);
	EXPECT(r, not_found);
}

static void who_is_here_is_listed_once_and_only_who_may_be_seen(void **state)
{
	struct room *r = *state;
	ident here[8];
	room_session(r, 101, 0, HIDDEN, CLARA);
	room_session(r, 102, 0, ANNA, CLARA);
	room_restart(r);
	assert_int_equal(core_people_here(r->core, r->now.wall, here, 8), 0);
	PRESS(r, check_in, .person = ANNA, .session = 102);
	PRESS(r, check_in, .person = HIDDEN, .session = 101);
	PRESS(r, check_in, .person = CLARA, .session = 101);
	PRESS(r, check_in, .person = CLARA, .session = 102);
	assert_int_equal(core_people_here(r->core, r->now.wall, here, 8), 2); /* Clara and Anna */
	assert_true((here[0] == CLARA && here[1] == ANNA) || (here[0] == ANNA && here[1] == CLARA));
	assert_int_equal(core_people_here(r->core, r->now.wall, here, 1), 1);
	PRESS(r, check_in_undo, .person = ANNA, .session = 102);
	assert_int_equal(core_people_here(r->core, r->now.wall, here, 8), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_touch_checks_in_and_makes_the_note),
		TEST(nobody_is_here_before_the_disk_says_so),
		TEST(a_second_touch_is_not_an_error),
		TEST(undo_leaves_no_trace),
		TEST(leaving_later_keeps_that_one_was_here),
		TEST(a_substitute_takes_the_place_of_one_who_is_not_here),
		TEST(two_sessions_at_once_are_a_choice),
		TEST(the_session_before_does_not_hold_anybody),
		TEST(a_full_session_takes_nobody_more),
		TEST(unknown_archived_and_over_are_refused),
		TEST(a_pair_starts_on_the_spot),
		TEST(a_walk_in_undone_is_gone),
		TEST(a_walk_in_takes_two_known_people),
		TEST(todays_sessions_are_those_of_the_local_day),
		TEST(a_wrong_clock_still_checks_in),
		TEST(a_walk_in_begun_in_1970_goes_on_when_the_clock_is_set),
		TEST(what_was_left_open_is_closed_when_its_code_ends),
		TEST(what_was_left_open_over_a_long_weekend_is_closed_after_it),
		TEST(closed_sessions_leave_the_memory_but_not_the_disk),
		TEST(a_focus_is_a_topic_or_words),
		TEST(who_is_here_is_listed_once_and_only_who_may_be_seen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
