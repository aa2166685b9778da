/* A programme: its five steps as a way, where the group is on it, and what is next for one of them, with the button
 * that leads there. Of what people do in it only that it is done is shown, and to how many. */
#include "core/programme.h"

#include "core/content.h"
#include "screens/column.h"
#include "screens/partnership_words.h"

enum { GO = 1, ELSEWHERE, WHO };

struct state {
	enum programme_part said; /* they did it elsewhere */
};

static const struct programme *shown(const struct shell *s)
{
	return core_programme(s->core, s->place.a);
}

static const struct course_step *course(struct shell *s)
{
	return content_for(core_config(s->core)->content, s->language)->course;
}

struct of { /* what the columns are about */
	const struct programme *p;
	const struct partnership *group;
	ident person; /* 0: nobody has said who they are */
	bool more;    /* there is something for this person to do: */
	struct programme_next next;
};

static enum programme_step step_now(const struct programme *p)
{
	return (enum programme_step)(p->step < PROGRAMME_STEPS ? p->step : PROGRAMME_STEPS - 1);
}

/* ---- the way ---- */

static void draw_sign(struct shell *s, struct rect r, const struct programme *p, int step)
{
	struct ui *ui = s->ui;
	int d = r.w;
	if (step < p->step) {
		ui_fill(ui, r, d / 2, TONE_accent_soft);
		ui_icon(ui, rect_centre(r, d * 6 / 10, d * 6 / 10), "check", TONE_accent_dark);
		return;
	}
	bool now = step == p->step;
	ui_fill(ui, r, d / 2, now ? TONE_accent : TONE_surface);
	if (!now)
		ui_stroke(ui, r, d / 2, ui_u(ui) / 2 > 1 ? ui_u(ui) / 2 : 1, TONE_edge);
	ui_text(ui, r, shell_printf(s, "%d", step + 1),
		(struct type){.size = SIZE_SMALL,
			.weight = WEIGHT_BOLD,
			.tone = now ? TONE_on_accent : TONE_second,
			.align = ALIGN_CENTRE,
			.middle = true,
			.tabular = true});
}

/* When it was, or will be, as far as that is planned. */
static struct str step_state(struct shell *s, const struct programme *p, int step)
{
	int64_t starts = p->steps[step].starts,
		until = step + 1 < PROGRAMME_STEPS ? p->steps[step + 1].starts : 0;
	if (step < p->step)
		return words(_("done"));
	if (step == p->step)
		return until > s->now.wall ? shell_printf(s, _("now, until %s"), part_date(s, until).p)
					   : words(_("now"));
	return starts ? shell_printf(s, _("from %s"), part_date(s, starts).p) : words(_("to come"));
}

static void way_step(struct column *c, const struct programme *p, int step)
{
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), d = 10 * u, w = c->r.w - d - 3 * u, rail = u / 2 > 1 ? u / 2 : 1;
	bool now = step == p->step;
	struct type title = {.size = SIZE_BODY,
		.weight = now ? WEIGHT_BOLD : WEIGHT_MEDIUM,
		.tone = now ? TONE_ink : TONE_second,
		.lines = 3};
	struct type below = {.size = SIZE_SMALL, .tone = now ? TONE_accent_dark : TONE_second, .lines = 2};
	struct str name = course(c->s)[step].title, state = step_state(c->s, p, step);
	int h1 = ui_text_height(ui, w, name, title), h2 = ui_text_height(ui, w, state, below),
	    h = h1 + h2 > d ? h1 + h2 : d;
	bool last = step + 1 == PROGRAMME_STEPS;
	struct rect r = column_take(c, h + (last ? 0 : 4 * u));
	if (c->measures)
		return;
	struct rect sign = cut_left(&r, d);
	if (!last)
		ui_fill(ui, (struct rect){sign.x + (d - rail) / 2, sign.y + d, rail, sign.h - d}, 0,
			step < p->step ? TONE_accent : TONE_line);
	sign.h = d;
	draw_sign(c->s, sign, p, step);
	cut_left(&r, 3 * u);
	ui_text(ui, cut_top(&r, h1), name, title);
	ui_text(ui, cut_top(&r, h2), state, below);
}

