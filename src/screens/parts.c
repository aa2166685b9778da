#include "screens/parts.h"

#include <stdio.h>
#include <string.h>

#define NO_PHONE_AFTER (20 * SECOND)

/* ---- names ---- */

struct str part_name(struct shell *s, ident person)
{
	return words_person(ui_arena(s->ui), core_person(s->core, person));
}

struct str part_given(struct shell *s, ident person)
{
	const struct person *p = core_person(s->core, person);
	if (!p)
		return words(_("Somebody"));
	struct str name = p->hidden ? utf8_first(p->given, 1, NULL) : p->given.n ? p->given : p->family;
	return arena_str(ui_arena(s->ui), name);
}

struct avatar part_face(struct shell *s, ident person)
{
	struct avatar a = part_avatar(s, person, false);
	a.pale = false;
	return a;
}

struct avatar part_avatar(struct shell *s, ident person, bool here)
{
	const struct person *p = core_person(s->core, person);
	if (!p)
		return (struct avatar){.initials = STR("?"), .pale = true};
	struct str initials = p->hidden ? utf8_first(p->given, 1, NULL) : person_initials(ui_arena(s->ui), p);
	return (struct avatar){.initials = initials, .colour = p->colour, .here = here, .pale = !here};
}

int part_member_avatars(struct shell *s, ident session, struct avatar out[AVATARS_MAX])
{
	const struct member *members[AVATARS_MAX];
	size_t n = core_members(s->core, session, members, AVATARS_MAX);
	for (size_t i = 0; i < n; i++)
		out[i] = part_avatar(s, members[i]->person, member_is_here(s->core, members[i]));
	return (int)n;
}

struct str part_session_name(struct shell *s, const struct session *session)
{
	const struct member *members[SESSION_MEMBERS_MAX];
	struct str names[SESSION_MEMBERS_MAX];
	if (session->title.n)
		return session->title;
	size_t n = core_members(s->core, session->id, members, SESSION_MEMBERS_MAX);
	for (size_t i = 0; i < n; i++)
		names[i] = part_name(s, members[i]->person);
	return n ? words_list(ui_arena(s->ui), names, n) : words_model(session->model);
}

struct str part_session_about(struct shell *s, const struct session *session)
{
	struct str model = words_model(session->model);
	if (session->focus.n)
		return shell_printf(s, "%.*s · %.*s", STR_FMT(model), STR_FMT(session->focus));
	const struct member *members[SESSION_MEMBERS_MAX];
	size_t n = core_members(s->core, session->id, members, SESSION_MEMBERS_MAX);
	if (n <= 2)
		return model;
	struct str people = shell_printf(s, ngettext("%d person", "%d people", n), (int)n);
	return shell_printf(s, "%.*s · %.*s", STR_FMT(model), STR_FMT(people));
}

struct str part_others(struct shell *s, ident session, ident person)
{
	const struct member *members[SESSION_MEMBERS_MAX];
	struct str names[SESSION_MEMBERS_MAX];
	size_t count = 0, n = core_members(s->core, session, members, SESSION_MEMBERS_MAX);
	for (size_t i = 0; i < n; i++)
		if (members[i]->person != person)
			names[count++] = part_given(s, members[i]->person);
	return words_list(ui_arena(s->ui), names, count);
}

bool part_session_now(const struct session *session, int64_t wall)
{
	return session->state != SESSION_CLOSED && wall >= session->starts - 5 * MINUTE &&
		wall < session->ends;
}

colour part_kind_colour(struct shell *s, enum topic_kind kind)
{
	static const enum tone tones[TOPIC_KIND_COUNT] = {
		TONE_question, TONE_concern, TONE_offer, TONE_wish, TONE_acute};
	return theme_colour(tones[kind], shell_dark(s));
}

struct presence part_presence(struct shell *s, ident session)
{
	const struct member *members[SESSION_MEMBERS_MAX];
	struct presence p = {0};
	size_t n = core_members(s->core, session, members, SESSION_MEMBERS_MAX);
	int missing = 0;
	for (size_t i = 0; i < n; i++) {
		bool replaced = false;
		for (size_t j = 0; j < n; j++)
			replaced |= members[j]->replaces == members[i]->person && members[j]->here_at != 0;
		if (member_is_here(s->core, members[i])) {
			p.here_names[p.here++] = part_given(s, members[i]->person);
		} else if (!replaced && members[i]->expected) {
			p.missing[missing] = members[i]->person;
			p.missing_names[missing++] = part_given(s, members[i]->person);
		}
	}
	p.members = p.here + missing;
	return p;
}

