/* A goal of an agreement: what it is, in a sentence; where they begin and what they want to reach, on a scale up
 * to ten or in words of their own. */
#include "screens/drafts.h"
#include "screens/partnership_words.h"

enum { TEXT = 1, FIRST, TARGET, DONE, KIND, FIRST_STEP, TARGET_STEP, WHOSE, SAVE, DROP };
enum typing { TYPING_NOTHING, TYPING_TEXT, TYPING_FIRST, TYPING_TARGET };
#define SCALE_MOST 10

struct state {
	struct text_input text, first_words, target_words;
	enum typing typing;
	bool words; /* reached in words, not on the scale */
	int32_t first, target;
	ident whose;
	int32_t edition; /* of the agreement, as it was read */
};

static void type(struct shell *s, struct state *st, enum typing what)
{
	struct text_input *const inputs[] = {NULL, &st->text, &st->first_words, &st->target_words};
	st->typing = what;
	ui_focus(s->ui, inputs[what]);
}

/* The goal as the newest version of the agreement has it. */
static bool find(const struct shell *s, struct goal *out)
{
	struct agreement a = {0};
	core_agreement(s->core, s->place.a, 0, &a);
	for (size_t i = 0; s->place.b && i < a.goal_count; i++)
		if (a.goals[i].id == s->place.b) {
			*out = a.goals[i];
			return true;
		}
	return false;
}

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	struct agreement a = {0};
	struct goal g;
	core_agreement(s->core, s->place.a, 0, &a);
	*st = (struct state){.first = 3, .target = 8, .edition = a.edition};
	if (!s->place.b)
		type(s, st, TYPING_TEXT);
	if (!find(s, &g))
		return;
	input_set(&st->text, g.text);
	input_set(&st->first_words, g.first_words);
	input_set(&st->target_words, g.target_words);
	st->words = !g.measured;
	st->first = g.measured ? g.first : st->first;
	st->target = g.measured ? g.target : st->target;
	st->whose = g.person;
}

/* ---- rows ---- */

static int row_height(struct shell *s)
{
	int u = ui_u(s->ui);
	return ui_touch(s->ui) > 14 * u ? ui_touch(s->ui) : 14 * u;
}

static struct rect take_row(struct shell *s, struct rect *r)
{
	struct rect row = cut_top(r, row_height(s));
	cut_top(r, ui_gap(s->ui));
	return row;
}

static void draw_words_row(
	struct shell *s, struct rect r, const char *name, struct str label, struct str text, action act)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_card(ui, r, false);
	if (ui_pressed(ui, act, 0))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui, (struct control){.r = r, .name = name, .label = label, .action = act});
	struct rect in = rect_pad(r, 4 * u, u);
	ui_icon(ui, rect_centre(cut_right(&in, 6 * u), 5 * u, 5 * u), "edit", TONE_second);
	ui_text(ui, in, text.n ? text : label,
		(struct type){.size = SIZE_BODY,
			.weight = text.n ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR,
			.tone = text.n ? TONE_ink : TONE_second,
			.middle = true,
			.lines = 2,
			.shrink = true,
			.may_cut = true});
}

static void draw_stepper(struct shell *s, struct rect r, struct str label, int value, action act)
{
	struct ui *ui = s->ui;
	int touch = r.h;
	struct rect plus = cut_right(&r, touch), middle = cut_right(&r, 16 * ui_u(ui)),
		    minus = cut_right(&r, touch);
	struct str less = shell_printf(s, _("Less: %s"), arena_str(ui_arena(ui), label).p),
		   more = shell_printf(s, _("More: %s"), arena_str(ui_arena(ui), label).p);
	part_step_key(s, minus, "minus", less, act, -1);
	part_step_key(s, plus, "plus", more, act, 1);
	ui_text(ui, middle, shell_printf(s, "%d", value),
		(struct type){.size = SIZE_TITLE,
			.weight = WEIGHT_BOLD,
			.tabular = true,
			.align = ALIGN_CENTRE,
			.middle = true});
	cut_right(&r, 2 * ui_u(ui));
	ui_text(ui, r, label, (struct type){.size = SIZE_BODY, .middle = true, .lines = 2, .shrink = true});
}

