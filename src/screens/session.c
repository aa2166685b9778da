/* The session: the guide at the left, the turn's clock in the middle, the notes at the right. A touch
 * on the clock or on the notes makes it large; another one brings the rest back. */
#include "screens/last_time.h"
#include "screens/note_view.h"
#include "screens/partnership_words.h"

enum {
	GO_STEP = 1,
	PAUSE,
	RESUME,
	MORE,
	SWAP,
	ROLE,
	PROMPT,
	FINISH,
	PICK,
	MEMBERS,
	CODE,
	BIDS,
	TO_FINISH,
	LARGE_CLOCK,
	LARGE_NOTES
};

enum large { LARGE_NOTHING, LARGE_IS_CLOCK, LARGE_IS_NOTES };
struct state {
	enum large large;
};

static void enter(struct shell *s, void *state)
{
	(void)state;
	const struct session *session = core_session(s->core, s->place.a);
	part_ask_code(s, session ? session->note : 0);
	if (session && session->partnership)
		last_time_ask(s, session->id);
}

/* People who talk touch nothing: while their time lasts, or a turn runs, or somebody writes, this stays. */
static bool stays(const struct shell *s)
{
	const struct session *session = core_session(s->core, s->place.a);
	struct note_view note;
	if (!session || session->state == SESSION_CLOSED)
		return false;
	bool on =
		session->state == SESSION_UNDER_WAY && (session->turn.running || s->now.wall < session->ends);
	return on || (core_note(s->core, session->note, &note) && note.phones > 0);
}

/* ---- who is who in the turn ---- */

struct pair {
	ident learner, coach;
	struct str learner_name, coach_name;
};

static struct pair turn_pair(struct shell *s, const struct session *session, const struct step *step)
{
	ident people[SESSION_MEMBERS_MAX];
	size_t n = core_taking_part(s->core, session->id, people, SESSION_MEMBERS_MAX);
	const struct guide *g = core_guide(s->core, session, s->language);
	struct pair p = {.learner = g ? core_learner(s->core, session, (int32_t)(step - g->steps)) : 0};
	for (size_t i = 0; i < n && !p.coach; i++)
		if (people[i] != p.learner)
			p.coach = people[i];
	p.learner_name = p.learner ? part_given(s, p.learner) : words(_("The one"));
	p.coach_name = n > 2 ? words(_("The group"))
		: p.coach    ? part_given(s, p.coach)
			     : words(_("The other"));
	return p;
}

static struct str filled(
	struct shell *s, const struct session *session, const struct step *step, struct str text)
{
	struct pair p = turn_pair(s, session, step);
	return words_fill(ui_arena(s->ui), text, p.learner_name, p.coach_name);
}

/* ---- the guide ---- */

/* The next one for which there is somebody; the guide's count: there is none. */
static int next_step(struct shell *s, const struct session *session, const struct guide *g)
{
	int next = session->step + 1;
	while (next < g->count && core_step_left_out(s->core, session, next))
		next++;
	return next;
}

/* What the stage of a learning set's turn is for, while it is on. */
static const struct {
	const char *name, *text;
} stages[STAGE_COUNT] = {
	{N_("Presenting"), N_("{learner} tells what it is about. The others listen.")},
	{N_("Clarifying"), N_("Ask {learner} for facts only, to understand.")},
	{N_("Questions only"), N_("Help {learner} think, with questions. No advice.")},
	{N_("Summing up"), N_("Each says what they heard, in a sentence.")},
	{N_("What could help"), N_("Who or what could help? Name it; nobody has to take it.")},
	{N_("The next step"), N_("{learner} says what they will do, and by when.")},
};

static struct str prompt_of(struct shell *s, const struct session *session, enum role role)
{
	const struct content_language *c = content_for(core_config(s->core)->content, s->language);
	const struct prompts *p = c ? &c->prompts[role] : NULL;
	return p && p->count ? p->lines[session->prompt % p->count] : STR("");
}

static bool under_way(const struct session *session, const struct step *step)
{
	return step->kind == STEP_TURN && session->state == SESSION_UNDER_WAY;
}

/* A question is of use now: not while one presents, nor when the others say what they heard. */
static bool asks(struct shell *s, const struct session *session, const struct step *step)
{
	struct stages on;
	return under_way(session, step) &&
		(!core_stages(s->core, session, s->now.mono, &on) || on.now == STAGE_CLARIFY ||
			on.now == STAGE_HELP);
}

/* What the step is, what to do, and the question of the moment. */
struct step_words {
	struct str text[3];
	struct type type[3];
	int count;
};

