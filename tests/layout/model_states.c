/* What only some models of partnership have on their sessions: who presents in a learning set, the stages of its
 * turns; and what an insight is about, once the session is closed; see states.c. */
#include "layout/states.h"

#define NOTE_OF_EACH_KIND                                                                                    \
	"! Whoever hands over names one thing that worries them\n=> One list for two weeks\n"                \
	"- [ ] Anna: print the list by Friday\n+ You asked before you judged\n? What goes first\n"

static void set_of(struct stage *st, int people)
{
	stage_people(st, (size_t)people);
	stage_session(st,
		(struct staged){.model = MODEL_LEARNING_SET,
			.title = stage_lengthy(st) ? "Quartiersentwicklung im Hafenviertel" : "Partners",
			.text = "## Who presents\n> Name and question in one sentence…\n",
			.minutes = 120,
			.members = people,
			.here = people - 1,
			.state = SESSION_HERE,
			.step = -1});
	stage_open(st);
}
static void ask_for_time(struct stage *st, int person, int minutes)
{
	DO(st, bid_set, .session = st->session, .person = st->people[person], .minutes = minutes);
}

/* ---- bids ---- */

static void bids_nobody(struct stage *st)
{
	set_of(st, 4);
	stage_visit(st, SCREEN_bids, st->session, 0);
}
static void bids_two(struct stage *st)
{
	set_of(st, 5);
	ask_for_time(st, 1, 31);
	ask_for_time(st, 0, 20);
	stage_visit(st, SCREEN_bids, st->session, 0);
}
static void bids_many(struct stage *st)
{
	set_of(st, 8);
	for (int i = 0; i < 8; i++)
		ask_for_time(st, i, 15);
	stage_visit(st, SCREEN_bids, st->session, 0);
}
static void bids_gone(struct stage *st)
{
	stage_people(st, 2);
	stage_show(st, SCREEN_bids, 77, 0);
}

/* ---- the session ---- */

static void session_who_presents(struct stage *st)
{
	set_of(st, 5);
	stage_visit(st, SCREEN_session, st->session, 0);
}
static void session_two_present(struct stage *st)
{
	set_of(st, 5);
	ask_for_time(st, 1, 31);
	ask_for_time(st, 0, 20);
	stage_visit(st, SCREEN_session, st->session, 0);
}
static void session_presenting(struct stage *st)
{
	set_of(st, 5);
	SEND(st, step_go, .session = st->session, .step = 1);
	stage_visit(st, SCREEN_session, st->session, 0);
}
static void session_questions_only(struct stage *st)
{
	set_of(st, 5);
	SEND(st, step_go, .session = st->session, .step = 1);
	stage_pass(st, 12 * MINUTE);
	stage_visit(st, SCREEN_session, st->session, 0);
}

/* ---- what came of it ---- */

static void closed_with_insights(struct stage *st, enum model model)
{
	stage_people(st, 3);
	stage_session(st,
		(struct staged){.model = model,
			.text = NOTE_OF_EACH_KIND,
			.minutes = 60,
			.members = 3,
			.here = 3,
			.state = SESSION_HERE,
			.step = -1});
	stage_open(st);
	SEND(st, step_go, .session = st->session, .step = 0);
	SEND(st, session_finish, .session = st->session);
	stage_visit(st, SCREEN_finish, st->session, 0);
	SEND(st, session_close, .session = st->session);
	stage_draw(st);
}
static void finish_insight(struct stage *st)
{
	closed_with_insights(st, MODEL_MENTORING);
}
static void finish_insight_filed(struct stage *st)
{
	closed_with_insights(st, MODEL_SECONDMENT);
	stage_tap(st, "file", -1);
}

const struct state model_states[] = {
	STATE(bids, nobody),
	STATE(bids, two),
	STATE(bids, many),
	STATE(bids, gone),
	STATE(session, who_presents),
	STATE(session, two_present),
	STATE(session, presenting),
	STATE(session, questions_only),
	STATE(finish, insight),
	STATE(finish, insight_filed),
};
const size_t model_state_count = sizeof model_states / sizeof *model_states;
