/* "… by Friday": the few ways in which people write a day at the end of an action. Only the last words
 * are looked at, so that 'Friday' in the middle of a sentence means nothing. Whatever is not understood
 * is left alone; on the screen the date can be set by hand. */
#include "core/due.h"

#include <stddef.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const weekdays[][7] = {
	{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
	{"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"},
	{"mon", "tue", "wed", "thu", "fri", "sat", "sun"},
	{"mo", "di", "mi", "do", "fr", "sa", "so"},
};
/* 'sun' and 'so' are words of their own: short names count only behind one of these. */
static const char *const by_words[] = {
	"by", "until", "till", "on", "due", "bis", "am", "zum", "next", "nächsten", "kommenden"};

static const struct {
	const char *word;
	int days;
} relative[] = {
	{"today", 0},
	{"heute", 0},
	{"tomorrow", 1},
	{"morgen", 1},
	{"übermorgen", 2},
};
static const struct {
	const char *first, *second;
	int days;
} relative_pairs[] = {
	{"next", "week", 7},
	{"nächste", "woche", 7},
	{"nächster", "woche", 7},
};

static bool is_word(struct str s, const char *word)
{
	char a[64], b[64];
	struct str x = {a, str_fold(s, a, sizeof a)}, w = str_from(word);
	struct str y = {b, str_fold(w, b, sizeof b)};
	return s.n < sizeof a / 2 && str_eq(x, y);
}

static bool is_any(struct str s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_word(s, words[i]))
			return true;
	return false;
}

/* The local midnight so many days after the day of `wall`. */
static int64_t days_later(int64_t wall, int days)
{
	struct civil c = civil_from(wall);
	return civil_to((struct civil){.year = c.year, .month = c.month, .day = c.day + days});
}

/* A day that exists; 31 February does not. */
static int64_t exact_day(int64_t year, int64_t month, int64_t day)
{
	struct civil c = {.year = (int)year, .month = (int)month, .day = (int)day};
	int64_t wall = civil_to(c);
	struct civil back = civil_from(wall);
	return back.year == c.year && back.month == c.month && back.day == c.day ? wall : 0;
}

static bool numbers(struct str s, char sep, int64_t out[3], int *count)
{
	struct str part;
	for (*count = 0; *count < 3 && str_split(&s, sep, &part); ++*count)
		if (part.n > 4 || !str_int(part, 0, 9999, &out[*count]))
			return part.n == 0 && !s.p && *count >= 2;
	return !s.p || s.n == 0;
}

/* 2026-12-01 */
static int64_t iso_day(struct str s)
{
	int64_t n[3];
	int count;
	return numbers(s, '-', n, &count) && count == 3 && n[0] > 1999 ? exact_day(n[0], n[1], n[2]) : 0;
}

/* 1.12.2026, 1.12.26, 1.12. and 1.12; without a year the next there will be */
static int64_t dotted_day(struct str s, struct moment now)
{
	int64_t n[3];
	int count;
	if (!numbers(s, '.', n, &count) || count < 2)
		return 0;
	if (count == 3)
		return exact_day(n[2] < 100 ? 2000 + n[2] : n[2], n[1], n[0]);
	int year = civil_from(now.wall).year;
	int64_t this_year = exact_day(year, n[1], n[0]);
	if (!now.trusted)
		return 0;
	return this_year >= day_start(now.wall) ? this_year : exact_day(year + 1, n[1], n[0]);
}

/* The next such day after today. */
static int64_t weekday(struct str s, bool announced, int64_t wall)
{
	for (size_t names = 0; names < (announced ? COUNT(weekdays) : 2); names++)
		for (int day = 0; day < 7; day++)
			if (is_word(s, weekdays[names][day]))
				return days_later(wall, 1 + (day - civil_from(wall).weekday + 6) % 7);
	return 0;
}

static int64_t relative_day(struct str before, struct str last, int64_t wall)
{
	for (size_t i = 0; i < COUNT(relative); i++)
		if (is_word(last, relative[i].word))
			return days_later(wall, relative[i].days);
	for (size_t i = 0; i < COUNT(relative_pairs); i++)
		if (is_word(before, relative_pairs[i].first) && is_word(last, relative_pairs[i].second))
			return days_later(wall, relative_pairs[i].days);
	return 0;
}

static bool is_end_mark(char c)
{
	return c == '.' || c == '!' || c == ')' || c == ',' || c == ';';
}

/* Takes the last word off; the marks behind it are not part of it. */
static struct str last_word(struct str *line)
{
	struct str s = str_trim(*line);
	size_t from = s.n;
	while (from && s.p[from - 1] != ' ')
		from--;
	*line = str_sub(s, 0, from);
	struct str word = str_sub(s, from, s.n);
	while (word.n && is_end_mark(word.p[word.n - 1]))
		word.n--;
	return word;
}

int64_t due_find(struct str line, struct moment now)
{
	struct str last = last_word(&line), before = last_word(&line);
	int64_t day = iso_day(last);
	if (!day)
		day = dotted_day(last, now);
	if (!day && now.trusted)
		day = relative_day(before, last, now.wall);
	if (!day && now.trusted)
		day = weekday(last, is_any(before, by_words, COUNT(by_words)), now.wall);
	return day;
}
