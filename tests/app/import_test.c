/* `tandem import` as it is called: into a database of its own, whole or not at all, and again without
 * doubling anything. */
#include <fcntl.h>
#include <getopt.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/commands.h"
#include "store/reader.h"
#include "store/support.h"

static char *folder;
static char database[200], file[200], config[200], out[200];

static int set_up(void **state)
{
	(void)state;
	folder = support_folder();
	setenv("LC_ALL", "C", 1);
	snprintf(database, sizeof database, "%s/below/t.db", folder);
	snprintf(config, sizeof config, "%s/t.conf", folder);
	snprintf(out, sizeof out, "%s/out", folder);
	support_file(config, "[room]\nname = Test\n");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	support_remove(folder);
	return 0;
}

/* Runs it with both outputs in a file; `said` gets them. */
static int import(const char *name, const char *text, const char *option, char said[4096])
{
	char *argv[] = {"import", "--config", config, "--database", database, file, (char *)option, NULL};
	snprintf(file, sizeof file, "%s/%s", folder, name);
	support_file(file, text);
	fflush(NULL);
	int keep[2] = {dup(1), dup(2)}, to = open(out, O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_true(keep[0] >= 0 && keep[1] >= 0 && to >= 0);
	dup2(to, 1), dup2(to, 2);
	optind = 0;
	int status = command_import(option ? 7 : 6, argv);
	fflush(NULL);
	dup2(keep[0], 1), dup2(keep[1], 2);
	close(keep[0]), close(keep[1]);
	ssize_t n = pread(to, said, 4095, 0);
	said[n > 0 ? n : 0] = 0;
	close(to);
	return status;
}

static int rows(enum query query)
{
	char problem[300] = "";
	int count = 0;
	struct reader *r = reader_open(database, problem, sizeof problem);
	if (!r)
		fail_msg("%s", problem);
	assert_true(reader_query(r, query));
	while (reader_next(r))
		count++;
	reader_close(r);
	return count;
}

#define PEOPLE "name;given name;e-mail\nSchmidt;Anna;anna@example.org\nOkafor;Ben;ben@example.org\n"

static void people_are_taken_in_once(void **state)
{
	(void)state;
	char said[4096];
	assert_int_equal(import("p.csv", PEOPLE, NULL, said), 0);
	assert_non_null(strstr(said, "2 new, 0 changed, 0 as they were"));
	assert_int_equal(rows(QUERY_people), 2);
	assert_int_equal(import("p.csv", PEOPLE, NULL, said), 0);
	assert_non_null(strstr(said, "0 new, 0 changed, 2 as they were"));
	assert_int_equal(rows(QUERY_people), 2);
}

static void a_dry_run_changes_nothing(void **state)
{
	(void)state;
	char said[4096];
	assert_int_equal(import("p.csv", PEOPLE, "--dry-run", said), 0);
	assert_non_null(strstr(said, "2 new"));
	assert_non_null(strstr(said, "nothing has changed"));
	assert_int_equal(rows(QUERY_people), 0);
}

static void a_file_with_one_problem_is_not_taken_in_at_all(void **state)
{
	(void)state;
	char said[4096];
	assert_int_equal(import("p.csv", "given name\nAnna\n", NULL, said), 0);
	assert_int_equal(import("p.csv", PEOPLE "Novak;Eva;nowhere\n", NULL, said), 1);
	assert_non_null(strstr(said, "p.csv:4: column 3 (e-mail): not an e-mail address: \"nowhere\""));
	assert_non_null(strstr(said, "nothing was taken in"));
	assert_int_equal(rows(QUERY_people), 1);
}

static void what_is_wrong_is_told_in_the_language_of_whoever_calls(void **state)
{
	(void)state;
	char said[4096];
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "de", 1);
	assert_int_equal(import("p.csv", PEOPLE "Novak;Eva;nowhere\n", NULL, said), 1);
	assert_non_null(strstr(said, "p.csv:4: Spalte 3 (e-mail): keine E-Mail-Adresse: „nowhere“"));
	assert_int_equal(import("p.csv", PEOPLE, NULL, said), 0);
	assert_non_null(strstr(said, "p.csv:2: neu: Anna Schmidt"));
	assert_int_equal(
		import("p.csv", "name;given name;e-mail\nBerg;Anna;anna@example.org\n", NULL, said), 0);
	assert_non_null(strstr(said, "p.csv:2: geändert: Anna Schmidt: Nachname „Schmidt“ → „Berg“"));
	setenv("LANGUAGE", "en", 1);
	assert_int_equal(import("p.csv", PEOPLE "Novak;Eva;nowhere\n", NULL, said), 1);
	assert_non_null(strstr(said, "p.csv:4: column 3 (e-mail): not an e-mail address: \"nowhere\""));
}

static void sessions_are_taken_in_and_updated(void **state)
{
	(void)state;
	char said[4096], calendar[600];
	time_t soon = time(NULL) + 3 * 86400;
	for (int minutes = 30; minutes <= 60; minutes += 30) {
		struct tm tm;
		char start[32];
		strftime(start, sizeof start, "%Y%m%dT100000Z", gmtime_r(&soon, &tm));
		snprintf(calendar, sizeof calendar,
			"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u1\r\nSUMMARY:Tandem\r\nDTSTART:%"
			"s\r\nDURATION:PT%dM\r\n"
			"RRULE:FREQ=DAILY;COUNT=3\r\nATTENDEE:mailto:anna@example.org\r\n"
			"ATTENDEE:mailto:nobody@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
			start, minutes);
		if (minutes == 30)
			assert_int_equal(import("p.csv", PEOPLE, NULL, said), 0);
		assert_int_equal(import("s.ics", calendar, NULL, said), 0);
		assert_non_null(strstr(said, minutes == 30 ? "3 new, 0 changed" : "0 new, 3 changed"));
		assert_int_equal(rows(QUERY_sessions), 3);
	}
}

static void wrong_arguments_and_a_wrong_configuration_are_told(void **state)
{
	(void)state;
	char said[4096];
	assert_int_equal(import("p.csv", PEOPLE, "--bogus", said), 2);
	assert_non_null(strstr(said, "Usage: tandem import"));
	support_file(config, "[room]\nnmae = Test\n");
	assert_int_equal(import("p.csv", PEOPLE, NULL, said), 1);
	assert_non_null(strstr(said, "t.conf:2: unknown key \"nmae\""));
	assert_int_not_equal(access(database, F_OK), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	log_open(LOG_ERROR, false);
	const struct CMUnitTest tests[] = {
		TEST(people_are_taken_in_once),
		TEST(a_dry_run_changes_nothing),
		TEST(a_file_with_one_problem_is_not_taken_in_at_all),
		TEST(what_is_wrong_is_told_in_the_language_of_whoever_calls),
		TEST(sessions_are_taken_in_and_updated),
		TEST(wrong_arguments_and_a_wrong_configuration_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
