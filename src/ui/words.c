/* Text: sizes, wrapping, ellipses. A line is filled greedily with pieces that end where a line may be
 * broken (after a space or a dash, between CJK characters; the common part of UAX #14, not all of it);
 * a word longer than the line is split between code points. Pieces are measured one by one, so that
 * the cost grows with the text and not with its square. */
#include "ui/inside.h"

#include <string.h>

#include "base/log.h"

static const struct {
	int px, least;
} sizes[] = {
	[SIZE_SMALL] = {16, 14},
	[SIZE_BODY] = {19, 15},
	[SIZE_LABEL] = {21, 16},
	[SIZE_HEADING] = {22, 17},
	[SIZE_TITLE] = {34, 24},
	[SIZE_DISPLAY] = {46, 32},
	[SIZE_TIMER] = {84, 56},
	[SIZE_CLOCK] = {200, 120},
};
#define LINES_MAX 512 /* of one text; more is not shown, no screen is that tall */

struct font type_font(const struct ui *ui, struct type type)
{
	int px = scaled(ui, sizes[type.size].px);
	if (px < sizes[type.size].least)
		px = sizes[type.size].least;
	if (type.px)
		px = type.px;
	return (struct font){.px = px, .weight = type.weight, .tabular = type.tabular};
}

int text_px(const struct ui *ui, struct font font, struct str s)
{
	return s.n ? ui->metrics->width(ui->metrics->context, font, s) : 0;
}

/* Kept, since a height is asked for far more often than anything is drawn in that font, and asking may
 * open a font file. */
int line_px(struct ui *ui, struct font font)
{
	if (font.px < 0 || font.px >= HEIGHTS_MAX)
		return ui->metrics->line_height(ui->metrics->context, font);
	short *kept = &ui->heights[font.weight][font.px];
	if (!*kept)
		*kept = (short)ui->metrics->line_height(ui->metrics->context, font);
	return *kept;
}

int leading_px(struct ui *ui, struct font font)
{
	return line_px(ui, font) + font.px / 8;
}

/* ---- where lines may be broken ---- */

static bool is_cjk(uint32_t c)
{
	return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) ||
		(c >= 0xFF00 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x3FFFD);
}

static bool no_line_starts_with(uint32_t c) /* closing punctuation, kinsoku */
{
	return (c >= 0x3001 && c <= 0x3002) || c == 0x300D || c == 0x300F || c == 0xFF01 || c == 0xFF09 ||
		c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF1F;
}

static bool may_break(uint32_t before, uint32_t after)
{
	if (after == ' ')
		return false; /* spaces stay with what precedes them */
	if (before == ' ' || before == 0x200B || before == 0x2013 || before == 0x2014)
		return true;
	if (before == '-' || before == '/')
		return after != ' ' && !(after >= '0' && after <= '9');
	return (is_cjk(before) || is_cjk(after)) && !no_line_starts_with(after);
}

/* The end of the piece that begins at `at`: no line may be broken inside it. Ends at a line feed. */
static size_t piece_end(struct str s, size_t at)
{
	uint32_t before = 0;
	for (bool first = true; at < s.n && s.p[at] != '\n'; first = false) {
		size_t next = at;
		uint32_t c = utf8_next(s, &next);
		if (!first && may_break(before, c))
			return at;
		before = c;
		at = next;
	}
	return at;
}

static size_t without_spaces(struct str s, size_t from, size_t to)
{
	while (to > from && s.p[to - 1] == ' ')
		to--;
	return to;
}

/* Combining marks, joiners and variation selectors are not parted from what they belong to. */
static bool joins(struct str s, size_t at)
{
	if (at >= s.n)
		return false;
	uint32_t c = utf8_next(s, &at);
	return (c >= 0x300 && c <= 0x36F) || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) ||
		(c >= 0x1F3FB && c <= 0x1F3FF);
}

/* What is far too long is never measured whole: no glyph is narrower than an eighth of its size, and
 * none has more than four bytes. */
static size_t bytes_at_most(struct font font, int w)
{
	return (size_t)(w > 0 ? w : 0) * 32 / (size_t)(font.px > 0 ? font.px : 1) + 8;
}

