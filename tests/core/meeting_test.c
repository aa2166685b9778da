/* Meetings: they open and close, go through their phases, have one lead, and take a step back. */
#include "core/marketplace.h"

/* ---- opening ---- */

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

static void a_card_put_under_discussion_before_waits_first(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), b = add_card(r, "B", BEN), c = add_card(r, "C", CLARA);
	PRESS(r, topic_move, .topic = c, .lane = LANE_UP_NEXT);
	PRESS(r, topic_move, .topic = a, .lane = LANE_DISCUSSING);
	PRESS(r, topic_move, .topic = b, .lane = LANE_DISCUSSING);
	lane_is(r, LANE_DISCUSSING, "AB");
	open_meeting(r);
	lane_is(r, LANE_DISCUSSING, "");
	lane_is(r, LANE_UP_NEXT, "ABC");
	room_restart(r);
	lane_is(r, LANE_UP_NEXT, "ABC");
}

static void its_end_is_in_the_future_and_not_tomorrow(void **state)
{
	struct room *r = *state;
	room_sign_in(r);
	PRESS(r, meeting_open, .board = BOARD, .ends = r->now.wall + MINUTE);
	EXPECT(r, invalid);
	PRESS(r, meeting_open, .board = BOARD, .ends = INT64_MAX);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->ends, r->now.wall + 12 * HOUR);
	int64_t ends = r->now.wall + HOUR;
	PRESS(r, meeting_ends, .meeting = now_on(r)->id, .ends = ends);
	EXPECT(r, none);
	PRESS(r, meeting_ends, .meeting = now_on(r)->id, .ends = ends);
	EXPECT(r, already);
	PRESS(r, meeting_ends, .meeting = now_on(r)->id, .ends = INT64_MAX);
	EXPECT(r, invalid);
	PRESS(r, meeting_ends, .meeting = now_on(r)->id, .ends = INT64_MIN);
	EXPECT(r, invalid);
	assert_int_equal(now_on(r)->ends, ends);
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
	PRESS(r, meeting_close, id);
	EXPECT(r, closed);
	assert_null(now_on(r));
	assert_int_equal(core_meeting_before(r->core, BOARD)->id, id);
	lane_is(r, LANE_PROPOSED, "DA");
	assert_int_equal(core_topic(r->core, a)->passed_over, 1);
	assert_int_equal(core_stars(r->core, id).tenths, 40);
	assert_int_equal(core_votes(r->core, b), 3); /* the summary still says so */
	open_meeting(r);
	assert_int_equal(lane_of(r, b), LANE_PAST);
	assert_int_equal(core_votes(r->core, a), -1);
}

static void what_was_not_reached_waits_for_next_time(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), b = add_card(r, "B", BEN), c = add_card(r, "C", BEN);
	PRESS(r, topic_move, .topic = b, .lane = LANE_UP_NEXT);
	PRESS(r, topic_move, .topic = c, .lane = LANE_DISCUSSING); /* on a board without a meeting */
	ident id = open_meeting(r), late = add_card(r, "L", ANNA);
	PRESS(r, meeting_close, id);
	lane_is(r, LANE_PROPOSED, "ALCB");
	assert_int_equal(core_topic(r->core, a)->passed_over, 1);
	assert_int_equal(core_topic(r->core, b)->passed_over, 1);
	assert_int_equal(core_topic(r->core, c)->passed_over, 1);
	assert_int_equal(core_topic(r->core, late)->passed_over, 0); /* it came while the meeting was on */
	id = open_meeting(r);
	go_to(r, PHASE_DISCUSS);
	PRESS(r, topic_start, .meeting = id, .topic = a);
	run_for(r, MINUTE);
	PRESS(r, topic_start, .meeting = id, .topic = b);
	PRESS(r, topic_back, id); /* B was begun, and waits again */
	assert_int_equal(lane_of(r, b), LANE_UP_NEXT);
	PRESS(r, meeting_close, id); /* in the middle of it: it was reached */
	lane_is(r, LANE_DONE, "A");
	room_restart(r);
	assert_int_equal(core_topic(r->core, a)->passed_over, 1);
	assert_int_equal(core_topic(r->core, a)->spent, MINUTE);
	assert_int_equal(core_topic(r->core, late)->passed_over, 1);
	assert_int_equal(core_topic(r->core, b)->passed_over, 1); /* it had its turn */
	assert_int_equal(core_topic(r->core, c)->passed_over, 2);
}

