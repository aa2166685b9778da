/* Who learns with whom: all partnerships of the room, or those of somebody who stands here. A new one begins
 * from here, and the map shows all of them at once. */
#include "screens/column.h"
#include "screens/partnership_words.h"

enum { OPEN = 1, NEW, MAP };
#define SHOWN_MAX 300 /* the others are found through their people */

static size_t find(struct shell *s, const struct partnership **out)
{
	const struct partnership *all[SHOWN_MAX];
	size_t n = core_partnerships(s->core, s->place.a, all, SHOWN_MAX), count = 0;
	for (size_t i = 0; i < n; i++) {
		const struct person *hidden = NULL;
		for (size_t k = 0; k < all[i]->count && !s->place.a; k++) {
			const struct person *p = core_person(s->core, all[i]->partners[k].person);
			hidden = p && p->hidden ? p : hidden;
		}
		if (!hidden) /* whoever is not on the screen is on no list of it */
			out[count++] = all[i];
	}
	return count;
}

/* ---- a card ---- */

static int card_height(struct shell *s)
{
	int u = ui_u(s->ui),
	    text = ui_line(s->ui, (struct type){.size = SIZE_LABEL}) +
		2 * ui_line(s->ui, (struct type){.size = SIZE_SMALL}) + 8 * u;
	int least = 24 * u > ui_touch(s->ui) ? 24 * u : ui_touch(s->ui);
	return text > least ? text : least;
}

/* Only what somebody has to do something about. */
static struct str chip_words(struct shell *s, const struct partnership *p, enum tone *text, enum tone *fill)
{
	enum agreement_state state = core_agreement_state(s->core, p->id, s->now.wall);
	*text = TONE_second, *fill = TONE_sunk;
	if (p->state == PARTNERSHIP_PROPOSED || p->state == PARTNERSHIP_PAUSED)
		return words_partnership_state(p->state);
	if (state == AGREEMENT_REVIEW_DUE)
		*text = TONE_warm, *fill = TONE_warm_soft;
	return state == AGREEMENT_IN_FORCE ? STR("")
		: state == AGREEMENT_NONE  ? words(_("No agreement yet"))
		: state == AGREEMENT_WAITS ? words_agreement_state(AGREEMENT_DRAFT)
					   : words_agreement_state(state);
}

static void draw_card(struct shell *s, struct rect r, const struct partnership *p)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	enum tone tone, fill;
	struct avatar faces[PARTNER_AVATARS_MAX];
	int n = part_partner_avatars(s, p, NULL, faces), size = 13 * u;
	struct str name = part_partnership_name(s, p), chip = chip_words(s, p, &tone, &fill);
	struct type title = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .shrink = true, .may_cut = true};
	struct type small = {.size = SIZE_SMALL, .tone = TONE_second, .shrink = true, .may_cut = true};
	struct type state = {
		.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .tone = tone, .may_cut = true, .shrink = true};
	ui_card(ui, r, false);
	if (ui_pressed(ui, OPEN, p->id))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = "partnership", .label = name, .action = OPEN, .arg = p->id});
	r = rect_pad(r, 5 * u, 2 * u);
	int room = r.w < 110 * u ? 26 * u : 42 * u;
	struct rect sign = rect_centre((struct rect){r.x, r.y, room, r.h}, room, size);
	cut_left(&r, ui_avatars(ui, sign, faces, n) + 4 * u);
	r = rect_centre(r, r.w, ui_line(ui, title) + ui_line(ui, small) * (chip.n ? 2 : 1));
	ui_text(ui, cut_top(&r, ui_line(ui, title)), name, title);
	ui_text(ui, cut_top(&r, ui_line(ui, small)),
		p->purpose.n
			? shell_printf(s, "%.*s · %.*s", STR_FMT(words_model(p->model)), STR_FMT(p->purpose))
			: words_model(p->model),
		small);
	if (chip.n)
		ui_text(ui, r, chip, state);
}

static void draw_list(struct shell *s, struct rect r, const struct partnership *const *list, int n)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, columns = ui_upright(ui) ? 1 : 2, h = card_height(s);
	int rows = (n + columns - 1) / columns;
	struct rect area = {r.x - u, r.y - u, r.w + 2 * u, r.h + u};
	struct rect in = rect_pad(ui_scroll(ui, area, "partnerships", rows * (h + gap) + u), u, u);
	for (int i = 0; i < n && in.y < area.y + area.h; i += columns) {
		struct rect row = cut_top(&in, h);
		cut_top(&in, gap);
		for (int k = i; k < n && k < i + columns && row.y + row.h >= area.y; k++)
			draw_card(s, rect_column(row, k - i, columns, gap), list[k]);
	}
	ui_scroll_end(ui);
}

/* ---- the screen ---- */

static void draw(struct shell *s, void *state)
{
	(void)state;
	static const struct partnership *list[SHOWN_MAX]; /* main thread only */
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	size_t n = find(s, list);
	struct rect body = shell_frame(s,
		(struct frame){
			.title = s->place.a ? part_name(s, s->place.a) : words(_("Learning partnerships"))});
	struct rect bar = part_bar(s, &body, ui_touch(ui) > 15 * u ? ui_touch(ui) : 15 * u);
	part_button(s, &bar,
		(struct button){.name = "new-partnership",
			.icon = "plus",
			.label = words(_("Learn together")),
			.action = NEW},
		BUTTON_ACCENT);
	if (!s->place.a && n > 1)
		part_button(s, &bar,
			(struct button){
				.name = "map", .icon = "people", .label = words(_("Map")), .action = MAP},
			BUTTON_PLAIN);
	if (!n) {
		part_empty(s, body, "people", words(_("No partnership yet")),
			words(_("Two of you are enough. What would you like to learn, and from whom?")));
		return;
	}
	cut_top(&body,
		part_heading(s, body,
			s->place.a ? words(_("With whom I learn")) : words(_("Who learns with whom"))) +
			3 * u);
	draw_list(s, body, list, (int)n);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind == UI_PRESS && e->action == OPEN)
		shell_go(s, (struct place){SCREEN_partnership, e->arg, 0});
	else if (e->kind == UI_PRESS && e->action == NEW)
		shell_go(s, (struct place){SCREEN_new_partnership, s->place.a, 0});
	else if (e->kind == UI_PRESS && e->action == MAP)
		shell_go(s, (struct place){.screen = SCREEN_map});
}

const struct screen screen_partners = {
	.name = "partners",
	.watches = CHANGE_PARTNERSHIPS | CHANGE_PEOPLE,
	.event = event,
	.draw = draw,
};
