#include "screens/agreement_text.h"

#include "core/content.h"

#define CHANGES_MAX 60

static const struct type label_type = {
	.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .tone = TONE_accent_dark, .lines = 2};
static const struct type text_type = {.size = SIZE_LABEL, .lines = 40};
static const struct type quiet_type = {.size = SIZE_BODY, .tone = TONE_second, .lines = 12};

struct str agreement_part_words(enum agreement_part part)
{
	static const char *const table[PART_COUNT + 1] = {N_("What we want out of this"),
		N_("What we keep to"), N_("Our own rules"), N_("How often we meet"),
		N_("We look at it again"), N_("Who does what"), N_("Our goals")};
	return words(_(table[part]));
}

struct str agreement_rule(struct shell *s, int rule)
{
	return content_for(core_config(s->core)->content, s->language)->rules[rule];
}

struct str agreement_goal_words(struct shell *s, const struct goal *g)
{
	if (g->measured)
		/* Translators: two numbers of a scale up to ten */
		return shell_printf(s, _("from %d to %d, of 10"), g->first, g->target);
	if (g->first_words.n && g->target_words.n)
		return shell_printf(
			s, _("from “%.*s” to “%.*s”"), STR_FMT(g->first_words), STR_FMT(g->target_words));
	return g->target_words.n ? g->target_words : g->first_words;
}

struct str agreement_duty(const struct agreement *a, ident person)
{
	for (size_t i = 0; i < a->duty_count; i++)
		if (a->duties[i].person == person)
			return a->duties[i].text;
	return STR("");
}

bool agreement_is_empty(const struct agreement *a)
{
	bool duties = false;
	for (size_t i = 0; i < a->duty_count; i++)
		duties |= a->duties[i].text.n > 0;
	return !a->outcomes.n && !a->own_rules.n && !a->rules && !a->goal_count && !duties && !a->rhythm &&
		!a->review;
}

void agreement_label(struct column *c, struct str text)
{
	int u = ui_u(c->s->ui);
	column_gap(c, 5 * u);
	column_text(c, text, label_type);
	column_take(c, u);
}

/* A small disc stands before the first line of a point. */
static void point(struct column *c, struct str text)
{
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), before = 4 * u, dot = u + u / 2;
	int h = ui_text_height(ui, c->r.w - before, text, text_type);
	struct rect r = column_take(c, h + u), sign = cut_left(&r, before);
	if (c->measures)
		return;
	sign.h = ui_line(ui, text_type);
	ui_fill(ui, (struct rect){sign.x, sign.y + (sign.h - dot) / 2, dot, dot}, dot, TONE_accent);
	ui_text(ui, r, text, text_type);
}

void agreement_lines(struct column *c, struct str lines)
{
	struct str line;
	while (str_split(&lines, '\n', &line))
		if (line.n)
			point(c, line);
}

static void duty(struct column *c, ident person, struct str text)
{
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), before = 12 * u, face = 9 * u,
	    h = ui_text_height(ui, c->r.w - before, text, text_type);
	struct rect r = column_take(c, (h > face ? h : face) + 2 * u);
	if (c->measures)
		return;
	struct rect sign = cut_left(&r, before);
	ui_avatar(ui, (struct rect){sign.x, sign.y, face, face}, part_face(c->s, person));
	if (h < face)
		r = (struct rect){r.x, r.y + (face - h) / 2, r.w, h};
	ui_text(ui, r, text, text_type);
}

static void goals(struct column *c, const struct agreement *a)
{
	for (size_t i = 0; i < a->goal_count; i++) {
		const struct goal *g = &a->goals[i];
		struct str how = agreement_goal_words(c->s, g);
		struct str whose = g->person ? part_given(c->s, g->person) : STR("");
		point(c,
			whose.n ? shell_printf(c->s, "%.*s: %.*s", STR_FMT(whose), STR_FMT(g->text))
				: g->text);
		struct column in = *c;
		in.r = rect_pad(c->r, 4 * ui_u(c->s->ui), 0);
		in.h = 0;
		column_text(&in, how, quiet_type);
		column_take(c, in.h + (in.h ? ui_u(c->s->ui) : 0));
	}
}

