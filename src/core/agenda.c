/* What is still to be discussed, and when; who pitches after whom; and the hints for whoever leads.
 * Nothing here is kept: it follows from the cards, the votes and the clock, so that it is the same for
 * everybody who asks and right again as soon as something changes.
 *
 * The agenda is the lane Up next in its order, which is that of the votes once they are shown; as long
 * as nobody has voted, the proposed cards follow. The time left, without that of the box that is on and
 * without a reserve for harvest and closing, is shared out among as many of them as get their usual
 * minutes: each has half of those, and what remains goes, minute by minute, to whichever has the most
 * votes for the time it has (Sainte-Laguë's way of giving out seats), up to twice the usual. */
#include "core/meetings.h"

#define HARVEST_TIME (3 * MINUTE)
#define CLOSE_TIME (2 * MINUTE)
#define RESERVE (HARVEST_TIME + CLOSE_TIME)
#define COLLECT_TIME (5 * MINUTE)
#define VOTE_TIME (3 * MINUTE)
#define ACTION_TIME MINUTE /* for each open action */
#define ACTIONS_TIME_MIN (2 * MINUTE)
#define ACTIONS_TIME_MAX (10 * MINUTE)
#define PITCH_TIME (30 * SECOND)
#define LEFT_MAX (12 * 60) /* minutes: more is a clock gone wrong */
#define ACTIONS_ASKED 64   /* open actions counted */
#define QUIET_AFTER 2      /* minutes without a new topic */
#define SOON 10            /* minutes before the end that are worth saying */

/* ---- the agenda ---- */

struct share {
	int minutes, weight;
};
struct plan_for {
	int usual, least, most; /* minutes */
	int left;               /* to share out */
	size_t reached;         /* so many of the first */
	struct share shares[TOPICS_OF_BOARD_MAX];
};

static bool voted(const struct core *core, const struct meeting *m)
{
	return m->revealed && core_vote_count(core, m->id).votes > 0;
}

static size_t list_open(const struct core *core, const struct meeting *m, const struct topic **out)
{
	return voted(core, m) ? core_topics(core, m->board, LANE_UP_NEXT, out, TOPICS_OF_BOARD_MAX)
			      : core_waiting(core, m->board, out, TOPICS_OF_BOARD_MAX);
}

static int minutes_left(const struct meeting *m, struct moment now)
{
	int64_t left = m->ends - now.wall - RESERVE;
	if (m->phase == PHASE_DISCUSS)
		left -= box_left(&m->box, now.mono);
	left = left < 0 ? 0 : left / MINUTE;
	return left > LEFT_MAX ? LEFT_MAX : (int)left;
}

/* As many as get their usual minutes; one more if half of them is left. */
static size_t how_many(const struct plan_for *p, size_t count)
{
	size_t many = (size_t)(p->left / p->usual + (p->left % p->usual >= p->least));
	return many < count ? many : count;
}

static void share_out(struct plan_for *p)
{
	int left = p->left;
	for (size_t i = 0; i < p->reached; i++)
		left -= p->shares[i].minutes = p->least;
	for (; left > 0; left--) {
		struct share *next = NULL;
		for (size_t i = 0; i < p->reached; i++) {
			struct share *s = &p->shares[i];
			if (s->minutes < p->most &&
				(!next ||
					s->weight * (2 * next->minutes + 1) >
						next->weight * (2 * s->minutes + 1)))
				next = s;
		}
		if (!next)
			return;
		next->minutes++;
	}
}

static void plan(const struct core *core, const struct meeting *m, struct moment now,
	const struct topic **topics, size_t count, struct plan_for *p)
{
	const struct board *b = core_board(core, m->board);
	p->usual = b && b->minutes > 0 ? b->minutes : 1;
	p->least = (p->usual + 1) / 2;
	p->most = 2 * p->usual;
	p->left = minutes_left(m, now);
	p->reached = how_many(p, count);
	for (size_t i = 0; i < count; i++) {
		int votes = core_votes(core, topics[i]->id);
		p->shares[i] = (struct share){.weight = votes > 0 ? votes : 1};
	}
	share_out(p);
}

