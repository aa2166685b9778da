/* Change sets on UTF-8 text, agreeing with CodeMirror's to the letter.
 *
 * A set is a row of sections that lie side by side over the old text: kept, or replaced by something
 * (by nothing: deleted; covering nothing: inserted). Lengths are UTF-16 code units, because that is
 * how phones count; the text here is UTF-8, where a lead byte is one unit, or two if four bytes
 * follow from it. So a text is never converted, only counted, eight bytes at a time.
 *
 * Every phone computes map and compose by itself and must come to what the kiosk comes to, so the
 * borders between sections, which ones melt together, and who goes first at a tie are part of the
 * contract, not taste. They are CodeMirror's (package @codemirror/state, class ChangeSet);
 * tests/collab compares both on random sets. */
#include "core/changes.h"

#include <string.h>

#include "base/log.h"

#define UNITS_MAX INT32_MAX /* of a text, old or new */

/* ---- counting ---- */

#define HIGH_BITS 0x8080808080808080u

static unsigned marked_bytes(uint64_t high_bits)
{
	return (unsigned)((high_bits >> 7) * 0x0101010101010101u >> 56);
}

/* Units that begin in these eight bytes: one a byte, none for 10xxxxxx, one more for 1111xxxx. */
static unsigned word_units(const char *p)
{
	uint64_t w;
	memcpy(&w, p, sizeof w);
	if (!(w & HIGH_BITS))
		return 8;
	unsigned follow = marked_bytes(w & ~(w << 1) & HIGH_BITS);
	unsigned pairs = marked_bytes(w & w << 1 & w << 2 & w << 3 & HIGH_BITS);
	return 8 - follow + pairs;
}

