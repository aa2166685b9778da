/* What is shown the same way from the discussion to the summary. The clock's digits are as large as the
 * ring can hold: the minutes alone carry across a room, so the seconds are small beside them, until there
 * are only seconds left. */
#include "screens/talk.h"

#include <math.h>
#include <stdlib.h>

/* ---- the clock ---- */

#define TRIAL_PX 100    /* digits are measured at this size first */
#define SECONDS_PART 42 /* per cent of the minutes' size */
#define CAPITALS 73     /* height of a digit in per cent of its size */
#define BASELINE 80     /* of a line, per cent of its height */
#define LAST_MINUTE MINUTE

struct figures {
	struct str large, small;
	struct type large_type, small_type;
	int w_large, w_small;
};

static struct figures figures_of(struct shell *s, struct far_clock c, enum tone tone)
{
	int64_t seconds = (c.left + SECOND - 1) / SECOND;
	struct figures f = {.large = shell_printf(s, "%d", (int)(seconds / 60)),
		.small = shell_printf(s, ":%02d", (int)(seconds % 60))};
	if (c.seconds || seconds < 60) {
		f.large = shell_printf(s, c.seconds ? "%d" : ":%02d", (int)seconds);
		f.small = STR("");
	}
	f.large_type = (struct type){.px = TRIAL_PX, .weight = WEIGHT_BOLD, .tabular = true, .tone = tone};
	f.small_type = f.large_type;
	f.small_type.px = TRIAL_PX * SECONDS_PART / 100;
	return f;
}

/* The corners of the figures lie on a circle of this diameter. */
static void fit_figures(struct shell *s, struct figures *f, int diameter)
{
	struct ui *ui = s->ui;
	int w = ui_text_width(ui, f->large, f->large_type) + ui_text_width(ui, f->small, f->small_type);
	double diagonal = sqrt((double)(w * w + CAPITALS * CAPITALS));
	int px = (int)(diameter * TRIAL_PX / diagonal);
	f->large_type.px = px;
	f->small_type.px = px * SECONDS_PART / 100;
	f->w_large = ui_text_width(ui, f->large, f->large_type);
	f->w_small = ui_text_width(ui, f->small, f->small_type);
}

/* Both on one baseline, in the order in which they are read: a time is not mirrored. */
static void draw_figures(struct shell *s, struct rect ring, const struct figures *f, bool paused)
{
	struct ui *ui = s->ui;
	int line = ui_line(ui, f->large_type), small_line = ui_line(ui, f->small_type);
	struct rect in = rect_centre(ring, f->w_large + f->w_small, line);
	bool rtl = words_rtl(arena_str(ui_arena(ui), s->language).p);
	struct rect beside = rtl ? cut_left(&in, f->w_small) : cut_right(&in, f->w_small);
	ui_text(ui, in, f->large, f->large_type);
	if (!f->small.n)
		return;
	beside.y += (line - small_line) * BASELINE / 100;
	beside.h = small_line;
	ui_text(ui, beside, f->small, f->small_type);
	if (paused) {
		int side = f->small_type.px * CAPITALS / 100;
		ui_icon(ui, (struct rect){beside.x + (beside.w - side) / 2, beside.y - side, side, side},
			"pause", TONE_second);
	}
}

void talk_clock(struct shell *s, struct rect r, struct far_clock c)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), side = r.w < r.h ? r.w : r.h, width = side / 22 > 2 * u ? side / 22 : 2 * u;
	struct rect ring = rect_centre(r, side, side);
	bool late = !c.seconds && c.left <= LAST_MINUTE, paused = !c.running && c.left > 0;
	enum tone sign = late ? TONE_warm : TONE_accent;
	int64_t part = c.total > 0 ? c.left * 3600 / c.total : 0;
	ui_ring(ui, ring, width, c.left > 0 ? (int)part : 3600, paused ? TONE_edge : sign);
	struct figures f = figures_of(s, c, paused ? TONE_second : late ? TONE_warm : TONE_ink);
	fit_figures(s, &f, (side - 2 * width) * 95 / 100);
	draw_figures(s, ring, &f, paused);
	if (c.running && c.left > 0)
		ui_wake_at(ui, s->now.mono + (c.left - 1) % SECOND + 1);
}

