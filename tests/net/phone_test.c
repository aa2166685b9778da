/* Phones on a note, over real sockets: what they say and hear, and what happens past each limit. */
#include "room.h"

#include "core/changes.h"
#include "net/limits.h"

static struct room *room;

static int setup(void **state)
{
	(void)state;
	room = room_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	room_free(room);
	return 0;
}

static void a_phone_opens_the_note_and_gets_its_text(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_opening(room, "null");
	assert_int_equal(read_frame(fd, &text), 0x81);
	assert_string_equal(text.p,
		"{\"t\":\"doc\",\"v\":0,\"text\":\"Hello\\nworld\",\"title\":\"T\",\"readOnly\":false}");
	assert_true(hear(fd, "people", &text));
	assert_true(has(text.p,
			    ",\"v\":0,\"title\":\"T\",\"readOnly\":false,\"people\":[{\"id\":5,\"name\":"
			    "\"Anna B.\","
			    "\"initials\":\"AB\",\"colour\":3,\"here\":false,\"conn\":\"7\",\"a\":0,\"h\":0}]"
			    "}") ||
		has(text.p, "\"colour\":0"));
	close(fd);
	room_await(room, MSG_note_leave, 1);
	buf_free(&text);
}

static void a_push_reaches_every_phone_once_and_in_order(void **state)
{
	(void)state;
	struct buf text = {0};
	char json[128], want[128];
	int a = phone_on_note(room), b = phone_on_note(room);
	for (int i = 0; i < 20; i++) {
		snprintf(json, sizeof json,
			"{\"t\":\"push\",\"v\":%d,\"push\":%d,\"updates\":[[5,[2,\"\\u00e4\",\"x\\\"%d\"],[3]"
			"]]}",
			i, i + 1, i);
		assert_true(say(a, json));
	}
	for (int i = 0; i < 20; i++) {
		snprintf(want, sizeof want,
			"{\"t\":\"entry\",\"v\":%d,\"c\":\"abc\",\"ch\":[5,[2,\"\xC3\xA4\",\"x\\\"%d\"],[3]]"
			"}",
			i + 1, i);
		assert_true(hear(b, "entry", &text));
		assert_string_equal(text.p, want);
		assert_true(hear(a, "entry", &text));
		assert_string_equal(text.p, want);
		snprintf(want, sizeof want, "{\"t\":\"ack\",\"push\":%d,\"v\":%d}", i + 1, i + 1);
		assert_true(hear(a, "ack", &text));
		assert_string_equal(text.p, want);
	}
	close(a);
	close(b);
	buf_free(&text);
}

static void a_phone_that_comes_back_gets_what_it_missed(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_opening(room, "0");
	assert_int_equal(read_frame(fd, &text), 0x81);
	assert_string_equal(
		text.p, "{\"t\":\"since\",\"from\":0,\"updates\":[],\"title\":\"T\",\"readOnly\":false}");
	close(fd);
	buf_free(&text);
}

static void hi_is_answered_at_once(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_on_note(room);
	atomic_store(&room->silent, true);
	assert_true(say(fd, "{\"t\":\"hi\"}"));
	assert_true(hear(fd, "hi", &text));
	close(fd);
	buf_free(&text);
}

static void a_ticket_opens_one_socket_only(void **state)
{
	(void)state;
	char ticket[TOKEN_CHARS + 1];
	struct buf text = {0};
	new_ticket(room, ticket);
	for (int i = 0; i < 2; i++) {
		int fd = websocket_from("127.0.0.1", net_port(room->net), COOKIE);
		assert_true(say_open(fd, ticket, "null"));
		assert_int_equal(read_frame(fd, &text), 0x81);
		assert_int_equal(
			strncmp(text.p, i ? "{\"t\":\"end\",\"error\":\"signed_out\"" : "{\"t\":\"doc\"",
				i ? 29 : 10),
			0);
		assert_int_equal(i ? close_code(fd) : 1000, 1000);
		if (!i)
			close(fd);
	}
	buf_free(&text);
}

