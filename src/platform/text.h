#pragma once
/* Lines of text: how wide they are, and painting them. Both are kept, in bounded caches. A string is
 * one line in any mixture of scripts; what is longer than LINE_POINTS (runs.h) is cut. Main thread. */
#include "platform/canvas.h"
#include "platform/fonts.h"

struct text;

struct text *text_open(const char *fonts_folder, char *problem, size_t size); /* NULL: see problem */
void text_close(struct text *);
const struct text_metrics *text_metrics(struct text *);
size_t text_bytes(const struct text *);

void text_paint(struct text *, const struct canvas *, struct rect clip, const struct draw *);
