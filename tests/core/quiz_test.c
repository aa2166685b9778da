/* Questions of notes come back to the partnership's members, are put by the partner, and stay away the longer the
 * better they were answered. */
#include "core/workshop.h"

#include "core/quiz.h"

enum { SESSION = 100, QUESTION = 500 };

static ident meet(struct room *r, ident id, int64_t days_ago, ident partnership)
{
	int64_t starts = r->now.wall - days_ago * DAY;
	LOAD(&r->disk, REC_session, VI(id), VI(partnership), VI(0), TEXT(""), VI(starts), VI(starts + HOUR),
		VI(4), VI(0), VI(0), TEXT(""), VI(0), VI(-1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0),
		VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(starts + HOUR));
	return id;
}

static void ask(
	struct room *r, ident id, ident session, ident partnership, const char *text, int64_t days_ago)
{
	LOAD(&r->disk, REC_takeaway, VI(id), VI(session), VI(0), VI(TAKEAWAY_QUESTION), TEXT(text), VI(0),
		VI(0), VI(r->now.wall - days_ago * DAY), VI(0), VI(0), VI(0), VI(0), VI(0), VI(partnership),
		VI(0));
}

static void partners(struct room *r, ident id, const ident *people, int count, enum partnership_state state)
{
	LOAD(&r->disk, REC_partnership, VI(id), VI(0), TEXT("Night desk"), VI(state), VI(1), TEXT(""),
		TEXT(""), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""));
	for (int i = 0; i < count; i++)
		LOAD(&r->disk, REC_partner, VI(id), VI(people[i]), VI(i), VI(0), VI(0), VI(0),
			VI(CONSENT_YES));
}

/* Anna and Ben are partners; a week ago they left three questions. Both are here. */
static void tandem(struct room *r)
{
	static const ident two[] = {ANNA, BEN};
	partners(r, TANDEM, two, 2, PARTNERSHIP_ACTIVE);
	meet(r, 90, 7, TANDEM);
	ask(r, QUESTION, 90, TANDEM, "How long may a handover take? Ten minutes", 7);
	ask(r, QUESTION + 1, 90, TANDEM, "Who decides when it is late?", 6);
	ask(r, QUESTION + 2, 90, TANDEM, "What do we write down", 5);
	room_restart(r);
	PRESS(r, check_in, .person = ANNA, .session = SESSION);
	PRESS(r, check_in, .person = BEN, .session = SESSION);
}

static size_t of_session(struct room *r, struct quiz_question *out)
{
	return core_quiz_session(r->core, SESSION, r->now.wall, out, 8);
}

static size_t of_person(struct room *r, ident person, struct quiz_question *out)
{
	return core_quiz_person(r->core, person, r->now.wall, out, 8);
}

static void judge(struct room *r, ident question, ident person, enum grade grade)
{
	PRESS(r, quiz_judge, .takeaway = question, .person = person, .grade = grade);
}

static void partners_take_turns_and_no_question_comes_twice(void **state)
{
	struct room *r = *state;
	struct quiz_question q[8];
	tandem(r);
	assert_int_equal(of_session(r, q), 3);
	assert_int_equal(q[0].person, ANNA);
	assert_int_equal(q[0].asker, BEN);
	assert_int_equal(q[0].takeaway, QUESTION);
	assert_int_equal(q[1].person, BEN);
	assert_int_equal(q[1].asker, ANNA);
	assert_int_equal(q[1].takeaway, QUESTION + 1);
	assert_int_equal(q[2].person, ANNA);
	assert_int_equal(q[2].takeaway, QUESTION + 2);
	assert_int_equal(of_person(r, BEN, q), 3);
}

static void the_answer_stands_behind_the_question_mark(void **state)
{
	struct room *r = *state;
	struct quiz_question q[8];
	tandem(r);
	of_person(r, ANNA, q);
	assert_true(str_eq(q[0].question, STR("How long may a handover take?")));
	assert_true(str_eq(q[0].answer, STR("Ten minutes")));
	assert_true(str_eq(q[1].question, STR("Who decides when it is late?")));
	assert_int_equal(q[1].answer.n, 0);
	assert_true(str_eq(q[2].question, STR("What do we write down")));
	assert_int_equal(q[2].answer.n, 0);
}

