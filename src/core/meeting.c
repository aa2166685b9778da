/* Meetings: their life, their phases, who takes part and who leads. A meeting is a row that says where
 * it stands; everything that came of it stands on the topics, so that leaving a phase loses nothing and
 * coming back finds it as it was. Votes are in vote.c, the topic under discussion in discuss.c, the
 * shares of the time in agenda.c, and the lead's step back in undo.c. */
#define LOG_MODULE "meeting"
#include "core/meetings.h"

#include <stdlib.h>

#define MEETING_MIN (5 * MINUTE)
#define MEETING_MAX (12 * HOUR)
#define MEETING_GIVEN_UP (12 * HOUR) /* after its end: nobody will press Close any more */
#define BOX_AWAY_MAX (12 * HOUR)     /* a box that ran runs on after a restart within this time */
#define THUMBS_REST (5 * SECOND)     /* at least so long after a restart: nobody could answer meanwhile */
#define THUMBS_TIME (15 * SECOND)

/* ---- life ---- */

struct meetings *meetings_new(void)
{
	return xcalloc(1, sizeof(struct meetings));
}

static void meeting_drop(void *p)
{
	struct meeting_row *row = p;
	lead_step_drop(row);
	free(row->block);
	free(row->people);
	free(row->given);
	free(row->rated);
	free(row->cells);
	free(row->tally);
}

void meetings_free(struct meetings *meetings)
{
	table_free(&meetings->meetings, meeting_drop);
	free(meetings);
}

static struct meeting_row *meeting_at(const struct core *core, size_t i)
{
	return core->meetings->meetings.slots[i].row;
}

/* ---- keeping ---- */

static void keep_strings(struct meeting_row *row)
{
	struct str *const fields[] = {&row->m.places};
	strings_keep(&row->block, fields, 1);
}

void meeting_save(struct core *core, struct meeting_row *row)
{
	struct meeting *m = &row->m;
	const struct box *box = &m->box;
	keep_strings(row);
	lead_step_seal(core, row);
	m->seq = core->step_seq;
	/* As with turns: after a restart only the wall clock can say for how long the box ran on. */
	int64_t since_wall =
		box->running && core->now.trusted ? core->now.wall - (core->now.mono - box->since) : 0;
	int64_t thumbs = m->thumbs_until ? core->now.wall + (m->thumbs_until - core->now.mono) : 0;
	PUT(core, REC_meeting, VI(m->id), VI(m->board), VI(m->phase), VI(m->phase_since), VI(m->lead),
		VI(m->round), VI(m->revealed), VI(m->topic), VI(box->total), VI(box->used), VI(box->since),
		VI(since_wall), VI(box->running), VI(m->extensions), VI(thumbs), VI(m->split), VS(m->places),
		VI(m->slots), VI(m->slot_minutes), VI(m->grid_starts), VI(m->ends), VI(m->started),
		VI(m->closed_at));
	core_changed(core, CHANGE_MEETINGS | CHANGE_BOARDS);
	watch_meeting(core, m->board);
}

static struct box load_box(const struct core *core, const struct value *v)
{
	struct box box = {.total = v[8].i, .used = v[9].i, .since = core->now.mono};
	int64_t away = core->now.wall - v[11].i;
	if (v[12].i && v[11].i && core->now.trusted && away >= 0 && away <= BOX_AWAY_MAX) {
		box.used += away;
		box.running = true;
	}
	return box;
}

static int64_t load_thumbs(const struct core *core, int64_t until)
{
	int64_t left = core->now.trusted ? until - core->now.wall : THUMBS_TIME;
	left = left < THUMBS_REST ? THUMBS_REST : left > THUMBS_TIME ? THUMBS_TIME : left;
	return until ? core->now.mono + left : 0;
}

/* A clock that is not to be trusted is far behind: what it says is near was its own word, before the restart. */
static bool is_doubtful(const struct core *core, int64_t at)
{
	return !core->now.trusted && at <= core->now.wall + MEETING_MAX;
}

