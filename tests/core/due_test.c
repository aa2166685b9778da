/* Dates at the end of a line, in English and German; what is no date is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/due.h"

static struct moment now(void) /* Wednesday, 18 November 2026, 10:00 */
{
	setenv("TZ", "Europe/Berlin", 1);
	return (struct moment){civil_to((struct civil){2026, 11, 18, 10, 0, 0, 0}), 0, true};
}

static void is_due(const char *line, int year, int month, int day)
{
	int64_t due = due_find(str_from(line), now());
	if (due != civil_to((struct civil){.year = year, .month = month, .day = day}))
		fail_msg("'%s': %lld", line, (long long)due);
}

static void days_of_the_week(void **state)
{
	(void)state;
	is_due("send the draft by Friday", 2026, 11, 20);
	is_due("send the draft by friday.", 2026, 11, 20);
	is_due("call on Wed", 2026, 11, 25);
	is_due("ask her next Wednesday!", 2026, 11, 25);
	is_due("Entwurf schicken bis Freitag", 2026, 11, 20);
	is_due("anrufen am Mo", 2026, 11, 23);
	is_due("nachfragen nächsten Dienstag", 2026, 11, 24);
}

static void days_from_now(void **state)
{
	(void)state;
	is_due("book the room today", 2026, 11, 18);
	is_due("book the room tomorrow", 2026, 11, 19);
	is_due("Raum buchen bis morgen", 2026, 11, 19);
	is_due("Raum buchen übermorgen", 2026, 11, 20);
	is_due("read it next week", 2026, 11, 25);
	is_due("lesen nächste Woche", 2026, 11, 25);
}

static void written_dates(void **state)
{
	(void)state;
	is_due("plan by 2026-12-01", 2026, 12, 1);
	is_due("Plan bis 1.12.", 2026, 12, 1);
	is_due("Plan bis 1.12", 2026, 12, 1);
	is_due("Plan bis 17.11.", 2027, 11, 17); /* this year's is over */
	is_due("Plan bis 18.11.", 2026, 11, 18);
	is_due("Plan bis 1.2.2027", 2027, 2, 1);
	is_due("Plan bis 1.2.27.", 2027, 2, 1);
}

static void what_is_no_date_is_none(void **state)
{
	static const char *const lines[] = {"", " ", "by", "on Friday ask her about it", "the sun",
		"ist das so", "version 1.2.3.4", "see 31.2.", "2026-13-01", "2026-02-30", "draft 12",
		"chapter 3.", "99.99.", "..", "--", "costs 0.5", "1-2", "Die Sonne am Himmel"};
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (due_find(str_from(lines[i]), now()))
			fail_msg("'%s' is no date", lines[i]);
}

static void a_clock_that_is_not_trusted_counts_no_days(void **state)
{
	struct moment m = now();
	(void)state;
	m.trusted = false;
	assert_int_equal(due_find(STR("by Friday"), m), 0);
	assert_int_equal(due_find(STR("tomorrow"), m), 0);
	assert_int_equal(due_find(STR("bis 1.12."), m), 0);
	assert_int_not_equal(due_find(STR("by 2026-12-01"), m), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_of_the_week),
		cmocka_unit_test(days_from_now),
		cmocka_unit_test(written_dates),
		cmocka_unit_test(what_is_no_date_is_none),
		cmocka_unit_test(a_clock_that_is_not_trusted_counts_no_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
