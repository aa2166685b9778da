/* Fingers. Each one presses its own control, answered against the controls of the last frame, the one
 * the person saw. A press counts when the finger is lifted; it is given up when the finger leaves, when
 * a scroll or a drag begins, or when ui_cancel_touch says so. Keys are stricter: the next key's touch
 * types the one still held, so two thumbs lose nothing and the order is that of touching down.
 *
 * Until a new frame is there, nothing but a key can be pressed a second time: what the first press
 * made disappear cannot be pressed by a double touch. */
#include "ui/inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#define LOG_MODULE "ui"
#define HOLD_MS 500
#define ACCENTS_MS 400
#define REPEAT_AFTER_MS 400
#define REPEAT_MS 60
#define REPEATS_AT_ONCE 32 /* after a pause of the whole program; the rest is forgotten */
#define DRAG_MS 150
#define DOUBLE_MS                                                                                            \
	250         /* a second touch this soon, at the same place, was not meant for what appeared there  \
		       */
#define FLING_MS 60 /* a finger that rested longer before it was lifted flings nothing */

/* Changes of one input that nobody has looked at yet are one change. */
static bool already_said(const struct ui *ui, const struct ui_event *e)
{
	const struct ui_event *last =
		&ui->events[(ui->event_first + ui->event_count + EVENTS_MAX - 1) % EVENTS_MAX];
	return e->kind == UI_CHANGE && ui->event_count && last->kind == UI_CHANGE &&
		last->action == e->action;
}

void event_add(struct ui *ui, struct ui_event e)
{
	if (already_said(ui, &e))
		return;
	if (ui->event_count == EVENTS_MAX) {
		log_warn("%d events wait to be taken, one more is refused", EVENTS_MAX);
		return;
	}
	ui->events[(ui->event_first + ui->event_count++) % EVENTS_MAX] = e;
	ui->dirty = true;
}

struct ui_event ui_next(struct ui *ui)
{
	if (!ui->event_count)
		return (struct ui_event){.kind = UI_NONE};
	struct ui_event e = ui->events[ui->event_first];
	ui->event_first = (ui->event_first + 1) % EVENTS_MAX;
	ui->event_count--;
	return e;
}

/* ---- pressing ---- */

static void toast_pressed(struct ui *ui)
{
	struct ui_event e = {.kind = UI_PRESS, .action = ui->toast.undo, .arg = ui->toast.arg};
	ui_toast_clear(ui);
	event_add(ui, e);
}

/* As text runs: from the left, or from the right. */
static struct rect place_in(const struct ui *ui, const struct control *c, int x, int y)
{
	struct rect r = mirrored(ui, c->r), at = mirrored(ui, (struct rect){x, y, 1, 1});
	return (struct rect){at.x - r.x, at.y - r.y, r.w, r.h};
}

void control_pressed(struct ui *ui, const struct control *c, const struct spot *spot, int x, int y)
{
	if (c->disabled || !c->action)
		return;
	ui->dirty = true;
	if (!c->key) {
		ui->stale = true;
		ui->last_press.at = ui->now;
		ui->last_press.x = x;
		ui->last_press.y = y;
		ui->last_press.what = nav_of(c);
	}
	if (spot->input)
		field_pressed(ui, spot, x, y);
	if (c->action == ACTION_KEY || c->action == ACTION_ACCENT)
		keyboard_press(ui, c->arg);
	else if (c->action == ACTION_TOAST)
		toast_pressed(ui);
	else
		event_add(ui,
			(struct ui_event){.kind = UI_PRESS,
				.action = c->action,
				.arg = c->arg,
				.at = place_in(ui, c, x, y)});
}

static void finger_press(struct ui *ui, struct finger *f)
{
	control_pressed(ui, &f->control, &f->spot, f->x, f->y);
}

