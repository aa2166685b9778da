/* Takeaways: found in the note as people write it, settled, kept when the session closes. */
#include <stdio.h>

#include "core/workshop.h"

#define NOTE 200

/* The session as if its note had been written and everybody were about to finish. */
static void with_note(struct room *r, const char *text)
{
	const struct value key = VI(100);
	struct disk_row *row = disk_find(&r->disk, REC_session, &key);
	row->values[10] = VI(NOTE);
	LOAD(&r->disk, REC_note, VI(NOTE), VI(100), VI(0), TEXT("Title"), VI(0), TEXT(text), VI(1), VI(0),
		VI(0));
	room_restart(r);
	PRESS(r, check_in, .person = ANNA, .session = 100);
	PRESS(r, session_finish, 100);
	EXPECT(r, none);
}

static size_t found(struct room *r, struct takeaway *out)
{
	return core_takeaways(r->core, 100, out, 16);
}

static void lines_with_marks_are_found(void **state)
{
	struct room *r = *state;
	struct takeaway t[16];
	with_note(r,
		"# Title\n\n> a placeholder\nplain ! words\n! Silence helps\n- ! also in a list\n💡 "
		"bulb\nInsight: word\n"
		"? What helps a learner?\nQ: and again\n=> We meet weekly\nEntscheidung: jede Woche\n- "
		"[ ] Anna-Lena: draft by Friday\n"
		"- [x] done already\n!\n- [ ] \n```\n! code\n```\n* [ ] call");
	static const struct {
		enum takeaway_kind kind;
		const char *text;
	} want[] = {
		{TAKEAWAY_INSIGHT, "Silence helps"},
		{TAKEAWAY_INSIGHT, "also in a list"},
		{TAKEAWAY_INSIGHT, "bulb"},
		{TAKEAWAY_INSIGHT, "word"},
		{TAKEAWAY_QUESTION, "What helps a learner?"},
		{TAKEAWAY_QUESTION, "and again"},
		{TAKEAWAY_DECISION, "We meet weekly"},
		{TAKEAWAY_DECISION, "jede Woche"},
		{TAKEAWAY_ACTION, "draft by Friday"},
		{TAKEAWAY_ACTION, "call"},
	};
	assert_int_equal(found(r, t), sizeof want / sizeof *want);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		assert_int_equal(t[i].kind, want[i].kind);
		assert_true(str_eq(t[i].text, str_from(want[i].text)));
		assert_true(t[i].keep);
	}
	assert_int_equal(t[8].owner, ANNA);
	assert_int_equal(t[8].due, civil_to((struct civil){.year = 2026, .month = 11, .day = 20}));
	assert_int_equal(core_takeaways(r->core, 100, t, 3), 3);
}

static void an_owner_is_named_at_the_start(void **state)
{
	static const struct {
		const char *line;
		ident owner;
		const char *text;
	} cases[] = {
		{"- [ ] Ben: call", BEN, "call"},
		{"- [ ] @ben call", BEN, "call"},
		{"- [ ] @Ben: call", BEN, "call"},
		{"- [ ] Ben O.: call", BEN, "call"},
		{"- [ ] ANNA-LENA: call", ANNA, "call"},
		{"- [ ] Ben calls", 0, "Ben calls"},
		{"- [ ] Benno: call", 0, "Benno: call"},
		{"- [ ] Clara: call", 0, "Clara: call"}, /* no member */
		{"- [ ] call Ben: today", 0, "call Ben: today"},
	};
	struct room *r = *state;
	struct takeaway t[16];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		with_note(r, cases[i].line);
		assert_int_equal(found(r, t), 1);
		assert_int_equal(t[0].owner, cases[i].owner);
		assert_true(str_eq(t[0].text, str_from(cases[i].text)));
		PRESS(r, session_resume, 100);
		PRESS(r, check_in_undo, .person = ANNA, .session = 100);
	}
}

static void a_name_that_fits_two_members_owns_nothing(void **state)
{
	struct room *r = *state;
	struct takeaway t[16];
	room_person(r, 60, "Anna-Lena", "Zander", "", false, false);
	LOAD(&r->disk, REC_member, VI(100), VI(60), VI(5), VI(1), VI(0), VI(0), VI(0), VI(1));
	with_note(r, "- [ ] Anna-Lena: call\n- [ ] Anna-Lena Z.: call\n");
	assert_int_equal(found(r, t), 2);
	assert_int_equal(t[0].owner, 0);
	assert_true(str_eq(t[0].text, STR("Anna-Lena: call")));
	assert_int_equal(t[1].owner, 60);
}

static void a_long_line_is_cut_between_letters(void **state)
{
	struct room *r = *state;
	struct takeaway t[16];
	char text[1000] = "! x";
	for (int i = 0; i < 200; i++)
		strcat(text, "ö");
	with_note(r, text);
	assert_int_equal(found(r, t), 1);
	assert_true(t[0].text.n <= TITLE_MAX_BYTES && t[0].text.n > TITLE_MAX_BYTES - 4);
	assert_true(utf8_valid(t[0].text));
}

