/* What the file says becomes one line of JSON, the kiosk's line the report that its core made. */
#include "app/import_there.h"

#include <jansson.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "core/words_of.h"
#include "net/admin.h"

#define _(text) gettext(text)

bool import_somebody_there(const char *socket)
{
	struct buf answer = {0};
	char problem[300];
	bool runs = admin_call(socket, STR("{\"ping\":true}"), &answer, problem, sizeof problem);
	buf_free(&answer);
	return runs;
}

/* ---- what is asked ---- */

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
			json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:I}", "name", text(p->name), "given",
				text(p->given), "organisation", text(p->organisation), "email",
				text(p->email), "language", text(p->language), "team", text(p->team), "line",
				(json_int_t)p->line));
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

/* ---- what is answered ---- */

static uint32_t count_of(const json_t *json, const char *key)
{
	return (uint32_t)json_integer_value(json_object_get(json, key));
}

static struct str text_of(const json_t *json, const char *key)
{
	return str_from(json_string_value(json_object_get(json, key)));
}

static void read_remarks(struct effect *e, struct remarks *to, const json_t *list, uint32_t left)
{
	to->list = ARENA_ARRAY(&e->mem, struct remark, REMARKS_MAX);
	to->left = left;
	size_t i, j;
	json_t *one, *gap;
	json_array_foreach(list, i, one)
	{
		struct buf gaps = {0};
		if (to->count == REMARKS_MAX)
			break;
		json_array_foreach(json_object_get(one, "gaps"), j, gap)
		{
			buf_add(&gaps, str_from(json_string_value(gap)));
			buf_byte(&gaps, SENTENCE_GAP_END);
		}
		to->list[to->count++] = (struct remark){count_of(one, "line"),
			{arena_str(&e->mem, text_of(one, "text")).p, arena_str(&e->mem, buf_str(&gaps))}};
		buf_free(&gaps);
	}
}

static void read_row(struct effect *e, const json_t *json)
{
	int what = REPORT_NEW;
	size_t i;
	json_t *field;
	struct str name = text_of(json, "name");
	word_find(&words_reports, text_of(json, "what"), &what);
	struct report_row *row = report_row(
		e, count_of(json, "line"), (enum report_what)what, name.n ? name : text_of(json, "title"));
	row->starts = json_integer_value(json_object_get(json, "starts"));
	json_array_foreach(json_object_get(json, "fields"), i, field)
		report_change(e, row, arena_str(&e->mem, text_of(field, "name")).p, text_of(field, "before"),
			text_of(field, "after"));
}

static enum err error_of(struct str name)
{
	for (int e = 0; e < ERR_count; e++)
		if (str_eq(str_from(err_name((enum err)e)), name))
			return (enum err)e;
	return ERR_internal;
}

static struct effect *read_answer(const json_t *answer)
{
	if (!json_is_string(json_object_get(answer, "error")))
		return NULL;
	struct effect *e = effect_new(EFFECT_import_report, (struct origin){0}, MSG_import_people);
	struct effect_import_report *r = &e->u.import_report;
	r->err = error_of(text_of(answer, "error"));
	r->added = count_of(answer, "new");
	r->changed = count_of(answer, "changed");
	r->same = count_of(answer, "same");
	r->cancelled = count_of(answer, "cancelled");
	r->unmatched = count_of(answer, "unmatched");
	size_t i;
	json_t *row;
	json_array_foreach(json_object_get(answer, "rows"), i, row) read_row(e, row);
	read_remarks(e, &r->problems, json_object_get(answer, "problems"), count_of(answer, "problemsLeft"));
	read_remarks(e, &r->notes, json_object_get(answer, "notes"), count_of(answer, "notesLeft"));
	return e;
}

struct effect *import_there(const char *socket, const struct msg *m, char *problem, size_t size)
{
	json_t *json = m->kind == MSG_import_people ? people_json(&m->u.import_people)
						    : sessions_json(&m->u.import_sessions);
	char *request = json_dumps(json, JSON_COMPACT);
	struct buf line = {0};
	struct effect *e = NULL;
	if (request && admin_call(socket, str_from(request), &line, problem, size)) {
		json_t *answer = json_loadb(line.p, line.n, 0, NULL);
		e = read_answer(answer);
		json_decref(answer);
		if (!e)
			snprintf(problem, size, "%s", _("the kiosk's answer could not be read"));
	}
	buf_free(&line);
	free(request);
	json_decref(json);
	return e;
}
