/* R3: it says saved only when it is, and heals without a restart, whichever write, sync, lock or
 * allocation fails. R8: a disk that cannot be read is never taken for an empty one. Each sweep fails
 * the n-th operation for n = 1, 2, ... until a run comes through without meeting it. */
#include "faults/room.h"

#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>

#define BATCHES 3

/* ---- allocations: SQLite's allocator, failing at the n-th request of the store's thread ---- */

static sqlite3_mem_methods real_memory;
static _Thread_local bool spared;                /* the test's own thread is never failed */
static atomic_long allocations, fail_allocation; /* 0: none */

static bool allocation_fails(void)
{
	if (spared)
		return false;
	long n = ++allocations;
	return fail_allocation && n == fail_allocation;
}

static void *failing_malloc(int n)
{
	return allocation_fails() ? NULL : real_memory.xMalloc(n);
}

static void *failing_realloc(void *p, int n)
{
	return allocation_fails() ? NULL : real_memory.xRealloc(p, n);
}

static void configure_memory(void)
{
	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
	sqlite3_mem_methods failing = real_memory;
	failing.xMalloc = failing_malloc;
	failing.xRealloc = failing_realloc;
	int rc = sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
	assert_int_equal(rc, SQLITE_OK);
	spared = true;
}

/* ---- R3 ---- */

struct sweep {
	unsigned ops; /* 0: allocations */
	int code;
	bool early; /* the negative control */
};

struct result {
	int runs, false_acks, outages;
};

static struct store *open_store(struct room *r, bool early)
{
	char problem[512] = "";
	struct store_options options = {.path = r->path,
		.vfs = FAULTS_VFS,
		.inbox = r->inbox,
		.acknowledge_early = early,
		.retry_ms = 1};
	struct store *s = store_open(&options, problem, sizeof problem);
	if (!s)
		print_error("%s\n", problem);
	assert_non_null(s);
	return s;
}

static void wait_loaded(struct room *r)
{
	msg_free(support_until(r->inbox, MSG_load_done));
}

static void check_acknowledged(struct room *r, struct result *result)
{
	struct look look = room_look(r->path);
	result->false_acks += look_lost(&look, r->acked);
	assert_false(look_corrupt(&look));
}

static void arm(const struct sweep *sweep, uint64_t n)
{
	if (sweep->ops)
		faults_fail(sweep->ops, n, UINT64_MAX, sweep->code);
	else
		fail_allocation = allocations + (long)n;
}

static bool met(const struct sweep *sweep)
{
	return sweep->ops ? faults_failed() > 0 : fail_allocation && allocations >= fail_allocation;
}

/* False when the n-th operation never came: the sweep is over. */
static bool run_with_failure(const struct sweep *sweep, uint64_t n, struct result *result)
{
	struct room r;
	room_begin(&r);
	faults_reset(n);
	fail_allocation = 0;
	struct store *s = open_store(&r, sweep->early);
	wait_loaded(&r);
	arm(sweep, n);
	for (int i = 0; i < BATCHES && !met(sweep); i++) {
		room_put(&r, s);
		while (r.acked < r.put && r.works)
			if (room_listen(&r, 10) && r.acked == r.put)
				check_acknowledged(&r, result);
	}
	check_acknowledged(&r, result);
	bool was_met = met(sweep);
	faults_heal();
	fail_allocation = 0;
	room_put(&r, s);
	for (int64_t end = clock_now().mono + PATIENCE_MS;
		(r.acked < r.put || !r.works) && clock_now().mono < end;)
		room_listen(&r, 100);
	assert_int_equal(r.acked, r.put); /* it healed */
	assert_true(r.works);
	check_acknowledged(&r, result);
	store_close(s);
	check_acknowledged(&r, result);
	result->runs++;
	result->outages += (int)r.outages;
	room_end(&r);
	return was_met;
}

static struct result sweep_all(const struct sweep *sweep)
{
	struct result result = {0};
	for (uint64_t n = 1; run_with_failure(sweep, n, &result); n++)
		assert_true(n < 100000);
	print_message("%s ops %02x code %d: %d runs, %d outages told, %d false acknowledgements\n",
		sweep->early ? "early" : "honest", sweep->ops, sweep->code, result.runs, result.outages,
		result.false_acks);
	return result;
}

static void nothing_is_acknowledged_that_the_disk_refused(void **state)
{
	(void)state;
	static const struct sweep sweeps[] = {
		{.ops = FAULT_WRITE, .code = SQLITE_IOERR_WRITE},
		{.ops = FAULT_WRITE, .code = SQLITE_FULL},
		{.ops = FAULT_WRITE | FAULT_SYNC | FAULT_OPEN, .code = SQLITE_READONLY},
		{.ops = FAULT_SYNC, .code = SQLITE_IOERR_FSYNC},
		{.ops = FAULT_LOCK, .code = SQLITE_IOERR_LOCK},
	};
	for (size_t i = 0; i < sizeof sweeps / sizeof *sweeps; i++) {
		struct result result = sweep_all(&sweeps[i]);
		assert_int_equal(result.false_acks, 0);
		assert_true(result.outages > 0);
	}
}

