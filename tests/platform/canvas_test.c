/* Promises of the pixel loops: blending is rounded to nearest for every pair of values, nothing outside
 * the clip is written, and masks and shapes are symmetrical and of full coverage inside. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "platform/canvas.h"
#include "platform/path.h"
#include "platform/shape.h"

#define SIDE 96

static uint32_t pixels[SIDE * SIDE];
static const struct canvas canvas = {pixels, SIDE, SIDE, SIDE};
static const struct rect all = {0, 0, SIDE, SIDE};

static uint32_t exact(uint32_t below, uint32_t above, uint32_t alpha)
{
	return (uint32_t)lrint((above * alpha + below * (255.0 - alpha)) / 255.0);
}

static void check_grey(uint32_t pixel, uint32_t value)
{
	assert_int_equal(pixel, value * 0x010101);
}

static void blending_is_rounded_to_nearest(void **state)
{
	(void)state;
	for (uint32_t alpha = 1; alpha < 256; alpha++)
		for (uint32_t below = 0; below < 256; below++) {
			uint32_t above = (below * 7 + alpha * 13) & 255;
			uint8_t cover = (uint8_t)alpha;
			struct mask mask = {1, 1, &cover};
			uint32_t picture = alpha << 24 | above * 0x010101;
			pixels[0] = pixels[1] = pixels[2] = below * 0x010101;
			canvas_fill(&canvas, all, (struct rect){0, 0, 1, 1}, picture);
			canvas_mask(&canvas, all, 1, 0, mask, alpha & 1, 0xFF000000 | above * 0x010101);
			canvas_picture(&canvas, all, 2, 0, 1, 1, &picture);
			for (int i = 0; i < 3; i++)
				check_grey(pixels[i], exact(below, above, alpha));
		}
}

static void channels_do_not_mix(void **state)
{
	(void)state;
	pixels[0] = 0xFF0000;
	canvas_fill(&canvas, all, (struct rect){0, 0, 1, 1}, 0x800000FF);
	assert_int_equal(pixels[0], 0x7F0080);
	pixels[0] = 0x00FF00;
	canvas_fill(&canvas, all, (struct rect){0, 0, 1, 1}, 0x80000000);
	assert_int_equal(pixels[0], 0x007F00);
}

static void nothing_outside_the_clip(void **state)
{
	struct rect clip = {20, 30, 25, 17};
	struct shapes *shapes = shapes_new();
	uint8_t cover[70 * 70];
	struct mask mask = {70, 70, cover};

	(void)state;
	memset(pixels, 0, sizeof pixels);
	memset(cover, 200, sizeof cover);
	canvas_fill(&canvas, clip, all, 0xFFFFFFFF);
	canvas_mask(&canvas, clip, 5, 5, mask, false, 0xFF123456);
	canvas_mask(&canvas, clip, 5, 5, mask, true, 0xFF123456);
	for (int kind = 0; kind <= DRAW_ARC; kind++) {
		if (kind == DRAW_TEXT || kind == DRAW_ICON)
			continue;
		struct draw d = {.kind = (enum draw_kind)kind,
			.r = {8, 8, 80, 80},
			.colour = 0xC0FF8800,
			.radius = 30,
			.width = 12,
			.sweep = 3000};
		shape_paint(shapes, &canvas, clip, &d);
	}
	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++)
			assert_int_equal(pixels[y * SIDE + x] != 0, rect_has(clip, x, y));
	shapes_free(shapes);
}

static void shapes_are_symmetrical_and_solid(void **state)
{
	struct shapes *shapes = shapes_new();

	(void)state;
	for (int w = 1; w < 80; w += 6)
		for (int h = 2; h < 80; h += 7)
			for (int radius = 0; radius < 45; radius += 11) {
				struct draw d = {.kind = DRAW_FILL,
					.r = {6, 6, w, h},
					.colour = 0xFFFFFFFF,
					.radius = radius};
				memset(pixels, 0, sizeof pixels);
				shape_paint(shapes, &canvas, all, &d);
				for (int y = 0; y < h; y++)
					for (int x = 0; x < w; x++) {
						uint32_t here = pixels[(6 + y) * SIDE + 6 + x];
						assert_int_equal(here, pixels[(6 + y) * SIDE + 5 + w - x]);
						assert_int_equal(here, pixels[(5 + h - y) * SIDE + 6 + x]);
					}
				if (w > 2 && h > 2)
					check_grey(pixels[(6 + h / 2) * SIDE + 6 + w / 2], 255);
				assert_int_equal(pixels[5 * SIDE + 6 + w / 2], 0);
			}
	shapes_free(shapes);
}

/* Coverage adds up to the area: pi r^2 within one percent, for any whole diameter. */
static void circles_have_the_area_of_circles(void **state)
{
	struct shapes *shapes = shapes_new();

	(void)state;
	for (int side = 8; side < 90; side++) {
		struct draw d = {
			.kind = DRAW_FILL, .r = {3, 3, side, side}, .colour = 0xFFFFFFFF, .radius = 1000};
		double sum = 0, wanted = M_PI * side * side / 4;
		memset(pixels, 0, sizeof pixels);
		shape_paint(shapes, &canvas, all, &d);
		for (int i = 0; i < SIDE * SIDE; i++)
			sum += (pixels[i] & 255) / 255.0;
		assert_true(fabs(sum - wanted) < wanted * 0.01 + 0.5);
	}
	shapes_free(shapes);
}

