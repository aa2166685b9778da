/* A new partnership, begun at the screen: who, in which way, and then each touches their own name. Nobody is
 * paired without their own yes, so nothing is sent before all have said it. */
#include <string.h>

#include "screens/arrive.h"
#include "screens/column.h"
#include "screens/partnership_words.h"

enum { ADD = 1, TAKE_OUT, NEXT, MODEL, SWAP, YES };
enum phase_of { WHO, HOW, YES_OF_ALL };
#define CHOSEN_MAX SESSION_MEMBERS_MAX
#define HERE_MAX 40

struct state {
	struct finder finder;
	enum phase_of phase;
	ident chosen[CHOSEN_MAX];
	bool said_yes[CHOSEN_MAX];
	int count;
	enum model model;
};

static bool is_chosen(const struct state *st, ident person)
{
	for (int i = 0; i < st->count; i++)
		if (st->chosen[i] == person)
			return true;
	return false;
}

static void choose(struct shell *s, struct state *st, ident person)
{
	const struct person *p = core_person(s->core, person);
	if (p && !p->guest && !p->archived && st->count < CHOSEN_MAX && !is_chosen(st, person))
		st->chosen[st->count++] = person;
}

static void take_out(struct state *st, ident person)
{
	int kept = 0;
	for (int i = 0; i < st->count; i++)
		if (st->chosen[i] != person)
			st->chosen[kept++] = st->chosen[i];
	st->count = kept;
}

/* From a session that has just ended it is clear who; by its model, how they probably want to go on. */
static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	const struct member *members[SESSION_MEMBERS_MAX];
	size_t n = s->place.b ? core_members(s->core, s->place.b, members, SESSION_MEMBERS_MAX) : 0;
	for (size_t i = 0; i < n; i++)
		if (members[i]->here_at)
			choose(s, st, members[i]->person);
	if (s->place.a)
		choose(s, st, s->place.a);
	st->phase = st->count > 1 ? HOW : WHO;
}

static struct str names_words(struct shell *s, const struct state *st)
{
	struct str names[CHOSEN_MAX];
	for (int i = 0; i < st->count; i++)
		names[i] = part_given(s, st->chosen[i]);
	return words_list(ui_arena(s->ui), names, (size_t)st->count);
}

/* ---- who ---- */

static size_t others_here(struct shell *s, const struct state *st, ident out[HERE_MAX])
{
	ident here[HERE_MAX];
	size_t n = core_people_here(s->core, s->now.wall, here, HERE_MAX), count = 0;
	for (size_t i = 0; i < n; i++) {
		const struct person *p = core_person(s->core, here[i]);
		if (p && !p->guest && !is_chosen(st, here[i]))
			out[count++] = here[i];
	}
	return count;
}

static void draw_people(struct shell *s, struct rect r, const char *name, const ident *people, int count,
	struct str below, action act)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), columns = ui_upright(ui) ? 2 : 3, gap = 3 * u,
	    h = 20 * u > ui_touch(ui) ? 20 * u : ui_touch(ui);
	int rows = (count + columns - 1) / columns;
	struct rect list = {r.x - u, r.y - u, r.w + 2 * u, r.h + u};
	struct rect in = rect_pad(ui_scroll(ui, list, name, rows * (h + gap) + u), u, u);
	for (int i = 0; i < count; i += columns) {
		struct rect row = cut_top(&in, h);
		cut_top(&in, gap);
		for (int k = i; k < count && k < i + columns; k++)
			part_person_row(s, rect_column(row, k - i, columns, gap),
				(struct person_row){.person = people[k],
					.below = below,
					.name = name,
					.action = act,
					.arg = people[k],
					.first = act == TAKE_OUT});
	}
	ui_scroll_end(ui);
}

