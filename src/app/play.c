/* The player is two processes. The parent reads the script; the child is the program itself, headless
 * or in a window, and carries out one line at a time. So 'restart' can kill the program as a power
 * cut would, between any two lines, and start it again on the same database. */
#include "app/play.h"

#include <errno.h>
#include <ftw.h>
#include <getopt.h>
#include <libintl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/content_files.h"
#include "app/demo.h"
#include "app/kiosk.h"
#include "base/log.h"
#include "store/store.h"

#define _(text) gettext(text)
#define PATIENCE_MS 2000 /* real time an expectation is waited for */
#define TURN_MS 20

struct setting { /* what the lines before the first action said */
	int w, h;
	char language[8], data[512], folder[64], database[600];
	struct moment clock;
	bool show, made, keep;
	const char *script;
	struct config config;
};

struct player { /* the child */
	struct setting *setting;
	struct kiosk *kiosk;
	struct folders folders;
	struct content content;
	char why[400];
	bool real_time;
};

typedef bool (*verb)(struct player *, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count);

static bool fail(struct player *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool fail(struct player *p, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(p->why, sizeof p->why, format, args);
	va_end(args);
	return false;
}

/* ---- letting things happen ---- */

static int64_t real_ms(void)
{
	return clock_now().mono;
}

static void settle(struct player *p)
{
	for (int64_t until = real_ms() + PATIENCE_MS; real_ms() < until;) {
		kiosk_turn(p->kiosk, 0);
		if (kiosk_settled(p->kiosk))
			return;
		kiosk_turn(p->kiosk, TURN_MS);
	}
}

static int64_t next_deadline(struct player *p)
{
	int64_t core = core_deadline(kiosk_core(p->kiosk)), shell = shell_deadline(kiosk_shell(p->kiosk));
	return core < shell ? core : shell;
}

/* Virtual time goes from deadline to deadline, so that nothing is skipped and idle hours cost nothing. */
static void pass(struct player *p, int64_t ms)
{
	if (p->real_time) {
		for (int64_t until = real_ms() + ms; real_ms() < until;)
			kiosk_turn(p->kiosk, TURN_MS);
		return;
	}
	int64_t end = kiosk_now(p->kiosk).mono + ms;
	settle(p);
	for (int64_t now; (now = kiosk_now(p->kiosk).mono) < end; settle(p)) {
		int64_t next = next_deadline(p);
		next = next <= now ? now + 1 : next;
		kiosk_pass(p->kiosk, (next < end ? next : end) - now);
	}
}

/* ---- what is on the screen ---- */

static void visible(struct player *p, struct buf *out)
{
	ui_words(kiosk_ui(p->kiosk), out);
}

static bool shows(struct player *p, const char *text)
{
	struct buf words = {0};
	visible(p, &words);
	bool found = str_contains(buf_str(&words), str_from(text));
	buf_free(&words);
	return found;
}

/* The control with that label, else the one whose label begins so; or #name, or #name:arg. */
static const struct control *find(struct player *p, const char *what)
{
	int count;
	const struct control *all = ui_controls(kiosk_ui(p->kiosk), &count), *begins = NULL;
	char name[SCRIPT_LINE_MAX];
	snprintf(name, sizeof name, "%s", what + (what[0] == '#'));
	char *colon = what[0] == '#' ? strchr(name, ':') : NULL;
	int64_t arg = colon ? strtoll(colon + 1, NULL, 10) : 0;
	if (colon)
		*colon = '\0';
	for (int i = count - 1; i >= 0; i--) {
		const struct control *c = &all[i];
		if (c->disabled)
			continue;
		if (what[0] == '#') {
			if (c->name && strcmp(c->name, name) == 0 && (!colon || c->arg == arg))
				return c;
		} else if (str_eq(c->label, str_from(what))) {
			return c;
		} else if (str_starts(c->label, str_from(what))) {
			begins = c;
		}
	}
	return begins;
}

static bool where(struct player *p, const char *what, int *x, int *y)
{
	if (sscanf(what, "%d,%d", x, y) == 2)
		return true;
	const struct control *c = NULL;
	for (int64_t until = real_ms() + PATIENCE_MS; !(c = find(p, what)) && real_ms() < until;)
		kiosk_turn(p->kiosk, TURN_MS);
	if (!c)
		return fail(p, "there is nothing to touch called \"%s\"", what);
	*x = c->r.x + c->r.w / 2;
	*y = c->r.y + c->r.h / 2;
	return true;
}

/* ---- fingers and keys ---- */

static void finger(struct player *p, enum event_kind kind, int x, int y)
{
	kiosk_input(p->kiosk, &(struct event){.kind = kind, .at = kiosk_now(p->kiosk).mono, .finger = 1, .x = x, .y = y});
	kiosk_turn(p->kiosk, 0);
}

static void touch(struct player *p, int x, int y, int64_t ms)
{
	finger(p, EVENT_DOWN, x, y);
	pass(p, ms);
	finger(p, EVENT_UP, x, y);
	settle(p);
}

static bool do_tap(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	(void)count;
	int x, y;
	if (!where(p, words[1], &x, &y))
		return false;
	touch(p, x, y, 60);
	return true;
}

static bool do_hold(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	(void)count;
	int x, y;
	int64_t ms;
	if (!str_int(str_from(words[2]), 1, 60000, &ms))
		return fail(p, "hold wants milliseconds from 1 to 60000");
	if (!where(p, words[1], &x, &y))
		return false;
	touch(p, x, y, ms);
	return true;
}

static bool do_drag(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	(void)count;
	int x, y, to_x, to_y;
	if (!where(p, words[1], &x, &y) || !where(p, words[2], &to_x, &to_y))
		return false;
	finger(p, EVENT_DOWN, x, y);
	pass(p, 300);
	for (int i = 1; i <= 12; i++) {
		finger(p, EVENT_MOVE, x + (to_x - x) * i / 12, y + (to_y - y) * i / 12);
		pass(p, 16);
	}
	finger(p, EVENT_UP, to_x, to_y);
	settle(p);
	return true;
}

static bool type_on_screen(struct player *p, const char *letter)
{
	const struct control *c = find(p, strcmp(letter, " ") == 0 ? "#space" : letter);
	if (!c || !c->key)
		return false;
	touch(p, c->r.x + c->r.w / 2, c->r.y + c->r.h / 2, 30);
	return true;
}

static bool do_type(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	(void)count;
	struct str text = str_from(words[1]);
	for (size_t at = 0; at < text.n;) {
		struct event e = {.kind = EVENT_TEXT, .at = kiosk_now(p->kiosk).mono};
		size_t from = at;
		utf8_next(text, &at);
		memcpy(e.text, text.p + from, at - from);
		if (!type_on_screen(p, e.text))
			kiosk_input(p->kiosk, &e);
		settle(p);
	}
	return true;
}

static bool do_key(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	static const char *const names[] = {[KEY_RETURN] = "Return", [KEY_ESCAPE] = "Escape", [KEY_BACKSPACE] = "Backspace",
		[KEY_DELETE] = "Delete", [KEY_TAB] = "Tab", [KEY_LEFT] = "Left", [KEY_RIGHT] = "Right", [KEY_UP] = "Up",
		[KEY_DOWN] = "Down", [KEY_HOME] = "Home", [KEY_END] = "End"};
	(void)count;
	for (int i = KEY_RETURN; i <= KEY_END; i++) {
		if (strcmp(names[i], words[1]) != 0)
			continue;
		kiosk_input(p->kiosk, &(struct event){.kind = EVENT_KEY, .at = kiosk_now(p->kiosk).mono, .key = (enum key)i});
		settle(p);
		return true;
	}
	return fail(p, "there is no key called \"%s\"", words[1]);
}

/* ---- looking ---- */

static bool do_expect(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	(void)count;
	for (int64_t until = real_ms() + PATIENCE_MS; !shows(p, words[1]);) {
		if (real_ms() >= until)
			return fail(p, "\"%s\" is not to be seen", words[1]);
		kiosk_turn(p->kiosk, TURN_MS);
	}
	return true;
}

static bool do_reject(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	(void)count;
	settle(p);
	return !shows(p, words[1]) || fail(p, "\"%s\" is to be seen", words[1]);
}

static bool do_shot(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	(void)count;
	settle(p);
	return platform_save_png(kiosk_platform(p->kiosk), words[1]) || fail(p, "%s could not be written", words[1]);
}

static bool write_file(struct player *p, const char *path, struct str text)
{
	FILE *f = fopen(path, "wb");
	bool good = f && fwrite(text.p, 1, text.n, f) == text.n;
	if (f && fclose(f) != 0)
		good = false;
	return good || fail(p, "%s: %s", path, strerror(errno));
}

static bool do_text(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	(void)count;
	struct buf out = {0};
	settle(p);
	ui_dump(kiosk_ui(p->kiosk), &out);
	bool good = write_file(p, words[1], buf_str(&out));
	buf_free(&out);
	return good;
}

/* Decoded from the pixels by zbarimg, as a phone's camera would. */
static bool do_code(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	(void)count;
	char png[128], command[200], text[512] = "";
	settle(p);
	snprintf(png, sizeof png, "%s/code.png", p->setting->folder);
	if (!platform_save_png(kiosk_platform(p->kiosk), png))
		return fail(p, "%s could not be written", png);
	snprintf(command, sizeof command, "zbarimg --nodbus --raw -q -Sdisable -Sqrcode.enable '%s'", png);
	FILE *f = popen(command, "r");
	bool found = f && fgets(text, sizeof text, f);
	if (f)
		pclose(f);
	unlink(png);
	text[strcspn(text, "\n")] = '\0';
	if (!found || !text[0])
		return fail(p, "no code could be read from the screen (is zbarimg installed?)");
	return write_file(p, words[1], str_from(text));
}

/* ---- time and the server ---- */

static bool do_wait(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	(void)count;
	char unit[8] = "s";
	long long amount;
	if (sscanf(words[1], "%lld%7s", &amount, unit) < 1 || amount < 0)
		return fail(p, "wait wants a time such as 90s, 5min or 200ms");
	int64_t scale = strcmp(unit, "ms") == 0 ? 1 : strcmp(unit, "s") == 0 ? SECOND
		: strcmp(unit, "min") == 0 ? MINUTE : strcmp(unit, "h") == 0 ? HOUR : 0;
	if (scale == 0 || amount > 1000000)
		return fail(p, "wait wants a time such as 90s, 5min or 200ms");
	pass(p, amount * scale);
	return true;
}

static bool do_serve(struct player *p, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count)
{
	(void)count;
	int64_t port;
	char problem[300];
	if (!str_int(str_from(words[1]), 0, 65535, &port))
		return fail(p, "serve wants a port");
	if (!kiosk_serve(p->kiosk, (uint16_t)port, problem, sizeof problem))
		return fail(p, "%s", problem);
	kiosk_run_clock(p->kiosk);
	p->real_time = true;
	settle(p);
	return true;
}

static const struct {
	const char *name;
	int words;
	verb act;
} verbs[] = {
	{"tap", 2, do_tap}, {"hold", 3, do_hold}, {"drag", 3, do_drag}, {"type", 2, do_type}, {"key", 2, do_key},
	{"expect", 2, do_expect}, {"reject", 2, do_reject}, {"wait", 2, do_wait}, {"shot", 2, do_shot},
	{"code", 2, do_code}, {"text", 2, do_text}, {"serve", 2, do_serve},
};

/* ---- the child ---- */

static void show_failure(struct player *p)
{
	struct buf words = {0};
	visible(p, &words);
	fprintf(stderr, "visible: %.*s\n", STR_FMT(buf_str(&words)));
	buf_free(&words);
	char png[600];
	snprintf(png, sizeof png, "%s.failed.png", p->setting->script);
	if (platform_save_png(kiosk_platform(p->kiosk), png))
		fprintf(stderr, "picture: %s\n", png);
}

static bool act(struct player *p, const char *line)
{
	char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX];
	const char *problem;
	int count = script_split(line, words, &problem);
	if (count < 0)
		return fail(p, "%s", problem);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i].name, words[0]) == 0)
			return count == verbs[i].words ? verbs[i].act(p, words, count)
						       : fail(p, "%s wants %d words after it", words[0], verbs[i].words - 1);
	return fail(p, "there is no command \"%s\"", words[0]);
}

