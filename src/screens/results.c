/* What came of an instrument: the radar with the earlier one behind it, and the statements on which people differ
 * most. Nobody is named: what stands beside a statement is how many gave which answer. An area leads to its pack. */
#include "core/survey.h"
#include "screens/learn.h"
#include "screens/parts.h"

enum { PACK = 1, REVEAL };

static const struct instrument *instrument_of(struct shell *s, const struct survey *survey)
{
	return content_instrument(core_config(s->core)->content, s->language, survey->instrument);
}

/* ---- the radar ---- */

static void draw_key(struct shell *s, struct rect r, enum tone tone, struct str text)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct rect sign = cut_left(&r, 6 * u);
	ui_fill(ui, rect_centre(sign, 5 * u, u), u / 2, tone);
	cut_left(&r, 2 * u);
	ui_text(ui, r, text,
		(struct type){.size = SIZE_SMALL, .tone = TONE_second, .middle = true, .shrink = true});
}

static void draw_chart(
	struct shell *s, struct rect r, const struct survey_result *result, const struct instrument *in)
{
	struct ui *ui = s->ui;
	struct arena *mem = ui_arena(ui);
	int u = ui_u(ui), now[AREAS_MAX], before[AREAS_MAX];
	struct str labels[AREAS_MAX];
	for (int i = 0; i < result->area_count; i++) {
		now[i] = result->areas[i].mean;
		before[i] = result->areas[i].before;
		labels[i] = in->areas[i].title;
	}
	ui_card(ui, r, false);
	r = rect_pad(r, 4 * u, 4 * u);
	struct rect keys = cut_bottom(&r, 6 * u);
	cut_bottom(&r, 2 * u);
	ui_radar(ui, r,
		(struct radar){.count = result->area_count,
			.now = now,
			.before = result->before ? before : NULL,
			.labels = labels});
	struct str day = words_day(mem, result->survey->revealed, s->now.wall);
	draw_key(s, rect_column(keys, 0, 2, 4 * u), TONE_accent, day);
	if (result->before)
		draw_key(s, rect_column(keys, 1, 2, 4 * u), TONE_faint,
			words_day(mem, result->before->revealed, s->now.wall));
}

/* ---- where they differ ---- */

static const struct type statement_type = {
	.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .lines = 4, .shrink = true, .may_cut = true};

/* Five places on a line, at each a dot for everybody who gave that answer. */
static void draw_said(struct shell *s, struct rect r, const struct item_result *g)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), dot = 4 * u;
	struct type number = {.size = SIZE_SMALL,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_second,
		.align = ALIGN_CENTRE,
		.tabular = true};
	struct rect figures = cut_bottom(&r, ui_line(ui, number));
	ui_line_across(ui, r);
	for (int value = 1; value <= ANCHORS; value++) {
		struct rect at = rect_column(r, value - 1, ANCHORS, 0);
		ui_text(ui, rect_column(figures, value - 1, ANCHORS, 0), shell_printf(s, "%d", value),
			number);
		int count = g->said[value];
		if (!count)
			continue;
		int size = count > 1 ? dot * 2 : dot * 3 / 2;
		struct rect ball = rect_centre(at, size, size);
		ui_fill(ui, ball, size / 2, TONE_accent);
		if (count > 1)
			ui_text(ui, ball, shell_printf(s, "%d", count),
				(struct type){.size = SIZE_SMALL,
					.weight = WEIGHT_BOLD,
					.tone = TONE_on_accent,
					.align = ALIGN_CENTRE,
					.middle = true,
					.shrink = true});
	}
}

static int gap_height(struct shell *s, int w, struct str statement)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	return ui_text_height(ui, w - 10 * u, statement, statement_type) + 24 * u;
}

static struct str statement_of(const struct instrument *in, const struct item_result *g)
{
	const struct area *a = &in->areas[g->area];
	return a->items.list[g->item - a->first];
}

static void draw_gap(struct shell *s, struct rect r, const struct item_result *g, const struct instrument *in)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_card(ui, r, false);
	r = rect_pad(r, 5 * u, 3 * u);
	struct rect said = cut_bottom(&r, 16 * u);
	ui_text(ui, r, statement_of(in, g), statement_type);
	draw_said(s, said, g);
}

/* The way to the pack of an area. */
static void draw_lead(struct shell *s, struct rect r, const struct area *a, int mean)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ident pack = learn_index(s, a->pack);
	struct type name = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.middle = true,
		.lines = 2,
		.shrink = true,
		.may_cut = true};
	struct type figure = {
		.size = SIZE_BODY, .tone = TONE_second, .align = ALIGN_END, .middle = true, .tabular = true};
	ui_fill(ui, r, 3 * u, ui_pressed(ui, PACK, pack) ? TONE_pressed : TONE_sunk);
	ui_control(
		ui, (struct control){.r = r, .name = "pack", .label = a->title, .action = PACK, .arg = pack});
	r = rect_pad(r, 4 * u, u);
	ui_icon(ui, rect_centre(cut_right(&r, 5 * u), 5 * u, 5 * u), "book", TONE_accent_dark);
	cut_right(&r, 2 * u);
	ui_text(ui, cut_right(&r, 12 * u), shell_printf(s, _("%d.%d"), mean / 100, mean % 100 / 10), figure);
	ui_text(ui, r, a->title, name);
}

