/* Notes: what phones write together, and who is at it just now.
 *
 * A note is a text with a log. Each accepted update is one entry of the log and one row on the disk; the
 * text is what all entries come to. This is the authority that orders them: a push made against an older
 * version is rebased over what came since, one entry at a time, and each of its updates becomes exactly
 * one entry, in order, because phones recognise their own by counting. It is taken whole or not at all.
 * Pushes are numbered by each page, so one that arrives again is only acknowledged again.
 *
 * The row of the note holds the text as of some version and is rewritten now and then; loading replays
 * the entries after it. A row or an entry that makes no sense leaves the note readable as far as it
 * went, closed, and is never overwritten: a blank is never taken for what people wrote. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/redact.h"
#include "core/person.h"

#define LOG_MODULE "note"

#define LOG_KEPT 4096         /* entries in memory at least; a phone further behind gets the whole text */
#define SNAPSHOT_EVERY 256    /* entries; more are replayed at start at most */
#define PUSH_UPDATES_MAX 2000 /* of one push; more is refused with ERR_too_long */
#define REBASE_SECTIONS_MAX 2000000 /* work of one push; more is refused with ERR_conflict */
#define REBASE_MEMORY (4 << 20)     /* bytes of finished work after which what is still needed moves on */
#define PHONES_MAX 256              /* with one note open; more are refused with ERR_too_many */

struct entry {           /* one block with its sections and their texts */
	uint32_t client; /* index into the note's clients */
	uint32_t push, old_units;
	bool last; /* of its push */
	struct change_set changes;
	struct section sections[];
};

struct client { /* a page that has written */
	char id[CLIENT_ID_MAX];
	uint32_t length;
	uint32_t push, version; /* its last push, and the note's version after it */
};

struct phone { /* a connection with the note open */
	uint64_t conn;
	ident device;
	uint32_t anchor, head; /* at the note's version */
	bool cursor;
};

struct note {
	ident id, session, topic, partnership; /* the last three: whose it is, two of them 0 */
	char *title;
	struct buf text;
	uint32_t version, units; /* units: of the text, UTF-16 */
	int64_t created, closed; /* wall; closed 0: open */
	bool damaged;            /* the disk had something that makes no sense: read-only, never rewritten */
	uint64_t seq;            /* of the batch that holds its newest entry */
	uint32_t snapshot;       /* version that the note's row has */
	struct entry **log;      /* the newest entries; the last one made `log_version` */
	uint32_t log_count, log_cap, log_version;
	struct client *clients;
	uint32_t client_count, client_cap;
	struct phone *phones;
	uint32_t phone_count, phone_cap;
};

struct notes {
	struct table table;
	struct buf spare[2];     /* texts under construction */
	struct arena rebased[2]; /* change sets on their way over the log */
};

static void note_drop(void *row)
{
	struct note *note = row;
	for (uint32_t i = 0; i < note->log_count; i++)
		free(note->log[i]);
	free(note->log);
	free(note->clients);
	free(note->phones);
	free(note->title);
	buf_free(&note->text);
}

struct notes *notes_new(void)
{
	return xcalloc(1, sizeof(struct notes));
}

void notes_free(struct notes *notes)
{
	table_free(&notes->table, note_drop);
	for (int i = 0; i < 2; i++) {
		buf_free(&notes->spare[i]);
		arena_free(&notes->rebased[i]);
	}
	free(notes);
}

static struct note *find(const struct core *core, ident id)
{
	return table_find(&core->notes->table, id);
}

static struct str title_of(const struct note *note)
{
	return str_from(note->title);
}

static bool read_only(const struct note *note)
{
	return note->closed || note->damaged;
}

static char *copy_string(struct str s)
{
	char *copy = xmalloc(s.n + 1);
	if (s.n)
		memcpy(copy, s.p, s.n);
	copy[s.n] = '\0';
	return copy;
}

/* ---- the log ---- */

static void copy_text(char **to, struct str *text)
{
	if (text->n)
		memcpy(*to, text->p, text->n);
	text->p = *to;
	*to += text->n;
}

static struct entry *entry_new(uint32_t client, uint32_t push, bool last, const struct change_set *set)
{
	size_t bytes = 0;
	for (uint32_t i = 0; i < set->count; i++)
		bytes += set->sections[i].text.n;
	struct entry *e = xmalloc(sizeof *e + set->count * sizeof *e->sections + bytes);
	*e = (struct entry){
		.client = client, .push = push, .old_units = changes_old_units(set), .last = last};
	e->changes = (struct change_set){e->sections, set->count};
	char *text = (char *)(e->sections + set->count);
	for (uint32_t i = 0; i < set->count; i++) {
		e->sections[i] = set->sections[i];
		copy_text(&text, &e->sections[i].text);
	}
	return e;
}