static void two_meetings_of_a_board_are_in_memory(void **state)
{
	struct room *r = *state;
	ident ids[4];
	for (int i = 0; i < 4; i++) {
		ids[i] = open_meeting(r);
		PRESS(r, meeting_close, ids[i]);
		EXPECT(r, none);
	}
	assert_null(core_meeting(r->core, ids[1]));
	assert_non_null(core_meeting(r->core, ids[2]));
	assert_int_equal(core_meeting_before(r->core, BOARD)->id, ids[3]);
}

static void a_meeting_that_nobody_closes_is_closed(void **state)
{
	struct room *r = *state;
	open_meeting(r);
	run_for(r, 45 * MINUTE + 12 * HOUR - MINUTE);
	assert_non_null(now_on(r));
	run_for(r, 2 * MINUTE);
	assert_null(now_on(r));
}

static void a_wrong_clock_closes_nothing_and_is_set_right(void **state)
{
	struct room *r = *state;
	int64_t right = r->now.wall;
	r->now.wall = DAY; /* 1970 */
	r->now.trusted = false;
	open_meeting(r);
	run_for(r, 14 * HOUR);
	assert_non_null(now_on(r));
	r->now.wall = right + 14 * HOUR;
	r->now.trusted = true;
	PRESS(r, meeting_join, .meeting = now_on(r)->id, .person = ANNA);
	assert_int_equal(now_on(r)->started, right);
	assert_int_equal(now_on(r)->ends, right + 45 * MINUTE);
	assert_int_equal(now_on(r)->phase_since, right);
}

static void a_wrong_clock_is_set_right_after_a_restart_too(void **state)
{
	struct room *r = *state;
	int64_t right = r->now.wall;
	r->now.wall = DAY;
	r->now.trusted = false;
	open_meeting(r);
	run_for(r, MINUTE);
	room_restart(r);
	run_for(r, MINUTE);
	r->now.wall = right + 2 * MINUTE;
	r->now.trusted = true;
	SEND(r, (struct origin){0}, tick, 0);
	assert_non_null(now_on(r));
	assert_int_equal(now_on(r)->started, right);
	assert_int_equal(now_on(r)->ends, right + 45 * MINUTE);
	assert_int_equal(now_on(r)->phase_since, right);
}

/* A meeting begun by the right clock is not moved by one that was wrong after the restart. */
static void what_the_right_clock_said_stays(void **state)
{
	struct room *r = *state;
	int64_t right = r->now.wall;
	open_meeting(r);
	r->now.wall = DAY;
	r->now.trusted = false;
	room_restart(r);
	run_for(r, MINUTE);
	r->now.wall = right + 10 * MINUTE;
	r->now.trusted = true;
	SEND(r, (struct origin){0}, tick, 0);
	assert_int_equal(now_on(r)->started, right);
	assert_int_equal(now_on(r)->ends, right + 45 * MINUTE);
}

static void a_step_taken_back_brings_no_wrong_clock_back(void **state)
{
	struct room *r = *state;
	int64_t right = r->now.wall;
	r->now.wall = DAY;
	r->now.trusted = false;
	ident id = open_meeting(r);
	PRESS(r, meeting_ends, .meeting = id, .ends = now_on(r)->ends + HOUR);
	EXPECT(r, none);
	go_to(r, PHASE_VOTE);
	r->now.wall = right;
	r->now.trusted = true;
	PRESS(r, meeting_undo, .meeting = id);
	EXPECT(r, conflict);
	run_for(r, 2 * MINUTE);
	assert_non_null(now_on(r));
	assert_int_equal(now_on(r)->ends, right + HOUR + 45 * MINUTE);
}

