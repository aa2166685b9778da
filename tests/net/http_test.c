/* HTTP over real sockets: who may come in, the pages, the codes, and what happens past each limit. */
#include "room.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include "net/limits.h"

static struct room *room;
static char folder[] = "/tmp/tandem-pages-XXXXXX";

static void write_page(const char *name, const char *text)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static const char *const page_names[] = {"index.html", "app-3XKQ7ZPA.js", "app-3XKQ7ZPA.js.gz", "note.css",
	".secret.html", "notes.db", "i18n/de.json", "app.3ead553ef8.js"};

static int group_setup(void **state)
{
	(void)state;
	char path[128];
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/i18n", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	for (size_t i = 0; i < sizeof page_names / sizeof *page_names; i++)
		write_page(page_names[i], page_names[i]);
	return 0;
}

static int group_teardown(void **state)
{
	(void)state;
	char path[128];
	for (size_t i = 0; i < sizeof page_names / sizeof *page_names; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, page_names[i]);
		unlink(path);
	}
	snprintf(path, sizeof path, "%s/i18n", folder);
	return rmdir(path) || rmdir(folder);
}

/* What there is to learn: a document in each of two languages. */
static struct arena learn_mem;

static struct net_learn learn(const char *language)
{
	struct doc *doc = doc_new(&learn_mem), *packs = doc_list(&learn_mem, doc, "packs");
	doc_text(&learn_mem, doc, "language", str_from(language));
	for (int i = 0; i < 3; i++)
		doc_number(&learn_mem, packs, NULL, i);
	doc_flag(&learn_mem, doc, "own", false);
	doc_null(&learn_mem, doc_map(&learn_mem, doc, "course"), "day");
	return (struct net_learn){language, doc};
}

static int setup(void **state)
{
	(void)state;
	arena_reset(&learn_mem);
	const struct net_learn learned[] = {learn("en"), learn("de")};
	room = room_new_with((struct net_options){.bind = "",
		.host = "Kiosk.example",
		.pages = folder,
		.admin_path = "",
		.mirror = "",
		.learn = learned,
		.learn_count = 2});
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	room_free(room);
	arena_free(&learn_mem);
	return 0;
}

