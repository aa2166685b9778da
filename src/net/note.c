/* A phone on a note, message by message; what is the same on a board is in phone.c:
 *
 *   from the phone                                   to the phone
 *   {"t":"open","ticket","note","client","version"}  {"t":"doc","v","text","title","readOnly"}, or
 *     first, within OPEN_MS; version may be null     {"t":"since","from","updates":[{"c","ch"}],"title","readOnly"}
 *                                                    {"t":"entry","v","c","ch"}, one for every later version
 *   {"t":"push","v","push","updates":[…]}            {"t":"ack","push","v"} or {"t":"no","push","error","text"}
 *   {"t":"cursor","v","a","h"}                       {"t":"people","you","v","title","readOnly","people":[…]} */
#include <string.h>

#include "net/feed.h"

static void refuse_push(struct phone *phone, uint32_t push, enum err err)
{
	struct buf json = {0};
	wire_refused(&json, push, err);
	phone_send(phone, &json);
}

/* ---- from the core ---- */
static void take_failure(struct phone *phone, const struct effect *effect)
{
	enum err err = effect->u.reply.err;
	if (effect->about == MSG_note_push && err != ERR_none && err != ERR_already)
		refuse_push(phone, phone->push, err);
}

static void join(struct phone *phone, struct buf *json, uint32_t version)
{
	phone->version = version;
	phone_send(phone, json);
	feed_join(phone);
}

static void take(struct phone *phone, const struct effect *effect)
{
	struct buf json = {0};
	switch ((int)effect->kind) {
	case EFFECT_note_state:
		wire_state(&json, &effect->u.note_state);
		join(phone, &json, effect->u.note_state.version);
		return;
	case EFFECT_note_since:
		wire_since(&json, &effect->u.note_since);
		join(phone, &json, effect->u.note_since.from + effect->u.note_since.count);
		return;
	case EFFECT_note_ack:
		wire_ack(&json, &effect->u.note_ack);
		break;
	case EFFECT_note_refused:
		wire_refused(&json, effect->u.note_refused.push, effect->u.note_refused.err);
		break;
	case EFFECT_reply:
		take_failure(phone, effect);
		return;
	default:
		return;
	}
	phone_send(phone, &json);
}

/* ---- from the phone ---- */
static struct msg *ask(struct phone *phone, const json_t *json)
{
	struct str client;
	int64_t version = 0;
	const json_t *had = json_object_get(json, "version");
	if (!wire_get_text(json, "client", CLIENT_ID_MAX, &client) || client.n == 0 ||
		memchr(client.p, 0, client.n) ||
		(had && !json_is_null(had) && !wire_get_number(json, "version", 0, UINT32_MAX, &version)))
		return NULL;
	memcpy(phone->client, client.p, client.n);
	phone->client[client.n] = '\0';
	struct msg *msg = net_message(MSG_note_open, FROM_PHONE, phone->asker.conn);
	msg->u.note_open = (struct msg_note_open){.cookie = phone->cookie,
		.note = phone->subject,
		.version = (uint32_t)version,
		.has_version = had && !json_is_null(had),
		.client = msg_str(msg, client)};
	return msg;
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
		phone_broke_rules(phone);
		return;
	}
	phone->push = (uint32_t)push;
	struct msg *msg = net_message(MSG_note_push, FROM_PHONE, phone->asker.conn);
	msg->u.note_push = (struct msg_note_push){
		.note = phone->subject, .version = (uint32_t)version, .push = (uint32_t)push};
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
		phone_broke_rules(phone);
		return;
	}
	struct msg *msg = net_message(MSG_note_cursor, FROM_PHONE, phone->asker.conn);
	msg->origin.request = 0;
	msg->u.note_cursor = (struct msg_note_cursor){.note = phone->subject,
		.version = (uint32_t)version,
		.anchor = (uint32_t)anchor,
		.head = (uint32_t)head};
	net_post(phone->net, msg); /* the next one replaces it anyway */
}

const struct following note_following = {.first = "open",
	.subject = "note",
	.least = 1,
	.ask = ask,
	.asks = MSG_note_open,
	.take = take,
	.said = {{"push", on_push}, {"cursor", on_cursor}}};
