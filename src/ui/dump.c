/* The frame as text, for screen scripts and golden files. The format is part of the program's public
 * interface (the manual describes it): a line for each string and each control that can be seen, by
 * where it stands on the screen.
 *
 *   text 28,64 246x41 "Monday, today"            and  cut  when it ends in an ellipsis
 *   control 684,64 312x150 #check-in 0 "Check in"  and  disabled  pressed  as they apply */
#include "ui/inside.h"

#include <stdlib.h>

struct entry {
	struct rect r;
	int order; /* of emission: text first, then controls, so that sorting is stable */
	const struct said *said;
	const struct control *control;
};

static int by_place(const void *a, const void *b)
{
	const struct entry *p = a, *q = b;
	if (p->r.y != q->r.y)
		return p->r.y < q->r.y ? -1 : 1;
	if (p->r.x != q->r.x)
		return p->r.x < q->r.x ? -1 : 1;
	return (p->order > q->order) - (p->order < q->order);
}

static void quoted(struct buf *out, struct str s)
{
	buf_byte(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '"' || c == '\\')
			buf_byte(out, '\\');
		buf_byte(out, c == '\n' ? ' ' : c);
	}
	buf_byte(out, '"');
}

static void write_entry(const struct ui *ui, const struct entry *e, struct buf *out)
{
	buf_printf(out, "%s %d,%d %dx%d ", e->said ? "text" : "control", e->r.x, e->r.y, e->r.w, e->r.h);
	if (e->said) {
		quoted(out, e->said->text);
		buf_add(out, e->said->cut ? STR(" cut") : STR(""));
	} else {
		buf_printf(out, "#%s %lld ", e->control->name ? e->control->name : "",
			(long long)e->control->arg);
		quoted(out, e->control->label);
		buf_add(out, e->control->disabled ? STR(" disabled") : STR(""));
		buf_add(out, ui_pressed(ui, e->control->action, e->control->arg) ? STR(" pressed") : STR(""));
	}
	buf_byte(out, '\n');
}

void ui_dump(const struct ui *ui, struct buf *out)
{
	int count = 0, all = ui->said_count + ui->control_count;
	struct entry *entries = xcalloc((size_t)all, sizeof *entries);
	for (int i = 0; i < ui->said_count; i++, count++)
		entries[count] = (struct entry){.r = ui->said[i].r, .order = count, .said = &ui->said[i]};
	for (int i = 0; i < ui->control_count; i++, count++)
		entries[count] =
			(struct entry){.r = ui->controls[i].r, .order = count, .control = &ui->controls[i]};
	qsort(entries, (size_t)count, sizeof *entries, by_place);
	for (int i = 0; i < count; i++)
		write_entry(ui, &entries[i], out);
	free(entries);
}

void ui_outline(const struct ui *ui, struct buf *out)
{
	for (int i = 0; i < ui->said_count; i++) {
		buf_add(out, STR("text "));
		quoted(out, ui->said[i].whole);
		buf_byte(out, '\n');
	}
	for (int i = 0; i < ui->control_count; i++) {
		const struct control *c = &ui->controls[i];
		if (c->key)
			continue;
		buf_printf(out, "control #%s ", c->name ? c->name : "");
		quoted(out, c->label);
		buf_add(out, c->disabled ? STR(" disabled\n") : STR("\n"));
	}
	if (!rect_empty(ui->typing.keyboard))
		buf_add(out, STR("keyboard\n"));
}

void ui_words(const struct ui *ui, struct buf *out)
{
	for (int i = 0; i < ui->said_count; i++) {
		buf_add(out, ui->said[i].text);
		buf_byte(out, '\n');
	}
}
