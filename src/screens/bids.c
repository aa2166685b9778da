/* Who presents in a learning set: a touch on a name asks for time or gives it back, so that people settle it by
 * talking. They present in the order of asking, each for as long as they need. */
#include "screens/parts.h"

enum { ASK = 1, LESS, MORE, READY };
#define MINUTES_STEP 5
#define MINUTES_LEAST 10
#define MINUTES_MOST 60

static const struct bid *bid_of(struct shell *s, ident person)
{
	const struct bid *bids;
	size_t n = core_bids(s->core, s->place.a, &bids);
	for (size_t i = 0; i < n; i++)
		if (bids[i].person == person)
			return &bids[i];
	return NULL;
}

/* How many present before this one: those who asked earlier and are here. */
static int place_of(struct shell *s, ident person)
{
	const struct bid *bids;
	size_t n = core_bids(s->core, s->place.a, &bids);
	int place = 1;
	for (size_t i = 0; i < n && bids[i].person != person; i++) {
		const struct member *m = core_member(s->core, s->place.a, bids[i].person);
		place += m && m->here_at;
	}
	return place;
}

static int usual_minutes(struct shell *s)
{
	const struct session *session = core_session(s->core, s->place.a);
	return session ? core_bid_minutes(s->core, session) : MINUTES_LEAST;
}

static int row_height(struct shell *s)
{
	int u = ui_u(s->ui), least = ui_touch(s->ui) + 4 * u;
	return 24 * u > least ? 24 * u : least;
}

/* The minutes with a key on either side. */
static void draw_minutes(struct shell *s, struct rect r, const struct bid *bid)
{
	int key = ui_touch(s->ui);
	struct rect minus = cut_left(&r, key), plus = cut_right(&r, key);
	part_step_key(s, minus, "minus", words(_("Less time")), LESS, bid->person);
	part_step_key(s, plus, "plus", words(_("More time")), MORE, bid->person);
	ui_text(s->ui, r, shell_printf(s, _("%d min"), (int)bid->minutes),
		(struct type){.size = SIZE_BODY,
			.weight = WEIGHT_SEMIBOLD,
			.align = ALIGN_CENTRE,
			.middle = true,
			.tabular = true,
			.shrink = true});
}

static void draw_person(struct shell *s, struct rect r, const struct member *m)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), size = 14 * u;
	const struct bid *bid = bid_of(s, m->person);
	ui_card(ui, r, bid != NULL);
	if (ui_pressed(ui, ASK, m->person))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	struct rect in = rect_pad(r, 4 * u, 2 * u);
	if (bid) {
		draw_minutes(s, cut_right(&in, 2 * ui_touch(ui) + 20 * u), bid);
		cut_right(&in, 2 * u);
	}
	ui_control(ui,
		(struct control){.r = {r.x, r.y, in.x + in.w - r.x, r.h},
			.name = "ask",
			.label = part_name(s, m->person),
			.action = ASK,
			.arg = m->person});
	ui_avatar(ui, rect_centre(cut_left(&in, size), size, size),
		part_avatar(s, m->person, member_is_here(s->core, m)));
	cut_left(&in, 3 * u);
	const struct bid *all;
	struct str state = !member_is_here(s->core, m) ? words(_("not here yet"))
		: bid ? shell_printf(s, _("presents, number %d"), place_of(s, m->person))
		: core_bids(s->core, s->place.a, &all)
		? words(_("listens and asks"))
		: shell_printf(s, _("presents for %d min"), usual_minutes(s));
	struct type name = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .shrink = true, .may_cut = true};
	struct type below = {
		.size = SIZE_SMALL, .tone = bid ? TONE_accent_dark : TONE_second, .lines = 2, .shrink = true};
	int h = ui_text_height(ui, in.w, state, below);
	in = rect_centre(in, in.w, ui_line(ui, name) + h);
	ui_text(ui, cut_top(&in, ui_line(ui, name)), part_name(s, m->person), name);
	ui_text(ui, in, state, below);
}

