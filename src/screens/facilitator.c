/* What only whoever facilitates comes to: the day at a glance, the ways to everything that is set up here, and the
 * code that signs a laptop in to the coordinator's pages. It is behind the PIN; signing out leaves it. */
#include "screens/column.h"
#include "screens/partnership_words.h"

enum { CODE = 1, BOARDS, PARTNERS, PEOPLE, PRIVACY, SESSION };
#define SESSIONS_MAX 32
#define PARTNERSHIPS_MAX 2000

static void enter(struct shell *s, void *state)
{
	(void)state;
	if (part_signed_in(s))
		part_ask_code(s, COORDINATOR);
}

static void changed(struct shell *s, void *state)
{
	(void)state;
	if (!part_signed_in(s))
		shell_home(s);
}

/* ---- the ways ---- */

struct way {
	const char *name, *icon;
	struct str title, below;
	action action;
};

static struct str boards_words(struct shell *s)
{
	const struct board *boards[32];
	size_t n = core_boards(s->core, boards, 32);
	return shell_printf(s, ngettext("%d is open", "%d are open", n), (int)n);
}

static struct str partners_words(struct shell *s)
{
	static const struct partnership *all[PARTNERSHIPS_MAX];
	size_t n = core_partnerships(s->core, 0, all, PARTNERSHIPS_MAX), due = 0;
	for (size_t i = 0; i < n; i++)
		due += core_agreement_state(s->core, all[i]->id, s->now.wall) == AGREEMENT_REVIEW_DUE;
	struct str count = shell_printf(s, ngettext("%d under way", "%d under way", n), (int)n);
	return due ? shell_printf(s, ngettext("%s, %d review is due", "%s, %d reviews are due", due), count.p,
			     (int)due)
		   : count;
}

static void draw_way(struct shell *s, struct rect r, const struct way *way)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct type title = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .shrink = true};
	struct type below = {.size = SIZE_SMALL, .tone = TONE_second, .shrink = true, .lines = 2};
	ui_card(ui, r, false);
	if (ui_pressed(ui, way->action, 0))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(
		ui, (struct control){.r = r, .name = way->name, .label = way->title, .action = way->action});
	r = rect_pad(r, 4 * u, 2 * u);
	ui_icon(ui, rect_centre(cut_left(&r, 8 * u), 7 * u, 7 * u), way->icon, TONE_accent_dark);
	cut_left(&r, 3 * u);
	int h = way->below.n ? ui_text_height(ui, r.w, way->below, below) : 0;
	r = rect_centre(r, r.w, ui_line(ui, title) + h);
	ui_text(ui, cut_top(&r, ui_line(ui, title)), way->title, title);
	if (h)
		ui_text(ui, r, way->below, below);
}

static int ways_height(struct shell *s)
{
	int u = ui_u(s->ui), least = ui_touch(s->ui) > 20 * u ? ui_touch(s->ui) : 20 * u;
	return 2 * least + 3 * u;
}

static void draw_ways(struct shell *s, struct rect r)
{
	const struct way ways[] = {{"boards", "board", words(_("Boards")), boards_words(s), BOARDS},
		{"partners", "people", words(_("Learning partnerships")), partners_words(s), PARTNERS},
		{"people", "phone", words(_("Somebody’s page")), words(_("the code for their phone")),
			PEOPLE},
		{"privacy", "lock", words(_("Who sees what")), words(_("for everybody to read")), PRIVACY}};
	int gap = 3 * ui_u(s->ui);
	for (int i = 0; i < 4; i++)
		draw_way(s, rect_column(rect_row(r, i / 2, 2, gap), i % 2, 2, gap), &ways[i]);
}

/* ---- the day ---- */

static void draw_day(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, card = part_session_card_height(s);
	const struct session *today[SESSIONS_MAX];
	size_t n = core_today(s->core, s->now.wall, today, SESSIONS_MAX);
	struct type heading = {.size = SIZE_LABEL, .weight = WEIGHT_BOLD, .tone = TONE_second};
	ui_text(ui, cut_top(&r, ui_line(ui, heading)),
		n ? words(_("Today")) : words(_("Nothing is planned here today")), heading);
	cut_top(&r, 2 * u);
	struct rect area = {r.x - u, r.y - u, r.w + 2 * u, r.h + u + (ui_upright(ui) ? 0 : 6 * u)};
	struct rect in = rect_pad(ui_scroll(ui, area, "today", (int)n * (card + gap) + 7 * u), u, u);
	for (size_t i = 0; i < n; i++) {
		part_session_card(s, cut_top(&in, card), today[i], "session", SESSION);
		cut_top(&in, gap);
	}
	ui_scroll_end(ui);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct rect body = shell_frame(s, (struct frame){.title = STR("")});
	if (!part_signed_in(s)) {
		part_empty(s, body, "lock", words(_("You are signed out")), STR(""));
		return;
	}
	struct rect code =
		ui_upright(ui) ? cut_bottom(&body, body.h * 42 / 100) : cut_right(&body, body.w * 36 / 100);
	if (ui_upright(ui))
		cut_bottom(&body, 4 * u);
	else
		cut_right(&body, 6 * u);
	part_code_card(s, code, COORDINATOR, words(_("The coordinator’s pages, on your laptop")), CODE);
	draw_ways(s, cut_top(&body, ways_height(s)));
	cut_top(&body, 4 * u);
	draw_day(s, body);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	static const struct {
		action action;
		enum screen_id to;
	} ways[] = {{BOARDS, SCREEN_boards}, {PARTNERS, SCREEN_partners}, {PRIVACY, SCREEN_privacy}};
	(void)state;
	if (e->kind != UI_PRESS)
		return;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if (ways[i].action == e->action)
			shell_go(s, (struct place){.screen = ways[i].to});
	if (e->action == PEOPLE)
		shell_go(s, (struct place){SCREEN_privacy, PRIVACY_FIND, 0});
	else if (e->action == CODE)
		shell_go(s, (struct place){SCREEN_code, COORDINATOR, 0});
	else if (e->action == SESSION)
		shell_go(s, (struct place){SCREEN_session, e->arg, 0});
}

const struct screen screen_facilitator = {
	.name = "facilitator",
	.watches = CHANGE_SESSIONS | CHANGE_PEOPLE | CHANGE_BOARDS | CHANGE_PARTNERSHIPS | CHANGE_CODES |
		CHANGE_PHONES | CHANGE_PIN,
	.enter = enter,
	.event = event,
	.changed = changed,
	.draw = draw,
};
