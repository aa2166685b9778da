/* Only the shape of an icon counts: its alpha becomes a mask, and the draw gives the colour. One that is
 * missing is said once in the log, and is empty from then on. */
#include "platform/icon.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "platform/cache.h"

#define LOG_MODULE "icon"
#define ICONS_BYTES (512 * 1024)

struct icons {
	char *folder;
	struct cache *kept; /* of struct mask, its coverage behind it in the same block */
};

struct icons *icons_new(const char *assets)
{
	struct icons *s = xcalloc(1, sizeof *s);
	size_t size = strlen(assets) + sizeof "/icons";

	s->folder = xmalloc(size);
	snprintf(s->folder, size, "%s/icons", assets);
	s->kept = cache_new(ICONS_BYTES, free);
	return s;
}

void icons_free(struct icons *s)
{
	if (!s)
		return;
	cache_free(s->kept);
	free(s->folder);
	free(s);
}

size_t icons_bytes(const struct icons *s)
{
	return cache_bytes(s->kept);
}

static SDL_Surface *load_svg(const struct icons *s, struct str name, int side)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%.*s.svg", s->folder, STR_FMT(name));
	SDL_RWops *file = SDL_RWFromFile(path, "rb");
	SDL_Surface *loaded = file ? IMG_LoadSizedSVG_RW(file, side, side) : NULL;
	if (file)
		SDL_RWclose(file);
	SDL_Surface *argb = loaded ? SDL_ConvertSurfaceFormat(loaded, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
	SDL_FreeSurface(loaded);
	if (!argb)
		log_warn("cannot load %s: %s", path, SDL_GetError());
	return argb;
}

static struct mask *make_mask(const struct icons *s, struct str name, int side)
{
	SDL_Surface *svg = load_svg(s, name, side);
	int w = svg ? svg->w : 0, h = svg ? svg->h : 0;
	struct mask *mask = xmalloc(sizeof *mask + (size_t)w * (size_t)h);
	uint8_t *cover = (uint8_t *)(mask + 1);

	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			uint32_t p;
			memcpy(&p, (const char *)svg->pixels + y * svg->pitch + x * 4, 4);
			cover[y * w + x] = (uint8_t)(p >> 24);
		}
	*mask = (struct mask){w, h, cover};
	SDL_FreeSurface(svg);
	return mask;
}

void icon_paint(struct icons *s, const struct canvas *c, struct rect clip, const struct draw *d)
{
	int side = d->r.w < d->r.h ? d->r.w : d->r.h;

	if (side <= 0)
		return;
	struct mask *mask = cache_get(s->kept, (uint64_t)side, d->text);
	if (!mask) {
		mask = make_mask(s, d->text, side);
		cache_put(s->kept, (uint64_t)side, d->text, mask, (size_t)mask->w * (size_t)mask->h);
	}
	int x = d->r.x + (d->r.w - mask->w) / 2, y = d->r.y + (d->r.h - mask->h) / 2;
	canvas_mask(c, clip, x, y, *mask, d->mirrored, d->colour);
}
