/* The language of screen scripts: words, times, and what counts as seen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/play.h"
#include "base/clock.h"

static script_words words;
static const char *problem;

static void words_are_parted_by_blanks(void **state)
{
	(void)state;
	assert_int_equal(script_split("  drag\t\"Printer jam\"  Next \r", words, &problem), 3);
	assert_string_equal(words[0], "drag");
	assert_string_equal(words[1], "Printer jam");
	assert_string_equal(words[2], "Next");
}

static void quotes_hold_quotes_and_backslashes(void **state)
{
	(void)state;
	assert_int_equal(script_split("expect \"a \\\"b\\\" c\\\\d\\n\"", words, &problem), 2);
	assert_string_equal(words[1], "a \"b\" c\\d\\n");
	assert_int_equal(script_split("type \"\"", words, &problem), 2);
	assert_string_equal(words[1], "");
}

static void a_comment_is_no_name(void **state)
{
	(void)state;
	assert_int_equal(script_split("# all of it", words, &problem), 0);
	assert_int_equal(script_split("#all of it", words, &problem), 0);
	assert_int_equal(script_split("", words, &problem), 0);
	assert_int_equal(script_split("tap #home # the way back", words, &problem), 2);
	assert_string_equal(words[1], "#home");
	assert_int_equal(script_split("tap #home #", words, &problem), 2);
}

static void a_malformed_line_is_refused_with_a_reason(void **state)
{
	(void)state;
	char many[SCRIPT_LINE_MAX + 1];
	memset(many, 'a', sizeof many - 1);
	many[sizeof many - 1] = '\0';
	assert_int_equal(script_split(many, words, &problem), -1);
	assert_string_equal(problem, "the line is too long");
	many[SCRIPT_LINE_MAX - 1] = '\0';
	assert_int_equal(script_split(many, words, &problem), 1);
	assert_int_equal(strlen(words[0]), SCRIPT_LINE_MAX - 1);
	assert_int_equal(script_split("tap \"Check in", words, &problem), -1);
	assert_string_equal(problem, "a quotation mark is missing");
	assert_int_equal(script_split("tap \"Check\"in", words, &problem), -1);
	assert_string_equal(problem, "a space is missing after a quotation mark");
	assert_int_equal(script_split("a b c d e f", words, &problem), 6);
	assert_int_equal(script_split("a b c d e f g", words, &problem), -1);
	assert_string_equal(problem, "too many words");
	assert_int_equal(script_split("tap \"\xC3\"", words, &problem), -1);
	assert_string_equal(problem, "the line is not UTF-8");
}

static void times_have_units(void **state)
{
	(void)state;
	assert_int_equal(script_duration("90s"), 90 * SECOND);
	assert_int_equal(script_duration("90"), 90 * SECOND);
	assert_int_equal(script_duration("200ms"), 200);
	assert_int_equal(script_duration("5min"), 5 * MINUTE);
	assert_int_equal(script_duration("2h"), 2 * HOUR);
	assert_int_equal(script_duration("0"), 0);
	assert_int_equal(script_duration("2400h"), 100 * DAY);
	assert_int_equal(script_duration("2401h"), -1);
	assert_int_equal(script_duration("99999999999999999999s"), -1);
	assert_int_equal(script_duration("-1s"), -1);
	assert_int_equal(script_duration("s"), -1);
	assert_int_equal(script_duration(""), -1);
	assert_int_equal(script_duration("5 min"), -1);
	assert_int_equal(script_duration("5mins"), -1);
}

static bool shows(const char *text, const char *part)
{
	return script_shows(str_from(text), str_from(part));
}

static void a_text_is_seen_across_the_ends_of_lines(void **state)
{
	(void)state;
	assert_true(shows("You are\nchecked in.\n", "You are checked in"));
	assert_true(shows("Thu \xC2\xA0 15:00", "Thu 15:00"));
	assert_true(shows("aab", "ab"));
	assert_true(shows("anything", ""));
	assert_true(shows("", ""));
	assert_true(shows("the end", "end"));
	assert_false(shows("the en", "end"));
	assert_false(shows("You arechecked in", "You are checked in"));
	assert_false(shows("", "x"));
}

static void what_differs_first_is_named(void **state)
{
	(void)state;
	struct buf difference = {0};
	assert_true(script_same(STR("a\nb\n"), STR("a\nb\n"), &difference));
	assert_int_equal(difference.n, 0);
	assert_false(script_same(STR("a\nb\n"), STR("a\nc\n"), &difference));
	assert_true(str_eq(buf_str(&difference), STR("line 2: expected: b, seen: c")));
	buf_free(&difference);
	assert_false(script_same(STR("a\nb"), STR("a"), &difference));
	assert_true(str_eq(buf_str(&difference), STR("line 2: expected: b, seen: the end")));
	buf_free(&difference);
	assert_false(script_same(STR("a"), STR("a\nb"), &difference));
	assert_true(str_eq(buf_str(&difference), STR("line 2: expected: the end, seen: b")));
	buf_free(&difference);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_parted_by_blanks),
		cmocka_unit_test(quotes_hold_quotes_and_backslashes),
		cmocka_unit_test(a_comment_is_no_name),
		cmocka_unit_test(a_malformed_line_is_refused_with_a_reason),
		cmocka_unit_test(times_have_units),
		cmocka_unit_test(a_text_is_seen_across_the_ends_of_lines),
		cmocka_unit_test(what_differs_first_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