struct str part_waiting(struct shell *s, const struct session *session)
{
	struct presence p = part_presence(s, session->id);
	struct arena *mem = ui_arena(s->ui);
	int missing = p.members - p.here;
	if (missing == 0)
		return words(p.members == 2     ? _("You are both here")
				: p.members > 2 ? _("You are all here")
						: _("You are here"));
	struct str names = words_list(mem, p.missing_names, (size_t)missing);
	int64_t late = (s->now.wall - session->starts) / MINUTE;
	ui_wake_at(s->ui, s->now.mono + MINUTE - (s->now.wall - session->starts) % MINUTE);
	if (late >= 1 && late < 120 && s->now.trusted)
		return shell_printf(s, _("Waiting for %s, %d min"), arena_str(mem, names).p, (int)late);
	return shell_printf(s, _("Waiting for %s"), arena_str(mem, names).p);
}

/* ---- sessions ---- */

int part_session_card_height(struct shell *s)
{
	int u = ui_u(s->ui);
	int text = ui_line(s->ui, (struct type){.size = SIZE_LABEL}) +
		ui_line(s->ui, (struct type){.size = SIZE_SMALL}) + 10 * u;
	int touch = ui_touch(s->ui), h = 26 * u;
	h = h > text ? h : text;
	return h > touch ? h : touch;
}

static struct str session_state_words(
	struct shell *s, const struct session *session, const struct presence *p)
{
	if (session->state == SESSION_CLOSED)
		return words(_("Done"));
	if (p->here == 0)
		return STR("");
	if (p->here == p->members && p->members > 1)
		return words(p->members == 2 ? _("Both here") : _("All here"));
	if (p->here == 1)
		return shell_printf(s, _("%s is here"), arena_str(ui_arena(s->ui), p->here_names[0]).p);
	return shell_printf(s, ngettext("%d of %d is here", "%d of %d are here", (unsigned long)p->here),
		p->here, p->members);
}

static void draw_state_chip(struct shell *s, struct rect r, struct str chip, bool closed)
{
	ui_chip(s->ui, r, chip, closed ? TONE_second : TONE_accent_dark,
		closed ? TONE_sunk : TONE_accent_soft);
}

/* Who meets and what it is about. The chip stands beside both where there is room, else beside the
 * first line alone, else it takes the place of the second. */
static void draw_session_words(
	struct shell *s, struct rect in, const struct session *session, struct str title, struct str chip)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = u / 2, most = in.h;
	bool closed = session->state == SESSION_CLOSED;
	struct str about = part_session_about(s, session);
	struct type title_type = {.size = SIZE_LABEL,
		.weight = WEIGHT_SEMIBOLD,
		.tone = closed ? TONE_second : TONE_ink,
		.lines = 2,
		.may_cut = true};
	struct type about_type = {.size = SIZE_SMALL, .tone = TONE_second, .may_cut = true};
	struct type chip_type = {
		.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .tone = TONE_accent_dark, .may_cut = true};
	int chip_w = chip.n ? ui_text_width(ui, chip, chip_type) + 6 * u : 0, beside = in.w - chip_w - 2 * u;
	bool title_fits = ui_text_width(ui, title, title_type) <= beside,
	     about_fits = ui_text_width(ui, about, about_type) <= beside;
	if (chip.n && title_fits && about_fits) {
		draw_state_chip(s, cut_right(&in, chip_w), chip, closed);
		cut_right(&in, 2 * u);
		chip.n = 0;
	}
	int below = gap + ui_line(ui, about_type), h = ui_text_height(ui, in.w, title, title_type);
	h = h + below <= most ? h : ui_line(ui, title_type);
	in = rect_centre(in, in.w, h + below);
	struct rect top = cut_top(&in, h);
	if (chip.n && title_fits) {
		draw_state_chip(s, cut_right(&top, chip_w), chip, closed);
		chip.n = 0;
	}
	ui_text(ui, top, title, title_type);
	cut_top(&in, gap);
	ui_text(ui, in, chip.n ? chip : about, chip.n ? chip_type : about_type);
}

