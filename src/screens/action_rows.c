#include "screens/action_rows.h"

static const struct settling {
	enum settle how;
	action action;
	const char *name, *icon, *label, *past;
} settlings[] = {
	{SETTLE_DONE, ACTION_DONE, "done", "check", N_("Done"), N_("Done")},
	{SETTLE_CARRY, ACTION_CARRY, "carry", "arrow-right", N_("Carry on"), N_("Carried on")},
	{SETTLE_DROP, ACTION_DROP, "drop", "close", N_("Drop"), N_("Dropped")},
};
#define SETTLINGS ((int)(sizeof settlings / sizeof *settlings))

static const struct type text_type = {
	.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .lines = 2, .may_cut = true};
static const struct type below_type = {.size = SIZE_SMALL, .tone = TONE_second, .may_cut = true};

static int button_height(const struct ui *ui)
{
	return ui_touch(ui) > 12 * ui_u(ui) ? ui_touch(ui) : 12 * ui_u(ui);
}

/* The buttons stand below the words where there is no room beside them. */
static bool stacked(struct shell *s, int w)
{
	return w < 190 * ui_u(s->ui);
}

int action_row_height(struct shell *s, int w)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), text = 2 * ui_line(ui, text_type) + ui_line(ui, below_type) + 2 * u;
	int least = button_height(ui) + 6 * u;
	if (stacked(s, w))
		return text + button_height(ui) + 8 * u;
	return text + 4 * u > least ? text + 4 * u : least;
}

static struct button button_of(struct shell *s, const struct settling *one, const struct action *a)
{
	return (struct button){.name = one->name,
		.icon = one->icon,
		.label = words(_(one->label)),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = one->action,
		.arg = a->id,
		.pending_since = shell_pending(s, one->action, a->id)};
}

/* Beside the words each is as wide as its label; below them they share the row. */
static int choices_width(struct shell *s, const struct action *a)
{
	int w = (SETTLINGS - 1) * ui_gap(s->ui);
	for (int i = 0; i < SETTLINGS; i++)
		w += ui_button_width(s->ui, button_of(s, &settlings[i], a));
	return w;
}

static void draw_choices(struct shell *s, struct rect r, const struct action *a)
{
	int spare = (r.w - choices_width(s, a)) / SETTLINGS;
	for (int i = 0; i < SETTLINGS; i++) {
		struct button b = button_of(s, &settlings[i], a);
		ui_button(s->ui, cut_left(&r, ui_button_width(s->ui, b) + spare), b);
		cut_left(&r, ui_gap(s->ui));
	}
}

static void draw_settled(struct shell *s, struct rect r, const struct action *a, enum settle state, bool may)
{
	struct ui *ui = s->ui;
	struct button undo = {.name = "undo-action",
		.icon = "undo",
		.label = words(_("Undo")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = ACTION_UNDO,
		.arg = a->id,
		.pending_since = shell_pending(s, ACTION_UNDO, a->id)};
	if (may) {
		ui_button(ui, cut_right(&r, ui_button_width(ui, undo)), undo);
		cut_right(&r, 3 * ui_u(ui));
	}
	for (int i = 0; i < SETTLINGS; i++)
		if (settlings[i].how == state)
			ui_text(ui, r, words(_(settlings[i].past)),
				(struct type){.size = SIZE_LABEL,
					.weight = WEIGHT_SEMIBOLD,
					.tone = TONE_accent_dark,
					.align = ALIGN_END,
					.middle = true,
					.shrink = true});
}

/* Who, by when, and since when it waits. */
static struct str about(struct shell *s, const struct action *a)
{
	struct arena *mem = ui_arena(s->ui);
	struct str who = a->owner ? part_name(s, a->owner) : words(_("Nobody yet"));
	struct buf text = {0};
	buf_add(&text, who);
	if (a->due) {
		buf_add(&text, STR(" · "));
		buf_add(&text, shell_printf(s, _("by %s"), words_day(mem, a->due, s->now.wall).p));
	}
	if (a->carried > 1) {
		buf_add(&text, STR(" · "));
		buf_add(&text,
			shell_printf(s,
				ngettext("carried on %d time", "carried on %d times",
					(unsigned long)a->carried),
				(int)a->carried));
	}
	struct str kept = arena_str(mem, buf_str(&text));
	buf_free(&text);
	return kept;
}

static void draw_words(struct shell *s, struct rect r, const struct action *a, bool quiet)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), size = r.h < 13 * u ? r.h : 13 * u;
	struct rect face = cut_left(&r, size);
	if (a->owner)
		ui_avatar(ui, rect_centre(face, size, size), part_face(s, a->owner));
	else
		ui_icon(ui, rect_centre(face, size / 2, size / 2), "people", TONE_second);
	cut_left(&r, 4 * u);
	struct type text = text_type;
	text.tone = quiet ? TONE_second : TONE_ink;
	int h = ui_text_height(ui, r.w, a->text, text);
	r = rect_centre(r, r.w, h + ui_line(ui, below_type));
	ui_text(ui, cut_top(&r, h), a->text, text);
	ui_text(ui, r, about(s, a), below_type);
}

void action_row(struct shell *s, struct rect r, const struct action *a, enum settle state, bool may)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), h = button_height(ui);
	ui_card(ui, r, false);
	struct rect in = rect_pad(r, 5 * u, 2 * u), right;
	if (stacked(s, r.w)) {
		right = cut_bottom(&in, h + u);
		cut_bottom(&right, u);
	} else {
		int all = choices_width(s, a), most = in.w * 62 / 100;
		right = cut_right(&in, all < most ? all : most);
		right = rect_centre(right, right.w, h);
		cut_right(&in, 4 * u);
	}
	draw_words(s, in, a, state != SETTLE_OPEN);
	if (state != SETTLE_OPEN)
		draw_settled(s, right, a, state, may);
	else if (may)
		draw_choices(s, right, a);
}

bool action_row_event(struct shell *s, const struct ui_event *e, enum settle *how)
{
	if (e->kind != UI_PRESS || e->action < ACTION_DONE || e->action > ACTION_UNDO)
		return false;
	*how = SETTLE_OPEN;
	for (int i = 0; i < SETTLINGS; i++)
		if (settlings[i].action == e->action)
			*how = settlings[i].how;
	struct msg *m = shell_new_message(s, MSG_action_settle);
	m->u.action_settle = (struct msg_action_settle){.action = e->arg, .how = *how};
	shell_send(s, m, e->action, e->arg);
	return true;
}
