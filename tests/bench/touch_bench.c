/* P2, P3, P4, P5: the real kiosk, turned by this program. Every control of every screen is pressed and
 * let go, letters are typed into the search, and what platform_present paints is timed where it ends.
 * Each part runs in a process of its own, so that none has another's memory; with "slow" every sync of
 * the disk takes SLOW_SYNC_MS. */
#include "bench/bench.h"

#include <pthread.h>

#include "bench/kiosk_part.h"
#include "faults/vfs.h"

#define SLOW_SYNC_MS 300
#define ROUNDS 3
#define IDLE_SECONDS 20

/* ---- a slow disk ---- */

/* Thread: the disk's. */
static void *let_syncs(void *nothing)
{
	for (;;) {
		faults_await_sync();
		usleep(SLOW_SYNC_MS * 1000);
		faults_let_sync();
	}
	return nothing;
}

static void slow_down(void)
{
	pthread_t thread;
	faults_register();
	faults_reset(1);
	faults_hold_syncs(true);
	if (sqlite3_vfs_register(sqlite3_vfs_find(FAULTS_VFS), 1) != SQLITE_OK ||
		pthread_create(&thread, NULL, let_syncs, NULL) != 0)
		fail("no slow disk");
}

/* ---- the screens ---- */

static struct place places[SCREEN_COUNT];

static ident number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = NULL;
	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) || sqlite3_step(s) != SQLITE_ROW)
		fail("%s: %s", sql, sqlite3_errmsg(db));
	ident id = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return id;
}