static struct step_words step_words(
	struct shell *s, int w, const struct session *session, const struct step *step)
{
	bool wide = w > 100 * ui_u(s->ui); /* read from further away, where there is room for it */
	struct str prompt = asks(s, session, step) ? prompt_of(s, session, session->turn.role) : STR("");
	struct stages on;
	struct str text = step->text;
	if (under_way(session, step) && core_stages(s->core, session, s->now.mono, &on))
		text = words(_(stages[on.now].text));
	struct step_words words = {.count = prompt.n ? 3 : 2,
		.text = {filled(s, session, step, step->title), filled(s, session, step, text)},
		.type = {{.size = wide ? SIZE_HEADING : SIZE_LABEL,
				 .weight = WEIGHT_BOLD,
				 .lines = 4,
				 .shrink = true},
			{.size = wide || !prompt.n ? SIZE_BODY : SIZE_SMALL,
				.tone = TONE_second,
				.lines = 20,
				.shrink = true},
			{.size = wide ? SIZE_TITLE : SIZE_HEADING, .lines = 20, .shrink = true}}};
	if (prompt.n)
		words.text[2] = shell_printf(s, _("“%s”"), arena_str(ui_arena(s->ui), prompt).p);
	return words;
}

static int words_height(struct shell *s, int w, const struct step_words *words)
{
	int h = 0;
	for (int i = 0; i < words->count; i++)
		h += ui_text_height(s->ui, w, words->text[i], words->type[i]) +
			(i ? (2 * i - 1) * ui_u(s->ui) : 0);
	return h;
}

/* They scroll where the screen is small. Returns the height they took. */
static int draw_step_words(struct shell *s, struct rect r, const struct step_words *words)
{
	int h = words_height(s, r.w, words), u = ui_u(s->ui);
	r.h = h < r.h ? h : r.h;
	struct rect view = {r.x, r.y, r.w + 3 * u, r.h}, in = ui_scroll(s->ui, view, "step", h);
	in.w = r.w;
	for (int i = 0; i < words->count; i++) {
		cut_top(&in, i ? (2 * i - 1) * u : 0);
		cut_top(&in, ui_text(s->ui, in, words->text[i], words->type[i]));
	}
	ui_scroll_end_on(s->ui, TONE_surface);
	return r.h;
}

static int step_buttons_height(struct shell *s)
{
	int u = ui_u(s->ui);
	return ui_touch(s->ui) > 11 * u ? ui_touch(s->ui) : 11 * u;
}

/* Another question, and who asks it: beside each other, or one below the other. Returns the height. */
static int draw_step_buttons(struct shell *s, struct rect r, const struct session *session, bool measure)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui), h = step_buttons_height(s);
	struct button another = {.name = "another",
		.label = words(_("Another question")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = PROMPT};
	struct button role = {.name = "role",
		.icon = "people",
		.label = words_role(session->turn.role),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = ROLE};
	int w1 = ui_button_width(ui, another), w2 = ui_button_width(ui, role);
	bool beside = w1 + w2 + gap <= r.w;
	if (measure)
		return beside ? h : 2 * h + gap;
	struct rect row = cut_bottom(&r, h);
	if (beside) {
		ui_button(ui, cut_left(&row, w1), another);
		cut_left(&row, gap);
		ui_button(ui, cut_left(&row, w2), role);
		return h;
	}
	ui_button(ui, row, another);
	cut_bottom(&r, gap);
	ui_button(ui, cut_bottom(&r, h), role);
	return 2 * h + gap;
}

/* In a learning set, before anybody presents. */
static bool asks_for_time(struct shell *s, const struct session *session)
{
	const struct guide *g = core_guide(s->core, session, s->language);
	if (!g || session->model != MODEL_LEARNING_SET || session->state == SESSION_CLOSED ||
		session->state == SESSION_FINISHING)
		return false;
	for (int i = 0; i <= session->step && i < g->count; i++)
		if (g->steps[i].kind == STEP_TURN)
			return false;
	return true;
}

static void draw_bids_button(struct shell *s, struct rect r, const struct session *session)
{
	const struct bid *bids;
	size_t n = core_bids(s->core, session->id, &bids);
	struct str label = n == 0
		? words(_("Who presents?"))
		: shell_printf(s, ngettext("%d presents", "%d present", (unsigned long)n), (int)n);
	ui_button(s->ui, r,
		(struct button){.name = "bids",
			.icon = "hand",
			.label = label,
			.size = SIZE_BODY,
			.style = n ? BUTTON_PLAIN : BUTTON_OUTLINE,
			.action = BIDS});
}

