#include "sim/club.h"

#include <stdarg.h>
#include <stdio.h>

#include "app/content_files.h"
#include "store/answer.h"
#include "store/deed.h"
#include "store/functions.h"
#include "store/load.h"
#include "store/schema.h"

#define TEXT(string) VS(str_from(string))
#define TICKS_MAX 5000 /* in one pass of time: more is a deadline that does not move */

void club_break(struct club *w, const char *format, ...)
{
	va_list args;
	if (w->broken[0])
		return;
	va_start(args, format);
	vsnprintf(w->broken, sizeof w->broken, format, args);
	va_end(args);
}

/* ---- what leaves ---- */

static void deliver(struct club *w, struct effect *e)
{
	if (w->flaw == FLAW_VIEW_ASTRAY && e->kind == EFFECT_view && dice_one_in(&w->dice, 20))
		e->to.conn = w->pages[dice_below(&w->dice, PAGES)].conn;
	eyes_leaving(w, e);
	members_take(w, e);
	if (w->flaw == FLAW_ANSWER_DOUBLED && e->kind == EFFECT_reply && dice_one_in(&w->dice, 20))
		members_take(w, e);
	w->begins_anew |= e->kind == EFFECT_restart;
}

static void take_effects(struct club *w)
{
	struct effect *e;
	while ((e = gate_next(w->gate))) {
		if (!w->held_count || w->held[w->held_first] > w->committed)
			club_break(w, "a %s left before the disk had what it tells", effect_name(e->kind));
		w->held_first = (w->held_first + 1) % HELD_MAX;
		w->held_count -= w->held_count > 0;
		deliver(w, e);
		effect_free(e);
	}
}

static void hold(struct club *w, struct outbox *out)
{
	for (uint32_t i = 0; i < out->count && w->held_count < HELD_MAX; i++)
		w->held[(w->held_first + w->held_count++) % HELD_MAX] = core_issued(w->core);
	gate_hold(w->gate, out, core_issued(w->core));
	if (w->flaw == FLAW_GATE_OPEN && dice_one_in(&w->dice, 20))
		gate_committed(w->gate, UINT64_MAX);
}

/* ---- one message ---- */

static void stamp(struct club *w, struct msg *m)
{
	m->at = w->now;
	w->last_token++;
	memset(&m->fresh, 0, sizeof m->fresh);
	memcpy(m->fresh.token, &w->last_token, sizeof w->last_token);
	memcpy(m->fresh.token_hash.b, &w->last_token, sizeof w->last_token);
	memcpy(m->fresh.short_hash.b + 8, &w->last_token, sizeof w->last_token);
	memcpy(m->fresh.short_code, "ABCDEF", 6);
	m->fresh.seed = dice_roll(&w->dice);
}

/* The flaws of a core that writes what nobody asked for. */
static void write_wrongly(struct club *w, struct batch *batch)
{
	for (uint32_t i = 0; batch && i < batch->count; i++) {
		struct write *one = &batch->writes[i];
		if (one->gone)
			continue;
		if (w->flaw == FLAW_VERSION_REWRITTEN && one->record == REC_agreement &&
			one->values[1].i > 1 && dice_one_in(&w->dice, 5))
			one->values[1].i--;
		if (w->flaw == FLAW_SHOWN_EARLY && one->record == REC_survey && !one->values[6].i &&
			dice_one_in(&w->dice, 5))
			one->values[6].i = 1;
		if (w->flaw == FLAW_CHAIN_TORN && one->record == REC_audit && dice_one_in(&w->dice, 20))
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
		if (w->flaw == FLAW_WORDS_AT_DESK && p->subject == COORDINATOR && dice_one_in(&w->dice, 20))
			doc_text(&e->mem, doc, "words", str_from(SECRET "1w what we want"));
		for (struct doc *d = doc->first; d; d = d->next)
			if (w->flaw == FLAW_FORCE_EARLY && d->key && strcmp(d->key, "inForce") == 0)
				d->number = d->kind == DOC_FLAG ? 1 : d->number + 1;
	}
}

static void enqueue(struct club *w, struct batch *batch)
{
	if (w->queue_count == w->queue_cap) {
		w->queue_cap = w->queue_cap ? 2 * w->queue_cap : 64;
		w->queue = xrealloc(w->queue, w->queue_cap * sizeof(struct batch *));
	}
	w->queue[w->queue_count++] = batch;
}

void club_send(struct club *w, struct msg *m)
{
	struct outbox out = {0};
	stamp(w, m);
	core_step(w->core, m, &out);
	write_wrongly(w, out.batch);
	tell_wrongly(w, &out);
	pact_before(w, m, out.batch);
	books_apply(&w->issued, out.batch);
	pact_after(w, m, out.batch);
	for (uint32_t i = 0; i < out.count; i++)
		eyes_made(w, out.effects[i]);
	if (out.batch)
		enqueue(w, out.batch);
	out.batch = NULL;
	hold(w, &out);
	outbox_clear(&out);
	take_effects(w);
}