void load_meeting(struct core *core, const struct value *v)
{
	struct meeting_row *row = table_add(&core->meetings->meetings, v[0].i, sizeof *row);
	row->m = (struct meeting){.id = v[0].i,
		.board = v[1].i,
		.phase = (enum phase)row_enum(&v[2], PHASE_COUNT),
		.phase_since = v[3].i,
		.lead = v[4].i,
		.round = (int32_t)v[5].i,
		.revealed = v[6].i != 0,
		.topic = v[7].i,
		.box = load_box(core, v),
		.extensions = (int32_t)v[13].i,
		.thumbs_until = load_thumbs(core, v[14].i),
		.split = v[15].i != 0,
		.places = v[16].s,
		.slots = (int32_t)v[17].i,
		.slot_minutes = (int32_t)v[18].i,
		.grid_starts = v[19].i,
		.ends = v[20].i,
		.started = v[21].i,
		.closed_at = v[22].i};
	row->started_doubtful = is_doubtful(core, row->m.started);
	row->ends_doubtful = is_doubtful(core, row->m.ends);
	row->phase_doubtful = is_doubtful(core, row->m.phase_since);
	row->grid_doubtful = is_doubtful(core, row->m.grid_starts);
	keep_strings(row);
}

void load_participant(struct core *core, const struct value *v)
{
	struct meeting_row *row = meeting_find(core, v[0].i);
	if (row)
		*LIST_ADD(row->people, row->people_count, row->people_cap) =
			(struct taking_part){.person = v[1].i,
				.joined = v[2].i,
				.finished = (int32_t)v[3].i,
				.thumb = (enum thumb)row_enum(&v[4], THUMB_COUNT)};
}

/* A card that is not there any more cannot be under discussion. */
void meetings_loaded(struct core *core)
{
	for (size_t i = 0; i < core->meetings->meetings.count; i++) {
		struct meeting *m = &meeting_at(core, i)->m;
		meeting_at(core, i)->tell_at = core->now.mono;
		if (m->closed_at || !m->topic || boards_topic(core, m->topic))
			continue;
		m->topic = 0;
		m->thumbs_until = 0;
		m->box = (struct box){0};
	}
}

/* ---- finding ---- */

struct meeting_row *meeting_find(const struct core *core, ident id)
{
	return table_find(&core->meetings->meetings, id);
}

struct meeting_row *meeting_open_on(const struct core *core, ident board)
{
	for (size_t i = core->meetings->meetings.count; i-- > 0;)
		if (meeting_at(core, i)->m.board == board && !meeting_at(core, i)->m.closed_at)
			return meeting_at(core, i);
	return NULL;
}

const struct meeting *core_meeting(const struct core *core, ident id)
{
	const struct meeting_row *row = meeting_find(core, id);
	return row ? &row->m : NULL;
}

const struct meeting *core_meeting_of(const struct core *core, ident board)
{
	const struct meeting_row *row = meeting_open_on(core, board);
	return row ? &row->m : NULL;
}

const struct meeting *core_meeting_before(const struct core *core, ident board)
{
	for (size_t i = core->meetings->meetings.count; i-- > 0;)
		if (meeting_at(core, i)->m.board == board && meeting_at(core, i)->m.closed_at)
			return &meeting_at(core, i)->m;
	return NULL;
}

struct meeting_row *meeting_for_rule(struct core *core, ident id)
{
	struct meeting_row *row = meeting_find(core, id);
	enum err err = row ? asker_on_board(core, row->m.board) : ERR_not_found;
	if (!err && row->m.closed_at)
		err = ERR_closed;
	if (err)
		core_reply(core, err, id);
	return err ? NULL : row;
}

struct meeting_row *meeting_for_lead(struct core *core, ident id)
{
	struct meeting_row *row = meeting_for_rule(core, id);
	enum err err = row ? asker_leads(core, &row->m) : ERR_none;
	if (err)
		core_reply(core, err, id);
	return err ? NULL : row;
}

