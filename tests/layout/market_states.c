/* Boards and meetings in every state worth naming; see states.c. */
#include "layout/states.h"

/* ---- rooms ---- */

/* A board with so many topics, in the lanes they have before a meeting. */
static void board_with(struct stage *st, int topics)
{
	stage_people(st, 12);
	stage_board(st, stage_lengthy(st) ? LONG_BOARD : "Marketing",
		stage_lengthy(st) ? LONG_TITLE : "What helps people find us", 8);
	for (int i = 0; i < topics; i++) {
		struct usual_topic one = stage_usual_topic(st, i);
		enum lane lane = i % 9 == 8 ? LANE_DONE : i % 3 == 1 ? LANE_UP_NEXT : LANE_PROPOSED;
		stage_topic(st, lane, one.kind, one.title, stage_lengthy(st) ? LONG_TITLE : "");
	}
}

/* ---- the board, its settings, the PIN ---- */

static void board_topics(struct stage *st, int topics)
{
	board_with(st, topics);
	stage_show(st, SCREEN_board, st->board, 0);
}
static void board_one(struct stage *st)
{
	board_topics(st, 1);
}
static void board_sixty(struct stage *st)
{
	board_topics(st, 60);
}
static void board_five_hundred(struct stage *st)
{
	board_topics(st, 500);
}

static void pin_choose(struct stage *st)
{
	board_with(st, 1);
	stage_show(st, SCREEN_pin, st->board, 1);
}

static void pin_digits(struct stage *st, const char *digits)
{
	for (; *digits; digits++)
		stage_tap(st, "digit", *digits - '0');
}
static void pin_once_more(struct stage *st)
{
	pin_choose(st);
	pin_digits(st, "482915");
	stage_tap(st, "enter", -1);
	pin_digits(st, "48");
}
static void pin_different(struct stage *st)
{
	pin_once_more(st);
	pin_digits(st, "1111");
	stage_tap(st, "enter", -1);
}
static void pin_short(struct stage *st)
{
	pin_choose(st);
	pin_digits(st, "123");
	stage_tap(st, "enter", -1);
}

static void edit_board_new(struct stage *st)
{
	stage_show(st, SCREEN_edit_board, 0, 0);
}

static void edit_board_named(struct stage *st)
{
	edit_board_new(st);
	stage_type(st, stage_lengthy(st) ? LONG_BOARD : "Marketing");
	shell_event(st->shell, &(struct event){.kind = EVENT_KEY, .key = KEY_RETURN, .at = st->now.mono},
		st->now);
	stage_draw(st);
}
static void edit_board_usual(struct stage *st)
{
	board_with(st, 1);
	stage_show(st, SCREEN_edit_board, st->board, 0);
}

/* ---- the meeting ---- */

/* A meeting in this phase, with so many topics and people. */
static void meeting_at(struct stage *st, enum phase phase, int topics, int people)
{
	board_with(st, topics);
	stage_open(st);
	stage_meeting(st, people);
	if (phase != PHASE_COLLECT)
		DO(st, meeting_phase, .meeting = st->meeting, .phase = phase);
	stage_visit(st, SCREEN_board, st->board, 0);
	stage_visit(st, SCREEN_meeting, st->meeting, 0);
}

static void board_signed_in(struct stage *st)
{
	board_with(st, 7);
	stage_open(st);
	stage_sign_in(st);
	stage_visit(st, SCREEN_board, st->board, 0);
}

/* Signed in is who chose the PIN; so somebody has to leave before it can be asked for. */
static void pin_wrong_times(struct stage *st, int times)
{
	board_with(st, 1);
	stage_open(st);
	stage_sign_in(st);
	DO(st, sign_out, 0);
	stage_visit(st, SCREEN_pin, st->board, 1);
	for (int i = 0; i < times; i++) {
		pin_digits(st, "482916");
		stage_tap(st, "enter", -1);
	}
}
static void pin_ask(struct stage *st)
{
	pin_wrong_times(st, 0);
	pin_digits(st, "4829");
}
static void pin_wrong(struct stage *st)
{
	pin_wrong_times(st, 1);
}
static void pin_locked(struct stage *st)
{
	pin_wrong_times(st, 5);
}
static void pin_signed_in(struct stage *st)
{
	board_with(st, 1);
	stage_open(st);
	stage_sign_in(st);
	stage_visit(st, SCREEN_pin, st->board, 0);
}

