/* HTTP by libmicrohttpd, one daemon for the phones and one for the mirror, both without threads of
 * their own: their epoll descriptors are watched by our loop. A request that needs the core is
 * suspended, and resumed with its answer.
 *
 * MHD's own timeout starts again with every byte, so a header that drips would keep its connection for
 * ever. Each connection therefore has one deadline here, for the stage it is in; past it the
 * socket is shut down under MHD, which then closes it. */
#include "net/http.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"
#include "net/handshake.h"
#include "net/token.h"
#include "net/websocket.h"
#define LOG_MODULE "net"

struct listener {
	struct watch watch; /* MHD's epoll descriptor */
	struct http *http;
	enum site site;
	struct MHD_Daemon *daemon;
	struct hosts *hosts;
	bool eager; /* MHD_run is due whatever epoll says */
};

struct connection { /* one of MHD's, from accept to close */
	struct listener *listener;
	struct connection *next, **link;
	int fd;
	struct in6_addr address;
	bool upgraded;
	int64_t deadline;
	struct request *request; /* under way, or NULL */
};

struct http {
	struct net *net;
	struct listener listeners[SITE_COUNT];
	struct hosts mirror_hosts;
	struct connection *connections;
	int uploads; /* long bodies under way */
};

static const struct route routes[] = {
#define ROUTE(site, method, path, handle, origin, most) {site, method, path, handle, origin, most},
#include "net/routes.def"
#undef ROUTE
};

/* ---- headers ---- */
struct str request_header(const struct request *r, const char *name)
{
	const char *value = NULL;
	size_t n = 0;
	if (MHD_lookup_connection_value_n(r->mhd, MHD_HEADER_KIND, name, strlen(name), &value, &n) !=
			MHD_YES ||
		!value)
		return STR("");
	return (struct str){value, n};
}

const struct sockaddr *request_address(const struct request *r)
{
	return MHD_get_connection_info(r->mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
}

static enum MHD_Result note_header(void *user, enum MHD_ValueKind kind, const char *name, const char *value)
{
	(void)kind;
	struct head *head = user;
	struct str text = str_from(value);
	if (strcasecmp(name, "Host") == 0) {
		head->hosts++;
		head->host = text;
	} else if (strcasecmp(name, "Origin") == 0) {
		head->origins++;
		head->origin = text;
	} else if (strcasecmp(name, "Sec-Fetch-Site") == 0) {
		head->fetch_site = text;
	}
	return MHD_YES;
}

static void read_cookie(struct request *r)
{
	uint8_t token[TOKEN_BYTES];
	const char *value = MHD_lookup_connection_value(r->mhd, MHD_COOKIE_KIND, "tandem");
	r->has_cookie = value && token_read(str_from(value), token);
	if (r->has_cookie)
		token_hash(token, &r->cookie);
}

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
	if (MHD_add_response_header(response, name, value) != MHD_YES)
		log_error("the header %s could not be added", name);
}

/* No inline script or style, nothing from anywhere else, in nobody's frame. The WebSocket's address is
 * spelled out since 'self' did not cover it in Safari before 15.4; the Host was checked. */
void answer_headers(
	const struct request *r, struct MHD_Response *response, const char *type, const char *cache)
{
	char policy[512 + HOST_CHARS];
	bool known = hosts_have(r->on->listener->hosts, r->head.host);
	snprintf(policy, sizeof policy,
		"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'%s%.*s; img-src "
		"'self' data:; "
		"font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
		known ? " ws://" : "", STR_FMT(known ? r->head.host : STR("")));
	add_header(response, "Content-Security-Policy", policy);
	add_header(response, "Referrer-Policy", "no-referrer");
	add_header(response, "X-Content-Type-Options", "nosniff");
	add_header(response, "Content-Type", type);
	add_header(response, "Cache-Control", cache);
}

/* ---- answers ---- */
static void stage(struct request *r, int64_t ms)
{
	r->on->deadline = r->net->loop.now + ms;
}

static void resume(struct request *r)
{
	if (!r->waiting)
		return;
	r->waiting = false;
	MHD_resume_connection(r->mhd);
	r->on->listener->eager = true;
}

void request_answer(struct request *r, unsigned status, struct MHD_Response *response)
{
	if (r->response) {
		MHD_destroy_response(response);
		return;
	}
	r->response = response;
	r->status = status;
	askers_remove(&r->net->askers, &r->asker);
	stage(r, SEND_MS);
	resume(r);
}

