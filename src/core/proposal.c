/* Offers that fit wishes. */
#include "core/inside.h"

#include <stdlib.h>

struct proposals {
	int none;
};

struct proposals *proposals_new(void)
{
	return xcalloc(1, sizeof(struct proposals));
}

void proposals_free(struct proposals *proposals)
{
	free(proposals);
}

void proposals_renew(struct core *core, ident board)
{
	(void)core;
	(void)board;
}
void load_proposal(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}
size_t core_proposals(const struct core *core, ident board, struct proposal *out, size_t cap)
{
	(void)core;
	(void)board;
	(void)out;
	(void)cap;
	return 0;
}
size_t core_proposals_of(const struct core *core, ident topic, struct proposal *out, size_t cap)
{
	(void)core;
	(void)topic;
	(void)out;
	(void)cap;
	return 0;
}

void on_proposal_answer(struct core *core, const struct msg_proposal_answer *m)
{
	core_reply(core, ERR_not_allowed, m->offer);
}

void on_proposal_date(struct core *core, const struct msg_proposal_date *m)
{
	core_reply(core, ERR_not_allowed, m->offer);
}
