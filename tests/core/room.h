#pragma once
/* A core with a disk that is a list of rows: what a step wrote is there after the next start. For tests
 * of notes and codes, and for tests/collab. */
#include <stdlib.h>
#include <string.h>

#include "core/config.h"

struct row {
	enum record record;
	struct value values[RECORD_COLUMNS_MAX];
};

struct room {
	struct core *core;
	struct row *rows;
	size_t count, cap;
	struct outbox out; /* of the last step */
	struct moment now;
	uint64_t fresh; /* counts the random material */
	bool rewrites;  /* entries of a log may come again; else they are not looked for, which is fast */
};

static inline void value_keep(struct value *v)
{
	if (v->type != VALUE_TEXT && v->type != VALUE_BLOB)
		return;
	char *copy = xmalloc(v->s.n + 1);
	if (v->s.n)
		memcpy(copy, v->s.p, v->s.n);
	v->s.p = copy;
}

static inline void row_free(struct row *row)
{
	for (int i = 0; i < RECORD_COLUMNS_MAX; i++)
		if (row->values[i].type == VALUE_TEXT || row->values[i].type == VALUE_BLOB)
			free((char *)row->values[i].s.p);
}

static inline bool value_eq(const struct value *a, const struct value *b)
{
	return a->type == b->type && (a->type == VALUE_INT ? a->i == b->i : str_eq(a->s, b->s));
}

static inline struct row *room_row(struct room *room, enum record record, const struct value *key)
{
	for (size_t i = 0; i < room->count; i++) {
		bool same = room->rows[i].record == record;
		for (int k = 0; same && k < record_info(record)->key; k++)
			same = value_eq(&room->rows[i].values[k], &key[k]);
		if (same)
			return &room->rows[i];
	}
	return NULL;
}

static inline void room_delete(struct room *room, enum record record, const struct value *key)
{
	struct row *row = room_row(room, record, key);
	if (!row)
		return;
	row_free(row);
	memmove(row, row + 1, (size_t)(room->rows + room->count - row - 1) * sizeof *row);
	room->count--;
}

static inline void room_put(struct room *room, enum record record, const struct value *values)
{
	struct row *row = record == REC_note_entry && !room->rewrites ? NULL : room_row(room, record, values);
	if (row) {
		row_free(row);
	} else {
		if (room->count == room->cap) {
			room->cap = room->cap ? 2 * room->cap : 16;
			room->rows = xrealloc(room->rows, room->cap * sizeof *room->rows);
		}
		row = &room->rows[room->count++];
	}
	*row = (struct row){.record = record};
	for (int i = 0; i < record_info(record)->count; i++) {
		row->values[i] = values[i];
		value_keep(&row->values[i]);
	}
}

static inline size_t room_rows(const struct room *room, enum record record)
{
	size_t count = 0;
	for (size_t i = 0; i < room->count; i++)
		count += room->rows[i].record == record;
	return count;
}

static inline struct msg *room_msg(struct room *room, enum msg_kind kind, enum source source, uint64_t conn)
{
	struct msg *m =
		msg_new(kind, (struct origin){.source = source, .conn = conn, .request = ++room->fresh});
	m->at = room->now;
	memcpy(m->fresh.token, &room->fresh, sizeof room->fresh);
	memcpy(m->fresh.token_hash.b, m->fresh.token, TOKEN_BYTES);
	memset(m->fresh.token_hash.b + TOKEN_BYTES, 0x7A, HASH_BYTES - TOKEN_BYTES);
	memcpy(m->fresh.short_code, "ABC234", SHORT_CODE_CHARS);
	m->fresh.short_code[5] = (char)('A' + room->fresh % 8);
	memset(m->fresh.short_hash.b, 0x51, HASH_BYTES);
	memcpy(m->fresh.short_hash.b, &room->fresh, sizeof room->fresh);
	return m;
}

/* Takes the message; what it wrote is on the disk when this returns. */
static inline void room_step(struct room *room, struct msg *m)
{
	outbox_clear(&room->out);
	core_step(room->core, m, &room->out);
	msg_free(m);
	const struct batch *b = room->out.batch;
	for (uint32_t i = 0; b && i < b->count; i++) {
		if (b->writes[i].gone)
			room_delete(room, b->writes[i].record, b->writes[i].values);
		else
			room_put(room, b->writes[i].record, b->writes[i].values);
	}
}

