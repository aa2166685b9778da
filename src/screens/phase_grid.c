/* The phase's view of a meeting that has split: places down, times across, a topic in each cell. Where there
 * is room for it all times are shown; on a narrow screen one at a time. Twelve places scroll: their rows would
 * else be lower than a finger. Whoever leads touches a card and then where it goes; a drag does the same. */
#include "screens/meeting.h"

#include <string.h>

enum { CELL = 1, CARD, TRAY, SLOT, OPEN, TAKE_OFF, FILL, SETUP, SHOW_TRAY };
#define TRAY_MAX 80 /* cards that are not placed; more wait below */
#define CLASHES_MAX 200
#define SLOTS_BESIDE_TRAY 3

struct state {
	ident chosen;     /* the card that was touched first */
	int slot;         /* shown alone, plus one; 0: the present one */
	bool tray, asked; /* it is open; somebody said so */
};

/* What a cell holds, as drawn. */
struct look_cell {
	ident topic;
	int both; /* so many people want this one and another at the same time */
	bool bringer;
};
struct look {
	const struct meeting *m;
	bool leads, tray; /* tray: what is not placed is shown */
	bool one;         /* slot at a time */
	int places, now;  /* the slot that is on; -1: none */
	struct look_cell cells[SLOTS_MAX][PLACES_MAX];
	const struct topic *waiting[TRAY_MAX];
	size_t waiting_count;
};

/* ---- what there is ---- */

static int present_slot(struct shell *s, const struct meeting *m)
{
	for (int slot = 0; slot < m->slots; slot++)
		if (s->now.wall >= meeting_slot_start(m, slot) &&
			s->now.wall < meeting_slot_start(m, slot + 1))
			return slot;
	return -1;
}

static struct look_cell *find(struct look *l, ident topic)
{
	for (int slot = 0; slot < l->m->slots; slot++)
		for (int place = 0; place < l->places; place++)
			if (l->cells[slot][place].topic == topic)
				return &l->cells[slot][place];
	return NULL;
}

static void mark_clash(struct look *l, ident topic, const struct clash *c)
{
	struct look_cell *cell = find(l, topic);
	if (!cell)
		return;
	cell->both = c->people > cell->both ? c->people : cell->both;
	cell->bringer |= c->bringer;
}

static void collect_tray(struct shell *s, struct look *l)
{
	static const enum lane lanes[] = {LANE_DISCUSSING, LANE_UP_NEXT, LANE_PROPOSED};
	for (size_t i = 0; i < sizeof lanes / sizeof *lanes; i++) {
		const struct topic *list[TRAY_MAX + PLACES_MAX * SLOTS_MAX];
		size_t n = core_topics(s->core, l->m->board, lanes[i], list, sizeof list / sizeof *list);
		for (size_t t = 0; t < n && l->waiting_count < TRAY_MAX; t++)
			if (core_cell(s->core, l->m->id, list[t]->id).slot < 0)
				l->waiting[l->waiting_count++] = list[t];
	}
}

/* With many times across, the cards that are not placed come when they are asked for, and with them one
 * time after the other: both at once would leave the titles no room. */
static void arrange(struct shell *s, struct look *l, const struct state *st)
{
	bool small = ui_upright(s->ui) || ui_narrow(s->ui), few = l->m->slots <= SLOTS_BESIDE_TRAY;
	l->tray = l->leads && l->waiting_count && (st->asked ? st->tray : small || few);
	l->one = small || (l->tray && !few);
}

static struct look look_at(struct shell *s, const struct meeting *m, const struct state *st)
{
	struct look l = {.m = m,
		.leads = core_screen_leads(s->core, m),
		.places = meeting_places(m),
		.now = present_slot(s, m)};
	struct cell cells[PLACES_MAX * SLOTS_MAX];
	struct clash clashes[CLASHES_MAX];
	size_t n = core_grid(s->core, m->id, cells, PLACES_MAX * SLOTS_MAX);
	for (size_t i = 0; i < n; i++)
		l.cells[cells[i].slot][cells[i].place].topic = cells[i].topic;
	n = core_clashes(s->core, m->id, clashes, CLASHES_MAX);
	for (size_t i = 0; i < n; i++) {
		mark_clash(&l, clashes[i].a, &clashes[i]);
		mark_clash(&l, clashes[i].b, &clashes[i]);
	}
	collect_tray(s, &l);
	arrange(s, &l, st);
	return l;
}

