/* An agreement as a page to read together, large; beside it the names of those whose it is. Each touches their
 * own, and one touch confirms for all who did. It is changed part by part: what was confirmed stays as it is, and
 * the first change begins another version. */
#include "screens/agreement_edit.h"
#include "screens/drafts.h"

#include <string.h>

enum { NAME = 1, CONFIRM, EDIT, READ, TYPED, SAVE, CHANGES, VERSION };
#define BEING_WRITTEN (-1) /* as place.b: whoever comes back from a goal goes on writing */

struct state {
	bool marked
		[PARTNERS_MAX]; /* by position among those who belong to it: they have touched their name */
	bool editing, typing, changes;
	enum agreement_part part;
	ident whose; /* duty */
	struct text_input input;
};

static const struct partnership *partnership_shown(const struct shell *s)
{
	return core_partnership(s->core, s->place.a);
}

static bool find(struct shell *s, struct agreement *newest, struct agreement *shown)
{
	*newest = (struct agreement){0};
	bool some = core_agreement(s->core, s->place.a, 0, newest);
	*shown = *newest;
	if (some && s->place.b > 0 && s->place.b != newest->version)
		core_agreement(s->core, s->place.a, (int32_t)s->place.b, shown);
	return some;
}

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	struct agreement newest, shown;
	find(s, &newest, &shown);
	st->editing = s->place.b == BEING_WRITTEN || agreement_is_empty(&newest);
}

/* ---- who confirms ---- */

static bool waits(const struct agreement *a, const struct partnership *p)
{
	ident people[PARTNERS_MAX];
	size_t n = partnership_people(p, people, PARTNERS_MAX), missing = 0;
	for (size_t i = 0; i < n; i++)
		missing += !agreement_has(a, people[i]);
	return missing > 0;
}

static int64_t confirmed_at(const struct agreement *a, ident person)
{
	for (size_t i = 0; i < a->yes_count; i++)
		if (a->yes[i].person == person)
			return a->yes[i].at;
	return 0;
}

struct side { /* what the names need to know */
	const struct partnership *p;
	const struct agreement *a;
	const struct state *st;
	bool newest, may; /* may: names can be touched */
};

static void draw_mark(struct ui *ui, struct rect r, bool confirmed, bool marked)
{
	int u = ui_u(ui);
	if (!confirmed && !marked) {
		ui_stroke(ui, r, r.w / 2, u / 2 > 1 ? u / 2 : 1, TONE_edge);
		return;
	}
	ui_fill(ui, r, r.w / 2, confirmed ? TONE_accent : TONE_accent_soft);
	ui_icon(ui, rect_inset(r, u), "check", confirmed ? TONE_on_accent : TONE_accent_dark);
}

static void name_row(struct column *c, const struct side *side, ident person, int position)
{
	struct shell *s = c->s;
	struct ui *ui = s->ui;
	int u = ui_u(ui), h = ui_touch(ui) > 14 * u ? ui_touch(ui) : 14 * u, face = 11 * u, mark = 8 * u;
	int64_t at = confirmed_at(side->a, person);
	bool touch = side->may && !at, marked = side->st->marked[position];
	struct rect r = column_take(c, h);
	column_take(c, ui_gap(ui));
	if (c->measures)
		return;
	if (touch) {
		ui_fill(ui, r, 4 * u,
			ui_pressed(ui, NAME, position) ? TONE_pressed
				: marked               ? TONE_accent_soft
						       : TONE_sunk);
		ui_control(ui,
			(struct control){.r = r,
				.name = "name",
				.label = part_name(s, person),
				.action = NAME,
				.arg = position});
		r = rect_pad(r, 3 * u, 0);
	}
	draw_mark(ui, rect_centre(cut_right(&r, mark), mark, mark), at != 0, marked);
	cut_right(&r, 2 * u);
	ui_avatar(ui, rect_centre(cut_left(&r, face), face, face), part_face(s, person));
	cut_left(&r, 3 * u);
	struct type name = {.size = SIZE_BODY, .weight = WEIGHT_SEMIBOLD, .shrink = true, .may_cut = true};
	struct type below = {.size = SIZE_SMALL, .tone = TONE_second, .shrink = true, .may_cut = true};
	struct str when = at ? shell_printf(s, _("confirmed %s"), part_date(s, at).p) : STR("");
	r = rect_centre(r, r.w, ui_line(ui, name) + (when.n ? ui_line(ui, below) : 0));
	ui_text(ui, cut_top(&r, ui_line(ui, name)), part_name(s, person), name);
	ui_text(ui, r, when, below);
}