static bool is_follow(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

static unsigned byte_units(char c)
{
	return is_follow(c) ? 0 : (unsigned char)c >= 0xF0 ? 2 : 1;
}

static size_t text_units(struct str s)
{
	size_t at = 0, units = 0;
	for (; s.n - at >= 8; at += 8)
		units += word_units(s.p + at);
	for (; at < s.n; at++)
		units += byte_units(s.p[at]);
	return units;
}

/* Moves *at on by so many units; false past the end or inside a pair. */
static bool advance(struct str s, size_t *at, uint32_t units)
{
	size_t i = *at;
	while (units >= 8 && s.n - i >= 8) {
		units -= word_units(s.p + i);
		i += 8;
	}
	for (;; i++) {
		while (i < s.n && is_follow(s.p[i]))
			i++;
		if (units == 0)
			break;
		if (i == s.n || byte_units(s.p[i]) > units)
			return false;
		units -= byte_units(s.p[i]);
	}
	*at = i;
	return true;
}

static uint32_t section_new_units(const struct section *s)
{
	return s->keep ? s->old_units : (uint32_t)text_units(s->text);
}

uint32_t changes_old_units(const struct change_set *c)
{
	uint32_t units = 0;
	for (uint32_t i = 0; i < c->count; i++)
		units += c->sections[i].old_units;
	return units;
}

uint32_t changes_new_units(const struct change_set *c)
{
	uint32_t units = 0;
	for (uint32_t i = 0; i < c->count; i++)
		units += section_new_units(&c->sections[i]);
	return units;
}

static bool text_valid(struct str s)
{
	return s.n == 0 || (!memchr(s.p, '\r', s.n) && !memchr(s.p, '\0', s.n) && utf8_valid(s));
}

static bool section_valid(const struct section *s)
{
	if (s->keep)
		return s->old_units > 0 && s->text.n == 0;
	return (s->old_units > 0 || s->text.n > 0) && s->text.n <= UNITS_MAX && text_valid(s->text);
}

bool changes_valid(const struct change_set *c)
{
	uint64_t old_units = 0, new_units = 0;
	if (c->count > SECTIONS_MAX)
		return false;
	for (uint32_t i = 0; i < c->count; i++) {
		if (!section_valid(&c->sections[i]))
			return false;
		old_units += c->sections[i].old_units;
		new_units += section_new_units(&c->sections[i]);
		if (old_units > UNITS_MAX || new_units > UNITS_MAX)
			return false;
	}
	return true;
}

bool changes_apply(struct buf *out, struct str text, const struct change_set *c)
{
	size_t at = 0;
	out->n = 0;
	for (uint32_t i = 0; i < c->count; i++) {
		const struct section *s = &c->sections[i];
		size_t from = at;
		if (!advance(text, &at, s->old_units))
			return false;
		buf_add(out, s->keep ? str_sub(text, from, at) : s->text);
	}
	return at == text.n;
}

/* ---- walking over a set ---- */

struct walk {
	const struct section *at, *end; /* at == end: done */
	uint32_t old_left, new_left;    /* what remains of this section, in units of either text */
	size_t text_used;               /* bytes of its text passed, when walking the new text */
	bool begun;                     /* part of it was passed already */
	bool placed;                    /* its text has been put into the result, when mapping */
};

static void walk_section(struct walk *w)
{
	bool more = w->at < w->end;
	w->old_left = more ? w->at->old_units : 0;
	w->new_left = more ? section_new_units(w->at) : 0;
	w->text_used = 0;
	w->begun = w->placed = false;
}

static struct walk walk_begin(const struct change_set *c)
{
	struct walk w = {.at = c->sections, .end = c->count ? c->sections + c->count : c->sections};
	walk_section(&w);
	return w;
}

static void walk_next(struct walk *w)
{
	w->at++;
	walk_section(w);
}

static bool done(const struct walk *w)
{
	return w->at == w->end;
}

static bool keeps(const struct walk *w)
{
	return !done(w) && w->at->keep;
}

static bool edits(const struct walk *w)
{
	return !done(w) && !w->at->keep;
}

static bool deletes(const struct walk *w)
{
	return edits(w) && w->at->text.n == 0;
}

/* On by so many units of the old text, at most what is left of the section. */
static void walk_old(struct walk *w, uint32_t units)
{
	if (done(w))
		return;
	if (units == w->old_left) {
		walk_next(w);
		return;
	}
	w->old_left -= units;
	if (w->at->keep)
		w->new_left -= units;
	w->begun |= units > 0;
}

/* On by so many units of the new text, at most what is left of the section. */
static void walk_new(struct walk *w, uint32_t units)
{
	if (w->at->keep || units == w->new_left) {
		if (w->at->keep)
			walk_old(w, units);
		else
			walk_next(w);
		return;
	}
	w->new_left -= units;
	w->begun |= units > 0;
}

/* The next so many units of the section's text. Pairs are whole in sets that fit one after the other. */
static struct str walk_text(struct walk *w, uint32_t units)
{
	size_t from = w->text_used;
	if (!advance(w->at->text, &w->text_used, units))
		w->text_used = w->at->text.n;
	return str_sub(w->at->text, from, w->text_used);
}

/* ---- writing one ---- */

struct result {
	struct arena *mem;
	struct section *sections;
	uint32_t count, cap;
	size_t spare; /* bytes free behind the last section's text; 0: that text is somebody else's */
};

static void grow(struct result *r)
{
	uint32_t cap = r->cap ? r->cap * 2 : 8;
	struct section *sections = ARENA_ARRAY(r->mem, struct section, cap);
	if (r->count)
		/* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): a count means sections */
		memcpy(sections, r->sections, r->count * sizeof *sections);
	r->sections = sections;
	r->cap = cap;
}

static void append_text(struct result *r, struct str text)
{
	struct str *last = &r->sections[r->count - 1].text;
	if (text.n == 0)
		return;
	if (last->n == 0) {
		*last = text;
		r->spare = 0;
		return;
	}
	if (r->spare < text.n) { /* doubled, so that many small pieces do not cost their square */
		size_t cap = 2 * (last->n + text.n);
		char *p = arena_alloc(r->mem, cap);
		memcpy(p, last->p, last->n);
		last->p = p;
		r->spare = cap - last->n;
	}
	memcpy((char *)last->p + last->n, text.p, text.n);
	last->n += text.n;
	r->spare -= text.n;
}

static void push_section(struct result *r, struct section s)
{
	if (r->count == r->cap)
		grow(r);
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): a capacity means sections */
	r->sections[r->count++] = s;
	r->spare = 0;
}