static int shown_slot(const struct state *st, const struct look *l)
{
	int slot = st->slot ? st->slot - 1 : l->now;
	return slot < 0 ? 0 : slot < l->m->slots ? slot : l->m->slots - 1;
}

static struct str slot_times(struct shell *s, const struct meeting *m, int slot)
{
	struct arena *mem = ui_arena(s->ui);
	return shell_printf(s, "%s–%s", words_time(mem, meeting_slot_start(m, slot)).p,
		words_time(mem, meeting_slot_start(m, slot + 1)).p);
}

/* ---- a cell ---- */

static const struct type small_title = {.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .may_cut = true};
static const struct type joined_type = {
	.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .tone = TONE_second, .middle = true, .tabular = true};

static struct str clash_words(struct shell *s, const struct look_cell *cell)
{
	if (cell->bringer)
		return words(_("Same person brings both"));
	return shell_printf(
		s, ngettext("%d wants both", "%d want both", (unsigned long)cell->both), cell->both);
}

/* Who would come, or in its place who cannot come to both. */
static void draw_below(struct shell *s, struct rect r, const struct look_cell *cell)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	bool clash = cell->bringer || cell->both;
	ident people[PARTICIPANTS_MAX];
	size_t n = core_interested(s->core, cell->topic, INTEREST_JOIN, people, PARTICIPANTS_MAX);
	if (!clash && !n)
		return;
	struct rect sign = cut_left(&r, r.h < 5 * u ? r.h : 5 * u);
	ui_icon(ui, rect_centre(sign, sign.w, sign.w), clash ? "warning" : "people",
		clash ? TONE_warm : TONE_second);
	cut_left(&r, u);
	struct type type = joined_type;
	type.tone = clash ? TONE_warm : TONE_second;
	type.may_cut = type.shrink = clash;
	ui_text(ui, r, clash ? clash_words(s, cell) : shell_printf(s, "%d", (int)n), type);
}

static void draw_card(struct shell *s, struct rect r, const struct look_cell *cell, bool chosen, bool pressed)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct topic *t = core_topic(s->core, cell->topic);
	ui_card_edged(ui, r, part_kind_colour(s, t->kind), chosen);
	struct rect in = {r.x + 4 * u, r.y + u, r.w - 6 * u, r.h - 2 * u};
	if (pressed)
		ui_fill(ui, in, 2 * u, TONE_sunk);
	bool large = r.w > 52 * u && r.h > 20 * u;
	struct type title = small_title;
	title.size = large ? SIZE_BODY : SIZE_SMALL;
	title.tone = t->lane == LANE_DONE ? TONE_second : TONE_ink;
	int below = ui_line(ui, joined_type), h;
	title.lines = 4;
	do
		title.lines--;
	while ((h = ui_text_height(ui, in.w, t->title, title)) + below > in.h && title.lines > 1);
	if (h + below <= in.h) {
		in = rect_centre(in, in.w, h + below);
		draw_below(s, cut_bottom(&in, below), cell);
	}
	ui_text(ui, in, t->title, title);
}

static void draw_cell(
	struct shell *s, struct rect r, const struct look *l, const struct state *st, int slot, int place)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), at = slot * PLACES_MAX + place;
	const struct look_cell *cell = &l->cells[slot][place];
	bool pressed = ui_pressed(ui, CELL, at);
	struct control c = {.r = r, .name = "cell", .action = CELL, .arg = at, .drops = l->leads};
	if (cell->topic && !ui_dragging(ui, CELL, at)) {
		draw_card(s, r, cell, st->chosen == cell->topic, pressed);
		c.label = core_topic(s->core, cell->topic)->title;
		c.drags = l->leads;
	} else {
		ui_fill(ui, r, 4 * u, TONE_sunk);
		if (st->chosen)
			ui_stroke(ui, r, 4 * u, u / 2 > 1 ? u / 2 : 1, TONE_accent);
		c.label = meeting_place(l->m, place);
	}
	if (cell->topic || l->leads)
		ui_control(ui, c);
}

