/* The map of partnerships. The graph is read from all partnerships under way whenever somebody looks; where its
 * nodes stand is worked out in steps (graph_layout.h), one a tick, and kept as long as it is the same graph.
 * How often they meet is in no memory, so it is asked of the store.
 *
 * There are two levels, people and organisations, and a map of each for the screen and for pages, since these
 * have other shapes. */
#include "core/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "core/graph_layout.h"
#include "core/partners.h"
#include "core/person.h"
#include "core/viewer.h"
#include "core/words_of.h"

#define ASKED_AFTER MINUTE /* so fresh are the meetings */
#define NO_NODE UINT16_MAX
#define MEETS_ROWS 500 /* of one answer; then the next are asked for */

struct meets {
	ident partnership;
	int32_t count;
	int64_t last;
};
struct drawn { /* one map */
	struct map map;
	struct map_node *nodes;
	struct map_edge *edges;
	struct arena mem;
	uint64_t graph, all; /* digests: of the graph alone, of everything */
};
struct one {
	struct drawn now, next; /* next: while it is laid out */
	struct graph_layout *layout;
	double aspect;
	bool wanted;
};
struct maps {
	struct one all[MAP_LEVELS][2]; /* [1]: for pages */
	struct meets *meets;           /* by partnership */
	struct meets *coming;          /* of an answer that is not whole yet */
	size_t meet_count, coming_count;
	int64_t asked; /* mono; 0: never */
	bool counted;  /* all that was asked for has come, once at least */
};

/* ---- life ---- */

struct maps *maps_new(void)
{
	return xcalloc(1, sizeof(struct maps));
}

void maps_free(struct maps *maps)
{
	for (int i = 0; i < MAP_LEVELS * 2; i++) {
		struct one *one = &maps->all[i / 2][i % 2];
		graph_layout_free(one->layout);
		arena_free(&one->now.mem);
		arena_free(&one->next.mem);
	}
	free(maps->meets);
	free(maps->coming);
	free(maps);
}

const struct map *core_map(const struct core *core, enum map_level level, bool page)
{
	const struct drawn *d = &core->maps->all[level][page].now;
	return d->graph ? &d->map : NULL;
}

/* ---- how often they meet ---- */

static int by_partnership(const void *a, const void *b)
{
	const struct meets *x = a, *y = b;
	return (x->partnership > y->partnership) - (x->partnership < y->partnership);
}

static struct meets meets_of(const struct core *core, ident partnership)
{
	const struct maps *maps = core->maps;
	struct meets key = {.partnership = partnership}, *found = NULL;
	if (maps->meet_count)
		found = bsearch(&key, maps->meets, maps->meet_count, sizeof key, by_partnership);
	return found ? *found : key;
}

int32_t core_map_meetings(const struct core *core, ident partnership, int64_t *last)
{
	struct meets m = meets_of(core, partnership);
	*last = m.last;
	return m.count;
}

bool core_map_counted(const struct core *core)
{
	return core->maps->counted;
}

/* `about` comes back with the answer: the first one begins anew. */
static void ask_beyond(struct core *core, ident partnership)
{
	core_ask(core,
		(struct ask){.kind = ASK_held,
			.about = partnership,
			.a = core->now.wall - MAP_WINDOW,
			.b = core->now.wall,
			.text = arena_printf(&core->scratch, "%lld", (long long)partnership)});
}

static void ask_meetings(struct core *core)
{
	struct maps *maps = core->maps;
	if (maps->asked && core->now.mono - maps->asked < ASKED_AFTER)
		return;
	maps->asked = core->now.mono;
	ask_beyond(core, 0);
}

/* ---- the graph ---- */

struct draft {
	struct core *core;
	struct drawn *d;
	uint16_t *node_of; /* by place in the table of people, or of organisations */
	bool *connected;   /* by place in the table of people */
};

static uint16_t add_node(struct draft *f, struct map_node node)
{
	if (f->d->map.node_count >= MAP_NODES_MAX)
		return NO_NODE;
	f->d->nodes[f->d->map.node_count] = node;
	return (uint16_t)f->d->map.node_count++;
}