size_t text_fit(struct ui *ui, struct font font, struct str s, int w)
{
	size_t fits = 0, low = 0, high = s.n, most = bytes_at_most(font, w);
	if (high > most)
		high = most;
	while (low <= high) {
		size_t mid = (low + high) / 2, at = mid;
		while (at > 0 && at < s.n && (((unsigned char)s.p[at] & 0xC0) == 0x80 || joins(s, at)))
			at--;
		if (text_px(ui, font, str_sub(s, 0, at)) <= w) {
			fits = at > fits ? at : fits;
			low = mid + 1;
		} else if (mid == 0) {
			break;
		} else {
			high = mid - 1;
		}
	}
	return fits;
}

static size_t at_least_one(struct str s, size_t fits)
{
	if (fits || !s.n)
		return fits;
	utf8_next(s, &fits);
	return fits;
}

/* One line from `at`; returns where the next one begins. */
static size_t fill_line(struct ui *ui, struct font font, struct str s, size_t at, int w, struct line *out)
{
	size_t end = at, before_last = at;
	int used = 0;
	*out = (struct line){.at = at};
	while (end < s.n && s.p[end] != '\n') {
		size_t next = piece_end(s, end);
		size_t inked = without_spaces(s, end, next);
		if (inked - end > bytes_at_most(font, w))
			break;
		int piece = text_px(ui, font, str_sub(s, end, inked));
		if (used + piece > w && text_px(ui, font, str_sub(s, at, inked)) > w)
			break; /* together they may be narrower than one by one: letters are kerned */
		used += inked == next ? piece : text_px(ui, font, str_sub(s, end, next));
		before_last = end;
		end = next;
	}
	if (before_last > at && text_px(ui, font, str_sub(s, at, without_spaces(s, at, end))) > w)
		end = before_last; /* pieces were rounded down, all together they are a pixel too wide */
	if (end == at && at < s.n && s.p[at] != '\n') {
		struct str rest = str_sub(s, at, piece_end(s, at));
		end = at + at_least_one(rest, text_fit(ui, font, rest, w));
		out->broken = true;
	}
	out->text = str_sub(s, at, without_spaces(s, at, end));
	out->w = text_px(ui, font, out->text);
	return end < s.n && s.p[end] == '\n' ? end + 1 : end;
}

static void end_in_ellipsis(struct ui *ui, struct font font, struct str s, int w, struct line *line)
{
	static const char dots[] = "…";
	struct str rest = str_sub(s, line->at, s.n);
	const char *feed = rest.n ? memchr(rest.p, '\n', rest.n) : NULL;
	if (feed)
		rest.n = (size_t)(feed - rest.p);
	size_t n = text_fit(ui, font, rest, w - text_px(ui, font, STR("…")));
	n = without_spaces(rest, 0, n);
	line->text = arena_printf(&ui->mem, "%.*s%s", (int)n, rest.p, dots);
	line->w = text_px(ui, font, line->text);
	line->cut = true;
}

int text_lines(struct ui *ui, struct font font, struct str s, int w, int max, struct line *out)
{
	int count = 0;
	size_t at = 0;
	while (at < s.n && count < max) {
		struct line *line = &out[count++];
		size_t next = fill_line(ui, font, s, at, w, line);
		if (count == max && next < s.n)
			end_in_ellipsis(ui, font, s, w, line);
		at = next;
	}
	return count;
}

/* ---- a text in its box ---- */

struct block {
	struct font font;
	struct line *lines;
	int count, height;
	bool cut, broken;
};

static int most_lines(struct ui *ui, struct font font, int h, int wanted)
{
	int fit = 1 + (h - line_px(ui, font)) / leading_px(ui, font);
	int most = wanted < 1 ? 1 : wanted;
	if (h > 0 && fit < most)
		most = fit;
	return most < 1 ? 1 : most > LINES_MAX ? LINES_MAX : most;
}

static struct block block_of(struct ui *ui, struct font font, struct str s, int w, int h, int wanted)
{
	struct block b = {.font = font};
	int max = most_lines(ui, font, h, wanted);
	size_t possible = s.n < (size_t)max ? s.n : (size_t)max;
	b.lines = ARENA_ARRAY(&ui->mem, struct line, possible + 1);
	b.count = text_lines(ui, font, s, w, max, b.lines);
	for (int i = 0; i < b.count; i++) {
		b.cut |= b.lines[i].cut;
		b.broken |= b.lines[i].broken;
	}
	b.height = b.count ? line_px(ui, font) + (b.count - 1) * leading_px(ui, font) : 0;
	return b;
}

