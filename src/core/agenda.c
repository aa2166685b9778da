/* What is still to be discussed, and when. */
#include "core/meetings.h"

size_t core_agenda(
	const struct core *core, ident meeting, struct moment now, struct agenda_item *out, size_t cap)
{
	(void)core;
	(void)meeting;
	(void)now;
	(void)out;
	(void)cap;
	return 0;
}
size_t core_pitches(const struct core *core, ident meeting, ident *topics, size_t cap)
{
	(void)core;
	(void)meeting;
	(void)topics;
	(void)cap;
	return 0;
}
struct hint core_hint(const struct core *core, ident meeting, struct moment now)
{
	(void)core;
	(void)meeting;
	(void)now;
	return (struct hint){0};
}
