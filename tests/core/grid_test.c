/* The grid of a meeting that splits: who leads lays topics on places and slots, or they find their cells by
 * themselves; nobody brings two topics at the same time, and no cell has two. */
#include <stdio.h>

#include "core/timetable.h"
#include "core/workshop.h"
#include "sim/random.h"

enum { MEETING = 60, CROWD = 1000 };
static const char four_tables[] = "Table 1\nTable 2\nTable 3\nTable 4";

static void restart(struct room *r)
{
	room_restart(r);
	room_sign_in(r);
}

/* A meeting in its discussion, and so many more people. */
static void begin(struct room *r, int people)
{
	for (int i = 0; i < people; i++)
		room_person(r, CROWD + i, "Person", "Of Many", "", false, false);
	LOAD(&r->disk, REC_meeting, VI(MEETING), VI(BOARD), VI(PHASE_DISCUSS), VI(r->now.wall), VI(0), VI(0),
		VI(1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(0),
		VI(0), VI(r->now.wall + HOUR), VI(r->now.wall), VI(0));
	restart(r);
}

static ident add(struct room *r, ident person)
{
	PRESS(r, topic_add, .board = BOARD, .title = STR("Topic"), .person = person);
	EXPECT(r, none);
	return r->result;
}

static void split(struct room *r, const char *places, int32_t slots)
{
	PRESS(r, grid_set, .meeting = MEETING, .places = str_from(places), .slots = slots,
		.slot_minutes = 20);
	EXPECT(r, none);
}

static void put(struct room *r, ident topic, int32_t place, int32_t slot)
{
	PRESS(r, grid_put, .meeting = MEETING, .topic = topic, .place = place, .slot = slot);
}

static void is_at(struct room *r, ident topic, int32_t place, int32_t slot)
{
	struct cell c = core_cell(r->core, MEETING, topic);
	assert_int_equal(c.place, place);
	assert_int_equal(c.slot, slot);
}

static size_t grid_size(struct room *r)
{
	struct cell cells[PLACES_MAX * SLOTS_MAX];
	return core_grid(r->core, MEETING, cells, PLACES_MAX * SLOTS_MAX);
}

static void places_and_times_are_set_by_whoever_leads(void **state)
{
	struct room *r = *state;
	begin(r, 0);
	PRESS(r, grid_set, .meeting = MEETING, .places = STR("  Table\t1 \n\n Garden \r\n"), .slots = 2,
		.slot_minutes = 20);
	EXPECT(r, none);
	const struct meeting *m = core_meeting(r->core, MEETING);
	assert_true(m->split);
	assert_int_equal(meeting_places(m), 2);
	assert_true(str_eq(meeting_place(m, 0), STR("Table 1")));
	assert_true(str_eq(meeting_place(m, 1), STR("Garden")));
	assert_true(str_eq(meeting_place(m, 2), STR("")));
	assert_int_equal(meeting_slot_start(m, 1) - r->now.wall, 20 * MINUTE);
	PRESS(r, grid_set, .meeting = MEETING, .places = STR("Table 1\nGarden"), .slots = 2,
		.slot_minutes = 20);
	EXPECT(r, already);
	restart(r);
	assert_int_equal(meeting_places(core_meeting(r->core, MEETING)), 2);
	SEND(r, ((struct origin){FROM_PHONE, ++r->request, 5, 0}), grid_set, .meeting = MEETING,
		.places = STR("A"), .slots = 1, .slot_minutes = 20);
	assert_int_not_equal(r->err, ERR_none);
}

static void grids_that_make_no_sense_are_refused(void **state)
{
	struct room *r = *state;
	begin(r, 0);
	char names[200] = "", longest[200];
	for (int i = 0; i <= PLACES_MAX; i++)
		strcat(names, "Table\n");
	memset(longest, 'x', sizeof longest - 1);
	longest[sizeof longest - 1] = 0;
	static const struct {
		int32_t slots, minutes;
	} wrong[] = {{0, 20}, {SLOTS_MAX + 1, 20}, {2, 4}, {2, 241}};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		PRESS(r, grid_set, .meeting = MEETING, .places = STR("A"), .slots = wrong[i].slots,
			.slot_minutes = wrong[i].minutes);
		EXPECT(r, invalid);
	}
	PRESS(r, grid_set, .meeting = MEETING, .places = STR("A"), .slots = 2, .slot_minutes = 20,
		.starts = INT64_MAX);
	EXPECT(r, invalid);
	PRESS(r, grid_set, .meeting = MEETING, .places = str_from(names), .slots = 2, .slot_minutes = 20);
	EXPECT(r, too_many);
	PRESS(r, grid_set, .meeting = MEETING, .places = str_from(longest), .slots = 2, .slot_minutes = 20);
	EXPECT(r, too_long);
	PRESS(r, grid_set, .meeting = MEETING, .places = STR(" \n"), .slots = 2, .slot_minutes = 20);
	EXPECT(r, already); /* nothing is split */
	PRESS(r, grid_fill, .meeting = MEETING);
	EXPECT(r, conflict);
	PRESS(r, grid_set, .meeting = 999, .places = STR("A"), .slots = 2, .slot_minutes = 20);
	EXPECT(r, not_found);
}

