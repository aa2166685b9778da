/* Programmes: the group goes through its steps, and each person's parts are done by what happens. */
#include "core/learning.h"

#include "core/inside.h"

static ident begun(struct room *r)
{
	char people[64];
	snprintf(people, sizeof people, "%d\n%d\n%d", ANNA, BEN, CLARA);
	ASK(r, DESK_PAGE, programme_set, .name = STR("Harbour"), .people = str_from(people));
	EXPECT(r, none);
	return r->result;
}

static void go(struct room *r, ident programme, int step)
{
	ASK(r, DESK_PAGE, programme_go, programme, step);
	EXPECT(r, none);
}

static struct programme_next next(struct room *r, ident person)
{
	struct programme_next n;
	core_programme_next(r->core, person, r->now.wall, &n);
	return n;
}

static bool done(
	struct room *r, ident programme, enum programme_step step, ident person, enum programme_part part)
{
	return core_programme_done(r->core, programme, step, person, part);
}

static void a_programme_makes_its_group_its_board_and_its_first_form(void **state)
{
	struct room *r = *state;
	ident id = begun(r);
	room_begin_again(r);
	const struct programme *p = core_programme(r->core, id);
	const struct partnership *group = core_partnership(r->core, p->partnership);
	assert_true(str_eq(p->name, STR("Harbour")));
	assert_int_equal(group->model, MODEL_LEARNING_SET);
	assert_int_equal(group->state, PARTNERSHIP_AGREED);
	assert_int_equal(group->programme, id);
	assert_int_equal(group->count, 3);
	assert_true(str_eq(core_board(r->core, p->board)->name, STR("Harbour")));
	assert_true(p->note != 0);
	PRESS(r, partnership_note, .partnership = p->partnership);
	EXPECT(r, already); /* the group has one note, and it is this */
	assert_int_equal(r->result, p->note);
	const struct survey *form = core_survey(r->core, p->steps[STEP_PRE_WORK].survey);
	assert_true(str_eq(form->instrument, STR(INSTRUMENT_KEY_PARTNERSHIPS)));
	assert_int_equal(form->programme, id);
	assert_int_equal(form->due, p->steps[STEP_WORKSHOP].starts);
	/* days after each other, as the content has it, in local days through the change of the clocks */
	assert_int_equal(p->steps[STEP_PRE_WORK].starts, day_start(r->now.wall));
	assert_int_equal(p->steps[STEP_WORKSHOP].starts, day_start(r->now.wall + 14 * DAY));
	assert_int_equal(p->steps[STEP_HOME_WORK].starts, day_start(r->now.wall + 21 * DAY));
	struct civil review = civil_from(p->steps[STEP_REVIEW].starts);
	assert_int_equal(review.hour, 0);
}

static void what_makes_no_sense_is_refused(void **state)
{
	struct room *r = *state;
	ASK(r, DESK_PAGE, programme_set, .name = STR("  "), .people = STR("1\n2"));
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, programme_set, .name = STR("P"), .people = STR("1"));
	EXPECT(r, invalid); /* alone */
	ASK(r, DESK_PAGE, programme_set, .name = STR("P"), .people = STR("1\n999"));
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, programme_set, .name = STR("P"), .people = STR("1\n2"), .board = 999);
	EXPECT(r, not_found);
	ASK(r, DESK_PAGE, programme_set, .programme = 999, .name = STR("P"));
	EXPECT(r, not_found);
	ASK(r, DESK_PAGE, programme_set, .name = STR("P"), .people = STR("1\n2"),
		.starts = {0, r->now.wall + 9 * DAY, r->now.wall + 8 * DAY});
	EXPECT(r, invalid); /* a step before the one before it */
	ASK(r, PAGE(ANNA), programme_set, .name = STR("P"), .people = STR("1\n2"));
	EXPECT(r, not_allowed);
	PRESS(r, programme_set, .name = STR("P"), .people = STR("1\n2"));
	EXPECT(r, not_allowed); /* nobody has signed in at the screen */
	assert_int_equal(disk_count(&r->disk, REC_programme), 0);
	room_sign_in(r);
	PRESS(r, programme_set, .name = STR("P"), .people = STR("1\n2"), .board = BOARD);
	EXPECT(r, none);
	assert_int_equal(core_programme(r->core, r->result)->board, BOARD);
}

