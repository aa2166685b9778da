/* Every statement fits the schema, and every load the columns of records.def. */
#include "store/support.h"

#include "store/database.h"
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

static void every_load_has_the_columns_of_its_record(void **state)
{
	(void)state;
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
		assert_true(rc == SQLITE_ROW || rc == SQLITE_DONE);
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
		{REC_recall, "SCAN recall"},
	};
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		sqlite3_stmt *s = NULL;
		assert_int_equal(statement_load(db, tables[i].record, &s), SQLITE_OK);
		assert_false(plan_has(s, tables[i].scan));
		assert_false(plan_has(s, "SCAN session"));
		assert_false(plan_has(s, "SCAN topic"));
		sqlite3_finalize(s);
	}
	sqlite3_stmt *s = NULL;
	assert_int_equal(statement_load(db, REC_person, &s), SQLITE_OK);
	assert_true(plan_has(s, "SCAN person")); /* the measure can tell */
	sqlite3_finalize(s);
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
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