static void tell(struct club *w, enum msg_kind kind)
{
	struct msg *m = msg_new(kind, (struct origin){0});
	if (kind == MSG_committed)
		m->u.committed.seq = w->committed;
	if (kind == MSG_store_state)
		m->u.store_state = (struct msg_store_state){!w->disk_fails, ERR_none, STR("")};
	club_send(w, m);
	msg_free(m);
}

/* ---- the disk ---- */

static void sql(struct club *w, const char *statement)
{
	if (sqlite3_exec(w->db, statement, NULL, NULL, NULL) != SQLITE_OK)
		club_break(w, "%s: %s", statement, sqlite3_errmsg(w->db));
}

static bool loses(struct club *w, const struct write *write)
{
	return (w->flaw == FLAW_REQUEST_LOST && write->record == REC_request) ||
		(w->flaw == FLAW_CONFIRMATION_LOST && write->record == REC_confirmation &&
			dice_one_in(&w->dice, 4));
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
		club_break(w, "deed %d: %s", (int)d->kind, sqlite3_errmsg(w->db));
}

static void write_batch(struct club *w, const struct batch *b)
{
	if (b->seq != w->committed + 1)
		club_break(w, "batch %llu follows %llu", (unsigned long long)b->seq,
			(unsigned long long)w->committed);
	books_apply(&w->kept, b);
	for (uint32_t i = 0; i < b->count; i++)
		if (!loses(w, &b->writes[i]) && statements_write(&w->sql, &b->writes[i]) != SQLITE_OK)
			club_break(w, "a row of %s: %s", record_info(b->writes[i].record)->name,
				sqlite3_errmsg(w->db));
	for (uint32_t i = 0; i < b->deed_count; i++)
		do_deed(w, &b->deeds[i]);
	w->committed = b->seq;
}

static void answer(struct club *w, const struct batch *b)
{
	for (uint32_t i = 0; i < b->ask_count; i++) {
		struct msg *m = answer_read(w->db, &b->asks[i]);
		if (m)
			club_send(w, m);
		msg_free(m);
	}
}

/* The first `count` of the queue go to the disk in one transaction; then what was asked is answered. */
static void commit(struct club *w, uint32_t count)
{
	struct batch *done[64];
	count = count < 64 ? count : 64;
	sql(w, "BEGIN");
	for (uint32_t i = 0; i < count; i++) {
		done[i] = w->queue[i];
		write_batch(w, done[i]);
	}
	sql(w, "COMMIT");
	w->queue_count -= count;
	memmove(w->queue, w->queue + count, w->queue_count * sizeof(struct batch *));
	gate_committed(w->gate, w->committed);
	tell(w, MSG_committed);
	for (uint32_t i = 0; i < count; i++) {
		answer(w, done[i]);
		batch_free(done[i]);
	}
}

static void disk_moves(struct club *w)
{
	if (dice_one_in(&w->dice, w->disk_fails ? 12 : 60)) {
		w->disk_fails = !w->disk_fails;
		tell(w, MSG_store_state);
	}
	if (!w->disk_fails && w->queue_count && dice_one_in(&w->dice, 2))
		commit(w, 1 + dice_below(&w->dice, w->queue_count));
}

void club_settle(struct club *w)
{
	if (w->disk_fails) {
		w->disk_fails = false;
		tell(w, MSG_store_state);
	}
	while (w->queue_count && !w->broken[0])
		commit(w, w->queue_count);
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
		club_break(w, "%s: %s", query, sqlite3_errmsg(w->db));
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
	if (load_read(&l, w->db, w->now, false) != SQLITE_OK)
		club_break(w, "loading: %s", sqlite3_errmsg(w->db));
	for (size_t i = 0; i < l.count; i++)
		club_send(w, l.messages[i]);
	load_free(&l);
}

static void start(struct club *w)
{
	static const struct books nothing;
	struct books was = w->kept;
	w->core = core_new(&w->config);
	w->gate = gate_new();
	w->committed = w->held_first = w->held_count = 0;
	w->disk_fails = w->begins_anew = false;
	w->started = w->elapsed;
	w->kept = nothing;
	for (enum record r = 0; r < RECORD_COUNT; r++)
		read_table(w, &w->kept, r);
	books_copy(&w->issued, &w->kept);
	pact_reloaded(w, &was);
	books_free(&was);
	w->erased_since = w->retained_since = w->filed_since = false;
	load(w);
}

static void stop(struct club *w)
{
	for (uint32_t i = 0; i < w->queue_count; i++)
		batch_free(w->queue[i]);
	w->queue_count = 0;
	core_free(w->core);
	gate_free(w->gate);
}

static void advance(struct club *w, int64_t ms)
{
	w->now.mono += ms;
	w->now.wall += ms;
	w->true_wall += ms;
	w->elapsed += ms;
}

static void lose_clock(struct club *w, int64_t wall)
{
	w->now.trusted = false;
	w->true_wall = w->now.wall;
	w->now.wall = wall;
}

