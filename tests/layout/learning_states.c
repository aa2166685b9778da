/* Packs, their tools, and surveys in every state worth naming; see states.c. */
#include "core/programme.h"
#include "layout/states.h"

#define SURVEY 900
#define EARLIER 890

/* ---- packs ---- */

static void learn_shelf(struct stage *st)
{
	stage_people(st, 2);
	stage_show(st, SCREEN_learn, 0, 0);
}
static void with_pack(struct stage *st, enum screen_id screen, ident pack, ident tool)
{
	stage_people(st, 2);
	stage_open(st);
	SEND(st, addresses, .url = STR("HTTP://192.168.178.120:8080/"), .label = STR("192.168.178.120:8080"));
	stage_visit(st, screen, pack, tool);
}
static void pack_usual(struct stage *st)
{
	with_pack(st, SCREEN_pack, 0, 0);
}
static void pack_other(struct stage *st)
{
	with_pack(st, SCREEN_pack, 5, 0);
}
static void pack_gone(struct stage *st)
{
	with_pack(st, SCREEN_pack, 99, 0);
}
static void pack_without_network(struct stage *st)
{
	stage_people(st, 2);
	stage_show(st, SCREEN_pack, 3, 0);
	stage_without_network(st);
}
static void tool_first(struct stage *st)
{
	with_pack(st, SCREEN_tool, 0, 0);
}
static void tool_second(struct stage *st)
{
	with_pack(st, SCREEN_tool, 0, 1);
}
static void tool_third(struct stage *st)
{
	with_pack(st, SCREEN_tool, 0, 2);
}
static void tool_of_another(struct stage *st)
{
	with_pack(st, SCREEN_tool, 7, 0);
}
static void tool_gone(struct stage *st)
{
	with_pack(st, SCREEN_tool, 0, 9);
}

/* ---- surveys ---- */

static ident together(struct stage *st, int people)
{
	ident id = st->next++;
	stage_people(st, (size_t)people);
	ROW(st, REC_partnership, VI(id), VI(people > 2 ? MODEL_LEARNING_SET : MODEL_TANDEM), TEXT(""),
		VI(PARTNERSHIP_ACTIVE), VI(1), TEXT(""), TEXT(""), VI(0), VI(0), VI(0), VI(0), VI(0),
		TEXT(""));
	for (int i = 0; i < people; i++)
		ROW(st, REC_partner, VI(id), VI(st->people[i]), VI(i), VI(0), VI(0), VI(0), VI(CONSENT_YES));
	return id;
}

static void survey_row(
	struct stage *st, ident id, ident partnership, const char *instrument, int days, bool shown)
{
	int64_t opened = st->now.wall - days * DAY;
	ROW(st, REC_survey, VI(id), TEXT(instrument), VI(partnership), VI(0), VI(opened),
		VI(opened + 2 * DAY), VI(shown ? opened + DAY : 0));
}

/* Everybody's answers to the first `items`, each a little different; the first `submitted` have handed in. */
static void answers(struct stage *st, ident survey, int people, int items, int submitted, int lift)
{
	for (int i = 0; i < people; i++) {
		for (int item = 0; item < items; item++) {
			int value = 1 + (item * 7 / 3 + i * (item % 3) + lift) % 5;
			ROW(st, REC_answer, VI(survey), VI(st->people[i]), VI(item), VI(value));
		}
		if (i < submitted)
			ROW(st, REC_submission, VI(survey), VI(st->people[i]), VI(st->now.wall - DAY));
	}
}

