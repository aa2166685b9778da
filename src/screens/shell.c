/* The shell holds the screens together: the way back, the frame around them, going home when nobody
 * is there, the messages they send and the answers they get. It draws when something changed or a
 * deadline came, and at no other time.
 *
 * A person's traces end when the shell goes home by itself: the way back is forgotten, the language
 * is the room's again, the screens' states go with their arenas, and what was typed and not saved goes, too. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/random.h"
#include "screens/drafts.h"

#define LOG_MODULE "screens"
#define TRAIL_MAX 12 /* the way back; the oldest step is forgotten */
#define SENDS_MAX 16 /* requests under way; more are not sent, the touch does nothing */
#define OUTGOING_MAX 32
#define COUNTDOWN_MS (10 * SECOND)    /* the ring on Home before it goes home */
#define OUT_OF_ORDER_MS (60 * SECOND) /* the disk refuses for so long: nobody is invited to begin something */
#define SEND_PATIENCE_MS (60 * SECOND) /* an answer that takes longer is not waited for */

static const struct screen *const screens[SCREEN_COUNT] = {
#define SCREEN(name) [SCREEN_##name] = &screen_##name,
#include "screens/screens.def"
#undef SCREEN
};

struct send {
	uint64_t request;
	action action;
	int64_t arg, since;
};

struct shell_inside {
	struct place trail[TRAIL_MAX];
	int trail_count;
	struct arena state_mem;
	void *state;
	struct send sends[SENDS_MAX];
	struct msg *outgoing[OUTGOING_MAX];
	int outgoing_count;
	bool dirty;
	int64_t touched_at; /* mono; the last sign of a person */
	struct msg *undo;   /* what the toast's Undo sends; NULL: nothing */
	struct drafts drafts;
	struct place offered; /* whose draft the toast offers */
	int64_t offered_part;
	bool offers, saved;    /* it does; the form shown is saved */
	int64_t refused_since; /* mono; the disk refuses. 0: it works */
	char language[4];
	int w, h;
	bool waking; /* a finger that woke the screen is still down */
	bool stayed; /* the screen was kept; when that ends, idleness begins anew */
};

#define FRAME_WATCHES (CHANGE_STORE | CHANGE_PIN)

/* ---- places ---- */

/* What is under way to the disk is as good as saved. */
static bool is_unsaved(const struct shell *s)
{
	const struct screen *screen = screens[s->place.screen];
	for (int i = 0; i < SENDS_MAX; i++)
		if (s->in->sends[i].request)
			return false;
	return !s->in->saved && s->in->state && screen->unsaved && screen->unsaved(s, s->in->state);
}

static int64_t part_shown(const struct shell *s)
{
	const struct screen *screen = screens[s->place.screen];
	return screen->draft_part ? screen->draft_part(s->in->state) : 0;
}

static void offer(struct shell *s, struct str text, struct str label)
{
	s->in->offers = true;
	s->in->offered = s->place;
	s->in->offered_part = part_shown(s);
	ui_toast(s->ui, text, FRAME_DRAFT, label, 0, 10 * SECOND);
}

static void offer_to_go_on(struct shell *s)
{
	offer(s, words(_("Not saved. It is kept for you here.")), words(_("Go on writing")));
}

/* Before a form is left, or what is open inside it closed. False: there is nothing to keep. */
static bool keep_draft(struct shell *s)
{
	if (!is_unsaved(s))
		return false;
	drafts_keep(&s->in->drafts, s->place, part_shown(s), s->in->state,
		screens[s->place.screen]->state_size, s->now.mono);
	return true;
}

void shell_offer_draft(struct shell *s)
{
	if (drafts_has(&s->in->drafts, s->place, part_shown(s), s->now.mono))
		offer(s, words(_("What was typed here was not saved.")), words(_("Bring it back")));
}

void shell_saved(struct shell *s)
{
	s->in->saved = true;
	drafts_drop(&s->in->drafts, s->place, part_shown(s));
}

void shell_forget_drafts(struct shell *s)
{
	drafts_clear(&s->in->drafts);
}