/* ---- who may come in: the matrix ---- */
enum what { READS, ACTS, LISTENS };
static const struct {
	enum what what;
	const char *host, *origin; /* %u is our port; NULL: left out */
	const char *cookie, *more;
	int status;
} rows[] = {
	{READS, "127.0.0.1:%u", NULL, NULL, NULL, 200},
	{READS, "localhost:%u", NULL, NULL, NULL, 200},
	{READS, "LOCALHOST:%u", NULL, NULL, NULL, 200},
	{READS, "[::1]:%u", NULL, NULL, NULL, 200},
	{READS, "kiosk.example:%u", NULL, NULL, NULL, 200},
	{READS, "KIOSK.EXAMPLE:%u", NULL, NULL, NULL, 200},
	{READS, "127.0.0.1", NULL, NULL, NULL, 403},
	{READS, "127.0.0.1:1", NULL, NULL, NULL, 403},
	{READS, "evil.example:%u", NULL, NULL, NULL, 403},
	{READS, "127.0.0.1.evil.example:%u", NULL, NULL, NULL, 403},
	{READS, "evil.example", NULL, NULL, NULL, 403},
	{READS, "", NULL, NULL, NULL, 403},
	{READS, NULL, NULL, NULL, NULL, 400},
	{READS, "127.0.0.1:%u", "http://evil.example", NULL, NULL, 200},
	{READS, "127.0.0.1:%u", NULL, NULL, "Host: evil.example\r\n", 403},
	{ACTS, "127.0.0.1:%u", "http://127.0.0.1:%u", NULL, NULL, 200},
	{ACTS, "kiosk.example:%u", "http://kiosk.example:%u", NULL, NULL, 200},
	{ACTS, "kiosk.example:%u", "http://KIOSK.example:%u", NULL, NULL, 200},
	{ACTS, "127.0.0.1:%u", NULL, NULL, NULL, 200},
	{ACTS, "127.0.0.1:%u", "null", NULL, NULL, 403},
	{ACTS, "127.0.0.1:%u", "http://evil.example", NULL, NULL, 403},
	{ACTS, "127.0.0.1:%u", "https://127.0.0.1:%u", NULL, NULL, 403},
	{ACTS, "127.0.0.1:%u", "http://127.0.0.1", NULL, NULL, 403},
	{ACTS, "127.0.0.1:%u", "http://localhost:%u", NULL, NULL, 403},
	{ACTS, "evil.example:%u", "http://evil.example:%u", NULL, NULL, 403},
	{ACTS, "127.0.0.1:%u", "http://127.0.0.1:%u", NULL, "Origin: http://evil.example\r\n", 403},
	{ACTS, "127.0.0.1:%u", "http://127.0.0.1:%u", NULL, "Sec-Fetch-Site: same-origin\r\n", 200},
	{ACTS, "127.0.0.1:%u", "http://127.0.0.1:%u", NULL, "Sec-Fetch-Site: cross-site\r\n", 403},
	{ACTS, "127.0.0.1:%u", NULL, NULL, "Sec-Fetch-Site: same-site\r\n", 403},
	{LISTENS, "127.0.0.1:%u", "http://127.0.0.1:%u", COOKIE, UPGRADE, 101},
	{LISTENS, "localhost:%u", "http://localhost:%u", COOKIE, UPGRADE, 101},
	{LISTENS, "127.0.0.1:%u", "http://127.0.0.1:%u", NULL, UPGRADE, 401},
	{LISTENS, "127.0.0.1:%u", "http://127.0.0.1:%u", "not-a-token", UPGRADE, 401},
	{LISTENS, "127.0.0.1:%u", NULL, COOKIE, UPGRADE, 403},
	{LISTENS, "127.0.0.1:%u", "null", COOKIE, UPGRADE, 403},
	{LISTENS, "127.0.0.1:%u", "http://evil.example", COOKIE, UPGRADE, 403},
	{LISTENS, "evil.example:%u", "http://evil.example:%u", COOKIE, UPGRADE, 403},
	{LISTENS, "127.0.0.1:%u", "http://127.0.0.1:%u", COOKIE, "Sec-Fetch-Site: cross-site\r\n" UPGRADE,
		403},
	{LISTENS, "127.0.0.1:%u", "http://127.0.0.1:%u", COOKIE, "Upgrade: websocket\r\n", 426},
	{LISTENS, "127.0.0.1:%u", "http://127.0.0.1:%u", COOKIE,
		"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\n"
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
		426},
};

static void add_line(struct buf *out, const char *name, const char *format)
{
	char value[256];
	if (!format)
		return;
	snprintf(value, sizeof value, format, net_port(room->net));
	buf_printf(out, "%s: %s\r\n", name, value);
}

static void only_who_belongs_comes_in(void **state)
{
	(void)state;
	static const char *const begin[] = {
		"GET / HTTP/1.1\r\n", "POST /api/code HTTP/1.1\r\n", "GET /ws HTTP/1.1\r\n"};
	assert_int_equal(sizeof rows / sizeof *rows, 40);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		static const char body[] = "{\"token\":\"" CODE_TEXT "\"}";
		struct buf text = {0};
		struct answer a = {0};
		buf_add(&text, str_from(begin[rows[i].what]));
		add_line(&text, "Host", rows[i].host);
		add_line(&text, "Origin", rows[i].origin);
		if (rows[i].cookie)
			buf_printf(&text, "Cookie: other=1; tandem=%s\r\n", rows[i].cookie);
		buf_add(&text, str_from(rows[i].more));
		if (rows[i].what == ACTS)
			buf_printf(&text, "Content-Length: %zu\r\n\r\n%s", sizeof body - 1, body);
		else
			buf_add(&text, STR("\r\n"));
		int fd = connect_from("127.0.0.1", net_port(room->net));
		assert_true(put(fd, buf_str(&text)));
		read_answer(fd, &a);
		if (a.status != rows[i].status)
			fail_msg("row %zu: %d %s", i, a.status, a.body.p);
		close(fd);
		buf_free(&text);
		buf_free(&a.body);
	}
}

/* ---- pages ---- */
static int get_page(const char *path, const char *more, struct answer *a)
{
	return ask_once(net_port(room->net), (struct http_ask){"GET", path, "", NULL, NULL, more, NULL}, a);
}

