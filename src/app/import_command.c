/* `tandem import FILE`: reads a people file or a calendar, and hands what it says to the kiosk that is
 * running, through its admin socket, or to a core of its own where none is. Either way it is one
 * message, checked as a whole and done as a whole. */
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/commands.h"
#include "app/import_here.h"
#include "base/random.h"
#include "import/csv.h"
#include "import/ical.h"
#include "net/admin.h"

#define _(text) gettext(text)

#define DAYS_BACK 1 /* of a calendar: what is long over is nobody's session any more */
#define DAYS_AHEAD 60

struct import {
	const char *file, *config, *database;
	bool dry_run;
	struct config settings;
	struct buf bytes;
	struct report report;
	struct msg *msg; /* what the file says; its strings are its own */
};

static int help(FILE *to, int status)
{
	fprintf(to,
		_("Usage: tandem import FILE [--dry-run] [--config FILE] [--database FILE]\n"
		  "Takes in people (CSV) or sessions (iCalendar, the next %d days). The kiosk may be "
		  "running.\n"
		  "Either the whole file is taken in or nothing of it; once more, and it updates.\n"
		  "  --dry-run        only says what would change\n"
		  "  --config FILE    instead of %s\n"
		  "  --database FILE  instead of the configured one\n"
		  "  --help\n"
		  "The first row of a people file names its columns, in any order: name, given name,\n"
		  "organisation, e-mail, language. People are recognised by e-mail, then by name.\n"),
		DAYS_AHEAD, CONFIG_FILE);
	return status;
}

static bool complain(const char *about, const char *why)
{
	fprintf(stderr, "tandem import: %s: %s\n", about, why);
	return false;
}

/* ---- the file ---- */

static bool slurp(struct import *im)
{
	FILE *f = fopen(im->file, "rbe");
	if (!f)
		return complain(im->file, strerror(errno));
	for (size_t n = 1; n > 0 && im->bytes.n <= IMPORT_FILE_MAX_BYTES;) {
		buf_reserve(&im->bytes, 65536);
		n = fread(im->bytes.p + im->bytes.n, 1, 65536, f);
		im->bytes.n += n;
	}
	bool good = !ferror(f);
	int why = errno;
	(void)fclose(f); /* only read */
	return good || complain(im->file, strerror(why));
}

static bool is_calendar(const struct import *im)
{
	const char *dot = strrchr(im->file, '.');
	struct str head = str_sub(buf_str(&im->bytes), 0, 1024);
	return (dot && strcasecmp(dot, ".ics") == 0) || str_contains(head, STR("BEGIN:VCALENDAR"));
}

static struct msg *new_msg(enum msg_kind kind)
{
	uint64_t request;
	random_bytes(&request, sizeof request);
	return msg_new(kind, (struct origin){.source = FROM_FILE, .request = (request & INT64_MAX) | 1});
}

static bool read_people(struct import *im)
{
	struct people_file people;
	im->msg = new_msg(MSG_import_people);
	if (!people_read(&im->msg->mem, buf_str(&im->bytes), &people, &im->report))
		return false;
	im->msg->u.import_people = (struct msg_import_people){people.rows, people.count, im->dry_run};
	return true;
}

static bool read_calendar(struct import *im)
{
	struct moment now = clock_now();
	struct calendar_file calendar;
	int64_t today = day_start(now.wall), from = today - DAYS_BACK * DAY, to = today + DAYS_AHEAD * DAY;
	im->msg = new_msg(MSG_import_sessions);
	if (!now.trusted) {
		report_problem(&im->report, 0,
			_("this machine's clock is not set, so the next %d days are not known"), DAYS_AHEAD);
		return false;
	}
	if (!calendar_read(&im->msg->mem, buf_str(&im->bytes), from, to, &calendar, &im->report))
		return false;
	im->msg->u.import_sessions =
		(struct msg_import_sessions){calendar.events, calendar.count, im->dry_run, from, to};
	return true;
}

static bool read_file(struct import *im)
{
	if (!slurp(im))
		return false;
	bool good = is_calendar(im) ? read_calendar(im) : read_people(im);
	fprintf(stderr, "%.*s%.*s", STR_FMT(buf_str(&im->report.notes)),
		STR_FMT(buf_str(&im->report.problems)));
	if (im->report.problem_count > REPORT_LINES_MAX)
		fprintf(stderr, _("%s: and %u problems more\n"), im->file,
			im->report.problem_count - REPORT_LINES_MAX);
	if (!good)
		fprintf(stderr, _("%s: nothing was taken in\n"), im->file);
	return good;
}

/* ---- the kiosk that is running ---- */

static json_t *text(struct str s)
{
	return json_stringn(s.p, s.n);
}

static json_t *people_json(const struct msg_import_people *m)
{
	json_t *rows = json_array();
	for (uint32_t i = 0; i < m->count; i++) {
		const struct import_person *p = &m->rows[i];
		json_array_append_new(rows,
			json_pack("{s:o,s:o,s:o,s:o,s:o,s:I}", "name", text(p->name), "given", text(p->given),
				"organisation", text(p->organisation), "email", text(p->email), "language",
				text(p->language), "line", (json_int_t)p->line));
	}
	INVARIANT(json_array_size(rows) == m->count);
	return json_pack("{s:{s:b,s:o}}", "import_people", "dry_run", m->dry_run, "rows", rows);
}

