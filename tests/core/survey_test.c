/* Surveys: nobody sees an answer of another before all have answered; then everybody sees the same. */
#include "core/learning.h"

#include "core/inside.h"

static ident opened(struct room *r, ident partnership, const char *instrument)
{
	PRESS(r, survey_open, .partnership = partnership, .instrument = str_from(instrument));
	EXPECT(r, none);
	return r->result;
}

/* Answers all three items from the person's own phone. */
static void answer(struct room *r, ident survey, ident person, int a, int b, int c)
{
	const int values[] = {a, b, c};
	for (int i = 0; i < 3; i++)
		if (values[i]) {
			ASK(r, PAGE(person), survey_answer, survey, person, i, values[i]);
			EXPECT(r, none);
		}
}

static void submit(struct room *r, ident survey, ident person)
{
	ASK(r, PAGE(person), survey_submit, survey, person);
	EXPECT(r, none);
}

static void revealed(struct room *r, ident survey, bool want)
{
	assert_int_equal(core_survey(r->core, survey)->revealed != 0, want);
}

static void answers_are_saved_one_by_one_and_shown_when_all_have_answered(void **state)
{
	struct room *r = *state;
	struct survey_result result;
	ident id = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	answer(r, id, ANNA, 1, 3, 5);
	room_begin_again(r);
	assert_int_equal(core_survey_answer(r->core, id, ANNA, 1), 3);
	assert_int_equal(core_survey_answered(r->core, id, ANNA), 3);
	assert_int_equal(core_survey_next_item(r->core, id, ANNA, 0), -1);
	submit(r, id, ANNA);
	answer(r, id, BEN, 5, 3, 4);
	revealed(r, id, false);
	assert_false(core_survey_result(r->core, id, ANNA, &result));
	struct survey_state s = core_survey_state(r->core, id);
	assert_int_equal(s.people, 2);
	assert_int_equal(s.submitted, 1);
	submit(r, id, BEN);
	revealed(r, id, true);
	room_begin_again(r);
	revealed(r, id, true);
	assert_true(core_survey_result(r->core, id, ANNA, &result));
	assert_int_equal(result.people, 2);
	assert_int_equal(result.area_count, 2);
	assert_int_equal(result.areas[0].mean, 300); /* of 200 and 400 */
	assert_int_equal(result.areas[0].low, 200);
	assert_int_equal(result.areas[0].high, 400);
	assert_int_equal(result.areas[0].mine, 200);
	assert_int_equal(result.areas[1].mean, 450);
	assert_int_equal(result.gap_count, 2); /* they agree on the second item */
	assert_int_equal(result.gaps[0].item, 0);
	assert_int_equal(result.gaps[0].said[1], 1);
	assert_int_equal(result.gaps[0].said[5], 1);
	assert_int_equal(result.gaps[1].item, 2);
	assert_int_equal(result.gaps[1].area, 1);
}

static void nobody_answers_for_another(void **state)
{
	struct room *r = *state;
	ident id = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	ASK(r, PAGE(BEN), survey_answer, id, ANNA, 0, 3);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(CLARA), survey_answer, id, CLARA, 0, 3); /* does not belong to it */
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, survey_answer, id, ANNA, 0, 3);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, survey_submit, id, ANNA);
	EXPECT(r, not_allowed);
	PRESS(r, survey_answer, id, ANNA, 0, 3); /* at the screen she touches her own name */
	EXPECT(r, none);
	ASK(r, PAGE(BEN), survey_submit, id, ANNA);
	EXPECT(r, not_allowed);
	assert_int_equal(core_survey_answer(r->core, id, ANNA, 0), 3);
}

