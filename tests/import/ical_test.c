/* The calendar: as Google, Outlook and Nextcloud write it, each meeting comes out at the right
 * instant, with its people; and a hostile file neither hangs nor gets through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/clock.h"
#include "import/ical.h"
#include "import/show.h"

#define FROM 1795219200000LL /* 2026-11-21T00:00Z */
#define TO (FROM + 61 * DAY)

static struct arena mem;
static struct calendar_file calendar;
static struct report report;
static struct buf problems, notes; /* as a terminal shows them */

static int clean(void **state)
{
	(void)state;
	arena_free(&mem);
	report_free(&report);
	problems.n = notes.n = 0;
	setenv("TZ", "Europe/Berlin", 1);
	tzset();
	return 0;
}

static bool read_between(const char *text, size_t n, int64_t from, int64_t to)
{
	clean(NULL);
	bool good = calendar_read(&mem, (struct str){text, n}, from, to, &calendar, &report);
	report_show(&problems, &report.problems);
	report_show(&notes, &report.notes);
	return good;
}

static bool read_text(const char *text)
{
	return read_between(text, strlen(text), FROM, TO);
}

/* "Title 2026-11-26T14:00+60 [anna@x,ben@y]" a line, in UTC; "!" cancelled, "<" its original start. */
static void list(struct buf *out)
{
	for (uint32_t i = 0; i < calendar.count; i++) {
		const struct import_event *e = &calendar.events[i];
		time_t at = (time_t)(e->start / 1000), was = (time_t)(e->recurrence / 1000);
		struct tm tm;
		char text[32];
		strftime(text, sizeof text, "%m-%dT%H:%MZ", gmtime_r(&at, &tm));
		buf_printf(out, "%s%.*s %s+%d", e->cancelled ? "!" : "", STR_FMT(e->title), text,
			(int)((e->end - e->start) / MINUTE));
		if (e->recurrence && e->recurrence != e->start) {
			strftime(text, sizeof text, "%m-%dT%H:%MZ", gmtime_r(&was, &tm));
			buf_printf(out, " < %s", text);
		}
		buf_byte(out, '\n');
	}
	buf_byte(out, 0);
}

static void assert_meetings(const char *expected)
{
	struct buf out = {0};
	assert_string_equal(problems.p, "");
	list(&out);
	assert_string_equal(out.p, expected);
	buf_free(&out);
}

static void assert_attendees(const struct import_event *e, const char *expected)
{
	struct buf out = {0};
	for (uint32_t i = 0; i < e->attendee_count; i++)
		buf_printf(&out, "%s%.*s <%.*s>", i ? ", " : "", STR_FMT(e->attendees[i].name),
			STR_FMT(e->attendees[i].email));
	buf_byte(&out, 0);
	assert_string_equal(out.p, expected);
	buf_free(&out);
}

static void read_sample(const char *name)
{
	static char text[65536];
	char path[100];
	snprintf(path, sizeof path, "tests/import/samples/%s", name);
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	size_t n = fread(text, 1, sizeof text, f);
	fclose(f);
	(void)read_between(text, n, FROM, TO);
}

static void as_google_writes_it(void **state)
{
	(void)state;
	read_sample("google.ics");
	assert_meetings("Tandem Anna & Ben (moved) 11-26T13:00Z+60 < 11-26T08:00Z\n"
			"!Called off 12-01T13:00Z+60\n"
			"Tandem Anna & Ben 12-10T08:00Z+60\n"
			"Tandem Anna & Ben 12-17T08:00Z+60\n");
	assert_attendees(
		&calendar.events[2], "Anna Schmidt <anna.schmidt@harbour.example>,  <ben@dock.example>");
	assert_true(str_eq(calendar.events[2].description,
		STR("Bring the plan, please.\nSecond line; and a long one that is folded in the middle of a "
		    "word.")));
	assert_true(str_eq(calendar.events[2].uid, STR("4k2m0tandem7@google.com")));
	assert_int_equal(calendar.events[2].line, 26);
	assert_string_equal(notes.p, "66: \"House closed\" lasts all day and is left out\n");
}

