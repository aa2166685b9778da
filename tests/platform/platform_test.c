/* Promises of the painter: what changed is all that is painted, and the picture is what painting
 * everything gives. The last test writes build/samples.png to look at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "platform/lists.h"
#include "platform/platform.h"

static struct platform *open_headless(int w, int h)
{
	struct platform_options options = {
		.headless = true, .w = w, .h = h, .assets = "assets", .fonts = "fonts"};
	char problem[256] = "";
	struct platform *p = platform_open(&options, problem, sizeof problem);

	if (!p)
		fail_msg("%s", problem);
	return p;
}

static uint32_t *copy_pixels(const struct platform *p)
{
	int w, h;
	const uint32_t *pixels = platform_pixels(p, &w, &h);
	uint32_t *copy = xmalloc((size_t)w * (size_t)h * 4);

	memcpy(copy, pixels, (size_t)w * (size_t)h * 4);
	return copy;
}

static int differing(const uint32_t *a, const uint32_t *b, int count)
{
	int differ = 0;

	for (int i = 0; i < count; i++)
		differ += a[i] != b[i];
	return differ;
}

/* Paints `before` and then `after` on one screen, `after` alone on another; compares the two. */
static int compare_with_scratch(
	struct platform *p, struct platform *scratch, struct list *before, struct list *after)
{
	int w, h;

	platform_present(p, &before->list, NULL);
	platform_present(p, &after->list, NULL);
	platform_size(scratch, &w, &h);
	platform_resize(scratch, w, h); /* forgets what it showed */
	platform_present(scratch, &after->list, NULL);
	return differing(platform_pixels(p, &w, &h), platform_pixels(scratch, &w, &h), w * h);
}

static void painting_the_damage_equals_painting_everything(void **state)
{
	struct platform *p = open_headless(400, 300), *scratch = open_headless(400, 300);
	const struct text_metrics *m = platform_text(p);

	(void)state;
	for (uint64_t seed = 1; seed <= 150; seed++) {
		struct list *before = list_new(400, 300, seed * 7919),
			    *after = list_new(400, 300, seed * 104729);
		for (int i = 0; i < 25; i++)
			list_any(before, m);
		memcpy(after->draws, before->draws, sizeof after->draws);
		after->list.count = before->list.count;
		for (int changes = list_random(after, 4); changes >= 0; changes--) {
			int victim = list_random(after, after->list.count);
			list_any(after, m);
			after->draws[victim] = after->draws[--after->list.count];
		}
		if (compare_with_scratch(p, scratch, before, after))
			fail_msg("seed %d differs", (int)seed);
		free(before);
		free(after);
	}
	platform_close(p);
	platform_close(scratch);
}

static void nothing_changed_paints_nothing(void **state)
{
	struct platform *p = open_headless(400, 300);
	struct list *l = list_new(400, 300, 5);

	(void)state;
	for (int i = 0; i < 30; i++)
		list_any(l, platform_text(p));
	assert_true(platform_present(p, &l->list, NULL) > 0);
	assert_int_equal(platform_present(p, &l->list, NULL), 0);
	l->draws[3].colour ^= 0xFF;
	assert_true(platform_present(p, &l->list, NULL) > 0);
	free(l);
	platform_close(p);
}

static void a_strings_width_is_what_is_painted(void **state)
{
	struct platform *p = open_headless(900, 100);
	const struct text_metrics *m = platform_text(p);

	(void)state;
	for (size_t i = 0; i < sizeof list_words / sizeof *list_words; i++) {
		struct list *l = list_new(900, 100, 1);
		struct draw *d = list_text(l, 100, 30, list_words[i], 32, WEIGHT_REGULAR, m);
		platform_present(p, &l->list, NULL);
		int w, h, left = 900, right = 0;
		const uint32_t *pixels = platform_pixels(p, &w, &h);
		for (int y = 0; y < h; y++)
			for (int x = 0; x < w; x++)
				if (pixels[y * w + x] != 0xF6F2EA) {
					left = x < left ? x : left;
					right = x > right ? x : right;
				}
		if (d->text.n) {
			assert_in_range(left, 98, 108);
			assert_in_range(right, 100 + d->r.w - 10, 100 + d->r.w + 2);
		} else {
			assert_int_equal(right, 0);
			assert_int_equal(d->r.w, 0);
		}
		free(l);
	}
	platform_close(p);
}

