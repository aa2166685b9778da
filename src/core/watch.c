/* Phones that follow a board: who asks, and what they are told.
 *
 * A connection follows one thing, a note (note.c) or a board. What a phone may do follows from its right to
 * the board (code.c) and the person it named there; the rules ask with asker_… and need not know more.
 *
 * Rules mark a board whose cards or meeting they changed. At the end of the step each marked board with
 * phones is told once, as it now is: one effect of each kind for all of them together. What is a person's
 * own is built for each phone, but leaves only if it reads differently from what that phone was told last. */
#include "core/meetings.h"

#include <stdlib.h>
#include <string.h>

#define PHONES_OF_BOARD_MAX 512 /* following it; more are refused with ERR_too_many */
#define SIMILAR_TOLD 5
#define FOUND_TOLD 8    /* people, of a search */
#define FOUND_LETTERS 2 /* so many at least: nobody leafs through everybody */
#define LINES_MAX 1000  /* actions of a board, proposals: the rest waits for the summary */

enum mark { MARK_CARDS = 1, MARK_MEETING = 2 };

struct watcher { /* a connection that follows a board */
	uint64_t conn;
	ident device, board;
	ident person;  /* whose phone it is, as its right says; 0: not said yet */
	uint64_t told; /* digest of what was told as its own; 0: nothing yet */
	bool fresh;    /* it came in this step */
};
struct marked {
	ident board;
	unsigned marks;
};
struct desk { /* room to list things in, the same for each of hundreds of phones */
	const struct topic *topics[TOPICS_OF_BOARD_MAX];
	const struct action *actions[LINES_MAX];
	ident ids[TOPICS_OF_BOARD_MAX];
	struct proposed {
		struct proposal p;
		ident offers, wishes; /* who */
	} proposals[LINES_MAX];
	size_t proposal_count;
	ident board; /* whose proposals they are, until its cards change; 0: nobody's */
};
struct watchers {
	struct desk *desk; /* from the first phone on */
	struct watcher *list;
	struct marked *marked;
	size_t count, cap, marked_count, marked_cap;
	ident acted; /* whom the step's rule acted for */
};

struct watchers *watchers_new(void)
{
	return xcalloc(1, sizeof(struct watchers));
}

void watchers_free(struct watchers *w)
{
	free(w->desk);
	free(w->list);
	free(w->marked);
	free(w);
}

/* ---- who asks ---- */

static struct watcher *watcher_find(const struct core *core, uint64_t conn)
{
	struct watchers *w = core->watchers;
	for (size_t i = 0; conn && i < w->count; i++)
		if (w->list[i].conn == conn)
			return &w->list[i];
	return NULL;
}

static bool from_phone(const struct core *core)
{
	return core->msg->origin.source == FROM_PHONE;
}

static const struct watcher *asker(const struct core *core)
{
	return from_phone(core) ? watcher_find(core, core->msg->origin.conn) : NULL;
}

bool watch_knows(const struct core *core)
{
	const struct watcher *w = asker(core);
	return w && w->person;
}

ident asker_device(const struct core *core)
{
	const struct watcher *w = asker(core);
	return w ? w->device : viewer_device(core);
}

enum err asker_person(struct core *core, ident named, ident *person)
{
	const struct watcher *w = asker(core);
	ident viewer = viewer_asks(core);
	const struct person *p = core_person(core,
		w                                         ? w->person
			: viewer && viewer != COORDINATOR ? viewer
							  : named);
	*person = p ? p->id : 0;
	core->watchers->acted = *person;
	if (from_phone(core) && viewer != COORDINATOR)
		return p ? ERR_none : ERR_not_allowed;
	return !named || (p && !p->archived) ? ERR_none : ERR_not_found;
}

enum err asker_on_board(const struct core *core, ident board)
{
	const struct watcher *w = asker(core);
	return !from_phone(core) || (w && w->board == board) || viewer_asks(core) == COORDINATOR
		? ERR_none
		: ERR_not_allowed;
}

