#pragma once
/* The mirror's messages, for mirror.c and the tests of its parser. */
#include "base/str.h"
#include "ui/event.h"

/* {"e":"down","f":1,"x":10,"y":20}, "move", "up", "cancel"; {"e":"wheel","x","y"}; {"e":"key","key":"Enter",
 * "shift","ctrl"}; {"e":"text","text":"ä"}. False: not one of these. */
bool mirror_read_event(struct str json, int64_t mono, struct event *);
