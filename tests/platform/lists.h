#pragma once
/* Draw lists for tests of the painter: made by hand, or at random from a seed. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "ui/draw.h"

struct list {
	struct draw_list list;
	struct draw draws[DRAW_MAX];
	uint64_t random;
};

static inline struct list *list_new(int w, int h, uint64_t seed)
{
	struct list *l = xcalloc(1, sizeof *l);

	l->list = (struct draw_list){l->draws, 0, w, h, 0xFFF6F2EA};
	l->random = seed;
	return l;
}

/* Sixty-four bits by xorshift (Marsaglia, 2003); the seed is never 0. */
static inline int list_random(struct list *l, int below)
{
	l->random ^= l->random << 13;
	l->random ^= l->random >> 7;
	l->random ^= l->random << 17;
	return (int)(l->random % (uint64_t)below);
}

static inline struct draw *list_add(struct list *l, enum draw_kind kind, struct rect r, colour tint)
{
	struct draw *d = &l->draws[l->list.count++];

	memset(d, 0, sizeof *d);
	d->kind = kind;
	d->r = r;
	d->clip = (struct rect){0, 0, l->list.w, l->list.h};
	d->colour = tint;
	return d;
}

static inline struct draw *list_text(
	struct list *l, int x, int y, const char *s, int px, enum weight weight, const struct text_metrics *m)
{
	struct font font = {px, weight, false};
	struct rect r = {x, y, m->width(m->context, font, str_from(s)), m->line_height(m->context, font)};
	struct draw *d = list_add(l, DRAW_TEXT, r, 0xFF1E1B16);

	d->font = font;
	d->text = str_from(s);
	return d;
}

static const char *const list_words[] = {"Handing over the night desk", "Jörg Überschär", "10:19",
	"שלום עולם", "مرحبا بالعالم 2026", "🎉 done 👩🏽‍🔧", "Привет, мир", "नमस्ते", "ẤỆÅ gyj", "",
	"fi ffl AVATAR"};

/* One draw at random, of any kind, anywhere, partly outside too. */
static inline void list_any(struct list *l, const struct text_metrics *m)
{
	static const char modules[] = {1, 0, 1, 0, 1, 0, 1, 1, 1};
	enum draw_kind kind = (enum draw_kind)list_random(l, DRAW_CODE + 1);
	int w = l->list.w, h = l->list.h;
	struct rect r = {list_random(l, w + 80) - 40, list_random(l, h + 80) - 40, 1 + list_random(l, w / 2),
		1 + list_random(l, h / 2)};
	colour tint = (colour)list_random(l, 0x1000000) | (list_random(l, 2) ? 0xFF000000u : 0x60000000u);

	if (kind == DRAW_TEXT) {
		int word = list_random(l, (int)(sizeof list_words / sizeof *list_words));
		struct draw *d = list_text(l, r.x, r.y, list_words[word], 12 + list_random(l, 5) * 6,
			(enum weight)list_random(l, 2), m);
		d->colour = tint;
		return;
	}
	struct draw *d = list_add(l, kind, r, tint);
	d->radius = list_random(l, 40);
	d->width = list_random(l, 20);
	d->start = list_random(l, 3600);
	d->sweep = list_random(l, 3700);
	if (kind == DRAW_ICON)
		d->text = STR("check");
	if (kind == DRAW_CODE) {
		d->text = (struct str){modules, 9};
		d->side = 3;
		d->radius = 6;
		d->r.w = d->r.h = 66;
	}
	if (list_random(l, 3) == 0)
		d->clip = (struct rect){
			list_random(l, w), list_random(l, h), list_random(l, w), list_random(l, h)};
}
