/* A topic's words: what it is about, what kind it is, who brings it. While typing, the topic most like it
 * is shown: the new card may go under that one, where its words and its bringer stay. */
#include <stdint.h>

#include "screens/drafts.h"
#include "screens/parts.h"

enum { TITLE = 1, DETAIL, SWITCH, KIND, BRINGER, SAVE, ADD_TO, NOT_THAT };
#define SIMILAR_FROM 5 /* bytes typed until others are looked for */
#define PRESENT_MAX 8
#define FACES_BESIDE 4 /* of them, beside the field where there is no row for them */

struct state {
	struct text_input title, detail;
	bool on_detail; /* the field shows the detail; there is room for one at a time */
	enum topic_kind kind;
	ident person;
	ident into;     /* it goes under this one; 0: it stands for itself */
	ident not_that; /* not under that one, as was said */
	ident added;    /* it is kept; going under the other is under way */
};

static void enter(struct shell *s, void *state)
{
	struct state *st = state;
	const struct topic *t = s->place.a ? core_topic(s->core, s->place.a) : NULL;
	if (t) {
		input_set(&st->title, t->title);
		input_set(&st->detail, t->detail);
		st->kind = t->kind;
		st->person = t->person;
	}
	ui_focus(s->ui, &st->title);
}

/* Whoever is here now, as the likely bringers of a new topic; whose an old one is stays so. */
static int present(struct shell *s, ident out[PRESENT_MAX])
{
	return s->place.a ? 0 : (int)core_people_here(s->core, s->now.wall, out, PRESENT_MAX);
}

static void draw_kinds(struct shell *s, struct rect r, const struct state *st)
{
	int gap = ui_gap(s->ui);
	for (int kind = 0; kind < TOPIC_KIND_COUNT; kind++)
		ui_button(s->ui, rect_column(r, kind, TOPIC_KIND_COUNT, gap),
			(struct button){.name = "kind",
				.label = words_topic_kind((enum topic_kind)kind),
				.size = SIZE_BODY,
				.style = st->kind == (enum topic_kind)kind ? BUTTON_OUTLINE : BUTTON_PLAIN,
				.action = KIND,
				.arg = kind});
}

/* The faces of whoever is here, as many as fit; r is what they leave. */
static void draw_faces(struct shell *s, struct rect *r, const struct state *st)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	ident people[PRESENT_MAX];
	int n = present(s, people);
	for (int i = 0; i < n && r->w >= r->h; i++) {
		struct rect face = cut_left(r, r->h);
		struct avatar a = part_avatar(s, people[i], st->person == people[i]);
		a.pale = st->person && st->person != people[i];
		if (ui_pressed(ui, BRINGER, people[i]))
			ui_fill(ui, face, 3 * u, TONE_sunk);
		ui_avatar(ui, rect_inset(face, u), a);
		ui_control(ui,
			(struct control){.r = face,
				.name = "bringer",
				.label = part_name(s, people[i]),
				.action = BRINGER,
				.arg = people[i]});
		cut_left(r, ui_gap(ui));
	}
}

static void draw_bringers(struct shell *s, struct rect r, const struct state *st)
{
	struct ui *ui = s->ui;
	ident people[PRESENT_MAX];
	struct str text = st->person
		? shell_printf(s, _("brought by %s"), arena_str(ui_arena(ui), part_name(s, st->person)).p)
		: present(s, people) ? words(_("Who brings it? Touch a face."))
				     : words(_("Check in first to put your name on it."));
	struct rect faces = r;
	faces.w -= 60 * ui_u(ui);
	draw_faces(s, &faces, st);
	r.w -= faces.x - r.x;
	r.x = faces.x;
	ui_text(ui, r, text,
		(struct type){.size = SIZE_SMALL,
			.tone = TONE_second,
			.middle = true,
			.lines = 2,
			.shrink = true,
			.may_cut = true});
}

/* ---- what is there already ---- */

