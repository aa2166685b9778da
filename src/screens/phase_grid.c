/* The phase's view: topics on places and times. */
#include "screens/meeting.h"

static void draw(struct shell *s, void *state, const struct meeting *m, struct rect r)
{
	(void)state;
	meeting_purpose(s, r, m);
}

const struct phase_view phase_grid = {.draw = draw};