/* "62 minutes are asked for" */
static struct str total_words(struct shell *s)
{
	const struct bid *bids;
	size_t n = core_bids(s->core, s->place.a, &bids);
	int minutes = 0;
	for (size_t i = 0; i < n; i++)
		minutes += bids[i].minutes;
	if (n == 0)
		return words(
			_("Touch your name if something is pressing. While nobody asks, each has a turn."));
	return shell_printf(s,
		ngettext("%d minute is asked for.", "%d minutes are asked for.", (unsigned long)minutes),
		minutes);
}

static void draw(struct shell *s, void *state)
{
	(void)state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = ui_gap(ui) > 3 * u ? ui_gap(ui) : 3 * u, height = row_height(s);
	const struct session *session = core_session(s->core, s->place.a);
	struct rect body =
		shell_frame(s, (struct frame){.title = session ? part_session_name(s, session) : STR("")});
	if (!session) {
		part_empty(s, body, "hand", words(_("This is not here any more.")), STR(""));
		return;
	}
	struct type about = {.size = SIZE_BODY, .tone = TONE_second, .lines = 3};
	cut_top(&body, part_heading(s, body, words(_("Who presents?"))) + u);
	cut_top(&body, ui_text(ui, body, total_words(s), about) + 3 * u);
	int touch = ui_touch(ui) > 18 * u ? ui_touch(ui) : 18 * u;
	ui_button(ui, cut_bottom(&body, touch),
		(struct button){.name = "ready",
			.icon = "check",
			.label = words(_("That is how we do it")),
			.style = BUTTON_ACCENT,
			.action = READY});
	cut_bottom(&body, gap);
	const struct member *members[SESSION_MEMBERS_MAX];
	int n = (int)core_members(s->core, session->id, members, SESSION_MEMBERS_MAX);
	int columns = ui_upright(ui) ? 1 : 2, rows = (n + columns - 1) / columns;
	struct rect list = {body.x - u, body.y - u, body.w + 2 * u, body.h + u};
	struct rect content = rect_pad(ui_scroll(ui, list, "people", rows * (height + gap) + u), u, u);
	for (int row = 0; row < rows; row++) {
		struct rect line = cut_top(&content, height);
		cut_top(&content, gap);
		for (int i = row * columns; i < n && i < (row + 1) * columns; i++)
			draw_person(s, rect_column(line, i % columns, columns, gap), members[i]);
	}
	ui_scroll_end(ui);
}

static int32_t wanted(struct shell *s, const struct ui_event *e)
{
	const struct bid *bid = bid_of(s, e->arg);
	if (e->action == ASK)
		return bid ? 0 : usual_minutes(s);
	int minutes = bid ? bid->minutes : usual_minutes(s);
	int to = e->action == MORE ? minutes / MINUTES_STEP * MINUTES_STEP + MINUTES_STEP
				   : (minutes - 1) / MINUTES_STEP * MINUTES_STEP;
	return to < MINUTES_LEAST ? MINUTES_LEAST : to > MINUTES_MOST ? MINUTES_MOST : to;
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	(void)state;
	if (e->kind != UI_PRESS)
		return;
	if (e->action == READY) {
		shell_back(s);
		return;
	}
	const struct bid *bid = bid_of(s, e->arg);
	struct msg *m = shell_new_message(s, MSG_bid_set);
	m->u.bid_set = (struct msg_bid_set){.session = s->place.a,
		.person = e->arg,
		.minutes = wanted(s, e),
		.text = bid ? msg_str(m, bid->text) : STR("")};
	shell_send(s, m, e->action, e->arg);
}

const struct screen screen_bids = {
	.name = "bids",
	.watches = CHANGE_SESSIONS | CHANGE_PEOPLE | CHANGE_TURNS,
	.event = event,
	.draw = draw,
};
