#include "screens/tick_row.h"

static const struct type text_type = {
	.size = SIZE_BODY, .weight = WEIGHT_MEDIUM, .lines = 3, .may_cut = true};
static const struct type below_type = {
	.size = SIZE_SMALL, .tone = TONE_second, .shrink = true, .may_cut = true};

static void draw_box(struct ui *ui, struct rect r, bool ticked)
{
	int u = ui_u(ui);
	if (ticked) {
		ui_fill(ui, r, 2 * u, TONE_accent);
		ui_icon(ui, rect_inset(r, u), "check", TONE_on_accent);
	} else {
		ui_stroke(ui, r, 2 * u, u / 2 > 1 ? u / 2 : 1, TONE_edge);
	}
}

void tick_row(struct column *c, struct tick_row row)
{
	struct ui *ui = c->s->ui;
	struct type text = text_type;
	text.lines = c->fixed ? 1 : text.lines;
	int u = ui_u(ui), box = 8 * u, face = row.face.initials.n ? 9 * u : 0;
	int w = c->r.w - box - 3 * u - (face ? face + 2 * u : 0);
	int h1 = ui_text_height(ui, w, row.text, text), h2 = row.below.n ? ui_line(ui, below_type) : 0;
	int least = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u;
	struct rect r = column_row(c, h1 + h2 + 2 * u > least ? h1 + h2 + 2 * u : least);
	if (c->measures)
		return;
	if (ui_pressed(ui, row.action, row.arg))
		ui_fill(ui, (struct rect){r.x - 2 * u, r.y, r.w + 4 * u, r.h}, 3 * u, TONE_sunk);
	ui_control(ui,
		(struct control){
			.r = r, .name = row.name, .label = row.text, .action = row.action, .arg = row.arg});
	draw_box(ui, rect_centre(cut_left(&r, box), box, box), row.ticked);
	cut_left(&r, 3 * u);
	if (face) {
		ui_avatar(ui, rect_centre(cut_right(&r, face), face, face), row.face);
		cut_right(&r, 2 * u);
	}
	text.tone = row.ticked ? TONE_second : TONE_ink;
	r = rect_centre(r, r.w, h1 + h2);
	ui_text(ui, cut_top(&r, h1), row.text, text);
	if (row.below.n)
		ui_text(ui, r, row.below, below_type);
}

void ticks_add(struct ticks *t, const struct action *const *list, size_t count)
{
	for (size_t i = 0; i < count && t->count < TICKS_MAX; i++) {
		bool there = false;
		for (size_t k = 0; k < t->count; k++)
			there |= t->action[k] == list[i]->id;
		if (!there)
			t->action[t->count++] = list[i]->id;
	}
}

static struct str below(struct shell *s, const struct action *a, bool whose)
{
	struct str who = whose && a->owner ? part_given(s, a->owner) : STR("");
	if (!a->due)
		return who;
	struct str by = shell_printf(s, _("by %s"), words_day(ui_arena(s->ui), a->due, s->now.wall).p);
	return who.n ? shell_printf(s, "%s · %s", who.p, by.p) : by;
}

size_t ticks_draw(struct column *c, const struct ticks *t, size_t most, bool whose, action act)
{
	size_t drawn = 0, all = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct action *a = core_action(c->s->core, t->action[i]);
		if (!a || all++ >= most)
			continue;
		if (drawn++)
			column_gap(c, ui_gap(c->s->ui));
		tick_row(c,
			(struct tick_row){.name = "action",
				.ticked = core_action_state(c->s->core, a, 0) != SETTLE_OPEN,
				.text = a->text,
				.below = below(c->s, a, whose),
				.face = whose && a->owner ? part_face(c->s, a->owner)
							  : (struct avatar){.initials = STR("")},
				.action = act,
				.arg = a->id});
	}
	return all;
}

void ticks_touch(struct shell *s, ident of, action act)
{
	const struct action *a = core_action(s->core, of);
	if (!a || shell_pending(s, act, of))
		return;
	struct msg *m = shell_new_message(s, MSG_action_settle);
	m->u.action_settle = (struct msg_action_settle){.action = of,
		.how = core_action_state(s->core, a, 0) == SETTLE_OPEN ? SETTLE_DONE : SETTLE_OPEN};
	shell_send(s, m, act, of);
}