void part_session_card(
	struct shell *s, struct rect r, const struct session *session, const char *name, action act)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	bool now = part_session_now(session, s->now.wall), closed = session->state == SESSION_CLOSED;
	struct presence p = part_presence(s, session->id);
	struct str title = part_session_name(s, session), chip = session_state_words(s, session, &p);
	bool pressed = ui_pressed(ui, act, session->id);
	ui_card(ui, r, now);
	if (pressed)
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = name, .label = title, .action = act, .arg = session->id});
	struct rect in = rect_pad(r, 6 * u, 3 * u);
	struct type time_type = {.size = SIZE_HEADING,
		.weight = WEIGHT_SEMIBOLD,
		.middle = true,
		.tabular = true,
		.tone = closed ? TONE_second : TONE_ink};
	struct str when = now && !closed ? words(_("Now")) : words_time(ui_arena(ui), session->starts);
	int time_width = ui_text_width(ui, STR("00:00"), time_type),
	    now_width = ui_text_width(ui, words(_("Now")), time_type);
	ui_text(ui, cut_left(&in, (time_width > now_width ? time_width : now_width) + 2), when, time_type);
	cut_left(&in, 4 * u);
	struct avatar avatars[AVATARS_MAX];
	int count = part_member_avatars(s, session->id, avatars), size = in.h < 14 * u ? in.h : 14 * u;
	struct rect faces = cut_left(&in, in.w < 110 * u ? 26 * u : 42 * u);
	faces = (struct rect){faces.x, faces.y + (faces.h - size) / 2, faces.w, size};
	ui_avatars(ui, faces, avatars, count);
	cut_left(&in, 3 * u);
	draw_session_words(s, in, session, title, chip);
}

/* ---- topics ---- */

#define PASSED_OVER_TOLD 2
#define DOTS_DRAWN 5

static const struct type topic_title = {
	.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .lines = 2, .middle = true, .may_cut = true};
static const struct type topic_mark = {.size = SIZE_SMALL,
	.weight = WEIGHT_MEDIUM,
	.tone = TONE_second,
	.middle = true,
	.shrink = true,
	.may_cut = true};

static bool has_mark(struct shell *s, const struct topic *t)
{
	const struct topic *under[1];
	return (t->lane < LANE_DONE && t->passed_over >= PASSED_OVER_TOLD) ||
		core_merged(s->core, t->id, under, 1) > 0;
}

int part_topic_card_height(struct shell *s, const struct topic *t)
{
	int u = ui_u(s->ui);
	return 2 * ui_line(s->ui, topic_title) + 16 * u + (has_mark(s, t) ? 6 * u : 0);
}

/* What else there is to say of it, in a line of its own. */
static struct str mark_words(struct shell *s, const struct topic *t)
{
	const struct topic *under[16];
	size_t n = core_merged(s->core, t->id, under, 16);
	struct str with = n ? shell_printf(s, ngettext("with %d more", "with %d more", n), (int)n) : STR(""),
		   waited = STR("");
	if (t->lane < LANE_DONE && t->passed_over >= PASSED_OVER_TOLD)
		waited = shell_printf(s,
			ngettext(
				"passed over %d time", "passed over %d times", (unsigned long)t->passed_over),
			(int)t->passed_over);
	return with.n && waited.n ? shell_printf(s, "%s · %s", waited.p, with.p) : with.n ? with : waited;
}

int part_dots(struct shell *s, struct rect r, int count)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), side = 3 * u, step = side + u * 3 / 4;
	struct type number = {.size = SIZE_SMALL,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_accent_dark,
		.middle = true,
		.tabular = true,
		.align = ALIGN_END};
	int drawn = count <= DOTS_DRAWN ? count : 1, w = drawn * step;
	struct rect dots = cut_right(&r, w);
	ui_dots(ui, rect_centre(dots, w, side), drawn, TONE_accent);
	if (drawn == count)
		return w;
	struct str text = shell_printf(s, "%d", count);
	cut_right(&r, u);
	int n = ui_text_width(ui, text, number) + 1;
	ui_text(ui, cut_right(&r, n), text, number);
	return w + u + n;
}

static void draw_card_foot(struct shell *s, struct rect foot, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), votes = core_votes(s->core, t->id);
	if (t->person) {
		ui_avatar(ui, cut_left(&foot, 8 * u), part_face(s, t->person));
		cut_left(&foot, 2 * u);
	}
	if (votes > 0)
		cut_right(&foot, part_dots(s, foot, votes) + u);
	ui_text(ui, foot, words_topic_kind(t->kind),
		(struct type){.size = SIZE_SMALL,
			.weight = WEIGHT_SEMIBOLD,
			.own = part_kind_colour(s, t->kind),
			.middle = true,
			.shrink = true,
			.may_cut = true});
}

