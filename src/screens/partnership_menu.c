#include "screens/partnership_menu.h"

static const char *const whys[] = {N_("We have reached what we wanted"),
	N_("We have no time for it at present"), N_("It was not the right match"),
	N_("One of us has moved on")};
#define WHYS ((int)(sizeof whys / sizeof *whys))

/* ---- what takes the whole body: a question, and what can be said to it ---- */

struct panel {
	const struct menu *menu;
	const struct partnership *p;
	ident people[PARTNERS_MAX];
	int count; /* of what can be said */
};

static struct str title_of(const struct menu *m)
{
	return m->open == MENU_ENDING     ? words(_("End this partnership?"))
		: m->open == MENU_RHYTHMS ? words(_("How often do you meet?"))
					  : words(_("Who leaves?"));
}

static struct str text_of(const struct menu *m)
{
	return m->open == MENU_ENDING
		? words(_("It is nobody’s fault when it ends. What you wrote stays yours to read; nothing new is added. Why does it end?"))
		: m->open == MENU_RHYTHMS
		? words(_("What stands in your agreement stays as you confirmed it."))
		: words(_("What you did together stays. Whoever leaves is not expected any more."));
}

static struct button choice_of(struct shell *s, const struct panel *p, int i)
{
	struct button b = {.size = SIZE_BODY, .style = BUTTON_PLAIN};
	if (p->menu->open == MENU_ENDING) {
		b.name = "why", b.label = words(_(whys[i])), b.action = MENU_WHY, b.arg = i + 1;
		b.style = p->menu->why == i + 1 ? BUTTON_OUTLINE : BUTTON_PLAIN;
	} else if (p->menu->open == MENU_RHYTHMS) {
		b.name = "how-often", b.label = words_rhythm_agreed((enum rhythm)i),
		b.action = MENU_HOW_OFTEN, b.arg = i;
		b.style = (int)p->p->rhythm == i ? BUTTON_OUTLINE : BUTTON_PLAIN;
	} else {
		b.name = "leaves", b.label = part_name(s, p->people[i]), b.action = MENU_LEAVES,
		b.arg = p->people[i];
	}
	b.pending_since = shell_pending(s, b.action, b.arg);
	return b;
}

static void panel_content(struct column *c, const void *of)
{
	const struct panel *p = of;
	struct ui *ui = c->s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 14 * u ? ui_touch(ui) : 14 * u,
	    across = c->r.w > 110 * u ? 2 : 1;
	column_text(
		c, title_of(p->menu), (struct type){.size = SIZE_TITLE, .weight = WEIGHT_BOLD, .lines = 3});
	column_gap(c, 2 * u);
	column_text(c, text_of(p->menu), (struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 5});
	for (int i = 0; i < p->count; i += across) {
		column_gap(c, i ? ui_gap(ui) : 4 * u);
		struct rect row = column_take(c, touch);
		for (int k = 0; !c->measures && k < across && i + k < p->count; k++)
			ui_button(ui, rect_column(row, k, across, ui_gap(ui)), choice_of(c->s, p, i + k));
	}
}

/* What ending comes down to stands in the bar, however little room there is for the reasons. */
static void draw_panel(struct shell *s, struct rect body, const struct menu *m, const struct partnership *p)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 13 * u ? ui_touch(ui) : 13 * u;
	struct panel panel = {.menu = m, .p = p, .count = m->open == MENU_ENDING ? WHYS : RHYTHM_COUNT};
	if (m->open == MENU_LEAVING)
		panel.count = (int)partnership_people(p, panel.people, PARTNERS_MAX);
	if (m->open == MENU_ENDING) {
		struct rect bar = part_bar(s, &body, touch);
		part_button(s, &bar,
			(struct button){.name = "end",
				.label = words(_("End it")),
				.action = MENU_END,
				.disabled = !m->why},
			BUTTON_WARM);
		part_button(s, &bar,
			(struct button){.name = "keep", .label = words(_("Keep it")), .action = MENU_KEEP},
			BUTTON_PLAIN);
	}
	int w = body.w < 190 * u ? body.w : 190 * u, h = column_height(s, w, panel_content, &panel);
	struct rect r = ui_scroll(ui, rect_centre(body, w, body.h), "ending", h);
	struct column c = {.s = s, .r = r};
	if (h < body.h)
		c.r.y = body.y + (body.h - h) / 2;
	panel_content(&c, &panel);
	ui_scroll_end(ui);
}