static void its_words_and_days_change(void **state)
{
	struct room *r = *state;
	ident id = begun(r);
	int64_t workshop = core_programme(r->core, id)->steps[STEP_WORKSHOP].starts;
	ASK(r, DESK_PAGE, programme_set, .programme = id, .name = STR("Harbour"));
	EXPECT(r, already);
	ASK(r, DESK_PAGE, programme_set, .programme = id, .name = STR("Quay"), .starts = {0, workshop + DAY});
	EXPECT(r, none);
	room_begin_again(r);
	assert_true(str_eq(core_programme(r->core, id)->name, STR("Quay")));
	assert_int_equal(core_programme(r->core, id)->steps[STEP_WORKSHOP].starts, workshop + DAY);
	go(r, id, PROGRAMME_STEPS);
	ASK(r, DESK_PAGE, programme_set, .programme = id, .name = STR("Late"));
	EXPECT(r, closed);
}

static void each_sees_the_next_part_and_it_is_done_by_doing_it(void **state)
{
	struct room *r = *state;
	ident id = begun(r);
	struct programme_next n = next(r, ANNA);
	assert_int_equal(n.part, DO_MAP);
	assert_int_equal(n.parts, 2);
	ASK(r, PAGE(ANNA), relation_set, .person = ANNA, .name = STR("Tax office"), .about = STR(""), .x = 1,
		.y = 2);
	n = next(r, ANNA);
	assert_int_equal(n.part, DO_ANSWERS);
	assert_int_equal(n.done, 1);
	assert_int_equal(n.of, core_programme(r->core, id)->steps[STEP_PRE_WORK].survey);
	ASK(r, PAGE(ANNA), survey_answer, n.of, ANNA, 0, 4);
	ASK(r, PAGE(ANNA), survey_submit, n.of, ANNA);
	assert_false(core_programme_next(r->core, ANNA, r->now.wall, &n));
	assert_int_equal(next(r, BEN).part, DO_MAP);
	assert_int_equal(next(r, LUKASZ).programme, 0); /* does not belong to it */
	room_begin_again(r);
	assert_true(done(r, id, STEP_PRE_WORK, ANNA, DO_ANSWERS));
	assert_false(done(r, id, STEP_PRE_WORK, BEN, DO_ANSWERS));
}

static void an_agreement_confirmed_and_a_session_held_are_parts_done(void **state)
{
	struct room *r = *state;
	ident id = begun(r), group = core_programme(r->core, id)->partnership;
	go(r, id, STEP_WORKSHOP);
	room_session(r, 101, 5, ANNA, BEN);
	for (size_t i = 0; i < r->disk.count; i++) /* of the group */
		if (r->disk.rows[i].record == REC_session && r->disk.rows[i].values[0].i == 101)
			r->disk.rows[i].values[1].i = group;
	room_begin_again(r);
	struct programme_next n = next(r, ANNA);
	assert_int_equal(n.part, DO_SESSION);
	assert_int_equal(n.of, 101);
	PRESS(r, check_in, .person = ANNA, .session = 101);
	PRESS(r, step_go, .session = 101);
	PRESS(r, session_finish, 101);
	PRESS(r, session_close, 101);
	EXPECT(r, none);
	assert_true(done(r, id, STEP_WORKSHOP, ANNA, DO_SESSION));
	assert_false(done(r, id, STEP_WORKSHOP, BEN, DO_SESSION)); /* was not there */
	assert_int_equal(core_programme(r->core, id)->steps[STEP_WORKSHOP].session, 101);
	assert_int_equal(next(r, ANNA).part, DO_CHECKLIST);
	PRESS(r, agreement_set, .partnership = group, .part = PART_OUTCOMES, .text = STR("One"),
		.person = ANNA);
	EXPECT(r, none);
	ASK(r, PAGE(ANNA), agreement_confirm, .partnership = group, .version = 1, .edition = 1,
		.person = ANNA);
	EXPECT(r, none);
	assert_true(done(r, id, STEP_WORKSHOP, ANNA, DO_AGREEMENT));
	assert_false(done(r, id, STEP_WORKSHOP, BEN, DO_AGREEMENT));
}

