/* People: found by any beginning of any part of their names, and never shown where they should not be. */
#include <stdio.h>

#include "core/workshop.h"

static size_t search(struct room *r, const char *query, struct match *out)
{
	return core_search(r->core, str_from(query), r->now.wall, out, 10);
}

static void finds(struct room *r, const char *query, ident person)
{
	struct match m[10];
	size_t count = search(r, query, m);
	for (size_t i = 0; i < count; i++)
		if (m[i].person == person)
			return;
	fail_msg("'%s' does not find %d", query, (int)person);
}

static void finds_not(struct room *r, const char *query, ident person)
{
	struct match m[10];
	size_t count = search(r, query, m);
	for (size_t i = 0; i < count; i++)
		if (m[i].person == person)
			fail_msg("'%s' finds %d", query, (int)person);
}

static void found_by_any_part_in_any_order_without_accents(void **state)
{
	struct room *r = *state;
	const char *const anna[] = {
		"a", "anna", "ANNA", "lena", "annal", "anna-l", "sch an", "anna schmidt", "schm len an"};
	for (size_t i = 0; i < sizeof anna / sizeof *anna; i++)
		finds(r, anna[i], ANNA);
	finds(r, "obr", BEN);
	finds(r, "brien b", BEN);
	finds(r, "o'b", BEN);
	finds(r, "orst", CLARA);
	finds(r, "Ø", CLARA);
	finds(r, "luk", LUKASZ);
	finds(r, "ŁUK BENE", LUKASZ);
	finds(r, "  ben  ", LUKASZ);
}

static void not_found_by_what_they_are_not_called(void **state)
{
	struct room *r = *state;
	struct match m[10];
	finds_not(r, "nna", ANNA);
	finds_not(r, "anna anna", ANNA);
	finds_not(r, "anna b", ANNA);
	finds_not(r, "schmidtx", ANNA);
	finds_not(r, "anna", GONE);
	assert_int_equal(search(r, "", m), 0);
	assert_int_equal(search(r, " - ' ", m), 0);
}

static void each_word_of_the_query_takes_a_word_of_its_own(void **state)
{
	struct room *r = *state;
	finds_not(r, "b b b b", BEN);
	finds(r, "b be", BEN); /* the first choice for 'b' must be given back */
	finds(r, "be b", BEN);
}

static void expected_people_come_first_then_by_name(void **state)
{
	struct room *r = *state;
	struct match m[10];
	assert_int_equal(search(r, "ben", m), 2);
	assert_int_equal(m[0].person, BEN);
	assert_int_equal(m[0].session, 100);
	assert_false(m[0].here);
	assert_int_equal(m[1].person, LUKASZ);
	assert_int_equal(m[1].session, 0);
	PRESS(r, check_in, .person = BEN, .session = 100);
	search(r, "ben", m);
	assert_true(m[0].here);
	room_session(r, 101, 20, LUKASZ, CLARA);
	room_restart(r);
	search(r, "ben", m); /* who is expected and missing comes before who is here */
	assert_int_equal(m[0].person, LUKASZ);
	assert_int_equal(m[1].person, BEN);
}

static void only_the_best_are_kept_when_there_is_little_room(void **state)
{
	struct room *r = *state;
	struct match m[1];
	assert_int_equal(core_search(r->core, STR("b"), r->now.wall, m, 1), 1);
	assert_int_equal(m[0].person, BEN);
	assert_int_equal(core_search(r->core, STR("b"), r->now.wall, m, 0), 0);
}

static void spans_mark_the_bytes_of_the_full_name(void **state)
{
	struct room *r = *state;
	struct match m[10];
	assert_int_equal(search(r, "or cla", m), 1); /* Clara Ørsted */
	assert_int_equal(m[0].spans, 2);
	assert_int_equal(m[0].span[0].from, 6);
	assert_int_equal(m[0].span[0].to, 9); /* Ø is two bytes */
	assert_int_equal(m[0].span[1].from, 0);
	assert_int_equal(m[0].span[1].to, 3);
	assert_int_equal(search(r, "annalena", m), 1);
	assert_int_equal(m[0].span[0].to, 9); /* the hyphen lies within */
}

static void hidden_people_are_found_but_never_expected_tiles(void **state)
{
	struct room *r = *state;
	struct expected e[10];
	room_session(r, 101, 0, HIDDEN, CLARA);
	room_restart(r);
	finds(r, "verb", HIDDEN);
	size_t count = core_expected(r->core, r->now.wall, e, 10);
	assert_int_equal(count, 3); /* Clara, then Anna and Ben */
	for (size_t i = 0; i < count; i++)
		assert_int_not_equal(e[i].person, HIDDEN);
}

