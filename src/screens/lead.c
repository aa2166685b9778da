/* The lead goes to a phone by a code of the meeting; the screen takes it back whenever it is wanted. */
#include "screens/parts.h"

enum { CODE = 1, TAKE };

static void enter(struct shell *s, void *state)
{
	(void)state;
	part_ask_code(s, s->place.a);
}

static const struct type title_type = {.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .lines = 4, .shrink = true};
static const struct type text_type = {.size = SIZE_LABEL, .tone = TONE_second, .lines = 8, .shrink = true};

static void draw_words(struct shell *s, struct rect r, bool handed)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 16 * u ? ui_touch(ui) : 16 * u;
	struct str title = handed ? words(_("A phone leads now")) : words(_("Lead from your phone")),
		   text = handed
		? words(_("Whoever holds it sees the next step on one page. You can lead from here again at any time."))
		: words(_("Scan the code with the phone that is to lead. It sees the next step on one page; this screen goes on showing the meeting to all. There is one lead at a time, and you can always take it back here."));
	int h1 = ui_text_height(ui, r.w, title, title_type), h2 = ui_text_height(ui, r.w, text, text_type);
	int h = h1 + 4 * u + h2 + (handed ? 6 * u + touch : 0);
	r = rect_centre(r, r.w, h < r.h ? h : r.h);
	ui_text(ui, cut_top(&r, h1), title, title_type);
	cut_top(&r, 4 * u);
	ui_text(ui, cut_top(&r, h2), text, text_type);
	if (!handed)
		return;
	struct rect row = cut_bottom(&r, touch);
	struct button take = {.name = "take-lead",
		.icon = "hand",
		.label = words(_("Lead from here")),
		.style = BUTTON_ACCENT,
		.action = TAKE,
		.pending_since = shell_pending(s, TAKE, 0)};
	ui_button(ui, cut_left(&row, ui_button_width(ui, take)), take);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct meeting *m = core_meeting(s->core, s->place.a);
	const struct board *b = m ? core_board(s->core, m->board) : NULL;
	struct rect body = shell_frame(s, (struct frame){.title = b ? b->name : STR("")});
	if (!m || m->closed_at) {
		part_empty(s, body, "board", words(_("This meeting is over")), STR(""));
		return;
	}
	if (m->lead != LEAD_KIOSK) {
		draw_words(s, rect_pad(body, 10 * u, 0), true);
		return;
	}
	struct rect code =
		ui_upright(ui) ? cut_bottom(&body, body.h * 52 / 100) : cut_right(&body, body.w * 44 / 100);
	if (ui_upright(ui))
		cut_bottom(&body, 4 * u);
	else
		cut_right(&body, 8 * u);
	part_code_card(s, code, m->id, words(_("Take the lead")), CODE);
	draw_words(s, body, false);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	if (e->kind != UI_PRESS || !m)
		return;
	if (e->action == CODE) {
		shell_go(s, (struct place){SCREEN_code, m->id, 0});
	} else if (e->action == TAKE && !part_signed_in(s)) {
		shell_go(s, (struct place){SCREEN_pin, m->board, PIN_THEN_LEAD});
	} else if (e->action == TAKE) {
		struct msg *msg = shell_new_message(s, MSG_lead_take);
		msg->u.lead_take.meeting = m->id;
		shell_send(s, msg, TAKE, 0);
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (shell_done(s, e) && e->about == MSG_lead_take)
		shell_back(s);
}

const struct screen screen_lead = {
	.name = "lead",
	.watches = CHANGE_MEETINGS | CHANGE_CODES | CHANGE_PHONES | CHANGE_PIN,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