static void log_cut(struct note *note, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		free(note->log[i]);
	note->log_count -= count;
	if (note->log_count && count)
		memmove(note->log, note->log + count, note->log_count * sizeof(struct entry *));
}

static void log_add(struct note *note, uint32_t version, struct entry *e)
{
	if (note->log_version + 1 != version)
		log_cut(note, note->log_count);
	if (note->log_count == 2 * LOG_KEPT)
		log_cut(note, LOG_KEPT);
	*LIST_ADD(note->log, note->log_count, note->log_cap) = e;
	note->log_version = version;
}

/* Whether the log has all that came after this version. */
static bool log_reaches(const struct note *note, uint32_t version)
{
	uint32_t kept = note->log_version == note->version ? note->log_count : 0;
	return version <= note->version && note->version - version <= kept;
}

/* The entry that made this version, which the log reaches. */
static const struct entry *log_at(const struct note *note, uint32_t version)
{
	return note->log[note->log_count - 1 - (note->log_version - version)];
}

static uint32_t units_at(const struct note *note, uint32_t version)
{
	return version == note->version ? note->units : log_at(note, version + 1)->old_units;
}

/* ---- pages ---- */

static struct client *client_find(const struct note *note, struct str id)
{
	for (uint32_t i = note->client_count; i-- > 0;)
		if (str_eq(id, (struct str){note->clients[i].id, note->clients[i].length}))
			return &note->clients[i];
	return NULL;
}

static bool client_id_valid(struct str id)
{
	for (size_t i = 0; i < id.n; i++)
		if (id.p[i] <= ' ' || id.p[i] > '~')
			return false;
	return id.n > 0 && id.n <= CLIENT_ID_MAX;
}

static struct client *client_add(struct note *note, struct str id)
{
	struct client *known = client_find(note, id);
	if (known)
		return known;
	struct client *c = LIST_ADD(note->clients, note->client_count, note->client_cap);
	*c = (struct client){.length = (uint32_t)id.n};
	memcpy(c->id, id.p, id.n);
	return c;
}

static struct str client_id(const struct note *note, uint32_t client)
{
	return (struct str){note->clients[client].id, note->clients[client].length};
}

/* ---- rows ---- */

static void put_note(struct core *core, struct note *note)
{
	if (note->damaged)
		return;
	PUT(core, REC_note, VI(note->id), VI(note->session), VI(note->topic), VS(title_of(note)),
		VI(note->version), VS(buf_str(&note->text)), VI(note->created), VI(note->closed),
		VI(note->partnership));
	note->snapshot = note->version;
	note->seq = core->step_seq;
}

static void put_entry(struct core *core, struct note *note, uint32_t version, const struct entry *e)
{
	struct buf json = {0};
	changes_write(&json, &e->changes);
	PUT(core, REC_note_entry, VI(note->id), VI(version), VS(client_id(note, e->client)), VI(e->push),
		VI(e->last), VS(buf_str(&json)));
	buf_free(&json);
	note->seq = core->step_seq;
}

static bool text_sound(const struct value *v)
{
	return v->type == VALUE_TEXT && utf8_valid(v->s) &&
		(v->s.n == 0 || (!memchr(v->s.p, '\r', v->s.n) && !memchr(v->s.p, '\0', v->s.n)));
}

static void damage(struct note *note, uint32_t version, const char *what)
{
	note->damaged = true;
	log_error("note %lld: %s at version %u; it stays readable as it was before that, and closed",
		(long long)note->id, what, version);
}

void load_note(struct core *core, const struct value *v)
{
	struct note *note = table_add(&core->notes->table, v[0].i, sizeof *note);
	note->session = v[1].i;
	note->topic = v[2].i;
	note->title = copy_string(v[3].s);
	note->created = v[6].i;
	note->closed = v[7].i;
	note->partnership = v[8].i;
	if (v[4].type == VALUE_INT && v[4].i >= 0 && v[4].i < UINT32_MAX && text_sound(&v[5])) {
		note->version = note->snapshot = (uint32_t)v[4].i;
		buf_add(&note->text, v[5].s);
		note->units = (uint32_t)utf16_units(v[5].s);
	} else {
		damage(note, 0, "the stored text is unreadable");
	}
}