static void open_place(struct shell *s, struct place p)
{
	struct shell_inside *in = s->in;
	const struct screen *screen = screens[p.screen];
	if (keep_draft(s))
		offer_to_go_on(s);
	s->place = p;
	in->saved = false;
	ui_cancel_touch(s->ui); /* a finger that is down meant what was here before */
	arena_reset(&in->state_mem);
	in->state = arena_alloc(&in->state_mem, screen->state_size);
	in->dirty = true;
	ui_focus(s->ui, NULL);
	memset(in->sends, 0, sizeof in->sends);
	if (screen->enter)
		screen->enter(s, in->state);
	shell_offer_draft(s);
}

/* The words are back where they were typed. */
static void resume_draft(struct shell *s)
{
	struct shell_inside *in = s->in;
	struct place p = in->offered;
	struct draft d;
	bool there = drafts_take(&in->drafts, p, in->offered_part, s->now.mono, &d);
	ui_toast_clear(s->ui);
	if (!there)
		return;
	if (s->place.screen != p.screen || s->place.a != p.a || s->place.b != p.b)
		shell_go(s, p);
	ui_toast_clear(s->ui);
	memcpy(in->state, d.state, screens[p.screen]->state_size);
	free(d.state);
	if (screens[p.screen]->resumed)
		screens[p.screen]->resumed(s, in->state);
}

void shell_go(struct shell *s, struct place p)
{
	struct shell_inside *in = s->in;
	if (in->trail_count == TRAIL_MAX) {
		memmove(in->trail, in->trail + 1, sizeof in->trail - sizeof *in->trail);
		in->trail_count--;
	}
	if (s->place.screen != SCREEN_attract)
		in->trail[in->trail_count++] = s->place;
	open_place(s, p);
}

void shell_replace(struct shell *s, struct place p)
{
	open_place(s, p);
}

void shell_land(struct shell *s, struct place p)
{
	s->in->trail[0] = (struct place){.screen = SCREEN_home};
	s->in->trail_count = 1;
	open_place(s, p);
}

void shell_home(struct shell *s)
{
	s->in->trail_count = 0;
	open_place(s, (struct place){.screen = SCREEN_home});
}

void shell_back(struct shell *s)
{
	if (s->in->trail_count == 0) {
		shell_home(s);
		return;
	}
	open_place(s, s->in->trail[--s->in->trail_count]);
}

static bool is_inner(const struct shell *s)
{
	const struct screen *screen = screens[s->place.screen];
	return screen->inner && screen->inner(s->in->state);
}

static void step_back(struct shell *s)
{
	if (!is_inner(s)) {
		shell_back(s);
		return;
	}
	bool kept = keep_draft(s);
	screens[s->place.screen]->close_inner(s->in->state);
	if (kept && is_unsaved(s))
		drafts_drop(&s->in->drafts, s->place, part_shown(s)); /* the form still has it */
	else if (kept)
		offer_to_go_on(s);
}

static bool back_is_home(const struct shell *s)
{
	return s->in->trail_count == 0 || s->in->trail[s->in->trail_count - 1].screen == SCREEN_home;
}

void shell_set_language(struct shell *s, const char *code)
{
	snprintf(s->in->language, sizeof s->in->language, "%s", code);
	s->language = str_from(s->in->language);
	words_language(s->in->language);
	s->in->dirty = true;
}

/* ---- messages and answers ---- */

struct msg *shell_new_message(struct shell *s, enum msg_kind kind)
{
	(void)s;
	uint64_t request;
	random_bytes(&request, sizeof request);
	return msg_new(kind, (struct origin){.source = FROM_SCREEN, .request = (request >> 1) | 1});
}

static struct send *free_send(struct shell_inside *in)
{
	for (int i = 0; i < SENDS_MAX; i++)
		if (in->sends[i].request == 0)
			return &in->sends[i];
	return NULL;
}

