#pragma once
/* Which font has a letter, and that font opened at a size. Fontconfig, with our own file and nothing
 * of the system's settings, says which faces there are and in which order to ask them; a face is
 * opened when the first letter needs it. Main thread. */
#include <SDL_ttf.h>

#include "ui/draw.h"

struct fonts;

struct fonts *fonts_open(const char *folder, char *problem, size_t size); /* NULL: see problem */
void fonts_close(struct fonts *);

/* A face is a number, good for one weight as long as the fonts are open; 0 is the first of the chain. */
#define FACE_FIRST 0
/* The first face of the chain that has the code point, FACE_FIRST if none has it. `coloured`: prefer
 * one with coloured glyphs. */
int fonts_face(struct fonts *, enum weight, uint32_t code_point, bool coloured);
bool fonts_has(struct fonts *, enum weight, int face, uint32_t code_point);
bool fonts_coloured(struct fonts *, enum weight, int face);
/* Valid until the next call. NULL when the file cannot be read any more. */
TTF_Font *fonts_at(struct fonts *, enum weight, int face, int px);