static void digits_of_a_clock_do_not_move(void **state)
{
	struct platform *p = open_headless(64, 64);
	const struct text_metrics *m = platform_text(p);
	struct font clock = {32, WEIGHT_SEMIBOLD, true}, plain = {32, WEIGHT_SEMIBOLD, false};

	(void)state;
	assert_int_equal(
		m->width(m->context, clock, STR("11:11")), m->width(m->context, clock, STR("08:48")));
	assert_int_not_equal(
		m->width(m->context, plain, STR("11:11")), m->width(m->context, plain, STR("08:48")));
	int widest = 0;
	for (const char *digit = "0123456789"; *digit; digit++) {
		int w = m->width(m->context, plain, (struct str){digit, 1});
		widest = w > widest ? w : widest;
	}
	assert_in_range(m->width(m->context, clock, STR("0")), widest - 1, widest + 1);
	platform_close(p);
}

/* Wherever a string ends, its width is no less than that of a shorter beginning: wrapping counts on it. */
static void a_longer_string_is_not_narrower(void **state)
{
	struct platform *p = open_headless(64, 64);
	const struct text_metrics *m = platform_text(p);
	struct font font = {20, WEIGHT_REGULAR, false};
	char many[4000];

	(void)state;
	memset(many, 'i', sizeof many);
	int most = m->width(m->context, font, (struct str){many, sizeof many});
	assert_true(most >= 3840);
	assert_true(m->width(m->context, font, (struct str){many, 100}) < most);
	assert_int_equal(m->width(m->context, font, STR("")), 0);
	assert_true(m->width(m->context, font, STR("\xFF\xFE\x80")) > 0);
	platform_close(p);
}

static void caches_stay_within_their_bounds(void **state)
{
	struct platform *p = open_headless(1000, 60);
	const struct text_metrics *m = platform_text(p);
	char text[64];

	(void)state;
	for (int i = 0; i < 700; i++) {
		struct list *l = list_new(1000, 60, 1);
		snprintf(text, sizeof text, "%d a line unlike any that was before it, number %d", i, i);
		list_text(l, 0, 0, text, 40, WEIGHT_REGULAR, m);
		platform_present(p, &l->list, NULL);
		free(l);
	}
	assert_in_range(platform_cache_bytes(p), 3 * 1024 * 1024, 7 * 1024 * 1024);
	platform_close(p);
}

static void a_headless_screen_wakes_by_its_descriptors(void **state)
{
	struct platform *p = open_headless(64, 64);
	struct event e;
	int ends[2];

	(void)state;
	assert_false(platform_event(p, &e));
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	platform_wait(p, ends, 1, NEVER); /* would never come back otherwise */
	platform_wait(p, NULL, 0, clock_now().mono - 5);
	platform_resize(p, 80, 48);
	platform_wait(p, NULL, 0, NEVER);
	assert_true(platform_event(p, &e));
	assert_int_equal(e.kind, EVENT_RESIZE);
	assert_int_equal(e.w, 80);
	assert_false(platform_event(p, &e));
	close(ends[0]);
	close(ends[1]);
	platform_close(p);
}

static void missing_fonts_are_a_sentence_not_a_crash(void **state)
{
	struct platform_options options = {
		.headless = true, .assets = "assets", .fonts = "tests/no-such-folder"};
	char problem[256] = "";

	(void)state;
	assert_null(platform_open(&options, problem, sizeof problem));
	assert_non_null(strstr(problem, "tests/no-such-folder/fonts.conf"));
}

