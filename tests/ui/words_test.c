/* Text: wrapping, ellipses, shrinking, what is said and what is mirrored. In the twin a code point is
 * half its size wide; a heading at 1024x600 is 22 px, so 11 px a letter. */
#include "twin.h"

#define LETTER 11

static struct type heading(int lines)
{
	return (struct type){.size = SIZE_HEADING, .lines = lines};
}

static struct ui *begun(void)
{
	struct ui *ui = ui_new(&twin);
	struct ui_frame frame = twin_frame(1000);
	ui_begin(ui, &frame);
	return ui;
}

static void expect_line(const struct draw_list *list, int index, const char *text)
{
	int seen = 0;
	for (int i = 0; i < list->count; i++)
		if (list->draws[i].kind == DRAW_TEXT && seen++ == index) {
			if (!str_eq(list->draws[i].text, str_from(text)))
				fail_msg("line %d is '%.*s', not '%s'", index, STR_FMT(list->draws[i].text),
					text);
			return;
		}
	fail_msg("there is no line %d", index);
}

static int lines_drawn(const struct draw_list *list)
{
	int count = 0;
	for (int i = 0; i < list->count; i++)
		count += list->draws[i].kind == DRAW_TEXT;
	return count;
}

static void words_wrap_where_they_end(void **state)
{
	(void)state;
	struct ui *ui = begun();
	ui_text(ui, (struct rect){0, 0, 10 * LETTER, 400}, STR("one two three  four"), heading(9));
	const struct draw_list *list = ui_end(ui);
	assert_int_equal(lines_drawn(list), 3);
	expect_line(list, 0, "one two");
	expect_line(list, 1, "three");
	expect_line(list, 2, "four");
	ui_free(ui);
}

static void a_word_longer_than_the_line_is_split(void **state)
{
	(void)state;
	struct ui *ui = begun();
	ui_text(ui, (struct rect){0, 0, 4 * LETTER, 400}, STR("Größenwahn"), heading(9));
	const struct draw_list *list = ui_end(ui);
	expect_line(list, 0, "Größ");
	expect_line(list, 1, "enwa");
	expect_line(list, 2, "hn");
	ui_free(ui);
}

static void cjk_breaks_between_characters_but_not_before_a_full_stop(void **state)
{
	(void)state;
	struct ui *ui = begun();
	ui_text(ui, (struct rect){0, 0, 3 * LETTER, 400}, STR("今日は。晴れ"), heading(9));
	const struct draw_list *list = ui_end(ui);
	expect_line(list, 0, "今日");
	expect_line(list, 1, "は。晴");
	expect_line(list, 2, "れ");
	ui_free(ui);
}

static void line_feeds_begin_lines(void **state)
{
	(void)state;
	struct ui *ui = begun();
	ui_text(ui, (struct rect){0, 0, 400, 400}, STR("a\n\nb"), heading(9));
	const struct draw_list *list = ui_end(ui);
	assert_int_equal(lines_drawn(list), 2);
	expect_line(list, 0, "a");
	expect_line(list, 1, "b");
	assert_true(list->draws[1].r.y > list->draws[0].r.y + 2 * list->draws[0].r.h);
	ui_free(ui);
}

static void what_does_not_fit_ends_in_an_ellipsis(void **state)
{
	(void)state;
	struct ui *ui = begun();
	ui_text(ui, (struct rect){0, 0, 9 * LETTER, 400}, STR("one two three four"), heading(2));
	const struct draw_list *list = ui_end(ui);
	expect_line(list, 0, "one two");
	expect_line(list, 1, "three fo…");
	struct buf out = {0};
	ui_dump(ui, &out);
	assert_string_equal(
		arena_str(ui_arena(ui), buf_str(&out)).p, "text 0,0 99x56 \"one two three fo…\" cut\n");
	buf_free(&out);
	ui_free(ui);
}

