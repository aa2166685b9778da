/* Typing: two thumbs, shift, pages, accents under a long press, repeat, fields, and that every letter of
 * each language with a layout can be typed. */
#include "twin.h"

enum { DONE = 1, FIELD };

static struct ui *ui;
static struct text_input in;
static const char *language;
static int64_t now;

static int set_up(void **state)
{
	(void)state;
	ui = ui_new(&twin);
	in = (struct text_input){0};
	language = "en";
	now = 10000;
	ui_focus(ui, &in);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	ui_free(ui);
	return 0;
}

static void frame_of(int w, int h)
{
	struct ui_frame frame = twin_frame(now);
	frame.w = w;
	frame.h = h;
	frame.keyboard = language;
	ui_begin(ui, &frame);
	struct rect r = ui_screen(ui);
	ui_keyboard(ui, cut_bottom(&r, ui_keyboard_height(ui)), STR("Done"), DONE);
	ui_field(ui, (struct rect){20, 10, 400, 60}, &in,
		(struct field){.name = "search", .placeholder = STR("Type"), .action = FIELD});
	ui_end(ui);
}

static void frame(void)
{
	frame_of(1024, 600);
}

static struct rect key_rect(const char *name, int64_t arg)
{
	const struct control *c = control_named(ui, name, arg);
	if (!c)
		fail_msg("no key %s %d", name, (int)arg);
	return c->r;
}

static void press_named(const char *name, int64_t arg)
{
	frame();
	struct rect r = key_rect(name, arg);
	now += 400;
	tap(ui, centre_x(r), centre_y(r), now);
	now += 50;
}

static void press_special(const char *name)
{
	frame();
	int count;
	const struct control *controls = ui_controls(ui, &count);
	for (int i = 0; i < count; i++)
		if (strcmp(controls[i].name, name) == 0) {
			press_named(name, controls[i].arg);
			return;
		}
	fail_msg("no key %s", name);
}

static void expect_text(const char *text)
{
	if (!str_eq(input_str(&in), str_from(text)))
		fail_msg("typed '%s', not '%s'", in.text, text);
}

static void keys_edit_the_focused_input_and_say_so(void **state)
{
	(void)state;
	press_named("key", 'b');
	press_named("key", 'e');
	expect_text("be");
	struct ui_event change = ui_next(ui);
	assert_int_equal(change.kind, UI_CHANGE);
	assert_int_equal(change.action, FIELD);
	no_more_events(ui); /* two letters nobody looked at in between are one change */
	press_named("done", 0);
	struct ui_event e = ui_next(ui);
	assert_int_equal(e.kind, UI_PRESS);
	assert_int_equal(e.action, DONE);
}

static void two_thumbs_lose_nothing(void **state)
{
	(void)state;
	frame();
	struct rect a = key_rect("key", 'a'), n = key_rect("key", 'n'), e = key_rect("key", 'e');
	touch(ui, EVENT_DOWN, 1, centre_x(a), centre_y(a), now);
	assert_true(ui_pressed(ui, -1000001, 'a'));
	touch(ui, EVENT_DOWN, 2, centre_x(n), centre_y(n), now + 30);
	expect_text("a"); /* typed by the next touch, in the order of touching */
	touch(ui, EVENT_DOWN, 3, centre_x(n), centre_y(n), now + 60);
	touch(ui, EVENT_UP, 1, centre_x(a), centre_y(a), now + 70);
	touch(ui, EVENT_UP, 3, centre_x(n), centre_y(n), now + 80);
	touch(ui, EVENT_DOWN, 1, centre_x(e), centre_y(e), now + 85);
	touch(ui, EVENT_UP, 2, centre_x(n), centre_y(n), now + 90);
	touch(ui, EVENT_UP, 1, centre_x(e), centre_y(e), now + 95);
	expect_text("anne");
}

static void there_is_no_dead_ground_between_keys(void **state)
{
	(void)state;
	static const struct {
		int w, h;
	} windows[] = {{800, 480}, {1024, 600}, {1280, 800}, {1920, 1080}, {720, 1280}};
	for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
		frame_of(windows[i].w, windows[i].h);
		int top = windows[i].h - ui_keyboard_height(ui) + 3 * ui_u(ui), count;
		const struct control *controls = ui_controls(ui, &count);
		for (int y = top; y < windows[i].h - 4 * ui_u(ui); y += 3)
			for (int x = 0; x < windows[i].w; x += 7) {
				int hits = 0;
				for (int c = 0; c < count; c++)
					hits += controls[c].key && rect_has(controls[c].hit, x, y);
				if (hits != 1)
					fail_msg("%d keys at %d,%d of %dx%d", hits, x, y, windows[i].w,
						windows[i].h);
			}
	}
}

static void keys_are_ten_millimetres_high_and_leave_room(void **state)
{
	(void)state;
	frame_of(800, 480);
	assert_true(key_rect("key", 'q').h >= ui_touch(ui));
	assert_true(key_rect("key", 'q').w >= ui_touch(ui));
	/* top bar, field and one row of results */
	assert_true(480 - ui_keyboard_height(ui) >= 4 * ui_touch(ui));
}