static bool open_kiosk(struct player *p)
{
	struct setting *s = p->setting;
	if (!folders_find(&p->folders))
		return fail(p, "the program's own files were not found");
	if (!content_read(&p->content, p->folders.assets, p->why, sizeof p->why))
		return false;
	p->kiosk = kiosk_open(&(struct kiosk_options){.config = &s->config, .folders = &p->folders, .content = &p->content,
		.database = s->database, .language = s->language, .headless = !s->show, .w = s->w, .h = s->h, .clock = s->clock},
		p->why, sizeof p->why);
	if (!p->kiosk)
		return false;
	for (int64_t until = real_ms() + 10 * SECOND; !core_ready(kiosk_core(p->kiosk));) {
		if (real_ms() > until)
			return fail(p, "the room did not open within ten seconds");
		kiosk_turn(p->kiosk, TURN_MS);
	}
	settle(p);
	return true;
}

/* Between two lines the program goes on by itself, when phones may come or a person looks on. */
static bool next_line(struct player *p, int fd, char *line, size_t size)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	while (poll(&ready, 1, p->real_time || p->setting->show ? 0 : -1) == 0)
		kiosk_turn(p->kiosk, 5);
	ssize_t n = recv(fd, line, size - 1, 0);
	if (n <= 0)
		return false;
	line[n] = '\0';
	return true;
}

