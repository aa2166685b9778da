/* A name is looked for where the rules are kept current first: the system's time zone database, then
 * Microsoft's names in their place there (Unicode CLDR, windowsZones.xml, the territory 001). Only
 * then is the definition in the file believed, and only if it is plain: one rule a year for each of
 * its halves. A rule by the second would keep libical busy for hours. */
#include "import/ical_zone.h"

#include <libical/icaltz-util.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"

#define ZONES_MAX 200      /* of one file; further ones are unknown */
#define OBSERVANCES_MAX 32 /* of one definition; one with more is not used */

static const struct {
	const char *windows, *iana;
} windows_names[] = {
	{"W. Europe Standard Time", "Europe/Berlin"},
	{"Central Europe Standard Time", "Europe/Budapest"},
	{"Central European Standard Time", "Europe/Warsaw"},
	{"Romance Standard Time", "Europe/Paris"},
	{"GMT Standard Time", "Europe/London"},
	{"Greenwich Standard Time", "Atlantic/Reykjavik"},
	{"E. Europe Standard Time", "Europe/Chisinau"},
	{"FLE Standard Time", "Europe/Kiev"},
	{"GTB Standard Time", "Europe/Bucharest"},
	{"Turkey Standard Time", "Europe/Istanbul"},
	{"Russian Standard Time", "Europe/Moscow"},
	{"Belarus Standard Time", "Europe/Minsk"},
	{"Israel Standard Time", "Asia/Jerusalem"},
	{"Egypt Standard Time", "Africa/Cairo"},
	{"South Africa Standard Time", "Africa/Johannesburg"},
	{"W. Central Africa Standard Time", "Africa/Lagos"},
	{"E. Africa Standard Time", "Africa/Nairobi"},
	{"Morocco Standard Time", "Africa/Casablanca"},
	{"Arab Standard Time", "Asia/Riyadh"},
	{"Arabian Standard Time", "Asia/Dubai"},
	{"Iran Standard Time", "Asia/Tehran"},
	{"Pakistan Standard Time", "Asia/Karachi"},
	{"India Standard Time", "Asia/Kolkata"},
	{"Bangladesh Standard Time", "Asia/Dhaka"},
	{"SE Asia Standard Time", "Asia/Bangkok"},
	{"China Standard Time", "Asia/Shanghai"},
	{"Singapore Standard Time", "Asia/Singapore"},
	{"Taipei Standard Time", "Asia/Taipei"},
	{"Tokyo Standard Time", "Asia/Tokyo"},
	{"Korea Standard Time", "Asia/Seoul"},
	{"W. Australia Standard Time", "Australia/Perth"},
	{"AUS Eastern Standard Time", "Australia/Sydney"},
	{"E. Australia Standard Time", "Australia/Brisbane"},
	{"Cen. Australia Standard Time", "Australia/Adelaide"},
	{"New Zealand Standard Time", "Pacific/Auckland"},
	{"Eastern Standard Time", "America/New_York"},
	{"US Eastern Standard Time", "America/Indianapolis"},
	{"Central Standard Time", "America/Chicago"},
	{"Mountain Standard Time", "America/Denver"},
	{"US Mountain Standard Time", "America/Phoenix"},
	{"Pacific Standard Time", "America/Los_Angeles"},
	{"Alaskan Standard Time", "America/Anchorage"},
	{"Hawaiian Standard Time", "Pacific/Honolulu"},
	{"Atlantic Standard Time", "America/Halifax"},
	{"Newfoundland Standard Time", "America/St_Johns"},
	{"SA Pacific Standard Time", "America/Bogota"},
	{"E. South America Standard Time", "America/Sao_Paulo"},
	{"Argentina Standard Time", "America/Buenos_Aires"},
	{"Pacific SA Standard Time", "America/Santiago"},
	{"Central Standard Time (Mexico)", "America/Mexico_City"},
	{"UTC", "Etc/UTC"},
	{"Coordinated Universal Time", "Etc/UTC"},
	{"GMT", "Etc/UTC"},
	{"Z", "Etc/UTC"},
};

struct zone {
	char *name;
	icaltimezone *zone; /* NULL: looked for and not found */
};
struct ical_zones {
	struct zone found[ZONES_MAX];
	int count;
	icalcomponent *defined[ZONES_MAX]; /* VTIMEZONEs of the file */
	int defined_count;
};

struct ical_zones *ical_zones_new(void)
{
	icalerror_set_errors_are_fatal(0);
	return xcalloc(1, sizeof(struct ical_zones));
}

void ical_zones_free(struct ical_zones *z)
{
	for (int i = 0; z && i < z->count; i++) {
		free(z->found[i].name);
		if (z->found[i].zone)
			icaltimezone_free(z->found[i].zone, 1);
	}
	for (int i = 0; z && i < z->defined_count; i++)
		icalcomponent_free(z->defined[i]);
	free(z);
}

