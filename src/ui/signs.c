/* Surfaces and signs: what is looked at and not touched. Also the button, which is both. */
#include "ui/inside.h"

#include <math.h>

#define PENDING_SHOWN_AFTER 200 /* ms; faster than that nobody has to be told */

/* Names of icons that point along the line of reading, and so turn round with it. */
static const char *const directional[] = {
	"back",
	"arrow-left",
	"arrow-right",
	"undo",
	"backspace",
	"return",
	"book",
	"note",
	"topic",
	"chat",
	"question",
};

void ui_fill_colour(struct ui *ui, struct rect r, int radius, colour c)
{
	int most = (r.w < r.h ? r.w : r.h) / 2;
	emit(ui, DRAW_FILL, r, c)->radius = radius < most ? radius : most;
}

void ui_fill(struct ui *ui, struct rect r, int radius, enum tone t)
{
	ui_fill_colour(ui, r, radius, tone(ui, t));
}

static void stroke_colour(struct ui *ui, struct rect r, int radius, int width, colour c)
{
	int most = (r.w < r.h ? r.w : r.h) / 2;
	struct draw *d = emit(ui, DRAW_STROKE, r, c);
	d->radius = radius < most ? radius : most;
	d->width = width;
}

void ui_stroke(struct ui *ui, struct rect r, int radius, int width, enum tone t)
{
	stroke_colour(ui, r, radius, width, tone(ui, t));
}

static colour see_through(colour c, unsigned alpha)
{
	return (c & 0xFFFFFF) | alpha << 24;
}

void soft_shadow(struct ui *ui, struct rect r, int radius, int blur)
{
	r.y += scaled(ui, 2);
	struct draw *d =
		emit(ui, DRAW_SHADOW, r, see_through(tone(ui, TONE_shadow), ui->frame.dark ? 0x50 : 0x17));
	d->radius = radius;
	d->width = scaled(ui, blur);
}

void ui_card(struct ui *ui, struct rect r, bool raised_accent)
{
	int radius = scaled(ui, 18), ring = scaled(ui, 3);
	soft_shadow(ui, r, radius, raised_accent ? 12 : 8);
	if (raised_accent) {
		ui_fill(ui, rect_inset(r, -ring + 1), radius + ring - 1, TONE_accent);
		ui_fill(ui, rect_inset(r, 1), radius - 1, TONE_surface);
	} else {
		ui_fill(ui, r, radius, TONE_surface);
	}
}

void ui_card_edged(struct ui *ui, struct rect r, colour edge, bool raised_accent)
{
	ui_card(ui, r, raised_accent);
	struct rect whole = raised_accent ? rect_inset(r, 1) : r, strip = whole;
	clip_push(ui, cut_left(&strip, scaled(ui, 7)),
		-1); /* the round corners of the card, and a straight end */
	ui_fill_colour(ui, whole, scaled(ui, 18), edge);
	clip_pop(ui);
}

void ui_line_across(struct ui *ui, struct rect r)
{
	int h = ui->scale.u / 4 > 1 ? ui->scale.u / 4 : 1;
	ui_fill(ui, (struct rect){r.x, r.y + (r.h - h) / 2, r.w, h}, 0, TONE_line);
}

void icon_colour(struct ui *ui, struct rect r, const char *name, colour c)
{
	int side = r.w < r.h ? r.w : r.h;
	struct draw *d = emit(ui, DRAW_ICON, rect_centre(r, side, side), c);
	d->text = str_from(name);
	if (d == &ui->nowhere)
		lose(ui, r, d->text);
	for (size_t i = 0; i < sizeof directional / sizeof *directional && !ui->plain; i++)
		if (str_eq(d->text, str_from(directional[i])))
			d->mirrored = ui->frame.rtl;
}

void ui_icon(struct ui *ui, struct rect r, const char *name, enum tone t)
{
	icon_colour(ui, r, name, tone(ui, t));
}

