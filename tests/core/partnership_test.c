/* Who learns with whom: nobody without having said yes, nobody's history broken by who comes and goes, and nothing
 * planned for those who pause or have ended. */
#include "core/partner_pages.h"

#include "core/inside.h"

static const struct partnership *see(struct room *r, ident id)
{
	return core_partnership(r->core, id);
}

static ident propose_from(
	struct room *r, struct origin from, enum model model, const char *people, enum err want)
{
	SEND(r, from, partnership_set, .model = model, .name = STR("Two desks"), .people = str_from(people));
	assert_true(r->answered);
	assert_string_equal(err_name(r->err), err_name(want));
	return r->result;
}

static struct origin page(struct room *r, ident person)
{
	return (struct origin){FROM_PHONE, ++r->request, person == COORDINATOR ? DESK_PAGE : PAGE(person), 0};
}

static struct origin screen(struct room *r)
{
	return (struct origin){FROM_SCREEN, ++r->request, 0, 0};
}

static void answer(struct room *r, ident id, ident person, enum consent consent)
{
	ASK(r, PAGE(person), partnership_answer, id, person, consent);
}

/* ---- yes and no ---- */

static void it_is_proposed_until_all_have_said_yes(void **state)
{
	struct room *r = *state;
	ident id = propose_from(r, page(r, COORDINATOR), MODEL_MENTORING, "1\n3\n", ERR_none);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_PROPOSED);
	assert_int_equal(see(r, id)->partners[0].consent, CONSENT_NONE);
	answer(r, id, ANNA, CONSENT_YES);
	EXPECT(r, none);
	answer(r, id, ANNA, CONSENT_YES);
	EXPECT(r, already);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_PROPOSED);
	PRESS(r, partnership_answer, id, CLARA, CONSENT_YES); /* at the screen */
	EXPECT(r, none);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_AGREED);
	answer(r, id, ANNA, CONSENT_NO); /* who wants no more leaves */
	EXPECT(r, conflict);
	room_begin_again(r);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_AGREED);
	assert_int_equal(see(r, id)->partners[1].consent, CONSENT_YES);
}

static void one_no_ends_it_and_a_slip_can_be_taken_back(void **state)
{
	struct room *r = *state;
	ident id = propose_from(r, page(r, COORDINATOR), MODEL_LEARNING_SET, "1\n2\n3", ERR_none);
	answer(r, id, ANNA, CONSENT_YES);
	answer(r, id, CLARA, CONSENT_NO);
	EXPECT(r, none);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_ENDED);
	answer(r, id, BEN, CONSENT_YES); /* the no was not his */
	EXPECT(r, closed);
	answer(r, id, CLARA, CONSENT_YES);
	EXPECT(r, none);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_PROPOSED);
	assert_int_equal(see(r, id)->ended_at, 0);
	answer(r, id, CLARA, CONSENT_NO);
	EXPECT(r, none);
	room_pass(r, 11 * MINUTE);
	answer(r, id, CLARA, CONSENT_YES);
	EXPECT(r, closed);
}

/* The one who had not answered was erased: their row says since the start that they are gone. */
static void what_waited_for_somebody_who_was_erased_goes_on(void **state)
{
	struct room *r = *state;
	ident id = propose_from(r, page(r, COORDINATOR), MODEL_LEARNING_SET, "1\n2\n3", ERR_none);
	answer(r, id, ANNA, CONSENT_YES);
	answer(r, id, BEN, CONSENT_YES);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_PROPOSED);
	LOAD(&r->disk, REC_partner, VI(id), VI(CLARA), VI(2), VI(0), VI(0), VI(r->now.wall),
		VI(CONSENT_NONE));
	room_begin_again(r);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_AGREED);
	room_begin_again(r);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_AGREED);
}

static void nobody_answers_for_somebody_else(void **state)
{
	struct room *r = *state;
	ident id = propose_from(r, page(r, COORDINATOR), MODEL_TANDEM, "1\n3", ERR_none);
	ASK(r, PAGE(ANNA), partnership_answer, id, CLARA, CONSENT_YES);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, partnership_answer, id, CLARA, CONSENT_YES);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(BEN), partnership_answer, id, BEN, CONSENT_YES);
	EXPECT(r, not_allowed);
	PRESS(r, partnership_answer, id, BEN, CONSENT_YES);
	EXPECT(r, not_allowed);
	PRESS(r, partnership_answer, id, CLARA, CONSENT_COUNT);
	EXPECT(r, invalid);
	PRESS(r, partnership_answer, 4711, CLARA, CONSENT_YES);
	EXPECT(r, not_found);
	assert_int_equal(see(r, id)->partners[1].consent, CONSENT_NONE);
}

