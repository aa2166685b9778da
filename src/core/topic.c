/* Topics: the cards on the boards. A topic's place in its lane is a number with room on both sides, so
 * that moving one card writes one row; only when the room is used up does the lane get new numbers. A
 * card that was withdrawn or laid under another remembers its lane, so that Undo knows the way back
 * after a restart too. Cards never lie deeper than one: what lies under a card moves along with it. */
#include "core/boards.h"

#include <stdlib.h>

#define PLACE_GAP 1024
#define DRAFTS_MAX 50 /* of one person on a board, which nobody else could clear; more: ERR_too_many */

void topic_drop(void *row)
{
	free(((struct topic_row *)row)->block);
}

/* ---- keeping ---- */

static void keep_strings(struct topic_row *row)
{
	struct str *const fields[] = {&row->t.title, &row->t.detail, &row->t.outcome};
	strings_keep(&row->block, fields, 3);
}

static void save(struct core *core, struct topic_row *row)
{
	const struct topic *t = &row->t;
	keep_strings(row);
	core->boards->order_stale = true;
	PUT(core, REC_topic, VI(t->id), VI(t->board), VI(t->lane), VI(t->position), VI(t->kind), VS(t->title),
		VS(t->detail), VI(t->person), VI(t->note), VI(t->created), VI(t->draft), VI(t->passed_over),
		VI(t->merged), VI(row->lane_before), VS(t->outcome), VI(t->meeting), VI(t->spent),
		VI(t->gather_until));
	core_changed(core, CHANGE_BOARDS);
	watch_cards(core, t->board);
}

void load_topic(struct core *core, const struct value *v)
{
	struct topic_row *row = table_add(&core->boards->topics, v[0].i, sizeof *row);
	row->t = (struct topic){.id = v[0].i,
		.board = v[1].i,
		.lane = (enum lane)row_enum(&v[2], LANE_COUNT),
		.position = (int32_t)v[3].i,
		.kind = (enum topic_kind)row_enum(&v[4], TOPIC_KIND_COUNT),
		.title = v[5].s,
		.detail = v[6].s,
		.person = v[7].i,
		.note = v[8].i,
		.created = v[9].i,
		.draft = v[10].i != 0,
		.passed_over = (int32_t)v[11].i,
		.merged = v[12].i,
		.outcome = v[14].s,
		.meeting = v[15].i,
		.spent = v[16].i,
		.gather_until = v[17].i};
	row->lane_before = (enum lane)row_enum(&v[13], LANE_COUNT);
	keep_strings(row);
	core->boards->order_stale = true;
	if (row->t.gather_until)
		interests_gather_on(core, &row->t);
}

static struct topic_row *topic_find(const struct core *core, ident id)
{
	return table_find(&core->boards->topics, id);
}

/* Whether whoever asks brought it: only a phone knows who holds it. */
static bool is_own(struct core *core, const struct topic *t)
{
	ident person = 0;
	return core->msg->origin.source == FROM_PHONE && asker_person(core, 0, &person) == ERR_none &&
		person && t->person == person;
}

struct topic *topic_for_rule(struct core *core, ident id)
{
	struct topic_row *row = topic_find(core, id);
	enum err err = ERR_not_found;
	if (row && row->t.lane != LANE_PAST)
		err = asker_on_board(core, row->t.board);
	if (!err && row->t.draft && !is_own(core, &row->t))
		err = ERR_not_found;
	if (err)
		core_reply(core, err, id);
	return err ? NULL : &row->t;
}

struct topic *topic_to_change(struct core *core, ident id)
{
	struct topic *t = topic_for_rule(core, id);
	if (!t || core->msg->origin.source != FROM_PHONE || is_own(core, t) ||
		asker_sets_up(core, t->board) == ERR_none)
		return t;
	core_reply(core, ERR_not_allowed, id);
	return NULL;
}

void topic_save(struct core *core, struct topic *t)
{
	save(core, topic_find(core, t->id));
}

struct topic *boards_topic(struct core *core, ident id)
{
	struct topic_row *row = topic_find(core, id);
	return row ? &row->t : NULL;
}