static void meeting_collect(struct stage *st)
{
	meeting_at(st, PHASE_COLLECT, 7, 9);
}
static void meeting_collect_none(struct stage *st)
{
	meeting_at(st, PHASE_COLLECT, 0, 1);
}
static void meeting_collect_many(struct stage *st)
{
	meeting_at(st, PHASE_COLLECT, 500, 12);
}
static void meeting_collect_quiet(struct stage *st)
{
	meeting_collect(st);
	stage_pass(st, 4 * MINUTE);
}
static void meeting_pitch(struct stage *st)
{
	meeting_at(st, PHASE_PITCH, 7, 9);
}
static void meeting_pitching(struct stage *st)
{
	meeting_pitch(st);
	stage_tap(st, "start", -1);
	stage_pass(st, 11 * SECOND);
}
static void meeting_pitched(struct stage *st)
{
	meeting_pitching(st);
	for (int i = 0; i < 12; i++)
		DO(st, topic_next, .meeting = st->meeting);
	stage_draw(st);
}
static void meeting_vote(struct stage *st)
{
	meeting_at(st, PHASE_VOTE, 7, 9);
	stage_votes(st, 4);
	stage_draw(st);
}
static void meeting_vote_nobody(struct stage *st)
{
	meeting_at(st, PHASE_VOTE, 7, 0);
}
static void meeting_votes_in(struct stage *st)
{
	meeting_vote(st);
	stage_votes(st, 9);
	stage_draw(st);
}
static void meeting_revealed(struct stage *st)
{
	meeting_votes_in(st);
	DO(st, vote_reveal, .meeting = st->meeting);
	stage_draw(st);
}
static void meeting_revealed_many(struct stage *st)
{
	meeting_at(st, PHASE_VOTE, 60, 12);
	stage_votes(st, 12);
	DO(st, vote_reveal, .meeting = st->meeting);
	stage_draw(st);
}
static void meeting_phases(struct stage *st)
{
	meeting_vote(st);
	stage_tap(st, "phases", -1);
}
static void meeting_signed_out(struct stage *st)
{
	meeting_vote(st);
	DO(st, sign_out, 0);
	stage_draw(st);
}
static void meeting_end(struct stage *st)
{
	meeting_at(st, PHASE_CLOSE, 7, 9);
}

static void lead_code(struct stage *st)
{
	meeting_at(st, PHASE_COLLECT, 1, 3);
	stage_visit(st, SCREEN_lead, st->meeting, 0);
}

/* ---- voting at the screen ---- */

static void ballot_turns(struct stage *st)
{
	meeting_vote(st);
	stage_visit(st, SCREEN_ballot, st->meeting, 0);
}
static void ballot_nobody(struct stage *st)
{
	meeting_vote_nobody(st);
	stage_visit(st, SCREEN_ballot, st->meeting, 0);
}
static void ballot_search(struct stage *st)
{
	ballot_turns(st);
	stage_tap(st, "other", -1);
	stage_type(st, stage_lengthy(st) ? "wo" : "be");
}
static void ballot_none(struct stage *st)
{
	meeting_vote(st);
	stage_visit(st, SCREEN_ballot, st->meeting, st->people[8]);
}
static void ballot_some(struct stage *st)
{
	ballot_none(st);
	stage_tap(st, "give", -1);
	stage_tap(st, "give", -1);
}
static void ballot_all(struct stage *st)
{
	meeting_vote(st);
	stage_visit(st, SCREEN_ballot, st->meeting, st->people[0]);
}
static void ballot_thanks(struct stage *st)
{
	ballot_some(st);
	stage_tap(st, "done", -1);
}
static void ballot_over(struct stage *st)
{
	meeting_revealed(st);
	stage_visit(st, SCREEN_ballot, st->meeting, 0);
}

static void merge_usual(struct stage *st)
{
	board_with(st, 7);
	stage_show(st, SCREEN_merge, st->topic, 0);
}
static void merge_alone(struct stage *st)
{
	board_with(st, 1);
	stage_show(st, SCREEN_merge, st->topic, 0);
}

static void board_discussing(struct stage *st)
{
	meeting_at(st, PHASE_VOTE, 7, 9);
	stage_votes(st, 9);
	DO(st, meeting_phase, .meeting = st->meeting, .phase = PHASE_DISCUSS);
	DO(st, topic_start, .meeting = st->meeting, .topic = 0);
	stage_pass(st, 3 * MINUTE);
	stage_visit(st, SCREEN_board, st->board, 0);
}