static void pages_come_with_their_headers(void **state)
{
	(void)state;
	struct answer a = {0};
	char policy[64];
	assert_int_equal(get_page("/b/17", NULL, &a), 200);
	assert_string_equal(a.body.p, "index.html");
	assert_int_equal(get_page("/n/17", NULL, &a), 200);
	assert_string_equal(a.body.p, "index.html");
	assert_true(has(a.head, "Content-Type: text/html; charset=utf-8\r\n"));
	assert_true(has(a.head,
		"Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
		"connect-src 'self'"));
	snprintf(policy, sizeof policy, "connect-src 'self' ws://127.0.0.1:%u; ", net_port(room->net));
	assert_true(has(a.head, policy));
	assert_true(has(a.head, "frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n"));
	assert_true(has(a.head, "Referrer-Policy: no-referrer\r\n"));
	assert_true(has(a.head, "X-Content-Type-Options: nosniff\r\n"));
	assert_true(has(a.head, "Cache-Control: no-cache\r\n"));
	assert_false(has(a.head, "unsafe"));
	assert_int_equal(get_page("/app-3XKQ7ZPA.js", "Accept-Encoding: br, gzip\r\n", &a), 200);
	assert_string_equal(a.body.p, "app-3XKQ7ZPA.js.gz");
	assert_true(has(a.head, "Content-Encoding: gzip\r\n"));
	assert_true(has(a.head, "immutable\r\n"));
	assert_int_equal(get_page("/app-3XKQ7ZPA.js", NULL, &a), 200);
	assert_string_equal(a.body.p, "app-3XKQ7ZPA.js");
	assert_false(has(a.head, "Content-Encoding"));
	assert_int_equal(get_page("/app.3ead553ef8.js", NULL, &a), 200);
	assert_true(has(a.head, "immutable\r\n"));
	assert_int_equal(get_page("/i18n/de.json", NULL, &a), 200);
	assert_string_equal(a.body.p, "i18n/de.json");
	assert_true(has(a.head, "no-cache\r\n"));
	buf_free(&a.body);
}

static void every_place_is_the_same_page(void **state)
{
	(void)state;
	static const char *const places[] = {"/", "/n/17", "/b/17", "/p/5", "/coordinator",
		"/coordinator/people", "/learn", "/learn/leading", "/privacy"};
	struct answer a = {0};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		assert_int_equal(get_page(places[i], NULL, &a), 200);
		assert_string_equal(a.body.p, "index.html");
	}
	buf_free(&a.body);
}

static void whoever_walks_by_may_learn(void **state)
{
	(void)state;
	struct answer a = {0};
	char etag[64], more[128];
	assert_int_equal(get_page("/api/learn/de", NULL, &a), 200);
	assert_string_equal(
		a.body.p, "{\"packs\":[0,1,2],\"language\":\"de\",\"own\":false,\"course\":{\"day\":null}}");
	assert_true(has(a.head, "Content-Type: application/json; charset=utf-8\r\n"));
	snprintf(etag, sizeof etag, "%.18s", strstr(a.head, "ETag: ") + 6);
	snprintf(more, sizeof more, "If-None-Match: %s\r\n", etag);
	assert_int_equal(get_page("/api/learn/de", more, &a), 304);
	assert_int_equal(get_page("/api/learn/fr", NULL, &a), 200);
	assert_true(has(a.body.p, "\"language\":\"en\""));
	assert_int_equal(get_page("/api/learn/de", "Accept-Encoding: gzip\r\n", &a), 200);
	assert_true(has(a.head, "Content-Encoding: gzip\r\n"));
	assert_memory_equal(a.body.p, "\x1F\x8B", 2);
	buf_free(&a.body);
}

static void an_unchanged_page_is_not_sent_again(void **state)
{
	(void)state;
	struct answer a = {0};
	char etag[64], more[128];
	assert_int_equal(get_page("/note.css", NULL, &a), 200);
	const char *at = strstr(a.head, "ETag: ");
	assert_non_null(at);
	snprintf(etag, sizeof etag, "%.18s", at + 6);
	snprintf(more, sizeof more, "If-None-Match: %s\r\n", etag);
	assert_int_equal(get_page("/note.css", more, &a), 304);
	assert_int_equal(get_page("/index.html", more, &a), 200);
	buf_free(&a.body);
}

