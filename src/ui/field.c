/* Typing: the text itself (plain data of a screen), the editing of it, and the field that shows it. One
 * input is focused at a time; keys of the screen and of a real keyboard both end up here. No selection:
 * a caret and a backspace that repeats are what a kiosk needs. Editing goes by code points with what
 * joins them, so a backspace takes an accented letter whole. */
#include "ui/inside.h"

#include <string.h>

#define LINES_SHOWN 64 /* of a field of several lines */

void input_set(struct text_input *in, struct str s)
{
	size_t n = s.n < INPUT_BYTES - 1 ? s.n : INPUT_BYTES - 1;
	while (n < s.n && n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	if (n)
		memmove(in->text, s.p, n);
	in->text[n] = 0;
	in->n = in->caret = n;
}

struct str input_str(const struct text_input *in)
{
	return (struct str){in->text, in->n};
}

void ui_focus(struct ui *ui, struct text_input *in)
{
	if (ui->focus != in)
		ui->focus_action = 0;
	ui->focus = in;
	ui->focus_seen = true;
	ui->dirty = true;
}

void ui_listen(struct ui *ui, const struct text_input *in)
{
	if (ui->focus != in)
		return;
	ui->focus_seen = true;
	ui->focus_multiline = false;
}

const struct text_input *ui_focused(const struct ui *ui)
{
	return ui->focus;
}

/* What is not drawn any more went away with its screen: the pointer must not outlive it. */
void field_frame_end(struct ui *ui)
{
	if (!ui->focus_seen)
		ui->focus = NULL;
	ui->focus_seen = false;
}

/* ---- editing ---- */

static void changed(struct ui *ui)
{
	ui->dirty = true;
	if (ui->focus_action)
		event_add(ui, (struct ui_event){.kind = UI_CHANGE, .action = ui->focus_action});
}

static void splice(struct text_input *in, size_t from, size_t to, struct str s)
{
	memmove(in->text + from + s.n, in->text + to, in->n - to);
	if (s.n)
		memcpy(in->text + from, s.p, s.n);
	in->n = in->n - (to - from) + s.n;
	in->text[in->n] = 0;
	in->caret = from + s.n;
}

/* A full input takes nothing more: the person sees that nothing appears. */
void input_insert(struct ui *ui, struct str s)
{
	struct text_input *in = ui->focus;
	if (!in || !s.n || !utf8_valid(s) || in->n + s.n >= INPUT_BYTES)
		return;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' && !(s.p[i] == '\n' && ui->focus_multiline))
			return;
	splice(in, in->caret, in->caret, s);
	changed(ui);
}

static bool joined_to_previous(struct str s, size_t at)
{
	if (at >= s.n)
		return false;
	uint32_t c = utf8_next(s, &at);
	return (c >= 0x300 && c <= 0x36F) || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) ||
		(c >= 0x1F3FB && c <= 0x1F3FF);
}

static size_t before(const struct text_input *in, size_t at)
{
	struct str s = input_str(in);
	do
		at = utf8_prev(s, at);
	while (at > 0 && joined_to_previous(s, at));
	return at;
}

static size_t after(const struct text_input *in, size_t at)
{
	struct str s = input_str(in);
	if (at >= s.n)
		return s.n;
	do
		utf8_next(s, &at);
	while (joined_to_previous(s, at));
	return at;
}

static void erase(struct ui *ui, size_t from, size_t to)
{
	if (from == to)
		return;
	splice(ui->focus, from, to, (struct str){"", 0});
	changed(ui);
}

void input_backspace(struct ui *ui)
{
	struct text_input *in = ui->focus;
	if (in)
		erase(ui, before(in, in->caret), in->caret);
}

bool input_key(struct ui *ui, enum key key)
{
	struct text_input *in = ui->focus;
	if (!in)
		return false;
	switch (key) {
	case KEY_BACKSPACE:
		input_backspace(ui);
		return true;
	case KEY_DELETE:
		erase(ui, in->caret, after(in, in->caret));
		return true;
	case KEY_LEFT:
		in->caret = before(in, in->caret);
		return true;
	case KEY_RIGHT:
		in->caret = after(in, in->caret);
		return true;
	case KEY_HOME:
		in->caret = 0;
		return true;
	case KEY_END:
		in->caret = in->n;
		return true;
	case KEY_RETURN:
		if (ui->focus_multiline)
			input_insert(ui, STR("\n"));
		return ui->focus_multiline;
	default:
		return false;
	}
}

/* ---- drawing ---- */

/* Right-to-left by its first letter that has a direction (UAX #9, P2 and P3). */
static bool reads_rtl(const struct ui *ui, struct str s)
{
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if ((c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
			(c >= 0xFE70 && c <= 0xFEFC))
			return true;
		if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xC0)
			return false;
	}
	return ui->frame.rtl;
}

static int caret_width(const struct ui *ui)
{
	return ui->scale.u * 3 / 4 > 2 ? ui->scale.u * 3 / 4 : 2;
}

static void caret(struct ui *ui, struct rect line, int x)
{
	int w = caret_width(ui);
	ui_fill(ui, (struct rect){x, line.y, w, line.h}, w / 2, TONE_accent);
}

/* Where the shown part begins: from the caret back as far as there is room. A long way is halved first. */
static size_t window_start(struct ui *ui, const struct text_input *in, struct font font, int w)
{
	size_t start = 0;
	struct str s = input_str(in);
	while (start < in->caret && text_px(ui, font, str_sub(s, start, in->caret)) > w) {
		size_t left = in->caret - start, skip = left > 256 ? start + left / 2 : start;
		while (skip > start && ((unsigned char)s.p[skip] & 0xC0) == 0x80)
			skip--; /* never into a code point */
		start = after(in, skip);
	}
	return start;
}

