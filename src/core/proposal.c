/* Offers that fit wishes, proposed to the two people as a tandem. What fits is found anew whenever an
 * offer or a wish changes and is never written down; the disk has only what people answered. Both said
 * yes and both are in the room: their tandem begins. Else they settle a day. */
#include <stdlib.h>
#include <string.h>

#include "core/boards.h"
#include "core/sessions.h"
#include "core/similar.h"

#define FITS_OF_WISH 3         /* the best offers; the next comes up when one of them is refused */
#define DATE_LIMIT (800 * DAY) /* a tandem is settled within about two years */
#define TITLE_PART_MAX 140     /* bytes of each title in the focus */

struct proposal_row {
	struct proposal p;
	int64_t created;
	int fit; /* as found last; 0: they do not fit, or others fit better */
};
struct proposals {
	struct proposal_row *list;
	size_t count, cap;
};

struct proposals *proposals_new(void)
{
	return xcalloc(1, sizeof(struct proposals));
}

void proposals_free(struct proposals *proposals)
{
	free(proposals->list);
	free(proposals);
}

/* ---- keeping ---- */

static struct proposal_row *find(const struct core *core, ident offer, ident wish)
{
	struct proposals *all = core->proposals;
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].p.offer == offer && all->list[i].p.wish == wish)
			return &all->list[i];
	return NULL;
}

static struct proposal_row *add(struct core *core, ident offer, ident wish)
{
	struct proposals *all = core->proposals;
	struct proposal_row *row = LIST_ADD(all->list, all->count, all->cap);
	*row = (struct proposal_row){.p = {.offer = offer, .wish = wish}, .created = core->now.wall};
	return row;
}

static bool is_answered(const struct proposal *p)
{
	return p->offer_answer || p->wish_answer || p->session;
}

static bool is_refused(const struct proposal *p)
{
	return p->offer_answer == CONSENT_NO || p->wish_answer == CONSENT_NO;
}

static void save(struct core *core, const struct proposal_row *row, ident board)
{
	const struct proposal *p = &row->p;
	if (is_answered(p))
		PUT(core, REC_proposal, VI(p->offer), VI(p->wish), VI(p->offer_answer), VI(p->wish_answer),
			VI(p->session), VI(row->created));
	else
		core_delete(core, REC_proposal, (const struct value[]){VI(p->offer), VI(p->wish)});
	core_changed(core, CHANGE_BOARDS);
	watch_cards(core, board);
}

void load_proposal(struct core *core, const struct value *v)
{
	struct proposal_row *row = add(core, v[0].i, v[1].i);
	row->p.offer_answer = (enum consent)row_enum(&v[2], CONSENT_COUNT);
	row->p.wish_answer = (enum consent)row_enum(&v[3], CONSENT_COUNT);
	row->p.session = v[4].i;
	row->created = v[5].i;
}

/* ---- what fits ---- */

struct side { /* a card of somebody who can be asked */
	const struct topic *topic;
	struct words words;
};

static bool is_on_board(const struct core *core, const struct topic *t, enum topic_kind kind)
{
	const struct person *p = t ? core_person(core, t->person) : NULL;
	return p && !p->archived && t->kind == kind && t->lane < LANES_SHOWN && !t->draft;
}

static size_t list_sides(struct core *core, ident board, enum topic_kind kind, struct side **out)
{
	const struct topic **cards = ARENA_ARRAY(&core->scratch, const struct topic *, TOPICS_OF_BOARD_MAX);
	size_t count = 0, most = core_topic_count(core, board, (1u << LANES_SHOWN) - 1, 1u << kind);
	*out = ARENA_ARRAY(&core->scratch, struct side, most);
	for (enum lane lane = 0; lane < LANES_SHOWN && count < most; lane++) {
		size_t found = core_topics(core, board, lane, cards, TOPICS_OF_BOARD_MAX);
		for (size_t i = 0; i < found && count < most; i++) {
			struct side *side = &(*out)[count];
			if (!is_on_board(core, cards[i], kind))
				continue;
			side->topic = cards[i];
			words_read(&side->words, &core->scratch, cards[i]->title, cards[i]->detail);
			count++;
		}
	}
	return count;
}

