/* A phone's WebSocket, message by message:
 *
 *   from the phone                                   to the phone
 *   {"t":"open","ticket","note","client","version"}  {"t":"doc","v","text","title","readOnly"}, or
 *     first, within OPEN_MS; version may be null     {"t":"since","from","updates":[{"c","ch"}],"title","readOnly"}
 *                                                    {"t":"entry","v","c","ch"}, one for every later version
 *   {"t":"push","v","push","updates":[…]}            {"t":"ack","push","v"} or {"t":"no","push","error","text"}
 *   {"t":"cursor","v","a","h"}                       {"t":"people","you","v","title","readOnly","people":[…]}
 *   {"t":"hi"}                                       {"t":"hi"}, at once: the page asks whether we are alive
 *                                                    {"t":"end","error","text"}, then close 1000
 *
 * Closed with 1008 for what no page of ours sends, 1009 for too much, 1013 when the page should just try
 * again, 1001 when we stop. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <wslay/wslay.h>

#include "base/arena.h"
#include "net/feed.h"
#include "net/http.h"
#include "net/wire.h"

#define CODE_TRY_AGAIN 1013 /* IANA's WebSocket close code registry; wslay has no name for it */

static void send_buf(struct phone *phone, struct buf *json)
{
	socket_send_text(phone->socket, buf_str(json));
	buf_free(json);
}

void phone_end(struct phone *phone, enum err err)
{
	struct buf json = {0};
	struct socket *socket = phone->socket;
	wire_end(&json, err);
	send_buf(phone, &json);
	socket_close(socket, WSLAY_CODE_NORMAL_CLOSURE); /* by now the phone may be gone */
}

static void refuse_push(struct phone *phone, uint32_t push, enum err err)
{
	struct buf json = {0};
	wire_refused(&json, push, err);
	send_buf(phone, &json);
}

/* ---- from the core ---- */
static void take_failure(struct phone *phone, const struct effect *effect)
{
	enum err err = effect->u.reply.err;
	if (err == ERR_none || err == ERR_already)
		return;
	if (effect->about == MSG_note_push)
		refuse_push(phone, phone->push, err);
	else if (effect->about == MSG_note_open && (err == ERR_busy || err == ERR_disk))
		socket_close(phone->socket, CODE_TRY_AGAIN);
	else if (effect->about == MSG_note_open)
		phone_end(phone, err);
}

static void take(struct asker *asker, const struct effect *effect)
{
	struct phone *phone = (struct phone *)(void *)asker;
	struct buf json = {0};
	switch ((int)effect->kind) {
	case EFFECT_note_state:
		wire_state(&json, &effect->u.note_state);
		feed_join(phone->net->feeds, phone, effect->u.note_state.version);
		break;
	case EFFECT_note_since:
		wire_since(&json, &effect->u.note_since);
		feed_join(phone->net->feeds, phone, effect->u.note_since.from + effect->u.note_since.count);
		break;
	case EFFECT_note_ack:
		wire_ack(&json, &effect->u.note_ack);
		break;
	case EFFECT_note_refused:
		wire_refused(&json, effect->u.note_refused.push, effect->u.note_refused.err);
		break;
	case EFFECT_note_ended:
		phone_end(phone, effect->u.note_ended.err);
		return;
	case EFFECT_reply:
		take_failure(phone, effect);
		return;
	default:
		return;
	}
	send_buf(phone, &json);
}

/* ---- from the phone ---- */
static void broke_rules(struct phone *phone)
{
	socket_close(phone->socket, WSLAY_CODE_POLICY_VIOLATION);
}

static void on_open(struct phone *phone, const json_t *json)
{
	struct str ticket, client;
	int64_t version = 0;
	const json_t *had = json_object_get(json, "version");
	if (!wire_get_text(json, "ticket", FIRST_BYTES_MAX, &ticket) ||
		!wire_get_text(json, "client", CLIENT_ID_MAX, &client) || client.n == 0 ||
		memchr(client.p, 0, client.n) || !wire_get_number(json, "note", 1, INT64_MAX, &phone->note) ||
		(had && !json_is_null(had) && !wire_get_number(json, "version", 0, UINT32_MAX, &version))) {
		broke_rules(phone);
		return;
	}
	if (!ticket_take(&phone->net->tickets, ticket, &phone->cookie, phone->note, phone->net->loop.now)) {
		phone_end(phone, ERR_signed_out);
		return;
	}
	struct msg *msg = net_message(MSG_note_open, FROM_PHONE, phone->asker.conn);
	msg->u.note_open = (struct msg_note_open){.cookie = phone->cookie,
		.note = phone->note,
		.version = (uint32_t)version,
		.has_version = had && !json_is_null(had),
		.client = msg_str(msg, client)};
	if (!net_post(phone->net, msg)) {
		socket_close(phone->socket, CODE_TRY_AGAIN);
		return;
	}
	memcpy(phone->client, client.p, client.n);
	phone->asked = true;
	socket_admit(phone->socket);
}

