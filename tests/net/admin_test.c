/* The admin socket and the mirror: what a sub-command and a page on this machine can do. */
#include "room.h"

#include <sys/stat.h>
#include <sys/un.h>

#include "net/admin.h"
#include "net/limits.h"
#include "net/mirror.h"

static struct room *room;
static char folder[] = "/tmp/tandem-admin-XXXXXX", path[64];

static int group_setup(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/admin", folder);
	return 0;
}

static int group_teardown(void **state)
{
	(void)state;
	return rmdir(folder);
}

static int setup(void **state)
{
	(void)state;
	room = room_new_with((struct net_options){
		.bind = "127.0.0.1", .host = "", .pages = "", .admin_path = path, .mirror = "127.0.0.1:0"});
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	room_free(room);
	return 0;
}

static void expect_answer(const char *request, const char *want)
{
	struct buf answer = {0};
	char problem[200] = "";
	if (!admin_call(path, str_from(request), &answer, problem, sizeof problem))
		fail_msg("%s", problem);
	buf_byte(&answer, 0);
	if (strncmp(answer.p, want, strlen(want)) != 0)
		fail_msg("%s", answer.p);
	buf_free(&answer);
}

static void a_subcommand_is_answered(void **state)
{
	(void)state;
	struct stat about;
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	expect_answer("{\"ping\":true}", "{\"error\":\"none\"");
	expect_answer("{\"import_people\":{\"dry_run\":true,\"rows\":[{\"name\":\"Anna "
		      "Berg\",\"line\":2},{\"email\":\"b@example.org\"}]}}",
		"{\"error\":\"none\",\"done\":false,\"new\":2,\"changed\":0,\"same\":0,\"cancelled\":0,"
		"\"unmatched\":0,\"left\":0,\"rows\":[{\"line\":0,\"what\":\"new\",\"name\":\"Anna "
		"Berg\",\"fields\":[]}],\"problemsLeft\":0,\"problems\":[],\"notesLeft\":0,\"notes\":[]}");
	expect_answer("{\"import_sessions\":{\"events\":[{\"uid\":\"1\",\"start\":1795000000000,"
		      "\"attendees\":[{},{\"email\":\"b@example.org\"}]}]}}",
		"{\"error\":\"none\",\"done\":true,\"new\":1,\"changed\":0,\"same\":0,\"cancelled\":0,"
		"\"unmatched\":0,\"left\":0,\"rows\":[{\"line\":0,\"what\":\"new\",\"name\":\"b@example.org\","
		"\"fields\":[]}],\"problemsLeft\":0,\"problems\":[],\"notesLeft\":0,\"notes\":[]}");
}

static void what_is_no_request_is_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "x", "{}", "[]", "{\"import_people\":[]}",
		"{\"import_people\":{\"rows\":[1]}}", "{\"import_people\":{\"rows\":[{\"name\":1}]}}",
		"{\"import_people\":{\"rows\":[{\"line\":-1}]}}",
		"{\"import_sessions\":{\"events\":[{\"start\":\"x\"}]}}",
		"{\"import_sessions\":{\"events\":[{\"attendees\":[1]}]}}",
		"{\"import_sessions\":{\"events\":[{\"uid\":\"1\",\"start\":-9223372036854775807}]}}",
		"{\"import_sessions\":{\"events\":[],\"to\":253402300800000}}"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		expect_answer(wrong[i], "{\"error\":\"invalid\"");
	assert_int_equal(atomic_load(&room->counts[MSG_import_people]), 0);
}

static void a_large_import_arrives_whole(void **state)
{
	(void)state;
	struct buf json = {0};
	buf_add(&json, STR("{\"import_people\":{\"rows\":["));
	for (int i = 0; i < 20000; i++)
		buf_printf(&json, "%s{\"name\":\"Person %d\",\"email\":\"person%d@example.org\"}",
			i ? "," : "", i, i);
	buf_add(&json, STR("]}}"));
	buf_byte(&json, 0);
	expect_answer(json.p, "{\"error\":\"none\",\"done\":true,\"new\":20000,");
	buf_free(&json);
}

