#include "app/content_files.h"

#include <dirent.h>
#include <errno.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define _(text) gettext(text)

#define FILE_MAX_BYTES ((size_t)256 * 1024)
#define PATH_BYTES 900

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

/* "packs/leading.pack:12: what is wrong", as compilers say it, in the language of whoever starts the kiosk. */
static bool tell(char *problem, size_t size, const char *path, const struct remark *r)
{
	struct buf text = {0};
	if (r->line)
		buf_printf(&text, "%s:%u: ", path, r->line);
	else
		buf_printf(&text, "%s: ", path);
	sentence_fill(&text, r->what, _(r->what.format));
	snprintf(problem, size, "%.*s", STR_FMT(buf_str(&text)));
	buf_free(&text);
	return false;
}

/* One file; `where` is its path below the language's folder. It says its mistake with its path and line. */
static bool read_text(struct reading *r, const char *where, struct buf *text, char *path, size_t size)
{
	snprintf(path, size, "%s/content/%s/%s", r->assets, r->language, where);
	bool good = read_all(path, text);
	if (!good)
		snprintf(r->problem, r->size, "%s: %s", path, strerror(errno));
	return good;
}

enum kind { GUIDE, PROMPTS, PACK, INSTRUMENT, COURSE, RULES };

static bool read_one(struct reading *r, enum kind kind, const char *where, int which, struct str key)
{
	char path[PATH_BYTES];
	struct buf file = {0};
	struct remark wrong = {0};
	struct content *c = r->content;
	const char *code = r->language;
	bool good = read_text(r, where, &file, path, sizeof path);
	struct str text = buf_str(&file);
	if (good)
		good = kind == GUIDE         ? content_add_guide(c, code, (enum model)which, text, &wrong)
			: kind == PROMPTS    ? content_add_prompts(c, code, (enum role)which, text, &wrong)
			: kind == PACK       ? content_add_pack(c, code, key, text, &wrong)
			: kind == INSTRUMENT ? content_add_instrument(c, code, key, text, &wrong)
			: kind == COURSE     ? content_add_course(c, code, text, &wrong)
					     : content_add_rules(c, code, text, &wrong);
	if (wrong.what.format)
		tell(r->problem, r->size, path, &wrong);
	buf_free(&file);
	return good;
}

/* Whatever lies in the folder and has that ending: an organisation adds its own. A folder that is not there has
 * nothing in it; content_check says what is missed. */
static bool read_folder(struct reading *r, enum kind kind, const char *folder, const char *ending)
{
	char path[PATH_BYTES];
	struct dirent **names;
	bool good = true;
	snprintf(path, sizeof path, "%s/content/%s/%s", r->assets, r->language, folder);
	int count = scandir(path, &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		struct str name = str_from(names[i]->d_name);
		size_t end = strlen(ending);
		bool ours = name.n > end && name.p[0] != '.' &&
			str_eq(str_sub(name, name.n - end, name.n), str_from(ending));
		if (ours && good) {
			snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
			good = read_one(r, kind, path, 0, str_sub(name, 0, name.n - end));
		}
		free(names[i]);
	}
	if (count >= 0)
		free(names);
	return good;
}

static bool read_language(struct reading *r)
{
	char path[PATH_BYTES];
	for (int m = 0; m < MODEL_COUNT; m++) {
		snprintf(path, sizeof path, "guides/%s.guide", model_key((enum model)m));
		if (!read_one(r, GUIDE, path, m, STR("")))
			return false;
	}
	for (int role = 0; role < ROLE_COUNT; role++) {
		snprintf(path, sizeof path, "prompts/%s.txt", role_key((enum role)role));
		if (!read_one(r, PROMPTS, path, role, STR("")))
			return false;
	}
	return read_folder(r, PACK, "packs", ".pack") &&
		read_folder(r, INSTRUMENT, "instruments", ".instrument") &&
		read_one(r, COURSE, "programme.txt", 0, STR("")) &&
		read_one(r, RULES, "rules.txt", 0, STR(""));
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
	struct remark wrong;
	return good && (content_check(c, &c->mem, &wrong) || tell(problem, size, folder, &wrong));
}
