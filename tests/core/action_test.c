/* Actions: kept from sessions and boards, found in notes, settled and taken back. */
#include <stdio.h>

#include "core/marketplace.h"

#define ANNAS_PHONE 11
#define BENS_PHONE 12
#define CLARAS_PHONE 13

static int64_t day(const struct room *r, int days)
{
	struct civil c = civil_from(r->now.wall);
	return civil_to((struct civil){.year = c.year, .month = c.month, .day = c.day + days});
}

static ident add_topic(struct room *r)
{
	PRESS(r, topic_add, .board = BOARD, .title = STR("Printer"), .person = ANNA);
	EXPECT(r, none);
	return r->result;
}

static ident add(struct room *r, ident topic, const char *text, ident owner, int64_t due)
{
	PRESS(r, action_set, .topic = topic, .text = str_from(text), .owner = owner, .due = due);
	EXPECT(r, none);
	return r->result;
}

static void an_action_is_added_changed_and_taken_away(void **state)
{
	struct room *r = *state;
	const struct action *list[4];
	ident topic = add_topic(r), a = add(r, topic, " Buy  paper ", BEN, day(r, 3) + 5 * HOUR);
	room_restart(r);
	assert_int_equal(core_topic_actions(r->core, topic, list, 4), 1);
	assert_int_equal(list[0]->id, a);
	assert_true(str_eq(list[0]->text, STR("Buy paper")));
	assert_int_equal(list[0]->due, day(r, 3)); /* the day counts, not the hour */
	assert_int_equal(list[0]->owner, BEN);
	assert_int_equal(list[0]->note, core_topic(r->core, topic)->note);
	PRESS(r, action_set, .action = a, .text = STR("Buy ink"), .owner = ANNA);
	EXPECT(r, none);
	PRESS(r, action_set, .action = a, .text = STR("Buy ink"), .owner = ANNA);
	EXPECT(r, already);
	room_restart(r);
	assert_true(str_eq(core_action(r->core, a)->text, STR("Buy ink")));
	assert_int_equal(core_action(r->core, a)->due, 0);
	PRESS(r, action_set, .action = a, .text = STR(""));
	EXPECT(r, none);
	assert_null(core_action(r->core, a));
	assert_int_equal(disk_count(&r->disk, REC_takeaway), 0);
	PRESS(r, action_set, .action = a, .text = STR("again"));
	EXPECT(r, not_found);
}

/* What was promised in this meeting is no promise of last time, whatever the clock said then. */
static void a_clock_set_right_makes_no_action_older(void **state)
{
	struct room *r = *state;
	const struct action *list[4];
	int64_t right = r->now.wall;
	ident topic = add_topic(r), before = add(r, topic, "Of last time", BEN, 0);
	r->now.wall = DAY; /* 1970 */
	r->now.trusted = false;
	room_restart(r);
	ident id = open_meeting(r), a = add(r, topic, "Buy paper", BEN, 0);
	r->now.wall = right;
	r->now.trusted = true;
	SEND(r, (struct origin){0}, tick, 0);
	assert_int_equal(core_action_state(r->core, core_action(r->core, a), id), SETTLE_OPEN);
	assert_int_equal(core_open_actions(r->core, id, list, 4), 1);
	assert_int_equal(list[0]->id, before);
}

static void actions_that_make_no_sense_are_refused(void **state)
{
	struct room *r = *state;
	ident topic = add_topic(r);
	PRESS(r, action_set, .topic = topic, .text = STR(" "));
	EXPECT(r, invalid);
	PRESS(r, action_set, .topic = topic, .text = STR("x"), .owner = 999);
	EXPECT(r, not_found);
	PRESS(r, action_set, .topic = topic, .text = STR("x"), .owner = GONE);
	EXPECT(r, not_found);
	PRESS(r, action_set, .topic = topic, .text = STR("x"), .due = -1);
	EXPECT(r, invalid);
	PRESS(r, action_set, .topic = topic, .text = STR("x"), .due = INT64_MAX);
	EXPECT(r, invalid);
	PRESS(r, action_set, .topic = 999, .text = STR("x"));
	EXPECT(r, not_found);
	PRESS(r, action_settle, .action = 999, .how = SETTLE_DONE);
	EXPECT(r, not_found);
	ident a = add(r, topic, "x", 0, 0);
	PRESS(r, action_settle, .action = a, .how = SETTLE_COUNT);
	EXPECT(r, invalid);
	PRESS(r, topic_withdraw, topic);
	PRESS(r, action_set, .topic = topic, .text = STR("y"));
	EXPECT(r, not_found);
	assert_int_equal(disk_count(&r->disk, REC_takeaway), 1);
}

