/* Votes: one budget a person, hidden until revealed, ties broken the same way always. */
#include "core/marketplace.h"

struct hall { /* a meeting that votes */
	struct room *r;
	ident id, a, b, c, d;
};

static struct hall vote_hall(void **state)
{
	struct room *r = *state;
	struct hall h = {.r = r,
		.a = add_card(r, "A", ANNA),
		.b = add_card(r, "B", BEN),
		.c = add_card(r, "C", CLARA),
		.d = add_card(r, "D", ANNA)};
	h.id = open_meeting(r);
	go_to(r, PHASE_VOTE);
	return h;
}

static int left(const struct hall *h, ident person)
{
	return core_votes_left(h->r->core, h->id, person);
}

/* What is on the disk agrees with what is in memory. */
static int votes_on_disk(const struct hall *h, ident person)
{
	int votes = 0;
	for (size_t i = 0; i < h->r->disk.count; i++) {
		const struct disk_row *row = &h->r->disk.rows[i];
		if (row->record == REC_vote && row->values[3].i == person)
			votes += (int)row->values[4].i;
	}
	return votes;
}

static void a_budget_is_not_exceeded(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	give(r, ANNA, h.a, 3);
	EXPECT(r, too_many); /* two on one topic at most */
	give(r, ANNA, h.a, 2);
	EXPECT(r, none);
	give(r, ANNA, h.a, 2);
	EXPECT(r, already);
	give(r, ANNA, h.b, 2);
	EXPECT(r, too_many); /* three in all */
	give(r, ANNA, h.b, 1);
	EXPECT(r, none);
	assert_int_equal(left(&h, ANNA), 0);
	give(r, ANNA, h.c, 1);
	EXPECT(r, too_many);
	give(r, ANNA, h.a, 1); /* taken back at will */
	EXPECT(r, none);
	assert_int_equal(left(&h, ANNA), 1);
	give(r, ANNA, h.a, 0);
	assert_int_equal(left(&h, ANNA), 2);
	assert_int_equal(votes_on_disk(&h, ANNA), 1);
	room_restart(r);
	assert_int_equal(left(&h, ANNA), 2);
	assert_int_equal(core_vote_of(r->core, h.id, h.b, ANNA), 1);
	assert_int_equal(left(&h, BEN), 3);
	give(r, ANNA, h.a, -1);
	EXPECT(r, invalid);
	give(r, ANNA, h.a, INT32_MAX);
	EXPECT(r, too_many);
	give(r, ANNA, h.a, INT32_MIN);
	EXPECT(r, invalid);
}

static void the_screen_and_the_phone_share_it(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	room_phone(r, 7, BOARD, ANNA);
	ASK(r, 7, vote, .meeting = h.id, .topic = h.a, .count = 2);
	EXPECT(r, none);
	give(r, ANNA, h.b, 2);
	EXPECT(r, too_many);
	ASK(r, 7, vote, .meeting = h.id, .topic = h.b, .person = BEN, .count = 1);
	EXPECT(r, none); /* whatever it says, the phone is Anna's */
	assert_int_equal(core_vote_of(r->core, h.id, h.b, ANNA), 1);
	assert_int_equal(core_vote_of(r->core, h.id, h.b, BEN), 0);
	assert_int_equal(left(&h, ANNA), 0);
}

static void only_cards_on_the_board_are_voted_for(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	room_phone(r, 7, BOARD, ANNA);
	ASK(r, 7, topic_add, .board = BOARD, .title = STR("Draft"), .detail = STR(""), .draft = true);
	EXPECT(r, none);
	give(r, ANNA, r->result, 1);
	EXPECT(r, not_found); /* as if there were none */
	give(r, ANNA, 999, 1);
	EXPECT(r, not_found);
	give(r, 999, h.a, 1);
	EXPECT(r, not_found);
	give(r, 0, h.a, 1);
	EXPECT(r, not_found);
	PRESS(r, topic_move, .topic = h.b, .lane = LANE_DONE);
	give(r, ANNA, h.b, 1);
	EXPECT(r, conflict);
	PRESS(r, vote, .meeting = 999, .topic = h.a, .person = ANNA, .count = 1);
	EXPECT(r, not_found);
	assert_int_equal(disk_count(&r->disk, REC_vote), 0);
	go_to(r, PHASE_COLLECT);
	give(r, ANNA, h.a, 1);
	EXPECT(r, conflict);
}

