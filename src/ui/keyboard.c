/* The on-screen keyboard. Layouts are data (layouts.h); this file lays a table of keys out, draws it,
 * and turns keys into edits of the focused input. Its hit areas touch each other and the edges: there
 * is no dead ground between keys. It is never mirrored, as real keyboards are not.
 *
 * A key's arg is its code point, or the negative number of a special key. */
#include "ui/inside.h"

#include <string.h>

#include "base/log.h"
#include "ui/layouts.h"

#define DOUBLE_SHIFT_MS 350
#define KEYS_MAX 16 /* in a row */
#define ACCENTS_MOST 12

enum {
	KEYCAP_SHIFT = -1,
	KEYCAP_BACK = -2,
	KEYCAP_DIGITS = -3,
	KEYCAP_LETTERS = -4,
	KEYCAP_SYMBOLS = -5,
	KEYCAP_ACCENTS = -6,
	KEYCAP_DONE = -7,
	KEYCAP_SPACE = ' '
};

static const struct special {
	const char *token;
	int64_t arg;
	const char *icon, *label, *name;
	int width; /* hundredths of a letter's; 0: an equal share of what the others leave */
} specials[] = {
	{"shift", KEYCAP_SHIFT, "shift", NULL, "shift", 0},
	{"back", KEYCAP_BACK, "backspace", NULL, "backspace", 0},
	{"123", KEYCAP_DIGITS, NULL, "123", "digits", 140},
	{"abc", KEYCAP_LETTERS, NULL, "abc", "letters", 140},
	{"#+=", KEYCAP_SYMBOLS, NULL, "#+=", "symbols", 0},
	{"accents", KEYCAP_ACCENTS, NULL, "ä é ø", "accents", 120},
	{"space", KEYCAP_SPACE, "space", "", "space", 0},
	{"done", KEYCAP_DONE, NULL, NULL, "done", 200},
};

struct keycap {
	int64_t arg;
	struct str text;
	const struct special *special;
	int width; /* pixels, 0: shares the rest */
};

/* ---- letters ---- */

/* Upper case of what the layouts hold: Latin-1 and Latin Extended-A, where case goes by pairs. */
static uint32_t upper(uint32_t c)
{
	if (c == 0xDF)
		return 0x1E9E; /* ß: capital sharp s, since 2017 in the German spelling rules */
	if (c == 0xFF)
		return 0x178;
	if (c == 0x131)
		return 'I';
	if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7))
		return c - 0x20;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
		return c % 2 ? c : c - 1;
	if ((c >= 0x100 && c <= 0x177) || (c >= 0x218 && c <= 0x21B))
		return c % 2 ? c - 1 : c;
	return c;
}

static uint32_t shifted(const struct ui *ui, uint32_t c)
{
	return ui->typing.shift == SHIFT_OFF ? c : upper(c);
}

static struct str letter(struct ui *ui, uint32_t c)
{
	char bytes[4];
	size_t n = utf8_put(bytes, c);
	return arena_str(&ui->mem, (struct str){bytes, n});
}

/* ---- the table ---- */

static const struct layout *layout_of(const struct ui *ui)
{
	static const struct layout *const others[] = {
		[PAGE_DIGITS] = &digits, [PAGE_SYMBOLS] = &symbols, [PAGE_ACCENTS] = &accents};
	if (ui->typing.page != PAGE_LETTERS)
		return others[ui->typing.page];
	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
		if (str_eq(str_from(layouts[i].language), str_from(ui->frame.keyboard)))
			return &layouts[i];
	return &layouts[0];
}

static const struct special *special_of(struct str token)
{
	for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
		if (str_eq(token, str_from(specials[i].token)))
			return &specials[i];
	return NULL;
}

static struct keycap keycap_of(struct ui *ui, struct str token, int unit)
{
	const struct special *special = special_of(token);
	if (special)
		return (struct keycap){.arg = special->arg,
			.special = special,
			.width = special->width * unit / 100,
			.text = str_from(special->label)};
	size_t at = 0;
	uint32_t c = utf8_next(token, &at);
	return (struct keycap){.arg = c, .text = letter(ui, shifted(ui, c)), .width = unit};
}

static int keycaps_of(struct ui *ui, const char *row, int unit, struct keycap out[KEYS_MAX])
{
	struct str rest = str_from(row), token;
	int count = 0;
	while (str_split(&rest, ' ', &token)) {
		INVARIANT(count < KEYS_MAX);
		out[count++] = keycap_of(ui, token, unit);
	}
	return count;
}

