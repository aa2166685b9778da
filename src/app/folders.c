#include "app/folders.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool readable(const char *folder, const char *file)
{
	char path[FOLDER_BYTES + 64];
	snprintf(path, sizeof path, "%s/%s", folder, file);
	return access(path, R_OK) == 0;
}

static bool own_folder(char *out, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", out, size - 1);
	if (n <= 0)
		return false;
	out[n] = '\0';
	char *slash = strrchr(out, '/');
	if (!slash)
		return false;
	*slash = '\0';
	return true;
}

/* The tests' programs lie deeper in the build folder than the program itself. */
static bool in_source_tree(struct folders *f, const char *own)
{
	char root[256], made[256];
	snprintf(made, sizeof made, "%s", own);
	for (int up = 0; up < 4 && !readable(made, "locale"); up++) {
		char *slash = strrchr(made, '/');
		if (!slash)
			return false;
		*slash = '\0';
	}
	snprintf(root, sizeof root, "%s", made);
	while (!readable(root, "assets/theme.tokens")) {
		char *slash = strrchr(root, '/');
		if (!slash)
			return false;
		*slash = '\0';
	}
	snprintf(f->assets, sizeof f->assets, "%s/assets", root);
	snprintf(f->fonts, sizeof f->fonts, "%s/fonts", root);
	snprintf(f->phone, sizeof f->phone, "%s/phone", made);
	snprintf(f->locale, sizeof f->locale, "%s/locale", made);
	return true;
}

bool folders_find(struct folders *f)
{
	char own[256], share[300];
	if (!own_folder(own, sizeof own))
		return false;
	snprintf(share, sizeof share, "%s/../share/tandem", own);
	if (!readable(share, "assets/content"))
		return in_source_tree(f, own);
	snprintf(f->assets, sizeof f->assets, "%s/assets", share);
	snprintf(f->fonts, sizeof f->fonts, "%s/fonts", share);
	snprintf(f->phone, sizeof f->phone, "%s/phone", share);
	snprintf(f->locale, sizeof f->locale, "%s/locale", share);
	return true;
}
