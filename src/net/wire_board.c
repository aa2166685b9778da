/* Written by hand for the same reasons as in wire.c. Every frame holds the whole present state of what it
 * tells; a hidden number and a cell that a card does not have are null, so that no page takes them for 0. */
#include "net/wire_board.h"

#include <inttypes.h>

#include "net/wire_words.h"

/* ---- parts ---- */
/* `head` is what stands before: ",\"key\":". */
static void add_word(struct buf *out, const char *head, const struct words_of *words, int value)
{
	buf_printf(out, "%s\"%s\"", head, word_of(words, value));
}

static void add_flag(struct buf *out, const char *head, bool value)
{
	buf_printf(out, "%s%s", head, value ? "true" : "false");
}

static void add_number(struct buf *out, const char *head, int64_t value)
{
	buf_printf(out, "%s%" PRId64, head, value);
}

static void add_unless_negative(struct buf *out, const char *head, int64_t value)
{
	if (value < 0)
		buf_printf(out, "%snull", head);
	else
		add_number(out, head, value);
}

static int64_t left(int64_t until, int64_t now)
{
	return until > now ? until - now : 0;
}

static void add_ids(struct buf *out, const char *head, const ident *ids, uint32_t count)
{
	buf_printf(out, "%s[", head);
	for (uint32_t i = 0; i < count; i++)
		add_number(out, i ? "," : "", ids[i]);
	buf_byte(out, ']');
}

static void add_face(struct buf *out, const char *head, const struct face *face)
{
	buf_add(out, str_from(head));
	if (!face->person) {
		buf_add(out, STR("null"));
		return;
	}
	add_number(out, "{\"id\":", face->person);
	wire_text(out, ",\"name\":", face->name);
	wire_text(out, ",\"initials\":", face->initials);
	buf_printf(out, ",\"colour\":%u}", face->colour);
}

static void add_card(struct buf *out, const struct card *card, struct moment now)
{
	add_number(out, "{\"id\":", card->id);
	add_number(out, ",\"note\":", card->note);
	add_word(out, ",\"lane\":", &wire_lanes, (int)card->lane);
	add_word(out, ",\"kind\":", &wire_topic_kinds, (int)card->kind);
	wire_text(out, ",\"title\":", card->title);
	wire_text(out, ",\"outcome\":", card->outcome);
	add_face(out, ",\"by\":", &card->by);
	add_flag(out, ",\"more\":", card->more);
	add_unless_negative(out, ",\"votes\":", card->votes);
	add_unless_negative(out, ",\"voters\":", card->voters);
	add_number(out, ",\"passed\":", card->passed_over);
	add_number(out, ",\"interested\":", card->interested);
	add_unless_negative(out, ",\"place\":", card->place);
	add_unless_negative(out, ",\"slot\":", card->slot);
	add_number(out, ",\"under\":", card->under);
	add_number(out, ",\"spent\":", card->spent);
	add_number(out, ",\"gather\":", left(card->gather_until, now.wall));
	add_number(out, ",\"here\":", card->here);
	buf_byte(out, '}');
}

static void add_cards(
	struct buf *out, const char *head, const struct card *cards, uint32_t count, struct moment now)
{
	buf_printf(out, "%s[", head);
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			buf_byte(out, ',');
		add_card(out, &cards[i], now);
	}
	buf_byte(out, ']');
}

static void add_action(struct buf *out, const struct action_line *action)
{
	add_number(out, "{\"id\":", action->id);
	add_number(out, ",\"topic\":", action->topic);
	wire_text(out, ",\"text\":", action->text);
	add_face(out, ",\"owner\":", &action->owner);
	add_number(out, ",\"due\":", action->due);
	add_flag(out, ",\"before\":", action->before);
	add_word(out, ",\"state\":", &wire_settles, (int)action->state);
	buf_byte(out, '}');
}

static void add_actions(struct buf *out, const char *head, const struct action_line *actions, uint32_t count)
{
	buf_printf(out, "%s[", head);
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			buf_byte(out, ',');
		add_action(out, &actions[i]);
	}
	buf_byte(out, ']');
}

/* ---- cards ---- */
void wire_cards(struct buf *out, const struct effect_board_cards *e, struct moment now)
{
	add_cards(out, "{\"t\":\"cards\",\"topics\":", e->cards, e->count, now);
	add_actions(out, ",\"actions\":", e->actions, e->action_count);
	buf_byte(out, '}');
}

bool wire_cards_run(const struct effect_board_cards *e, struct moment now)
{
	for (uint32_t i = 0; i < e->count; i++)
		if (e->cards[i].gather_until > now.wall)
			return true;
	return false;
}

