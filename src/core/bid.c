/* Bids for time in a learning set, and what an insight is about. */
#include "core/sessions.h"

void load_bid(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}

void on_bid_set(struct core *core, const struct msg_bid_set *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}

void on_takeaway_file(struct core *core, const struct msg_takeaway_file *m)
{
	(void)m;
	core_reply(core, ERR_not_allowed, 0);
}
