/* The map of partnerships, and beside it a table that says the same in words: who learns with whom, what is between
 * organisations, who is with nobody yet. A touch on either picks out the one in the other. */
#include <stdlib.h>
#include <string.h>

#include "screens/map_picture.h"

enum { TAB = 1, TOUCH, ROW, ALL };
enum tab { TAB_PARTNERSHIPS, TAB_ORGANISATIONS, TAB_ALONE, TABS };
#define ROWS_MAX 512
#define ASPECT 140 /* of the picture, about, on every screen */

struct state {
	enum tab tab;
	struct map_picture picture;
	ident row; /* of the list, chosen: a partnership */
};

struct row {
	ident id;                   /* a partnership; a person; 0 */
	ident nodes[MAP_PAIRS_MAX]; /* of the picture */
	int node_count;
	struct str title, below;
	int32_t meetings, hue; /* hue: of a person or an organisation; -2: none */
};
struct rows {
	struct row *list;
	int count;
};

static void look(struct shell *s, const struct state *st)
{
	struct msg *m = shell_new_message(s, MSG_map_look);
	m->u.map_look = (struct msg_map_look){.level = st->picture.level, .aspect = ASPECT};
	shell_post(s, m);
}

static void enter(struct shell *s, void *state)
{
	look(s, state);
}

/* It may be about others now; the core tells only if it really is. */
static void changed(struct shell *s, void *state)
{
	look(s, state);
}

/* ---- the table: what it says ---- */

/* "": it is not known yet. */
static struct str met(struct shell *s, int32_t meetings)
{
	if (!core_map_counted(s->core))
		return STR("");
	return meetings ? shell_printf(s, ngettext("%d meeting", "%d meetings", (unsigned long)meetings),
				  (int)meetings)
			: words(_("no meeting"));
}

static struct str names_of(struct shell *s, const struct partnership *p)
{
	ident people[PARTNERS_MAX];
	struct str names[PARTNERS_MAX];
	size_t count = partnership_counting(p, people, PARTNERS_MAX);
	for (size_t i = 0; i < count; i++)
		names[i] = part_name(s, people[i]);
	return words_list(ui_arena(s->ui), names, count);
}

/* "City Library × Harbour Housing": the first two, and how many more. */
static struct str houses_of(struct shell *s, const struct partnership *p)
{
	ident people[PARTNERS_MAX], seen[PARTNERS_MAX];
	size_t count = partnership_counting(p, people, PARTNERS_MAX), houses = 0;
	for (size_t i = 0; i < count; i++) {
		const struct person *one = core_person(s->core, people[i]);
		size_t k = 0;
		while (one && k < houses && seen[k] != one->organisation)
			k++;
		if (one && one->organisation && k == houses)
			seen[houses++] = one->organisation;
	}
	if (houses < 2)
		return houses ? core_organisation_name(s->core, seen[0]) : STR("");
	struct str a = core_organisation_name(s->core, seen[0]), b = core_organisation_name(s->core, seen[1]);
	return houses == 2 ? shell_printf(s, "%.*s × %.*s", STR_FMT(a), STR_FMT(b))
			   : shell_printf(s, "%.*s × %.*s + %d", STR_FMT(a), STR_FMT(b), (int)houses - 2);
}

static bool touches(struct shell *s, const struct partnership *p, ident node)
{
	ident people[PARTNERS_MAX];
	size_t count = partnership_counting(p, people, PARTNERS_MAX);
	for (size_t i = 0; i < count; i++) {
		const struct person *one = core_person(s->core, people[i]);
		if (people[i] == node || (one && one->organisation == node))
			return true;
	}
	return p->id == node;
}

static struct row row_of(struct shell *s, const struct partnership *p)
{
	ident people[PARTNERS_MAX];
	int64_t last;
	struct row row = {.id = p->id, .meetings = core_map_meetings(s->core, p->id, &last), .hue = -2};
	size_t count = partnership_counting(p, people, PARTNERS_MAX), own = count > MAP_PAIRS_MAX ? 0 : count;
	struct str houses = houses_of(s, p), model = words_model(p->model), often = met(s, row.meetings);
	row.nodes[0] = p->id; /* a node of its own, unless: */
	row.node_count = own ? (int)own : 1;
	memcpy(row.nodes, people, own * sizeof *people);
	row.title = p->name.n ? p->name : names_of(s, p);
	const char *dot = often.n ? " · " : "";
	row.below = houses.n
		? shell_printf(s, "%s%s%s · %s", often.p, dot, model.p, arena_str(ui_arena(s->ui), houses).p)
		: shell_printf(s, "%s%s%s", often.p, dot, model.p);
	return row;
}

