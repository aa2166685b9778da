/* Contrast (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11) of every pairing of tones that the screens use, in both
 * themes: interface.md's "at least 7:1 for body, 4.5:1 at worst, 3:1 for boundaries". */
#include "twin.h"

#include "ui/inside.h"

#define BODY 7.0f
#define TEXT 4.5f
#define EDGE 3.0f

static const struct {
	enum tone on, under;
	float least;
} pairs[] = {
	{TONE_ink, TONE_ground, BODY},
	{TONE_ink, TONE_surface, BODY},
	{TONE_ink, TONE_sunk, BODY},
	{TONE_ink, TONE_pressed, BODY},
	{TONE_ink, TONE_accent_soft, BODY},
	{TONE_ink, TONE_warm_soft, BODY},
	{TONE_second, TONE_ground, BODY},
	{TONE_second, TONE_surface, BODY},
	{TONE_second, TONE_sunk, BODY},
	{TONE_faint, TONE_ground, TEXT},
	{TONE_faint, TONE_surface, TEXT},
	{TONE_faint, TONE_sunk, TEXT},
	{TONE_ground, TONE_ink, BODY}, /* the toast */
	{TONE_on_accent, TONE_accent, TEXT},
	{TONE_on_accent, TONE_accent_dark, TEXT},
	{TONE_on_accent, TONE_warm, TEXT},
	{TONE_accent_dark, TONE_accent_soft, TEXT},
	{TONE_accent_dark, TONE_surface, TEXT},
	{TONE_accent_dark, TONE_ground, TEXT},
	{TONE_accent, TONE_surface, TEXT},
	{TONE_accent, TONE_ground, TEXT},
	{TONE_warm, TONE_surface, TEXT},
	{TONE_warm, TONE_warm_soft, TEXT},
	{TONE_warm, TONE_ground, TEXT},
	{TONE_acute, TONE_acute_soft, TEXT},
	{TONE_question, TONE_surface, TEXT},
	{TONE_concern, TONE_surface, TEXT},
	{TONE_offer, TONE_surface, TEXT},
	{TONE_wish, TONE_surface, TEXT},
	{TONE_acute, TONE_surface, TEXT},
	{TONE_attract_ink, TONE_attract, BODY},
	{TONE_attract_soft, TONE_attract, BODY},
	{TONE_code, TONE_paper, 21.0f},
	{TONE_edge, TONE_surface, EDGE},
	{TONE_edge, TONE_ground, EDGE},
	{TONE_accent, TONE_sunk, EDGE},
};

static void tones_reach_their_contrast(void **state)
{
	(void)state;
	int failed = 0;
	for (int dark = 0; dark < 2; dark++)
		for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
			float c = theme_contrast(
				theme_colour(pairs[i].on, dark), theme_colour(pairs[i].under, dark));
			if (c < pairs[i].least - 0.005f) {
				print_error("pair %zu (tones %d on %d), %s: %.2f, wanted %.2f\n", i,
					pairs[i].on, pairs[i].under, dark ? "dark" : "light", (double)c,
					(double)pairs[i].least);
				failed++;
			}
		}
	assert_int_equal(failed, 0);
}

static void initials_can_be_read_on_every_hue(void **state)
{
	(void)state;
	for (int dark = 0; dark < 2; dark++)
		for (uint8_t i = 0; i < AVATAR_HUES; i++)
			for (int pale = 0; pale < 2; pale++) {
				struct shades s = avatar_shades(i, pale, dark);
				if (theme_contrast(s.text, s.ground) < TEXT)
					fail_msg("hue %d, %s, %s: %.2f", i, pale ? "pale" : "full",
						dark ? "dark" : "light",
						(double)theme_contrast(s.text, s.ground));
			}
}

static void contrast_is_that_of_the_standard(void **state)
{
	(void)state;
	assert_float_equal(theme_contrast(0xFF000000, 0xFFFFFFFF), 21.0f, 0.01f);
	assert_float_equal(theme_contrast(0xFF777777, 0xFFFFFFFF), 4.48f, 0.01f); /* famous for failing AA */
	assert_float_equal(theme_contrast(0xFF123456, 0xFF123456), 1.0f, 0.001f);
	assert_int_equal(theme_mix(0xFF000000, 0xFFFFFFFF, 0.5f), 0xFF808080);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tones_reach_their_contrast),
		cmocka_unit_test(initials_can_be_read_on_every_hue),
		cmocka_unit_test(contrast_is_that_of_the_standard),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
