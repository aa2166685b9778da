/* Somebody joins a session they were not expected in: for a person who is missing, or in addition. */
#include "screens/arrive.h"
#include "screens/parts.h"

enum { REPLACES = 1, IN_ADDITION };

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, height = ui_key(ui) > 24 * u ? ui_key(ui) : 24 * u;
	const struct session *session = core_session(s->core, s->place.b);
	struct rect body = shell_frame(s, (struct frame){.title = part_name(s, s->place.a)});
	if (!session)
		return;
	struct presence p = part_presence(s, session->id);
	int missing = p.members - p.here;
	cut_top(&body, part_heading(s, body, part_session_name(s, session)) + u);
	struct str text = missing ? words(_("Have you come in somebody’s place?"))
				  : words(_("Everybody expected is here. Join them?"));
	cut_top(&body,
		ui_text(ui, body, text, (struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 2}) +
			4 * u);
	ui_button(ui, cut_bottom(&body, height),
		(struct button){.name = "join",
			.icon = "person-plus",
			.label = words(_("I join them")),
			.style = BUTTON_ACCENT,
			.action = IN_ADDITION,
			.pending_since = shell_pending(s, IN_ADDITION, 0)});
	cut_bottom(&body, gap);
	int columns = ui_upright(ui) ? 1 : 2, rows = (missing + columns - 1) / columns;
	struct rect list = {body.x - u, body.y - u, body.w + 2 * u, body.h + u};
	struct rect content = rect_pad(ui_scroll(ui, list, "missing", rows * (height + gap) + u), u, u);
	for (int row = 0; row < rows; row++) {
		struct rect line = cut_top(&content, height);
		cut_top(&content, gap);
		for (int i = row * columns; i < missing && i < (row + 1) * columns; i++)
			part_person_row(s, rect_column(line, i % columns, columns, gap),
				(struct person_row){.person = p.missing[i],
					.state =
						shell_printf(s, _("I stand in for %s"), p.missing_names[i].p),
					.name = "instead",
					.action = REPLACES,
					.arg = p.missing[i]});
	}
	ui_scroll_end(ui);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind != UI_PRESS)
		return;
	if (e->action == REPLACES)
		arrive_send(s, s->place.a, s->place.b, e->arg, REPLACES, e->arg);
	else if (e->action == IN_ADDITION)
		arrive_send(s, s->place.a, s->place.b, 0, IN_ADDITION, 0);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	arrive_reply(s, s->place.a, e);
}

const struct screen screen_join = {
	.name = "join",
	.watches = CHANGE_SESSIONS | CHANGE_PEOPLE,
	.event = event,
	.reply = reply,
	.draw = draw,
};
