/* The discussion: one topic at a time, with a clock that is read from the end of the room, what comes
 * after it, and plainly what there will be no time for. When its time is over everybody is asked whether
 * to go on; when it is enough, or whoever leads says so, there is a moment for what came of it. */
#include "screens/talk.h"

enum {
	NOTES = 1,
	BEFORE,
	NEXT,
	PAUSE,
	RESUME,
	MORE,
	START,
	CAME_OF_IT,
	GO_ON,
	OUTCOME,
	ADD_ACTION,
	ACTION,
	CONFIRM,
	SPLIT
};
#define AGENDA_SHOWN 200 /* nobody scrolls further; those behind are not counted as without time either */

/* Whoever leads is done with the topic that place.b names: what came of it? It stands in the place, and not
 * here, since they come back from writing it down. The clock waits meanwhile; when it runs, they talk on. */
struct state {
	struct thumbs_state thumbs;
	bool open;   /* it was shown so */
	bool closed; /* by Back: they talk on */
};

/* ---- where the discussion stands ---- */

enum stand { STAND_NOTHING, STAND_TALK, STAND_ASKED, STAND_ENDING };

static enum stand stand_of(struct shell *s, const struct state *st, const struct meeting *m)
{
	if (!m->topic || !core_topic(s->core, m->topic))
		return STAND_NOTHING;
	if (m->thumbs_until)
		return STAND_ASKED;
	bool over = box_left(&m->box, s->now.mono) == 0, asked = s->place.b == m->topic && !st->closed;
	return !m->box.running && (over || asked) ? STAND_ENDING : STAND_TALK;
}

static size_t agenda(struct shell *s, const struct meeting *m, struct agenda_item *out)
{
	return core_agenda(s->core, m->id, s->now, out, AGENDA_SHOWN);
}

static const struct topic *next_topic(struct shell *s, const struct meeting *m, struct agenda_item *item)
{
	struct agenda_item items[AGENDA_SHOWN];
	if (!agenda(s, m, items))
		return NULL;
	*item = items[0];
	return core_topic(s->core, items[0].topic);
}

/* ---- what comes then, and what does not ---- */

static struct str then_words(struct shell *s, const struct meeting *m)
{
	struct arena *mem = ui_arena(s->ui);
	struct agenda_item item;
	const struct topic *t = next_topic(s, m, &item);
	if (!t)
		return words(_("Then: nothing more on the agenda"));
	if (!item.reached)
		return words(_("Then the time is used up"));
	/* Translators: title of the next topic, its time as "6 min" */
	return shell_printf(
		s, _("Then: %s, %s"), arena_str(mem, t->title).p, arena_str(mem, talk_minutes(s, item.ms)).p);
}

static struct str no_time_words(struct shell *s, const struct meeting *m)
{
	struct agenda_item items[AGENDA_SHOWN];
	struct str names[AGENDA_SHOWN];
	size_t n = agenda(s, m, items), count = 0;
	for (size_t i = 0; i < n; i++) {
		const struct topic *t = items[i].reached ? NULL : core_topic(s->core, items[i].topic);
		if (t)
			names[count++] = t->title;
	}
	if (!count)
		return STR("");
	return shell_printf(s, _("No time today for: %s"),
		arena_str(ui_arena(s->ui), words_list(ui_arena(s->ui), names, count)).p);
}

/* From the bottom of r, in so many lines each. */
static void draw_ahead(struct shell *s, struct rect *r, const struct meeting *m, int lines)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct type then = {.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .lines = lines, .may_cut = true};
	struct type never = then;
	never.tone = TONE_warm;
	struct str late = no_time_words(s, m), next = then_words(s, m);
	if (late.n) {
		ui_text(ui, cut_bottom(r, ui_text_height(ui, r->w, late, never)), late, never);
		cut_bottom(r, u);
	}
	ui_text(ui, cut_bottom(r, ui_text_height(ui, r->w, next, then)), next, then);
	cut_bottom(r, 3 * u);
}

/* ---- the topic ---- */

static void draw_title(struct shell *s, struct rect r, const struct topic *t, struct str said)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), side = 10 * u;
	struct type kind = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.own = part_kind_colour(s, t->kind),
		.middle = true,
		.may_cut = true};
	struct type title = {.size = SIZE_DISPLAY, .weight = WEIGHT_BOLD, .lines = 3};
	struct type small = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_accent_dark,
		.lines = 2,
		.shrink = true,
		.may_cut = true};
	struct rect by = cut_top(&r, side);
	if (t->person) {
		ui_avatar(ui, cut_left(&by, side), part_face(s, t->person));
		cut_left(&by, 3 * u);
	}
	ui_text(ui, by, talk_brought_by(s, t), kind);
	cut_top(&r, 2 * u);
	if (said.n) {
		ui_text(ui, cut_bottom(&r, ui_text_height(ui, r.w, said, small)), said, small);
		cut_bottom(&r, 2 * u);
	}
	if (ui_text_height(ui, r.w, t->title, title) > r.h || r.w < 100 * u)
		title.size = SIZE_TITLE;
	title.lines = 6;
	title.shrink = title.may_cut = true;
	ui_text(ui, r, t->title, title);
}