static void guests_are_found_only_while_their_session_is_today(void **state)
{
	struct room *r = *state;
	PRESS(r, guest_add, STR("  Zoé \n von   Gast "));
	EXPECT(r, none);
	ident guest = r->result;
	const struct person *p = core_person(r->core, guest);
	assert_true(p->guest);
	assert_true(str_eq(p->given, STR("Zoé")));
	assert_true(str_eq(p->family, STR("von Gast")));
	finds_not(r, "zoe", guest);
	PRESS(r, check_in, .person = guest, .session = 100);
	EXPECT(r, none);
	finds(r, "zoe", guest);
	room_pass(r, DAY);
	finds_not(r, "zoe", guest);
	for (int day = 0; day < 2; day++) { /* the first closes what was left open, the second forgets it */
		room_pass(r, DAY);
		SEND(r, (struct origin){0}, tick, 0);
	}
	assert_null(core_person(r->core, guest));
	finds(r, "luk", LUKASZ); /* the others are still in their places */
}

static void guests_only_where_the_room_takes_them(void **state)
{
	struct room *r = *state;
	char longest[NAME_MAX_BYTES + 1];
	memset(longest, 'x', sizeof longest);
	PRESS(r, guest_add, STR(" \t "));
	EXPECT(r, invalid);
	PRESS(r, guest_add, STR("\xFF"));
	EXPECT(r, invalid);
	PRESS(r, guest_add, (struct str){longest, sizeof longest});
	EXPECT(r, too_long);
	PRESS(r, guest_add, (struct str){longest, sizeof longest - 1});
	EXPECT(r, none);
	r->config.guests = false;
	room_restart(r);
	PRESS(r, guest_add, STR("Zoé"));
	EXPECT(r, not_allowed);
}

static void names_are_short_on_a_public_screen(void **state)
{
	struct room *r = *state;
	struct arena mem = {0};
	const struct person leo = {.given = STR("Leo"), .family = STR("van der Beek")},
			    small = {.given = STR("Kim"), .family = STR("von")};
	assert_true(str_eq(person_short_name(&mem, &leo), STR("Leo B.")));
	assert_true(str_eq(person_initials(&mem, &leo), STR("LB")));
	assert_true(str_eq(person_short_name(&mem, &small), STR("Kim v.")));
	assert_true(str_eq(person_short_name(&mem, core_person(r->core, CLARA)), STR("Clara Ø.")));
	assert_true(str_eq(person_full_name(&mem, core_person(r->core, CLARA)), STR("Clara Ørsted")));
	assert_true(str_eq(person_initials(&mem, core_person(r->core, CLARA)), STR("CØ")));
	arena_free(&mem);
}

static void renamed_people_are_found_by_their_new_name_alone(void **state)
{
	struct room *r = *state;
	struct import_person row = {
		.name = STR("Meier"), .given = STR("Bernd"), .email = STR("ben@example.org"), .line = 2};
	for (int i = 0; i < 40; i++) { /* often enough for the index to close its gaps */
		row.given = i % 2 ? STR("Bernd") : STR("Quirin");
		SEND(r, (struct origin){.source = FROM_FILE}, import_people, &row, 1, false);
		finds(r, i % 2 ? "bernd" : "quirin", BEN);
		finds_not(r, i % 2 ? "quirin" : "bernd", BEN);
		finds(r, "lena", ANNA);
		finds(r, "luk", LUKASZ);
	}
}

static void people_that_come_out_of_order_are_in_their_places(void **state)
{
	struct room *r = *state;
	struct core *core = core_new(&r->config);
	struct disk one = {0};
	static const ident order[] = {7, 3, 9, 1, 5};
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) { /* one message each, as no store would */
		char name[] = "Person A";
		name[7] = (char)('A' + order[i]);
		LOAD(&one, REC_person, VI(order[i]), TEXT(name), TEXT(""), TEXT(""), VI(0), TEXT(""), VI(0),
			VI(0), VI(0), VI(0), VI(1), TEXT(""), VI(0), VI(0));
		disk_load(&one, core, r->now);
		disk_free(&one);
	}
	struct match m[4];
	assert_int_equal(core_search(core, STR("person d"), r->now.wall, m, 4), 1);
	assert_int_equal(m[0].person, 3);
	assert_int_equal(core_search(core, STR("j"), r->now.wall, m, 4), 1);
	assert_int_equal(m[0].person, 9);
	core_free(core);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(found_by_any_part_in_any_order_without_accents),
		TEST(not_found_by_what_they_are_not_called),
		TEST(each_word_of_the_query_takes_a_word_of_its_own),
		TEST(expected_people_come_first_then_by_name),
		TEST(only_the_best_are_kept_when_there_is_little_room),
		TEST(spans_mark_the_bytes_of_the_full_name),
		TEST(hidden_people_are_found_but_never_expected_tiles),
		TEST(guests_are_found_only_while_their_session_is_today),
		TEST(guests_only_where_the_room_takes_them),
		TEST(names_are_short_on_a_public_screen),
		TEST(renamed_people_are_found_by_their_new_name_alone),
		TEST(people_that_come_out_of_order_are_in_their_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
