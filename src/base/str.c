#include "base/str.h"

#include <string.h>

struct str str_from(const char *cstring)
{
	return cstring ? (struct str){cstring, strlen(cstring)} : (struct str){"", 0};
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq((struct str){s.p, prefix.n}, prefix);
}

bool str_contains(struct str s, struct str part)
{
	return part.n == 0 || (s.n >= part.n && memmem(s.p, s.n, part.p, part.n) != NULL);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	while (s.n && is_space(s.p[0]))
		s.p++, s.n--;
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.n)
		to = s.n;
	if (from > to)
		from = to;
	return (struct str){s.p ? s.p + from : NULL, to - from}; /* C17 has no NULL + 0 (6.5.6) */
}

bool str_split(struct str *rest, char sep, struct str *part)
{
	if (!rest->p)
		return false;
	const char *at = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
	if (!at) {
		*part = *rest;
		*rest = (struct str){NULL, 0};
		return true;
	}
	*part = (struct str){rest->p, (size_t)(at - rest->p)};
	*rest = (struct str){at + 1, rest->n - part->n - 1};
	return true;
}

bool str_int(struct str s, int64_t min, int64_t max, int64_t *out)
{
	bool negative = s.n && s.p[0] == '-';
	uint64_t value = 0, limit = negative ? (uint64_t)INT64_MAX + 1 : INT64_MAX;
	size_t i = negative;
	if (i == s.n)
		return false;
	for (; i < s.n; i++) {
		unsigned digit = (unsigned char)s.p[i] - (unsigned)'0';
		if (digit > 9 || value > (limit - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	int64_t number = negative ? (int64_t)(0 - value) : (int64_t)value;
	if (number < min || number > max)
		return false;
	*out = number;
	return true;
}

/* The length a lead byte announces and the least code point it may stand for (RFC 3629). */
static unsigned lead(unsigned char c, uint32_t *bits, uint32_t *least)
{
	if (c < 0x80)
		return *bits = c, *least = 0, 1;
	if (c >= 0xC2 && c < 0xE0)
		return *bits = c & 0x1Fu, *least = 0x80, 2;
	if (c >= 0xE0 && c < 0xF0)
		return *bits = c & 0x0Fu, *least = 0x800, 3;
	if (c >= 0xF0 && c < 0xF5)
		return *bits = c & 0x07u, *least = 0x10000, 4;
	return 0;
}

static bool decode(struct str s, size_t at, uint32_t *code_point, unsigned *length)
{
	uint32_t least, bits;
	unsigned n = lead((unsigned char)s.p[at], &bits, &least);
	if (n == 0 || n > s.n - at)
		return false;
	for (unsigned i = 1; i < n; i++) {
		unsigned char c = (unsigned char)s.p[at + i];
		if ((c & 0xC0) != 0x80)
			return false;
		bits = bits << 6 | (c & 0x3Fu);
	}
	if (bits < least || bits > 0x10FFFF || (bits >= 0xD800 && bits < 0xE000))
		return false;
	*code_point = bits;
	*length = n;
	return true;
}

uint32_t utf8_next(struct str s, size_t *at)
{
	uint32_t code_point = 0xFFFD;
	unsigned length = 1;
	if (!decode(s, *at, &code_point, &length))
		code_point = 0xFFFD, length = 1;
	*at += length;
	return code_point;
}

size_t utf8_prev(struct str s, size_t at)
{
	if (at == 0)
		return 0;
	size_t start = at - 1;
	while (start > 0 && at - start < 4 && ((unsigned char)s.p[start] & 0xC0) == 0x80)
		start--;
	uint32_t code_point;
	unsigned length;
	return decode(s, start, &code_point, &length) && start + length == at ? start : at - 1;
}

size_t utf8_put(char out[4], uint32_t c)
{
	if (c < 0x80)
		return out[0] = (char)c, 1;
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

bool utf8_valid(struct str s)
{
	uint32_t code_point;
	unsigned length;
	for (size_t at = 0; at < s.n; at += length)
		if (!decode(s, at, &code_point, &length))
			return false;
	return true;
}

size_t utf8_count(struct str s)
{
	size_t count = 0;
	for (size_t at = 0; at < s.n; count++)
		utf8_next(s, &at);
	return count;
}

size_t utf16_units(struct str s)
{
	size_t units = 0;
	for (size_t at = 0; at < s.n;)
		units += utf8_next(s, &at) >= 0x10000 ? 2 : 1;
	return units;
}

struct str utf8_first(struct str s, size_t max, bool *cut)
{
	size_t at = 0;
	while (at < s.n && max--)
		utf8_next(s, &at);
	if (cut)
		*cut = at < s.n;
	return (struct str){s.p, at};
}