/* The one it goes under, or the likeliest that it might; NULL: none. */
static const struct topic *similar(struct shell *s, const struct state *st)
{
	const struct topic *found = NULL;
	if (st->into)
		return core_topic(s->core, st->into);
	struct str title = str_trim(input_str(&st->title));
	if (title.n < SIMILAR_FROM || !core_similar(s->core, s->place.b, title, s->place.a, &found, 1))
		return NULL;
	return found->id == st->not_that ? NULL : found;
}

static void draw_similar(struct shell *s, struct rect r, const struct state *st, const struct topic *t)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	const char *title = arena_str(ui_arena(ui), t->title).p;
	ui_fill(ui, r, 4 * u, TONE_accent_soft);
	cut_left(&r, 4 * u);
	struct button no = {
		.name = "not-that", .label = words(_("No")), .size = SIZE_BODY, .action = NOT_THAT};
	struct button yes = {.name = "add-to",
		.label = words(_("Add to it")),
		.size = SIZE_BODY,
		.action = ADD_TO,
		.arg = t->id};
	no.label = st->into ? words(_("Undo")) : no.label;
	part_button(s, &r, no, BUTTON_PLAIN);
	if (!st->into)
		part_button(s, &r, yes, BUTTON_PLAIN);
	ui_text(ui, r, shell_printf(s, st->into ? _("Goes under “%s”") : _("The same as “%s”?"), title),
		(struct type){.size = SIZE_BODY,
			.weight = WEIGHT_SEMIBOLD,
			.tone = TONE_accent_dark,
			.middle = true,
			.lines = 2,
			.shrink = true,
			.may_cut = true});
}

static void draw(struct shell *s, void *state)
{
	struct state *st = state;
	struct ui *ui = s->ui;
	int u = ui_u(ui), touch = ui_touch(ui) > 12 * u ? ui_touch(ui) : 12 * u;
	const struct board *b = core_board(s->core, s->place.b);
	struct rect body = shell_frame(s,
		(struct frame){.title = s->place.a ? words(_("Edit the topic")) : words(_("New topic")),
			.subtitle = b ? b->name : STR("")});
	struct rect keyboard = part_keyboard(s, &body);
	const struct topic *like = st->on_detail ? NULL : similar(s, st);
	int gap = ui_gap(ui), rows = 2 * touch + gap + (like ? touch + gap : 0), field = body.h - rows - gap;
	field = field > 26 * u ? 26 * u : field < touch ? touch : field;
	bool tight = field + rows + gap > body.h; /* no row for the faces: they stand beside the field */
	bool room = !tight || field + 2 * (touch + gap) <= body.h; /* for both, what is alike and the kinds */
	rows = tight ? touch + (like && room ? touch + gap : 0) : rows;
	body = rect_centre(body, body.w, field + rows + gap);
	struct rect top = cut_top(&body, field);
	if (tight) {
		ident people[PRESENT_MAX];
		int n = present(s, people), shown = n < FACES_BESIDE ? n : FACES_BESIDE;
		struct rect faces = cut_right(&top, shown * (touch + gap));
		cut_left(&faces, gap);
		draw_faces(s, &faces, st);
	}
	struct button other = {.name = "detail",
		.icon = st->on_detail ? "back" : "plus",
		.label = st->on_detail ? words(_("Title")) : words(_("Detail")),
		.size = SIZE_BODY,
		.style = BUTTON_PLAIN,
		.action = SWITCH};
	ui_button(ui, cut_right(&top, ui_button_width(ui, other)), other);
	cut_right(&top, gap);
	if (st->on_detail)
		ui_field(ui, top, &st->detail,
			(struct field){.name = "more",
				.placeholder = words(_("What else should people know?")),
				.action = DETAIL,
				.multiline = true});
	else
		ui_field(ui, top, &st->title,
			(struct field){.name = "title",
				.placeholder = words(_("In one sentence: what is it about?")),
				.action = TITLE,
				.large = true});
	cut_top(&body, gap);
	if (like) {
		draw_similar(s, cut_top(&body, touch), st, like);
		cut_top(&body, gap);
	}
	if (!like || room)
		draw_kinds(s, cut_top(&body, touch), st);
	cut_top(&body, gap);
	if (!tight)
		draw_bringers(s, cut_top(&body, touch), st);
	ui_keyboard(ui, keyboard, s->place.a ? words(_("Save")) : words(_("Add")), SAVE);
}

