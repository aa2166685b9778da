/* Voting. Until the votes are shown: who has finished and not what they chose, a large code for the phones,
 * and the way to vote at the screen. Then: the topics in their order, and the rule that made it. */
#include "screens/meeting.h"

enum { VOTE_HERE = 1, CODE, REVEAL, AGAIN, TOPIC };

/* ---- hidden ---- */

static void draw_count(struct shell *s, struct rect r, struct vote_count count)
{
	struct ui *ui = s->ui;
	int side = r.w < r.h ? r.w : r.h;
	struct rect ring = rect_centre(r, side, side), in = rect_inset(ring, side / 6);
	struct type number = {.size = SIZE_DISPLAY,
		.weight = WEIGHT_BOLD,
		.tabular = true,
		.shrink = true,
		.align = ALIGN_CENTRE,
		.middle = true};
	struct type below = {
		.size = SIZE_SMALL, .tone = TONE_second, .lines = 2, .shrink = true, .align = ALIGN_CENTRE};
	ui_ring(ui, ring, side / 14, count.people ? count.finished * 3600 / count.people : 0, TONE_accent);
	struct rect foot = cut_bottom(&in, in.h * 38 / 100);
	ui_text(ui, in, shell_printf(s, "%d/%d", count.finished, count.people), number);
	ui_text(ui, foot, words(_("have finished")), below);
}

/* A face for each: with a ring when they have finished. Never what they chose. */
static void draw_faces(struct shell *s, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), side = 10 * u, step = side + 2 * u;
	struct participant people[PARTICIPANTS_MAX];
	int n = (int)core_participants(s->core, m->id, people, PARTICIPANTS_MAX);
	int columns = (r.w + 2 * u) / step, rows = (r.h + 2 * u) / step, shown = columns * rows;
	if (columns < 2 || rows < 1)
		return;
	bool more = n > shown;
	shown = more ? shown - 1 : n;
	for (int i = 0; i < shown; i++) {
		struct rect face = {r.x + i % columns * step, r.y + i / columns * step, side, side};
		ui_avatar(ui, face, part_avatar(s, people[i].person, people[i].finished));
	}
	if (more)
		ui_text(ui,
			(struct rect){r.x + shown % columns * step, r.y + shown / columns * step, side, side},
			shell_printf(s, "+%d", n - shown),
			(struct type){.size = SIZE_SMALL,
				.weight = WEIGHT_SEMIBOLD,
				.tone = TONE_second,
				.middle = true,
				.shrink = true,
				.align = ALIGN_CENTRE});
}

static void draw_vote_here(struct shell *s, struct rect r, struct vote_count count)
{
	bool all = count.people && count.finished == count.people;
	ui_button(s->ui, r,
		(struct button){.name = "vote-here",
			.icon = "hand",
			.label = words(_("Vote here")),
			.style = all ? BUTTON_OUTLINE : BUTTON_ACCENT,
			.action = VOTE_HERE});
}

static void draw_hidden(struct shell *s, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), key = ui_key(ui) < 20 * u ? ui_key(ui) : 20 * u;
	bool upright = ui_upright(ui);
	struct vote_count count = core_vote_count(s->core, m->id);
	struct rect code = upright ? cut_bottom(&r, r.h * 38 / 100) : cut_right(&r, r.w * 36 / 100);
	if (upright)
		cut_bottom(&r, 4 * u);
	else
		cut_right(&r, 7 * u);
	part_code_card(s, code, m->board, words(_("Vote from your phone")), CODE);
	struct type title = {.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .lines = 2, .shrink = true};
	cut_top(&r, ui_text(ui, r, words_phase_purpose(m->phase), title) + 3 * u);
	struct rect foot = cut_bottom(&r, key), button = cut_left(&foot, foot.w * 46 / 100);
	draw_vote_here(s, button, count);
	cut_left(&foot, 4 * u);
	ui_text(ui, foot,
		words(_("No phone? Vote at this screen, one after the other. Nobody sees what you choose.")),
		(struct type){
			.size = SIZE_SMALL, .tone = TONE_second, .middle = true, .lines = 4, .shrink = true});
	cut_bottom(&r, 4 * u);
	if (!count.people) {
		ui_text(ui, r, words(_("Nobody takes part yet. Scan the code, or begin at this screen.")),
			(struct type){.size = SIZE_HEADING,
				.tone = TONE_second,
				.middle = true,
				.lines = 4,
				.shrink = true});
		return;
	}
	struct rect ring = cut_left(&r, r.h < r.w * 45 / 100 ? r.h : r.w * 45 / 100);
	draw_count(s, ring, count);
	cut_left(&r, 6 * u);
	draw_faces(s, m, rect_pad(r, 0, 2 * u));
}

/* ---- shown ---- */

static int row_height(struct shell *s)
{
	int u = ui_u(s->ui);
	return ui_touch(s->ui) > 14 * u ? ui_touch(s->ui) : 14 * u;
}

