/* Last time: what the partnership's meeting before this one left behind. Old sessions are not in
 * memory, which must not grow with the years, so this is asked of the store when somebody looks, once
 * a session, and comes back as a message. */
#include "core/sessions.h"

void on_session_history(struct core *core, const struct msg_session_history *m)
{
	struct session_row *row = session_find(core, m->session);
	if (!row || !row->s.partnership || row->history_asked)
		return;
	row->history_asked = true;
	core_ask(core,
		(struct ask){.kind = ASK_history,
			.about = m->session,
			.a = row->s.partnership,
			.b = row->s.starts});
}

void on_history(struct core *core, const struct msg_history *m)
{
	struct session_row *row = session_find(core, m->session);
	if (!row)
		return;
	arena_reset(&row->history_mem);
	row->history = ARENA_ARRAY(&row->history_mem, struct history_line, m->count);
	for (uint32_t i = 0; i < m->count; i++) {
		row->history[i] = m->lines[i];
		if (row->history[i].kind >= TAKEAWAY_KIND_COUNT)
			row->history[i].kind = TAKEAWAY_INSIGHT;
		row->history[i].text = arena_str(&row->history_mem, m->lines[i].text);
	}
	row->history_count = m->count;
	row->history_of = m->starts;
	core_changed(core, CHANGE_SESSIONS);
}

size_t core_history(const struct core *core, ident session, const struct history_line **out, int64_t *starts)
{
	const struct session_row *row = session_find(core, session);
	*out = row ? row->history : NULL;
	*starts = row ? row->history_of : 0;
	return row ? row->history_count : 0;
}