static void a_whole_turn_equals_a_stroked_circle(void **state)
{
	struct shapes *shapes = shapes_new();
	struct draw arc = {
		.kind = DRAW_ARC, .r = {5, 5, 61, 61}, .colour = 0xFFFFFFFF, .width = 9, .sweep = 3600};
	struct draw stroke = {
		.kind = DRAW_STROKE, .r = {5, 5, 61, 61}, .colour = 0xFFFFFFFF, .width = 9, .radius = 100};
	uint32_t *ring = xmalloc(sizeof pixels);

	(void)state;
	memset(pixels, 0, sizeof pixels);
	shape_paint(shapes, &canvas, all, &arc);
	memcpy(ring, pixels, sizeof pixels);
	memset(pixels, 0, sizeof pixels);
	shape_paint(shapes, &canvas, all, &stroke);
	for (int i = 0; i < SIDE * SIDE; i++)
		assert_in_range((int)(ring[i] & 255) - (int)(pixels[i] & 255) + 2, 0, 4);
	free(ring);
	shapes_free(shapes);
}

/* Its share of the ring, and two half discs at the ends. */
static void arcs_have_the_area_of_their_sweep(void **state)
{
	struct shapes *shapes = shapes_new();

	(void)state;
	for (int start = 0; start < 3600; start += 500)
		for (int sweep = 200; sweep < 3300; sweep += 310) {
			struct draw d = {.kind = DRAW_ARC,
				.r = {5, 5, 80, 80},
				.colour = 0xFFFFFFFF,
				.width = 10,
				.start = start,
				.sweep = sweep};
			double sum = 0, wanted = M_PI * (40 * 40 - 30 * 30) * sweep / 3600 + M_PI * 25;
			memset(pixels, 0, sizeof pixels);
			shape_paint(shapes, &canvas, all, &d);
			for (int i = 0; i < SIDE * SIDE; i++)
				sum += (pixels[i] & 255) / 255.0;
			assert_true(fabs(sum - wanted) < wanted * 0.02);
		}
	shapes_free(shapes);
}

static void a_quarter_from_the_top_is_at_the_top_right(void **state)
{
	struct shapes *shapes = shapes_new();
	struct draw d = {
		.kind = DRAW_ARC, .r = {8, 8, 80, 80}, .colour = 0xFFFFFFFF, .width = 10, .sweep = 900};

	(void)state;
	memset(pixels, 0, sizeof pixels);
	shape_paint(shapes, &canvas, all, &d);
	check_grey(pixels[23 * SIDE + 72], 255);
	check_grey(pixels[23 * SIDE + 23], 0);
	check_grey(pixels[72 * SIDE + 72], 0);
	check_grey(pixels[72 * SIDE + 23], 0);
	shapes_free(shapes);
}

