/* What members of a partnership agreed: nobody confirms what they have not read, nobody's words are overwritten
 * unseen, and what was confirmed never changes. */
#include "core/partner_pages.h"

static struct agreement newest(struct room *r)
{
	struct agreement a;
	core_agreement(r->core, TANDEM, 0, &a);
	return a;
}

static enum agreement_state state_now(struct room *r)
{
	return core_agreement_state(r->core, TANDEM, r->now.wall);
}

static void write_outcomes(struct room *r, uint64_t by, const char *text)
{
	ASK(r, by, agreement_set, .partnership = TANDEM, .edition = newest(r).edition, .part = PART_OUTCOMES,
		.text = str_from(text));
}

static void confirm(struct room *r, ident person)
{
	struct agreement a = newest(r);
	ASK(r, PAGE(person), agreement_confirm, .partnership = TANDEM, .version = a.version,
		.edition = a.edition, .person = person);
}

static ident add_goal(struct room *r, const char *text, int32_t first, int32_t target)
{
	ASK(r, PAGE(ANNA), goal_set, .partnership = TANDEM, .edition = newest(r).edition,
		.text = str_from(text), .measured = true, .first = first, .target = target);
	EXPECT(r, none);
	return r->result;
}

static void agree(struct room *r)
{
	write_outcomes(r, PAGE(ANNA), "Handovers that nobody has to ask about");
	EXPECT(r, none);
	confirm(r, ANNA);
	EXPECT(r, none);
	confirm(r, BEN);
	EXPECT(r, none);
}

/* ---- writing ---- */

static void it_is_written_in_place_until_somebody_confirms_it(void **state)
{
	struct room *r = *state;
	assert_int_equal(state_now(r), AGREEMENT_NONE);
	write_outcomes(r, PAGE(ANNA), "Calmer nights");
	EXPECT(r, none);
	assert_int_equal(r->result, 1);
	write_outcomes(r, PAGE(BEN), "Calmer nights\nNobody called at home");
	EXPECT(r, none);
	struct agreement a = newest(r);
	assert_int_equal(a.version, 1);
	assert_int_equal(a.edition, 2);
	assert_int_equal(a.person, BEN);
	assert_true(str_eq(a.outcomes, STR("Calmer nights\nNobody called at home")));
	assert_int_equal(state_now(r), AGREEMENT_DRAFT);
	confirm(r, ANNA);
	EXPECT(r, none);
	assert_int_equal(state_now(r), AGREEMENT_WAITS);
	write_outcomes(r, PAGE(BEN), "Something else");
	EXPECT(r, none);
	assert_int_equal(newest(r).version, 2);
	assert_int_equal(newest(r).edition, 3);
	assert_int_equal(newest(r).yes_count, 0);
	assert_true(core_agreement(r->core, TANDEM, 1, &a));
	assert_true(str_eq(a.outcomes, STR("Calmer nights\nNobody called at home")));
	assert_int_equal(a.yes_count, 1);
}

static void an_edition_that_was_overtaken_changes_nothing(void **state)
{
	struct room *r = *state;
	write_outcomes(r, PAGE(ANNA), "First");
	ASK(r, PAGE(BEN), agreement_set, .partnership = TANDEM, .edition = 0, .part = PART_OUTCOMES,
		.text = STR("Ben's"));
	EXPECT(r, conflict);
	assert_int_equal(r->result, 1); /* what to read again */
	assert_true(str_eq(newest(r).outcomes, STR("First")));
	ASK(r, PAGE(BEN), goal_set, .partnership = TANDEM, .edition = 0, .text = STR("A goal"));
	EXPECT(r, conflict);
	add_goal(r, "Goal", 2, 8);
	ASK(r, PAGE(BEN), goal_drop, .partnership = TANDEM, .edition = 1, .goal = newest(r).goals[0].id);
	EXPECT(r, conflict);
	assert_int_equal(newest(r).goal_count, 1);
	confirm(r, ANNA); /* frozen, the edition read is still the newest: a new version */
	ASK(r, PAGE(BEN), agreement_set, .partnership = TANDEM, .edition = 2, .part = PART_RHYTHM,
		.number = RHYTHM_WEEKLY);
	EXPECT(r, none);
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .edition = 2, .part = PART_RHYTHM,
		.number = RHYTHM_MONTHLY);
	EXPECT(r, conflict);
	assert_int_equal(newest(r).rhythm, RHYTHM_WEEKLY);
}

