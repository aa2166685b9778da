/* The kiosk's end of the admin socket. It is for one or two sub-commands now and then, but an import may
 * be large; so a request is gathered piece by piece in the loop like everything else. */
#include "net/admin.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "net/inside.h"
#include "net/wire.h"
#define LOG_MODULE "net"
#define TIME_MAX 253402300799999 /* the end of the year 9999; no event lies beyond: "invalid" */

struct caller { /* one sub-command */
	struct watch watch;
	struct asker asker;
	struct admin *admin;
	struct caller *next, **link;
	struct buf in, out;
	size_t sent;
	bool answered;
	int64_t deadline;
};

struct admin {
	struct watch watch;
	struct net *net;
	struct caller *callers;
	int count;
	struct sockaddr_un name;
};

static void hang_up(struct caller *c)
{
	struct admin *admin = c->admin;
	loop_remove(&admin->net->loop, &c->watch);
	askers_remove(&admin->net->askers, &c->asker);
	close(c->watch.fd);
	buf_free(&c->in);
	buf_free(&c->out);
	*c->link = c->next;
	if (c->next)
		c->next->link = c->link;
	if (admin->count-- == ADMINS_MAX)
		loop_want(&admin->net->loop, &admin->watch, EPOLLIN);
	loop_free_later(&admin->net->loop, c);
}

/* ---- answers ---- */
static void send_more(struct caller *c)
{
	while (c->sent < c->out.n) {
		ssize_t n = send(
			c->watch.fd, c->out.p + c->sent, c->out.n - c->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && errno == EAGAIN) {
			loop_want(&c->admin->net->loop, &c->watch, EPOLLOUT);
			return;
		}
		if (n < 0 && errno != EINTR)
			break;
		c->sent += n > 0 ? (size_t)n : 0;
	}
	hang_up(c);
}

static void answer(struct caller *c)
{
	c->answered = true;
	c->deadline = c->admin->net->loop.now + ADMIN_READ_MS;
	askers_remove(&c->admin->net->askers, &c->asker);
	buf_free(&c->in);
	buf_byte(&c->out, '\n');
	send_more(c);
}

static void fail(struct caller *c, enum err err)
{
	wire_error(&c->out, err);
	answer(c);
}

static void take(struct asker *asker, const struct effect *effect)
{
	struct caller *c = (struct caller *)(void *)((char *)asker - offsetof(struct caller, asker));
	if (effect->kind == EFFECT_import_report)
		wire_report(&c->out, &effect->u.import_report, UINT32_MAX);
	else
		wire_error(&c->out, effect->kind == EFFECT_reply ? effect->u.reply.err : ERR_internal);
	answer(c);
}

/* ---- requests ---- */
/* Absent is empty; anything but a string is wrong. */
static bool get_text(struct msg *msg, const json_t *json, const char *key, struct str *out)
{
	struct str view = STR("");
	if (json_object_get(json, key) && !wire_get_text(json, key, ADMIN_BYTES_MAX, &view))
		return false;
	*out = msg_str(msg, view);
	return true;
}

static bool get_number(const json_t *json, const char *key, int64_t max, int64_t *out)
{
	*out = 0;
	return !json_object_get(json, key) || wire_get_number(json, key, -max, max, out);
}

static bool get_line(const json_t *json, uint32_t *out)
{
	int64_t line;
	if (!get_number(json, "line", UINT32_MAX, &line) || line < 0)
		return false;
	*out = (uint32_t)line;
	return true;
}

static bool read_person(struct msg *msg, const json_t *json, struct import_person *p)
{
	return json_is_object(json) && get_text(msg, json, "name", &p->name) &&
		get_text(msg, json, "given", &p->given) &&
		get_text(msg, json, "organisation", &p->organisation) &&
		get_text(msg, json, "email", &p->email) && get_text(msg, json, "language", &p->language) &&
		get_text(msg, json, "team", &p->team) && get_line(json, &p->line);
}