static void answer(int fd, const struct player *p, bool good)
{
	char text[512];
	struct moment now = p->kiosk ? kiosk_now(p->kiosk) : (struct moment){0};
	int n = good ? snprintf(text, sizeof text, "ok %lld %lld", (long long)now.wall, (long long)now.mono)
		     : snprintf(text, sizeof text, "no %s", p->why);
	if (send(fd, text, (size_t)n, 0) < 0)
		_exit(1);
}

static _Noreturn void child(struct setting *s, int fd)
{
	static struct player p; /* large */
	char line[SCRIPT_LINE_MAX + 8];
	p.setting = s;
	bool good = open_kiosk(&p);
	answer(fd, &p, good);
	while (good && next_line(&p, fd, line, sizeof line)) {
		bool held = act(&p, line);
		if (!held)
			show_failure(&p);
		answer(fd, &p, held);
	}
	kiosk_close(p.kiosk);
	content_free(&p.content);
	exit(good ? 0 : 1);
}

/* ---- the parent ---- */

struct game {
	struct setting setting;
	pid_t pid;
	int fd;
	const char *file;
	int line;
};

static bool complain(struct game *g, const char *what)
{
	fprintf(stderr, "%s:%d: %s\n", g->file, g->line, what);
	return false;
}

static bool hear(struct game *g)
{
	char text[512];
	ssize_t n = recv(g->fd, text, sizeof text - 1, 0);
	if (n <= 0)
		return complain(g, "the program ended");
	text[n] = '\0';
	long long wall, mono;
	if (sscanf(text, "ok %lld %lld", &wall, &mono) == 2) {
		g->setting.clock.wall = wall;
		g->setting.clock.mono = mono;
		return true;
	}
	return complain(g, text + 3);
}