static void draw_who(struct shell *s, struct rect body, struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 15 * u ? ui_touch(ui) : 15 * u,
	    columns = ui_upright(ui) ? 2 : 3;
	ident here[HERE_MAX];
	size_t n = others_here(s, st, here);
	struct rect bar = part_bar(s, &body, touch);
	part_button(s, &bar,
		(struct button){
			.name = "next", .label = words(_("Next")), .action = NEXT, .disabled = st->count < 2},
		BUTTON_ACCENT);
	cut_top(&body, part_heading(s, body, words(_("Who wants to learn together?"))) + 2 * u);
	int h = 20 * u > ui_touch(ui) ? 20 * u : ui_touch(ui), rows = (st->count + columns - 1) / columns;
	rows = rows > 2 ? 2 : rows;
	if (st->count) {
		draw_people(s, cut_top(&body, rows * (h + 3 * u)), "chosen", st->chosen, st->count, STR(""),
			TAKE_OUT);
		cut_top(&body, 2 * u);
	}
	finder_draw_closed(s, cut_top(&body, 17 * u > ui_touch(ui) ? 17 * u : ui_touch(ui)), &st->finder,
		st->count ? words(_("And with whom? Type a few letters"))
			  : words(_("Your name? Type a few letters")));
	cut_top(&body, 4 * u);
	if (n && body.h > h)
		draw_people(s, body, "here", here, (int)n, words(_("is here")), ADD);
}

/* ---- how ---- */

static bool fits(enum model model, int count)
{
	return count == 2 || (model != MODEL_TANDEM && model != MODEL_MENTORING);
}

static void model_content(struct column *c, const void *of)
{
	enum model model = *(const enum model *)of;
	column_text(c, words_model(model),
		(struct type){.size = SIZE_LABEL, .weight = WEIGHT_BOLD, .shrink = true});
	column_text(c, words_model_about(model),
		(struct type){.size = SIZE_SMALL, .tone = TONE_second, .lines = 6});
}

static int models_of(const struct state *st, enum model out[MODEL_COUNT])
{
	int n = 0;
	for (int i = 0; i < MODEL_COUNT; i++)
		if (fits((enum model)i, st->count))
			out[n++] = (enum model)i;
	return n;
}

static void draw_model(struct shell *s, struct rect r, enum model model)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_card(ui, r, false);
	if (ui_pressed(ui, MODEL, model))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){
			.r = r, .name = "model", .label = words_model(model), .action = MODEL, .arg = model});
	r = rect_pad(r, 5 * u, 2 * u);
	ui_icon(ui, rect_centre(cut_right(&r, 6 * u), 6 * u, 6 * u), "arrow-right", TONE_second);
	cut_right(&r, 2 * u);
	struct column c = {.s = s, .r = rect_centre(r, r.w, column_height(s, r.w, model_content, &model))};
	model_content(&c, &model);
}

static void draw_how(struct shell *s, struct rect body, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, columns = ui_upright(ui) ? 1 : 2, tallest = 26 * u;
	enum model models[MODEL_COUNT];
	int n = models_of(st, models), rows = (n + columns - 1) / columns;
	cut_top(&body, part_heading(s, body, words(_("How do you want to learn?"))) + 3 * u);
	int w = (body.w - (columns - 1) * gap) / columns;
	for (int i = 0; i < n; i++) {
		int h = column_height(s, w - 18 * u, model_content, &models[i]) + 5 * u;
		tallest = h > tallest ? h : tallest;
	}
	int room = (body.h - (rows - 1) * gap) / rows;
	room = room > 38 * u ? 38 * u : room;
	tallest = room > tallest ? room : tallest;
	struct rect list = {body.x - u, body.y - u, body.w + 2 * u, body.h + u + 4 * u};
	struct rect in = rect_pad(ui_scroll(ui, list, "models", rows * (tallest + gap) + u), u, u);
	for (int i = 0; i < n; i += columns) {
		struct rect row = cut_top(&in, tallest);
		cut_top(&in, gap);
		for (int k = i; k < n && k < i + columns; k++)
			draw_model(s, rect_column(row, k - i, columns, gap), models[k]);
	}
	ui_scroll_end(ui);
}

/* ---- everybody's yes ---- */

/* What the first, the second, … of them is, in models with roles of their own. */
static enum standing standing_of(const struct state *st, int position)
{
	static const enum standing standings[MODEL_COUNT][3] = {
		[MODEL_MENTORING] = {STANDING_MENTOR, STANDING_MENTEE},
		[MODEL_SECONDMENT] = {STANDING_SECONDEE, STANDING_HOME, STANDING_HOST},
		[MODEL_LEARNING_SET] = {STANDING_CONVENOR},
		[MODEL_JOINT_VENTURE] = {STANDING_CONVENOR}};
	return position < 3 ? standings[st->model][position] : STANDING_NONE;
}