/* At the screen only somebody who has signed in does what the facilitator does. */
static bool facilitator_at_screen(const struct core *core)
{
	if (core->msg->origin.source != FROM_SCREEN || !pin_signed_in(core))
		return false;
	pin_used(core);
	return true;
}

static bool phone_leads(const struct core *core, const struct meeting *m)
{
	const struct watcher *w = asker(core);
	return w && m && !m->closed_at && m->lead == w->device && m->board == w->board;
}

enum err asker_leads(const struct core *core, const struct meeting *m)
{
	if (phone_leads(core, m))
		return ERR_none;
	return m->lead == LEAD_KIOSK && facilitator_at_screen(core) ? ERR_none : ERR_not_allowed;
}

enum err asker_sets_up(const struct core *core, ident board)
{
	if (phone_leads(core, core_meeting_of(core, board)) && asker_on_board(core, board) == ERR_none)
		return ERR_none;
	return asker_coordinates(core);
}

enum err asker_coordinates(const struct core *core)
{
	return viewer_asks(core) == COORDINATOR || facilitator_at_screen(core) ? ERR_none : ERR_not_allowed;
}

bool watch_has_phone(const struct core *core, ident board, ident person)
{
	const struct watchers *w = core->watchers;
	for (size_t i = 0; i < w->count; i++)
		if (w->list[i].board == board && w->list[i].person == person)
			return true;
	return false;
}

void watch_all_arrive(struct core *core, ident board)
{
	const struct watchers *w = core->watchers;
	for (size_t i = 0; i < w->count; i++) {
		if (w->list[i].board == board && w->list[i].person)
			meetings_arrive(core, board, w->list[i].person);
	}
}

/* ---- what changed ---- */

static bool anybody_watches(const struct core *core, ident board)
{
	const struct watchers *w = core->watchers;
	for (size_t i = 0; i < w->count; i++)
		if (w->list[i].board == board)
			return true;
	return false;
}

static void mark(struct core *core, ident board, unsigned marks)
{
	struct watchers *w = core->watchers;
	if (w->desk && w->desk->board == board && marks & MARK_CARDS)
		w->desk->board = 0;
	if (!core->out || !anybody_watches(core, board))
		return;
	for (size_t i = 0; i < w->marked_count; i++) {
		if (w->marked[i].board != board)
			continue;
		w->marked[i].marks |= marks;
		return;
	}
	*LIST_ADD(w->marked, w->marked_count, w->marked_cap) = (struct marked){board, marks};
}

void watch_cards(struct core *core, ident board)
{
	mark(core, board, MARK_CARDS);
}

void watch_meeting(struct core *core, ident board)
{
	mark(core, board, MARK_MEETING);
}

/* ---- coming and going ---- */

static void watcher_remove(struct core *core, struct watcher *one)
{
	struct watchers *w = core->watchers;
	*one = w->list[--w->count];
	core_changed(core, CHANGE_PHONES | CHANGE_MEETINGS);
}

void watch_drop_conn(struct core *core, uint64_t conn)
{
	struct watcher *w = watcher_find(core, conn);
	if (w)
		watcher_remove(core, w);
}

void watch_end(struct core *core, ident board, ident device)
{
	struct watchers *w = core->watchers;
	for (size_t i = w->count; i-- > 0;) {
		struct watcher one = w->list[i];
		if (one.board != board || one.device != device)
			continue;
		struct effect *e = core_effect(core, EFFECT_note_ended);
		e->to = (struct origin){.source = FROM_PHONE, .conn = one.conn};
		e->u.note_ended = (struct effect_note_ended){board, ERR_signed_out};
		watcher_remove(core, &w->list[i]);
	}
}

static void read_person(const struct core *core, struct watcher *w)
{
	struct str guest;
	codes_device_person(core, w->device, w->board, &w->person, &guest);
}