static void what_reads_the_same_is_no_change(void **state)
{
	struct room *r = *state;
	write_outcomes(r, PAGE(ANNA), "Same");
	write_outcomes(r, PAGE(BEN), " Same \n");
	EXPECT(r, already);
	assert_int_equal(newest(r).edition, 1);
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .edition = 1, .part = PART_RULES,
		.number = 0);
	EXPECT(r, already);
	ident goal = add_goal(r, "Goal", 2, 8);
	ASK(r, PAGE(ANNA), goal_set, .partnership = TANDEM, .edition = 2, .goal = goal, .text = STR("Goal"),
		.measured = true, .first = 2, .target = 8);
	EXPECT(r, already);
	assert_int_equal(newest(r).edition, 2);
}

static void each_part_takes_what_fits_it_and_nothing_else(void **state)
{
	struct room *r = *state;
	static char long_text[DETAIL_MAX_BYTES + 1];
	memset(long_text, 'x', sizeof long_text);
	const struct {
		enum agreement_part part;
		int64_t number;
		struct str text;
		ident person;
		enum err want;
	} rows[] = {
		{PART_OUTCOMES, 0, STR("Good"), 0, ERR_none},
		{PART_OUTCOMES, 0, {long_text, sizeof long_text}, 0, ERR_too_long},
		{PART_OUTCOMES, 0, STR("\xff"), 0, ERR_invalid},
		{PART_OWN_RULES, 0, STR("Phones stay away"), 0, ERR_none},
		{PART_RULES, (1 << RULE_COUNT) - 1, {0}, 0, ERR_none},
		{PART_RULES, 1 << RULE_COUNT, {0}, 0, ERR_invalid},
		{PART_RULES, -1, {0}, 0, ERR_invalid},
		{PART_RHYTHM, RHYTHM_FORTNIGHTLY, {0}, 0, ERR_none},
		{PART_RHYTHM, RHYTHM_COUNT, {0}, 0, ERR_invalid},
		{PART_REVIEW, r->now.wall + 30 * DAY, {0}, 0, ERR_none},
		{PART_REVIEW, r->now.wall - 2 * DAY, {0}, 0, ERR_invalid},
		{PART_REVIEW, r->now.wall + 1000 * DAY, {0}, 0, ERR_invalid},
		{PART_REVIEW, 0, {0}, 0, ERR_none},
		{PART_DUTY, 0, STR("Brings the list"), BEN, ERR_none},
		{PART_DUTY, 0, STR("Is no member"), CLARA, ERR_invalid},
		{PART_DUTY, 0, {long_text, OUTCOME_MAX_BYTES + 1}, BEN, ERR_too_long},
		{PART_COUNT, 0, STR(""), 0, ERR_invalid},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		ASK(r, PAGE(ANNA), agreement_set, TANDEM, newest(r).edition, rows[i].part, rows[i].text,
			rows[i].number, rows[i].person);
		if (r->err != rows[i].want)
			fail_msg("row %zu: %s", i, err_name(r->err));
	}
	struct agreement a = newest(r);
	assert_int_equal(a.duty_count, 1);
	assert_int_equal(a.duties[0].person, BEN);
	assert_int_equal(a.rules, (1 << RULE_COUNT) - 1);
}

static void a_goal_has_words_and_a_way_to_go(void **state)
{
	struct room *r = *state;
	const struct {
		const char *text;
		ident person;
		bool measured;
		int32_t first, target;
		enum err want;
	} rows[] = {
		{"Better handovers", 0, true, 2, 8, ERR_none},
		{"Mine", ANNA, false, 0, 0, ERR_none},
		{"", 0, true, 2, 8, ERR_invalid},
		{"Stands still", 0, true, 5, 5, ERR_invalid},
		{"Off the scale", 0, true, 2, 11, ERR_invalid},
		{"Off the scale", 0, true, -1, 8, ERR_invalid},
		{"Clara's, who is not in it", CLARA, true, 2, 8, ERR_invalid},
		{"Down is a way, too", 0, true, 9, 1, ERR_none},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		ASK(r, PAGE(BEN), goal_set, .partnership = TANDEM, .edition = newest(r).edition,
			.person = rows[i].person, .text = str_from(rows[i].text),
			.measured = rows[i].measured, .first = rows[i].first, .target = rows[i].target);
		if (r->err != rows[i].want)
			fail_msg("row %zu: %s", i, err_name(r->err));
	}
	assert_int_equal(newest(r).goal_count, 3);
	ASK(r, PAGE(BEN), goal_set, .partnership = TANDEM, .edition = newest(r).edition, .goal = 4711,
		.text = STR("Whose?"));
	EXPECT(r, not_found);
	while (newest(r).goal_count < GOALS_MAX)
		add_goal(r, "One more", 1, 2);
	ASK(r, PAGE(BEN), goal_set, .partnership = TANDEM, .edition = newest(r).edition,
		.text = STR("Too many"));
	EXPECT(r, too_many);
}

