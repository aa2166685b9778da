/* Bytes of an HTTP connection, through MHD, our checks and routes, up to the messages for the core, which
 * are answered here at once. Bytes 0xFF 0xFE stand for our own Host and Origin headers, so that inputs
 * get past them. The net's loop is turned by hand. */
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "net_by_hand.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void answer_all(void)
{
	for (struct msg *msg; (msg = queue_pop(net->inbox));) {
		if (msg->origin.conn) {
			struct effect *e = effect_new(EFFECT_joined, msg->origin, msg->kind);
			e->u.joined = (struct effect_joined){
				.set_cookie = true, .note = 17, .me = 5, .title = STR("T")};
			e->u.joined.what = (enum opened)(msg->origin.request % 4);
			if (!net_send(net, e))
				effect_free(e);
		}
		msg_free(msg);
	}
}

static int connect_to_net(void)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(net_port(net))};
	struct linger none = {.l_onoff = 1}; /* no TIME_WAIT: there are not that many ports */
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	INVARIANT(fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof none) == 0);
	connect(fd, (struct sockaddr *)&to, sizeof to); /* under way; the backlog takes it */
	return fd;
}

static void expand(struct buf *out, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		bool own = i + 1 < size && data[i] == 0xFF && data[i + 1] == 0xFE;
		if (own)
			buf_printf(out, "Host: 127.0.0.1:%u\r\nOrigin: http://127.0.0.1:%u\r\n", net->port,
				net->port);
		else
			buf_byte(out, (char)data[i]);
		i += own;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!net)
		start();
	if (size > 65536)
		return 0;
	struct buf text = {0};
	char waste[4096];
	expand(&text, data, size);
	int fd = connect_to_net();
	for (int i = 0; i < 3 && !http_anybody(net); i++)
		net_turn(net, 10);
	ssize_t sent = send(fd, text.p ? text.p : "", text.n, MSG_NOSIGNAL | MSG_DONTWAIT);
	(void)sent; /* what does not fit is cut off */
	shutdown(fd, SHUT_WR);
	for (int i = 0; i < 30 && http_anybody(net); i++) {
		net_turn(net, 0);
		answer_all();
		while (recv(fd, waste, sizeof waste, MSG_DONTWAIT) > 0)
			;
	}
	close(fd); /* resets what is left; loopback needs no waiting */
	while (http_anybody(net)) {
		net_turn(net, 1);
		answer_all();
	}
	buf_free(&text);
	return 0;
}
