/* What the keeper of a room may do to all of it at once. S10: one action takes a person out: their rows, and the bytes
 * of their name out of every file of the room, while a phone is writing it. The control is the same room with somebody
 * else erased. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "app/audit_check.h"
#include "app/room.h"
#include "store/backup.h"
#include "store/database.h"

enum { ERASED_ID = 1, THIRD = 3 };

/* A room with a history: titles, takeaways, old and open notes, agreements, a survey, codes; the name of the first
 * person stands in all of it. Words of the others surround it. */
static const char room_sql[] =
	"INSERT INTO organisation VALUES (9, 'Quixwhistle & Co', 0);"
	"INSERT INTO person(id, given, family, email, organisation, language, colour, guest, hidden, archived, created, team) VALUES "
	"(1, 'Zebulon', 'Quixwhistle', 'zeb@quixwhistle.example', 9, 'en', 0, 0, 0, 0, 1, 'Team Zebulon'), "
	"(2, 'Ben', 'Berg', 'ben@example.org', 9, 'de', 1, 0, 0, 0, 1, ''), (3, 'Cem', 'Can', '', 0, '', 2, 0, 0, 0, 1, '');"
	"INSERT INTO partnership(id, model, name, state, created, purpose) VALUES (20, 0, 'Zebulon und Ben', 0, 1, 'What Quixwhistle wants');"
	"INSERT INTO partner(partnership, person) VALUES (20, 1), (20, 2);"
	"INSERT INTO agreement VALUES (20, 1, 1, 'Zebulon learns', 0, '', 1, 0, 1, 1);"
	"INSERT INTO duty VALUES (20, 1, 1, 'I, Zebulon, will'), (20, 1, 2, 'I will help Zebulon Quixwhistle');"
	"INSERT INTO goal VALUES (20, 1, 30, 0, 1, 'Zebulon speaks', 1, 1, 5, '', ''), (20, 1, 31, 1, 2, 'Ben writes to ZEBULON', 1, 1, 5, '', '');"
	"INSERT INTO goal_value VALUES (30, 5, 20, 3, 'said Zebulon', 1), (31, 5, 20, 3, 'wrote Ben', 2);"
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) "
	"INSERT INTO session(id, partnership, model, title, starts, ends, state, walk_in, step, focus, note, closed_at) "
	"SELECT 100 + i, 20, 0, 'Zebulon meets Ben', i * 100000, i * 100000 + 1, 4, 0, 0, 'Quixwhistle''s way ' || i, 1000 + i, 1 FROM n;"
	"INSERT INTO member(session, person, position, expected, here_at, gone_at, replaces, wall_trusted) "
	"SELECT s.id, p.id, 0, 1, s.starts, 0, 0, 1 FROM session s, person p WHERE p.id < 3;"
	"INSERT INTO note SELECT 900 + id, id, 0, 'Zebulon Q. and Ben', 2, 'Ben heard: ' || id || char(10) || 'Zebulon’s idea, "
	"Annas idea. QUIXWHISTLE, Zebulon said so often', 1, 1, 0 FROM session;"
	"INSERT INTO note_entry SELECT id, 2, 'abc', 1, 1, '[0,[0,\"Zebulon and Ben\"]]' FROM note;"
	"INSERT INTO takeaway SELECT 3000 + id, id, 900 + id, id % 4, 'Ask Zebulon about it, and Ben', 1, 0, 1, 0, 0, 0, 0, 0, 20, 0 FROM session;"
	"INSERT INTO board(id, name, purpose, next_meeting, created, archived) VALUES (40, 'Market', 'asked for by Zebulon', 0, 1, 0);"
	"INSERT INTO topic(id, board, lane, position, kind, title, detail, person, note, created, draft) VALUES "
	"(50, 40, 0, 0, 0, 'How does Zebulon do it?', 'Ask Quixwhistle, Zebulon', 2, 51, 1, 0), (52, 40, 0, 1, 0, 'Secret of mine', '', 1, 0, 1, 1);"
	"INSERT INTO note VALUES (51, 0, 50, 'Zebulon', 0, 'Zebulon once said: nothing. Ben agrees.', 1, 0, 0);"
	"INSERT INTO survey VALUES (60, 'healthy-partnership', 20, 0, 1, 0, 2);"
	"INSERT INTO answer VALUES (60, 1, 0, 3), (60, 2, 0, 4);"
	"INSERT INTO submission VALUES (60, 1, 1), (60, 2, 1);"
	"INSERT INTO relation VALUES (70, 1, 0, 'Quixwhistle', '', 1, 1, 1, 1), (71, 2, 0, 'with Zebulon', '', 1, 1, 1, 1);"
	"INSERT INTO exchange VALUES (80, 1, 0, 'Zebulon''s knots', 1);"
	"INSERT INTO device VALUES (zeroblob(32), 90, 1, 9000000000000);"
	"INSERT INTO device_note VALUES (90, 51, 2, 'Zebulon', 9000000000000);";

