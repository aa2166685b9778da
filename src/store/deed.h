#pragma once
/* Does what stands in core/deeds.def, inside the transaction that is open. The thread of the connection. */
#include <sqlite3.h>

#include "core/record.h"

int deed_do(sqlite3 *, const struct deed *); /* SQLITE_OK or what went wrong */