/* ---- topics of a meeting ---- */

size_t talk_discussed(struct shell *s, const struct meeting *m, const struct topic **out, size_t cap)
{
	static const enum lane lanes[] = {LANE_DONE, LANE_DISCUSSING};
	static const struct topic *all[TOPICS_OF_BOARD_MAX];
	size_t kept = 0;
	for (size_t l = 0; l < sizeof lanes / sizeof *lanes; l++) {
		size_t n = core_topics(s->core, m->board, lanes[l], all, TOPICS_OF_BOARD_MAX);
		for (size_t i = 0; i < n && kept < cap; i++)
			if (all[i]->meeting == m->id)
				out[kept++] = all[i];
	}
	return kept;
}

struct str talk_brought_by(struct shell *s, const struct topic *t)
{
	if (!t->person)
		return words_topic_kind(t->kind);
	struct arena *mem = ui_arena(s->ui);
	/* Translators: kind of a topic, who brought it */
	return shell_printf(s, _("%s by %s"), arena_str(mem, words_topic_kind(t->kind)).p,
		arena_str(mem, part_name(s, t->person)).p);
}

struct str talk_minutes(struct shell *s, int64_t ms)
{
	int minutes = (int)((ms + MINUTE / 2) / MINUTE);
	return shell_printf(s, _("%d min"), minutes > 0 ? minutes : 1);
}

bool talk_stays(const struct shell *s, ident topic)
{
	const struct topic *t = core_topic(s->core, topic);
	return t && core_meeting_of(s->core, t->board) != NULL;
}

/* ---- what came of a topic ---- */

struct str talk_who_when(struct shell *s, ident owner, int64_t due)
{
	struct arena *mem = ui_arena(s->ui);
	struct str day = due ? arena_str(mem, words_day(mem, due, s->now.wall)) : STR("");
	struct str name = owner ? arena_str(mem, part_name(s, owner)) : STR("");
	if (owner && due)
		/* Translators: who does something, and the day until which */
		return shell_printf(s, _("%s, by %s"), name.p, day.p);
	if (due)
		return shell_printf(s, _("by %s"), day.p);
	return owner ? name : words(_("Nobody yet"));
}

#define ACTIONS_SHOWN 40
#define FOUND_SHOWN 20 /* of one topic, at a time: those confirmed make room */

static const struct type row_text = {.size = SIZE_BODY, .lines = 6};
static const struct type row_who = {.size = SIZE_SMALL,
	.weight = WEIGHT_SEMIBOLD,
	.tone = TONE_second,
	.lines = 2,
	.shrink = true,
	.may_cut = true};

static int row_side(struct shell *s)
{
	return 8 * ui_u(s->ui);
}

static int row_height(struct shell *s, int w, struct str text, struct str who)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), in = w - row_side(s) - 3 * u;
	int h = ui_text_height(ui, in, text, row_text) + ui_text_height(ui, in, who, row_who) + 2 * u;
	return h > ui_touch(ui) ? h : ui_touch(ui);
}

/* Face or sign at the left, what, and who by when below it. */
static void draw_row(struct shell *s, struct rect r, struct str text, struct str who, struct control c)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	if (c.action) {
		c.r = r;
		c.label = text;
		if (ui_pressed(ui, c.action, c.arg))
			ui_fill(ui, rect_inset(r, -u), 3 * u, TONE_sunk);
		ui_control(ui, c);
	}
	cut_left(&r, row_side(s) + 3 * u);
	r = rect_pad(r, 0, u);
	int h = ui_text_height(ui, r.w, text, row_text) + ui_text_height(ui, r.w, who, row_who);
	r = rect_centre(r, r.w, h < r.h ? h : r.h);
	cut_top(&r, ui_text(ui, r, text, row_text));
	ui_text(ui, r, who, row_who);
}

