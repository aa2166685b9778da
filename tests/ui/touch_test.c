/* Fingers: presses, double touches, holds, repeats, scrolls, drags, the wake-up touch, a real keyboard,
 * toasts, motion and the deadlines of all of them. */
#include "twin.h"

enum { PRESS = 1, OTHER, LANE, CARD, UNDO, TYPED };

static struct ui *ui;
static int64_t now;

static int set_up(void **state)
{
	(void)state;
	ui = ui_new(&twin);
	now = 10000;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	ui_free(ui);
	return 0;
}

static void begin(void)
{
	struct ui_frame frame = twin_frame(now);
	ui_begin(ui, &frame);
}

static void two_buttons(void)
{
	begin();
	ui_button(ui, (struct rect){100, 100, 200, 80},
		(struct button){.name = "one", .label = STR("One"), .action = PRESS, .arg = 7});
	ui_button(ui, (struct rect){400, 100, 200, 80},
		(struct button){.name = "two", .label = STR("Two"), .action = OTHER});
	ui_end(ui);
}

static void expect_event(enum ui_event_kind kind, action a, int64_t arg)
{
	struct ui_event e = ui_next(ui);
	assert_int_equal(e.kind, kind);
	assert_int_equal(e.action, a);
	assert_int_equal(e.arg, arg);
}

static void a_press_counts_when_the_finger_is_lifted(void **state)
{
	(void)state;
	two_buttons();
	touch(ui, EVENT_DOWN, 1, 150, 120, now);
	assert_true(ui_pressed(ui, PRESS, 7));
	assert_true(ui_deadline(ui) <= now); /* the pressed look comes with the next frame */
	no_more_events(ui);
	touch(ui, EVENT_UP, 1, 152, 121, now + 50);
	expect_event(UI_PRESS, PRESS, 7);
	no_more_events(ui);
	assert_false(ui_pressed(ui, PRESS, 7));
}

static void a_finger_that_leaves_presses_nothing(void **state)
{
	(void)state;
	two_buttons();
	touch(ui, EVENT_DOWN, 1, 150, 120, now);
	touch(ui, EVENT_MOVE, 1, 280, 170, now + 10); /* still inside */
	assert_true(ui_pressed(ui, PRESS, 7));
	touch(ui, EVENT_MOVE, 1, 280, 260, now + 20);
	assert_false(ui_pressed(ui, PRESS, 7));
	touch(ui, EVENT_UP, 1, 150, 120, now + 30);
	no_more_events(ui);
}

static void what_disappeared_is_not_pressed_twice(void **state)
{
	(void)state;
	two_buttons();
	tap(ui, 150, 120, now);
	tap(ui, 150, 120, now + 60); /* no frame in between: still the old one on the screen */
	expect_event(UI_PRESS, PRESS, 7);
	no_more_events(ui);
	touch(ui, EVENT_DOWN, 1, 150, 120, now + 90); /* on the old frame, lifted from the new one */
	now += 100;
	begin();
	ui_end(ui);
	touch(ui, EVENT_UP, 1, 150, 120, now);
	no_more_events(ui);
	two_buttons();
	tap(ui, 150, 120, now);
	expect_event(UI_PRESS, PRESS, 7); /* the same again, seen again, is meant */
}

static void a_double_touch_does_not_press_what_appeared_there(void **state)
{
	(void)state;
	two_buttons();
	tap(ui, 150, 120, now);
	expect_event(UI_PRESS, PRESS, 7);
	now += 100;
	begin();
	ui_button(ui, (struct rect){100, 100, 200, 80},
		(struct button){.name = "new", .label = STR("New"), .action = UNDO});
	ui_end(ui);
	tap(ui, 150, 120, now);
	no_more_events(ui);
	tap(ui, 150, 120, now + 400);
	expect_event(UI_PRESS, UNDO, 0);
}

static void a_finger_presses_nothing_when_what_it_was_on_has_gone(void **state)
{
	(void)state;
	for (int gone = 0; gone < 2; gone++) {
		now += 1000;
		two_buttons();
		touch(ui, EVENT_DOWN, 1, 150, 120, now);
		begin();
		ui_button(ui, (struct rect){100, 100, 200, 80}, /* the same action, of another screen */
			(struct button){.name = gone ? "new" : "one",
				.label = STR("New"),
				.action = PRESS,
				.arg = 7});
		ui_end(ui);
		touch(ui, EVENT_UP, 1, 150, 120, now + 60);
		if (!gone)
			expect_event(UI_PRESS, PRESS, 7);
		no_more_events(ui);
	}
}

