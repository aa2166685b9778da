/* Notes: what a phone is told, what is refused, and what is there after a restart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "core/changes.h"
#include "room.h"

#define ANNA 11
#define BEN 12

static void assert_text(const struct room *room, const char *text)
{
	struct note_view note;
	assert_true(core_note(room->core, ROOM_NOTE, &note));
	assert_int_equal(note.text.n, strlen(text));
	assert_memory_equal(note.text.p, text, note.text.n);
}

static void push(struct room *room, uint64_t conn, const char *client, uint32_t number, uint32_t version,
	int count, const char *const *sets)
{
	struct msg *m = room_msg(room, MSG_note_push, FROM_PHONE, conn);
	struct msg_note_push *p = &m->u.note_push;
	*p = (struct msg_note_push){.note = ROOM_NOTE,
		.version = version,
		.push = number,
		.client = str_from(client),
		.updates = ARENA_ARRAY(&m->mem, struct note_update, (size_t)count),
		.count = (uint32_t)count};
	for (int i = 0; i < count; i++)
		assert_true(changes_read(&m->mem, str_from(sets[i]), &p->updates[i].changes));
	room_step(room, m);
}

static void push_one(struct room *room, uint64_t conn, const char *client, uint32_t number, uint32_t version,
	const char *set)
{
	push(room, conn, client, number, version, 1, &set);
}

static void assert_ack(const struct room *room, uint32_t number, uint32_t version)
{
	const struct effect *e = room_effect(room, EFFECT_note_ack, 0);
	assert_non_null(e);
	assert_int_equal(e->u.note_ack.push, number);
	assert_int_equal(e->u.note_ack.version, version);
}

static void assert_refused(const struct room *room, enum err err)
{
	const struct effect *e = room_effect(room, EFFECT_note_refused, 0);
	assert_non_null(e);
	assert_string_equal(err_name(e->u.note_refused.err), err_name(err));
	assert_null(room_effect(room, EFFECT_note_entry, 0));
	assert_null(room->out.batch);
}

static void begin(struct room *room, const char *text)
{
	*room = (struct room){0};
	room_put_note(room, text, 3);
	room_start(room);
	room_open(room, ANNA, 0, -1);
	room_open(room, BEN, 1, -1);
}

static void each_update_is_one_entry_and_then_acknowledged(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "ab");
	push(&room, ANNA, "p1", 1, 0, 2, (const char *const[]){"[2,[0,\"c\"]]", "[3,[0,\"d\"]]"});
	assert_int_equal(room_effect(&room, EFFECT_note_entry, 0)->u.note_entry.version, 1);
	assert_int_equal(room_effect(&room, EFFECT_note_entry, 1)->u.note_entry.version, 2);
	assert_int_equal(room_effect(&room, EFFECT_note_entry, 0)->to.conn, 0);
	assert_null(room_effect(&room, EFFECT_note_entry, 2));
	assert_ack(&room, 1, 2);
	assert_int_equal(room_effect(&room, EFFECT_note_ack, 0)->to.conn, ANNA);
	assert_int_equal(room.out.effects[room.out.count - 1]->kind, EFFECT_note_ack);
	assert_int_equal(room_rows(&room, REC_note_entry), 2);
	assert_text(&room, "abcd");
	room_free(&room);
}

static void an_older_push_is_rebased_one_entry_at_a_time(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "abcd");
	push_one(&room, ANNA, "p1", 1, 0, "[1,[2],1]");
	push_one(&room, ANNA, "p1", 2, 1, "[1,[0,\"X\"],1]");
	push_one(&room, BEN, "p2", 1, 0, "[1,[0,\"A\"],3]");
	assert_text(&room, "aXAd");
	assert_ack(&room, 1, 3);
	room_free(&room);
}

/* R9 of the promises. */
static void the_same_push_again_is_one_fact_also_after_a_restart(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "");
	push_one(&room, ANNA, "p1", 1, 0, "[[0,\"a\"]]");
	push(&room, BEN, "p2", 1, 1, 2, (const char *const[]){"[1,[0,\"b\"]]", "[2,[0,\"c\"]]"});
	push_one(&room, ANNA, "p1", 2, 1, "[1,[0,\"d\"]]");
	for (int restarts = 0; restarts < 2; restarts++) {
		for (int again = 0; again < 5; again++) {
			push_one(&room, ANNA, "p1", 2, 1, "[1,[0,\"d\"]]");
			assert_ack(&room, 2, 4);
			push_one(&room, ANNA, "p1", 1, 0, "[[0,\"a\"]]");
			assert_ack(&room, 1, 1);
			push_one(&room, BEN, "p2", 1, 1, "[1,[0,\"b\"]]");
			assert_ack(&room, 1, 3);
			assert_null(room.out.batch);
			assert_null(room_effect(&room, EFFECT_note_entry, 0));
		}
		assert_text(&room, "abcd");
		assert_int_equal(room_rows(&room, REC_note_entry), 4);
		room_start(&room);
		room_open(&room, ANNA, 0, 4);
		room_open(&room, BEN, 1, 4);
	}
	room_free(&room);
}