static int fit(const struct side *offer, const struct side *wish)
{
	int there = words_alike(&wish->words, &offer->words), back = words_alike(&offer->words, &wish->words);
	return offer->topic->person == wish->topic->person ? 0 : there > back ? there : back;
}

struct best {
	ident offer;
	int fit;
};

/* The older offer where two fit alike, so that the order in which they are looked at decides nothing. */
static bool is_better(struct best a, struct best b)
{
	return a.fit != b.fit ? a.fit > b.fit : a.fit && a.offer < b.offer;
}

static void keep_best(struct best best[FITS_OF_WISH], struct best one)
{
	size_t at = FITS_OF_WISH;
	while (at > 0 && is_better(one, best[at - 1]))
		at--;
	if (at == FITS_OF_WISH)
		return;
	memmove(best + at + 1, best + at, (FITS_OF_WISH - 1 - at) * sizeof *best);
	best[at] = one;
}

static void find_offers(struct core *core, const struct side *wish, const struct side *offers, size_t count)
{
	struct best best[FITS_OF_WISH] = {{0}};
	for (size_t i = 0; i < count; i++) {
		struct best one = {offers[i].topic->id, fit(&offers[i], wish)};
		if (!is_better(one, best[FITS_OF_WISH - 1]))
			continue;
		const struct proposal_row *row = find(core, one.offer, wish->topic->id);
		if (!row || !is_refused(&row->p))
			keep_best(best, one);
	}
	for (size_t i = 0; i < core->proposals->count; i++)
		if (core->proposals->list[i].p.wish == wish->topic->id)
			core->proposals->list[i].fit = 0;
	for (size_t i = 0; i < FITS_OF_WISH && best[i].fit; i++) {
		struct proposal_row *row = find(core, best[i].offer, wish->topic->id);
		row = row ? row : add(core, best[i].offer, wish->topic->id);
		row->fit = best[i].fit;
	}
}

static bool is_of_board(const struct core *core, const struct proposal_row *row, ident board)
{
	const struct topic *offer = core_topic(core, row->p.offer);
	return offer && offer->board == board;
}

static const struct side *side_of(const struct side *sides, size_t count, ident topic)
{
	for (size_t i = 0; i < count; i++)
		if (sides[i].topic->id == topic)
			return &sides[i];
	return NULL;
}

/* Whether other offers than before may be the best for the wish, since this card came, went or changed:
 * one of those it has is concerned or gone, or the card is better than the last of them. */
static bool is_concerned(
	const struct core *core, const struct side *wish, ident changed, const struct side *offer)
{
	const struct proposals *all = core->proposals;
	struct best last = {0};
	size_t count = 0;
	for (size_t i = 0; i < all->count; i++) {
		const struct proposal *p = &all->list[i].p;
		struct best one = {p->offer, all->list[i].fit};
		if (p->wish != wish->topic->id || !one.fit)
			continue;
		if (p->offer == changed || !is_on_board(core, core_topic(core, p->offer), TOPIC_OFFER))
			return true;
		last = count++ && is_better(one, last) ? last : one;
	}
	struct best one = {changed, offer ? fit(offer, wish) : 0};
	return one.fit && (count < FITS_OF_WISH || is_better(one, last));
}

static bool are_both_on_board(const struct core *core, const struct proposal *p)
{
	return is_on_board(core, core_topic(core, p->offer), TOPIC_OFFER) &&
		is_on_board(core, core_topic(core, p->wish), TOPIC_WISH);
}

/* What fits no more, or never did and was not answered either. */
static void drop_unfit(struct core *core, ident board)
{
	struct proposals *all = core->proposals;
	size_t kept = 0;
	for (size_t i = 0; i < all->count; i++) {
		struct proposal_row *row = &all->list[i];
		if (row->fit && is_of_board(core, row, board) && !are_both_on_board(core, &row->p))
			row->fit = 0;
		if (row->fit || is_answered(&row->p))
			all->list[kept++] = *row;
	}
	all->count = kept;
}

/* A board with hundreds of offers and wishes has tens of thousands of pairs: only the wishes that the
 * card is about are looked at. */