static bool replay(struct core *core, struct note *note, const struct change_set *set)
{
	struct buf *next = &core->notes->spare[0];
	if (changes_old_units(set) != note->units || !changes_apply(next, buf_str(&note->text), set))
		return false;
	struct buf old = note->text;
	note->text = *next;
	*next = old;
	note->units = changes_new_units(set);
	note->version++;
	return true;
}

static void load_entry(
	struct core *core, struct note *note, const struct value *v, const struct change_set *set)
{
	uint32_t version = (uint32_t)v[1].i;
	bool known = version <= note->version;
	if (!known && !replay(core, note, set)) {
		damage(note, version, "an entry does not fit");
		return;
	}
	if (known && version == note->version && changes_new_units(set) != note->units) {
		damage(note, version, "the text is not what its log comes to");
		return;
	}
	struct client *client = client_add(note, v[2].s);
	log_add(note, version,
		entry_new((uint32_t)(client - note->clients), (uint32_t)v[3].i, v[4].i == 1, set));
	if (v[4].i == 1) {
		client->push = (uint32_t)v[3].i;
		client->version = version;
	}
}

void load_note_entry(struct core *core, const struct value *v)
{
	struct note *note = find(core, v[0].i);
	struct change_set set;
	if (!note)
		log_error("an entry of note %lld, which is not there", (long long)v[0].i);
	if (!note || note->damaged)
		return;
	if (v[1].i < 1 || v[1].i > (int64_t)note->version + 1)
		damage(note, note->version, "an entry is missing");
	else if (!client_id_valid(v[2].s) || v[3].i < 0 || v[3].i > UINT32_MAX ||
		!changes_read(&core->scratch, v[5].s, &set))
		damage(note, (uint32_t)v[1].i, "an entry is unreadable");
	else
		load_entry(core, note, v, &set);
}

/* ---- who is there ---- */

static void describe_person(const struct core *core, ident id, struct arena *mem, struct note_person *out)
{
	const struct person *p = core_person(core, id);
	*out = (struct note_person){.person = id};
	if (!p)
		return;
	out->name = person_short_name(mem, p);
	out->initials = person_initials(mem, p);
	out->colour = p->colour;
}

/* A guest has only what they typed; the phone decides the colour, so it stays when they come back. */
static void describe_guest(ident device, struct str name, struct arena *mem, struct note_person *out)
{
	struct str first, rest = name;
	str_split(&rest, ' ', &first);
	struct person guest = {.given = first, .family = rest.p ? rest : STR("")};
	*out = (struct note_person){.name = arena_str(mem, name), .initials = person_initials(mem, &guest)};
	out->colour = (uint8_t)(device % AVATAR_COLOURS);
}

uint32_t notes_person(struct core *core, ident person, struct arena *mem, struct note_person **out)
{
	*out = NULL;
	if (!person)
		return 0;
	*out = ARENA_NEW(mem, struct note_person);
	describe_person(core, person, mem, *out);
	return 1;
}

static uint32_t partnership_members(
	struct core *core, ident partnership, struct arena *mem, struct note_person **out)
{
	ident ids[PARTNERS_MAX];
	const struct partnership *p = core_partnership(core, partnership);
	size_t count = p ? partnership_people(p, ids, PARTNERS_MAX) : 0;
	uint32_t found = 0;
	*out = ARENA_ARRAY(mem, struct note_person, count);
	for (size_t i = 0; i < count; i++)
		if (partnership_counts(p, ids[i]))
			describe_person(core, ids[i], mem, &(*out)[found++]);
	return found;
}

uint32_t notes_members(struct core *core, ident id, struct arena *mem, struct note_person **out)
{
	const struct note *note = find(core, id);
	*out = NULL;
	if (!note)
		return 0;
	if (note->session)
		return sessions_note_people(core, note->session, mem, out);
	if (note->partnership)
		return partnership_members(core, note->partnership, mem, out);
	const struct topic *topic = boards_topic(core, note->topic);
	return topic ? notes_person(core, topic->person, mem, out) : 0;
}

static struct note_person *absent_member(struct note_person *people, uint32_t count, ident person)
{
	for (uint32_t i = 0; i < count; i++)
		if (people[i].person == person && !people[i].conn)
			return &people[i];
	return NULL;
}

/* Everybody who belongs to the note, each once for every phone of theirs, then who else has it open.
 * A phone whose visitor has not said who they are is nobody yet. */
