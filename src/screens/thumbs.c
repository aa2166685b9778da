/* The question at the end of a topic's time: go on with it, or is it enough? Fifteen seconds fill the
 * screen. Phones answer for themselves; whoever has none touches their face and a thumb here, in either
 * order. How many have answered is shown, and not who or what before it is over. */
#include "screens/talk.h"

enum { FACE = 81, THUMB }; /* of phase_discuss, whose events come here first */
#define QUESTION_MS (15 * SECOND)

static const struct {
	enum thumb thumb;
	const char *icon, *label;
} answers[] = {{THUMB_CONTINUE, "thumb-up", N_("Go on")}, {THUMB_NO_MATTER, "thumb-side", N_("No matter")},
	{THUMB_ENOUGH, "thumb-down", N_("Enough")}};
#define ANSWERS ((int)(sizeof answers / sizeof *answers))

/* ---- who answers here ---- */

static size_t without_phone(
	struct shell *s, const struct meeting *m, struct participant out[PARTICIPANTS_MAX])
{
	size_t n = core_participants(s->core, m->id, out, PARTICIPANTS_MAX), kept = 0;
	for (size_t i = 0; i < n; i++)
		if (!out[i].phone)
			out[kept++] = out[i];
	return kept;
}

static int face_side(struct shell *s)
{
	int u = ui_u(s->ui), touch = ui_touch(s->ui);
	return touch > 14 * u ? touch : 14 * u;
}

static void draw_face(struct shell *s, struct rect r, const struct participant *p, bool chosen)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), side = r.w * 30 / 100;
	struct avatar a = part_face(s, p->person);
	a.here = chosen;
	if (chosen || ui_pressed(ui, FACE, p->person))
		ui_fill(ui, rect_inset(r, -u), 4 * u, chosen ? TONE_accent_soft : TONE_sunk);
	ui_avatar(ui, r, a);
	if (p->thumb != THUMB_NONE) {
		struct rect tick = {r.x + r.w - side, r.y + r.h - side, side, side};
		ui_fill(ui, rect_inset(tick, -u / 2), side, TONE_surface);
		ui_icon(ui, tick, "check", TONE_accent_dark);
	}
	ui_control(ui,
		(struct control){.r = r,
			.name = "face",
			.label = part_name(s, p->person),
			.action = FACE,
			.arg = p->person});
}

/* The faces in rows, scrolled where they are many. */
static void draw_faces(
	struct shell *s, struct rect r, const struct participant *people, size_t n, ident chosen)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), side = face_side(s), gap = ui_gap(ui) + u;
	int columns = (r.w + gap) / (side + gap) > 0 ? (r.w + gap) / (side + gap) : 1;
	int rows = ((int)n + columns - 1) / columns;
	struct rect list = {r.x - u, r.y - u, r.w + 2 * u, r.h + u};
	struct rect in = rect_pad(ui_scroll(ui, list, "faces", rows * (side + gap) + 2 * u), u, u);
	for (int i = 0; i < (int)n; i++)
		draw_face(s,
			(struct rect){in.x + i % columns * (side + gap), in.y + i / columns * (side + gap),
				side, side},
			&people[i], people[i].person == chosen);
	ui_scroll_end(ui);
}

/* ---- the question ---- */

static void draw_thumb(struct shell *s, struct rect r, int i, const struct thumbs_state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	bool chosen = st->thumb == answers[i].thumb;
	ui_card(ui, r, chosen);
	if (chosen || ui_pressed(ui, THUMB, i))
		ui_fill(ui, rect_inset(r, u), 4 * u, chosen ? TONE_accent_soft : TONE_sunk);
	ui_control(ui,
		(struct control){.r = r,
			.name = "thumb",
			.label = words(_(answers[i].label)),
			.action = THUMB,
			.arg = i});
	struct type label = {
		.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .align = ALIGN_CENTRE, .shrink = true};
	int line = ui_line(ui, label), side = r.h - line - 8 * u;
	side = side > r.w - 6 * u ? r.w - 6 * u : side;
	struct rect in = rect_centre(r, r.w - 2 * u, side + 2 * u + line);
	ui_icon(ui, rect_centre(cut_top(&in, side), side, side), answers[i].icon,
		answers[i].thumb == THUMB_CONTINUE ? TONE_accent : TONE_ink);
	cut_top(&in, 2 * u);
	ui_text(ui, in, words(_(answers[i].label)), label);
}