static uint16_t person_node(struct draft *f, ident person)
{
	const struct table *t = &f->core->people->persons;
	const struct person *p = core_person(f->core, person);
	if (!p || p->archived)
		return NO_NODE;
	uint16_t *node = &f->node_of[table_place(t, person)];
	if (*node == NO_NODE)
		*node = add_node(f,
			(struct map_node){.kind = MAP_PERSON, .id = person, .organisation = p->organisation});
	return *node;
}

static uint16_t organisation_node(struct draft *f, ident organisation)
{
	const struct table *t = &f->core->people->organisations;
	if (!table_find(t, organisation))
		return NO_NODE;
	uint16_t *node = &f->node_of[table_place(t, organisation)];
	if (*node == NO_NODE)
		*node = add_node(f,
			(struct map_node){
				.kind = MAP_ORGANISATION, .id = organisation, .organisation = organisation});
	return *node;
}

static void add_edge(struct draft *f, uint16_t a, uint16_t b, const struct partnership *p)
{
	struct drawn *d = f->d;
	if (a == NO_NODE || b == NO_NODE || a == b || d->map.edge_count >= MAP_EDGES_MAX)
		return;
	struct meets m = meets_of(f->core, p->id);
	d->edges[d->map.edge_count++] = (struct map_edge){.a = a < b ? a : b,
		.b = a < b ? b : a,
		.partnership = p->id,
		.partnerships = 1,
		.meetings = m.count,
		.last = m.last};
}

static bool under_way(const struct partnership *p)
{
	return p->state == PARTNERSHIP_ACTIVE || p->state == PARTNERSHIP_AGREED ||
		p->state == PARTNERSHIP_PAUSED;
}

static void draw_people(struct draft *f, const struct partnership *p, const ident *people, size_t count)
{
	if (count > MAP_PAIRS_MAX) {
		uint16_t group = add_node(
			f, (struct map_node){.kind = MAP_GROUP, .id = p->id, .people = (int32_t)count});
		for (size_t i = 0; i < count; i++)
			add_edge(f, person_node(f, people[i]), group, p);
		return;
	}
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < i; k++) {
			uint16_t a = person_node(f, people[k]), b = person_node(f, people[i]);
			add_edge(f, a, b, p);
		}
}

/* The organisations of these people, each once. */
static size_t organisations_of(const struct core *core, const ident *people, size_t count, ident *out)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++) {
		const struct person *p = core_person(core, people[i]);
		size_t k = 0;
		while (p && k < found && out[k] != p->organisation)
			k++;
		if (p && p->organisation && k == found)
			out[found++] = p->organisation;
	}
	return found;
}

static void draw_organisations(
	struct draft *f, const struct partnership *p, const ident *people, size_t count)
{
	ident all[PARTNERS_MAX];
	size_t n = organisations_of(f->core, people, count, all);
	uint16_t only = n == 1 ? organisation_node(f, all[0]) : NO_NODE;
	if (only != NO_NODE)
		f->d->nodes[only].inside++;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++) {
			uint16_t a = organisation_node(f, all[k]), b = organisation_node(f, all[i]);
			add_edge(f, a, b, p);
		}
}

static void count_partnership(struct draft *f, const struct partnership *p, const ident *people, size_t count)
{
	ident all[PARTNERS_MAX];
	for (size_t i = 0; i < count; i++)
		if (core_person(f->core, people[i]))
			f->connected[table_place(&f->core->people->persons, people[i])] = true;
	f->d->map.partnerships++;
	f->d->map.crossing += organisations_of(f->core, people, count, all) > 1;
	f->d->map.lively += meets_of(f->core, p->id).count >= MAP_LIVELY;
}

