/* How a phone comes in: a code becomes a cookie and a right, a cookie is told what it opens, a visitor says who
 * they are.
 *
 * By the code of a partnership a phone may say which member it belongs to, and has a right to that member's page
 * from then on; not to the page of somebody whose phone has come already: they use their own code. Until the
 * partnership's code ends a slip can be mended by naming the right one. */
#include <string.h>

#include "core/codes.h"

#define PHONES_OF_NOTE_MAX 512 /* with a right to it; more are refused with ERR_too_many */
#define PHONES_OF_PAGE_MAX 8   /* the one that came first is signed out when there are more */
#define GUEST_NAME_MAX 40      /* code points; the rest is cut */

static struct code *code_for(const struct core *core, const struct msg_code_redeem *m)
{
	struct codes *c = core->codes;
	for (size_t i = 0; i < c->code_count; i++) {
		struct code *code = &c->codes[i];
		if (memcmp(m->typed ? &code->short_hash : &code->hash, &m->hash, sizeof m->hash) == 0)
			return code->spent || codes_over(core, code->expires) ? NULL : code;
	}
	return NULL;
}

size_t rights_to(const struct codes *c, ident note)
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

struct right *grant(struct core *core, ident device, ident note, int64_t expires)
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

/* ---- pages ---- */

/* Somebody's phone, another than this one, has come to their page already. */
static bool page_taken(const struct core *core, ident person, ident device)
{
	const struct codes *c = core->codes;
	for (size_t i = 0; i < c->right_count; i++)
		if (c->rights[i].note == person && c->rights[i].device != device &&
			!codes_over(core, c->rights[i].expires))
			return true;
	return false;
}

/* The page of one of its members that this phone may open already; NULL: of none. */
static const struct right *page_among(const struct core *core, ident device, ident partnership)
{
	const struct partnership *p = core_partnership(core, partnership);
	for (size_t i = 0; p && i < p->count; i++) {
		const struct right *r = right_find(core->codes, device, p->partners[i].person);
		if (r && !p->partners[i].left && !codes_over(core, r->expires))
			return r;
	}
	return NULL;
}

static void make_room_at_page(struct core *core, ident page, ident device)
{
	struct codes *c = core->codes;
	if (right_find(c, device, page))
		return;
	for (size_t i = 0; i < c->right_count && rights_to(c, page) >= PHONES_OF_PAGE_MAX;)
		if (c->rights[i].note == page)
			end_right(core, i);
		else
			i++;
}

static struct right *grant_page(struct core *core, ident device, const struct subject *page)
{
	make_room_at_page(core, page->opens, device);
	struct right *r = grant(core, device, page->opens, page->right_end);
	r->person = page->opens == COORDINATOR ? 0 : page->opens;
	r->doubtful = !core->now.trusted;
	put_right(core, r);
	audit_line(core, page->opens);
	return r;
}

/* Who a phone that came by the partnership's code may belong to. */
static uint32_t list_partners(
	struct core *core, const struct right *r, struct arena *mem, struct note_person **out)
{
	ident ids[PARTNERS_MAX];
	const struct partnership *p = core_partnership(core, r->note);
	size_t count = p ? partnership_people(p, ids, PARTNERS_MAX) : 0;
	*out = ARENA_ARRAY(mem, struct note_person, count);
	for (size_t i = 0; i < count; i++) {
		struct note_person *one;
		notes_person(core, ids[i], mem, &one);
		one->taken = page_taken(core, ids[i], r->device);
		(*out)[i] = *one;
	}
	return (uint32_t)count;
}

static struct str title_of(
	struct core *core, const struct subject *s, struct arena *mem, const struct effect_joined *j)
{
	const struct person *p = s->what == OPENED_PAGE ? core_person(core, s->opens) : NULL;
	if (p)
		return person_full_name(mem, p);
	struct str title = arena_str(mem, s->title);
	for (uint32_t i = 0; i < j->count && s->what == OPENED_PARTNERSHIP && !s->title.n; i++)
		title = arena_printf(
			mem, "%.*s%s%.*s", STR_FMT(title), i ? ", " : "", STR_FMT(j->people[i].name));
	return title;
}