static void shift_is_for_one_letter_and_locks_when_doubled(void **state)
{
	(void)state;
	press_special("shift");
	press_named("key", 'a');
	press_named("key", 'b');
	expect_text("Ab");
	frame();
	struct rect r = key_rect("shift", -1);
	tap(ui, centre_x(r), centre_y(r), now);
	tap(ui, centre_x(r), centre_y(r), now + 150);
	press_named("key", 'c');
	press_named("key", 'd');
	expect_text("AbCD");
	press_special("shift");
	press_named("key", 'e');
	expect_text("AbCDe");
}

static void accents_under_a_long_press_by_sliding(void **state)
{
	(void)state;
	frame();
	struct rect e = key_rect("key", 'e');
	touch(ui, EVENT_DOWN, 1, centre_x(e), centre_y(e), now);
	frame();
	assert_int_equal(ui_deadline(ui), now + 400);
	pass(ui, now + 400);
	frame();
	struct rect grave = key_rect("accent", 0xE8);
	touch(ui, EVENT_MOVE, 1, centre_x(grave), centre_y(grave), now + 500);
	touch(ui, EVENT_UP, 1, centre_x(grave), centre_y(grave), now + 600);
	expect_text("è");
	frame();
	assert_null(control_named(ui, "accent", 0xE8));
}

static void accents_under_a_long_press_by_a_second_touch(void **state)
{
	(void)state;
	frame();
	struct rect o = key_rect("key", 'o');
	touch(ui, EVENT_DOWN, 1, centre_x(o), centre_y(o), now);
	pass(ui, now + 450);
	touch(ui, EVENT_UP, 1, centre_x(o), centre_y(o), now + 500);
	expect_text("");
	press_named("accent", 0xF8);
	expect_text("ø");
}

static void backspace_repeats_and_takes_accents_whole(void **state)
{
	(void)state;
	input_set(&in, STR("Zo\xC3\xAB e\xCC\x81"));
	frame();
	struct rect r = key_rect("backspace", -2);
	touch(ui, EVENT_DOWN, 1, centre_x(r), centre_y(r), now);
	expect_text("Zoë ");
	pass(ui, now + 400);
	pass(ui, now + 460);
	expect_text("Zo");
	touch(ui, EVENT_UP, 1, centre_x(r), centre_y(r), now + 470);
	expect_text("Zo");
}

static void a_real_keyboard_types_without_one_on_the_screen(void **state)
{
	(void)state;
	struct ui_frame f = twin_frame(now);
	ui_begin(ui, &f);
	ui_field(ui, (struct rect){20, 10, 400, 60}, &in, (struct field){.name = "search", .action = FIELD});
	ui_end(ui);
	ui_input(ui, &(struct event){.kind = EVENT_TEXT, .text = "Łuk", .at = now});
	ui_input(ui, &(struct event){.kind = EVENT_KEY, .key = KEY_LEFT, .at = now});
	ui_input(ui, &(struct event){.kind = EVENT_TEXT, .text = "x", .at = now});
	ui_input(ui, &(struct event){.kind = EVENT_KEY, .key = KEY_HOME, .at = now});
	ui_input(ui, &(struct event){.kind = EVENT_KEY, .key = KEY_DELETE, .at = now});
	expect_text("uxk");
	ui_input(ui, &(struct event){.kind = EVENT_TEXT, .text = "\n", .at = now});
	expect_text("uxk"); /* one line is one line */
	while (ui_next(ui).kind == UI_CHANGE)
		;
	ui_input(ui, &(struct event){.kind = EVENT_KEY, .key = KEY_RETURN, .at = now});
	assert_int_equal(ui_next(ui).kind, UI_KEY);
}

static void an_input_whose_field_is_gone_is_not_typed_into(void **state)
{
	(void)state;
	frame();
	struct ui_frame f = twin_frame(now);
	ui_begin(ui, &f);
	ui_end(ui);
	assert_null(ui_focused(ui));
	ui_input(ui, &(struct event){.kind = EVENT_TEXT, .text = "x", .at = now});
	expect_text("");
}

static void a_full_input_takes_no_more(void **state)
{
	(void)state;
	frame();
	for (int i = 0; i < INPUT_BYTES; i++)
		ui_input(ui, &(struct event){.kind = EVENT_TEXT, .text = "ä", .at = now});
	assert_true(in.n < INPUT_BYTES && in.n > INPUT_BYTES - 4);
	assert_true(utf8_valid(input_str(&in)));
	frame();
}

static void a_touch_puts_the_caret(void **state)
{
	(void)state;
	input_set(&in, STR("abcdef"));
	frame();
	tap(ui, 40 + 2 * 10 + 1, 40, now); /* after the second letter of 10 px */
	ui_input(ui, &(struct event){.kind = EVENT_TEXT, .text = "x", .at = now});
	expect_text("abxcdef");
}