size_t core_agenda(
	const struct core *core, ident meeting, struct moment now, struct agenda_item *out, size_t cap)
{
	const struct meeting *m = core_meeting(core, meeting);
	const struct topic *topics[TOPICS_OF_BOARD_MAX];
	struct plan_for p;
	if (!m || m->closed_at)
		return 0;
	size_t count = list_open(core, m, topics);
	int64_t starts = now.wall + (m->phase == PHASE_DISCUSS ? box_left(&m->box, now.mono) : 0);
	plan(core, m, now, topics, count, &p);
	for (size_t i = 0; i < count && i < cap; i++) {
		bool reached = i < p.reached;
		int64_t ms = (reached ? p.shares[i].minutes : p.least) * MINUTE;
		out[i] = (struct agenda_item){.topic = topics[i]->id,
			.votes = core_votes(core, topics[i]->id),
			.ms = ms,
			.starts = starts,
			.reached = reached};
		starts += ms;
	}
	return count < cap ? count : cap;
}

int64_t agenda_box(const struct core *core, const struct meeting_row *row, ident topic)
{
	struct agenda_item items[TOPICS_OF_BOARD_MAX];
	const struct board *b = core_board(core, row->m.board);
	size_t count = core_agenda(core, row->m.id, core->now, items, TOPICS_OF_BOARD_MAX);
	for (size_t i = 0; i < count; i++)
		if (items[i].topic == topic)
			return items[i].ms;
	return (b && b->minutes > 0 ? b->minutes : 1) * MINUTE;
}

/* Up next first: somebody wants to hear those. */
size_t core_pitches(const struct core *core, ident meeting, ident *topics, size_t cap)
{
	const struct meeting *m = core_meeting(core, meeting);
	const struct topic *list[TOPICS_OF_BOARD_MAX];
	size_t count = 0;
	if (!m || m->closed_at)
		return 0;
	count = core_waiting(core, m->board, list, TOPICS_OF_BOARD_MAX);
	for (size_t i = 0; i < count && i < cap; i++)
		topics[i] = list[i]->id;
	return count < cap ? count : cap;
}

/* ---- the time a phase should take ---- */

static size_t open_actions(const struct core *core, ident meeting)
{
	const struct action *list[ACTIONS_ASKED];
	size_t count = core_open_actions(core, meeting, list, ACTIONS_ASKED), open = 0;
	for (size_t i = 0; i < count; i++)
		open += core_action_state(core, list[i], meeting) == SETTLE_OPEN;
	return open;
}

static int64_t actions_time(const struct core *core, const struct meeting *m)
{
	const struct action *list[ACTIONS_ASKED];
	int64_t time = (int64_t)core_open_actions(core, m->id, list, ACTIONS_ASKED) * ACTION_TIME;
	return time < ACTIONS_TIME_MIN ? ACTIONS_TIME_MIN : time > ACTIONS_TIME_MAX ? ACTIONS_TIME_MAX : time;
}

static int64_t pitch_time(const struct core *core, const struct meeting *m)
{
	ident order[TOPICS_OF_BOARD_MAX];
	return (int64_t)core_pitches(core, m->id, order, TOPICS_OF_BOARD_MAX) * PITCH_TIME;
}

/* What the phases from the present one up to the discussion should still take. */
static int64_t time_before_discussion(const struct core *core, const struct meeting *m)
{
	int64_t sum = 0, gone = core->now.wall - m->phase_since;
	for (int p = (int)m->phase; p < PHASE_DISCUSS; p++) {
		int64_t time = core_phase_time(core, m->id, (enum phase)p) - (p == (int)m->phase ? gone : 0);
		sum += time > 0 ? time : 0;
	}
	return sum;
}

/* All there is until the harvest, less what comes before; that may be skipped, and takes half at most. */
static int64_t discuss_time(const struct core *core, const struct meeting *m)
{
	int64_t from = m->phase == PHASE_DISCUSS ? m->phase_since : core->now.wall;
	int64_t time = m->ends - RESERVE - from, before = time_before_discussion(core, m);
	return time < 0 ? 0 : before < time / 2 ? time - before : time - time / 2;
}

int64_t core_phase_time(const struct core *core, ident meeting, enum phase phase)
{
	const struct meeting *m = core_meeting(core, meeting);
	if (!m)
		return 0;
	switch (phase) {
	case PHASE_ACTIONS:
		return actions_time(core, m);
	case PHASE_COLLECT:
		return COLLECT_TIME;
	case PHASE_PITCH:
		return pitch_time(core, m);
	case PHASE_VOTE:
		return VOTE_TIME;
	case PHASE_DISCUSS:
		return discuss_time(core, m);
	case PHASE_HARVEST:
		return HARVEST_TIME;
	case PHASE_CLOSE:
		return CLOSE_TIME;
	case PHASE_COUNT:
		break;
	}
	return 0;
}

/* ---- hints ---- */

