/* What came of a topic, in words. Whoever leads types while the others say it. */
#include "screens/drafts.h"
#include "screens/talk.h"

enum { WORDS = 1, SAVE };

struct state {
	struct text_input words;
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	const struct topic *t = core_topic(s->core, s->place.a);
	if (t)
		input_set(&st->words, t->outcome);
	ui_focus(s->ui, &st->words);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct topic *t = core_topic(s->core, s->place.a);
	struct rect body = shell_frame(s, (struct frame){.title = words(_("What came of it?"))});
	if (!t) {
		part_empty(s, body, "topic", words(_("This topic is not here any more")), STR(""));
		return;
	}
	struct rect keyboard = part_keyboard(s, &body);
	struct type title = {.size = SIZE_HEADING,
		.weight = WEIGHT_SEMIBOLD,
		.own = part_kind_colour(s, t->kind),
		.lines = 2,
		.shrink = true,
		.may_cut = true};
	int field = 36 * u > ui_touch(ui) ? 36 * u : ui_touch(ui),
	    line = ui_text_height(ui, body.w, t->title, title);
	if (line + 2 * u + field > body.h)
		field = body.h - line - 2 * u;
	if (field >= ui_touch(ui)) {
		body = rect_centre(body, body.w, line + 2 * u + field);
		ui_text(ui, cut_top(&body, line), t->title, title);
		cut_top(&body, 2 * u);
	}
	ui_field(ui, body, &st->words,
		(struct field){.name = "outcome",
			.placeholder = words(_("What we take from it, or decided")),
			.action = WORDS,
			.multiline = true});
	ui_keyboard(ui, keyboard, words(_("Save")), SAVE);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	bool done = (e->kind == UI_PRESS && e->action == SAVE) || (e->kind == UI_KEY && e->key == KEY_RETURN);
	if (!done || shell_pending(s, SAVE, 0))
		return;
	struct msg *m = shell_new_message(s, MSG_topic_outcome);
	m->u.topic_outcome = (struct msg_topic_outcome){
		.topic = s->place.a, .text = msg_str(m, str_trim(input_str(&st->words)))};
	shell_send(s, m, SAVE, 0);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (!shell_done(s, e))
		return;
	shell_saved(s);
	shell_back(s);
}

static bool stays(const struct shell *s)
{
	return talk_stays(s, s->place.a);
}

static bool unsaved(const struct shell *s, const void *state)
{
	const struct state *st = state;
	const struct topic *t = core_topic(s->core, s->place.a);
	return t && draft_differs(&st->words, t->outcome);
}

static void resumed(struct shell *s, void *state)
{
	struct state *st = state;
	ui_focus(s->ui, &st->words);
}

const struct screen screen_outcome = {
	.name = "outcome",
	.state_size = sizeof(struct state),
	.watches = CHANGE_BOARDS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.stays = stays,
	.unsaved = unsaved,
	.resumed = resumed,
};