static void a_push_is_taken_whole_or_not_at_all(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "a🙂b");
	push(&room, ANNA, "p1", 1, 0, 2,
		(const char *const[]){"[4,[0,\"c\"]]", "[2,[0,\"x\"],3]"}); /* splits a pair */
	assert_refused(&room, ERR_invalid);
	push(&room, ANNA, "p1", 1, 0, 2, (const char *const[]){"[4,[0,\"c\"]]", "[4]"}); /* of another text */
	assert_refused(&room, ERR_invalid);
	assert_text(&room, "a🙂b");
	assert_int_equal(room_rows(&room, REC_note_entry), 0);
	push_one(&room, ANNA, "p1", 1, 0, "[4,[0,\"c\"]]");
	assert_ack(&room, 1, 1);
	room_free(&room);
}

static void what_cannot_be_right_is_refused(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "ab");
	push_one(&room, ANNA, "p1", 2, 0, "[2,[0,\"c\"]]"); /* the first one is missing */
	assert_refused(&room, ERR_invalid);
	push_one(&room, ANNA, "p1", 1, 1, "[2,[0,\"c\"]]"); /* a version to come */
	assert_refused(&room, ERR_invalid);
	push_one(&room, ANNA, "p1", 0, 0, "[2,[0,\"c\"]]");
	assert_refused(&room, ERR_invalid);
	push_one(&room, ANNA, "", 1, 0, "[2,[0,\"c\"]]");
	assert_refused(&room, ERR_invalid);
	push(&room, ANNA, "p1", 1, 0, 0, NULL);
	assert_refused(&room, ERR_invalid);
	push_one(&room, 99, "p1", 1, 0, "[2,[0,\"c\"]]"); /* has not opened it */
	assert_refused(&room, ERR_signed_out);
	push_one(&room, ANNA, "p1", 1, 0, "[2,[0,\"c\"]]");
	push_one(&room, ANNA, "p1", 2, 0, "[2,[0,\"d\"]]"); /* knows less than it wrote */
	assert_refused(&room, ERR_invalid);
	assert_text(&room, "abc");
	room_free(&room);
}

static void a_full_note_takes_deletions_only(void **state)
{
	struct room room;
	char *text = xmalloc(NOTE_MAX_BYTES + 1), set[64];
	(void)state;
	memset(text, 'a', NOTE_MAX_BYTES);
	text[NOTE_MAX_BYTES] = '\0';
	begin(&room, text);
	snprintf(set, sizeof set, "[%d,[0,\"b\"]]", NOTE_MAX_BYTES);
	push_one(&room, ANNA, "p1", 1, 0, set);
	assert_refused(&room, ERR_note_full);
	snprintf(set, sizeof set, "[%d,[1]]", NOTE_MAX_BYTES - 1);
	push_one(&room, ANNA, "p1", 1, 0, set);
	assert_ack(&room, 1, 1);
	free(text);
	room_free(&room);
}

