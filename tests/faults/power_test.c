/* R2: what was acknowledged survives the plug being pulled. The same cuts with synchronous=OFF must
 * lose or corrupt something, or the cuts prove nothing. */
#include "faults/room.h"

static int cuts = 60;

struct tally {
	int cut, lost, corrupt;
};

static struct store *open_store(struct room *r, bool synchronous_off)
{
	char problem[512];
	struct store_options options = {.path = r->path,
		.vfs = FAULTS_VFS,
		.inbox = r->inbox,
		.synchronous_off = synchronous_off,
		.retry_ms = 1};
	return store_open(&options, problem, sizeof problem);
}

/* Work until the power goes: between commits, in the middle of one, or in the checkpoint of a close. */
static void work(struct room *r, struct store *s)
{
	unsigned batches = 1 + (unsigned)(faults_random() % 20);
	for (unsigned i = 0; i < batches && !faults_is_cut(); i++) {
		room_put(r, s);
		if (faults_random() % 3 == 0)
			while (r->acked < r->put && !faults_is_cut())
				room_listen(r, 20);
	}
	if (faults_random() % 2)
		while (r->acked < r->put && !faults_is_cut())
			room_listen(r, 20);
	store_close(s);
	while (room_listen(r, 0))
		;
}

static void judge(struct room *r, struct tally *t, bool cut)
{
	struct look look = room_look(r->path);
	t->cut += cut;
	t->lost += look_lost(&look, r->acked);
	t->corrupt += look_corrupt(&look);
	if (!look_corrupt(&look))
		r->put = r->acked = (uint64_t)look.organisations;
}

static void one_cut(struct room *r, struct tally *t, uint64_t seed, bool synchronous_off)
{
	faults_reset(seed);
	bool at_open = faults_random() % 8 == 0;
	uint64_t when = 1 + faults_random() % 70;
	if (at_open)
		faults_cut(FAULT_WRITE | FAULT_SYNC | FAULT_TRUNCATE, when);
	struct store *s = open_store(r, synchronous_off);
	if (!at_open)
		faults_cut(FAULT_WRITE | FAULT_SYNC | FAULT_TRUNCATE, when);
	if (s)
		work(r, s);
	bool cut = faults_is_cut();
	faults_power_back();
	if (access(r->path, F_OK) == 0)
		judge(r, t, cut);
}

static void no_cut_loses_or_corrupts_anything(void **state)
{
	(void)state;
	struct tally t = {0};
	struct room r;
	room_begin(&r);
	for (int i = 0; i < cuts; i++) {
		if (i % 100 == 99) {
			room_end(&r);
			room_begin(&r);
		}
		one_cut(&r, &t, (uint64_t)i, false);
	}
	room_end(&r);
	print_message("FULL: %d cuts, %d lost, %d corrupt\n", t.cut, t.lost, t.corrupt);
	assert_true(t.cut > cuts / 2);
	assert_int_equal(t.lost, 0);
	assert_int_equal(t.corrupt, 0);
}

static void the_same_cuts_harm_a_store_that_does_not_sync(void **state)
{
	(void)state;
	struct tally t = {0};
	for (int i = 0; i < cuts; i++) {
		struct room r;
		room_begin(&r);
		one_cut(&r, &t, (uint64_t)i, true);
		room_end(&r);
	}
	print_message("OFF: %d cuts, %d lost, %d corrupt\n", t.cut, t.lost, t.corrupt);
	assert_true(t.lost + t.corrupt > cuts / 20);
}

int main(int argc, char **argv)
{
	cuts = rounds(argc, argv, cuts);
	log_open(LOG_ERROR + 1, false);
	faults_register();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_cut_loses_or_corrupts_anything),
		cmocka_unit_test(the_same_cuts_harm_a_store_that_does_not_sync),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
