/* Learning packs: one file each, what is on its cover first, then sections. [about] has paragraphs with an empty
 * line between them, [questions], [reflect] and [reading] one a line, [tool] "key = value" lines. */
#include "core/content_lines.h"

#include <string.h>

#define TOOLS_MAX 3

static const char *const tool_keys[TOOL_KIND_COUNT] = {"map", "matrix", "script"};

#define AT(field) offsetof(struct pack, field)
static const struct field head[] = {
	{"title", FIELD_TEXT, AT(title), 1, 1, 60},
	{"cover", FIELD_TEXT, AT(cover), 1, 1, 110},
	{"minutes", FIELD_NUMBER, AT(minutes), 5, 90, 0},
};
static const struct field lists[] = {
	{"about", FIELD_LIST, AT(about), 3, 5, 600},
	{"questions", FIELD_LIST, AT(questions), 6, 8, 160},
	{"reflect", FIELD_LIST, AT(reflect), 5, 8, 200},
	{"reading", FIELD_LIST, AT(reading), 3, 5, 120},
};
#undef AT
#define AT(field) offsetof(struct tool, field)
static const struct field tool_fields[] = {
	{"title", FIELD_TEXT, AT(title), 1, 1, 60},
	{"minutes", FIELD_NUMBER, AT(minutes), 1, 240, 0},
	{"for", FIELD_TEXT, AT(who), 1, 1, 120},
	{"step", FIELD_LIST, AT(steps), 4, TOOL_STEPS_MAX, 240},
	{"example", FIELD_LIST, AT(example), 0, 6, 240},
	{"ring", FIELD_LIST, AT(rings), 0, 4, 60},
	{"field", FIELD_LIST, AT(fields), 0, 4, 60},
};
#undef AT
#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

struct reading {
	struct lines l;
	struct pack *pack;
	const struct field *list; /* the section's, when it is a list */
	bool in_tool;
	struct str paragraph; /* of [about], so far */
};

/* Whoever says how long one step takes says it of all, and it comes to what the tool takes. */
static bool minutes_add_up(struct reading *r, const struct tool *t)
{
	int timed = 0, all = 0;
	for (int i = 0; i < t->steps.count; i++) {
		timed += t->step_minutes[i] > 0;
		all += (int)t->step_minutes[i];
	}
	if (timed && timed < t->steps.count)
		return lines_wrong(&r->l, N_("the tool above gives minutes to %d of its %d steps"), timed,
			t->steps.count);
	return !timed || all == t->minutes ||
		lines_wrong(&r->l, N_("the steps of the tool above take %d minutes, it says %d"), all,
			(int)t->minutes);
}

static bool tool_done(struct reading *r)
{
	if (!r->in_tool)
		return true;
	const struct tool *t = &r->pack->tools[r->pack->tool_count - 1];
	if (!lines_complete(&r->l, tool_fields, COUNT(tool_fields), t))
		return false;
	if (t->kind == TOOL_MAP && t->rings.count < 2)
		return lines_wrong(&r->l, N_("the map above needs 2 to 4 of ring"));
	if (t->kind == TOOL_MATRIX && (t->fields.count != 4 || !t->axis_x[0].n || !t->axis_y[0].n))
		return lines_wrong(&r->l, N_("the matrix above needs axis-x, axis-y and 4 of field"));
	return minutes_add_up(r, t);
}

/* "3 | Write it down": its minutes, when it begins with some; what is left is the step. */
static struct str take_minutes(struct tool *t, struct str value)
{
	struct str rest = value, first;
	if (t->steps.count == TOOL_STEPS_MAX || !str_split(&rest, '|', &first) ||
		!str_int(str_trim(first), 1, 90, &t->step_minutes[t->steps.count]))
		return value;
	return str_trim(rest);
}

static bool tool_line(struct reading *r)
{
	struct tool *t = &r->pack->tools[r->pack->tool_count - 1];
	struct str key, value;
	if (!lines_pair(&r->l, &key, &value))
		return false;
	if (str_eq(key, STR("kind"))) {
		int kind = lines_choice(tool_keys, TOOL_KIND_COUNT, value);
		t->kind = kind < 0 ? TOOL_MAP : (enum tool_kind)kind;
		return kind >= 0 || lines_wrong(&r->l, N_("a tool's kind is map, matrix or script"));
	}
	if (str_eq(key, STR("axis-x")))
		return lines_parts(&r->l, "axis-x", value, t->axis_x, 2, 40);
	if (str_eq(key, STR("axis-y")))
		return lines_parts(&r->l, "axis-y", value, t->axis_y, 2, 40);
	if (str_eq(key, STR("step")))
		value = take_minutes(t, value);
	return lines_set(&r->l, tool_fields, COUNT(tool_fields), t, key, value);
}

static bool paragraph_done(struct reading *r)
{
	struct str whole = r->paragraph;
	r->paragraph = (struct str){0};
	return !whole.n || lines_add(&r->l, &lists[0], &r->pack->about, whole);
}

