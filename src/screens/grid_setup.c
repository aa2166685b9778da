/* A bigger group splits: how many places, how many times, how long each, and what the places are called.
 * Everything has a sensible value already, so that one touch on 'Fill by itself' is enough. */
#include <stdio.h>
#include <string.h>

#include "screens/drafts.h"
#include "screens/parts.h"

enum { LESS = 1, MORE, NAME, FIELD, NAME_DONE, BY_ITSELF, BY_HAND, TOGETHER };
enum count { PLACES, SLOTS, MINUTES, STARTS, COUNTS };
#define NAME_BYTES 81
#define MINUTES_STEP 5

struct state {
	char names[PLACES_MAX][NAME_BYTES];
	int places, slots, minutes;
	int64_t starts;
	int editing; /* this place's name, plus one; 0: none */
	struct text_input input;
	bool fill;    /* when the grid is set */
	bool changed; /* from what it began with */
};

/* ---- where it begins ---- */

/* In a few minutes, at a time that is easily said. */
static int64_t usual_start(int64_t wall)
{
	int64_t step = MINUTES_STEP * MINUTE;
	return (wall + 2 * MINUTE + step - 1) / step * step;
}

static void set_name(struct state *st, int place, struct str name)
{
	size_t n = name.n < NAME_BYTES ? name.n : NAME_BYTES - 1;
	while (n < name.n && n && ((unsigned char)name.p[n] & 0xC0) == 0x80)
		n--; /* not in the middle of a character */
	name.n = n;
	snprintf(st->names[place], NAME_BYTES, "%.*s", STR_FMT(name));
}

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	int known = m ? meeting_places(m) : 0;
	for (int i = 0; i < PLACES_MAX; i++)
		set_name(st, i, i < known ? meeting_place(m, i) : shell_printf(s, _("Table %d"), i + 1));
	st->places = known ? known : 4;
	st->slots = known ? m->slots : 2;
	st->minutes = known ? m->slot_minutes : 20;
	st->starts = m && m->split ? m->grid_starts : usual_start(s->now.wall);
}

/* ---- the numbers ---- */

static int value(const struct state *st, enum count which)
{
	return which == PLACES ? st->places : which == SLOTS ? st->slots : st->minutes;
}

static const struct {
	const char *label;
	int least, most, step;
} counts[COUNTS] = {
	[PLACES] = {N_("Places"), 1, PLACES_MAX, 1},
	[SLOTS] = {N_("Rounds"), 1, SLOTS_MAX, 1},
	[MINUTES] = {N_("Minutes each"), MINUTES_STEP, 240, MINUTES_STEP},
	[STARTS] = {N_("First one at"), 0, 0, MINUTES_STEP},
};

static bool may_change(struct shell *s, const struct state *st, enum count which, int by)
{
	if (which == STARTS)
		return by > 0 || st->starts - MINUTES_STEP * MINUTE >= s->now.wall - MINUTES_STEP * MINUTE;
	int next = value(st, which) + by * counts[which].step;
	return next >= counts[which].least && next <= counts[which].most;
}

static void change(struct shell *s, struct state *st, enum count which, int by)
{
	if (!may_change(s, st, which, by))
		return;
	st->changed = true;
	st->places += which == PLACES ? by : 0;
	st->slots += which == SLOTS ? by : 0;
	st->minutes += which == MINUTES ? by * MINUTES_STEP : 0;
	st->starts += which == STARTS ? by * MINUTES_STEP * MINUTE : 0;
}

static void draw_count(struct shell *s, struct rect r, const struct state *st, enum count which)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u;
	struct str number = which == STARTS ? words_time(ui_arena(ui), st->starts)
					    : shell_printf(s, "%d", value(st, which));
	ui_card(ui, r, false);
	r = rect_pad(r, 4 * u, u);
	struct button less = {.name = "less",
		.icon = "minus",
		.style = BUTTON_PLAIN,
		.action = LESS,
		.arg = which,
		.disabled = !may_change(s, st, which, -1)};
	struct button more = less;
	more.name = "more";
	more.icon = "plus";
	more.action = MORE;
	more.disabled = !may_change(s, st, which, 1);
	struct rect right = cut_right(&r, touch);
	ui_button(ui, rect_centre(right, touch, touch), more);
	struct type big = {.size = SIZE_HEADING,
		.weight = WEIGHT_BOLD,
		.align = ALIGN_CENTRE,
		.middle = true,
		.tabular = true};
	ui_text(ui, cut_right(&r, ui_text_width(ui, STR("00:00"), big) + 4 * u), number, big);
	right = cut_right(&r, touch);
	ui_button(ui, rect_centre(right, touch, touch), less);
	cut_right(&r, 2 * u);
	ui_text(ui, r, words(_(counts[which].label)),
		(struct type){.size = SIZE_LABEL,
			.weight = WEIGHT_SEMIBOLD,
			.middle = true,
			.lines = 2,
			.shrink = true});
}

