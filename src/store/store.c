/* Group commit without a timer: while one transaction is being synced the next batches gather in the
 * queue, and all of them go into the next transaction. The sync is the window. A slow card so makes
 * the transactions larger, never the backlog.
 *
 * A transaction that fails stays in `held` and is tried again, as it is, until the disk takes it;
 * meanwhile newer batches wait in the queue behind it, and a full queue is refused to the core. Between
 * commits, when nothing waits, the thread does what would otherwise delay one: checkpoints, checks,
 * backups; each gives way when a batch comes.
 *
 * Content the schema refuses is a broken invariant of the core, and content that turns out to be damaged
 * cannot be repaired under a running core: both stop the program. It is started again, from the last
 * commit or from the last backup. */
#include "store/store.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "core/outbox.h"
#include "store/answer.h"
#include "store/backup.h"
#include "store/database.h"
#include "store/deed.h"
#include "store/load.h"
#include "store/redo.h"
#include "store/statement.h"

#define LOG_MODULE "store"

#define RETRY_FIRST 250            /* ms after a failure */
#define RETRY_LAST (5 * SECOND)    /* doubled up to this */
#define INBOX_FULL_WAIT 5          /* ms until a message the inbox refused is offered again */
#define BEAT (1 * SECOND)          /* the thread moves at least this often */
#define QUIET (2 * SECOND)         /* without a batch: now there is time for other work */
#define FORGET_AFTER (60 * SECOND) /* quiet: what was deleted leaves the write-ahead log, too */
#define FORGET_AGAIN (10 * SECOND) /* after older backups could not go, since a batch came */
#define CHECKPOINT_PAGES                                                                                     \
	256 /* worth a checkpoint when quiet: each page goes once, however often it changed */
#define CHECKPOINT_AT_ONCE_PAGES 1536 /* 6 MiB: now, quiet or not, so that the log stays under 8 */
#define BACKUP_EVERY HOUR             /* when something changed; rarer by one hour for each ... */
#define BACKUP_BYTES_PER_HOUR ((int64_t)32 << 20) /* ... of this size, for the card's sake */
#define CHECK_STEPS 2000 /* of SQLite's virtual machine between two looks at the queue */

struct store {
	struct queue *inbox;
	struct queue *batches; /* full: store_put refuses */
	pthread_t thread;
	bool acknowledge_early;
	int64_t retry_first;
	atomic_bool stopping;
	_Atomic uint64_t heartbeat;

	/* from here on the thread's own, once it runs */
	struct database d;
	struct statements statements;
	struct redo redo;
	struct load load;
	bool loaded;         /* everything read; it may still have to be posted */
	struct batch **held; /* the transaction under way */
	size_t held_count, held_cap;

	struct msg **answers; /* to what was asked, until the inbox has room */
	size_t answer_count, answer_cap;

	uint64_t committed, committed_told;
	bool works, works_told, notice_told;
	char why[256];    /* what SQLite said when it stopped working */
	int failures;     /* in a row */
	int64_t retry_at; /* mono */
	int64_t backoff;

	int wal_pages;       /* in the log since the last checkpoint */
	int64_t last_commit; /* mono; 0: nothing written yet */
	bool deleted;        /* something was, since the last checkpoint */
	bool changed;        /* since the last backup */
	bool erased;         /* somebody was, before this start: older backups still name them */
	int64_t forget_at;   /* mono; then they go, when it is quiet */
	bool backup_now;     /* somebody wants one and waits for it */
	bool backup_told;    /* that there is a new one; or nothing to tell */
	bool ends;           /* a deed after which the program starts again: the rest is for then */
	int64_t last_backup; /* mono */
	int checked;         /* tables checked so far, of those that could not be at open */
};

/* ---- telling the main thread ---- */

static bool post(struct store *s, struct msg *m)
{
	if (queue_push(s->inbox, m))
		return true;
	msg_free(m);
	return false;
}

static bool post_committed(struct store *s, uint64_t seq)
{
	struct msg *m = msg_new(MSG_committed, (struct origin){.source = FROM_SYSTEM});
	m->u.committed.seq = seq;
	return post(s, m);
}

