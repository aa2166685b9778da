#pragma once
/* A goal in a line: what it is, how far it is, and how it came there. */
#include "screens/column.h"

/* `touch` 0: to be read only; else a touch on it gives that, with the goal's id. */
void goal_row(struct column *, const struct goal *, action touch);
/* The newest value, and the line of all of them in r. False if nothing was said yet. */
bool goal_now(struct shell *, const struct goal *, int32_t *value, struct str *words_now);
void goal_trend(struct shell *, struct rect, const struct goal *);
struct str goal_whose(struct shell *, const struct goal *); /* "Anna’s goal"; empty: everybody's */