/* ---- the grid ---- */

static void draw_slot_head(struct shell *s, struct rect r, const struct look *l, int slot)
{
	struct ui *ui = s->ui;
	bool now = slot == l->now;
	if (now)
		ui_fill(ui, r, r.h / 2, TONE_accent_soft);
	ui_text(ui, rect_pad(r, ui_u(ui), 0), slot_times(s, l->m, slot),
		(struct type){.size = SIZE_BODY,
			.weight = now ? WEIGHT_BOLD : WEIGHT_SEMIBOLD,
			.tone = now             ? TONE_accent_dark
				: slot < l->now ? TONE_second
						: TONE_ink,
			.align = ALIGN_CENTRE,
			.middle = true,
			.tabular = true,
			.shrink = true});
}

static int tab_height(const struct ui *ui)
{
	return ui_touch(ui) > 11 * ui_u(ui) ? ui_touch(ui) : 11 * ui_u(ui);
}

static void draw_tabs(struct shell *s, struct rect r, const struct look *l, int shown)
{
	for (int slot = 0; slot < l->m->slots; slot++)
		ui_button(s->ui, rect_column(r, slot, l->m->slots, ui_gap(s->ui)),
			(struct button){.name = "slot",
				.label = words_time(ui_arena(s->ui), meeting_slot_start(l->m, slot)),
				.size = SIZE_BODY,
				.style = slot == shown   ? BUTTON_OUTLINE
					: slot == l->now ? BUTTON_WARM
							 : BUTTON_PLAIN,
				.action = SLOT,
				.arg = slot});
}

/* From one row to the next it is a finger and a gap, however near the cards themselves are. */
static int row_gap(struct shell *s)
{
	return 2 * ui_u(s->ui);
}

/* From one line of a title to the next. */
static int leading(struct shell *s)
{
	struct type two = small_title;
	two.lines = 2;
	return (ui_text_height(s->ui, 1, STR("x x"), two) + 1) / 2;
}

/* Rows as high as the room allows, and never lower than two lines of a title and one below it. */
static int row_height(struct shell *s, int h, const struct look *l)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = row_gap(s), places = l->places ? l->places : 1;
	int least = 2 * leading(s) + ui_line(ui, joined_type) + 3 * u;
	int finger = ui_touch(ui) + ui_gap(ui) - gap;
	int fits = (h - (places - 1) * gap - 2 * u) / places;
	least = least > finger ? least : finger;
	return fits < least ? least : fits > 30 * u ? 30 * u : fits;
}

/* The times from `first` on, side by side. */
static void draw_grid(
	struct shell *s, struct rect r, const struct look *l, const struct state *st, int first, int count)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = row_gap(s), names = l->one ? r.w * 30 / 100 : 25 * u;
	if (!l->one) {
		struct rect head = cut_top(&r, 8 * u);
		cut_left(&head, names + gap);
		for (int i = 0; i < count; i++)
			draw_slot_head(s, rect_column(head, i, count, gap), l, first + i);
		cut_top(&r, u);
	}
	int row = row_height(s, r.h, l);
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect in = rect_pad(ui_scroll(ui, area, "grid", l->places * (row + gap) - gap + 2 * u), u, u);
	for (int place = 0; place < l->places; place++) {
		struct rect line = cut_top(&in, row);
		struct rect name = cut_left(&line, names);
		cut_left(&line, gap);
		ui_text(ui, name, meeting_place(l->m, place),
			(struct type){.size = l->one ? SIZE_LABEL : SIZE_BODY,
				.weight = WEIGHT_SEMIBOLD,
				.middle = true,
				.lines = 2,
				.shrink = true,
				.may_cut = true});
		for (int i = 0; i < count; i++)
			draw_cell(s, rect_column(line, i, count, gap), l, st, first + i, place);
		cut_top(&in, gap);
	}
	ui_scroll_end(ui);
}

