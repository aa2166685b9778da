#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <time.h>

#include "base/cells.h"

static void expect(struct buf *out, const char *want)
{
	buf_byte(out, 0);
	assert_string_equal(out->p, want);
	out->n = 0;
}

static void what_a_spreadsheet_would_run_is_text(void **state)
{
	(void)state;
	static const char *const cells[][2] = {{"=1+1", "\"'=1+1\""}, {"+1", "\"'+1\""}, {"-1", "\"'-1\""},
		{"@SUM(A1)", "\"'@SUM(A1)\""}, {"\t=1", "\"'\t=1\""}, {"\r=1", "\"'\r=1\""},
		{"a=1", "\"a=1\""}, {"", "\"\""}};
	struct buf out = {0};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		cell_text(&out, "", str_from(cells[i][0]));
		expect(&out, cells[i][1]);
	}
	buf_free(&out);
}

static void quotes_commas_and_lines_stay_in_their_cell(void **state)
{
	(void)state;
	struct buf out = {0};
	cell_text(&out, ",", STR("a \"b\", c\r\nd"));
	expect(&out, ",\"a \"\"b\"\", c\r\nd\"");
	cell_number(&out, ",", INT64_MIN);
	expect(&out, ",-9223372036854775808");
	buf_free(&out);
}

static void times_are_the_rooms_and_nothing_when_not_settled(void **state)
{
	(void)state;
	struct buf out = {0};
	setenv("TZ", "Europe/Berlin", 1);
	tzset();
	cell_time(&out, ",", 1793487540000);
	expect(&out, ",2026-10-31 23:59");
	cell_time(&out, ",", 0);
	expect(&out, ",");
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_a_spreadsheet_would_run_is_text),
		cmocka_unit_test(quotes_commas_and_lines_stay_in_their_cell),
		cmocka_unit_test(times_are_the_rooms_and_nothing_when_not_settled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