static void nobody_else_writes_or_confirms(void **state)
{
	struct room *r = *state;
	room_phone(r, 21, BOARD, ANNA); /* a board's phone only says that it is Anna's */
	const uint64_t others[] = {PAGE(CLARA), DESK_PAGE, 21, 77};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		write_outcomes(r, others[i], "Not mine");
		EXPECT(r, not_allowed);
		ASK(r, others[i], goal_set, .partnership = TANDEM, .text = STR("Not mine"));
		EXPECT(r, not_allowed);
	}
	agree(r);
	struct agreement a = newest(r);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		ASK(r, others[i], agreement_confirm, TANDEM, a.version, a.edition, ANNA);
		EXPECT(r, not_allowed);
	}
	ASK(r, PAGE(BEN), agreement_confirm, TANDEM, a.version, a.edition, ANNA); /* Ben's phone is Ben's */
	EXPECT(r, not_allowed);
	PRESS(r, agreement_confirm, TANDEM, a.version, a.edition, CLARA); /* she does not belong to it */
	EXPECT(r, not_allowed);
	PRESS(r, agreement_set, .partnership = 4711, .text = STR("Nowhere"));
	EXPECT(r, not_found);
}

/* ---- confirming ---- */

static void it_is_in_force_when_all_have_confirmed_and_the_disk_knows(void **state)
{
	struct room *r = *state;
	struct agreement a;
	write_outcomes(r, PAGE(ANNA), "Calmer nights");
	confirm(r, ANNA);
	confirm(r, ANNA);
	EXPECT(r, already);
	assert_false(core_agreement(r->core, TANDEM, -1, &a));
	r->slow = true;
	confirm(r, BEN);
	assert_false(r->answered);
	assert_false(core_agreement(r->core, TANDEM, -1, &a));
	r->slow = false;
	room_commit(r);
	EXPECT(r, none);
	assert_true(core_agreement(r->core, TANDEM, -1, &a) && a.in_force);
	assert_int_equal(state_now(r), AGREEMENT_IN_FORCE);
	room_begin_again(r);
	assert_true(core_agreement(r->core, TANDEM, -1, &a) && a.in_force);
	assert_int_equal(a.yes_count, 2);
	assert_int_equal(core_partnership(r->core, TANDEM)->state, PARTNERSHIP_ACTIVE);
}

static void two_who_confirm_at_once_confirm_the_same_words(void **state)
{
	struct room *r = *state;
	write_outcomes(r, PAGE(ANNA), "Read by both");
	struct agreement read = newest(r);
	write_outcomes(r, PAGE(BEN), "Written while Anna read");
	ASK(r, PAGE(ANNA), agreement_confirm, TANDEM, read.version, read.edition, ANNA);
	EXPECT(r, conflict);
	ASK(r, PAGE(BEN), agreement_confirm, TANDEM, read.version, read.edition + 1, BEN);
	EXPECT(r, none);
	assert_int_equal(newest(r).yes_count, 1);
	/* Anna changes it, so that Ben's yes and hers are to two versions: nothing is in force */
	write_outcomes(r, PAGE(ANNA), "Anna's");
	confirm(r, ANNA);
	EXPECT(r, none);
	ASK(r, PAGE(ANNA), agreement_confirm, TANDEM, 1, read.edition + 1, ANNA);
	EXPECT(r, conflict); /* the first is past */
	assert_false(core_agreement(r->core, TANDEM, -1, &read));
	confirm(r, BEN);
	assert_true(core_agreement(r->core, TANDEM, -1, &read));
	assert_int_equal(read.version, 2);
}

static void who_confirms_has_said_yes_to_learning_together(void **state)
{
	struct room *r = *state;
	PRESS(r, partnership_set, .model = MODEL_MENTORING, .people = STR("1\n3"));
	ident id = r->result;
	PRESS(r, agreement_set, .partnership = id, .part = PART_OUTCOMES, .text = STR("Calm"));
	PRESS(r, agreement_confirm, id, 1, 1, ANNA);
	EXPECT(r, none);
	assert_int_equal(partnership_partner(core_partnership(r->core, id), ANNA)->consent, CONSENT_YES);
	PRESS(r, agreement_confirm, id, 1, 1, CLARA);
	assert_int_equal(core_partnership(r->core, id)->state, PARTNERSHIP_ACTIVE);
}