static void set_clock(struct club *w)
{
	if (w->now.trusted) {
		lose_clock(w, w->now.wall - (int64_t)dice_below(&w->dice, 14 * 24 * 60) * MINUTE);
	} else {
		w->now.trusted = true;
		w->now.wall = w->true_wall;
	}
	tell(w, MSG_tick); /* what follows from it is no request's */
}

/* The machine may have been off, and know no more of the time than that it was before. A clock that wakes up in 1970
 * is not among these lives: what somebody ends by it is taken for long past at the next start. */
static void time_off(struct club *w)
{
	advance(w, (int64_t)dice_below(&w->dice, dice_one_in(&w->dice, 10) ? 3600 : 40) * SECOND);
	if (dice_one_in(&w->dice, 2)) {
		w->now.mono = (int64_t)dice_below(&w->dice, 10000);
		if (w->now.trusted && dice_one_in(&w->dice, 4))
			lose_clock(w, w->now.wall - (int64_t)dice_below(&w->dice, 40) * DAY);
	}
}

/* The plug is pulled: what was not committed is gone, and the effects that waited for it. */
void club_restart(struct club *w)
{
	stop(w);
	members_cut(w);
	if (!w->begins_anew)
		time_off(w);
	w->restarts++;
	start(w);
}

/* ---- time ---- */

void club_pass(struct club *w, int64_t ms)
{
	int64_t end = w->now.mono + ms;
	for (int ticks = 0; core_deadline(w->core) <= end && !w->broken[0] && !w->begins_anew; ticks++) {
		int64_t due = core_deadline(w->core);
		advance(w, due > w->now.mono ? due - w->now.mono : 0);
		tell(w, MSG_tick);
		if (w->queue_count > 40 && !w->disk_fails)
			commit(w, w->queue_count);
		if (ticks > TICKS_MAX)
			club_break(w, "a deadline comes again and again");
	}
	if (end > w->now.mono)
		advance(w, end - w->now.mono);
}

/* Weeks go by between meetings; the machine sleeps, too. */
static void time_passes(struct club *w)
{
	if (dice_one_in(&w->dice, 12)) {
		advance(w, (1 + (int64_t)dice_below(&w->dice, 8 * 24)) * HOUR);
		tell(w, MSG_tick);
	} else {
		club_pass(w, (int64_t)dice_below(&w->dice, dice_one_in(&w->dice, 3) ? 1800 : 60) * SECOND);
	}
}

bool club_over(const struct club *w)
{
	return w->asked_count == ASKED_MAX;
}

void club_step(struct club *w)
{
	uint32_t what = dice_below(&w->dice, 1000);
	if (what < 920)
		members_act(w);
	else if (what < 985)
		time_passes(w);
	else if (what < 988)
		set_clock(w);
	else if (what < 992)
		club_restart(w);
	else
		twin_audit(w);
	disk_moves(w);
	if (w->begins_anew)
		club_restart(w);
}

/* ---- a life ---- */

static void put(struct club *w, enum record record, const struct value *values)
{
	struct write row = {.record = record, .values = (struct value *)(uintptr_t)values};
	if (statements_write(&w->sql, &row) != SQLITE_OK)
		club_break(w, "furnishing %s: %s", record_info(record)->name, sqlite3_errmsg(w->db));
}
#define ROW(w, record, ...) put((w), (record), (const struct value[]){__VA_ARGS__})

static void add_page(struct club *w, int i, ident subject)
{
	struct page *p = &w->pages[i];
	int64_t end = w->now.wall + 3000 * DAY;
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
		club_break(w, "the database: %s%s", problem, sqlite3_errmsg(w->db));
}

void club_open(struct club *w, uint64_t seed, enum flaw flaw)
{
	char problem[200];
	memset(w, 0, sizeof *w);
	w->flaw = flaw;
	w->dice.state = seed;
	w->last_token = seed << 20;
	setenv("TZ", "Europe/Berlin", 1);
	w->now = (struct moment){civil_to((struct civil){2026, 11, 18, 10, 0, 0, 0}), 1000000, true};
	if (!content_read(&w->content, "assets", problem, sizeof problem))
		club_break(w, "%s", problem);
	w->config = (struct core_config){.room = STR("Room"),
		.place = STR(""),
		.language = STR("en"),
		.guests = true,
		.undo_ms = 10 * SECOND,
		.walk_in_ms = HOUR,
		.expected_before_ms = 90 * MINUTE,
		.code_after_ms = 2 * HOUR,
		.content = &w->content};
	open_database(w);
	furnish(w);
	for (enum record r = 0; r < RECORD_COUNT; r++)
		read_table(w, &w->kept, r);
	start(w);
}

void club_close(struct club *w)
{
	stop(w);
	for (uint32_t i = 0; i < w->asked_count; i++)
		msg_free(w->asked[i].msg);
	free(w->queue);
	buf_free(&w->said);
	books_free(&w->issued);
	books_free(&w->kept);
	statements_finish(&w->sql);
	sqlite3_close(w->db);
	content_free(&w->content);
}
