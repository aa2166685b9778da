/* A chain of faces per weight, as fontconfig sorts them. Which code points a face has stands in
 * fontconfig's cache, so looking for a fallback opens no file. A few faces are open at a time, each at
 * one size: an open face with its glyphs takes half a megabyte, and changing the size of one throws
 * its glyphs away. Lines that were rendered once are kept elsewhere (text.c), so faces may come and go.
 * Files are mapped, not read: SDL would seek and read for every glyph, thousands of calls on the thread
 * that draws, and a face open at three sizes is in memory once.
 *
 * Hinting is light: heights fall on whole pixels, widths stay as designed. Placing each glyph at a
 * fraction of a pixel looked the same at arm's length and took eight times as long. */
#include "platform/fonts.h"

#include <errno.h>
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

#define LOG_MODULE "fonts"
#define FONTS_OPEN 14 /* faces open at a time; one more closes the longest unused */

struct open_font {
	TTF_Font *font; /* NULL: none, or its file cannot be read */
	void *file;     /* mapped; NULL: none */
	size_t size;
	enum weight weight;
	int face, px;
	uint64_t used;
};

struct fonts {
	FcConfig *config;
	FcFontSet *chains[WEIGHT_COUNT]; /* NULL until asked for */
	struct open_font open[FONTS_OPEN];
	uint64_t clock;
};

static const int fc_weights[WEIGHT_COUNT] = {
	[WEIGHT_REGULAR] = FC_WEIGHT_REGULAR,
	[WEIGHT_MEDIUM] = FC_WEIGHT_MEDIUM,
	[WEIGHT_SEMIBOLD] = FC_WEIGHT_DEMIBOLD,
	[WEIGHT_BOLD] = FC_WEIGHT_BOLD,
};

static FcFontSet *sort_chain(FcConfig *config, enum weight weight)
{
	FcPattern *wish = FcPatternCreate();
	FcResult result;

	if (!wish)
		return NULL;
	FcPatternAddString(wish, FC_FAMILY, (const FcChar8 *)"Tandem");
	FcPatternAddInteger(wish, FC_WEIGHT, fc_weights[weight]);
	FcPatternAddInteger(wish, FC_SLANT, FC_SLANT_ROMAN);
	FcConfigSubstitute(config, wish, FcMatchPattern);
	FcDefaultSubstitute(wish);
	FcFontSet *chain = FcFontSort(config, wish, FcTrue, NULL, &result);
	FcPatternDestroy(wish);
	return chain;
}

static const FcFontSet *chain_of(struct fonts *f, enum weight weight)
{
	if (!f->chains[weight])
		f->chains[weight] = sort_chain(f->config, weight);
	return f->chains[weight];
}

/* The folder's own fonts are added here: fontconfig 2.14 leaks a path for every folder that its file
 * names relative to itself. A relative name of the file would be looked up in the system's folder. */
static bool read_config(FcConfig *config, const char *folder)
{
	char path[PATH_MAX + sizeof "/fonts.conf"];
	char *real = realpath(folder, NULL);
	bool ok = real && config;

	if (ok) {
		snprintf(path, sizeof path, "%s/fonts.conf", real);
		ok = FcConfigParseAndLoad(config, (const FcChar8 *)path, FcTrue) &&
			FcConfigBuildFonts(config) && FcConfigAppFontAddDir(config, (const FcChar8 *)real);
	}
	free(real);
	return ok;
}

static bool load(struct fonts *f, const char *folder, char *problem, size_t size)
{
	f->config = FcConfigCreate();
	if (!read_config(f->config, folder)) {
		snprintf(problem, size, "cannot read %s/fonts.conf", folder);
		return false;
	}
	const FcFontSet *chain = chain_of(f, WEIGHT_REGULAR);
	if (!chain || chain->nfont == 0) {
		snprintf(problem, size, "%s/fonts.conf names no folder that holds a font", folder);
		return false;
	}
	return true;
}

