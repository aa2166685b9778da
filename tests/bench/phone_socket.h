#pragma once
/* A phone's socket as the benches need it: HTTP requests one after the other, then frames of a WebSocket.
 * The caller reads; everything else blocks. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "base/buf.h"
#include "bench/bench.h"

#define PER_ADDRESS 50 /* the program takes 64 from one */

static void put(int fd, const char *p, size_t n)
{
	for (; n;) {
		ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);
		if (sent <= 0)
			fail("a phone cannot send: %s", strerror(errno));
		p += sent;
		n -= (size_t)sent;
	}
}

static int connect_from(int index, uint16_t port)
{
	struct sockaddr_in own = {.sin_family = AF_INET},
			   to = {.sin_family = AF_INET, .sin_port = htons(port)};
	struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
	own.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + (uint32_t)index / PER_ADDRESS);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&own, sizeof own) ||
		connect(fd, (struct sockaddr *)&to, sizeof to))
		fail("a phone cannot connect: %s", strerror(errno));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	return fd;
}

/* One answer, head and body; the caller's buffer ends with NUL. */
static void ask(int fd, const char *request, char *answer, size_t size)
{
	size_t n = 0, want = 0;
	put(fd, request, strlen(request));
	for (answer[0] = 0; !want || n < want;) {
		ssize_t got = n + 1 < size ? recv(fd, answer + n, want ? want - n : 1, 0) : 0;
		if (got <= 0)
			fail("no answer to %.40s: %s", request, answer);
		n += (size_t)got;
		answer[n] = 0;
		if (want || n < 4 || strcmp(answer + n - 4, "\r\n\r\n") != 0)
			continue;
		const char *length = strcasestr(answer, "\r\nContent-Length:");
		want = n + (length ? (size_t)atol(length + 17) : 0);
	}
}

static void text_after(const char *answer, const char *key, char *out, size_t size)
{
	const char *at = strstr(answer, key);
	if (!at)
		fail("no %s in %s", key, answer);
	at += strlen(key);
	snprintf(out, size, "%.*s", (int)strcspn(at, "\";"), at);
}

static void post(uint16_t port, int fd, const char *path, const char *cookie, const char *body, char *answer,
	size_t size)
{
	char request[1024];
	snprintf(request, sizeof request,
		"POST %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nOrigin: http://127.0.0.1:%u\r\n%s%s%sContent-Length: %zu\r\n\r\n%s",
		path, port, port, cookie ? "Cookie: tandem=" : "", cookie ? cookie : "", cookie ? "\r\n" : "",
		strlen(body), body);
	ask(fd, request, answer, size);
}

static void add_frame(struct buf *out, struct str payload)
{
	buf_byte(out, (char)0x81);
	if (payload.n < 126) {
		buf_byte(out, (char)(0x80 | payload.n));
	} else {
		buf_byte(out, (char)(0x80 | 126));
		buf_byte(out, (char)(payload.n >> 8));
		buf_byte(out, (char)payload.n);
	}
	buf_add(out, (struct str){"\0\0\0\0", 4}); /* the mask: one that changes nothing */
	buf_add(out, payload);
}

/* What a whole frame at the beginning of s has; its length, or 0 when it is not whole. */
static size_t frame_in(struct str s, int *kind, struct str *payload)
{
	if (s.n < 2)
		return 0;
	const uint8_t *b = (const uint8_t *)s.p;
	size_t head = b[1] < 126 ? 2 : b[1] == 126 ? 4 : 10, n = b[1];
	if (s.n < head)
		return 0;
	for (size_t i = 2, more = n >= 126 ? (n = 0, head) : 0; i < more; i++)
		n = n << 8 | b[i];
	*kind = b[0];
	*payload = (struct str){s.p + head, n};
	return s.n < head + n ? 0 : head + n;
}

/* The same connection becomes a WebSocket. */
static void upgrade(uint16_t port, int fd, const char *cookie)
{
	char request[512], answer[1024];
	snprintf(request, sizeof request,
		"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nOrigin: http://127.0.0.1:%u\r\nCookie: tandem=%s\r\n"
		"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
		port, port, cookie);
	ask(fd, request, answer, sizeof answer);
	if (!strstr(answer, " 101 "))
		fail("WebSocket: %s", answer);
}
