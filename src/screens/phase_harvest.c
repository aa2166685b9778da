/* The harvest: every topic that was discussed, what came of it and who does what. Those of which nothing
 * is written yet come first; what the phones marked as a task in a topic's note is one touch away. */
#include "screens/talk.h"

enum { OUTCOME = 1, ADD_ACTION, ACTION, CONFIRM };

static const struct talk_rows rows = {.open = ACTION, .confirm = CONFIRM, .found = true};
static const struct type title_type = {
	.size = SIZE_HEADING, .weight = WEIGHT_BOLD, .lines = 3, .may_cut = true};
static const struct type outcome_type = {.size = SIZE_BODY, .lines = 12};

static bool has_gap(const struct topic *t)
{
	return t->outcome.n == 0;
}

/* Gaps first, else in the order of the discussion. */
static size_t in_order(struct shell *s, const struct meeting *m, const struct topic **out)
{
	static const struct topic *all[TALK_TOPICS_MAX];
	size_t n = talk_discussed(s, m, all, TALK_TOPICS_MAX), kept = 0;
	for (int gaps = 1; gaps >= 0; gaps--)
		for (size_t i = 0; i < n; i++)
			if (has_gap(all[i]) == (gaps == 1))
				out[kept++] = all[i];
	return kept;
}

static int buttons_height(struct shell *s)
{
	int u = ui_u(s->ui), touch = ui_touch(s->ui);
	return touch > 12 * u ? touch : 12 * u;
}

static struct str outcome_words(const struct topic *t)
{
	return t->outcome.n ? t->outcome : words(_("No outcome written yet"));
}

static int card_height(struct shell *s, int w, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), in = w - 12 * u;
	return ui_text_height(ui, in, t->title, title_type) + u +
		ui_text_height(ui, in, outcome_words(t), outcome_type) +
		talk_rows_height(s, in, t->id, rows) + 3 * u + buttons_height(s) + 8 * u;
}

static void draw_card(struct shell *s, struct rect r, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui);
	ui_card_edged(ui, r, part_kind_colour(s, t->kind), false);
	struct rect in = rect_pad(r, 6 * u, 4 * u), bottom = cut_bottom(&in, buttons_height(s));
	cut_bottom(&in, 3 * u);
	cut_top(&in, ui_text(ui, in, t->title, title_type) + u);
	struct type outcome = outcome_type;
	outcome.tone = t->outcome.n ? TONE_ink : TONE_warm;
	outcome.weight = t->outcome.n ? WEIGHT_REGULAR : WEIGHT_SEMIBOLD;
	cut_top(&in, ui_text(ui, in, outcome_words(t), outcome));
	talk_rows_draw(s, in, t->id, rows);
	ui_button(ui, rect_column(bottom, 0, 2, gap),
		(struct button){.name = "outcome",
			.icon = "edit",
			.label =
				t->outcome.n ? words(_("Change the outcome")) : words(_("Write the outcome")),
			.size = SIZE_BODY,
			.style = t->outcome.n ? BUTTON_PLAIN : BUTTON_OUTLINE,
			.action = OUTCOME,
			.arg = t->id});
	ui_button(ui, rect_column(bottom, 1, 2, gap),
		(struct button){.name = "add-action",
			.icon = "plus",
			.label = words(_("Who does what")),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = ADD_ACTION,
			.arg = t->id});
}

static void draw(struct shell *s, void *state, const struct meeting *m, struct rect r)
{
	(void)state;
	static const struct topic *topics[TALK_TOPICS_MAX];
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u, all = 2 * u;
	size_t n = in_order(s, m, topics);
	cut_top(&r, meeting_purpose(s, r, m) + 3 * u);
	if (!n) {
		part_empty(s, r, "topic", words(_("Nothing was discussed yet")),
			words(_("What comes of a topic is written down here.")));
		return;
	}
	for (size_t i = 0; i < n; i++)
		all += card_height(s, r.w, topics[i]) + gap;
	struct rect list = {r.x - u, r.y - u, r.w + 2 * u, r.h + u};
	struct rect in = rect_pad(ui_scroll(ui, list, "harvest", all), u, u);
	for (size_t i = 0; i < n; i++) {
		draw_card(s, cut_top(&in, card_height(s, r.w, topics[i])), topics[i]);
		cut_top(&in, gap);
	}
	ui_scroll_end(ui);
}

static void event(struct shell *s, void *state, const struct meeting *m, const struct ui_event *e)
{
	(void)state;
	(void)m;
	if (e->kind != UI_PRESS)
		return;
	if (e->action == OUTCOME)
		shell_go(s, (struct place){SCREEN_outcome, e->arg, 0});
	else if (e->action == ADD_ACTION)
		shell_go(s, (struct place){SCREEN_action, 0, e->arg});
	else if (e->action == ACTION)
		shell_go(s, (struct place){SCREEN_action, e->arg, 0});
	else if (e->action == CONFIRM)
		talk_confirm(s, e->arg, CONFIRM);
}

const struct phase_view phase_harvest = {.draw = draw, .event = event};