bool meetings_busy_with(const struct core *core, ident topic)
{
	const struct topic *t = core_topic(core, topic);
	const struct meeting_row *row = t ? meeting_open_on(core, t->board) : NULL;
	return row && topic && row->m.topic == topic;
}

/* ---- who takes part ---- */

struct taking_part *meeting_person(const struct meeting_row *row, ident person)
{
	for (size_t i = 0; i < row->people_count; i++)
		if (row->people[i].person == person)
			return &row->people[i];
	return NULL;
}

void meeting_put_person(struct core *core, const struct meeting_row *row, const struct taking_part *p)
{
	PUT(core, REC_participant, VI(row->m.id), VI(p->person), VI(p->joined), VI(p->finished),
		VI(p->thumb));
	core_changed(core, CHANGE_MEETINGS);
	watch_meeting(core, row->m.board);
}

struct taking_part *meeting_add_person(
	struct core *core, struct meeting_row *row, ident person, enum err *err)
{
	const struct person *p = core_person(core, person);
	struct taking_part *part = meeting_person(row, person);
	*err = !p || p->archived                               ? ERR_not_found
		: part || row->people_count < PARTICIPANTS_MAX ? ERR_none
							       : ERR_too_many;
	if (*err || part)
		return *err ? NULL : part;
	part = LIST_ADD(row->people, row->people_count, row->people_cap);
	*part = (struct taking_part){.person = person, .joined = core->now.wall};
	meeting_put_person(core, row, part);
	return part;
}

struct taking_part *meeting_asker(struct core *core, struct meeting_row *row, ident named)
{
	ident person = 0;
	enum err err = asker_person(core, named, &person);
	struct taking_part *part = err ? NULL : meeting_add_person(core, row, person, &err);
	if (!part)
		core_reply(core, err, row->m.id);
	return part;
}

void meetings_arrive(struct core *core, ident board, ident person)
{
	struct meeting_row *row = meeting_open_on(core, board);
	enum err err = ERR_none;
	if (row && !meeting_add_person(core, row, person, &err))
		log_warn("meeting %lld: person %lld does not take part: %s", (long long)row->m.id,
			(long long)person, err_name(err));
}

size_t core_participants(const struct core *core, ident meeting, struct participant *out, size_t cap)
{
	const struct meeting_row *row = meeting_find(core, meeting);
	size_t count = 0;
	for (; row && count < row->people_count && count < cap; count++) {
		const struct taking_part *p = &row->people[count];
		out[count] = (struct participant){.person = p->person,
			.joined = p->joined,
			.finished = p->finished == row->m.round + 1,
			.thumb = p->thumb,
			.phone = watch_has_phone(core, row->m.board, p->person)};
	}
	return count;
}

void on_meeting_join(struct core *core, const struct msg_meeting_join *m)
{
	struct meeting_row *row = meeting_for_rule(core, m->meeting);
	size_t before = row ? row->people_count : 0;
	if (row && meeting_asker(core, row, m->person))
		core_reply(core, row->people_count == before ? ERR_already : ERR_none, m->meeting);
}

/* ---- a meeting begins ---- */

/* What an earlier meeting is done with leaves the board; what was written about it can still be read. */
static void clear_lane(struct core *core, ident board, enum lane lane, ident before)
{
	const struct topic *list[TOPICS_OF_BOARD_MAX];
	size_t count = core_topics(core, board, lane, list, TOPICS_OF_BOARD_MAX);
	for (size_t i = 0; i < count; i++)
		if (list[i]->id <= before)
			topic_put(core, boards_topic(core, list[i]->id), LANE_PAST, 0);
}

/* Between meetings people put a card there by hand; in one it is the topic that is on. */
void meeting_empty_discussing(struct core *core, ident board, ident on)
{
	const struct topic *list[TOPICS_OF_BOARD_MAX], *first;
	size_t count = core_topics(core, board, LANE_DISCUSSING, list, TOPICS_OF_BOARD_MAX);
	ident before = core_topics(core, board, LANE_UP_NEXT, &first, 1) ? first->id : 0;
	for (size_t i = 0; i < count; i++)
		if (list[i]->id != on)
			topic_put(core, boards_topic(core, list[i]->id), LANE_UP_NEXT, before);
}

