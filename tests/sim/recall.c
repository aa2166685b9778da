#include "sim/market.h"

/* The core's memory, compared with the rows it wrote; and one that has just loaded with what its predecessor
 * wrote and the disk said it has: every meeting stands where it stood, to the second, with the same votes,
 * cards, people and lead. */

#define AWAY_MAX (12 * HOUR) /* a box runs on after a restart within this time */

static const struct stamp *stamp_of(const struct market *w, ident meeting)
{
	for (size_t i = 0; i < w->stamp_count; i++)
		if (w->stamps[i].meeting == meeting)
			return &w->stamps[i];
	return NULL;
}

/* By a clock that is not to be trusted nobody can tell how long the box ran on: it stands then. */
static void recall_box(struct market *w, const struct meeting *m, const struct disk_row *row)
{
	const struct stamp *s = stamp_of(w, m->id);
	int64_t left = box_left(&m->box, w->m.now.mono), most = NUM(row, M_box_total) - NUM(row, M_box_used);
	most = most < 0 ? 0 : most;
	int64_t least = most;
	if (s && NUM(row, M_box_running))
		least -= s->at.mono - NUM(row, M_box_since) + w->m.elapsed - s->elapsed;
	least = least < 0 ? 0 : least;
	bool exact = s && s->at.trusted && w->m.now.trusted && w->m.elapsed - s->elapsed < AWAY_MAX;
	int64_t want = exact ? least : most;
	if (left < least - SECOND || left > most || (exact && (left < want - SECOND || left > want + SECOND)))
		machine_break(
			&w->m, "a box came back with %lld ms left of %lld", (long long)left, (long long)want);
}

static void recall_meeting(struct market *w, const struct disk_row *row)
{
	const struct meeting *m = core_meeting(w->m.core, NUM(row, M_id));
	if (!m) {
		machine_break(&w->m, "meeting %lld is gone", (long long)NUM(row, M_id));
		return;
	}
	if (m->phase != (enum phase)NUM(row, M_phase) || m->phase_since != NUM(row, M_phase_since) ||
		m->lead != NUM(row, M_lead) || m->round != NUM(row, M_round) ||
		m->revealed != (NUM(row, M_revealed) != 0) || m->topic != NUM(row, M_topic) ||
		m->extensions != NUM(row, M_extensions) || m->split != (NUM(row, M_split) != 0) ||
		!str_eq(m->places, row->values[M_places].s) || m->slots != NUM(row, M_slots) ||
		m->ends != NUM(row, M_ends) || m->started != NUM(row, M_started) ||
		m->closed_at != NUM(row, M_closed_at))
		machine_break(&w->m, "meeting %lld came back otherwise", (long long)m->id);
	if ((m->thumbs_until != 0) != (NUM(row, M_thumbs) != 0))
		machine_break(&w->m, "the question of meeting %lld came back otherwise", (long long)m->id);
}

static void recall_people(struct market *w, const struct books *b, const struct disk_row *meeting)
{
	static struct participant list[PARTICIPANTS_MAX];
	const struct disk_row *row;
	size_t count = core_participants(w->m.core, NUM(meeting, M_id), list, PARTICIPANTS_MAX), found = 0;
	EACH(row, b, REC_participant)
	{
		if (NUM(row, P_meeting) != NUM(meeting, M_id))
			continue;
		size_t i = 0;
		while (i < count && list[i].person != NUM(row, P_person))
			i++;
		found++;
		if (i == count || list[i].thumb != (enum thumb)NUM(row, P_thumb) ||
			list[i].finished != (NUM(row, P_finished) == NUM(meeting, M_round) + 1))
			machine_break(
				&w->m, "person %lld takes part otherwise", (long long)NUM(row, P_person));
	}
	if (found != count)
		machine_break(&w->m, "%zu people take part of %zu", count, found);
}

