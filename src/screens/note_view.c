/* Notes are written line by line, and so they are shown: each line's mark says what it is (heading,
 * list, task, insight, question, placeholder). A Markdown library would know more, but it has no
 * place for the cursors of people who are in the middle of a line; the phones' editor styles lines
 * in the same way, so both show the same. */
#include "screens/note_view.h"

#include "screens/parts.h"

enum line_kind {
	LINE_TEXT,
	LINE_HEADING,
	LINE_SUBHEADING,
	LINE_ITEM,
	LINE_TASK,
	LINE_DONE,
	LINE_INSIGHT,
	LINE_QUESTION,
	LINE_PROMPT,
	LINE_EMPTY,
	LINE_KINDS
};

static const struct {
	const char *mark;
	enum line_kind kind;
} marks[] = {
	{"- [ ] ", LINE_TASK},
	{"* [ ] ", LINE_TASK},
	{"- [x] ", LINE_DONE},
	{"- [X] ", LINE_DONE},
	{"- ", LINE_ITEM},
	{"* ", LINE_ITEM},
	{"# ", LINE_HEADING},
	{"## ", LINE_HEADING},
	{"### ", LINE_SUBHEADING},
	{"! ", LINE_INSIGHT},
	{"? ", LINE_QUESTION},
	{"> ", LINE_PROMPT},
};

struct line {
	enum line_kind kind;
	struct str text;  /* without its mark */
	size_t mark;      /* bytes of the mark */
	int units_before; /* UTF-16 units of the note before this line */
	int units;        /* of the line, with its mark, without the line end */
};

static struct line classify(struct str raw)
{
	struct line l = {.kind = raw.n ? LINE_TEXT : LINE_EMPTY, .text = raw};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		struct str mark = str_from(marks[i].mark);
		if (!str_starts(raw, mark))
			continue;
		l.kind = marks[i].kind;
		l.mark = mark.n;
		l.text = str_sub(raw, mark.n, raw.n);
		break;
	}
	return l;
}

static struct type type_of(enum line_kind kind, bool large)
{
	struct type t = {.size = large ? SIZE_HEADING : SIZE_BODY, .lines = 200};
	if (kind == LINE_HEADING || kind == LINE_SUBHEADING)
		t.weight = WEIGHT_BOLD;
	else if (kind == LINE_PROMPT)
		t.tone = TONE_faint;
	else if (kind == LINE_DONE)
		t.tone = TONE_second;
	return t;
}

static const char *icon_of(enum line_kind kind)
{
	static const char *const icons[LINE_KINDS] = {
		[LINE_INSIGHT] = "insight", [LINE_QUESTION] = "question"};
	return icons[kind];
}

static bool indented(enum line_kind kind)
{
	return kind == LINE_ITEM || kind == LINE_TASK || kind == LINE_DONE || icon_of(kind);
}

/* Placeholders speak only while nothing was written below their heading. */
static bool prompt_speaks(struct str rest)
{
	struct str line;
	while (str_split(&rest, '\n', &line)) {
		struct line l = classify(line);
		if (l.kind == LINE_HEADING || l.kind == LINE_SUBHEADING)
			return true;
		if (l.kind != LINE_EMPTY && l.kind != LINE_PROMPT)
			return false;
	}
	return true;
}

static int line_gap(struct shell *s, enum line_kind kind)
{
	int u = ui_u(s->ui);
	return kind == LINE_HEADING ? 2 * u : kind == LINE_SUBHEADING ? u : u / 2;
}

static int draw_line(struct shell *s, struct rect r, const struct line *l, bool large, bool paint)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), indent = indented(l->kind) ? 6 * u : 0;
	struct type t = type_of(l->kind, large);
	int line = ui_line(ui, t), h = l->text.n ? ui_text_height(ui, r.w - indent, l->text, t) : line;
	if (!paint)
		return h;
	struct rect mark = {r.x, r.y, 5 * u, line};
	if (l->kind == LINE_ITEM) {
		ui_fill(ui, rect_centre((struct rect){r.x, r.y, 4 * u, line}, u + u / 2, u + u / 2), u,
			TONE_ink);
	} else if (l->kind == LINE_TASK || l->kind == LINE_DONE) {
		struct rect box = rect_centre(mark, 4 * u, 4 * u);
		ui_stroke(
			ui, box, u, u / 2 > 1 ? u / 2 : 1, l->kind == LINE_DONE ? TONE_second : TONE_accent);
		if (l->kind == LINE_DONE)
			ui_icon(ui, box, "check", TONE_second);
	} else if (icon_of(l->kind)) {
		ui_icon(ui, rect_centre(mark, 5 * u, 5 * u), icon_of(l->kind), TONE_accent);
	}
	ui_text(ui, (struct rect){r.x + indent, r.y, r.w - indent, h}, l->text, t);
	return h;
}

/* Bytes of `text` that `units` UTF-16 units from its start make. */
static size_t bytes_of(struct str text, int units)
{
	size_t at = 0;
	while (at < text.n && units > 0)
		units -= utf8_next(text, &at) >= 0x10000 ? 2 : 1;
	return at;
}

/* A cursor stands at the end of the part of its line that is before it, wrapped as the line is. */
static void draw_cursors(
	struct shell *s, struct rect r, const struct line *l, const struct note_view *note, bool large)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), indent = indented(l->kind) ? 6 * u : 0;
	struct type t = type_of(l->kind, large);
	for (size_t i = 0; i < note->people_count; i++) {
		const struct note_person *p = &note->people[i];
		int at = (int)p->head - l->units_before;
		if (!p->cursor || p->conn == 0 || at < 0 || at > l->units)
			continue;
		size_t byte = bytes_of((struct str){l->text.p - l->mark, l->text.n + l->mark}, at);
		byte = byte > l->mark ? byte - l->mark : 0;
		int x, y;
		ui_text_place(
			ui, (struct rect){r.x + indent, r.y, r.w - indent, r.h}, l->text, byte, t, &x, &y);
		ui_fill_colour(ui, (struct rect){x, y, u / 2 > 2 ? u / 2 : 2, ui_line(ui, t)}, 0,
			theme_avatar(p->colour, shell_dark(s)));
	}
}

static int walk(struct shell *s, struct rect r, struct str text, const struct note_view *note, bool large)
{
	struct str rest = text, raw;
	int units = 0, top = r.y;
	bool blank = true; /* the line above is empty: two are shown as one */
	while (str_split(&rest, '\n', &raw)) {
		struct line l = classify(raw);
		l.units_before = units;
		l.units = (int)utf16_units(raw);
		units += l.units + 1;
		bool silent = l.kind == LINE_PROMPT && !prompt_speaks(rest.p ? rest : STR(""));
		bool skip = silent || (l.kind == LINE_EMPTY && blank);
		blank = l.kind == LINE_EMPTY || (silent && blank);
		if (skip)
			continue;
		if (r.y > top)
			r.y += line_gap(s, l.kind);
		int h = l.kind == LINE_EMPTY ? 2 * ui_u(s->ui) : draw_line(s, r, &l, large, note != NULL);
		if (note)
			draw_cursors(s, (struct rect){r.x, r.y, r.w, h}, &l, note, large);
		r.y += h;
	}
	return r.y - top;
}

int note_text_height(struct shell *s, int w, struct str text, bool large)
{
	return walk(s, (struct rect){0, 0, w, 0}, text, NULL, large);
}

void note_text_draw(struct shell *s, struct rect r, const struct note_view *note, bool large)
{
	walk(s, r, note->text, note, large);
}