static void who_proposes_on_a_phone_is_part_of_it_and_has_said_yes(void **state)
{
	struct room *r = *state;
	propose_from(r, page(r, ANNA), MODEL_TANDEM, "2\n3", ERR_not_allowed);
	ident id = propose_from(r, page(r, ANNA), MODEL_TANDEM, "1\n3", ERR_none);
	assert_int_equal(partnership_partner(see(r, id), ANNA)->consent, CONSENT_YES);
	assert_int_equal(partnership_partner(see(r, id), CLARA)->consent, CONSENT_NONE);
	answer(r, id, CLARA, CONSENT_YES);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_AGREED);
	assert_int_equal(propose_from(r, page(r, CLARA), MODEL_TANDEM, "3\n1", ERR_already), id);
	propose_from(r, page(r, CLARA), MODEL_MENTORING, "3\n1", ERR_none); /* something else */
}

static void two_at_the_screen_make_their_own(void **state)
{
	struct room *r = *state;
	ident id = propose_from(r, screen(r), MODEL_TANDEM, "3\n4", ERR_none);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_PROPOSED);
	PRESS(r, partnership_answer, id, CLARA, CONSENT_YES);
	PRESS(r, partnership_answer, id, LUKASZ, CONSENT_YES);
	assert_int_equal(see(r, id)->state, PARTNERSHIP_AGREED);
}

static void it_takes_people_who_are_there_and_as_many_as_the_model_has(void **state)
{
	struct room *r = *state;
	static const struct {
		enum model model;
		const char *people;
		enum err want;
	} rows[] = {
		{MODEL_TANDEM, "1", ERR_invalid},
		{MODEL_TANDEM, "", ERR_invalid},
		{MODEL_TANDEM, "1\n3\n4", ERR_invalid},
		{MODEL_MENTORING, "1\n3\n4", ERR_invalid},
		{MODEL_SECONDMENT, "1\n3\n4", ERR_none},
		{MODEL_TANDEM, "1\n1", ERR_invalid},
		{MODEL_TANDEM, "1\n4711", ERR_invalid},
		{MODEL_TANDEM, "1\n6", ERR_invalid}, /* archived */
		{MODEL_TANDEM, "1\nthree", ERR_invalid},
		{MODEL_COUNT, "1\n3", ERR_invalid},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		propose_from(r, page(r, COORDINATOR), rows[i].model, rows[i].people, rows[i].want);
	char many[8 * (PARTNERS_MAX + 1)] = "";
	for (ident id = 100; id <= 100 + PARTNERS_MAX; id++) {
		room_person(r, id, "One", "More", "", false, false);
		snprintf(many + strlen(many), sizeof many - strlen(many), "%d\n", (int)id);
	}
	room_begin_again(r);
	propose_from(r, page(r, COORDINATOR), MODEL_LEARNING_SET, many, ERR_too_many);
}

/* ---- its words ---- */

static void words_and_days_are_changed_by_its_members_and_the_coordinator(void **state)
{
	struct room *r = *state;
	int64_t now = r->now.wall;
	ASK(r, PAGE(BEN), partnership_set, .partnership = TANDEM, .name = STR("  Night   desk 2 "),
		.purpose = STR("Calm"), .language = STR("de"), .rhythm = RHYTHM_WEEKLY, .starts = now,
		.ends = now + 90 * DAY);
	EXPECT(r, none);
	const struct partnership *p = see(r, TANDEM);
	assert_true(str_eq(p->name, STR("Night desk 2")) && str_eq(p->language, STR("de")));
	assert_int_equal(p->rhythm, RHYTHM_WEEKLY);
	ASK(r, DESK_PAGE, partnership_set, .partnership = TANDEM, .name = STR("Night desk 2"),
		.purpose = STR("Calm"), .language = STR("de"), .rhythm = RHYTHM_WEEKLY, .starts = now,
		.ends = now + 90 * DAY);
	EXPECT(r, already);
	ASK(r, PAGE(CLARA), partnership_set, .partnership = TANDEM, .name = STR("Mine"));
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, partnership_set, .partnership = TANDEM, .starts = now, .ends = now - DAY);
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, partnership_set, .partnership = TANDEM, .rhythm = RHYTHM_COUNT);
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, partnership_set, .partnership = TANDEM, .starts = now + 5000 * DAY);
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, partnership_set, .partnership = TANDEM, .model = MODEL_MENTORING);
	EXPECT(r, invalid);
	room_begin_again(r);
	assert_true(str_eq(see(r, TANDEM)->purpose, STR("Calm")));
}