static void draw_yes(struct shell *s, struct rect r, const struct state *st, int position)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), mark = 9 * u;
	bool yes = st->said_yes[position];
	struct str standing = words_standing(standing_of(st, position));
	ui_card(ui, r, yes);
	if (ui_pressed(ui, YES, position))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r,
			.name = "yes",
			.label = part_name(s, st->chosen[position]),
			.action = YES,
			.arg = position});
	r = rect_pad(r, 5 * u, 2 * u);
	struct rect disc = rect_centre(cut_right(&r, mark), mark, mark);
	if (yes) {
		ui_fill(ui, disc, mark, TONE_accent);
		ui_icon(ui, rect_inset(disc, u + u / 2), "check", TONE_on_accent);
	} else {
		ui_stroke(ui, disc, mark, u / 2 > 1 ? u / 2 : 1, TONE_edge);
	}
	cut_right(&r, 2 * u);
	int face = r.h < 18 * u ? r.h : 18 * u;
	ui_avatar(ui, rect_centre(cut_left(&r, face), face, face), part_face(s, st->chosen[position]));
	cut_left(&r, 4 * u);
	struct type name = {.size = SIZE_HEADING, .weight = WEIGHT_BOLD, .shrink = true, .may_cut = true};
	struct type below = {.size = SIZE_SMALL, .tone = TONE_second, .shrink = true, .may_cut = true};
	r = rect_centre(r, r.w, ui_line(ui, name) + (standing.n ? ui_line(ui, below) : 0));
	ui_text(ui, cut_top(&r, ui_line(ui, name)), part_name(s, st->chosen[position]), name);
	ui_text(ui, r, standing, below);
}

static void ask_content(struct column *c, const void *of)
{
	const struct state *st = of;
	column_text(c, words(_("Each of you touches your own name")),
		(struct type){.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .lines = 3, .shrink = true});
	column_gap(c, ui_u(c->s->ui));
	column_text(c, words_model_about(st->model),
		(struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 4});
}

static void draw_yes_of_all(struct shell *s, struct rect body, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u, columns = ui_upright(ui) ? 1 : 2,
	    rows = (st->count + columns - 1) / columns;
	int touch = ui_touch(ui) > 13 * u ? ui_touch(ui) : 13 * u,
	    h = 26 * u > ui_key(ui) ? 26 * u : ui_key(ui), room;
	struct rect foot = cut_bottom(&body, touch);
	cut_bottom(&body, 2 * u);
	if (standing_of(st, 0)) {
		struct button swap = {.name = "swap",
			.icon = "swap",
			.label = words(_("The other way round")),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = SWAP};
		ui_button(ui, cut_left(&foot, ui_button_width(ui, swap)), swap);
		cut_left(&foot, 4 * u);
	}
	ui_text(ui, foot, words(_("Nobody is paired without their own yes.")),
		(struct type){.size = SIZE_SMALL, .tone = TONE_second, .middle = true, .lines = 2});
	struct column c = {.s = s, .r = body};
	ask_content(&c, st);
	cut_top(&body, c.h + 4 * u);
	room = (body.h - u) / rows - gap;
	h = room > 40 * u ? 40 * u : room > h ? room : h;
	struct rect list = {body.x - u, body.y - u, body.w + 2 * u, body.h + u};
	struct rect in = rect_pad(ui_scroll(ui, list, "yes", rows * (h + gap) + u), u, u);
	for (int i = 0; i < st->count; i += columns) {
		struct rect row = cut_top(&in, h);
		cut_top(&in, gap);
		for (int k = i; k < st->count && k < i + columns; k++)
			draw_yes(s, rect_column(row, k - i, columns, gap), st, k);
	}
	ui_scroll_end(ui);
}

/* ---- the screen ---- */

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct rect body = shell_frame(s,
		(struct frame){.title = st->phase == YES_OF_ALL ? words_model(st->model)
								: words(_("Learn together")),
			.subtitle = st->phase == WHO ? STR("") : names_words(s, st)});
	if (st->finder.typing)
		finder_draw(s, body, &st->finder,
			(struct finder_look){.placeholder = words(_("Type a few letters of the name"))});
	else if (st->phase == WHO)
		draw_who(s, body, st);
	else if (st->phase == HOW)
		draw_how(s, body, st);
	else
		draw_yes_of_all(s, body, st);
}

