#include "screens/last_time.h"

#include "screens/parts.h"

void last_time_ask(struct shell *s, ident session)
{
	struct msg *m = shell_new_message(s, MSG_session_history);
	m->origin.request = 0; /* what comes of it is in the core */
	m->u.session_history.session = session;
	shell_post(s, m);
}

static int draw_line(struct shell *s, struct rect r, const struct history_line *line)
{
	static const char *const icons[TAKEAWAY_KIND_COUNT] = {
		"insight", "decision", "action", "question", "chat"};
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct type text = {.size = SIZE_SMALL, .lines = 4, .tone = line->done ? TONE_second : TONE_ink};
	struct rect sign = cut_left(&r, 5 * u);
	cut_left(&r, 2 * u);
	struct str words = line->text;
	if (line->owner && line->kind == TAKEAWAY_ACTION)
		words = shell_printf(s, "%s: %.*s", part_given(s, line->owner).p, STR_FMT(line->text));
	int h = ui_text_height(ui, r.w, words, text);
	if (h > r.h)
		return 0;
	ui_icon(ui, (struct rect){sign.x, sign.y + (ui_line(ui, text) - 4 * u) / 2, 4 * u, 4 * u},
		line->done ? "check" : icons[line->kind], TONE_accent);
	ui_text(ui, r, words, text);
	return h;
}

void last_time_draw(struct shell *s, struct rect r, ident session)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct history_line *lines;
	int64_t starts;
	size_t n = core_history(s->core, session, &lines, &starts);
	struct type heading = {
		.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .tone = TONE_accent_dark, .lines = 2};
	struct str title = shell_printf(s, _("Last time, %s"), words_date(ui_arena(ui), starts).p);
	int h = ui_text_height(ui, r.w, title, heading);
	if (n == 0 || r.h < h + 2 * ui_line(ui, heading))
		return;
	ui_text(ui, cut_top(&r, h), title, heading);
	for (size_t i = 0; i < n; i++) {
		cut_top(&r, 2 * u);
		int used = draw_line(s, r, &lines[i]);
		if (used == 0)
			return;
		cut_top(&r, used);
	}
}