static void clips_are_kept(void **state)
{
	struct platform *p = open_headless(200, 200);
	struct list *l = list_new(200, 200, 99);
	struct rect hole = {50, 60, 70, 40};
	int w, h;

	(void)state;
	for (int i = 0; i < 200; i++) {
		list_any(l, platform_text(p));
		l->draws[i].clip = hole;
	}
	platform_present(p, &l->list, NULL);
	const uint32_t *pixels = platform_pixels(p, &w, &h);
	int inside = 0;
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			if (rect_has(hole, x, y))
				inside += pixels[y * w + x] != 0xF6F2EA;
			else
				assert_int_equal(pixels[y * w + x], 0xF6F2EA);
		}
	assert_true(inside > 1000);
	free(l);
	platform_close(p);
}

/* The rows that hold ink, of one string alone on the screen. */
static void ink_rows(struct platform *p, const char *s, int *top, int *bottom)
{
	struct list *l = list_new(300, 200, 1);
	int w, h;

	list_text(l, 100, 80, s, 48, WEIGHT_REGULAR, platform_text(p));
	platform_present(p, &l->list, NULL);
	const uint32_t *pixels = platform_pixels(p, &w, &h);
	*top = -1;
	for (int i = 0; i < w * h; i++)
		if (pixels[i] != 0xF6F2EA) {
			*top = *top < 0 ? i / w : *top;
			*bottom = i / w;
		}
	free(l);
}

static void stacked_accents_reach_above_the_line_and_move_no_baseline(void **state)
{
	struct platform *p = open_headless(300, 200);
	int plain_top, plain_bottom, top, bottom;

	(void)state;
	ink_rows(p, "A", &plain_top, &plain_bottom);
	ink_rows(p, "A\xCC\x82\xCC\x81\xCC\x83", &top, &bottom);
	assert_true(plain_top > 80);
	assert_true(top < 80);
	assert_int_equal(bottom, plain_bottom);
	platform_close(p);
}

/* A card hides most of its shadow, which is then left out; a draw between the two keeps it in. */
static void what_a_card_hides_of_its_shadow_is_never_seen(void **state)
{
	struct platform *p = open_headless(300, 200), *scratch = open_headless(300, 200);

	(void)state;
	for (int radius = 0; radius < 120; radius += 7) {
		struct list *bare = list_new(300, 200, 1), *between = list_new(300, 200, 1);
		struct rect r = {40, 30, 200, 120}, below = {44, 39, 200, 120};
		struct list *both[] = {bare, between};
		for (int i = 0; i < 2; i++) {
			struct draw *d = list_add(both[i], DRAW_SHADOW, below, 0xFF000000);
			d->radius = 18;
			d->width = 15;
			if (i)
				list_add(both[i], DRAW_FILL, (struct rect){0, 0, 1, 1}, 0xFFF6F2EA);
			list_add(both[i], DRAW_FILL, r, 0xFFFFFFFF)->radius = radius;
		}
		assert_int_equal(compare_with_scratch(p, scratch, bare, between), 0);
		free(bare);
		free(between);
	}
	platform_close(p);
	platform_close(scratch);
}

/* ---- to look at ---- */

static void draw_shapes(struct list *l)
{
	struct rect card = {20, 20, 260, 160};
	struct draw *d = list_add(l, DRAW_SHADOW, (struct rect){20, 26, 260, 160}, 0x303A2E16);
	d->radius = 18, d->width = 24;
	list_add(l, DRAW_FILL, card, 0xFFFFFFFF)->radius = 18;
	for (int i = 0; i < 5; i++) {
		struct rect r = {36 + i * 46, 40, 39 - i * 3, 39 - i * 3};
		list_add(l, DRAW_FILL, r, 0xFF0F6B66)->radius = 100;
		d = list_add(l, DRAW_STROKE, (struct rect){36 + i * 46, 90, 40, 30}, 0xFFA84B06);
		d->radius = 4 * i, d->width = 1 + i;
	}
	d = list_add(l, DRAW_STROKE, (struct rect){36, 135, 228, 30}, 0xFF8C8371);
	d->radius = 100, d->width = 2;
	d = list_add(l, DRAW_ARC, (struct rect){300, 20, 160, 160}, 0xFFEDE6DA);
	d->width = 18, d->sweep = 3600;
	d = list_add(l, DRAW_ARC, (struct rect){300, 20, 160, 160}, 0xFF0F6B66);
	d->width = 18, d->sweep = 1000;
	d = list_add(l, DRAW_ARC, (struct rect){330, 50, 100, 100}, 0xFFA84B06);
	d->width = 10, d->start = 3000, d->sweep = 2800;
	d = list_add(l, DRAW_ARC, (struct rect){365, 85, 30, 30}, 0xFF1E1B16);
	d->width = 3, d->start = 900, d->sweep = 1;
	static const struct vertex hill[] = {{480, 170}, {540, 60}, {600, 120}, {680, 30}, {680, 170}};
	d = list_add(l, DRAW_PATH, (struct rect){470, 20, 220, 160}, 0x400F6B66);
	d->text = (struct str){(const char *)hill, sizeof hill};
	d = list_add(l, DRAW_PATH, (struct rect){470, 20, 220, 160}, 0xFF0F6B66);
	d->text = (struct str){(const char *)hill, 4 * sizeof *hill}, d->width = 4;
}

