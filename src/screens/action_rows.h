#pragma once
/* What somebody promised, as a row: done, carried on or dropped in one touch, each with Undo beside it. */
#include "screens/parts.h"

enum { ACTION_DONE = 71, ACTION_CARRY, ACTION_DROP, ACTION_UNDO }; /* arg: the action's id */

int action_row_height(struct shell *, int w);
/* `state`: how it was settled just now. Without `may` it can only be read. */
void action_row(struct shell *, struct rect, const struct action *, enum settle state, bool may);
/* True if the event was one of a row's: then it was sent, and *how says what. */
bool action_row_event(struct shell *, const struct ui_event *, enum settle *how);
