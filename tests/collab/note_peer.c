/* The C side of tests/collab/sessions.js: many rooms, each with one note, through the whole core. Reads
 * one request a line, answers one line each, in order.
 *   ["start", room, text, phones]                        → []  a note that so many phones may open
 *   ["open", room, connection, phone, version or null]   → effects
 *   ["push", room, connection, client, number, version, [sets]] → effects
 *   ["leave", room, connection]                          → effects
 *   ["restart", room]                                    → []  from what is on the disk
 *   ["end", room]                                        → {"version", "text"}, and the room is gone
 * Effects: ["state", version, text], ["since", from, [[client, set]…]], ["entry", version, client, set],
 * ["ack", push, version], ["refused", push, error].
 *
 * With the argument --at-once it rebases wrongly on purpose, over the log as a whole: it makes one entry
 * of all since the push's version before the core sees them. That is the control of the comparison. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/room.h"
#include "base/log.h"
#include "core/changes.h"

#define ROOMS_MAX 1024

static struct room rooms[ROOMS_MAX];
static bool at_once;

static struct room *room_of(const json_t *request)
{
	json_int_t number = json_integer_value(json_array_get(request, 1));
	INVARIANT(number >= 0 && number < ROOMS_MAX);
	return &rooms[number];
}

static int64_t number_at(const json_t *request, size_t at)
{
	return json_integer_value(json_array_get(request, at));
}

static struct str text_at(const json_t *request, size_t at)
{
	const json_t *value = json_array_get(request, at);
	return (struct str){json_string_value(value), json_string_length(value)};
}

/* ---- effects as JSON ---- */

static void add_string(struct buf *out, struct str s)
{
	json_t *value = json_stringn(s.p ? s.p : "", s.n);
	char *text = json_dumps(value, JSON_ENCODE_ANY);
	buf_add(out, str_from(text));
	free(text);
	json_decref(value);
}

static void add_update(struct buf *out, const struct note_update *u)
{
	add_string(out, u->client);
	buf_byte(out, ',');
	changes_write(out, &u->changes);
}

static void add_since(struct buf *out, const struct effect_note_since *s)
{
	buf_printf(out, "[\"since\",%u,[", s->from);
	for (uint32_t i = 0; i < s->count; i++) {
		buf_add(out, i ? STR(",[") : STR("["));
		add_update(out, &s->updates[i]);
		buf_byte(out, ']');
	}
	buf_add(out, STR("]]"));
}

static bool add_effect(struct buf *out, const struct effect *e)
{
	switch ((int)e->kind) {
	case EFFECT_note_state:
		buf_printf(out, "[\"state\",%u,", e->u.note_state.version);
		add_string(out, e->u.note_state.text);
		buf_byte(out, ']');
		return true;
	case EFFECT_note_since:
		add_since(out, &e->u.note_since);
		return true;
	case EFFECT_note_entry:
		buf_printf(out, "[\"entry\",%u,", e->u.note_entry.version);
		add_update(out, &e->u.note_entry.update);
		buf_byte(out, ']');
		return true;
	case EFFECT_note_ack:
		buf_printf(out, "[\"ack\",%u,%u]", e->u.note_ack.push, e->u.note_ack.version);
		return true;
	case EFFECT_note_refused:
		buf_printf(out, "[\"refused\",%u,\"%s\"]", e->u.note_refused.push,
			err_name(e->u.note_refused.err));
		return true;
	default:
		return false;
	}
}

static void add_effects(struct buf *out, const struct room *room)
{
	size_t start = out->n;
	for (uint32_t i = 0; i < room->out.count; i++) {
		size_t before = out->n;
		buf_byte(out, before == start ? '[' : ',');
		if (!add_effect(out, room->out.effects[i]))
			out->n = before;
	}
	buf_add(out, out->n == start ? STR("[]") : STR("]"));
}

/* ---- requests ---- */

static void start(struct buf *out, const json_t *request)
{
	struct room *room = room_of(request);
	room_put_note(room, text_at(request, 2).p, (int)number_at(request, 3));
	room_start(room);
	buf_add(out, STR("[]"));
}

static void open_note(struct buf *out, const json_t *request)
{
	struct room *room = room_of(request);
	const json_t *version = json_array_get(request, 4);
	room_open(room, (uint64_t)number_at(request, 2), (uint8_t)number_at(request, 3),
		json_is_null(version) ? -1 : json_integer_value(version));
	add_effects(out, room);
}

