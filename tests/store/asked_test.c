/* What is asked of the past: figures, the search, what is known, as SQL says it of rows of a known meaning. */
#include "store/support.h"

#include <time.h>

#include "store/answer.h"
#include "store/database.h"
#include "store/words.h"

static struct database database;
static char folder[64];

/* October 2026, and the months around it, in the room's time zone. */
#define SEPTEMBER 1788213600000 /* 1 September, 0:00 in Berlin */
#define OCTOBER 1790805600000
#define NOVEMBER 1793487600000 /* winter time */

static void sql(const char *text)
{
	char *problem = NULL;
	if (sqlite3_exec(database.db, text, NULL, NULL, &problem) != SQLITE_OK)
		fail_msg("%s: %s", text, problem);
}

/* Two partnerships: 20 crosses teams and organisations, met twice in October, once of that in the last minute; 21
 * was planned once and did not meet. Six people answered in October, four in September. */
static int set_up(void **state)
{
	char path[128], problem[512] = "";
	(void)state;
	setenv("TZ", "Europe/Berlin", 1);
	tzset();
	snprintf(folder, sizeof folder, "%s", support_folder());
	snprintf(path, sizeof path, "%s/room.db", folder);
	if (!database_open(&database, path, NULL, false, problem, sizeof problem))
		return 1;
	sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8) INSERT INTO "
	    "person(id, given, family, colour, guest, hidden, archived, created, organisation, team) SELECT i, 'P' || i, '', 0, 0, 0, 0, 1, "
	    "i % 2 + 1, CASE i % 2 WHEN 1 THEN 'Nord' ELSE 'S\xC3\xBC"
	    "d' END FROM n");
	sql("INSERT INTO partnership(id, model, name, state, created, rhythm) VALUES (20, 0, '', 0, 1, 2), (21, 0, '', 0, 1, 3)");
	sql("INSERT INTO partner(partnership, person) VALUES (20, 1), (20, 2), (21, 1), (21, 3)");
	sql("INSERT INTO session(id, partnership, model, title, starts, ends, state, walk_in, step, closed_at) VALUES "
	    "(30, 20, 0, 'First', 1790900000000, 1790903600000, 4, 0, 0, 1), (31, 20, 0, 'Second', 1793487540000, 1793487599000, 4, 0, 0, 1), "
	    "(32, 21, 0, 'Alone', 1790900000000, 1790903600000, 4, 0, 0, 1), (33, 0, 0, 'Walk-in', 1790900000000, 1790903600000, 4, 1, 0, 1), "
	    "(34, 21, 0, 'Called off', 1790900000000, 1790903600000, 5, 0, 0, 0)");
	sql("INSERT INTO member(session, person, position, expected, here_at) VALUES (31, 1, 0, 1, 5), (31, 2, 0, 1, 6), "
	    "(32, 1, 0, 1, 7), (32, 3, 0, 1, 0), (33, 5, 0, 0, 8), (33, 6, 0, 0, 9)");
	sql("INSERT INTO attendance VALUES (30, 2, 2)"); /* long ago: only how many */
	sql("INSERT INTO agreement VALUES (20, 1, 1, '', 0, '', 0, 0, 1, 0), (21, 1, 1, '', 0, '', 0, 0, 1, 0)");
	sql("INSERT INTO confirmation VALUES (20, 1, 1, 1790900000000), (20, 1, 2, 1790900000001), (21, 1, 1, 5)");
	sql("INSERT INTO takeaway(id, session, note, kind, text, owner, created, done, partnership) VALUES "
	    "(40, 30, 0, 2, 'Call \xC5\x81ukasz', 1, 1790900000000, 1, 20), (41, 30, 0, 2, 'Write', 1, 1790900000000, 0, 20), "
	    "(42, 32, 0, 0, 'Call nobody', 0, 1790900000000, 0, 21)");
	sql("INSERT INTO survey VALUES (50, 'x', 20, 0, 1788300000000, 0, 1790900000001), (51, 'x', 21, 0, 1788300000000, 0, "
	    "1788300000001), (52, 'x', 20, 0, 1790900000000, 0, 0)"); /* the last is not shown to anybody yet */
	sql("INSERT INTO submission SELECT 50, id, CASE id WHEN 1 THEN 1788300000000 ELSE 1790900000000 END FROM person WHERE id <= 6 "
	    "UNION ALL SELECT 51, id, 1788300000000 FROM person WHERE id > 4 UNION ALL SELECT 52, id, 1790900000000 FROM person "
	    "WHERE id > 3");
	sql("INSERT INTO answer SELECT 50, id, 0, 4 FROM person UNION ALL SELECT 50, id, 1, 2 FROM person WHERE id <= 4 UNION ALL "
	    "SELECT 51, id, 0, 3 FROM person WHERE id > 4 UNION ALL SELECT 52, id, 0, 1 FROM person WHERE id > 3");
	return words_all_anew(database.db) == SQLITE_OK ? 0 : 1;
}

