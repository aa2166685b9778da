#pragma once
/* The core: every rule, and the truth in memory. Single-threaded and pure: no I/O, no clock, no
 * random source; those come in messages. The main thread steps it and reads it; nobody else does.
 *
 * What a reading function returns stays valid until the next core_step or core_load. */
#include "core/content.h"
#include "core/meeting.h"
#include "core/msg.h"
#include "core/outbox.h"
#include "core/partnership.h"

struct core;

struct core_config {
	struct str room, place;     /* "Harbour Room", "Workshop floor" */
	struct str language;        /* "en": of new notes and codes of the room */
	bool guests;                /* whether somebody unknown may join */
	int64_t undo_ms;            /* how long a check-in can be undone in one touch; 10 s */
	int64_t walk_in_ms;         /* length of a walk-in session; 60 min */
	int64_t expected_before_ms; /* how long before its start a session's members are expected; 90 min */
	int64_t code_after_ms;      /* how long codes live after the session's end; 2 h */
	const struct content *content;
};

struct core *core_new(const struct core_config *); /* copies the strings; content must outlive it */
void core_free(struct core *);

/* Applies one message. Its answer and everything else it causes are added to the outbox. */
void core_step(struct core *, const struct msg *, struct outbox *);

/* The earliest monotonic time at which the core wants MSG_tick; NEVER if none. */
int64_t core_deadline(const struct core *);

/* ---- what changed: a screen redraws when something it watches did ---- */
enum change {
	CHANGE_PEOPLE = 1 << 0,
	CHANGE_SESSIONS = 1 << 1,
	CHANGE_BOARDS = 1 << 2,
	CHANGE_NOTES = 1 << 3,
	CHANGE_STORE = 1 << 4,
	CHANGE_PHONES = 1 << 5,
	CHANGE_CODES = 1 << 6,
	CHANGE_TURNS = 1 << 7,
	CHANGE_MEETINGS = 1 << 8,
	CHANGE_PIN = 1 << 9,
	CHANGE_PARTNERSHIPS = 1 << 10, /* and agreements, goals, exchanges */
	CHANGE_SURVEYS = 1 << 11,
	CHANGE_PROGRAMMES = 1 << 12, /* and relations, priorities */
	CHANGE_QUIZ = 1 << 13,
	CHANGE_SETTINGS = 1 << 14,
	CHANGE_MAP = 1 << 15, /* of partnerships */
	CHANGE_ALL = ~0
};
unsigned core_take_changes(struct core *); /* the bits since the last call */

/* ---- the state of things ---- */
const struct core_config *core_config(const struct core *);
bool core_ready(const struct core *); /* loaded */
bool core_disk_works(const struct core *);
bool core_restored(const struct core *); /* the database was damaged; a backup took its place at this start */
uint64_t core_issued(const struct core *); /* seq of the newest batch */
uint64_t core_committed(const struct core *);
struct str core_address(const struct core *); /* "HTTP://192.168.1.20:8080/" or empty */
struct str core_address_label(const struct core *);

/* ---- people ---- */
struct person {
	ident id, organisation;
	struct str given, family, email, language, team;
	uint8_t colour; /* index into the theme's avatar hues */
	bool guest, hidden /* 'not on the screen' */, archived;
	int64_t created;
	enum rhythm rhythm; /* they like to meet in; RHYTHM_ONCE: not said */
	bool seeks;         /* looks for partners */
};
const struct person *core_person(const struct core *, ident); /* NULL if unknown */
size_t core_people_count(const struct core *);
size_t core_organisations_of(const struct core *, ident person, ident *out,
	size_t cap);                                           /* the one that stands with the person first */
struct str core_organisation_name(const struct core *, ident); /* empty if none */
/* "Anna B."; hidden: "Guest"'s stand-in is the caller's business. Into the arena. */
struct str person_short_name(struct arena *, const struct person *);
struct str person_full_name(struct arena *, const struct person *);
struct str person_initials(struct arena *, const struct person *); /* "AB" */

#define MATCH_SPANS_MAX 4
struct match { /* one search result */
	ident person;
	uint8_t spans; /* what was matched, to be marked */
	struct {
		uint16_t from, to;
	} span[MATCH_SPANS_MAX]; /* bytes of the full name */
	ident session;           /* today's session it is expected in, or 0 */
	bool here;               /* already checked in there */
};
/* People any part of whose name begins with each word of the query, in any order, accents or not;
 * expected ones who are not here yet first, then those who are, then by name. Returns how many were written. */
size_t core_search(const struct core *, struct str query, int64_t wall, struct match *out, size_t cap);

