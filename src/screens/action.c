/* An action: what, who and by when. The words are typed; who and when are one or two touches each, on a
 * pane that takes the keyboard's place. */
#include "screens/arrive.h"
#include "screens/drafts.h"
#include "screens/talk.h"

enum { WORDS = 1, WHO, WHEN, SAVE, REMOVE, PERSON, QUICK, DAY_OF };
#define WEEKS 16 /* of the calendar, from this one on */
#define WEEK 7

enum pane { PANE_WORDS, PANE_WHO, PANE_WHEN };
struct state {
	struct text_input words;
	struct finder finder;
	enum pane pane;
	ident owner;
	int64_t due; /* local midnight; 0: none */
};

/* ---- what it belongs to ---- */

static ident topic_of(const struct shell *s)
{
	const struct action *a = s->place.a ? core_action(s->core, s->place.a) : NULL;
	return a ? a->topic : s->place.b;
}

static const struct meeting *meeting_here(struct shell *s)
{
	const struct topic *t = core_topic(s->core, topic_of(s));
	return t ? core_meeting_of(s->core, t->board) : NULL;
}

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	const struct action *a = s->place.a ? core_action(s->core, s->place.a) : NULL;
	if (a) {
		input_set(&st->words, a->text);
		st->owner = a->owner;
		st->due = a->due;
	}
	ui_focus(s->ui, &st->words);
}

static void open_pane(struct shell *s, struct state *st, enum pane pane)
{
	st->pane = pane;
	finder_close(&st->finder);
	ui_focus(s->ui, pane == PANE_WORDS ? &st->words : NULL);
}

/* ---- the words, with the keyboard up ---- */

static struct button who_button(struct shell *s, const struct state *st)
{
	return (struct button){.name = "who",
		.icon = "people",
		.label = st->owner ? part_name(s, st->owner) : words(_("Who?")),
		.size = SIZE_BODY,
		.style = st->owner ? BUTTON_OUTLINE : BUTTON_PLAIN,
		.action = WHO};
}

static struct button when_button(struct shell *s, const struct state *st)
{
	struct arena *mem = ui_arena(s->ui);
	return (struct button){.name = "when",
		.icon = "calendar",
		.label = st->due
			? shell_printf(s, _("by %s"), arena_str(mem, words_day(mem, st->due, s->now.wall)).p)
			: words(_("By when?")),
		.size = SIZE_BODY,
		.style = st->due ? BUTTON_OUTLINE : BUTTON_PLAIN,
		.action = WHEN};
}

static void draw_words(struct shell *s, struct state *st, struct rect body)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui);
	struct rect keyboard = part_keyboard(s, &body);
	int touch = ui_touch(ui) > 13 * u ? ui_touch(ui) : 13 * u;
	if (!ui_focused(ui)) /* a pane was closed by Back */
		ui_focus(ui, &st->words);
	int field = body.h - touch - gap < 30 * u ? body.h - touch - gap : 30 * u;
	body = rect_centre(body, body.w, field + gap + touch);
	ui_field(ui, cut_top(&body, field), &st->words,
		(struct field){.name = "words",
			.placeholder = words(_("What will be done?")),
			.action = WORDS,
			.multiline = field > 20 * u,
			.large = field <= 20 * u});
	cut_top(&body, gap);
	int columns = s->place.a ? 3 : 2;
	ui_button(ui, rect_column(body, 0, columns, gap), who_button(s, st));
	ui_button(ui, rect_column(body, 1, columns, gap), when_button(s, st));
	if (s->place.a)
		ui_button(ui, rect_column(body, 2, columns, gap),
			(struct button){.name = "remove",
				.icon = "trash",
				.label = words(_("Remove")),
				.size = SIZE_BODY,
				.style = BUTTON_PLAIN,
				.action = REMOVE,
				.pending_since = shell_pending(s, REMOVE, 0)});
	ui_keyboard(ui, keyboard, words(_("Save")), SAVE);
}

/* ---- who ---- */

static void draw_people(struct shell *s, struct rect r, const struct state *st)
{
	static struct participant people[PARTICIPANTS_MAX];
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, height = 20 * u > ui_touch(ui) ? 20 * u : ui_touch(ui);
	const struct meeting *m = meeting_here(s);
	size_t n = m ? core_participants(s->core, m->id, people, PARTICIPANTS_MAX) : 0;
	int columns = r.w / (64 * u) > 0 ? r.w / (64 * u) : 1, rows = ((int)n + columns - 1) / columns;
	if (!n) {
		part_empty(s, r, "people", words(_("Nobody has joined yet")),
			words(_("Search for a name above.")));
		return;
	}
	struct rect list = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect in = rect_pad(ui_scroll(ui, list, "people", rows * (height + gap) + u), u, u / 2);
	for (int i = 0; i < (int)n; i++) {
		struct rect row = {in.x, in.y + i / columns * (height + gap), in.w, height};
		part_person_row(s, rect_column(row, i % columns, columns, gap),
			(struct person_row){.person = people[i].person,
				.name = "person",
				.action = PERSON,
				.arg = people[i].person,
				.first = st->owner == people[i].person});
	}
	ui_scroll_end(ui);
}

