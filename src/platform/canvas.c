/* The pixel loops. Red and blue are blended together in one 32-bit word, green in another; a channel's
 * x * a + y * (255 - a) fits 16 bits, and (t + 128 + (t + 128 >> 8)) >> 8 is t / 255 rounded exactly
 * (Blinn, "Three Wrongs Make a Right", 1995). Plain loops over arrays, so that the compiler can use
 * its vectors; the row of a mask skips what is empty, since most of a line of text is. */
#include "platform/canvas.h"

#include <string.h>

#define LANES 0x00FF00FFu
#define HALVES 0x00800080u

static inline uint32_t divide_lanes(uint32_t t)
{
	t += HALVES;
	return ((t + ((t >> 8) & LANES)) >> 8) & LANES;
}

static inline uint32_t divide_255(uint32_t t)
{
	t += 128;
	return (t + (t >> 8)) >> 8;
}

static inline uint32_t blend(uint32_t below, uint32_t above, uint32_t alpha)
{
	uint32_t rest = 255 - alpha;
	uint32_t red_blue = divide_lanes((above & LANES) * alpha + (below & LANES) * rest);
	uint32_t green = divide_255(((above >> 8) & 255) * alpha + ((below >> 8) & 255) * rest);

	return red_blue | green << 8;
}

static void fill_row(uint32_t *restrict to, int n, uint32_t plain)
{
	for (int i = 0; i < n; i++)
		to[i] = plain;
}

/* The colour's own share is the same for all pixels: only what is below varies. */
static void blend_row(uint32_t *restrict to, int n, colour above, uint32_t alpha)
{
	uint32_t rest = 255 - alpha;
	uint32_t red_blue = (above & LANES) * alpha + HALVES;
	uint32_t green = ((above >> 8) & 255) * alpha + 128;

	for (int i = 0; i < n; i++) {
		uint32_t t = red_blue + (to[i] & LANES) * rest;
		uint32_t g = green + ((to[i] >> 8) & 255) * rest;
		t = ((t + ((t >> 8) & LANES)) >> 8) & LANES;
		g = (g + (g >> 8)) & 0xFF00;
		to[i] = t | g;
	}
}

static uint32_t *pixel(const struct canvas *c, int x, int y)
{
	return c->pixels + (ptrdiff_t)y * c->stride + x;
}

void canvas_fill(const struct canvas *c, struct rect clip, struct rect r, colour tint)
{
	uint32_t alpha = tint >> 24;
	struct rect part = rect_meet(clip, r);

	if (!alpha)
		return;
	for (int y = part.y; y < part.y + part.h; y++) {
		if (alpha == 255)
			fill_row(pixel(c, part.x, y), part.w, tint & 0xFFFFFF);
		else
			blend_row(pixel(c, part.x, y), part.w, tint, alpha);
	}
}

static void cover_row(uint32_t *restrict to, const uint8_t *restrict cover, int n, colour tint)
{
	uint32_t alpha = tint >> 24;
	int i = 0;

	while (i < n) {
		uint64_t eight;
		if (n - i >= 8 && (memcpy(&eight, cover + i, 8), eight == 0)) {
			i += 8;
			continue;
		}
		int end = n - i >= 8 ? i + 8 : n;
		for (; i < end; i++)
			to[i] = blend(to[i], tint, divide_255(cover[i] * alpha));
	}
}

void canvas_row(const struct canvas *c, int x, int y, const uint8_t *cover, int n, colour tint)
{
	cover_row(pixel(c, x, y), cover, n, tint);
}

static void cover_row_mirrored(uint32_t *to, const uint8_t *last, int n, colour tint)
{
	for (int i = 0; i < n; i++)
		to[i] = blend(to[i], tint, divide_255(last[-i] * (tint >> 24)));
}

void canvas_mask(const struct canvas *c, struct rect clip, int x, int y, struct mask mask, bool mirrored,
	colour tint)
{
	struct rect part = rect_meet(clip, (struct rect){x, y, mask.w, mask.h});

	for (int at = part.y; at < part.y + part.h; at++) {
		const uint8_t *row = mask.cover + (ptrdiff_t)(at - y) * mask.w;
		if (mirrored)
			cover_row_mirrored(pixel(c, part.x, at), row + mask.w - 1 - (part.x - x), part.w, tint);
		else
			cover_row(pixel(c, part.x, at), row + (part.x - x), part.w, tint);
	}
}

void canvas_picture(const struct canvas *c, struct rect clip, int x, int y, int w, int h, const uint32_t *argb)
{
	struct rect part = rect_meet(clip, (struct rect){x, y, w, h});

	for (int at = part.y; at < part.y + part.h; at++) {
		const uint32_t *from = argb + (ptrdiff_t)(at - y) * w + (part.x - x);
		uint32_t *to = pixel(c, part.x, at);
		for (int i = 0; i < part.w; i++)
			to[i] = blend(to[i], from[i], from[i] >> 24);
	}
}
