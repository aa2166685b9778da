/* The quiz: for a minute after check-in partners put each other what they once wrote down. The one asks and judges,
 * the other answers aloud; the answer, where the note has one, stays covered until it is touched. Nobody has to:
 * each question can be skipped, Back leaves it, and after a minute no new one comes. */
#include <string.h>

#include "core/quiz.h"
#include "screens/parts.h"

enum { GRADE = 1, UNCOVER, SKIP, UNDO, GO_ON };
#define ASKED_MAX 4 /* of a minute */
#define QUIZ_TIME MINUTE

struct asked {
	ident takeaway, person, asker;
	enum grade grade; /* once it is on the disk; GRADE_NONE: skipped, or not yet */
};
struct state {
	struct asked asked[ASKED_MAX];
	size_t count, at;
	int64_t until; /* mono */
	bool uncovered, sending;
	enum grade sent;
};

static const struct {
	const char *name, *label, *past;
} grades[GRADE_COUNT] = {
	[GRADE_AGAIN] = {"again", N_("Not yet"), N_("not yet")},
	[GRADE_HARD] = {"hard", N_("With effort"), N_("with effort")},
	[GRADE_GOOD] = {"good", N_("Well"), N_("well")},
	[GRADE_EASY] = {"easy", N_("At once"), N_("at once")},
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	struct quiz_question due[ASKED_MAX];
	st->count = core_quiz_session(s->core, s->place.a, s->now.wall, due, ASKED_MAX);
	for (size_t i = 0; i < st->count; i++)
		st->asked[i] = (struct asked){due[i].takeaway, due[i].person, due[i].asker, GRADE_NONE};
	st->until = s->now.mono + QUIZ_TIME;
}

/* A question whose partnership has just ended, or that a phone has taken away, is not put any more. */
static bool present(struct shell *s, const struct state *st, struct quiz_question *q)
{
	const struct asked *a = &st->asked[st->at];
	return st->at < st->count && core_quiz_question(s->core, a->takeaway, a->person, q);
}

/* ---- a question ---- */

static void draw_minute(struct shell *s, struct rect r, const struct state *st)
{
	struct ui *ui = s->ui;
	int64_t left = st->until > s->now.mono ? st->until - s->now.mono : 0;
	int size = r.h < r.w ? r.h : r.w;
	struct rect ring = rect_centre(r, size, size);
	ui_ring(ui, ring, size / 9, 3600, TONE_sunk);
	ui_ring(ui, ring, size / 9, (int)(3600 * left / QUIZ_TIME), TONE_accent);
	ui_text(ui, rect_inset(ring, size / 6), shell_printf(s, "%d", (int)((left + 999) / SECOND)),
		(struct type){.size = SIZE_BODY,
			.weight = WEIGHT_SEMIBOLD,
			.align = ALIGN_CENTRE,
			.middle = true,
			.tabular = true,
			.shrink = true});
	if (left)
		ui_wake_at(ui, s->now.mono + (left - 1) % SECOND + 1);
}

/* Who puts it to whom, how many there are, and what is left of the minute. */
static void draw_head(struct shell *s, struct rect r, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct asked *a = &st->asked[st->at];
	struct type who = {.size = SIZE_LABEL,
		.weight = WEIGHT_SEMIBOLD,
		.middle = true,
		.shrink = true,
		.may_cut = true};
	struct type of = {.size = SIZE_SMALL, .tone = TONE_second, .align = ALIGN_END, .middle = true};
	draw_minute(s, cut_right(&r, r.h), st);
	cut_right(&r, 4 * u);
	struct str count = shell_printf(s, _("%d of %d"), (int)st->at + 1, (int)st->count);
	ui_text(ui, cut_right(&r, ui_text_width(ui, count, of) + u), count, of);
	ui_avatar(ui, cut_left(&r, r.h), part_face(s, a->asker));
	struct rect arrow = cut_left(&r, 8 * u);
	ui_icon(ui, rect_centre(arrow, 5 * u, 5 * u), "arrow-right", TONE_second);
	ui_avatar(ui, cut_left(&r, r.h), part_face(s, a->person));
	cut_left(&r, 4 * u);
	/* Translators: two given names; the first puts a question to the second */
	ui_text(ui, r,
		shell_printf(s, _("%s asks %s"), part_given(s, a->asker).p, part_given(s, a->person).p), who);
}