int ui_chip(struct ui *ui, struct rect at, struct str s, enum tone text, enum tone fill)
{
	struct type type = {.size = SIZE_SMALL,
		.weight = WEIGHT_SEMIBOLD,
		.tone = text,
		.align = ALIGN_CENTRE,
		.middle = true};
	int h = ui_line(ui, type) + 2 * ui->scale.u, w = ui_text_width(ui, s, type) + 6 * ui->scale.u;
	h = h < at.h ? h : at.h;
	w = w < at.w ? w : at.w;
	struct rect r = {at.x + at.w - w, at.y + (at.h - h) / 2, w, h};
	ui_fill(ui, r, h / 2, fill);
	ui_text(ui, rect_pad(r, 2 * ui->scale.u, 0), s, type);
	return w;
}

void ui_ring(struct ui *ui, struct rect r, int width, int part, enum tone t)
{
	int side = r.w < r.h ? r.w : r.h;
	part = part < 0 ? 0 : part > 3600 ? 3600 : part;
	struct rect square = rect_centre(r, side, side);
	ui_stroke(ui, square, side / 2, width, TONE_sunk);
	if (part == 0)
		return;
	struct draw *d = emit(ui, DRAW_ARC, square, tone(ui, t));
	d->width = width;
	d->sweep = part; /* from the top, clockwise in every language: so do clocks go */
}

void ui_dots(struct ui *ui, struct rect r, int count, enum tone t)
{
	int side = (r.h < scaled(ui, 11) ? r.h : scaled(ui, 11)) & ~1, step = side + ui->scale.u * 3 / 4;
	int fit = step > 0 ? (r.w + step - side) / step : 0;
	for (int i = 0; i < count && i < fit; i++) {
		struct rect dot = {r.x + i * step, r.y + (r.h - side) / 2, side, side};
		ui_fill(ui, dot, side / 2, t);
	}
}

/* ---- avatars ---- */

struct shades avatar_shades(uint8_t index, bool pale, bool dark)
{
	colour hue = theme_avatar(index, dark), paper = theme_colour(TONE_surface, dark);
	if (!pale)
		return (struct shades){hue, 0xFFFFFFFF};
	return (struct shades){theme_mix(paper, hue, dark ? 0.45f : 0.18f),
		dark ? theme_mix(hue, 0xFFFFFFFF, 0.75f)
		     : theme_mix(hue, theme_colour(TONE_ink, false), 0.25f)};
}

static int ring_width(int d)
{
	return d / 18 > 2 ? d / 18 : 2;
}

static int ring_gap(int d)
{
	return d / 20 > 2 ? d / 20 : 2;
}

void ui_avatar(struct ui *ui, struct rect r, struct avatar a)
{
	int d = (r.w < r.h ? r.w : r.h) & ~1; /* even, or it would not be round */
	struct rect circle = rect_centre(r, d, d);
	struct shades shades = avatar_shades(a.colour, a.pale, ui->frame.dark);
	ui_fill_colour(ui, circle, d / 2, shades.ground);
	if (a.here) {
		struct rect ring = rect_inset(circle, -ring_gap(d) - ring_width(d));
		ui_stroke(ui, ring, ring.w / 2, ring_width(d), TONE_accent);
	}
	struct font font = {.px = d * 2 / 5, .weight = WEIGHT_BOLD};
	int w = text_px(ui, font, a.initials), h = line_px(ui, font);
	for (; w > d * 4 / 5 && font.px > 6; w = text_px(ui, font, a.initials), h = line_px(ui, font))
		font.px--;
	if (!a.initials.n)
		return;
	struct rect text = rect_centre(circle, w, h);
	struct str s = arena_str(&ui->mem, a.initials);
	text_line(ui, text, circle, s, font, shades.text);
	say(ui, text, s, false);
}

