/* The screen speaks the language chosen last; gettext is told by LANGUAGE, which only this file sets,
 * on the main thread. C.UTF-8 is there on every Debian, so no locale has to be generated. */
#include "screens/words.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define DOMAIN "tandem"

void words_open(const char *folder)
{
	setenv("LANGUAGE", "en", 1);
	setlocale(LC_ALL, "C.UTF-8");
	if (folder)
		bindtextdomain(DOMAIN, folder);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
}

void words_language(const char *code)
{
	extern int _nl_msg_cat_cntr; /* glibc's: a change makes gettext look at LANGUAGE again */
	setenv("LANGUAGE", code, 1);
	_nl_msg_cat_cntr++;
}

bool words_rtl(const char *code)
{
	return strcmp(code, "ar") == 0 || strcmp(code, "he") == 0 || strcmp(code, "fa") == 0 ||
		strcmp(code, "ur") == 0;
}

struct str words(const char *translated)
{
	return str_from(translated);
}

static const char *const weekdays[] = {N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"),
	N_("Friday"), N_("Saturday"), N_("Sunday")};
static const char *const short_weekdays[] = {
	N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
static const char *const months[] = {N_("January"), N_("February"), N_("March"), N_("April"), N_("May"),
	N_("June"), N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")};

static const char *const short_months[] = {N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
	N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec")};

struct str words_time(struct arena *mem, int64_t wall)
{
	struct civil c = civil_from(wall);
	return arena_printf(mem, "%d:%02d", c.hour, c.minute);
}

struct str words_weekday(int64_t wall)
{
	return words(_(weekdays[civil_from(wall).weekday]));
}

struct str words_weekday_short(int weekday)
{
	return words(_(short_weekdays[weekday]));
}

struct str words_month_short(int month)
{
	return words(_(short_months[month - 1]));
}

struct str words_date(struct arena *mem, int64_t wall)
{
	struct civil c = civil_from(wall);
	/* Translators: weekday, day of the month, month */
	return arena_printf(mem, _("%s %d %s"), _(weekdays[c.weekday]), c.day, _(months[c.month - 1]));
}

struct str words_when(struct arena *mem, int64_t wall, int64_t now)
{
	struct civil c = civil_from(wall);
	int64_t days = (day_start(wall) - day_start(now) + HOUR) / DAY;
	if (days == 0)
		return arena_printf(mem, _("today %d:%02d"), c.hour, c.minute);
	if (days > 0 && days < 7)
		return arena_printf(mem, "%s %d:%02d", _(short_weekdays[c.weekday]), c.hour, c.minute);
	/* Translators: weekday, day of the month, month */
	return arena_printf(mem, _("%s %d %s"), _(short_weekdays[c.weekday]), c.day, _(months[c.month - 1]));
}

struct str words_day(struct arena *mem, int64_t wall, int64_t now)
{
	struct civil c = civil_from(wall);
	int64_t days = (day_start(wall) - day_start(now) + HOUR) / DAY;
	if (days == 0 && wall >= day_start(now))
		return words(_("today"));
	if (days == 1)
		return words(_("tomorrow"));
	/* Translators: weekday, day of the month, month */
	return arena_printf(
		mem, _("%s %d %s"), _(short_weekdays[c.weekday]), c.day, _(short_months[c.month - 1]));
}

struct str words_timer(struct arena *mem, int64_t ms)
{
	/* Counting down, a second is shown until it is over; past the end it is shown when it is complete. */
	int64_t seconds = ms > 0 ? (ms + 999) / 1000 : -ms / 1000;
	return arena_printf(
		mem, "%s%d:%02d", ms < 0 && seconds > 0 ? "+" : "", (int)(seconds / 60), (int)(seconds % 60));
}

#define WORD_TABLE(name, type, count, ...)                                                                   \
	struct str words_##name(enum type which)                                                             \
	{                                                                                                    \
		static const char *const table[count] = {__VA_ARGS__};                                       \
		return words(_(table[which]));                                                               \
	}

WORD_TABLE(model, model, MODEL_COUNT, N_("Tandem"), N_("Mentoring"), N_("Skills sharing"), N_("Secondment"),
	N_("Learning set"), N_("Joint venture"))
WORD_TABLE(role, role, ROLE_COUNT, N_("Learner"), N_("Coach"), N_("Thinking partner"),
	N_("Objective supporter"), N_("Companion"))
WORD_TABLE(topic_kind, topic_kind, TOPIC_KIND_COUNT, N_("Question"), N_("Concern"), N_("Offer"), N_("Wish"),
	N_("Acute"))
WORD_TABLE(lane, lane, LANE_COUNT, N_("Proposed"), N_("Up next"), N_("Discussing"), N_("Done"),
	N_("Withdrawn"), N_("Together with another"), N_("Discussed before"))
WORD_TABLE(takeaway, takeaway_kind, TAKEAWAY_KIND_COUNT, N_("Insight"), N_("Decision"), N_("Action"),
	N_("Quiz question"), N_("Feedback"))
WORD_TABLE(insight, insight, INSIGHT_COUNT, N_("Something else"), N_("Management technique"),
	N_("How an organisation works"), N_("Experience"), N_("Advice on trouble"))

WORD_TABLE(phase, phase, PHASE_COUNT, N_("Open actions"), N_("Collect"), N_("Pitch"), N_("Vote"),
	N_("Discuss"), N_("Harvest"), N_("Closing"))
WORD_TABLE(phase_purpose, phase, PHASE_COUNT, N_("What came of what we promised?"),
	N_("What should we talk about today?"), N_("Half a minute each: why does it matter?"),
	N_("Give your dots to what matters most to you."), N_("One topic at a time, and the clock for all."),
	N_("What came of it, who does what by when?"), N_("Was it worth our time?"))
WORD_TABLE(phase_go, phase, PHASE_COUNT, N_("Look at open actions"), N_("Collect topics"),
	N_("Start the pitches"), N_("Start the vote"), N_("Start discussing"), N_("Harvest"),
	N_("Closing round"))
WORD_TABLE(rhythm, rhythm, RHYTHM_COUNT, N_("Once"), N_("Weekly"), N_("Every two weeks"), N_("Monthly"))

static struct str hint_counted(struct arena *mem, struct hint hint)
{
	unsigned long n = (unsigned long)hint.number, minutes = (unsigned long)hint.minutes;
	switch (hint.nudge) {
	case NUDGE_QUIET:
		return arena_printf(mem,
			ngettext("No new topic for %d minute. Move on?",
				"No new topic for %d minutes. Move on?", minutes),
			hint.minutes);
	case NUDGE_VOTES_FEW:
		return arena_printf(mem,
			ngettext("%d person is still voting.", "%d people are still voting.", n),
			hint.number);
	case NUDGE_OVER:
		return arena_printf(mem,
			ngettext("The end was %d minute ago.", "The end was %d minutes ago.", minutes),
			hint.minutes);
	case NUDGE_PHASE_LONG:
		return arena_printf(mem,
			ngettext("%d minute longer than suggested.", "%d minutes longer than suggested.",
				minutes),
			hint.minutes);
	case NUDGE_NO_OUTCOME:
		return arena_printf(mem,
			ngettext("%d topic has no outcome yet.", "%d topics have no outcome yet.", n),
			hint.number);
	case NUDGE_ACTIONS_OPEN:
		return arena_printf(mem,
			ngettext("%d action is not settled yet.", "%d actions are not settled yet.", n),
			hint.number);
	default:
		return STR("");
	}
}

struct str words_hint(struct arena *mem, struct hint hint)
{
	static const char *const plain[NUDGE_COUNT] = {[NUDGE_VOTES_IN] = N_("All votes are in."),
		[NUDGE_ALL_PITCHED] = N_("Everybody has had their half minute."),
		[NUDGE_ALL_DISCUSSED] = N_("All topics have been discussed.")};
	if (plain[hint.nudge])
		return words(_(plain[hint.nudge]));
	if (hint.nudge != NUDGE_TIME_LEFT)
		return hint_counted(mem, hint);
	struct str topics =
		arena_printf(mem, ngettext("%d topic", "%d topics", (unsigned long)hint.number), hint.number);
	/* Translators: minutes, and "3 topics" */
	return arena_printf(mem,
		ngettext("%d minute left, %s.", "%d minutes left, %s.", (unsigned long)hint.minutes),
		hint.minutes, topics.p);
}

struct str words_language_name(const char *code)
{
	static const struct {
		const char *code, *name;
	} names[] = {{"en", "English"}, {"de", "Deutsch"}, {"fr", "Français"}, {"es", "Español"},
		{"ar", "العربية"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].code, code) == 0)
			return str_from(names[i].name);
	return str_from(code);
}

struct str words_person(struct arena *mem, const struct person *p)
{
	if (!p)
		return words(_("Somebody"));
	return p->hidden ? arena_str(mem, utf8_first(p->given, 1, NULL)) : person_short_name(mem, p);
}

struct str words_list(struct arena *mem, const struct str *names, size_t count)
{
	if (count == 0)
		return STR("");
	if (count == 1)
		return arena_str(mem, names[0]);
	const char *first = arena_str(mem, names[0]).p, *second = arena_str(mem, names[1]).p;
	if (count == 2)
		return arena_printf(mem, _("%s and %s"), first, second);
	if (count == 3)
		return arena_printf(mem, _("%s, %s and %s"), first, second, arena_str(mem, names[2]).p);
	return arena_printf(mem, _("%s, %s and %d others"), first, second, (int)count - 2);
}

struct str words_fill(struct arena *mem, struct str text, struct str learner, struct str coach)
{
	struct buf out = {0};
	for (size_t at = 0; at < text.n;) {
		struct str rest = str_sub(text, at, text.n);
		if (str_starts(rest, STR("{learner}")))
			buf_add(&out, learner), at += sizeof "{learner}" - 1;
		else if (str_starts(rest, STR("{coach}")))
			buf_add(&out, coach), at += sizeof "{coach}" - 1;
		else
			buf_byte(&out, text.p[at++]);
	}
	struct str filled = arena_str(mem, buf_str(&out));
	buf_free(&out);
	return filled;
}
