/* Votes: one budget a person, over the screen and their phone together, hidden until revealed. What is
 * kept is how many votes a person has on a card; everything else is counted from that, once a step.
 *
 * A card that goes under another takes its votes along: they count for the card above, and stay in the
 * budget of who gave them. Votes on a card that was withdrawn are free to be given again; they leave it
 * only when they are, so that bringing the card back finds the rest. */
#include "core/meetings.h"

#include <stdlib.h>
#include <string.h>

#define UNDER_MAX 16 /* cards under cards under cards */
#define RATING_AFTER DAY

/* Votes are kept by round, person and topic, so that a person's own lie side by side: they are looked
 * up for every phone and every card. */
static int compare_given(const struct given *a, const struct given *b)
{
	const int64_t differences[] = {a->round - b->round, a->person - b->person, a->topic - b->topic};
	for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
		if (differences[i])
			return differences[i] < 0 ? -1 : 1;
	return 0;
}

/* Where it stands, or would. */
static size_t place_of(const struct meeting_row *row, const struct given *key)
{
	size_t from = 0, to = row->given_count;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (compare_given(&row->given[middle], key) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static void insert(struct meeting_row *row, size_t at, struct given g)
{
	LIST_ADD(row->given, row->given_count, row->given_cap);
	memmove(row->given + at + 1, row->given + at, (row->given_count - 1 - at) * sizeof *row->given);
	row->given[at] = g;
}

/* A person's first of this round; theirs follow as long as is_of says so. */
static size_t first_of(const struct meeting_row *row, ident person)
{
	return place_of(row, &(struct given){.round = row->m.round, .person = person});
}

static bool is_of(const struct meeting_row *row, size_t at, ident person)
{
	return at < row->given_count && row->given[at].round == row->m.round &&
		row->given[at].person == person;
}

void load_vote(struct core *core, const struct value *v)
{
	struct meeting_row *row = meeting_find(core, v[0].i);
	struct given g = {
		.round = (int32_t)v[1].i, .topic = v[2].i, .person = v[3].i, .count = (int32_t)v[4].i};
	if (row)
		insert(row, place_of(row, &g), g);
}

void load_rating(struct core *core, const struct value *v)
{
	struct meeting_row *row = meeting_find(core, v[0].i);
	if (row)
		*LIST_ADD(row->rated, row->rated_count, row->rated_cap) =
			(struct rated){v[1].i, (int32_t)v[2].i};
}

/* ---- counting ---- */

/* The card on the board that a card lies under, or the card itself; NULL if it is not there any more. */
static const struct topic *card_above(const struct core *core, ident topic)
{
	const struct topic *t = core_topic(core, topic);
	for (int i = 0; t && t->lane == LANE_MERGED && t->merged && i < UNDER_MAX; i++)
		t = core_topic(core, t->merged);
	return t;
}

static ident above(const struct core *core, ident topic)
{
	const struct topic *t = card_above(core, topic);
	return t ? t->id : 0;
}

static bool counts(const struct meeting_row *row, const struct given *g)
{
	return g->round == row->m.round;
}

static int by_topic_and_person(const void *a, const void *b)
{
	const struct given *x = a, *y = b;
	if (x->topic != y->topic)
		return x->topic < y->topic ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

/* This round's votes by the card that shows them, and of each card by person; in scratch of our own. */
static struct given *by_card(const struct core *core, const struct meeting_row *row, size_t *count)
{
	struct given *list = xcalloc(row->given_count + 1, sizeof *list);
	*count = 0;
	for (size_t i = 0; i < row->given_count; i++) {
		const struct given *g = &row->given[i];
		if (!counts(row, g))
			continue;
		list[*count] = *g;
		list[(*count)++].topic = above(core, g->topic);
	}
	qsort(list, *count, sizeof *list, by_topic_and_person);
	return list;
}

static void tally(const struct core *core, struct meeting_row *row)
{
	size_t count;
	struct given *list = by_card(core, row, &count);
	row->tally_count = 0;
	for (size_t i = 0; i < count; i++) {
		bool same_card = i > 0 && list[i].topic == list[i - 1].topic;
		bool same_person = same_card && list[i].person == list[i - 1].person;
		if (!same_card)
			*LIST_ADD(row->tally, row->tally_count, row->tally_cap) =
				(struct tally){.topic = list[i].topic};
		struct tally *t = &row->tally[row->tally_count - 1];
		t->votes += list[i].count;
		t->voters += !same_person;
	}
	free(list);
	row->tally_step = core->steps;
}

static int by_topic(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	return (x->topic > y->topic) - (x->topic < y->topic);
}

static struct tally tally_of(const struct core *core, struct meeting_row *row, ident topic)
{
	struct tally key = {.topic = topic};
	if (row->tally_step != core->steps)
		tally(core, row);
	const struct tally *t =
		row->tally_count ? bsearch(&key, row->tally, row->tally_count, sizeof key, by_topic) : NULL;
	return t ? *t : key;
}

/* The votes that a card shows: of the meeting under way, else of the last one. NULL: hidden. */
static struct meeting_row *shown_for(const struct core *core, ident topic)
{
	const struct topic *t = core_topic(core, topic);
	struct meeting_row *row = t ? meeting_open_on(core, t->board) : NULL;
	const struct meeting *before = t && !row ? core_meeting_before(core, t->board) : NULL;
	if (before)
		row = meeting_find(core, before->id);
	return row && row->m.revealed ? row : NULL;
}

int core_votes(const struct core *core, ident topic)
{
	struct meeting_row *row = shown_for(core, topic);
	return row ? tally_of(core, row, topic).votes : -1;
}

int core_voters(const struct core *core, ident topic)
{
	struct meeting_row *row = shown_for(core, topic);
	return row ? tally_of(core, row, topic).voters : -1;
}

int core_vote_of(const struct core *core, ident meeting, ident topic, ident person)
{
	const struct meeting_row *row = meeting_find(core, meeting);
	int votes = 0;
	for (size_t i = row ? first_of(row, person) : 0; row && is_of(row, i, person); i++)
		if (row->given[i].topic == topic || above(core, row->given[i].topic) == topic)
			votes += row->given[i].count;
	return votes;
}

static bool is_free_again(const struct core *core, const struct given *g)
{
	const struct topic *t = card_above(core, g->topic);
	return !t || t->lane == LANE_WITHDRAWN;
}

static int used_by(const struct core *core, const struct meeting_row *row, ident person, bool all)
{
	int votes = 0;
	for (size_t i = first_of(row, person); is_of(row, i, person); i++)
		if (all || !is_free_again(core, &row->given[i]))
			votes += row->given[i].count;
	return votes;
}

static int budget(const struct core *core, const struct meeting_row *row)
{
	const struct board *b = core_board(core, row->m.board);
	return b ? b->votes : 0;
}

int core_votes_left(const struct core *core, ident meeting, ident person)
{
	const struct meeting_row *row = meeting_find(core, meeting);
	int left = row ? budget(core, row) - used_by(core, row, person, false) : 0;
	return left > 0 ? left : 0;
}

int votes_given(const struct meeting_row *row)
{
	int votes = 0;
	for (size_t i = 0; i < row->given_count; i++)
		votes += counts(row, &row->given[i]) ? row->given[i].count : 0;
	return votes;
}

struct vote_count core_vote_count(const struct core *core, ident meeting)
{
	const struct meeting_row *row = meeting_find(core, meeting);
	struct vote_count count = {0};
	if (!row)
		return count;
	count.people = (int)row->people_count;
	count.votes = votes_given(row);
	for (size_t i = 0; i < row->people_count; i++)
		count.finished += row->people[i].finished == row->m.round + 1;
	return count;
}

/* ---- giving ---- */

/* A person's votes on one card, on the disk and in memory; 0 takes them off. */
static void put_votes(struct core *core, struct meeting_row *row, ident topic, ident person, int32_t count)
{
	struct given g = {.round = row->m.round, .topic = topic, .person = person, .count = count};
	size_t at = place_of(row, &g);
	bool there = at < row->given_count && compare_given(&row->given[at], &g) == 0;
	const struct value key[] = {VI(row->m.id), VI(g.round), VI(topic), VI(person)};
	if (count) {
		if (there)
			row->given[at] = g;
		else
			insert(row, at, g);
		PUT(core, REC_vote, key[0], key[1], key[2], key[3], VI(count));
	} else if (there) {
		core_delete(core, REC_vote, key);
		row->given_count--;
		memmove(row->given + at, row->given + at + 1, (row->given_count - at) * sizeof *row->given);
	}
}

/* Those on the cards under it too: what a person says of a card holds for all of it. */
static void set_votes(struct core *core, struct meeting_row *row, ident topic, ident person, int32_t count)
{
	for (size_t i = first_of(row, person); is_of(row, i, person);) {
		ident under = row->given[i].topic;
		if (under != topic && above(core, under) == topic)
			put_votes(core, row, under, person, 0);
		else
			i++;
	}
	put_votes(core, row, topic, person, count);
}

/* Votes on withdrawn cards leave them as far as they were given again. */
static void take_from_withdrawn(struct core *core, struct meeting_row *row, ident person)
{
	int over = used_by(core, row, person, true) - budget(core, row);
	for (size_t i = first_of(row, person); over > 0 && is_of(row, i, person);) {
		struct given g = row->given[i];
		int taken = !is_free_again(core, &g) ? 0 : g.count < over ? g.count : over;
		over -= taken;
		if (taken)
			put_votes(core, row, g.topic, person, g.count - taken);
		if (taken < g.count)
			i++;
	}
}

static enum err may_vote(const struct core *core, const struct meeting_row *row, const struct msg_vote *m)
{
	const struct topic *t = core_topic(core, m->topic);
	if (!t || t->board != row->m.board || t->draft)
		return ERR_not_found;
	bool open = row->m.phase == PHASE_VOTE && !row->m.revealed;
	return !open || t->lane > LANE_UP_NEXT ? ERR_conflict : m->count < 0 ? ERR_invalid : ERR_none;
}

/* Fewer is always right; more only within both limits. */
static enum err set_vote(
	struct core *core, struct meeting_row *row, struct taking_part *p, const struct msg_vote *m)
{
	const struct board *b = core_board(core, row->m.board);
	int now = core_vote_of(core, row->m.id, m->topic, p->person);
	int most = now + core_votes_left(core, row->m.id, p->person);
	if (m->count == now)
		return ERR_already;
	if (m->count > now && (!b || m->count > b->topic_votes || m->count > most))
		return ERR_too_many;
	set_votes(core, row, m->topic, p->person, m->count);
	take_from_withdrawn(core, row, p->person);
	/* Who has given all has finished, and who changes something has not. */
	p->finished = core_votes_left(core, row->m.id, p->person) ? 0 : row->m.round + 1;
	meeting_put_person(core, row, p);
	return ERR_none;
}

void on_vote(struct core *core, const struct msg_vote *m)
{
	struct meeting_row *row = meeting_for_rule(core, m->meeting);
	if (!row)
		return;
	enum err err = may_vote(core, row, m);
	if (err) {
		core_reply(core, err, m->topic);
		return;
	}
	struct taking_part *p = meeting_asker(core, row, m->person);
	if (p)
		core_reply(core, set_vote(core, row, p, m), m->topic);
}

void on_vote_finish(struct core *core, const struct msg_vote_finish *m)
{
	struct meeting_row *row = meeting_for_rule(core, m->meeting);
	bool open = row && row->m.phase == PHASE_VOTE && !row->m.revealed;
	if (row && !open)
		core_reply(core, ERR_conflict, m->meeting);
	struct taking_part *p = open ? meeting_asker(core, row, m->person) : NULL;
	if (!p)
		return;
	bool same = (p->finished == row->m.round + 1) == m->finished;
	if (!same) {
		p->finished = m->finished ? row->m.round + 1 : 0;
		meeting_put_person(core, row, p);
	}
	core_reply(core, same ? ERR_already : ERR_none, m->meeting);
}

/* ---- showing ---- */

struct placing {
	const struct topic *topic;
	struct tally tally;
};

/* More votes first; then those more people voted for; then those passed over more often; then the
 * older. No two cards are alike in all of it, so the same votes always give the same order. */
static int compare_standings(const void *a, const void *b)
{
	const struct placing *x = a, *y = b;
	const int64_t differences[] = {
		y->tally.votes - x->tally.votes,
		y->tally.voters - x->tally.voters,
		y->topic->passed_over - x->topic->passed_over,
		x->topic->created - y->topic->created,
		x->topic->id - y->topic->id,
	};
	for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
		if (differences[i])
			return differences[i] < 0 ? -1 : 1;
	return 0;
}

static size_t list_standings(
	const struct core *core, struct meeting_row *row, struct placing *out, size_t cap)
{
	const struct topic *list[TOPICS_OF_BOARD_MAX];
	size_t count = 0, n = core_waiting(core, row->m.board, list, TOPICS_OF_BOARD_MAX);
	for (size_t i = 0; i < n && count < cap; i++) {
		struct tally t = tally_of(core, row, list[i]->id);
		if (t.votes > 0)
			out[count++] = (struct placing){list[i], t};
	}
	return count;
}

/* Those that have votes in their order, and behind them what lies in Up next by hand and has none. */
static size_t list_agenda(struct core *core, struct meeting_row *row, struct topic **out, size_t cap)
{
	const struct topic *next[TOPICS_OF_BOARD_MAX];
	struct placing *standings = ARENA_ARRAY(&core->scratch, struct placing, cap);
	size_t count = list_standings(core, row, standings, cap);
	if (count)
		qsort(standings, count, sizeof *standings, compare_standings);
	for (size_t i = 0; i < count; i++)
		out[i] = boards_topic(core, standings[i].topic->id);
	size_t n = core_topics(core, row->m.board, LANE_UP_NEXT, next, TOPICS_OF_BOARD_MAX);
	for (size_t i = 0; i < n && count < cap; i++)
		if (!tally_of(core, row, next[i]->id).votes)
			out[count++] = boards_topic(core, next[i]->id);
	return count;
}

void votes_reveal(struct core *core, struct meeting_row *row)
{
	struct topic **agenda = ARENA_ARRAY(&core->scratch, struct topic *, (size_t)TOPICS_OF_BOARD_MAX);
	size_t count = list_agenda(core, row, agenda, TOPICS_OF_BOARD_MAX);
	topics_put_last(core, agenda, count, LANE_UP_NEXT);
	row->m.revealed = true;
	watch_cards(core, row->m.board);
}

/* The meeting, if its phase is the vote and whoever asks leads; else answered. */
static struct meeting_row *vote_for_lead(struct core *core, ident meeting)
{
	struct meeting_row *row = meeting_for_lead(core, meeting);
	if (!row || row->m.phase == PHASE_VOTE)
		return row;
	core_reply(core, ERR_conflict, meeting);
	return NULL;
}

void on_vote_reveal(struct core *core, const struct msg_vote_reveal *m)
{
	struct meeting_row *row = vote_for_lead(core, m->meeting);
	if (!row)
		return;
	bool shown = row->m.revealed;
	if (!shown) {
		meeting_note_step(core, row);
		votes_reveal(core, row);
		meeting_save(core, row);
	}
	core_reply(core, shown ? ERR_already : ERR_none, m->meeting);
}

/* A number that no votes have yet: after Undo there may be some of a later round. */
static int32_t next_round(const struct meeting_row *row)
{
	int32_t last = row->m.round;
	for (size_t i = 0; i < row->given_count; i++)
		last = row->given[i].round > last ? row->given[i].round : last;
	return last + 1;
}

void on_vote_again(struct core *core, const struct msg_vote_again *m)
{
	struct meeting_row *row = vote_for_lead(core, m->meeting);
	if (!row)
		return;
	bool fresh = !row->m.revealed && votes_given(row) == 0;
	if (!fresh) {
		meeting_note_step(core, row);
		row->m.round = next_round(row);
		row->m.revealed = false;
		row->m.phase_since = core->now.wall;
		row->phase_doubtful = !core->now.trusted;
		meeting_save(core, row);
		watch_cards(core, row->m.board);
	}
	core_reply(core, fresh ? ERR_already : ERR_none, m->meeting);
}

/* ---- was it worth the time ---- */

struct stars core_stars(const struct core *core, ident meeting)
{
	const struct meeting_row *row = meeting_find(core, meeting);
	int count = row ? (int)row->rated_count : 0, sum = 0;
	for (int i = 0; i < count; i++)
		sum += row->rated[i].stars;
	return (struct stars){count, count ? (20 * sum + count) / (2 * count) : 0};
}

/* From the last phase on, and for a day after it: on the way home one knows better. */
static struct meeting_row *rated_for_rule(struct core *core, ident meeting)
{
	struct meeting_row *row = meeting_find(core, meeting);
	enum err err = row ? asker_on_board(core, row->m.board) : ERR_not_found;
	if (!err && row->m.closed_at && core->now.wall > row->m.closed_at + RATING_AFTER)
		err = ERR_closed;
	else if (!err && !row->m.closed_at && row->m.phase != PHASE_CLOSE)
		err = ERR_conflict;
	if (err)
		core_reply(core, err, meeting);
	return err ? NULL : row;
}

static struct rated *find_rating(const struct meeting_row *row, ident rater)
{
	for (size_t i = 0; i < row->rated_count; i++)
		if (row->rated[i].rater == rater)
			return &row->rated[i];
	return NULL;
}

static ident next_nameless(const struct meeting_row *row)
{
	ident rater = -1;
	while (find_rating(row, rater))
		rater--;
	return rater;
}

static enum err rate(struct core *core, struct meeting_row *row, ident person, int32_t stars)
{
	struct rated *old = person ? find_rating(row, person) : NULL;
	if (old && old->stars == stars)
		return ERR_already;
	if (!old && row->rated_count >= 2 * (size_t)PARTICIPANTS_MAX)
		return ERR_too_many;
	struct rated now = {person ? person : next_nameless(row), stars};
	*(old ? old : LIST_ADD(row->rated, row->rated_count, row->rated_cap)) = now;
	PUT(core, REC_rating, VI(row->m.id), VI(now.rater), VI(now.stars));
	core_changed(core, CHANGE_MEETINGS);
	watch_meeting(core, row->m.board);
	return ERR_none;
}

void on_meeting_rate(struct core *core, const struct msg_meeting_rate *m)
{
	struct meeting_row *row = rated_for_rule(core, m->meeting);
	ident person = 0;
	if (!row)
		return;
	enum err err = m->stars < 1 || m->stars > 5 ? ERR_invalid : asker_person(core, m->person, &person);
	if (!err && core->msg->origin.source == FROM_PHONE && !person)
		err = ERR_not_allowed;
	core_reply(core, err ? err : rate(core, row, person, m->stars), m->meeting);
}