/* ---- what is not placed ---- */

static void draw_tray(struct shell *s, struct rect r, const struct look *l, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), all = 2 * u;
	ui_fill(ui, r, 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r,
			.name = "tray",
			.label = words(_("Not placed yet")),
			.action = TRAY,
			.drops = true});
	r = rect_pad(r, 3 * u, 2 * u);
	struct type title = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_second,
		.lines = 2,
		.shrink = true};
	cut_top(&r, ui_text(ui, r, words(_("Not placed yet")), title) + u);
	for (size_t i = 0; i < l->waiting_count; i++)
		all += part_topic_card_height(s, l->waiting[i]) + gap;
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect in = rect_pad(ui_scroll(ui, area, "tray", all), u, u);
	for (size_t i = 0; i < l->waiting_count; i++) {
		part_topic_card(s, cut_top(&in, part_topic_card_height(s, l->waiting[i])),
			(struct topic_card){.topic = l->waiting[i],
				.action = CARD,
				.chosen = st->chosen == l->waiting[i]->id,
				.drags = true});
		cut_top(&in, gap);
	}
	ui_scroll_end_on(ui, TONE_sunk);
}

/* ---- above it ---- */

static int view_gap(const struct ui *ui)
{
	return ui_gap(ui) > 3 * ui_u(ui) ? ui_gap(ui) : 3 * ui_u(ui);
}

/* The row for buttons: the same as that of the words, or one below it where there is room for two. */
static struct rect cut_buttons(const struct ui *ui, struct rect *r)
{
	int h = ui_touch(ui) > 12 * ui_u(ui) ? ui_touch(ui) : 12 * ui_u(ui);
	if (r->h < 2 * h) {
		*r = rect_centre(*r, r->w, h);
		return *r;
	}
	return cut_bottom(r, h);
}