static void make_room(void)
{
	char problem[300] = "", file[100];
	support_remove(folder);
	assert_int_equal(mkdir(folder, 0700), 0);
	snprintf(file, sizeof file, "%s/room.sql", folder);
	support_file(file, room_sql);
	if (!store_run_sql(database, file, problem, sizeof problem))
		fail_msg("%s", problem);
	assert_int_equal(unlink(file), 0);
}

/* How often the word stands in any file of the room, in any case of letters. */
static size_t count_in_file(const char *path, const char *word)
{
	size_t found = 0, n = strlen(word);
	FILE *f = fopen(path, "rb");
	struct buf bytes = {0};
	char part[65536];
	for (size_t got; f && (got = fread(part, 1, sizeof part, f)) > 0;)
		buf_add(&bytes, (struct str){part, got});
	if (f)
		fclose(f);
	for (size_t i = 0; i + n <= bytes.n; i++)
		found += strncasecmp(bytes.p + i, word, n) == 0;
	buf_free(&bytes);
	return found;
}

static const char *sought;
static size_t hits;

static int count_one(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st, (void)where;
	hits += kind == FTW_F ? count_in_file(path, sought) : 0;
	return 0;
}

static size_t count_bytes(const char *word)
{
	sought = word;
	hits = 0;
	nftw(folder, count_one, 16, FTW_PHYS);
	return hits;
}

