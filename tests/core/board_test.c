/* Boards: cards are added, moved, withdrawn and brought back, and stay in the order people gave them. */
#include <stdio.h>

#include "core/marketplace.h"

#define ANNAS_PHONE 11
#define BENS_PHONE 12

static ident add(struct room *r, const char *title)
{
	PRESS(r, topic_add, .board = BOARD, .title = str_from(title), .detail = STR(""), .person = ANNA);
	EXPECT(r, none);
	return r->result;
}

static void topics_come_to_the_end_with_a_note_of_their_own(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A");
	add(r, "B");
	lane_is(r, LANE_PROPOSED, "AB");
	assert_int_not_equal(core_topic(r->core, a)->note, 0);
	assert_int_equal(disk_count(&r->disk, REC_note), 2);
	room_restart(r);
	lane_is(r, LANE_PROPOSED, "AB");
	assert_int_equal(
		core_topic_count(r->core, BOARD, 1 << LANE_PROPOSED | 1 << LANE_DONE, 1 << TOPIC_QUESTION),
		2);
	assert_int_equal(core_topic_count(r->core, BOARD, 1 << LANE_DONE, ~0u), 0);
}

static void words_are_cleaned_and_bounded(void **state)
{
	struct room *r = *state;
	char longest[DETAIL_MAX_BYTES + 1];
	memset(longest, 'x', sizeof longest);
	PRESS(r, topic_add, .board = BOARD, .title = STR("  Two\n words\t"), .detail = STR("a\r\n\nb  c "));
	const struct topic *t = core_topic(r->core, r->result);
	assert_true(str_eq(t->title, STR("Two words")));
	assert_true(str_eq(t->detail, STR("a\n\nb c")));
	PRESS(r, topic_add, .board = BOARD, .title = STR(" "));
	EXPECT(r, invalid);
	PRESS(r, topic_add, .board = BOARD, .title = STR("x"), .kind = TOPIC_KIND_COUNT);
	EXPECT(r, invalid);
	PRESS(r, topic_add, .board = BOARD, .title = (struct str){longest, TITLE_MAX_BYTES + 1});
	EXPECT(r, too_long);
	PRESS(r, topic_add, .board = BOARD, .title = STR("x"),
		.detail = (struct str){longest, sizeof longest});
	EXPECT(r, too_long);
	PRESS(r, topic_add, .board = 999, .title = STR("x"));
	EXPECT(r, not_found);
}

static void moving_keeps_the_order_however_often(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A"), b = add(r, "B"), c = add(r, "C"), d = add(r, "D");
	for (int i = 0; i < 60; i++) { /* more often than there is room between two places */
		PRESS(r, topic_move, .topic = c, .lane = LANE_PROPOSED, .before = b);
		EXPECT(r, none);
		lane_is(r, LANE_PROPOSED, "ACBD");
		PRESS(r, topic_move, .topic = b, .lane = LANE_PROPOSED, .before = c);
		EXPECT(r, none);
		lane_is(r, LANE_PROPOSED, "ABCD");
	}
	PRESS(r, topic_move, .topic = c, .lane = LANE_PROPOSED, .before = a);
	for (int i = 0; i < 60; i++) { /* an older card behind a newer one */
		PRESS(r, topic_move, .topic = a, .lane = LANE_PROPOSED, .before = d);
		lane_is(r, LANE_PROPOSED, "CBAD");
		PRESS(r, topic_move, .topic = b, .lane = LANE_PROPOSED, .before = d);
		lane_is(r, LANE_PROPOSED, "CABD");
	}
	PRESS(r, topic_move, .topic = c, .lane = LANE_PROPOSED, .before = d);
	PRESS(r, topic_move, .topic = a, .lane = LANE_UP_NEXT, .before = 0);
	PRESS(r, topic_move, .topic = d, .lane = LANE_UP_NEXT, .before = a);
	lane_is(r, LANE_PROPOSED, "BC");
	lane_is(r, LANE_UP_NEXT, "DA");
	room_restart(r);
	lane_is(r, LANE_PROPOSED, "BC");
	lane_is(r, LANE_UP_NEXT, "DA");
}

