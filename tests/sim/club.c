#include "sim/club.h"

#include <stdio.h>

#include "app/content_files.h"
#include "store/answer.h"
#include "store/deed.h"
#include "store/functions.h"
#include "store/load.h"
#include "store/schema.h"

#define TEXT(string) VS(str_from(string))

/* ---- what leaves ---- */

static struct club *club_of(struct machine *m)
{
	return (struct club *)m;
}

static void leaves(struct machine *m, struct effect *e)
{
	struct club *w = club_of(m);
	if (w->flaw == FLAW_VIEW_ASTRAY && e->kind == EFFECT_view && dice_one_in(&w->m.dice, 20))
		e->to.conn = w->pages[dice_below(&w->m.dice, PAGES)].conn;
	eyes_leaving(w, e);
	members_take(w, e);
	if (w->flaw == FLAW_ANSWER_DOUBLED && e->kind == EFFECT_reply && dice_one_in(&w->m.dice, 20))
		members_take(w, e);
}

/* ---- one message ---- */

/* The flaws of a core that writes what nobody asked for. */
static void write_wrongly(struct club *w, struct batch *batch)
{
	for (uint32_t i = 0; batch && i < batch->count; i++) {
		struct write *one = &batch->writes[i];
		if (one->gone)
			continue;
		if (w->flaw == FLAW_VERSION_REWRITTEN && one->record == REC_agreement &&
			one->values[1].i > 1 && dice_one_in(&w->m.dice, 5))
			one->values[1].i--;
		if (w->flaw == FLAW_SHOWN_EARLY && one->record == REC_survey && !one->values[6].i &&
			dice_one_in(&w->m.dice, 5))
			one->values[6].i = 1;
		if (w->flaw == FLAW_CHAIN_TORN && one->record == REC_audit && dice_one_in(&w->m.dice, 20))
			one->values[5].i++;
	}
}

/* The flaws of views that tell too much. */
static void tell_wrongly(struct club *w, struct outbox *out)
{
	for (uint32_t i = 0; i < out->count; i++) {
		struct effect *e = out->effects[i];
		const struct page *p = members_page(w, e->to.conn);
		if (e->kind != EFFECT_view || !p)
			continue;
		/* doc.h gives docs away as const; this one is ours to spoil */
		struct doc *doc = (struct doc *)(uintptr_t)e->u.view.doc;
		if (w->flaw == FLAW_WORDS_AT_DESK && p->subject == COORDINATOR && dice_one_in(&w->m.dice, 20))
			doc_text(&e->mem, doc, "words", str_from(SECRET "1w what we want"));
		for (struct doc *d = doc->first; d; d = d->next)
			if (w->flaw == FLAW_FORCE_EARLY && d->key && strcmp(d->key, "inForce") == 0)
				d->number = d->kind == DOC_FLAG ? 1 : d->number + 1;
	}
}

static void made(struct machine *machine, const struct msg *m, struct outbox *out)
{
	struct club *w = club_of(machine);
	write_wrongly(w, out->batch);
	tell_wrongly(w, out);
	pact_before(w, m, out->batch);
	books_apply(&w->issued, out->batch);
	pact_after(w, m, out->batch);
	for (uint32_t i = 0; i < out->count; i++)
		eyes_made(w, out->effects[i]);
}

/* ---- the disk ---- */

static void sql(struct club *w, const char *statement)
{
	if (sqlite3_exec(w->db, statement, NULL, NULL, NULL) != SQLITE_OK)
		machine_break(&w->m, "%s: %s", statement, sqlite3_errmsg(w->db));
}

static bool loses(struct club *w, const struct write *write)
{
	return (w->flaw == FLAW_REQUEST_LOST && write->record == REC_request) ||
		(w->flaw == FLAW_CONFIRMATION_LOST && write->record == REC_confirmation &&
			dice_one_in(&w->m.dice, 4));
}

static void do_deed(struct club *w, const struct deed *d)
{
	w->erased_since |= d->kind == DEED_erase || d->kind == DEED_restore;
	if (d->kind == DEED_erase)
		w->erased_id = d->a;
	w->retained_since |= d->kind == DEED_retain;
	w->filed_since |= d->kind == DEED_file;
	if (d->kind == DEED_erase && w->flaw == FLAW_NAME_KEPT)
		return;
	if (deed_do(w->db, d) != SQLITE_OK)
		machine_break(&w->m, "deed %d: %s", (int)d->kind, sqlite3_errmsg(w->db));
}

