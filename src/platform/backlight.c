/* Linux shows each panel as a folder with `brightness` and `max_brightness`. What a panel was at before
 * it was turned down is kept here, and given back only if nobody else has changed it since. */
#include "platform/backlight.h"

#include <glob.h>
#include <stdio.h>

#define PANELS_MAX 4 /* further ones stay as they are */
#define DIM_PART 10

static int bright[PANELS_MAX]; /* before dimming; 0: not dimmed */

static int read_number(const char *path)
{
	FILE *f = fopen(path, "re");
	int value = 0;

	if (!f)
		return 0;
	if (fscanf(f, "%d", &value) != 1)
		value = 0;
	fclose(f);
	return value;
}

static bool write_number(const char *path, int value)
{
	FILE *f = fopen(path, "we");

	if (!f)
		return false;
	bool written = fprintf(f, "%d\n", value) > 0;
	return fclose(f) == 0 && written;
}

static bool dim_panel(const char *panel, int *before, bool dim)
{
	char path[4096], most[4096];

	snprintf(path, sizeof path, "%s/brightness", panel);
	snprintf(most, sizeof most, "%s/max_brightness", panel);
	int now = read_number(path), low = read_number(most) / DIM_PART;
	if (dim) {
		if (*before || now <= low || low == 0 || !write_number(path, low))
			return false;
		*before = now;
		return true;
	}
	int back = *before;
	*before = 0;
	return back && now == low && write_number(path, back);
}

bool backlight_dim(const char *folder, bool dim)
{
	char pattern[4096];
	glob_t panels;
	bool any = false;

	snprintf(pattern, sizeof pattern, "%s/*", folder);
	if (glob(pattern, 0, NULL, &panels) != 0)
		return false;
	for (size_t i = 0; i < panels.gl_pathc && i < PANELS_MAX; i++)
		any |= dim_panel(panels.gl_pathv[i], &bright[i], dim);
	globfree(&panels);
	return any;
}