static void survey_with(struct stage *st, const char *instrument, int answered, int submitted)
{
	ident group = together(st, 3);
	survey_row(st, SURVEY, group, instrument, 1, false);
	answers(st, SURVEY, 1, answered, submitted, 0);
	stage_show(st, SCREEN_survey, SURVEY, st->people[0]);
}
static void survey_begin(struct stage *st)
{
	survey_with(st, INSTRUMENT_HEALTHY, 0, 0);
}
static void survey_begin_skills(struct stage *st)
{
	survey_with(st, INSTRUMENT_SKILLS, 0, 0);
}
static void survey_item(struct stage *st)
{
	survey_with(st, INSTRUMENT_HEALTHY, 0, 0);
	stage_tap(st, "begin", -1);
	stage_tap(st, "answer", 4);
	stage_tap(st, "answer", 2);
}
static void survey_item_of_skills(struct stage *st)
{
	survey_with(st, INSTRUMENT_SKILLS, 31, 0);
	stage_tap(st, "begin", -1);
}
static void survey_submit(struct stage *st)
{
	survey_with(st, INSTRUMENT_HEALTHY, 24, 0);
	stage_tap(st, "begin", -1);
}
static void survey_submit_with_gaps(struct stage *st)
{
	survey_with(st, INSTRUMENT_HEALTHY, 23, 0);
	stage_tap(st, "begin", -1);
	stage_tap(st, "skip", -1);
}
static void survey_handed_in(struct stage *st)
{
	survey_with(st, INSTRUMENT_HEALTHY, 24, 1);
}
static void survey_gone(struct stage *st)
{
	survey_with(st, "not-there", 0, 0);
}

static void results_with(
	struct stage *st, const char *instrument, int people, int items, bool before, int lift)
{
	ident group = together(st, people);
	if (before) {
		survey_row(st, EARLIER, group, instrument, 60, true);
		answers(st, EARLIER, people, items, people, 0);
	}
	survey_row(st, SURVEY, group, instrument, 3, true);
	answers(st, SURVEY, people, items, people, lift);
	stage_show(st, SCREEN_results, SURVEY, 0);
}
static void results_first(struct stage *st)
{
	results_with(st, INSTRUMENT_HEALTHY, 2, 24, false, 0);
}
static void results_compared(struct stage *st)
{
	results_with(st, INSTRUMENT_HEALTHY, 4, 24, true, 2);
}
static void results_of_skills(struct stage *st)
{
	results_with(st, INSTRUMENT_SKILLS, 12, 54, true, 3);
}
static void results_for_oneself(struct stage *st)
{
	results_with(st, INSTRUMENT_KEY_PARTNERSHIPS, 3, 9, false, 0);
}
static void results_alike(struct stage *st)
{
	results_with(st, INSTRUMENT_HEALTHY, 1, 24, false, 0);
}
static void results_waiting(struct stage *st)
{
	ident group = together(st, 3);
	survey_row(st, SURVEY, group, INSTRUMENT_HEALTHY, 1, false);
	answers(st, SURVEY, 2, 24, 1, 0);
	stage_show(st, SCREEN_results, SURVEY, 0);
}
static void results_late(struct stage *st)
{
	ident group = together(st, 3);
	survey_row(st, SURVEY, group, INSTRUMENT_HEALTHY, 5, false);
	answers(st, SURVEY, 2, 24, 2, 0);
	stage_show(st, SCREEN_results, SURVEY, 0);
}
static void results_gone(struct stage *st)
{
	stage_people(st, 2);
	stage_show(st, SCREEN_results, SURVEY, 0);
}

/* ---- a programme ---- */

#define PROGRAMME 950
#define STEP_DONE(step, part) VI(16 * (step) + (part))