static void finger_take(struct ui *ui, struct finger *f, int index)
{
	f->on = index >= 0;
	if (!f->on)
		return;
	f->control = ui->controls[index];
	f->spot = ui->spots[index];
	name_copy(f->name, f->control.name);
	f->control.name = f->name;
	f->control.label = (struct str){0}; /* belongs to the frame */
}

static struct finger *finger_find(struct ui *ui, int64_t id)
{
	for (int i = 0; i < FINGERS_MAX; i++)
		if (ui->fingers[i].state != FINGER_FREE && ui->fingers[i].id == id)
			return &ui->fingers[i];
	return NULL;
}

static struct finger *finger_new(struct ui *ui, int64_t id)
{
	struct finger *f = finger_find(ui, id);
	for (int i = 0; i < FINGERS_MAX && !f; i++)
		if (ui->fingers[i].state == FINGER_FREE)
			f = &ui->fingers[i];
	return f;
}

/* A key still held is typed before the next one; so there is never more than one, and none is lost. */
static void keys_roll_over(struct ui *ui, const struct finger *next)
{
	for (int i = 0; i < FINGERS_MAX; i++) {
		struct finger *f = &ui->fingers[i];
		if (f == next || f->state != FINGER_PRESSING || !f->on || !f->control.key ||
			f->control.repeat)
			continue;
		f->state = FINGER_DONE;
		finger_press(ui, f);
	}
}

static bool was_double_touch(const struct ui *ui, const struct finger *f)
{
	int64_t since = f->down_at - ui->last_press.at;
	int near = ui_mm(ui, 8);
	return ui->last_press.what.on && since > 0 && since < DOUBLE_MS &&
		abs(f->x - ui->last_press.x) < near && abs(f->y - ui->last_press.y) < near &&
		!nav_is(&ui->last_press.what, &f->control);
}

static void finger_down(struct ui *ui, const struct event *e)
{
	struct finger *f = finger_new(ui, e->finger);
	if (!f)
		return;
	*f = (struct finger){.state = FINGER_PRESSING,
		.id = e->finger,
		.down_at = e->at,
		.moved_at = e->at,
		.x0 = e->x,
		.y0 = e->y,
		.x = e->x,
		.y = e->y};
	ui->nav.on = false;
	ui->dirty = true;
	f->scroll = scroll_at(ui, e->x, e->y);
	if (f->scroll >= 0 && fabsf(ui->scrolls[f->scroll].speed) > 0) {
		ui->scrolls[f->scroll].speed = 0;
		f->state = FINGER_SCROLLING; /* it stopped the list, it did not choose from it */
		return;
	}
	finger_take(ui, f, control_at(ui, e->x, e->y, false, NULL));
	if (!f->on || f->control.action != ACTION_ACCENT)
		keyboard_popup_close(ui);
	if (!f->on)
		return;
	if (f->control.key)
		keys_roll_over(ui, f);
	else if (ui->stale || was_double_touch(ui, f))
		f->state = FINGER_DONE;
	if (f->control.repeat && f->state == FINGER_PRESSING) {
		finger_press(ui, f);
		f->repeated = true;
		f->next_repeat = e->at + REPEAT_AFTER_MS;
	}
}

/* ---- moving ---- */

static void key_slid(struct ui *ui, struct finger *f)
{
	if (ui->typing.popup && ui->typing.popup_finger == f->id) {
		keyboard_slide(ui, f);
		return;
	}
	if (rect_has(f->control.hit, f->x, f->y))
		return;
	int index = control_at(ui, f->x, f->y, false, NULL);
	if (f->repeated || index < 0 || !ui->controls[index].key || ui->controls[index].repeat) {
		if (!rect_has(rect_inset(f->control.hit, -scaled(ui, 12)), f->x, f->y))
			f->state = FINGER_DONE;
	} else {
		finger_take(ui, f, index);
		f->down_at = ui->now;
	}
	ui->dirty = true;
}