static int tear_down(void **state)
{
	(void)state;
	database_close(&database);
	support_remove(folder);
	return 0;
}

static struct msg *asked(enum ask_kind kind, int64_t a, int64_t b, const char *text)
{
	struct msg *m =
		answer_read(database.db, &(struct ask){.kind = kind, .a = a, .b = b, .text = str_from(text)});
	assert_non_null(m);
	return m;
}

static const struct value *row_of(const struct msg *m, const char *what, const char *month)
{
	for (uint32_t i = 0; i < m->u.rows.rows; i++) {
		const struct value *row = m->u.rows.values + (size_t)i * m->u.rows.columns;
		if (str_eq(row[0].s, str_from(what)) && str_eq(row[1].s, str_from(month)))
			return row;
	}
	return NULL;
}

static void expect(const struct msg *m, const char *what, const char *month, int a, int b, int c)
{
	const struct value *row = row_of(m, what, month);
	assert_non_null(row);
	if (row[2].i != a || row[3].i != b || row[4].i != c)
		fail_msg("%s %s: %d %d %d", what, month, (int)row[2].i, (int)row[3].i, (int)row[4].i);
}

static void figures_count_what_took_place(void **state)
{
	(void)state;
	struct msg *m = asked(ASK_figures, SEPTEMBER, NOVEMBER, "");
	expect(m, "sessions", "2026-10", 3, 2, 1);  /* planned and not called off, held by two, walk-ins */
	expect(m, "check_ins", "2026-10", 7, 0, 0); /* counts and check-ins alike */
	expect(m, "rhythm", "2026-09", 2, 0, 0);
	expect(m, "rhythm", "2026-10", 2, 2, 0);
	expect(m, "confirmed", "2026-09", 2, 0, 0); /* not yet; and one of two is not enough */
	expect(m, "confirmed", "2026-10", 2, 1, 0);
	expect(m, "actions", "2026-10", 2, 1, 0);
	expect(m, "crossings", "2026-10", 1, 1, 0);
	assert_null(row_of(
		m, "sessions", "2026-11")); /* a minute before midnight is October, by the room's clock */
	msg_free(m);
}

/* Whoever answered first counts in the month all were shown it, and what nobody was shown in none: a mean that grew by
 * one answer would say what that was. */
static void of_fewer_than_five_nothing_is_said(void **state)
{
	(void)state;
	struct msg *m = asked(ASK_figures, SEPTEMBER, NOVEMBER, "");
	const struct value *row = row_of(m, "answers", "2026-10");
	assert_non_null(row);
	assert_int_equal(row[2].i, 6);
	assert_true(str_eq(row[5].s, STR("x\n0 24 6"))); /* the second item was answered by four */
	assert_null(row_of(m, "answers", "2026-09"));    /* four */
	msg_free(m);
}

