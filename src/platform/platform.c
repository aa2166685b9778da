/* Ties the painter, the damage and the window together. Everything is painted by ourselves into one
 * piece of memory and only where it changed; a window then shows those rectangles. So the headless
 * screen is not a second way of drawing: it is the same without the last step.
 *
 * No SDL_Renderer: the software one blends a text in a colour at three times the cost of our loops and
 * cannot draw a smooth corner, and OpenGL costs a Pi more memory and start-up time than the program. */
#include "platform/platform.h"

#include <SDL_image.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "platform/backlight.h"
#include "platform/paint.h"
#include "platform/sound.h"
#include "platform/window.h"

#define LOG_MODULE "platform"
#define BACKLIGHT "/sys/class/backlight"
#define HEADLESS_W 1024
#define HEADLESS_H 600

struct platform {
	struct painter *painter;
	struct damage *damage;
	struct window *window; /* NULL: headless */
	uint32_t *memory;      /* headless: the pixels */
	struct sound sound;
	int w, h;
	bool resized; /* headless: to be told by platform_event */
	bool dim;     /* as last told to the panels */
};

static void set_memory(struct platform *p, int w, int h)
{
	p->w = w;
	p->h = h;
	free(p->memory);
	p->memory = xcalloc((size_t)w * (size_t)h, sizeof *p->memory);
}

static struct canvas canvas_of(struct platform *p)
{
	if (p->window)
		return window_canvas(p->window);
	return (struct canvas){p->memory, p->w, p->h, p->w};
}

struct platform *platform_open(const struct platform_options *options, char *problem, size_t size)
{
	struct platform *p = xcalloc(1, sizeof *p);

	p->damage = damage_new();
	p->painter = painter_open(options->assets, options->fonts, problem, size);
	if (!p->painter)
		goto failed;
	if (options->headless) {
		set_memory(p, options->w > 0 ? options->w : HEADLESS_W,
			options->h > 0 ? options->h : HEADLESS_H);
		return p;
	}
	p->window = window_open(options, problem, size);
	if (!p->window)
		goto failed;
	platform_size(p, &p->w, &p->h);
	return p;
failed:
	platform_close(p);
	return NULL;
}

void platform_close(struct platform *p)
{
	if (!p)
		return;
	platform_dim(p, false);
	sound_close(&p->sound);
	window_close(p->window);
	painter_close(p->painter);
	damage_free(p->damage);
	free(p->memory);
	free(p);
}

void platform_size(const struct platform *p, int *w, int *h)
{
	*w = p->w;
	*h = p->h;
	if (p->window) {
		struct canvas c = window_canvas(p->window);
		*w = c.w;
		*h = c.h;
	}
}

const struct text_metrics *platform_text(struct platform *p)
{
	return painter_text(p->painter);
}

/* ---- events ---- */

static void wait_headless(const int *fds, int count, int64_t until)
{
	struct pollfd polled[PLATFORM_FDS_MAX];
	int64_t now = clock_now().mono;
	int64_t most = until == NEVER ? -1 : until > now ? until - now : 0;

	INVARIANT(count <= PLATFORM_FDS_MAX);
	for (int i = 0; i < count; i++)
		polled[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
	/* A signal ends it early, which whoever handles signals wants. */
	(void)poll(polled, (nfds_t)count, most > INT32_MAX ? INT32_MAX : (int)most);
}

void platform_wait(struct platform *p, const int *fds, int count, int64_t until)
{
	if (p->window)
		window_wait(p->window, fds, count, until);
	else if (!p->resized)
		wait_headless(fds, count, until);
}

bool platform_event(struct platform *p, struct event *e)
{
	if (p->window)
		return window_event(p->window, e);
	if (!p->resized)
		return false;
	p->resized = false;
	*e = (struct event){.kind = EVENT_RESIZE, .at = clock_now().mono, .w = p->w, .h = p->h};
	return true;
}

void platform_chime(struct platform *p)
{
	if (p->window)
		sound_chime(&p->sound);
}

void platform_resize(struct platform *p, int w, int h)
{
	INVARIANT(!p->window && w > 0 && h > 0);
	set_memory(p, w, h);
	damage_reset(p->damage);
	p->resized = true;
}

/* ---- pixels ---- */

int platform_present(struct platform *p, const struct draw_list *list, struct rect *painted)
{
	struct rect rects[DAMAGE_RECTS_MAX];
	struct canvas c = canvas_of(p);

	if (!c.pixels)
		return 0; /* the window is between two sizes: an EVENT_RESIZE is on its way */
	if (p->window && (c.w != p->w || c.h != p->h)) {
		p->w = c.w;
		p->h = c.h;
		damage_reset(p->damage);
	}
	int count = damage_find(p->damage, list, rects);
	for (int i = 0; i < count; i++)
		painter_paint(p->painter, &c, list, rects[i]);
	if (p->window && count && !window_show(p->window, rects, count)) {
		log_warn("cannot show: %s", SDL_GetError());
		damage_reset(p->damage);
	}
	if (painted)
		memcpy(painted, rects, (size_t)count * sizeof *rects);
	return count;
}

const uint32_t *platform_pixels(const struct platform *p, int *w, int *h)
{
	struct canvas c = {p->memory, p->w, p->h, p->w};

	if (p->window)
		c = window_canvas(p->window);
	*w = c.w;
	*h = c.h;
	return c.pixels;
}

bool platform_save_png(struct platform *p, const char *path)
{
	struct canvas c = canvas_of(p);
	SDL_Surface *s = c.pixels ? SDL_CreateRGBSurfaceWithFormatFrom(
					    c.pixels, c.w, c.h, 32, c.stride * 4, SDL_PIXELFORMAT_XRGB8888)
				  : NULL;
	bool saved = s && IMG_SavePNG(s, path) == 0;

	if (!saved)
		log_error("cannot write %s: %s", path, SDL_GetError());
	SDL_FreeSurface(s);
	return saved;
}

/* Said at every turn; only a change goes to the system, whose files are slow to look through. */
void platform_dim(struct platform *p, bool dim)
{
	if (dim == p->dim)
		return;
	p->dim = dim;
	if (p->window && backlight_dim(BACKLIGHT, dim))
		log_debug("panel %s", dim ? "turned down" : "as before");
}

size_t platform_cache_bytes(const struct platform *p)
{
	return painter_bytes(p->painter);
}