static void draw_partnerships(struct draft *f, enum map_level level)
{
	const struct table *t = &f->core->partnerships->partnerships;
	for (size_t i = 0; i < t->count; i++) {
		const struct partnership *p = &((struct partnership_row *)t->slots[i].row)->p;
		ident people[PARTNERS_MAX];
		size_t count = under_way(p) ? partnership_counting(p, people, PARTNERS_MAX) : 0;
		if (count < 2)
			continue;
		count_partnership(f, p, people, count);
		if (level == MAP_PEOPLE)
			draw_people(f, p, people, count);
		else
			draw_organisations(f, p, people, count);
	}
}

/* ---- who is with nobody ---- */

/* Everybody is counted; those without a partnership come to the map as long as there is room. */
static void draw_alone(struct draft *f, enum map_level level)
{
	const struct table *t = &f->core->people->persons;
	struct map *m = &f->d->map;
	for (size_t i = 0; i < t->count; i++) {
		const struct person *p = t->slots[i].row;
		if (p->guest || p->archived)
			continue;
		uint16_t node = level == MAP_PEOPLE ? person_node(f, p->id)
			: p->organisation           ? organisation_node(f, p->organisation)
						    : NO_NODE;
		m->people++;
		m->alone += !f->connected[i];
		m->left_out += level == MAP_PEOPLE && node == NO_NODE;
		if (level == MAP_ORGANISATIONS && node != NO_NODE)
			f->d->nodes[node].people++;
	}
}

/* ---- putting it in order ---- */

static int by_ends(const void *a, const void *b)
{
	const struct map_edge *x = a, *y = b;
	int c = (x->a > y->a) - (x->a < y->a);
	c = c ? c : (x->b > y->b) - (x->b < y->b);
	c = c ? c : (x->meetings < y->meetings) - (x->meetings > y->meetings);
	return c ? c : (x->partnership > y->partnership) - (x->partnership < y->partnership);
}

static int by_meetings(const void *a, const void *b)
{
	const struct map_edge *x = a, *y = b;
	int c = (x->meetings < y->meetings) - (x->meetings > y->meetings);
	c = c ? c : (x->partnerships < y->partnerships) - (x->partnerships > y->partnerships);
	return c ? c : by_ends(a, b);
}

/* Several partnerships of the same two are one edge; its partnership is the one that meets most. */
static void merge_edges(struct drawn *d)
{
	int32_t kept = 0;
	qsort(d->edges, (size_t)d->map.edge_count, sizeof *d->edges, by_ends);
	for (int32_t i = 0; i < d->map.edge_count; i++) {
		struct map_edge *e = &d->edges[i], *last = kept ? &d->edges[kept - 1] : NULL;
		if (!last || last->a != e->a || last->b != e->b) {
			d->edges[kept++] = *e;
			continue;
		}
		last->partnerships++;
		last->meetings += e->meetings;
		last->last = e->last > last->last ? e->last : last->last;
	}
	d->map.edge_count = kept;
	qsort(d->edges, (size_t)kept, sizeof *d->edges, by_meetings);
}

static void mark_crossings(const struct core *core, struct drawn *d)
{
	for (int32_t i = 0; i < d->map.edge_count; i++) {
		struct map_edge *e = &d->edges[i];
		struct map_node *a = &d->nodes[e->a], *b = &d->nodes[e->b];
		const struct person *p = core_person(core, a->id), *q = core_person(core, b->id);
		a->links++;
		b->links++;
		e->organisations =
			a->kind != MAP_GROUP && b->kind != MAP_GROUP && a->organisation != b->organisation;
		e->teams = e->organisations ||
			(a->kind == MAP_PERSON && b->kind == MAP_PERSON && p && q &&
				!str_eq(p->team, q->team));
	}
}

struct size_of {
	ident organisation;
	int32_t people;
};

static int by_people(const void *a, const void *b)
{
	const struct size_of *x = a, *y = b;
	return x->people != y->people
		? y->people - x->people
		: (x->organisation > y->organisation) - (x->organisation < y->organisation);
}

