/* The topic under discussion, or pitched: its box, and the question at its end. A box runs by the
 * monotonic clock as a turn does. When that of a discussion is over, everybody is asked for fifteen
 * seconds whether to go on; a majority gives half the board's box more, then half of that. Otherwise the
 * topic stays on the screen, its box used up, until whoever leads goes on: somebody still has to say
 * what came of it. A pitch is asked nothing; the next one begins by itself. */
#include "core/meetings.h"

#define THUMBS_TIME (15 * SECOND)
#define EXTENSIONS_MAX 2
#define PITCH_TIME (30 * SECOND)
#define MORE_MAX HOUR
#define BOX_MAX (12 * HOUR)
#define BOX_REST_MIN MINUTE /* a topic that one comes back to has at least this */

/* ---- boxes ---- */

static int64_t box_used(const struct box *box, int64_t mono)
{
	int64_t used = box->used + (box->running && mono > box->since ? mono - box->since : 0);
	return used > box->total ? box->total : used;
}

int64_t box_left(const struct box *box, int64_t mono)
{
	return box->total - box_used(box, mono);
}

void box_start(const struct core *core, struct box *box, int64_t ms)
{
	*box = (struct box){.total = ms, .since = core->now.mono, .running = true};
}

void box_stop(const struct core *core, struct box *box)
{
	box->used = box_used(box, core->now.mono);
	box->running = false;
}

static void box_run(const struct core *core, struct box *box)
{
	box->since = core->now.mono;
	box->running = true;
}

static int64_t usual_box(const struct core *core, const struct meeting *m)
{
	const struct board *b = core_board(core, m->board);
	return (b && b->minutes > 0 ? b->minutes : 1) * MINUTE;
}

/* ---- thumbs ---- */

static void forget_thumbs(struct core *core, struct meeting_row *row)
{
	row->m.thumbs_until = 0;
	for (size_t i = 0; i < row->people_count; i++) {
		struct taking_part *p = &row->people[i];
		if (p->thumb == THUMB_NONE)
			continue;
		p->thumb = THUMB_NONE;
		meeting_put_person(core, row, p);
	}
}

static void ask_thumbs(struct core *core, struct meeting_row *row)
{
	forget_thumbs(core, row);
	row->m.thumbs_until = core->now.mono + THUMBS_TIME;
}

struct thumbs core_thumbs(const struct core *core, ident meeting)
{
	const struct meeting_row *row = meeting_find(core, meeting);
	struct thumbs t = {0};
	for (size_t i = 0; row && i < row->people_count; i++) {
		enum thumb thumb = row->people[i].thumb;
		t.asked++;
		t.for_more += thumb == THUMB_CONTINUE;
		t.enough += thumb == THUMB_ENOUGH;
		t.no_matter += thumb == THUMB_NO_MATTER;
	}
	return t;
}

/* The answer counts: half the usual box, then half of that; or the box ends here. What was noted for
 * Undo is of another time by now. */
static void count_thumbs(struct core *core, struct meeting_row *row)
{
	struct meeting *m = &row->m;
	struct thumbs t = core_thumbs(core, m->id);
	m->thumbs_until = 0;
	box_stop(core, &m->box);
	if (t.for_more > t.enough) {
		m->extensions++;
		m->box.total += usual_box(core, m) >> m->extensions;
		box_run(core, &m->box);
	} else {
		m->box.total = m->box.used;
	}
	lead_step_drop(row);
}

/* ---- one topic after another ---- */

/* The time of its box goes to the topic, and the meeting has none. */
static struct topic *take_off(struct core *core, struct meeting_row *row)
{
	struct meeting *m = &row->m;
	struct topic *t = boards_topic(core, m->topic);
	box_stop(core, &m->box);
	if (t && t->lane == LANE_DISCUSSING)
		t->spent += m->box.used;
	m->topic = 0;
	m->box = (struct box){0};
	m->extensions = 0;
	forget_thumbs(core, row);
	return t && t->lane == LANE_DISCUSSING ? t : NULL;
}

static void finish(struct core *core, struct meeting_row *row)
{
	struct topic *t = take_off(core, row);
	if (t)
		topic_put(core, t, LANE_DONE, 0);
}

