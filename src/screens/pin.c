/* The facilitator's PIN: a pad of large keys, a dot for each digit. The first time it is chosen, twice the
 * same; there is none before. Once it was right, what the person wanted comes at once. */
#include "screens/parts.h"

#include <string.h>

enum { DIGIT = 1, ERASE, ENTER };
enum said { SAID_NOTHING, SAID_WRONG, SAID_DIFFERENT, SAID_SHORT, SAID_EASY };

struct state {
	struct text_input typed;        /* a real keyboard may put anything into it; only digits count */
	char first[PIN_DIGITS_MAX + 1]; /* of a new one, as typed the first time; empty: not yet */
	enum said said;
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	ui_focus(s->ui, &st->typed);
}

/* The digits of what was typed, the first PIN_DIGITS_MAX of them. */
static int digits_of(const struct state *st, char out[PIN_DIGITS_MAX + 1])
{
	int n = 0;
	for (size_t i = 0; i < st->typed.n && n < PIN_DIGITS_MAX; i++)
		if (st->typed.text[i] >= '0' && st->typed.text[i] <= '9')
			out[n++] = st->typed.text[i];
	out[n] = 0;
	return n;
}

static enum pin_state pin_now(struct shell *s, int64_t *wait)
{
	return core_pin(s->core, s->now.mono, wait);
}

/* ---- what is asked, and what was wrong with it ---- */

static struct str title_words(enum pin_state pin, const struct state *st)
{
	if (pin == PIN_LOCKED)
		return words(_("Too many wrong tries"));
	if (pin != PIN_NONE)
		return words(_("The facilitator’s PIN"));
	return words(st->first[0] ? _("Once more, please") : _("Choose a PIN"));
}

static struct str said_words(struct shell *s, enum pin_state pin, const struct state *st)
{
	int64_t wait = 0;
	if (pin_now(s, &wait) == PIN_LOCKED)
		return shell_printf(s, _("Again in %s"), words_timer(ui_arena(s->ui), wait).p);
	if (pin == PIN_ASKED)
		return words(_("One moment…"));
	if (st->said == SAID_WRONG)
		return words(
			_("That was another PIN. Please try again; after five wrong ones it takes a break."));
	if (st->said == SAID_DIFFERENT)
		return words(_("These were two different ones. Please choose again."));
	if (st->said == SAID_SHORT)
		return words(_("It takes at least six digits."));
	if (st->said == SAID_EASY)
		return words(_("That one is tried first: all the same, or in a row. Please choose another."));
	if (pin != PIN_NONE)
		return words(_("Whoever facilitates starts meetings and sets up boards with it."));
	return words(st->first[0]
			? _("The same digits again, so that no slip locks you out.")
			: _("At least six digits, known to those who facilitate. There is none before you choose one."));
}

static void draw_digits(struct shell *s, struct rect r, int n)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), count = n < PIN_DIGITS_MIN ? PIN_DIGITS_MIN : n, side = 5 * u, step = 9 * u;
	step = step * count > r.w ? r.w / count : step;
	side = side > step - u ? step - u : side;
	for (int i = 0; i < count; i++) {
		struct rect dot = {r.x + i * step, r.y + (r.h - side) / 2, side, side};
		if (i < n)
			ui_fill(ui, dot, side / 2, TONE_ink);
		else
			ui_stroke(ui, dot, side / 2, u / 2, TONE_edge);
	}
}

static void draw_side(struct shell *s, struct rect r, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	char digits[PIN_DIGITS_MAX + 1];
	enum pin_state pin = pin_now(s, NULL);
	struct str title = title_words(pin, st), said = said_words(s, pin, st);
	bool bad = pin == PIN_LOCKED || st->said != SAID_NOTHING;
	struct type big = {.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .lines = 3, .shrink = true};
	struct type small = {.size = SIZE_LABEL,
		.weight = bad ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR,
		.tone = bad ? TONE_warm : TONE_second,
		.lines = 7,
		.tabular = true};
	int h1 = ui_text_height(ui, r.w, title, big), h2 = ui_text_height(ui, r.w, said, small);
	int dots = 14 * u, h = h1 + dots + 4 * u + h2;
	r = rect_centre(r, r.w, h < r.h ? h : r.h);
	ui_text(ui, cut_top(&r, h1), title, big);
	cut_top(&r, 2 * u);
	draw_digits(s, cut_top(&r, dots), digits_of(st, digits));
	cut_top(&r, 2 * u);
	ui_text(ui, r, said, small);
	if (pin == PIN_LOCKED)
		ui_wake_at(ui, s->now.mono + SECOND);
}