static void write_batch(struct club *w, const struct batch *b)
{
	books_apply(&w->kept, b);
	for (uint32_t i = 0; i < b->count; i++)
		if (!loses(w, &b->writes[i]) && statements_write(&w->sql, &b->writes[i]) != SQLITE_OK)
			machine_break(&w->m, "a row of %s: %s", record_info(b->writes[i].record)->name,
				sqlite3_errmsg(w->db));
	for (uint32_t i = 0; i < b->deed_count; i++)
		do_deed(w, &b->deeds[i]);
}

/* What was asked is answered. */
static void written(struct machine *machine, const struct batch *b)
{
	struct club *w = club_of(machine);
	for (uint32_t i = 0; i < b->ask_count; i++) {
		struct msg *m = answer_read(w->db, &b->asks[i]);
		if (m)
			machine_send(&w->m, m);
		msg_free(m);
	}
}

static void write_all(struct machine *machine, const struct queued *queued, uint32_t count)
{
	struct club *w = club_of(machine);
	sql(w, "BEGIN");
	for (uint32_t i = 0; i < count; i++)
		write_batch(w, queued[i].batch);
	sql(w, "COMMIT");
}

/* ---- start and end of a core ---- */

static void read_table(struct club *w, struct books *to, enum record record)
{
	const struct record_info *info = record_info(record);
	struct value values[RECORD_COLUMNS_MAX];
	char columns[400], query[500];
	sqlite3_stmt *s = NULL;
	snprintf(columns, sizeof columns, "%s", info->columns);
	for (char *c = columns; *c; c++)
		*c = *c == ' ' ? ',' : *c;
	snprintf(query, sizeof query, "SELECT %s FROM %s", columns, info->name);
	if (sqlite3_prepare_v2(w->db, query, -1, &s, NULL) != SQLITE_OK)
		machine_break(&w->m, "%s: %s", query, sqlite3_errmsg(w->db));
	while (sqlite3_step(s) == SQLITE_ROW) {
		for (int i = 0; i < info->count; i++)
			values[i] = statement_column(s, i);
		disk_put(&to->of[record], record, values);
	}
	sqlite3_finalize(s);
}

static void load(struct club *w)
{
	struct load l = {0};
	if (load_read(&l, w->db, w->m.now, false) != SQLITE_OK)
		machine_break(&w->m, "loading: %s", sqlite3_errmsg(w->db));
	for (size_t i = 0; i < l.count; i++)
		machine_send(&w->m, l.messages[i]);
	load_free(&l);
}

static void start(struct club *w)
{
	static const struct books nothing;
	struct books was = w->kept;
	machine_start(&w->m);
	w->started = w->m.elapsed;
	w->kept = nothing;
	for (enum record r = 0; r < RECORD_COUNT; r++)
		read_table(w, &w->kept, r);
	books_copy(&w->issued, &w->kept);
	pact_reloaded(w, &was);
	books_free(&was);
	w->erased_since = w->retained_since = w->filed_since = false;
	load(w);
}

/* The machine may have been off, and know no more of the time than that it was before. A clock that wakes up in 1970
 * is not among these lives: what somebody ends by it is taken for long past at the next start. */
static void time_off(struct club *w)
{
	if (machine_off(&w->m))
		machine_lose_clock(&w->m, w->m.now.wall - (int64_t)dice_below(&w->m.dice, 40) * DAY);
}

static void restart(struct club *w)
{
	machine_stop(&w->m);
	members_cut(w);
	if (!w->m.begins_anew)
		time_off(w);
	w->seen->restarts++;
	start(w);
}

/* ---- time ---- */

static void ticked(struct machine *m)
{
	if (m->queue_count > 40 && !m->disk_fails)
		machine_commit(m, m->queue_count);
}

/* Weeks go by between meetings; the machine sleeps, too. */
static void time_passes(struct club *w)
{
	if (dice_one_in(&w->m.dice, 12)) {
		machine_advance(&w->m, (1 + (int64_t)dice_below(&w->m.dice, 8 * 24)) * HOUR);
		machine_tell(&w->m, MSG_tick);
	} else {
		machine_pass(&w->m,
			(int64_t)dice_below(&w->m.dice, dice_one_in(&w->m.dice, 3) ? 1800 : 60) * SECOND);
	}
}

static void end(struct machine *m)
{
	restart(club_of(m));
}