static void a_shadow_fades_to_nothing_at_its_reach(void **state)
{
	struct shapes *shapes = shapes_new();
	struct draw d = {.kind = DRAW_SHADOW,
		.r = {30, 30, 36, 36},
		.clip = all,
		.colour = 0xFFFFFFFF,
		.radius = 8,
		.width = 20};
	struct rect reach = draw_reach(&d);
	uint32_t last = 0;

	(void)state;
	memset(pixels, 0, sizeof pixels);
	shape_paint(shapes, &canvas, all, &d);
	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++)
			if (!rect_has(reach, x, y))
				assert_int_equal(pixels[y * SIDE + x], 0);
	for (int x = reach.x; x < 48; x++) {
		assert_true((pixels[48 * SIDE + x] & 255) >= last);
		last = pixels[48 * SIDE + x] & 255;
	}
	assert_true(last > 150);
	assert_in_range(pixels[48 * SIDE + reach.x] & 255, 0, 3);
	shapes_free(shapes);
}

static struct draw path_of(const struct vertex *points, size_t count, int width)
{
	return (struct draw){.kind = DRAW_PATH,
		.r = all,
		.colour = 0xFFFFFFFF,
		.width = width,
		.text = {(const char *)points, count * sizeof *points}};
}

static double covered_by(const struct draw *d)
{
	double sum = 0;
	memset(pixels, 0, sizeof pixels);
	path_paint(&canvas, all, d);
	for (int i = 0; i < SIDE * SIDE; i++)
		sum += (pixels[i] & 255) / 255.0;
	return sum;
}

/* Two segments with round ends and one joint, which counts once. */
static void lines_have_the_area_of_their_length(void **state)
{
	static const struct vertex bent[] = {{10, 10}, {70, 10}, {70, 60}};

	(void)state;
	for (int width = 2; width < 9; width++) {
		struct draw d = path_of(bent, 3, width);
		double half = width / 2.0;
		double wanted = width * 110.0 + M_PI * half * half * 1.25 - half * half;
		assert_true(fabs(covered_by(&d) - wanted) < wanted * 0.03);
	}
}

static void areas_are_filled_to_a_part_of_a_pixel(void **state)
{
	static const struct vertex triangle[] = {{10.5f, 10}, {80, 50.25f}, {10.5f, 90}},
				   bow[] = {{10, 10}, {50, 10}, {10, 50}, {50, 50}};
	struct draw d = path_of(triangle, 3, 0);

	(void)state;
	assert_true(fabs(covered_by(&d) - 69.5 * 80 / 2) < 8);
	d = path_of(bow, 4, 0); /* crosses itself: two triangles */
	assert_true(fabs(covered_by(&d) - 40.0 * 20) < 4);
}

static void paths_stay_inside_the_clip(void **state)
{
	static const struct vertex wide[] = {{-30, -20}, {140, 50}, {-10, 120}};
	struct rect clip = {20, 30, 25, 17};

	(void)state;
	for (int width = 0; width < 40; width += 13) {
		struct draw d = path_of(wide, 3, width);
		memset(pixels, 0, sizeof pixels);
		path_paint(&canvas, clip, &d);
		for (int y = 0; y < SIDE; y++)
			for (int x = 0; x < SIDE; x++)
				assert_true(!pixels[y * SIDE + x] || rect_has(clip, x, y));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blending_is_rounded_to_nearest),
		cmocka_unit_test(channels_do_not_mix),
		cmocka_unit_test(nothing_outside_the_clip),
		cmocka_unit_test(shapes_are_symmetrical_and_solid),
		cmocka_unit_test(circles_have_the_area_of_circles),
		cmocka_unit_test(a_whole_turn_equals_a_stroked_circle),
		cmocka_unit_test(arcs_have_the_area_of_their_sweep),
		cmocka_unit_test(a_quarter_from_the_top_is_at_the_top_right),
		cmocka_unit_test(a_shadow_fades_to_nothing_at_its_reach),
		cmocka_unit_test(lines_have_the_area_of_their_length),
		cmocka_unit_test(areas_are_filled_to_a_part_of_a_pixel),
		cmocka_unit_test(paths_stay_inside_the_clip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
