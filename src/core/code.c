/* Codes: how a phone comes to a note or a board, and what it may open from then on.
 *
 * A code is a capability (S1, S2 of the promises): 128 random bits in the address that the screen shows,
 * or six characters to type. It is exchanged once for a cookie, which names the phone; the phone then
 * has a right to the note. The clear text of a code lives in memory only, as long as the program runs;
 * the disk has hashes. So after a restart the screen asks for another code, and the one somebody has just
 * photographed stays good beside it.
 *
 * What a code stands for is its subject: a note, a board, or a meeting under way. The code of a meeting
 * opens the meeting's board, hands the lead to the phone that brings it, and ends with that. A right to a
 * board is one to the notes of its topics, too.
 *
 * Codes and rights end at a wall time, but only by a clock that is known to be right: a Pi that wakes up
 * in the wrong year throws nobody out and lets nobody in who was not in before. */
#include <stdlib.h>
#include <string.h>

#include "core/inside.h"

#define CODES_OF_NOTE_MAX 8          /* the oldest ends when there are more */
#define PHONES_OF_NOTE_MAX 512       /* with a right to it; more are refused with ERR_too_many */
#define TOPIC_CODE_LIFE (12 * HOUR)  /* of the code of a board or a topic's note, which no session ends */
#define LEAD_CODE_LIFE (15 * MINUTE) /* of the code that hands the lead over; nobody leaves it hanging */
#define GUEST_NAME_MAX 40            /* code points; the rest is cut */
#define RECHECK (10 * MINUTE)        /* the clock may have been set meanwhile */

struct code {
	struct hash hash, short_hash;
	ident note;               /* or board, or meeting: its subject */
	int64_t created, expires; /* wall */
	bool doubtful;            /* so is when it expires: the clock was not known to be right */
	bool known;               /* the clear text is: */
	uint8_t token[TOKEN_BYTES];
	char short_code[SHORT_CODE_CHARS + 1];
	int64_t issued_at; /* mono */
	bool phone_seen;
};

struct device {
	ident id;
	struct hash cookie;
	int64_t created, expires; /* wall; it ends with the last of its rights */
};

struct right {
	ident device, note, person; /* `note` may be a board. person 0: a guest, or not said */
	char *guest;                /* the name typed; NULL: none. Of a board's it made the person */
	ident made; /* that person, also while the phone is somebody else's; until a restart */
	int64_t expires;
};

struct codes {
	struct code *codes; /* the newest last */
	struct device *devices;
	struct right *rights; /* the one used by a code last stands last */
	size_t code_count, code_cap, device_count, device_cap, right_count, right_cap;
	uint8_t spent[TOKEN_BYTES]; /* the fresh material used last: each serves once */
};

struct codes *codes_new(void)
{
	return xcalloc(1, sizeof(struct codes));
}

void codes_free(struct codes *c)
{
	for (size_t i = 0; i < c->right_count; i++)
		free(c->rights[i].guest);
	free(c->codes);
	free(c->devices);
	free(c->rights);
	free(c);
}

/* ---- the lists ---- */

static void list_remove(void *list, size_t *count, size_t at, size_t size)
{
	char *from = (char *)list + at * size;
	memmove(from, from + size, (--*count - at) * size);
}

