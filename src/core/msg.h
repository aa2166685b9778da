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
struct msg_rows { enum ask_kind kind; ident about; uint64_t conn; struct value *values; uint32_t columns, rows; }; /* row by row; about, conn as asked */
struct msg_backup_made { char none; };
struct msg_tick { char none; };
struct msg_addresses { struct str url; /* "HTTP://192.168.1.20:8080/", empty: no network */ struct str label; /* as shown: "192.168.1.20:8080" */ };

struct msg_pin_checked { uint64_t number; /* of the effect that asked */ bool good; struct str kept; /* for a new PIN: what to keep of it */ };

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
struct msg_board_set { ident board; /* 0: a new one */ struct str name, purpose; enum rhythm rhythm; int64_t next_meeting; /* wall; 0: not settled */
	int32_t votes, topic_votes, minutes, length; /* per person, per person and topic, per topic, of the meeting */ };
struct msg_board_archive { ident board; bool archived; };
struct msg_topic_add { ident board; enum topic_kind kind; ident person; struct str title, detail; bool draft; };
struct msg_topic_edit { ident topic; enum topic_kind kind; struct str title, detail; };
struct msg_topic_move { ident topic; enum lane lane; ident before; /* 0: to the end */ };
struct msg_topic_withdraw { ident topic; };
struct msg_topic_restore { ident topic; };
struct msg_topic_publish { ident topic; };
struct msg_topic_merge { ident topic, into; };
struct msg_topic_split { ident topic; /* the one that lies under another */ };
struct msg_topic_outcome { ident topic; struct str text; };
struct msg_action_set { ident action; /* 0: a new one, of the topic */ ident topic; struct str text; /* empty: it is taken away */ ident owner; int64_t due; };
struct msg_action_settle { ident action; enum settle how; };
struct msg_interest_set { ident topic, person; enum interest kind; bool on; };
struct msg_gather { ident topic, person; };
struct msg_proposal_answer { ident offer, wish, person; enum consent answer; };
struct msg_proposal_date { ident offer, wish; int64_t start; };
struct msg_meeting_open { ident board; int64_t ends; /* wall; 0: after the board's usual length */ };
struct msg_meeting_phase { ident meeting; enum phase phase; };
struct msg_meeting_ends { ident meeting; int64_t ends; };
struct msg_meeting_undo { ident meeting; };
struct msg_meeting_join { ident meeting, person; };
struct msg_meeting_close { ident meeting; };
struct msg_meeting_rate { ident meeting, person; /* 0: at the screen, nameless */ int32_t stars; };
struct msg_lead_take { ident meeting; };
struct msg_lead_return { ident meeting; };
struct msg_vote { ident meeting, topic, person; int32_t count; };
struct msg_vote_finish { ident meeting, person; bool finished; };
struct msg_vote_reveal { ident meeting; };
struct msg_vote_again { ident meeting; };
struct msg_topic_start { ident meeting, topic; /* 0: the first of the agenda */ };
struct msg_topic_next { ident meeting; };
struct msg_topic_back { ident meeting; };
struct msg_box_pause { ident meeting; };
struct msg_box_resume { ident meeting; };
struct msg_box_more { ident meeting; int64_t ms; };
struct msg_thumbs_ask { ident meeting; };
struct msg_thumb { ident meeting, person; enum thumb thumb; };
struct msg_grid_set { ident meeting; struct str places; /* a line each; empty: together again */ int32_t slots, slot_minutes; int64_t starts; /* wall; 0: now */ };
struct msg_grid_put { ident meeting, topic; int32_t place, slot; /* -1: off the grid */ };
struct msg_grid_fill { ident meeting; };
struct msg_partnership_set { ident partnership; /* 0: a new one */ enum model model; struct str name, purpose, language; enum rhythm rhythm; int64_t starts, ends; /* wall; 0: not settled */
	struct str people; /* of a new one: ids, a line each; all are asked whether they want to */ };