static void nothing_outside_the_folder_is_served(void **state)
{
	(void)state;
	static const char *const paths[] = {"/../etc/passwd", "/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
		"//etc/passwd", "/.secret.html", "/notes.db", "/app-3XKQ7ZPA.js.gz", "/n/", "/n/x", "/n/17/",
		"/n/-1", "/b/", "/b/x", "/b/17/", "/b", "/index.html%00.js", "/index.html/", "/nothing.js",
		"/i18n", "/i18n/", "/i18n/../note.css", "/de.json", "/n/../index.html", "/api/none", "/p",
		"/p/", "/p/x", "/coordinator/", "/coordinator/a/b", "/coordinator/A", "/learn/", "/learn/..",
		"/privacy/", "/api/learn", "/api/learn/", "/api/learn/a/b", "/INDEX.HTML"};
	struct answer a = {0};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		int status = get_page(paths[i], NULL, &a);
		if (status != 404 && status != 400)
			fail_msg("%s: %d", paths[i], status);
	}
	buf_free(&a.body);
}

static void other_methods_are_refused(void **state)
{
	(void)state;
	struct answer a = {0};
	uint16_t port = net_port(room->net);
	assert_int_equal(
		ask_once(port, (struct http_ask){"PUT", "/api/code", "", "", NULL, NULL, "{}"}, &a), 405);
	assert_int_equal(ask_once(port, (struct http_ask){"DELETE", "/", "", "", NULL, NULL, NULL}, &a), 405);
	assert_int_equal(ask_once(port, (struct http_ask){"GET", "/", "", "", NULL, NULL, "body"}, &a), 400);
	buf_free(&a.body);
}

/* ---- codes ---- */
static void a_code_becomes_a_cookie(void **state)
{
	(void)state;
	struct answer a = {0};
	assert_int_equal(post_json(net_port(room->net), "/api/code", NULL,
				 "{\"token\":\"ol234-56789 abcdefghjkmnpqrs\"}", &a),
		200);
	assert_true(has(a.body.p,
		"{\"note\":17,\"title\":\"Our \\\"title\\\"\",\"me\":5,\"whoKnown\":true,\"readOnly\":false,"
		"\"people\":[{\"id\":5,\"name\":\"Anna "
		"B.\",\"initials\":\"AB\",\"colour\":3,\"here\":true}],\"ticket\":\""));
	assert_true(
		has(a.head, "Set-Cookie: tandem=" COOKIE "; HttpOnly; SameSite=Strict; Path=/; Max-Age="));
	assert_true(has(a.head, "Cache-Control: no-store\r\n"));
	assert_int_equal(
		post_json(net_port(room->net), "/api/code", COOKIE, "{\"token\":\"" CODE_TEXT "\"}", &a),
		200);
	assert_false(has(a.head, "Set-Cookie"));
	assert_int_equal(
		post_json(net_port(room->net), "/api/code", NULL, "{\"short\":\"h4k-7qm\"}", &a), 200);
	buf_free(&a.body);
}

static void wrong_codes_all_look_alike(void **state)
{
	(void)state;
	static const char *const wrong[] = {"{\"token\":\"0123456789ABCDEFGHJKMNPQRT\"}", "{\"token\":\"\"}",
		"{\"token\":\"x\"}", "{\"short\":\"AAAAAA\"}", "{\"short\":\"\"}", "{\"short\":\"H4K7QU\"}",
		"{}"};
	struct answer a = {0};
	char first[256] = "";
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(post_json(net_port(room->net), "/api/code", NULL, wrong[i], &a), 404);
		if (i)
			assert_string_equal(a.body.p, first);
		snprintf(first, sizeof first, "%s", a.body.p);
		assert_false(has(a.head, "Set-Cookie"));
	}
	assert_true(has(first, "{\"error\":\"wrong_code\",\"text\":\""));
	buf_free(&a.body);
}