static bool section_begins(struct reading *r)
{
	struct pack *p = r->pack;
	if (!paragraph_done(r) || !tool_done(r))
		return false;
	r->list = NULL;
	r->in_tool = lines_is_section(&r->l, "tool");
	if (r->in_tool && p->tool_count == TOOLS_MAX)
		return lines_wrong(&r->l, N_("a pack has at most %d tools"), TOOLS_MAX);
	if (r->in_tool) {
		p->tools[p->tool_count++] = (struct tool){.kind = TOOL_SCRIPT};
		return true;
	}
	for (int i = 0; i < COUNT(lists); i++)
		if (lines_is_section(&r->l, lists[i].key))
			r->list = &lists[i];
	return r->list ||
		lines_wrong(&r->l, N_("a section is [about], [questions], [reflect], [tool] or [reading]"));
}

static bool list_line(struct reading *r)
{
	if (r->list != &lists[0])
		return lines_add(&r->l, r->list, (struct texts *)((char *)r->pack + r->list->at), r->l.line);
	struct str so_far = r->paragraph;
	r->paragraph = so_far.n
		? arena_printf(&r->l.content->mem, "%.*s %.*s", STR_FMT(so_far), STR_FMT(r->l.line))
		: r->l.line;
	return r->paragraph.n <= lists[0].bytes ||
		lines_wrong(&r->l, N_("a paragraph has at most %zu bytes"), lists[0].bytes);
}

static bool one_line(struct reading *r)
{
	struct str key, value;
	if (r->l.line.n == 0)
		return paragraph_done(r);
	if (r->l.line.p[0] == '[')
		return section_begins(r);
	if (r->list)
		return list_line(r);
	if (r->in_tool)
		return tool_line(r);
	return lines_pair(&r->l, &key, &value) && lines_set(&r->l, head, COUNT(head), r->pack, key, value);
}

/* The nine skills stand first, in their order; after them what somebody added, by name. */
static int rank(struct str key)
{
	for (int i = 0; i < SKILLS; i++)
		if (str_eq(key, str_from(skill_key(i))))
			return i;
	return SKILLS;
}

static int order(struct str a, struct str b)
{
	return rank(a) != rank(b) ? rank(a) - rank(b) : str_cmp(a, b);
}

static bool pack_place(struct lines *l, struct pack *p)
{
	struct content_language *in = l->language;
	int at = 0;
	while (at < in->pack_count && order(in->packs[at]->key, p->key) < 0)
		at++;
	if (at < in->pack_count && str_eq(in->packs[at]->key, p->key)) {
		in->packs[at] = p;
		return true;
	}
	if (in->pack_count == PACKS_MAX)
		return lines_wrong(l, N_("there are more than %d packs"), PACKS_MAX);
	memmove(&in->packs[at + 1], &in->packs[at], (size_t)(in->pack_count - at) * sizeof(struct pack *));
	in->packs[at] = p;
	in->pack_count++;
	return true;
}

bool content_add_pack(
	struct content *c, const char *code, struct str key, struct str text, struct remark *problem)
{
	struct reading r = {.pack = ARENA_NEW(&c->mem, struct pack)};
	if (!lines_open(&r.l, c, code, text, problem))
		return false;
	if (!key.n || key.n > KEY_MAX_BYTES)
		return lines_wrong(&r.l, N_("a pack's file has a name of at most %d bytes"), KEY_MAX_BYTES);
	r.pack->key = arena_str(&c->mem, key);
	r.pack->tools = ARENA_ARRAY(&c->mem, struct tool, TOOLS_MAX);
	while (lines_next(&r.l))
		if (!one_line(&r))
			return false;
	if (!paragraph_done(&r) || !tool_done(&r))
		return false;
	if (!lines_complete(&r.l, head, COUNT(head), r.pack) ||
		!lines_complete(&r.l, lists, COUNT(lists), r.pack))
		return false;
	if (r.pack->tool_count < 2)
		return lines_wrong(&r.l, N_("the pack above needs at least 2 of tool"));
	return pack_place(&r.l, r.pack);
}

static const struct pack *pack_in(const struct content_language *l, struct str key)
{
	for (int i = 0; i < l->pack_count; i++)
		if (str_eq(l->packs[i]->key, key))
			return l->packs[i];
	return NULL;
}

const struct pack *content_pack(const struct content *c, struct str language, struct str key)
{
	const struct content_language *l = c && c->count ? content_for(c, language) : NULL;
	const struct pack *found = l ? pack_in(l, key) : NULL;
	for (int i = 0; l && !found && i < c->count; i++)
		found = pack_in(&c->languages[i], key);
	return found;
}

bool pack_same_shape(const struct pack *a, const struct pack *b)
{
	bool same = a->tool_count == b->tool_count;
	for (int i = 0; same && i < a->tool_count; i++)
		same = a->tools[i].kind == b->tools[i].kind;
	return same;
}
