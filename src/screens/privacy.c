/* Who can see what, in the room's own words; and the way to what is known about somebody. The same is on the
 * phones' page /privacy. */
#include "screens/arrive.h"
#include "screens/column.h"
#include "screens/parts.h"

enum { MINE = 1 };

struct state {
	struct finder finder;
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	st->finder.typing = s->place.a == PRIVACY_FIND;
	if (st->finder.typing)
		ui_focus(s->ui, &st->finder.input);
}

#define LINES_MAX 4
static const struct sight {
	const char *icon, *title;
	const char *lines[LINES_MAX];
} sights[] = {
	{"home", N_("Everybody in this room"),
		{N_("Given names, initials and who is here for which session"), N_("Cards on the boards"),
			N_("Who learns with whom, and in which way")}},
	{"people", N_("Only you and your partners"),
		{N_("Your notes, agreements, goals and what you promised"),
			N_("What a questionnaire found, once all of you have answered"),
			N_("At this screen they open while one of you is checked in")}},
	{"lock", N_("You alone"),
		{N_("Your own answers to a questionnaire"),
			N_("The skills you want to work at, and your drafts"),
			N_("On your own page you read all that is known about you, and erase yourself")}},
	{"board", N_("Whoever coordinates"),
		{N_("Who is in which partnership, and whether you meet"),
			N_("Whether an agreement is confirmed, how many actions are closed"),
			N_("Means of questionnaires, of five people or more; never what somebody wrote or answered")}},
};
#define SIGHTS ((int)(sizeof sights / sizeof *sights))

static void sight_content(struct column *c, const void *of)
{
	const struct sight *sight = of;
	int u = ui_u(c->s->ui);
	column_fact(c, sight->icon, TONE_accent_dark, words(_(sight->title)),
		(struct type){.size = SIZE_LABEL, .weight = WEIGHT_BOLD, .lines = 2});
	for (int i = 0; i < LINES_MAX && sight->lines[i]; i++) {
		column_gap(c, u + u / 2);
		column_text(c, words(_(sight->lines[i])),
			(struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 5});
	}
}

static int draw_column(struct shell *s, struct rect r, int from, int step, bool measures)
{
	struct column c = {.s = s, .r = r, .measures = measures};
	for (int i = from; i < SIGHTS; i += step)
		column_card(&c, (struct column_card){.content = sight_content, .of = &sights[i]});
	return c.h;
}

static void draw_sights(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u, columns = ui_upright(ui) ? 1 : 2, h = 0;
	struct rect area = {r.x - u, r.y - u, r.w + 2 * u, r.h + u};
	for (int i = 0; i < columns; i++) {
		int one = draw_column(s, rect_column(r, i, columns, gap), i, columns, true);
		h = one > h ? one : h;
	}
	struct rect in = rect_pad(ui_scroll(ui, area, "sights", h + 3 * u), u, u);
	for (int i = 0; i < columns; i++)
		draw_column(s, rect_column(in, i, columns, gap), i, columns, false);
	ui_scroll_end(ui);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct str title = !st->finder.typing ? words(_("Who sees what"))
		: s->place.a == PRIVACY_FIND  ? words(_("Somebody’s page"))
					      : words(_("What is known about me"));
	struct rect body = shell_frame(s, (struct frame){.title = title});
	if (st->finder.typing) {
		finder_draw(s, body, &st->finder,
			(struct finder_look){.placeholder = words(_("Type a few letters of your name"))});
		return;
	}
	struct rect bar = part_bar(s, &body, ui_touch(ui) > 15 * u ? ui_touch(ui) : 15 * u);
	part_button(s, &bar,
		(struct button){.name = "known",
			.icon = "phone",
			.label = words(_("What is known about me")),
			.action = MINE},
		BUTTON_ACCENT);
	cut_top(&body, part_heading(s, body, words(_("Everything stays in this room’s machine"))) + 3 * u);
	draw_sights(s, body);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	ident person = 0;
	if (e->kind == UI_PRESS && e->action == MINE) {
		st->finder.typing = true;
		ui_focus(s->ui, &st->finder.input);
	} else if (finder_event(s, &st->finder, e, 0, &person) && person) {
		shell_go(s, (struct place){SCREEN_mypage, person, 0});
	}
}

const struct screen screen_privacy = {
	.name = "privacy",
	.state_size = sizeof(struct state),
	.watches = CHANGE_PEOPLE,
	.enter = enter,
	.event = event,
	.draw = draw,
	.inner = finder_inner,
	.close_inner = finder_close_inner,
};