static bool start(struct game *g)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return complain(g, strerror(errno));
	fflush(NULL);
	g->pid = fork();
	if (g->pid < 0)
		return complain(g, strerror(errno));
	if (g->pid == 0) {
		close(pair[0]);
		child(&g->setting, pair[1]);
	}
	close(pair[1]);
	g->fd = pair[0];
	return hear(g);
}

static bool stop(struct game *g, bool kill_it)
{
	int status = 0;
	if (g->pid <= 0)
		return true;
	if (kill_it)
		kill(g->pid, SIGKILL);
	close(g->fd);
	waitpid(g->pid, &status, 0);
	g->pid = 0;
	if (kill_it)
		return true;
	return (WIFEXITED(status) && WEXITSTATUS(status) == 0) || complain(g, "the program did not end well");
}

/* Makes the database the script asks for, before the first action. */
static bool make_data(struct game *g)
{
	struct setting *s = &g->setting;
	char problem[300] = "";
	bool good;
	if (s->made)
		return true;
	s->made = true;
	size_t n = strlen(s->data);
	if (strcmp(s->data, "demo") == 0)
		good = demo_make(s->database, s->clock.wall, problem, sizeof problem);
	else if (strcmp(s->data, "empty") == 0)
		good = demo_empty(s->database, problem, sizeof problem);
	else if (n > 4 && strcmp(s->data + n - 4, ".sql") == 0)
		good = store_run_sql(s->database, s->data, problem, sizeof problem);
	else
		return snprintf(s->database, sizeof s->database, "%s", s->data), true;
	return good || complain(g, problem);
}

static bool set_now(struct game *g, const char *text)
{
	struct civil c = {0};
	if (sscanf(text, "%d-%d-%dT%d:%d:%d", &c.year, &c.month, &c.day, &c.hour, &c.minute, &c.second) < 5)
		return complain(g, "now wants a time such as 2026-11-23T09:58:00");
	g->setting.clock = (struct moment){.wall = civil_to(c), .mono = 1000000, .trusted = true};
	return true;
}

static bool set_config(struct game *g, const char *key, const char *value)
{
	struct buf text = {0}, problems = {0};
	const char *dot = strchr(key, '.');
	if (!dot)
		return complain(g, "config wants section.key and a value");
	buf_printf(&text, "[%.*s]\n%s = %s\n", (int)(dot - key), key, dot + 1, value);
	bool good = config_parse(&g->setting.config, "config", buf_str(&text), &problems);
	if (!good)
		complain(g, arena_str(&g->setting.config.mem, buf_str(&problems)).p);
	buf_free(&text);
	buf_free(&problems);
	return good;
}

