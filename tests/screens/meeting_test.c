/* The board and the meeting at the screen: nobody but whoever has the PIN leads, nobody sees what another
 * chose, and nothing needs a second screen. */
#include "screens/screens.h"

/* A board with three topics, and six people. */
static int set(void **state)
{
	struct stage *st = stage_new(platform, &content, 1024, 600, "en");
	stage_people(st, 6);
	stage_board(st, "Marketing", "", 0);
	stage_topic(st, LANE_PROPOSED, TOPIC_QUESTION, "Who owns the photo archive?", "");
	stage_topic(st, LANE_PROPOSED, TOPIC_CONCERN, "Three newsletters, one audience", "");
	stage_topic(st, LANE_PROPOSED, TOPIC_WISH, "Someone to practise pitching with", "");
	stage_open(st);
	*state = st;
	return 0;
}

static enum screen_id screen(const struct stage *st)
{
	return st->shell->place.screen;
}

/* The i-th card of the lane. */
static ident card(const struct stage *st, enum lane lane, size_t i)
{
	const struct topic *topics[8];
	size_t n = core_topics(st->core, st->board, lane, topics, 8);
	return i < n ? topics[i]->id : 0;
}

static const struct meeting *meeting(const struct stage *st)
{
	return core_meeting_of(st->core, st->board);
}

static void at_phase(struct stage *st, enum phase phase)
{
	stage_meeting(st, 3);
	DO(st, meeting_phase, .meeting = st->meeting, .phase = phase);
	stage_visit(st, SCREEN_meeting, st->meeting, 0);
}

static void type_pin(struct stage *st, const char *digits)
{
	for (; *digits; digits++)
		assert_true(stage_tap(st, "digit", *digits - '0'));
	assert_true(stage_tap(st, "enter", -1));
}

static void press_return(struct stage *st)
{
	shell_event(st->shell, &(struct event){.kind = EVENT_KEY, .key = KEY_RETURN, .at = st->now.mono},
		st->now);
	stage_draw(st);
}

static const struct control *control(const struct stage *st, const char *name, int64_t arg)
{
	int count;
	const struct control *all = ui_controls(st->shell->ui, &count);
	for (int i = 0; i < count; i++)
		if (strcmp(all[i].name, name) == 0 && (arg < 0 || all[i].arg == arg))
			return &all[i];
	return NULL;
}

static void finger(struct stage *st, enum event_kind kind, int x, int y)
{
	struct event e = {.kind = kind, .finger = 1, .at = st->now.mono, .x = x, .y = y};
	shell_event(st->shell, &e, st->now);
	stage_pass(st, 200);
}

static void drag(struct stage *st, ident topic, struct rect onto)
{
	struct rect from = control(st, "topic", topic)->r;
	finger(st, EVENT_DOWN, from.x + from.w / 2, from.y + from.h / 2);
	finger(st, EVENT_MOVE, from.x + from.w / 2 + 20, from.y + from.h / 2);
	finger(st, EVENT_MOVE, onto.x + onto.w / 2, onto.y + onto.h / 2);
	finger(st, EVENT_UP, onto.x + onto.w / 2, onto.y + onto.h / 2);
}

/* ---- the board ---- */

static void a_card_dropped_on_another_goes_before_it(void **state)
{
	struct stage *st = *state;
	ident first = card(st, LANE_PROPOSED, 0), last = card(st, LANE_PROPOSED, 2);
	stage_visit(st, SCREEN_board, st->board, 0);
	drag(st, last, control(st, "topic", first)->r);
	assert_int_equal(card(st, LANE_PROPOSED, 0), last);
	assert_int_equal(card(st, LANE_PROPOSED, 1), first);
	drag(st, last, control(st, "lane", LANE_UP_NEXT)->r);
	assert_int_equal(card(st, LANE_UP_NEXT, 0), last);
	drag(st, first, control(st, "topic", last)->r);
	assert_int_equal(card(st, LANE_UP_NEXT, 0), first);
	assert_int_equal(card(st, LANE_UP_NEXT, 1), last);
}

static void a_card_gets_to_the_top_without_dragging(void **state)
{
	struct stage *st = *state;
	ident last = card(st, LANE_PROPOSED, 2);
	stage_visit(st, SCREEN_topic, last, 0);
	assert_true(stage_tap(st, "top", -1));
	assert_int_equal(card(st, LANE_PROPOSED, 0), last);
	assert_null(control(st, "top", -1)); /* it is there: the words have the room */
}

static void a_private_draft_is_not_on_the_screen(void **state)
{
	struct stage *st = *state;
	DO(st, topic_add, .board = st->board, .person = st->people[0], .title = STR("Not yet for you"),
		.draft = true);
	stage_visit(st, SCREEN_board, st->board, 0);
	assert_true(shows(st, "photo archive"));
	assert_false(shows(st, "Not yet"));
	stage_visit(st, SCREEN_edit_topic, 0, st->board);
	stage_type(st, "Not yet for you");
	assert_false(shows(st, "The same as")); /* nor is it found by what somebody else types */
}

