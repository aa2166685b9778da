/* The phase's view: each bringer has half a minute. */
#include "screens/meeting.h"

static void draw(struct shell *s, void *state, const struct meeting *m, struct rect r)
{
	(void)state;
	meeting_purpose(s, r, m);
}

const struct phase_view phase_pitch = {.draw = draw};