struct fonts *fonts_open(const char *folder, char *problem, size_t size)
{
	if (TTF_Init() != 0) {
		snprintf(problem, size, "SDL_ttf: %s", TTF_GetError());
		return NULL;
	}
	struct fonts *f = xcalloc(1, sizeof *f);
	if (!load(f, folder, problem, size)) {
		fonts_close(f);
		return NULL;
	}
	return f;
}

static void close_face(struct open_font *o)
{
	if (o->font)
		TTF_CloseFont(o->font);
	if (o->file)
		munmap(o->file, o->size);
	*o = (struct open_font){0};
}

void fonts_close(struct fonts *f)
{
	if (!f)
		return;
	for (int i = 0; i < FONTS_OPEN; i++)
		close_face(&f->open[i]);
	for (int i = 0; i < WEIGHT_COUNT; i++)
		if (f->chains[i])
			FcFontSetDestroy(f->chains[i]);
	if (f->config)
		FcConfigDestroy(f->config);
	free(f);
	TTF_Quit();
}

bool fonts_has(struct fonts *f, enum weight weight, int face, uint32_t code_point)
{
	const FcFontSet *chain = chain_of(f, weight);
	FcCharSet *set;

	return chain && face < chain->nfont &&
		FcPatternGetCharSet(chain->fonts[face], FC_CHARSET, 0, &set) == FcResultMatch &&
		FcCharSetHasChar(set, code_point);
}

bool fonts_coloured(struct fonts *f, enum weight weight, int face)
{
	const FcFontSet *chain = chain_of(f, weight);
	FcBool coloured = FcFalse;

	return chain && face < chain->nfont &&
		FcPatternGetBool(chain->fonts[face], FC_COLOR, 0, &coloured) == FcResultMatch && coloured;
}

int fonts_face(struct fonts *f, enum weight weight, uint32_t code_point, bool coloured)
{
	const FcFontSet *chain = chain_of(f, weight);

	if (!chain)
		return FACE_FIRST;
	for (int face = 0; coloured && face < chain->nfont; face++)
		if (fonts_coloured(f, weight, face) && fonts_has(f, weight, face, code_point))
			return face;
	for (int face = 0; face < chain->nfont; face++)
		if (fonts_has(f, weight, face, code_point))
			return face;
	return FACE_FIRST;
}

static bool map_file(struct open_font *o, const char *path)
{
	struct stat stat;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fstat(fd, &stat) == 0 && stat.st_size > 0 && stat.st_size <= INT_MAX;

	if (ok) {
		void *file = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		ok = file != MAP_FAILED;
		o->file = ok ? file : NULL;
		o->size = ok ? (size_t)stat.st_size : 0;
	}
	if (!ok)
		log_warn("cannot open %s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

static void open_face(struct fonts *f, struct open_font *o)
{
	const FcFontSet *chain = chain_of(f, o->weight);
	FcChar8 *path;
	int index = 0;

	if (!chain || o->face >= chain->nfont ||
		FcPatternGetString(chain->fonts[o->face], FC_FILE, 0, &path) != FcResultMatch ||
		!map_file(o, (const char *)path))
		return;
	FcPatternGetInteger(chain->fonts[o->face], FC_INDEX, 0, &index);
	SDL_RWops *memory = SDL_RWFromConstMem(o->file, (int)o->size);
	if (memory)
		o->font = TTF_OpenFontIndexRW(
			memory, 1, o->px, index & 0xFFFF); /* above: a variable font's instance */
	if (o->font)
		TTF_SetFontHinting(o->font, TTF_HINTING_LIGHT);
	else
		log_warn("cannot open %s: %s", (const char *)path, TTF_GetError());
}

TTF_Font *fonts_at(struct fonts *f, enum weight weight, int face, int px)
{
	struct open_font *slot = &f->open[0];

	for (int i = 0; i < FONTS_OPEN; i++) {
		struct open_font *o = &f->open[i];
		if (o->font && o->weight == weight && o->face == face && o->px == px) {
			o->used = ++f->clock;
			return o->font;
		}
		if (o->used < slot->used)
			slot = o;
	}
	close_face(slot);
	*slot = (struct open_font){.weight = weight, .face = face, .px = px, .used = ++f->clock};
	open_face(f, slot);
	return slot->font;
}
