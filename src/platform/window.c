/* SDL, and what has to be known about it (2.26):
 *
 * - Asked for no driver, and without a display, it silently opens one that shows nothing. So the
 *   drivers that can be are tried by name.
 * - The window's surface is plain memory on X11. Left alone, SDL would make it a texture, and load
 *   the whole of OpenGL for it; KMSDRM and Wayland have no other way.
 * - Full screen by the desktop's mode waits for a window manager; without one a borderless window of
 *   the display's size is there at once.
 * - Mouse events are made into touches and not the other way round, so there are only touches; and
 *   KMSDRM sends touches that belong to no window, which SDL would not turn into anything else.
 * - It has no descriptor to wait for, and its own waiting polls each millisecond on KMSDRM. On X11 and
 *   Wayland the connection's descriptor can be had and is polled beside ours; elsewhere we look at
 *   the devices 60 times a second while somebody is touching, and 15 times otherwise. */
#include "platform/window.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

#define LOG_MODULE "window"
#define FINGERS_MAX 10     /* fingers down at a time; further ones are not felt */
#define LOOK_TOUCHED_MS 16 /* between looks at the devices, where there is nothing to wait for */
#define LOOK_IDLE_MS 64
#define TOUCHED_FOR (5 * SECOND)
#define FALLBACK_W 1024
#define FALLBACK_H 600

struct finger {
	bool down;
	SDL_TouchID device;
	SDL_FingerID id;
};

struct window {
	SDL_Window *window;
	SDL_Surface *surface; /* the window's own; NULL: to be asked for */
	SDL_Surface *memory;  /* what is painted into, where the window's own does not do */
	int fd;               /* connection to the display server; -1: none */
	bool started;
	struct finger fingers[FINGERS_MAX];
	bool cancelling; /* fingers that are down will not come up here any more */
	int64_t touched;
	float turned; /* part of a notch of the wheel, not yet told */
};

/* ---- opening ---- */

static bool start_driver(const char *name)
{
	bool memory =
		strcmp(name, "x11") == 0 || strcmp(name, "offscreen") == 0 || strcmp(name, "dummy") == 0;

	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, memory ? "0" : "1");
	SDL_SetHint(SDL_HINT_VIDEODRIVER, name);
	if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
		return false;
	const char *came = SDL_GetCurrentVideoDriver();
	if (came && SDL_strcasecmp(came, name) == 0)
		return true;
	SDL_QuitSubSystem(SDL_INIT_VIDEO);
	return false;
}

/* SDL_VIDEODRIVER alone decides where it is set; else the session that we seem to be in. */
static bool start(char *problem, size_t size)
{
	const char *asked = getenv("SDL_VIDEODRIVER");
	const char *candidates[] = {
		asked,
		!asked && getenv("WAYLAND_DISPLAY") ? "wayland" : NULL,
		!asked && getenv("DISPLAY") ? "x11" : NULL,
		!asked && access("/dev/dri", R_OK | X_OK) == 0 ? "kmsdrm" : NULL,
	};

	snprintf(problem, size, "no display: neither Wayland nor X11, and no /dev/dri");
	for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
		if (!candidates[i])
			continue;
		if (start_driver(candidates[i]))
			return true;
		snprintf(problem, size, "cannot use the display by %s: %s", candidates[i], SDL_GetError());
	}
	return false;
}

static void set_hints(void)
{
	SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
	SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "1");
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
	SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
}

static bool is_driver(const char *name)
{
	return SDL_strcasecmp(SDL_GetCurrentVideoDriver(), name) == 0;
}

static SDL_Window *create_window(const struct platform_options *options)
{
	SDL_DisplayMode mode = {.w = FALLBACK_W, .h = FALLBACK_H};
	uint32_t flags = SDL_WINDOW_RESIZABLE;
	int at = SDL_WINDOWPOS_CENTERED;
	int w = options->w, h = options->h;

	if (SDL_GetDesktopDisplayMode(0, &mode) != 0)
		log_warn("the display does not tell its size: %s", SDL_GetError());
	if (options->fullscreen) {
		flags = is_driver("x11") ? SDL_WINDOW_BORDERLESS : SDL_WINDOW_FULLSCREEN_DESKTOP;
		at = 0;
	}
	if (options->fullscreen || w <= 0 || h <= 0) {
		w = mode.w;
		h = mode.h;
	}
	return SDL_CreateWindow(options->title ? options->title : "Tandem", at, at, w, h, flags);
}

