/* The player is two processes. The parent reads the script; the child (player.c) is the program itself
 * and carries out one line at a time. So 'restart' can kill the program as a power cut would, between any
 * two lines, and start it again on the same database. */
#include "app/play.h"

#include <errno.h>
#include <ftw.h>
#include <getopt.h>
#include <libintl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/demo.h"
#include "app/player.h"
#include "store/store.h"

#define _(text) gettext(text)

struct game {
	struct play_setting setting;
	char now[64]; /* as written; read when the zone is known */
	bool made;    /* the database */
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

void play_beside(const char *script, const char *name, char out[PLAY_PATH])
{
	const char *slash = strrchr(script, '/');
	snprintf(out, PLAY_PATH, "%.*s/%s", slash ? (int)(slash - script) : 1, slash ? script : ".", name);
	if (name[0] == '/' || strcmp(script, "-") == 0)
		snprintf(out, PLAY_PATH, "%s", name);
}

bool play_time(const char *text, int64_t *wall)
{
	struct civil c = {0};
	int n = 0;
	if (sscanf(text, "%4d-%2d-%2dT%2d:%2d%n", &c.year, &c.month, &c.day, &c.hour, &c.minute, &n) != 5)
		return false;
	text += n;
	if (*text && (sscanf(text, ":%2d%n", &c.second, &n) != 1 || text[n]))
		return false;
	*wall = civil_to(c);
	return c.year >= 1970 && c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= 31 && c.hour < 24 &&
		c.minute < 60 && c.second < 60;
}

/* ---- the child ---- */

static bool hear(struct game *g)
{
	struct play_answer a;
	int status = 0;
	if (recv(g->fd, &a, sizeof a, 0) == sizeof a) {
		g->setting.clock = a.now;
		g->setting.port = a.port;
		return a.good; /* it has said why not */
	}
	waitpid(g->pid, &status, 0);
	close(g->fd);
	g->pid = 0;
	char text[100];
	if (WIFSIGNALED(status))
		snprintf(text, sizeof text, "the program died: %s", strsignal(WTERMSIG(status)));
	else
		snprintf(text, sizeof text, "the program ended with status %d", WEXITSTATUS(status));
	return complain(g, text);
}

static struct play_line line_of(const struct game *g, const char *text)
{
	struct play_line line = {.number = g->line};
	snprintf(line.text, sizeof line.text, "%s", text);
	return line;
}

static bool start(struct game *g, const char *cause)
{
	int pair[2];
	struct play_line line = line_of(g, cause);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return complain(g, strerror(errno));
	fflush(NULL);
	g->setting.starts++;
	g->pid = fork();
	if (g->pid < 0)
		return complain(g, strerror(errno));
	if (g->pid == 0) {
		close(pair[0]);
		player_run(&g->setting, pair[1], &line);
	}
	close(pair[1]);
	g->fd = pair[0];
	return hear(g);
}

/* As the power would: at once, between two lines. */
static void kill_it(struct game *g)
{
	if (g->pid <= 0)
		return;
	kill(g->pid, SIGKILL);
	close(g->fd);
	waitpid(g->pid, NULL, 0);
	g->pid = 0;
}

static bool end_it(struct game *g)
{
	int status = 0;
	if (g->pid <= 0)
		return true;
	close(g->fd);
	waitpid(g->pid, &status, 0);
	g->pid = 0;
	return (WIFEXITED(status) && WEXITSTATUS(status) == 0) || complain(g, "the program did not end well");
}

/* ---- the lines before the first action ---- */

static bool set_size(struct game *g, script_words words)
{
	int64_t w, h;
	if (!str_int(str_from(words[1]), 320, 4096, &w) || !str_int(str_from(words[2]), 240, 4096, &h))
		return complain(g, "size wants a width and a height in pixels");
	g->setting.w = (int)w, g->setting.h = (int)h;
	return true;
}

/* A code such as en or de: it becomes part of a path. */
static bool set_lang(struct game *g, script_words words)
{
	size_t n = strspn(words[1], "abcdefghijklmnopqrstuvwxyz");
	if (n < 2 || n > 3 || words[1][n])
		return complain(g, "lang wants a code such as en or de");
	memcpy(g->setting.language, words[1], n + 1);
	return true;
}

static bool set_zone(struct game *g, script_words words)
{
	if (strlen(words[1]) >= sizeof g->setting.zone)
		return complain(g, "zone wants a time zone such as Europe/Berlin");
	memcpy(g->setting.zone, words[1], strlen(words[1]) + 1);
	return true;
}

static bool set_data(struct game *g, script_words words)
{
	snprintf(g->setting.data, sizeof g->setting.data, "%s", words[1]);
	return strlen(words[1]) < sizeof g->setting.data || complain(g, "the name is too long");
}

/* 'unset' behind it: the machine has no clock of its own, and nobody has set this one. */
static bool set_now(struct game *g, script_words words)
{
	int64_t wall;
	if (!play_time(words[1], &wall) || (words[2][0] && strcmp(words[2], "unset") != 0))
		return complain(
			g, "now wants a time such as 2026-11-23T09:58:00, and perhaps the word unset");
	snprintf(g->now, sizeof g->now, "%.40s", words[1]);
	g->setting.clock.trusted = !words[2][0];
	return true;
}

static bool set_config(struct game *g, script_words words)
{
	struct buf text = {0}, problems = {0};
	const char *dot = strchr(words[1], '.');
	if (!dot)
		return complain(g, "config wants section.key and a value");
	buf_printf(&text, "[%.*s]\n%s = %s\n", (int)(dot - words[1]), words[1], dot + 1, words[2]);
	bool good = config_parse(&g->setting.config, "config", buf_str(&text), &problems);
	if (!good)
		complain(g, arena_str(&g->setting.config.mem, str_trim(buf_str(&problems))).p);
	buf_free(&text);
	buf_free(&problems);
	return good;
}

static const struct setter {
	const char *name;
	int least, most; /* words, its own included */
	bool (*set)(struct game *, script_words);
} setters[] = {
	{"size", 3, 3, set_size},
	{"lang", 2, 2, set_lang},
	{"zone", 2, 2, set_zone},
	{"data", 2, 2, set_data},
	{"now", 2, 3, set_now},
	{"config", 3, 3, set_config},
};

static const struct setter *setter_named(const char *name)
{
	for (size_t i = 0; i < sizeof setters / sizeof *setters; i++)
		if (strcmp(setters[i].name, name) == 0)
			return &setters[i];
	return NULL;
}

/* ---- the first action ---- */

static void set_clock(struct game *g)
{
	struct play_setting *s = &g->setting;
	if (s->zone[0]) {
		setenv("TZ", s->zone, 1);
		tzset();
	}
	if (g->now[0] && play_time(g->now, &s->clock.wall))
		s->clock.mono = 1000000;
}

/* Makes the database the script asks for. */
static bool make_data(struct game *g)
{
	struct play_setting *s = &g->setting;
	char problem[300] = "", path[PLAY_PATH];
	size_t n = strlen(s->data);
	bool good;
	play_beside(s->script, s->data, path);
	if (access(path, R_OK) != 0)
		snprintf(path, sizeof path, "%s", s->data);
	demo_room(&s->config, s->language);
	if (strcmp(s->data, "demo") == 0)
		good = demo_make(s->database, s->clock.wall, s->language, problem, sizeof problem);
	else if (strcmp(s->data, "empty") == 0)
		good = demo_empty(s->database, problem, sizeof problem);
	else if (n > 4 && strcmp(s->data + n - 4, ".sql") == 0)
		good = store_run_sql(s->database, path, problem, sizeof problem);
	else if ((good = access(path, R_OK | W_OK) == 0))
		memcpy(s->database, path, sizeof path);
	else
		snprintf(problem, sizeof problem, "%.200s: %s", path, strerror(errno));
	return good || complain(g, problem);
}

static bool begin(struct game *g, const char *line)
{
	if (g->pid)
		return true;
	if (!g->made) {
		set_clock(g);
		if (!make_data(g))
			return false;
		g->made = true;
	}
	return start(g, line);
}

/* ---- the script ---- */

static bool take_setting(struct game *g, const struct setter *setter, script_words words, int count)
{
	if (g->made)
		return complain(g, "this must stand before the first action");
	if (count < setter->least || count > setter->most)
		return complain(g,
			setter->least == 3 ? "two words are wanted after it" : "one word is wanted after it");
	return setter->set(g, words);
}

static bool pass_on(struct game *g, const char *text)
{
	struct play_line line = line_of(g, text);
	if (send(g->fd, &line, sizeof line, 0) != sizeof line)
		return complain(g, "the program does not take the line");
	return hear(g);
}

static bool run_line(struct game *g, const char *line, bool *end)
{
	script_words words = {0};
	const char *problem;
	int count = script_split(line, words, &problem);
	if (count < 0)
		return complain(g, problem);
	*end = count > 0 && strcmp(words[0], "end") == 0;
	if (count == 0 || *end)
		return true;
	const struct setter *setter = setter_named(words[0]);
	bool clock_is_set =
		setter && g->made && setter->set == set_now; /* later on it is the network that sets it */
	if (setter && !clock_is_set)
		return take_setting(g, setter, words, count);
	if (!begin(g, line))
		return false;
	if (strcmp(words[0], "restart") != 0)
		return pass_on(g, line);
	kill_it(g);
	return start(g, line);
}

/* Somebody may drive us line by line: they are told how each went, and may go on after a failure. */
static bool run(struct game *g, FILE *in)
{
	char line[SCRIPT_LINE_MAX + 2];
	bool end = false, live = in == stdin, all = true;
	while (!end && fgets(line, sizeof line, in)) {
		g->line++;
		line[strcspn(line, "\n")] = '\0';
		bool good = run_line(g, line, &end);
		all = all && good;
		if (live)
			puts(good ? "ok" : "no");
		fflush(stdout);
		if (!good && !live)
			return false;
	}
	return all;
}

/* ---- the command ---- */

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *ftw)
{
	(void)info, (void)kind, (void)ftw;
	return remove(path);
}

