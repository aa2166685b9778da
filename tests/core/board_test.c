/* Boards: cards are added, moved, withdrawn and brought back, and stay in the order people gave them. */
#include <stdio.h>

#include "core/workshop.h"

static ident add(struct room *r, const char *title)
{
	PRESS(r, topic_add, .board = BOARD, .title = str_from(title), .detail = STR(""), .person = ANNA);
	EXPECT(r, none);
	return r->result;
}

/* The lane as the letters of its titles. */
static void lane_is(struct room *r, enum lane lane, const char *want)
{
	const struct topic *t[64];
	char got[65] = "";
	size_t count = core_topics(r->core, BOARD, lane, t, 64);
	for (size_t i = 0; i < count; i++)
		got[i] = t[i]->title.p[0];
	assert_string_equal(got, want);
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
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
