#include "sim/market.h"

/* What phones are told, compared with the rows at the moment it is made: votes are hidden until they are
 * shown and then counted right, drafts and what is one person's own go to that person, and everybody sees
 * the same lead. */

static const struct handset *receiver(const struct market *w, const struct effect *e)
{
	int i = crowd_phone(w, e->to.conn);
	return i < 0 ? NULL : &w->phones[i];
}

static bool shows_votes(const struct disk_row *meeting)
{
	return meeting && NUM(meeting, M_revealed);
}

struct told { /* the votes that may be told of a board */
	bool shown;
	struct given_vote given[GIVEN_MAX];
	size_t count;
};

static const struct told *votes_of(const struct market *w, ident board)
{
	static struct told told;
	const struct disk_row *m = books_meeting_shown(&w->issued, board);
	told.shown = shows_votes(m);
	told.count = m ? books_list_votes(&w->issued, m, told.given) : 0;
	return &told;
}

static void tell_card(struct market *w, const struct told *told, const struct card *c)
{
	const struct disk_row *t = books_row(&w->issued, REC_topic, c->id);
	struct count count = {-1, -1};
	if (told->shown)
		count = count_votes(told->given, told->count, c->id, 0);
	if (!t || c->lane != (enum lane)NUM(t, T_lane))
		machine_break(&w->m, "card %lld is told elsewhere than it lies", (long long)c->id);
	if (c->votes != count.votes || c->voters != count.voters)
		machine_break(&w->m, "card %lld is told with %d votes of %d people, it has %d of %d",
			(long long)c->id, c->votes, c->voters, count.votes, count.voters);
}

static bool is_draft(const struct market *w, ident topic)
{
	const struct disk_row *t = books_row(&w->issued, REC_topic, topic);
	return t && NUM(t, T_draft);
}

static bool is_told(const struct disk_row *t, ident board)
{
	int64_t lane = NUM(t, T_lane);
	return NUM(t, T_board) == board && !NUM(t, T_draft) && (lane < LANES_SHOWN || lane == LANE_MERGED);
}

static void tell_cards(struct market *w, const struct effect_board_cards *e)
{
	const struct told *told = votes_of(w, e->board);
	const struct disk_row *t;
	uint32_t count = 0;
	EACH(t, &w->issued, REC_topic)
	count += is_told(t, e->board);
	if (count != e->count)
		machine_break(&w->m, "%u cards are told of %u", e->count, count);
	for (uint32_t i = 0; i < e->count; i++) {
		tell_card(w, told, &e->cards[i]);
		if (is_draft(w, e->cards[i].id))
			machine_break(&w->m, "draft %lld is told to everybody", (long long)e->cards[i].id);
	}
}

static void tell_meeting(struct market *w, const struct effect_board_meeting *e)
{
	const struct disk_row *m = books_meeting_shown(&w->issued, e->board);
	bool open = m && !NUM(m, M_closed_at);
	if (e->open != open || e->meeting.id != (m ? NUM(m, M_id) : 0))
		machine_break(&w->m, "another meeting is told than is on");
	if (!m)
		return;
	if (e->meeting.lead != NUM(m, M_lead) || e->meeting.phase != (enum phase)NUM(m, M_phase) ||
		e->meeting.topic != NUM(m, M_topic))
		machine_break(&w->m, "a meeting is told otherwise than it is");
	if (open && !shows_votes(m) && (e->count.votes != -1 || e->agenda_count))
		machine_break(&w->m, "hidden votes are told: %d, and %u of the agenda", e->count.votes,
			e->agenda_count);
}