static void two_fingers_press_two_controls(void **state)
{
	(void)state;
	two_buttons();
	touch(ui, EVENT_DOWN, 1, 150, 120, now);
	touch(ui, EVENT_DOWN, 2, 450, 120, now + 5);
	assert_true(ui_pressed(ui, PRESS, 7));
	assert_true(ui_pressed(ui, OTHER, 0));
}

static void the_waking_touch_presses_nothing_until_lifted(void **state)
{
	(void)state;
	two_buttons();
	touch(ui, EVENT_DOWN, 1, 150, 120, now);
	ui_cancel_touch(ui);
	two_buttons();
	touch(ui, EVENT_MOVE, 1, 151, 121, now + 20);
	touch(ui, EVENT_UP, 1, 151, 121, now + 40);
	no_more_events(ui);
	tap(ui, 151, 121, now + 600);
	expect_event(UI_PRESS, PRESS, 7);
}

static void disabled_controls_take_touches_and_do_nothing(void **state)
{
	(void)state;
	begin();
	ui_control(ui, (struct control){.r = {0, 0, 400, 400}, .name = "below", .action = OTHER});
	ui_button(ui, (struct rect){100, 100, 200, 80},
		(struct button){.name = "one", .label = STR("One"), .action = PRESS, .disabled = true});
	ui_end(ui);
	tap(ui, 150, 120, now);
	no_more_events(ui);
	tap(ui, 350, 350, now + 300);
	expect_event(UI_PRESS, OTHER, 0);
}

static void small_controls_grow_but_not_into_neighbours(void **state)
{
	(void)state;
	begin();
	ui_control(ui, (struct control){.r = {500, 300, 20, 20}, .name = "small", .action = 1});
	ui_control(ui, (struct control){.r = {526, 300, 20, 20}, .name = "next", .action = 2});
	ui_control(ui, (struct control){.r = {10, 10, 60, 60}, .name = "corner", .action = 3});
	ui_end(ui);
	struct rect small = control_named(ui, "small", 0)->hit, next = control_named(ui, "next", 0)->hit;
	assert_true(small.h >= ui_touch(ui));
	assert_int_equal(small.x + small.w, 523);
	assert_int_equal(next.x, 523);
	assert_true(small.x < 500);
	struct rect corner = control_named(ui, "corner", 0)->hit;
	assert_int_equal(corner.x, 0);
	assert_int_equal(corner.y, 0);
	int count;
	ui_controls(ui, &count);
	tap(ui, 0, 0, now);
	expect_event(UI_PRESS, 3, 0);
}

static void a_long_press_is_a_hold_only_where_one_is_wanted(void **state)
{
	(void)state;
	begin();
	ui_control(
		ui, (struct control){.r = {0, 0, 200, 200}, .name = "holds", .action = PRESS, .holds = true});
	ui_control(ui, (struct control){.r = {400, 0, 200, 200}, .name = "plain", .action = OTHER});
	ui_end(ui);
	touch(ui, EVENT_DOWN, 1, 100, 100, now);
	begin();
	ui_control(
		ui, (struct control){.r = {0, 0, 200, 200}, .name = "holds", .action = PRESS, .holds = true});
	ui_control(ui, (struct control){.r = {400, 0, 200, 200}, .name = "plain", .action = OTHER});
	ui_end(ui);
	assert_int_equal(ui_deadline(ui), now + 500);
	pass(ui, now + 499);
	no_more_events(ui);
	pass(ui, now + 500);
	expect_event(UI_HOLD, PRESS, 0);
	touch(ui, EVENT_UP, 1, 100, 100, now + 700);
	no_more_events(ui);
	touch(ui, EVENT_DOWN, 1, 500, 100, now + 1000);
	touch(ui, EVENT_UP, 1, 500, 100, now + 2500);
	expect_event(UI_PRESS, OTHER, 0);
}

static void what_repeats_acts_at_once_and_again_while_held(void **state)
{
	(void)state;
	begin();
	ui_control(
		ui, (struct control){.r = {0, 0, 200, 200}, .name = "more", .action = PRESS, .repeat = true});
	ui_end(ui);
	touch(ui, EVENT_DOWN, 1, 100, 100, now);
	expect_event(UI_PRESS, PRESS, 0);
	pass(ui, now + 399);
	no_more_events(ui);
	pass(ui, now + 400 + 3 * 60);
	for (int i = 0; i < 4; i++)
		expect_event(UI_PRESS, PRESS, 0);
	touch(ui, EVENT_UP, 1, 100, 100, now + 600);
	no_more_events(ui);
}

/* ---- scrolls ---- */

