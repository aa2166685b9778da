#pragma once
/* Dates as people end a sentence with them. Core only; pure. */
#include "base/clock.h"
#include "base/str.h"

/* The local midnight of the day the last words of a line name ("by Friday", "bis morgen", "2026-12-01",
 * "am 1.12."), in English and German; 0 if they name none. `now` is a wall time; where it is not
 * trusted only a full date counts. */
int64_t due_find(struct str line, struct moment now);
