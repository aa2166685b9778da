/* A page that shows one thing at a time, message by message: a person's own, or the coordinator's. What is the same
 * on notes and boards is in phone.c.
 *
 *   from the page
 *   {"t":"page","ticket","page":5}           first, within OPEN_MS; -1 for the coordinator's
 *   {"t":"look","view","of","text","from"}   what it shows from now on; all but `view` may be left out
 *   {"t":"do","id":"…","what":…}             asks for a change; `person` left out is the page's own
 *   {"t":"leave"}                            signs out: this phone's right to the page ends
 *
 *   to the page
 *   {"t":"open","page":5}                    it may
 *   {"t":"view","view","of","text","from","doc":{…}}
 *                                            what it looks at: at once, and whenever it reads otherwise, only ever the
 *                                            newest. {"error":"not_found"} in it: that can't be shown
 *
 * What the documents hold stands where each view is made, in core. */
#include <inttypes.h>
#include <string.h>

#include "net/feed.h"
#include "net/wire_ask.h"

#define VIEW_NAME_MAX 40

static void opened(struct phone *phone)
{
	struct buf json = {0};
	buf_printf(&json, "{\"t\":\"open\",\"page\":%" PRId64 "}", phone->subject);
	phone_send(phone, &json);
	feed_join(phone);
}

/* ---- from the core ---- */
static void take(struct phone *phone, const struct effect *effect)
{
	if (effect->kind == EFFECT_view) {
		phone->mine.n = 0;
		wire_view(&phone->mine, &effect->u.view);
		feed_due(phone, NEWS_MINE);
	} else if (effect->kind == EFFECT_reply && effect->about == MSG_look) {
		phone_end(phone, effect->u.reply.err); /* its right is over */
	} else if (effect->kind == EFFECT_reply && effect->about != MSG_page_leave) {
		phone_answer(phone, effect->to.request, &effect->u.reply);
	}
}

/* ---- from the page ---- */
static struct msg *ask(struct phone *phone, const json_t *json)
{
	(void)json;
	struct msg *msg = net_message(MSG_page_open, FROM_PHONE, phone->asker.conn);
	msg->u.page_open = (struct msg_page_open){.cookie = phone->cookie, .subject = phone->subject};
	return msg;
}

/* Left out is nothing; something else than what belongs there is no page of ours. */
static bool may_lack(const json_t *json, const char *key, bool good)
{
	const json_t *value = json_object_get(json, key);
	return good || !value || json_is_null(value);
}

static void on_look(struct phone *phone, const json_t *json)
{
	struct msg_look look = {.text = STR("")};
	if (!wire_get_text(json, "view", VIEW_NAME_MAX, &look.view) ||
		!may_lack(json, "of", wire_get_number(json, "of", -1, INT64_MAX, &look.of)) ||
		!may_lack(json, "text", wire_get_text(json, "text", ASKED_TEXT_MAX, &look.text)) ||
		!may_lack(json, "from", wire_get_number(json, "from", -1, INT64_MAX, &look.from))) {
		phone_broke_rules(phone);
		return;
	}
	struct msg *msg = net_message(MSG_look, FROM_PHONE, phone->asker.conn);
	msg->u.look = look;
	msg->u.look.view = msg_str(msg, look.view);
	msg->u.look.text = msg_str(msg, look.text);
	if (!net_post(phone->net, msg))
		phone_try_again(phone);
}

static void on_leave(struct phone *phone, const json_t *json)
{
	(void)json;
	struct msg *msg = net_message(MSG_page_leave, FROM_PHONE, phone->asker.conn);
	if (!net_post(phone->net, msg))
		phone_try_again(phone);
}

const struct following view_following = {.first = "page",
	.subject = "page",
	.least = COORDINATOR,
	.ask = ask,
	.asks = MSG_page_open,
	.may_ask = &page_asks,
	.opened = opened,
	.take = take,
	.said = {{"look", on_look}, {"do", phone_asks}, {"leave", on_leave}}};
