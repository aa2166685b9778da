/* A phone on a board, message by message; what is the same on a note is in phone.c. Times are milliseconds,
 * `left`, `gather` and `thumbs` from the moment the message was made; points in time are since 1970.
 *
 *   from the phone
 *   {"t":"board","ticket","board":17}        first, within OPEN_MS
 *   {"t":"do","id":"…","what":"vote",…}      asks for a change, see phone.c. A phone's person is its own.
 *   {"t":"topic","id":33}                    all of one topic, please
 *
 *   to the phone: its answers, after the commit
 *   {"t":"no","topic":33,"error","text"}     a topic that cannot be read
 *   {"t":"topic","topic":card,"detail","mine":bool,"similar":[card]}
 *
 *   to the phone: the whole present state, at once and whenever it has changed, only ever the newest
 *   {"t":"mine","me":face,"lead":bool,"left":votes,"finished":bool,"thumb":"none|continue|enough|no_matter",
 *    "stars":n,"votes":{"33":2},"drafts":[card],"interests":[topic],"now":[topic],"proposals":[{"offer","wish",
 *    "offerTitle","wishTitle","other":face,"mine":"none|yes|no","theirs","session":id or 0,"starts"}],
 *    "actions":[action]}
 *   {"t":"cards","topics":[card],"actions":[action]}
 *     card    {"id","note","lane":"proposed|next|discussing|done|merged","kind":"question|concern|offer|wish|acute",
 *              "title","outcome","by":face or null,"more":bool,"votes":n or null,"voters":n or null,"passed":n,
 *              "interested":n,"place":n or null,"slot":n or null,"under":id or 0,"spent","gather","here":n};
 *              `more`: it has a detail; null votes are hidden; `under`: it lies under another
 *     action  {"id","topic","text","owner":face or null,"due":time or 0,"before":bool,
 *              "state":"open|done|carry|drop"}
 *     face    {"id","name","initials","colour"}
 *   {"t":"meeting","name","purpose","next":time,"votesEach","votesTopic","open":bool,"meeting":null or {"id",
 *    "phase":"actions|collect|pitch|vote|discuss|harvest|close","phaseSeconds","lead":"kiosk|phone","round",
 *    "revealed":bool,"topic":id or 0,"box":{"total","left","running":bool,"extensions":n},"thumbs","thumbCount":
 *    {"asked","more","enough","noMatter"},"ends":time,"left","started":time,"closed":time or 0,"split":bool,
 *    "places":["…"],"slots":[time],"slotMinutes","count":{"people","finished","votes":n or null},"stars":{"count","mean":4.2},
 *    "agenda":[{"topic","ms","starts":time,"reached":bool}],"pitches":[topic],"phases":["…"],"undo":bool,
 *    "hint":null or {"kind","number","minutes"}}} */
#include "net/feed.h"
#include "net/wire_ask.h"
#include "net/wire_board.h"

static void refuse_topic(struct phone *phone, ident topic, enum err err)
{
	struct buf json = {0};
	wire_no_topic(&json, topic, err);
	phone_send(phone, &json);
}

/* ---- from the core ---- */
static void take_mine(struct phone *phone, const struct effect *effect)
{
	phone->mine.n = 0;
	wire_mine(&phone->mine, &effect->u.board_mine, effect->at);
	feed_due(phone, NEWS_MINE);
	feed_join(phone);
}

static void take(struct phone *phone, const struct effect *effect)
{
	struct buf json = {0};
	switch ((int)effect->kind) {
	case EFFECT_board_mine:
		take_mine(phone, effect);
		return;
	case EFFECT_topic_whole:
		wire_topic(&json, &effect->u.topic_whole, effect->at);
		phone_send(phone, &json);
		return;
	case EFFECT_reply:
		if (effect->about != MSG_topic_read)
			phone_answer(phone, effect->to.request, &effect->u.reply);
		else if (effect->u.reply.err != ERR_none)
			refuse_topic(phone, effect->u.reply.result, effect->u.reply.err);
		return;
	default:
		return;
	}
}

/* ---- from the phone ---- */
static struct msg *ask(struct phone *phone, const json_t *json)
{
	(void)json;
	struct msg *msg = net_message(MSG_board_open, FROM_PHONE, phone->asker.conn);
	msg->u.board_open = (struct msg_board_open){.cookie = phone->cookie, .board = phone->subject};
	return msg;
}

static void on_topic(struct phone *phone, const json_t *json)
{
	ident topic;
	if (!wire_get_number(json, "id", 1, INT64_MAX, &topic)) {
		phone_broke_rules(phone);
		return;
	}
	struct msg *msg = net_message(MSG_topic_read, FROM_PHONE, phone->asker.conn);
	msg->u.topic_read = (struct msg_topic_read){.topic = topic};
	if (!net_post(phone->net, msg))
		refuse_topic(phone, topic, ERR_busy);
}

const struct following board_following = {.first = "board",
	.subject = "board",
	.least = 1,
	.ask = ask,
	.asks = MSG_board_open,
	.may_ask = &board_asks,
	.take = take,
	.said = {{"do", phone_asks}, {"topic", on_topic}}};