static void what_was_done_stays_when_the_group_goes_on(void **state)
{
	struct room *r = *state;
	ident id = begun(r), board = core_programme(r->core, id)->board;
	go(r, id, STEP_LEARNING_SET);
	PRESS(r, topic_add, .board = board, .title = STR("Stuck"), .detail = STR(""), .person = ANNA);
	EXPECT(r, none);
	ident topic = r->result;
	assert_true(done(r, id, STEP_LEARNING_SET, ANNA, DO_TOPICS));
	go(r, id, STEP_REVIEW);
	PRESS(r, topic_withdraw, topic);
	EXPECT(r, none);
	room_begin_again(r);
	assert_true(done(r, id, STEP_LEARNING_SET, ANNA, DO_TOPICS));
	assert_false(done(r, id, STEP_LEARNING_SET, BEN, DO_TOPICS));
	assert_false(done(r, id, STEP_PRE_WORK, ANNA, DO_MAP));
}

static void the_review_compares_with_the_first_time_and_has_a_note(void **state)
{
	struct room *r = *state;
	struct note_view note;
	struct survey_result result;
	ident id = begun(r);
	go(r, id, STEP_HOME_WORK);
	ident first = core_programme(r->core, id)->steps[STEP_HOME_WORK].survey;
	for (ident person = ANNA; person <= CLARA; person++) {
		ASK(r, PAGE(person), survey_answer, first, person, 0, 2);
		ASK(r, PAGE(person), survey_submit, first, person);
	}
	go(r, id, STEP_REVIEW);
	const struct programme *p = core_programme(r->core, id);
	ident again = p->steps[STEP_REVIEW].survey;
	assert_true(again != first);
	for (ident person = ANNA; person <= CLARA; person++) {
		ASK(r, PAGE(person), survey_answer, again, person, 0, 4);
		ASK(r, PAGE(person), survey_submit, again, person);
	}
	assert_true(core_survey_result(r->core, again, ANNA, &result));
	assert_int_equal(result.areas[0].before, 200);
	assert_true(core_note(r->core, p->note, &note));
	assert_true(str_eq(note.text, STR("## Ours\n> Say it")));
	assert_int_equal(note.people_count, 3); /* whoever belongs to the group may say that they are it */
	assert_int_equal(next(r, ANNA).part, DO_NOTE);
	assert_int_equal(next(r, ANNA).of, p->note);
	room_begin_again(r);
	assert_true(core_note(r->core, core_programme(r->core, id)->note, &note));
}

static void the_log_has_a_line_of_the_programme(void **state)
{
	struct room *r = *state;
	ident id = begun(r), about = 0;
	assert_int_equal(disk_count(&r->disk, REC_audit), 1); /* its group is no step of its own */
	for (size_t i = 0; i < r->disk.count; i++)
		if (r->disk.rows[i].record == REC_audit)
			about = r->disk.rows[i].values[5].i;
	assert_int_equal(about, id);
}

/* ---- what nobody may break ---- */

static void a_part_is_not_done_before_its_step_has_come(void **state)
{
	static const char *const skills[] = {"leading", "influencing", "motivation"};
	struct room *r = *state;
	ident id = begun(r);
	for (size_t i = 0; i < 3; i++) {
		ASK(r, PAGE(ANNA), priority_set, ANNA, str_from(skills[i]), true);
		EXPECT(r, none);
	}
	assert_false(done(r, id, STEP_HOME_WORK, ANNA, DO_PRIORITIES));
	go(r, id, STEP_HOME_WORK);
	assert_true(done(r, id, STEP_HOME_WORK, ANNA, DO_PRIORITIES)); /* and what was done before counts */
}

static void a_private_draft_is_no_topic_yet(void **state)
{
	struct room *r = *state;
	ident id = begun(r), board = core_programme(r->core, id)->board;
	go(r, id, STEP_LEARNING_SET);
	room_phone(r, 30, board, ANNA);
	ASK(r, 30, topic_add, .board = board, .title = STR("Half a thought"), .detail = STR(""),
		.person = ANNA, .draft = true);
	EXPECT(r, none);
	assert_false(done(r, id, STEP_LEARNING_SET, ANNA, DO_TOPICS));
	ASK(r, 30, topic_publish, r->result);
	EXPECT(r, none);
	assert_true(done(r, id, STEP_LEARNING_SET, ANNA, DO_TOPICS));
}