static void an_answer_that_makes_no_sense_is_refused(void **state)
{
	struct room *r = *state;
	ident id = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	ASK(r, PAGE(ANNA), survey_answer, id, ANNA, 3, 3);
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), survey_answer, id, ANNA, -1, 3);
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), survey_answer, id, ANNA, 0, 6);
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), survey_answer, id, ANNA, 0, -1);
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), survey_answer, 999, ANNA, 0, 1);
	EXPECT(r, not_found);
	ASK(r, PAGE(ANNA), survey_answer, id, ANNA, 0, 0);
	EXPECT(r, already);
	ASK(r, PAGE(ANNA), survey_submit, id, ANNA);
	EXPECT(r, invalid); /* nothing answered */
	answer(r, id, ANNA, 4, 0, 0);
	ASK(r, PAGE(ANNA), survey_answer, id, ANNA, 0, 4);
	EXPECT(r, already);
	ASK(r, PAGE(ANNA), survey_answer, id, ANNA, 0, 0);
	EXPECT(r, none); /* taken back */
	assert_int_equal(disk_count(&r->disk, REC_answer), 0);
}

static void what_was_submitted_stays(void **state)
{
	struct room *r = *state;
	ident id = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	answer(r, id, ANNA, 1, 2, 3);
	submit(r, id, ANNA);
	ASK(r, PAGE(ANNA), survey_submit, id, ANNA);
	EXPECT(r, already);
	ASK(r, PAGE(ANNA), survey_answer, id, ANNA, 0, 5);
	EXPECT(r, closed);
	answer(r, id, BEN, 1, 0, 0);
	submit(r, id, BEN);
	ASK(r, PAGE(BEN), survey_answer, id, BEN, 1, 5);
	EXPECT(r, closed);
	assert_int_equal(core_survey_answer(r->core, id, ANNA, 0), 1);
}

static void one_at_a_time_of_each_instrument(void **state)
{
	struct room *r = *state;
	ident id = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	PRESS(r, survey_open, .partnership = TANDEM, .instrument = STR(INSTRUMENT_HEALTHY));
	EXPECT(r, already);
	assert_int_equal(r->result, id);
	assert_true(opened(r, TANDEM, INSTRUMENT_SKILLS) != id);
	PRESS(r, survey_open, .partnership = TANDEM, .instrument = STR("nothing"));
	EXPECT(r, not_found);
	PRESS(r, survey_open, .partnership = 999, .instrument = STR(INSTRUMENT_HEALTHY));
	EXPECT(r, not_found);
	PRESS(r, survey_open, .partnership = TANDEM, .instrument = STR(INSTRUMENT_KEY_PARTNERSHIPS),
		.due = r->now.wall - 1);
	EXPECT(r, invalid);
	ASK(r, PAGE(CLARA), survey_open, .partnership = TANDEM, .instrument = STR(INSTRUMENT_SKILLS));
	EXPECT(r, not_allowed);
	answer(r, id, ANNA, 1, 0, 0);
	submit(r, id, ANNA);
	answer(r, id, BEN, 1, 0, 0);
	submit(r, id, BEN);
	assert_true(opened(r, TANDEM, INSTRUMENT_HEALTHY) != id); /* the next time */
}

static void a_slip_is_withdrawn_while_nobody_has_answered(void **state)
{
	struct room *r = *state;
	ident id = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	assert_true(core_survey_untouched(r->core, id));
	answer(r, id, ANNA, 4, 0, 0);
	assert_false(core_survey_untouched(r->core, id));
	PRESS(r, survey_withdraw, id);
	EXPECT(r, conflict);
	ASK(r, PAGE(ANNA), survey_answer, id, ANNA, 0, 0); /* taken back: nobody has answered */
	EXPECT(r, none);
	assert_true(core_survey_untouched(r->core, id));
	ASK(r, PAGE(CLARA), survey_withdraw, id); /* does not belong to it */
	EXPECT(r, not_allowed);
	ASK(r, PAGE(BEN), survey_withdraw, id);
	EXPECT(r, none);
	assert_null(core_survey(r->core, id));
	ASK(r, PAGE(ANNA), survey_answer, id, ANNA, 0, 4);
	EXPECT(r, not_found);
	PRESS(r, survey_withdraw, id);
	EXPECT(r, not_found);
	room_begin_again(r);
	assert_int_equal(disk_count(&r->disk, REC_survey), 0);
	assert_int_equal(core_surveys(r->core, TANDEM, &(const struct survey *){NULL}, 1), 0);
	assert_true(core_survey_untouched(r->core, opened(r, TANDEM, INSTRUMENT_HEALTHY)));
}

