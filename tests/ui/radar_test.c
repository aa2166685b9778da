/* The radar chart: a value lies on its axis as far out as it is large, what was before lies under what is now, a
 * missing value leaves no point, and the labels keep inside and off each other. */
#include "twin.h"

static const struct rect box = {100, 50, 600, 480};
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

static const struct draw_list *chart(int count, const int *now, const int *before)
{
	static const struct str labels[] = {{"Sinn und Zweck", 14}, {"Rollen", 6},
		{"Vertrauen und Offenheit", 23}, {"Geben und Nehmen", 16}, {"Rhythmus", 8},
		{"Entscheidungen", 14}, {"Umgang mit Konflikten", 21}, {"Lernen und Ergebnisse", 21},
		{"Was antreibt", 12}, {"Kurs", 4}, {"Motivation", 10}, {"Einfluss", 8}};
	ui_radar(ui, box, (struct radar){.count = count, .now = now, .before = before, .labels = labels});
	return ui_end(ui);
}

/* The n-th area: what is before comes first, if there is any. */
static const struct draw *area(const struct draw_list *list, int n)
{
	for (int i = 0; i < list->count; i++)
		if (list->draws[i].kind == DRAW_PATH && list->draws[i].width == 0 && n-- == 0)
			return &list->draws[i];
	return NULL;
}

static struct vertex point(const struct draw *d, int i)
{
	struct vertex v;
	assert_true((size_t)(i + 1) * sizeof v <= d->text.n);
	memcpy(&v, d->text.p + (size_t)i * sizeof v, sizeof v);
	return v;
}

static int points(const struct draw *d)
{
	return (int)(d->text.n / sizeof(struct vertex));
}

static void a_value_lies_as_far_out_as_it_is_large(void **state)
{
	(void)state;
	const struct draw *d = area(chart(4, (const int[]){500, 250, 100, 500}, NULL), 0);
	assert_non_null(d);
	assert_int_equal(points(d), 5); /* and back to the first */
	struct vertex top = point(d, 0), right = point(d, 1), foot = point(d, 2), left = point(d, 3);
	float x = (float)box.x + (float)box.w / 2, y = (float)box.y + (float)box.h / 2, radius = y - top.y;
	assert_true(radius > 100);
	assert_float_equal(top.x, x, 0.1);
	assert_float_equal(right.x - x, radius / 2, 0.1);
	assert_float_equal(right.y, y, 0.1);
	assert_float_equal(foot.y - y, radius / 5, 0.1);
	assert_float_equal(x - left.x, radius, 0.1);
	assert_float_equal(point(d, 4).y, top.y, 0.1);
}

static void what_was_before_lies_under_what_is_now(void **state)
{
	(void)state;
	const struct draw_list *list = chart(3, (const int[]){300, 300, 300}, (const int[]){200, 200, 200});
	const struct draw *under = area(list, 0), *over = area(list, 1);
	assert_non_null(over);
	assert_true(point(under, 0).y > point(over, 0).y); /* smaller, so nearer to the middle */
	assert_true(
		(under->colour >> 24) < 0x80 && (over->colour >> 24) < 0x80); /* both can be seen through */
	assert_true((under->colour & 0xFFFFFF) != (over->colour & 0xFFFFFF));
}

static void a_missing_value_leaves_no_point(void **state)
{
	(void)state;
	const struct draw *d = area(chart(5, (const int[]){300, 0, 300, 300, 300}, NULL), 0);
	assert_int_equal(points(d), 5);
	assert_true(point(d, 1).y > (float)box.y + (float)box.h / 2); /* the third axis points downwards */
}

static bool meet(const struct draw *a, const struct draw *b)
{
	return a->r.x < b->r.x + b->r.w && b->r.x < a->r.x + a->r.w && a->r.y < b->r.y + b->r.h &&
		b->r.y < a->r.y + a->r.h;
}

static void labels_keep_inside_and_off_each_other(void **state)
{
	(void)state;
	static const int values[RADAR_MAX] = {300, 300, 300, 300, 300, 300, 300, 300, 300, 300, 300, 300};
	for (int count = 3; count <= 9; count++) {
		struct ui_frame frame = twin_frame(1000);
		ui_begin(ui, &frame);
		const struct draw_list *list = chart(count, values, NULL);
		for (int i = 0; i < list->count; i++) {
			const struct draw *d = &list->draws[i];
			if (d->kind != DRAW_TEXT)
				continue;
			assert_true(d->r.x >= box.x && d->r.x + d->r.w <= box.x + box.w);
			assert_true(d->r.y >= box.y && d->r.y + d->r.h <= box.y + box.h);
			assert_false(d->cut);
			for (int k = 0; k < i; k++)
				assert_false(list->draws[k].kind == DRAW_TEXT && meet(d, &list->draws[k]));
		}
	}
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(a_value_lies_as_far_out_as_it_is_large),
		T(what_was_before_lies_under_what_is_now),
		T(a_missing_value_leaves_no_point),
		T(labels_keep_inside_and_off_each_other),
	};
	return cmocka_run_group_tests_name("radar", tests, NULL, NULL);
}