/* ---- the names ---- */

static void draw_names(struct shell *s, struct rect r, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), h = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u;
	int columns = st->places > 6 || ui_upright(ui) ? 2 : 1, rows = (st->places + columns - 1) / columns;
	struct type heading = {.size = SIZE_LABEL, .weight = WEIGHT_BOLD, .shrink = true};
	ui_text(ui, cut_top(&r, ui_line(ui, heading)), words(_("What the places are called")), heading);
	cut_top(&r, u);
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect in = rect_pad(ui_scroll(ui, area, "names", rows * (h + gap) + u), u, u);
	for (int row = 0; row < rows; row++) {
		struct rect line = cut_top(&in, h);
		cut_top(&in, gap);
		for (int i = row * columns; i < st->places && i < (row + 1) * columns; i++) {
			struct rect card = rect_column(line, i % columns, columns, gap);
			ui_card(ui, card, false);
			if (ui_pressed(ui, NAME, i))
				ui_fill(ui, rect_inset(card, u), 3 * u, TONE_sunk);
			ui_control(ui,
				(struct control){.r = card,
					.name = "name",
					.label = str_from(st->names[i]),
					.action = NAME,
					.arg = i});
			struct rect text = rect_pad(card, 4 * u, u);
			ui_icon(ui, rect_centre(cut_right(&text, 5 * u), 5 * u, 5 * u), "edit", TONE_second);
			ui_text(ui, text, str_from(st->names[i]),
				(struct type){
					.size = SIZE_LABEL, .middle = true, .shrink = true, .may_cut = true});
		}
	}
	ui_scroll_end(ui);
}

static void draw_editing(struct shell *s, struct rect r, struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), field = 17 * u;
	struct rect keyboard = part_keyboard(s, &r);
	field = field > ui_touch(ui) ? field : ui_touch(ui);
	ui_field(ui, rect_centre(r, r.w, field), &st->input,
		(struct field){.name = "name",
			.placeholder = words(_("Name of the place")),
			.action = FIELD,
			.large = true});
	ui_keyboard(ui, keyboard, words(_("Done")), NAME_DONE);
}

/* ---- all of it ---- */

static void draw_sum(struct shell *s, struct rect r, const struct state *st, const struct meeting *m)
{
	int cells = st->places * st->slots;
	int topics = (int)core_topic_count(
		s->core, m->board, 1u << LANE_PROPOSED | 1u << LANE_UP_NEXT | 1u << LANE_DISCUSSING, ~0u);
	int64_t end = st->starts + (int64_t)st->slots * st->minutes * MINUTE;
	struct arena *mem = ui_arena(s->ui);
	struct str room = shell_printf(
		s, ngettext("Room for %d topic", "Room for %d topics", (unsigned long)cells), cells);
	struct str there =
		shell_printf(s, ngettext("%d is waiting", "%d are waiting", (unsigned long)topics), topics);
	struct str until = shell_printf(s, _("over at %s"), words_time(mem, end).p);
	ui_text(s->ui, r, shell_printf(s, "%s · %s · %s", room.p, there.p, until.p),
		(struct type){
			.size = SIZE_BODY, .tone = TONE_second, .middle = true, .lines = 2, .shrink = true});
}

static void draw_buttons(struct shell *s, struct rect r, const struct meeting *m)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui);
	struct button fill = {.name = "fill",
		.label = words(_("Fill by itself")),
		.style = BUTTON_ACCENT,
		.action = BY_ITSELF,
		.pending_since = shell_pending(s, BY_ITSELF, 0)};
	struct button hand = {.name = "by-hand",
		.label = words(_("By hand")),
		.style = BUTTON_PLAIN,
		.action = BY_HAND,
		.pending_since = shell_pending(s, BY_HAND, 0)};
	struct button together = {.name = "together",
		.label = words(_("Together again")),
		.style = BUTTON_PLAIN,
		.action = TOGETHER,
		.pending_since = shell_pending(s, TOGETHER, 0)};
	int column = 0, columns = m->split ? 3 : 2;
	if (m->split)
		ui_button(ui, rect_column(r, column++, columns, gap), together);
	ui_button(ui, rect_column(r, column++, columns, gap), hand);
	ui_button(ui, rect_column(r, column, columns, gap), fill);
}