/* What to do with the card that was touched. */
static void draw_chosen(struct shell *s, struct rect r, const struct look *l, const struct state *st)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui);
	bool on_grid = core_cell(s->core, l->m->id, st->chosen).slot >= 0;
	struct button open = {.name = "open",
		.label = words(_("Open")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = OPEN};
	struct button off = {.name = "take-off",
		.label = words(_("Take off")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = TAKE_OFF,
		.pending_since = shell_pending(s, TAKE_OFF, 0)};
	struct rect row = cut_buttons(ui, &r);
	bool below = row.y > r.y;
	ui_button(ui, cut_right(&row, ui_button_width(ui, open)), open);
	cut_right(&row, gap);
	if (on_grid) {
		ui_button(ui, cut_right(&row, ui_button_width(ui, off)), off);
		cut_right(&row, gap);
	}
	r.w = below ? r.w : row.w;
	ui_text(ui, r, words(_("Where to? Touch a place.")),
		(struct type){.size = SIZE_LABEL,
			.weight = WEIGHT_SEMIBOLD,
			.tone = TONE_accent_dark,
			.middle = true,
			.lines = 2,
			.shrink = true});
}

static struct str time_words(struct shell *s, const struct look *l, struct str *clock)
{
	struct arena *mem = ui_arena(s->ui);
	int64_t next = meeting_slot_start(l->m, l->now < 0 ? 0 : l->now + 1), left = next - s->now.wall;
	*clock = STR("");
	if (left > 0)
		ui_wake_at(s->ui, s->now.mono + (left - 1) % SECOND + 1);
	if (l->now >= 0) {
		*clock = words_timer(mem, left);
		return shell_printf(s, _("left until %s"), words_time(mem, next).p);
	}
	if (left > 0)
		return shell_printf(s, _("Begins at %s"), words_time(mem, next).p);
	return words(_("The last round is over."));
}

static void draw_time(struct shell *s, struct rect r, const struct look *l)
{
	struct ui *ui = s->ui;
	struct str clock, text = time_words(s, l, &clock);
	struct rect row = cut_buttons(ui, &r);
	bool below = row.y > r.y;
	if (l->leads && l->waiting_count) {
		struct button tray = {.name = "show-tray",
			.label = shell_printf(s, ngettext("%d not placed", "%d not placed", l->waiting_count),
				(int)l->waiting_count),
			.size = SIZE_BODY,
			.style = l->tray ? BUTTON_OUTLINE : BUTTON_PLAIN,
			.action = SHOW_TRAY};
		struct rect at = cut_right(&row, ui_button_width(ui, tray));
		at.x = below ? r.x : at.x;
		ui_button(ui, at, tray);
		cut_right(&row, ui_gap(ui));
	}
	r.w = below ? r.w : row.w;
	struct type big = {.size = SIZE_TITLE,
		.weight = WEIGHT_BOLD,
		.tone = TONE_accent_dark,
		.middle = true,
		.tabular = true};
	if (clock.n) {
		ui_text(ui, cut_left(&r, ui_text_width(ui, clock, big) + 1), clock, big);
		cut_left(&r, 3 * ui_u(ui));
	}
	ui_text(ui, r, text,
		(struct type){
			.size = SIZE_LABEL, .tone = TONE_second, .middle = true, .lines = 2, .shrink = true});
}

/* The code stands in the corner as in every phase; where that is needed for the grid, beside the time. */
static struct rect draw_head(struct shell *s, struct rect *r, const struct look *l)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = view_gap(ui), high = 18 * u > ui_touch(ui) ? 18 * u : ui_touch(ui);
	bool corner = !ui_upright(ui) && !l->tray && (l->one || l->m->slots <= SLOTS_BESIDE_TRAY);
	if (corner) {
		struct rect side = cut_right(r, 46 * u);
		meeting_code(s, cut_bottom(&side, 58 * u), l->m);
		cut_right(r, gap);
	}
	struct rect strip = cut_top(r, ui_upright(ui) ? 27 * u : high);
	cut_top(r, gap);
	if (!corner) {
		meeting_code(s, cut_right(&strip, ui_upright(ui) ? 76 * u : 54 * u), l->m);
		cut_right(&strip, gap);
	}
	return strip;
}

static void draw(struct shell *s, void *state, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int gap = view_gap(ui);
	struct state *st = state;
	struct look l = look_at(s, m, st);
	int slot = shown_slot(st, &l);
	struct rect strip = draw_head(s, &r, &l);
	if (st->chosen)
		draw_chosen(s, strip, &l, st);
	else
		draw_time(s, strip, &l);
	if (l.tray) {
		bool below = ui_upright(ui);
		struct rect tray = below ? cut_bottom(&r, r.h * 35 / 100) : cut_right(&r, 54 * ui_u(ui));
		if (below)
			cut_bottom(&r, gap);
		else
			cut_right(&r, gap);
		draw_tray(s, tray, &l, st);
	}
	if (l.one && m->slots > 1) {
		draw_tabs(s, cut_top(&r, tab_height(ui)), &l, slot);
		cut_top(&r, gap);
	}
	draw_grid(s, r, &l, st, l.one ? slot : 0, l.one ? 1 : m->slots);
}

static void bar(struct shell *s, const void *state, const struct meeting *m, struct phase_bar *out)
{
	struct look l = look_at(s, m, state);
	out->more[out->more_count++] = (struct button){
		.name = "set-up", .icon = "settings", .label = words(_("Places")), .action = SETUP};
	if (l.waiting_count)
		out->more[out->more_count++] =
			(struct button){.name = "fill", .label = words(_("Fill by itself")), .action = FILL};
}

/* ---- what happens ---- */

static void put(struct shell *s, const struct meeting *m, ident topic, int64_t at, action act)
{
	struct msg *msg = shell_new_message(s, MSG_grid_put);
	msg->u.grid_put = (struct msg_grid_put){.meeting = m->id,
		.topic = topic,
		.place = at < 0 ? -1 : (int32_t)(at % PLACES_MAX),
		.slot = at < 0 ? -1 : (int32_t)(at / PLACES_MAX)};
	shell_send(s, msg, act, at < 0 ? 0 : at);
}

