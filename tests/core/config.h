#pragma once
/* A room's configuration as most tests have it. */
#include "core/core.h"

static inline struct core_config usual_config(const struct content *content)
{
	return (struct core_config){.room = STR("Room"),
		.place = STR(""),
		.language = STR("en"),
		.guests = true,
		.undo_ms = 10 * SECOND,
		.walk_in_ms = HOUR,
		.expected_before_ms = 90 * MINUTE,
		.code_after_ms = 2 * HOUR,
		.content = content};
}
