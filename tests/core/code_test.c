/* Codes and phones: S1 and S2 of the promises, as far as they are the core's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "room.h"

static void begin(struct room *room)
{
	*room = (struct room){0};
	room_put_note(room, "text", 0);
	room_start(room);
}

static enum err reply(const struct room *room)
{
	const struct effect *e = room_effect(room, EFFECT_reply, 0);
	assert_non_null(e);
	return e->u.reply.err;
}

/* Issues a code; its hashes. */
static struct fresh issue(struct room *room, enum msg_kind kind)
{
	struct msg *m = room_msg(room, kind, FROM_SCREEN, 0);
	struct fresh fresh = m->fresh;
	m->u.code_issue.note = ROOM_NOTE; /* code_renew is laid out alike */
	room_step(room, m);
	return fresh;
}

static const struct effect_joined *redeem(
	struct room *room, struct hash hash, bool typed, const struct hash *cookie)
{
	struct msg *m = room_msg(room, MSG_code_redeem, FROM_PHONE, 7);
	m->u.code_redeem =
		(struct msg_code_redeem){.hash = hash, .typed = typed, .has_cookie = cookie != NULL};
	if (cookie)
		m->u.code_redeem.cookie = *cookie;
	room_step(room, m);
	const struct effect *e = room_effect(room, EFFECT_joined, 0);
	return e ? &e->u.joined : NULL;
}

/* What net makes of the cookie: in these rooms a hash is the token and filler. */
static struct hash hash_of(const uint8_t token[TOKEN_BYTES])
{
	struct hash h;
	memset(h.b, 0x7A, sizeof h.b);
	memcpy(h.b, token, TOKEN_BYTES);
	return h;
}

static struct hash join(struct room *room)
{
	struct fresh fresh = issue(room, MSG_code_issue);
	const struct effect_joined *j = redeem(room, fresh.token_hash, false, NULL);
	assert_non_null(j);
	assert_true(j->set_cookie);
	return hash_of(j->cookie);
}

static bool hello(struct room *room, struct hash cookie)
{
	struct msg *m = room_msg(room, MSG_device_hello, FROM_PHONE, 7);
	m->u.device_hello.cookie = cookie;
	room_step(room, m);
	return room_effect(room, EFFECT_joined, 0) != NULL;
}

static bool opens(struct room *room, struct hash cookie, uint64_t conn)
{
	struct msg *m = room_msg(room, MSG_note_open, FROM_PHONE, conn);
	m->u.note_open = (struct msg_note_open){.cookie = cookie, .note = ROOM_NOTE, .client = STR("c")};
	room_step(room, m);
	return room_effect(room, EFFECT_note_state, 0) != NULL;
}

static enum err who(struct room *room, struct hash cookie, ident person, const char *guest)
{
	struct msg *m = room_msg(room, MSG_device_who, FROM_PHONE, 7);
	m->u.device_who = (struct msg_device_who){cookie, ROOM_NOTE, person, str_from(guest)};
	room_step(room, m);
	return reply(room);
}

static void a_scanned_code_is_exchanged_for_a_cookie_that_opens_the_note(void **state)
{
	struct room room;
	(void)state;
	begin(&room);
	struct hash cookie = join(&room);
	assert_true(hello(&room, cookie));
	assert_true(opens(&room, cookie, 21));
	cookie.b[0] ^= 1;
	assert_false(hello(&room, cookie));
	assert_false(opens(&room, cookie, 22));
	room_free(&room);
}

static void a_typed_code_does_the_same_and_neither_stands_for_the_other(void **state)
{
	struct room room;
	(void)state;
	begin(&room);
	struct fresh fresh = issue(&room, MSG_code_issue);
	assert_non_null(redeem(&room, fresh.short_hash, true, NULL));
	assert_null(redeem(&room, fresh.short_hash, false, NULL));
	assert_null(redeem(&room, fresh.token_hash, true, NULL));
	room_free(&room);
}

