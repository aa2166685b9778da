/* The demo room begins anew at every start: nothing of the one before comes back from its backups, and
 * one that is open is left alone. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "app/demo.h"
#include "core/types.h"
#include "store/backup.h"
#include "store/support.h"

#define NOW 1795424400000

static char *folder;
static char path[200], problem[300];

static int make_folder(void **state)
{
	(void)state;
	folder = support_folder();
	snprintf(path, sizeof path, "%s/tandem.db.demo", folder);
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	support_remove(folder);
	return 0;
}

static int number(const char *query)
{
	sqlite3 *db;
	sqlite3_stmt *question;
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, query, -1, &question, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(question), SQLITE_ROW);
	int count = sqlite3_column_int(question, 0);
	sqlite3_finalize(question);
	sqlite3_close(db);
	return count;
}

static int people(void)
{
	return number("SELECT count(*) FROM person");
}

static void nothing_comes_back_from_the_room_before(void **state)
{
	(void)state;
	assert_true(demo_make(path, NOW, "en", problem, sizeof problem));
	assert_true(people() > 0);
	assert_int_not_equal(backup_newest(path), 0); /* there is something that could come back */
	assert_true(demo_empty(path, problem, sizeof problem));
	assert_int_equal(people(), 0);
}

static void an_open_room_is_left_alone(void **state)
{
	(void)state;
	assert_true(demo_make(path, NOW, "en", problem, sizeof problem));
	int lock = files_lock(path, problem, sizeof problem);
	assert_true(lock >= 0);
	assert_false(demo_empty(path, problem, sizeof problem));
	assert_non_null(strstr(problem, "another Tandem is using"));
	assert_true(people() > 0);
	close(lock);
	assert_true(demo_empty(path, problem, sizeof problem));
}

/* Whoever looks at it sees what there is to see. */
static void the_room_shows_every_model(void **state)
{
	(void)state;
	assert_true(demo_make(path, NOW, "en", problem, sizeof problem));
	assert_int_equal(number("SELECT count(DISTINCT model) FROM partnership"), MODEL_COUNT);
	assert_int_equal(number("SELECT count(DISTINCT kind) FROM takeaway"), TAKEAWAY_KIND_COUNT);
	assert_int_equal(number("SELECT count(DISTINCT instrument) FROM survey"), 3);
	assert_int_equal(number("SELECT count(*) FROM programme WHERE ended = 0"), 1);
	/* every sheet that was handed in is whole */
	assert_int_equal(number("SELECT count(*) FROM answer a JOIN submission b USING (survey, person)"),
		number("SELECT sum(n) FROM (SELECT CASE instrument WHEN 'healthy-partnership' THEN 28 WHEN "
		       "'partnering-skills' THEN 54 ELSE 9 END AS n FROM submission JOIN survey ON survey.id = "
		       "submission.survey)"));
}

/* A sub-command goes on speaking to whoever called it. */
static void the_language_of_the_process_stays(void **state)
{
	(void)state;
	setenv("LANGUAGE", "fr", 1);
	assert_true(demo_make(path, NOW, "de", problem, sizeof problem));
	assert_string_equal(getenv("LANGUAGE"), "fr");
	assert_string_equal(setlocale(LC_ALL, NULL), "C");
	unsetenv("LANGUAGE");
	assert_true(demo_make(path, NOW, "de", problem, sizeof problem));
	assert_null(getenv("LANGUAGE"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_comes_back_from_the_room_before),
		TEST(an_open_room_is_left_alone),
		TEST(the_room_shows_every_model),
		TEST(the_language_of_the_process_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
