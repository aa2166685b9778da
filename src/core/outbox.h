#pragma once
/* What a step of the core sends out: writes for the store, and effects for phones and screens.
 * Effects leave only after the commit of all writes that came before them (see core/gate.h). */
#include "base/arena.h"
#include "base/doc.h"
#include "base/sentence.h"
#include "core/meeting.h"
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
	bool here;  /* checked in */
	bool taken; /* of a partnership: another phone is theirs already */
};

enum opened { OPENED_NOTE, OPENED_BOARD, OPENED_PARTNERSHIP, OPENED_PAGE }; /* by a code, or a cookie */

struct face {         /* a person as everybody may see them */
	ident person; /* 0: nobody */
	struct str name, initials;
	uint8_t colour;
};
struct card { /* a topic as everybody at the board may see it */
	ident id, note;
	enum lane lane;
	enum topic_kind kind;
	struct str title, outcome;
	struct face by;
	bool more;                                    /* it has a detail, see MSG_topic_read */
	int32_t votes, voters;                        /* -1: hidden */
	int32_t passed_over, interested, place, slot; /* place, slot: -1 when not on the grid */
	ident under;                                  /* the card it lies under; 0 */
	int64_t spent;                                /* ms */
	int64_t gather_until;                         /* wall; 0 */
	uint32_t here;                                /* how many sit together now */
};
struct action_line {
	ident id, topic;
	struct str text;
	struct face owner;
	int64_t due;
	bool before; /* of an earlier meeting */
	enum settle state;
};
struct proposal_line { /* as one of its two sides sees it */
	ident offer, wish, session;
	struct str offer_title, wish_title;
	struct face other;
	enum consent mine, theirs;
	int64_t starts; /* wall; of the session; 0 */
};
struct own_vote {
	ident topic;
	int32_t count;
};

/* What an import did or would do, for a page or a terminal to show. */
#define REPORT_FIELDS_MAX 8
enum report_what {
	REPORT_NEW,
	REPORT_CHANGED,
	REPORT_CANCELLED,
	REPORT_BACK /* no more cancelled */,
	REPORT_WHATS
};
struct report_field {
	const char *name; /* English, N_("…"), as the pages call the column */
	struct str before, after;
};
struct report_row {
	uint32_t line;
	enum report_what what;
	struct str name;             /* of the person; a session's title */
	struct report_field *fields; /* that change */
	uint32_t field_count;
	int64_t starts, ends; /* of a session */
	uint32_t people;
};

/* a table, a line each */
/* clang-format off */
struct effect_board_cards { ident board; struct card *cards; uint32_t count; struct action_line *actions; uint32_t action_count; };
struct effect_board_meeting { ident board; struct str name, purpose; int64_t next_meeting; int32_t votes, topic_votes;
	bool open; /* a meeting is on; else `meeting` is the last one, or has id 0 */
	struct meeting meeting; struct hint hint; struct vote_count count; struct thumbs thumbs; struct stars stars;
	struct agenda_item *agenda; uint32_t agenda_count; ident *pitches; uint32_t pitch_count; unsigned phases_open; bool can_undo; };
struct effect_board_mine { ident board; struct face me; bool lead; int32_t votes_left; bool finished; enum thumb thumb; int32_t stars; /* 0: not said */
	struct own_vote *votes; uint32_t vote_count; struct card *drafts; uint32_t draft_count; ident *interests; uint32_t interest_count;
	ident *now; uint32_t now_count; /* topics they sit together on */ struct proposal_line *proposals; uint32_t proposal_count;
	struct action_line *actions; uint32_t action_count; /* their own, open */ };
struct effect_board_people { struct face *people; uint32_t count; };
struct effect_topic_whole { struct card card; struct str detail; bool mine; /* whoever asks brought it */ struct card *similar; uint32_t similar_count; };
struct effect_view { struct str view; ident of; struct str text; int64_t from; /* as was looked at */ const struct doc *doc; };
struct effect_pin_check { uint64_t number; struct str pin, kept; /* kept empty: make what is to be kept */ };
struct effect_box_over { ident meeting; };
struct effect_reply { enum err err; ident result; }; /* the answer to any request that has no richer one */
struct effect_joined { bool set_cookie; uint8_t cookie[TOKEN_BYTES]; enum opened what; ident note, me; /* `note`: whatever it opens */ bool lead; /* of a board: this phone has it */ struct str title; bool read_only; bool who_known;
	struct note_person *people; uint32_t count; /* whom the visitor may say they are */ };
struct effect_note_state { ident note; uint32_t version; struct str text; struct str title; bool read_only; /* full text for one connection */ };
struct effect_note_since { ident note; uint32_t from; struct note_update *updates; uint32_t count; bool read_only; struct str title; /* log entries from+1… */ };
struct effect_note_entry { ident note; uint32_t version; struct note_update update; /* for all connections of the note */ };
struct effect_note_ack { ident note; uint32_t push, version; /* `version`: of the last entry of this push */ };
struct effect_note_refused { ident note; uint32_t push; enum err err; };
struct effect_note_people { ident note; uint32_t version; struct note_person *people; uint32_t count; struct str title; bool read_only; };
struct effect_note_ended { ident note; enum err err; /* devices lost their right: close their sockets */ };
struct effect_turn_over { ident session; };
struct effect_restart { char none; };
struct effect_file { struct str name, text; };
struct effect_import_report { bool dry_run; enum err err; uint32_t added, changed, same, cancelled, unmatched;
	struct report_row *rows; uint32_t row_count, row_cap; struct remarks problems, notes; };
/* clang-format on */

struct effect {
	enum effect_kind kind;
	struct origin to;    /* copied from the message it answers; broadcasts have conn 0 */
	enum msg_kind about; /* which message it answers */
	struct moment
		at; /* by the core's clock, when it leaves for the net: what is left of a time is told from here */
	struct arena mem;
	union {
#define EFFECT(name, text) struct effect_##name name;
#include "core/effects.def"
#undef EFFECT
	} u;
};
struct effect *effect_new(enum effect_kind, struct origin to, enum msg_kind about);
void effect_free(struct effect *); /* NULL is fine */
/* Adds to an import's report, copying the texts. A row is valid until the next one. */
struct report_row *report_row(struct effect *, uint32_t line, enum report_what, struct str name);
void report_change(
	struct effect *, struct report_row *, const char *field, struct str before, struct str after);
const char *effect_name(enum effect_kind);

struct outbox {
	struct batch *batch; /* NULL when the step wrote nothing */
	struct effect **effects;
	uint32_t count, cap;
};
void outbox_add(struct outbox *, struct effect *); /* takes the effect */
void outbox_clear(struct outbox *);                /* frees what is left; the outbox can be used again */
