/* The topic under discussion: its box, the question at its end, one topic after another; and pitches. */
#include "core/marketplace.h"

struct talk { /* a meeting that discusses, or pitches */
	struct room *r;
	ident id, a, b, c;
};

static struct talk begin(void **state, enum phase phase)
{
	struct room *r = *state;
	struct talk t = {.r = r,
		.a = add_card(r, "A", ANNA),
		.b = add_card(r, "B", BEN),
		.c = add_card(r, "C", CLARA)};
	t.id = open_meeting(r);
	PRESS(r, meeting_join, .meeting = t.id, .person = ANNA);
	PRESS(r, meeting_join, .meeting = t.id, .person = BEN);
	PRESS(r, meeting_join, .meeting = t.id, .person = CLARA);
	go_to(r, phase);
	return t;
}

static int64_t left(const struct talk *t)
{
	return box_left(&now_on(t->r)->box, t->r->now.mono);
}

static bool asked(const struct talk *t)
{
	return now_on(t->r)->thumbs_until > t->r->now.mono;
}

static void say(const struct talk *t, ident person, enum thumb thumb)
{
	PRESS(t->r, thumb, .meeting = t->id, .person = person, .thumb = thumb);
	EXPECT(t->r, none);
}

/* Until its box is over, and everybody is asked. */
static void talk_out(const struct talk *t)
{
	run_for(t->r, left(t));
	assert_int_equal(left(t), 0);
	assert_true(asked(t));
}

/* ---- boxes ---- */

static void time_is_never_negative(void **state)
{
	struct box box = {.total = MINUTE, .used = 0, .since = 1000, .running = true};
	(void)state;
	assert_int_equal(box_left(&box, 1000), MINUTE);
	assert_int_equal(box_left(&box, 1000 + MINUTE), 0);
	assert_int_equal(box_left(&box, 1000 + DAY), 0);
	assert_int_equal(box_left(&box, 0), MINUTE); /* nor does it grow */
	box.running = false;
	assert_int_equal(box_left(&box, DAY), MINUTE);
	box.used = HOUR;
	assert_int_equal(box_left(&box, DAY), 0);
}

static void pause_and_resume_and_a_minute_more(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, box_pause, t.id);
	EXPECT(r, conflict); /* nothing is discussed yet */
	PRESS(r, topic_next, t.id);
	int64_t total = now_on(r)->box.total;
	run_for(r, MINUTE);
	PRESS(r, box_pause, t.id);
	EXPECT(r, none);
	PRESS(r, box_pause, t.id);
	EXPECT(r, already);
	run_for(r, HOUR);
	assert_int_equal(left(&t), total - MINUTE);
	PRESS(r, box_more, .meeting = t.id, .ms = MINUTE);
	assert_int_equal(left(&t), total);
	assert_false(now_on(r)->box.running);
	PRESS(r, box_resume, t.id);
	EXPECT(r, none);
	PRESS(r, box_resume, t.id);
	EXPECT(r, already);
	run_for(r, MINUTE);
	assert_int_equal(left(&t), total - MINUTE);
	static const int64_t wrong[] = {0, -MINUTE, 2 * HOUR, INT64_MAX, INT64_MIN};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		PRESS(r, box_more, .meeting = t.id, .ms = wrong[i]);
		EXPECT(r, invalid);
	}
}

static void a_running_box_runs_on_over_a_restart(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	int64_t total = now_on(r)->box.total;
	run_for(r, 90 * SECOND);
	r->now.wall += 3 * SECOND;
	r->now.mono = 50; /* the machine was off */
	room_restart(r);
	assert_int_equal(now_on(r)->topic, t.a);
	assert_true(now_on(r)->box.running);
	assert_int_equal(left(&t), total - 93 * SECOND);
	room_sign_in(r);
	PRESS(r, box_pause, t.id);
	room_pass(r, HOUR);
	room_restart(r);
	assert_false(now_on(r)->box.running);
	assert_int_equal(left(&t), total - 93 * SECOND);
}

