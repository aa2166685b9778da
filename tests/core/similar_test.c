/* Similar topics: found by the words that say something, in English and German, in a stable order. */
#include <stdio.h>

#include "core/workshop.h"

static ident add(struct room *r, const char *title, const char *detail)
{
	PRESS(r, topic_add, .board = BOARD, .title = str_from(title), .detail = str_from(detail));
	EXPECT(r, none);
	return r->result;
}

static bool is_similar(struct room *r, const char *words, ident topic)
{
	const struct topic *found[8];
	size_t count = core_similar(r->core, BOARD, str_from(words), 0, found, 8);
	for (size_t i = 0; i < count; i++)
		if (found[i]->id == topic)
			return true;
	return false;
}

static void words_of_both_languages_find_each_other(void **state)
{
	static const struct {
		const char *typed, *title;
		bool similar;
	} cases[] = {
		{"printer", "The printer on floor 2 jams", true},
		{"prin", "The printer on floor 2 jams", true}, /* while typing */
		{"pri", "The printer on floor 2 jams", false},
		{"PRINTERS jam again", "The printer on floor 2 jams", true},
		{"How do we give feedback?", "Feedback for seniors", true},
		{"How do we give feedback?", "How do we park our cars?", false},
		{"what should we do", "What should we do about it", false},
		{"Drucker", "Der Papierdrucker ist kaputt", true},
		{"Rückmeldung geben", "Rückmeldungen im Team", true},
		{"rueckmeldung", "Rückmeldungen im Team", false}, /* ü folds to u, as in the search */
		{"ruckmeldung", "Rückmeldungen im Team", true},
		{"Wie können wir das besser machen", "Wie können wir das Essen bestellen", false},
		{"organise the move", "Organisation of the move", true},
		{"internet", "Interest in books", false},
		{"Übergabe „Frühdienst“", "übergabe", true},
		{"Παράδοση", "παραδοση βάρδιας", true},
		{"HR", "HR and we", true},
		{"", "IT security", false},
		{"?! …", "IT security", false},
		{"one two three four five six seven printer",
			"The printer and eight nine ten elf zwölf Zebra", false},
	};
	struct room *r = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ident topic = add(r, cases[i].title, "");
		if (is_similar(r, cases[i].typed, topic) != cases[i].similar)
			fail_msg("%s / %s", cases[i].typed, cases[i].title);
		PRESS(r, topic_withdraw, topic);
		assert_false(is_similar(r, cases[i].typed, topic)); /* it is not on the board */
	}
}

static void the_most_similar_comes_first(void **state)
{
	struct room *r = *state;
	const struct topic *found[8];
	ident detail = add(r, "Something about offices", "the coffee machine"),
	      one = add(r, "Coffee in the morning", ""), both = add(r, "Coffee machine", ""),
	      twin = add(r, "Machine for coffee", "");
	add(r, "Parking", "");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(core_similar(r->core, BOARD, STR("our coffee machine"), 0, found, 8), 4);
		assert_int_equal(found[0]->id, both); /* the older of equals */
		assert_int_equal(found[1]->id, twin);
		assert_int_equal(found[2]->id, detail); /* both words, if only there */
		assert_int_equal(found[3]->id, one);
		room_restart(r);
	}
	assert_int_equal(core_similar(r->core, BOARD, STR("our coffee machine"), both, found, 8), 3);
	assert_int_equal(core_similar(r->core, BOARD, STR("our coffee machine"), 0, found, 1), 1);
	assert_int_equal(found[0]->id, both);
	assert_int_equal(core_similar(r->core, 999, STR("our coffee machine"), 0, found, 8), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_of_both_languages_find_each_other),
		TEST(the_most_similar_comes_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