static void the_list_of_who_confirmed_reads_the_same_after_a_restart(void **state)
{
	struct room *r = *state;
	write_outcomes(r, PAGE(ANNA), "At the same moment");
	confirm(r, BEN);
	confirm(r, ANNA);
	assert_int_equal(newest(r).yes[0].person, ANNA);
	room_begin_again(r);
	assert_int_equal(newest(r).yes[0].person, ANNA);
}

/* Who leaves makes the rest's agreement one in force: when the disk knows that they left. */
static void it_is_not_in_force_before_the_disk_knows_who_left(void **state)
{
	struct room *r = *state;
	struct agreement a;
	room_partnership(r, 31, MODEL_LEARNING_SET, PARTNERSHIP_AGREED, (const ident[]){ANNA, BEN, CLARA}, 3);
	room_begin_again(r);
	PRESS(r, agreement_set, .partnership = 31, .part = PART_OUTCOMES, .text = STR("Ask"));
	PRESS(r, agreement_confirm, 31, 1, 1, ANNA);
	PRESS(r, agreement_confirm, 31, 1, 1, BEN);
	r->slow = true;
	PRESS(r, partnership_member, 31, CLARA, STANDING_NONE, false);
	assert_false(core_agreement(r->core, 31, -1, &a));
	r->slow = false;
	room_commit(r);
	assert_true(core_agreement(r->core, 31, -1, &a));
}

static void a_rhythm_settled_later_is_not_taken_back_by_who_comes_and_goes(void **state)
{
	struct room *r = *state;
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .part = PART_RHYTHM,
		.number = RHYTHM_FORTNIGHTLY);
	agree(r);
	PRESS(r, partnership_set, .partnership = TANDEM, .rhythm = RHYTHM_WEEKLY);
	EXPECT(r, none);
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_NONE, false);
	room_pass(r, HOUR); /* no slip, that comes back without being asked */
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_NONE, true);
	PRESS(r, partnership_answer, TANDEM, BEN, CONSENT_YES);
	EXPECT(r, none);
	assert_int_equal(core_partnership(r->core, TANDEM)->rhythm, RHYTHM_WEEKLY);
}

/* They read it to know what they say yes to; the yes may be to its words. */
static void who_is_only_asked_says_yes_by_confirming(void **state)
{
	struct room *r = *state;
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .part = PART_RHYTHM,
		.number = RHYTHM_FORTNIGHTLY);
	agree(r);
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_NONE, false);
	PRESS(r, partnership_member, TANDEM, CLARA, STANDING_NONE, true);
	EXPECT(r, none);
	struct agreement a;
	assert_true(core_agreement(r->core, TANDEM, 0, &a));
	ASK(r, PAGE(CLARA), agreement_set, .partnership = TANDEM, .part = PART_RHYTHM,
		.number = RHYTHM_WEEKLY);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), agreement_confirm, TANDEM, a.version, a.edition, CLARA);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(CLARA), agreement_confirm, TANDEM, a.version, a.edition, CLARA);
	EXPECT(r, none);
	assert_true(partnership_counts(core_partnership(r->core, TANDEM), CLARA));
}

static void nothing_written_is_nothing_to_confirm(void **state)
{
	struct room *r = *state;
	confirm(r, ANNA);
	EXPECT(r, conflict);
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .part = PART_RHYTHM,
		.number = RHYTHM_WEEKLY);
	confirm(r, ANNA);
	EXPECT(r, invalid);
}

static void the_one_in_force_stays_while_another_is_written(void **state)
{
	struct room *r = *state;
	struct agreement a;
	agree(r);
	write_outcomes(r, PAGE(BEN), "Another year, another aim");
	assert_true(core_agreement(r->core, TANDEM, -1, &a));
	assert_int_equal(a.version, 1);
	assert_int_equal(state_now(r), AGREEMENT_IN_FORCE);
	confirm(r, BEN);
	assert_int_equal(state_now(r), AGREEMENT_WAITS);
	confirm(r, ANNA);
	assert_true(core_agreement(r->core, TANDEM, -1, &a));
	assert_int_equal(a.version, 2);
}

static void the_review_falls_due(void **state)
{
	struct room *r = *state;
	int64_t review = r->now.wall + 10 * DAY;
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .part = PART_REVIEW, .number = review);
	agree(r);
	assert_int_equal(core_agreement_state(r->core, TANDEM, review - 1), AGREEMENT_IN_FORCE);
	assert_int_equal(core_agreement_state(r->core, TANDEM, review), AGREEMENT_REVIEW_DUE);
}

