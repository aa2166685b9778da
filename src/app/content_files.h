#pragma once
/* Reads the session guides and prompts of every language from <assets>/content/. */
#include <stdbool.h>
#include <stddef.h>

#include "core/content.h"

/* On failure false, and `problem` names the file, the line and what is wrong with it. */
bool content_read(struct content *, const char *assets, char *problem, size_t size);
