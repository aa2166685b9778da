#pragma once
/* Pixels in memory, and the four loops that write them: fill, mask, row of a mask, picture. Colours
 * are 0xAARRGGBB, pixels XRGB8888; blending is rounded to nearest. What lies outside `clip` is not
 * touched; `clip` lies within the canvas. Main thread. */
#include "ui/draw.h"

struct canvas {
	uint32_t *pixels;
	int w, h;
	int stride; /* pixels from row to row */
};

/* Coverage, 0 to 255, a byte a pixel. */
struct mask {
	int w, h;
	const uint8_t *cover;
};

void canvas_fill(const struct canvas *, struct rect clip, struct rect, colour);
/* The mask with its top left corner at x, y; mirrored: left and right swapped. */
void canvas_mask(const struct canvas *, struct rect clip, int x, int y, struct mask, bool mirrored, colour);
/* n pixels from x, y on; the caller has clipped. */
void canvas_row(const struct canvas *, int x, int y, const uint8_t *cover, int n, colour);
/* Pixels 0xAARRGGBB, not premultiplied. */
void canvas_picture(const struct canvas *, struct rect clip, int x, int y, int w, int h, const uint32_t *);