static void one_move_writes_one_card(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A"), b = add(r, "B");
	add(r, "C");
	uint64_t before = core_issued(r->core);
	PRESS(r, topic_move, .topic = b, .lane = LANE_PROPOSED, .before = a);
	EXPECT(r, none);
	assert_int_equal(core_issued(r->core), before + 1);
	lane_is(r, LANE_PROPOSED, "BAC");
}

static void moves_that_make_no_sense_are_refused(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A"), b = add(r, "B");
	PRESS(r, topic_move, .topic = a, .lane = LANE_PROPOSED, .before = b);
	EXPECT(r, already);
	PRESS(r, topic_move, .topic = b, .lane = LANE_PROPOSED, .before = 0);
	EXPECT(r, already);
	PRESS(r, topic_move, .topic = a, .lane = LANE_PROPOSED, .before = a);
	EXPECT(r, invalid);
	PRESS(r, topic_move, .topic = a, .lane = LANE_WITHDRAWN, .before = 0);
	EXPECT(r, invalid);
	PRESS(r, topic_move, .topic = a, .lane = LANE_DONE, .before = b);
	EXPECT(r, conflict); /* B is in another lane by now */
	PRESS(r, topic_move, .topic = 999, .lane = LANE_DONE, .before = 0);
	EXPECT(r, not_found);
}

static void what_is_withdrawn_comes_back_to_its_place(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A");
	add(r, "B");
	PRESS(r, topic_withdraw, a);
	PRESS(r, topic_withdraw, a);
	EXPECT(r, already);
	lane_is(r, LANE_PROPOSED, "B");
	PRESS(r, topic_restore, a);
	EXPECT(r, none);
	PRESS(r, topic_restore, a);
	EXPECT(r, already);
	lane_is(r, LANE_PROPOSED, "AB");
}

static void editing_changes_the_card(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A");
	PRESS(r, topic_edit, .topic = a, .kind = TOPIC_OFFER, .title = STR("Z"), .detail = STR("why"));
	EXPECT(r, none);
	PRESS(r, topic_edit, .topic = a, .kind = TOPIC_OFFER, .title = STR("Z "), .detail = STR("why"));
	EXPECT(r, already);
	PRESS(r, topic_edit, .topic = a, .kind = TOPIC_OFFER, .title = STR(""), .detail = STR("why"));
	EXPECT(r, invalid);
	lane_is(r, LANE_PROPOSED, "Z");
	assert_int_equal(core_topic(r->core, a)->kind, TOPIC_OFFER);
}

static ident under(struct room *r, ident topic)
{
	return core_topic(r->core, topic)->merged;
}

static void cards_lie_one_deep_and_come_off_again(void **state)
{
	struct room *r = *state;
	const struct topic *list[4];
	ident a = add(r, "A"), b = add(r, "B"), c = add(r, "C");
	PRESS(r, topic_move, .topic = a, .lane = LANE_UP_NEXT);
	PRESS(r, topic_merge, .topic = b, .into = a);
	EXPECT(r, none);
	PRESS(r, topic_merge, .topic = a, .into = c);
	EXPECT(r, none);
	room_restart(r);
	assert_int_equal(under(r, a), c);
	assert_int_equal(under(r, b), c);
	lane_is(r, LANE_PROPOSED, "C");
	lane_is(r, LANE_UP_NEXT, "");
	assert_int_equal(core_merged(r->core, c, list, 4), 2);
	PRESS(r, topic_split, a);
	EXPECT(r, none);
	lane_is(r, LANE_UP_NEXT, "A"); /* where it was */
	assert_int_equal(under(r, a), 0);
	assert_int_equal(under(r, b), c);
	PRESS(r, topic_split, a);
	EXPECT(r, already);
	PRESS(r, topic_merge, .topic = a, .into = c); /* Undo of the Undo */
	EXPECT(r, none);
	assert_int_equal(core_merged(r->core, c, list, 4), 2);
}

static void laying_a_card_on_one_below_lays_it_on_the_top(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A"), b = add(r, "B"), c = add(r, "C");
	PRESS(r, topic_merge, .topic = b, .into = a);
	PRESS(r, topic_merge, .topic = c, .into = b);
	EXPECT(r, none);
	assert_int_equal(under(r, c), a);
	PRESS(r, topic_merge, .topic = c, .into = b);
	EXPECT(r, already);
	PRESS(r, topic_merge, .topic = a, .into = b); /* itself, in the end */
	EXPECT(r, invalid);
}