static void a_second_kiosk_does_not_take_the_socket(void **state)
{
	(void)state;
	char problem[200] = "";
	struct queue *inbox = queue_new(8);
	struct net_options options = {.inbox = inbox, OPTIONS};
	options.admin_path = path;
	assert_null(net_open(&options, problem, sizeof problem));
	assert_true(has(problem, path));
	queue_free(inbox);
	expect_answer("{\"ping\":true}", "{\"error\":\"none\"");
}

static void a_socket_left_behind_is_replaced(void **state)
{
	(void)state;
	char left[80], problem[200] = "";
	snprintf(left, sizeof left, "%s/left", folder);
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	snprintf(name.sun_path, sizeof name.sun_path, "%s", left);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&name, sizeof name), 0);
	close(fd);
	struct queue *inbox = queue_new(8);
	struct net_options options = {.inbox = inbox, OPTIONS};
	options.admin_path = left;
	struct net *net = net_open(&options, problem, sizeof problem);
	assert_non_null(net);
	net_close(net);
	for (struct msg *msg; (msg = queue_pop(inbox));)
		msg_free(msg);
	queue_free(inbox);
	assert_int_equal(access(left, F_OK), -1);
}

static void without_a_kiosk_the_subcommand_says_so(void **state)
{
	(void)state;
	struct buf answer = {0};
	char problem[200] = "";
	assert_false(admin_call("/nowhere/admin", STR("{}"), &answer, problem, sizeof problem));
	assert_true(has(problem, "/nowhere/admin"));
}

/* ---- the mirror ---- */
static int viewer(void)
{
	struct answer a = {0};
	int fd = connect_from("127.0.0.1", net_mirror_port(room->net));
	assert_int_equal(ask_on(fd, net_mirror_port(room->net),
				 (struct http_ask){"GET", "/ws", "", "", NULL, UPGRADE, NULL}, &a),
		101);
	buf_free(&a.body);
	return fd;
}

static void paint(int x, int y, int w, int h, uint32_t pixel)
{
	struct frame_part part = {x, y, w, h, 64, 48, xmalloc((size_t)(w * h) * 4)};
	for (int i = 0; i < w * h; i++)
		part.pixels[i] = pixel;
	net_mirror(room->net, part);
}

static void await_wants_all(void)
{
	while (!net_mirror_wants_all(room->net))
		queue_wait(net_mirror_events(room->net), READ_SECONDS * 1000);
}

static void the_mirror_shows_the_screen_and_takes_touches(void **state)
{
	(void)state;
	static const uint8_t want[] = {2, 0, 3, 0, 4, 0, 5, 0, 64, 0, 48, 0, 0x11, 0x22, 0x33, 255};
	struct buf data = {0};
	assert_false(net_mirror_watched(room->net));
	int fd = viewer();
	await_wants_all();
	assert_true(net_mirror_watched(room->net));
	paint(1, 1, 1, 1, 0); /* means nothing to it yet */
	paint(0, 0, 64, 48, 0x00FFFFFF);
	paint(2, 3, 4, 5, 0x00112233);
	assert_int_equal(read_frame(fd, &data), 0x82);
	assert_int_equal(data.n, 12 + 64 * 48 * 4);
	assert_int_equal(read_frame(fd, &data), 0x82);
	assert_int_equal(data.n, 12 + 4 * 5 * 4);
	assert_memory_equal(data.p, want, sizeof want);
	assert_true(say(fd, "{\"e\":\"down\",\"f\":3,\"x\":10,\"y\":20}"));
	struct event *event;
	while (!(event = queue_pop(net_mirror_events(room->net))))
		queue_wait(net_mirror_events(room->net), READ_SECONDS * 1000);
	assert_int_equal(event->kind, EVENT_DOWN);
	assert_int_equal(event->finger, 3);
	assert_int_equal(event->x, 10);
	assert_int_equal(event->y, 20);
	free(event);
	assert_true(say(fd, "{\"e\":\"explode\"}"));
	assert_int_equal(close_code(fd), 1008);
	buf_free(&data);
}