static void wrong_old_and_unknown_answer_alike(void **state)
{
	struct room room;
	(void)state;
	begin(&room);
	struct fresh old = issue(&room, MSG_code_issue);
	assert_null(redeem(&room, room_cookie(9), false, NULL));
	assert_int_equal(reply(&room), ERR_wrong_code);
	issue(&room, MSG_code_renew);
	assert_null(redeem(&room, old.token_hash, false, NULL));
	assert_int_equal(reply(&room), ERR_wrong_code);
	struct fresh late = issue(&room, MSG_code_renew);
	room.now.wall += 30 * DAY;
	assert_null(redeem(&room, late.token_hash, false, NULL));
	assert_int_equal(reply(&room), ERR_wrong_code);
	assert_int_equal(room_effect(&room, EFFECT_reply, 0)->u.reply.result, 0);
	room_free(&room);
}

/* The digits of F1F2…FF00 read as one number of 128 bits. */
static void the_address_holds_the_token_and_the_disk_only_hashes(void **state)
{
	struct room room;
	struct code_view view;
	(void)state;
	begin(&room);
	assert_false(core_code(room.core, ROOM_NOTE, &view));
	struct msg *m = room_msg(&room, MSG_code_issue, FROM_SCREEN, 0);
	for (int i = 0; i < TOKEN_BYTES; i++)
		m->fresh.token[i] = (uint8_t)(0xF1 + i);
	m->u.code_issue.note = ROOM_NOTE;
	room_step(&room, m);
	assert_true(core_code(room.core, ROOM_NOTE, &view));
	assert_string_equal(view.url_token, "7HYBSZ9XFPYZWFKYQVZKYZXZR0");
	assert_int_equal(strlen(view.short_code), SHORT_CODE_CHARS);
	for (size_t i = 0; i < room.count; i++)
		for (int k = 0; k < RECORD_COLUMNS_MAX; k++) {
			const struct value *v = &room.rows[i].values[k];
			if (v->type == VALUE_TEXT || v->type == VALUE_BLOB) {
				assert_false(str_contains(v->s, (struct str){"\xF1\xF2\xF3\xF4", 4}));
				assert_false(str_contains(v->s, str_from(view.url_token)));
				assert_false(str_contains(v->s, str_from(view.short_code)));
			}
		}
	room_free(&room);
}

static void after_a_restart_a_new_code_stands_beside_the_old_one(void **state)
{
	struct room room;
	struct code_view view;
	(void)state;
	begin(&room);
	struct fresh old = issue(&room, MSG_code_issue);
	struct hash cookie = hash_of(redeem(&room, old.token_hash, false, NULL)->cookie);
	issue(&room, MSG_code_issue);
	assert_int_equal(reply(&room), ERR_already);
	assert_int_equal(room_rows(&room, REC_code), 1);
	room_start(&room);
	assert_false(core_code(room.core, ROOM_NOTE, &view));
	struct fresh fresh = issue(&room, MSG_code_issue);
	assert_int_equal(reply(&room), ERR_none);
	assert_true(core_code(room.core, ROOM_NOTE, &view));
	assert_true(hello(&room, cookie));
	assert_non_null(redeem(&room, old.token_hash, false, NULL));
	assert_non_null(redeem(&room, fresh.token_hash, false, NULL));
	room_free(&room);
}

static void a_new_code_ends_everything_before_it(void **state)
{
	struct room room;
	(void)state;
	begin(&room);
	struct hash cookie = join(&room);
	assert_true(opens(&room, cookie, 21));
	issue(&room, MSG_code_renew);
	const struct effect *ended = room_effect(&room, EFFECT_note_ended, 0);
	assert_non_null(ended);
	assert_int_equal(ended->u.note_ended.note, ROOM_NOTE);
	assert_false(hello(&room, cookie));
	assert_false(opens(&room, cookie, 22));
	assert_int_equal(room_rows(&room, REC_code), 1);
	assert_int_equal(room_rows(&room, REC_device), 0);
	assert_int_equal(room_rows(&room, REC_device_note), 0);
	room_free(&room);
}