static void one_line(
	struct ui *ui, struct rect box, const struct text_input *in, struct font font, bool focused)
{
	size_t start = focused ? window_start(ui, in, font, box.w - ui->scale.u) : 0;
	struct str rest = str_sub(input_str(in), start, in->n);
	struct str s = arena_str(&ui->mem, str_sub(rest, 0, text_fit(ui, font, rest, box.w)));
	int h = line_px(ui, font), w = text_px(ui, font, s);
	bool rtl = reads_rtl(ui, s), turned = rtl != ui->frame.rtl;
	struct rect line = {box.x, box.y + (box.h - h) / 2, w, h};
	if (s.n)
		text_line(ui, line, box, s, font, tone(ui, TONE_ink));
	say(ui, line, s, s.n < rest.n || start > 0);
	int before_caret = focused ? text_px(ui, font, str_sub(s, 0, in->caret - start)) : 0;
	if (focused)
		caret(ui, line, line.x + (turned ? w - before_caret - caret_width(ui) : before_caret));
}

static int caret_line(const struct line *lines, int count, const struct text_input *in)
{
	int at = 0;
	while (at + 1 < count && lines[at + 1].at <= in->caret)
		at++;
	return at;
}

static void several_lines(
	struct ui *ui, struct rect box, const struct text_input *in, struct font font, bool focused)
{
	struct line lines[LINES_SHOWN];
	struct str s = arena_str(&ui->mem, input_str(in));
	int h = leading_px(ui, font), room = box.h / h > 0 ? box.h / h : 1;
	int count = text_lines(ui, font, s, box.w, LINES_SHOWN, lines), at = caret_line(lines, count, in);
	bool new_line = s.n && in->caret == s.n && s.p[s.n - 1] == '\n';
	int first = at + new_line >= room ? at + new_line - room + 1 : 0;
	for (int i = first; i < count && i < first + room; i++) {
		struct rect line = {box.x, box.y + (i - first) * h, lines[i].w, line_px(ui, font)};
		if (lines[i].text.n)
			text_line(ui, line, box, lines[i].text, font, tone(ui, TONE_ink));
		say(ui, line, lines[i].text, lines[i].cut);
	}
	struct rect line = {box.x, box.y + (at + new_line - first) * h, box.w, line_px(ui, font)};
	int x = 0;
	if (count && !new_line) {
		x = text_px(ui, font, str_sub(s, lines[at].at, in->caret));
		if (reads_rtl(ui, lines[at].text) != ui->frame.rtl)
			x = lines[at].w - x; /* it runs against the layout: its end is where lines begin */
	}
	if (focused)
		caret(ui, line, box.x + (x < box.w ? x : box.w));
}

static void placeholder(struct ui *ui, struct rect box, const struct field *f, struct font font, bool focused)
{
	struct type type = {.size = f->large ? SIZE_HEADING : SIZE_BODY,
		.tone = TONE_second,
		.shrink = true,
		.middle = !f->multiline,
		.lines = f->multiline ? 3 : 1};
	struct rect line = {box.x, box.y, 0, line_px(ui, font)};
	if (!f->multiline)
		line.y += (box.h - line.h) / 2;
	if (focused)
		caret(ui, line, box.x);
	cut_left(&box, focused ? 2 * ui->scale.u : 0);
	ui_text(ui, box, f->placeholder, type);
}

void ui_field(struct ui *ui, struct rect r, struct text_input *in, struct field f)
{
	bool focused = ui->focus == in, waits = focused && !f.resting;
	int u = ui->scale.u, radius = scaled(ui, 18);
	struct font font = {.px = scaled(ui, f.large ? 26 : 21)};
	soft_shadow(ui, r, radius, 8);
	ui_fill(ui, r, radius, TONE_surface);
	ui_stroke(ui, r, radius, waits ? scaled(ui, 3) : scaled(ui, 1), waits ? TONE_accent : TONE_edge);
	struct rect box = rect_pad(r, 5 * u, f.multiline ? 4 * u : 0);
	if (f.icon)
		ui_icon(ui, rect_centre(cut_left(&box, 10 * u), 7 * u, 7 * u), f.icon, TONE_second);
	cut_right(&box, u);
	int index = control_add(
		ui, (struct control){.r = r, .name = f.name, .label = f.placeholder, .action = f.action});
	if (index >= 0) {
		ui->spots[index].input = in;
		ui->spots[index].text = mirrored(ui, box);
		ui->spots[index].font = font;
		ui->spots[index].multiline = f.multiline;
	}
	if (focused) {
		ui->focus_seen = true;
		ui->focus_action = f.action;
		ui->focus_multiline = f.multiline;
	}
	if (!in->n)
		placeholder(ui, box, &f, font, waits);
	else if (f.multiline)
		several_lines(ui, box, in, font, focused);
	else
		one_line(ui, box, in, font, focused);
}

/* A touch puts the caret between the letters nearest to it. */
void field_pressed(struct ui *ui, const struct spot *spot, int x, int y)
{
	struct text_input *in = spot->input;
	bool was = ui->focus == in;
	ui_focus(ui, in);
	ui->focus_multiline = spot->multiline;
	(void)y;
	if (!was || spot->multiline || reads_rtl(ui, input_str(in)) || ui->frame.rtl) {
		in->caret = in->n;
		return;
	}
	size_t start = window_start(ui, in, spot->font, spot->text.w - ui->scale.u);
	struct str shown = str_sub(input_str(in), start, in->n);
	int half = text_px(ui, spot->font, STR("n")) / 2;
	in->caret = start + text_fit(ui, spot->font, shown, x - spot->text.x + half);
}
