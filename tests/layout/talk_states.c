/* A meeting from the discussion to its summary in every state worth naming; see states.c. Rows of the
 * database make it, so that it can begin in the middle. */
#include "layout/states.h"

#define LONG_OUTCOME                                                                                         \
	"Wir fragen zuerst bei der Genehmigungsbehörde nach, welche Unterlagen sie wirklich braucht, und "  \
	"legen ihr beim nächsten Treffen einen gemeinsamen Vorschlag vor, den beide Seiten unterschreiben."
#define OUTCOME "We try one newsletter for three months, and count who reads it."
#define NOTE                                                                                                 \
	"What we said\n- [ ] Anna: draft one newsletter by Friday\n- [ ] Ask Leo how the food bank does it\n"

/* What the meeting is like just now. */
struct talk {
	enum phase phase;
	int before, waiting; /* topics that are done, and that are to come */
	int64_t total, used; /* of the box; total 0: nothing is under discussion */
	bool paused, asked, closed, noted;
	int extensions, people, answered;
	int64_t ends; /* from now */
	int actions;  /* of the first topic that is done */
	int ratings;
};

static ident talk_topic(struct stage *st, ident meeting, enum lane lane, int i, bool noted)
{
	ident note = st->next++;
	st->topic = st->next++;
	struct usual_topic one = stage_usual_topic(st, i + 5);
	bool done = lane == LANE_DONE && i % 3 != 1;
	ROW(st, REC_note, VI(note), VI(0), VI(st->topic), TEXT(one.title), VI(0), TEXT(noted ? NOTE : ""),
		VI(1), VI(0), VI(0));
	ROW(st, REC_topic, VI(st->topic), VI(st->board), VI(lane), VI(st->topic), VI(one.kind),
		TEXT(one.title), TEXT(""), VI(st->people[i % 9]), VI(note), VI(1), VI(0), VI(0), VI(0), VI(0),
		TEXT(done ? stage_lengthy(st) ? LONG_OUTCOME : OUTCOME : ""),
		VI(lane == LANE_DONE || lane == LANE_DISCUSSING ? meeting : 0),
		VI(lane == LANE_DONE ? 7 * MINUTE : 0), VI(0));
	return st->topic;
}

static void talk_action(struct stage *st, ident meeting, ident topic, int i)
{
	ROW(st, REC_takeaway, VI(st->next++), VI(0), VI(0), VI(TAKEAWAY_ACTION),
		TEXT(stage_lengthy(st)  ? LONG_OUTCOME
				: i % 2 ? "Ask Leo how the food bank does it"
					: "Draft the first newsletter"),
		VI(i % 3 == 2 ? 0 : st->people[i % 9]), VI(i % 2 ? 0 : st->now.wall + 5 * DAY), VI(1), VI(0),
		VI(topic), VI(meeting), VI(0), VI(0), VI(0), VI(0));
}

static void talk_people(struct stage *st, ident meeting, const struct talk *t)
{
	for (int i = 0; i < t->people && i < (int)st->people_count; i++)
		ROW(st, REC_participant, VI(meeting), VI(st->people[i]), VI(st->now.wall), VI(1),
			VI(i >= t->answered          ? THUMB_NONE
					: i % 4 == 3 ? THUMB_ENOUGH
						     : THUMB_CONTINUE));
	for (int i = 0; i < t->ratings; i++)
		ROW(st, REC_rating, VI(meeting), VI(-1 - i), VI(3 + i % 3));
}

static ident talk_stage(struct stage *st, struct talk t)
{
	stage_people(st, 12);
	stage_board(st,
		stage_lengthy(st) ? "Gemeinwesenarbeit und Quartiersentwicklung im Hafenviertel"
				  : "Marketing",
		"What helps people find us", 8);
	ident meeting = st->next++, first = 0, now = 0;
	for (int i = 0; i < t.before; i++) {
		ident id = talk_topic(st, meeting, LANE_DONE, i, t.noted);
		first = first ? first : id;
	}
	if (t.total)
		now = talk_topic(st, meeting, LANE_DISCUSSING, t.before, t.noted);
	for (int i = 0; i < t.waiting; i++)
		talk_topic(st, meeting, LANE_UP_NEXT, t.before + 1 + i, false);
	for (int i = 0; i < t.actions; i++)
		talk_action(st, meeting, first ? first : now, i);
	int64_t wall = st->now.wall;
	ROW(st, REC_setting, TEXT("pin_signed_in"), TEXT("1"));
	ROW(st, REC_meeting, VI(meeting), VI(st->board), VI(t.phase), VI(wall - 9 * MINUTE), VI(0), VI(0),
		VI(1), VI(now), VI(t.total), VI(t.used), VI(0), VI(wall),
		VI(!t.paused && !t.asked && t.used < t.total), VI(t.extensions),
		VI(t.asked ? wall + 11 * SECOND : 0), VI(0), TEXT(""), VI(0), VI(0), VI(0), VI(wall + t.ends),
		VI(wall - 25 * MINUTE), VI(t.closed ? wall : 0));
	talk_people(st, meeting, &t);
	stage_open(st);
	if (now || first)
		st->topic = now ? now : first;
	return meeting;
}