/* Whoever belongs to the larger group knows its mean, and by the mean of all that of the two others. */
static void what_is_left_without_one_group_is_a_group_as_well(void **state)
{
	(void)state;
	const struct value *row;
	sql("INSERT INTO survey VALUES (53, 'x', 21, 0, 1788300000000, 0, 1790900000001)");
	for (int others = 2; others <= 5; others += 3) {
		char text[200];
		snprintf(text, sizeof text,
			"INSERT OR IGNORE INTO submission SELECT 53, id, 1 FROM person WHERE id > %d; "
			"INSERT OR IGNORE INTO answer SELECT 53, id, 0, 1 FROM person WHERE id > %d",
			8 - others, 8 - others);
		sql(text);
		struct msg *m = asked(ASK_figures, SEPTEMBER, NOVEMBER, "");
		row = row_of(m, "answers", "2026-10");
		assert_int_equal(row != NULL, others == 5);
		assert_true(!row || str_eq(row[5].s, STR("x\n0 29 11")));
		msg_free(m);
	}
	sql("DELETE FROM answer WHERE survey = 53; DELETE FROM submission WHERE survey = 53; DELETE FROM survey WHERE id = 53");
}

/* Six answers beside the largest group, and yet of three people only, each in two small groups. */
static void the_rest_are_five_people_not_five_answers(void **state)
{
	(void)state;
	sql("INSERT INTO survey SELECT id, 'y', 21, 0, 1788300000000, 0, 1790900000001 FROM (SELECT 60 AS id UNION SELECT 61 UNION "
	    "SELECT 62); "
	    "INSERT INTO submission SELECT 60, id, 1 FROM person WHERE id <= 5 UNION ALL SELECT 61, id, 1 FROM person WHERE id > 5 "
	    "UNION ALL SELECT 62, id, 1 FROM person WHERE id > 5; "
	    "INSERT INTO answer SELECT survey, person, 0, 2 FROM submission WHERE survey >= 60");
	struct msg *m = asked(ASK_figures, SEPTEMBER, NOVEMBER, "");
	for (uint32_t i = 0; i < m->u.rows.rows; i++)
		assert_false(str_starts(m->u.rows.values[(size_t)i * m->u.rows.columns + 5].s, STR("y")));
	msg_free(m);
	sql("DELETE FROM answer WHERE survey >= 60; DELETE FROM submission WHERE survey >= 60; DELETE FROM survey WHERE id >= 60");
}

/* Lines between RS, fields between US; the newest first. Of long ago only how many came is known. */
static void a_file_of_sessions_reaches_back_as_far_as_there_are_any(void **state)
{
	(void)state;
	struct msg *m = asked(ASK_session_lines, 0, 0, "");
	assert_int_equal(m->u.rows.rows, 1);
	struct str rest = m->u.rows.values[0].s, line;
	const char *const want[] = {"1793487540000\x1F"
				    "1793487599000\x1F"
				    "20\x1F"
				    "4\x1F"
				    "2\x1F"
				    "2\x1FSecond\nP1 , P2 ",
		"1790900000000\x1F"
		"1790903600000\x1F"
		"21\x1F"
		"5\x1F"
		"0\x1F"
		"0\x1F"
		"Called off\nP1 , P3 ",
		"1790900000000\x1F"
		"1790903600000\x1F"
		"21\x1F"
		"4\x1F"
		"2\x1F"
		"1\x1F"
		"Alone\nP1 , P3 ",
		"1790900000000\x1F"
		"1790903600000\x1F"
		"20\x1F"
		"4\x1F"
		"2\x1F"
		"2\x1F"
		"First\nP1 , P2 "};
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		assert_true(str_split(&rest, '\x1E', &line));
		if (!str_eq(line, str_from(want[i])))
			fail_msg("line %zu: %.*s", i, STR_FMT(line));
	}
	assert_false(str_split(&rest, '\x1E', &line));
	msg_free(m);
	m = asked(ASK_partnership_lines, 0, 0, "");
	rest = m->u.rows.values[0].s;
	assert_true(str_split(&rest, '\x1E', &line) && str_split(&rest, '\x1E', &line));
	assert_true(str_starts(line,
		STR("20\x1F"
		    "0\x1F"
		    "0\x1F"
		    "2\x1F"
		    "2\x1F"
		    "2\x1F"
		    "1793487540000\x1F")));
	msg_free(m);
}

