/* What a step of the core leaves behind, on its way out. */
#include "core/outbox.h"

#include <stdlib.h>

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