static void an_eleventh_typed_code_is_not_looked_at(void **state)
{
	(void)state;
	struct answer a = {0};
	uint16_t port = net_port(room->net);
	for (int i = 0; i < TRIES_PER_ADDRESS; i++)
		assert_int_equal(post_json(port, "/api/code", NULL, "{\"short\":\"AAAAAA\"}", &a), 404);
	assert_int_equal(post_json(port, "/api/code", NULL, "{\"short\":\"" SHORT_TEXT "\"}", &a), 429);
	assert_true(has(a.body.p, "too_many_tries"));
	assert_int_equal(post_json(port, "/api/code", NULL, "{\"token\":\"" CODE_TEXT "\"}", &a),
		200); /* scanning still works */
	buf_free(&a.body);
}

static void a_cookie_says_hello_and_who_it_is(void **state)
{
	(void)state;
	struct answer a = {0};
	uint16_t port = net_port(room->net);
	assert_int_equal(post_json(port, "/api/hello", COOKIE, "{\"note\":17}", &a), 200);
	assert_int_equal(post_json(port, "/api/hello", NULL, "{\"note\":17}", &a), 401);
	assert_int_equal(
		post_json(port, "/api/hello", "00000000000000000000000000", "{\"note\":17}", &a), 401);
	assert_true(has(a.body.p, "signed_out"));
	assert_int_equal(post_json(port, "/api/who", COOKIE, "{\"note\":17,\"person\":5}", &a), 200);
	assert_string_equal(a.body.p, "{\"me\":5,\"name\":\"Anna B.\"}");
	assert_int_equal(
		post_json(port, "/api/who", COOKIE, "{\"note\":17,\"guest\":\" Zo\xC3\xAB \"}", &a), 200);
	assert_int_equal(post_json(port, "/api/who", NULL, "{\"note\":17,\"person\":5}", &a), 401);
	buf_free(&a.body);
}

static void bad_requests_are_told_so(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "{", "[]", "null", "{\"note\":\"17\"}", "{\"note\":1.5}",
		"{\"note\":-1}", "{\"note\":17,\"note\":17}", "{\"note\":99999999999999999999}",
		"{\"x\":\"\xFF\"}", "{\"x\":\"\\ud800\"}", "{\"note\":17}x"};
	static const char *const wrong_who[] = {"{\"note\":17}", "{\"note\":17,\"person\":5,\"guest\":\"x\"}",
		"{\"note\":17,\"guest\":\"  \"}", "{\"note\":0,\"person\":5}", "{\"note\":17,\"person\":0}"};
	struct answer a = {0};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (post_json(net_port(room->net), "/api/hello", COOKIE, wrong[i], &a) != 400)
			fail_msg("%s: %d", wrong[i], a.status);
	for (size_t i = 0; i < sizeof wrong_who / sizeof *wrong_who; i++)
		if (post_json(net_port(room->net), "/api/who", COOKIE, wrong_who[i], &a) != 400)
			fail_msg("%s: %d", wrong_who[i], a.status);
	assert_int_equal(atomic_load(&room->counts[MSG_device_hello]), 0);
	buf_free(&a.body);
}

/* ---- limits ---- */
static void a_header_over_the_limit_is_refused(void **state)
{
	(void)state;
	struct answer a = {0};
	char *more = xcalloc(1, 40000);
	for (int size = 0; size < 3; size++) {
		static const int bytes[] = {7000, 9000, 30000};
		snprintf(more, 40000, "X-Long: %0*d\r\n", bytes[size], 0);
		int status = ask_once(
			net_port(room->net), (struct http_ask){"GET", "/", "", NULL, NULL, more, NULL}, &a);
		assert_true(size == 0 ? status == 200 : status == 431 || status == 413);
	}
	free(more);
	buf_free(&a.body);
}

