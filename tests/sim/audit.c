#include "sim/market.h"

/* The promises of a meeting, looked at after every step: by the rows that were written, by who asked, and by
 * what was answered. Whether a step was allowed is worked out here once more from the rows alone. */

#define RESERVE (5 * MINUTE) /* of the agenda: for harvest and closing */
#define AGENDA_MAX 256
#define REQUEST_LIFE (7 * DAY) /* so long the core remembers what it has done */
#define TRIES_OF_A_DAY 32

bool is_lead_step(enum msg_kind kind)
{
	switch (kind) {
	case MSG_meeting_phase:
	case MSG_meeting_ends:
	case MSG_meeting_undo:
	case MSG_meeting_close:
	case MSG_lead_return:
	case MSG_vote_reveal:
	case MSG_vote_again:
	case MSG_topic_start:
	case MSG_topic_next:
	case MSG_topic_back:
	case MSG_box_pause:
	case MSG_box_resume:
	case MSG_box_more:
	case MSG_thumbs_ask:
	case MSG_grid_set:
	case MSG_grid_put:
	case MSG_grid_fill:
		return true;
	default:
		return false;
	}
}

static bool is_request(const struct msg *m)
{
	return m->origin.request && m->kind >= MSG_check_in && m->kind <= MSG_code_renew;
}

/* ---- who asks ---- */

static const struct handset *asker(const struct market *w, const struct msg *m)
{
	int i = m->origin.source == FROM_PHONE ? crowd_phone(w, m->origin.conn) : -1;
	return i < 0 || !w->phones[i].follows ? NULL : &w->phones[i];
}

static bool is_signed_in(const struct market *w)
{
	const struct disk_row *row = books_setting(&w->issued, "pin_signed_in");
	return row && str_eq(row->values[1].s, STR("1"));
}

static bool has_lead(const struct market *w, const struct msg *m, const struct disk_row *meeting)
{
	const struct handset *p = asker(w, m);
	ident lead = NUM(meeting, M_lead);
	if (m->origin.source == FROM_PHONE)
		return p && lead && p->follows == NUM(meeting, M_board) && p->device == lead;
	return lead == LEAD_KIOSK && is_signed_in(w);
}

static ident person_asking(const struct market *w, const struct msg *m)
{
	const struct handset *p = asker(w, m);
	if (m->origin.source == FROM_PHONE)
		return p ? books_person(&w->issued, p->device, p->follows) : 0;
	return m->kind == MSG_vote ? m->u.vote.person : 0;
}

/* ---- before the step's rows are in the books ---- */

static void find_answer(struct event *s)
{
	for (uint32_t i = 0; is_request(s->msg) && i < s->out->count; i++) {
		const struct effect *e = s->out->effects[i];
		if (e->kind != EFFECT_reply || e->to.request != s->msg->origin.request)
			continue;
		s->is_answered = true;
		s->err = e->u.reply.err;
	}
}

/* Recently enough that the core still knows it. */
static bool is_fresh(const struct market *w, const struct asked *a)
{
	return w->m.elapsed - a->at < REQUEST_LIFE;
}

static void check_once(struct market *w, struct event *s)
{
	const struct value key = VI(s->msg->origin.request);
	s->again = is_request(s->msg) && disk_find(&w->issued.of[REC_request], REC_request, &key);
	const struct asked *a = crowd_asked(w, s->msg->origin.request);
	if (a && a->answered && a->err == ERR_none && !s->again && is_fresh(w, a) &&
		s->err != ERR_not_allowed)
		machine_break(&w->m, "it is forgotten that %s was done", msg_name(s->msg->kind));
	if (s->again && s->batch)
		machine_break(&w->m, "%s was done a second time", msg_name(s->msg->kind));
	if (is_request(s->msg) && !s->is_answered)
		machine_break(&w->m, "%s was not answered", msg_name(s->msg->kind));
}

