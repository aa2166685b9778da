/* Voting at the screen, one person after the other. First whose turn it is: those without a phone are the
 * first to choose from; then their own dots and nobody else's; then thanks, and the next person finds
 * nothing of what was chosen. Leaving without Done keeps the dots. */
#include <stdlib.h>

#include "screens/arrive.h"
#include "screens/parts.h"

enum { PERSON = 1, OTHER, GIVE, TAKE_BACK, DONE, NEXT, MEETING };

struct state {
	struct finder finder;
	bool thanked; /* place.b has just finished */
};

/* ---- whose turn it is ---- */

/* Without a phone before those with one; who has finished comes last. */
static int turn_of(const struct participant *p)
{
	return (p->finished ? 2 : 0) + (p->phone ? 1 : 0);
}

static int by_turn(const void *a, const void *b)
{
	const struct participant *x = a, *y = b;
	int turns = turn_of(x) - turn_of(y);
	return turns ? turns : (x->joined > y->joined) - (x->joined < y->joined);
}

/* They take no part yet, and may well want to: who brought a topic, and who is here today. */
static void add_likely(struct shell *s, struct participant *people, int *n, ident person)
{
	const struct person *who = core_person(s->core, person);
	if (!who || who->hidden || who->archived || *n == PARTICIPANTS_MAX)
		return;
	for (int i = 0; i < *n; i++)
		if (people[i].person == person)
			return;
	people[(*n)++] = (struct participant){.person = person};
}

/* Those who take part, by turn; then those who are likely to. */
static int list_people(struct shell *s, const struct meeting *m, struct participant *people)
{
	const struct topic *topics[TOPICS_OF_BOARD_MAX];
	ident here[PARTICIPANTS_MAX];
	int n = (int)core_participants(s->core, m->id, people, PARTICIPANTS_MAX);
	qsort(people, (size_t)n, sizeof *people, by_turn);
	size_t count = core_waiting(s->core, m->board, topics, TOPICS_OF_BOARD_MAX);
	for (size_t i = 0; i < count; i++)
		add_likely(s, people, &n, topics[i]->person);
	count = core_people_here(s->core, s->now.wall, here, PARTICIPANTS_MAX);
	for (size_t i = 0; i < count; i++)
		add_likely(s, people, &n, here[i]);
	return n;
}

static struct str state_words(const struct participant *p)
{
	return p->finished ? words(_("has voted")) : p->phone ? words(_("votes by phone")) : STR("");
}

static int row_height(struct shell *s)
{
	int u = ui_u(s->ui), key = ui_key(s->ui);
	return key < 20 * u ? key : 20 * u;
}

static void draw_person(struct shell *s, struct rect r, const struct participant *p)
{
	part_person_row(s, r,
		(struct person_row){.person = p->person,
			.state = state_words(p),
			.name = "person",
			.action = PERSON,
			.arg = p->person});
}

static void draw_people(struct shell *s, struct rect r, struct participant *people, int n)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), columns = r.w > 200 * u ? 4 : r.w > 150 * u ? 3 : 2;
	int step = row_height(s) + gap, rows = (n + columns - 1) / columns;
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect in = rect_pad(ui_scroll(ui, area, "people", rows * step + u), u, u / 2);
	in.w -= u;
	for (int i = 0; i < n; i++) {
		struct rect row = {in.x, in.y + i / columns * step, in.w, row_height(s)};
		if (row.y < area.y + area.h && row.y + row.h >= area.y)
			draw_person(s, rect_column(row, i % columns, columns, gap), &people[i]);
	}
	ui_scroll_end(ui);
}

static void draw_turns(struct shell *s, const struct meeting *m, struct rect r)
{
	int u = ui_u(s->ui), touch = ui_touch(s->ui) > 15 * u ? ui_touch(s->ui) : 15 * u;
	struct participant people[PARTICIPANTS_MAX];
	int n = list_people(s, m, people);
	struct rect top = cut_top(&r, touch);
	part_button(s, &top,
		(struct button){.name = "other",
			.icon = "search",
			.label = words(_("Somebody else")),
			.action = OTHER},
		n ? BUTTON_PLAIN : BUTTON_ACCENT);
	ui_text(s->ui, top, words(_("Whose turn is it to vote?")),
		(struct type){.size = SIZE_TITLE,
			.weight = WEIGHT_BOLD,
			.middle = true,
			.lines = 2,
			.shrink = true});
	cut_top(&r, 4 * u);
	if (n)
		draw_people(s, r, people, n);
	else
		part_empty(s, r, "people", words(_("Nobody is in the list yet")),
			words(_("Touch “Somebody else” and type a name.")));
}

/* ---- their dots ---- */

static int card_height(struct shell *s)
{
	struct type title = {.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD};
	return 2 * ui_line(s->ui, title) + ui_touch(s->ui) + 8 * ui_u(s->ui);
}