static void pressing_moved(struct ui *ui, struct finger *f)
{
	int dx = abs(f->x - f->x0), dy = abs(f->y - f->y0), slop = scaled(ui, 12);
	bool sideways = dx > dy, waited = ui->now - f->down_at >= DRAG_MS;
	if (f->on && f->control.key) {
		key_slid(ui, f);
	} else if (f->on && f->control.drags && !f->control.disabled && dx + dy > scaled(ui, 8) &&
		(waited || sideways || f->scroll < 0)) {
		f->state = FINGER_DRAGGING;
		ui->dirty = true;
	} else if (f->scroll >= 0 && dy > slop && !sideways) {
		f->state = FINGER_SCROLLING;
		ui->dirty = true;
	} else if (f->on && !rect_has(rect_inset(f->control.hit, -slop), f->x, f->y)) {
		f->state = FINGER_DONE;
		ui->dirty = true;
	}
}

static void scrolling_moved(struct ui *ui, struct finger *f, int dy, int64_t at)
{
	int64_t ms = at - f->moved_at;
	float now = (float)dy / (float)(ms > 0 ? ms : 1);
	f->speed = ms > FLING_MS ? now : 0.6f * now + 0.4f * f->speed;
	scroll_move(ui, f->scroll, -(float)dy);
}

static void finger_moved(struct ui *ui, const struct event *e)
{
	struct finger *f = finger_find(ui, e->finger);
	if (!f || (f->x == e->x && f->y == e->y))
		return;
	int dy = e->y - f->y;
	f->x = e->x;
	f->y = e->y;
	if (f->state == FINGER_PRESSING)
		pressing_moved(ui, f);
	else if (f->state == FINGER_SCROLLING)
		scrolling_moved(ui, f, dy, e->at);
	else if (f->state == FINGER_DRAGGING)
		ui->dirty = true;
	f->moved_at = e->at;
}

/* ---- lifting ---- */

static void dropped(struct ui *ui, const struct finger *f)
{
	int onto = control_at(ui, f->x, f->y, true, f);
	ui->dirty = true;
	if (onto < 0)
		return;
	ui->stale = true;
	event_add(ui,
		(struct ui_event){.kind = UI_DROP,
			.action = f->control.action,
			.arg = f->control.arg,
			.onto = ui->controls[onto].action,
			.onto_arg = ui->controls[onto].arg});
}

static void flung(struct ui *ui, const struct finger *f, int64_t at)
{
	struct scroll *s = &ui->scrolls[f->scroll];
	s->speed = ui->frame.motion && at - f->moved_at < FLING_MS ? -f->speed : 0;
	s->at = at;
}

static void finger_up(struct ui *ui, const struct event *e)
{
	finger_moved(ui, e);
	struct finger *f = finger_find(ui, e->finger);
	if (!f)
		return;
	struct finger last = *f;
	f->state = FINGER_FREE;
	ui->dirty = true;
	if (last.state == FINGER_DRAGGING)
		dropped(ui, &last);
	else if (last.state == FINGER_SCROLLING && last.scroll >= 0)
		flung(ui, &last, e->at);
	else if (last.state == FINGER_PRESSING && last.on && !last.repeated && !keyboard_lift(ui, &last) &&
		(last.control.key || !ui->stale))
		finger_press(ui, &last);
}

static void finger_cancelled(struct ui *ui, const struct event *e)
{
	struct finger *f = finger_find(ui, e->finger);
	if (f)
		f->state = FINGER_FREE;
	ui->dirty = true;
}

void touch_event(struct ui *ui, const struct event *e)
{
	switch (e->kind) {
	case EVENT_DOWN:
		finger_down(ui, e);
		break;
	case EVENT_MOVE:
		finger_moved(ui, e);
		break;
	case EVENT_UP:
		finger_up(ui, e);
		break;
	default:
		finger_cancelled(ui, e);
	}
}

