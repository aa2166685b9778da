/* Sessions are planned, put off and called off; what overlaps is named and not forbidden. */
#include "core/desk.h"
#include "core/learning.h"

#define AT(hours) (r->now.wall + (hours)*HOUR)

static ident plan(struct room *r, int64_t starts, int64_t ends)
{
	ASK(r, DESK_PAGE, session_set, .partnership = TANDEM, .title = STR(""), .starts = starts,
		.ends = ends);
	return r->result;
}

static size_t planned(const struct room *r)
{
	const struct session *all[64];
	size_t count = 0;
	for (ident id = 101; id < 3000; id++) {
		all[0] = core_session(r->core, id);
		count += all[0] && all[0]->state == SESSION_WAITING;
	}
	return count;
}

static void the_coordinator_plans_for_who_belongs_to_it(void **state)
{
	struct room *r = *state;
	ident id = plan(r, AT(24), AT(25));
	EXPECT(r, none);
	for (int again = 0; again < 2; again++) {
		const struct session *s = core_session(r->core, id);
		const struct member *members[8];
		assert_non_null(s);
		assert_int_equal(s->partnership, TANDEM);
		assert_int_equal(s->starts, AT(24));
		assert_int_equal(core_members(r->core, id, members, 8), 2);
		assert_int_equal(members[0]->person, ANNA);
		assert_true(members[1]->expected);
		room_begin_again(r);
	}
}

static void members_plan_their_own_and_nobody_elses(void **state)
{
	struct room *r = *state;
	ASK(r, PAGE(ANNA), session_set, .partnership = TANDEM, .title = STR(""), .starts = AT(24),
		.ends = AT(25));
	EXPECT(r, none);
	ident id = r->result;
	ASK(r, PAGE(CLARA), session_set, .partnership = TANDEM, .title = STR(""), .starts = AT(24),
		.ends = AT(25));
	EXPECT(r, not_allowed);
	ASK(r, PAGE(CLARA), session_cancel, .session = id);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), session_set, .title = STR("Of nobody"), .starts = AT(24), .ends = AT(25));
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, session_set, .title = STR("Of nobody"), .starts = AT(24), .ends = AT(25));
	EXPECT(r, none);
	ASK(r, PAGE(BEN), session_cancel, .session = id);
	EXPECT(r, none);
	assert_int_equal(core_session(r->core, id)->state, SESSION_CANCELLED);
	ASK(r, PAGE(BEN), session_cancel, .session = id);
	EXPECT(r, already);
}

static void impossible_times_are_refused(void **state)
{
	struct room *r = *state;
	const struct {
		int64_t starts, ends;
	} wrong[] = {{AT(24), AT(24)}, {AT(25), AT(24)}, {AT(-3), AT(-1)}, {AT(24), AT(24 * 9)}, {0, AT(1)},
		{AT(24 * 401), AT(24 * 401 + 1)}};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		plan(r, wrong[i].starts, wrong[i].ends);
		EXPECT(r, invalid);
	}
	plan(r, AT(-1), AT(1)); /* it is on */
	EXPECT(r, none);
	ASK(r, DESK_PAGE, session_set, .partnership = TANDEM, .title = STR(""), .starts = AT(24),
		.ends = AT(25), .times = 3);
	EXPECT(r, invalid); /* by which rhythm? */
	ASK(r, DESK_PAGE, session_set, .partnership = TANDEM, .title = STR(""), .starts = AT(24),
		.ends = AT(25), .rhythm = RHYTHM_WEEKLY, .times = 61);
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, session_set, .partnership = TANDEM, .title = STR(""), .starts = AT(24),
		.ends = AT(25), .rhythm = RHYTHM_MONTHLY, .times = 24);
	EXPECT(r, invalid); /* two years ahead */
	ASK(r, DESK_PAGE, session_set, .partnership = 4711, .title = STR(""), .starts = AT(24),
		.ends = AT(25));
	EXPECT(r, not_found);
}

/* 18 November 2026 is the third Wednesday of its month; summer time begins on 28 March. */
static void a_series_keeps_the_hour_and_the_weekday(void **state)
{
	struct room *r = *state;
	static const int days[][2] = {{12, 16}, {1, 20}, {2, 17}, {3, 17}, {4, 21}};
	ASK(r, DESK_PAGE, session_set, .partnership = TANDEM, .title = STR("Desk"), .starts = AT(1),
		.ends = AT(2), .rhythm = RHYTHM_MONTHLY, .times = 6);
	EXPECT(r, none);
	ident first = r->result;
	room_begin_again(r);
	const struct session *s = NULL;
	for (int i = 0; i < 5; i++) {
		for (ident id = first + 1; id < first + 40; id++) {
			s = core_session(r->core, id);
			struct civil c = s ? civil_from(s->starts) : (struct civil){0};
			if (s && c.month == days[i][0])
				break;
		}
		assert_non_null(s);
		struct civil c = civil_from(s->starts);
		assert_int_equal(c.day, days[i][1]);
		assert_int_equal(c.hour, 11);
		assert_int_equal(s->ends - s->starts, HOUR);
	}
}

