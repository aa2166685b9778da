/* Answering at the screen is shielded: whoever stands beside or comes after sees no answer. What came of it names
 * nobody. Packs are reached from what it leads to. */
#include "screens/screens.h"

#include "base/hash.h"
#include "core/survey.h"

#define SURVEY 900

/* Three people have an instrument before them; the first `submitted` have handed in, all of them answering alike but
 * for the first item. */
static struct stage *with(int submitted)
{
	struct stage *st = stage_new(platform, &content, 1024, 600, "en");
	ident group = st->next++;
	stage_people(st, 3);
	ROW(st, REC_partnership, VI(group), VI(MODEL_LEARNING_SET), TEXT(""), VI(PARTNERSHIP_ACTIVE), VI(1),
		TEXT(""), TEXT(""), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""));
	ROW(st, REC_survey, VI(SURVEY), TEXT(INSTRUMENT_HEALTHY), VI(group), VI(0), VI(st->now.wall - DAY),
		VI(0), VI(submitted == 3 ? st->now.wall : 0));
	for (int i = 0; i < 3; i++) {
		ROW(st, REC_partner, VI(group), VI(st->people[i]), VI(i), VI(0), VI(0), VI(0),
			VI(CONSENT_YES));
		if (i >= submitted)
			continue;
		for (int item = 0; item < 24; item++)
			ROW(st, REC_answer, VI(SURVEY), VI(st->people[i]), VI(item),
				VI(item ? 2 + item / 12 : 1 + 2 * i));
		ROW(st, REC_submission, VI(SURVEY), VI(st->people[i]), VI(st->now.wall));
	}
	stage_open(st);
	return st;
}

static int answering(void **state)
{
	struct stage *st = *state = with(0);
	stage_visit(st, SCREEN_survey, SURVEY, st->people[0]);
	return 0;
}

static int shown(void **state)
{
	struct stage *st = *state = with(3);
	stage_visit(st, SCREEN_results, SURVEY, 0);
	return 0;
}

/* Everything that is drawn in the frame, but for the line at the foot that counts. */
static uint64_t looks_like(struct stage *st)
{
	const struct draw_list *list = stage_draw(st);
	uint64_t h = 0;
	for (int i = 0; i < list->count; i++) {
		const struct draw *d = &list->draws[i];
		if (d->r.y > 520)
			continue;
		h = hash_mix(h, hash_bytes(0, &d->r, sizeof d->r));
		h = hash_mix(h, (uint64_t)d->colour << 32 | (uint64_t)d->kind);
		h = hash_mix(h, hash_bytes(0, d->text.p, d->kind == DRAW_TEXT ? d->text.n : 0));
	}
	return h;
}

static bool says(struct stage *st, const char *words_there)
{
	struct buf out = {0};
	stage_draw(st);
	ui_words(st->shell->ui, &out);
	bool found = str_contains(buf_str(&out), str_from(words_there));
	buf_free(&out);
	return found;
}

static void what_was_answered_is_not_shown_again(void **state)
{
	struct stage *st = *state;
	assert_true(stage_tap(st, "begin", -1));
	uint64_t fresh = looks_like(st);
	assert_true(stage_tap(st, "answer", 4));
	assert_int_equal(core_survey_answer(st->core, SURVEY, st->people[0], 0), 4);
	assert_true(looks_like(st) != fresh); /* the next statement */
	assert_true(stage_tap(st, "again", -1));
	assert_true(looks_like(st) == fresh); /* as if nothing had been answered */
	assert_true(stage_tap(st, "answer", 2));
	assert_int_equal(core_survey_answer(st->core, SURVEY, st->people[0], 0), 2);
}

static void it_goes_on_where_there_is_no_answer_yet(void **state)
{
	struct stage *st = *state;
	stage_tap(st, "begin", -1);
	stage_tap(st, "answer", 1);
	stage_tap(st, "skip", -1);
	stage_tap(st, "answer", 5);
	stage_visit(st, SCREEN_home, 0, 0);
	stage_visit(st, SCREEN_survey, SURVEY, st->people[0]);
	assert_true(stage_tap(st, "begin", -1));
	stage_tap(st, "answer", 3); /* the one that was skipped */
	assert_int_equal(core_survey_answer(st->core, SURVEY, st->people[0], 1), 3);
	assert_int_equal(core_survey_answer(st->core, SURVEY, st->people[0], 2), 5);
}

static void it_is_handed_in_at_the_end_and_once(void **state)
{
	struct stage *st = *state;
	int items = core_survey_state(st->core, SURVEY).items;
	stage_tap(st, "begin", -1);
	for (int i = 0; i < items - 1; i++)
		assert_true(stage_tap(st, "answer", 1 + i % 5));
	stage_tap(st, "skip", -1); /* the last one */
	assert_false(core_survey_submitted(st->core, SURVEY, st->people[0]));
	assert_true(stage_tap(st, "rest", -1));
	assert_true(stage_tap(st, "answer", 3));
	assert_true(stage_tap(st, "submit", -1));
	assert_true(core_survey_submitted(st->core, SURVEY, st->people[0]));
	assert_true(says(st, "Still waiting for 2 of you"));
	assert_false(stage_tap(st, "answer", -1));
}

static void what_came_of_it_names_nobody(void **state)
{
	struct stage *st = *state;
	assert_true(says(st, "Where you differ most"));
	for (size_t i = 0; i < st->people_count; i++) {
		const struct person *p = core_person(st->core, st->people[i]);
		char given[64];
		snprintf(given, sizeof given, "%.*s", STR_FMT(p->given));
		assert_false(says(st, given));
	}
}

static void an_area_leads_to_its_pack(void **state)
{
	struct stage *st = *state;
	assert_true(stage_tap(st, "pack", -1));
	assert_int_equal(st->shell->place.screen, SCREEN_pack);
	assert_true(stage_tap(st, "tool", 0));
	assert_int_equal(st->shell->place.screen, SCREEN_tool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_was_answered_is_not_shown_again, answering, strike),
		cmocka_unit_test_setup_teardown(it_goes_on_where_there_is_no_answer_yet, answering, strike),
		cmocka_unit_test_setup_teardown(it_is_handed_in_at_the_end_and_once, answering, strike),
		cmocka_unit_test_setup_teardown(what_came_of_it_names_nobody, shown, strike),
		cmocka_unit_test_setup_teardown(an_area_leads_to_its_pack, shown, strike),
	};
	return cmocka_run_group_tests_name("survey screens", tests, open_all, close_all);
}