static void a_search_finds_what_its_partnership_wrote(void **state)
{
	(void)state;
	struct msg *m = asked(ASK_found, 20, 0, "place : \"p20\" AND words : (\"cal\"* AND \"lukasz\"*)");
	assert_int_equal(m->u.rows.rows, 1);
	assert_int_equal(m->u.rows.values[0].i, 40);
	msg_free(m);
	m = asked(ASK_found, 20, 0, "place : \"p20\" AND words : (\"nobody\"*)");
	assert_int_equal(m->u.rows.rows, 0);
	msg_free(m);
	m = asked(ASK_found, 20, 0, "place : \"p21\" AND words : (\"nobody\"*)"); /* however it is asked */
	assert_int_equal(m->u.rows.rows, 0);
	msg_free(m);
	m = asked(ASK_newest, 20, 0, "");
	assert_int_equal(m->u.rows.rows, 2);
	msg_free(m);
}

static void what_is_known_is_counted(void **state)
{
	(void)state;
	struct msg *m = asked(ASK_known, 1, 0, "");
	int check_ins = 0;
	for (uint32_t i = 0; i < m->u.rows.rows; i++) {
		const struct value *row = m->u.rows.values + (size_t)i * m->u.rows.columns;
		check_ins += str_eq(row[0].s, STR("check_in"));
		if (str_eq(row[0].s, STR("partnerships")) || str_eq(row[0].s, STR("answers")))
			assert_int_equal(row[1].i, 2);
	}
	assert_int_equal(check_ins, 2);
	msg_free(m);
}

/* A room's years are its partnerships that ended: those the core does not have are not read. */
static void how_often_they_met_is_read_of_those_in_memory(void **state)
{
	(void)state;
	struct msg *m = asked(ASK_met, 0, INT64_MAX, "");
	uint32_t all = m->u.rows.rows;
	assert_true(all >= 1 && m->u.rows.values[0].i == 20);
	msg_free(m);
	sql("UPDATE partnership SET ended_at = 1000 WHERE id = 20");
	m = asked(ASK_met, 0, 1000, "");
	assert_int_equal(m->u.rows.rows, all);
	msg_free(m);
	m = asked(ASK_met, 0, 1001, "");
	assert_int_equal(m->u.rows.rows, all - 1);
	msg_free(m);
}

static bool has(const struct msg *m, const char *table, const char *part)
{
	for (uint32_t i = 0; i < m->u.rows.rows; i++)
		if (str_eq(m->u.rows.values[2 * i].s, str_from(table)))
			return str_contains(m->u.rows.values[2 * i + 1].s, str_from(part));
	return false;
}

static void everything_about_a_person_is_of_every_table(void **state)
{
	(void)state;
	struct msg *m = asked(ASK_person_rows, 1, 0, "");
	assert_true(has(m, "person", "\"given\":\"P1\""));
	assert_true(has(m, "member", "\"here_at\":7"));
	assert_true(has(m, "takeaway", "ukasz"));
	assert_true(has(m, "answer", "\"value\":4"));
	assert_true(has(m, "confirmation", "\"at\":5"));
	assert_false(has(m, "person", "P2")); /* and of nobody else */
	assert_false(has(m, "survey", "x"));
	msg_free(m);
}

int main(void)
{
	log_open(LOG_ERROR, false);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_count_what_took_place),
		cmocka_unit_test(what_is_left_without_one_group_is_a_group_as_well),
		cmocka_unit_test(the_rest_are_five_people_not_five_answers),
		cmocka_unit_test(of_fewer_than_five_nothing_is_said),
		cmocka_unit_test(a_file_of_sessions_reaches_back_as_far_as_there_are_any),
		cmocka_unit_test(a_search_finds_what_its_partnership_wrote),
		cmocka_unit_test(what_is_known_is_counted),
		cmocka_unit_test(how_often_they_met_is_read_of_those_in_memory),
		cmocka_unit_test(everything_about_a_person_is_of_every_table),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
