/* The thread that hashes PINs, and the sub-command that takes one away. */
#include <fcntl.h>
#include <getopt.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/commands.h"
#include "app/pin.h"
#include "base/queue.h"
#include "core/outbox.h"
#include "store/support.h"

static struct msg *hear(struct queue *inbox)
{
	struct msg *m;
	while (!(m = queue_pop(inbox)))
		queue_wait(inbox, -1);
	assert_int_equal(m->kind, MSG_pin_checked);
	return m;
}

static void ask(struct pin_thread *t, uint64_t number, const char *pin, struct str kept)
{
	struct effect *e = effect_new(EFFECT_pin_check, (struct origin){FROM_SCREEN, 1, 0, 0}, MSG_pin_enter);
	e->u.pin_check.number = number;
	e->u.pin_check.pin = arena_str(&e->mem, str_from(pin));
	e->u.pin_check.kept = arena_str(&e->mem, kept);
	pin_thread_check(t, e);
}

static bool fits(struct pin_thread *t, struct queue *inbox, const char *pin, struct str kept)
{
	static uint64_t number = 100;
	ask(t, ++number, pin, kept);
	struct msg *m = hear(inbox);
	bool good = m->u.pin_checked.good;
	assert_int_equal(m->u.pin_checked.number, number);
	msg_free(m);
	return good;
}

static void what_is_kept_fits_the_pin_and_no_other(void **state)
{
	struct queue *inbox = queue_new(4);
	struct pin_thread *t = pin_thread_open(inbox);
	(void)state;
	ask(t, 7, "271828", STR(""));
	struct msg *m = hear(inbox);
	assert_int_equal(m->u.pin_checked.number, 7);
	assert_true(m->u.pin_checked.good);
	struct str kept = m->u.pin_checked.kept;
	assert_true(str_starts(kept, STR("$argon2id$v=19$m=65536,t=2,p=1$"))); /* S3 */
	assert_false(str_contains(kept, STR("271828")));
	assert_true(fits(t, inbox, "271828", kept));
	assert_false(fits(t, inbox, "271829", kept));
	assert_false(fits(t, inbox, "2718281", kept));
	assert_false(fits(t, inbox, "271828", STR("$argon2id$damaged")));
	ask(t, 8, "271828", STR(""));
	struct msg *again = hear(inbox);
	assert_false(str_eq(again->u.pin_checked.kept, kept)); /* salted */
	msg_free(again);
	msg_free(m);
	pin_thread_close(t);
	queue_free(inbox);
}

static void an_answer_waits_for_room_in_the_inbox(void **state)
{
	struct queue *inbox = queue_new(1);
	struct pin_thread *t = pin_thread_open(inbox);
	struct msg *other = msg_new(MSG_tick, (struct origin){0});
	(void)state;
	assert_true(queue_push(inbox, other));
	ask(t, 9, "271828", STR("$nothing")); /* refused at once */
	assert_ptr_equal(queue_pop(inbox), other);
	msg_free(other);
	struct msg *m = hear(inbox);
	assert_int_equal(m->u.pin_checked.number, 9);
	msg_free(m);
	pin_thread_close(t);
	queue_free(inbox);
}

static void it_ends_in_the_middle_of_a_check(void **state)
{
	struct queue *inbox = queue_new(1);
	struct pin_thread *t = pin_thread_open(inbox);
	(void)state;
	assert_true(queue_push(inbox, msg_new(MSG_tick, (struct origin){0})));
	ask(t, 1, "271828", STR(""));
	ask(t, 2, "271828", STR(""));
	pin_thread_close(t); /* nobody reads the inbox any more */
	msg_free(queue_pop(inbox));
	queue_free(inbox);
	pin_thread_close(NULL);
}

/* Looks at memory that is about to be given back, which is why it looks before that. */
static void what_was_typed_is_wiped(void **state)
{
	struct arena mem = {0};
	struct str pin = arena_str(&mem, STR("271828"));
	(void)state;
	assert_memory_equal(pin.p, "271828", 6);
	arena_wipe(&mem);
	assert_memory_equal(pin.p, "\0\0\0\0\0\0", 6);
	arena_free(&mem);
}

/* ---- tandem pin --forget ---- */

static char *folder;
static char database[200], config[200];

static int set_up(void **state)
{
	(void)state;
	folder = support_folder();
	snprintf(database, sizeof database, "%s/t.db", folder);
	snprintf(config, sizeof config, "%s/t.conf", folder);
	support_file(config, "[room]\nname = Test\n");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	support_remove(folder);
	return 0;
}

static int call(const char *option)
{
	char *argv[] = {"pin", "--config", config, "--database", database, (char *)option, NULL};
	fflush(NULL);
	int keep[2] = {dup(1), dup(2)}, to = open("/dev/null", O_WRONLY);
	assert_true(keep[0] >= 0 && keep[1] >= 0 && to >= 0);
	dup2(to, 1), dup2(to, 2);
	optind = 0;
	int status = command_pin(option ? 6 : 5, argv);
	fflush(NULL);
	dup2(keep[0], 1), dup2(keep[1], 2);
	close(keep[0]), close(keep[1]), close(to);
	return status;
}

/* Rows that hold: the command is done, nobody else has the file. */
static int count_rows(const char *where)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	char sql[200];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM setting WHERE %s", where);
	assert_int_equal(sqlite3_open(database, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	int count = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return count;
}

static void keep_a_pin(void)
{
	struct queue *inbox = queue_new(100);
	struct store *s = support_open(database, NULL, inbox);
	struct batch *b = support_batch(1);
	support_write(b, REC_setting, false, (const struct value[]){TEXT("pin"), TEXT("$argon2id$")});
	support_write(b, REC_setting, false, (const struct value[]){TEXT("pin_tries"), TEXT("9 9")});
	support_write(b, REC_setting, false, (const struct value[]){TEXT("other"), TEXT("1")});
	assert_true(store_put(s, b));
	support_committed(inbox, 1);
	store_close(s);
	support_drain(inbox);
	queue_free(inbox);
}

static void a_forgotten_pin_is_taken_away_where_no_kiosk_runs(void **state)
{
	(void)state;
	assert_int_equal(call(NULL), 2);
	assert_int_equal(call("--forget"), 1); /* no database, and none is made */
	assert_int_not_equal(access(database, F_OK), 0);
	keep_a_pin();
	assert_int_equal(count_rows("name LIKE 'pin%'"), 2);
	assert_int_equal(call("--forget"), 0);
	assert_int_equal(count_rows("name LIKE 'pin%'"), 0);
	assert_int_equal(count_rows("name = 'other'"), 1);
	assert_int_equal(call("--forget"), 0); /* there is none: as wished */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_kept_fits_the_pin_and_no_other),
		cmocka_unit_test(an_answer_waits_for_room_in_the_inbox),
		cmocka_unit_test(it_ends_in_the_middle_of_a_check),
		cmocka_unit_test(what_was_typed_is_wiped),
		cmocka_unit_test_setup_teardown(
			a_forgotten_pin_is_taken_away_where_no_kiosk_runs, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
