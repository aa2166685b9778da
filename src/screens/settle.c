/* What somebody promised and has not settled, when they come again: done, carried on, dropped, a touch each.
 * Nobody has to: it is offered on 'You are here', and the way to the session leads past it. */
#include "screens/action_rows.h"

enum { ON = 1 };
#define SHOWN_MAX 30 /* the soonest due; the others come next time */

struct state {
	size_t count;
	struct {
		ident action;
		enum settle asked, how; /* how: once it is on the disk */
	} shown[SHOWN_MAX];             /* as they were at first: a settled one stays, with Undo */
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	const struct action *list[SHOWN_MAX];
	st->count = core_actions_of(s->core, s->place.a, list, SHOWN_MAX);
	for (size_t i = 0; i < st->count; i++)
		st->shown[i].action = list[i]->id;
}

static void draw_list(struct shell *s, struct rect r, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, row = action_row_height(s, r.w);
	struct rect area = {r.x - u, r.y - u, r.w + 2 * u, r.h + u};
	struct rect in = rect_pad(ui_scroll(ui, area, "actions", (int)st->count * (row + gap) + 2 * u), u, u);
	for (size_t i = 0; i < st->count; i++) {
		const struct action *a = core_action(s->core, st->shown[i].action);
		if (!a)
			continue;
		action_row(s, cut_top(&in, row), a, st->shown[i].how, true);
		cut_top(&in, gap);
	}
	ui_scroll_end(ui);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), button = ui_touch(ui) > 18 * u ? ui_touch(ui) : 18 * u;
	struct rect body = shell_frame(s, (struct frame){.title = part_name(s, s->place.a)});
	bool session = core_session(s->core, s->place.b) != NULL;
	struct rect bottom = cut_bottom(&body, button);
	cut_bottom(&body, 3 * u);
	if (st->count == 0)
		part_empty(s, body, "check", words(_("Nothing is open")),
			words(_("You have settled everything you promised.")));
	else {
		cut_top(&body, part_heading(s, body, words(_("What you promised"))) + 3 * u);
		draw_list(s, body, st);
	}
	struct button on = {.name = "on",
		.label = session ? words(_("To the session")) : words(_("Done")),
		.style = BUTTON_ACCENT,
		.action = ON};
	int w = ui_button_width(ui, on) + 12 * u;
	ui_button(ui, ui_upright(ui) ? bottom : cut_right(&bottom, w), on);
}

static size_t find(const struct state *st, ident id)
{
	size_t i = 0;
	while (i < st->count && st->shown[i].action != id)
		i++;
	return i;
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	enum settle how;
	if (action_row_event(s, e, &how)) {
		size_t i = find(st, e->arg);
		if (i < st->count)
			st->shown[i].asked = how;
	} else if (e->kind == UI_PRESS && e->action == ON && core_session(s->core, s->place.b)) {
		shell_replace(s, (struct place){SCREEN_session, s->place.b, 0});
	} else if (e->kind == UI_PRESS && e->action == ON) {
		shell_back(s);
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	if (e->kind != EFFECT_reply || e->about != MSG_action_settle)
		return;
	size_t i = find(st, e->u.reply.result);
	if (e->u.reply.err && e->u.reply.err != ERR_already)
		shell_toast_error(s, e->u.reply.err);
	else if (i < st->count)
		st->shown[i].how = st->shown[i].asked;
}

const struct screen screen_settle = {
	.name = "settle",
	.state_size = sizeof(struct state),
	.watches = CHANGE_BOARDS | CHANGE_SESSIONS | CHANGE_PEOPLE | CHANGE_MEETINGS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
