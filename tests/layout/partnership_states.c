/* Partnerships and what hangs on them, in every state worth naming; see states.c. */
#include "layout/partnership_states.h"

static const struct partnered usual = {.model = MODEL_TANDEM,
	.people = 2,
	.purpose = "",
	.goals = 3,
	.versions = 1,
	.confirmed = 2,
	.actions = 3,
	.points = 6};

static ident with(struct stage *st, struct partnered d)
{
	stage_people(st, 12);
	ident id = stage_partnership(st, d);
	stage_open(st);
	return id;
}

/* ---- a partnership ---- */

static void show(struct stage *st, struct partnered d)
{
	ident id = with(st, d);
	stage_visit(st, SCREEN_partnership, id, 0);
}
static void partnership_usual(struct stage *st)
{
	show(st, usual);
}
static void partnership_new(struct stage *st)
{
	show(st, (struct partnered){.model = MODEL_TANDEM, .state = PARTNERSHIP_AGREED, .people = 2});
}
static void partnership_proposed(struct stage *st)
{
	show(st,
		(struct partnered){.model = MODEL_MENTORING,
			.state = PARTNERSHIP_PROPOSED,
			.people = 2,
			.asked = 2,
			.purpose = "The first ninety days in a new role"});
}
static void partnership_paused(struct stage *st)
{
	struct partnered d = usual;
	d.state = PARTNERSHIP_PAUSED;
	show(st, d);
}
static void partnership_review(struct stage *st)
{
	struct partnered d = usual;
	d.reviewed = true;
	d.points = 0;
	show(st, d);
}
static void partnership_waits(struct stage *st)
{
	struct partnered d = usual;
	d.model = MODEL_SECONDMENT;
	d.people = 3;
	d.confirmed = 1;
	d.purpose = "Three months at the food bank: a risk plan for the cold store";
	show(st, d);
}
static void partnership_many(struct stage *st)
{
	show(st,
		(struct partnered){.model = MODEL_JOINT_VENTURE,
			.people = 12,
			.name = "Warm rooms at the quay",
			.purpose = "Nobody in the harbour quarter has to sit in the cold this winter",
			.goals = 12,
			.versions = 3,
			.confirmed = 12,
			.actions = 20,
			.points = 40});
}
static void partnership_menu(struct stage *st)
{
	partnership_usual(st);
	stage_tap(st, "menu", -1);
}
static void partnership_ending(struct stage *st)
{
	partnership_menu(st);
	stage_tap(st, "end", -1);
	stage_tap(st, "why", 2);
}
static void partnership_gone(struct stage *st)
{
	with(st, usual);
	stage_visit(st, SCREEN_partnership, 9999, 0);
}

/* ---- its agreement ---- */

static void read_it(struct stage *st, struct partnered d)
{
	ident id = with(st, d);
	stage_visit(st, SCREEN_agreement, id, 0);
}
static void agreement_none(struct stage *st)
{
	read_it(st, (struct partnered){.model = MODEL_TANDEM, .people = 2});
}
static void agreement_nothing_to_read(struct stage *st)
{
	agreement_none(st);
	stage_tap(st, "read", -1);
}
static void agreement_draft(struct stage *st)
{
	struct partnered d = usual;
	d.confirmed = 0;
	read_it(st, d);
}
static void agreement_marked(struct stage *st)
{
	agreement_draft(st);
	stage_tap(st, "name", 0);
	stage_tap(st, "name", 1);
}
static void agreement_in_force(struct stage *st)
{
	read_it(st, usual);
}
static void agreement_waits(struct stage *st)
{
	struct partnered d = usual;
	d.model = MODEL_LEARNING_SET;
	d.people = 6;
	d.confirmed = 4;
	d.versions = 2;
	read_it(st, d);
}
static void agreement_changed(struct stage *st)
{
	agreement_waits(st);
	stage_tap(st, "changes", -1);
}
static void agreement_earlier(struct stage *st)
{
	agreement_waits(st);
	stage_tap(st, "version-before", -1);
}
static void agreement_many(struct stage *st)
{
	read_it(st,
		(struct partnered){.model = MODEL_JOINT_VENTURE,
			.people = 12,
			.goals = 12,
			.versions = 3,
			.confirmed = 11});
}
static void agreement_edited_again(struct stage *st)
{
	read_it(st, usual);
	stage_tap(st, "edit", -1);
}
static void agreement_typing(struct stage *st)
{
	agreement_none(st);
	stage_tap(st, "outcomes", -1);
	stage_type(st, "Both of us can run the night desk alone");
}

