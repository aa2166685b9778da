/* The way to one's own page: a code that only this person should scan, and what it opens. */
#include "screens/column.h"
#include "screens/partnership_words.h"

enum { CODE = 1, PARTNERS, PRIVACY, PHONES };

static void enter(struct shell *s, void *state)
{
	(void)state;
	part_ask_code(s, s->place.a);
}

static void about_content(struct column *c, const void *of)
{
	static const struct {
		const char *icon, *text;
	} facts[] = {{"people", N_("Your partnerships, agreements and goals")},
		{"action", N_("What you promised, and when you meet next")},
		{"question", N_("Questions of the quiz, and questionnaires that only you see")},
		{"book", N_("Learning packs, and what is known about you")}};
	(void)of;
	struct ui *ui = c->s->ui;
	int u = ui_u(ui);
	column_text(c, shell_printf(c->s, _("%s, this is your own page"), part_given(c->s, c->s->place.a).p),
		(struct type){.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .lines = 3, .shrink = true});
	column_gap(c, 4 * u);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		column_fact(c, facts[i].icon, TONE_accent_dark, words(_(facts[i].text)),
			(struct type){.size = SIZE_LABEL, .lines = 3});
		column_take(c, 2 * u);
	}
	column_gap(c, 2 * u);
	column_text(c,
		words(_("Scan it with your own phone, nobody else’s: the code works once, for a quarter of an hour, and then your phone stays signed in for three months.")),
		(struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 6});
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 13 * u ? ui_touch(ui) : 13 * u, gap = ui_gap(ui);
	struct rect body = shell_frame(s, (struct frame){.title = part_name(s, s->place.a)});
	if (!core_person(s->core, s->place.a)) {
		part_empty(s, body, "people", words(_("This is not here any more.")), STR(""));
		return;
	}
	struct rect code =
		ui_upright(ui) ? cut_bottom(&body, body.h * 46 / 100) : cut_right(&body, body.w * 36 / 100);
	if (ui_upright(ui))
		cut_bottom(&body, 4 * u);
	else
		cut_right(&body, 8 * u);
	part_code_card(s, code, s->place.a, words(_("My page")), CODE);
	struct own_phone phones[OWN_PHONES_MAX];
	size_t n = core_phones_of(s->core, s->place.a, phones, OWN_PHONES_MAX);
	struct rect foot = cut_bottom(&body, touch);
	cut_bottom(&body, n ? gap : 3 * u);
	if (n) {
		ui_button(ui, cut_bottom(&body, touch),
			(struct button){.name = "phones",
				.icon = "phone",
				.label = shell_printf(
					s, ngettext("%d phone of mine", "%d phones of mine", n), (int)n),
				.size = SIZE_BODY,
				.style = BUTTON_PLAIN,
				.action = PHONES});
		cut_bottom(&body, 3 * u);
	}
	ui_button(ui, rect_column(foot, 0, 2, gap),
		(struct button){.name = "partners",
			.icon = "people",
			.label = words(_("My partnerships")),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = PARTNERS});
	ui_button(ui, rect_column(foot, 1, 2, gap),
		(struct button){.name = "privacy",
			.icon = "lock",
			.label = words(_("Who sees what")),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = PRIVACY});
	int h = column_height(s, body.w, about_content, NULL);
	struct rect in = ui_scroll(ui, body, "about", h);
	struct column c = {.s = s, .r = h < body.h ? rect_centre(body, body.w, h) : in};
	about_content(&c, NULL);
	ui_scroll_end(ui);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind == UI_PRESS && e->action == CODE)
		shell_go(s, (struct place){SCREEN_code, s->place.a, 0});
	else if (e->kind == UI_PRESS && e->action == PARTNERS)
		shell_go(s, (struct place){SCREEN_partners, s->place.a, 0});
	else if (e->kind == UI_PRESS && e->action == PHONES)
		shell_go(s, (struct place){SCREEN_phones, s->place.a, 0});
	else if (e->kind == UI_PRESS && e->action == PRIVACY)
		shell_go(s, (struct place){.screen = SCREEN_privacy});
}

const struct screen screen_mypage = {
	.name = "mypage",
	.watches = CHANGE_PEOPLE | CHANGE_CODES | CHANGE_PHONES,
	.enter = enter,
	.event = event,
	.draw = draw,
};
