/* The lead's step back. Before a step the meeting and the places of its cards are noted, after it those
 * cards that it changed are kept, as they were and as they became. Taking the step back changes those
 * alone, and only where nobody else has changed them since: a card withdrawn meanwhile stays withdrawn.
 * It lives in memory only; after a restart there is nothing to take back. */
#include "core/meetings.h"

#include <stdlib.h>
#include <string.h>

#define CLOSE_UNDO (10 * MINUTE) /* so long a closed meeting can be opened again */

struct place {
	ident topic, meeting;
	enum lane lane;
	int32_t position, passed_over;
	int64_t spent;
};
struct lead_step {
	struct meeting before; /* its box stopped, `running` as it was */
	char *block;
	struct place *was, *became;
	struct cell *cells;
	size_t count, cap, cell_count;
	int64_t at; /* mono */
	bool sealed;
};

static struct place place_of(const struct topic *t)
{
	return (struct place){t->id, t->meeting, t->lane, t->position, t->passed_over, t->spent};
}

/* Where in its lane a card lies is no matter: others may have been laid before it. */
static bool same_but_position(const struct place *a, const struct place *b)
{
	return a->lane == b->lane && a->meeting == b->meeting && a->passed_over == b->passed_over &&
		a->spent == b->spent;
}

void lead_step_drop(struct meeting_row *row)
{
	struct lead_step *step = row->undo;
	if (!step)
		return;
	free(step->block);
	free(step->was);
	free(step->became);
	free(step->cells);
	free(step);
	row->undo = NULL;
}

/* ---- noting ---- */

static void note_lane(struct core *core, struct lead_step *step, enum lane lane)
{
	const struct topic *list[TOPICS_OF_BOARD_MAX];
	size_t count = core_topics(core, step->before.board, lane, list, TOPICS_OF_BOARD_MAX);
	for (size_t i = 0; i < count; i++)
		*LIST_ADD(step->was, step->count, step->cap) = place_of(list[i]);
}

static void note_cells(struct lead_step *step, const struct meeting_row *row)
{
	step->cell_count = row->cell_count;
	if (!row->cell_count)
		return;
	step->cells = xcalloc(row->cell_count, sizeof *step->cells);
	memcpy(step->cells, row->cells, row->cell_count * sizeof *step->cells);
}

void meeting_note_step(struct core *core, struct meeting_row *row)
{
	lead_step_drop(row);
	struct lead_step *step = xcalloc(1, sizeof *step);
	struct str *const fields[] = {&step->before.places};
	step->before = row->m;
	step->at = core->now.mono;
	strings_keep(&step->block, fields, 1);
	box_stop(core, &step->before.box);
	step->before.box.running = row->m.box.running;
	for (enum lane lane = 0; lane < LANES_SHOWN; lane++)
		note_lane(core, step, lane);
	note_cells(step, row);
	row->undo = step;
}

void lead_step_seal(struct core *core, struct meeting_row *row)
{
	struct lead_step *step = row->undo;
	size_t kept = 0;
	if (!step || step->sealed)
		return;
	step->became = xcalloc(step->count + 1, sizeof *step->became);
	for (size_t i = 0; i < step->count; i++) {
		const struct topic *t = boards_topic(core, step->was[i].topic);
		struct place now = t ? place_of(t) : step->was[i];
		if (same_but_position(&step->was[i], &now) && step->was[i].position == now.position)
			continue;
		step->was[kept] = step->was[i];
		step->became[kept++] = now;
	}
	step->count = kept;
	step->sealed = true;
}

/* ---- taking back ---- */

/* What was said is said: time spent on the topic since the step counts, also when it runs again. */
static struct box box_again(const struct core *core, const struct meeting *now, const struct meeting *before)
{
	struct box box = before->box, stopped = now->box;
	box_stop(core, &stopped);
	if (now->topic && now->topic == before->topic && stopped.used > box.used)
		box.used = stopped.used;
	if (box.used > box.total)
		box.used = box.total;
	box.since = core->now.mono;
	return box;
}

static void restore_meeting(struct core *core, struct meeting_row *row)
{
	struct lead_step *step = row->undo;
	struct meeting *m = &row->m, *before = &step->before;
	before->box = box_again(core, m, before);
	before->lead = m->lead; /* who leads is no step of the lead's */
	before->started = m->started;
	before->thumbs_until = 0; /* a question is not asked twice */
	*m = *before;
	grid_restore(core, row, step->cells, step->cell_count);
}

static void restore_topics(struct core *core, const struct lead_step *step)
{
	for (size_t i = 0; i < step->count; i++) {
		const struct place *was = &step->was[i];
		struct topic *t = boards_topic(core, was->topic);
		struct place now = t ? place_of(t) : (struct place){0};
		if (!t || !same_but_position(&now, &step->became[i]))
			continue;
		t->lane = was->lane;
		t->position = was->position;
		t->passed_over = was->passed_over;
		t->meeting = was->meeting;
		t->spent = was->spent;
		topic_save(core, t);
	}
}

/* A card that somebody took off the board meanwhile cannot be under discussion again. */
static void check_topic(const struct core *core, struct meeting *m)
{
	const struct topic *t = core_topic(core, m->topic);
	if (m->phase == PHASE_PITCH || (t && t->lane == LANE_DISCUSSING))
		return;
	m->topic = 0;
	m->box = (struct box){0};
	m->extensions = 0;
}

bool core_can_undo(const struct core *core, ident meeting)
{
	const struct meeting_row *row = meeting_find(core, meeting);
	if (!row || !row->undo || !row->undo->sealed)
		return false;
	return !row->m.closed_at ||
		(!meeting_open_on(core, row->m.board) && core_meeting_before(core, row->m.board) == &row->m &&
			core->now.mono - row->undo->at <= CLOSE_UNDO);
}

void on_meeting_undo(struct core *core, const struct msg_meeting_undo *m)
{
	struct meeting_row *row = meeting_find(core, m->meeting);
	enum err err = row ? asker_on_board(core, row->m.board) : ERR_not_found;
	struct meeting open = row ? row->m : (struct meeting){0};
	open.closed_at = 0; /* nobody leads one that is over; who led it may open it again */
	if (!err)
		err = asker_leads(core, &open);
	if (!err && !core_can_undo(core, m->meeting))
		err = row->m.closed_at ? ERR_closed : ERR_conflict;
	if (!err) {
		restore_meeting(core, row);
		restore_topics(core, row->undo);
		check_topic(core, &row->m);
		meeting_empty_discussing(core, row->m.board, row->m.topic);
		meeting_save(core, row);
		lead_step_drop(row);
	}
	core_reply(core, err, m->meeting);
}