static void names_content(struct column *c, const void *of)
{
	const struct side *side = of;
	ident people[PARTNERS_MAX];
	size_t n = partnership_people(side->p, people, PARTNERS_MAX);
	for (size_t i = 0; i < n; i++)
		name_row(c, side, people[i], (int)i);
}

static struct str side_words(const struct side *side)
{
	if (!side->newest)
		return words(_("An earlier version, kept as it was."));
	if (!waits(side->a, side->p))
		return words(_("Everybody has confirmed it."));
	return words(_("Read it together. Then each of you touches their own name."));
}

/* ---- the buttons ---- */

static int marked_count(const struct state *st)
{
	int n = 0;
	for (int i = 0; i < PARTNERS_MAX; i++)
		n += st->marked[i];
	return n;
}

static int button_height(struct shell *s)
{
	int u = ui_u(s->ui);
	return ui_touch(s->ui) > 14 * u ? ui_touch(s->ui) : 14 * u;
}

static void draw_confirm(struct shell *s, struct rect r, const struct side *side)
{
	int n = marked_count(side->st);
	ui_button(s->ui, r,
		(struct button){.name = "confirm",
			.icon = "check",
			.label = n < 2
				? words(_("Confirm"))
				: shell_printf(s,
					  ngettext("Confirm for %d", "Confirm for %d", (unsigned long)n), n),
			.style = BUTTON_ACCENT,
			.action = CONFIRM,
			.disabled = n == 0,
			.pending_since = shell_pending(s, CONFIRM, 0)});
}

static void draw_edit(struct shell *s, struct rect r, const struct state *st, struct str label)
{
	ui_button(s->ui, r,
		(struct button){.name = st->editing ? "read" : "edit",
			.icon = st->editing ? "book" : "edit",
			.label = label,
			.size = SIZE_BODY,
			.style = st->editing ? BUTTON_ACCENT : BUTTON_PLAIN,
			.action = st->editing ? READ : EDIT});
}

/* From version to version, and what changed with it. */
static void draw_versions(struct shell *s, struct rect r, const struct side *side, int32_t newest)
{
	struct ui *ui = s->ui;
	int32_t shown = side->a->version;
	struct rect before = cut_left(&r, r.h), after = cut_right(&r, r.h);
	struct button back = {.name = "version-before",
		.icon = "arrow-left",
		.label = STR(""),
		.style = BUTTON_QUIET,
		.action = VERSION,
		.arg = shown - 1,
		.disabled = shown <= 1};
	struct button on = {.name = "version-after",
		.icon = "arrow-right",
		.label = STR(""),
		.style = BUTTON_QUIET,
		.action = VERSION,
		.arg = shown + 1,
		.disabled = shown >= newest};
	ui_button(ui, before, back);
	ui_button(ui, after, on);
	ui_button(ui, r,
		(struct button){.name = "changes",
			.label = shown < 2          ? shell_printf(s, _("Version %d"), shown)
				: side->st->changes ? words(_("All of it"))
						    : shell_printf(s, _("Version %d: what changed"), shown),
			.size = SIZE_BODY,
			.style = BUTTON_QUIET,
			.action = CHANGES,
			.disabled = shown < 2});
}

/* ---- the side ---- */

static void draw_names(struct shell *s, struct rect r, const struct side *side)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), h = column_height(s, r.w - 2 * u, names_content, side);
	struct column c = {.s = s, .r = rect_pad(ui_scroll(ui, r, "names", h), u, 0)};
	names_content(&c, side);
	ui_scroll_end_on(ui, TONE_surface);
}

static void draw_side(struct shell *s, struct rect r, const struct side *side, int32_t newest)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), h = button_height(s), gap = ui_gap(ui);
	struct type text = {.size = SIZE_BODY, .tone = TONE_second, .lines = 4};
	bool confirms = side->newest && waits(side->a, side->p) && !side->st->editing;
	ui_card(ui, r, false);
	r = rect_pad(r, 5 * u, 4 * u);
	if (newest > 1)
		draw_versions(s, cut_bottom(&r, ui_touch(ui) > 11 * u ? ui_touch(ui) : 11 * u), side, newest);
	if (newest > 1)
		cut_bottom(&r, gap);
	if (side->newest && confirms && ui_upright(ui)) {
		struct rect row = cut_bottom(&r, h);
		draw_edit(s, rect_column(row, 0, 2, gap), side->st, words(_("Change it")));
		draw_confirm(s, rect_column(row, 1, 2, gap), side);
		cut_bottom(&r, 2 * u);
	} else if (side->newest) {
		draw_edit(s, cut_bottom(&r, h), side->st,
			words(side->st->editing ? _("Read it") : _("Change it")));
		cut_bottom(&r, gap);
		if (confirms)
			draw_confirm(s, cut_bottom(&r, h), side);
		cut_bottom(&r, confirms ? 2 * u : 0);
	}
	if (side->st->editing) {
		ui_text(ui, r,
			side->a->yes_count
				? shell_printf(s,
					  _("Your first change begins version %d. What was confirmed stays as it was, and each of you confirms the new one."),
					  newest + 1)
				: words(_("Write it together. Nothing has to be filled in; a few lines are enough.")),
			(struct type){.size = SIZE_BODY, .tone = TONE_second, .lines = 9});
		return;
	}
	struct str said = side_words(side);
	cut_top(&r, ui_text(ui, r, said, text) + 3 * u);
	draw_names(s, (struct rect){r.x - u, r.y, r.w + 2 * u, r.h}, side);
}

