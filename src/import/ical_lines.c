/* libical knows no line numbers, frees nested components by recursion and takes whatever it is given.
 * So the file is cut here, before it sees any of it: one event at a time, without alarms, attachments
 * and the rest we do not use, bounded in size. What is wrong with one event can then be told with
 * its line, and a hostile file finds little to work with. */
#include "import/ical_lines.h"

#include <string.h>
#include <strings.h>

#include "import/encoding.h"

#define COMPONENT_MAX_BYTES ((size_t)256 * 1024) /* of what is kept of one event; more is refused */

static const char *const event_properties[] = {"UID", "SEQUENCE", "DTSTART", "DTEND", "DURATION", "RRULE",
	"RDATE", "EXDATE", "RECURRENCE-ID", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "ATTENDEE",
	"ORGANIZER", NULL};
static const char *const zone_properties[] = {
	"TZID", "X-LIC-LOCATION", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE", NULL};

static const struct {
	const char *name;
	const char *const *properties;
	bool nested; /* components inside are kept as well */
} blocks[] = {
	[ICAL_EVENT] = {"VEVENT", event_properties, false},
	[ICAL_ZONE] = {"VTIMEZONE", zone_properties, true},
};

static bool same_word(struct str s, const char *word)
{
	return s.n == strlen(word) && strncasecmp(s.p, word, s.n) == 0;
}

/* A property with its folded parts joined (RFC 5545 3.1), as a view where it has none. */
static bool next_property(struct arena *mem, struct ical_lines *l, struct str *property)
{
	struct buf joined = {0};
	struct str part;
	if (!l->rest.n || !str_split(&l->rest, '\n', property))
		return false;
	l->line++;
	if (property->n && property->p[property->n - 1] == '\r')
		property->n--;
	while (l->rest.n && (l->rest.p[0] == ' ' || l->rest.p[0] == '\t') &&
		str_split(&l->rest, '\n', &part)) {
		l->line++;
		if (joined.n == 0)
			buf_add(&joined, *property);
		if (joined.n < COMPONENT_MAX_BYTES)
			buf_add(&joined, str_sub(part, 1, part.n - (part.n && part.p[part.n - 1] == '\r')));
	}
	if (joined.n)
		*property = joined.n < COMPONENT_MAX_BYTES ? arena_str(mem, buf_str(&joined))
							   : (struct str){"", 0};
	buf_free(&joined);
	return true;
}

/* "BEGIN:VEVENT" is "VEVENT" for "BEGIN". */
static bool has_value(struct str property, const char *name, struct str *value)
{
	size_t n = strlen(name);
	if (property.n <= n || property.p[n] != ':' || !same_word(str_sub(property, 0, n), name))
		return false;
	*value = str_trim(str_sub(property, n + 1, property.n));
	return true;
}

static struct str property_name(struct str property)
{
	size_t n = 0;
	while (n < property.n && property.p[n] != ';' && property.p[n] != ':')
		n++;
	return str_sub(property, 0, n);
}

static bool listed(const char *const *names, struct str name)
{
	for (; *names; names++)
		if (same_word(name, *names))
			return true;
	return false;
}

/* Keeps what is wanted of one component up to its END. False: it has none, or it is too large. */
static bool collect(struct arena *mem, struct ical_lines *l, enum ical_block kind, struct buf *out)
{
	int depth = 1;
	struct str property, value;
	buf_printf(out, "BEGIN:%s\r\n", blocks[kind].name);
	while (depth > 0 && out->n < COMPONENT_MAX_BYTES && next_property(mem, l, &property)) {
		bool begins = has_value(property, "BEGIN", &value), ends = has_value(property, "END", &value);
		depth += begins;
		bool frame = (begins || ends) && blocks[kind].nested && depth <= 2;
		bool wanted = depth == 1 || (blocks[kind].nested && depth == 2);
		if (frame ||
			(wanted && !begins && !ends &&
				listed(blocks[kind].properties, property_name(property)))) {
			buf_add(out, property);
			buf_add(out, STR("\r\n"));
		}
		depth -= ends;
	}
	if (!blocks[kind].nested)
		buf_printf(out, "END:%s\r\n", blocks[kind].name);
	return depth == 0 && out->n < COMPONENT_MAX_BYTES;
}

static bool take(struct arena *mem, struct ical_lines *l, struct ical_component *c, struct report *report)
{
	struct buf out = {0};
	struct str text = {"", 0};
	c->line = l->line;
	bool good = collect(mem, l, c->kind, &out);
	if (!good)
		report_problem(report, c->line,
			out.n < COMPONENT_MAX_BYTES ? N_("the %s that begins here has no end")
						    : N_("the %s that begins here is too large"),
			blocks[c->kind].name);
	else
		good = encoding_to_utf8(mem, buf_str(&out), &text, report);
	c->text = arena_str(mem, text);
	buf_free(&out);
	return good;
}

bool ical_next(struct arena *mem, struct ical_lines *l, struct ical_component *c, struct report *report)
{
	struct str property, value;
	while (next_property(mem, l, &property)) {
		if (has_value(property, "METHOD", &value))
			l->cancels = same_word(value, "CANCEL");
		if (!has_value(property, "BEGIN", &value))
			continue;
		l->calendar |= same_word(value, "VCALENDAR");
		c->kind = same_word(value, blocks[ICAL_EVENT].name) ? ICAL_EVENT : ICAL_ZONE;
		if (same_word(value, blocks[c->kind].name) && take(mem, l, c, report))
			return true;
	}
	return false;
}
