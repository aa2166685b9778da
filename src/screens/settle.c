/* All that meets somebody at the door: what they promised and have not settled, done, carried on or dropped in a
 * touch each; then a goal, questions, the next step of a programme.
 * Nobody has to: it is offered on 'You are here', and the way to the session leads past it. */
#include "screens/action_rows.h"
#include "screens/door.h"

enum { ON = 1, DOOR };
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

/* The actions with all that can be done with them; the rest as on 'You are here'. */
struct whole {
	const struct state *st;
	struct door_item items[DOOR_MAX];
	int count;
};

static void find_items(struct shell *s, const struct state *st, struct whole *w)
{
	const struct ticks none = {0};
	w->st = st;
	w->count = door_items(s, s->place.a, s->place.b, &none, w->items);
}

static void others_content(struct column *c, const void *of)
{
	const struct whole *w = of;
	for (int i = 0; i < w->count; i++) {
		struct rect line = column_take(c, i ? ui_gap(c->s->ui) : 0);
		if (i && !c->measures)
			ui_line_across(c->s->ui, line);
		door_row(c, &w->items[i], DOOR, i);
	}
}

static void whole_content(struct column *c, const void *of)
{
	const struct whole *w = of;
	int u = ui_u(c->s->ui), row = action_row_height(c->s, c->r.w);
	for (size_t i = 0; i < w->st->count; i++) {
		const struct action *a = core_action(c->s->core, w->st->shown[i].action);
		if (!a)
			continue;
		struct rect r = column_take(c, row);
		if (!c->measures)
			action_row(c->s, r, a, w->st->shown[i].how, true);
		column_take(c, 3 * u);
	}
	if (w->count)
		column_card(c, (struct column_card){.content = others_content, .of = w});
}

static void draw_list(struct shell *s, struct rect r, const struct whole *w)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), h = column_height(s, r.w, whole_content, w);
	struct rect area = {r.x - u, r.y - u, r.w + 2 * u, r.h + u};
	struct column c = {.s = s, .r = rect_pad(ui_scroll(ui, area, "actions", h + 3 * u), u, u)};
	whole_content(&c, w);
	ui_scroll_end(ui);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	struct whole whole;
	int u = ui_u(ui), button = ui_touch(ui) > 18 * u ? ui_touch(ui) : 18 * u;
	struct rect body = shell_frame(s, (struct frame){.title = part_name(s, s->place.a)});
	bool session = core_session(s->core, s->place.b) != NULL;
	struct rect bottom = cut_bottom(&body, button);
	cut_bottom(&body, 3 * u);
	find_items(s, st, &whole);
	if (st->count == 0 && whole.count == 0)
		part_empty(s, body, "check", words(_("Nothing is open")),
			words(_("You have settled everything you promised.")));
	else {
		cut_top(&body,
			part_heading(
				s, body, whole.count ? words(_("For you")) : words(_("What you promised"))) +
				3 * u);
		draw_list(s, body, &whole);
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
	} else if (e->kind == UI_PRESS && e->action == DOOR) {
		struct whole whole;
		find_items(s, st, &whole);
		if (e->arg >= 0 && e->arg < whole.count)
			door_touch(s, s->place.a, &whole.items[e->arg], DOOR);
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	if (e->about != MSG_action_settle)
		return;
	size_t i = find(st, e->u.reply.result);
	if (shell_done(s, e) && i < st->count)
		st->shown[i].how = st->shown[i].asked;
}

const struct screen screen_settle = {
	.name = "settle",
	.state_size = sizeof(struct state),
	.watches = CHANGE_BOARDS | CHANGE_SESSIONS | CHANGE_PEOPLE | CHANGE_MEETINGS | CHANGE_PARTNERSHIPS |
		CHANGE_QUIZ | CHANGE_PROGRAMMES | CHANGE_SURVEYS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
