/* Imports: whole or not at all, told line by line, and the same file twice changes nothing. */
#include <stdio.h>

#include "core/words_of.h"
#include "core/workshop.h"

#define FILE_ORIGIN ((struct origin){FROM_FILE, 0, 1, 0})

static void people(struct room *r, struct import_person *rows, uint32_t count, bool dry_run)
{
	for (uint32_t i = 0; i < count; i++)
		rows[i].line = i + 2;
	SEND(r, FILE_ORIGIN, import_people, rows, count, dry_run);
	assert_non_null(r->report);
}

static void reports(struct room *r, enum err err, uint32_t added, uint32_t changed, uint32_t same)
{
	const struct effect_import_report *report = &r->report->u.import_report;
	if (report->err != err || report->added != added || report->changed != changed ||
		report->same != same)
		fail_msg("%s: %u added, %u changed, %u same", err_name(report->err), report->added,
			report->changed, report->same);
}

static void add_remarks(struct buf *out, const struct remarks *remarks)
{
	for (uint32_t i = 0; i < remarks->count; i++) {
		buf_printf(out, "line %u: ", remarks->list[i].line);
		sentence_fill(out, remarks->list[i].what, remarks->list[i].what.format);
		buf_byte(out, '\n');
	}
}

static void add_row(struct buf *out, const struct report_row *row)
{
	buf_printf(out, "line %u: %s: %.*s", row->line, word_of(&words_reports, (int)row->what),
		STR_FMT(row->name));
	for (uint32_t i = 0; i < row->field_count; i++)
		buf_printf(out, ": %s '%.*s' -> '%.*s'", row->fields[i].name, STR_FMT(row->fields[i].before),
			STR_FMT(row->fields[i].after));
	buf_byte(out, '\n');
}

static void says(struct room *r, const char *line)
{
	const struct effect_import_report *report = &r->report->u.import_report;
	struct buf text = {0};
	for (uint32_t i = 0; i < report->row_count; i++)
		add_row(&text, &report->rows[i]);
	add_remarks(&text, &report->problems);
	add_remarks(&text, &report->notes);
	if (!str_contains(buf_str(&text), str_from(line)))
		fail_msg("no '%s' in:\n%.*s", line, STR_FMT(buf_str(&text)));
	buf_free(&text);
}

#define ROWS(...)                                                                                            \
	(struct import_person[])                                                                             \
	{                                                                                                    \
		__VA_ARGS__                                                                                  \
	}

static void a_team_comes_along_and_an_empty_one_takes_nothing_away(void **state)
{
	struct room *r = *state;
	people(r, ROWS({.name = STR("Dana Novák"), .email = STR("d@x.org"), .team = STR("Night desk")}), 1,
		false);
	reports(r, ERR_none, 1, 0, 0);
	people(r, ROWS({.name = STR("Dana Novák"), .email = STR("d@x.org"), .team = STR("Day desk")}), 1,
		false);
	reports(r, ERR_none, 0, 1, 0);
	says(r, "changed: Dana Novák: Team 'Night desk' -> 'Day desk'");
	people(r, ROWS({.name = STR("Dana Novák"), .email = STR("d@x.org")}), 1, false);
	reports(r, ERR_none, 0, 0, 1);
	struct match m;
	assert_int_equal(core_search(r->core, STR("dana"), r->now.wall, &m, 1), 1);
	assert_true(str_eq(core_person(r->core, m.person)->team, STR("Day desk")));
}

static void new_people_and_organisations_are_added_once(void **state)
{
	struct room *r = *state;
	for (int round = 0; round < 2; round++) {
		people(r,
			ROWS({.given = STR("Dana"),
				     .name = STR("Novák"),
				     .organisation = STR("Choir"),
				     .email = STR("d@x.org"),
				     .language = STR("de-AT")},
				{.name = STR("Eva Maria Novák"), .organisation = STR("choir")},
				{.name = STR("Novák, Filip")}),
			3, false);
		if (round == 0) {
			reports(r, ERR_none, 3, 0, 0);
			says(r, "line 2: new: Dana Novák");
		} else {
			reports(r, ERR_none, 0, 0, 3);
		}
	}
	struct match m[8];
	assert_int_equal(core_search(r->core, STR("novak"), r->now.wall, m, 8), 3);
	const struct person *dana = core_person(r->core, m[0].person);
	assert_true(str_eq(dana->language, STR("de")));
	const struct person *eva = core_person(r->core, m[1].person);
	assert_true(str_eq(eva->given, STR("Eva Maria")));
	assert_int_equal(eva->organisation, dana->organisation);
	assert_true(str_eq(core_person(r->core, m[2].person)->given, STR("Filip")));
	assert_int_equal(disk_count(&r->disk, REC_organisation), 2);
}

