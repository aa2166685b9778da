/* The export: everything the database holds, in files that can be opened and read again, and no file
 * that looks whole but is not. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/commands.h"
#include "app/export.h"
#include "import/csv.h"
#include "store/store.h"
#include "store/support.h"

static const char rows[] =
	"INSERT INTO organisation(id, name) VALUES(1, 'Harbour, \"East\"'), (2, 'Dock');\n"
	"INSERT INTO person(id, given, family, email, organisation, language, colour, guest, hidden, "
	"archived, created)"
	" VALUES(10, 'Anna', 'M\xC3\xBCller', 'anna@example.org', 1, 'de', 0, 0, 0, 0, 1795258800000),"
	" (11, '=HYPERLINK(\"x\")', '+Ben', '', 2, 'en', 1, 1, 0, 0, 1795258800000);\n"
	"INSERT INTO session(id, partnership, model, title, starts, ends, state, walk_in, focus_topic, "
	"focus, note, step,"
	" turn, turn_total, turn_used, turn_since, turn_since_wall, turn_running, turn_learner, turn_role, "
	"prompt,"
	" next_start, uid, recurrence, closed_at)"
	" VALUES(20, 0, 4, 'Line\nbreak', 1795424400000, 1795428000000, 4, 0, 0, '-1', 30, 0,"
	" 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'u', 0, 1795428000000);\n"
	"INSERT INTO member(session, person, position, expected, replaces, here_at, gone_at, wall_trusted)"
	" VALUES(20, 10, 0, 1, 0, 1795424460000, 0, 1), (20, 11, 1, 0, 0, 0, 0, 1);\n"
	"INSERT INTO note(id, session, topic, title, version, text, created, closed)"
	" VALUES(30, 20, 0, '\xC3\x9C"
	"bergabe: \"Plan B\"/..', 2, 'old', 1795424400000, 0),"
	" (31, 0, 0, '', 0, hex(zeroblob(25000)), 1795424400000, 0);\n"
	"INSERT INTO note_entry(note, version, client, push, last, changes)"
	" VALUES(30, 2, 'c', 1, 1, '[[0,\"never\"]]'), (30, 3, 'c', 2, 1, '[[3,\"new\"]]'), (30, 4, 'c', 3, "
	"1, '[3,[0,\" word\"]]');\n"
	"INSERT INTO board VALUES(40, 'Market', '', 0, 1795258800000, 0, 0, 3, 2, 8, 45);\n"
	"INSERT INTO topic VALUES(41, 40, 3, 0, 1, 'Night', 'long', 10, 0, 1795258800000, 0, 2, 0, 0, 'a page', 50, 490000, 0),"
	" (42, 40, 0, 0, 0, 'Secret', '', 11, 43, 1795258800000, 1, 0, 0, 0, '', 0, 0, 0),"
	" (44, 40, 5, 0, 0, 'Under it', '', 11, 0, 1795258800000, 0, 0, 41, 0, '', 0, 0, 0);\n"
	"INSERT INTO note VALUES(43, 0, 42, 'Secret', 0, 'private', 1795424400000, 0, 0);\n"
	"INSERT INTO meeting VALUES(50, 40, 6, 1795424400000, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', 0, 0, 0, "
	"1795428000000, 1795424400000, 1795428000000), (51, 40, 0, 1795424400000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "
	"'', 0, 0, 0, 1795428000000, 1795424400000, 0);\n"
	"INSERT INTO participant VALUES(50, 10, 1, 0, 0), (50, 11, 1, 0, 0);\n"
	"INSERT INTO vote VALUES(50, 1, 41, 10, 2), (50, 1, 44, 11, 1), (50, 0, 41, 11, 3);\n"
	"INSERT INTO rating VALUES(50, 10, 4), (50, -1, 5);\n"
	"INSERT INTO takeaway VALUES(60, 0, 0, 2, 'Write it', 10, 1795561200000, 1795428000000, 0, 41, 50, 0, 1, 0, 0),"
	" (61, 20, 30, 0, 'no action', 0, 0, 1795428000000, 0, 0, 0, 0, 0, 0, 0);\n";

static char *folder;
static char database[200], target[200];

static int make_database(void **state)
{
	(void)state;
	char sql[200], problem[300] = "";
	setenv("TZ", "Europe/Berlin", 1);
	tzset();
	folder = support_folder();
	snprintf(database, sizeof database, "%s/t.db", folder);
	snprintf(target, sizeof target, "%s/out", folder);
	snprintf(sql, sizeof sql, "%s/rows.sql", folder);
	support_file(sql, rows);
	if (!store_run_sql(database, sql, problem, sizeof problem))
		fail_msg("%s", problem);
	return 0;
}

static int remove_all(void **state)
{
	(void)state;
	support_remove(folder);
	return 0;
}

static struct str read_back(const char *name)
{
	static char text[65536];
	char path[400];
	snprintf(path, sizeof path, "%s/%s", target, name);
	FILE *f = fopen(path, "rb");
	if (!f)
		fail_msg("%s is not there", path);
	size_t n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	text[n] = 0;
	return (struct str){text, n};
}

static bool export_now(bool force, char problem[600])
{
	struct export_counts n;
	problem[0] = 0;
	bool good = export_write(database, target, force, &n, problem, 600);
	if (good) {
		assert_int_equal(n.people, 2);
		assert_int_equal(n.organisations, 2);
		assert_int_equal(n.sessions, 1);
		assert_int_equal(n.check_ins, 1);
		assert_int_equal(n.topics, 2);
		assert_int_equal(n.meetings, 2);
		assert_int_equal(n.actions, 1);
		assert_int_equal(n.notes, 2);
	}
	return good;
}

static void tables_are_csv_with_names_for_their_columns(void **state)
{
	(void)state;
	char problem[600];
	if (!export_now(false, problem))
		fail_msg("%s", problem);
	assert_string_equal(read_back("people.csv").p,
		"\xEF\xBB\xBFNumber,Given name,Family name,Mail,Organisation,Language,Guest,Not on the "
		"screen,Archived,Since\r\n"
		"10,\"Anna\",\"M\xC3\xBCller\",\"anna@example.org\",\"Harbour, "
		"\"\"East\"\"\",\"de\",no,no,no,2026-11-21 12:00:00\r\n"
		"11,\"'=HYPERLINK(\"\"x\"\")\",\"'+Ben\",\"\",\"Dock\",\"en\",yes,no,no,2026-11-21 "
		"12:00:00\r\n");
	assert_string_equal(read_back("organisations.csv").p,
		"\xEF\xBB\xBFNumber,Organisation,People\r\n1,\"Harbour, \"\"East\"\"\",1\r\n2,\"Dock\",1\r\n");
	assert_true(str_contains(read_back("sessions.csv"),
		STR("\r\n20,2026-11-23 10:00:00,2026-11-23 "
		    "11:00:00,\"Line\nbreak\",,Learning set,held,no,\"'-1\",30,,")));
	assert_true(str_contains(read_back("check-ins.csv"),
		STR("\r\n20,2026-11-23 10:00:00,\"Line\nbreak\",10,\"Anna\",\"M\xC3\xBCller\",\"Harbour, "
		    "\"\"East\"\"\",yes,,"
		    "2026-11-23 10:01:00,,yes\r\n")));
}

static void boards_tell_what_came_of_them_without_private_drafts(void **state)
{
	(void)state;
	char problem[600];
	if (!export_now(false, problem))
		fail_msg("%s", problem);
	assert_string_equal(read_back("topics.csv").p,
		"\xEF\xBB\xBFNumber,Board,Lane,Kind,Title,Detail,Given name,Family name,Since,Passed over,Meeting,Votes,"
		"Minutes,Outcome,Note\r\n"
		"41,\"Market\",Done,Concern,\"Night\",\"long\",\"Anna\",\"M\xC3\xBCller\",2026-11-21 12:00:00,"
		"2,50,3,8,\"a page\",\r\n"
		"44,\"Market\",Together with another,Question,\"Under it\",\"\",\"'=HYPERLINK(\"\"x\"\")\","
		"\"'+Ben\",2026-11-21 12:00:00,0,,,0,\"\",\r\n");
	assert_string_equal(read_back("meetings.csv").p,
		"\xEF\xBB\xBFNumber,Board,Started,Closed at,People,Topics,Worth the time\r\n"
		"50,\"Market\",2026-11-23 10:00:00,2026-11-23 11:00:00,2,1,\"4.5\"\r\n"
		"51,\"Market\",2026-11-23 10:00:00,,0,0,\r\n");
	assert_string_equal(read_back("actions.csv").p,
		"\xEF\xBB\xBFNumber,Text,Given name,Family name,By when,Since,Done at,Dropped at,Carried on,Session,Topic,Meeting\r\n"
		"60,\"Write it\",\"Anna\",\"M\xC3\xBCller\",2026-11-25,2026-11-23 11:00:00,,,1,,41,50\r\n");
	struct str takeaways = str_from(read_back("takeaways.csv").p);
	assert_true(str_contains(
		takeaways, STR("Number,Partnership,Kind,Filed under,Text,Since,Session,Starts\r\n")));
	assert_true(str_contains(takeaways, STR("\"Insight\",\"Something else\",\"no action\"")));
}

static void notes_hold_every_edit(void **state)
{
	(void)state;
	char problem[600];
	assert_true(export_now(false, problem));
	assert_string_equal(read_back("notes/030-ubergabe-plan-b.md").p,
		"---\ntitle: \"\xC3\x9C"
		"bergabe: \\\"Plan B\\\"/..\"\nsession: 20\ndate: 2026-11-23 10:00:00\n---\n\nnew word\n");
	assert_true(str_starts(
		read_back("notes/031.md"), STR("---\ntitle: \"\"\ndate: 2026-11-23 10:00:00\n---\n\n000")));
}

static void the_people_file_can_be_imported_again(void **state)
{
	(void)state;
	char problem[600];
	struct arena mem = {0};
	struct people_file people;
	struct report report = {0};
	assert_true(export_now(false, problem));
	assert_true(people_read(&mem, read_back("people.csv"), &people, &report));
	assert_int_equal(people.count, 2);
	assert_true(str_eq(people.rows[0].name, STR("M\xC3\xBCller")));
	assert_true(str_eq(people.rows[0].organisation, STR("Harbour, \"East\"")));
	report_free(&report);
	arena_free(&mem);
}

static void the_files_are_in_the_language_of_whoever_calls(void **state)
{
	(void)state;
	char problem[600];
	struct arena mem = {0};
	struct people_file people;
	struct report report = {0};
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "de", 1);
	commands_open();
	bool good = export_now(false, problem);
	setenv("LC_ALL", "C", 1);
	commands_open();
	if (!good)
		fail_msg("%s", problem);
	assert_true(str_starts(
		read_back("people.csv"), STR("\xEF\xBB\xBFNummer,Vorname,Nachname,E-Mail,Organisation,")));
	assert_true(str_contains(read_back("sessions.csv"), STR(",Lerngruppe,gehalten,nein,")));
	assert_true(people_read(&mem, read_back("people.csv"), &people, &report));
	assert_int_equal(people.count, 2);
	assert_true(str_eq(people.rows[0].name, STR("M\xC3\xBCller")));
	report_free(&report);
	arena_free(&mem);
}

static void what_is_there_is_not_overwritten_unless_forced(void **state)
{
	(void)state;
	char problem[600];
	assert_true(export_now(false, problem));
	assert_false(export_now(false, problem));
	assert_true(str_contains(str_from(problem), STR("the folder is not empty")));
	assert_true(export_now(true, problem));
}

static void the_files_are_for_their_owner_alone(void **state)
{
	(void)state;
	char problem[600], path[300];
	struct stat st;
	assert_true(export_now(false, problem));
	snprintf(path, sizeof path, "%s/people.csv", target);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

/* A limit on the size of files stands for a full disk: the write fails half way through a file. The
 * control is the same child without the limit. */
