/* The quiz on a member's phone, and the map on the coordinator's laptop: who may see and do what. */
#include "core/learning.h"

#include "core/map.h"
#include "core/quiz.h"

enum { QUESTION = 700 };

/* Anna and Ben are asked one question since yesterday. */
static void asked(struct room *r)
{
	LOAD(&r->disk, REC_takeaway, VI(QUESTION), VI(0), VI(0), VI(TAKEAWAY_QUESTION),
		TEXT("How long? Ten minutes"), VI(0), VI(0), VI(r->now.wall - 2 * DAY), VI(0), VI(0), VI(0),
		VI(0), VI(0), VI(TANDEM), VI(0));
	room_begin_again(r);
}

static const struct doc *quiz(struct room *r, ident person)
{
	const struct doc *d = learning_look(r, PAGE(person), "quiz", 0);
	assert_non_null(d);
	return d;
}

static bool reads(const struct doc *in, const char *key, const char *text)
{
	return str_eq(doc_at(in, key)->text, str_from(text));
}

static void a_page_shows_what_is_due_for_both_sides(void **state)
{
	struct room *r = *state;
	asked(r);
	const struct doc *d = quiz(r, ANNA), *mine = doc_at(d, "mine"), *partners = doc_at(d, "partners");
	assert_int_equal(doc_length(mine), 1);
	assert_int_equal(doc_at(doc_nth(mine, 0), "id")->number, QUESTION);
	assert_true(reads(doc_nth(mine, 0), "question", "How long?"));
	assert_true(reads(doc_nth(mine, 0), "answer", "Ten minutes"));
	assert_true(doc_at(doc_at(doc_nth(mine, 0), "back"), "easy")->number > r->now.wall + DAY);
	assert_int_equal(doc_length(partners), 1);
	assert_int_equal(doc_at(doc_at(doc_nth(partners, 0), "person"), "id")->number, BEN);
	assert_int_equal(doc_length(doc_at(doc_nth(partners, 0), "due")), 1);
	d = quiz(r, CLARA);
	assert_int_equal(doc_length(doc_at(d, "mine")), 0);
	assert_int_equal(doc_length(doc_at(d, "partners")), 0);
}

/* What the partner has to answer elsewhere leaves room for what is put to them here. */
static void a_partner_with_much_to_do_elsewhere_is_asked_here(void **state)
{
	struct room *r = *state;
	room_partnership(r, 31, MODEL_TANDEM, PARTNERSHIP_ACTIVE, (const ident[]){BEN, CLARA}, 2);
	for (int i = 0; i < 70; i++)
		LOAD(&r->disk, REC_takeaway, VI(800 + i), VI(0), VI(0), VI(TAKEAWAY_QUESTION), TEXT("Why?"),
			VI(0), VI(0), VI(r->now.wall - 9 * DAY), VI(0), VI(0), VI(0), VI(0), VI(0), VI(31),
			VI(0));
	asked(r);
	const struct doc *partners = doc_at(quiz(r, ANNA), "partners");
	assert_int_equal(doc_length(partners), 1);
	assert_int_equal(doc_length(doc_at(doc_nth(partners, 0), "due")), 1);
	assert_int_equal(core_quiz_count(r->core, 31), 70);
	assert_int_equal(core_quiz_count(r->core, TANDEM), 1);
}

static void a_member_judges_and_every_page_knows(void **state)
{
	struct room *r = *state;
	asked(r);
	quiz(r, BEN);
	room_forget_heard(r);
	r->listens = true;
	ASK(r, PAGE(ANNA), quiz_judge, .takeaway = QUESTION, .person = BEN, .grade = GRADE_GOOD);
	r->listens = false;
	EXPECT(r, none);
	bool told = false;
	for (size_t i = 0; i < r->heard_count; i++)
		told |= r->heard[i]->kind == EFFECT_view && r->heard[i]->to.conn == PAGE(BEN);
	assert_true(told);
	assert_int_equal(doc_length(doc_at(quiz(r, BEN), "mine")), 0);
	assert_true(doc_at(quiz(r, BEN), "next")->number > r->now.wall);
	assert_int_equal(doc_length(doc_at(quiz(r, ANNA), "mine")), 1);
	ASK(r, PAGE(ANNA), quiz_judge, .takeaway = QUESTION, .person = ANNA, .grade = GRADE_AGAIN);
	EXPECT(r, none); /* alone, between meetings */
	assert_int_equal(doc_length(doc_at(quiz(r, ANNA), "mine")), 0);
}

static void nobody_else_judges(void **state)
{
	struct room *r = *state;
	asked(r);
	ASK(r, PAGE(CLARA), quiz_judge, .takeaway = QUESTION, .person = ANNA, .grade = GRADE_GOOD);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, quiz_judge, .takeaway = QUESTION, .person = ANNA, .grade = GRADE_GOOD);
	EXPECT(r, not_allowed);
	assert_int_equal(disk_count(&r->disk, REC_recall), 0);
	assert_true(doc_has(
		learning_look(r, DESK_PAGE, "quiz", 0), "error")); /* nor does the coordinator see it */
}

static void the_map_is_the_coordinators(void **state)
{
	struct room *r = *state;
	const struct doc *d = learning_look(r, DESK_PAGE, "map", 0);
	assert_non_null(d);
	assert_int_equal(doc_at(d, "ready")->number, 0);
	for (int i = 0; i < 100 && !core_map(r->core, MAP_PEOPLE, true); i++)
		SEND(r, (struct origin){0}, tick, .none = 0);
	d = learning_look(r, DESK_PAGE, "map", 0);
	assert_int_equal(doc_at(d, "ready")->number, 1);
	assert_int_equal(doc_length(doc_at(d, "edges")), 1);
	assert_int_equal(doc_at(d, "partnerships")->number, 1);
	const struct doc *edge = doc_nth(doc_at(d, "edges"), 0);
	const struct doc *a = doc_nth(doc_at(d, "nodes"), (int)doc_at(edge, "a")->number);
	assert_int_equal(doc_at(a, "id")->number, ANNA);
	assert_true(reads(a, "name", "Anna-Lena Schmidt"));
	assert_true(reads(a, "organisation", "City Library"));
	assert_true(reads(edge, "model", "tandem"));
	d = learning_look(r, PAGE(ANNA), "map", 0);
	assert_true(doc_has(d, "error") && !doc_has(d, "nodes"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_PARTNERS(a_page_shows_what_is_due_for_both_sides),
		TEST_PARTNERS(a_partner_with_much_to_do_elsewhere_is_asked_here),
		TEST_PARTNERS(a_member_judges_and_every_page_knows),
		TEST_PARTNERS(nobody_else_judges),
		TEST_PARTNERS(the_map_is_the_coordinators),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
