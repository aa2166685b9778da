/* The screen as a page on this machine: for trying Tandem where there is no display, and for tests that
 * want a finger. The main thread hands over copies of the rectangles it painted; each page gets them as
 * binary messages (six 16-bit numbers, low byte first: x, y, width, height, and the screen's size; then RGBA
 * pixels) and sends touches and keys back. A page that comes new or cannot keep up is owed the
 * whole screen, asked for by a flag, since nothing here remembers what the screen shows. */
#include "net/mirror.h"

#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <wslay/wslay.h>

#include "base/arena.h"
#include "base/log.h"
#include "mirror_files.h" /* generated from assets/mirror/ */
#include "net/http.h"
#include "net/websocket.h"
#include "net/wire.h"

struct viewer {
	struct mirror *mirror;
	struct socket *socket;
	struct viewer *next, **link;
	bool behind; /* waits for a whole screen; parts of it mean nothing to it */
};

struct mirror {
	struct watch parts_watch;
	struct net *net;
	struct queue *parts;  /* of struct frame_part, from the main thread */
	struct queue *events; /* of struct event, to it */
	struct viewer *viewers;
	int count;
	atomic_bool watched, wants_all;
};

static void ask_for_all(struct mirror *mirror)
{
	atomic_store(&mirror->wants_all, true);
	queue_wake(mirror->events);
}

/* ---- pixels ---- */
static void put16(uint8_t *out, int value)
{
	out[0] = (uint8_t)value;
	out[1] = (uint8_t)((unsigned)value >> 8);
}

static struct frame *frame_of(const struct frame_part *part)
{
	uint8_t head[12];
	const int numbers[6] = {part->x, part->y, part->w, part->h, part->screen_w, part->screen_h};
	size_t count = (size_t)part->w * (size_t)part->h;
	uint8_t *rgba = (uint8_t *)part->pixels; /* in place: the copy is ours */
	for (int i = 0; i < 6; i++)
		put16(head + 2 * i, numbers[i]);
	for (size_t i = 0; i < count; i++) {
		uint32_t pixel = part->pixels[i];
		rgba[4 * i] = (uint8_t)(pixel >> 16);
		rgba[4 * i + 1] = (uint8_t)(pixel >> 8);
		rgba[4 * i + 2] = (uint8_t)pixel;
		rgba[4 * i + 3] = 255;
	}
	return frame_binary((struct str){(char *)head, sizeof head}, rgba, 4 * count);
}

static bool is_whole(const struct frame_part *part)
{
	return part->x == 0 && part->y == 0 && part->w == part->screen_w && part->h == part->screen_h;
}

static void show(struct mirror *mirror, const struct frame_part *part)
{
	struct frame *frame = frame_of(part);
	for (struct viewer *v = mirror->viewers; v; v = v->next) {
		if (socket_queued(v->socket) >= MIRROR_QUEUED_MAX)
			v->behind = true;
		else if (is_whole(part))
			v->behind = false;
		if (!v->behind)
			socket_send(v->socket, frame);
	}
	frame_drop(frame);
}

static void on_parts(struct watch *watch, uint32_t events)
{
	(void)events;
	struct mirror *mirror = (struct mirror *)(void *)watch;
	queue_wait(mirror->parts, 0);
	for (struct frame_part *part; (part = queue_pop(mirror->parts));) {
		show(mirror, part);
		free(part->pixels);
		free(part);
	}
}

/* ---- touches ---- */
static const struct {
	const char *name;
	enum event_kind kind;
} event_names[] = {
	{"down", EVENT_DOWN},
	{"move", EVENT_MOVE},
	{"up", EVENT_UP},
	{"cancel", EVENT_CANCEL},
	{"wheel", EVENT_WHEEL},
	{"key", EVENT_KEY},
	{"text", EVENT_TEXT},
};

static const struct {
	const char *name; /* KeyboardEvent.key */
	enum key key;
} key_names[] = {
	{"Enter", KEY_RETURN},
	{"Escape", KEY_ESCAPE},
	{"Backspace", KEY_BACKSPACE},
	{"Delete", KEY_DELETE},
	{"Tab", KEY_TAB},
	{"ArrowLeft", KEY_LEFT},
	{"ArrowRight", KEY_RIGHT},
	{"ArrowUp", KEY_UP},
	{"ArrowDown", KEY_DOWN},
	{"Home", KEY_HOME},
	{"End", KEY_END},
};

static enum event_kind kind_of(struct str name)
{
	for (size_t i = 0; i < sizeof event_names / sizeof *event_names; i++)
		if (str_eq(name, str_from(event_names[i].name)))
			return event_names[i].kind;
	return EVENT_NONE;
}

static enum key key_of(struct str name)
{
	for (size_t i = 0; i < sizeof key_names / sizeof *key_names; i++)
		if (str_eq(name, str_from(key_names[i].name)))
			return key_names[i].key;
	return KEY_OTHER;
}

static bool get_place(const json_t *json, struct event *event)
{
	int64_t x, y;
	if (!wire_get_number(json, "x", INT16_MIN, INT16_MAX, &x) ||
		!wire_get_number(json, "y", INT16_MIN, INT16_MAX, &y))
		return false;
	event->x = (int)x;
	event->y = (int)y;
	return true;
}