static struct rect row_sign(struct shell *s, struct rect r)
{
	int side = row_side(s);
	return (struct rect){r.x, r.y + (r.h - side) / 2, side, side};
}

static size_t found_of(
	struct shell *s, ident topic, struct talk_rows rows, struct found_action out[FOUND_SHOWN])
{
	return rows.found ? core_found_actions(s->core, topic, out, FOUND_SHOWN) : 0;
}

static struct str found_who(struct shell *s, const struct found_action *f)
{
	if (!f->owner && !f->due)
		return words(_("from the notes"));
	return shell_printf(
		s, _("from the notes: %s"), arena_str(ui_arena(s->ui), talk_who_when(s, f->owner, f->due)).p);
}

int talk_rows_height(struct shell *s, int w, ident topic, struct talk_rows rows)
{
	const struct action *actions[ACTIONS_SHOWN];
	struct found_action found[FOUND_SHOWN];
	int gap = ui_gap(s->ui), h = 0;
	size_t n = core_topic_actions(s->core, topic, actions, ACTIONS_SHOWN);
	for (size_t i = 0; i < n; i++)
		h += gap +
			row_height(
				s, w, actions[i]->text, talk_who_when(s, actions[i]->owner, actions[i]->due));
	n = found_of(s, topic, rows, found);
	for (size_t i = 0; i < n; i++)
		h += gap + row_height(s, w, found[i].text, found_who(s, &found[i]));
	return h;
}

static void draw_found(
	struct shell *s, struct rect r, const struct found_action *f, struct talk_rows rows, int64_t arg)
{
	struct ui *ui = s->ui;
	struct rect sign = row_sign(s, r);
	draw_row(s, r, f->text, found_who(s, f),
		(struct control){.name = "confirm", .action = rows.confirm, .arg = arg});
	ui_fill(ui, sign, sign.w / 2, TONE_accent_soft);
	ui_icon(ui, rect_inset(sign, sign.w / 5), "plus", TONE_accent_dark);
}

void talk_rows_draw(struct shell *s, struct rect r, ident topic, struct talk_rows rows)
{
	const struct action *actions[ACTIONS_SHOWN];
	struct found_action found[FOUND_SHOWN];
	int gap = ui_gap(s->ui);
	size_t n = core_topic_actions(s->core, topic, actions, ACTIONS_SHOWN);
	for (size_t i = 0; i < n; i++) {
		const struct action *a = actions[i];
		struct str who = talk_who_when(s, a->owner, a->due);
		cut_top(&r, gap);
		struct rect row = cut_top(&r, row_height(s, r.w, a->text, who)), sign = row_sign(s, row);
		draw_row(s, row, a->text, who,
			(struct control){.name = "action", .action = rows.open, .arg = a->id});
		if (a->owner)
			ui_avatar(s->ui, sign, part_face(s, a->owner));
		else
			ui_icon(s->ui, rect_inset(sign, sign.w / 8), "action", TONE_second);
	}
	n = found_of(s, topic, rows, found);
	for (size_t i = 0; i < n; i++) {
		cut_top(&r, gap);
		draw_found(s, cut_top(&r, row_height(s, r.w, found[i].text, found_who(s, &found[i]))),
			&found[i], rows, topic * FOUND_SHOWN + (int64_t)i);
	}
}

void talk_confirm(struct shell *s, int64_t arg, action act)
{
	struct found_action found[FOUND_SHOWN];
	ident topic = arg / FOUND_SHOWN;
	size_t n = core_found_actions(s->core, topic, found, FOUND_SHOWN), i = (size_t)(arg % FOUND_SHOWN);
	if (i >= n || shell_pending(s, act, arg))
		return;
	struct msg *m = shell_new_message(s, MSG_action_set);
	m->u.action_set = (struct msg_action_set){.topic = topic,
		.text = msg_str(m, found[i].text),
		.owner = found[i].owner,
		.due = found[i].due};
	shell_send(s, m, act, arg);
}