/* ---- its state ---- */

static void it_becomes_active_when_they_first_meet(void **state)
{
	struct room *r = *state;
	assert_int_equal(see(r, TANDEM)->state, PARTNERSHIP_AGREED);
	PRESS(r, walk_in, ANNA, BEN, STR(""));
	EXPECT(r, none);
	ident session = r->result;
	assert_int_equal(core_session(r->core, session)->partnership, TANDEM);
	assert_int_equal(see(r, TANDEM)->state, PARTNERSHIP_AGREED);
	PRESS(r, step_go, session, 0);
	assert_int_equal(see(r, TANDEM)->state, PARTNERSHIP_ACTIVE);
	room_restart(r);
	assert_int_equal(see(r, TANDEM)->state, PARTNERSHIP_ACTIVE);
}

static void states_follow_their_table(void **state)
{
	struct room *r = *state;
	ident id = propose_from(r, page(r, COORDINATOR), MODEL_MENTORING, "1\n3\n", ERR_none);
	const struct {
		enum partnership_state to;
		enum err want;
	} rows[] = {
		{PARTNERSHIP_PAUSED, ERR_conflict}, /* still proposed */
		{PARTNERSHIP_ACTIVE, ERR_conflict},
		{PARTNERSHIP_PROPOSED, ERR_invalid},
		{PARTNERSHIP_AGREED, ERR_invalid},
		{PARTNERSHIP_STATE_COUNT, ERR_invalid},
		{PARTNERSHIP_ENDED, ERR_none},
		{PARTNERSHIP_ENDED, ERR_closed},
		{PARTNERSHIP_ACTIVE, ERR_closed},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		PRESS(r, partnership_state, id, rows[i].to, STR("It did not fit"));
		if (r->err != rows[i].want)
			fail_msg("row %zu: %s", i, err_name(r->err));
	}
	assert_true(str_eq(see(r, id)->ended_why, STR("It did not fit")));
	PRESS(r, partnership_state, TANDEM, PARTNERSHIP_ACTIVE, STR("")); /* that comes of itself */
	EXPECT(r, conflict);
	PRESS(r, partnership_state, TANDEM, PARTNERSHIP_PAUSED, STR(""));
	EXPECT(r, none);
	PRESS(r, partnership_state, TANDEM, PARTNERSHIP_PAUSED, STR(""));
	EXPECT(r, already);
	PRESS(r, partnership_state, TANDEM, PARTNERSHIP_ACTIVE, STR(""));
	EXPECT(r, none);
	ASK(r, PAGE(CLARA), partnership_state, TANDEM, PARTNERSHIP_ENDED, STR(""));
	EXPECT(r, not_allowed);
}

static void plan(struct room *r, ident session, int64_t in_minutes)
{
	int64_t starts = r->now.wall + in_minutes * MINUTE;
	LOAD(&r->disk, REC_session, VI(session), VI(TANDEM), VI(0), TEXT(""), VI(starts), VI(starts + HOUR),
		VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(-1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0),
		VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(0));
	LOAD(&r->disk, REC_member, VI(session), VI(ANNA), VI(0), VI(1), VI(0), VI(0), VI(0), VI(1));
	LOAD(&r->disk, REC_member, VI(session), VI(BEN), VI(1), VI(1), VI(0), VI(0), VI(0), VI(1));
}

static bool is_today(struct room *r, ident session)
{
	const struct session *today[20];
	size_t count = core_today(r->core, r->now.wall, today, 20);
	for (size_t i = 0; i < count; i++)
		if (today[i]->id == session)
			return true;
	return false;
}

