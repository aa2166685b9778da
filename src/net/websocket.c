/* wslay parses what comes in and writes pongs and close frames; data frames are ours, since one entry of
 * a note goes to all its phones and is built once. So that both keep their order, wslay's bytes go
 * into the same queue as the shared frames.
 *
 * A socket is OPEN, then ENDING: its close frame is queued, input is thrown away, and when the queue is
 * empty our side is shut down; closing with unread input would reset the connection, and the other side
 * would never see why. It is freed when the other side has closed too, or after CLOSE_MS. Nothing is
 * freed inside a call from wslay or from the loop: sockets_flush, once a round, does that. */
#include "net/websocket.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <wslay/wslay.h>

#include "base/arena.h"
#include "base/log.h"
#include "net/limits.h"
#define LOG_MODULE "net"

#define FRAME_COST 64 /* counted for each queued frame beside its bytes: many tiny ones are a load too */
#define IOV_PER_CALL 64
#define CREDIT_OF_MESSAGE 1000 /* a millisecond earns MESSAGES_PER_SECOND of it */
#define CREDIT_MAX (MESSAGES_PER_SECOND * CREDIT_OF_MESSAGE)

struct frame {
	uint32_t refs;
	size_t n;
	uint8_t bytes[];
};

enum socket_state { OPEN, ENDING, DEAD, BURIED };

struct socket {
	struct watch watch;
	struct sockets *all;
	struct socket *next, **link; /* in the list of all */
	struct socket *next_dirty;
	bool dirty, settled, held, shut;
	bool over; /* nothing more comes from the other side */
	enum socket_state state;
	const struct socket_kind *kind;
	void *owner; /* until `gone` */
	struct MHD_UpgradeResponseHandle *urh;
	wslay_event_context_ptr wslay;
	struct buf ahead; /* read by MHD past the header, not yet by wslay */
	size_t ahead_read;
	struct frame **queue; /* ring */
	uint32_t first, length, cap;
	size_t sent;   /* bytes of the first frame that are gone */
	size_t queued; /* bytes and cost of all */
	int64_t credit, credited_at;
	int fragments;                   /* of the message under way */
	uint16_t refusal;                /* close code to end with, found inside a callback */
	int64_t heard, pinged, deadline; /* deadline: of the first message, of its answer, of the end */
};

struct sockets {
	struct loop *loop;
	struct socket *first;
	struct socket *first_dirty;
	bool returned; /* a connection was given back to MHD in this round */
};

/* ---- frames ---- */
static struct frame *frame_new(size_t n)
{
	struct frame *f = xmalloc(sizeof *f + n);
	f->refs = 1;
	f->n = n;
	return f;
}

/* Unmasked and final, as a server sends them (RFC 6455, 5.2). */
static struct frame *frame_of(uint8_t opcode, size_t payload, uint8_t **body)
{
	uint8_t head[10] = {(uint8_t)(0x80 | opcode)};
	size_t length_bytes = payload < 126 ? 0 : payload <= UINT16_MAX ? 2 : 8;
	head[1] = (uint8_t)(length_bytes == 0 ? payload : length_bytes == 2 ? 126 : 127);
	for (size_t i = 0; i < length_bytes; i++)
		head[2 + i] = (uint8_t)((uint64_t)payload >> 8 * (length_bytes - 1 - i));
	struct frame *f = frame_new(2 + length_bytes + payload);
	memcpy(f->bytes, head, 2 + length_bytes);
	*body = f->bytes + 2 + length_bytes;
	return f;
}

struct frame *frame_text(struct str s)
{
	uint8_t *body;
	struct frame *f = frame_of(WSLAY_TEXT_FRAME, s.n, &body);
	memcpy(body, s.p, s.n);
	return f;
}

struct frame *frame_binary(struct str head, const uint8_t *bytes, size_t n)
{
	uint8_t *body;
	struct frame *f = frame_of(WSLAY_BINARY_FRAME, head.n + n, &body);
	memcpy(body, head.p, head.n);
	memcpy(body + head.n, bytes, n);
	return f;
}

bool frame_same(const struct frame *a, const struct frame *b)
{
	return a->n == b->n && memcmp(a->bytes, b->bytes, a->n) == 0;
}

void frame_drop(struct frame *f)
{
	if (f && --f->refs == 0)
		free(f);
}

/* ---- the queue ---- */
static void mark_dirty(struct socket *s)
{
	if (s->dirty)
		return;
	s->dirty = true;
	s->next_dirty = s->all->first_dirty;
	s->all->first_dirty = s;
}