/* A touch on the card gives a dot; one on the minus takes it back. */
static void draw_choice(
	struct shell *s, struct rect r, const struct meeting *m, const struct topic *t, bool can_give)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui), given = core_vote_of(s->core, m->id, t->id, s->place.b);
	ui_card_edged(ui, r, part_kind_colour(s, t->kind), given > 0);
	if (ui_pressed(ui, GIVE, t->id))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = "give", .label = t->title, .action = GIVE, .arg = t->id});
	struct rect in = rect_pad(r, 5 * u, 3 * u), foot = cut_bottom(&in, touch);
	if (can_give)
		ui_icon(ui, rect_centre(cut_right(&foot, 8 * u), 6 * u, 6 * u), "plus", TONE_accent);
	if (given) {
		struct rect minus = cut_left(&foot, touch);
		minus.x -= 2 * u;
		part_step_key(s, minus, "minus",
			shell_printf(s, _("Take a dot back: %s"), arena_str(ui_arena(ui), t->title).p),
			TAKE_BACK, t->id);
		ui_dots(ui, foot, given, TONE_accent);
	} else {
		ui_text(ui, foot, words_topic_kind(t->kind),
			(struct type){.size = SIZE_SMALL,
				.weight = WEIGHT_SEMIBOLD,
				.own = part_kind_colour(s, t->kind),
				.middle = true});
	}
	cut_bottom(&in, u);
	ui_text(ui, in, t->title,
		(struct type){.size = SIZE_BODY,
			.weight = WEIGHT_SEMIBOLD,
			.lines = 2,
			.middle = true,
			.may_cut = true});
}

static void draw_choices(struct shell *s, const struct meeting *m, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui), columns = r.w > 200 * u ? 4 : r.w > 150 * u ? 3 : 2;
	const struct topic *topics[TOPICS_OF_BOARD_MAX];
	const struct board *b = core_board(s->core, m->board);
	int n = (int)core_waiting(s->core, m->board, topics, TOPICS_OF_BOARD_MAX), h = card_height(s),
	    left = core_votes_left(s->core, m->id, s->place.b);
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	int rows = (n + columns - 1) / columns;
	struct rect in = rect_pad(ui_scroll(ui, area, "choices", rows * (h + gap) + u), u, u / 2);
	in.w -= u;
	for (int i = 0; i < n; i++) {
		struct rect row = {in.x, in.y + i / columns * (h + gap), in.w, h};
		if (row.y > area.y + area.h || row.y + h < area.y)
			continue;
		bool room = !b || core_vote_of(s->core, m->id, topics[i]->id, s->place.b) < b->topic_votes;
		draw_choice(s, rect_column(row, i % columns, columns, gap), m, topics[i], left > 0 && room);
	}
	ui_scroll_end(ui);
}

static void draw_ballot(struct shell *s, const struct meeting *m, struct rect body)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), left = core_votes_left(s->core, m->id, s->place.b),
	    touch = ui_touch(ui) > 15 * u ? ui_touch(ui) : 15 * u;
	struct rect bar = part_bar(s, &body, touch), top = cut_top(&body, 13 * u);
	struct str given = arena_str(ui_arena(ui), part_given(s, s->place.b));
	ui_avatar(ui, cut_left(&top, 13 * u), part_face(s, s->place.b));
	cut_left(&top, 3 * u);
	ui_text(ui, top,
		left ? shell_printf(s,
			       ngettext("%s, you have %d dot to give", "%s, you have %d dots to give",
				       (unsigned long)left),
			       given.p, left)
		     : shell_printf(s, _("%s, all your dots are given"), given.p),
		(struct type){.size = SIZE_HEADING,
			.weight = WEIGHT_BOLD,
			.middle = true,
			.lines = 2,
			.shrink = true});
	cut_top(&body, 3 * u);
	draw_choices(s, m, body);
	part_button(s, &bar,
		(struct button){.name = "done", .icon = "check", .label = words(_("Done")), .action = DONE},
		BUTTON_ACCENT);
	ui_text(ui, bar,
		words(_("Nobody sees what you choose. Until the votes are shown you can change it, here or on your phone.")),
		(struct type){
			.size = SIZE_BODY, .tone = TONE_second, .middle = true, .lines = 2, .shrink = true});
}

/* ---- thanks ---- */