static int by_meetings(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	if (x->meetings != y->meetings)
		return y->meetings - x->meetings;
	return (x->id > y->id) - (x->id < y->id);
}

/* Those under way; of the one that is picked out only. */
static struct rows partnerships(struct shell *s, const struct state *st)
{
	const struct partnership *all[ROWS_MAX];
	size_t n = core_partnerships(s->core, 0, all, ROWS_MAX);
	struct rows rows = {ARENA_ARRAY(ui_arena(s->ui), struct row, n + 1), 0};
	ident picked = st->row ? 0 : st->picture.chosen[0];
	for (size_t i = 0; i < n; i++) {
		ident people[PARTNERS_MAX];
		size_t count = partnership_counting(all[i], people, PARTNERS_MAX);
		bool on = all[i]->state != PARTNERSHIP_PROPOSED && all[i]->state != PARTNERSHIP_ENDED &&
			count > 1;
		if (on && (!picked || touches(s, all[i], picked)))
			rows.list[rows.count++] = row_of(s, all[i]);
	}
	qsort(rows.list, (size_t)rows.count, sizeof *rows.list, by_meetings);
	return rows;
}

static struct str so_many(struct shell *s, int32_t partnerships)
{
	return shell_printf(s, ngettext("%d partnership", "%d partnerships", (unsigned long)partnerships),
		(int)partnerships);
}

/* What is between two of them, then what stays within one. */
static struct rows organisations(struct shell *s)
{
	const struct map *m = core_map(s->core, MAP_ORGANISATIONS, false);
	struct rows rows = {ARENA_ARRAY(ui_arena(s->ui), struct row, ROWS_MAX), 0};
	for (int32_t i = 0; m && i < m->edge_count && rows.count < ROWS_MAX; i++) {
		const struct map_edge *e = &m->edges[i];
		ident a = m->nodes[e->a].id, b = m->nodes[e->b].id;
		struct str x = core_organisation_name(s->core, a), y = core_organisation_name(s->core, b);
		struct str often = met(s, e->meetings);
		rows.list[rows.count++] = (struct row){.nodes = {a, b},
			.node_count = 2,
			.title = shell_printf(s, "%.*s × %.*s", STR_FMT(x), STR_FMT(y)),
			.below = shell_printf(
				s, "%s%s%s", so_many(s, e->partnerships).p, often.n ? " · " : "", often.p),
			.meetings = e->meetings,
			.hue = -2};
	}
	for (int32_t i = 0; m && i < m->node_count && rows.count < ROWS_MAX; i++) {
		const struct map_node *n = &m->nodes[i];
		struct str people = shell_printf(
			s, ngettext("%d person", "%d people", (unsigned long)n->people), (int)n->people);
		rows.list[rows.count++] = (struct row){.nodes = {n->id},
			.node_count = 1,
			.title = core_organisation_name(s->core, n->id),
			.below = shell_printf(s, _("%s · within it: %s"), people.p, so_many(s, n->inside).p),
			.hue = n->hue};
	}
	return rows;
}

/* Whoever does not want to be on the screen is counted, not named. */
static struct rows alone(struct shell *s, int32_t *others)
{
	const struct map *m = core_map(s->core, MAP_PEOPLE, false);
	struct rows rows = {ARENA_ARRAY(ui_arena(s->ui), struct row, ROWS_MAX), 0};
	for (int32_t i = 0; m && i < m->node_count && rows.count < ROWS_MAX; i++) {
		const struct map_node *n = &m->nodes[i];
		const struct person *p =
			n->kind == MAP_PERSON && !n->links ? core_person(s->core, n->id) : NULL;
		if (!p || p->hidden)
			continue;
		struct str house = core_organisation_name(s->core, n->organisation);
		rows.list[rows.count++] = (struct row){.id = p->id,
			.nodes = {p->id},
			.node_count = 1,
			.title = part_name(s, p->id),
			.below = p->team.n && house.n
				? shell_printf(s, "%.*s · %.*s", STR_FMT(house), STR_FMT(p->team))
				: house,
			.hue = n->hue};
	}
	*others = m ? m->alone - rows.count : 0;
	return rows;
}

/* ---- the table: how it looks ---- */

static const struct type title_type = {.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .may_cut = true};
static const struct type below_type = {.size = SIZE_SMALL, .tone = TONE_second, .may_cut = true};

static int row_height(struct ui *ui)
{
	int words = ui_line(ui, title_type) + ui_line(ui, below_type) + 4 * ui_u(ui),
	    touch = ui_touch(ui) + ui_gap(ui);
	return words > touch ? words : touch;
}

