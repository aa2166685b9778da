/* Lists that scroll. The offset follows the finger, glides on with a speed that halves every quarter of
 * a second, and stops at the ends and under the next touch. Frames are asked for only while it glides.
 * A scroll is known by its name and forgotten with the first frame that does not draw it. */
#include "ui/inside.h"

#include <math.h>
#include <string.h>

#include "base/log.h"

#define FRAME_MS 16
#define DECAY_MS 325.0f /* after so long the speed is 1/e */
#define FADE_STRIPS 8
#define FADE_MOST 0xE0 /* alpha at the very end */
#define STILL 0.02f    /* pixels per ms: as good as at rest */

static struct scroll *scroll_named(struct ui *ui, const char *name, bool make)
{
	char short_name[NAME_BYTES];
	name_copy(short_name, name);
	for (int i = 0; i < ui->scroll_count; i++)
		if (strcmp(ui->scrolls[i].name, short_name) == 0)
			return &ui->scrolls[i];
	if (!make)
		return NULL;
	INVARIANT(ui->scroll_count < SCROLLS_MAX);
	struct scroll *s = &ui->scrolls[ui->scroll_count++];
	*s = (struct scroll){0};
	memcpy(s->name, short_name, sizeof s->name);
	return s;
}

static float furthest(const struct scroll *s)
{
	return s->height > s->view.h ? (float)(s->height - s->view.h) : 0;
}

static bool clamp(struct scroll *s)
{
	float was = s->offset;
	s->offset = fminf(fmaxf(s->offset, 0), furthest(s));
	return s->offset < was || s->offset > was;
}

struct rect ui_scroll(struct ui *ui, struct rect r, const char *name, int height)
{
	struct scroll *s = scroll_named(ui, name, true);
	s->view = mirrored(ui, r);
	s->height = height;
	s->seen = true;
	clamp(s);
	clip_push(ui, r, (int)(s - ui->scrolls));
	return (struct rect){r.x, r.y - (int)lroundf(s->offset), r.w, height > r.h ? height : r.h};
}

/* Where one is in the list, and that there is more: a thin mark at the side of it. */
static void scroll_mark(struct ui *ui, const struct scroll *s)
{
	float range = furthest(s);
	if (range <= 0 || s->view.h <= 0)
		return;
	int w = ui->scale.u, h = s->view.h * s->view.h / s->height, least = 8 * ui->scale.u;
	h = h > least ? h : least;
	int y = s->view.y + (int)((float)(s->view.h - h) * s->offset / range);
	struct rect view = mirrored(ui, s->view);
	ui_fill(ui, (struct rect){view.x + view.w - w, y, w, h}, w / 2, TONE_pressed);
}

/* Towards an end that hides something the list fades into what it lies on, in strips. */
static void soft_end(struct ui *ui, struct rect view, bool top, enum tone ground)
{
	int h = view.h / 8 < 6 * ui->scale.u ? view.h / 8 : 6 * ui->scale.u;
	colour solid = tone(ui, ground) & 0xFFFFFF;
	for (int i = 0; i < FADE_STRIPS; i++) {
		int from = h * i / FADE_STRIPS, to = h * (i + 1) / FADE_STRIPS;
		struct rect strip = {view.x, top ? view.y + from : view.y + view.h - to, view.w, to - from};
		ui_fill_colour(
			ui, strip, 0, solid | (colour)(FADE_MOST * (FADE_STRIPS - i) / FADE_STRIPS) << 24);
	}
}

void ui_scroll_end_on(struct ui *ui, enum tone ground)
{
	int index = ui->scroll_stack[ui->clip_depth - 1];
	INVARIANT(index >= 0);
	const struct scroll *s = &ui->scrolls[index];
	if (s->offset > 0)
		soft_end(ui, mirrored(ui, s->view), true, ground);
	if (s->offset < furthest(s))
		soft_end(ui, mirrored(ui, s->view), false, ground);
	scroll_mark(ui, s);
	clip_pop(ui);
}

void ui_scroll_end(struct ui *ui)
{
	ui_scroll_end_on(ui, TONE_ground);
}

void ui_scroll_to(struct ui *ui, const char *name, int y)
{
	struct scroll *s = scroll_named(ui, name, true);
	s->seen = true;
	s->speed = 0;
	s->offset = (float)y; /* clamped when it is drawn and its height is known */
	ui->dirty = true;
}

int scroll_at(const struct ui *ui, int x, int y)
{
	for (int i = ui->scroll_count - 1; i >= 0; i--)
		if (furthest(&ui->scrolls[i]) > 0 && rect_has(ui->scrolls[i].view, x, y))
			return i;
	return -1;
}

bool ui_scroll_view(const struct ui *ui, int i, struct rect *view, int *offset, int *end)
{
	for (int k = 0; k < ui->scroll_count; k++) {
		const struct scroll *s = &ui->scrolls[k];
		if (furthest(s) <= 0 || i-- > 0)
			continue;
		*view = rect_meet(s->view, ui_screen(ui));
		*offset = (int)s->offset;
		*end = (int)furthest(s);
		return true;
	}
	return false;
}

bool scroll_move(struct ui *ui, int index, float by)
{
	if (index < 0 || index >= ui->scroll_count)
		return false;
	struct scroll *s = &ui->scrolls[index];
	s->offset += by;
	ui->dirty = true;
	return !clamp(s);
}

static void glide(struct ui *ui, int index, int64_t now)
{
	struct scroll *s = &ui->scrolls[index];
	float ms = (float)(now - s->at), left = expf(-ms / DECAY_MS);
	bool free = scroll_move(ui, index, s->speed * DECAY_MS * (1 - left));
	s->speed *= left;
	if (!free || fabsf(s->speed) < STILL)
		s->speed = 0;
	s->at = now;
}

void scroll_tick(struct ui *ui, int64_t now)
{
	for (int i = 0; i < ui->scroll_count; i++)
		if (fabsf(ui->scrolls[i].speed) > 0 && now > ui->scrolls[i].at)
			glide(ui, i, now);
}

int64_t scroll_deadline(const struct ui *ui)
{
	for (int i = 0; i < ui->scroll_count; i++)
		if (fabsf(ui->scrolls[i].speed) > 0)
			return ui->scrolls[i].at + FRAME_MS;
	return NEVER;
}

/* Fingers know scrolls by index, so those that are left keep their order and the fingers are told. */
void scroll_frame_end(struct ui *ui)
{
	int to[SCROLLS_MAX], kept = 0;
	for (int i = 0; i < ui->scroll_count; i++) {
		to[i] = ui->scrolls[i].seen ? kept : -1;
		if (!ui->scrolls[i].seen)
			continue;
		ui->scrolls[kept] = ui->scrolls[i];
		ui->scrolls[kept++].seen = false;
	}
	for (int i = 0; i < FINGERS_MAX; i++) {
		struct finger *f = &ui->fingers[i];
		if (f->state == FINGER_FREE || f->scroll < 0)
			continue;
		f->scroll = f->scroll < ui->scroll_count ? to[f->scroll] : -1;
		if (f->scroll < 0 && f->state == FINGER_SCROLLING)
			f->state = FINGER_DONE;
	}
	ui->scroll_count = kept;
}
