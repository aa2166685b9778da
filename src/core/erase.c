/* A person goes: every row that names them, and their name wherever it stands. */
#include "core/inside.h"

void on_person_erase(struct core *core, const struct msg_person_erase *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}
