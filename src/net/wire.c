/* Written by hand, since the frames of one note go to many phones many times a second and are only
 * ever built up from front to back; read by jansson, which refuses invalid UTF-8 and lone surrogates. */
#include "net/wire.h"

#include <inttypes.h>
#include <string.h>

#include "core/changes.h"
#include "core/words_of.h"

#define UNITS_MAX (1 << 30) /* no change set can be longer; sums are checked by core */

json_t *wire_read(struct str text)
{
	json_t *json = json_loadb(text.n ? text.p : "", text.n, JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(json))
		return json;
	json_decref(json);
	return NULL;
}

static struct str text_of(const json_t *json)
{
	return (struct str){json_string_value(json), json_string_length(json)};
}

bool wire_get_text(const json_t *json, const char *key, size_t most_bytes, struct str *out)
{
	const json_t *value = json_object_get(json, key);
	if (!json_is_string(value) || json_string_length(value) > most_bytes)
		return false;
	*out = text_of(value);
	return true;
}

bool wire_get_number(const json_t *json, const char *key, int64_t min, int64_t max, int64_t *out)
{
	const json_t *value = json_object_get(json, key);
	if (!json_is_integer(value))
		return false;
	*out = json_integer_value(value);
	return *out >= min && *out <= max;
}

bool wire_get_flag(const json_t *json, const char *key)
{
	return json_is_true(json_object_get(json, key));
}

static bool read_units(const json_t *json, uint32_t *out)
{
	if (!json_is_integer(json))
		return false;
	int64_t units = json_integer_value(json);
	*out = (uint32_t)units;
	return units >= 0 && units <= UNITS_MAX;
}

/* The lines from index 1 on, joined by LF. A line that holds a line break would break every phone. */
static bool read_lines(struct arena *mem, const json_t *parts, struct str *out)
{
	size_t count = json_array_size(parts), bytes = 0;
	for (size_t i = 1; i < count; i++) {
		const json_t *line = json_array_get(parts, i);
		struct str s = text_of(line);
		if (!json_is_string(line) || memchr(s.p, '\n', s.n) || memchr(s.p, '\r', s.n))
			return false;
		bytes += s.n + 1;
	}
	char *text = arena_alloc(mem, bytes + 1), *at = text;
	for (size_t i = 1; i < count; i++) {
		struct str s = text_of(json_array_get(parts, i));
		if (i > 1)
			*at++ = '\n';
		memcpy(at, s.p, s.n);
		at += s.n;
	}
	*out = (struct str){text, (size_t)(at - text)};
	return true;
}

static bool read_section(struct arena *mem, const json_t *json, struct section *out)
{
	if (json_is_integer(json)) {
		out->keep = true;
		return read_units(json, &out->old_units);
	}
	return json_is_array(json) && json_array_size(json) > 0 &&
		read_units(json_array_get(json, 0), &out->old_units) && read_lines(mem, json, &out->text);
}

bool wire_read_changes(struct arena *mem, const json_t *json, struct change_set *out)
{
	size_t count = json_array_size(json);
	if (!json_is_array(json) || count > SECTIONS_MAX)
		return false;
	*out = (struct change_set){
		.sections = ARENA_ARRAY(mem, struct section, count), .count = (uint32_t)count};
	for (size_t i = 0; i < count; i++)
		if (!read_section(mem, json_array_get(json, i), &out->sections[i]))
			return false;
	return true;
}

void wire_string(struct buf *out, struct str s)
{
	static const char hex[] = "0123456789abcdef";
	buf_byte(out, '"');
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(out, str_sub(s, from, i));
		from = i + 1;
		if (c == '\n') {
			buf_add(out, STR("\\n"));
		} else if (c < 0x20) {
			buf_add(out, STR("\\u00"));
			buf_byte(out, hex[c >> 4]);
			buf_byte(out, hex[c & 15]);
		} else {
			buf_byte(out, '\\');
			buf_byte(out, (char)c);
		}
	}
	buf_add(out, str_sub(s, from, s.n));
	buf_byte(out, '"');
}

static const char *flag(bool value)
{
	return value ? "true" : "false";
}

void wire_text(struct buf *out, const char *head, struct str value)
{
	buf_add(out, str_from(head));
	wire_string(out, value);
}

void wire_reason(struct buf *out, enum err err)
{
	wire_text(out, ",\"error\":", str_from(err_name(err)));
	wire_text(out, ",\"text\":", str_from(err_text(err)));
}

void wire_error(struct buf *out, enum err err)
{
	wire_text(out, "{\"error\":", str_from(err_name(err)));
	wire_text(out, ",\"text\":", str_from(err_text(err)));
	buf_byte(out, '}');
}