static void the_same_topic_goes_under_the_first_and_apart_again(void **state)
{
	struct stage *st = *state;
	ident first = card(st, LANE_PROPOSED, 0);
	const struct topic *under[2];
	stage_visit(st, SCREEN_board, st->board, 0);
	stage_visit(st, SCREEN_edit_topic, 0, st->board);
	stage_type(st, "the photo archive");
	assert_true(shows(st, "Who owns the photo archive?"));
	assert_true(stage_tap(st, "add-to", -1));
	press_return(st);
	assert_int_equal(core_merged(st->core, first, under, 2), 1);
	assert_true(shows(st, "with 1 more"));
	assert_true(stage_tap(st, "undo", -1));
	assert_int_equal(core_merged(st->core, first, under, 2), 0);
	assert_int_equal(core_topic_count(st->core, st->board, 1u << LANE_PROPOSED, ~0u), 4);
}

/* ---- the facilitator ---- */

static void the_first_pin_is_typed_twice_and_then_the_meeting_begins(void **state)
{
	struct stage *st = *state;
	stage_visit(st, SCREEN_board, st->board, 0);
	assert_true(stage_tap(st, "start", -1));
	assert_int_equal(screen(st), SCREEN_pin);
	type_pin(st, "482915");
	assert_true(shows(st, "Once more"));
	type_pin(st, "482916");
	assert_true(shows(st, "two different ones"));
	assert_null(meeting(st));
	type_pin(st, "482915");
	type_pin(st, "482915");
	assert_int_equal(screen(st), SCREEN_meeting);
	assert_non_null(meeting(st));
	assert_true(shows(st, "sign out"));
}

static void a_wrong_pin_says_so_and_the_fifth_has_to_wait(void **state)
{
	struct stage *st = *state;
	stage_sign_in(st);
	DO(st, sign_out, 0);
	stage_visit(st, SCREEN_board, st->board, 0);
	assert_true(stage_tap(st, "start", -1));
	for (int i = 0; i < 5; i++) {
		assert_false(shows(st, "Too many"));
		type_pin(st, "111222");
	}
	assert_true(shows(st, "Too many"));
	assert_true(shows(st, "0:3") || shows(st, "0:2"));
	stage_tap(st, "digit", 4);
	assert_int_equal(screen(st), SCREEN_pin);
	stage_pass(st, 31 * SECOND);
	type_pin(st, STAGE_PIN);
	assert_int_equal(screen(st), SCREEN_meeting);
}

static void a_real_keyboard_types_the_pin_too(void **state)
{
	struct stage *st = *state;
	stage_sign_in(st);
	DO(st, sign_out, 0);
	stage_visit(st, SCREEN_board, st->board, 0);
	assert_true(stage_tap(st, "start", -1));
	stage_type(st, STAGE_PIN);
	press_return(st);
	assert_int_equal(screen(st), SCREEN_meeting);
}

static void whoever_has_not_signed_in_cannot_move_the_meeting(void **state)
{
	struct stage *st = *state;
	at_phase(st, PHASE_COLLECT);
	assert_non_null(control(st, "next-phase", -1));
	assert_true(stage_tap(st, "sign-out", -1));
	assert_null(control(st, "next-phase", -1));
	assert_true(stage_tap(st, "sign-in", -1));
	type_pin(st, STAGE_PIN);
	assert_int_equal(screen(st), SCREEN_meeting);
	assert_true(stage_tap(st, "next-phase", -1));
	assert_int_equal(meeting(st)->phase, PHASE_PITCH);
}

/* ---- the meeting ---- */

static void a_step_is_taken_back_from_the_bar(void **state)
{
	struct stage *st = *state;
	at_phase(st, PHASE_COLLECT);
	assert_true(stage_tap(st, "next-phase", -1));
	assert_int_equal(meeting(st)->phase, PHASE_PITCH);
	assert_true(stage_tap(st, "undo", -1));
	assert_int_equal(meeting(st)->phase, PHASE_COLLECT);
}

static void any_phase_is_two_touches_away(void **state)
{
	struct stage *st = *state;
	at_phase(st, PHASE_COLLECT);
	assert_true(stage_tap(st, "phases", -1));
	assert_true(stage_tap(st, "phase", PHASE_DISCUSS));
	assert_int_equal(meeting(st)->phase, PHASE_DISCUSS);
	assert_null(control(st, "phase", PHASE_VOTE)); /* the list has closed */
}

static void idleness_leads_back_to_the_meeting_and_not_home(void **state)
{
	struct stage *st = *state;
	at_phase(st, PHASE_VOTE);
	stage_visit(st, SCREEN_ballot, st->meeting, st->people[0]);
	stage_pass(st, st->config.idle_ms + 12 * SECOND);
	assert_int_equal(screen(st), SCREEN_meeting);
	stage_pass(st, 10 * MINUTE);
	assert_int_equal(screen(st), SCREEN_meeting);
	DO(st, meeting_phase, .meeting = st->meeting, .phase = PHASE_CLOSE);
	DO(st, meeting_close, .meeting = st->meeting);
	stage_draw(st);
	stage_pass(st, st->config.idle_ms + 12 * SECOND);
	assert_int_equal(screen(st), SCREEN_home);
}

