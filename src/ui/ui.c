/* The frame: it begins, things are emitted into its draw list, it ends. Everything a widget draws goes
 * through emit(), and that is the one place where right-to-left mirrors it and the clip applies; so no
 * widget and no screen knows on which side the window begins. */
#include "ui/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

struct ui *ui_new(const struct text_metrics *metrics)
{
	struct ui *ui = xcalloc(1, sizeof *ui);
	ui->metrics = metrics;
	ui->list.draws = xcalloc(DRAW_MAX, sizeof *ui->list.draws);
	ui->said = xcalloc(SAID_MAX, sizeof *ui->said);
	ui->controls = xcalloc(CONTROLS_MAX, sizeof *ui->controls);
	ui->spots = xcalloc(CONTROLS_MAX, sizeof *ui->spots);
	ui->wake = NEVER;
	ui->dirty = true;
	return ui;
}

void ui_free(struct ui *ui)
{
	if (!ui)
		return;
	ui_codes_free(ui);
	arena_free(&ui->mem);
	free(ui->list.draws);
	free(ui->said);
	free(ui->controls);
	free(ui->spots);
	free(ui);
}

/* ---- sizes ---- */

/* Panels people buy, to guess millimetres from pixels when the config does not say. */
static const struct {
	int w, mm;
} panels[] = {{800, 154}, {1024, 222}, {1280, 217}, {1920, 344}};
#define UPRIGHT_W 720
#define UPRIGHT_MM 136

static int pixels_in_100_mm(const struct ui_frame *f)
{
	if (f->panel_width_mm > 0)
		return f->w * 100 / f->panel_width_mm;
	if (f->h > f->w)
		return UPRIGHT_W * 100 / UPRIGHT_MM;
	size_t best = 0;
	for (size_t i = 1; i < sizeof panels / sizeof *panels; i++)
		if (abs(panels[i].w - f->w) < abs(panels[best].w - f->w))
			best = i;
	return panels[best].w * 100 / panels[best].mm;
}

/* The design is drawn at 1024x600; upright it has its own reference, a little larger than the same
 * turned round, because columns stack there and lines get long. */
static struct scale scale_of(const struct ui_frame *f)
{
	bool upright = f->h > f->w;
	float by_w = (float)f->w / (upright ? 680.0f : 1024.0f);
	float by_h = (float)f->h / (upright ? 1160.0f : 600.0f);
	float s = by_w < by_h ? by_w : by_h;
	int u = (int)lroundf(4 * s);
	return (struct scale){.s = s, .u = u > 2 ? u : 2, .mm100 = pixels_in_100_mm(f)};
}

int scaled(const struct ui *ui, int at_1024)
{
	int px = (int)lroundf((float)at_1024 * ui->scale.s);
	return px || !at_1024 ? px : 1;
}

int ui_u(const struct ui *ui)
{
	return ui->scale.u;
}

int ui_mm(const struct ui *ui, int mm)
{
	return (mm * ui->scale.mm100 + 99) / 100;
}

int ui_touch(const struct ui *ui)
{
	return ui_mm(ui, 10);
}

int ui_gap(const struct ui *ui)
{
	int mm = (25 * ui->scale.mm100 + 999) / 1000, least = 2 * ui->scale.u;
	return mm > least ? mm : least;
}

int ui_key(const struct ui *ui)
{
	int side = ui->frame.w < ui->frame.h ? ui->frame.w : ui->frame.h, mm = ui_mm(ui, 20);
	return mm < side / 4 ? mm : side / 4;
}

bool ui_upright(const struct ui *ui)
{
	return ui->frame.h > ui->frame.w;
}

bool ui_narrow(const struct ui *ui)
{
	return ui->frame.w < 1000;
}

struct rect ui_screen(const struct ui *ui)
{
	return (struct rect){0, 0, ui->frame.w, ui->frame.h};
}

/* ---- the frame ---- */