static void the_same_words_are_the_same_action(void **state)
{
	struct room *r = *state;
	ident topic = add_topic(r), other = add_topic(r), a = add(r, topic, "Call Zoë", 0, 0);
	PRESS(r, action_set, .topic = topic, .text = STR("call zoe"));
	EXPECT(r, already);
	assert_int_equal(r->result, a);
	add(r, other, "Call Zoë", 0, 0);
	PRESS(r, action_settle, .action = a, .how = SETTLE_DONE);
	add(r, topic, "Call Zoë", 0, 0); /* once more, that is another one */
}

static void what_is_settled_can_be_opened_again(void **state)
{
	struct room *r = *state;
	const struct action *list[4];
	ident topic = add_topic(r), a = add(r, topic, "x", BEN, 0);
	static const enum settle ways[] = {SETTLE_DONE, SETTLE_DROP};
	for (size_t i = 0; i < 2; i++) {
		PRESS(r, action_settle, .action = a, .how = ways[i]);
		EXPECT(r, none);
		PRESS(r, action_settle, .action = a, .how = ways[i]);
		EXPECT(r, already);
		room_restart(r);
		assert_int_equal(core_action_state(r->core, core_action(r->core, a), 0), ways[i]);
		assert_int_equal(core_actions_of(r->core, BEN, list, 4), 0);
		PRESS(r, action_settle, .action = a, .how = SETTLE_OPEN);
		EXPECT(r, none);
		PRESS(r, action_settle, .action = a, .how = SETTLE_OPEN);
		EXPECT(r, already);
		assert_int_equal(core_actions_of(r->core, BEN, list, 4), 1);
	}
	PRESS(r, action_settle, .action = a, .how = SETTLE_DROP);
	PRESS(r, action_settle, .action = a, .how = SETTLE_DONE); /* one or the other */
	EXPECT(r, none);
	assert_int_equal(core_action(r->core, a)->dropped, 0);
}

static void carrying_on_moves_a_day_that_is_over(void **state)
{
	struct room *r = *state;
	ident topic = add_topic(r), a = add(r, topic, "late", BEN, day(r, 0)),
	      b = add(r, topic, "early", BEN, day(r, 2));
	PRESS(r, action_settle, .action = a, .how = SETTLE_CARRY);
	EXPECT(r, none);
	PRESS(r, action_settle, .action = b, .how = SETTLE_CARRY);
	assert_int_equal(core_action(r->core, a)->due, day(r, 7)); /* nobody knows the next meeting */
	assert_int_equal(core_action(r->core, b)->due, day(r, 2));
	assert_int_equal(core_action(r->core, a)->carried, 1);
	PRESS(r, action_settle, .action = a, .how = SETTLE_OPEN);
	EXPECT(r, none);
	assert_int_equal(core_action(r->core, a)->due, day(r, 0));
	assert_int_equal(core_action(r->core, a)->carried, 0);
	PRESS(r, action_settle, .action = a, .how = SETTLE_OPEN);
	EXPECT(r, already);
}