static void a_card_goes_to_a_cell_and_changes_with_the_one_there(void **state)
{
	struct room *r = *state;
	begin(r, 3);
	ident a = add(r, CROWD), b = add(r, CROWD + 1), c = add(r, CROWD + 2);
	put(r, a, 0, 0);
	EXPECT(r, conflict);
	split(r, four_tables, 2);
	put(r, a, 0, 0);
	EXPECT(r, none);
	put(r, a, 0, 0);
	EXPECT(r, already);
	put(r, b, 1, 1);
	put(r, a, 1, 1);
	EXPECT(r, none);
	is_at(r, a, 1, 1);
	is_at(r, b, 0, 0);
	put(r, c, 1, 1); /* from beside the grid: the other one goes there */
	EXPECT(r, none);
	is_at(r, c, 1, 1);
	is_at(r, a, -1, -1);
	put(r, b, -1, -1);
	EXPECT(r, none);
	put(r, b, -1, -1);
	EXPECT(r, already);
	restart(r);
	is_at(r, c, 1, 1);
	is_at(r, b, -1, -1);
	assert_int_equal(disk_count(&r->disk, REC_cell), 1);
	put(r, a, 4, 0);
	EXPECT(r, invalid);
	put(r, a, 0, 2);
	EXPECT(r, invalid);
	put(r, a, -2, 0);
	EXPECT(r, invalid);
	put(r, 999, 0, 0);
	EXPECT(r, not_found);
}

static void nobody_is_put_in_two_places_at_once(void **state)
{
	struct room *r = *state;
	begin(r, 2);
	ident a = add(r, CROWD), b = add(r, CROWD), c = add(r, CROWD + 1), d = add(r, CROWD + 1);
	split(r, four_tables, 2);
	put(r, a, 0, 0);
	put(r, b, 1, 0);
	EXPECT(r, two_places);
	put(r, b, 1, 1);
	EXPECT(r, none);
	put(r, c, 2, 0);
	put(r, b, 2, 0); /* changing with c would bring a's bringer to slot 0 twice */
	EXPECT(r, two_places);
	is_at(r, b, 1, 1);
	is_at(r, c, 2, 0);
	put(r, a, 1, 1); /* but the two themselves may change */
	EXPECT(r, none);
	is_at(r, a, 1, 1);
	is_at(r, b, 0, 0);
	/* who brought a card that lies under another counts as well */
	put(r, c, -1, -1);
	put(r, d, 3, 0);
	EXPECT(r, none);
	PRESS(r, topic_merge, .topic = c, .into = a);
	EXPECT(r, none);
	put(r, a, 2, 0);
	EXPECT(r, two_places);
}

