/* What every rule uses: new ids, rows for the store, answers, the bits that say what changed; and the
 * few readings that belong to no noun. The message itself is taken apart in step.c. */
#include "core/inside.h"

#include "base/log.h"

#include <string.h>

ident core_new_id(struct core *core)
{
	return ++core->last_id;
}

int64_t core_stamp(const struct core *core)
{
	int64_t passed = core->passed + core->now.mono - core->passed_mono;
	bool behind = core->passed && !core->now.trusted && core->now.wall < passed;
	int64_t stamp = behind ? passed : core->now.wall;
	return stamp > 0 ? stamp : 1;
}

/* Old rows stay on the disk and are not loaded, so the store tells the greatest id there is, and the latest moment. */
void load_setting(struct core *core, const struct value *v)
{
	int64_t number;
	if (str_eq(v[0].s, STR("last_id")) && str_int(v[1].s, 0, INT64_MAX / 2, &number) &&
		number > core->last_id)
		core->last_id = number;
	if (str_eq(v[0].s, STR("last_moment")) && str_int(v[1].s, 0, INT64_MAX / 2, &number)) {
		core->passed = number;
		core->passed_mono = core->now.mono;
	}
	if (!pin_take_setting(core, v[0].s, v[1].s) && !audit_take_setting(core, v[0].s, v[1].s))
		setting_take(core, v[0].s, v[1].s);
}

void core_changed(struct core *core, unsigned bits)
{
	core->changed |= bits;
	core->awaited |= bits;
	core->step_changed |= bits;
}

unsigned core_take_changes(struct core *core)
{
	unsigned bits = core->changed;
	core->changed = 0;
	return bits;
}

/* ---- the batch of this step ---- */

static struct batch *this_batch(struct core *core)
{
	if (!core->out->batch) {
		core->out->batch = xcalloc(1, sizeof *core->out->batch);
		core->out->batch->seq = core->step_seq;
	}
	return core->out->batch;
}

void core_ask(struct core *core, struct ask ask)
{
	struct batch *b = this_batch(core);
	ask.text = arena_str(&b->mem, ask.text);
	*LIST_ADD(b->asks, b->ask_count, b->ask_cap) = ask;
}

void core_deed(struct core *core, struct deed deed)
{
	struct batch *b = this_batch(core);
	deed.text = arena_str(&b->mem, deed.text);
	*LIST_ADD(b->deeds, b->deed_count, b->deed_cap) = deed;
}

static struct write *next_write(struct core *core)
{
	struct batch *b = this_batch(core);
	if (b->count == b->cap) {
		b->cap = b->cap ? 2 * b->cap : 8;
		b->writes = xrealloc(b->writes, b->cap * sizeof *b->writes);
	}
	return &b->writes[b->count++];
}

static void add_write(struct core *core, enum record record, bool gone, const struct value *values, int count)
{
	struct write *w = next_write(core);
	struct arena *mem = &core->out->batch->mem;
	*w = (struct write){record, gone, ARENA_ARRAY(mem, struct value, (size_t)count)};
	for (int i = 0; i < count; i++) {
		w->values[i] = values[i];
		if (values[i].type == VALUE_TEXT || values[i].type == VALUE_BLOB)
			w->values[i].s = arena_str(mem, values[i].s);
	}
}

void core_put(struct core *core, enum record record, const struct value *values)
{
	add_write(core, record, false, values, record_info(record)->count);
}

void core_delete(struct core *core, enum record record, const struct value *key)
{
	add_write(core, record, true, key, record_info(record)->key);
}

int row_enum(const struct value *v, int count)
{
	return v->i >= 0 && v->i < count ? (int)v->i : 0;
}

/* ---- answers ---- */

struct effect *core_effect(struct core *core, enum effect_kind kind)
{
	struct effect *e = effect_new(kind, core->msg->origin, core->msg->kind);
	outbox_add(core->out, e);
	return e;
}

void core_reply(struct core *core, enum err err, ident result)
{
	core->replied = true;
	core->reply_err = err;
	core->reply_result = result;
	if (core->msg->origin.request)
		core_effect(core, EFFECT_reply)->u.reply = (struct effect_reply){err, result};
}

/* ---- words from outside ---- */

static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

/* Copies what is fit to keep; runs of white space and control characters become one space each. */
static size_t copy_clean(struct str in, bool lines, char *out)
{
	size_t n = 0;
	for (size_t at = 0; at < in.n;) {
		size_t from = at;
		uint32_t c = utf8_next(in, &at);
		if (lines && c == '\n') {
			while (n && out[n - 1] == ' ')
				n--;
			out[n++] = '\n';
		} else if (is_control(c) || c == ' ') {
			if (n && out[n - 1] != ' ' && out[n - 1] != '\n')
				out[n++] = ' ';
		} else {
			memcpy(out + n, in.p + from, at - from);
			n += at - from;
		}
	}
	return n;
}

enum err core_clean(struct core *core, struct str in, size_t max, bool lines, struct str *out)
{
	*out = STR("");
	if (!utf8_valid(in))
		return ERR_invalid;
	char *copy = arena_alloc(&core->scratch, in.n + 1);
	struct str clean = str_trim((struct str){copy, copy_clean(in, lines, copy)});
	if (clean.n > max)
		return ERR_too_long;
	*out = clean;
	return ERR_none;
}

/* ---- readings ---- */

const struct core_config *core_config(const struct core *core)
{
	return &core->config;
}

bool core_ready(const struct core *core)
{
	return core->ready;
}

bool core_restored(const struct core *core)
{
	return core->restored;
}

bool core_disk_works(const struct core *core)
{
	return core->disk_works;
}

uint64_t core_issued(const struct core *core)
{
	return core->issued;
}

uint64_t core_committed(const struct core *core)
{
	return core->committed;
}

struct str core_address(const struct core *core)
{
	return str_from(core->address);
}

struct str core_address_label(const struct core *core)
{
	return str_from(core->address_label);
}