static void a_question_mark_within_a_word_is_no_end(void **state)
{
	struct room *r = *state;
	struct quiz_question q;
	tandem(r);
	ask(r, QUESTION + 7, 90, TANDEM, "What does x?y:z mean? If x, y", 7);
	room_restart(r);
	assert_true(core_quiz_question(r->core, QUESTION + 7, ANNA, &q));
	assert_true(str_eq(q.question, STR("What does x?y:z mean?")) && str_eq(q.answer, STR("If x, y")));
}

static void who_is_alone_is_not_asked(void **state)
{
	struct room *r = *state;
	struct quiz_question q[8];
	tandem(r);
	PRESS(r, check_in_undo, .person = BEN, .session = SESSION);
	EXPECT(r, none);
	assert_int_equal(of_session(r, q), 0);
	PRESS(r, check_in, .person = CLARA, .session = SESSION); /* is here, and belongs to nothing */
	assert_int_equal(of_session(r, q), 0);
}

static void a_good_answer_stays_away_longer_than_a_bad_one(void **state)
{
	struct room *r = *state;
	struct quiz_question q[8];
	tandem(r);
	int64_t bad = core_quiz_back(r->core, QUESTION, ANNA, GRADE_AGAIN, r->now.wall);
	int64_t good = core_quiz_back(r->core, QUESTION, ANNA, GRADE_GOOD, r->now.wall);
	int64_t easy = core_quiz_back(r->core, QUESTION, ANNA, GRADE_EASY, r->now.wall);
	assert_true(bad > r->now.wall && bad < good && good < easy);
	judge(r, QUESTION, ANNA, GRADE_GOOD);
	EXPECT(r, none);
	assert_int_equal(of_person(r, ANNA, q), 2);
	assert_int_equal(of_person(r, BEN, q), 3);
	assert_int_equal(core_quiz_next(r->core, ANNA, r->now.wall), good);
	room_restart(r);
	assert_int_equal(of_person(r, ANNA, q), 2);
	room_pass(r, good - r->now.wall);
	assert_int_equal(of_person(r, ANNA, q), 3);
	assert_int_equal(q[2].takeaway, QUESTION);
	assert_int_equal(q[2].reviews, 1);
	assert_true(q[2].last > 0);
}

static void a_new_question_waits_for_the_next_day(void **state)
{
	struct room *r = *state;
	struct quiz_question q[8];
	static const ident two[] = {ANNA, BEN};
	partners(r, TANDEM, two, 2, PARTNERSHIP_AGREED);
	meet(r, 90, 0, TANDEM);
	ask(r, QUESTION, 90, TANDEM, "Why?", 0);
	room_restart(r);
	assert_int_equal(of_person(r, ANNA, q), 0);
	assert_int_equal(core_quiz_next(r->core, ANNA, r->now.wall), day_start(r->now.wall + DAY));
	room_pass(r, 14 * HOUR);
	assert_int_equal(of_person(r, ANNA, q), 1);
	r->now.trusted = false;
	SEND(r, (struct origin){0}, tick, .none = 0);
	assert_int_equal(of_person(r, ANNA, q), 0);
}

static void a_grade_is_corrected_and_taken_back_for_some_minutes(void **state)
{
	struct room *r = *state;
	struct quiz_question q[8];
	tandem(r);
	int64_t hard = core_quiz_back(r->core, QUESTION, ANNA, GRADE_HARD, r->now.wall);
	judge(r, QUESTION, ANNA, GRADE_EASY);
	judge(r, QUESTION, ANNA, GRADE_HARD);
	EXPECT(r, none);
	assert_int_equal(core_quiz_next(r->core, ANNA, r->now.wall), hard);
	judge(r, QUESTION, ANNA, GRADE_NONE);
	EXPECT(r, none);
	assert_int_equal(of_person(r, ANNA, q), 3);
	assert_int_equal(disk_count(&r->disk, REC_recall), 0);
	judge(r, QUESTION, ANNA, GRADE_NONE);
	EXPECT(r, closed);
	judge(r, QUESTION, ANNA, GRADE_AGAIN);
	room_pass(r, HOUR);
	judge(r, QUESTION, ANNA, GRADE_NONE);
	EXPECT(r, closed);
	judge(r, QUESTION, ANNA, GRADE_EASY); /* it is not due any more */
	EXPECT(r, already);
	assert_int_equal(disk_count(&r->disk, REC_recall), 1);
}

