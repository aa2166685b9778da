/* From a string to runs. Three questions are asked of each code point: which script is it (Unicode
 * Annex 24; common and inherited ones take their neighbour's), which face has it, and on which level
 * of the bidirectional algorithm is it (Annex 9, by FriBidi). Where an answer changes, a run ends. The
 * runs are then put in visual order by rule L2; within a run HarfBuzz, inside SDL_ttf, orders glyphs. */
#include "platform/runs.h"

#include <fribidi.h>
#include <string.h>

static const struct range {
	uint32_t from, to;
	char script[5];
} scripts[] = {
	/* clang-format off */
	{0x0041, 0x024F, "Latn"}, {0x0250, 0x02AF, "Latn"}, {0x0370, 0x03FF, "Grek"},
	{0x0400, 0x052F, "Cyrl"}, {0x0531, 0x058F, "Armn"}, {0x0591, 0x05FF, "Hebr"},
	{0x0600, 0x06FF, "Arab"}, {0x0700, 0x074F, "Syrc"}, {0x0750, 0x077F, "Arab"},
	{0x0780, 0x07BF, "Thaa"}, {0x07C0, 0x07FF, "Nkoo"}, {0x08A0, 0x08FF, "Arab"},
	{0x0900, 0x097F, "Deva"}, {0x0980, 0x09FF, "Beng"}, {0x0A00, 0x0A7F, "Guru"},
	{0x0A80, 0x0AFF, "Gujr"}, {0x0B00, 0x0B7F, "Orya"}, {0x0B80, 0x0BFF, "Taml"},
	{0x0C00, 0x0C7F, "Telu"}, {0x0C80, 0x0CFF, "Knda"}, {0x0D00, 0x0D7F, "Mlym"},
	{0x0D80, 0x0DFF, "Sinh"}, {0x0E00, 0x0E7F, "Thai"}, {0x0E80, 0x0EFF, "Laoo"},
	{0x0F00, 0x0FFF, "Tibt"}, {0x1000, 0x109F, "Mymr"}, {0x10A0, 0x10FF, "Geor"},
	{0x1100, 0x11FF, "Hang"}, {0x1200, 0x139F, "Ethi"}, {0x1780, 0x17FF, "Khmr"},
	{0x1E00, 0x1EFF, "Latn"}, {0x1F00, 0x1FFF, "Grek"}, {0x2E80, 0x2FDF, "Hani"},
	{0x3040, 0x309F, "Hira"}, {0x30A0, 0x30FF, "Kana"}, {0x3130, 0x318F, "Hang"},
	{0x3400, 0x9FFF, "Hani"}, {0xAC00, 0xD7AF, "Hang"}, {0xF900, 0xFAFF, "Hani"},
	{0xFB1D, 0xFB4F, "Hebr"}, {0xFB50, 0xFDFF, "Arab"}, {0xFE70, 0xFEFC, "Arab"},
	{0x20000, 0x323AF, "Hani"},
	/* clang-format on */
};

struct point {
	uint32_t code;
	int face;
	FriBidiLevel level;
	const char *script; /* NULL: common */
};

static const char *script_of(uint32_t code)
{
	size_t low = 0, high = sizeof scripts / sizeof *scripts;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (code > scripts[middle].to)
			low = middle + 1;
		else if (code < scripts[middle].from)
			high = middle;
		else
			return scripts[middle].script;
	}
	return NULL;
}

/* Letters of U+0041..U+024F are Latin, but not the signs among them. */
static bool is_common(uint32_t code)
{
	return (code >= 0x5B && code <= 0x60) ||
		(code >= 0x7B && code <= 0xBF && code != 0xAA && code != 0xBA) || code == 0xD7 ||
		code == 0xF7 || code == 0x060C || code == 0x061B || code == 0x061F ||
		(code >= 0x0660 && code <= 0x0669) || code == 0x0640;
}

/* Belongs to the code point before it, whatever that is: combining marks, joiners, variation
 * selectors, skin tones, tags. */
static bool is_attached(uint32_t code)
{
	return (code >= 0x0300 && code <= 0x036F) || (code >= 0x1AB0 && code <= 0x1AFF) ||
		(code >= 0x1DC0 && code <= 0x1DFF) || (code >= 0x20D0 && code <= 0x20FF) || code == 0x200C ||
		code == 0x200D || (code >= 0xFE00 && code <= 0xFE0F) ||
		(code >= 0x1F3FB && code <= 0x1F3FF) || (code >= 0xE0020 && code <= 0xE007F);
}

/* Shown in colour unless asked otherwise (Unicode Technical Standard 51). */
static bool is_emoji(const struct point *p, int i, int count)
{
	uint32_t next = i + 1 < count ? p[i + 1].code : 0;

	if (next == 0xFE0F || next == 0x20E3)
		return true;
	return next != 0xFE0E && p[i].code >= 0x1F000 && p[i].code <= 0x1FAFF;
}