void part_topic_card(struct shell *s, struct rect r, struct topic_card card)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u / 2;
	const struct topic *t = card.topic;
	ui_card_edged(ui, r, part_kind_colour(s, t->kind), card.chosen);
	ui_control(ui,
		(struct control){.r = r,
			.hit = {r.x, r.y - gap, r.w, r.h + 2 * gap},
			.name = "topic",
			.label = t->title,
			.action = card.action,
			.arg = t->id,
			.drags = card.drags,
			.drops = card.drops,
			.before = true});
	struct rect in = rect_pad(r, 5 * u, 3 * u);
	if (ui_pressed(ui, card.action, t->id))
		ui_fill(ui, rect_inset(in, -2 * u), 3 * u, TONE_sunk);
	in.w += u;
	struct type title = topic_title;
	title.tone = card.quiet ? TONE_second : TONE_ink;
	struct rect foot = cut_bottom(&in, 8 * u);
	cut_bottom(&in, u);
	struct rect mark = cut_bottom(&in, has_mark(s, t) ? 6 * u : 0);
	ui_text(ui, in, t->title, title);
	if (mark.h)
		ui_text(ui, mark, mark_words(s, t), topic_mark);
	draw_card_foot(s, foot, t);
}

static int grid_row_height(struct shell *s, const struct topic *const *topics, int count)
{
	int most = 0;
	for (int i = 0; i < count; i++) {
		int h = part_topic_card_height(s, topics[i]);
		most = h > most ? h : most;
	}
	return most;
}

void part_toast_merged(struct shell *s, ident topic)
{
	struct msg *undo = shell_new_message(s, MSG_topic_split);
	undo->u.topic_split.topic = topic;
	shell_toast_undo(s, words(_("One card now.")), undo);
}

void part_topic_grid(struct shell *s, struct rect r, const char *name, const struct topic *const *topics,
	int count, int columns, struct topic_card like)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, total = u;
	for (int i = 0; i < count; i += columns)
		total += gap + grid_row_height(s, topics + i, count - i < columns ? count - i : columns);
	struct rect area = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect in = rect_pad(ui_scroll(ui, area, name, total), u, u / 2);
	in.w -= u;
	for (int i = 0; i < count && in.y < area.y + area.h; i += columns) {
		int in_row = count - i < columns ? count - i : columns;
		struct rect row = cut_top(&in, grid_row_height(s, topics + i, in_row));
		cut_top(&in, gap);
		for (int c = 0; c < in_row && row.y + row.h >= area.y; c++) {
			like.topic = topics[i + c];
			part_topic_card(s, rect_column(row, c, columns, gap), like);
		}
	}
	ui_scroll_end(ui);
}

/* ---- bars ---- */

struct rect part_bar(struct shell *s, struct rect *body, int height)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct rect screen = ui_screen(ui),
		    row = {body->x, screen.y + screen.h - height - 7 * u / 2, body->w, height};
	int edge = row.y - 7 * u / 2;
	ui_fill(ui, (struct rect){0, edge, screen.w, screen.h - edge}, 0, TONE_surface);
	ui_line_across(ui, (struct rect){0, edge, screen.w, 1});
	body->h = edge - 3 * u - body->y;
	return row;
}

struct rect part_keyboard(struct shell *s, struct rect *body)
{
	struct rect screen = ui_screen(s->ui), keyboard = cut_bottom(&screen, ui_keyboard_height(s->ui));
	body->h = keyboard.y - body->y - 2 * ui_u(s->ui);
	return keyboard;
}

void part_button(struct shell *s, struct rect *row, struct button b, enum button_style style)
{
	b.style = style;
	b.pending_since = shell_pending(s, b.action, b.arg);
	ui_button(s->ui, cut_right(row, ui_button_width(s->ui, b)), b);
	cut_right(row, ui_gap(s->ui));
}

void part_step_key(
	struct shell *s, struct rect r, const char *icon, struct str label, action act, int64_t arg)
{
	struct ui *ui = s->ui;
	int side = r.w < r.h ? r.w : r.h;
	struct rect disc = rect_centre(r, side, side);
	ui_fill(ui, disc, side / 2, ui_pressed(ui, act, arg) ? TONE_pressed : TONE_sunk);
	ui_icon(ui, rect_centre(disc, side * 2 / 5, side * 2 / 5), icon, TONE_ink);
	ui_control(ui, (struct control){.r = disc, .name = icon, .label = label, .action = act, .arg = arg});
}