/* ---- phases ---- */

static void only_the_moves_of_the_table_are_made(void **state)
{
	static const char *const allowed[PHASE_COUNT] = {/* to: actions collect pitch vote … */
		[PHASE_ACTIONS] = "-yyyy-y",
		[PHASE_COLLECT] = "--yyyyy",
		[PHASE_PITCH] = "-yyyy-y",
		[PHASE_VOTE] = "-yy-yyy",
		[PHASE_DISCUSS] = "-yyy-yy",
		[PHASE_HARVEST] = "-yyyy-y",
		[PHASE_CLOSE] = "-y-yyy-"};
	struct room *r = *state;
	open_meeting(r);
	for (int from = 0; from < PHASE_COUNT; from++)
		for (int to = 0; to < PHASE_COUNT; to++) {
			struct value *phase =
				&disk_find(&r->disk, REC_meeting, &VI(now_on(r)->id))->values[2];
			phase->i = from;
			room_restart(r);
			room_sign_in(r);
			bool offered = core_phases_open(r->core, now_on(r)->id) & 1u << to;
			PRESS(r, meeting_phase, .meeting = now_on(r)->id, .phase = (enum phase)to);
			bool yes = allowed[from][to] == 'y';
			assert_int_equal(offered, yes);
			assert_int_equal(r->err, yes ? ERR_none : from == to ? ERR_already : ERR_conflict);
			assert_int_equal(now_on(r)->phase, yes ? to : from);
		}
	PRESS(r, meeting_phase, .meeting = now_on(r)->id, .phase = PHASE_COUNT);
	EXPECT(r, invalid);
	PRESS(r, meeting_phase, .meeting = now_on(r)->id, .phase = (enum phase) - 1);
	EXPECT(r, invalid);
}

static void actions_of_last_time_come_first(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), id = open_meeting(r);
	PRESS(r, topic_start, .meeting = id, .topic = a);
	EXPECT(r, conflict); /* nothing is discussed in this phase */
	go_to(r, PHASE_DISCUSS);
	PRESS(r, topic_next, id);
	PRESS(r, action_set, .topic = a, .text = STR("Ask Ben"), .owner = ANNA);
	EXPECT(r, none);
	ident action = r->result;
	PRESS(r, meeting_close, id);
	run_for(r, DAY);
	id = open_meeting(r);
	assert_int_equal(now_on(r)->phase, PHASE_ACTIONS);
	assert_int_equal(core_hint(r->core, id, r->now).nudge, NUDGE_ACTIONS_OPEN);
	assert_int_equal(core_hint(r->core, id, r->now).number, 1);
	PRESS(r, action_settle, .action = action, .how = SETTLE_DONE);
	EXPECT(r, none);
	assert_int_equal(core_hint(r->core, id, r->now).nudge, NUDGE_NONE);
	go_to(r, PHASE_COLLECT);
	go_to(r, PHASE_ACTIONS); /* settled ones can be looked at again */
}

