#pragma once
/* What the meeting before this one left behind, on the session's first step. */
#include "screens/screen.h"

void last_time_ask(struct shell *, ident session); /* once, when the screen is entered */
void last_time_draw(
	struct shell *, struct rect, ident session); /* as many lines as fit; nothing when there is nothing */
