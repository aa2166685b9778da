/* The controls of a frame: what can be touched, and where. What reacts may be larger than what is
 * drawn: a control grows to the size of a fingertip where there is room, half-way to its neighbours at
 * most, and to the edge of the screen when it stands near it. Where two lie over each other the topmost
 * wins. The same list serves a real keyboard: Tab and the arrows move a ring from one to the next. */
#include "ui/inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"

int control_add(struct ui *ui, struct control c)
{
	struct rect logical = c.r;
	bool own_hit = c.hit.w > 0;
	c.r = mirrored(ui, logical);
	c.hit = own_hit ? rect_meet(mirrored(ui, c.hit), clip_now(ui)) : (struct rect){0};
	if (rect_empty(own_hit ? c.hit : rect_meet(c.r, clip_now(ui)))) {
		lose(ui, logical, str_from(c.name));
		return -1;
	}
	INVARIANT(ui->control_count < CONTROLS_MAX);
	c.label = arena_str(&ui->mem, c.label);
	int i = ui->control_count++;
	ui->controls[i] = c;
	ui->spots[i] = (struct spot){.clip = clip_now(ui)};
	return i;
}

void ui_control(struct ui *ui, struct control c)
{
	control_add(ui, c);
}

const struct control *ui_controls(const struct ui *ui, int *count)
{
	*count = ui->control_count;
	return ui->controls;
}

/* ---- growing ---- */

struct sides {
	int left, top, right, bottom;
};

static struct sides sides_of(struct rect r)
{
	return (struct sides){r.x, r.y, r.x + r.w, r.y + r.h};
}

static struct rect rect_of(struct sides s)
{
	return (struct rect){s.left, s.top, s.right - s.left, s.bottom - s.top};
}

static bool holds(struct rect a, struct rect b)
{
	return a.x <= b.x && a.y <= b.y && a.x + a.w >= b.x + b.w && a.y + a.h >= b.y + b.h;
}

static int at_most(int a, int b)
{
	return a < b ? a : b;
}

static int at_least(int a, int b)
{
	return a > b ? a : b;
}

/* Draws `want` back from a neighbour: to the middle of the gap, along the axis where that is wider. */
static void keep_clear(struct sides *want, struct sides own, struct sides other)
{
	int right = other.left - own.right, left = own.left - other.right;
	int below = other.top - own.bottom, above = own.top - other.bottom;
	int across = at_least(left, right), along = at_least(above, below);
	if (across < 0 && along < 0)
		return; /* they overlap as drawn: the topmost wins */
	if (across >= along && right >= left)
		want->right = at_most(want->right, own.right + right / 2);
	else if (across >= along)
		want->left = at_least(want->left, own.left - left / 2);
	else if (below >= above)
		want->bottom = at_most(want->bottom, own.bottom + below / 2);
	else
		want->top = at_least(want->top, own.top - above / 2);
}

static struct sides wanted(const struct ui *ui, struct rect r)
{
	int touch = ui_touch(ui), near = 8 * ui->scale.u;
	struct rect grown = rect_centre(r, at_least(r.w, touch), at_least(r.h, touch));
	struct sides s = sides_of(grown);
	s.left = s.left <= near ? 0 : s.left;
	s.top = s.top <= near ? 0 : s.top;
	s.right = ui->frame.w - s.right <= near ? ui->frame.w : s.right;
	s.bottom = ui->frame.h - s.bottom <= near ? ui->frame.h : s.bottom;
	return s;
}

static struct rect grown(const struct ui *ui, int index)
{
	struct rect r = ui->controls[index].r;
	struct sides want = wanted(ui, r), own = sides_of(r);
	for (int i = 0; i < ui->control_count; i++) {
		struct rect other = ui->controls[i].r;
		if (i == index || holds(other, r) || holds(r, other) ||
			rect_empty(rect_meet(other, rect_of(want))))
			continue;
		keep_clear(&want, own, sides_of(other));
	}
	return rect_of(want);
}

void controls_grow(struct ui *ui)
{
	for (int i = 0; i < ui->control_count; i++)
		if (rect_empty(ui->controls[i].hit))
			ui->controls[i].hit = rect_meet(grown(ui, i), ui->spots[i].clip);
}

/* ---- finding ---- */

static bool same(const struct control *a, const struct control *b)
{
	return a->action == b->action && a->arg == b->arg && str_eq(str_from(a->name), str_from(b->name));
}

