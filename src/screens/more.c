/* The quiet ways from home: what is not for checking in, and not for every day. */
#include "screens/parts.h"

static const struct way {
	const char *name, *icon, *title, *below;
	enum screen_id to;
} ways[] = {
	{"partners", "people", N_("Learning partnerships"), N_("Who learns with whom; begin one"),
		SCREEN_partners},
	{"map", "globe", N_("Map"), N_("How teams and organisations are connected"), SCREEN_map},
	{"privacy", "lock", N_("Who sees what"), N_("And what is known about you"), SCREEN_privacy},
	{"facilitator", "settings", N_("Facilitator"),
		N_("Behind the PIN: the day, and the coordinator’s pages"), SCREEN_facilitator},
};
#define WAYS ((int)(sizeof ways / sizeof *ways))

static void draw_way(struct shell *s, struct rect r, int i)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), sign = 16 * u;
	struct type title = {.size = SIZE_HEADING, .weight = WEIGHT_BOLD, .lines = 2, .shrink = true};
	struct type below = {.size = SIZE_BODY, .tone = TONE_second, .lines = 3, .shrink = true};
	ui_card(ui, r, false);
	if (ui_pressed(ui, 1, i))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r,
			.name = ways[i].name,
			.label = words(_(ways[i].title)),
			.action = 1,
			.arg = i});
	r = rect_pad(r, 6 * u, 3 * u);
	struct rect disc = rect_centre(cut_left(&r, sign), sign, sign);
	ui_fill(ui, disc, sign, TONE_accent_soft);
	ui_icon(ui, rect_centre(disc, sign / 2, sign / 2), ways[i].icon, TONE_accent_dark);
	cut_left(&r, 5 * u);
	struct str t = words(_(ways[i].title)), b = words(_(ways[i].below));
	int h1 = ui_text_height(ui, r.w, t, title), h2 = ui_text_height(ui, r.w, b, below);
	r = rect_centre(r, r.w, h1 + h2);
	ui_text(ui, cut_top(&r, h1), t, title);
	ui_text(ui, r, b, below);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u, columns = ui_upright(ui) ? 1 : 2,
	    rows = (WAYS + columns - 1) / columns;
	struct rect body = shell_frame(s, (struct frame){.title = words(_("More"))});
	int h = (body.h - (rows - 1) * gap) / rows, most = 42 * u;
	h = h < most ? h : most;
	body = rect_centre(body, body.w, rows * h + (rows - 1) * gap);
	for (int i = 0; i < WAYS; i++)
		draw_way(
			s, rect_column(rect_row(body, i / columns, rows, gap), i % columns, columns, gap), i);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind != UI_PRESS || e->action != 1)
		return;
	if (ways[e->arg].to == SCREEN_facilitator)
		part_facilitate(s, 0, PIN_THEN_FACILITATOR);
	else
		shell_go(s, (struct place){.screen = ways[e->arg].to});
}

const struct screen screen_more = {
	.name = "more",
	.watches = CHANGE_PIN,
	.event = event,
	.draw = draw,
};