/* What can be touched below the words of the open step, if anything: its height with the space above. */
static int buttons_height(struct shell *s, int w, const struct session *session, const struct step *step)
{
	int u = ui_u(s->ui);
	if (asks(s, session, step))
		return draw_step_buttons(s, (struct rect){0, 0, w, 0}, session, true) + 3 * u;
	return asks_for_time(s, session) ? step_buttons_height(s) + 3 * u : 0;
}

static void draw_buttons(
	struct shell *s, struct rect r, const struct session *session, const struct step *step)
{
	if (asks(s, session, step))
		draw_step_buttons(s, r, session, false);
	else if (asks_for_time(s, session))
		draw_bids_button(s, cut_bottom(&r, step_buttons_height(s)), session);
}

/* The height at which nothing of the open step has to scroll. */
static int open_step_height(struct shell *s, int w, const struct session *session, const struct step *step)
{
	int u = ui_u(s->ui);
	struct rect in = {0, 0, w - 10 * u, 0};
	struct step_words words = step_words(s, in.w, session, step);
	int buttons = buttons_height(s, in.w, session, step);
	return 10 * u + words_height(s, in.w, &words) + (buttons ? buttons + u : 0);
}

static void draw_open_step(
	struct shell *s, struct rect r, const struct session *session, const struct step *step)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ui_card(ui, r, false);
	struct rect in = rect_pad(r, 5 * u, 5 * u);
	draw_buttons(s, cut_bottom(&in, buttons_height(s, in.w, session, step)), session, step);
	struct step_words words = step_words(s, in.w, session, step);
	cut_top(&in, draw_step_words(s, in, &words) + 4 * u);
	if (session->step <= 0)
		last_time_draw(s, in, session->id);
}

/* A bid has its own length. */
static int step_minutes(struct shell *s, const struct session *session, const struct step *step, int i)
{
	const struct bid *bids;
	size_t n = step->kind == STEP_TURN ? core_bids(s->core, session->id, &bids) : 0;
	ident learner = n ? core_learner(s->core, session, i) : 0;
	for (size_t k = 0; k < n; k++)
		if (bids[k].person == learner)
			return bids[k].minutes;
	return step->minutes;
}

static void draw_closed_step(
	struct shell *s, struct rect r, const struct session *session, const struct guide *g, int i)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	bool done = i < session->step,
	     on = session->state == SESSION_HERE || session->state == SESSION_UNDER_WAY;
	ui_control(ui,
		(struct control){.r = r,
			.name = "step",
			.label = filled(s, session, &g->steps[i], g->steps[i].title),
			.action = GO_STEP,
			.arg = i,
			.disabled = !on});
	if (ui_pressed(ui, GO_STEP, i))
		ui_fill(ui, r, 3 * u, TONE_sunk);
	struct rect sign = cut_left(&r, 8 * u);
	if (done)
		ui_icon(ui, rect_centre(sign, 5 * u, 5 * u), "check", TONE_accent);
	else
		ui_fill(ui, rect_centre(sign, 3 * u, 3 * u), 2 * u, TONE_edge);
	cut_left(&r, u);
	struct str title = filled(s, session, &g->steps[i], g->steps[i].title);
	struct str text = done ? title
			       : shell_printf(s, _("%s · %d min"), arena_str(ui_arena(ui), title).p,
					 step_minutes(s, session, &g->steps[i], i));
	ui_text(ui, r, text,
		(struct type){.size = SIZE_SMALL,
			.tone = TONE_second,
			.middle = true,
			.lines = 2,
			.shrink = true,
			.may_cut = true});
}

/* Turns for which nobody is there are not shown; the open step's place among the others is *open. */
static int steps_shown(struct shell *s, const struct session *session, const struct guide *g,
	int out[GUIDE_STEPS_MAX], int *open)
{
	int count = 0, at = session->step < 0 ? 0 : session->step < g->count ? session->step : g->count - 1;
	for (int i = 0; i < g->count; i++) {
		if (i == at)
			*open = count;
		if (i == at || !core_step_left_out(s->core, session, i))
			out[count++] = i;
	}
	return count;
}

