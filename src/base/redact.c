#include "base/redact.h"

#include <string.h>

/* Letters beyond ASCII are taken for parts of words: a name inside a longer word is another word. */
static bool in_word(struct str s, size_t at)
{
	unsigned char c = at < s.n ? (unsigned char)s.p[at] : ' ';
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool reads(struct str text, size_t at, struct str name, bool exact)
{
	if (!name.n || name.n > text.n - at)
		return false;
	if (exact)
		return memcmp(text.p + at, name.p, name.n) == 0;
	for (size_t i = 0; i < name.n; i++)
		if (lower(text.p[at + i]) != lower(name.p[i]))
			return false;
	return true;
}

/* Scripts that put no space between words, from the radicals on: there a name may stand in the middle. */
static bool has_words(struct str name)
{
	size_t at = 0;
	return utf8_next(name, &at) < 0x2E80;
}

/* Where the word ends that begins with the name: behind it, or behind its s. A typographic apostrophe or
 * quote is no letter, though its bytes are beyond ASCII. 0: the word goes on. */
static size_t word_end(struct str text, size_t end)
{
	static const char *const tails[] = {"", "s", "'s", "\xE2\x80\x99s"};
	for (size_t i = sizeof tails / sizeof *tails; i-- > 0;) {
		struct str tail = str_from(tails[i]);
		struct str rest = str_sub(text, end, text.n);
		struct str after = str_sub(rest, tail.n, rest.n);
		if (str_starts(rest, tail) && (!in_word(after, 0) || str_starts(after, STR("\xE2\x80"))))
			return end + tail.n;
	}
	return 0;
}

static bool begins_word(struct str text, size_t at)
{
	if (!at || !in_word(text, at - 1))
		return true;
	return at >= 3 && memcmp(text.p + at - 3, "\xE2\x80", 2) == 0; /* a quote or dash before it */
}

static bool match(struct str text, size_t at, struct str forms, size_t *to)
{
	struct str form;
	bool begins = begins_word(text, at);
	while (str_split(&forms, '\n', &form)) {
		struct str name = str_sub(form, 1, form.n);
		bool words = has_words(name), exact = form.n && form.p[0] == '=';
		if ((words && !begins) || !reads(text, at, name, exact))
			continue;
		*to = words ? word_end(text, at + name.n) : at + name.n;
		if (*to)
			return true;
	}
	return false;
}

bool redact_next(struct str text, struct str forms, size_t *at, struct redact_span *out)
{
	for (; *at < text.n; ++*at) {
		size_t to;
		if (!match(text, *at, forms, &to))
			continue;
		*out = (struct redact_span){*at, to};
		*at = to;
		return true;
	}
	return false;
}

void redact_dots(struct buf *out, struct str text)
{
	for (size_t units = utf16_units(text); units > 0; units--)
		buf_add(out, STR("\xC2\xB7"));
}

static bool replace(struct buf *out, struct str text, struct str forms, bool in_place)
{
	struct redact_span span;
	size_t at = 0, copied = 0;
	while (redact_next(text, forms, &at, &span)) {
		buf_add(out, str_sub(text, copied, span.from));
		if (in_place)
			redact_dots(out, str_sub(text, span.from, span.to));
		else
			buf_add(out, STR(REDACTED));
		copied = span.to;
	}
	buf_add(out, str_sub(text, copied, text.n));
	return copied > 0;
}

bool redact(struct buf *out, struct str text, struct str forms)
{
	return replace(out, text, forms, false);
}

bool redact_in_place(struct buf *out, struct str text, struct str forms)
{
	return replace(out, text, forms, true);
}
