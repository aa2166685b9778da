/* Every rule of the layout check is broken once, and found; the same frame done well is not complained of. */
#include "layout/check.c"
#include "ui/twin.h"

static struct ui *ui;

static int begin(void **state)
{
	(void)state;
	struct ui_frame frame = twin_frame(1000);
	frame.panel_width_mm = 256; /* four pixels a millimetre */
	ui = ui_new(&twin);
	ui_begin(ui, &frame);
	return 0;
}

static int end(void **state)
{
	(void)state;
	ui_free(ui);
	return 0;
}

/* The rule that the frame breaks, and only that one; NULL: none. */
static void expect(const char *rule)
{
	struct findings f = {0};
	struct frame_seen seen = frame_seen(ui, ui_end(ui));
	check_frame(&seen, &f);
	struct str text = buf_str(&f.text), line;
	if (!rule && f.count)
		fail_msg("complains: %.*s", STR_FMT(text));
	if (rule && !f.count)
		fail_msg("does not find '%s'", rule);
	while (rule && str_split(&text, '\n', &line))
		if (line.n && !str_starts(line, str_from(rule)))
			fail_msg("finds '%.*s' instead of '%s'", STR_FMT(line), rule);
	buf_free(&f.text);
}

static const struct rect middle = {400, 250, 300, 100};
static const struct type body = {.size = SIZE_BODY, .tone = TONE_ink};

static void good_frame_is_left_alone(void **state)
{
	(void)state;
	ui_card(ui, middle, false);
	ui_text(ui, rect_pad(middle, 20, 20), STR("All is well"), body);
	ui_button(ui, (struct rect){100, 100, 200, 60},
		(struct button){.name = "go", .label = STR("Go"), .action = 1});
	ui_button(ui, (struct rect){320, 100, 200, 60},
		(struct button){.name = "stay", .label = STR("Stay"), .action = 2});
	ui_code(ui, (struct rect){700, 20, 300, 300}, STR("HTTP://192.168.1.20/#0123456789ABCDEFGHJKMNPQRS"),
		false);
	expect(NULL);
}

static void text_higher_than_its_box(void **state)
{
	(void)state;
	ui_text(ui, (struct rect){100, 100, 200, 10}, STR("Tall"), body);
	expect("outside its box");
}

static void text_beyond_the_screen(void **state)
{
	(void)state;
	ui_text(ui, (struct rect){980, 100, 200, 40}, STR("Over the edge"), body);
	expect("clipped");
}

static void text_cut(void **state)
{
	(void)state;
	ui_text(ui, (struct rect){100, 100, 60, 40}, STR("Much too long for this"), body);
	expect("cut");
}

static void text_cut_where_it_may_be(void **state)
{
	(void)state;
	struct type type = body;
	type.may_cut = true;
	ui_text(ui, (struct rect){100, 100, 60, 40}, STR("Much too long for this"), type);
	expect(NULL);
}

static void half_a_word(void **state)
{
	(void)state;
	struct type type = body;
	type.lines = 9;
	ui_text(ui, (struct rect){100, 100, 60, 400}, STR("Donaudampfschifffahrt"), type);
	expect("parted word");
}

static void pale_text(void **state)
{
	(void)state;
	ui_text(ui, (struct rect){100, 100, 200, 40}, STR("Pale"),
		(struct type){.size = SIZE_BODY, .tone = TONE_line});
	expect("contrast");
}

static void text_on_a_fill_of_its_own_colour(void **state)
{
	(void)state;
	ui_fill(ui, middle, 0, TONE_ink);
	ui_text(ui, rect_pad(middle, 20, 20), STR("Unseen"), body);
	expect("contrast");
}

static void text_painted_over(void **state)
{
	(void)state;
	ui_text(ui, rect_pad(middle, 20, 20), STR("Covered"), body);
	ui_fill(ui, middle, 0, TONE_surface);
	expect("covered");
}