/* How lively it is, as a bar of up to three parts; a dot for a person or an organisation. */
static void draw_sign(struct shell *s, struct rect r, const struct row *row)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), parts = row->meetings >= MAP_LIVELY ? 3 : row->meetings ? 2 : 1;
	if (row->hue != -2) {
		map_dot(s, rect_centre(r, 4 * u, 4 * u), row->hue);
		return;
	}
	struct rect bars = rect_centre(r, 5 * u, 5 * u);
	for (int i = 0; i < 3; i++) {
		struct rect bar = {bars.x + i * 2 * u, bars.y + (2 - i) * u, u, bars.h - (2 - i) * u};
		ui_fill(ui, bar, u / 2, i < parts ? row->meetings ? TONE_accent : TONE_edge : TONE_line);
	}
}

static bool is_chosen(const struct state *st, const struct row *row)
{
	if (st->tab == TAB_PARTNERSHIPS)
		return row->id == st->row;
	return st->picture.count == row->node_count &&
		memcmp(st->picture.chosen, row->nodes, (size_t)row->node_count * sizeof *row->nodes) == 0;
}

static void draw_row(struct shell *s, struct rect r, const struct state *st, const struct row *row, int index)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	if (is_chosen(st, row))
		ui_fill(ui, r, 3 * u, TONE_accent_soft);
	else if (ui_pressed(ui, ROW, index))
		ui_fill(ui, r, 3 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = "row", .label = row->title, .action = ROW, .arg = index});
	struct rect in = rect_pad(r, 3 * u, 0);
	draw_sign(s, cut_left(&in, 6 * u), row);
	cut_left(&in, 3 * u);
	struct rect words = rect_centre(in, in.w, ui_line(ui, title_type) + ui_line(ui, below_type));
	ui_text(ui, cut_top(&words, ui_line(ui, title_type)), row->title, title_type);
	struct type below = below_type;
	below.tone = is_chosen(st, row) ? TONE_ink : TONE_second;
	ui_text(ui, words, row->below, below);
}

static struct rows rows_of(struct shell *s, const struct state *st, int32_t *others)
{
	*others = 0;
	return st->tab == TAB_PARTNERSHIPS ? partnerships(s, st)
		: st->tab == TAB_ALONE     ? alone(s, others)
					   : organisations(s);
}

static struct str empty_words(enum tab tab)
{
	static const char *const texts[TABS] = {N_("Nobody learns with anybody yet."),
		N_("No organisation has people here yet."), N_("Everybody learns with somebody.")};
	return words(_(texts[tab]));
}

/* Whose partnerships these are, and the way back to all of them. */
static void draw_picked(struct shell *s, struct rect r, const struct state *st)
{
	struct ui *ui = s->ui;
	ident id = st->picture.chosen[0];
	struct str name = core_person(s->core, id) ? part_name(s, id) : core_organisation_name(s->core, id);
	struct button all = {.name = "all",
		.icon = "close",
		.label = words(_("All")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = ALL};
	ui_button(ui, cut_right(&r, ui_button_width(ui, all)), all);
	cut_right(&r, 2 * ui_u(ui));
	ui_text(ui, r, name,
		(struct type){.size = SIZE_LABEL,
			.weight = WEIGHT_BOLD,
			.middle = true,
			.shrink = true,
			.may_cut = true});
}

static void draw_table(struct shell *s, struct rect r, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), h = row_height(ui);
	int32_t others;
	struct rows rows = rows_of(s, st, &others);
	struct type small = {.size = SIZE_SMALL, .tone = TONE_second, .middle = true, .shrink = true};
	if (st->tab == TAB_PARTNERSHIPS && st->picture.chosen[0] && !st->row) {
		draw_picked(s, cut_top(&r, ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u), st);
		cut_top(&r, 2 * u);
	}
	if (rows.count == 0 && !others)
		ui_text(ui, r, empty_words(st->tab),
			(struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 4});
	if (rows.count && st->tab != TAB_ALONE)
		ui_text(ui, rect_pad(cut_top(&r, 7 * u), 3 * u, 0),
			words(_("Meetings of the last three months")), small);
	int more = others > 0 ? 12 * u : 0;
	struct rect in = ui_scroll(ui, r, "table", rows.count * h + more);
	for (int i = 0; i < rows.count; i++) {
		struct rect row = cut_top(&in, h);
		if (row.y + h > r.y && row.y < r.y + r.h)
			draw_row(s, rect_pad(row, 0, ui_gap(ui) / 2), st, &rows.list[i], i);
	}
	if (others > 0)
		ui_text(ui, rect_pad(cut_top(&in, more), 3 * u, 0),
			shell_printf(s, ngettext("and %d more", "and %d more", (unsigned long)others),
				(int)others),
			small);
	ui_scroll_end(ui);
}

