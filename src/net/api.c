/* The phones' requests: a code is exchanged for a cookie, a cookie asks what it opens, a visitor
 * looks for their name and says who they are. The page's protocol (what follows on the WebSocket is at the top of
 * note.c, board.c and view.c):
 *
 *   POST /api/code  {"token":"…26…"} or {"short":"H4K7QM"}
 *   POST /api/hello {"note":17}                                with the cookie
 *     200 {"note":17,"title":"…","me":5,"whoKnown":true,"readOnly":false,"people":[{"id":5,"name":"Anna B.",
 *          "initials":"AB","colour":3,"here":true}],"ticket":"…"}, and a cookie where one was made; or
 *         {"board":17,"title":"…","me":5,"whoKnown":true,"lead":false,"ticket":"…"}, where a board is meant; or
 *         {"page":5,"person":5,"coordinator":false,"title":"Anna Schmidt","ticket":"…"}, a person's page; or
 *         {"page":-1,"person":0,"coordinator":true,"title":the room's name,"ticket":"…"}; or
 *         {"partnership":12,"title":"…","people":[{"id",…,"taken":bool}],"ticket":"…"}: say who first, one of those
 *         whose phone has not come yet
 *   POST /api/hello {"page":5} or {"page":"coordinator"}       likewise
 *   POST /api/people {"board":17,"text":"an"}
 *     200 {"people":[{"id":5,"name":"Anna B.","initials":"AB","colour":3}]}
 *   POST /api/who   {"note":17,"person":5} or {"note":17,"guest":"Name"}; a board is named here too
 *     200 {"me":5,"name":"Anna B."}, or of a partnership {"page":5,…} as above
 *   anything else   {"error":"wrong_code","text":"…"} with the status of errors.def
 *
 * Wrong, old, malformed and unknown codes are told apart nowhere. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "net/http.h"
#include "net/token.h"
#include "net/wire_board.h"

static struct request *request_of(struct asker *asker)
{
	return (struct request *)(void *)asker;
}

/* The cookie is not marked Secure: a kiosk without a name on the internet has no certificate. */
static void cookie_line(char *out, size_t size, const uint8_t token[TOKEN_BYTES])
{
	char text[TOKEN_CHARS + 1];
	token_text(token, text);
	snprintf(
		out, size, "tandem=%s; HttpOnly; SameSite=Strict; Path=/; Max-Age=%ld", text, COOKIE_SECONDS);
}

static void (*const writers[])(struct buf *, const struct effect_joined *, const char *) = {
	[OPENED_NOTE] = wire_joined,
	[OPENED_BOARD] = wire_joined_board,
	[OPENED_PARTNERSHIP] = wire_joined_partnership,
	[OPENED_PAGE] = wire_joined_page,
};

static void take_joined(struct asker *asker, const struct effect *effect)
{
	struct request *r = request_of(asker);
	if (effect->kind != EFFECT_joined) {
		bool failed = effect->kind == EFFECT_reply && effect->u.reply.err != ERR_none;
		request_fail(r, failed ? effect->u.reply.err : ERR_internal);
		return;
	}
	const struct effect_joined *e = &effect->u.joined;
	char ticket[TOKEN_CHARS + 1], cookie[128];
	struct buf json = {0};
	if (e->set_cookie) {
		token_hash(e->cookie, &r->cookie);
		cookie_line(cookie, sizeof cookie, e->cookie);
	}
	ticket_make(&r->net->tickets, &r->cookie, e->note, r->net->loop.now, ticket);
	writers[e->what](&json, e, ticket);
	request_json(r, MHD_HTTP_OK, &json, e->set_cookie ? cookie : NULL);
}

/* The hash of the code in the request; false if it cannot be one. */
static bool code_hash(const json_t *json, struct hash *hash, bool *typed)
{
	struct str text;
	uint8_t token[TOKEN_BYTES];
	char code[SHORT_CODE_CHARS + 1];
	*typed = wire_get_text(json, "short", BODY_BYTES_MAX, &text);
	if (*typed && short_read(text, code)) {
		short_hash(code, hash);
		return true;
	}
	if (*typed || !wire_get_text(json, "token", BODY_BYTES_MAX, &text) || !token_read(text, token))
		return false;
	token_hash(token, hash);
	return true;
}

static void redeem(struct request *r, const json_t *json)
{
	struct msg_code_redeem m = {.cookie = r->cookie, .has_cookie = r->has_cookie};
	bool good = code_hash(json, &m.hash, &m.typed);
	if (m.typed && !tries_take(&r->net->tries, request_address(r), r->net->loop.now)) {
		request_fail(r, ERR_too_many_tries);
	} else if (!good) {
		request_fail(r, ERR_wrong_code);
	} else {
		struct msg *msg = net_message(MSG_code_redeem, FROM_PHONE, 0);
		msg->u.code_redeem = m;
		request_post(r, msg, take_joined);
	}
}

