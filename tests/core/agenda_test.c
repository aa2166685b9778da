/* The agenda: who gets how much of the time left, who is not reached; the pitches' order; the hints. */
#include "core/marketplace.h"

#define TOPICS_MAX 64

struct plan_of { /* a meeting with so many topics, and their agenda */
	struct room *r;
	ident id, topics[TOPICS_MAX];
	struct agenda_item items[TOPICS_MAX];
	size_t count;
};

static void look(struct plan_of *p)
{
	p->count = core_agenda(p->r->core, p->id, p->r->now, p->items, TOPICS_MAX);
}

static size_t reached(const struct plan_of *p)
{
	size_t n = 0;
	while (n < p->count && p->items[n].reached)
		n++;
	for (size_t i = n; i < p->count; i++)
		assert_false(p->items[i].reached); /* they are the first ones */
	return n;
}

static int64_t given(const struct plan_of *p)
{
	int64_t ms = 0;
	for (size_t i = 0; i < reached(p); i++)
		ms += p->items[i].ms;
	return ms;
}

/* What holds of every agenda: whole minutes, between half and twice the usual eight, one after another,
 * within the time. */
static void agenda_holds(const struct plan_of *p)
{
	const struct meeting *m = now_on(p->r);
	int64_t starts = p->r->now.wall + box_left(&m->box, p->r->now.mono);
	for (size_t i = 0; i < p->count; i++) {
		assert_int_equal(p->items[i].ms % MINUTE, 0);
		assert_in_range(p->items[i].ms, 4 * MINUTE, 16 * MINUTE);
		assert_int_equal(p->items[i].starts, starts);
		starts += p->items[i].ms;
		if (p->items[i].reached)
			assert_true(starts <= m->ends - 5 * MINUTE);
	}
}

static struct plan_of discuss(void **state, size_t topics, const int *votes)
{
	struct plan_of p = {.r = *state};
	char title[2] = "A";
	for (size_t i = 0; i < topics; i++, title[0]++)
		p.topics[i] = add_card(p.r, title, ANNA);
	p.id = open_meeting(p.r);
	if (votes) {
		struct value *budget = disk_find(&p.r->disk, REC_board, &VI(BOARD))->values;
		budget[7].i = budget[8].i = 20;
		room_restart(p.r);
		go_to(p.r, PHASE_VOTE);
		for (size_t i = 0; i < topics; i++)
			give(p.r, i % 2 ? ANNA : BEN, p.topics[i], votes[i]);
		PRESS(p.r, vote_reveal, p.id);
	}
	go_to(p.r, PHASE_DISCUSS);
	look(&p);
	return p;
}

static void ends_in(struct plan_of *p, int64_t ms)
{
	PRESS(p->r, meeting_ends, .meeting = p->id, .ends = p->r->now.wall + ms);
	EXPECT(p->r, none);
	look(p);
	agenda_holds(p);
}

static void nothing_to_discuss_is_an_empty_agenda(void **state)
{
	struct plan_of p = discuss(state, 0, NULL);
	assert_int_equal(p.count, 0);
	assert_int_equal(core_agenda(p.r->core, 999, p.r->now, p.items, TOPICS_MAX), 0);
	assert_int_equal(core_hint(p.r->core, p.id, p.r->now).nudge, NUDGE_ALL_DISCUSSED);
}

static void minutes_are_shared_out_by_votes(void **state)
{
	static const int votes[] = {1, 6, 3, 0};
	struct plan_of p = discuss(state, 4, votes);
	agenda_holds(&p);
	assert_int_equal(p.count, 3); /* nobody wants the last */
	assert_int_equal(p.items[0].topic, p.topics[1]);
	assert_int_equal(p.items[1].topic, p.topics[2]);
	assert_int_equal(p.items[2].topic, p.topics[0]);
	assert_int_equal(p.items[0].votes, 6);
	ends_in(&p, 29 * MINUTE); /* 24 without the reserve: three usual boxes */
	assert_int_equal(reached(&p), 3);
	assert_int_equal(p.items[0].ms, 13 * MINUTE);
	assert_int_equal(p.items[1].ms, 7 * MINUTE);
	assert_int_equal(p.items[2].ms, 4 * MINUTE);
	ends_in(&p, 3 * HOUR); /* nobody gets more than twice the usual */
	assert_int_equal(given(&p), 3 * 16 * MINUTE);
}