void watch_who(struct core *core, ident board, ident device)
{
	struct watchers *w = core->watchers;
	for (size_t i = 0; i < w->count; i++) {
		if (w->list[i].board != board || w->list[i].device != device)
			continue;
		read_person(core, &w->list[i]);
		w->list[i].told = 0;
	}
	watch_meeting(core, board);
	core_changed(core, CHANGE_PHONES | CHANGE_MEETINGS);
}

static enum err may_open(const struct core *core, const struct msg_board_open *m, ident *device)
{
	const struct board *board = core_board(core, m->board);
	size_t count = 0;
	if (!core->msg->origin.conn)
		return ERR_invalid;
	if (!codes_may(core, &m->cookie, m->board, device))
		return ERR_signed_out;
	for (size_t i = 0; i < core->watchers->count; i++)
		count += core->watchers->list[i].board == m->board;
	if (!board || board->archived)
		return ERR_not_found;
	return count >= PHONES_OF_BOARD_MAX ? ERR_too_many : ERR_none;
}

void on_board_open(struct core *core, const struct msg_board_open *m)
{
	struct watchers *w = core->watchers;
	uint64_t conn = core->msg->origin.conn;
	ident device = 0;
	notes_drop_conn(core, conn);
	watch_drop_conn(core, conn);
	enum err err = may_open(core, m, &device);
	if (err) {
		core_reply(core, err, m->board);
		return;
	}
	w->desk = w->desk ? w->desk : xcalloc(1, sizeof *w->desk);
	struct watcher *one = LIST_ADD(w->list, w->count, w->cap);
	*one = (struct watcher){.conn = conn, .device = device, .board = m->board, .fresh = true};
	read_person(core, one);
	codes_renew_board(core, device, m->board);
	if (one->person)
		meetings_arrive(core, m->board, one->person);
	core_changed(core, CHANGE_PHONES | CHANGE_MEETINGS);
}

/* ---- faces, cards, lines ---- */

struct face face_of(struct core *core, struct arena *mem, ident person)
{
	struct note_person *p;
	if (!core_person(core, person) || !notes_person(core, person, mem, &p))
		return (struct face){0};
	return (struct face){.person = person, .name = p->name, .initials = p->initials, .colour = p->colour};
}

/* The meeting whose votes and grid the cards show: the one under way, else the last. */
static const struct meeting *meeting_shown(const struct core *core, ident board)
{
	const struct meeting *m = core_meeting_of(core, board);
	return m ? m : core_meeting_before(core, board);
}

static bool votes_hidden(const struct meeting *m)
{
	return m && !m->closed_at && !m->revealed;
}

/* Who has said that they join, while that can be said; after that who sits in the session that came of it. */
static uint32_t sitting_together(const struct core *core, const struct topic *t)
{
	ident people[PARTICIPANTS_MAX];
	const struct member *members[SESSION_MEMBERS_MAX];
	uint32_t here = 0;
	if (t->gather_until)
		return (uint32_t)core_interested(core, t->id, INTEREST_NOW, people, PARTICIPANTS_MAX);
	size_t count = core_members(core, core_gathered(core, t->id), members, SESSION_MEMBERS_MAX);
	for (size_t i = 0; i < count; i++)
		here += members[i]->here_at && !members[i]->gone_at;
	return here;
}