static void draw_counts(struct shell *s, struct rect r, const struct state *st)
{
	int gap = ui_gap(s->ui);
	for (int i = 0; i < COUNTS; i++)
		draw_count(s, rect_row(r, i, COUNTS, gap), st, (enum count)i);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u, touch = ui_touch(ui), button = touch > 16 * u ? touch : 16 * u;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	struct rect body = shell_frame(s, (struct frame){.title = words(_("Split into places"))});
	if (!m || m->closed_at) {
		part_empty(s, body, "board", words(_("This meeting is over")), STR(""));
		return;
	}
	if (st->editing) {
		draw_editing(s, body, st);
		return;
	}
	draw_buttons(s, cut_bottom(&body, button), m);
	cut_bottom(&body, 2 * u);
	draw_sum(s, cut_bottom(&body, 2 * ui_line(ui, (struct type){.size = SIZE_BODY})), st, m);
	cut_bottom(&body, 2 * u);
	int row = touch + 2 * u > 17 * u ? touch + 2 * u : 17 * u, all = COUNTS * (row + ui_gap(ui));
	struct rect left = ui_upright(ui) ? cut_top(&body, all) : cut_left(&body, body.w * 48 / 100);
	if (ui_upright(ui))
		cut_top(&body, gap);
	else
		cut_left(&body, 2 * gap);
	left.h = left.h < all ? left.h : all;
	draw_counts(s, left, st);
	draw_names(s, body, st);
}

/* ---- what happens ---- */

static void send_grid(struct shell *s, const struct state *st, bool split, action act)
{
	struct msg *m = shell_new_message(s, MSG_grid_set);
	struct buf names = {0};
	for (int i = 0; i < st->places && split; i++)
		buf_printf(&names, "%s%s", i ? "\n" : "", st->names[i]);
	m->u.grid_set = (struct msg_grid_set){.meeting = s->place.a,
		.places = msg_str(m, buf_str(&names)),
		.slots = st->slots,
		.slot_minutes = st->minutes,
		.starts = st->starts};
	buf_free(&names);
	shell_send(s, m, act, 0);
}

/* However the keyboard is closed: the name stays as it was typed. */
static void close_inner(void *state)
{
	struct state *st = state;
	struct str name = str_trim(input_str(&st->input));
	st->changed |= st->editing && draft_differs(&st->input, str_from(st->names[st->editing - 1]));
	if (st->editing && name.n)
		set_name(st, st->editing - 1, name);
	st->editing = 0;
}

static void name_done(struct shell *s, struct state *st)
{
	close_inner(st);
	ui_focus(s->ui, NULL);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	if (st->editing && e->kind == UI_KEY && e->key == KEY_RETURN)
		name_done(s, st);
	if (e->kind != UI_PRESS)
		return;
	if (e->action == LESS || e->action == MORE) {
		change(s, st, (enum count)e->arg, e->action == MORE ? 1 : -1);
	} else if (e->action == NAME) {
		st->editing = (int)e->arg + 1;
		input_set(&st->input, str_from(st->names[e->arg]));
		ui_focus(s->ui, &st->input);
	} else if (e->action == NAME_DONE) {
		name_done(s, st);
	} else if (e->action == BY_ITSELF || e->action == BY_HAND) {
		st->fill = e->action == BY_ITSELF;
		send_grid(s, st, true, e->action);
	} else if (e->action == TOGETHER) {
		st->fill = false;
		send_grid(s, st, false, e->action);
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	if (!shell_done(s, e))
		return;
	shell_saved(s);
	if (e->about == MSG_grid_set && st->fill) {
		struct msg *m = shell_new_message(s, MSG_grid_fill);
		m->u.grid_fill.meeting = s->place.a;
		shell_send(s, m, BY_ITSELF, 0);
	} else {
		shell_back(s);
	}
}

static bool inner(const void *state)
{
	const struct state *st = state;
	return st->editing != 0;
}

static bool unsaved(const struct shell *s, const void *state)
{
	const struct state *st = state;
	(void)s;
	return st->changed ||
		(st->editing && draft_differs(&st->input, str_from(st->names[st->editing - 1])));
}

static void resumed(struct shell *s, void *state)
{
	struct state *st = state;
	ui_focus(s->ui, st->editing ? &st->input : NULL);
}

const struct screen screen_grid_setup = {
	.name = "grid_setup",
	.state_size = sizeof(struct state),
	.watches = CHANGE_MEETINGS | CHANGE_BOARDS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.inner = inner,
	.close_inner = close_inner,
	.unsaved = unsaved,
	.resumed = resumed,
};