static int foot_row(struct shell *s)
{
	int u = ui_u(s->ui), touch = ui_touch(s->ui);
	return touch > 13 * u ? touch : 13 * u;
}

static int foot_height(struct shell *s)
{
	return 2 * foot_row(s) + ui_gap(s->ui);
}

/* At the foot of the column: the topic's note, the way back, and the code for whoever comes late. */
static void draw_foot(struct shell *s, struct rect r, const struct meeting *m, bool back)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui);
	struct rect code = cut_right(&r, (r.w - gap) / 2);
	cut_right(&r, gap);
	meeting_code(s, code, m);
	struct button notes = {.name = "notes",
		.icon = "note",
		.label = words(_("Notes on this topic")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = NOTES};
	struct button before = {.name = "topic-back",
		.icon = "back",
		.label = words(_("Topic before")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = BEFORE,
		.pending_since = shell_pending(s, BEFORE, 0)};
	if (ui_button_width(ui, notes) > r.w)
		notes.label = words(_("Notes"));
	if (ui_button_width(ui, before) > r.w)
		before.icon = NULL;
	if (!back) {
		ui_button(ui, rect_centre(r, r.w, foot_row(s)), notes);
		return;
	}
	ui_button(ui, rect_row(r, 0, 2, gap), notes);
	ui_button(ui, rect_row(r, 1, 2, gap), before);
}

/* Whether going back leads anywhere: a topic was discussed before this one. */
static bool has_before(struct shell *s, const struct meeting *m)
{
	const struct topic *done[TALK_TOPICS_MAX];
	size_t n = talk_discussed(s, m, done, TALK_TOPICS_MAX);
	return n > (size_t)(m->topic != 0);
}

static struct str extension_words(struct shell *s, const struct meeting *m)
{
	const struct board *b = core_board(s->core, m->board);
	struct str said = m->extensions ? thumbs_result(s, m) : STR("");
	if (!said.n || !b)
		return said;
	/* Translators: "7 of 9 want to go on", "4 min" */
	return shell_printf(s, _("%s: %s more"), arena_str(ui_arena(s->ui), said).p,
		talk_minutes(s, (b->minutes * MINUTE) >> m->extensions).p);
}

static void draw_talk(struct shell *s, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), side = r.h < r.w * 47 / 100 ? r.h : r.w * 47 / 100;
	const struct topic *t = core_topic(s->core, m->topic);
	struct rect ring = ui_upright(ui) ? cut_top(&r, r.w < r.h * 50 / 100 ? r.w : r.h * 50 / 100)
					  : cut_left(&r, side);
	if (ui_upright(ui))
		cut_top(&r, 5 * u);
	else
		cut_left(&r, 7 * u);
	talk_clock(s, ring,
		(struct far_clock){.left = box_left(&m->box, s->now.mono),
			.total = m->box.total,
			.running = m->box.running});
	draw_foot(s, cut_bottom(&r, foot_height(s)), m, core_screen_leads(s->core, m) && has_before(s, m));
	cut_bottom(&r, 4 * u);
	draw_ahead(s, &r, m, r.h < 68 * u ? 1 : 2); /* the topic itself needs room */
	draw_title(s, r, t, extension_words(s, m));
}

/* ---- nothing under discussion: which one next? ---- */

