#pragma once
/* The window, the fingers and the pixels. The only files that see SDL. Two drivers behind one
 * header: a real window, and a headless one that paints into memory. Main thread. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/draw.h"
#include "ui/event.h"

struct platform;

struct platform_options {
	bool headless;
	bool fullscreen;    /* a borderless window of the display's size */
	int w, h;           /* of a window or of the headless screen; 0: of the display */
	const char *assets; /* folder with icons/ */
	const char *fonts;  /* folder with the fontconfig file, and fonts an organisation adds */
	const char *title;
};

struct platform *platform_open(const struct platform_options *, char *problem, size_t size);
void platform_close(struct platform *);
void platform_size(const struct platform *, int *w, int *h);
const struct text_metrics *platform_text(struct platform *);

/* Waits until there is an event, `fd`s wake us, or mono time `until`; the one place that sleeps. */
#define PLATFORM_FDS_MAX 4
void platform_wait(struct platform *, const int *fds, int count, int64_t until);
bool platform_event(struct platform *, struct event *); /* the next one; false when drained */

/* Paints what differs from the last list and shows it. Returns the number of rectangles painted,
 * and, if asked, which (at most DAMAGE_RECTS_MAX). Nothing differs: nothing is painted or shown. */
int platform_present(struct platform *, const struct draw_list *, struct rect *painted);
const uint32_t *platform_pixels(const struct platform *, int *w, int *h); /* XRGB8888, rows without gaps */
bool platform_save_png(struct platform *, const char *path);
void platform_dim(struct platform *, bool); /* turns the panel down, where it can be (backlight) */
/* A short soft tone, for the end of a turn; a machine without sound stays silent. */
void platform_chime(struct platform *);
void platform_resize(struct platform *, int w, int h); /* headless only */
size_t platform_cache_bytes(const struct platform *);