static long long number(const char *sql)
{
	sqlite3 *db = NULL;
	long long out = -1;
	assert_int_equal(sqlite3_open_v2(database, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(database_number(db, sql, &out), SQLITE_OK);
	sqlite3_close(db);
	return out;
}

static struct kiosk *room;

static bool is_ready(void)
{
	return core_ready(kiosk_core(room)) && kiosk_settled(room);
}

static bool has_new_backup(void)
{
	char first[FILES_PATH_MAX];
	backup_name(first, database, 1);
	return backup_newest(database) > 1 && files_missing(first);
}

static bool becomes(bool (*so)(void))
{
	for (int64_t until = clock_now().mono + PATIENCE_MS; !so() && clock_now().mono < until;)
		kiosk_turn(room, 20);
	return so();
}

static bool is_signed_in(void)
{
	return core_pin(kiosk_core(room), kiosk_now(room).mono, NULL) == PIN_SIGNED_IN;
}

static void post(enum msg_kind kind, ident person)
{
	static uint64_t request = 4711;
	struct msg *m = msg_new(kind, (struct origin){.source = FROM_SCREEN, .request = ++request});
	if (kind == MSG_person_erase)
		m->u.person_erase.person = person;
	else
		m->u.pin_set.pin = STR("271828");
	shell_post(kiosk_shell(room), m);
	kiosk_turn(room, 0);
}

/* Signed in at the screen somebody erases the person; the room starts again by itself. */
static void erase(ident person)
{
	make_room();
	room = open_room(false);
	assert_true(becomes(is_ready));
	post(MSG_pin_set, 0);
	assert_true(becomes(is_signed_in));
	post(MSG_person_erase, person);
	assert_true(becomes(has_new_backup));
	assert_true(becomes(is_ready));
}

static bool model_has(const char *word)
{
	struct core *core = kiosk_core(room);
	const struct person *p = core_person(core, ERASED_ID);
	struct note_view note;
	assert_true(core_note(core, 51, &note));
	return str_contains(note.text, str_from(word)) || (p && str_contains(p->given, str_from(word)));
}

static const char *const names[] = {"Zebulon", "Quixwhistle"};

static void nothing_of_the_name_is_left_in_any_file(void **state)
{
	(void)state;
	make_room();
	assert_true(count_bytes(names[0]) > 900 && count_bytes(names[1]) > 600);
	erase(ERASED_ID);
	for (int again = 0; again < 2; again++) {
		assert_int_equal(count_bytes(names[0]), 0);
		/* where they worked is called as it was; nothing else says the name */
		assert_int_equal(count_bytes(names[1]), again ? 2 : count_bytes("Quixwhistle & Co"));
		assert_false(model_has(names[0]));
		if (!again) {
			kiosk_close(room); /* with whatever it writes while closing, and starts with */
			room = open_room(false);
			assert_true(becomes(is_ready));
		}
	}
	kiosk_close(room);
	assert_int_equal(count_bytes(names[0]), 0);
}

static void the_measure_finds_a_name_that_is_there(void **state)
{
	(void)state;
	erase(THIRD);
	assert_true(count_bytes(names[0]) > 900);
	assert_true(count_bytes(names[1]) > 600);
	assert_true(model_has(names[0]));
	kiosk_close(room);
}

static void what_others_did_stays(void **state)
{
	(void)state;
	erase(ERASED_ID);
	kiosk_close(room);
	assert_int_equal(number("SELECT count(*) FROM session"), 300);
	assert_int_equal(number("SELECT count(*) FROM member WHERE here_at > 0"), 600);
	assert_int_equal(number("SELECT count(*) FROM takeaway WHERE text LIKE '%and Ben'"), 300);
	assert_int_equal(
		number("SELECT count(*) FROM note WHERE text LIKE '%N. N. idea, Annas idea. N. N. said%'"),
		300);
	assert_int_equal(
		number("SELECT count(*) FROM duty WHERE person = 2 AND text = 'I will help N. N.'"), 1);
	assert_int_equal(
		number("SELECT count(*) FROM person WHERE id = 1 AND given = 'N. N.' AND archived = 1"), 1);
	assert_int_equal(number("SELECT count(*) FROM partnership WHERE state = 1"), 1); /* one is none */
	/* and what was theirs alone is gone */
	assert_int_equal(
		number("SELECT (SELECT count(*) FROM exchange) + (SELECT count(*) FROM relation WHERE person = 1) "
		       "+ (SELECT count(*) FROM goal WHERE person = 1) + (SELECT count(*) FROM answer WHERE person = 1) "
		       "+ (SELECT count(*) FROM topic WHERE draft = 1)"),
		0);
	assert_int_equal(number("SELECT count(*) FROM audit WHERE what = 'person_erase' AND about = 1"), 1);
}

/* ---- backups ---- */

static void post_number(enum msg_kind kind, int32_t number_)
{
	static uint64_t request = 9000;
	struct msg *m = msg_new(kind, (struct origin){.source = FROM_SCREEN, .request = ++request});
	if (kind == MSG_backup_restore)
		m->u.backup_restore.number = number_;
	else if (kind == MSG_guest_add)
		m->u.guest_add.name = STR("Later Guest");
	shell_post(kiosk_shell(room), m);
	kiosk_turn(room, 0);
}

static int newest_before;
static bool has_another_backup(void)
{
	return backup_newest(database) > newest_before;
}

static void a_backup_made_now_is_what_is_restored(void **state)
{
	(void)state;
	make_room();
	room = open_room(false);
	assert_true(becomes(is_ready));
	post_number(MSG_backup_now, 0);
	newest_before = backup_newest(database);
	assert_true(becomes(is_ready));
	assert_int_equal(backup_newest(database), newest_before); /* nobody has signed in */
	post(MSG_pin_set, 0);
	assert_true(becomes(is_signed_in));
	post_number(MSG_backup_now, 1);
	assert_true(becomes(has_another_backup));
	int restored = backup_newest(database);
	post_number(MSG_guest_add, 0);
	assert_true(becomes(is_ready));
	newest_before = restored + 1; /* what was becomes one, and what is one more */
	post_number(MSG_backup_restore, restored);
	assert_true(becomes(has_another_backup));
	assert_true(becomes(is_ready));
	kiosk_close(room);
	assert_int_equal(number("SELECT count(*) FROM person WHERE given = 'Later'"), 0);
	char kept[FILES_PATH_MAX];
	backup_name(kept, database, restored + 1);
	snprintf(database, sizeof database, "%s", kept);
	assert_int_equal(number("SELECT count(*) FROM person WHERE given = 'Later'"), 1);
	snprintf(database, sizeof database, "%s/room.db", folder);
}

static void one_that_is_not_there_changes_nothing(void **state)
{
	(void)state;
	make_room();
	room = open_room(false);
	assert_true(becomes(is_ready));
	post(MSG_pin_set, 0);
	assert_true(becomes(is_signed_in));
	post_number(MSG_guest_add, 0);
	post_number(MSG_backup_restore, 4711);
	assert_true(becomes(is_ready));
	kiosk_close(room);
	assert_int_equal(number("SELECT count(*) FROM person WHERE given = 'Later'"), 1);
	assert_int_equal(backup_asked_restore(database), 0);
}

/* ---- the log ---- */

static void sql(const char *text)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open_v2(database, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void the_command_names_the_line_that_is_wrong(void **state)
{
	(void)state;
	char problem[300];
	bool whole;
	struct audit_walk walk;
	erase(ERASED_ID);
	kiosk_close(room);
	assert_true(audit_check(database, &walk, &whole, problem, sizeof problem));
	assert_true(whole && walk.count == 2);
	sql("UPDATE audit SET about = about + 1 WHERE id = (SELECT max(id) FROM audit)");
	assert_true(audit_check(database, &walk, &whole, problem, sizeof problem));
	assert_false(whole);
	assert_int_equal(walk.wrong, number("SELECT max(id) FROM audit"));
	sql("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)");
	assert_true(audit_check(database, &walk, &whole, problem, sizeof problem));
	assert_false(whole);
	assert_int_equal(walk.wrong, 0); /* what is left is right; the end is missing */
}

int main(void)
{
	log_open(LOG_ERROR, false);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_of_the_name_is_left_in_any_file),
		cmocka_unit_test(the_measure_finds_a_name_that_is_there),
		cmocka_unit_test(what_others_did_stays),
		cmocka_unit_test(a_backup_made_now_is_what_is_restored),
		cmocka_unit_test(one_that_is_not_there_changes_nothing),
		cmocka_unit_test(the_command_names_the_line_that_is_wrong),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