static void draw_answer(struct shell *s, struct rect r, const struct state *st, const struct quiz_question *q)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct type small = {.size = SIZE_SMALL, .tone = TONE_second, .middle = true, .shrink = true};
	if (q->answer.n == 0) {
		const char *day = words_day(ui_arena(ui), q->created, s->now.wall).p;
		ui_text(ui, r, shell_printf(s, _("From your notes: %s"), day), small);
	} else if (!st->uncovered) {
		struct button b = {.name = "answer",
			.icon = "expand",
			.label = words(_("Show the answer")),
			.size = SIZE_BODY,
			.style = BUTTON_OUTLINE,
			.action = UNCOVER};
		int h = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u, w = ui_button_width(ui, b);
		ui_button(ui, (struct rect){r.x, r.y + (r.h - h) / 2, w < r.w ? w : r.w, h}, b);
	} else {
		ui_fill(ui, r, 4 * u, TONE_accent_soft);
		ui_text(ui, rect_pad(r, 5 * u, 2 * u), q->answer,
			(struct type){.size = SIZE_HEADING,
				.weight = WEIGHT_SEMIBOLD,
				.tone = TONE_accent_dark,
				.lines = 3,
				.middle = true,
				.shrink = true,
				.may_cut = true});
	}
}

static void draw_card(struct shell *s, struct rect r, const struct state *st, const struct quiz_question *q)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_card(ui, r, false);
	r = rect_pad(r, 6 * u, 5 * u);
	draw_head(s, cut_top(&r, 12 * u), st);
	cut_top(&r, 4 * u);
	int third = r.h * 36 / 100, most = 30 * u, h = third < 14 * u ? 14 * u : third < most ? third : most;
	struct rect answer = cut_bottom(&r, h);
	cut_bottom(&r, 3 * u);
	ui_text(ui, r, q->question,
		(struct type){.size = SIZE_TITLE,
			.weight = WEIGHT_BOLD,
			.lines = 5,
			.middle = true,
			.shrink = true,
			.may_cut = true});
	draw_answer(s, answer, st, q);
}

/* ---- the judgement ---- */