static void check_lead_step(struct market *w, struct event *s)
{
	if (!is_lead_step(s->msg->kind))
		return;
	/* All of these begin with the meeting. */
	const struct disk_row *m = books_row(&w->issued, REC_meeting, s->msg->u.meeting_close.meeting);
	s->leads = m && has_lead(w, s->msg, m);
	if (s->again || !s->is_answered || !m)
		return;
	if (s->err == ERR_none && !s->leads)
		machine_break(&w->m, "%s was done for somebody who does not lead", msg_name(s->msg->kind));
	/* What was refused once is refused again under the same number. */
	const struct asked *asked = crowd_asked(w, s->msg->origin.request);
	bool first = asked && asked->sent == 1;
	bool knows = s->msg->origin.source != FROM_PHONE || person_asking(w, s->msg);
	if (s->err == ERR_not_allowed && s->leads && first && knows && !NUM(m, M_closed_at))
		machine_break(&w->m, "%s was refused to whoever leads", msg_name(s->msg->kind));
	w->seen->refused += s->err == ERR_not_allowed;
	w->seen->undone += s->err == ERR_none && s->msg->kind == MSG_meeting_undo;
}

/* The open meeting whose lead the message's code hands over; 0: none. */
static ident lead_of_code(const struct market *w, const struct msg *m)
{
	const struct disk_row *code = m->kind == MSG_code_redeem
		? disk_find(&w->issued.of[REC_code], REC_code, &VB(&m->u.code_redeem.hash, HASH_BYTES))
		: NULL;
	const struct disk_row *meeting = code ? books_row(&w->issued, REC_meeting, NUM(code, K_note)) : NULL;
	bool over = code && w->m.now.trusted && NUM(code, K_expires) <= w->m.now.wall;
	return meeting && !over && !NUM(meeting, M_closed_at) ? NUM(meeting, M_id) : 0;
}

static bool may_hand_lead(const struct market *w, const struct event *s, const struct disk_row *now, ident to)
{
	enum msg_kind kind = s->msg->kind;
	if (to != LEAD_KIOSK)
		return s->lead_code == NUM(now, M_id);
	return (kind == MSG_lead_take && s->msg->origin.source == FROM_SCREEN && is_signed_in(w)) ||
		(kind == MSG_lead_return && has_lead(w, s->msg, now)) || kind == MSG_tick ||
		kind == MSG_code_renew;
}

static void check_lead_written(struct market *w, const struct event *s, const struct write *write)
{
	const struct disk_row *now = books_row(&w->issued, REC_meeting, write->values[M_id].i);
	ident to = write->values[M_lead].i;
	if (!now || NUM(now, M_lead) == to)
		return;
	w->seen->handed_over++;
	if (!may_hand_lead(w, s, now, to))
		machine_break(&w->m, "%s gave the lead to %lld", msg_name(s->msg->kind), (long long)to);
}

/* A vote is written for whoever asks alone, on the card meant; only what lies on withdrawn cards may go. */
static void check_vote_written(struct market *w, const struct event *s, const struct write *write)
{
	const struct value *v = write->values;
	const struct disk_row *m = books_row(&w->issued, REC_meeting, v[V_meeting].i);
	if (s->msg->kind != MSG_vote || !m || v[V_meeting].i != s->msg->u.vote.meeting ||
		v[V_person].i != s->person || v[V_round].i != NUM(m, M_round)) {
		machine_break(&w->m, "%s changed a vote of person %lld", msg_name(s->msg->kind),
			(long long)v[V_person].i);
		return;
	}
	if (NUM(m, M_phase) != PHASE_VOTE || NUM(m, M_revealed) || NUM(m, M_closed_at))
		machine_break(&w->m, "a vote changed outside the vote");
	ident card = books_card(&w->issued, v[V_topic].i);
	const struct disk_row *t = books_row(&w->issued, REC_topic, card);
	const struct disk_row *old = disk_find(&w->issued.of[REC_vote], REC_vote, v);
	bool is_meant = card && card == books_card(&w->issued, s->msg->u.vote.topic);
	bool is_taken = old && (write->gone || v[V_count].i < NUM(old, V_count));
	if (!is_meant && !(is_taken && (!t || NUM(t, T_lane) == LANE_WITHDRAWN)))
		machine_break(&w->m, "a vote on topic %lld changed on the side", (long long)v[V_topic].i);
}

