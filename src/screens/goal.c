/* How far a goal is: one touch on a number, seen at once in the line of all values so far; or a sentence, where
 * the goal is one of words. A slip is put right by the next touch. */
#include "screens/drafts.h"
#include "screens/goal_row.h"
#include "screens/partnership_words.h"

enum { VALUE = 1, TYPE, WORDS, SAVE };
#define MOST 10        /* of the scale, from 0 */
#define POINTS_SHOWN 8 /* the newest */

struct state {
	struct text_input words;
	bool typing;
};

/* The goal as the newest version of the agreement has it. */
static bool find(struct shell *s, struct goal *out)
{
	struct agreement a;
	if (!core_agreement(s->core, s->place.b, 0, &a))
		return false;
	for (size_t i = 0; i < a.goal_count; i++)
		if (a.goals[i].id == s->place.a) {
			*out = a.goals[i];
			return true;
		}
	return false;
}

/* ---- the scale ---- */

static void draw_value(struct shell *s, struct rect r, int value, bool now, bool target)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	bool pressed = ui_pressed(ui, VALUE, value);
	ui_fill(ui, r, 4 * u, now ? TONE_accent : pressed ? TONE_pressed : TONE_sunk);
	if (target && !now)
		ui_stroke(ui, r, 4 * u, u / 2 > 2 ? u / 2 : 2, TONE_accent);
	ui_text(ui, r, shell_printf(s, "%d", value),
		(struct type){.size = SIZE_HEADING,
			.weight = WEIGHT_BOLD,
			.tone = now ? TONE_on_accent : TONE_ink,
			.align = ALIGN_CENTRE,
			.middle = true,
			.tabular = true});
	ui_control(ui,
		(struct control){.r = r,
			.name = "value",
			.label = shell_printf(s, "%d", value),
			.action = VALUE,
			.arg = value});
}

static void draw_scale(struct shell *s, struct rect r, const struct goal *g)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui), rows = (r.w - MOST * gap) / (MOST + 1) < ui_touch(ui) ? 2 : 1;
	int columns = rows == 1 ? MOST + 1 : (MOST + 2) / 2;
	int32_t value;
	struct str said;
	bool some = goal_now(s, g, &value, &said);
	for (int i = 0; i <= MOST; i++)
		draw_value(s, rect_column(rect_row(r, i / columns, rows, gap), i % columns, columns, gap), i,
			some && i == value, i == g->target);
}

static int scale_height(struct shell *s, int w)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui), u = ui_u(ui), key = ui_touch(ui) > 16 * u ? ui_touch(ui) : 16 * u;
	return (w - MOST * gap) / (MOST + 1) < ui_touch(ui) ? 2 * key + gap : key;
}

/* ---- what was said ---- */

static struct str reach_words(struct shell *s, const struct goal *g)
{
	if (!g->measured)
		return g->target_words.n ? shell_printf(s, _("You wanted: %.*s"), STR_FMT(g->target_words))
					 : STR("");
	/* Translators: the first and the target value of a goal */
	return shell_printf(s, _("You began at %d and want to reach %d."), g->first, g->target);
}

static void title_content(struct column *c, const void *of)
{
	const struct goal *g = of;
	struct str whose = goal_whose(c->s, g);
	column_text(c, whose,
		(struct type){.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .tone = TONE_accent_dark});
	column_text(c, g->text,
		(struct type){.size = SIZE_TITLE,
			.weight = WEIGHT_BOLD,
			.lines = 4,
			.shrink = true,
			.may_cut = true});
	column_gap(c, ui_u(c->s->ui));
	column_text(c, reach_words(c->s, g),
		(struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 3, .may_cut = true});
}

static struct str point_words(struct shell *s, const struct goal_point *p)
{
	struct str day = part_date(s, p->at), who = p->person ? part_given(s, p->person) : STR("");
	struct str when = who.n ? shell_printf(s, "%.*s · %.*s", STR_FMT(day), STR_FMT(who)) : day;
	if (p->words.n && p->value >= 0)
		return shell_printf(s, "%.*s · %d · %.*s", STR_FMT(when), p->value, STR_FMT(p->words));
	return p->words.n ? shell_printf(s, "%.*s · %.*s", STR_FMT(when), STR_FMT(p->words))
			  : shell_printf(s, "%.*s · %d", STR_FMT(when), p->value);
}

static void points_content(struct column *c, const void *of)
{
	const struct goal *g = of;
	const struct goal_point *points;
	size_t n = core_goal_points(c->s->core, g->id, &points),
	       least = n > POINTS_SHOWN ? n - POINTS_SHOWN : 0;
	if (!n)
		column_text(c, words(_("Nobody has said yet how far it is.")),
			(struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 2});
	for (size_t i = n; i-- > least;) {
		column_gap(c, ui_u(c->s->ui));
		column_text(c, point_words(c->s, &points[i]),
			(struct type){.size = SIZE_BODY,
				.tone = i + 1 == n ? TONE_ink : TONE_second,
				.lines = 3,
				.may_cut = true});
	}
}

