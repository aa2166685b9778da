/* Sit together now: whoever touches their name within half a minute has a session on the topic, while the
 * others go on. The half minute begins with the first name. */
#include "screens/arrive.h"
#include "screens/parts.h"

enum { PERSON = 1, ONCE_MORE };
#define PEOPLE_MAX 64 /* to touch; everybody else is found by typing */
#define HALF_MINUTE (30 * SECOND)

struct state {
	struct finder finder;
	bool seen; /* it was under way while the screen was here */
};

/* ---- who may be asked ---- */

struct crowd {
	ident people[PEOPLE_MAX];
	size_t count, joined; /* the first ones sit together already */
};

static void add_person(struct shell *s, struct crowd *c, ident person)
{
	const struct person *p = core_person(s->core, person);
	for (size_t i = 0; i < c->count; i++)
		if (c->people[i] == person)
			return;
	if (p && !p->archived && !p->hidden && c->count < PEOPLE_MAX)
		c->people[c->count++] = person;
}

/* Those who have joined, whoever brought it, those who wanted to come, those at the meeting, those here. */
static struct crowd crowd_of(struct shell *s, const struct topic *t)
{
	struct crowd c = {0};
	ident people[PEOPLE_MAX];
	struct participant taking_part[PEOPLE_MAX];
	const struct meeting *m = core_meeting_of(s->core, t->board);
	size_t n = core_interested(s->core, t->id, INTEREST_NOW, people, PEOPLE_MAX);
	for (c.joined = 0; c.joined < n; c.joined++) /* whoever joined here is seen to */
		c.people[c.count++] = people[c.joined];
	add_person(s, &c, t->person);
	n = core_interested(s->core, t->id, INTEREST_JOIN, people, PEOPLE_MAX);
	for (size_t i = 0; i < n; i++)
		add_person(s, &c, people[i]);
	n = m ? core_participants(s->core, m->id, taking_part, PEOPLE_MAX) : 0;
	for (size_t i = 0; i < n; i++)
		add_person(s, &c, taking_part[i].person);
	n = core_people_here(s->core, s->now.wall, people, PEOPLE_MAX);
	for (size_t i = 0; i < n; i++)
		add_person(s, &c, people[i]);
	return c;
}

/* ---- what is seen ---- */

static int64_t time_left(const struct shell *s, const struct topic *t)
{
	int64_t left = t->gather_until ? t->gather_until - s->now.wall : HALF_MINUTE;
	return left < 0 ? 0 : left > HALF_MINUTE ? HALF_MINUTE : left;
}

static void draw_ring(struct shell *s, struct rect r, const struct topic *t)
{
	struct ui *ui = s->ui;
	int64_t left = time_left(s, t);
	int size = r.w < r.h ? r.w : r.h, width = size / 12;
	struct rect ring = rect_centre(r, size, size);
	ui_ring(ui, ring, width, 3600, TONE_edge);
	ui_ring(ui, ring, width, (int)(3600 * left / HALF_MINUTE), TONE_accent);
	if (t->gather_until && left)
		ui_wake_at(ui, s->now.mono + (left - 1) % SECOND + 1);
	ui_text(ui, rect_inset(ring, 2 * width), shell_printf(s, "%d", (int)((left + 999) / SECOND)),
		(struct type){.size = size > 60 * ui_u(ui) ? SIZE_TIMER : SIZE_DISPLAY,
			.weight = WEIGHT_BOLD,
			.align = ALIGN_CENTRE,
			.middle = true,
			.tabular = true,
			.shrink = true});
}

static struct str state_words(struct shell *s, const struct topic *t, size_t joined)
{
	if (!t->gather_until)
		return words(_("The half minute begins with the first name."));
	if (joined < 2)
		return words(_("One more, and you have a session."));
	return shell_printf(
		s, ngettext("%d sits down together", "%d sit down together", joined), (int)joined);
}

/* The ring with what it is about beside it, or below it where that is narrow. */
static void draw_topic(struct shell *s, struct rect r, const struct topic *t, size_t joined)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	bool beside = ui_upright(ui);
	struct type title = {
		.size = SIZE_HEADING, .weight = WEIGHT_BOLD, .lines = 3, .shrink = true, .may_cut = true};
	struct type state = {
		.size = SIZE_BODY, .tone = TONE_accent_dark, .weight = WEIGHT_SEMIBOLD, .lines = 2};
	title.align = state.align = beside ? ALIGN_START : ALIGN_CENTRE;
	if (beside) {
		draw_ring(s, cut_left(&r, r.h < r.w / 3 ? r.h : r.w / 3), t);
		cut_left(&r, 6 * u);
	}
	struct str text = state_words(s, t, joined);
	int h = ui_text_height(ui, r.w, t->title, title), below = ui_text_height(ui, r.w, text, state);
	if (!beside) {
		int ring = r.h - h - below - 6 * u, most = r.h * 60 / 100;
		ring = ring < most ? ring : most;
		r = rect_centre(r, r.w, ring + h + below + 6 * u);
		draw_ring(s, cut_top(&r, ring), t);
		cut_top(&r, 4 * u);
	} else {
		r = rect_centre(r, r.w, h + below + 2 * u);
	}
	ui_text(ui, cut_top(&r, h), t->title, title);
	cut_top(&r, 2 * u);
	ui_text(ui, r, text, state);
}