static void nothing_is_shown_until_it_is_revealed(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	give(r, ANNA, h.b, 2);
	give(r, BEN, h.b, 1);
	give(r, BEN, h.a, 1);
	assert_int_equal(core_votes(r->core, h.b), -1);
	assert_int_equal(core_voters(r->core, h.b), -1);
	struct vote_count count = core_vote_count(r->core, h.id);
	assert_int_equal(count.people, 2);
	assert_int_equal(count.finished, 0); /* each has a vote left */
	assert_int_equal(count.votes, 4);
}

static void who_has_finished_is_counted(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	give(r, ANNA, h.a, 1);
	give(r, BEN, h.a, 1);
	assert_int_equal(core_vote_count(r->core, h.id).finished, 0);
	PRESS(r, vote_finish, .meeting = h.id, .person = ANNA, .finished = true);
	EXPECT(r, none);
	PRESS(r, vote_finish, .meeting = h.id, .person = ANNA, .finished = true);
	EXPECT(r, already);
	PRESS(r, vote_finish, .meeting = h.id, .person = 999, .finished = true);
	EXPECT(r, not_found);
	assert_int_equal(core_vote_count(r->core, h.id).finished, 1);
	give(r, BEN, h.b, 2); /* all given */
	assert_int_equal(core_vote_count(r->core, h.id).finished, 2);
	give(r, BEN, h.b, 1);
	assert_int_equal(core_vote_count(r->core, h.id).finished, 1);
	PRESS(r, vote_finish, .meeting = h.id, .person = ANNA, .finished = false);
	room_restart(r);
	assert_int_equal(core_vote_count(r->core, h.id).finished, 0);
	assert_int_equal(core_vote_count(r->core, h.id).votes, 3);
}

static void revealing_puts_the_topics_in_order(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	PRESS(r, topic_move, .topic = h.d, .lane = LANE_UP_NEXT); /* by hand, without a vote */
	give(r, ANNA, h.a, 1);
	give(r, ANNA, h.c, 2);
	PRESS(r, vote_reveal, h.id);
	EXPECT(r, none);
	PRESS(r, vote_reveal, h.id);
	EXPECT(r, already);
	lane_is(r, LANE_UP_NEXT, "CAD");
	lane_is(r, LANE_PROPOSED, "B");
	assert_int_equal(core_votes(r->core, h.c), 2);
	assert_int_equal(core_voters(r->core, h.c), 1);
	assert_int_equal(core_votes(r->core, h.b), 0);
	give(r, BEN, h.c, 1);
	EXPECT(r, conflict);
	PRESS(r, vote_finish, .meeting = h.id, .person = BEN, .finished = true);
	EXPECT(r, conflict);
	room_restart(r);
	lane_is(r, LANE_UP_NEXT, "CAD");
	assert_int_equal(core_votes(r->core, h.c), 2);
}

static void ties_are_broken_fairly(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	struct value *passed_over = &disk_find(&r->disk, REC_topic, &VI(h.d))->values[11];
	passed_over->i = 1;
	room_restart(r);
	room_sign_in(r);
	give(r, ANNA, h.a, 2); /* two votes of one person */
	give(r, BEN, h.b, 1);  /* two of two */
	give(r, CLARA, h.b, 1);
	give(r, BEN, h.c, 1); /* of two, younger than B */
	give(r, CLARA, h.c, 1);
	give(r, BEN, h.d, 1); /* of two, and passed over before */
	give(r, LUKASZ, h.d, 1);
	PRESS(r, vote_reveal, h.id);
	lane_is(r, LANE_UP_NEXT, "DBCA");
}

static void the_older_of_two_alike_is_first(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	struct value *created = &disk_find(&r->disk, REC_topic, &VI(h.c))->values[9];
	created->i -= DAY; /* though its number is greater */
	room_restart(r);
	room_sign_in(r);
	give(r, ANNA, h.b, 1);
	give(r, ANNA, h.c, 1);
	give(r, ANNA, h.d, 1);
	PRESS(r, vote_reveal, h.id);
	lane_is(r, LANE_UP_NEXT, "CBD");
}

static void a_merge_keeps_the_votes(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	give(r, ANNA, h.a, 1);
	give(r, ANNA, h.b, 2);
	give(r, BEN, h.b, 1);
	PRESS(r, topic_merge, .topic = h.b, .into = h.a);
	EXPECT(r, none);
	assert_int_equal(left(&h, ANNA), 0);
	assert_int_equal(core_vote_of(r->core, h.id, h.a, ANNA), 3);
	give(r, ANNA, h.b, 0);
	EXPECT(r, conflict); /* it lies under another */
	PRESS(r, vote_reveal, h.id);
	assert_int_equal(core_votes(r->core, h.a), 4);
	assert_int_equal(core_voters(r->core, h.a), 2);
	PRESS(r, topic_split, h.b);
	assert_int_equal(core_votes(r->core, h.a), 1);
	assert_int_equal(core_votes(r->core, h.b), 3);
}

