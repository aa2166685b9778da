/* First every event of the file is taken in by itself; then, sorted by its name (UID), a repeating
 * event finds the versions of single occurrences that replace its own. Only repeating events keep
 * their libical component until they are unrolled.
 *
 * Rules are unrolled in the wall time of the event, without a zone, and each result is then placed in
 * its zone: so a meeting at nine stays at nine when the clocks change. A rule can be written that
 * never matches, and libical then looks through 500 years for half a second; so the processor time
 * spent on a file is bounded, which ordinary ones do not come near. */
#include "import/ical.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "import/encoding.h"
#include "import/ical_lines.h"
#include "import/ical_zone.h"

#define CPU_MAX_MS 2000    /* for unrolling the whole file; one that needs more is refused */
#define STEPS_PER_LOOK 256 /* occurrences between two looks at that clock */
#define UID_MAX_BYTES 500
#define ATTENDEES_MAX 100 /* of one event; further ones are left out, with a note */
#define EVENTS_READ_MAX 200000
#define LENGTH_MAX DAY
#define LENGTH_ASSUMED HOUR

struct meeting {                   /* one VEVENT */
	icalcomponent *repeats;    /* to be unrolled; else NULL */
	struct import_event event; /* with the times of its first occurrence */
	struct icaltimetype first; /* DTSTART as it stands */
	icaltimezone *zone;        /* of DTSTART; NULL: the room's */
	int sequence;
};

struct reading {
	struct arena *mem;
	struct report *report;
	struct ical_zones *zones;
	int64_t from, to;
	struct meeting *meetings;
	uint32_t count, capacity;
	struct calendar_file *out;
	uint32_t out_capacity;
	int64_t cpu_end; /* when the time for unrolling is up; 0: not begun */
	bool too_slow;
	bool full; /* more than may come was found, which is said once, and the rest not looked at */
	bool cancels;
};

/* ---- times ---- */

static int64_t in_ms(struct icaltimetype t, icaltimezone *zone)
{
	if (zone)
		return (int64_t)icaltime_as_timet_with_zone(t, zone) * 1000;
	return civil_to((struct civil){.year = t.year,
		.month = t.month,
		.day = t.day,
		.hour = t.hour,
		.minute = t.minute,
		.second = t.second});
}

/* As if the wall clock showed UTC: good to a day, without knowing the zone. */
static int64_t roughly(struct icaltimetype t)
{
	return (int64_t)icaltime_as_timet(t) * 1000;
}

/* A year far off is a slip, and dates outside of time_t's comfortable range surprise libraries. */
static bool plausible(struct icaltimetype t)
{
	return !icaltime_is_null_time(t) && icaltime_is_valid_time(t) && t.year >= 1970 && t.year < 2200;
}

static bool zone_of(
	struct reading *r, uint32_t line, icalproperty *p, struct icaltimetype t, icaltimezone **zone)
{
	icalparameter *named = icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);
	const char *name = named ? icalparameter_get_tzid(named) : NULL;
	*zone = NULL;
	if (icaltime_is_utc(t))
		*zone = icaltimezone_get_utc_timezone();
	else if (name)
		*zone = ical_zone(r->zones, name);
	if (*zone || !name)
		return true;
	report_problem(r->report, line, N_("the time zone \"%.*s\" is not known"),
		STR_FMT(utf8_first(str_from(name), 60, NULL)));
	return false;
}

/* ---- what an event says ---- */

/* One line of text, at most `max` bytes of it, cut between characters. */
static struct str short_text(struct arena *mem, const char *text, size_t max, bool one_line)
{
	struct str s = str_trim(str_from(text));
	char *out = arena_alloc(mem, max + 1);
	size_t n = 0, at = 0;
	while (at < s.n) {
		size_t start = at;
		uint32_t c = utf8_next(s, &at);
		bool blank = c == ' ' || (c >= '\t' && c <= '\r');
		bool broken = c == 0xFFFD && at - start == 1; /* libical may part a character at a fold */
		if (broken || (c < ' ' && !blank) || c == 0x7F ||
			(one_line && blank && n && out[n - 1] == ' '))
			continue;
		if (at - start > max - n)
			break;
		if (one_line && blank)
			out[n++] = ' ';
		else {
			memcpy(out + n, s.p + start, at - start);
			n += at - start;
		}
	}
	return (struct str){out, n};
}