static void read_set(struct arena *mem, const json_t *json, struct change_set *set)
{
	char *text = json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY);
	INVARIANT(changes_read(mem, arena_str(mem, str_from(text)), set));
	free(text);
}

/* The control: rebases over everything since as one change, and calls that the newest version. */
static void rebase_at_once(struct room *room, struct msg *m)
{
	struct msg_note_push *push = &m->u.note_push;
	struct change_set log = {0}, entry;
	uint32_t version = push->version, count = 0;
	for (size_t i = 0; i < room->count; i++) {
		const struct row *row = &room->rows[i];
		if (row->record != REC_note_entry || row->values[1].i <= push->version)
			continue;
		INVARIANT(changes_read(&m->mem, row->values[5].s, &entry));
		log = count++ ? changes_compose(&m->mem, &log, &entry) : entry;
		version = (uint32_t)row->values[1].i;
	}
	struct change_set *sets = ARENA_ARRAY(&m->mem, struct change_set, push->count);
	for (uint32_t i = 0; i < push->count; i++)
		sets[i] = push->updates[i].changes;
	if (count)
		changes_rebase(&m->mem, sets, push->count, &log);
	for (uint32_t i = 0; i < push->count; i++)
		push->updates[i].changes = sets[i];
	push->version = version;
}

static void push(struct buf *out, const json_t *request)
{
	struct room *room = room_of(request);
	struct msg *m = room_msg(room, MSG_note_push, FROM_PHONE, (uint64_t)number_at(request, 2));
	const json_t *sets = json_array_get(request, 6);
	struct msg_note_push *p = &m->u.note_push;
	*p = (struct msg_note_push){.note = ROOM_NOTE,
		.version = (uint32_t)number_at(request, 5),
		.push = (uint32_t)number_at(request, 4),
		.client = msg_str(m, text_at(request, 3)),
		.count = (uint32_t)json_array_size(sets)};
	p->updates = ARENA_ARRAY(&m->mem, struct note_update, p->count);
	for (uint32_t i = 0; i < p->count; i++) {
		p->updates[i].client = p->client;
		read_set(&m->mem, json_array_get(sets, i), &p->updates[i].changes);
	}
	if (at_once)
		rebase_at_once(room, m);
	room_step(room, m);
	add_effects(out, room);
}

static void leave(struct buf *out, const json_t *request)
{
	struct room *room = room_of(request);
	room_step(room, room_msg(room, MSG_note_leave, FROM_PHONE, (uint64_t)number_at(request, 2)));
	add_effects(out, room);
}

static void restart(struct buf *out, const json_t *request)
{
	room_start(room_of(request));
	buf_add(out, STR("[]"));
}

static void end(struct buf *out, const json_t *request)
{
	struct room *room = room_of(request);
	struct note_view note;
	if (!room->core) { /* a session that went wrong is ended once more */
		buf_add(out, STR("[]"));
		return;
	}
	INVARIANT(core_note(room->core, ROOM_NOTE, &note));
	buf_printf(out, "{\"version\":%u,\"text\":", note.version);
	add_string(out, note.text);
	buf_byte(out, '}');
	room_free(room);
}

static const struct {
	const char *name;
	void (*run)(struct buf *, const json_t *);
} operations[] = {{"start", start}, {"open", open_note}, {"push", push}, {"leave", leave},
	{"restart", restart}, {"end", end}};

static bool answer(struct buf *out, const json_t *request)
{
	const char *name = json_string_value(json_array_get(request, 0));
	for (size_t i = 0; name && i < sizeof operations / sizeof *operations; i++) {
		if (strcmp(name, operations[i].name) == 0) {
			operations[i].run(out, request);
			return true;
		}
	}
	return false;
}

int main(int argc, char **argv)
{
	struct buf out = {0};
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	at_once = argc > 1 && strcmp(argv[1], "--at-once") == 0;
	bool good = setvbuf(stdout, NULL, _IOLBF, BUFSIZ) == 0; /* whoever asks waits for each line */
	while (good && (n = getline(&line, &cap, stdin)) > 0) {
		json_t *request = json_loadb(line, (size_t)n, 0, NULL);
		good = request && answer(&out, request);
		buf_byte(&out, '\n');
		good = good && fwrite(out.p, 1, out.n, stdout) == out.n;
		out.n = 0;
		json_decref(request);
	}
	for (int i = 0; i < ROOMS_MAX; i++)
		room_free(&rooms[i]);
	free(line);
	buf_free(&out);
	return good && fflush(stdout) == 0 ? 0 : 1;
}
