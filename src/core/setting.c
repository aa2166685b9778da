/* Settings that the coordinator changes; kept in the database. */
#include "core/inside.h"

#include <stdlib.h>

struct settings {
	int none;
};

struct settings *settings_new(void)
{
	return xcalloc(1, sizeof(struct settings));
}

void settings_free(struct settings *s)
{
	free(s);
}

void setting_take(struct core *core, struct str name, struct str value)
{
	(void)core;
	(void)name;
	(void)value;
}

void on_setting_set(struct core *core, const struct msg_setting_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}
