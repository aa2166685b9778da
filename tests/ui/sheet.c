/* Pictures to look at: every widget, in every window of interface.md, light and dark, drawn by the real
 * painter. Not a test, it can't fail by itself: `make build/tests/ui/sheet && build/tests/ui/sheet`
 * writes PNGs into build/sheet. */
#include <stdio.h>
#include <sys/stat.h>

#include "platform/platform.h"
#include "ui/ui.h"

#define FOLDER "build/sheet"

static const struct avatar people[] = {
	{{"AB", 2}, 0, true, false},
	{{"BK", 2}, 1, false, true},
	{{"CM", 2}, 2, false, false},
	{{"DS", 2}, 3, false, false},
	{{"EW", 2}, 4, false, false},
	{{"FL", 2}, 5, false, false},
	{{"GN", 2}, 6, true, false},
	{{"HO", 2}, 7, false, true},
	{{"LT", 2}, 8, false, false},
	{{"MA", 2}, 9, false, false},
	{{"NP", 2}, 10, false, false},
	{{"SO", 2}, 11, false, false},
};
static struct text_input typed;

static struct rect body_of(struct ui *ui)
{
	struct rect r = rect_pad(ui_screen(ui), 7 * ui_u(ui), 0);
	cut_top(&r, 16 * ui_u(ui));
	cut_bottom(&r, 6 * ui_u(ui));
	return r;
}

static void top_bar(struct ui *ui, const char *title, bool home)
{
	struct rect bar = rect_pad(ui_screen(ui), home ? 7 * ui_u(ui) : 4 * ui_u(ui), ui_u(ui));
	bar.h = 13 * ui_u(ui);
	struct type t = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_ink,
		.middle = true,
		.align = home ? ALIGN_START : ALIGN_CENTRE};
	ui_text(ui, bar, str_from(title), t);
	t.size = SIZE_HEADING;
	t.align = ALIGN_END;
	t.tabular = true;
	ui_text(ui, bar, STR("9:58"), t);
	if (!home) {
		struct button b = {.name = "back",
			.icon = "back",
			.label = STR("Back"),
			.style = BUTTON_PLAIN,
			.size = SIZE_BODY,
			.action = 1};
		ui_button(ui, cut_left(&bar, ui_button_width(ui, b)), b);
	}
}

static void session_row(struct ui *ui, struct rect r, int i)
{
	static const char *const times[] = {"Now", "10:30", "11:00", "14:00"};
	static const char *const names[] = {"Anna B. and Ben K.", "Carla M. and Deniz S.",
		"Learning set “Partners”", "Leo T. and Mira A."};
	static const char *const what[] = {"Tandem · Night desk", "Mentoring · First ninety days",
		"Action learning · 5 people", "Skills sharing · Risk plan for the food bank"};
	int u = ui_u(ui);
	ui_card(ui, r, i == 0);
	r = rect_pad(r, 6 * u, 2 * u);
	ui_text(ui, cut_left(&r, 22 * u), str_from(times[i]),
		(struct type){.size = SIZE_HEADING,
			.weight = WEIGHT_SEMIBOLD,
			.middle = true,
			.tone = TONE_ink,
			.tabular = true});
	struct rect heads = cut_left(&r, 42 * u);
	ui_avatars(ui, rect_centre(heads, heads.w, heads.h < 16 * u ? heads.h : 16 * u), people + 2 * i,
		i == 2 ? 6 : 2);
	cut_left(&r, 2 * u);
	struct type name = {.size = SIZE_HEADING,
			    .weight = WEIGHT_SEMIBOLD,
			    .tone = TONE_ink,
			    .shrink = true},
		    line = {.size = SIZE_SMALL, .tone = TONE_second};
	if (i == 0)
		cut_right(
			&r, ui_chip(ui, r, STR("Anna is here"), TONE_accent_dark, TONE_accent_soft) + 2 * u);
	struct rect words = rect_centre(r, r.w, ui_line(ui, name) + ui_line(ui, line));
	ui_text(ui, cut_top(&words, ui_line(ui, name)), str_from(names[i]), name);
	ui_text(ui, words, str_from(what[i]), line);
	ui_control(ui,
		(struct control){
			.r = r, .name = "session", .label = str_from(names[i]), .action = 2, .arg = i});
}