static struct effect_joined *tell_joined(
	struct core *core, const struct right *r, const struct subject *subject)
{
	const struct meeting *m =
		subject->what == OPENED_BOARD ? core_meeting_of(core, subject->opens) : NULL;
	struct effect *e = core_effect(core, EFFECT_joined);
	struct effect_joined *j = &e->u.joined;
	*j = (struct effect_joined){.what = subject->what,
		.note = r->note,
		.me = r->person,
		.lead = m && m->lead == r->device,
		.read_only = subject->read_only,
		.who_known = r->person || r->guest};
	if (subject->what == OPENED_BOARD)
		j->count = notes_person(core, r->person, &e->mem, &j->people);
	else if (subject->what == OPENED_NOTE)
		j->count = notes_members(core, r->note, &e->mem, &j->people);
	else if (subject->what == OPENED_PARTNERSHIP)
		j->count = list_partners(core, r, &e->mem, &j->people);
	j->title = title_of(core, subject, &e->mem, j);
	return j;
}

/* The phone that brings the code: the one its cookie names, or a new one. NULL: not now. */
static struct device *device_for(
	struct core *core, const struct msg_code_redeem *m, const struct subject *s, bool *made)
{
	struct device *device = m->has_cookie ? device_by_cookie(core, &m->cookie) : NULL;
	bool again = s->what == OPENED_PAGE || (device && right_find(core->codes, device->id, s->opens));
	*made = !device;
	if ((!again && rights_to(core->codes, s->opens) >= PHONES_OF_NOTE_MAX) ||
		(*made && !take_fresh(core)))
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

/* What the phone may open by the code. The code of a partnership leads a phone that has been there before on
 * to its page, and a code that is good once has done its work. */
static const struct right *let_in(
	struct core *core, struct code *code, ident device, const struct subject *subject)
{
	int64_t expires = subject->meeting ? codes_board_end(core, subject->opens)
		: subject->right_end       ? subject->right_end
					   : code->expires;
	code->phone_seen = true;
	if (subject->once)
		code_spend(core, code);
	if (subject->what == OPENED_PAGE)
		return grant_page(core, device, subject);
	const struct right *page = page_among(core, device, subject->opens);
	if (page)
		return page;
	const struct right *right = grant(core, device, subject->opens, expires);
	if (subject->meeting)
		lead_code_used(core, subject->meeting, device);
	if (subject->what == OPENED_BOARD && right->person)
		meetings_arrive(core, subject->opens, right->person);
	return right;
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
	struct device *device = device_for(core, m, &subject, &made);
	if (!device) {
		core_reply(core, ERR_too_many, subject.opens);
		return;
	}
	int64_t lives = subject.right_end > code->expires ? subject.right_end : code->expires;
	if (subject.meeting)
		lives = codes_board_end(core, subject.opens);
	live_until(core, device, lives, made);
	const struct right *right = let_in(core, code, device->id, &subject);
	if (right->note != subject.opens && !subject_of(core, right->note, &subject)) {
		core_reply(core, ERR_wrong_code, 0);
		return;
	}
	struct effect_joined *joined = tell_joined(core, right, &subject);
	joined->set_cookie = made;
	if (made)
		memcpy(joined->cookie, core->msg->fresh.token, TOKEN_BYTES);
	core_changed(core, CHANGE_CODES | CHANGE_PHONES);
}

/* The right a phone may use just now; note 0: the latest. */
struct right *right_for(const struct core *core, const struct hash *cookie, ident note)
{
	struct codes *c = core->codes;
	const struct device *d = device_by_cookie(core, cookie);
	for (size_t i = c->right_count; d && i-- > 0;) {
		struct right *r = &c->rights[i];
		if (r->device == d->id && (!note || r->note == note) && !codes_over(core, r->expires))
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
		rights_to(core->codes, note) >= PHONES_OF_NOTE_MAX)
		return NULL;
	struct right from = *of_board;
	struct right *r = grant(core, from.device, note, from.expires);
	r->person = from.person;
	put_right(core, r);
	return r;
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

/* From their page somebody may go on to every board, as from the screen, and to the notes they belong to. */
static bool leads_to(struct core *core, ident person, const struct subject *to)
{
	return to->what == OPENED_BOARD ? !to->meeting
					: to->what == OPENED_NOTE && is_member(core, to->opens, person);
}

static struct right *right_by_page(struct core *core, const struct hash *cookie, ident id)
{
	const struct codes *c = core->codes;
	const struct device *d = device_by_cookie(core, cookie);
	struct subject subject;
	if (!d || !subject_of(core, id, &subject) || rights_to(c, id) >= PHONES_OF_NOTE_MAX)
		return NULL;
	for (size_t i = c->right_count; i-- > 0;) {
		struct right page = c->rights[i];
		if (page.device != d->id || !page.person || page.note != page.person ||
			codes_over(core, page.expires) || !leads_to(core, page.person, &subject))
			continue;
		struct right *r =
			grant(core, page.device, id, page.expires < subject.end ? page.expires : subject.end);
		r->person = page.person;
		put_right(core, r);
		return r;
	}
	return NULL;
}

void on_device_hello(struct core *core, const struct msg_device_hello *m)
{
	struct right *r = right_for(core, &m->cookie, m->note);
	struct subject subject;
	if (!r && m->note)
		r = right_by_board(core, &m->cookie, m->note);
	if (!r && m->note)
		r = right_by_page(core, &m->cookie, m->note);
	if (!r)
		core_reply(core, ERR_signed_out, m->note);
	else if (!subject_of(core, r->note, &subject))
		core_reply(core, ERR_not_found, r->note);
	else
		tell_joined(core, r, &subject);
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

/* The page stays the phone's own; naming somebody else while the partnership's code lasts takes it back. */
static enum err who_of_partnership(struct core *core, const struct right *at, ident person, ident *page)
{
	const struct partnership *p = core_partnership(core, at->note);
	struct subject subject;
	ident device = at->device, before = at->person;
	*page = person;
	if (!p || !person || !partnership_has(p, person) || !subject_of(core, person, &subject))
		return ERR_not_allowed;
	if (before == person && right_find(core->codes, device, person))
		return ERR_already;
	if (page_taken(core, person, device))
		return ERR_not_allowed;
	for (size_t i = core->codes->right_count; before && i-- > 0;)
		if (core->codes->rights[i].device == device && core->codes->rights[i].note == before)
			end_right(core, i);
	live_until(core, device_by_id(core->codes, device), subject.right_end, false);
	grant_page(core, device, &subject);
	struct right *choice = right_find(core->codes, device, p->id);
	choice->person = person;
	put_right(core, choice);
	return ERR_none;
}

static enum err who(struct core *core, const struct msg_device_who *m, ident *opens)
{
	struct right *r = right_for(core, &m->cookie, m->note);
	struct str name = STR("");
	struct subject subject;
	*opens = m->note;
	if (!r || !subject_of(core, r->note, &subject))
		return ERR_signed_out;
	if (subject.what == OPENED_PAGE)
		return m->person == r->note ? ERR_already : ERR_not_allowed;
	if (subject.what == OPENED_PARTNERSHIP)
		return who_of_partnership(core, r, m->person, opens);
	enum err err = m->person ? ERR_none : guest_name(core, m->guest, &name);
	if (err)
		return err;
	return subject.what == OPENED_BOARD ? who_of_board(core, r, m->person, name)
					    : who_of_note(core, r, m->person, name);
}

void on_device_who(struct core *core, const struct msg_device_who *m)
{
	ident opens;
	enum err err = who(core, m, &opens);
	core_reply(core, err, opens);
}