static void put_back(struct core *core, struct meeting_row *row)
{
	const struct topic *first = NULL;
	core_topics(core, row->m.board, LANE_UP_NEXT, &first, 1);
	struct topic *t = take_off(core, row);
	if (t)
		topic_put(core, t, LANE_UP_NEXT, first ? first->id : 0);
}

static void discuss(struct core *core, struct meeting_row *row, struct topic *t, int64_t ms)
{
	if (t->meeting != row->m.id) {
		t->meeting = row->m.id;
		t->spent = 0;
	}
	row->m.topic = t->id;
	box_start(core, &row->m.box, ms);
	topic_put(core, t, LANE_DISCUSSING, 0);
}

/* The first of the agenda, whether there is time for it or not: that is for whoever leads to say. */
static ident first_of_agenda(const struct core *core, const struct meeting_row *row)
{
	struct agenda_item first;
	return core_agenda(core, row->m.id, core->now, &first, 1) ? first.topic : 0;
}

static enum err discuss_start(struct core *core, struct meeting_row *row, ident topic)
{
	ident id = topic ? topic : first_of_agenda(core, row);
	struct topic *t = boards_topic(core, id);
	if (!t || t->board != row->m.board || t->draft)
		return topic ? ERR_not_found : ERR_conflict;
	if (t->lane >= LANES_SHOWN)
		return ERR_conflict;
	if (id == row->m.topic)
		return ERR_already;
	meeting_note_step(core, row);
	finish(core, row);
	discuss(core, row, t, agenda_box(core, row, id));
	return ERR_none;
}

static enum err discuss_next(struct core *core, struct meeting_row *row)
{
	ident next = first_of_agenda(core, row);
	if (!next && !row->m.topic)
		return ERR_conflict;
	meeting_note_step(core, row);
	finish(core, row);
	if (next)
		discuss(core, row, boards_topic(core, next), agenda_box(core, row, next));
	return ERR_none;
}

/* The one this meeting was done with last; NULL: none. */
static struct topic *done_last(struct core *core, const struct meeting *m)
{
	const struct topic *done[TOPICS_OF_BOARD_MAX];
	size_t count = core_topics(core, m->board, LANE_DONE, done, TOPICS_OF_BOARD_MAX);
	while (count > 0 && done[count - 1]->meeting != m->id)
		count--;
	return count ? boards_topic(core, done[count - 1]->id) : NULL;
}

/* It goes on where it stood: with what it left of a usual box. */
static enum err discuss_back(struct core *core, struct meeting_row *row)
{
	struct topic *before = done_last(core, &row->m);
	if (!before)
		return ERR_conflict;
	int64_t left = usual_box(core, &row->m) - before->spent;
	meeting_note_step(core, row);
	put_back(core, row);
	discuss(core, row, before, left > BOX_REST_MIN ? left : BOX_REST_MIN);
	return ERR_none;
}

/* ---- pitches ---- */

/* From one pitch to that at `at` of the order; past the end the last one's box stays, used up, and says
 * that all have had their turn. */
static void pitch(struct core *core, struct meeting_row *row, const ident *order, size_t count, size_t at)
{
	row->m.topic = at < count ? order[at] : 0;
	if (at < count)
		box_start(core, &row->m.box, PITCH_TIME);
	else
		row->m.box = (struct box){.total = PITCH_TIME, .used = PITCH_TIME};
}

static bool all_pitched(const struct meeting *m)
{
	return !m->topic && m->box.total > 0;
}

/* Where in the order the present pitch is; the count when all are over, and -1 before the first. Of one
 * that has left the board meanwhile: where the newest is that is older. */
static int pitch_now(const struct meeting *m, const ident *order, size_t count)
{
	int older = -1;
	if (all_pitched(m))
		return (int)count;
	for (size_t i = 0; m->topic && i < count; i++) {
		if (order[i] == m->topic)
			return (int)i;
		older = order[i] < m->topic ? (int)i : older;
	}
	return older;
}

static enum err pitch_step(struct core *core, struct meeting_row *row, int by)
{
	ident order[TOPICS_OF_BOARD_MAX];
	size_t count = core_pitches(core, row->m.id, order, TOPICS_OF_BOARD_MAX);
	int to = pitch_now(&row->m, order, count) + by;
	if (to < 0 || to > (int)count || !count)
		return ERR_conflict;
	meeting_note_step(core, row);
	pitch(core, row, order, count, (size_t)to);
	return ERR_none;
}

