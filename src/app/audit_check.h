#pragma once
/* The whole log of a database, read and checked. Any thread. */
#include <stddef.h>

#include "core/audit.h"

/* False: it could not be read, and why. */
bool audit_check(const char *path, struct audit_walk *, bool *whole, char *problem, size_t size);