/* ---- places in a lane ---- */

static bool comes_before(const struct topic *a, const struct topic *b)
{
	return a->position != b->position ? a->position < b->position : a->id < b->id;
}

/* Drafts stand in no lane; here they come last, as if in one of their own. */
static int64_t lane_key(const struct topic *t)
{
	return t->draft ? LANE_COUNT : t->lane;
}

static int by_place(const void *a, const void *b)
{
	const struct topic *x = *(struct topic *const *)a, *y = *(struct topic *const *)b;
	if (x->board != y->board)
		return x->board < y->board ? -1 : 1;
	if (lane_key(x) != lane_key(y))
		return lane_key(x) < lane_key(y) ? -1 : 1;
	return comes_before(x, y) ? -1 : comes_before(y, x);
}

/* Screens ask for the lanes with each frame of a scroll, and topics change seldom. */
static void put_in_order(struct boards *boards)
{
	if (!boards->order_stale)
		return;
	boards->order_stale = false;
	boards->order_count = boards->topics.count;
	boards->order = xrealloc(boards->order, boards->order_count * sizeof(struct topic *));
	for (size_t i = 0; i < boards->order_count; i++)
		boards->order[i] = &((struct topic_row *)boards->topics.slots[i].row)->t;
	qsort(boards->order, boards->order_count, sizeof *boards->order, by_place);
}