static void its_rhythm_is_the_partnerships_once_all_confirmed(void **state)
{
	struct room *r = *state;
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .part = PART_RHYTHM,
		.number = RHYTHM_FORTNIGHTLY);
	assert_int_equal(core_partnership(r->core, TANDEM)->rhythm, RHYTHM_ONCE);
	agree(r);
	assert_int_equal(core_partnership(r->core, TANDEM)->rhythm, RHYTHM_FORTNIGHTLY);
}

static void who_leaves_need_not_confirm_and_who_joins_does(void **state)
{
	struct room *r = *state;
	const ident set = 31;
	struct agreement a;
	room_partnership(
		r, set, MODEL_LEARNING_SET, PARTNERSHIP_AGREED, (const ident[]){ANNA, BEN, CLARA}, 3);
	room_begin_again(r);
	PRESS(r, agreement_set, .partnership = set, .part = PART_OUTCOMES, .text = STR("Ask, never advise"));
	PRESS(r, agreement_confirm, set, 1, 1, ANNA);
	PRESS(r, agreement_confirm, set, 1, 1, BEN);
	assert_false(core_agreement(r->core, set, -1, &a));
	ASK(r, PAGE(CLARA), partnership_member, .partnership = set, .person = CLARA, .on = false);
	EXPECT(r, none);
	assert_true(core_agreement(r->core, set, -1, &a));
	assert_int_equal(core_partnership(r->core, set)->state, PARTNERSHIP_ACTIVE);
	ASK(r, PAGE(BEN), partnership_member, .partnership = set, .person = LUKASZ, .on = true);
	EXPECT(r, none);
	assert_true(core_agreement(r->core, set, -1, &a)); /* he has not said yes yet */
	ASK(r, PAGE(LUKASZ), partnership_answer, set, LUKASZ, CONSENT_YES);
	EXPECT(r, none);
	assert_false(core_agreement(r->core, set, -1, &a));
	ASK(r, PAGE(LUKASZ), agreement_confirm, set, 1, 1, LUKASZ);
	EXPECT(r, none);
	assert_true(core_agreement(r->core, set, -1, &a));
	ASK(r, PAGE(BEN), partnership_member, .partnership = set, .person = BEN, .on = false);
	ASK(r, PAGE(ANNA), partnership_member, .partnership = set, .person = ANNA, .on = false);
	assert_false(core_agreement(r->core, set, -1, &a)); /* one alone agrees with nobody */
}

/* ---- versions ---- */

static const struct difference *find_difference(
	const struct difference *all, size_t count, enum agreement_part part, ident of)
{
	for (size_t i = 0; i < count; i++)
		if (all[i].part == part && all[i].of == of)
			return &all[i];
	return NULL;
}

static void the_differences_between_versions_are_told(void **state)
{
	struct room *r = *state;
	struct difference d[16];
	ident stays = add_goal(r, "Stays", 1, 2), goes = add_goal(r, "Goes", 1, 2);
	ident grows = add_goal(r, "Grows", 1, 5);
	ASK(r, PAGE(ANNA), agreement_set, TANDEM, newest(r).edition, PART_DUTY, STR("Brings cake"), 0, BEN);
	agree(r);
	assert_int_equal(core_agreement_changes(r->core, TANDEM, 1, d, 16), 0);
	ASK(r, PAGE(BEN), agreement_set, TANDEM, newest(r).edition, PART_DUTY, STR("Brings tea"), 0, BEN);
	ASK(r, PAGE(BEN), agreement_set, TANDEM, newest(r).edition, PART_DUTY, STR("Brings cups"), 0, ANNA);
	ASK(r, PAGE(BEN), agreement_set, .partnership = TANDEM, .edition = newest(r).edition,
		.part = PART_RULES, .number = 1 << RULE_EXIT);
	ASK(r, PAGE(BEN), goal_drop, TANDEM, newest(r).edition, goes);
	ASK(r, PAGE(BEN), goal_set, .partnership = TANDEM, .edition = newest(r).edition, .goal = grows,
		.text = STR("Grows"), .measured = true, .first = 1, .target = 9);
	EXPECT(r, none);
	ident fresh = add_goal(r, "New", 0, 10);
	size_t count = core_agreement_changes(r->core, TANDEM, 2, d, 16);
	assert_int_equal(count, 6);
	const struct difference *one = find_difference(d, count, PART_DUTY, BEN);
	assert_true(one && str_eq(one->before, STR("Brings cake")) && str_eq(one->after, STR("Brings tea")));
	one = find_difference(d, count, PART_DUTY, ANNA);
	assert_true(one && !one->before.n && str_eq(one->after, STR("Brings cups")));
	one = find_difference(d, count, PART_RULES, 0);
	assert_true(one && one->number_before == 0 && one->number_after == 1 << RULE_EXIT);
	one = find_difference(d, count, PART_COUNT, goes);
	assert_true(one && one->goal_before && !one->goal_after && !one->after.n);
	one = find_difference(d, count, PART_COUNT, grows);
	assert_true(one && one->goal_before->target == 5 && one->goal_after->target == 9);
	one = find_difference(d, count, PART_COUNT, fresh);
	assert_true(one && !one->goal_before);
	assert_null(find_difference(d, count, PART_COUNT, stays));
	struct agreement first;
	assert_true(core_agreement(r->core, TANDEM, 1, &first)); /* and what was confirmed stays */
	assert_int_equal(first.goal_count, 3);
}

