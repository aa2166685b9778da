/* The end: was it worth the time? Phones answer for themselves; whoever has none touches one of five steps,
 * and the screen goes round: one touch answers, a second for the next person. What all said is shown
 * when the meeting is closed, so that nobody follows the others. */
#include "screens/talk.h"

enum { STEP = 1, NEXT_PERSON };
#define STEPS 5

struct state {
	int given; /* by whoever stood here last; 0: it is somebody's turn */
};

static const char *const step_words[STEPS] = {
	N_("Not at all"), N_("A little"), N_("Partly"), N_("Mostly"), N_("Very much")};

static const struct type word_type = {
	.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .align = ALIGN_CENTRE, .lines = 2, .shrink = true};

static void draw_step(struct shell *s, struct rect r, int step, bool row)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_card(ui, r, false);
	if (ui_pressed(ui, STEP, step))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r,
			.name = "stars",
			.label = words(_(step_words[step - 1])),
			.action = STEP,
			.arg = step});
	struct type number = {.size = SIZE_TIMER,
		.weight = WEIGHT_BOLD,
		.tone = TONE_accent,
		.align = ALIGN_CENTRE,
		.tabular = true,
		.shrink = true,
		.middle = true};
	struct type word = word_type;
	struct str text = words(_(step_words[step - 1]));
	if (row) {
		number.size = SIZE_DISPLAY;
		word.align = ALIGN_START;
		word.middle = true;
		r = rect_pad(r, 5 * u, 0);
		ui_text(ui, cut_left(&r, 16 * u), shell_printf(s, "%d", step), number);
		cut_left(&r, 4 * u);
		ui_text(ui, r, text, word);
		return;
	}
	int line = ui_line(ui, number), h = 2 * ui_line(ui, word);
	r = rect_centre(rect_pad(r, u, 0), r.w - 2 * u, line + h < r.h ? line + h : r.h);
	ui_text(ui, cut_top(&r, r.h - h), shell_printf(s, "%d", step), number);
	ui_text(ui, r, text, word);
}

static struct str said_words(struct shell *s, const struct meeting *m)
{
	struct stars stars = core_stars(s->core, m->id);
	int people = core_vote_count(s->core, m->id).people;
	if (people > 0)
		return shell_printf(s,
			ngettext("%d of %d has answered", "%d of %d have answered",
				(unsigned long)stars.count),
			stars.count, people);
	return shell_printf(
		s, ngettext("%d has answered", "%d have answered", (unsigned long)stars.count), stars.count);
}

static void draw_thanks(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), key = ui_key(ui) < 24 * u ? ui_key(ui) : 24 * u;
	struct button next = {.name = "next-person",
		.icon = "arrow-right",
		.label = words(_("Next person")),
		.style = BUTTON_OUTLINE,
		.action = NEXT_PERSON};
	struct rect bottom = cut_bottom(&r, key);
	int w = ui_button_width(ui, next) + 10 * u;
	part_empty(s, r, "heart", words(_("Thank you")),
		words(_("What you said stays yours: only the mean of all is shown, at the end.")));
	ui_button(ui, rect_centre(bottom, w < bottom.w ? w : bottom.w, key), next);
}

static void draw(struct shell *s, void *state, const struct meeting *m, struct rect r)
{
	const struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui) + u;
	struct type small = {.size = SIZE_BODY, .tone = TONE_second, .lines = 2};
	cut_top(&r, meeting_purpose(s, r, m) + u);
	cut_top(&r,
		ui_text(ui, r, words(_("On your phone, or here: one touch, then the next person.")), small) +
			4 * u);
	struct rect foot = cut_bottom(&r, ui_line(ui, small));
	cut_bottom(&r, 3 * u);
	ui_text(ui, foot, said_words(s, m), small);
	if (st->given) {
		draw_thanks(s, r);
		return;
	}
	bool rows = ui_upright(ui);
	if (!rows && r.h > 70 * u)
		r = rect_centre(r, r.w, 70 * u);
	for (int i = 0; i < STEPS; i++)
		draw_step(s, rows ? rect_row(r, i, STEPS, gap) : rect_column(r, i, STEPS, gap), i + 1, rows);
}

static void event(struct shell *s, void *state, const struct meeting *m, const struct ui_event *e)
{
	struct state *st = state;
	if (e->kind != UI_PRESS)
		return;
	if (e->action == NEXT_PERSON) {
		st->given = 0;
		return;
	}
	if (e->action != STEP || shell_pending(s, STEP, e->arg))
		return;
	struct msg *msg = shell_new_message(s, MSG_meeting_rate);
	msg->u.meeting_rate = (struct msg_meeting_rate){.meeting = m->id, .stars = (int32_t)e->arg};
	shell_send(s, msg, STEP, e->arg);
}

static void reply(struct shell *s, void *state, const struct meeting *m, const struct effect *e)
{
	struct state *st = state;
	(void)s;
	(void)m;
	if (e->about == MSG_meeting_rate && !e->u.reply.err)
		st->given = 1;
}

const struct phase_view phase_close = {
	.state_size = sizeof(struct state),
	.draw = draw,
	.event = event,
	.reply = reply,
};