static int minutes_since(int64_t then, int64_t now)
{
	int64_t minutes = (now - then) / MINUTE;
	return minutes < 0 ? 0 : minutes > LEFT_MAX ? LEFT_MAX : (int)minutes;
}

static struct hint hint_actions(const struct core *core, const struct meeting *m, struct moment now)
{
	size_t open = open_actions(core, m->id);
	(void)now;
	return open ? (struct hint){NUDGE_ACTIONS_OPEN, (int)open, 0} : (struct hint){0};
}

static struct hint hint_collect(const struct core *core, const struct meeting *m, struct moment now)
{
	const struct topic *list[TOPICS_OF_BOARD_MAX];
	size_t count = core_topics(core, m->board, LANE_PROPOSED, list, TOPICS_OF_BOARD_MAX);
	int64_t newest = m->phase_since;
	for (size_t i = 0; i < count; i++)
		newest = list[i]->created > newest ? list[i]->created : newest;
	int quiet = minutes_since(newest, now.wall);
	return count && quiet >= QUIET_AFTER ? (struct hint){NUDGE_QUIET, (int)count, quiet}
					     : (struct hint){0};
}

static struct hint hint_pitch(const struct core *core, const struct meeting *m, struct moment now)
{
	(void)core;
	(void)now;
	return !m->topic && m->box.total ? (struct hint){NUDGE_ALL_PITCHED, 0, 0} : (struct hint){0};
}

static struct hint hint_vote(const struct core *core, const struct meeting *m, struct moment now)
{
	struct vote_count c = core_vote_count(core, m->id);
	if (m->revealed || !c.people)
		return (struct hint){0};
	if (c.finished == c.people)
		return (struct hint){NUDGE_VOTES_IN, c.people, 0};
	return now.wall - m->phase_since >= VOTE_TIME
		? (struct hint){NUDGE_VOTES_FEW, c.people - c.finished, 0}
		: (struct hint){0};
}

static struct hint hint_discuss(const struct core *core, const struct meeting *m, struct moment now)
{
	struct agenda_item items[TOPICS_OF_BOARD_MAX];
	size_t count = core_agenda(core, m->id, now, items, TOPICS_OF_BOARD_MAX);
	int64_t left = m->ends - now.wall;
	if (!count && (m->topic || m->split))
		return (struct hint){0};
	if (!count)
		return (struct hint){NUDGE_ALL_DISCUSSED, 0, 0};
	bool short_of_time = left <= SOON * MINUTE || !items[count - 1].reached;
	if (left <= 0 || !short_of_time)
		return (struct hint){0};
	return (struct hint){NUDGE_TIME_LEFT, (int)count, minutes_since(now.wall, m->ends)};
}

static struct hint hint_harvest(const struct core *core, const struct meeting *m, struct moment now)
{
	const struct topic *list[TOPICS_OF_BOARD_MAX];
	size_t count = core_topics(core, m->board, LANE_DONE, list, TOPICS_OF_BOARD_MAX);
	int without = 0;
	(void)now;
	for (size_t i = 0; i < count; i++)
		without += list[i]->meeting == m->id && !list[i]->outcome.n;
	return without ? (struct hint){NUDGE_NO_OUTCOME, without, 0} : (struct hint){0};
}

/* What holds in every phase: the meeting is over time, or the phase is. */
static struct hint hint_time(const struct core *core, const struct meeting *m, struct moment now)
{
	int over = minutes_since(m->ends, now.wall);
	int64_t planned = core_phase_time(core, m->id, m->phase);
	int longer = minutes_since(m->phase_since + planned, now.wall);
	if (over)
		return (struct hint){NUDGE_OVER, 0, over};
	return longer && m->phase != PHASE_DISCUSS ? (struct hint){NUDGE_PHASE_LONG, 0, longer}
						   : (struct hint){0};
}

struct hint core_hint(const struct core *core, ident meeting, struct moment now)
{
	static struct hint (*const of_phase[PHASE_COUNT])(
		const struct core *, const struct meeting *, struct moment) = {
		[PHASE_ACTIONS] = hint_actions,
		[PHASE_COLLECT] = hint_collect,
		[PHASE_PITCH] = hint_pitch,
		[PHASE_VOTE] = hint_vote,
		[PHASE_DISCUSS] = hint_discuss,
		[PHASE_HARVEST] = hint_harvest,
	};
	const struct meeting *m = core_meeting(core, meeting);
	struct hint hint = {0};
	if (!m || m->closed_at)
		return hint;
	if (of_phase[m->phase])
		hint = of_phase[m->phase](core, m, now);
	return hint.nudge ? hint : hint_time(core, m, now);
}
