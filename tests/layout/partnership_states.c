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

static ident first_of(const struct stage *st)
{
	return st->people[0];
}

/* ---- a partnership ---- */

static void show(struct stage *st, struct partnered d)
{
	ident id = with(st, d);
	stage_visit(st, SCREEN_partnership, id, first_of(st));
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
static void partnership_just_paused(struct stage *st)
{
	partnership_usual(st);
	stage_tap(st, "menu", -1);
	stage_tap(st, "pause", -1);
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
static void of_three(struct stage *st, const char *tap)
{
	struct partnered d = usual;
	d.model = MODEL_SECONDMENT;
	d.people = 3;
	show(st, d);
	stage_tap(st, "menu", -1);
	if (tap)
		stage_tap(st, tap, -1);
}
static void partnership_menu_of_three(struct stage *st)
{
	of_three(st, NULL);
}
static void partnership_rhythm(struct stage *st)
{
	of_three(st, "rhythm");
}
static void partnership_leaving(struct stage *st)
{
	of_three(st, "leave");
}
static void partnership_has_left(struct stage *st)
{
	of_three(st, "leave");
	stage_tap(st, "leaves", -1);
}
static void partnership_ending(struct stage *st)
{
	partnership_menu(st);
	stage_tap(st, "end", -1);
	stage_tap(st, "why", 2);
}
static void partnership_checklist_open(struct stage *st)
{
	struct partnered d = usual;
	d.goals = 0;
	d.checklist = 2;
	show(st, d);
}
static void partnership_checklist_begun(struct stage *st)
{
	struct partnered d = usual;
	d.goals = 0;
	d.actions = 0;
	show(st, d);
	DO(st, survey_open, .partnership = st->shell->place.a, .instrument = STR("healthy-partnership"));
	stage_draw(st);
}
static void partnership_checklist_shown(struct stage *st)
{
	struct partnered d = usual;
	d.goals = 0;
	d.actions = 0;
	d.checklist = 3;
	show(st, d);
}
static void partnership_nobody_here(struct stage *st)
{
	ident id = with(st, usual);
	stage_visit(st, SCREEN_partnership, id, 0);
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
static void agreement_not_saved(struct stage *st)
{
	agreement_typing(st);
	stage_tap(st, "back", -1);
}
static void agreement_draft_offered(struct stage *st)
{
	agreement_not_saved(st);
	stage_tap(st, "outcomes", -1);
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

/* ---- who learns with whom ---- */

static void partners_of_many(struct stage *st, int many)
{
	stage_people(st, 12);
	for (int i = 0; i < many; i++)
		stage_partnership(st,
			(struct partnered){.model = (enum model)(i % MODEL_COUNT),
				.state = i % 7 == 3 ? PARTNERSHIP_PROPOSED : PARTNERSHIP_ACTIVE,
				.people = 2 + i % 5,
				.purpose = i % 2 ? "A risk plan for the cold store" : NULL,
				.goals = 1,
				.versions = i % 3,
				.confirmed = i % 2 ? 2 + i % 5 : 0,
				.reviewed = i % 6 == 5});
	stage_show(st, SCREEN_partners, 0, 0);
}
static void partners_none(struct stage *st)
{
	partners_of_many(st, 0);
}
static void partners_some(struct stage *st)
{
	partners_of_many(st, 6);
}
static void partners_many(struct stage *st)
{
	partners_of_many(st, 90);
}

static void new_one(struct stage *st, int here, ident a)
{
	stage_people(st, 12);
	if (here)
		stage_session(st,
			(struct staged){.text = "",
				.minutes = 60,
				.members = here,
				.here = here,
				.step = -1,
				.state = SESSION_HERE});
	stage_show(st, SCREEN_new_partnership, a ? st->people[0] : 0, 0);
}
static void new_nobody(struct stage *st)
{
	new_one(st, 0, 0);
}
static void new_who(struct stage *st)
{
	new_one(st, 6, 1);
}
static void new_how(struct stage *st)
{
	new_who(st);
	stage_tap(st, "here", -1);
	stage_tap(st, "next", -1);
}
static void new_yes(struct stage *st)
{
	new_how(st);
	stage_tap(st, "model", MODEL_MENTORING);
	stage_tap(st, "yes", 1);
}
static void new_yes_of_many(struct stage *st)
{
	new_one(st, 8, 1);
	for (int i = 0; i < 6; i++)
		stage_tap(st, "here", -1);
	stage_tap(st, "next", -1);
	stage_tap(st, "model", MODEL_LEARNING_SET);
	stage_tap(st, "yes", 0);
}
static void new_how_many(struct stage *st)
{
	new_one(st, 8, 1);
	for (int i = 0; i < 3; i++)
		stage_tap(st, "here", -1);
	stage_tap(st, "next", -1);
}

/* ---- one's own page, privacy, the facilitator ---- */

static void mypage(struct stage *st)
{
	stage_people(st, 3);
	stage_show(st, SCREEN_mypage, st->people[0], 0);
}
static void mypage_with_phones(struct stage *st)
{
	stage_people(st, 3);
	stage_own_phones(st, st->people[0], 2);
	stage_show(st, SCREEN_mypage, st->people[0], 0);
}
static void own_phones(struct stage *st, int phones)
{
	stage_people(st, 3);
	stage_own_phones(st, st->people[0], phones);
	stage_show(st, SCREEN_phones, st->people[0], 0);
}
static void phones_none(struct stage *st)
{
	own_phones(st, 0);
}
static void phones_one(struct stage *st)
{
	own_phones(st, 1);
}
static void phones_three(struct stage *st)
{
	own_phones(st, 3);
}
static void phones_signed_out(struct stage *st)
{
	own_phones(st, 3);
	stage_tap(st, "end-all", -1);
}
static void privacy(struct stage *st)
{
	stage_people(st, 3);
	stage_show(st, SCREEN_privacy, 0, 0);
}
static void privacy_finding(struct stage *st)
{
	privacy(st);
	stage_tap(st, "known", -1);
	stage_type(st, "a");
}
static void more(struct stage *st)
{
	stage_show(st, SCREEN_more, 0, 0);
}
static void facilitate(struct stage *st, int sessions)
{
	stage_people(st, 12);
	stage_board(st, "Marketing", "What helps people find us", 3);
	stage_partnership(st, usual);
	for (int i = 0; i < sessions; i++)
		stage_session(st,
			(struct staged){.model = (enum model)(i % MODEL_COUNT),
				.focus = "Handing over the night desk",
				.after = 30 * i,
				.minutes = 60,
				.first = i % 6,
				.members = 2 + i % 4,
				.step = -1});
	stage_open(st);
	stage_sign_in(st);
	stage_visit(st, SCREEN_facilitator, 0, 0);
}
static void facilitator_usual(struct stage *st)
{
	facilitate(st, 4);
}
static void facilitator_quiet(struct stage *st)
{
	facilitate(st, 0);
}
static void facilitator_many(struct stage *st)
{
	facilitate(st, 20);
}

/* ---- a session of people with standing roles ---- */

static void session_of(struct stage *st, struct partnered d, int turn)
{
	stage_people(st, 12);
	ident id = stage_partnership(st, d);
	stage_session(st,
		(struct staged){.model = d.model,
			.partnership = id,
			.focus = "The first ninety days in a new role",
			.text = "",
			.minutes = 60,
			.members = d.people,
			.here = d.people,
			.step = -1,
			.state = SESSION_HERE});
	stage_open(st);
	if (turn)
		SEND(st, step_go, .session = st->session, .step = turn);
	stage_visit(st, SCREEN_session, st->session, 0);
}
static void session_mentoring(struct stage *st)
{
	session_of(st, (struct partnered){.model = MODEL_MENTORING, .people = 2}, 0);
}
static void session_mentoring_turn(struct stage *st)
{
	session_of(st, (struct partnered){.model = MODEL_MENTORING, .people = 2}, 1);
	stage_pass(st, 3 * MINUTE);
}
static void session_secondment(struct stage *st)
{
	session_of(st, (struct partnered){.model = MODEL_SECONDMENT, .people = 3}, 0);
}
static void session_joint_venture(struct stage *st)
{
	session_of(st, (struct partnered){.model = MODEL_JOINT_VENTURE, .people = 9}, 0);
}

/* ---- at the door ---- */

static void door(struct stage *st, struct partnered d, enum screen_id screen)
{
	stage_people(st, 6);
	ident id = stage_partnership(st, d);
	stage_session(st,
		(struct staged){.focus = "Handing over the night desk",
			.text = "",
			.after = 2,
			.minutes = 60,
			.members = 2,
			.here = 1,
			.step = -1,
			.state = SESSION_HERE});
	for (int i = 0; i < d.points; i++)
		ROW(st, REC_takeaway, VI(st->next++), VI(0), VI(0), VI(TAKEAWAY_QUESTION),
			TEXT("How long may a handover take? Ten minutes"), VI(0), VI(0),
			VI(st->now.wall - 9 * DAY), VI(0), VI(0), VI(0), VI(0), VI(0), VI(id), VI(0));
	stage_show(st, screen, st->people[0], st->session);
}
static void here_at_the_door(struct stage *st)
{
	door(st, usual, SCREEN_here);
}
static void here_one_thing(struct stage *st)
{
	struct partnered d = usual;
	d.actions = 0;
	d.goals = 0;
	d.confirmed = 1;
	door(st, d, SCREEN_here);
}
static void here_many_things(struct stage *st)
{
	struct partnered d = usual;
	d.actions = 14;
	d.reviewed = true;
	door(st, d, SCREEN_here);
}
static void settle_all(struct stage *st)
{
	struct partnered d = usual;
	d.reviewed = true;
	door(st, d, SCREEN_settle);
}
static void settle_asked(struct stage *st)
{
	struct partnered d = usual;
	d.state = PARTNERSHIP_PROPOSED;
	d.asked = 2;
	d.actions = 0;
	door(st, d, SCREEN_settle);
}
static void page_large(struct stage *st)
{
	mypage(st);
	stage_tap(st, "code", -1);
}
static void partnership_code_large(struct stage *st)
{
	partnership_usual(st);
	stage_visit(st, SCREEN_code, st->shell->place.a, 0);
}

const struct state partnership_states[] = {
	{"partners", "none", partners_none, SCREEN_partners, 0},
	{"partners", "some", partners_some, SCREEN_partners, 0},
	{"partners", "many", partners_many, SCREEN_partners, 0},
	{"new_partnership", "nobody", new_nobody, SCREEN_new_partnership, 0},
	{"new_partnership", "who", new_who, SCREEN_new_partnership, 0},
	{"new_partnership", "how", new_how, SCREEN_new_partnership, 0},
	{"new_partnership", "how-many", new_how_many, SCREEN_new_partnership, 0},
	{"new_partnership", "yes", new_yes, SCREEN_new_partnership, 0},
	{"new_partnership", "yes-of-many", new_yes_of_many, SCREEN_new_partnership, 0},
	{"mypage", "usual", mypage, SCREEN_mypage, 0},
	STATE(mypage, with_phones),
	STATE(phones, none),
	STATE(phones, one),
	STATE(phones, three),
	STATE(phones, signed_out),
	{"code", "of-a-page", page_large, SCREEN_code, 0},
	{"code", "of-a-partnership", partnership_code_large, SCREEN_code, 0},
	{"privacy", "usual", privacy, SCREEN_privacy, 0},
	{"privacy", "finding", privacy_finding, SCREEN_privacy, 0},
	{"more", "usual", more, SCREEN_more, 0},
	{"facilitator", "usual", facilitator_usual, SCREEN_facilitator, 0},
	{"facilitator", "quiet", facilitator_quiet, SCREEN_facilitator, 0},
	{"facilitator", "many", facilitator_many, SCREEN_facilitator, 0},
	{"session", "mentoring", session_mentoring, SCREEN_session, SMALL_CODES},
	{"session", "mentoring-turn", session_mentoring_turn, SCREEN_session, SMALL_CODES},
	{"session", "secondment", session_secondment, SCREEN_session, SMALL_CODES},
	{"session", "joint-venture", session_joint_venture, SCREEN_session, SMALL_CODES},
	{"here", "at-the-door", here_at_the_door, SCREEN_here, 0},
	{"here", "one-thing", here_one_thing, SCREEN_here, 0},
	{"here", "many-things", here_many_things, SCREEN_here, 0},
	{"settle", "all", settle_all, SCREEN_settle, 0},
	{"settle", "asked", settle_asked, SCREEN_settle, 0},
	{"partnership", "usual", partnership_usual, SCREEN_partnership, SMALL_CODES},
	{"partnership", "new", partnership_new, SCREEN_partnership, SMALL_CODES},
	{"partnership", "proposed", partnership_proposed, SCREEN_partnership, SMALL_CODES},
	{"partnership", "paused", partnership_paused, SCREEN_partnership, SMALL_CODES},
	{"partnership", "just-paused", partnership_just_paused, SCREEN_partnership, SMALL_CODES},
	{"partnership", "review", partnership_review, SCREEN_partnership, SMALL_CODES},
	{"partnership", "waits", partnership_waits, SCREEN_partnership, SMALL_CODES},
	{"partnership", "many", partnership_many, SCREEN_partnership, SMALL_CODES},
	{"partnership", "menu", partnership_menu, SCREEN_partnership, SMALL_CODES},
	{"partnership", "menu-of-three", partnership_menu_of_three, SCREEN_partnership, SMALL_CODES},
	{"partnership", "rhythm", partnership_rhythm, SCREEN_partnership, SMALL_CODES},
	{"partnership", "leaving", partnership_leaving, SCREEN_partnership, SMALL_CODES},
	{"partnership", "has-left", partnership_has_left, SCREEN_partnership, SMALL_CODES},
	{"partnership", "ending", partnership_ending, SCREEN_partnership, 0},
	{"partnership", "checklist-open", partnership_checklist_open, SCREEN_partnership, SMALL_CODES},
	{"partnership", "checklist-begun", partnership_checklist_begun, SCREEN_partnership, SMALL_CODES},
	{"partnership", "checklist-shown", partnership_checklist_shown, SCREEN_partnership, SMALL_CODES},
	{"partnership", "nobody-here", partnership_nobody_here, SCREEN_partnership, SMALL_CODES},
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
	{"agreement", "not-saved", agreement_not_saved, SCREEN_agreement, 0},
	{"agreement", "draft-offered", agreement_draft_offered, SCREEN_agreement, 0},
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