void ui_cancel_touch(struct ui *ui)
{
	for (int i = 0; i < FINGERS_MAX; i++)
		if (ui->fingers[i].state != FINGER_FREE)
			ui->fingers[i].state = FINGER_DONE;
	for (int i = 0; i < ui->scroll_count; i++)
		ui->scrolls[i].speed = 0;
	ui->event_count = 0;
	ui->dirty = true;
}

/* ---- time passes under a resting finger ---- */

static int64_t hold_at(const struct ui *ui, const struct finger *f)
{
	if (f->state != FINGER_PRESSING || !f->on || f->control.disabled)
		return NEVER;
	if (f->repeated)
		return f->next_repeat;
	if (f->control.action == ACTION_KEY && keyboard_has_accents(f->control.arg) && !ui->typing.popup)
		return f->down_at + ACCENTS_MS;
	return f->control.holds ? f->down_at + HOLD_MS : NEVER;
}

static void held(struct ui *ui, struct finger *f, int64_t now)
{
	if (f->repeated) {
		for (int i = 0; i < REPEATS_AT_ONCE && f->next_repeat <= now;
			i++, f->next_repeat += REPEAT_MS)
			finger_press(ui, f);
		if (f->next_repeat <= now)
			f->next_repeat = now + REPEAT_MS;
	} else if (f->control.action != ACTION_KEY || !keyboard_hold(ui, f)) {
		f->state = FINGER_DONE;
		event_add(ui,
			(struct ui_event){
				.kind = UI_HOLD, .action = f->control.action, .arg = f->control.arg});
	}
	ui->dirty = true;
}

void touch_tick(struct ui *ui, int64_t now)
{
	if (now > ui->now)
		ui->now = now;
	for (int i = 0; i < FINGERS_MAX; i++)
		if (hold_at(ui, &ui->fingers[i]) <= now)
			held(ui, &ui->fingers[i], now);
	scroll_tick(ui, now);
	toast_tick(ui, now);
}

int64_t touch_deadline(const struct ui *ui)
{
	int64_t first = NEVER;
	for (int i = 0; i < FINGERS_MAX; i++) {
		int64_t at = hold_at(ui, &ui->fingers[i]);
		first = at < first ? at : first;
	}
	return first;
}

/* ---- a new frame under a resting finger ---- */

static bool is_still_there(const struct ui *ui, const struct finger *f)
{
	struct nav what = nav_of(&f->control);
	for (int i = 0; i < ui->control_count; i++)
		if (nav_is(&what, &ui->controls[i]))
			return true;
	return false;
}

/* What a finger went down on may be gone by the time it is lifted, and its action may mean something else
 * on the screen that came instead. (The keyboard's keys change under fingers, and only type.) */
void touch_frame_end(struct ui *ui)
{
	for (int i = 0; i < FINGERS_MAX; i++) {
		struct finger *f = &ui->fingers[i];
		bool acts = f->state == FINGER_PRESSING || f->state == FINGER_DRAGGING;
		if (acts && f->on && !f->control.key && !is_still_there(ui, f))
			f->state = FINGER_DONE;
	}
}

/* ---- what is dragged ---- */

bool ui_dragging(const struct ui *ui, action a, int64_t arg)
{
	for (int i = 0; i < FINGERS_MAX; i++)
		if (ui->fingers[i].state == FINGER_DRAGGING && ui->fingers[i].control.action == a &&
			ui->fingers[i].control.arg == arg)
			return true;
	return false;
}