void shell_post(struct shell *s, struct msg *m)
{
	struct shell_inside *in = s->in;
	if (in->outgoing_count == OUTGOING_MAX) {
		log_warn("%s was not posted: %d messages wait already", msg_name(m->kind), OUTGOING_MAX);
		msg_free(m);
		return;
	}
	in->outgoing[in->outgoing_count++] = m;
}

void shell_send(struct shell *s, struct msg *m, action act, int64_t arg)
{
	struct shell_inside *in = s->in;
	struct send *send = free_send(in);
	if (!send || in->outgoing_count == OUTGOING_MAX) {
		log_warn("a touch was not taken: %d requests are still under way", SENDS_MAX);
		msg_free(m);
		return;
	}
	*send = (struct send){m->origin.request, act, arg, s->now.mono};
	in->outgoing[in->outgoing_count++] = m;
	in->dirty = true;
}

int64_t shell_pending(const struct shell *s, action act, int64_t arg)
{
	for (int i = 0; i < SENDS_MAX; i++)
		if (s->in->sends[i].request && s->in->sends[i].action == act && s->in->sends[i].arg == arg)
			return s->in->sends[i].since;
	return 0;
}

struct msg *shell_message(struct shell *s)
{
	struct shell_inside *in = s->in;
	if (in->outgoing_count == 0)
		return NULL;
	struct msg *m = in->outgoing[0];
	memmove(in->outgoing, in->outgoing + 1, (size_t)--in->outgoing_count * sizeof *in->outgoing);
	return m;
}

/* ---- toasts ---- */

void shell_toast(struct shell *s, struct str text)
{
	s->in->offers = false;
	ui_toast(s->ui, text, 0, STR(""), 0, 5 * SECOND);
}

void shell_toast_error(struct shell *s, enum err err)
{
	shell_toast(s, words(_(err_text(err))));
}

bool shell_done(struct shell *s, const struct effect *e)
{
	bool done = e->u.reply.err == ERR_none || e->u.reply.err == ERR_already;
	if (!done)
		shell_toast_error(s, e->u.reply.err);
	return done;
}

void shell_toast_undo(struct shell *s, struct str text, struct msg *undo)
{
	msg_free(s->in->undo);
	s->in->undo = undo;
	s->in->offers = false;
	ui_toast(s->ui, text, FRAME_UNDO, words(_("Undo")), 0, 10 * SECOND);
}

/* The toast outlives the screen it was raised on, so its Undo belongs to the shell. */
static void send_undo(struct shell *s)
{
	struct msg *m = s->in->undo;
	s->in->undo = NULL;
	if (m)
		shell_send(s, m, FRAME_UNDO, 0);
}

static void undone(struct shell *s, const struct effect *e)
{
	if (!shell_done(s, e))
		return;
	ident of = e->u.reply.result;
	if (e->about == MSG_session_resume)
		shell_land(s, (struct place){SCREEN_session, of, 0});
	else if (e->about == MSG_meeting_undo)
		shell_replace(s, (struct place){SCREEN_meeting, of, 0});
	else if (e->about == MSG_topic_restore)
		shell_toast(s, words(_("Back on the board.")));
	else if (e->about == MSG_topic_split)
		shell_toast(s, words(_("Two cards again.")));
	else
		shell_toast(s, words(_("As it was before.")));
}

/* An answer whose question was left behind with its screen is nobody's business any more. */
void shell_reply(struct shell *s, const struct effect *e, struct moment now)
{
	s->now = now;
	for (int i = 0; i < SENDS_MAX && e->kind == EFFECT_reply; i++) {
		struct send *send = &s->in->sends[i];
		if (send->request == 0 || send->request != e->to.request)
			continue;
		send->request = 0;
		s->in->dirty = true;
		const struct screen *screen = screens[s->place.screen];
		if (send->action == FRAME_UNDO)
			undone(s, e);
		else if (screen->reply)
			screen->reply(s, s->in->state, e);
		else
			shell_done(s, e);
		return;
	}
}

/* ---- idleness ---- */

static bool stays(const struct shell *s)
{
	const struct screen *screen = screens[s->place.screen];
	return screen->stays && screen->stays(s);
}

