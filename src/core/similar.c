/* Topics that say something similar. A card's words are folded (case, accents), those that every card has
 * are left out, and the rest are compared by how they begin, which is where English and German words
 * keep their meaning: "printer", "printers" and "Druck", "Drucker" belong together. That is less than a
 * stemmer does and knows no language; it only has to suggest, people decide. */
#include "core/similar.h"

#include <stdlib.h>
#include <string.h>

#include "core/inside.h"

#define DETAIL_READ 200 /* bytes: what a card is about stands at its beginning */

/* How alike two words are. */
enum { UNLIKE = 0, RELATED = 2, BEGINS = 3, SAME = 4 };

/* Words that say nothing of the subject, and those in which everybody offers, wishes and asks; English
 * and German, folded, in byte order. A table here rather than a file: nobody in the room will ever want
 * to change it, and a wrong word in it does little harm. */
/* clang-format off */
static const char *const stop_words[] = {
	"a", "aber", "about", "all", "alle", "alles", "als", "also", "am", "an", "and", "andere",
	"anderen", "any", "anyone", "anything", "are", "as", "at", "auch", "auf", "aus", "be", "because",
	"been", "bei", "beim", "biete", "bieten", "bin", "bis", "bist", "brauche", "brauchen", "braucht",
	"but", "by", "can", "could", "da", "dann", "das", "dass", "dem", "den", "denn", "der", "des",
	"did", "die", "dies", "diese", "dieser", "dieses", "do", "doch", "does", "dort", "du", "durch",
	"ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "etwas", "euch", "euer", "for",
	"from", "fur", "ganz", "geben", "get", "gibt", "give", "go", "habe", "haben", "had", "has", "hat",
	"have", "he", "helfen", "help", "her", "here", "hier", "hilfe", "him", "his", "how", "i", "ich",
	"if", "ihm", "ihn", "ihr", "ihre", "im", "in", "ins", "into", "is", "ist", "it", "its", "ja",
	"jemand", "just", "kann", "kein", "keine", "know", "konnen", "konnte", "konnten", "learn",
	"learning", "lernen", "let", "like", "make", "mal", "man", "many", "may", "me", "mehr", "mein",
	"meine", "mich", "mir", "mit", "mochte", "mochten", "more", "much", "muss", "mussen", "my",
	"nach", "need", "needs", "neu", "neue", "new", "nicht", "no", "noch", "not", "nur", "ob", "oder",
	"of", "offer", "ohne", "on", "one", "or", "other", "our", "out", "please", "schon", "see", "sehr",
	"sein", "seine", "she", "should", "show", "sich", "sie", "sind", "so", "soll", "sollen", "sollte",
	"sollten", "some", "someone", "something", "suche", "suchen", "teach", "than", "that", "the",
	"their", "them", "then", "there", "these", "they", "this", "those", "to", "too", "uber", "um",
	"und", "uns", "unser", "unsere", "unter", "up", "us", "use", "very", "viel", "viele", "vom",
	"von", "vor", "wann", "want", "warum", "was", "we", "weil", "wenn", "wer", "werden", "were",
	"what", "when", "where", "which", "who", "why", "wie", "wieder", "will", "wir", "wird", "wish",
	"wissen", "with", "wo", "wollen", "would", "wunsch", "wurde", "wurden", "you", "your", "zeigen",
	"zu", "zum", "zur",
};
/* clang-format on */

/* ---- words ---- */

static int by_bytes(const void *key, const void *member)
{
	return str_cmp(*(const struct str *)key, str_from(*(const char *const *)member));
}

static bool is_stop_word(struct str word)
{
	return bsearch(
		&word, stop_words, sizeof stop_words / sizeof *stop_words, sizeof *stop_words, by_bytes);
}

/* Letters and figures of any script; not what stands between words. */
static bool is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
	return !(c < 0xC0 || (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3003) || c == 0xFFFD);
}

#define START_BYTES                                                                                          \
	3 /* words that have fewer in common at their start are alike only if the longer ends in the other */
#define END_BYTES 4

static uint32_t number_of(struct str s)
{
	uint32_t number = 0;
	memcpy(&number, s.p, s.n);
	return number;
}

static void add_word(struct words *out, struct str word)
{
	if (word.n < 2 || out->count == WORDS_MAX || is_stop_word(word))
		return;
	for (int i = 0; i < out->count; i++)
		if (str_eq(out->word[i], word))
			return;
	out->start[out->count] = number_of(str_sub(word, 0, START_BYTES));
	out->end[out->count] = number_of(str_sub(word, word.n > END_BYTES ? word.n - END_BYTES : 0, word.n));
	out->word[out->count++] = word;
}

