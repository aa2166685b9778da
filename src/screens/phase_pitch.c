/* Pitching: whoever brings a topic says in half a minute why it matters. The card of the moment is large,
 * with its time; who comes next stands beside it, so that nobody is called up unprepared. */
#include "screens/meeting.h"

enum { TOPIC = 1, START, NEXT, PAUSE, RESUME };

struct pitches {
	ident order[TOPICS_OF_BOARD_MAX];
	int count, now; /* now: which of them is under way; -1: none */
};

static void pitches_of(struct shell *s, const struct meeting *m, struct pitches *p)
{
	p->count = (int)core_pitches(s->core, m->id, p->order, TOPICS_OF_BOARD_MAX);
	p->now = -1;
	for (int i = 0; i < p->count && m->topic; i++)
		if (p->order[i] == m->topic)
			p->now = i;
}

/* ---- the one who has the word ---- */

static void draw_clock(struct shell *s, struct rect r, const struct meeting *m)
{
	struct ui *ui = s->ui;
	int side = r.w < r.h ? r.w : r.h;
	int64_t left = box_left(&m->box, s->now.mono);
	struct rect ring = rect_centre(r, side, side);
	ui_ring(ui, ring, side / 12, m->box.total ? (int)(left * 3600 / m->box.total) : 0,
		left < 6 * SECOND ? TONE_warm : TONE_accent);
	ui_text(ui, rect_inset(ring, side / 8), words_timer(ui_arena(ui), left),
		(struct type){.size = SIZE_DISPLAY,
			.weight = WEIGHT_BOLD,
			.tabular = true,
			.middle = true,
			.shrink = true,
			.align = ALIGN_CENTRE});
	if (m->box.running && left > 0)
		ui_wake_at(ui, s->now.mono + (left % SECOND ? left % SECOND : SECOND));
}

static void draw_bringer(struct shell *s, struct rect r, const struct topic *t)
{
	struct ui *ui = s->ui;
	if (!t->person)
		return;
	ui_avatar(ui, cut_left(&r, r.h), part_face(s, t->person));
	cut_left(&r, 3 * ui_u(ui));
	ui_text(ui, r, part_name(s, t->person),
		(struct type){.size = SIZE_HEADING,
			.weight = WEIGHT_SEMIBOLD,
			.middle = true,
			.shrink = true,
			.may_cut = true});
}

static void draw_now(struct shell *s, struct rect r, const struct meeting *m, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	colour hue = part_kind_colour(s, t->kind);
	ui_card_edged(ui, r, hue, true);
	struct rect in = rect_pad(r, 8 * u, 6 * u), clock;
	if (in.w > in.h) {
		clock = cut_right(&in, in.w * 36 / 100);
		cut_right(&in, 5 * u);
	} else {
		clock = cut_bottom(&in, in.h * 42 / 100);
		cut_bottom(&in, 4 * u);
	}
	draw_clock(s, clock, m);
	draw_bringer(s, cut_bottom(&in, 15 * u), t);
	cut_bottom(&in, 3 * u);
	struct type kind = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .own = hue};
	ui_text(ui, cut_top(&in, ui_line(ui, kind)), words_topic_kind(t->kind), kind);
	cut_top(&in, 2 * u);
	ui_text(ui, in, t->title,
		(struct type){.size = SIZE_TITLE,
			.weight = WEIGHT_BOLD,
			.lines = 8,
			.shrink = true,
			.may_cut = true});
}

/* ---- those who come next ---- */

static int row_height(struct shell *s)
{
	int u = ui_u(s->ui);
	return ui_touch(s->ui) > 15 * u ? ui_touch(s->ui) : 15 * u;
}

static void draw_row(struct shell *s, struct rect r, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_card_edged(ui, r, part_kind_colour(s, t->kind), false);
	if (ui_pressed(ui, TOPIC, t->id))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = "pitch", .label = t->title, .action = TOPIC, .arg = t->id});
	struct rect in = rect_pad(r, 4 * u, u);
	if (t->person)
		ui_avatar(ui, rect_centre(cut_left(&in, 8 * u), 8 * u, 8 * u), part_face(s, t->person));
	cut_left(&in, 2 * u);
	ui_text(ui, in, t->title,
		(struct type){.size = SIZE_SMALL,
			.weight = WEIGHT_SEMIBOLD,
			.middle = true,
			.lines = 2,
			.may_cut = true});
}

