#pragma once
/* The room of room.h with a board in it, and phones that follow it. Its core answers every message of the
 * board by whether it says what the test expects. */
#include "room.h"

#include "net/limits.h"

UNUSED static struct room *room;
static const struct moment start = {.wall = 1000000, .mono = 5000, .trusted = true}; /* of all effects */

/* ---- what the core says of the board ---- */
static const struct face anna = {.person = 5, .name = {"Anna B.", 7}, .initials = {"AB", 2}, .colour = 3};

UNUSED static struct effect *board_effect(enum effect_kind kind, uint64_t conn)
{
	struct effect *e = effect_new(kind, (struct origin){.conn = conn}, MSG_board_open);
	e->at = start;
	return e;
}

UNUSED static struct effect *mine(uint64_t conn, int votes_left)
{
	struct effect *e = board_effect(EFFECT_board_mine, conn);
	e->u.board_mine = (struct effect_board_mine){.board = BOARD, .me = anna, .votes_left = votes_left};
	return e;
}

/* One card, whose title is the number, as long as wanted. */
UNUSED static struct effect *cards(uint64_t conn, int number, int length)
{
	struct effect *e = board_effect(EFFECT_board_cards, conn);
	e->u.board_cards = (struct effect_board_cards){.board = BOARD, .count = 1};
	struct card *card = e->u.board_cards.cards = ARENA_NEW(&e->mem, struct card);
	*card = (struct card){.id = 33, .votes = -1, .voters = -1, .place = -1, .slot = -1};
	card->title = arena_printf(&e->mem, "%0*d", length, number);
	return e;
}

/* A meeting that ends so many ms after `start`, with so many who have finished voting. */
UNUSED static struct effect *meeting(uint64_t conn, int64_t ms, int finished)
{
	struct effect *e = board_effect(EFFECT_board_meeting, conn);
	e->u.board_meeting = (struct effect_board_meeting){.board = BOARD, .open = true};
	e->u.board_meeting.meeting =
		(struct meeting){.id = 40, .started = start.wall, .phase_since = start.wall};
	e->u.board_meeting.meeting.ends = start.wall + ms;
	e->u.board_meeting.count.finished = finished;
	return e;
}

/* ---- the fake core ---- */
static atomic_bool open_bare;   /* a phone that comes is let in, and told nothing more */
static atomic_int open_refusal; /* or is not */
static atomic_ulong asked_id;   /* of the request that came last */
static bool (*_Atomic as_expected)(const struct msg *);
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER; /* held by a test: the core stands still */

static void open_board(struct room *r, const struct msg *msg)
{
	const struct msg_board_open *m = &msg->u.board_open;
	uint64_t conn = msg->origin.conn;
	enum err refusal = (enum err)atomic_load(&open_refusal);
	if (refusal || !same_hash(&m->cookie, &r->cookie_hash) || m->board != BOARD) {
		reply(r, msg, refusal ? refusal : ERR_signed_out, m->board);
		return;
	}
	if (!open_bare)
		room_send(r, cards(conn, 0, 1)); /* before it is let in: it is kept */
	room_send(r, mine(conn, 3));
	if (!open_bare)
		room_send(r, meeting(conn, 60000, 0));
}

static void search(struct room *r, const struct msg *msg)
{
	const struct msg_board_search *m = &msg->u.board_search;
	if (!same_hash(&m->cookie, &r->cookie_hash) || m->board != BOARD || !str_eq(m->text, STR("an"))) {
		reply(r, msg, ERR_not_allowed, 0);
		return;
	}
	struct effect *e = effect_new(EFFECT_board_people, msg->origin, msg->kind);
	e->u.board_people =
		(struct effect_board_people){.people = ARENA_ARRAY(&e->mem, struct face, 2), .count = 2};
	e->u.board_people.people[0] = anna;
	e->u.board_people.people[1] = (struct face){.person = 6, .name = STR("\"Ansgar\""), .colour = 1};
	room_send(r, e);
}

static void read_topic(struct room *r, const struct msg *msg)
{
	if (msg->u.topic_read.topic != 33) {
		reply(r, msg, ERR_not_found, msg->u.topic_read.topic);
		return;
	}
	struct effect *e = effect_new(EFFECT_topic_whole, msg->origin, msg->kind);
	e->at = start;
	e->u.topic_whole = (struct effect_topic_whole){.card = {.id = 33, .votes = 2, .voters = 1},
		.detail = STR("a\nb"),
		.mine = true,
		.similar = ARENA_NEW(&e->mem, struct card),
		.similar_count = 1};
	e->u.topic_whole.similar[0] = (struct card){.id = 34, .lane = LANE_DONE};
	room_send(r, e);
}

UNUSED static void board_core(struct room *r, const struct msg *msg)
{
	pthread_mutex_lock(&gate);
	pthread_mutex_unlock(&gate);
	if (msg->kind == MSG_board_open) {
		open_board(r, msg);
	} else if (msg->kind == MSG_board_search) {
		search(r, msg);
	} else if (msg->kind == MSG_topic_read) {
		read_topic(r, msg);
	} else if (msg->origin.request) {
		atomic_store(&asked_id, msg->origin.request);
		bool (*expected)(const struct msg *) = atomic_load(&as_expected);
		bool good = !expected || expected(msg);
		reply(r, msg, good ? ERR_none : ERR_internal, 99);
	}
}

UNUSED static int board_setup(void **state)
{
	(void)state;
	open_bare = false;
	open_refusal = ERR_none;
	as_expected = NULL;
	room = room_new();
	atomic_store(&room->other, board_core);
	return 0;
}

UNUSED static int board_teardown(void **state)
{
	(void)state;
	room_free(room);
	return 0;
}

/* ---- phones ---- */
UNUSED static bool say_board(int fd, const char *ticket)
{
	char json[128];
	snprintf(json, sizeof json, "{\"t\":\"board\",\"ticket\":\"%s\",\"board\":%d}", ticket, BOARD);
	return say(fd, json);
}

UNUSED static int phone_from(const char *address)
{
	char ticket[TOKEN_CHARS + 1];
	ticket_for(room, BOARD, ticket);
	int fd = websocket_from(address, net_port(room->net), COOKIE);
	assert_true(say_board(fd, ticket));
	return fd;
}

/* One that has asked for the board. */
UNUSED static int phone_on_board(void)
{
	return phone_from("127.0.0.1");
}

/* The number behind the key, the first time it stands in the text. */
UNUSED static int64_t number_in(const struct buf *text, const char *key)
{
	const char *at = strstr(text->p, key);
	assert_non_null(at);
	return atoll(at + strlen(key));
}