static void everything_is_there_after_a_restart(void **state)
{
	struct room *r = *state;
	add_goal(r, "One", 1, 2);
	ident goal = add_goal(r, "Two", 3, 9);
	ASK(r, PAGE(ANNA), agreement_set, TANDEM, newest(r).edition, PART_DUTY, STR("Brings cake"), 0, BEN);
	agree(r);
	write_outcomes(r, PAGE(BEN), "More");
	ASK(r, PAGE(ANNA), goal_drop, TANDEM, newest(r).edition, newest(r).goals[0].id);
	ASK(r, PAGE(ANNA), goal_value, .goal = goal, .value = 5, .words = STR("Half way"));
	struct agreement before = newest(r), after;
	int32_t edition = before.edition;
	room_begin_again(r);
	after = newest(r);
	assert_int_equal(after.version, 2);
	assert_int_equal(after.edition, edition);
	assert_int_equal(after.goal_count, 1);
	assert_int_equal(after.goals[0].id, goal);
	assert_int_equal(after.goals[0].target, 9);
	assert_true(str_eq(after.duties[0].text, STR("Brings cake")));
	assert_true(core_agreement(r->core, TANDEM, 1, &after));
	assert_int_equal(after.goal_count, 2);
	const struct goal_point *points;
	assert_int_equal(core_goal_points(r->core, goal, &points), 1);
	assert_true(
		points[0].value == 5 && points[0].person == ANNA && str_eq(points[0].words, STR("Half way")));
	assert_true(add_goal(r, "Three", 1, 2) > goal);
}

/* ---- how far a goal is ---- */

static void values_come_one_after_the_other_and_a_slip_is_put_right(void **state)
{
	struct room *r = *state;
	const struct goal_point *points;
	ident goal = add_goal(r, "Goal", 2, 8);
	ASK(r, PAGE(ANNA), goal_value, .goal = goal, .value = 3);
	EXPECT(r, none);
	room_pass(r, MINUTE);
	ASK(r, PAGE(ANNA), goal_value, .goal = goal, .value = 4);
	assert_int_equal(core_goal_points(r->core, goal, &points), 1);
	assert_int_equal(points[0].value, 4);
	ASK(r, PAGE(BEN), goal_value, .goal = goal, .value = 6); /* another opinion is no slip */
	assert_int_equal(core_goal_points(r->core, goal, &points), 2);
	room_pass(r, DAY);
	ASK(r, PAGE(BEN), goal_value, .goal = goal, .value = 7);
	r->now.wall -= 14 * DAY; /* a clock that goes back changes no order */
	ASK(r, PAGE(ANNA), goal_value, .goal = goal, .value = 8);
	assert_int_equal(core_goal_points(r->core, goal, &points), 4);
	for (size_t i = 1; i < 4; i++)
		assert_true(points[i].at > points[i - 1].at);
	assert_int_equal(points[3].value, 8);
	assert_int_equal(disk_count(&r->disk, REC_goal_value), 4);
}