static void a_card_taken_off_a_pile_leaves_the_others(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A"), b = add(r, "B"), c = add(r, "C");
	PRESS(r, topic_merge, .topic = b, .into = a);
	PRESS(r, topic_merge, .topic = c, .into = a);
	PRESS(r, topic_withdraw, a);
	EXPECT(r, none);
	lane_is(r, LANE_PROPOSED, "BC");
	PRESS(r, topic_restore, a);
	lane_is(r, LANE_PROPOSED, "ABC");
	assert_int_equal(under(r, b), 0);
}

static void merges_that_make_no_sense_are_refused(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A"), b = add(r, "B");
	LOAD(&r->disk, REC_board, VI(41), TEXT("Other"), TEXT(""), VI(0), VI(1), VI(0), VI(0), VI(3), VI(2),
		VI(8), VI(45));
	room_restart(r);
	PRESS(r, topic_add, .board = 41, .title = STR("far"));
	ident far = r->result;
	PRESS(r, topic_merge, .topic = a, .into = far);
	EXPECT(r, invalid);
	PRESS(r, topic_merge, .topic = a, .into = a);
	EXPECT(r, invalid);
	PRESS(r, topic_merge, .topic = a, .into = 999);
	EXPECT(r, not_found);
	PRESS(r, topic_withdraw, b);
	PRESS(r, topic_merge, .topic = a, .into = b);
	EXPECT(r, not_found);
	PRESS(r, topic_merge, .topic = b, .into = a);
	EXPECT(r, not_found);
	PRESS(r, topic_split, b);
	EXPECT(r, not_found);
	lane_is(r, LANE_PROPOSED, "A");
}

static void the_lane_is_remembered_over_a_restart(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A");
	PRESS(r, topic_move, .topic = a, .lane = LANE_DONE);
	PRESS(r, topic_withdraw, a);
	room_restart(r);
	PRESS(r, topic_restore, a);
	EXPECT(r, none);
	lane_is(r, LANE_DONE, "A");
}

static void an_edited_title_is_said_everywhere(void **state)
{
	struct room *r = *state;
	struct note_view note;
	ident a = add(r, "A");
	PRESS(r, check_in, .person = ANNA, .session = 100);
	PRESS(r, session_focus, .session = 100, .topic = a);
	PRESS(r, topic_edit, .topic = a, .title = STR("Better words"), .detail = STR(""));
	EXPECT(r, none);
	room_restart(r);
	assert_true(str_eq(core_session(r->core, 100)->focus, STR("Better words")));
	assert_true(core_note(r->core, core_session(r->core, 100)->note, &note));
	assert_true(str_eq(note.title, STR("Better words")));
	assert_true(core_note(r->core, core_topic(r->core, a)->note, &note));
	assert_true(str_eq(note.title, STR("Better words")));
}

static void an_outcome_is_kept_in_words(void **state)
{
	struct room *r = *state;
	char longest[OUTCOME_MAX_BYTES + 1];
	memset(longest, 'x', sizeof longest);
	ident a = add(r, "A");
	PRESS(r, topic_outcome, .topic = a, .text = STR(" We try\nit "));
	EXPECT(r, none);
	PRESS(r, topic_outcome, .topic = a, .text = STR("We try it"));
	EXPECT(r, already);
	PRESS(r, topic_outcome, .topic = a, .text = (struct str){longest, sizeof longest});
	EXPECT(r, too_long);
	room_restart(r);
	assert_true(str_eq(core_topic(r->core, a)->outcome, STR("We try it")));
	PRESS(r, topic_outcome, .topic = a, .text = STR(""));
	EXPECT(r, none);
	PRESS(r, topic_withdraw, a);
	PRESS(r, topic_outcome, .topic = a, .text = STR("x"));
	EXPECT(r, not_found);
}

static void the_screen_has_no_private_place(void **state)
{
	struct room *r = *state;
	PRESS(r, topic_add, .board = BOARD, .title = STR("A"), .person = ANNA, .draft = true);
	EXPECT(r, not_allowed);
	PRESS(r, topic_add, .board = BOARD, .title = STR("A"), .person = 999);
	EXPECT(r, not_found);
	ident a = add(r, "A");
	PRESS(r, topic_publish, a);
	EXPECT(r, already);
}

