#include "screens/agreement_edit.h"

#include "screens/tick_row.h"

int64_t edit_arg(enum agreement_part part, ident whose)
{
	return whose * PART_COUNT + (int64_t)part;
}

enum agreement_part edit_part(int64_t arg, ident *whose)
{
	*whose = arg / PART_COUNT;
	return (enum agreement_part)(arg % PART_COUNT);
}

static int row_height(struct shell *s)
{
	int u = ui_u(s->ui);
	return ui_touch(s->ui) > 13 * u ? ui_touch(s->ui) : 13 * u;
}

/* Something written, or what to write there, with a pencil at its end. */
struct words_row {
	const char *name;
	struct str text, placeholder;
	struct avatar face; /* no initials: none */
	action action;
	int64_t arg;
};

static void words_row(struct column *c, struct words_row row)
{
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), face = row.face.initials.n ? 9 * u : 0, pencil = 7 * u;
	struct type type = {
		.size = SIZE_BODY, .tone = row.text.n ? TONE_ink : TONE_second, .lines = 8, .may_cut = true};
	struct str text = row.text.n ? row.text : row.placeholder;
	int w = c->r.w - 6 * u - pencil - (face ? face + 3 * u : 0),
	    h = ui_text_height(ui, w, text, type) + 4 * u;
	struct rect r = column_take(c, h > row_height(c->s) ? h : row_height(c->s));
	column_take(c, ui_gap(ui));
	if (c->measures)
		return;
	ui_fill(ui, r, 4 * u, ui_pressed(ui, row.action, row.arg) ? TONE_pressed : TONE_sunk);
	ui_control(ui,
		(struct control){.r = r,
			.name = row.name,
			.label = row.text.n ? row.text : row.placeholder,
			.action = row.action,
			.arg = row.arg});
	struct rect in = rect_pad(r, 3 * u, 2 * u);
	ui_icon(ui, rect_centre(cut_right(&in, pencil), 5 * u, 5 * u), "edit", TONE_second);
	if (face) {
		ui_avatar(ui, rect_centre(cut_left(&in, face), face, face), row.face);
		cut_left(&in, 3 * u);
	}
	type.middle = true;
	ui_text(ui, in, text, type);
}

static void edit_goals(struct column *c, const struct agreement *a)
{
	struct shell *s = c->s;
	for (size_t i = 0; i < a->goal_count; i++) {
		const struct goal *g = &a->goals[i];
		struct str how = agreement_goal_words(s, g);
		words_row(c,
			(struct words_row){.name = "goal",
				.text = how.n ? shell_printf(s, "%.*s · %.*s", STR_FMT(g->text), STR_FMT(how))
					      : g->text,
				.face = g->person ? part_face(s, g->person)
						  : (struct avatar){.initials = STR("")},
				.action = EDIT_GOAL,
				.arg = g->id});
	}
	if (a->goal_count == GOALS_MAX)
		return;
	struct button more = {.name = "new-goal",
		.icon = "plus",
		.label = words(_("A goal")),
		.size = SIZE_BODY,
		.style = BUTTON_OUTLINE,
		.action = EDIT_GOAL};
	struct rect r = column_take(c, row_height(s));
	if (!c->measures)
		ui_button(s->ui, cut_left(&r, ui_button_width(s->ui, more) + 4 * ui_u(s->ui)), more);
}

static void edit_duties(struct column *c, const struct agreement_text *t)
{
	ident people[PARTNERS_MAX];
	size_t n = partnership_people(t->p, people, PARTNERS_MAX);
	for (size_t i = 0; i < n; i++)
		words_row(c,
			(struct words_row){.name = "duty",
				.text = agreement_duty(t->a, people[i]),
				/* Translators: a given name */
				.placeholder = shell_printf(
					c->s, _("What will %s do?"), part_given(c->s, people[i]).p),
				.face = part_face(c->s, people[i]),
				.action = EDIT_WORDS,
				.arg = edit_arg(PART_DUTY, people[i])});
}

static void edit_rules(struct column *c, const struct agreement *a)
{
	for (int i = 0; i < RULE_COUNT; i++) {
		tick_row(c,
			(struct tick_row){.name = "rule",
				.ticked = a->rules & 1u << i,
				.text = agreement_rule(c->s, i),
				.action = EDIT_RULE,
				.arg = i});
		column_take(c, ui_gap(c->s->ui));
	}
	words_row(c,
		(struct words_row){.name = "own-rules",
			.text = a->own_rules,
			.placeholder = words(_("A rule of your own, a line each")),
			.action = EDIT_WORDS,
			.arg = edit_arg(PART_OWN_RULES, 0)});
}

