#include "screens/partnership_cards.h"

#include "core/content.h"
#include "core/programme.h"
#include "core/quiz.h"
#include "screens/goal_row.h"
#include "screens/partnership_menu.h"

#define TICKS_SHOWN 6

static const struct type body_type = {.size = SIZE_BODY, .lines = 6};
static const struct type quiet_type = {.size = SIZE_BODY, .tone = TONE_second, .lines = 6};
static const struct type small_type = {.size = SIZE_SMALL, .tone = TONE_second, .lines = 3};

static int touch_height(struct shell *s)
{
	int u = ui_u(s->ui);
	return ui_touch(s->ui) > 12 * u ? ui_touch(s->ui) : 12 * u;
}

/* ---- somebody has yet to say whether they want to ---- */

static void answer_row(struct column *c, ident person)
{
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), h = touch_height(c->s);
	struct button yes = {.name = "yes",
		.label = words(_("Yes, I do")),
		.size = SIZE_BODY,
		.style = BUTTON_ACCENT,
		.action = CARD_ANSWER,
		.arg = person,
		.pending_since = shell_pending(c->s, CARD_ANSWER, person)};
	struct button no = {.name = "no",
		.label = words(_("No")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = CARD_ANSWER,
		.arg = -person,
		.pending_since = shell_pending(c->s, CARD_ANSWER, -person)};
	int w1 = ui_button_width(ui, yes), w2 = ui_button_width(ui, no), gap = ui_gap(ui);
	bool beside = c->r.w - w1 - w2 - gap > 60 * u;
	struct rect r = column_take(c, h), row = r;
	if (!beside) {
		column_gap(c, ui_gap(ui));
		row = column_take(c, h);
	}
	if (c->measures)
		return;
	ui_button(ui, cut_right(&row, w1), yes);
	cut_right(&row, gap);
	ui_button(ui, cut_right(&row, w2), no);
	if (beside)
		r.w = row.w - 2 * u;
	ui_avatar(ui, rect_centre(cut_left(&r, 11 * u), 11 * u, 11 * u), part_face(c->s, person));
	cut_left(&r, 3 * u);
	ui_text(ui, r, part_name(c->s, person),
		(struct type){.size = SIZE_LABEL,
			.weight = WEIGHT_SEMIBOLD,
			.middle = true,
			.shrink = true,
			.may_cut = true});
}

void card_question(struct column *c, const void *of)
{
	const struct partnership_card *card = of;
	int u = ui_u(c->s->ui);
	column_heading(c, words(_("Do you want to learn together?")), STR(""), TONE_ink, TONE_sunk);
	column_gap(c, u);
	column_text(c, words(_("Nobody is paired without their own yes. A no ends it, and needs no reason.")),
		quiet_type);
	for (size_t i = 0; i < card->p->count; i++) {
		const struct partner *one = &card->p->partners[i];
		if (one->left || one->consent != CONSENT_NONE)
			continue;
		column_gap(c, ui_gap(c->s->ui));
		answer_row(c, one->person);
	}
}

void card_paused(struct column *c, const void *of)
{
	(void)of;
	struct ui *ui = c->s->ui;
	int u = ui_u(ui);
	struct button on = {.name = "resume",
		.icon = "play",
		.label = words(_("Go on")),
		.size = SIZE_BODY,
		.style = BUTTON_ACCENT,
		.action = MENU_RESUME,
		.pending_since = shell_pending(c->s, MENU_RESUME, 0)};
	column_heading(c, words(_("You are taking a break")), STR(""), TONE_ink, TONE_sunk);
	column_gap(c, u);
	column_text(c, words(_("Everything is kept as it was.")), quiet_type);
	column_gap(c, 3 * u);
	struct rect r = column_take(c, touch_height(c->s));
	if (!c->measures)
		ui_button(ui, cut_left(&r, ui_button_width(ui, on)), on);
}

void card_ended(struct column *c, const void *of)
{
	const struct partnership_card *card = of;
	column_heading(c, words(_("This partnership has ended")), STR(""), TONE_ink, TONE_sunk);
	column_gap(c, ui_u(c->s->ui));
	if (card->p->ended_why.n)
		column_text(c, card->p->ended_why, quiet_type);
	column_text(c, words(_("What you wrote stays yours to read.")), quiet_type);
}

/* ---- nobody of them is here ---- */