static void a_closed_note_is_read_only(void **state)
{
	struct room room = {0};
	(void)state;
	room_put_note(&room, "ab", 2);
	room_row(&room, REC_note, &ROW_INT(ROOM_NOTE))->values[7].i = 1;
	room_start(&room);
	room_open(&room, ANNA, 0, -1);
	assert_true(room_effect(&room, EFFECT_note_state, 0)->u.note_state.read_only);
	push_one(&room, ANNA, "p1", 1, 0, "[2,[0,\"c\"]]");
	assert_refused(&room, ERR_closed);
	room_free(&room);
}

static void a_phone_gets_what_it_missed_or_everything(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "ab");
	push_one(&room, ANNA, "p1", 1, 0, "[2,[0,\"c\"]]");
	push_one(&room, ANNA, "p1", 2, 1, "[3,[0,\"d\"]]");
	room_open(&room, 13, 2, 1);
	const struct effect *since = room_effect(&room, EFFECT_note_since, 0);
	assert_non_null(since);
	assert_int_equal(since->to.conn, 13);
	assert_int_equal(since->u.note_since.from, 1);
	assert_int_equal(since->u.note_since.count, 1);
	room_open(&room, 13, 2, 7); /* from a future that the disk does not know */
	assert_int_equal(room_effect(&room, EFFECT_note_state, 0)->u.note_state.version, 2);
	room_open(&room, 14, 9, -1); /* no right */
	assert_null(room_effect(&room, EFFECT_note_state, 0));
	assert_int_equal(room_effect(&room, EFFECT_reply, 0)->u.reply.err, ERR_signed_out);
	room_free(&room);
}

/* R8 of the promises: whatever is wrong with the rows, the text before it stays, closed and as it was. */
static void a_note_is_never_replaced_by_a_blank(void **state)
{
	(void)state;
	for (int fault = 0; fault < 6; fault++) {
		struct room room;
		begin(&room, "start");
		push_one(&room, ANNA, "p1", 1, 0, "[5,[0,\" a\"]]");
		push_one(&room, ANNA, "p1", 2, 1, "[7,[0,\" b\"]]");
		const struct value first[] = {ROW_INT(ROOM_NOTE), ROW_INT(1)};
		struct row *entry = room_row(&room, REC_note_entry, first);
		struct row *note = room_row(&room, REC_note, first);
		if (fault == 1)
			entry->values[5].s.n--; /* not JSON */
		else if (fault == 2)
			((char *)entry->values[5].s.p)[1] = '4'; /* another text's */
		else if (fault == 3)
			room_delete(&room, REC_note_entry, first);
		else if (fault == 4)
			((char *)note->values[5].s.p)[1] = '\xff'; /* not UTF-8 */
		else if (fault == 5)
			entry->values[2].s.n = 0; /* nobody's */
		room_start(&room);
		room_open(&room, ANNA, 0, -1);
		const struct effect *opened = room_effect(&room, EFFECT_note_state, 0);
		assert_non_null(opened);
		assert_int_equal(opened->u.note_state.read_only, fault != 0);
		assert_text(&room, fault == 0 ? "start a b" : fault == 4 ? "" : "start");
		size_t rows = room.count;
		push_one(&room, ANNA, "p1", 3, opened->u.note_state.version, "[9,[0,\" c\"]]");
		if (fault == 0) {
			assert_ack(&room, 3, 3);
		} else {
			assert_refused(&room, ERR_closed);
			assert_int_equal(room.count, rows);
		}
		room_free(&room);
	}
	struct room room = {0};
	struct note_view note;
	room_put_note(&room, "", 1);
	room_delete(&room, REC_note, &ROW_INT(ROOM_NOTE));
	room_start(&room);
	room_open(&room, ANNA, 0, -1);
	assert_null(room_effect(&room, EFFECT_note_state, 0));
	assert_int_equal(room_effect(&room, EFFECT_reply, 0)->u.reply.err, ERR_not_found);
	assert_false(core_note(room.core, ROOM_NOTE, &note));
	room_free(&room);
}