void proposals_renew(struct core *core, ident board, ident changed)
{
	struct side *offers, *wishes;
	size_t offer_count = list_sides(core, board, TOPIC_OFFER, &offers);
	size_t wish_count = list_sides(core, board, TOPIC_WISH, &wishes);
	const struct side *offer = side_of(offers, offer_count, changed);
	for (size_t i = 0; i < wish_count; i++)
		if (!changed || wishes[i].topic->id == changed ||
			is_concerned(core, &wishes[i], changed, offer))
			find_offers(core, &wishes[i], offers, offer_count);
	drop_unfit(core, board);
}

void proposals_loaded(struct core *core)
{
	for (size_t i = 0; i < core->boards->boards.count; i++)
		proposals_renew(core, core->boards->boards.slots[i].id, 0);
}

/* ---- answers ---- */

/* A walk-in that was a slip is no session. */
static bool has_session(const struct core *core, const struct proposal *p)
{
	const struct session *s = core_session(core, p->session);
	return p->session && (!s || s->state != SESSION_CANCELLED);
}

/* The proposal for a rule, or answered, and NULL. */
static struct proposal_row *row_for_rule(struct core *core, ident offer, ident wish)
{
	struct proposal_row *row = find(core, offer, wish);
	if (!topic_for_rule(core, offer))
		return NULL;
	if (row && are_both_on_board(core, &row->p))
		return row;
	core_reply(core, ERR_not_found, 0);
	return NULL;
}

static bool is_checked_in(const struct core *core, ident person)
{
	const struct table *sessions = &core->sessions->sessions;
	for (size_t i = 0; i < sessions->count; i++) {
		struct session_row *row = sessions->slots[i].row;
		const struct member *m = member_find(row, person);
		if (m && member_is_in(m) && session_is_open(&row->s))
			return true;
	}
	return false;
}

static bool takes_part(const struct core *core, ident board, ident person)
{
	struct participant people[PARTICIPANTS_MAX];
	const struct meeting *m = core_meeting_of(core, board);
	size_t count = m ? core_participants(core, m->id, people, PARTICIPANTS_MAX) : 0;
	for (size_t i = 0; i < count; i++)
		if (people[i].person == person)
			return true;
	return false;
}

static bool is_in_room(const struct core *core, ident board, ident person)
{
	return is_checked_in(core, person) || watch_has_phone(core, board, person) ||
		takes_part(core, board, person);
}

static struct str cut(struct str s)
{
	s = str_sub(s, 0, TITLE_PART_MAX);
	while (s.n && !utf8_valid(s))
		s.n--;
	return s;
}

static struct str focus_of(struct core *core, const struct topic *offer, const struct topic *wish)
{
	return str_eq(offer->title, wish->title)
		? wish->title
		: arena_printf(&core->scratch, "%.*s · %.*s", STR_FMT(cut(offer->title)),
			  STR_FMT(cut(wish->title)));
}

/* Whoever answers is here; what about the other? */
static bool can_start(const struct core *core, const struct proposal *p, const struct topic *offer,
	const struct topic *wish, ident answered)
{
	ident other = answered == offer->person ? wish->person : offer->person;
	return p->offer_answer == CONSENT_YES && p->wish_answer == CONSENT_YES &&
		is_in_room(core, offer->board, other);
}

static void take_answer(
	struct core *core, struct proposal_row *row, const struct msg_proposal_answer *m, ident person)
{
	const struct topic *offer = core_topic(core, row->p.offer), *wish = core_topic(core, row->p.wish);
	const ident both[] = {offer->person, wish->person};
	*(person == offer->person ? &row->p.offer_answer : &row->p.wish_answer) = m->answer;
	row->p.session = 0;
	if (can_start(core, &row->p, offer, wish, person))
		row->p.session =
			session_walk_in(core, MODEL_TANDEM, 0, focus_of(core, offer, wish), both, 2)->s.id;
	core_reply(core, ERR_none, row->p.session);
	save(core, row, offer->board);
	proposals_renew(core, offer->board, wish->id);
}

