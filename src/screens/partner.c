/* Nothing is planned for this person: start a tandem now with somebody, or join a session of today. What meets them
 * at the door stands beside it, and the way to their own page: they may have come for that. */
#include "screens/arrive.h"
#include "screens/door.h"

enum { SESSION = 1, DOOR, PAGE };
#define SESSIONS_MAX 16

struct state {
	struct finder finder;
	struct ticks ticks;
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	const struct action *promised[TICKS_MAX];
	ticks_add(&st->ticks, promised, core_actions_of(s->core, s->place.a, promised, TICKS_MAX));
	ui_focus(s->ui, &st->finder.input);
}

static size_t open_sessions(struct shell *s, const struct session **out)
{
	const struct session *all[SESSIONS_MAX];
	size_t n = core_today(s->core, s->now.wall, all, SESSIONS_MAX), count = 0;
	for (size_t i = 0; i < n; i++)
		if (all[i]->state != SESSION_CLOSED && all[i]->ends > s->now.wall)
			out[count++] = all[i];
	return count;
}

static void draw_sessions(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, height = part_session_card_height(s);
	const struct session *open[SESSIONS_MAX];
	size_t n = open_sessions(s, open);
	struct type label = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .tone = TONE_second};
	ui_text(ui, cut_top(&r, ui_line(ui, label)),
		n ? words(_("Or join a session of today")) : words(_("No other session is open today")),
		label);
	cut_top(&r, 3 * u);
	struct rect list = {r.x - u, r.y - u, r.w + 2 * u, r.h + u};
	struct rect content = rect_pad(ui_scroll(ui, list, "join", (int)n * (height + gap) + u), u, u);
	for (size_t i = 0; i < n; i++) {
		part_session_card(s, cut_top(&content, height), open[i], "session", SESSION);
		cut_top(&content, gap);
	}
	ui_scroll_end(ui);
}

/* ---- at the door ---- */

struct at_door {
	struct door_item items[DOOR_MAX];
	int count;
};

static void door_content(struct column *c, const void *of)
{
	const struct at_door *door = of;
	for (int i = 0; i < door->count; i++) {
		struct rect line = {0};
		if (i)
			line = column_take(c, ui_gap(c->s->ui));
		if (i && !c->measures)
			ui_line_across(c->s->ui, line);
		door_row(c, &door->items[i], DOOR, i);
	}
}

static void draw_page_button(struct shell *s, struct rect r)
{
	ui_button(s->ui, r,
		(struct button){.name = "page",
			.icon = "phone",
			.label = words(_("My page")),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = PAGE});
}

static void draw_door(struct shell *s, struct rect r, const struct at_door *door)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), x = 5 * u, y = 2 * u, h = column_height(s, r.w - 2 * x, door_content, door) + 2 * y;
	struct type label = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .tone = TONE_second};
	ui_text(ui, cut_top(&r, ui_line(ui, label)), words(_("What is next for you")), label);
	cut_top(&r, 3 * u);
	r.h = h < r.h ? h : r.h;
	ui_card(ui, r, false);
	struct column c = {.s = s, .r = rect_pad(ui_scroll(ui, r, "door", h), x, y)};
	door_content(&c, door);
	ui_scroll_end_on(ui, TONE_surface);
}

/* Takes its part of the body: beside the rest, or below it. Guests have no page. */
static void draw_for_them(struct shell *s, struct rect *body, const struct state *st)
{
	static struct at_door door; /* main thread only */
	const struct person *p = core_person(s->core, s->place.a);
	struct ui *ui = s->ui;
	int u = ui_u(ui), h = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u;
	if (!p || p->guest)
		return;
	door.count = door_items(s, s->place.a, 0, &st->ticks, door.items);
	if (!door.count) {
		struct rect foot = cut_bottom(body, h);
		draw_page_button(s, cut_left(&foot, foot.w / 2));
		cut_bottom(body, 3 * u);
		return;
	}
	struct rect r =
		ui_upright(ui) ? cut_bottom(body, body->h * 40 / 100) : cut_right(body, body->w * 42 / 100);
	if (ui_upright(ui))
		cut_bottom(body, 4 * u);
	else
		cut_right(body, 7 * u);
	draw_page_button(s, cut_bottom(&r, h));
	cut_bottom(&r, 3 * u);
	draw_door(s, r, &door);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct rect body = shell_frame(s, (struct frame){.title = part_name(s, s->place.a)});
	if (st->finder.typing) {
		finder_draw(s, body, &st->finder,
			(struct finder_look){
				.placeholder = words(_("Your partner’s name")), .without = s->place.a});
		return;
	}
	draw_for_them(s, &body, st);
	cut_top(&body, part_heading(s, body, words(_("Start a tandem now"))) + u);
	struct str text = shell_printf(s, _("Nothing is planned for you just now, %s. Who is your partner?"),
		part_given(s, s->place.a).p);
	struct type type = {.size = SIZE_BODY, .tone = TONE_second, .lines = 3};
	cut_top(&body, ui_text(ui, body, text, type) + 3 * u);
	finder_draw_closed(s, cut_top(&body, 20 * u > ui_touch(ui) ? 20 * u : ui_touch(ui)), &st->finder,
		words(_("With whom? Type a few letters")));
	cut_top(&body, 6 * u);
	draw_sessions(s, body);
}

static void touch_door(struct shell *s, const struct state *st, int64_t i)
{
	struct door_item items[DOOR_MAX];
	if (i >= 0 && i < door_items(s, s->place.a, 0, &st->ticks, items))
		door_touch(s, s->place.a, &items[i], DOOR);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	ident partner = 0;
	if (e->kind == UI_PRESS && e->action == DOOR) {
		touch_door(s, st, e->arg);
	} else if (e->kind == UI_PRESS && e->action == PAGE) {
		shell_go(s, (struct place){SCREEN_mypage, s->place.a, 0});
	} else if (e->kind == UI_PRESS && e->action == SESSION) {
		shell_go(s, (struct place){SCREEN_join, s->place.a, e->arg});
	} else if (finder_event(s, &st->finder, e, s->place.a, &partner) && partner) {
		struct msg *m = shell_new_message(s, MSG_walk_in);
		m->u.walk_in = (struct msg_walk_in){.person = s->place.a, .partner = partner};
		shell_send(s, m, FINDER_PERSON, partner);
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (e->about == MSG_action_settle)
		shell_done(s, e);
	else
		arrive_reply(s, s->place.a, e);
}

const struct screen screen_partner = {
	.name = "partner",
	.state_size = sizeof(struct state),
	.watches = CHANGE_SESSIONS | CHANGE_PEOPLE | CHANGE_PARTNERSHIPS | CHANGE_MEETINGS |
		CHANGE_PROGRAMMES | CHANGE_SURVEYS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.inner = finder_inner,
	.close_inner = finder_close_inner,
};
