/* The quiz and the map under fingers: a minute is a minute, two touches in a row are one judgement and Undo takes it
 * back; a touch on somebody in the picture picks theirs out of the table, and an idle map draws nothing. */
#include "screens/screens.h"

#include "core/map.h"
#include "core/quiz.h"

enum { TANDEM = 50, QUESTION = 60 };

static ident partners(struct stage *st, ident id, size_t a, size_t b)
{
	ROW(st, REC_partnership, VI(id), VI(MODEL_TANDEM), TEXT(""), VI(PARTNERSHIP_ACTIVE), VI(1), TEXT(""),
		TEXT(""), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""));
	ROW(st, REC_partner, VI(id), VI(st->people[a]), VI(0), VI(0), VI(0), VI(0), VI(CONSENT_YES));
	ROW(st, REC_partner, VI(id), VI(st->people[b]), VI(1), VI(0), VI(0), VI(0), VI(CONSENT_YES));
	return id;
}

/* Anna and Ben with three questions, Ben and Carla; Deniz is with nobody, Esra neither, and not on the screen. */
static struct stage *room(void)
{
	struct stage *st = stage_new(platform, &content, 1024, 600, "en");
	stage_people(st, 5);
	disk_find(&st->disk, REC_person, &VI(st->people[4]))->values[8] = VI(1);
	partners(st, TANDEM, 0, 1);
	partners(st, TANDEM + 1, 1, 2);
	for (int i = 0; i < 3; i++)
		ROW(st, REC_takeaway, VI(QUESTION + i), VI(0), VI(0), VI(TAKEAWAY_QUESTION),
			TEXT("Why? Because"), VI(0), VI(0), VI(st->now.wall - (9 - i) * DAY), VI(0), VI(0),
			VI(0), VI(0), VI(0), VI(TANDEM), VI(0));
	st->next = 100;
	stage_session(st,
		(struct staged){.focus = "Night desk",
			.text = "",
			.minutes = 60,
			.members = 2,
			.here = 2,
			.step = -1,
			.state = SESSION_HERE});
	stage_open(st);
	return st;
}

static int set_quiz(void **state)
{
	struct stage *st = room();
	stage_visit(st, SCREEN_quiz, st->session, 0);
	*state = st;
	return 0;
}

static int set_map(void **state)
{
	struct stage *st = room();
	stage_visit(st, SCREEN_map, 0, 0);
	for (int i = 0; i < 100 && core_deadline(st->core) <= st->now.mono; i++)
		SEND(st, tick, .none = 0);
	stage_draw(st);
	*state = st;
	return 0;
}

static bool is_seen(struct stage *st, const char *words)
{
	struct buf seen = {0};
	stage_draw(st);
	ui_words(st->shell->ui, &seen);
	bool found = str_contains(buf_str(&seen), str_from(words));
	buf_free(&seen);
	return found;
}

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

static size_t left_of(struct stage *st, size_t person)
{
	struct quiz_question out[8];
	return core_quiz_person(st->core, st->people[person], st->now.wall, out, 8);
}

/* ---- the quiz ---- */

static void the_minute_costs_a_frame_a_second(void **state)
{
	struct stage *st = *state;
	frames(st, SECOND / 2);
	assert_int_equal(frames(st, 10 * SECOND), 10);
}

static void after_the_minute_no_new_question_comes(void **state)
{
	struct stage *st = *state;
	stage_pass(st, 40 * SECOND);
	assert_true(stage_tap(st, "answer", -1));
	assert_true(is_seen(st, "Because"));
	stage_pass(st, 25 * SECOND);
	assert_true(is_seen(st, "1 of 3"));
	assert_true(stage_tap(st, "good", -1));
	assert_true(is_seen(st, "That was your minute"));
	assert_false(is_seen(st, "2 of 3"));
	assert_int_equal(left_of(st, 0), 2);
}

static void press(struct stage *st, const char *name)
{
	int count;
	const struct control *all = ui_controls(st->shell->ui, &count);
	struct event e = {.kind = EVENT_DOWN, .at = st->now.mono, .finger = 1};
	for (int i = 0; i < count; i++)
		if (strcmp(all[i].name, name) == 0)
			e.x = all[i].hit.x + all[i].hit.w / 2, e.y = all[i].hit.y + all[i].hit.h / 2;
	shell_event(st->shell, &e, st->now);
	e.kind = EVENT_UP;
	shell_event(st->shell, &e, st->now);
}