/* From memory only: the disk loads no more than the last two of each board either. */
static void forget_earlier(struct core *core, ident board)
{
	struct table *t = &core->meetings->meetings;
	size_t kept = 0;
	for (size_t i = t->count; i-- > 0;) {
		const struct meeting *m = &meeting_at(core, i)->m;
		if (m->board == board && ++kept > 2)
			table_remove(t, m->id, meeting_drop);
	}
}

static int64_t end_of(const struct core *core, const struct board *b, int64_t wanted)
{
	int64_t now = core->now.wall, length = b->length * MINUTE;
	int64_t ends = wanted ? wanted : now + (length < MEETING_MIN ? MEETING_MIN : length);
	return ends > now + MEETING_MAX ? now + MEETING_MAX : ends;
}

/* Screens and phones are told when another minute of the meeting has passed: what is left has changed,
 * and with it the agenda and the hints. */
static void tell_again(const struct core *core, struct meeting_row *row)
{
	int64_t part = (row->m.ends - core->now.wall) % MINUTE;
	row->tell_at = core->now.mono + 1 + (part < 0 ? part + MINUTE : part);
}

static ident open_meeting(struct core *core, const struct board *b, int64_t ends)
{
	const struct meeting *last = core_meeting_before(core, b->id);
	ident id = core_new_id(core), before = last ? last->id : 0;
	clear_lane(core, b->id, LANE_DONE, id);
	meeting_empty_discussing(core, b->id, 0);
	clear_lane(core, b->id, LANE_WITHDRAWN, before); /* one meeting long they can come back */
	topics_clear_drafts(core, b->id, before);
	struct meeting_row *row = table_add(&core->meetings->meetings, id, sizeof *row);
	row->m = (struct meeting){.id = id,
		.board = b->id,
		.phase = PHASE_COLLECT,
		.phase_since = core->now.wall,
		.started = core->now.wall,
		.ends = ends,
		.places = STR("")};
	row->started_doubtful = row->ends_doubtful = row->phase_doubtful = !core->now.trusted;
	tell_again(core, row);
	if (core_open_actions(core, id, &(const struct action *){NULL}, 1))
		row->m.phase = PHASE_ACTIONS;
	forget_earlier(core, b->id);
	meeting_save(core, row);
	watch_all_arrive(core, b->id);
	return id;
}

void on_meeting_open(struct core *core, const struct msg_meeting_open *m)
{
	const struct board *b = core_board(core, m->board);
	const struct meeting *open = core_meeting_of(core, m->board);
	enum err err = !b || b->archived ? ERR_not_found : asker_sets_up(core, m->board);
	if (!err && open)
		err = ERR_already;
	else if (!err && m->ends && m->ends < core->now.wall + MEETING_MIN)
		err = ERR_invalid;
	ident id = err ? 0 : open_meeting(core, b, end_of(core, b, m->ends));
	if (id)
		audit_line(core, id);
	core_reply(core, err, err == ERR_already ? open->id : id);
}

void on_meeting_ends(struct core *core, const struct msg_meeting_ends *m)
{
	struct meeting_row *row = meeting_for_lead(core, m->meeting);
	if (!row)
		return;
	enum err err = m->ends == row->m.ends            ? ERR_already
		: m->ends < core->now.wall               ? ERR_invalid
		: m->ends > row->m.started + MEETING_MAX ? ERR_invalid
							 : ERR_none;
	if (!err) {
		meeting_note_step(core, row);
		row->m.ends = m->ends;
		row->ends_doubtful = !core->now.trusted;
		meeting_save(core, row);
	}
	core_reply(core, err, m->meeting);
}

/* ---- phases ---- */

/* Skipping, going back and coming again are all right; what makes no sense is to harvest before
 * anything can have been said, or to pitch when everybody is leaving. Pitching again begins anew. */