static void a_board_holds_a_thousand_cards(void **state)
{
	struct room *r = *state;
	for (int i = 0; i < TOPICS_OF_BOARD_MAX; i++)
		LOAD(&r->disk, REC_topic, VI(1000 + i), VI(BOARD), VI(i % LANE_PAST), VI(i), VI(0), TEXT("t"),
			TEXT(""), VI(0), VI(0), VI(1), VI(0), VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(0),
			VI(0));
	room_restart(r);
	PRESS(r, topic_add, .board = BOARD, .title = STR("one more"));
	EXPECT(r, too_many);
	struct value key = VI(1000);
	disk_delete(&r->disk, REC_topic, &key);
	room_restart(r);
	add(r, "one more");
}

/* ---- boards ---- */

static int64_t at(int year, int month, int day, int hour)
{
	return civil_to((struct civil){.year = year, .month = month, .day = day, .hour = hour});
}

static void the_next_meeting_follows_the_rhythm(void **state)
{
	(void)state;
	/* Berlin goes to summer time on 29 March 2026 and back on 25 October. */
	const struct {
		enum rhythm rhythm;
		int first[4], look[4], want[4]; /* year, month, day, hour; want year 0: not again */
	} cases[] = {
		{RHYTHM_ONCE, {2026, 3, 24, 10}, {2026, 3, 24, 9}, {2026, 3, 24, 10}},
		{RHYTHM_ONCE, {2026, 3, 24, 10}, {2026, 3, 24, 10}, {0}},
		{RHYTHM_WEEKLY, {2026, 3, 24, 10}, {2026, 3, 24, 10}, {2026, 3, 31, 10}},
		{RHYTHM_WEEKLY, {2026, 3, 24, 10}, {2026, 3, 31, 9}, {2026, 3, 31, 10}},
		{RHYTHM_WEEKLY, {2026, 3, 24, 10}, {2026, 10, 27, 9}, {2026, 10, 27, 10}},
		{RHYTHM_WEEKLY, {2026, 10, 20, 10}, {2026, 10, 27, 9}, {2026, 10, 27, 10}},
		{RHYTHM_WEEKLY, {2026, 10, 20, 10}, {2026, 10, 27, 10}, {2026, 11, 3, 10}},
		{RHYTHM_FORTNIGHTLY, {2026, 3, 24, 10}, {2026, 3, 24, 11}, {2026, 4, 7, 10}},
		{RHYTHM_FORTNIGHTLY, {2026, 3, 24, 10}, {2026, 4, 7, 11}, {2026, 4, 21, 10}},
		{RHYTHM_MONTHLY, {2026, 1, 6, 10}, {2026, 1, 6, 10}, {2026, 2, 3, 10}}, /* first Tuesday */
		{RHYTHM_MONTHLY, {2026, 1, 6, 10}, {2027, 3, 2, 9}, {2027, 3, 2, 10}},
		{RHYTHM_MONTHLY, {2026, 1, 6, 10}, {2026, 12, 24, 9}, {2027, 1, 5, 10}},
		{RHYTHM_MONTHLY, {2026, 1, 27, 10}, {2026, 6, 1, 9}, {2026, 6, 23, 10}}, /* the fourth */
		{RHYTHM_MONTHLY, {2026, 3, 31, 10}, {2026, 4, 1, 9}, {2026, 4, 28, 10}}, /* the last */
		{RHYTHM_MONTHLY, {2026, 3, 31, 10}, {2026, 6, 1, 9}, {2026, 6, 30, 10}},
		{RHYTHM_MONTHLY, {2026, 3, 31, 10}, {2027, 2, 1, 9}, {2027, 2, 23, 10}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const int *f = cases[i].first, *l = cases[i].look, *w = cases[i].want;
		struct board b = {.rhythm = cases[i].rhythm, .next_meeting = at(f[0], f[1], f[2], f[3])};
		int64_t next = board_next_meeting(&b, at(l[0], l[1], l[2], l[3]));
		if (next != (w[0] ? at(w[0], w[1], w[2], w[3]) : 0))
			fail_msg("case %zu: %lld", i, (long long)next);
	}
	assert_int_equal(board_next_meeting(&(struct board){.rhythm = RHYTHM_WEEKLY}, 1000), 0);
}

#define SET_BOARD(r, id, ...)                                                                                \
	PRESS(r, board_set, .board = (id), .name = STR("Kitchen"), .purpose = STR("Food"), .votes = 3,       \
		.topic_votes = 2, .minutes = 8, .length = 45, __VA_ARGS__)

static void a_board_is_made_and_changed_by_the_facilitator(void **state)
{
	struct room *r = *state;
	SET_BOARD(r, 0, .rhythm = RHYTHM_ONCE);
	EXPECT(r, not_allowed);
	room_sign_in(r);
	SET_BOARD(r, 0, .rhythm = RHYTHM_MONTHLY, .next_meeting = at(2026, 12, 1, 10));
	EXPECT(r, none);
	ident board = r->result;
	SET_BOARD(r, board, .rhythm = RHYTHM_MONTHLY, .next_meeting = at(2026, 12, 1, 10));
	EXPECT(r, already);
	SET_BOARD(r, board, .rhythm = RHYTHM_WEEKLY, .next_meeting = at(2026, 11, 17, 10)); /* yesterday */
	EXPECT(r, none);
	room_restart(r);
	const struct board *b = core_board(r->core, board);
	assert_true(str_eq(b->name, STR("Kitchen")));
	assert_true(str_eq(b->purpose, STR("Food")));
	assert_int_equal(b->rhythm, RHYTHM_WEEKLY);
	assert_int_equal(core_next_meeting(r->core, board, r->now.wall), at(2026, 11, 24, 10));
	assert_int_equal(disk_count(&r->disk, REC_board), 2);
}

static void a_boards_numbers_stay_within_reason(void **state)
{
	struct room *r = *state;
	room_sign_in(r);
	PRESS(r, board_set, .name = STR("x"), .votes = 99, .topic_votes = 99, .minutes = 99, .length = 999);
	const struct board *b = core_board(r->core, r->result);
	assert_int_equal(b->votes, 20);
	assert_int_equal(b->topic_votes, 20);
	assert_int_equal(b->minutes, 60);
	assert_int_equal(b->length, 480);
	PRESS(r, board_set, .name = STR("x"), .votes = -1, .topic_votes = 7);
	b = core_board(r->core, r->result);
	assert_int_equal(b->votes, 1);
	assert_int_equal(b->topic_votes, 1);
	assert_int_equal(b->minutes, 1);
	assert_int_equal(b->length, 5);
	PRESS(r, board_set, .name = STR(" "));
	EXPECT(r, invalid);
	PRESS(r, board_set, .name = STR("x"), .rhythm = RHYTHM_COUNT);
	EXPECT(r, invalid);
	PRESS(r, board_set, .name = STR("x"), .next_meeting = -1);
	EXPECT(r, invalid);
	PRESS(r, board_set, .board = 999, .name = STR("x"));
	EXPECT(r, not_found);
}

static void a_board_made_twice_by_one_request_is_one(void **state)
{
	struct room *r = *state;
	room_sign_in(r);
	for (int i = 0; i < 2; i++) {
		SEND(r, ((struct origin){FROM_SCREEN, 77777, 0, 0}), board_set, .name = STR("x"));
		EXPECT(r, none);
		room_restart(r);
	}
	assert_int_equal(disk_count(&r->disk, REC_board), 2);
}

static void an_archived_board_is_not_shown_and_comes_back(void **state)
{
	struct room *r = *state;
	const struct board *list[4];
	PRESS(r, board_archive, .board = BOARD, .archived = true);
	EXPECT(r, not_allowed);
	ident meeting = open_meeting(r);
	PRESS(r, board_archive, .board = BOARD, .archived = true);
	EXPECT(r, conflict);
	PRESS(r, meeting_close, meeting);
	PRESS(r, board_archive, .board = BOARD, .archived = true);
	EXPECT(r, none);
	PRESS(r, board_archive, .board = BOARD, .archived = true);
	EXPECT(r, already);
	PRESS(r, topic_add, .board = BOARD, .title = STR("x"));
	EXPECT(r, not_found);
	room_restart(r);
	room_sign_in(r);
	assert_int_equal(core_boards(r->core, list, 4), 0);
	PRESS(r, board_archive, .board = BOARD, .archived = false);
	EXPECT(r, none);
	assert_int_equal(core_boards(r->core, list, 4), 1);
}

static void a_meeting_begun_early_was_that_meeting(void **state)
{
	struct room *r = *state;
	room_sign_in(r);
	PRESS(r, board_set, .board = BOARD, .name = STR("x"), .rhythm = RHYTHM_WEEKLY,
		.next_meeting = r->now.wall + HOUR);
	int64_t first = r->now.wall + HOUR;
	assert_int_equal(core_next_meeting(r->core, BOARD, r->now.wall), first);
	ident meeting = open_meeting(r);
	assert_int_equal(core_next_meeting(r->core, BOARD, r->now.wall), first + 7 * DAY);
	PRESS(r, meeting_close, meeting);
	room_restart(r);
	assert_int_equal(core_next_meeting(r->core, BOARD, r->now.wall), first + 7 * DAY);
	assert_int_equal(core_next_meeting(r->core, BOARD, first + 7 * DAY), first + 14 * DAY);
	room_sign_in(r);
	run_for(r, 3 * DAY); /* an extra one in between stands for none */
	meeting = open_meeting(r);
	PRESS(r, meeting_close, meeting);
	assert_int_equal(core_next_meeting(r->core, BOARD, r->now.wall), first + 7 * DAY);
}

/* ---- in a meeting ---- */

static void what_is_discussed_stays_where_it_is(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A"), b = add(r, "B"), c = add(r, "C");
	PRESS(r, topic_move, .topic = c, .lane = LANE_DISCUSSING);
	PRESS(r, topic_withdraw, c);
	ident meeting = open_meeting(r);
	go_to(r, PHASE_DISCUSS);
	PRESS(r, topic_start, .meeting = meeting, .topic = a);
	EXPECT(r, none);
	PRESS(r, topic_withdraw, a);
	EXPECT(r, conflict);
	PRESS(r, topic_merge, .topic = a, .into = b);
	EXPECT(r, conflict);
	PRESS(r, topic_move, .topic = a, .lane = LANE_DONE);
	EXPECT(r, conflict);
	PRESS(r, topic_move, .topic = b, .lane = LANE_DISCUSSING);
	EXPECT(r, conflict);
	lane_is(r, LANE_DISCUSSING, "A");
	PRESS(r, topic_restore, c); /* it was there, but now it is not its turn */
	EXPECT(r, none);
	lane_is(r, LANE_DISCUSSING, "A");
	assert_int_equal(lane_of(r, c), LANE_UP_NEXT);
	PRESS(r, topic_merge, .topic = b, .into = a); /* a similar one may join it */
	EXPECT(r, none);
	PRESS(r, topic_edit, .topic = a, .title = STR("A better title"), .detail = STR(""));
	EXPECT(r, none);
}

static bool note_is_closed(struct room *r, ident topic)
{
	struct note_view note;
	assert_true(core_note(r->core, core_topic(r->core, topic)->note, &note));
	return note.closed;
}

static void past_topics_take_along_what_lies_under_them(void **state)
{
	struct room *r = *state;
	ident a = add(r, "A"), b = add(r, "B");
	PRESS(r, interest_set, .topic = b, .person = BEN, .on = true);
	PRESS(r, topic_merge, .topic = b, .into = a);
	for (int i = 0; i < 3; i++) {
		ident meeting = open_meeting(r);
		if (i == 0) {
			go_to(r, PHASE_DISCUSS);
			PRESS(r, topic_start, .meeting = meeting, .topic = a);
			EXPECT(r, none);
		}
		PRESS(r, meeting_close, meeting);
		EXPECT(r, none);
		run_for(r, 7 * DAY);
	}
	assert_int_equal(lane_of(r, a), LANE_PAST);
	assert_int_equal(lane_of(r, b), LANE_PAST);
	assert_true(note_is_closed(r, a) && note_is_closed(r, b));
	assert_int_equal(disk_count(&r->disk, REC_interest), 0);
	PRESS(r, topic_edit, .topic = a, .title = STR("x"));
	EXPECT(r, not_found);
	PRESS(r, topic_restore, a);
	EXPECT(r, not_found);
}

/* ---- phones ---- */

static size_t drafts(struct room *r, ident person)
{
	const struct topic *list[4];
	return core_drafts(r->core, BOARD, person, list, 4);
}

/* Nobody sees them, so nobody could make room. */
static void drafts_do_not_fill_the_board(void **state)
{
	struct room *r = *state;
	room_sign_in(r);
	room_phone(r, ANNAS_PHONE, BOARD, ANNA);
	for (int i = 0; i < 50; i++) {
		ASK(r, ANNAS_PHONE, topic_add, .board = BOARD, .title = STR("Mine"), .draft = true);
		EXPECT(r, none);
		ASK(r, ANNAS_PHONE, topic_withdraw, r->result);
	}
	ASK(r, ANNAS_PHONE, topic_add, .board = BOARD, .title = STR("Mine"), .draft = true);
	EXPECT(r, too_many);
	ASK(r, ANNAS_PHONE, topic_add, .board = BOARD, .title = STR("For all"));
	EXPECT(r, none);
	for (int i = 0; i < 2; i++) { /* one meeting long they can come back */
		PRESS(r, meeting_open, .board = BOARD);
		EXPECT(r, none);
		PRESS(r, meeting_close, .meeting = r->result);
		EXPECT(r, none);
	}
	room_restart(r);
	room_phone(r, ANNAS_PHONE, BOARD, ANNA);
	ASK(r, ANNAS_PHONE, topic_add, .board = BOARD, .title = STR("Mine"), .draft = true);
	EXPECT(r, none);
}

static void a_draft_is_its_writers_alone(void **state)
{
	struct room *r = *state;
	room_phone(r, ANNAS_PHONE, BOARD, ANNA);
	room_phone(r, BENS_PHONE, BOARD, BEN);
	ASK(r, ANNAS_PHONE, topic_add, .board = BOARD, .title = STR("Secret"), .draft = true, .person = BEN);
	EXPECT(r, none);
	ident draft = r->result;
	assert_int_equal(core_topic(r->core, draft)->person, ANNA);
	assert_int_equal(drafts(r, ANNA), 1);
	assert_int_equal(drafts(r, BEN), 0);
	lane_is(r, LANE_PROPOSED, "");
	assert_int_equal(core_topic_count(r->core, BOARD, ~0u, ~0u), 0);
	ASK(r, BENS_PHONE, topic_edit, .topic = draft, .title = STR("x"));
	EXPECT(r, not_found);
	PRESS(r, topic_publish, draft);
	EXPECT(r, not_found); /* the screen does not know of it */
	PRESS(r, interest_set, .topic = draft, .person = BEN, .on = true);
	EXPECT(r, not_found);
	add(r, "A");
	ASK(r, ANNAS_PHONE, topic_merge, .topic = draft, .into = r->result);
	EXPECT(r, invalid);
	ASK(r, ANNAS_PHONE, topic_edit, .topic = draft, .title = STR("Better"));
	EXPECT(r, none);
	ASK(r, ANNAS_PHONE, topic_withdraw, draft);
	EXPECT(r, none);
	assert_int_equal(drafts(r, ANNA), 0);
	ASK(r, ANNAS_PHONE, topic_restore, draft);
	assert_int_equal(drafts(r, ANNA), 1);
	ASK(r, ANNAS_PHONE, topic_publish, draft);
	EXPECT(r, none);
	room_restart(r);
	lane_is(r, LANE_PROPOSED, "AB");
	assert_int_equal(drafts(r, ANNA), 0);
}

static void a_phone_changes_its_own_cards_only(void **state)
{
	struct room *r = *state;
	ident meeting = open_meeting(r);
	room_phone(r, ANNAS_PHONE, BOARD, ANNA);
	room_phone(r, BENS_PHONE, BOARD, BEN);
	ASK(r, ANNAS_PHONE, topic_add, .board = BOARD, .title = STR("A"), .person = BEN);
	EXPECT(r, none);
	ident a = r->result;
	add(r, "B");
	ASK(r, BENS_PHONE, topic_edit, .topic = a, .title = STR("x"));
	EXPECT(r, not_allowed);
	ASK(r, BENS_PHONE, topic_withdraw, a);
	EXPECT(r, not_allowed);
	ASK(r, BENS_PHONE, topic_outcome, .topic = a, .text = STR("x"));
	EXPECT(r, not_allowed);
	ASK(r, ANNAS_PHONE, topic_move, .topic = a, .lane = LANE_DONE);
	EXPECT(r, not_allowed); /* whoever leads moves cards */
	ASK(r, ANNAS_PHONE, topic_edit, .topic = a, .title = STR("Z"), .kind = TOPIC_WISH);
	EXPECT(r, none);
	ASK(r, ANNAS_PHONE, topic_outcome, .topic = a, .text = STR("well"));
	EXPECT(r, none);
	lane_is(r, LANE_PROPOSED, "ZB");
	hand_lead(r, meeting);
	SEND(r, ((struct origin){FROM_PHONE, ++r->request, BENS_PHONE + 1, 0}), board_open,
		.cookie = r->cookie, .board = BOARD);
	SEND(r, ((struct origin){FROM_PHONE, ++r->request, 1, 0}), device_who, .cookie = r->cookie,
		.note = BOARD, .person = CLARA, .guest = STR(""));
	ASK(r, BENS_PHONE + 1, topic_move, .topic = a, .lane = LANE_UP_NEXT);
	EXPECT(r, none);
	ASK(r, BENS_PHONE + 1, topic_edit, .topic = a, .title = STR("Led"));
	EXPECT(r, none);
	ASK(r, BENS_PHONE + 1, board_set, .board = BOARD, .name = STR("New name"));
	EXPECT(r, not_allowed);      /* that is for the screen */
	PRESS(r, topic_withdraw, a); /* at the screen, as at a wall of cards */
	EXPECT(r, none);
}

static void anybody_writes_what_came_of_a_topic_that_was_talked_about(void **state)
{
	struct room *r = *state;
	ident meeting = open_meeting(r), a = add(r, "A");
	room_phone(r, BENS_PHONE, BOARD, BEN);
	room_phone(r, ANNAS_PHONE, BOARD, 0);
	ASK(r, BENS_PHONE, topic_outcome, .topic = a, .text = STR("too soon"));
	EXPECT(r, not_allowed);
	PRESS(r, meeting_phase, meeting, PHASE_DISCUSS);
	PRESS(r, topic_start, .meeting = meeting, .topic = a);
	EXPECT(r, none);
	ASK(r, BENS_PHONE, topic_outcome, .topic = a, .text = STR("We try it"));
	EXPECT(r, none);
	ASK(r, ANNAS_PHONE, topic_outcome, .topic = a, .text = STR("by nobody"));
	EXPECT(r, not_allowed); /* it has not said who it is */
	ASK(r, BENS_PHONE, topic_edit, .topic = a, .title = STR("x"));
	EXPECT(r, not_allowed);
	PRESS(r, meeting_phase, meeting, PHASE_HARVEST);
	ASK(r, BENS_PHONE, topic_outcome, .topic = a, .text = STR("We try it for a month"));
	EXPECT(r, none);
	room_restart(r);
	assert_true(str_eq(core_topic(r->core, a)->outcome, STR("We try it for a month")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(topics_come_to_the_end_with_a_note_of_their_own),
		TEST(words_are_cleaned_and_bounded),
		TEST(moving_keeps_the_order_however_often),
		TEST(one_move_writes_one_card),
		TEST(moves_that_make_no_sense_are_refused),
		TEST(what_is_withdrawn_comes_back_to_its_place),
		TEST(editing_changes_the_card),
		TEST(cards_lie_one_deep_and_come_off_again),
		TEST(laying_a_card_on_one_below_lays_it_on_the_top),
		TEST(a_card_taken_off_a_pile_leaves_the_others),
		TEST(merges_that_make_no_sense_are_refused),
		TEST(the_lane_is_remembered_over_a_restart),
		TEST(an_edited_title_is_said_everywhere),
		TEST(an_outcome_is_kept_in_words),
		TEST(the_screen_has_no_private_place),
		TEST(a_board_holds_a_thousand_cards),
		TEST(the_next_meeting_follows_the_rhythm),
		TEST(a_board_is_made_and_changed_by_the_facilitator),
		TEST(a_boards_numbers_stay_within_reason),
		TEST(a_board_made_twice_by_one_request_is_one),
		TEST(an_archived_board_is_not_shown_and_comes_back),
		TEST(a_meeting_begun_early_was_that_meeting),
		TEST(what_is_discussed_stays_where_it_is),
		TEST(past_topics_take_along_what_lies_under_them),
		TEST(drafts_do_not_fill_the_board),
		TEST(a_draft_is_its_writers_alone),
		TEST(a_phone_changes_its_own_cards_only),
		TEST(anybody_writes_what_came_of_a_topic_that_was_talked_about),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