static struct button undo_button(struct shell *s)
{
	return (struct button){.name = "undo",
		.icon = "undo",
		.label = words(_("Undo")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = UNDO,
		.pending_since = shell_pending(s, UNDO, 0)};
}

static struct button skip_button(void)
{
	return (struct button){.name = "skip",
		.label = words(_("Skip")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = SKIP};
}

static void draw_prompt(struct shell *s, struct rect r, const struct state *st)
{
	struct ui *ui = s->ui;
	const struct asked *a = &st->asked[st->at];
	struct button skip = skip_button(), undo = undo_button(s);
	struct type type = {
		.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .lines = 2, .middle = true, .shrink = true};
	ui_button(ui, cut_right(&r, ui_button_width(ui, skip)), skip);
	cut_right(&r, ui_gap(ui));
	if (st->at > 0) {
		ui_button(ui, cut_right(&r, ui_button_width(ui, undo)), undo);
		cut_right(&r, ui_gap(ui));
	}
	cut_right(&r, 2 * ui_u(ui));
	/* Translators: two given names; the first judges how well the second knew the answer */
	struct str text = shell_printf(
		s, _("%s, did %s know it?"), part_given(s, a->asker).p, part_given(s, a->person).p);
	ui_text(ui, r, text, type);
}

static void draw_grade(struct shell *s, struct rect r, const struct quiz_question *q, enum grade grade)
{
	struct ui *ui = s->ui;
	struct type small = {.size = SIZE_SMALL, .tone = TONE_second, .align = ALIGN_CENTRE, .shrink = true};
	struct rect below = cut_bottom(&r, ui_line(ui, small));
	cut_bottom(&r, ui_u(ui));
	int64_t back = core_quiz_back(s->core, q->takeaway, q->person, grade, s->now.wall);
	ui_button(ui, r,
		(struct button){.name = grades[grade].name,
			.label = words(_(grades[grade].label)),
			.style = BUTTON_PLAIN,
			.action = GRADE,
			.arg = grade,
			.pending_since = shell_pending(s, GRADE, grade)});
	/* Translators: a day; the question comes back then */
	ui_text(ui, below, shell_printf(s, _("again %s"), words_day(ui_arena(ui), back, s->now.wall).p),
		small);
}

static void draw_grades(struct shell *s, struct rect r, const struct quiz_question *q)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui);
	for (enum grade g = GRADE_AGAIN; g < GRADE_COUNT; g++) {
		int i = (int)g - GRADE_AGAIN;
		draw_grade(s,
			ui_upright(ui) ? rect_column(rect_row(r, i / 2, 2, gap), i % 2, 2, gap)
				       : rect_column(r, i, 4, gap),
			q, g);
	}
}

static void draw_question(
	struct shell *s, struct rect body, const struct state *st, const struct quiz_question *q)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), row = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u;
	int key = (ui_key(ui) < 22 * u ? ui_key(ui) : 22 * u) +
		ui_line(ui, (struct type){.size = SIZE_SMALL}) + u;
	struct rect keys = cut_bottom(&body, ui_upright(ui) ? 2 * key + ui_gap(ui) : key);
	cut_bottom(&body, 3 * u);
	struct rect prompt = cut_bottom(&body, row);
	cut_bottom(&body, 4 * u);
	draw_card(s, body, st, q);
	draw_prompt(s, prompt, st);
	draw_grades(s, keys, q);
}

/* ---- the end ---- */

static void draw_asked(struct shell *s, struct rect r, const struct asked *a)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct quiz_question q;
	struct type text = {.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .may_cut = true};
	struct type small = {.size = SIZE_SMALL, .tone = TONE_second, .shrink = true, .may_cut = true};
	if (!core_quiz_question(s->core, a->takeaway, a->person, &q))
		return;
	ui_avatar(ui, cut_left(&r, r.h), part_face(s, a->person));
	cut_left(&r, 4 * u);
	r = rect_centre(r, r.w, ui_line(ui, text) + ui_line(ui, small));
	ui_text(ui, cut_top(&r, ui_line(ui, text)), q.question, text);
	struct str how = words(_("skipped"));
	if (a->grade)
		how = shell_printf(s, _("%s · again %s"), _(grades[a->grade].past),
			words_day(ui_arena(ui), q.due, s->now.wall).p);
	ui_text(ui, r, how, small);
}