static uint32_t list_people(
	struct core *core, const struct note *note, struct arena *mem, struct note_person **out)
{
	struct note_person *members;
	uint32_t count = notes_members(core, note->id, mem, &members);
	struct note_person *people = ARENA_ARRAY(mem, struct note_person, count + note->phone_count);
	if (count)
		memcpy(people, members, count * sizeof *people);
	for (uint32_t i = 0; i < note->phone_count; i++) {
		const struct phone *phone = &note->phones[i];
		ident person;
		struct str guest;
		if (!codes_device_person(core, phone->device, note->id, &person, &guest))
			continue;
		struct note_person *p = person ? absent_member(people, count, person) : NULL;
		if (!p) {
			p = &people[count++];
			if (person)
				describe_person(core, person, mem, p);
			else
				describe_guest(phone->device, guest, mem, p);
		}
		p->conn = phone->conn;
		p->anchor = phone->anchor;
		p->head = phone->head;
		p->cursor = phone->cursor;
	}
	*out = people;
	return count;
}

/* ---- telling ---- */

static struct effect *broadcast(struct core *core, enum effect_kind kind)
{
	struct effect *e = core_effect(core, kind);
	e->to = (struct origin){.source = FROM_SYSTEM};
	return e;
}

static void tell_people(struct core *core, const struct note *note)
{
	core_changed(core, CHANGE_NOTES | CHANGE_PHONES);
	if (!note->phone_count)
		return;
	struct effect *e = broadcast(core, EFFECT_note_people);
	struct effect_note_people *p = &e->u.note_people;
	*p = (struct effect_note_people){
		.note = note->id, .version = note->version, .read_only = read_only(note)};
	p->title = arena_str(&e->mem, title_of(note));
	p->count = list_people(core, note, &e->mem, &p->people);
}

static struct change_set copy_set(struct arena *mem, const struct change_set *set)
{
	struct change_set copy = {ARENA_ARRAY(mem, struct section, set->count), set->count};
	for (uint32_t i = 0; i < set->count; i++) {
		copy.sections[i] = set->sections[i];
		copy.sections[i].text = arena_str(mem, set->sections[i].text);
	}
	return copy;
}

static struct note_update copy_update(struct arena *mem, const struct note *note, const struct entry *e)
{
	return (struct note_update){arena_str(mem, client_id(note, e->client)), copy_set(mem, &e->changes)};
}

static void tell_entry(struct core *core, const struct note *note, const struct entry *entry)
{
	struct effect *e = broadcast(core, EFFECT_note_entry);
	e->u.note_entry = (struct effect_note_entry){.note = note->id, .version = note->version};
	e->u.note_entry.update = copy_update(&e->mem, note, entry);
}

static void tell_state(struct core *core, const struct note *note)
{
	struct effect *e = core_effect(core, EFFECT_note_state);
	e->u.note_state = (struct effect_note_state){.note = note->id,
		.version = note->version,
		.text = arena_str(&e->mem, buf_str(&note->text)),
		.title = arena_str(&e->mem, title_of(note)),
		.read_only = read_only(note)};
}

static void tell_since(struct core *core, const struct note *note, uint32_t version)
{
	struct effect *e = core_effect(core, EFFECT_note_since);
	struct effect_note_since *s = &e->u.note_since;
	*s = (struct effect_note_since){.note = note->id,
		.from = version,
		.count = note->version - version,
		.title = arena_str(&e->mem, title_of(note)),
		.read_only = read_only(note)};
	s->updates = ARENA_ARRAY(&e->mem, struct note_update, s->count);
	for (uint32_t i = 0; i < s->count; i++)
		s->updates[i] = copy_update(&e->mem, note, log_at(note, version + 1 + i));
}

/* ---- coming and going ---- */

static struct phone *phone_find(const struct note *note, uint64_t conn)
{
	for (uint32_t i = 0; i < note->phone_count; i++)
		if (note->phones[i].conn == conn)
			return &note->phones[i];
	return NULL;
}

static void phone_remove(struct note *note, struct phone *phone)
{
	note->phone_count--;
	memmove(phone, phone + 1, (size_t)(note->phones + note->phone_count - phone) * sizeof *phone);
}

ident notes_of_partnership(const struct core *core, ident partnership)
{
	const struct table *t = &core->notes->table;
	for (size_t i = 0; partnership && i < t->count; i++)
		if (((const struct note *)t->slots[i].row)->partnership == partnership)
			return t->slots[i].id;
	return 0;
}

ident notes_topic(const struct core *core, ident id)
{
	const struct note *note = find(core, id);
	return note ? note->topic : 0;
}

void notes_drop_conn(struct core *core, uint64_t conn)
{
	for (size_t i = 0; i < core->notes->table.count; i++) {
		struct note *note = core->notes->table.slots[i].row;
		struct phone *phone = phone_find(note, conn);
		if (!phone)
			continue;
		phone_remove(note, phone);
		tell_people(core, note);
	}
}

