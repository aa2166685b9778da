/* Bytes of a WebSocket after its handshake, through wslay, our limits and the JSON of phones, up to the
 * messages for the core. The first byte chooses whether the note is open already. The net's own
 * loop is turned by hand, so an input is done when nothing is left to read. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/log.h"
#include "net/feed.h"
#include "net/mirror.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct net *net;

static void start(void)
{
	char problem[200];
	log_open(LOG_ERROR, false);
	net = net_make(&(struct net_options){.inbox = queue_new(4096),
			       .bind = "127.0.0.1",
			       .host = "",
			       .pages = "",
			       .admin_path = "",
			       .mirror = ""},
		problem, sizeof problem);
	INVARIANT(net);
}

static void empty_inbox(void)
{
	for (struct msg *msg; (msg = queue_pop(net->inbox));)
		msg_free(msg);
}

/* The frame of an open message with a ticket that fits, unmasked key of zeros. */
static void say_open(int fd, const struct hash *cookie)
{
	char ticket[TOKEN_CHARS + 1], json[160];
	ticket_make(&net->tickets, cookie, 17, net->loop.now, ticket);
	int n = snprintf(json, sizeof json,
		"{\"t\":\"open\",\"ticket\":\"%s\",\"note\":17,\"client\":\"abc\",\"version\":null}", ticket);
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
	if (data[0] & 1)
		say_open(pair[0], &cookie);
	ssize_t sent = send(pair[0], data + 1, size - 1, MSG_DONTWAIT);
	(void)sent; /* what does not fit into the pair is cut off */
	shutdown(pair[0], SHUT_WR);
	phone_open(net, pair[1], NULL, &cookie, (struct str){(const char *)data, 0});
	for (int i = 0; i < 100 && sockets_any(net->sockets); i++)
		net_turn(net, 0);
	sockets_end(net->sockets, 1001);
	close(pair[0]);
	while (sockets_any(net->sockets))
		net_turn(net, 0);
	empty_inbox();
	return 0;
}
