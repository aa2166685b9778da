#include "core/changes.h"
#include "sim/world.h"

#include <stdio.h>

/* A phone as far as the kiosk can tell: it scans the code, opens the note, has one push in flight and
 * sends it again when the answer was lost. Its text is what the entries it was sent come to. */

static struct origin from(const struct phone *p)
{
	return (struct origin){.source = FROM_PHONE, .request = 1, .conn = p->conn};
}

static struct str client_id(const struct world *w, const struct phone *p, char out[CLIENT_ID_MAX])
{
	return (struct str){
		out, (size_t)snprintf(out, CLIENT_ID_MAX, "p%d-%u", (int)(p - w->phones), p->page)};
}

/* A new page: nothing of the old one is known to it. */
static void reload(struct phone *p)
{
	buf_free(&p->text);
	p->page++;
	p->version = p->push = p->acked_version = 0;
	p->opened = p->pushing = false;
}

void phones_cut(struct world *w)
{
	for (int i = 0; i < PHONES; i++)
		w->phones[i].conn = 0;
}

/* ---- what it sends ---- */

static void scan(struct world *w, struct phone *p)
{
	uint32_t n = dice_below(&w->m.dice, (uint32_t)disk_count(&w->disk, REC_code));
	p->conn = ++w->last_conn;
	for (size_t i = 0; i < w->disk.count; i++) {
		if (w->disk.rows[i].record != REC_code || n-- != 0)
			continue;
		struct msg *m = msg_new(MSG_code_redeem, from(p));
		memcpy(m->u.code_redeem.hash.b, w->disk.rows[i].values[0].s.p, HASH_BYTES);
		machine_post(&w->m, m);
		return;
	}
}

static void connect(struct world *w, struct phone *p)
{
	char id[CLIENT_ID_MAX];
	p->conn = ++w->last_conn;
	struct msg *m = msg_new(MSG_note_open, from(p));
	struct str client = msg_str(m, client_id(w, p, id));
	m->u.note_open = (struct msg_note_open){p->cookie, p->note, p->version, p->opened, client};
	p->opened = false;
	machine_post(&w->m, m);
}

/* A change at a random place of a text of so many units. Nothing typed here is a surrogate pair, so none
 * can be split. */
static struct change_set random_change(struct arena *mem, struct dice *dice, uint32_t units, uint32_t *after)
{
	static const char *const words[] = {
		"a", "learn", "ü", "\n- [ ] Ben: call by Friday", "\n! insight", "x\ny", "„“"};
	uint32_t at = dice_below(dice, units + 1),
		 gone = dice_one_in(dice, 3) ? dice_below(dice, units - at + 1) : 0;
	gone = gone > 6 ? 6 : gone;
	struct str text = gone && dice_one_in(dice, 2) ? STR("") : str_from(words[dice_below(dice, 7)]);
	struct section *s = ARENA_ARRAY(mem, struct section, 3);
	uint32_t count = 0;
	if (at)
		s[count++] = (struct section){.old_units = at, .keep = true};
	s[count++] = (struct section){.old_units = gone, .text = text};
	if (at + gone < units)
		s[count++] = (struct section){.old_units = units - at - gone, .keep = true};
	*after = units - gone + (uint32_t)utf16_units(text);
	return (struct change_set){s, count};
}

/* Makes the push in flight, the same each time it is sent. */
static void push(struct world *w, const struct phone *p)
{
	char id[CLIENT_ID_MAX];
	struct dice dice = {p->push_seed};
	struct msg *m = msg_new(MSG_note_push, from(p));
	struct str client = msg_str(m, client_id(w, p, id));
	struct note_update *updates = ARENA_ARRAY(&m->mem, struct note_update, p->push_count);
	uint32_t units = p->push_size;
	for (uint32_t i = 0; i < p->push_count; i++) {
		updates[i].client = client;
		updates[i].changes = random_change(&m->mem, &dice, units, &units);
	}
	m->u.note_push =
		(struct msg_note_push){p->note, p->push_version, p->push, client, updates, p->push_count};
	machine_post(&w->m, m);
}

static void write(struct world *w, struct phone *p)
{
	p->pushing = true;
	p->push++;
	p->push_version = p->version;
	p->push_size = (uint32_t)utf16_units(buf_str(&p->text));
	p->push_count = 1 + dice_below(&w->m.dice, PUSH_UPDATES);
	p->push_seed = dice_roll(&w->m.dice);
	push(w, p);
}

static void say_who(struct world *w, struct phone *p)
{
	struct msg *m = msg_new(MSG_device_who, from(p));
	m->u.device_who = (struct msg_device_who){p->cookie, p->note, dice_below(&w->m.dice, 4), STR("Gast")};
	machine_post(&w->m, m);
}

