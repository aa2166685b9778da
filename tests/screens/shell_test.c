/* The shell: what holds whichever screen is shown. Undo belongs to what was done, not to where the person
 * is by then; the touch that wakes presses nothing; the next person finds the room as it is meant to be. */
#include "screens/screens.h"

/* A board with one topic, and a session of two that are here and have begun. */
static int set(void **state)
{
	struct stage *st = stage_new(platform, &content, 1024, 600, "en");
	stage_people(st, 4);
	stage_board(st, "Marketing", "", 0);
	stage_topic(st, LANE_PROPOSED, TOPIC_QUESTION, "Who owns the photo archive?", "");
	stage_session(st,
		(struct staged){.model = MODEL_TANDEM,
			.after = 2,
			.minutes = 60,
			.members = 2,
			.here = 2,
			.step = -1,
			.state = SESSION_HERE,
			.text = "## What we noticed\n"});
	stage_open(st);
	*state = st;
	return 0;
}

static enum screen_id screen(const struct stage *st)
{
	return st->shell->place.screen;
}

static void refuse(struct stage *st, bool refuses)
{
	SEND(st, store_state, .works = !refuses, .why = refuses ? ERR_disk : ERR_none, .text = STR(""));
	stage_draw(st);
}

static void undo_of_a_withdrawn_topic_works_from_elsewhere(void **state)
{
	struct stage *st = *state;
	stage_visit(st, SCREEN_board, st->board, 0);
	stage_visit(st, SCREEN_topic, st->topic, 0);
	assert_true(stage_tap(st, "withdraw", -1));
	assert_int_equal(screen(st), SCREEN_board);
	assert_int_equal(core_topic(st->core, st->topic)->lane, LANE_WITHDRAWN);
	assert_true(stage_tap(st, "home", -1) || stage_tap(st, "back", -1));
	assert_int_equal(screen(st), SCREEN_home);
	assert_true(stage_tap(st, "undo", -1));
	assert_int_equal(core_topic(st->core, st->topic)->lane, LANE_PROPOSED);
	assert_true(str_eq(st->shell->language, STR("en"))); /* and nothing of home was pressed */
}

static void undo_of_a_closed_session_works_from_home(void **state)
{
	struct stage *st = *state;
	SEND(st, step_go, .session = st->session, .step = 0);
	SEND(st, session_finish, .session = st->session);
	stage_visit(st, SCREEN_finish, st->session, 0);
	assert_true(stage_tap(st, "close", -1));
	assert_int_equal(core_session(st->core, st->session)->state, SESSION_CLOSED);
	shell_home(st->shell);
	stage_draw(st);
	assert_true(stage_tap(st, "undo", -1));
	assert_int_not_equal(core_session(st->core, st->session)->state, SESSION_CLOSED);
	assert_int_equal(screen(st), SCREEN_session);
}

static void nobody_is_invited_while_the_disk_refuses(void **state)
{
	struct stage *st = *state;
	refuse(st, true);
	assert_int_equal(screen(st), SCREEN_home); /* it may be over soon */
	assert_true(shows(st, "cannot save"));
	stage_pass(st, 59 * SECOND);
	assert_int_equal(screen(st), SCREEN_home);
	stage_pass(st, 2 * SECOND);
	assert_int_equal(screen(st), SCREEN_out_of_order);
	stage_pass(st, 2 * MINUTE);
	assert_int_equal(screen(st), SCREEN_out_of_order);
	refuse(st, false);
	assert_int_equal(screen(st), SCREEN_home);
	assert_false(shows(st, "cannot save"));
}

static void a_session_keeps_its_screen_while_the_disk_refuses(void **state)
{
	struct stage *st = *state;
	SEND(st, step_go, .session = st->session, .step = 0);
	stage_visit(st, SCREEN_session, st->session, 0);
	refuse(st, true);
	stage_pass(st, 10 * SECOND);
	stage_visit(st, SCREEN_members, st->session, 0);
	stage_pass(st, 30 * SECOND);
	stage_visit(st, SCREEN_session, st->session, 0);
	stage_pass(st, 30 * SECOND);
	assert_int_equal(screen(st), SCREEN_session);
	assert_true(shows(st, "cannot save"));
}

