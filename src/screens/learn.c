/* The shelf: learning packs as covers, for anybody who walks by. A touch opens one; its code takes it along. */
#include "screens/learn.h"

#include "screens/parts.h"

enum { PACK = 1 };

const struct content_language *learn_language(struct shell *s)
{
	const struct content *c = core_config(s->core)->content;
	return c && c->count ? content_for(c, s->language) : NULL;
}

const struct pack *learn_pack(struct shell *s, ident index)
{
	const struct content_language *l = learn_language(s);
	return l && index >= 0 && index < l->pack_count ? l->packs[index] : NULL;
}

ident learn_index(struct shell *s, struct str key)
{
	const struct content_language *l = learn_language(s);
	for (int i = 0; l && i < l->pack_count; i++)
		if (str_eq(l->packs[i]->key, key))
			return i;
	return -1;
}

/* ---- covers ---- */

/* What is on a cover: circles that meet in one way or another; middle and radius in hundredths of the height. */
struct circle {
	signed char x, y, r;
};
#define CIRCLES 5
static const struct circle motifs[SKILLS + 1][CIRCLES] = {
	{{50, 50, 26}, {110, 30, 12}, {126, 66, 12}, {96, 84, 12}, {0, 0, 0}}, /* one among others */
	{{62, 50, 40}, {62, 50, 24}, {62, 50, 10}, {0, 0, 0}, {0, 0, 0}},      /* a house within a house */
	{{40, 50, 34}, {86, 50, 24}, {122, 50, 15}, {0, 0, 0}, {0, 0, 0}},     /* a ripple */
	{{48, 50, 32}, {96, 50, 32}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}},         /* what two share */
	{{24, 80, 10}, {48, 70, 14}, {80, 58, 20}, {122, 46, 30}, {0, 0, 0}},  /* growing */
	{{30, 50, 14}, {62, 50, 14}, {94, 50, 14}, {126, 50, 14}, {0, 0, 0}},  /* one after the other */
	{{48, 34, 24}, {84, 30, 24}, {62, 66, 24}, {102, 62, 24}, {0, 0, 0}},  /* close together */
	{{52, 36, 28}, {52, 72, 20}, {104, 64, 28}, {104, 28, 20}, {0, 0, 0}}, /* above and below, in turn */
	{{74, 50, 13}, {40, 30, 16}, {112, 30, 16}, {40, 74, 16}, {112, 74, 16}}, /* around a middle */
	{{58, 50, 30}, {92, 38, 20}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}},
};

void learn_cover(struct shell *s, struct rect r, int index)
{
	struct ui *ui = s->ui;
	colour hue = theme_avatar((uint8_t)(index * 4 % 11), shell_dark(s)),
	       light = theme_mix(hue, 0xFFFFFFFF, 0.5f);
	const struct circle *motif = motifs[index < SKILLS ? index : SKILLS];
	ui_fill_colour(ui, r, 3 * ui_u(ui), hue);
	int left = r.x + (r.w - r.h * 3 / 2) / 2;
	for (int i = 0; i < CIRCLES && motif[i].r; i++) {
		int radius = r.h * motif[i].r / 100;
		struct rect circle = {left + r.h * motif[i].x / 100 - radius,
			r.y + r.h * motif[i].y / 100 - radius, 2 * radius, 2 * radius};
		ui_fill_colour(ui, circle, radius, (light & 0xFFFFFF) | 0x70000000u);
	}
}

static const struct type title_type = {
	.size = SIZE_LABEL, .weight = WEIGHT_BOLD, .lines = 2, .shrink = true, .may_cut = true};
static const struct type cover_type = {.size = SIZE_SMALL, .tone = TONE_second, .lines = 4, .may_cut = true};

static void draw_pack(struct shell *s, struct rect r, const struct pack *p, int index)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_card(ui, r, false);
	if (ui_pressed(ui, PACK, index))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = "pack", .label = p->title, .action = PACK, .arg = index});
	struct rect in = rect_inset(r, 2 * u);
	learn_cover(s, cut_top(&in, 19 * u), index);
	in = rect_pad(in, 3 * u, 3 * u);
	struct str minutes = shell_printf(s, _("%d min"), (int)p->minutes);
	struct type small = {
		.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .tone = TONE_accent_dark, .tabular = true};
	struct rect foot = cut_bottom(&in, ui_line(ui, small));
	ui_text(ui, cut_top(&in, ui_text_height(ui, in.w, p->title, title_type)), p->title, title_type);
	cut_top(&in, 2 * u);
	ui_text(ui, in, p->cover, cover_type);
	ui_text(ui, foot, minutes, small);
}

static int pack_height(struct shell *s)
{
	struct ui *ui = s->ui;
	return 32 * ui_u(ui) + 2 * ui_line(ui, title_type) + 5 * ui_line(ui, cover_type);
}

static void draw_head(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	struct str address = core_address_label(s->core);
	struct type small = {
		.size = SIZE_SMALL, .tone = TONE_second, .lines = 2, .middle = true, .shrink = true};
	struct str where = address.n
		/* Translators: an address on this machine, for a phone's browser */
		? shell_printf(s, _("Each can be taken along by its code, or read at %s/learn"), address.p)
		: words(_("Each can be taken along by its code"));
	ui_text(ui, cut_left(&r, r.w * 40 / 100), words(_("What would you like to get better at?")),
		(struct type){.size = SIZE_HEADING,
			.weight = WEIGHT_BOLD,
			.lines = 2,
			.middle = true,
			.shrink = true});
	cut_left(&r, 4 * ui_u(ui));
	small.align = ALIGN_END;
	ui_text(ui, r, where, small);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u, height = pack_height(s);
	struct rect body = shell_frame(s, (struct frame){.title = words(_("Learn"))});
	const struct content_language *l = learn_language(s);
	if (!l || !l->pack_count) {
		part_empty(s, body, "book", words(_("No packs are here yet")), STR(""));
		return;
	}
	draw_head(s, cut_top(&body, 14 * u));
	cut_top(&body, 2 * u);
	int columns = ui_upright(ui) ? 2 : 3, rows = (l->pack_count + columns - 1) / columns;
	struct rect area = {body.x - u, body.y - u, body.w + 2 * u, body.h + u};
	struct rect in = rect_pad(ui_scroll(ui, area, "shelf", rows * (height + gap) + u), u, u);
	for (int row = 0; row < rows; row++) {
		struct rect line = cut_top(&in, height);
		cut_top(&in, gap);
		for (int i = row * columns; i < l->pack_count && i < (row + 1) * columns; i++)
			draw_pack(s, rect_column(line, i % columns, columns, gap), l->packs[i], i);
	}
	ui_scroll_end(ui);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind == UI_PRESS && e->action == PACK)
		shell_go(s, (struct place){SCREEN_pack, e->arg, 0});
}

const struct screen screen_learn = {
	.name = "learn",
	.watches = CHANGE_PHONES,
	.event = event,
	.draw = draw,
};
