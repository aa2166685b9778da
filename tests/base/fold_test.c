/* Folding: what is typed without accents finds what is written with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

static void folds(const char *from, const char *to)
{
	char out[256];
	struct str s = str_from(from);
	size_t n = str_fold(s, out, sizeof out - 1);
	assert_true(n <= 2 * s.n);
	out[n] = 0;
	assert_string_equal(out, to);
}

static void names_of_europe_fold_to_plain_letters(void **state)
{
	(void)state;
	folds("Łukasz Ørsted", "lukasz orsted");
	folds("MÜLLER-Lüdenscheidt", "muller-ludenscheidt");
	folds("Straße STRAẞE", "strasse strasse");
	folds("Æsa Þórsdóttir Œuvre", "aesa thorsdottir oeuvre");
	folds("Đorđe İnan Işık ığdır Ħal Ŧor", "dorde inan isik igdir hal tor");
	folds("Nguyễn Thị Ánh", "nguyen thi anh");
	folds("Ǆ ǈ Ĳssel", "dz lj ijssel");
}

static void composed_and_decomposed_fold_alike(void **state)
{
	(void)state;
	folds("Jose\xCC\x81", "jose");
	folds("José", "jose");
}

static void greek_and_cyrillic_fold_in_their_own_script(void **state)
{
	(void)state;
	folds("Γιώργος Ἀλέξανδρος", "γιωργοσ αλεξανδροσ");
	folds("ЁЛКИН Йосиф", "елкин иосиф");
}

static void other_scripts_pass_through(void **state)
{
	(void)state;
	folds("محمد 田中 😀", "محمد 田中 😀");
	folds("Ａｂｃ", "ａｂｃ");
	folds("Արամ", "արամ");
}

static void never_more_than_room_and_never_half_a_letter(void **state)
{
	(void)state;
	struct str s = STR("ßж田");
	for (size_t cap = 0; cap <= 7; cap++) {
		char out[8];
		memset(out, '!', sizeof out);
		size_t n = str_fold(s, out, cap);
		assert_true(n <= cap);
		assert_int_equal(out[cap], '!');
		assert_true(utf8_valid((struct str){out, n}));
	}
}

static void every_code_point_folds_within_its_bound(void **state)
{
	(void)state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		char in[4], out[16];
		struct str s = {in, utf8_put(in, c)};
		size_t n = str_fold(s, out, sizeof out);
		assert_true(n <= 2 * s.n || !utf8_valid(s));
		if (utf8_valid(s))
			assert_true(utf8_valid((struct str){out, n}));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_europe_fold_to_plain_letters),
		cmocka_unit_test(composed_and_decomposed_fold_alike),
		cmocka_unit_test(greek_and_cyrillic_fold_in_their_own_script),
		cmocka_unit_test(other_scripts_pass_through),
		cmocka_unit_test(never_more_than_room_and_never_half_a_letter),
		cmocka_unit_test(every_code_point_folds_within_its_bound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