static void what_one_says_of_a_card_holds_for_those_under_it(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	give(r, ANNA, h.a, 1);
	give(r, ANNA, h.b, 2);
	PRESS(r, topic_merge, .topic = h.b, .into = h.a);
	give(r, ANNA, h.a, 2); /* fewer than the three that came together */
	EXPECT(r, none);
	assert_int_equal(core_vote_of(r->core, h.id, h.a, ANNA), 2);
	assert_int_equal(left(&h, ANNA), 1);
	assert_int_equal(votes_on_disk(&h, ANNA), 2);
	give(r, ANNA, h.a, 3);
	EXPECT(r, too_many);
	room_restart(r);
	assert_int_equal(core_vote_of(r->core, h.id, h.a, ANNA), 2);
}

static void votes_on_a_withdrawn_card_can_be_given_again(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	give(r, ANNA, h.a, 2);
	give(r, ANNA, h.b, 1);
	PRESS(r, topic_withdraw, h.a);
	assert_int_equal(left(&h, ANNA), 2);
	give(r, ANNA, h.c, 1);
	EXPECT(r, none);
	PRESS(r, topic_restore, h.a);
	assert_int_equal(core_vote_of(r->core, h.id, h.a, ANNA), 1); /* one was given again */
	assert_int_equal(left(&h, ANNA), 0);
	assert_int_equal(votes_on_disk(&h, ANNA), 3);
	room_restart(r);
	assert_int_equal(core_vote_of(r->core, h.id, h.a, ANNA), 1);
}

static void another_round_begins_with_nothing(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	PRESS(r, vote_again, h.id);
	EXPECT(r, already); /* this one is fresh */
	give(r, ANNA, h.a, 2);
	give(r, ANNA, h.b, 1);
	PRESS(r, vote_reveal, h.id);
	PRESS(r, vote_again, h.id);
	EXPECT(r, none);
	assert_int_equal(core_votes(r->core, h.a), -1);
	assert_int_equal(left(&h, ANNA), 3);
	assert_int_equal(core_vote_count(r->core, h.id).finished, 0);
	give(r, ANNA, h.b, 1);
	EXPECT(r, none);
	PRESS(r, vote_reveal, h.id);
	assert_int_equal(core_votes(r->core, h.a), 0);
	assert_int_equal(core_votes(r->core, h.b), 1);
	lane_is(r, LANE_UP_NEXT, "BA");
	PRESS(r, meeting_undo, h.id);
	PRESS(r, vote_again, h.id);
	assert_int_equal(now_on(r)->round, 2);
	assert_int_equal(core_vote_count(r->core, h.id).votes, 0);
	room_restart(r);
	assert_int_equal(now_on(r)->round, 2);
	assert_int_equal(left(&h, ANNA), 3);
}

static void a_round_taken_back_leaves_no_votes_behind(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	give(r, ANNA, h.a, 1);
	PRESS(r, vote_again, h.id);
	give(r, ANNA, h.b, 1);
	PRESS(r, meeting_undo, h.id);
	assert_int_equal(core_vote_of(r->core, h.id, h.a, ANNA), 1);
	assert_int_equal(core_vote_of(r->core, h.id, h.b, ANNA), 0);
	PRESS(r, vote_again, h.id);
	assert_int_equal(core_vote_count(r->core, h.id).votes, 0);
}

static void going_on_to_discuss_shows_the_votes(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	go_to(r, PHASE_DISCUSS);
	assert_false(now_on(r)->revealed); /* nobody had voted */
	go_to(r, PHASE_VOTE);
	give(r, ANNA, h.c, 1);
	go_to(r, PHASE_DISCUSS);
	assert_true(now_on(r)->revealed);
	lane_is(r, LANE_UP_NEXT, "C");
	PRESS(r, topic_move, .topic = h.a, .lane = LANE_UP_NEXT, .before = h.c);
	go_to(r, PHASE_VOTE);
	go_to(r, PHASE_DISCUSS);
	lane_is(r, LANE_UP_NEXT, "AC"); /* what was laid by hand since stays so */
	PRESS(r, topic_move, .topic = h.a, .lane = LANE_PROPOSED, .before = h.b);
	go_to(r, PHASE_VOTE);
	PRESS(r, vote_again, h.id);
	give(r, ANNA, h.b, 1);
	go_to(r, PHASE_DISCUSS);
	lane_is(r, LANE_UP_NEXT, "BC");
	PRESS(r, meeting_undo, h.id); /* both are one step */
	assert_int_equal(now_on(r)->phase, PHASE_VOTE);
	assert_false(now_on(r)->revealed);
	lane_is(r, LANE_PROPOSED, "ABD");
}