static void rights_end_with_the_code_but_only_by_a_trusted_clock(void **state)
{
	struct room room;
	(void)state;
	begin(&room);
	struct hash cookie = join(&room);
	assert_true(opens(&room, cookie, 21));
	int64_t start = room.now.wall, mono = room.now.mono;
	assert_true(core_deadline(room.core) > mono);
	room.now = (struct moment){start + 400 * DAY, mono + 1, false};
	room_step(&room, room_msg(&room, MSG_tick, FROM_SYSTEM, 0));
	assert_true(hello(&room, cookie));
	room.now = (struct moment){start - 400 * DAY, mono + 2, true};
	room_step(&room, room_msg(&room, MSG_tick, FROM_SYSTEM, 0));
	assert_true(hello(&room, cookie));
	room.now = (struct moment){start + 400 * DAY, mono + 3, true};
	assert_false(hello(&room, cookie));
	room_step(&room, room_msg(&room, MSG_tick, FROM_SYSTEM, 0));
	assert_int_equal(room_effect(&room, EFFECT_note_ended, 0)->to.conn, 21);
	assert_int_equal(
		room_rows(&room, REC_code) + room_rows(&room, REC_device) + room_rows(&room, REC_device_note),
		0);
	room_free(&room);
}

static void a_phone_that_comes_again_stays_the_same_phone(void **state)
{
	struct room room;
	(void)state;
	begin(&room);
	struct fresh fresh = issue(&room, MSG_code_issue);
	struct hash cookie = hash_of(redeem(&room, fresh.token_hash, false, NULL)->cookie);
	assert_int_equal(who(&room, cookie, 0, "  Zoë\n "), ERR_none);
	const struct effect_joined *j = redeem(&room, fresh.token_hash, false, &cookie);
	assert_false(j->set_cookie);
	assert_true(j->who_known);
	assert_int_equal(room_rows(&room, REC_device), 1);
	struct hash unknown = room_cookie(3);
	assert_true(redeem(&room, fresh.token_hash, false, &unknown)->set_cookie);
	room_free(&room);
}

static void the_screen_learns_that_a_phone_came(void **state)
{
	struct room room;
	struct code_view view;
	(void)state;
	begin(&room);
	struct fresh fresh = issue(&room, MSG_code_issue);
	core_take_changes(room.core);
	assert_true(core_code(room.core, ROOM_NOTE, &view));
	assert_false(view.phone_seen);
	redeem(&room, fresh.token_hash, false, NULL);
	assert_true(core_code(room.core, ROOM_NOTE, &view));
	assert_true(view.phone_seen);
	assert_int_equal(
		core_take_changes(room.core) & (CHANGE_CODES | CHANGE_PHONES), CHANGE_CODES | CHANGE_PHONES);
	room_free(&room);
}

static void a_visitor_is_a_member_or_a_guest_by_name(void **state)
{
	struct room room;
	const char *longer = "0123456789012345678901234567890123456789tail";
	(void)state;
	begin(&room);
	struct hash cookie = join(&room);
	assert_int_equal(who(&room, cookie, 4711, ""), ERR_not_allowed);
	assert_int_equal(who(&room, cookie, 0, " \t "), ERR_invalid);
	assert_int_equal(who(&room, cookie, 0, "\xff"), ERR_invalid);
	assert_int_equal(who(&room, room_cookie(3), 0, "Zoë"), ERR_signed_out);
	assert_int_equal(who(&room, cookie, 0, longer), ERR_none);
	assert_true(opens(&room, cookie, 21));
	const struct effect *people = room_effect(&room, EFFECT_note_people, 0);
	assert_int_equal(people->u.note_people.count, 1);
	assert_int_equal(people->u.note_people.people[0].name.n, 40);
	assert_int_equal(who(&room, cookie, 0, longer), ERR_already);
	room_start(&room);
	assert_true(opens(&room, cookie, 21));
	assert_int_equal(room_effect(&room, EFFECT_note_people, 0)->u.note_people.people[0].name.n, 40);
	room_free(&room);
}