static void draw_people(struct shell *s, struct rect r, const struct crowd *c)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), h = ui_touch(ui) > 17 * u ? ui_touch(ui) : 17 * u;
	int columns = r.w / (64 * u) > 0 ? r.w / (64 * u) : 1, rows = ((int)c->count + columns - 1) / columns;
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect in = rect_pad(ui_scroll(ui, area, "people", rows * (h + gap) + 2 * u), u, u);
	in.w -= u; /* the bar beside it leaves the edge of a card alone */
	for (int row = 0; row < rows; row++) {
		struct rect line = cut_top(&in, h);
		cut_top(&in, gap);
		for (int i = row * columns; i < (int)c->count && i < (row + 1) * columns; i++) {
			bool joined = (size_t)i < c->joined;
			part_person_row(s, rect_column(line, i % columns, columns, gap),
				(struct person_row){.person = c->people[i],
					.state = joined ? words(_("Joins")) : STR(""),
					.name = "person",
					.action = PERSON,
					.arg = c->people[i],
					.first = joined});
		}
	}
	ui_scroll_end(ui);
}

static void draw_missed(struct shell *s, struct rect body)
{
	struct ui *ui = s->ui;
	struct button again = {.name = "once-more",
		.label = words(_("Once more")),
		.style = BUTTON_ACCENT,
		.action = ONCE_MORE};
	struct rect bottom = cut_bottom(&body, ui_key(ui));
	part_empty(s, body, "people", words(_("It takes two")),
		words(_("Nobody else joined within the half minute. The topic stays on the board.")));
	int w = ui_button_width(ui, again) + 12 * ui_u(ui);
	ui_button(ui, rect_centre(bottom, w < bottom.w ? w : bottom.w, bottom.h), again);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct topic *t = core_topic(s->core, s->place.a);
	struct rect body = shell_frame(s, (struct frame){.title = words(_("Sit together now"))});
	if (!t || t->lane >= LANES_SHOWN) {
		part_empty(s, body, "topic", words(_("This topic is not here any more")), STR(""));
		return;
	}
	if (st->finder.typing) {
		finder_draw(
			s, body, &st->finder, (struct finder_look){.placeholder = words(_("Who joins?"))});
		return;
	}
	if (st->seen && !t->gather_until) {
		draw_missed(s, body);
		return;
	}
	struct crowd c = crowd_of(s, t);
	struct rect about =
		ui_upright(ui) ? cut_top(&body, body.h * 22 / 100) : cut_left(&body, body.w * 36 / 100);
	if (ui_upright(ui))
		cut_top(&body, 5 * u);
	else
		cut_left(&body, 8 * u);
	draw_topic(s, about, t, c.joined);
	cut_top(&body, part_heading(s, body, words(_("Who joins?"))) + 3 * u);
	finder_draw_closed(s, cut_top(&body, ui_touch(ui) > 16 * u ? ui_touch(ui) : 16 * u), &st->finder,
		words(_("Somebody else: type a few letters")));
	cut_top(&body, 3 * u);
	draw_people(s, body, &c);
}

/* ---- what happens ---- */

static bool has_joined(struct shell *s, ident person)
{
	ident people[PEOPLE_MAX];
	size_t n = core_interested(s->core, s->place.a, INTEREST_NOW, people, PEOPLE_MAX);
	for (size_t i = 0; i < n; i++)
		if (people[i] == person)
			return true;
	return false;
}

static void touch_person(struct shell *s, ident person)
{
	struct msg *m;
	if (has_joined(s, person)) {
		m = shell_new_message(s, MSG_interest_set);
		m->u.interest_set = (struct msg_interest_set){
			.topic = s->place.a, .person = person, .kind = INTEREST_NOW, .on = false};
	} else {
		m = shell_new_message(s, MSG_gather);
		m->u.gather = (struct msg_gather){.topic = s->place.a, .person = person};
	}
	shell_send(s, m, PERSON, person);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	ident person = 0;
	if (e->kind == UI_PRESS && e->action == PERSON) {
		touch_person(s, e->arg);
	} else if (e->kind == UI_PRESS && e->action == ONCE_MORE) {
		st->seen = false;
	} else if (finder_event(s, &st->finder, e, 0, &person) && person) {
		finder_close(&st->finder);
		ui_focus(s->ui, NULL);
		if (!has_joined(s, person))
			touch_person(s, person);
	}
}

/* The half minute is over: on to what came of it. */
static void changed(struct shell *s, void *state)
{
	struct state *st = state;
	const struct topic *t = core_topic(s->core, s->place.a);
	ident session = t && st->seen && !t->gather_until ? core_gathered(s->core, t->id) : 0;
	if (t && t->gather_until)
		st->seen = true;
	if (session)
		shell_land(s, (struct place){SCREEN_session, session, 0});
}

static void enter(struct shell *s, void *state)
{
	changed(s, state);
}

static bool stays(const struct shell *s)
{
	const struct topic *t = core_topic(s->core, s->place.a);
	return t && t->gather_until;
}

const struct screen screen_gather = {
	.name = "gather",
	.state_size = sizeof(struct state),
	.watches = CHANGE_BOARDS | CHANGE_SESSIONS | CHANGE_PEOPLE | CHANGE_MEETINGS,
	.enter = enter,
	.event = event,
	.changed = changed,
	.draw = draw,
	.stays = stays,
	.inner = finder_inner,
	.close_inner = finder_close_inner,
};