static void edit_rhythm(struct column *c, const struct agreement *a)
{
	struct ui *ui = c->s->ui;
	int columns = c->r.w < 150 * ui_u(ui) ? 2 : RHYTHM_COUNT, gap = ui_gap(ui);
	for (int i = 0; i < RHYTHM_COUNT; i += columns) {
		column_gap(c, i ? gap : 0);
		struct rect row = column_take(c, row_height(c->s));
		for (int k = i; !c->measures && k < i + columns && k < RHYTHM_COUNT; k++)
			ui_button(ui, rect_column(row, k - i, columns, gap),
				(struct button){.name = "rhythm",
					.label = words_rhythm_agreed((enum rhythm)k),
					.size = SIZE_BODY,
					.style = a->rhythm == (enum rhythm)k ? BUTTON_OUTLINE : BUTTON_PLAIN,
					.action = EDIT_RHYTHM,
					.arg = k});
	}
}

static void edit_review(struct column *c, const struct agreement *a)
{
	struct shell *s = c->s;
	struct ui *ui = s->ui;
	struct rect r = column_take(c, row_height(s));
	if (c->measures)
		return;
	struct rect minus = cut_left(&r, r.h),
		    value = cut_left(&r, r.w / 2 < 60 * ui_u(ui) ? r.w / 2 : 60 * ui_u(ui)),
		    plus = cut_left(&r, minus.h);
	part_step_key(s, minus, "minus", words(_("A week earlier")), EDIT_REVIEW, -1);
	part_step_key(s, plus, "plus", words(_("A week later")), EDIT_REVIEW, 1);
	ui_text(ui, value, a->review ? part_date(s, a->review) : words(_("Not settled")),
		(struct type){.size = SIZE_LABEL,
			.weight = WEIGHT_SEMIBOLD,
			.align = ALIGN_CENTRE,
			.middle = true,
			.shrink = true});
}

void agreement_edit(struct column *c, const void *of)
{
	const struct agreement_text *t = of;
	agreement_label(c, agreement_part_words(PART_OUTCOMES));
	words_row(c,
		(struct words_row){.name = "outcomes",
			.text = t->a->outcomes,
			.placeholder = words(_("What will be different when it has worked? A line each")),
			.action = EDIT_WORDS,
			.arg = edit_arg(PART_OUTCOMES, 0)});
	agreement_label(c, agreement_part_words(PART_COUNT));
	edit_goals(c, t->a);
	agreement_label(c, agreement_part_words(PART_DUTY));
	edit_duties(c, t);
	agreement_label(c, agreement_part_words(PART_RULES));
	edit_rules(c, t->a);
	agreement_label(c, agreement_part_words(PART_RHYTHM));
	edit_rhythm(c, t->a);
	agreement_label(c, agreement_part_words(PART_REVIEW));
	edit_review(c, t->a);
}

/* ---- what happens ---- */

void agreement_send(
	struct shell *s, const struct agreement *a, struct msg_agreement_set set, action act, int64_t arg)
{
	struct msg *m = shell_new_message(s, MSG_agreement_set);
	set.edition = a->edition;
	set.text = msg_str(m, set.text);
	m->u.agreement_set = set;
	shell_send(s, m, act, arg);
}

/* From nothing it is in three months; back past today it is nothing again. */
static int64_t step_review(struct shell *s, int64_t review, int64_t way)
{
	struct civil c = civil_from(review ? review : s->now.wall);
	if (!review && way < 0)
		return 0;
	c.day += review ? 7 * (int)way : 91;
	c.hour = c.minute = c.second = 0;
	int64_t next = civil_to(c);
	return next > s->now.wall ? next : 0;
}

bool agreement_edited(struct shell *s, const struct agreement *a, ident partnership, const struct ui_event *e)
{
	struct msg_agreement_set set = {.partnership = partnership};
	if (e->action == EDIT_RULE) {
		set.part = PART_RULES;
		set.number = (int64_t)(a->rules ^ 1u << e->arg);
	} else if (e->action == EDIT_RHYTHM) {
		set.part = PART_RHYTHM;
		set.number = e->arg;
	} else if (e->action == EDIT_REVIEW) {
		set.part = PART_REVIEW;
		set.number = step_review(s, a->review, e->arg);
	} else {
		return false;
	}
	agreement_send(s, a, set, e->action, e->arg);
	return true;
}
