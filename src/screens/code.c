/* The code as large as the screen allows, to be read from the other end of the table. */
#include "screens/parts.h"

enum { NEW_CODE = 1 };

static void enter(struct shell *s, void *state)
{
	(void)state;
	part_ask_code(s, s->place.a);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 14 * u ? ui_touch(ui) : 14 * u;
	struct note_view note;
	bool known = core_note(s->core, s->place.a, &note);
	struct rect body = shell_frame(s, (struct frame){.title = known ? note.title : STR("")});
	struct str text = part_code_text(s, s->place.a);
	struct rect side;
	if (ui_upright(ui)) {
		side = cut_bottom(&body, body.h * 34 / 100);
		cut_bottom(&body, 4 * u);
	} else {
		side = cut_right(&body, body.w - (body.h < body.w * 62 / 100 ? body.h : body.w * 62 / 100) - 6 * u);
		cut_right(&body, 6 * u);
	}
	if (text.n == 0) {
		part_code_card(s, body, s->place.a, STR(""), 0);
		return;
	}
	ui_card(ui, body, false);
	ui_code(ui, rect_inset(body, 2 * u), text, false);
	struct button renew = {.name = "new-code", .icon = "qr", .label = words(_("New code")), .style = BUTTON_PLAIN, .action = NEW_CODE,
		.pending_since = shell_pending(s, NEW_CODE, 0)};
	if (known && !note.closed)
		ui_button(ui, cut_bottom(&side, touch), renew);
	cut_bottom(&side, 3 * u);
	struct type big = {.size = SIZE_DISPLAY, .weight = WEIGHT_BOLD, .tabular = true, .shrink = true, .align = ALIGN_CENTRE};
	struct type body_type = {.size = SIZE_BODY, .tone = TONE_second, .align = ALIGN_CENTRE, .lines = 3};
	struct type head = {.size = SIZE_HEADING, .weight = WEIGHT_SEMIBOLD, .align = ALIGN_CENTRE, .lines = 2};
	struct str how = words(_("Scan the code with your phone’s camera"));
	struct str address = shell_printf(s, _("or open %s and type"), arena_str(ui_arena(ui), core_address_label(s->core)).p);
	struct str phones = known && note.phones ? shell_printf(s, ngettext("%d phone connected", "%d phones connected", note.phones), (int)note.phones) : STR("");
	int h = ui_text_height(ui, side.w, how, head) + 4 * u + ui_text_height(ui, side.w, address, body_type) + u + ui_line(ui, big) + 4 * u + ui_line(ui, body_type);
	side = rect_centre(side, side.w, h < side.h ? h : side.h);
	cut_top(&side, ui_text(ui, side, how, head) + 4 * u);
	cut_top(&side, ui_text(ui, side, address, body_type) + u);
	ui_text(ui, cut_top(&side, ui_line(ui, big)), part_short_code(s, s->place.a), big);
	cut_top(&side, 4 * u);
	ui_text(ui, side, phones, (struct type){.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .tone = TONE_accent_dark, .align = ALIGN_CENTRE});
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind != UI_PRESS || e->action != NEW_CODE)
		return;
	struct msg *m = shell_new_message(s, MSG_code_renew);
	m->u.code_renew.note = s->place.a;
	shell_send(s, m, NEW_CODE, 0);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (e->kind == EFFECT_reply && e->about == MSG_code_renew && e->u.reply.err == ERR_none)
		ui_toast(s->ui, words(_("The earlier codes have ended. Phones have to scan the new one.")), 0, STR(""), 0, 6 * SECOND);
}

const struct screen screen_code = {
	.name = "code",
	.watches = CHANGE_CODES | CHANGE_PHONES | CHANGE_NOTES,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