static void a_ticket_is_bound_to_its_cookie(void **state)
{
	(void)state;
	char ticket[TOKEN_CHARS + 1];
	struct buf text = {0};
	new_ticket(room, ticket);
	int fd = websocket_from("127.0.0.1", net_port(room->net), "0000000000000000000000THER");
	assert_true(say_open(fd, ticket, "null"));
	assert_true(hear(fd, "end", &text));
	assert_int_equal(close_code(fd), 1000);
	assert_int_equal(atomic_load(&room->counts[MSG_note_open]), 0);
	buf_free(&text);
}

static void pushes_that_are_no_change_sets_are_refused_and_the_phone_stays(void **state)
{
	(void)state;
	static const char *const wrong[] = {"[1.5]", "[-1]", "[[1,\"a\\nb\"]]", "[[1,\"a\\rb\"]]", "[[]]",
		"[[1,2]]", "[\"x\"]", "[99999999999999999999]", "[4294967296]", "{}", "null", "[true]",
		"[[\"1\"]]"};
	struct buf text = {0};
	char json[128];
	int fd = phone_on_note(room);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		snprintf(json, sizeof json, "{\"t\":\"push\",\"v\":0,\"push\":%zu,\"updates\":[%s]}", i + 1,
			wrong[i]);
		assert_true(say(fd, json));
		if (strstr(wrong[i], "99999999999")) { /* not a number of JSON that fits: no JSON to us */
			assert_int_equal(close_code(fd), 1008);
			fd = phone_on_note(room);
			continue;
		}
		assert_true(hear(fd, "no", &text));
		snprintf(json, sizeof json, "{\"t\":\"no\",\"push\":%zu,\"error\":\"invalid\"", i + 1);
		assert_true(has(text.p, json));
	}
	assert_true(say(fd, "{\"t\":\"push\",\"v\":0,\"push\":99,\"updates\":[[[0,\"x\"]]]}"));
	assert_true(hear(fd, "ack", &text));
	room_saw(room, MSG_note_push, 1);
	close(fd);
	buf_free(&text);
}

static void more_updates_than_the_limit_are_refused(void **state)
{
	(void)state;
	struct buf json = {0}, text = {0};
	int fd = phone_on_note(room);
	for (int extra = 0; extra < 2; extra++) {
		json.n = 0;
		buf_add(&json, STR("{\"t\":\"push\",\"v\":0,\"push\":1,\"updates\":["));
		for (int i = 0; i < UPDATES_MAX + extra; i++)
			buf_add(&json, i ? STR(",[1]") : STR("[1]"));
		buf_add(&json, STR("]}"));
		buf_byte(&json, 0);
		assert_true(say(fd, json.p));
		assert_true(hear(fd, extra ? "no" : "ack", &text));
	}
	assert_true(has(text.p, "too_long"));
	close(fd);
	buf_free(&json);
	buf_free(&text);
}

/* ---- what no page of ours sends ---- */
static void bad_messages_close_the_socket(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", "x", "[]", "{}", "{\"t\":1}", "{\"t\":\"nothing\"}",
		"{\"t\":\"hi\",\"t\":\"hi\"}", "{\"t\":\"push\"}",
		"{\"t\":\"push\",\"v\":0,\"push\":0,\"updates\":[[1]]}",
		"{\"t\":\"push\",\"v\":0,\"push\":1,\"updates\":[]}",
		"{\"t\":\"push\",\"v\":-1,\"push\":1,\"updates\":[[1]]}",
		"{\"t\":\"cursor\",\"v\":0,\"a\":0.5,\"h\":0}", "{\"t\":\"cursor\",\"v\":0,\"a\":-1,\"h\":0}",
		"{\"t\":\"hi\",\"x\":\"\\ud800\"}",
		"{\"t\":\"open\",\"ticket\":\"\",\"note\":17,\"client\":\"abc\",\"version\":null}"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int fd = phone_on_note(room);
		assert_true(say(fd, wrong[i]));
		int code = close_code(fd);
		if (code != 1008)
			fail_msg("%s: %d", wrong[i], code);
	}
	room_await(room, MSG_note_leave, (int)(sizeof wrong / sizeof *wrong));
}

