/* A meeting that splits, what was promised, those who sit together now, offers beside wishes, in every state
 * worth naming; see states.c. */
#include "layout/states.h"

#include <stdio.h>

#define LONG_PLACE "Besprechungsraum Nordwest am hinteren Treppenhaus"

/* ---- rooms ---- */

static void board_of(struct stage *st, int topics)
{
	stage_people(st, 12);
	stage_board(st, stage_lengthy(st) ? LONG_TITLE : "Marketing", "What helps people find us", 8);
	for (int i = 0; i < topics; i++) {
		st->next += i % 6 == 5; /* so that each of the twelve brings some */
		struct usual_topic one = stage_usual_topic(st, i);
		ident topic = stage_topic(st, i % 3 ? LANE_PROPOSED : LANE_UP_NEXT, one.kind, one.title, "");
		for (int p = 0; p < 12; p++)
			if ((i * 5 + p * p + p / 3) % 7 < 2)
				ROW(st, REC_interest, VI(topic), VI(st->people[p]), VI(INTEREST_JOIN), VI(1));
	}
}

static void split(struct stage *st, int places, int slots)
{
	char names[PLACES_MAX * 60] = "";
	for (int i = 0; i < places; i++)
		snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s %d", i ? "\n" : "",
			stage_lengthy(st) ? LONG_PLACE
				: i < 8   ? "Table"
					  : "Room",
			i + 1);
	DO(st, grid_set, .meeting = st->meeting, .places = str_from(names), .slots = slots,
		.slot_minutes = 20, .starts = st->now.wall - 6 * MINUTE);
}

static void meeting_with(struct stage *st, enum phase phase, int topics)
{
	board_of(st, topics);
	stage_open(st);
	stage_meeting(st, 9);
	DO(st, meeting_phase, .meeting = st->meeting, .phase = phase);
}

static void see_meeting(struct stage *st)
{
	stage_visit(st, SCREEN_board, st->board, 0);
	stage_visit(st, SCREEN_meeting, st->meeting, 0);
}

/* ---- the grid ---- */

static void grid(struct stage *st, int topics, int places, int slots, bool filled)
{
	meeting_with(st, PHASE_DISCUSS, topics);
	split(st, places, slots);
	if (filled)
		DO(st, grid_fill, .meeting = st->meeting);
	see_meeting(st);
}
static void meeting_grid(struct stage *st)
{
	grid(st, 11, 4, 2, true);
}
static void meeting_grid_full(struct stage *st)
{
	grid(st, 90, 12, 6, true);
}
static void meeting_grid_full_tray(struct stage *st)
{
	meeting_grid_full(st);
	stage_tap(st, "show-tray", -1);
}
static void meeting_grid_wide(struct stage *st)
{
	grid(st, 14, 3, 6, true);
}
static void meeting_grid_one(struct stage *st)
{
	grid(st, 1, 1, 1, true);
}
static void meeting_grid_empty(struct stage *st)
{
	grid(st, 7, 4, 3, false);
}
static void meeting_grid_no_topics(struct stage *st)
{
	grid(st, 0, 4, 2, false);
}
static void meeting_grid_chosen(struct stage *st)
{
	meeting_grid(st);
	stage_tap(st, "cell", 0);
}
static void meeting_grid_later(struct stage *st)
{
	meeting_grid(st);
	DO(st, sign_out, 0);
	stage_pass(st, 2 * HOUR);
	see_meeting(st);
}

static void grid_setup_first(struct stage *st)
{
	meeting_with(st, PHASE_DISCUSS, 7);
	stage_visit(st, SCREEN_grid_setup, st->meeting, 0);
}
static void grid_setup_most(struct stage *st)
{
	meeting_with(st, PHASE_DISCUSS, 90);
	split(st, 12, 6);
	stage_visit(st, SCREEN_grid_setup, st->meeting, 0);
}
static void grid_setup_name(struct stage *st)
{
	grid_setup_most(st);
	stage_tap(st, "name", 0);
}

/* ---- what was promised ---- */

static void promises(struct stage *st, int count, ident owner)
{
	static const char *const some[] = {"Ask Leo how the food bank does it", "Draft a five-line handover"};
	for (int i = 0; i < count; i++) {
		ident somebody = i % 4 < 3 ? st->people[i % 9] : 0;
		int64_t due = i % 3 ? st->now.wall + i * DAY : 0;
		ROW(st, REC_takeaway, VI(st->next++), VI(0), VI(0), VI(TAKEAWAY_ACTION),
			TEXT(stage_lengthy(st) ? LONG_TITLE : some[i % 2]), VI(owner ? owner : somebody),
			VI(due), VI(st->now.wall - 9 * DAY), VI(0), VI(st->topic), VI(0), VI(0), VI(i % 5),
			VI(0), VI(0));
	}
}

static void actions(struct stage *st, int count)
{
	board_of(st, 3);
	promises(st, count, 0);
	stage_open(st);
	stage_meeting(st, 9);
	DO(st, meeting_phase, .meeting = st->meeting, .phase = PHASE_ACTIONS);
	see_meeting(st);
}
static void meeting_actions_none(struct stage *st)
{
	actions(st, 0);
}
static void meeting_actions(struct stage *st)
{
	actions(st, 3);
	stage_tap(st, "done", -1);
}
static void meeting_actions_many(struct stage *st)
{
	actions(st, 20);
	stage_tap(st, "carry", -1);
	stage_tap(st, "drop", -1);
}

