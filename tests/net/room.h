#pragma once
/* A room for the net's tests: a real net on a free port, a fake core on a thread of its own that knows
 * one code and one note, and clients on blocking sockets. A read that takes READ_SECONDS fails
 * its test instead of hanging; nothing else depends on time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "net/inside.h"
#include "net/token.h"

#define READ_SECONDS 30
#define NOTE 17
#define BOARD 21
#define PERSON 5
#define CODE_TEXT "0123456789ABCDEFGHJKMNPQRS"
#define SHORT_TEXT "H4K7QM"
#define UNUSED __attribute__((unused))

/* ---- the fake core ---- */
struct room {
	struct net *net;
	struct queue *inbox;
	pthread_t core;
	atomic_bool stop;
	atomic_bool silent;      /* answers nothing */
	atomic_bool coordinates; /* the one cookie is the coordinator's */
	atomic_int who_comes_to; /* what whoever says who they are may open; 0: what they named */
	atomic_int counts[MSG_COUNT];
	atomic_uint version;
	uint8_t cookie[TOKEN_BYTES];
	struct hash cookie_hash, code, short_code;
	char big_text; /* not 0: the note is a megabyte of it */
	char url[300]; /* as told */
	void (*_Atomic other)(
		struct room *, const struct msg *); /* takes what this core does not know; may be NULL */
};

UNUSED static void room_send(struct room *room, struct effect *effect)
{
	if (!net_send(room->net, effect))
		effect_free(effect);
}

static void reply(struct room *room, const struct msg *msg, enum err err, ident result)
{
	struct effect *e = effect_new(EFFECT_reply, msg->origin, msg->kind);
	e->u.reply = (struct effect_reply){.err = err, .result = result};
	room_send(room, e);
}

static void joined(struct room *room, const struct msg *msg, bool set_cookie)
{
	struct effect *e = effect_new(EFFECT_joined, msg->origin, msg->kind);
	struct effect_joined *j = &e->u.joined;
	*j = (struct effect_joined){.set_cookie = set_cookie,
		.note = NOTE,
		.me = 5,
		.who_known = true,
		.title = STR("Our \"title\""),
		.count = 1};
	memcpy(j->cookie, room->cookie, sizeof j->cookie);
	j->people = ARENA_ARRAY(&e->mem, struct note_person, 1);
	j->people[0] = (struct note_person){
		.person = 5, .name = STR("Anna B."), .initials = STR("AB"), .colour = 3, .here = true};
	room_send(room, e);
}

static void joined_one(struct room *room, const struct msg *msg, bool board)
{
	if (!board) {
		joined(room, msg, false);
		return;
	}
	struct effect *e = effect_new(EFFECT_joined, msg->origin, msg->kind);
	e->u.joined = (struct effect_joined){.note = BOARD,
		.me = 5,
		.who_known = true,
		.what = OPENED_BOARD,
		.lead = true,
		.title = STR("B")};
	room_send(room, e);
}