/* ---- the pad ---- */

static void draw_key(struct shell *s, struct rect r, int digit, bool off)
{
	struct ui *ui = s->ui;
	struct str label = shell_printf(s, "%d", digit);
	ui_fill(ui, r, 5 * ui_u(ui), ui_pressed(ui, DIGIT, digit) ? TONE_pressed : TONE_sunk);
	ui_text(ui, r, label,
		(struct type){.size = SIZE_TITLE,
			.weight = WEIGHT_SEMIBOLD,
			.tone = off ? TONE_second : TONE_ink,
			.align = ALIGN_CENTRE,
			.middle = true,
			.shrink = true});
	ui_control(ui,
		(struct control){.r = r,
			.name = "digit",
			.label = label,
			.action = DIGIT,
			.arg = digit,
			.key = true,
			.disabled = off});
}

static void draw_erase(struct shell *s, struct rect r, bool off)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	if (ui_pressed(ui, ERASE, 0))
		ui_fill(ui, r, 5 * u, TONE_sunk);
	ui_icon(ui, rect_centre(r, 8 * u, 8 * u), "backspace", TONE_second);
	ui_control(ui,
		(struct control){.r = r,
			.name = "erase",
			.label = words(_("Delete")),
			.action = ERASE,
			.key = true,
			.disabled = off});
}

static void draw_pad(struct shell *s, struct rect r, const struct state *st)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui);
	enum pin_state pin = pin_now(s, NULL);
	bool off = pin == PIN_LOCKED || pin == PIN_ASKED;
	for (int i = 0; i < 12; i++) {
		struct rect key = rect_column(rect_row(r, i / 3, 4, gap), i % 3, 3, gap);
		if (i == 9)
			draw_erase(s, key, off);
		else if (i == 11)
			ui_button(ui, key,
				(struct button){.name = "enter",
					.label = words(st->first[0] || pin != PIN_NONE ? _("OK") : _("Next")),
					.style = BUTTON_ACCENT,
					.action = ENTER,
					.disabled = off,
					.pending_since = shell_pending(s, ENTER, 0)});
		else
			draw_key(s, key, i == 10 ? 0 : i + 1, off);
	}
}

static void draw(struct shell *s, void *state)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui);
	const struct state *st = state;
	const struct board *b = core_board(s->core, s->place.a);
	struct rect body = shell_frame(s, (struct frame){.title = b ? b->name : STR("")}), side = body;
	ui_listen(ui, &st->typed);
	if (pin_now(s, NULL) == PIN_SIGNED_IN) {
		part_empty(s, body, "check", words(_("You are signed in")),
			words(_("What only a facilitator may do is open to you until you sign out.")));
		return;
	}
	int most = 4 * (ui_key(ui) + 2 * u) + 3 * gap;
	if (ui_upright(ui)) {
		struct rect pad = cut_bottom(&side, body.h * 55 / 100);
		draw_pad(s, rect_centre(pad, pad.w < most ? pad.w : most, pad.h < most ? pad.h : most), st);
		cut_bottom(&side, 4 * u);
	} else {
		struct rect pad = cut_right(&side, body.w / 2);
		draw_pad(s, rect_centre(pad, pad.w < most ? pad.w : most, pad.h < most ? pad.h : most), st);
		cut_right(&side, 8 * u);
		cut_left(&side, 4 * u);
	}
	draw_side(s, side, st);
}

/* ---- what happens ---- */

static void begin_again(struct state *st, enum said said)
{
	input_set(&st->typed, STR(""));
	st->said = said;
}

