/* Tandem: a kiosk for the rooms in which people learn from each other. Here: which sub-command, the
 * options of the kiosk itself, and its life from start to end. */
#include <errno.h>
#include <getopt.h>
#include <libintl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/commands.h"
#include "app/content_files.h"
#include "app/demo.h"
#include "app/kiosk.h"
#include "app/play.h"
#include "base/log.h"

#define _(text) gettext(text)
#define LOG_MODULE "tandem"
#define MIRROR "127.0.0.1:8089"

static struct kiosk *volatile running;      /* for the signal handler */
static volatile sig_atomic_t asked_to_stop; /* perhaps before anything runs */

static void on_signal(int number)
{
	(void)number;
	asked_to_stop = 1;
	if (running)
		kiosk_stop(running);
}

struct arguments {
	const char *config, *database, *mirror;
	bool demo, headless, windowed, fullscreen;
};

static int help(FILE *to, int status)
{
	fprintf(to,
		_("Usage: tandem [OPTION]…                start the kiosk\n"
		  "       tandem play FILE                drive it by a screen script\n"
		  "       tandem import FILE [--dry-run]  people (CSV) or sessions (iCalendar)\n"
		  "       tandem export FOLDER            people, sessions, check-ins and notes as files\n"
		  "       tandem pin --forget             take the facilitator's PIN away\n"
		  "       tandem audit                    check the log of who did what\n"
		  "       tandem config                   print the configuration in force\n"
		  "Options:\n"
		  "  --demo             a demo room of today, in a database of its own\n"
		  "  --config FILE      instead of %s\n"
		  "  --database FILE    instead of the configured one\n"
		  "  --headless         without a display; the screen is shown on the mirror page\n"
		  "  --mirror[=ADDRESS] show the screen as a page, by default on %s\n"
		  "  --windowed, --fullscreen\n"
		  "  --version, --help\n"
		  "Each sub-command has a --help of its own. The manual: tandem(1)\n"),
		CONFIG_FILE, MIRROR);
	return status;
}

enum {
	OPT_DEMO = 256,
	OPT_CONFIG,
	OPT_DATABASE,
	OPT_HEADLESS,
	OPT_MIRROR,
	OPT_WINDOWED,
	OPT_FULLSCREEN,
	OPT_VERSION,
	OPT_HELP
};

static const struct option long_options[] = {
	{"demo", no_argument, NULL, OPT_DEMO},
	{"config", required_argument, NULL, OPT_CONFIG},
	{"database", required_argument, NULL, OPT_DATABASE},
	{"headless", no_argument, NULL, OPT_HEADLESS},
	{"mirror", optional_argument, NULL, OPT_MIRROR},
	{"windowed", no_argument, NULL, OPT_WINDOWED},
	{"fullscreen", no_argument, NULL, OPT_FULLSCREEN},
	{"version", no_argument, NULL, OPT_VERSION},
	{"help", no_argument, NULL, OPT_HELP},
	{0},
};

/* -1: go on; else the exit status. */
static int read_arguments(struct arguments *a, int argc, char **argv)
{
	for (int c; (c = getopt_long(argc, argv, "", long_options, NULL)) != -1;) {
		switch (c) {
		case OPT_DEMO:
			a->demo = true;
			break;
		case OPT_CONFIG:
			a->config = optarg;
			break;
		case OPT_DATABASE:
			a->database = optarg;
			break;
		case OPT_HEADLESS:
			a->headless = true;
			break;
		case OPT_MIRROR:
			a->mirror = optarg ? optarg : MIRROR;
			break;
		case OPT_WINDOWED:
			a->windowed = true;
			break;
		case OPT_FULLSCREEN:
			a->fullscreen = true;
			break;
		case OPT_VERSION:
			puts("tandem " TANDEM_VERSION);
			return 0;
		case OPT_HELP:
			return help(stdout, 0);
		default:
			return help(stderr, 2);
		}
	}
	return optind == argc ? -1 : help(stderr, 2);
}

/* Makes the database's folder and those above it, for the user alone. */
static bool make_folder(const char *file)
{
	char path[FOLDER_BYTES];
	snprintf(path, sizeof path, "%s", file);
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(path, 0700) != 0 && errno != EEXIST) {
			log_error("%s: %s", path, strerror(errno));
			return false;
		}
		*slash = '/';
	}
	return true;
}

static bool choose_database(struct config *c, const struct arguments *a, char *path, size_t size)
{
	struct str chosen = config_database(c, a->database);
	if (chosen.n == 0) {
		log_error("there is no place for the database: set [data] path in the configuration");
		return false;
	}
	char problem[300];
	snprintf(path, size, "%.*s%s", STR_FMT(chosen), a->demo && !a->database ? ".demo" : "");
	if (!make_folder(path) && a->demo)
		return false; /* a room of its own waits for its disk and says so; a demo is not worth it */
	if (a->demo)
		demo_room(c, c->room.language.p);
	if (a->demo && !demo_make(path, clock_now().wall, c->room.language.p, problem, sizeof problem)) {
		log_error("%s", problem);
		return false;
	}
	return true;
}

