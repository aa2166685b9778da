#pragma once
/* What the benchmarks share: time, samples, the table's lines, a room with many people and notes, the
 * real program as a child, and what it costs the machine. A benchmark never fails on time, always on
 * what did not work. Each is one program with one thread of its own; it includes this once. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "app/demo.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "net/token.h"

#define UNUSED __attribute__((unused))
#define PATIENCE_SECONDS 60 /* what takes longer did not work */

UNUSED static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Work of this thread alone. */
UNUSED static double thread_cpu_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

__attribute__((format(printf, 1, 2))) _Noreturn UNUSED static void fail(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fputs("bench: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

/* ---- samples ---- */

struct samples {
	double *v;
	size_t n, cap;
};

UNUSED static void sample(struct samples *s, double value)
{
	if (s->n == s->cap) {
		s->cap = s->cap ? 2 * s->cap : 256;
		s->v = xrealloc(s->v, s->cap * sizeof *s->v);
	}
	s->v[s->n++] = value;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The value that `part` of 100 of the samples do not pass. */
UNUSED static double samples_at(struct samples *s, int part)
{
	if (s->n == 0)
		fail("nothing was measured");
	qsort(s->v, s->n, sizeof *s->v, by_value);
	size_t at = s->n * (size_t)part / 100;
	return s->v[at < s->n ? at : s->n - 1];
}

UNUSED static void samples_free(struct samples *s)
{
	free(s->v);
	*s = (struct samples){0};
}

/* ---- the table ---- */

/* One line. `met`: 1 the bar is met, 0 it is not, -1 there is none. */
__attribute__((format(printf, 5, 6))) UNUSED static void line(
	const char *promise, const char *what, const char *bar, int met, const char *format, ...)
{
	char measured[128];
	va_list args;
	va_start(args, format);
	vsnprintf(measured, sizeof measured, format, args);
	va_end(args);
	printf("%-4s%-67s%-52s%-18s%s\n", promise, what, measured, bar, met == 0 ? "MISSED" : "");
	fflush(stdout);
}

/* ---- a room ---- */

#define FIRST_PERSON 1000000
#define FIRST_TOPIC 2000000
#define FIRST_NOTE 3000000

struct bench_room {
	char folder[64], path[96];
};

static void run_sql(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail("%s: %s", sql, sqlite3_errmsg(db));
}

static void add_many(sqlite3 *db, int people)
{
	static const char *const given[] = {"Anna", "Jörg", "Łucja", "Mehmet", "Chiara", "Zoë", "Nguyễn",
		"Sam", "Ayşe", "Bjørn", "Ivana", "Pierre", "Olga", "Tariq", "Maud", "Kofi", "Elif",
		"Hans-Peter", "Leïla", "Noor"};
	static const char *const family[] = {"Becker", "O'Brien", "Müller", "Søndergaard", "Şahin",
		"van Beek", "Kowalczyk", "Okafor", "Dupont", "Castellanos-Ruiz", "Petrov", "Lindqvist",
		"Montefiore", "Ngata", "Weiß", "Haddad", "Ferreira", "Jansen", "Yılmaz", "Novák",
		"Papadopoulos", "Smith", "Ito"};
	sqlite3_stmt *s = NULL;
	if (sqlite3_prepare_v2(db, "INSERT INTO person VALUES(?, ?, ?, '', 1, '', ?, 0, 0, 0, 0, '', 0, 0)",
		    -1, &s, NULL))
		fail("%s", sqlite3_errmsg(db));
	for (int i = 0; i < people; i++) {
		char name[64];
		size_t g = (size_t)i * 7 % (sizeof given / sizeof *given),
		       f = (size_t)i * 13 / 20 % (sizeof family / sizeof *family);
		snprintf(name, sizeof name, "%s %c%c", family[f], 'A' + i / 460 % 26, 'a' + i / 11960 % 26);
		sqlite3_bind_int(s, 1, FIRST_PERSON + i);
		sqlite3_bind_text(s, 2, given[g], -1, SQLITE_STATIC);
		sqlite3_bind_text(s, 3, name, -1, SQLITE_TRANSIENT);
		sqlite3_bind_int(s, 4, i % 12);
		if (sqlite3_step(s) != SQLITE_DONE)
			fail("%s", sqlite3_errmsg(db));
		sqlite3_reset(s);
	}
	sqlite3_finalize(s);
}

/* The code of this number (note i has number i), as its QR code would hold it. */
static void note_token(int i, uint8_t token[TOKEN_BYTES])
{
	memset(token, 0x5a, TOKEN_BYTES);
	memcpy(token, &i, sizeof i);
}

/* The code of `subject` has the token of this number. */
static void add_code(sqlite3 *db, int number, ident subject, int64_t now)
{
	uint8_t token[TOKEN_BYTES];
	struct hash hash;
	sqlite3_stmt *s = NULL;
	note_token(number, token);
	token_hash(token, &hash);
	if (sqlite3_prepare_v2(db, "INSERT INTO code VALUES(?1, ?1, ?2, ?3, ?4)", -1, &s, NULL))
		fail("%s", sqlite3_errmsg(db));
	sqlite3_bind_blob(s, 1, &hash, sizeof hash, SQLITE_STATIC);
	sqlite3_bind_int64(s, 2, subject);
	sqlite3_bind_int64(s, 3, now);
	sqlite3_bind_int64(s, 4, now + DAY);
	if (sqlite3_step(s) != SQLITE_DONE)
		fail("%s", sqlite3_errmsg(db));
	sqlite3_finalize(s);
}

static void add_note(sqlite3 *db, int i, int64_t now)
{
	char sql[512];
	snprintf(sql, sizeof sql,
		"INSERT INTO topic(id, board, lane, position, kind, title, detail, person, note, created) "
		"SELECT %d, min(id), 0, %d, 0, 'Topic %d', '', 0, %d, %lld FROM board;"
		"INSERT INTO note VALUES(%d, 0, %d, 'Topic %d', 0, '', %lld, 0, 0)",
		FIRST_TOPIC + i, 1000 + i, i, FIRST_NOTE + i, (long long)now, FIRST_NOTE + i, FIRST_TOPIC + i,
		i, (long long)now);
	run_sql(db, sql);
	add_code(db, i, FIRST_NOTE + i, now);
}

/* The demo room with so many people more, and so many topics whose notes phones can open. */
UNUSED static void room_make(struct bench_room *r, int people, int notes)
{
	char problem[300];
	sqlite3 *db = NULL;
	int64_t now = clock_now().wall;
	snprintf(r->folder, sizeof r->folder, "/tmp/tandem-bench-XXXXXX");
	if (!mkdtemp(r->folder))
		fail("%s: %s", r->folder, strerror(errno));
	snprintf(r->path, sizeof r->path, "%.63s/room.db", r->folder);
	if (!demo_make(r->path, now, "en", problem, sizeof problem))
		fail("%s", problem);
	if (sqlite3_open(r->path, &db) != SQLITE_OK)
		fail("%s", sqlite3_errmsg(db));
	run_sql(db, "PRAGMA synchronous=OFF; BEGIN");
	add_many(db, people);
	for (int i = 0; i < notes; i++)
		add_note(db, i, now);
	run_sql(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
	sqlite3_close(db);
}

static void remove_tree(const char *folder)
{
	DIR *d = opendir(folder);
	for (const struct dirent *e; d && (e = readdir(d));) {
		char path[512];
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		if (unlink(path) != 0)
			remove_tree(path);
	}
	if (d)
		closedir(d);
	rmdir(folder);
}

UNUSED static void room_remove(struct bench_room *r)
{
	remove_tree(r->folder);
}

/* ---- what a process costs ---- */

/* CPU time of all its threads, in ms. */
UNUSED static double cpu_ms(pid_t pid)
{
	char path[32], stat[320];
	double ns = 0;
	snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	DIR *d = opendir(path);
	for (const struct dirent *e; d && (e = readdir(d));) {
		double one = 0;
		snprintf(stat, sizeof stat, "%s/%.200s/schedstat", path, e->d_name);
		FILE *f = fopen(stat, "r");
		if (f && fscanf(f, "%lf", &one) == 1)
			ns += one;
		if (f)
			fclose(f);
	}
	if (!d)
		fail("%s: %s", path, strerror(errno));
	closedir(d);
	return ns / 1e6;
}

/* A number of a file like /proc/PID/status: the one after `key`. -1: not there. */
UNUSED static double proc_number(const char *path, const char *key)
{
	char text[256];
	double value = -1;
	FILE *f = fopen(path, "r");
	while (f && value < 0 && fgets(text, sizeof text, f))
		if (strncmp(text, key, strlen(key)) == 0)
			value = strtod(text + strlen(key), NULL);
	if (f)
		fclose(f);
	return value;
}

UNUSED static double pss_mib(pid_t pid)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
	double kib = proc_number(path, "Pss:");
	if (kib < 0)
		fail("%s cannot be read", path);
	return kib / 1024;
}

/* How often its threads went to sleep, that is, how often something woke them. */
UNUSED static double sleeps(pid_t pid)
{
	char path[32];
	double count = 0;
	snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
	DIR *d = opendir(path);
	for (const struct dirent *e; d && (e = readdir(d));) {
		char status[320];
		snprintf(status, sizeof status, "%s/%s/status", path, e->d_name);
		double one = proc_number(status, "voluntary_ctxt_switches:");
		count += one > 0 ? one : 0;
	}
	if (d)
		closedir(d);
	return count;
}

/* ---- an X server of our own ---- */

struct display {
	pid_t pid;
	char name[16]; /* ":7" */
};

/* False: there is no Xvfb on this machine. */
UNUSED static bool display_open(struct display *d)
{
	int out[2];
	if (pipe(out) != 0 || (d->pid = fork()) < 0)
		fail("%s", strerror(errno));
	if (d->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		int nothing = open("/dev/null", O_RDWR);
		dup2(nothing, 1);
		dup2(nothing, 2);
		dup2(out[1], 3);
		execlp("Xvfb", "Xvfb", "-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp",
			"-noreset", (char *)NULL);
		_exit(127);
	}
	close(out[1]);
	d->name[0] = ':';
	size_t n = 1;
	for (ssize_t got = 1; got > 0 && d->name[n - 1] != '\n' && n < sizeof d->name - 1; n += (size_t)got)
		if ((got = read(out[0], d->name + n, 1)) <= 0)
			break;
	close(out[0]);
	bool open = d->name[n - 1] == '\n';
	d->name[n - 1] = 0;
	if (!open)
		waitpid(d->pid, NULL, 0);
	return open;
}

UNUSED static void display_close(struct display *d)
{
	kill(d->pid, SIGTERM);
	waitpid(d->pid, NULL, 0);
}

/* ---- the real program ---- */

struct program {
	pid_t pid;
	double ready_ms; /* from fork until the frame with everything in it was shown */
	double work_ms;  /* CPU time until then, of all its threads */
	int log;         /* what it writes to stderr */
	uint16_t port;   /* of the phones' server */
};

struct program_options {
	const char *program;
	const struct bench_room *room;
	const char *display; /* NULL: headless */
	int w, h;
};

static void write_config(const struct program_options *o, const char *path)
{
	FILE *f = fopen(path, "w");
	if (!f)
		fail("%s: %s", path, strerror(errno));
	fprintf(f,
		"[network]\nport = 0\nbind = 127.0.0.1\n[screen]\nfullscreen = no\nwidth = %d\nheight = %d\n",
		o->w, o->h);
	fclose(f);
}

/* The service manager's place, which is told READY=1 when the first complete frame is on the screen. */
static int listen_ready(const char *path)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	struct timeval patience = {.tv_sec = PATIENCE_SECONDS};
	if (strlen(path) >= sizeof at.sun_path)
		fail("%s is too long", path);
	strcpy(at.sun_path, path);
	unlink(path);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof at) != 0)
		fail("%s: %s", path, strerror(errno));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	return fd;
}

