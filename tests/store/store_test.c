/* The store by its header alone: what is put comes back after a restart, in order and only once. */
#include "store/room.h"

#include <sqlite3.h>

static void a_fresh_database_says_so_and_a_second_start_does_not(void **state)
{
	struct room *r = *state;
	for (int i = 0; i < 2; i++) {
		struct store *s = support_open(r->path, NULL, r->inbox);
		struct msg *m = support_until(r->inbox, MSG_load_done);
		assert_int_equal(m->u.load_done.fresh, i == 0);
		msg_free(m);
		store_close(s);
	}
}

static void put_many(struct store *s, struct queue *inbox, uint64_t count)
{
	for (uint64_t seq = 1; seq <= count; seq++) {
		struct batch *b = support_batch(seq);
		support_person(b, (int64_t)seq, "Anna");
		while (!store_put(s, b))
			msg_free(support_next(inbox, 10));
	}
	support_committed(inbox, count);
}

static void put_session(struct batch *b, int64_t id, int64_t starts, int64_t closed_at)
{
	struct value values[RECORD_COLUMNS_MAX];
	const struct value head[] = {INT(id), INT(900), INT(0), TEXT(""), INT(starts), INT(starts + 1),
		INT(4), INT(0), INT(0), TEXT("")};
	int count = record_info(REC_session)->count;
	for (int i = 0; i < count; i++)
		values[i] = INT(0);
	memcpy(values, head, sizeof head);
	values[count - 3] = TEXT(""); /* uid, recurrence, closed_at */
	values[count - 1] = INT(closed_at);
	support_write(b, REC_session, false, values);
}

static void put_takeaway(struct batch *b, int64_t id, int64_t session, const char *text)
{
	const struct value row[] = {INT(id), INT(session), INT(0), INT(2), TEXT(text), INT(0), INT(0), INT(1),
		INT(0), INT(0), INT(0), INT(0), INT(0), INT(0), INT(0)};
	assert_int_equal(record_info(REC_takeaway)->count, 15);
	support_write(b, REC_takeaway, false, row);
}

/* Only the closed session before the one that asks, though others lie nearer or further back. */
static void what_the_last_session_left_behind_is_found_when_asked(void **state)
{
	struct room *r = *state;
	struct store *s = support_open(r->path, NULL, r->inbox);
	struct batch *b = support_batch(1);
	support_write(b, REC_partnership, false,
		(const struct value[]){INT(900), INT(0), TEXT("Night desk"), INT(0), INT(1), TEXT(""),
			TEXT(""), INT(0), INT(0), INT(0), INT(0), INT(0), TEXT("")});
	put_session(b, 1, 1000, 2000);
	put_session(b, 2, 5000, 6000);
	put_session(b, 3, 7000, 0);
	put_session(b, 4, 9000, 9500);
	put_takeaway(b, 10, 1, "too old");
	put_takeaway(b, 11, 2, "draft a handover");
	put_takeaway(b, 12, 2, "ask Leo");
	put_takeaway(b, 13, 4, "after it");
	b->asks = xcalloc(1, sizeof *b->asks);
	b->asks[0] = (struct ask){.kind = ASK_history, .about = 77, .a = 900, .b = 8000};
	b->ask_count = b->ask_cap = 1;
	assert_true(store_put(s, b));
	struct msg *m = support_until(r->inbox, MSG_history);
	assert_int_equal(m->u.history.session, 77);
	assert_int_equal(m->u.history.starts, 5000);
	assert_int_equal(m->u.history.count, 2);
	assert_true(str_eq(m->u.history.lines[0].text, STR("draft a handover")));
	assert_true(str_eq(m->u.history.lines[1].text, STR("ask Leo")));
	msg_free(m);
	store_close(s);
}