/* Keys without a width of their own share what the others leave; if there are none, the row is centred. */
static int share_rest(struct keycap *caps, int count, int w, int gap)
{
	int rest = w - gap * (count - 1), sharing = 0;
	for (int i = 0; i < count; i++) {
		rest -= caps[i].width;
		sharing += caps[i].width == 0;
	}
	if (!sharing)
		return rest / 2;
	for (int i = 0; i < count; i++)
		if (caps[i].width == 0) {
			caps[i].width = rest / sharing;
			rest -= caps[i].width;
			sharing--;
		}
	return 0;
}

/* ---- drawing ---- */

static int key_gap(const struct ui *ui)
{
	return 2 * ui->scale.u;
}

static int key_height(const struct ui *ui)
{
	int h = scaled(ui, 62), least = ui_touch(ui);
	return h > least ? h : least;
}

int ui_keyboard_height(const struct ui *ui)
{
	return LAYOUT_ROWS * key_height(ui) + (LAYOUT_ROWS - 1) * key_gap(ui) + 7 * ui->scale.u;
}

enum cap_style { CAP_LETTER, CAP_SPECIAL, CAP_ON, CAP_ACCENT };

static enum cap_style cap_style_of(const struct ui *ui, const struct keycap *cap)
{
	if (cap->arg == KEYCAP_DONE)
		return CAP_ACCENT;
	if ((cap->arg == KEYCAP_SHIFT && ui->typing.shift != SHIFT_OFF) ||
		(cap->arg == KEYCAP_ACCENTS && ui->typing.page == PAGE_ACCENTS))
		return CAP_ON;
	return cap->special && cap->arg < 0 ? CAP_SPECIAL : CAP_LETTER;
}

static void cap_surface(struct ui *ui, struct rect r, enum cap_style style, bool pressed)
{
	/* Letters stand out from the ground, lighter than it in both themes. */
	static const enum tone fills[][2] = {[CAP_LETTER] = {TONE_surface, TONE_pressed},
		[CAP_SPECIAL] = {TONE_pressed, TONE_surface},
		[CAP_ON] = {TONE_accent_soft, TONE_accent_soft},
		[CAP_ACCENT] = {TONE_accent, TONE_accent}};
	static const enum tone pressed_fills[] = {[CAP_LETTER] = TONE_accent_soft,
		[CAP_SPECIAL] = TONE_line,
		[CAP_ON] = TONE_pressed,
		[CAP_ACCENT] = TONE_accent_dark};
	int radius = scaled(ui, 12), depth = ui->scale.u / 2 > 1 ? ui->scale.u / 2 : 1;
	if (!pressed)
		ui_fill_colour(ui, (struct rect){r.x, r.y + depth, r.w, r.h}, radius,
			theme_mix(tone(ui, TONE_pressed), tone(ui, TONE_shadow),
				ui->frame.dark ? 0.6f : 0.12f));
	ui_fill(ui, r, radius, pressed ? pressed_fills[style] : fills[style][ui->frame.dark]);
}

static void cap_words(struct ui *ui, struct rect r, const struct keycap *cap, enum cap_style style)
{
	enum tone ink = style == CAP_ACCENT ? TONE_on_accent : TONE_ink;
	if (cap->special && cap->special->icon) {
		bool locked = cap->arg == KEYCAP_SHIFT && ui->typing.shift == SHIFT_LOCKED;
		int side = scaled(ui, 26);
		ui_icon(ui, rect_centre(r, side, side), locked ? "shift-locked" : cap->special->icon,
			cap->arg == KEYCAP_SPACE ? TONE_second : ink);
		return;
	}
	struct font font = {.px = scaled(ui, cap->special ? 21 : 26),
		.weight = cap->special ? WEIGHT_MEDIUM : WEIGHT_REGULAR};
	if (style == CAP_ACCENT)
		font = (struct font){.px = scaled(ui, 22), .weight = WEIGHT_SEMIBOLD};
	int most = r.w - 2 * ui->scale.u;
	while (text_px(ui, font, cap->text) > most && font.px > 10)
		font.px--;
	if (cap->text.n)
		text_line(ui, rect_centre(r, text_px(ui, font, cap->text), line_px(ui, font)), r, cap->text,
			font, tone(ui, ink));
}

static void key_draw(struct ui *ui, struct rect r, struct rect hit, const struct keycap *cap, action done)
{
	action a = cap->arg == KEYCAP_DONE ? done : ACTION_KEY;
	int64_t arg = cap->arg == KEYCAP_DONE ? 0 : cap->arg;
	bool pressed = ui_pressed(ui, a, arg);
	enum cap_style style = cap_style_of(ui, cap);
	cap_surface(ui, r, style, pressed);
	cap_words(ui, r, cap, style);
	ui_control(ui,
		(struct control){.r = r,
			.hit = hit,
			.name = cap->special ? cap->special->name : "key",
			.label = cap->text,
			.action = a,
			.arg = arg,
			.key = true,
			.repeat = cap->arg == KEYCAP_BACK});
	if (ui->typing.popup && cap->arg == (int64_t)ui->typing.popup)
		ui->typing.popup_key = r;
}

