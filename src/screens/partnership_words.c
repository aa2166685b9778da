#include "screens/partnership_words.h"

#define TABLE(function, type, count, ...)                                                                    \
	struct str function(enum type which)                                                                 \
	{                                                                                                    \
		static const char *const table[count] = {__VA_ARGS__};                                       \
		return table[which] ? words(_(table[which])) : STR("");                                      \
	}

TABLE(words_partnership_state, partnership_state, PARTNERSHIP_STATE_COUNT, N_("Under way"), N_("Ended"),
	N_("Proposed"), N_("Agreed"), N_("Paused"))
TABLE(words_standing, standing, STANDING_COUNT, NULL, N_("Mentor"), N_("Mentee"), N_("Secondee"),
	N_("Home contact"), N_("Host contact"), N_("Speaks for the community"), N_("Convenor"))
TABLE(words_model_about, model, MODEL_COUNT,
	N_("Two people teach each other: each is learner and coach, half the time each."),
	N_("One shares experience with another, over months, with feedback in both directions."),
	N_("Each side offers a skill and learns one, and together you make something."),
	N_("One works in another organisation for a while and brings home how they do things."),
	N_("Four to eight people help each other with real problems, by asking questions only."),
	N_("A group across organisations works towards what none of you reaches alone."))
TABLE(words_rhythm_agreed, rhythm, RHYTHM_COUNT, N_("Not settled"), N_("Weekly"), N_("Every two weeks"),
	N_("Monthly"))
TABLE(words_agreement_state, agreement_state, AGREEMENT_REVIEW_DUE + 1, N_("Not written yet"),
	N_("Not confirmed yet"), N_("Waiting"), N_("Confirmed"), N_("Review is due"))

struct str part_partnership_name(struct shell *s, const struct partnership *p)
{
	ident people[PARTNERS_MAX];
	struct str names[PARTNERS_MAX];
	if (p->name.n)
		return p->name;
	size_t n = partnership_people(p, people, PARTNERS_MAX);
	for (size_t i = 0; i < n; i++)
		names[i] = part_name(s, people[i]);
	return n ? words_list(ui_arena(s->ui), names, n) : words_model(p->model);
}

struct str part_partnership_others(struct shell *s, const struct partnership *p, ident person)
{
	ident people[PARTNERS_MAX];
	struct str names[PARTNERS_MAX];
	size_t n = partnership_people(p, people, PARTNERS_MAX), count = 0;
	for (size_t i = 0; i < n; i++)
		if (people[i] != person)
			names[count++] = part_given(s, people[i]);
	return words_list(ui_arena(s->ui), names, count);
}

struct str part_date(struct shell *s, int64_t wall)
{
	struct civil c = civil_from(wall), now = civil_from(s->now.wall);
	if (c.year != now.year)
		/* Translators: day of the month, month, year */
		return shell_printf(s, _("%d %s %d"), c.day, words_month_short(c.month).p, c.year);
	/* Translators: day of the month, month */
	return shell_printf(s, _("%d %s"), c.day, words_month_short(c.month).p);
}

bool agreement_has(const struct agreement *a, ident person)
{
	for (size_t i = 0; i < a->yes_count; i++)
		if (a->yes[i].person == person)
			return true;
	return false;
}

static struct str by_consent(
	struct shell *s, const struct partnership *p, const struct agreement *a, bool confirmed)
{
	ident people[PARTNERS_MAX];
	struct str names[PARTNERS_MAX];
	size_t n = partnership_people(p, people, PARTNERS_MAX), count = 0;
	for (size_t i = 0; i < n; i++)
		if (agreement_has(a, people[i]) == confirmed)
			names[count++] = part_given(s, people[i]);
	return words_list(ui_arena(s->ui), names, count);
}

struct str part_confirmed_by(struct shell *s, const struct partnership *p, const struct agreement *a)
{
	return by_consent(s, p, a, true);
}

struct str part_waits_for(struct shell *s, const struct partnership *p, const struct agreement *a)
{
	return by_consent(s, p, a, false);
}

int part_partner_avatars(struct shell *s, const struct partnership *p, const struct agreement *a,
	struct avatar out[PARTNER_AVATARS_MAX])
{
	ident people[PARTNER_AVATARS_MAX];
	size_t n = partnership_people(p, people, PARTNER_AVATARS_MAX);
	for (size_t i = 0; i < n; i++)
		out[i] = a ? part_avatar(s, people[i], agreement_has(a, people[i])) : part_face(s, people[i]);
	return (int)n;
}
