/* Who could learn with whom: those who seek, for a reason that can be told, and nobody who said no to the other. */
#include "core/partner_pages.h"

static void thing(struct room *r, ident person, enum exchange kind, const char *text)
{
	PRESS(r, exchange_set, .person = person, .kind = kind, .text = str_from(text));
	EXPECT(r, none);
}

static void seeks(struct room *r, ident person, const char *team, enum rhythm rhythm)
{
	PRESS(r, profile_set, person, str_from(team), STR("en"), rhythm, true, false);
	EXPECT(r, none);
}

static size_t suggested(struct room *r, struct suggestion out[8])
{
	return core_suggestions(r->core, out, 8);
}

/* Clara offers what Łukasz wishes for. */
static void clara_and_lukasz(struct room *r)
{
	thing(r, CLARA, EXCHANGE_OFFER, "Negotiating with suppliers");
	thing(r, LUKASZ, EXCHANGE_WISH, "Negotiate better with a supplier");
	seeks(r, CLARA, "Purchasing", RHYTHM_WEEKLY);
	seeks(r, LUKASZ, "Workshop", RHYTHM_WEEKLY);
}

static void an_offer_that_fits_a_wish_is_suggested_with_its_reasons(void **state)
{
	struct room *r = *state;
	struct suggestion s[8];
	assert_int_equal(suggested(r, s), 0);
	clara_and_lukasz(r);
	assert_int_equal(suggested(r, s), 1);
	assert_true(s[0].a == CLARA && s[0].b == LUKASZ);
	assert_int_equal(s[0].reasons, REASON_WISH_MET | REASON_RHYTHM | REASON_LANGUAGE | REASON_TEAM);
	thing(r, CLARA, EXCHANGE_WISH, "Welding thin sheets");
	thing(r, LUKASZ, EXCHANGE_OFFER, "Welding sheets");
	assert_int_equal(suggested(r, s), 1);
	assert_true(s[0].reasons & REASON_BOTH_WAYS);
	assert_int_equal(core_suggestions_of(r->core, ANNA, s, 8), 0);
	assert_int_equal(core_suggestions_of(r->core, LUKASZ, s, 8), 1);
}

static void the_better_one_comes_first(void **state)
{
	struct room *r = *state;
	struct suggestion s[8];
	clara_and_lukasz(r);
	thing(r, ANNA, EXCHANGE_OFFER, "Negotiating with suppliers"); /* of his own team */
	seeks(r, ANNA, "Workshop", RHYTHM_MONTHLY);
	assert_int_equal(suggested(r, s), 2);
	assert_int_equal(s[0].a, CLARA);
	assert_int_equal(s[1].a, ANNA);
	assert_true(s[0].score > s[1].score);
}

static void only_those_who_seek_and_only_for_a_wish(void **state)
{
	struct room *r = *state;
	struct suggestion s[8];
	clara_and_lukasz(r);
	PRESS(r, profile_set, .person = CLARA);
	assert_int_equal(suggested(r, s), 0);
	seeks(r, CLARA, "Purchasing", RHYTHM_WEEKLY);
	thing(r, ANNA, EXCHANGE_OFFER, "Gardening");
	seeks(r, ANNA, "Garden", RHYTHM_WEEKLY); /* same language, other team: but no wish of anybody's */
	assert_int_equal(suggested(r, s), 1);
}

static void who_learns_together_or_said_no_is_not_suggested(void **state)
{
	struct room *r = *state;
	struct suggestion s[8];
	clara_and_lukasz(r);
	ASK(r, PAGE(CLARA), partnership_set, .model = MODEL_TANDEM, .people = STR("3\n4"));
	EXPECT(r, none);
	ident id = r->result;
	assert_int_equal(suggested(r, s), 0);
	ASK(r, PAGE(LUKASZ), partnership_answer, id, LUKASZ, CONSENT_NO);
	EXPECT(r, none);
	assert_int_equal(suggested(r, s), 0);
	room_begin_again(r);
	assert_int_equal(suggested(r, s), 0);
}

static void what_has_ended_well_may_begin_again(void **state)
{
	struct room *r = *state;
	struct suggestion s[8];
	clara_and_lukasz(r);
	ASK(r, PAGE(CLARA), partnership_set, .model = MODEL_TANDEM, .people = STR("3\n4"));
	ident id = r->result;
	ASK(r, PAGE(LUKASZ), partnership_answer, id, LUKASZ, CONSENT_YES);
	ASK(r, PAGE(LUKASZ), partnership_state, id, PARTNERSHIP_ENDED, STR("We are done"));
	EXPECT(r, none);
	assert_int_equal(suggested(r, s), 1);
}

static void who_has_left_the_other_may_be_suggested_again(void **state)
{
	struct room *r = *state;
	struct suggestion s[8];
	clara_and_lukasz(r);
	ASK(r, PAGE(CLARA), partnership_set, .model = MODEL_TANDEM, .people = STR("3\n4"));
	ident id = r->result;
	ASK(r, PAGE(LUKASZ), partnership_answer, id, LUKASZ, CONSENT_YES);
	assert_int_equal(suggested(r, s), 0);
	PRESS(r, partnership_member, id, CLARA, STANDING_NONE, false);
	EXPECT(r, none);
	assert_int_equal(suggested(r, s), 1);
}

static void who_was_archived_or_named_no_team_gives_no_reason(void **state)
{
	struct room *r = *state;
	struct suggestion s[8];
	clara_and_lukasz(r);
	seeks(r, CLARA, "", RHYTHM_WEEKLY);
	assert_int_equal(suggested(r, s), 1);
	assert_false(s[0].reasons & REASON_TEAM);
	ASK(r, DESK_PAGE, person_set, .person = CLARA, .given = STR("Clara"), .family = STR("Ørsted"),
		.archived = true);
	EXPECT(r, none);
	assert_true(core_person(r->core, CLARA)->seeks);
	assert_int_equal(suggested(r, s), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_PARTNERS(an_offer_that_fits_a_wish_is_suggested_with_its_reasons),
		TEST_PARTNERS(the_better_one_comes_first),
		TEST_PARTNERS(only_those_who_seek_and_only_for_a_wish),
		TEST_PARTNERS(who_learns_together_or_said_no_is_not_suggested),
		TEST_PARTNERS(what_has_ended_well_may_begin_again),
		TEST_PARTNERS(who_has_left_the_other_may_be_suggested_again),
		TEST_PARTNERS(who_was_archived_or_named_no_team_gives_no_reason),
	};
	return cmocka_run_group_tests_name("matching", tests, NULL, NULL);
}
