/* The rules are those of anybody who looks at a screen: is it whole, can it be read, can it be touched.
 * Colours below a text come from the draw list, painted in thought at a few points of it. */
#include "layout/check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define CONTRAST_BODY 7.0f
#define CONTRAST_LEAST 4.5f
#define CONTRAST_SIGN 3.0f
#define MODULE_LEAST 6 /* pixels of a code that is meant to be scanned */

static void found(struct findings *f, const char *rule, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static void found(struct findings *f, const char *rule, const char *format, ...)
{
	struct arena mem = {0};
	va_list args;
	va_start(args, format);
	buf_printf(&f->text, "%s: %s\n", rule, arena_vprintf(&mem, format, args).p);
	va_end(args);
	arena_free(&mem);
	f->count++;
}

struct frame_seen frame_seen(const struct ui *ui, const struct draw_list *list)
{
	struct frame_seen seen = {
		.list = list, .touch = ui_touch(ui), .key = ui_key(ui), .lost = ui_lost(ui)};
	seen.controls = ui_controls(ui, &seen.control_count);
	return seen;
}

/* ---- geometry ---- */

static bool holds(struct rect a, struct rect b)
{
	return a.x <= b.x && a.y <= b.y && a.x + a.w >= b.x + b.w && a.y + a.h >= b.y + b.h;
}

static bool same_rect(struct rect a, struct rect b)
{
	return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

static struct rect screen_of(const struct frame_seen *seen)
{
	return (struct rect){0, 0, seen->list->w, seen->list->h};
}

static struct rect shown(const struct draw *d)
{
	return rect_meet(d->r, d->clip);
}

static bool named(const struct control *c, const char *name)
{
	return c->name && strcmp(c->name, name) == 0;
}

/* What floats over the rest for a few seconds on purpose. */
static struct rect overlay(const struct frame_seen *seen)
{
	for (int i = 0; i < seen->control_count; i++)
		if (named(&seen->controls[i], "toast"))
			return seen->controls[i].r;
	return (struct rect){0};
}

static bool under_overlay(const struct frame_seen *seen, struct rect r)
{
	return !rect_empty(rect_meet(overlay(seen), r));
}

/* The window of the scroll that clips r; the screen if none does. */
static struct rect scroll_around(const struct frame_seen *seen, struct rect r)
{
	for (int i = 0; i < seen->list->count; i++) {
		struct rect clip = seen->list->draws[i].clip;
		if (!same_rect(clip, screen_of(seen)) && seen->list->draws[i].kind == DRAW_TEXT &&
			!rect_empty(rect_meet(clip, r)) && !holds(clip, r) && clip.x <= r.x &&
			clip.x + clip.w >= r.x + r.w)
			return clip;
	}
	return screen_of(seen);
}

/* ---- colours ---- */

static bool paints(const struct draw *d, int x, int y)
{
	if (d->kind != DRAW_FILL || !rect_has(rect_meet(d->r, d->clip), x, y))
		return false;
	int left = x - d->r.x, right = d->r.x + d->r.w - 1 - x, top = y - d->r.y,
	    bottom = d->r.y + d->r.h - 1 - y;
	int dx = d->radius - (left < right ? left : right), dy = d->radius - (top < bottom ? top : bottom);
	return dx <= 0 || dy <= 0 || dx * dx + dy * dy <= d->radius * d->radius;
}

static colour colour_at(const struct draw_list *list, int before, int x, int y)
{
	colour c = list->ground;
	for (int i = 0; i < before; i++)
		if (paints(&list->draws[i], x, y))
			c = theme_mix(c, list->draws[i].colour | 0xFF000000,
				(float)(list->draws[i].colour >> 24) / 255.0f);
	return c;
}

/* The worst over the middle and four points near the corners. */
static float contrast_of(const struct draw_list *list, int index)
{
	const struct draw *d = &list->draws[index];
	struct rect r = shown(d);
	float worst = 21;
	for (int i = 0; i < 5; i++) {
		int x = r.x +
			r.w *
				(i == 0                 ? 50
						: i % 2 ? 10
							: 90) /
				100,
		    y = r.y +
			r.h *
				(i == 0                 ? 50
						: i < 3 ? 25
							: 75) /
				100;
		colour below = colour_at(list, index, x, y);
		float c = theme_contrast(
			theme_mix(below, d->colour | 0xFF000000, (float)(d->colour >> 24) / 255.0f), below);
		worst = c < worst ? c : worst;
	}
	return worst;
}

/* ---- text ---- */

static void check_place(const struct frame_seen *seen, const struct draw *d, struct findings *f)
{
	struct rect box = {d->box.x - 1, d->box.y - 1, d->box.w + 2, d->box.h + 2}; /* a pixel of rounding */
	if (!holds(box, d->r))
		found(f, "outside its box", "\"%.*s\" is %dx%d at %d,%d in %dx%d at %d,%d", STR_FMT(d->text),
			d->r.w, d->r.h, d->r.x, d->r.y, d->box.w, d->box.h, d->box.x, d->box.y);
	bool scrolled = !same_rect(d->clip, screen_of(seen));
	struct rect along = {
		d->clip.x, scrolled ? d->r.y : d->clip.y, d->clip.w, scrolled ? d->r.h : d->clip.h};
	if (!holds(along, d->r))
		found(f, "clipped", "\"%.*s\" at %d,%d %dx%d", STR_FMT(d->text), d->r.x, d->r.y, d->r.w,
			d->r.h);
	if (d->cut)
		found(f, "cut", "\"%.*s\"", STR_FMT(d->text));
	if (d->parted && !seen->long_words)
		found(f, "parted word", "\"%.*s\"", STR_FMT(d->text));
}

static void check_contrast(const struct frame_seen *seen, int index, struct findings *f)
{
	const struct draw *d = &seen->list->draws[index];
	bool body = d->kind == DRAW_TEXT && d->font.weight <= WEIGHT_MEDIUM;
	float least = d->kind == DRAW_ICON ? CONTRAST_SIGN : body ? CONTRAST_BODY : CONTRAST_LEAST;
	float c = contrast_of(seen->list, index);
	if (c < least)
		found(f, "contrast", "%.1f of %.1f: %s \"%.*s\"", (double)c, (double)least,
			d->kind == DRAW_ICON ? "icon" : "text", STR_FMT(d->text));
}

/* Something solid is painted over it later. */
static void check_covered(const struct frame_seen *seen, int index, struct findings *f)
{
	const struct draw *d = &seen->list->draws[index];
	struct rect r = shown(d);
	int cx = r.x + r.w / 2, y = r.y + r.h / 2;
	for (int i = index + 1; i < seen->list->count; i++) {
		const struct draw *over = &seen->list->draws[i];
		if (over->colour >> 24 < 0xFF)
			continue; /* a shadow, or the soft end of a list */
		if (paints(over, cx, y) || paints(over, r.x + r.w / 8, y) ||
			paints(over, r.x + r.w * 7 / 8, y)) {
			found(f, "covered", "\"%.*s\" at %d,%d", STR_FMT(d->text), d->r.x, d->r.y);
			return;
		}
	}
}

static void check_crossed(const struct frame_seen *seen, int index, struct findings *f)
{
	const struct draw *d = &seen->list->draws[index];
	for (int i = 0; i < index; i++) {
		const struct draw *other = &seen->list->draws[i];
		struct rect both =
			other->kind == DRAW_TEXT ? rect_meet(shown(d), shown(other)) : (struct rect){0};
		if (both.w > 2 && both.h > d->font.px / 4)
			found(f, "texts overlap", "\"%.*s\" and \"%.*s\"", STR_FMT(other->text),
				STR_FMT(d->text));
	}
}

static void check_draws(const struct frame_seen *seen, struct findings *f)
{
	for (int i = 0; i < seen->list->count; i++) {
		const struct draw *d = &seen->list->draws[i];
		bool floats = under_overlay(seen, d->r);
		if ((d->kind == DRAW_TEXT || d->kind == DRAW_ICON) && !rect_empty(shown(d)))
			check_contrast(seen, i, f);
		if (d->kind == DRAW_CODE && d->radius < MODULE_LEAST && !seen->small_codes)
			found(f, "code too small", "%d pixels a module", d->radius);
		if (d->kind != DRAW_TEXT || rect_empty(shown(d)))
			continue;
		check_place(seen, d, f);
		if (!floats) {
			check_covered(seen, i, f);
			check_crossed(seen, i, f);
		}
	}
}

/* ---- controls ---- */

static const char *const main_actions[] = {"check-in", "tile", "guest", "pick", "begin", "join"};

static bool is_main(const struct control *c)
{
	for (size_t i = 0; i < sizeof main_actions / sizeof *main_actions; i++)
		if (named(c, main_actions[i]))
			return true;
	return false;
}

static void check_size(const struct frame_seen *seen, const struct control *c, struct findings *f)
{
	struct rect window = scroll_around(seen, c->r);
	bool scrolled = !same_rect(window, screen_of(seen));
	if (!scrolled && !holds(screen_of(seen), c->r))
		found(f, "outside the screen", "#%s at %d,%d %dx%d", c->name, c->r.x, c->r.y, c->r.w, c->r.h);
	if (scrolled)
		return; /* whole when it is scrolled to */
	if (c->hit.w < seen->touch || c->hit.h < seen->touch)
		found(f, "target too small", "#%s \"%.*s\" %dx%d, not %d", c->name, STR_FMT(c->label),
			c->hit.w, c->hit.h, seen->touch);
	else if (is_main(c) && (c->hit.w < seen->key * 9 / 10 || c->hit.h < seen->key * 9 / 10))
		found(f, "main action too small", "#%s %dx%d, not %d", c->name, c->hit.w, c->hit.h,
			seen->key);
}

/* From the middle of one to the middle of the next it is 10 mm of target and 2.5 mm of gap. */
static void check_gap(
	const struct frame_seen *seen, const struct control *a, const struct control *b, struct findings *f)
{
	int pitch = seen->touch * 5 / 4 - 1;
	int x = abs(2 * a->r.x + a->r.w - 2 * b->r.x - b->r.w) / 2,
	    y = abs(2 * a->r.y + a->r.h - 2 * b->r.y - b->r.h) / 2;
	if (x < pitch && y < pitch)
		found(f, "too close", "#%s \"%.*s\" and #%s \"%.*s\"", a->name, STR_FMT(a->label), b->name,
			STR_FMT(b->label));
}

static void check_pair(
	const struct frame_seen *seen, const struct control *a, const struct control *b, struct findings *f)
{
	bool nested = holds(a->r, b->r) || holds(b->r, a->r),
	     lane = (a->drops && !a->drags) || (b->drops && !b->drags);
	if (nested || lane || a->disabled || b->disabled || under_overlay(seen, a->r) ||
		under_overlay(seen, b->r))
		return;
	struct rect both = rect_meet(rect_meet(a->r, a->hit), rect_meet(b->r, b->hit));
	if (both.w > 1 && both.h > 1)
		found(f, "controls overlap", "#%s \"%.*s\" and #%s \"%.*s\"", a->name, STR_FMT(a->label),
			b->name, STR_FMT(b->label));
	else if (!a->key && !b->key && holds(a->hit, a->r) &&
		holds(b->hit, b->r)) /* whole, not scrolled away in part */
		check_gap(seen, a, b, f);
}

static const struct control *topmost(const struct frame_seen *seen, int x, int y)
{
	for (int i = seen->control_count - 1; i >= 0; i--)
		if (rect_has(seen->controls[i].hit, x, y))
			return &seen->controls[i];
	return NULL;
}

/* A third of what reacts answers for the control itself; a card may hold buttons of its own. */
static void check_reach(const struct frame_seen *seen, const struct control *c, struct findings *f)
{
	int answers = 0;
	for (int i = 0; i < 49; i++)
		answers += topmost(seen, c->hit.x + c->hit.w * (2 * (i % 7) + 1) / 14,
				   c->hit.y + c->hit.h * (2 * (i / 7) + 1) / 14) == c;
	if (answers < 16)
		found(f, "cannot be reached", "#%s \"%.*s\"", c->name, STR_FMT(c->label));
}

static bool edge_seen(const struct frame_seen *seen, int index, struct rect r)
{
	const struct draw *d = &seen->list->draws[index];
	if ((d->kind != DRAW_FILL && d->kind != DRAW_STROKE && d->kind != DRAW_CODE) ||
		rect_empty(rect_meet(d->r, r)) || !holds(rect_inset(r, -6), d->r))
		return false;
	return theme_contrast(d->colour, colour_at(seen->list, index, d->r.x + d->r.w / 2, d->r.y - 2)) >=
		CONTRAST_SIGN;
}

/* It is seen: by words or a sign inside, or by an edge that stands out. */
static void check_seen(const struct frame_seen *seen, const struct control *c, struct findings *f)
{
	for (int i = 0; i < seen->list->count; i++) {
		const struct draw *d = &seen->list->draws[i];
		bool says = d->kind == DRAW_TEXT || d->kind == DRAW_ICON;
		if ((says && rect_has(c->r, d->r.x + d->r.w / 2, d->r.y + d->r.h / 2)) ||
			edge_seen(seen, i, c->r))
			return;
	}
	if (holds(c->hit, c->r)) /* else its words are scrolled away */
		found(f, "cannot be seen", "#%s \"%.*s\" at %d,%d", c->name, STR_FMT(c->label), c->r.x,
			c->r.y);
}

static void check_controls(const struct frame_seen *seen, struct findings *f)
{
	for (int i = 0; i < seen->control_count; i++) {
		const struct control *c = &seen->controls[i];
		for (int j = 0; j < i; j++)
			check_pair(seen, &seen->controls[j], c, f);
		if (c->disabled || (c->drops && !c->drags) || under_overlay(seen, c->r))
			continue;
		check_size(seen, c, f);
		check_reach(seen, c, f);
		check_seen(seen, c, f);
	}
}

void check_frame(const struct frame_seen *seen, struct findings *f)
{
	if (seen->lost)
		found(f, "no room", "\"%s\"", seen->lost);
	check_draws(seen, f);
	check_controls(seen, f);
}