/* Enough entries that the row of the note was rewritten on the way. */
static void a_long_note_comes_back_from_its_last_snapshot(void **state)
{
	struct room room;
	char set[64];
	(void)state;
	begin(&room, "");
	for (uint32_t i = 0; i < 600; i++) {
		snprintf(set, sizeof set, i ? "[%u,[0,\"x\"]]" : "[[%u,\"x\"]]", i);
		push_one(&room, ANNA, "p1", i + 1, i, set);
		assert_ack(&room, i + 1, i + 1);
	}
	const struct row *row = room_row(&room, REC_note, &ROW_INT(ROOM_NOTE));
	assert_int_equal(row->values[4].i, 512);
	assert_int_equal(row->values[5].s.n, 512);
	room_start(&room);
	struct note_view note;
	assert_true(core_note(room.core, ROOM_NOTE, &note));
	assert_int_equal(note.version, 600);
	assert_int_equal(note.text.n, 600);
	room_open(&room, ANNA, 0, 100);
	assert_int_equal(room_effect(&room, EFFECT_note_since, 0)->u.note_since.count, 500);
	room_free(&room);
}

/* A page that was away for longer than the log in memory gets the text; its old push is not guessed at. */
static void a_phone_older_than_the_log_is_told_so(void **state)
{
	struct room room;
	char set[64];
	(void)state;
	begin(&room, "");
	for (uint32_t i = 0; i < 9000; i++) {
		snprintf(set, sizeof set, i ? "[%u,[0,\"x\"]]" : "[[%u,\"x\"]]", i);
		push_one(&room, ANNA, "p1", i + 1, i, set);
	}
	push_one(&room, BEN, "p2", 1, 100, "[100,[0,\"y\"]]");
	assert_refused(&room, ERR_conflict);
	push_one(&room, BEN, "p2", 1, 8000, "[8000,[0,\"y\"]]");
	assert_ack(&room, 1, 9001);
	room_open(&room, 13, 2, 100);
	assert_int_equal(room_effect(&room, EFFECT_note_state, 0)->u.note_state.text.n, 9001);
	room_free(&room);
}

/* Rebasing this much outgrows the memory it works in, more than once. */
static void a_large_push_over_a_long_log_comes_out_whole(void **state)
{
	enum { WRITTEN = 300, LOG = 1000 };
	struct room room;
	char sets[WRITTEN][32], set[64];
	const char *list[WRITTEN];
	(void)state;
	begin(&room, "zab");
	push_one(&room, ANNA, "p1", 1, 0, "[[1],2]"); /* what stood around the z becomes one text */
	for (uint32_t i = 1; i < LOG; i++) {
		snprintf(set, sizeof set, "[%u,[0,\"x\"],1]", i);
		push_one(&room, ANNA, "p1", i + 1, i, set);
	}
	for (uint32_t i = 0; i < WRITTEN; i++) {
		snprintf(
			sets[i], sizeof sets[i], i ? "[5,[0,\"y\"],%u]" : "[[0,\"p\"],1,[0,\"q\"],2]", i - 1);
		list[i] = sets[i];
	}
	list[1] = "[5,[0,\"y\"]]";
	push(&room, BEN, "p2", 1, 0, WRITTEN, list);
	assert_ack(&room, 1, LOG + WRITTEN);
	struct note_view note;
	assert_true(core_note(room.core, ROOM_NOTE, &note));
	assert_int_equal(note.text.n, 3 + LOG - 1 + WRITTEN);
	assert_memory_equal(note.text.p, "pqax", 4);
	for (size_t i = 3; i < note.text.n; i++)
		assert_int_equal(note.text.p[i], i < 2 + LOG ? 'x' : i == 2 + LOG ? 'b' : 'y');
	room_free(&room);
}

