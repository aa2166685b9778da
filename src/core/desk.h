#pragma once
/* What the coordinator sets up and sees, as the core's own files share it: desk.c people and organisations, planning.c
 * sessions, desk_views.c the pages. Core only. */
#include "core/partners.h"
#include "core/person.h"
#include "core/sessions.h"
#include "core/viewer.h"

/* Sessions that begin within that time while somebody of theirs is in another one, by start. Into the arena. */
size_t sessions_in_conflict(
	const struct core *, int64_t from, int64_t to, struct arena *, const struct session_row ***out);

/* What a partnership is called: its name, or who belongs to it. Into the arena. */
struct str partnership_called(const struct core *, const struct partnership *, struct arena *);
/* "sessions": these, as the view desk_sessions has them. */
void desk_sessions(
	struct core *, struct arena *, struct doc *in, const struct session_row *const *rows, size_t count);