static void with_a_clock_that_may_be_wrong_it_stands(void **state)
{
	static const struct {
		int64_t jump;
		bool trusted;
	} cases[] = {{-DAY, true}, {13 * HOUR, true}, {MINUTE, false}, {-1, true}};
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	struct moment then = r->now;
	int64_t total = now_on(r)->box.total;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		r->now = (struct moment){then.wall + cases[i].jump, 7, cases[i].trusted};
		room_restart(r);
		assert_false(now_on(r)->box.running);
		assert_int_equal(left(&t), total);
	}
	r->now = then;
	room_restart(r);
	assert_true(now_on(r)->box.running); /* so it can */
}

static void setting_the_clock_changes_no_box(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	int64_t total = now_on(r)->box.total;
	r->now.wall -= 14 * DAY;
	run_for(r, MINUTE);
	assert_int_equal(left(&t), total - MINUTE);
	r->now.wall += 28 * DAY;
	assert_int_equal(left(&t), total - MINUTE);
}

/* ---- the question at the end ---- */

static void when_the_box_is_over_everybody_is_asked(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, thumb, .meeting = t.id, .person = ANNA, .thumb = THUMB_ENOUGH);
	EXPECT(r, conflict);
	PRESS(r, topic_next, t.id);
	run_for(r, left(&t) - 1);
	assert_false(asked(&t));
	int64_t end = r->now.mono + 1;
	assert_int_equal(core_deadline(r->core), end);
	run_for(r, 1);
	assert_int_equal(now_on(r)->thumbs_until, end + 15 * SECOND);
	assert_int_equal(core_thumbs(r->core, t.id).asked, 3);
	say(&t, ANNA, THUMB_ENOUGH);
	say(&t, ANNA, THUMB_CONTINUE); /* and thinks again */
	PRESS(r, thumb, .meeting = t.id, .person = ANNA, .thumb = THUMB_CONTINUE);
	EXPECT(r, already);
	PRESS(r, thumb, .meeting = t.id, .person = ANNA, .thumb = THUMB_COUNT);
	EXPECT(r, invalid);
	PRESS(r, thumb, .meeting = t.id, .person = 999, .thumb = THUMB_ENOUGH);
	EXPECT(r, not_found);
	struct thumbs thumbs = core_thumbs(r->core, t.id);
	assert_int_equal(thumbs.for_more, 1);
	assert_int_equal(thumbs.enough, 0);
	room_pass(r, 15 * SECOND); /* too late, though nobody has counted yet */
	PRESS(r, thumb, .meeting = t.id, .person = BEN, .thumb = THUMB_ENOUGH);
	EXPECT(r, conflict);
}

static void a_majority_decides(void **state)
{
	static const struct {
		enum thumb a, b, c;
		bool more;
	} cases[] = {
		{THUMB_CONTINUE, THUMB_CONTINUE, THUMB_ENOUGH, true},
		{THUMB_CONTINUE, THUMB_ENOUGH, THUMB_ENOUGH, false},
		{THUMB_CONTINUE, THUMB_ENOUGH, THUMB_NO_MATTER, false}, /* a tie is no majority */
		{THUMB_CONTINUE, THUMB_NO_MATTER, THUMB_NO_MATTER, true},
		{THUMB_NO_MATTER, THUMB_NO_MATTER, THUMB_NO_MATTER, false},
		{THUMB_NO_MATTER, THUMB_NO_MATTER, THUMB_ENOUGH, false},
	};
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		PRESS(r, topic_start, .meeting = t.id, .topic = i % 2 ? t.a : t.b);
		EXPECT(r, none);
		assert_int_equal(core_thumbs(r->core, t.id).for_more, 0); /* of the topic before */
		talk_out(&t);
		say(&t, ANNA, cases[i].a);
		say(&t, BEN, cases[i].b);
		say(&t, CLARA, cases[i].c);
		run_for(r, 15 * SECOND);
		assert_false(asked(&t));
		assert_int_equal(now_on(r)->box.running, cases[i].more);
		assert_int_equal(left(&t), cases[i].more ? 4 * MINUTE : 0);
		assert_int_equal(now_on(r)->extensions, cases[i].more);
	}
}