static struct card card_of(
	struct core *core, struct arena *mem, const struct topic *t, const struct meeting *m)
{
	ident people[PARTICIPANTS_MAX];
	bool hidden = votes_hidden(m), on_grid = m && m->split && !m->closed_at;
	struct cell cell = on_grid ? core_cell(core, m->id, t->id) : (struct cell){t->id, -1, -1};
	return (struct card){.id = t->id,
		.note = t->note,
		.lane = t->lane,
		.kind = t->kind,
		.title = arena_str(mem, t->title),
		.outcome = arena_str(mem, t->outcome),
		.by = face_of(core, mem, t->person),
		.more = t->detail.n > 0,
		.votes = hidden ? -1 : core_votes(core, t->id),
		.voters = hidden ? -1 : core_voters(core, t->id),
		.passed_over = t->passed_over,
		.interested = (int32_t)core_interested(core, t->id, INTEREST_JOIN, people, PARTICIPANTS_MAX),
		.place = cell.place,
		.slot = cell.slot,
		.under = t->lane == LANE_MERGED ? t->merged : 0,
		.spent = t->spent,
		.gather_until = t->gather_until,
		.here = sitting_together(core, t)};
}

/* before: the meeting whose list of earlier promises it stands on; NULL: it is of now. */
static struct action_line action_line(
	struct core *core, struct arena *mem, const struct action *a, const struct meeting *before)
{
	return (struct action_line){.id = a->id,
		.topic = a->topic,
		.text = arena_str(mem, a->text),
		.owner = face_of(core, mem, a->owner),
		.due = a->due,
		.before = before != NULL,
		.state = core_action_state(core, a, before ? before->id : 0)};
}

/* All cards that everybody may see: lane by lane, then those that lie under another. */
static uint32_t list_cards(struct core *core, struct arena *mem, ident board, struct card **out)
{
	static const enum lane lanes[] = {
		LANE_PROPOSED, LANE_UP_NEXT, LANE_DISCUSSING, LANE_DONE, LANE_MERGED};
	const struct meeting *m = meeting_shown(core, board);
	const struct topic **topics = ARENA_ARRAY(&core->scratch, const struct topic *, TOPICS_OF_BOARD_MAX);
	uint32_t count = 0;
	size_t all = 0;
	for (size_t i = 0; i < sizeof lanes / sizeof *lanes; i++)
		all += core_topics(core, board, lanes[i], topics + all, TOPICS_OF_BOARD_MAX - all);
	*out = ARENA_ARRAY(mem, struct card, all);
	for (size_t i = 0; i < all; i++)
		(*out)[count++] = card_of(core, mem, topics[i], m);
	return count;
}

/* What was promised at earlier meetings, then what was at this one. */
static uint32_t list_actions(struct core *core, struct arena *mem, ident board,
	const struct effect_board_cards *cards, struct action_line **out)
{
	const struct meeting *m = meeting_shown(core, board);
	const struct action **list = ARENA_ARRAY(&core->scratch, const struct action *, LINES_MAX);
	bool open = m && !m->closed_at;
	size_t before = open ? core_open_actions(core, m->id, list, LINES_MAX) : 0, count = before;
	for (uint32_t i = 0; m && i < cards->count; i++) {
		const struct topic *t = core_topic(core, cards->cards[i].id);
		if (t && t->meeting == m->id)
			count += core_topic_actions(core, t->id, list + count, LINES_MAX - count);
	}
	*out = ARENA_ARRAY(mem, struct action_line, count);
	for (size_t i = 0; i < count; i++)
		(*out)[i] = action_line(core, mem, list[i], i < before ? m : NULL);
	return (uint32_t)count;
}

/* ---- telling everybody ---- */

static struct effect *effect_to(struct core *core, enum effect_kind kind, uint64_t conn)
{
	struct effect *e = core_effect(core, kind);
	e->to = (struct origin){.source = conn ? FROM_PHONE : FROM_SYSTEM, .conn = conn};
	return e;
}

/* conn 0: all that follow the board. */
static void tell_cards(struct core *core, ident board, uint64_t conn)
{
	struct effect *e = effect_to(core, EFFECT_board_cards, conn);
	struct effect_board_cards *c = &e->u.board_cards;
	c->board = board;
	c->count = list_cards(core, &e->mem, board, &c->cards);
	c->action_count = list_actions(core, &e->mem, board, c, &c->actions);
}