/* Where the caret of a field with this text is drawn, physical; the field is from 100 to 500. */
static int caret_x(const char *text, bool rtl, bool multiline)
{
	struct ui_frame f = twin_frame(now);
	f.rtl = rtl;
	input_set(&in, str_from(text));
	ui_focus(ui, &in);
	ui_begin(ui, &f);
	struct rect r = {rtl ? 1024 - 500 : 100, 10, 400, 100};
	ui_field(ui, r, &in, (struct field){.name = "search", .action = FIELD, .multiline = multiline});
	const struct draw_list *list = ui_end(ui);
	return list->draws[list->count - 1].r.x;
}

static void the_caret_is_where_the_text_ends_in_both_directions(void **state)
{
	(void)state;
	for (int multiline = 0; multiline < 2; multiline++) {
		assert_in_range(caret_x("abc", false, multiline), 120, 170);
		assert_in_range(caret_x("אבג", true, multiline), 430, 480);
		int latin = caret_x("abc", true, multiline), nothing = caret_x("", true, multiline);
		assert_in_range(nothing, 460, 490);
		assert_true(latin > 430); /* the end of Latin is on its right */
	}
	assert_true(caret_x("abc", true, true) > caret_x("אבג", true, true));
}

/* ---- every letter of the language ---- */

static bool on_screen(uint32_t c)
{
	frame();
	return control_named(ui, "key", (int64_t)c) != NULL;
}

/* By its key, or from the accents page; the rest is under a long press. */
static bool can_be_typed(uint32_t c)
{
	if (on_screen(c))
		return true;
	press_special("accents");
	bool found = on_screen(c);
	press_special("accents");
	return found;
}

static void every_letter_can_be_typed(void **state)
{
	(void)state;
	static const struct {
		const char *language, *letters;
	} alphabets[] = {
		{"en", "abcdefghijklmnopqrstuvwxyz"},
		{"de", "abcdefghijklmnopqrstuvwxyzäöüß"},
		{"fr", "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿ'"},
		{"es", "abcdefghijklmnopqrstuvwxyzáéíñóúü"},
	};
	for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++) {
		language = alphabets[i].language;
		struct str all = str_from(alphabets[i].letters);
		for (size_t at = 0; at < all.n;) {
			size_t from = at;
			uint32_t c = utf8_next(all, &at);
			if (can_be_typed(c))
				continue;
			uint32_t base = c == 0xFF ? 'y' : 0;
			if (!base)
				fail_msg("%s: no way to type %.*s", language, (int)(at - from), all.p + from);
			in = (struct text_input){0};
			frame();
			struct rect r = key_rect("key", base);
			touch(ui, EVENT_DOWN, 1, centre_x(r), centre_y(r), now);
			pass(ui, now + 450);
			touch(ui, EVENT_UP, 1, centre_x(r), centre_y(r), now + 500);
			press_named("accent", c);
			assert_true(str_eq(input_str(&in), str_sub(all, from, at)));
		}
	}
}

static void layouts_are_those_of_their_languages(void **state)
{
	(void)state;
	static const struct {
		const char *language, *keys;
		int64_t left, right; /* neighbours */
	} rows[] = {{"en", "qwerty", 'q', 'w'}, {"de", "qwertz", 't', 'z'}, {"fr", "azerty", 'a', 'z'},
		{"es", "ñ", 'l', 0xF1}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		language = rows[i].language;
		frame();
		struct rect l = key_rect("key", rows[i].left), r = key_rect("key", rows[i].right);
		assert_int_equal(l.y, r.y);
		assert_in_range(r.x - l.x - l.w, 1, 3 * ui_u(ui));
	}
	language = "xx";
	frame();
	assert_non_null(control_named(ui, "key", 'q'));
}

static void digits_and_symbols_have_their_pages(void **state)
{
	(void)state;
	press_special("digits");
	press_named("key", '7');
	press_named("key", '@');
	press_special("symbols");
	press_named("key", '#');
	press_special("digits");
	press_special("letters");
	press_named("key", 'x');
	expect_text("7@#x");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(keys_edit_the_focused_input_and_say_so),
		CASE(two_thumbs_lose_nothing),
		CASE(there_is_no_dead_ground_between_keys),
		CASE(keys_are_ten_millimetres_high_and_leave_room),
		CASE(shift_is_for_one_letter_and_locks_when_doubled),
		CASE(accents_under_a_long_press_by_sliding),
		CASE(accents_under_a_long_press_by_a_second_touch),
		CASE(backspace_repeats_and_takes_accents_whole),
		CASE(a_real_keyboard_types_without_one_on_the_screen),
		CASE(an_input_whose_field_is_gone_is_not_typed_into),
		CASE(a_full_input_takes_no_more),
		CASE(a_touch_puts_the_caret),
		CASE(the_caret_is_where_the_text_ends_in_both_directions),
		CASE(every_letter_can_be_typed),
		CASE(layouts_are_those_of_their_languages),
		CASE(digits_and_symbols_have_their_pages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
