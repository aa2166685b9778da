/* The coordinator sets up people, organisations and settings, and sees states and numbers, nobody's words. */
#include "core/desk.h"
#include "core/learning.h"

static bool reads(const struct doc *d, const char *text)
{
	return d->kind == DOC_TEXT && str_eq(d->text, str_from(text));
}

static const struct doc *look_for(struct room *r, const char *view, ident of, const char *text, int64_t from)
{
	room_forget_heard(r);
	r->listens = true;
	ASK(r, DESK_PAGE, look, .view = str_from(view), .of = of, .text = str_from(text), .from = from);
	r->listens = false;
	for (size_t i = r->heard_count; i-- > 0;)
		if (r->heard[i]->kind == EFFECT_view)
			return r->heard[i]->u.view.doc;
	return NULL;
}

/* ---- people ---- */

static void a_person_is_new_or_changes_whole(void **state)
{
	struct room *r = *state;
	ASK(r, DESK_PAGE, person_set, .given = STR(" Zo\xC3\xAB "), .family = STR("van  Beek"),
		.email = STR("zoe@example.org"), .organisation = STR("Water Works"), .team = STR("Night"),
		.language = STR("de-AT"));
	EXPECT(r, none);
	ident zoe = r->result;
	for (int again = 0; again < 2; again++) {
		const struct person *p = core_person(r->core, zoe);
		assert_non_null(p);
		assert_true(str_eq(p->given, STR("Zo\xC3\xAB")) && str_eq(p->family, STR("van Beek")));
		assert_true(str_eq(p->language, STR("de")) && str_eq(p->team, STR("Night")));
		assert_true(str_eq(core_organisation_name(r->core, p->organisation), STR("Water Works")));
		struct match match;
		assert_int_equal(core_search(r->core, STR("beek"), r->now.wall, &match, 1), 1);
		room_begin_again(r);
	}
	ASK(r, DESK_PAGE, person_set, .person = zoe, .given = STR("Zo\xC3\xAB"), .family = STR("van Beek"),
		.email = STR("zoe@example.org"), .organisation = STR("Water Works"), .team = STR("Night"),
		.language = STR("de"));
	EXPECT(r, already);
	ASK(r, DESK_PAGE, person_set, .person = zoe, .family = STR("Beek"), .hidden = true);
	EXPECT(r, none);
	assert_int_equal(core_person(r->core, zoe)->organisation, 0);
	assert_true(core_person(r->core, zoe)->hidden);
}

static void what_is_no_person_is_refused(void **state)
{
	struct room *r = *state;
	ASK(r, DESK_PAGE, person_set, .team = STR("T"));
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, person_set, .given = STR("A"), .email = STR("nobody"));
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, person_set, .given = STR("A"), .language = STR("1"));
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, person_set, .given = STR("A"), .email = STR("ANNA@example.org"));
	EXPECT(r, conflict);
	ASK(r, DESK_PAGE, person_set, .person = 4711, .given = STR("A"));
	EXPECT(r, not_found);
}

static void only_the_coordinator_may(void **state)
{
	struct room *r = *state;
	ASK(r, PAGE(ANNA), person_set, .given = STR("A"));
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), organisation_set, .name = STR("O"));
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), belonging_set, .person = ANNA, .organisation = ORGANISATION, .on = true);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), setting_set, .name = STR("retention_days"), .value = STR("7"));
	EXPECT(r, not_allowed);
	PRESS(r, person_set, .given = STR("A"));
	EXPECT(r, not_allowed);
	room_sign_in(r);
	PRESS(r, person_set, .given = STR("A"));
	EXPECT(r, none);
	static const char *const views[] = {"desk", "desk_people", "desk_person", "desk_organisations",
		"desk_partnerships", "desk_partnership", "desk_sessions", "desk_boards", "desk_programmes",
		"desk_programme", "desk_suggestions", "desk_settings"};
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		const struct doc *doc = learning_look(r, PAGE(ANNA), views[i], TANDEM);
		assert_true(doc && reads(doc_at(doc, "error"), "not_found"));
	}
}

static void whoever_is_archived_has_no_page_any_more(void **state)
{
	struct room *r = *state;
	ASK(r, DESK_PAGE, person_set, .person = CLARA, .given = STR("Clara"), .family = STR("\xC3\x98rsted"),
		.archived = true);
	EXPECT(r, none);
	ASK(r, PAGE(CLARA), profile_set, .person = CLARA, .team = STR(""), .language = STR(""));
	EXPECT(r, not_allowed);
	assert_false(codes_has_person(r->core, CLARA));
}

