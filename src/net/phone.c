/* A phone's WebSocket, whatever it follows. Its first message says what that is, and shows a ticket; the core
 * then says whether it may. Beside what note.c and board.c list there are, on every one:
 *
 *   from the phone                                   to the phone
 *   {"t":"hi"}                                       {"t":"hi"}, at once: the page asks whether we are alive
 *                                                    {"t":"end","error","text"}, then close 1000
 *
 * and on boards and pages, after the commit:
 *
 *   {"t":"do","id":"…","what":"vote",…}              {"t":"done","id","result":id}, with "already":true if it was
 *                                                    so before; or {"t":"no","id","error","text"}
 *
 * A `do` asks for a change: a message of messages.def with its fields, see wire_ask.c. The id is the decimal of a
 * random number that the page makes and keeps until it is answered: asked again with the same one, after a reconnect
 * perhaps, it is done once. One with an id is always answered, and by "no" if it is not understood; one without
 * is what no page of ours sends.
 *
 * Closed with 1008 for what no page of ours sends, 1009 for too much, 1013 when the page should just try
 * again, 1001 when we stop. */
#include <stdlib.h>
#include <wslay/wslay.h>

#include "base/arena.h"
#include "net/feed.h"
#include "net/http.h"
#include "net/wire_ask.h"
#include "net/wire_board.h"

#define CODE_TRY_AGAIN 1013 /* IANA's WebSocket close code registry; wslay has no name for it */

static const struct following *const followings[] = {&note_following, &board_following, &view_following};

void phone_send(struct phone *phone, struct buf *json)
{
	socket_send_text(phone->socket, buf_str(json));
	buf_free(json);
}

void phone_end(struct phone *phone, enum err err)
{
	struct buf json = {0};
	struct socket *socket = phone->socket;
	wire_end(&json, err);
	phone_send(phone, &json);
	socket_close(socket, WSLAY_CODE_NORMAL_CLOSURE); /* by now the phone may be gone */
}

void phone_broke_rules(struct phone *phone)
{
	socket_close(phone->socket, WSLAY_CODE_POLICY_VIOLATION);
}

void phone_try_again(struct phone *phone)
{
	socket_close(phone->socket, CODE_TRY_AGAIN);
}

/* ---- from the core ---- */
static void take_opened(struct phone *phone, enum err err)
{
	if (err == ERR_busy || err == ERR_disk)
		phone_try_again(phone);
	else if (err != ERR_none && err != ERR_already)
		phone_end(phone, err);
	else if (phone->follows->opened)
		phone->follows->opened(phone);
}

static void take(struct asker *asker, const struct effect *effect)
{
	struct phone *phone = (struct phone *)(void *)asker;
	if (effect->kind == EFFECT_note_ended)
		phone_end(phone, effect->u.note_ended.err);
	else if (effect->kind == EFFECT_reply && effect->about == phone->follows->asks)
		take_opened(phone, effect->u.reply.err);
	else
		phone->follows->take(phone, effect);
}

/* ---- from the phone ---- */
void phone_answer(struct phone *phone, uint64_t request, const struct effect_reply *reply)
{
	struct buf json = {0};
	wire_answer(&json, request, reply);
	phone_send(phone, &json);
}

void phone_asks(struct phone *phone, const json_t *json)
{
	struct origin origin = {.source = FROM_PHONE, .conn = phone->asker.conn};
	struct effect_reply no = {0};
	struct str text;
	int64_t id;
	if (!wire_get_text(json, "id", 19, &text) || !str_int(text, 1, INT64_MAX, &id)) {
		phone_broke_rules(phone);
		return;
	}
	origin.request = (uint64_t)id;
	struct msg *msg = wire_read_asked(json, origin, phone->follows->may_ask, phone->subject, &no.err);
	if (msg && !net_post(phone->net, msg))
		no.err = ERR_busy;
	if (no.err != ERR_none)
		phone_answer(phone, origin.request, &no);
}

static void on_first(struct phone *phone, const struct following *follows, const json_t *json)
{
	struct str ticket;
	struct msg *msg = NULL;
	if (wire_get_text(json, "ticket", FIRST_BYTES_MAX, &ticket) &&
		wire_get_number(json, follows->subject, follows->least, INT64_MAX, &phone->subject))
		msg = follows->ask(phone, json);
	if (!msg) {
		phone_broke_rules(phone);
		return;
	}
	if (!ticket_take(
		    &phone->net->tickets, ticket, &phone->cookie, phone->subject, phone->net->loop.now)) {
		msg_free(msg);
		phone_end(phone, ERR_signed_out);
		return;
	}
	if (!net_post(phone->net, msg)) {
		phone_try_again(phone);
		return;
	}
	phone->follows = follows;
	feed_enter(phone->net->feeds, phone);
	socket_admit(phone->socket);
}

static void on_later(struct phone *phone, struct str type, const json_t *json)
{
	if (str_eq(type, STR("hi"))) {
		socket_send_text(phone->socket, STR("{\"t\":\"hi\"}"));
		return;
	}
	for (const struct said *said = phone->follows->said; said->type; said++)
		if (str_eq(type, str_from(said->type))) {
			said->handle(phone, json);
			return;
		}
	phone_broke_rules(phone);
}

static void handle(struct phone *phone, const json_t *json)
{
	struct str type = STR("");
	wire_get_text(json, "t", 16, &type);
	if (phone->follows) {
		on_later(phone, type, json);
		return;
	}
	for (size_t i = 0; i < sizeof followings / sizeof *followings; i++)
		if (str_eq(type, str_from(followings[i]->first))) {
			on_first(phone, followings[i], json);
			return;
		}
	phone_broke_rules(phone);
}

static void on_message(struct socket *socket, struct str text)
{
	json_t *json = wire_read(text);
	if (json)
		handle(socket_owner(socket), json);
	else
		phone_broke_rules(socket_owner(socket));
	json_decref(json);
}

static void on_gone(struct socket *socket)
{
	struct phone *phone = socket_owner(socket);
	if (phone->follows) {
		struct msg *msg = net_message(MSG_note_leave, FROM_PHONE, phone->asker.conn);
		msg->origin.request = 0;
		net_owe(phone->net, msg);
	}
	feed_leave(phone);
	buf_free(&phone->mine);
	askers_remove(&phone->net->askers, &phone->asker);
	loop_free_later(&phone->net->loop, phone);
}

static void on_drained(struct socket *socket)
{
	feed_tell(socket_owner(socket));
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