static bool post_state(struct store *s, bool works, const char *text)
{
	struct msg *m = msg_new(MSG_store_state, (struct origin){.source = FROM_SYSTEM});
	m->u.store_state.works = works;
	m->u.store_state.why = works ? ERR_none : ERR_disk;
	m->u.store_state.text = msg_str(m, str_from(text));
	return post(s, m);
}

/* Whatever is due and did not find room in the inbox before. False: there was none again. One
 * 'committed' stands for all before it, and a state that has changed back was never worth telling. */
static bool tell(struct store *s)
{
	for (; s->load.posted < s->load.count; s->load.posted++)
		if (!queue_push(s->inbox, s->load.messages[s->load.posted]))
			return false;
	load_free(&s->load);
	if (s->loaded && !s->notice_told && s->d.notice[0] && !post_state(s, s->works, s->d.notice))
		return false;
	s->notice_told = s->loaded;
	/* Before the commit they belong to: whoever has seen that finds nothing of it still under way. */
	for (; s->answer_count; s->answer_count--)
		if (!queue_push(s->inbox, s->answers[s->answer_count - 1]))
			return false;
	if (s->committed != s->committed_told) {
		if (!post_committed(s, s->committed))
			return false;
		s->committed_told = s->committed;
	}
	if (!s->backup_told && !post(s, msg_new(MSG_backup_made, (struct origin){.source = FROM_SYSTEM})))
		return false;
	s->backup_told = true;
	if (s->works != s->works_told) {
		if (!post_state(s, s->works, s->works ? "" : s->why))
			return false;
		s->works_told = s->works;
	}
	return true;
}

/* ---- success and failure ---- */

static _Noreturn void stop_damaged(struct store *s, const char *what)
{
	database_suspect(&s->d);
	log_error("the database is damaged (%s); the next start restores it", what);
	die(__FILE__, __LINE__, "damaged database");
}

static void failed(struct store *s, int rc)
{
	const char *what = s->d.db ? sqlite3_errmsg(s->d.db) : sqlite3_errstr(rc);
	if (database_is_damage(rc))
		stop_damaged(s, what);
	snprintf(s->why, sizeof s->why, "%s (%d)", what, rc);
	if (s->works)
		log_error("saving fails: %s; trying again until it works", s->why);
	s->works = false;
	s->failures++;
	s->backoff = s->failures == 1         ? s->retry_first
		: s->backoff * 2 < RETRY_LAST ? s->backoff * 2
					      : RETRY_LAST;
	s->retry_at = clock_now().mono + s->backoff;
}

static void succeeded(struct store *s)
{
	if (!s->works)
		log_info("saving works again");
	s->works = true;
	s->failures = 0;
	s->retry_at = 0;
}

static int count_wal_pages(void *p, sqlite3 *db, const char *name, int pages)
{
	struct store *s = p;
	(void)db;
	(void)name;
	s->wal_pages = pages;
	return SQLITE_OK;
}

static int prepare(struct store *s)
{
	long long erased = 0;
	if (database_number(s->d.db, "SELECT count(*) FROM setting WHERE name = '" ERASED "'", &erased) ==
		SQLITE_OK)
		s->erased = erased > 0;
	sqlite3_wal_hook(s->d.db, count_wal_pages, s);
	return statements_prepare(&s->statements, s->d.db);
}

/* The first retry is with the same connection; after that a new one, in case the files behind it are
 * no longer the ones that have its name. */
static bool ready_to_try(struct store *s)
{
	if (clock_now().mono < s->retry_at && !s->stopping)
		return false;
	if (s->failures < 2 && s->d.db)
		return true;
	statements_finish(&s->statements);
	int rc = database_reconnect(&s->d);
	if (rc == SQLITE_OK)
		rc = prepare(s);
	if (rc != SQLITE_OK)
		failed(s, rc);
	return rc == SQLITE_OK;
}

/* ---- loading ---- */

static void load(struct store *s)
{
	if (s->loaded || !ready_to_try(s))
		return;
	int rc = load_read(&s->load, s->d.db, clock_now(), s->d.fresh);
	if (rc != SQLITE_OK) {
		failed(s, rc);
		return;
	}
	sqlite3_db_release_memory(s->d.db); /* most of what was read is not read again */
	s->loaded = true;
	succeeded(s);
}

