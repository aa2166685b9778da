#pragma once
/* Everything there is about a person, of every table. The thread of the connection. */
#include <sqlite3.h>

#include "core/msg.h"

/* Rows of two columns: a table's name, and its rows as a JSON list. False: it could not be read. */
bool person_rows_read(sqlite3 *, int64_t person, struct msg *);