struct order {
	int area, mean;
};

/* Areas that lead to a pack, those that go worst first. */
static int leads(
	struct shell *s, const struct survey_result *r, const struct instrument *in, struct order *out)
{
	int count = 0;
	for (int i = 0; i < r->area_count; i++) {
		if (!r->areas[i].mean || learn_index(s, in->areas[i].pack) < 0)
			continue;
		int at = count++;
		for (; at > 0 && out[at - 1].mean > r->areas[i].mean; at--)
			out[at] = out[at - 1];
		out[at] = (struct order){i, r->areas[i].mean};
	}
	return count < 3 ? count : 3;
}

static const struct type head_type = {
	.size = SIZE_HEADING, .weight = WEIGHT_BOLD, .lines = 2, .shrink = true};

static void draw_list(
	struct shell *s, struct rect r, const struct survey_result *result, const struct instrument *in)
{
	struct ui *ui = s->ui;
	struct order low[AREAS_MAX];
	int u = ui_u(ui), gap = ui_gap(ui), row = ui_touch(ui) > 13 * u ? ui_touch(ui) : 13 * u,
	    w = r.w - 2 * u;
	int lead_count = leads(s, result, in, low);
	struct str head =
		result->gap_count ? words(_("Where you differ most")) : words(_("You all answered alike"));
	struct str next = words(_("To work on next"));
	int head_h = ui_text_height(ui, w, head, head_type) + gap,
	    next_h = ui_text_height(ui, w, next, head_type) + gap;
	int all = 2 * u + head_h + (lead_count ? next_h + lead_count * (row + gap) + gap : 0);
	for (int i = 0; i < result->gap_count; i++)
		all += gap_height(s, w, statement_of(in, &result->gaps[i])) + gap;
	struct rect content = rect_pad(ui_scroll(ui, r, "results", all), u, u);
	ui_text(ui, cut_top(&content, head_h), head, head_type);
	for (int i = 0; i < result->gap_count; i++) {
		draw_gap(s, cut_top(&content, gap_height(s, w, statement_of(in, &result->gaps[i]))),
			&result->gaps[i], in);
		cut_top(&content, gap);
	}
	if (lead_count) {
		cut_top(&content, gap);
		ui_text(ui, cut_top(&content, next_h), next, head_type);
	}
	for (int i = 0; i < lead_count; i++) {
		draw_lead(s, cut_top(&content, row), &in->areas[low[i].area], low[i].mean);
		cut_top(&content, gap);
	}
	ui_scroll_end(ui);
}

/* ---- before it is shown ---- */

static void draw_waiting(
	struct shell *s, struct rect body, const struct survey *survey, const struct instrument *in)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), row = ui_touch(ui) > 16 * u ? ui_touch(ui) : 16 * u;
	struct survey_state state = core_survey_state(s->core, survey->id);
	bool may =
		state.submitted && (part_signed_in(s) || core_survey_late(s->core, survey->id, s->now.wall));
	struct button b = {.name = "reveal",
		.label = words(_("Show it without them")),
		.style = BUTTON_OUTLINE,
		.action = REVEAL,
		.pending_since = shell_pending(s, REVEAL, 0)};
	if (may) {
		int w = ui_button_width(ui, b) + 4 * u;
		ui_button(ui, rect_centre(cut_bottom(&body, row), w < body.w ? w : body.w, row), b);
	}
	part_empty(s, body, "people",
		shell_printf(s, _("%d of %d have answered"), state.submitted, state.people),
		in && in->own ? words(_("What each of you said is on your own phone."))
			      : words(_("When all have, you see here what came of it.")));
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct survey *survey = core_survey(s->core, s->place.a);
	const struct instrument *in = survey ? instrument_of(s, survey) : NULL;
	struct survey_result result;
	struct rect body = shell_frame(s,
		(struct frame){.title = in ? in->title : STR(""),
			.subtitle = ui_upright(ui) ? STR("") : words(_("What came of it"))});
	if (!survey || !in) {
		part_empty(s, body, "question", words(_("This is not here any more")), STR(""));
		return;
	}
	bool shown = core_survey_result(s->core, survey->id, 0, &result);
	if (!shown || (in->own && !result.areas[0].mean)) {
		draw_waiting(s, body, survey, in);
		return;
	}
	bool upright = ui_upright(ui);
	if (result.area_count >= 3) {
		struct rect chart =
			upright ? cut_top(&body, body.h * 45 / 100) : cut_left(&body, body.w * 56 / 100);
		cut_top(&body, upright ? 4 * u : 0);
		cut_left(&body, upright ? 0 : 5 * u);
		draw_chart(s, chart, &result, in);
	}
	draw_list(s, body, &result, in);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind == UI_PRESS && e->action == PACK)
		shell_go(s, (struct place){SCREEN_pack, e->arg, 0});
	if (e->kind != UI_PRESS || e->action != REVEAL)
		return;
	struct msg *m = shell_new_message(s, MSG_survey_reveal);
	m->u.survey_reveal.survey = s->place.a;
	shell_send(s, m, REVEAL, 0);
}

const struct screen screen_results = {
	.name = "results",
	.watches = CHANGE_SURVEYS | CHANGE_PARTNERSHIPS | CHANGE_PIN,
	.event = event,
	.draw = draw,
};