static enum err pitch_start(struct core *core, struct meeting_row *row, ident topic)
{
	ident order[TOPICS_OF_BOARD_MAX];
	size_t count = core_pitches(core, row->m.id, order, TOPICS_OF_BOARD_MAX), at = 0;
	while (topic && at < count && order[at] != topic)
		at++;
	if (at == count)
		return topic && !boards_topic(core, topic) ? ERR_not_found : ERR_conflict;
	if (order[at] == row->m.topic)
		return ERR_already;
	meeting_note_step(core, row);
	pitch(core, row, order, count, at);
	return ERR_none;
}

/* ---- phases ---- */

/* One that went back into the queue after something had come of it is among what is harvested. */
static void finish_settled(struct core *core, const struct meeting *m, enum lane lane)
{
	const struct topic *list[TOPICS_OF_BOARD_MAX];
	size_t count = core_topics(core, m->board, lane, list, TOPICS_OF_BOARD_MAX);
	for (size_t i = 0; i < count; i++) {
		struct topic *t = boards_topic(core, list[i]->id);
		bool settled =
			t->outcome.n || core_topic_actions(core, t->id, &(const struct action *){NULL}, 1);
		if (t->meeting == m->id && settled)
			topic_put(core, t, LANE_DONE, 0);
	}
}

void discuss_change_phase(struct core *core, struct meeting_row *row, enum phase to)
{
	struct meeting *m = &row->m;
	const struct topic *t = boards_topic(core, m->topic);
	bool discussed = t && t->lane == LANE_DISCUSSING;
	box_stop(core, &m->box);
	m->thumbs_until = 0;
	if (to == PHASE_HARVEST || to == PHASE_CLOSE) {
		finish(core, row);
		grid_finish(core, row);
		finish_settled(core, m, LANE_UP_NEXT);
		finish_settled(core, m, LANE_PROPOSED);
	} else if (to == PHASE_PITCH && discussed)
		put_back(core, row);
	else if ((to == PHASE_PITCH && m->phase == PHASE_PITCH) || (to == PHASE_DISCUSS && !discussed))
		take_off(core, row);
}

/* ---- rules ---- */

/* An open meeting in which topics have boxes just now, and whoever asks leads it; else answered. */
static struct meeting_row *boxes_for_lead(struct core *core, ident meeting)
{
	struct meeting_row *row = meeting_for_lead(core, meeting);
	if (!row || row->m.phase == PHASE_PITCH || (row->m.phase == PHASE_DISCUSS && !row->m.split))
		return row;
	core_reply(core, ERR_conflict, meeting);
	return NULL;
}

/* The same, and a topic has one. */
static struct meeting_row *box_for_lead(struct core *core, ident meeting)
{
	struct meeting_row *row = boxes_for_lead(core, meeting);
	if (!row || row->m.topic)
		return row;
	core_reply(core, ERR_conflict, meeting);
	return NULL;
}

static void end_rule(struct core *core, struct meeting_row *row, enum err err)
{
	if (!err)
		meeting_save(core, row);
	core_reply(core, err, row->m.id);
}

void on_topic_start(struct core *core, const struct msg_topic_start *m)
{
	struct meeting_row *row = boxes_for_lead(core, m->meeting);
	if (row)
		end_rule(core, row,
			(row->m.phase == PHASE_PITCH ? pitch_start : discuss_start)(core, row, m->topic));
}

void on_topic_next(struct core *core, const struct msg_topic_next *m)
{
	struct meeting_row *row = boxes_for_lead(core, m->meeting);
	if (row)
		end_rule(core, row,
			row->m.phase == PHASE_PITCH ? pitch_step(core, row, 1) : discuss_next(core, row));
}

void on_topic_back(struct core *core, const struct msg_topic_back *m)
{
	struct meeting_row *row = boxes_for_lead(core, m->meeting);
	if (row)
		end_rule(core, row,
			row->m.phase == PHASE_PITCH ? pitch_step(core, row, -1) : discuss_back(core, row));
}

