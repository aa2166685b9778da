/* R5: a damaged database is found, put aside, restored and said; never does the room start empty by
 * itself. R6: each backup is a good one. Each case opens the store in a child, because finding damage
 * under a running core stops the program, and starts it again as systemd would. */
#include "faults/room.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "store/backup.h"
#include "store/database.h"

#define ROWS 400

static int flips = 60;

enum outcome { SAME, RESTORED, DIFFERENT, REFUSED, EMPTY, STOPPED, OUTCOMES };

/* Thread: the child's only one. What a start makes of the file. */
static enum outcome start(struct room *r)
{
	char problem[512];
	struct store_options options = {.path = r->path, .inbox = r->inbox, .retry_ms = 1};
	struct store *s = store_open(&options, problem, sizeof problem);
	long long organisations = 0, people = 0;
	bool said = false;
	if (!s)
		return problem[0] ? REFUSED : EMPTY;
	for (struct msg *m; (m = support_next(r->inbox, PATIENCE_MS)); msg_free(m)) {
		if (m->kind == MSG_loaded && m->u.loaded.record == REC_organisation)
			organisations += m->u.loaded.rows;
		if (m->kind == MSG_loaded && m->u.loaded.record == REC_person)
			people += m->u.loaded.rows;
		if (m->kind == MSG_load_done)
			break;
	}
	store_close(s);
	for (struct msg *m; (m = queue_pop(r->inbox)); msg_free(m))
		said |= m->kind == MSG_store_state && m->u.store_state.text.n > 0;
	if (organisations == 0)
		return EMPTY;
	if (organisations != ROWS || people != ROWS)
		return DIFFERENT;
	return said ? RESTORED : SAME;
}

static enum outcome start_in_child(struct room *r)
{
	int status;
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		_exit((int)start(r));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? (enum outcome)WEXITSTATUS(status) : STOPPED;
}

/* At most one restart: then it runs. */
static enum outcome start_again(struct room *r)
{
	enum outcome outcome = start_in_child(r);
	return outcome == STOPPED ? start_in_child(r) : outcome;
}

static void fill(struct room *r)
{
	room_begin(r);
	struct store *s = support_open(r->path, NULL, r->inbox);
	for (int i = 0; i < ROWS; i++)
		room_put(r, s);
	store_close(s); /* makes the backup */
	support_drain(r->inbox);
	assert_true(backup_newest(r->path) > 0);
}

static off_t size_of(const char *path)
{
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	return st.st_size;
}

static void flip(const char *path, off_t at, int bit)
{
	unsigned char byte;
	int fd = open(path, O_RDWR | O_CLOEXEC);
	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte ^= (unsigned char)(1 << bit);
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

static void overwrite(const char *path, const char *with, size_t n, off_t at)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	assert_int_equal(pwrite(fd, with, n, at), (ssize_t)n);
	close(fd);
}

static void keep_copy(struct room *r, char copy[160])
{
	snprintf(copy, 160, "%s.copy", r->path);
	assert_true(files_copy(r->path, copy));
}

static void a_flipped_bit_never_stops_or_empties_the_room(void **state)
{
	(void)state;
	static const char *const names[] = {"same", "restored", "different", "refused", "empty", "stopped"};
	int outcomes[OUTCOMES] = {0};
	struct room r;
	char copy[160];
	fill(&r);
	keep_copy(&r, copy);
	off_t size = size_of(r.path);
	for (int i = 0; i < flips; i++) {
		assert_true(files_copy(copy, r.path));
		/* every tenth in the header, where it hurts most */
		off_t at = (off_t)(faults_random() % (uint64_t)(i % 10 ? size : 100));
		flip(r.path, at, (int)(faults_random() % 8));
		enum outcome outcome = start_again(&r);
		outcomes[outcome]++;
		if (outcome == REFUSED || outcome == EMPTY)
			print_message("%s by a bit of byte %ld\n", names[outcome], (long)at);
	}
	for (int i = 0; i < OUTCOMES; i++)
		print_message("%s %d  ", names[i], outcomes[i]);
	print_message("\n");
	assert_int_equal(outcomes[EMPTY] + outcomes[STOPPED] + outcomes[REFUSED], 0);
	assert_true(outcomes[RESTORED] > 0);
	room_end(&r);
}

static void garbage_and_lost_halves_are_restored_and_said(void **state)
{
	(void)state;
	struct room r;
	char copy[160];
	fill(&r);
	keep_copy(&r, copy);
	off_t size = size_of(r.path);
	overwrite(r.path, "garbage garbage garbage", 23, 0);
	assert_int_equal(start_again(&r), RESTORED);
	for (off_t left = 0; left < size; left += size / 7 + 1) {
		assert_true(files_copy(copy, r.path));
		assert_int_equal(truncate(r.path, left), 0);
		assert_int_equal(start_again(&r), RESTORED);
	}
	assert_int_equal(unlink(r.path), 0);
	assert_int_equal(start_again(&r), RESTORED);
	assert_int_equal(start_again(&r), SAME);
	room_end(&r);
}

static void remove_backups(struct room *r)
{
	char folder[160];
	snprintf(folder, sizeof folder, "%s/backups", r->folder);
	support_remove(folder);
}