/* ---- the facilitator ---- */

bool part_signed_in(struct shell *s)
{
	return core_pin(s->core, s->now.mono, NULL) == PIN_SIGNED_IN;
}

void part_facilitate(struct shell *s, ident board, enum pin_then then)
{
	if (!part_signed_in(s))
		shell_go(s, (struct place){SCREEN_pin, board, then});
	else if (then == PIN_THEN_FACILITATOR)
		shell_go(s, (struct place){.screen = SCREEN_facilitator});
	else if (then == PIN_THEN_NEW_BOARD || then == PIN_THEN_EDIT_BOARD)
		shell_go(s, (struct place){SCREEN_edit_board, then == PIN_THEN_EDIT_BOARD ? board : 0, 0});
}

/* ---- codes ---- */

struct str part_code_text(struct shell *s, ident note)
{
	struct code_view code;
	struct str address = core_address(s->core);
	if (!core_code(s->core, note, &code) || address.n == 0)
		return STR("");
	return shell_printf(s, "%.*s#%s", STR_FMT(address), code.url_token);
}

struct str part_short_code(struct shell *s, ident note)
{
	struct code_view code;
	if (!core_code(s->core, note, &code))
		return STR("");
	return shell_printf(s, "%.3s %.3s", code.short_code, code.short_code + 3);
}

void part_ask_code(struct shell *s, ident note)
{
	struct code_view code;
	if (note == 0 || (core_code(s->core, note, &code) && !code.spent))
		return;
	struct msg *m = shell_new_message(s, MSG_code_issue);
	m->u.code_issue.note = note;
	shell_send(s, m, 0, 0);
}

static void draw_no_code(struct shell *s, struct rect r, bool network)
{
	struct str text = network
		? words(_("One moment…"))
		: words(_("No network at the moment. The code appears when this screen is connected; what you do here is saved."));
	ui_text(s->ui, r, text,
		(struct type){.size = SIZE_BODY,
			.tone = TONE_second,
			.align = ALIGN_CENTRE,
			.middle = true,
			.lines = 8});
}

/* What stands under the code: a phone has come, or none yet and why that usually is. */
static struct str code_state(struct shell *s, ident note, bool *good)
{
	struct code_view code;
	struct note_view view;
	*good = false;
	if (core_note(s->core, note, &view) && view.phones > 0) {
		*good = true;
		return shell_printf(s, ngettext("%d phone connected", "%d phones connected", view.phones),
			(int)view.phones);
	}
	if (!core_code(s->core, note, &code) || code.phone_seen)
		return STR("");
	int64_t since = s->now.mono - code.issued_at;
	if (since < NO_PHONE_AFTER) {
		ui_wake_at(s->ui, code.issued_at + NO_PHONE_AFTER);
		return STR("");
	}
	return words(_(
		"No phone yet? It has to be in the same Wi-Fi. Switch mobile data off if the page does not open. Guest networks often keep devices apart."));
}

/* The way into the room's Wi-Fi is one touch away: its code and this one side by side, both large. */
static void draw_wifi_button(struct shell *s, struct rect r, ident note, action open)
{
	ui_button(s->ui, r,
		(struct button){.name = "wifi",
			.icon = "wifi",
			.label = words(_("First join the Wi-Fi")),
			.size = SIZE_BODY,
			.style = BUTTON_PLAIN,
			.action = open,
			.arg = note});
}