void on_proposal_answer(struct core *core, const struct msg_proposal_answer *m)
{
	struct proposal_row *row = row_for_rule(core, m->offer, m->wish);
	ident person = 0;
	if (!row)
		return;
	const struct topic *offer = core_topic(core, m->offer), *wish = core_topic(core, m->wish);
	enum err err =
		(unsigned)m->answer < CONSENT_COUNT ? asker_person(core, m->person, &person) : ERR_invalid;
	if (!err && (!person || (person != offer->person && person != wish->person)))
		err = ERR_not_allowed;
	enum consent before = person == offer->person ? row->p.offer_answer : row->p.wish_answer;
	if (!err && before == m->answer)
		err = ERR_already;
	else if (!err && has_session(core, &row->p))
		err = ERR_conflict;
	if (err)
		core_reply(core, err, row->p.session);
	else
		take_answer(core, row, m, person);
}

/* ---- a day ---- */

static ident plan(struct core *core, const struct topic *offer, const struct topic *wish, int64_t start)
{
	struct session_row *row = session_add(core, MODEL_TANDEM, start, start + HOUR);
	const ident both[] = {offer->person, wish->person};
	const struct partnership *p = partnership_of(core, both, 2);
	row->s.focus = focus_of(core, offer, wish);
	if (p) {
		row->s.partnership = p->id;
		row->s.model = p->model;
	}
	for (size_t i = 0; i < 2; i++)
		member_save(core, member_add(core, row, both[i], true));
	session_save(core, row);
	return row->s.id;
}

static enum err check_date(struct core *core, const struct proposal *p, int64_t start)
{
	const struct topic *offer = core_topic(core, p->offer), *wish = core_topic(core, p->wish);
	int64_t ahead = start - core->now.wall;
	ident person = 0;
	if (asker_person(core, 0, &person))
		return ERR_not_allowed;
	if (person && person != offer->person && person != wish->person)
		return ERR_not_allowed;
	if (has_session(core, p))
		return ERR_already;
	if (p->offer_answer != CONSENT_YES || p->wish_answer != CONSENT_YES)
		return ERR_conflict;
	return ahead > 0 && ahead <= DATE_LIMIT ? ERR_none : ERR_invalid;
}

void on_proposal_date(struct core *core, const struct msg_proposal_date *m)
{
	struct proposal_row *row = row_for_rule(core, m->offer, m->wish);
	if (!row)
		return;
	enum err err = check_date(core, &row->p, m->start);
	if (!err) {
		const struct topic *offer = core_topic(core, m->offer);
		row->p.session = plan(core, offer, core_topic(core, m->wish), m->start);
		save(core, row, offer->board);
	}
	core_reply(core, err, row->p.session);
}

/* ---- reading ---- */

static bool is_shown(const struct core *core, const struct proposal_row *row)
{
	return (row->fit || is_answered(&row->p)) && !is_refused(&row->p) && are_both_on_board(core, &row->p);
}

static bool fits_better(const struct proposal_row *a, const struct proposal_row *b)
{
	if (a->fit != b->fit)
		return a->fit > b->fit;
	return a->p.wish != b->p.wish ? a->p.wish < b->p.wish : a->p.offer < b->p.offer;
}

static int by_fit(const void *a, const void *b)
{
	const struct proposal_row *x = *(struct proposal_row *const *)a,
				  *y = *(struct proposal_row *const *)b;
	return fits_better(x, y) ? -1 : fits_better(y, x);
}

/* Those shown of a board (0: of any) with the topic in them (0: any), the best first. */
static size_t list(const struct core *core, ident board, ident topic, struct proposal *out, size_t cap)
{
	const struct proposals *all = core->proposals;
	const struct proposal_row **rows = xcalloc(all->count, sizeof *rows);
	size_t count = 0;
	for (size_t i = 0; i < all->count; i++) {
		const struct proposal_row *row = &all->list[i];
		if (topic ? row->p.offer == topic || row->p.wish == topic : is_of_board(core, row, board))
			if (is_shown(core, row))
				rows[count++] = row;
	}
	qsort(rows, count, sizeof *rows, by_fit);
	count = count < cap ? count : cap;
	for (size_t i = 0; i < count; i++)
		out[i] = rows[i]->p;
	free(rows);
	return count;
}

size_t core_proposals(const struct core *core, ident board, struct proposal *out, size_t cap)
{
	return list(core, board, 0, out, cap);
}

size_t core_proposals_of(const struct core *core, ident topic, struct proposal *out, size_t cap)
{
	return list(core, 0, topic, out, cap);
}
