/* P9: ten years of a busy room beside the same room on its first day: the real program's start and memory, the work
 * of every screen, and what is asked of the past: search, figures. The second argument scales the number of
 * edits that are still in the logs: 10 is the promise's ten million, and needs 2 GB and ten minutes. */
#include "bench/kiosk_part.h"
#include "store/functions.h"
#include "store/statement.h"

#define PEOPLE 1000
#define STARTS 9 /* of each, by turns; the quickest counts: what else the machine does only slows */
#define SETTLE_SECONDS 3
#define ROUNDS 9
#define PASSES 3
#define SEARCHES 200
#define AT_MOST 1.5 /* times the empty room */

/* Each line with the number of its rows first: n(i) counts them from 0. ?1: now. */
static const struct {
	int rows;
	bool edits; /* scaled */
	const char *sql;
} years[] = {
	{250000, false,
		"INSERT INTO session(id, partnership, model, title, starts, ends, state, walk_in, step, focus, note, closed_at) "
		"SELECT 10000000 + i, 11000000 + i % 5000, 0, '', ?1 - 86400000 * 4 - i * 1250000, ?1 - 86400000 * 4 - i * 1250000 + 3600000, "
		"4, 0, 0, 'Something to talk about ' || i, 12000000 + i, 1 FROM n"},
	{1000000, false,
		"INSERT INTO member(session, person, position, expected, replaces, here_at, gone_at, wall_trusted) "
		"SELECT 10000000 + i / 4, 1000000 + (i / 4 * 7 + i % 4) % 1000, i % 4, 1, 0, ?1 - 86400000 * 4 - i / 4 * 1250000, 0, 1 FROM n"},
	{250000, false,
		"INSERT INTO note SELECT 12000000 + i, 10000000 + i, 0, '', 40, 'What we said on day ' || i || printf('%0300d', i), 1, 1, 0 FROM n"},
	{1000000, true,
		"INSERT INTO note_entry SELECT 12000000 + i / 40, 1 + i % 40, 'abcdefgh', 1 + i % 40, 1, '[12,[0,\"word \"],40]' FROM n"},
	{100000, false,
		"INSERT INTO topic(id, board, lane, position, kind, title, detail, person, note, created) SELECT 13000000 + i, "
		"(SELECT min(id) FROM board), 6, i, i % 5, 'A topic of years ago, number ' || i, '', 1000000 + i % 1000, 0, 1 FROM n"},
	{100000, false,
		"INSERT INTO takeaway SELECT 14000000 + i, 10000000 + i * 2, 12000000 + i * 2, i % 4, 'We learned ' || "
		"char(97 + i % 26, 97 + i / 26 % 26, 97 + i / 676 % 26) || ' über ' || i || ' from the harbour office and the newsletter', 0, 0, "
		"?1 - 86400000 * 40 - i * 3000000, 1, 0, 0, 0, 0, 11000000 + i % 50, 0 FROM n"},
	{5000, false,
		"INSERT INTO partnership(id, model, name, state, created, rhythm, ended_at) SELECT 11000000 + i, i % 6, '', "
		"CASE WHEN i < 50 THEN 0 ELSE 1 END, ?1 - 315000000000 + i * 60000000, 2, CASE WHEN i < 50 THEN 0 ELSE ?1 - 86400000 * 100 END FROM n"},
	{10000, false,
		"INSERT INTO partner(partnership, person, position) SELECT 11000000 + i / 2, 1000000 + i % 1000, i % 2 FROM n"},
	{5000, false,
		"INSERT INTO agreement SELECT 11000000 + i, 1, 1, 'What we want', 31, '', 2, 0, 1, 0 FROM n"},
	{15000, false,
		"INSERT INTO goal SELECT 11000000 + i / 3, 1, 15000000 + i, i % 3, 0, 'A goal', 1, 2, 8, '', '' FROM n"},
	{100000, false,
		"INSERT INTO goal_value SELECT 15000000 + i % 15000, ?1 - 86400000 * (i / 15000 * 90), 11000000 + i % 15000 / 3, i % 10, '', 0 FROM n"},
	{10000, false,
		"INSERT INTO survey SELECT 16000000 + i, 'healthy-partnership', 11000000 + i % 5000, 0, ?1 - 300000000000 + i * 20000000, 0, 1 FROM n"},
	{20000, false,
		"INSERT INTO submission SELECT 16000000 + i / 2, 1000000 + i % 2, ?1 - 300000000000 + i * 10000000 FROM n"},
	{200000, false,
		"INSERT INTO answer SELECT 16000000 + i / 20, 1000000 + i % 2, i / 2 % 10, 1 + i % 5 FROM n"},
	{100000, false,
		"INSERT INTO audit SELECT 17000000 + i, i, 'session_set', 1, 0, i, zeroblob(32) FROM n"},
	{500, false,
		"INSERT INTO meeting SELECT 18000000 + i, (SELECT min(id) FROM board), 6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', 0, 0, 0, 1, 1, 1 FROM n"},
	{20000, false,
		"INSERT INTO vote SELECT 18000000 + i / 40, 1, 13000000 + i, 1000000 + i % 40, 1 FROM n"},
};