void request_json(struct request *r, unsigned status, struct buf *json, const char *set_cookie)
{
	struct MHD_Response *response =
		MHD_create_response_from_buffer(json->n, json->p, MHD_RESPMEM_MUST_COPY);
	INVARIANT(response);
	buf_free(json);
	answer_headers(r, response, "application/json; charset=utf-8", "no-store");
	if (set_cookie)
		add_header(response, "Set-Cookie", set_cookie);
	request_answer(r, status, response);
}

static void fail_with(struct request *r, unsigned status, enum err err)
{
	struct buf json = {0};
	wire_error(&json, err);
	request_json(r, status, &json, NULL);
}

void request_fail(struct request *r, enum err err)
{
	fail_with(r, (unsigned)err_status(err), err);
}

void request_wait(struct request *r, void (*take)(struct asker *, const struct effect *))
{
	if (!r->asker.conn)
		askers_add(&r->net->askers, &r->asker);
	r->asker.take = take;
	stage(r, ANSWER_MS);
}

void request_post(struct request *r, struct msg *msg, void (*take)(struct asker *, const struct effect *))
{
	request_wait(r, take);
	msg->origin.conn = r->asker.conn;
	if (!net_post(r->net, msg))
		request_fail(r, ERR_busy);
}

/* ---- WebSocket handshake (RFC 6455, 4.2) ---- */
struct upgrade {
	struct net *net;
	websocket_opener *open;
	struct hash cookie;
};

static void on_upgraded(void *user, struct MHD_Connection *mhd, void *of_request, const char *extra,
	size_t extra_n, MHD_socket fd, struct MHD_UpgradeResponseHandle *handle)
{
	(void)of_request;
	struct upgrade *u = user;
	struct connection *on =
		MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
	on->upgraded = true;
	u->open(u->net, fd, handle, &u->cookie, (struct str){extra, extra_n});
}

/* Whether a comma-separated header has this token, in any case. */
static bool has_token(struct str list, struct str token)
{
	struct str part;
	while (str_split(&list, ',', &part)) {
		part = str_trim(part);
		if (part.n == token.n && strncasecmp(part.p, token.p, token.n) == 0)
			return true;
	}
	return false;
}

void request_upgrade(struct request *r, websocket_opener *open)
{
	char accept[ACCEPT_CHARS + 1];
	if (!has_token(request_header(r, "Upgrade"), STR("websocket")) ||
		!has_token(request_header(r, "Connection"), STR("upgrade")) ||
		!str_eq(request_header(r, "Sec-WebSocket-Version"), STR("13")) ||
		!websocket_accept(request_header(r, "Sec-WebSocket-Key"), accept)) {
		fail_with(r, MHD_HTTP_UPGRADE_REQUIRED, ERR_invalid);
		return;
	}
	struct upgrade *u = xcalloc(1, sizeof *u);
	*u = (struct upgrade){.net = r->net, .open = open, .cookie = r->cookie};
	struct MHD_Response *response = MHD_create_response_for_upgrade(on_upgraded, u);
	INVARIANT(response);
	r->upgrade = u;
	add_header(response, "Upgrade", "websocket");
	add_header(response, "Sec-WebSocket-Accept", accept);
	request_answer(r, MHD_HTTP_SWITCHING_PROTOCOLS, response);
}

/* ---- a request's life, as MHD calls it ---- */
static bool path_fits(struct str pattern, struct str path)
{
	if (pattern.p[pattern.n - 1] == '*')
		return str_starts(path, str_sub(pattern, 0, pattern.n - 1));
	return str_eq(pattern, path);
}

/* The route for it, or which status says why not. */
static const struct route *find_route(enum site site, struct str method, struct str path, unsigned *status)
{
	if (str_eq(method, STR("HEAD")))
		method = STR("GET");
	*status = MHD_HTTP_NOT_FOUND;
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		const struct route *route = &routes[i];
		if (route->site != site || !path_fits(str_from(route->path), path))
			continue;
		if (str_eq(str_from(route->method), method))
			return route;
		*status = MHD_HTTP_METHOD_NOT_ALLOWED;
	}
	return NULL;
}

static bool has_body(const struct request *r, int64_t *length)
{
	struct str text = request_header(r, "Content-Length");
	*length = 0;
	if (text.n && !str_int(text, 0, INT64_MAX, length))
		*length = INT64_MAX;
	return *length > 0 || request_header(r, "Transfer-Encoding").n > 0;
}

