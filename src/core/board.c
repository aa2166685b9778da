/* Boards and their topics. A topic's place in its lane is a number with room on both sides, so that
 * moving one card writes one row; only when the room is used up does the lane get new numbers. */
#include "core/inside.h"
#include "core/table.h"

#include <stdlib.h>

#define PLACE_GAP 1024

struct board_row {
	struct board b;
	char *block;
};
struct topic_row {
	struct topic t;
	enum lane lane_before; /* it was withdrawn, or merged */
	char *block;
};
struct boards {
	struct table boards, topics;
};

struct boards *boards_new(void)
{
	return xcalloc(1, sizeof(struct boards));
}

static void board_drop(void *row)
{
	free(((struct board_row *)row)->block);
}

static void topic_drop(void *row)
{
	free(((struct topic_row *)row)->block);
}

void boards_free(struct boards *boards)
{
	table_free(&boards->boards, board_drop);
	table_free(&boards->topics, topic_drop);
	free(boards);
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
	PUT(core, REC_topic, VI(t->id), VI(t->board), VI(t->lane), VI(t->position), VI(t->kind), VS(t->title),
		VS(t->detail), VI(t->person), VI(t->note), VI(t->created), VI(t->draft), VI(t->passed_over),
		VI(t->merged), VI(row->lane_before), VS(t->outcome), VI(t->meeting), VI(t->spent),
		VI(t->gather_until));
	core_changed(core, CHANGE_BOARDS);
	watch_cards(core, t->board);
}

void load_board(struct core *core, const struct value *v)
{
	struct board_row *row = table_add(&core->boards->boards, v[0].i, sizeof *row);
	struct str *const fields[] = {&row->b.name, &row->b.purpose};
	row->b = (struct board){.id = v[0].i,
		.name = v[1].s,
		.purpose = v[2].s,
		.next_meeting = v[3].i,
		.archived = v[5].i != 0,
		.rhythm = (enum rhythm)row_enum(&v[6], RHYTHM_COUNT),
		.votes = (int32_t)v[7].i,
		.topic_votes = (int32_t)v[8].i,
		.minutes = (int32_t)v[9].i,
		.length = (int32_t)v[10].i};
	strings_keep(&row->block, fields, 2);
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
}

static struct topic_row *topic_find(const struct core *core, ident id)
{
	return table_find(&core->boards->topics, id);
}

struct topic *topic_for_rule(struct core *core, ident id)
{
	struct topic_row *row = topic_find(core, id);
	enum err err = row ? asker_on_board(core, row->t.board) : ERR_not_found;
	if (err)
		core_reply(core, err, id);
	return err ? NULL : &row->t;
}

