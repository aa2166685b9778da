/* What a feed tells whom and when, seen from inside: a net without a thread whose loop is turned by hand, and
 * phones at the other end of socket pairs, which hold little. */
#include "board_room.h"

#include "net/feed.h"

static struct net *net;
static const struct hash cookie = {{1}};

static int feed_setup(void **state)
{
	(void)state;
	char problem[200];
	log_open(LOG_ERROR, false);
	net = net_make(&(struct net_options){.inbox = queue_new(64), OPTIONS}, problem, sizeof problem);
	assert_non_null(net);
	return 0;
}

static void empty_inbox(void)
{
	for (struct msg *msg; (msg = queue_pop(net->inbox));)
		msg_free(msg);
}

static int feed_teardown(void **state)
{
	(void)state;
	struct queue *inbox = net->inbox;
	net_free(net);
	for (struct msg *msg; (msg = queue_pop(inbox));)
		msg_free(msg);
	queue_free(inbox);
	return 0;
}

static void tell(struct effect *e)
{
	assert_true(net_send(net, e));
}

/* A phone that has been let in, and told nothing but its own; *conn is its number. */
static int phone(uint64_t *conn)
{
	char ticket[TOKEN_CHARS + 1];
	struct buf text = {0};
	int pair[2], small = 4096;
	struct timeval patience = {.tv_sec = READ_SECONDS};
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	assert_int_equal(setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &small, sizeof small), 0);
	assert_int_equal(setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
	ticket_make(&net->tickets, &cookie, BOARD, net->loop.now, ticket);
	assert_true(say_board(pair[0], ticket));
	phone_open(net, pair[1], NULL, &cookie, STR(""));
	*conn = net->askers.last;
	empty_inbox();
	tell(mine(*conn, 1));
	net_turn(net, 0);
	assert_true(hear(pair[0], "mine", &text));
	buf_free(&text);
	return pair[0];
}

/* Turns the loop until the phone has something to read. */
static void turn_until_told(int fd)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	for (int i = 0; i < READ_SECONDS * 100 && !poll(&ready, 1, 0); i++)
		net_turn(net, 10);
	assert_true(ready.revents & POLLIN);
}

static bool is_told(int fd)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	return poll(&ready, 1, 0) == 1;
}

static void news_are_told_at_once_and_then_at_their_interval(void **state)
{
	(void)state;
	uint64_t conn;
	struct buf text = {0};
	int fd = phone(&conn);
	int64_t before = clock_now().mono;
	for (int i = 1; i <= 3; i++) {
		tell(meeting(0, 60000, i));
		if (i == 1) {
			net_turn(net, 0);
			assert_true(is_told(fd));
		}
		turn_until_told(fd);
		assert_true(hear(fd, "meeting", &text));
		assert_int_equal(number_in(&text, "\"finished\":"), i);
	}
	assert_true(clock_now().mono - before >= 2 * (BOARD_MS - 1)); /* never sooner; later does not fail */
	close(fd);
	buf_free(&text);
}

/* Lets a whole interval pass. */
static void turn_for_an_interval(void)
{
	int64_t until = clock_now().mono + BOARD_MS + 5;
	while (clock_now().mono < until)
		net_turn(net, 5);
}

/* All that comes until nothing more does. */
static void read_all(int fd, struct buf *out)
{
	out->n = 0;
	for (int quiet = 0; quiet < 3; quiet++) {
		char part[65536];
		for (ssize_t n; (n = recv(fd, part, sizeof part, MSG_DONTWAIT)) > 0; quiet = 0)
			buf_add(out, (struct str){part, (size_t)n});
		net_turn(net, 0);
	}
	buf_byte(out, 0);
}

static int count(const struct buf *text, const char *part)
{
	int n = 0;
	size_t length = strlen(part);
	for (const char *at = text->p; (at = memmem(at, text->n - (size_t)(at - text->p), part, length));
		at++)
		n++;
	return n;
}