static void a_phase_left_is_found_as_it_was(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), b = add_card(r, "B", BEN), id = open_meeting(r);
	go_to(r, PHASE_VOTE);
	give(r, ANNA, a, 2);
	go_to(r, PHASE_COLLECT);
	add_card(r, "C", BEN);
	go_to(r, PHASE_VOTE);
	assert_int_equal(core_vote_of(r->core, id, a, ANNA), 2);
	PRESS(r, vote_reveal, id);
	go_to(r, PHASE_DISCUSS);
	PRESS(r, topic_next, id);
	run_for(r, MINUTE);
	int64_t left = box_left(&now_on(r)->box, r->now.mono);
	go_to(r, PHASE_COLLECT);
	run_for(r, 5 * MINUTE);
	go_to(r, PHASE_VOTE);
	assert_true(now_on(r)->revealed);
	go_to(r, PHASE_DISCUSS);
	assert_int_equal(now_on(r)->topic, a);
	assert_false(now_on(r)->box.running);
	assert_int_equal(box_left(&now_on(r)->box, r->now.mono), left);
	go_to(r, PHASE_PITCH); /* there the boxes are others' */
	assert_int_equal(now_on(r)->topic, 0);
	lane_is(r, LANE_UP_NEXT, "A");
	assert_int_equal(core_topic(r->core, a)->spent, MINUTE);
	assert_int_equal(lane_of(r, b), LANE_PROPOSED);
}

static void every_phase_is_there_after_a_restart(void **state)
{
	struct room *r = *state;
	ident id = open_meeting(r);
	for (enum phase phase = PHASE_PITCH; phase < PHASE_COUNT; phase++) {
		go_to(r, phase);
		int64_t since = now_on(r)->phase_since;
		run_for(r, MINUTE);
		room_restart(r);
		room_sign_in(r);
		assert_int_equal(now_on(r)->id, id);
		assert_int_equal(now_on(r)->phase, phase);
		assert_int_equal(now_on(r)->phase_since, since);
	}
}

/* ---- who takes part, who leads ---- */

static void people_take_part_once_and_must_exist(void **state)
{
	struct room *r = *state;
	struct participant p[4];
	ident id = open_meeting(r);
	PRESS(r, meeting_join, .meeting = id, .person = ANNA);
	EXPECT(r, none);
	PRESS(r, meeting_join, .meeting = id, .person = ANNA);
	EXPECT(r, already);
	PRESS(r, meeting_join, .meeting = id, .person = 999);
	EXPECT(r, not_found);
	PRESS(r, meeting_join, .meeting = id, .person = GONE);
	EXPECT(r, not_found);
	PRESS(r, meeting_join, .meeting = id, .person = 0);
	EXPECT(r, not_found);
	PRESS(r, meeting_join, .meeting = 999, .person = ANNA);
	EXPECT(r, not_found);
	room_restart(r);
	assert_int_equal(core_participants(r->core, id, p, 4), 1);
	assert_int_equal(p[0].person, ANNA);
	assert_int_equal(disk_count(&r->disk, REC_participant), 1);
}

static void there_is_a_limit_to_them(void **state)
{
	struct room *r = *state;
	char name[16];
	ident id = open_meeting(r);
	for (int i = 0; i < PARTICIPANTS_MAX; i++) {
		snprintf(name, sizeof name, "G%d", i);
		room_person(r, 1000 + i, name, "", "", false, false);
	}
	room_restart(r);
	for (int i = 0; i < PARTICIPANTS_MAX; i++) {
		PRESS(r, meeting_join, .meeting = id, .person = 1000 + i);
		EXPECT(r, none);
	}
	PRESS(r, meeting_join, .meeting = id, .person = ANNA);
	EXPECT(r, too_many);
	assert_int_equal(core_vote_count(r->core, id).people, PARTICIPANTS_MAX);
}

static void phones_take_part_when_they_come_and_when_it_begins(void **state)
{
	struct room *r = *state;
	struct participant p[4];
	room_phone(r, 7, BOARD, ANNA); /* before it begins */
	ident id = open_meeting(r);
	room_phone(r, 8, BOARD, BEN);
	assert_int_equal(core_participants(r->core, id, p, 4), 2);
	assert_true(p[0].phone && p[1].phone);
	ASK(r, 7, meeting_phase, .meeting = id, .phase = PHASE_VOTE);
	EXPECT(r, not_allowed);
	assert_int_equal(now_on(r)->phase, PHASE_COLLECT);
}

static ident device_of(const struct room *r, int n)
{
	for (size_t i = 0; i < r->disk.count; i++)
		if (r->disk.rows[i].record == REC_device && n-- == 0)
			return r->disk.rows[i].values[1].i;
	return 0;
}