static struct str lower_email(struct arena *mem, const char *address)
{
	struct str s = str_trim(str_from(address));
	if (s.n >= 7 && strncasecmp(s.p, "mailto:", 7) == 0)
		s = str_trim(str_sub(s, 7, s.n));
	if (!s.n || s.n > 254 || !memchr(s.p, '@', s.n) || memchr(s.p, ' ', s.n) || !utf8_valid(s))
		return (struct str){"", 0};
	char *out = arena_alloc(mem, s.n + 1);
	for (size_t i = 0; i < s.n; i++)
		out[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] - 'A' + 'a') : s.p[i];
	return (struct str){out, s.n};
}

static bool ends_with(struct str s, struct str end)
{
	return s.n >= end.n && str_eq(str_sub(s, s.n - end.n, s.n), end);
}

/* Rooms, groups and calendars are invited as well; and who declined will not come. */
static bool is_a_person_who_comes(icalproperty *p, struct str email)
{
	icalparameter *type = icalproperty_get_first_parameter(p, ICAL_CUTYPE_PARAMETER);
	icalparameter *answer = icalproperty_get_first_parameter(p, ICAL_PARTSTAT_PARAMETER);
	icalparameter_cutype cutype = type ? icalparameter_get_cutype(type) : ICAL_CUTYPE_INDIVIDUAL;
	return cutype != ICAL_CUTYPE_ROOM && cutype != ICAL_CUTYPE_RESOURCE && cutype != ICAL_CUTYPE_GROUP &&
		(!answer || icalparameter_get_partstat(answer) != ICAL_PARTSTAT_DECLINED) &&
		!ends_with(email, STR(".calendar.google.com"));
}

static void add_attendee(struct reading *r, struct import_event *e, icalproperty *p, const char *address)
{
	icalparameter *named = icalproperty_get_first_parameter(p, ICAL_CN_PARAMETER);
	struct str email = lower_email(r->mem, address);
	struct str name =
		short_text(r->mem, named ? icalparameter_get_cn(named) : NULL, NAME_MAX_BYTES, true);
	if (name.n && memchr(name.p, '@', name.n))
		name = (struct str){"", 0}; /* the address once more */
	if ((!email.n && !name.n) || !is_a_person_who_comes(p, email))
		return;
	for (uint32_t i = 0; i < e->attendee_count; i++)
		if (str_eq(e->attendees[i].email, email) && (email.n || str_eq(e->attendees[i].name, name)))
			return;
	if (e->attendee_count == ATTENDEES_MAX)
		report_note(r->report, e->line,
			N_("more than %d people are invited; the others are left out"), ATTENDEES_MAX);
	if (e->attendee_count <= ATTENDEES_MAX)
		e->attendees[e->attendee_count++] = (struct import_attendee){email, name};
}

static void take_attendees(struct reading *r, struct import_event *e, icalcomponent *c)
{
	e->attendees = ARENA_ARRAY(r->mem, struct import_attendee, ATTENDEES_MAX + 1);
	icalproperty *organizer = icalcomponent_get_first_property(c, ICAL_ORGANIZER_PROPERTY);
	if (organizer)
		add_attendee(r, e, organizer, icalproperty_get_organizer(organizer));
	for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_ATTENDEE_PROPERTY); p;
		p = icalcomponent_get_next_property(c, ICAL_ATTENDEE_PROPERTY))
		add_attendee(r, e, p, icalproperty_get_attendee(p));
	if (e->attendee_count > ATTENDEES_MAX)
		e->attendee_count = ATTENDEES_MAX;
}

/* libical drops what it cannot parse and leaves a remark. Where the remark is about a time, the event
 * would come out at the wrong one. An empty value is nothing wrong: Google writes "LOCATION:". */
static bool times_could_be_read(struct reading *r, icalcomponent *c, uint32_t line)
{
	static const char *const times[] = {
		"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"};
	bool good = true;
	for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_XLICERROR_PROPERTY); p;
		p = icalcomponent_get_next_property(c, ICAL_XLICERROR_PROPERTY)) {
		const char *remark = icalproperty_get_xlicerror(p);
		for (size_t i = 0; remark && i < sizeof times / sizeof times[0]; i++)
			if (strstr(remark, times[i])) {
				report_problem(r->report, line,
					N_("%s of the event that begins here cannot be read"), times[i]);
				good = false;
				break;
			}
	}
	return good;
}