/* ---- goals ---- */

static void goal_of(struct stage *st, int which, int points)
{
	struct partnered d = usual;
	struct agreement a;
	d.points = points;
	ident id = with(st, d);
	if (core_agreement(st->core, id, 0, &a))
		stage_visit(st, SCREEN_goal, a.goals[which].id, id);
}
static void goal_usual(struct stage *st)
{
	goal_of(st, 0, 6);
}
static void goal_new(struct stage *st)
{
	goal_of(st, 0, 0);
}
static void goal_words(struct stage *st)
{
	goal_of(st, 2, 3);
}
static void goal_long(struct stage *st)
{
	goal_of(st, 1, 60);
}
static void goal_typing(struct stage *st)
{
	goal_of(st, 2, 3);
	stage_tap(st, "type", -1);
}
static void goal_gone(struct stage *st)
{
	ident id = with(st, usual);
	stage_visit(st, SCREEN_goal, 9999, id);
}
static void edit_goal_new(struct stage *st)
{
	ident id = with(st, usual);
	stage_visit(st, SCREEN_edit_goal, id, 0);
}
static void edit_goal_which(struct stage *st, int which)
{
	struct agreement a;
	ident id = with(st, usual);
	if (core_agreement(st->core, id, 0, &a))
		stage_visit(st, SCREEN_edit_goal, id, a.goals[which].id);
}
static void edit_goal_scale(struct stage *st)
{
	edit_goal_which(st, 1);
}
static void edit_goal_in_words(struct stage *st)
{
	edit_goal_which(st, 2);
}

const struct state partnership_states[] = {
	{"partnership", "usual", partnership_usual, SCREEN_partnership, SMALL_CODES},
	{"partnership", "new", partnership_new, SCREEN_partnership, SMALL_CODES},
	{"partnership", "proposed", partnership_proposed, SCREEN_partnership, SMALL_CODES},
	{"partnership", "paused", partnership_paused, SCREEN_partnership, SMALL_CODES},
	{"partnership", "review", partnership_review, SCREEN_partnership, SMALL_CODES},
	{"partnership", "waits", partnership_waits, SCREEN_partnership, SMALL_CODES},
	{"partnership", "many", partnership_many, SCREEN_partnership, SMALL_CODES},
	{"partnership", "menu", partnership_menu, SCREEN_partnership, SMALL_CODES},
	{"partnership", "ending", partnership_ending, SCREEN_partnership, 0},
	{"partnership", "gone", partnership_gone, SCREEN_partnership, 0},
	{"agreement", "none", agreement_none, SCREEN_agreement, 0},
	{"agreement", "nothing-to-read", agreement_nothing_to_read, SCREEN_agreement, 0},
	{"agreement", "draft", agreement_draft, SCREEN_agreement, 0},
	{"agreement", "marked", agreement_marked, SCREEN_agreement, 0},
	{"agreement", "in-force", agreement_in_force, SCREEN_agreement, 0},
	{"agreement", "waits", agreement_waits, SCREEN_agreement, 0},
	{"agreement", "changed", agreement_changed, SCREEN_agreement, 0},
	{"agreement", "earlier", agreement_earlier, SCREEN_agreement, 0},
	{"agreement", "many", agreement_many, SCREEN_agreement, 0},
	{"agreement", "edited-again", agreement_edited_again, SCREEN_agreement, 0},
	{"agreement", "typing", agreement_typing, SCREEN_agreement, 0},
	{"goal", "usual", goal_usual, SCREEN_goal, 0},
	{"goal", "new", goal_new, SCREEN_goal, 0},
	{"goal", "words", goal_words, SCREEN_goal, 0},
	{"goal", "long", goal_long, SCREEN_goal, 0},
	{"goal", "typing", goal_typing, SCREEN_goal, 0},
	{"goal", "gone", goal_gone, SCREEN_goal, 0},
	{"edit_goal", "new", edit_goal_new, SCREEN_edit_goal, 0},
	{"edit_goal", "scale", edit_goal_scale, SCREEN_edit_goal, 0},
	{"edit_goal", "in-words", edit_goal_in_words, SCREEN_edit_goal, 0},
};
const size_t partnership_state_count = sizeof partnership_states / sizeof *partnership_states;