static void find_places(const char *database)
{
	sqlite3 *db = NULL;
	if (sqlite3_open_v2(database, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		fail("%s", sqlite3_errmsg(db));
	ident here = number(db, "SELECT id FROM session WHERE note > 0");
	ident later = number(db, "SELECT id FROM session WHERE note = 0 ORDER BY starts");
	ident person = number(db, "SELECT min(id) FROM person"),
	      stranger = number(db, "SELECT max(id) FROM person");
	ident board = number(db, "SELECT min(id) FROM board"),
	      topic = number(db, "SELECT min(id) FROM topic");
	ident meeting = number(db, "SELECT coalesce(max(id), 0) FROM meeting");
	ident note = number(db, "SELECT note FROM session WHERE note > 0");
	sqlite3_close(db);
	const struct place all[SCREEN_COUNT] = {
		[SCREEN_home] = {SCREEN_home, 0, 0},
		[SCREEN_check_in] = {SCREEN_check_in, 0, 0},
		[SCREEN_choose] = {SCREEN_choose, person, 0},
		[SCREEN_partner] = {SCREEN_partner, stranger, 0},
		[SCREEN_join] = {SCREEN_join, stranger, later},
		[SCREEN_guest] = {SCREEN_guest, 0, 0},
		[SCREEN_here] = {SCREEN_here, person, here},
		[SCREEN_session] = {SCREEN_session, here, 0},
		[SCREEN_members] = {SCREEN_members, here, 0},
		[SCREEN_finish] = {SCREEN_finish, here, 0},
		[SCREEN_boards] = {SCREEN_boards, 0, 0},
		[SCREEN_board] = {SCREEN_board, board, 0},
		[SCREEN_topic] = {SCREEN_topic, topic, 0},
		[SCREEN_edit_topic] = {SCREEN_edit_topic, topic, board},
		[SCREEN_focus] = {SCREEN_focus, here, 0},
		[SCREEN_code] = {SCREEN_code, note, 0},
		[SCREEN_attract] = {SCREEN_attract, 0, 0},
		[SCREEN_edit_board] = {SCREEN_edit_board, board, 0},
		[SCREEN_pin] = {SCREEN_pin, board, 0},
		[SCREEN_meeting] = {SCREEN_meeting, meeting, 0},
		[SCREEN_settle] = {SCREEN_settle, person, 0},
		[SCREEN_merge] = {SCREEN_merge, topic, 0},
		[SCREEN_gather] = {SCREEN_gather, topic, 0},
		[SCREEN_proposals] = {SCREEN_proposals, board, 0},
		[SCREEN_outcome] = {SCREEN_outcome, topic, 0},
		[SCREEN_action] = {SCREEN_action, 0, topic},
		[SCREEN_summary] = {SCREEN_summary, meeting, 0},
	};
	memcpy(places, all, sizeof all);
}

static void go(struct part *p, enum screen_id screen)
{
	shell_set_language(kiosk_shell(p->k), "en");
	shell_land(kiosk_shell(p->k), places[screen]);
	settle(p);
}

/* ---- P2 ---- */

static bool touchable(const struct control *c, int w, int h, int *x, int *y)
{
	*x = c->r.x + c->r.w / 2;
	*y = c->r.y + c->r.h / 2;
	return !c->disabled && *x >= 0 && *y >= 0 && *x < w && *y < h;
}

static void touch_all(struct part *p, enum screen_id screen, struct answers *down, struct answers *up)
{
	int w, h, count = 1;
	platform_size(kiosk_platform(p->k), &w, &h);
	for (int i = 0; i < count; i++) {
		int x, y;
		go(p, screen);
		const struct control *all = ui_controls(kiosk_ui(p->k), &count);
		if (i >= count || !touchable(&all[i], w, h, &x, &y))
			continue;
		answer(p, (struct event){.kind = EVENT_DOWN, .x = x, .y = y}, down);
		settle(p);
		answer(p, (struct event){.kind = EVENT_UP, .x = x, .y = y}, up);
	}
}

static void touches(const char *database, int w, int h, bool headless, bool slow)
{
	struct part p = {0};
	struct answers down = {0}, up = {0};
	char what[96], bar[32];
	if (slow)
		slow_down();
	part_open(&p, database, w, h, headless);
	for (int round = 0; round < ROUNDS; round++)
		for (int screen = 0; screen < SCREEN_COUNT; screen++)
			touch_all(&p, (enum screen_id)screen, &down, &up);
	const char *how = slow ? ", 300 ms a sync" : headless ? ", headless" : "";
	int most = w > 1280 ? 8 : 5;
	snprintf(what, sizeof what, "finger to pressed look, %zu touches, %dx%d%s", down.clock.n, w, h, how);
	line_answers("P2", what, "3 ms", 3, &down);
	snprintf(what, sizeof what, "touch to changed pixels, %zu touches, %dx%d%s", up.clock.n, w, h, how);
	snprintf(bar, sizeof bar, "%d ms, p99 %.1f", most, FRAME_MS);
	line_answers("P2", what, bar, most, &up);
	part_close(&p);
}

/* ---- P5 ---- */

static void letters(const char *database, const char *people)
{
	static const char *const typed[] = {
		"anna", "b", "joerg", "zo", "o brien", "lind", "k", "nguyen w", "s", "peter"};
	struct part p = {0};
	struct answers took = {0};
	char what[96];
	part_open(&p, database, 1024, 600, true);
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
			go(&p, SCREEN_check_in);
			for (const char *at = typed[i]; *at; at++) {
				answer(&p, (struct event){.kind = EVENT_TEXT, .text = {*at}}, &took);
				settle(&p);
			}
		}
	snprintf(what, sizeof what, "a letter in check-in to its result, %s people", people);
	line_answers("P5", what, "the next frame", FRAME_MS, &took);
	part_close(&p);
}

/* ---- P3, P4 ---- */

static void memory(const char *database, bool headless)
{
	struct part p = {0};
	part_open(&p, database, 1024, 600, headless);
	for (int round = 0; round < ROUNDS; round++)
		for (int screen = 0; screen < SCREEN_COUNT; screen++)
			go(&p, (enum screen_id)screen);
	go(&p, SCREEN_home);
	double pss = pss_mib(getpid());
	line("P3", headless ? "memory after every screen, headless" : "memory after every screen, a window",
		"48 MiB", pss <= 48, "%.1f MiB, of it pictures kept %.1f", pss,
		(double)platform_cache_bytes(kiosk_platform(p.k)) / (1 << 20));
	part_close(&p);
}

static void idle(const char *database)
{
	struct part p = {0};
	int turns = 0, minutes = 1;
	part_open(&p, database, 1024, 600, true);
	settle(&p);
	frames = 0;
	int64_t begin = clock_now().wall;
	for (double end = now_ms() + IDLE_SECONDS * 1e3; now_ms() < end; turns++)
		kiosk_turn(p.k, (int64_t)(end - now_ms()) + 1);
	minutes = (int)(clock_now().wall / MINUTE - begin / MINUTE);
	line("P4", "frames in 20 s of nothing but the clock", "one a minute", frames <= minutes,
		"%d frames, %d minutes, %d turns", frames, minutes, turns);
	part_close(&p);
}

/* ---- the parts ---- */

static void part(char **argv)
{
	const char *what = argv[1], *database = argv[2];
	bool headless = !getenv("DISPLAY");
	log_open(LOG_ERROR, false);
	find_places(database);
	if (strcmp(what, "touches") == 0)
		touches(database, atoi(argv[3]), atoi(argv[4]), headless, strcmp(argv[5], "slow") == 0);
	else if (strcmp(what, "letters") == 0)
		letters(database, argv[3]);
	else if (strcmp(what, "memory") == 0)
		memory(database, headless);
	else
		idle(database);
}

/* In a room of its own: touches leave it changed. */
static void run_part(
	const char *display, int people, const char *what, const char *a, const char *b, const char *c)
{
	struct bench_room room;
	int status;
	room_make(&room, people, 0);
	pid_t pid = fork();
	if (pid == 0) {
		unsetenv("DISPLAY");
		unsetenv("SDL_VIDEODRIVER");
		if (display) {
			setenv("DISPLAY", display, 1);
			setenv("SDL_VIDEODRIVER", "x11", 1);
		}
		execl("/proc/self/exe", "touch_bench", what, room.path, a, b, c, (char *)NULL);
		_exit(127);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail("%s %s %s ended with status %d", what, a, b, status);
	room_remove(&room);
}

static void all_parts(const char *display)
{
	run_part(display, 10000, "touches", "1024", "600", "");
	run_part(display, 10000, "touches", "1024", "600", "slow");
	run_part(display, 10000, "touches", "1920", "1080", "");
	run_part(display, 10000, "touches", "1920", "1080", "slow");
	run_part(display, 10000, "memory", "", "", "");
	run_part(NULL, 10000, "idle", "", "", "");
	run_part(NULL, 10000, "letters", "10,000", "", "");
	run_part(NULL, 100000, "letters", "100,000", "", "");
}

int main(int argc, char **argv)
{
	struct display display;
	if (argc > 2) {
		part(argv);
		return 0;
	}
	bool shown = display_open(&display);
	all_parts(shown ? display.name : NULL);
	if (shown)
		display_close(&display);
	return 0;
}
