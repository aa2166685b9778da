/* A name leaves a note that phones are writing: letters typed one by one go from the log, too, no length in it
 * changes, and what a phone typed at that moment is merged as ever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/redact.h"
#include "core/changes.h"
#include "room.h"

#define PHONE 11
#define OTHER 12
#define PERSON 300

static void push(struct room *room, uint64_t conn, const char *client, uint32_t number, uint32_t version,
	const char *set)
{
	struct msg *m = room_msg(room, MSG_note_push, FROM_PHONE, conn);
	struct msg_note_push *p = &m->u.note_push;
	*p = (struct msg_note_push){.note = ROOM_NOTE,
		.version = version,
		.push = number,
		.client = str_from(client),
		.updates = ARENA_ARRAY(&m->mem, struct note_update, 1),
		.count = 1};
	assert_true(changes_read(&m->mem, str_from(set), &p->updates[0].changes));
	room_step(room, m);
}

static void begin(struct room *room, const char *text)
{
	*room = (struct room){0};
	room_put_note(room, text, 2);
	ROOM_PUT(room, REC_person, ROW_INT(PERSON), ROW_TEXT("Zoë"), ROW_TEXT("Quix"),
		ROW_TEXT("z@quix.example"), ROW_INT(0), ROW_TEXT(""), ROW_INT(0), ROW_INT(0), ROW_INT(0),
		ROW_INT(0), ROW_INT(1), ROW_TEXT(""), ROW_INT(0), ROW_INT(0));
	room_start(room);
	room_open(room, PHONE, 0, -1);
	room_open(room, OTHER, 1, -1);
}

static void sign_in(struct room *room)
{
	struct msg *m = room_msg(room, MSG_pin_set, FROM_SCREEN, 0);
	m->u.pin_set.pin = STR("271828");
	room_step(room, m);
	m = room_msg(room, MSG_pin_checked, FROM_SYSTEM, 0);
	m->u.pin_checked = (struct msg_pin_checked){1, true, STR("$")};
	room_step(room, m);
}

static void erase(struct room *room)
{
	sign_in(room);
	room->rewrites = true;
	struct msg *m = room_msg(room, MSG_person_erase, FROM_SCREEN, 0);
	m->u.person_erase.person = PERSON;
	room_step(room, m);
}

static struct str text_of(const struct room *room)
{
	struct note_view note;
	assert_true(core_note(room->core, ROOM_NOTE, &note));
	return note.text;
}

/* All that was typed, as the rows have it. */
static void typed(const struct room *room, struct buf *out)
{
	for (size_t i = 0; i < room->count; i++)
		if (room->rows[i].record == REC_note_entry)
			buf_add(out, room->rows[i].values[5].s);
}

static void letters_typed_one_by_one_go_from_the_log(void **state)
{
	struct room room;
	struct buf log = {0};
	(void)state;
	begin(&room, "Hi");
	push(&room, PHONE, "p", 1, 0, "[2,[0,\" Q\"]]");
	push(&room, PHONE, "p", 2, 1, "[4,[0,\"i\"]]");
	push(&room, OTHER, "q", 1, 2, "[[0,\"Oh \"],5]");
	push(&room, PHONE, "p", 3, 3, "[7,[0,\"u\"],1]"); /* in the middle */
	push(&room, PHONE, "p", 4, 4, "[9,[0,\"x, Zo\xC3\xAB\"]]");
	assert_true(str_eq(text_of(&room), STR("Oh Hi Quix, Zo\xC3\xAB")));
	erase(&room);
	assert_true(str_eq(text_of(&room), STR("Oh Hi " REDACTED)));
	typed(&room, &log);
	assert_false(str_contains(buf_str(&log), STR("Q")));
	assert_false(str_contains(buf_str(&log), STR("x,")));
	assert_true(str_contains(buf_str(&log), STR("Oh "))); /* what others typed is left alone */
	buf_free(&log);
	const struct effect *e = room_effect(&room, EFFECT_note_entry, 0);
	assert_non_null(e); /* the phones are told as of any edit */
	assert_int_equal(e->u.note_entry.version, 6);
	assert_non_null(room_effect(&room, EFFECT_restart, 0));
	assert_int_equal(room.out.batch->deed_count, 1);
	assert_int_equal(room.out.batch->deeds[0].kind, DEED_erase);
	room_free(&room);
}

static void what_is_typed_at_that_moment_is_merged_after_the_restart(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "Ask Quix now");
	push(&room, PHONE, "p", 1, 0, "[12,[0,\"!\"]]");
	erase(&room);
	room_start(&room);
	assert_true(str_eq(text_of(&room), STR("Ask " REDACTED " now!")));
	/* the phone has not heard of it: its words were typed behind the name, and before */
	room_open(&room, OTHER, 1, 1);
	push(&room, OTHER, "q", 1, 1, "[[0,\"Please: \"],13]");
	assert_non_null(room_effect(&room, EFFECT_note_ack, 0));
	push(&room, OTHER, "q", 2, 3, "[13,[0,\"so\"],11]");
	room_free(&room);
}