static void add_years(const char *path, int scale)
{
	sqlite3 *db = NULL;
	if (sqlite3_open(path, &db) != SQLITE_OK || functions_add(db) != SQLITE_OK)
		fail("%s", sqlite3_errmsg(db));
	run_sql(db, "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; BEGIN");
	for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
		char sql[1500];
		sqlite3_stmt *s = NULL;
		int rows = years[i].rows * (years[i].edits ? scale : 1);
		snprintf(sql, sizeof sql,
			"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d - 1) %s",
			rows, years[i].sql);
		if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) ||
			sqlite3_bind_int64(s, 1, clock_now().wall) == SQLITE_NOMEM ||
			sqlite3_step(s) != SQLITE_DONE)
			fail("%s: %s", years[i].sql, sqlite3_errmsg(db));
		sqlite3_finalize(s);
	}
	if (words_all_anew(db) != SQLITE_OK)
		fail("%s", sqlite3_errmsg(db));
	run_sql(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
	sqlite3_close(db);
}

struct costs {
	struct samples starts;
	double pss, screens[12]; /* 0: not measured yet */
};

static void start_program(const char *program, struct bench_room *room, struct costs *out)
{
	struct program p;
	program_start(&p, &(struct program_options){.program = program, .room = room, .w = 1024, .h = 600});
	sample(&out->starts, p.ready_ms);
	program_end(&p);
}

/* Both at the same moment, since pages they have in common count half for each. */
static void measure_memory(const char *program, struct bench_room *rooms, struct costs *costs)
{
	struct program p[2];
	for (int i = 0; i < 2; i++)
		program_start(&p[i],
			&(struct program_options){
				.program = program, .room = &rooms[i], .w = 1024, .h = 600});
	sleep(SETTLE_SECONDS);
	for (int i = 0; i < 2; i++)
		costs[i].pss = pss_mib(p[i].pid);
	for (int i = 0; i < 2; i++)
		program_end(&p[i]);
}

static ident number(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) ||
		sqlite3_prepare_v2(db, sql, -1, &s, NULL) || sqlite3_step(s) != SQLITE_ROW)
		fail("%s: %s", sql, sqlite3_errmsg(db));
	ident id = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	sqlite3_close(db);
	return id;
}

static const enum screen_id screens[] = {SCREEN_home, SCREEN_check_in, SCREEN_partner, SCREEN_session,
	SCREEN_members, SCREEN_boards, SCREEN_board, SCREEN_topic, SCREEN_attract};
#define SCREENS (sizeof screens / sizeof *screens)

/* The work of this thread from going there until nothing more is painted. */
static void measure_screens(const char *path, struct costs *out)
{
	struct part p = {0};
	ident here = number(path, "SELECT id FROM session WHERE note > 0 AND id < 1000000");
	ident person = number(path, "SELECT min(id) FROM person");
	ident board = number(path, "SELECT min(id) FROM board"),
	      topic = number(path, "SELECT min(id) FROM topic");
	const struct place places[SCREEN_COUNT] = {[SCREEN_partner] = {SCREEN_partner, person, 0},
		[SCREEN_session] = {SCREEN_session, here, 0},
		[SCREEN_members] = {SCREEN_members, here, 0},
		[SCREEN_board] = {SCREEN_board, board, 0},
		[SCREEN_topic] = {SCREEN_topic, topic, 0}};
	part_open(&p, path, 1024, 600, true);
	for (size_t i = 0; i < SCREENS; i++) {
		struct samples work = {0};
		for (int round = 0; round < ROUNDS; round++) {
			struct place place = places[screens[i]];
			place.screen = screens[i];
			shell_land(kiosk_shell(p.k), (struct place){.screen = SCREEN_guest});
			settle(&p);
			double begin = thread_cpu_ms();
			shell_land(kiosk_shell(p.k), place);
			settle(&p);
			sample(&work, thread_cpu_ms() - begin);
		}
		double least = samples_at(&work, 0); /* others work on this machine, too */
		out->screens[i] = out->screens[i] > 0 && out->screens[i] < least ? out->screens[i] : least;
		samples_free(&work);
	}
	part_close(&p);
}