static void nobody_answers_and_the_topic_waits_for_its_outcome(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	int64_t total = now_on(r)->box.total;
	talk_out(&t);
	run_for(r, HOUR);
	assert_int_equal(now_on(r)->topic, t.a);
	assert_false(now_on(r)->box.running);
	assert_int_equal(left(&t), 0);
	assert_int_equal(now_on(r)->thumbs_until, 0);
	lane_is(r, LANE_DISCUSSING, "A");
	PRESS(r, box_resume, t.id);
	EXPECT(r, conflict); /* there is nothing left to run */
	PRESS(r, topic_next, t.id);
	lane_is(r, LANE_DONE, "A");
	assert_int_equal(core_topic(r->core, t.a)->spent, total);
}

static void it_goes_on_for_half_then_for_a_quarter_and_no_longer(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	int64_t total = now_on(r)->box.total;
	static const int64_t more[] = {4 * MINUTE, 2 * MINUTE};
	for (int i = 0; i < 2; i++) {
		talk_out(&t);
		say(&t, ANNA, THUMB_CONTINUE);
		run_for(r, 15 * SECOND);
		assert_int_equal(left(&t), more[i]);
		assert_true(now_on(r)->box.running);
		total += more[i];
		assert_int_equal(core_thumbs(r->core, t.id).for_more, 1); /* still to be seen */
	}
	run_for(r, 2 * MINUTE);
	assert_false(asked(&t));
	assert_int_equal(left(&t), 0);
	PRESS(r, thumbs_ask, t.id);
	EXPECT(r, conflict);
	PRESS(r, topic_next, t.id);
	assert_int_equal(core_topic(r->core, t.a)->spent, total);
	assert_int_equal(now_on(r)->extensions, 0);
	talk_out(&t); /* the next one is asked again */
}

static void the_lead_may_ask_and_may_answer(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, thumbs_ask, t.id);
	EXPECT(r, conflict);
	PRESS(r, topic_next, t.id);
	run_for(r, MINUTE);
	PRESS(r, thumbs_ask, t.id);
	EXPECT(r, none);
	PRESS(r, thumbs_ask, t.id);
	EXPECT(r, already);
	run_for(r, 15 * SECOND); /* enough, long before the end */
	assert_int_equal(left(&t), 0);
	assert_false(now_on(r)->box.running);
	PRESS(r, box_more, .meeting = t.id, .ms = MINUTE); /* not so */
	EXPECT(r, none);
	assert_true(now_on(r)->box.running);
	assert_int_equal(left(&t), MINUTE);
	run_for(r, MINUTE);
	assert_true(asked(&t));
	PRESS(r, box_more, .meeting = t.id, .ms = MINUTE); /* is an answer, too */
	assert_false(asked(&t));
	assert_int_equal(left(&t), MINUTE);
	run_for(r, MINUTE);
	assert_int_equal(core_topic(r->core, t.a)->spent, 0);
	PRESS(r, topic_next, t.id);
	assert_int_equal(core_topic(r->core, t.a)->spent, 3 * MINUTE + 15 * SECOND);
}

static void the_question_goes_on_over_a_restart(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	talk_out(&t);
	say(&t, ANNA, THUMB_CONTINUE);
	room_pass(r, 5 * SECOND);
	room_restart(r);
	assert_int_equal(now_on(r)->thumbs_until, r->now.mono + 10 * SECOND);
	assert_int_equal(core_thumbs(r->core, t.id).for_more, 1);
	room_pass(r, HOUR);
	room_restart(r);
	assert_int_equal(now_on(r)->thumbs_until, r->now.mono + 5 * SECOND); /* nobody could answer */
	r->now.trusted = false;
	r->now.wall = 0;
	room_restart(r);
	assert_int_equal(now_on(r)->thumbs_until, r->now.mono + 15 * SECOND);
	r->now.trusted = true;
	run_for(r, 15 * SECOND);
	assert_int_equal(left(&t), 4 * MINUTE);
}

static void a_box_that_ended_while_it_was_off_is_asked_about(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	int64_t total = now_on(r)->box.total;
	room_pass(r, HOUR);
	room_restart(r);
	assert_int_equal(left(&t), 0);
	run_for(r, 0);
	assert_true(asked(&t));
	room_sign_in(r);
	PRESS(r, topic_next, t.id);
	assert_int_equal(core_topic(r->core, t.a)->spent, total); /* not an hour */
}

/* ---- one after another ---- */

