/* What a step of the core leaves behind, on its way out. */
#include "core/outbox.h"

#include <stdlib.h>
#include <string.h>

struct effect *effect_new(enum effect_kind kind, struct origin to, enum msg_kind about)
{
	struct effect *e = xcalloc(1, sizeof *e);
	e->kind = kind;
	e->to = to;
	e->about = about;
	return e;
}

void effect_free(struct effect *e)
{
	if (!e)
		return;
	if (e->kind == EFFECT_pin_check)
		arena_wipe(&e->mem);
	arena_free(&e->mem);
	free(e);
}

const char *effect_name(enum effect_kind kind)
{
	static const char *const names[] = {
#define EFFECT(name, text) #name,
#include "core/effects.def"
#undef EFFECT
	};
	return kind < EFFECT_COUNT ? names[kind] : "unknown";
}

struct report_row *report_row(struct effect *e, uint32_t line, enum report_what what, struct str name)
{
	struct effect_import_report *r = &e->u.import_report;
	if (r->row_count == r->row_cap) {
		uint32_t more = r->row_cap ? 2 * r->row_cap : 64;
		struct report_row *rows = ARENA_ARRAY(&e->mem, struct report_row, more);
		if (r->row_count)
			memcpy(rows, r->rows, r->row_count * sizeof *rows);
		r->rows = rows;
		r->row_cap = more;
	}
	struct report_row *row = &r->rows[r->row_count++];
	*row = (struct report_row){.line = line, .what = what, .name = arena_str(&e->mem, name)};
	return row;
}

void report_change(
	struct effect *e, struct report_row *row, const char *field, struct str before, struct str after)
{
	if (!row->fields)
		row->fields = ARENA_ARRAY(&e->mem, struct report_field, REPORT_FIELDS_MAX);
	if (row->field_count == REPORT_FIELDS_MAX)
		return;
	row->fields[row->field_count++] =
		(struct report_field){field, arena_str(&e->mem, before), arena_str(&e->mem, after)};
}

void outbox_add(struct outbox *out, struct effect *e)
{
	if (out->count == out->cap) {
		out->cap = out->cap ? 2 * out->cap : 8;
		out->effects = xrealloc(out->effects, out->cap * sizeof *out->effects);
	}
	out->effects[out->count++] = e;
}

void outbox_clear(struct outbox *out)
{
	batch_free(out->batch);
	for (uint32_t i = 0; i < out->count; i++)
		effect_free(out->effects[i]);
	free(out->effects);
	*out = (struct outbox){0};
}