#ifdef SDL_VIDEO_DRIVER_WAYLAND
static int wayland_fd(struct wl_display *display)
{
	void *library =
		SDL_LoadObject("libwayland-client.so.0"); /* SDL has it loaded already, and keeps it */
	int (*get_fd)(struct wl_display *) = NULL;

	if (library)
		*(void **)&get_fd = SDL_LoadFunction(library, "wl_display_get_fd");
	int fd = get_fd ? get_fd(display) : -1;
	SDL_UnloadObject(library);
	return fd;
}
#endif

static int connection_fd(SDL_Window *window)
{
	SDL_SysWMinfo info;

	SDL_VERSION(&info.version);
	if (!SDL_GetWindowWMInfo(window, &info))
		return -1;
#ifdef SDL_VIDEO_DRIVER_X11
	if (info.subsystem == SDL_SYSWM_X11)
		return ConnectionNumber(info.info.x11.display);
#endif
#ifdef SDL_VIDEO_DRIVER_WAYLAND
	if (info.subsystem == SDL_SYSWM_WAYLAND)
		return wayland_fd(info.info.wl.display);
#endif
	return -1;
}

struct window *window_open(const struct platform_options *options, char *problem, size_t size)
{
	struct window *w = xcalloc(1, sizeof *w);

	set_hints();
	w->fd = -1;
	w->started = start(problem, size);
	if (!w->started)
		goto failed;
	w->window = create_window(options);
	if (!w->window || !window_canvas(w).pixels) {
		snprintf(problem, size, "cannot open a window by %s: %s", SDL_GetCurrentVideoDriver(),
			SDL_GetError());
		goto failed;
	}
	w->fd = connection_fd(w->window);
	if (is_driver("kmsdrm"))
		SDL_ShowCursor(SDL_DISABLE);
	SDL_StartTextInput();
	log_info("%s, %s", SDL_GetCurrentVideoDriver(),
		w->fd >= 0 ? "waiting for events" : "polling for events");
	return w;
failed:
	window_close(w);
	return NULL;
}

void window_close(struct window *w)
{
	if (!w)
		return;
	SDL_FreeSurface(w->memory);
	if (w->window)
		SDL_DestroyWindow(w->window);
	if (w->started)
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
	free(w);
}

/* ---- pixels ---- */

static bool paintable(const SDL_Surface *s)
{
	return s->format->format == SDL_PIXELFORMAT_XRGB8888 && s->pitch == s->w * 4 && s->pixels;
}

/* Asks for the window's surface anew: after a change of size the old one is gone. */
static void get_surface(struct window *w)
{
	w->surface = SDL_GetWindowSurface(w->window);
	SDL_FreeSurface(w->memory);
	w->memory = NULL;
	if (w->surface && !paintable(w->surface))
		w->memory = SDL_CreateRGBSurfaceWithFormat(
			0, w->surface->w, w->surface->h, 32, SDL_PIXELFORMAT_XRGB8888);
}

struct canvas window_canvas(struct window *w)
{
	if (!w->surface)
		get_surface(w);
	SDL_Surface *s = w->memory ? w->memory : w->surface;
	if (!s || !paintable(s))
		return (struct canvas){0};
	return (struct canvas){s->pixels, s->w, s->h, s->w};
}

bool window_show(struct window *w, const struct rect *rects, int count)
{
	SDL_Rect all[DAMAGE_RECTS_MAX];

	for (int i = 0; i < count; i++) {
		all[i] = (SDL_Rect){rects[i].x, rects[i].y, rects[i].w, rects[i].h};
		SDL_Rect to = all[i]; /* a blit changes it */
		if (w->memory && SDL_BlitSurface(w->memory, &all[i], w->surface, &to) != 0)
			return false;
	}
	return SDL_UpdateWindowSurfaceRects(w->window, all, count) == 0;
}