/* A file is taken from few at a time, and read from nobody but the coordinator. */
static void take_upload(struct request *r)
{
	struct http *http = r->net->http;
	if (http->uploads == UPLOADS_MAX) {
		request_fail(r, ERR_busy);
		return;
	}
	http->uploads++;
	r->uploads = true;
	stage(r, BODY_MS);
	resume(r);
}

/* Everything that can be refused by the header alone, before a byte of the body is read. */
static void admit(struct request *r, struct str method)
{
	const struct listener *listener = r->on->listener;
	size_t header = MHD_get_connection_info(r->mhd, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
	unsigned status;
	int64_t length;
	MHD_get_connection_values(r->mhd, MHD_HEADER_KIND, note_header, &r->head);
	r->route = find_route(listener->site, method, r->path, &status);
	if (header > HEADER_BYTES_MAX)
		fail_with(r, MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE, ERR_too_long);
	else if (!origin_fits(listener->hosts, &r->head, r->route ? r->route->origin : ORIGIN_READS))
		request_fail(r, ERR_origin);
	else if (!r->route)
		fail_with(r, status, status == MHD_HTTP_NOT_FOUND ? ERR_not_found : ERR_invalid);
	else if (has_body(r, &length) && r->route->method[0] != 'P')
		request_fail(r, ERR_invalid);
	else if (request_header(r, "Transfer-Encoding").n)
		fail_with(r, MHD_HTTP_LENGTH_REQUIRED, ERR_invalid);
	else if (length > (int64_t)r->route->most)
		request_fail(r, ERR_too_long);
	else
		read_cookie(r);
	if (!r->response && r->route->most > BODY_BYTES_MAX) {
		r->admitting = true;
		request_coordinates(r, take_upload);
	}
}

static struct request *begin(struct listener *listener, struct MHD_Connection *mhd, const char *url)
{
	struct request *r = xcalloc(1, sizeof *r);
	size_t n = strlen(url);
	char *path = xmalloc(n + 1);
	memcpy(path, url, n + 1);
	r->net = listener->http->net;
	r->mhd = mhd;
	r->path = (struct str){path, n};
	const char *preview = MHD_lookup_connection_value(mhd, MHD_GET_ARGUMENT_KIND, "preview");
	r->preview = preview && strcmp(preview, "1") == 0;
	r->on = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
	r->on->request = r;
	stage(r, BODY_MS);
	return r;
}

static enum MHD_Result send_answer(struct request *r)
{
	struct MHD_Response *response = r->response;
	enum MHD_Result result = MHD_queue_response(r->mhd, r->status, response);
	MHD_destroy_response(response);
	r->response = NULL;
	return result;
}

static enum MHD_Result wait(struct request *r)
{
	r->waiting = true;
	MHD_suspend_connection(r->mhd);
	return MHD_YES;
}

static enum MHD_Result on_request(void *user, struct MHD_Connection *mhd, const char *url, const char *method,
	const char *version, const char *upload, size_t *upload_n, void **state)
{
	(void)version;
	struct listener *listener = user;
	struct request *r = *state;
	int64_t length = 0;
	if (!r) {
		*state = r = begin(listener, mhd, url);
		admit(r, str_from(method));
		if (r->admitting && !r->response)
			return wait(r);
		/* An answer now makes MHD close the connection: right for a body that is not wanted. */
		return r->response && has_body(r, &length) ? send_answer(r) : MHD_YES;
	}
	if (r->admitting) { /* called again as it was before, since nothing of the body was read */
		r->admitting = false;
		return r->response ? send_answer(r) : MHD_YES;
	}
	if (*upload_n) {
		if (r->body.n + *upload_n > r->route->most)
			return MHD_NO;
		buf_add(&r->body, (struct str){upload, *upload_n});
		*upload_n = 0;
		return MHD_YES;
	}
	if (!r->response)
		r->route->handle(r);
	if (r->response)
		return send_answer(r);
	return wait(r);
}

static void on_completed(
	void *user, struct MHD_Connection *mhd, void **state, enum MHD_RequestTerminationCode code)
{
	(void)user;
	(void)mhd;
	(void)code;
	struct request *r = *state;
	if (!r)
		return;
	*state = NULL;
	askers_remove(&r->net->askers, &r->asker);
	if (r->uploads)
		r->net->http->uploads--;
	if (r->response)
		MHD_destroy_response(r->response);
	if (r->on) {
		r->on->request = NULL;
		stage(r, IDLE_MS);
	}
	free(r->upgrade);
	buf_free(&r->body);
	free((char *)(uintptr_t)r->path.p);
	free(r);
}

static bool same_address(const struct connection *a, const struct connection *b)
{
	return memcmp(&a->address, &b->address, sizeof a->address) == 0;
}

/* MHD's own limit for an address does not hold for sockets that it did not open itself (0.9.75). */
static bool is_one_too_many(const struct connection *c)
{
	int count = 0;
	for (const struct connection *other = c->listener->http->connections; other; other = other->next)
		count += same_address(c, other);
	return count > SOCKETS_PER_ADDRESS_MAX;
}

static void keep_address(struct connection *c, const struct sockaddr *from)
{
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)from;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)from;
	if (from->sa_family == AF_INET6)
		c->address = v6->sin6_addr;
	else
		memcpy(&c->address, &v4->sin_addr, sizeof v4->sin_addr);
}