void card_closed(struct column *c, const void *of)
{
	(void)of;
	column_fact(c, "lock", TONE_second, words(_("What you agreed and wrote is yours")),
		(struct type){.size = SIZE_LABEL, .weight = WEIGHT_BOLD, .lines = 2});
	column_gap(c, ui_u(c->s->ui));
	column_text(c,
		words(_("It opens here as soon as one of you has checked in, and at any time on your own phone.")),
		quiet_type);
}

/* ---- the agreement ---- */

static struct str agreement_words(
	struct shell *s, const struct partnership *p, const struct agreement *a, enum agreement_state state)
{
	switch (state) {
	case AGREEMENT_NONE:
		return words(_(
			"Nothing is written down yet. Ten minutes together are enough for a first one: what you want out of this, how often you meet, what you keep to."));
	case AGREEMENT_DRAFT:
		return words(_("It is written. Read it together once more, then each of you confirms it."));
	case AGREEMENT_WAITS:
		return shell_printf(s, _("Waiting for %s to confirm it."),
			arena_str(ui_arena(s->ui), part_waits_for(s, p, a)).p);
	case AGREEMENT_REVIEW_DUE:
		return shell_printf(s,
			_("You wanted to look at it again on %s. Does it still say what you want?"),
			part_date(s, a->review).p);
	default:
		return shell_printf(
			s, _("Confirmed by %s."), arena_str(ui_arena(s->ui), part_confirmed_by(s, p, a)).p);
	}
}

static void agreement_people(struct column *c, const struct partnership *p, const struct agreement *a)
{
	struct avatar faces[PARTNER_AVATARS_MAX];
	int n = part_partner_avatars(c->s, p, a, faces), u = ui_u(c->s->ui);
	column_gap(c, 2 * u);
	struct rect r = column_take(c, 12 * u);
	if (!c->measures)
		ui_avatars(c->s->ui, r, faces, n);
}

/* What a touch on the card is for. */
static void agreement_way(struct column *c, enum agreement_state state)
{
	static const char *const ways[] = {N_("Write it together"), N_("Read and confirm"),
		N_("Read and confirm"), N_("Read it"), N_("Look at it together")};
	struct type type = {
		.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .tone = TONE_accent_dark, .lines = 2};
	column_gap(c, 2 * ui_u(c->s->ui));
	column_fact(c, "arrow-right", TONE_accent_dark, words(_(ways[state])), type);
}

void card_agreement(struct column *c, const void *of)
{
	const struct partnership_card *card = of;
	struct shell *s = c->s;
	int u = ui_u(s->ui);
	struct agreement a = {0};
	enum agreement_state state = core_agreement_state(s->core, card->p->id, s->now.wall);
	bool warm = state == AGREEMENT_REVIEW_DUE, good = state == AGREEMENT_IN_FORCE;
	core_agreement(s->core, card->p->id, 0, &a);
	column_heading(c, words(_("Our agreement")), words_agreement_state(state),
		warm           ? TONE_warm
			: good ? TONE_accent_dark
			       : TONE_second,
		warm           ? TONE_warm_soft
			: good ? TONE_accent_soft
			       : TONE_sunk);
	column_gap(c, u);
	column_text(c, agreement_words(s, card->p, &a, state),
		state == AGREEMENT_IN_FORCE ? body_type : quiet_type);
	if (state == AGREEMENT_WAITS || state == AGREEMENT_IN_FORCE)
		agreement_people(c, card->p, &a);
	if (state == AGREEMENT_IN_FORCE && a.review) {
		column_gap(c, 2 * u);
		column_fact(c, "calendar", TONE_second,
			shell_printf(s, _("To be looked at again on %s"), part_date(s, a.review).p),
			small_type);
	}
	agreement_way(c, state);
}

/* ---- the programme whose group they are ---- */

void card_programme(struct column *c, const void *of)
{
	struct shell *s = c->s;
	const struct programme *p =
		core_programme(s->core, ((const struct partnership_card *)of)->p->programme);
	const struct content_language *l = content_for(core_config(s->core)->content, s->language);
	if (!p || !l)
		return;
	bool over = p->step >= PROGRAMME_STEPS;
	column_heading(c, words(_("Our programme")),
		over ? words(_("over")) : shell_printf(s, _("Step %d of %d"), p->step + 1, PROGRAMME_STEPS),
		TONE_accent_dark, TONE_accent_soft);
	column_gap(c, ui_u(s->ui));
	if (!over)
		column_text(c, l->course[p->step].title, body_type);
	column_gap(c, 2 * ui_u(s->ui));
	column_fact(c, "arrow-right", TONE_accent_dark, words(_("See the way")),
		(struct type){
			.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .tone = TONE_accent_dark, .lines = 2});
}

