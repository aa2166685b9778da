#include "sim/club.h"

#include <stdio.h>

/* What may be seen by whom. Whatever people write in private begins with SECRET and says whose it is: so each tree that
 * a page is told tells by itself whether that page may be told it. */

static bool holds(struct str text, const char *name)
{
	return name[0] && str_contains(text, str_from(name));
}

bool eyes_name(struct str text, const char names[2][24])
{
	return holds(text, names[0]) || holds(text, names[1]);
}

static void check_names(struct club *w, struct str text, const char *where)
{
	for (size_t i = 0; i < w->gone_count; i++)
		if (eyes_name(text, (const char(*)[24])w->gone[i]))
			machine_break(&w->m, "%s tells the name of somebody who was erased", where);
}

static bool may_read(const struct books *b, char kind, ident whose, ident reader)
{
	if (reader == COORDINATOR || kind == OF_PERSON)
		return reader != COORDINATOR && whose == reader;
	return kind == OF_SESSION ? books_pair(b, REC_member, whose, reader) != NULL
				  : pact_belongs(b, whose, reader);
}

/* Whose words these are: a partnership's own, those of who is in a session, or a person's. */
static void check_secrets(struct club *w, struct str text, ident reader, const char *view)
{
	const struct str mark = STR(SECRET);
	for (size_t at = 0; at + mark.n < text.n; at++) {
		struct str rest = str_sub(text, at, text.n);
		long long whose = 0;
		char kind = 0;
		if (!str_starts(rest, mark) || sscanf(rest.p + mark.n, "%lld%c", &whose, &kind) != 2)
			continue;
		if (!may_read(&w->issued, kind, whose, reader))
			machine_break(&w->m, "view %s tells %lld the words of %lld", view, (long long)reader,
				whose);
	}
}

static void read_doc(struct club *w, const struct doc *d, ident reader, const char *view)
{
	for (const struct doc *one = d->first; one; one = one->next) {
		if (one->kind == DOC_TEXT) {
			check_secrets(w, one->text, reader, view);
			check_names(w, one->text, view);
		}
		read_doc(w, one, reader, view);
	}
}

static const struct doc *at(const struct doc *d, const char *key)
{
	for (const struct doc *one = d->first; one; one = one->next)
		if (one->key && strcmp(one->key, key) == 0)
			return one;
	return NULL;
}

static int64_t number(const struct doc *d, const char *key)
{
	const struct doc *one = at(d, key);
	return one ? one->number : 0;
}

/* One's own answers, all of them and no other. */
static void check_survey(struct club *w, const struct doc *d, ident reader)
{
	const struct doc *answers = at(d, "answers");
	const struct disk_row *row;
	size_t told = 0, count = 0;
	for (const struct doc *a = answers ? answers->first : NULL; a; a = a->next, told++) {
		const struct value key[] = {VI(number(d, "id")), VI(reader), VI(number(a, "item"))};
		row = disk_find(&w->issued.of[REC_answer], REC_answer, key);
		if (!row || cell(row, "value") != number(a, "value"))
			machine_break(&w->m, "%lld is told an answer that is not theirs", (long long)reader);
	}
	EACH(row, &w->issued, REC_answer)
	count += cell(row, "survey") == number(d, "id") && cell(row, "person") == reader;
	if (answers && told != count)
		machine_break(&w->m, "%lld is told %zu of their %zu answers", (long long)reader, told, count);
}

static void check_results(struct club *w, const struct doc *d, ident reader)
{
	const struct disk_row *s = books_row(&w->issued, REC_survey, number(d, "id"));
	if (!s || at(d, "error"))
		return;
	bool own = str_eq(cell_words(s, "instrument"), STR(INSTRUMENT_KEY_PARTNERSHIPS)) &&
		books_pair(&w->issued, REC_submission, number(d, "id"), reader);
	if (!cell(s, "revealed") && !own)
		machine_break(
			&w->m, "%lld is told what came of a survey that is not shown", (long long)reader);
}

static void check_agreement(struct club *w, const struct doc *d)
{
	bool told = number(d, "inForce") != 0;
	if (told && !pact_in_force(&w->issued, number(d, "partnership"), number(d, "version")))
		machine_break(&w->m, "version %lld of %lld is said to be in force, and is not",
			(long long)number(d, "version"), (long long)number(d, "partnership"));
}

void eyes_made(struct club *w, const struct effect *e)
{
	const struct page *p = members_page(w, e->to.conn);
	if (e->kind != EFFECT_view || !p)
		return;
	char view[40];
	snprintf(view, sizeof view, "%.*s", STR_FMT(e->u.view.view));
	read_doc(w, e->u.view.doc, p->subject, view);
	if (strcmp(view, "survey") == 0)
		check_survey(w, e->u.view.doc, p->subject);
	if (strcmp(view, "results") == 0)
		check_results(w, e->u.view.doc, p->subject);
	if (strcmp(view, "agreement") == 0)
		check_agreement(w, e->u.view.doc);
	w->seen->views++;
	w->seen->desk_views += p->subject == COORDINATOR;
}

static bool is_mine(const struct page *p, const struct doc *d)
{
	const struct doc *me = at(d, "me");
	return !me || number(me, "id") == p->subject;
}

/* What a page was told is what it looks at; a note's text names nobody who was erased. */
void eyes_leaving(struct club *w, const struct effect *e)
{
	const struct page *p = members_page(w, e->to.conn);
	if (w->watched && e->kind == EFFECT_view && e->to.conn == w->watched) {
		buf_free(&w->said);
		twin_write(&w->said, e->u.view.doc);
	}
	if (e->kind == EFFECT_note_state)
		check_names(w, e->u.note_state.text, "a note");
	if (e->kind != EFFECT_view || !p)
		return;
	bool desk = str_starts(e->u.view.view, STR("desk")) || str_eq(e->u.view.view, STR("map")) ||
		str_eq(e->u.view.view, STR("figures"));
	if ((desk != (p->subject == COORDINATOR) && !at(e->u.view.doc, "error")) ||
		!is_mine(p, e->u.view.doc))
		machine_break(&w->m, "page %lld is told what another looks at: %.*s", (long long)p->subject,
			STR_FMT(e->u.view.view));
}
