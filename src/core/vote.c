/* Votes: one budget a person, hidden until revealed. */
#include "core/meetings.h"

void load_vote(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}
void load_rating(struct core *core, const struct value *v)
{
	(void)core;
	(void)v;
}
int core_votes(const struct core *core, ident topic)
{
	(void)core;
	(void)topic;
	return -1;
}
int core_voters(const struct core *core, ident topic)
{
	(void)core;
	(void)topic;
	return -1;
}
int core_vote_of(const struct core *core, ident meeting, ident topic, ident person)
{
	(void)core;
	(void)meeting;
	(void)topic;
	(void)person;
	return 0;
}
int core_votes_left(const struct core *core, ident meeting, ident person)
{
	(void)core;
	(void)meeting;
	(void)person;
	return 0;
}
struct vote_count core_vote_count(const struct core *core, ident meeting)
{
	(void)core;
	(void)meeting;
	return (struct vote_count){0};
}
struct stars core_stars(const struct core *core, ident meeting)
{
	(void)core;
	(void)meeting;
	return (struct stars){0};
}

void on_vote(struct core *core, const struct msg_vote *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_vote_finish(struct core *core, const struct msg_vote_finish *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_vote_reveal(struct core *core, const struct msg_vote_reveal *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_vote_again(struct core *core, const struct msg_vote_again *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}

void on_meeting_rate(struct core *core, const struct msg_meeting_rate *m)
{
	core_reply(core, ERR_not_allowed, m->meeting);
}