static void draw_guide(struct shell *s, struct rect r, const struct session *session, const struct guide *g)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), row = ui_touch(ui) + ui_gap(ui), steps[GUIDE_STEPS_MAX], open = 0;
	int count = steps_shown(s, session, g, steps, &open);
	int least = open_step_height(s, r.w, session, &g->steps[steps[open]]),
	    shown = (r.h - (least > 50 * u ? least : 50 * u)) / row;
	shown = shown < 0 ? 0 : shown < count - 1 ? shown : count - 1;
	int before = open < shown / 2 ? open : shown / 2, after = shown - before;
	if (after > count - 1 - open) {
		after = count - 1 - open;
		before = shown - after;
	}
	for (int i = open - before; i < open; i++)
		draw_closed_step(s, cut_top(&r, row), session, g, steps[i]);
	struct rect bottom = cut_bottom(&r, after * row);
	cut_bottom(&r, after ? u : 0);
	draw_open_step(s, r, session, &g->steps[steps[open]]);
	for (int i = open + 1; i <= open + after; i++)
		draw_closed_step(s, cut_top(&bottom, row), session, g, steps[i]);
}

/* ---- the clock ---- */

static void draw_faces(struct shell *s, struct rect r, const struct session *session)
{
	struct ui *ui = s->ui;
	const struct member *members[SESSION_MEMBERS_MAX];
	struct avatar avatars[AVATARS_MAX];
	int n = (int)core_members(s->core, session->id, members, SESSION_MEMBERS_MAX);
	for (int i = 0; i < n; i++) {
		bool here = member_is_here(s->core, members[i]);
		avatars[i] = part_avatar(s, members[i]->person, here);
		if (session->turn.learner && session->state == SESSION_UNDER_WAY && n == 2)
			avatars[i].here =
				members[i]->person == session->turn.learner; /* the ring is the learner's */
	}
	bool apart = n == 2 || (n == 3 && 3 * r.h + r.h / 2 <= r.w);
	int gap = apart ? r.h / 4 : 0, w = apart ? n * (r.h + gap) - gap : ui_avatars_width(ui, r, n);
	struct rect in = rect_centre(r, w, r.h);
	if (ui_pressed(ui, MEMBERS, 0))
		ui_fill(ui, rect_inset(in, -ui_u(ui) * 2), r.h, TONE_sunk);
	ui_control(ui,
		(struct control){
			.r = in, .name = "members", .label = words(_("Who is here")), .action = MEMBERS});
	for (int i = 0; apart && i < n; i++) {
		ui_avatar(ui, cut_left(&in, r.h), avatars[i]);
		cut_left(&in, gap);
	}
	if (!apart)
		ui_avatars(ui, in, avatars, n);
}

static bool timed(const struct session *session)
{
	return session->state == SESSION_UNDER_WAY && session->turn.total > 0;
}

/* "Questions only · 4:10" */
static struct str stage_words(struct shell *s, const struct stages *on)
{
	struct str time = words_timer(ui_arena(s->ui), on->left);
	return shell_printf(s, "%s · %s", _(stages[on->now].name), time.p);
}

static void draw_ring(struct shell *s, struct rect r, const struct session *session, const struct guide *g)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), side = r.w < r.h ? r.w : r.h, width = side / 20 > 2 * u ? side / 20 : 2 * u;
	struct rect ring = rect_centre(r, side, side);
	int64_t left = timed(session) ? turn_left(&session->turn, s->now.mono) : 0;
	bool over = timed(session) && left <= 0,
	     turn = session->step >= 0 && session->step < g->count &&
		g->steps[session->step].kind == STEP_TURN;
	int part = !timed(session) ? 0 : over ? 3600 : (int)(left * 3600 / session->turn.total);
	float pulse = over && s->config->motion
		? ui_motion(ui, "over", session->id * 64 + session->step, 1.0f, 200)
		: 1.0f;
	if (ui_pressed(ui, LARGE_CLOCK, 0))
		ui_fill(ui, rect_inset(ring, width + u), side / 2, TONE_sunk);
	ui_ring(ui, ring, width, 3600, over ? TONE_warm_soft : TONE_sunk);
	if (part > 0)
		ui_ring(ui, ring, width, over ? (int)(3600 * pulse) : part, over ? TONE_warm : TONE_accent);
	ui_control(ui,
		(struct control){
			.r = ring, .name = "clock", .label = words(_("The clock")), .action = LARGE_CLOCK});
	int face = side * 16 / 100;
	struct type timer = {.size = timed(session) ? SIZE_TIMER : SIZE_DISPLAY,
		.weight = WEIGHT_BOLD,
		.tabular = true,
		.align = ALIGN_CENTRE,
		.shrink = true,
		.tone = over ? TONE_warm : TONE_ink};
	struct type below = {.size = SIZE_BODY,
		.tone = over ? TONE_warm : TONE_second,
		.align = ALIGN_CENTRE,
		.lines = 2,
		.shrink = true,
		.may_cut = true,
		.weight = over ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR};
	struct stages on;
	bool staged = turn && timed(session) && core_stages(s->core, session, s->now.mono, &on);
	struct str text = !session->turn.running && !over ? words(_("paused"))
		: staged && !over                         ? stage_words(s, &on)
		: turn && over                            ? words(_("Time to swap"))
		: over                                    ? words(_("Time is up"))
		: turn && next_step(s, session, g) < g->count &&
			g->steps[next_step(s, session, g)].kind == STEP_TURN
		? words(_("then you swap"))
		: words(_("to go"));
	if (!timed(session))
		text = session->state == SESSION_CLOSED ? words(_("The session is over"))
							: part_waiting(s, session);
	int inner = side * 70 / 100, line = ui_line(ui, timer), two = ui_text_height(ui, inner, text, below);
	struct rect in = rect_centre(ring, inner, face + 3 * u + line + two);
	draw_faces(s, cut_top(&in, face), session);
	cut_top(&in, 3 * u);
	struct str from = words_time(ui_arena(ui), session->starts),
		   to = words_time(ui_arena(ui), session->ends);
	struct str time =
		timed(session) ? words_timer(ui_arena(ui), left) : shell_printf(s, "%s–%s", from.p, to.p);
	ui_text(ui, cut_top(&in, line), time, timer);
	ui_text(ui, in, text, below);
	if (timed(session) && session->turn.running)
		ui_wake_at(
			ui, s->now.mono + (left > 0 ? (left - 1) % SECOND + 1 : SECOND - (-left) % SECOND));
}