static void one_leads_and_the_screen_can_take_it_back(void **state)
{
	struct room *r = *state;
	room_phone(r, 7, BOARD, ANNA);
	ident id = open_meeting(r);
	PRESS(r, lead_take, id);
	EXPECT(r, already);
	hand_lead(r, id);
	ident phone = now_on(r)->lead;
	assert_int_not_equal(phone, LEAD_KIOSK);
	assert_int_equal(phone, device_of(r, 1));
	assert_false(core_screen_leads(r->core, now_on(r)));
	PRESS(r, meeting_phase, .meeting = id, .phase = PHASE_VOTE);
	EXPECT(r, not_allowed); /* two leads are impossible */
	room_restart(r);
	assert_int_equal(now_on(r)->lead, phone);
	PRESS(r, lead_take, id);
	EXPECT(r, not_allowed); /* anybody at the screen might */
	room_sign_in(r);
	PRESS(r, lead_take, id);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->lead, LEAD_KIOSK);
	PRESS(r, lead_return, id);
	EXPECT(r, already);
	go_to(r, PHASE_VOTE);
}

static void a_leading_phone_gives_the_lead_back(void **state)
{
	struct room *r = *state;
	ident id = open_meeting(r);
	go_to(r, PHASE_PITCH);
	hand_lead(r, id);
	struct hash cookie = r->cookie;
	SEND(r, ((struct origin){FROM_PHONE, ++r->request, 1, 0}), device_who, .cookie = cookie,
		.note = BOARD, .person = BEN, .guest = STR(""));
	SEND(r, ((struct origin){FROM_PHONE, ++r->request, 9, 0}), board_open, .cookie = cookie,
		.board = BOARD);
	ASK(r, 9, meeting_undo, id); /* of what the screen did before; who leads is no step */
	EXPECT(r, none);
	assert_int_not_equal(now_on(r)->lead, LEAD_KIOSK);
	ASK(r, 9, meeting_phase, .meeting = id, .phase = PHASE_VOTE);
	EXPECT(r, none);
	ASK(r, 9, meeting_close, id);
	EXPECT(r, none);
	ASK(r, 9, meeting_undo, id); /* who closed it opens it again */
	EXPECT(r, none);
	ASK(r, 9, lead_return, id);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->lead, LEAD_KIOSK);
	ASK(r, 9, lead_take, id);
	EXPECT(r, not_allowed);
	ASK(r, 9, meeting_phase, .meeting = id, .phase = PHASE_COLLECT);
	EXPECT(r, not_allowed);
}

/* ---- a step back ---- */

static void nothing_was_done_so_nothing_is_taken_back(void **state)
{
	struct room *r = *state;
	ident id = open_meeting(r);
	assert_false(core_can_undo(r->core, id));
	PRESS(r, meeting_undo, id);
	EXPECT(r, conflict);
	go_to(r, PHASE_VOTE);
	assert_true(core_can_undo(r->core, id));
	PRESS(r, meeting_undo, id);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->phase, PHASE_COLLECT);
	PRESS(r, meeting_undo, id); /* one step, not two */
	EXPECT(r, conflict);
	go_to(r, PHASE_VOTE);
	room_restart(r);
	assert_false(core_can_undo(r->core, id)); /* in memory only */
	PRESS(r, meeting_undo, 999);
	EXPECT(r, not_found);
}

