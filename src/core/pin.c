/* The facilitator's PIN. */
#include "core/inside.h"

#include <stdlib.h>

struct pin {
	int none;
};

struct pin *pin_new(void)
{
	return xcalloc(1, sizeof(struct pin));
}

void pin_free(struct pin *pin)
{
	free(pin);
}

bool pin_take_setting(struct core *core, struct str name, struct str value)
{
	(void)core;
	(void)name;
	(void)value;
	return false;
}
bool pin_signed_in(const struct core *core)
{
	(void)core;
	return false;
}
enum pin_state core_pin(const struct core *core, int64_t mono, int64_t *wait)
{
	(void)core;
	(void)mono;
	(void)wait;
	return PIN_NONE;
}
void on_pin_checked(struct core *core, const struct msg_pin_checked *m)
{
	(void)core;
	(void)m;
}
void on_pin_set(struct core *core, const struct msg_pin_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}
void on_pin_enter(struct core *core, const struct msg_pin_enter *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}
void on_sign_out(struct core *core, const struct msg_sign_out *m)
{
	(void)m;
	core_reply(core, ERR_none, 0);
}