/* ---- writing ---- */

static void take_batches(struct store *s)
{
	struct batch *b;
	while (s->held_count < STORE_QUEUE_LIMIT && (b = queue_pop(s->batches))) {
		if (s->held_count == s->held_cap) {
			s->held_cap = s->held_cap ? 2 * s->held_cap : 64;
			s->held = xrealloc(s->held, s->held_cap * sizeof *s->held);
		}
		s->held[s->held_count++] = b;
	}
}

static void drop_held(struct store *s)
{
	for (size_t i = 0; i < s->held_count; i++)
		batch_free(s->held[i]);
	s->held_count = 0;
}

/* What the schema refuses will be refused for ever: retrying cannot help, only whoever reads this. */
static void check_refused(struct store *s, int rc, enum record record)
{
	int primary = rc & 0xff;
	if (primary != SQLITE_CONSTRAINT && primary != SQLITE_MISMATCH && primary != SQLITE_RANGE)
		return;
	log_error("%s: %s", record_info(record)->name, sqlite3_errmsg(s->d.db));
	die(__FILE__, __LINE__, "a row that the schema refuses");
}

static int write_rows(struct store *s)
{
	for (size_t i = 0; i < s->held_count; i++) {
		const struct batch *b = s->held[i];
		for (uint32_t j = 0; j < b->count; j++) {
			int rc = statements_write(&s->statements, &b->writes[j]);
			check_refused(s, rc, b->writes[j].record);
			if (rc != SQLITE_OK)
				return rc;
			s->deleted |= b->writes[j].gone;
		}
		for (uint32_t j = 0; j < b->deed_count; j++) {
			int rc = deed_do(s->d.db, &b->deeds[j]);
			check_refused(s, rc, REC_setting);
			if (rc != SQLITE_OK)
				return rc;
			s->deleted = true;
			s->ends |= b->deeds[j].kind == DEED_erase || b->deeds[j].kind == DEED_restore;
		}
	}
	return SQLITE_OK;
}

static int exec(struct store *s, const char *sql)
{
	return sqlite3_exec(s->d.db, sql, NULL, NULL, NULL);
}

/* The message of what failed must survive the ROLLBACK, which sets its own. */
static int write_transaction(struct store *s)
{
	int rc = exec(s, "BEGIN IMMEDIATE");
	if (rc == SQLITE_OK)
		rc = write_rows(s);
	if (rc == SQLITE_OK)
		rc = exec(s, "COMMIT");
	check_refused(s, rc, REC_setting);
	if (rc != SQLITE_OK)
		failed(s, rc);
	if (!sqlite3_get_autocommit(s->d.db))
		exec(s, "ROLLBACK");
	return rc;
}

/* After the commit, so that what was just written counts. */
static void look_up(struct store *s, const struct ask *ask)
{
	struct msg *answer = answer_read(s->d.db, ask);
	if (!answer)
		return;
	if (s->answer_count == s->answer_cap) {
		s->answer_cap = s->answer_cap ? 2 * s->answer_cap : 8;
		s->answers = xrealloc(s->answers, s->answer_cap * sizeof(struct msg *));
	}
	s->answers[s->answer_count++] = answer;
}

/* What is not about rows; what the batches wrote is on the disk. */
static void do_orders(struct store *s, const struct batch *b)
{
	for (uint32_t i = 0; i < b->deed_count; i++) {
		const struct deed *d = &b->deeds[i];
		s->backup_now |= d->kind == DEED_backup;
		if (d->kind == DEED_restore && !backup_ask_restore(s->d.path, (int)d->a))
			log_error("backup %d cannot be restored: that it is wanted cannot be written down",
				(int)d->a);
	}
}

