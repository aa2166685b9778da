/* Promises of the damage: whatever a draw's change can touch is in a rectangle; rectangles do not
 * overlap, lie on the screen, and are few; an unchanged list has none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ui/draw.h"

#define W 1000 /* not whole cells */
#define H 590

static struct draw draws[DRAW_MAX];
static struct draw_list list = {.draws = draws, .w = W, .h = H, .ground = 0xFFFFFFFF};

static void add_fill(struct rect r)
{
	draws[list.count++] =
		(struct draw){.kind = DRAW_FILL, .r = r, .clip = {0, 0, W, H}, .colour = 0xFF000000};
}

static int start(void **state)
{
	memset(draws, 0, sizeof draws);
	list.count = 0;
	list.w = W;
	list.h = H;
	list.ground = 0xFFFFFFFF;
	*state = damage_new();
	return 0;
}

static int stop(void **state)
{
	damage_free(*state);
	return 0;
}

static bool is_covered(const struct rect *rects, int count, struct rect r)
{
	for (int y = r.y; y < r.y + r.h; y++)
		for (int x = r.x; x < r.x + r.w; x++) {
			bool covered = false;
			for (int i = 0; i < count; i++)
				covered |= rect_has(rects[i], x, y);
			if (!covered)
				return false;
		}
	return true;
}

static long area_of(const struct rect *rects, int count)
{
	long area = 0;

	for (int i = 0; i < count; i++)
		area += (long)rects[i].w * rects[i].h;
	return area;
}

static void check_form(const struct rect *rects, int count)
{
	struct rect screen = {0, 0, list.w, list.h};

	assert_in_range(count, 0, DAMAGE_RECTS_MAX);
	for (int i = 0; i < count; i++) {
		struct rect on_screen = rect_meet(rects[i], screen);
		assert_false(rect_empty(rects[i]));
		assert_memory_equal(&on_screen, &rects[i], sizeof on_screen);
		for (int j = 0; j < i; j++)
			assert_true(rect_empty(rect_meet(rects[i], rects[j])));
	}
}

static void all_of_the_screen_at_first_after_reset_and_at_another_size(void **state)
{
	struct damage *d = *state;
	struct rect out[DAMAGE_RECTS_MAX];

	assert_int_equal(damage_find(d, &list, out), 1);
	assert_int_equal(area_of(out, 1), W * H);
	assert_int_equal(damage_find(d, &list, out), 0);
	damage_reset(d);
	assert_int_equal(area_of(out, damage_find(d, &list, out)), W * H);
	list.w = 333;
	assert_int_equal(area_of(out, damage_find(d, &list, out)), 333 * H);
	list.ground = 0xFF000000;
	assert_int_equal(area_of(out, damage_find(d, &list, out)), 333 * H);
}

static void a_moved_fill_damages_where_it_was_and_where_it_is(void **state)
{
	struct damage *d = *state;
	struct rect out[DAMAGE_RECTS_MAX];
	struct rect from = {100, 100, 50, 20}, to = {700, 400, 50, 20};

	add_fill(from);
	damage_find(d, &list, out);
	draws[0].r = to;
	int count = damage_find(d, &list, out);
	check_form(out, count);
	assert_int_equal(count, 2);
	assert_true(is_covered(out, count, from));
	assert_true(is_covered(out, count, to));
	assert_true(area_of(out, count) <= 2 * 3 * 2 * DAMAGE_CELL * DAMAGE_CELL);
}

static void the_order_of_two_overlapping_draws_counts(void **state)
{
	struct damage *d = *state;
	struct rect out[DAMAGE_RECTS_MAX];

	add_fill((struct rect){40, 40, 10, 10});
	add_fill((struct rect){45, 45, 10, 10});
	draws[1].colour = 0xFFFF0000;
	damage_find(d, &list, out);
	struct draw swap = draws[0];
	draws[0] = draws[1];
	draws[1] = swap;
	assert_int_equal(damage_find(d, &list, out), 1);
}

static void a_clip_keeps_damage_away(void **state)
{
	struct damage *d = *state;
	struct rect out[DAMAGE_RECTS_MAX];

	add_fill((struct rect){0, 0, W, H});
	draws[0].clip = (struct rect){64, 64, 32, 32};
	damage_find(d, &list, out);
	draws[0].colour = 0xFF123456;
	assert_int_equal(damage_find(d, &list, out), 1);
	assert_memory_equal(out, &draws[0].clip, sizeof *out);
}