/* Where the lane begins, or would: the first that is not before it. */
static size_t lane_start(const struct boards *boards, ident board, int64_t lane)
{
	size_t low = 0, high = boards->order_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct topic *t = boards->order[middle];
		if (t->board != board ? t->board < board : lane_key(t) < lane)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t list_lane(
	const struct core *core, ident board, enum lane lane, const struct topic **out, size_t cap)
{
	struct boards *boards = core->boards;
	put_in_order(boards);
	size_t from = lane_start(boards, board, lane), count = lane_start(boards, board, lane + 1) - from;
	count = count < cap ? count : cap;
	for (size_t i = 0; i < count; i++)
		out[i] = boards->order[from + i];
	return count;
}

/* Numbers the lane anew, with `moved` before the topic at index `at`. */
static void renumber(
	struct core *core, const struct topic **lane, size_t count, size_t at, struct topic_row *moved)
{
	int32_t position = PLACE_GAP;
	for (size_t i = 0; i <= count; i++) {
		if (i == at) {
			moved->t.position = position;
			position += PLACE_GAP;
		}
		if (i == count)
			break;
		struct topic_row *row = topic_find(core, lane[i]->id);
		if (row->t.position != position) {
			row->t.position = position;
			save(core, row);
		}
		position += PLACE_GAP;
	}
}

static void place(
	struct core *core, struct topic_row *moved, const struct topic **lane, size_t count, size_t at)
{
	int64_t low = at > 0 ? lane[at - 1]->position : 0;
	int64_t high = at < count ? lane[at]->position : low + 2 * PLACE_GAP;
	if (high - low >= 2 && high < INT32_MAX)
		moved->t.position = (int32_t)(low + (high - low) / 2);
	else
		renumber(core, lane, count, at, moved);
	save(core, moved);
}

/* The lane without the topic itself, in scratch memory. */
static const struct topic **lane_without(
	struct core *core, ident board, enum lane lane, ident topic, size_t *count)
{
	size_t all = core->boards->topics.count, kept = 0;
	const struct topic **list = ARENA_ARRAY(&core->scratch, const struct topic *, all);
	*count = list_lane(core, board, lane, list, all);
	for (size_t i = 0; i < *count; i++)
		if (list[i]->id != topic)
			list[kept++] = list[i];
	*count = kept;
	return list;
}

static void put_at_end(struct core *core, struct topic_row *row, enum lane to)
{
	size_t count;
	const struct topic **lane = lane_without(core, row->t.board, to, row->t.id, &count);
	row->t.lane = to;
	place(core, row, lane, count, count);
}

static void become_past(struct core *core, struct topic_row *row)
{
	row->t.lane = LANE_PAST;
	interests_forget(core, row->t.id);
	save(core, row);
	if (row->t.note)
		notes_close(core, row->t.note, true);
}

/* What lies under the card is discussed with it, and leaves the board with it. */
static void leave_board(struct core *core, struct topic_row *row)
{
	struct table *all = &core->boards->topics;
	for (size_t i = 0; i < all->count; i++) {
		struct topic_row *under = all->slots[i].row;
		if (under == row || (under->t.lane == LANE_MERGED && under->t.merged == row->t.id))
			become_past(core, under);
	}
}

void topics_clear_drafts(struct core *core, ident board, ident before)
{
	struct table *all = &core->boards->topics;
	for (size_t i = 0; i < all->count; i++) {
		struct topic_row *row = all->slots[i].row;
		const struct topic *t = &row->t;
		if (t->board == board && t->draft && t->lane == LANE_WITHDRAWN && t->id <= before)
			become_past(core, row);
	}
}

void topic_put(struct core *core, struct topic *t, enum lane to, ident before)
{
	size_t count, at;
	struct topic_row *row = topic_find(core, t->id);
	if (to == LANE_PAST) {
		leave_board(core, row);
		return;
	}
	const struct topic **lane = lane_without(core, t->board, to, t->id, &count);
	for (at = 0; at < count && lane[at]->id != before; at++)
		;
	t->lane = to;
	place(core, row, lane, count, at);
}

void topics_put_last(struct core *core, struct topic *const *list, size_t count, enum lane to)
{
	const struct topic **lane;
	size_t there = 0;
	if (!count)
		return;
	lane = lane_without(core, list[0]->board, to, 0, &there);
	int64_t last = there ? lane[there - 1]->position : 0;
	bool room = last + (int64_t)count * PLACE_GAP < INT32_MAX - 2 * PLACE_GAP;
	for (size_t i = 0; i < count; i++) {
		if (!room) { /* the lane gets new numbers with the first of them */
			topic_put(core, list[i], to, 0);
			continue;
		}
		list[i]->lane = to;
		list[i]->position = (int32_t)(last + (int64_t)(i + 1) * PLACE_GAP);
		topic_save(core, list[i]);
	}
}

/* ---- rules ---- */

static enum err clean_words(struct core *core, enum topic_kind kind, struct str in_title,
	struct str in_detail, struct str *title, struct str *detail)
{
	enum err err = (unsigned)kind < TOPIC_KIND_COUNT ? ERR_none : ERR_invalid;
	if (!err)
		err = core_clean(core, in_title, TITLE_MAX_BYTES, false, title);
	if (!err)
		err = core_clean(core, in_detail, DETAIL_MAX_BYTES, true, detail);
	return !err && !title->n ? ERR_invalid : err;
}

static ident add(
	struct core *core, const struct msg_topic_add *m, ident person, struct str title, struct str detail)
{
	ident id = core_new_id(core);
	struct topic_row *row = table_add(&core->boards->topics, id, sizeof *row);
	row->t = (struct topic){.id = id,
		.board = m->board,
		.person = person,
		.kind = m->kind,
		.title = title,
		.detail = detail,
		.draft = m->draft,
		.created = core->now.wall};
	row->t.outcome = STR("");
	keep_strings(row);
	core->boards->order_stale = true;
	row->t.note = notes_create(core, 0, id, row->t.title, STR(""));
	put_at_end(core, row, LANE_PROPOSED);
	return id;
}

/* Of the board, or only the drafts of a person there. */
static size_t cards_of(const struct core *core, ident board, ident writer)
{
	const struct table *t = &core->boards->topics;
	size_t count = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct topic *one = &((struct topic_row *)t->slots[i].row)->t;
		bool meant = !writer || (one->draft && one->person == writer);
		count += one->board == board && one->lane != LANE_PAST && meant;
	}
	return count;
}