/* ---- waiting ---- */

static int limit_of(const struct window *w, int64_t now, int64_t until)
{
	int64_t most = until == NEVER ? -1 : until > now ? until - now : 0;

	if (w->fd < 0) {
		int look = now - w->touched < TOUCHED_FOR ? LOOK_TOUCHED_MS : LOOK_IDLE_MS;
		most = most < 0 || most > look ? look : most;
	}
	return most > INT32_MAX ? INT32_MAX : (int)most;
}

/* Xlib may have read events already while it was waiting for an answer: so SDL's queue is looked at
 * before going to sleep, not only the descriptor. */
static bool pending(void)
{
	SDL_PumpEvents();
	return SDL_HasEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
}

void window_wait(struct window *w, const int *fds, int count, int64_t until)
{
	struct pollfd polled[PLATFORM_FDS_MAX + 1];
	nfds_t n = 0;

	INVARIANT(count <= PLATFORM_FDS_MAX);
	for (int i = 0; i < count; i++)
		polled[n++] = (struct pollfd){.fd = fds[i], .events = POLLIN};
	if (w->fd >= 0)
		polled[n++] = (struct pollfd){.fd = w->fd, .events = POLLIN};
	while (!w->cancelling && !pending()) {
		int64_t now = clock_now().mono;
		int ready = poll(polled, n, limit_of(w, now, until));
		if (ready != 0 || clock_now().mono >= until)
			return; /* also when a signal came: whoever handles it wants to look */
	}
}

/* ---- events ---- */

static const struct {
	SDL_Keycode sdl;
	enum key key;
} keys[] = {
	{SDLK_RETURN, KEY_RETURN},
	{SDLK_KP_ENTER, KEY_RETURN},
	{SDLK_ESCAPE, KEY_ESCAPE},
	{SDLK_AC_BACK, KEY_ESCAPE},
	{SDLK_BACKSPACE, KEY_BACKSPACE},
	{SDLK_DELETE, KEY_DELETE},
	{SDLK_TAB, KEY_TAB},
	{SDLK_LEFT, KEY_LEFT},
	{SDLK_RIGHT, KEY_RIGHT},
	{SDLK_UP, KEY_UP},
	{SDLK_DOWN, KEY_DOWN},
	{SDLK_HOME, KEY_HOME},
	{SDLK_END, KEY_END},
};

static bool from_key(struct window *w, const SDL_Event *sdl, struct event *e)
{
	(void)w;
	e->kind = EVENT_KEY;
	e->shift = (sdl->key.keysym.mod & KMOD_SHIFT) != 0;
	e->ctrl = (sdl->key.keysym.mod & KMOD_CTRL) != 0;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].sdl == sdl->key.keysym.sym)
			e->key = keys[i].key;
	return true;
}

static bool from_text(struct window *w, const SDL_Event *sdl, struct event *e)
{
	(void)w;
	e->kind = EVENT_TEXT;
	snprintf(e->text, sizeof e->text, "%s", sdl->text.text);
	return e->text[0] != 0;
}

/* Whole notches; smooth wheels send parts of one, which add up. */
static bool from_wheel(struct window *w, const SDL_Event *sdl, struct event *e)
{
	bool flipped = sdl->wheel.direction == SDL_MOUSEWHEEL_FLIPPED;

	w->turned += flipped ? -sdl->wheel.preciseY : sdl->wheel.preciseY;
	e->kind = EVENT_WHEEL;
	e->y = (int)w->turned;
	w->turned -= (float)e->y;
	return e->y != 0;
}

static int finger_slot(const struct window *w, SDL_TouchID device, SDL_FingerID id)
{
	for (int i = 0; i < FINGERS_MAX; i++)
		if (w->fingers[i].down && w->fingers[i].device == device && w->fingers[i].id == id)
			return i;
	return -1;
}