static int64_t idle_until(const struct shell *s)
{
	return s->in->touched_at + s->config->idle_ms;
}

static int64_t attract_from(const struct shell *s)
{
	return s->in->touched_at + s->config->idle_ms + COUNTDOWN_MS + s->config->attract_ms;
}

/* 0 when no countdown runs, else how much of the ring is left, of 3600. */
static int countdown(const struct shell *s)
{
	int64_t over = s->now.mono - idle_until(s);
	if (s->place.screen == SCREEN_home || s->place.screen == SCREEN_attract ||
		s->place.screen == SCREEN_out_of_order || over < 0 || stays(s))
		return 0;
	return over >= COUNTDOWN_MS ? 1 : (int)(3600 - over * 3600 / COUNTDOWN_MS);
}

/* Where a person would begin something. Whoever is in the middle of something keeps it, and the banner. */
static bool invites(const struct shell *s)
{
	return s->place.screen == SCREEN_home || s->place.screen == SCREEN_attract ||
		s->place.screen == SCREEN_check_in;
}

static void watch_disk(struct shell *s)
{
	struct shell_inside *in = s->in;
	if (core_disk_works(s->core)) {
		in->refused_since = 0;
		if (s->place.screen == SCREEN_out_of_order)
			shell_home(s);
		return;
	}
	if (in->refused_since == 0)
		in->refused_since = s->now.mono;
	if (invites(s) && s->now.mono >= in->refused_since + OUT_OF_ORDER_MS)
		shell_replace(s, (struct place){.screen = SCREEN_out_of_order});
}

static int64_t disk_deadline(const struct shell *s)
{
	int64_t at = s->in->refused_since + OUT_OF_ORDER_MS;
	return s->in->refused_since && at > s->now.mono ? at : NEVER;
}

/* The step of the way back to which idleness leads: a meeting under way, whose room goes on looking at
 * the screen. -1: home. */
static int kept_step(const struct shell *s)
{
	struct shell there = *s;
	for (int i = s->in->trail_count - 1; i >= 0; i--) {
		there.place = s->in->trail[i];
		const struct screen *screen = screens[there.place.screen];
		if (screen->keeps && screen->stays && screen->stays(&there))
			return i;
	}
	return -1;
}

/* Nobody is there any more: what they chose and what they left unsaved is nobody's business. */
static void forget_visitor(struct shell *s)
{
	drafts_clear(&s->in->drafts);
	if (!str_eq(s->language, str_from(s->config->languages[0])))
		shell_set_language(s, s->config->languages[0]);
}

static void leave(struct shell *s)
{
	int kept = kept_step(s);
	shell_set_language(s, s->config->languages[0]);
	if (kept < 0) {
		shell_home(s);
		drafts_clear(&s->in->drafts);
	} else {
		s->in->trail_count = kept;
		open_place(s, s->in->trail[kept]);
	}
	ui_toast_clear(s->ui);
}

static void rest(struct shell *s)
{
	bool stayed = s->in->stayed;
	s->in->stayed = stays(s);
	watch_disk(s);
	if (s->place.screen == SCREEN_attract || s->place.screen == SCREEN_out_of_order || s->in->stayed)
		return;
	if (stayed)
		s->in->touched_at = s->now.mono;
	if (s->place.screen != SCREEN_home && s->now.mono >= idle_until(s) + COUNTDOWN_MS)
		leave(s);
	else if (s->place.screen == SCREEN_home && s->now.mono >= idle_until(s))
		forget_visitor(s);
	if (s->now.mono >= attract_from(s))
		shell_replace(s, (struct place){.screen = SCREEN_attract});
}

static int64_t rest_deadline(const struct shell *s)
{
	if (s->place.screen == SCREEN_attract || s->place.screen == SCREEN_out_of_order || stays(s))
		return NEVER;
	if (s->place.screen != SCREEN_home) {
		int64_t until = idle_until(s);
		if (s->now.mono < until)
			return until;
		int64_t next = s->now.mono + 200; /* the ring moves in steps */
		return next < until + COUNTDOWN_MS ? next : until + COUNTDOWN_MS;
	}
	return s->now.mono < idle_until(s) ? idle_until(s) : attract_from(s);
}