static void while_it_pauses_nobody_is_expected_and_afterwards_they_are(void **state)
{
	struct room *r = *state;
	struct expected expected[10];
	plan(r, 200, 20);
	room_begin_again(r);
	assert_true(is_today(r, 200));
	size_t before = core_expected(r->core, r->now.wall, expected, 10);
	PRESS(r, partnership_state, TANDEM, PARTNERSHIP_PAUSED, STR(""));
	assert_false(is_today(r, 200));
	assert_int_equal(core_expected(r->core, r->now.wall, expected, 10), before - 2);
	assert_int_equal(core_plan(r->core, ANNA, r->now.wall).count, 1); /* the other one */
	PRESS(r, partnership_state, TANDEM, PARTNERSHIP_ACTIVE, STR(""));
	assert_true(is_today(r, 200));
	assert_int_equal(core_expected(r->core, r->now.wall, expected, 10), before);
}

static void ended_it_has_no_plans_and_keeps_what_is_under_way(void **state)
{
	struct room *r = *state;
	plan(r, 200, 20);
	plan(r, 201, 3 * 24 * 60);
	room_begin_again(r);
	PRESS(r, check_in, ANNA, 200, 0);
	ASK(r, PAGE(ANNA), partnership_state, TANDEM, PARTNERSHIP_ENDED, STR("Anna moves away"));
	EXPECT(r, none);
	assert_int_equal(core_session(r->core, 200)->state, SESSION_HERE);
	assert_int_equal(core_session(r->core, 201)->state, SESSION_CANCELLED);
	PRESS(r, step_go, 200, 0);
	EXPECT(r, none);
	assert_int_equal(see(r, TANDEM)->state, PARTNERSHIP_ENDED);
	PRESS(r, session_finish, 200);
	PRESS(r, session_next, 200, r->now.wall + 7 * DAY);
	EXPECT(r, conflict);
	assert_int_equal(core_session(r->core, 200)->next_start, 0);
}

/* ---- members ---- */

static void who_leaves_in_mid_session_stays_in_it_and_comes_no_more(void **state)
{
	struct room *r = *state;
	struct ledger ledger[4];
	plan(r, 200, 5);
	plan(r, 201, 3 * 24 * 60);
	room_begin_again(r);
	PRESS(r, check_in, ANNA, 200, 0);
	PRESS(r, check_in, BEN, 200, 0);
	PRESS(r, step_go, 200, 1);
	ASK(r, PAGE(BEN), partnership_member, .partnership = TANDEM, .person = BEN, .on = false);
	EXPECT(r, none);
	assert_false(partnership_has(see(r, TANDEM), BEN));
	assert_non_null(partnership_partner(see(r, TANDEM), BEN));
	assert_true(member_is_here(r->core, core_member(r->core, 200, BEN)));
	assert_null(core_member(r->core, 201, BEN));
	assert_non_null(core_member(r->core, 201, ANNA));
	PRESS(r, turn_swap, 200);
	EXPECT(r, none);
	PRESS(r, session_finish, 200);
	PRESS(r, session_close, 200);
	EXPECT(r, none);
	assert_int_equal(core_ledger(r->core, 200, r->now.mono, ledger, 4), 2);
	ASK(r, PAGE(BEN), partnership_state, TANDEM, PARTNERSHIP_PAUSED, STR("")); /* no more his */
	EXPECT(r, not_allowed);
	room_begin_again(r);
	assert_true(partnership_partner(see(r, TANDEM), BEN)->left > 0);
}

static void who_joins_is_asked_and_expected_from_their_yes_on(void **state)
{
	struct room *r = *state;
	const ident set = 31;
	room_partnership(r, set, MODEL_LEARNING_SET, PARTNERSHIP_ACTIVE, (const ident[]){ANNA, BEN}, 2);
	room_begin_again(r);
	ASK(r, PAGE(ANNA), partnership_member, set, CLARA, STANDING_CONVENOR, true);
	EXPECT(r, none);
	const struct partner *clara = partnership_partner(see(r, set), CLARA);
	assert_true(clara->standing == STANDING_CONVENOR && clara->consent == CONSENT_NONE && clara->joined);
	answer(r, set, CLARA, CONSENT_NO);
	EXPECT(r, none);
	assert_false(partnership_has(see(r, set), CLARA));
	assert_int_equal(see(r, set)->state, PARTNERSHIP_ACTIVE); /* hers alone */
	ASK(r, PAGE(ANNA), partnership_member, set, CLARA, STANDING_NONE, true);
	EXPECT(r, none);
	assert_int_equal(see(r, set)->count, 3);
	answer(r, set, CLARA, CONSENT_YES);
	EXPECT(r, none);
	PRESS(r, partnership_member, set, CLARA, STANDING_CONVENOR, true); /* another standing */
	EXPECT(r, none);
	assert_int_equal(partnership_partner(see(r, set), CLARA)->consent, CONSENT_YES);
	PRESS(r, partnership_member, set, CLARA, STANDING_CONVENOR, true);
	EXPECT(r, already);
}