static json_t *event_json(const struct import_event *e)
{
	json_t *attendees = json_array();
	for (uint32_t i = 0; i < e->attendee_count; i++)
		json_array_append_new(attendees,
			json_pack("{s:o,s:o}", "email", text(e->attendees[i].email), "name",
				text(e->attendees[i].name)));
	return json_pack("{s:o,s:o,s:o,s:o,s:I,s:I,s:I,s:b,s:I,s:o}", "uid", text(e->uid), "title",
		text(e->title), "description", text(e->description), "location", text(e->location),
		"recurrence", (json_int_t)e->recurrence, "start", (json_int_t)e->start, "end",
		(json_int_t)e->end, "cancelled", e->cancelled, "line", (json_int_t)e->line, "attendees",
		attendees);
}

static json_t *sessions_json(const struct msg_import_sessions *m)
{
	json_t *events = json_array();
	for (uint32_t i = 0; i < m->count; i++)
		json_array_append_new(events, event_json(&m->events[i]));
	INVARIANT(json_array_size(events) == m->count);
	return json_pack("{s:{s:b,s:I,s:I,s:o}}", "import_sessions", "dry_run", m->dry_run, "from",
		(json_int_t)m->from, "to", (json_int_t)m->to, "events", events);
}

static uint32_t count_of(const json_t *answer, const char *key)
{
	return (uint32_t)json_integer_value(json_object_get(answer, key));
}

/* The kiosk's answer as the report that its core made. */
static bool read_answer(struct str line, struct arena *mem, struct effect_import_report *report)
{
	json_t *answer = json_loadb(line.p, line.n, 0, NULL);
	const char *error = json_string_value(json_object_get(answer, "error"));
	*report = (struct effect_import_report){.err = ERR_internal, .text = {"", 0}};
	for (int e = 0; error && e < ERR_count; e++)
		if (strcmp(err_name((enum err)e), error) == 0)
			report->err = (enum err)e;
	report->added = count_of(answer, "added");
	report->changed = count_of(answer, "changed");
	report->same = count_of(answer, "same");
	report->cancelled = count_of(answer, "cancelled");
	report->unmatched = count_of(answer, "unmatched");
	report->text = arena_str(mem, str_from(json_string_value(json_object_get(answer, "text"))));
	json_decref(answer);
	return error != NULL;
}

static bool ask_kiosk(const struct msg *m, const char *socket, struct arena *mem,
	struct effect_import_report *report, char *problem, size_t size)
{
	json_t *json = m->kind == MSG_import_people ? people_json(&m->u.import_people)
						    : sessions_json(&m->u.import_sessions);
	char *request = json_dumps(json, JSON_COMPACT);
	struct buf answer = {0};
	bool good = request && admin_call(socket, str_from(request), &answer, problem, size);
	if (good && !read_answer(buf_str(&answer), mem, report)) {
		snprintf(problem, size, "%s", _("the kiosk's answer could not be read"));
		good = false;
	}
	buf_free(&answer);
	free(request);
	json_decref(json);
	return good;
}

static bool kiosk_runs(const char *socket)
{
	struct buf answer = {0};
	char problem[300];
	bool runs = admin_call(socket, STR("{\"ping\":true}"), &answer, problem, sizeof problem);
	buf_free(&answer);
	return runs;
}

/* ---- the command ---- */

static bool deliver(struct import *im, struct arena *mem, struct effect_import_report *report)
{
	const char *database = config_database(&im->settings, im->database).p;
	char problem[600] = "";
	struct str socket = arena_printf(mem, "%s.sock", database);
	bool running = kiosk_runs(socket.p), good;
	if (running) {
		good = ask_kiosk(im->msg, socket.p, mem, report, problem, sizeof problem);
	} else {
		struct msg *m = im->msg;
		im->msg = NULL;
		good = import_here(&im->settings, database, m, mem, report, problem, sizeof problem);
	}
	return good || complain(im->file, problem);
}

static bool print(const struct import *im, const struct effect_import_report *r)
{
	bool good = r->err == ERR_none;
	fprintf(good ? stdout : stderr, "%.*s", STR_FMT(r->text));
	if (r->text.n && r->text.p[r->text.n - 1] != '\n')
		fputc('\n', good ? stdout : stderr);
	if (!good) {
		if (*err_text(r->err))
			fprintf(stderr, "%s: %s\n", im->file, _(err_text(r->err)));
		fprintf(stderr, _("%s: nothing was taken in\n"), im->file);
		return false;
	}
	printf(_("%s: %u new, %u changed, %u as they were, %u cancelled, %u attendees not known\n"), im->file,
		r->added, r->changed, r->same, r->cancelled, r->unmatched);
	if (im->dry_run)
		printf(_("This was a dry run: nothing has changed.\n"));
	return fflush(stdout) == 0;
}

static int run(struct import *im)
{
	struct arena mem = {0};
	struct effect_import_report report = {0};
	im->report.file = im->file;
	bool good = commands_read_config(&im->settings, im->config) && read_file(im) &&
		deliver(im, &mem, &report) && print(im, &report);
	arena_free(&mem);
	msg_free(im->msg);
	report_free(&im->report);
	buf_free(&im->bytes);
	config_free(&im->settings);
	return good ? 0 : 1;
}

int command_import(int argc, char **argv)
{
	static const struct option options[] = {{"dry-run", no_argument, NULL, 'n'},
		{"config", required_argument, NULL, 'c'}, {"database", required_argument, NULL, 'd'},
		{"help", no_argument, NULL, 'h'}, {0}};
	struct import im = {0};
	commands_open();
	for (int o; (o = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (o == 'n')
			im.dry_run = true;
		else if (o == 'c')
			im.config = optarg;
		else if (o == 'd')
			im.database = optarg;
		else
			return o == 'h' ? help(stdout, 0) : help(stderr, 2);
	}
	if (optind + 1 != argc)
		return help(stderr, 2);
	im.file = argv[optind];
	return run(&im);
}