static struct connection *connection_new(struct listener *listener, struct MHD_Connection *mhd)
{
	struct connection *c = xcalloc(1, sizeof *c);
	c->listener = listener;
	c->fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	c->deadline = listener->http->net->loop.now + HEADER_MS;
	keep_address(c, MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
	c->link = &listener->http->connections;
	c->next = *c->link;
	if (c->next)
		c->next->link = &c->next;
	*c->link = c;
	if (is_one_too_many(c))
		shutdown(c->fd, SHUT_RDWR);
	return c;
}

static void connection_free(struct connection *c)
{
	if (c->request)
		c->request->on = NULL;
	c->listener->eager = true; /* MHD accepts again in its next run only, if it was at its limit */
	*c->link = c->next;
	if (c->next)
		c->next->link = c->link;
	free(c);
}

static void on_connection(
	void *user, struct MHD_Connection *mhd, void **context, enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		*context = connection_new(user, mhd);
	} else {
		connection_free(*context);
		*context = NULL;
	}
}

/* ---- deadlines ---- */
static void expire(struct connection *c)
{
	struct request *r = c->request;
	if (r && r->waiting) {
		log_warn("the core did not answer in time");
		request_fail(r, ERR_busy);
	} else {
		shutdown(c->fd, SHUT_RDWR);
		c->deadline = NEVER;
	}
	c->listener->eager = true;
}

void http_sweep(struct net *net)
{
	for (struct connection *c = net->http->connections; c; c = c->next)
		if (!c->upgraded && c->deadline <= net->loop.now)
			expire(c);
}

bool http_anybody(const struct net *net)
{
	return net->http->connections != NULL;
}

/* ---- the daemons ---- */
static void run(struct listener *listener)
{
	listener->eager = false;
	if (MHD_run(listener->daemon) != MHD_YES)
		log_error("the HTTP server failed to run");
	MHD_UNSIGNED_LONG_LONG ms;
	if (MHD_get_timeout(listener->daemon, &ms) == MHD_YES && ms == 0)
		listener->eager = true;
}

static void on_ready(struct watch *watch, uint32_t events)
{
	(void)events;
	((struct listener *)(void *)watch)->eager = true;
}

void http_run(struct net *net)
{
	for (int i = 0; i < SITE_COUNT; i++)
		if (net->http->listeners[i].daemon && net->http->listeners[i].eager)
			run(&net->http->listeners[i]);
}

void http_nudge(struct net *net)
{
	for (int i = 0; i < SITE_COUNT; i++)
		net->http->listeners[i].eager = net->http->listeners[i].daemon != NULL;
}

bool http_eager(const struct net *net)
{
	for (int i = 0; i < SITE_COUNT; i++)
		if (net->http->listeners[i].eager)
			return true;
	return false;
}

static void on_mhd_log(void *user, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
static void on_mhd_log(void *user, const char *format, va_list args)
{
	(void)user;
	char line[256];
	vsnprintf(line, sizeof line, format, args);
	log_debug("MHD: %.*s", (int)strcspn(line, "\n"), line);
}

/* Paths are compared as they came: what is escaped in them is none of our files. */
static size_t on_unescape(void *user, struct MHD_Connection *mhd, char *text)
{
	(void)user;
	(void)mhd;
	return strlen(text);
}

/* A listening socket on an address and port; "" is all addresses, by IPv6 where there is some. */
static int listen_on(const char *address, uint16_t port)
{
	struct sockaddr_in6 all = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
	struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV,
				.ai_socktype = SOCK_STREAM},
			*found;
	char service[8];
	snprintf(service, sizeof service, "%u", port);
	int fd = -1, on = 1, off = 0;
	if (*address == 0) {
		fd = socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
		if (fd >= 0 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) == 0 &&
			setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
			bind(fd, (struct sockaddr *)&all, sizeof all) == 0 && listen(fd, SOMAXCONN) == 0)
			return fd;
		if (fd >= 0)
			close(fd);
		address = "0.0.0.0";
	}
	if (getaddrinfo(address, service, &hints, &found) != 0)
		return -1;
	fd = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	bool good = fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
		bind(fd, found->ai_addr, found->ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0;
	freeaddrinfo(found);
	if (!good && fd >= 0)
		close(fd);
	return good ? fd : -1;
}

