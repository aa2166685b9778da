#pragma once
/* Does what stands in core/deeds.def, inside the transaction that is open. The thread of the connection. */
#include <sqlite3.h>

#include "core/record.h"

/* A setting that stands as long as older backups, and what was done since them, name somebody who is not here any
 * more: the store makes a new one and removes them. */
#define ERASED "erased"

int deed_do(sqlite3 *, const struct deed *); /* SQLITE_OK or what went wrong */
