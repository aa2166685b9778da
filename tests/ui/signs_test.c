/* Signs, codes and the frame as text: what scripts and golden files rely on. */
#include "twin.h"

static struct ui *ui;

static int set_up(void **state)
{
	(void)state;
	ui = ui_new(&twin);
	struct ui_frame frame = twin_frame(1000);
	ui_begin(ui, &frame);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	ui_free(ui);
	return 0;
}

static const struct draw *drawn(const struct draw_list *list, enum draw_kind kind)
{
	for (int i = 0; i < list->count; i++)
		if (list->draws[i].kind == kind)
			return &list->draws[i];
	return NULL;
}

static void a_code_has_whole_pixels_and_its_quiet_zone(void **state)
{
	(void)state;
	assert_true(ui_code(
		ui, (struct rect){100, 100, 300, 300}, STR("HTTP://192.168.1.20:8080/N#H4K7QM"), false));
	const struct draw *code = drawn(ui_end(ui), DRAW_CODE);
	assert_non_null(code);
	assert_true(code->radius >= 6);
	assert_int_equal(code->r.w, (code->side + 8) * code->radius);
	assert_int_equal(code->text.n, (size_t)(code->side * code->side));
	assert_int_equal(code->colour, 0xFF000000);
	for (int x = 0; x < 7; x++) { /* the finder pattern's first two rows: all dark; dark, light, dark */
		assert_int_equal(code->text.p[x], 1);
		assert_int_equal(code->text.p[code->side + x], x == 0 || x == 6);
	}
}

static void a_code_of_capitals_is_the_smaller_one(void **state)
{
	(void)state;
	struct rect r = {0, 0, 500, 500};
	ui_code(ui, r, STR("HTTP://192.168.1.20:8080/N/H4K7QMABCDEFGHJKMNPQRST"), false);
	int capitals = drawn(ui_end(ui), DRAW_CODE)->side;
	struct ui_frame frame = twin_frame(1000);
	ui_begin(ui, &frame);
	ui_code(ui, r, STR("http://192.168.1.20:8080/n/h4k7qmabcdefghjkmnpqrst"), false);
	assert_true(drawn(ui_end(ui), DRAW_CODE)->side > capitals);
}

static void a_code_that_would_be_too_small_to_read_is_not_drawn(void **state)
{
	(void)state;
	assert_false(
		ui_code(ui, (struct rect){0, 0, 150, 150}, STR("HTTP://192.168.1.20:8080/N#H4K7QM"), false));
	assert_true(
		ui_code(ui, (struct rect){0, 0, 150, 150}, STR("HTTP://192.168.1.20:8080/N#H4K7QM"), true));
	assert_false(ui_code(ui, (struct rect){0, 0, 150, 150}, STR(""), true));
	ui_end(ui);
}

static void many_codes_do_not_forget_the_one_in_use(void **state)
{
	(void)state;
	char text[] = "HTTP://A/0";
	for (int i = 0; i < 9; i++) {
		text[9] = (char)('0' + i);
		assert_true(ui_code(ui, (struct rect){0, 0, 300, 300}, str_from(text), false));
	}
	const struct draw_list *list = ui_end(ui);
	const struct draw *first = drawn(list, DRAW_CODE), *last = &list->draws[list->count - 1];
	assert_int_equal(first->side, last->side);
	assert_memory_not_equal(first->text.p, last->text.p, first->text.n);
}

static void avatars_that_do_not_fit_are_counted(void **state)
{
	(void)state;
	struct avatar all[5] = {{.initials = STR("AB")}, {.initials = STR("CD")}, {.initials = STR("EF")},
		{.initials = STR("GH")}, {.initials = STR("IJ")}};
	assert_true(ui_avatars(ui, (struct rect){0, 0, 1000, 48}, all, 5) <= 1000);
	int w = ui_avatars(ui, (struct rect){0, 100, 130, 48}, all, 5);
	assert_true(w > 0 && w <= 130);
	assert_int_equal(ui_avatars(ui, (struct rect){0, 200, 130, 48}, all, 0), 0);
	assert_int_equal(ui_avatars(ui, (struct rect){0, 300, 10, 48}, all, 5), 0);
	ui_end(ui);
	struct buf out = {0};
	ui_dump(ui, &out);
	assert_true(str_contains(buf_str(&out), STR("\"IJ\"")));
	assert_true(str_contains(buf_str(&out), STR("\"+4\"")));
	buf_free(&out);
}

