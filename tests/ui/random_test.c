/* Whatever fingers and keys do, in any order and in any window, the toolkit stays whole: texts valid,
 * every draw inside its clip's screen, no finger stuck, and idle once everything is lifted. Seeded, so a
 * failure can be had again. */
#include "twin.h"

#define EVENTS 30000

static uint64_t seed = 42;

static int below(int n) /* xorshift64 */
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int)(seed % (uint64_t)n);
}

static struct text_input inputs[2];
static const char *const languages[] = {"en", "de", "fr", "es", "xx"};

static void screen(struct ui *ui, int64_t now, int what)
{
	static const int sizes[][2] = {{800, 480}, {1024, 600}, {720, 1280}, {64, 48}};
	int size = below(40) ? 1 : below(4);
	struct ui_frame frame = {.w = sizes[size][0],
		.h = sizes[size][1],
		.mono = now,
		.rtl = what & 1,
		.dark = what & 2,
		.motion = !(what & 4),
		.keyboard = languages[what % 5]};
	ui_begin(ui, &frame);
	struct rect r = ui_screen(ui);
	if (what & 8)
		ui_keyboard(ui, cut_bottom(&r, ui_keyboard_height(ui)), STR("Done"), 9);
	ui_field(ui, cut_top(&r, 60), &inputs[0],
		(struct field){.name = "a", .action = 1, .placeholder = STR("Type")});
	if (what & 16)
		ui_field(ui, cut_top(&r, 90), &inputs[1],
			(struct field){.name = "b", .action = 2, .multiline = true});
	struct rect list = ui_scroll(ui, r, "list", 900);
	for (int i = 0; i < 9; i++)
		ui_control(ui,
			(struct control){.r = {list.x, list.y + i * 100, list.w / 2, 90},
				.name = "row",
				.action = 3,
				.arg = i,
				.drags = i % 2,
				.drops = i % 3 == 0,
				.holds = i % 4 == 0,
				.repeat = i == 5});
	ui_motion(ui, "x", 0, (float)(what % 7), 150);
	ui_scroll_end(ui);
	const struct draw_list *drawn = ui_end(ui);
	for (int i = 0; i < drawn->count; i++)
		assert_true(drawn->draws[i].kind != DRAW_TEXT || utf8_valid(drawn->draws[i].text));
}

static struct event any_event(int64_t now)
{
	static const enum event_kind kinds[] = {EVENT_DOWN, EVENT_DOWN, EVENT_MOVE, EVENT_MOVE, EVENT_MOVE,
		EVENT_UP, EVENT_UP, EVENT_CANCEL, EVENT_KEY, EVENT_TEXT, EVENT_WHEEL, EVENT_NONE};
	static const char *const texts[] = {"a", " ", "é", "\n", "👩‍🚀", "ש", "\xff", ""};
	struct event e = {.kind = kinds[below(12)],
		.at = now,
		.finger = below(14),
		.x = below(1100) - 30,
		.y = below(700) - 30,
		.key = (enum key)below(12),
		.shift = below(2),
		.ctrl = !below(9)};
	if (e.kind == EVENT_WHEEL)
		e.y = below(7) - 3;
	strcpy(e.text, texts[below(8)]);
	return e;
}

static void random_input_breaks_nothing(void **state)
{
	(void)state;
	struct ui *ui = ui_new(&twin);
	int64_t now = 1000;
	int what = 31;
	for (int i = 0; i < EVENTS; i++) {
		struct event e = any_event(now += below(60));
		ui_input(ui, &e);
		if (!below(200))
			ui_toast(ui, STR("Anna is checked in"), below(2) ? 7 : 0, STR("Undo"), 1, 2000);
		if (!below(300))
			ui_cancel_touch(ui);
		while (below(4) && ui_next(ui).kind != UI_NONE)
			;
		if (!below(50))
			what = below(32);
		if (below(2))
			screen(ui, now, what);
		for (int k = 0; k < 2; k++)
			assert_true(utf8_valid(input_str(&inputs[k])) && inputs[k].caret <= inputs[k].n &&
				inputs[k].n < INPUT_BYTES);
	}
	for (int finger = 0; finger < 14; finger++)
		touch(ui, EVENT_CANCEL, finger, 0, 0, now);
	for (int i = 0; i < 200 && ui_deadline(ui) != NEVER; i++) {
		while (ui_next(ui).kind != UI_NONE)
			;
		screen(ui, now += 50, what);
	}
	assert_true(ui_deadline(ui) == NEVER);
	for (int a = 1; a < 10; a++)
		for (int arg = 0; arg < 10; arg++)
			assert_false(ui_pressed(ui, a, arg));
	ui_free(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_input_breaks_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