/* ---- the page ---- */

static void draw_page(struct shell *s, struct rect r, const struct agreement_text *t, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), x = 7 * u;
	column_content *content = st->editing ? agreement_edit
		: st->changes                 ? agreement_changes
					      : agreement_content;
	ui_card(ui, r, false);
	if (!st->editing && !st->changes && agreement_is_empty(t->a)) {
		part_empty(s, rect_pad(r, x, 4 * u), "edit", words(_("Nothing is written yet")),
			words(_("What do you want out of this, how often do you meet, what do you keep to?")));
		return;
	}
	struct rect area = rect_pad(r, 0, 2 * u);
	int h = column_height(s, r.w - 2 * x, content, t);
	struct rect in = rect_pad(ui_scroll(ui, area, st->editing ? "edit" : "page", h + 6 * u), x, 0);
	in.y += 3 * u;
	struct column c = {.s = s, .r = in};
	content(&c, t);
	ui_scroll_end_on(ui, TONE_surface);
}

static struct str typed_placeholder(struct shell *s, const struct state *st)
{
	if (st->part == PART_OUTCOMES)
		return words(_("What will be different when it has worked? A line each"));
	if (st->part == PART_OWN_RULES)
		return words(_("A rule of your own, a line each"));
	return shell_printf(s, _("What will %s do?"), part_given(s, st->whose).p);
}

static void draw_typing(struct shell *s, struct rect body, struct state *st)
{
	struct ui *ui = s->ui;
	struct rect keyboard = part_keyboard(s, &body);
	ui_field(ui, body, &st->input,
		(struct field){.name = "words",
			.placeholder = typed_placeholder(s, st),
			.action = TYPED,
			.multiline = true});
	ui_keyboard(ui, keyboard, words(_("Save")), SAVE);
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct agreement newest, shown;
	const struct partnership *p = partnership_shown(s);
	struct rect body = shell_frame(s,
		(struct frame){.title = words(_("Our agreement")),
			.subtitle = p ? part_partnership_name(s, p) : STR("")});
	if (!p) {
		part_empty(s, body, "people", words(_("This partnership is not here any more")), STR(""));
		return;
	}
	if (st->typing) {
		draw_typing(s, body, st);
		return;
	}
	bool some = find(s, &newest, &shown), ended = p->state == PARTNERSHIP_ENDED;
	struct side of = {.p = p, .a = &shown, .st = st, .newest = shown.version == newest.version && !ended};
	of.may = of.newest && some && !st->editing && !agreement_is_empty(&shown);
	struct rect side =
		ui_upright(ui) ? cut_bottom(&body, body.h * 38 / 100) : cut_right(&body, body.w * 36 / 100);
	if (ui_upright(ui))
		cut_bottom(&body, 4 * u);
	else
		cut_right(&body, 5 * u);
	draw_page(s, body, &(struct agreement_text){p, &shown}, st);
	draw_side(s, side, &of, newest.version);
}

/* ---- what happens ---- */

static void confirm(struct shell *s, struct state *st, const struct agreement *a)
{
	ident people[PARTNERS_MAX];
	size_t n = partnership_people(partnership_shown(s), people, PARTNERS_MAX);
	for (size_t i = 0; i < n; i++) {
		if (!st->marked[i] || agreement_has(a, people[i]))
			continue;
		struct msg *m = shell_new_message(s, MSG_agreement_confirm);
		m->u.agreement_confirm = (struct msg_agreement_confirm){.partnership = s->place.a,
			.version = a->version,
			.edition = a->edition,
			.person = people[i]};
		shell_send(s, m, CONFIRM, 0);
	}
	memset(st->marked, 0, sizeof st->marked);
}

static struct str saved_words(const struct agreement *a, enum agreement_part part, ident whose)
{
	return part == PART_OUTCOMES     ? a->outcomes
		: part == PART_OWN_RULES ? a->own_rules
					 : agreement_duty(a, whose);
}