/* ---- input ---- */

static void sign_out(struct shell *s)
{
	shell_post(s, shell_new_message(s, MSG_sign_out));
	shell_toast(s, words(_("Signed out.")));
}

/* Whoever types does not want the draft; its offer lies over the words. */
static void withdraw_offer(struct shell *s)
{
	if (s->in->offers)
		ui_toast_clear(s->ui);
	s->in->offers = false;
}

static void act(struct shell *s, const struct ui_event *e)
{
	const struct screen *screen = screens[s->place.screen];
	s->in->saved = false;
	if (e->kind == UI_CHANGE)
		withdraw_offer(s);
	if (e->kind == UI_PRESS && e->action == FRAME_UNDO)
		send_undo(s);
	else if (e->kind == UI_PRESS && e->action == FRAME_DRAFT)
		resume_draft(s);
	else if (e->kind == UI_PRESS && e->action == FRAME_SIGN_OUT)
		sign_out(s);
	else if (e->kind == UI_PRESS && e->action == FRAME_BACK)
		step_back(s);
	else if (e->kind == UI_PRESS && e->action == FRAME_HOME)
		shell_home(s);
	else if (e->kind == UI_KEY && e->key == KEY_ESCAPE && s->place.screen != SCREEN_home)
		step_back(s);
	else if (screen->event)
		screen->event(s, s->in->state, e);
}

/* The touch that wakes the room is not a press: its finger does nothing until it is lifted. */
static bool wakes(struct shell *s, const struct event *e)
{
	struct shell_inside *in = s->in;
	if (s->place.screen == SCREEN_attract &&
		(e->kind == EVENT_DOWN || e->kind == EVENT_KEY || e->kind == EVENT_TEXT)) {
		shell_home(s);
		ui_cancel_touch(s->ui);
		in->waking = e->kind == EVENT_DOWN;
		return true;
	}
	if (in->waking) {
		in->waking = e->kind != EVENT_UP && e->kind != EVENT_CANCEL;
		return true;
	}
	return false;
}

static void take_ui_events(struct shell *s)
{
	for (struct ui_event result; (result = ui_next(s->ui)).kind != UI_NONE;) {
		s->in->dirty = true;
		act(s, &result);
	}
}

void shell_event(struct shell *s, const struct event *e, struct moment now)
{
	s->now = now;
	s->in->dirty = true;
	if (e->kind != EVENT_RESIZE)
		s->in->touched_at = now.mono;
	if (wakes(s, e))
		return;
	ui_input(s->ui, e);
	take_ui_events(s);
}

void shell_changed(struct shell *s, unsigned bits)
{
	const struct screen *screen = screens[s->place.screen];
	if (bits & (screen->watches | FRAME_WATCHES))
		s->in->dirty = true;
	if (bits & screen->watches && screen->changed)
		screen->changed(s, s->in->state);
}

/* ---- drawing ---- */

bool shell_dark(const struct shell *s)
{
	const struct shell_config *c = s->config;
	if (c->theme != THEME_AUTO)
		return c->theme == THEME_DARK;
	struct civil now = civil_from(s->now.wall);
	int minute = now.hour * 60 + now.minute;
	return c->dark_from <= c->dark_until ? minute >= c->dark_from && minute < c->dark_until
					     : minute >= c->dark_from || minute < c->dark_until;
}

bool shell_dims(const struct shell *s)
{
	return s->place.screen == SCREEN_attract;
}

struct str shell_printf(struct shell *s, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str text = arena_vprintf(ui_arena(s->ui), format, args);
	va_end(args);
	return text;
}

/* A dot between two texts, on its own: each of them may run in another direction. */
static int dot_width(struct shell *s)
{
	return 4 * ui_u(s->ui);
}

static void draw_dot(struct shell *s, struct rect *r, struct type type)
{
	type.align = ALIGN_CENTRE;
	ui_text(s->ui, cut_left(r, dot_width(s)), STR("·"), type);
}

