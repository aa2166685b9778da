/* Change sets: what tests/collab cannot ask of CodeMirror, which has no UTF-8 and lets more through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/changes.h"

static struct change_set set_of(struct arena *mem, const char *json)
{
	struct change_set set;
	assert_true(changes_read(mem, str_from(json), &set));
	return set;
}

static void assert_set(const struct change_set *set, const char *json)
{
	struct buf out = {0};
	changes_write(&out, set);
	buf_byte(&out, '\0');
	assert_string_equal(out.p, json);
	buf_free(&out);
}

static void assert_applied(const char *text, const char *json, const char *expected)
{
	struct arena mem = {0};
	struct buf out = {0};
	struct change_set set = set_of(&mem, json);
	bool fits = changes_apply(&out, str_from(text), &set);
	assert_int_equal(fits, expected != NULL);
	if (expected) {
		buf_byte(&out, '\0');
		assert_string_equal(out.p, expected);
	}
	buf_free(&out);
	arena_free(&mem);
}

static void applies_in_utf16_units_to_utf8_text(void **state)
{
	(void)state;
	assert_applied("", "[]", "");
	assert_applied("hello", "[5,[0,\" you\"]]", "hello you");
	assert_applied("дом и сад", "[3,[2],4]", "дом сад");
	assert_applied("a🙂b", "[1,[2,\"c\",\"d\"],1]", "ac\ndb");
	assert_applied("漢字かな交じり文", "[4,[4]]", "漢字かな");
	assert_applied("aaaaaaaaaaaaaaaa🙂🙂🙂🙂", "[18,[4,\"x\"],2]", "aaaaaaaaaaaaaaaa🙂x🙂");
}

static void refuses_a_text_of_another_length(void **state)
{
	(void)state;
	assert_applied("hello", "[4]", NULL);
	assert_applied("hello", "[6]", NULL);
	assert_applied("hello", "[5,[1]]", NULL);
	assert_applied("x", "[]", NULL);
	assert_applied("", "[1]", NULL);
}

static void refuses_to_split_a_pair(void **state)
{
	(void)state;
	assert_applied("a🙂b", "[2,[0,\"x\"],2]", NULL);
	assert_applied("a🙂b", "[1,[1],2]", NULL);
	assert_applied("aaaaaaa🙂bbbbbbbb", "[8,[0,\"x\"],9]", NULL);
}

static void reads_nothing_but_what_it_writes(void **state)
{
	static const char *const wrong[] = {"", "[", "[1", "[1,]", "[1] ", " [1]", "[1 ]", "[0]", "[01]",
		"[-1]", "[1.0]", "[1e3]", "[4294967296]", "[2147483648]", "[2147483647,1]", "[[0]]",
		"[[0,\"\"]]", "[[3,\"\"]]", "[[1,\"a\\nb\"]]", "[[1,\"a\\rb\"]]", "[[1,\"a\\u0000b\"]]",
		"[[1,\"\\ud83d\"]]", "[[1,\"\\ude42\"]]", "[[1,\"\\ud83dx\"]]", "[[1,\"\\x\"]]",
		"[[1,\"\xff\"]]", "[[1,\"\xc0\x80\"]]", "[[1,\"\xed\xa0\x80\"]]", "[[1,\"a]]", "[[1,a]]",
		"[[1,2]]", "[null]", "{}", "[1]x", "[\"a\"]", "[[\"a\"]]", "[[]]", "[[1,]]", "[[1,\"a\tb\"]]",
		"[[1,\"\\u12\"]]", "[[1,\"\\"};
	struct arena mem = {0};
	struct change_set set;
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (changes_read(&mem, str_from(wrong[i]), &set))
			fail_msg("was read: %s", wrong[i]);
	arena_free(&mem);
}

static void writes_what_it_reads(void **state)
{
	static const char *const sets[] = {"[]", "[5]", "[5,[2],[0,\"x\"]]", "[[3,\"a\",\"b\"],1]",
		"[[0,\"\",\"\"],2]", "[[1,\"\\\"\\\\\\b\\f\\t\\u0001\"]]",
		"[[0,\"дом 🙂\"],2147483000]"};
	struct arena mem = {0};
	(void)state;
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		struct change_set set = set_of(&mem, sets[i]);
		assert_set(&set, sets[i]);
	}
	struct change_set pair = set_of(&mem, "[[0,\"\\ud83d\\ude42\\/\"]]");
	assert_set(&pair, "[[0,\"🙂/\"]]");
	arena_free(&mem);
}

static void refuses_what_other_phones_would_break_on(void **state)
{
	struct section sections[] = {{.old_units = 2, .keep = true}, {.text = STR("x")}};
	struct change_set set = {sections, 2};
	(void)state;
	assert_true(changes_valid(&set));
	static const struct section wrong[] = {{.keep = true}, {0},
		{.old_units = 1, .keep = true, .text = {"x", 1}}, {.text = {"a\rb", 3}},
		{.text = {"a\0b", 3}}, {.text = {"\xff", 1}}, {.text = {"\xed\xa0\xbd", 3}},
		{.old_units = UINT32_MAX, .keep = true}, {.old_units = INT32_MAX, .keep = true}};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		sections[1] = wrong[i];
		assert_false(changes_valid(&set));
	}
}

static void bounds_the_sections_of_a_set(void **state)
{
	struct section *many = calloc(SECTIONS_MAX + 1, sizeof *many);
	(void)state;
	assert_non_null(many);
	for (uint32_t i = 0; i <= SECTIONS_MAX; i++)
		many[i] = (struct section){.old_units = 1, .keep = i % 2};
	assert_true(changes_valid(&(struct change_set){many, SECTIONS_MAX}));
	assert_false(changes_valid(&(struct change_set){many, SECTIONS_MAX + 1}));
	struct buf json = {0};
	struct arena mem = {0};
	struct change_set set;
	changes_write(&json, &(struct change_set){many, SECTIONS_MAX});
	assert_true(changes_read(&mem, buf_str(&json), &set));
	json.n = 0;
	changes_write(&json, &(struct change_set){many, SECTIONS_MAX + 1});
	assert_false(changes_read(&mem, buf_str(&json), &set));
	buf_free(&json);
	arena_free(&mem);
	free(many);
}

static void two_at_one_place_stand_in_the_order_asked_for(void **state)
{
	struct arena mem = {0};
	(void)state;
	struct change_set a = set_of(&mem, "[1,[0,\"A\"],1]"), b = set_of(&mem, "[1,[0,\"BB\"],1]");
	struct change_set later = changes_map(&mem, &a, &b, false), earlier = changes_map(&mem, &a, &b, true);
	assert_set(&later, "[3,[0,\"A\"],1]");
	assert_set(&earlier, "[1,[0,\"A\"],3]");
	arena_free(&mem);
}

/* The smallest known case in which a log rebased over as a whole gives another text than the phone's. */
static void rebasing_goes_over_one_entry_at_a_time(void **state)
{
	struct arena mem = {0};
	(void)state;
	struct change_set log[] = {set_of(&mem, "[1,[2],1]"), set_of(&mem, "[1,[0,\"X\"],1]")};
	struct change_set one = set_of(&mem, "[1,[0,\"A\"],3]"), whole = one,
			  both = changes_compose(&mem, &log[0], &log[1]);
	for (int i = 0; i < 2; i++)
		changes_rebase(&mem, &one, 1, &log[i]);
	changes_rebase(&mem, &whole, 1, &both);
	assert_set(&one, "[2,[0,\"A\"],1]");
	assert_set(&whole, "[1,[0,\"A\"],2]");
	arena_free(&mem);
}