/* The code comes first: whatever else stands on the card takes what the `least` of the code leaves. */
static void draw_code_words(struct shell *s, struct rect *in, ident note, int least)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	bool good;
	struct str state = code_state(s, note, &good);
	struct type state_type = {.size = SIZE_SMALL,
		.weight = good ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR,
		.tone = good ? TONE_accent_dark : TONE_second,
		.align = ALIGN_CENTRE,
		.lines = 7};
	struct type address = {
		.size = SIZE_SMALL, .tone = TONE_second, .align = ALIGN_CENTRE, .shrink = true};
	bool roomy = in->h > least + 30 * u;
	struct type short_code = {.size = roomy ? SIZE_TITLE : SIZE_HEADING,
		.weight = WEIGHT_SEMIBOLD,
		.align = ALIGN_CENTRE,
		.tabular = true};
	if (roomy)
		cut_bottom(in, u);
	int typed = ui_line(ui, address) + ui_line(ui, short_code) + 2 * u;
	int why = state.n ? ui_text_height(ui, in->w, state, state_type) + u : 0;
	if (why && in->h - typed - why >= least) {
		ui_text(ui, cut_bottom(in, why - u), state, state_type);
		cut_bottom(in, u);
	} else if (why && !good && in->h - why >= least) { /* why no phone comes matters more than typing */
		ui_text(ui, cut_bottom(in, why - u), state, state_type);
		cut_bottom(in, u);
		return;
	}
	ui_text(ui, cut_bottom(in, ui_line(ui, address)),
		shell_printf(
			s, _("or type it at %s"), arena_str(ui_arena(ui), core_address_label(s->core)).p),
		address);
	ui_text(ui, cut_bottom(in, ui_line(ui, short_code)), part_short_code(s, note), short_code);
	cut_bottom(in, 2 * u);
}

void part_code_card(struct shell *s, struct rect r, ident note, struct str title, action open)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct str text = part_code_text(s, note);
	ui_card(ui, r, false);
	if (open && ui_pressed(ui, open, note))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	struct rect in = rect_pad(r, 2 * u, 4 * u);
	struct type heading = {
		.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .align = ALIGN_CENTRE, .lines = 2};
	if (title.n) {
		int h = ui_text_height(ui, in.w, title, heading);
		ui_text(ui, cut_top(&in, h), title, heading);
		cut_top(&in, u);
	}
	if (text.n == 0) {
		draw_no_code(s, rect_pad(in, 3 * u, 0), core_address(s->core).n > 0);
		return;
	}
	if (open)
		ui_control(ui,
			(struct control){.r = r,
				.name = "code",
				.label = words(_("Show the code large")),
				.action = open,
				.arg = note});
	if (open && s->config->wifi.n) {
		cut_top(&in, u);
		draw_wifi_button(s, rect_pad(cut_top(&in, ui_touch(ui)), 2 * u, 0), note, open);
		cut_top(&in, u);
	}
	struct rect left = rect_pad(in, 2 * u, 0);
	int least = ui_code_least(ui, text);
	draw_code_words(s, &left, note, least);
	in.h = left.h;
	ui_code(ui, in, text, in.h < least || in.w < least);
}

void part_code_small(struct shell *s, struct rect r, ident of, struct str title, action open)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct str text = part_code_text(s, of);
	ui_card(ui, r, false);
	if (ui_pressed(ui, open, of))
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r,
			.name = "code",
			.label = words(_("Show the code large")),
			.action = open,
			.arg = of});
	struct rect in = rect_pad(r, 3 * u, 3 * u);
	struct type title_type = {.size = SIZE_SMALL,
		.weight = WEIGHT_SEMIBOLD,
		.lines = 4,
		.shrink = true,
		.align = ALIGN_CENTRE};
	struct type typed = {.size = SIZE_LABEL,
		.weight = WEIGHT_BOLD,
		.tabular = true,
		.shrink = true,
		.align = ALIGN_CENTRE};
	/* Two pixels a module are the least that says what it is; three stand beside words, which keep room. */
	int least = text.n ? ui_code_least(ui, text) / 3 : 0;
	bool beside = in.w > in.h * 3 / 2, drawn = least && least <= (beside ? in.h : in.w);
	if (drawn && beside) {
		int most = in.h < in.w / 2 ? in.h : in.w / 2;
		ui_code(ui, cut_left(&in, most > least ? most : least), text, true);
		cut_left(&in, 2 * u);
	} else if (drawn) {
		int words = ui_text_height(ui, in.w, title, title_type) + 2 * u + ui_line(ui, typed);
		int most = in.h - words < in.w ? in.h - words : in.w;
		ui_code(ui, cut_top(&in, most > least ? most : least), text, true);
	}
	if (beside)
		title_type.align = typed.align = ALIGN_START;
	int h = ui_text_height(ui, in.w, title, title_type) + u + ui_line(ui, typed);
	in = rect_centre(in, in.w, h < in.h ? h : in.h);
	ui_text(ui, cut_bottom(&in, ui_line(ui, typed)), part_short_code(s, of), typed);
	ui_text(ui, in, title, title_type);
}

/* ---- people ---- */