static void nothing_is_acknowledged_that_found_no_memory(void **state)
{
	(void)state;
	struct result result = sweep_all(&(struct sweep){.ops = 0});
	assert_int_equal(result.false_acks, 0);
	assert_true(result.outages > 0);
}

static void the_sweep_catches_an_early_acknowledgement(void **state)
{
	(void)state;
	struct result result =
		sweep_all(&(struct sweep){.ops = FAULT_SYNC, .code = SQLITE_IOERR_FSYNC, .early = true});
	assert_true(result.false_acks > 0);
}

/* The real file system refuses: files may not grow. */
static void a_full_disk_heals_when_there_is_room_again(void **state)
{
	(void)state;
	struct room r;
	struct result result = {0};
	struct rlimit before, narrow;
	room_begin(&r);
	signal(SIGXFSZ, SIG_IGN);
	struct store *s = support_open(r.path, NULL, r.inbox);
	wait_loaded(&r);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	narrow = before;
	narrow.rlim_cur = (rlim_t)256 * 1024;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &narrow), 0);
	while (r.works && r.put < 1000) {
		room_put(&r, s);
		while (r.works && r.acked < r.put)
			room_listen(&r, 100);
	}
	assert_false(r.works);
	check_acknowledged(&r, &result);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	for (int64_t end = clock_now().mono + PATIENCE_MS;
		(r.acked < r.put || !r.works) && clock_now().mono < end;)
		room_listen(&r, 100);
	assert_int_equal(r.acked, r.put);
	check_acknowledged(&r, &result);
	assert_int_equal(result.false_acks, 0);
	store_close(s);
	room_end(&r);
}

/* ---- R8 ---- */

static long long naive_count(const char *path)
{
	long long rows = 0;
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, FAULTS_VFS);
	sqlite3_prepare_v2(db, "SELECT id FROM person", -1, &s, NULL);
	while (sqlite3_step(s) == SQLITE_ROW)
		rows++;
	sqlite3_finalize(s);
	sqlite3_close(db);
	return rows;
}

static long long loaded_people(struct room *r)
{
	long long rows = 0;
	struct msg *m;
	while ((m = support_next(r->inbox, PATIENCE_MS)) && m->kind != MSG_load_done) {
		if (m->kind == MSG_loaded && m->u.loaded.record == REC_person)
			rows += m->u.loaded.rows;
		if (m->kind == MSG_store_state && !m->u.store_state.works)
			faults_heal(); /* it has said that it cannot read: now it may */
		msg_free(m);
	}
	assert_non_null(m);
	msg_free(m);
	return rows;
}

static void what_cannot_be_read_is_never_taken_for_empty(void **state)
{
	(void)state;
	struct room r;
	int refused = 0, waited = 0, fooled = 0;
	room_begin(&r);
	faults_reset(1);
	struct store *s = open_store(&r, false);
	for (int i = 0; i < 300; i++)
		room_put(&r, s);
	store_close(s);
	for (uint64_t n = 1;; n++) {
		char problem[512] = "";
		struct store_options options = {
			.path = r.path, .vfs = FAULTS_VFS, .inbox = r.inbox, .retry_ms = 1};
		support_drain(r.inbox);
		faults_reset(n);
		faults_fail(FAULT_READ, n, UINT64_MAX, SQLITE_IOERR_READ);
		fooled += naive_count(r.path) < (long long)r.put;
		faults_reset(n);
		faults_fail(FAULT_READ | FAULT_OPEN, n, UINT64_MAX, SQLITE_IOERR_READ);
		s = store_open(&options, problem, sizeof problem);
		if (s) {
			assert_int_equal(loaded_people(&r), r.put);
			store_close(s);
		} else {
			assert_true(problem[0] != '\0');
			refused++;
		}
		bool failed = faults_failed() > 0;
		waited += s && failed;
		faults_heal();
		struct look look = room_look(r.path);
		assert_int_equal(look.people, r.put); /* and it stayed where it was */
		if (!failed)
			break;
	}
	print_message(
		"refused to open %d times, waited to load %d times; a naive reader was fooled %d times\n",
		refused, waited, fooled);
	assert_true(refused > 0 && waited > 0 && fooled > 0);
	room_end(&r);
}

int main(void)
{
	configure_memory();
	log_open(LOG_ERROR + 1, false);
	faults_register();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_acknowledged_that_the_disk_refused),
		cmocka_unit_test(nothing_is_acknowledged_that_found_no_memory),
		cmocka_unit_test(the_sweep_catches_an_early_acknowledgement),
		cmocka_unit_test(a_full_disk_heals_when_there_is_room_again),
		cmocka_unit_test(what_cannot_be_read_is_never_taken_for_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