static void a_guest_the_coordinator_names_is_one_no_longer(void **state)
{
	struct room *r = *state;
	PRESS(r, guest_add, .name = STR("Gast"));
	ident guest = r->result;
	ASK(r, DESK_PAGE, person_set, .person = guest, .given = STR("Gast"));
	EXPECT(r, none);
	assert_false(core_person(r->core, guest)->guest);
}

/* ---- organisations ---- */

static void somebody_belongs_to_several(void **state)
{
	struct room *r = *state;
	ident all[4];
	ASK(r, DESK_PAGE, organisation_set, .name = STR("Allotments"), .kind = ORGANISATION_COMMUNITY);
	EXPECT(r, none);
	ident garden = r->result;
	ASK(r, DESK_PAGE, organisation_set, .name = STR("ALLOTMENTS"), .kind = ORGANISATION_COMMUNITY);
	EXPECT(r, conflict);
	assert_int_equal(r->result, garden);
	ASK(r, DESK_PAGE, organisation_set, .name = STR(" "), .kind = ORGANISATION_COMMUNITY);
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, belonging_set, .person = ANNA, .organisation = garden, .on = true);
	EXPECT(r, none);
	ASK(r, DESK_PAGE, belonging_set, .person = ANNA, .organisation = garden, .on = true);
	EXPECT(r, already);
	ASK(r, DESK_PAGE, belonging_set, .person = ANNA, .organisation = ORGANISATION, .on = false);
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, belonging_set, .person = ANNA, .organisation = 4711, .on = true);
	EXPECT(r, not_found);
	room_begin_again(r);
	assert_int_equal(core_organisations_of(r->core, ANNA, all, 4), 2);
	assert_int_equal(all[0], ORGANISATION);
	assert_int_equal(all[1], garden);
	const struct doc *doc = look_for(r, "desk_organisations", 0, "", 0);
	const struct doc *one = doc_nth(doc_at(doc, "organisations"), 1);
	assert_true(reads(doc_at(one, "kind"), "community"));
	assert_int_equal(doc_at(one, "people")->number, 1);
	ASK(r, DESK_PAGE, belonging_set, .person = ANNA, .organisation = garden, .on = false);
	EXPECT(r, none);
	room_begin_again(r);
	assert_int_equal(core_organisations_of(r->core, ANNA, all, 4), 1);
}

/* ---- settings ---- */

static void a_setting_holds_until_it_is_taken_back(void **state)
{
	struct room *r = *state;
	assert_int_equal(setting_number(r->core, "retention_days"), 30);
	ASK(r, DESK_PAGE, setting_set, .name = STR("retention_days"), .value = STR("7"));
	EXPECT(r, none);
	ASK(r, DESK_PAGE, setting_set, .name = STR("guests"), .value = STR("0"));
	EXPECT(r, none);
	ASK(r, DESK_PAGE, setting_set, .name = STR("expected_minutes"), .value = STR("15"));
	EXPECT(r, none);
	room_begin_again(r);
	assert_int_equal(setting_number(r->core, "retention_days"), 7);
	assert_false(core_config(r->core)->guests);
	assert_int_equal(core_config(r->core)->expected_before_ms, 15 * MINUTE);
	PRESS(r, guest_add, .name = STR("Gast"));
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, setting_set, .name = STR("guests"), .value = STR(""));
	EXPECT(r, none);
	ASK(r, DESK_PAGE, setting_set, .name = STR("guests"), .value = STR(""));
	EXPECT(r, already);
	assert_true(core_config(r->core)->guests);
	room_begin_again(r);
	assert_true(core_config(r->core)->guests);
	const struct doc *one = doc_nth(doc_at(look_for(r, "desk_settings", 0, "", 0), "settings"), 0);
	assert_true(reads(doc_at(one, "name"), "retention_days") && reads(doc_at(one, "kind"), "number"));
	assert_int_equal(doc_at(one, "value")->number, 7);
	assert_int_equal(doc_at(one, "first")->number, 30);
	assert_true(doc_at(one, "set")->number);
}

static void a_setting_out_of_its_range_is_refused(void **state)
{
	struct room *r = *state;
	static const char *const wrong[] = {"0", "366", "-1", "x", "7 ", "99999999999999999999"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		ASK(r, DESK_PAGE, setting_set, .name = STR("retention_days"), .value = str_from(wrong[i]));
		EXPECT(r, invalid);
	}
	ASK(r, DESK_PAGE, setting_set, .name = STR("last_id"), .value = STR("1"));
	EXPECT(r, not_found);
	ASK(r, DESK_PAGE, setting_set, .name = STR("pin"), .value = STR("1"));
	EXPECT(r, not_found);
	assert_int_equal(setting_number(r->core, "retention_days"), 30);
}