static unsigned phases_after(enum phase phase)
{
#define TO(name) (1u << PHASE_##name)
	static const unsigned moves[PHASE_COUNT] = {
		[PHASE_ACTIONS] = TO(COLLECT) | TO(PITCH) | TO(VOTE) | TO(DISCUSS) | TO(CLOSE),
		[PHASE_COLLECT] = TO(ACTIONS) | TO(PITCH) | TO(VOTE) | TO(DISCUSS) | TO(HARVEST) | TO(CLOSE),
		[PHASE_PITCH] = TO(ACTIONS) | TO(COLLECT) | TO(PITCH) | TO(VOTE) | TO(DISCUSS) | TO(CLOSE),
		[PHASE_VOTE] = TO(ACTIONS) | TO(COLLECT) | TO(PITCH) | TO(DISCUSS) | TO(HARVEST) | TO(CLOSE),
		[PHASE_DISCUSS] = TO(ACTIONS) | TO(COLLECT) | TO(PITCH) | TO(VOTE) | TO(HARVEST) | TO(CLOSE),
		[PHASE_HARVEST] = TO(ACTIONS) | TO(COLLECT) | TO(PITCH) | TO(VOTE) | TO(DISCUSS) | TO(CLOSE),
		[PHASE_CLOSE] = TO(ACTIONS) | TO(COLLECT) | TO(VOTE) | TO(DISCUSS) | TO(HARVEST),
	};
#undef TO
	return moves[phase];
}

unsigned core_phases_open(const struct core *core, ident meeting)
{
	const struct meeting_row *row = meeting_find(core, meeting);
	const struct action *open;
	if (!row || row->m.closed_at)
		return 0;
	unsigned phases = phases_after(row->m.phase);
	return core_open_actions(core, meeting, &open, 1) ? phases : phases & ~(1u << PHASE_ACTIONS);
}

static void go_to_phase(struct core *core, struct meeting_row *row, enum phase to)
{
	meeting_note_step(core, row);
	if (row->m.phase == PHASE_VOTE && to == PHASE_DISCUSS && !row->m.revealed && votes_given(row) > 0)
		votes_reveal(core, row);
	discuss_change_phase(core, row, to);
	row->m.phase = to;
	row->m.phase_since = core->now.wall;
	row->phase_doubtful = !core->now.trusted;
	meeting_save(core, row);
}

void on_meeting_phase(struct core *core, const struct msg_meeting_phase *m)
{
	struct meeting_row *row = meeting_for_lead(core, m->meeting);
	if (!row)
		return;
	enum err err = ERR_none;
	if ((unsigned)m->phase >= PHASE_COUNT)
		err = ERR_invalid;
	else if (core_phases_open(core, m->meeting) & 1u << m->phase)
		go_to_phase(core, row, m->phase);
	else
		err = row->m.phase == m->phase ? ERR_already : ERR_conflict;
	core_reply(core, err, m->meeting);
}

/* ---- the end ---- */

/* Cards that were here when the meeting began (ids grow, whatever the clock said) and did not have
 * their turn were passed over once more. */
static void return_lane(struct core *core, const struct meeting *m, enum lane lane)
{
	const struct topic *list[TOPICS_OF_BOARD_MAX];
	size_t count = core_topics(core, m->board, lane, list, TOPICS_OF_BOARD_MAX);
	for (size_t i = 0; i < count; i++) {
		struct topic *t = boards_topic(core, list[i]->id);
		bool passed_over = t->id < m->id && t->meeting != m->id;
		t->passed_over += passed_over;
		if (t->lane != LANE_PROPOSED)
			topic_put(core, t, LANE_PROPOSED, 0);
		else if (passed_over)
			topic_save(core, t);
	}
}

void meeting_close(struct core *core, struct meeting_row *row)
{
	meeting_note_step(core, row);
	discuss_change_phase(core, row, PHASE_CLOSE);
	return_lane(core, &row->m, LANE_PROPOSED);
	return_lane(core, &row->m, LANE_UP_NEXT);
	return_lane(core, &row->m, LANE_DISCUSSING);
	row->m.closed_at = core->now.wall > 0 ? core->now.wall : 1;
	meeting_save(core, row);
}