static void tell_own_votes(
	struct market *w, const struct effect_board_mine *e, ident person, const struct disk_row *m)
{
	const struct disk_row *b = books_row(&w->issued, REC_board, e->board);
	int told = 0;
	for (uint32_t i = 0; i < e->vote_count; i++) {
		const struct value key[] = {
			VI(NUM(m, M_id)), VI(NUM(m, M_round)), VI(e->votes[i].topic), VI(person)};
		const struct disk_row *v = disk_find(&w->issued.of[REC_vote], REC_vote, key);
		told += e->votes[i].count;
		if (!v || NUM(v, V_count) != e->votes[i].count)
			machine_break(
				&w->m, "person %lld is told votes they have not given", (long long)person);
	}
	int given = books_given(&w->issued, m, person);
	int64_t left = NUM(b, B_votes) - given + books_free_again(&w->issued, m, person);
	if (told != given || e->votes_left != (left > 0 ? left : 0))
		machine_break(&w->m, "person %lld is told %d of %d votes, and %d left of %lld",
			(long long)person, told, given, e->votes_left, (long long)left);
}

static void tell_mine(struct market *w, const struct effect *effect)
{
	const struct effect_board_mine *e = &effect->u.board_mine;
	const struct handset *p = receiver(w, effect);
	const struct disk_row *m = books_meeting_shown(&w->issued, e->board);
	if (!p)
		return;
	ident person = books_person(&w->issued, p->device, e->board);
	bool leads = m && !NUM(m, M_closed_at) && NUM(m, M_lead) == p->device;
	if (e->me.person != person || e->lead != leads)
		machine_break(&w->m, "a phone is told that person %lld %s", (long long)e->me.person,
			e->lead ? "leads" : "does not lead");
	for (uint32_t i = 0; i < e->draft_count; i++) {
		const struct disk_row *t = books_row(&w->issued, REC_topic, e->drafts[i].id);
		if (!t || !person || NUM(t, T_person) != person || !NUM(t, T_draft))
			machine_break(&w->m, "a draft is told to somebody else");
	}
	if (m && person)
		tell_own_votes(w, e, person, m);
}

static void tell_whole(struct market *w, const struct effect *effect)
{
	const struct effect_topic_whole *e = &effect->u.topic_whole;
	const struct handset *p = receiver(w, effect);
	const struct disk_row *t = books_row(&w->issued, REC_topic, e->card.id);
	if (!p || !t)
		return;
	ident person = books_person(&w->issued, p->device, NUM(t, T_board));
	const struct told *told = votes_of(w, NUM(t, T_board));
	if (NUM(t, T_draft) && NUM(t, T_person) != person)
		machine_break(&w->m, "draft %lld is read by somebody else", (long long)e->card.id);
	tell_card(w, told, &e->card);
	for (uint32_t i = 0; i < e->similar_count; i++) {
		tell_card(w, told, &e->similar[i]);
		if (is_draft(w, e->similar[i].id))
			machine_break(&w->m, "draft %lld is told as similar", (long long)e->similar[i].id);
	}
}

/* The note of a draft is its owner's. */
static void tell_joined(struct market *w, const struct effect *effect)
{
	const struct handset *p = receiver(w, effect);
	const struct disk_row *t;
	if (!p || effect->about != MSG_device_hello)
		return;
	ident device = books_device(&w->issued, &p->cookie);
	EACH(t, &w->issued, REC_topic)
	if (NUM(t, T_note) == effect->u.joined.note && NUM(t, T_draft) &&
		NUM(t, T_person) != books_person(&w->issued, device, NUM(t, T_board)) &&
		NUM(t, T_person) != books_person(&w->issued, device, NUM(t, T_note)))
		machine_break(
			&w->m, "the note of draft %lld is opened for somebody else", (long long)NUM(t, T_id));
}

void tell_audit(struct market *w, const struct effect *e)
{
	if (e->kind == EFFECT_board_cards)
		tell_cards(w, &e->u.board_cards);
	else if (e->kind == EFFECT_board_meeting)
		tell_meeting(w, &e->u.board_meeting);
	else if (e->kind == EFFECT_board_mine)
		tell_mine(w, e);
	else if (e->kind == EFFECT_topic_whole)
		tell_whole(w, e);
	else if (e->kind == EFFECT_joined)
		tell_joined(w, e);
}