/* A group of eight on its way; the first of them has done the first part of the step, the second all of it. */
static void on_the_way(struct stage *st, int step, int person)
{
	ident group = st->next++, board;
	stage_people(st, 8);
	board = stage_board(st, "Harbour", "", 0);
	ROW(st, REC_partnership, VI(group), VI(MODEL_LEARNING_SET), TEXT("Harbour"), VI(PARTNERSHIP_AGREED),
		VI(1), TEXT(""), TEXT(""), VI(0), VI(0), VI(0), VI(PROGRAMME), VI(0), TEXT(""));
	for (int i = 0; i < 8; i++)
		ROW(st, REC_partner, VI(group), VI(st->people[i]), VI(i), VI(0), VI(0), VI(0),
			VI(CONSENT_YES));
	ROW(st, REC_programme, VI(PROGRAMME), VI(group), VI(board),
		TEXT(st->names == NAMES_LONG ? "Programm für Partnerschaften im Hafenviertel" : "Harbour"),
		VI(0), VI(1), VI(step), VI(st->now.wall - DAY),
		VI(step == PROGRAMME_STEPS ? st->now.wall : 0));
	for (int i = 0; i < PROGRAMME_STEPS; i++)
		ROW(st, REC_programme_step, VI(PROGRAMME), VI(i), VI(st->now.wall + (i - step) * 21 * DAY),
			VI(0), VI(i <= step ? SURVEY + i : 0));
	if (step < PROGRAMME_STEPS)
		ROW(st, REC_survey, VI(SURVEY + step), TEXT(INSTRUMENT_SKILLS), VI(group), VI(PROGRAMME),
			VI(st->now.wall - DAY), VI(0), VI(0));
	for (int i = 0; i < 2 && step == STEP_HOME_WORK; i++) {
		ROW(st, REC_submission, VI(SURVEY + step), VI(st->people[i]), VI(st->now.wall));
		for (int part = 0; part < PROGRAMME_PARTS && i; part++)
			ROW(st, REC_progress, VI(PROGRAMME), VI(st->people[i]), STEP_DONE(step, part),
				VI(st->now.wall));
	}
	stage_show(st, SCREEN_programme, PROGRAMME, person < 0 ? 0 : st->people[person]);
}
static void programme_begins(struct stage *st)
{
	on_the_way(st, STEP_PRE_WORK, 0);
}
static void programme_half_way(struct stage *st)
{
	on_the_way(st, STEP_HOME_WORK, 0);
}
static void programme_through(struct stage *st)
{
	on_the_way(st, STEP_HOME_WORK, 1);
}
static void programme_who(struct stage *st)
{
	on_the_way(st, STEP_LEARNING_SET, -1);
}
static void programme_over(struct stage *st)
{
	on_the_way(st, PROGRAMME_STEPS, -1);
}
static void partner_in_a_programme(struct stage *st)
{
	on_the_way(st, STEP_WORKSHOP, 0);
	stage_visit(st, SCREEN_partner, st->people[0], 0);
}
static void programme_gone(struct stage *st)
{
	stage_show(st, SCREEN_programme, 9999, 0);
}
static void partnership_of_programme(struct stage *st)
{
	on_the_way(st, STEP_WORKSHOP, 0);
	const struct programme *p = core_programme(st->core, PROGRAMME);
	stage_visit(st, SCREEN_partnership, p->partnership, st->people[0]);
}

const struct state learning_states[] = {
	STATE(programme, begins),
	STATE(programme, half_way),
	STATE(programme, through),
	STATE(programme, who),
	STATE(programme, over),
	STATE(programme, gone),
	STATE(partner, in_a_programme),
	STATE_SMALL(partnership, of_programme),
	STATE(learn, shelf),
	STATE(pack, usual),
	STATE(pack, other),
	STATE(pack, gone),
	STATE(pack, without_network),
	STATE(tool, first),
	STATE(tool, second),
	STATE(tool, third),
	STATE(tool, of_another),
	STATE(tool, gone),
	STATE(survey, begin),
	STATE(survey, begin_skills),
	STATE(survey, item),
	STATE(survey, item_of_skills),
	STATE(survey, submit),
	STATE(survey, submit_with_gaps),
	STATE(survey, handed_in),
	STATE(survey, gone),
	STATE(results, first),
	STATE(results, compared),
	STATE(results, of_skills),
	STATE(results, for_oneself),
	STATE(results, alike),
	STATE(results, waiting),
	STATE(results, late),
	STATE(results, gone),
};
const size_t learning_state_count = sizeof learning_states / sizeof *learning_states;