/* What reacts: the cell of the key, with half the gaps, and out to the keyboard's edge at both ends. */
static struct rect cell(struct rect keyboard, struct rect r, int gap, bool first, bool last)
{
	int left = first ? keyboard.x : r.x - gap / 2;
	int right = last ? keyboard.x + keyboard.w : r.x + r.w + gap - gap / 2;
	return (struct rect){left, r.y - gap / 2, right - left, r.h + gap};
}

static void row_draw(struct ui *ui, struct rect keyboard, struct rect row, const char *keys, int unit,
	struct str done_label, action done)
{
	struct keycap caps[KEYS_MAX];
	int gap = key_gap(ui), count = keycaps_of(ui, keys, unit, caps),
	    x = row.x + share_rest(caps, count, row.w, gap);
	for (int i = 0; i < count; i++) {
		struct rect r = {x, row.y, caps[i].width, row.h};
		if (caps[i].arg == KEYCAP_DONE)
			caps[i].text = arena_str(&ui->mem, done_label);
		key_draw(ui, r, cell(keyboard, r, gap, i == 0, i == count - 1), &caps[i], done);
		x += caps[i].width + gap;
	}
}

void ui_keyboard(struct ui *ui, struct rect r, struct str done_label, action done)
{
	const struct layout *layout = layout_of(ui);
	int gap = key_gap(ui), u = ui->scale.u;
	r = mirrored(ui, r);
	ui->plain = true;
	ui->typing.keyboard = r;
	ui_fill(ui, r, 0, TONE_sunk);
	struct rect inner = rect_pad(r, 4 * u, 0);
	cut_top(&inner, 3 * u);
	cut_bottom(&inner, 4 * u);
	int unit = (inner.w - (layout->columns - 1) * gap) / layout->columns;
	for (int i = 0; i < LAYOUT_ROWS; i++)
		row_draw(
			ui, r, rect_row(inner, i, LAYOUT_ROWS, gap), layout->rows[i], unit, done_label, done);
	ui->plain = false;
}

/* ---- pressing ---- */

static void shift_pressed(struct ui *ui)
{
	struct typing *t = &ui->typing;
	if (t->shift == SHIFT_ONCE && ui->now - t->shift_at < DOUBLE_SHIFT_MS)
		t->shift = SHIFT_LOCKED;
	else
		t->shift = t->shift == SHIFT_OFF ? SHIFT_ONCE : SHIFT_OFF;
	t->shift_at = ui->now;
}

static void character_pressed(struct ui *ui, uint32_t c)
{
	char bytes[4];
	size_t n = utf8_put(bytes, shifted(ui, c));
	input_insert(ui, (struct str){bytes, n});
	if (ui->typing.shift == SHIFT_ONCE)
		ui->typing.shift = SHIFT_OFF;
	if (ui->typing.page == PAGE_ACCENTS && c != ' ')
		ui->typing.page = PAGE_LETTERS; /* a name has one of them, seldom two */
}

void keyboard_press(struct ui *ui, int64_t key)
{
	static const enum page pages[] = {[-KEYCAP_DIGITS] = PAGE_DIGITS,
		[-KEYCAP_LETTERS] = PAGE_LETTERS,
		[-KEYCAP_SYMBOLS] = PAGE_SYMBOLS,
		[-KEYCAP_ACCENTS] = PAGE_ACCENTS};
	keyboard_popup_close(ui);
	ui->dirty = true;
	if (key > 0)
		character_pressed(ui, (uint32_t)key);
	else if (key == KEYCAP_SHIFT)
		shift_pressed(ui);
	else if (key == KEYCAP_BACK)
		input_backspace(ui);
	else
		ui->typing.page =
			key == KEYCAP_ACCENTS && ui->typing.page == PAGE_ACCENTS ? PAGE_LETTERS : pages[-key];
}

/* ---- accents under a long press ---- */

static const char *offers_of(int64_t key)
{
	for (size_t i = 0; i < sizeof long_presses / sizeof *long_presses; i++) {
		size_t at = 0;
		if (key > 0 && utf8_next(str_from(long_presses[i].key), &at) == (uint32_t)key)
			return long_presses[i].offers;
	}
	return NULL;
}

bool keyboard_has_accents(int64_t key)
{
	return offers_of(key) != NULL;
}

