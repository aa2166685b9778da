#pragma once
/* Icons by name: assets/icons/NAME.svg, rendered at the size needed, kept as masks. Main thread. */
#include "platform/canvas.h"

struct icons;

struct icons *icons_new(const char *assets);
void icons_free(struct icons *);
size_t icons_bytes(const struct icons *);
void icon_paint(struct icons *, const struct canvas *, struct rect clip, const struct draw *);