static void nothing_is_taken_before_the_note_is_open(void **state)
{
	(void)state;
	static const char *const early[] = {"{\"t\":\"hi\"}",
		"{\"t\":\"push\",\"v\":0,\"push\":1,\"updates\":[[1]]}", "{\"t\":\"open\"}",
		"{\"t\":\"open\",\"ticket\":\"x\",\"note\":0,\"client\":\"a\"}",
		"{\"t\":\"open\",\"ticket\":\"x\",\"note\":1,\"client\":\"12345678901234567890123456789012345678901\"}"};
	for (size_t i = 0; i < sizeof early / sizeof *early; i++) {
		int fd = websocket_from("127.0.0.1", net_port(room->net), COOKIE);
		assert_true(say(fd, early[i]));
		assert_int_equal(close_code(fd), 1008);
	}
	assert_int_equal(atomic_load(&room->counts[MSG_note_push]), 0);
	assert_int_equal(atomic_load(&room->counts[MSG_note_leave]), 0);
}

#define RAW(bytes, code)                                                                                     \
	{                                                                                                    \
		{bytes, sizeof bytes - 1}, code                                                              \
	}
static const struct {
	struct str bytes;
	int code;
} bad_frames[] = {
	RAW("\x81\x02hi", 1002),                     /* not masked */
	RAW("\xC1\x80....", 1002),                   /* a reserved bit */
	RAW("\x83\x80....", 1002),                   /* a reserved opcode */
	RAW("\x80\x80....", 1002),                   /* continues nothing */
	RAW("\x09\x80....", 1002),                   /* a ping in parts */
	RAW("\x89\xFE\x00\x7E....", 1002),           /* a ping of 126 */
	RAW("\x81\xFF\x80\0\0\0\0\0\0\0....", 1002), /* a length of 2^63 */
	RAW("\x81\xFE\x00\x01....", 1002),           /* a length not in its shortest form */
	RAW("\x88\x81\0\0\0\0x", 0),                 /* a close with half a code: wslay answers without one */
	RAW("\x88\x82\0\0\0\0\x03\xEE", 1002),       /* a close with 1006 */
	RAW("\x81\x82\0\0\0\0\xC3(", 1007),          /* not UTF-8 */
	RAW("\x82\x82\0\0\0\0hi", 1003),             /* binary */
	RAW("\x01\x81\0\0\0\0x\x81\x81\0\0\0\0y", 1002), /* text begun within text */
};

static void bad_frames_close_the_socket(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad_frames / sizeof *bad_frames; i++) {
		int fd = phone_on_note(room);
		assert_true(put(fd, bad_frames[i].bytes));
		shutdown(fd, SHUT_WR);
		int code = close_code(fd);
		if (code != bad_frames[i].code)
			fail_msg("row %zu: %d", i, code);
	}
	int fd = phone_on_note(room); /* and nobody else has noticed */
	close(fd);
}

static void a_close_is_answered_by_a_close(void **state)
{
	(void)state;
	int fd = phone_on_note(room);
	assert_true(put(fd, (struct str){"\x88\x82\0\0\0\0\x03\xE8", 8}));
	assert_int_equal(close_code(fd), 1000);
	room_await(room, MSG_note_leave, 1);
}

static void a_ping_is_answered(void **state)
{
	(void)state;
	struct buf text = {0}, out = {0};
	int fd = phone_on_note(room), first;
	add_frame(&out, 0x89, STR("abc"));
	assert_true(put(fd, buf_str(&out)));
	while ((first = read_frame(fd, &text)) == 0x81)
		;
	assert_int_equal(first, 0x8A);
	assert_string_equal(text.p, "abc");
	close(fd);
	buf_free(&text);
	buf_free(&out);
}