static void the_dump_is_what_scripts_read(void **state)
{
	(void)state;
	ui_control(ui,
		(struct control){.r = {10, 200, 90, 80},
			.name = "tile",
			.label = STR("Say \"hi\""),
			.action = 3,
			.arg = 12});
	ui_control(ui,
		(struct control){.r = {500, 20, 100, 50},
			.name = "home",
			.label = STR("Home"),
			.action = 1,
			.disabled = true});
	ui_text(ui, (struct rect){20, 20, 400, 30}, STR("Monday, today"),
		(struct type){.size = SIZE_HEADING});
	ui_text(ui, (struct rect){20, 700, 400, 30}, STR("out of sight"),
		(struct type){.size = SIZE_HEADING});
	ui_end(ui);
	touch(ui, EVENT_DOWN, 1, 50, 240, 1000);
	struct buf out = {0};
	ui_dump(ui, &out);
	buf_byte(&out, 0);
	assert_string_equal(out.p,
		"text 20,20 143x27 \"Monday, today\"\n"
		"control 500,20 100x50 #home 0 \"Home\" disabled\n"
		"control 10,200 90x80 #tile 12 \"Say \\\"hi\\\"\" pressed\n");
	buf_free(&out);
}

static void a_wrapped_text_is_one_string(void **state)
{
	(void)state;
	ui_text(ui, (struct rect){0, 0, 120, 400}, STR("You are checked in"),
		(struct type){.size = SIZE_HEADING, .lines = 5});
	ui_end(ui);
	struct buf out = {0};
	ui_dump(ui, &out);
	assert_true(str_contains(buf_str(&out), STR("\"You are checked in\"\n")));
	buf_free(&out);
}

static void what_is_clipped_away_is_neither_drawn_nor_said(void **state)
{
	(void)state;
	struct rect content = ui_scroll(ui, (struct rect){0, 0, 300, 100}, "list", 1000);
	for (int i = 0; i < 20; i++)
		ui_text(ui, (struct rect){0, content.y + i * 50, 300, 30},
			arena_printf(ui_arena(ui), "row %d", i), (struct type){.size = SIZE_HEADING});
	ui_scroll_end(ui);
	const struct draw_list *list = ui_end(ui);
	int texts = 0;
	for (int i = 0; i < list->count; i++)
		texts += list->draws[i].kind == DRAW_TEXT;
	assert_int_equal(texts, 2);
	struct buf out = {0};
	ui_dump(ui, &out);
	assert_true(str_contains(buf_str(&out), STR("row 1\"")));
	assert_false(str_contains(buf_str(&out), STR("row 2\"")));
	buf_free(&out);
}

static void a_button_is_as_wide_as_its_words(void **state)
{
	(void)state;
	struct button b = {.name = "b", .icon = "undo", .label = STR("Undo the check-in"), .action = 1};
	int w = ui_button_width(ui, b);
	ui_button(ui, (struct rect){100, 100, w, 60}, b);
	const struct draw *text = drawn(ui_end(ui), DRAW_TEXT), *icon = NULL;
	assert_true(str_eq(text->text, b.label));
	assert_int_equal(text->font.px, 21); /* not shrunk */
	icon = drawn(ui_end(ui), DRAW_ICON);
	assert_true(icon->r.x > 100 && icon->r.x + icon->r.w < text->r.x);
	assert_true(text->r.x + text->r.w < 100 + w);
	assert_true(ui_button_width(ui, (struct button){.icon = "home", .action = 1}) >= ui_touch(ui));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_code_has_whole_pixels_and_its_quiet_zone),
		CASE(a_code_of_capitals_is_the_smaller_one),
		CASE(a_code_that_would_be_too_small_to_read_is_not_drawn),
		CASE(many_codes_do_not_forget_the_one_in_use),
		CASE(avatars_that_do_not_fit_are_counted),
		CASE(the_dump_is_what_scripts_read),
		CASE(a_wrapped_text_is_one_string),
		CASE(what_is_clipped_away_is_neither_drawn_nor_said),
		CASE(a_button_is_as_wide_as_its_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
