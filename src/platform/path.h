#pragma once
/* Lines through points, and the areas they enclose, with smooth edges. Main thread. */
#include "platform/canvas.h"

/* DRAW_PATH; see ui/draw.h for what its fields mean. */
void path_paint(const struct canvas *, struct rect clip, const struct draw *);