static struct block fitted(struct ui *ui, struct str s, int w, int h, struct type type)
{
	/* Few sizes, not every pixel: each one is a font the painter keeps open. What may be cut is not made
	 * tiny first. */
	static const int per_cent[] = {92, 84, 76, 68, 60};
	size_t steps = !type.shrink ? 0 : type.may_cut ? 2 : sizeof per_cent / sizeof *per_cent;
	struct font full = type_font(ui, type), font = full;
	struct block b = block_of(ui, font, s, w, h, type.lines);
	for (size_t i = 0; i < steps; i++) {
		if (!b.cut && !b.broken && (h <= 0 || b.height <= h))
			break;
		font.px = full.px * per_cent[i] / 100;
		b = block_of(ui, font, s, w, h, type.lines);
	}
	return b;
}

struct draw *text_line(
	struct ui *ui, struct rect r, struct rect box, struct str s, struct font font, colour c)
{
	struct draw *d = emit(ui, DRAW_TEXT, r, c);
	d->font = font;
	d->text = s;
	d->box = mirrored(ui, box);
	if (d == &ui->nowhere)
		lose(ui, box, s);
	return d;
}

struct said *say(struct ui *ui, struct rect logical, struct str s, bool cut)
{
	struct rect r = rect_meet(mirrored(ui, logical), clip_now(ui));
	if (rect_empty(r) || !s.n)
		return NULL;
	INVARIANT(ui->said_count < SAID_MAX);
	ui->said[ui->said_count] = (struct said){.r = r, .text = s, .whole = s, .cut = cut};
	return &ui->said[ui->said_count++];
}

static struct str joined(struct ui *ui, const struct block *b)
{
	size_t n = 0;
	for (int i = 0; i < b->count; i++)
		n += b->lines[i].text.n + 1;
	char *text = arena_alloc(&ui->mem, n + 1);
	size_t at = 0;
	for (int i = 0; i < b->count; i++) {
		if (i && !b->lines[i - 1].broken)
			text[at++] = ' ';
		if (b->lines[i].text.n)
			memcpy(text + at, b->lines[i].text.p, b->lines[i].text.n);
		at += b->lines[i].text.n;
	}
	return (struct str){text, at};
}

int ui_text(struct ui *ui, struct rect box, struct str given, struct type type)
{
	struct str s = arena_str(&ui->mem, given);
	struct block b = fitted(ui, s, box.w, box.h, type);
	colour c = type.own ? type.own : tone(ui, type.tone);
	int y = type.middle ? box.y + (box.h - b.height) / 2 : box.y, top = y, left = box.x + box.w,
	    right = box.x;
	for (int i = 0; i < b.count; i++) {
		const struct line *line = &b.lines[i];
		int free = box.w - line->w;
		int x = box.x + (type.align == ALIGN_CENTRE ? free / 2 : type.align == ALIGN_END ? free : 0);
		if (line->text.n) {
			struct rect r = {x, y, line->w, line_px(ui, b.font)};
			struct draw *d = text_line(ui, r, box, line->text, b.font, c);
			d->cut = line->cut && !type.may_cut;
			d->parted = line->broken;
		}
		left = x < left ? x : left;
		right = x + line->w > right ? x + line->w : right;
		y += leading_px(ui, b.font);
	}
	struct said *said = say(ui, (struct rect){left, top, right - left, b.height}, joined(ui, &b), b.cut);
	if (said && b.cut)
		said->whole = arena_str(&ui->mem, given);
	return b.height;
}

int ui_text_height(struct ui *ui, int w, struct str s, struct type type)
{
	return fitted(ui, s, w, 0, type).height;
}

int ui_text_width(struct ui *ui, struct str s, struct type type)
{
	return text_px(ui, type_font(ui, type), s);
}

int ui_line(struct ui *ui, struct type type)
{
	return line_px(ui, type_font(ui, type));
}

void ui_text_place(
	struct ui *ui, struct rect box, struct str s, size_t byte, struct type type, int *x, int *y)
{
	struct block b = fitted(ui, s, box.w, 0, type);
	int line = 0;
	while (line + 1 < b.count && b.lines[line + 1].at <= byte)
		line++;
	*y = box.y + line * leading_px(ui, b.font);
	*x = box.x;
	if (b.count == 0 || byte < b.lines[line].at)
		return;
	size_t in_line = byte - b.lines[line].at;
	*x += text_px(ui, b.font, str_sub(s, b.lines[line].at, b.lines[line].at + in_line));
	if (*x > box.x + box.w)
		*x = box.x + box.w; /* spaces at a line's end reach beyond it */
}