void keyboard_popup_close(struct ui *ui)
{
	ui->dirty |= ui->typing.popup != 0;
	ui->typing.popup = ui->typing.chosen = 0;
	ui->typing.popup_finger = 0;
}

bool keyboard_hold(struct ui *ui, struct finger *f)
{
	if (!keyboard_has_accents(f->control.arg))
		return false;
	ui->typing.popup = (uint32_t)f->control.arg;
	ui->typing.popup_key = f->control.r;
	ui->typing.popup_finger = f->id;
	ui->typing.chosen = 0;
	ui->dirty = true;
	return true;
}

struct offer {
	uint32_t c;
	struct rect r;
};

/* In a row over the key, kept on the screen. */
static int offers_placed(const struct ui *ui, struct offer out[ACCENTS_MOST])
{
	struct str rest = str_from(offers_of(ui->typing.popup)), token;
	struct rect key = ui->typing.popup_key;
	int count = 0, w = ui_touch(ui) > key.w * 4 / 5 ? ui_touch(ui) : key.w * 4 / 5, gap = key_gap(ui);
	while (count < ACCENTS_MOST && str_split(&rest, ' ', &token)) {
		size_t at = 0;
		out[count++].c = utf8_next(token, &at);
	}
	int all = count * w, x = key.x + key.w / 2 - w / 2, most = ui->frame.w - all - 2 * gap;
	x = x > most ? most : x < 2 * gap ? 2 * gap : x;
	int y = key.y - key.h - 2 * gap;
	for (int i = 0; i < count; i++)
		out[i].r = (struct rect){x + i * w, y > 0 ? y : 0, w, key.h};
	return count;
}

void keyboard_slide(struct ui *ui, struct finger *f)
{
	struct offer offers[ACCENTS_MOST];
	int count = offers_placed(ui, offers);
	uint32_t was = ui->typing.chosen;
	ui->typing.chosen = 0;
	bool left_key = f->y < ui->typing.popup_key.y || f->x < ui->typing.popup_key.x ||
		f->x >= ui->typing.popup_key.x + ui->typing.popup_key.w;
	for (int i = 0; i < count && left_key; i++)
		if (f->x >= offers[i].r.x && f->x < offers[i].r.x + offers[i].r.w &&
			f->y < ui->typing.popup_key.y + ui->typing.popup_key.h)
			ui->typing.chosen = offers[i].c;
	ui->dirty |= was != ui->typing.chosen;
}

/* Lifted on an accent: types it. Lifted on the key itself: the accents stay, for a second touch. */
bool keyboard_lift(struct ui *ui, struct finger *f)
{
	struct typing *t = &ui->typing;
	if (!t->popup || t->popup_finger != f->id || f->control.action != ACTION_KEY)
		return false;
	t->popup_finger = 0;
	if (t->chosen)
		keyboard_press(ui, t->chosen);
	return true;
}

static void offer_draw(struct ui *ui, const struct offer *o)
{
	bool lit = ui->typing.chosen == o->c || ui_pressed(ui, ACTION_ACCENT, o->c);
	struct font font = {.px = scaled(ui, 28)};
	struct str s = letter(ui, shifted(ui, o->c));
	if (lit)
		ui_fill(ui, rect_inset(o->r, ui->scale.u / 2), scaled(ui, 10), TONE_accent);
	text_line(ui, rect_centre(o->r, text_px(ui, font, s), line_px(ui, font)), o->r, s, font,
		tone(ui, lit ? TONE_on_accent : TONE_ink));
	struct rect hit = {o->r.x, o->r.y - ui->scale.u, o->r.w, o->r.h + 2 * key_gap(ui)};
	ui_control(ui,
		(struct control){.r = o->r,
			.hit = hit,
			.name = "accent",
			.label = s,
			.action = ACTION_ACCENT,
			.arg = o->c,
			.key = true});
}

void keyboard_popup_draw(struct ui *ui)
{
	struct offer offers[ACCENTS_MOST];
	if (rect_empty(ui->typing.keyboard)) {
		ui->typing.page = PAGE_LETTERS;
		ui->typing.shift = SHIFT_OFF;
		ui->typing.popup = 0;
	}
	if (!ui->typing.popup)
		return;
	int count = offers_placed(ui, offers);
	struct rect all = offers[0].r;
	all.w *= count;
	ui->plain = true;
	soft_shadow(ui, rect_inset(all, -ui->scale.u), scaled(ui, 14), 24);
	ui_fill(ui, rect_inset(all, -ui->scale.u), scaled(ui, 14), TONE_surface);
	for (int i = 0; i < count; i++)
		offer_draw(ui, &offers[i]);
	ui->plain = false;
}