/* The order of the agenda is that of the votes: it is nobody's to see before they are shown. */
static bool agenda_shown(const struct meeting *m)
{
	return m->revealed && (m->phase == PHASE_DISCUSS || m->phase == PHASE_HARVEST);
}

static void describe_open(struct core *core, struct effect *e, const struct meeting *m)
{
	struct effect_board_meeting *out = &e->u.board_meeting;
	out->hint = core_hint(core, m->id, core->now);
	out->phases_open = core_phases_open(core, m->id);
	out->can_undo = core_can_undo(core, m->id);
	if (agenda_shown(m)) {
		out->agenda = ARENA_ARRAY(&e->mem, struct agenda_item, TOPICS_OF_BOARD_MAX);
		out->agenda_count =
			(uint32_t)core_agenda(core, m->id, core->now, out->agenda, TOPICS_OF_BOARD_MAX);
	}
	if (m->phase == PHASE_PITCH) {
		out->pitches = ARENA_ARRAY(&e->mem, ident, TOPICS_OF_BOARD_MAX);
		out->pitch_count = (uint32_t)core_pitches(core, m->id, out->pitches, TOPICS_OF_BOARD_MAX);
	}
}

static void tell_meeting(struct core *core, ident board, uint64_t conn)
{
	const struct board *b = core_board(core, board);
	const struct meeting *m = meeting_shown(core, board);
	if (!b)
		return;
	struct effect *e = effect_to(core, EFFECT_board_meeting, conn);
	struct effect_board_meeting *out = &e->u.board_meeting;
	*out = (struct effect_board_meeting){.board = board,
		.name = arena_str(&e->mem, b->name),
		.purpose = arena_str(&e->mem, b->purpose),
		.next_meeting = core_next_meeting(core, board, core->now.wall),
		.votes = b->votes,
		.topic_votes = b->topic_votes,
		.open = m && !m->closed_at};
	if (!m)
		return;
	out->meeting = *m;
	out->meeting.places = arena_str(&e->mem, m->places);
	out->count = core_vote_count(core, m->id);
	out->count.votes = votes_hidden(m) ? -1 : out->count.votes;
	out->thumbs = core_thumbs(core, m->id);
	out->stars = core_stars(core, m->id);
	if (out->open)
		describe_open(core, e, m);
}

/* ---- telling each their own ---- */

static bool is_own(const struct given *g, const struct meeting_row *row, ident person)
{
	return g->person == person && g->round == row->m.round && g->count;
}

static void own_votes(struct arena *mem, const struct meeting_row *row, struct effect_board_mine *out)
{
	uint32_t count = 0;
	for (size_t i = 0; i < row->given_count; i++)
		count += is_own(&row->given[i], row, out->me.person);
	out->votes = ARENA_ARRAY(mem, struct own_vote, count);
	for (size_t i = 0; i < row->given_count; i++) {
		const struct given *g = &row->given[i];
		if (is_own(g, row, out->me.person))
			out->votes[out->vote_count++] = (struct own_vote){g->topic, g->count};
	}
}

static void own_part(struct core *core, struct arena *mem, ident device, struct effect_board_mine *out)
{
	const struct meeting *m = meeting_shown(core, out->board);
	const struct meeting_row *row = m ? meeting_find(core, m->id) : NULL;
	if (!row)
		return;
	out->lead = !m->closed_at && m->lead == device;
	if (!out->me.person)
		return;
	out->votes_left = core_votes_left(core, m->id, out->me.person);
	for (size_t i = 0; i < row->people_count; i++) {
		if (row->people[i].person != out->me.person)
			continue;
		out->finished = row->people[i].finished == m->round + 1;
		out->thumb = row->people[i].thumb;
	}
	for (size_t i = 0; i < row->rated_count; i++)
		if (row->rated[i].rater == out->me.person)
			out->stars = row->rated[i].stars;
	own_votes(mem, row, out);
}