static void a_body_over_the_limit_is_refused_before_it_is_sent(void **state)
{
	(void)state;
	struct answer a = {0};
	char more[64];
	for (size_t extra = 0; extra < 2; extra++) {
		snprintf(more, sizeof more, "Content-Length: %zu\r\n", BODY_BYTES_MAX + extra);
		int fd = connect_from("127.0.0.1", net_port(room->net));
		struct buf text = {0};
		struct http_ask ask = {"POST", "/api/hello", "", "", COOKIE, more, NULL};
		write_ask(&text, net_port(room->net), &ask);
		if (!extra) { /* exactly the limit is read, and is no JSON */
			for (size_t i = 0; i < BODY_BYTES_MAX; i++)
				buf_byte(&text, ' ');
		}
		assert_true(put(fd, buf_str(&text)));
		read_answer(fd, &a);
		assert_int_equal(a.status, extra ? 413 : 400);
		close(fd);
		buf_free(&text);
	}
	snprintf(more, sizeof more, "Transfer-Encoding: chunked\r\n");
	assert_int_equal(ask_once(net_port(room->net),
				 (struct http_ask){"POST", "/api/hello", "", "", COOKIE, more, NULL}, &a),
		411);
	buf_free(&a.body);
}

static void one_address_has_so_many_sockets(void **state)
{
	(void)state;
	int fds[SOCKETS_PER_ADDRESS_MAX];
	struct answer a = {0};
	uint16_t port = net_port(room->net);
	for (int i = 0; i < SOCKETS_PER_ADDRESS_MAX; i++) {
		fds[i] = connect_from("127.0.0.2", port);
		assert_int_equal(
			ask_on(fds[i], port, (struct http_ask){"GET", "/", "", NULL, NULL, NULL, NULL}, &a),
			200);
	}
	int over = connect_from("127.0.0.2", port);
	put(over, STR("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")); /* may find it closed already */
	read_answer(over, &a);
	assert_int_equal(a.status, 0);
	assert_true(closed(over));
	close(over);
	int other = connect_from("127.0.0.3", port);
	assert_int_equal(
		ask_on(other, port, (struct http_ask){"GET", "/", "", NULL, NULL, NULL, NULL}, &a), 200);
	close(other);
	for (int i = 0; i < SOCKETS_PER_ADDRESS_MAX; i++)
		close(fds[i]);
	buf_free(&a.body);
}

static void past_all_sockets_a_phone_waits_until_one_is_free(void **state)
{
	(void)state;
	static int fds[SOCKETS_MAX];
	struct answer a = {0};
	struct rlimit files = {4096, 4096};
	uint16_t port = net_port(room->net);
	char from[32];
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &files), 0);
	for (int i = 0; i < SOCKETS_MAX; i++) {
		snprintf(from, sizeof from, "127.0.3.%d", 1 + i / SOCKETS_PER_ADDRESS_MAX);
		fds[i] = connect_from(from, port);
		assert_int_equal(
			ask_on(fds[i], port, (struct http_ask){"GET", "/", "", NULL, NULL, NULL, NULL}, &a),
			200);
	}
	int over = connect_from("127.0.4.1", port);
	struct buf text = {0};
	write_ask(&text, port, &(struct http_ask){"GET", "/", "", NULL, NULL, NULL, NULL});
	assert_true(put(over, buf_str(&text)));
	for (int i = 0; i < 20; i++)
		assert_int_equal(
			ask_on(fds[0], port, (struct http_ask){"GET", "/", "", NULL, NULL, NULL, NULL}, &a),
			200);
	char c;
	assert_int_equal(recv(over, &c, 1, MSG_DONTWAIT), -1);
	close(fds[1]);
	read_answer(over, &a);
	assert_int_equal(a.status, 200);
	close(over);
	for (int i = 0; i < SOCKETS_MAX; i++)
		if (i != 1)
			close(fds[i]);
	buf_free(&text);
	buf_free(&a.body);
}

/* 300 connections that send a byte of a header now and then, from addresses of their own, while 50 good ones
 * each get all their answers; then every slow one is closed, though it never fell silent. */
