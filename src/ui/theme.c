/* The theme: one table made from assets/theme.tokens, and the arithmetic of contrast by which a test
 * checks every pairing that the screens use. */
#include "ui/theme.h"

#include <math.h>

static const colour tones[TONE_COUNT][2] = {
#define TONE(name, light, dark) [TONE_##name] = {light, dark},
#include "theme_tokens.h"
#undef TONE
};

colour theme_colour(enum tone t, bool dark)
{
	return tones[t][dark];
}

colour theme_avatar(uint8_t index, bool dark)
{
	return tones[TONE_avatar_0 + index % AVATAR_HUES][dark];
}

static int channel(colour c, int shift)
{
	return (int)(c >> shift & 0xFF);
}

/* WCAG 2.2, "relative luminance". */
static float luminance(colour c)
{
	static const float share[] = {0.2126f, 0.7152f, 0.0722f};
	float sum = 0;
	for (int i = 0; i < 3; i++) {
		float v = (float)channel(c, 16 - 8 * i) / 255.0f;
		sum += share[i] * (v <= 0.04045f ? v / 12.92f : powf((v + 0.055f) / 1.055f, 2.4f));
	}
	return sum;
}

float theme_contrast(colour a, colour b)
{
	float la = luminance(a), lb = luminance(b);
	return la > lb ? (la + 0.05f) / (lb + 0.05f) : (lb + 0.05f) / (la + 0.05f);
}

colour theme_mix(colour a, colour b, float part_of_b)
{
	colour out = 0;
	for (int shift = 0; shift < 32; shift += 8) {
		float v = (float)channel(a, shift) * (1 - part_of_b) + (float)channel(b, shift) * part_of_b;
		out |= (colour)lroundf(v) << shift;
	}
	return out;
}