static enum err may_open(struct core *core, const struct msg_note_open *m, ident *device)
{
	const struct note *note = find(core, m->note);
	if (!core->msg->origin.conn)
		return ERR_invalid;
	if (!codes_may(core, &m->cookie, m->note, device))
		return ERR_signed_out;
	if (!note)
		return ERR_not_found;
	return note->phone_count >= PHONES_MAX ? ERR_too_many : ERR_none;
}

void on_note_open(struct core *core, const struct msg_note_open *m)
{
	ident device = 0;
	notes_drop_conn(core, core->msg->origin.conn);
	watch_drop_conn(core, core->msg->origin.conn);
	enum err err = may_open(core, m, &device);
	if (err != ERR_none) {
		core_reply(core, err, m->note);
		return;
	}
	struct note *note = find(core, m->note);
	*LIST_ADD(note->phones, note->phone_count, note->phone_cap) =
		(struct phone){.conn = core->msg->origin.conn, .device = device};
	if (m->has_version && log_reaches(note, m->version))
		tell_since(core, note, m->version);
	else
		tell_state(core, note);
	tell_people(core, note);
}

void on_note_leave(struct core *core, const struct msg_note_leave *m)
{
	(void)m;
	notes_drop_conn(core, core->msg->origin.conn);
	watch_drop_conn(core, core->msg->origin.conn);
	viewer_drop_conn(core, core->msg->origin.conn);
}

static bool map_cursor(const struct note *note, const struct msg_note_cursor *m, struct phone *cursor)
{
	if (!log_reaches(note, m->version))
		return false;
	uint32_t units = units_at(note, m->version);
	if (m->anchor > units || m->head > units)
		return false;
	cursor->anchor = m->anchor;
	cursor->head = m->head;
	cursor->cursor = true;
	for (uint32_t v = m->version; v < note->version; v++) {
		const struct entry *e = log_at(note, v + 1);
		cursor->anchor = changes_map_pos(&e->changes, cursor->anchor, -1);
		cursor->head = changes_map_pos(&e->changes, cursor->head, -1);
	}
	return true;
}

/* A cursor that cannot be placed is left where it was; the next one comes in a moment. */
void on_note_cursor(struct core *core, const struct msg_note_cursor *m)
{
	struct note *note = find(core, m->note);
	struct phone *phone = note ? phone_find(note, core->msg->origin.conn) : NULL;
	if (!phone)
		return;
	struct phone moved = *phone;
	if (!map_cursor(note, m, &moved) ||
		(phone->cursor && moved.anchor == phone->anchor && moved.head == phone->head))
		return;
	*phone = moved;
	tell_people(core, note);
}

void notes_people_changed(struct core *core, ident id)
{
	const struct note *note = find(core, id);
	if (note)
		tell_people(core, note);
}

void notes_end(struct core *core, ident id, ident device)
{
	struct note *note = find(core, id);
	if (!note)
		return;
	for (uint32_t i = note->phone_count; i-- > 0;) {
		struct phone phone = note->phones[i];
		if (device && phone.device != device)
			continue;
		struct effect *e = broadcast(core, EFFECT_note_ended);
		e->to = (struct origin){.source = FROM_PHONE, .conn = phone.conn};
		e->u.note_ended = (struct effect_note_ended){id, ERR_signed_out};
		phone_remove(note, &note->phones[i]);
	}
	tell_people(core, note);
}

/* ---- a push ---- */

/* Whether the updates follow each other from the text of the version they were made against. */
static bool updates_fit(const struct note *note, const struct msg_note_push *m)
{
	uint32_t units = units_at(note, m->version);
	for (uint32_t i = 0; i < m->count; i++) {
		const struct change_set *set = &m->updates[i].changes;
		if (!changes_valid(set) || changes_old_units(set) != units)
			return false;
		units = changes_new_units(set);
	}
	return true;
}

/* How many sections rebasing would look at: every update meets every entry since. */
static bool too_much_work(const struct note *note, const struct msg_note_push *m)
{
	uint64_t mine = 0, work = 0;
	for (uint32_t i = 0; i < m->count; i++)
		mine += m->updates[i].changes.count;
	for (uint32_t v = m->version; v < note->version; v++)
		work += mine + (uint64_t)m->count * log_at(note, v + 1)->changes.count;
	return work > REBASE_SECTIONS_MAX;
}