static void draw_ranked(struct shell *s, struct rect r, const struct agenda_item *item, int rank)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), minutes = (int)((item->ms + MINUTE / 2) / MINUTE);
	const struct topic *t = core_topic(s->core, item->topic);
	if (!t)
		return;
	ui_card_edged(ui, r, part_kind_colour(s, t->kind), false);
	if (ui_pressed(ui, TOPIC, t->id))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = "topic", .label = t->title, .action = TOPIC, .arg = t->id});
	struct rect in = rect_pad(r, 5 * u, u);
	struct type number = {.size = SIZE_LABEL,
		.weight = WEIGHT_BOLD,
		.tone = TONE_second,
		.middle = true,
		.tabular = true};
	struct type time = {.size = SIZE_SMALL,
		.tone = TONE_second,
		.middle = true,
		.tabular = true,
		.align = ALIGN_END,
		.lines = 2,
		.shrink = true};
	ui_text(ui, cut_left(&in, 9 * u), shell_printf(s, "%d", rank), number);
	ui_text(ui, cut_right(&in, 18 * u),
		item->reached ? shell_printf(s, _("%d min"), minutes) : words(_("not today")), time);
	struct rect dots = cut_right(&in, 24 * u);
	part_dots(s, dots, item->votes > 0 ? item->votes : 0);
	cut_right(&in, 2 * u);
	ui_text(ui, in, t->title,
		(struct type){.size = SIZE_BODY,
			.weight = WEIGHT_SEMIBOLD,
			.tone = item->reached ? TONE_ink : TONE_second,
			.middle = true,
			.lines = 2,
			.shrink = true,
			.may_cut = true});
}

static void draw_shown(struct shell *s, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), step = row_height(s) + gap;
	struct agenda_item items[TOPICS_OF_BOARD_MAX];
	int n = (int)core_agenda(s->core, m->id, s->now, items, TOPICS_OF_BOARD_MAX);
	struct type title = {.size = SIZE_HEADING, .weight = WEIGHT_BOLD, .lines = 2, .shrink = true};
	struct type rule = {.size = SIZE_SMALL, .tone = TONE_second, .lines = 3, .shrink = true};
	struct str said = words(_(
		"As many dots: what more people chose comes first, then what has waited longer, then the older topic."));
	cut_top(&r, ui_text(ui, r, words(_("This is what you chose")), title) + u);
	cut_top(&r, ui_text(ui, r, said, rule) + 2 * u);
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect in = rect_pad(ui_scroll(ui, area, "ranked", n * step + u), u, u / 2);
	in.w -= u;
	for (int i = 0; i < n && in.y < area.y + area.h; i++) {
		struct rect row = cut_top(&in, row_height(s));
		cut_top(&in, gap);
		if (row.y + row.h >= area.y)
			draw_ranked(s, row, &items[i], i + 1);
	}
	ui_scroll_end(ui);
}

static void draw(struct shell *s, void *state, const struct meeting *m, struct rect r)
{
	(void)state;
	if (!m->revealed) {
		draw_hidden(s, m, r);
		return;
	}
	int u = ui_u(s->ui);
	struct rect corner = ui_upright(s->ui) ? cut_bottom(&r, 30 * u) : cut_right(&r, 44 * u);
	meeting_code(s, ui_upright(s->ui) ? cut_right(&corner, 88 * u) : cut_bottom(&corner, 64 * u), m);
	if (ui_upright(s->ui))
		cut_bottom(&r, 3 * u);
	else
		cut_right(&r, 4 * u);
	draw_shown(s, m, r);
}

/* ---- what happens ---- */

static void bar(struct shell *s, const void *state, const struct meeting *m, struct phase_bar *b)
{
	(void)state;
	struct vote_count count = core_vote_count(s->core, m->id);
	if (m->revealed) {
		b->more[b->more_count++] =
			(struct button){.name = "again", .label = words(_("Vote again")), .action = AGAIN};
		return;
	}
	b->next = (struct button){.name = "reveal", .label = words(_("Show the votes")), .action = REVEAL};
	b->waits = count.people == 0 || count.finished < count.people;
}

static void event(struct shell *s, void *state, const struct meeting *m, const struct ui_event *e)
{
	(void)state;
	if (e->kind != UI_PRESS)
		return;
	if (e->action == VOTE_HERE)
		shell_go(s, (struct place){SCREEN_ballot, m->id, 0});
	else if (e->action == CODE)
		shell_go(s, (struct place){SCREEN_code, m->board, 0});
	else if (e->action == TOPIC)
		shell_go(s, (struct place){SCREEN_topic, e->arg, 0});
	else if (e->action == REVEAL)
		meeting_send(s, MSG_vote_reveal, m->id, REVEAL, 0);
	else if (e->action == AGAIN)
		meeting_send(s, MSG_vote_again, m->id, AGAIN, 0);
}

const struct phase_view phase_vote = {.own_code = true, .draw = draw, .bar = bar, .event = event};