static void save(struct shell *s, struct state *st)
{
	struct str title = str_trim(input_str(&st->title)), detail = str_trim(input_str(&st->detail));
	const struct topic *t = s->place.a ? core_topic(s->core, s->place.a) : NULL;
	if (title.n == 0 || shell_pending(s, SAVE, 0))
		return;
	struct msg *m = shell_new_message(s, t ? MSG_topic_edit : MSG_topic_add);
	if (t)
		m->u.topic_edit = (struct msg_topic_edit){.topic = t->id,
			.kind = st->kind,
			.title = msg_str(m, title),
			.detail = msg_str(m, detail)};
	else
		m->u.topic_add = (struct msg_topic_add){.board = s->place.b,
			.kind = st->kind,
			.person = st->person,
			.title = msg_str(m, title),
			.detail = msg_str(m, detail)};
	shell_send(s, m, SAVE, 0);
}

static void event(struct shell *s, void *state, const struct ui_event *e)
{
	struct state *st = state;
	if (e->kind == UI_PRESS && e->action == SWITCH) {
		st->on_detail = !st->on_detail;
		ui_focus(s->ui, st->on_detail ? &st->detail : &st->title);
	} else if (e->kind == UI_PRESS && e->action == KIND)
		st->kind = (enum topic_kind)e->arg;
	else if (e->kind == UI_PRESS && e->action == ADD_TO)
		st->into = e->arg;
	else if (e->kind == UI_PRESS && e->action == NOT_THAT) {
		const struct topic *like = similar(s, st);
		st->not_that = st->into || !like ? 0 : like->id;
		st->into = 0;
	} else if (e->kind == UI_PRESS && e->action == BRINGER)
		st->person = st->person == e->arg ? 0 : e->arg;
	else if ((e->kind == UI_PRESS && e->action == SAVE) || (e->kind == UI_KEY && e->key == KEY_RETURN))
		save(s, st);
}

static void send_merge(struct shell *s, ident topic, ident into)
{
	struct msg *m = shell_new_message(s, MSG_topic_merge);
	m->u.topic_merge = (struct msg_topic_merge){.topic = topic, .into = into};
	shell_send(s, m, SAVE, 0);
}

static void reply(struct shell *s, void *state, const struct effect *e)
{
	struct state *st = state;
	ident topic = e->about == MSG_topic_add ? e->u.reply.result : s->place.a;
	if (!shell_done(s, e)) {
		if (e->about == MSG_topic_merge &&
			st->added) { /* the card itself is saved; once more would double it */
			shell_saved(s);
			shell_back(s);
		}
		return;
	}
	if (e->about == MSG_topic_add)
		ui_scroll_to(s->ui, "lane-proposed", INT16_MAX); /* to the new card, below the others */
	if (e->about != MSG_topic_merge && st->into) {
		st->added = topic;
		send_merge(s, topic, st->into);
		return;
	}
	topic = st->added;
	shell_saved(s);
	shell_back(s);
	if (topic)
		part_toast_merged(s, topic);
}

/* Of a new one only the words are worth keeping. */
static bool unsaved(const struct shell *s, const void *state)
{
	const struct state *st = state;
	const struct topic *t = s->place.a ? core_topic(s->core, s->place.a) : NULL;
	return draft_differs(&st->title, t ? t->title : STR("")) ||
		draft_differs(&st->detail, t ? t->detail : STR("")) || (t && st->kind != t->kind);
}

static void resumed(struct shell *s, void *state)
{
	struct state *st = state;
	if (!s->place.a)
		st->person = st->into = st->added =
			0; /* who brings it is asked again: it may be somebody else */
	ui_focus(s->ui, st->on_detail ? &st->detail : &st->title);
}

const struct screen screen_edit_topic = {
	.name = "edit_topic",
	.state_size = sizeof(struct state),
	.watches = CHANGE_BOARDS | CHANGE_SESSIONS,
	.enter = enter,
	.event = event,
	.reply = reply,
	.draw = draw,
	.unsaved = unsaved,
	.resumed = resumed,
};