static void write_held(struct store *s)
{
	uint64_t last = s->held[s->held_count - 1]->seq;
	if (!ready_to_try(s))
		return;
	if (s->acknowledge_early)
		s->committed_told = post_committed(s, last) ? last : s->committed_told;
	if (write_transaction(s) != SQLITE_OK)
		return;
	for (size_t i = 0; i < s->held_count; i++) {
		if (s->held[i]->count || s->held[i]->deed_count)
			redo_add(&s->redo, s->held[i]);
		do_orders(s, s->held[i]);
		for (uint32_t k = 0; k < s->held[i]->ask_count; k++)
			look_up(s, &s->held[i]->asks[k]);
	}
	s->committed = last;
	s->last_commit = clock_now().mono;
	s->changed = true;
	drop_held(s);
	succeeded(s);
}

/* ---- what can wait until it is quiet ---- */

/* Emptied only where deleted words must not stay in it: a log that keeps its length is written in
 * place, which spares the card the file system's own records of a growing file. */
static void checkpoint(struct store *s)
{
	int rc = sqlite3_wal_checkpoint_v2(s->d.db, NULL,
		s->deleted ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	if (database_is_damage(rc))
		stop_damaged(s, sqlite3_errmsg(s->d.db));
	if (rc != SQLITE_OK) /* everything stays in the log; the next commit finds out whether that works */
		log_warn("checkpoint: %s", sqlite3_errmsg(s->d.db));
	else
		s->deleted = false;
	s->wal_pages = 0; /* or tried; the next commit counts again */
}

static bool nothing_waits(void *p)
{
	struct store *s = p;
	s->heartbeat++;
	return queue_length(s->batches) == 0 && !s->stopping;
}

static bool still_runs(void *p)
{
	struct store *s = p;
	s->heartbeat++;
	return !s->stopping;
}

static int must_give_way(void *p)
{
	return !nothing_waits(p);
}

/* One table at a time, since no commit can run meanwhile; one that had to give way comes again. */
static void check_some(struct store *s)
{
	char pragma[64], what[200];
	const char *table = record_info((enum record)s->checked)->name;
	snprintf(pragma, sizeof pragma, "PRAGMA quick_check('%s')", table);
	sqlite3_progress_handler(s->d.db, CHECK_STEPS, must_give_way, s);
	int rc = database_check(s->d.db, pragma, what, sizeof what);
	sqlite3_progress_handler(s->d.db, 0, NULL, NULL);
	if (rc == SQLITE_CORRUPT)
		stop_damaged(s, what);
	s->checked += rc == SQLITE_OK;
}

static void begin_redo(struct store *s)
{
	char name[FILES_PATH_MAX];
	int newest = backup_newest(s->d.path);
	if (newest == 0)
		return; /* there is nothing it could be done again on */
	backup_name(name, s->d.path, newest);
	redo_begin(&s->redo, name);
}

static int64_t backup_interval(const struct store *s)
{
	return BACKUP_EVERY * (1 + files_size(s->d.path) / BACKUP_BYTES_PER_HOUR);
}

/* Somebody was erased: with the new backup on the disk no older one is needed, nor what was done since it. */
static void forget_older(struct store *s)
{
	if (!s->erased)
		return;
	redo_end(&s->redo);
	backup_keep_newest(s->d.path);
	s->erased = exec(s, "DELETE FROM setting WHERE name = '" ERASED "'") != SQLITE_OK;
	if (s->erased)
		log_warn("that older backups are gone cannot be written down: %s", sqlite3_errmsg(s->d.db));
	else
		log_info("somebody was erased: there is a new backup, the older ones are gone");
}

static void back_up(struct store *s, const struct patience *patience)
{
	char problem[256] = "";
	s->last_backup = clock_now().mono;
	if (backup_make(s->d.db, s->d.path, s->d.vfs, patience, problem, sizeof problem)) {
		s->changed = false;
		s->backup_told = false;
		forget_older(s);
		begin_redo(s);
	} else if (patience && !nothing_waits(s)) {
		s->last_backup -= backup_interval(s) - MINUTE; /* gave way; again in a minute */
		s->forget_at = clock_now().mono + FORGET_AGAIN;
	} else {
		log_warn("no backup: %s", problem);
	}
}

static void housekeeping(struct store *s)
{
	if (!s->loaded || !s->works || !s->d.db)
		return;
	int64_t now = clock_now().mono, quiet = now - s->last_commit;
	if (s->backup_now) {
		s->backup_now = false;
		back_up(s, &(struct patience){still_runs, s});
	}
	if (s->wal_pages >= CHECKPOINT_AT_ONCE_PAGES)
		checkpoint(s);
	if (quiet < QUIET || queue_length(s->batches) > 0)
		return;
	if (s->wal_pages >= CHECKPOINT_PAGES || (s->deleted && quiet >= FORGET_AFTER))
		checkpoint(s);
	if (s->d.unchecked && s->checked < RECORD_COUNT)
		check_some(s);
	if ((s->erased && now >= s->forget_at) || (s->changed && now - s->last_backup >= backup_interval(s)))
		back_up(s, &(struct patience){nothing_waits, s});
}

/* ---- the thread ---- */

static int wait_ms(const struct store *s, bool told)
{
	int64_t wait = BEAT;
	if (!told)
		wait = INBOX_FULL_WAIT;
	else if (s->retry_at)
		wait = s->retry_at - clock_now().mono;
	return wait < 0 ? 0 : wait > BEAT ? (int)BEAT : (int)wait;
}

static void step(struct store *s)
{
	load(s);
	if (!s->held_count)
		take_batches(s);
	if (s->held_count)
		write_held(s);
	bool told = tell(s);
	housekeeping(s);
	s->heartbeat++;
	if (!queue_length(s->batches) || s->held_count)
		queue_wait(s->batches, wait_ms(s, told));
}

/* One last try for what is still waiting; then a log that is empty and a backup that is new. */
static void finish(struct store *s)
{
	do {
		if (!s->held_count)
			take_batches(s);
		if (!s->held_count)
			break;
		write_held(s);
	} while (!s->held_count);
	tell(s);
	if (s->held_count)
		log_error("%zu changes could not be saved", s->held_count + queue_length(s->batches));
	else if ((s->changed || s->erased) && !s->ends && s->works && s->d.db)
		back_up(s, NULL);
}

/* Thread: store. Signals are the main thread's. */
static void *run(void *p)
{
	struct store *s = p;
	begin_redo(s);
	while (!s->stopping)
		step(s);
	finish(s);
	redo_end(&s->redo);
	statements_finish(&s->statements);
	database_close(&s->d);
	return NULL;
}

static bool start_thread(struct store *s)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int error = pthread_create(&s->thread, NULL, run, s);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return error == 0;
}

