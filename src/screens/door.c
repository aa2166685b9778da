#include "screens/door.h"

#include "core/content.h"
#include "core/programme.h"
#include "core/quiz.h"
#include "core/survey.h"
#include "screens/partnership_words.h"

#define PARTNERSHIPS_MAX 16
#define REMINDED_AFTER (7 * DAY) /* of an agreement that nobody has begun */

struct door {
	struct shell *s;
	struct door_item *out;
	int count;
	ident person;
};

static void add(struct door *d, struct door_item item)
{
	if (d->count < DOOR_MAX)
		d->out[d->count++] = item;
}

static struct str with_words(struct door *d, const struct partnership *p)
{
	struct str others = part_partnership_others(d->s, p, d->person);
	return p->name.n ? p->name
			 : shell_printf(d->s, _("with %s"), arena_str(ui_arena(d->s->ui), others).p);
}

static void add_proposed(struct door *d)
{
	const struct partnership *all[PARTNERSHIPS_MAX];
	size_t n = core_partnerships(d->s->core, d->person, all, PARTNERSHIPS_MAX);
	for (size_t i = 0; i < n; i++) {
		const struct partner *me = partnership_partner(all[i], d->person);
		if (all[i]->state == PARTNERSHIP_PROPOSED && me && me->consent == CONSENT_NONE)
			add(d,
				(struct door_item){.kind = DOOR_YES,
					.of = all[i]->id,
					.text = words(_("You are asked to learn together")),
					.below = with_words(d, all[i])});
	}
}

static void add_actions(struct door *d, const struct ticks *kept)
{
	for (size_t i = 0; i < kept->count; i++) {
		const struct action *a = core_action(d->s->core, kept->action[i]);
		if (!a)
			continue;
		struct arena *mem = ui_arena(d->s->ui);
		add(d,
			(struct door_item){.kind = DOOR_ACTION,
				.of = a->id,
				.count = core_action_state(d->s->core, a, 0) != SETTLE_OPEN,
				.text = a->text,
				.below = a->due ? shell_printf(d->s, _("You promised it by %s"),
							  words_day(mem, a->due, d->s->now.wall).p)
						: words(_("You promised it"))});
	}
}

static void add_goal(struct door *d)
{
	struct follow_up up;
	struct agreement a;
	if (!core_follow_up(d->s->core, d->person, d->s->now.wall, &up) ||
		!core_agreement(d->s->core, up.partnership, -1, &a))
		return;
	for (size_t i = 0; i < a.goal_count; i++)
		if (a.goals[i].id == up.goal)
			add(d,
				(struct door_item){.kind = DOOR_GOAL,
					.of = up.goal,
					.also = up.partnership,
					.text = a.goals[i].text,
					.below = words(_("Your goal: how far are you?"))});
}

static void add_quiz(struct door *d, ident session)
{
	struct quiz_question due[8];
	size_t n = session ? core_quiz_session(d->s->core, session, d->s->now.wall, due, 8) : 0;
	if (n)
		add(d,
			(struct door_item){.kind = DOOR_QUIZ,
				.of = session,
				.text = words(_("A minute of quiz")),
				.below = shell_printf(d->s,
					ngettext("%d question of yours is back",
						"%d questions of yours are back", n),
					(int)n)});
}

static void add_surveys(struct door *d)
{
	const struct survey *asked[8];
	size_t n = core_surveys_asked(d->s->core, d->person, asked, 8);
	for (size_t i = 0; i < n; i++) {
		if (asked[i]->programme) /* a programme's own has the step's row */
			continue;
		const struct instrument *form = content_instrument(
			core_config(d->s->core)->content, d->s->language, asked[i]->instrument);
		const struct partnership *p = core_partnership(d->s->core, asked[i]->partnership);
		if (form && p)
			add(d,
				(struct door_item){.kind = DOOR_SURVEY,
					.of = asked[i]->id,
					.text = form->title,
					.below = with_words(d, p)});
	}
}

/* What to do next, in the words of the programme, and which of its steps that is. */
static void add_step(struct door *d)
{
	struct programme_next next;
	if (!core_programme_next(d->s->core, d->person, d->s->now.wall, &next))
		return;
	const struct course_step *step =
		&content_for(core_config(d->s->core)->content, d->s->language)->course[next.step];
	struct str text = step->title;
	for (int i = 0; i < step->part_count; i++)
		if (step->parts[i].part == next.part)
			text = step->parts[i].words;
	add(d,
		(struct door_item){.kind = DOOR_STEP,
			.of = next.programme,
			.text = text,
			.below = shell_printf(d->s, _("Your programme: %.*s"), STR_FMT(step->title))});
}