static void each_step_of_a_discussion_is_taken_back(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), b = add_card(r, "B", BEN), id = open_meeting(r);
	go_to(r, PHASE_DISCUSS);
	PRESS(r, topic_start, .meeting = id, .topic = 0);
	PRESS(r, meeting_undo, id);
	assert_int_equal(now_on(r)->topic, 0);
	lane_is(r, LANE_PROPOSED, "AB");
	PRESS(r, topic_next, id);
	run_for(r, MINUTE);
	PRESS(r, topic_next, id);
	run_for(r, 10 * SECOND);
	PRESS(r, meeting_undo, id); /* the wrong button */
	assert_int_equal(now_on(r)->topic, a);
	assert_true(now_on(r)->box.running);
	assert_int_equal(now_on(r)->box.used, MINUTE);
	assert_int_equal(core_topic(r->core, a)->spent, 0);
	lane_is(r, LANE_PROPOSED, "B");
	lane_is(r, LANE_DONE, "");
	PRESS(r, box_pause, id);
	run_for(r, MINUTE);
	PRESS(r, meeting_undo, id);
	assert_true(now_on(r)->box.running);
	assert_int_equal(now_on(r)->box.used, MINUTE);
	int64_t total = now_on(r)->box.total;
	PRESS(r, box_more, .meeting = id, .ms = MINUTE);
	run_for(r, MINUTE);
	PRESS(r, meeting_undo, id); /* the minute is gone, what was said is not */
	assert_int_equal(now_on(r)->box.total, total);
	assert_int_equal(box_left(&now_on(r)->box, r->now.mono), total - 2 * MINUTE);
	PRESS(r, topic_next, id);
	PRESS(r, topic_back, id);
	assert_int_equal(now_on(r)->topic, a);
	PRESS(r, meeting_undo, id);
	assert_int_equal(now_on(r)->topic, b);
	lane_is(r, LANE_DONE, "A");
	room_restart(r);
	assert_int_equal(now_on(r)->topic, b);
	lane_is(r, LANE_DONE, "A");
	lane_is(r, LANE_DISCUSSING, "B");
}

static void revealing_is_taken_back(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), b = add_card(r, "B", BEN), id = open_meeting(r);
	go_to(r, PHASE_VOTE);
	give(r, ANNA, b, 1);
	PRESS(r, vote_reveal, id);
	lane_is(r, LANE_UP_NEXT, "B");
	PRESS(r, meeting_undo, id);
	EXPECT(r, none);
	lane_is(r, LANE_PROPOSED, "AB");
	assert_int_equal(core_votes(r->core, b), -1);
	give(r, ANNA, a, 2); /* so there may be more votes */
	EXPECT(r, none);
	PRESS(r, vote_again, id);
	assert_int_equal(core_vote_count(r->core, id).votes, 0);
	PRESS(r, meeting_undo, id);
	assert_int_equal(core_vote_count(r->core, id).votes, 3);
}

static void closing_is_taken_back_within_ten_minutes(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), b = add_card(r, "B", BEN), id = open_meeting(r);
	go_to(r, PHASE_DISCUSS);
	PRESS(r, topic_start, .meeting = id, .topic = b);
	run_for(r, MINUTE);
	PRESS(r, meeting_close, id);
	lane_is(r, LANE_DONE, "B");
	room_pass(r, 9 * MINUTE);
	PRESS(r, meeting_undo, id);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->topic, b);
	assert_int_equal(now_on(r)->box.used, MINUTE);
	assert_int_equal(core_topic(r->core, a)->passed_over, 0);
	lane_is(r, LANE_DISCUSSING, "B");
	PRESS(r, meeting_close, id);
	run_for(r, 11 * MINUTE);
	room_sign_in(r);
	SEND(r, (struct origin){0}, tick, 0);
	assert_false(core_can_undo(r->core, id));
	PRESS(r, meeting_undo, id);
	EXPECT(r, closed);
}

static void a_card_put_under_discussion_meanwhile_waits_when_closing_is_taken_back(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), b = add_card(r, "B", BEN), id = open_meeting(r);
	go_to(r, PHASE_DISCUSS);
	PRESS(r, topic_start, .meeting = id, .topic = b);
	PRESS(r, meeting_close, id);
	PRESS(r, topic_move, .topic = a, .lane = LANE_DISCUSSING);
	EXPECT(r, none);
	PRESS(r, meeting_undo, id);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->topic, b);
	lane_is(r, LANE_DISCUSSING, "B");
	lane_is(r, LANE_UP_NEXT, "A");
	room_restart(r);
	lane_is(r, LANE_DISCUSSING, "B");
}

