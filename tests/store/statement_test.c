/* Every statement fits the schema, and every load the columns of records.def. */
#include "store/support.h"

#include "store/database.h"
#include "store/deed.h"
#include "store/statement.h"

static sqlite3 *db;
static struct database database;
static char folder[64];

static int set_up(void **state)
{
	char path[128], problem[512] = "";
	(void)state;
	snprintf(folder, sizeof folder, "%s", support_folder());
	snprintf(path, sizeof path, "%s/room.db", folder);
	if (!database_open(&database, path, NULL, false, problem, sizeof problem)) {
		print_error("%s\n", problem);
		return 1;
	}
	db = database.db;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	database_close(&database);
	support_remove(folder);
	return 0;
}

static void every_record_has_its_put_and_delete(void **state)
{
	(void)state;
	struct statements st = {0};
	assert_int_equal(statements_prepare(&st, db), SQLITE_OK);
	for (int r = 0; r < RECORD_COUNT; r++) {
		const struct record_info *info = record_info((enum record)r);
		assert_int_equal(sqlite3_bind_parameter_count(st.put[r]), info->count);
		assert_int_equal(sqlite3_bind_parameter_count(st.gone[r]), info->key);
	}
	statements_finish(&st);
}

/* Empty ones: for what statements say, not for what they find. */
static void make_near(void)
{
	assert_int_equal(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
	for (int n = 0; n < NEAR_COUNT; n++) {
		sqlite3_stmt *s = NULL;
		assert_int_equal(statement_near(db, (enum near)n, &s), SQLITE_OK);
		sqlite3_finalize(s);
	}
}

static void forget_near(void)
{
	long long left = -1;
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(database_number(db, "SELECT count(*) FROM temp.sqlite_schema", &left), SQLITE_OK);
	assert_int_equal(left, 0);
}

static void every_load_has_the_columns_of_its_record(void **state)
{
	(void)state;
	make_near();
	for (int r = 0; r < RECORD_COUNT; r++) {
		const struct record_info *info = record_info((enum record)r);
		struct str rest = str_from(info->columns), name;
		sqlite3_stmt *s = NULL;
		assert_int_equal(statement_load(db, (enum record)r, &s), SQLITE_OK);
		assert_int_equal(sqlite3_column_count(s), info->count);
		for (int i = 0; str_split(&rest, ' ', &name); i++) {
			assert_true(str_eq(name, str_from(sqlite3_column_name(s, i))));
			assert_true(str_eq(name, str_from(sqlite3_column_origin_name(s, i))));
		}
		sqlite3_finalize(s);
	}
	forget_near();
}

static void every_table_has_the_columns_of_its_record_and_no_others(void **state)
{
	(void)state;
	for (int r = 0; r < RECORD_COUNT; r++) {
		const struct record_info *info = record_info((enum record)r);
		char sql[128];
		sqlite3_stmt *s = NULL;
		snprintf(sql, sizeof sql, "SELECT * FROM %s", info->name);
		assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
		assert_int_equal(sqlite3_column_count(s), info->count);
		sqlite3_finalize(s);
		snprintf(sql, sizeof sql, "SELECT strict FROM pragma_table_list WHERE name = '%s'",
			info->name);
		long long strict = 0;
		assert_int_equal(database_number(db, sql, &strict), SQLITE_OK);
		assert_int_equal(strict, 1);
	}
}

static void every_query_runs(void **state)
{
	(void)state;
	for (int q = 0; q < QUERY_COUNT; q++) {
		sqlite3_stmt *s = NULL;
		assert_int_equal(statement_query(db, (enum query)q, &s), SQLITE_OK);
		int rc = sqlite3_step(s);
		if (rc != SQLITE_ROW && rc != SQLITE_DONE)
			fail_msg("%s: %s", sqlite3_sql(s), sqlite3_errmsg(db));
		sqlite3_finalize(s);
	}
}

/* Ten years of sessions: starting must not read them all. */
static bool plan_has(sqlite3_stmt *s, const char *what)
{
	char sql[2000];
	bool found = false;
	sqlite3_stmt *plan = NULL;
	snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", sqlite3_sql(s));
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &plan, NULL), SQLITE_OK);
	while (sqlite3_step(plan) == SQLITE_ROW)
		found |= strstr((const char *)sqlite3_column_text(plan, 3), what) != NULL;
	sqlite3_finalize(plan);
	return found;
}