static void add_keep(struct result *r, uint32_t units)
{
	struct section *last = r->count ? &r->sections[r->count - 1] : NULL;
	if (units == 0)
		return;
	if (last && last->keep)
		last->old_units += units;
	else
		push_section(r, (struct section){.old_units = units, .keep = true});
}

/* join: this belongs to the same replacement as what was added last. Without it deletions melt with
 * a deletion before them and insertions with an insertion, but a deletion stays apart from an
 * insertion: positions map differently through the two. */
static void add_edit(struct result *r, uint32_t old_units, struct str text, bool join)
{
	struct section *last =
		r->count && !r->sections[r->count - 1].keep ? &r->sections[r->count - 1] : NULL;
	if (old_units == 0 && text.n == 0)
		return;
	bool both_delete = last && text.n == 0 && last->text.n == 0;
	bool both_insert = last && old_units == 0 && last->old_units == 0;
	if (last && (join || both_delete || both_insert)) {
		last->old_units += old_units;
		append_text(r, text);
	} else {
		push_section(r, (struct section){.old_units = old_units, .text = text});
	}
}

static struct change_set result_set(const struct result *r)
{
	return (struct change_set){r->sections, r->count};
}

/* ---- mapping ---- */

/* Whether the edit of b under the cursor comes before what a does next: by where they begin, then the
 * shorter one, then as the caller wishes. */
static bool b_first(const struct walk *a, const struct walk *b, bool before)
{
	if (!edits(b))
		return false;
	if (!edits(a) || a->placed)
		return true;
	return !a->begun && (b->old_left < a->old_left || (b->old_left == a->old_left && !before));
}

/* b's edit has happened: its text is kept, and of a's edits inside what it deleted the texts remain. */
static void map_past_edit(struct result *r, struct walk *a, struct walk *b)
{
	uint32_t left = b->old_left;
	add_keep(r, b->new_left);
	while (left) {
		uint32_t piece = a->old_left < left ? a->old_left : left;
		if (edits(a) && !a->placed && a->old_left <= piece)
			add_edit(r, 0, a->at->text, false);
		walk_old(a, piece);
		left -= piece;
	}
	walk_next(b);
}

/* a's edit, up to the next text that b put inside it; what b deleted there is gone already. */
static void map_edit(struct result *r, struct walk *a, struct walk *b)
{
	uint32_t remains = 0, left = a->old_left;
	while (left && !done(b)) {
		if (keeps(b)) {
			uint32_t piece = left < b->old_left ? left : b->old_left;
			remains += piece;
			left -= piece;
			walk_old(b, piece);
		} else if (deletes(b) && b->old_left < left) {
			left -= b->old_left;
			walk_next(b);
		} else {
			break;
		}
	}
	/* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): called within a section only */
	add_edit(r, remains, a->placed ? STR("") : a->at->text, false);
	a->placed = true;
	walk_old(a, a->old_left - left);
}

struct change_set changes_map(
	struct arena *mem, const struct change_set *set, const struct change_set *over, bool before)
{
	INVARIANT(changes_old_units(set) == changes_old_units(over));
	struct result r = {.mem = mem};
	struct walk a = walk_begin(set), b = walk_begin(over);
	while (!done(&a) || !done(&b)) {
		if (keeps(&a) && keeps(&b)) {
			uint32_t units = a.old_left < b.old_left ? a.old_left : b.old_left;
			add_keep(&r, units);
			walk_old(&a, units);
			walk_old(&b, units);
		} else if (b_first(&a, &b, before)) {
			map_past_edit(&r, &a, &b);
		} else {
			map_edit(&r, &a, &b);
		}
	}
	return result_set(&r);
}

void changes_rebase(struct arena *mem, struct change_set *sets, uint32_t count, const struct change_set *over)
{
	struct change_set rest = *over;
	for (uint32_t i = 0; i < count; i++) {
		struct change_set set = changes_map(mem, &sets[i], &rest, false);
		if (i + 1 < count)
			rest = changes_map(mem, &rest, &sets[i], true);
		sets[i] = set;
	}
}

