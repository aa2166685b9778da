/* Check in: whoever is expected now is one touch away, everybody else a few letters. */
#include "screens/arrive.h"
#include "screens/parts.h"

enum { TILE = 1, GUEST };
#define TILES_MAX 24

struct state {
	struct finder finder;
	ident person; /* whose check-in is under way */
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	ui_focus(s->ui, &st->finder.input); /* a real keyboard works at once */
	st->finder.typing = false;
}

static size_t tiles(struct shell *s, struct expected out[TILES_MAX])
{
	ident only = s->place.a;
	if (only == 0)
		return core_expected(s->core, s->now.wall, out, TILES_MAX);
	const struct member *members[SESSION_MEMBERS_MAX];
	size_t n = core_members(s->core, only, members, SESSION_MEMBERS_MAX), count = 0;
	for (size_t i = 0; i < n; i++) {
		const struct person *p = core_person(s->core, members[i]->person);
		if (members[i]->here_at == 0 && p && !p->hidden)
			out[count++] = (struct expected){members[i]->person, only};
	}
	return count;
}

static void draw_tile(struct shell *s, struct rect r, const struct expected *e)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct session *session = core_session(s->core, e->session);
	struct str name = part_name(s, e->person), others = part_others(s, e->session, e->person);
	struct str time = session ? words_time(ui_arena(ui), session->starts) : STR("");
	bool titled = session && (session->title.n || others.n > 24);
	struct str with = others.n == 0 || titled ? (session ? words_model(session->model) : STR(""))
						  : shell_printf(s, _("with %s"), others.p);
	bool pending = shell_pending(s, TILE, e->person) != 0;
	ui_card(ui, r, pending);
	if (ui_pressed(ui, TILE, e->person) || pending)
		ui_fill(ui, rect_inset(r, u), 4 * u, TONE_sunk);
	ui_control(ui,
		(struct control){.r = r, .name = "tile", .label = name, .action = TILE, .arg = e->person});
	struct type name_type = {.size = SIZE_LABEL,
		.weight = WEIGHT_SEMIBOLD,
		.align = ALIGN_CENTRE,
		.shrink = true,
		.may_cut = true};
	struct type time_type = {.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .tabular = true};
	struct type with_type = {.size = SIZE_SMALL, .tone = TONE_second, .shrink = true};
	struct rect in = rect_pad(r, 3 * u, 4 * u);
	int text = ui_line(ui, name_type) + u + ui_line(ui, with_type);
	int face = in.h - text - 3 * u < 21 * u ? in.h - text - 3 * u : 21 * u;
	in = rect_centre(in, in.w, face + 3 * u + text);
	ui_avatar(ui, rect_centre(cut_top(&in, face), face, face), part_face(s, e->person));
	cut_top(&in, 3 * u);
	ui_text(ui, cut_top(&in, ui_line(ui, name_type)), name, name_type);
	cut_top(&in, u);
	int time_width = ui_text_width(ui, time, time_type) + u;
	if (session && time_width + ui_text_width(ui, with, with_type) > in.w)
		with = words_model(session->model);
	int all = time_width + ui_text_width(ui, with, with_type) + 1;
	struct rect line = rect_centre(in, all < in.w ? all : in.w, in.h);
	ui_text(ui, cut_left(&line, time_width), time, time_type);
	ui_text(ui, line, with, with_type);
}

static void draw_tiles(struct shell *s, struct rect r)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 4 * u;
	struct expected list[TILES_MAX];
	size_t n = tiles(s, list);
	if (n == 0) {
		part_empty(s, r, "people",
			s->place.a ? words(_("Everybody is here")) : words(_("Nobody is expected just now")),
			words(_("Type a few letters of your name to check in.")));
		return;
	}
	int columns = ui_upright(ui) ? 2 : n > 4 && r.h < 2 * 40 * u ? 5 : 4;
	int rows = ((int)n + columns - 1) / columns;
	int least = ui_key(ui) > 35 * u ? ui_key(ui) : 35 * u, most = 49 * u > least ? 49 * u : least;
	int height = (r.h - (rows - 1) * gap) / rows;
	height = height < least ? least : height > most ? most : height;
	struct rect area = {r.x - u, r.y - u, r.w + 2 * u, r.h + 2 * u};
	struct rect content =
		rect_pad(ui_scroll(ui, area, "expected", rows * (height + gap) - gap + 2 * u), u, u);
	for (int row = 0; row < rows; row++) {
		struct rect line = cut_top(&content, height);
		cut_top(&content, gap);
		for (int i = row * columns; i < (int)n && i < (row + 1) * columns; i++)
			draw_tile(s, rect_column(line, i % columns, columns, gap), &list[i]);
	}
	ui_scroll_end(ui);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const struct session *session = s->place.a ? core_session(s->core, s->place.a) : NULL;
	struct rect body = shell_frame(s, (struct frame){.title = words(_("Who are you?"))});
	bool guests = core_config(s->core)->guests;
	if (st->finder.typing) {
		finder_draw(s, body, &st->finder,
			(struct finder_look){
				.placeholder = words(_("Type a few letters of your name")), .guest = guests});
		return;
	}
	int bottom = ui_key(ui) > 26 * u ? ui_key(ui) : 26 * u;
	struct rect row = cut_bottom(&body, bottom);
	cut_bottom(&body, 4 * u);
	if (guests) {
		struct button guest = {.name = "guest",
			.label = words(_("I’m a guest")),
			.style = BUTTON_OUTLINE,
			.action = GUEST};
		int w = ui_button_width(ui, guest), third = row.w * 31 / 100;
		ui_button(ui, cut_right(&row, w > third ? w : third), guest);
		cut_right(&row, 4 * u);
	}
	finder_draw_closed(s, row, &st->finder, words(_("Someone else? Type a few letters")));
	int h = part_heading(s, body, session ? part_session_name(s, session) : words(_("Expected now")));
	cut_top(&body, h + 4 * u);
	draw_tiles(s, body);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	ident person = 0;
	if (e->kind == UI_PRESS && (e->action == GUEST || e->action == FINDER_GUEST)) {
		shell_go(s, (struct place){SCREEN_guest, s->place.a, 0});
	} else if (e->kind == UI_PRESS && e->action == TILE) {
		st->person = e->arg;
		arrive(s, e->arg, s->place.a, TILE, e->arg);
	} else if (finder_event(s, &st->finder, e, 0, &person) && person) {
		st->person = person;
		arrive(s, person, s->place.a, FINDER_PERSON, person);
	}
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	arrive_reply(s, st->person, e);
}

const struct screen screen_check_in = {
	.name = "check_in",
	.state_size = sizeof(struct state),
	.watches = CHANGE_PEOPLE | CHANGE_SESSIONS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.inner = finder_inner,
	.close_inner = finder_close_inner,
};