static void check_written(struct market *w, const struct event *s)
{
	for (uint32_t i = 0; s->batch && i < s->batch->count; i++) {
		const struct write *write = &s->batch->writes[i];
		if (write->record == REC_vote)
			check_vote_written(w, s, write);
		if (write->record == REC_meeting && !write->gone)
			check_lead_written(w, s, write);
	}
}

static void note_votes(struct market *w, struct event *s)
{
	const struct disk_row *m =
		s->msg->kind == MSG_vote ? books_row(&w->issued, REC_meeting, s->msg->u.vote.meeting) : NULL;
	if (!m || !s->person)
		return;
	s->given = books_given(&w->issued, m, s->person);
	s->on_card =
		books_votes(&w->issued, m, books_card(&w->issued, s->msg->u.vote.topic), s->person).votes;
}

/* ---- the order of the agenda ---- */

struct place {
	ident topic;
	int64_t position;
	struct count count;
	int64_t passed_over, created;
};

static int by_position(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return (x->topic > y->topic) - (x->topic < y->topic);
}

static size_t list_lane(const struct books *b, ident board, enum lane lane, struct place out[AGENDA_MAX])
{
	const struct disk_row *t;
	size_t count = 0;
	EACH(t, b, REC_topic)
	if (NUM(t, T_board) == board && NUM(t, T_lane) == lane && !NUM(t, T_draft) && count < AGENDA_MAX)
		out[count++] = (struct place){.topic = NUM(t, T_id),
			.position = NUM(t, T_position),
			.passed_over = NUM(t, T_passed_over),
			.created = NUM(t, T_created)};
	qsort(out, count, sizeof *out, by_position);
	return count;
}

/* More votes, more people, passed over more often, older: as the product says. */
static int by_standing(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	if (x->count.votes != y->count.votes)
		return y->count.votes - x->count.votes;
	if (x->count.voters != y->count.voters)
		return y->count.voters - x->count.voters;
	if (x->passed_over != y->passed_over)
		return x->passed_over > y->passed_over ? -1 : 1;
	if (x->created != y->created)
		return x->created < y->created ? -1 : 1;
	return (x->topic > y->topic) - (x->topic < y->topic);
}

/* What the lane Up next has to be after the votes of `m` are shown. */
static size_t order_by_votes(const struct books *b, const struct disk_row *m, ident *out)
{
	static struct place voted[2 * AGENDA_MAX], up_next[AGENDA_MAX];
	static struct given_vote given[GIVEN_MAX];
	size_t votes = books_list_votes(b, m, given), count = 0, kept = 0;
	size_t proposed = list_lane(b, NUM(m, M_board), LANE_PROPOSED, voted);
	size_t next = list_lane(b, NUM(m, M_board), LANE_UP_NEXT, up_next);
	memcpy(voted + proposed, up_next, next * sizeof *up_next);
	for (size_t i = 0; i < proposed + next; i++) {
		voted[i].count = count_votes(given, votes, voted[i].topic, 0);
		if (voted[i].count.votes)
			voted[kept++] = voted[i];
	}
	qsort(voted, kept, sizeof *voted, by_standing);
	for (; count < kept; count++)
		out[count] = voted[count].topic;
	for (size_t i = 0; i < next; i++)
		if (!count_votes(given, votes, up_next[i].topic, 0).votes)
			out[count++] = up_next[i].topic;
	return count;
}

static const struct disk_row *meeting_revealing(const struct market *w, const struct event *s)
{
	bool may = s->msg->kind == MSG_vote_reveal || s->msg->kind == MSG_meeting_phase;
	for (uint32_t i = 0; may && s->batch && i < s->batch->count; i++) {
		const struct write *write = &s->batch->writes[i];
		const struct disk_row *m = write->record == REC_meeting
			? books_row(&w->issued, REC_meeting, write->values[M_id].i)
			: NULL;
		if (m && !NUM(m, M_revealed) && write->values[M_revealed].i)
			return m;
	}
	return NULL;
}

static void note_order(struct market *w, struct event *s)
{
	const struct disk_row *m = meeting_revealing(w, s);
	s->reveals = m != NULL;
	if (m)
		s->order_count = order_by_votes(&w->issued, m, s->order);
	w->seen->reveals += s->reveals;
}

/* ---- the grid ---- */

