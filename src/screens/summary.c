/* What a meeting leaves behind: outcomes, actions, votes and time of each topic, whether it was worth the
 * time, what comes back and when. The board's code takes it along on a phone. */
#include "screens/talk.h"

enum { ACTION = 1, CODE, REOPEN };

static void enter(struct shell *s, void *state)
{
	(void)state;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	part_ask_code(s, m ? m->board : 0);
}

/* ---- the topics ---- */

static const struct talk_rows rows = {.open = ACTION};
static const struct type title_type = {
	.size = SIZE_HEADING, .weight = WEIGHT_BOLD, .lines = 3, .may_cut = true};
static const struct type outcome_type = {.size = SIZE_BODY, .lines = 12};
static const struct type figures_type = {
	.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .tone = TONE_second, .lines = 2, .tabular = true};

static struct str figures_words(struct shell *s, const struct topic *t)
{
	struct arena *mem = ui_arena(s->ui);
	int votes = core_votes(s->core, t->id);
	struct str time = talk_minutes(s, t->spent), by = talk_brought_by(s, t);
	if (votes < 0)
		return shell_printf(s, "%s · %s", arena_str(mem, by).p, time.p);
	struct str given = shell_printf(s, ngettext("%d vote", "%d votes", (unsigned long)votes), votes);
	return shell_printf(s, "%s · %s · %s", arena_str(mem, by).p, given.p, time.p);
}

static struct str outcome_words(const struct topic *t)
{
	return t->outcome.n ? t->outcome : words(_("Talked about; nothing was written down."));
}

static int card_height(struct shell *s, int w, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), in = w - 12 * u;
	return ui_text_height(ui, in, t->title, title_type) + u +
		ui_text_height(ui, in, figures_words(s, t), figures_type) + 2 * u +
		ui_text_height(ui, in, outcome_words(t), outcome_type) +
		talk_rows_height(s, in, t->id, rows) + 8 * u;
}

static void draw_card(struct shell *s, struct rect r, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct type outcome = outcome_type;
	outcome.tone = t->outcome.n ? TONE_ink : TONE_second;
	ui_card_edged(ui, r, part_kind_colour(s, t->kind), false);
	struct rect in = rect_pad(r, 6 * u, 4 * u);
	cut_top(&in, ui_text(ui, in, t->title, title_type) + u);
	cut_top(&in, ui_text(ui, in, figures_words(s, t), figures_type) + 2 * u);
	cut_top(&in, ui_text(ui, in, outcome_words(t), outcome));
	talk_rows_draw(s, in, t->id, rows);
}

/* ---- the meeting ---- */

static struct str worth_words(struct shell *s, const struct meeting *m)
{
	struct stars stars = core_stars(s->core, m->id);
	if (!stars.count)
		return words(_("Nobody said whether it was worth the time."));
	/* Translators: "4.2 of 5", said by so many */
	return shell_printf(s,
		ngettext("Worth the time: %d.%d of 5, %d answer", "Worth the time: %d.%d of 5, %d answers",
			(unsigned long)stars.count),
		stars.tenths / 10, stars.tenths % 10, stars.count);
}

static struct str length_words(struct shell *s, const struct meeting *m)
{
	struct arena *mem = ui_arena(s->ui);
	int64_t end = m->closed_at ? m->closed_at : s->now.wall;
	struct str day = arena_str(mem, words_date(mem, m->started)), from = words_time(mem, m->started),
		   to = words_time(mem, end);
	return shell_printf(s, "%s, %s–%s", day.p, from.p, to.p);
}

static struct str waiting_words(struct shell *s, const struct board *b)
{
	const struct topic *topics[TOPICS_OF_BOARD_MAX];
	size_t count = core_waiting(s->core, b->id, topics, TOPICS_OF_BOARD_MAX);
	struct str *names = ARENA_ARRAY(ui_arena(s->ui), struct str, count);
	for (size_t i = 0; i < count; i++)
		names[i] = topics[i]->title;
	if (!count)
		return words(_("No topic is left for next time."));
	struct str list = arena_str(ui_arena(s->ui), words_list(ui_arena(s->ui), names, count));
	return shell_printf(s,
		ngettext("%d topic comes back: %s", "%d topics come back: %s", (unsigned long)count),
		(int)count, list.p);
}

static struct str next_words(struct shell *s, const struct board *b)
{
	struct arena *mem = ui_arena(s->ui);
	int64_t next = core_next_meeting(s->core, b->id, s->now.wall);
	if (!next)
		return words(_("No date for the next meeting yet"));
	struct str day = arena_str(mem, words_date(mem, next)), time = words_time(mem, next);
	return shell_printf(s, _("Next meeting: %s, %s"), day.p, time.p);
}