static void leave(struct room *r, ident partnership, ident person)
{
	PRESS(r, partnership_member, partnership, person, STANDING_NONE, false);
	EXPECT(r, none);
}

static enum consent consent_of(struct room *r, ident partnership, ident person)
{
	return partnership_partner(see(r, partnership), person)->consent;
}

static void who_left_by_a_slip_comes_back_as_they_were(void **state)
{
	struct room *r = *state;
	plan(r, 200, 60);
	room_begin_again(r);
	leave(r, TANDEM, BEN);
	assert_null(core_member(r->core, 200, BEN));
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_NONE, true);
	EXPECT(r, none);
	assert_true(partnership_has(see(r, TANDEM), BEN));
	assert_int_equal(consent_of(r, TANDEM, BEN), CONSENT_YES);
	assert_true(core_member(r->core, 200, BEN)->expected);
	ASK(r, PAGE(BEN), partnership_member, TANDEM, BEN, STANDING_NONE, false);
	ASK(r, PAGE(BEN), partnership_member, TANDEM, BEN, STANDING_NONE, true); /* on their own page, too */
	EXPECT(r, none);
	assert_int_equal(consent_of(r, TANDEM, BEN), CONSENT_YES);
	leave(r, TANDEM, BEN); /* at the screen: that others took him out is not his to take back alone */
	ASK(r, PAGE(BEN), partnership_member, TANDEM, BEN, STANDING_NONE, true);
	EXPECT(r, not_allowed);
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_NONE, true);
	EXPECT(r, none);
	leave(r, TANDEM, BEN);
	ASK(r, PAGE(ANNA), partnership_member, TANDEM, BEN, STANDING_NONE, true); /* not hers to say */
	EXPECT(r, none);
	assert_int_equal(consent_of(r, TANDEM, BEN), CONSENT_NONE);
	answer(r, TANDEM, BEN, CONSENT_YES);
	leave(r, TANDEM, BEN);
	ASK(r, DESK_PAGE, partnership_member, TANDEM, BEN, STANDING_NONE, true);
	EXPECT(r, none);
	assert_int_equal(consent_of(r, TANDEM, BEN), CONSENT_NONE);
	answer(r, TANDEM, BEN, CONSENT_YES);
	leave(r, TANDEM, BEN);
	room_pass(r, 11 * MINUTE); /* that was no slip */
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_NONE, true);
	EXPECT(r, none);
	assert_int_equal(consent_of(r, TANDEM, BEN), CONSENT_NONE);
}

static void no_day_is_beyond_all_that_pages_can_show(void **state)
{
	struct room *r = *state;
	r->now.trusted = false;
	PRESS(r, partnership_set, .partnership = TANDEM, .ends = INT64_MAX);
	EXPECT(r, invalid);
	PRESS(r, partnership_set, .partnership = TANDEM, .ends = 40 * DAY); /* by a clock in 1970 */
	EXPECT(r, none);
}

/* They may say no, and that is all. */
static void who_is_only_asked_changes_nothing(void **state)
{
	struct room *r = *state;
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_NONE, false);
	PRESS(r, partnership_member, TANDEM, CLARA, STANDING_NONE, true);
	EXPECT(r, none);
	ASK(r, PAGE(CLARA), partnership_state, .partnership = TANDEM, .state = PARTNERSHIP_PAUSED);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(CLARA), partnership_set, .partnership = TANDEM, .rhythm = RHYTHM_WEEKLY);
	EXPECT(r, not_allowed);
	answer(r, TANDEM, CLARA, CONSENT_YES);
	ASK(r, PAGE(CLARA), partnership_state, .partnership = TANDEM, .state = PARTNERSHIP_PAUSED);
	EXPECT(r, none);
}

static void a_new_member_is_expected_at_what_is_planned(void **state)
{
	struct room *r = *state;
	plan(r, 200, 60);
	room_begin_again(r);
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_NONE, false);
	PRESS(r, partnership_member, TANDEM, CLARA, STANDING_NONE, true);
	EXPECT(r, none);
	assert_null(core_member(r->core, 200, CLARA));
	answer(r, TANDEM, CLARA, CONSENT_YES);
	assert_true(core_member(r->core, 200, CLARA)->expected);
	assert_null(core_member(r->core, 200, BEN));
}

