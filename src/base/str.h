#pragma once
/* Strings are a pointer and a length: UTF-8, not necessarily ended by NUL, never owned by the view.
 * Any thread. Nothing here allocates. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_FMT(s) (int)(s).n, (s).p /* for "%.*s" */

struct str str_from(const char *cstring); /* NULL gives the empty string */
bool str_eq(struct str a, struct str b);
int str_cmp(struct str a, struct str b); /* byte order, as memcmp */
bool str_starts(struct str s, struct str prefix);
bool str_contains(struct str s, struct str part);
struct str str_trim(struct str s);                        /* without ASCII white space at both ends */
struct str str_sub(struct str s, size_t from, size_t to); /* clamped to the string */

/* Splits off the part before the first `sep`; *rest is what follows. False at the end. */
bool str_split(struct str *rest, char sep, struct str *part);

/* A whole decimal number in [min, max], with nothing before or after it. */
bool str_int(struct str s, int64_t min, int64_t max, int64_t *out);

/* Reads one code point at *at and moves *at past it. Invalid bytes give U+FFFD, one byte each. */
uint32_t utf8_next(struct str s, size_t *at);
size_t utf8_prev(struct str s, size_t at); /* where the code point before `at` begins */
size_t utf8_put(char out[4], uint32_t code_point);
bool utf8_valid(struct str s);    /* strict: no surrogates, no overlong forms, at most U+10FFFF */
size_t utf8_count(struct str s);  /* code points */
size_t utf16_units(struct str s); /* UTF-16 code units, as JavaScript counts */

/* At most `max` code points; `cut` says whether anything was left out. */
struct str utf8_first(struct str s, size_t max, bool *cut);

/* Case and accents folded away for searching: "Łukasz Ørsted" and "lukasz orsted" fold alike.
 * Latin, Greek and Cyrillic; other scripts pass through in lower case where they have one.
 * Writes at most `cap` bytes, whole code points only, and returns how many. No code point
 * folds to more bytes than twice its own, so cap = 2 * s.n always suffices. */
size_t str_fold(struct str s, char *out, size_t cap);
