/* The discussion's screens: the clock costs one frame a second and none while it waits; an answer is sent
 * when both the face and the thumb were touched, in either order; what was found in the notes becomes an
 * action by one touch, once. */
#include "screens/screens.h"

#define BOX (8 * MINUTE)

static ident meeting;

/* A meeting of four without phones that the screen leads; one topic is on, with a task in its note. */
static int set(void **state)
{
	struct stage *st = stage_new(platform, &content, 1024, 600, "en");
	int64_t wall = st->now.wall;
	stage_people(st, 4);
	stage_board(st, "Marketing", "", 8);
	ident note = st->next++;
	st->topic = st->next++;
	meeting = st->next++;
	ROW(st, REC_note, VI(note), VI(0), VI(st->topic), TEXT("Newsletters"), VI(0),
		TEXT("- [ ] Ben: count who reads them\n"), VI(1), VI(0), VI(0));
	ROW(st, REC_topic, VI(st->topic), VI(st->board), VI(LANE_DISCUSSING), VI(1), VI(TOPIC_CONCERN),
		TEXT("Newsletters"), TEXT(""), VI(st->people[0]), VI(note), VI(1), VI(0), VI(0), VI(0), VI(0),
		TEXT(""), VI(meeting), VI(0), VI(0));
	ROW(st, REC_setting, TEXT("pin_signed_in"), TEXT("1"));
	ROW(st, REC_meeting, VI(meeting), VI(st->board), VI(PHASE_DISCUSS), VI(wall), VI(LEAD_KIOSK), VI(0),
		VI(1), VI(st->topic), VI(BOX), VI(0), VI(0), VI(wall), VI(1), VI(0), VI(0), VI(0), TEXT(""),
		VI(0), VI(0), VI(0), VI(wall + HOUR), VI(wall - MINUTE), VI(0));
	for (size_t i = 0; i < st->people_count; i++)
		ROW(st, REC_participant, VI(meeting), VI(st->people[i]), VI(wall), VI(1), VI(THUMB_NONE));
	stage_open(st);
	stage_visit(st, SCREEN_meeting, meeting, 0);
	*state = st;
	return 0;
}

/* How often the screen is drawn while so much time passes and nobody touches it. */
static int frames(struct stage *st, int64_t ms)
{
	int drawn = 0;
	for (int64_t end = st->now.mono + ms; st->now.mono < end;) {
		st->now.mono += 10;
		st->now.wall += 10;
		pump(st);
		drawn += shell_draw(st->shell, st->w, st->h, st->now) != NULL;
	}
	return drawn;
}

static void the_clock_costs_one_frame_a_second(void **state)
{
	struct stage *st = *state;
	frames(st, SECOND / 2); /* what was still to be drawn */
	assert_int_equal(frames(st, 10 * SECOND), 10);
}

static void a_clock_that_waits_costs_nothing(void **state)
{
	struct stage *st = *state;
	assert_true(stage_tap(st, "pause", -1));
	assert_int_equal(frames(st, 10 * SECOND), 0);
}

static void time_over(struct stage *st)
{
	stage_pass(st, BOX);
	stage_draw(st);
	assert_int_not_equal(core_meeting(st->core, meeting)->thumbs_until, 0);
}

static void a_thumb_needs_a_face_in_either_order(void **state)
{
	struct stage *st = *state;
	time_over(st);
	assert_true(stage_tap(st, "face", st->people[1]));
	assert_int_equal(core_thumbs(st->core, meeting).for_more, 0);
	assert_true(stage_tap(st, "thumb", 0));
	assert_int_equal(core_thumbs(st->core, meeting).for_more, 1);
	assert_true(stage_tap(st, "thumb", 2));
	assert_int_equal(core_thumbs(st->core, meeting).enough, 0);
	assert_true(stage_tap(st, "face", st->people[2]));
	assert_int_equal(core_thumbs(st->core, meeting).enough, 1);
}

static void a_found_task_becomes_an_action_once(void **state)
{
	struct stage *st = *state;
	const struct action *a;
	assert_true(stage_tap(st, "done", -1));
	assert_int_equal(core_topic_actions(st->core, st->topic, &a, 1), 0);
	assert_true(stage_tap(st, "confirm", -1));
	assert_int_equal(core_topic_actions(st->core, st->topic, &a, 1), 1);
	assert_int_equal(a->owner, st->people[1]);
	assert_false(stage_tap(st, "confirm", -1));
}

/* Somebody writes it down on a screen of its own and comes back to where they were. */
static void writing_the_outcome_leads_back_to_what_came_of_it(void **state)
{
	struct stage *st = *state;
	assert_true(stage_tap(st, "done", -1));
	assert_false(core_meeting(st->core, meeting)->box.running);
	assert_true(stage_tap(st, "outcome", -1));
	assert_int_equal(st->shell->place.screen, SCREEN_outcome);
	stage_type(st, "One newsletter");
	assert_true(stage_tap(st, "done", -1));
	assert_int_equal(st->shell->place.screen, SCREEN_meeting);
	assert_true(stage_tap(st, "go-on", -1));
	assert_true(core_meeting(st->core, meeting)->box.running);
	assert_true(str_eq(core_topic(st->core, st->topic)->outcome, STR("One newsletter")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set, strike)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_clock_costs_one_frame_a_second),
		TEST(a_clock_that_waits_costs_nothing),
		TEST(a_thumb_needs_a_face_in_either_order),
		TEST(a_found_task_becomes_an_action_once),
		TEST(writing_the_outcome_leads_back_to_what_came_of_it),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
