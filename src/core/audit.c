/* The log of who did what: a line is written in the same batch as what it tells of, so that neither is there without the
 * other. In memory are only its last hash and how many lines there are; the page asks the store for the rest and checks
 * what it shows. How the chain is made stands in the header. */
#include "core/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/blake.h"
#include "core/viewer.h"

#define LINE_MAX_BYTES 200

struct audit {
	struct hash last;
	int64_t count;
	uint64_t step; /* of the last line: one a step is enough */
};

struct audit *audit_new(void)
{
	return xcalloc(1, sizeof(struct audit));
}

void audit_free(struct audit *a)
{
	free(a);
}

/* ---- the chain ---- */

struct hash audit_hash(const struct hash *before, const struct audit_entry *e)
{
	struct hash hash;
	char line[LINE_MAX_BYTES];
	int n = snprintf(line, sizeof line, "%lld %lld %.*s %d %lld %lld", (long long)e->id, (long long)e->at,
		STR_FMT(str_sub(e->what, 0, 64)), (int)e->source, (long long)e->device, (long long)e->about);
	INVARIANT(n > 0 && n < LINE_MAX_BYTES);
	blake2b(hash.b, (struct str){(const char *)before->b, HASH_BYTES}, (struct str){line, (size_t)n});
	return hash;
}

void audit_walk_on(struct audit_walk *w, const struct audit_entry *e)
{
	struct hash due = audit_hash(&w->last, e);
	if (!w->wrong && memcmp(&due, &e->hash, sizeof due) != 0)
		w->wrong = e->id;
	w->last = e->hash;
	w->count++;
}

void audit_end_write(char out[AUDIT_END_CHARS], int64_t count, const struct hash *last)
{
	int n = snprintf(out, AUDIT_END_CHARS, "%lld ", (long long)count);
	for (int i = 0; i < HASH_BYTES; i++)
		n += snprintf(out + n, AUDIT_END_CHARS - (size_t)n, "%02x", last->b[i]);
}

bool audit_walk_ends(const struct audit_walk *w, struct str setting)
{
	char due[AUDIT_END_CHARS];
	if (!w->count && !setting.n)
		return true;
	audit_end_write(due, w->count, &w->last);
	return str_eq(setting, str_from(due));
}

/* ---- writing ---- */

static void put_end(struct core *core)
{
	char text[AUDIT_END_CHARS];
	audit_end_write(text, core->audit->count, &core->audit->last);
	PUT(core, REC_setting, VS(STR("audit")), VS(str_from(text)));
}

void audit_line_for(struct core *core, enum msg_kind kind, const struct origin *by, ident about)
{
	struct audit *a = core->audit;
	if (a->step == core->steps)
		return;
	ident device = by->source == FROM_PHONE ? asker_device(core) : 0;
	struct audit_entry e = {core_new_id(core), core->now.wall, str_from(msg_name(kind)),
		(int32_t)by->source, device, about, {{0}}};
	e.hash = audit_hash(&a->last, &e);
	a->last = e.hash;
	a->count++;
	a->step = core->steps;
	PUT(core, REC_audit, VI(e.id), VI(e.at), VS(e.what), VI(e.source), VI(e.device), VI(e.about),
		VB(e.hash.b, HASH_BYTES));
	put_end(core);
}

void audit_line(struct core *core, ident about)
{
	audit_line_for(core, core->msg->kind, &core->msg->origin, about);
}

/* ---- loading: the last line, and how many there are ---- */

bool audit_take_setting(struct core *core, struct str name, struct str value)
{
	struct str count;
	if (!str_eq(name, STR("audit")))
		return false;
	if (!str_split(&value, ' ', &count) || !str_int(count, 0, INT64_MAX, &core->audit->count))
		log_line(LOG_ERROR, "audit", "how long the log is cannot be read");
	return true;
}

void load_audit(struct core *core, const struct value *v)
{
	if (v[6].s.n == HASH_BYTES)
		memcpy(core->audit->last.b, v[6].s.p, HASH_BYTES);
}

/* ---- the view desk_audit ---- */

#define LINES_SHOWN 100 /* the query gives one more, whose hash the last one stands on */

/* id, at, what, source, device, about, hash */
static struct audit_entry entry_of(const struct value *row)
{
	struct audit_entry e = {row[0].i, row[1].i, row[2].s, (int32_t)row[3].i, row[4].i, row[5].i, {{0}}};
	if (row[6].s.n == HASH_BYTES)
		memcpy(e.hash.b, row[6].s.p, HASH_BYTES);
	return e;
}

static void tell_line(struct arena *mem, struct doc *lines, const struct audit_entry *e)
{
	static const char *const sources[] = {"system", "screen", "phone", "file"};
	struct doc *d = doc_map(mem, lines, NULL);
	doc_number(mem, d, "id", e->id);
	doc_number(mem, d, "at", e->at);
	doc_text(mem, d, "what", e->what);
	doc_text(mem, d, "source", str_from(e->source >= 0 && e->source < 4 ? sources[e->source] : ""));
	doc_number(mem, d, "device", e->device);
	doc_number(mem, d, "about", e->about);
}

/* The lines shown are checked, and that the newest is the last there was; the whole log is by `tandem audit`. */
void view_desk_audit(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	viewer_ask(core, v, (struct ask){.kind = ASK_audit_lines, .about = v->of, .a = v->from});
	const struct msg_rows *rows = v->rows;
	if (!rows)
		return;
	struct doc *lines = doc_list(mem, doc, "lines");
	struct audit_walk walk = {0};
	bool more = rows->rows > LINES_SHOWN;
	for (uint32_t i = rows->rows; i-- > 0;) {
		struct audit_entry e = entry_of(rows->values + (size_t)i * rows->columns);
		if (more && i == rows->rows - 1)
			walk.last = e.hash;
		else
			audit_walk_on(&walk, &e);
	}
	for (uint32_t i = 0; i < rows->rows && i < LINES_SHOWN; i++) {
		struct audit_entry e = entry_of(rows->values + (size_t)i * rows->columns);
		tell_line(mem, lines, &e);
	}
	bool end = v->from || !rows->rows || memcmp(&walk.last, &core->audit->last, sizeof walk.last) == 0;
	doc_flag(mem, doc, "ok", !walk.wrong && end);
	doc_number(mem, doc, "wrongAt", walk.wrong);
	doc_flag(mem, doc, "more", more);
}