static void own_drafts(struct core *core, struct arena *mem, struct effect_board_mine *out)
{
	const struct topic **list = core->watchers->desk->topics;
	size_t count = core_drafts(core, out->board, out->me.person, list, TOPICS_OF_BOARD_MAX);
	out->drafts = ARENA_ARRAY(mem, struct card, count);
	for (size_t i = 0; i < count; i++)
		out->drafts[out->draft_count++] = card_of(core, mem, list[i], NULL);
}

static uint32_t list_interests(struct core *core, struct arena *mem, const struct effect_board_mine *m,
	enum interest kind, ident **out)
{
	ident *list = core->watchers->desk->ids;
	size_t count = interests_of(core, m->board, m->me.person, kind, list, TOPICS_OF_BOARD_MAX);
	*out = ARENA_ARRAY(mem, ident, count);
	if (count)
		memcpy(*out, list, count * sizeof *list);
	return (uint32_t)count;
}

static void own_interests(struct core *core, struct arena *mem, struct effect_board_mine *out)
{
	out->interest_count = list_interests(core, mem, out, INTEREST_JOIN, &out->interests);
	out->now_count = list_interests(core, mem, out, INTEREST_NOW, &out->now);
}

static void own_actions(struct core *core, struct arena *mem, struct effect_board_mine *out)
{
	const struct action **list = core->watchers->desk->actions;
	size_t count = core_actions_of(core, out->me.person, list, LINES_MAX);
	out->actions = ARENA_ARRAY(mem, struct action_line, count);
	for (size_t i = 0; i < count; i++)
		out->actions[out->action_count++] = action_line(core, mem, list[i], NULL);
}

static void proposal_line(
	struct core *core, struct arena *mem, const struct proposal *p, struct effect_board_mine *out)
{
	const struct topic *offer = core_topic(core, p->offer), *wish = core_topic(core, p->wish);
	bool offers = offer->person == out->me.person;
	const struct session *s = p->session ? core_session(core, p->session) : NULL;
	out->proposals[out->proposal_count++] = (struct proposal_line){.offer = p->offer,
		.wish = p->wish,
		.session = p->session,
		.offer_title = arena_str(mem, offer->title),
		.wish_title = arena_str(mem, wish->title),
		.other = face_of(core, mem, offers ? wish->person : offer->person),
		.mine = offers ? p->offer_answer : p->wish_answer,
		.theirs = offers ? p->wish_answer : p->offer_answer,
		.starts = s ? s->starts : 0};
}

/* The board's, with those they concern: looked for once, however many follow it. */
static void list_proposals(const struct core *core, struct desk *d, ident board)
{
	struct proposal list[LINES_MAX];
	size_t count = core_proposals(core, board, list, LINES_MAX);
	d->board = board;
	d->proposal_count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct topic *offer = core_topic(core, list[i].offer),
				   *wish = core_topic(core, list[i].wish);
		if (offer && wish)
			d->proposals[d->proposal_count++] =
				(struct proposed){list[i], offer->person, wish->person};
	}
}

static void own_proposals(struct core *core, struct arena *mem, struct effect_board_mine *out)
{
	struct desk *d = core->watchers->desk;
	ident me = out->me.person;
	size_t own = 0;
	if (d->board != out->board)
		list_proposals(core, d, out->board);
	for (size_t i = 0; i < d->proposal_count; i++)
		own += d->proposals[i].offers == me || d->proposals[i].wishes == me;
	out->proposals = ARENA_ARRAY(mem, struct proposal_line, own);
	for (size_t i = 0; i < d->proposal_count; i++)
		if (d->proposals[i].offers == me || d->proposals[i].wishes == me)
			proposal_line(core, mem, &d->proposals[i].p, out);
}

/* FNV-1a (Fowler, Noll, Vo), by words: whether something reads as it did is all that is asked of it. */
static uint64_t mix(uint64_t h, uint64_t word)
{
	return (h ^ word) * 0x100000001B3u;
}

