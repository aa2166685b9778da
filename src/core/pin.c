/* The facilitator's PIN (S3 of the promises): who has signed in at the screen, and how often a wrong one
 * may be tried.
 *
 * The core knows only what a hash makes of the PIN; whether one fits is found out by a thread of the
 * app, one at a time. A try is counted as a wrong one before that, on the disk: the effect that asks
 * leaves behind the batch that counts. When it was right the count goes back.
 *
 * Two counters keep a guesser out, both in the time that passes while the program runs, so that no clock
 * set forward helps. Wrong ones in a row: five are free, the next waits 30 s, then twice as long each
 * time, up to an hour. Wrong ones lately: one is forgotten every two hours, and with 20 of them the next
 * has to wait until one is. So no day has more than 20 + 12 = 32, also when the right PIN comes in
 * between. After a restart what had to be waited has to be waited again in full. */
#include "core/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FREE_TRIES 5
#define FIRST_WAIT (30 * SECOND)
#define LONGEST_WAIT HOUR
#define LATELY_MAX 20
#define FORGET_EVERY (2 * HOUR)
#define SIGN_IN_LASTS (10 * MINUTE) /* after the last thing that needed it */
#define KEPT_MAX 160                /* bytes; libsodium's strings have 128 at most */

struct pin {
	char kept[KEPT_MAX]; /* what the hash made of it; empty: no PIN was set */
	int32_t in_a_row, lately;
	int64_t wait_from, forget_from; /* mono */
	uint64_t number;                /* of the check under way; they count up */
	bool checking;
	struct origin asker; /* of that */
	enum msg_kind about;
	bool signed_in, locked; /* locked: as was shown last */
	int64_t used_at;        /* mono */
};

struct pin *pin_new(void)
{
	return xcalloc(1, sizeof(struct pin));
}

void pin_free(struct pin *pin)
{
	free(pin);
}

/* ---- counting ---- */

static void put_setting(struct core *core, const char *name, struct str value)
{
	PUT(core, REC_setting, VS(str_from(name)), VS(value));
}

static void put_tries(struct core *core)
{
	const struct pin *p = core->pin;
	put_setting(core, "pin_tries", arena_printf(&core->scratch, "%d %d", p->in_a_row, p->lately));
}

static int64_t wait_in_a_row(int32_t wrong)
{
	int64_t wait = FIRST_WAIT;
	for (int32_t i = FREE_TRIES; i < wrong && wait < LONGEST_WAIT; i++)
		wait *= 2;
	return wrong < FREE_TRIES ? 0 : wait < LONGEST_WAIT ? wait : LONGEST_WAIT;
}

static int32_t forgotten(const struct pin *p, int64_t mono)
{
	int64_t count = (mono - p->forget_from) / FORGET_EVERY;
	return count < p->lately ? (int32_t)count : p->lately;
}

/* How long until another may be tried. */
static int64_t wait_left(const struct pin *p, int64_t mono)
{
	int64_t row = p->wait_from + wait_in_a_row(p->in_a_row) - mono;
	int64_t lately = p->lately - LATELY_MAX + 1;
	int64_t until = lately > 0 ? p->forget_from + lately * FORGET_EVERY - mono : 0;
	int64_t wait = row > until ? row : until;
	return wait > 0 ? wait : 0;
}

static void count_try(struct core *core)
{
	struct pin *p = core->pin;
	int32_t gone = forgotten(p, core->now.mono);
	p->lately -= gone;
	p->forget_from = p->lately ? p->forget_from + gone * FORGET_EVERY : core->now.mono;
	p->lately++;
	p->in_a_row++;
	p->wait_from = core->now.mono;
	p->locked = wait_left(p, core->now.mono) > 0;
	put_tries(core);
}

static void was_right(struct core *core)
{
	struct pin *p = core->pin;
	p->in_a_row = 0;
	p->lately -= p->lately > 0;
	put_tries(core);
}

