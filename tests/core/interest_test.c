/* Who would join, and 'sit together now': half a minute, then a session of those who came. */
#include <stdio.h>

#include "core/workshop.h"

#define ANNAS_PHONE 11
#define BENS_PHONE 12

static ident add_topic(struct room *r, const char *title)
{
	PRESS(r, topic_add, .board = BOARD, .title = str_from(title), .kind = TOPIC_ACUTE, .person = CLARA);
	EXPECT(r, none);
	return r->result;
}

static size_t interested(struct room *r, ident topic, enum interest kind)
{
	ident people[8];
	return core_interested(r->core, topic, kind, people, 8);
}

/* Time passes, and the core gets the tick it asked for. */
static void wait_for_tick(struct room *r, int64_t ms)
{
	room_pass(r, ms);
	SEND(r, ((struct origin){0}), tick, 0);
}

static void interest_is_kept_and_taken_back(void **state)
{
	struct room *r = *state;
	ident people[4], topic = add_topic(r, "Printer");
	PRESS(r, interest_set, .topic = topic, .person = BEN, .on = true);
	EXPECT(r, none);
	PRESS(r, interest_set, .topic = topic, .person = BEN, .on = true);
	EXPECT(r, already);
	room_pass(r, SECOND);
	PRESS(r, interest_set, .topic = topic, .person = ANNA, .on = true);
	room_restart(r);
	assert_int_equal(core_interested(r->core, topic, INTEREST_JOIN, people, 4), 2);
	assert_int_equal(people[0], BEN); /* in the order they came */
	assert_int_equal(people[1], ANNA);
	assert_int_equal(core_interested(r->core, topic, INTEREST_JOIN, people, 1), 1);
	assert_int_equal(interested(r, topic, INTEREST_NOW), 0);
	PRESS(r, interest_set, .topic = topic, .person = BEN, .on = false);
	EXPECT(r, none);
	PRESS(r, interest_set, .topic = topic, .person = BEN, .on = false);
	EXPECT(r, already);
	assert_int_equal(interested(r, topic, INTEREST_JOIN), 1);
	assert_int_equal(disk_count(&r->disk, REC_interest), 1);
}

static void interest_that_makes_no_sense_is_refused(void **state)
{
	struct room *r = *state;
	ident topic = add_topic(r, "Printer");
	PRESS(r, interest_set, .topic = topic, .person = 0, .on = true);
	EXPECT(r, invalid);
	PRESS(r, interest_set, .topic = topic, .person = 999, .on = true);
	EXPECT(r, not_found);
	PRESS(r, interest_set, .topic = topic, .person = BEN, .kind = INTEREST_COUNT, .on = true);
	EXPECT(r, invalid);
	PRESS(r, interest_set, .topic = topic, .person = BEN, .kind = INTEREST_NOW, .on = true);
	EXPECT(r, conflict); /* nobody gathers */
	PRESS(r, interest_set, .topic = 999, .person = BEN, .on = true);
	EXPECT(r, not_found);
	PRESS(r, topic_withdraw, topic);
	PRESS(r, interest_set, .topic = topic, .person = BEN, .on = true);
	EXPECT(r, not_found);
	PRESS(r, gather, .topic = topic, .person = BEN);
	EXPECT(r, not_found);
	assert_int_equal(disk_count(&r->disk, REC_interest), 0);
}

static void cards_below_count_each_person_once(void **state)
{
	struct room *r = *state;
	ident a = add_topic(r, "A"), b = add_topic(r, "B");
	PRESS(r, interest_set, .topic = a, .person = BEN, .on = true);
	PRESS(r, interest_set, .topic = b, .person = BEN, .on = true);
	PRESS(r, interest_set, .topic = b, .person = ANNA, .on = true);
	PRESS(r, topic_merge, .topic = b, .into = a);
	assert_int_equal(interested(r, a, INTEREST_JOIN), 2);
	PRESS(r, topic_split, b);
	assert_int_equal(interested(r, a, INTEREST_JOIN), 1);
}