static void draw_ledger(struct shell *s, struct rect r, const struct session *session)
{
	struct ui *ui = s->ui;
	struct ledger entries[SESSION_MEMBERS_MAX];
	size_t n = core_ledger(s->core, session->id, s->now.mono, entries, SESSION_MEMBERS_MAX);
	struct buf text = {0};
	for (size_t i = 0; i < n; i++) {
		struct str name = part_given(s, entries[i].person),
			   used = words_timer(ui_arena(ui), entries[i].used / SECOND * SECOND);
		buf_printf(&text, "%s%.*s %.*s", i ? "  ·  " : "", STR_FMT(name), STR_FMT(used));
	}
	ui_text(ui, r, buf_str(&text),
		(struct type){.size = SIZE_SMALL,
			.tone = TONE_second,
			.align = ALIGN_CENTRE,
			.middle = true,
			.tabular = true,
			.shrink = true,
			.may_cut = true});
	buf_free(&text);
}

/* Those who are this in their partnership, and take part; empty: nobody. */
static struct str names_standing(struct shell *s, const struct session *session, enum standing standing)
{
	const struct partnership *p =
		session->partnership ? core_partnership(s->core, session->partnership) : NULL;
	const struct member *members[SESSION_MEMBERS_MAX];
	struct str names[SESSION_MEMBERS_MAX];
	size_t n = core_members(s->core, session->id, members, SESSION_MEMBERS_MAX), count = 0;
	for (size_t i = 0; p && i < n; i++) {
		const struct partner *one = partnership_partner(p, members[i]->person);
		if (one && !one->left && one->standing == standing)
			names[count++] = part_given(s, members[i]->person);
	}
	return words_list(ui_arena(s->ui), names, count);
}

/* "Carla · Mentor": a line for each role that the model gives for the whole time. Returns the height. */
static int draw_standings(struct shell *s, struct rect r, const struct session *session, bool measure)
{
	struct ui *ui = s->ui;
	int h = 0;
	for (int i = STANDING_NONE + 1; i < STANDING_COUNT; i++) {
		struct str names = names_standing(s, session, (enum standing)i);
		if (!names.n)
			continue;
		struct str text = shell_printf(
			s, "%.*s · %.*s", STR_FMT(names), STR_FMT(words_standing((enum standing)i)));
		struct type type = {
			.size = SIZE_SMALL, .tone = TONE_second, .align = ALIGN_CENTRE, .lines = 4};
		int line = ui_text_height(ui, r.w, text, type);
		if (!measure)
			ui_text(ui, cut_top(&r, line), text, type);
		h += line;
	}
	return h;
}

static bool last_step(struct shell *s, const struct session *session, const struct guide *g)
{
	int next = next_step(s, session, g);
	return next >= g->count || g->steps[next].kind == STEP_HARVEST;
}