static void it_says_which_are_not_reached(void **state)
{
	struct plan_of p = discuss(state, 6, NULL);
	static const struct {
		int64_t left; /* without the reserve */
		size_t reached;
	} cases[] = {{0, 0}, {3, 0}, {4, 1}, {8, 1}, {11, 1}, {12, 2}, {16, 2}, {20, 3}, {47, 6}, {48, 6},
		{600, 6}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ends_in(&p, (cases[i].left + 5) * MINUTE + SECOND);
		assert_int_equal(p.count, 6);
		assert_int_equal(reached(&p), cases[i].reached);
		int64_t most = cases[i].left * MINUTE;
		int64_t all = (int64_t)cases[i].reached * 16 * MINUTE;
		int64_t least = cases[i].reached ? (most < all ? most : all) : 0;
		assert_int_equal(given(&p), least); /* no minute is left over that somebody could have */
	}
	ends_in(&p, 0); /* over: nothing is reached, and nothing is negative */
	assert_int_equal(reached(&p), 0);
}

static void it_is_planned_anew_after_each_topic(void **state)
{
	struct plan_of p = discuss(state, 3, NULL);
	ends_in(&p, 29 * MINUTE);
	assert_int_equal(p.items[0].ms, 8 * MINUTE);
	PRESS(p.r, topic_next, p.id);
	assert_int_equal(now_on(p.r)->box.total, 8 * MINUTE);
	look(&p);
	agenda_holds(&p);
	assert_int_equal(p.count, 2);
	assert_int_equal(given(&p), 16 * MINUTE);
	run_for(p.r, 2 * MINUTE);
	look(&p);
	assert_int_equal(given(&p), 16 * MINUTE); /* as long as it stays within its box */
	PRESS(p.r, topic_next, p.id);             /* six minutes early */
	assert_int_equal(now_on(p.r)->box.total, 11 * MINUTE);
	PRESS(p.r, box_more, .meeting = p.id, .ms = 4 * MINUTE);
	look(&p);
	assert_int_equal(p.items[0].ms, 7 * MINUTE);
	PRESS(p.r, box_more, .meeting = p.id, .ms = 10 * MINUTE);
	look(&p);
	assert_int_equal(reached(&p), 0);
	PRESS(p.r, topic_next, p.id); /* who goes on all the same gets what there is */
	run_for(p.r, 20 * MINUTE);
	look(&p);
	assert_int_equal(p.count, 0);
}

static void a_topic_that_is_not_reached_has_a_short_box(void **state)
{
	struct plan_of p = discuss(state, 2, NULL);
	ends_in(&p, 5 * MINUTE);
	assert_int_equal(reached(&p), 0);
	PRESS(p.r, topic_start, .meeting = p.id, .topic = p.topics[1]);
	assert_int_equal(now_on(p.r)->box.total, 4 * MINUTE);
}

static void the_same_votes_give_the_same_agenda(void **state)
{
	static const int votes[] = {2, 2, 1, 3, 2, 1};
	struct plan_of p = discuss(state, 6, votes), again = p;
	room_restart(p.r);
	look(&again);
	assert_int_equal(again.count, p.count);
	for (size_t i = 0; i < p.count; i++) {
		assert_int_equal(again.items[i].topic, p.items[i].topic);
		assert_int_equal(again.items[i].ms, p.items[i].ms);
		assert_int_equal(again.items[i].starts, p.items[i].starts);
	}
	struct agenda_item first[2];
	assert_int_equal(core_agenda(p.r->core, p.id, p.r->now, first, 2), 2);
	assert_int_equal(first[1].ms, p.items[1].ms); /* room for two, time for all */
}

