#pragma once
/* Rounded rectangles, their outlines and shadows, and parts of rings, with smooth edges. Masks are
 * made once per kind, radius, width and blur, and kept. Main thread. */
#include "platform/canvas.h"

struct shapes;

struct shapes *shapes_new(void);
void shapes_free(struct shapes *);
size_t shapes_bytes(const struct shapes *);

/* DRAW_FILL, DRAW_STROKE, DRAW_SHADOW and DRAW_ARC; see ui/draw.h for what their fields mean. */
void shape_paint(struct shapes *, const struct canvas *, struct rect clip, const struct draw *);