static void as_outlook_writes_it(void **state)
{
	(void)state;
	read_sample("outlook.ics");
	assert_meetings("Mentoring \xC3\x9C"
			"bergabe 11-23T08:00Z+30\n"
			"!Mentoring \xC3\x9C"
			"bergabe 11-25T08:00Z+30\n"
			"Own zone 11-30T09:00Z+45\n"
			"Mentoring \xC3\x9C"
			"bergabe 12-07T08:00Z+30\n"
			"Mentoring \xC3\x9C"
			"bergabe 12-23T08:00Z+30\n"
			"Mentoring \xC3\x9C"
			"bergabe 01-04T08:00Z+30\n"
			"Mentoring \xC3\x9C"
			"bergabe 01-06T08:00Z+30\n"
			"Mentoring \xC3\x9C"
			"bergabe 01-18T08:00Z+30\n"
			"Mentoring \xC3\x9C"
			"bergabe 01-20T08:00Z+30\n");
	assert_attendees(&calendar.events[0],
		"Okafor, Ben <ben@dock.example>, Schmidt, Anna <anna.schmidt@harbour.example>");
	assert_true(str_eq(calendar.events[0].location, STR("Werkstatt")));
}

static void as_nextcloud_writes_it(void **state)
{
	(void)state;
	read_sample("nextcloud.ics");
	assert_meetings("Learning set 11-24T15:00Z+60\nFloating 11-27T07:30Z+60\n"
			"Learning set 12-15T15:00Z+60\nLearning set 12-22T15:00Z+60\n");
	assert_attendees(
		&calendar.events[0], "eva <eva@yard.example>, Anna Schmidt <anna.schmidt@harbour.example>");
}

#define EVENT(lines)                                                                                         \
	"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nSUMMARY:M\r\n" lines                                    \
	"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

static void nine_stays_nine_when_the_clocks_change(void **state)
{
	(void)state;
	static const char *const zones[] = {";TZID=Europe/Berlin", ";TZID=W. Europe Standard Time",
		";TZID=/mozilla.org/20050126_1/Europe/Berlin", ""};
	for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
		char text[400];
		snprintf(text, sizeof text,
			EVENT("DTSTART%s:20260323T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;UNTIL="
			      "20260330T070000Z;"
			      "BYDAY=FR,SA,SU,MO"),
			zones[i]);
		int64_t march = 1774224000000LL; /* 2026-03-23T00:00Z */
		assert_true(read_between(text, strlen(text), march + 2 * DAY, march + 10 * DAY));
		assert_meetings(
			"M 03-27T08:00Z+60\nM 03-28T08:00Z+60\nM 03-29T07:00Z+60\nM 03-30T07:00Z+60\n");
	}
}

static void old_names_of_zones_are_known_and_unknown_ones_told(void **state)
{
	(void)state;
	assert_true(read_text(EVENT("DTSTART;TZID=US/Eastern:20261124T090000")));
	assert_meetings("M 11-24T14:00Z+60\n");
	assert_false(read_text(EVENT("DTSTART;TZID=Mars/Olympus:20261124T090000")));
	assert_string_equal(problems.p, "2: the time zone \"Mars/Olympus\" is not known\n");
	assert_false(read_text(EVENT("DTSTART;TZID=../../etc/passwd:20261124T090000")));
	assert_true(read_text(EVENT("DTSTART;TZID=Mars/Olympus:20201124T090000"))); /* long ago: no matter */
}

static void a_date_takes_out_every_meeting_of_its_day(void **state)
{
	(void)state;
	assert_true(read_text(EVENT("DTSTART:20261123T090000Z\r\nRRULE:FREQ=DAILY;COUNT=4\r\n"
				    "EXDATE;VALUE=DATE:20261124\r\nEXDATE:20261125T090000Z")));
	assert_meetings("M 11-23T09:00Z+60\nM 11-26T09:00Z+60\n");
}