static bool over(const struct machine *m)
{
	return ((const struct club *)m)->asked_count == ASKED_MAX;
}

static void step(struct machine *m)
{
	struct club *w = club_of(m);
	uint32_t what = dice_below(&w->m.dice, 1000);
	if (what < 920)
		members_act(w);
	else if (what < 985)
		time_passes(w);
	else if (what < 988)
		machine_set_clock(&w->m);
	else if (what < 992)
		restart(w);
	else
		twin_audit(w);
	machine_disk_moves(&w->m, w->m.disk_fails ? 12 : 60);
	if (w->m.begins_anew)
		restart(w);
}

/* ---- a life ---- */

static void put(struct club *w, enum record record, const struct value *values)
{
	struct write row = {.record = record, .values = (struct value *)(uintptr_t)values};
	if (statements_write(&w->sql, &row) != SQLITE_OK)
		machine_break(&w->m, "furnishing %s: %s", record_info(record)->name, sqlite3_errmsg(w->db));
}
#define ROW(w, record, ...) put((w), (record), (const struct value[]){__VA_ARGS__})

static void add_page(struct club *w, int i, ident subject)
{
	struct page *p = &w->pages[i];
	int64_t end = w->m.now.wall + 3000 * DAY;
	*p = (struct page){.subject = subject, .device = 500 + i};
	memcpy(p->cookie.b + 16, &p->device, sizeof p->device);
	ROW(w, REC_device, VB(p->cookie.b, HASH_BYTES), VI(p->device), VI(1), VI(end));
	ROW(w, REC_device_note, VI(p->device), VI(subject), VI(subject == COORDINATOR ? 0 : subject),
		TEXT(""), VI(end));
}

static void furnish(struct club *w)
{
	for (int i = 1; i <= PEOPLE; i++) {
		char given[24], family[24], email[40];
		snprintf(given, sizeof given, "Vorna%c", 'a' + i);
		snprintf(family, sizeof family, "Nachna%c", 'a' + i);
		snprintf(email, sizeof email, "%c@example.org", 'a' + i);
		ROW(w, REC_person, VI(i), TEXT(given), TEXT(family), TEXT(email), VI(40 + i % 3), TEXT("en"),
			VI(i % 8), VI(0), VI(0), VI(0), VI(1), TEXT(i % 2 ? "Desk" : "Floor"), VI(1), VI(1));
	}
	for (int i = 40; i < 43; i++)
		ROW(w, REC_organisation, VI(i), TEXT(i == 41 ? "Works" : "Harbour"), VI(0));
	for (int i = 0; i < PAGES; i++)
		add_page(w, i, i % 15 == 14 ? COORDINATOR : 1 + i % 15 % PEOPLE);
}

static void open_database(struct club *w)
{
	char problem[200] = "";
	if (sqlite3_open(":memory:", &w->db) != SQLITE_OK || functions_add(w->db) != SQLITE_OK ||
		!schema_upgrade(w->db, schema_migrations, schema_version, problem, sizeof problem) ||
		statements_prepare(&w->sql, w->db) != SQLITE_OK)
		machine_break(&w->m, "the database: %s%s", problem, sqlite3_errmsg(w->db));
}

static void close_life(struct machine *m)
{
	struct club *w = club_of(m);
	for (uint32_t i = 0; i < w->asked_count; i++)
		msg_free(w->asked[i].msg);
	buf_free(&w->said);
	books_free(&w->issued);
	books_free(&w->kept);
	statements_finish(&w->sql);
	sqlite3_close(w->db);
	machine_close(&w->m);
}

static const struct life life = {
	.made = made,
	.leaves = leaves,
	.write = write_all,
	.written = written,
	.ticked = ticked,
	.step = step,
	.over = over,
	.end = end,
	.close = close_life,
};

void club_open(struct club *w, uint64_t seed, enum flaw flaw, struct seen *seen)
{
	char problem[200];
	memset(w, 0, sizeof *w);
	w->flaw = flaw;
	w->seen = seen;
	machine_open(&w->m, &life, seed, flaw == FLAW_GATE_OPEN);
	if (!content_read(&w->m.content, "assets", problem, sizeof problem))
		machine_break(&w->m, "%s", problem);
	open_database(w);
	furnish(w);
	for (enum record r = 0; r < RECORD_COUNT; r++)
		read_table(w, &w->kept, r);
	start(w);
}