void ui_begin(struct ui *ui, const struct ui_frame *frame)
{
	bool resized = frame->w != ui->frame.w || frame->h != ui->frame.h;
	ui->frame = *frame;
	ui->scale = scale_of(frame);
	if (resized)
		ui_cancel_touch(ui); /* what the fingers are on has moved away from under them */
	touch_tick(ui, frame->mono);
	arena_reset(&ui->mem);
	ui->list.count = 0;
	ui->list.w = frame->w;
	ui->list.h = frame->h;
	ui->list.ground = tone(ui, TONE_ground);
	ui->clips[0] = ui_screen(ui);
	ui->scroll_stack[0] = -1;
	ui->clip_depth = 1;
	ui->plain = false;
	ui->said_count = ui->control_count = 0;
	ui->wake = NEVER;
	ui->focus_seen = false;
	ui->lost[0] = 0;
	ui->typing.keyboard = (struct rect){0};
}

const struct draw_list *ui_end(struct ui *ui)
{
	INVARIANT(ui->clip_depth == 1);
	keyboard_popup_draw(ui);
	toast_draw(ui);
	controls_grow(ui);
	nav_draw(ui);
	touch_frame_end(ui);
	drag_draw(ui);
	scroll_frame_end(ui);
	motion_frame_end(ui);
	field_frame_end(ui);
	ui->stale = false;
	ui->dirty = false;
	return &ui->list;
}

struct arena *ui_arena(struct ui *ui)
{
	return &ui->mem;
}

void ui_wake_at(struct ui *ui, int64_t mono)
{
	if (mono < ui->wake)
		ui->wake = mono;
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t ui_deadline(const struct ui *ui)
{
	if (ui->dirty || ui->event_count)
		return ui->now;
	return earlier(
		earlier(ui->wake, touch_deadline(ui)), earlier(scroll_deadline(ui), toast_deadline(ui)));
}

/* ---- emission ---- */

struct rect mirrored(const struct ui *ui, struct rect r)
{
	if (ui->frame.rtl && !ui->plain)
		r.x = ui->frame.w - r.x - r.w;
	return r;
}

colour tone(const struct ui *ui, enum tone t)
{
	return theme_colour(t, ui->frame.dark);
}

struct rect clip_now(const struct ui *ui)
{
	return ui->clips[ui->clip_depth - 1];
}

void clip_push(struct ui *ui, struct rect logical, int scroll)
{
	INVARIANT(ui->clip_depth < CLIPS_MAX);
	ui->clips[ui->clip_depth] = rect_meet(clip_now(ui), mirrored(ui, logical));
	ui->scroll_stack[ui->clip_depth] = scroll;
	ui->clip_depth++;
}

void clip_pop(struct ui *ui)
{
	INVARIANT(ui->clip_depth > 1);
	ui->clip_depth--;
}

void lose(struct ui *ui, struct rect logical, struct str what)
{
	if (ui->lost[0] || (ui->clip_depth > 1 && !rect_empty(logical)))
		return;
	size_t n = what.n < sizeof ui->lost - 1 ? what.n : sizeof ui->lost - 1;
	memcpy(ui->lost, what.n ? what.p : "?", what.n ? n : 1);
	ui->lost[what.n ? n : 1] = 0;
}

const char *ui_lost(const struct ui *ui)
{
	return ui->lost[0] ? ui->lost : NULL;
}

struct draw *emit(struct ui *ui, enum draw_kind kind, struct rect logical, colour c)
{
	struct rect r = mirrored(ui, logical), clip = clip_now(ui);
	struct rect reach = kind == DRAW_SHADOW ? rect_inset(r, -4 * scaled(ui, 16)) : r;
	struct draw *d = &ui->nowhere;
	if (!rect_empty(rect_meet(reach, clip))) {
		INVARIANT(ui->list.count < DRAW_MAX);
		d = &ui->list.draws[ui->list.count++];
	}
	*d = (struct draw){.kind = kind, .r = r, .clip = clip, .box = r, .colour = c};
	return d;
}

void name_copy(char out[NAME_BYTES], const char *name)
{
	struct str s = str_from(name);
	size_t n = s.n < NAME_BYTES - 1 ? s.n : NAME_BYTES - 1;
	memcpy(out, s.p, n);
	out[n] = 0;
}