static void a_full_disk_is_told_and_leaves_no_half_file(void **state)
{
	(void)state;
	for (int limited = 0; limited < 2; limited++) {
		pid_t child = fork();
		if (child == 0) {
			char problem[600] = "", path[300];
			struct export_counts n;
			struct rlimit limit = {limited ? 40000 : RLIM_INFINITY, RLIM_INFINITY};
			signal(SIGXFSZ, SIG_IGN);
			if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
				_exit(9);
			bool good = export_write(database, target, true, &n, problem, sizeof problem);
			snprintf(path, sizeof path, "%s/notes/031.md", target);
			bool told = strstr(problem, "notes/031.md: File too large");
			_exit(good ? 0 : told && access(path, F_OK) != 0 ? 1 : 8);
		}
		int status;
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), limited);
	}
}

static void an_unreadable_database_is_told(void **state)
{
	(void)state;
	struct export_counts n;
	char problem[600] = "";
	assert_false(export_write("/nonexistent/t.db", target, false, &n, problem, sizeof problem));
	assert_true(str_contains(str_from(problem), STR("/nonexistent/t.db")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_database, remove_all)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(tables_are_csv_with_names_for_their_columns),
		TEST(boards_tell_what_came_of_them_without_private_drafts),
		TEST(notes_hold_every_edit),
		TEST(the_people_file_can_be_imported_again),
		TEST(the_files_are_in_the_language_of_whoever_calls),
		TEST(what_is_there_is_not_overwritten_unless_forced),
		TEST(the_files_are_for_their_owner_alone),
		TEST(a_full_disk_is_told_and_leaves_no_half_file),
		TEST(an_unreadable_database_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
