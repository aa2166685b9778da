/* The phones that are somebody's, or said so: each is signed out in a touch, when it was lost or lent. */
#include "screens/partnership_words.h"

enum { END = 1, END_ALL };

static size_t phones_of(struct shell *s, struct own_phone out[OWN_PHONES_MAX])
{
	return core_phones_of(s->core, s->place.a, out, OWN_PHONES_MAX);
}

static struct str about(struct shell *s, const struct own_phone *p)
{
	struct str what = p->page ? words(_("Opens your page")) : words(_("Opens notes and boards"));
	return p->open ? shell_printf(s, "%s · %s", what.p, _("open now")) : what;
}

static struct str days(struct shell *s, const struct own_phone *p)
{
	struct str until = part_date(s, p->until);
	if (p->since <= 1) /* nobody had set the clock */
		return shell_printf(s, _("until %s"), until.p);
	return shell_printf(s, _("from %s until %s"), part_date(s, p->since).p, until.p);
}

static void draw_phone(struct shell *s, struct rect r, const struct own_phone *p)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u;
	struct button end = {.name = "end",
		.label = words(_("Sign out")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = END,
		.arg = p->device,
		.pending_since = shell_pending(s, END, p->device)};
	struct type title = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .lines = 2, .shrink = true};
	struct type below = {.size = SIZE_SMALL, .tone = TONE_second, .lines = 2, .shrink = true};
	ui_card(ui, r, false);
	r = rect_pad(r, 5 * u, 2 * u);
	struct rect right = cut_right(&r, ui_button_width(ui, end));
	ui_button(ui, rect_centre(right, right.w, touch), end);
	cut_right(&r, 3 * u);
	ui_icon(ui, rect_centre(cut_left(&r, 8 * u), 7 * u, 7 * u), "phone", TONE_accent_dark);
	cut_left(&r, 3 * u);
	struct str what = about(s, p), when = days(s, p);
	int h1 = ui_text_height(ui, r.w, what, title), h2 = ui_text_height(ui, r.w, when, below);
	r = rect_centre(r, r.w, h1 + h2);
	ui_text(ui, cut_top(&r, h1), what, title);
	ui_text(ui, r, when, below);
}

static void draw_list(struct shell *s, struct rect body, const struct own_phone *phones, int n)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, h = 24 * u > ui_touch(ui) + 4 * u ? 24 * u : ui_touch(ui) + 4 * u,
	    columns = ui_upright(ui) || ui_narrow(ui) ? 1 : 2, rows = (n + columns - 1) / columns;
	struct rect list = {body.x - u, body.y - u, body.w + 2 * u, body.h + u};
	struct rect in = rect_pad(ui_scroll(ui, list, "phones", rows * (h + gap) + u), u, u);
	for (int i = 0; i < n; i += columns) {
		struct rect row = cut_top(&in, h);
		cut_top(&in, gap);
		for (int k = i; k < n && k < i + columns; k++)
			draw_phone(s, rect_column(row, k - i, columns, gap), &phones[k]);
	}
	ui_scroll_end(ui);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 13 * u ? ui_touch(ui) : 13 * u;
	struct own_phone phones[OWN_PHONES_MAX];
	int n = (int)phones_of(s, phones);
	struct rect body = shell_frame(s, (struct frame){.title = part_name(s, s->place.a)});
	if (!n) {
		part_empty(s, body, "phone", words(_("No phone is signed in for you")),
			words(_("The code of your page signs one in.")));
		return;
	}
	cut_top(&body, part_heading(s, body, words(_("My phones"))) + u);
	cut_top(&body,
		ui_text(ui, body, words(_("Was one lost or lent? It is signed out here, at once.")),
			(struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 3}) +
			3 * u);
	if (n > 1) {
		struct button all = {.name = "end-all",
			.label = words(_("Sign all out")),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = END_ALL,
			.pending_since = shell_pending(s, END_ALL, 0)};
		struct rect foot = cut_bottom(&body, touch);
		ui_button(ui, cut_left(&foot, ui_button_width(ui, all) + 8 * u), all);
		cut_bottom(&body, 3 * u);
	}
	draw_list(s, body, phones, n);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind != UI_PRESS || (e->action != END && e->action != END_ALL))
		return;
	struct msg *m = shell_new_message(s, MSG_phone_end);
	m->u.phone_end =
		(struct msg_phone_end){.person = s->place.a, .device = e->action == END ? e->arg : 0};
	shell_send(s, m, e->action, e->arg);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct own_phone left[OWN_PHONES_MAX];
	(void)state;
	if (shell_done(s, e))
		shell_toast(s,
			phones_of(s, left) ? words(_("That phone is signed out."))
					   : words(_("No phone is signed in any more.")));
}

const struct screen screen_phones = {
	.name = "phones",
	.watches = CHANGE_PEOPLE | CHANGE_CODES | CHANGE_PHONES,
	.event = event,
	.reply = reply,
	.draw = draw,
};