/* ---- the bar ---- */

#define BUTTONS_MAX 4

static int bar_buttons(const struct partnership *p, struct button out[BUTTONS_MAX])
{
	ident people[PARTNERS_MAX];
	bool goes = p->state == PARTNERSHIP_ACTIVE || p->state == PARTNERSHIP_AGREED;
	int n = 0;
	if (goes)
		out[n++] = (struct button){.name = "rhythm",
			.icon = "calendar",
			.label = words(_("Change rhythm")),
			.action = MENU_RHYTHM};
	if (p->state != PARTNERSHIP_PROPOSED && partnership_people(p, people, PARTNERS_MAX) > 2)
		out[n++] = (struct button){.name = "leave",
			.icon = "people",
			.label = words(_("Somebody leaves")),
			.action = MENU_LEAVE};
	if (goes)
		out[n++] = (struct button){.name = "pause",
			.icon = "pause",
			.label = words(_("Take a break")),
			.action = MENU_PAUSE};
	out[n++] = (struct button){
		.name = "end", .icon = "close", .label = words(_("End it")), .action = MENU_END};
	return n;
}

static void draw_bar(struct shell *s, struct rect *body, const struct partnership *p)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), h = ui_touch(ui) > 13 * u ? ui_touch(ui) : 13 * u, gap = ui_gap(ui);
	struct button buttons[BUTTONS_MAX];
	int n = bar_buttons(p, buttons), rows = n > 2 && ui_upright(ui) ? 2 : 1,
	    columns = (n + rows - 1) / rows;
	struct rect bar = part_bar(s, body, rows * h + (rows - 1) * gap);
	for (int i = 0; i < n; i++) {
		buttons[i].size = SIZE_BODY;
		buttons[i].style = BUTTON_PLAIN;
		buttons[i].icon = ui_narrow(ui) && !ui_upright(ui) && n > 3 ? NULL : buttons[i].icon;
		buttons[i].pending_since = shell_pending(s, buttons[i].action, 0);
		ui_button(ui, rect_column(rect_row(bar, i / columns, rows, gap), i % columns, columns, gap),
			buttons[i]);
	}
}

bool menu_draw(struct shell *s, struct rect *body, const struct menu *m, const struct partnership *p)
{
	if (m->open > MENU_BAR)
		draw_panel(s, *body, m, p);
	else if (m->open == MENU_BAR)
		draw_bar(s, body, p);
	return m->open > MENU_BAR;
}

/* ---- messages ---- */

static struct msg *state_message(struct shell *s, ident of, enum partnership_state to, const char *why)
{
	struct msg *m = shell_new_message(s, MSG_partnership_state);
	m->u.partnership_state = (struct msg_partnership_state){
		.partnership = of, .state = to, .why = msg_str(m, str_from(why))};
	return m;
}

/* Everything else about it stays. */
static struct msg *rhythm_message(struct shell *s, const struct partnership *p, enum rhythm rhythm)
{
	struct msg *m = shell_new_message(s, MSG_partnership_set);
	m->u.partnership_set = (struct msg_partnership_set){.partnership = p->id,
		.model = p->model,
		.name = msg_str(m, p->name),
		.purpose = msg_str(m, p->purpose),
		.language = msg_str(m, p->language),
		.rhythm = rhythm,
		.starts = p->starts,
		.ends = p->ends};
	return m;
}