static void draw_who(struct shell *s, struct state *st, struct rect body)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), field = 17 * u > ui_touch(ui) ? 17 * u : ui_touch(ui);
	struct str placeholder = words(_("Somebody else: type a name"));
	if (st->finder.typing) {
		finder_draw(s, body, &st->finder, (struct finder_look){.placeholder = placeholder});
		return;
	}
	struct rect top = cut_top(&body, field);
	if (st->owner) {
		struct button nobody = {.name = "nobody",
			.label = words(_("Nobody yet")),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = PERSON,
			.arg = 0};
		ui_button(ui, cut_right(&top, ui_button_width(ui, nobody)), nobody);
		cut_right(&top, ui_gap(ui));
	}
	finder_draw_closed(s, top, &st->finder, placeholder);
	cut_top(&body, 3 * u);
	draw_people(s, body, st);
}

/* ---- when ---- */

enum quick { QUICK_WEEK, QUICK_NEXT, QUICK_MONTH, QUICK_NONE, QUICK_COUNT };

static int64_t days_on(int64_t wall, int days, int months)
{
	struct civil c = civil_from(day_start(wall));
	c.day += days;
	c.month += months;
	return day_start(civil_to(c));
}

/* Local midnight of a quick choice; 0: it is none, or not known. */
static int64_t quick_day(struct shell *s, enum quick quick)
{
	const struct topic *t = core_topic(s->core, topic_of(s));
	int64_t next = t ? core_next_meeting(s->core, t->board, s->now.wall) : 0;
	if (quick == QUICK_WEEK)
		return days_on(s->now.wall, WEEK, 0);
	if (quick == QUICK_MONTH)
		return days_on(s->now.wall, 0, 1);
	return quick == QUICK_NEXT && next ? day_start(next) : 0;
}

static struct str quick_words(struct shell *s, enum quick quick)
{
	static const char *const names[QUICK_COUNT] = {
		N_("In a week"), N_("Next meeting"), N_("In a month"), N_("No date")};
	struct arena *mem = ui_arena(s->ui);
	int64_t day = quick_day(s, quick);
	if (quick != QUICK_NEXT)
		return words(_(names[quick]));
	return shell_printf(
		s, "%s · %s", _(names[quick]), arena_str(mem, words_day(mem, day, s->now.wall)).p);
}

static void draw_quick(struct shell *s, struct rect r, const struct state *st, int columns)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), shown = 0;
	int row = ui_touch(ui) > 14 * u ? ui_touch(ui) : 14 * u;
	for (enum quick q = 0; q < QUICK_COUNT; q++) {
		int64_t day = quick_day(s, q);
		if (q != QUICK_NONE && !day)
			continue;
		struct rect line = {r.x, r.y + shown / columns * (row + gap), r.w, row};
		ui_button(ui, rect_column(line, shown % columns, columns, gap),
			(struct button){.name = "quick",
				.label = quick_words(s, q),
				.size = SIZE_BODY,
				.style = st->due == day ? BUTTON_OUTLINE : BUTTON_PLAIN,
				.action = QUICK,
				.arg = q});
		shown++;
	}
}

static void draw_day(struct shell *s, struct rect r, int64_t day, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct civil c = civil_from(day);
	bool past = day < day_start(s->now.wall), chosen = st->due == day,
	     today = day == day_start(s->now.wall);
	struct type type = {.size = SIZE_BODY,
		.weight = chosen || today ? WEIGHT_BOLD : WEIGHT_SEMIBOLD,
		.tone = chosen       ? TONE_on_accent
			: past       ? TONE_faint
			: c.day == 1 ? TONE_accent_dark
				     : TONE_ink,
		.align = ALIGN_CENTRE,
		.middle = true,
		.tabular = true,
		.shrink = true};
	if (chosen || ui_pressed(ui, DAY_OF, day))
		ui_fill(ui, r, 3 * u, chosen ? TONE_accent : TONE_pressed);
	else if (!past)
		ui_fill(ui, r, 3 * u, TONE_surface);
	struct arena *mem = ui_arena(ui);
	struct str text = c.day == 1 ? words_month_short(c.month) : shell_printf(s, "%d", c.day);
	ui_text(ui, r, text, type);
	if (!past)
		ui_control(ui,
			(struct control){.r = r,
				.name = "day",
				.label = words_date(mem, day),
				.action = DAY_OF,
				.arg = day});
}

