/* What anybody may learn, as a tree: packs, instruments, the steps of the programme and the ground rules in one
 * language. It never changes while the program runs, so that whoever serves it can make it once. */
#include "core/content.h"
#include "core/words_of.h"

static void add_texts(struct arena *mem, struct doc *in, const char *key, const struct str *list, int count)
{
	struct doc *d = doc_list(mem, in, key);
	for (int i = 0; i < count; i++)
		doc_text(mem, d, NULL, list[i]);
}

static void add_tool(struct arena *mem, struct doc *in, const struct tool *t)
{
	static const char *const kinds[TOOL_KIND_COUNT] = {"map", "matrix", "script"};
	struct doc *d = doc_map(mem, in, NULL);
	doc_text(mem, d, "title", t->title);
	doc_text(mem, d, "kind", str_from(kinds[t->kind]));
	doc_number(mem, d, "minutes", t->minutes);
	doc_text(mem, d, "for", t->who);
	add_texts(mem, d, "steps", t->steps.list, t->steps.count);
	struct doc *times = doc_list(mem, d, "times"); /* of the steps; 0: not said */
	for (int i = 0; i < t->steps.count; i++)
		doc_number(mem, times, NULL, t->step_minutes[i]);
	add_texts(mem, d, "example", t->example.list, t->example.count);
	if (t->kind == TOOL_MAP)
		add_texts(mem, d, "rings", t->rings.list, t->rings.count);
	if (t->kind != TOOL_MATRIX)
		return;
	add_texts(mem, d, "axisX", t->axis_x, 2);
	add_texts(mem, d, "axisY", t->axis_y, 2);
	add_texts(mem, d, "fields", t->fields.list, t->fields.count);
}

static void add_pack(struct arena *mem, struct doc *in, const struct pack *p)
{
	struct doc *d = doc_map(mem, in, NULL);
	doc_text(mem, d, "key", p->key);
	doc_text(mem, d, "title", p->title);
	doc_text(mem, d, "cover", p->cover);
	doc_number(mem, d, "minutes", p->minutes);
	add_texts(mem, d, "about", p->about.list, p->about.count);
	add_texts(mem, d, "questions", p->questions.list, p->questions.count);
	add_texts(mem, d, "reflect", p->reflect.list, p->reflect.count);
	struct doc *tools = doc_list(mem, d, "tools");
	for (int i = 0; i < p->tool_count; i++)
		add_tool(mem, tools, &p->tools[i]);
	add_texts(mem, d, "reading", p->reading.list, p->reading.count);
}

static void add_area(struct arena *mem, struct doc *in, const struct area *a)
{
	struct doc *d = doc_map(mem, in, NULL);
	doc_text(mem, d, "key", a->key);
	doc_text(mem, d, "title", a->title);
	doc_text(mem, d, "pack", a->pack);
	doc_text(mem, d, "low", a->low);
	doc_text(mem, d, "mid", a->mid);
	doc_text(mem, d, "high", a->high);
	doc_number(mem, d, "first", a->first);
	add_texts(mem, d, "items", a->items.list, a->items.count);
}

static void add_instrument(struct arena *mem, struct doc *in, const struct instrument *one)
{
	struct doc *d = doc_map(mem, in, NULL);
	doc_text(mem, d, "key", one->key);
	doc_text(mem, d, "title", one->title);
	doc_text(mem, d, "about", one->about);
	doc_number(mem, d, "minutes", one->minutes);
	doc_flag(mem, d, "own", one->own);
	add_texts(mem, d, "scale", one->scale, ANCHORS);
	struct doc *areas = doc_list(mem, d, "areas");
	for (int i = 0; i < one->area_count; i++)
		add_area(mem, areas, &one->areas[i]);
}

static void add_step(struct arena *mem, struct doc *in, enum programme_step step, const struct course_step *s)
{
	struct doc *d = doc_map(mem, in, NULL);
	doc_text(mem, d, "key", str_from(word_of(&words_steps, (int)step)));
	doc_text(mem, d, "title", s->title);
	doc_text(mem, d, "text", s->text);
	doc_number(mem, d, "days", s->days);
	struct doc *parts = doc_list(mem, d, "parts");
	for (int i = 0; i < s->part_count; i++) {
		struct doc *part = doc_map(mem, parts, NULL);
		doc_text(mem, part, "part", str_from(word_of(&words_todo, (int)s->parts[i].part)));
		doc_text(mem, part, "words", s->parts[i].words);
	}
}

/* Those of `from` that a reader of `code` gets: what their own language has not is better than nothing. */
static void add_those(const struct content *c, struct str code, const struct content_language *from,
	struct arena *mem, struct doc *packs, struct doc *instruments)
{
	for (int i = 0; i < from->pack_count; i++)
		if (content_pack(c, code, from->packs[i]->key) == from->packs[i])
			add_pack(mem, packs, from->packs[i]);
	for (int i = 0; i < from->instrument_count; i++)
		if (content_instrument(c, code, from->instruments[i]->key) == from->instruments[i])
			add_instrument(mem, instruments, from->instruments[i]);
}

void content_learn(const struct content *c, struct str language, struct arena *mem, struct doc *out)
{
	const struct content_language *l = content_for(c, language);
	if (!l)
		return;
	struct str code = str_from(l->code);
	doc_text(mem, out, "language", code);
	struct doc *packs = doc_list(mem, out, "packs"), *instruments = doc_list(mem, out, "instruments");
	add_those(c, code, l, mem, packs, instruments);
	for (int i = 0; i < c->count; i++)
		if (&c->languages[i] != l)
			add_those(c, code, &c->languages[i], mem, packs, instruments);
	struct doc *course = doc_list(mem, out, "course"), *rules = doc_list(mem, out, "rules");
	for (int i = 0; i < PROGRAMME_STEPS; i++)
		add_step(mem, course, (enum programme_step)i, &l->course[i]);
	for (int i = 0; i < RULE_COUNT; i++) {
		struct doc *rule = doc_map(mem, rules, NULL);
		doc_text(mem, rule, "key", str_from(word_of(&words_rules, i)));
		doc_text(mem, rule, "text", l->rules[i]);
	}
}
