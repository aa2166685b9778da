#pragma once
/* The words of boards as phones write and read them; those of partnerships are in core/words_of.h. Part of the
 * phones' protocol, so they never change. Any thread. */
#include "core/words_of.h"

extern const struct words_of wire_lanes, wire_topic_kinds, wire_phases, wire_thumbs, wire_interests,
	wire_settles, wire_nudges;