/* Cards that waited long, and one with others under it. */
static void board_marks(struct stage *st)
{
	board_with(st, 7);
	stage_open(st);
	for (int meeting = 0; meeting < 2; meeting++) {
		stage_meeting(st, 3);
		DO(st, meeting_phase, .meeting = st->meeting, .phase = PHASE_CLOSE);
		DO(st, meeting_close, .meeting = st->meeting);
		DO(st, sign_out, 0);
	}
	DO(st, topic_merge, .topic = st->topic, .into = st->topic - 4);
	stage_visit(st, SCREEN_board, st->board, 0);
}
static void topic_under(struct stage *st)
{
	board_marks(st);
	stage_visit(st, SCREEN_topic, st->topic - 4, 0);
}
static void topic_merged(struct stage *st)
{
	board_marks(st);
	stage_visit(st, SCREEN_topic, st->topic, 0);
}
static void topic_in_meeting(struct stage *st)
{
	board_discussing(st);
	stage_visit(st, SCREEN_topic, st->topic, 0);
}
static void code_board(struct stage *st)
{
	board_with(st, 1);
	stage_open(st);
	stage_sign_in(st);
	stage_visit(st, SCREEN_code, st->board, 0);
}
static void code_lead(struct stage *st)
{
	lead_code(st);
	stage_visit(st, SCREEN_code, st->meeting, 0);
}
static void meeting_closed(struct stage *st)
{
	meeting_end(st);
	DO(st, meeting_close, .meeting = st->meeting);
	stage_draw(st);
}

static void edit_similar(struct stage *st)
{
	board_with(st, 7);
	stage_show(st, SCREEN_edit_topic, 0, st->board);
	stage_type(
		st, stage_lengthy(st) ? "Donaudampfschifffahrtsgesellschaft vereinfachen" : "photo archive");
}
static void edit_under(struct stage *st)
{
	edit_similar(st);
	stage_tap(st, "add-to", -1);
}

static void meeting_gone(struct stage *st)
{
	stage_show(st, SCREEN_meeting, 77, 0);
}

const struct state market_states[] = {
	STATE_SMALL(board, one),
	STATE_SMALL(board, sixty),
	STATE_SMALL(board, five_hundred),
	STATE(pin, choose),
	STATE(pin, once_more),
	STATE(pin, different),
	STATE(pin, short),
	STATE(edit_board, new),
	STATE(edit_board, named),
	STATE(edit_board, usual),
	STATE(meeting, gone),
	{"edit_topic", "similar", edit_similar, SCREEN_edit_topic, 0},
	{"edit_topic", "under", edit_under, SCREEN_edit_topic, 0},
	STATE_SMALL(board, discussing),
	STATE_SMALL(board, marks),
	STATE(topic, under),
	STATE(topic, merged),
	STATE(topic, in_meeting),
	STATE(code, board),
	STATE(code, lead),
	STATE(meeting, closed),
	STATE_SMALL(meeting, collect),
	STATE_SMALL(meeting, collect_none),
	STATE_SMALL(meeting, collect_many),
	STATE_SMALL(meeting, collect_quiet),
	STATE_SMALL(meeting, pitch),
	STATE_SMALL(meeting, pitching),
	STATE_SMALL(meeting, pitched),
	STATE_SMALL(meeting, vote),
	STATE_SMALL(meeting, vote_nobody),
	STATE_SMALL(meeting, votes_in),
	STATE_SMALL(meeting, revealed),
	STATE_SMALL(meeting, revealed_many),
	STATE_SMALL(meeting, phases),
	STATE_SMALL(meeting, signed_out),
	STATE_SMALL(meeting, end),
	STATE_SMALL(board, signed_in),
	STATE(pin, ask),
	STATE(pin, wrong),
	STATE(pin, locked),
	STATE(pin, signed_in),
	STATE(lead, code),
	STATE(ballot, turns),
	STATE(ballot, nobody),
	STATE(ballot, search),
	STATE(ballot, none),
	STATE(ballot, some),
	STATE(ballot, all),
	STATE(ballot, thanks),
	STATE(ballot, over),
	STATE(merge, usual),
	STATE(merge, alone),
};
const size_t market_state_count = sizeof market_states / sizeof *market_states;