static bool set(struct game *g, char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX], int count, bool *taken)
{
	struct setting *s = &g->setting;
	int64_t w, h;
	*taken = true;
	if (count == 3 && strcmp(words[0], "size") == 0) {
		if (!str_int(str_from(words[1]), 320, 4096, &w) || !str_int(str_from(words[2]), 240, 4096, &h))
			return complain(g, "size wants a width and a height in pixels");
		s->w = (int)w, s->h = (int)h;
	} else if (count == 2 && strcmp(words[0], "lang") == 0) {
		snprintf(s->language, sizeof s->language, "%.7s", words[1]);
	} else if (count == 2 && strcmp(words[0], "data") == 0) {
		snprintf(s->data, sizeof s->data, "%.500s", words[1]);
	} else if (count == 2 && strcmp(words[0], "now") == 0) {
		return set_now(g, words[1]);
	} else if (count == 3 && strcmp(words[0], "config") == 0) {
		return set_config(g, words[1], words[2]);
	} else {
		*taken = false;
	}
	return true;
}

static bool run_line(struct game *g, const char *line, bool *end)
{
	char words[SCRIPT_WORDS_MAX][SCRIPT_LINE_MAX];
	const char *problem;
	bool taken;
	int count = script_split(line, words, &problem);
	if (count < 0)
		return complain(g, problem);
	if (count == 0)
		return true;
	*end = strcmp(words[0], "end") == 0;
	if (*end)
		return true;
	bool good = set(g, words, count, &taken);
	if (taken)
		return good && g->pid ? complain(g, "this must stand before the first action") : good;
	if (!make_data(g) || (!g->pid && !start(g)))
		return false;
	if (strcmp(words[0], "restart") == 0)
		return stop(g, true) && start(g);
	if (send(g->fd, line, strlen(line), 0) < 0)
		return complain(g, "the program ended");
	return hear(g);
}

static bool run(struct game *g, FILE *in)
{
	char line[SCRIPT_LINE_MAX + 2];
	bool end = false, live = in == stdin;
	while (!end && fgets(line, sizeof line, in)) {
		g->line++;
		line[strcspn(line, "\n")] = '\0';
		bool good = run_line(g, line, &end);
		if (live) { /* somebody drives us: tell how each line went, go on after a failure */
			puts(good ? "ok" : "no");
			fflush(stdout);
		} else if (!good) {
			return false;
		}
	}
	return true;
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *ftw)
{
	(void)info, (void)kind, (void)ftw;
	return remove(path);
}

static void clear_folder(struct setting *s)
{
	if (nftw(s->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS) != 0)
		fprintf(stderr, "%s could not be removed\n", s->folder);
}

static int help(FILE *to, int status)
{
	fprintf(to, _("Usage: tandem play [--show] FILE\n"
		      "Drives the program by a screen script; FILE '-' reads it from standard input.\n"
		      "  --show  in a window, not headless\n"
		      "  --help\n"
		      "The script's commands are described in tandem(1).\n"));
	return status;
}

int command_play(int argc, char **argv)
{
	static const struct option options[] = {{"show", no_argument, NULL, 's'}, {"help", no_argument, NULL, 'h'}, {0}};
	static struct game g; /* large */
	struct setting *s = &g.setting;
	commands_open();
	*s = (struct setting){.w = 1024, .h = 600, .language = "en", .data = "demo"};
	for (int c; (c = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
		if (c == 'h')
			return help(stdout, 0);
		if (c != 's')
			return help(stderr, 2);
		s->show = true;
	}
	if (optind != argc - 1)
		return help(stderr, 2);
	g.file = s->script = argv[optind];
	config_defaults(&s->config);
	demo_room(&s->config);
	s->clock = clock_now();
	s->clock.trusted = true;
	FILE *in = strcmp(g.file, "-") == 0 ? stdin : fopen(g.file, "r");
	const char *tmp = getenv("TMPDIR");
	snprintf(s->folder, sizeof s->folder, "%.40s/tandem-XXXXXX", tmp ? tmp : "/tmp");
	if (!in || !mkdtemp(s->folder)) {
		fprintf(stderr, "%s: %s\n", in ? s->folder : g.file, strerror(errno));
		return 1;
	}
	snprintf(s->database, sizeof s->database, "%s/room.db", s->folder);
	signal(SIGPIPE, SIG_IGN);
	bool good = run(&g, in);
	good = stop(&g, false) && good;
	if (in != stdin)
		fclose(in);
	clear_folder(s);
	config_free(&s->config);
	return good ? 0 : 1;
}