static void by_hand_comes_first_and_the_proposed_follow(void **state)
{
	struct plan_of p = discuss(state, 3, NULL);
	PRESS(p.r, topic_move, .topic = p.topics[2], .lane = LANE_UP_NEXT);
	look(&p);
	assert_int_equal(p.count, 3);
	assert_int_equal(p.items[0].topic, p.topics[2]);
	assert_int_equal(p.items[1].topic, p.topics[0]);
	assert_int_equal(p.items[0].votes, -1);
}

static void a_wrong_clock_makes_no_endless_agenda(void **state)
{
	struct plan_of p = discuss(state, 5, NULL);
	p.r->now.wall = 0;
	look(&p);
	assert_int_equal(reached(&p), 5);
	assert_int_equal(given(&p), 5 * 16 * MINUTE);
	p.r->now.wall = -INT64_MAX / 4;
	look(&p);
	assert_int_equal(given(&p), 5 * 16 * MINUTE);
	p.r->now.wall = INT64_MAX / 4;
	look(&p);
	assert_int_equal(reached(&p), 0);
}

static void five_hundred_topics_are_planned(void **state)
{
	struct room *r = *state;
	for (int i = 0; i < 500; i++)
		LOAD(&r->disk, REC_topic, VI(5000 + i), VI(BOARD), VI(LANE_PROPOSED), VI(10 * i + 10), VI(0),
			TEXT("T"), TEXT(""), VI(ANNA), VI(0), VI(r->now.wall), VI(0), VI(0), VI(0), VI(0),
			TEXT(""), VI(0), VI(0), VI(0));
	room_restart(r);
	ident id = open_meeting(r), order[1000];
	static struct agenda_item items[1000];
	size_t n = core_agenda(r->core, id, r->now, items, 1000);
	assert_int_equal(n, 500);
	assert_true(items[4].reached);
	assert_false(items[5].reached);
	assert_int_equal(core_pitches(r->core, id, order, 1000), 500);
	assert_int_equal(order[499], 5499);
	assert_int_equal(core_pitches(r->core, id, order, 3), 3);
	assert_int_equal(core_phase_time(r->core, id, PHASE_PITCH), 250 * MINUTE);
}

/* ---- hints ---- */

static void hint_is(struct room *r, enum nudge nudge, int number, int minutes)
{
	struct hint h = core_hint(r->core, now_on(r)->id, r->now);
	assert_int_equal(h.nudge, nudge);
	assert_int_equal(h.number, number);
	assert_int_equal(h.minutes, minutes);
}

static void collecting_is_quiet_after_two_minutes(void **state)
{
	struct room *r = *state;
	add_card(r, "A", ANNA);
	open_meeting(r);
	hint_is(r, NUDGE_NONE, 0, 0);
	run_for(r, 2 * MINUTE);
	hint_is(r, NUDGE_QUIET, 1, 2);
	add_card(r, "B", ANNA);
	hint_is(r, NUDGE_NONE, 0, 0);
	run_for(r, 7 * MINUTE);
	hint_is(r, NUDGE_QUIET, 2, 7);
}

static void an_empty_board_takes_long(void **state)
{
	struct room *r = *state;
	open_meeting(r);
	run_for(r, 5 * MINUTE);
	hint_is(r, NUDGE_NONE, 0, 0);
	run_for(r, 2 * MINUTE);
	hint_is(r, NUDGE_PHASE_LONG, 0, 2);
	run_for(r, 41 * MINUTE);
	hint_is(r, NUDGE_OVER, 0, 3);
}

static void votes_are_in_or_few_are_missing(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), id = open_meeting(r);
	go_to(r, PHASE_VOTE);
	hint_is(r, NUDGE_NONE, 0, 0); /* nobody is there */
	give(r, ANNA, a, 1);
	give(r, BEN, a, 1);
	hint_is(r, NUDGE_NONE, 0, 0);
	run_for(r, 3 * MINUTE);
	hint_is(r, NUDGE_VOTES_FEW, 2, 0);
	PRESS(r, vote_finish, .meeting = id, .person = ANNA, .finished = true);
	hint_is(r, NUDGE_VOTES_FEW, 1, 0);
	PRESS(r, vote_finish, .meeting = id, .person = BEN, .finished = true);
	hint_is(r, NUDGE_VOTES_IN, 2, 0);
	PRESS(r, vote_reveal, id);
	hint_is(r, NUDGE_NONE, 0, 0);
}