static void there_is_one_topic_in_discussion(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_start, .meeting = t.id, .topic = t.c);
	EXPECT(r, none);
	PRESS(r, topic_start, .meeting = t.id, .topic = t.c);
	EXPECT(r, already);
	run_for(r, MINUTE);
	PRESS(r, topic_start, .meeting = t.id, .topic = t.a);
	EXPECT(r, none);
	lane_is(r, LANE_DISCUSSING, "A");
	lane_is(r, LANE_DONE, "C");
	assert_int_equal(core_topic(r->core, t.c)->spent, MINUTE);
	assert_int_equal(core_topic(r->core, t.c)->meeting, t.id);
	PRESS(r, topic_start, .meeting = t.id, .topic = 999);
	EXPECT(r, not_found);
	PRESS(r, topic_withdraw, t.b);
	PRESS(r, topic_start, .meeting = t.id, .topic = t.b);
	EXPECT(r, conflict);
	PRESS(r, topic_next, t.id);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->topic, 0); /* none is left */
	lane_is(r, LANE_DONE, "CA");
	PRESS(r, topic_next, t.id);
	EXPECT(r, conflict);
	PRESS(r, topic_start, .meeting = t.id, .topic = 0);
	EXPECT(r, conflict);
}

static void going_back_goes_on_where_it_stood(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_back, t.id);
	EXPECT(r, conflict); /* there is none before */
	PRESS(r, topic_next, t.id);
	run_for(r, 3 * MINUTE);
	PRESS(r, topic_next, t.id);
	run_for(r, MINUTE);
	PRESS(r, topic_back, t.id);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->topic, t.a);
	lane_is(r, LANE_UP_NEXT, "B");
	assert_int_equal(left(&t), 5 * MINUTE);
	run_for(r, 2 * MINUTE);
	PRESS(r, topic_next, t.id);
	assert_int_equal(core_topic(r->core, t.a)->spent, 5 * MINUTE); /* both times */
	assert_int_equal(now_on(r)->topic, t.b);
	assert_int_equal(core_topic(r->core, t.b)->spent, MINUTE);
}

static void only_the_lead_and_only_while_discussing(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	room_phone(r, 7, BOARD, ANNA);
	ASK(r, 7, topic_next, t.id);
	EXPECT(r, not_allowed);
	ASK(r, 7, topic_back, t.id);
	EXPECT(r, not_allowed);
	ASK(r, 7, topic_start, .meeting = t.id, .topic = t.b);
	EXPECT(r, not_allowed);
	ASK(r, 7, box_pause, t.id);
	EXPECT(r, not_allowed);
	ASK(r, 7, box_more, .meeting = t.id, .ms = MINUTE);
	EXPECT(r, not_allowed);
	ASK(r, 7, thumbs_ask, t.id);
	EXPECT(r, not_allowed);
	assert_int_equal(now_on(r)->topic, t.a);
	go_to(r, PHASE_COLLECT);
	PRESS(r, topic_next, t.id);
	EXPECT(r, conflict);
	PRESS(r, box_resume, t.id);
	EXPECT(r, conflict);
	run_for(r, DAY / 4); /* and nothing runs */
	assert_int_equal(now_on(r)->topic, t.a);
	PRESS(r, meeting_close, t.id);
	PRESS(r, topic_next, t.id);
	EXPECT(r, closed);
}

static void leaving_stops_the_question(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	talk_out(&t);
	PRESS(r, topic_next, t.id);
	PRESS(r, meeting_undo, t.id);
	assert_int_equal(now_on(r)->topic, t.a);
	assert_false(asked(&t)); /* nobody is asked twice */
	PRESS(r, thumbs_ask, t.id);
	go_to(r, PHASE_COLLECT);
	assert_int_equal(now_on(r)->thumbs_until, 0);
	go_to(r, PHASE_DISCUSS);
	PRESS(r, thumbs_ask, t.id);
	EXPECT(r, none);
	go_to(r, PHASE_HARVEST);
	assert_int_equal(now_on(r)->thumbs_until, 0);
	assert_int_equal(now_on(r)->topic, 0);
	lane_is(r, LANE_DONE, "A");
	go_to(r, PHASE_DISCUSS);
	PRESS(r, topic_back, t.id);
	assert_int_equal(now_on(r)->topic, t.a);
	assert_int_equal(left(&t), MINUTE); /* its box was used up */
}

