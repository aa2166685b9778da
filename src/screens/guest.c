/* Somebody unknown types a name and is a guest from then on. */
#include "screens/arrive.h"
#include "screens/parts.h"

enum { NAME = 1, DONE };

struct state {
	struct text_input name;
	ident guest; /* known once the first answer has come */
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	ui_focus(s->ui, &st->name);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct rect body = shell_frame(s, (struct frame){.title = words(_("Join as a guest"))});
	struct rect keyboard = part_keyboard(s, &body);
	struct type text = {.size = SIZE_BODY, .tone = TONE_second, .lines = 2};
	int field = 17 * u > ui_touch(ui) ? 17 * u : ui_touch(ui);
	struct str hint = words(_("Your name is shown here today only, as your given name and an initial."));
	int h = field + 3 * u + ui_text_height(ui, body.w, hint, text);
	body = rect_centre(body, body.w, h < body.h ? h : body.h);
	ui_field(ui, cut_top(&body, field), &st->name,
		(struct field){.name = "name",
			.placeholder = words(_("Your given name and family name")),
			.icon = "person-plus",
			.action = NAME,
			.large = true});
	cut_top(&body, 3 * u);
	ui_text(ui, body, hint, text);
	ui_keyboard(ui, keyboard, words(_("Join")), DONE);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	bool done = (e->kind == UI_PRESS && e->action == DONE) || (e->kind == UI_KEY && e->key == KEY_RETURN);
	struct str name = str_trim(input_str(&st->name));
	if (!done || name.n == 0 || shell_pending(s, DONE, 0))
		return;
	struct msg *m = shell_new_message(s, MSG_guest_add);
	m->u.guest_add.name = msg_str(m, name);
	shell_send(s, m, DONE, 0);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	if (e->about != MSG_guest_add) {
		arrive_reply(s, st->guest, e);
		return;
	}
	if (e->u.reply.err) {
		shell_toast_error(s, e->u.reply.err);
		return;
	}
	st->guest = e->u.reply.result;
	ident session = s->place.a;
	if (session)
		shell_replace(s, (struct place){SCREEN_join, st->guest, session});
	else
		shell_replace(s, (struct place){SCREEN_partner, st->guest, 0});
}

/* No draft is kept of it: the next in the queue would be offered a stranger's name. */
const struct screen screen_guest = {
	.name = "guest",
	.state_size = sizeof(struct state),
	.watches = CHANGE_PEOPLE,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