static void here_with(struct stage *st, int count)
{
	board_of(st, 2);
	promises(st, count, st->people[0]);
	stage_session(st,
		(struct staged){.model = MODEL_TANDEM,
			.focus = stage_lengthy(st) ? LONG_TITLE : "Handing over the night desk",
			.text = "",
			.after = 2,
			.minutes = 60,
			.members = 2,
			.here = 1,
			.step = -1,
			.state = SESSION_HERE});
	stage_show(st, SCREEN_here, st->people[0], st->session);
}
static void here_promises(struct stage *st)
{
	here_with(st, 2);
}
static void settle_none(struct stage *st)
{
	here_with(st, 0);
	stage_visit(st, SCREEN_settle, st->people[0], st->session);
}
static void settle_two(struct stage *st)
{
	here_promises(st);
	stage_visit(st, SCREEN_settle, st->people[0], st->session);
	stage_tap(st, "done", -1);
}
static void settle_many(struct stage *st)
{
	here_with(st, 20);
	stage_visit(st, SCREEN_settle, st->people[0], st->session);
	stage_tap(st, "carry", -1);
}

/* ---- sit together now ---- */

static void gather_nobody(struct stage *st)
{
	meeting_with(st, PHASE_COLLECT, 2);
	stage_visit(st, SCREEN_gather, st->topic, 0);
}
static void gather_joined(struct stage *st)
{
	gather_nobody(st);
	for (int i = 0; i < 3; i++)
		stage_tap(st, "person", st->people[3 + i]);
	stage_pass(st, 7 * SECOND);
}
static void gather_missed(struct stage *st)
{
	gather_nobody(st);
	stage_tap(st, "person", st->people[3]);
	stage_pass(st, 31 * SECOND);
	stage_draw(st);
}
static void gather_alone(struct stage *st)
{
	board_of(st, 0);
	ident note = st->next++, topic = st->next++;
	ROW(st, REC_topic, VI(topic), VI(st->board), VI(LANE_PROPOSED), VI(1), VI(TOPIC_ACUTE),
		TEXT("Printer"), TEXT(""), VI(0), VI(note), VI(1), VI(0), VI(0), VI(0), VI(0), TEXT(""),
		VI(0), VI(0), VI(0));
	stage_show(st, SCREEN_gather, topic, 0);
}
static void gather_search(struct stage *st)
{
	gather_nobody(st);
	stage_tap(st, "search", -1);
	stage_type(st, "be");
}
/* Whoever waited for it is taken along to what came of it. */
static void session_gathered(struct stage *st)
{
	gather_joined(st);
	stage_pass(st, 31 * SECOND);
	stage_draw(st);
}

/* ---- offers and wishes ---- */

static void proposals_of(struct stage *st, int pairs)
{
	stage_people(st, 12);
	stage_board(st, stage_lengthy(st) ? LONG_TITLE : "Marketing", "", 8);
	for (int i = 0; i < pairs; i++) {
		stage_topic(st, LANE_PROPOSED, TOPIC_OFFER,
			stage_lengthy(st) ? LONG_TITLE : "I can show how we test subject lines", "");
		stage_topic(st, LANE_PROPOSED, TOPIC_WISH,
			stage_lengthy(st) ? LONG_TITLE : "Learn how to test subject lines", "");
	}
	stage_show(st, SCREEN_board, st->board, 0);
	stage_visit(st, SCREEN_proposals, st->board, 0);
}
static void proposals_none(struct stage *st)
{
	proposals_of(st, 0);
}
static void proposals_one(struct stage *st)
{
	proposals_of(st, 1);
}
static void proposals_half(struct stage *st)
{
	proposals_one(st);
	stage_tap(st, "offer-yes", -1);
}
static void proposals_both(struct stage *st)
{
	proposals_half(st);
	stage_tap(st, "wish-yes", -1);
}
static void proposals_agreed(struct stage *st)
{
	proposals_both(st);
	stage_tap(st, "date", -1);
}
/* Whatever can be done with a topic at once. */
static void topic_in_a_meeting(struct stage *st)
{
	proposals_of(st, 1);
	stage_meeting(st, 3);
	DO(st, meeting_phase, .meeting = st->meeting, .phase = PHASE_DISCUSS);
	stage_visit(st, SCREEN_topic, st->topic, 0);
}
static void proposals_many(struct stage *st)
{
	proposals_of(st, 5);
}

const struct state grid_states[] = {
	STATE_SMALL(meeting, grid),
	STATE_SMALL(meeting, grid_full),
	STATE_SMALL(meeting, grid_full_tray),
	STATE_SMALL(meeting, grid_wide),
	STATE_SMALL(meeting, grid_one),
	STATE_SMALL(meeting, grid_empty),
	STATE_SMALL(meeting, grid_no_topics),
	STATE_SMALL(meeting, grid_chosen),
	STATE_SMALL(meeting, grid_later),
	STATE(grid_setup, first),
	STATE(grid_setup, most),
	STATE(grid_setup, name),
	STATE_SMALL(meeting, actions_none),
	STATE_SMALL(meeting, actions),
	STATE_SMALL(meeting, actions_many),
	STATE(here, promises),
	STATE(settle, none),
	STATE(settle, two),
	STATE(settle, many),
	STATE(gather, nobody),
	STATE(gather, joined),
	STATE(gather, missed),
	STATE(gather, alone),
	STATE(gather, search),
	STATE_SMALL(session, gathered),
	STATE(topic, in_a_meeting),
	STATE(proposals, none),
	STATE(proposals, one),
	STATE(proposals, half),
	STATE(proposals, both),
	STATE(proposals, agreed),
	STATE(proposals, many),
};
const size_t grid_state_count = sizeof grid_states / sizeof *grid_states;