static void queue_grow(struct socket *s)
{
	uint32_t cap = s->cap ? 2 * s->cap : 8;
	struct frame **queue = xmalloc(cap * sizeof *queue);
	for (uint32_t i = 0; i < s->length; i++)
		queue[i] = s->queue[(s->first + i) % s->cap];
	free(s->queue);
	s->queue = queue;
	s->first = 0;
	s->cap = cap;
}

static void queue_add(struct socket *s, struct frame *f)
{
	if (s->length == s->cap)
		queue_grow(s);
	f->refs++;
	s->queue[(s->first + s->length++) % s->cap] = f;
	s->queued += f->n + FRAME_COST;
	mark_dirty(s);
}

static void queue_shift(struct socket *s)
{
	struct frame *f = s->queue[s->first];
	s->first = (s->first + 1) % s->cap;
	s->length--;
	s->queued -= f->n + FRAME_COST;
	s->sent = 0;
	frame_drop(f);
}

static void queue_sent(struct socket *s, size_t n)
{
	while (n > 0) {
		size_t left = s->queue[s->first]->n - s->sent;
		if (n < left) {
			s->sent += n;
			return;
		}
		n -= left;
		queue_shift(s);
	}
}

/* False: the connection is broken. */
static bool queue_write(struct socket *s)
{
	while (s->length) {
		struct iovec parts[IOV_PER_CALL];
		uint32_t count = 0;
		for (; count < s->length && count < IOV_PER_CALL; count++) {
			struct frame *f = s->queue[(s->first + count) % s->cap];
			size_t skip = count ? 0 : s->sent;
			parts[count] = (struct iovec){f->bytes + skip, f->n - skip};
		}
		struct msghdr message = {.msg_iov = parts, .msg_iovlen = count};
		ssize_t n = sendmsg(s->watch.fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0)
			return errno == EAGAIN || errno == EINTR;
		queue_sent(s, (size_t)n);
	}
	return true;
}

/* ---- the end ---- */
static void tell_gone(struct socket *s)
{
	if (s->state != OPEN)
		return;
	s->state = ENDING;
	s->kind->gone(s);
	s->owner = NULL;
}

void socket_drop(struct socket *s)
{
	tell_gone(s);
	s->state = DEAD;
	mark_dirty(s);
}