static void what_was_handed_in_is_not_withdrawn(void **state)
{
	struct room *r = *state;
	ident id = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	answer(r, id, ANNA, 1, 2, 3);
	submit(r, id, ANNA);
	ASK(r, DESK_PAGE, survey_withdraw, id);
	EXPECT(r, conflict);
	answer(r, id, BEN, 1, 2, 3);
	submit(r, id, BEN);
	PRESS(r, survey_withdraw, id);
	EXPECT(r, closed);
	assert_non_null(core_survey(r->core, id));
}

static void the_earlier_time_stands_behind_the_later(void **state)
{
	struct room *r = *state;
	struct survey_result result;
	ident first = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	answer(r, first, ANNA, 1, 1, 2);
	submit(r, first, ANNA);
	answer(r, first, BEN, 3, 3, 0);
	submit(r, first, BEN);
	room_pass(r, 30 * DAY);
	ident second = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	answer(r, second, ANNA, 4, 4, 4);
	submit(r, second, ANNA);
	answer(r, second, BEN, 4, 4, 4);
	submit(r, second, BEN);
	assert_true(core_survey_result(r->core, second, ANNA, &result));
	assert_int_equal(result.before->id, first);
	assert_int_equal(result.areas[0].mean, 400);
	assert_int_equal(result.areas[0].before, 200);
	assert_int_equal(result.areas[0].mine_before, 100);
	assert_int_equal(result.areas[1].before, 200); /* whoever left it out does not count */
	assert_int_equal(result.gap_count, 0);
	const struct doc *doc = learning_look(r, PAGE(BEN), "results", second);
	const struct doc *trend = doc_at(doc, "trend");
	assert_int_equal(doc_length(trend), 2);
	assert_int_equal(doc_nth(doc_at(doc_nth(trend, 0), "areas"), 0)->number, 200);
	assert_int_equal(doc_nth(doc_at(doc_nth(trend, 1), "areas"), 0)->number, 400);
	assert_int_equal(doc_nth(doc_at(doc_nth(trend, 0), "mine"), 0)->number, 300);
}

static void shown_though_somebody_is_missing(void **state)
{
	struct room *r = *state;
	PRESS(r, survey_open, .partnership = TANDEM, .instrument = STR(INSTRUMENT_HEALTHY),
		.due = r->now.wall + DAY);
	EXPECT(r, none);
	ident id = r->result;
	ASK(r, DESK_PAGE, survey_reveal, id);
	EXPECT(r, conflict); /* nobody has answered */
	answer(r, id, ANNA, 1, 2, 3);
	submit(r, id, ANNA);
	answer(r, id, BEN, 5, 0, 0);
	ASK(r, PAGE(ANNA), survey_reveal, id);
	EXPECT(r, not_allowed);
	assert_false(core_survey_late(r->core, id, r->now.wall));
	room_pass(r, DAY);
	assert_true(core_survey_late(r->core, id, r->now.wall));
	ASK(r, PAGE(CLARA), survey_reveal, id);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), survey_reveal, id);
	EXPECT(r, none);
	revealed(r, id, true);
	ASK(r, PAGE(BEN), survey_reveal, id);
	EXPECT(r, already);
	struct survey_result result;
	assert_true(core_survey_result(r->core, id, BEN, &result));
	assert_int_equal(result.people, 1);
	assert_int_equal(result.areas[0].mean, 150); /* what Ben had not submitted is in nothing */
	assert_int_equal(result.gap_count, 0);
	assert_int_equal(result.areas[0].mine, 0);
}

static void whoever_coordinates_shows_it_at_any_time(void **state)
{
	struct room *r = *state;
	ident id = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	answer(r, id, ANNA, 1, 2, 3);
	submit(r, id, ANNA);
	PRESS(r, survey_reveal, id);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, survey_reveal, id);
	EXPECT(r, none);
}