static ident topic_at(struct shell *s, const struct meeting *m, int64_t at)
{
	struct cell cells[PLACES_MAX * SLOTS_MAX];
	size_t n = core_grid(s->core, m->id, cells, PLACES_MAX * SLOTS_MAX);
	for (size_t i = 0; i < n; i++)
		if (cells[i].slot * PLACES_MAX + cells[i].place == at)
			return cells[i].topic;
	return 0;
}

/* A card that was touched a second time opens; somewhere else is where the first one goes. */
static void touch_cell(struct shell *s, struct state *st, const struct meeting *m, int64_t at)
{
	ident there = topic_at(s, m, at);
	bool leads = core_screen_leads(s->core, m);
	if (there && (!leads || st->chosen == there)) {
		shell_go(s, (struct place){SCREEN_topic, there, 0});
	} else if (st->chosen && leads) {
		put(s, m, st->chosen, at, CELL);
		st->chosen = 0;
	} else {
		st->chosen = there;
	}
}

static void touch_card(struct shell *s, struct state *st, ident topic)
{
	if (st->chosen == topic)
		shell_go(s, (struct place){SCREEN_topic, topic, 0});
	else
		st->chosen = topic;
}

static void dropped(struct shell *s, struct state *st, const struct meeting *m, const struct ui_event *e)
{
	ident topic = e->action == CARD ? e->arg : e->action == CELL ? topic_at(s, m, e->arg) : 0;
	st->chosen = 0;
	if (topic && e->onto == CELL)
		put(s, m, topic, e->onto_arg, CELL);
	else if (topic && e->onto == TRAY && e->action == CELL)
		put(s, m, topic, -1, TRAY);
}

static void take_off(struct shell *s, struct state *st, const struct meeting *m, action act)
{
	if (st->chosen && core_cell(s->core, m->id, st->chosen).slot >= 0)
		put(s, m, st->chosen, -1, act);
	st->chosen = 0;
}

static void event(struct shell *s, void *state, const struct meeting *m, const struct ui_event *e)
{
	struct state *st = state;
	if (e->kind == UI_DROP)
		dropped(s, st, m, e);
	if (e->kind != UI_PRESS)
		return;
	if (e->action == CELL) {
		touch_cell(s, st, m, e->arg);
	} else if (e->action == CARD) {
		touch_card(s, st, e->arg);
	} else if (e->action == TRAY || e->action == TAKE_OFF) {
		take_off(s, st, m, e->action);
	} else if (e->action == OPEN) {
		shell_go(s, (struct place){SCREEN_topic, st->chosen, 0});
	} else if (e->action == SLOT) {
		st->slot = (int)e->arg + 1;
	} else if (e->action == SHOW_TRAY) {
		struct look l = look_at(s, m, st);
		st->tray = !l.tray;
		st->asked = true;
	} else if (e->action == FILL) {
		meeting_send(s, MSG_grid_fill, m->id, FILL, 0);
	} else if (e->action == SETUP) {
		shell_go(s, (struct place){SCREEN_grid_setup, m->id, 0});
	}
}

static void reply(struct shell *s, void *state, const struct meeting *m, const struct effect *e)
{
	(void)state;
	(void)m;
	if (e->about == MSG_grid_fill && e->u.reply.err == ERR_already)
		shell_toast(s, words(_("Nothing more fits on the grid.")));
}

static bool inner(const void *state)
{
	const struct state *st = state;
	return st->chosen != 0;
}

static void close_inner(void *state)
{
	struct state *st = state;
	st->chosen = 0;
}

const struct phase_view phase_grid = {
	.state_size = sizeof(struct state),
	.own_code = true,
	.draw = draw,
	.bar = bar,
	.event = event,
	.reply = reply,
	.inner = inner,
	.close_inner = close_inner,
};