static inline void room_load(struct room *room, enum record record)
{
	uint32_t columns = (uint32_t)record_info(record)->count;
	struct msg *m = room_msg(room, MSG_loaded, FROM_SYSTEM, 0);
	struct value *values = ARENA_ARRAY(&m->mem, struct value, columns * room->count + 1);
	m->u.loaded = (struct msg_loaded){.record = record, .values = values, .columns = columns};
	for (size_t i = 0; i < room->count; i++)
		if (room->rows[i].record == record)
			memcpy(values + columns * m->u.loaded.rows++, room->rows[i].values,
				columns * sizeof *values);
	room_step(room, m);
}

/* Starts the core, or starts it again, from the rows. */
static inline void room_start(struct room *room)
{
	static struct core_config config;
	config = usual_config(NULL);
	core_free(room->core);
	room->core = core_new(&config);
	for (int record = 0; record < RECORD_COUNT; record++)
		room_load(room, (enum record)record);
	room_step(room, room_msg(room, MSG_load_done, FROM_SYSTEM, 0));
}

static inline void room_free(struct room *room)
{
	outbox_clear(&room->out);
	core_free(room->core);
	for (size_t i = 0; i < room->count; i++)
		row_free(&room->rows[i]);
	free(room->rows);
	*room = (struct room){0};
}

/* The n-th effect of a kind in the last step; NULL if there were fewer. */
static inline const struct effect *room_effect(const struct room *room, enum effect_kind kind, int n)
{
	for (uint32_t i = 0; i < room->out.count; i++)
		if (room->out.effects[i]->kind == kind && n-- == 0)
			return room->out.effects[i];
	return NULL;
}

#define ROW_INT(number) ((struct value){.type = VALUE_INT, .i = (number)})
#define ROW_TEXT(string) ((struct value){.type = VALUE_TEXT, .s = str_from(string)})
#define ROW_HASH(hash) ((struct value){.type = VALUE_BLOB, .s = {(const char *)(hash).b, HASH_BYTES}})
#define ROOM_PUT(room, record, ...) room_put((room), (record), (const struct value[]){__VA_ARGS__})

#define ROOM_NOTE 100
#define ROOM_DEVICE 200

static inline struct hash room_cookie(uint8_t device)
{
	struct hash h;
	memset(h.b, device, sizeof h.b);
	return h;
}

/* An open note, and a phone with a right to it for each of `devices`. */
static inline void room_put_note(struct room *room, const char *text, int devices)
{
	room->now = (struct moment){.wall = 1795000000000, .mono = 1000, .trusted = true};
	ROOM_PUT(room, REC_note, ROW_INT(ROOM_NOTE), ROW_INT(0), ROW_INT(0), ROW_TEXT("Title"), ROW_INT(0),
		ROW_TEXT(text), ROW_INT(room->now.wall), ROW_INT(0), ROW_INT(0));
	for (int i = 0; i < devices; i++) {
		struct hash cookie = room_cookie((uint8_t)i);
		ROOM_PUT(room, REC_device, ROW_HASH(cookie), ROW_INT(ROOM_DEVICE + i),
			ROW_INT(room->now.wall), ROW_INT(room->now.wall + DAY));
		ROOM_PUT(room, REC_device_note, ROW_INT(ROOM_DEVICE + i), ROW_INT(ROOM_NOTE), ROW_INT(0),
			ROW_TEXT(""), ROW_INT(room->now.wall + DAY));
	}
}

/* version < 0: the phone has nothing yet. */
static inline void room_open(struct room *room, uint64_t conn, uint8_t device, int64_t version)
{
	struct msg *m = room_msg(room, MSG_note_open, FROM_PHONE, conn);
	m->u.note_open = (struct msg_note_open){.cookie = room_cookie(device),
		.note = ROOM_NOTE,
		.version = version < 0 ? 0 : (uint32_t)version,
		.has_version = version >= 0,
		.client = STR("c")};
	room_step(room, m);
}