/* ---- all of it ---- */

static void draw_tabs(struct shell *s, struct rect r, const struct state *st)
{
	const struct map *m = core_map(s->core, MAP_PEOPLE, false);
	static const char *const labels[TABS] = {
		N_("Partnerships"), N_("Organisations"), N_("With nobody yet")};
	static const char *const names[TABS] = {"partnerships", "organisations", "alone"};
	for (int tab = 0; tab < TABS; tab++) {
		struct str label = words(_(labels[tab]));
		if (m && tab != TAB_ORGANISATIONS)
			label = shell_printf(
				s, "%s · %d", label.p, (int)(tab == TAB_ALONE ? m->alone : m->partnerships));
		ui_button(s->ui, rect_column(r, tab, TABS, ui_gap(s->ui)),
			(struct button){.name = names[tab],
				.label = label,
				.size = SIZE_BODY,
				.style = tab == (int)st->tab ? BUTTON_OUTLINE : BUTTON_PLAIN,
				.action = TAB,
				.arg = tab});
	}
}

static void draw(struct shell *s, void *state)
{
	const struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u;
	const struct map *m = core_map(s->core, MAP_PEOPLE, false);
	struct str crossing = m && m->partnerships
		? shell_printf(s, _("%d of %d across organisations"), (int)m->crossing, (int)m->partnerships)
		: STR("");
	struct rect body = shell_frame(
		s, (struct frame){.title = words(_("Who learns with whom")), .subtitle = crossing});
	if (ui_upright(ui))
		cut_top(&body, gap);
	draw_tabs(s, cut_top(&body, ui_touch(ui) > 13 * u ? ui_touch(ui) : 13 * u), st);
	cut_top(&body, gap);
	struct rect picture =
		ui_upright(ui) ? cut_top(&body, body.h * 48 / 100) : cut_left(&body, body.w * 61 / 100);
	if (ui_upright(ui))
		cut_top(&body, gap);
	else
		cut_left(&body, gap);
	map_picture_draw(s, picture, &st->picture, TOUCH);
	draw_table(s, (struct rect){body.x, body.y, body.w, body.h + 3 * u}, st);
}

/* ---- what happens ---- */

static void choose(struct state *st, const ident *nodes, int count, ident row)
{
	memset(st->picture.chosen, 0, sizeof st->picture.chosen);
	if (count)
		memcpy(st->picture.chosen, nodes, (size_t)count * sizeof *nodes);
	st->picture.count = count;
	st->row = row;
}

static void take_tab(struct shell *s, struct state *st, enum tab tab)
{
	st->tab = tab;
	choose(st, NULL, 0, 0);
	st->picture.alone = tab == TAB_ALONE;
	st->picture.level = tab == TAB_ORGANISATIONS ? MAP_ORGANISATIONS : MAP_PEOPLE;
	look(s, st);
}

/* The same once more: nothing is picked out. */
static void take_row(struct shell *s, struct state *st, int64_t index)
{
	int32_t others;
	struct rows rows = rows_of(s, st, &others);
	if (index < 0 || index >= rows.count)
		return;
	const struct row *row = &rows.list[index];
	if (is_chosen(st, row))
		choose(st, NULL, 0, 0);
	else
		choose(st, row->nodes, row->node_count, st->tab == TAB_PARTNERSHIPS ? row->id : 0);
}

static void take_node(struct shell *s, struct state *st, const struct ui_event *e)
{
	ident node = map_picture_node(s, &st->picture, e);
	bool again = st->picture.count == 1 && node == st->picture.chosen[0] && !st->row;
	if (st->tab == TAB_ALONE && node)
		take_tab(s, st, TAB_PARTNERSHIPS);
	choose(st, &node, node && !again ? 1 : 0, 0);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	if (e->kind != UI_PRESS)
		return;
	if (e->action == TAB && e->arg >= 0 && e->arg < TABS)
		take_tab(s, st, (enum tab)e->arg);
	else if (e->action == ROW)
		take_row(s, st, e->arg);
	else if (e->action == TOUCH)
		take_node(s, st, e);
	else if (e->action == ALL)
		choose(st, NULL, 0, 0);
}

const struct screen screen_map = {
	.name = "map",
	.state_size = sizeof(struct state),
	.watches = CHANGE_MAP | CHANGE_PARTNERSHIPS | CHANGE_PEOPLE,
	.enter = enter,
	.event = event,
	.changed = changed,
	.draw = draw,
};
