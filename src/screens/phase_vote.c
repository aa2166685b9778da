/* The phase's view: hidden dots. */
#include "screens/meeting.h"

static void draw(struct shell *s, void *state, const struct meeting *m, struct rect r)
{
	(void)state;
	meeting_purpose(s, r, m);
}

const struct phase_view phase_vote = {.draw = draw};