static bool same_bringer(const struct books *b, ident one, ident other)
{
	const struct disk_row *x, *y;
	EACH(x, b, REC_topic)
	{
		if (!NUM(x, T_person) || books_card(b, NUM(x, T_id)) != one)
			continue;
		EACH(y, b, REC_topic)
		if (NUM(x, T_person) == NUM(y, T_person) && books_card(b, NUM(y, T_id)) == other)
			return true;
	}
	return false;
}

static bool counts(const struct books *b, const struct disk_row *cell)
{
	const struct disk_row *m = books_row(b, REC_meeting, NUM(cell, C_meeting));
	return m && !NUM(m, M_closed_at) && books_on_board(b, NUM(cell, C_topic));
}

/* How many pairs have somebody in two places at once; -1: two topics are in one cell. */
static int count_clashes(const struct books *b)
{
	const struct disk_row *x, *y;
	int clashes = 0;
	EACH(x, b, REC_cell)
	EACH(y, b, REC_cell)
	{
		if (x_at <= y_at || NUM(x, C_slot) != NUM(y, C_slot) ||
			NUM(x, C_meeting) != NUM(y, C_meeting) || !counts(b, x) || !counts(b, y))
			continue;
		if (NUM(x, C_place) == NUM(y, C_place))
			return -1;
		clashes += same_bringer(b, NUM(x, C_topic), NUM(y, C_topic));
	}
	return clashes;
}

/* Two cards may come to have one bringer when they change; the grid itself never brings that about. */
static bool may_clash(enum msg_kind kind)
{
	return kind == MSG_topic_merge || kind == MSG_topic_split || kind == MSG_topic_restore ||
		kind == MSG_topic_withdraw || kind == MSG_meeting_undo;
}

/* The phone that brings the code of a meeting leads it, and the next one does not. */
static void check_handed(struct market *w, const struct event *s)
{
	const struct disk_row *m = s->lead_code ? books_row(&w->issued, REC_meeting, s->lead_code) : NULL;
	const struct disk_row *code;
	bool joined = false;
	for (uint32_t i = 0; m && i < s->out->count; i++)
		joined |= s->out->effects[i]->kind == EFFECT_joined && s->out->effects[i]->u.joined.lead;
	if (!m || NUM(m, M_closed_at))
		return;
	if (!joined || NUM(m, M_lead) == LEAD_KIOSK)
		machine_break(&w->m, "a code of the lead did not give it");
	EACH(code, &w->issued, REC_code)
	if (NUM(code, K_note) == s->lead_code)
		machine_break(&w->m, "a code of the lead is good twice");
}

static void check_grid(struct market *w, const struct event *s)
{
	int now = count_clashes(&w->issued);
	if (now < 0)
		machine_break(&w->m, "two topics are in one cell after %s", msg_name(s->msg->kind));
	else if (now > (int)s->clashes && !may_clash(s->msg->kind))
		machine_break(&w->m, "%s put a bringer in two places at once", msg_name(s->msg->kind));
	w->seen->gridded += s->err == ERR_none && s->is_answered && !s->again &&
		(s->msg->kind == MSG_grid_put || s->msg->kind == MSG_grid_fill);
}

/* ---- after: the state of things ---- */

static void check_discussed(struct market *w, const struct disk_row *m, const char *after)
{
	const struct disk_row *t, *discussed = NULL;
	EACH(t, &w->issued, REC_topic)
	{
		if (NUM(t, T_board) != NUM(m, M_board) || NUM(t, T_lane) != LANE_DISCUSSING)
			continue;
		if (discussed)
			machine_break(&w->m, "two topics are under discussion after %s: %lld, %lld", after,
				(long long)NUM(discussed, T_id), (long long)NUM(t, T_id));
		discussed = t;
	}
	if (discussed && NUM(m, M_topic) != NUM(discussed, T_id))
		machine_break(&w->m, "topic %lld lies under discussion after %s, and is not discussed",
			(long long)NUM(discussed, T_id), after);
	if (NUM(m, M_topic) && NUM(m, M_phase) == PHASE_DISCUSS && !discussed)
		machine_break(&w->m, "topic %lld is discussed, and lies elsewhere after %s",
			(long long)NUM(m, M_topic), after);
}