#define SLOW 300
#define GOOD 50
static void slow_loris_is_closed_while_others_are_served(void **state)
{
	(void)state;
	static int slow[SLOW];
	int good[GOOD], open = SLOW;
	char from[32];
	struct answer a = {0};
	uint16_t port = net_port(room->net);
	for (int i = 0; i < SLOW; i++) {
		snprintf(from, sizeof from, "127.0.1.%d", 1 + i / (SOCKETS_PER_ADDRESS_MAX - 4));
		slow[i] = connect_from(from, port);
		assert_true(put(slow[i], STR("GET / HTTP/1.1\r\nHost: ")));
	}
	for (int i = 0; i < GOOD; i++)
		good[i] = connect_from("127.0.2.1", port);
	for (int round = 0; round < 20; round++)
		for (int i = 0; i < GOOD; i++)
			assert_int_equal(ask_on(good[i], port,
						 (struct http_ask){"POST", "/api/hello", "", "", COOKIE, NULL,
							 "{\"note\":17}"},
						 &a),
				200);
	for (int i = 0; i < GOOD; i++)
		close(good[i]);
	for (int round = 0; open && round < READ_SECONDS * 10; round++) {
		poll(NULL, 0, 100);
		open = 0;
		for (int i = 0; i < SLOW; i++) {
			char c;
			bool gone = !put(slow[i], STR("x")) || recv(slow[i], &c, 1, MSG_DONTWAIT) == 0;
			open += !gone;
		}
	}
	assert_int_equal(open, 0);
	for (int i = 0; i < SLOW; i++)
		close(slow[i]);
	buf_free(&a.body);
}

static void a_core_that_says_nothing_is_busy(void **state)
{
	(void)state;
	struct answer a = {0};
	atomic_store(&room->silent, true);
	assert_int_equal(post_json(net_port(room->net), "/api/hello", COOKIE, "{\"note\":17}", &a), 503);
	assert_true(has(a.body.p, "\"busy\""));
	buf_free(&a.body);
}

static void a_full_inbox_is_busy_at_once(void **state)
{
	(void)state;
	char problem[200];
	struct answer a = {0};
	struct queue *full = queue_new(1);
	struct net *net = net_open(&(struct net_options){.inbox = full, OPTIONS}, problem, sizeof problem);
	assert_non_null(net);
	while (queue_length(full) == 0) /* the addresses take the only place */
		poll(NULL, 0, 1);
	assert_int_equal(post_json(net_port(net), "/api/hello", COOKIE, "{\"note\":17}", &a), 503);
	net_close(net);
	msg_free(queue_pop(full));
	queue_free(full);
	buf_free(&a.body);
}

static void the_configured_host_is_the_address(void **state)
{
	(void)state;
	char want[64];
	room_await(room, MSG_addresses, 1);
	snprintf(want, sizeof want, "HTTP://KIOSK.EXAMPLE:%u/", net_port(room->net));
	assert_string_equal(room->url, want);
}

static void a_port_in_use_stops_the_start_with_a_message(void **state)
{
	(void)state;
	char problem[200] = "";
	struct queue *inbox = queue_new(8);
	struct net_options options = {.inbox = inbox, .port = net_port(room->net), OPTIONS};
	assert_null(net_open(&options, problem, sizeof problem));
	assert_true(has(problem, "cannot listen"));
	options.port = 0;
	options.pages = "/nowhere/at/all";
	assert_null(net_open(&options, problem, sizeof problem));
	assert_true(has(problem, "/nowhere/at/all"));
	options.pages = "";
	options.mirror = "0.0.0.0:0";
	assert_null(net_open(&options, problem, sizeof problem));
	assert_true(has(problem, "127.0.0.1"));
	queue_free(inbox);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(only_who_belongs_comes_in),
		T(pages_come_with_their_headers),
		T(every_place_is_the_same_page),
		T(whoever_walks_by_may_learn),
		T(an_unchanged_page_is_not_sent_again),
		T(nothing_outside_the_folder_is_served),
		T(other_methods_are_refused),
		T(a_code_becomes_a_cookie),
		T(wrong_codes_all_look_alike),
		T(an_eleventh_typed_code_is_not_looked_at),
		T(a_cookie_says_hello_and_who_it_is),
		T(bad_requests_are_told_so),
		T(a_header_over_the_limit_is_refused),
		T(a_body_over_the_limit_is_refused_before_it_is_sent),
		T(one_address_has_so_many_sockets),
		T(past_all_sockets_a_phone_waits_until_one_is_free),
		T(slow_loris_is_closed_while_others_are_served),
		T(a_core_that_says_nothing_is_busy),
		T(a_full_inbox_is_busy_at_once),
		T(the_configured_host_is_the_address),
		T(a_port_in_use_stops_the_start_with_a_message),
	};
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
