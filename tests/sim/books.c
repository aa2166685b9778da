#include "sim/books.h"

#define AS_TEXT(letter, name) #name " "

bool books_check(void)
{
	static const struct {
		enum record record;
		const char *columns;
	} read[] = {
		{REC_board, BOARD_COLUMNS(AS_TEXT)},
		{REC_topic, TOPIC_COLUMNS(AS_TEXT)},
		{REC_meeting, MEETING_COLUMNS(AS_TEXT)},
		{REC_participant, PARTICIPANT_COLUMNS(AS_TEXT)},
		{REC_vote, VOTE_COLUMNS(AS_TEXT)},
		{REC_cell, CELL_COLUMNS(AS_TEXT)},
		{REC_code, CODE_COLUMNS(AS_TEXT)},
		{REC_device, DEVICE_COLUMNS(AS_TEXT)},
		{REC_device_note, RIGHT_COLUMNS(AS_TEXT)},
	};
	for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
		struct str want = str_from(read[i].columns);
		want.n--; /* the last space */
		if (!str_eq(want, str_from(record_info(read[i].record)->columns)))
			return false;
	}
	return true;
}

void books_apply(struct books *b, const struct batch *batch)
{
	for (uint32_t i = 0; batch && i < batch->count; i++) {
		const struct write *w = &batch->writes[i];
		(w->gone ? disk_delete : disk_put)(&b->of[w->record], w->record, w->values);
	}
}

void books_free(struct books *b)
{
	for (enum record r = 0; r < RECORD_COUNT; r++)
		disk_free(&b->of[r]);
}

void books_copy(struct books *to, const struct books *from)
{
	books_free(to);
	for (enum record r = 0; r < RECORD_COUNT; r++) {
		const struct disk *list = &from->of[r];
		struct disk *copy = &to->of[r];
		*copy = (struct disk){.count = list->count, .cap = list->count};
		copy->rows = xcalloc(list->count + 1, sizeof *copy->rows);
		for (size_t i = 0; i < list->count; i++)
			disk_set(&copy->rows[i], r, list->rows[i].values);
	}
}

const struct disk_row *books_row(const struct books *b, enum record record, ident id)
{
	return disk_find(&b->of[record], record, &VI(id));
}

const struct disk_row *books_pair(const struct books *b, enum record record, ident first, ident second)
{
	return disk_find(&b->of[record], record, (const struct value[]){VI(first), VI(second)});
}

const struct disk_row *books_meeting_on(const struct books *b, ident board)
{
	const struct disk_row *m;
	EACH(m, b, REC_meeting)
	if (NUM(m, M_board) == board && !NUM(m, M_closed_at))
		return m;
	return NULL;
}

const struct disk_row *books_meeting_shown(const struct books *b, ident board)
{
	const struct disk_row *m, *last = books_meeting_on(b, board);
	if (last)
		return last;
	EACH(m, b, REC_meeting)
	if (NUM(m, M_board) == board && (!last || NUM(m, M_id) > NUM(last, M_id)))
		last = m;
	return last;
}

const struct disk_row *books_setting(const struct books *b, const char *name)
{
	return disk_find(&b->of[REC_setting], REC_setting, &VS(str_from(name)));
}

/* ---- what follows from the rows ---- */

ident books_card(const struct books *b, ident topic)
{
	const struct disk_row *t = books_row(b, REC_topic, topic);
	if (t && NUM(t, T_lane) == LANE_MERGED)
		t = books_row(b, REC_topic, NUM(t, T_merged));
	return t ? NUM(t, T_id) : 0;
}

bool books_on_board(const struct books *b, ident topic)
{
	const struct disk_row *t = books_row(b, REC_topic, topic);
	return t && NUM(t, T_lane) < LANES_SHOWN && !NUM(t, T_draft);
}

static bool is_of_round(const struct disk_row *v, const struct disk_row *m)
{
	return NUM(v, V_meeting) == NUM(m, M_id) && NUM(v, V_round) == NUM(m, M_round);
}

size_t books_list_votes(const struct books *b, const struct disk_row *m, struct given_vote out[GIVEN_MAX])
{
	const struct disk_row *v;
	size_t count = 0;
	EACH(v, b, REC_vote)
	if (is_of_round(v, m) && count < GIVEN_MAX)
		out[count++] = (struct given_vote){
			books_card(b, NUM(v, V_topic)), NUM(v, V_person), (int)NUM(v, V_count)};
	return count;
}

static bool is_known(const struct given_vote *list, size_t before, ident card, ident person)
{
	for (size_t i = 0; i < before; i++)
		if (list[i].card == card && list[i].person == person)
			return true;
	return false;
}

struct count count_votes(const struct given_vote *list, size_t count, ident card, ident person)
{
	struct count c = {0};
	for (size_t i = 0; i < count; i++) {
		if (list[i].card != card || (person && list[i].person != person))
			continue;
		c.votes += list[i].count;
		c.voters += !is_known(list, i, card, list[i].person);
	}
	return c;
}

struct count books_votes(const struct books *b, const struct disk_row *m, ident card, ident person)
{
	struct given_vote list[GIVEN_MAX];
	return count_votes(list, books_list_votes(b, m, list), card, person);
}

int books_given(const struct books *b, const struct disk_row *m, ident person)
{
	const struct disk_row *v;
	int votes = 0;
	EACH(v, b, REC_vote)
	if (is_of_round(v, m) && NUM(v, V_person) == person)
		votes += (int)NUM(v, V_count);
	return votes;
}

int books_free_again(const struct books *b, const struct disk_row *m, ident person)
{
	const struct disk_row *v;
	int votes = 0;
	EACH(v, b, REC_vote)
	{
		if (!is_of_round(v, m) || NUM(v, V_person) != person)
			continue;
		const struct disk_row *t = books_row(b, REC_topic, books_card(b, NUM(v, V_topic)));
		if (!t || NUM(t, T_lane) == LANE_WITHDRAWN)
			votes += (int)NUM(v, V_count);
	}
	return votes;
}

ident books_device(const struct books *b, const struct hash *cookie)
{
	const struct disk_row *d = disk_find(&b->of[REC_device], REC_device, &VB(cookie, HASH_BYTES));
	return d ? NUM(d, D_id) : 0;
}

ident books_person(const struct books *b, ident device, ident board)
{
	const struct disk_row *r = books_pair(b, REC_device_note, device, board);
	return r ? NUM(r, R_person) : 0;
}