static bool read_event(const json_t *json, struct event *event)
{
	struct str text = STR("");
	if (!wire_get_text(json, "e", 16, &text))
		return false;
	event->kind = kind_of(text);
	event->shift = wire_get_flag(json, "shift");
	event->ctrl = wire_get_flag(json, "ctrl");
	switch ((int)event->kind) {
	case EVENT_NONE:
		return false;
	case EVENT_KEY:
		if (!wire_get_text(json, "key", 32, &text))
			return false;
		event->key = key_of(text);
		return true;
	case EVENT_TEXT:
		if (!wire_get_text(json, "text", sizeof event->text - 1, &text) || text.n == 0)
			return false;
		memcpy(event->text, text.p, text.n);
		return true;
	case EVENT_WHEEL:
		return get_place(json, event);
	default:
		return wire_get_number(json, "f", 0, INT32_MAX, &event->finger) && get_place(json, event);
	}
}

bool mirror_read_event(struct str text, int64_t mono, struct event *event)
{
	json_t *json = wire_read(text);
	*event = (struct event){.at = mono};
	bool good = json && read_event(json, event);
	json_decref(json);
	return good;
}

/* ---- viewers ---- */
static void on_message(struct socket *socket, struct str text)
{
	struct viewer *v = socket_owner(socket);
	struct event *event = xmalloc(sizeof *event);
	if (mirror_read_event(text, v->mirror->net->loop.now, event) && queue_push(v->mirror->events, event))
		return;
	free(event);
	socket_close(socket, WSLAY_CODE_POLICY_VIOLATION);
}

static void on_gone(struct socket *socket)
{
	struct viewer *v = socket_owner(socket);
	*v->link = v->next;
	if (v->next)
		v->next->link = v->link;
	v->mirror->count--;
	atomic_store(&v->mirror->watched, v->mirror->count > 0);
	loop_free_later(&v->mirror->net->loop, v);
}

static void on_drained(struct socket *socket)
{
	struct viewer *v = socket_owner(socket);
	if (v->behind)
		ask_for_all(v->mirror);
}

/* A touch moves more often than a phone pushes; the page sends one message a frame at most. */
static const struct socket_kind kind = {.message = on_message,
	.gone = on_gone,
	.drained = on_drained,
	.queued_max = SIZE_MAX,
	.trusted = true};

static void open_viewer(struct net *net, int fd, struct MHD_UpgradeResponseHandle *urh,
	const struct hash *cookie, struct str read_ahead)
{
	(void)cookie;
	struct mirror *mirror = net->mirror;
	struct viewer *v = xcalloc(1, sizeof *v);
	v->mirror = mirror;
	v->behind = true;
	v->link = &mirror->viewers;
	v->next = mirror->viewers;
	if (v->next)
		v->next->link = &v->next;
	mirror->viewers = v;
	mirror->count++;
	v->socket = socket_new(net->sockets, fd, urh, &kind, v);
	socket_settle(v->socket);
	atomic_store(&mirror->watched, true);
	ask_for_all(mirror);
	socket_start(v->socket, read_ahead);
}

void mirror_socket(struct request *r)
{
	if (r->net->mirror->count < MIRRORS_MAX)
		request_upgrade(r, open_viewer);
	else
		request_fail(r, ERR_busy);
}

/* ---- its page ---- */
static const struct {
	const char *path, *type;
	const char *const *lines;
} files[] = {
	{"/", "text/html; charset=utf-8", mirror_index_html},
	{"/mirror.js", "text/javascript; charset=utf-8", mirror_mirror_js},
	{"/mirror.css", "text/css; charset=utf-8", mirror_mirror_css},
};

void mirror_get(struct request *r)
{
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (!str_eq(r->path, str_from(files[i].path)))
			continue;
		struct buf text = {0};
		for (const char *const *line = files[i].lines; *line; line++)
			buf_add(&text, str_from(*line));
		struct MHD_Response *response =
			MHD_create_response_from_buffer(text.n, text.p, MHD_RESPMEM_MUST_COPY);
		INVARIANT(response);
		buf_free(&text);
		answer_headers(r, response, files[i].type, "no-store");
		request_answer(r, MHD_HTTP_OK, response);
		return;
	}
	request_fail(r, ERR_not_found);
}

/* ---- start and stop; the main thread's side ---- */
bool mirror_open(struct net *net, const struct net_options *options)
{
	if (!*options->mirror)
		return true;
	struct mirror *mirror = xcalloc(1, sizeof *mirror);
	net->mirror = mirror;
	mirror->net = net;
	mirror->parts = queue_new(MIRROR_PARTS_MAX);
	mirror->events = queue_new(MIRROR_EVENTS_MAX);
	mirror->parts_watch = (struct watch){.fd = queue_fd(mirror->parts), .ready = on_parts};
	return loop_add(&net->loop, &mirror->parts_watch, EPOLLIN);
}

void mirror_close(struct net *net)
{
	struct mirror *mirror = net->mirror;
	if (!mirror)
		return;
	on_parts(&mirror->parts_watch, 0);
	for (struct event *event; (event = queue_pop(mirror->events));)
		free(event);
	queue_free(mirror->parts);
	queue_free(mirror->events);
	free(mirror);
	net->mirror = NULL;
}

/* Thread: main. */
bool net_mirror_watched(const struct net *net)
{
	return net->mirror && atomic_load(&net->mirror->watched);
}

/* Thread: main. */
bool net_mirror_wants_all(struct net *net)
{
	return net->mirror && atomic_exchange(&net->mirror->wants_all, false);
}

/* Thread: main. */
void net_mirror(struct net *net, struct frame_part part)
{
	struct frame_part *copy = xmalloc(sizeof *copy);
	*copy = part;
	if (net->mirror && queue_push(net->mirror->parts, copy))
		return;
	free(part.pixels);
	free(copy);
	if (net->mirror)
		ask_for_all(net->mirror);
}

/* Thread: main. */
struct queue *net_mirror_events(struct net *net)
{
	return net->mirror ? net->mirror->events : NULL;
}

uint16_t net_mirror_port(const struct net *net)
{
	return net->mirror_port;
}
