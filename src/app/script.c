/* The language of screen scripts, as far as it is pure: words of a line, times, comparing what is seen. */
#include <stdio.h>
#include <string.h>

#include "app/play.h"
#include "base/clock.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Copies one word; returns where it ended, NULL when its quotes are not closed. */
static const char *take_word(const char *p, char *out)
{
	bool quoted = *p == '"';
	size_t n = 0;
	if (quoted)
		p++;
	for (; *p && (quoted ? *p != '"' : !is_blank(*p)); p++) {
		if (quoted && *p == '\\' && (p[1] == '"' || p[1] == '\\'))
			p++;
		out[n++] = *p; /* a line is shorter than a word may be */
	}
	out[n] = '\0';
	if (!quoted)
		return p;
	return *p == '"' ? p + 1 : NULL;
}

int script_split(const char *line, script_words words, const char **problem)
{
	int count = 0;
	if (strlen(line) >= SCRIPT_LINE_MAX)
		return *problem = "the line is too long", -1;
	if (!utf8_valid(str_from(line)))
		return *problem = "the line is not UTF-8", -1;
	for (const char *p = line;;) {
		while (is_blank(*p))
			p++;
		if (*p == '\0' || (*p == '#' && (count == 0 || is_blank(p[1]) || p[1] == '\0')))
			return count;
		if (count == SCRIPT_WORDS_MAX)
			return *problem = "too many words", -1;
		p = take_word(p, words[count++]);
		if (!p)
			return *problem = "a quotation mark is missing", -1;
		if (*p && !is_blank(*p))
			return *problem = "a space is missing after a quotation mark", -1;
	}
}

int64_t script_duration(const char *text)
{
	static const struct {
		const char *name;
		int64_t ms;
	} units[] = {{"ms", 1}, {"min", MINUTE}, {"s", SECOND}, {"h", HOUR}, {"", SECOND}};
	size_t digits = strspn(text, "0123456789");
	int64_t amount;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strcmp(text + digits, units[i].name) == 0)
			return str_int((struct str){text, digits}, 0, 100 * DAY / units[i].ms, &amount)
				? amount * units[i].ms
				: -1;
	return -1;
}

/* The next code point, with every run of white space as one ' '. */
static uint32_t next_folded(struct str s, size_t *at)
{
	uint32_t c = utf8_next(s, at);
	if (c != ' ' && c != '\n' && c != '\t' && c != 0xA0 && c != 0x202F)
		return c;
	for (size_t after = *at; after < s.n; *at = after) {
		c = utf8_next(s, &after);
		if (c != ' ' && c != '\n' && c != '\t' && c != 0xA0 && c != 0x202F)
			break;
	}
	return ' ';
}

bool script_shows(struct str text, struct str part)
{
	for (size_t start = 0; start <= text.n;) {
		size_t at = start, in = 0;
		while (in < part.n && at < text.n) {
			size_t before = in;
			if (next_folded(text, &at) != next_folded(part, &in)) {
				in = before;
				break;
			}
		}
		if (in >= part.n)
			return true;
		if (start == text.n)
			break;
		utf8_next(text, &start);
	}
	return false;
}

bool script_same(struct str expected, struct str actual, struct buf *difference)
{
	for (int line = 1;; line++) {
		struct str a, b;
		bool more_a = str_split(&expected, '\n', &a), more_b = str_split(&actual, '\n', &b);
		if (!more_a && !more_b)
			return true;
		if (more_a && more_b && str_eq(a, b))
			continue;
		buf_printf(difference, "line %d: expected: %.*s, seen: %.*s", line, more_a ? (int)a.n : 7,
			more_a ? a.p : "the end", more_b ? (int)b.n : 7, more_b ? b.p : "the end");
		return false;
	}
}