static void move_cursor(struct world *w, struct phone *p)
{
	struct msg *m = msg_new(MSG_note_cursor, from(p));
	m->u.note_cursor = (struct msg_note_cursor){
		p->note, p->version, dice_below(&w->m.dice, 9), dice_below(&w->m.dice, 9)};
	machine_post(&w->m, m);
}

static void leave(struct world *w, struct phone *p)
{
	machine_post(&w->m, msg_new(MSG_note_leave, from(p)));
	p->conn = 0;
}

void phone_act(struct world *w, struct phone *p)
{
	uint32_t what = dice_below(&w->m.dice, 20);
	if (!p->has_cookie)
		scan(w, p);
	else if (!p->conn)
		connect(w, p);
	else if (!p->opened)
		return; /* the answer is on its way, or the code has ended */
	else if (what == 0)
		leave(w, p);
	else if (what == 1)
		say_who(w, p);
	else if (what < 4)
		move_cursor(w, p);
	else if (!p->pushing)
		write(w, p);
	else if (what < 12)
		push(w, p); /* again: it may arrive twice */
}

/* ---- what it is sent ---- */

static void joined(struct phone *p, const struct effect_joined *e)
{
	if (e->set_cookie) {
		p->has_cookie = true;
		p->cookie = (struct hash){0};
		memcpy(p->cookie.b, e->cookie, TOKEN_BYTES); /* our fresh hashes are the tokens themselves */
	}
	p->note = e->note;
	p->conn = 0;
}

/* Whatever a phone is told of a note must be on the disk. */
static void compare(struct world *w, const struct phone *p)
{
	const struct replay *r = check_replay(w, p->note);
	if (!r || p->version >= r->count)
		machine_break(&w->m, "a phone has version %u of note %lld, the disk has not", p->version,
			(long long)p->note);
	else if (!str_eq(buf_str(&p->text), buf_str(&r->texts[p->version])))
		machine_break(&w->m, "a phone's text at version %u of note %lld is not what the log comes to",
			p->version, (long long)p->note);
}

static void take_state(struct world *w, struct phone *p, const struct effect_note_state *e)
{
	if (p->pushing || p->version)
		reload(p); /* too far behind: what it had is another page's */
	p->text.n = 0;
	buf_add(&p->text, e->text);
	p->version = e->version;
	p->opened = true;
	compare(w, p);
}

static void take_entry(struct world *w, struct phone *p, uint32_t version, const struct note_update *update)
{
	struct buf next = {0};
	if (version != p->version + 1)
		machine_break(&w->m, "a phone at version %u was sent entry %u", p->version, version);
	else if (!changes_apply(&next, buf_str(&p->text), &update->changes))
		machine_break(&w->m, "entry %u of note %lld does not fit a phone's text", version,
			(long long)p->note);
	buf_free(&p->text);
	p->text = next;
	p->version = version;
	compare(w, p);
}

static void take_since(struct world *w, struct phone *p, const struct effect_note_since *e)
{
	p->opened = true;
	if (e->from != p->version)
		machine_break(
			&w->m, "a phone at version %u was sent what came since %u", p->version, e->from);
	for (uint32_t i = 0; i < e->count && !w->m.broken[0]; i++)
		take_entry(w, p, e->from + 1 + i, &e->updates[i]);
}

static void take_ack(struct world *w, struct phone *p, const struct effect_note_ack *e)
{
	const struct replay *r = check_replay(w, p->note);
	if (!p->pushing || e->push != p->push)
		return; /* of one that was sent twice */
	p->pushing = false;
	p->acked_version = e->version;
	w->seen->pushes++;
	if (!r || e->version >= r->count)
		machine_break(&w->m, "push %u was acknowledged at version %u of note %lld, the disk has not",
			e->push, e->version, (long long)p->note);
}

static void take(struct world *w, struct phone *p, const struct effect *e)
{
	if (e->kind == EFFECT_joined)
		joined(p, &e->u.joined);
	else if (e->kind == EFFECT_note_state)
		take_state(w, p, &e->u.note_state);
	else if (e->kind == EFFECT_note_since)
		take_since(w, p, &e->u.note_since);
	else if (e->kind == EFFECT_note_ack)
		take_ack(w, p, &e->u.note_ack);
	else if (e->kind == EFFECT_note_refused && p->pushing && e->u.note_refused.push == p->push) {
		reload(p);
		p->conn = 0;
	} else if (e->kind == EFFECT_note_ended || (e->kind == EFFECT_reply && e->about == MSG_note_open)) {
		reload(p);
		p->has_cookie = false;
	}
}

void phone_take(struct world *w, const struct effect *e)
{
	for (int i = 0; i < PHONES; i++) {
		struct phone *p = &w->phones[i];
		if (e->to.conn && e->to.conn == p->conn)
			take(w, p, e);
		if (e->kind == EFFECT_note_entry && p->opened && p->conn && p->note == e->u.note_entry.note)
			take_entry(w, p, e->u.note_entry.version, &e->u.note_entry.update);
	}
}