static struct rect list_frame(void)
{
	begin();
	struct rect content = ui_scroll(ui, (struct rect){0, 100, 400, 300}, "list", 1000);
	for (int i = 0; i < 10; i++)
		ui_control(ui,
			(struct control){.r = {0, content.y + i * 100, 400, 100},
				.name = "row",
				.action = PRESS,
				.arg = i});
	ui_scroll_end(ui);
	ui_end(ui);
	return content;
}

static void a_list_follows_the_finger_and_its_rows_are_not_pressed(void **state)
{
	(void)state;
	assert_int_equal(list_frame().y, 100);
	int count;
	ui_controls(ui, &count);
	assert_int_equal(count, 3); /* rows out of sight can't be touched */
	touch(ui, EVENT_DOWN, 1, 50, 350, now);
	touch(ui, EVENT_MOVE, 1, 50, 330, now + 16);
	touch(ui, EVENT_MOVE, 1, 50, 230, now + 32);
	now += 32;
	assert_int_equal(list_frame().y, 0);
	touch(ui, EVENT_MOVE, 1, 50, 230, now + 200);
	touch(ui, EVENT_UP, 1, 50, 230, now + 400); /* it rested before: no inertia */
	no_more_events(ui);
	now += 400;
	list_frame();
	assert_true(ui_deadline(ui) == NEVER);
	tap(ui, 50, 150, now + 300);
	expect_event(UI_PRESS, PRESS, 1);
}

/* Flings the list by so much every 16 ms; returns the frames until it rests, and where that is. */
static int fling(int by, int *rest)
{
	list_frame();
	touch(ui, EVENT_DOWN, 1, 50, 350, now);
	for (int i = 1; i <= 5; i++)
		touch(ui, EVENT_MOVE, 1, 50, 350 - i * by, now + i * 16);
	touch(ui, EVENT_UP, 1, 50, 350 - 5 * by, now + 5 * 16);
	no_more_events(ui);
	now += 100;
	int frames = 0;
	*rest = list_frame().y;
	while (ui_deadline(ui) != NEVER) {
		assert_true(ui_deadline(ui) > now - 40 && ui_deadline(ui) <= now + 16);
		now += 16;
		int y = list_frame().y;
		assert_true(y <= *rest);
		*rest = y;
		assert_true(++frames < 300);
	}
	return frames;
}

static void a_flung_list_glides_and_comes_to_rest(void **state)
{
	(void)state;
	int rest, frames = fling(6, &rest);
	assert_in_range(frames, 20, 150);
	assert_in_range(100 - rest, 60, 250); /* some 0.4 px/ms, decaying: far from the end */
}

static void a_list_flung_against_its_end_rests_there_at_once(void **state)
{
	(void)state;
	int rest, frames = fling(60, &rest);
	assert_int_equal(rest, 100 - 700); /* 1000 of content in 300 */
	assert_in_range(frames, 1, 20);
}

static void a_touch_stops_a_gliding_list_and_presses_nothing(void **state)
{
	(void)state;
	list_frame();
	touch(ui, EVENT_DOWN, 1, 50, 350, now);
	for (int i = 1; i <= 5; i++)
		touch(ui, EVENT_MOVE, 1, 50, 350 - i * 10, now + i * 16);
	touch(ui, EVENT_UP, 1, 50, 300, now + 80);
	now += 100;
	list_frame();
	assert_true(ui_deadline(ui) != NEVER);
	tap(ui, 50, 200, now);
	list_frame();
	assert_true(ui_deadline(ui) == NEVER);
	no_more_events(ui);
}

static void a_list_can_be_told_where_to_be_and_wheeled(void **state)
{
	(void)state;
	list_frame();
	ui_scroll_to(ui, "list", 100000);
	assert_int_equal(list_frame().y, 100 - 700);
	ui_input(ui, &(struct event){.kind = EVENT_WHEEL, .y = 1, .at = now});
	assert_true(list_frame().y > 100 - 700);
}

/* ---- drags ---- */

static void board_frame(void)
{
	begin();
	for (int i = 0; i < 2; i++)
		ui_control(ui,
			(struct control){.r = {i * 400, 0, 380, 500},
				.name = "lane",
				.action = LANE,
				.arg = i,
				.drops = true});
	ui_card(ui, (struct rect){20, 20, 340, 100}, false);
	ui_control(ui,
		(struct control){
			.r = {20, 20, 340, 100}, .name = "card", .action = CARD, .arg = 5, .drags = true});
	ui_end(ui);
}

