#pragma once
/* What a step of the core sends out: writes for the store, and effects for phones and screens.
 * Effects leave only after the commit of all writes that came before them (see core/gate.h). */
#include "base/arena.h"
#include "core/msg.h"
#include "core/record.h"

enum effect_kind {
#define EFFECT(name, text) EFFECT_##name,
#include "core/effects.def"
#undef EFFECT
	EFFECT_COUNT
};

struct note_person {     /* somebody with the note open, or a member of its session */
	ident person;    /* 0 for a guest by name only */
	struct str name; /* given name and initial */
	struct str initials;
	uint8_t colour;        /* index into the theme's avatar hues */
	uint64_t conn;         /* 0: not connected */
	uint32_t anchor, head; /* cursor, UTF-16 units at `version` */
	bool cursor;
	bool here; /* checked in */
};

/* a table, a line each */
/* clang-format off */
struct effect_reply { enum err err; ident result; }; /* the answer to any request that has no richer one */
struct effect_joined { bool set_cookie; uint8_t cookie[TOKEN_BYTES]; ident note, me; struct str title; bool read_only; bool who_known;
	struct note_person *people; uint32_t count; /* whom the visitor may say they are */ };
struct effect_note_state { ident note; uint32_t version; struct str text; struct str title; bool read_only; /* full text for one connection */ };
struct effect_note_since { ident note; uint32_t from; struct note_update *updates; uint32_t count; bool read_only; struct str title; /* log entries from+1… */ };
struct effect_note_entry { ident note; uint32_t version; struct note_update update; /* for all connections of the note */ };
struct effect_note_ack { ident note; uint32_t push, version; /* `version`: of the last entry of this push */ };
struct effect_note_refused { ident note; uint32_t push; enum err err; };
struct effect_note_people { ident note; uint32_t version; struct note_person *people; uint32_t count; struct str title; bool read_only; };
struct effect_note_ended { ident note; enum err err; /* devices lost their right: close their sockets */ };
struct effect_turn_over { ident session; };
struct effect_import_report { bool dry_run; enum err err; uint32_t added, changed, same, cancelled, unmatched; struct str text; /* one line per change or problem, English */ };
/* clang-format on */

struct effect {
	enum effect_kind kind;
	struct origin to;    /* copied from the message it answers; broadcasts have conn 0 */
	enum msg_kind about; /* which message it answers */
	struct arena mem;
	union {
#define EFFECT(name, text) struct effect_##name name;
#include "core/effects.def"
#undef EFFECT
	} u;
};
struct effect *effect_new(enum effect_kind, struct origin to, enum msg_kind about);
void effect_free(struct effect *); /* NULL is fine */
const char *effect_name(enum effect_kind);

struct outbox {
	struct batch *batch; /* NULL when the step wrote nothing */
	struct effect **effects;
	uint32_t count, cap;
};
void outbox_add(struct outbox *, struct effect *); /* takes the effect */
void outbox_clear(struct outbox *);                /* frees what is left; the outbox can be used again */