static void until_it_has_started_again_nothing_is_done(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "Ask Quix now");
	erase(&room);
	push(&room, PHONE, "p", 1, 0, "[12,[0,\" Quix\"]]");
	assert_null(room.out.batch);
	assert_null(room_effect(&room, EFFECT_note_ack, 0)); /* so the phone keeps it, and sends it again */
	assert_true(core_deadline(room.core) == NEVER);
	room_free(&room);
}

/* What a phone may open as them is over at once, not after the restart. */
static void their_phones_are_signed_out(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "Hi");
	ROOM_PUT(&room, REC_device_note, ROW_INT(ROOM_DEVICE), ROW_INT(PERSON), ROW_INT(PERSON), ROW_TEXT(""),
		ROW_INT(room.now.wall + DAY));
	room_start(&room);
	struct msg *m = room_msg(&room, MSG_page_open, FROM_PHONE, PHONE);
	m->u.page_open = (struct msg_page_open){room_cookie(0), PERSON};
	room_step(&room, m);
	erase(&room);
	assert_non_null(room_effect(&room, EFFECT_note_ended, 0));
	assert_int_equal(room_rows(&room, REC_device_note), 2); /* those to the note */
	room_free(&room);
}

static void names_in_capitals_go_as_well(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "Zoë, ZOË, Zoë Quix and ZOË QUIX");
	erase(&room);
	assert_true(str_eq(text_of(&room), STR(REDACTED ", " REDACTED ", " REDACTED " and " REDACTED)));
	room_free(&room);
}

/* Another Zoë is still called so. */
static void a_name_that_others_have_stays(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "Zoë, Quix and Zoë Quix");
	ROOM_PUT(&room, REC_person, ROW_INT(PERSON + 1), ROW_TEXT("Zoë"), ROW_TEXT("Other"), ROW_TEXT(""),
		ROW_INT(0), ROW_TEXT(""), ROW_INT(0), ROW_INT(0), ROW_INT(0), ROW_INT(0), ROW_INT(1),
		ROW_TEXT(""), ROW_INT(0), ROW_INT(0));
	room_start(&room);
	erase(&room);
	assert_true(str_eq(text_of(&room), STR("Zoë, " REDACTED " and " REDACTED)));
	room_free(&room);
}

static void only_the_facilitator_erases(void **state)
{
	struct room room;
	(void)state;
	begin(&room, "Ask Quix now");
	struct msg *m = room_msg(&room, MSG_person_erase, FROM_SCREEN, 0);
	m->u.person_erase.person = PERSON;
	room_step(&room, m);
	assert_int_equal(room_effect(&room, EFFECT_reply, 0)->u.reply.err, ERR_not_allowed);
	assert_null(room_effect(&room, EFFECT_restart, 0));
	assert_true(str_eq(text_of(&room), STR("Ask Quix now")));
	room_free(&room);
}

static void check(const char *text, const char *forms, const char *want)
{
	struct buf out = {0};
	redact(&out, str_from(text), str_from(forms));
	if (!str_eq(buf_str(&out), str_from(want)))
		fail_msg("%s: %.*s", text, STR_FMT(buf_str(&out)));
	buf_free(&out);
	redact_in_place(&out, str_from(text), str_from(forms));
	assert_int_equal(utf16_units(buf_str(&out)), utf16_units(str_from(text)));
	buf_free(&out);
}

static void names_are_words(void **state)
{
	static const char forms[] = "~Jan Berg\n=Jan S.\n=Jan\n";
	(void)state;
	check("Jan, Januar, DeJan, Jan", forms, "N. N., Januar, DeJan, N. N.");
	check("JAN BERG's and Jans", forms, "N. N. and N. N.");
	check("\xE2\x80\x9EJan\xE2\x80\x9C \xE2\x80\x93Jan\xE2\x80\x99s", forms,
		"\xE2\x80\x9EN. N.\xE2\x80\x9C \xE2\x80\x93N. N.");
	check("Jan\xC3\xA9 jan _Jan_ Jan-Lena", forms, "Jan\xC3\xA9 jan _N. N._ N. N.-Lena");
	check("\xE4\xBB\x8A\xE6\x9D\x8E\xE9\x9B\xB7\xE8\xAF\xB4", "=\xE6\x9D\x8E\xE9\x9B\xB7\n",
		"\xE4\xBB\x8AN. N.\xE8\xAF\xB4");
	check("", forms, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_typed_one_by_one_go_from_the_log),
		cmocka_unit_test(what_is_typed_at_that_moment_is_merged_after_the_restart),
		cmocka_unit_test(until_it_has_started_again_nothing_is_done),
		cmocka_unit_test(only_the_facilitator_erases),
		cmocka_unit_test(their_phones_are_signed_out),
		cmocka_unit_test(names_in_capitals_go_as_well),
		cmocka_unit_test(a_name_that_others_have_stays),
		cmocka_unit_test(names_are_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
