/* What people offer and wish for, and their own profile: theirs alone to say. */
#include "core/partner_pages.h"

static size_t things(struct room *r, ident person)
{
	const struct exchanged *all[EXCHANGES_MAX];
	return core_exchanges(r->core, person, all, EXCHANGES_MAX);
}

static void an_offer_is_made_changed_and_taken_away(void **state)
{
	struct room *r = *state;
	const struct exchanged *all[EXCHANGES_MAX];
	ASK(r, PAGE(ANNA), exchange_set, .person = ANNA, .kind = EXCHANGE_OFFER,
		.text = STR(" Excel  pivots "));
	EXPECT(r, none);
	ident id = r->result;
	ASK(r, PAGE(ANNA), exchange_set, id, ANNA, EXCHANGE_WISH, STR("Excel pivots"));
	EXPECT(r, none);
	ASK(r, PAGE(ANNA), exchange_set, id, ANNA, EXCHANGE_WISH, STR("Excel pivots"));
	EXPECT(r, already);
	room_begin_again(r);
	assert_int_equal(core_exchanges(r->core, ANNA, all, EXCHANGES_MAX), 1);
	assert_true(all[0]->kind == EXCHANGE_WISH && str_eq(all[0]->text, STR("Excel pivots")));
	ASK(r, PAGE(ANNA), exchange_set, id, ANNA, EXCHANGE_WISH, STR(""));
	EXPECT(r, none);
	assert_int_equal(things(r, ANNA), 0);
	assert_int_equal(disk_count(&r->disk, REC_exchange), 0);
}

static void nobody_says_it_for_somebody_else(void **state)
{
	struct room *r = *state;
	ASK(r, PAGE(ANNA), exchange_set, .person = BEN, .kind = EXCHANGE_OFFER, .text = STR("His"));
	EXPECT(r, not_allowed);
	ASK(r, PAGE(BEN), exchange_set, .person = BEN, .kind = EXCHANGE_OFFER, .text = STR("His"));
	ident bens = r->result;
	ASK(r, PAGE(ANNA), exchange_set, bens, ANNA, EXCHANGE_OFFER, STR("Mine now"));
	EXPECT(r, not_found);
	ASK(r, PAGE(ANNA), profile_set, .person = BEN);
	EXPECT(r, not_allowed);
	room_phone(r, 21, BOARD, ANNA); /* who only said on a board that they are Anna */
	ASK(r, 21, exchange_set, .person = ANNA, .kind = EXCHANGE_OFFER, .text = STR("Not Anna's"));
	EXPECT(r, not_allowed);
	ASK(r, 21, profile_set, .person = ANNA, .hidden = true);
	EXPECT(r, not_allowed);
	assert_int_equal(things(r, 0), 1);
}

static void there_is_an_end_to_it(void **state)
{
	struct room *r = *state;
	char text[TITLE_MAX_BYTES + 2];
	memset(text, 'x', sizeof text);
	ASK(r, PAGE(ANNA), exchange_set, .person = ANNA, .text = {text, TITLE_MAX_BYTES + 1});
	EXPECT(r, too_long);
	ASK(r, PAGE(ANNA), exchange_set, .person = ANNA, .text = STR(""));
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), exchange_set, .person = ANNA, .kind = EXCHANGE_COUNT, .text = STR("What?"));
	EXPECT(r, invalid);
	for (int i = 0; i < EXCHANGES_MAX; i++) {
		ASK(r, PAGE(ANNA), exchange_set, .person = ANNA, .text = STR("One more"));
		EXPECT(r, none);
	}
	ASK(r, PAGE(ANNA), exchange_set, .person = ANNA, .text = STR("Too many"));
	EXPECT(r, too_many);
	ASK(r, PAGE(BEN), exchange_set, .person = BEN, .text = STR("Ben has room"));
	EXPECT(r, none);
}

static void a_profile_is_what_its_person_says(void **state)
{
	struct room *r = *state;
	ASK(r, PAGE(ANNA), profile_set, ANNA, STR("Night  desk"), STR("de"), RHYTHM_FORTNIGHTLY, true, true);
	EXPECT(r, none);
	room_begin_again(r);
	const struct person *anna = core_person(r->core, ANNA);
	assert_true(str_eq(anna->team, STR("Night desk")) && str_eq(anna->language, STR("de")));
	assert_true(anna->rhythm == RHYTHM_FORTNIGHTLY && anna->seeks && anna->hidden);
	ASK(r, PAGE(ANNA), profile_set, .person = ANNA, .language = STR("d3"));
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), profile_set, .person = ANNA, .language = STR("deutsch"));
	EXPECT(r, too_long);
	ASK(r, PAGE(ANNA), profile_set, .person = ANNA, .rhythm = RHYTHM_COUNT);
	EXPECT(r, invalid);
	PRESS(r, profile_set, .person = 4711);
	EXPECT(r, not_allowed);
	assert_true(core_person(r->core, ANNA)->seeks);
}

static void the_log_has_what_the_coordinator_changes_of_somebody(void **state)
{
	struct room *r = *state;
	size_t lines = disk_count(&r->disk, REC_audit);
	ASK(r, PAGE(ANNA), profile_set, .person = ANNA, .team = STR("Mine"));
	EXPECT(r, none);
	assert_int_equal(disk_count(&r->disk, REC_audit), lines);
	ASK(r, DESK_PAGE, profile_set, .person = ANNA, .team = STR("Theirs"));
	EXPECT(r, none);
	assert_int_equal(disk_count(&r->disk, REC_audit), lines + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_PARTNERS(an_offer_is_made_changed_and_taken_away),
		TEST_PARTNERS(nobody_says_it_for_somebody_else),
		TEST_PARTNERS(there_is_an_end_to_it),
		TEST_PARTNERS(a_profile_is_what_its_person_says),
		TEST_PARTNERS(the_log_has_what_the_coordinator_changes_of_somebody),
	};
	return cmocka_run_group_tests_name("exchange", tests, NULL, NULL);
}
