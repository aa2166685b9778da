/* S11: every line of the log stands in the chain, and whichever line is changed, taken out, put in or moved, it is
 * found. The control is the log as it was written. */
#include "core/audit.h"

#include "core/workshop.h"

static int compare_ids(const void *a, const void *b)
{
	const struct audit_entry *x = a, *y = b;
	return (x->id > y->id) - (x->id < y->id);
}

static size_t read_log(const struct room *r, struct audit_entry *out, size_t cap)
{
	size_t n = 0;
	for (size_t i = 0; i < r->disk.count; i++) {
		const struct value *v = r->disk.rows[i].values;
		if (r->disk.rows[i].record != REC_audit)
			continue;
		assert_true(n < cap);
		out[n] = (struct audit_entry){v[0].i, v[1].i, v[2].s, (int32_t)v[3].i, v[4].i, v[5].i, {{0}}};
		assert_int_equal(v[6].s.n, HASH_BYTES);
		memcpy(out[n++].hash.b, v[6].s.p, HASH_BYTES);
	}
	qsort(out, n, sizeof *out, compare_ids);
	return n;
}

static struct str end_of(struct room *r)
{
	const struct disk_row *row = disk_find(&r->disk, REC_setting, &TEXT("audit"));
	return row ? row->values[1].s : STR("");
}

static bool whole(struct room *r, const struct audit_entry *lines, size_t n)
{
	struct audit_walk walk = {0};
	for (size_t i = 0; i < n; i++)
		audit_walk_on(&walk, &lines[i]);
	return !walk.wrong && audit_walk_ends(&walk, end_of(r));
}

static ident first_wrong(const struct audit_entry *lines, size_t n)
{
	struct audit_walk walk = {0};
	for (size_t i = 0; i < n; i++)
		audit_walk_on(&walk, &lines[i]);
	return walk.wrong;
}

/* Sign-ins, boards and meetings, with restarts between. */
static size_t some_lines(struct room *r, struct audit_entry *out, size_t cap)
{
	for (int i = 0; i < 3; i++) {
		room_sign_in(r);
		PRESS(r, board_set, .name = STR("Ideas"), .purpose = STR(""), .votes = 3, .topic_votes = 2,
			.minutes = 8, .length = 60);
		EXPECT(r, none);
		room_pass(r, MINUTE);
		PRESS(r, meeting_open, .board = r->result);
		EXPECT(r, none);
		PRESS(r, meeting_close, .meeting = r->result);
		EXPECT(r, none);
		PRESS(r, sign_out, 0);
		EXPECT(r, none);
		room_restart(r);
	}
	return read_log(r, out, cap);
}

static void what_is_done_stands_in_the_log(void **state)
{
	struct room *r = *state;
	struct audit_entry lines[32];
	size_t n = some_lines(r, lines, 32);
	static const char *const first[] = {
		"pin_set", "board_set", "meeting_open", "meeting_close", "sign_out"};
	assert_int_equal(n, 15);
	for (size_t i = 0; i < 5; i++)
		assert_true(str_eq(lines[i].what, str_from(first[i])));
	assert_true(str_eq(lines[5].what, STR("pin_enter")));
	assert_int_equal(lines[0].source, FROM_SCREEN);
	assert_true(lines[1].about && lines[2].about && lines[1].about != lines[2].about);
	assert_true(whole(r, lines, n)); /* over the restarts, too */
}

static void whatever_is_refused_leaves_no_line(void **state)
{
	struct room *r = *state;
	PRESS(r, board_set, .name = STR("Ideas"), .purpose = STR(""));
	EXPECT(r, not_allowed);
	assert_int_equal(disk_count(&r->disk, REC_audit), 0);
}

static void every_change_of_a_line_is_found(void **state)
{
	struct room *r = *state;
	struct audit_entry lines[32], bad[33];
	size_t n = some_lines(r, lines, 32);
	for (size_t i = 0; i < n; i++) {
		for (int field = 0; field < 7; field++) {
			memcpy(bad, lines, n * sizeof *bad);
			bad[i].id += field == 0;
			bad[i].at += field == 1;
			bad[i].what = field == 2 ? STR("vote") : bad[i].what;
			bad[i].source += field == 3;
			bad[i].device += field == 4;
			bad[i].about += field == 5;
			bad[i].hash.b[31] ^= field == 6;
			assert_false(whole(r, bad, n));
			assert_int_equal(first_wrong(bad, n), bad[i].id); /* and it is named */
		}
	}
}

