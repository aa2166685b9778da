/* The reader beside a running store, SQL as test data, and loading with a clock that nobody has set. */
#include "store/room.h"

#include "store/database.h"
#include "store/load.h"
#include "store/reader.h"

static char problem[512];

/* Rows for a database that does not exist yet. */
static bool run_sql(const struct room *r, const char *sql)
{
	char file[160];
	snprintf(file, sizeof file, "%s/data.sql", r->folder);
	support_file(file, sql);
	return store_run_sql(r->path, file, problem, sizeof problem);
}

static const char data[] =
	"INSERT INTO organisation VALUES(1, 'Harbour', 0);"
	"INSERT INTO person VALUES(2, 'Anna', 'Berg', '', 1, 'en', 0, 0, 0, 0, 1700000000000, '', 0, 0);"
	"INSERT INTO session(id, model, title, starts, ends, state, walk_in, step, note)"
	" VALUES(3, 0, 'Tandem', 1700000000000, 1700003600000, 4, 0, 0, 4);"
	"INSERT INTO member VALUES(3, 2, 0, 1, 0, 1700000000001, 0, 1);"
	"INSERT INTO note VALUES(4, 3, 0, 'Notes', 1, 'one', 1700000000000, 0, 0);"
	"INSERT INTO note_entry VALUES(4, 1, 'c', 1, 1, '[[0,\"one\"]]');"
	"INSERT INTO note_entry VALUES(4, 2, 'c', 2, 1, '[3,[0,\" two\"]]');";

static int rows_of(struct reader *reader, enum query query)
{
	int rows = 0;
	assert_true(reader_query(reader, query));
	while (reader_next(reader))
		rows++;
	assert_null(reader_problem(reader));
	return rows;
}

static void test_data_is_read_back(void **state)
{
	struct room *r = *state;
	assert_true(run_sql(r, data));
	assert_false(run_sql(r, data)); /* there already */
	struct reader *reader = reader_open(r->path, problem, sizeof problem);
	assert_non_null(reader);
	assert_int_equal(rows_of(reader, QUERY_people), 1);
	assert_int_equal(rows_of(reader, QUERY_sessions), 1);
	assert_int_equal(rows_of(reader, QUERY_check_ins), 1);
	assert_int_equal(rows_of(reader, QUERY_notes), 1);
	assert_true(reader_query(reader, QUERY_note_entries)); /* only what the text does not have yet */
	const struct value *row = reader_next(reader);
	assert_non_null(row);
	assert_int_equal(row[1].i, 2);
	assert_string_equal(reader_column_name(reader, 2), "changes");
	assert_null(reader_next(reader));
	reader_close(reader);
}

static void test_data_with_a_mistake_is_refused_whole(void **state)
{
	struct room *r = *state;
	assert_false(run_sql(
		r, "INSERT INTO organisation VALUES(1, 'Harbour', 0); INSERT INTO nowhere VALUES(1);"));
	assert_non_null(strstr(problem, "nowhere"));
	struct reader *reader = reader_open(r->path, problem, sizeof problem);
	assert_non_null(reader);
	assert_int_equal(rows_of(reader, QUERY_people), 0);
	reader_close(reader);
}

static void put_person(struct room *r, struct store *s, uint64_t seq)
{
	struct batch *b = support_batch(seq);
	support_person(b, (int64_t)seq, "Anna");
	assert_true(store_put(s, b));
	support_committed(r->inbox, seq);
}

static void a_reader_sees_one_state_while_the_store_writes_on(void **state)
{
	struct room *r = *state;
	struct store *s = support_open(r->path, NULL, r->inbox);
	put_person(r, s, 1);
	struct reader *before = reader_open(r->path, problem, sizeof problem);
	assert_non_null(before);
	put_person(r, s, 2);
	assert_int_equal(rows_of(before, QUERY_people), 1);
	struct reader *after = reader_open(r->path, problem, sizeof problem);
	assert_int_equal(rows_of(after, QUERY_people), 2);
	store_close(s);
	assert_int_equal(rows_of(before, QUERY_people), 1);
	reader_close(before);
	reader_close(after);
}