/* The control for 'restored', and R5's last words. */
static void without_a_backup_it_refuses_rather_than_start_empty(void **state)
{
	(void)state;
	struct room r;
	fill(&r);
	remove_backups(&r);
	overwrite(r.path, "garbage garbage garbage", 23, 0);
	assert_int_equal(start_again(&r), REFUSED);
	assert_int_equal(start_again(&r), REFUSED); /* still, and the file is still there to be repaired */
	assert_int_equal(truncate(r.path, 0), 0);
	assert_int_equal(start_again(&r), REFUSED);
	room_end(&r);
}

/* A child that writes, is killed before it could make a backup, and leaves a damaged file. */
static void work_and_die(struct room *r)
{
	char wal[160];
	int status;
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct store *s = support_open(r->path, NULL, r->inbox);
		for (int i = 0; i < ROWS; i++)
			room_put(r, s);
		while (r->acked < r->put)
			room_listen(r, 1000);
		_exit(0); /* as SIGKILL leaves it: nothing is closed */
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	snprintf(wal, sizeof wal, "%s-wal", r->path);
	overwrite(wal, "garbage garbage garbage", 23, 0); /* or it would heal the file */
	overwrite(r->path, "garbage garbage garbage", 23, 0);
}

static void work_since_the_last_backup_is_done_again(void **state)
{
	(void)state;
	struct room r;
	room_begin(&r);
	work_and_die(&r);
	assert_int_equal(start_again(&r), RESTORED);
	room_end(&r);
}

/* The entries around a garbled one are still found; and without the file the work is gone, so that the
 * test above proves something. */
static void a_garbled_entry_costs_itself_only(void **state)
{
	(void)state;
	struct room r;
	char redo[200];
	room_begin(&r);
	snprintf(redo, sizeof redo, "%s/backups/room.db.000001.redo", r.folder);
	work_and_die(&r);
	flip(redo, 5000, 3);
	assert_int_equal(truncate(redo, size_of(redo) - 7), 0);
	assert_int_equal(start_again(&r), DIFFERENT);
	struct look look = room_look(r.path);
	assert_int_equal(look.organisations, ROWS - 2);
	assert_int_equal(look.people, ROWS - 2);
	room_end(&r);
	room_begin(&r);
	snprintf(redo, sizeof redo, "%s/backups/room.db.000001.redo", r.folder);
	work_and_die(&r);
	assert_int_equal(unlink(redo), 0);
	assert_int_equal(start_again(&r), EMPTY);
	room_end(&r);
}

static void a_bad_backup_gives_way_to_the_one_before(void **state)
{
	(void)state;
	struct room r;
	char name[200];
	fill(&r);
	struct store *s = support_open(r.path, NULL, r.inbox);
	r.put--;
	r.acked = 0;
	room_put(&r, s); /* the same row again: changed, but the same */
	store_close(s);
	support_drain(r.inbox);
	int newest = backup_newest(r.path);
	assert_true(newest >= 2);
	snprintf(name, sizeof name, "%s/backups/room.db.%06d", r.folder, newest);
	overwrite(name, "garbage garbage garbage", 23, 4096);
	overwrite(r.path, "garbage garbage garbage", 23, 0);
	assert_int_equal(start_again(&r), RESTORED);
	room_end(&r);
}

/* A copy that differs by one letter must not count as a backup: the comparison is tested, too. */
static void a_backup_is_compared_with_what_it_copies(void **state)
{
	(void)state;
	struct room r;
	char problem[256] = "", name[200];
	sqlite3 *db = NULL;
	fill(&r);
	snprintf(name, sizeof name, "%s/backups/room.db.%06d", r.folder, backup_newest(r.path));
	assert_int_equal(sqlite3_open(r.path, &db), SQLITE_OK);
	assert_true(backup_same(db, name, NULL, NULL, problem, sizeof problem));
	sqlite3 *other = NULL;
	assert_int_equal(sqlite3_open(name, &other), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(other, "UPDATE person SET given = 'Anne' WHERE id = 1000007", NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(other);
	assert_false(backup_same(db, name, NULL, NULL, problem, sizeof problem));
	assert_non_null(strstr(problem, "person"));
	sqlite3_close(db);
	room_end(&r);
}

static void only_the_last_backups_are_kept(void **state)
{
	(void)state;
	struct room r;
	char problem[256] = "", name[200];
	sqlite3 *db = NULL;
	fill(&r);
	assert_int_equal(sqlite3_open(r.path, &db), SQLITE_OK);
	for (int i = 0; i < BACKUPS_KEPT + 3; i++)
		assert_true(backup_make(db, r.path, NULL, NULL, problem, sizeof problem));
	sqlite3_close(db);
	int newest = backup_newest(r.path);
	for (int number = 1; number <= newest; number++) {
		snprintf(name, sizeof name, "%s/backups/room.db.%06d", r.folder, number);
		assert_int_equal(access(name, F_OK) == 0, number > newest - BACKUPS_KEPT);
	}
	room_end(&r);
}

int main(int argc, char **argv)
{
	flips = rounds(argc, argv, flips);
	log_open(LOG_ERROR + 1, false);
	faults_reset(5);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_flipped_bit_never_stops_or_empties_the_room),
		cmocka_unit_test(garbage_and_lost_halves_are_restored_and_said),
		cmocka_unit_test(without_a_backup_it_refuses_rather_than_start_empty),
		cmocka_unit_test(work_since_the_last_backup_is_done_again),
		cmocka_unit_test(a_garbled_entry_costs_itself_only),
		cmocka_unit_test(a_bad_backup_gives_way_to_the_one_before),
		cmocka_unit_test(a_backup_is_compared_with_what_it_copies),
		cmocka_unit_test(only_the_last_backups_are_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