static enum err check_push(
	const struct note *note, const struct client *client, const struct msg_note_push *m)
{
	if (read_only(note))
		return ERR_closed;
	if (m->count > PUSH_UPDATES_MAX)
		return ERR_too_long;
	if (m->count == 0 || m->push != (client ? client->push : 0) + 1 || m->version > note->version)
		return ERR_invalid;
	if (client && client->version > m->version) /* it knows less than it has written */
		return ERR_invalid;
	if (!log_reaches(note, m->version) || too_much_work(note, m))
		return ERR_conflict;
	return updates_fit(note, m) ? ERR_none : ERR_invalid;
}

/* The updates as they read at the present version. They live until the next push. */
static struct change_set *rebase(struct core *core, const struct note *note, const struct msg_note_push *m)
{
	struct change_set *sets = ARENA_ARRAY(&core->scratch, struct change_set, m->count);
	struct arena *mem = &core->notes->rebased[0], *other = &core->notes->rebased[1];
	arena_reset(mem);
	for (uint32_t i = 0; i < m->count; i++)
		sets[i] = m->updates[i].changes;
	for (uint32_t v = m->version; v < note->version; v++) {
		changes_rebase(mem, sets, m->count, &log_at(note, v + 1)->changes);
		if (mem->used < REBASE_MEMORY)
			continue;
		arena_reset(other);
		for (uint32_t i = 0; i < m->count; i++)
			sets[i] = copy_set(other, &sets[i]);
		struct arena *full = mem;
		mem = other;
		other = full;
	}
	return sets;
}

/* The text after all of them, in one of the spare buffers; NULL with the reason. */
static struct buf *apply_all(struct core *core, const struct note *note, const struct change_set *sets,
	uint32_t count, enum err *err)
{
	const struct buf *text = &note->text;
	struct buf *next = NULL;
	for (uint32_t i = 0; i < count; i++, text = next) {
		next = &core->notes->spare[i % 2];
		if (!changes_apply(next, buf_str(text), &sets[i]))
			return *err = ERR_invalid, NULL;
		if (next->n > NOTE_MAX_BYTES && next->n > text->n)
			return *err = ERR_note_full, NULL;
		if (sets[i].count > SECTIONS_MAX)
			return *err = ERR_too_long, NULL;
	}
	return next;
}

/* Whoever typed stands behind what they typed; everybody else stays before it. */
static void move_cursors(struct note *note, uint64_t author, const struct change_set *set)
{
	for (uint32_t i = 0; i < note->phone_count; i++) {
		struct phone *phone = &note->phones[i];
		int assoc = phone->conn == author ? 1 : -1;
		phone->anchor = changes_map_pos(set, phone->anchor, assoc);
		phone->head = changes_map_pos(set, phone->head, assoc);
	}
}

static void take_entries(
	struct core *core, struct note *note, const struct msg_note_push *m, const struct change_set *sets)
{
	struct client *client = client_add(note, m->client);
	for (uint32_t i = 0; i < m->count; i++) {
		struct entry *e =
			entry_new((uint32_t)(client - note->clients), m->push, i + 1 == m->count, &sets[i]);
		log_add(note, ++note->version, e);
		note->units = changes_new_units(&sets[i]);
		put_entry(core, note, note->version, e);
		tell_entry(core, note, e);
		move_cursors(note, core->msg->origin.conn, &sets[i]);
	}
	client->push = m->push;
	client->version = note->version;
	if (note->version - note->snapshot >= SNAPSHOT_EVERY)
		put_note(core, note);
	core_changed(core, CHANGE_NOTES);
}

static enum err take_push(struct core *core, struct note *note, const struct msg_note_push *m)
{
	enum err err = check_push(note, client_find(note, m->client), m);
	if (err != ERR_none)
		return err;
	const struct change_set *sets = rebase(core, note, m);
	struct buf *text = apply_all(core, note, sets, m->count, &err);
	if (!text)
		return err;
	struct buf old = note->text;
	note->text = *text;
	*text = old;
	take_entries(core, note, m, sets);
	return ERR_none;
}

/* The version after a push that was taken before. One older than the log counts as part of the page's
 * last one, which the page has seen acknowledged if it could make a later one. */
static uint32_t version_after(const struct note *note, const struct client *client, uint32_t push)
{
	for (uint32_t i = note->log_count; i-- > 0;) {
		const struct entry *e = note->log[i];
		if (e->client == (uint32_t)(client - note->clients) && e->push == push && e->last)
			return note->log_version - (note->log_count - 1 - i);
	}
	return client->version;
}

static void acknowledge(struct core *core, const struct note *note, const struct msg_note_push *m)
{
	const struct client *client = client_find(note, m->client);
	uint32_t version = m->push == client->push ? client->version : version_after(note, client, m->push);
	core_effect(core, EFFECT_note_ack)->u.note_ack = (struct effect_note_ack){note->id, m->push, version};
}

