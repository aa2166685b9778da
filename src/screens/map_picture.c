/* The picture of the map. How large a node can be decides what it shows: with room for words an avatar and the name
 * below it, else initials, else a dot. Hues are those of organisations; how often two meet is the width of their
 * line. What is chosen keeps its colours, all else steps back. */
#include "screens/map_picture.h"

#include <math.h>

#define LINES_DRAWN 2500 /* the liveliest; no eye can tell more apart */
#define CELL_MAX 26      /* u; a handful of people does not fill the wall */
#define CELL_NAMES 14    /* u; from so much on there is room for names */

struct fit { /* from the map's own lengths to the screen's */
	float x, y, cell;
};

static struct rect inside(const struct ui *ui, struct rect r)
{
	int legend = ui_line((struct ui *)ui, (struct type){.size = SIZE_SMALL}) + 3 * ui_u(ui);
	r = rect_pad(r, 3 * ui_u(ui), 3 * ui_u(ui));
	cut_bottom(&r, legend);
	return r;
}

static struct fit fit_into(const struct ui *ui, const struct map *m, struct rect r)
{
	float across = (float)r.w / m->w, down = (float)r.h / m->h, most = (float)(CELL_MAX * ui_u(ui));
	float cell = fminf(fminf(across, down), most);
	return (struct fit){(float)r.x + ((float)r.w - cell * m->w) / 2,
		(float)r.y + ((float)r.h - cell * m->h) / 2, cell};
}

static struct rect cell_of(const struct fit *f, const struct map_node *n)
{
	int size = (int)f->cell;
	return (struct rect){
		(int)(f->x + (n->x - 0.5F) * f->cell), (int)(f->y + (n->y - 0.5F) * f->cell), size, size};
}

bool map_chosen(const struct map_picture *p, ident node)
{
	for (int i = 0; i < p->count; i++)
		if (p->chosen[i] == node)
			return true;
	return false;
}

/* ---- what stands out ---- */

static bool edge_stands_out(const struct map_picture *p, const struct map *m, const struct map_edge *e)
{
	bool a = map_chosen(p, m->nodes[e->a].id), b = map_chosen(p, m->nodes[e->b].id);
	return !p->alone && (p->count == 0 || (p->count > 1 ? a && b : a || b));
}

/* Which nodes keep their colours; all of them where nothing is chosen. */
static bool *standing_out(struct shell *s, const struct map_picture *p, const struct map *m)
{
	bool *out = ARENA_ARRAY(ui_arena(s->ui), bool, (size_t)m->node_count + 1);
	for (int32_t i = 0; i < m->node_count; i++)
		out[i] = p->alone ? m->nodes[i].kind == MAP_PERSON && !m->nodes[i].links
				  : p->count == 0 || map_chosen(p, m->nodes[i].id);
	for (int32_t i = 0; i < m->edge_count; i++)
		if (edge_stands_out(p, m, &m->edges[i]))
			out[m->edges[i].a] = out[m->edges[i].b] = true;
	return out;
}

/* ---- lines ---- */

static void draw_edge(
	struct shell *s, const struct fit *f, const struct map *m, const struct map_edge *e, bool quiet)
{
	const struct map_node *a = &m->nodes[e->a], *b = &m->nodes[e->b];
	int u = ui_u(s->ui);
	struct vertex ends[2] = {{f->x + a->x * f->cell, f->y + a->y * f->cell},
		{f->x + b->x * f->cell, f->y + b->y * f->cell}};
	int width = e->meetings >= MAP_LIVELY ? u : e->meetings ? u * 2 / 3 : u / 3;
	enum tone tone = quiet ? TONE_line : e->meetings ? TONE_accent : TONE_edge;
	ui_line_through(s->ui, ends, 2, f->cell < 8.0F * (float)u ? width / 2 : width, tone);
}

/* The quiet ones first, so that they go below. */
static void draw_edges(struct shell *s, const struct fit *f, const struct map_picture *p, const struct map *m)
{
	int32_t count = m->edge_count < LINES_DRAWN ? m->edge_count : LINES_DRAWN;
	for (int32_t i = count; i-- > 0;)
		if (!edge_stands_out(p, m, &m->edges[i]))
			draw_edge(s, f, m, &m->edges[i], true);
	for (int32_t i = count; i-- > 0;)
		if (edge_stands_out(p, m, &m->edges[i]))
			draw_edge(s, f, m, &m->edges[i], false);
}