/* A plan of last month: the form is due when somebody says so, not at once. */
static void a_form_is_not_due_in_the_past(void **state)
{
	struct room *r = *state;
	ASK(r, DESK_PAGE, programme_set, .name = STR("Late"), .people = STR("1\n2"),
		.starts = {r->now.wall - 30 * DAY, r->now.wall - 20 * DAY});
	EXPECT(r, none);
	const struct programme *p = core_programme(r->core, r->result);
	assert_int_equal(core_survey(r->core, p->steps[STEP_PRE_WORK].survey)->due, 0);
}

static void a_visitor_of_the_session_is_not_in_the_programme(void **state)
{
	struct room *r = *state;
	ident id = begun(r), group = core_programme(r->core, id)->partnership;
	go(r, id, STEP_WORKSHOP);
	room_session(r, 101, 5, ANNA, LUKASZ);
	for (size_t i = 0; i < r->disk.count; i++) /* of the group */
		if (r->disk.rows[i].record == REC_session && r->disk.rows[i].values[0].i == 101)
			r->disk.rows[i].values[1].i = group;
	room_begin_again(r);
	PRESS(r, check_in, .person = ANNA, .session = 101);
	PRESS(r, check_in, .person = LUKASZ, .session = 101);
	PRESS(r, step_go, .session = 101);
	PRESS(r, session_finish, 101);
	PRESS(r, session_close, 101);
	EXPECT(r, none);
	assert_true(done(r, id, STEP_WORKSHOP, ANNA, DO_SESSION));
	assert_int_equal(disk_count(&r->disk, REC_progress), 1);
}

static void an_agreement_stays_done_while_another_is_written(void **state)
{
	struct room *r = *state;
	ident id = begun(r), group = core_programme(r->core, id)->partnership;
	go(r, id, STEP_WORKSHOP);
	PRESS(r, agreement_set, .partnership = group, .part = PART_OUTCOMES, .text = STR("One"));
	for (ident person = ANNA; person <= CLARA; person++)
		PRESS(r, agreement_confirm, group, 1, 1, person);
	PRESS(r, agreement_set, .partnership = group, .edition = 1, .part = PART_OUTCOMES,
		.text = STR("Two"));
	EXPECT(r, none);
	assert_true(done(r, id, STEP_WORKSHOP, ANNA, DO_AGREEMENT));
	PRESS(r, agreement_confirm, group, 2, 2, BEN);
	EXPECT(r, none);
	assert_true(done(r, id, STEP_WORKSHOP, ANNA, DO_AGREEMENT));
}

static void nobody_is_told_of_a_programme_before_it_begins(void **state)
{
	struct room *r = *state;
	int64_t starts = day_start(r->now.wall + 3 * DAY);
	ASK(r, DESK_PAGE, programme_set, .name = STR("Soon"), .people = STR("1\n2"), .starts = {starts});
	EXPECT(r, none);
	assert_int_equal(next(r, ANNA).programme, 0);
	room_pass(r, starts - r->now.wall);
	assert_true(next(r, ANNA).programme != 0);
}

static void a_programme_that_ended_by_a_wrong_clock_ended_when_it_did(void **state)
{
	struct room *r = *state;
	struct moment right = r->now;
	ident id = begun(r);
	r->now = (struct moment){.wall = HOUR, .mono = right.mono + 1, .trusted = false};
	go(r, id, PROGRAMME_STEPS);
	r->now = (struct moment){.wall = right.wall + HOUR, .mono = right.mono + 1 + HOUR, .trusted = true};
	SEND(r, ((struct origin){0}), tick, 0);
	assert_int_equal(core_programme(r->core, id)->ended, right.wall);
	room_begin_again(r);
	assert_int_equal(core_programme(r->core, id)->ended, right.wall);
}

static void a_form_shown_without_somebody_is_no_next_part(void **state)
{
	struct room *r = *state;
	ident id = begun(r), form = core_programme(r->core, id)->steps[STEP_PRE_WORK].survey;
	ASK(r, PAGE(ANNA), survey_answer, form, ANNA, 0, 2);
	ASK(r, PAGE(ANNA), survey_submit, form, ANNA);
	ASK(r, PAGE(BEN), programme_done, id, BEN, DO_MAP, true);
	EXPECT(r, none);
	assert_int_equal(next(r, BEN).part, DO_ANSWERS);
	ASK(r, DESK_PAGE, survey_reveal, form);
	EXPECT(r, none);
	assert_int_equal(next(r, BEN).programme, 0);
	assert_false(done(r, id, STEP_PRE_WORK, BEN, DO_ANSWERS));
}

