/* A line is rendered once, run by run, into one mask of 8-bit coverage, and tinted each time it is
 * painted: the same string in two colours is one mask. Coloured emoji come in one fixed size from
 * their font; they are averaged down to the size of the text and lie beside the mask as pictures.
 *
 * SDL_ttf cannot switch a font's tabular figures on, so in a tabular font each digit is a run of its
 * own, centred in a cell as wide as the widest digit. */
#include "platform/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "platform/cache.h"
#include "platform/runs.h"

#define LOG_MODULE "text"
#define TEXT_LINES_BYTES (4 * 1024 * 1024)
#define TEXT_WIDTHS_BYTES (512 * 1024)

struct picture {
	int x, y, w, h; /* relative to the line's top left */
	uint32_t *argb;
};

struct line {
	int x, y;         /* of the mask, relative to the line's top left */
	struct mask mask; /* owned */
	struct picture *pictures;
	int count;
};

/* Of the first face of the chain. Asked for at every line of every frame, long after its face was
 * closed: so kept by themselves. */
struct sizes {
	int px, weight; /* px 0: none yet */
	int ascent, line_height, digit;
};
#define SIZES 64 /* by size and weight; one that falls on the same place takes it over */

struct text {
	struct fonts *fonts;
	struct sizes sizes[SIZES];
	struct cache *lines, *widths;
	struct runs runs; /* of the line at hand */
	struct text_metrics metrics;
};

static void drop_line(void *value)
{
	struct line *line = value;

	for (int i = 0; i < line->count; i++)
		free(line->pictures[i].argb);
	free(line->pictures);
	free((void *)line->mask.cover);
	free(line);
}

static uint64_t font_number(struct font font)
{
	return (uint64_t)font.px << 8 | (uint64_t)font.weight << 1 | (uint64_t)font.tabular;
}

