/* What is said is what printf would have said, in the language in which it is shown; tests/phone/sentence_test.mjs holds
 * the pages to the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/sentence.h"

static struct arena mem;

static int clean(void **state)
{
	(void)state;
	arena_free(&mem);
	return 0;
}

static void fills(struct sentence s, const char *translated, const char *expected)
{
	struct buf out = {0};
	sentence_fill(&out, s, translated);
	buf_byte(&out, 0);
	assert_string_equal(out.p, expected);
	buf_free(&out);
}

static void it_reads_as_printf_would_have_it(void **state)
{
	(void)state;
	char expected[200];
	size_t number = 70000;
#define SAME(...)                                                                                            \
	do {                                                                                                 \
		struct sentence s = sentence_make(&mem, __VA_ARGS__);                                        \
		snprintf(expected, sizeof expected, __VA_ARGS__);                                            \
		fills(s, s.format, expected);                                                                \
	} while (0)
	SAME("nothing to fill");
	SAME("column %d (%.*s): \"%s\"", 3, 4, "mail, cut off", "über");
	SAME("%zu of %llu, %02X and 100 %% of %-4s|", number, 5ULL, 0x8Du, "ab");
	SAME("%s%s", "", "");
	SAME("%%");
#undef SAME
}

static void a_translation_may_turn_the_arguments_round(void **state)
{
	(void)state;
	struct sentence s = sentence_make(&mem, N_("%d of %.*s in %s"), 7, 3, "abcdef", "town");
	fills(s, "%d von %.*s in %s", "7 von abc in town");
	fills(s, "in %4$s: %1$d von %3$.*2$s", "in town: 7 von abc");
	fills(s, "100 %% in %4$s", "100 % in town");
	fills(s, "%d %s %s %s", "7 abc town "); /* one too many, which msgfmt would not let through */
}

static void what_is_quoted_stays_in_its_line_and_its_gap(void **state)
{
	(void)state;
	struct sentence s = sentence_make(&mem, "<%s> <%s>", "two\nlines %s\x7F", "");
	fills(s, s.format, "<two lines %s > <>");
	struct str rest = s.gaps, gap;
	assert_true(sentence_gap(&rest, &gap));
	assert_true(str_eq(gap, STR("two lines %s ")));
	assert_true(sentence_gap(&rest, &gap));
	assert_int_equal(gap.n, 0);
	assert_false(sentence_gap(&rest, &gap));
}

static void past_the_limit_remarks_are_counted(void **state)
{
	(void)state;
	struct remarks all = {0}, copy;
	struct arena other = {0};
	for (unsigned i = 1; i <= REMARKS_MAX + 5; i++)
		remarks_add(&mem, &all, i, "number %u", i);
	remarks_copy(&other, &copy, &all);
	arena_free(&mem);
	assert_int_equal(copy.count, REMARKS_MAX);
	assert_int_equal(copy.left, 5);
	assert_int_equal(copy.list[REMARKS_MAX - 1].line, REMARKS_MAX);
	fills(copy.list[1].what, copy.list[1].what.format, "number 2");
	arena_free(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_reads_as_printf_would_have_it),
		cmocka_unit_test(a_translation_may_turn_the_arguments_round),
		cmocka_unit_test(what_is_quoted_stays_in_its_line_and_its_gap),
		cmocka_unit_test(past_the_limit_remarks_are_counted),
	};
	return cmocka_run_group_tests(tests, clean, clean);
}
