#include <stdbool.h>
#include <string.h>

#include "app/play.h"

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
		if (n + 1 < SCRIPT_LINE_MAX)
			out[n++] = *p;
	}
	out[n] = '\0';
	if (!quoted)
		return p;
	return *p == '"' ? p + 1 : NULL;
}

int script_split(const char *line, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], const char **problem)
{
	int count = 0;
	if (strlen(line) >= SCRIPT_LINE_MAX)
		return *problem = "the line is too long", -1;
	for (const char *p = line;;) {
		while (is_blank(*p))
			p++;
		if (*p == '\0' || (*p == '#' && (count == 0 || is_blank(p[1]))))
			return count;
		if (count == SCRIPT_WORDS_MAX)
			return *problem = "too many words", -1;
		p = take_word(p, words[count++]);
		if (!p)
			return *problem = "a quotation mark is missing", -1;
	}
}
