/* Phones on a board, over real sockets: what they ask, what they are told, and that of everything but answers
 * only the newest comes. */
#include "room.h"

#include "net/limits.h"
#include "net/wire_words.h"

static struct room *room;
static const struct moment start = {.wall = 1000000, .mono = 5000, .trusted = true};

/* ---- what the core says of the board ---- */
static const struct face anna = {.person = 5, .name = {"Anna B.", 7}, .initials = {"AB", 2}, .colour = 3};

static struct effect *new_effect(enum effect_kind kind, uint64_t conn)
{
	struct effect *e = effect_new(kind, (struct origin){.conn = conn}, MSG_board_open);
	e->at = start;
	return e;
}

static struct effect *mine(uint64_t conn, int votes_left)
{
	struct effect *e = new_effect(EFFECT_board_mine, conn);
	e->u.board_mine = (struct effect_board_mine){.board = BOARD, .me = anna, .votes_left = votes_left};
	return e;
}

/* One card, whose title is the number. */
static struct effect *cards(uint64_t conn, int number)
{
	struct effect *e = new_effect(EFFECT_board_cards, conn);
	e->u.board_cards = (struct effect_board_cards){.board = BOARD, .count = 1};
	struct card *card = e->u.board_cards.cards = ARENA_NEW(&e->mem, struct card);
	*card = (struct card){.id = 33, .votes = -1, .voters = -1, .place = -1, .slot = -1};
	card->title = arena_printf(&e->mem, "%d", number);
	return e;
}

/* A meeting that ends so many ms after the effect. */
static struct effect *meeting(uint64_t conn, int64_t ms)
{
	struct effect *e = new_effect(EFFECT_board_meeting, conn);
	e->u.board_meeting = (struct effect_board_meeting){.board = BOARD, .open = true};
	e->u.board_meeting.meeting =
		(struct meeting){.id = 40, .started = start.wall, .phase_since = start.wall};
	e->u.board_meeting.meeting.ends = start.wall + ms;
	return e;
}

static int open_number; /* the title of the card that a phone gets when it comes */

static void take(struct room *r, const struct msg *msg)
{
	uint64_t conn = msg->origin.conn;
	if (msg->kind == MSG_note_leave)
		return;
	if (msg->kind != MSG_board_open) {
		reply(r, msg, ERR_none, 99);
		return;
	}
	room_send(r, cards(conn, open_number)); /* before it is let in: it is kept */
	room_send(r, mine(conn, 3));
	room_send(r, meeting(conn, 60000));
}

static int setup(void **state)
{
	(void)state;
	open_number = 0;
	room = room_new();
	room->other = take;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	room_free(room);
	return 0;
}

static bool say_board(int fd, const char *ticket)
{
	char json[128];
	snprintf(json, sizeof json, "{\"t\":\"board\",\"ticket\":\"%s\",\"board\":%d}", ticket, BOARD);
	return say(fd, json);
}

static int phone_on_board(void)
{
	char ticket[TOKEN_CHARS + 1];
	ticket_for(room, BOARD, ticket);
	int fd = websocket_from("127.0.0.1", net_port(room->net), COOKIE);
	assert_true(say_board(fd, ticket));
	return fd;
}

static void a_phone_gets_the_whole_board_at_once(void **state)
{
	(void)state;
	static const char *const types[] = {"mine", "cards", "meeting"};
	struct buf text = {0};
	int fd = phone_on_board();
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		char want[32];
		assert_int_equal(read_frame(fd, &text), 0x81);
		snprintf(want, sizeof want, "{\"t\":\"%s\",", types[i]);
		assert_memory_equal(text.p, want, strlen(want));
	}
	close(fd);
	room_await(room, MSG_note_leave, 1);
	buf_free(&text);
}

static void what_is_asked_is_answered(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_on_board();
	assert_true(say(fd,
		"{\"t\":\"do\",\"id\":\"9007199254740993\",\"what\":\"vote\",\"meeting\":40,\"topic\":33,"
		"\"count\":2}"));
	assert_true(hear(fd, "done", &text));
	assert_string_equal(text.p, "{\"t\":\"done\",\"id\":\"9007199254740993\",\"result\":99}");
	assert_true(say(fd, "{\"t\":\"do\",\"id\":\"7\",\"what\":\"vote\",\"meeting\":40,\"topic\":33}"));
	assert_true(hear(fd, "no", &text));
	assert_true(has(text.p, "{\"t\":\"no\",\"id\":\"7\",\"error\":\"invalid\",\"text\":\""));
	assert_int_equal(atomic_load(&room->counts[MSG_vote]), 1);
	close(fd);
	buf_free(&text);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_phone_gets_the_whole_board_at_once),
		T(what_is_asked_is_answered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