static void home(struct ui *ui)
{
	int u = ui_u(ui);
	top_bar(ui, "Harbour Room · Workshop floor", true);
	struct rect r = body_of(ui);
	struct rect side = ui_upright(ui) ? cut_bottom(&r, r.h / 2) : cut_right(&r, r.w / 3);
	cut_right(&r, ui_upright(ui) ? 0 : 6 * u);
	ui_text(ui, cut_top(&r, 13 * u), STR("Monday, today"),
		(struct type){.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .tone = TONE_ink});
	for (int i = 0; i < 4; i++)
		session_row(ui, rect_row(r, i, 4, 3 * u), i);
	cut_top(&side, ui_upright(ui) ? 4 * u : 0);
	ui_button(ui, cut_top(&side, side.h * 3 / 10),
		(struct button){.name = "check-in",
			.icon = "check",
			.label = STR("Check in"),
			.style = BUTTON_ACCENT,
			.size = SIZE_TITLE,
			.action = 3});
	cut_top(&side, 4 * u);
	ui_card(ui, side, false);
	side = rect_pad(side, 5 * u, 5 * u);
	struct rect buttons = cut_bottom(&side, 14 * u);
	ui_button(ui, rect_column(buttons, 0, 2, 2 * u),
		(struct button){.name = "learn",
			.label = STR("Learn"),
			.style = BUTTON_PLAIN,
			.size = SIZE_BODY,
			.action = 4});
	ui_button(ui, rect_column(buttons, 1, 2, 2 * u),
		(struct button){.name = "language",
			.icon = "globe",
			.label = STR("Deutsch"),
			.style = BUTTON_PLAIN,
			.size = SIZE_BODY,
			.action = 5});
	ui_text(ui, cut_top(&side, 9 * u), STR("Boards"),
		(struct type){.size = SIZE_HEADING, .weight = WEIGHT_SEMIBOLD, .tone = TONE_ink});
	struct rect row = cut_top(&side, 14 * u);
	ui_chip(ui, row, STR("1 acute"), TONE_acute, TONE_acute_soft);
	ui_text(ui, row, STR("Marketing\n9 topics · Thu 15:00"),
		(struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 2});
	ui_line_across(ui, cut_top(&side, 5 * u));
}

static void typing(struct ui *ui)
{
	int u = ui_u(ui);
	top_bar(ui, "Who are you?", false);
	struct rect r = rect_pad(ui_screen(ui), 7 * u, 0);
	cut_top(&r, 15 * u);
	cut_bottom(&r, ui_keyboard_height(ui) + 2 * u);
	input_set(&typed, STR("be"));
	ui_focus(ui, &typed);
	ui_field(ui, cut_top(&r, 16 * u), &typed,
		(struct field){.name = "search", .icon = "search", .large = true, .action = 6});
	cut_top(&r, 3 * u);
	r.h = r.h < 25 * u ? r.h : 25 * u;
	for (int i = 0; i < 3; i++) {
		struct rect tile = rect_column(r, i, 3, 4 * u);
		ui_card(ui, tile, i == 0);
		tile = rect_pad(tile, 5 * u, 2 * u);
		ui_avatar(ui, cut_left(&tile, 14 * u), people[i]);
		cut_left(&tile, 4 * u);
		ui_text(ui, tile, STR("Anna Becker"),
			(struct type){.size = SIZE_HEADING,
				.weight = WEIGHT_SEMIBOLD,
				.tone = TONE_ink,
				.middle = true,
				.shrink = true});
	}
	struct rect all = ui_screen(ui);
	ui_keyboard(ui, cut_bottom(&all, ui_keyboard_height(ui)), STR("Done"), 7);
}

static void guide(struct ui *ui, struct rect r)
{
	int u = ui_u(ui);
	ui_card(ui, r, false);
	r = rect_pad(r, 5 * u, 5 * u);
	ui_text(ui, cut_top(&r, 8 * u), STR("Anna’s turn to learn"),
		(struct type){.size = SIZE_LABEL, .weight = WEIGHT_BOLD, .tone = TONE_ink, .shrink = true});
	cut_top(&r,
		ui_text(ui, r, STR("Ben coaches. Ask, listen, wait."),
			(struct type){.size = SIZE_SMALL, .tone = TONE_second, .lines = 2}) +
			3 * u);
	cut_top(&r,
		ui_text(ui, r,
			STR("“What would a good handover look like to the person who comes on at ten?”"),
			(struct type){.size = SIZE_HEADING, .tone = TONE_ink, .lines = 8}) +
			4 * u);
	struct button b = {.name = "another",
		.label = STR("Another question"),
		.style = BUTTON_PLAIN,
		.size = SIZE_BODY,
		.action = 8};
	struct rect row = cut_top(&r, 12 * u);
	ui_button(ui, cut_left(&row, ui_button_width(ui, b)), b);
}