static void rows_come_back_in_order_with_the_greatest_id(void **state)
{
	struct room *r = *state;
	struct store *s = support_open(r->path, NULL, r->inbox);
	put_many(s, r->inbox, 3000);
	store_close(s);
	s = support_open(r->path, NULL, r->inbox);
	int64_t expect = 1;
	bool last_id = false, last_moment = false;
	struct msg *m;
	while ((m = support_next(r->inbox, PATIENCE_MS)) && m->kind != MSG_load_done) {
		const struct msg_loaded *l = &m->u.loaded;
		assert_int_equal(m->kind, MSG_loaded);
		assert_int_equal(l->columns, record_info(l->record)->count);
		for (uint32_t i = 0; i < l->rows; i++) {
			const struct value *row = l->values + (size_t)i * l->columns;
			if (l->record == REC_setting && str_eq(row[0].s, STR("last_id")))
				last_id = str_eq(row[1].s, STR("3000"));
			if (l->record == REC_setting && str_eq(row[0].s, STR("last_moment")))
				last_moment = row[1].s.n > 0;
			if (l->record == REC_person) {
				assert_int_equal(row[0].i, expect++);
				assert_true(str_eq(row[1].s, STR("Anna")));
			}
		}
		msg_free(m);
	}
	msg_free(m);
	assert_int_equal(expect, 3001);
	assert_true(last_id && last_moment);
	store_close(s);
}

static int rows_loaded(struct room *r, enum record record)
{
	support_drain(r->inbox); /* what the store before had still to say */
	struct store *s = support_open(r->path, NULL, r->inbox);
	int rows = 0;
	struct msg *m;
	while ((m = support_next(r->inbox, PATIENCE_MS)) && m->kind != MSG_load_done) {
		if (m->kind == MSG_loaded && m->u.loaded.record == record)
			rows += (int)m->u.loaded.rows;
		msg_free(m);
	}
	assert_non_null(m);
	msg_free(m);
	store_close(s);
	return rows;
}

static void a_deleted_row_is_gone_and_a_put_one_replaced(void **state)
{
	struct room *r = *state;
	struct store *s = support_open(r->path, NULL, r->inbox);
	struct batch *b = support_batch(1);
	support_organisation(b, 1, "Harbour");
	support_organisation(b, 2, "Ferry");
	support_organisation(b, 1, "Harbour works");
	support_write(b, REC_organisation, true, (const struct value[]){INT(2)});
	assert_true(store_put(s, b));
	support_committed(r->inbox, 1);
	store_close(s);
	assert_int_equal(rows_loaded(r, REC_organisation), 1);
}

static void session_row(struct batch *b, int64_t id, int64_t ends, int64_t state)
{
	const struct value row[] = {INT(id), INT(0), INT(0), TEXT("Tandem"), INT(ends - HOUR), INT(ends),
		INT(state), INT(1), INT(0), TEXT(""), INT(0), INT(-1), INT(0), INT(0), INT(0), INT(0), INT(0),
		INT(0), INT(0), INT(0), INT(0), INT(0), TEXT(""), INT(0), INT(0)};
	assert_int_equal(sizeof row / sizeof *row, record_info(REC_session)->count);
	support_write(b, REC_session, false, row);
}

/* The second put of the session leaves its end as it was, the third moves it: both ways must write. */
static void sessions_of_last_week_stay_on_the_disk_only(void **state)
{
	struct room *r = *state;
	int64_t now = clock_now().wall;
	struct store *s = support_open(r->path, NULL, r->inbox);
	struct batch *b = support_batch(1);
	session_row(b, 1, now - 7 * DAY, 4);
	session_row(b, 2, now - DAY, 0);
	session_row(b, 2, now - DAY, 4);
	session_row(b, 3, now - 9 * DAY, 4);
	session_row(b, 3, now + HOUR, 4);
	session_row(b, 4, now - 7 * DAY, SESSION_UNDER_WAY); /* left open: somebody has to close it */
	session_row(b, 5, now - 7 * DAY, SESSION_WAITING);
	assert_true(store_put(s, b));
	support_committed(r->inbox, 1);
	store_close(s);
	assert_int_equal(rows_loaded(r, REC_session), 3);
}

static void a_second_owner_is_refused(void **state)
{
	struct room *r = *state;
	struct store *s = support_open(r->path, NULL, r->inbox);
	char problem[512] = "";
	assert_null(store_open(
		&(struct store_options){.path = r->path, .inbox = r->inbox}, problem, sizeof problem));
	assert_non_null(strstr(problem, "another Tandem"));
	store_close(s);
	store_close(support_open(r->path, NULL, r->inbox));
}