static TTF_Font *font_of_run(struct text *t, struct font font, const struct run *run)
{
	TTF_Font *face = fonts_at(t->fonts, font.weight, run->face, font.px);

	if (face) {
		TTF_SetFontDirection(face, run->rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
		TTF_SetFontScriptName(face, run->script);
	}
	return face;
}

/* ---- measuring ---- */

static int widest_digit(TTF_Font *face)
{
	int widest = 0;

	for (uint32_t digit = '0'; digit <= '9'; digit++) {
		int advance;
		if (TTF_GlyphMetrics32(face, digit, NULL, NULL, NULL, NULL, &advance) == 0 &&
			advance > widest)
			widest = advance;
	}
	return widest;
}

static const struct sizes *sizes_of(struct text *t, struct font font)
{
	struct sizes *s = &t->sizes[(unsigned)(font.px * WEIGHT_COUNT + (int)font.weight) % SIZES];

	if (s->px == font.px && s->weight == (int)font.weight)
		return s;
	*s = (struct sizes){font.px, (int)font.weight, font.px, font.px * 5 / 4, font.px * 2 / 3};
	TTF_Font *face = fonts_at(t->fonts, font.weight, FACE_FIRST, font.px);
	if (face) {
		s->ascent = TTF_FontAscent(face);
		s->line_height = TTF_FontHeight(face);
		/* Digits are drawn for text sizes; large ones stand closer, as type designers advise. */
		s->digit = widest_digit(face) - (font.px >= 40 ? font.px / 30 : 0);
	}
	return s;
}

/* Emoji are drawn a little higher than a capital letter, whatever the size in their font. */
static int emoji_height(struct font font)
{
	return font.px * 7 / 6;
}

static int run_width(struct text *t, struct font font, const struct run *run)
{
	TTF_Font *face = font_of_run(t, font, run);
	int w = 0, h = 0;

	if (run->digit)
		return sizes_of(t, font)->digit;
	if (!face || TTF_SizeUTF8(face, run->text, &w, &h) != 0)
		return 0;
	if (fonts_coloured(t->fonts, font.weight, run->face) && h > 0)
		return w * emoji_height(font) / h;
	return w;
}

/* Widths are kept in the pointer itself. */
static void drop_width(void *value)
{
	(void)value;
}

static int measure(void *context, struct font font, struct str s)
{
	struct text *t = context;
	uint64_t number = font_number(font);
	int width = 0;

	if (s.n == 0)
		return 0;
	void *known = cache_get(t->widths, number, s);
	if (known)
		return (int)(intptr_t)known - 1;
	runs_split(&t->runs, t->fonts, font, s);
	for (int i = 0; i < t->runs.count; i++)
		width += run_width(t, font, &t->runs.run[i]);
	cache_put(t->widths, number, s, (void *)(intptr_t)(width + 1), 0);
	return width;
}

static int ascent(void *context, struct font font)
{
	return sizes_of(context, font)->ascent;
}

static int line_height(void *context, struct font font)
{
	return sizes_of(context, font)->line_height;
}

/* ---- rendering ---- */

/* A rendered run and where it goes in the line. Shaded surfaces are palettes whose index is the
 * coverage; it equals the alpha of blended ones and needs a quarter of the memory. */
struct piece {
	SDL_Surface *surface;
	int x, y;
};

/* SDL_ttf moves a line down, without telling, when a letter with its marks is higher than the font's
 * ascent, and right when its first letter reaches to the left of its origin. The first shows in the
 * surface: it is higher than the font's line, by what stands out above and below, and has ink in its
 * first row. What stands out below follows from the letters. */
static int stands_below(TTF_Font *face, const char *s)
{
	struct str text = str_from(s);
	int most = 0, bottom;

	for (size_t at = 0; at < text.n;) {
		uint32_t code = utf8_next(text, &at);
		if (TTF_GlyphMetrics32(face, code, NULL, NULL, &bottom, NULL, NULL) == 0 && -bottom > most)
			most = -bottom;
	}
	most -= TTF_FontHeight(face) - TTF_FontAscent(face);
	return most > 0 ? most : 0;
}

static bool row_has_ink(const SDL_Surface *s, int row)
{
	const uint8_t *cover = (const uint8_t *)s->pixels + (ptrdiff_t)row * s->pitch;

	for (int x = 0; x < s->w; x++)
		if (cover[x])
			return true;
	return false;
}

static int moved_down(TTF_Font *face, const char *s, const SDL_Surface *surface)
{
	int extra = surface->h - TTF_FontHeight(face);

	if (extra <= 0 || !row_has_ink(surface, 0))
		return 0;
	extra -= stands_below(face, s);
	return extra > 0 ? extra : 0;
}

static int moved_right(TTF_Font *face, uint32_t first)
{
	int left;

	if (TTF_GlyphMetrics32(face, first, &left, NULL, NULL, NULL, NULL) != 0)
		return 0;
	return left < 0 ? -left : 0;
}

/* False when there is nothing to see: white space, or a face that cannot be read. */
static bool render_run(struct text *t, struct font font, const struct run *run, int x, struct piece *out)
{
	static const SDL_Color full = {255, 255, 255, 255}, none = {0, 0, 0, 0};
	TTF_Font *face = font_of_run(t, font, run);

	if (!face)
		return false;
	out->surface = TTF_RenderUTF8_Shaded(face, run->text, full, none);
	if (!out->surface)
		return false;
	out->x = run->rtl ? x : x - moved_right(face, run->first);
	out->y = ascent(t, font) - TTF_FontAscent(face) - moved_down(face, run->text, out->surface);
	if (run->digit)
		out->x += (sizes_of(t, font)->digit - out->surface->w) / 2;
	return true;
}

/* Averages the source pixels under each target pixel; colours weighted by their alpha. */
static uint32_t average(const SDL_Surface *from, struct rect area)
{
	uint32_t sum[4] = {0}, count = 0;

	for (int y = area.y; y < area.y + area.h; y++)
		for (int x = area.x; x < area.x + area.w; x++) {
			uint32_t p;
			memcpy(&p, (const char *)from->pixels + y * from->pitch + x * 4, 4);
			uint32_t a = p >> 24;
			sum[0] += (p & 255) * a;
			sum[1] += (p >> 8 & 255) * a;
			sum[2] += (p >> 16 & 255) * a;
			sum[3] += a;
			count++;
		}
	if (!sum[3])
		return 0;
	uint32_t half = sum[3] / 2;
	return (sum[3] + count / 2) / count << 24 | (sum[2] + half) / sum[3] << 16 |
		(sum[1] + half) / sum[3] << 8 | (sum[0] + half) / sum[3];
}

/* From `at` of `of` target pixels to the source pixels it covers: at least one. */
static void span(int at, int of, int source, int *from, int *length)
{
	int start = at * source / of;
	int end = ((at + 1) * source + of - 1) / of;

	*from = start;
	*length = end > start ? end - start : 1;
}

static struct picture scale_picture(const SDL_Surface *from, int w, int h)
{
	struct picture p = {.w = w, .h = h, .argb = xmalloc((size_t)w * (size_t)h * sizeof *p.argb)};

	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			struct rect area;
			span(x, w, from->w, &area.x, &area.w);
			span(y, h, from->h, &area.y, &area.h);
			p.argb[y * w + x] = average(from, area);
		}
	return p;
}

static void add_emoji(struct text *t, struct font font, const struct run *run, int x, struct line *line)
{
	static const SDL_Color black = {0, 0, 0, 255};
	TTF_Font *face = font_of_run(t, font, run);
	SDL_Surface *surface = face ? TTF_RenderUTF8_Blended(face, run->text, black) : NULL;

	if (!surface)
		return;
	int h = emoji_height(font);
	int w = surface->w * h / surface->h;
	if (w > 0) {
		struct picture p = scale_picture(surface, w, h);
		p.x = x;
		p.y = (line_height(t, font) - h) / 2;
		line->pictures = xrealloc(line->pictures, (size_t)(line->count + 1) * sizeof p);
		line->pictures[line->count++] = p;
	}
	SDL_FreeSurface(surface);
}