static void draw_points(struct shell *s, struct rect r, const struct goal *g)
{
	int h = column_height(s, r.w, points_content, g);
	struct column c = {.s = s, .r = ui_scroll(s->ui, r, "points", h)};
	points_content(&c, g);
	ui_scroll_end_on(s->ui, TONE_surface);
}

/* The line where there is one, and what was said beside it. */
static void draw_course(struct shell *s, struct rect r, const struct goal *g)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_card(ui, r, false);
	r = rect_pad(r, 6 * u, 4 * u);
	if (g->measured && ui_upright(ui)) {
		goal_trend(s, cut_top(&r, r.h * 45 / 100), g);
		cut_top(&r, 3 * u);
	} else if (g->measured) {
		goal_trend(s, cut_left(&r, r.w * 55 / 100), g);
		cut_left(&r, 6 * u);
	}
	draw_points(s, r, g);
}

/* ---- the screen ---- */

static void draw_typing(struct shell *s, struct rect body, struct state *st)
{
	struct ui *ui = s->ui;
	struct rect keyboard = part_keyboard(s, &body);
	ui_field(ui, body, &st->words,
		(struct field){.name = "words",
			.placeholder = words(_("Where are you just now? One sentence is enough")),
			.action = WORDS,
			.multiline = true});
	ui_keyboard(ui, keyboard, words(_("Save")), SAVE);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct goal g;
	const struct partnership *p = core_partnership(s->core, s->place.b);
	struct rect body = shell_frame(s,
		(struct frame){.title = words(_("How far are you?")),
			.subtitle = p ? part_partnership_name(s, p) : STR("")});
	if (!p || !find(s, &g)) {
		part_empty(s, body, "star", words(_("This goal is not in the agreement any more")), STR(""));
		return;
	}
	if (st->typing) {
		draw_typing(s, body, st);
		return;
	}
	struct column c = {.s = s, .r = body};
	title_content(&c, &g);
	cut_top(&body, c.h + 4 * u);
	struct rect foot = cut_bottom(&body, ui_touch(ui) > 13 * u ? ui_touch(ui) : 13 * u);
	cut_bottom(&body, ui_gap(ui));
	if (g.measured) {
		int h = scale_height(s, body.w);
		draw_scale(s, cut_bottom(&body, h), &g);
		cut_bottom(&body, 4 * u);
	}
	struct button type = {.name = "type",
		.icon = "edit",
		.label = words(g.measured ? _("Say it in words, too") : _("Say where you are")),
		.size = SIZE_BODY,
		.style = g.measured ? BUTTON_PLAIN : BUTTON_ACCENT,
		.action = TYPE};
	ui_button(ui, cut_left(&foot, ui_button_width(ui, type)), type);
	draw_course(s, body, &g);
}

static void send(struct shell *s, int32_t value, struct str said, action act)
{
	struct msg *m = shell_new_message(s, MSG_goal_value);
	m->u.goal_value =
		(struct msg_goal_value){.goal = s->place.a, .value = value, .words = msg_str(m, said)};
	shell_send(s, m, act, value);
}

/* Words alone leave a measured goal where it is. */
static void save(struct shell *s, struct state *st)
{
	struct goal g;
	int32_t value = -1;
	struct str said = str_trim(input_str(&st->words)), last;
	if (find(s, &g) && g.measured)
		goal_now(s, &g, &value, &last);
	if (shell_pending(s, SAVE, 0))
		return;
	if (said.n)
		send(s, value, said, SAVE);
	else
		st->typing = false;
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	if (e->kind == UI_PRESS && e->action == VALUE) {
		send(s, (int32_t)e->arg, STR(""), VALUE);
	} else if (e->kind == UI_PRESS && e->action == TYPE) {
		st->typing = true;
		ui_focus(s->ui, &st->words);
	} else if (e->kind == UI_PRESS && e->action == SAVE) {
		save(s, st);
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	if (!shell_done(s, e))
		return;
	if (st->typing) { /* a touch on the scale leaves words that are kept where they are */
		*st = (struct state){0};
		shell_saved(s);
	}
	shell_toast(s, words(_("Saved.")));
}

static bool inner(const void *state)
{
	const struct state *st = state;
	return st->typing;
}

static void close_inner(void *state)
{
	struct state *st = state;
	st->typing = false;
}

static bool unsaved(const struct shell *s, const void *state)
{
	const struct state *st = state;
	(void)s;
	return st->typing && draft_differs(&st->words, STR(""));
}

static void resumed(struct shell *s, void *state)
{
	struct state *st = state;
	ui_focus(s->ui, &st->words);
}

const struct screen screen_goal = {
	.name = "goal",
	.state_size = sizeof(struct state),
	.watches = CHANGE_PARTNERSHIPS | CHANGE_PEOPLE,
	.event = event,
	.reply = reply,
	.draw = draw,
	.inner = inner,
	.close_inner = close_inner,
	.unsaved = unsaved,
	.resumed = resumed,
};