static void check_meeting(struct market *w, const struct disk_row *m, enum msg_kind after)
{
	const struct disk_row *other;
	ident lead = NUM(m, M_lead);
	EACH(other, &w->issued, REC_meeting)
	if (other != m && !NUM(other, M_closed_at) && NUM(other, M_board) == NUM(m, M_board))
		machine_break(&w->m, "a board has two meetings");
	if (lead != LEAD_KIOSK && !books_pair(&w->issued, REC_device_note, lead, NUM(m, M_board)))
		machine_break(&w->m, "the lead is with a phone that may not use it");
	if (NUM(m, M_extensions) < 0 || NUM(m, M_extensions) > 2)
		machine_break(&w->m, "a box was extended %lld times", (long long)NUM(m, M_extensions));
	check_discussed(w, m, msg_name(after));
}

static void check_topics(struct market *w)
{
	const struct disk_row *t;
	EACH(t, &w->issued, REC_topic)
	{
		const struct disk_row *above = NUM(t, T_lane) == LANE_MERGED
			? books_row(&w->issued, REC_topic, NUM(t, T_merged))
			: t;
		if (!above || (above != t && (NUM(above, T_lane) >= LANES_SHOWN || NUM(above, T_draft))))
			machine_break(&w->m, "topic %lld lies under one that is not on the board",
				(long long)NUM(t, T_id));
		if (NUM(t, T_spent) < 0 || NUM(t, T_passed_over) < 0)
			machine_break(&w->m, "topic %lld has negative figures", (long long)NUM(t, T_id));
	}
}

static void check_votes(struct market *w)
{
	const struct disk_row *v;
	EACH(v, &w->issued, REC_vote)
	{
		const struct disk_row *m = books_row(&w->issued, REC_meeting, NUM(v, V_meeting));
		const struct disk_row *t = books_row(&w->issued, REC_topic, NUM(v, V_topic));
		if (NUM(v, V_count) < 1 || !m || !t || NUM(m, M_board) != NUM(t, T_board) ||
			!books_pair(&w->issued, REC_participant, NUM(v, V_meeting), NUM(v, V_person)))
			machine_break(&w->m, "a vote on topic %lld is of nobody or for nothing",
				(long long)NUM(v, V_topic));
	}
}

/* A limit that was lowered meanwhile takes nobody's votes away, but none can be added above it. */
static void check_budget(struct market *w, const struct event *s)
{
	if (s->msg->kind != MSG_vote || s->err != ERR_none || s->again || !s->is_answered)
		return;
	const struct msg_vote *vote = &s->msg->u.vote;
	const struct disk_row *m = books_row(&w->issued, REC_meeting, vote->meeting);
	const struct disk_row *b = m ? books_row(&w->issued, REC_board, NUM(m, M_board)) : NULL;
	if (!b || !s->person) {
		machine_break(&w->m, "a vote of nobody was taken");
		return;
	}
	int given = books_given(&w->issued, m, s->person);
	int on_card = books_votes(&w->issued, m, books_card(&w->issued, vote->topic), s->person).votes;
	if (on_card != vote->count)
		machine_break(&w->m, "person %lld gave %d votes and has %d", (long long)s->person,
			vote->count, on_card);
	if (given > s->given && given > NUM(b, B_votes))
		machine_break(&w->m, "person %lld has given %d of %lld votes", (long long)s->person, given,
			(long long)NUM(b, B_votes));
	if (on_card > s->on_card && on_card > NUM(b, B_topic_votes))
		machine_break(&w->m, "person %lld has given a topic %d votes", (long long)s->person, on_card);
	w->seen->votes++;
}

/* A round begins with no votes, also after one was taken back. */
static void check_round(struct market *w, const struct event *s)
{
	static struct given_vote given[GIVEN_MAX];
	const struct disk_row *m = s->msg->kind == MSG_vote_again && s->is_answered && !s->err && !s->again
		? books_row(&w->issued, REC_meeting, s->msg->u.vote_again.meeting)
		: NULL;
	if (m && books_list_votes(&w->issued, m, given))
		machine_break(&w->m, "a round begins with votes of another");
}