static bool take_end(struct reading *r, struct meeting *m, icalcomponent *c)
{
	icalproperty *end = icalcomponent_get_first_property(c, ICAL_DTEND_PROPERTY);
	icalproperty *length = icalcomponent_get_first_property(c, ICAL_DURATION_PROPERTY);
	struct import_event *e = &m->event;
	e->end = e->start + LENGTH_ASSUMED;
	if (end) {
		struct icaltimetype t = icalproperty_get_dtend(end);
		icaltimezone *zone;
		if (!zone_of(r, e->line, end, t, &zone))
			return false;
		e->end = plausible(t) ? in_ms(t, zone) : e->start;
	} else if (length) {
		e->end =
			e->start + (int64_t)icaldurationtype_as_int(icalproperty_get_duration(length)) * 1000;
	}
	if (e->end == e->start)
		e->end = e->start + LENGTH_ASSUMED; /* a reminder, or nothing said */
	if (e->end < e->start)
		report_problem(r->report, e->line, N_("the event that begins here ends before it starts"));
	return e->end > e->start;
}

static bool take_uid(struct reading *r, struct import_event *e, icalcomponent *c)
{
	icalproperty *p = icalcomponent_get_first_property(c, ICAL_UID_PROPERTY);
	struct str uid = str_trim(str_from(p ? icalproperty_get_uid(p) : NULL));
	e->uid = arena_str(r->mem, uid);
	if (uid.n && uid.n <= UID_MAX_BYTES && utf8_valid(uid))
		return true;
	report_problem(r->report, e->line,
		uid.n > UID_MAX_BYTES
			? N_("the UID of the event that begins here is too long")
			: N_("the event that begins here has no UID, so it could not be found again"));
	return false;
}

static void take_texts(struct reading *r, struct meeting *m, icalcomponent *c)
{
	struct import_event *e = &m->event;
	icalproperty *summary = icalcomponent_get_first_property(c, ICAL_SUMMARY_PROPERTY);
	icalproperty *description = icalcomponent_get_first_property(c, ICAL_DESCRIPTION_PROPERTY);
	icalproperty *location = icalcomponent_get_first_property(c, ICAL_LOCATION_PROPERTY);
	icalproperty *status = icalcomponent_get_first_property(c, ICAL_STATUS_PROPERTY);
	icalproperty *sequence = icalcomponent_get_first_property(c, ICAL_SEQUENCE_PROPERTY);
	e->title =
		short_text(r->mem, summary ? icalproperty_get_summary(summary) : NULL, TITLE_MAX_BYTES, true);
	e->description = short_text(r->mem, description ? icalproperty_get_description(description) : NULL,
		DETAIL_MAX_BYTES, false);
	e->location = short_text(
		r->mem, location ? icalproperty_get_location(location) : NULL, TITLE_MAX_BYTES, true);
	e->cancelled = r->cancels || (status && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED);
	m->sequence = sequence ? icalproperty_get_sequence(sequence) : 0;
}

/* The original start of the one occurrence that this event replaces. */
static bool take_recurrence(struct reading *r, struct meeting *m, icalcomponent *c)
{
	icalproperty *p = icalcomponent_get_first_property(c, ICAL_RECURRENCEID_PROPERTY);
	icaltimezone *zone;
	if (!p)
		return true;
	struct icaltimetype t = icalproperty_get_recurrenceid(p);
	if (!plausible(t) || !zone_of(r, m->event.line, p, t, &zone))
		return false;
	if (t.is_date) { /* only the day is given: the time is that of the event */
		t.is_date = 0;
		t.hour = m->first.hour;
		t.minute = m->first.minute;
		t.second = m->first.second;
		zone = m->zone;
	}
	if (icalproperty_get_first_parameter(p, ICAL_RANGE_PARAMETER))
		report_note(r->report, m->event.line,
			N_("a change to this and all later meetings is used for this one only"));
	m->event.recurrence = in_ms(t, zone);
	return true;
}

static bool repeats(icalcomponent *c)
{
	return icalcomponent_get_first_property(c, ICAL_RRULE_PROPERTY) ||
		icalcomponent_get_first_property(c, ICAL_RDATE_PROPERTY);
}

static bool far_outside(const struct reading *r, struct icaltimetype t)
{
	return roughly(t) < r->from - 2 * DAY || roughly(t) > r->to + 2 * DAY;
}