static void add_agreements(struct door *d)
{
	const struct partnership *all[PARTNERSHIPS_MAX];
	size_t n = core_partnerships(d->s->core, d->person, all, PARTNERSHIPS_MAX);
	for (size_t i = 0; i < n; i++) {
		enum agreement_state state = core_agreement_state(d->s->core, all[i]->id, d->s->now.wall);
		bool meets = all[i]->state == PARTNERSHIP_ACTIVE || all[i]->state == PARTNERSHIP_AGREED;
		bool fresh = state == AGREEMENT_NONE && d->s->now.wall - all[i]->created < REMINDED_AFTER;
		if (!meets || state == AGREEMENT_IN_FORCE || fresh)
			continue;
		add(d,
			(struct door_item){.kind = DOOR_AGREEMENT,
				.of = all[i]->id,
				.text = state == AGREEMENT_REVIEW_DUE
					? words(_("Time to look at your agreement again"))
					: state == AGREEMENT_NONE
					? words(_("An agreement would help: ten minutes"))
					: words(_("Your agreement waits to be confirmed")),
				.below = with_words(d, all[i])});
	}
}

int door_items(struct shell *s, ident person, ident session, const struct ticks *kept,
	struct door_item out[DOOR_MAX])
{
	struct door d = {.s = s, .out = out, .person = person};
	add_proposed(&d);
	add_quiz(&d, session);
	add_actions(&d, kept);
	add_goal(&d);
	add_step(&d);
	add_surveys(&d);
	add_agreements(&d);
	return d.count;
}

/* ---- a row ---- */

void door_row(struct column *c, const struct door_item *item, action act, int64_t arg)
{
	static const struct {
		const char *name, *icon;
	} looks[DOOR_KINDS] = {{"asked", "people"}, {"action", "action"}, {"goal", "star"},
		{"quiz", "question"}, {"survey", "edit"}, {"step", "book"}, {"agreement", "decision"}};
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), sign = 8 * u;
	struct type text = {.size = SIZE_BODY,
		.weight = WEIGHT_MEDIUM,
		.lines = c->fixed ? 1 : 2,
		.shrink = true,
		.may_cut = true};
	struct type below = {.size = SIZE_SMALL, .tone = TONE_second, .shrink = true, .may_cut = true};
	if (item->kind == DOOR_ACTION) {
		tick_row(c,
			(struct tick_row){.name = "action",
				.ticked = item->count,
				.text = item->text,
				.below = item->below,
				.action = act,
				.arg = arg});
		return;
	}
	int w = c->r.w - sign - 3 * u - 7 * u, h1 = ui_text_height(ui, w, item->text, text);
	int least = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u, h = h1 + ui_line(ui, below) + 2 * u;
	struct rect r = column_row(c, h > least ? h : least);
	if (c->measures)
		return;
	if (ui_pressed(ui, act, arg))
		ui_fill(ui, (struct rect){r.x - 2 * u, r.y, r.w + 4 * u, r.h}, 3 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r,
			.name = looks[item->kind].name,
			.label = item->text,
			.action = act,
			.arg = arg});
	ui_icon(ui, rect_centre(cut_left(&r, sign), 6 * u, 6 * u), looks[item->kind].icon, TONE_accent_dark);
	cut_left(&r, 3 * u);
	ui_icon(ui, rect_centre(cut_right(&r, 5 * u), 5 * u, 5 * u), "arrow-right", TONE_second);
	cut_right(&r, 2 * u);
	r = rect_centre(r, w, h1 + ui_line(ui, below));
	ui_text(ui, cut_top(&r, h1), item->text, text);
	ui_text(ui, r, item->below, below);
}

/* ---- where it leads ---- */

void door_touch(struct shell *s, ident person, const struct door_item *item, action act)
{
	if (item->kind == DOOR_ACTION)
		ticks_touch(s, item->of, act);
	else if (item->kind == DOOR_GOAL)
		shell_go(s, (struct place){SCREEN_goal, item->of, item->also});
	else if (item->kind == DOOR_QUIZ)
		shell_go(s, (struct place){SCREEN_quiz, item->of, 0});
	else if (item->kind == DOOR_STEP)
		shell_go(s, (struct place){SCREEN_programme, item->of, person});
	else if (item->kind == DOOR_SURVEY)
		shell_go(s, (struct place){SCREEN_survey, item->of, person});
	else if (item->kind == DOOR_AGREEMENT)
		shell_go(s, (struct place){SCREEN_agreement, item->of, 0});
	else
		shell_go(s, (struct place){SCREEN_partnership, item->of, person});
}