/* A rim in the card's colour parts an avatar, or the ring around it, from the one it lies over. */
static void avatar_rim(struct ui *ui, struct rect circle, bool ring)
{
	int rim = ui->scale.u / 2 > 2 ? ui->scale.u / 2 : 2;
	if (ring)
		rim += ring_gap(circle.w) + ring_width(circle.w) - rim / 2;
	ui_fill(ui, rect_inset(circle, -rim), circle.w / 2 + rim, TONE_surface);
}

static void avatars_more(struct ui *ui, struct rect circle, int more)
{
	ui_fill(ui, circle, circle.w / 2, TONE_sunk);
	struct font font = {.px = circle.w * 3 / 8, .weight = WEIGHT_SEMIBOLD};
	struct str s = arena_printf(&ui->mem, "+%d", more);
	struct rect text = rect_centre(circle, text_px(ui, font, s), line_px(ui, font));
	text_line(ui, text, circle, s, font, tone(ui, TONE_second));
	say(ui, text, s, false);
}

/* The first lies on top, so that its ring is whole: whoever is here comes first. */
/* How many of them stand in r, one over the edge of the other. */
struct avatar_row {
	int ring, d, step, shown, circles; /* circles: with the one that counts those left out */
};

static struct avatar_row avatars_fit(const struct ui *ui, struct rect r, int count)
{
	int ring = r.h / 8, d = r.h - 2 * ring, step = d * 9 / 10, close = d * 8 / 10;
	if (d < 10 * ui->scale.u) /* so small that an edge over it would cover its letters */
		step = close = d + ring;
	if (count > 1 && d + 2 * ring + (count - 1) * step > r.w && d + 2 * ring + (count - 1) * close <= r.w)
		step = close;
	int fit = step > 0 && r.w >= d + 2 * ring ? 1 + (r.w - d - 2 * ring) / step : 0;
	bool all = count <= fit;
	return (struct avatar_row){ring, d, step, all ? count : fit - 1, all ? count : fit};
}

int ui_avatars_width(const struct ui *ui, struct rect r, int count)
{
	struct avatar_row a = avatars_fit(ui, r, count);
	return a.circles ? (a.circles - 1) * a.step + a.d + 2 * a.ring : 0;
}

int ui_avatars(struct ui *ui, struct rect r, const struct avatar *avatars, int count)
{
	struct avatar_row a = avatars_fit(ui, r, count);
	for (int i = a.circles - 1; i >= 0; i--) {
		struct rect circle = {r.x + a.ring + i * a.step, r.y + a.ring, a.d, a.d};
		if (i + 1 < a.circles)
			avatar_rim(ui, circle, avatars[i].here);
		if (i < a.shown)
			ui_avatar(ui, circle, avatars[i]);
		else
			avatars_more(ui, circle, count - a.shown);
	}
	return ui_avatars_width(ui, r, count);
}

/* ---- buttons ---- */

static const struct {
	enum tone fill, pressed, text;
	bool filled, outlined;
} styles[] = {
	[BUTTON_ACCENT] = {TONE_accent, TONE_accent_dark, TONE_on_accent, true, false},
	[BUTTON_PLAIN] = {TONE_sunk, TONE_pressed, TONE_ink, true, false},
	[BUTTON_OUTLINE] = {TONE_accent, TONE_accent_soft, TONE_accent_dark, false, true},
	[BUTTON_QUIET] = {TONE_sunk, TONE_sunk, TONE_second, false, false},
	[BUTTON_WARM] = {TONE_warm, TONE_ink, TONE_on_accent, true, false},
};

static struct type button_type(const struct button *b)
{
	bool bold = b->style == BUTTON_ACCENT || b->style == BUTTON_WARM;
	return (struct type){.size = b->size ? b->size : SIZE_LABEL,
		.weight = bold ? WEIGHT_BOLD : WEIGHT_SEMIBOLD,
		.lines = 2,
		.shrink = true,
		.align = ALIGN_START,
		.middle = true};
}