/* What a letter typed into the search asks of the store, among 100,000 takeaways. */
static void searches(const char *path)
{
	static const char *const typed[] = {"we", "ha", "harb", "uber", "newsletter", "xyz"};
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	struct samples took = {0};
	long found = 0;
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) || statement_query(db, QUERY_found, &s))
		fail("%s", sqlite3_errmsg(db));
	for (int i = 0; i < SEARCHES; i++) {
		char match[100];
		ident partnership = 11000000 + i % 50;
		snprintf(match, sizeof match, "place : \"p%lld\" AND words : (\"%s\"*)",
			(long long)partnership, typed[(size_t)i % (sizeof typed / sizeof *typed)]);
		double begin = now_ms();
		sqlite3_bind_int64(s, 1, partnership);
		sqlite3_bind_text(s, 3, match, -1, SQLITE_TRANSIENT);
		while (sqlite3_step(s) == SQLITE_ROW)
			found++;
		sqlite3_reset(s);
		sample(&took, now_ms() - begin);
	}
	sqlite3_finalize(s);
	sqlite3_close(db);
	if (found < SEARCHES)
		fail("nothing was found");
	line("P9", "a search over 100,000 takeaways", "16.7 ms", samples_at(&took, 99) <= FRAME_MS,
		"%.1f ms, p99 %.1f", samples_at(&took, 50), samples_at(&took, 99));
	samples_free(&took);
}

static void figures(const char *path)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) || functions_add(db) ||
		statement_query(db, QUERY_figures, &s))
		fail("%s", sqlite3_errmsg(db));
	double begin = now_ms();
	sqlite3_bind_int64(s, 1, clock_now().wall - 365 * DAY);
	sqlite3_bind_int64(s, 2, clock_now().wall);
	while (sqlite3_step(s) == SQLITE_ROW)
		;
	line("P9", "the figures of a year out of ten, in the store's thread", "", -1, "%.0f ms",
		now_ms() - begin);
	sqlite3_finalize(s);
	sqlite3_close(db);
}

static void line_times(const char *what, const char *unit, double years_cost, double empty_cost)
{
	line("P9", what, "1.5 times", years_cost <= AT_MOST * empty_cost, "%.2f %s against %.2f: %.2f times",
		years_cost, unit, empty_cost, years_cost / empty_cost);
}

int main(int argc, char **argv)
{
	if (argc < 2)
		fail("usage: %s PROGRAM [MILLIONS OF EDITS]", argv[0]);
	struct bench_room rooms[2]; /* the empty one, the old one */
	struct costs costs[2] = {0};
	int scale = argc > 2 ? atoi(argv[2]) : 1;
	double all[2] = {0}, worst = 0;
	log_open(LOG_ERROR, false);
	for (int r = 0; r < 2; r++)
		room_make(&rooms[r], PEOPLE, 0);
	add_years(rooms[1].path, scale > 0 ? scale : 1);
	for (int i = 0; i < 2 * STARTS; i++)
		start_program(argv[1], &rooms[i % 2], &costs[i % 2]);
	measure_memory(argv[1], rooms, costs);
	for (int i = 0; i < 2 * PASSES; i++)
		measure_screens(rooms[i % 2].path, &costs[i % 2]);
	for (size_t i = 0; i < SCREENS; i++) {
		double times = costs[1].screens[i] / costs[0].screens[i];
		worst = times > worst ? times : worst;
		for (int r = 0; r < 2; r++)
			all[r] += costs[r].screens[i];
	}
	line_times("start, after ten years", "ms", samples_at(&costs[1].starts, 0),
		samples_at(&costs[0].starts, 0));
	line_times("memory at home, after ten years", "MiB", costs[1].pss, costs[0].pss);
	line_times("work for nine screens, after ten years", "ms", all[1], all[0]);
	line("P9", "the screen that got slowest", "1.5 times", worst <= AT_MOST, "%.2f times", worst);
	searches(rooms[1].path);
	figures(rooms[1].path);
	for (int r = 0; r < 2; r++) {
		samples_free(&costs[r].starts);
		room_remove(&rooms[r]);
	}
	return 0;
}