static void become_program(const struct program_options *o, const char *config, const char *notify, int log)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM); /* where the bench fails, the program goes with it */
	setenv("NOTIFY_SOCKET", notify, 1);
	setenv("LANGUAGE", "en", 1);
	if (o->display) {
		setenv("DISPLAY", o->display, 1);
		setenv("SDL_VIDEODRIVER", "x11", 1);
	}
	dup2(log, 2);
	execl(o->program, o->program, "--config", config, "--database", o->room->path,
		o->display ? "--windowed" : "--headless", o->display ? (char *)NULL : "--mirror=127.0.0.1:0",
		(char *)NULL);
	_exit(127);
}

static void read_port(struct program *p)
{
	char text[4096];
	size_t n = 0;
	for (const char *at = NULL; !at && n < sizeof text - 1;) {
		ssize_t got = read(p->log, text + n, sizeof text - 1 - n);
		if (got <= 0)
			fail("the program ended: %.*s", (int)n, text);
		n += (size_t)got;
		text[n] = 0;
		at = strstr(text, "port ");
		if (at)
			p->port = (uint16_t)atoi(at + 5);
	}
}

UNUSED static void program_start(struct program *p, const struct program_options *o)
{
	char config[160], notify[96], told[256];
	int log[2];
	snprintf(config, sizeof config, "%s/tandem.conf", o->room->folder);
	snprintf(notify, sizeof notify, "%s/notify", o->room->folder);
	write_config(o, config);
	int ready = listen_ready(notify);
	if (pipe2(log, O_CLOEXEC) != 0)
		fail("%s", strerror(errno));
	double begin = now_ms();
	p->pid = fork();
	if (p->pid == 0)
		become_program(o, config, notify, log[1]);
	close(log[1]);
	p->log = log[0];
	ssize_t n = recv(ready, told, sizeof told, 0);
	if (n < 7 || memcmp(told, "READY=1", 7) != 0)
		fail("%s did not get ready: %s", o->program, n < 0 ? strerror(errno) : "it stopped");
	p->ready_ms = now_ms() - begin;
	p->work_ms = cpu_ms(p->pid);
	close(ready);
	read_port(p);
}

UNUSED static void program_end(struct program *p)
{
	int status;
	kill(p->pid, SIGTERM);
	waitpid(p->pid, &status, 0);
	close(p->log);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail("the program ended with status %d", status);
}
