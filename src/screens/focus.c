/* What a session is about, in words of its own. */
#include "screens/drafts.h"
#include "screens/parts.h"

enum { WORDS = 1, SAVE };

struct state {
	struct text_input words;
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	const struct session *session = core_session(s->core, s->place.a);
	if (session && session->focus_topic == 0)
		input_set(&st->words, session->focus);
	ui_focus(s->ui, &st->words);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), field = 20 * u > ui_touch(ui) ? 20 * u : ui_touch(ui);
	struct rect body = shell_frame(s, (struct frame){.title = words(_("What is it about?"))});
	struct rect keyboard = part_keyboard(s, &body);
	body = rect_centre(body, body.w, field < body.h ? field : body.h);
	ui_field(ui, body, &st->words,
		(struct field){.name = "focus",
			.placeholder = words(_("One sentence is enough")),
			.icon = "edit",
			.action = WORDS,
			.large = true});
	ui_keyboard(ui, keyboard, words(_("Done")), SAVE);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	bool done = (e->kind == UI_PRESS && e->action == SAVE) || (e->kind == UI_KEY && e->key == KEY_RETURN);
	struct str words = str_trim(input_str(&st->words));
	if (!done || words.n == 0 || shell_pending(s, SAVE, 0))
		return;
	struct msg *m = shell_new_message(s, MSG_session_focus);
	m->u.session_focus = (struct msg_session_focus){.session = s->place.a, .text = msg_str(m, words)};
	shell_send(s, m, SAVE, 0);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (!shell_done(s, e))
		return;
	shell_saved(s);
	shell_land(s, (struct place){SCREEN_session, s->place.a, 0});
}

static bool unsaved(const struct shell *s, const void *state)
{
	const struct state *st = state;
	const struct session *session = core_session(s->core, s->place.a);
	bool own = session && session->focus_topic == 0;
	return session && draft_differs(&st->words, own ? session->focus : STR(""));
}

static void resumed(struct shell *s, void *state)
{
	struct state *st = state;
	ui_focus(s->ui, &st->words);
}

const struct screen screen_focus = {
	.name = "focus",
	.state_size = sizeof(struct state),
	.watches = CHANGE_SESSIONS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.unsaved = unsaved,
	.resumed = resumed,
};
