/* R11: the watchdog is fed only when the screen, the store and the net all moved. A socket of our
 * own stands for the service manager's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/watchdog.h"
#include "base/clock.h"
#include "base/log.h"

static int manager = -1; /* what the service manager would read */

static void listen_as_manager(void)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	socklen_t length = sizeof(sa_family_t); /* the kernel chooses an abstract name (unix(7)) */
	manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	assert_int_equal(bind(manager, (struct sockaddr *)&at, length), 0);
	length = sizeof at;
	assert_int_equal(getsockname(manager, (struct sockaddr *)&at, &length), 0);
	char address[64];
	snprintf(address, sizeof address, "@%.*s", (int)(length - offsetof(struct sockaddr_un, sun_path) - 1),
		at.sun_path + 1);
	setenv("NOTIFY_SOCKET", address, 1);
}

static const char *heard(void)
{
	static char text[512];
	ssize_t n = recv(manager, text, sizeof text - 1, 0);
	text[n > 0 ? n : 0] = 0;
	return text;
}

static struct watchdog *watched(void)
{
	listen_as_manager();
	setenv("WATCHDOG_USEC", "15000000", 1);
	unsetenv("WATCHDOG_PID");
	return watchdog_open(1000);
}

static void leave(struct watchdog *w)
{
	watchdog_close(w);
	close(manager);
}

static void it_says_what_the_protocol_asks_for(void **state)
{
	(void)state;
	struct watchdog *w = watched();
	watchdog_ready(w);
	assert_string_equal(heard(), "READY=1");
	watchdog_stopping(w);
	assert_string_equal(heard(), "STOPPING=1");
	assert_null(getenv("NOTIFY_SOCKET"));
	leave(w);
}

static void it_is_fed_while_all_three_move(void **state)
{
	(void)state;
	struct watchdog *w = watched();
	uint64_t beats[HEART_COUNT] = {1, 1, 1};
	assert_int_equal(watchdog_deadline(w), 6000);
	assert_false(watchdog_step(w, 5999, beats));
	assert_string_equal(heard(), "");
	for (int64_t now = 6000; now <= 60000; now += 5000) {
		assert_true(watchdog_step(w, now, beats));
		assert_string_equal(heard(), "WATCHDOG=1");
		for (int i = 0; i < HEART_COUNT; i++)
			beats[i]++;
	}
	leave(w);
}

/* Each thread in turn; the control in the same run is that it is fed again once that one moves. */
static void one_thread_that_stands_still_starves_it(void **state)
{
	(void)state;
	log_open(LOG_ERROR, false);
	for (int still = 0; still < HEART_COUNT; still++) {
		struct watchdog *w = watched();
		uint64_t beats[HEART_COUNT] = {5, 5, 5};
		int64_t now = 6000;
		assert_true(watchdog_step(w, now, beats));
		assert_string_equal(heard(), "WATCHDOG=1");
		for (; now < 6000 + 15000; now++) {
			for (int i = 0; i < HEART_COUNT; i++)
				beats[i] += i != still;
			assert_false(watchdog_step(w, now, beats));
			assert_string_equal(heard(), "");
		}
		beats[still]++;
		assert_true(watchdog_step(w, watchdog_deadline(w), beats));
		assert_string_equal(heard(), "WATCHDOG=1");
		leave(w);
	}
	log_open(LOG_INFO, false);
}

static void one_that_moves_late_is_seen_before_the_time_is_up(void **state)
{
	(void)state;
	log_open(LOG_ERROR, false);
	struct watchdog *w = watched();
	uint64_t beats[HEART_COUNT] = {0, 1, 1};
	assert_false(watchdog_step(w, 6000, beats));
	beats[HEART_UI]++;
	assert_true(watchdog_deadline(w) < 6000 + 2000);
	assert_true(watchdog_step(w, watchdog_deadline(w), beats));
	leave(w);
	log_open(LOG_INFO, false);
}

static void where_nobody_watches_nothing_is_done(void **state)
{
	(void)state;
	unsetenv("NOTIFY_SOCKET");
	setenv("WATCHDOG_USEC", "15000000", 1);
	struct watchdog *w = watchdog_open(0);
	assert_int_equal(watchdog_deadline(w), NEVER);
	assert_false(watchdog_step(w, 100000, (uint64_t[HEART_COUNT]){1, 1, 1}));
	watchdog_ready(w);
	watchdog_close(w);
}

static void a_watchdog_meant_for_another_process_is_left_alone(void **state)
{
	(void)state;
	listen_as_manager();
	setenv("WATCHDOG_USEC", "15000000", 1);
	setenv("WATCHDOG_PID", "1", 1);
	struct watchdog *w = watchdog_open(0);
	assert_int_equal(watchdog_deadline(w), NEVER);
	watchdog_ready(w);
	assert_string_equal(heard(), "READY=1");
	leave(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_says_what_the_protocol_asks_for),
		cmocka_unit_test(it_is_fed_while_all_three_move),
		cmocka_unit_test(one_thread_that_stands_still_starves_it),
		cmocka_unit_test(one_that_moves_late_is_seen_before_the_time_is_up),
		cmocka_unit_test(where_nobody_watches_nothing_is_done),
		cmocka_unit_test(a_watchdog_meant_for_another_process_is_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