static void only_the_lead_reveals_and_only_in_that_phase(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	room_phone(r, 7, BOARD, ANNA);
	ASK(r, 7, vote_reveal, h.id);
	EXPECT(r, not_allowed);
	ASK(r, 7, vote_again, h.id);
	EXPECT(r, not_allowed);
	go_to(r, PHASE_COLLECT);
	PRESS(r, vote_reveal, h.id);
	EXPECT(r, conflict);
	PRESS(r, vote_again, h.id);
	EXPECT(r, conflict);
}

static void a_vote_sent_twice_is_one(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	struct origin once = {FROM_SCREEN, 815, 0, 0};
	for (int i = 0; i < 3; i++) {
		SEND(r, once, vote, .meeting = h.id, .topic = h.a, .person = ANNA, .count = 1);
		EXPECT(r, none);
	}
	give(r, ANNA, h.a, 0);
	SEND(r, once, vote, .meeting = h.id, .topic = h.a, .person = ANNA, .count = 1);
	EXPECT(r, none); /* the answer of then; nothing happens */
	room_restart(r);
	SEND(r, once, vote, .meeting = h.id, .topic = h.a, .person = ANNA, .count = 1);
	assert_int_equal(core_vote_of(r->core, h.id, h.a, ANNA), 0);
	assert_int_equal(left(&h, ANNA), 3);
}

static void it_was_worth_the_time(void **state)
{
	struct hall h = vote_hall(state);
	struct room *r = h.r;
	PRESS(r, meeting_rate, .meeting = h.id, .stars = 5);
	EXPECT(r, conflict); /* nobody knows yet */
	go_to(r, PHASE_CLOSE);
	static const int32_t wrong[] = {0, 6, -1, INT32_MAX};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		PRESS(r, meeting_rate, .meeting = h.id, .stars = wrong[i]);
		EXPECT(r, invalid);
	}
	PRESS(r, meeting_rate, .meeting = h.id, .stars = 5);
	EXPECT(r, none);
	PRESS(r, meeting_rate, .meeting = h.id, .stars = 5);
	EXPECT(r, none); /* somebody else at the screen */
	room_phone(r, 7, BOARD, ANNA);
	ASK(r, 7, meeting_rate, .meeting = h.id, .stars = 1);
	ASK(r, 7, meeting_rate, .meeting = h.id, .stars = 3); /* Anna thinks again */
	EXPECT(r, none);
	ASK(r, 7, meeting_rate, .meeting = h.id, .stars = 3);
	EXPECT(r, already);
	assert_int_equal(core_stars(r->core, h.id).count, 3);
	assert_int_equal(core_stars(r->core, h.id).tenths, 43); /* 13 / 3 */
	PRESS(r, meeting_close, h.id);
	room_restart(r);
	assert_int_equal(core_stars(r->core, h.id).tenths, 43);
	PRESS(r, meeting_rate, .meeting = h.id, .stars = 2);
	EXPECT(r, none);
	room_pass(r, DAY + MINUTE);
	PRESS(r, meeting_rate, .meeting = h.id, .stars = 2);
	EXPECT(r, closed);
	assert_int_equal(core_stars(r->core, h.id).count, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_budget_is_not_exceeded),
		TEST(the_screen_and_the_phone_share_it),
		TEST(only_cards_on_the_board_are_voted_for),
		TEST(nothing_is_shown_until_it_is_revealed),
		TEST(who_has_finished_is_counted),
		TEST(revealing_puts_the_topics_in_order),
		TEST(ties_are_broken_fairly),
		TEST(the_older_of_two_alike_is_first),
		TEST(a_merge_keeps_the_votes),
		TEST(what_one_says_of_a_card_holds_for_those_under_it),
		TEST(votes_on_a_withdrawn_card_can_be_given_again),
		TEST(another_round_begins_with_nothing),
		TEST(a_round_taken_back_leaves_no_votes_behind),
		TEST(going_on_to_discuss_shows_the_votes),
		TEST(only_the_lead_reveals_and_only_in_that_phase),
		TEST(a_vote_sent_twice_is_one),
		TEST(it_was_worth_the_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