static void way_content(struct column *c, const void *of)
{
	const struct programme *p = ((const struct of *)of)->p;
	for (int i = 0; i < PROGRAMME_STEPS; i++)
		way_step(c, p, i);
}

/* ---- the step that is on ---- */

/* Done, next, or still open. */
static void draw_part_sign(struct ui *ui, struct rect r, bool done, bool next)
{
	int u = ui_u(ui), d = r.w * 6 / 10;
	struct rect disc = rect_centre(r, d, d);
	if (done || next)
		ui_icon(ui, rect_inset(r, u / 2), done ? "check" : "arrow-right", TONE_accent_dark);
	else
		ui_stroke(ui, disc, d / 2, u / 2 > 1 ? u / 2 : 1, TONE_edge);
}

static void part_line(struct column *c, const struct of *of, const struct course_step *step, int i)
{
	struct ui *ui = c->s->ui;
	enum programme_part part = step->parts[i].part;
	enum programme_step on = step_now(of->p);
	bool done = of->person && core_programme_done(c->s->core, of->p->id, on, of->person, part),
	     next = of->more && of->next.part == part;
	struct type type = {.size = SIZE_BODY,
		.weight = next ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR,
		.tone = done ? TONE_second : TONE_ink,
		.lines = 8};
	int u = ui_u(ui), side = ui_line(ui, type), before = side + 2 * u,
	    h = ui_text_height(ui, c->r.w - before, step->parts[i].words, type);
	column_gap(c, 2 * u);
	struct rect r = column_take(c, h), sign = cut_left(&r, side);
	if (c->measures)
		return;
	sign.h = side;
	draw_part_sign(ui, sign, done, next);
	cut_left(&r, 2 * u);
	ui_text(ui, r, step->parts[i].words, type);
}

static bool has_done_all(struct shell *s, const struct programme *p, ident person)
{
	struct programme_next next;
	core_programme_next_in(s->core, p->id, person, &next);
	return next.parts > 0 && next.done == next.parts;
}

static struct str group_words(struct shell *s, const struct of *of)
{
	ident people[PARTNERS_MAX];
	size_t n = partnership_people(of->group, people, PARTNERS_MAX), done = 0;
	for (size_t i = 0; i < n; i++)
		done += has_done_all(s, of->p, people[i]);
	return shell_printf(s,
		ngettext("%d of %d is through with this step.", "%d of %d are through with this step.",
			(unsigned long)done),
		(int)done, (int)n);
}

/* Nobody has said who they are: a touch on a name, and the step is theirs. */
static void who_rows(struct column *c, const struct of *of)
{
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), h = ui_touch(ui) > 14 * u ? ui_touch(ui) : 14 * u,
	    columns = c->r.w > 110 * u ? 2 : 1, gap = ui_gap(ui);
	ident people[PARTNERS_MAX];
	int n = (int)partnership_people(of->group, people, PARTNERS_MAX);
	column_gap(c, 4 * u);
	column_text(c, words(_("Touch your name to see what is next for you.")),
		(struct type){.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .lines = 3});
	for (int i = 0; i < n; i += columns) {
		column_gap(c, gap);
		struct rect row = column_take(c, h);
		for (int k = i; !c->measures && k < n && k < i + columns; k++)
			ui_button(ui, rect_column(row, k - i, columns, gap),
				(struct button){.name = "who",
					.label = part_name(c->s, people[k]),
					.size = SIZE_BODY,
					.style = BUTTON_PLAIN,
					.action = WHO,
					.arg = people[k]});
	}
}