static bool same_hash(const struct hash *a, const struct hash *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

UNUSED static void room_people(struct room *room, uint32_t anchor)
{
	struct effect *e = effect_new(EFFECT_note_people, (struct origin){0}, MSG_tick);
	e->u.note_people = (struct effect_note_people){
		.note = NOTE, .version = room->version, .title = STR("T"), .count = 1};
	e->u.note_people.people = ARENA_ARRAY(&e->mem, struct note_person, 1);
	e->u.note_people.people[0] = (struct note_person){.person = 5,
		.name = STR("Anna B."),
		.initials = STR("AB"),
		.conn = 7,
		.cursor = true,
		.anchor = anchor,
		.head = anchor};
	room_send(room, e);
}

static void open_note(struct room *room, const struct msg *msg)
{
	const struct msg_note_open *m = &msg->u.note_open;
	if (!same_hash(&m->cookie, &room->cookie_hash) || m->note != NOTE) {
		reply(room, msg, ERR_signed_out, 0);
		return;
	}
	struct effect *e =
		effect_new(m->has_version ? EFFECT_note_since : EFFECT_note_state, msg->origin, msg->kind);
	if (m->has_version) {
		e->u.note_since =
			(struct effect_note_since){.note = NOTE, .from = room->version, .title = STR("T")};
	} else {
		struct str text = STR("Hello\nworld");
		if (room->big_text) {
			text.n = 1024 * 1024;
			char *big = arena_alloc(&e->mem, text.n);
			memset(big, room->big_text, text.n);
			text.p = big;
		}
		e->u.note_state = (struct effect_note_state){
			.note = NOTE, .version = room->version, .text = text, .title = STR("T")};
	}
	room_send(room, e);
	room_people(room, 0);
}

static struct change_set copy_changes(struct arena *mem, const struct change_set *from)
{
	struct change_set c = {
		.sections = ARENA_ARRAY(mem, struct section, from->count), .count = from->count};
	for (uint32_t i = 0; i < from->count; i++) {
		c.sections[i] = from->sections[i];
		c.sections[i].text = arena_str(mem, from->sections[i].text);
	}
	return c;
}

/* One entry for everybody, as the core would after a push. */
UNUSED static void room_entry(struct room *room, struct str client, const struct change_set *changes)
{
	struct effect *e = effect_new(EFFECT_note_entry, (struct origin){0}, MSG_note_push);
	e->u.note_entry = (struct effect_note_entry){.note = NOTE, .version = ++room->version};
	e->u.note_entry.update.client = arena_str(&e->mem, client);
	e->u.note_entry.update.changes = copy_changes(&e->mem, changes);
	room_send(room, e);
}

static void push(struct room *room, const struct msg *msg)
{
	const struct msg_note_push *m = &msg->u.note_push;
	for (uint32_t i = 0; i < m->count; i++)
		room_entry(room, m->client, &m->updates[i].changes);
	struct effect *e = effect_new(EFFECT_note_ack, msg->origin, msg->kind);
	e->u.note_ack = (struct effect_note_ack){.note = NOTE, .push = m->push, .version = room->version};
	room_send(room, e);
}

static void import(struct room *room, const struct msg *msg, uint32_t rows, bool dry_run, struct str text)
{
	struct effect *e = effect_new(EFFECT_import_report, msg->origin, msg->kind);
	e->u.import_report = (struct effect_import_report){.dry_run = dry_run, .added = rows};
	report_row(e, 0, REPORT_NEW, text);
	room_send(room, e);
}

/* Anna's page, and the coordinator's where the test says so. */
static bool is_page(const struct room *room, const struct msg *msg)
{
	ident subject = msg->u.device_hello.note;
	return subject == PERSON || (subject == COORDINATOR && room->coordinates);
}

static void joined_page(struct room *room, const struct msg *msg)
{
	struct effect *e = effect_new(EFFECT_joined, msg->origin, msg->kind);
	e->u.joined = (struct effect_joined){.what = OPENED_PAGE,
		.note = msg->u.device_hello.note,
		.who_known = true,
		.title = STR("Anna \"B\"")};
	room_send(room, e);
}

static void core_take(struct room *room, const struct msg *msg)
{
	void (*take_other)(struct room *, const struct msg *);
	switch ((int)msg->kind) {
	case MSG_code_redeem: {
		const struct hash *want = msg->u.code_redeem.typed ? &room->short_code : &room->code;
		if (same_hash(want, &msg->u.code_redeem.hash))
			joined(room, msg, !msg->u.code_redeem.has_cookie);
		else
			reply(room, msg, ERR_wrong_code, 0);
		return;
	}
	case MSG_device_hello:
		if (same_hash(&msg->u.device_hello.cookie, &room->cookie_hash) && is_page(room, msg))
			joined_page(room, msg);
		else if (same_hash(&msg->u.device_hello.cookie, &room->cookie_hash) &&
			msg->u.device_hello.note != COORDINATOR)
			joined_one(room, msg, msg->u.device_hello.note == BOARD);
		else
			reply(room, msg, ERR_signed_out, 0);
		return;
	case MSG_device_who:
		reply(room, msg, ERR_none, room->who_comes_to ? room->who_comes_to : msg->u.device_who.note);
		return;
	case MSG_note_open:
		open_note(room, msg);
		return;
	case MSG_note_push:
		push(room, msg);
		return;
	case MSG_import_people:
		import(room, msg, msg->u.import_people.count, msg->u.import_people.dry_run,
			msg->u.import_people.count ? msg->u.import_people.rows[0].name : STR(""));
		return;
	case MSG_import_sessions:
		import(room, msg, msg->u.import_sessions.count, msg->u.import_sessions.dry_run,
			msg->u.import_sessions.count ? msg->u.import_sessions.events[0].attendees[1].email
						     : STR(""));
		return;
	default:
		take_other = atomic_load(&room->other);
		if (take_other)
			take_other(room, msg);
		return;
	}
}

static void *core_run(void *user)
{
	struct room *room = user;
	while (!atomic_load(&room->stop)) {
		queue_wait(room->inbox, -1);
		for (struct msg *msg; (msg = queue_pop(room->inbox));) {
			if (msg->kind == MSG_addresses)
				snprintf(room->url, sizeof room->url, "%.*s", STR_FMT(msg->u.addresses.url));
			if (!atomic_load(&room->silent))
				core_take(room, msg);
			atomic_fetch_add(&room->counts[msg->kind], 1);
			msg_free(msg);
		}
	}
	return NULL;
}

/* Waits until the core has seen so many of them: no time limit but the reader's patience. */
UNUSED static void room_await(struct room *room, enum msg_kind kind, int count)
{
	for (int i = 0; i < READ_SECONDS * 200; i++) {
		if (atomic_load(&room->counts[kind]) >= count)
			return;
		poll(NULL, 0, 5);
	}
	fail_msg("%d of %d %s", atomic_load(&room->counts[kind]), count, msg_name(kind));
}

/* So many of them and no more: an answer is heard a moment before the message is counted. */
UNUSED static void room_saw(struct room *room, enum msg_kind kind, int count)
{
	room_await(room, kind, count);
	assert_int_equal(atomic_load(&room->counts[kind]), count);
}

static struct room *room_new_with(struct net_options options)
{
	char problem[256] = "";
	struct room *room = xcalloc(1, sizeof *room);
	log_open(LOG_ERROR, false);
	assert_true(token_read(STR("00000000000000000000C00K1E"), room->cookie));
	token_hash(room->cookie, &room->cookie_hash);
	uint8_t token[TOKEN_BYTES];
	assert_true(token_read(STR(CODE_TEXT), token));
	token_hash(token, &room->code);
	short_hash(SHORT_TEXT, &room->short_code);
	options.inbox = room->inbox = queue_new(4096);
	room->net = net_open(&options, problem, sizeof problem);
	if (!room->net)
		fail_msg("%s", problem);
	assert_int_equal(pthread_create(&room->core, NULL, core_run, room), 0);
	return room;
}

#define OPTIONS .bind = "", .host = "", .pages = "", .admin_path = "", .mirror = ""

UNUSED static struct room *room_new(void)
{
	return room_new_with((struct net_options){OPTIONS});
}

static void room_free(struct room *room)
{
	net_close(room->net);
	atomic_store(&room->stop, true);
	queue_wake(room->inbox);
	pthread_join(room->core, NULL);
	for (struct msg *msg; (msg = queue_pop(room->inbox));)
		msg_free(msg);
	queue_free(room->inbox);
	free(room);
}

/* ---- clients ---- */
static int connect_from(const char *from, uint16_t port)
{
	struct sockaddr_in own = {.sin_family = AF_INET},
			   to = {.sin_family = AF_INET, .sin_port = htons(port)};
	struct timeval patience = {.tv_sec = READ_SECONDS};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(fd >= 0);
	assert_int_equal(inet_pton(AF_INET, from, &own.sin_addr), 1);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&own, sizeof own), 0);
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

