/* Boards and meetings in every state worth naming; see states.c. */
#include "layout/states.h"

static void meeting_gone(struct stage *st)
{
	stage_open(st);
	stage_visit(st, SCREEN_meeting, 77, 0);
}

const struct state market_states[] = {
#define STATE(screen, what)                                                                                  \
	{                                                                                                    \
#screen, #what, screen##_##what, SCREEN_##screen, 0                                          \
	}
	STATE(meeting, gone),
};
const size_t market_state_count = sizeof market_states / sizeof *market_states;