static void members_are_refused_for_what_they_are_not(void **state)
{
	struct room *r = *state;
	PRESS(r, partnership_member, TANDEM, CLARA, STANDING_NONE, true); /* a tandem is two */
	EXPECT(r, too_many);
	PRESS(r, partnership_member, TANDEM, CLARA, STANDING_NONE, false);
	EXPECT(r, already);
	PRESS(r, partnership_member, TANDEM, GONE, STANDING_NONE, true);
	EXPECT(r, not_found);
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_COUNT, true);
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), partnership_member, TANDEM, BEN, STANDING_NONE,
		false); /* takes out herself only */
	EXPECT(r, not_allowed);
	ASK(r, PAGE(CLARA), partnership_member, TANDEM, CLARA, STANDING_NONE, true);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, partnership_member, TANDEM, BEN, STANDING_NONE, false);
	EXPECT(r, none);
}

/* ---- meeting again ---- */

static ident run_session(struct room *r, ident session)
{
	PRESS(r, check_in, ANNA, session, 0);
	PRESS(r, check_in, BEN, session, 0);
	PRESS(r, step_go, session, 0);
	PRESS(r, session_finish, session);
	EXPECT(r, none);
	return session;
}

static void the_next_date_is_proposed_by_the_rhythm(void **state)
{
	struct room *r = *state;
	plan(r, 200, 20);
	room_begin_again(r);
	PRESS(r, partnership_set, .partnership = TANDEM, .rhythm = RHYTHM_FORTNIGHTLY);
	EXPECT(r, none);
	const struct session *s = core_session(r->core, run_session(r, 200));
	assert_int_equal(s->next_start, s->starts + 14 * DAY);
	PRESS(r, session_close, 200);
	struct partnership_sessions met = core_partnership_sessions(r->core, TANDEM, r->now.wall);
	assert_int_equal(met.held, 1);
	assert_int_equal(met.next, s->starts + 14 * DAY);
	assert_int_equal(met.last, s->starts);
	PRESS(r, session_resume, 200);
	assert_int_equal(core_partnership_sessions(r->core, TANDEM, r->now.wall).held, 0);
}

static void nothing_is_proposed_without_a_rhythm_or_with_a_plan(void **state)
{
	struct room *r = *state;
	plan(r, 200, 20);
	plan(r, 201, 3 * 24 * 60);
	room_begin_again(r);
	run_session(r, 200);
	assert_int_equal(core_session(r->core, 200)->next_start, 0); /* no rhythm */
	PRESS(r, session_resume, 200);
	PRESS(r, partnership_set, .partnership = TANDEM, .rhythm = RHYTHM_WEEKLY);
	PRESS(r, session_finish, 200);
	assert_int_equal(core_session(r->core, 200)->next_start, 0); /* 201 is planned */
	PRESS(r, session_resume, 200);
	PRESS(r, check_in, ANNA, 201, 0);
	PRESS(r, check_in_undo, ANNA, 201);
	PRESS(r, session_next, 200, r->now.wall + 2 * DAY); /* somebody's own choice stays */
	PRESS(r, session_finish, 200);
	assert_int_equal(core_session(r->core, 200)->next_start, r->now.wall + 2 * DAY);
}

static void how_often_they_met_before_is_told_by_the_store(void **state)
{
	struct room *r = *state;
	struct msg *m = msg_new(MSG_rows, (struct origin){0});
	struct value *v = ARENA_ARRAY(&m->mem, struct value, 3);
	v[0] = VI(TANDEM), v[1] = VI(12), v[2] = VI(r->now.wall - 7 * DAY);
	m->u.rows = (struct msg_rows){.kind = ASK_met, .values = v, .columns = 3, .rows = 1};
	room_step(r, m);
	struct partnership_sessions met = core_partnership_sessions(r->core, TANDEM, r->now.wall);
	assert_int_equal(met.held, 12);
	assert_int_equal(met.last, r->now.wall - 7 * DAY);
	assert_int_equal(core_partnership_sessions(r->core, 4711, 0).held, 0);
}

/* ---- its note ---- */