static void a_clash_says_who_cannot_be_at_both(void **state)
{
	struct room *r = *state;
	struct clash clash[8];
	begin(r, 9);
	ident a = add(r, CROWD), b = add(r, CROWD + 1), c = add(r, CROWD + 2), d = add(r, 0);
	split(r, four_tables, 2);
	for (int i = 3; i < 6; i++) {
		PRESS(r, interest_set, .topic = a, .person = CROWD + i, .on = true);
		PRESS(r, interest_set, .topic = b, .person = CROWD + i, .on = true);
	}
	PRESS(r, interest_set, .topic = c, .person = CROWD + 3, .on = true);
	PRESS(r, interest_set, .topic = c, .person = CROWD, .on = true); /* who brings a wants c, too */
	put(r, a, 0, 0);
	put(r, b, 1, 1);
	put(r, d, 2, 0);
	assert_int_equal(core_clashes(r->core, MEETING, clash, 8), 0);
	put(r, b, 1, 0);
	put(r, c, 3, 0);
	assert_int_equal(core_clashes(r->core, MEETING, clash, 8), 3);
	assert_int_equal(clash[0].people, 3);
	assert_true((clash[0].a == a && clash[0].b == b) || (clash[0].a == b && clash[0].b == a));
	assert_false(clash[0].bringer);
	assert_int_equal(clash[1].people, 2);
	assert_int_equal(clash[2].people, 1);
	assert_int_equal(core_clashes(r->core, MEETING, clash, 1), 1);
	assert_int_equal(clash[0].people, 3);
	ident other = add(r, CROWD + 2);
	put(r, other, -1, -1);
	PRESS(r, topic_merge, .topic = other, .into = d); /* d's people now have c's bringer among them */
	assert_int_equal(core_clashes(r->core, MEETING, clash, 8), 4);
	assert_true(clash[0].bringer);
}

static void together_again_forgets_no_cell(void **state)
{
	struct room *r = *state;
	begin(r, 2);
	ident a = add(r, CROWD), b = add(r, CROWD + 1);
	split(r, four_tables, 2);
	put(r, a, 3, 1);
	put(r, b, 0, 0);
	PRESS(r, grid_set, .meeting = MEETING, .places = STR(""));
	EXPECT(r, none);
	assert_false(core_meeting(r->core, MEETING)->split);
	is_at(r, a, -1, -1);
	assert_int_equal(grid_size(r), 0);
	restart(r);
	split(r, four_tables, 2);
	is_at(r, a, 3, 1);
	split(r, "Only one", 1); /* what lies outside leaves the grid for good */
	is_at(r, a, -1, -1);
	is_at(r, b, 0, 0);
	split(r, four_tables, 2);
	is_at(r, a, -1, -1);
	assert_int_equal(disk_count(&r->disk, REC_cell), 1);
}

static void a_withdrawn_card_never_shares_its_cell(void **state)
{
	struct room *r = *state;
	begin(r, 2);
	ident a = add(r, CROWD), b = add(r, CROWD + 1);
	split(r, four_tables, 2);
	put(r, a, 0, 0);
	PRESS(r, topic_withdraw, a);
	assert_int_equal(grid_size(r), 0);
	PRESS(r, topic_restore, a);
	is_at(r, a, 0, 0);
	PRESS(r, topic_withdraw, a);
	put(r, b, 0, 0);
	EXPECT(r, none);
	PRESS(r, topic_restore, a);
	is_at(r, a, -1, -1);
	assert_int_equal(grid_size(r), 1);
}

/* ---- by themselves ---- */

static void is_sound(struct room *r)
{
	struct cell cells[PLACES_MAX * SLOTS_MAX];
	size_t n = core_grid(r->core, MEETING, cells, PLACES_MAX * SLOTS_MAX);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			bool same_time = cells[i].slot == cells[j].slot;
			assert_false(same_time && cells[i].place == cells[j].place);
			assert_false(same_time &&
				core_topic(r->core, cells[i].topic)->person ==
					core_topic(r->core, cells[j].topic)->person);
		}
}

