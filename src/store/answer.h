#pragma once
/* Answers what the core asks of the past (struct ask). Thread: store. */
#include <sqlite3.h>

#include "core/msg.h"

struct msg *answer_read(sqlite3 *, const struct ask *); /* NULL: it could not be read, which is logged */