static void add_person(struct buf *out, const struct note_person *p)
{
	buf_printf(out, "{\"id\":%" PRId64, p->person);
	wire_text(out, ",\"name\":", p->name);
	wire_text(out, ",\"initials\":", p->initials);
	buf_printf(out, ",\"colour\":%u,\"here\":%s", p->colour, flag(p->here));
}

void wire_joined(struct buf *out, const struct effect_joined *e, const char *ticket)
{
	buf_printf(out, "{\"note\":%" PRId64 ",\"title\":", e->note);
	wire_string(out, e->title);
	buf_printf(out, ",\"me\":%" PRId64 ",\"whoKnown\":%s,\"readOnly\":%s,\"people\":[", e->me,
		flag(e->who_known), flag(e->read_only));
	for (uint32_t i = 0; i < e->count; i++) {
		if (i)
			buf_byte(out, ',');
		add_person(out, &e->people[i]);
		buf_byte(out, '}');
	}
	buf_printf(out, "],\"ticket\":\"%s\"}", ticket);
}

void wire_joined_partnership(struct buf *out, const struct effect_joined *e, const char *ticket)
{
	buf_printf(out, "{\"partnership\":%" PRId64, e->note);
	wire_text(out, ",\"title\":", e->title);
	buf_add(out, STR(",\"people\":["));
	for (uint32_t i = 0; i < e->count; i++) {
		if (i)
			buf_byte(out, ',');
		add_person(out, &e->people[i]);
		buf_printf(out, ",\"taken\":%s}", flag(e->people[i].taken));
	}
	buf_printf(out, "],\"ticket\":\"%s\"}", ticket);
}

void wire_joined_page(struct buf *out, const struct effect_joined *e, const char *ticket)
{
	bool desk = e->note == COORDINATOR;
	buf_printf(out, "{\"page\":%" PRId64 ",\"person\":%" PRId64 ",\"coordinator\":%s", e->note,
		desk ? 0 : e->note, flag(desk));
	wire_text(out, ",\"title\":", e->title);
	buf_printf(out, ",\"ticket\":\"%s\"}", ticket);
}

void wire_doc(struct buf *out, const struct doc *d)
{
	static const char *const brackets[] = {[DOC_LIST] = "[]", [DOC_MAP] = "{}"};
	switch (d->kind) {
	case DOC_NULL:
		buf_add(out, STR("null"));
		return;
	case DOC_FLAG:
		buf_add(out, str_from(flag(d->number != 0)));
		return;
	case DOC_NUMBER:
		buf_printf(out, "%" PRId64, d->number);
		return;
	case DOC_TEXT:
		wire_string(out, d->text);
		return;
	case DOC_LIST:
	case DOC_MAP:
		break;
	}
	buf_byte(out, brackets[d->kind][0]);
	for (const struct doc *in = d->first; in; in = in->next) {
		if (in != d->first)
			buf_byte(out, ',');
		if (in->key)
			buf_printf(out, "\"%s\":", in->key);
		wire_doc(out, in);
	}
	buf_byte(out, brackets[d->kind][1]);
}

void wire_view(struct buf *out, const struct effect_view *e)
{
	buf_add(out, STR("{\"t\":\"view\""));
	wire_text(out, ",\"view\":", e->view);
	buf_printf(out, ",\"of\":%" PRId64, e->of);
	wire_text(out, ",\"text\":", e->text);
	buf_printf(out, ",\"from\":%" PRId64 ",\"doc\":", e->from);
	wire_doc(out, e->doc);
	buf_byte(out, '}');
}

static void add_title(struct buf *out, struct str title, bool read_only)
{
	wire_text(out, ",\"title\":", title);
	buf_printf(out, ",\"readOnly\":%s", flag(read_only));
}

void wire_state(struct buf *out, const struct effect_note_state *e)
{
	buf_printf(out, "{\"t\":\"doc\",\"v\":%u", e->version);
	wire_text(out, ",\"text\":", e->text);
	add_title(out, e->title, e->read_only);
	buf_byte(out, '}');
}

static void add_update(struct buf *out, const struct note_update *update)
{
	wire_text(out, "\"c\":", update->client);
	buf_add(out, STR(",\"ch\":"));
	changes_write(out, &update->changes);
	buf_byte(out, '}');
}

void wire_since(struct buf *out, const struct effect_note_since *e)
{
	buf_printf(out, "{\"t\":\"since\",\"from\":%u,\"updates\":[", e->from);
	for (uint32_t i = 0; i < e->count; i++) {
		buf_add(out, i ? STR(",{") : STR("{"));
		add_update(out, &e->updates[i]);
	}
	buf_byte(out, ']');
	add_title(out, e->title, e->read_only);
	buf_byte(out, '}');
}