static bool read_updates(struct msg *msg, const json_t *list, struct str client)
{
	size_t count = json_array_size(list);
	struct note_update *updates = ARENA_ARRAY(&msg->mem, struct note_update, count);
	for (size_t i = 0; i < count; i++) {
		updates[i].client = client;
		if (!wire_read_changes(&msg->mem, json_array_get(list, i), &updates[i].changes))
			return false;
	}
	msg->u.note_push.updates = updates;
	msg->u.note_push.count = (uint32_t)count;
	return true;
}

static void on_push(struct phone *phone, const json_t *json)
{
	int64_t version, push;
	const json_t *list = json_object_get(json, "updates");
	if (!wire_get_number(json, "v", 0, UINT32_MAX, &version) ||
		!wire_get_number(json, "push", 1, UINT32_MAX, &push) || !json_is_array(list) ||
		json_array_size(list) == 0) {
		broke_rules(phone);
		return;
	}
	phone->push = (uint32_t)push;
	struct msg *msg = net_message(MSG_note_push, FROM_PHONE, phone->asker.conn);
	msg->u.note_push = (struct msg_note_push){
		.note = phone->note, .version = (uint32_t)version, .push = (uint32_t)push};
	msg->u.note_push.client = msg_str(msg, str_from(phone->client));
	enum err err = json_array_size(list) > UPDATES_MAX         ? ERR_too_long
		: read_updates(msg, list, msg->u.note_push.client) ? ERR_none
								   : ERR_invalid;
	if (err != ERR_none)
		msg_free(msg);
	else if (!net_post(phone->net, msg))
		err = ERR_busy;
	if (err != ERR_none)
		refuse_push(phone, (uint32_t)push, err);
}

static void on_cursor(struct phone *phone, const json_t *json)
{
	int64_t version, anchor, head;
	if (!wire_get_number(json, "v", 0, UINT32_MAX, &version) ||
		!wire_get_number(json, "a", 0, UINT32_MAX, &anchor) ||
		!wire_get_number(json, "h", 0, UINT32_MAX, &head)) {
		broke_rules(phone);
		return;
	}
	struct msg *msg = net_message(MSG_note_cursor, FROM_PHONE, phone->asker.conn);
	msg->origin.request = 0;
	msg->u.note_cursor = (struct msg_note_cursor){.note = phone->note,
		.version = (uint32_t)version,
		.anchor = (uint32_t)anchor,
		.head = (uint32_t)head};
	net_post(phone->net, msg); /* the next one replaces it anyway */
}

static void on_hi(struct phone *phone, const json_t *json)
{
	(void)json;
	socket_send_text(phone->socket, STR("{\"t\":\"hi\"}"));
}

static const struct {
	const char *type;
	bool first; /* the one that opens; the others come after it */
	void (*handle)(struct phone *, const json_t *);
} handlers[] = {
	{"open", true, on_open},
	{"push", false, on_push},
	{"cursor", false, on_cursor},
	{"hi", false, on_hi},
};

static void handle(struct phone *phone, const json_t *json)
{
	struct str type = STR("");
	wire_get_text(json, "t", 16, &type);
	for (size_t i = 0; i < sizeof handlers / sizeof *handlers; i++)
		if (str_eq(type, str_from(handlers[i].type)) && handlers[i].first != phone->asked) {
			handlers[i].handle(phone, json);
			return;
		}
	broke_rules(phone);
}

static void on_message(struct socket *socket, struct str text)
{
	json_t *json = wire_read(text);
	if (json)
		handle(socket_owner(socket), json);
	else
		broke_rules(socket_owner(socket));
	json_decref(json);
}

static void on_gone(struct socket *socket)
{
	struct phone *phone = socket_owner(socket);
	if (phone->asked) {
		struct msg *msg = net_message(MSG_note_leave, FROM_PHONE, phone->asker.conn);
		msg->origin.request = 0;
		net_owe(phone->net, msg);
	}
	feed_leave(phone);
	askers_remove(&phone->net->askers, &phone->asker);
	loop_free_later(&phone->net->loop, phone);
}

static void on_drained(struct socket *socket)
{
	feed_people_to(socket_owner(socket));
}

static const struct socket_kind kind = {
	.message = on_message, .gone = on_gone, .drained = on_drained, .queued_max = QUEUED_BYTES_MAX};

void phone_open(struct net *net, int fd, struct MHD_UpgradeResponseHandle *urh, const struct hash *cookie,
	struct str read_ahead)
{
	struct phone *phone = xcalloc(1, sizeof *phone);
	phone->net = net;
	phone->asker.take = take;
	phone->cookie = *cookie;
	askers_add(&net->askers, &phone->asker);
	phone->socket = socket_new(net->sockets, fd, urh, &kind, phone);
	socket_start(phone->socket, read_ahead);
}

void phone_socket(struct request *r)
{
	if (r->has_cookie)
		request_upgrade(r, phone_open);
	else
		request_fail(r, ERR_signed_out);
}