static void talk(struct stage *st, struct talk t)
{
	ident meeting = talk_stage(st, t);
	stage_visit(st, SCREEN_meeting, meeting, 0);
}

/* ---- the discussion ---- */

static const struct talk usual = {.phase = PHASE_DISCUSS,
	.before = 2,
	.waiting = 4,
	.total = 8 * MINUTE,
	.used = 96 * SECOND,
	.people = 9,
	.ends = 20 * MINUTE};

static void discuss_usual(struct stage *st)
{
	talk(st, usual);
}
static void discuss_paused(struct stage *st)
{
	struct talk t = usual;
	t.paused = true;
	talk(st, t);
}
static void discuss_last_minute(struct stage *st)
{
	struct talk t = usual;
	t.used = t.total - 42 * SECOND;
	t.before = 0;
	talk(st, t);
}
static void discuss_extended(struct stage *st)
{
	struct talk t = usual;
	t.extensions = 1;
	t.total += 4 * MINUTE;
	t.used = 8 * MINUTE + 5 * SECOND;
	t.answered = 9;
	talk(st, t);
}
static void discuss_long_box(struct stage *st)
{
	struct talk t = usual;
	t.total = 45 * MINUTE;
	t.ends = HOUR;
	talk(st, t);
}
static void discuss_overtime(struct stage *st)
{
	struct talk t = usual;
	t.ends = -12 * MINUTE;
	talk(st, t);
}
static void discuss_last_topic(struct stage *st)
{
	struct talk t = usual;
	t.waiting = 0;
	talk(st, t);
}
static void discuss_sixty(struct stage *st)
{
	struct talk t = usual;
	t.waiting = 60;
	talk(st, t);
}

static void discuss_phone_leads(struct stage *st)
{
	talk(st, usual);
	SEND(st, sign_out, .none = 0);
}

static void discuss_asked(struct stage *st)
{
	struct talk t = usual;
	t.used = t.total;
	t.asked = true;
	t.answered = 4;
	talk(st, t);
}
static void discuss_asked_face(struct stage *st)
{
	discuss_asked(st);
	stage_tap(st, "face", -1);
}
static void discuss_asked_nobody(struct stage *st)
{
	struct talk t = usual;
	t.used = t.total;
	t.asked = true;
	t.people = 0;
	talk(st, t);
}

static void discuss_enough(struct stage *st)
{
	struct talk t = usual;
	t.used = t.total;
	t.extensions = 2;
	t.answered = 9;
	t.noted = true;
	talk(st, t);
}
static void discuss_came_of_it(struct stage *st)
{
	struct talk t = usual;
	t.before = 0;
	t.actions = 3;
	t.noted = true;
	talk(st, t);
	stage_tap(st, "done", -1);
}
static void discuss_choose(struct stage *st)
{
	struct talk t = {.phase = PHASE_DISCUSS, .waiting = 7, .people = 9, .ends = 25 * MINUTE};
	talk(st, t);
}
static void discuss_choose_one(struct stage *st)
{
	struct talk t = {.phase = PHASE_DISCUSS, .waiting = 1, .before = 1, .people = 9, .ends = 25 * MINUTE};
	talk(st, t);
}
static void discuss_choose_sixty(struct stage *st)
{
	struct talk t = {.phase = PHASE_DISCUSS, .waiting = 60, .people = 9, .ends = 25 * MINUTE};
	talk(st, t);
}
static void discuss_nothing(struct stage *st)
{
	struct talk t = {.phase = PHASE_DISCUSS, .people = 9, .ends = 25 * MINUTE};
	talk(st, t);
}
static void discuss_all_done(struct stage *st)
{
	struct talk t = {.phase = PHASE_DISCUSS, .before = 5, .people = 9, .ends = 25 * MINUTE};
	talk(st, t);
}

/* ---- the harvest ---- */

static void harvest_usual(struct stage *st)
{
	talk(st,
		(struct talk){.phase = PHASE_HARVEST,
			.before = 4,
			.people = 9,
			.actions = 2,
			.noted = true,
			.ends = 9 * MINUTE});
}
static void harvest_none(struct stage *st)
{
	talk(st, (struct talk){.phase = PHASE_HARVEST, .waiting = 3, .people = 9, .ends = 9 * MINUTE});
}
static void harvest_many(struct stage *st)
{
	talk(st,
		(struct talk){.phase = PHASE_HARVEST,
			.before = 60,
			.people = 9,
			.actions = 20,
			.ends = 9 * MINUTE});
}