/* A lifted copy of whatever was drawn inside the control, under the finger: no screen draws it twice. */
static void ghost(struct ui *ui, const struct finger *f, struct rect from)
{
	int dx = f->x - f->x0, dy = f->y - f->y0, count = ui->list.count;
	struct rect lifted = {from.x + dx, from.y + dy, from.w, from.h},
		    room = rect_inset(from, -ui->scale.u);
	soft_shadow(ui, lifted, scaled(ui, 18), 28);
	for (int i = 0; i < count; i++) {
		struct draw d = ui->list.draws[i];
		struct rect meet = rect_meet(d.r, room);
		if (d.kind == DRAW_SHADOW || rect_empty(d.r) || meet.w != d.r.w || meet.h != d.r.h)
			continue;
		d.r.x += dx, d.r.y += dy;
		d.box.x += dx, d.box.y += dy;
		meet = rect_meet(d.clip,
			room); /* a clip of the card's own goes with it, a list's does not hold it back */
		bool own = meet.w == d.clip.w && meet.h == d.clip.h;
		d.clip =
			own ? (struct rect){d.clip.x + dx, d.clip.y + dy, d.clip.w, d.clip.h} : ui_screen(ui);
		INVARIANT(ui->list.count < DRAW_MAX);
		ui->list.draws[ui->list.count++] = d;
	}
}

static void drop_target(struct ui *ui, const struct finger *f)
{
	int onto = control_at(ui, f->x, f->y, true, f), u = ui->scale.u;
	if (onto < 0)
		return;
	struct rect r = ui->controls[onto].r;
	if (ui->controls[onto].before)
		ui_fill(ui, (struct rect){r.x, r.y - 2 * u, r.w, u}, u / 2, TONE_accent);
	else
		ui_stroke(ui, rect_inset(r, -2 * u), scaled(ui, 18), scaled(ui, 3), TONE_accent);
}

void drag_draw(struct ui *ui)
{
	ui->plain = true; /* fingers and controls are physical already */
	for (int i = 0; i < FINGERS_MAX; i++) {
		const struct finger *f = &ui->fingers[i];
		if (f->state != FINGER_DRAGGING)
			continue;
		drop_target(ui, f);
		struct rect from = f->control.r;
		for (int c = 0; c < ui->control_count; c++)
			if (ui->controls[c].action == f->control.action &&
				ui->controls[c].arg == f->control.arg)
				from = ui->controls[c].r;
		ghost(ui, f, from);
	}
	ui->plain = false;
}

/* ---- everything that comes in ---- */

static void key_down(struct ui *ui, const struct event *e)
{
	ui->dirty = true;
	if (e->key == KEY_RETURN && ui->nav.on && nav_key(ui, e->key, e->shift))
		return;
	if (e->ctrl || input_key(ui, e->key) || nav_key(ui, e->key, e->shift))
		return;
	event_add(ui, (struct ui_event){.kind = UI_KEY, .key = e->key});
}

/* Space presses the control with the ring, unless that is where text goes. */
static void text_typed(struct ui *ui, const struct event *e)
{
	ui->dirty = true;
	bool on_button = ui->nav.on && ui->nav.action != ui->focus_action;
	if (on_button && strcmp(e->text, " ") == 0 && nav_key(ui, KEY_RETURN, false))
		return;
	input_insert(ui, str_from(e->text));
}

static void wheel_turned(struct ui *ui, const struct event *e)
{
	int best = -1;
	for (int i = 0; i < ui->scroll_count; i++)
		if (ui->scrolls[i].height > ui->scrolls[i].view.h &&
			(best < 0 || ui->scrolls[i].view.w > ui->scrolls[best].view.w))
			best = i;
	if (best >= 0)
		scroll_move(ui, best, -(float)(e->y * 12 * ui->scale.u));
}

void ui_input(struct ui *ui, const struct event *e)
{
	touch_tick(ui, e->at);
	switch (e->kind) {
	case EVENT_DOWN:
	case EVENT_MOVE:
	case EVENT_UP:
	case EVENT_CANCEL:
		touch_event(ui, e);
		break;
	case EVENT_KEY:
		key_down(ui, e);
		break;
	case EVENT_TEXT:
		text_typed(ui, e);
		break;
	case EVENT_WHEEL:
		wheel_turned(ui, e);
		break;
	default: /* EVENT_NONE lets time pass; the rest is the frame's business */
		break;
	}
}
