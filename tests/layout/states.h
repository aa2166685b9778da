#pragma once
/* The states that the layout check goes through. */
#include "layout/stage.h"

enum {
	SMALL_CODES = 1, /* a code is only the way to the large one */
	LONG_WORDS = 2,  /* people wrote words that no line of a card can hold */
};

struct state {
	const char *screen, *name;
	void (*make)(struct stage *);
	enum screen_id expected; /* what is shown in the end */
	unsigned flags;
};
/* A row: the state <what> of a screen, made by <screen>_<what>. */
#define STATE_WITH(screen, what, flags)                                                                      \
	{                                                                                                    \
#screen, #what, screen##_##what, SCREEN_##screen, flags                                      \
	}
#define STATE(screen, what) STATE_WITH(screen, what, 0)
#define STATE_SMALL(screen, what) STATE_WITH(screen, what, SMALL_CODES)

extern const struct state states[];
extern const size_t state_count;
extern const struct state market_states[]; /* boards and meetings: market_states.c */
extern const size_t market_state_count;
extern const struct state talk_states[]; /* from the discussion to the summary: talk_states.c */
extern const size_t talk_state_count;
extern const struct state grid_states[]; /* split meetings, promises, gathering, proposals: grid_states.c */
extern const size_t grid_state_count;
extern const struct state recall_states[]; /* the quiz, the map of partnerships: recall_states.c */
extern const size_t recall_state_count;
extern const struct state partnership_states[]; /* partnerships, agreements, goals: partnership_states.c */
extern const size_t partnership_state_count;
extern const struct state learning_states[]; /* packs, tools, surveys: learning_states.c */
extern const size_t learning_state_count;
extern const struct state model_states[]; /* what only some models' sessions have: model_states.c */
extern const size_t model_state_count;
