/* Who is here, set right by hand: somebody left, somebody forgot to check in, somebody joins. */
#include "screens/parts.h"

enum { MEMBER = 1, JOIN };

static void draw_member(struct shell *s, struct rect r, const struct member *m, bool closed)
{
	struct ui *ui = s->ui;
	bool here = member_is_here(s->core, m);
	struct str state = here ? shell_printf(s, _("here since %s"), words_time(ui_arena(ui), m->here_at).p)
		: m->gone_at    ? words(_("Not here"))
				: words(_("not here yet"));
	if (m->replaces)
		state = shell_printf(s, _("stands in for %s"), part_given(s, m->replaces).p);
	int u = ui_u(ui);
	struct button change = {.name = here ? "leave" : "arrive",
		.label = here ? words(_("Not here")) : words(_("Is here")),
		.style = here ? BUTTON_PLAIN : BUTTON_OUTLINE,
		.size = SIZE_BODY,
		.action = MEMBER,
		.arg = m->person,
		.disabled = closed,
		.pending_since = shell_pending(s, MEMBER, m->person)};
	ui_card(ui, r, false);
	struct rect in = rect_pad(r, 4 * u, 2 * u);
	struct rect right = cut_right(&in, ui_button_width(ui, change));
	int button = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u;
	ui_button(ui, rect_centre(right, right.w, button < right.h ? button : right.h), change);
	cut_right(&in, 2 * u);
	int size = in.h < 14 * u ? in.h : 14 * u;
	ui_avatar(ui, rect_centre(cut_left(&in, size), size, size), part_avatar(s, m->person, here));
	cut_left(&in, 3 * u);
	struct type name = {
		.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .lines = 2, .shrink = true, .may_cut = true};
	struct type below = {.size = SIZE_SMALL,
		.tone = here ? TONE_accent_dark : TONE_second,
		.shrink = true,
		.may_cut = m->replaces != 0};
	int line = ui_line(ui, below), most = in.h - line,
	    h = ui_text_height(ui, in.w, part_name(s, m->person), name);
	h = h < most ? h : most;
	in = rect_centre(in, in.w, h + line);
	ui_text(ui, cut_top(&in, h), part_name(s, m->person), name);
	ui_text(ui, in, state, below);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, height = 22 * u > ui_touch(ui) + 4 * u ? 22 * u : ui_touch(ui) + 4 * u;
	const struct session *session = core_session(s->core, s->place.a);
	struct rect body =
		shell_frame(s, (struct frame){.title = session ? part_session_name(s, session) : STR("")});
	if (!session)
		return;
	const struct member *members[SESSION_MEMBERS_MAX];
	int n = (int)core_members(s->core, session->id, members, SESSION_MEMBERS_MAX);
	cut_top(&body, part_heading(s, body, words(_("Who is here"))) + 4 * u);
	if (session->state != SESSION_CLOSED) {
		struct button join = {.name = "somebody",
			.icon = "person-plus",
			.label = words(_("Somebody else joins")),
			.style = BUTTON_PLAIN,
			.action = JOIN};
		ui_button(ui, cut_bottom(&body, ui_touch(ui) > 18 * u ? ui_touch(ui) : 18 * u), join);
		cut_bottom(&body, gap);
	}
	int columns = ui_upright(ui) ? 1 : 2, rows = (n + columns - 1) / columns;
	struct rect list = {body.x - u, body.y - u, body.w + 2 * u, body.h + u};
	struct rect content = rect_pad(ui_scroll(ui, list, "members", rows * (height + gap) + u), u, u);
	for (int row = 0; row < rows; row++) {
		struct rect line = cut_top(&content, height);
		cut_top(&content, gap);
		for (int i = row * columns; i < n && i < (row + 1) * columns; i++)
			draw_member(s, rect_column(line, i % columns, columns, gap), members[i],
				session->state == SESSION_CLOSED);
	}
	ui_scroll_end(ui);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	const struct member *m = e->action == MEMBER ? core_member(s->core, s->place.a, e->arg) : NULL;
	if (e->kind != UI_PRESS)
		return;
	if (e->action == JOIN)
		shell_go(s, (struct place){SCREEN_check_in, s->place.a, 0});
	if (!m)
		return;
	bool here = m->here_at != 0;
	struct msg *msg = shell_new_message(s, here ? MSG_check_in_undo : MSG_check_in);
	if (here)
		msg->u.check_in_undo = (struct msg_check_in_undo){.person = e->arg, .session = s->place.a};
	else
		msg->u.check_in = (struct msg_check_in){.person = e->arg, .session = s->place.a};
	shell_send(s, msg, MEMBER, e->arg);
}

const struct screen screen_members = {
	.name = "members",
	.watches = CHANGE_SESSIONS | CHANGE_PEOPLE,
	.event = event,
	.draw = draw,
};