/* False: nothing to keep of it; a problem, a note, or simply another time. */
static bool take_event(struct reading *r, struct meeting *m, icalcomponent *c)
{
	icalproperty *start = icalcomponent_get_first_property(c, ICAL_DTSTART_PROPERTY);
	bool alone = !repeats(c) && !icalcomponent_get_first_property(c, ICAL_RECURRENCEID_PROPERTY);
	if (!times_could_be_read(r, c, m->event.line))
		return false;
	m->first = start ? icalproperty_get_dtstart(start) : icaltime_null_time();
	if (!start || !plausible(m->first)) {
		report_problem(r->report, m->event.line, N_("the event that begins here has no start"));
		return false;
	}
	if (alone && far_outside(r, m->first))
		return false;
	take_texts(r, m, c);
	if (m->first.is_date) {
		report_note(r->report, m->event.line, N_("\"%.*s\" lasts all day and is left out"),
			STR_FMT(m->event.title));
		return false;
	}
	if (!zone_of(r, m->event.line, start, m->first, &m->zone) || !take_uid(r, &m->event, c))
		return false;
	m->event.start = in_ms(m->first, m->zone);
	if (!take_end(r, m, c) || !take_recurrence(r, m, c))
		return false;
	if (m->event.end - m->event.start > LENGTH_MAX) {
		report_note(r->report, m->event.line, N_("\"%.*s\" lasts longer than a day and is left out"),
			STR_FMT(m->event.title));
		return false;
	}
	take_attendees(r, &m->event, c);
	return true;
}

static struct meeting *new_meeting(struct reading *r)
{
	if (r->count == r->capacity) {
		r->capacity = r->capacity ? r->capacity * 2 : 64;
		r->meetings = xrealloc(r->meetings, r->capacity * sizeof *r->meetings);
	}
	return memset(&r->meetings[r->count], 0, sizeof *r->meetings);
}

static void read_event(struct reading *r, const struct ical_component *block)
{
	icalcomponent *c = icalparser_parse_string(block->text.p);
	struct meeting *m = new_meeting(r);
	m->event.line = block->line;
	if (!c || icalcomponent_isa(c) != ICAL_VEVENT_COMPONENT) {
		report_problem(r->report, block->line, N_("the event that begins here cannot be read"));
	} else if (take_event(r, m, c)) {
		r->count++;
		if (repeats(c) && !m->event.recurrence) {
			m->repeats = c;
			return;
		}
	}
	if (c)
		icalcomponent_free(c);
}

/* ---- unrolling ---- */

struct occurrence {
	int64_t start;
	int day; /* yyyymmdd of the wall time */
};
struct occurrences {
	struct occurrence at[OCCURRENCES_MAX + 1];
	uint32_t count;
};

static int day_number(struct icaltimetype t)
{
	return t.year * 10000 + t.month * 100 + t.day;
}

static bool add_occurrence(
	const struct reading *r, struct occurrences *o, int64_t start, struct icaltimetype wall)
{
	if (start < r->from || start >= r->to)
		return true;
	if (o->count <= OCCURRENCES_MAX)
		o->at[o->count++] = (struct occurrence){start, day_number(wall)};
	return o->count <= OCCURRENCES_MAX;
}

/* UNTIL is given in UTC, or as a day: here as wall time of the event, like everything else. */
static void localise_until(struct icalrecurrencetype *rule, icaltimezone *zone)
{
	struct icaltimetype *until = &rule->until;
	if (icaltime_is_null_time(*until))
		return;
	if (until->is_date) {
		until->is_date = 0;
		until->hour = 23;
		until->minute = until->second = 59;
	} else if (icaltime_is_utc(*until) && zone) {
		*until = icaltime_convert_to_zone(*until, zone);
	} else if (icaltime_is_utc(*until)) {
		struct civil c = civil_from(roughly(*until));
		until->year = c.year, until->month = c.month, until->day = c.day;
		until->hour = c.hour, until->minute = c.minute, until->second = c.second;
	}
	until->zone = NULL;
}

static bool time_is_up(struct reading *r)
{
	struct timespec used;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
	int64_t now = (int64_t)used.tv_sec * 1000 + used.tv_nsec / 1000000;
	if (r->cpu_end == 0)
		r->cpu_end = now + CPU_MAX_MS;
	if (now > r->cpu_end && !r->too_slow) {
		report_problem(
			r->report, 0, N_("the rules by which its events repeat take too long to work out"));
		r->too_slow = true;
	}
	return r->too_slow;
}