/* ---- what happens ---- */

static bool all_said_yes(const struct state *st)
{
	for (int i = 0; i < st->count; i++)
		if (!st->said_yes[i])
			return false;
	return true;
}

static void make(struct shell *s, const struct state *st)
{
	struct buf people = {0};
	for (int i = 0; i < st->count; i++)
		buf_printf(&people, "%lld\n", (long long)st->chosen[i]);
	struct msg *m = shell_new_message(s, MSG_partnership_set);
	m->u.partnership_set =
		(struct msg_partnership_set){.model = st->model, .people = msg_str(m, buf_str(&people))};
	buf_free(&people);
	shell_send(s, m, YES, 0);
}

/* It is there; what each of them is in it, and their yes, follow in one go. */
static void made(struct shell *s, const struct state *st, ident id)
{
	for (int i = 0; i < st->count; i++) {
		struct msg *m = NULL;
		if (standing_of(st, i)) {
			m = shell_new_message(s, MSG_partnership_member);
			m->u.partnership_member =
				(struct msg_partnership_member){id, st->chosen[i], standing_of(st, i), true};
			shell_post(s, m);
		}
		m = shell_new_message(s, MSG_partnership_answer);
		m->u.partnership_answer = (struct msg_partnership_answer){id, st->chosen[i], CONSENT_YES};
		shell_post(s, m);
	}
	shell_replace(s, (struct place){SCREEN_partnership, id, st->chosen[0]});
}

static void swap(struct state *st)
{
	ident first = st->chosen[0];
	for (int i = 1; i < st->count; i++)
		st->chosen[i - 1] = st->chosen[i];
	st->chosen[st->count - 1] = first;
	memset(st->said_yes, 0, sizeof st->said_yes);
}

static void touched(struct shell *s, struct state *st, const struct ui_event *e)
{
	if (e->action == ADD)
		choose(s, st, e->arg);
	else if (e->action == TAKE_OUT)
		take_out(st, e->arg);
	else if (e->action == NEXT)
		st->phase = HOW;
	else if (e->action == SWAP)
		swap(st);
	else if (e->action == MODEL) {
		st->model = (enum model)e->arg;
		st->phase = YES_OF_ALL;
	} else if (e->action == YES && e->arg >= 0 && e->arg < st->count && !shell_pending(s, YES, 0)) {
		st->said_yes[e->arg] = !st->said_yes[e->arg];
		if (all_said_yes(st))
			make(s, st);
	}
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	ident person = 0;
	if (finder_event(s, &st->finder, e, 0, &person)) {
		if (!person)
			return;
		choose(s, st, person);
		finder_close(&st->finder);
		ui_focus(s->ui, NULL);
	} else if (e->kind == UI_PRESS) {
		touched(s, st, e);
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	if (e->about != MSG_partnership_set)
		return;
	if (e->u.reply.err == ERR_already) {
		shell_replace(s, (struct place){SCREEN_partnership, e->u.reply.result, st->chosen[0]});
		shell_toast(s, words(_("You have this one already.")));
	} else if (e->u.reply.err) {
		memset(st->said_yes, 0, sizeof st->said_yes);
		shell_toast_error(s, e->u.reply.err);
	} else {
		made(s, st, e->u.reply.result);
	}
}

static bool inner(const void *state)
{
	const struct state *st = state;
	return st->finder.typing || st->phase == YES_OF_ALL || st->phase == HOW;
}

static void close_inner(void *state)
{
	struct state *st = state;
	if (st->finder.typing) {
		finder_close(&st->finder);
		return;
	}
	memset(st->said_yes, 0, sizeof st->said_yes);
	st->phase = st->phase == YES_OF_ALL ? HOW : WHO;
}

const struct screen screen_new_partnership = {
	.name = "new_partnership",
	.state_size = sizeof(struct state),
	.watches = CHANGE_PEOPLE | CHANGE_SESSIONS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.inner = inner,
	.close_inner = close_inner,
};