static void carrying_on_waits_for_the_next_meeting(void **state)
{
	struct room *r = *state;
	LOAD(&r->disk, REC_board, VI(BOARD), TEXT("Marketplace"), TEXT(""),
		VI(civil_to((struct civil){.year = 2026, .month = 11, .day = 3, .hour = 10})), VI(1), VI(0),
		VI(RHYTHM_MONTHLY), VI(3), VI(2), VI(8), VI(45));
	room_restart(r);
	ident a = add(r, add_topic(r), "late", 0, day(r, -1));
	PRESS(r, action_settle, .action = a, .how = SETTLE_CARRY);
	assert_int_equal(
		core_action(r->core, a)->due, civil_to((struct civil){.year = 2026, .month = 12, .day = 1}));
	/* of a session: when its owner has the next one */
	LOAD(&r->disk, REC_takeaway, VI(70), VI(99), VI(0), VI(TAKEAWAY_ACTION), TEXT("call"), VI(BEN),
		VI(day(r, -1)), VI(1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0));
	room_session(r, 101, 3 * 24 * 60, ANNA, BEN);
	room_session(r, 102, 2 * 24 * 60, ANNA, CLARA);
	room_pass(r, HOUR);
	room_restart(r);
	PRESS(r, action_settle, .action = 70, .how = SETTLE_CARRY);
	EXPECT(r, none);
	assert_int_equal(core_action(r->core, 70)->due, day(r, 3));
}

static void a_person_sees_their_own_the_soonest_first(void **state)
{
	struct room *r = *state;
	const struct action *list[8];
	ident topic = add_topic(r);
	ident someday = add(r, topic, "someday", BEN, 0), later = add(r, topic, "later", BEN, day(r, 5)),
	      soon = add(r, topic, "soon", BEN, day(r, 1));
	add(r, topic, "Anna's", ANNA, day(r, 1));
	add(r, topic, "nobody's", 0, day(r, 1));
	LOAD(&r->disk, REC_takeaway, VI(70), VI(99), VI(0), VI(TAKEAWAY_ACTION), TEXT("of a session"),
		VI(BEN), VI(day(r, 3)), VI(1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0));
	LOAD(&r->disk, REC_takeaway, VI(71), VI(99), VI(0), VI(TAKEAWAY_INSIGHT), TEXT("no action"), VI(BEN),
		VI(0), VI(1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0));
	room_restart(r);
	assert_int_equal(core_actions_of(r->core, BEN, list, 8), 4);
	assert_int_equal(list[0]->id, soon);
	assert_int_equal(list[1]->id, 70);
	assert_int_equal(list[2]->id, later);
	assert_int_equal(list[3]->id, someday);
	assert_int_equal(core_actions_of(r->core, BEN, list, 2), 2);
	assert_int_equal(list[1]->id, 70);
	assert_int_equal(core_actions_of(r->core, 0, list, 8), 0);
}

static void sessions_write_actions_and_take_them_back(void **state)
{
	struct room *r = *state;
	const struct action *list[8];
	const struct value key = VI(100);
	disk_find(&r->disk, REC_session, &key)->values[10] = VI(200);
	LOAD(&r->disk, REC_note, VI(200), VI(100), VI(0), TEXT("Title"), VI(0),
		TEXT("- [ ] Ben: call by Friday\n! an insight"), VI(1), VI(0), VI(0));
	room_restart(r);
	PRESS(r, check_in, .person = ANNA, .session = 100);
	PRESS(r, session_finish, 100);
	PRESS(r, session_close, 100);
	EXPECT(r, none);
	assert_int_equal(core_actions_of(r->core, BEN, list, 8), 1);
	assert_true(str_eq(list[0]->text, STR("call by Friday")));
	assert_int_equal(list[0]->session, 100);
	assert_int_equal(list[0]->note, 200);
	PRESS(r, session_resume, 100);
	assert_int_equal(core_actions_of(r->core, BEN, list, 8), 0);
	PRESS(r, session_close, 100);
	PRESS(r, action_settle, .action = core_actions_of(r->core, BEN, list, 8) ? list[0]->id : 0,
		.how = SETTLE_DONE);
	EXPECT(r, none);
	room_restart(r);
	assert_int_equal(core_actions_of(r->core, BEN, list, 8), 0);
	PRESS(r, session_resume, 100);
	assert_int_equal(disk_count(&r->disk, REC_takeaway), 0);
}