static void what_was_settled_is_what_is_kept(void **state)
{
	struct room *r = *state;
	struct takeaway t[16];
	with_note(r, "! one\n! two\n- [ ] three\n");
	PRESS(r, takeaway_set, .session = 100, .index = 0, .keep = false);
	EXPECT(r, none);
	PRESS(r, takeaway_set, .session = 100, .index = 2, .keep = true, .owner = BEN, .due = 5000);
	PRESS(r, takeaway_set, .session = 100, .index = 3, .keep = true);
	EXPECT(r, not_found);
	PRESS(r, takeaway_set, .session = 100, .index = 1, .keep = true, .owner = LUKASZ);
	EXPECT(r, invalid);
	found(r, t);
	assert_false(t[0].keep);
	assert_int_equal(t[2].owner, BEN);
	PRESS(r, session_close, 100);
	EXPECT(r, none);
	assert_int_equal(disk_count(&r->disk, REC_takeaway), 2);
}

static void closing_can_be_undone_for_ten_minutes(void **state)
{
	struct room *r = *state;
	with_note(r, "! one\n");
	PRESS(r, session_close, 100);
	PRESS(r, session_close, 100);
	EXPECT(r, already);
	assert_int_equal(disk_count(&r->disk, REC_takeaway), 1);
	room_restart(r);
	assert_true(core_can_reopen(core_session(r->core, 100), r->now.wall));
	PRESS(r, session_resume, 100);
	EXPECT(r, none);
	assert_false(core_can_reopen(core_session(r->core, 100), r->now.wall)); /* it is open */
	assert_int_equal(core_session(r->core, 100)->state, SESSION_FINISHING);
	assert_int_equal(disk_count(&r->disk, REC_takeaway), 0);
	PRESS(r, session_close, 100);
	assert_int_equal(disk_count(&r->disk, REC_takeaway), 1);
	room_pass(r, 11 * MINUTE);
	assert_false(core_can_reopen(core_session(r->core, 100), r->now.wall));
	PRESS(r, session_resume, 100);
	EXPECT(r, closed);
}

static void closing_plans_the_next_meeting_once(void **state)
{
	struct room *r = *state;
	int64_t start = r->now.wall + 7 * DAY;
	const struct session *s[8];
	with_note(r, "");
	PRESS(r, session_next, .session = 100, .start = r->now.wall - 1);
	EXPECT(r, invalid);
	PRESS(r, session_next, .session = 100, .start = start);
	EXPECT(r, none);
	PRESS(r, session_close, 100);
	assert_int_equal(core_today(r->core, start, s, 8), 1);
	assert_int_equal(s[0]->starts, start);
	assert_int_equal(s[0]->ends, start + HOUR);
	assert_non_null(core_member(r->core, s[0]->id, BEN));
	assert_true(core_member(r->core, s[0]->id, ANNA)->expected);
	assert_int_equal(core_member(r->core, s[0]->id, ANNA)->here_at, 0);
	PRESS(r, session_resume, 100);
	assert_int_equal(core_today(r->core, start, s, 8), 0); /* taken back with it */
	PRESS(r, session_close, 100);
	assert_int_equal(core_today(r->core, start, s, 8), 1);
	room_restart(r);
	PRESS(r, session_resume, 100);
	PRESS(r, session_close, 100);
	assert_int_equal(core_today(r->core, start, s, 8), 1); /* found, not doubled */
}

static void only_the_moves_of_the_table_are_made(void **state)
{
	struct room *r = *state;
	PRESS(r, session_finish, 100);
	EXPECT(r, conflict);
	PRESS(r, session_close, 100);
	EXPECT(r, conflict);
	PRESS(r, session_resume, 100);
	EXPECT(r, already);
	PRESS(r, takeaway_set, .session = 100, .index = 0);
	EXPECT(r, conflict);
	PRESS(r, check_in, .person = ANNA, .session = 100);
	PRESS(r, session_finish, 100);
	PRESS(r, session_finish, 100);
	EXPECT(r, already);
	PRESS(r, step_go, .session = 100, .step = 0);
	EXPECT(r, conflict);
	PRESS(r, session_resume, 100);
	assert_int_equal(core_session(r->core, 100)->state, SESSION_HERE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_with_marks_are_found),
		TEST(an_owner_is_named_at_the_start),
		TEST(a_name_that_fits_two_members_owns_nothing),
		TEST(a_long_line_is_cut_between_letters),
		TEST(what_was_settled_is_what_is_kept),
		TEST(closing_can_be_undone_for_ten_minutes),
		TEST(closing_plans_the_next_meeting_once),
		TEST(only_the_moves_of_the_table_are_made),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