static bool has_desktop(void)
{
	const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY"),
		   *driver = getenv("SDL_VIDEODRIVER");
	return (x11 && *x11) || (wayland && *wayland) || (driver && *driver);
}

static bool has_display(void)
{
	struct stat card;
	return has_desktop() || stat("/dev/dri/card0", &card) == 0 || stat("/dev/dri/card1", &card) == 0;
}

/* A graphics card is no display yet: a server has one too. Where nobody asked for a window and none can
 * be had, the screen goes to the mirror; a demo's in any case, since DISPLAY may name a screen long gone. */
static struct kiosk *open_somehow(struct kiosk_options *o, bool may_go_headless)
{
	char problem[400];
	struct kiosk *k = kiosk_open(o, problem, sizeof problem);
	if (!k && !o->headless && may_go_headless) {
		log_warn("%s", problem);
		o->headless = true;
		o->fullscreen = false;
		o->mirror = o->mirror ? o->mirror : MIRROR;
		o->w = o->w ? o->w : 1024;
		o->h = o->h ? o->h : 600;
		k = kiosk_open(o, problem, sizeof problem);
	}
	if (!k)
		log_error("%s", problem);
	return k;
}

static bool open_and_run(struct kiosk_options *o, bool may_go_headless)
{
	running = open_somehow(o, may_go_headless);
	if (!running)
		return false;
	if (o->headless && may_go_headless)
		log_info("no display was found: the screen is shown at http://%s on this machine", o->mirror);
	log_info("the room is open: screen %s, phones on port %d%s%s", o->headless ? "headless" : "shown",
		kiosk_port(running), o->mirror ? ", mirrored at http://" : "", o->mirror ? o->mirror : "");
	while (!asked_to_stop && kiosk_turn(running, 60 * SECOND))
		;
	log_info("closing");
	struct kiosk *k = running;
	running = NULL;
	kiosk_close(k);
	return true;
}

static bool run(struct arguments *a, struct config *c)
{
	struct folders folders;
	struct content content = {0};
	char problem[700], database[FOLDER_BYTES];
	if (!folders_find(&folders)) {
		log_error("the program's own files were not found beside it");
		return false;
	}
	if (!content_read(&content, folders.assets, problem, sizeof problem)) {
		log_error("%s", problem);
		content_free(&content);
		return false;
	}
	bool good = choose_database(c, a, database, sizeof database);
	bool headless = a->headless || !has_display();
	if (headless && !a->mirror)
		a->mirror = MIRROR;
	bool full = a->fullscreen || (c->screen.fullscreen && !a->windowed);
	int w = c->screen.width, h = c->screen.height;
	bool own_size = full && !headless; /* the display's */
	struct kiosk_options options = {.config = c,
		.folders = &folders,
		.content = &content,
		.database = database,
		.headless = headless,
		.fullscreen = own_size,
		.w = w || own_size ? w : 1024,
		.h = h || own_size ? h : 600,
		.serve = true,
		.mirror = a->mirror};
	good = good && open_and_run(&options, !a->headless && (a->demo || !has_desktop()));
	content_free(&content);
	return good;
}

static int start(int argc, char **argv)
{
	struct arguments a = {0};
	struct config config = {0};
	struct buf problems = {0};
	commands_open();
	int status = read_arguments(&a, argc, argv);
	if (status >= 0)
		return status;
	setenv("TZ", ":/etc/localtime",
		0); /* unset, every mktime would look at that file again: eight times a turn */
	config_defaults(&config);
	bool good = config_read(&config, a.config, &problems);
	if (!good)
		fprintf(stderr, "%.*s", STR_FMT(buf_str(&problems)));
	buf_free(&problems);
	log_open((enum log_level)config.log.level, getenv("JOURNAL_STREAM") != NULL);
	signal(SIGPIPE, SIG_IGN);
	struct sigaction handler = {.sa_handler = on_signal};
	sigaction(SIGTERM, &handler, NULL);
	sigaction(SIGINT, &handler, NULL);
	good = good && run(&a, &config);
	config_free(&config);
	return good ? 0 : 1;
}

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{"play", command_play},
	{"import", command_import},
	{"export", command_export},
	{"pin", command_pin},
	{"audit", command_audit},
	{"config", command_config},
};

int main(int argc, char **argv)
{
	umask(077); /* what people wrote is for this user alone */
	for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	return start(argc, argv);
}