/* The name with what was typed marked below it: soft accent behind the matched letters. */
static void draw_marked_name(
	struct shell *s, struct rect r, const struct person *p, const struct match *m, struct type type)
{
	struct ui *ui = s->ui;
	struct str name = p->hidden || !m ? words_person(ui_arena(ui), p) : person_full_name(ui_arena(ui), p);
	for (int i = 0; m && !p->hidden && i < m->spans; i++) {
		int from = ui_text_width(ui, str_sub(name, 0, m->span[i].from), type);
		int to = ui_text_width(ui, str_sub(name, 0, m->span[i].to), type);
		if (from < r.w)
			ui_fill(ui, (struct rect){r.x + from, r.y, (to < r.w ? to : r.w) - from, r.h},
				ui_u(ui) / 2, TONE_accent_soft);
	}
	ui_text(ui, r, name, type);
}

void part_person_row(struct shell *s, struct rect r, struct person_row row)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct person *p = core_person(s->core, row.person);
	if (!p)
		return;
	ui_card(ui, r, row.first);
	if (ui_pressed(ui, row.action, row.arg))
		ui_fill(ui, rect_inset(r, u), 3 * u, TONE_sunk);
	struct rect in = rect_pad(r, 4 * u, 2 * u);
	int size = in.h < 14 * u ? in.h : 14 * u;
	ui_avatar(ui, rect_centre(cut_left(&in, size), size, size), part_face(s, row.person));
	cut_left(&in, 4 * u);
	struct type name = {.size = SIZE_LABEL, .weight = WEIGHT_SEMIBOLD, .may_cut = true};
	struct type below = {.size = SIZE_SMALL, .tone = TONE_second, .may_cut = true};
	struct type state = {.size = SIZE_SMALL,
		.weight = WEIGHT_SEMIBOLD,
		.tone = TONE_accent_dark,
		.shrink = true,
		.may_cut = true};
	bool two = row.below.n && row.state.n && in.h >= ui_line(ui, name) + 2 * ui_line(ui, below);
	int lines = ui_line(ui, name) + (row.below.n || row.state.n ? ui_line(ui, below) : 0) +
		(two ? ui_line(ui, state) : 0);
	in = rect_centre(in, in.w, lines);
	struct str called = row.match ? person_full_name(ui_arena(ui), p) : part_name(s, row.person);
	while (name.size > SIZE_SMALL && ui_text_width(ui, called, name) > in.w)
		name.size--; /* and not by shrinking: the marks below the letters have to know the size */
	draw_marked_name(s, cut_top(&in, ui_line(ui, name)), p, row.match, name);
	if (row.below.n && (two || !row.state.n))
		ui_text(ui, cut_top(&in, ui_line(ui, below)), row.below, below);
	if (row.state.n)
		ui_text(ui, cut_top(&in, ui_line(ui, state)), row.state, state);
	struct control c = {.r = r,
		.name = row.name,
		.label = part_name(s, row.person),
		.action = row.action,
		.arg = row.arg};
	ui_control(ui, c);
}

/* ---- words on their own ---- */

int part_heading(struct shell *s, struct rect r, struct str text)
{
	return ui_text(s->ui, r, text,
		(struct type){.size = SIZE_TITLE,
			.weight = WEIGHT_BOLD,
			.lines = 2,
			.shrink = true,
			.may_cut = true});
}

void part_empty(struct shell *s, struct rect r, const char *icon, struct str title, struct str text)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct type big = {
		.size = SIZE_HEADING, .weight = WEIGHT_SEMIBOLD, .align = ALIGN_CENTRE, .lines = 2};
	struct type small = {.size = SIZE_BODY, .tone = TONE_second, .align = ALIGN_CENTRE, .lines = 4};
	int w = r.w < 120 * u ? r.w : 120 * u;
	int h1 = ui_text_height(ui, w, title, big), h2 = text.n ? ui_text_height(ui, w, text, small) : 0;
	struct rect in = rect_centre(r, w, 16 * u + 3 * u + h1 + 2 * u + h2);
	struct rect sign = cut_top(&in, 16 * u);
	ui_fill(ui, rect_centre(sign, 16 * u, 16 * u), 8 * u, TONE_sunk);
	ui_icon(ui, rect_centre(sign, 8 * u, 8 * u), icon, TONE_second);
	cut_top(&in, 3 * u);
	ui_text(ui, cut_top(&in, h1), title, big);
	cut_top(&in, 2 * u);
	if (text.n)
		ui_text(ui, in, text, small);
}
