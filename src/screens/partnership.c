/* A partnership: who learns with whom, what they agreed, how far they are, what they promised. Cards in two
 * columns, the more important ones where reading begins; upright all of them are one column. */
#include "core/content.h"
#include "core/quiz.h"
#include "core/survey.h"
#include "screens/partnership_cards.h"
#include "screens/partnership_menu.h"

enum { CODE = CARD_LAST };

struct state {
	struct ticks ticks;
	struct menu menu;
};

static const struct partnership *shown(const struct shell *s)
{
	return core_partnership(s->core, s->place.a);
}

/* ---- what is read ---- */

static void find_actions(struct shell *s, struct state *st, const struct partnership *p)
{
	const struct action *open[TICKS_MAX];
	ticks_add(&st->ticks, open, core_partnership_actions(s->core, p->id, open, TICKS_MAX));
}

/* What they wrote is shown while one of them is here: the screen hangs on a wall. Whoever was led here from
 * their own check-in, or has just begun it, is. */
static bool opens(struct shell *s, const struct partnership *p)
{
	const struct session *today[64];
	size_t n = core_today(s->core, s->now.wall, today, sizeof today / sizeof *today);
	for (size_t i = 0; i < n; i++) {
		const struct member *members[SESSION_MEMBERS_MAX];
		size_t count = core_members(s->core, today[i]->id, members, SESSION_MEMBERS_MAX);
		for (size_t k = 0; k < count; k++)
			if (partnership_has(p, members[k]->person) && member_is_here(s->core, members[k]))
				return true;
	}
	return s->place.b && partnership_has(p, s->place.b);
}

static void enter(struct shell *s, void *state)
{
	const struct partnership *p = shown(s);
	if (!p)
		return;
	find_actions(s, state, p);
	if (opens(s, p))
		part_ask_code(s, p->id);
}

static void changed(struct shell *s, void *state)
{
	const struct partnership *p = shown(s);
	if (p)
		find_actions(s, state, p);
}

static bool asks(const struct partnership *p)
{
	bool some = false;
	for (size_t i = 0; i < p->count; i++)
		some |= !p->partners[i].left && p->partners[i].consent == CONSENT_NONE;
	return p->state == PARTNERSHIP_PROPOSED && some;
}

/* ---- who it is ---- */

/* A person with what they are in it. */
static void draw_partner(struct shell *s, struct rect r, const struct partner *one)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), size = r.h < 13 * u ? r.h : 13 * u;
	struct type name = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .shrink = true, .may_cut = true};
	struct type below = {.size = SIZE_SMALL, .tone = TONE_second, .shrink = true, .may_cut = true};
	const struct person *p = core_person(s->core, one->person);
	struct str standing = words_standing(one->standing);
	below.may_cut = !standing.n;
	if (!standing.n && p)
		standing = core_organisation_name(s->core, p->organisation);
	ui_avatar(ui, rect_centre(cut_left(&r, size), size, size), part_face(s, one->person));
	cut_left(&r, 3 * u);
	r = rect_centre(r, r.w, ui_line(ui, name) + (standing.n ? ui_line(ui, below) : 0));
	ui_text(ui, cut_top(&r, ui_line(ui, name)), part_name(s, one->person), name);
	ui_text(ui, r, standing, below);
}

static int people_columns(struct shell *s, int w, int count)
{
	int most = w / (54 * ui_u(s->ui));
	most = most < 1 ? 1 : most;
	return count < most ? count : most;
}

static void people_content(struct column *c, const void *of)
{
	const struct partnership *p = ((const struct partnership_card *)of)->p;
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), n = 0, gap = 4 * u;
	const struct partner *members[PARTNERS_MAX];
	for (size_t i = 0; i < p->count; i++)
		if (!p->partners[i].left && n < PARTNERS_MAX)
			members[n++] = &p->partners[i];
	int columns = people_columns(c->s, c->r.w, n ? n : 1);
	for (int i = 0; i < n; i += columns) {
		column_gap(c, 2 * u);
		struct rect row = column_take(c, 15 * u);
		for (int k = i; !c->measures && k < n && k < i + columns; k++)
			draw_partner(c->s, rect_column(row, k - i, columns, gap), members[k]);
	}
	if (p->purpose.n) {
		column_gap(c, 3 * u);
		column_text(c, p->purpose,
			(struct type){
				.size = SIZE_LABEL, .weight = WEIGHT_MEDIUM, .lines = 4, .may_cut = true});
	}
}

/* ---- the columns ---- */

#define CARDS_MAX 8

struct cards {
	struct column_card list[CARDS_MAX];
	int count;
};

static void add(struct cards *cards, struct column_card card)
{
	cards->list[cards->count++] = card;
}