static void its_note_is_made_when_it_is_wanted(void **state)
{
	struct room *r = *state;
	struct note_view note;
	ASK(r, PAGE(CLARA), partnership_note, TANDEM);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, partnership_note, TANDEM);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), partnership_note, TANDEM);
	EXPECT(r, none);
	ident id = r->result;
	ASK(r, PAGE(BEN), partnership_note, TANDEM);
	EXPECT(r, already);
	assert_int_equal(r->result, id);
	room_begin_again(r);
	assert_true(core_note(r->core, id, &note) && !note.closed);
	assert_true(str_eq(note.title, STR("Night desk")));
	assert_int_equal(note.people_count, 2);
	PRESS(r, partnership_state, TANDEM, PARTNERSHIP_ENDED, STR(""));
	assert_true(core_note(r->core, id, &note) && note.closed);
}

/* ---- what nobody may break ---- */

static void a_no_taken_back_opens_the_note_again(void **state)
{
	struct room *r = *state;
	struct note_view note;
	ident id = propose_from(r, page(r, COORDINATOR), MODEL_LEARNING_SET, "1\n2\n3", ERR_none);
	PRESS(r, partnership_note, id);
	ident at = r->result;
	answer(r, id, CLARA, CONSENT_NO);
	assert_true(core_note(r->core, at, &note) && note.closed);
	answer(r, id, CLARA, CONSENT_YES);
	EXPECT(r, none);
	assert_true(core_note(r->core, at, &note) && !note.closed);
}

static void a_guest_belongs_to_no_partnership(void **state)
{
	struct room *r = *state;
	char people[40];
	PRESS(r, guest_add, STR("Zoe"));
	snprintf(people, sizeof people, "1\n%lld", (long long)r->result);
	ident guest = r->result;
	propose_from(r, screen(r), MODEL_SKILLS_SHARING, people, ERR_invalid);
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_NONE, false);
	PRESS(r, partnership_member, TANDEM, guest, STANDING_NONE, true);
	EXPECT(r, not_found);
}

static void who_has_left_has_nothing_to_answer(void **state)
{
	struct room *r = *state;
	room_partnership(r, 31, MODEL_LEARNING_SET, PARTNERSHIP_ACTIVE, (const ident[]){ANNA, BEN}, 2);
	room_begin_again(r);
	PRESS(r, partnership_member, 31, CLARA, STANDING_NONE, true);
	answer(r, 31, CLARA, CONSENT_NO);
	EXPECT(r, none);
	answer(r, 31, CLARA, CONSENT_YES);
	EXPECT(r, closed);
	assert_false(partnership_has(see(r, 31), CLARA));
}

static void one_alone_plans_nothing(void **state)
{
	struct room *r = *state;
	assert_true(partnership_may_plan(r->core, TANDEM));
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_NONE, false);
	assert_false(partnership_may_plan(r->core, TANDEM));
	PRESS(r, partnership_member, TANDEM, CLARA, STANDING_NONE, true);
	assert_false(partnership_may_plan(r->core, TANDEM)); /* she was only asked */
	answer(r, TANDEM, CLARA, CONSENT_YES);
	assert_true(partnership_may_plan(r->core, TANDEM));
}

static void who_meets_while_it_pauses_goes_on(void **state)
{
	struct room *r = *state;
	PRESS(r, partnership_state, TANDEM, PARTNERSHIP_PAUSED, STR(""));
	PRESS(r, walk_in, ANNA, BEN, STR(""));
	EXPECT(r, none);
	PRESS(r, step_go, r->result, 0);
	EXPECT(r, none);
	assert_int_equal(see(r, TANDEM)->state, PARTNERSHIP_ACTIVE);
}

static void it_takes_no_more_people_than_it_holds(void **state)
{
	struct room *r = *state;
	ident all[PARTNERS_MAX];
	for (int i = 0; i < PARTNERS_MAX; i++) {
		all[i] = 300 + i;
		room_person(r, all[i], "One", "More", "", false, false);
	}
	room_partnership(r, 31, MODEL_JOINT_VENTURE, PARTNERSHIP_ACTIVE, all, PARTNERS_MAX);
	room_begin_again(r);
	PRESS(r, partnership_member, 31, all[0], STANDING_NONE, false);
	EXPECT(r, none);
	PRESS(r, partnership_member, 31, ANNA, STANDING_NONE,
		true); /* those who left count: they are its past */
	EXPECT(r, too_many);
	PRESS(r, partnership_member, 31, all[0], STANDING_NONE, true);
	EXPECT(r, none);
}

/* ---- by a clock nobody has set ---- */