void on_meeting_close(struct core *core, const struct msg_meeting_close *m)
{
	struct meeting_row *row = meeting_for_lead(core, m->meeting);
	if (!row)
		return;
	meeting_close(core, row);
	audit_line(core, m->meeting);
	core_reply(core, ERR_none, m->meeting);
}

/* ---- the lead: one always, the screen or one phone ---- */

static void set_lead(struct core *core, struct meeting_row *row, ident lead)
{
	row->m.lead = lead;
	meeting_save(core, row);
}

bool core_screen_leads(const struct core *core, const struct meeting *m)
{
	return m && m->lead == LEAD_KIOSK && pin_signed_in(core);
}

void meetings_hand_lead(struct core *core, ident meeting, ident device)
{
	struct meeting_row *row = meeting_find(core, meeting);
	if (row && !row->m.closed_at && row->m.lead != device)
		set_lead(core, row, device);
}

void on_lead_take(struct core *core, const struct msg_lead_take *m)
{
	struct meeting_row *row = meeting_for_rule(core, m->meeting);
	if (!row)
		return;
	enum err err = core->msg->origin.source != FROM_SCREEN || !pin_signed_in(core) ? ERR_not_allowed
		: row->m.lead == LEAD_KIOSK                                            ? ERR_already
										       : ERR_none;
	if (!err)
		set_lead(core, row, LEAD_KIOSK);
	core_reply(core, err, m->meeting);
}

void on_lead_return(struct core *core, const struct msg_lead_return *m)
{
	struct meeting_row *row = meeting_for_lead(core, m->meeting);
	if (!row)
		return;
	bool kiosk = row->m.lead == LEAD_KIOSK;
	if (!kiosk)
		set_lead(core, row, LEAD_KIOSK);
	core_reply(core, kiosk ? ERR_already : ERR_none, m->meeting);
}

/* ---- time ---- */

int64_t meetings_deadline(const struct core *core)
{
	int64_t first = NEVER;
	for (size_t i = 0; i < core->meetings->meetings.count; i++) {
		const struct meeting_row *row = meeting_at(core, i);
		int64_t box = discuss_deadline(row);
		if (row->m.closed_at)
			continue;
		first = box < first ? box : first;
		first = row->tell_at < first ? row->tell_at : first;
	}
	return first;
}

static void tell_time(struct core *core, struct meeting_row *row)
{
	tell_again(core, row);
	core_changed(core, CHANGE_MEETINGS);
	watch_meeting(core, row->m.board);
}

void meetings_tick(struct core *core)
{
	for (size_t i = 0; i < core->meetings->meetings.count; i++) {
		struct meeting_row *row = meeting_at(core, i);
		if (row->m.closed_at)
			continue;
		discuss_tick(core, row);
		if (core->now.mono >= row->tell_at)
			tell_time(core, row);
		if (core->now.trusted && core->now.wall >= row->m.ends + MEETING_GIVEN_UP)
			meeting_close(core, row);
	}
}

/* The lead's last step goes with the old clock: taken back it would bring that one's times back. */
void meetings_clock_set(struct core *core, int64_t by)
{
	for (size_t i = 0; i < core->meetings->meetings.count; i++) {
		struct meeting_row *row = meeting_at(core, i);
		bool doubtful = row->started_doubtful || row->ends_doubtful || row->phase_doubtful ||
			row->grid_doubtful;
		if (row->m.closed_at || !doubtful)
			continue;
		row->m.started += row->started_doubtful ? by : 0;
		row->m.ends += row->ends_doubtful ? by : 0;
		row->m.phase_since += row->phase_doubtful ? by : 0;
		row->m.grid_starts += row->grid_doubtful ? by : 0;
		row->started_doubtful = row->ends_doubtful = row->phase_doubtful = row->grid_doubtful = false;
		lead_step_drop(row);
		meeting_save(core, row);
	}
}