static void read_text(struct words *out, struct arena *mem, struct str text)
{
	char *folded = arena_alloc(mem, 2 * text.n + 1);
	struct str s = {folded, str_fold(text, folded, 2 * text.n)};
	size_t from = 0;
	for (size_t at = 0; at < s.n;) {
		size_t here = at;
		if (is_letter(utf8_next(s, &at)))
			continue;
		add_word(out, str_sub(s, from, here));
		from = at;
	}
	add_word(out, str_sub(s, from, s.n));
}

void words_read(struct words *out, struct arena *mem, struct str title, struct str detail)
{
	out->count = 0;
	read_text(out, mem, title);
	out->title = out->count;
	read_text(out, mem, str_sub(detail, 0, DETAIL_READ));
}

/* ---- likeness ---- */

static size_t common_start(struct str a, struct str b)
{
	size_t most = a.n < b.n ? a.n : b.n, n = 0;
	while (n < most && a.p[n] == b.p[n])
		n++;
	return n;
}

/* "Papierdrucker" is a "Drucker": the last part of a German compound says what it is. */
static bool ends_in(struct str s, struct str end)
{
	return end.n >= 6 && s.n > end.n && memcmp(s.p + s.n - end.n, end.p, end.n) == 0;
}

static int word_likeness(struct str a, struct str b)
{
	size_t common = common_start(a, b);
	size_t shorter = a.n < b.n ? a.n : b.n, longer = a.n < b.n ? b.n : a.n;
	if (common == longer)
		return SAME;
	if (common == shorter && common >= 4)
		return BEGINS;
	if (common == shorter && common == START_BYTES && longer == 4) /* jam, jams */
		return RELATED;
	if (common >= 5 && (shorter - common <= 1 || 3 * common >= 2 * longer))
		return RELATED;
	return ends_in(a, b) || ends_in(b, a) ? RELATED : UNLIKE;
}

/* A word in the title counts twice as much as one in the detail. Nearly all pairs of words neither begin nor end alike:
 * two numbers tell, and the words themselves are not looked at. */
static int best_likeness(const struct words *asked, int word, const struct words *said)
{
	uint32_t start = asked->start[word], end = asked->end[word];
	int best = 0;
	for (int i = 0; i < said->count && best < 2 * SAME; i++) {
		if (said->start[i] != start && said->end[i] != end)
			continue;
		int likeness = word_likeness(asked->word[word], said->word[i]) * (i < said->title ? 2 : 1);
		best = likeness > best ? likeness : best;
	}
	return best;
}

/* Dice's coefficient of the two, when at least a quarter of what the shorter says is in the other. */
int words_alike(const struct words *asked, const struct words *said)
{
	int common = 0, words = said->title ? said->title : said->count;
	int fewer = asked->title < words ? asked->title : words;
	for (int i = 0; i < asked->title; i++)
		common += best_likeness(asked, i, said);
	return common && 4 * common >= 2 * SAME * fewer ? 2 * WORDS_MAX * common / (asked->title + words) : 0;
}

/* ---- topics ---- */

struct ranked {
	const struct topic *topic;
	int alike;
};

static int by_likeness(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	return x->alike != y->alike ? y->alike - x->alike
				    : (x->topic->id > y->topic->id) - (x->topic->id < y->topic->id);
}

size_t core_similar(const struct core *core, ident board, struct str text, ident except,
	const struct topic **out, size_t cap)
{
	struct arena mem = {0}, card = {0};
	struct words asked, said;
	size_t found = 0;
	const struct topic **all = ARENA_ARRAY(&mem, const struct topic *, TOPICS_OF_BOARD_MAX);
	struct ranked *ranked = ARENA_ARRAY(&mem, struct ranked, TOPICS_OF_BOARD_MAX);
	words_read(&asked, &mem, text, STR(""));
	for (enum lane lane = 0; asked.count && lane < LANES_SHOWN; lane++) {
		size_t count = core_topics(core, board, lane, all, TOPICS_OF_BOARD_MAX - found);
		for (size_t i = 0; i < count; i++) {
			arena_reset(&card);
			words_read(&said, &card, all[i]->title, all[i]->detail);
			int alike = all[i]->id == except ? 0 : words_alike(&asked, &said);
			if (alike)
				ranked[found++] = (struct ranked){all[i], alike};
		}
	}
	qsort(ranked, found, sizeof *ranked, by_likeness);
	found = found < cap ? found : cap;
	for (size_t i = 0; i < found; i++)
		out[i] = ranked[i].topic;
	arena_free(&card);
	arena_free(&mem);
	return found;
}