static void a_series_of_many_years_is_still_on_its_day(void **state)
{
	(void)state;
	assert_true(read_text(EVENT(
		"DTSTART;TZID=Europe/Berlin:20100105T090000\r\nRRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=TU")));
	assert_meetings("M 12-01T08:00Z+60\nM 12-22T08:00Z+60\nM 01-12T08:00Z+60\n");
	assert_true(read_text(EVENT("DTSTART:20100105T090000Z\r\nRRULE:FREQ=DAILY;INTERVAL=30")));
	assert_meetings("M 12-07T09:00Z+60\nM 01-06T09:00Z+60\n");
}

static void the_newest_version_of_an_event_counts(void **state)
{
	(void)state;
	assert_true(read_text(
		"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nSEQUENCE:2\nSUMMARY:New\nDTSTART:20261124T090000Z\n"
		"END:VEVENT\nBEGIN:VEVENT\nUID:u\nSEQUENCE:1\nSUMMARY:Old\nDTSTART:20261123T090000Z\n"
		"END:VEVENT\nEND:VCALENDAR\n"));
	assert_meetings("New 11-24T09:00Z+60\n");
}

static void a_cancelling_calendar_cancels(void **state)
{
	(void)state;
	assert_true(read_text("BEGIN:VCALENDAR\nMETHOD:CANCEL\nBEGIN:VEVENT\nUID:u\nSUMMARY:M\n"
			      "DTSTART:20261124T090000Z\nEND:VEVENT\nEND:VCALENDAR\n"));
	assert_meetings("!M 11-24T09:00Z+60\n");
}

static void folding_inside_a_character_is_undone(void **state)
{
	(void)state;
	assert_true(read_text(EVENT("DTSTART:20261124T090000Z\r\nSUMMARY:\xC3\r\n \x9C"
				    "bung")));
	assert_int_equal(calendar.count, 1);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
	(void)state;
	assert_false(read_text(
		"BEGIN:VCALENDAR\n"
		"BEGIN:VEVENT\nUID:a\nSUMMARY:A\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:b\nDTSTART:yesterday\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:c\nDTSTART:20261124T090000Z\nDTEND:20261124T080000Z\nEND:VEVENT\n"
		"BEGIN:VEVENT\nDTSTART:20261124T090000Z\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:d\nDTSTART:20261124T090000Z\nRRULE:FREQ=SOMETIMES\nEND:VEVENT\n"
		"BEGIN:VEVENT\nUID:e\nSUMMARY:E\nDTSTART:20261124T090000Z\n"));
	assert_string_equal(problems.p,
		"2: the event that begins here has no start\n"
		"6: DTSTART of the event that begins here cannot be read\n"
		"10: the event that begins here ends before it starts\n"
		"15: the event that begins here has no UID, so it could not be found again\n"
		"18: RRULE of the event that begins here cannot be read\n"
		"23: the VEVENT that begins here has no end\n");
	assert_false(read_text("name,given name\n"));
	assert_string_equal(problems.p, "0: this is no calendar: it has no BEGIN:VCALENDAR\n");
}