static void main_cards(struct cards *cards, const struct partnership_card *of)
{
	add(cards, (struct column_card){.content = people_content, .of = of});
	if (!of->open && of->p->state != PARTNERSHIP_PROPOSED)
		add(cards, (struct column_card){.content = card_closed, .of = of});
	if (asks(of->p))
		add(cards, (struct column_card){.content = card_question, .of = of});
	if (of->p->state == PARTNERSHIP_PAUSED)
		add(cards, (struct column_card){.content = card_paused, .of = of});
	bool ended = of->p->state == PARTNERSHIP_ENDED;
	if (ended)
		add(cards, (struct column_card){.content = card_ended, .of = of});
	if (of->p->state == PARTNERSHIP_PROPOSED || !of->open || (ended && !of->agreed))
		return;
	add(cards,
		(struct column_card){.content = card_agreement,
			.of = of,
			.name = "agreement",
			.label = words(_("Our agreement")),
			.action = CARD_AGREEMENT});
	add(cards, (struct column_card){.content = card_goals, .of = of});
}

static void side_cards(struct cards *cards, const struct partnership_card *of)
{
	if (of->p->programme)
		add(cards,
			(struct column_card){.content = card_programme,
				.of = of,
				.name = "programme",
				.label = words(_("Our programme")),
				.action = CARD_PROGRAMME,
				.arg = of->p->programme});
	if (of->p->state == PARTNERSHIP_PROPOSED || of->p->state == PARTNERSHIP_ENDED)
		return;
	add(cards,
		(struct column_card){.content = card_sessions,
			.of = of,
			.name = "session",
			.label = words(_("Our meetings")),
			.action = of->sessions.on ? CARD_SESSION : 0,
			.arg = of->sessions.on});
	if (!of->open)
		return;
	add(cards, (struct column_card){.content = card_actions, .of = of});
	add(cards,
		(struct column_card){.content = card_questions,
			.of = of,
			.name = "quiz",
			.label = words(_("Our questions")),
			.action = of->quiz ? CARD_QUIZ : 0,
			.arg = of->sessions.on});
}

static int cards_height(struct shell *s, int w, const struct cards *cards)
{
	struct column c = {.s = s, .r = {0, 0, w, 0}, .measures = true};
	for (int i = 0; i < cards->count; i++)
		column_card(&c, cards->list[i]);
	return c.h;
}

static void cards_draw(struct shell *s, struct rect r, const struct cards *cards)
{
	struct column c = {.s = s, .r = r};
	for (int i = 0; i < cards->count; i++)
		column_card(&c, cards->list[i]);
}

static int code_height(struct shell *s)
{
	int u = ui_u(s->ui), least = 26 * u;
	return least > ui_touch(s->ui) ? least : ui_touch(s->ui);
}

/* It makes a phone that of one of them, so it is shown only to them. */
static void draw_code(struct shell *s, struct rect r, const struct partnership *p)
{
	part_code_small(s, r, p->id, words(_("Open it on your phone")), CODE);
}

/* The columns scroll together; the code stands at the end of the second. */
static void draw_cards(struct shell *s, struct rect r, const struct partnership_card *of)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u, code = of->open ? code_height(s) : 0;
	struct cards first = {0}, second = {0};
	struct rect area = {r.x - u, r.y - u, r.w + 2 * u, r.h + u + (ui_upright(ui) ? 0 : 6 * u)};
	main_cards(&first, of);
	side_cards(&second, of);
	bool columns = !ui_upright(ui);
	struct rect left = {0, 0, columns ? (r.w - gap) * 56 / 100 : r.w, 0},
		    right = {0, 0, columns ? r.w - gap - left.w : r.w, 0};
	bool runs = of->p->state != PARTNERSHIP_PROPOSED && of->p->state != PARTNERSHIP_ENDED;
	if (of->open && runs) { /* where there is more room */
		bool right_is_shorter = cards_height(s, right.w, &second) < cards_height(s, left.w, &first);
		add(right_is_shorter ? &second : &first,
			(struct column_card){.content = card_health, .of = of});
	}
	left.h = cards_height(s, left.w, &first);
	right.h = cards_height(s, right.w, &second) + (second.count ? gap : 0) + code;
	int all = columns ? (left.h > right.h ? left.h : right.h) : left.h + gap + right.h;
	struct rect in = rect_pad(ui_scroll(ui, area, "partnership", all + 8 * u), u, u);
	left.x = in.x, left.y = in.y;
	right.x = columns ? in.x + left.w + gap : in.x;
	right.y = columns ? in.y : in.y + left.h + gap;
	cards_draw(s, left, &first);
	if (of->open)
		draw_code(s, cut_bottom(&right, code), of->p);
	cards_draw(s, right, &second);
	ui_scroll_end(ui);
}

