/* R4, the store's half: on a card that needs 300 ms for a sync, half of what comes is acknowledged
 * within two syncs, because all that has gathered goes into the next one. Time is counted in syncs,
 * which the test lets through one by one. R14: how much of the card a check-in costs. */
#include "faults/room.h"

#define SYNC_UNITS 300
#define PER_SYNC 10 /* batches that come while one sync lasts */
#define SYNCS 30

static void listen_until(struct room *r, uint64_t acked)
{
	for (int64_t end = clock_now().mono + PATIENCE_MS; r->acked < acked && clock_now().mono < end;)
		room_listen(r, 100);
	assert_true(r->acked >= acked);
}

static int by_size(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;
	return (x > y) - (x < y);
}

/* While each sync lasts PER_SYNC batches come, evenly; they can only be in a later one. */
static void half_of_all_batches_wait_less_than_two_syncs(void **state)
{
	(void)state;
	struct room r;
	static int put_at[SYNCS * PER_SYNC + 2], waits[SYNCS * PER_SYNC + 2];
	int now = 0, count = 0;
	room_begin(&r);
	faults_reset(1);
	struct store *s = support_open(r.path, FAULTS_VFS, r.inbox);
	msg_free(support_until(r.inbox, MSG_load_done));
	room_put(&r, s); /* the first commit also syncs the head of a new log: not counted */
	listen_until(&r, 1);
	uint64_t syncs = faults_count(FAULT_SYNC);
	faults_hold_syncs(true);
	room_put(&r, s);
	put_at[2] = 0;
	for (int i = 0; i < SYNCS; i++) {
		faults_await_sync();
		uint64_t under_way = r.put; /* all of these are in it */
		uint64_t before = r.acked;
		for (int j = 0; j < PER_SYNC && i < SYNCS - 1; j++) {
			room_put(&r, s);
			put_at[r.put] = now + j * SYNC_UNITS / PER_SYNC;
		}
		faults_let_sync();
		now += SYNC_UNITS;
		listen_until(&r, under_way);
		for (uint64_t seq = before + 1; seq <= r.acked; seq++)
			waits[count++] = now - put_at[seq];
	}
	faults_hold_syncs(false);
	qsort(waits, (size_t)count, sizeof *waits, by_size);
	print_message("%d batches in %d syncs: acknowledged after %d units of %d in the median, %d at most\n",
		count, (int)(faults_count(FAULT_SYNC) - syncs), waits[count / 2], SYNC_UNITS,
		waits[count - 1]);
	assert_true(waits[count / 2] < 2 * SYNC_UNITS);
	assert_true(waits[count - 1] <= 2 * SYNC_UNITS);
	store_close(s);
	room_end(&r);
}

/* The control: one at a time, each batch costs a sync of its own, and the count can tell. */
static void batches_that_do_not_gather_cost_a_sync_each(void **state)
{
	(void)state;
	struct room r;
	room_begin(&r);
	faults_reset(1);
	struct store *s = support_open(r.path, FAULTS_VFS, r.inbox);
	msg_free(support_until(r.inbox, MSG_load_done));
	room_put(&r, s);
	listen_until(&r, r.put);
	uint64_t before = faults_count(FAULT_SYNC);
	for (int i = 0; i < SYNCS; i++) {
		room_put(&r, s);
		listen_until(&r, r.put);
	}
	assert_true(faults_count(FAULT_SYNC) - before >= SYNCS);
	store_close(s);
	room_end(&r);
}

static void check_in(struct room *r, struct store *s, int64_t session, int64_t person, bool first)
{
	int64_t now = clock_now().wall;
	struct batch *b = support_batch(++r->put);
	const struct value member[] = {
		INT(session), INT(person), INT(0), INT(1), INT(0), INT(now), INT(0), INT(1)};
	const struct value row[] = {INT(session), INT(0), INT(0), TEXT("Anna and Ben, printing"), INT(now),
		INT(now / HOUR * HOUR + HOUR), INT(1), INT(0), INT(0), TEXT("Printer jam"), INT(0), INT(-1),
		INT(0), INT(0), INT(0), INT(0), INT(0), INT(0), INT(0), INT(0), INT(0), INT(0),
		TEXT("4cd0e1c5@calendar.example.org"), INT(0), INT(0)};
	const struct value request[] = {INT((int64_t)(faults_random() >> 1)), INT(now), INT(0), INT(session)};
	if (first)
		support_person(b, person, "Anna");
	support_write(b, REC_session, false, row);
	support_write(b, REC_member, false, member);
	support_write(b, REC_request, false, request);
	assert_true(store_put(s, b));
	listen_until(r, r->put);
}

static void a_check_in_writes_at_most_16_KiB(void **state)
{
	(void)state;
	enum { people = 400 };
	struct room r;
	room_begin(&r);
	faults_reset(1);
	faults_claim_powersafe(true);
	struct store *s = support_open(r.path, FAULTS_VFS, r.inbox);
	msg_free(support_until(r.inbox, MSG_load_done));
	for (int i = 0; i < people; i++)
		check_in(&r, s, 1 + i / 2, 1000 + i, true);
	store_close(s);
	s = support_open(r.path, FAULTS_VFS, r.inbox);
	msg_free(support_until(r.inbox, MSG_load_done));
	uint64_t before = faults_written();
	for (int i = 0; i < people; i++)
		check_in(&r, s, 1 + i / 2, 1000 + i, false);
	uint64_t logged = faults_written() - before;
	sqlite3 *db = NULL; /* what moving it all into the database costs, without the close's backup */
	assert_int_equal(sqlite3_open_v2(r.path, &db, SQLITE_OPEN_READWRITE, FAULTS_VFS), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "SELECT id FROM person LIMIT 1", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(
		sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL), SQLITE_OK);
	uint64_t all = faults_written() - before;
	sqlite3_close(db);
	print_message("a check-in writes %d bytes to the log, %d with its share of a checkpoint\n",
		(int)(logged / people), (int)(all / people));
	assert_true(all / people <= 16 * 1024);
	assert_true(logged / people > 4096); /* the count counts */
	store_close(s);
	room_end(&r);
}

int main(void)
{
	log_open(LOG_ERROR, false);
	faults_register();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(half_of_all_batches_wait_less_than_two_syncs),
		cmocka_unit_test(batches_that_do_not_gather_cost_a_sync_each),
		cmocka_unit_test(a_check_in_writes_at_most_16_KiB),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
