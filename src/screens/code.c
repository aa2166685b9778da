/* The code as large as the screen allows, to be read from the other end of the table: of a note, of a
 * board, or of a meeting, whose code hands over its lead. */
#include "screens/partnership_words.h"

enum { NEW_CODE = 1 };

static void enter(struct shell *s, void *state)
{
	(void)state;
	part_ask_code(s, s->place.a);
}

static const struct type how_type = {
	.size = SIZE_HEADING, .weight = WEIGHT_SEMIBOLD, .align = ALIGN_CENTRE, .lines = 3, .shrink = true};
static const struct type typed_type = {
	.size = SIZE_BODY, .tone = TONE_second, .align = ALIGN_CENTRE, .lines = 3};
static const struct type short_type = {
	.size = SIZE_DISPLAY, .weight = WEIGHT_BOLD, .tabular = true, .shrink = true, .align = ALIGN_CENTRE};
static const struct type phones_type = {
	.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .tone = TONE_accent_dark, .align = ALIGN_CENTRE};

/* What the code opens. */
struct subject {
	struct str title, opens;
	bool renews; /* a new code may be made here */
	size_t phones;
	bool closed;
};

/* A person's own page, that of a partnership, the coordinator's. */
static struct subject subject_of_page(struct shell *s)
{
	const struct partnership *p = core_partnership(s->core, s->place.a);
	if (p)
		return (struct subject){
			.title = part_partnership_name(s, p), .opens = words(_("2  Open your partnership"))};
	if (s->place.a == COORDINATOR)
		return (struct subject){.title = words(_("The coordinator’s pages")),
			.opens = words(_("2  Open the coordinator’s pages"))};
	if (core_person(s->core, s->place.a))
		return (struct subject){.title = words(_("My page")), .opens = words(_("2  Open your page"))};
	return (struct subject){.title = STR(""), .opens = STR("")};
}

static struct subject subject_of(struct shell *s)
{
	struct note_view note;
	const struct board *b = core_board(s->core, s->place.a);
	const struct meeting *m = core_meeting(s->core, s->place.a);
	if (b)
		return (struct subject){.title = b->name,
			.opens = words(_("2  Open the board")),
			.renews = part_signed_in(s)};
	if (m)
		return (struct subject){
			.title = words(_("Take the lead")), .opens = words(_("2  Take the lead"))};
	if (core_note(s->core, s->place.a, &note))
		return (struct subject){.title = note.title,
			.opens = words(_("2  Open the notes")),
			.renews = !note.closed,
			.phones = note.phones,
			.closed = note.closed};
	return subject_of_page(s);
}

static void draw_renew(struct shell *s, struct rect *r, const struct subject *subject)
{
	int u = ui_u(s->ui), touch = ui_touch(s->ui) > 14 * u ? ui_touch(s->ui) : 14 * u;
	if (!subject->renews)
		return;
	ui_button(s->ui, cut_bottom(r, touch),
		(struct button){.name = "new-code",
			.icon = "qr",
			.label = words(_("New code")),
			.style = BUTTON_PLAIN,
			.action = NEW_CODE,
			.pending_since = shell_pending(s, NEW_CODE, 0)});
	cut_bottom(r, 3 * u);
}

static struct str phones_words(struct shell *s, const struct subject *subject)
{
	return subject->phones
		? shell_printf(s, ngettext("%d phone connected", "%d phones connected", subject->phones),
			  (int)subject->phones)
		: STR("");
}

static struct str address_words(struct shell *s)
{
	return shell_printf(
		s, _("or open %s and type"), arena_str(ui_arena(s->ui), core_address_label(s->core)).p);
}

/* What to do, and the code for phones without a camera. */
static void draw_side(struct shell *s, struct rect r, const struct subject *subject)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct str how = words(_("Scan the code with your phone’s camera")), address = address_words(s),
		   phones = phones_words(s, subject);
	int h = ui_text_height(ui, r.w, how, how_type) + 4 * u +
		ui_text_height(ui, r.w, address, typed_type) + u + ui_line(ui, short_type) +
		(phones.n ? 4 * u + ui_line(ui, phones_type) : 0);
	r = rect_centre(r, r.w, h < r.h ? h : r.h);
	cut_top(&r, ui_text(ui, r, how, how_type) + 4 * u);
	cut_top(&r, ui_text(ui, r, address, typed_type) + u);
	ui_text(ui, cut_top(&r, ui_line(ui, short_type)), part_short_code(s, s->place.a), short_type);
	cut_top(&r, 4 * u);
	if (phones.n)
		ui_text(ui, r, phones, phones_type);
}

/* A code under its step, "1  Join the Wi-Fi", with the words for those who cannot scan below it. */
static void draw_step(struct shell *s, struct rect r, struct str step, struct str code, struct str below)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct type below_type = {
		.size = SIZE_SMALL, .tone = TONE_second, .align = ALIGN_CENTRE, .lines = 2, .shrink = true};
	ui_card(ui, r, false);
	struct rect in = rect_pad(r, 3 * u, 4 * u);
	cut_top(&in, ui_text(ui, in, step, how_type) + u);
	int h = ui_text_height(ui, in.w, below, below_type);
	ui_text(ui, cut_bottom(&in, h), below, below_type);
	ui_code(ui, in, code, false);
}

static void draw_two_steps(struct shell *s, struct rect r, const struct subject *subject, struct str text)
{
	struct ui *ui = s->ui;
	int gap = 4 * ui_u(ui);
	struct str open = phones_words(s, subject);
	if (open.n == 0)
		open = shell_printf(s, "%s %s", address_words(s).p, part_short_code(s, s->place.a).p);
	draw_renew(s, &r, subject);
	bool upright = ui_upright(ui);
	draw_step(s, upright ? rect_row(r, 0, 2, gap) : rect_column(r, 0, 2, gap),
		words(_("1  Join the Wi-Fi")), s->config->wifi, s->config->wifi_name);
	draw_step(
		s, upright ? rect_row(r, 1, 2, gap) : rect_column(r, 1, 2, gap), subject->opens, text, open);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct subject subject = subject_of(s);
	struct rect body = shell_frame(s, (struct frame){.title = subject.title}), side;
	struct str text = part_code_text(s, s->place.a);
	if (text.n == 0) {
		part_code_card(s, body, s->place.a, STR(""), 0);
		return;
	}
	if (s->config->wifi.n && !subject.closed) {
		draw_two_steps(s, body, &subject, text);
		return;
	}
	if (ui_upright(ui)) {
		side = cut_bottom(&body, body.h * 34 / 100);
		cut_bottom(&body, 4 * u);
	} else {
		side = cut_right(
			&body, body.w - (body.h < body.w * 62 / 100 ? body.h : body.w * 62 / 100) - 6 * u);
		cut_right(&body, 6 * u);
	}
	ui_card(ui, body, false);
	ui_code(ui, rect_inset(body, 2 * u), text, false);
	draw_renew(s, &side, &subject);
	draw_side(s, side, &subject);
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
	if (shell_done(s, e) && e->about == MSG_code_renew)
		shell_toast(s, words(_("The earlier codes have ended. Phones have to scan the new one.")));
}

const struct screen screen_code = {
	.name = "code",
	.watches = CHANGE_CODES | CHANGE_PHONES | CHANGE_NOTES | CHANGE_BOARDS | CHANGE_PIN,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
};