static int64_t lapses(struct room *r)
{
	for (size_t i = 0; i < r->disk.count; i++)
		if (r->disk.rows[i].record == REC_recall)
			return r->disk.rows[i].values[7].i;
	return -1;
}

static void what_was_forgotten_is_counted_and_taken_back_with_the_grade(void **state)
{
	struct room *r = *state;
	tandem(r);
	judge(r, QUESTION, ANNA, GRADE_AGAIN);
	assert_int_equal(lapses(r), 1);
	judge(r, QUESTION, ANNA, GRADE_GOOD);
	assert_int_equal(lapses(r), 0);
	room_pass(r, 30 * DAY);
	judge(r, QUESTION, ANNA, GRADE_AGAIN);
	EXPECT(r, none);
	judge(r, QUESTION, ANNA, GRADE_NONE);
	assert_int_equal(lapses(r), 0);
}

static void only_members_of_a_partnership_under_way_are_asked(void **state)
{
	struct room *r = *state;
	struct quiz_question q[8];
	static const ident three[] = {ANNA, BEN, CLARA};
	tandem(r);
	partners(r, TANDEM + 1, three, 3, PARTNERSHIP_PAUSED);
	partners(r, TANDEM + 2, three, 3, PARTNERSHIP_ENDED);
	ask(r, QUESTION + 3, 90, TANDEM + 1, "Paused?", 3);
	ask(r, QUESTION + 4, 90, TANDEM + 2, "Ended?", 3);
	ask(r, QUESTION + 5, 90, 0, "Nobody's?", 3);
	room_restart(r);
	assert_int_equal(of_person(r, ANNA, q), 3);
	assert_int_equal(of_person(r, CLARA, q), 0);
	judge(r, QUESTION + 3, ANNA, GRADE_GOOD);
	EXPECT(r, invalid);
	judge(r, QUESTION, CLARA, GRADE_GOOD);
	EXPECT(r, invalid);
	judge(r, QUESTION + 5, ANNA, GRADE_GOOD);
	EXPECT(r, not_found);
	judge(r, QUESTION, ANNA, GRADE_COUNT);
	EXPECT(r, invalid);
	ASK(r, 77, quiz_judge, .takeaway = QUESTION, .person = ANNA,
		.grade = GRADE_GOOD); /* no page of theirs */
	EXPECT(r, not_allowed);
	assert_int_equal(of_person(r, ANNA, q), 3);
}

static void questions_of_a_session_come_with_its_end_and_go_with_undo(void **state)
{
	struct room *r = *state;
	struct quiz_question q[8];
	static const ident two[] = {ANNA, BEN};
	partners(r, TANDEM, two, 2, PARTNERSHIP_ACTIVE);
	struct value *row = disk_find(&r->disk, REC_session, &VI(SESSION))->values;
	row[1] = VI(TANDEM);
	room_restart(r);
	PRESS(r, check_in, .person = ANNA, .session = SESSION);
	PRESS(r, check_in, .person = BEN, .session = SESSION);
	ident note = core_session(r->core, SESSION)->note;
	disk_find(&r->disk, REC_note, &VI(note))->values[5] = TEXT("? What helps? Asking\n! An insight\n");
	room_restart(r);
	PRESS(r, session_finish, .session = SESSION);
	PRESS(r, session_close, .session = SESSION);
	EXPECT(r, none);
	room_pass(r, 20 * HOUR);
	assert_int_equal(of_person(r, ANNA, q), 1);
	assert_int_equal(of_person(r, BEN, q), 1);
	assert_int_equal(q[0].session, SESSION);
	room_pass(r, -20 * HOUR);
	PRESS(r, session_resume, .session = SESSION);
	EXPECT(r, none);
	room_pass(r, 20 * HOUR);
	assert_int_equal(of_person(r, ANNA, q), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(partners_take_turns_and_no_question_comes_twice),
		TEST(the_answer_stands_behind_the_question_mark),
		TEST(who_is_alone_is_not_asked),
		TEST(a_good_answer_stays_away_longer_than_a_bad_one),
		TEST(a_new_question_waits_for_the_next_day),
		TEST(a_grade_is_corrected_and_taken_back_for_some_minutes),
		TEST(only_members_of_a_partnership_under_way_are_asked),
		TEST(questions_of_a_session_come_with_its_end_and_go_with_undo),
		TEST(what_was_forgotten_is_counted_and_taken_back_with_the_grade),
		TEST(a_question_mark_within_a_word_is_no_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