/* What makes no sense counts as all that can be counted. */
static void take_tries(struct core *core, struct str value)
{
	struct pin *p = core->pin;
	int64_t in_a_row, lately;
	struct str first = STR("");
	str_split(&value, ' ', &first);
	bool good = str_int(first, 0, INT32_MAX / 2, &in_a_row) && str_int(value, 0, LATELY_MAX, &lately);
	p->in_a_row = good ? (int32_t)in_a_row : LATELY_MAX;
	p->lately = good ? (int32_t)lately : LATELY_MAX;
	p->wait_from = p->forget_from = core->now.mono;
	p->locked = true; /* until a look says otherwise */
}

bool pin_take_setting(struct core *core, struct str name, struct str value)
{
	if (str_eq(name, STR("pin_tries")))
		take_tries(core, value);
	else if (str_eq(name, STR("pin")))
		snprintf(core->pin->kept, KEPT_MAX, "%.*s", STR_FMT(value));
	else if (str_eq(name, STR("pin_signed_in")))
		core->pin->signed_in = str_eq(value, STR("1"));
	else
		return false;
	core->pin->used_at = core->now.mono - SIGN_IN_LASTS; /* only a meeting carries it over a restart */
	return true;
}

/* ---- signed in ---- */

static bool leads_a_meeting(const struct core *core)
{
	const struct board *boards[64];
	size_t count = core_boards(core, boards, sizeof boards / sizeof *boards);
	for (size_t i = 0; i < count; i++) {
		const struct meeting *m = core_meeting_of(core, boards[i]->id);
		if (m && m->lead == LEAD_KIOSK)
			return true;
	}
	return false;
}

bool pin_signed_in(const struct core *core)
{
	const struct pin *p = core->pin;
	return p->signed_in && (core->now.mono - p->used_at < SIGN_IN_LASTS || leads_a_meeting(core));
}

void pin_used(const struct core *core)
{
	core->pin->used_at = core->now.mono;
}

static void sign(struct core *core, bool in)
{
	struct pin *p = core->pin;
	if (p->signed_in != in)
		put_setting(core, "pin_signed_in", in ? STR("1") : STR("0"));
	p->signed_in = in;
	p->used_at = core->now.mono;
	core_changed(core, CHANGE_PIN);
}

int64_t pin_deadline(const struct core *core)
{
	const struct pin *p = core->pin;
	int64_t wait = wait_left(p, core->now.mono);
	int64_t locked = wait ? core->now.mono + wait : NEVER;
	int64_t out = p->signed_in ? p->used_at + SIGN_IN_LASTS : NEVER;
	return out < locked ? out : locked;
}

/* A meeting led from the screen keeps its facilitator signed in, and ten minutes after. */
void pin_tick(struct core *core)
{
	struct pin *p = core->pin;
	if (p->signed_in && core->now.mono - p->used_at >= SIGN_IN_LASTS) {
		if (leads_a_meeting(core))
			p->used_at = core->now.mono;
		else
			sign(core, false);
	}
	if (p->locked && !wait_left(p, core->now.mono)) {
		p->locked = false;
		core_changed(core, CHANGE_PIN);
	}
}

enum pin_state core_pin(const struct core *core, int64_t mono, int64_t *wait)
{
	const struct pin *p = core->pin;
	int64_t left = wait_left(p, mono);
	if (wait)
		*wait = left;
	return pin_signed_in(core) ? PIN_SIGNED_IN
		: p->checking      ? PIN_ASKED
		: !p->kept[0]      ? PIN_NONE
		: left             ? PIN_LOCKED
				   : PIN_READY;
}

/* ---- rules ---- */

static bool is_pin(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n >= PIN_DIGITS_MIN && s.n <= PIN_DIGITS_MAX;
}

/* One digit all along, or a run up or down the keys: what is tried first. */
static bool is_trivial(struct str s)
{
	int step = s.p[1] - s.p[0];
	for (size_t i = 2; i < s.n; i++)
		if (s.p[i] - s.p[i - 1] != step)
			return false;
	return step >= -1 && step <= 1;
}

