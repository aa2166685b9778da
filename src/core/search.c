/* Search as it happens at a door: a few letters of any part of a name, in any order, without accents.
 * 100,000 names are scanned at every letter typed, so they are folded beforehand into one run of
 * bytes, and each has a bit for every letter that one of its words begins with: most names are
 * passed over by one comparison of two words.
 *
 * In the folded text every word begins with a mark: WORD, or PART for what follows a hyphen or an
 * apostrophe, which are themselves left out. So "Anna-Lena O'Brien" is WORD anna PART lena WORD o PART
 * brien, and is found by "lena", "annal", "obri" and "bri". */
#include "core/search.h"

#include <stdlib.h>
#include <string.h>

#define WORD '\x01'
#define PART '\x02'
#define NAME_WORDS_MAX 16

static bool is_joint(uint32_t c)
{
	return c == '-' || c == '\'' || c == '.' || c == '`' || c == 0x2018 || c == 0x2019 ||
		(c >= 0x2010 && c <= 0x2013);
}

static bool is_gap(uint32_t c)
{
	return c <= ' ' || c == ',' || c == '(' || c == ')' || c == '/' || c == 0xA0;
}

/* Folds a name into marks and words; `from`, when given, takes for each byte where its code point
 * begins in the name. `out` needs twice the name's bytes and one more. */
static size_t fold_name(struct str name, char *out, uint16_t *from)
{
	size_t n = 0;
	char mark = WORD;
	for (size_t at = 0; at < name.n;) {
		size_t start = at;
		uint32_t c = utf8_next(name, &at);
		if (is_gap(c) || is_joint(c)) {
			mark = is_gap(c) ? WORD : mark ? mark : PART;
			continue;
		}
		char folded[8];
		size_t length = str_fold(str_sub(name, start, at), folded, sizeof folded);
		if (mark && length) {
			if (from)
				from[n] = (uint16_t)start;
			out[n++] = mark;
			mark = 0;
		}
		for (size_t i = 0; i < length; i++, n++) {
			out[n] = folded[i];
			if (from)
				from[n] = (uint16_t)start;
		}
	}
	return n;
}

/* a to z have a bit each; all other first bytes share the rest. */
static uint64_t letter_bit(char c)
{
	unsigned char byte = (unsigned char)c;
	return 1ull << (byte >= 'a' && byte <= 'z' ? byte - 'a' : 26 + byte % 38);
}

static uint64_t letters_of(struct str folded)
{
	uint64_t letters = 0;
	for (size_t i = 0; i + 1 < folded.n; i++)
		if (folded.p[i] == WORD || folded.p[i] == PART)
			letters |= letter_bit(folded.p[i + 1]);
	return letters;
}

/* ---- the index ---- */

static void close_up(struct name_index *index)
{
	struct buf text = {0};
	buf_reserve(&text, index->text.n - index->lost);
	for (size_t i = 0; i < index->count; i++) {
		struct name_entry *e = &index->entries[i];
		uint32_t at = (uint32_t)text.n;
		buf_add(&text, (struct str){index->text.p + e->at, e->length});
		e->at = at;
	}
	buf_free(&index->text);
	index->text = text;
	index->lost = 0;
}

void name_index_put(struct name_index *index, size_t position, struct str full_name)
{
	char folded[4 * NAME_MAX_BYTES + 8];
	struct str name = str_sub(full_name, 0, 2 * NAME_MAX_BYTES + 1);
	struct str words = {folded, fold_name(name, folded, NULL)};
	if (position == index->count) {
		if (index->count == index->cap) {
			index->cap = index->cap ? 2 * index->cap : 64;
			index->entries = xrealloc(index->entries, index->cap * sizeof *index->entries);
		}
		index->count++;
	} else {
		index->lost += index->entries[position].length;
	}
	index->entries[position] =
		(struct name_entry){letters_of(words), (uint32_t)index->text.n, (uint32_t)words.n};
	buf_add(&index->text, words);
	if (index->lost > index->text.n / 2)
		close_up(index);
}

void name_index_clear(struct name_index *index)
{
	buf_free(&index->text);
	free(index->entries);
	*index = (struct name_index){0};
}

struct str name_index_text(const struct name_index *index, size_t position)
{
	const struct name_entry *e = &index->entries[position];
	return (struct str){index->text.p + e->at, e->length};
}

/* ---- queries ---- */

void name_query_make(struct name_query *q, struct str typed)
{
	size_t n, write = 0;
	*q = (struct name_query){.count = 0};
	n = fold_name(utf8_first(typed, sizeof q->text / 10, NULL), q->text, NULL);
	for (size_t i = 0; i < n && q->count <= QUERY_WORDS_MAX; i++) {
		if (q->text[i] == PART)
			continue; /* typed hyphens and apostrophes are as good as none */
		if (q->text[i] == WORD) {
			if (q->count == QUERY_WORDS_MAX)
				break;
			q->words[q->count++] = (struct str){q->text + write, 0};
			continue;
		}
		q->text[write++] = q->text[i];
		q->words[q->count - 1].n++;
	}
	for (size_t i = 0; i < q->count; i++)
		q->letters |= letter_bit(q->words[i].p[0]);
}

/* How many bytes of `folded` from `at` on the word covers, marks of parts left aside; 0: it does not
 * begin there. */
static size_t covers(struct str folded, size_t at, struct str word)
{
	size_t from = at;
	for (size_t i = 0; i < word.n; i++, at++) {
		if (at < folded.n && folded.p[at] == PART)
			at++;
		if (at >= folded.n || folded.p[at] != word.p[i])
			return 0;
	}
	return at - from;
}

struct place {
	size_t at, length;
};

/* Gives each word of the query a word of the name of its own, trying again where the first choice
 * leaves none for a later one ("an anna" on "Anna Andersen"). */
static bool assign(
	struct str folded, const struct name_query *q, size_t word, uint32_t taken, struct place *places)
{
	if (word == q->count)
		return true;
	unsigned number = 0;
	for (size_t i = 0; i + 1 < folded.n && number < NAME_WORDS_MAX; i++) {
		if (folded.p[i] != WORD && folded.p[i] != PART)
			continue;
		size_t length = taken & 1u << number ? 0 : covers(folded, i + 1, q->words[word]);
		if (length) {
			places[word] = (struct place){i + 1, length};
			if (assign(folded, q, word + 1, taken | 1u << number, places))
				return true;
		}
		number++;
	}
	return false;
}

bool name_index_matches(const struct name_index *index, size_t position, const struct name_query *q)
{
	struct place places[QUERY_WORDS_MAX];
	return (index->entries[position].letters & q->letters) == q->letters &&
		assign(name_index_text(index, position), q, 0, 0, places);
}

void name_spans(struct str full_name, const struct name_query *q, struct match *m)
{
	char folded[4 * NAME_MAX_BYTES + 8];
	uint16_t from[4 * NAME_MAX_BYTES + 8];
	struct str name = str_sub(full_name, 0, 2 * NAME_MAX_BYTES + 1);
	struct str words = {folded, fold_name(name, folded, from)};
	struct place places[QUERY_WORDS_MAX];
	m->spans = 0;
	if (!assign(words, q, 0, 0, places))
		return;
	for (size_t i = 0; i < q->count && m->spans < MATCH_SPANS_MAX; i++) {
		size_t last = from[places[i].at + places[i].length - 1];
		utf8_next(name, &last);
		m->span[m->spans].from = from[places[i].at];
		m->span[m->spans++].to = (uint16_t)last;
	}
}