static bool taken_before(const struct note *note, const struct msg_note_push *m)
{
	const struct client *client = client_find(note, m->client);
	return client && m->push <= client->push;
}

void on_note_push(struct core *core, const struct msg_note_push *m)
{
	struct note *note = find(core, m->note);
	enum err err = ERR_none;
	if (!note)
		err = ERR_not_found;
	else if (!phone_find(note, core->msg->origin.conn))
		err = ERR_signed_out;
	else if (!client_id_valid(m->client) || m->push == 0)
		err = ERR_invalid;
	else if (!taken_before(note, m))
		err = take_push(core, note, m);
	if (err == ERR_none)
		acknowledge(core, note, m);
	else
		core_effect(core, EFFECT_note_refused)->u.note_refused =
			(struct effect_note_refused){m->note, m->push, err};
}

/* ---- for the other nouns ---- */

/* A template may come from a file of any kind; the text of a note has LF only, and no NUL. */
static void add_lines(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.n;) {
		char encoded[4];
		uint32_t c = utf8_next(text, &at);
		if (c == '\r' && at < text.n && text.p[at] == '\n')
			continue;
		if (c)
			buf_add(out, (struct str){encoded, utf8_put(encoded, c == '\r' ? '\n' : c)});
	}
}

static ident create(struct core *core, struct note of, struct str title, struct str text)
{
	ident id = core_new_id(core);
	struct note *note = table_add(&core->notes->table, id, sizeof *note);
	note->session = of.session;
	note->topic = of.topic;
	note->partnership = of.partnership;
	note->title = copy_string(title);
	note->created = core->now.wall;
	add_lines(&note->text, text);
	note->units = (uint32_t)utf16_units(buf_str(&note->text));
	put_note(core, note);
	core_changed(core, CHANGE_NOTES);
	return id;
}

ident notes_create(struct core *core, ident session, ident topic, struct str title, struct str text)
{
	return create(core, (struct note){.session = session, .topic = topic}, title, text);
}

ident notes_create_shared(struct core *core, ident partnership, struct str title, struct str text)
{
	return create(core, (struct note){.partnership = partnership}, title, text);
}

void notes_set_title(struct core *core, ident id, struct str title)
{
	struct note *note = find(core, id);
	if (!note || str_eq(title, title_of(note)))
		return;
	char *copy = copy_string(title);
	free(note->title);
	note->title = copy;
	put_note(core, note);
	tell_people(core, note);
}

void notes_close(struct core *core, ident id, bool closed)
{
	struct note *note = find(core, id);
	if (!note || closed == (note->closed != 0))
		return;
	note->closed = !closed ? 0 : core->now.wall > 0 ? core->now.wall : 1;
	put_note(core, note);
	tell_people(core, note);
}

void notes_forget(struct core *core, ident id)
{
	notes_end(core, id, 0);
	table_remove(&core->notes->table, id, note_drop);
}

/* ---- taking a name out ---- */

struct span { /* UTF-16 units */
	uint32_t from, to;
};
struct spans {
	struct span *list;
	size_t count, cap;
};

static void spans_find(struct spans *out, struct str text, struct str forms)
{
	struct redact_span found;
	size_t at = 0, before = 0;
	uint32_t units = 0;
	while (redact_next(text, forms, &at, &found)) {
		uint32_t from = units + (uint32_t)utf16_units(str_sub(text, before, found.from));
		units = from + (uint32_t)utf16_units(str_sub(text, found.from, found.to));
		before = found.to;
		*LIST_ADD(out->list, out->count, out->cap) = (struct span){from, units};
	}
}

/* The text with dots for those of its units that lie in a span; `at`: where it begins. */
static struct str dotted(struct arena *mem, struct str text, uint32_t at, const struct spans *spans)
{
	struct buf out = {0};
	for (size_t i = 0, s = 0; i < text.n;) {
		size_t from = i;
		utf8_next(text, &i);
		struct str one = str_sub(text, from, i);
		while (s < spans->count && spans->list[s].to <= at)
			s++;
		if (s < spans->count && spans->list[s].from <= at)
			redact_dots(&out, one);
		else
			buf_add(&out, one);
		at += (uint32_t)utf16_units(one);
	}
	struct str copy = arena_str(mem, buf_str(&out));
	buf_free(&out);
	return copy;
}