static struct msg *member_message(struct shell *s, ident of, ident person, enum standing standing, bool on)
{
	struct msg *m = shell_new_message(s, MSG_partnership_member);
	m->u.partnership_member = (struct msg_partnership_member){
		.partnership = of, .person = person, .standing = standing, .on = on};
	return m;
}

/* ---- what happens ---- */

static void take_leave(struct shell *s, struct menu *m, const struct partnership *p, ident person)
{
	const struct partner *one = partnership_partner(p, person);
	if (!one || shell_pending(s, MENU_LEAVES, person))
		return;
	m->gone = person;
	m->standing = one->standing;
	shell_send(s, member_message(s, p->id, person, one->standing, false), MENU_LEAVES, person);
}

static void change_rhythm(struct shell *s, struct menu *m, const struct partnership *p, enum rhythm rhythm)
{
	m->was = p->rhythm;
	shell_send(s, rhythm_message(s, p, rhythm), MENU_HOW_OFTEN, rhythm);
}

static void end(struct shell *s, struct menu *m, const struct partnership *p)
{
	if (m->open != MENU_ENDING)
		m->open = MENU_ENDING;
	else
		shell_send(s, state_message(s, p->id, PARTNERSHIP_ENDED, _(whys[m->why - 1])), MENU_END, 0);
}

bool menu_touch(struct shell *s, struct menu *m, const struct partnership *p, const struct ui_event *e)
{
	if (e->action == MENU_TOGGLE)
		m->open = m->open ? MENU_CLOSED : MENU_BAR;
	else if (e->action == MENU_RHYTHM || e->action == MENU_LEAVE)
		m->open = e->action == MENU_RHYTHM ? MENU_RHYTHMS : MENU_LEAVING;
	else if (e->action == MENU_HOW_OFTEN)
		change_rhythm(s, m, p, (enum rhythm)e->arg);
	else if (e->action == MENU_LEAVES)
		take_leave(s, m, p, e->arg);
	else if (e->action == MENU_PAUSE || e->action == MENU_RESUME)
		shell_send(s,
			state_message(s, p->id,
				e->action == MENU_PAUSE ? PARTNERSHIP_PAUSED : PARTNERSHIP_ACTIVE, ""),
			e->action, 0);
	else if (e->action == MENU_WHY)
		m->why = (int)e->arg;
	else if (e->action == MENU_KEEP)
		m->open = MENU_CLOSED;
	else if (e->action == MENU_END)
		end(s, m, p);
	else
		return false;
	return true;
}

/* What was just asked for is undone by asking for what was before. */
static void tell_state(struct shell *s, const struct partnership *p)
{
	if (p->state == PARTNERSHIP_ENDED) {
		shell_toast(s, words(_("It has ended. Thank you for learning together.")));
		return;
	}
	bool paused = p->state == PARTNERSHIP_PAUSED;
	shell_toast_undo(s,
		paused ? words(_("You are taking a break. Nobody is expected until you go on."))
		       : words(_("It goes on.")),
		state_message(s, p->id, paused ? PARTNERSHIP_ACTIVE : PARTNERSHIP_PAUSED, ""));
}

bool menu_reply(struct shell *s, struct menu *m, const struct partnership *p, const struct effect *e)
{
	bool mine = e->about == MSG_partnership_state || e->about == MSG_partnership_set ||
		e->about == MSG_partnership_member;
	if (!mine)
		return false;
	m->open = MENU_CLOSED;
	if (!shell_done(s, e) || e->u.reply.err || !p)
		return true;
	if (e->about == MSG_partnership_state)
		tell_state(s, p);
	else if (e->about == MSG_partnership_set)
		shell_toast_undo(s,
			shell_printf(s, _("You meet like this now: %s."), words_rhythm_agreed(p->rhythm).p),
			rhythm_message(s, p, m->was));
	else
		shell_toast_undo(s, shell_printf(s, _("%s has left."), part_given(s, m->gone).p),
			member_message(s, p->id, m->gone, m->standing, true));
	return true;
}
