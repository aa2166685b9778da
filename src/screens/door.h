#pragma once
/* What meets somebody at the door, besides the session they came for: what they promised, the goal nearest its
 * review, questions that come back, the next step of a programme, an agreement that waits. One touch each, and
 * nobody has to. Main thread. */
#include "screens/tick_row.h"

enum door_kind {
	DOOR_YES,
	DOOR_ACTION,
	DOOR_GOAL,
	DOOR_QUIZ,
	DOOR_SURVEY,
	DOOR_STEP,
	DOOR_AGREEMENT,
	DOOR_KINDS
};
struct door_item {
	enum door_kind kind;
	ident of,
		also; /* an action; a goal and its partnership; a session; a survey; a programme; a partnership */
	int count;
	struct str text, below;
};
#define DOOR_MAX 24
/* What matters most first. Actions that `kept` names stay although they were settled. */
int door_items(struct shell *, ident person, ident session, const struct ticks *kept,
	struct door_item out[DOOR_MAX]);
void door_row(struct column *, const struct door_item *, action, int64_t arg);
/* The touch on one. */
void door_touch(struct shell *, ident person, const struct door_item *, action);
