/* A board's name and purpose, when it meets, and what its meetings begin with. Rows to touch; only the two
 * that are words open the keyboard. */
#include "screens/drafts.h"
#include "screens/parts.h"

enum {
	NAME = 1,
	PURPOSE,
	RHYTHM,
	DAY_STEP,
	TIME_STEP,
	VOTES,
	TOPIC_VOTES,
	MINUTES,
	LENGTH,
	SAVE,
	ARCHIVE,
	DONE
};
enum typing { TYPING_NOTHING, TYPING_NAME, TYPING_PURPOSE };

struct state {
	struct text_input name, purpose;
	enum typing typing;
	enum rhythm rhythm;
	int64_t next;  /* wall; 0: not settled */
	int64_t shown; /* what that was at first */
	int32_t votes, topic_votes, minutes, length;
};

/* So many are possible, and a touch goes so far. */
static const struct range {
	int32_t least, most, step;
} ranges[] = {
	[VOTES] = {1, 20, 1}, [TOPIC_VOTES] = {1, 10, 1}, [MINUTES] = {2, 60, 1}, [LENGTH] = {15, 480, 15}};

static void type(struct shell *s, struct state *st, enum typing what)
{
	st->typing = what;
	ui_focus(s->ui, what == TYPING_NAME ? &st->name : what == TYPING_PURPOSE ? &st->purpose : NULL);
}

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	const struct board *b = s->place.a ? core_board(s->core, s->place.a) : NULL;
	*st = (struct state){
		.rhythm = RHYTHM_MONTHLY, .votes = 3, .topic_votes = 2, .minutes = 8, .length = 45};
	if (!b) {
		type(s, st, TYPING_NAME);
		return;
	}
	input_set(&st->name, b->name);
	input_set(&st->purpose, b->purpose);
	st->rhythm = b->rhythm;
	st->next = st->shown = core_next_meeting(s->core, b->id, s->now.wall);
	st->votes = b->votes;
	st->topic_votes = b->topic_votes;
	st->minutes = b->minutes;
	st->length = b->length;
}

/* ---- rows ---- */

static int row_height(struct shell *s)
{
	int u = ui_u(s->ui);
	return ui_touch(s->ui) > 13 * u ? ui_touch(s->ui) : 13 * u;
}

static struct rect take_row(struct shell *s, struct rect *r)
{
	struct rect row = cut_top(r, row_height(s));
	cut_top(r, ui_gap(s->ui));
	return row;
}

static void draw_words_row(struct shell *s, struct rect r, struct str label, struct str text, action act)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_card(ui, r, false);
	if (ui_pressed(ui, act, 0))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){
			.r = r, .name = act == NAME ? "name" : "purpose", .label = label, .action = act});
	struct rect in = rect_pad(r, 4 * u, 0);
	ui_icon(ui, rect_centre(cut_right(&in, 6 * u), 5 * u, 5 * u), "edit", TONE_second);
	struct type type = {.size = SIZE_BODY,
		.weight = text.n ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR,
		.tone = text.n ? TONE_ink : TONE_second,
		.middle = true,
		.may_cut = true};
	ui_text(ui, in, text.n ? text : label, type);
}

static void draw_stepper(struct shell *s, struct rect r, struct str label, struct str value, action act)
{
	struct ui *ui = s->ui;
	int touch = r.h;
	struct type type = {.size = SIZE_BODY, .middle = true, .lines = 2, .shrink = true};
	struct type number = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.middle = true,
		.tabular = true,
		.align = ALIGN_CENTRE,
		.lines = 2,
		.shrink = true};
	struct rect plus = cut_right(&r, touch), middle = cut_right(&r, 30 * ui_u(ui)),
		    minus = cut_right(&r, touch);
	part_step_key(
		s, minus, "minus", shell_printf(s, _("Less: %s"), arena_str(ui_arena(ui), label).p), act, -1);
	part_step_key(
		s, plus, "plus", shell_printf(s, _("More: %s"), arena_str(ui_arena(ui), label).p), act, 1);
	ui_text(ui, middle, value, number);
	cut_right(&r, 2 * ui_u(ui));
	ui_text(ui, r, label, type);
}

static void draw_rhythm(struct shell *s, struct rect r, const struct state *st)
{
	for (int i = 0; i < RHYTHM_COUNT; i++)
		ui_button(s->ui, rect_column(r, i, RHYTHM_COUNT, ui_gap(s->ui)),
			(struct button){.name = "rhythm",
				.label = words_rhythm((enum rhythm)i),
				.size = SIZE_BODY,
				.style = st->rhythm == (enum rhythm)i ? BUTTON_OUTLINE : BUTTON_PLAIN,
				.action = RHYTHM,
				.arg = i});
}