static bool read_people(struct msg *msg, const json_t *json)
{
	struct msg_import_people *m = &msg->u.import_people;
	const json_t *rows = json_object_get(json, "rows");
	size_t count = json_array_size(rows);
	if (!json_is_array(rows) || count > IMPORT_ROWS_MAX)
		return false;
	*m = (struct msg_import_people){.dry_run = wire_get_flag(json, "dry_run"), .count = (uint32_t)count};
	m->rows = ARENA_ARRAY(&msg->mem, struct import_person, count);
	for (size_t i = 0; i < count; i++)
		if (!read_person(msg, json_array_get(rows, i), &m->rows[i]))
			return false;
	return true;
}

static bool read_attendees(struct msg *msg, const json_t *list, struct import_event *e)
{
	size_t count = json_array_size(list);
	if ((list && !json_is_array(list)) || count > IMPORT_ROWS_MAX)
		return false;
	e->attendees = ARENA_ARRAY(&msg->mem, struct import_attendee, count);
	e->attendee_count = (uint32_t)count;
	for (size_t i = 0; i < count; i++) {
		const json_t *json = json_array_get(list, i);
		struct import_attendee *a = &e->attendees[i];
		if (!json_is_object(json) || !get_text(msg, json, "email", &a->email) ||
			!get_text(msg, json, "name", &a->name))
			return false;
	}
	return true;
}

static bool read_event(struct msg *msg, const json_t *json, struct import_event *e)
{
	e->cancelled = wire_get_flag(json, "cancelled");
	return json_is_object(json) && get_text(msg, json, "uid", &e->uid) &&
		get_text(msg, json, "title", &e->title) &&
		get_text(msg, json, "description", &e->description) &&
		get_text(msg, json, "location", &e->location) &&
		get_number(json, "recurrence", TIME_MAX, &e->recurrence) &&
		get_number(json, "start", TIME_MAX, &e->start) &&
		get_number(json, "end", TIME_MAX, &e->end) && get_line(json, &e->line) &&
		read_attendees(msg, json_object_get(json, "attendees"), e);
}

static bool read_sessions(struct msg *msg, const json_t *json)
{
	struct msg_import_sessions *m = &msg->u.import_sessions;
	const json_t *events = json_object_get(json, "events");
	size_t count = json_array_size(events);
	if (!json_is_array(events) || count > IMPORT_ROWS_MAX)
		return false;
	*m = (struct msg_import_sessions){
		.dry_run = wire_get_flag(json, "dry_run"), .count = (uint32_t)count};
	if (!get_number(json, "from", TIME_MAX, &m->from) || !get_number(json, "to", TIME_MAX, &m->to))
		return false;
	m->events = ARENA_ARRAY(&msg->mem, struct import_event, count);
	for (size_t i = 0; i < count; i++)
		if (!read_event(msg, json_array_get(events, i), &m->events[i]))
			return false;
	return true;
}

static bool read_nothing(struct msg *msg, const json_t *json)
{
	(void)msg;
	return json_object_size(json) == 0;
}

static const struct {
	const char *key;
	enum msg_kind kind;
	bool (*read)(struct msg *, const json_t *);
} requests[] = {
	{"import_people", MSG_import_people, read_people},
	{"import_sessions", MSG_import_sessions, read_sessions},
	{"pin_forget", MSG_pin_forget, read_nothing},
};

static void post(struct caller *c, struct msg *msg)
{
	struct net *net = c->admin->net;
	askers_add(&net->askers, &c->asker);
	msg->origin.conn = c->asker.conn;
	c->deadline = net->loop.now + ADMIN_ANSWER_MS;
	if (!net_post(net, msg))
		fail(c, ERR_busy);
}

static void handle(struct caller *c, const json_t *json)
{
	if (wire_get_flag(json, "ping")) {
		wire_error(&c->out, ERR_none);
		answer(c);
		return;
	}
	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
		const json_t *body = json_object_get(json, requests[i].key);
		if (!json_is_object(body))
			continue;
		struct msg *msg = net_message(requests[i].kind, FROM_FILE, 0);
		if (requests[i].read(msg, body)) {
			post(c, msg);
			return;
		}
		msg_free(msg);
	}
	fail(c, ERR_invalid);
}

static void on_line(struct caller *c)
{
	json_t *json = wire_read((struct str){c->in.p, c->in.n - 1});
	loop_want(&c->admin->net->loop, &c->watch, 0);
	if (json)
		handle(c, json);
	else
		fail(c, ERR_invalid);
	json_decref(json);
}

