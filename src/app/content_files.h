#pragma once
/* Reads guides, prompts, packs, instruments, the programme and the ground rules of every language from <assets>/content/. */
#include <stdbool.h>
#include <stddef.h>

#include "core/content.h"

/* On failure false, and `problem` names the file, the line and what is wrong with it. */
bool content_read(struct content *, const char *assets, char *problem, size_t size);