/* ---- the meeting ---- */
static void add_box(struct buf *out, const struct meeting *m, struct moment now)
{
	add_number(out, ",\"box\":{\"total\":", m->box.total);
	add_number(out, ",\"left\":", box_left(&m->box, now.mono));
	add_flag(out, ",\"running\":", m->box.running);
	add_number(out, ",\"extensions\":", m->extensions);
	buf_byte(out, '}');
}

static void add_thumbs(struct buf *out, const struct effect_board_meeting *e, struct moment now)
{
	add_number(out, ",\"thumbs\":", left(e->meeting.thumbs_until, now.mono));
	add_number(out, ",\"thumbCount\":{\"asked\":", e->thumbs.asked);
	add_number(out, ",\"more\":", e->thumbs.for_more);
	add_number(out, ",\"enough\":", e->thumbs.enough);
	add_number(out, ",\"noMatter\":", e->thumbs.no_matter);
	buf_byte(out, '}');
}

static void add_times(struct buf *out, const struct meeting *m, struct moment now)
{
	add_number(out, ",\"ends\":", m->ends);
	add_number(out, ",\"left\":", m->closed_at ? 0 : left(m->ends, now.wall));
	add_number(out, ",\"started\":", m->started);
	add_number(out, ",\"closed\":", m->closed_at);
}

static void add_grid(struct buf *out, const struct meeting *m)
{
	add_flag(out, ",\"split\":", m->split);
	buf_add(out, STR(",\"places\":["));
	int places = m->split ? meeting_places(m) : 0, slots = m->split ? m->slots : 0;
	for (int i = 0; i < places; i++)
		wire_text(out, i ? "," : "", meeting_place(m, i));
	buf_add(out, STR("],\"slots\":["));
	for (int i = 0; i < slots; i++)
		add_number(out, i ? "," : "", meeting_slot_start(m, i));
	add_number(out, "],\"slotMinutes\":", m->slot_minutes);
}

static void add_counts(struct buf *out, const struct effect_board_meeting *e)
{
	add_number(out, ",\"count\":{\"people\":", e->count.people);
	add_number(out, ",\"finished\":", e->count.finished);
	add_unless_negative(out, ",\"votes\":", e->count.votes); /* hidden */
	buf_printf(out, "},\"stars\":{\"count\":%d,\"mean\":%d.%d}", e->stars.count, e->stars.tenths / 10,
		e->stars.tenths % 10);
}