static void a_meeting_before_the_last_stays_closed(void **state)
{
	struct room *r = *state;
	ident first = open_meeting(r);
	PRESS(r, meeting_close, first);
	ident second = open_meeting(r);
	assert_false(core_can_undo(r->core, first)); /* two at a time on one board are impossible */
	PRESS(r, meeting_close, second);
	assert_false(core_can_undo(r->core, first));
	assert_true(core_can_undo(r->core, second));
}

static void what_others_did_meanwhile_stays(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), b = add_card(r, "B", BEN), id = open_meeting(r);
	go_to(r, PHASE_VOTE);
	give(r, ANNA, a, 1);
	give(r, ANNA, b, 1);
	PRESS(r, vote_reveal, id);
	PRESS(r, topic_withdraw, a);
	EXPECT(r, none);
	hand_lead(r, id);
	PRESS(r, lead_take, id);
	PRESS(r, meeting_undo, id);
	EXPECT(r, none);
	assert_int_equal(lane_of(r, a), LANE_WITHDRAWN);
	assert_int_equal(lane_of(r, b), LANE_PROPOSED);
	assert_int_equal(now_on(r)->lead, LEAD_KIOSK);
}

static void the_same_request_twice_is_one_step(void **state)
{
	struct room *r = *state;
	ident a = add_card(r, "A", ANNA), b = add_card(r, "B", BEN), id = open_meeting(r);
	struct origin once = {FROM_SCREEN, 4711, 0, 0};
	go_to(r, PHASE_DISCUSS);
	for (int i = 0; i < 3; i++) {
		SEND(r, once, topic_next, id);
		EXPECT(r, none);
		assert_int_equal(now_on(r)->topic, a);
		lane_is(r, LANE_DONE, "");
	}
	room_restart(r);
	room_sign_in(r);
	SEND(r, once, topic_next, id);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->topic, a);
	PRESS(r, topic_next, id);
	assert_int_equal(now_on(r)->topic, b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_meeting_opens_where_its_board_says),
		TEST(a_card_put_under_discussion_before_waits_first),
		TEST(its_end_is_in_the_future_and_not_tomorrow),
		TEST(a_whole_meeting_is_held),
		TEST(what_was_not_reached_waits_for_next_time),
		TEST(two_meetings_of_a_board_are_in_memory),
		TEST(a_meeting_that_nobody_closes_is_closed),
		TEST(a_wrong_clock_closes_nothing_and_is_set_right),
		TEST(a_wrong_clock_is_set_right_after_a_restart_too),
		TEST(what_the_right_clock_said_stays),
		TEST(a_step_taken_back_brings_no_wrong_clock_back),
		TEST(only_the_moves_of_the_table_are_made),
		TEST(actions_of_last_time_come_first),
		TEST(a_phase_left_is_found_as_it_was),
		TEST(every_phase_is_there_after_a_restart),
		TEST(people_take_part_once_and_must_exist),
		TEST(there_is_a_limit_to_them),
		TEST(phones_take_part_when_they_come_and_when_it_begins),
		TEST(one_leads_and_the_screen_can_take_it_back),
		TEST(a_leading_phone_gives_the_lead_back),
		TEST(nothing_was_done_so_nothing_is_taken_back),
		TEST(each_step_of_a_discussion_is_taken_back),
		TEST(revealing_is_taken_back),
		TEST(closing_is_taken_back_within_ten_minutes),
		TEST(a_card_put_under_discussion_meanwhile_waits_when_closing_is_taken_back),
		TEST(a_meeting_before_the_last_stays_closed),
		TEST(what_others_did_meanwhile_stays),
		TEST(the_same_request_twice_is_one_step),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