static void loading_reads_no_table_that_grows_from_end_to_end(void **state)
{
	(void)state;
	static const struct {
		enum record record;
		const char *scan;
	} tables[] = {
		{REC_session, "SCAN session"},
		{REC_member, "SCAN member"},
		{REC_turn, "SCAN turn"},
		{REC_topic, "SCAN topic"},
		{REC_note, "SCAN note"},
		{REC_note_entry, "SCAN note_entry"},
		{REC_takeaway, "SCAN takeaway"},
		{REC_partnership, "SCAN partnership"},
		{REC_partner, "SCAN partner"},
		{REC_agreement, "SCAN agreement"},
		{REC_duty, "SCAN duty"},
		{REC_goal, "SCAN goal"},
		{REC_confirmation, "SCAN confirmation"},
		{REC_goal_value, "SCAN goal_value"},
		{REC_progress, "SCAN progress"},
		{REC_survey, "SCAN survey"},
		{REC_answer, "SCAN answer"},
		{REC_submission, "SCAN submission"},
		{REC_bid, "SCAN bid"},
		{REC_recall, "SCAN recall"},
		{REC_audit, "SCAN audit"},
		{REC_recall, "SCAN recall"},
	};
	sqlite3_stmt *s = NULL;
	assert_int_equal(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
	for (int n = 0; n < NEAR_COUNT; n++) {
		assert_int_equal(statement_near(db, (enum near)n, &s), SQLITE_OK);
		for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
			if (plan_has(s, tables[i].scan))
				fail_msg("%s: %s", sqlite3_sql(s), tables[i].scan);
		sqlite3_finalize(s);
	}
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		assert_int_equal(statement_load(db, tables[i].record, &s), SQLITE_OK);
		if (plan_has(s, tables[i].scan))
			fail_msg("%s", tables[i].scan);
		assert_false(plan_has(s, "SCAN session"));
		assert_false(plan_has(s, "SCAN topic"));
		assert_false(plan_has(s, "SCAN partnership"));
		assert_false(plan_has(s, "SCAN survey"));
		sqlite3_finalize(s);
	}
	assert_int_equal(statement_load(db, REC_person, &s), SQLITE_OK);
	assert_true(plan_has(s, "SCAN person")); /* the measure can tell */
	sqlite3_finalize(s);
	forget_near();
}

/* ---- deeds ---- */

static void do_sql(const char *sql)
{
	char *problem = NULL;
	if (sqlite3_exec(db, sql, NULL, NULL, &problem) != SQLITE_OK)
		fail_msg("%s: %s", sql, problem);
}

static long long number(const char *sql)
{
	long long out = -1;
	assert_int_equal(database_number(db, sql, &out), SQLITE_OK);
	return out;
}

#define DAY_1 "1700000000000"
static void make_sessions(void)
{
	do_sql("INSERT INTO person(id, given, family, colour, guest, hidden, archived, created) VALUES "
	       "(1, 'Anna', '', 0, 0, 0, 0, 1), (2, 'Ben', '', 0, 0, 0, 0, 1), (3, 'Cem', '', 0, 0, 0, 0, 1)");
	do_sql("INSERT INTO session(id, model, title, starts, ends, state, walk_in, step, partnership) VALUES "
	       "(10, 0, '', 0, " DAY_1 " - 1, 4, 0, 0, 0), (11, 0, '', 0, " DAY_1 ", 5, 0, 0, 0), "
	       "(12, 0, '', 0, " DAY_1 ", 2, 0, 0, 0), (13, 0, '', 0, " DAY_1 " + 1, 4, 0, 0, 0)");
	do_sql("INSERT INTO member(session, person, position, expected, here_at) SELECT s.id, p.id, 0, 1, "
	       "CASE WHEN s.id = 11 OR p.id = 3 THEN 0 ELSE s.ends END FROM session s, person p");
	do_sql("INSERT INTO turn(session, position, step, learner, role, planned, used, started) "
	       "SELECT id, 0, 0, 1, 1, 1, 1, 1 FROM session");
}