static void draw_words_rows(struct shell *s, struct rect *r, const struct state *st)
{
	draw_words_row(s, take_row(s, r), words(_("What is the board called?")), input_str(&st->name), NAME);
	draw_words_row(s, take_row(s, r), words(_("What is it for?")), input_str(&st->purpose), PURPOSE);
}

static void draw_when_rows(struct shell *s, struct rect *r, const struct state *st)
{
	struct arena *mem = ui_arena(s->ui);
	draw_rhythm(s, take_row(s, r), st);
	draw_stepper(s, take_row(s, r), words(_("Next meeting")),
		st->next ? words_date(mem, st->next) : words(_("not settled")), DAY_STEP);
	if (st->next)
		draw_stepper(s, take_row(s, r), words(_("at")), words_time(mem, st->next), TIME_STEP);
}

static void draw_number_rows(struct shell *s, struct rect *r, const struct state *st)
{
	draw_stepper(s, take_row(s, r), words(_("Votes each")), shell_printf(s, "%d", st->votes), VOTES);
	draw_stepper(s, take_row(s, r), words(_("at most for one topic")),
		shell_printf(s, "%d", st->topic_votes), TOPIC_VOTES);
	draw_stepper(s, take_row(s, r), words(_("Time for a topic")),
		shell_printf(s, _("%d min"), st->minutes), MINUTES);
	draw_stepper(s, take_row(s, r), words(_("Length of a meeting")),
		shell_printf(s, _("%d min"), st->length), LENGTH);
}

static void draw_rows(struct shell *s, struct rect body, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), row = row_height(s) + ui_gap(ui);
	bool columns = !ui_upright(ui);
	struct rect in = ui_scroll(ui, body, "settings", (columns ? 5 : 9) * row + 2 * u), right;
	in = rect_pad(in, u, u);
	right = columns ? rect_column(in, 1, 2, 8 * u) : in;
	in = columns ? rect_column(in, 0, 2, 8 * u) : in;
	draw_words_rows(s, &in, st);
	draw_when_rows(s, &in, st);
	draw_number_rows(s, columns ? &right : &in, st);
	ui_scroll_end(ui);
}

static void draw_typing(struct shell *s, struct rect body, struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct rect keyboard = part_keyboard(s, &body);
	bool name = st->typing == TYPING_NAME;
	ui_field(ui, rect_centre(body, body.w, body.h < 26 * u ? body.h : 26 * u),
		name ? &st->name : &st->purpose,
		(struct field){.name = name ? "name" : "purpose",
			.placeholder = words(name ? _("What is the board called?") : _("What is it for?")),
			.action = name ? NAME : PURPOSE,
			.large = true});
	ui_keyboard(ui, keyboard, words(_("Done")), DONE);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct board *b = s->place.a ? core_board(s->core, s->place.a) : NULL;
	struct rect body = shell_frame(s,
		(struct frame){.title = s->place.a ? words(_("The board’s settings")) : words(_("New board")),
			.subtitle = b ? b->name : STR("")});
	if (st->typing) {
		draw_typing(s, body, st);
		return;
	}
	struct rect bar = part_bar(s, &body, ui_touch(ui) > 15 * u ? ui_touch(ui) : 15 * u);
	part_button(s, &bar,
		(struct button){.name = "save",
			.label = b ? words(_("Save")) : words(_("Open the board")),
			.action = SAVE,
			.disabled = st->name.n == 0},
		BUTTON_ACCENT);
	if (b)
		part_button(s, &bar,
			(struct button){.name = "archive",
				.icon = "trash",
				.label = words(_("Put it away")),
				.action = ARCHIVE},
			BUTTON_PLAIN);
	draw_rows(s, body, st);
}

/* ---- what happens ---- */

static void step(int32_t *value, action act, int64_t way)
{
	const struct range *r = &ranges[act];
	int32_t next = *value + (int32_t)way * r->step;
	*value = next < r->least ? r->least : next > r->most ? r->most : next;
}

/* From nothing it is a week from now, at three; back past today it is nothing again. */
static void step_day(struct shell *s, struct state *st, int64_t way)
{
	struct civil c = civil_from(st->next ? st->next : s->now.wall);
	if (!st->next && way < 0)
		return;
	c.day += st->next ? (int)way : 7;
	c.hour = st->next ? c.hour : 15;
	c.minute = st->next ? c.minute : 0;
	c.second = 0;
	st->next = civil_to(c);
	if (st->next <= s->now.wall)
		st->next = 0;
}