static void the_last_one_missing_may_leave(void **state)
{
	struct room *r = *state;
	room_partnership(
		r, GROUP, MODEL_LEARNING_SET, PARTNERSHIP_AGREED, (const ident[]){ANNA, BEN, CLARA}, 3);
	room_begin_again(r);
	ident id = opened(r, GROUP, INSTRUMENT_HEALTHY);
	answer(r, id, ANNA, 1, 2, 3);
	submit(r, id, ANNA);
	answer(r, id, BEN, 1, 2, 3);
	submit(r, id, BEN);
	revealed(r, id, false);
	ASK(r, PAGE(CLARA), partnership_member, .partnership = GROUP, .person = CLARA, .on = false);
	EXPECT(r, none);
	revealed(r, id, true);
	ASK(r, PAGE(CLARA), survey_answer, id, CLARA, 0, 1);
	EXPECT(r, not_allowed);
}

static void pages_tell_ones_own_answers_and_numbers(void **state)
{
	struct room *r = *state;
	ident id = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	answer(r, id, ANNA, 1, 0, 3);
	answer(r, id, BEN, 5, 5, 5);
	submit(r, id, BEN);
	const struct doc *doc = learning_look(r, PAGE(ANNA), "survey", id), *answers = doc_at(doc, "answers");
	assert_int_equal(doc_at(doc, "people")->number, 2);
	assert_int_equal(doc_at(doc, "done")->number, 1);
	assert_int_equal(doc_length(answers), 2);
	assert_int_equal(doc_at(doc_nth(answers, 1), "item")->number, 2);
	assert_int_equal(doc_at(doc_nth(answers, 1), "value")->number, 3);
	doc = learning_look(r, PAGE(ANNA), "results", id);
	assert_true(str_eq(doc_at(doc, "error")->text, STR("not_allowed")));
	assert_false(doc_has(doc, "areas"));
	doc = learning_look(r, PAGE(CLARA), "survey", id);
	assert_true(str_eq(doc_at(doc, "error")->text, STR("not_found")));
	assert_false(doc_has(doc, "answers"));
	assert_false(doc_has(learning_look(r, DESK_PAGE, "survey", id), "answers"));
	assert_false(doc_has(learning_look(r, DESK_PAGE, "results", id), "areas"));
}

static void an_instrument_for_oneself_shows_ones_own_alone(void **state)
{
	struct room *r = *state;
	struct survey_result result;
	ident id = opened(r, TANDEM, INSTRUMENT_KEY_PARTNERSHIPS);
	ASK(r, PAGE(ANNA), survey_answer, id, ANNA, 0, 2);
	submit(r, id, ANNA);
	assert_true(core_survey_result(r->core, id, ANNA, &result)); /* nothing to wait for */
	assert_int_equal(result.areas[0].mine, 200);
	assert_false(core_survey_result(r->core, id, BEN, &result));
	ASK(r, PAGE(BEN), survey_answer, id, BEN, 0, 5);
	submit(r, id, BEN);
	revealed(r, id, true);
	assert_true(core_survey_result(r->core, id, ANNA, &result));
	assert_int_equal(result.areas[0].mine, 200);
	assert_int_equal(result.areas[0].mean, 0); /* two are no group */
	assert_int_equal(result.areas[0].low, 0);
	assert_int_equal(result.areas[0].high, 0);
	assert_int_equal(result.gap_count, 0);
	const struct doc *area = doc_nth(doc_at(learning_look(r, PAGE(ANNA), "results", id), "areas"), 0);
	assert_int_equal(doc_at(area, "mean")->kind, DOC_NULL);
	assert_int_equal(doc_at(area, "mine")->number, 200);
}

