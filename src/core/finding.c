/* What a partnership has learned, found by its words: the view `search`. The words are folded here as the store folds
 * what it looks in (store/words.c), so that ł finds l and ö finds o; each is taken for the beginning of one. For the
 * members of the partnership alone. */
#include "core/viewer.h"
#include "core/words_of.h"

#include <stdlib.h>

#define WORDS_MAX 8 /* more of them say nothing more */
#define HITS_MAX 50 /* the query gives one more, if there is one */

static bool is_letter(char c)
{
	return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* As FTS5 wants it: place : "p12" AND words : ("lea"* AND "le"*). Nothing but letters gets into the quotes. */
static bool match_of(struct buf *out, ident partnership, struct str typed)
{
	char *folded = xmalloc(2 * typed.n + 1);
	size_t n = str_fold(typed, folded, 2 * typed.n);
	int words = 0;
	for (size_t at = 0; at < n && words < WORDS_MAX; at++) {
		size_t from = at;
		while (at < n && is_letter(folded[at]))
			at++;
		if (at == from)
			continue;
		if (!words++)
			buf_printf(out, "place : \"p%lld\" AND words : (", (long long)partnership);
		else
			buf_add(out, STR(" AND "));
		/* half of all takeaways have a word that begins with some letter: that finds nothing */
		buf_printf(out, "\"%.*s\"%s", (int)(at - from), folded + from, at - from > 1 ? "*" : "");
	}
	if (words)
		buf_byte(out, ')');
	free(folded);
	return words > 0;
}

static void ask(struct core *core, struct viewing *v)
{
	struct buf match = {0};
	bool typed = match_of(&match, v->of, v->text);
	viewer_ask(core, v,
		(struct ask){.kind = typed ? ASK_found : ASK_newest,
			.about = v->of,
			.a = v->of,
			.text = buf_str(&match)});
	buf_free(&match);
}

/* id, kind, insight, text, created, session, starts */
static void hit(struct arena *mem, struct doc *hits, const struct value *row)
{
	struct doc *d = doc_map(mem, hits, NULL);
	doc_number(mem, d, "takeaway", row[0].i);
	doc_text(mem, d, "kind", str_from(word_of(&words_takeaways, (int)row[1].i)));
	doc_text(mem, d, "insight", str_from(word_of(&words_insights, (int)row[2].i)));
	doc_text(mem, d, "text", row[3].s);
	doc_number(mem, d, "at", row[4].i);
	doc_number(mem, d, "session", row[6].i);
}

void view_search(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	const struct partnership *p = core_partnership(core, v->of);
	if (!p || !partnership_counts(p, v->subject)) {
		v->err = ERR_not_found;
		return;
	}
	ask(core, v);
	if (!v->rows)
		return;
	struct doc *hits = doc_list(mem, doc, "hits");
	for (uint32_t i = 0; i < v->rows->rows && i < HITS_MAX; i++)
		hit(mem, hits, v->rows->values + (size_t)i * v->rows->columns);
	doc_flag(mem, doc, "more", v->rows->rows > HITS_MAX);
}