static void known_people_are_matched_by_e_mail_then_by_name(void **state)
{
	struct room *r = *state;
	size_t before = core_people_count(r->core);
	people(r,
		ROWS({.given = STR("Anne"), .name = STR("Schmidt-Weiß"), .email = STR("ANNA@example.org")},
			{.name = STR("Clara Orsted"),
				.organisation = STR("City Library"),
				.email = STR("clara@x.org")},
			{.name = STR("lukasz benedikt"), .organisation = STR("Town Hall")}),
		3, false);
	reports(r, ERR_none, 0, 3, 0);
	says(r, "line 2: changed: Anna-Lena Schmidt: Given name 'Anna-Lena' -> 'Anne'");
	says(r, ": Mail '' -> 'clara@x.org'");
	says(r, ": Organisation 'City Library' -> 'Town Hall'");
	assert_int_equal(core_people_count(r->core), before);
	assert_true(str_eq(core_person(r->core, ANNA)->given, STR("Anne")));
	assert_true(str_eq(core_organisation_name(r->core, core_person(r->core, LUKASZ)->organisation),
		STR("Town Hall")));
}

static void an_empty_field_erases_nothing(void **state)
{
	struct room *r = *state;
	people(r, ROWS({.given = STR("Ben"), .name = STR("O'Brien"), .email = STR("ben@example.org")}), 1,
		false);
	reports(r, ERR_none, 0, 0, 1);
	assert_int_equal(core_person(r->core, BEN)->organisation, ORGANISATION);
}

static void two_of_one_name_and_two_e_mails_are_two_people(void **state)
{
	struct room *r = *state;
	people(r,
		ROWS({.given = STR("Ben"),
			.name = STR("O'Brien"),
			.organisation = STR("Elsewhere"),
			.email = STR("other@x.org")}),
		1, false);
	reports(r, ERR_none, 1, 0, 0);
}

static void a_dry_run_tells_and_changes_nothing(void **state)
{
	struct room *r = *state;
	uint64_t before = core_issued(r->core);
	people(r,
		ROWS({.name = STR("Dana Novák"), .organisation = STR("Choir")},
			{.given = STR("Bernd"), .email = STR("ben@example.org")}),
		2, true);
	reports(r, ERR_none, 1, 1, 0);
	assert_true(r->report->u.import_report.dry_run);
	assert_int_equal(core_issued(r->core), before);
	assert_true(str_eq(core_person(r->core, BEN)->given, STR("Ben")));
}

static void anything_wrong_and_nothing_goes_in(void **state)
{
	struct room *r = *state;
	char longest[NAME_MAX_BYTES + 1];
	memset(longest, 'x', sizeof longest);
	uint64_t before = core_issued(r->core);
	people(r,
		ROWS({.name = STR("Dana Novák")}, {.email = STR("x@y.org")},
			{.name = STR("Eva"), .email = STR("not an address")},
			{.name = STR("Filip"), .language = STR("german")}, {.name = STR("Dana Novak")},
			{.name = {longest, sizeof longest}}, {.name = STR("Bad \xFF")},
			{.email = STR("X@Y.org"), .name = STR("Twice")}),
		8, false);
	reports(r, ERR_invalid, 0, 0, 0);
	says(r, "line 3: this row has no name");
	says(r, "line 4: this is no e-mail address: \"not an address\"");
	says(r, "line 5: this is no language code such as \"de\": \"german\"");
	says(r, "line 6: the same person as in line 2");
	says(r, "line 7: this is too long: \"");
	says(r, "line 8: this row has something in it that is not UTF-8");
	says(r, "line 9: the same person as in line 3");
	assert_int_equal(core_issued(r->core), before);
}