static void what_something_came_of_is_harvested_though_it_was_put_back(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	PRESS(r, topic_outcome, .topic = t.a, .text = STR("A page"));
	EXPECT(r, none);
	go_to(r, PHASE_PITCH); /* A waits again */
	go_to(r, PHASE_DISCUSS);
	PRESS(r, topic_start, .meeting = t.id, .topic = t.b);
	go_to(r, PHASE_PITCH); /* and so does B, of which nothing came */
	go_to(r, PHASE_DISCUSS);
	assert_int_equal(core_topic(r->core, t.b)->meeting, t.id);
	go_to(r, PHASE_HARVEST);
	lane_is(r, LANE_DONE, "A");
	PRESS(r, meeting_undo, t.id);
	lane_is(r, LANE_DONE, "");
}

static void what_is_on_now_stays_on_the_board(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	PRESS(r, topic_withdraw, t.a);
	EXPECT(r, conflict);
	PRESS(r, topic_merge, .topic = t.a, .into = t.b);
	EXPECT(r, conflict);
	PRESS(r, topic_move, .topic = t.a, .lane = LANE_DONE);
	EXPECT(r, conflict);
	PRESS(r, topic_move, .topic = t.b, .lane = LANE_DISCUSSING);
	EXPECT(r, conflict);
	PRESS(r, topic_withdraw, t.b);
	EXPECT(r, none);
}

static void a_card_gone_meanwhile_is_not_discussed_again(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	PRESS(r, topic_next, t.id);
	PRESS(r, topic_withdraw, t.a);
	EXPECT(r, none);
	PRESS(r, meeting_undo, t.id);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->topic, 0);
	assert_int_equal(now_on(r)->box.total, 0);
	lane_is(r, LANE_DISCUSSING, "");
	lane_is(r, LANE_PROPOSED, "BC");
}

/* ---- pitches ---- */

static void one_pitch_follows_the_other(void **state)
{
	struct talk t = begin(state, PHASE_PITCH);
	struct room *r = t.r;
	ident order[8];
	PRESS(r, topic_move, .topic = t.c, .lane = LANE_UP_NEXT);
	assert_int_equal(core_pitches(r->core, t.id, order, 8), 3);
	assert_int_equal(order[0], t.c);
	assert_int_equal(now_on(r)->topic, 0);
	PRESS(r, topic_back, t.id);
	EXPECT(r, conflict);
	PRESS(r, topic_next, t.id);
	EXPECT(r, none);
	assert_int_equal(now_on(r)->topic, t.c);
	assert_int_equal(left(&t), 30 * SECOND);
	run_for(r, 30 * SECOND);
	assert_int_equal(now_on(r)->topic, t.a); /* by itself, and nobody is asked */
	assert_false(asked(&t));
	assert_int_equal(left(&t), 30 * SECOND);
	PRESS(r, thumbs_ask, t.id);
	EXPECT(r, conflict);
	PRESS(r, topic_back, t.id);
	assert_int_equal(now_on(r)->topic, t.c);
	PRESS(r, topic_start, .meeting = t.id, .topic = t.b);
	assert_int_equal(now_on(r)->topic, t.b);
	run_for(r, 30 * SECOND);
	assert_int_equal(now_on(r)->topic, 0);
	assert_int_equal(core_hint(r->core, t.id, r->now).nudge, NUDGE_ALL_PITCHED);
	PRESS(r, topic_next, t.id);
	EXPECT(r, conflict);
	room_restart(r);
	assert_int_equal(core_hint(r->core, t.id, r->now).nudge, NUDGE_ALL_PITCHED);
	room_sign_in(r);
	go_to(r, PHASE_PITCH); /* again */
	assert_int_equal(core_hint(r->core, t.id, r->now).nudge, NUDGE_NONE);
	PRESS(r, topic_next, t.id);
	assert_int_equal(now_on(r)->topic, t.c);
	lane_is(r, LANE_DISCUSSING, ""); /* a pitch moves no card */
	assert_int_equal(core_topic(r->core, t.c)->spent, 0);
}

