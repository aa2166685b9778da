/* The timetable: nobody brings two topics at once, no slot is fuller than there are places, and fewer have
 * to choose than if the topics were only dealt out in their order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/timetable.h"
#include "sim/random.h"

static int below(struct dice *d, int limit)
{
	return (int)dice_below(d, (uint32_t)limit);
}

/* People who want topics, some of whom bring several. */
static void make(struct timetable *t, struct dice *r, int topics, int places, int slots, int people)
{
	static bool wants[TIMETABLE_MAX][64];
	int bringer[TIMETABLE_MAX];
	memset(t, 0, sizeof *t);
	t->topics = topics;
	t->places = places;
	t->slots = slots;
	for (int i = 0; i < topics; i++) {
		t->slot[i] = -1;
		bringer[i] = below(r, people);
		for (int p = 0; p < people; p++)
			wants[i][p] = p == bringer[i] || below(r, 3) == 0;
	}
	for (int i = 0; i < topics; i++)
		for (int j = 0; j < topics; j++) {
			t->apart[i][j] = i != j && bringer[i] == bringer[j];
			for (int p = 0; p < people && i != j; p++)
				t->both[i][j] += wants[i][p] && wants[j][p];
		}
}

static bool is_sound(const struct timetable *t)
{
	int used[SLOTS_MAX] = {0};
	for (int i = 0; i < t->topics; i++) {
		if (t->slot[i] >= t->slots || (t->slot[i] >= 0 && ++used[t->slot[i]] > t->places))
			return false;
		for (int j = 0; j < i; j++)
			if (t->slot[i] >= 0 && t->slot[i] == t->slot[j] && t->apart[i][j])
				return false;
	}
	return true;
}

static int placed(const struct timetable *t)
{
	int count = 0;
	for (int i = 0; i < t->topics; i++)
		count += t->slot[i] >= 0;
	return count;
}

static void nobody_brings_two_at_once_and_no_slot_is_too_full(void **state)
{
	struct timetable *t = *state;
	struct dice r = {1};
	for (int round = 0; round < 300; round++) {
		make(t, &r, below(&r, 40), 1 + below(&r, PLACES_MAX), 1 + below(&r, SLOTS_MAX),
			2 + below(&r, 30));
		timetable_fill(t);
		assert_true(is_sound(t));
		timetable_improve(t);
		assert_true(is_sound(t));
	}
	/* the check itself sees it when it is not so */
	make(t, &r, 2, 2, 2, 1);
	timetable_fill(t);
	assert_true(is_sound(t));
	t->slot[1] = t->slot[0] = 0;
	assert_false(is_sound(t));
	make(t, &r, 2, 1, 1, 20);
	t->apart[0][1] = t->apart[1][0] = false;
	t->slot[1] = t->slot[0] = 0;
	assert_false(is_sound(t));
}

static void improving_is_never_worse_and_loses_no_topic(void **state)
{
	struct timetable *t = *state, *before = t + 1;
	struct dice r = {2};
	int better = 0;
	for (int round = 0; round < 300; round++) {
		make(t, &r, 5 + below(&r, 40), 1 + below(&r, 8), 2 + below(&r, 5), 20);
		timetable_fill(t);
		*before = *t;
		timetable_improve(t);
		assert_true(placed(t) >= placed(before));
		for (int i = 0; i < t->topics; i++)
			assert_true(before->slot[i] < 0 || t->slot[i] >= 0);
		if (placed(t) == placed(before))
			assert_true(timetable_cost(t) <= timetable_cost(before));
		better += timetable_cost(t) < timetable_cost(before);
	}
	assert_true(better > 150);
}

static void the_same_wishes_make_the_same_grid(void **state)
{
	struct timetable *t = *state, *again = t + 1;
	for (uint64_t seed = 1; seed < 50; seed++) {
		for (int i = 0; i < 2; i++) {
			struct dice r = {seed};
			make(t + i, &r, 30, 5, 4, 25);
			timetable_fill(t + i);
			timetable_improve(t + i);
		}
		assert_memory_equal(t->slot, again->slot, sizeof t->slot);
	}
}

static void what_is_fixed_stays_and_closed_slots_take_no_more(void **state)
{
	struct timetable *t = *state, *before = t + 1;
	struct dice r = {4};
	for (int round = 0; round < 200; round++) {
		make(t, &r, 20, 4, 4, 15);
		timetable_fill(t);
		for (int i = 0; i < t->topics; i++) {
			t->fixed[i] = below(&r, 2) == 0;
			t->slot[i] = t->fixed[i] ? t->slot[i] : (int8_t)-1;
		}
		t->closed[below(&r, 4)] = true;
		*before = *t;
		timetable_fill(t);
		timetable_improve(t);
		for (int i = 0; i < t->topics; i++) {
			assert_true(!t->fixed[i] || t->slot[i] == before->slot[i]);
			assert_true(t->fixed[i] || t->slot[i] < 0 || !t->closed[t->slot[i]]);
		}
		assert_true(is_sound(t));
	}
}

/* The least there can be, when the same topics are placed. */
static int64_t best_of_all(struct timetable *t)
{
	struct timetable *try = t + 1;
	int combinations = 1;
	int64_t best = -1;
	*try = *t;
	for (int i = 0; i < t->topics; i++)
		combinations *= t->slots;
	for (int c = 0; c < combinations; c++) {
		for (int i = 0, rest = c; i < t->topics; i++, rest /= t->slots)
			try->slot[i] = (int8_t)(t->slot[i] < 0 ? -1 : rest % t->slots);
		int64_t cost = is_sound(try) ? timetable_cost(try) : -1;
		if (cost >= 0 && (best < 0 || cost < best))
			best = cost;
	}
	return best;
}

static void on_small_grids_it_finds_the_best_nearly_always(void **state)
{
	struct timetable *t = *state;
	struct dice r = {5};
	int found = 0, of = 300, beyond = 0;
	for (int round = 0; round < of; round++) {
		make(t, &r, 3 + below(&r, 5), 2 + below(&r, 2), 2 + below(&r, 2), 8);
		timetable_fill(t);
		timetable_improve(t);
		int64_t best = best_of_all(t), cost = timetable_cost(t);
		assert_true(best >= 0 && cost >= best);
		found += cost == best;
		beyond += (int)(cost - best);
	}
	print_message("best in %d of %d, %d people too many in all\n", found, of, beyond);
	assert_true(found * 100 >= of * 85);
}

static void an_earlier_slot_is_taken_first_when_nobody_minds(void **state)
{
	struct timetable *t = *state;
	*t = (struct timetable){.topics = 3, .places = 2, .slots = 3, .slot = {-1, -1, -1}};
	timetable_fill(t);
	timetable_improve(t);
	assert_int_equal(t->slot[0], 0);
	assert_int_equal(t->slot[1], 0);
	assert_int_equal(t->slot[2], 1);
}

static int setup(void **state)
{
	*state = calloc(2, sizeof(struct timetable));
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_brings_two_at_once_and_no_slot_is_too_full),
		cmocka_unit_test(improving_is_never_worse_and_loses_no_topic),
		cmocka_unit_test(the_same_wishes_make_the_same_grid),
		cmocka_unit_test(what_is_fixed_stays_and_closed_slots_take_no_more),
		cmocka_unit_test(on_small_grids_it_finds_the_best_nearly_always),
		cmocka_unit_test(an_earlier_slot_is_taken_first_when_nobody_minds),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
