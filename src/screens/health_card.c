/* How healthy a partnership is, as its members say: the newest form that was put to them, open or shown. */
#include "core/content.h"
#include "core/survey.h"
#include "screens/partnership_cards.h"

#define SURVEYS_MAX 8
#define BUTTONS_MAX 4 /* the others answer on their phones */

static const struct type quiet_type = {.size = SIZE_BODY, .tone = TONE_second, .lines = 6};

static const struct survey *newest(struct shell *s, const struct partnership *p)
{
	const struct survey *all[SURVEYS_MAX];
	return core_surveys(s->core, p->id, all, SURVEYS_MAX) ? all[0] : NULL;
}

static void button(struct column *c, struct button b)
{
	struct ui *ui = c->s->ui;
	int u = ui_u(ui);
	column_gap(c, ui_gap(ui));
	struct rect r = column_take(c, ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u);
	b.size = SIZE_BODY;
	b.pending_since = shell_pending(c->s, b.action, b.arg);
	if (!c->measures)
		ui_button(ui, r, b);
}

/* Those who have yet to answer; what they say is nobody's but theirs. */
static void who_answers(struct column *c, const struct survey *survey, const struct partnership *p)
{
	ident people[PARTNERS_MAX];
	size_t n = partnership_people(p, people, PARTNERS_MAX);
	int shown = 0;
	for (size_t i = 0; i < n && shown < BUTTONS_MAX; i++) {
		if (core_survey_submitted(c->s->core, survey->id, people[i]))
			continue;
		shown++;
		button(c,
			(struct button){.name = "answer",
				.icon = "edit",
				.label = shell_printf(c->s, _("%s answers"), part_given(c->s, people[i]).p),
				.style = BUTTON_PLAIN,
				.action = CARD_FORM,
				.arg = people[i]});
	}
}

static void draw_radar(struct column *c, const struct survey *survey, const struct instrument *form)
{
	struct ui *ui = c->s->ui;
	struct survey_result result;
	int now[AREAS_MAX], before[AREAS_MAX], u = ui_u(ui);
	struct str labels[AREAS_MAX];
	struct rect r = column_take(c, c->r.w * 3 / 4 < 76 * u ? c->r.w * 3 / 4 : 76 * u);
	if (c->measures || !core_survey_result(c->s->core, survey->id, 0, &result))
		return;
	for (int i = 0; i < result.area_count; i++) {
		now[i] = result.areas[i].mean;
		before[i] = result.areas[i].before;
		labels[i] = form->areas[i].title;
	}
	ui_radar(ui, r,
		(struct radar){.count = result.area_count,
			.now = now,
			.before = result.before ? before : NULL,
			.labels = labels});
}

static void open_form(struct column *c, const struct survey *survey, const struct partnership *p)
{
	struct survey_state state = core_survey_state(c->s->core, survey->id);
	column_text(c,
		shell_printf(c->s,
			ngettext("%d of %d has answered. When all have, you see it together.",
				"%d of %d have answered. When all have, you see it together.",
				(unsigned long)state.submitted),
			state.submitted, state.people),
		quiet_type);
	who_answers(c, survey, p);
	if (core_survey_untouched(c->s->core, survey->id))
		button(c,
			(struct button){.name = "withdraw",
				.icon = "undo",
				.label = words(_("Take it away again")),
				.style = BUTTON_QUIET,
				.action = CARD_WITHDRAW,
				.arg = survey->id});
}

void card_health(struct column *c, const void *of)
{
	const struct partnership_card *card = of;
	struct shell *s = c->s;
	const struct survey *survey = newest(s, card->p);
	const struct instrument *form = survey
		? content_instrument(core_config(s->core)->content, s->language, survey->instrument)
		: NULL;
	column_heading(c, form ? form->title : words(_("How healthy is it?")),
		form && survey->revealed ? part_date(s, survey->revealed) : STR(""), TONE_second, TONE_sunk);
	column_gap(c, ui_u(s->ui));
	if (form && survey->revealed)
		draw_radar(c, survey, form);
	else if (form)
		open_form(c, survey, card->p);
	else
		column_text(c,
			words(_("Each of you answers alone, in a few minutes. Then you look at it together.")),
			quiet_type);
	if (form && survey->revealed)
		button(c,
			(struct button){.name = "found",
				.label = words(_("Look at it together")),
				.style = BUTTON_PLAIN,
				.action = CARD_FOUND,
				.arg = survey->id});
	if (!form || survey->revealed)
		button(c,
			(struct button){.name = "check",
				.label = form ? words(_("Answer it again")) : words(_("Begin the checklist")),
				.style = BUTTON_PLAIN,
				.action = CARD_CHECK});
}