/* For one that does not read: what the kernel holds for it is thrown away too. */
static void abandon(struct socket *s)
{
	struct linger none = {.l_onoff = 1};
	setsockopt(s->watch.fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
	socket_drop(s);
}

/* Whatever wslay has to say goes behind what is queued; see on_send. */
static void take_from_wslay(struct socket *s)
{
	if (wslay_event_want_write(s->wslay) && wslay_event_send(s->wslay) != 0)
		socket_drop(s);
}

/* The close frame, ours or wslay's answer to theirs, is in the queue. */
static void end(struct socket *s)
{
	tell_gone(s);
	s->deadline = s->all->loop->now + CLOSE_MS;
	s->held = false;
	loop_wake_at(s->all->loop, s->deadline);
	mark_dirty(s);
}

void socket_close(struct socket *s, uint16_t code)
{
	if (s->state != OPEN)
		return;
	uint8_t *body;
	struct frame *f = frame_of(WSLAY_CONNECTION_CLOSE, 2, &body);
	body[0] = (uint8_t)(code >> 8);
	body[1] = (uint8_t)code;
	queue_add(s, f);
	frame_drop(f);
	wslay_event_shutdown_read(s->wslay);
	end(s);
}

static void bury(struct socket *s)
{
	struct loop *loop = s->all->loop;
	s->state = BURIED; /* it may stand in the list of dirty ones once more */
	loop_remove(loop, &s->watch);
	wslay_event_context_free(s->wslay);
	while (s->length)
		queue_shift(s);
	free(s->queue);
	buf_free(&s->ahead);
	*s->link = s->next;
	if (s->next)
		s->next->link = s->link;
	if (s->urh && MHD_upgrade_action(s->urh, MHD_UPGRADE_ACTION_CLOSE) == MHD_YES)
		s->all->returned = true;
	if (!s->urh)
		close(s->watch.fd);
	loop_free_later(loop, s);
}

/* ---- called by wslay ---- */
static ssize_t on_receive(wslay_event_context_ptr ctx, uint8_t *out, size_t n, int flags, void *user)
{
	(void)flags;
	struct socket *s = user;
	if (s->credit <= 0) {
		s->held = true;
		wslay_event_set_error(ctx, WSLAY_ERR_WOULDBLOCK);
		return -1;
	}
	size_t ahead = s->ahead.n - s->ahead_read;
	if (ahead > 0) {
		n = n < ahead ? n : ahead;
		memcpy(out, s->ahead.p + s->ahead_read, n);
		s->ahead_read += n;
		return (ssize_t)n;
	}
	ssize_t got = recv(s->watch.fd, out, n, MSG_DONTWAIT);
	if (got > 0) {
		s->heard = s->all->loop->now;
		return got;
	}
	bool later = got < 0 && (errno == EAGAIN || errno == EINTR);
	s->over = !later;
	wslay_event_set_error(ctx, later ? WSLAY_ERR_WOULDBLOCK : WSLAY_ERR_CALLBACK_FAILURE);
	return -1;
}

static ssize_t on_send(wslay_event_context_ptr ctx, const uint8_t *bytes, size_t n, int flags, void *user)
{
	(void)ctx;
	(void)flags;
	struct frame *f = frame_new(n);
	memcpy(f->bytes, bytes, n);
	queue_add(user, f);
	frame_drop(f);
	return (ssize_t)n;
}

static void refuse(struct socket *s, uint16_t code)
{
	s->refusal = code;
	wslay_event_shutdown_read(s->wslay);
}

static void on_frame(
	wslay_event_context_ptr ctx, const struct wslay_event_on_frame_recv_start_arg *arg, void *user)
{
	(void)ctx;
	struct socket *s = user;
	if (!s->kind->trusted)
		s->credit -= CREDIT_OF_MESSAGE;
	if (wslay_is_ctrl_frame(arg->opcode)) {
		if (!arg->fin) /* wslay 1.1.1 lets it through; RFC 6455, 5.4 does not */
			refuse(s, WSLAY_CODE_PROTOCOL_ERROR);
		return;
	}
	s->fragments = arg->opcode == WSLAY_CONTINUATION_FRAME ? s->fragments + 1 : 1;
	if (s->fragments > FRAGMENTS_MAX)
		refuse(s, WSLAY_CODE_MESSAGE_TOO_BIG);
}

static void on_message(wslay_event_context_ptr ctx, const struct wslay_event_on_msg_recv_arg *arg, void *user)
{
	(void)ctx;
	struct socket *s = user;
	if (s->state != OPEN || s->refusal || wslay_is_ctrl_frame(arg->opcode))
		return;
	if (arg->opcode == WSLAY_TEXT_FRAME)
		s->kind->message(s, (struct str){(const char *)arg->msg, arg->msg_length});
	else
		refuse(s, WSLAY_CODE_UNSUPPORTED_DATA);
}

/* ---- input ---- */
static void earn_credit(struct socket *s)
{
	int64_t now = s->all->loop->now;
	s->credit += (now - s->credited_at) * MESSAGES_PER_SECOND;
	s->credited_at = now;
	if (s->credit > CREDIT_MAX)
		s->credit = CREDIT_MAX;
}

static void after_input(struct socket *s, int failed)
{
	if (s->state != OPEN)
		return;
	if (s->refusal) {
		socket_close(s, s->refusal);
	} else if (failed && s->over) {
		socket_drop(s);
	} else if (failed) {
		socket_close(s, WSLAY_CODE_PROTOCOL_ERROR); /* no frame of RFC 6455 */
	} else {
		take_from_wslay(s);
		if (s->state == OPEN && !wslay_event_want_read(s->wslay))
			end(s); /* the other side's close frame, or one of wslay's refusals */
	}
	mark_dirty(s);
}

static void read_messages(struct socket *s)
{
	earn_credit(s);
	int failed = wslay_event_recv(s->wslay);
	after_input(s, failed);
	if (s->held && s->state == OPEN)
		loop_wake_at(s->all->loop, s->all->loop->now + 1 - s->credit / MESSAGES_PER_SECOND);
}

/* What still comes after the end is read so that the connection closes without a reset. */
static void read_nothing(struct socket *s)
{
	char waste[4096];
	ssize_t n = recv(s->watch.fd, waste, sizeof waste, MSG_DONTWAIT);
	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		socket_drop(s);
}

static void on_ready(struct watch *watch, uint32_t events)
{
	struct socket *s = (struct socket *)(void *)watch;
	if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
		if (s->state == OPEN && !s->held)
			read_messages(s);
		else if (s->state == ENDING)
			read_nothing(s);
		else if (events & (EPOLLHUP | EPOLLERR))
			socket_drop(s);
	}
	mark_dirty(s);
}

/* ---- all sockets ---- */
struct sockets *sockets_new(struct loop *loop)
{
	struct sockets *all = xcalloc(1, sizeof *all);
	all->loop = loop;
	return all;
}

bool sockets_any(const struct sockets *all)
{
	return all->first != NULL;
}

void sockets_end(struct sockets *all, uint16_t code)
{
	for (struct socket *s = all->first; s; s = s->next)
		socket_close(s, code);
	sockets_flush(all);
}

