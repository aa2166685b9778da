/* Files of the coordinator, up and down. Each request says first whose cookie it has; the core answers as it does to
 * any page's hello, and only the coordinator's goes on: of one that brings a file not a byte is read before.
 *
 *   POST /api/desk/people[?preview=1]     a people file (CSV)          the body is the file, at most UPLOAD_BYTES_MAX
 *   POST /api/desk/calendar[?preview=1]   a calendar (iCalendar)
 *     200 {"error":"none|invalid","done":bool,"new":n,"changed":n,"same":n,"cancelled":n,"unmatched":n,
 *          "rows":[{"line","what":"new|changed|cancelled|back","name","fields":[{"name","before","after"}]}, of a
 *          session "title","starts","ends","people" instead of the name],"left":rows not listed,
 *          "problems":[{"line","text","gaps":[…]}],"problemsLeft":n,"notes" and "notesLeft" likewise}
 *     With a problem nothing is done; with preview=1 it never is. Line 0: the file as a whole. What a text says is
 *     English with gaps, as printf has them, and so are the names of fields: the page has the translations.
 *   GET /api/desk/export/people.csv       and partnerships, sessions, organisations
 *     200 text/csv; people.csv can be taken in again
 *   anything else {"error","text"}: 401 without the coordinator's cookie
 *
 * The file is read by a thread of its own (upload.c): two megabytes are half a second's work, a calendar's rules up
 * to CPU_MAX_MS (ical.c), and phones do not wait so long. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "net/http.h"
#include "net/upload.h"
#define LOG_MODULE "net"

#define ROWS_MAX 200 /* on a page; further ones are counted only */

static struct request *request_of(struct asker *asker)
{
	return (struct request *)(void *)asker;
}

/* ---- who asks ---- */
static void take_hello(struct asker *asker, const struct effect *effect)
{
	struct request *r = request_of(asker);
	const struct effect_joined *e = &effect->u.joined;
	if (effect->kind == EFFECT_joined && e->what == OPENED_PAGE && e->note == COORDINATOR)
		r->then(r);
	else
		request_fail(r, effect->kind == EFFECT_reply ? effect->u.reply.err : ERR_signed_out);
}

void request_coordinates(struct request *r, void (*then)(struct request *))
{
	if (!r->has_cookie) {
		request_fail(r, ERR_signed_out);
		return;
	}
	struct msg *msg = net_message(MSG_device_hello, FROM_PHONE, 0);
	msg->u.device_hello = (struct msg_device_hello){.cookie = r->cookie, .note = COORDINATOR};
	r->then = then;
	request_post(r, msg, take_hello);
}

/* ---- up ---- */
static void take_report(struct asker *asker, const struct effect *effect)
{
	struct request *r = request_of(asker);
	struct buf json = {0};
	if (effect->kind != EFFECT_import_report) {
		request_fail(r, effect->kind == EFFECT_reply ? effect->u.reply.err : ERR_internal);
		return;
	}
	wire_report(&json, &effect->u.import_report, ROWS_MAX);
	request_json(r, MHD_HTTP_OK, &json, NULL);
}

static void read_file(struct request *r, enum msg_kind kind)
{
	request_wait(r, take_report);
	struct upload u = {kind, r->asker.conn, r->preview, r->body};
	if (uploads_read(r->net->uploads, u))
		r->body = (struct buf){0};
	else
		request_fail(r, ERR_busy);
}

void file_people(struct request *r)
{
	read_file(r, MSG_import_people);
}

void file_calendar(struct request *r)
{
	read_file(r, MSG_import_sessions);
}

/* ---- down ---- */
static void take_file(struct asker *asker, const struct effect *effect)
{
	struct request *r = request_of(asker);
	char name[128];
	if (effect->kind != EFFECT_file) {
		request_fail(r, effect->kind == EFFECT_reply ? effect->u.reply.err : ERR_internal);
		return;
	}
	const struct effect_file *e = &effect->u.file;
	struct MHD_Response *response = MHD_create_response_from_buffer(
		e->text.n, (void *)(uintptr_t)e->text.p, MHD_RESPMEM_MUST_COPY);
	INVARIANT(response);
	answer_headers(r, response, "text/csv; charset=utf-8", "no-store");
	snprintf(name, sizeof name, "attachment; filename=\"%.*s\"", STR_FMT(e->name));
	if (MHD_add_response_header(response, "Content-Disposition", name) != MHD_YES)
		log_error("the header of a file could not be added");
	request_answer(r, MHD_HTTP_OK, response);
}

static void ask_file(struct request *r)
{
	struct str begin = STR("/api/desk/export/");
	struct msg *msg = net_message(MSG_desk_file, FROM_FILE, 0);
	msg->u.desk_file.name = msg_str(msg, str_sub(r->path, begin.n, r->path.n));
	request_post(r, msg, take_file);
}

void file_export(struct request *r)
{
	request_coordinates(r, ask_file);
}