/* ---- limits ---- */
static void say_spaces(int fd, size_t bytes)
{
	struct buf json = {0};
	buf_add(&json, STR("{\"t\":\"hi\"}"));
	while (json.n < bytes)
		buf_byte(&json, ' ');
	struct buf out = {0};
	add_frame(&out, 0x81, buf_str(&json));
	put(fd, buf_str(&out)); /* may fail: the server is allowed to close early */
	buf_free(&json);
	buf_free(&out);
}

static void a_message_over_the_limit_closes_the_socket(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_on_note(room);
	say_spaces(fd, MESSAGE_BYTES_MAX);
	assert_true(hear(fd, "hi", &text));
	say_spaces(fd, MESSAGE_BYTES_MAX + 1);
	assert_int_equal(close_code(fd), 1009);
	buf_free(&text);
}

static void a_stranger_is_held_to_less(void **state)
{
	(void)state;
	int fd = websocket_from("127.0.0.1", net_port(room->net), COOKIE);
	say_spaces(fd, FIRST_BYTES_MAX); /* is read, and is not an open */
	assert_int_equal(close_code(fd), 1008);
	fd = websocket_from("127.0.0.1", net_port(room->net), COOKIE);
	say_spaces(fd, FIRST_BYTES_MAX + 1);
	assert_int_equal(close_code(fd), 1009);
}

static void say_in_fragments(int fd, int count)
{
	static const char text[] = "{\"t\":\"hi\"}";
	struct buf out = {0};
	for (int i = 0; i < count; i++) {
		bool last = i == count - 1;
		size_t n = last ? sizeof text - 1 : 0; /* empty ones before it */
		add_frame(&out, (last ? 0x80 : 0) | (i ? 0 : 1), (struct str){text, n});
	}
	put(fd, buf_str(&out));
	buf_free(&out);
}

static void a_flood_of_fragments_closes_the_socket(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_on_note(room);
	say_in_fragments(fd, FRAGMENTS_MAX);
	assert_true(hear(fd, "hi", &text));
	say_in_fragments(fd, FRAGMENTS_MAX + 1);
	assert_int_equal(close_code(fd), 1009);
	buf_free(&text);
}

/* 200 messages at once are all answered, but not faster than the rate: the first second's worth and the
 * rest of what was read along come at once, then the socket is left alone until it has earned more. */
static void a_flood_of_messages_is_held_back_and_none_is_lost(void **state)
{
	(void)state;
	struct buf text = {0}, out = {0};
	int fd = phone_on_note(room);
	int64_t before = clock_now().mono;
	for (int i = 0; i < 4 * MESSAGES_PER_SECOND; i++) /* 16 bytes each: 256 to a buffer of wslay's */
		add_frame(&out, 0x81, STR("{\"t\":\"hi\"}          "));
	assert_true(put(fd, buf_str(&out)));
	for (int i = 0; i < 4 * MESSAGES_PER_SECOND; i++)
		assert_true(hear(fd, "hi", &text));
	assert_true(say(fd, "{\"t\":\"hi\"}"));
	assert_true(hear(fd, "hi", &text));
	assert_true(clock_now().mono - before >= 2 * SECOND); /* never faster; slower does not fail */
	close(fd);
	buf_free(&text);
	buf_free(&out);
}