static void a_card_is_dragged_to_a_lane(void **state)
{
	(void)state;
	board_frame();
	int at_rest;
	{
		begin();
		ui_card(ui, (struct rect){20, 20, 340, 100}, false);
		at_rest = ui_end(ui)->count;
		board_frame();
	}
	touch(ui, EVENT_DOWN, 1, 100, 60, now);
	touch(ui, EVENT_MOVE, 1, 130, 62, now + 20);
	assert_true(ui_dragging(ui, CARD, 5));
	touch(ui, EVENT_MOVE, 1, 500, 200, now + 60);
	begin();
	ui_card(ui, (struct rect){20, 20, 340, 100}, false);
	ui_control(ui,
		(struct control){
			.r = {400, 0, 380, 500}, .name = "lane", .action = LANE, .arg = 1, .drops = true});
	ui_control(ui,
		(struct control){
			.r = {20, 20, 340, 100}, .name = "card", .action = CARD, .arg = 5, .drags = true});
	const struct draw_list *list = ui_end(ui);
	assert_int_equal(list->count, at_rest + 3); /* mark of the lane, shadow and copy of the card */
	struct rect ghost = list->draws[list->count - 1].r;
	assert_int_equal(ghost.x, 20 + 400);
	assert_int_equal(ghost.y, 20 + 140);
	touch(ui, EVENT_UP, 1, 500, 200, now + 100);
	struct ui_event e = ui_next(ui);
	assert_int_equal(e.kind, UI_DROP);
	assert_int_equal(e.action, CARD);
	assert_int_equal(e.arg, 5);
	assert_int_equal(e.onto, LANE);
	assert_int_equal(e.onto_arg, 1);
	no_more_events(ui);
	assert_false(ui_dragging(ui, CARD, 5));
}

static void a_touch_on_a_card_that_does_not_move_is_a_press(void **state)
{
	(void)state;
	board_frame();
	touch(ui, EVENT_DOWN, 1, 100, 60, now);
	touch(ui, EVENT_MOVE, 1, 103, 62, now + 20);
	touch(ui, EVENT_UP, 1, 103, 62, now + 80);
	expect_event(UI_PRESS, CARD, 5);
}

/* ---- a real keyboard ---- */

static void key(enum key k, bool shift)
{
	ui_input(ui, &(struct event){.kind = EVENT_KEY, .key = k, .shift = shift, .at = now});
}

static int draws_of_two_buttons(void)
{
	begin();
	ui_button(ui, (struct rect){100, 100, 200, 80},
		(struct button){.name = "one", .label = STR("One"), .action = PRESS, .arg = 7});
	ui_button(ui, (struct rect){400, 100, 200, 80},
		(struct button){.name = "two", .label = STR("Two"), .action = OTHER});
	return ui_end(ui)->count;
}

static void tab_and_return_press_controls(void **state)
{
	(void)state;
	int plain = draws_of_two_buttons();
	key(KEY_TAB, false);
	assert_int_equal(draws_of_two_buttons(), plain + 1); /* the ring */
	key(KEY_RETURN, false);
	expect_event(UI_PRESS, PRESS, 7);
	draws_of_two_buttons();
	key(KEY_TAB, false);
	ui_input(ui, &(struct event){.kind = EVENT_TEXT, .text = " ", .at = now});
	expect_event(UI_PRESS, OTHER, 0);
	draws_of_two_buttons();
	key(KEY_TAB, true);
	key(KEY_RETURN, false);
	expect_event(UI_PRESS, PRESS, 7);
	tap(ui, 900, 500, now); /* a touch hides the ring */
	assert_int_equal(draws_of_two_buttons(), plain);
	key(KEY_RETURN, false);
	assert_int_equal(ui_next(ui).kind, UI_KEY);
}

static void arrows_go_to_the_nearest_control(void **state)
{
	(void)state;
	draws_of_two_buttons();
	key(KEY_TAB, false);
	key(KEY_RIGHT, false);
	key(KEY_RETURN, false);
	expect_event(UI_PRESS, OTHER, 0);
	draws_of_two_buttons();
	key(KEY_DOWN, false); /* nothing there */
	key(KEY_LEFT, false);
	key(KEY_RETURN, false);
	expect_event(UI_PRESS, PRESS, 7);
}

static void keys_nobody_takes_go_to_the_screen(void **state)
{
	(void)state;
	two_buttons();
	key(KEY_ESCAPE, false);
	struct ui_event e = ui_next(ui);
	assert_int_equal(e.kind, UI_KEY);
	assert_int_equal(e.key, KEY_ESCAPE);
}

/* ---- toasts, motion, deadlines ---- */