static void lines_of_the_topics_note_are_found_until_they_are_actions(void **state)
{
	struct room *r = *state;
	struct found_action found[8];
	ident topic = add_topic(r);
	const struct value key = VI(core_topic(r->core, topic)->note);
	struct disk_row *row = disk_find(&r->disk, REC_note, &key);
	struct value note[8];
	memcpy(note, row->values, sizeof note);
	note[5] = TEXT("- [ ] Anna-Lena: call Zoë by Friday\n! insight\n- [ ] Ben: write\n- [x] done\n");
	disk_set(row, REC_note, note);
	room_restart(r);
	assert_int_equal(core_found_actions(r->core, topic, found, 8), 2);
	assert_true(str_eq(found[0].text, STR("call Zoë by Friday")));
	assert_int_equal(found[0].owner, ANNA); /* she brought it */
	assert_int_equal(found[0].due, day(r, 2));
	assert_true(str_eq(found[1].text, STR("Ben: write"))); /* he takes no part in anything here */
	assert_int_equal(core_found_actions(r->core, topic, found, 1), 1);
	ident a = add(r, topic, "Call zoe by Friday", ANNA, 0);
	assert_int_equal(core_found_actions(r->core, topic, found, 8), 1);
	PRESS(r, action_settle, .action = a, .how = SETTLE_DONE);
	assert_int_equal(core_found_actions(r->core, topic, found, 8), 1); /* it does not come up again */
	assert_true(str_eq(found[0].text, STR("Ben: write")));
	assert_int_equal(core_found_actions(r->core, 999, found, 8), 0);
}

static void settled_ones_leave_the_memory_after_days(void **state)
{
	struct room *r = *state;
	ident topic = add_topic(r), a = add(r, topic, "x", 0, 0), b = add(r, topic, "y", 0, 0);
	PRESS(r, action_settle, .action = a, .how = SETTLE_DONE);
	add(r, topic, "z", 0, 0);
	assert_non_null(core_action(r->core, a));
	room_pass(r, 3 * DAY);
	add(r, topic, "later", 0, 0);
	assert_null(core_action(r->core, a));
	assert_non_null(core_action(r->core, b));
	assert_int_equal(disk_count(&r->disk, REC_takeaway), 4); /* the disk keeps it */
}

static enum settle state_of(struct room *r, ident action)
{
	const struct meeting *m = core_meeting_of(r->core, BOARD);
	return core_action_state(r->core, core_action(r->core, action), m ? m->id : 0);
}

static void the_next_meeting_goes_through_what_was_open(void **state)
{
	struct room *r = *state;
	const struct action *list[8];
	ident topic = add_topic(r), first = open_meeting(r);
	ident a = add(r, topic, "a", 0, day(r, 0)), b = add(r, topic, "b", 0, 0),
	      c = add(r, topic, "c", 0, 0);
	assert_int_equal(core_action(r->core, a)->meeting, first);
	assert_int_equal(core_open_actions(r->core, first, list, 8), 0); /* they are of this meeting */
	room_pass(r, MINUTE);
	PRESS(r, action_settle, .action = c, .how = SETTLE_DONE);
	PRESS(r, meeting_close, first);
	run_for(r, 7 * DAY);
	ident second = open_meeting(r);
	room_pass(r, MINUTE);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(core_open_actions(r->core, second, list, 8), 2);
		assert_int_equal(list[0]->id, a);
		assert_int_equal(list[1]->id, b);
		room_restart(r);
	}
	PRESS(r, action_settle, .action = a, .how = SETTLE_CARRY);
	EXPECT(r, none);
	PRESS(r, action_settle, .action = a, .how = SETTLE_CARRY);
	EXPECT(r, already); /* once a meeting */
	PRESS(r, action_settle, .action = b, .how = SETTLE_DROP);
	assert_int_equal(state_of(r, a), SETTLE_CARRY);
	assert_int_equal(core_open_actions(r->core, second, list, 8), 2); /* settled, and still in the list */
	room_restart(r);
	assert_int_equal(state_of(r, a), SETTLE_CARRY);
	assert_int_equal(state_of(r, b), SETTLE_DROP);
	assert_int_equal(core_action(r->core, a)->carried, 1);
	PRESS(r, action_settle, .action = a, .how = SETTLE_OPEN); /* Undo after a restart */
	EXPECT(r, none);
	assert_int_equal(state_of(r, a), SETTLE_OPEN);
	assert_int_equal(core_action(r->core, a)->carried, 0);
	assert_int_equal(core_action(r->core, a)->meeting, first);
	PRESS(r, action_settle, .action = a, .how = SETTLE_CARRY);
	PRESS(r, action_settle, .action = a, .how = SETTLE_DONE); /* not carried, but done */
	EXPECT(r, none);
	assert_int_equal(core_action(r->core, a)->carried, 0);
	PRESS(r, action_settle, .action = a, .how = SETTLE_OPEN);
	assert_int_equal(state_of(r, a), SETTLE_OPEN);
	PRESS(r, action_settle, .action = a, .how = SETTLE_CARRY);
	PRESS(r, meeting_close, second);
	run_for(r, 7 * DAY);
	ident third = open_meeting(r);
	assert_int_equal(core_open_actions(r->core, third, list, 8), 1);
	assert_int_equal(state_of(r, a), SETTLE_OPEN); /* again */
	PRESS(r, action_settle, .action = a, .how = SETTLE_CARRY);
	assert_int_equal(core_action(r->core, a)->carried, 2);
}