static bool put(int fd, struct str s)
{
	while (s.n) {
		ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);
		if (n <= 0)
			return false;
		s = str_sub(s, (size_t)n, s.n);
	}
	return true;
}

/* Exactly n bytes; false at the end of the connection. */
static bool get(int fd, void *out, size_t n)
{
	char *at = out;
	while (n) {
		ssize_t got = recv(fd, at, n, 0);
		if (got < 0 && errno == EAGAIN)
			fail_msg("no answer in %d s", READ_SECONDS);
		if (got <= 0)
			return false;
		at += got;
		n -= (size_t)got;
	}
	return true;
}

/* Whether the other side has closed; what comes before is thrown away. */
UNUSED static bool closed(int fd)
{
	char waste[4096];
	ssize_t n;
	while ((n = recv(fd, waste, sizeof waste, 0)) > 0)
		;
	return n == 0 || errno == ECONNRESET;
}

struct answer {
	int status; /* 0: closed without one */
	char head[8192];
	struct buf body;
};

/* One answer, by its Content-Length. */
static void read_answer(int fd, struct answer *a)
{
	size_t n = 0, length = 0;
	a->status = 0;
	a->body.n = 0;
	while (n < 4 || memcmp(a->head + n - 4, "\r\n\r\n", 4) != 0) {
		assert_true(n < sizeof a->head - 1);
		if (!get(fd, a->head + n, 1))
			return;
		a->head[++n] = 0;
	}
	a->status = atoi(a->head + 9);
	const char *at = strcasestr(a->head, "\r\nContent-Length:");
	if (at)
		length = (size_t)atol(at + 17);
	if (a->status == 304 || a->status == 101)
		length = 0;
	buf_reserve(&a->body, length + 1);
	assert_true(get(fd, a->body.p, length));
	a->body.n = length;
	a->body.p[length] = 0;
}

