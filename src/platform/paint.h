#pragma once
/* Paints a draw list into memory, within one rectangle. What it paints in a pixel depends on the list
 * alone, never on the rectangle: so painting only what changed gives the picture that painting
 * everything would give. Main thread. */
#include "platform/canvas.h"

struct painter;

/* `assets` holds icons/, `fonts` the fontconfig file. NULL: see problem. */
struct painter *painter_open(const char *assets, const char *fonts, char *problem, size_t size);
void painter_close(struct painter *);
const struct text_metrics *painter_text(struct painter *);
size_t painter_bytes(const struct painter *); /* held in caches */

void painter_paint(struct painter *, const struct canvas *, const struct draw_list *, struct rect within);