static void draw_choice_row(struct shell *s, struct rect r, const struct agenda_item *item, int i, bool leads)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct topic *t = core_topic(s->core, item->topic);
	ui_card_edged(ui, r, part_kind_colour(s, t->kind), i == 0);
	if (ui_pressed(ui, START, t->id))
		ui_fill(ui, rect_inset(r, u), 3 * u, TONE_sunk);
	if (leads)
		ui_control(ui,
			(struct control){
				.r = r, .name = "topic", .label = t->title, .action = START, .arg = t->id});
	struct rect in = rect_pad(r, 5 * u, 2 * u);
	struct str time = item->reached ? talk_minutes(s, item->ms) : words(_("no time today"));
	struct type when = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.tone = item->reached ? TONE_accent_dark : TONE_warm,
		.middle = true,
		.align = ALIGN_END};
	ui_text(ui, cut_right(&in, ui_text_width(ui, time, when) + u), time, when);
	cut_right(&in, 3 * u);
	if (item->votes > 0) {
		struct str votes = shell_printf(
			s, ngettext("%d vote", "%d votes", (unsigned long)item->votes), item->votes);
		struct type small = {.size = SIZE_SMALL, .tone = TONE_second, .middle = true};
		ui_text(ui, cut_right(&in, ui_text_width(ui, votes, small) + 1), votes, small);
		cut_right(&in, 3 * u);
	}
	ui_text(ui, in, t->title,
		(struct type){.size = SIZE_LABEL,
			.weight = WEIGHT_SEMIBOLD,
			.lines = 2,
			.middle = true,
			.shrink = true,
			.may_cut = true});
}

static void draw_choice(struct shell *s, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), row = ui_touch(ui) > 16 * u ? ui_touch(ui) : 16 * u;
	struct agenda_item items[AGENDA_SHOWN];
	size_t n = agenda(s, m, items);
	bool leads = core_screen_leads(s->core, m), begun = has_before(s, m);
	meeting_code_corner(s, &r, m);
	if (!n) {
		part_empty(s, r, begun ? "check" : "topic",
			begun ? words(_("All topics have been discussed"))
			      : words(_("There is nothing to discuss yet")),
			begun ? STR("") : words(_("Collect topics first, or vote on those that are there.")));
		return;
	}
	cut_top(&r,
		part_heading(s, r, begun ? words(_("What next?")) : words(_("What do we begin with?"))) +
			3 * u);
	struct rect list = {r.x - u, r.y - u, r.w + 2 * u, r.h + u};
	struct rect in = rect_pad(ui_scroll(ui, list, "agenda", (int)n * (row + gap) + 2 * u), u, u);
	for (size_t i = 0; i < n && in.y < list.y + list.h; i++) {
		struct rect line = cut_top(&in, row);
		if (line.y + row >= list.y)
			draw_choice_row(s, line, &items[i], (int)i, leads);
		cut_top(&in, gap);
	}
	ui_scroll_end(ui);
}

/* ---- what came of it? ---- */

static struct str ending_words(struct shell *s, const struct meeting *m)
{
	struct thumbs t = core_thumbs(s->core, m->id);
	if (box_left(&m->box, s->now.mono) > 0 || !t.asked)
		return STR("");
	if (t.for_more + t.enough + t.no_matter == 0)
		return words(_("Time is up; nobody answered."));
	if (t.for_more > t.enough) /* and there is no third time */
		return words(_("Time is up."));
	/* Translators: "3 of 9 want to go on" */
	return shell_printf(s, _("Enough: %s."), arena_str(ui_arena(s->ui), thumbs_result(s, m)).p);
}

static const struct talk_rows ending_rows = {.open = ACTION, .confirm = CONFIRM, .found = true};

static void draw_came_of_it(struct shell *s, struct rect r, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct type outcome = {.size = SIZE_HEADING, .lines = 12};
	struct type none = {.size = SIZE_BODY, .tone = TONE_second, .lines = 4};
	struct str text = t->outcome.n
		? t->outcome
		: words(_("One sentence is enough: what do we take from it? Tasks in the notes appear here."));
	struct type type = t->outcome.n ? outcome : none;
	ui_card_edged(ui, r, part_kind_colour(s, t->kind), false);
	r = rect_pad(r, 6 * u, 4 * u);
	int h = ui_text_height(ui, r.w, text, type) + talk_rows_height(s, r.w, t->id, ending_rows);
	struct rect in =
		ui_scroll(ui, (struct rect){r.x - u, r.y, r.w + 2 * u, r.h}, "came-of-it", h + 2 * u);
	in = rect_pad(in, u, 0);
	cut_top(&in, ui_text(ui, in, text, type));
	talk_rows_draw(s, in, t->id, ending_rows);
	ui_scroll_end_on(ui, TONE_surface);
}

static int ending_row(struct shell *s)
{
	int u = ui_u(s->ui), touch = ui_touch(s->ui);
	return touch > 15 * u ? touch : 15 * u;
}