static void a_name_that_fits_two_needs_an_e_mail(void **state)
{
	struct room *r = *state;
	room_person(r, 50, "Clara", "Ørsted", "", false, false);
	room_restart(r);
	people(r, ROWS({.name = STR("Clara Ørsted"), .organisation = STR("City Library")}), 1, false);
	reports(r, ERR_invalid, 0, 0, 0);
	says(r, "line 2: several people have this name; an e-mail address would tell which one: \"Clara Ørsted\"");
}

/* ---- calendars ---- */

#define STR_INIT(literal)                                                                                    \
	{                                                                                                    \
		literal, sizeof(literal) - 1                                                                 \
	}

static struct import_attendee both[] = {{STR_INIT("ANNA@example.org"), STR_INIT("")},
	{STR_INIT(""), STR_INIT("clara orsted")}, {STR_INIT("who@x.org"), STR_INIT("Who")}};

static struct import_event event(struct room *r, const char *uid, int64_t in)
{
	return (struct import_event){.uid = str_from(uid),
		.title = STR("Tandem"),
		.description = STR(""),
		.location = STR(""),
		.start = r->now.wall + in,
		.end = r->now.wall + in + HOUR,
		.attendees = both,
		.attendee_count = 3,
		.line = 7};
}

static void events(struct room *r, struct import_event *e, uint32_t count, bool dry_run)
{
	SEND(r, FILE_ORIGIN, import_sessions, e, count, dry_run, r->now.wall - DAY, r->now.wall + 30 * DAY);
	assert_non_null(r->report);
}

/* The session of the calendar that starts then. */
static const struct session *at(struct room *r, int64_t in)
{
	const struct session *s[16];
	size_t count = core_today(r->core, r->now.wall + in, s, 16);
	for (size_t i = 0; i < count; i++)
		if (s[i]->starts == r->now.wall + in)
			return s[i];
	return NULL;
}

static void events_become_sessions_with_their_people(void **state)
{
	struct room *r = *state;
	struct import_event e = event(r, "a@cal", 2 * DAY);
	events(r, &e, 1, true);
	reports(r, ERR_none, 1, 0, 0);
	assert_null(at(r, 2 * DAY));
	events(r, &e, 1, false);
	reports(r, ERR_none, 1, 0, 0);
	assert_int_equal(r->report->u.import_report.unmatched, 1);
	says(r, "line 7: not known here: Who <who@x.org>");
	const struct session *s = at(r, 2 * DAY);
	assert_true(str_eq(s->title, STR("Tandem")));
	assert_int_equal(s->model, MODEL_TANDEM);
	assert_true(core_member(r->core, s->id, ANNA)->expected);
	assert_true(core_member(r->core, s->id, CLARA)->expected);
	events(r, &e, 1, false);
	reports(r, ERR_none, 0, 0, 1);
	room_restart(r);
	events(r, &e, 1, false);
	reports(r, ERR_none, 0, 0, 1);
	assert_int_equal(disk_count(&r->disk, REC_session), 2);
}

static void changed_events_change_their_session(void **state)
{
	struct room *r = *state;
	struct import_event e = event(r, "a@cal", 2 * DAY);
	events(r, &e, 1, false);
	ident session = at(r, 2 * DAY)->id;
	e.start += HOUR;
	e.end += HOUR;
	e.attendee_count = 1;
	events(r, &e, 1, false);
	reports(r, ERR_none, 0, 1, 0);
	assert_int_equal(at(r, 2 * DAY + HOUR)->id, session);
	assert_null(core_member(r->core, session, CLARA));
	e.cancelled = true;
	events(r, &e, 1, false);
	assert_int_equal(r->report->u.import_report.cancelled, 1);
	assert_int_equal(core_session(r->core, session)->state, SESSION_CANCELLED);
	e.cancelled = false;
	events(r, &e, 1, false);
	says(r, "line 7: back");
	assert_int_equal(core_session(r->core, session)->state, SESSION_WAITING);
}