static void step_content(struct column *c, const void *arg)
{
	const struct of *of = arg;
	struct shell *s = c->s;
	const struct course_step *step = &course(s)[step_now(of->p)];
	int u = ui_u(s->ui);
	bool over = of->p->step >= PROGRAMME_STEPS;
	column_heading(c, over ? words(_("This programme is over")) : step->title,
		over ? STR("") : shell_printf(s, _("Step %d of %d"), of->p->step + 1, PROGRAMME_STEPS),
		TONE_accent_dark, TONE_accent_soft);
	column_gap(c, u);
	if (over) {
		column_text(c, words(_("What you found out together stays yours to read.")),
			(struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 4});
		return;
	}
	column_text(c, step->text, (struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 12});
	column_gap(c, u);
	for (int i = 0; i < step->part_count; i++)
		part_line(c, of, step, i);
	column_gap(c, 3 * u);
	column_text(
		c, group_words(s, of), (struct type){.size = SIZE_SMALL, .tone = TONE_second, .lines = 2});
	if (!of->person)
		who_rows(c, of);
}

/* ---- what is next, in the bar ---- */

/* Where a part is done; what is drawn or written in peace is on one's own phone. */
static const struct {
	const char *label, *icon;
	enum screen_id screen;
	enum { OF_PERSON, OF_OBJECT, OF_GROUP } a;
	bool person; /* as place.b */
} ways[PROGRAMME_PARTS] = {
	[DO_MAP] = {N_("Draw it on your phone"), "phone", SCREEN_mypage, OF_PERSON, false},
	[DO_ANSWERS] = {N_("Answer it now"), "edit", SCREEN_survey, OF_OBJECT, true},
	[DO_SESSION] = {N_("To our meetings"), "people", SCREEN_partnership, OF_GROUP, true},
	[DO_CHECKLIST] = {N_("Answer it now"), "edit", SCREEN_survey, OF_OBJECT, true},
	[DO_AGREEMENT] = {N_("To our agreement"), "decision", SCREEN_agreement, OF_GROUP, false},
	[DO_ASSESSMENT] = {N_("Answer it now"), "edit", SCREEN_survey, OF_OBJECT, true},
	[DO_PRIORITIES] = {N_("Choose your skills"), "star", SCREEN_learn, OF_PERSON, false},
	[DO_PACKS] = {N_("To the packs"), "book", SCREEN_learn, OF_PERSON, false},
	[DO_TOPICS] = {N_("To the board"), "board", SCREEN_board, OF_OBJECT, false},
	[DO_NOTE] = {N_("Open the note"), "note", SCREEN_code, OF_OBJECT, false},
};

static struct str next_words(struct shell *s, const struct of *of)
{
	struct str name = arena_str(ui_arena(s->ui), part_given(s, of->person));
	if (of->more)
		/* Translators: a given name, so many parts of so many */
		return shell_printf(s, _("%s: %d of %d done"), name.p, of->next.done, of->next.parts);
	if (of->p->step + 1 < PROGRAMME_STEPS && of->p->steps[of->p->step + 1].starts > s->now.wall)
		return shell_printf(s, _("%s: all done. It goes on from %s."), name.p,
			part_date(s, of->p->steps[of->p->step + 1].starts).p);
	return shell_printf(s, _("%s: all done."), name.p);
}

static void draw_who(struct shell *s, struct rect r, int face, const struct of *of)
{
	struct ui *ui = s->ui;
	ui_avatar(ui, rect_centre(cut_left(&r, face), face, face), part_face(s, of->person));
	cut_left(&r, 3 * ui_u(ui));
	ui_text(ui, r, next_words(s, of),
		(struct type){.size = SIZE_BODY, .middle = true, .lines = 3, .shrink = true});
}

/* Upright there is no room for words beside the buttons: they stand above. */
static void draw_bar(struct shell *s, struct rect *body, const struct of *of)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 15 * u ? ui_touch(ui) : 15 * u;
	int face = touch < 12 * u ? touch : 12 * u, above = of->more && ui_upright(ui) ? face + 3 * u : 0;
	struct rect bar = part_bar(s, body, touch + above);
	if (above) {
		draw_who(s, cut_top(&bar, face), face, of);
		cut_top(&bar, 3 * u);
	}
	if (of->more)
		part_button(s, &bar,
			(struct button){.name = "go",
				.icon = ui_narrow(ui) ? NULL : ways[of->next.part].icon,
				.label = words(_(ways[of->next.part].label)),
				.action = GO},
			BUTTON_ACCENT);
	if (of->more && programme_by_hand(of->next.part))
		part_button(s, &bar,
			(struct button){.name = "elsewhere",
				.label = words(_("Already done")),
				.size = SIZE_BODY,
				.action = ELSEWHERE},
			BUTTON_PLAIN);
	if (!above)
		draw_who(s, bar, face, of);
}