static void the_touch_that_wakes_presses_nothing(void **state)
{
	struct stage *st = *state;
	int count;
	shell_home(st->shell);
	stage_draw(st);
	const struct control *c = ui_controls(st->shell->ui, &count);
	while (count-- && strcmp(c->name, "check-in") != 0)
		c++;
	struct event e = {
		.kind = EVENT_DOWN, .finger = 1, .x = c->r.x + c->r.w / 2, .y = c->r.y + c->r.h / 2};
	stage_pass(st, 20 * MINUTE);
	assert_int_equal(screen(st), SCREEN_attract);
	e.at = st->now.mono;
	shell_event(st->shell, &e, st->now);
	stage_pass(st, 100);
	assert_int_equal(screen(st), SCREEN_home);
	e.kind = EVENT_UP;
	shell_event(st->shell, &e, st->now);
	stage_pass(st, 100);
	assert_int_equal(screen(st), SCREEN_home);
	assert_true(stage_tap(st, "check-in", -1));
	assert_int_equal(screen(st), SCREEN_check_in);
}

static void the_language_is_the_rooms_again_for_the_next_person(void **state)
{
	struct stage *st = *state;
	assert_true(stage_tap(st, "language", -1));
	assert_true(str_eq(st->shell->language, STR("de")));
	assert_true(stage_tap(st, "check-in", -1));
	stage_pass(st, st->config.idle_ms + 11 * SECOND);
	assert_int_equal(screen(st), SCREEN_home);
	assert_true(str_eq(st->shell->language, STR("en")));
}

static void any_touch_stops_the_countdown_home(void **state)
{
	struct stage *st = *state;
	stage_visit(st, SCREEN_boards, 0, 0);
	stage_pass(st, st->config.idle_ms + 5 * SECOND);
	assert_int_equal(screen(st), SCREEN_boards);
	shell_event(st->shell,
		&(struct event){.kind = EVENT_DOWN, .finger = 1, .at = st->now.mono, .x = 500, .y = 560},
		st->now);
	shell_event(st->shell,
		&(struct event){.kind = EVENT_UP, .finger = 1, .at = st->now.mono, .x = 500, .y = 560},
		st->now);
	stage_pass(st, 20 * SECOND);
	assert_int_equal(screen(st), SCREEN_boards);
	stage_pass(st, st->config.idle_ms);
	assert_int_equal(screen(st), SCREEN_home);
}

static void the_focus_is_changed_from_the_sessions_title(void **state)
{
	struct stage *st = *state;
	stage_visit(st, SCREEN_session, st->session, 0);
	assert_true(stage_tap(st, "focus", -1));
	assert_int_equal(screen(st), SCREEN_boards);
	assert_true(stage_tap(st, "board", -1));
	assert_true(stage_tap(st, "topic", st->topic));
	assert_int_equal(screen(st), SCREEN_session);
	assert_true(str_eq(core_session(st->core, st->session)->focus, STR("Who owns the photo archive?")));
}

/* Back is on both screens, at the same place; the finger meant the first. */
static void a_finger_that_is_down_when_the_screen_changes_presses_nothing(void **state)
{
	struct stage *st = *state;
	struct event e = {.kind = EVENT_DOWN, .finger = 1};
	int count;
	stage_visit(st, SCREEN_board, st->board, 0);
	stage_visit(st, SCREEN_topic, st->topic, 0);
	const struct control *all = ui_controls(st->shell->ui, &count);
	for (int i = 0; i < count; i++)
		if (strcmp(all[i].name, "back") == 0)
			e.x = all[i].r.x + all[i].r.w / 2, e.y = all[i].r.y + all[i].r.h / 2;
	assert_true(e.x > 0);
	e.at = st->now.mono;
	shell_event(st->shell, &e, st->now);
	stage_visit(st, SCREEN_session, st->session, 0);
	stage_pass(st, 60);
	e.kind = EVENT_UP;
	e.at = st->now.mono;
	shell_event(st->shell, &e, st->now);
	stage_pass(st, 400);
	assert_int_equal(screen(st), SCREEN_session);
	assert_true(stage_tap(st, "back", -1)); /* and a touch of its own is one */
	assert_int_equal(screen(st), SCREEN_topic);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set, strike)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(undo_of_a_withdrawn_topic_works_from_elsewhere),
		TEST(undo_of_a_closed_session_works_from_home),
		TEST(nobody_is_invited_while_the_disk_refuses),
		TEST(a_session_keeps_its_screen_while_the_disk_refuses),
		TEST(the_touch_that_wakes_presses_nothing),
		TEST(the_language_is_the_rooms_again_for_the_next_person),
		TEST(any_touch_stops_the_countdown_home),
		TEST(the_focus_is_changed_from_the_sessions_title),
		TEST(a_finger_that_is_down_when_the_screen_changes_presses_nothing),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