static void check_order(struct market *w, const struct event *s)
{
	static struct place lane[AGENDA_MAX];
	if (!s->reveals)
		return;
	const struct disk_row *m = books_row(&w->issued, REC_meeting, s->msg->u.vote_reveal.meeting);
	size_t count = m ? list_lane(&w->issued, NUM(m, M_board), LANE_UP_NEXT, lane) : 0;
	if (count != s->order_count)
		machine_break(&w->m, "%zu topics are up next, the votes say %zu", count, s->order_count);
	for (size_t i = 0; i < count && !w->m.broken[0]; i++)
		if (lane[i].topic != s->order[i])
			machine_break(&w->m, "topic %lld comes next, the votes say %lld",
				(long long)lane[i].topic, (long long)s->order[i]);
}

void audit_before(struct market *w, struct event *s)
{
	find_answer(s);
	check_once(w, s);
	check_lead_step(w, s);
	s->person = person_asking(w, s->msg);
	s->lead_code = lead_of_code(w, s->msg);
	check_written(w, s);
	note_votes(w, s);
	note_order(w, s);
	int clashes = s->batch ? count_clashes(&w->issued) : 0;
	s->clashes = clashes > 0 ? (size_t)clashes : 0;
}

void audit_after(struct market *w, const struct event *s)
{
	const struct disk_row *m;
	if (!s->batch)
		return;
	EACH(m, &w->issued, REC_meeting)
	if (!NUM(m, M_closed_at))
		check_meeting(w, m, s->msg->kind);
	check_topics(w);
	check_votes(w);
	check_budget(w, s);
	check_round(w, s);
	check_order(w, s);
	check_handed(w, s);
	check_grid(w, s);
	w->seen->meetings +=
		s->msg->kind == MSG_meeting_open && s->err == ERR_none && s->is_answered && !s->again;
}

/* ---- what the core says of time and order ---- */

static bool same_items(const struct agenda_item *a, const struct agenda_item *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (a[i].topic != b[i].topic || a[i].ms != b[i].ms || a[i].votes != b[i].votes ||
			a[i].starts != b[i].starts || a[i].reached != b[i].reached)
			return false;
	return true;
}

static void check_agenda_order(
	struct market *w, const struct meeting *m, const struct agenda_item *items, size_t count)
{
	static struct place lane[AGENDA_MAX];
	size_t next = list_lane(&w->issued, m->board, LANE_UP_NEXT, lane);
	for (size_t i = 0; i < next; i++)
		if (i >= count || items[i].topic != lane[i].topic)
			machine_break(&w->m, "the agenda is not what lies up next");
	if (m->revealed && core_vote_count(w->m.core, m->id).votes && count != next)
		machine_break(&w->m, "the agenda has more than what lies up next");
}

static void check_agenda_time(
	struct market *w, const struct meeting *m, const struct agenda_item *items, size_t count)
{
	int64_t used = m->phase == PHASE_DISCUSS ? box_left(&m->box, w->m.now.mono) : 0, sum = 0;
	int64_t left = m->ends - w->m.now.wall - RESERVE - used;
	for (size_t i = 0; i < count; i++) {
		if (items[i].ms <= 0 || (i && items[i].starts != items[i - 1].starts + items[i - 1].ms))
			machine_break(&w->m, "the agenda has a box of %lld ms", (long long)items[i].ms);
		if (i && items[i].reached && !items[i - 1].reached)
			machine_break(&w->m, "the agenda reaches a topic and not the one before");
		sum += items[i].reached ? items[i].ms : 0;
	}
	if (sum > (left > 0 ? left : 0))
		machine_break(
			&w->m, "the agenda shares out %lld ms of %lld", (long long)sum, (long long)left);
}

static void check_readings(struct market *w, const struct meeting *m)
{
	static struct agenda_item once[AGENDA_MAX], twice[AGENDA_MAX];
	int64_t left = box_left(&m->box, w->m.now.mono);
	if (left < 0 || left > m->box.total)
		machine_break(
			&w->m, "a box of %lld ms has %lld left", (long long)m->box.total, (long long)left);
	size_t count = core_agenda(w->m.core, m->id, w->m.now, once, AGENDA_MAX);
	if (core_agenda(w->m.core, m->id, w->m.now, twice, AGENDA_MAX) != count ||
		!same_items(once, twice, count))
		machine_break(&w->m, "the same votes gave another agenda");
	check_agenda_time(w, m, once, count);
	check_agenda_order(w, m, once, count);
	w->seen->extensions += m->extensions > 0;
}