static void each_random_number_serves_once(void **state)
{
	struct room room;
	(void)state;
	begin(&room);
	struct fresh fresh = issue(&room, MSG_code_issue);
	struct msg *m = room_msg(&room, MSG_code_redeem, FROM_PHONE, 7);
	m->u.code_redeem.hash = fresh.token_hash;
	m->fresh = fresh;
	room_step(&room, m);
	assert_null(room_effect(&room, EFFECT_joined, 0));
	m = room_msg(&room, MSG_code_renew, FROM_SCREEN, 0);
	m->u.code_renew.note = ROOM_NOTE;
	m->fresh = fresh;
	room_step(&room, m);
	assert_int_equal(reply(&room), ERR_busy);
	room_free(&room);
}

static void codes_of_a_note_are_bounded(void **state)
{
	struct room room;
	(void)state;
	begin(&room);
	for (int i = 0; i < 20; i++) {
		issue(&room, MSG_code_issue);
		room_start(&room);
	}
	assert_int_equal(room_rows(&room, REC_code), 8);
	room_free(&room);
}

/* A Pi that woke up in the wrong year: what was begun there goes on when the clock is set. */
static void a_code_made_by_a_wrong_clock_outlives_its_being_set(void **state)
{
	struct room room;
	(void)state;
	begin(&room);
	int64_t right = room.now.wall;
	room.now = (struct moment){.wall = 1000, .mono = 2000, .trusted = false};
	struct hash cookie = join(&room);
	room.now = (struct moment){.wall = right, .mono = 3000, .trusted = true};
	room_step(&room, room_msg(&room, MSG_tick, FROM_SYSTEM, 0));
	assert_true(opens(&room, cookie, 21));
	assert_int_equal(room_rows(&room, REC_code), 1);
	room.now.wall += 13 * HOUR; /* and it ends by the right one */
	room.now.mono += 13 * HOUR;
	room_step(&room, room_msg(&room, MSG_tick, FROM_SYSTEM, 0));
	assert_false(opens(&room, cookie, 22));
	room_free(&room);
}

/* Rows that ended while the kiosk was off are loaded like all others, and swept. */
static void what_ended_while_it_was_off_leaves_the_disk(void **state)
{
	struct room room;
	(void)state;
	begin(&room);
	join(&room);
	room.now.wall += 3 * DAY;
	room_start(&room);
	assert_true(core_deadline(room.core) <= room.now.mono);
	room_step(&room, room_msg(&room, MSG_tick, FROM_SYSTEM, 0));
	assert_int_equal(
		room_rows(&room, REC_code) + room_rows(&room, REC_device) + room_rows(&room, REC_device_note),
		0);
	room_free(&room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_scanned_code_is_exchanged_for_a_cookie_that_opens_the_note),
		cmocka_unit_test(a_typed_code_does_the_same_and_neither_stands_for_the_other),
		cmocka_unit_test(wrong_old_and_unknown_answer_alike),
		cmocka_unit_test(the_address_holds_the_token_and_the_disk_only_hashes),
		cmocka_unit_test(after_a_restart_a_new_code_stands_beside_the_old_one),
		cmocka_unit_test(a_new_code_ends_everything_before_it),
		cmocka_unit_test(rights_end_with_the_code_but_only_by_a_trusted_clock),
		cmocka_unit_test(a_code_made_by_a_wrong_clock_outlives_its_being_set),
		cmocka_unit_test(what_ended_while_it_was_off_leaves_the_disk),
		cmocka_unit_test(a_phone_that_comes_again_stays_the_same_phone),
		cmocka_unit_test(the_screen_learns_that_a_phone_came),
		cmocka_unit_test(a_visitor_is_a_member_or_a_guest_by_name),
		cmocka_unit_test(each_random_number_serves_once),
		cmocka_unit_test(codes_of_a_note_are_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
