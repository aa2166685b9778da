/* What was typed in a form and not saved: a slip does not lose it, and the next person does not see it. */
#include "screens/arrive.h"
#include "screens/screens.h"

#define TYPED "Printer on the third floor"

static int set(void **state)
{
	struct stage *st = stage_new(platform, &content, 1024, 600, "en");
	stage_people(st, 4);
	stage_board(st, "Marketplace", "", 3);
	st->topic = stage_topic(st, LANE_PROPOSED, TOPIC_QUESTION, "Printer jam", "");
	stage_session(st,
		(struct staged){.text = "",
			.minutes = 60,
			.members = 2,
			.here = 2,
			.state = SESSION_HERE,
			.step = -1});
	ROW(st, REC_partnership, VI(st->next), VI(MODEL_TANDEM), TEXT(""), VI(PARTNERSHIP_ACTIVE), VI(1),
		TEXT(""), TEXT(""), VI(RHYTHM_ONCE), VI(0), VI(0), VI(0), VI(0), TEXT(""));
	for (int i = 0; i < 2; i++)
		ROW(st, REC_partner, VI(st->next), VI(st->people[i]), VI(i), VI(0), VI(0), VI(0),
			VI(CONSENT_YES));
	st->meeting = st->next++; /* the partnership: there is no meeting here */
	stage_open(st);
	*state = st;
	return 0;
}

static enum screen_id screen(const struct stage *st)
{
	return st->shell->place.screen;
}

static void type_a_topic(struct stage *st)
{
	stage_visit(st, SCREEN_board, st->board, 0);
	stage_visit(st, SCREEN_edit_topic, 0, st->board);
	stage_type(st, TYPED);
	assert_true(shows(st, TYPED));
}

static size_t cards(const struct stage *st)
{
	return core_topic_count(st->core, st->board, 1u << LANE_PROPOSED, ~0u);
}

static void back_by_a_slip_loses_no_word(void **state)
{
	struct stage *st = *state;
	type_a_topic(st);
	assert_true(stage_tap(st, "back", -1));
	assert_int_equal(screen(st), SCREEN_board);
	assert_false(shows(st, TYPED));
	assert_true(stage_tap(st, "undo", -1)); /* 'Go on writing' */
	assert_int_equal(screen(st), SCREEN_edit_topic);
	assert_true(shows(st, TYPED));
	stage_type(st, " again"); /* keys go where they went */
	assert_true(shows(st, TYPED " again"));
}

static void it_is_offered_when_the_form_is_opened_again(void **state)
{
	struct stage *st = *state;
	type_a_topic(st);
	assert_true(stage_tap(st, "home", -1));
	stage_pass(st, 15 * SECOND);
	assert_false(stage_tap(st, "undo", -1)); /* the offer is over */
	stage_visit(st, SCREEN_edit_topic, st->topic, st->board);
	assert_false(stage_tap(st, "undo", -1)); /* that is another one */
	stage_visit(st, SCREEN_edit_topic, 0, st->board);
	assert_false(shows(st, TYPED)); /* not before somebody asks for it */
	assert_true(stage_tap(st, "undo", -1));
	assert_true(shows(st, TYPED));
}

static void whoever_types_anew_is_not_bothered(void **state)
{
	struct stage *st = *state;
	type_a_topic(st);
	assert_true(stage_tap(st, "back", -1));
	stage_visit(st, SCREEN_edit_topic, 0, st->board);
	assert_true(shows(st, "Bring it back"));
	stage_type(st, "Else");
	assert_false(shows(st, "Bring it back"));
}

static void the_next_person_is_offered_nothing(void **state)
{
	struct stage *st = *state;
	type_a_topic(st);
	stage_pass(st, 2 * MINUTE); /* it goes home by itself */
	assert_int_equal(screen(st), SCREEN_home);
	assert_false(stage_tap(st, "undo", -1));
	stage_visit(st, SCREEN_edit_topic, 0, st->board);
	assert_false(stage_tap(st, "undo", -1));
	type_a_topic(st);
	assert_true(stage_tap(st, "home", -1)); /* and nobody does anything for a while */
	stage_pass(st, 2 * MINUTE);
	stage_visit(st, SCREEN_edit_topic, 0, st->board);
	assert_false(stage_tap(st, "undo", -1));
}

static void whoever_checks_in_is_offered_nothing_of_others(void **state)
{
	struct stage *st = *state;
	type_a_topic(st);
	assert_true(stage_tap(st, "home", -1));
	stage_visit(st, SCREEN_guest, 0, 0);
	stage_type(st, "Wanda");
	assert_true(stage_tap(st, "home", -1));
	stage_visit(st, SCREEN_guest, 0, 0);
	assert_false(stage_tap(st, "undo", -1)); /* a name is no draft */
	arrive_reply(st->shell, st->people[0],
		&(struct effect){
			.kind = EFFECT_reply, .about = MSG_check_in, .u.reply = {.result = st->session}});
	assert_int_equal(screen(st), SCREEN_here);
	stage_visit(st, SCREEN_edit_topic, 0, st->board);
	assert_false(stage_tap(st, "undo", -1));
}