/* A sign and what it says beside it. Returns the height. */
static int draw_fact(struct shell *s, struct rect r, const char *icon, struct str text, bool measure)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), side = 6 * u;
	struct type type = {.size = SIZE_BODY, .lines = 4, .may_cut = true};
	struct rect sign = cut_left(&r, side);
	cut_left(&r, 3 * u);
	int h = ui_text_height(ui, r.w, text, type);
	h = h > side ? h : side;
	if (measure)
		return h;
	sign.h = side;
	ui_icon(ui, sign, icon, TONE_accent_dark);
	ui_text(ui, (struct rect){r.x, r.y, r.w, h}, text, type);
	return h;
}

#define FACTS 4

/* In two columns where there is room. Returns the height of the card. */
static int draw_facts(
	struct shell *s, struct rect r, const struct meeting *m, const struct board *b, bool measure)
{
	const struct {
		const char *icon;
		struct str text;
	} facts[FACTS] = {{"clock", length_words(s, m)}, {"heart", worth_words(s, m)},
		{"calendar", next_words(s, b)}, {"return", waiting_words(s, b)}};
	int u = ui_u(s->ui), columns = r.w > 130 * u ? 2 : 1, all = 8 * u - 3 * u;
	if (!measure)
		ui_card(s->ui, r, false);
	r = rect_pad(r, 6 * u, 4 * u);
	for (int i = 0; i < FACTS; i += columns) {
		int h = 0;
		for (int k = i; k < i + columns; k++) {
			struct rect cell = rect_column(r, k - i, columns, 5 * u);
			int fact = draw_fact(s, cell, facts[k].icon, facts[k].text, measure);
			h = fact > h ? fact : h;
		}
		cut_top(&r, measure ? 0 : h + 3 * u);
		all += h + 3 * u;
	}
	return all;
}

/* ---- the whole ---- */

static void draw_list(struct shell *s, struct rect r, const struct meeting *m, const struct board *b)
{
	static const struct topic *topics[TALK_TOPICS_MAX];
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u, facts = draw_facts(s, (struct rect){0, 0, r.w, r.h}, m, b, true);
	int all = 2 * u + facts + gap;
	size_t n = talk_discussed(s, m, topics, TALK_TOPICS_MAX);
	for (size_t i = 0; i < n; i++)
		all += card_height(s, r.w, topics[i]) + gap;
	struct rect list = {r.x - u, r.y - u, r.w + 2 * u, r.h + u};
	struct rect in = rect_pad(ui_scroll(ui, list, "summary", all), u, u);
	draw_facts(s, cut_top(&in, facts), m, b, false);
	cut_top(&in, gap);
	for (size_t i = 0; i < n; i++) {
		draw_card(s, cut_top(&in, card_height(s, r.w, topics[i])), topics[i]);
		cut_top(&in, gap);
	}
	ui_scroll_end(ui);
	cut_top(&r, facts + gap);
	if (!n)
		part_empty(s, r, "topic", words(_("No topic was discussed")), STR(""));
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct meeting *m = core_meeting(s->core, s->place.a);
	const struct board *b = m ? core_board(s->core, m->board) : NULL;
	struct rect body = shell_frame(s,
		(struct frame){.title = b ? b->name : STR(""),
			.subtitle = b ? words(_("What came of it")) : STR("")});
	if (!b) {
		part_empty(s, body, "board", words(_("This meeting is not here any more")), STR(""));
		return;
	}
	struct rect code =
		ui_upright(ui) ? cut_bottom(&body, body.h * 36 / 100) : cut_right(&body, body.w * 34 / 100);
	if (ui_upright(ui))
		cut_bottom(&body, 4 * u);
	else
		cut_right(&body, 6 * u);
	if (core_can_undo(s->core, m->id) && core_screen_leads(s->core, m)) {
		int touch = ui_touch(ui) > 14 * u ? ui_touch(ui) : 14 * u;
		ui_button(ui, cut_bottom(&code, touch),
			(struct button){.name = "reopen",
				.icon = "undo",
				.label = words(_("Open it again")),
				.size = SIZE_BODY,
				.style = BUTTON_PLAIN,
				.action = REOPEN,
				.pending_since = shell_pending(s, REOPEN, 0)});
		cut_bottom(&code, ui_gap(ui));
	}
	part_code_card(s, code, b->id, words(_("Take it along")), CODE);
	draw_list(s, body, m, b);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind == UI_PRESS && e->action == CODE)
		shell_go(s, (struct place){SCREEN_code, e->arg, 0});
	else if (e->kind == UI_PRESS && e->action == ACTION)
		shell_go(s, (struct place){SCREEN_action, e->arg, 0});
	else if (e->kind == UI_PRESS && e->action == REOPEN)
		meeting_send(s, MSG_meeting_undo, s->place.a, REOPEN, 0);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (e->about == MSG_meeting_undo && shell_done(s, e))
		shell_replace(s, (struct place){SCREEN_meeting, s->place.a, 0});
}

const struct screen screen_summary = {
	.name = "summary",
	.watches =
		CHANGE_MEETINGS | CHANGE_BOARDS | CHANGE_PEOPLE | CHANGE_CODES | CHANGE_PHONES | CHANGE_PIN,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