static void draw_room(struct shell *s, struct rect *bar)
{
	struct ui *ui = s->ui;
	struct str room = core_config(s->core)->room, place = core_config(s->core)->place;
	bool signed_in = core_pin(s->core, s->now.mono, NULL) == PIN_SIGNED_IN;
	struct rect r = cut_left(bar, signed_in ? bar->w / 2 : bar->w);
	struct type name = {.size = SIZE_LABEL,
		.weight = WEIGHT_SEMIBOLD,
		.middle = true,
		.shrink = true,
		.may_cut = true};
	struct type rest = {.size = SIZE_LABEL, .tone = TONE_second, .middle = true, .may_cut = true};
	int w = ui_text_width(ui, room, name);
	struct rect first = cut_left(&r, w + 1 < r.w ? w + 1 : r.w);
	ui_text(ui, first, room, name);
	int wanted = dot_width(s) + ui_text_width(ui, place, rest), some = 44 * ui_u(ui);
	if (place.n && r.w > (wanted < some ? wanted : some)) {
		draw_dot(s, &r, rest);
		ui_text(ui, r, place, rest);
	}
}

/* Home counts down: a ring round its icon, in place of its label, until a touch or the end. */
static void draw_countdown(struct shell *s, struct rect r, action act)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), d = r.h;
	struct rect disc = {r.x, r.y, d, d};
	ui_fill(ui, disc, d / 2, ui_pressed(ui, act, 0) ? TONE_pressed : TONE_sunk);
	ui_ring(ui, disc, u * 3 / 4, countdown(s), TONE_warm);
	ui_icon(ui, rect_centre(disc, d / 2, d / 2), "home", TONE_ink);
	ui_control(ui, (struct control){.r = r, .name = "home", .label = words(_("Home")), .action = act});
}

static void draw_home(struct shell *s, struct rect r, struct str label, action act)
{
	if (countdown(s))
		draw_countdown(s, r, act);
	else
		ui_button(s->ui, r,
			(struct button){.name = "home",
				.icon = "home",
				.label = label,
				.style = BUTTON_PLAIN,
				.action = act});
}

static void draw_top_start(struct shell *s, struct rect *bar, bool home)
{
	struct ui *ui = s->ui;
	if (home) {
		draw_room(s, bar);
		return;
	}
	bool is_home = back_is_home(s) && !is_inner(s);
	struct button back = {.name = "back",
		.icon = is_home ? "home" : "back",
		.label = words(is_home ? _("Home") : _("Back")),
		.style = BUTTON_PLAIN,
		.action = FRAME_BACK};
	struct rect r = cut_left(bar, ui_button_width(ui, back));
	if (is_home) {
		draw_home(s, r, back.label, FRAME_BACK);
		return;
	}
	ui_button(ui, r, back);
	cut_left(bar, ui_gap(ui));
	draw_home(s, cut_left(bar, ui_touch(ui) > r.h ? ui_touch(ui) : r.h), STR(""), FRAME_HOME);
}

/* Centred on the screen where there is room, else in what is left. */
static void draw_title(struct shell *s, struct rect whole, struct rect bar, const struct frame *f)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui), icon = f->change ? 8 * u : 0;
	struct type title = {.size = SIZE_BODY,
		.weight = WEIGHT_SEMIBOLD,
		.middle = true,
		.shrink = true,
		.may_cut = true};
	struct type subtitle = {.size = SIZE_BODY, .tone = TONE_second, .middle = true, .may_cut = true};
	int w1 = ui_text_width(ui, f->title, title) + 1;
	int w2 = f->subtitle.n ? dot_width(s) + ui_text_width(ui, f->subtitle, subtitle) + 1 : 0,
	    w = w1 + w2 + icon;
	int x = whole.x + (whole.w - w) / 2;
	x = x + w > bar.x + bar.w ? bar.x + bar.w - w : x;
	x = x < bar.x ? bar.x : x;
	struct rect line = {x, bar.y, w < bar.x + bar.w - x ? w : bar.x + bar.w - x, bar.h};
	if (f->change) {
		if (ui_pressed(ui, f->change, 0))
			ui_fill(ui, (struct rect){line.x - 2 * u, line.y, line.w + 3 * u, line.h}, 3 * u,
				TONE_sunk);
		ui_control(ui,
			(struct control){.r = line,
				.name = f->change_name ? f->change_name : "focus",
				.label = f->change_label.n ? f->change_label : f->subtitle,
				.action = f->change});
		ui_icon(ui, rect_centre(cut_right(&line, icon), 5 * u, 5 * u), "edit", TONE_second);
	}
	ui_text(ui, cut_left(&line, w1), f->title, title);
	if (f->subtitle.n && line.w >= (w2 < 26 * u ? w2 : 26 * u)) { /* not a few letters of a word */
		draw_dot(s, &line, subtitle);
		ui_text(ui, line, f->subtitle, subtitle);
	}
}