static void draw_order(struct shell *s, struct rect r, const struct pitches *p, int from, struct str title)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), step = row_height(s) + gap, rows = p->count - from;
	struct type heading = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .middle = true, .shrink = true};
	ui_text(ui, cut_top(&r, 10 * u), title, heading);
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect in = rect_pad(ui_scroll(ui, area, "pitches", rows * step + u), u, u / 2);
	in.w -= u;
	for (int i = from; i < p->count; i++) {
		struct rect row = cut_top(&in, row_height(s));
		const struct topic *t = core_topic(s->core, p->order[i]);
		cut_top(&in, gap);
		if (t && row.y < area.y + area.h && row.y + row.h >= area.y)
			draw_row(s, row, t);
	}
	ui_scroll_end(ui);
}

static void draw(struct shell *s, void *state, const struct meeting *m, struct rect r)
{
	(void)state;
	int u = ui_u(s->ui);
	struct pitches p;
	pitches_of(s, m, &p);
	const struct topic *t = m->topic ? core_topic(s->core, m->topic) : NULL;
	if (p.count == 0 && !t) {
		part_empty(s, r, "chat", words(_("Nobody to pitch")),
			words(_("No topic has a name on it. Go on to the vote.")));
		return;
	}
	if (!t) {
		cut_top(&r, meeting_purpose(s, r, m) + 2 * u);
		draw_order(s, r, &p, 0, words(_("In this order")));
		return;
	}
	if (p.now < p.count - 1) {
		struct rect next =
			ui_upright(s->ui) ? cut_bottom(&r, r.h * 36 / 100) : cut_right(&r, r.w * 34 / 100);
		if (ui_upright(s->ui))
			cut_bottom(&r, 4 * u);
		else
			cut_right(&r, 5 * u);
		draw_order(s, next, &p, p.now + 1, words(_("Next")));
	}
	draw_now(s, r, m, t);
}

static void bar(struct shell *s, const void *state, const struct meeting *m, struct phase_bar *b)
{
	(void)state;
	struct pitches p;
	pitches_of(s, m, &p);
	bool all = core_hint(s->core, m->id, s->now).nudge == NUDGE_ALL_PITCHED;
	if (m->topic && m->box.running)
		b->more[b->more_count++] = (struct button){
			.name = "pause", .icon = "pause", .label = words(_("Pause")), .action = PAUSE};
	else if (m->topic && box_left(&m->box, s->now.mono) > 0)
		b->more[b->more_count++] = (struct button){
			.name = "resume", .icon = "play", .label = words(_("Go on")), .action = RESUME};
	if (m->topic && p.now >= 0 && p.now < p.count - 1)
		b->next = (struct button){.name = "next", .label = words(_("Next pitch")), .action = NEXT};
	else if (!m->topic && p.count && !all)
		b->next = (struct button){.name = "start",
			.label = words(_("First pitch")),
			.action = START,
			.arg = p.order[0]};
}

static void event(struct shell *s, void *state, const struct meeting *m, const struct ui_event *e)
{
	(void)state;
	if (e->kind != UI_PRESS)
		return;
	if (e->action == TOPIC) {
		shell_go(s, (struct place){SCREEN_topic, e->arg, 0});
	} else if (e->action == START) {
		struct msg *msg = shell_new_message(s, MSG_topic_start);
		msg->u.topic_start = (struct msg_topic_start){.meeting = m->id, .topic = e->arg};
		shell_send(s, msg, START, e->arg);
	} else {
		meeting_send(s,
			e->action == NEXT            ? MSG_topic_next
				: e->action == PAUSE ? MSG_box_pause
						     : MSG_box_resume,
			m->id, e->action, 0);
	}
}

const struct phase_view phase_pitch = {.draw = draw, .bar = bar, .event = event};