/* ---- goals ---- */

void card_goals(struct column *c, const void *of)
{
	const struct partnership_card *card = of;
	struct agreement a = {0};
	int u = ui_u(c->s->ui);
	core_agreement(c->s->core, card->p->id, 0, &a);
	column_heading(c, words(_("Our goals")), STR(""), TONE_ink, TONE_sunk);
	column_gap(c, u);
	if (!a.goal_count)
		column_text(c,
			words(_("None yet. They stand in the agreement, and here you see how far you are.")),
			quiet_type);
	for (size_t i = 0; i < a.goal_count; i++) {
		if (i) {
			struct rect line = column_take(c, ui_gap(c->s->ui));
			if (!c->measures)
				ui_line_across(c->s->ui, line);
		}
		goal_row(c, &a.goals[i], CARD_GOAL);
	}
}

/* ---- what was promised, and the meetings ---- */

void card_actions(struct column *c, const void *of)
{
	const struct partnership_card *card = of;
	int u = ui_u(c->s->ui);
	column_heading(c, words(_("What we promised")), STR(""), TONE_ink, TONE_sunk);
	column_gap(c, u);
	size_t all = ticks_draw(c, card->ticks, TICKS_SHOWN, true, CARD_TICK);
	if (!all)
		column_text(c, words(_("Nothing is open.")), quiet_type);
	if (all > TICKS_SHOWN)
		column_text(c,
			shell_printf(c->s,
				ngettext("and %d more", "and %d more", (unsigned long)(all - TICKS_SHOWN)),
				(int)(all - TICKS_SHOWN)),
			small_type);
}

void card_sessions(struct column *c, const void *of)
{
	const struct partnership_card *card = of;
	struct shell *s = c->s;
	int u = ui_u(s->ui);
	struct type next = {.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .lines = 2};
	column_heading(c, words(_("Our meetings")), STR(""), TONE_ink, TONE_sunk);
	column_gap(c, u);
	column_fact(c, "calendar", TONE_accent_dark,
		card->sessions.next ? shell_printf(s, _("Next: %s"),
					      words_when(ui_arena(s->ui), card->sessions.next, s->now.wall).p)
				    : words(_("The next one is not settled yet")),
		next);
	if (!card->sessions.held)
		return;
	column_gap(c, u);
	column_fact(c, "check", TONE_second,
		card->sessions.last
			? shell_printf(s,
				  ngettext("%d meeting so far, on %s", "%d meetings so far, the last on %s",
					  (unsigned long)card->sessions.held),
				  card->sessions.held, part_date(s, card->sessions.last).p)
			: shell_printf(s,
				  ngettext("%d meeting so far", "%d meetings so far",
					  (unsigned long)card->sessions.held),
				  card->sessions.held),
		small_type);
}

void card_questions(struct column *c, const void *of)
{
	const struct partnership_card *card = of;
	struct shell *s = c->s;
	struct quiz_question due[8];
	size_t all = core_quiz_count(s->core, card->p->id);
	size_t now =
		card->sessions.on ? core_quiz_session(s->core, card->sessions.on, s->now.wall, due, 8) : 0;
	column_heading(c, words(_("Our questions")), STR(""), TONE_ink, TONE_sunk);
	column_gap(c, ui_u(s->ui));
	if (!all) {
		column_text(c, words(_("A line of your notes that is marked as a question comes back here.")),
			quiet_type);
		return;
	}
	column_text(c,
		shell_printf(s, ngettext("%d question from your notes", "%d questions from your notes", all),
			(int)all),
		body_type);
	if (now) {
		column_gap(c, ui_u(s->ui));
		column_fact(c, "arrow-right", TONE_accent_dark,
			shell_printf(
				s, ngettext("%d is back: a minute", "%d are back: a minute", now), (int)now),
			(struct type){.size = SIZE_BODY,
				.weight = WEIGHT_SEMIBOLD,
				.tone = TONE_accent_dark,
				.lines = 2});
	}
}