/* Nobody at a shared screen has a private place: a draft needs a phone that said whose it is. */
static enum err check_add(struct core *core, const struct msg_topic_add *m, ident *person)
{
	const struct board *board = core_board(core, m->board);
	if (!board || board->archived)
		return ERR_not_found;
	enum err err = asker_on_board(core, m->board);
	if (!err)
		err = asker_person(core, m->person, person);
	if (!err && m->draft && (core->msg->origin.source != FROM_PHONE || !*person))
		err = ERR_not_allowed;
	bool many = cards_of(core, m->board, 0) >= TOPICS_OF_BOARD_MAX ||
		(m->draft && cards_of(core, m->board, *person) >= DRAFTS_MAX);
	return !err && many ? ERR_too_many : err;
}

static void renew_proposals(struct core *core, const struct topic *t, enum topic_kind before)
{
	bool was = before == TOPIC_OFFER || before == TOPIC_WISH;
	if (was || t->kind == TOPIC_OFFER || t->kind == TOPIC_WISH)
		proposals_renew(core, t->board, t->id);
}

void on_topic_add(struct core *core, const struct msg_topic_add *m)
{
	struct str title, detail;
	ident person = 0, id = 0;
	enum err err = clean_words(core, m->kind, m->title, m->detail, &title, &detail);
	if (!err)
		err = check_add(core, m, &person);
	if (!err) {
		id = add(core, m, person, title, detail);
		renew_proposals(core, core_topic(core, id), m->kind);
	}
	core_reply(core, err, id);
}

void on_topic_edit(struct core *core, const struct msg_topic_edit *m)
{
	struct str title, detail;
	struct topic *t = topic_to_change(core, m->topic);
	if (!t)
		return;
	enum topic_kind before = t->kind;
	enum err err = clean_words(core, m->kind, m->title, m->detail, &title, &detail);
	if (!err && t->kind == m->kind && str_eq(t->title, title) && str_eq(t->detail, detail))
		err = ERR_already;
	if (!err) {
		t->kind = m->kind;
		t->title = title;
		t->detail = detail;
		topic_save(core, t);
		notes_set_title(core, t->note, t->title);
		sessions_topic_named(core, t->id, t->title);
		renew_proposals(core, t, before);
	}
	core_reply(core, err, m->topic);
}

void on_topic_publish(struct core *core, const struct msg_topic_publish *m)
{
	struct topic *t = topic_to_change(core, m->topic);
	if (!t)
		return;
	enum err err = !t->draft ? ERR_already : t->lane >= LANES_SHOWN ? ERR_not_found : ERR_none;
	if (!err) {
		t->draft = false;
		topic_put(core, t, LANE_PROPOSED, 0);
		renew_proposals(core, t, t->kind);
	}
	core_reply(core, err, m->topic);
}

/* Where in the lane `before` stands; the end for 0; past the end if it is not there. */
static size_t index_before(const struct topic **lane, size_t count, ident before)
{
	for (size_t i = 0; i < count; i++)
		if (lane[i]->id == before)
			return i;
	return before ? count + 1 : count;
}

static bool is_there_already(
	const struct topic *t, enum lane to, const struct topic **lane, size_t count, size_t at)
{
	return t->lane == to && (at == 0 || comes_before(lane[at - 1], t)) &&
		(at == count || comes_before(t, lane[at]));
}

/* What is discussed just now is the meeting's business while one is on. */
static bool is_of_meeting(const struct core *core, const struct topic *t, enum lane lane)
{
	return lane == LANE_DISCUSSING && core_meeting_of(core, t->board);
}

static enum err check_move(struct core *core, const struct topic *t, const struct msg_topic_move *m)
{
	if (core->msg->origin.source == FROM_PHONE && asker_sets_up(core, t->board))
		return ERR_not_allowed;
	if (t->lane >= LANES_SHOWN || t->draft)
		return ERR_not_found;
	if ((unsigned)m->lane >= LANES_SHOWN || m->before == t->id)
		return ERR_invalid;
	bool held = meetings_busy_with(core, t->id) || is_of_meeting(core, t, t->lane) ||
		is_of_meeting(core, t, m->lane);
	held = held && m->lane != t->lane;
	return held ? ERR_conflict : ERR_none;
}

