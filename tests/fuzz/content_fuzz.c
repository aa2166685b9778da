/* libFuzzer: any bytes as a file of content; the first says which kind. What is accepted is within the limits that
 * screens are laid out for, and can be told to a page; what is refused says in which line. */
#include <stdint.h>

#include "base/log.h"
#include "core/content.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool add(struct content *c, char kind, struct str text, struct remark *problem)
{
	static const char kinds[] = "gpkics";
	switch (kind) {
	case 'g':
		return content_add_guide(c, "en", MODEL_TANDEM, text, problem);
	case 'p':
		return content_add_prompts(c, "en", ROLE_COACH, text, problem);
	case 'k':
		return content_add_pack(c, "en", STR("leading"), text, problem);
	case 'i':
		return content_add_instrument(c, "en", STR("healthy"), text, problem);
	case 'c':
		return content_add_course(c, "en", text, problem);
	case 's':
		return content_add_rules(c, "en", text, problem);
	default:
		return add(c, kinds[(unsigned char)kind % (sizeof kinds - 1)], text, problem);
	}
}

static void check_texts(struct texts t, size_t bytes)
{
	for (int i = 0; i < t.count; i++)
		INVARIANT(t.list[i].n > 0 && t.list[i].n <= bytes && utf8_valid(t.list[i]));
}

static void check_pack(const struct pack *p)
{
	INVARIANT(p->tool_count >= 2 && p->title.n > 0 && p->title.n <= 60 && p->cover.n <= 110);
	check_texts(p->about, 600);
	check_texts(p->questions, 160);
	for (int i = 0; i < p->tool_count; i++) {
		check_texts(p->tools[i].steps, 240);
		INVARIANT(p->tools[i].kind != TOOL_MATRIX || p->tools[i].fields.count == 4);
		INVARIANT(p->tools[i].kind != TOOL_MAP || p->tools[i].rings.count >= 2);
	}
}

static void check_instrument(const struct instrument *in)
{
	int items = 0;
	INVARIANT(in->area_count > 0 && in->area_count <= AREAS_MAX && in->item_count <= ITEMS_MAX);
	for (int i = 0; i < in->area_count; i++) {
		INVARIANT(in->areas[i].first == items && in->areas[i].items.count > 0);
		items += in->areas[i].items.count;
		check_texts(in->areas[i].items, 160);
	}
	INVARIANT(items == in->item_count);
	for (int i = 0; i < ANCHORS; i++)
		INVARIANT(in->scale[i].n > 0 && in->scale[i].n <= 40);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct content c = {0};
	struct arena mem = {0};
	struct remark problem = {0};
	bool good = add(&c, size ? (char)data[0] : 'g',
		str_sub((struct str){(const char *)data, size}, 1, size), &problem);
	INVARIANT(good || problem.line > 0);
	INVARIANT(good == (problem.what.format == NULL));
	const struct content_language *l = content_for(&c, STR("en"));
	for (int i = 0; l && i < l->pack_count; i++)
		check_pack(l->packs[i]);
	for (int i = 0; l && i < l->instrument_count; i++)
		check_instrument(l->instruments[i]);
	content_learn(&c, STR("en"), &mem, doc_new(&mem));
	arena_free(&mem);
	content_free(&c);
	return 0;
}