static bool several(const short *by)
{
	return by[0] != ICAL_RECURRENCE_ARRAY_MAX && by[1] != ICAL_RECURRENCE_ARRAY_MAX;
}

/* No meeting repeats within a day, and such rules are the ones that keep libical busy for hours. */
static bool at_most_daily(const struct icalrecurrencetype *rule)
{
	bool known = rule->freq == ICAL_DAILY_RECURRENCE || rule->freq == ICAL_WEEKLY_RECURRENCE ||
		rule->freq == ICAL_MONTHLY_RECURRENCE || rule->freq == ICAL_YEARLY_RECURRENCE;
	return known && !several(rule->by_hour) && !several(rule->by_minute) && !several(rule->by_second);
}

static int length_of(const short *by, int size)
{
	int n = 0;
	while (n < size && by[n] != ICAL_RECURRENCE_ARRAY_MAX)
		n++;
	return n;
}

/* Of how many days a month's set can be at most. */
static int days_of_month(const struct icalrecurrencetype *rule)
{
	int numbers = length_of(rule->by_month_day, ICAL_BY_MONTHDAY_SIZE), days = 0;
	for (int i = 0; i < length_of(rule->by_day, ICAL_BY_DAY_SIZE); i++)
		days += icalrecurrencetype_day_position(rule->by_day[i]) ? 1 : 5;
	int most = days && numbers ? (days < numbers ? days : numbers) : days ? days : numbers ? numbers : 1;
	return most < 31 ? most : 31;
}

/* The second of one day in a month, say: libical would look for it in every month of 500 years. */
static bool asks_past_the_month(const struct icalrecurrencetype *rule)
{
	int count = length_of(rule->by_set_pos, ICAL_BY_SETPOS_SIZE), days = days_of_month(rule);
	if (rule->freq != ICAL_MONTHLY_RECURRENCE || count == 0)
		return false;
	for (int i = 0; i < count; i++)
		if (abs(rule->by_set_pos[i]) <= days)
			return false;
	return true;
}

/* Where to begin: for a rule by days or weeks that is not counted, whole periods before the span can
 * be left out, so that a meeting that is ten years old costs no more than a new one. */
static struct icaltimetype begin_near(
	const struct reading *r, const struct icalrecurrencetype *rule, struct icaltimetype first)
{
	int period = rule->freq == ICAL_DAILY_RECURRENCE ? rule->interval : rule->interval * 7;
	bool may = rule->count == 0 && period > 0 &&
		(rule->freq == ICAL_DAILY_RECURRENCE || rule->freq == ICAL_WEEKLY_RECURRENCE);
	int64_t days = (r->from - roughly(first)) / DAY - 2;
	first.zone = NULL;
	if (may && days > period)
		icaltime_adjust(&first, (int)(days / period * period), 0, 0, 0);
	return first;
}

static bool unroll_rule(
	struct reading *r, const struct meeting *m, struct icalrecurrencetype rule, struct occurrences *o)
{
	if (!at_most_daily(&rule)) {
		report_problem(r->report, m->event.line,
			N_("\"%.*s\" repeats within a day, which no session does"), STR_FMT(m->event.title));
		return false;
	}
	if (asks_past_the_month(&rule))
		return true; /* and never gets it */
	localise_until(&rule, m->zone);
	if (!icaltime_is_null_time(rule.until) && roughly(rule.until) < r->from - 2 * DAY)
		return true; /* long over */
	icalrecur_iterator *all = icalrecur_iterator_new(rule, begin_near(r, &rule, m->first));
	bool good = !time_is_up(r);
	for (uint32_t steps = 1; good && all; steps++) { /* none: libical saw that it never matches */
		struct icaltimetype wall = icalrecur_iterator_next(all);
		int64_t start = icaltime_is_null_time(wall) ? INT64_MAX : in_ms(wall, m->zone);
		if (start >= r->to)
			break;
		good = add_occurrence(r, o, start, wall) && (steps % STEPS_PER_LOOK || !time_is_up(r));
	}
	if (all)
		icalrecur_iterator_free(all);
	return good && !time_is_up(r);
}