static void what_a_programme_asks_for_is_not_withdrawn(void **state)
{
	struct room *r = *state;
	ident id = begun(r);
	ident form = core_programme(r->core, id)->steps[STEP_PRE_WORK].survey;
	assert_true(form != 0);
	assert_false(core_survey_untouched(r->core, form));
	PRESS(r, survey_withdraw, form);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, survey_withdraw, form);
	EXPECT(r, not_allowed);
	assert_non_null(core_survey(r->core, form));
}

static void what_is_next_in_one_programme(void **state)
{
	struct room *r = *state;
	ident id = begun(r);
	struct programme_next n;
	assert_true(core_programme_next_in(r->core, id, ANNA, &n));
	assert_int_equal(n.part, DO_MAP);
	assert_int_equal(n.done, 0);
	assert_int_equal(n.parts, 2);
	assert_true(programme_by_hand(DO_MAP) && !programme_by_hand(DO_ANSWERS));
	PRESS(r, programme_done, id, ANNA, DO_MAP, true);
	EXPECT(r, none);
	assert_true(core_programme_next_in(r->core, id, ANNA, &n));
	assert_int_equal(n.part, DO_ANSWERS);
	assert_int_equal(n.done, 1);
	assert_false(core_programme_next_in(r->core, 999, ANNA, &n));
	go(r, id, PROGRAMME_STEPS);
	assert_false(core_programme_next_in(r->core, id, ANNA, &n));
}

static void what_one_did_elsewhere_is_said_by_hand(void **state)
{
	struct room *r = *state;
	ident id = begun(r);
	ASK(r, PAGE(ANNA), programme_done, id, ANNA, DO_MAP, true);
	EXPECT(r, none);
	ASK(r, PAGE(ANNA), programme_done, id, ANNA, DO_MAP, true);
	EXPECT(r, already);
	room_begin_again(r);
	assert_true(done(r, id, STEP_PRE_WORK, ANNA, DO_MAP));
	ASK(r, PAGE(ANNA), programme_done, id, ANNA, DO_MAP, false);
	EXPECT(r, none);
	assert_false(done(r, id, STEP_PRE_WORK, ANNA, DO_MAP));
	ASK(r, PAGE(ANNA), programme_done, id, ANNA, DO_ANSWERS, true);
	EXPECT(r, invalid); /* that is known */
	ASK(r, PAGE(ANNA), programme_done, id, ANNA, DO_PACKS, true);
	EXPECT(r, invalid); /* not in this step */
	ASK(r, PAGE(ANNA), programme_done, id, BEN, DO_MAP, true);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, programme_done, id, ANNA, DO_MAP, true);
	EXPECT(r, not_allowed);
	PRESS(r, programme_done, id, LUKASZ, DO_MAP, true);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), relation_set, .person = ANNA, .name = STR("Tax office"), .about = STR(""));
	ASK(r, PAGE(ANNA), programme_done, id, ANNA, DO_MAP, false);
	EXPECT(r, already); /* it can be seen */
	assert_true(done(r, id, STEP_PRE_WORK, ANNA, DO_MAP));
}

static void it_goes_on_and_back_when_whoever_coordinates_says_so(void **state)
{
	struct room *r = *state;
	ident id = begun(r);
	ASK(r, PAGE(ANNA), programme_go, id, STEP_WORKSHOP);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, programme_go, id, STEP_PRE_WORK);
	EXPECT(r, already);
	ASK(r, DESK_PAGE, programme_go, id, -1);
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, programme_go, id, PROGRAMME_STEPS + 1);
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, programme_go, 999, 1);
	EXPECT(r, not_found);
	go(r, id, STEP_WORKSHOP);
	ident form = core_programme(r->core, id)->steps[STEP_WORKSHOP].survey;
	go(r, id, STEP_PRE_WORK); /* a slip */
	go(r, id, STEP_WORKSHOP);
	assert_int_equal(core_programme(r->core, id)->steps[STEP_WORKSHOP].survey, form);
	go(r, id, PROGRAMME_STEPS);
	assert_true(core_programme(r->core, id)->ended != 0);
	assert_int_equal(next(r, ANNA).programme, 0);
	go(r, id, STEP_REVIEW);
	assert_int_equal(core_programme(r->core, id)->ended, 0);
}