static void a_value_is_what_the_goal_is_measured_by(void **state)
{
	struct room *r = *state;
	ident scale = add_goal(r, "Scale", 2, 8);
	ASK(r, PAGE(ANNA), goal_set, .partnership = TANDEM, .edition = newest(r).edition,
		.text = STR("Words"), .first_words = STR("Lost"), .target_words = STR("At home"));
	ident words = r->result;
	ASK(r, PAGE(ANNA), goal_value, .goal = scale, .value = 11);
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), goal_value, .goal = scale, .value = -1, .words = STR("Well"));
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), goal_value, .goal = words, .value = -1, .words = STR("Half at home"));
	EXPECT(r, none);
	ASK(r, PAGE(ANNA), goal_value, .goal = words, .value = 5, .words = STR("Five"));
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), goal_value, .goal = words, .value = -1);
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), goal_value, .goal = 4711, .value = 5);
	EXPECT(r, not_found);
	ASK(r, PAGE(CLARA), goal_value, .goal = scale, .value = 5);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, goal_value, .goal = scale, .value = 5);
	EXPECT(r, not_allowed);
}

/* A clock that has gone back makes no slip of what was said two weeks before. */
static void what_was_said_is_not_overwritten_by_a_clock_that_goes_back(void **state)
{
	struct room *r = *state;
	const struct goal_point *points;
	ident goal = add_goal(r, "Goal", 2, 8);
	ASK(r, PAGE(ANNA), goal_value, .goal = goal, .value = 3);
	r->now.wall -= 14 * DAY;
	r->now.mono += DAY;
	ASK(r, PAGE(ANNA), goal_value, .goal = goal, .value = 5);
	EXPECT(r, none);
	assert_int_equal(core_goal_points(r->core, goal, &points), 2);
	assert_int_equal(points[0].value, 3);
	assert_int_equal(points[1].value, 5);
	assert_int_equal(disk_count(&r->disk, REC_goal_value), 2);
}

/* ---- by a clock nobody has set ---- */

static void a_review_can_be_settled_by_a_clock_that_stands_in_1970(void **state)
{
	struct room *r = *state;
	int64_t review = r->now.wall + 60 * DAY;
	r->now = (struct moment){.wall = HOUR, .mono = r->now.mono + 1, .trusted = false};
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .part = PART_REVIEW, .number = review);
	EXPECT(r, none);
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .edition = 1, .part = PART_REVIEW,
		.number = -1);
	EXPECT(r, invalid);
	ASK(r, PAGE(ANNA), partnership_set, .partnership = TANDEM, .starts = review, .ends = review + DAY);
	EXPECT(r, none);
	ASK(r, PAGE(ANNA), partnership_set, .partnership = TANDEM, .starts = review, .ends = review - DAY);
	EXPECT(r, invalid);
}

static void nothing_falls_due_by_a_clock_that_may_be_wrong(void **state)
{
	struct room *r = *state;
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .part = PART_REVIEW,
		.number = r->now.wall + 10 * DAY);
	agree(r);
	room_pass(r, 11 * DAY);
	r->now.trusted = false;
	SEND(r, ((struct origin){0}), tick, 0);
	assert_int_equal(state_now(r), AGREEMENT_IN_FORCE);
	r->now.trusted = true;
	SEND(r, ((struct origin){0}), tick, 0);
	assert_int_equal(state_now(r), AGREEMENT_REVIEW_DUE);
}

/* ---- at the door ---- */

static void somebody_elses_goal_meets_nobody(void **state)
{
	struct room *r = *state;
	struct follow_up f;
	ASK(r, PAGE(ANNA), goal_set, .partnership = TANDEM, .person = BEN, .text = STR("Ben's own"),
		.measured = true, .first = 1, .target = 2);
	agree(r);
	assert_true(core_follow_up(r->core, BEN, r->now.wall, &f));
	assert_false(core_follow_up(r->core, ANNA, r->now.wall, &f));
}

static void of_two_the_one_heard_of_longest_ago_comes_first(void **state)
{
	struct room *r = *state;
	struct follow_up f;
	ident first = add_goal(r, "First", 1, 5), second = add_goal(r, "Second", 1, 5);
	agree(r);
	ASK(r, PAGE(BEN), goal_value, .goal = first, .value = 2);
	assert_true(core_follow_up(r->core, ANNA, r->now.wall, &f));
	assert_int_equal(f.goal, second); /* of it nothing was heard */
	room_pass(r, HOUR);
	ASK(r, PAGE(BEN), goal_value, .goal = second, .value = 2);
	assert_true(core_follow_up(r->core, ANNA, r->now.wall, &f));
	assert_int_equal(f.goal, first);
}