/* Whatever can be done about it, one below the other; the room for four of them. */
static void draw_ending_buttons(
	struct shell *s, struct rect r, const struct meeting *m, const struct topic *t)
{
	const struct button all[] = {{.name = "outcome",
					     .icon = "edit",
					     .label = t->outcome.n ? words(_("Change the outcome"))
								   : words(_("Write the outcome")),
					     .style = t->outcome.n ? BUTTON_PLAIN : BUTTON_OUTLINE,
					     .action = OUTCOME,
					     .arg = t->id},
		{.name = "add-action",
			.icon = "plus",
			.label = words(_("Who does what")),
			.style = BUTTON_PLAIN,
			.action = ADD_ACTION,
			.arg = t->id},
		{.name = "notes",
			.icon = "note",
			.label = words(_("Notes on this topic")),
			.style = BUTTON_PLAIN,
			.action = NOTES},
		{.name = "go-on",
			.label = words(_("Go on talking")),
			.style = BUTTON_PLAIN,
			.action = GO_ON,
			.pending_since = shell_pending(s, GO_ON, 0)}};
	int gap = ui_gap(s->ui), n = core_screen_leads(s->core, m) ? 4 : 3, row = ending_row(s);
	row = row < (r.h - 3 * gap) / 4 ? row : (r.h - 3 * gap) / 4;
	for (int i = 0; i < n; i++) {
		struct button b = all[i];
		b.size = SIZE_BODY;
		ui_button(s->ui, cut_top(&r, row), b);
		cut_top(&r, gap);
	}
}

/* For whoever comes late, below or beside the buttons. */
static void draw_ending_code(struct shell *s, struct rect *side, const struct meeting *m)
{
	int gap = ui_gap(s->ui), left = side->h - 4 * (ui_touch(s->ui) + gap), third = side->h / 3;
	if (ui_upright(s->ui)) {
		meeting_code(s, cut_right(side, side->w * 40 / 100), m);
		cut_right(side, gap);
	} else {
		meeting_code(s, cut_bottom(side, left < third ? left : third), m);
		cut_bottom(side, gap);
	}
}

static void draw_ending(struct shell *s, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	bool upright = ui_upright(ui);
	const struct topic *t = core_topic(s->core, m->topic);
	struct str said = ending_words(s, m);
	struct type small = {
		.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .tone = TONE_accent_dark, .lines = 2};
	struct type title = {.size = SIZE_BODY, .tone = TONE_second, .lines = 2, .may_cut = true};
	struct rect side =
		upright ? cut_bottom(&r, 4 * ending_row(s) + 3 * ui_gap(ui)) : cut_right(&r, r.w * 34 / 100);
	if (upright) {
		cut_bottom(&r, 4 * u);
	} else {
		cut_right(&r, 6 * u);
		cut_top(&side, 2 * u);
	}
	draw_ending_code(s, &side, m);
	draw_ending_buttons(s, side, m, t);
	cut_top(&r, part_heading(s, r, words(_("What came of it?"))) + u);
	if (said.n)
		cut_top(&r, ui_text(ui, r, said, small) + u);
	cut_top(&r, ui_text(ui, r, t->title, title) + 3 * u);
	draw_ahead(s, &r, m, 1);
	draw_came_of_it(s, r, t);
}

/* ---- the view ---- */

static void draw(struct shell *s, void *state, const struct meeting *m, struct rect r)
{
	struct state *st = state;
	enum stand stand = stand_of(s, st, m);
	st->open = stand == STAND_ENDING && s->place.b == m->topic && box_left(&m->box, s->now.mono) > 0;
	if (stand == STAND_TALK)
		draw_talk(s, m, r);
	else if (stand == STAND_ASKED)
		thumbs_draw(s, &st->thumbs, m, r);
	else if (stand == STAND_ENDING)
		draw_ending(s, m, r);
	else
		draw_choice(s, m, r);
}

static struct button next_button(struct shell *s, const struct meeting *m, enum stand stand)
{
	struct agenda_item item;
	bool more = next_topic(s, m, &item) != NULL;
	if (stand == STAND_TALK)
		return (struct button){
			.name = "done", .label = words(_("To the outcome")), .action = CAME_OF_IT};
	if (!more)
		return (struct button){0};
	return stand == STAND_ENDING ? (struct button){.name = "next-topic",
					       .icon = "arrow-right",
					       .label = words(_("Next topic")),
					       .action = NEXT}
				     : (struct button){.name = "start",
					       .icon = "play",
					       .label = words(_("Begin")),
					       .action = START,
					       .arg = item.topic};
}

