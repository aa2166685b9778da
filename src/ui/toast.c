/* The toast: one short message over everything, with Undo and the seconds left to use it. It belongs
 * to the toolkit and not to a screen, since the screen it was raised on is often gone by then. */
#include "ui/inside.h"

#include <string.h>

static void keep(char *out, size_t size, struct str s)
{
	size_t n = s.n < size - 1 ? s.n : size - 1;
	if (n < s.n) /* never half a code point */
		while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
			n--;
	if (n)
		memcpy(out, s.p, n);
	out[n] = 0;
}

void ui_toast(struct ui *ui, struct str text, action undo, struct str undo_label, int64_t arg, int64_t ms)
{
	struct toast *t = &ui->toast;
	*t = (struct toast){.undo = undo, .arg = arg, .until = ui->now + ms, .ms = ms};
	keep(t->text, sizeof t->text, text);
	keep(t->undo_label, sizeof t->undo_label, undo_label);
	ui->dirty = true;
}

void ui_toast_clear(struct ui *ui)
{
	ui->dirty |= ui->toast.until != 0;
	ui->toast = (struct toast){0};
}

void toast_tick(struct ui *ui, int64_t now)
{
	if (ui->toast.until && now >= ui->toast.until)
		ui_toast_clear(ui);
}

/* When its seconds change, or it goes. */
int64_t toast_deadline(const struct ui *ui)
{
	const struct toast *t = &ui->toast;
	if (!t->until)
		return NEVER;
	if (!t->undo)
		return t->until;
	int64_t left = t->until - ui->now;
	return t->until - (left > 0 ? (left - 1) / SECOND * SECOND : 0);
}

static struct button undo_button(struct ui *ui)
{
	const struct toast *t = &ui->toast;
	int64_t seconds = (t->until - ui->now + SECOND - 1) / SECOND;
	return (struct button){.name = "undo",
		.icon = "undo",
		.style = BUTTON_ACCENT,
		.action = ACTION_TOAST,
		.label = arena_printf(&ui->mem, "%s · %lld", t->undo_label, (long long)seconds)};
}

void toast_draw(struct ui *ui)
{
	const struct toast *t = &ui->toast;
	if (!t->until)
		return;
	struct type type = {.size = SIZE_BODY,
		.weight = WEIGHT_MEDIUM,
		.tone = TONE_ground,
		.lines = 2,
		.shrink = true,
		.middle = true};
	struct button undo = undo_button(ui);
	int u = ui->scale.u, undo_w = t->undo ? ui_button_width(ui, undo) + 2 * u : 0;
	int most = ui->frame.w - 12 * u, want = ui_text_width(ui, str_from(t->text), type) + 14 * u + undo_w;
	int w = want < most ? want : most, text_w = w - 14 * u - undo_w;
	int h = ui_text_height(ui, text_w, str_from(t->text), type) + 6 * u, least = ui_touch(ui) + 4 * u;
	h = h > least ? h : least;
	int floor = rect_empty(ui->typing.keyboard) ? ui->frame.h : ui->typing.keyboard.y;
	struct rect r = {(ui->frame.w - w) / 2, floor - h - 5 * u, w, h};
	soft_shadow(ui, r, scaled(ui, 22), 20);
	ui_fill(ui, r, scaled(ui, 22), TONE_ink);
	ui_control(ui,
		(struct control){.r = r,
			.hit = r,
			.name = "toast",
			.disabled = true}); /* what is below it isn't touched through it */
	if (undo_w)
		ui_button(ui, rect_pad(cut_right(&r, undo_w + 2 * u), 2 * u, 2 * u), undo);
	ui_text(ui, rect_pad(r, 6 * u, u), str_from(t->text), type);
}