static void text_across_text(void **state)
{
	(void)state;
	ui_text(ui, (struct rect){100, 100, 300, 40}, STR("One sentence"), body);
	ui_text(ui, (struct rect){150, 104, 300, 40}, STR("and another"), body);
	expect("texts overlap");
}

static void text_without_room(void **state)
{
	(void)state;
	ui_icon(ui, (struct rect){100, 100, 20, 0}, "home", TONE_ink);
	expect("no room");
}

static void button_without_room(void **state)
{
	(void)state;
	struct rect none = {100, 100, 200, 0};
	ui_control(ui, (struct control){.r = none, .name = "gone", .action = 1});
	expect("no room");
}

static struct button button(const char *name, action a)
{
	return (struct button){.name = name, .label = STR("Go"), .action = a};
}

static void buttons_across_each_other(void **state)
{
	(void)state;
	ui_control(ui, (struct control){.r = {100, 100, 200, 100}, .name = "one", .action = 1});
	ui_control(ui, (struct control){.r = {220, 100, 200, 100}, .name = "other", .action = 2});
	ui_text(ui, (struct rect){130, 130, 80, 40}, STR("One"),
		(struct type){.size = SIZE_BODY, .align = ALIGN_CENTRE});
	ui_text(ui, (struct rect){310, 130, 80, 40}, STR("Other"),
		(struct type){.size = SIZE_BODY, .align = ALIGN_CENTRE});
	expect("controls overlap");
}

static void small_target(void **state)
{
	(void)state;
	ui_control(ui,
		(struct control){
			.r = {400, 300, 24, 24}, .hit = {400, 300, 24, 24}, .name = "tiny", .action = 1});
	ui_text(ui, (struct rect){400, 300, 24, 24}, STR("x"), (struct type){.size = SIZE_SMALL});
	expect("target too small");
}

static void small_main_action(void **state)
{
	(void)state;
	ui_button(ui, (struct rect){400, 300, 200, 44}, button("check-in", 1));
	expect("main action too small");
}

static void no_gap(void **state)
{
	(void)state;
	ui_button(ui, (struct rect){400, 300, 200, 40}, button("one", 1));
	ui_button(ui, (struct rect){400, 343, 200, 40}, button("other", 2));
	expect("too close");
}

static void button_under_a_card(void **state)
{
	(void)state;
	ui_button(ui, (struct rect){420, 260, 100, 60}, button("below", 1));
	ui_control(ui, (struct control){.r = middle, .name = "card", .action = 2});
	expect("cannot be reached");
}

static void button_beyond_the_screen(void **state)
{
	(void)state;
	ui_control(ui, (struct control){.r = {950, 300, 200, 60}, .name = "outside", .action = 1});
	ui_icon(ui, (struct rect){960, 300, 180, 60}, "home", TONE_ink);
	expect("outside the screen");
}

static void nothing_to_be_seen_of_it(void **state)
{
	(void)state;
	ui_fill(ui, middle, 10, TONE_sunk);
	ui_control(ui, (struct control){.r = middle, .name = "secret", .action = 1});
	expect("cannot be seen");
}

static void code_of_few_pixels(void **state)
{
	(void)state;
	ui_code(ui, (struct rect){700, 20, 120, 120}, STR("HTTP://192.168.1.20/#0123456789ABCDEFGHJKMNPQRS"),
		true);
	expect("code too small");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(good_frame_is_left_alone),
		TEST(text_higher_than_its_box),
		TEST(text_beyond_the_screen),
		TEST(text_cut),
		TEST(text_cut_where_it_may_be),
		TEST(half_a_word),
		TEST(pale_text),
		TEST(text_on_a_fill_of_its_own_colour),
		TEST(text_painted_over),
		TEST(text_across_text),
		TEST(text_without_room),
		TEST(button_without_room),
		TEST(buttons_across_each_other),
		TEST(small_target),
		TEST(small_main_action),
		TEST(no_gap),
		TEST(button_under_a_card),
		TEST(button_beyond_the_screen),
		TEST(nothing_to_be_seen_of_it),
		TEST(code_of_few_pixels),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