static uint64_t mix_str(uint64_t h, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = mix(h, (unsigned char)s.p[i]);
	return mix(h, s.n);
}

static uint64_t mix_face(uint64_t h, const struct face *f)
{
	return mix_str(mix(mix(h, (uint64_t)f->person), f->colour), f->name);
}

static uint64_t mix_lists(uint64_t h, const struct effect_board_mine *m)
{
	for (uint32_t i = 0; i < m->vote_count; i++)
		h = mix(mix(h, (uint64_t)m->votes[i].topic), (uint64_t)m->votes[i].count);
	for (uint32_t i = 0; i < m->interest_count; i++)
		h = mix(h, (uint64_t)m->interests[i]);
	for (uint32_t i = 0; i < m->now_count; i++)
		h = mix(h ^ 1, (uint64_t)m->now[i]);
	for (uint32_t i = 0; i < m->draft_count; i++) {
		const struct card *c = &m->drafts[i];
		h = mix(mix(h, (uint64_t)c->id), (uint64_t)c->kind << 1 | c->more);
		h = mix_str(h, c->title);
	}
	for (uint32_t i = 0; i < m->proposal_count; i++) {
		const struct proposal_line *p = &m->proposals[i];
		h = mix(mix(mix(h, (uint64_t)p->offer), (uint64_t)p->wish), (uint64_t)p->session);
		h = mix(mix(h, (uint64_t)p->mine << 3 | (uint64_t)p->theirs), (uint64_t)p->starts);
		h = mix_face(mix_str(mix_str(h, p->offer_title), p->wish_title), &p->other);
	}
	for (uint32_t i = 0; i < m->action_count; i++) {
		const struct action_line *a = &m->actions[i];
		h = mix(mix(mix(h, (uint64_t)a->id), (uint64_t)a->due), (uint64_t)a->state);
		h = mix_str(h, a->text);
	}
	return h;
}

static uint64_t digest(const struct effect_board_mine *m)
{
	uint64_t h = mix_face(0xCBF29CE484222325u, &m->me);
	h = mix(mix(h, (uint64_t)m->votes_left), (uint64_t)m->stars);
	h = mix(h, (uint64_t)m->thumb << 2 | (uint64_t)m->finished << 1 | m->lead);
	h = mix_lists(h, m);
	return h ? h : 1;
}

static void tell_mine(struct core *core, struct watcher *w)
{
	struct origin to = {.source = FROM_PHONE, .conn = w->conn};
	struct effect *e = effect_new(EFFECT_board_mine, to, core->msg->kind);
	struct effect_board_mine *m = &e->u.board_mine;
	*m = (struct effect_board_mine){.board = w->board, .me = face_of(core, &e->mem, w->person)};
	own_part(core, &e->mem, w->device, m);
	if (m->me.person) {
		own_drafts(core, &e->mem, m);
		own_interests(core, &e->mem, m);
		own_proposals(core, &e->mem, m);
		own_actions(core, &e->mem, m);
	}
	uint64_t now = digest(m);
	if (now == w->told)
		effect_free(e);
	else
		outbox_add(core->out, e);
	w->told = now;
}

/* ---- the end of a step ---- */

static unsigned marks_of(const struct core *core, ident board)
{
	const struct watchers *w = core->watchers;
	for (size_t i = 0; i < w->marked_count; i++)
		if (w->marked[i].board == board)
			return w->marked[i].marks;
	return 0;
}

/* These change what is one person's own and no other's, however many follow the board. */
static bool acts_for_one(enum msg_kind kind)
{
	return kind == MSG_vote || kind == MSG_vote_finish || kind == MSG_meeting_rate;
}