static struct button next_button(struct shell *s, const struct session *session, const struct guide *g)
{
	struct button b = {.style = BUTTON_ACCENT, .name = "next"};
	if (session->state == SESSION_CLOSED)
		return (struct button){.style = BUTTON_PLAIN,
			.name = "takeaways",
			.label = words(_("What came of it")),
			.action = TO_FINISH};
	if (session->state == SESSION_FINISHING)
		b.label = words(_("Go on finishing")), b.action = TO_FINISH, b.name = "finish";
	else if (session->step < 0)
		b.label = words(_("Begin")), b.icon = "play", b.action = GO_STEP, b.name = "begin";
	else if (last_step(s, session, g))
		b.label = words(_("Finish")), b.icon = "check", b.action = FINISH, b.name = "finish";
	else if (g->steps[session->step].kind == STEP_TURN &&
		g->steps[next_step(s, session, g)].kind == STEP_TURN)
		b.label = words(_("Swap")), b.icon = "swap", b.action = SWAP, b.name = "swap";
	else
		b.label = words(_("Next")), b.icon = "arrow-right", b.action = GO_STEP,
		b.arg = next_step(s, session, g);
	b.pending_since = shell_pending(s, b.action, b.arg);
	return b;
}

static void draw_clock_buttons(
	struct shell *s, struct rect r, const struct session *session, const struct guide *g)
{
	struct ui *ui = s->ui;
	int gap = ui_gap(ui);
	struct button next = next_button(s, session, g);
	if (!timed(session)) {
		bool pick = session->state != SESSION_CLOSED && session->focus.n == 0 &&
			session->state != SESSION_FINISHING;
		if (pick) {
			ui_button(ui, cut_left(&r, (r.w - gap) / 2),
				(struct button){.name = "pick",
					.label = words(_("Pick a topic")),
					.style = BUTTON_PLAIN,
					.action = PICK});
			cut_left(&r, gap);
		}
		ui_button(ui, r, next);
		return;
	}
	struct button pause = session->turn.running ? (struct button){.name = "pause",
							      .icon = "pause",
							      .label = words(_("Pause")),
							      .style = BUTTON_PLAIN,
							      .action = PAUSE}
						    : (struct button){.name = "resume",
							      .icon = "play",
							      .label = words(_("Go on")),
							      .style = BUTTON_PLAIN,
							      .action = RESUME};
	struct button more = {
		.name = "more", .label = words(_("+1 min")), .style = BUTTON_PLAIN, .action = MORE};
	if (ui_button_width(ui, pause) + ui_button_width(ui, more) + ui_button_width(ui, next) + 2 * gap >
		r.w)
		pause.icon = NULL, next.icon = NULL;
	ui_button(ui, rect_column(r, 0, 3, gap), pause);
	ui_button(ui, rect_column(r, 1, 3, gap), more);
	ui_button(ui, rect_column(r, 2, 3, gap), next);
}

static void draw_clock(struct shell *s, struct rect r, const struct session *session, const struct guide *g)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), button = ui_key(ui) < 30 * u ? ui_key(ui) : 30 * u;
	button = button > 21 * u ? button : 21 * u;
	draw_clock_buttons(s, cut_bottom(&r, button), session, g);
	cut_bottom(&r, u);
	struct type small = {.size = SIZE_SMALL};
	draw_ledger(s, cut_bottom(&r, ui_line(ui, small)), session);
	draw_standings(s, cut_bottom(&r, draw_standings(s, r, session, true)), session, false);
	cut_bottom(&r, 2 * u);
	draw_ring(s, r, session, g);
}

/* ---- the notes ---- */

static struct str notes_state(struct shell *s, const struct note_view *note, bool *good)
{
	*good = note->saved && core_disk_works(s->core);
	if (note->closed)
		return words(_("closed, read-only"));
	if (note->phones == 0)
		return words(_("no phone connected"));
	struct str phones =
		shell_printf(s, ngettext("%d phone", "%d phones", note->phones), (int)note->phones);
	return shell_printf(s, "%s · %s", phones.p, *good ? _("saved") : _("saving…"));
}

/* The picture of a small code, not its quiet zone, ends where the text below does: in the light theme the
 * card is white around it anyway. */
static struct rect code_corner(struct shell *s, struct rect r, struct str code)
{
	int modules = ui_code_least(s->ui, code) / 6, px = modules ? r.w / modules : 0, side = px * modules;
	int out = shell_dark(s) ? 0 : 4 * px;
	return (struct rect){r.x + r.w - side + out, r.y - out, side, side};
}

