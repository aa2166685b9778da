#include "core/audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/blake.h"
#include "core/inside.h"

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