static void a_line_taken_out_put_in_or_moved_is_found(void **state)
{
	struct room *r = *state;
	struct audit_entry lines[32], bad[33];
	size_t n = some_lines(r, lines, 32);
	for (size_t i = 0; i < n; i++) {
		memcpy(bad, lines, i * sizeof *bad);
		memcpy(bad + i, lines + i + 1, (n - i - 1) * sizeof *bad);
		assert_false(whole(r, bad, n - 1));
		assert_int_equal(first_wrong(bad, n - 1), i + 1 < n ? lines[i + 1].id : 0);
		memcpy(bad, lines, (i + 1) * sizeof *bad);
		memcpy(bad + i + 1, lines + i, (n - i) * sizeof *bad);
		assert_false(whole(r, bad, n + 1));
	}
	for (size_t i = 0; i + 1 < n; i++) {
		memcpy(bad, lines, n * sizeof *bad);
		bad[i] = lines[i + 1];
		bad[i + 1] = lines[i];
		assert_false(whole(r, bad, n));
	}
	assert_false(whole(r, lines, 0));
	assert_true(whole(r, lines, n));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, room_setup, room_teardown)

/* ---- on the coordinator's page ---- */

#define DESK_CONN 70
#define SHOWN 101 /* one more than are shown: the last one stands on it */
#define LINES (SHOWN + 1)

static void page_of_lines(struct audit_entry lines[LINES], struct value rows[7 * LINES])
{
	for (int i = 0; i < LINES; i++) {
		const struct audit_entry *e = &lines[LINES - 1 - i];
		const struct value row[] = {VI(e->id), VI(e->at), VS(e->what), VI(e->source), VI(e->device),
			VI(e->about), {.type = VALUE_BLOB, .s = {(const char *)e->hash.b, HASH_BYTES}}};
		memcpy(rows + (size_t)i * 7, row, sizeof row);
	}
}

static int64_t told(struct room *r, const char *key, struct value *rows, uint32_t count)
{
	r->listens = true;
	room_forget_heard(r);
	SEND(r, ((struct origin){FROM_PHONE, 0, DESK_CONN, 0}), look, .view = STR("desk_audit"),
		.text = STR(""));
	SEND(r, ((struct origin){0}), rows, .kind = ASK_audit_lines, .conn = DESK_CONN, .values = rows,
		.columns = 7, .rows = count);
	for (size_t i = r->heard_count; i-- > 0;)
		for (const struct doc *d = r->heard[i]->kind == EFFECT_view ? r->heard[i]->u.view.doc->first
									    : NULL;
			d; d = d->next)
			if (d->key && strcmp(d->key, key) == 0)
				return d->number;
	fail_msg("nothing was told");
	return 0;
}

static void the_lines_shown_are_checked_to_the_end_of_the_log(void **state)
{
	struct room *r = *state;
	struct audit_entry lines[LINES];
	struct value rows[7 * LINES];
	room_sign_in(r);
	struct hash cookie = room_join(r, COORDINATOR), before = {{0}};
	size_t n = read_log(r, lines, LINES);
	before = lines[n - 1].hash;
	for (int i = 0; i < LINES; i++) { /* what came after, as if the core had written it */
		lines[i] = (struct audit_entry){5000 + i, r->now.wall, STR("board_set"), 1, 0, 7, {{0}}};
		lines[i].hash = audit_hash(&before, &lines[i]);
		before = lines[i].hash;
		LOAD(&r->disk, REC_audit, VI(lines[i].id), VI(lines[i].at), VS(lines[i].what), VI(1), VI(0),
			VI(7), VB(lines[i].hash.b, HASH_BYTES));
	}
	room_restart(r);
	SEND(r, ((struct origin){FROM_PHONE, ++r->request, DESK_CONN, 0}), page_open, .cookie = cookie,
		.subject = COORDINATOR);
	page_of_lines(lines, rows);
	assert_true(told(r, "ok", rows, SHOWN));
	assert_true(told(r, "more", rows, SHOWN));
	assert_false(told(r, "ok", rows + 7, SHOWN)); /* the newest was taken out */
	rows[7 * 50 + 5].i = 8;
	assert_false(told(r, "ok", rows, SHOWN));
	assert_int_equal(told(r, "wrongAt", rows, SHOWN), lines[LINES - 1 - 50].id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_done_stands_in_the_log),
		TEST(whatever_is_refused_leaves_no_line),
		TEST(every_change_of_a_line_is_found),
		TEST(a_line_taken_out_put_in_or_moved_is_found),
		TEST(the_lines_shown_are_checked_to_the_end_of_the_log),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