static void a_checkerboard_becomes_few_rectangles(void **state)
{
	struct damage *d = *state;
	struct rect out[DAMAGE_RECTS_MAX];

	damage_find(d, &list, out);
	for (int y = 0; y < H; y += 2 * DAMAGE_CELL)
		for (int x = 0; x < W; x += 2 * DAMAGE_CELL)
			add_fill((struct rect){x, y, 5, 5});
	int count = damage_find(d, &list, out);
	check_form(out, count);
	for (int i = 0; i < list.count; i++)
		assert_true(is_covered(out, count, draws[i].r));
	list.w = 100;
	list.h = 8000; /* more rows than rectangles */
	list.count = 0;
	damage_find(d, &list, out);
	for (int y = 0; y < 8000; y += 2 * DAMAGE_CELL) {
		add_fill((struct rect){0, y, 5, 5});
		draws[list.count - 1].clip = (struct rect){0, 0, 100, 8000};
	}
	count = damage_find(d, &list, out);
	check_form(out, count);
	assert_int_equal(count, 1);
}

/* Every field that decides about pixels, changed alone, damages; the layout's box does not. */
static void every_field_counts(void **state)
{
	struct damage *d = *state;
	struct rect out[DAMAGE_RECTS_MAX];
	struct draw plain = {.kind = DRAW_TEXT,
		.r = {64, 64, 100, 20},
		.clip = {0, 0, W, H},
		.colour = 1,
		.radius = 1,
		.width = 1,
		.start = 1,
		.sweep = 1,
		.font = {20, WEIGHT_BOLD, false},
		.text = STR("12:00"),
		.side = 1};
	struct draw changed[19];

	for (int i = 0; i < 19; i++)
		changed[i] = plain;
	changed[0].kind = DRAW_ICON;
	changed[1].r.x++;
	changed[2].r.h++;
	changed[3].clip.w--;
	changed[4].colour++;
	changed[5].radius++;
	changed[6].width++;
	changed[7].start++;
	changed[8].sweep++;
	changed[9].font.px++;
	changed[10].font.weight = WEIGHT_MEDIUM;
	changed[11].font.tabular = true;
	changed[12].text = STR("12:01");
	changed[13].text = STR("12:0");
	changed[14].side++;
	changed[15].mirrored = true;
	changed[16].clip.h--;
	changed[17].r.y++;
	changed[18].r.w++;
	list.count = 1;
	for (int i = 0; i < 19; i++) {
		draws[0] = plain;
		damage_find(d, &list, out);
		draws[0] = changed[i];
		if (damage_find(d, &list, out) == 0)
			fail_msg("change %d was not seen", i);
		draws[0].box.w++;
		assert_int_equal(damage_find(d, &list, out), 0);
	}
}

static void at_random_whatever_changed_is_covered(void **state)
{
	struct damage *d = *state;
	struct rect out[DAMAGE_RECTS_MAX];

	srand(7);
	for (int i = 0; i < 60; i++)
		add_fill((struct rect){rand() % W - 20, rand() % H - 20, 1 + rand() % 90, 1 + rand() % 90});
	damage_find(d, &list, out);
	for (int round = 0; round < 300; round++) {
		int at = rand() % list.count;
		struct rect before = draw_reach(&draws[at]);
		draws[at].r.x += rand() % 100 - 50;
		draws[at].r.w = 1 + rand() % 90;
		draws[at].kind = rand() % 2 ? DRAW_SHADOW : DRAW_FILL;
		draws[at].width = 1 + rand() % 30;
		struct rect after = draw_reach(&draws[at]);
		int count = damage_find(d, &list, out);
		check_form(out, count);
		assert_true(is_covered(out, count, before));
		assert_true(is_covered(out, count, after));
	}
}

static void rectangles_meet_and_inset(void **state)
{
	struct rect a = {10, 10, 20, 20}, beside = {30, 10, 5, 5};
	struct rect met = rect_meet(a, (struct rect){25, 5, 50, 10});
	struct rect expected = {25, 10, 5, 5};

	(void)state;
	assert_memory_equal(&met, &expected, sizeof met);
	assert_true(rect_empty(rect_meet(a, beside)));
	assert_true(rect_has(a, 10, 29));
	assert_false(rect_has(a, 30, 10));
	assert_int_equal(rect_inset(a, 3).w, 14);
	assert_int_equal(rect_inset(a, -3).x, 7);
	assert_true(rect_empty(rect_inset(a, 10)));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_of_the_screen_at_first_after_reset_and_at_another_size),
		TEST(a_moved_fill_damages_where_it_was_and_where_it_is),
		TEST(the_order_of_two_overlapping_draws_counts),
		TEST(a_clip_keeps_damage_away),
		TEST(a_checkerboard_becomes_few_rectangles),
		TEST(every_field_counts),
		TEST(at_random_whatever_changed_is_covered),
		TEST(rectangles_meet_and_inset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
