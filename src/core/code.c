/* Codes: how a phone comes to a note or a board, and what it may open from then on.
 *
 * A code is a capability (S1, S2 of the promises): 128 random bits in the address that the screen shows,
 * or six characters to type. It is exchanged once for a cookie, which names the phone; the phone then
 * has a right to the note. The clear text of a code lives in memory only, as long as the program runs;
 * the disk has hashes. So after a restart the screen asks for another code, and the one somebody has just
 * photographed stays good beside it.
 *
 * What a code stands for is its subject: a note, a board, a meeting under way, a partnership, a person, or
 * the coordinator's pages. The code of a meeting opens the meeting's board, hands the lead to the phone that
 * brings it, and ends with that. A right to a board is one to the notes of its topics, too. The code of a
 * person and the coordinator's are good for one phone; its right to the page outlives them. The code of a
 * partnership lets each member's phone come to that member's page, see join.c.
 *
 * Codes and rights end at a wall time, but only by a clock that is known to be right: a Pi that wakes up
 * in the wrong year throws nobody out and lets nobody in who was not in before. */
#include <stdlib.h>
#include <string.h>

#include "core/codes.h"

#define CODES_OF_NOTE_MAX 8            /* the oldest ends when there are more */
#define TOPIC_CODE_LIFE (12 * HOUR)    /* of the code of a board or a topic's note, which no session ends */
#define LEAD_CODE_LIFE (15 * MINUTE)   /* of the code that hands the lead over; nobody leaves it hanging */
#define PARTNERSHIP_CODE_LIFE HOUR     /* and of the right to say who one is */
#define PERSON_CODE_LIFE (15 * MINUTE) /* whoever scans it is that person from then on */
#define PERSON_RIGHT_LIFE (90 * DAY)
#define DESK_CODE_LIFE (10 * MINUTE)
#define DESK_RIGHT_LIFE (12 * HOUR) /* a working day */
#define RECHECK (10 * MINUTE)       /* the clock may have been set meanwhile */

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

void list_remove(void *list, size_t *count, size_t at, size_t size)
{
	char *from = (char *)list + at * size;
	memmove(from, from + size, (--*count - at) * size);
}