static void draw_lines(struct list *l, const struct text_metrics *m)
{
	static const char *const lines[] = {"Handing over the night desk · 25 min — “Überschär” 12:45",
		"Ελληνικά, Українська, Łukasz Ørsted, Ấ Ệ Ặ", "שלום (עולם) 2026, Anna!",
		"مرحبا بالعالم: 12:30, Ben (2)", "Emoji 🎉 👩🏽‍🔧 🇩🇪 ❤️ 1️⃣ ok",
		"नमस्ते สวัสดี ხელოვნება 中文 한국어"};

	for (int i = 0; i < 6; i++)
		list_text(l, 20, 200 + i * 36, lines[i], 22, WEIGHT_REGULAR, m);
	for (int i = 0; i < WEIGHT_COUNT; i++)
		list_text(l, 480, 20 + i * 40, "Shared notes", 16 + i * 6, (enum weight)i, m);
	list_text(l, 480, 200, "6:24", 84, WEIGHT_BOLD, m)->font.tabular = true;
	list_text(l, 20, 420, "Small text of sixteen pixels, as in hints and captions below a field.", 16,
		WEIGHT_REGULAR, m);
	struct draw *d = list_add(l, DRAW_ICON, (struct rect){700, 20, 48, 48}, 0xFF0F6B66);
	d->text = STR("check");
	d = list_add(l, DRAW_ICON, (struct rect){700, 80, 28, 28}, 0xFF1E1B16);
	d->text = STR("back");
}

static void samples_are_written_to_be_looked_at(void **state)
{
	struct platform *p = open_headless(800, 480);
	struct list *l = list_new(800, 480, 1);

	(void)state;
	draw_shapes(l);
	draw_lines(l, platform_text(p));
	platform_present(p, &l->list, NULL);
	(void)mkdir("build", 0777);
	assert_true(platform_save_png(p, "build/samples.png"));
	struct stat file;
	assert_int_equal(stat("build/samples.png", &file), 0);
	assert_true(file.st_size > 10000);
	uint32_t *before = copy_pixels(p);
	platform_resize(p, 800, 480);
	platform_present(p, &l->list, NULL);
	int w, h;
	assert_int_equal(differing(before, platform_pixels(p, &w, &h), 800 * 480), 0);
	free(before);
	free(l);
	platform_close(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(painting_the_damage_equals_painting_everything),
		cmocka_unit_test(nothing_changed_paints_nothing),
		cmocka_unit_test(a_strings_width_is_what_is_painted),
		cmocka_unit_test(digits_of_a_clock_do_not_move),
		cmocka_unit_test(a_longer_string_is_not_narrower),
		cmocka_unit_test(caches_stay_within_their_bounds),
		cmocka_unit_test(a_headless_screen_wakes_by_its_descriptors),
		cmocka_unit_test(missing_fonts_are_a_sentence_not_a_crash),
		cmocka_unit_test(clips_are_kept),
		cmocka_unit_test(stacked_accents_reach_above_the_line_and_move_no_baseline),
		cmocka_unit_test(what_a_card_hides_of_its_shadow_is_never_seen),
		cmocka_unit_test(samples_are_written_to_be_looked_at),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