static void a_reader_that_stalls_is_dropped_and_the_others_are_served(void **state)
{
	(void)state;
	struct buf text = {0};
	char *line = xmalloc(10001);
	struct section section = {.text = {line, 10000}};
	struct change_set changes = {&section, 1};
	memset(line, 'x', 10000);
	int stuck = phone_on_note(room), reads = phone_on_note(room);
	int small = 4096;
	assert_int_equal(setsockopt(stuck, SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
	int entries = 0;
	/* What the kernel buffers for it comes before our own megabyte. */
	for (; entries < 4000 && atomic_load(&room->counts[MSG_note_leave]) == 0; entries++) {
		room_entry(room, STR("abc"), &changes);
		assert_true(hear(reads, "entry", &text));
	}
	room_saw(room, MSG_note_leave, 1);
	assert_true((size_t)entries * 10000 > QUEUED_BYTES_MAX);
	assert_true(say(reads, "{\"t\":\"hi\"}"));
	assert_true(hear(reads, "hi", &text));
	assert_true(closed(stuck)); /* reset: no good-bye fits */
	close(stuck);
	close(reads);
	free(line);
	buf_free(&text);
}

static void a_large_note_is_sent_whole_though_it_passes_the_queue_limit(void **state)
{
	(void)state;
	room->big_text = '\n'; /* two characters each as JSON */
	struct buf text = {0};
	int fd = phone_opening(room, "null");
	assert_true(hear(fd, "doc", &text));
	assert_true(text.n > 2 * QUEUED_BYTES_MAX);
	close(fd);
	buf_free(&text);
}

static void of_many_cursors_the_newest_is_told(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_on_note(room), heard = 0;
	for (uint32_t i = 1; i <= 1000; i++)
		room_people(room, i);
	do {
		assert_true(hear(fd, "people", &text));
		heard++;
	} while (!has(text.p, "\"a\":1000,\"h\":1000"));
	assert_true(heard < 500); /* one each would be 1000 */
	close(fd);
	buf_free(&text);
}

static void a_right_that_ends_closes_the_phones_of_that_note(void **state)
{
	(void)state;
	struct buf text = {0};
	int a = phone_on_note(room), b = phone_on_note(room);
	struct effect *e = effect_new(EFFECT_note_ended, (struct origin){0}, MSG_tick);
	e->u.note_ended = (struct effect_note_ended){.note = NOTE + 1, .err = ERR_closed}; /* another's */
	room_send(room, e);
	e = effect_new(EFFECT_note_ended, (struct origin){0}, MSG_tick);
	e->u.note_ended = (struct effect_note_ended){.note = NOTE, .err = ERR_signed_out};
	room_send(room, e);
	for (int i = 0; i < 2; i++) {
		assert_true(hear(i ? b : a, "end", &text));
		assert_true(has(text.p, "signed_out"));
		assert_int_equal(close_code(i ? b : a), 1000);
	}
	room_await(room, MSG_note_leave, 2);
	buf_free(&text);
}

static void an_entry_out_of_order_makes_the_phone_start_again(void **state)
{
	(void)state;
	struct section keep = {.old_units = 11, .keep = true};
	int fd = phone_on_note(room);
	room->version++; /* one is skipped */
	room_entry(room, STR("abc"), &(struct change_set){&keep, 1});
	assert_int_equal(close_code(fd), 1011);
}

static void when_the_net_stops_phones_are_told(void **state)
{
	(void)state;
	struct room *own = room_new();
	int fd = phone_on_note(own);
	room_free(own);
	assert_int_equal(close_code(fd), 1001);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_phone_opens_the_note_and_gets_its_text),
		T(a_push_reaches_every_phone_once_and_in_order),
		T(a_phone_that_comes_back_gets_what_it_missed),
		T(hi_is_answered_at_once),
		T(a_ticket_opens_one_socket_only),
		T(a_ticket_is_bound_to_its_cookie),
		T(pushes_that_are_no_change_sets_are_refused_and_the_phone_stays),
		T(more_updates_than_the_limit_are_refused),
		T(bad_messages_close_the_socket),
		T(nothing_is_taken_before_the_note_is_open),
		T(bad_frames_close_the_socket),
		T(a_close_is_answered_by_a_close),
		T(a_ping_is_answered),
		T(a_message_over_the_limit_closes_the_socket),
		T(a_stranger_is_held_to_less),
		T(a_flood_of_fragments_closes_the_socket),
		T(a_flood_of_messages_is_held_back_and_none_is_lost),
		T(a_reader_that_stalls_is_dropped_and_the_others_are_served),
		T(a_large_note_is_sent_whole_though_it_passes_the_queue_limit),
		T(of_many_cursors_the_newest_is_told),
		T(a_right_that_ends_closes_the_phones_of_that_note),
		T(an_entry_out_of_order_makes_the_phone_start_again),
		T(when_the_net_stops_phones_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