void on_topic_move(struct core *core, const struct msg_topic_move *m)
{
	struct topic *t = topic_for_rule(core, m->topic);
	size_t count = 0, at = 0;
	if (!t)
		return;
	enum err err = check_move(core, t, m);
	if (!err) {
		const struct topic **lane = lane_without(core, t->board, m->lane, m->topic, &count);
		at = index_before(lane, count, m->before);
		if (at > count)
			err = ERR_conflict;
		else if (is_there_already(t, m->lane, lane, count, at))
			err = ERR_already;
		else {
			t->lane = m->lane;
			place(core, topic_find(core, t->id), lane, count, at);
		}
	}
	core_reply(core, err, m->topic);
}

/* ---- off the board, and back ---- */

static void take_off(struct core *core, struct topic_row *row, enum lane to)
{
	row->lane_before = row->t.lane;
	row->t.lane = to;
	interests_stop_gathering(core, &row->t);
	save(core, row);
}

/* Its lane of before; in a meeting nothing but the meeting makes a topic the one discussed. */
static void put_back(struct core *core, struct topic_row *row)
{
	row->t.merged = 0;
	row->t.lane = row->lane_before < LANES_SHOWN ? row->lane_before : LANE_PROPOSED;
	if (is_of_meeting(core, &row->t, row->t.lane))
		put_at_end(core, row, LANE_UP_NEXT);
	else
		save(core, row);
}

/* Whoever takes their card off a pile leaves those of the others on the board. */
static void release_under(struct core *core, ident topic)
{
	struct table *all = &core->boards->topics;
	for (size_t i = 0; i < all->count; i++) {
		struct topic_row *under = all->slots[i].row;
		if (under->t.lane != LANE_MERGED || under->t.merged != topic)
			continue;
		put_back(core, under);
		renew_proposals(core, &under->t, under->t.kind);
	}
}

void on_topic_withdraw(struct core *core, const struct msg_topic_withdraw *m)
{
	struct topic *t = topic_to_change(core, m->topic);
	if (!t)
		return;
	enum err err = t->lane == LANE_WITHDRAWN  ? ERR_already
		: t->lane >= LANES_SHOWN          ? ERR_not_found
		: meetings_busy_with(core, t->id) ? ERR_conflict
						  : ERR_none;
	if (!err) {
		release_under(core, t->id);
		take_off(core, topic_find(core, t->id), LANE_WITHDRAWN);
		renew_proposals(core, t, t->kind);
	}
	core_reply(core, err, m->topic);
}

void on_topic_restore(struct core *core, const struct msg_topic_restore *m)
{
	struct topic *t = topic_to_change(core, m->topic);
	if (!t)
		return;
	enum err err = t->lane != LANE_WITHDRAWN ? ERR_already : ERR_none;
	if (!err) {
		put_back(core, topic_find(core, t->id));
		renew_proposals(core, t, t->kind);
	}
	core_reply(core, err, m->topic);
}

/* The card that others lie under: the one meant may lie under another itself by now. */
static struct topic *top_card(struct core *core, struct topic *t)
{
	return t->lane == LANE_MERGED ? boards_topic(core, t->merged) : t;
}

static enum err check_merge(const struct core *core, const struct topic *t, const struct topic *into)
{
	if (!into || t->lane >= LANES_SHOWN || into->lane >= LANES_SHOWN)
		return t->lane == LANE_MERGED ? ERR_conflict : ERR_not_found;
	if (t == into || t->board != into->board || t->draft || into->draft)
		return ERR_invalid;
	return meetings_busy_with(core, t->id) ? ERR_conflict : ERR_none;
}

static void merge(struct core *core, struct topic *t, ident into)
{
	struct table *all = &core->boards->topics;
	for (size_t i = 0; i < all->count; i++) {
		struct topic_row *under = all->slots[i].row;
		if (under->t.lane == LANE_MERGED && under->t.merged == t->id) {
			under->t.merged = into;
			save(core, under);
		}
	}
	t->merged = into;
	take_off(core, topic_find(core, t->id), LANE_MERGED);
}