static const struct note_person *person_on(const struct room *room, uint64_t conn)
{
	const struct effect *e = room_effect(room, EFFECT_note_people, 0);
	for (uint32_t i = 0; e && i < e->u.note_people.count; i++)
		if (e->u.note_people.people[i].conn == conn)
			return &e->u.note_people.people[i];
	return NULL;
}

static void name_guest(struct room *room, uint8_t device, const char *name)
{
	struct msg *m = room_msg(room, MSG_device_who, FROM_PHONE, 0);
	m->u.device_who = (struct msg_device_who){
		.cookie = room_cookie(device), .note = ROOM_NOTE, .guest = str_from(name)};
	room_step(room, m);
}

static void cursor(struct room *room, uint64_t conn, uint32_t version, uint32_t anchor, uint32_t head)
{
	struct msg *m = room_msg(room, MSG_note_cursor, FROM_PHONE, conn);
	m->u.note_cursor = (struct msg_note_cursor){ROOM_NOTE, version, anchor, head};
	room_step(room, m);
}

static void others_see_who_is_there_and_where(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "abcd");
	name_guest(&room, 0, "Anna");
	assert_non_null(person_on(&room, ANNA));
	assert_null(person_on(&room, BEN)); /* has not said who he is */
	name_guest(&room, 1, "Ben Lang");
	assert_memory_equal(person_on(&room, BEN)->initials.p, "BL", 2);
	assert_false(person_on(&room, BEN)->cursor);
	push_one(&room, ANNA, "p1", 1, 0, "[1,[0,\"xyz\"],3]");
	cursor(&room, BEN, 0, 2, 4); /* placed before that reached him */
	assert_int_equal(person_on(&room, BEN)->anchor, 5);
	assert_int_equal(person_on(&room, BEN)->head, 7);
	cursor(&room, BEN, 1, 2, 99); /* nowhere: stays */
	assert_null(room_effect(&room, EFFECT_note_people, 0));
	push_one(&room, ANNA, "p1", 2, 1, "[[2],5]");
	room_step(&room, room_msg(&room, MSG_note_leave, FROM_PHONE, ANNA));
	assert_null(person_on(&room, ANNA));
	assert_int_equal(person_on(&room, BEN)->anchor, 3);
	struct note_view note;
	assert_true(core_note(room.core, ROOM_NOTE, &note));
	assert_int_equal(note.phones, 1);
	assert_int_equal(note.people_count, 1);
	room_free(&room);
}

static void saved_means_on_the_disk(void **state)
{
	struct room room;
	struct note_view note;
	(void)state;
	begin(&room, "ab");
	push_one(&room, ANNA, "p1", 1, 0, "[2,[0,\"c\"]]");
	assert_true(core_note(room.core, ROOM_NOTE, &note));
	assert_false(note.saved);
	struct msg *m = room_msg(&room, MSG_committed, FROM_SYSTEM, 0);
	m->u.committed.seq = core_issued(room.core);
	room_step(&room, m);
	assert_true(core_note(room.core, ROOM_NOTE, &note));
	assert_true(note.saved);
	room_free(&room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_update_is_one_entry_and_then_acknowledged),
		cmocka_unit_test(an_older_push_is_rebased_one_entry_at_a_time),
		cmocka_unit_test(the_same_push_again_is_one_fact_also_after_a_restart),
		cmocka_unit_test(a_push_is_taken_whole_or_not_at_all),
		cmocka_unit_test(what_cannot_be_right_is_refused),
		cmocka_unit_test(a_full_note_takes_deletions_only),
		cmocka_unit_test(a_closed_note_is_read_only),
		cmocka_unit_test(a_phone_gets_what_it_missed_or_everything),
		cmocka_unit_test(a_note_is_never_replaced_by_a_blank),
		cmocka_unit_test(a_long_note_comes_back_from_its_last_snapshot),
		cmocka_unit_test(a_phone_older_than_the_log_is_told_so),
		cmocka_unit_test(a_large_push_over_a_long_log_comes_out_whole),
		cmocka_unit_test(others_see_who_is_there_and_where),
		cmocka_unit_test(saved_means_on_the_disk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