/* ---- sessions ---- */
struct member {
	ident session, person;
	int32_t position;
	bool expected;   /* planned; else they joined */
	ident replaces;  /* a substitute for this person */
	int64_t here_at; /* wall; 0: not here */
	int64_t gone_at; /* wall; checked out by hand */
	uint64_t seq;    /* of the batch that holds this */
};
struct turn {
	int64_t total, used; /* ms; used up to `since` */
	int64_t since;       /* mono; meaningful while running */
	bool running;
	ident learner;
	enum role role; /* of the one who does not learn */
};
struct session {
	ident id, partnership;
	enum model model;
	struct str title; /* of the calendar or the partnership; may be empty */
	int64_t starts, ends;
	enum session_state state;
	bool walk_in;
	ident focus_topic;
	struct str focus; /* the topic's title, or typed; may be empty */
	ident note;
	int32_t step; /* of the guide; -1 before the first */
	struct turn turn;
	uint32_t prompt;    /* index, modulo the number of prompts */
	int64_t next_start; /* agreed next meeting; 0 */
	int64_t closed_at;
	uint64_t seq;
};
const struct session *core_session(const struct core *, ident);
bool core_can_reopen(const struct session *, int64_t wall); /* closed so recently that it may go on */
size_t core_members(const struct core *, ident session, const struct member **out, size_t cap);
const struct member *core_member(const struct core *, ident session, ident person);
bool member_is_here(const struct core *, const struct member *); /* here, and that is on the disk */
/* Sessions of the wall time's day, and those expected soon after it, by start; closed ones included,
 * cancelled ones not. */
size_t core_today(const struct core *, int64_t wall, const struct session **out, size_t cap);
const struct session *core_next_session(const struct core *, int64_t wall);

struct expected {
	ident person, session;
};
/* Who is expected now and not here, the soonest session first. */
size_t core_expected(const struct core *, int64_t wall, struct expected *out, size_t cap);

/* Who is here for a session of the day that has not closed, each once; nobody who is not to be on the screen. */
size_t core_people_here(const struct core *, int64_t wall, ident *out, size_t cap);

enum plan_kind {
	PLAN_SESSION, /* this one, no question */
	PLAN_CHOICE,  /* several are on now or next */
	PLAN_ALREADY, /* checked in already, to sessions[0] */
	PLAN_WALK_IN  /* none today: find a partner, or join one of the sessions as a substitute or extra */
};
struct plan {
	enum plan_kind kind;
	ident sessions[6];
	int count;
};
struct plan core_plan(const struct core *, ident person, int64_t wall);

int64_t turn_left(const struct turn *, int64_t mono); /* ms; negative past the end */
struct ledger {
	ident person;
	int64_t planned, used;
}; /* who had how much */
/* Those who are here, then those still expected, without those replaced: the order of the turns. */
size_t core_taking_part(const struct core *, ident session, ident *out, size_t cap);
ident core_learner(
	const struct core *, const struct session *, int32_t step); /* who learns, did or will; 0: nobody */
/* A turn for which there is nobody: more of them than people here, or than people who asked for time. */
bool core_step_left_out(const struct core *, const struct session *, int32_t step);
struct bid { /* for time in a learning set */
	ident person;
	int32_t minutes, position;
	struct str text; /* what for; may be empty */
};
size_t core_bids(const struct core *, ident session, const struct bid **out); /* in the order of presenting */
int core_bid_minutes(const struct core *, const struct session *); /* asked for where nobody says how long */
struct stages {                                                    /* of the turn that is on */
	enum turn_stage now;
	int64_t left;               /* of the stage, ms; negative past the end of the last */
	int64_t total[STAGE_COUNT]; /* ms */
};
bool core_stages(
	const struct core *, const struct session *, int64_t mono, struct stages *); /* false: it has none */
size_t core_ledger(const struct core *, ident session, int64_t mono, struct ledger *out, size_t cap);
const struct guide *core_guide(const struct core *, const struct session *, struct str language);

struct takeaway { /* found in the note; kept ones are written when the session closes */
	enum takeaway_kind kind;
	struct str text;
	bool keep;
	ident owner;
	int64_t due; /* local midnight, 0: none */
};
/* What the partnership's meeting before this one left behind, once MSG_session_history has been
 * answered; *starts is when that was. */
size_t core_history(const struct core *, ident session, const struct history_line **out, int64_t *starts);
size_t core_takeaways(const struct core *, ident session, struct takeaway *out, size_t cap);
struct written_insight { /* to be filed (MSG_takeaway_file) once the session is closed */
	ident takeaway;
	enum insight insight;
	struct str text;
};
size_t core_insights(const struct core *, ident session, const struct written_insight **out);

/* ---- notes and codes ---- */
struct note_view {
	ident id, session, topic;
	uint32_t version;
	struct str title, text;
	bool closed;
	bool saved;                       /* everything in `text` is on the disk */
	const struct note_person *people; /* members of its session and guests; conn != 0: a phone is on it */
	size_t people_count;
	size_t phones;
};
bool core_note(const struct core *, ident, struct note_view *);

#define OWN_PHONES_MAX                                                                                       \
	16 /* of a person, as they are listed: those that open their page first; further ones are ended with all */
struct own_phone { /* a phone or laptop that is somebody's, or said so */
	ident device;
	int64_t since, until; /* wall: it first came to this kiosk; its last right ends */
	bool page; /* opens their own page; else notes and boards only, where it said it was theirs */
	bool open; /* their page is open on it just now */
};
/* Those that open the person's page first, each row the one that came last first. */
size_t core_phones_of(const struct core *, ident person, struct own_phone *out, size_t cap);

struct code_view {
	char url_token[27]; /* Crockford's base 32 of the token, goes behind '#' */
	char short_code[SHORT_CODE_CHARS + 1];
	int64_t issued_at; /* mono */
	bool phone_seen;   /* somebody has come through it */
	bool spent;        /* and it was for one phone: ask for another before it is shown again */
};
bool core_code(
	const struct core *, ident note, struct code_view *); /* false: none known; send MSG_code_issue */