static void two_who_sit_together_have_a_tandem(void **state)
{
	struct room *r = *state;
	struct note_view note;
	struct code_view code;
	ident topic = add_topic(r, "Printer jam");
	PRESS(r, gather, .topic = topic, .person = BEN);
	EXPECT(r, none);
	assert_int_equal(core_topic(r->core, topic)->gather_until, r->now.wall + 30 * SECOND);
	PRESS(r, gather, .topic = topic, .person = BEN);
	EXPECT(r, already);
	PRESS(r, gather, .topic = topic, .person = ANNA); /* the same button joins */
	EXPECT(r, none);
	assert_int_equal(core_deadline(r->core), r->now.mono + 30 * SECOND);
	wait_for_tick(r, 30 * SECOND - 1);
	assert_int_equal(core_gathered(r->core, topic), 0);
	assert_int_equal(interested(r, topic, INTEREST_NOW), 2);
	wait_for_tick(r, 1);
	ident id = core_gathered(r->core, topic);
	assert_int_not_equal(id, 0);
	room_restart(r);
	const struct session *s = core_session(r->core, id);
	assert_int_equal(core_gathered(r->core, topic), id);
	assert_int_equal(s->model, MODEL_TANDEM);
	assert_int_equal(s->state, SESSION_HERE);
	assert_int_equal(s->focus_topic, topic);
	assert_true(str_eq(s->focus, STR("Printer jam")));
	assert_true(member_is_here(r->core, core_member(r->core, id, BEN)));
	assert_true(member_is_here(r->core, core_member(r->core, id, ANNA)));
	assert_true(core_note(r->core, s->note, &note));
	assert_true(str_eq(note.title, STR("Printer jam")));
	assert_int_not_equal(s->note, core_topic(r->core, topic)->note);
	PRESS(r, code_issue, s->note);
	assert_true(core_code(r->core, s->note, &code));
	assert_int_equal(core_topic(r->core, topic)->gather_until, 0);
	assert_int_equal(disk_count(&r->disk, REC_interest), 0);
}

static void three_have_a_learning_set_and_twelve_fit(void **state)
{
	struct room *r = *state;
	const struct member *members[20];
	ident topic = add_topic(r, "Printer");
	for (ident i = 0; i < 14; i++)
		room_person(r, 600 + i, "Guest", "Number", "", false, false);
	room_restart(r);
	for (ident i = 0; i < 14; i++)
		PRESS(r, gather, .topic = topic, .person = 600 + i);
	wait_for_tick(r, 30 * SECOND);
	ident id = core_gathered(r->core, topic);
	assert_int_equal(core_session(r->core, id)->model, MODEL_LEARNING_SET);
	assert_int_equal(core_members(r->core, id, members, 20), 12);
	assert_int_equal(members[0]->person, 600); /* who came first */
}

static void one_alone_has_nothing(void **state)
{
	struct room *r = *state;
	ident topic = add_topic(r, "Printer");
	PRESS(r, gather, .topic = topic, .person = BEN);
	PRESS(r, interest_set, .topic = topic, .person = ANNA, .kind = INTEREST_NOW, .on = true);
	EXPECT(r, none);
	PRESS(r, interest_set, .topic = topic, .person = ANNA, .kind = INTEREST_NOW, .on = false);
	EXPECT(r, none);
	wait_for_tick(r, 30 * SECOND);
	assert_int_equal(core_gathered(r->core, topic), 0);
	assert_int_equal(core_topic(r->core, topic)->gather_until, 0);
	assert_int_equal(interested(r, topic, INTEREST_NOW), 0);
	assert_int_equal(disk_count(&r->disk, REC_session), 1);
	PRESS(r, gather, .topic = topic); /* and once more, begun by nobody in particular */
	EXPECT(r, none);
	assert_int_equal(interested(r, topic, INTEREST_NOW), 0);
}

static void the_half_minute_outlives_a_restart(void **state)
{
	struct room *r = *state;
	ident topic = add_topic(r, "Printer");
	PRESS(r, gather, .topic = topic, .person = BEN);
	PRESS(r, gather, .topic = topic, .person = ANNA);
	room_pass(r, 20 * SECOND);
	room_restart(r);
	assert_int_equal(core_deadline(r->core), r->now.mono + 10 * SECOND);
	wait_for_tick(r, 10 * SECOND);
	assert_int_not_equal(core_gathered(r->core, topic), 0);
	PRESS(r, gather, .topic = topic, .person = BEN);
	r->now.wall -= 400 * DAY; /* a clock without a battery */
	r->now.trusted = false;
	room_restart(r);
	assert_int_equal(core_deadline(r->core), r->now.mono + 30 * SECOND);
}