static void check_ins_become_counts_after_their_time(void **state)
{
	(void)state;
	do_sql("BEGIN");
	make_sessions();
	for (int twice = 0; twice < 2; twice++) { /* a restored backup does it again */
		assert_int_equal(
			deed_do(db, &(struct deed){.kind = DEED_retain, .a = 1700000000000}), SQLITE_OK);
		assert_int_equal(number("SELECT count(*) FROM attendance"), 2);
		assert_int_equal(number("SELECT members * 10 + here FROM attendance WHERE session = 10"), 32);
		assert_int_equal(number("SELECT members * 10 + here FROM attendance WHERE session = 11"), 30);
		/* one still open, and one that ended a moment later, stay as they are */
		assert_int_equal(number("SELECT count(*) FROM member"), 6);
		assert_int_equal(number("SELECT count(*) FROM turn"), 2);
	}
	do_sql("ROLLBACK");
}

static long long found(const char *match)
{
	char sql[300];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM takeaway_words WHERE takeaway_words MATCH '%s'",
		match);
	return number(sql);
}

static void put_takeaway(int64_t id, const char *text, int64_t partnership, bool gone)
{
	struct value row[] = {INT(id), INT(0), INT(0), INT(0), TEXT(text), INT(0), INT(0), INT(1), INT(0),
		INT(0), INT(0), INT(0), INT(0), INT(partnership), INT(0)};
	struct statements st = {0};
	assert_int_equal(sizeof row / sizeof *row, record_info(REC_takeaway)->count);
	assert_int_equal(statements_prepare(&st, db), SQLITE_OK);
	assert_int_equal(statements_write(&st, &(struct write){REC_takeaway, gone, row}), SQLITE_OK);
	statements_finish(&st);
}

static void takeaways_are_found_however_they_are_spelled(void **state)
{
	(void)state;
	do_sql("BEGIN");
	put_takeaway(1, "Wir fragen Łukasz Ørsted früher", 7, false);
	put_takeaway(2, "Anders", 8, false);
	put_takeaway(3, "Niemandes", 0, false);
	assert_int_equal(found("lukasz AND orsted"), 1);
	assert_int_equal(found("fru*"), 1);
	assert_int_equal(found("place : p7 AND words : lukasz"), 1);
	assert_int_equal(found("place : p8 AND words : lukasz"), 0);
	assert_int_equal(found("niemandes"), 0); /* of no partnership: nobody could look for it */
	put_takeaway(1, "Wir fragen Zoë", 7, false);
	assert_int_equal(found("lukasz"), 0);
	assert_int_equal(found("zoe"), 1);
	put_takeaway(3, "Niemandes", 7, false);
	assert_int_equal(found("niemandes"), 1);
	put_takeaway(1, "", 0, true);
	assert_int_equal(found("zoe"), 0);
	assert_int_equal(words_all_anew(db), SQLITE_OK);
	assert_int_equal(found("niemandes"), 1);
	assert_int_equal(found("zoe"), 0);
	do_sql("ROLLBACK");
}

int main(void)
{
	log_open(LOG_ERROR, false);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_record_has_its_put_and_delete),
		cmocka_unit_test(every_load_has_the_columns_of_its_record),
		cmocka_unit_test(every_table_has_the_columns_of_its_record_and_no_others),
		cmocka_unit_test(every_query_runs),
		cmocka_unit_test(loading_reads_no_table_that_grows_from_end_to_end),
		cmocka_unit_test(check_ins_become_counts_after_their_time),
		cmocka_unit_test(takeaways_are_found_however_they_are_spelled),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