static void timer(struct ui *ui, struct rect r)
{
	int u = ui_u(ui);
	struct rect buttons = cut_bottom(&r, 21 * u);
	cut_bottom(&r, 5 * u);
	ui_ring(ui, r, 5 * u, 1000, TONE_accent);
	struct rect middle = rect_centre(r, r.w, 46 * u), heads = cut_top(&middle, 15 * u);
	ui_avatar(ui, (struct rect){heads.x + heads.w / 2 - 15 * u, heads.y, 14 * u, 14 * u}, people[0]);
	ui_avatar(ui, (struct rect){heads.x + heads.w / 2 + 2 * u, heads.y, 14 * u, 14 * u},
		(struct avatar){STR("BK"), 1, false, false});
	ui_text(ui, cut_top(&middle, 24 * u), STR("6:24"),
		(struct type){.size = SIZE_TIMER,
			.weight = WEIGHT_BOLD,
			.align = ALIGN_CENTRE,
			.tone = TONE_ink,
			.tabular = true,
			.middle = true});
	ui_text(ui, middle, STR("then you swap"),
		(struct type){.size = SIZE_SMALL, .align = ALIGN_CENTRE, .tone = TONE_second});
	ui_button(ui, rect_column(buttons, 0, 3, 3 * u),
		(struct button){.name = "pause",
			.icon = "pause",
			.label = STR("Pause"),
			.style = BUTTON_PLAIN,
			.size = SIZE_BODY,
			.action = 9});
	ui_button(ui, rect_column(buttons, 1, 3, 3 * u),
		(struct button){.name = "more",
			.label = STR("+1 min"),
			.style = BUTTON_PLAIN,
			.size = SIZE_BODY,
			.action = 10,
			.disabled = true});
	ui_button(ui, rect_column(buttons, 2, 3, 3 * u),
		(struct button){.name = "swap",
			.icon = "swap",
			.label = STR("Swap"),
			.style = BUTTON_ACCENT,
			.action = 11,
			.pending_since = 100});
}

static void notes(struct ui *ui, struct rect r)
{
	int u = ui_u(ui);
	ui_card(ui, r, false);
	r = rect_pad(r, 5 * u, 5 * u);
	struct rect head = cut_top(&r, 26 * u);
	ui_code(ui, cut_right(&head, 26 * u), STR("HTTP://192.168.1.20:8080/N#H4K7QM2TB9ZC5WXD8R3VFA6GPE"),
		true);
	ui_text(ui, head, STR("Shared notes\n2 phones · saved"),
		(struct type){.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .tone = TONE_ink, .lines = 4});
	struct rect list = ui_scroll(ui, r, "notes", 200 * u);
	for (int i = 0; i < 12; i++)
		ui_text(ui, rect_pad((struct rect){list.x, list.y + i * 16 * u, list.w, 16 * u}, 0, u),
			STR("• The late desk hears of changes last"),
			(struct type){.size = SIZE_BODY, .tone = TONE_ink, .lines = 2});
	ui_scroll_end(ui);
}

static void session(struct ui *ui)
{
	int u = ui_u(ui);
	top_bar(ui, "Tandem · Handing over", false);
	struct rect r = body_of(ui);
	bool upright = ui_upright(ui);
	for (int i = 0; i < 3; i++) {
		static void (*const parts[])(struct ui *, struct rect) = {guide, timer, notes};
		parts[i](ui, upright ? rect_row(r, i, 3, 5 * u) : rect_column(r, i, 3, 5 * u));
	}
	ui_toast(ui, STR("Ben is checked in"), 12, STR("Undo"), 0, 8500);
}