/* ---- what is seen ---- */

static void people_come_by_pages_in_the_order_of_their_names(void **state)
{
	struct room *r = *state;
	char name[32];
	for (int i = 0; i < 120; i++) {
		snprintf(name, sizeof name, "Nr %03d", (i * 37) % 120); /* each once, in no order */
		room_person(r, 1000 + i, name, "", "", false, false);
	}
	room_begin_again(r);
	const struct doc *doc = look_for(r, "desk_people", 0, "nr", 50);
	assert_int_equal(doc_at(doc, "total")->number, 120);
	const struct doc *list = doc_at(doc, "people");
	assert_int_equal(doc_length(list), 50);
	for (int i = 0; i < 50; i++) {
		snprintf(name, sizeof name, "Nr %03d", 50 + i);
		assert_true(reads(doc_at(doc_nth(list, i), "name"), name));
	}
	assert_int_equal(doc_length(doc_at(look_for(r, "desk_people", 0, "nr", 100), "people")), 20);
	assert_int_equal(doc_length(doc_at(look_for(r, "desk_people", 0, "nr", 500), "people")), 0);
	doc = look_for(r, "desk_people", 0, "anna", 0);
	assert_int_equal(doc_at(doc, "total")->number, 2);
	assert_true(doc_at(doc_nth(doc_at(doc, "people"), 1), "archived")->number); /* at the end */
}

static void people_are_found_by_where_they_are_from(void **state)
{
	struct room *r = *state;
	ASK(r, DESK_PAGE, person_set, .given = STR("Zo\xC3\xAB"), .family = STR("\xC3\x85ngstr\xC3\xB6m"),
		.organisation = STR("Tide Tables"), .team = STR("Night gulls"));
	EXPECT(r, none);
	ident zoe = r->result;
	static const char *const found[] = {"tide", "ta ti", "gulls", "NIGHT g", "ang"};
	for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
		const struct doc *doc = look_for(r, "desk_people", 0, found[i], 0);
		assert_int_equal(doc_at(doc, "total")->number, 1);
		assert_int_equal(doc_at(doc_nth(doc_at(doc, "people"), 0), "id")->number, zoe);
	}
	assert_int_equal(doc_at(look_for(r, "desk_people", 0, "ulls", 0), "total")->number, 0);
}

static void a_programme_under_way_stands_on_the_overview(void **state)
{
	struct room *r = *state;
	char people[64];
	snprintf(people, sizeof people, "%d\n%d", ANNA, CLARA);
	ASK(r, DESK_PAGE, programme_set, .name = STR("Quay"), .people = str_from(people));
	EXPECT(r, none);
	ident quay = r->result;
	const struct doc *one = doc_nth(doc_at(look_for(r, "desk", 0, "", 0), "courses"), 0);
	assert_int_equal(doc_at(one, "id")->number, quay);
	assert_true(reads(doc_at(one, "step"), "pre_work"));
	assert_int_equal(doc_at(one, "meets")->number, 0);
	ident group = core_programme(r->core, quay)->partnership;
	int64_t starts = r->now.wall + 60000;
	ASK(r, DESK_PAGE, session_set, .partnership = group, .starts = starts, .ends = starts + 3600000,
		.rhythm = RHYTHM_ONCE, .times = 1);
	EXPECT(r, none);
	ident workshop = r->result;
	const struct doc *doc = look_for(r, "desk", 0, "", 0), *today = doc_at(doc, "sessions");
	assert_int_equal(doc_at(doc_nth(doc_at(doc, "courses"), 0), "meets")->number, starts);
	assert_int_equal(doc_at(doc, "sessionsToday")->number, doc_length(today));
	bool there = false;
	for (int i = 0; i < (int)doc_length(today); i++)
		there = there || doc_at(doc_nth(today, i), "id")->number == workshop;
	assert_true(there);
	ASK(r, DESK_PAGE, programme_go, quay, PROGRAMME_STEPS);
	EXPECT(r, none);
	assert_int_equal(doc_length(doc_at(look_for(r, "desk", 0, "", 0), "courses")), 0);
}