static int read_points(struct point *p, struct str s)
{
	int count = 0;

	for (size_t at = 0; at < s.n && count < LINE_POINTS; count++) {
		uint32_t code = utf8_next(s, &at);
		p[count] = (struct point){.code = code < ' ' || code == 0x7F ? ' ' : code};
	}
	return count;
}

static void set_scripts(struct point *p, int count)
{
	const char *script = NULL;

	for (int i = 0; i < count; i++) {
		const char *own = is_common(p[i].code) ? NULL : script_of(p[i].code);
		script = own ? own : script;
		p[i].script = script;
	}
	for (int i = count - 1; i >= 0; i--) {
		script = p[i].script ? p[i].script : script;
		p[i].script = script ? script : "Latn";
	}
}

static void set_faces(struct point *p, int count, struct fonts *fonts, enum weight weight)
{
	for (int i = 0; i < count; i++) {
		int before = i ? p[i - 1].face : FACE_FIRST;
		bool joins = i && (is_attached(p[i].code) || p[i - 1].code == 0x200D);
		bool common = i && !script_of(p[i].code) && !fonts_coloured(fonts, weight, before);
		if (joins && (is_attached(p[i].code) || fonts_has(fonts, weight, before, p[i].code)))
			p[i].face = before;
		else if (is_emoji(p, i, count))
			p[i].face = fonts_face(fonts, weight, p[i].code, true);
		else if (common && fonts_has(fonts, weight, before, p[i].code))
			p[i].face = before;
		else
			p[i].face = fonts_face(fonts, weight, p[i].code, false);
	}
}

static bool needs_bidi(const struct point *p, int count)
{
	for (int i = 0; i < count; i++)
		if (p[i].code >= 0x0590 && (p[i].code < 0x0900 || p[i].code >= 0x200E))
			return true;
	return false;
}

static void set_levels(struct point *p, int count)
{
	FriBidiChar codes[LINE_POINTS];
	FriBidiCharType types[LINE_POINTS];
	FriBidiBracketType brackets[LINE_POINTS];
	FriBidiLevel levels[LINE_POINTS];
	FriBidiParType direction = FRIBIDI_PAR_ON;

	if (!needs_bidi(p, count))
		return;
	for (int i = 0; i < count; i++)
		codes[i] = p[i].code;
	fribidi_get_bidi_types(codes, count, types);
	fribidi_get_bracket_types(codes, count, types, brackets);
	if (!fribidi_get_par_embedding_levels_ex(types, brackets, count, &direction, levels))
		return; /* out of memory: shown in the order of reading */
	for (int i = 0; i < count; i++)
		p[i].level = levels[i];
}

static bool same_run(const struct point *a, const struct point *b, bool tabular)
{
	bool digit = tabular && ((a->code >= '0' && a->code <= '9') || (b->code >= '0' && b->code <= '9'));

	return !digit && a->face == b->face && a->level == b->level && strcmp(a->script, b->script) == 0;
}

/* Rule L2: from the highest level down to the lowest odd one, turn round whatever is on it or above. */
static void order_runs(struct runs *r, FriBidiLevel *levels)
{
	FriBidiLevel highest = 0;

	for (int i = 0; i < r->count; i++)
		/* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): one level a run, set with it */
		highest = levels[i] > highest ? levels[i] : highest;
	for (; highest > 0; highest--)
		for (int from = 0; from < r->count; from++) {
			int to = from;
			while (to < r->count && levels[to] >= highest)
				to++;
			for (int a = from, b = to - 1; a < b; a++, b--) {
				struct run run = r->run[a];
				FriBidiLevel level = levels[a];
				r->run[a] = r->run[b];
				levels[a] = levels[b];
				r->run[b] = run;
				levels[b] = level;
			}
			from = to > from ? to - 1 : from;
		}
}

void runs_split(struct runs *r, struct fonts *fonts, struct font font, struct str s)
{
	struct point p[LINE_POINTS];
	FriBidiLevel levels[LINE_POINTS];
	int count = read_points(p, s);
	size_t used = 0;

	set_scripts(p, count);
	set_faces(p, count, fonts, font.weight);
	set_levels(p, count);
	r->count = 0;
	for (int i = 0; i < count; i++) {
		if (i == 0 || !same_run(&p[i - 1], &p[i], font.tabular)) {
			if (i)
				r->text[used++] = 0;
			struct run *run = &r->run[r->count];
			*run = (struct run){.text = r->text + used,
				.first = p[i].code,
				.face = p[i].face,
				.rtl = p[i].level & 1,
				.digit = font.tabular && p[i].code >= '0' && p[i].code <= '9'};
			memcpy(run->script, p[i].script, sizeof run->script);
			levels[r->count++] = p[i].level;
		}
		used += utf8_put(r->text + used, p[i].code);
	}
	r->text[used] = 0;
	order_runs(r, levels);
}