static void signs(struct ui *ui)
{
	int u = ui_u(ui);
	top_bar(ui, "Signs and buttons", false);
	struct rect r = body_of(ui), row = cut_top(&r, 18 * u);
	static const char *const labels[] = {"Accent", "Plain", "Outline", "Quiet", "Warm"};
	for (int i = 0; i < 5; i++)
		ui_button(ui, rect_column(row, i, 5, 3 * u),
			(struct button){.name = labels[i],
				.label = str_from(labels[i]),
				.icon = i % 2 ? "undo" : NULL,
				.style = (enum button_style)i,
				.action = 20 + i});
	cut_top(&r, 4 * u);
	ui_card(ui, r, false);
	r = rect_pad(r, 5 * u, 5 * u);
	row = cut_top(&r, 18 * u);
	for (int i = 0; i < 12; i++)
		ui_avatar(ui, rect_column(row, i, 12, 3 * u), people[i]);
	cut_top(&r, 2 * u);
	ui_avatars(ui, cut_top(&r, 14 * u), people, 12);
	cut_top(&r, 2 * u);
	ui_dots(ui, cut_top(&r, 6 * u), 5, TONE_accent);
	static const char *const icons[] = {"home", "search", "swap", "undo", "trash", "people", "board",
		"acute", "wish", "offer", "concern", "question", "insight", "warning"};
	row = cut_top(&r, 10 * u);
	for (int i = 0; i < 14; i++)
		ui_icon(ui, rect_column(row, i, 14, 2 * u), icons[i], TONE_second);
	ui_text(ui, cut_top(&r, 14 * u),
		STR("مرحبا بالعالم · Grüße, ночь, 日本語 and 👩‍🚀🎉"),
		(struct type){.size = SIZE_HEADING, .tone = TONE_ink, .shrink = true});
	ui_text(ui, r,
		STR("Donaudampfschifffahrtsgesellschaftskapitänsmütze is a very long word that has to go "
		    "somewhere and ends in an ellipsis when there is no more room for it at all"),
		(struct type){.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .tone = TONE_ink, .lines = 2});
}

static void at(struct ui *ui, enum event_kind kind, const char *name, int64_t arg, int dx, int dy)
{
	int count;
	const struct control *controls = ui_controls(ui, &count);
	for (int i = 0; i < count; i++)
		if (str_eq(str_from(controls[i].name), str_from(name)) && controls[i].arg == arg) {
			struct rect r = controls[i].r;
			ui_input(ui,
				&(struct event){.kind = kind,
					.finger = 1,
					.x = r.x + r.w / 2 + dx,
					.y = r.y + r.h / 2 + dy,
					.at = 1000});
			return;
		}
}

/* A finger rests on a key until its accents show. */
static void touch_accents(struct ui *ui)
{
	at(ui, EVENT_DOWN, "key", 'e', 0, 0);
	ui_input(ui, &(struct event){.kind = EVENT_NONE, .at = 1500});
	at(ui, EVENT_MOVE, "key", 'e', 30 * ui_u(ui), -15 * ui_u(ui));
}

static void board(struct ui *ui)
{
	static const char *const lanes[] = {"Proposed", "Up next", "Discussing", "Done"};
	int u = ui_u(ui);
	top_bar(ui, "Marketing marketplace", false);
	struct rect r = body_of(ui);
	for (int i = 0; i < 4; i++) {
		struct rect lane = rect_column(r, i, 4, 4 * u);
		ui_control(ui,
			(struct control){.r = lane, .name = "lane", .action = 40, .arg = i, .drops = true});
		ui_text(ui, cut_top(&lane, 8 * u), str_from(lanes[i]),
			(struct type){.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .tone = TONE_ink});
		struct rect card = cut_top(&lane, 28 * u);
		ui_card_edged(ui, card, theme_colour(TONE_question + (enum tone)i, false), i == 2);
		ui_control(ui,
			(struct control){.r = card, .name = "card", .action = 41, .arg = i, .drags = true});
		card = rect_pad(card, 5 * u, 3 * u);
		struct rect foot = cut_bottom(&card, 8 * u);
		ui_text(ui, card, STR("How do other teams brief agencies?"),
			(struct type){
				.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .tone = TONE_ink, .lines = 2});
		ui_avatar(ui, cut_left(&foot, 8 * u), people[i]);
		ui_dots(ui, cut_right(&foot, 12 * u), 3, TONE_accent);
	}
}

