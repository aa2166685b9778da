#include "app/content_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define FILE_MAX_BYTES ((size_t)256 * 1024)

static bool read_all(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return false;
	char part[4096];
	size_t n;
	while ((n = fread(part, 1, sizeof part, f)) > 0 && out->n <= FILE_MAX_BYTES)
		buf_add(out, (struct str){part, n});
	bool good = !ferror(f) && out->n <= FILE_MAX_BYTES;
	if (!good && !errno)
		errno = EFBIG;
	fclose(f);
	return good;
}

struct reading {
	struct content *content;
	const char *assets, *language;
	char *problem;
	size_t size;
};

static bool read_one(struct reading *r, const char *kind, const char *key, const char *ending, int which)
{
	char path[600];
	struct buf text = {0};
	struct str wrong = {0};
	bool guide = strcmp(kind, "guides") == 0;
	snprintf(path, sizeof path, "%s/content/%s/%s/%s.%s", r->assets, r->language, kind, key, ending);
	bool good = read_all(path, &text);
	if (!good)
		snprintf(r->problem, r->size, "%s: %s", path, strerror(errno));
	else if (guide)
		good = content_add_guide(r->content, r->language, (enum model)which, buf_str(&text), &wrong);
	else
		good = content_add_prompts(r->content, r->language, (enum role)which, buf_str(&text), &wrong);
	if (wrong.n)
		snprintf(r->problem, r->size, "%s: %.*s", path, STR_FMT(wrong));
	buf_free(&text);
	return good;
}

static bool read_language(struct reading *r)
{
	for (int m = 0; m < MODEL_COUNT; m++)
		if (!read_one(r, "guides", model_key((enum model)m), "guide", m))
			return false;
	for (int role = 0; role < ROLE_COUNT; role++)
		if (!read_one(r, "prompts", role_key((enum role)role), "txt", role))
			return false;
	return true;
}

static int is_language(const struct dirent *e)
{
	return e->d_name[0] != '.' && strlen(e->d_name) <= 3;
}

bool content_read(struct content *c, const char *assets, char *problem, size_t size)
{
	char folder[600];
	struct dirent **names;
	snprintf(folder, sizeof folder, "%s/content", assets);
	int count = scandir(folder, &names, is_language, alphasort);
	if (count < 0) {
		snprintf(problem, size, "%s: %s", folder, strerror(errno));
		return false;
	}
	bool good = true;
	for (int i = 0; i < count; i++) {
		struct reading r = {c, assets, names[i]->d_name, problem, size};
		good = good && read_language(&r);
		free(names[i]);
	}
	free(names);
	struct str wrong;
	if (good && !content_check(c, &c->mem, &wrong)) {
		snprintf(problem, size, "%s: %.*s", folder, STR_FMT(wrong));
		good = false;
	}
	return good;
}
