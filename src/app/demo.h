#pragma once
/* The demo room: a believable room of today, always relative to the time given. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/config.h"

/* Makes a new database at `path` and fills it. An old one there is removed with its backups, unless somebody
 * uses it. What people wrote is in that language, where it is translated. */
bool demo_make(const char *path, int64_t wall, const char *language, char *problem, size_t size);
/* The room's name, where none is configured. */
void demo_room(struct config *, const char *language);
/* An empty one. */
bool demo_empty(const char *path, char *problem, size_t size);