void wire_entry(struct buf *out, const struct effect_note_entry *e)
{
	buf_printf(out, "{\"t\":\"entry\",\"v\":%u,", e->version);
	add_update(out, &e->update);
}

void wire_ack(struct buf *out, const struct effect_note_ack *e)
{
	buf_printf(out, "{\"t\":\"ack\",\"push\":%u,\"v\":%u}", e->push, e->version);
}

void wire_refused(struct buf *out, uint32_t push, enum err err)
{
	buf_printf(out, "{\"t\":\"no\",\"push\":%u", push);
	wire_reason(out, err);
	buf_byte(out, '}');
}

void wire_end(struct buf *out, enum err err)
{
	buf_add(out, STR("{\"t\":\"end\""));
	wire_reason(out, err);
	buf_byte(out, '}');
}

static void add_row(struct buf *out, const struct report_row *row)
{
	buf_printf(out, "{\"line\":%u", row->line);
	wire_text(out, ",\"what\":", str_from(word_of(&words_reports, (int)row->what)));
	wire_text(out, row->starts ? ",\"title\":" : ",\"name\":", row->name);
	if (row->starts)
		buf_printf(out, ",\"starts\":%" PRId64 ",\"ends\":%" PRId64 ",\"people\":%u", row->starts,
			row->ends, row->people);
	buf_add(out, STR(",\"fields\":["));
	for (uint32_t i = 0; i < row->field_count; i++) {
		wire_text(out, i ? ",{\"name\":" : "{\"name\":", str_from(row->fields[i].name));
		wire_text(out, ",\"before\":", row->fields[i].before);
		wire_text(out, ",\"after\":", row->fields[i].after);
		buf_byte(out, '}');
	}
	buf_add(out, STR("]}"));
}

static void add_remark(struct buf *out, const struct remark *r)
{
	struct str rest = r->what.gaps, gap;
	buf_printf(out, "{\"line\":%u", r->line);
	wire_text(out, ",\"text\":", str_from(r->what.format));
	buf_add(out, STR(",\"gaps\":["));
	for (bool first = true; sentence_gap(&rest, &gap); first = false)
		wire_text(out, first ? "" : ",", gap);
	buf_add(out, STR("]}"));
}

static void add_remarks(struct buf *out, const char *name, const struct remarks *remarks)
{
	buf_printf(out, ",\"%sLeft\":%u,\"%s\":[", name, remarks->left, name);
	for (uint32_t i = 0; i < remarks->count; i++) {
		if (i)
			buf_byte(out, ',');
		add_remark(out, &remarks->list[i]);
	}
	buf_byte(out, ']');
}

void wire_report(struct buf *out, const struct effect_import_report *e, uint32_t rows_max)
{
	uint32_t listed = e->row_count < rows_max ? e->row_count : rows_max;
	wire_text(out, "{\"error\":", str_from(err_name(e->err)));
	buf_printf(out,
		",\"done\":%s,\"new\":%u,\"changed\":%u,\"same\":%u,\"cancelled\":%u,\"unmatched\":%u,\"left\":%u,"
		"\"rows\":[",
		flag(!e->dry_run && e->err == ERR_none), e->added, e->changed, e->same, e->cancelled,
		e->unmatched, e->row_count - listed);
	for (uint32_t i = 0; i < listed; i++) {
		if (i)
			buf_byte(out, ',');
		add_row(out, &e->rows[i]);
	}
	buf_byte(out, ']');
	add_remarks(out, "problems", &e->problems);
	add_remarks(out, "notes", &e->notes);
	buf_byte(out, '}');
}

void wire_people_rest(struct buf *out, const struct effect_note_people *e)
{
	buf_printf(out, ",\"v\":%u", e->version);
	add_title(out, e->title, e->read_only);
	buf_add(out, STR(",\"people\":["));
	for (uint32_t i = 0; i < e->count; i++) {
		const struct note_person *p = &e->people[i];
		if (i)
			buf_byte(out, ',');
		add_person(out, p);
		if (p->conn)
			buf_printf(out, ",\"conn\":\"%" PRIu64 "\"", p->conn);
		else
			buf_add(out, STR(",\"conn\":null"));
		if (p->cursor)
			buf_printf(out, ",\"a\":%u,\"h\":%u", p->anchor, p->head);
		buf_byte(out, '}');
	}
	buf_add(out, STR("]}"));
}
