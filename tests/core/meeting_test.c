/* Meetings: they open and close, go through their phases, and have one lead. */
#include "core/marketplace.h"

static void a_meeting_opens_where_its_board_says(void **state)
{
	struct room *r = *state;
	PRESS(r, meeting_open, .board = BOARD);
	EXPECT(r, not_allowed); /* nobody has signed in */
	ident id = open_meeting(r);
	assert_int_equal(now_on(r)->phase, PHASE_COLLECT); /* there are no actions of last time */
	assert_int_equal(now_on(r)->ends, r->now.wall + 45 * MINUTE);
	PRESS(r, meeting_open, .board = BOARD);
	EXPECT(r, already);
	assert_int_equal(r->result, id);
	PRESS(r, meeting_open, .board = 999);
	EXPECT(r, not_found);
	room_restart(r);
	assert_int_equal(now_on(r)->id, id);
	assert_int_equal(now_on(r)->ends, r->now.wall + 45 * MINUTE);
	assert_int_equal(now_on(r)->lead, LEAD_KIOSK);
}

static void a_whole_meeting_is_held(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), b = add_card(r, "B", BEN), c = add_card(r, "C", CLARA);
	add_card(r, "D", ANNA);
	ident id = open_meeting(r);
	go_to(r, PHASE_VOTE);
	give(r, ANNA, b, 2);
	give(r, BEN, b, 1);
	give(r, BEN, a, 1);
	give(r, CLARA, c, 2);
	EXPECT(r, none);
	PRESS(r, vote_reveal, id);
	EXPECT(r, none);
	lane_is(r, LANE_UP_NEXT, "BCA");
	go_to(r, PHASE_DISCUSS);
	PRESS(r, topic_next, id);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->topic, b);
	lane_is(r, LANE_DISCUSSING, "B");
	run_for(r, 3 * MINUTE);
	PRESS(r, topic_next, id);
	assert_int_equal(now_on(r)->topic, c);
	lane_is(r, LANE_DONE, "B");
	assert_int_equal(core_topic(r->core, b)->spent, 3 * MINUTE);
	go_to(r, PHASE_HARVEST);
	lane_is(r, LANE_DONE, "BC");
	go_to(r, PHASE_CLOSE);
	PRESS(r, meeting_rate, .meeting = id, .stars = 4);
	EXPECT(r, none);
	room_restart(r);
	room_sign_in(r);
	PRESS(r, meeting_close, id);
	EXPECT(r, none);
	assert_null(now_on(r));
	assert_int_equal(core_meeting_before(r->core, BOARD)->id, id);
	lane_is(r, LANE_PROPOSED, "DA");
	assert_int_equal(core_topic(r->core, a)->passed_over, 1);
	assert_int_equal(core_stars(r->core, id).tenths, 40);
	open_meeting(r);
	assert_int_equal(lane_of(r, b), LANE_PAST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_meeting_opens_where_its_board_says),
		TEST(a_whole_meeting_is_held),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