/* Weeks as rows, Monday first, from this week on; the first of a month says which. */
static void draw_calendar(struct shell *s, struct rect r, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = u, cell = ui_touch(ui) * 5 / 4 > 12 * u ? ui_touch(ui) * 5 / 4 : 12 * u;
	struct type head = {.size = SIZE_SMALL, .tone = TONE_second, .align = ALIGN_CENTRE, .shrink = true};
	int64_t monday = days_on(s->now.wall, -civil_from(s->now.wall).weekday, 0);
	struct rect top = cut_top(&r, ui_line(ui, head) + u);
	for (int i = 0; i < WEEK; i++)
		ui_text(ui, rect_column(top, i, WEEK, gap), words_weekday_short(i), head);
	struct rect in = ui_scroll(ui, r, "weeks", WEEKS * cell);
	for (int week = 0; week < WEEKS; week++) {
		struct rect row = cut_top(&in, cell);
		cut_bottom(&row, gap);
		for (int i = 0; i < WEEK; i++)
			draw_day(s, rect_column(row, i, WEEK, gap), days_on(monday, WEEK * week + i, 0), st);
	}
	ui_scroll_end(ui);
}

static void draw_when(struct shell *s, struct state *st, struct rect body)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), row = ui_touch(ui) > 14 * u ? ui_touch(ui) : 14 * u;
	bool upright = ui_upright(ui);
	struct rect quick =
		upright ? cut_top(&body, 2 * row + ui_gap(ui)) : cut_left(&body, body.w * 36 / 100);
	if (upright)
		cut_top(&body, 5 * u);
	else
		cut_left(&body, 6 * u);
	draw_quick(s, quick, st, upright ? 2 : 1);
	draw_calendar(s, body, st);
}

static void draw(struct shell *s, void *state)
{
	static const char *const titles[] = {
		N_("Who does what by when?"), N_("Who does it?"), N_("By when?")};
	struct state *st = state;
	const struct topic *t = core_topic(s->core, topic_of(s));
	struct rect body = shell_frame(s,
		(struct frame){.title = words(_(titles[st->pane])),
			.subtitle = t && !ui_upright(s->ui) ? t->title : STR("")});
	if (st->pane != PANE_WORDS)
		cut_top(&body, ui_gap(s->ui));
	if (st->pane == PANE_WHO)
		draw_who(s, st, body);
	else if (st->pane == PANE_WHEN)
		draw_when(s, st, body);
	else
		draw_words(s, st, body);
}

/* ---- what happens ---- */

static void send_action(struct shell *s, const struct state *st, action act)
{
	struct str text = act == REMOVE ? STR("") : str_trim(input_str(&st->words));
	if ((text.n == 0 && act != REMOVE) || shell_pending(s, act, 0))
		return;
	struct msg *m = shell_new_message(s, MSG_action_set);
	m->u.action_set = (struct msg_action_set){.action = s->place.a,
		.topic = topic_of(s),
		.text = msg_str(m, text),
		.owner = st->owner,
		.due = st->due};
	shell_send(s, m, act, 0);
}

static void choose_person(struct shell *s, struct state *st, ident person)
{
	st->owner = person;
	open_pane(s, st, PANE_WORDS);
}

static void choose_day(struct shell *s, struct state *st, int64_t day)
{
	st->due = day;
	open_pane(s, st, PANE_WORDS);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	ident person;
	if (st->pane == PANE_WHO && finder_event(s, &st->finder, e, 0, &person)) {
		if (person)
			choose_person(s, st, person);
		return;
	}
	if (e->kind == UI_KEY && e->key == KEY_RETURN && st->pane == PANE_WORDS)
		send_action(s, st, SAVE);
	if (e->kind != UI_PRESS)
		return;
	if (e->action == WHO || e->action == WHEN)
		open_pane(s, st, e->action == WHO ? PANE_WHO : PANE_WHEN);
	else if (e->action == PERSON)
		choose_person(s, st, e->arg);
	else if (e->action == QUICK)
		choose_day(s, st, quick_day(s, (enum quick)e->arg));
	else if (e->action == DAY_OF)
		choose_day(s, st, e->arg);
	else if (e->action == SAVE || e->action == REMOVE)
		send_action(s, st, e->action);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (!shell_done(s, e))
		return;
	shell_saved(s);
	shell_back(s);
}

static bool inner(const void *state)
{
	const struct state *st = state;
	return st->pane != PANE_WORDS;
}

static void close_inner(void *state)
{
	struct state *st = state;
	st->pane = PANE_WORDS;
	finder_close(&st->finder);
}

static bool stays(const struct shell *s)
{
	return talk_stays(s, topic_of(s));
}

static bool unsaved(const struct shell *s, const void *state)
{
	const struct state *st = state;
	const struct action *a = s->place.a ? core_action(s->core, s->place.a) : NULL;
	return draft_differs(&st->words, a ? a->text : STR("")) ||
		(a && (st->owner != a->owner || st->due != a->due));
}

static void resumed(struct shell *s, void *state)
{
	open_pane(s, state, PANE_WORDS);
}

const struct screen screen_action = {
	.name = "action",
	.state_size = sizeof(struct state),
	.watches = CHANGE_BOARDS | CHANGE_MEETINGS | CHANGE_PEOPLE,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.stays = stays,
	.inner = inner,
	.close_inner = close_inner,
	.unsaved = unsaved,
	.resumed = resumed,
};