static bool hash_eq(const struct hash *a, const struct hash *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

bool codes_over(const struct core *core, int64_t expires)
{
	return core->now.trusted && expires <= core->now.wall;
}

struct device *device_by_cookie(const struct core *core, const struct hash *cookie)
{
	struct codes *c = core->codes;
	for (size_t i = 0; i < c->device_count; i++)
		if (hash_eq(&c->devices[i].cookie, cookie))
			return &c->devices[i];
	return NULL;
}

struct device *device_by_id(const struct codes *c, ident id)
{
	for (size_t i = 0; i < c->device_count; i++)
		if (c->devices[i].id == id)
			return &c->devices[i];
	return NULL;
}

struct right *right_find(const struct codes *c, ident device, ident note)
{
	for (size_t i = 0; i < c->right_count; i++)
		if (c->rights[i].device == device && c->rights[i].note == note)
			return &c->rights[i];
	return NULL;
}

/* ---- what a code stands for ---- */

/* The right to a board goes on with what is being held there. */
int64_t codes_board_end(const struct core *core, ident board)
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

static bool partnership_subject(const struct core *core, ident id, struct subject *out)
{
	const struct partnership *p = core_partnership(core, id);
	if (!p || p->state == PARTNERSHIP_ENDED)
		return false;
	out->what = OPENED_PARTNERSHIP;
	out->opens = id;
	out->title = p->name;
	out->end = out->right_end = core->now.wall + PARTNERSHIP_CODE_LIFE;
	return true;
}

/* A guest has no page: they are forgotten when they have left. */
static bool page_subject(const struct core *core, ident id, struct subject *out)
{
	const struct person *p = core_person(core, id);
	bool desk = id == COORDINATOR;
	if (!desk && (!p || p->archived || p->guest))
		return false;
	out->what = OPENED_PAGE;
	out->opens = id;
	out->title = desk ? core->config.room : p->given;
	out->once = true;
	out->end = core->now.wall + (desk ? DESK_CODE_LIFE : PERSON_CODE_LIFE);
	out->right_end = core->now.wall + (desk ? DESK_RIGHT_LIFE : PERSON_RIGHT_LIFE);
	return true;
}

bool subject_of(const struct core *core, ident id, struct subject *out)
{
	const struct meeting *meeting = core_meeting(core, id);
	const struct board *board = core_board(core, meeting ? meeting->board : id);
	struct note_view note;
	*out = (struct subject){.id = id, .meeting = meeting};
	if (partnership_subject(core, id, out) || page_subject(core, id, out))
		return true;
	if (board) {
		out->what = OPENED_BOARD;
		out->opens = board->id;
		out->title = board->name;
		out->end = meeting ? core->now.wall + LEAD_CODE_LIFE : codes_board_end(core, board->id);
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

void put_device(struct core *core, const struct device *d)
{
	PUT(core, REC_device, VB(&d->cookie, HASH_BYTES), VI(d->id), VI(d->created), VI(d->expires));
}

void put_right(struct core *core, const struct right *r)
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

void set_guest(struct right *r, struct str name)
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

void end_code(struct core *core, size_t at)
{
	struct codes *c = core->codes;
	if (!c->codes[at].spent)
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

void end_right(struct core *core, size_t at)
{
	struct codes *c = core->codes;
	struct right r = c->rights[at];
	const struct value key[] = {VI(r.device), VI(r.note)};
	core_delete(core, REC_device_note, key);
	list_remove(c->rights, &c->right_count, at, sizeof *c->rights);
	free(r.guest);
	notes_end(core, r.note, r.device);
	watch_end(core, r.note, r.device);
	viewers_end(core, r.note, r.device);
	take_lead_from(core, r.note, r.device);
	end_device(core, r.device);
}

const struct topic *topic_of_note(const struct core *core, ident id)
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
	extend(core, r, codes_board_end(core, board));
	return true;
}

void codes_tick(struct core *core)
{
	struct codes *c = core->codes;
	for (size_t i = c->code_count; i-- > 0;)
		if (codes_over(core, c->codes[i].expires))
			end_code(core, i);
	for (size_t i = c->right_count; i-- > 0;)
		if (codes_over(core, c->rights[i].expires) && !goes_on(core, &c->rights[i]))
			end_right(core, i);
	for (size_t i = c->device_count; i-- > 0;)
		if (codes_over(core, c->devices[i].expires))
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
		if (c->codes[i].note == note && c->codes[i].known && !codes_over(core, c->codes[i].expires))
			return &c->codes[i];
	return NULL;
}

void code_spend(struct core *core, struct code *code)
{
	core_delete(core, REC_code, &VB(&code->hash, HASH_BYTES));
	code->spent = true;
	core_changed(core, CHANGE_CODES);
}

static bool short_taken(const struct codes *c, const struct hash *hash)
{
	for (size_t i = 0; i < c->code_count; i++)
		if (hash_eq(&c->codes[i].short_hash, hash))
			return true;
	return false;
}

/* Random material serves once: a second code in one step waits for the screen to ask again. */
bool take_fresh(struct core *core)
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
		if (!subject_of(core, c->codes[i].note, &subject))
			continue;
		if (!subject.right_end) {
			codes_note_expires(core, subject.id, subject.end);
		} else if (!c->codes[i].spent) {
			c->codes[i].expires = subject.end;
			put_code(core, &c->codes[i]);
		}
	}
	for (size_t i = 0; i < c->right_count; i++) {
		struct subject subject;
		if (!c->rights[i].doubtful || !subject_of(core, c->rights[i].note, &subject))
			continue;
		c->rights[i].doubtful = false;
		extend(core, &c->rights[i], subject.right_end);
	}
}

/* Anybody at the screen may show a code; handing the lead over is the lead's own. */
static enum err may_issue(const struct core *core, const struct subject *s)
{
	if (codes_over(core, s->end))
		return ERR_closed;
	if (s->id == COORDINATOR)
		return asker_coordinates(core);
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
	const struct code *known = newest_known(core, m->note);
	core_reply(core, known && !known->spent ? ERR_already : issue_for(core, m->note), m->note);
}

/* Of a board that sends everybody out who is in it: for whoever has set it up. Of a page it signs every phone
 * out that was signed in, should one be lost. */
static enum err may_renew(struct core *core, const struct subject *s)
{
	return s->what == OPENED_BOARD ? asker_sets_up(core, s->opens)
		: s->id == COORDINATOR ? asker_coordinates(core)
				       : ERR_none;
}

void on_code_renew(struct core *core, const struct msg_code_renew *m)
{
	struct subject subject;
	bool known = subject_of(core, m->note, &subject);
	enum err err = known ? may_renew(core, &subject) : ERR_none;
	if (known && !err) {
		notes_end(core, m->note, 0);
		end_all(core, m->note);
		audit_line(core, m->note);
	}
	core_reply(core, err ? err : issue_for(core, m->note), m->note);
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
	int64_t end = codes_board_end(core, board);
	if (r && core->now.trusted && end - r->expires > HOUR) /* an hour: not a row for each look */
		extend(core, r, end);
}

void codes_leave(struct core *core, ident device, ident subject)
{
	const struct right *r = right_find(core->codes, device, subject);
	if (r)
		end_right(core, (size_t)(r - core->codes->rights));
}

void codes_part(struct core *core, ident from, ident person)
{
	struct codes *c = core->codes;
	for (size_t i = c->right_count; i-- > 0;)
		if (c->rights[i].note == from && c->rights[i].person == person)
			end_right(core, i);
}

void codes_forget_person(struct core *core, ident person)
{
	struct codes *c = core->codes;
	end_all(core, person);
	for (size_t i = c->right_count; i-- > 0;)
		if (c->rights[i].person == person || c->rights[i].made == person)
			end_right(core, i);
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
			digit = digit << 1 | (bit < 0 ? 0 : (unsigned)token[bit / 8] >> (7 - bit % 8) & 1u);
		out[i] = digits[digit];
	}
	out[26] = '\0';
}

bool core_code(const struct core *core, ident note, struct code_view *out)
{
	const struct code *code = newest_known(core, note);
	if (!code)
		return false;
	*out = (struct code_view){
		.issued_at = code->issued_at, .phone_seen = code->phone_seen, .spent = code->spent};
	write_token(code->token, out->url_token);
	memcpy(out->short_code, code->short_code, sizeof out->short_code);
	return true;
}