static void add_agenda(struct buf *out, const struct agenda_item *items, uint32_t count)
{
	buf_add(out, STR(",\"agenda\":["));
	for (uint32_t i = 0; i < count; i++) {
		add_number(out, i ? ",{\"topic\":" : "{\"topic\":", items[i].topic);
		add_number(out, ",\"ms\":", items[i].ms);
		add_number(out, ",\"starts\":", items[i].starts);
		add_flag(out, ",\"reached\":", items[i].reached);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

static void add_phases(struct buf *out, unsigned open)
{
	const char *head = ",\"phases\":[";
	for (int i = 0; i < PHASE_COUNT; i++)
		if (open & 1u << i) {
			add_word(out, head, &wire_phases, i);
			head = ",";
		}
	buf_add(out, open ? STR("]") : STR(",\"phases\":[]"));
}

static void add_hint(struct buf *out, const struct hint *hint)
{
	if (hint->nudge == NUDGE_NONE) {
		buf_add(out, STR(",\"hint\":null"));
		return;
	}
	add_word(out, ",\"hint\":{\"kind\":", &wire_nudges, (int)hint->nudge);
	add_number(out, ",\"number\":", hint->number);
	add_number(out, ",\"minutes\":", hint->minutes);
	buf_byte(out, '}');
}

static void add_meeting(struct buf *out, const struct effect_board_meeting *e, struct moment now)
{
	const struct meeting *m = &e->meeting;
	int64_t until = m->closed_at ? m->closed_at : now.wall;
	add_number(out, "{\"id\":", m->id);
	add_word(out, ",\"phase\":", &wire_phases, (int)m->phase);
	add_number(out, ",\"phaseSeconds\":", left(until, m->phase_since) / SECOND);
	buf_printf(out, ",\"lead\":\"%s\"", m->lead == LEAD_KIOSK ? "kiosk" : "phone");
	add_number(out, ",\"round\":", m->round);
	add_flag(out, ",\"revealed\":", m->revealed);
	add_number(out, ",\"topic\":", m->topic);
	add_box(out, m, now);
	add_thumbs(out, e, now);
	add_times(out, m, now);
	add_grid(out, m);
	add_counts(out, e);
	add_agenda(out, e->agenda, e->agenda_count);
	add_ids(out, ",\"pitches\":", e->pitches, e->pitch_count);
	add_phases(out, e->phases_open);
	add_flag(out, ",\"undo\":", e->can_undo);
	add_hint(out, &e->hint);
	buf_byte(out, '}');
}

void wire_meeting(struct buf *out, const struct effect_board_meeting *e, struct moment now)
{
	wire_text(out, "{\"t\":\"meeting\",\"name\":", e->name);
	wire_text(out, ",\"purpose\":", e->purpose);
	add_number(out, ",\"next\":", e->next_meeting);
	add_number(out, ",\"votesEach\":", e->votes);
	add_number(out, ",\"votesTopic\":", e->topic_votes);
	add_flag(out, ",\"open\":", e->open);
	buf_add(out, STR(",\"meeting\":"));
	if (e->meeting.id)
		add_meeting(out, e, now);
	else
		buf_add(out, STR("null"));
	buf_byte(out, '}');
}

/* ---- one's own ---- */
static void add_votes(struct buf *out, const struct own_vote *votes, uint32_t count)
{
	buf_add(out, STR(",\"votes\":{"));
	for (uint32_t i = 0; i < count; i++)
		buf_printf(out, "%s\"%" PRId64 "\":%" PRId32, i ? "," : "", votes[i].topic, votes[i].count);
	buf_byte(out, '}');
}

static void add_proposal(struct buf *out, const struct proposal_line *p)
{
	add_number(out, "{\"offer\":", p->offer);
	add_number(out, ",\"wish\":", p->wish);
	wire_text(out, ",\"offerTitle\":", p->offer_title);
	wire_text(out, ",\"wishTitle\":", p->wish_title);
	add_face(out, ",\"other\":", &p->other);
	add_word(out, ",\"mine\":", &words_consents, (int)p->mine);
	add_word(out, ",\"theirs\":", &words_consents, (int)p->theirs);
	add_number(out, ",\"session\":", p->session);
	add_number(out, ",\"starts\":", p->starts);
	buf_byte(out, '}');
}

void wire_mine(struct buf *out, const struct effect_board_mine *e, struct moment now)
{
	add_face(out, "{\"t\":\"mine\",\"me\":", &e->me);
	add_flag(out, ",\"lead\":", e->lead);
	add_number(out, ",\"left\":", e->votes_left);
	add_flag(out, ",\"finished\":", e->finished);
	add_word(out, ",\"thumb\":", &wire_thumbs, (int)e->thumb);
	add_number(out, ",\"stars\":", e->stars);
	add_votes(out, e->votes, e->vote_count);
	add_cards(out, ",\"drafts\":", e->drafts, e->draft_count, now);
	add_ids(out, ",\"interests\":", e->interests, e->interest_count);
	add_ids(out, ",\"now\":", e->now, e->now_count);
	buf_add(out, STR(",\"proposals\":["));
	for (uint32_t i = 0; i < e->proposal_count; i++) {
		if (i)
			buf_byte(out, ',');
		add_proposal(out, &e->proposals[i]);
	}
	buf_byte(out, ']');
	add_actions(out, ",\"actions\":", e->actions, e->action_count);
	buf_byte(out, '}');
}

/* ---- answers ---- */
void wire_topic(struct buf *out, const struct effect_topic_whole *e, struct moment now)
{
	buf_add(out, STR("{\"t\":\"topic\",\"topic\":"));
	add_card(out, &e->card, now);
	wire_text(out, ",\"detail\":", e->detail);
	add_flag(out, ",\"mine\":", e->mine);
	add_cards(out, ",\"similar\":", e->similar, e->similar_count, now);
	buf_byte(out, '}');
}

void wire_faces(struct buf *out, const struct effect_board_people *e)
{
	buf_add(out, STR("{\"people\":["));
	for (uint32_t i = 0; i < e->count; i++)
		add_face(out, i ? "," : "", &e->people[i]);
	buf_add(out, STR("]}"));
}

void wire_joined_board(struct buf *out, const struct effect_joined *e, const char *ticket)
{
	add_number(out, "{\"board\":", e->note);
	wire_text(out, ",\"title\":", e->title);
	add_number(out, ",\"me\":", e->me);
	add_flag(out, ",\"whoKnown\":", e->who_known);
	add_flag(out, ",\"lead\":", e->lead);
	buf_printf(out, ",\"ticket\":\"%s\"}", ticket);
}

void wire_answer(struct buf *out, uint64_t request, const struct effect_reply *e)
{
	bool done = e->err == ERR_none || e->err == ERR_already;
	buf_printf(out, "{\"t\":\"%s\",\"id\":\"%" PRIu64 "\"", done ? "done" : "no", request);
	if (done)
		add_number(out, ",\"result\":", e->result);
	else
		wire_reason(out, e->err);
	buf_add(out, e->err == ERR_already ? STR(",\"already\":true}") : STR("}"));
}

void wire_no_topic(struct buf *out, ident topic, enum err err)
{
	add_number(out, "{\"t\":\"no\",\"topic\":", topic);
	wire_reason(out, err);
	buf_byte(out, '}');
}