struct topic *topic_to_change(struct core *core, ident id)
{
	struct topic *t = topic_for_rule(core, id);
	ident person = 0;
	if (!t || core->msg->origin.source != FROM_PHONE)
		return t;
	bool own = asker_person(core, 0, &person) == ERR_none && person && t->person == person;
	if (own || asker_sets_up(core, t->board) == ERR_none)
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

static bool is_in_lane(const struct topic *t, ident board, enum lane lane)
{
	return t->board == board && t->lane == lane && !t->draft;
}

static bool comes_before(const struct topic *a, const struct topic *b)
{
	return a->position != b->position ? a->position < b->position : a->id < b->id;
}

/* All topics of a lane in their order; room for every topic there is. */
static size_t list_lane(
	const struct core *core, ident board, enum lane lane, const struct topic **out, size_t cap)
{
	const struct table *t = &core->boards->topics;
	size_t count = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct topic *one = &((struct topic_row *)t->slots[i].row)->t;
		if (!is_in_lane(one, board, lane) || (count == cap && !comes_before(one, out[cap - 1])))
			continue;
		size_t at = count < cap ? count++ : cap - 1;
		for (; at > 0 && comes_before(one, out[at - 1]); at--)
			out[at] = out[at - 1];
		out[at] = one;
	}
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

void topic_put(struct core *core, struct topic *t, enum lane to, ident before)
{
	size_t count, at;
	struct topic_row *row = topic_find(core, t->id);
	const struct topic **lane = lane_without(core, t->board, to, t->id, &count);
	for (at = 0; at < count && lane[at]->id != before; at++)
		;
	t->lane = to;
	place(core, row, lane, count, at);
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

static ident add(struct core *core, const struct msg_topic_add *m, struct str title, struct str detail)
{
	ident id = core_new_id(core);
	size_t count;
	const struct topic **lane = lane_without(core, m->board, LANE_PROPOSED, id, &count);
	struct topic_row *row = table_add(&core->boards->topics, id, sizeof *row);
	row->t = (struct topic){.id = id,
		.board = m->board,
		.person = m->person,
		.lane = LANE_PROPOSED,
		.kind = m->kind,
		.title = title,
		.detail = detail,
		.created = core->now.wall};
	keep_strings(row);
	row->t.note = notes_create(core, 0, id, row->t.title, STR(""));
	place(core, row, lane, count, count);
	return id;
}

void on_topic_add(struct core *core, const struct msg_topic_add *m)
{
	struct str title, detail;
	const struct board *board = core_board(core, m->board);
	enum err err = clean_words(core, m->kind, m->title, m->detail, &title, &detail);
	if (!board || board->archived || (m->person && !core_person(core, m->person)))
		err = ERR_not_found;
	core_reply(core, err, err ? 0 : add(core, m, title, detail));
}

void on_topic_edit(struct core *core, const struct msg_topic_edit *m)
{
	struct str title, detail;
	struct topic_row *row = topic_find(core, m->topic);
	enum err err = clean_words(core, m->kind, m->title, m->detail, &title, &detail);
	if (!row)
		err = ERR_not_found;
	else if (!err && row->t.kind == m->kind && str_eq(row->t.title, title) &&
		str_eq(row->t.detail, detail))
		err = ERR_already;
	if (!err) {
		row->t.kind = m->kind;
		row->t.title = title;
		row->t.detail = detail;
		save(core, row);
		if (row->t.note)
			notes_set_title(core, row->t.note, row->t.title);
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

void on_topic_move(struct core *core, const struct msg_topic_move *m)
{
	struct topic_row *row = topic_find(core, m->topic);
	size_t count = 0, at = 0;
	enum err err = !row || row->t.lane >= LANES_SHOWN                   ? ERR_not_found
		: (unsigned)m->lane >= LANES_SHOWN || m->before == m->topic ? ERR_invalid
									    : ERR_none;
	if (!err) {
		const struct topic **lane = lane_without(core, row->t.board, m->lane, m->topic, &count);
		at = index_before(lane, count, m->before);
		if (at > count)
			err = ERR_conflict;
		else if (is_there_already(&row->t, m->lane, lane, count, at))
			err = ERR_already;
		else {
			row->t.lane = m->lane;
			place(core, row, lane, count, at);
		}
	}
	core_reply(core, err, m->topic);
}

void on_topic_withdraw(struct core *core, const struct msg_topic_withdraw *m)
{
	struct topic_row *row = topic_find(core, m->topic);
	enum err err = !row ? ERR_not_found : row->t.lane == LANE_WITHDRAWN ? ERR_already : ERR_none;
	if (!err) {
		row->lane_before = row->t.lane;
		row->t.lane = LANE_WITHDRAWN;
		save(core, row);
	}
	core_reply(core, err, m->topic);
}

void on_topic_restore(struct core *core, const struct msg_topic_restore *m)
{
	struct topic_row *row = topic_find(core, m->topic);
	enum err err = !row ? ERR_not_found : row->t.lane != LANE_WITHDRAWN ? ERR_already : ERR_none;
	if (!err) {
		row->t.lane = row->lane_before;
		save(core, row);
	}
	core_reply(core, err, m->topic);
}

/* ---- reading ---- */

const struct board *core_board(const struct core *core, ident id)
{
	const struct board_row *row = table_find(&core->boards->boards, id);
	return row ? &row->b : NULL;
}

const struct topic *core_topic(const struct core *core, ident id)
{
	const struct topic_row *row = topic_find(core, id);
	return row ? &row->t : NULL;
}

size_t core_boards(const struct core *core, const struct board **out, size_t cap)
{
	const struct table *t = &core->boards->boards;
	size_t count = 0;
	for (size_t i = 0; i < t->count && count < cap; i++) {
		const struct board *b = &((struct board_row *)t->slots[i].row)->b;
		if (!b->archived)
			out[count++] = b;
	}
	return count;
}

size_t core_topics(const struct core *core, ident board, enum lane lane, const struct topic **out, size_t cap)
{
	return cap ? list_lane(core, board, lane, out, cap) : 0;
}

size_t core_topic_count(const struct core *core, ident board, unsigned lanes, unsigned kinds)
{
	const struct table *t = &core->boards->topics;
	size_t count = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct topic *one = &((struct topic_row *)t->slots[i].row)->t;
		count += one->board == board && !one->draft && (lanes & 1u << one->lane) &&
			(kinds & 1u << one->kind);
	}
	return count;
}

size_t core_merged(const struct core *core, ident topic, const struct topic **out, size_t cap)
{
	const struct table *t = &core->boards->topics;
	size_t count = 0;
	for (size_t i = 0; i < t->count && count < cap; i++) {
		const struct topic *one = &((struct topic_row *)t->slots[i].row)->t;
		if (one->merged == topic && one->lane == LANE_MERGED)
			out[count++] = one;
	}
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