/* A frame is drawn in between, but the disk has not answered yet. */
static void two_touches_in_a_row_are_one_judgement(void **state)
{
	struct stage *st = *state;
	press(st, "good");
	st->now.mono += 200;
	assert_non_null(shell_draw(st->shell, st->w, st->h, st->now));
	press(st, "easy");
	stage_draw(st);
	assert_true(is_seen(st, "2 of 3"));
	assert_int_equal(left_of(st, 0), 2);
	assert_int_equal(left_of(st, 1), 3);
}

static void undo_takes_a_judgement_back(void **state)
{
	struct stage *st = *state;
	assert_true(stage_tap(st, "easy", -1));
	assert_int_equal(disk_count(&st->disk, REC_recall), 1);
	assert_true(stage_tap(st, "undo", -1));
	assert_int_equal(disk_count(&st->disk, REC_recall), 0);
	assert_true(is_seen(st, "1 of 3"));
	assert_true(stage_tap(st, "skip", -1));
	assert_true(stage_tap(st, "undo", -1)); /* of a question that was skipped */
	assert_true(is_seen(st, "1 of 3"));
	assert_int_equal(left_of(st, 0), 3);
}

/* ---- the map ---- */

/* A touch on the middle of somebody in the picture. */
static void touch_person(struct stage *st, size_t person)
{
	const struct map *m = core_map(st->core, MAP_PEOPLE, false);
	const struct person *p = core_person(st->core, st->people[person]);
	struct arena mem = {0};
	struct str initials = person_initials(&mem, p);
	assert_non_null(m);
	for (int i = 0; i < st->list->count; i++) {
		const struct draw *d = &st->list->draws[i];
		if (d->kind != DRAW_TEXT || !str_eq(d->text, initials))
			continue;
		struct event e = {.kind = EVENT_DOWN,
			.at = st->now.mono,
			.finger = 1,
			.x = d->r.x + d->r.w / 2,
			.y = d->r.y + d->r.h / 2};
		shell_event(st->shell, &e, st->now);
		stage_pass(st, 60);
		e.kind = EVENT_UP;
		shell_event(st->shell, &e, st->now);
		stage_pass(st, 400);
		arena_free(&mem);
		return;
	}
	fail_msg("nobody called %.*s in the picture", STR_FMT(initials));
}

static void a_touch_on_somebody_picks_out_theirs(void **state)
{
	struct stage *st = *state;
	assert_true(is_seen(st, "Anna B. and Ben K."));
	assert_true(is_seen(st, "Ben K. and Carla M."));
	touch_person(st, 0);
	assert_true(is_seen(st, "Anna B. and Ben K."));
	assert_false(is_seen(st, "Ben K. and Carla M."));
	touch_person(st, 0);
	assert_true(is_seen(st, "Ben K. and Carla M."));
	touch_person(st, 2);
	assert_false(is_seen(st, "Anna B. and Ben K."));
	assert_true(stage_tap(st, "all", -1));
	assert_true(is_seen(st, "Anna B. and Ben K."));
}

static void who_is_not_on_the_screen_is_counted(void **state)
{
	struct stage *st = *state;
	assert_true(stage_tap(st, "alone", -1));
	assert_true(is_seen(st, "Deniz"));
	assert_true(is_seen(st, "and 1 more"));
	assert_false(is_seen(st, "Esra"));
	assert_false(is_seen(st, "EW"));
}

static void an_idle_map_draws_nothing(void **state)
{
	struct stage *st = *state;
	frames(st, SECOND);
	assert_int_equal(frames(st, 10 * SECOND), 0);
	DO(st, profile_set, .person = st->people[3], .team = STR("Boats"), .language = STR("en"));
	assert_true(frames(st, SECOND) > 0);
	assert_int_equal(frames(st, 10 * SECOND), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_minute_costs_a_frame_a_second, set_quiz, strike),
		cmocka_unit_test_setup_teardown(after_the_minute_no_new_question_comes, set_quiz, strike),
		cmocka_unit_test_setup_teardown(two_touches_in_a_row_are_one_judgement, set_quiz, strike),
		cmocka_unit_test_setup_teardown(undo_takes_a_judgement_back, set_quiz, strike),
		cmocka_unit_test_setup_teardown(a_touch_on_somebody_picks_out_theirs, set_map, strike),
		cmocka_unit_test_setup_teardown(who_is_not_on_the_screen_is_counted, set_map, strike),
		cmocka_unit_test_setup_teardown(an_idle_map_draws_nothing, set_map, strike),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