static void draw_over(struct shell *s, struct rect body, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), button = ui_touch(ui) > 18 * u ? ui_touch(ui) : 18 * u;
	struct button on = {
		.name = "on", .label = words(_("To the session")), .style = BUTTON_ACCENT, .action = GO_ON};
	struct rect bottom = cut_bottom(&body, button);
	cut_bottom(&body, 4 * u);
	if (st->at == 0) {
		part_empty(s, body, "question", words(_("Nothing to ask today")),
			words(_("Lines of your notes that begin with a question mark come back here, a little "
				"later each time.")));
	} else {
		struct rect in = rect_centre(body, body.w, (20 + 18 * (int)st->at) * u);
		struct rect card = in;
		ui_card(ui, card, false);
		in = rect_pad(in, 6 * u, 4 * u);
		ui_text(ui, cut_top(&in, 12 * u), words(_("That was your minute")),
			(struct type){
				.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .middle = true, .shrink = true});
		for (size_t i = 0; i < st->at; i++) {
			draw_asked(s, rect_pad(cut_top(&in, 18 * u), 0, 3 * u), &st->asked[i]);
			if (i + 1 < st->at)
				ui_line_across(ui, (struct rect){in.x, in.y, in.w, 1});
		}
	}
	struct button undo = undo_button(s);
	int w = ui_button_width(ui, on) + 12 * u, own = ui_button_width(ui, undo) + 4 * u;
	if (st->at > 0)
		ui_button(ui, rect_centre(cut_left(&bottom, own), own, button), undo);
	cut_left(&bottom, ui_gap(ui));
	ui_button(ui, ui_upright(ui) ? bottom : cut_right(&bottom, w), on);
}

static void draw(struct shell *s, void *state)
{
	const struct state *st = state;
	struct quiz_question q;
	const struct session *session = core_session(s->core, s->place.a);
	struct rect body = shell_frame(s,
		(struct frame){.title = words(_("Quiz")),
			.subtitle = session ? part_session_name(s, session) : STR("")});
	if (present(s, st, &q))
		draw_question(s, body, st, &q);
	else
		draw_over(s, body, st);
}

/* ---- what happens ---- */

/* To the next one, if there is time for it; those not asked come another day. */
static void next(struct shell *s, struct state *st)
{
	st->at++;
	st->uncovered = false;
	if (s->now.mono >= st->until)
		st->count = st->at;
}

static void changed(struct shell *s, void *state)
{
	struct state *st = state;
	struct quiz_question q;
	while (st->at < st->count && !present(s, st, &q)) {
		memmove(&st->asked[st->at], &st->asked[st->at + 1],
			(st->count - st->at - 1) * sizeof *st->asked);
		st->count--;
	}
}

static void send(
	struct shell *s, struct state *st, const struct asked *a, enum grade grade, const struct ui_event *e)
{
	struct msg *m = shell_new_message(s, MSG_quiz_judge);
	m->u.quiz_judge = (struct msg_quiz_judge){a->takeaway, a->person, grade};
	st->sending = true;
	st->sent = grade;
	shell_send(s, m, e->action, e->arg);
}

static void take_back(struct shell *s, struct state *st, const struct ui_event *e)
{
	if (st->asked[st->at - 1].grade)
		send(s, st, &st->asked[st->at - 1], GRADE_NONE, e);
	else
		st->at--; /* it was skipped */
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	if (e->kind != UI_PRESS || st->sending)
		return;
	if (e->action == GO_ON)
		shell_replace(s, (struct place){SCREEN_session, s->place.a, 0});
	else if (e->action == UNCOVER)
		st->uncovered = true;
	else if (e->action == SKIP && st->at < st->count)
		next(s, st);
	else if (e->action == GRADE && st->at < st->count)
		send(s, st, &st->asked[st->at], (enum grade)e->arg, e);
	else if (e->action == UNDO && st->at > 0)
		take_back(s, st, e);
}

/* One that a phone was quicker with counts as skipped here. */
static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	if (e->about != MSG_quiz_judge)
		return;
	st->sending = false;
	if (!shell_done(s, e))
		return;
	if (st->sent == GRADE_NONE && st->at > 0)
		st->asked[--st->at].grade = GRADE_NONE;
	else if (st->at < st->count) {
		st->asked[st->at].grade = e->u.reply.err ? GRADE_NONE : st->sent;
		next(s, st);
	}
}

const struct screen screen_quiz = {
	.name = "quiz",
	.state_size = sizeof(struct state),
	.watches = CHANGE_QUIZ | CHANGE_PARTNERSHIPS | CHANGE_PEOPLE | CHANGE_SESSIONS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.changed = changed,
	.draw = draw,
};