static struct str answered(struct shell *s, const struct thumbs *t)
{
	int n = t->for_more + t->enough + t->no_matter;
	if (!t->asked)
		return words(_("Nobody has joined: whoever leads decides."));
	return shell_printf(s, ngettext("%d of %d has answered", "%d of %d have answered", (unsigned long)n),
		n, t->asked);
}

static struct str invitation(struct shell *s, const struct thumbs_state *st)
{
	if (st->person)
		return shell_printf(
			s, _("%s, which one?"), arena_str(ui_arena(s->ui), part_given(s, st->person)).p);
	return st->thumb ? words(_("Whose thumb is it? Touch your face."))
			 : words(_("No phone? Touch your face, then a thumb."));
}

static void draw_question(
	struct shell *s, struct rect r, const struct thumbs_state *st, const struct meeting *m)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui) + u;
	static struct participant people[PARTICIPANTS_MAX];
	size_t n = without_phone(s, m, people);
	struct thumbs t = core_thumbs(s->core, m->id);
	const struct topic *topic = core_topic(s->core, m->topic);
	struct type question = {.size = SIZE_TITLE,
		.weight = WEIGHT_BOLD,
		.lines = ui_narrow(ui) && !ui_upright(ui) ? 1 : 2,
		.shrink = true};
	struct type small = {
		.size = SIZE_BODY, .tone = TONE_second, .lines = 1, .may_cut = true, .tabular = true};
	struct type who = {.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .lines = 2, .shrink = true};
	cut_top(&r, ui_text(ui, r, words(_("Go on with this topic?")), question) + u);
	if (topic)
		ui_text(ui, cut_top(&r, ui_line(ui, small)), topic->title, small);
	ui_text(ui, cut_top(&r, ui_line(ui, small) + u), answered(s, &t), small);
	cut_top(&r, 2 * u);
	if (n) {
		/* one row and a half, where there are more: half a row says that it goes on */
		int row = face_side(s) + gap, columns = (r.w + gap) / row > 0 ? (r.w + gap) / row : 1;
		int halves = (int)n <= columns || r.h < 4 * row ? 2 : r.h > 7 * row ? 5 : 3;
		struct str text = invitation(s, st);
		draw_faces(s, cut_bottom(&r, halves == 2 ? row - gap + 2 * u : halves * row / 2 + u), people,
			n, st->person);
		ui_text(ui, cut_bottom(&r, ui_text_height(ui, r.w, text, who) + 2 * u), text, who);
		cut_bottom(&r, 2 * u);
	}
	for (int i = 0; i < ANSWERS; i++)
		draw_thumb(s, rect_column(r, i, ANSWERS, gap), i, st);
}

void thumbs_draw(struct shell *s, const struct thumbs_state *st, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	int64_t left = m->thumbs_until > s->now.mono ? m->thumbs_until - s->now.mono : 0;
	struct rect ring = ui_upright(ui) ? cut_top(&r, r.h * 38 / 100) : cut_left(&r, r.w * 38 / 100);
	if (ui_upright(ui))
		cut_top(&r, 5 * u);
	else
		cut_left(&r, 7 * u);
	talk_clock(s, ring,
		(struct far_clock){.left = left, .total = QUESTION_MS, .running = true, .seconds = true});
	draw_question(s, r, st, m);
}

/* ---- answers ---- */

static void send_thumb(struct shell *s, struct thumbs_state *st, const struct meeting *m)
{
	struct msg *msg = shell_new_message(s, MSG_thumb);
	msg->u.thumb = (struct msg_thumb){.meeting = m->id, .person = st->person, .thumb = st->thumb};
	shell_send(s, msg, FACE, st->person);
	*st = (struct thumbs_state){0};
}

bool thumbs_event(struct shell *s, struct thumbs_state *st, const struct meeting *m, const struct ui_event *e)
{
	if (e->kind != UI_PRESS || (e->action != FACE && e->action != THUMB))
		return false;
	if (e->action == FACE)
		st->person = st->person == e->arg ? 0 : e->arg;
	else
		st->thumb = st->thumb == answers[e->arg].thumb ? THUMB_NONE : answers[e->arg].thumb;
	if (st->person && st->thumb)
		send_thumb(s, st, m);
	return true;
}

struct str thumbs_result(struct shell *s, const struct meeting *m)
{
	struct thumbs t = core_thumbs(s->core, m->id);
	int said = t.for_more + t.enough + t.no_matter;
	if (!said)
		return STR("");
	return shell_printf(s,
		ngettext("%d of %d wants to go on", "%d of %d want to go on", (unsigned long)t.for_more),
		t.for_more, said);
}