static void draw_kinds(struct shell *s, struct rect r, const struct state *st)
{
	for (int i = 0; i < 2; i++)
		ui_button(s->ui, rect_column(r, i, 2, ui_gap(s->ui)),
			(struct button){.name = i ? "in-words" : "on-scale",
				.label = words(i ? _("In words") : _("On a scale up to ten")),
				.size = SIZE_BODY,
				.style = st->words == (i == 1) ? BUTTON_OUTLINE : BUTTON_PLAIN,
				.action = KIND,
				.arg = i});
}

/* Everybody's, or one's own: each touch goes on to the next. */
static void draw_whose(struct shell *s, struct rect r, const struct state *st)
{
	struct str name = st->whose ? part_given(s, st->whose) : STR("");
	ui_button(s->ui, r,
		(struct button){.name = "whose",
			.icon = "people",
			.label = st->whose ? shell_printf(s, _("It is %s’s goal"), name.p)
					   : words(_("It is everybody’s goal")),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = WHOSE});
}

static void draw_rows(struct shell *s, struct rect body, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), row = row_height(s) + ui_gap(ui);
	struct rect in = rect_pad(ui_scroll(ui, body, "goal", 5 * row + 2 * u), u, u);
	draw_words_row(s, take_row(s, &in), "text", words(_("What do you want to reach?")),
		input_str(&st->text), TEXT);
	draw_kinds(s, take_row(s, &in), st);
	if (st->words) {
		draw_words_row(s, take_row(s, &in), "first", words(_("How is it now?")),
			input_str(&st->first_words), FIRST);
		draw_words_row(s, take_row(s, &in), "target", words(_("How is it when you are there?")),
			input_str(&st->target_words), TARGET);
	} else {
		draw_stepper(s, take_row(s, &in), words(_("Where you are now")), st->first, FIRST_STEP);
		draw_stepper(
			s, take_row(s, &in), words(_("What you want to reach")), st->target, TARGET_STEP);
	}
	draw_whose(s, take_row(s, &in), st);
	ui_scroll_end(ui);
}

static void draw_typing(struct shell *s, struct rect body, struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct rect keyboard = part_keyboard(s, &body);
	bool text = st->typing == TYPING_TEXT, first = st->typing == TYPING_FIRST;
	ui_field(ui, rect_centre(body, body.w, body.h < 26 * u ? body.h : 26 * u),
		text            ? &st->text
			: first ? &st->first_words
				: &st->target_words,
		(struct field){.name = text ? "text"
				: first     ? "first"
					    : "target",
			.placeholder = words(text ? _("What do you want to reach?")
					: first   ? _("How is it now?")
						  : _("How is it when you are there?")),
			.action = text  ? TEXT
				: first ? FIRST
					: TARGET,
			.large = true});
	ui_keyboard(ui, keyboard, words(_("Done")), DONE);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct partnership *p = core_partnership(s->core, s->place.a);
	struct rect body = shell_frame(s,
		(struct frame){.title = s->place.b ? words(_("Goal")) : words(_("New goal")),
			.subtitle = p ? part_partnership_name(s, p) : STR("")});
	if (st->typing) {
		draw_typing(s, body, st);
		return;
	}
	struct rect bar = part_bar(s, &body, ui_touch(ui) > 15 * u ? ui_touch(ui) : 15 * u);
	part_button(s, &bar,
		(struct button){.name = "save",
			.label = words(_("Save")),
			.action = SAVE,
			.disabled = st->text.n == 0},
		BUTTON_ACCENT);
	if (s->place.b)
		part_button(s, &bar,
			(struct button){.name = "drop",
				.icon = "trash",
				.label = words(_("Take it out")),
				.action = DROP},
			BUTTON_PLAIN);
	draw_rows(s, body, st);
}

/* ---- what happens ---- */