static void text_never_leaves_its_box(void **state)
{
	(void)state;
	struct ui *ui = begun();
	for (int w = LETTER; w < 30 * LETTER; w += 7)
		ui_text(ui, (struct rect){20, 20, w, 90},
			STR("Donaudampfschifffahrt and a\nlot of 日本語 more"), heading(3));
	const struct draw_list *list = ui_end(ui);
	assert_true(lines_drawn(list) > 30);
	for (int i = 0; i < list->count; i++) {
		const struct draw *d = &list->draws[i];
		assert_true(d->r.x >= d->box.x && d->r.x + d->r.w <= d->box.x + d->box.w);
		assert_true(d->r.y >= d->box.y && d->r.y + d->r.h <= d->box.y + d->box.h);
	}
	ui_free(ui);
}

static void shrinking_comes_before_cutting(void **state)
{
	(void)state;
	struct ui *ui = begun();
	struct type type = heading(1);
	type.shrink = true;
	ui_text(ui, (struct rect){0, 0, 10 * LETTER, 40}, STR("twelve lette"), type);
	ui_text(ui, (struct rect){0, 100, 3 * LETTER, 40}, STR("twelve lette"), type);
	const struct draw_list *list = ui_end(ui);
	expect_line(list, 0, "twelve lette");
	assert_int_equal(list->draws[0].font.px, 18); /* 12 letters of 9 px fit into 110 */
	assert_true(list->draws[1].font.px >= 22 * 60 / 100 - 1);
	assert_memory_equal(list->draws[1].text.p + list->draws[1].text.n - 3, "…", 3);
	ui_free(ui);
}

static void alignment_is_by_the_measured_line(void **state)
{
	(void)state;
	struct ui *ui = begun();
	struct type type = heading(1);
	ui_text(ui, (struct rect){100, 0, 200, 60}, STR("abcd"), type);
	type.align = ALIGN_CENTRE;
	type.middle = true;
	ui_text(ui, (struct rect){100, 0, 200, 60}, STR("abcd"), type);
	type.align = ALIGN_END;
	ui_text(ui, (struct rect){100, 0, 200, 60}, STR("abcd"), type);
	const struct draw_list *list = ui_end(ui);
	assert_int_equal(list->draws[0].r.x, 100);
	assert_int_equal(list->draws[0].r.y, 0);
	assert_int_equal(list->draws[1].r.x, 100 + (200 - 44) / 2);
	assert_int_equal(list->draws[1].r.y, (60 - 27) / 2);
	assert_int_equal(list->draws[2].r.x, 300 - 44);
	ui_free(ui);
}

static void right_to_left_mirrors_everything(void **state)
{
	(void)state;
	struct ui *ui = ui_new(&twin);
	struct ui_frame frame = twin_frame(1000);
	frame.rtl = true;
	ui_begin(ui, &frame);
	ui_text(ui, (struct rect){100, 0, 200, 60}, STR("abcd"), heading(1));
	ui_fill(ui, (struct rect){0, 0, 10, 10}, 0, TONE_ink);
	ui_icon(ui, (struct rect){10, 0, 24, 24}, "back", TONE_ink);
	ui_icon(ui, (struct rect){10, 0, 24, 24}, "clock", TONE_ink);
	ui_control(ui, (struct control){.r = {0, 0, 100, 50}, .name = "c", .action = 1});
	const struct draw_list *list = ui_end(ui);
	assert_int_equal(list->draws[0].r.x, 1024 - 100 - 44);
	assert_int_equal(list->draws[1].r.x, 1014);
	assert_int_equal(list->draws[2].r.x, 1024 - 34);
	assert_true(list->draws[2].mirrored);
	assert_false(list->draws[3].mirrored);
	assert_int_equal(control_named(ui, "c", 0)->r.x, 924);
	ui_free(ui);
}