static void free_store(struct store *s)
{
	for (struct batch *b; (b = queue_pop(s->batches));)
		batch_free(b);
	drop_held(s);
	load_free(&s->load);
	while (s->answer_count)
		msg_free(s->answers[--s->answer_count]);
	free(s->answers);
	free(s->held);
	queue_free(s->batches);
	free(s);
}

struct store *store_open(const struct store_options *options, char *problem, size_t size)
{
	struct store *s = xcalloc(1, sizeof *s);
	s->inbox = options->inbox;
	s->acknowledge_early = options->acknowledge_early;
	s->retry_first = options->retry_ms ? options->retry_ms : RETRY_FIRST;
	s->batches = queue_new(STORE_QUEUE_LIMIT);
	s->works = s->works_told = s->backup_told = true;
	s->redo.fd = -1;
	s->last_backup = clock_now().mono;
	s->forget_at = s->last_backup + QUIET; /* not while the core still has things to put right */
	bool open =
		database_open(&s->d, options->path, options->vfs, options->synchronous_off, problem, size);
	bool ok = open;
	if (ok && !(ok = prepare(s) == SQLITE_OK))
		snprintf(problem, size, "the database's tables are not as expected: %s",
			sqlite3_errmsg(s->d.db));
	if (ok && !(ok = start_thread(s)))
		snprintf(problem, size, "cannot start the store's thread");
	if (ok)
		return s;
	statements_finish(&s->statements);
	if (open)
		database_close(&s->d);
	free_store(s);
	return NULL;
}

bool store_put(struct store *s, struct batch *b)
{
	return queue_push(s->batches, b);
}

uint64_t store_heartbeat(const struct store *s)
{
	return s->heartbeat;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	s->stopping = true;
	queue_wake(s->batches);
	pthread_join(s->thread, NULL);
	free_store(s);
}