static void clear_folder(struct play_setting *s)
{
	if (nftw(s->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS) != 0)
		fprintf(stderr, "%s: %s\n", s->folder, strerror(errno));
}

static int help(FILE *to, int status)
{
	fprintf(to,
		_("Usage: tandem play [--show] FILE\n"
		  "Drives the program by a screen script; FILE '-' reads it from standard input.\n"
		  "  --show  in a window, not headless\n"
		  "  --help\n"
		  "The script's commands are described in tandem(1).\n"));
	return status;
}

static bool make_folder(struct play_setting *s)
{
	const char *tmp = getenv("TMPDIR");
	int n = snprintf(s->folder, sizeof s->folder, "%s/tandem-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (n >= (int)sizeof s->folder)
		errno = ENAMETOOLONG;
	else if (mkdtemp(s->folder))
		return snprintf(s->database, sizeof s->database, "%s/room.db", s->folder) > 0;
	fprintf(stderr, "%s: %s\n", s->folder, strerror(errno));
	return false;
}

static bool play(struct game *g, FILE *in)
{
	struct play_setting *s = &g->setting;
	config_defaults(&s->config);
	s->clock = clock_now();
	s->clock.trusted = true;
	bool good = run(g, in);
	good = end_it(g) && good;
	clear_folder(s);
	config_free(&s->config);
	return good;
}

int command_play(int argc, char **argv)
{
	static const struct option options[] = {
		{"show", no_argument, NULL, 's'}, {"help", no_argument, NULL, 'h'}, {0}};
	static struct game g; /* large */
	struct play_setting *s = &g.setting;
	commands_open();
	*s = (struct play_setting){.w = 1024, .h = 600, .language = "en", .data = "demo"};
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
	signal(SIGPIPE, SIG_IGN);
	FILE *in = strcmp(g.file, "-") == 0 ? stdin : fopen(g.file, "r");
	if (!in)
		fprintf(stderr, "%s: %s\n", g.file, strerror(errno));
	bool good = in && make_folder(s) && play(&g, in);
	if (in && in != stdin)
		fclose(in);
	return good ? 0 : 1;
}