static void draw_thanks(struct shell *s, const struct meeting *m, struct rect body)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 15 * u ? ui_touch(ui) : 15 * u;
	struct rect bar = part_bar(s, &body, touch);
	struct vote_count count = core_vote_count(s->core, m->id);
	part_button(s, &bar,
		(struct button){.name = "next", .label = words(_("Next person")), .action = NEXT},
		count.finished < count.people ? BUTTON_ACCENT : BUTTON_PLAIN);
	part_button(s, &bar,
		(struct button){.name = "meeting", .label = words(_("To the meeting")), .action = MEETING},
		count.finished < count.people ? BUTTON_PLAIN : BUTTON_ACCENT);
	struct type big = {.size = SIZE_DISPLAY,
		.weight = WEIGHT_BOLD,
		.align = ALIGN_CENTRE,
		.lines = 2,
		.shrink = true};
	struct type then = {.size = SIZE_HEADING, .tone = TONE_second, .align = ALIGN_CENTRE, .lines = 2};
	struct str thanks =
		shell_printf(s, _("Thank you, %s"), arena_str(ui_arena(ui), part_given(s, s->place.b)).p);
	int sign = 28 * u, h1 = ui_text_height(ui, body.w, thanks, big);
	body = rect_centre(body, body.w, sign + 5 * u + h1 + 2 * u + 2 * ui_line(ui, then));
	struct rect tick = rect_centre(cut_top(&body, sign), sign, sign);
	ui_fill(ui, tick, sign / 2, TONE_accent_soft);
	ui_icon(ui, rect_centre(tick, sign / 2, sign / 2), "check", TONE_accent);
	cut_top(&body, 5 * u);
	ui_text(ui, cut_top(&body, h1), thanks, big);
	cut_top(&body, 2 * u);
	ui_text(ui, body,
		words(count.finished < count.people ? _("Next person, please.") : _("All votes are in.")),
		then);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	const struct meeting *m = core_meeting(s->core, s->place.a);
	const struct board *b = m ? core_board(s->core, m->board) : NULL;
	struct rect body = shell_frame(s, (struct frame){.title = b ? b->name : STR("")});
	if (!m || m->closed_at || m->phase != PHASE_VOTE || m->revealed)
		part_empty(s, body, "hand", words(_("The vote is over")),
			words(_("What was chosen is on the meeting’s screen.")));
	else if (st->thanked)
		draw_thanks(s, m, body);
	else if (s->place.b)
		draw_ballot(s, m, body);
	else if (st->finder.typing)
		finder_draw(s, body, &st->finder,
			(struct finder_look){.placeholder = words(_("Type a few letters of the name")),
				.guest = core_config(s->core)->guests});
	else
		draw_turns(s, m, body);
}

/* ---- what happens ---- */

static void search(struct shell *s, struct state *st)
{
	st->finder.typing = true;
	ui_focus(s->ui, &st->finder.input);
}

static void turn(struct shell *s, ident person)
{
	shell_replace(s, (struct place){SCREEN_ballot, s->place.a, person});
}

static void send_votes(struct shell *s, ident topic, int by)
{
	int now = core_vote_of(s->core, s->place.a, topic, s->place.b);
	const struct meeting *m = core_meeting(s->core, s->place.a);
	const struct board *b = m ? core_board(s->core, m->board) : NULL;
	if (by > 0 && core_votes_left(s->core, s->place.a, s->place.b) == 0) {
		shell_toast(s, words(_("All your dots are given. Take one back first.")));
		return;
	}
	if (by > 0 && b && now >= b->topic_votes) {
		shell_toast(s,
			shell_printf(s,
				ngettext("One topic takes %d dot at most.",
					"One topic takes %d dots at most.", (unsigned long)b->topic_votes),
				(int)b->topic_votes));
		return;
	}
	struct msg *msg = shell_new_message(s, MSG_vote);
	msg->u.vote = (struct msg_vote){
		.meeting = s->place.a, .topic = topic, .person = s->place.b, .count = now + by};
	shell_send(s, msg, by > 0 ? GIVE : TAKE_BACK, topic);
}

static void finish(struct shell *s)
{
	struct msg *msg = shell_new_message(s, MSG_vote_finish);
	msg->u.vote_finish =
		(struct msg_vote_finish){.meeting = s->place.a, .person = s->place.b, .finished = true};
	shell_send(s, msg, DONE, 0);
}

static void add_guest(struct shell *s, const struct state *st)
{
	struct str name = str_trim(input_str(&st->finder.input));
	struct msg *msg = shell_new_message(s, MSG_guest_add);
	msg->u.guest_add.name = msg_str(msg, name);
	shell_send(s, msg, FINDER_GUEST, 0);
}

/* With nobody to choose from, a name is typed at once. */
static void enter(struct shell *s, void *state)
{
	struct participant people[PARTICIPANTS_MAX];
	const struct meeting *m = core_meeting(s->core, s->place.a);
	if (m && !s->place.b && list_people(s, m, people) == 0)
		search(s, state);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	ident person;
	if (finder_event(s, &st->finder, e, 0, &person)) {
		if (person)
			turn(s, person);
		return;
	}
	if (e->kind != UI_PRESS)
		return;
	if (e->action == PERSON)
		turn(s, e->arg);
	else if (e->action == OTHER)
		search(s, st);
	else if (e->action == FINDER_GUEST)
		add_guest(s, st);
	else if (e->action == GIVE || e->action == TAKE_BACK)
		send_votes(s, e->arg, e->action == GIVE ? 1 : -1);
	else if (e->action == DONE)
		finish(s);
	else if (e->action == NEXT)
		turn(s, 0);
	else if (e->action == MEETING)
		shell_back(s);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	if (!shell_done(s, e))
		return;
	if (e->about == MSG_guest_add)
		turn(s, e->u.reply.result);
	else if (e->about == MSG_vote_finish)
		st->thanked = true;
}

const struct screen screen_ballot = {
	.name = "ballot",
	.state_size = sizeof(struct state),
	.watches = CHANGE_MEETINGS | CHANGE_BOARDS | CHANGE_PEOPLE,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.inner = finder_inner,
	.close_inner = finder_close_inner,
};
