#include "sim/club.h"

#include <stdio.h>

#include "base/buf.h"
#include "store/answer.h"
#include "store/load.h"

/* Two cores that have just started. The first says of what a page looks at what the one that has been running says:
 * nothing is shown that the rows do not bear out. The second got rows in which everything reads otherwise that this page
 * must not know: others' answers that are not shown yet, the words of partnerships it does not belong to, for the
 * coordinator whatever people wrote. It must say the very same: what is told does not even depend on it. */

#define PAGE_CONN 1
#define SPOILT "Otherwise"

struct twin {
	struct core *core;
	struct buf said; /* the view, written out */
};

/* Which pages are open just now a core that has just started can't know. */
static bool is_of_connections(const struct doc *d)
{
	return d->key && strcmp(d->key, "openNow") == 0;
}

void twin_write(struct buf *out, const struct doc *d)
{
	if (is_of_connections(d))
		return;
	if (d->key)
		buf_printf(out, "%s=", d->key);
	if (d->kind == DOC_TEXT)
		buf_printf(out, "'%.*s'", STR_FMT(d->text));
	if (d->kind == DOC_NUMBER || d->kind == DOC_FLAG)
		buf_printf(out, "%lld", (long long)d->number);
	if (d->kind == DOC_LIST || d->kind == DOC_MAP) {
		buf_printf(out, "(");
		for (const struct doc *one = d->first; one; one = one->next)
			twin_write(out, one);
		buf_printf(out, ")");
	}
	buf_printf(out, "\n");
}

/* ---- rows that read otherwise ---- */

static bool may_know(const struct club *w, ident reader, ident partnership, ident person)
{
	if (person)
		return person == reader;
	return pact_belongs(&w->issued, partnership, reader);
}

static void spoil_answer(const struct club *w, ident reader, const struct disk_row *row, struct value *values)
{
	const struct disk_row *s = books_row(&w->issued, REC_survey, cell(row, "survey"));
	bool shown = s && cell(s, "revealed") && reader != COORDINATOR;
	if (w->flaw == FLAW_ANSWERS_SEEN || (!shown && cell(row, "person") != reader))
		values[3].i = values[3].i == 5 ? 1 : values[3].i + 1;
}

static void spoil_words(const struct club *w, ident reader, const struct disk_row *row, struct value *values)
{
	static const struct {
		enum record record;
		const char *whose;
		unsigned columns; /* one bit each */
	} private[] = {{REC_agreement, "partnership", 1 << 3 | 1 << 5}, {REC_duty, "partnership", 1 << 3},
		{REC_goal, "partnership", 1 << 5 | 1 << 9 | 1 << 10}, {REC_goal_value, "partnership", 1 << 4},
		{REC_relation, "partnership", 1 << 3 | 1 << 4}, {REC_takeaway, "partnership", 1 << 4}};
	for (size_t i = 0; i < sizeof private / sizeof *private; i++) {
		if (private[i].record != row->record)
			continue;
		ident person = row->record == REC_relation ? cell(row, "person")
			: row->record == REC_takeaway      ? cell(row, "owner")
							   : 0;
		if (may_know(w, reader, cell(row, private[i].whose), person) ||
			may_know(w, reader, cell(row, private[i].whose), 0))
			continue;
		for (int k = 0; k < record_info(row->record)->count; k++)
			if (private[i].columns >> k & 1 && values[k].s.n)
				values[k].s = STR(SPOILT);
	}
}

static void spoil(const struct club *w, ident reader, struct msg *m)
{
	struct msg_loaded *l = &m->u.loaded;
	for (uint32_t i = 0; m->kind == MSG_loaded && i < l->rows; i++) {
		struct value *values = l->values + (size_t)i * l->columns;
		struct disk_row row = {.record = l->record, .values = values};
		if (row.record == REC_answer)
			spoil_answer(w, reader, &row, values);
		spoil_words(w, reader, &row, values);
	}
}

/* ---- a core beside the one that runs ---- */

static void feed(struct club *w, struct twin *t, struct msg *m);

static void feed_answers(struct club *w, struct twin *t, struct batch *b)
{
	struct msg *done = msg_new(MSG_committed, (struct origin){0});
	done->u.committed.seq = b->seq;
	feed(w, t, done);
	msg_free(done);
	for (uint32_t i = 0; i < b->ask_count; i++) {
		struct msg *m = answer_read(w->db, &b->asks[i]);
		if (m)
			feed(w, t, m);
		msg_free(m);
	}
}

static void feed(struct club *w, struct twin *t, struct msg *m)
{
	struct outbox out = {0};
	m->at = w->m.now;
	core_step(t->core, m, &out);
	for (uint32_t i = 0; i < out.count; i++) {
		const struct effect *e = out.effects[i];
		if (e->kind != EFFECT_view || e->to.conn != PAGE_CONN)
			continue;
		buf_free(&t->said);
		twin_write(&t->said, e->u.view.doc);
	}
	struct batch *b = out.batch;
	out.batch = NULL;
	outbox_clear(&out);
	if (b)
		feed_answers(w, t, b);
	batch_free(b);
}