static void tell_one(struct core *core, struct watcher *w)
{
	const struct watchers *all = core->watchers;
	unsigned marks = marks_of(core, w->board);
	if (w->fresh && !(marks & MARK_CARDS))
		tell_cards(core, w->board, w->conn);
	if (w->fresh && !(marks & MARK_MEETING))
		tell_meeting(core, w->board, w->conn);
	w->fresh = false;
	if (!w->told || (marks && (!acts_for_one(core->msg->kind) || w->person == all->acted)))
		tell_mine(core, w);
}

/* A name may have changed, and with it any card. */
static void mark_for_names(struct core *core)
{
	struct watchers *w = core->watchers;
	enum msg_kind kind = core->msg->kind;
	if (kind != MSG_import_people && kind != MSG_person_set && kind != MSG_person_erase)
		return;
	if (w->desk)
		w->desk->board = 0;
	for (size_t i = 0; i < w->count; i++)
		mark(core, w->list[i].board, MARK_CARDS | MARK_MEETING);
}

void watch_tell(struct core *core)
{
	struct watchers *w = core->watchers;
	mark_for_names(core);
	for (size_t i = 0; i < w->marked_count; i++) {
		if (w->marked[i].marks & MARK_CARDS)
			tell_cards(core, w->marked[i].board, 0);
		if (w->marked[i].marks & MARK_MEETING)
			tell_meeting(core, w->marked[i].board, 0);
	}
	for (size_t i = 0; i < w->count; i++)
		tell_one(core, &w->list[i]);
	w->marked_count = 0;
	w->acted = 0;
}

/* ---- what one asks to read ---- */

void on_board_search(struct core *core, const struct msg_board_search *m)
{
	struct match found[FOUND_TOLD];
	ident device;
	if (!codes_may(core, &m->cookie, m->board, &device) || !core_board(core, m->board)) {
		core_reply(core, ERR_signed_out, m->board);
		return;
	}
	struct str typed = str_trim(m->text);
	size_t count = utf8_valid(typed) && utf8_count(typed) >= FOUND_LETTERS
		? core_search(core, typed, core->now.wall, found, FOUND_TOLD)
		: 0;
	struct effect *e = core_effect(core, EFFECT_board_people);
	e->u.board_people.people = ARENA_ARRAY(&e->mem, struct face, count);
	for (size_t i = 0; i < count; i++)
		e->u.board_people.people[i] = face_of(core, &e->mem, found[i].person);
	e->u.board_people.count = (uint32_t)count;
}

static enum err may_read(const struct core *core, const struct topic *t)
{
	const struct watcher *w = asker(core);
	enum err err = t ? asker_on_board(core, t->board) : ERR_not_found;
	bool own = t && w && w->person && w->person == t->person;
	/* Only who took a card off the board, or may put it back, still has something to do with it. */
	bool hidden = t && (t->draft || (t->lane == LANE_WITHDRAWN && asker_sets_up(core, t->board)));
	return err ? err : (hidden && !own) || t->lane >= LANE_PAST ? ERR_not_found : ERR_none;
}

void on_topic_read(struct core *core, const struct msg_topic_read *m)
{
	const struct topic *similar[SIMILAR_TOLD], *t = core_topic(core, m->topic);
	const struct watcher *w = asker(core);
	enum err err = may_read(core, t);
	if (err) {
		core_reply(core, err, m->topic);
		return;
	}
	const struct meeting *meeting = meeting_shown(core, t->board);
	size_t count = core_similar(core, t->board, t->title, t->id, similar, SIMILAR_TOLD);
	struct effect *e = core_effect(core, EFFECT_topic_whole);
	struct effect_topic_whole *whole = &e->u.topic_whole;
	whole->card = card_of(core, &e->mem, t, meeting);
	whole->detail = arena_str(&e->mem, t->detail);
	whole->mine = w && t->person && w->person == t->person;
	whole->similar = ARENA_ARRAY(&e->mem, struct card, count);
	for (size_t i = 0; i < count; i++)
		whole->similar[whole->similar_count++] = card_of(core, &e->mem, similar[i], meeting);
}