static void topics_find_their_cells_and_nobody_is_in_two_places(void **state)
{
	struct room *r = *state;
	struct dice dice = {11};
	begin(r, 30);
	split(r, four_tables, 3);
	PRESS(r, grid_fill, .meeting = MEETING);
	EXPECT(r, already); /* there are none */
	for (int i = 0; i < 16; i++) {
		ident t = add(r, CROWD + dice_below(&dice, 10));
		for (int p = 0; p < 30; p++)
			if (dice_one_in(&dice, 3))
				PRESS(r, interest_set, .topic = t, .person = CROWD + p, .on = true);
	}
	PRESS(r, grid_fill, .meeting = MEETING);
	EXPECT(r, none);
	assert_int_equal(grid_size(r), 12);
	is_sound(r);
	struct cell before[12], after[12];
	core_grid(r->core, MEETING, before, 12);
	restart(r);
	core_grid(r->core, MEETING, after, 12);
	for (int i = 0; i < 12; i++) {
		assert_int_equal(before[i].topic, after[i].topic);
		put(r, before[i].topic, -1, -1);
	}
	PRESS(r, grid_fill, .meeting = MEETING); /* the same wishes, the same grid */
	core_grid(r->core, MEETING, after, 12);
	for (int i = 0; i < 12; i++)
		assert_int_equal(before[i].topic, after[i].topic);
	PRESS(r, grid_fill, .meeting = MEETING);
	EXPECT(r, already);
}

static void what_was_placed_by_hand_stays(void **state)
{
	struct room *r = *state;
	begin(r, 5);
	ident a = add(r, CROWD), b = add(r, CROWD + 1), c = add(r, CROWD);
	split(r, four_tables, 2);
	put(r, b, 3, 1);
	PRESS(r, grid_fill, .meeting = MEETING);
	EXPECT(r, none);
	is_at(r, b, 3, 1);
	is_at(r, a, 0, 0);
	is_at(r, c, 0, 1);
	PRESS(r, grid_fill, .meeting = MEETING); /* nothing to add: all anew */
	EXPECT(r, none);
	is_at(r, b, 1, 0);
	is_at(r, c, 0, 1);
}

static void a_slot_under_way_is_not_laid_anew(void **state)
{
	struct room *r = *state;
	begin(r, 5);
	ident a = add(r, CROWD), b = add(r, CROWD + 1);
	split(r, four_tables, 2);
	put(r, a, 3, 0);
	put(r, b, 3, 1);
	room_pass(r, 6 * MINUTE);
	PRESS(r, grid_fill, .meeting = MEETING);
	EXPECT(r, none);
	is_at(r, a, 3, 0);
	is_at(r, b, 0, 0);
	room_pass(r, 16 * MINUTE);
	ident c = add(r, CROWD + 2);
	PRESS(r, grid_fill, .meeting = MEETING);
	EXPECT(r, none);
	is_at(r, c, 0, 1); /* the first slot is over */
}

static void undo_brings_the_grid_back_as_it_was(void **state)
{
	struct room *r = *state;
	begin(r, 4);
	ident a = add(r, CROWD), b = add(r, CROWD + 1), c = add(r, CROWD + 2);
	split(r, four_tables, 2);
	put(r, a, 2, 0);
	put(r, b, 2, 0);
	is_at(r, a, -1, -1);
	PRESS(r, meeting_undo, .meeting = MEETING);
	EXPECT(r, none);
	is_at(r, a, 2, 0);
	is_at(r, b, -1, -1);
	PRESS(r, grid_fill, .meeting = MEETING);
	EXPECT(r, none);
	assert_int_equal(grid_size(r), 3);
	PRESS(r, meeting_undo, .meeting = MEETING);
	EXPECT(r, none);
	assert_int_equal(grid_size(r), 1);
	is_at(r, a, 2, 0);
	split(r, "Garden", 1); /* nothing is left of the grid … */
	is_at(r, a, -1, -1);
	PRESS(r, meeting_undo, .meeting = MEETING);
	EXPECT(r, none);
	is_at(r, a, 2, 0); /* … but what Undo remembers */
	assert_int_equal(meeting_places(core_meeting(r->core, MEETING)), 4);
	restart(r);
	is_at(r, a, 2, 0);
	is_at(r, c, -1, -1);
	assert_int_equal(disk_count(&r->disk, REC_cell), 1);
}