static void ask_hello(struct request *r, void (*take)(struct asker *, const struct effect *))
{
	struct msg *msg = net_message(MSG_device_hello, FROM_PHONE, 0);
	msg->u.device_hello = (struct msg_device_hello){.cookie = r->cookie, .note = r->note};
	request_post(r, msg, take);
}

/* "note" is whatever a phone may open; the latest it came to, where it is 0. */
static bool read_subject(const json_t *json, ident *subject)
{
	struct str page;
	*subject = COORDINATOR;
	if (wire_get_text(json, "page", BODY_BYTES_MAX, &page))
		return str_eq(page, STR("coordinator"));
	return wire_get_number(json, "page", 1, INT64_MAX, subject) ||
		wire_get_number(json, "note", 0, INT64_MAX, subject);
}

static void hello(struct request *r, const json_t *json)
{
	if (!read_subject(json, &r->note))
		request_fail(r, ERR_invalid);
	else if (!r->has_cookie)
		request_fail(r, ERR_signed_out);
	else
		ask_hello(r, take_joined);
}

static struct str name_of(const struct effect_joined *e, struct str otherwise)
{
	for (uint32_t i = 0; i < e->count; i++)
		if (e->people[i].person == e->me && e->me)
			return e->people[i].name;
	return otherwise;
}

static void take_name(struct asker *asker, const struct effect *effect)
{
	struct request *r = request_of(asker);
	if (effect->kind != EFFECT_joined) {
		take_joined(asker, effect);
		return;
	}
	struct buf json = {0};
	buf_printf(&json, "{\"me\":%" PRId64 ",\"name\":", effect->u.joined.me);
	wire_string(&json, name_of(&effect->u.joined, str_from(r->name)));
	buf_byte(&json, '}');
	request_json(r, MHD_HTTP_OK, &json, NULL);
}

/* The core says only that it is so; what the name reads like on the screen is asked for afterwards. */
static void take_who(struct asker *asker, const struct effect *effect)
{
	struct request *r = request_of(asker);
	bool good = effect->kind == EFFECT_reply &&
		(effect->u.reply.err == ERR_none || effect->u.reply.err == ERR_already);
	if (good && effect->u.reply.result != r->note) {
		r->note = effect->u.reply.result; /* the page they come to by it */
		ask_hello(r, take_joined);
	} else if (good) {
		ask_hello(r, take_name);
	} else {
		take_name(asker, effect);
	}
}

static void who(struct request *r, const json_t *json)
{
	ident person = 0;
	struct str guest = STR("");
	bool named = wire_get_text(json, "guest", NAME_MAX_BYTES, &guest);
	guest = str_trim(guest);
	if (!wire_get_number(json, "note", 1, INT64_MAX, &r->note) ||
		named == wire_get_number(json, "person", 1, INT64_MAX, &person) || (named && !guest.n)) {
		request_fail(r, ERR_invalid);
		return;
	}
	if (!r->has_cookie) {
		request_fail(r, ERR_signed_out);
		return;
	}
	memcpy(r->name, guest.p, guest.n);
	struct msg *msg = net_message(MSG_device_who, FROM_PHONE, 0);
	msg->u.device_who = (struct msg_device_who){.cookie = r->cookie, .note = r->note, .person = person};
	msg->u.device_who.guest = msg_str(msg, guest);
	request_post(r, msg, take_who);
}

static void take_people(struct asker *asker, const struct effect *effect)
{
	struct buf json = {0};
	if (effect->kind != EFFECT_board_people) {
		take_joined(asker, effect); /* it was refused */
		return;
	}
	wire_faces(&json, &effect->u.board_people);
	request_json(request_of(asker), MHD_HTTP_OK, &json, NULL);
}

static void people(struct request *r, const json_t *json)
{
	struct str text;
	if (!wire_get_text(json, "text", NAME_MAX_BYTES, &text) ||
		!wire_get_number(json, "board", 1, INT64_MAX, &r->note)) {
		request_fail(r, ERR_invalid);
	} else if (!r->has_cookie) {
		request_fail(r, ERR_signed_out);
	} else {
		struct msg *msg = net_message(MSG_board_search, FROM_PHONE, 0);
		msg->u.board_search = (struct msg_board_search){.cookie = r->cookie, .board = r->note};
		msg->u.board_search.text = msg_str(msg, text);
		request_post(r, msg, take_people);
	}
}

static void with_json(struct request *r, void (*handle)(struct request *, const json_t *))
{
	json_t *json = wire_read(buf_str(&r->body));
	if (json)
		handle(r, json);
	else
		request_fail(r, ERR_invalid);
	json_decref(json);
}

void api_code(struct request *r)
{
	with_json(r, redeem);
}

void api_hello(struct request *r)
{
	with_json(r, hello);
}

void api_who(struct request *r)
{
	with_json(r, who);
}

void api_people(struct request *r)
{
	with_json(r, people);
}