static void touch_card(struct ui *ui)
{
	at(ui, EVENT_DOWN, "card", 0, 0, 0);
	at(ui, EVENT_MOVE, "card", 0, 20, 0);
	at(ui, EVENT_MOVE, "card", 1, -40, 60);
}

/* Fields in their states, codes in both sizes, a ring of focus. */
static void fields(struct ui *ui)
{
	static struct text_input empty, full, lines;
	int u = ui_u(ui);
	top_bar(ui, "Fields and codes", false);
	struct rect r = body_of(ui), side = cut_right(&r, r.w * 2 / 5);
	cut_right(&r, 5 * u);
	input_set(&full,
		STR("A text far longer than the field that it was typed into, so that its beginning "
		    "is out of sight"));
	input_set(&lines, STR("Several lines: the first is longer than the field is wide\n\nand a third"));
	ui_focus(ui, &lines);
	struct text_input *inputs[] = {&empty, &full, &lines};
	for (int i = 0; i < 3; i++) {
		bool multiline = i == 2;
		struct field f = {.name = "field",
			.placeholder = STR("Someone else? Type a few letters"),
			.icon = i ? NULL : "search",
			.action = 50 + i,
			.multiline = multiline};
		ui_field(ui, cut_top(&r, (multiline ? 36 : 18) * u), inputs[i], f);
		cut_top(&r, 4 * u);
	}
	ui_card(ui, side, false);
	ui_code(ui, rect_pad(cut_top(&side, side.h * 3 / 4), 4 * u, 4 * u),
		STR("HTTP://192.168.1.20:8080/N#H4K7QM"), false);
	ui_text(ui, side, STR("H4K 7QM"),
		(struct type){
			.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .align = ALIGN_CENTRE, .tone = TONE_ink});
}

static void touch_tab(struct ui *ui)
{
	ui_input(ui, &(struct event){.kind = EVENT_KEY, .key = KEY_TAB, .at = 1000});
}

static const struct {
	const char *name;
	void (*draw)(struct ui *);
	void (*touch)(struct ui *);
} scenes[] = {{"home", home, NULL}, {"typing", typing, NULL}, {"session", session, NULL},
	{"signs", signs, NULL}, {"accents", typing, touch_accents}, {"board", board, touch_card},
	{"fields", fields, touch_tab}};
static const struct {
	int w, h;
} windows[] = {{800, 480}, {1024, 600}, {1280, 800}, {720, 1280}};

static bool picture(struct platform *platform, struct ui *ui, size_t scene, int w, int h, bool dark, bool rtl)
{
	char path[160];
	struct ui_frame frame = {.w = w,
		.h = h,
		.mono = 1000,
		.dark = dark,
		.rtl = rtl,
		.motion = true,
		.keyboard = dark ? "de" : "en"};
	platform_resize(platform, w, h);
	for (int pass = 0; pass < 2; pass++) { /* the second has the toast and the grown keyboard focus */
		ui_begin(ui, &frame);
		scenes[scene].draw(ui);
		platform_present(platform, ui_end(ui), NULL);
		if (pass == 0 && scenes[scene].touch)
			scenes[scene].touch(ui);
	}
	ui_toast_clear(ui);
	at(ui, EVENT_CANCEL, "back", 0, 0, 0);
	while (ui_next(ui).kind != UI_NONE)
		;
	snprintf(path, sizeof path, FOLDER "/%s-%dx%d-%s%s.png", scenes[scene].name, w, h,
		dark ? "dark" : "light", rtl ? "-rtl" : "");
	return platform_save_png(platform, path);
}

int main(void)
{
	char problem[200];
	struct platform_options options = {.headless = true,
		.w = 1024,
		.h = 600,
		.assets = "assets",
		.fonts = "fonts",
		.title = "sheet"};
	struct platform *platform = platform_open(&options, problem, sizeof problem);
	if (!platform) {
		fprintf(stderr, "sheet: %s\n", problem);
		return 1;
	}
	mkdir(FOLDER, 0777);
	struct ui *ui = ui_new(platform_text(platform));
	bool ok = true;
	for (size_t scene = 0; scene < sizeof scenes / sizeof *scenes; scene++)
		for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
			for (int way = 0; way < 3; way++)
				ok &= picture(
					platform, ui, scene, windows[i].w, windows[i].h, way == 1, way == 2);
	ui_free(ui);
	platform_close(platform);
	return ok ? 0 : 1;
}
