/* A message is one block with an arena of its own: whoever makes it fills it, the inbox carries it,
 * the main thread frees it after the step. */
#include "core/msg.h"

#include <stdlib.h>

struct msg *msg_new(enum msg_kind kind, struct origin origin)
{
	struct msg *m = xcalloc(1, sizeof *m);
	m->kind = kind;
	m->origin = origin;
	return m;
}

struct str msg_str(struct msg *m, struct str s)
{
	return arena_str(&m->mem, s);
}

void msg_free(struct msg *m)
{
	if (!m)
		return;
	if (m->kind == MSG_pin_set || m->kind == MSG_pin_enter)
		arena_wipe(&m->mem);
	arena_free(&m->mem);
	free(m);
}

const char *msg_name(enum msg_kind kind)
{
	static const char *const names[] = {
#define MSG(name, text) #name,
#include "core/messages.def"
#undef MSG
	};
	return kind < MSG_COUNT ? names[kind] : "unknown";
}
