/* Topics that say something similar. */
#include "core/inside.h"

#include <stdlib.h>

size_t core_similar(const struct core *core, ident board, struct str text, ident except,
	const struct topic **out, size_t cap)
{
	(void)core;
	(void)board;
	(void)text;
	(void)except;
	(void)out;
	(void)cap;
	return 0;
}
int64_t board_next_meeting(const struct board *b, int64_t wall)
{
	(void)b;
	(void)wall;
	return 0;
}

void on_board_set(struct core *core, const struct msg_board_set *m)
{
	core_reply(core, ERR_not_allowed, m->board);
}

void on_board_archive(struct core *core, const struct msg_board_archive *m)
{
	core_reply(core, ERR_not_allowed, m->board);
}

void on_topic_publish(struct core *core, const struct msg_topic_publish *m)
{
	core_reply(core, ERR_not_allowed, m->topic);
}

void on_topic_merge(struct core *core, const struct msg_topic_merge *m)
{
	core_reply(core, ERR_not_allowed, m->topic);
}

void on_topic_split(struct core *core, const struct msg_topic_split *m)
{
	core_reply(core, ERR_not_allowed, m->topic);
}