static void a_page_that_cannot_keep_up_gets_the_whole_screen_later(void **state)
{
	(void)state;
	struct buf data = {0};
	int fd = viewer();
	await_wants_all();
	for (int i = 0; i < 10000; i++) { /* 120 MB if all were kept */
		paint(0, 0, 64, 48, (uint32_t)i);
		if (net_mirror_wants_all(room->net))
			break;
	}
	paint(0, 0, 64, 48, 0x00ABCDEF);
	do {
		if (net_mirror_wants_all(room->net))
			paint(0, 0, 64, 48, 0x00ABCDEF);
		assert_int_equal(read_frame(fd, &data), 0x82);
	} while ((uint8_t)data.p[12] != 0xAB);
	close(fd);
	buf_free(&data);
}

static void events_are_read_strictly(void **state)
{
	(void)state;
	static const struct {
		const char *json;
		enum event_kind kind;
	} rows[] = {
		{"{\"e\":\"move\",\"f\":0,\"x\":-5,\"y\":7}", EVENT_MOVE},
		{"{\"e\":\"up\",\"f\":0,\"x\":0,\"y\":0}", EVENT_UP},
		{"{\"e\":\"cancel\",\"f\":0,\"x\":0,\"y\":0}", EVENT_CANCEL},
		{"{\"e\":\"wheel\",\"x\":0,\"y\":-96}", EVENT_WHEEL},
		{"{\"e\":\"key\",\"key\":\"Enter\",\"shift\":true}", EVENT_KEY},
		{"{\"e\":\"key\",\"key\":\"F7\"}", EVENT_KEY},
		{"{\"e\":\"text\",\"text\":\"\xC3\xA4\"}", EVENT_TEXT},
		{"{\"e\":\"text\",\"text\":\"\"}", EVENT_NONE},
		{"{\"e\":\"text\",\"text\":\"01234567890123456789012345678901\"}", EVENT_NONE},
		{"{\"e\":\"down\",\"x\":1,\"y\":1}", EVENT_NONE},
		{"{\"e\":\"down\",\"f\":1,\"x\":1e3,\"y\":1}", EVENT_NONE},
		{"{\"e\":\"quit\"}", EVENT_NONE},
		{"", EVENT_NONE},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct event event;
		bool good = mirror_read_event(str_from(rows[i].json), 99, &event);
		if (good != (rows[i].kind != EVENT_NONE) ||
			(good && (event.kind != rows[i].kind || event.at != 99)))
			fail_msg("%s", rows[i].json);
	}
}

static void the_mirror_is_for_its_own_page_only(void **state)
{
	(void)state;
	struct answer a = {0};
	uint16_t port = net_mirror_port(room->net);
	assert_int_equal(ask_once(port, (struct http_ask){"GET", "/", "", NULL, NULL, NULL, NULL}, &a), 200);
	assert_true(has(a.head, "Content-Security-Policy: default-src 'none'"));
	assert_int_equal(
		ask_once(port, (struct http_ask){"GET", "/mirror.js", "", NULL, NULL, NULL, NULL}, &a), 200);
	assert_int_equal(
		ask_once(port, (struct http_ask){"GET", "/mirror.css", "", NULL, NULL, NULL, NULL}, &a), 200);
	assert_int_equal(
		ask_once(port, (struct http_ask){"GET", "/n/17", "", NULL, NULL, NULL, NULL}, &a), 404);
	assert_int_equal(
		ask_once(port, (struct http_ask){"GET", "/", "evil.example", NULL, NULL, NULL, NULL}, &a),
		403);
	assert_int_equal(
		ask_once(port, (struct http_ask){"GET", "/ws", "", NULL, NULL, UPGRADE, NULL}, &a), 403);
	assert_int_equal(
		ask_once(port,
			(struct http_ask){"GET", "/ws", "", "http://evil.example", NULL, UPGRADE, NULL}, &a),
		403);
	assert_int_equal(ask_once(net_port(room->net),
				 (struct http_ask){"GET", "/mirror.js", "", NULL, NULL, NULL, NULL}, &a),
		404);
	buf_free(&a.body);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_subcommand_is_answered),
		T(what_is_no_request_is_refused),
		T(a_large_import_arrives_whole),
		T(a_second_kiosk_does_not_take_the_socket),
		T(a_socket_left_behind_is_replaced),
		T(without_a_kiosk_the_subcommand_says_so),
		T(the_mirror_shows_the_screen_and_takes_touches),
		T(a_page_that_cannot_keep_up_gets_the_whole_screen_later),
		T(events_are_read_strictly),
		T(the_mirror_is_for_its_own_page_only),
	};
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
