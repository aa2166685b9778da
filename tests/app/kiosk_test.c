/* The whole kiosk, headless, where its surroundings are not as they should be: no disk, no port, a signal
 * at the wrong moment; and a sub-command that comes while it runs. */
#include <arpa/inet.h>
#include <getopt.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/room.h"

#define REOPENED_MS 5001

/* With pages to serve. */
static int set_up_pages(void **state)
{
	char page[600];
	assert_int_equal(set_up(state), 0);
	snprintf(folders.phone, sizeof folders.phone, "%s/pages", folder);
	assert_int_equal(mkdir(folders.phone, 0700), 0);
	snprintf(page, sizeof page, "%.500s/index.html", folders.phone);
	support_file(page, "<!doctype html>");
	return 0;
}

static bool is_open(struct kiosk *k)
{
	return core_ready(kiosk_core(k));
}

static bool is_served(struct kiosk *k)
{
	return kiosk_port(k) > 0;
}

/* Turns until it is so; the clock of the room stands still. */
static bool becomes(struct kiosk *k, bool (*so)(struct kiosk *))
{
	for (int64_t until = clock_now().mono + PATIENCE_MS; !so(k) && clock_now().mono < until;)
		kiosk_turn(k, 20);
	return so(k);
}

static bool shows(struct kiosk *k, const char *text)
{
	struct buf words = {0};
	kiosk_turn(k, 0);
	ui_words(kiosk_ui(k), &words);
	bool found = str_contains(buf_str(&words), str_from(text));
	buf_free(&words);
	return found;
}

static void the_room_opens_without_phones_while_the_port_is_taken(void **state)
{
	(void)state;
	struct sockaddr_in6 name = {.sin6_family = AF_INET6};
	socklen_t n = sizeof name;
	int other = socket(AF_INET6, SOCK_STREAM, 0);
	assert_int_equal(bind(other, (struct sockaddr *)&name, n), 0);
	assert_int_equal(listen(other, 1), 0);
	assert_int_equal(getsockname(other, (struct sockaddr *)&name, &n), 0);
	config.network.port = ntohs(name.sin6_port);
	struct kiosk *k = open_room(true);
	assert_true(becomes(k, is_open));
	kiosk_pass(k, REOPENED_MS);
	kiosk_turn(k, 0);
	assert_false(is_served(k));
	close(other);
	kiosk_pass(k, REOPENED_MS);
	assert_true(becomes(k, is_served));
	kiosk_close(k);
}

static void the_screen_says_that_the_disk_is_missing_and_opens_when_it_comes(void **state)
{
	(void)state;
	char disk[250];
	snprintf(disk, sizeof disk, "%.100s/disk", folder);
	snprintf(database, sizeof database, "%.100s/disk/room.db", folder);
	struct kiosk *k = open_room(true);
	assert_true(shows(k, "cannot open its database"));
	assert_false(is_open(k));
	assert_int_equal(mkdir(disk, 0700), 0);
	kiosk_pass(k, REOPENED_MS);
	assert_true(becomes(k, is_open));
	assert_true(core_disk_works(kiosk_core(k)));
	assert_false(shows(k, "cannot open its database"));
	kiosk_close(k);
}

static void another_kiosk_on_the_same_database_waits_for_its_turn(void **state)
{
	(void)state;
	struct kiosk *first = open_room(true);
	assert_true(becomes(first, is_open));
	struct kiosk *second = open_room(true);
	kiosk_pass(second, REOPENED_MS);
	kiosk_turn(second, 0);
	assert_false(is_open(second));
	kiosk_close(first);
	kiosk_pass(second, REOPENED_MS);
	assert_true(becomes(second, is_open));
	kiosk_close(second);
}

static void a_mirror_for_others_than_this_machine_is_refused(void **state)
{
	(void)state;
	static const char *const open_addresses[] = {
		"0.0.0.0:0", "[::]:0", "192.168.1.20:0", "8089", ":0", "localhost.evil:0"};
	for (size_t i = 0; i < sizeof open_addresses / sizeof *open_addresses; i++) {
		char problem[400] = "";
		assert_null(kiosk_open(&(struct kiosk_options){.config = &config,
					       .folders = &folders,
					       .content = &content,
					       .database = database,
					       .headless = true,
					       .w = 640,
					       .h = 480,
					       .serve = true,
					       .mirror = open_addresses[i]},
			problem, sizeof problem));
		assert_non_null(strstr(problem, "127.0.0.1:PORT only"));
	}
}

/* As from a signal handler that ran in another thread: nothing but the flag and the wake-up. */
static void a_stop_before_the_wait_ends_the_wait(void **state)
{
	(void)state;
	struct kiosk *k = open_room(true);
	assert_true(becomes(k, is_open));
	while (!kiosk_settled(k))
		kiosk_turn(k, 20);
	kiosk_stop(k);
	alarm(30); /* else this waits for an hour, and for the alarm */
	assert_false(kiosk_turn(k, HOUR));
	alarm(0);
	kiosk_close(k);
}