static int icon_gap(const struct ui *ui, const struct button *b)
{
	return b->icon && b->label.n ? (b->size > SIZE_HEADING ? 4 : 2) * ui->scale.u : 0;
}

static int icon_side(const struct ui *ui, struct type type)
{
	return type_font(ui, type).px * 4 / 3;
}

int ui_button_width(struct ui *ui, struct button b)
{
	struct type type = button_type(&b);
	int w = b.label.n ? ui_text_width(ui, b.label, type) : 0, padding = 5 * ui->scale.u;
	if (b.icon)
		w += icon_side(ui, type) + icon_gap(ui, &b);
	w += 2 * padding;
	return w > ui_touch(ui) ? w : ui_touch(ui);
}

static void button_surface(struct ui *ui, struct rect r, const struct button *b, bool pressed)
{
	int radius = scaled(ui, 22);
	if (radius > r.h / 2)
		radius = r.h / 2;
	if (styles[b->style].filled)
		ui_fill(ui, r, radius,
			b->disabled       ? TONE_sunk
				: pressed ? styles[b->style].pressed
					  : styles[b->style].fill);
	else if (pressed)
		ui_fill(ui, r, radius, styles[b->style].pressed);
	if (styles[b->style].outlined)
		ui_stroke(ui, r, radius, scaled(ui, 2) > 2 ? scaled(ui, 2) : 2,
			b->disabled ? TONE_line : TONE_accent);
}

/* Icon and label side by side, the two of them in the middle. */
static void button_words(struct ui *ui, struct rect r, const struct button *b, colour c)
{
	struct type type = button_type(b);
	type.own = c;
	int gap = icon_gap(ui, b), icon = b->icon ? icon_side(ui, type) : 0;
	struct rect inner = rect_pad(r, 2 * ui->scale.u, ui->scale.u / 2);
	int most = inner.w - icon - gap, want = b->label.n ? ui_text_width(ui, b->label, type) : 0;
	struct rect group = rect_centre(inner, icon + gap + (want < most ? want : most), inner.h);
	if (b->icon)
		icon_colour(ui, cut_left(&group, icon), b->icon, c);
	cut_left(&group, gap);
	if (want > most || !b->icon)
		type.align = ALIGN_CENTRE;
	if (b->label.n)
		ui_text(ui, group, b->label, type);
}

/* How far the disk's line has come: quick at first, never quite done, since nobody knows how long. */
static void button_pending(struct ui *ui, struct rect r, const struct button *b, colour c)
{
	int64_t waited = ui->frame.mono - b->pending_since;
	if (waited < PENDING_SHOWN_AFTER) {
		ui_wake_at(ui, b->pending_since + PENDING_SHOWN_AFTER);
		return;
	}
	float part = ui->frame.motion ? 1 - expf(-(float)waited / 1500.0f) : 1;
	int h = ui->scale.u * 3 / 4, side = scaled(ui, 22);
	struct rect track = {r.x + side, r.y + r.h - 3 * h, r.w - 2 * side, h};
	track.w = (int)((float)track.w * part);
	ui_fill_colour(ui, track, h / 2, c);
	if (ui->frame.motion && waited < 6 * SECOND)
		ui_wake_at(ui, ui->frame.mono + 40);
}

void ui_button(struct ui *ui, struct rect r, struct button b)
{
	bool pressed = !b.disabled && ui_pressed(ui, b.action, b.arg);
	colour c = tone(ui, b.disabled ? TONE_faint : styles[b.style].text);
	struct rect drawn = pressed ? rect_inset(r, ui->scale.u / 3) : r;
	button_surface(ui, drawn, &b, pressed);
	button_words(ui, r, &b, c);
	if (b.pending_since)
		button_pending(ui, drawn, &b, c);
	ui_control(ui,
		(struct control){.r = r,
			.name = b.name,
			.label = b.label,
			.action = b.action,
			.arg = b.arg,
			.disabled = b.disabled || b.pending_since});
}