static void three_priorities_and_no_more(void **state)
{
	struct room *r = *state;
	struct priority mine[PRIORITIES_MAX];
	ident id = begun(r);
	go(r, id, STEP_HOME_WORK);
	static const char *const want[] = {"motivation", "leading", "on-track"};
	for (int i = 0; i < 3; i++) {
		assert_false(done(r, id, STEP_HOME_WORK, ANNA, DO_PRIORITIES));
		ASK(r, PAGE(ANNA), priority_set, ANNA, str_from(want[i]), true);
		EXPECT(r, none);
	}
	assert_true(done(r, id, STEP_HOME_WORK, ANNA, DO_PRIORITIES));
	ASK(r, PAGE(ANNA), priority_set, ANNA, STR("influencing"), true);
	EXPECT(r, too_many);
	ASK(r, PAGE(ANNA), priority_set, ANNA, STR("leading"), true);
	EXPECT(r, already);
	ASK(r, PAGE(ANNA), priority_set, ANNA, STR("cooking"), true);
	EXPECT(r, not_found);
	ASK(r, PAGE(BEN), priority_set, ANNA, STR("leading"), false);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, priority_set, ANNA, STR("leading"), false);
	EXPECT(r, not_allowed);
	room_begin_again(r);
	assert_int_equal(core_priorities(r->core, ANNA, mine, PRIORITIES_MAX), 3);
	for (int i = 0; i < 3; i++)
		assert_true(str_eq(mine[i].skill, str_from(want[i])));
	ASK(r, PAGE(ANNA), priority_set, ANNA, STR("motivation"), false);
	EXPECT(r, none);
	ASK(r, PAGE(ANNA), priority_set, ANNA, STR("influencing"), true);
	EXPECT(r, none);
	assert_int_equal(core_priorities(r->core, ANNA, mine, PRIORITIES_MAX), 3);
	assert_true(str_eq(mine[2].skill, STR("influencing"))); /* behind those that were there */
	assert_int_equal(core_priorities(r->core, BEN, mine, PRIORITIES_MAX), 0);
	assert_int_equal(doc_length(doc_at(learning_look(r, PAGE(ANNA), "packs", 0), "priorities")), 3);
	assert_int_equal(doc_length(doc_at(learning_look(r, PAGE(ANNA), "programme", id), "priorities")), 3);
	assert_int_equal(doc_length(doc_at(learning_look(r, PAGE(BEN), "programme", id), "priorities")), 0);
}

static void a_map_is_its_owners(void **state)
{
	struct room *r = *state;
	const struct relation *all[4];
	ASK(r, PAGE(ANNA), relation_set, .person = ANNA, .name = STR(" Tax  office "), .about = STR("Forms"),
		.goes = 2, .x = 100, .y = 900);
	EXPECT(r, none);
	ident id = r->result;
	ASK(r, PAGE(BEN), relation_set, .relation = id, .name = STR("Mine"), .about = STR(""));
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, relation_set, .relation = id, .name = STR("Mine"), .about = STR(""));
	EXPECT(r, not_allowed);
	ASK(r, PAGE(BEN), relation_set, .person = ANNA, .name = STR("For her"), .about = STR(""));
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), relation_set, .person = ANNA, .name = STR(""), .about = STR(""));
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), relation_set, .person = ANNA, .name = STR("Far"), .about = STR(""), .x = 1001);
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), relation_set, .person = ANNA, .name = STR("Far"), .about = STR(""), .goes = 6);
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), relation_set, .name = STR("Whose"), .about = STR(""));
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), relation_set, .relation = id, .name = STR("Tax office"), .about = STR("Forms"),
		.goes = 2, .x = 100, .y = 900);
	EXPECT(r, already);
	ASK(r, PAGE(ANNA), relation_set, .relation = id, .name = STR("Tax office"), .about = STR(""),
		.goes = 4, .x = 200, .y = 900);
	EXPECT(r, none);
	room_begin_again(r);
	assert_int_equal(core_relations(r->core, ANNA, 0, all, 4), 1);
	assert_true(str_eq(all[0]->name, STR("Tax office")));
	assert_int_equal(all[0]->x, 200);
	assert_int_equal(doc_length(doc_at(learning_look(r, PAGE(ANNA), "relations", 0), "relations")), 1);
	assert_int_equal(doc_length(doc_at(learning_look(r, PAGE(BEN), "relations", 0), "relations")), 0);
	ASK(r, PAGE(ANNA), relation_set, .relation = id, .name = STR(""), .about = STR(""));
	EXPECT(r, none);
	assert_int_equal(core_relations(r->core, ANNA, 0, all, 4), 0);
	assert_int_equal(disk_count(&r->disk, REC_relation), 0);
}

