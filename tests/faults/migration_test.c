/* R12: killed at each step of making or upgrading a database there is always one that can be read, at
 * the old schema or at the new. Migrations that do not run in a transaction must be caught. */
#include "faults/room.h"

#include <signal.h>
#include <sys/wait.h>

#include "store/backup.h"
#include "store/database.h"
#include "store/functions.h"
#include "store/schema.h"

#define STEPS (FAULT_OPEN | FAULT_WRITE | FAULT_SYNC | FAULT_TRUNCATE | FAULT_LOCK)
#define ROWS 200

/* What later versions might do: a new column with content, a table taken apart. */
static const char *const add_column[] = {"ALTER TABLE organisation ADD COLUMN letters INTEGER",
	"UPDATE organisation SET letters = length(name)", NULL};
static const char *const rebuild[] = {
	"CREATE TABLE place(id INTEGER PRIMARY KEY, name TEXT NOT NULL, letters INTEGER NOT NULL) STRICT",
	"INSERT INTO place SELECT id, name, letters FROM organisation", "DROP TABLE organisation", NULL};

enum { UPGRADES = 2, MIGRATIONS_MAX = 100 };

static bool by_transactions(sqlite3 *db)
{
	char problem[256];
	const char *const *all[MIGRATIONS_MAX];
	INVARIANT(schema_version + UPGRADES <= MIGRATIONS_MAX);
	for (int i = 0; i < schema_version; i++)
		all[i] = schema_migrations[i];
	all[schema_version] = add_column;
	all[schema_version + 1] = rebuild;
	return schema_upgrade(db, all, schema_version + UPGRADES, problem, sizeof problem);
}

static bool step_by_step(sqlite3 *db)
{
	const char *const *all[UPGRADES] = {add_column, rebuild};
	char stamp[64];
	for (int i = 0; i < UPGRADES; i++)
		for (const char *const *sql = all[i]; *sql; sql++)
			if (sqlite3_exec(db, *sql, NULL, NULL, NULL) != SQLITE_OK)
				return false;
	snprintf(stamp, sizeof stamp, "PRAGMA user_version = %d", schema_version + UPGRADES);
	return sqlite3_exec(db, stamp, NULL, NULL, NULL) == SQLITE_OK;
}

/* Forks, kills the child at its n-th operation. True when it was, false when it came through. */
static bool killed_at(uint64_t n, bool (*act)(const char *path), const char *path)
{
	int status;
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		faults_reset(n);
		faults_kill(STEPS, n);
		_exit(act(path) ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFSIGNALED(status)) {
		assert_int_equal(WTERMSIG(status), SIGKILL);
		return true;
	}
	assert_int_equal(WEXITSTATUS(status), 0);
	return false;
}

static bool make(const char *path)
{
	struct database d;
	char problem[512];
	if (!database_open(&d, path, FAULTS_VFS, false, problem, sizeof problem))
		return false;
	database_close(&d);
	return true;
}

static void making_a_database_leaves_none_or_a_whole_one(void **state)
{
	(void)state;
	int none = 0, whole = 0;
	bool more = true;
	for (uint64_t n = 1; more; n++) {
		struct room r;
		room_begin(&r);
		faults_reset(n);
		more = killed_at(n, make, r.path);
		bool there = access(r.path, F_OK) == 0;
		none += !there;
		if (there) {
			struct look look = room_look(r.path);
			assert_true(look.readable && look.intact && look.organisations == 0);
			whole++;
		}
		assert_true(make(r.path)); /* whatever was left behind does no harm */
		room_end(&r);
	}
	print_message("killed while making it: %d times none, %d times a whole database\n", none, whole);
	assert_true(none > 10 && whole > 0);
}

static bool upgrade(const char *path, bool (*migrate)(sqlite3 *))
{
	sqlite3 *db = NULL;
	bool ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, FAULTS_VFS) == SQLITE_OK && migrate(db);
	return sqlite3_close(db) == SQLITE_OK && ok;
}

static bool upgrade_well(const char *path)
{
	return upgrade(path, by_transactions);
}

static bool upgrade_badly(const char *path)
{
	return upgrade(path, step_by_step);
}

