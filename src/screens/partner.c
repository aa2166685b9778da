/* Nothing is planned for this person: start a tandem now with somebody, or join a session of today. */
#include "screens/arrive.h"
#include "screens/parts.h"

enum { SESSION = 1 };
#define SESSIONS_MAX 16

struct state {
	struct finder finder;
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
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

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	ident partner = 0;
	if (e->kind == UI_PRESS && e->action == SESSION) {
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
	arrive_reply(s, s->place.a, e);
}

const struct screen screen_partner = {
	.name = "partner",
	.state_size = sizeof(struct state),
	.watches = CHANGE_SESSIONS | CHANGE_PEOPLE,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.inner = finder_inner,
	.close_inner = finder_close_inner,
};