static void send_pin(struct shell *s, enum msg_kind kind, const char *digits)
{
	struct msg *m = shell_new_message(s, kind);
	if (kind == MSG_pin_set)
		m->u.pin_set.pin = msg_str(m, str_from(digits));
	else
		m->u.pin_enter.pin = msg_str(m, str_from(digits));
	shell_send(s, m, ENTER, 0);
}

static void entered(struct shell *s, struct state *st)
{
	char digits[PIN_DIGITS_MAX + 1];
	enum pin_state pin = pin_now(s, NULL);
	int n = digits_of(st, digits);
	if (shell_pending(s, ENTER, 0) || pin == PIN_LOCKED || pin == PIN_ASKED)
		return;
	if (n < PIN_DIGITS_MIN) {
		st->said = SAID_SHORT;
	} else if (pin != PIN_NONE) {
		send_pin(s, MSG_pin_enter, digits);
	} else if (!st->first[0]) {
		memcpy(st->first, digits, sizeof st->first);
		begin_again(st, SAID_NOTHING);
	} else if (strcmp(st->first, digits) == 0) {
		send_pin(s, MSG_pin_set, digits);
	} else {
		st->first[0] = 0;
		begin_again(st, SAID_DIFFERENT);
	}
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	char digits[PIN_DIGITS_MAX + 2];
	if (e->kind == UI_PRESS && e->action == DIGIT) {
		int n = digits_of(st, digits);
		if (n < PIN_DIGITS_MAX)
			digits[n++] = (char)('0' + e->arg);
		input_set(&st->typed, (struct str){digits, (size_t)n});
		st->said = SAID_NOTHING;
	} else if (e->kind == UI_PRESS && e->action == ERASE) {
		int n = digits_of(st, digits);
		input_set(&st->typed, (struct str){digits, (size_t)(n ? n - 1 : 0)});
	} else if ((e->kind == UI_PRESS && e->action == ENTER) ||
		(e->kind == UI_KEY && e->key == KEY_RETURN)) {
		entered(s, st);
	}
}

static void go_on(struct shell *s)
{
	enum pin_then then = (enum pin_then)s->place.b;
	const struct meeting *on = core_meeting_of(s->core, s->place.a);
	if (then == PIN_THEN_LEAD && on) {
		struct msg *m = shell_new_message(s, MSG_lead_take);
		m->u.lead_take.meeting = on->id;
		shell_send(s, m, ENTER, 0);
	} else if (then == PIN_THEN_MEETING) {
		struct msg *m = shell_new_message(s, MSG_meeting_open);
		m->u.meeting_open.board = s->place.a;
		shell_send(s, m, ENTER, 0);
	} else if (then == PIN_THEN_NEW_BOARD || then == PIN_THEN_EDIT_BOARD) {
		shell_replace(s,
			(struct place){SCREEN_edit_board, then == PIN_THEN_EDIT_BOARD ? s->place.a : 0, 0});
	} else if (then == PIN_THEN_FACILITATOR) {
		shell_replace(s, (struct place){.screen = SCREEN_facilitator});
	} else {
		shell_back(s);
	}
}

static void opened(struct shell *s, enum err err)
{
	const struct meeting *m = core_meeting_of(s->core, s->place.a);
	if (m) {
		shell_replace(s, (struct place){SCREEN_meeting, m->id, 0});
		return;
	}
	shell_toast_error(s, err);
	shell_back(s);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	enum err err = e->u.reply.err;
	if (e->about == MSG_meeting_open) {
		opened(s, err);
	} else if (e->about == MSG_lead_take) {
		shell_back(s);
		shell_done(s, e);
	} else if (part_signed_in(s)) {
		go_on(s);
	} else if (err == ERR_not_allowed || err == ERR_wrong_code) {
		begin_again(st, SAID_WRONG);
	} else if (err == ERR_invalid && e->about == MSG_pin_set) {
		st->first[0] = 0;
		begin_again(st, SAID_EASY);
	} else if (err) {
		begin_again(st, SAID_NOTHING);
		if (err != ERR_too_many_tries) /* the screen says so already */
			shell_toast_error(s, err);
	}
}

const struct screen screen_pin = {
	.name = "pin",
	.state_size = sizeof(struct state),
	.watches = CHANGE_PIN,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