static void of_each_kind_only_the_newest_waits_for_a_slow_phone(void **state)
{
	(void)state;
	uint64_t conn;
	struct buf text = {0};
	int fd = phone(&conn);
	tell(cards(0, 1, 200000)); /* more than the pair holds */
	turn_until_told(fd);
	for (int i = 2; i <= 5; i++) {
		tell(cards(0, i, 1));
		tell(meeting(0, 60000, i));
		tell(mine(conn, i));
		turn_for_an_interval();
	}
	read_all(fd, &text);
	assert_int_equal(count(&text, "{\"t\":\"cards\""), 2);
	assert_int_equal(count(&text, "\"title\":\"5\""), 1);
	assert_int_equal(count(&text, "{\"t\":\"meeting\""), 1);
	assert_int_equal(count(&text, "\"finished\":5"), 1);
	assert_int_equal(count(&text, "{\"t\":\"mine\""), 1);
	assert_int_equal(count(&text, "\"left\":5,\"finished\""), 1);
	close(fd);
	buf_free(&text);
}

/* The frame was made for the one that came, and the same cards come once more: they are news all the same. */
static void news_of_one_kind_do_not_hurry_those_of_another(void **state)
{
	(void)state;
	uint64_t conn;
	struct buf text = {0};
	int fd = phone(&conn);
	tell(meeting(0, 60000, 1));
	int64_t before = clock_now().mono;
	net_turn(net, 0);
	read_all(fd, &text);
	assert_int_equal(count(&text, "{\"t\":\"meeting\""), 1);
	tell(meeting(0, 60000, 2));
	tell(cards(0, 1, 1));
	net_turn(net, 0);
	read_all(fd, &text);
	assert_int_equal(count(&text, "{\"t\":\"cards\""), 1);
	if (clock_now().mono - before < BOARD_MS) /* else its own time has come on a slow machine */
		assert_int_equal(count(&text, "{\"t\":\"meeting\""), 0);
	close(fd);
	buf_free(&text);
}

static void who_comes_in_between_takes_no_news_from_the_others(void **state)
{
	(void)state;
	uint64_t conn;
	struct buf text = {0};
	int first = phone(&conn), second;
	tell(cards(0, 1, 1));
	net_turn(net, 0);
	read_all(first, &text);
	assert_int_equal(count(&text, "\"title\":\"1\""), 1);
	tell(cards(0, 2, 1));
	net_turn(net, 0); /* it is held back */
	second = phone(&conn);
	read_all(second, &text);
	assert_int_equal(count(&text, "\"title\":\"2\""), 1);
	tell(cards(0, 2, 1));
	turn_for_an_interval();
	read_all(first, &text);
	assert_int_equal(count(&text, "\"title\":\"2\""), 1);
	close(first);
	close(second);
	buf_free(&text);
}

static void nobody_is_told_before_the_core_has_let_them_in(void **state)
{
	(void)state;
	uint64_t conn;
	char ticket[TOKEN_CHARS + 1];
	struct buf text = {0};
	int in = phone(&conn), pair[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	ticket_make(&net->tickets, &cookie, BOARD, net->loop.now, ticket);
	assert_true(say_board(pair[0], ticket));
	phone_open(net, pair[1], NULL, &cookie, STR(""));
	tell(cards(0, 1, 1));
	tell(meeting(0, 60000, 1));
	turn_for_an_interval();
	read_all(in, &text);
	assert_int_equal(count(&text, "{\"t\":\"cards\""), 1);
	assert_false(is_told(pair[0]));
	tell(mine(net->askers.last, 2));
	net_turn(net, 0);
	read_all(pair[0], &text);
	assert_int_equal(count(&text, "{\"t\":\""), 3);
	close(in);
	close(pair[0]);
	buf_free(&text);
}

#define T(name) cmocka_unit_test_setup_teardown(name, feed_setup, feed_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(news_are_told_at_once_and_then_at_their_interval),
		T(of_each_kind_only_the_newest_waits_for_a_slow_phone),
		T(news_of_one_kind_do_not_hurry_those_of_another),
		T(who_comes_in_between_takes_no_news_from_the_others),
		T(nobody_is_told_before_the_core_has_let_them_in),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