static void recall_left(struct market *w, const struct books *b, const struct disk_row *meeting, ident person)
{
	const struct disk_row *board = books_row(b, REC_board, NUM(meeting, M_board));
	int64_t left =
		NUM(board, B_votes) - books_given(b, meeting, person) + books_free_again(b, meeting, person);
	if (core_votes_left(w->m.core, NUM(meeting, M_id), person) != (left > 0 ? left : 0))
		machine_break(&w->m, "person %lld came back with other votes left", (long long)person);
}

static void recall_votes(struct market *w, const struct books *b, const struct disk_row *meeting)
{
	static struct given_vote list[GIVEN_MAX];
	size_t count = books_list_votes(b, meeting, list);
	int sum = 0;
	for (size_t i = 0; i < count; i++) {
		const struct given_vote *g = &list[i];
		int votes = count_votes(list, count, g->card, g->person).votes;
		sum += g->count;
		if (g->card && core_vote_of(w->m.core, NUM(meeting, M_id), g->card, g->person) != votes)
			machine_break(&w->m, "person %lld had %d votes on topic %lld", (long long)g->person,
				votes, (long long)g->card);
		recall_left(w, b, meeting, g->person);
	}
	if (core_vote_count(w->m.core, NUM(meeting, M_id)).votes != sum)
		machine_break(&w->m, "%d votes came back of %d",
			core_vote_count(w->m.core, NUM(meeting, M_id)).votes, sum);
}

static void recall_cells(struct market *w, const struct books *b, const struct disk_row *meeting)
{
	const struct meeting *m = core_meeting(w->m.core, NUM(meeting, M_id));
	const struct disk_row *row;
	EACH(row, b, REC_cell)
	{
		if (!m || NUM(row, C_meeting) != m->id || !m->split ||
			!books_on_board(b, NUM(row, C_topic)) || NUM(row, C_place) >= meeting_places(m) ||
			NUM(row, C_slot) >= m->slots)
			continue;
		struct cell c = core_cell(w->m.core, m->id, NUM(row, C_topic));
		if (c.place != NUM(row, C_place) || c.slot != NUM(row, C_slot))
			machine_break(&w->m, "topic %lld came back elsewhere on the grid",
				(long long)NUM(row, C_topic));
	}
}

static void recall_topic(struct market *w, const struct disk_row *row)
{
	const struct topic *t = core_topic(w->m.core, NUM(row, T_id));
	if (!t || t->lane != (enum lane)NUM(row, T_lane) || t->position != NUM(row, T_position) ||
		t->merged != NUM(row, T_merged) || t->draft != (NUM(row, T_draft) != 0) ||
		t->person != NUM(row, T_person) || t->passed_over != NUM(row, T_passed_over) ||
		t->meeting != NUM(row, T_meeting) || t->spent != NUM(row, T_spent) ||
		!str_eq(t->title, row->values[T_title].s) || !str_eq(t->outcome, row->values[T_outcome].s))
		machine_break(&w->m, "topic %lld came back otherwise", (long long)NUM(row, T_id));
}

/* The votes, the people, the cards and where everything stands: all but the time. */
static void recall_all(struct market *w, const struct books *b)
{
	const ident boards[] = {BOARD, OTHER_BOARD};
	const struct disk_row *t;
	for (size_t i = 0; i < 2; i++) {
		const struct disk_row *m = books_meeting_shown(b, boards[i]);
		if (!m)
			continue;
		recall_meeting(w, m);
		recall_people(w, b, m);
		recall_votes(w, b, m);
		recall_cells(w, b, m);
	}
	EACH(t, b, REC_topic)
	if (NUM(t, T_lane) < LANE_PAST)
		recall_topic(w, t);
}

void recall_memory(struct market *w)
{
	recall_all(w, &w->issued);
}

void recall_audit(struct market *w)
{
	const struct disk_row *row;
	recall_all(w, &w->kept);
	EACH(row, &w->kept, REC_meeting)
	{
		const struct meeting *m = core_meeting(w->m.core, NUM(row, M_id));
		if (m && !m->closed_at)
			recall_box(w, m, row);
	}
	audit_readings(w);
}
