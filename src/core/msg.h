#pragma once
/* Messages into the core. One block holds a message with its strings and arrays; it changes owner
 * when it is posted, and whoever holds it last frees it. Any thread may make one. */
#include "base/arena.h"
#include "core/record.h"
#include "core/types.h"

enum msg_kind {
#define MSG(name, text) MSG_##name,
#include "core/messages.def"
#undef MSG
	MSG_COUNT
};

enum source { FROM_SYSTEM, FROM_SCREEN, FROM_PHONE, FROM_FILE };

/* Who asks, and where the answer goes. `request` is made by whoever asks: 0 wants no answer and no
 * protection; the same non-zero (source-wide unique, random 63 bits) request twice is done once. */
struct origin {
	enum source source;
	uint64_t request;
	uint64_t conn; /* net's own number of the HTTP request or WebSocket; 0 for the screen */
	ident device;  /* of a phone whose cookie was checked by the core before; else 0 */
};

/* a table, a line each */
/* clang-format off */
struct msg_loaded { enum record record; struct value *values; uint32_t columns, rows; }; /* row by row */
struct msg_load_done { bool fresh; /* the database was new */ };
struct msg_committed { uint64_t seq; };
struct msg_store_state { bool works; enum err why; struct str text; /* for the log and the facilitator */ };
struct history_line { enum takeaway_kind kind; struct str text; ident owner; int64_t due; bool done; };
struct msg_history { ident session; int64_t starts; /* of the earlier one */ struct history_line *lines; uint32_t count; };
struct msg_tick { char none; };
struct msg_addresses { struct str url; /* "HTTP://192.168.1.20:8080/", empty: no network */ struct str label; /* as shown: "192.168.1.20:8080" */ };

struct msg_check_in { ident person, session, replaces; /* replaces: substitute for this member, or 0 */ };
struct msg_check_in_undo { ident person, session; };
struct msg_guest_add { struct str name; };
struct msg_walk_in { ident person, partner; struct str focus; };
struct msg_session_focus { ident session, topic; struct str text; /* used when topic is 0 */ };
struct msg_step_go { ident session; int32_t step; };
struct msg_turn_pause { ident session; };
struct msg_turn_resume { ident session; };
struct msg_turn_swap { ident session; };
struct msg_turn_more { ident session; int64_t ms; };
struct msg_turn_role { ident session; enum role role; };
struct msg_prompt_next { ident session; };
struct msg_session_finish { ident session; };
struct msg_session_resume { ident session; };
struct msg_takeaway_set { ident session; uint32_t index; bool keep; ident owner; int64_t due; };
struct msg_session_next { ident session; int64_t start; /* 0: not settled */ };
struct msg_session_close { ident session; };
struct msg_topic_add { ident board; enum topic_kind kind; ident person; struct str title, detail; };
struct msg_topic_edit { ident topic; enum topic_kind kind; struct str title, detail; };
struct msg_topic_move { ident topic; enum lane lane; ident before; /* 0: to the end */ };
struct msg_topic_withdraw { ident topic; };
struct msg_topic_restore { ident topic; };
struct msg_code_issue { ident note; };
struct msg_code_renew { ident note; };

struct msg_session_history { ident session; };

struct msg_code_redeem { struct hash hash; bool typed; struct hash cookie; bool has_cookie; };
struct msg_device_hello { struct hash cookie; ident note; /* 0: the latest it may open */ };
struct msg_device_who { struct hash cookie; ident note, person; struct str guest; };
struct msg_note_open { struct hash cookie; ident note; uint32_t version; bool has_version; struct str client; };
struct msg_note_push { ident note; uint32_t version; uint32_t push; /* 1, 2, 3… for each client */ struct str client; struct note_update *updates; uint32_t count; };
struct msg_note_cursor { ident note; uint32_t version, anchor, head; /* UTF-16 units */ };
struct msg_note_leave { char none; };

struct import_person { struct str name, given, organisation, email, language; uint32_t line; };
struct msg_import_people { struct import_person *rows; uint32_t count; bool dry_run; };
struct import_attendee { struct str email, name; };
struct import_event {
	struct str uid, title, description, location;
	int64_t recurrence; /* the original start of this occurrence; 0 for a single event */
	int64_t start, end;
	bool cancelled;
	struct import_attendee *attendees;
	uint32_t attendee_count, line;
};
struct msg_import_sessions { struct import_event *events; uint32_t count; bool dry_run;
	int64_t from, to; /* occurrences of known uids inside this window that are not listed are cancelled */ };

/* clang-format on */

struct msg {
	enum msg_kind kind;
	struct origin origin;
	struct moment at;   /* stamped by the main thread just before the core sees it */
	struct fresh fresh; /* likewise */
	struct arena mem;   /* what the payload points into */
	union {
#define MSG(name, text) struct msg_##name name;
#include "core/messages.def"
#undef MSG
	} u;
};

struct msg *msg_new(enum msg_kind, struct origin);
struct str msg_str(struct msg *, struct str); /* a copy that lives as long as the message */
void msg_free(struct msg *);                  /* NULL is fine */
const char *msg_name(enum msg_kind);