static void the_half_minute_is_the_same_when_the_clock_is_set(void **state)
{
	struct room *r = *state;
	ident topic = add_topic(r, "Printer");
	r->now.trusted = false;
	room_restart(r);
	PRESS(r, gather, .topic = topic, .person = BEN);
	r->now.trusted = true;
	r->now.wall += 3 * HOUR;
	PRESS(r, gather, .topic = topic, .person = ANNA);
	assert_int_equal(core_topic(r->core, topic)->gather_until, r->now.wall + 30 * SECOND);
	wait_for_tick(r, 30 * SECOND);
	assert_int_not_equal(core_gathered(r->core, topic), 0);
}

static void two_topics_may_gather_at_once(void **state)
{
	struct room *r = *state;
	ident a = add_topic(r, "A"), b = add_topic(r, "B");
	PRESS(r, gather, .topic = a, .person = BEN);
	PRESS(r, gather, .topic = a, .person = ANNA);
	PRESS(r, gather, .topic = b, .person = CLARA);
	PRESS(r, gather, .topic = b, .person = LUKASZ);
	wait_for_tick(r, 30 * SECOND);
	ident first = core_gathered(r->core, a), second = core_gathered(r->core, b);
	assert_int_not_equal(first, 0);
	assert_int_not_equal(second, 0);
	assert_int_not_equal(first, second);
	assert_null(core_member(r->core, first, CLARA));
}

static void a_withdrawn_topic_gathers_nobody(void **state)
{
	struct room *r = *state;
	ident topic = add_topic(r, "A");
	PRESS(r, interest_set, .topic = topic, .person = BEN, .on = true);
	PRESS(r, gather, .topic = topic, .person = BEN);
	PRESS(r, gather, .topic = topic, .person = ANNA);
	PRESS(r, topic_withdraw, topic);
	PRESS(r, topic_restore, topic);
	wait_for_tick(r, 30 * SECOND);
	assert_int_equal(core_gathered(r->core, topic), 0);
	assert_int_equal(core_topic(r->core, topic)->gather_until, 0);
	assert_int_equal(interested(r, topic, INTEREST_JOIN), 1);
}

static void a_phone_says_it_for_its_own_person(void **state)
{
	struct room *r = *state;
	ident people[4], topic = add_topic(r, "A");
	room_phone(r, ANNAS_PHONE, BOARD, ANNA);
	room_phone(r, BENS_PHONE, BOARD, BEN);
	ASK(r, ANNAS_PHONE, interest_set, .topic = topic, .person = BEN, .on = true);
	EXPECT(r, none);
	assert_int_equal(core_interested(r->core, topic, INTEREST_JOIN, people, 4), 1);
	assert_int_equal(people[0], ANNA);
	ASK(r, BENS_PHONE, gather, .topic = topic, .person = ANNA);
	EXPECT(r, none);
	assert_int_equal(core_interested(r->core, topic, INTEREST_NOW, people, 4), 1);
	assert_int_equal(people[0], BEN);
	uint64_t request = ++r->request + 1000; /* sent twice, joined once */
	for (int i = 0; i < 2; i++) {
		SEND(r, ((struct origin){FROM_PHONE, request, ANNAS_PHONE, 0}), gather, .topic = topic);
		EXPECT(r, none);
	}
	assert_int_equal(interested(r, topic, INTEREST_NOW), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(interest_is_kept_and_taken_back),
		TEST(interest_that_makes_no_sense_is_refused),
		TEST(cards_below_count_each_person_once),
		TEST(two_who_sit_together_have_a_tandem),
		TEST(three_have_a_learning_set_and_twelve_fit),
		TEST(one_alone_has_nothing),
		TEST(the_half_minute_outlives_a_restart),
		TEST(the_half_minute_is_the_same_when_the_clock_is_set),
		TEST(two_topics_may_gather_at_once),
		TEST(a_withdrawn_topic_gathers_nobody),
		TEST(a_phone_says_it_for_its_own_person),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
