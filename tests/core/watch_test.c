/* Phones that follow a board: what they are told, and who may do what. */
#include "core/workshop.h"

static size_t heard(const struct room *r, enum effect_kind kind, uint64_t conn)
{
	size_t count = 0;
	for (size_t i = 0; i < r->heard_count; i++)
		count += r->heard[i]->kind == kind && r->heard[i]->to.conn == conn;
	return count;
}

static const struct effect *last(const struct room *r, enum effect_kind kind)
{
	for (size_t i = r->heard_count; i-- > 0;)
		if (r->heard[i]->kind == kind)
			return r->heard[i];
	fail_msg("%s was not told", effect_name(kind));
	return NULL;
}

static void whoever_comes_to_a_board_is_told_all_of_it(void **state)
{
	struct room *r = *state;
	PRESS(r, topic_add, .board = BOARD, .title = STR("Printer jam"), .detail = STR("Why?"),
		.person = ANNA);
	r->listens = true;
	room_phone(r, 21, BOARD, BEN);
	assert_int_equal(heard(r, EFFECT_board_cards, 21), 1);
	assert_int_equal(heard(r, EFFECT_board_meeting, 21), 1);
	assert_int_equal(heard(r, EFFECT_board_mine, 21), 1);
	const struct effect_board_cards *c = &last(r, EFFECT_board_cards)->u.board_cards;
	assert_int_equal(c->count, 1);
	assert_true(str_eq(c->cards[0].title, STR("Printer jam")));
	assert_true(str_eq(c->cards[0].by.name, STR("Anna-Lena S.")));
	assert_true(c->cards[0].more);
	assert_true(str_eq(last(r, EFFECT_board_meeting)->u.board_meeting.name, STR("Marketplace")));
	assert_int_equal(last(r, EFFECT_board_mine)->u.board_mine.me.person, BEN);
}

static void a_changed_card_is_told_once_for_all(void **state)
{
	struct room *r = *state;
	room_phone(r, 21, BOARD, BEN);
	room_phone(r, 22, BOARD, ANNA);
	r->listens = true;
	ASK(r, 21, topic_add, .board = BOARD, .title = STR("Mine"), .detail = STR(""));
	assert_int_equal(heard(r, EFFECT_reply, 21), 1);
	assert_int_equal(heard(r, EFFECT_board_cards, 0), 1);
	assert_int_equal(heard(r, EFFECT_board_cards, 21) + heard(r, EFFECT_board_cards, 22), 0);
	assert_int_equal(heard(r, EFFECT_board_mine, 21) + heard(r, EFFECT_board_mine, 22), 0);
	room_forget_heard(r);
	SEND(r, ((struct origin){FROM_PHONE, 0, 21, 0}), note_leave, 0);
	SEND(r, ((struct origin){FROM_PHONE, 0, 22, 0}), note_leave, 0);
	PRESS(r, topic_add, .board = BOARD, .title = STR("Alone"), .detail = STR(""));
	assert_int_equal(r->heard_count, 0);
}

static void a_phone_without_a_person_reads_and_asks_nothing(void **state)
{
	struct room *r = *state;
	room_phone(r, 21, BOARD, 0);
	ASK(r, 21, topic_add, .board = BOARD, .title = STR("Whose?"), .detail = STR(""));
	EXPECT(r, not_allowed);
	assert_int_equal(disk_count(&r->disk, REC_topic), 0);
	ASK(r, 99, topic_add, .board = BOARD, .title = STR("From nowhere"), .detail = STR(""));
	EXPECT(r, not_allowed);
	assert_int_equal(disk_count(&r->disk, REC_topic), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(whoever_comes_to_a_board_is_told_all_of_it),
		TEST(a_changed_card_is_told_once_for_all),
		TEST(a_phone_without_a_person_reads_and_asks_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