static void heights_foretell_what_is_drawn(void **state)
{
	(void)state;
	struct ui *ui = begun();
	struct str s = STR("several words that need some lines");
	for (int w = 60; w < 500; w += 13) {
		int foretold = ui_text_height(ui, w, s, heading(20));
		assert_int_equal(ui_text(ui, (struct rect){0, 0, w, foretold}, s, heading(20)), foretold);
	}
	ui_end(ui);
	struct buf out = {0};
	ui_dump(ui, &out);
	assert_false(str_contains(buf_str(&out), STR(" cut\n")));
	buf_free(&out);
	ui_free(ui);
}

static void a_very_long_string_is_cut_before_it_is_measured(void **state)
{
	(void)state;
	struct ui *ui = begun();
	char *text = ARENA_ARRAY(ui_arena(ui), char, 100001);
	memset(text, 'i', 100000);
	ui_text(ui, (struct rect){0, 0, 300, 30}, str_from(text), heading(1));
	const struct draw_list *list = ui_end(ui);
	assert_true(list->draws[0].text.n < 100);
	assert_true(list->draws[0].r.w <= 300);
	ui_free(ui);
}

static void sizes_follow_the_window(void **state)
{
	(void)state;
	static const struct {
		int w, h, u, touch;
		bool upright, narrow;
	} windows[] = {
		{800, 480, 3, 52, false, true},
		{1024, 600, 4, 47, false, false},
		{1280, 800, 5, 59, false, false},
		{1920, 1080, 7, 56, false, false},
		{720, 1280, 4, 53, true, true},
	};
	struct ui *ui = ui_new(&twin);
	for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
		struct ui_frame frame = {.w = windows[i].w, .h = windows[i].h, .mono = 1, .keyboard = "en"};
		ui_begin(ui, &frame);
		assert_int_equal(ui_u(ui), windows[i].u);
		assert_in_range(ui_touch(ui), windows[i].touch - 1, windows[i].touch + 1);
		assert_int_equal(ui_upright(ui), windows[i].upright);
		assert_int_equal(ui_narrow(ui), windows[i].narrow);
		ui_text(ui, ui_screen(ui), STR("x"), (struct type){.size = SIZE_BODY});
		assert_true(ui_end(ui)->draws[0].font.px >= 15);
	}
	struct ui_frame frame = {.w = 1280, .h = 800, .panel_width_mm = 640, .keyboard = "en"};
	ui_begin(ui, &frame);
	assert_int_equal(ui_mm(ui, 10), 20);
	ui_end(ui);
	ui_free(ui);
}

static void cuts_clamp_and_columns_share_every_pixel(void **state)
{
	(void)state;
	struct rect r = {0, 0, 100, 50};
	assert_int_equal(cut_top(&r, 80).h, 50);
	assert_int_equal(cut_top(&r, 5).h, 0);
	for (int count = 1; count < 9; count++) {
		struct rect all = {10, 0, 331, 20}, last = rect_column(all, count - 1, count, 8);
		assert_int_equal(rect_column(all, 0, count, 8).x, 10);
		assert_int_equal(last.x + last.w, 341);
		for (int i = 0; i + 1 < count; i++) {
			struct rect a = rect_column(all, i, count, 8), b = rect_column(all, i + 1, count, 8);
			assert_in_range(b.x - a.x - a.w, 8, 8);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_wrap_where_they_end),
		cmocka_unit_test(a_word_longer_than_the_line_is_split),
		cmocka_unit_test(cjk_breaks_between_characters_but_not_before_a_full_stop),
		cmocka_unit_test(line_feeds_begin_lines),
		cmocka_unit_test(what_does_not_fit_ends_in_an_ellipsis),
		cmocka_unit_test(text_never_leaves_its_box),
		cmocka_unit_test(shrinking_comes_before_cutting),
		cmocka_unit_test(alignment_is_by_the_measured_line),
		cmocka_unit_test(right_to_left_mirrors_everything),
		cmocka_unit_test(heights_foretell_what_is_drawn),
		cmocka_unit_test(a_very_long_string_is_cut_before_it_is_measured),
		cmocka_unit_test(sizes_follow_the_window),
		cmocka_unit_test(cuts_clamp_and_columns_share_every_pixel),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