struct http_ask { /* a request; what is NULL is left out, "" Host and Origin mean the right ones */
	const char *method, *path, *host, *origin, *cookie, *more, *body;
};

static void write_ask(struct buf *out, uint16_t port, const struct http_ask *ask)
{
	buf_printf(out, "%s %s HTTP/1.1\r\n", ask->method, ask->path);
	if (ask->host && !*ask->host)
		buf_printf(out, "Host: 127.0.0.1:%u\r\n", port);
	else if (ask->host)
		buf_printf(out, "Host: %s\r\n", ask->host);
	if (ask->origin && !*ask->origin)
		buf_printf(out, "Origin: http://127.0.0.1:%u\r\n", port);
	else if (ask->origin)
		buf_printf(out, "Origin: %s\r\n", ask->origin);
	if (ask->cookie)
		buf_printf(out, "Cookie: tandem=%s\r\n", ask->cookie);
	if (ask->more)
		buf_add(out, str_from(ask->more));
	if (ask->body)
		buf_printf(out, "Content-Length: %zu\r\n", strlen(ask->body));
	buf_printf(out, "\r\n%s", ask->body ? ask->body : "");
}

static int ask_on(int fd, uint16_t port, struct http_ask ask, struct answer *a)
{
	struct buf text = {0};
	write_ask(&text, port, &ask);
	assert_true(put(fd, buf_str(&text)));
	buf_free(&text);
	read_answer(fd, a);
	return a->status;
}

UNUSED static int ask_once(uint16_t port, struct http_ask ask, struct answer *a)
{
	int fd = connect_from("127.0.0.1", port);
	int status = ask_on(fd, port, ask, a);
	close(fd);
	return status;
}

UNUSED static int post_json(
	uint16_t port, const char *path, const char *cookie, const char *body, struct answer *a)
{
	return ask_once(port, (struct http_ask){"POST", path, "", "", cookie, NULL, body}, a);
}

#define COOKIE "00000000000000000000C00K1E"
#define has(buf_or_text, part) (strstr((buf_or_text), (part)) != NULL)

/* The ticket in an answer to code or hello. */
UNUSED static void ticket_of(const struct answer *a, char out[TOKEN_CHARS + 1])
{
	const char *at = strstr(a->body.p, "\"ticket\":\"");
	assert_non_null(at);
	snprintf(out, TOKEN_CHARS + 1, "%s", at + 10);
}

/* ---- WebSocket clients ---- */
#define UPGRADE                                                                                              \
	"Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"             \
	"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"