static void check(struct core *core, struct str pin, const char *kept)
{
	struct pin *p = core->pin;
	struct effect *e = core_effect(core, EFFECT_pin_check);
	p->checking = true;
	p->asker = core->msg->origin;
	p->about = core->msg->kind;
	e->u.pin_check.number = ++p->number;
	e->u.pin_check.pin = arena_str(&e->mem, pin);
	e->u.pin_check.kept = arena_str(&e->mem, str_from(kept));
	core_changed(core, CHANGE_PIN);
}

void on_pin_set(struct core *core, const struct msg_pin_set *m)
{
	const struct pin *p = core->pin;
	enum err err = core->msg->origin.source != FROM_SCREEN || (p->kept[0] && !pin_signed_in(core))
		? ERR_not_allowed
		: p->checking                           ? ERR_busy
		: !is_pin(m->pin) || is_trivial(m->pin) ? ERR_invalid
							: ERR_none;
	if (err)
		core_reply(core, err, 0);
	else
		check(core, m->pin, "");
}

void on_pin_enter(struct core *core, const struct msg_pin_enter *m)
{
	const struct pin *p = core->pin;
	enum err err = core->msg->origin.source != FROM_SCREEN ? ERR_not_allowed
		: !p->kept[0]                                  ? ERR_not_found
		: p->checking                                  ? ERR_busy
		: wait_left(p, core->now.mono)                 ? ERR_too_many_tries
		: !is_pin(m->pin)                              ? ERR_invalid
							       : ERR_none;
	if (err) {
		core_reply(core, err, 0);
		return;
	}
	count_try(core);
	check(core, m->pin, p->kept);
}

static enum err take_new(struct core *core, struct str kept)
{
	struct pin *p = core->pin;
	if (!kept.n || kept.n >= KEPT_MAX)
		return ERR_internal;
	snprintf(p->kept, KEPT_MAX, "%.*s", STR_FMT(kept));
	put_setting(core, "pin", kept);
	p->in_a_row = p->lately = 0;
	put_tries(core);
	return ERR_none;
}

/* The answer goes to whoever asked for the check, which is over only now. */
static void answer(struct core *core, enum err err)
{
	const struct pin *p = core->pin;
	struct effect *e = effect_new(EFFECT_reply, p->asker, p->about);
	e->u.reply = (struct effect_reply){err, 0};
	outbox_add(core->out, e);
}

void on_pin_checked(struct core *core, const struct msg_pin_checked *m)
{
	struct pin *p = core->pin;
	if (!p->checking || m->number != p->number)
		return;
	p->checking = false;
	enum err err = p->about == MSG_pin_set ? take_new(core, m->kept)
		: m->good                      ? ERR_none
					       : ERR_wrong_code;
	if (!err && p->about == MSG_pin_enter)
		was_right(core);
	if (!err) {
		sign(core, true);
		audit_line_for(core, p->about, &p->asker, 0);
	}
	core_changed(core, CHANGE_PIN);
	answer(core, err);
}

/* A check under way is over, and whoever waits for it hears that there is no PIN any more. */
void on_pin_forget(struct core *core, const struct msg_pin_forget *m)
{
	static const char *const settings[] = {"pin", "pin_tries", "pin_signed_in"};
	struct pin *p = core->pin;
	(void)m;
	enum err err = core->msg->origin.source != FROM_FILE ? ERR_not_allowed
		: p->kept[0] || p->in_a_row                  ? ERR_none
							     : ERR_already;
	if (err) {
		core_reply(core, err, 0);
		return;
	}
	if (p->checking)
		answer(core, ERR_not_found);
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
		core_delete(core, REC_setting, &VS(str_from(settings[i])));
	*p = (struct pin){.number = p->number};
	audit_line(core, 0);
	core_changed(core, CHANGE_PIN);
	core_reply(core, ERR_none, 0);
}

void on_sign_out(struct core *core, const struct msg_sign_out *m)
{
	(void)m;
	enum err err = core->msg->origin.source != FROM_SCREEN ? ERR_not_allowed
		: core->pin->signed_in                         ? ERR_none
							       : ERR_already;
	if (!err) {
		sign(core, false);
		audit_line(core, 0);
	}
	core_reply(core, err, 0);
}