static void a_group_draws_its_map_together(void **state)
{
	struct room *r = *state;
	ASK(r, PAGE(ANNA), relation_set, .partnership = TANDEM, .name = STR("Library"), .about = STR(""));
	EXPECT(r, none);
	ident id = r->result;
	ASK(r, PAGE(BEN), relation_set, .relation = id, .name = STR("City library"), .about = STR(""));
	EXPECT(r, none);
	ASK(r, PAGE(CLARA), relation_set, .relation = id, .name = STR(""), .about = STR(""));
	EXPECT(r, not_allowed);
	assert_int_equal(
		doc_length(doc_at(learning_look(r, PAGE(BEN), "relations", TANDEM), "relations")), 1);
	assert_true(doc_has(learning_look(r, PAGE(CLARA), "relations", TANDEM), "error"));
	for (int i = 1; i < RELATIONS_MAX; i++) {
		ASK(r, PAGE(ANNA), relation_set, .partnership = TANDEM, .name = STR("One more"),
			.about = STR(""));
		EXPECT(r, none);
	}
	ASK(r, PAGE(ANNA), relation_set, .partnership = TANDEM, .name = STR("Too many"), .about = STR(""));
	EXPECT(r, too_many);
}

static void a_page_tells_ones_own_parts_and_others_numbers(void **state)
{
	struct room *r = *state;
	ident id = begun(r);
	ASK(r, PAGE(BEN), programme_done, id, BEN, DO_MAP, true);
	const struct doc *doc = learning_look(r, PAGE(ANNA), "programme", id);
	assert_true(str_eq(doc_at(doc, "step")->text, STR("pre_work")));
	assert_true(str_eq(doc_at(doc, "next")->text, STR("map")));
	const struct doc *part = doc_nth(doc_at(doc_nth(doc_at(doc, "steps"), 0), "parts"), 0);
	assert_int_equal(doc_at(part, "done")->number, 0);
	assert_int_equal(doc_at(part, "people")->number, 1);
	assert_int_equal(doc_at(doc_nth(doc_at(doc, "members"), 1), "done")->number, 1);
	assert_true(doc_has(learning_look(r, PAGE(LUKASZ), "programme", id), "error"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_LEARNING(a_programme_makes_its_group_its_board_and_its_first_form),
		TEST_LEARNING(what_makes_no_sense_is_refused),
		TEST_LEARNING(its_words_and_days_change),
		TEST_LEARNING(each_sees_the_next_part_and_it_is_done_by_doing_it),
		TEST_LEARNING(an_agreement_confirmed_and_a_session_held_are_parts_done),
		TEST_LEARNING(what_was_done_stays_when_the_group_goes_on),
		TEST_LEARNING(the_review_compares_with_the_first_time_and_has_a_note),
		TEST_LEARNING(a_part_is_not_done_before_its_step_has_come),
		TEST_LEARNING(a_private_draft_is_no_topic_yet),
		TEST_LEARNING(a_form_is_not_due_in_the_past),
		TEST_LEARNING(a_visitor_of_the_session_is_not_in_the_programme),
		TEST_LEARNING(an_agreement_stays_done_while_another_is_written),
		TEST_LEARNING(nobody_is_told_of_a_programme_before_it_begins),
		TEST_LEARNING(a_programme_that_ended_by_a_wrong_clock_ended_when_it_did),
		TEST_LEARNING(a_form_shown_without_somebody_is_no_next_part),
		TEST_LEARNING(what_a_programme_asks_for_is_not_withdrawn),
		TEST_LEARNING(what_is_next_in_one_programme),
		TEST_LEARNING(what_one_did_elsewhere_is_said_by_hand),
		TEST_LEARNING(it_goes_on_and_back_when_whoever_coordinates_says_so),
		TEST_LEARNING(three_priorities_and_no_more),
		TEST_LEARNING(a_map_is_its_owners),
		TEST_LEARNING(a_group_draws_its_map_together),
		TEST_LEARNING(a_page_tells_ones_own_parts_and_others_numbers),
		TEST_LEARNING(the_log_has_a_line_of_the_programme),
	};
	return cmocka_run_group_tests_name("programme", tests, NULL, NULL);
}