static void add_dates(struct reading *r, const struct meeting *m, struct occurrences *o)
{
	for (icalproperty *p = icalcomponent_get_first_property(m->repeats, ICAL_RDATE_PROPERTY); p;
		p = icalcomponent_get_next_property(m->repeats, ICAL_RDATE_PROPERTY)) {
		struct icaldatetimeperiodtype when = icalproperty_get_rdate(p);
		struct icaltimetype t = icaltime_is_null_time(when.time) ? when.period.start : when.time;
		icaltimezone *zone;
		if (plausible(t) && zone_of(r, m->event.line, p, t, &zone))
			add_occurrence(r, o, in_ms(t, zone), t);
	}
}

static void take_out(struct occurrences *o, int64_t start, int day)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < o->count; i++)
		if (o->at[i].start != start && o->at[i].day != day)
			o->at[kept++] = o->at[i];
	o->count = kept;
}

static void take_out_dates(struct reading *r, const struct meeting *m, struct occurrences *o)
{
	for (icalproperty *p = icalcomponent_get_first_property(m->repeats, ICAL_EXDATE_PROPERTY); p;
		p = icalcomponent_get_next_property(m->repeats, ICAL_EXDATE_PROPERTY)) {
		struct icaltimetype t = icalproperty_get_exdate(p);
		icaltimezone *zone;
		if (!plausible(t))
			continue;
		if (t.is_date)
			take_out(o, INT64_MIN, day_number(t));
		else if (zone_of(r, m->event.line, p, t, &zone))
			take_out(o, in_ms(t, zone), 0);
	}
}

static int by_start(const void *a, const void *b)
{
	const struct occurrence *p = a, *q = b;
	return (p->start > q->start) - (p->start < q->start);
}

static void sort_and_unite(struct occurrences *o)
{
	uint32_t kept = 0;
	qsort(o->at, o->count, sizeof o->at[0], by_start);
	for (uint32_t i = 0; i < o->count; i++)
		if (kept == 0 || o->at[i].start != o->at[kept - 1].start)
			o->at[kept++] = o->at[i];
	o->count = kept;
}

static bool unroll(struct reading *r, const struct meeting *m, struct occurrences *o)
{
	bool good = add_occurrence(r, o, m->event.start, m->first); /* RFC 5545 3.8.5.3: always the first */
	for (icalproperty *p = icalcomponent_get_first_property(m->repeats, ICAL_RRULE_PROPERTY); good && p;
		p = icalcomponent_get_next_property(m->repeats, ICAL_RRULE_PROPERTY))
		good = unroll_rule(r, m, icalproperty_get_rrule(p), o);
	add_dates(r, m, o);
	if (o->count > OCCURRENCES_MAX)
		report_problem(r->report, m->event.line, N_("\"%.*s\" repeats more than %d times"),
			STR_FMT(m->event.title), OCCURRENCES_MAX);
	sort_and_unite(o);
	take_out_dates(r, m, o);
	return good && o->count <= OCCURRENCES_MAX;
}

/* ---- the result ---- */

static void emit(struct reading *r, const struct import_event *e)
{
	struct calendar_file *out = r->out;
	if (r->full)
		return;
	r->full = out->count == CALENDAR_EVENTS_MAX;
	if (r->full) {
		report_problem(r->report, e->line, N_("too many meetings; allowed: %d"), CALENDAR_EVENTS_MAX);
		return;
	}
	if (out->count == r->out_capacity) {
		uint32_t more = r->out_capacity ? r->out_capacity * 2 : 64;
		struct import_event *events = ARENA_ARRAY(r->mem, struct import_event, more);
		if (out->count)
			memcpy(events, out->events, out->count * sizeof *events);
		out->events = events;
		r->out_capacity = more;
	}
	out->events[out->count++] = *e;
}

static bool inside(const struct reading *r, int64_t at)
{
	return at >= r->from && at < r->to;
}

/* A repeating meeting and those of its occurrences that were changed one by one. */
static void emit_series(struct reading *r, const struct meeting *m, const struct meeting *changed, uint32_t n)
{
	struct occurrences *o = xcalloc(1, sizeof *o);
	if (unroll(r, m, o)) {
		for (uint32_t i = 0; i < n; i++)
			take_out(o, changed[i].event.recurrence, 0);
		for (uint32_t i = 0; i < o->count; i++) {
			struct import_event e = m->event;
			e.recurrence = e.start = o->at[i].start;
			e.end = e.start + (m->event.end - m->event.start);
			emit(r, &e);
		}
	}
	free(o);
}