static void what_is_saved_leaves_no_draft(void **state)
{
	struct stage *st = *state;
	size_t before = cards(st);
	type_a_topic(st);
	assert_true(stage_tap(st, "back", -1));
	assert_true(stage_tap(st, "undo", -1));
	assert_true(stage_tap(st, "done", -1));
	assert_int_equal(cards(st), before + 1);
	assert_int_equal(screen(st), SCREEN_board);
	assert_false(stage_tap(st, "undo", -1));
	stage_visit(st, SCREEN_edit_topic, 0, st->board);
	assert_false(stage_tap(st, "undo", -1));
}

static void a_form_that_was_only_looked_at_leaves_none(void **state)
{
	struct stage *st = *state;
	stage_visit(st, SCREEN_edit_topic, st->topic, st->board);
	assert_true(stage_tap(st, "detail", -1));
	assert_true(stage_tap(st, "back", -1) || stage_tap(st, "home", -1));
	assert_false(stage_tap(st, "undo", -1));
}

/* Every form but the goal's value and the tables of a meeting: its place, and what has to be touched before keys go into it. */
static const struct form {
	enum screen_id screen;
	const char *tap; /* NULL: nothing */
	enum { OF_NOTHING, OF_BOARD, OF_TOPIC, OF_SESSION, OF_PARTNERSHIP } a, b;
} forms[] = {
	{SCREEN_edit_topic, NULL, OF_NOTHING, OF_BOARD},
	{SCREEN_edit_topic, NULL, OF_TOPIC, OF_BOARD},
	{SCREEN_edit_board, NULL, OF_NOTHING, OF_NOTHING},
	{SCREEN_edit_board, "name", OF_BOARD, OF_NOTHING},
	{SCREEN_edit_goal, NULL, OF_PARTNERSHIP, OF_NOTHING},
	{SCREEN_agreement, "outcomes", OF_PARTNERSHIP, OF_NOTHING},
	{SCREEN_action, NULL, OF_NOTHING, OF_TOPIC},
	{SCREEN_outcome, NULL, OF_TOPIC, OF_NOTHING},
	{SCREEN_focus, NULL, OF_SESSION, OF_NOTHING},
};

static void every_form_gives_back_what_was_typed(void **state)
{
	struct stage *st = *state;
	const ident of[] = {0, st->board, st->topic, st->session, st->meeting};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const struct form *f = &forms[i];
		shell_home(st->shell);
		stage_visit(st, f->screen, of[f->a], of[f->b]);
		if (f->tap)
			assert_true(stage_tap(st, f->tap, -1));
		stage_type(st, "Zebra");
		if (!shows(st, "Zebra"))
			fail_msg("nothing can be typed in form %zu", i);
		shell_home(st->shell);
		stage_draw(st);
		assert_false(shows(st, "Zebra"));
		if (!stage_tap(st, "undo", -1) || screen(st) != f->screen || !shows(st, "Zebra"))
			fail_msg("form %zu lost what was typed", i);
		stage_type(st, "!");
		if (!shows(st, "Zebra!"))
			fail_msg("form %zu has lost the keys", i);
	}
}

/* What Back closes inside a form is offered where it was; what the form still has is not. */
static void an_agreement_half_written_is_kept_when_its_keyboard_is_closed(void **state)
{
	struct stage *st = *state;
	stage_visit(st, SCREEN_agreement, st->meeting, 0);
	assert_true(stage_tap(st, "outcomes", -1));
	stage_type(st, TYPED);
	assert_true(stage_tap(st, "back", -1));
	assert_int_equal(screen(st), SCREEN_agreement);
	assert_false(shows(st, TYPED));
	stage_pass(st, 12 * SECOND);
	assert_true(stage_tap(st, "outcomes", -1));
	assert_true(stage_tap(st, "undo", -1));
	assert_true(shows(st, TYPED));
	assert_true(stage_tap(st, "back", -1));
	stage_pass(st, 12 * SECOND);
	assert_true(stage_tap(st, "duty", -1)); /* another part brings nothing back, and takes nothing away */
	assert_false(shows(st, "Bring it back"));
	stage_type(st, "Be on time");
	assert_true(stage_tap(st, "back", -1));
	stage_pass(st, 12 * SECOND);
	assert_true(stage_tap(st, "outcomes", -1));
	assert_true(stage_tap(st, "undo", -1));
	assert_true(shows(st, TYPED));
	stage_visit(st, SCREEN_edit_goal, st->meeting, 0);
	stage_type(st, TYPED);
	assert_true(stage_tap(st, "back", -1)); /* the goal has its sentence */
	assert_true(shows(st, TYPED));
	assert_false(shows(st, "Go on writing"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set, strike)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(back_by_a_slip_loses_no_word),
		TEST(it_is_offered_when_the_form_is_opened_again),
		TEST(whoever_types_anew_is_not_bothered),
		TEST(the_next_person_is_offered_nothing),
		TEST(whoever_checks_in_is_offered_nothing_of_others),
		TEST(what_is_saved_leaves_no_draft),
		TEST(a_form_that_was_only_looked_at_leaves_none),
		TEST(every_form_gives_back_what_was_typed),
		TEST(an_agreement_half_written_is_kept_when_its_keyboard_is_closed),
	};
	return cmocka_run_group_tests_name("draft", tests, open_all, close_all);
}