/* Whoever stands here may do what only a facilitator may, until they say that they leave. */
static void draw_signed_in(struct shell *s, struct rect *bar)
{
	struct ui *ui = s->ui;
	if (core_pin(s->core, s->now.mono, NULL) != PIN_SIGNED_IN)
		return;
	struct button out = {.name = "sign-out",
		.icon = ui_narrow(ui) ? NULL : "lock",
		.label = words(ui_narrow(ui) ? _("Sign out") : _("Facilitator · sign out")),
		.size = SIZE_BODY,
		.style = BUTTON_QUIET,
		.action = FRAME_SIGN_OUT};
	ui_button(ui, cut_right(bar, ui_button_width(ui, out)), out);
	cut_right(bar, ui_u(ui));
}

static int ways_width(struct shell *s, const struct frame *f)
{
	int w = 0;
	for (int i = 0; i < f->way_count; i++)
		w += ui_button_width(s->ui, f->ways[i]) + (i ? ui_gap(s->ui) : 0);
	return w;
}

static void draw_ways(struct shell *s, struct rect r, const struct frame *f)
{
	for (int i = 0; i < f->way_count; i++) {
		ui_button(s->ui, cut_left(&r, ui_button_width(s->ui, f->ways[i])), f->ways[i]);
		cut_left(&r, ui_gap(s->ui));
	}
}

static void draw_top(struct shell *s, struct rect bar, const struct frame *f)
{
	struct ui *ui = s->ui;
	struct rect whole = bar;
	struct str clock = words_time(ui_arena(ui), s->now.wall);
	struct type clock_type = {.size = SIZE_HEADING,
		.weight = WEIGHT_SEMIBOLD,
		.tabular = true,
		.align = ALIGN_END,
		.middle = true};
	struct rect end = cut_right(&bar, ui_text_width(ui, clock, clock_type) + ui_u(ui));
	if (s->now.trusted)
		ui_text(ui, end, clock, clock_type);
	ui_wake_at(ui, s->now.mono + MINUTE - s->now.wall % MINUTE);
	cut_right(&bar, f->way_count ? 2 * ui_u(ui) : 0);
	struct rect ways = cut_right(&bar, ways_width(s, f));
	draw_top_start(s, &bar, f->home);
	draw_ways(s, ways, f);
	draw_signed_in(s, &bar);
	if (f->title.n)
		draw_title(s, whole, rect_pad(bar, 3 * ui_u(ui), 0), f);
}

static void draw_banner(struct shell *s, struct rect r, struct str text)
{
	ui_fill(s->ui, r, 4 * ui_u(s->ui), TONE_warm_soft);
	r = rect_pad(r, 4 * ui_u(s->ui), 0);
	struct rect icon = cut_left(&r, 8 * ui_u(s->ui));
	ui_icon(s->ui, rect_centre(icon, 6 * ui_u(s->ui), 6 * ui_u(s->ui)), "warning", TONE_warm);
	cut_left(&r, 2 * ui_u(s->ui));
	ui_text(s->ui, r, text,
		(struct type){.size = SIZE_SMALL, .weight = WEIGHT_SEMIBOLD, .middle = true, .lines = 2});
}

