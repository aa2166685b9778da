/* The panel's brightness, in a folder made like the system's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/backlight.h"

static char folder[] = "/tmp/tandem-backlight-XXXXXX";

static void path_of(char out[256], const char *file)
{
	snprintf(out, 256, "%s/panel%s%s", folder, *file ? "/" : "", file);
}

static void write_file(const char *file, int value)
{
	char path[256];

	path_of(path, file);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f, "%d\n", value);
	fclose(f);
}

static int brightness(void)
{
	char path[256];
	int value = -1;

	path_of(path, "brightness");
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	assert_int_equal(fscanf(f, "%d", &value), 1);
	fclose(f);
	return value;
}

static int make_panel(void **state)
{
	char path[256];

	(void)state;
	if (!mkdtemp(folder))
		return -1;
	path_of(path, "");
	if (mkdir(path, 0700) != 0)
		return -1;
	write_file("brightness", 180);
	write_file("max_brightness", 255);
	return 0;
}

static int remove_panel(void **state)
{
	static const char *const files[] = {"brightness", "max_brightness", ""};
	char path[256];

	(void)state;
	for (int i = 0; i < 3; i++) {
		path_of(path, files[i]);
		(void)remove(path);
	}
	return rmdir(folder);
}

static void turned_down_and_back(void **state)
{
	(void)state;
	assert_false(backlight_dim(folder, false)); /* was not turned down */
	assert_true(backlight_dim(folder, true));
	assert_int_equal(brightness(), 25);
	assert_false(backlight_dim(folder, true)); /* is already */
	assert_true(backlight_dim(folder, false));
	assert_int_equal(brightness(), 180);
}

static void what_somebody_else_set_is_kept(void **state)
{
	(void)state;
	assert_true(backlight_dim(folder, true));
	write_file("brightness", 90);
	assert_false(backlight_dim(folder, false));
	assert_int_equal(brightness(), 90);
}

static void no_panel_is_no_error(void **state)
{
	(void)state;
	assert_false(backlight_dim("/nonexistent", true));
	assert_false(backlight_dim("/nonexistent", false));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(turned_down_and_back),
		cmocka_unit_test(what_somebody_else_set_is_kept),
		cmocka_unit_test(no_panel_is_no_error),
	};

	return cmocka_run_group_tests(tests, make_panel, remove_panel);
}