void sockets_free(struct sockets *all)
{
	for (struct socket *s = all->first; s; s = s->next)
		socket_drop(s);
	sockets_flush(all);
	free(all);
}

static void flush(struct socket *s)
{
	if (s->state == BURIED)
		return;
	if (s->state != DEAD && !queue_write(s))
		socket_drop(s);
	if (s->state == OPEN && s->length == 0 && s->kind->drained)
		s->kind->drained(s);
	if (s->state == ENDING && s->length == 0 && !s->shut) {
		s->shut = true;
		shutdown(s->watch.fd, SHUT_WR);
	}
	if (s->state == DEAD)
		bury(s);
	else
		loop_want(s->all->loop, &s->watch, (s->held ? 0 : EPOLLIN) | (s->length ? EPOLLOUT : 0));
}

bool sockets_flush(struct sockets *all)
{
	all->returned = false;
	while (all->first_dirty) {
		struct socket *s = all->first_dirty;
		all->first_dirty = s->next_dirty;
		s->dirty = false;
		flush(s);
	}
	return all->returned;
}

static void sweep(struct socket *s)
{
	int64_t now = s->all->loop->now;
	if (s->held && s->state == OPEN) {
		earn_credit(s);
		s->held = s->credit <= 0;
		if (!s->held)
			read_messages(s);
		else
			loop_wake_at(s->all->loop, now + 1 - s->credit / MESSAGES_PER_SECOND);
	}
	if (s->deadline <= now && (s->state == ENDING || !s->settled)) {
		if (s->state == OPEN)
			socket_close(s, WSLAY_CODE_POLICY_VIOLATION);
		else
			abandon(s);
	} else if (s->state == OPEN && now - s->heard >= SILENCE_MS && !s->held) {
		abandon(s);
	} else if (s->state == OPEN && now - s->heard >= PING_MS && now - s->pinged >= PING_MS) {
		s->pinged = now;
		struct wslay_event_msg ping = {.opcode = WSLAY_PING};
		if (wslay_event_queue_msg(s->wslay, &ping) == 0)
			take_from_wslay(s);
	}
}

void sockets_sweep(struct sockets *all)
{
	for (struct socket *s = all->first; s; s = s->next)
		sweep(s);
}

/* ---- one socket ---- */
static bool prepare(int fd)
{
	int on = 1, flags = fcntl(fd, F_GETFL);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); /* fails on the tests' socket pairs only */
	return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0;
}

struct socket *socket_new(struct sockets *all, int fd, struct MHD_UpgradeResponseHandle *urh,
	const struct socket_kind *kind, void *owner)
{
	static const struct wslay_event_callbacks callbacks = {
		.recv_callback = on_receive,
		.send_callback = on_send,
		.on_frame_recv_start_callback = on_frame,
		.on_msg_recv_callback = on_message,
	};
	struct socket *s = xcalloc(1, sizeof *s);
	int64_t now = all->loop->now;
	s->watch = (struct watch){.fd = fd, .ready = on_ready};
	s->all = all;
	s->kind = kind;
	s->owner = owner;
	s->urh = urh;
	s->credit = CREDIT_MAX;
	s->credited_at = s->heard = s->pinged = now;
	s->deadline = now + OPEN_MS;
	INVARIANT(prepare(fd) && wslay_event_context_server_init(&s->wslay, &callbacks, s) == 0);
	wslay_event_config_set_max_recv_msg_length(s->wslay, FIRST_BYTES_MAX);
	s->link = &all->first;
	s->next = all->first;
	if (s->next)
		s->next->link = &s->next;
	all->first = s;
	INVARIANT(loop_add(all->loop, &s->watch, EPOLLIN));
	return s;
}

void socket_start(struct socket *s, struct str read_ahead)
{
	buf_add(&s->ahead, read_ahead);
	read_messages(s);
}

void *socket_owner(const struct socket *s)
{
	return s->owner;
}

void socket_admit(struct socket *s)
{
	s->deadline = s->all->loop->now + ANSWER_MS;
	wslay_event_config_set_max_recv_msg_length(s->wslay, MESSAGE_BYTES_MAX);
}

void socket_settle(struct socket *s)
{
	s->settled = true;
}

void socket_send(struct socket *s, struct frame *f)
{
	if (s->state != OPEN)
		return;
	if (s->queued >= s->kind->queued_max) {
		log_info("a phone did not read for too long and was dropped with %zu bytes waiting",
			s->queued);
		abandon(s);
		return;
	}
	queue_add(s, f);
}

void socket_send_text(struct socket *s, struct str text)
{
	struct frame *f = frame_text(text);
	socket_send(s, f);
	frame_drop(f);
}

size_t socket_queued(const struct socket *s)
{
	return s->queued;
}