static void set_number(const char *path, const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void a_newer_schema_and_a_strangers_file_are_refused(void **state)
{
	struct room *r = *state;
	char problem[512] = "";
	struct store_options options = {.path = r->path, .inbox = r->inbox};
	store_close(support_open(r->path, NULL, r->inbox));
	set_number(r->path, "CREATE TABLE later(id INTEGER); PRAGMA user_version=999");
	assert_null(store_open(&options, problem, sizeof problem));
	assert_non_null(strstr(problem, "newer Tandem"));
	char backups[160]; /* with a backup of ours beside it, it is ours and damaged */
	snprintf(backups, sizeof backups, "%s/backups", r->folder);
	support_remove(backups);
	set_number(r->path, "PRAGMA user_version=1; DROP TABLE later; PRAGMA application_id=7");
	assert_null(store_open(&options, problem, sizeof problem));
	assert_non_null(strstr(problem, "not a database of Tandem"));
}

/* An inbox of one: everything still comes, however slowly it is read. */
static void a_full_inbox_loses_nothing(void **state)
{
	struct room *r = *state;
	struct store *s = support_open(r->path, NULL, r->inbox);
	put_many(s, r->inbox, 1000);
	store_close(s);
	struct queue *narrow = queue_new(1);
	s = support_open(r->path, NULL, narrow);
	uint32_t rows = 0;
	struct msg *m;
	while ((m = support_next(narrow, PATIENCE_MS)) && m->kind != MSG_load_done) {
		rows += m->u.loaded.rows;
		msg_free(m);
	}
	assert_non_null(m);
	msg_free(m);
	assert_int_equal(rows, 1000 + 2);
	for (uint64_t seq = 1; seq <= 50; seq++) {
		struct batch *b = support_batch(seq);
		support_person(b, (int64_t)seq, "Ben");
		assert_true(store_put(s, b));
	}
	support_committed(narrow, 50);
	store_close(s);
	support_drain(narrow);
	queue_free(narrow);
}

static void what_is_put_just_before_closing_is_kept(void **state)
{
	struct room *r = *state;
	struct store *s = support_open(r->path, NULL, r->inbox);
	for (uint64_t seq = 1; seq <= 20; seq++) {
		struct batch *b = support_batch(seq);
		support_person(b, (int64_t)seq, "Anna");
		assert_true(store_put(s, b));
	}
	store_close(s);
	assert_int_equal(rows_loaded(r, REC_person), 20);
}

/* Else nobody would ever delete it. */
static void a_code_that_is_over_is_loaded_all_the_same(void **state)
{
	struct room *r = *state;
	const struct value hash = {.type = VALUE_BLOB, .s = {"0123456789abcdef0123456789abcdef", HASH_BYTES}};
	struct store *s = support_open(r->path, NULL, r->inbox);
	struct batch *b = support_batch(1);
	support_write(b, REC_note, false,
		(const struct value[]){
			INT(7), INT(0), INT(0), TEXT(""), INT(0), TEXT(""), INT(1), INT(0), INT(0)});
	support_write(b, REC_code, false, (const struct value[]){hash, hash, INT(7), INT(1000), INT(2000)});
	support_write(b, REC_device, false, (const struct value[]){hash, INT(8), INT(1000), INT(2000)});
	support_write(b, REC_device_note, false,
		(const struct value[]){INT(8), INT(7), INT(0), TEXT("Zoë"), INT(2000)});
	assert_true(store_put(s, b));
	support_committed(r->inbox, 1);
	store_close(s);
	assert_int_equal(rows_loaded(r, REC_code), 1);
	assert_int_equal(rows_loaded(r, REC_device), 1);
	assert_int_equal(rows_loaded(r, REC_device_note), 1);
}

int main(void)
{
	log_open(LOG_ERROR, false);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_fresh_database_says_so_and_a_second_start_does_not, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			what_the_last_session_left_behind_is_found_when_asked, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			rows_come_back_in_order_with_the_greatest_id, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_deleted_row_is_gone_and_a_put_one_replaced, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			sessions_of_last_week_stay_on_the_disk_only, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_code_that_is_over_is_loaded_all_the_same, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_second_owner_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_newer_schema_and_a_strangers_file_are_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_full_inbox_loses_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_put_just_before_closing_is_kept, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
