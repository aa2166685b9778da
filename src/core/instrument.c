/* Instruments: statements in areas, each answered on a scale of five. Answers are kept by the number of the item,
 * counted through all areas, so that order and number are the same in every language. */
#include "core/content_lines.h"

#include <string.h>

#define ITEMS_OF_AREA_MAX 20

#define AT(field) offsetof(struct instrument, field)
static const struct field head[] = {
	{"title", FIELD_TEXT, AT(title), 1, 1, 60},
	{"about", FIELD_TEXT, AT(about), 1, 1, 300},
	{"minutes", FIELD_NUMBER, AT(minutes), 1, 90, 0},
};
#undef AT
#define AT(field) offsetof(struct area, field)
static const struct field area_fields[] = {
	{"key", FIELD_TEXT, AT(key), 1, 1, KEY_MAX_BYTES},
	{"title", FIELD_TEXT, AT(title), 1, 1, 60},
	{"pack", FIELD_TEXT, AT(pack), 0, 1, KEY_MAX_BYTES},
	{"low", FIELD_TEXT, AT(low), 1, 1, 140},
	{"mid", FIELD_TEXT, AT(mid), 1, 1, 140},
	{"high", FIELD_TEXT, AT(high), 1, 1, 140},
	{"item", FIELD_LIST, AT(items), 1, ITEMS_OF_AREA_MAX, 160},
};
#undef AT
#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static bool area_done(struct lines *l, struct instrument *in)
{
	if (!in->area_count)
		return true;
	struct area *a = &in->areas[in->area_count - 1];
	if (!lines_complete(l, area_fields, COUNT(area_fields), a))
		return false;
	for (int i = 0; i + 1 < in->area_count; i++)
		if (str_eq(in->areas[i].key, a->key))
			return lines_wrong(l, N_("two areas have the key \"%.*s\""), STR_FMT(a->key));
	a->first = in->item_count;
	in->item_count += a->items.count;
	return in->item_count <= ITEMS_MAX ||
		lines_wrong(l, N_("an instrument has at most %d items"), ITEMS_MAX);
}

static bool area_begins(struct lines *l, struct instrument *in)
{
	if (!lines_is_section(l, "area"))
		return lines_wrong(l, N_("a section is [area]"));
	if (!area_done(l, in))
		return false;
	if (in->area_count == AREAS_MAX)
		return lines_wrong(l, N_("an instrument has at most %d areas"), AREAS_MAX);
	in->areas[in->area_count++] = (struct area){0};
	return true;
}

static bool head_line(struct lines *l, struct instrument *in, struct str key, struct str value)
{
	if (str_eq(key, STR("scale")))
		return lines_parts(l, "scale", value, in->scale, ANCHORS, 40);
	if (str_eq(key, STR("shown"))) {
		in->own = str_eq(value, STR("own"));
		return in->own || str_eq(value, STR("together")) ||
			lines_wrong(l, N_("shown is together or own"));
	}
	return lines_set(l, head, COUNT(head), in, key, value);
}

static bool one_line(struct lines *l, struct instrument *in)
{
	struct str key, value;
	if (l->line.n == 0)
		return true;
	if (l->line.p[0] == '[')
		return area_begins(l, in);
	if (!lines_pair(l, &key, &value))
		return false;
	if (!in->area_count)
		return head_line(l, in, key, value);
	return lines_set(l, area_fields, COUNT(area_fields), &in->areas[in->area_count - 1], key, value);
}

static bool instrument_place(struct lines *l, struct instrument *one)
{
	struct content_language *in = l->language;
	int at = 0;
	while (at < in->instrument_count && str_cmp(in->instruments[at]->key, one->key) < 0)
		at++;
	if (at < in->instrument_count && str_eq(in->instruments[at]->key, one->key)) {
		in->instruments[at] = one;
		return true;
	}
	if (in->instrument_count == INSTRUMENTS_MAX)
		return lines_wrong(l, N_("there are more than %d instruments"), INSTRUMENTS_MAX);
	memmove(&in->instruments[at + 1], &in->instruments[at],
		(size_t)(in->instrument_count - at) * sizeof(struct instrument *));
	in->instruments[at] = one;
	in->instrument_count++;
	return true;
}

bool content_add_instrument(
	struct content *c, const char *code, struct str key, struct str text, struct remark *problem)
{
	struct lines l;
	struct instrument *in = ARENA_NEW(&c->mem, struct instrument);
	if (!lines_open(&l, c, code, text, problem))
		return false;
	if (!key.n || key.n > KEY_MAX_BYTES)
		return lines_wrong(
			&l, N_("an instrument's file has a name of at most %d bytes"), KEY_MAX_BYTES);
	in->key = arena_str(&c->mem, key);
	in->areas = ARENA_ARRAY(&c->mem, struct area, AREAS_MAX);
	while (lines_next(&l))
		if (!one_line(&l, in))
			return false;
	if (!in->area_count)
		return lines_wrong(&l, N_("an instrument needs at least one [area]"));
	if (!area_done(&l, in) || !lines_complete(&l, head, COUNT(head), in))
		return false;
	if (!in->scale[0].n)
		return lines_wrong(&l, N_("the instrument above needs its scale"));
	return instrument_place(&l, in);
}

static const struct instrument *instrument_in(const struct content_language *l, struct str key)
{
	for (int i = 0; i < l->instrument_count; i++)
		if (str_eq(l->instruments[i]->key, key))
			return l->instruments[i];
	return NULL;
}

const struct instrument *content_instrument(const struct content *c, struct str language, struct str key)
{
	const struct content_language *l = c && c->count ? content_for(c, language) : NULL;
	const struct instrument *found = l ? instrument_in(l, key) : NULL;
	for (int i = 0; l && !found && i < c->count; i++)
		found = instrument_in(&c->languages[i], key);
	return found;
}

bool instrument_same_shape(const struct instrument *a, const struct instrument *b)
{
	bool same = a->area_count == b->area_count && a->own == b->own;
	for (int i = 0; same && i < a->area_count; i++)
		same = str_eq(a->areas[i].key, b->areas[i].key) &&
			str_eq(a->areas[i].pack, b->areas[i].pack) &&
			a->areas[i].items.count == b->areas[i].items.count;
	return same;
}
