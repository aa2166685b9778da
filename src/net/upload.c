/* One file after the other. It shares nothing with the net but the queues; a request that has gone in the meantime is
 * found by nobody, and its answer is dropped like any other. */
#include "net/upload.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "core/outbox.h"
#include "import/csv.h"
#include "import/ical.h"
#include "net/inside.h"

#define LOG_MODULE "net"
#define DAYS_BACK 1 /* of a calendar: as the command reads it */
#define DAYS_AHEAD 60

struct uploads {
	pthread_t thread;
	bool runs;
	struct queue *files, *inbox, *effects;
	atomic_bool ends;
};

static bool read_people(struct msg *msg, const struct upload *u, struct report *report)
{
	struct people_file people = {0};
	bool good = people_read(&msg->mem, buf_str(&u->bytes), &people, report);
	msg->u.import_people = (struct msg_import_people){people.rows, people.count, u->preview};
	return good;
}

static bool read_calendar(struct msg *msg, const struct upload *u, struct report *report)
{
	struct calendar_file calendar = {0};
	struct moment now = clock_now();
	int64_t today = day_start(now.wall), from = today - DAYS_BACK * DAY, to = today + DAYS_AHEAD * DAY;
	bool good = now.trusted && calendar_read(&msg->mem, buf_str(&u->bytes), from, to, &calendar, report);
	if (!now.trusted)
		report_problem(report, 0,
			N_("the kiosk's clock is not set, so the next %d days are not known"), DAYS_AHEAD);
	msg->u.import_sessions =
		(struct msg_import_sessions){calendar.events, calendar.count, u->preview, from, to};
	return good;
}

static struct effect *answer_new(const struct upload *u, enum effect_kind kind)
{
	return effect_new(kind, (struct origin){.source = FROM_FILE, .conn = u->conn}, u->kind);
}

/* Nothing more can be done about a queue that is full: the request then ends after its time. */
static void answer(struct uploads *all, struct effect *e)
{
	if (queue_push(all->effects, e))
		return;
	log_warn("there was no room for the answer to a file");
	effect_free(e);
}

/* The file has something wrong with it before the core has seen any of it. */
static struct effect *refusal(const struct upload *u, const struct report *report)
{
	struct effect *e = answer_new(u, EFFECT_import_report);
	e->u.import_report = (struct effect_import_report){.dry_run = u->preview, .err = ERR_invalid};
	remarks_copy(&e->mem, &e->u.import_report.problems, &report->problems);
	remarks_copy(&e->mem, &e->u.import_report.notes, &report->notes);
	return e;
}

static void read_file(struct uploads *all, const struct upload *u)
{
	struct report report = {0};
	struct msg *msg = net_message(u->kind, FROM_FILE, u->conn);
	bool good = (u->kind == MSG_import_people ? read_people : read_calendar)(msg, u, &report);
	bool taken = good && queue_push(all->inbox, msg);
	if (!good) {
		answer(all, refusal(u, &report));
	} else if (!taken) {
		struct effect *e = answer_new(u, EFFECT_reply);
		e->u.reply.err = ERR_busy;
		answer(all, e);
	}
	if (!taken)
		msg_free(msg);
	report_free(&report);
}

static void upload_free(struct upload *u)
{
	buf_free(&u->bytes);
	free(u);
}

static void *run(void *user)
{
	struct uploads *all = user;
	while (!atomic_load(&all->ends)) {
		struct upload *u = queue_pop(all->files);
		if (u) {
			read_file(all, u);
			upload_free(u);
		} else {
			queue_wait(all->files, -1);
		}
	}
	return NULL;
}

struct uploads *uploads_new(struct queue *inbox, struct queue *effects)
{
	struct uploads *all = xcalloc(1, sizeof *all);
	all->inbox = inbox;
	all->effects = effects;
	all->files = queue_new(UPLOADS_MAX);
	return all;
}

bool uploads_read(struct uploads *all, struct upload upload)
{
	all->runs = all->runs || pthread_create(&all->thread, NULL, run, all) == 0;
	struct upload *u = xmalloc(sizeof *u);
	*u = upload;
	if (all->runs && queue_push(all->files, u))
		return true;
	free(u);
	return false;
}

void uploads_free(struct uploads *all)
{
	atomic_store(&all->ends, true);
	queue_wake(all->files);
	if (all->runs)
		pthread_join(all->thread, NULL);
	for (struct upload *u; (u = queue_pop(all->files));)
		upload_free(u);
	queue_free(all->files);
	free(all);
}