void on_topic_merge(struct core *core, const struct msg_topic_merge *m)
{
	struct topic *t = topic_to_change(core, m->topic);
	struct topic *into = t ? topic_for_rule(core, m->into) : NULL;
	if (!into)
		return;
	into = top_card(core, into);
	enum err err = t->lane == LANE_MERGED && into && t->merged == into->id ? ERR_already
									       : check_merge(core, t, into);
	if (!err) {
		merge(core, t, into->id);
		renew_proposals(core, t, t->kind);
	}
	core_reply(core, err, m->topic);
}

void on_topic_split(struct core *core, const struct msg_topic_split *m)
{
	struct topic *t = topic_to_change(core, m->topic);
	if (!t)
		return;
	enum err err = t->lane == LANE_MERGED ? ERR_none
		: t->lane < LANES_SHOWN       ? ERR_already
					      : ERR_not_found;
	if (!err) {
		put_back(core, topic_find(core, t->id));
		renew_proposals(core, t, t->kind);
	}
	core_reply(core, err, m->topic);
}

/* What came of it is everybody's to write once it was talked about; before that it is as its other words. */
static struct topic *topic_to_harvest(struct core *core, ident id)
{
	const struct topic *t = core_topic(core, id);
	ident person = 0;
	bool everybodys = t && t->meeting && asker_person(core, 0, &person) == ERR_none;
	return everybodys ? topic_for_rule(core, id) : topic_to_change(core, id);
}

void on_topic_outcome(struct core *core, const struct msg_topic_outcome *m)
{
	struct topic *t = topic_to_harvest(core, m->topic);
	struct str words;
	if (!t)
		return;
	enum err err = core_clean(core, m->text, OUTCOME_MAX_BYTES, false, &words);
	if (!err && (t->lane >= LANES_SHOWN || t->draft))
		err = ERR_not_found;
	else if (!err && str_eq(words, t->outcome))
		err = ERR_already;
	if (!err) {
		t->outcome = words;
		topic_save(core, t);
	}
	core_reply(core, err, m->topic);
}

/* ---- reading ---- */

const struct topic *core_topic(const struct core *core, ident id)
{
	const struct topic_row *row = topic_find(core, id);
	return row ? &row->t : NULL;
}

size_t core_topics(const struct core *core, ident board, enum lane lane, const struct topic **out, size_t cap)
{
	return list_lane(core, board, lane, out, cap);
}

size_t core_waiting(const struct core *core, ident board, const struct topic **out, size_t cap)
{
	size_t count = core_topics(core, board, LANE_UP_NEXT, out, cap);
	return count + core_topics(core, board, LANE_PROPOSED, out + count, cap - count);
}

size_t core_topic_count(const struct core *core, ident board, unsigned lanes, unsigned kinds)
{
	struct boards *boards = core->boards;
	size_t count = 0;
	put_in_order(boards);
	for (size_t i = lane_start(boards, board, 0), end = lane_start(boards, board, LANE_COUNT); i < end;
		i++)
		count += (lanes & 1u << boards->order[i]->lane) && (kinds & 1u << boards->order[i]->kind);
	return count;
}

size_t core_merged(const struct core *core, ident topic, const struct topic **out, size_t cap)
{
	struct boards *boards = core->boards;
	const struct topic_row *row = topic_find(core, topic);
	size_t count = 0;
	put_in_order(boards);
	size_t from = row ? lane_start(boards, row->t.board, LANE_MERGED) : 0;
	size_t end = row ? lane_start(boards, row->t.board, LANE_MERGED + 1) : 0;
	for (size_t i = from; i < end && count < cap; i++)
		if (boards->order[i]->merged == topic)
			out[count++] = boards->order[i];
	return count;
}

size_t core_drafts(const struct core *core, ident board, ident person, const struct topic **out, size_t cap)
{
	const struct table *t = &core->boards->topics;
	size_t count = 0;
	for (size_t i = 0; i < t->count && count < cap; i++) {
		const struct topic *one = &((struct topic_row *)t->slots[i].row)->t;
		if (one->draft && one->board == board && one->person == person && one->lane < LANES_SHOWN)
			out[count++] = one;
	}
	return count;
}