/* ---- nodes ---- */

static struct str name_of(struct shell *s, const struct map_node *n)
{
	const struct partnership *g = n->kind == MAP_GROUP ? core_partnership(s->core, n->id) : NULL;
	return n->kind == MAP_PERSON ? part_name(s, n->id)
		: g                  ? g->name
				     : core_organisation_name(s->core, n->id);
}

/* Those with most people are largest, but none is so small that its number can't be read. */
static int disc_of(const struct map *m, const struct map_node *n, int room)
{
	int32_t most = 1;
	for (int32_t i = 0; i < m->node_count; i++)
		most = m->nodes[i].people > most ? m->nodes[i].people : most;
	if (n->kind != MAP_ORGANISATION)
		return room;
	return (int)((float)room * (0.55F + 0.45F * sqrtf((float)n->people / (float)most)));
}

static struct str sign_of(struct shell *s, const struct map_node *n)
{
	const struct person *p = n->kind == MAP_PERSON ? core_person(s->core, n->id) : NULL;
	if (n->kind != MAP_PERSON)
		return shell_printf(s, "%d", (int)n->people);
	return p && !p->hidden ? person_initials(ui_arena(s->ui), p) : STR("");
}

static void draw_disc(struct shell *s, const struct map_picture *p, struct rect r, const struct map_node *n,
	bool words, bool out)
{
	struct ui *ui = s->ui;
	struct str sign = words && out ? sign_of(s, n) : STR("");
	bool pale = n->kind == MAP_PERSON && n->links == 0 && !p->alone;
	if (n->kind == MAP_GROUP) {
		ui_fill(ui, r, r.w / 4, out ? TONE_second : TONE_line);
		ui_text(ui, r, sign,
			(struct type){.size = SIZE_SMALL,
				.weight = WEIGHT_BOLD,
				.tone = TONE_surface,
				.align = ALIGN_CENTRE,
				.middle = true,
				.shrink = true});
	} else if (!out) {
		ui_fill(ui, r, r.w / 2, TONE_line);
	} else {
		ui_avatar(ui, r,
			(struct avatar){.initials = sign,
				.colour = (uint8_t)(n->hue < 0 ? 6 : n->hue % AVATAR_HUES),
				.pale = pale});
	}
}

static void draw_node(struct shell *s, const struct map_picture *p, const struct fit *f, const struct map *m,
	const struct map_node *n, bool out)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct rect r = cell_of(f, n);
	bool names = f->cell >= (float)(CELL_NAMES * u);
	struct type type = {.size = SIZE_SMALL,
		.weight = WEIGHT_MEDIUM,
		.tone = out ? TONE_ink : TONE_second,
		.align = ALIGN_CENTRE,
		.may_cut = true};
	int line = names ? ui_line(ui, type) : 0, room = (names ? r.h - line - u : r.h * 4 / 5);
	int most = 13 * u, size = disc_of(m, n, room < most ? room : most);
	struct rect disc = rect_centre((struct rect){r.x, r.y, r.w, r.h - line}, size, size);
	draw_disc(s, p, disc, n, size >= 6 * u, out);
	if (!names || !name_of(s, n).n)
		return;
	struct rect below = {r.x + 1, disc.y + size + 1, r.w - 2, line};
	int w = ui_text_width(ui, name_of(s, n), type) + u;
	ui_fill(ui, rect_centre(below, w < below.w ? w : below.w, line), u,
		TONE_surface); /* lines end there */
	ui_text(ui, below, name_of(s, n), type);
}

/* ---- whose hue is whose ---- */

void map_dot(struct shell *s, struct rect r, int32_t hue)
{
	ui_avatar(s->ui, r, (struct avatar){.colour = (uint8_t)(hue < 0 ? 6 : hue % AVATAR_HUES)});
}

static const struct map_node *of_hue(const struct map *m, int32_t hue)
{
	for (int32_t i = 0; i < m->node_count; i++)
		if (m->nodes[i].hue == hue)
			return &m->nodes[i];
	return NULL;
}