static void of_five_the_mean_is_shown(void **state)
{
	struct room *r = *state;
	struct survey_result result;
	room_partnership(r, GROUP, MODEL_LEARNING_SET, PARTNERSHIP_AGREED,
		(const ident[]){ANNA, BEN, CLARA, LUKASZ, HIDDEN}, 5);
	room_begin_again(r);
	ident id = opened(r, GROUP, INSTRUMENT_KEY_PARTNERSHIPS);
	for (ident person = ANNA; person <= HIDDEN; person++) {
		PRESS(r, survey_answer, id, person, 0, (int32_t)person);
		EXPECT(r, none);
		PRESS(r, survey_submit, id, person);
		EXPECT(r, none);
	}
	assert_true(core_survey_result(r->core, id, ANNA, &result));
	assert_int_equal(result.areas[0].mean, 300);
	assert_int_equal(result.areas[0].low, 0);
	assert_int_equal(result.gap_count, 0);
}

static ident group_of(struct room *r, const char *instrument, size_t count)
{
	room_partnership(r, GROUP, MODEL_LEARNING_SET, PARTNERSHIP_AGREED,
		(const ident[]){ANNA, BEN, CLARA, LUKASZ, HIDDEN, 300}, count);
	room_person(r, 300, "Six", "Sixth", "", false, false);
	room_begin_again(r);
	return opened(r, GROUP, instrument);
}

static void say(struct room *r, ident survey, ident person, int item)
{
	PRESS(r, survey_answer, survey, person, item, 3);
	EXPECT(r, none);
	PRESS(r, survey_submit, survey, person);
	EXPECT(r, none);
}

static void of_four_it_is_not(void **state)
{
	struct room *r = *state;
	struct survey_result result;
	ident id = group_of(r, INSTRUMENT_KEY_PARTNERSHIPS, 4);
	for (ident person = ANNA; person <= LUKASZ; person++)
		say(r, id, person, 0);
	revealed(r, id, true);
	assert_true(core_survey_result(r->core, id, ANNA, &result));
	assert_int_equal(result.areas[0].mean, 0);
}

/* Who has submitted may have left nearly everything out: the mean of one is an answer. */
static void a_mean_of_fewer_than_five_is_shown_of_no_area(void **state)
{
	struct room *r = *state;
	struct survey_result result;
	ident id = group_of(r, INSTRUMENT_FOR_ONESELF, 5);
	say(r, id, ANNA, 2);
	for (ident person = BEN; person <= HIDDEN; person++)
		say(r, id, person, 0);
	revealed(r, id, true);
	assert_true(core_survey_result(r->core, id, BEN, &result));
	assert_int_equal(result.areas[0].mean, 0); /* of four */
	assert_int_equal(result.areas[1].mean, 0); /* of Anna alone */
	assert_true(core_survey_result(r->core, id, ANNA, &result));
	assert_int_equal(result.areas[1].mine, 300);
}

static void while_somebody_is_missing_there_is_no_mean(void **state)
{
	struct room *r = *state;
	struct survey_result result;
	ident id = group_of(r, INSTRUMENT_KEY_PARTNERSHIPS, 6);
	for (ident person = ANNA; person <= HIDDEN; person++)
		say(r, id, person, 0);
	revealed(r, id, false);
	assert_true(core_survey_result(r->core, id, ANNA, &result));
	assert_int_equal(result.areas[0].mine, 300);
	assert_int_equal(result.areas[0].mean, 0);
	say(r, id, 300, 0); /* and by the sixth answer none can be told from the others' */
	assert_true(core_survey_result(r->core, id, ANNA, &result));
	assert_int_equal(result.areas[0].mean, 300);
}

/* Their row of `partner` says so since the start: nobody came to a rule to tell it. */
static void the_last_one_missing_was_erased(void **state)
{
	struct room *r = *state;
	ident id = group_of(r, INSTRUMENT_HEALTHY, 3);
	say(r, id, ANNA, 0);
	say(r, id, BEN, 0);
	room_begin_again(r);
	revealed(r, id, false);
	LOAD(&r->disk, REC_partner, VI(GROUP), VI(CLARA), VI(2), VI(0), VI(0), VI(r->now.wall),
		VI(CONSENT_YES));
	room_begin_again(r);
	revealed(r, id, true);
	room_begin_again(r);
	revealed(r, id, true);
}