/* ---- sockets ---- */
static void on_caller(struct watch *watch, uint32_t events)
{
	struct caller *c = (struct caller *)(void *)watch;
	char part[65536];
	if (c->answered) {
		send_more(c);
		return;
	}
	ssize_t n = events & EPOLLIN ? recv(watch->fd, part, sizeof part, MSG_DONTWAIT) : 0;
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		hang_up(c); /* gone before its answer; what it asked for happens all the same */
		return;
	}
	c->deadline = c->admin->net->loop.now + ADMIN_READ_MS;
	buf_add(&c->in, (struct str){part, (size_t)n});
	if (c->in.n > ADMIN_BYTES_MAX)
		fail(c, ERR_too_long);
	else if (part[n - 1] == '\n')
		on_line(c);
}

static bool is_ours(int fd)
{
	struct ucred who;
	socklen_t n = sizeof who;
	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) == 0 &&
		(who.uid == 0 || who.uid == geteuid());
}

static void on_listen(struct watch *watch, uint32_t events)
{
	(void)events;
	struct admin *admin = (struct admin *)(void *)watch;
	int fd = accept4(watch->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0)
		return;
	struct caller *c = xcalloc(1, sizeof *c);
	c->watch = (struct watch){.fd = fd, .ready = on_caller};
	c->asker.take = take;
	c->admin = admin;
	c->deadline = admin->net->loop.now + ADMIN_READ_MS;
	if (!is_ours(fd) || !loop_add(&admin->net->loop, &c->watch, EPOLLIN)) {
		close(fd);
		free(c);
		return;
	}
	c->link = &admin->callers;
	c->next = admin->callers;
	if (c->next)
		c->next->link = &c->next;
	admin->callers = c;
	if (++admin->count == ADMINS_MAX)
		loop_want(&admin->net->loop, watch, 0);
}

void admin_sweep(struct net *net)
{
	for (struct caller *c = net->admin ? net->admin->callers : NULL, *next; c; c = next) {
		next = c->next;
		if (c->deadline > net->loop.now)
			continue;
		if (c->asker.conn)
			fail(c, ERR_busy);
		else
			hang_up(c);
	}
}

bool admin_anybody(const struct net *net)
{
	return net->admin && net->admin->count > 0;
}

/* A socket that a dead kiosk left behind is removed; one that answers means another kiosk runs. */
static bool clear_path(const struct sockaddr_un *name)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool alive = fd >= 0 && connect(fd, (const struct sockaddr *)name, sizeof *name) == 0;
	if (fd >= 0)
		close(fd);
	if (alive)
		errno = EADDRINUSE;
	return !alive && (unlink(name->sun_path) == 0 || errno == ENOENT);
}

bool admin_open(struct net *net, const char *path, char *problem, size_t size)
{
	if (!*path)
		return true;
	struct admin *admin = xcalloc(1, sizeof *admin);
	net->admin = admin;
	admin->net = net;
	admin->name.sun_family = AF_UNIX;
	int n = snprintf(admin->name.sun_path, sizeof admin->name.sun_path, "%s", path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	admin->watch = (struct watch){.fd = fd, .ready = on_listen};
	errno = ENAMETOOLONG;
	/* The mode is set before the socket has a name, so nobody else ever could connect (unix(7)). */
	if (n > 0 && (size_t)n < sizeof admin->name.sun_path && fd >= 0 && clear_path(&admin->name) &&
		fchmod(fd, S_IRUSR | S_IWUSR) == 0 &&
		bind(fd, (struct sockaddr *)&admin->name, sizeof admin->name) == 0 &&
		listen(fd, SOMAXCONN) == 0 && loop_add(&net->loop, &admin->watch, EPOLLIN))
		return true;
	snprintf(problem, size, "cannot make the admin socket %s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	free(admin);
	net->admin = NULL;
	return false;
}

void admin_close(struct net *net)
{
	struct admin *admin = net->admin;
	if (!admin)
		return;
	while (admin->callers)
		hang_up(admin->callers);
	close(admin->watch.fd);
	unlink(admin->name.sun_path);
	free(admin);
	net->admin = NULL;
}
