/* R1: what was acknowledged survives the program being killed at any instant. The same kills must
 * catch a store that acknowledges before it commits. */
#include "faults/room.h"

#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>

#define LATEST_US 12000 /* when a kill comes, at most, after the child has begun to write */

static int kills = 60;
static struct shared {
	_Atomic uint64_t acked;
	_Atomic bool begun;
} * shared; /* with the child, and all that is left of it */

static _Noreturn void child(struct room *r, bool early)
{
	char problem[512];
	struct store_options options = {.path = r->path, .inbox = r->inbox, .acknowledge_early = early};
	struct store *s = store_open(&options, problem, sizeof problem);
	if (!s)
		_exit(1);
	shared->begun = true;
	for (;;) {
		if (r->put < r->acked + 8)
			room_put(r, s);
		room_listen(r, r->put < r->acked + 8 ? 0 : 1000);
		if (r->acked > shared->acked)
			shared->acked = r->acked;
	}
}

static void one_kill(struct room *r, bool early)
{
	shared->acked = r->acked;
	shared->begun = false;
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		child(r, early);
	while (!shared->begun && waitpid(pid, NULL, WNOHANG) == 0)
		usleep(50);
	usleep((useconds_t)(faults_random() % LATEST_US)); /* the instant is what is random here */
	kill(pid, SIGKILL);
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	r->acked = shared->acked;
}

static void many_kills(int count, bool early, int *lost, int *corrupt)
{
	struct room r;
	room_begin(&r);
	for (int i = 0; i < count; i++) {
		one_kill(&r, early);
		struct look look = room_look(r.path);
		*lost += look_lost(&look, r.acked);
		*corrupt += look_corrupt(&look);
		r.put = r.acked = (uint64_t)look.organisations;
	}
	room_end(&r);
	print_message("%s: %d kills, %lu batches acknowledged, %d lost, %d corrupt\n",
		early ? "early" : "honest", count, (unsigned long)r.acked, *lost, *corrupt);
}

static void no_kill_loses_or_corrupts_anything(void **state)
{
	(void)state;
	int lost = 0, corrupt = 0;
	many_kills(kills, false, &lost, &corrupt);
	assert_int_equal(lost, 0);
	assert_int_equal(corrupt, 0);
}

static void kills_catch_an_early_acknowledgement(void **state)
{
	(void)state;
	int lost = 0, corrupt = 0;
	for (int i = 0; i < 10 && !lost; i++)
		many_kills(kills, true, &lost, &corrupt);
	assert_true(lost > 0);
	assert_int_equal(corrupt, 0);
}

int main(int argc, char **argv)
{
	kills = rounds(argc, argv, kills);
	log_open(LOG_ERROR + 1, false);
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		return 1;
	faults_reset((uint64_t)getpid());
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_kill_loses_or_corrupts_anything),
		cmocka_unit_test(kills_catch_an_early_acknowledgement),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