int control_at(const struct ui *ui, int x, int y, bool drop, const struct finger *dragged)
{
	for (int i = ui->control_count - 1; i >= 0; i--) {
		const struct control *c = &ui->controls[i];
		if (drop && (!c->drops || (dragged && same(c, &dragged->control))))
			continue;
		if (rect_has(rect_meet(c->hit, ui->spots[i].clip), x, y))
			return i;
	}
	return -1;
}

const struct control *ui_control_at(const struct ui *ui, int x, int y)
{
	int i = control_at(ui, x, y, false, NULL);
	return i < 0 ? NULL : &ui->controls[i];
}

bool ui_pressed(const struct ui *ui, action a, int64_t arg)
{
	for (int i = 0; i < FINGERS_MAX; i++) {
		const struct finger *f = &ui->fingers[i];
		if (f->state == FINGER_PRESSING && f->on && !f->control.disabled && f->control.action == a &&
			f->control.arg == arg && a)
			return true;
	}
	return false;
}

/* ---- a real keyboard ---- */

struct nav nav_of(const struct control *c)
{
	struct nav n = {.on = true, .action = c->action, .arg = c->arg};
	name_copy(n.name, c->name);
	return n;
}

bool nav_is(const struct nav *n, const struct control *c)
{
	char name[NAME_BYTES];
	name_copy(name, c->name);
	return n->on && n->action == c->action && n->arg == c->arg && strcmp(n->name, name) == 0;
}

static bool reachable(const struct control *c)
{
	return !c->disabled && !c->key && c->action;
}

static int nav_index(const struct ui *ui)
{
	for (int i = 0; i < ui->control_count; i++)
		if (nav_is(&ui->nav, &ui->controls[i]))
			return i;
	return -1;
}

static void nav_to(struct ui *ui, int index)
{
	ui->nav = nav_of(&ui->controls[index]);
	if (ui->spots[index].input)
		ui_focus(ui, ui->spots[index].input);
	ui->dirty = true;
}

static bool nav_step(struct ui *ui, int by)
{
	int count = ui->control_count, at = nav_index(ui);
	if (at < 0 && by < 0)
		at = 0;
	for (int i = 1; i <= count; i++) {
		int next = ((at + by * i) % count + count) % count;
		if (reachable(&ui->controls[next])) {
			nav_to(ui, next);
			return true;
		}
	}
	return false;
}

/* The nearest control that lies in the arrow's direction; sideways distance counts double. */
static bool nav_towards(struct ui *ui, int dx, int dy)
{
	int at = nav_index(ui), best = -1, best_cost = 0;
	if (at < 0)
		return nav_step(ui, 1);
	struct rect from = ui->controls[at].r;
	for (int i = 0; i < ui->control_count; i++) {
		struct rect to = ui->controls[i].r;
		int x = to.x + to.w / 2 - from.x - from.w / 2, y = to.y + to.h / 2 - from.y - from.h / 2;
		int ahead = x * dx + y * dy, aside = abs(x * dy) + abs(y * dx), cost = ahead + 2 * aside;
		if (i == at || ahead <= 0 || !reachable(&ui->controls[i]) || (best >= 0 && cost >= best_cost))
			continue;
		best = i;
		best_cost = cost;
	}
	if (best >= 0)
		nav_to(ui, best);
	return true;
}

static bool nav_press(struct ui *ui)
{
	int i = nav_index(ui);
	if (i < 0)
		return false;
	struct rect r = ui->controls[i].r;
	control_pressed(ui, &ui->controls[i], &ui->spots[i], r.x + r.w - 1, r.y + r.h / 2);
	return true;
}

bool nav_key(struct ui *ui, enum key key, bool shift)
{
	switch (key) {
	case KEY_TAB:
		return nav_step(ui, shift ? -1 : 1);
	case KEY_LEFT:
		return ui->nav.on && nav_towards(ui, -1, 0);
	case KEY_RIGHT:
		return ui->nav.on && nav_towards(ui, 1, 0);
	case KEY_UP:
		return ui->nav.on && nav_towards(ui, 0, -1);
	case KEY_DOWN:
		return ui->nav.on && nav_towards(ui, 0, 1);
	case KEY_RETURN:
		return ui->nav.on && nav_press(ui);
	default:
		return false;
	}
}

void nav_draw(struct ui *ui)
{
	int i = ui->nav.on ? nav_index(ui) : -1;
	if (i < 0)
		return;
	int width = ui->scale.u * 3 / 4;
	struct rect ring = rect_inset(ui->controls[i].r, -width - 1);
	ui->plain = true; /* the list is physical already */
	ui->clips[0] = ui->spots[i].clip;
	ui_stroke(ui, ring, scaled(ui, 22), width, TONE_ink);
	ui->clips[0] = ui_screen(ui);
	ui->plain = false;
}