static void the_goal_nearest_its_review_meets_its_people(void **state)
{
	struct room *r = *state;
	struct follow_up f;
	const ident set = 31;
	room_partnership(r, set, MODEL_LEARNING_SET, PARTNERSHIP_AGREED, (const ident[]){ANNA, CLARA}, 2);
	room_begin_again(r);
	ident shared = add_goal(r, "Shared", 2, 8);
	ASK(r, PAGE(ANNA), goal_set, .partnership = TANDEM, .edition = newest(r).edition, .person = BEN,
		.text = STR("Ben's own"), .measured = true, .first = 1, .target = 2);
	ident bens = r->result;
	assert_false(core_follow_up(r->core, ANNA, r->now.wall, &f)); /* not in force */
	agree(r);
	assert_true(core_follow_up(r->core, ANNA, r->now.wall, &f));
	assert_int_equal(f.goal, shared);
	PRESS(r, goal_set, .partnership = set, .text = STR("Soon"), .measured = true, .target = 5);
	ident soon = r->result;
	PRESS(r, agreement_set, .partnership = set, .edition = 1, .part = PART_REVIEW,
		.number = r->now.wall + 3 * DAY);
	PRESS(r, agreement_confirm, set, 1, 2, ANNA);
	PRESS(r, agreement_confirm, set, 1, 2, CLARA);
	assert_true(core_follow_up(r->core, ANNA, r->now.wall, &f));
	assert_int_equal(f.goal, soon);
	ASK(r, PAGE(ANNA), goal_value, .goal = soon, .value = 1);
	assert_true(core_follow_up(r->core, ANNA, r->now.wall, &f)); /* told today: the other one */
	assert_int_equal(f.goal, shared);
	assert_true(core_follow_up(r->core, ANNA, r->now.wall + DAY, &f));
	assert_int_equal(f.goal, soon);
	ASK(r, PAGE(BEN), goal_value, .goal = shared, .value = 3);
	assert_true(core_follow_up(r->core, BEN, r->now.wall, &f));
	assert_int_equal(f.goal, bens);
	assert_false(core_follow_up(r->core, LUKASZ, r->now.wall, &f));
	PRESS(r, partnership_state, set, PARTNERSHIP_PAUSED, STR(""));
	EXPECT(r, none);
	assert_false(core_follow_up(r->core, CLARA, r->now.wall, &f));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_PARTNERS(it_is_written_in_place_until_somebody_confirms_it),
		TEST_PARTNERS(an_edition_that_was_overtaken_changes_nothing),
		TEST_PARTNERS(what_reads_the_same_is_no_change),
		TEST_PARTNERS(each_part_takes_what_fits_it_and_nothing_else),
		TEST_PARTNERS(a_goal_has_words_and_a_way_to_go),
		TEST_PARTNERS(nobody_else_writes_or_confirms),
		TEST_PARTNERS(it_is_in_force_when_all_have_confirmed_and_the_disk_knows),
		TEST_PARTNERS(two_who_confirm_at_once_confirm_the_same_words),
		TEST_PARTNERS(nothing_written_is_nothing_to_confirm),
		TEST_PARTNERS(who_confirms_has_said_yes_to_learning_together),
		TEST_PARTNERS(the_list_of_who_confirmed_reads_the_same_after_a_restart),
		TEST_PARTNERS(it_is_not_in_force_before_the_disk_knows_who_left),
		TEST_PARTNERS(who_is_only_asked_says_yes_by_confirming),
		TEST_PARTNERS(a_rhythm_settled_later_is_not_taken_back_by_who_comes_and_goes),
		TEST_PARTNERS(the_one_in_force_stays_while_another_is_written),
		TEST_PARTNERS(the_review_falls_due),
		TEST_PARTNERS(its_rhythm_is_the_partnerships_once_all_confirmed),
		TEST_PARTNERS(who_leaves_need_not_confirm_and_who_joins_does),
		TEST_PARTNERS(the_differences_between_versions_are_told),
		TEST_PARTNERS(everything_is_there_after_a_restart),
		TEST_PARTNERS(values_come_one_after_the_other_and_a_slip_is_put_right),
		TEST_PARTNERS(a_value_is_what_the_goal_is_measured_by),
		TEST_PARTNERS(what_was_said_is_not_overwritten_by_a_clock_that_goes_back),
		TEST_PARTNERS(a_review_can_be_settled_by_a_clock_that_stands_in_1970),
		TEST_PARTNERS(nothing_falls_due_by_a_clock_that_may_be_wrong),
		TEST_PARTNERS(somebody_elses_goal_meets_nobody),
		TEST_PARTNERS(of_two_the_one_heard_of_longest_ago_comes_first),
		TEST_PARTNERS(the_goal_nearest_its_review_meets_its_people),
	};
	return cmocka_run_group_tests_name("agreement", tests, NULL, NULL);
}