static ident next_person(struct shell *s, ident whose)
{
	ident people[PARTNERS_MAX];
	const struct partnership *p = core_partnership(s->core, s->place.a);
	size_t n = p ? partnership_people(p, people, PARTNERS_MAX) : 0;
	for (size_t i = 0; whose && i < n; i++)
		if (people[i] == whose)
			return i + 1 < n ? people[i + 1] : 0;
	return n ? people[0] : 0;
}

static void step(int32_t *value, int64_t way)
{
	int32_t next = *value + (int32_t)way;
	if (next >= 0 && next <= SCALE_MOST)
		*value = next;
}

static void save(struct shell *s, const struct state *st)
{
	struct msg *m = shell_new_message(s, MSG_goal_set);
	m->u.goal_set = (struct msg_goal_set){.partnership = s->place.a,
		.edition = st->edition,
		.goal = s->place.b,
		.person = st->whose,
		.text = msg_str(m, str_trim(input_str(&st->text))),
		.measured = !st->words,
		.first = st->words ? 0 : st->first,
		.target = st->words ? 0 : st->target,
		.first_words = msg_str(m, st->words ? str_trim(input_str(&st->first_words)) : STR("")),
		.target_words = msg_str(m, st->words ? str_trim(input_str(&st->target_words)) : STR(""))};
	shell_send(s, m, SAVE, 0);
}

static void drop(struct shell *s, const struct state *st)
{
	struct msg *m = shell_new_message(s, MSG_goal_drop);
	m->u.goal_drop = (struct msg_goal_drop){s->place.a, st->edition, s->place.b};
	shell_send(s, m, DROP, 0);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	if (e->kind == UI_KEY && e->key == KEY_RETURN && st->typing)
		type(s, st, TYPING_NOTHING);
	if (e->kind != UI_PRESS)
		return;
	if (e->action >= TEXT && e->action <= TARGET)
		type(s, st, (enum typing)(e->action - TEXT + TYPING_TEXT));
	else if (e->action == DONE)
		type(s, st, TYPING_NOTHING);
	else if (e->action == KIND)
		st->words = e->arg == 1;
	else if (e->action == FIRST_STEP || e->action == TARGET_STEP)
		step(e->action == FIRST_STEP ? &st->first : &st->target, e->arg);
	else if (e->action == WHOSE)
		st->whose = next_person(s, st->whose);
	else if (e->action == SAVE)
		save(s, st);
	else if (e->action == DROP)
		drop(s, st);
}

/* What somebody else changed meanwhile is taken note of; what was typed here stays, to be saved again. */
static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	struct agreement a = {0};
	if (e->u.reply.err == ERR_conflict) {
		core_agreement(s->core, s->place.a, 0, &a);
		st->edition = a.edition;
		shell_toast(s, words(_("Somebody else has just changed it. Please look once more.")));
	} else if (shell_done(s, e)) {
		shell_saved(s);
		shell_back(s);
	}
}

static bool inner(const void *state)
{
	const struct state *st = state;
	return st->typing != TYPING_NOTHING;
}

static void close_inner(void *state)
{
	struct state *st = state;
	st->typing = TYPING_NOTHING;
}

static bool unsaved(const struct shell *s, const void *state)
{
	const struct state *st = state;
	struct goal g = {.text = STR(""), .first_words = STR(""), .target_words = STR("")};
	bool old = find(s, &g);
	return draft_differs(&st->text, g.text) || draft_differs(&st->first_words, g.first_words) ||
		draft_differs(&st->target_words, g.target_words) ||
		(old && (st->words == g.measured || st->whose != g.person)) ||
		(old && g.measured && (st->first != g.first || st->target != g.target));
}

static void resumed(struct shell *s, void *state)
{
	struct state *st = state;
	type(s, st, st->typing);
}

const struct screen screen_edit_goal = {
	.name = "edit_goal",
	.state_size = sizeof(struct state),
	.watches = CHANGE_PARTNERSHIPS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.inner = inner,
	.close_inner = close_inner,
	.unsaved = unsaved,
	.resumed = resumed,
};