static void a_toast_counts_down_is_undone_and_goes(void **state)
{
	(void)state;
	two_buttons();
	ui_toast(ui, STR("Anna is checked in"), UNDO, STR("Undo"), 42, 10000);
	now += 100;
	two_buttons();
	assert_int_equal(ui_deadline(ui), now - 100 + 1000);
	const struct control *undo = control_named(ui, "undo", 0);
	assert_non_null(undo);
	assert_true(str_eq(undo->label, STR("Undo · 10")));
	now += 900;
	two_buttons();
	undo = control_named(ui, "undo", 0);
	assert_true(str_eq(undo->label, STR("Undo · 9")));
	tap(ui, centre_x(undo->r), centre_y(undo->r), now);
	expect_event(UI_PRESS, UNDO, 42);
	two_buttons();
	assert_null(control_named(ui, "undo", 0));
	ui_toast(ui, STR("Saved"), 0, STR(""), 0, 3000);
	two_buttons();
	assert_non_null(control_named(ui, "toast", 0));
	assert_int_equal(ui_deadline(ui), now + 30 + 3000);
	now += 3030;
	pass(ui, now);
	two_buttons();
	assert_null(control_named(ui, "toast", 0));
}

static float moved(float target, bool motion)
{
	struct ui_frame frame = twin_frame(now);
	frame.motion = motion;
	ui_begin(ui, &frame);
	float v = ui_motion(ui, "x", 0, target, 200);
	ui_end(ui);
	return v;
}

static void motion_eases_out_and_ends(void **state)
{
	(void)state;
	assert_float_equal(moved(0, true), 0, 0.001f);
	assert_float_equal(moved(100, true), 0, 0.001f);
	assert_int_equal(ui_deadline(ui), now + 16);
	now += 100;
	float half = moved(100, true);
	assert_true(half > 60 && half < 100); /* most of the way in half of the time */
	now += 100;
	assert_float_equal(moved(100, true), 100, 0.001f);
	assert_true(ui_deadline(ui) == NEVER);
	assert_float_equal(moved(0, false), 0, 0.001f);
}

static void an_idle_screen_asks_for_nothing(void **state)
{
	(void)state;
	two_buttons();
	assert_true(ui_deadline(ui) == NEVER);
	begin();
	ui_wake_at(ui, now + 5000);
	ui_wake_at(ui, now + 9000);
	ui_end(ui);
	assert_int_equal(ui_deadline(ui), now + 5000);
}

static int draws_of_pending(int64_t waited)
{
	begin();
	ui_button(ui, (struct rect){100, 100, 200, 80},
		(struct button){
			.name = "one", .label = STR("One"), .action = PRESS, .pending_since = now - waited});
	return ui_end(ui)->count;
}

static void the_disk_is_mentioned_after_200_ms(void **state)
{
	(void)state;
	int before = draws_of_pending(199);
	assert_int_equal(ui_deadline(ui), now + 1);
	assert_int_equal(draws_of_pending(250), before + 1);
	tap(ui, 150, 120, now);
	no_more_events(ui); /* not pressed again while it waits */
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_press_counts_when_the_finger_is_lifted),
		CASE(a_finger_that_leaves_presses_nothing),
		CASE(what_disappeared_is_not_pressed_twice),
		CASE(a_double_touch_does_not_press_what_appeared_there),
		CASE(a_finger_presses_nothing_when_what_it_was_on_has_gone),
		CASE(two_fingers_press_two_controls),
		CASE(the_waking_touch_presses_nothing_until_lifted),
		CASE(disabled_controls_take_touches_and_do_nothing),
		CASE(small_controls_grow_but_not_into_neighbours),
		CASE(a_long_press_is_a_hold_only_where_one_is_wanted),
		CASE(what_repeats_acts_at_once_and_again_while_held),
		CASE(a_list_follows_the_finger_and_its_rows_are_not_pressed),
		CASE(a_flung_list_glides_and_comes_to_rest),
		CASE(a_list_flung_against_its_end_rests_there_at_once),
		CASE(a_touch_stops_a_gliding_list_and_presses_nothing),
		CASE(a_list_can_be_told_where_to_be_and_wheeled),
		CASE(a_card_is_dragged_to_a_lane),
		CASE(a_touch_on_a_card_that_does_not_move_is_a_press),
		CASE(tab_and_return_press_controls),
		CASE(arrows_go_to_the_nearest_control),
		CASE(keys_nobody_takes_go_to_the_screen),
		CASE(a_toast_counts_down_is_undone_and_goes),
		CASE(motion_eases_out_and_ends),
		CASE(an_idle_screen_asks_for_nothing),
		CASE(the_disk_is_mentioned_after_200_ms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