/* The organisation with most people comes first, so that those one sees most have the clearest hues. */
static void give_hues(struct core *core, struct drawn *d)
{
	const struct table *t = &core->people->organisations, *people = &core->people->persons;
	struct size_of *sizes = ARENA_ARRAY(&core->scratch, struct size_of, t->count + 1);
	for (size_t i = 0; i < t->count; i++)
		sizes[i].organisation = t->slots[i].id;
	for (size_t i = 0; i < people->count; i++) {
		const struct person *p = people->slots[i].row;
		size_t at = table_place(t, p->organisation);
		if (p->organisation && at < t->count && !p->archived && !p->guest)
			sizes[at].people++;
	}
	qsort(sizes, t->count, sizeof *sizes, by_people);
	for (int32_t i = 0; i < d->map.node_count; i++) {
		d->nodes[i].hue = -1;
		for (size_t k = 0; d->nodes[i].organisation && k < t->count; k++)
			if (sizes[k].organisation == d->nodes[i].organisation)
				d->nodes[i].hue = (int32_t)k;
	}
}

/* ---- making one ---- */

static void digest(struct drawn *d, bool counted)
{
	uint64_t h = 1, all;
	for (int32_t i = 0; i < d->map.node_count; i++)
		h = hash_mix(h, hash_bytes(d->nodes[i].kind, &d->nodes[i].id, sizeof d->nodes[i].id));
	all = hash_mix(h, counted);
	for (int32_t i = 0; i < d->map.edge_count; i++) {
		const struct map_edge *e = &d->edges[i];
		h += hash_mix(e->a + 1u, e->b); /* their order is that of the meetings */
		all = hash_mix(all, hash_mix((uint64_t)e->meetings, hash_mix(e->a, e->b)));
		all = hash_mix(all,
			hash_mix((uint64_t)e->last,
				(uint64_t)e->partnerships * 4 + e->teams * 2u + e->organisations));
	}
	for (int32_t i = 0; i < d->map.node_count; i++)
		all = hash_mix(all,
			hash_mix((uint64_t)d->nodes[i].hue,
				(uint64_t)d->nodes[i].people * 1000 + (uint64_t)d->nodes[i].inside));
	const int32_t counts[] = {d->map.people, d->map.alone, d->map.left_out, d->map.partnerships,
		d->map.crossing, d->map.lively};
	d->graph = h ? h : 1;
	d->all = hash_bytes(all, counts, sizeof counts);
}

static void draw(struct core *core, struct drawn *d, enum map_level level)
{
	const struct table *t = level == MAP_PEOPLE ? &core->people->persons : &core->people->organisations;
	arena_reset(&d->mem);
	d->map = (struct map){0};
	d->nodes = ARENA_ARRAY(&d->mem, struct map_node, MAP_NODES_MAX);
	d->edges = ARENA_ARRAY(&d->mem, struct map_edge, MAP_EDGES_MAX);
	d->map.nodes = d->nodes;
	d->map.edges = d->edges;
	struct draft f = {
		.core = core, .d = d, .node_of = ARENA_ARRAY(&core->scratch, uint16_t, t->count + 1)};
	f.connected = ARENA_ARRAY(&core->scratch, bool, core->people->persons.count + 1);
	memset(f.node_of, 0xFF, t->count * sizeof *f.node_of);
	draw_partnerships(&f, level);
	draw_alone(&f, level);
	merge_edges(d);
	mark_crossings(core, d);
	give_hues(core, d);
	digest(d, core->maps->counted);
}

static void publish(struct core *core, struct one *one)
{
	struct drawn old = one->now;
	bool same = one->now.graph && old.all == one->next.all && old.graph == one->next.graph;
	one->now = one->next;
	one->next = old;
	if (!same)
		core_changed(core, CHANGE_MAP);
}

static void keep_places(struct one *one)
{
	for (int32_t i = 0; i < one->next.map.node_count; i++) {
		one->next.nodes[i].x = one->now.nodes[i].x;
		one->next.nodes[i].y = one->now.nodes[i].y;
	}
	one->next.map.w = one->now.map.w;
	one->next.map.h = one->now.map.h;
}

static int by_nodes(const void *a, const void *b)
{
	const struct graph_edge *x = a, *y = b;
	return x->a != y->a ? x->a - y->a : x->b - y->b;
}