static void a_partnership_is_seen_by_its_states(void **state)
{
	struct room *r = *state;
	const struct doc *doc = look_for(r, "desk_partnerships", 0, "", 0);
	const struct doc *one = doc_nth(doc_at(doc, "partnerships"), 0);
	assert_int_equal(doc_at(one, "id")->number, TANDEM);
	assert_true(reads(doc_at(one, "state"), "agreed") && reads(doc_at(one, "agreement"), "none"));
	assert_int_equal(doc_at(one, "organisations")->number, 1);
	assert_int_equal(doc_length(doc_at(one, "members")), 2);
	assert_int_equal(
		doc_length(doc_at(look_for(r, "desk_partnerships", 0, "ended", 0), "partnerships")), 0);
	assert_int_equal(
		doc_length(doc_at(look_for(r, "desk_partnerships", 0, "agreed", 0), "partnerships")), 1);
	doc = look_for(r, "desk_person", ANNA, "", 0);
	assert_true(reads(doc_at(doc_at(doc, "person"), "given"), "Anna-Lena"));
	assert_int_equal(doc_length(doc_at(doc, "partnerships")), 1);
	assert_true(reads(doc_at(look_for(r, "desk_person", 4711, "", 0), "error"), "not_found"));
}

static void somebody_without_an_answer_is_worth_a_word(void **state)
{
	struct room *r = *state;
	room_partnership(r, GROUP, MODEL_LEARNING_SET, PARTNERSHIP_PROPOSED, (const ident[]){ANNA, CLARA}, 2);
	room_begin_again(r);
	const struct doc *doc = look_for(r, "desk", 0, "", 0);
	assert_int_equal(doc_at(doc_at(doc, "partnerships"), "proposed")->number, 1);
	assert_int_equal(doc_at(doc, "unconfirmed")->number, 1);
	assert_int_equal(doc_length(doc_at(doc, "attention")), 0);
	room_pass(r, 15 * DAY);
	room_begin_again(r);
	doc = look_for(r, "desk", 0, "", 0);
	assert_int_equal(doc_length(doc_at(doc, "attention")), 2);
	assert_true(reads(doc_at(doc_nth(doc_at(doc, "attention"), 0), "what"), "unconfirmed"));
	assert_true(reads(doc_at(doc_nth(doc_at(doc, "attention"), 1), "what"), "no_answer"));
}

/* Everything on the desk, while there are words of people everywhere. */
static bool holds(const struct doc *d, struct str words)
{
	if (d->kind == DOC_TEXT && str_contains(d->text, words))
		return true;
	for (const struct doc *in = d->first; in; in = in->next)
		if (holds(in, words))
			return true;
	return false;
}

static void nobodys_words_are_seen(void **state)
{
	struct room *r = *state;
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .part = PART_OUTCOMES,
		.text = STR("SECRET"));
	EXPECT(r, none);
	ASK(r, PAGE(ANNA), goal_set, .partnership = TANDEM, .edition = (int32_t)r->result,
		.text = STR("SECRET"), .first_words = STR(""), .target_words = STR(""));
	EXPECT(r, none);
	PRESS(r, check_in, .person = ANNA, .session = 100);
	static const char *const views[] = {"desk", "desk_people", "desk_person", "desk_organisations",
		"desk_partnerships", "desk_sessions", "desk_boards", "desk_programmes", "desk_suggestions",
		"desk_settings"};
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		const struct doc *doc = look_for(r, views[i], i == 2 ? ANNA : 0, "", 0);
		assert_non_null(doc);
		assert_false(doc_has(doc, "error"));
		assert_false(holds(doc, STR("SECRET")));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_PARTNERS(a_person_is_new_or_changes_whole),
		TEST_PARTNERS(people_are_found_by_where_they_are_from),
		TEST_PARTNERS(a_programme_under_way_stands_on_the_overview),
		TEST_PARTNERS(what_is_no_person_is_refused),
		TEST_PARTNERS(only_the_coordinator_may),
		TEST_PARTNERS(whoever_is_archived_has_no_page_any_more),
		TEST_PARTNERS(a_guest_the_coordinator_names_is_one_no_longer),
		TEST_PARTNERS(somebody_belongs_to_several),
		TEST_PARTNERS(a_setting_holds_until_it_is_taken_back),
		TEST_PARTNERS(a_setting_out_of_its_range_is_refused),
		TEST_PARTNERS(people_come_by_pages_in_the_order_of_their_names),
		TEST_PARTNERS(a_partnership_is_seen_by_its_states),
		TEST_PARTNERS(somebody_without_an_answer_is_worth_a_word),
		TEST_PARTNERS(nobodys_words_are_seen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
