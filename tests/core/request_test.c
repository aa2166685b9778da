/* The same request twice is done once, with the same answer, over a restart as well. */
#include <stdio.h>

#include "core/workshop.h"

#define AGAIN(r, id, name, ...) SEND(r, ((struct origin){FROM_SCREEN, (id), 0, 0}), name, __VA_ARGS__)
#define NEW_TOPIC .board = BOARD, .title = STR("Same"), .detail = STR("")

static void a_request_sent_again_is_done_once(void **state)
{
	struct room *r = *state;
	AGAIN(r, 4711, topic_add, NEW_TOPIC);
	EXPECT(r, none);
	ident topic = r->result;
	for (int i = 0; i < 5; i++) {
		AGAIN(r, 4711, topic_add, NEW_TOPIC);
		EXPECT(r, none);
		assert_int_equal(r->result, topic);
	}
	room_restart(r);
	AGAIN(r, 4711, topic_add, NEW_TOPIC);
	EXPECT(r, none);
	assert_int_equal(r->result, topic);
	assert_int_equal(disk_count(&r->disk, REC_topic), 1);
	AGAIN(r, 4712, topic_add, NEW_TOPIC); /* another request for the same is another */
	assert_int_equal(disk_count(&r->disk, REC_topic), 2);
}

static void a_request_lost_with_its_batch_is_done_when_it_comes_again(void **state)
{
	struct room *r = *state;
	r->slow = true;
	AGAIN(r, 4711, topic_add, NEW_TOPIC);
	assert_false(r->answered);
	room_restart(r);
	r->slow = false;
	AGAIN(r, 4711, topic_add, NEW_TOPIC);
	EXPECT(r, none);
	assert_int_equal(disk_count(&r->disk, REC_topic), 1);
}

static void a_refusal_stays_a_refusal(void **state)
{
	struct room *r = *state;
	AGAIN(r, 4711, check_in_undo, .person = ANNA, .session = 100);
	EXPECT(r, already);
	AGAIN(r, 4712, check_in, .person = ANNA, .session = 100);
	AGAIN(r, 4711, check_in_undo, .person = ANNA, .session = 100); /* a straggler must not undo it */
	EXPECT(r, already);
	assert_true(core_member(r->core, 100, ANNA)->here_at != 0);
}

static void without_a_number_there_is_no_answer_and_no_protection(void **state)
{
	struct room *r = *state;
	AGAIN(r, 0, topic_add, NEW_TOPIC);
	AGAIN(r, 0, topic_add, NEW_TOPIC);
	assert_false(r->answered);
	assert_int_equal(disk_count(&r->disk, REC_topic), 2);
	assert_int_equal(disk_count(&r->disk, REC_request), 0);
}

static void a_phone_without_a_right_may_do_nothing(void **state)
{
	struct room *r = *state;
	SEND(r, ((struct origin){FROM_PHONE, 4711, 5, 0}), topic_add, NEW_TOPIC);
	EXPECT(r, not_allowed);
	assert_int_equal(disk_count(&r->disk, REC_topic), 0);
}

static void before_all_is_loaded_everybody_waits(void **state)
{
	struct room *r = *state;
	core_free(r->core);
	r->core = core_new(&r->config);
	r->disk.committed = 0;
	PRESS(r, topic_add, NEW_TOPIC);
	EXPECT(r, busy);
	SEND(r, ((struct origin){FROM_PHONE, 4711, 5, 77}), note_open, .note = 1);
	EXPECT(r, busy);
}

static void old_requests_are_forgotten_by_a_clock_that_is_right(void **state)
{
	struct room *r = *state;
	AGAIN(r, 4711, topic_add, NEW_TOPIC);
	room_pass(r, 8 * DAY);
	r->now.trusted = false;
	room_restart(r);
	assert_int_equal(disk_count(&r->disk, REC_request), 1);
	r->now.trusted = true;
	room_restart(r);
	assert_int_equal(disk_count(&r->disk, REC_request), 0);
}

static void a_request_of_a_wrong_clock_is_not_old(void **state)
{
	struct room *r = *state;
	int64_t right = r->now.wall;
	r->now = (struct moment){1000, 5, false};
	room_restart(r);
	AGAIN(r, 4711, topic_add, NEW_TOPIC);
	r->now = (struct moment){right, 10, true};
	SEND(r, (struct origin){0}, tick, 0);
	AGAIN(r, 4711, topic_add, NEW_TOPIC);
	assert_int_equal(disk_count(&r->disk, REC_topic), 1);
}

static void thousands_of_requests_are_told_apart(void **state)
{
	struct room *r = *state;
	for (uint64_t i = 1; i <= 6000; i++)
		AGAIN(r, i * 0x10001u, check_in_undo, .person = ANNA,
			.session = 100); /* nothing is written */
	assert_int_equal(disk_count(&r->disk, REC_request), 0);
	AGAIN(r, 5, check_in, .person = ANNA, .session = 100);
	AGAIN(r, 6000 * 0x10001u, check_in_undo, .person = ANNA, .session = 100);
	EXPECT(r, already);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_request_sent_again_is_done_once),
		TEST(a_request_lost_with_its_batch_is_done_when_it_comes_again),
		TEST(a_refusal_stays_a_refusal),
		TEST(without_a_number_there_is_no_answer_and_no_protection),
		TEST(a_phone_without_a_right_may_do_nothing),
		TEST(before_all_is_loaded_everybody_waits),
		TEST(old_requests_are_forgotten_by_a_clock_that_is_right),
		TEST(a_request_of_a_wrong_clock_is_not_old),
		TEST(thousands_of_requests_are_told_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