static bool hash_eq(const struct hash *a, const struct hash *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

static bool is_over(const struct core *core, int64_t expires)
{
	return core->now.trusted && expires <= core->now.wall;
}

static struct device *device_by_cookie(const struct core *core, const struct hash *cookie)
{
	struct codes *c = core->codes;
	for (size_t i = 0; i < c->device_count; i++)
		if (hash_eq(&c->devices[i].cookie, cookie))
			return &c->devices[i];
	return NULL;
}

static struct device *device_by_id(const struct codes *c, ident id)
{
	for (size_t i = 0; i < c->device_count; i++)
		if (c->devices[i].id == id)
			return &c->devices[i];
	return NULL;
}

static struct right *right_find(const struct codes *c, ident device, ident note)
{
	for (size_t i = 0; i < c->right_count; i++)
		if (c->rights[i].device == device && c->rights[i].note == note)
			return &c->rights[i];
	return NULL;
}

/* ---- what a code stands for ---- */

struct subject {
	ident id, opens;               /* opens: the note, or the board */
	ident board;                   /* 0: a note */
	const struct meeting *meeting; /* the one the code leads; NULL: none */
	struct str title;
	bool read_only;
	int64_t end; /* wall: when a code made now would end */
};

/* The right to a board goes on with what is being held there. */
static int64_t board_end(const struct core *core, ident board)
{
	const struct meeting *m = core_meeting_of(core, board);
	int64_t over = m && m->ends > core->now.wall ? m->ends : core->now.wall;
	return m ? over + core->config.code_after_ms : core->now.wall + TOPIC_CODE_LIFE;
}

static int64_t note_end(const struct core *core, const struct note_view *note)
{
	const struct session *s = note->session ? core_session(core, note->session) : NULL;
	if (!s)
		return core->now.wall + TOPIC_CODE_LIFE;
	int64_t over = s->closed_at ? s->closed_at : core->now.wall;
	return (s->ends > over ? s->ends : over) + core->config.code_after_ms;
}

static bool subject_of(const struct core *core, ident id, struct subject *out)
{
	const struct meeting *meeting = core_meeting(core, id);
	const struct board *board = core_board(core, meeting ? meeting->board : id);
	struct note_view note;
	*out = (struct subject){.id = id, .meeting = meeting};
	if (board) {
		out->board = out->opens = board->id;
		out->title = board->name;
		out->end = meeting ? core->now.wall + LEAD_CODE_LIFE : board_end(core, board->id);
		return !board->archived && !(meeting && meeting->closed_at);
	}
	if (!core_note(core, id, &note))
		return false;
	out->opens = id;
	out->title = note.title;
	out->read_only = note.closed;
	out->end = note_end(core, &note);
	return true;
}

/* ---- rows ---- */

static bool read_hash(const struct value *v, struct hash *out)
{
	if (v->type != VALUE_BLOB || v->s.n != sizeof *out)
		return false;
	memcpy(out, v->s.p, sizeof *out);
	return true;
}

static void put_code(struct core *core, const struct code *c)
{
	PUT(core, REC_code, VB(&c->hash, HASH_BYTES), VB(&c->short_hash, HASH_BYTES), VI(c->note),
		VI(c->created), VI(c->expires));
}

static void put_device(struct core *core, const struct device *d)
{
	PUT(core, REC_device, VB(&d->cookie, HASH_BYTES), VI(d->id), VI(d->created), VI(d->expires));
}

static void put_right(struct core *core, const struct right *r)
{
	PUT(core, REC_device_note, VI(r->device), VI(r->note), VI(r->person), VS(str_from(r->guest)),
		VI(r->expires));
}

void load_code(struct core *core, const struct value *v)
{
	struct code code = {.note = v[2].i, .created = v[3].i, .expires = v[4].i};
	if (read_hash(&v[0], &code.hash) && read_hash(&v[1], &code.short_hash))
		*LIST_ADD(core->codes->codes, core->codes->code_count, core->codes->code_cap) = code;
}

void load_device(struct core *core, const struct value *v)
{
	struct device device = {.id = v[1].i, .created = v[2].i, .expires = v[3].i};
	if (read_hash(&v[0], &device.cookie))
		*LIST_ADD(core->codes->devices, core->codes->device_count, core->codes->device_cap) = device;
}

static void set_guest(struct right *r, struct str name)
{
	free(r->guest);
	r->guest = NULL;
	if (!name.n)
		return;
	r->guest = xmalloc(name.n + 1);
	memcpy(r->guest, name.p, name.n);
	r->guest[name.n] = '\0';
}

void load_device_note(struct core *core, const struct value *v)
{
	struct codes *c = core->codes;
	struct right *r = LIST_ADD(c->rights, c->right_count, c->right_cap);
	*r = (struct right){.device = v[0].i, .note = v[1].i, .person = v[2].i, .expires = v[4].i};
	if (v[3].type == VALUE_TEXT)
		set_guest(r, v[3].s);
}

/* ---- the end of things ---- */

static void end_code(struct core *core, size_t at)
{
	struct codes *c = core->codes;
	core_delete(core, REC_code, &VB(&c->codes[at].hash, HASH_BYTES));
	list_remove(c->codes, &c->code_count, at, sizeof *c->codes);
	core_changed(core, CHANGE_CODES);
}

static bool has_rights(const struct codes *c, ident device)
{
	for (size_t i = 0; i < c->right_count; i++)
		if (c->rights[i].device == device)
			return true;
	return false;
}

static void end_device(struct core *core, ident id)
{
	struct codes *c = core->codes;
	const struct device *d = device_by_id(c, id);
	if (!d || has_rights(c, id))
		return;
	core_delete(core, REC_device, &VB(&d->cookie, HASH_BYTES));
	list_remove(c->devices, &c->device_count, (size_t)(d - c->devices), sizeof *c->devices);
}

/* The lead is never with a phone that can't use it. */
static void take_lead_from(struct core *core, ident board, ident device)
{
	const struct meeting *m = core_meeting_of(core, board);
	if (m && m->lead == device)
		meetings_hand_lead(core, m->id, LEAD_KIOSK);
}

static void end_right(struct core *core, size_t at)
{
	struct codes *c = core->codes;
	struct right r = c->rights[at];
	const struct value key[] = {VI(r.device), VI(r.note)};
	core_delete(core, REC_device_note, key);
	list_remove(c->rights, &c->right_count, at, sizeof *c->rights);
	free(r.guest);
	notes_end(core, r.note, r.device);
	watch_end(core, r.note, r.device);
	take_lead_from(core, r.note, r.device);
	end_device(core, r.device);
}

static const struct topic *topic_of_note(const struct core *core, ident id)
{
	ident topic = notes_topic(core, id);
	return topic ? core_topic(core, topic) : NULL;
}

static bool is_topic_of(const struct core *core, ident note, ident board)
{
	const struct topic *topic = topic_of_note(core, note);
	return topic && topic->board == board;
}

static void extend(struct core *core, struct right *r, int64_t at)
{
	struct device *d = device_by_id(core->codes, r->device);
	r->expires = at;
	put_right(core, r);
	if (d && d->expires < at) {
		d->expires = at;
		put_device(core, d);
	}
}

static void end_all(struct core *core, ident note)
{
	struct codes *c = core->codes;
	for (size_t i = c->code_count; i-- > 0;)
		if (c->codes[i].note == note)
			end_code(core, i);
	for (size_t i = c->right_count; i-- > 0;)
		if (c->rights[i].note == note || is_topic_of(core, c->rights[i].note, note))
			end_right(core, i);
}

/* Nobody is thrown out of a meeting that lasts longer than the code they came with. */
static bool goes_on(struct core *core, struct right *r)
{
	const struct topic *topic = topic_of_note(core, r->note);
	ident board = topic ? topic->board : r->note;
	if (!core_meeting_of(core, board))
		return false;
	extend(core, r, board_end(core, board));
	return true;
}

void codes_tick(struct core *core)
{
	struct codes *c = core->codes;
	for (size_t i = c->code_count; i-- > 0;)
		if (is_over(core, c->codes[i].expires))
			end_code(core, i);
	for (size_t i = c->right_count; i-- > 0;)
		if (is_over(core, c->rights[i].expires) && !goes_on(core, &c->rights[i]))
			end_right(core, i);
	for (size_t i = c->device_count; i-- > 0;)
		if (is_over(core, c->devices[i].expires))
			end_device(core, c->devices[i].id);
}

int64_t codes_deadline(const struct core *core)
{
	const struct codes *c = core->codes;
	int64_t first = NEVER;
	for (size_t i = 0; i < c->code_count; i++)
		first = c->codes[i].expires < first ? c->codes[i].expires : first;
	for (size_t i = 0; i < c->right_count; i++)
		first = c->rights[i].expires < first ? c->rights[i].expires : first;
	if (first == NEVER)
		return NEVER;
	bool soon = core->now.trusted && first < core->now.wall + RECHECK;
	return core->now.mono + (!soon ? RECHECK : first > core->now.wall ? first - core->now.wall : 0);
}

/* ---- issuing ---- */

static struct code *newest_known(const struct core *core, ident note)
{
	struct codes *c = core->codes;
	const struct meeting *m = core_meeting(core, note);
	if (m && m->closed_at)
		return NULL;
	for (size_t i = c->code_count; i-- > 0;)
		if (c->codes[i].note == note && c->codes[i].known && !is_over(core, c->codes[i].expires))
			return &c->codes[i];
	return NULL;
}

static bool short_taken(const struct codes *c, const struct hash *hash)
{
	for (size_t i = 0; i < c->code_count; i++)
		if (hash_eq(&c->codes[i].short_hash, hash))
			return true;
	return false;
}

/* Random material serves once: a second code in one step waits for the screen to ask again. */
static bool take_fresh(struct core *core)
{
	const struct fresh *fresh = &core->msg->fresh;
	if (memcmp(core->codes->spent, fresh->token, TOKEN_BYTES) == 0)
		return false;
	memcpy(core->codes->spent, fresh->token, TOKEN_BYTES);
	return true;
}

static void drop_oldest(struct core *core, ident note)
{
	struct codes *c = core->codes;
	size_t count = 0, oldest = 0;
	for (size_t i = c->code_count; i-- > 0;) {
		if (c->codes[i].note != note)
			continue;
		oldest = i;
		count++;
	}
	if (count >= CODES_OF_NOTE_MAX)
		end_code(core, oldest);
}

/* A code of six characters is one of a thousand million; should another be the same, none is made now
 * and the screen asks again. */
static bool issue(struct core *core, ident note, int64_t expires)
{
	const struct fresh *fresh = &core->msg->fresh;
	if (short_taken(core->codes, &fresh->short_hash) || !take_fresh(core))
		return false;
	drop_oldest(core, note);
	struct codes *c = core->codes;
	struct code *code = LIST_ADD(c->codes, c->code_count, c->code_cap);
	*code = (struct code){.hash = fresh->token_hash,
		.short_hash = fresh->short_hash,
		.note = note,
		.created = core->now.wall,
		.expires = expires,
		.doubtful = !core->now.trusted,
		.known = true,
		.issued_at = core->now.mono};
	memcpy(code->token, fresh->token, TOKEN_BYTES);
	memcpy(code->short_code, fresh->short_code, SHORT_CODE_CHARS);
	put_code(core, code);
	core_changed(core, CHANGE_CODES);
	return true;
}

void codes_note_created(struct core *core, ident id)
{
	struct subject subject;
	if (subject_of(core, id, &subject))
		issue(core, id, subject.end);
}

void codes_note_expires(struct core *core, ident note, int64_t at)
{
	struct codes *c = core->codes;
	for (size_t i = 0; i < c->code_count; i++) {
		if (c->codes[i].note != note || c->codes[i].expires == at)
			continue;
		c->codes[i].expires = at;
		put_code(core, &c->codes[i]);
	}
	for (size_t i = 0; i < c->right_count; i++)
		if (c->rights[i].note == note && c->rights[i].expires != at)
			extend(core, &c->rights[i], at);
}

void codes_clock_set(struct core *core)
{
	struct codes *c = core->codes;
	for (size_t i = 0; i < c->code_count; i++) {
		struct subject subject;
		if (!c->codes[i].doubtful)
			continue;
		c->codes[i].doubtful = false;
		if (subject_of(core, c->codes[i].note, &subject))
			codes_note_expires(core, subject.id, subject.end);
	}
}

/* Anybody at the screen may show a code; handing the lead over is the lead's own. */
static enum err may_issue(const struct core *core, const struct subject *s)
{
	if (is_over(core, s->end))
		return ERR_closed;
	return s->meeting ? asker_leads(core, s->meeting) : ERR_none;
}

static enum err issue_for(struct core *core, ident id)
{
	struct subject subject;
	if (!subject_of(core, id, &subject))
		return ERR_not_found;
	enum err err = may_issue(core, &subject);
	return err ? err : issue(core, id, subject.end) ? ERR_none : ERR_busy;
}

void on_code_issue(struct core *core, const struct msg_code_issue *m)
{
	core_reply(core, newest_known(core, m->note) ? ERR_already : issue_for(core, m->note), m->note);
}

/* Of a board that sends everybody out who is in it: for whoever has set it up. */
void on_code_renew(struct core *core, const struct msg_code_renew *m)
{
	struct subject subject;
	bool known = subject_of(core, m->note, &subject);
	enum err err = known && subject.board ? asker_sets_up(core, subject.board) : ERR_none;
	if (known && !err) {
		notes_end(core, m->note, 0);
		end_all(core, m->note);
	}
	core_reply(core, err ? err : issue_for(core, m->note), m->note);
}

/* ---- phones ---- */

static struct code *code_for(const struct core *core, const struct msg_code_redeem *m)
{
	struct codes *c = core->codes;
	for (size_t i = 0; i < c->code_count; i++) {
		struct code *code = &c->codes[i];
		if (hash_eq(m->typed ? &code->short_hash : &code->hash, &m->hash))
			return is_over(core, code->expires) ? NULL : code;
	}
	return NULL;
}

static size_t phones_of(const struct codes *c, ident note)
{
	size_t count = 0;
	for (size_t i = 0; i < c->right_count; i++)
		count += c->rights[i].note == note;
	return count;
}

static struct device *device_make(struct core *core)
{
	struct codes *c = core->codes;
	struct device *d = LIST_ADD(c->devices, c->device_count, c->device_cap);
	*d = (struct device){
		.id = core_new_id(core), .cookie = core->msg->fresh.token_hash, .created = core->now.wall};
	return d;
}

/* The phone's right to the note, at the end of the list. Who its visitor is stays known. */
static struct right *grant(struct core *core, ident device, ident note, int64_t expires)
{
	struct codes *c = core->codes;
	const struct right *had = right_find(c, device, note);
	struct right r = {.device = device, .note = note};
	if (had) {
		r = *had;
		list_remove(c->rights, &c->right_count, (size_t)(had - c->rights), sizeof *c->rights);
	}
	r.expires = expires > r.expires ? expires : r.expires;
	struct right *last = LIST_ADD(c->rights, c->right_count, c->right_cap);
	*last = r;
	put_right(core, last);
	return last;
}

static struct effect_joined *tell_joined(
	struct core *core, const struct right *r, const struct subject *subject)
{
	const struct meeting *m = core_meeting_of(core, subject->board);
	struct effect *e = core_effect(core, EFFECT_joined);
	struct effect_joined *j = &e->u.joined;
	*j = (struct effect_joined){.note = r->note,
		.me = r->person,
		.board = subject->board != 0,
		.lead = m && m->lead == r->device,
		.read_only = subject->read_only,
		.who_known = r->person || r->guest};
	j->title = arena_str(&e->mem, subject->title);
	if (subject->board)
		j->count = notes_person(core, r->person, &e->mem, &j->people);
	else
		j->count = notes_members(core, r->note, &e->mem, &j->people);
	return j;
}

/* The phone that brings the code: the one its cookie names, or a new one. NULL: not now. */
static struct device *device_for(struct core *core, const struct msg_code_redeem *m, ident opens, bool *made)
{
	struct device *device = m->has_cookie ? device_by_cookie(core, &m->cookie) : NULL;
	bool again = device && right_find(core->codes, device->id, opens);
	*made = !device;
	if ((!again && phones_of(core->codes, opens) >= PHONES_OF_NOTE_MAX) || (*made && !take_fresh(core)))
		return NULL;
	return device ? device : device_make(core);
}

static void live_until(struct core *core, struct device *device, int64_t expires, bool made)
{
	if (!made && device->expires >= expires)
		return;
	device->expires = expires > device->expires ? expires : device->expires;
	put_device(core, device);
}

/* The code that handed the lead over has done its work. */
static void lead_code_used(struct core *core, const struct meeting *m, ident device)
{
	struct codes *c = core->codes;
	for (size_t i = c->code_count; i-- > 0;)
		if (c->codes[i].note == m->id)
			end_code(core, i);
	meetings_hand_lead(core, m->id, device);
}

void on_code_redeem(struct core *core, const struct msg_code_redeem *m)
{
	struct code *code = code_for(core, m);
	struct subject subject;
	bool made;
	if (!code || !subject_of(core, code->note, &subject)) {
		core_reply(core, ERR_wrong_code, 0);
		return;
	}
	struct device *device = device_for(core, m, subject.opens, &made);
	if (!device) {
		core_reply(core, ERR_too_many, subject.opens);
		return;
	}
	ident id = device->id;
	int64_t expires = subject.meeting ? board_end(core, subject.board) : code->expires;
	live_until(core, device, expires, made);
	code->phone_seen = true;
	struct right *right = grant(core, id, subject.opens, expires);
	if (subject.meeting)
		lead_code_used(core, subject.meeting, id);
	if (subject.board && right->person)
		meetings_arrive(core, subject.board, right->person);
	struct effect_joined *joined = tell_joined(core, right, &subject);
	joined->set_cookie = made;
	if (made)
		memcpy(joined->cookie, core->msg->fresh.token, TOKEN_BYTES);
	core_changed(core, CHANGE_CODES | CHANGE_PHONES);
}

/* The right a phone may use just now; note 0: the latest. */
static struct right *right_for(const struct core *core, const struct hash *cookie, ident note)
{
	struct codes *c = core->codes;
	const struct device *d = device_by_cookie(core, cookie);
	for (size_t i = c->right_count; d && i-- > 0;) {
		struct right *r = &c->rights[i];
		if (r->device == d->id && (!note || r->note == note) && !is_over(core, r->expires))
			return r;
	}
	return NULL;
}

/* A phone of the board opens the note of one of its topics: as the same person. */
static struct right *right_by_board(struct core *core, const struct hash *cookie, ident note)
{
	const struct topic *topic = topic_of_note(core, note);
	const struct right *of_board = topic ? right_for(core, cookie, topic->board) : NULL;
	if (!of_board || (topic->draft && topic->person != of_board->person) ||
		phones_of(core->codes, note) >= PHONES_OF_NOTE_MAX)
		return NULL;
	struct right from = *of_board;
	struct right *r = grant(core, from.device, note, from.expires);
	r->person = from.person;
	put_right(core, r);
	return r;
}

void on_device_hello(struct core *core, const struct msg_device_hello *m)
{
	struct right *r = right_for(core, &m->cookie, m->note);
	struct subject subject;
	if (!r && m->note)
		r = right_by_board(core, &m->cookie, m->note);
	if (!r)
		core_reply(core, ERR_signed_out, m->note);
	else if (!subject_of(core, r->note, &subject))
		core_reply(core, ERR_not_found, r->note);
	else
		tell_joined(core, r, &subject);
}

static bool is_member(struct core *core, ident note, ident person)
{
	struct note_person *people;
	uint32_t count = notes_members(core, note, &core->scratch, &people);
	for (uint32_t i = 0; i < count; i++)
		if (people[i].person == person)
			return true;
	return false;
}

static enum err guest_name(struct core *core, struct str typed, struct str *name)
{
	enum err err = core_clean(core, typed, NAME_MAX_BYTES, false, name);
	if (err != ERR_none)
		return err;
	*name = str_trim(utf8_first(*name, GUEST_NAME_MAX, NULL));
	return name->n ? ERR_none : ERR_invalid;
}

static enum err who_of_note(struct core *core, struct right *r, ident person, struct str name)
{
	if (person && !is_member(core, r->note, person))
		return ERR_not_allowed;
	if (r->person == person && str_eq(name, str_from(r->guest)))
		return ERR_already;
	r->person = person;
	set_guest(r, name);
	put_right(core, r);
	notes_people_changed(core, r->note);
	return ERR_none;
}

/* Somebody the room does not know takes part as a person, so that what they bring and vote is theirs. A
 * phone makes one such guest; another name typed on it is theirs, too. */
static enum err guest_of_board(struct core *core, struct right *r, struct str name, ident *person)
{
	*person = r->guest ? r->person : r->made;
	if (!core->config.guests)
		return ERR_not_allowed;
	if (*person && str_eq(name, str_from(r->guest)))
		return ERR_already;
	if (*person)
		people_rename_guest(core, *person, name);
	else
		*person = people_add_guest(core, name);
	r->made = *person;
	return ERR_none;
}

static enum err who_of_board(struct core *core, struct right *r, ident person, struct str name)
{
	const struct person *p = core_person(core, person);
	enum err err = !person                    ? guest_of_board(core, r, name, &person)
		: !p || p->archived               ? ERR_not_allowed
		: r->person == p->id && !r->guest ? ERR_already
						  : ERR_none;
	if (err)
		return err;
	r->person = person;
	set_guest(r, name);
	put_right(core, r);
	watch_who(core, r->note, r->device);
	meetings_arrive(core, r->note, person);
	return ERR_none;
}

static enum err who(struct core *core, const struct msg_device_who *m)
{
	struct right *r = right_for(core, &m->cookie, m->note);
	struct str name = STR("");
	if (!r)
		return ERR_signed_out;
	enum err err = m->person ? ERR_none : guest_name(core, m->guest, &name);
	if (err)
		return err;
	return core_board(core, r->note) ? who_of_board(core, r, m->person, name)
					 : who_of_note(core, r, m->person, name);
}

void on_device_who(struct core *core, const struct msg_device_who *m)
{
	core_reply(core, who(core, m), m->note);
}

bool codes_may(const struct core *core, const struct hash *cookie, ident note, ident *device)
{
	const struct right *r = note ? right_for(core, cookie, note) : NULL;
	*device = r ? r->device : 0;
	return r;
}

void codes_renew_board(struct core *core, ident device, ident board)
{
	struct right *r = right_find(core->codes, device, board);
	int64_t end = board_end(core, board);
	if (r && core->now.trusted && end - r->expires > HOUR) /* an hour: not a row for each look */
		extend(core, r, end);
}

bool codes_has_person(const struct core *core, ident person)
{
	const struct codes *c = core->codes;
	for (size_t i = 0; i < c->right_count; i++)
		if (c->rights[i].person == person)
			return true;
	return false;
}

bool codes_device_person(const struct core *core, ident device, ident note, ident *person, struct str *guest)
{
	const struct right *r = right_find(core->codes, device, note);
	*person = r ? r->person : 0;
	*guest = str_from(r ? r->guest : NULL);
	return *person || guest->n;
}

/* ---- readings ---- */

/* Crockford's base 32 (crockford.com/base32.html) of the token as one number of 128 bits, the first of
 * the 26 digits holding its top three. */
static void write_token(const uint8_t token[TOKEN_BYTES], char out[27])
{
	static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	for (int i = 0; i < 26; i++) {
		unsigned digit = 0;
		for (int bit = 5 * i - 2; bit < 5 * i + 3; bit++)
			digit = digit << 1 | (bit < 0 ? 0 : token[bit / 8] >> (7 - bit % 8) & 1u);
		out[i] = digits[digit];
	}
	out[26] = '\0';
}

bool core_code(const struct core *core, ident note, struct code_view *out)
{
	const struct code *code = newest_known(core, note);
	if (!code)
		return false;
	*out = (struct code_view){.issued_at = code->issued_at, .phone_seen = code->phone_seen};
	write_token(code->token, out->url_token);
	memcpy(out->short_code, code->short_code, sizeof out->short_code);
	return true;
}
