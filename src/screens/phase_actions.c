/* The phase's view: what was promised last time. Each is done, carried on or dropped in one touch, by
 * anybody who stands at the screen; what is left open stays open. */
#include "screens/action_rows.h"
#include "screens/meeting.h"

#define ACTIONS_MAX 200

static void draw_list(
	struct shell *s, struct rect r, const struct meeting *m, const struct action **list, size_t n)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, row = action_row_height(s, r.w);
	struct rect area = {r.x - u, r.y - u, r.w + 2 * u, r.h + u};
	struct rect in = rect_pad(ui_scroll(ui, area, "actions", (int)n * (row + gap) + 2 * u), u, u);
	for (size_t i = 0; i < n; i++) {
		struct rect line = cut_top(&in, row);
		cut_top(&in, gap);
		if (line.y + line.h >= area.y && line.y < area.y + area.h)
			action_row(s, line, list[i], core_action_state(s->core, list[i], m->id), true);
	}
	ui_scroll_end(ui);
}

static void draw(struct shell *s, void *state, const struct meeting *m, struct rect r)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), open = 0;
	const struct action *list[ACTIONS_MAX];
	size_t n = core_open_actions(s->core, m->id, list, ACTIONS_MAX);
	if (n == 0) {
		part_empty(s, r, "check", words(_("Nothing is open from last time")),
			words(_("What you promise each other today will be here next time.")));
		return;
	}
	for (size_t i = 0; i < n; i++)
		open += core_action_state(s->core, list[i], m->id) == SETTLE_OPEN;
	cut_top(&r, meeting_purpose(s, r, m) + u);
	struct type line = {.size = SIZE_BODY, .tone = TONE_second};
	ui_text(ui, cut_top(&r, ui_line(ui, line)),
		open ? shell_printf(s, ngettext("%d is still open", "%d are still open", (unsigned long)open),
			       open)
		     : words(_("All of them are settled.")),
		line);
	cut_top(&r, 3 * u);
	draw_list(s, r, m, list, n);
}

static void event(struct shell *s, void *state, const struct meeting *m, const struct ui_event *e)
{
	(void)state;
	(void)m;
	enum settle how;
	action_row_event(s, e, &how);
}

const struct phase_view phase_actions = {.draw = draw, .event = event};