/* ---- the screen ---- */

static void draw_card(
	struct shell *s, struct rect r, const char *name, column_content *content, const struct of *of)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), x = 6 * u, y = 4 * u, h = column_height(s, r.w - 2 * x, content, of) + 2 * y;
	if (ui_upright(ui) && h < r.h)
		r.h = h;
	ui_card(ui, r, false);
	struct column c = {.s = s, .r = rect_pad(ui_scroll(ui, r, name, h), x, y)};
	content(&c, of);
	ui_scroll_end_on(ui, TONE_surface);
}

static void draw_cards(struct shell *s, struct rect body, const struct of *of)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u;
	if (!ui_upright(ui)) {
		struct rect way = cut_left(&body, body.w * 40 / 100);
		cut_left(&body, gap);
		draw_card(s, way, "way", way_content, of);
	} else {
		int h = column_height(s, body.w - 12 * u, way_content, of) + 8 * u;
		draw_card(s, cut_top(&body, h < body.h / 2 ? h : body.h / 2), "way", way_content, of);
		cut_top(&body, gap);
	}
	draw_card(s, body, "step", step_content, of);
}

static bool find(struct shell *s, struct of *of)
{
	*of = (struct of){.p = shown(s)};
	of->group = of->p ? core_partnership(s->core, of->p->partnership) : NULL;
	if (!of->group)
		return false;
	of->person = s->place.b && partnership_has(of->group, s->place.b) ? s->place.b : 0;
	of->more = of->person && core_programme_next_in(s->core, of->p->id, of->person, &of->next);
	return true;
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct of of;
	bool there = find(s, &of);
	struct rect body = shell_frame(
		s, (struct frame){.title = there ? of.p->name : STR(""), .subtitle = words(_("Programme"))});
	if (!there) {
		part_empty(s, body, "book", words(_("This programme is not here any more")), STR(""));
		return;
	}
	if (of.person && of.p->step < PROGRAMME_STEPS)
		draw_bar(s, &body, &of);
	draw_cards(s, body, &of);
}

/* ---- what happens ---- */

static void go_on(struct shell *s, const struct of *of)
{
	const ident objects[] = {of->person, of->next.of, of->p->partnership};
	shell_go(s,
		(struct place){ways[of->next.part].screen, objects[ways[of->next.part].a],
			ways[of->next.part].person ? of->person : 0});
}

static struct msg *done_message(struct shell *s, enum programme_part part, bool done)
{
	struct msg *m = shell_new_message(s, MSG_programme_done);
	m->u.programme_done = (struct msg_programme_done){
		.programme = s->place.a, .person = s->place.b, .part = part, .done = done};
	return m;
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	struct of of;
	if (e->kind != UI_PRESS || !find(s, &of))
		return;
	if (e->action == WHO) {
		shell_go(s, (struct place){SCREEN_programme, s->place.a, e->arg}); /* Back: to the names */
	} else if (e->action == GO && of.more) {
		go_on(s, &of);
	} else if (e->action == ELSEWHERE && of.more && !shell_pending(s, ELSEWHERE, 0)) {
		st->said = of.next.part;
		shell_send(s, done_message(s, st->said, true), ELSEWHERE, 0);
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	const struct state *st = state;
	if (shell_done(s, e) && !e->u.reply.err)
		shell_toast_undo(s, words(_("That is done, then.")), done_message(s, st->said, false));
}

const struct screen screen_programme = {
	.name = "programme",
	.watches = CHANGE_PROGRAMMES | CHANGE_SURVEYS | CHANGE_PARTNERSHIPS | CHANGE_PEOPLE | CHANGE_BOARDS |
		CHANGE_NOTES | CHANGE_SESSIONS,
	.state_size = sizeof(struct state),
	.event = event,
	.reply = reply,
	.draw = draw,
};