static void nothing_changes_where_somebody_has_come(void **state)
{
	struct room *r = *state;
	struct import_event e = event(r, "a@cal", HOUR);
	events(r, &e, 1, false);
	ident session = at(r, HOUR)->id;
	PRESS(r, check_in, .person = ANNA, .session = session);
	e.cancelled = true;
	events(r, &e, 1, false);
	assert_int_equal(core_session(r->core, session)->state, SESSION_HERE);
	e.cancelled = false;
	e.attendee_count = 0;
	events(r, &e, 1, false);
	assert_non_null(core_member(r->core, session, ANNA));
	events(r, &e, 0, false);
	assert_int_equal(core_session(r->core, session)->state, SESSION_HERE);
}

static void occurrences_no_longer_listed_are_cancelled(void **state)
{
	struct room *r = *state;
	struct import_event e[3] = {
		event(r, "a@cal", DAY), event(r, "a@cal", 8 * DAY), event(r, "b@cal", 3 * DAY)};
	e[0].recurrence = e[0].start;
	e[1].recurrence = e[1].start;
	events(r, e, 3, false);
	reports(r, ERR_none, 3, 0, 0);
	events(r, e, 1, false); /* b is not mentioned: it may come from another calendar */
	assert_int_equal(r->report->u.import_report.cancelled, 1);
	assert_null(at(r, 8 * DAY));
	assert_non_null(at(r, DAY));
	assert_non_null(at(r, 3 * DAY));
}

static void a_partnership_of_exactly_these_people_is_taken(void **state)
{
	struct room *r = *state;
	LOAD(&r->disk, REC_partnership, VI(TANDEM), VI(MODEL_MENTORING), TEXT("Mentors"), VI(0), VI(1),
		TEXT(""), TEXT(""), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""));
	LOAD(&r->disk, REC_partner, VI(TANDEM), VI(CLARA), VI(0), VI(0), VI(0), VI(0), VI(1));
	LOAD(&r->disk, REC_partner, VI(TANDEM), VI(ANNA), VI(0), VI(0), VI(0), VI(0), VI(1));
	room_restart(r);
	struct import_event e[2] = {event(r, "a@cal", DAY), event(r, "b@cal", 2 * DAY)};
	e[1].attendee_count = 1;
	events(r, e, 2, false);
	assert_int_equal(at(r, DAY)->partnership, TANDEM);
	assert_int_equal(at(r, DAY)->model, MODEL_MENTORING);
	assert_int_equal(at(r, 2 * DAY)->partnership, 0);
}

static void a_broken_event_and_nothing_goes_in(void **state)
{
	struct room *r = *state;
	struct import_event e[2] = {event(r, "a@cal", DAY), event(r, "b@cal", DAY)};
	e[1].end = e[1].start;
	events(r, e, 2, false);
	reports(r, ERR_invalid, 0, 0, 0);
	says(r, "line 7: the event ends before it starts");
	assert_int_equal(disk_count(&r->disk, REC_session), 1);
	e[1] = event(r, "", DAY);
	events(r, e, 2, false);
	reports(r, ERR_invalid, 0, 0, 0);
}

static void what_is_over_is_left_out(void **state)
{
	struct room *r = *state;
	struct import_event e = event(r, "a@cal", -2 * DAY);
	events(r, &e, 1, false);
	reports(r, ERR_none, 0, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(new_people_and_organisations_are_added_once),
		TEST(a_team_comes_along_and_an_empty_one_takes_nothing_away),
		TEST(known_people_are_matched_by_e_mail_then_by_name),
		TEST(an_empty_field_erases_nothing),
		TEST(two_of_one_name_and_two_e_mails_are_two_people),
		TEST(a_dry_run_tells_and_changes_nothing),
		TEST(anything_wrong_and_nothing_goes_in),
		TEST(a_name_that_fits_two_needs_an_e_mail),
		TEST(events_become_sessions_with_their_people),
		TEST(changed_events_change_their_session),
		TEST(nothing_changes_where_somebody_has_come),
		TEST(occurrences_no_longer_listed_are_cancelled),
		TEST(a_partnership_of_exactly_these_people_is_taken),
		TEST(a_broken_event_and_nothing_goes_in),
		TEST(what_is_over_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