static void one_of_a_series_is_called_off_or_all_that_follow(void **state)
{
	struct room *r = *state;
	ASK(r, DESK_PAGE, session_set, .partnership = TANDEM, .title = STR(""), .starts = AT(1),
		.ends = AT(2), .rhythm = RHYTHM_WEEKLY, .times = 5);
	ident first = r->result, single = plan(r, AT(24 * 40), AT(24 * 40 + 1)), third = 0;
	for (ident id = first; id < single && !third; id++) {
		const struct session *s = core_session(r->core, id);
		third = s && s->starts == AT(14 * 24 + 1) ? id : 0;
	}
	assert_int_equal(planned(r), 6);
	room_begin_again(r);
	/* It was put off behind the fourth: it is the third all the same. */
	ASK(r, DESK_PAGE, session_set, .session = third, .title = STR(""), .starts = AT(22 * 24),
		.ends = AT(22 * 24 + 1));
	EXPECT(r, none);
	ASK(r, DESK_PAGE, session_cancel, .session = third, .following = true);
	EXPECT(r, none);
	assert_int_equal(planned(r), 3);
	ASK(r, DESK_PAGE, session_cancel, .session = third, .following = true);
	EXPECT(r, already);
	ASK(r, DESK_PAGE, session_cancel, .session = first);
	EXPECT(r, none);
	assert_int_equal(planned(r), 2);
	assert_int_equal(core_session(r->core, single)->state, SESSION_WAITING);
	/* Undo */
	ASK(r, DESK_PAGE, session_set, .session = first, .title = STR(""), .starts = AT(1), .ends = AT(2));
	EXPECT(r, none);
	assert_int_equal(planned(r), 3);
	ASK(r, DESK_PAGE, session_set, .session = first, .title = STR(""), .starts = AT(1), .ends = AT(2));
	EXPECT(r, already);
}

static void a_session_somebody_has_come_to_stays_as_it_is(void **state)
{
	struct room *r = *state;
	PRESS(r, check_in, .person = ANNA, .session = 100);
	ASK(r, DESK_PAGE, session_set, .session = 100, .title = STR("x"), .starts = AT(24), .ends = AT(25));
	EXPECT(r, closed);
	ASK(r, DESK_PAGE, session_cancel, .session = 100);
	EXPECT(r, closed);
	ASK(r, DESK_PAGE, session_cancel, .session = 4711);
	EXPECT(r, not_found);
}

static void who_is_expected_twice_is_named_among_any_number_of_others(void **state)
{
	struct room *r = *state;
	for (int i = 0; i < 40; i++) /* more than are told of one session */
		ASK(r, DESK_PAGE, session_set, .title = STR("Of others"), .starts = r->now.wall + MINUTE,
			.ends = r->now.wall + 20 * MINUTE);
	plan(r, r->now.wall + 10 * MINUTE, r->now.wall + 15 * MINUTE);
	const struct doc *list = doc_at(learning_look(r, DESK_PAGE, "desk_sessions", 0), "sessions");
	int conflicts = 0;
	for (int i = 0; i < doc_length(list); i++)
		conflicts += doc_length(doc_at(doc_nth(list, i), "conflicts"));
	assert_int_equal(conflicts, 4); /* of two people, and told of both sessions */
}

static void what_overlaps_is_planned_and_named(void **state)
{
	struct room *r = *state;
	const struct doc *doc, *one;
	ident beside = plan(r, r->now.wall + 30 * MINUTE, r->now.wall + 90 * MINUTE); /* 100 is until 11:10 */
	EXPECT(r, none);
	plan(r, r->now.wall + 90 * MINUTE, r->now.wall + 95 * MINUTE); /* begins as that one ends */
	ASK(r, DESK_PAGE, session_set, .title = STR("Of others"), .starts = AT(0),
		.ends = r->now.wall + 20 * MINUTE);
	doc = learning_look(r, DESK_PAGE, "desk_sessions", 0);
	const struct doc *list = doc_at(doc, "sessions");
	assert_int_equal(doc_length(list), 4);
	assert_int_equal(doc_length(doc_at(doc_nth(list, 0), "conflicts")), 0); /* the room alone */
	assert_true(doc_at(doc_nth(list, 0), "room")->number);
	one = doc_nth(list, 2);
	assert_int_equal(doc_at(one, "id")->number, beside);
	assert_int_equal(doc_length(doc_at(one, "conflicts")), 2);
	assert_int_equal(doc_at(doc_nth(doc_at(one, "conflicts"), 0), "with")->number, 100);
	assert_int_equal(doc_at(doc_at(doc_nth(doc_at(one, "conflicts"), 1), "person"), "id")->number, BEN);
	assert_false(doc_at(doc_nth(list, 3), "room")->number);
	assert_int_equal(doc_length(doc_at(doc_nth(list, 3), "conflicts")), 0);
	ASK(r, DESK_PAGE, session_cancel, .session = beside);
	doc = learning_look(r, DESK_PAGE, "desk_sessions", 0);
	assert_int_equal(doc_length(doc_at(doc_nth(doc_at(doc, "sessions"), 1), "conflicts")), 0);
	assert_string_equal(arena_printf(&r->core->view, "%.*s",
				    STR_FMT(doc_at(doc_nth(doc_at(doc, "sessions"), 2), "state")->text))
				    .p,
		"cancelled");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_PARTNERS(the_coordinator_plans_for_who_belongs_to_it),
		TEST_PARTNERS(members_plan_their_own_and_nobody_elses),
		TEST_PARTNERS(impossible_times_are_refused),
		TEST_PARTNERS(a_series_keeps_the_hour_and_the_weekday),
		TEST_PARTNERS(one_of_a_series_is_called_off_or_all_that_follow),
		TEST_PARTNERS(a_session_somebody_has_come_to_stays_as_it_is),
		TEST_PARTNERS(who_is_expected_twice_is_named_among_any_number_of_others),
		TEST_PARTNERS(what_overlaps_is_planned_and_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