static void draw_notes(struct shell *s, struct rect r, const struct session *session, bool large)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct note_view note;
	bool known = core_note(s->core, session->note, &note);
	if (known && !large && !note.closed && note.phones == 0 && note.version == 0) {
		/* Nobody writes yet: the code is what matters, as large as it goes. */
		part_code_card(s, r, session->note, words(_("Shared notes")), CODE);
		return;
	}
	ui_card(ui, r, false);
	struct rect in = rect_pad(r, 5 * u, 5 * u);
	if (!known) {
		part_empty(s, in, "note", words(_("Notes")), words(_("They open with the first check-in.")));
		return;
	}
	struct str code = part_code_text(s, session->note);
	int side = in.w * 42 / 100 > 28 * u ? 28 * u : in.w * 42 / 100;
	bool good;
	struct str state = notes_state(s, &note, &good);
	struct type title = {.size = SIZE_LABEL, .weight = WEIGHT_BOLD, .lines = 2};
	struct type small = {.size = SIZE_SMALL,
		.weight = WEIGHT_SEMIBOLD,
		.tone = good ? TONE_accent_dark : TONE_warm,
		.lines = 2};
	struct type typed = {.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .tabular = true};
	int beside = in.w - side - 2 * u,
	    words_h = ui_text_height(ui, beside, words(_("Shared notes")), title) +
		ui_text_height(ui, beside, state, small) + ui_line(ui, typed);
	struct rect top = cut_top(&in, side > words_h ? side : words_h);
	if (code.n && !note.closed) {
		struct rect qr = cut_right(&top, side);
		qr = code_corner(s, (struct rect){qr.x, qr.y, side, side}, code);
		ui_code(ui, qr, code, true);
		ui_control(ui,
			(struct control){.r = qr,
				.name = "code",
				.label = words(_("Show the code large")),
				.action = CODE,
				.arg = session->note});
		cut_right(&top, 2 * u);
	}
	if (note.phones == 0 && !note.closed)
		small.tone = TONE_second, small.weight = WEIGHT_REGULAR;
	cut_top(&top, ui_text(ui, top, words(_("Shared notes")), title));
	cut_top(&top, ui_text(ui, top, state, small));
	if (code.n && !note.closed)
		ui_text(ui, top, part_short_code(s, session->note), typed);
	cut_top(&in, 2 * u);
	in.h += 4 * u;
	struct rect content =
		ui_scroll(ui, in, "note", note_text_height(s, in.w - 3 * u, note.text, large) + 6 * u);
	content.w -= 3 * u; /* the scroll's mark stands there */
	note_text_draw(s, content, &note, large);
	ui_scroll_end_on(ui, TONE_surface);
	struct rect touch = {in.x, in.y, in.w, in.h};
	ui_control(ui,
		(struct control){.r = touch,
			.name = "notes",
			.label = words(_("Shared notes")),
			.action = LARGE_NOTES});
}

/* ---- all of it ---- */

static void draw_columns(struct shell *s, struct rect r, const struct session *session, const struct guide *g)
{
	int u = ui_u(s->ui), gap = 5 * u;
	struct rect guide = cut_left(&r, r.w * 27 / 100);
	cut_left(&r, gap);
	struct rect notes = cut_right(&r, r.w * 46 / 100);
	cut_right(&r, gap);
	draw_guide(s, guide, session, g);
	draw_clock(s, r, session, g);
	draw_notes(s, notes, session, false);
}

static void draw_stacked(struct shell *s, struct rect r, const struct session *session, const struct guide *g)
{
	int gap = 4 * ui_u(s->ui);
	struct rect clock = cut_top(&r, r.h * 41 / 100);
	cut_top(&r, gap);
	struct rect guide = cut_top(&r, r.h * 46 / 100);
	cut_top(&r, gap);
	draw_clock(s, clock, session, g);
	draw_guide(s, guide, session, g);
	draw_notes(s, r, session, false);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	const struct session *session = core_session(s->core, s->place.a);
	if (!session) {
		struct rect body = shell_frame(s, (struct frame){.title = STR("")});
		part_empty(s, body, "calendar", words(_("This session is not here any more")), STR(""));
		return;
	}
	struct str focus = session->focus.n ? session->focus : part_session_name(s, session);
	bool open = session->state != SESSION_CLOSED && session->state != SESSION_FINISHING;
	struct rect body = shell_frame(s,
		(struct frame){
			.title = words_model(session->model), .subtitle = focus, .change = open ? PICK : 0});
	const struct guide *g = core_guide(s->core, session, s->language);
	if (!g)
		return;
	if (st->large == LARGE_IS_CLOCK)
		draw_clock(s, body, session, g);
	else if (st->large == LARGE_IS_NOTES)
		draw_notes(s, body, session, true);
	else if (ui_upright(s->ui))
		draw_stacked(s, body, session, g);
	else
		draw_columns(s, body, session, g);
}