static void emit_single(struct reading *r, const struct import_event *e)
{
	if (inside(r, e->start) || (e->recurrence && inside(r, e->recurrence)))
		emit(r, e);
}

/* By name, the series before its changed occurrences; of the same, the newest first. */
static int by_uid(const void *a, const void *b)
{
	const struct meeting *p = a, *q = b;
	int c = str_cmp(p->event.uid, q->event.uid);
	if (c == 0)
		c = (p->event.recurrence > q->event.recurrence) - (p->event.recurrence < q->event.recurrence);
	if (c == 0)
		c = (p->sequence < q->sequence) - (p->sequence > q->sequence);
	return c ? c : (p->event.line < q->event.line) - (p->event.line > q->event.line);
}

static bool same_uid(const struct meeting *a, const struct meeting *b)
{
	return str_eq(a->event.uid, b->event.uid);
}

static void keep_the_newest(struct reading *r)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < r->count; i++) {
		struct meeting *m = &r->meetings[i], *before = kept ? &r->meetings[kept - 1] : NULL;
		if (!before || !same_uid(before, m) || before->event.recurrence != m->event.recurrence)
			r->meetings[kept++] = *m;
		else if (m->repeats)
			icalcomponent_free(m->repeats);
	}
	r->count = kept;
}

static void emit_all(struct reading *r)
{
	if (r->count)
		qsort(r->meetings, r->count, sizeof *r->meetings, by_uid);
	keep_the_newest(r);
	for (uint32_t i = 0; i < r->count && !r->full; i++) {
		const struct meeting *m = &r->meetings[i];
		uint32_t end = i + 1;
		while (end < r->count && same_uid(m, &r->meetings[end]))
			end++;
		if (m->repeats && !r->too_slow)
			emit_series(r, m, m + 1, end - i - 1);
		else if (!m->repeats)
			emit_single(r, &m->event);
	}
}

static int by_time(const void *a, const void *b)
{
	const struct import_event *p = a, *q = b;
	int c = (p->start > q->start) - (p->start < q->start);
	return c ? c : (p->line > q->line) - (p->line < q->line);
}

/* ---- the file ---- */

static void read_all(struct reading *r, struct str text)
{
	struct ical_lines lines = {.rest = text};
	struct ical_component block;
	uint32_t events = 0;
	while (ical_next(r->mem, &lines, &block, r->report)) {
		r->cancels = lines.cancels;
		if (block.kind == ICAL_ZONE)
			ical_zones_add(r->zones, block.text.p);
		else if (++events <= EVENTS_READ_MAX)
			read_event(r, &block);
	}
	if (events > EVENTS_READ_MAX)
		report_problem(r->report, 0, N_("too many events; allowed: %d"), EVENTS_READ_MAX);
	if (!lines.calendar)
		report_problem(r->report, 0, N_("this is no calendar: it has no BEGIN:VCALENDAR"));
}

/* Lines may be folded in the middle of a character, so UTF-8 can be told only after unfolding. */
static bool plain_bytes(struct arena *mem, struct str bytes, struct str *text, struct report *report)
{
	*text = str_sub(bytes, str_starts(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0, bytes.n);
	bool wide = bytes.n &&
		(memchr(bytes.p, 0, bytes.n) || str_starts(bytes, STR("\xFF\xFE")) ||
			str_starts(bytes, STR("\xFE\xFF")));
	if (wide || bytes.n > IMPORT_FILE_MAX_BYTES)
		return encoding_to_utf8(mem, bytes, text, report);
	return true;
}

bool calendar_read(struct arena *mem, struct str bytes, int64_t from, int64_t to, struct calendar_file *out,
	struct report *report)
{
	struct reading r = {.mem = mem, .report = report, .from = from, .to = to, .out = out};
	struct str text;
	*out = (struct calendar_file){0};
	if (!plain_bytes(mem, bytes, &text, report))
		return false;
	r.zones = ical_zones_new();
	read_all(&r, text);
	emit_all(&r);
	if (out->count)
		qsort(out->events, out->count, sizeof *out->events, by_time);
	for (uint32_t i = 0; i < r.count; i++)
		if (r.meetings[i].repeats)
			icalcomponent_free(r.meetings[i].repeats);
	free(r.meetings);
	ical_zones_free(r.zones);
	return report->problems.count == 0;
}