UNUSED static int websocket_from(const char *from, uint16_t port, const char *cookie)
{
	struct answer a = {0};
	int fd = connect_from(from, port);
	int status = ask_on(fd, port, (struct http_ask){"GET", "/ws", "", "", cookie, UPGRADE, NULL}, &a);
	assert_int_equal(status, 101);
	assert_true(has(a.head, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
	buf_free(&a.body);
	return fd;
}

/* Any frame, masked as a client must. */
UNUSED static void add_frame(struct buf *out, int first_byte, struct str payload)
{
	static const char mask[4] = {0x12, 0x34, 0x56, 0x78};
	buf_byte(out, (char)first_byte);
	if (payload.n < 126) {
		buf_byte(out, (char)(0x80 | payload.n));
	} else if (payload.n <= UINT16_MAX) {
		buf_byte(out, (char)(0x80 | 126));
		buf_byte(out, (char)(payload.n >> 8));
		buf_byte(out, (char)payload.n);
	} else {
		buf_byte(out, (char)(0x80 | 127));
		for (int i = 7; i >= 0; i--)
			buf_byte(out, (char)((uint64_t)payload.n >> 8 * i));
	}
	buf_add(out, (struct str){mask, 4});
	for (size_t i = 0; i < payload.n; i++)
		buf_byte(out, (char)(payload.p[i] ^ mask[i & 3]));
}

UNUSED static bool say(int fd, const char *json)
{
	struct buf out = {0};
	add_frame(&out, 0x81, str_from(json));
	bool good = put(fd, buf_str(&out));
	buf_free(&out);
	return good;
}

/* The next frame; its first byte, or -1 at the end. The payload is ended by NUL. */
UNUSED static int read_frame(int fd, struct buf *payload)
{
	uint8_t head[2], longer[8];
	if (!get(fd, head, 2))
		return -1;
	uint64_t n = head[1];
	size_t more = n == 126 ? 2 : n == 127 ? 8 : 0;
	assert_true(n <= 127); /* a server does not mask */
	if (more) {
		assert_true(get(fd, longer, more));
		n = 0;
		for (size_t i = 0; i < more; i++)
			n = n << 8 | longer[i];
	}
	payload->n = 0;
	buf_reserve(payload, n + 1);
	if (!get(fd, payload->p, n))
		return -1;
	payload->n = n;
	payload->p[n] = 0;
	return head[0];
}

/* The next text message of this type; others are skipped. False: the connection ended. */
UNUSED static bool hear(int fd, const char *type, struct buf *out)
{
	char want[32];
	snprintf(want, sizeof want, "{\"t\":\"%s\"", type);
	for (int first; (first = read_frame(fd, out)) >= 0;)
		if (first == 0x81 && strncmp(out->p, want, strlen(want)) == 0)
			return true;
	return false;
}

/* The code of the close frame; 0: closed without one. Other messages are skipped. */
UNUSED static int close_code(int fd)
{
	struct buf payload = {0};
	int code = 0;
	for (int first; (first = read_frame(fd, &payload)) >= 0;)
		if (first == 0x88 && payload.n >= 2)
			code = (uint8_t)payload.p[0] << 8 | (uint8_t)payload.p[1];
	buf_free(&payload);
	close(fd);
	return code;
}

UNUSED static void ticket_for(struct room *room, int subject, char ticket[TOKEN_CHARS + 1])
{
	struct answer a = {0};
	char json[32];
	snprintf(json, sizeof json, "{\"note\":%d}", subject);
	assert_int_equal(post_json(net_port(room->net), "/api/hello", COOKIE, json, &a), 200);
	ticket_of(&a, ticket);
	buf_free(&a.body);
}

UNUSED static void new_ticket(struct room *room, char ticket[TOKEN_CHARS + 1])
{
	ticket_for(room, NOTE, ticket);
}

UNUSED static bool say_open(int fd, const char *ticket, const char *version)
{
	char json[256];
	snprintf(json, sizeof json,
		"{\"t\":\"open\",\"ticket\":\"%s\",\"note\":17,\"client\":\"abc\",\"version\":%s}", ticket,
		version);
	return say(fd, json);
}

/* A phone that says which version of the note it has, "null" for none. */
UNUSED static int phone_opening(struct room *room, const char *version)
{
	char ticket[TOKEN_CHARS + 1];
	new_ticket(room, ticket);
	int fd = websocket_from("127.0.0.1", net_port(room->net), COOKIE);
	assert_true(say_open(fd, ticket, version));
	return fd;
}

/* With the note open and its text read. */
UNUSED static int phone_on_note(struct room *room)
{
	struct buf text = {0};
	int fd = phone_opening(room, "null");
	assert_true(hear(fd, "doc", &text));
	buf_free(&text);
	return fd;
}

/* Asks for something, and reads what comes until the answer with this number has. */
UNUSED static void ask(int fd, unsigned long id, const char *what, const char *fields, struct buf *text)
{
	struct buf json = {0};
	char about[64];
	snprintf(about, sizeof about, "\"id\":\"%lu\"", id);
	buf_printf(&json, "{\"t\":\"do\",\"id\":\"%lu\",\"what\":\"%s\"%s%s}", id, what, *fields ? "," : "",
		fields);
	buf_byte(&json, 0);
	assert_true(say(fd, json.p));
	do
		assert_int_equal(read_frame(fd, text), 0x81);
	while (!has(text->p, about));
	buf_free(&json);
}
