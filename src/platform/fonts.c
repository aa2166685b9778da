/* A chain of faces per weight, as fontconfig sorts them. Which code points a face has stands in
 * fontconfig's cache, so looking for a fallback opens no file. A few faces are open at a time, each at
 * one size: an open face with its glyphs takes half a megabyte, and changing the size of one throws
 * its glyphs away. Lines that were rendered once are kept elsewhere (text.c), so faces may come and go.
 *
 * Hinting is light: heights fall on whole pixels, widths stay as designed. Placing each glyph at a
 * fraction of a pixel looked the same at arm's length and took eight times as long. */
#include "platform/fonts.h"

#include <fontconfig/fontconfig.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#define LOG_MODULE "fonts"
#define FONTS_OPEN 14 /* faces open at a time; one more closes the longest unused */

struct open_font {
	TTF_Font *font;
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

void fonts_close(struct fonts *f)
{
	if (!f)
		return;
	for (int i = 0; i < FONTS_OPEN; i++)
		if (f->open[i].font)
			TTF_CloseFont(f->open[i].font);
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

static TTF_Font *open_face(struct fonts *f, enum weight weight, int face, int px)
{
	const FcFontSet *chain = chain_of(f, weight);
	FcChar8 *file;
	int index = 0;

	if (!chain || face >= chain->nfont ||
		FcPatternGetString(chain->fonts[face], FC_FILE, 0, &file) != FcResultMatch)
		return NULL;
	FcPatternGetInteger(chain->fonts[face], FC_INDEX, 0, &index);
	TTF_Font *font = TTF_OpenFontIndex(
		(const char *)file, px, index & 0xFFFF); /* above: a variable font's instance */
	if (!font) {
		log_warn("cannot open %s: %s", (const char *)file, TTF_GetError());
		return NULL;
	}
	TTF_SetFontHinting(font, TTF_HINTING_LIGHT);
	return font;
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
	if (slot->font)
		TTF_CloseFont(slot->font);
	*slot = (struct open_font){open_face(f, weight, face, px), weight, face, px, ++f->clock};
	return slot->font;
}
