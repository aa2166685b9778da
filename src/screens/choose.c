/* Two or more of a person's sessions are on now or next: which one? */
#include "screens/arrive.h"
#include "screens/parts.h"

enum { SESSION = 1, WALK_IN };

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, height = part_session_card_height(s);
	struct rect body = shell_frame(s, (struct frame){.title = part_name(s, s->place.a)});
	cut_top(&body, part_heading(s, body, words(_("Which session is it?"))) + 4 * u);
	height = height > ui_key(ui) ? height : ui_key(ui);
	struct button walk_in = {.name = "walk-in",
		.icon = "people",
		.label = words(_("Another one: start a tandem now")),
		.style = BUTTON_PLAIN,
		.action = WALK_IN};
	ui_button(ui, cut_bottom(&body, ui_touch(ui) > 16 * u ? ui_touch(ui) : 16 * u), walk_in);
	cut_bottom(&body, gap);
	struct plan plan = core_plan(s->core, s->place.a, s->now.wall);
	struct rect list = {body.x - u, body.y - u, body.w + 2 * u, body.h + u};
	struct rect content = rect_pad(ui_scroll(ui, list, "choice", plan.count * (height + gap) + u), u, u);
	for (int i = 0; i < plan.count; i++) {
		const struct session *session = core_session(s->core, plan.sessions[i]);
		if (session)
			part_session_card(s, cut_top(&content, height), session, "session", SESSION);
		cut_top(&content, gap);
	}
	ui_scroll_end(ui);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind == UI_PRESS && e->action == SESSION)
		arrive_send(s, s->place.a, e->arg, 0, SESSION, e->arg);
	else if (e->kind == UI_PRESS && e->action == WALK_IN)
		shell_go(s, (struct place){SCREEN_partner, s->place.a, 0});
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	arrive_reply(s, s->place.a, e);
}

const struct screen screen_choose = {
	.name = "choose",
	.watches = CHANGE_SESSIONS | CHANGE_PEOPLE,
	.event = event,
	.reply = reply,
	.draw = draw,
};