static void on_a_phone_the_owner_the_bringer_and_the_lead_settle(void **state)
{
	struct room *r = *state;
	ident topic = add_topic(r); /* Anna's */
	room_phone(r, ANNAS_PHONE, BOARD, ANNA);
	room_phone(r, BENS_PHONE, BOARD, BEN);
	room_phone(r, CLARAS_PHONE, BOARD, CLARA);
	ASK(r, CLARAS_PHONE, action_set, .topic = topic, .text = STR("write"), .owner = BEN);
	EXPECT(r, none); /* anybody at the board adds */
	ident a = r->result;
	ASK(r, CLARAS_PHONE, action_settle, .action = a, .how = SETTLE_DONE);
	EXPECT(r, not_allowed);
	ASK(r, CLARAS_PHONE, action_set, .action = a, .text = STR(""));
	EXPECT(r, not_allowed);
	ASK(r, BENS_PHONE, action_settle, .action = a, .how = SETTLE_DONE);
	EXPECT(r, none);
	ASK(r, ANNAS_PHONE, action_settle, .action = a, .how = SETTLE_OPEN);
	EXPECT(r, none);
	LOAD(&r->disk, REC_takeaway, VI(9000), VI(99), VI(0), VI(TAKEAWAY_ACTION), TEXT("of a session"),
		VI(BEN), VI(0), VI(1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0));
	room_restart(r);
	room_phone(r, BENS_PHONE, BOARD, BEN);
	room_phone(r, CLARAS_PHONE, BOARD, CLARA);
	ASK(r, CLARAS_PHONE, action_settle, .action = 9000, .how = SETTLE_DONE);
	EXPECT(r, not_found); /* what others do in their sessions is not the board's business */
	ASK(r, BENS_PHONE, action_settle, .action = 9000, .how = SETTLE_DONE);
	EXPECT(r, none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_action_is_added_changed_and_taken_away),
		TEST(a_clock_set_right_makes_no_action_older),
		TEST(actions_that_make_no_sense_are_refused),
		TEST(the_same_words_are_the_same_action),
		TEST(what_is_settled_can_be_opened_again),
		TEST(carrying_on_moves_a_day_that_is_over),
		TEST(carrying_on_waits_for_the_next_meeting),
		TEST(a_person_sees_their_own_the_soonest_first),
		TEST(sessions_write_actions_and_take_them_back),
		TEST(lines_of_the_topics_note_are_found_until_they_are_actions),
		TEST(the_next_meeting_goes_through_what_was_open),
		TEST(on_a_phone_the_owner_the_bringer_and_the_lead_settle),
		TEST(settled_ones_leave_the_memory_after_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
