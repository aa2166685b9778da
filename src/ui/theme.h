#pragma once
/* The design tokens, named by purpose. The values come from assets/theme.tokens at build time, the
 * same file the phones' style sheet is made from. */
#include "ui/draw.h"

enum tone {
#define TONE(name, light, dark) TONE_##name,
#include "theme_tokens.h" /* generated into build/ */
#undef TONE
	TONE_COUNT
};
#define AVATAR_HUES 12

colour theme_colour(enum tone, bool dark);
colour theme_avatar(uint8_t index, bool dark); /* ground of an avatar; white text on it reaches 4.5:1 */
float theme_contrast(colour a, colour b);      /* WCAG 2.2 relative luminance ratio, 1 to 21 */
colour theme_mix(colour a, colour b, float part_of_b);