static void rules(struct column *c, const struct agreement *a)
{
	for (int i = 0; i < RULE_COUNT; i++)
		if (a->rules & 1u << i)
			point(c, agreement_rule(c->s, i));
	agreement_lines(c, a->own_rules);
}

void agreement_content(struct column *c, const void *of)
{
	const struct agreement_text *t = of;
	const struct agreement *a = t->a;
	if (a->outcomes.n) {
		agreement_label(c, agreement_part_words(PART_OUTCOMES));
		agreement_lines(c, a->outcomes);
	}
	if (a->goal_count) {
		agreement_label(c, agreement_part_words(PART_COUNT));
		goals(c, a);
	}
	bool first = true;
	for (size_t i = 0; i < a->duty_count; i++) {
		if (!a->duties[i].text.n)
			continue;
		if (first)
			agreement_label(c, agreement_part_words(PART_DUTY));
		first = false;
		duty(c, a->duties[i].person, a->duties[i].text);
	}
	if (a->rules || a->own_rules.n) {
		agreement_label(c, agreement_part_words(PART_RULES));
		rules(c, a);
	}
	if (a->rhythm) {
		agreement_label(c, agreement_part_words(PART_RHYTHM));
		column_text(c, words_rhythm_agreed(a->rhythm), text_type);
	}
	if (a->review) {
		agreement_label(c, agreement_part_words(PART_REVIEW));
		column_text(c, shell_printf(c->s, _("on %s"), part_date(c->s, a->review).p), text_type);
	}
}

/* ---- what differs ---- */

/* A side of a difference, gone or new, with its sign. */
static void side(struct column *c, struct str text, bool new)
{
	struct type type = new ? text_type : quiet_type;
	struct str line;
	if (!text.n)
		return;
	type.lines = 12;
	while (str_split(&text, '\n', &line))
		if (line.n)
			column_fact(
				c, new ? "plus" : "minus", new ? TONE_accent_dark : TONE_second, line, type);
	column_take(c, ui_u(c->s->ui));
}

static struct str number_words(struct shell *s, enum agreement_part part, int64_t number)
{
	if (part == PART_RHYTHM)
		return words_rhythm_agreed((enum rhythm)number);
	return number ? part_date(s, number) : words(_("Not settled"));
}

static void rules_changed(struct column *c, const struct difference *d)
{
	for (int i = 0; i < RULE_COUNT; i++) {
		bool before = d->number_before >> i & 1, after = d->number_after >> i & 1;
		if (before != after)
			side(c, agreement_rule(c->s, i), after);
	}
}

static struct str goal_whole(struct shell *s, const struct goal *g)
{
	if (!g)
		return STR("");
	struct str how = agreement_goal_words(s, g);
	return how.n ? shell_printf(s, "%.*s (%.*s)", STR_FMT(g->text), STR_FMT(how)) : g->text;
}

static void difference(struct column *c, const struct difference *d)
{
	if (d->part == PART_RULES) {
		rules_changed(c, d);
	} else if (d->part == PART_COUNT) {
		side(c, goal_whole(c->s, d->goal_before), false);
		side(c, goal_whole(c->s, d->goal_after), true);
	} else if (d->part == PART_RHYTHM || d->part == PART_REVIEW) {
		side(c, number_words(c->s, d->part, d->number_before), false);
		side(c, number_words(c->s, d->part, d->number_after), true);
	} else {
		side(c, d->before, false);
		side(c, d->after, true);
	}
}

void agreement_changes(struct column *c, const void *of)
{
	const struct agreement_text *t = of;
	static struct difference list[CHANGES_MAX]; /* main thread only */
	size_t n = core_agreement_changes(c->s->core, t->p->id, t->a->version, list, CHANGES_MAX);
	if (!n)
		column_text(c, words(_("It reads as the version before.")), quiet_type);
	for (size_t i = 0; i < n; i++) {
		struct str label = agreement_part_words(list[i].part);
		if (list[i].part == PART_DUTY)
			label = shell_printf(
				c->s, "%.*s: %.*s", STR_FMT(label), STR_FMT(part_given(c->s, list[i].of)));
		if (!i || list[i].part != list[i - 1].part || list[i].part == PART_DUTY)
			agreement_label(c, label);
		difference(c, &list[i]);
	}
}
