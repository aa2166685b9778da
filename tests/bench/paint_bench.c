/* What painting costs: a full screen of 60 cards with 400 strings, first (nothing rendered yet), again
 * (everything kept), with one card changed, and with nothing changed. `make bench` runs it. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "platform/lists.h"
#include "platform/platform.h"

#define CARDS 60
#define COLUMNS 10
#define ROWS 6
#define STRINGS 400
#define ROUNDS 40

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct rect card_rect(const struct list *l, int i)
{
	int w = l->list.w / COLUMNS, h = l->list.h / ROWS;

	return (struct rect){i % COLUMNS * w + 6, i / COLUMNS * h + 6, w - 12, h - 12};
}

static struct list *make_list(int w, int h, const struct text_metrics *m, char (*texts)[32])
{
	struct list *l = list_new(w, h, 1);

	for (int i = 0; i < CARDS; i++) {
		struct rect r = card_rect(l, i), below = {r.x, r.y + 3, r.w, r.h};
		struct draw *d = list_add(l, DRAW_SHADOW, below, 0x203A2E16);
		d->radius = h / 50, d->width = h / 60;
		list_add(l, DRAW_FILL, r, 0xFFFFFFFF)->radius = h / 50;
	}
	for (int i = 0; i < STRINGS; i++) {
		struct rect r = card_rect(l, i % CARDS);
		int px = h / 50 + i % 3;
		snprintf(texts[i], sizeof texts[i], "Topic %d, Jörg %d", i, i * 7);
		list_text(l, r.x + 8, r.y + 6 + i / CARDS * (r.h - 12) / 7, texts[i], px,
			(enum weight)(i % 2), m);
		l->draws[l->list.count - 1].clip = r;
	}
	return l;
}

static double measure(struct platform *p, struct list *l, struct draw *changing, bool anew)
{
	double begin = now_ms();
	int w, h;

	platform_size(p, &w, &h);
	for (int i = 0; i < ROUNDS; i++) {
		if (anew)
			platform_resize(p, w, h);
		if (changing)
			changing->colour ^= 0x00010101;
		platform_present(p, &l->list, NULL);
	}
	return (now_ms() - begin) / ROUNDS;
}

static bool bench(int w, int h)
{
	struct platform_options options = {
		.headless = true, .w = w, .h = h, .assets = "assets", .fonts = "fonts"};
	char problem[256], texts[STRINGS][32];
	double begin = now_ms();
	struct platform *p = platform_open(&options, problem, sizeof problem);

	if (!p) {
		fprintf(stderr, "paint_bench: %s\n", problem);
		return false;
	}
	double opened = now_ms();
	struct list *l = make_list(w, h, platform_text(p), texts);
	double measured = now_ms();
	platform_present(p, &l->list, NULL);
	double first = now_ms();
	double again = measure(p, l, NULL, true);
	double card = measure(p, l, &l->draws[2 * (CARDS / 2) + 1], false);
	double nothing = measure(p, l, NULL, false);
	printf("paint %4dx%-4d  open %5.1f  measure 400 %5.1f  first %5.1f  again %5.2f  one card %5.3f  "
	       "nothing %5.3f ms  caches %zu KiB\n",
		w, h, opened - begin, measured - opened, first - measured, again, card, nothing,
		platform_cache_bytes(p) / 1024);
	free(l);
	platform_close(p);
	return true;
}

int main(void)
{
	return bench(1024, 600) && bench(1280, 800) && bench(1920, 1080) ? 0 : 1;
}