void audit_readings(struct market *w)
{
	const ident boards[] = {BOARD, OTHER_BOARD};
	for (size_t i = 0; i < 2; i++) {
		const struct meeting *m = core_meeting_of(w->m.core, boards[i]);
		if (m)
			check_readings(w, m);
	}
}

void audit_note_agenda(const struct market *w, struct agenda *out)
{
	const struct meeting *m = core_meeting_of(w->m.core, BOARD);
	*out = (struct agenda){.meeting = m ? m->id : 0};
	if (!m)
		return;
	out->box_left = box_left(&m->box, w->m.now.mono);
	out->count = core_agenda(w->m.core, m->id, w->m.now, out->items, AGENDA_MAX);
}

/* The same votes give the same agenda; by a doubtful clock the box may have less used, and the others more. */
void audit_same_agenda(struct market *w, const struct agenda *before)
{
	static struct agenda now;
	audit_note_agenda(w, &now);
	if (now.meeting != before->meeting || now.count != before->count)
		machine_break(&w->m, "the agenda had %zu topics, and %zu after a restart", before->count,
			now.count);
	for (size_t i = 0; i < now.count && i < before->count; i++)
		if (now.items[i].topic != before->items[i].topic ||
			now.items[i].votes != before->items[i].votes)
			machine_break(&w->m, "after a restart the agenda has another order");
	if (now.box_left == before->box_left && !same_items(now.items, before->items, now.count))
		machine_break(&w->m, "after a restart the agenda shares out the time otherwise");
}

/* ---- what leaves ---- */

static void check_answer(struct market *w, const struct effect *e)
{
	struct asked *a = crowd_asked(w, e->to.request);
	const struct effect_reply *r = &e->u.reply;
	if (!a || e->about != a->kind)
		return;
	if (++a->replied > a->sent)
		machine_break(&w->m, "%s was asked %u times and answered %u times", msg_name(a->kind),
			a->sent, a->replied);
	/* What was refused wrote nothing, and may end otherwise when it comes again after a restart; a phone
	 * may have lost its right meanwhile. What was done stays done. */
	bool bound = a->answered && a->err == ERR_none && r->err != ERR_not_allowed && is_fresh(w, a);
	if (bound && (r->err != ERR_none || r->result != a->result))
		machine_break(
			&w->m, "%s was answered 'none', then '%s'", msg_name(a->kind), err_name(r->err));
	if (r->err == ERR_none && is_fresh(w, a) &&
		!disk_find(&w->kept.of[REC_request], REC_request, &VI(e->to.request)))
		machine_break(&w->m, "%s was answered, and is not on the disk", msg_name(a->kind));
	if (a->answered && a->err == ERR_none)
		return;
	a->answered = true;
	a->err = r->err;
	a->result = r->result;
	w->seen->answered++;
}

/* The phone knows whom its visitors said they are. */
static void check_own(struct market *w, const struct effect *e)
{
	int i = crowd_phone(w, e->to.conn);
	ident person = e->u.board_mine.me.person;
	if (i < 0 || !person)
		return;
	const struct handset *p = &w->phones[i];
	for (size_t k = 0; k < p->been_count; k++)
		if (p->been[k] == person)
			return;
	machine_break(&w->m, "a phone was told what is person %lld's own", (long long)person);
}

void audit_leaving(struct market *w, const struct effect *e)
{
	if (e->kind == EFFECT_reply)
		check_answer(w, e);
	if (e->kind == EFFECT_board_mine)
		check_own(w, e);
}

/* ---- the PIN ---- */

void audit_tries(struct market *w)
{
	size_t wrong = 0;
	for (size_t i = w->try_count; i-- > 0 && w->m.elapsed - w->tries[i] <= DAY;)
		wrong += !w->try_was_right[i];
	if (wrong > TRIES_OF_A_DAY)
		machine_break(&w->m, "a PIN was tried %zu times in a day", wrong);
}