static void nobody_is_asked_what_cannot_be_answered(void **state)
{
	struct room *r = *state;
	const struct survey *asked[4];
	opened(r, TANDEM, INSTRUMENT_HEALTHY);
	LOAD(&r->disk, REC_survey, VI(900), TEXT("gone"), VI(TANDEM), VI(0), VI(r->now.wall), VI(0), VI(0));
	room_begin_again(r);
	assert_int_equal(core_surveys_asked(r->core, ANNA, asked, 4), 1); /* its file has gone */
	PRESS(r, partnership_state, TANDEM, PARTNERSHIP_ENDED, STR(""));
	EXPECT(r, none);
	assert_int_equal(core_surveys_asked(r->core, ANNA, asked, 4), 0);
	PRESS(r, survey_open, .partnership = TANDEM, .instrument = STR(INSTRUMENT_SKILLS));
	EXPECT(r, closed);
}

/* As of partnerships: those of 1970 would not be loaded again. */
static void a_form_put_by_a_clock_in_1970_keeps_its_answers(void **state)
{
	struct room *r = *state;
	struct moment right = r->now;
	r->now = (struct moment){.wall = HOUR, .mono = right.mono, .trusted = false};
	room_begin_again(r);
	ident id = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	say(r, id, ANNA, 0);
	say(r, id, BEN, 0);
	r->now = (struct moment){.wall = right.wall + HOUR, .mono = right.mono + HOUR, .trusted = true};
	SEND(r, ((struct origin){0}), tick, 0);
	assert_int_equal(core_survey(r->core, id)->opened, right.wall);
	assert_int_equal(core_survey(r->core, id)->revealed, right.wall);
	room_begin_again(r);
	assert_int_equal(core_survey(r->core, id)->opened, right.wall);
}

static void a_day_is_not_past_by_a_clock_that_may_be_wrong(void **state)
{
	struct room *r = *state;
	int64_t due = r->now.wall + DAY;
	room_pass(r, 30 * DAY);
	r->now.trusted = false;
	PRESS(r, survey_open, .partnership = TANDEM, .instrument = STR(INSTRUMENT_SKILLS), .due = due);
	EXPECT(r, none);
	assert_false(core_survey_late(r->core, r->result, r->now.wall));
}

static void who_is_asked(void **state)
{
	struct room *r = *state;
	const struct survey *asked[4];
	ident later = opened(r, TANDEM, INSTRUMENT_HEALTHY);
	PRESS(r, survey_open, .partnership = TANDEM, .instrument = STR(INSTRUMENT_SKILLS),
		.due = r->now.wall + DAY);
	ident due = r->result;
	assert_int_equal(core_surveys_asked(r->core, ANNA, asked, 4), 2);
	assert_int_equal(asked[0]->id, due);
	assert_int_equal(asked[1]->id, later);
	assert_int_equal(core_surveys_asked(r->core, ANNA, asked, 1), 1);
	assert_int_equal(asked[0]->id, due);
	assert_int_equal(core_surveys_asked(r->core, CLARA, asked, 4), 0);
	answer(r, due, ANNA, 1, 0, 0);
	submit(r, due, ANNA);
	assert_int_equal(core_surveys_asked(r->core, ANNA, asked, 4), 1);
	assert_int_equal(core_surveys(r->core, TANDEM, asked, 4), 2);
	assert_int_equal(asked[0]->id, due); /* the newest first */
}