static void composing_drops_what_was_written_and_deleted_again(void **state)
{
	struct arena mem = {0};
	(void)state;
	struct change_set a = set_of(&mem, "[1,[0,\"ab🙂c\"],1]"), b = set_of(&mem, "[2,[3],2]");
	struct change_set c = changes_compose(&mem, &a, &b);
	assert_set(&c, "[1,[0,\"ac\"],1]");
	arena_free(&mem);
}

static void a_cursor_moves_with_the_text_around_it(void **state)
{
	struct arena mem = {0};
	(void)state;
	struct change_set set = set_of(&mem, "[2,[0,\"🙂\"],2,[3],1]");
	assert_int_equal(changes_map_pos(&set, 1, -1), 1);
	assert_int_equal(changes_map_pos(&set, 2, -1), 2);
	assert_int_equal(changes_map_pos(&set, 2, 1), 4);
	assert_int_equal(changes_map_pos(&set, 5, 1), 6);
	assert_int_equal(changes_map_pos(&set, 8, -1), 7);
	arena_free(&mem);
}

/* 10,000 insertions side by side melt into one text: their sum is copied, not the sum of the sums. */
static void many_small_pieces_do_not_cost_their_square(void **state)
{
	struct section *many = calloc(SECTIONS_MAX, sizeof *many), other = {.text = STR("y")};
	struct arena mem = {0};
	(void)state;
	assert_non_null(many);
	for (uint32_t i = 0; i < SECTIONS_MAX; i++)
		many[i].text = STR("0123456789");
	struct change_set mapped = changes_map(
		&mem, &(struct change_set){many, SECTIONS_MAX}, &(struct change_set){&other, 1}, true);
	assert_int_equal(mapped.count, 2);
	assert_int_equal(mapped.sections[0].text.n, 10 * SECTIONS_MAX);
	assert_in_range(mem.used, 0, 60 * SECTIONS_MAX);
	arena_free(&mem);
	free(many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(applies_in_utf16_units_to_utf8_text),
		cmocka_unit_test(refuses_a_text_of_another_length),
		cmocka_unit_test(refuses_to_split_a_pair),
		cmocka_unit_test(reads_nothing_but_what_it_writes),
		cmocka_unit_test(writes_what_it_reads),
		cmocka_unit_test(refuses_what_other_phones_would_break_on),
		cmocka_unit_test(bounds_the_sections_of_a_set),
		cmocka_unit_test(two_at_one_place_stand_in_the_order_asked_for),
		cmocka_unit_test(rebasing_goes_over_one_entry_at_a_time),
		cmocka_unit_test(composing_drops_what_was_written_and_deleted_again),
		cmocka_unit_test(a_cursor_moves_with_the_text_around_it),
		cmocka_unit_test(many_small_pieces_do_not_cost_their_square),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