/* What the spans, which are places after this change, were before it. */
static void spans_back(struct spans *spans, const struct change_set *set)
{
	struct spans before = {0};
	uint32_t old = 0, new = 0;
	for (uint32_t i = 0; i < set->count; i++) {
		const struct section *c = &set->sections[i];
		uint32_t units = c->keep ? c->old_units : (uint32_t)utf16_units(c->text);
		for (size_t k = 0; k < spans->count && c->keep; k++) {
			uint32_t from = spans->list[k].from > new ? spans->list[k].from : new;
			uint32_t to = spans->list[k].to < new + units ? spans->list[k].to : new + units;
			if (from < to)
				*LIST_ADD(before.list, before.count, before.cap) =
					(struct span){from - new + old, to - new + old};
		}
		new += units;
		old += c->old_units;
	}
	free(spans->list);
	*spans = before;
}

/* The entry with dots for all that came to lie in the spans, and wherever it has the name itself. */
static struct change_set without_name(
	struct arena *mem, const struct change_set *set, const struct spans *spans, struct str forms)
{
	struct change_set clean = copy_set(mem, set);
	uint32_t at = 0;
	for (uint32_t i = 0; i < clean.count; i++) {
		struct section *c = &clean.sections[i];
		struct buf out = {0};
		redact_in_place(&out, dotted(mem, c->text, at, spans), forms);
		c->text = arena_str(mem, buf_str(&out));
		buf_free(&out);
		at += c->keep ? c->old_units : (uint32_t)utf16_units(c->text);
	}
	return clean;
}

/* Letters that were typed one by one are in as many entries: they are followed back from where they are now. No
 * length changes, so that every phone merges as before. */
static void redact_log(struct core *core, struct note *note, struct spans *spans, struct str forms)
{
	for (uint32_t i = note->log_count; i-- > 0 && note->log_version == note->version;) {
		struct entry *e = note->log[i];
		struct change_set clean = without_name(&core->scratch, &e->changes, spans, forms);
		spans_back(spans, &e->changes);
		note->log[i] = entry_new(e->client, e->push, e->last, &clean);
		put_entry(core, note, note->log_version - (note->log_count - 1 - i), note->log[i]);
		free(e);
	}
}

static struct change_set replacing(struct arena *mem, const struct spans *spans, uint32_t units)
{
	struct change_set set = {ARENA_ARRAY(mem, struct section, 2 * spans->count + 1), 0};
	uint32_t at = 0;
	for (size_t i = 0; i < spans->count; i++) {
		struct span s = spans->list[i];
		if (s.from > at)
			set.sections[set.count++] = (struct section){s.from - at, true, STR("")};
		set.sections[set.count++] = (struct section){s.to - s.from, false, STR(REDACTED)};
		at = s.to;
	}
	if (units > at)
		set.sections[set.count++] = (struct section){units - at, true, STR("")};
	return set;
}

/* As if somebody had typed it: phones that are writing take it in like any other edit. */
static void redact_text(struct core *core, struct note *note, const struct change_set *set)
{
	struct client *client = client_add(note, STR("kiosk"));
	struct entry *e = entry_new((uint32_t)(client - note->clients), client->push + 1, true, set);
	bool fits = replay(core, note, set);
	INVARIANT(fits); /* it was made from this text */
	log_add(note, note->version, e);
	client->push++;
	client->version = note->version;
	put_entry(core, note, note->version, e);
	tell_entry(core, note, e);
	move_cursors(note, 0, set);
}

void notes_redact(struct core *core, struct str forms)
{
	for (size_t i = 0; i < core->notes->table.count; i++) {
		struct note *note = core->notes->table.slots[i].row;
		struct spans spans = {0};
		if (note->damaged)
			continue;
		spans_find(&spans, buf_str(&note->text), forms);
		bool found = spans.count > 0 && spans.count <= SECTIONS_MAX / 2 - 1;
		struct change_set set = replacing(&core->scratch, &spans, note->units);
		redact_log(core, note, &spans, forms);
		if (found)
			redact_text(core, note, &set);
		if (found)
			put_note(core, note);
		free(spans.list);
	}
}

/* ---- readings ---- */

bool core_note(const struct core *core, ident id, struct note_view *out)
{
	const struct note *note = find(core, id);
	struct core *reader =
		(struct core *)core; /* what is built lives in its view memory, and nothing else changes */
	struct note_person *people;
	if (!note)
		return false;
	*out = (struct note_view){.id = id,
		.session = note->session,
		.topic = note->topic,
		.version = note->version,
		.title = title_of(note),
		.text = buf_str(&note->text),
		.closed = read_only(note),
		.saved = note->seq <= core->committed,
		.phones = note->phone_count};
	out->people_count = list_people(reader, note, &reader->view, &people);
	out->people = people;
	return true;
}