/* A mean that grew by one answer would say what that was. */
static void the_coordinator_sees_means_of_months_that_are_over(void **state)
{
	struct room *r = *state;
	struct value rows[] = {TEXT("answers"), TEXT("2026-10"), VI(6), VI(0), VI(0),
		TEXT(INSTRUMENT_HEALTHY "\n0 24 6\n1 12 6\n2 30 6"), TEXT("answers"), TEXT("2026-11"), VI(6),
		VI(0), VI(0), TEXT(INSTRUMENT_HEALTHY "\n0 12 6"), TEXT("answers"), TEXT("2026-09"), VI(4),
		VI(0), VI(0), TEXT(INSTRUMENT_SKILLS "\n0 12 4")};
	for (int trusted = 1; trusted >= 0; trusted--) {
		r->now.trusted = trusted;
		learning_look(r, DESK_PAGE, "figures", 0);
		r->listens = true;
		SEND(r, ((struct origin){0}), rows, .kind = ASK_figures, .conn = DESK_PAGE, .values = rows,
			.columns = 6, .rows = 3);
		const struct doc *list = doc_at(r->heard[r->heard_count - 1]->u.view.doc, "instruments");
		assert_int_equal(doc_length(list), trusted); /* by a clock that may be wrong none is over */
		if (!trusted)
			continue;
		const struct doc *areas = doc_at(doc_nth(list, 0), "areas");
		assert_int_equal(doc_nth(doc_at(doc_nth(areas, 0), "means"), 10)->number, 300);
		assert_int_equal(doc_nth(doc_at(doc_nth(areas, 1), "means"), 10)->number, 500);
		const struct doc *people = doc_at(doc_nth(list, 0), "people");
		assert_int_equal(doc_nth(people, 10)->number, 6);
		assert_int_equal(doc_nth(people, 11)->kind, DOC_NULL); /* November is not over */
	}
}

/* Whoever shows the answers of others has given their own; and by a clock that may be wrong nothing is late. */
static void nobody_looks_before_they_have_answered(void **state)
{
	struct room *r = *state;
	PRESS(r, survey_open, .partnership = TANDEM, .instrument = STR(INSTRUMENT_HEALTHY),
		.due = r->now.wall + DAY);
	ident id = r->result;
	answer(r, id, ANNA, 1, 2, 3);
	submit(r, id, ANNA);
	room_pass(r, 2 * DAY);
	ASK(r, PAGE(BEN), survey_reveal, id);
	EXPECT(r, not_allowed);
	r->now.trusted = false;
	ASK(r, PAGE(ANNA), survey_reveal, id);
	EXPECT(r, not_allowed);
	r->now.trusted = true;
	ASK(r, PAGE(ANNA), survey_reveal, id);
	EXPECT(r, none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_LEARNING(answers_are_saved_one_by_one_and_shown_when_all_have_answered),
		TEST_LEARNING(nobody_answers_for_another),
		TEST_LEARNING(an_answer_that_makes_no_sense_is_refused),
		TEST_LEARNING(what_was_submitted_stays),
		TEST_LEARNING(one_at_a_time_of_each_instrument),
		TEST_LEARNING(a_slip_is_withdrawn_while_nobody_has_answered),
		TEST_LEARNING(what_was_handed_in_is_not_withdrawn),
		TEST_LEARNING(the_earlier_time_stands_behind_the_later),
		TEST_LEARNING(shown_though_somebody_is_missing),
		TEST_LEARNING(whoever_coordinates_shows_it_at_any_time),
		TEST_LEARNING(the_last_one_missing_may_leave),
		TEST_LEARNING(pages_tell_ones_own_answers_and_numbers),
		TEST_LEARNING(an_instrument_for_oneself_shows_ones_own_alone),
		TEST_LEARNING(the_coordinator_sees_means_of_months_that_are_over),
		TEST_LEARNING(nobody_looks_before_they_have_answered),
		TEST_LEARNING(of_five_the_mean_is_shown),
		TEST_LEARNING(of_four_it_is_not),
		TEST_LEARNING(a_mean_of_fewer_than_five_is_shown_of_no_area),
		TEST_LEARNING(while_somebody_is_missing_there_is_no_mean),
		TEST_LEARNING(the_last_one_missing_was_erased),
		TEST_LEARNING(nobody_is_asked_what_cannot_be_answered),
		TEST_LEARNING(a_form_put_by_a_clock_in_1970_keeps_its_answers),
		TEST_LEARNING(who_is_asked),
		TEST_LEARNING(a_day_is_not_past_by_a_clock_that_may_be_wrong),
	};
	return cmocka_run_group_tests_name("survey", tests, NULL, NULL);
}