static struct str more_words(struct shell *s, int count)
{
	return shell_printf(s, ngettext("and %d more", "and %d more", (unsigned long)count), count);
}

/* So many organisations have people on the map; their hues may be fewer. */
static int organisations_on(struct shell *s, const struct map *m)
{
	ident *seen = ARENA_ARRAY(ui_arena(s->ui), ident, (size_t)m->node_count + 1);
	int count = 0;
	for (int32_t i = 0; i < m->node_count; i++) {
		int k = 0;
		while (k < count && seen[k] != m->nodes[i].organisation)
			k++;
		if (k == count && m->nodes[i].organisation)
			seen[count++] = m->nodes[i].organisation;
	}
	return count;
}

/* Which hue is whose, as many as stand in a line; the table names the others. */
static void draw_legend(struct shell *s, struct rect r, const struct map *m)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), all = organisations_on(s, m), left = all;
	struct type type = {.size = SIZE_SMALL, .tone = TONE_second, .middle = true, .may_cut = true};
	for (int32_t hue = 0; hue < AVATAR_HUES && left; hue++) {
		const struct map_node *n = of_hue(m, hue);
		struct str name = n ? core_organisation_name(s->core, n->organisation) : STR("");
		struct str more = more_words(s, left - 1);
		int w = ui_text_width(ui, name, type) + u,
		    after = left > 1 ? 5 * u + ui_text_width(ui, more, type) + u : 0;
		if (left == all && 5 * u + w + after > r.w) /* one at least, if not whole */
			w = r.w - 5 * u - after;
		if (!name.n || 5 * u + w + after > r.w)
			continue;
		struct rect dot = cut_left(&r, 3 * u);
		map_dot(s, rect_centre(dot, 3 * u, 3 * u), hue);
		cut_left(&r, 2 * u);
		ui_text(ui, cut_left(&r, w), name, type);
		cut_left(&r, 5 * u);
		left--;
	}
	if (left)
		ui_text(ui, r, more_words(s, left), type);
}

/* ---- all of it ---- */

void map_picture_draw(struct shell *s, struct rect r, const struct map_picture *p, action touch)
{
	struct ui *ui = s->ui;
	const struct map *m = core_map(s->core, p->level, false);
	struct rect in = inside(ui, r),
		    legend = {in.x, in.y + in.h + ui_u(ui), in.w, r.y + r.h - in.y - in.h - 3 * ui_u(ui)};
	ui_card(ui, r, false);
	if (!m || m->node_count == 0) {
		part_empty(s, r, "people",
			m ? words(_("Nobody is here yet")) : words(_("The map is being drawn")),
			m ? words(_("People appear here as soon as Tandem knows them.")) : STR(""));
		return;
	}
	struct fit f = fit_into(ui, m, in);
	const bool *out = standing_out(s, p, m);
	ui_control(ui, (struct control){.r = r, .name = "map", .label = words(_("Map")), .action = touch});
	draw_edges(s, &f, p, m);
	for (int32_t i = 0; i < m->node_count; i++)
		if (!out[i])
			draw_node(s, p, &f, m, &m->nodes[i], false);
	for (int32_t i = 0; i < m->node_count; i++)
		if (out[i])
			draw_node(s, p, &f, m, &m->nodes[i], true);
	draw_legend(s, legend, m);
}

ident map_picture_node(struct shell *s, const struct map_picture *p, const struct ui_event *e)
{
	const struct map *m = core_map(s->core, p->level, false);
	if (!m || m->node_count == 0)
		return 0;
	struct rect in = inside(s->ui, (struct rect){0, 0, e->at.w, e->at.h});
	struct fit f = fit_into(s->ui, m, in);
	float reach = fmaxf(f.cell, (float)ui_touch(s->ui) / 2), nearest = reach * reach;
	ident found = 0;
	for (int32_t i = 0; i < m->node_count; i++) {
		float dx = f.x + m->nodes[i].x * f.cell - (float)e->at.x,
		      dy = f.y + m->nodes[i].y * f.cell - (float)e->at.y;
		if (dx * dx + dy * dy < nearest) {
			nearest = dx * dx + dy * dy;
			found = m->nodes[i].id;
		}
	}
	return found;
}