static void outcome_empty(struct stage *st)
{
	talk_stage(st, usual);
	stage_visit(st, SCREEN_outcome, st->topic, 0);
}
static void outcome_typed(struct stage *st)
{
	outcome_empty(st);
	stage_type(st, stage_lengthy(st) ? LONG_OUTCOME : OUTCOME);
}
static void outcome_gone(struct stage *st)
{
	stage_show(st, SCREEN_outcome, 77, 0);
}

static void action_new(struct stage *st)
{
	talk_stage(st, usual);
	stage_visit(st, SCREEN_action, 0, st->topic);
}
static void action_typed(struct stage *st)
{
	action_new(st);
	stage_type(st, stage_lengthy(st) ? LONG_OUTCOME : "Draft the first newsletter");
	stage_tap(st, "who", -1);
	stage_tap(st, "person", -1);
	stage_tap(st, "when", -1);
	stage_tap(st, "quick", -1);
}
static void action_who(struct stage *st)
{
	action_new(st);
	stage_tap(st, "who", -1);
}
static void action_who_again(struct stage *st)
{
	action_typed(st);
	stage_tap(st, "who", -1);
}
static void action_search(struct stage *st)
{
	action_who(st);
	stage_tap(st, "search", -1);
	stage_type(st, stage_lengthy(st) ? "wo" : "be");
}
static void action_nobody_joined(struct stage *st)
{
	struct talk t = usual;
	t.people = 0;
	talk_stage(st, t);
	stage_visit(st, SCREEN_action, 0, st->topic);
	stage_tap(st, "who", -1);
}
static void action_when(struct stage *st)
{
	action_typed(st);
	stage_tap(st, "when", -1);
}

static void action_edit(struct stage *st)
{
	struct talk t = usual;
	t.before = 0;
	t.actions = 1;
	talk_stage(st, t);
	const struct action *a;
	if (core_topic_actions(st->core, st->topic, &a, 1))
		stage_visit(st, SCREEN_action, a->id, 0);
}

/* ---- the end ---- */

static void close_usual(struct stage *st)
{
	talk(st,
		(struct talk){
			.phase = PHASE_CLOSE, .before = 4, .people = 9, .ratings = 3, .ends = 2 * MINUTE});
}
static void close_given(struct stage *st)
{
	close_usual(st);
	stage_tap(st, "stars", 4);
}

static void summary(struct stage *st, struct talk t)
{
	t.phase = PHASE_CLOSE;
	t.closed = true;
	t.people = 9;
	ident meeting = talk_stage(st, t);
	stage_visit(st, SCREEN_summary, meeting, 0);
}
static void summary_usual(struct stage *st)
{
	summary(st, (struct talk){.before = 4, .waiting = 3, .actions = 3, .ratings = 7});
}
static void summary_many(struct stage *st)
{
	summary(st, (struct talk){.before = 40, .waiting = 60, .actions = 20, .ratings = 40});
}
static void summary_empty(struct stage *st)
{
	summary(st, (struct talk){0});
}
static void summary_gone(struct stage *st)
{
	stage_show(st, SCREEN_summary, 77, 0);
}

const struct state talk_states[] = {
#define PHASE(phase, what)                                                                                   \
	{                                                                                                    \
#phase, #what, phase##_##what, SCREEN_meeting, SMALL_CODES                                   \
	}
	PHASE(discuss, usual),
	PHASE(discuss, paused),
	PHASE(discuss, last_minute),
	PHASE(discuss, extended),
	PHASE(discuss, long_box),
	PHASE(discuss, overtime),
	PHASE(discuss, last_topic),
	PHASE(discuss, sixty),
	PHASE(discuss, phone_leads),
	PHASE(discuss, asked),
	PHASE(discuss, asked_face),
	PHASE(discuss, asked_nobody),
	PHASE(discuss, enough),
	PHASE(discuss, came_of_it),
	PHASE(discuss, choose),
	PHASE(discuss, choose_one),
	PHASE(discuss, choose_sixty),
	PHASE(discuss, nothing),
	PHASE(discuss, all_done),
	PHASE(harvest, usual),
	PHASE(harvest, none),
	PHASE(harvest, many),
	STATE(outcome, empty),
	STATE(outcome, typed),
	STATE(outcome, gone),
	STATE(action, new),
	STATE(action, typed),
	STATE(action, who),
	STATE(action, who_again),
	STATE(action, search),
	STATE(action, nobody_joined),
	STATE(action, when),
	STATE(action, edit),
	PHASE(close, usual),
	PHASE(close, given),
	STATE(summary, usual),
	STATE(summary, many),
	STATE(summary, empty),
	STATE(summary, gone),
};
const size_t talk_state_count = sizeof talk_states / sizeof *talk_states;