struct msg_partnership_member { ident partnership, person; enum standing standing; bool on; };
struct msg_partnership_state { ident partnership; enum partnership_state state; /* active, paused or ended */ struct str why; };
struct msg_partnership_answer { ident partnership, person; enum consent answer; };
struct msg_partnership_note { ident partnership; }; /* answered with the note */
struct msg_agreement_set { ident partnership; int32_t edition; /* that was read; 0: there was none yet */ enum agreement_part part; struct str text; int64_t number; ident person; /* whose duty; or who changes it, at the screen */ };
struct msg_agreement_confirm { ident partnership; int32_t version, edition; /* as it was read */ ident person; };
struct msg_goal_set { ident partnership; int32_t edition; ident goal; /* 0: a new one */ ident person; /* whose; 0: everybody's */ struct str text; bool measured; int32_t first, target; /* 0 to 10 */ struct str first_words, target_words; };
struct msg_goal_drop { ident partnership; int32_t edition; ident goal; };
struct msg_goal_value { ident goal; int32_t value; /* 0 to 10; -1: in words only */ struct str words; ident person; };
struct msg_bid_set { ident session, person; int32_t minutes; /* 0: none */ struct str text; };
struct msg_takeaway_file { ident takeaway; enum insight insight; };
struct msg_exchange_set { ident exchange; /* 0: a new one */ ident person; enum exchange kind; struct str text; /* empty: it goes */ };
struct msg_profile_set { ident person; struct str team, language; enum rhythm rhythm; bool seeks, hidden; };
struct msg_relation_set { ident relation; /* 0: a new one */ ident person, partnership; /* one of the two */ struct str name, about; /* name empty: it goes */ int32_t goes; /* 1 to 5; 0: not said */ int32_t x, y; /* thousandths of the canvas */ };
struct msg_survey_open { ident partnership; struct str instrument; int64_t due; };
struct msg_survey_withdraw { ident survey; };
struct msg_survey_answer { ident survey, person; int32_t item, value; /* 1 to 5; 0: taken back */ };
struct msg_survey_submit { ident survey, person; };
struct msg_survey_reveal { ident survey; };
struct msg_priority_set { ident person; struct str skill; bool on; };
struct msg_programme_set { ident programme; /* 0: a new one */ struct str name; ident board; /* 0: one is made */ int64_t starts[PROGRAMME_STEPS]; /* wall; 0: after the content's days */ struct str people; /* of a new one: ids, a line each */ };
struct msg_programme_go { ident programme; int32_t step; /* PROGRAMME_STEPS: it is over */ };
struct msg_programme_done { ident programme, person; enum programme_part part; bool done; };
struct msg_quiz_judge { ident takeaway, person; enum grade grade; };
struct msg_person_set { ident person; /* 0: a new one */ struct str given, family, email, organisation, team, language; bool hidden, archived; };
struct msg_organisation_set { ident organisation; /* 0: a new one */ struct str name; enum organisation_kind kind; };
struct msg_belonging_set { ident person, organisation; bool on; };
struct msg_person_erase { ident person; };
struct msg_session_set { ident session; /* 0: new */ ident partnership; struct str title; int64_t starts, ends; enum rhythm rhythm; int32_t times; /* of a new one: a series */ };
struct msg_session_cancel { ident session; bool following; };
struct msg_backup_now { char none; };
struct msg_backup_restore { int32_t number; };
struct msg_setting_set { struct str name, value; };
struct msg_code_issue { ident note; };
struct msg_phone_end { ident person, device; /* device 0: all but the one that asks */ };
struct msg_code_renew { ident note; };

struct msg_pin_set { struct str pin; };
struct msg_pin_enter { struct str pin; };
struct msg_sign_out { char none; };

struct msg_map_look { enum map_level level; int32_t aspect; /* of where it is shown: width by height, in per cent */ };
struct msg_session_history { ident session; };

struct msg_code_redeem { struct hash hash; bool typed; struct hash cookie; bool has_cookie; };
struct msg_device_hello { struct hash cookie; ident note; /* 0: the latest it may open */ };
struct msg_device_who { struct hash cookie; ident note, person; struct str guest; };
struct msg_note_open { struct hash cookie; ident note; uint32_t version; bool has_version; struct str client; };
struct msg_note_push { ident note; uint32_t version; uint32_t push; /* 1, 2, 3… for each client */ struct str client; struct note_update *updates; uint32_t count; };
struct msg_note_cursor { ident note; uint32_t version, anchor, head; /* UTF-16 units */ };
struct msg_note_leave { char none; };
struct msg_board_open { struct hash cookie; ident board; };
struct msg_board_search { struct hash cookie; ident board; struct str text; }; /* the cookie has to have a right to the board */
struct msg_topic_read { ident topic; };

struct msg_page_open { struct hash cookie; ident subject; /* a person, or COORDINATOR */ };
struct msg_page_leave { char none; };
struct msg_look { struct str view; ident of; struct str text; int64_t from; };

struct import_person { struct str name, given, organisation, email, language, team; uint32_t line; };
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
struct msg_desk_file { struct str name; /* "people.csv" */ };
struct msg_pin_forget { char none; };

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