static void step_time(struct shell *s, struct state *st, int64_t way)
{
	int64_t next = st->next + way * 15 * MINUTE;
	if (day_start(next) == day_start(st->next) && next > s->now.wall)
		st->next = next;
}

/* A rhythm counts from the day that was settled once: that stays, unless somebody has changed the day. */
static int64_t settled(struct shell *s, const struct state *st)
{
	const struct board *b = s->place.a ? core_board(s->core, s->place.a) : NULL;
	return b && st->next == st->shown && st->rhythm == b->rhythm ? b->next_meeting : st->next;
}

static void save(struct shell *s, struct state *st)
{
	struct str name = str_trim(input_str(&st->name)), purpose = str_trim(input_str(&st->purpose));
	if (!name.n || shell_pending(s, SAVE, 0))
		return;
	struct msg *m = shell_new_message(s, MSG_board_set);
	m->u.board_set = (struct msg_board_set){.board = s->place.a,
		.name = msg_str(m, name),
		.purpose = msg_str(m, purpose),
		.rhythm = st->rhythm,
		.next_meeting = settled(s, st),
		.votes = st->votes,
		.topic_votes = st->topic_votes < st->votes ? st->topic_votes : st->votes,
		.minutes = st->minutes,
		.length = st->length};
	shell_send(s, m, SAVE, 0);
}

static void archive(struct shell *s)
{
	struct msg *m = shell_new_message(s, MSG_board_archive);
	m->u.board_archive = (struct msg_board_archive){.board = s->place.a, .archived = true};
	shell_send(s, m, ARCHIVE, 0);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	if (e->kind == UI_KEY && e->key == KEY_RETURN && st->typing)
		type(s, st, TYPING_NOTHING);
	if (e->kind != UI_PRESS)
		return;
	if (e->action == NAME || e->action == PURPOSE)
		type(s, st, e->action == NAME ? TYPING_NAME : TYPING_PURPOSE);
	else if (e->action == DONE)
		type(s, st, TYPING_NOTHING);
	else if (e->action == RHYTHM)
		st->rhythm = (enum rhythm)e->arg;
	else if (e->action == DAY_STEP)
		step_day(s, st, e->arg);
	else if (e->action == TIME_STEP)
		step_time(s, st, e->arg);
	else if (e->action >= VOTES && e->action <= LENGTH)
		step((int32_t *[]){&st->votes, &st->topic_votes, &st->minutes,
			     &st->length}[e->action - VOTES],
			e->action, e->arg);
	else if (e->action == SAVE)
		save(s, st);
	else if (e->action == ARCHIVE)
		archive(s);
}

static void put_away(struct shell *s)
{
	struct msg *undo = shell_new_message(s, MSG_board_archive);
	undo->u.board_archive = (struct msg_board_archive){.board = s->place.a, .archived = false};
	shell_land(s, (struct place){SCREEN_boards, 0, 0});
	shell_toast_undo(s, words(_("The board is put away.")), undo);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (!shell_done(s, e))
		return;
	shell_saved(s);
	if (e->about == MSG_board_archive)
		put_away(s);
	else if (!s->place.a)
		shell_replace(s, (struct place){SCREEN_board, e->u.reply.result, 0});
	else
		shell_back(s);
}

static bool inner(const void *state)
{
	const struct state *st = state;
	return st->typing != TYPING_NOTHING;
}

static void close_inner(void *state)
{
	struct state *st = state;
	st->typing = TYPING_NOTHING;
}

static bool unsaved(const struct shell *s, const void *state)
{
	const struct state *st = state;
	const struct board *b = s->place.a ? core_board(s->core, s->place.a) : NULL;
	return draft_differs(&st->name, b ? b->name : STR("")) ||
		draft_differs(&st->purpose, b ? b->purpose : STR("")) ||
		(b && (st->rhythm != b->rhythm || st->next != st->shown || st->votes != b->votes)) ||
		(b && (st->topic_votes != b->topic_votes || st->minutes != b->minutes)) ||
		(b && st->length != b->length);
}

static void resumed(struct shell *s, void *state)
{
	struct state *st = state;
	type(s, st, st->typing);
}

const struct screen screen_edit_board = {
	.name = "edit_board",
	.state_size = sizeof(struct state),
	.watches = CHANGE_BOARDS | CHANGE_PIN,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.inner = inner,
	.close_inner = close_inner,
	.unsaved = unsaved,
	.resumed = resumed,
};