static void type(struct shell *s, struct state *st, const struct agreement *a, int64_t arg)
{
	st->part = edit_part(arg, &st->whose);
	st->typing = true;
	input_set(&st->input, saved_words(a, st->part, st->whose));
	ui_focus(s->ui, &st->input);
	shell_offer_draft(s);
}

static void save(struct shell *s, const struct state *st, const struct agreement *a)
{
	agreement_send(s, a,
		(struct msg_agreement_set){.partnership = s->place.a,
			.part = st->part,
			.text = str_trim(input_str(&st->input)),
			.person = st->whose},
		SAVE, 0);
}

static void touched(struct shell *s, struct state *st, const struct ui_event *e)
{
	struct agreement newest, shown;
	find(s, &newest, &shown);
	if (e->action == NAME && e->arg >= 0 && e->arg < PARTNERS_MAX) {
		st->marked[e->arg] = !st->marked[e->arg];
	} else if (e->action == CONFIRM) {
		confirm(s, st, &newest);
	} else if (e->action == EDIT || e->action == READ) {
		st->editing = e->action == EDIT;
		st->changes = false;
		s->place.b = st->editing ? BEING_WRITTEN : 0;
	} else if (e->action == CHANGES) {
		st->changes = !st->changes;
	} else if (e->action == VERSION) {
		s->place.b = e->arg >= newest.version ? 0 : e->arg;
		st->editing = st->changes = false;
	} else if (e->action == EDIT_WORDS) {
		type(s, st, &newest, e->arg);
	} else if (e->action == SAVE) {
		save(s, st, &newest);
	} else if (e->action == EDIT_GOAL) {
		s->place.b = BEING_WRITTEN;
		shell_go(s, (struct place){SCREEN_edit_goal, s->place.a, e->arg});
	} else {
		agreement_edited(s, &newest, s->place.a, e);
	}
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	if (e->kind == UI_PRESS && partnership_shown(s))
		touched(s, state, e);
}

static void answered(struct shell *s, struct state *st, enum msg_kind about)
{
	struct agreement a;
	if (about == MSG_agreement_set) {
		if (st->typing)
			shell_saved(s);
		st->typing = false;
	} else if (about == MSG_agreement_confirm && partnership_shown(s) &&
		core_agreement(s->core, s->place.a, 0, &a) && a.in_force) {
		shell_toast(s, words(_("It is agreed. Have a good time learning together.")));
	}
}

/* Words that somebody else has overtaken stay where they were typed. */
static void reply(struct shell *s, void *state, const struct effect *e)
{
	enum err err = e->u.reply.err;
	if (err == ERR_conflict)
		shell_toast(s, words(_("Somebody else has just changed it. Please look once more.")));
	else if (err == ERR_invalid && e->about == MSG_agreement_confirm)
		shell_toast(s, words(_("There is nothing to confirm yet. Write a line or two first.")));
	else if (shell_done(s, e))
		answered(s, state, e->about);
}

static bool inner(const void *state)
{
	const struct state *st = state;
	return st->typing;
}

static void close_inner(void *state)
{
	struct state *st = state;
	st->typing = false;
}

/* They talk it over before it: it stays as long as they are here together. */
static bool stays(const struct shell *s)
{
	const struct session *today[64];
	size_t n = core_today(s->core, s->now.wall, today, sizeof today / sizeof *today);
	for (size_t i = 0; i < n; i++)
		if (today[i]->partnership == s->place.a && today[i]->state != SESSION_CLOSED &&
			today[i]->state != SESSION_WAITING && s->now.wall < today[i]->ends)
			return true;
	return false;
}

static int64_t draft_part(const void *state)
{
	const struct state *st = state;
	return st->typing ? edit_arg(st->part, st->whose) : DRAFT_ANY;
}

static bool unsaved(const struct shell *s, const void *state)
{
	const struct state *st = state;
	struct agreement a = {0};
	core_agreement(s->core, s->place.a, 0, &a);
	return st->typing && draft_differs(&st->input, saved_words(&a, st->part, st->whose));
}

static void resumed(struct shell *s, void *state)
{
	struct state *st = state;
	ui_focus(s->ui, &st->input);
}

const struct screen screen_agreement = {
	.name = "agreement",
	.state_size = sizeof(struct state),
	.watches = CHANGE_PARTNERSHIPS | CHANGE_PEOPLE,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.inner = inner,
	.close_inner = close_inner,
	.stays = stays,
	.unsaved = unsaved,
	.draft_part = draft_part,
	.resumed = resumed,
};