/* What is loaded is found by when it ended: the year 1970 would be long past at the next start. */
static void what_ends_by_a_clock_in_1970_ends_no_earlier_than_is_known_to_have_passed(void **state)
{
	struct room *r = *state;
	struct moment right = r->now;
	char moment[24];
	snprintf(moment, sizeof moment, "%lld", (long long)(right.wall - 2 * DAY));
	LOAD(&r->disk, REC_setting, TEXT("last_moment"), TEXT(moment)); /* as the store tells it */
	r->now = (struct moment){.wall = HOUR, .mono = right.mono, .trusted = false};
	room_begin_again(r);
	room_pass(r, MINUTE);
	PRESS(r, partnership_state, TANDEM, PARTNERSHIP_ENDED, STR(""));
	EXPECT(r, none);
	assert_int_equal(see(r, TANDEM)->ended_at, right.wall - 2 * DAY + MINUTE);
	room_begin_again(r);
	assert_int_equal(see(r, TANDEM)->ended_at, right.wall - 2 * DAY + MINUTE);
}

static void when_the_clock_is_set_it_ended_when_it_did(void **state)
{
	struct room *r = *state;
	struct moment right = r->now;
	r->now = (struct moment){.wall = HOUR, .mono = right.mono, .trusted = false};
	room_begin_again(r);
	PRESS(r, partnership_state, TANDEM, PARTNERSHIP_ENDED, STR(""));
	EXPECT(r, none);
	r->now = (struct moment){.wall = right.wall + HOUR, .mono = right.mono + HOUR, .trusted = true};
	SEND(r, ((struct origin){0}), tick, 0);
	assert_int_equal(see(r, TANDEM)->ended_at, right.wall);
	room_begin_again(r);
	assert_int_equal(see(r, TANDEM)->ended_at, right.wall);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_PARTNERS(it_is_proposed_until_all_have_said_yes),
		TEST_PARTNERS(one_no_ends_it_and_a_slip_can_be_taken_back),
		TEST_PARTNERS(what_waited_for_somebody_who_was_erased_goes_on),
		TEST_PARTNERS(nobody_answers_for_somebody_else),
		TEST_PARTNERS(who_proposes_on_a_phone_is_part_of_it_and_has_said_yes),
		TEST_PARTNERS(two_at_the_screen_make_their_own),
		TEST_PARTNERS(it_takes_people_who_are_there_and_as_many_as_the_model_has),
		TEST_PARTNERS(words_and_days_are_changed_by_its_members_and_the_coordinator),
		TEST_PARTNERS(it_becomes_active_when_they_first_meet),
		TEST_PARTNERS(states_follow_their_table),
		TEST_PARTNERS(while_it_pauses_nobody_is_expected_and_afterwards_they_are),
		TEST_PARTNERS(ended_it_has_no_plans_and_keeps_what_is_under_way),
		TEST_PARTNERS(who_left_by_a_slip_comes_back_as_they_were),
		TEST_PARTNERS(no_day_is_beyond_all_that_pages_can_show),
		TEST_PARTNERS(who_is_only_asked_changes_nothing),
		TEST_PARTNERS(who_leaves_in_mid_session_stays_in_it_and_comes_no_more),
		TEST_PARTNERS(who_joins_is_asked_and_expected_from_their_yes_on),
		TEST_PARTNERS(a_new_member_is_expected_at_what_is_planned),
		TEST_PARTNERS(members_are_refused_for_what_they_are_not),
		TEST_PARTNERS(the_next_date_is_proposed_by_the_rhythm),
		TEST_PARTNERS(nothing_is_proposed_without_a_rhythm_or_with_a_plan),
		TEST_PARTNERS(how_often_they_met_before_is_told_by_the_store),
		TEST_PARTNERS(its_note_is_made_when_it_is_wanted),
		TEST_PARTNERS(a_no_taken_back_opens_the_note_again),
		TEST_PARTNERS(a_guest_belongs_to_no_partnership),
		TEST_PARTNERS(who_has_left_has_nothing_to_answer),
		TEST_PARTNERS(one_alone_plans_nothing),
		TEST_PARTNERS(who_meets_while_it_pauses_goes_on),
		TEST_PARTNERS(it_takes_no_more_people_than_it_holds),
		TEST_PARTNERS(what_ends_by_a_clock_in_1970_ends_no_earlier_than_is_known_to_have_passed),
		TEST_PARTNERS(when_the_clock_is_set_it_ended_when_it_did),
	};
	return cmocka_run_group_tests_name("partnership", tests, NULL, NULL);
}