static void the_next_person_sees_nothing_of_what_was_chosen(void **state)
{
	struct stage *st = *state;
	at_phase(st, PHASE_VOTE);
	assert_true(stage_tap(st, "vote-here", -1));
	assert_true(stage_tap(st, "person", st->people[0]));
	ident topic = card(st, LANE_PROPOSED, 1);
	assert_true(stage_tap(st, "give", topic));
	assert_true(stage_tap(st, "give", topic));
	assert_non_null(control(st, "minus", topic));
	assert_int_equal(core_vote_of(st->core, st->meeting, topic, st->people[0]), 2);
	assert_true(stage_tap(st, "done", -1));
	assert_true(shows(st, "Thank you, Anna"));
	assert_false(shows(st, "newsletters"));
	assert_true(stage_tap(st, "next", -1));
	assert_true(stage_tap(st, "person", st->people[1]));
	assert_null(control(st, "minus", -1));
	assert_true(shows(st, "3 dots"));
	assert_int_equal(core_vote_of(st->core, st->meeting, topic, st->people[0]), 2);
}

/* Somebody else's dots must not be given by a key pressed too early. */
static void return_takes_a_person_only_when_nobody_else_is_meant(void **state)
{
	struct stage *st = *state;
	at_phase(st, PHASE_VOTE);
	stage_visit(st, SCREEN_ballot, st->meeting, 0);
	assert_true(stage_tap(st, "other", -1));
	stage_type(st, "be"); /* Becker, and Ben */
	press_return(st);
	assert_int_equal(st->shell->place.b, 0);
	stage_type(st, "n k");
	press_return(st);
	assert_int_equal(st->shell->place.b, st->people[1]);
}

static void votes_are_taken_back_and_no_more_are_given_than_there_are(void **state)
{
	struct stage *st = *state;
	at_phase(st, PHASE_VOTE);
	stage_visit(st, SCREEN_ballot, st->meeting, st->people[0]);
	ident first = card(st, LANE_PROPOSED, 0), second = card(st, LANE_PROPOSED, 1);
	for (int i = 0; i < 3; i++)
		stage_tap(st, "give", first);
	assert_int_equal(core_vote_of(st->core, st->meeting, first, st->people[0]), 2);
	assert_true(shows(st, "at most"));
	for (int i = 0; i < 2; i++)
		stage_tap(st, "give", second);
	assert_int_equal(core_vote_of(st->core, st->meeting, second, st->people[0]), 1);
	assert_true(shows(st, "All your dots are given. Take one back first."));
	assert_true(stage_tap(st, "minus", first));
	assert_int_equal(core_votes_left(st->core, st->meeting, st->people[0]), 1);
}

static void votes_show_when_they_are_shown_and_not_before(void **state)
{
	struct stage *st = *state;
	at_phase(st, PHASE_VOTE);
	stage_votes(st, 2);
	stage_draw(st);
	assert_true(shows(st, "2/3"));
	assert_false(shows(st, "newsletters"));
	stage_visit(st, SCREEN_board, st->board, 0);
	assert_int_equal(core_votes(st->core, card(st, LANE_PROPOSED, 0)), -1);
	shell_back(st->shell);
	stage_draw(st);
	stage_votes(st, 3);
	assert_true(stage_tap(st, "reveal", -1));
	assert_true(shows(st, "This is what you chose"));
	assert_true(shows(st, "newsletters"));
}

static void the_end_leads_to_what_came_of_it(void **state)
{
	struct stage *st = *state;
	at_phase(st, PHASE_CLOSE);
	assert_true(stage_tap(st, "phases", -1));
	assert_true(stage_tap(st, "end", -1));
	assert_null(meeting(st));
	assert_int_equal(screen(st), SCREEN_summary);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set, strike)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_card_dropped_on_another_goes_before_it),
		TEST(a_card_gets_to_the_top_without_dragging),
		TEST(a_private_draft_is_not_on_the_screen),
		TEST(the_same_topic_goes_under_the_first_and_apart_again),
		TEST(the_first_pin_is_typed_twice_and_then_the_meeting_begins),
		TEST(a_wrong_pin_says_so_and_the_fifth_has_to_wait),
		TEST(a_real_keyboard_types_the_pin_too),
		TEST(whoever_has_not_signed_in_cannot_move_the_meeting),
		TEST(a_step_is_taken_back_from_the_bar),
		TEST(any_phase_is_two_touches_away),
		TEST(idleness_leads_back_to_the_meeting_and_not_home),
		TEST(the_next_person_sees_nothing_of_what_was_chosen),
		TEST(return_takes_a_person_only_when_nobody_else_is_meant),
		TEST(votes_are_taken_back_and_no_more_are_given_than_there_are),
		TEST(votes_show_when_they_are_shown_and_not_before),
		TEST(the_end_leads_to_what_came_of_it),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
