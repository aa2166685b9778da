/* The pixel loops. All blending goes through one of them, which takes channels and not pixels: a byte of
 * what is below, of what is above and of its coverage. The compiler turns it into vectors of 16-bit
 * lanes on any processor that has some. x * a + y * (255 - a) fits 16 bits, and with t half a unit
 * larger, (t + (t >> 8)) >> 8 is t / 255 rounded to nearest (Blinn, "Three Wrongs Make a Right", 1995).
 * Work is prepared for it a piece of a row at a time; what a mask leaves empty is skipped, since most
 * of a line of text is. */
#include "platform/canvas.h"

#include <string.h>

#define PIECE 64 /* pixels prepared at a time */
#define GROUP 8  /* pixels of a mask looked at together, whether all are empty */

static inline uint32_t divide_255(uint32_t t)
{
	t += 128;
	return (t + (t >> 8)) >> 8;
}

static void blend_channels(
	uint8_t *restrict to, const uint8_t *restrict above, const uint8_t *restrict alpha, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		/* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): four bytes of each pixel prepared */
		uint16_t t = (uint16_t)(above[i] * alpha[i] + to[i] * (255 - alpha[i]) + 128);
		to[i] = (uint8_t)((uint16_t)(t + (t >> 8)) >> 8);
	}
}

static void blend_pixels(uint32_t *to, const uint32_t *above, const uint32_t *alpha, int n)
{
	blend_channels((uint8_t *)to, (const uint8_t *)above, (const uint8_t *)alpha, (size_t)n * 4);
}

/* The same value for red, green and blue; none for the byte that is unused. */
static inline uint32_t each_channel(uint32_t alpha)
{
	return alpha | alpha << 8 | alpha << 16;
}

static void fill_row(uint32_t *restrict to, int n, uint32_t plain)
{
	for (int i = 0; i < n; i++)
		to[i] = plain;
}

static int piece_of(int n)
{
	return n < PIECE ? n : PIECE;
}

static uint32_t *pixel(const struct canvas *c, int x, int y)
{
	return c->pixels + (ptrdiff_t)y * c->stride + x;
}

static void blend_rect(const struct canvas *c, struct rect r, colour tint)
{
	uint32_t above[PIECE], alpha[PIECE];

	fill_row(above, PIECE, tint & 0xFFFFFF);
	fill_row(alpha, PIECE, each_channel(tint >> 24));
	for (int y = r.y; y < r.y + r.h; y++)
		for (int x = 0; x < r.w; x += PIECE)
			blend_pixels(pixel(c, r.x + x, y), above, alpha, piece_of(r.w - x));
}

void canvas_fill(const struct canvas *c, struct rect clip, struct rect r, colour tint)
{
	struct rect part = rect_meet(clip, r);

	if (tint >> 24 == 255)
		for (int y = part.y; y < part.y + part.h; y++)
			fill_row(pixel(c, part.x, y), part.w, tint & 0xFFFFFF);
	else if (tint >> 24)
		blend_rect(c, part, tint);
}

static bool is_empty(const uint8_t *group)
{
	uint64_t together;

	memcpy(&together, group, GROUP);
	return together == 0;
}

/* Pixels up to the next empty group, at most a piece. */
static int covered(const uint8_t *cover, int n)
{
	int end = 0;

	while (end + GROUP <= n && end + GROUP <= PIECE && !is_empty(cover + end))
		end += GROUP;
	return n - end < GROUP && end + GROUP <= PIECE ? n : end;
}

static void blend_piece(uint32_t *to, const uint8_t *cover, int n, colour tint)
{
	uint32_t above[PIECE], alpha[PIECE];

	for (int i = 0; i < n; i++) {
		above[i] = tint & 0xFFFFFF;
		alpha[i] = each_channel(divide_255(cover[i] * (tint >> 24)));
	}
	blend_pixels(to, above, alpha, n);
}

static void cover_row(uint32_t *to, const uint8_t *cover, int n, colour tint)
{
	for (int i = 0; i < n;) {
		int some = covered(cover + i, n - i);
		blend_piece(to + i, cover + i, some, tint);
		i += some ? some : GROUP;
	}
}

void canvas_row(const struct canvas *c, int x, int y, const uint8_t *cover, int n, colour tint)
{
	cover_row(pixel(c, x, y), cover, n, tint);
}

static void cover_row_mirrored(uint32_t *to, const uint8_t *last, int n, colour tint)
{
	uint8_t cover[PIECE];

	for (int at = 0; at < n; at += PIECE) {
		int some = piece_of(n - at);
		for (int i = 0; i < some; i++)
			cover[i] = last[-(at + i)];
		cover_row(to + at, cover, some, tint);
	}
}

void canvas_mask(
	const struct canvas *c, struct rect clip, int x, int y, struct mask mask, bool mirrored, colour tint)
{
	struct rect part = rect_meet(clip, (struct rect){x, y, mask.w, mask.h});

	for (int at = part.y; at < part.y + part.h; at++) {
		const uint8_t *row = mask.cover + (ptrdiff_t)(at - y) * mask.w;
		if (mirrored)
			cover_row_mirrored(
				pixel(c, part.x, at), row + mask.w - 1 - (part.x - x), part.w, tint);
		else
			cover_row(pixel(c, part.x, at), row + (part.x - x), part.w, tint);
	}
}

static void picture_row(uint32_t *to, const uint32_t *argb, int n)
{
	uint32_t above[PIECE], alpha[PIECE];

	for (int at = 0; at < n; at += PIECE) {
		int some = piece_of(n - at);
		for (int i = 0; i < some; i++) {
			above[i] = argb[at + i] & 0xFFFFFF;
			alpha[i] = each_channel(argb[at + i] >> 24);
		}
		blend_pixels(to + at, above, alpha, some);
	}
}

void canvas_picture(
	const struct canvas *c, struct rect clip, int x, int y, int w, int h, const uint32_t *argb)
{
	struct rect part = rect_meet(clip, (struct rect){x, y, w, h});

	for (int at = part.y; at < part.y + part.h; at++)
		picture_row(pixel(c, part.x, at), argb + (ptrdiff_t)(at - y) * w + (part.x - x), part.w);
}