/* ---- sub-commands while it runs ---- */

/* The command in a process of its own, as from a shell; the room goes on meanwhile. */
static int import_into(struct kiosk *k, const char *name, const char *text)
{
	char file[300], config_file[300];
	snprintf(file, sizeof file, "%s/%s", folder, name);
	snprintf(config_file, sizeof config_file, "%s/t.conf", folder);
	support_file(file, text);
	support_file(config_file, "[room]\nname = Test\n");
	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		char *argv[] = {"import", "--config", config_file, "--database", database, file, NULL};
		if (!freopen("/dev/null", "w", stdout))
			_exit(99);
		optind = 0;
		_exit(command_import(6, argv));
	}
	int status = 0;
	while (waitpid(pid, &status, WNOHANG) == 0)
		kiosk_turn(k, 5);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void people_and_sessions_are_imported_while_it_runs(void **state)
{
	(void)state;
	char calendar[600], start[32];
	time_t soon = time(NULL) + 15 * 60;
	struct tm tm;
	strftime(start, sizeof start, "%Y%m%dT%H%M%SZ", gmtime_r(&soon, &tm));
	snprintf(calendar, sizeof calendar,
		"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u1\r\nSUMMARY:Pump "
		"maintenance\r\nDTSTART:%s\r\nDURATION:PT1H\r\n"
		"ATTENDEE:mailto:anna@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		start);
	struct kiosk *k = open_room(true);
	assert_true(becomes(k, is_open));
	assert_int_equal(
		import_into(k, "p.csv", "name;given name;e-mail\nSchmidt;Anna;anna@example.org\n"), 0);
	assert_int_equal(core_people_count(kiosk_core(k)), 1);
	assert_int_equal(import_into(k, "s.ics", calendar), 0);
	assert_true(shows(k, "Pump maintenance"));
	assert_int_equal(import_into(k, "p.csv", "name;given name;e-mail\nNovak;Eva;nowhere\n"), 1);
	assert_int_equal(core_people_count(kiosk_core(k)), 1);
	kiosk_close(k);
}

static bool is_signed_in(struct kiosk *k)
{
	return core_pin(kiosk_core(k), kiosk_now(k).mono, NULL) == PIN_SIGNED_IN;
}

static bool is_settled(struct kiosk *k)
{
	return kiosk_settled(k);
}

static void type_pin(struct kiosk *k, enum msg_kind kind, const char *pin)
{
	struct msg *m = msg_new(kind, (struct origin){.source = FROM_SCREEN});
	if (kind == MSG_pin_set)
		m->u.pin_set.pin = msg_str(m, str_from(pin));
	if (kind == MSG_pin_enter)
		m->u.pin_enter.pin = msg_str(m, str_from(pin));
	shell_send(kiosk_shell(k), m, 0, 0);
	kiosk_turn(k, 0);
	assert_true(becomes(k, is_settled)); /* not before the thread that hashes has answered */
}

static int forget_pin(struct kiosk *k)
{
	char config_file[300];
	snprintf(config_file, sizeof config_file, "%s/t.conf", folder);
	support_file(config_file, "[room]\nname = Test\n");
	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		char *argv[] = {"pin", "--forget", "--config", config_file, "--database", database, NULL};
		if (!freopen("/dev/null", "w", stdout))
			_exit(99);
		optind = 0;
		_exit(command_pin(6, argv));
	}
	int status = 0;
	while (waitpid(pid, &status, WNOHANG) == 0)
		kiosk_turn(k, 5);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void a_pin_is_set_checked_and_taken_away(void **state)
{
	(void)state;
	struct kiosk *k = open_room(true);
	assert_true(becomes(k, is_open));
	type_pin(k, MSG_pin_set, "271828");
	assert_true(is_signed_in(k));
	type_pin(k, MSG_sign_out, "");
	type_pin(k, MSG_pin_enter, "271829");
	assert_false(is_signed_in(k));
	type_pin(k, MSG_pin_enter, "271828");
	assert_true(is_signed_in(k));
	assert_int_equal(forget_pin(k), 0);
	assert_int_equal(core_pin(kiosk_core(k), kiosk_now(k).mono, NULL), PIN_NONE);
	kiosk_close(k);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_pages, tear_down)

int main(void)
{
	log_open(LOG_ERROR + 1, false);
	const struct CMUnitTest tests[] = {
		TEST(the_room_opens_without_phones_while_the_port_is_taken),
		TEST(the_screen_says_that_the_disk_is_missing_and_opens_when_it_comes),
		TEST(another_kiosk_on_the_same_database_waits_for_its_turn),
		TEST(a_mirror_for_others_than_this_machine_is_refused),
		TEST(a_stop_before_the_wait_ends_the_wait),
		TEST(people_and_sessions_are_imported_while_it_runs),
		TEST(a_pin_is_set_checked_and_taken_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