/* ---- touches ---- */

static void send_plain(
	struct shell *s, enum msg_kind kind, ident *field_of(struct msg *), const struct ui_event *e)
{
	struct msg *m = shell_new_message(s, kind);
	*field_of(m) = s->place.a;
	shell_send(s, m, e->action, e->arg);
}

#define FIELD_OF(name)                                                                                       \
	static ident *field_of_##name(struct msg *m)                                                         \
	{                                                                                                    \
		return &m->u.name.session;                                                                   \
	}
FIELD_OF(turn_pause)
FIELD_OF(turn_resume)
FIELD_OF(turn_swap)
FIELD_OF(prompt_next)
FIELD_OF(session_finish)

static const struct {
	action action;
	enum msg_kind kind;
	ident *(*field_of)(struct msg *);
} plain[] = {
	{PAUSE, MSG_turn_pause, field_of_turn_pause},
	{RESUME, MSG_turn_resume, field_of_turn_resume},
	{SWAP, MSG_turn_swap, field_of_turn_swap},
	{PROMPT, MSG_prompt_next, field_of_prompt_next},
	{FINISH, MSG_session_finish, field_of_session_finish},
};

static void send_step(struct shell *s, const struct ui_event *e)
{
	struct msg *m = shell_new_message(s, MSG_step_go);
	m->u.step_go = (struct msg_step_go){.session = s->place.a, .step = (int32_t)e->arg};
	shell_send(s, m, e->action, e->arg);
}

static void send_more(struct shell *s, const struct ui_event *e)
{
	struct msg *m = shell_new_message(s, MSG_turn_more);
	m->u.turn_more = (struct msg_turn_more){.session = s->place.a, .ms = MINUTE};
	shell_send(s, m, e->action, e->arg);
}

/* The next role that can be taken beside a learner. */
static void send_role(struct shell *s, const struct ui_event *e)
{
	const struct session *session = core_session(s->core, s->place.a);
	if (!session)
		return;
	struct msg *m = shell_new_message(s, MSG_turn_role);
	int next = (int)session->turn.role + 1;
	m->u.turn_role = (struct msg_turn_role){
		.session = s->place.a, .role = (enum role)(next >= ROLE_COUNT ? ROLE_COACH : next)};
	shell_send(s, m, e->action, e->arg);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	if (e->kind != UI_PRESS)
		return;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (plain[i].action == e->action)
			send_plain(s, plain[i].kind, plain[i].field_of, e);
	switch (e->action) {
	case GO_STEP:
		send_step(s, e);
		break;
	case MORE:
		send_more(s, e);
		break;
	case ROLE:
		send_role(s, e);
		break;
	case PICK:
		shell_go(s, (struct place){SCREEN_boards, s->place.a, 0});
		break;
	case MEMBERS:
		shell_go(s, (struct place){SCREEN_members, s->place.a, 0});
		break;
	case BIDS:
		shell_go(s, (struct place){SCREEN_bids, s->place.a, 0});
		break;
	case CODE:
		shell_go(s, (struct place){SCREEN_code, e->arg, 0});
		break;
	case TO_FINISH:
		shell_go(s, (struct place){SCREEN_finish, s->place.a, 0});
		break;
	case LARGE_CLOCK:
		st->large = st->large ? LARGE_NOTHING : LARGE_IS_CLOCK;
		break;
	case LARGE_NOTES:
		st->large = st->large ? LARGE_NOTHING : LARGE_IS_NOTES;
		break;
	default:
		break;
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	(void)state;
	if (shell_done(s, e) && e->about == MSG_session_finish && !e->u.reply.err)
		shell_go(s, (struct place){SCREEN_finish, s->place.a, 0});
}

static bool inner(const void *state)
{
	const struct state *st = state;
	return st->large != LARGE_NOTHING;
}

static void close_inner(void *state)
{
	struct state *st = state;
	st->large = LARGE_NOTHING;
}

const struct screen screen_session = {
	.name = "session",
	.state_size = sizeof(struct state),
	.watches =
		CHANGE_SESSIONS | CHANGE_PEOPLE | CHANGE_NOTES | CHANGE_PHONES | CHANGE_CODES | CHANGE_TURNS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.stays = stays,
	.inner = inner,
	.close_inner = close_inner,
};
