/* The topic under discussion: its box, and the question at its end. */
#include "core/meetings.h"

int64_t box_left(const struct box *box, int64_t mono)
{
	int64_t used = box->used + (box->running ? mono - box->since : 0);
	return used > box->total ? 0 : box->total - used;
}
struct thumbs core_thumbs(const struct core *core, ident meeting)
{
	(void)core;
	(void)meeting;
	return (struct thumbs){0};
}

void on_topic_start(struct core *core, const struct msg_topic_start *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_topic_next(struct core *core, const struct msg_topic_next *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_topic_back(struct core *core, const struct msg_topic_back *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_box_pause(struct core *core, const struct msg_box_pause *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_box_resume(struct core *core, const struct msg_box_resume *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_box_more(struct core *core, const struct msg_box_more *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_thumbs_ask(struct core *core, const struct msg_thumbs_ask *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_thumb(struct core *core, const struct msg_thumb *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}
