/* `tandem import FILE`: reads a people file or a calendar, and hands what it says to the kiosk that is
 * running, through its admin socket, or to a core of its own where none is. Either way it is one
 * message, checked as a whole and done as a whole. */
#include <errno.h>
#include <getopt.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/commands.h"
#include "app/import_here.h"
#include "app/import_there.h"
#include "base/random.h"
#include "import/csv.h"
#include "import/ical.h"

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
		  "organisation, e-mail, language, team. People are recognised by e-mail, then by name.\n"),
		DAYS_AHEAD, CONFIG_FILE);
	return status;
}

static bool complain(const char *about, const char *why)
{
	fprintf(stderr, "tandem import: %s: %s\n", about, why);
	return false;
}

/* "people.csv:3: …", as compilers say it, so that editors find the line. */
static void print_remarks(const struct import *im, const struct remarks *remarks, FILE *to)
{
	struct buf out = {0};
	for (uint32_t i = 0; i < remarks->count; i++) {
		const struct remark *r = &remarks->list[i];
		if (r->line)
			buf_printf(&out, "%s:%u: ", im->file, r->line);
		else
			buf_printf(&out, "%s: ", im->file);
		sentence_fill(&out, r->what, _(r->what.format));
		buf_byte(&out, '\n');
	}
	if (remarks->left)
		buf_printf(&out, _("%s: and %u more like these\n"), im->file, remarks->left);
	fwrite(out.p, 1, out.n, to);
	buf_free(&out);
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
			N_("the kiosk's clock is not set, so the next %d days are not known"), DAYS_AHEAD);
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
	print_remarks(im, &im->report.notes, stderr);
	print_remarks(im, &im->report.problems, stderr);
	if (!good)
		fprintf(stderr, _("%s: nothing was taken in\n"), im->file);
	return good;
}

/* ---- the command ---- */

static struct effect *deliver(struct import *im, struct arena *mem)
{
	const char *database = config_database(&im->settings, im->database).p;
	char problem[600] = "";
	struct str socket = arena_printf(mem, "%s.sock", database);
	struct effect *answer;
	if (import_somebody_there(socket.p)) {
		answer = import_there(socket.p, im->msg, problem, sizeof problem);
	} else {
		struct msg *m = im->msg;
		im->msg = NULL;
		answer = import_here(&im->settings, database, m, problem, sizeof problem);
	}
	if (!answer)
		complain(im->file, problem);
	return answer;
}

static void add_field(struct buf *out, const char *between, const struct report_field *f)
{
	buf_add(out, str_from(between));
	if (f->before.n)
		/* Translators: a column, what stood in it, what will stand in it */
		buf_printf(out, _("%s “%.*s” → “%.*s”"), _(f->name), STR_FMT(f->before), STR_FMT(f->after));
	else
		buf_printf(out, _("%s “%.*s”"), _(f->name), STR_FMT(f->after));
}

static void add_row(const struct import *im, struct buf *out, const struct report_row *row)
{
	static const char *const whats[REPORT_WHATS] = {[REPORT_NEW] = N_("new: %s"),
		[REPORT_CHANGED] = N_("changed: %s"),
		[REPORT_CANCELLED] = N_("cancelled: %s"),
		[REPORT_BACK] = N_("on again: %s")};
	const char *name = row->name.n ? row->name.p : "–";
	buf_printf(out, "%s:%u: ", im->file, row->line);
	buf_printf(out, _(whats[row->what]), name);
	for (uint32_t i = 0; i < row->field_count; i++)
		add_field(out, i ? ", " : ": ", &row->fields[i]);
	buf_byte(out, '\n');
}

static bool print_report(const struct import *im, const struct effect_import_report *r)
{
	struct buf out = {0};
	for (uint32_t i = 0; i < r->row_count; i++)
		add_row(im, &out, &r->rows[i]);
	fwrite(out.p, 1, out.n, stdout);
	buf_free(&out);
	print_remarks(im, &r->notes, stdout);
	print_remarks(im, &r->problems, stderr);
	if (r->err) {
		if (!r->problems.count)
			complain(im->file, _(err_text(r->err)));
		fprintf(stderr, _("%s: nothing was taken in\n"), im->file);
		return false;
	}
	printf(_("%s: %u new, %u changed, %u as they were, %u cancelled, %u attendees not known\n"), im->file,
		r->added, r->changed, r->same, r->cancelled, r->unmatched);
	if (im->dry_run)
		printf(_("This was a dry run: nothing has changed.\n"));
	return fflush(stdout) == 0;
}

static bool print_answer(const struct import *im, const struct effect *answer)
{
	if (answer->kind == EFFECT_import_report)
		return print_report(im, &answer->u.import_report);
	return complain(im->file, _(err_text(answer->u.reply.err)));
}

static int run(struct import *im)
{
	struct arena mem = {0};
	struct effect *answer = NULL;
	if (commands_read_config(&im->settings, im->config) && read_file(im))
		answer = deliver(im, &mem);
	bool good = answer && print_answer(im, answer);
	effect_free(answer);
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