/* ---- the screen ---- */

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	const struct partnership *p = shown(s);
	struct rect body = shell_frame(s,
		(struct frame){.title = p ? part_partnership_name(s, p) : STR(""),
			.subtitle = p ? words_model(p->model) : STR(""),
			.change = p && p->state != PARTNERSHIP_ENDED ? MENU_TOGGLE : 0,
			.change_name = "menu",
			.change_label = words(_("Change, pause or end it"))});
	if (!p) {
		part_empty(s, body, "people", words(_("This partnership is not here any more")), STR(""));
		return;
	}
	if (menu_draw(s, &body, &st->menu, p))
		return;
	struct quiz_question due[1];
	struct partnership_card of = {.p = p,
		.person = s->place.b,
		.ticks = &st->ticks,
		.open = opens(s, p),
		.sessions = core_partnership_sessions(s->core, p->id, s->now.wall),
		.agreed = core_agreement_state(s->core, p->id, s->now.wall) != AGREEMENT_NONE};
	of.quiz = of.sessions.on && core_quiz_session(s->core, of.sessions.on, s->now.wall, due, 1) > 0;
	draw_cards(s, body, &of);
}

static void send_withdraw(struct shell *s, ident survey)
{
	struct msg *m = shell_new_message(s, MSG_survey_withdraw);
	m->u.survey_withdraw.survey = survey;
	shell_send(s, m, CARD_WITHDRAW, survey);
}

static void put_to_them(struct shell *s, ident survey)
{
	struct msg *undo = shell_new_message(s, MSG_survey_withdraw);
	undo->u.survey_withdraw.survey = survey;
	shell_toast_undo(s, words(_("It is there for each of you to answer.")), undo);
}

static void answer(struct shell *s, int64_t arg)
{
	struct msg *m = shell_new_message(s, MSG_partnership_answer);
	m->u.partnership_answer = (struct msg_partnership_answer){.partnership = s->place.a,
		.person = arg < 0 ? -arg : arg,
		.answer = arg < 0 ? CONSENT_NO : CONSENT_YES};
	shell_send(s, m, CARD_ANSWER, arg);
}

static ident newest_form(struct shell *s)
{
	const struct survey *all[1];
	return core_surveys(s->core, s->place.a, all, 1) ? all[0]->id : 0;
}

static void check_health(struct shell *s)
{
	struct msg *m = shell_new_message(s, MSG_survey_open);
	m->u.survey_open = (struct msg_survey_open){
		.partnership = s->place.a, .instrument = msg_str(m, STR(INSTRUMENT_HEALTHY))};
	shell_send(s, m, CARD_CHECK, 0);
}

static void touched(struct shell *s, struct state *st, const struct ui_event *e)
{
	ident of = s->place.a;
	if (menu_touch(s, &st->menu, shown(s), e))
		return;
	if (e->action == CARD_AGREEMENT)
		shell_go(s, (struct place){SCREEN_agreement, of, 0});
	else if (e->action == CARD_GOAL)
		shell_go(s, (struct place){SCREEN_goal, e->arg, of});
	else if (e->action == CARD_SESSION)
		shell_go(s, (struct place){SCREEN_session, e->arg, 0});
	else if (e->action == CARD_QUIZ)
		shell_go(s, (struct place){SCREEN_quiz, e->arg, 0});
	else if (e->action == CARD_FORM && newest_form(s))
		shell_go(s, (struct place){SCREEN_survey, newest_form(s), e->arg});
	else if (e->action == CARD_PROGRAMME)
		shell_go(s, (struct place){SCREEN_programme, e->arg, s->place.b});
	else if (e->action == CARD_FOUND)
		shell_go(s, (struct place){SCREEN_results, e->arg, 0});
	else if (e->action == CARD_CHECK)
		check_health(s);
	else if (e->action == CARD_WITHDRAW)
		send_withdraw(s, e->arg);
	else if (e->action == CARD_TICK)
		ticks_touch(s, e->arg, CARD_TICK);
	else if (e->action == CARD_ANSWER)
		answer(s, e->arg);
	else if (e->action == CODE)
		shell_go(s, (struct place){SCREEN_code, of, 0});
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	if (e->kind == UI_PRESS && shown(s))
		touched(s, state, e);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	if (menu_reply(s, &st->menu, shown(s), e) || !shell_done(s, e) || e->u.reply.err)
		return;
	if (e->about == MSG_survey_open)
		put_to_them(s, e->u.reply.result);
	else if (e->about == MSG_survey_withdraw)
		shell_toast(s, words(_("It is taken away again.")));
}

static bool inner(const void *state)
{
	const struct state *st = state;
	return st->menu.open != MENU_CLOSED;
}

static void close_inner(void *state)
{
	struct state *st = state;
	st->menu.open = MENU_CLOSED;
}

const struct screen screen_partnership = {
	.name = "partnership",
	.state_size = sizeof(struct state),
	.watches = CHANGE_PARTNERSHIPS | CHANGE_SESSIONS | CHANGE_PEOPLE | CHANGE_MEETINGS | CHANGE_BOARDS |
		CHANGE_CODES | CHANGE_SURVEYS | CHANGE_QUIZ | CHANGE_PROGRAMMES,
	.enter = enter,
	.event = event,
	.changed = changed,
	.reply = reply,
	.draw = draw,
	.inner = inner,
	.close_inner = close_inner,
};