static void look(struct club *w, struct twin *t, const struct page *p)
{
	struct msg *m = msg_new(MSG_page_open, (struct origin){FROM_PHONE, 0, PAGE_CONN, 0});
	m->u.page_open = (struct msg_page_open){p->cookie, p->subject};
	feed(w, t, m);
	msg_free(m);
	m = msg_new(MSG_look, (struct origin){FROM_PHONE, 0, PAGE_CONN, 0});
	m->u.look = (struct msg_look){str_from(p->view), p->of, STR(""), 0};
	feed(w, t, m);
	msg_free(m);
}

static void wake(struct club *w, struct twin *t, const struct page *p, bool otherwise)
{
	struct load l = {0};
	t->core = core_new(&w->m.config);
	if (load_read(&l, w->db, w->m.now, false) != SQLITE_OK)
		machine_break(&w->m, "loading a twin: %s", sqlite3_errmsg(w->db));
	for (size_t i = 0; i < l.count; i++) {
		if (otherwise)
			spoil(w, p->subject, l.messages[i]);
		feed(w, t, l.messages[i]);
	}
	load_free(&l);
	struct msg *tick =
		msg_new(MSG_tick, (struct origin){0}); /* what is over by now leaves the memory at once */
	feed(w, t, tick);
	msg_free(tick);
	look(w, t, p);
}

static void sleep_again(struct twin *t)
{
	core_free(t->core);
	buf_free(&t->said);
}

/* ---- the one that runs ---- */

/* What it says to a page that opens just now, once all is on the disk. */
static void ask_running(struct club *w, const struct page *p)
{
	struct msg *m = msg_new(MSG_page_open, (struct origin){FROM_PHONE, 0, ++w->last_conn, 0});
	machine_post(
		&w->m, msg_new(MSG_tick, (struct origin){0})); /* as the twins have had theirs just now */
	w->watched = w->last_conn;
	buf_free(&w->said);
	m->u.page_open = (struct msg_page_open){p->cookie, p->subject};
	machine_post(&w->m, m);
	m = msg_new(MSG_look, (struct origin){FROM_PHONE, 0, w->watched, 0});
	m->u.look = (struct msg_look){str_from(p->view), p->of, STR(""), 0};
	machine_post(&w->m, m);
	machine_settle(&w->m);
	machine_post(&w->m, msg_new(MSG_note_leave, (struct origin){FROM_PHONE, 0, w->watched, 0}));
	w->watched = 0;
}

/* The first line in which they differ. */
static void compare_said(struct club *w, const struct page *p, struct str a, struct str b, const char *who)
{
	struct str x, y;
	if (str_eq(a, b))
		return;
	do {
		x = y = STR("");
		str_split(&a, '\n', &x);
		str_split(&b, '\n', &y);
	} while (str_eq(x, y) && (a.n || b.n));
	machine_break(&w->m, "view %s of %lld for %lld: '%.*s', and %s '%.*s'", p->view, (long long)p->of,
		(long long)p->subject, STR_FMT(str_sub(x, 0, 80)), who, STR_FMT(str_sub(y, 0, 80)));
}

/* One's own answers to something, or what came of it. */
static void choose_answers(struct club *w, struct page *p)
{
	const struct disk_row *a;
	uint32_t count = 0;
	EACH(a, &w->issued, REC_answer)
	{
		if (cell(a, "person") != p->subject || !dice_one_in(&w->m.dice, ++count))
			continue;
		snprintf(p->view, sizeof p->view, dice_one_in(&w->m.dice, 2) ? "survey" : "results");
		p->of = cell(a, "survey");
	}
}

void twin_audit(struct club *w)
{
	struct page p = w->pages[dice_below(&w->m.dice, PAGES)];
	if (dice_one_in(&w->m.dice, 3))
		p = w->pages[PAGES - 1]; /* the coordinator's */
	if (!p.subject || !books_pair(&w->issued, REC_device_note, p.device, p.subject))
		return;
	members_choose(w, &p);
	if (p.subject != COORDINATOR && dice_one_in(&w->m.dice, 2))
		choose_answers(w, &p);
	machine_settle(&w->m);
	ask_running(w, &p);
	if (w->m.broken[0] || w->m.begins_anew || !w->m.now.trusted)
		return;
	struct twin same = {0}, other = {0};
	wake(w, &same, &p, false);
	wake(w, &other, &p, true);
	/* who has run for days still has in memory what is past to one who starts now; a map takes its time */
	if (w->m.elapsed - w->started < DAY && strcmp(p.view, "map") != 0)
		compare_said(w, &p, buf_str(&w->said), buf_str(&same.said), "anew");
	compare_said(w, &p, buf_str(&same.said), buf_str(&other.said), "otherwise");
	sleep_again(&same);
	sleep_again(&other);
	w->seen->twins++;
}