/* In the order of the nodes: who meets most changes by the week, where somebody stands should not. */
static void lay_out(struct core *core, struct one *one)
{
	const struct drawn *d = &one->next;
	struct graph_edge *edges =
		ARENA_ARRAY(&core->scratch, struct graph_edge, (size_t)d->map.edge_count + 1);
	for (int32_t i = 0; i < d->map.edge_count; i++)
		edges[i] = (struct graph_edge){d->edges[i].a, d->edges[i].b, 1};
	qsort(edges, (size_t)d->map.edge_count, sizeof *edges, by_nodes);
	graph_layout_free(one->layout);
	one->layout = graph_layout_new(d->map.node_count, edges, d->map.edge_count, one->aspect);
}

static void look(struct core *core, enum map_level level, bool page, double aspect)
{
	struct one *one = &core->maps->all[level][page];
	bool same_shape = one->aspect > aspect * 0.99 && one->aspect < aspect * 1.01;
	uint64_t under_way_now = one->layout ? one->next.graph : 0;
	one->wanted = true;
	ask_meetings(core);
	draw(core, &one->next, level);
	if (same_shape && under_way_now == one->next.graph)
		return; /* goes on */
	graph_layout_free(one->layout);
	one->layout = NULL;
	one->aspect = same_shape ? one->aspect : aspect;
	if (same_shape && one->now.graph == one->next.graph) {
		keep_places(one);
		publish(core, one);
	} else {
		lay_out(core, one);
	}
}

void on_map_look(struct core *core, const struct msg_map_look *m)
{
	double aspect = m->aspect > 10 && m->aspect < 1000 ? m->aspect / 100.0 : 1;
	if (m->level < MAP_LEVELS)
		look(core, m->level, false, aspect);
}

/* They come by partnership. */
static void take_meets(struct maps *maps, const struct msg_rows *m)
{
	size_t first = m->about ? maps->coming_count : 0, rows = m->columns == 3 ? m->rows : 0;
	maps->coming = xrealloc(maps->coming, (first + rows + 1) * sizeof *maps->coming);
	maps->coming_count = first + rows;
	for (size_t i = 0; i < rows; i++) {
		const struct value *v = m->values + i * m->columns;
		maps->coming[first + i] = (struct meets){v[0].i, (int32_t)v[1].i, v[2].i};
	}
}

/* As long as an answer is full there may be more. */
void maps_take_rows(struct core *core, const struct msg_rows *m)
{
	struct maps *maps = core->maps;
	take_meets(maps, m);
	if (m->rows >= MEETS_ROWS) {
		ask_beyond(core, m->values[(size_t)(m->rows - 1) * m->columns].i);
		return;
	}
	qsort(maps->coming, maps->coming_count, sizeof *maps->coming, by_partnership);
	free(maps->meets);
	maps->meets = maps->coming;
	maps->meet_count = maps->coming_count;
	maps->coming = NULL;
	maps->coming_count = 0;
	maps->counted = true;
	for (int i = 0; i < MAP_LEVELS * 2; i++)
		if (maps->all[i / 2][i % 2].wanted)
			look(core, (enum map_level)(i / 2), i % 2, maps->all[i / 2][i % 2].aspect);
}

/* ---- time ---- */

int64_t maps_deadline(const struct core *core)
{
	for (int i = 0; i < MAP_LEVELS * 2; i++)
		if (core->maps->all[i / 2][i % 2].layout)
			return core->now.mono;
	return NEVER;
}

static void finish(struct core *core, struct one *one)
{
	const struct graph_point *points = graph_layout_points(one->layout),
				 size = graph_layout_size(one->layout);
	for (int32_t i = 0; i < one->next.map.node_count; i++) {
		one->next.nodes[i].x = points[i].x;
		one->next.nodes[i].y = points[i].y;
	}
	one->next.map.w = size.x;
	one->next.map.h = size.y;
	graph_layout_free(one->layout);
	one->layout = NULL;
	publish(core, one);
}