static void a_missing_database_is_a_problem_not_an_empty_one(void **state)
{
	struct room *r = *state;
	assert_null(reader_open(r->path, problem, sizeof problem));
	assert_true(problem[0] != '\0');
	assert_int_equal(access(r->path, F_OK), -1);
}

static uint32_t loaded(struct database *d, enum record record, struct moment now)
{
	struct load l = {0};
	uint32_t rows = 0;
	assert_int_equal(load_read(&l, d->db, now, false), SQLITE_OK);
	for (size_t i = 0; i < l.count; i++)
		if (l.messages[i]->kind == MSG_loaded && l.messages[i]->u.loaded.record == record)
			rows += l.messages[i]->u.loaded.rows;
	load_free(&l);
	return rows;
}

/* The room slept from November 2023; it wakes up in 1970, or years later and knows it. */
static void a_clock_that_nobody_has_set_hides_nothing(void **state)
{
	struct room *r = *state;
	struct database d;
	assert_true(run_sql(r, data));
	assert_true(database_open(&d, r->path, NULL, false, problem, sizeof problem));
	const int64_t then = 1700000000000;
	assert_int_equal(loaded(&d, REC_session, (struct moment){.wall = then, .trusted = true}), 1);
	assert_int_equal(
		loaded(&d, REC_session, (struct moment){.wall = then + 9 * DAY, .trusted = true}), 0);
	assert_int_equal(
		loaded(&d, REC_note_entry, (struct moment){.wall = then + 9 * DAY, .trusted = true}), 0);
	assert_int_equal(loaded(&d, REC_session, (struct moment){.wall = 0, .trusted = false}), 1);
	assert_int_equal(loaded(&d, REC_note_entry, (struct moment){.wall = 0, .trusted = false}), 2);
	assert_int_equal(
		loaded(&d, REC_session, (struct moment){.wall = then + 99 * DAY, .trusted = false}), 1);
	database_close(&d);
}

static void topics_are_loaded_while_anything_is_to_be_done_for_them(void **state)
{
	struct room *r = *state;
	struct database d;
	const struct moment now = {.wall = 1700000000000 + 30 * DAY, .trusted = true};
	assert_true(run_sql(r,
		"INSERT INTO board(id, name, created, archived) VALUES(10, 'Open', 1, 0), (11, 'Archived', 1, 1);"
		"INSERT INTO topic(id, board, lane, position, kind, title, created) VALUES"
		"(20, 10, 0, 1, 0, 'proposed', 1), (21, 10, 4, 1, 0, 'withdrawn', 1),"
		"(22, 10, 6, 1, 0, 'past', 1), (23, 10, 6, 1, 0, 'past, something open', 1),"
		"(24, 10, 6, 1, 0, 'past, done', 1), (25, 11, 0, 1, 0, 'of the archived', 1),"
		"(26, 10, 6, 1, 0, 'past, done in the last meeting', 1);"
		"INSERT INTO meeting VALUES(40, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', 0, 0, 0, 0, 0, 0);"
		"INSERT INTO takeaway(id, session, note, kind, text, owner, due, created, done, topic, meeting) VALUES"
		"(30, 0, 0, 2, 'open', 0, 0, 1700000000000, 0, 23, 0),"
		"(31, 0, 0, 2, 'done', 0, 0, 1700000000000, 1700000000001, 24, 0),"
		"(32, 0, 0, 2, 'settled', 0, 0, 1700000000000, 1700000000001, 26, 40);"));
	assert_true(database_open(&d, r->path, NULL, false, problem, sizeof problem));
	assert_int_equal(loaded(&d, REC_topic, now), 5); /* 20, 21, 23, 25, 26 */
	assert_int_equal(loaded(&d, REC_takeaway, now), 2);
	database_close(&d);
}

int main(void)
{
	log_open(LOG_ERROR, false);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_data_is_read_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_data_with_a_mistake_is_refused_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_reader_sees_one_state_while_the_store_writes_on, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_missing_database_is_a_problem_not_an_empty_one, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_clock_that_nobody_has_set_hides_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			topics_are_loaded_while_anything_is_to_be_done_for_them, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
