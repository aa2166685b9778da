#include "screens/arrive.h"

#include "screens/parts.h"

#define RESULTS_MAX 12

void arrive_send(struct shell *s, ident person, ident session, ident replaces, action act, int64_t arg)
{
	struct msg *m = shell_new_message(s, MSG_check_in);
	m->u.check_in = (struct msg_check_in){.person = person, .session = session, .replaces = replaces};
	shell_send(s, m, act, arg);
}

void arrive(struct shell *s, ident person, ident session, action act, int64_t arg)
{
	if (session && core_member(s->core, session, person)) {
		arrive_send(s, person, session, 0, act, arg);
		return;
	}
	if (session) {
		shell_go(s, (struct place){SCREEN_join, person, session});
		return;
	}
	struct plan plan = core_plan(s->core, person, s->now.wall);
	switch (plan.kind) {
	case PLAN_SESSION:
		arrive_send(s, person, plan.sessions[0], 0, act, arg);
		break;
	case PLAN_ALREADY:
		shell_land(s, (struct place){SCREEN_here, person, plan.sessions[0]});
		break;
	case PLAN_CHOICE:
		shell_go(s, (struct place){SCREEN_choose, person, 0});
		break;
	case PLAN_WALK_IN:
		shell_go(s, (struct place){SCREEN_partner, person, 0});
		break;
	}
}

void arrive_reply(struct shell *s, ident person, const struct effect *e)
{
	if (!shell_done(s, e))
		return;
	shell_forget_drafts(s); /* somebody has come: what another left unsaved is not theirs to see */
	shell_land(s, (struct place){SCREEN_here, person, e->u.reply.result});
}

/* ---- the finder ---- */

static struct str result_state(struct shell *s, const struct match *m)
{
	const struct session *session = m->session ? core_session(s->core, m->session) : NULL;
	if (m->here)
		return words(_("Already here"));
	if (!session)
		return words(_("Not expected today"));
	struct str others = part_others(s, session->id, m->person);
	struct str time = words_time(ui_arena(s->ui), session->starts);
	if (others.n == 0 || session->title.n)
		return shell_printf(s, "%.*s %.*s", STR_FMT(time), STR_FMT(words_model(session->model)));
	return shell_printf(s, _("%s with %s"), time.p, others.p);
}

static size_t found(struct shell *s, const struct finder *f, ident without, struct match out[RESULTS_MAX])
{
	struct match all[RESULTS_MAX + 1];
	size_t n = core_search(s->core, str_trim(input_str(&f->input)), s->now.wall, all, RESULTS_MAX + 1),
	       kept = 0;
	for (size_t i = 0; i < n && kept < RESULTS_MAX; i++)
		if (all[i].person != without)
			out[kept++] = all[i];
	return kept;
}

static void draw_results(struct shell *s, struct rect r, struct finder *f, struct finder_look look)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), gap = 3 * u, height = 24 * u;
	height = height > ui_touch(ui) ? height : ui_touch(ui);
	struct match results[RESULTS_MAX];
	size_t n = found(s, f, look.without, results);
	if (str_trim(input_str(&f->input)).n == 0)
		return;
	if (n == 0) {
		struct button guest = {.name = "guest",
			.label = words(_("I’m a guest")),
			.style = BUTTON_OUTLINE,
			.action = FINDER_GUEST};
		int w = ui_button_width(ui, guest), h = r.h < ui_key(ui) ? r.h : ui_key(ui);
		if (look.guest && h >= ui_touch(ui)) {
			struct rect right = cut_right(&r, w);
			ui_button(ui, rect_centre(right, w, h), guest);
			cut_right(&r, gap);
		}
		struct str text = look.guest
			? words(_("Nobody by that name. Check the spelling, or join as a guest."))
			: words(_("Nobody by that name. A few letters of any part of the name are enough."));
		ui_text(ui, r, text,
			(struct type){.size = SIZE_BODY,
				.tone = TONE_second,
				.align = ALIGN_CENTRE,
				.middle = true,
				.lines = 3});
		return;
	}
	int columns = r.w / (72 * u) > 0 ? r.w / (72 * u) : 1;
	columns = columns > 3 ? 3 : columns;
	int rows = ((int)n + columns - 1) / columns;
	if (r.h < height + u)
		height = r.h - u > ui_touch(ui) ? r.h - u : height;
	struct rect list = {r.x - u, r.y, r.w + 2 * u, r.h};
	struct rect content = ui_scroll(ui, list, "results", rows * (height + gap) + u);
	content = rect_pad(content, u, u / 2);
	for (int row = 0; row < rows; row++) {
		struct rect line = cut_top(&content, height);
		cut_top(&content, gap);
		for (int i = row * columns; i < (int)n && i < (row + 1) * columns; i++) {
			const struct person *p = core_person(s->core, results[i].person);
			part_person_row(s, rect_column(line, i % columns, columns, gap),
				(struct person_row){.person = results[i].person,
					.below = p ? core_organisation_name(s->core, p->organisation)
						   : STR(""),
					.state = result_state(s, &results[i]),
					.match = &results[i],
					.name = "person",
					.action = FINDER_PERSON,
					.arg = results[i].person,
					.first = i == 0});
		}
	}
	ui_scroll_end(ui);
}

static struct field finder_field(struct str placeholder)
{
	return (struct field){.name = "search",
		.placeholder = placeholder,
		.icon = "search",
		.action = FINDER_FIELD,
		.large = true};
}

void finder_draw(struct shell *s, struct rect r, struct finder *f, struct finder_look look)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct rect keyboard = part_keyboard(s, &r);
	int field = 17 * u > ui_touch(ui) ? 17 * u : ui_touch(ui);
	ui_field(ui, cut_top(&r, field), &f->input, finder_field(look.placeholder));
	cut_top(&r, 3 * u);
	draw_results(s, r, f, look);
	ui_keyboard(ui, keyboard, words(_("Done")), FINDER_DONE);
}

void finder_draw_closed(struct shell *s, struct rect r, struct finder *f, struct str placeholder)
{
	struct field field = finder_field(placeholder);
	field.resting = true;
	ui_field(s->ui, r, &f->input, field);
}

void finder_close(struct finder *f)
{
	*f = (struct finder){0};
}

bool finder_inner(const void *state)
{
	const struct finder *f = state;
	return f->typing;
}

void finder_close_inner(void *state)
{
	finder_close(state);
}

bool finder_event(struct shell *s, struct finder *f, const struct ui_event *e, ident without, ident *person)
{
	*person = 0;
	if (e->kind == UI_CHANGE && e->action == FINDER_FIELD)
		return f->typing = true;
	if (e->kind == UI_PRESS && e->action == FINDER_FIELD) {
		ui_focus(s->ui, &f->input);
		return f->typing = true;
	}
	if (e->kind == UI_PRESS && e->action == FINDER_PERSON)
		return *person = e->arg, true;
	bool done = (e->kind == UI_PRESS && e->action == FINDER_DONE) ||
		(e->kind == UI_KEY && e->key == KEY_RETURN);
	if (!done)
		return false;
	struct match results[RESULTS_MAX];
	if (str_trim(input_str(&f->input)).n && found(s, f, without, results) == 1)
		*person = results[0].person; /* only one it can be */
	else if (f->input.n == 0)
		f->typing = false;
	return true;
}