static void a_pitch_is_no_discussion(void **state)
{
	struct talk t = begin(state, PHASE_PITCH);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	run_for(r, 10 * SECOND);
	go_to(r, PHASE_COLLECT);
	go_to(r, PHASE_VOTE);
	PRESS(r, topic_start, .meeting = t.id, .topic = 999);
	EXPECT(r, conflict);
	go_to(r, PHASE_DISCUSS);
	assert_int_equal(now_on(r)->topic, 0);
	assert_int_equal(now_on(r)->box.total, 0);
	lane_is(r, LANE_PROPOSED, "ABC");
}

static void a_pitch_left_is_found_again(void **state)
{
	struct talk t = begin(state, PHASE_PITCH);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	PRESS(r, topic_next, t.id);
	run_for(r, 10 * SECOND);
	go_to(r, PHASE_COLLECT);
	run_for(r, MINUTE);
	go_to(r, PHASE_PITCH);
	assert_int_equal(now_on(r)->topic, t.b);
	assert_int_equal(left(&t), 20 * SECOND);
	assert_false(now_on(r)->box.running);
	PRESS(r, box_resume, t.id);
	run_for(r, 20 * SECOND);
	assert_int_equal(now_on(r)->topic, t.c);
	room_pass(r, 3 * SECOND);
	room_restart(r);
	assert_int_equal(now_on(r)->topic, t.c);
	assert_int_equal(left(&t), 27 * SECOND);
}

static void a_card_gone_meanwhile_does_not_start_the_pitches_over(void **state)
{
	struct talk t = begin(state, PHASE_PITCH);
	struct room *r = t.r;
	PRESS(r, topic_start, .meeting = t.id, .topic = t.b);
	PRESS(r, topic_next, t.id);
	assert_int_equal(now_on(r)->topic, t.c);
	PRESS(r, topic_withdraw, t.b);
	EXPECT(r, none);
	PRESS(r, meeting_undo, t.id);
	assert_int_equal(now_on(r)->topic, t.b);
	PRESS(r, topic_next, t.id);
	assert_int_equal(now_on(r)->topic, t.c);
}

static void the_end_of_a_box_rings_once(void **state)
{
	struct talk t = begin(state, PHASE_DISCUSS);
	struct room *r = t.r;
	PRESS(r, topic_next, t.id);
	run_for(r, left(&t) - 1);
	room_pass(r, 1);
	struct outbox out = {0};
	for (int i = 0; i < 2; i++) {
		struct msg *m = msg_new(MSG_tick, (struct origin){0});
		int rings = 0;
		m->at = r->now;
		core_step(r->core, m, &out);
		for (uint32_t k = 0; k < out.count; k++)
			rings += out.effects[k]->kind == EFFECT_box_over;
		assert_int_equal(rings, i == 0);
		outbox_clear(&out);
		msg_free(m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(time_is_never_negative),
		TEST(pause_and_resume_and_a_minute_more),
		TEST(a_running_box_runs_on_over_a_restart),
		TEST(with_a_clock_that_may_be_wrong_it_stands),
		TEST(setting_the_clock_changes_no_box),
		TEST(when_the_box_is_over_everybody_is_asked),
		TEST(a_majority_decides),
		TEST(nobody_answers_and_the_topic_waits_for_its_outcome),
		TEST(it_goes_on_for_half_then_for_a_quarter_and_no_longer),
		TEST(the_lead_may_ask_and_may_answer),
		TEST(the_question_goes_on_over_a_restart),
		TEST(a_box_that_ended_while_it_was_off_is_asked_about),
		TEST(there_is_one_topic_in_discussion),
		TEST(going_back_goes_on_where_it_stood),
		TEST(only_the_lead_and_only_while_discussing),
		TEST(leaving_stops_the_question),
		TEST(what_something_came_of_is_harvested_though_it_was_put_back),
		TEST(what_is_on_now_stays_on_the_board),
		TEST(a_card_gone_meanwhile_is_not_discussed_again),
		TEST(one_pitch_follows_the_other),
		TEST(a_pitch_is_no_discussion),
		TEST(a_pitch_left_is_found_again),
		TEST(a_card_gone_meanwhile_does_not_start_the_pitches_over),
		TEST(the_end_of_a_box_rings_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
