#include "net/wire_words.h"

#include "core/outbox.h"

#define WORDS(name, size, ...)                                                                               \
	static const char *const name##_list[size] = {__VA_ARGS__};                                          \
	const struct words_of name = {name##_list, size}

WORDS(wire_lanes,
	LANE_COUNT, [LANE_PROPOSED] = "proposed", [LANE_UP_NEXT] = "next", [LANE_DISCUSSING] = "discussing",
	[LANE_DONE] = "done", [LANE_WITHDRAWN] = "withdrawn", [LANE_MERGED] = "merged", [LANE_PAST] = "past");
WORDS(wire_topic_kinds, TOPIC_KIND_COUNT, [TOPIC_QUESTION] = "question", [TOPIC_CONCERN] = "concern",
	[TOPIC_OFFER] = "offer", [TOPIC_WISH] = "wish", [TOPIC_ACUTE] = "acute");
WORDS(wire_phases, PHASE_COUNT, [PHASE_ACTIONS] = "actions", [PHASE_COLLECT] = "collect",
	[PHASE_PITCH] = "pitch", [PHASE_VOTE] = "vote", [PHASE_DISCUSS] = "discuss",
	[PHASE_HARVEST] = "harvest", [PHASE_CLOSE] = "close");
WORDS(wire_thumbs, THUMB_COUNT, [THUMB_NONE] = "none", [THUMB_CONTINUE] = "continue",
	[THUMB_ENOUGH] = "enough", [THUMB_NO_MATTER] = "no_matter");
WORDS(wire_interests, INTEREST_COUNT, [INTEREST_JOIN] = "join", [INTEREST_NOW] = "now");
WORDS(wire_settles, SETTLE_COUNT, [SETTLE_OPEN] = "open", [SETTLE_DONE] = "done", [SETTLE_CARRY] = "carry",
	[SETTLE_DROP] = "drop");
WORDS(wire_nudges, NUDGE_COUNT, [NUDGE_NONE] = "none", [NUDGE_QUIET] = "quiet", [NUDGE_VOTES_IN] = "votes_in",
	[NUDGE_VOTES_FEW] = "votes_few", [NUDGE_TIME_LEFT] = "time_left", [NUDGE_OVER] = "over",
	[NUDGE_PHASE_LONG] = "phase_long", [NUDGE_ALL_PITCHED] = "all_pitched",
	[NUDGE_ALL_DISCUSSED] = "all_discussed", [NUDGE_NO_OUTCOME] = "no_outcome",
	[NUDGE_ACTIONS_OPEN] = "actions_open");
