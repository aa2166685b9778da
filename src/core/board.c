/* Boards: what they are called, how often they meet, and what their meetings begin with. The next
 * meeting is kept as it was settled once; when that day is over the rhythm tells the next one, each
 * time somebody looks. Nothing rolls on by being written, so "the fifth Tuesday" stays the last one
 * through a month that has four. */
#include "core/boards.h"

#include <stdlib.h>

/* A meeting held up to so long before its time was that meeting, begun early. */
#define HELD_EARLY (12 * HOUR)

struct boards *boards_new(void)
{
	return xcalloc(1, sizeof(struct boards));
}

static void board_drop(void *row)
{
	free(((struct board_row *)row)->block);
}

void boards_free(struct boards *boards)
{
	table_free(&boards->boards, board_drop);
	table_free(&boards->topics, topic_drop);
	free(boards->order);
	free(boards);
}

/* ---- keeping ---- */

static struct board_row *board_find(const struct core *core, ident id)
{
	return table_find(&core->boards->boards, id);
}

static void keep_strings(struct board_row *row)
{
	struct str *const fields[] = {&row->b.name, &row->b.purpose};
	strings_keep(&row->block, fields, 2);
}

static void save(struct core *core, struct board_row *row)
{
	const struct board *b = &row->b;
	keep_strings(row);
	PUT(core, REC_board, VI(b->id), VS(b->name), VS(b->purpose), VI(b->next_meeting), VI(row->created),
		VI(b->archived), VI(b->rhythm), VI(b->votes), VI(b->topic_votes), VI(b->minutes),
		VI(b->length));
	core_changed(core, CHANGE_BOARDS);
	watch_meeting(core, b->id);
}

void load_board(struct core *core, const struct value *v)
{
	struct board_row *row = table_add(&core->boards->boards, v[0].i, sizeof *row);
	row->created = v[4].i;
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
	keep_strings(row);
}

/* ---- rules ---- */

static int32_t between(int32_t least, int32_t n, int32_t most)
{
	return n < least ? least : n > most ? most : n;
}

/* The board as it is asked for: words cleaned, numbers within what a meeting can do with them. */
static enum err read_board(struct core *core, const struct msg_board_set *m, struct board *out)
{
	enum err err = (unsigned)m->rhythm >= RHYTHM_COUNT || m->next_meeting < 0 ? ERR_invalid : ERR_none;
	*out = (struct board){.rhythm = m->rhythm,
		.next_meeting = m->next_meeting,
		.votes = between(1, m->votes, 20),
		.minutes = between(1, m->minutes, 60),
		.length = between(5, m->length, 480)};
	out->topic_votes = between(1, m->topic_votes, out->votes);
	if (!err)
		err = core_clean(core, m->name, NAME_MAX_BYTES, false, &out->name);
	if (!err)
		err = core_clean(core, m->purpose, TITLE_MAX_BYTES, false, &out->purpose);
	return !err && !out->name.n ? ERR_invalid : err;
}

static bool same_board(const struct board *a, const struct board *b)
{
	return str_eq(a->name, b->name) && str_eq(a->purpose, b->purpose) && a->rhythm == b->rhythm &&
		a->next_meeting == b->next_meeting && a->votes == b->votes &&
		a->topic_votes == b->topic_votes && a->minutes == b->minutes && a->length == b->length;
}

static struct board_row *add_board(struct core *core)
{
	struct board_row *row = table_add(&core->boards->boards, core_new_id(core), sizeof *row);
	row->created = core->now.wall;
	return row;
}

ident boards_make(struct core *core, struct str name)
{
	struct board_row *row = add_board(core);
	row->b = (struct board){
		.id = row->b.id, .name = name, .votes = 3, .topic_votes = 2, .minutes = 8, .length = 45};
	save(core, row);
	return row->b.id;
}

void on_board_set(struct core *core, const struct msg_board_set *m)
{
	struct board asked;
	struct board_row *row = m->board ? board_find(core, m->board) : NULL;
	enum err err = m->board && !row ? ERR_not_found : asker_coordinates(core);
	if (!err)
		err = read_board(core, m, &asked);
	if (!err && row && same_board(&row->b, &asked))
		err = ERR_already;
	if (!err) {
		row = row ? row : add_board(core);
		asked.id = row->b.id;
		asked.archived = row->b.archived;
		row->b = asked;
		save(core, row);
		audit_line(core, row->b.id);
	}
	core_reply(core, err, row ? row->b.id : 0);
}

void on_board_archive(struct core *core, const struct msg_board_archive *m)
{
	struct board_row *row = board_find(core, m->board);
	enum err err = row ? asker_coordinates(core) : ERR_not_found;
	if (!err && row->b.archived == m->archived)
		err = ERR_already;
	else if (!err && core_meeting_of(core, m->board))
		err = ERR_conflict;
	if (!err) {
		row->b.archived = m->archived;
		save(core, row);
		audit_line(core, m->board);
	}
	core_reply(core, err, m->board);
}

/* ---- the rhythm ---- */

int64_t board_next_meeting(const struct board *b, int64_t wall)
{
	return rhythm_next(b->rhythm, b->next_meeting, wall);
}

int64_t core_next_meeting(const struct core *core, ident board, int64_t wall)
{
	const struct board *b = core_board(core, board);
	const struct meeting *last = core_meeting_of(core, board);
	if (!b)
		return 0;
	last = last ? last : core_meeting_before(core, board);
	int64_t held = last ? board_next_meeting(b, last->started) : 0;
	int64_t next = board_next_meeting(b, wall);
	return next && next == held && held - last->started <= HELD_EARLY ? board_next_meeting(b, next)
									  : next;
}

/* ---- reading ---- */

const struct board *core_board(const struct core *core, ident id)
{
	const struct board_row *row = board_find(core, id);
	return row ? &row->b : NULL;
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

bool boards_has_person(const struct core *core, ident person)
{
	const struct table *topics = &core->boards->topics, *boards = &core->boards->boards;
	struct participant some[PARTICIPANTS_MAX];
	for (size_t i = 0; i < topics->count; i++)
		if (((struct topic_row *)topics->slots[i].row)->t.person == person)
			return true;
	for (size_t i = 0; i < boards->count; i++) {
		const struct meeting *m = core_meeting_of(core, boards->slots[i].id);
		size_t count = m ? core_participants(core, m->id, some, PARTICIPANTS_MAX) : 0;
		while (count > 0)
			if (some[--count].person == person)
				return true;
	}
	return false;
}