/* Whether the tables are those of the version the file says, with every row; how many upgrades that is. */
static bool is_whole(const char *path, long long *upgrades)
{
	static const char *const counts[] = {
		("SELECT count(*) FROM organisation WHERE NOT EXISTS(SELECT 1 FROM "
		 "pragma_table_info('organisation') WHERE name = 'letters')"),
		"SELECT count(letters) FROM organisation", "SELECT count(letters) FROM place"};
	sqlite3 *db = NULL;
	bool ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
	*upgrades = room_number(db, "PRAGMA user_version", &ok) - schema_version;
	ok = ok && *upgrades >= 0 && *upgrades <= UPGRADES && room_number(db, counts[*upgrades], &ok) == ROWS;
	ok = ok && room_number(db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check(1)", &ok) == 1;
	if (*upgrades == UPGRADES) /* the old one is gone, not left beside it */
		ok = ok &&
			room_number(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'organisation'",
				&ok) == 0;
	sqlite3_close(db);
	return ok;
}

static void prepare(struct room *r)
{
	sqlite3 *db = NULL;
	room_begin(r);
	faults_reset(1);
	assert_true(make(r->path));
	assert_int_equal(sqlite3_open(r->path, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db,
			"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
			"INSERT INTO organisation SELECT i, printf('Organisation %0100d', i), 0 FROM n",
			NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
}

static int halves_left(bool (*act)(const char *), bool *seen)
{
	int halves = 0;
	bool more = true;
	for (uint64_t n = 1; more; n++) {
		struct room r;
		long long upgrades;
		prepare(&r);
		more = killed_at(n, act, r.path);
		if (is_whole(r.path, &upgrades))
			seen[upgrades] = true;
		else
			halves++;
		room_end(&r);
	}
	return halves;
}

static void upgrading_goes_through_or_leaves_the_old_schema(void **state)
{
	(void)state;
	bool seen[UPGRADES + 1] = {false};
	assert_int_equal(halves_left(upgrade_well, seen), 0);
	assert_true(seen[0] && seen[1] && seen[2]);
}

static void an_upgrade_without_transactions_is_caught(void **state)
{
	(void)state;
	bool seen[UPGRADES + 1] = {false};
	assert_true(halves_left(upgrade_badly, seen) > 0);
}

/* ---- from the schema that was handed out first ---- */

static bool make_first(const char *path)
{
	sqlite3 *db = NULL;
	char stamp[64], problem[256];
	snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d", SCHEMA_APPLICATION_ID);
	bool ok = sqlite3_open(path, &db) == SQLITE_OK &&
		sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) == SQLITE_OK &&
		sqlite3_exec(db, stamp, NULL, NULL, NULL) == SQLITE_OK &&
		schema_upgrade(db, schema_migrations, 1, problem, sizeof problem) &&
		sqlite3_exec(db,
			"BEGIN; INSERT INTO board VALUES (1, 'Marketplace', '', 0, 1, 0);"
			"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
			"INSERT INTO topic SELECT i + 1, 1, 0, i, 0, printf('Topic %0100d', i), '', 0, 0, 1 "
			"FROM n; "
			"INSERT INTO takeaway SELECT id + 1000, 0, 0, 2, title, 0, 0, 1, 0 FROM topic; COMMIT",
			NULL, NULL, NULL) == SQLITE_OK;
	return sqlite3_close(db) == SQLITE_OK && ok;
}

/* All rows are there, in the tables of the schema that the file says: the first, the present or one between. */
static bool is_some_schema(const char *path, long long *version)
{
	static const char moved[] = "SELECT count(*) FROM pragma_table_info('board') WHERE name = 'rhythm'";
	static const char made[] = "SELECT count(*) FROM sqlite_schema WHERE name IN ('meeting', 'vote')";
	static const char agreed[] =
		"SELECT count(*) FROM sqlite_schema WHERE name IN ('agreement', 'audit')";
	sqlite3 *db = NULL;
	bool ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
	*version = room_number(db, "PRAGMA user_version", &ok);
	ok = ok && *version >= 1 && *version <= schema_version &&
		room_number(db, moved, &ok) == (*version >= 2) &&
		room_number(db, made, &ok) == 2 * (*version >= 2) &&
		room_number(db, agreed, &ok) == 2 * (*version >= 3) &&
		room_number(db, "SELECT count(*) FROM topic", &ok) == ROWS &&
		room_number(db, "SELECT count(*) FROM takeaway", &ok) == ROWS &&
		room_number(db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check(1)", &ok) == 1;
	sqlite3_close(db);
	return ok;
}

static void a_room_of_the_first_schema_is_opened(void **state)
{
	(void)state;
	struct database d;
	char problem[512] = "", backup[FILES_PATH_MAX];
	long long version = 0;
	struct room r;
	room_begin(&r);
	faults_reset(1);
	assert_true(make_first(r.path));
	if (!database_open(&d, r.path, NULL, false, problem, sizeof problem))
		fail_msg("%s", problem);
	database_close(&d);
	assert_true(is_some_schema(r.path, &version));
	assert_int_equal(version, schema_version);
	backup_name(backup, r.path, 1); /* who goes back to the old program finds what it can read */
	assert_true(is_some_schema(backup, &version));
	assert_int_equal(version, 1);
	room_end(&r);
}

static void a_room_of_the_first_schema_survives_every_kill(void **state)
{
	(void)state;
	int first = 0, present = 0;
	bool more = true;
	for (uint64_t n = 1; more; n++) {
		struct room r;
		long long version;
		room_begin(&r);
		faults_reset(n);
		assert_true(make_first(r.path));
		more = killed_at(n, make, r.path);
		assert_true(is_some_schema(r.path, &version));
		first += version == 1;
		present += version == schema_version;
		assert_true(make(r.path));
		assert_true(is_some_schema(r.path, &version) && version == schema_version);
		room_end(&r);
	}
	print_message("killed while upgrading it: %d times the first schema, %d times the present\n", first,
		present);
	assert_true(first > 10 && present > 0);
}

/* ---- from the second: takeaways learn whose they are, and are found by their words ---- */

static bool make_second(const char *path)
{
	sqlite3 *db = NULL;
	char stamp[64], problem[256];
	snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d", SCHEMA_APPLICATION_ID);
	bool ok = sqlite3_open(path, &db) == SQLITE_OK &&
		sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) == SQLITE_OK &&
		sqlite3_exec(db, stamp, NULL, NULL, NULL) == SQLITE_OK &&
		schema_upgrade(db, schema_migrations, 2, problem, sizeof problem) &&
		sqlite3_exec(db,
			"BEGIN; INSERT INTO partnership VALUES (7, 0, '', 0, 1);"
			"INSERT INTO session(id, partnership, model, title, starts, ends, state, walk_in, step) "
			"VALUES (8, 7, 0, '', 1, 2, 4, 0, 0), (9, 0, 0, '', 1, 2, 4, 1, 0);"
			"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
			"INSERT INTO takeaway(id, session, note, kind, text, created) "
			"SELECT i + 1000, 8 + i % 2, 0, 0, 'Größer als ' || i, 1 FROM n; COMMIT",
			NULL, NULL, NULL) == SQLITE_OK;
	return sqlite3_close(db) == SQLITE_OK && ok;
}

static bool is_upgraded_second(const char *path)
{
	sqlite3 *db = NULL;
	bool ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
	ok = ok && room_number(db, "PRAGMA user_version", &ok) == schema_version &&
		room_number(db, "SELECT count(*) FROM takeaway WHERE partnership = 7", &ok) == 100 &&
		room_number(db, "SELECT count(*) FROM takeaway", &ok) == 200 &&
		room_number(db,
			"SELECT count(*) FROM takeaway_words WHERE takeaway_words MATCH 'place : p7 AND words : grosser'",
			&ok) == 100;
	sqlite3_close(db);
	return ok;
}

static void a_room_of_the_second_schema_survives_every_kill(void **state)
{
	(void)state;
	bool more = true;
	int kills = 0;
	for (uint64_t n = 1; more; n += 3) {
		struct room r;
		room_begin(&r);
		faults_reset(n);
		assert_true(make_second(r.path));
		assert_false(is_upgraded_second(r.path)); /* the measure can tell */
		more = killed_at(n, make, r.path);
		kills += more;
		assert_true(make(r.path));
		assert_true(is_upgraded_second(r.path));
		room_end(&r);
	}
	assert_true(kills > 10);
}

/* The same migrations outside of transactions. */
static bool upgrade_first_badly(const char *path)
{
	sqlite3 *db = NULL;
	char stamp[64];
	bool ok = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, FAULTS_VFS) == SQLITE_OK &&
		functions_add(db) == SQLITE_OK;
	for (int i = 1; i < schema_version; i++)
		for (const char *const *sql = schema_migrations[i]; *sql; sql++)
			ok = ok && sqlite3_exec(db, *sql, NULL, NULL, NULL) == SQLITE_OK;
	snprintf(stamp, sizeof stamp, "PRAGMA user_version = %d", schema_version);
	ok = ok && sqlite3_exec(db, stamp, NULL, NULL, NULL) == SQLITE_OK;
	return sqlite3_close(db) == SQLITE_OK && ok;
}

static void half_of_the_first_schema_is_caught(void **state)
{
	(void)state;
	int halves = 0;
	bool more = true;
	for (uint64_t n = 1; more; n++) {
		struct room r;
		long long version;
		room_begin(&r);
		faults_reset(n);
		assert_true(make_first(r.path));
		more = killed_at(n, upgrade_first_badly, r.path);
		halves += !is_some_schema(r.path, &version);
		room_end(&r);
	}
	assert_true(halves > 0);
}

int main(void)
{
	log_open(LOG_ERROR + 1, false);
	faults_register();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(making_a_database_leaves_none_or_a_whole_one),
		cmocka_unit_test(upgrading_goes_through_or_leaves_the_old_schema),
		cmocka_unit_test(an_upgrade_without_transactions_is_caught),
		cmocka_unit_test(a_room_of_the_first_schema_is_opened),
		cmocka_unit_test(a_room_of_the_first_schema_survives_every_kill),
		cmocka_unit_test(a_room_of_the_second_schema_survives_every_kill),
		cmocka_unit_test(half_of_the_first_schema_is_caught),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