void maps_tick(struct core *core)
{
	for (int i = 0; i < MAP_LEVELS * 2; i++) {
		struct one *one = &core->maps->all[i / 2][i % 2];
		if (one->layout && graph_layout_step(one->layout))
			finish(core, one);
	}
}

/* ---- on the coordinator's laptop ---- */

#define PAGE_ASPECT 1.5

static void view_node(struct core *core, struct arena *mem, struct doc *list, const struct map_node *n)
{
	static const char *const kinds[] = {"person", "group", "organisation"};
	struct doc *d = doc_map(mem, list, NULL);
	const struct person *p = n->kind == MAP_PERSON ? core_person(core, n->id) : NULL;
	const struct partnership *g = n->kind == MAP_GROUP ? core_partnership(core, n->id) : NULL;
	doc_text(mem, d, "kind", str_from(kinds[n->kind]));
	doc_number(mem, d, "id", n->id);
	doc_text(mem, d, "name",
		p           ? person_full_name(mem, p)
			: g ? g->name
			    : core_organisation_name(core, n->id));
	doc_text(mem, d, "initials", p ? person_initials(mem, p) : STR(""));
	doc_text(mem, d, "team", p ? p->team : STR(""));
	doc_text(mem, d, "organisation", core_organisation_name(core, n->organisation));
	doc_number(mem, d, "hue", n->hue);
	doc_number(mem, d, "links", n->links);
	doc_number(mem, d, "people", n->people);
	doc_number(mem, d, "inside", n->inside);
	doc_number(mem, d, "x", (int64_t)(n->x * 1000));
	doc_number(mem, d, "y", (int64_t)(n->y * 1000));
}

static void view_edge(struct core *core, struct arena *mem, struct doc *list, const struct map_edge *e)
{
	const struct partnership *p = core_partnership(core, e->partnership);
	struct doc *d = doc_map(mem, list, NULL);
	doc_number(mem, d, "a", e->a);
	doc_number(mem, d, "b", e->b);
	doc_number(mem, d, "partnership", e->partnership);
	doc_text(mem, d, "model", p ? str_from(word_of(&words_models, (int)p->model)) : STR(""));
	doc_number(mem, d, "partnerships", e->partnerships);
	doc_number(mem, d, "meetings", e->meetings);
	doc_number(mem, d, "last", e->last);
	doc_flag(mem, d, "teams", e->teams);
	doc_flag(mem, d, "organisations", e->organisations);
}

/* {"ready","level","w","h","nodes":[…],"edges":[…]} and the counts; `text` of the look is "organisations" for
 * their map, else it is that of people. x and y in thousandths of a node's size; a and b count nodes from 0. */
void view_map(struct core *core, struct viewing *v, struct arena *mem, struct doc *doc)
{
	enum map_level level = str_eq(v->text, STR("organisations")) ? MAP_ORGANISATIONS : MAP_PEOPLE;
	look(core, level, true, PAGE_ASPECT);
	const struct map *m = core_map(core, level, true);
	doc_flag(mem, doc, "ready", m != NULL);
	doc_text(mem, doc, "level", level == MAP_PEOPLE ? STR("people") : STR("organisations"));
	if (!m)
		return;
	doc_number(mem, doc, "w", (int64_t)(m->w * 1000));
	doc_number(mem, doc, "h", (int64_t)(m->h * 1000));
	doc_number(mem, doc, "people", m->people);
	doc_number(mem, doc, "alone", m->alone);
	doc_number(mem, doc, "leftOut", m->left_out);
	doc_number(mem, doc, "partnerships", m->partnerships);
	doc_number(mem, doc, "crossing", m->crossing);
	doc_number(mem, doc, "lively", m->lively);
	struct doc *nodes = doc_list(mem, doc, "nodes"), *edges = doc_list(mem, doc, "edges");
	for (int32_t i = 0; i < m->node_count; i++)
		view_node(core, mem, nodes, &m->nodes[i]);
	for (int32_t i = 0; i < m->edge_count; i++)
		view_edge(core, mem, edges, &m->edges[i]);
}