static void time_runs_out(void **state)
{
	struct plan_of p = discuss(state, 3, NULL);
	hint_is(p.r, NUDGE_NONE, 0, 0); /* there is time for all of them */
	PRESS(p.r, topic_next, p.id);
	ends_in(&p, 18 * MINUTE + 30 * SECOND);
	hint_is(p.r, NUDGE_TIME_LEFT, 2, 18); /* not for all any more */
	PRESS(p.r, topic_next, p.id);
	PRESS(p.r, topic_next, p.id);
	hint_is(p.r, NUDGE_NONE, 0, 0); /* the last one is on */
	PRESS(p.r, topic_next, p.id);
	hint_is(p.r, NUDGE_ALL_DISCUSSED, 0, 0);
	PRESS(p.r, meeting_phase, .meeting = p.id, .phase = PHASE_HARVEST);
	hint_is(p.r, NUDGE_NO_OUTCOME, 3, 0);
	PRESS(p.r, topic_outcome, .topic = p.topics[0], .text = STR("We try it."));
	EXPECT(p.r, none);
	hint_is(p.r, NUDGE_NO_OUTCOME, 2, 0);
}

static void phases_have_a_suggested_time(void **state)
{
	struct plan_of p = discuss(state, 4, NULL);
	struct room *r = p.r;
	assert_int_equal(core_phase_time(r->core, p.id, PHASE_PITCH), 2 * MINUTE);
	assert_int_equal(core_phase_time(r->core, p.id, PHASE_DISCUSS), 40 * MINUTE);
	assert_int_equal(
		core_phase_time(r->core, p.id, PHASE_HARVEST) + core_phase_time(r->core, p.id, PHASE_CLOSE),
		5 * MINUTE); /* the reserve */
	assert_true(core_phase_time(r->core, p.id, PHASE_COLLECT) > 0);
	assert_true(core_phase_time(r->core, p.id, PHASE_VOTE) > 0);
	assert_true(core_phase_time(r->core, p.id, PHASE_ACTIONS) > 0);
	assert_int_equal(core_phase_time(r->core, p.id, PHASE_COUNT), 0);
	assert_int_equal(core_phase_time(r->core, 999, PHASE_VOTE), 0);
	run_for(r, 10 * MINUTE);
	assert_int_equal(core_phase_time(r->core, p.id, PHASE_DISCUSS), 40 * MINUTE);
}

static void suggested_times_add_up_to_the_meeting(void **state)
{
	struct plan_of p = discuss(state, 4, NULL);
	struct room *r = p.r;
	PRESS(r, meeting_phase, .meeting = p.id, .phase = PHASE_COLLECT);
	int64_t sum = 0;
	for (int phase = PHASE_COLLECT; phase < PHASE_COUNT; phase++)
		sum += core_phase_time(r->core, p.id, (enum phase)phase);
	assert_int_equal(sum, core_meeting(r->core, p.id)->ends - r->now.wall);
	run_for(r, MINUTE); /* of what collecting should take: the discussion has no less for it */
	int64_t left = core_phase_time(r->core, p.id, PHASE_DISCUSS);
	run_for(r, MINUTE);
	assert_int_equal(core_phase_time(r->core, p.id, PHASE_DISCUSS), left);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_to_discuss_is_an_empty_agenda),
		TEST(suggested_times_add_up_to_the_meeting),
		TEST(minutes_are_shared_out_by_votes),
		TEST(it_says_which_are_not_reached),
		TEST(it_is_planned_anew_after_each_topic),
		TEST(a_topic_that_is_not_reached_has_a_short_box),
		TEST(the_same_votes_give_the_same_agenda),
		TEST(by_hand_comes_first_and_the_proposed_follow),
		TEST(a_wrong_clock_makes_no_endless_agenda),
		TEST(five_hundred_topics_are_planned),
		TEST(collecting_is_quiet_after_two_minutes),
		TEST(an_empty_board_takes_long),
		TEST(votes_are_in_or_few_are_missing),
		TEST(time_runs_out),
		TEST(phases_have_a_suggested_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