static uint16_t port_of(int fd)
{
	struct sockaddr_in6 name = {0};
	socklen_t n = sizeof name;
	INVARIANT(getsockname(fd, (struct sockaddr *)&name, &n) == 0);
	return ntohs(name.sin6_port); /* at the same place in sockaddr_in */
}

/* Takes the listening socket. */
static bool start(struct listener *l, int fd)
{
	l->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_ALLOW_UPGRADE | MHD_USE_ERROR_LOG, 0, NULL,
		NULL, on_request, l, MHD_OPTION_EXTERNAL_LOGGER, on_mhd_log, NULL, MHD_OPTION_LISTEN_SOCKET,
		fd, MHD_OPTION_NOTIFY_CONNECTION, on_connection, l, MHD_OPTION_NOTIFY_COMPLETED, on_completed,
		l, MHD_OPTION_CONNECTION_LIMIT, (unsigned)SOCKETS_MAX, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
		(unsigned)SOCKETS_PER_ADDRESS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
		MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, NULL, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_END);
	if (!l->daemon) {
		close(fd);
		return false;
	}
	l->watch = (struct watch){.ready = on_ready};
	l->watch.fd = MHD_get_daemon_info(l->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	l->eager = true;
	return loop_add(&l->http->net->loop, &l->watch, EPOLLIN);
}

static bool open_phones(struct http *http, const struct net_options *options, char *problem, size_t size)
{
	struct listener *l = &http->listeners[SITE_PHONES];
	int fd = listen_on(options->bind, options->port);
	if (fd >= 0)
		http->net->port = port_of(fd);
	if (fd >= 0 && start(l, fd))
		return true;
	snprintf(problem, size, "cannot listen on %s port %u; is another program using it?",
		*options->bind ? options->bind : "any address,", options->port);
	return false;
}

/* "127.0.0.1:8089"; only loopback, since whoever reaches it sees the screen and may touch it. */
static bool open_mirror(struct http *http, const char *where, char *problem, size_t size)
{
	struct str rest = str_from(where), host, digits = STR("");
	int64_t port = 0;
	struct listener *l = &http->listeners[SITE_MIRROR];
	if (!str_split(&rest, ':', &host) || !str_split(&rest, ':', &digits) ||
		!str_int(digits, 0, UINT16_MAX, &port) ||
		!(str_eq(host, STR("127.0.0.1")) || str_eq(host, STR("localhost")))) {
		snprintf(problem, size, "the mirror is for 127.0.0.1:PORT only, not %s", where);
		return false;
	}
	int fd = listen_on("127.0.0.1", (uint16_t)port);
	if (fd >= 0)
		hosts_add_loopback(&http->mirror_hosts, http->net->mirror_port = port_of(fd));
	if (fd >= 0 && start(l, fd))
		return true;
	snprintf(problem, size, "cannot listen on %s for the mirror", where);
	return false;
}

bool http_open(struct net *net, const struct net_options *options, char *problem, size_t size)
{
	struct http *http = xcalloc(1, sizeof *http);
	net->http = http;
	http->net = net;
	for (int i = 0; i < SITE_COUNT; i++) {
		http->listeners[i].http = http;
		http->listeners[i].site = (enum site)i;
		http->listeners[i].hosts = i == SITE_MIRROR ? &http->mirror_hosts : &net->hosts;
	}
	return open_phones(http, options, problem, size) &&
		(!*options->mirror || open_mirror(http, options->mirror, problem, size));
}

static void stop(struct net *net, struct listener *l)
{
	if (!l->daemon)
		return;
	for (struct connection *c = net->http->connections; c; c = c->next)
		if (c->request && c->request->waiting)
			request_fail(c->request, ERR_busy);
	run(l);
	loop_remove(&net->loop, &l->watch);
	MHD_stop_daemon(l->daemon);
	l->daemon = NULL;
}

void http_close(struct net *net)
{
	if (!net->http)
		return;
	for (int i = 0; i < SITE_COUNT; i++)
		stop(net, &net->http->listeners[i]);
	free(net->http);
	net->http = NULL;
}