void on_box_pause(struct core *core, const struct msg_box_pause *m)
{
	struct meeting_row *row = box_for_lead(core, m->meeting);
	if (!row)
		return;
	bool running = row->m.box.running;
	if (running) {
		meeting_note_step(core, row);
		box_stop(core, &row->m.box);
	}
	end_rule(core, row, running ? ERR_none : ERR_already);
}

void on_box_resume(struct core *core, const struct msg_box_resume *m)
{
	struct meeting_row *row = box_for_lead(core, m->meeting);
	if (!row)
		return;
	enum err err = row->m.box.running                    ? ERR_already
		: box_left(&row->m.box, core->now.mono) == 0 ? ERR_conflict
							     : ERR_none;
	if (!err) {
		meeting_note_step(core, row);
		box_run(core, &row->m.box);
	}
	end_rule(core, row, err);
}

/* More time answers the question whether there should be more, and lets a box that was over run on. */
void on_box_more(struct core *core, const struct msg_box_more *m)
{
	struct meeting_row *row = box_for_lead(core, m->meeting);
	if (!row)
		return;
	struct box *box = &row->m.box;
	enum err err =
		m->ms <= 0 || m->ms > MORE_MAX || box->total + m->ms > BOX_MAX ? ERR_invalid : ERR_none;
	if (!err) {
		bool over = box_left(box, core->now.mono) == 0;
		meeting_note_step(core, row);
		row->m.thumbs_until = 0;
		if (over)
			box_stop(core, box);
		box->total += m->ms;
		if (over)
			box_run(core, box);
	}
	end_rule(core, row, err);
}

void on_thumbs_ask(struct core *core, const struct msg_thumbs_ask *m)
{
	struct meeting_row *row = box_for_lead(core, m->meeting);
	if (!row)
		return;
	enum err err = row->m.phase != PHASE_DISCUSS || row->m.extensions >= EXTENSIONS_MAX ? ERR_conflict
		: row->m.thumbs_until                                                       ? ERR_already
											    : ERR_none;
	if (!err)
		ask_thumbs(core, row);
	end_rule(core, row, err);
}

void on_thumb(struct core *core, const struct msg_thumb *m)
{
	struct meeting_row *row = meeting_for_rule(core, m->meeting);
	bool open = row && row->m.thumbs_until > core->now.mono;
	if (row && (!open || (unsigned)m->thumb >= THUMB_COUNT))
		core_reply(core, open ? ERR_invalid : ERR_conflict, m->meeting);
	struct taking_part *p =
		open && (unsigned)m->thumb < THUMB_COUNT ? meeting_asker(core, row, m->person) : NULL;
	if (!p)
		return;
	bool same = p->thumb == m->thumb;
	p->thumb = m->thumb;
	if (!same)
		meeting_put_person(core, row, p);
	core_reply(core, same ? ERR_already : ERR_none, m->meeting);
}

/* ---- time ---- */

static bool box_runs(const struct meeting *m)
{
	return m->topic && m->box.running && (m->phase == PHASE_DISCUSS || m->phase == PHASE_PITCH);
}

int64_t discuss_deadline(const struct meeting_row *row)
{
	const struct meeting *m = &row->m;
	if (m->thumbs_until)
		return m->thumbs_until;
	return box_runs(m) ? m->box.since + m->box.total - m->box.used : NEVER;
}

static void box_over(struct core *core, struct meeting_row *row)
{
	ident order[TOPICS_OF_BOARD_MAX];
	if (row->m.phase == PHASE_PITCH) {
		size_t count = core_pitches(core, row->m.id, order, TOPICS_OF_BOARD_MAX);
		pitch(core, row, order, count, (size_t)(pitch_now(&row->m, order, count) + 1));
		lead_step_drop(row);
		return;
	}
	box_stop(core, &row->m.box);
	if (row->m.extensions < EXTENSIONS_MAX)
		ask_thumbs(core, row);
}

void discuss_tick(struct core *core, struct meeting_row *row)
{
	if (core->now.mono < discuss_deadline(row))
		return;
	if (row->m.thumbs_until)
		count_thumbs(core, row);
	else
		box_over(core, row);
	meeting_save(core, row);
	core_effect(core, EFFECT_box_over)->u.box_over.meeting = row->m.id;
}
