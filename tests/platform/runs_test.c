/* Runs of a line: their order on the screen, direction, script, and which have a face of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "platform/runs.h"

static struct fonts *fonts;
static struct runs *runs;

static int start(void **state)
{
	char problem[256];

	(void)state;
	runs = xmalloc(sizeof *runs);
	fonts = fonts_open("fonts", problem, sizeof problem);
	return fonts ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	fonts_close(fonts);
	free(runs);
	return 0;
}

static void split(const char *s, bool tabular)
{
	runs_split(runs, fonts, (struct font){20, WEIGHT_REGULAR, tabular}, str_from(s));
}

static void check_run(int i, const char *text, bool rtl, const char *script)
{
	assert_true(i < runs->count);
	assert_string_equal(runs->run[i].text, text);
	assert_int_equal(runs->run[i].rtl, rtl);
	if (script)
		assert_string_equal(runs->run[i].script, script);
}

static void latin_is_one_run(void **state)
{
	(void)state;
	split("Jörg, 10:19 – “Ærø”", false);
	assert_int_equal(runs->count, 1);
	check_run(0, "Jörg, 10:19 – “Ærø”", false, "Latn");
	split("", false);
	assert_int_equal(runs->count, 0);
}

static void hebrew_with_a_number_is_read_from_the_right(void **state)
{
	(void)state;
	split("שלום 2026 עולם", false);
	int last = runs->count - 1;
	check_run(0, "עולם", true, "Hebr");
	check_run(last - 1, "2026", false, NULL);
	check_run(last, "שלום ", true, "Hebr");
}

static void arabic_inside_english_keeps_its_place(void **state)
{
	(void)state;
	split("Hi مرحبا Ben", false);
	assert_true(runs->count >= 3);
	assert_int_equal(strncmp(runs->run[0].text, "Hi", 2), 0);
	assert_string_equal(runs->run[runs->count - 1].script, "Latn");
	assert_int_equal(
		strcmp(runs->run[runs->count - 1].text + strlen(runs->run[runs->count - 1].text) - 3, "Ben"),
		0);
	for (int i = 0; i < runs->count; i++)
		if (strcmp(runs->run[i].script, "Arab") == 0 && runs->run[i].rtl)
			return;
	fail_msg("no run is Arabic and from the right");
}

static void emoji_sequences_stay_whole_and_digits_plain(void **state)
{
	(void)state;
	split("ok 👩🏽‍🔧 5", false);
	assert_int_equal(runs->count, 3);
	check_run(1, "👩🏽‍🔧", false, NULL);
	assert_true(fonts_coloured(fonts, WEIGHT_REGULAR, runs->run[1].face));
	assert_int_equal(runs->run[2].face, FACE_FIRST);
	split("☎︎ 1", false); /* asked to be plain */
	for (int i = 0; i < runs->count; i++)
		assert_false(fonts_coloured(fonts, WEIGHT_REGULAR, runs->run[i].face));
}

static void each_digit_of_a_clock_is_a_run(void **state)
{
	(void)state;
	split("10:19", true);
	assert_int_equal(runs->count, 5);
	check_run(2, ":", false, NULL);
	assert_false(runs->run[2].digit);
	assert_true(runs->run[3].digit);
}

static void controls_and_broken_bytes_do_no_harm(void **state)
{
	static const char bytes[] = "a\0b\nc\xFF\xC3";

	(void)state;
	runs_split(runs, fonts, (struct font){20, WEIGHT_BOLD, false}, (struct str){bytes, sizeof bytes - 1});
	assert_int_equal(strncmp(runs->run[0].text, "a b c", 5), 0);
	char *many = xmalloc(100000);
	memset(many, 'x', 100000);
	runs_split(runs, fonts, (struct font){20, WEIGHT_BOLD, true}, (struct str){many, 100000});
	assert_int_equal(strlen(runs->run[0].text), LINE_POINTS);
	memset(many, '7', 100000); /* as many runs as there can be */
	runs_split(runs, fonts, (struct font){20, WEIGHT_BOLD, true}, (struct str){many, 100000});
	assert_int_equal(runs->count, LINE_POINTS);
	free(many);
}

static void every_script_has_a_face(void **state)
{
	static const char *const samples[] = {"Ж", "Ω", "א", "ع", "न", "ท", "ქ", "Ֆ", "ሀ", "த", "ລ", "ខ"};

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		size_t at = 0;
		uint32_t code = utf8_next(str_from(samples[i]), &at);
		int face = fonts_face(fonts, WEIGHT_SEMIBOLD, code, false);
		assert_true(fonts_has(fonts, WEIGHT_SEMIBOLD, face, code));
		assert_false(fonts_coloured(fonts, WEIGHT_SEMIBOLD, face));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(latin_is_one_run),
		cmocka_unit_test(hebrew_with_a_number_is_read_from_the_right),
		cmocka_unit_test(arabic_inside_english_keeps_its_place),
		cmocka_unit_test(emoji_sequences_stay_whole_and_digits_plain),
		cmocka_unit_test(each_digit_of_a_clock_is_a_run),
		cmocka_unit_test(controls_and_broken_bytes_do_no_harm),
		cmocka_unit_test(every_script_has_a_face),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