static void is_in(struct room *r, ident topic, enum lane lane, int64_t spent)
{
	assert_int_equal(core_topic(r->core, topic)->lane, lane);
	assert_int_equal(core_topic(r->core, topic)->spent, spent);
}

static void what_had_its_time_is_harvested(void **state)
{
	struct room *r = *state;
	begin(r, 4);
	ident a = add(r, CROWD), b = add(r, CROWD + 1), c = add(r, CROWD + 2), loose = add(r, CROWD + 3);
	split(r, four_tables, 3);
	put(r, a, 0, 0);
	put(r, b, 1, 1);
	put(r, c, 0, 2);
	int64_t begun = meeting_slot_start(core_meeting(r->core, MEETING), 0);
	room_pass(r, begun - r->now.wall + 25 * MINUTE);
	PRESS(r, meeting_phase, .meeting = MEETING, .phase = PHASE_HARVEST);
	EXPECT(r, none);
	is_in(r, a, LANE_DONE, 20 * MINUTE);
	is_in(r, b, LANE_DONE, 5 * MINUTE);
	is_in(r, c, LANE_PROPOSED, 0);
	is_in(r, loose, LANE_PROPOSED, 0);
	is_at(r, a, 0, 0); /* it has its place still, if they go back */
	PRESS(r, meeting_undo, .meeting = MEETING);
	EXPECT(r, none);
	is_in(r, a, LANE_PROPOSED, 0);
	PRESS(r, meeting_close, .meeting = MEETING); /* without a harvest, too */
	EXPECT(r, none);
	is_in(r, b, LANE_DONE, 5 * MINUTE);
	is_in(r, c, LANE_PROPOSED, 0);
}

/* A large one: sixty topics on twelve places and six times, forty people with ten wishes each. */
static void a_large_grid_is_laid_and_read(void **state)
{
	struct room *r = *state;
	struct dice dice = {5};
	struct clash clashes[400];
	begin(r, 40);
	split(r, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12", 6);
	for (int i = 0; i < 60; i++) {
		ident t = add(r, CROWD + i % 40);
		for (int p = 0; p < 40; p++)
			if (dice_one_in(&dice, 6))
				PRESS(r, interest_set, .topic = t, .person = CROWD + p, .on = true);
	}
	PRESS(r, grid_fill, .meeting = MEETING);
	EXPECT(r, none);
	assert_int_equal(grid_size(r), 60);
	is_sound(r);
	size_t n = core_clashes(r->core, MEETING, clashes, 400);
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++)
		assert_false(clashes[i].bringer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(places_and_times_are_set_by_whoever_leads),
		TEST(grids_that_make_no_sense_are_refused),
		TEST(a_card_goes_to_a_cell_and_changes_with_the_one_there),
		TEST(nobody_is_put_in_two_places_at_once),
		TEST(a_clash_says_who_cannot_be_at_both),
		TEST(together_again_forgets_no_cell),
		TEST(a_withdrawn_card_never_shares_its_cell),
		TEST(topics_find_their_cells_and_nobody_is_in_two_places),
		TEST(what_was_placed_by_hand_stays),
		TEST(a_slot_under_way_is_not_laid_anew),
		TEST(undo_brings_the_grid_back_as_it_was),
		TEST(what_had_its_time_is_harvested),
		TEST(a_large_grid_is_laid_and_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