static void rules_that_would_hang_are_refused(void **state)
{
	(void)state;
	static const char *const refused[] = {
		EVENT("DTSTART:20261124T090000Z\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
		EVENT("DTSTART:20261124T090000Z\r\nRRULE:FREQ=HOURLY"),
		EVENT("DTSTART:20261124T090000Z\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;BYSECOND=1,2,3;"
		      "BYMINUTE=1,2"),
	};
	static const char *const never[] = {
		EVENT("DTSTART:20261124T090000Z\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
		EVENT("DTSTART:20261124T090000Z\r\nRRULE:FREQ=WEEKLY;INTERVAL=32767;BYDAY=MO;BYMONTH=2"),
		EVENT("DTSTART:20261124T090000Z\r\nRRULE:FREQ=MONTHLY;BYDAY=5MO;BYMONTH=2;BYMONTHDAY=1;"
		      "BYSETPOS=-366"),
	};
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		assert_false(read_text(refused[i]));
	for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
		assert_true(read_text(never[i]));
		assert_int_equal(calendar.count, 1); /* its start */
	}
}

/* So many that their search would take longer than a file may. */
static void what_a_month_does_not_have_is_not_searched_for(void **state)
{
	(void)state;
	static const char *const rules[] = {"BYDAY=4TU;BYSETPOS=2", "BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=32",
		"BYDAY=MO;BYSETPOS=-6,7", "BYMONTHDAY=31;BYDAY=MO,TU;BYSETPOS=2", "BYMONTHDAY=31;BYSETPOS=2",
		"BYSETPOS=2"};
	struct buf text = {0};
	buf_add(&text, STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"));
	for (int i = 0; i < 60; i++)
		buf_printf(&text,
			"BEGIN:VEVENT\r\nUID:%d@example.org\r\nSUMMARY:Rare\r\nDTSTART:20261124T090000Z\r\n"
			"RRULE:FREQ=MONTHLY;%s\r\nEND:VEVENT\r\n",
			i, rules[(size_t)i % (sizeof rules / sizeof rules[0])]);
	buf_add(&text, STR("END:VCALENDAR\r\n"));
	assert_true(read_between(text.p, text.n, FROM, TO));
	assert_int_equal(calendar.count, 60); /* their starts */
	buf_free(&text);
	assert_true(read_text(
		EVENT("DTSTART:20261124T090000Z\r\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")));
	assert_true(calendar.count > 1); /* the last weekday of a month is there */
}

static void nesting_and_size_are_bounded(void **state)
{
	(void)state;
	struct buf text = {0};
	buf_add(&text, STR("BEGIN:VCALENDAR\nBEGIN:VEVENT\n"));
	for (int i = 0; i < 200000; i++)
		buf_add(&text, STR("BEGIN:VEVENT\n"));
	assert_false(read_between(text.p, text.n, FROM, TO));
	text.n = strlen("BEGIN:VCALENDAR\nBEGIN:VEVENT\n");
	for (int i = 0; i < 200000; i++)
		buf_add(&text, STR("EXDATE:20261124T090000Z\n"));
	assert_false(read_between(text.p, text.n, FROM, TO));
	assert_string_equal(problems.p, "2: the VEVENT that begins here is too large\n");
	buf_free(&text);
}

/* Once it is too much nothing more is worked out: it is read on the thread that serves the phones. */
static void a_calendar_of_too_many_meetings_is_given_up_at_the_first(void **state)
{
	(void)state;
	struct buf text = {0};
	buf_add(&text, STR("BEGIN:VCALENDAR\n"));
	for (int i = 0; i < 1000; i++) /* 61 days of each */
		buf_printf(&text,
			"BEGIN:VEVENT\nUID:%d\nSUMMARY:M\nDTSTART:20260101T090000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n",
			i);
	buf_add(&text, STR("END:VCALENDAR\n"));
	assert_false(read_between(text.p, text.n, FROM, TO));
	assert_int_equal(report.problems.count, 1);
	assert_non_null(strstr(problems.p, "too many meetings"));
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_google_writes_it),
		cmocka_unit_test(as_outlook_writes_it),
		cmocka_unit_test(as_nextcloud_writes_it),
		cmocka_unit_test(nine_stays_nine_when_the_clocks_change),
		cmocka_unit_test(old_names_of_zones_are_known_and_unknown_ones_told),
		cmocka_unit_test(a_date_takes_out_every_meeting_of_its_day),
		cmocka_unit_test(a_series_of_many_years_is_still_on_its_day),
		cmocka_unit_test(the_newest_version_of_an_event_counts),
		cmocka_unit_test(a_cancelling_calendar_cancels),
		cmocka_unit_test(folding_inside_a_character_is_undone),
		cmocka_unit_test(what_is_wrong_is_told_with_its_line),
		cmocka_unit_test(rules_that_would_hang_are_refused),
		cmocka_unit_test(what_a_month_does_not_have_is_not_searched_for),
		cmocka_unit_test(nesting_and_size_are_bounded),
		cmocka_unit_test(a_calendar_of_too_many_meetings_is_given_up_at_the_first),
	};
	return cmocka_run_group_tests(tests, clean, clean);
}