static bool plain(icalcomponent *vtimezone)
{
	int observances = 0;
	for (icalcomponent *c = icalcomponent_get_first_component(vtimezone, ICAL_ANY_COMPONENT); c;
		c = icalcomponent_get_next_component(vtimezone, ICAL_ANY_COMPONENT)) {
		icalproperty *rule = icalcomponent_get_first_property(c, ICAL_RRULE_PROPERTY);
		if (++observances > OBSERVANCES_MAX ||
			(rule && icalproperty_get_rrule(rule).freq != ICAL_YEARLY_RECURRENCE) ||
			!icalcomponent_get_first_property(c, ICAL_DTSTART_PROPERTY) ||
			!icalcomponent_get_first_property(c, ICAL_TZOFFSETTO_PROPERTY) ||
			!icalcomponent_get_first_property(c, ICAL_TZOFFSETFROM_PROPERTY) ||
			icalcomponent_count_properties(c, ICAL_RRULE_PROPERTY) > 1 ||
			icalcomponent_count_properties(c, ICAL_RDATE_PROPERTY) > 200)
			return false;
	}
	return observances > 0;
}

void ical_zones_add(struct ical_zones *z, const char *vtimezone)
{
	icalcomponent *c = z->defined_count < ZONES_MAX ? icalparser_parse_string(vtimezone) : NULL;
	if (!c)
		return;
	if (icalcomponent_isa(c) == ICAL_VTIMEZONE_COMPONENT && plain(c))
		z->defined[z->defined_count++] = c;
	else
		icalcomponent_free(c);
}

/* Whether it can be a file below the zoneinfo folder, and nothing else. */
static bool is_iana_name(const char *name)
{
	size_t n = strlen(name);
	return n > 0 && n < 64 && name[0] != '/' && name[0] != '.' && !strstr(name, "..") &&
		!strstr(name, "/.") &&
		strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/") == n &&
		strchr(name, '/') && strcmp(name + n - 1, "/") != 0;
}

static icaltimezone *zone_from(icalcomponent *vtimezone)
{
	icaltimezone *zone = vtimezone ? icaltimezone_new() : NULL;
	if (zone && !icaltimezone_set_component(zone, vtimezone)) {
		icaltimezone_free(zone, 1);
		icalcomponent_free(vtimezone);
		return NULL;
	}
	return zone;
}

static icaltimezone *from_system(const char *name)
{
	return is_iana_name(name) ? zone_from(icaltzutil_fetch_timezone(name)) : NULL;
}

/* "/mozilla.org/20050126_1/Europe/Berlin" and the like: the last two or three parts. */
static icaltimezone *from_prefixed(const char *name)
{
	icaltimezone *zone = NULL;
	for (const char *at = name[0] == '/' ? name + 1 : ""; *at && !zone;) {
		zone = from_system(at);
		at += strcspn(at, "/");
		at += *at == '/';
	}
	return zone;
}

static icaltimezone *from_windows(const char *name)
{
	for (size_t i = 0; i < sizeof windows_names / sizeof windows_names[0]; i++)
		if (strcasecmp(windows_names[i].windows, name) == 0)
			return from_system(windows_names[i].iana);
	return NULL;
}

static const char *text_of(icalcomponent *c, const char *wanted)
{
	for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_ANY_PROPERTY); p;
		p = icalcomponent_get_next_property(c, ICAL_ANY_PROPERTY)) {
		const char *name = icalproperty_get_property_name(p);
		if (name && strcasecmp(name, wanted) == 0)
			return icalproperty_get_value_as_string(p);
	}
	return NULL;
}

static icaltimezone *from_file(const struct ical_zones *z, const char *name)
{
	for (int i = 0; i < z->defined_count; i++) {
		const char *id = text_of(z->defined[i], "TZID");
		if (!id || strcmp(id, name) != 0)
			continue;
		const char *location = text_of(z->defined[i], "X-LIC-LOCATION");
		icaltimezone *zone = location ? from_system(location) : NULL;
		return zone ? zone : zone_from(icalcomponent_new_clone(z->defined[i]));
	}
	return NULL;
}

icaltimezone *ical_zone(struct ical_zones *z, const char *name)
{
	for (int i = 0; i < z->count; i++)
		if (strcmp(z->found[i].name, name) == 0)
			return z->found[i].zone;
	if (z->count == ZONES_MAX)
		return NULL;
	icaltimezone *zone = from_system(name);
	zone = zone ? zone : from_prefixed(name);
	zone = zone ? zone : from_windows(name);
	zone = zone ? zone : from_file(z, name);
	z->found[z->count].name = strdup(name);
	INVARIANT(z->found[z->count].name);
	z->found[z->count++].zone = zone;
	return zone;
}