/* ---- composing ---- */

/* The piece that a made and b now covers. Whether the next piece belongs to the same replacement. */
static bool compose_piece(struct result *r, struct walk *a, struct walk *b, bool join)
{
	uint32_t units = a->new_left < b->old_left ? a->new_left : b->old_left, count = r->count;
	uint32_t covers = a->begun ? 0 : a->old_left;
	struct str made = edits(a) ? walk_text(a, units) : STR("");
	struct str instead = keeps(b) || b->begun ? STR("") : b->at->text;
	if (keeps(a) && keeps(b))
		add_keep(r, units);
	else if (keeps(a))
		add_edit(r, units, instead, join);
	else
		add_edit(r, covers, keeps(b) ? made : instead, join);
	bool goes_on = (edits(a) && a->new_left > units) || (edits(b) && b->old_left > units);
	bool began = join || r->count > count;
	walk_new(a, units);
	walk_old(b, units);
	return goes_on && began;
}

struct change_set changes_compose(
	struct arena *mem, const struct change_set *first, const struct change_set *then)
{
	INVARIANT(changes_new_units(first) == changes_old_units(then));
	struct result r = {.mem = mem};
	struct walk a = walk_begin(first), b = walk_begin(then);
	bool join = false;
	while (!done(&a) || !done(&b)) {
		if (deletes(&a)) {
			add_edit(&r, a.old_left, STR(""), join);
			walk_next(&a);
		} else if (edits(&b) && b.old_left == 0) {
			add_edit(&r, 0, b.at->text, join);
			walk_next(&b);
		} else {
			join = compose_piece(&r, &a, &b, join);
		}
	}
	return result_set(&r);
}

uint32_t changes_map_pos(const struct change_set *c, uint32_t pos, int assoc)
{
	uint32_t old_at = 0, new_at = 0;
	for (uint32_t i = 0; i < c->count; i++) {
		const struct section *s = &c->sections[i];
		uint32_t end = old_at + s->old_units, inserted = section_new_units(s);
		bool here = end > pos || (!s->keep && end == pos && assoc < 0 && s->old_units == 0);
		if (here && s->keep)
			return new_at + (pos - old_at);
		if (here)
			return pos == old_at || assoc < 0 ? new_at : new_at + inserted;
		old_at = end;
		new_at += inserted;
	}
	return new_at;
}

/* ---- JSON (RFC 8259), as ChangeSet.toJSON() gives it ---- */

static void write_line(struct buf *out, struct str line)
{
	static const char escapes[] = "\"\"\\\\\bb\ff\tt"; /* the byte, then its letter */
	buf_byte(out, '"');
	for (size_t i = 0; i < line.n; i++) {
		const char *e = memchr(escapes, line.p[i], sizeof escapes - 1);
		if (e && (e - escapes) % 2 == 0)
			buf_add(out, (struct str){(char[]){'\\', e[1]}, 2});
		else if ((unsigned char)line.p[i] < 0x20)
			buf_printf(out, "\\u%04x", (unsigned)line.p[i]);
		else
			buf_byte(out, line.p[i]);
	}
	buf_byte(out, '"');
}

static void write_section(struct buf *out, const struct section *s)
{
	struct str rest = s->text, line;
	if (s->keep) {
		buf_printf(out, "%u", s->old_units);
		return;
	}
	buf_printf(out, "[%u", s->old_units);
	while (s->text.n && str_split(&rest, '\n', &line)) {
		buf_byte(out, ',');
		write_line(out, line);
	}
	buf_byte(out, ']');
}

void changes_write(struct buf *out, const struct change_set *c)
{
	buf_byte(out, '[');
	for (uint32_t i = 0; i < c->count; i++) {
		if (i)
			buf_byte(out, ',');
		write_section(out, &c->sections[i]);
	}
	buf_byte(out, ']');
}

struct reader {
	struct str s;
	size_t at;
	struct arena *mem;
};

static bool accept(struct reader *r, char c)
{
	if (r->at == r->s.n || r->s.p[r->at] != c)
		return false;
	r->at++;
	return true;
}

