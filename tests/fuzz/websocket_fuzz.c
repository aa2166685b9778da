/* Bytes of a WebSocket after its handshake, through wslay, our limits and the JSON of phones, up to the
 * messages for the core. The first byte chooses whether a note, a board or a page is open already. The net's
 * own loop is turned by hand, so an input is done when nothing is left to read; whatever reaches the core is
 * answered at once. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/feed.h"
#include "net/mirror.h"
#include "net_by_hand.h"

#define NOTE 17
#define BOARD 21
#define PAGE 5

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void let_in(const struct msg *msg)
{
	static const enum effect_kind kinds[] = {EFFECT_board_cards, EFFECT_board_mine, EFFECT_board_meeting};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct effect *e = effect_new(kinds[i], msg->origin, msg->kind);
		if (i == 0)
			e->u.board_cards.board = BOARD;
		else if (i == 1)
			e->u.board_mine.board = BOARD;
		else
			e->u.board_meeting.board = BOARD;
		INVARIANT(net_send(net, e));
	}
}

static void show(const struct msg *msg)
{
	struct effect *e = effect_new(EFFECT_view, msg->origin, msg->kind);
	e->u.view = (struct effect_view){.view = arena_str(&e->mem, msg->u.look.view),
		.of = msg->u.look.of,
		.text = arena_str(&e->mem, msg->u.look.text),
		.from = msg->u.look.from,
		.doc = doc_new(&e->mem)};
	INVARIANT(net_send(net, e));
}

static void answer_all(void)
{
	for (struct msg *msg; (msg = queue_pop(net->inbox));) {
		if (msg->kind == MSG_board_open) {
			let_in(msg);
		} else if (msg->kind == MSG_look) {
			show(msg);
		} else if (msg->origin.request) {
			struct effect *e = effect_new(EFFECT_reply, msg->origin, msg->kind);
			e->u.reply.err = msg->kind == MSG_topic_read ? ERR_not_found : ERR_none;
			INVARIANT(net_send(net, e));
		}
		msg_free(msg);
	}
}

static const struct {
	ident subject;
	const char *json; /* the ticket, the subject */
} firsts[] = {
	{0, NULL},
	{NOTE, "{\"t\":\"open\",\"ticket\":\"%s\",\"note\":%d,\"client\":\"abc\",\"version\":null}"},
	{BOARD, "{\"t\":\"board\",\"ticket\":\"%s\",\"board\":%d}"},
	{PAGE, "{\"t\":\"page\",\"ticket\":\"%s\",\"page\":%d}"},
};

/* The frame of a first message with a ticket that fits, unmasked key of zeros. */
static void say_open(int fd, const struct hash *cookie, int first)
{
	char ticket[TOKEN_CHARS + 1], json[160];
	ticket_make(&net->tickets, cookie, firsts[first].subject, net->loop.now, ticket);
	int n = snprintf(json, sizeof json, firsts[first].json, ticket, (int)firsts[first].subject);
	uint8_t head[6] = {0x81, (uint8_t)(0x80 | n)};
	INVARIANT(n < 126 && send(fd, head, 6, 0) == 6 && send(fd, json, (size_t)n, 0) == n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct hash cookie = {{1}};
	struct event event;
	int pair[2];
	if (!net)
		start();
	if (size < 1 || size > 65536)
		return 0;
	mirror_read_event((struct str){(const char *)data, size}, 0, &event);
	INVARIANT(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
	if (data[0] & 3)
		say_open(pair[0], &cookie, data[0] & 3);
	ssize_t sent = send(pair[0], data + 1, size - 1, MSG_DONTWAIT);
	(void)sent; /* what does not fit into the pair is cut off */
	shutdown(pair[0], SHUT_WR);
	phone_open(net, pair[1], NULL, &cookie, (struct str){(const char *)data, 0});
	for (int i = 0; i < 100 && sockets_any(net->sockets); i++) {
		net_turn(net, 0);
		answer_all();
	}
	sockets_end(net->sockets, 1001);
	close(pair[0]);
	while (sockets_any(net->sockets))
		net_turn(net, 0);
	answer_all();
	net_turn(net, 0); /* answers that nobody waits for */
	return 0;
}