struct rect shell_frame(struct shell *s, struct frame f)
{
	struct ui *ui = s->ui;
	int u = ui_u(ui);
	struct rect r = rect_pad(ui_screen(ui), 7 * u, 0);
	struct rect bar = cut_top(&r, ui_touch(ui) + 2 * u > 15 * u ? ui_touch(ui) + 2 * u : 15 * u);
	draw_top(s, rect_pad(bar, 0, bar.h - 3 * u < ui_touch(ui) ? u : 3 * u / 2), &f);
	if (!core_disk_works(s->core)) {
		draw_banner(s, cut_top(&r, 13 * u),
			core_ready(s->core)
				? words(_("Tandem cannot save at the moment. What you enter is kept and saved as soon as it can be."))
				: words(_("Tandem cannot open its database at the moment. It tries again by itself; the log says why.")));
		cut_top(&r, 2 * u);
	} else if (core_restored(s->core) && f.home) {
		draw_banner(s, cut_top(&r, 13 * u),
			words(_("The database was damaged and was restored from a copy. The last minute before that may be missing.")));
		cut_top(&r, 2 * u);
	}
	cut_top(&r,
		core_pin(s->core, s->now.mono, NULL) == PIN_SIGNED_IN ? 3 * u : u); /* clear of its button */
	cut_bottom(&r, 6 * u);
	return r;
}

static const char *keyboard_of(const struct shell *s)
{
	return s->config->keyboard ? s->config->keyboard : s->in->language;
}

static int64_t sends_deadline(struct shell *s)
{
	int64_t earliest = NEVER;
	for (int i = 0; i < SENDS_MAX; i++) {
		struct send *send = &s->in->sends[i];
		if (send->request && s->now.mono - send->since > SEND_PATIENCE_MS)
			send->request = 0;
		if (send->request && send->since + 200 > s->now.mono && send->since + 200 < earliest)
			earliest = send->since + 200;
	}
	return earliest;
}

int64_t shell_deadline(const struct shell *s)
{
	int64_t a = ui_deadline(s->ui), b = rest_deadline(s), c = disk_deadline(s);
	a = a < b ? a : b;
	return s->in->dirty ? 0 : a < c ? a : c;
}

const struct draw_list *shell_draw(struct shell *s, int w, int h, struct moment now)
{
	struct shell_inside *in = s->in;
	s->now = now;
	if (in->touched_at == 0)
		in->touched_at = now.mono;
	rest(s);
	if (w == in->w && h == in->h && now.mono < shell_deadline(s))
		return NULL;
	in->w = w;
	in->h = h;
	in->dirty = false;
	ui_begin(s->ui,
		&(struct ui_frame){.w = w,
			.h = h,
			.panel_width_mm = s->config->panel_width_mm,
			.mono = now.mono,
			.dark = shell_dark(s),
			.rtl = words_rtl(in->language),
			.motion = s->config->motion,
			.keyboard = keyboard_of(s)});
	screens[s->place.screen]->draw(s, in->state);
	ui_wake_at(s->ui, sends_deadline(s));
	const struct draw_list *list = ui_end(s->ui);
	take_ui_events(s); /* time makes some too: a long press */
	return list;
}

/* ---- life ---- */

struct shell *shell_new(
	const struct core *core, const struct text_metrics *metrics, const struct shell_config *config)
{
	struct shell *s = xcalloc(1, sizeof *s);
	s->in = xcalloc(1, sizeof *s->in);
	s->core = core;
	s->ui = ui_new(metrics);
	s->config = config;
	s->now = (struct moment){0};
	shell_set_language(s, config->languages[0]);
	shell_home(s);
	return s;
}

void shell_free(struct shell *s)
{
	if (!s)
		return;
	for (struct msg *m; (m = shell_message(s));)
		msg_free(m);
	msg_free(s->in->undo);
	drafts_clear(&s->in->drafts);
	arena_free(&s->in->state_mem);
	ui_free(s->ui);
	free(s->in);
	free(s);
}