static int free_slot(const struct window *w)
{
	for (int i = 0; i < FINGERS_MAX; i++)
		if (!w->fingers[i].down)
			return i;
	return -1;
}

/* Fingers come in parts of the window; those of a touchscreen under KMSDRM name no window at all. */
static void place(const struct window *w, const SDL_Event *sdl, struct event *e)
{
	int width, height;

	SDL_GetWindowSize(w->window, &width, &height);
	e->x = (int)(sdl->tfinger.x * (float)width);
	e->y = (int)(sdl->tfinger.y * (float)height);
	e->x = e->x < 0 ? 0 : e->x < width ? e->x : width - 1;
	e->y = e->y < 0 ? 0 : e->y < height ? e->y : height - 1;
}

static bool from_finger(struct window *w, const SDL_Event *sdl, struct event *e)
{
	int slot = finger_slot(w, sdl->tfinger.touchId, sdl->tfinger.fingerId);

	w->touched = e->at;
	e->kind = sdl->type == SDL_FINGERUP ? EVENT_UP : EVENT_MOVE;
	if (sdl->type == SDL_FINGERDOWN && slot < 0) {
		slot = free_slot(w);
		e->kind = EVENT_DOWN;
	}
	if (slot < 0)
		return false;
	w->fingers[slot] = (struct finger){e->kind != EVENT_UP, sdl->tfinger.touchId, sdl->tfinger.fingerId};
	e->finger = slot;
	place(w, sdl, e);
	return true;
}

static bool from_window(struct window *w, const SDL_Event *sdl, struct event *e)
{
	switch (sdl->window.event) {
	case SDL_WINDOWEVENT_SIZE_CHANGED:
		w->surface = NULL;
		e->kind = EVENT_RESIZE;
		e->w = sdl->window.data1;
		e->h = sdl->window.data2;
		return true;
	case SDL_WINDOWEVENT_EXPOSED:
		if (w->surface && SDL_UpdateWindowSurface(w->window) != 0)
			log_warn("cannot show the window again: %s", SDL_GetError());
		return false;
	case SDL_WINDOWEVENT_FOCUS_LOST:
	case SDL_WINDOWEVENT_HIDDEN:
	case SDL_WINDOWEVENT_MINIMIZED:
		w->cancelling = true;
		return false;
	default:
		return false;
	}
}

static bool from_quit(struct window *w, const SDL_Event *sdl, struct event *e)
{
	(void)w;
	(void)sdl;
	e->kind = EVENT_QUIT;
	return true;
}

static const struct {
	uint32_t type;
	bool (*translate)(struct window *, const SDL_Event *, struct event *);
} translations[] = {
	{SDL_FINGERDOWN, from_finger},
	{SDL_FINGERMOTION, from_finger},
	{SDL_FINGERUP, from_finger},
	{SDL_KEYDOWN, from_key},
	{SDL_TEXTINPUT, from_text},
	{SDL_MOUSEWHEEL, from_wheel},
	{SDL_WINDOWEVENT, from_window},
	{SDL_QUIT, from_quit},
};

static bool translate(struct window *w, const SDL_Event *sdl, struct event *e)
{
	for (size_t i = 0; i < sizeof translations / sizeof *translations; i++)
		if (translations[i].type == sdl->type)
			return translations[i].translate(w, sdl, e);
	return false;
}

static bool next_cancel(struct window *w, struct event *e)
{
	for (int i = 0; w->cancelling && i < FINGERS_MAX; i++) {
		if (!w->fingers[i].down)
			continue;
		w->fingers[i].down = false;
		e->kind = EVENT_CANCEL;
		e->finger = i;
		return true;
	}
	w->cancelling = false;
	return false;
}

bool window_event(struct window *w, struct event *e)
{
	SDL_Event sdl;

	for (;;) {
		*e = (struct event){.at = clock_now().mono};
		if (next_cancel(w, e))
			return true;
		if (!SDL_PollEvent(&sdl))
			return false;
		if (translate(w, &sdl, e))
			return true;
	}
}