static bool read_number(struct reader *r, uint32_t *out)
{
	size_t from = r->at;
	int64_t value;
	while (r->at < r->s.n && r->s.p[r->at] >= '0' && r->s.p[r->at] <= '9')
		r->at++;
	struct str digits = str_sub(r->s, from, r->at);
	if ((digits.n > 1 && digits.p[0] == '0') || !str_int(digits, 0, UNITS_MAX, &value))
		return false;
	*out = (uint32_t)value;
	return true;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9'    ? c - '0'
		: c >= 'a' && c <= 'f' ? c - 'a' + 10
		: c >= 'A' && c <= 'F' ? c - 'A' + 10
				       : -1;
}

static bool read_unit(struct reader *r, uint32_t *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++, r->at++) {
		int digit = r->at < r->s.n ? hex_digit(r->s.p[r->at]) : -1;
		if (digit < 0)
			return false;
		*unit = *unit << 4 | (uint32_t)digit;
	}
	return true;
}

/* After "\u": one code point, of a pair both halves. */
static bool read_code_point(struct reader *r, uint32_t *c)
{
	uint32_t low;
	if (!read_unit(r, c))
		return false;
	if (*c < 0xD800 || *c > 0xDFFF)
		return true;
	if (*c > 0xDBFF || !accept(r, '\\') || !accept(r, 'u') || !read_unit(r, &low) || low < 0xDC00 ||
		low > 0xDFFF)
		return false;
	*c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
	return true;
}

static bool read_escape(struct reader *r, char **to)
{
	static const char escapes[] = "\"\"\\\\//b\bf\ft\tn\nr\r"; /* the letter, then its byte */
	if (r->at == r->s.n)
		return false;
	char letter = r->s.p[r->at++];
	uint32_t c;
	if (letter == 'u') {
		if (!read_code_point(r, &c))
			return false;
		*to += utf8_put(*to, c);
		return true;
	}
	for (size_t i = 0; i + 1 < sizeof escapes - 1; i += 2)
		if (escapes[i] == letter)
			return *(*to)++ = escapes[i + 1], true;
	return false;
}

/* One line into *to, which has room for it: no escape is shorter than what it stands for. */
static bool read_line(struct reader *r, char **to)
{
	char *line = *to;
	if (!accept(r, '"'))
		return false;
	while (!accept(r, '"')) {
		if (accept(r, '\\')) {
			if (!read_escape(r, to))
				return false;
		} else if (r->at == r->s.n || (unsigned char)r->s.p[r->at] < 0x20) {
			return false;
		} else {
			*(*to)++ = r->s.p[r->at++];
		}
	}
	return *to == line || !memchr(line, '\n', (size_t)(*to - line));
}

static bool read_section(struct reader *r, char **to, struct section *s)
{
	*s = (struct section){.keep = !accept(r, '[')};
	if (!read_number(r, &s->old_units))
		return false;
	if (s->keep || accept(r, ']'))
		return true;
	char *text = *to;
	bool first = true;
	while (accept(r, ',')) {
		if (!first)
			*(*to)++ = '\n'; /* in the place of the comma */
		first = false;
		if (!read_line(r, to))
			return false;
	}
	s->text = (struct str){text, (size_t)(*to - text)};
	return s->text.n > 0 && accept(r, ']');
}

static bool read_sections(struct reader *r, struct result *out)
{
	char *text = arena_alloc(r->mem, r->s.n + 1);
	if (!accept(r, '['))
		return false;
	if (accept(r, ']'))
		return r->at == r->s.n;
	do {
		struct section s;
		if (out->count == SECTIONS_MAX || !read_section(r, &text, &s))
			return false;
		push_section(out, s);
	} while (accept(r, ','));
	return accept(r, ']') && r->at == r->s.n;
}

bool changes_read(struct arena *mem, struct str json, struct change_set *out)
{
	struct reader r = {.s = json, .mem = mem};
	struct result sections = {.mem = mem};
	if (!read_sections(&r, &sections))
		return false;
	*out = result_set(&sections);
	return changes_valid(out);
}