static void bar(struct shell *s, const void *state, const struct meeting *m, struct phase_bar *bar)
{
	enum stand stand = stand_of(s, state, m);
	struct button more = {.name = "more", .label = words(_("+1 min")), .action = MORE};
	if (stand == STAND_ASKED) {
		bar->next = (struct button){
			.name = "next-topic", .label = words(_("Next topic")), .action = NEXT};
		bar->more[bar->more_count++] = more;
		return;
	}
	bar->next = next_button(s, m, stand);
	if (stand == STAND_NOTHING && bar->next.label.n)
		bar->more[bar->more_count++] = (struct button){
			.name = "split", .label = words(_("Split into groups")), .action = SPLIT};
	if (stand != STAND_TALK)
		return;
	bar->more[bar->more_count++] = more;
	bar->more[bar->more_count++] = m->box.running
		? (struct button){.name = "pause",
			  .icon = "pause",
			  .label = words(_("Pause")),
			  .action = PAUSE}
		: (struct button){
			  .name = "resume", .icon = "play", .label = words(_("Go on")), .action = RESUME};
}

/* ---- what happens ---- */

static void send_more(struct shell *s, const struct meeting *m, action act)
{
	struct msg *msg = shell_new_message(s, MSG_box_more);
	msg->u.box_more = (struct msg_box_more){.meeting = m->id, .ms = MINUTE};
	shell_send(s, msg, act, 0);
}

static void send_start(struct shell *s, const struct meeting *m, const struct ui_event *e)
{
	struct msg *msg = shell_new_message(s, MSG_topic_start);
	msg->u.topic_start = (struct msg_topic_start){.meeting = m->id, .topic = e->arg};
	shell_send(s, msg, e->action, e->arg);
}

/* Places that open from here; false: it was something else. */
static bool goes(struct shell *s, const struct meeting *m, const struct ui_event *e)
{
	const struct topic *t = core_topic(s->core, m->topic);
	if (e->action == NOTES && t)
		shell_go(s, (struct place){SCREEN_code, t->note, 0});
	else if (e->action == SPLIT)
		shell_go(s, (struct place){SCREEN_grid_setup, m->id, 0});
	else if (e->action == OUTCOME)
		shell_go(s, (struct place){SCREEN_outcome, e->arg, 0});
	else if (e->action == ADD_ACTION)
		shell_go(s, (struct place){SCREEN_action, 0, e->arg});
	else if (e->action == ACTION)
		shell_go(s, (struct place){SCREEN_action, e->arg, 0});
	else
		return false;
	return true;
}

/* The clock waits while they write down what came of it. */
static void end_topic(struct shell *s, const struct meeting *m)
{
	shell_replace(s, (struct place){SCREEN_meeting, m->id, m->topic});
	if (m->box.running)
		meeting_send(s, MSG_box_pause, m->id, PAUSE, 0);
}

static void talk_on(struct shell *s, const struct meeting *m)
{
	if (s->place.b)
		shell_replace(s, (struct place){SCREEN_meeting, m->id, 0});
	if (box_left(&m->box, s->now.mono) <= 0)
		send_more(s, m, GO_ON);
	else if (!m->box.running)
		meeting_send(s, MSG_box_resume, m->id, GO_ON, 0);
}

static void event(struct shell *s, void *state, const struct meeting *m, const struct ui_event *e)
{
	struct state *st = state;
	static const struct {
		action action;
		enum msg_kind kind;
	} simple[] = {{NEXT, MSG_topic_next}, {BEFORE, MSG_topic_back}, {PAUSE, MSG_box_pause},
		{RESUME, MSG_box_resume}};
	if (e->kind != UI_PRESS || thumbs_event(s, &st->thumbs, m, e) || goes(s, m, e))
		return;
	if (e->action == CAME_OF_IT)
		end_topic(s, m);
	else if (e->action == GO_ON)
		talk_on(s, m);
	else if (e->action == MORE)
		send_more(s, m, MORE);
	else if (e->action == CONFIRM)
		talk_confirm(s, e->arg, CONFIRM);
	else if (e->action == START)
		send_start(s, m, e);
	for (size_t i = 0; i < sizeof simple / sizeof *simple; i++)
		if (e->action == simple[i].action)
			meeting_send(s, simple[i].kind, m->id, e->action, 0);
}

/* Another topic is on: what was open for the one before is not opened again when it comes back. */
static void reply(struct shell *s, void *state, const struct meeting *m, const struct effect *e)
{
	(void)state;
	if (s->place.b && s->place.b != m->topic && !e->u.reply.err)
		shell_replace(s, (struct place){SCREEN_meeting, m->id, 0});
}

static bool inner(const void *state)
{
	const struct state *st = state;
	return st->open;
}

static void close_inner(void *state)
{
	struct state *st = state;
	st->closed = true;
}

const struct phase_view phase_discuss = {
	.state_size = sizeof(struct state),
	.own_code = true,
	.draw = draw,
	.bar = bar,
	.event = event,
	.reply = reply,
	.inner = inner,
	.close_inner = close_inner,
};