static struct rect bounds_of(const struct piece *pieces, int count)
{
	int left = pieces[0].x, top = pieces[0].y, right = left, bottom = top;

	for (int i = 0; i < count; i++) {
		const struct piece *p = &pieces[i];
		left = p->x < left ? p->x : left;
		top = p->y < top ? p->y : top;
		right = p->x + p->surface->w > right ? p->x + p->surface->w : right;
		bottom = p->y + p->surface->h > bottom ? p->y + p->surface->h : bottom;
	}
	return (struct rect){left, top, right - left, bottom - top};
}

/* Where runs touch, the larger coverage counts. Frees the pieces. */
static void join_pieces(struct piece *pieces, int count, struct line *line)
{
	if (!count)
		return;
	struct rect r = bounds_of(pieces, count);
	uint8_t *cover = xcalloc((size_t)r.w * (size_t)r.h, 1);
	for (int i = 0; i < count; i++) {
		const SDL_Surface *s = pieces[i].surface;
		for (int y = 0; y < s->h; y++) {
			const uint8_t *from = (const uint8_t *)s->pixels + y * s->pitch;
			uint8_t *to = cover + (ptrdiff_t)(pieces[i].y - r.y + y) * r.w + (pieces[i].x - r.x);
			for (int x = 0; x < s->w; x++)
				to[x] = from[x] > to[x] ? from[x] : to[x];
		}
		SDL_FreeSurface(pieces[i].surface);
	}
	line->x = r.x;
	line->y = r.y;
	line->mask = (struct mask){r.w, r.h, cover};
}

static size_t line_bytes(const struct line *line)
{
	size_t bytes = sizeof *line + (size_t)line->mask.w * (size_t)line->mask.h;

	for (int i = 0; i < line->count; i++)
		bytes += sizeof *line->pictures +
			(size_t)line->pictures[i].w * (size_t)line->pictures[i].h * sizeof(uint32_t);
	return bytes;
}

static struct line *render(struct text *t, struct font font, struct str s)
{
	struct line *line = xcalloc(1, sizeof *line);
	struct piece pieces[LINE_POINTS];
	int count = 0, x = 0;

	runs_split(&t->runs, t->fonts, font, s);
	for (int i = 0; i < t->runs.count; i++) {
		const struct run *run = &t->runs.run[i];
		if (fonts_coloured(t->fonts, font.weight, run->face))
			add_emoji(t, font, run, x, line);
		else if (render_run(t, font, run, x, &pieces[count]))
			count++;
		x += run_width(t, font, run);
	}
	join_pieces(pieces, count, line);
	return line;
}

/* ---- */

/* What can be seen of a string read from left to right: no letter is narrower than a sixth of the em,
 * so the rest of a very long one lies outside. In other directions it is the end that is seen. */
static struct str visible_part(struct rect clip, const struct draw *d)
{
	int seen = clip.x + clip.w - d->r.x;
	size_t points = (size_t)(seen > 0 ? seen : 0) * 6 / (size_t)d->font.px + 16;
	bool cut;

	if (d->text.n <= points)
		return d->text;
	for (size_t i = 0; i < d->text.n; i++)
		if ((unsigned char)d->text.p[i] >= 0xCC) /* marks, and all that is not Latin */
			return d->text;
	return utf8_first(d->text, points, &cut);
}

void text_paint(struct text *t, const struct canvas *c, struct rect clip, const struct draw *d)
{
	if (d->text.n == 0 || d->font.px <= 0)
		return;
	struct str s = visible_part(d->clip, d);
	uint64_t number = font_number(d->font);
	struct line *line = cache_get(t->lines, number, s);

	if (!line) {
		line = render(t, d->font, s);
		cache_put(t->lines, number, s, line, line_bytes(line));
	}
	if (line->mask.cover)
		canvas_mask(c, clip, d->r.x + line->x, d->r.y + line->y, line->mask, false, d->colour);
	for (int i = 0; i < line->count; i++) {
		const struct picture *p = &line->pictures[i];
		canvas_picture(c, clip, d->r.x + p->x, d->r.y + p->y, p->w, p->h, p->argb);
	}
}

struct text *text_open(const char *fonts_folder, char *problem, size_t size)
{
	struct fonts *fonts = fonts_open(fonts_folder, problem, size);

	if (!fonts)
		return NULL;
	struct text *t = xcalloc(1, sizeof *t);
	t->fonts = fonts;
	t->lines = cache_new(TEXT_LINES_BYTES, drop_line);
	t->widths = cache_new(TEXT_WIDTHS_BYTES, drop_width);
	t->metrics = (struct text_metrics){t, measure, ascent, line_height};
	return t;
}

void text_close(struct text *t)
{
	if (!t)
		return;
	cache_free(t->lines);
	cache_free(t->widths);
	fonts_close(t->fonts);
	free(t);
}

const struct text_metrics *text_metrics(struct text *t)
{
	return &t->metrics;
}

size_t text_bytes(const struct text *t)
{
	return cache_bytes(t->lines) + cache_bytes(t->widths);
}
