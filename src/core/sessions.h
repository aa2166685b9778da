#pragma once
/* Sessions, as the core's own files share them: session.c keeps them and reads them, check_in.c,
 * turn.c, takeaway.c and import.c have their rules. */
#include "core/inside.h"
#include "core/table.h"

struct past_turn { /* a row of the ledger */
	int32_t step;
	ident learner;
	enum role role;
	int64_t planned, used, started; /* ms, ms, wall */
};

struct choice { /* what somebody settled about a takeaway, by its words */
	enum takeaway_kind kind;
	struct str text;
	bool keep;
	ident owner;
	int64_t due;
	char *block;
};

struct session_row {
	struct session s;
	struct str uid; /* of the calendar it came from */
	int64_t recurrence;
	char *block;            /* title, focus and uid */
	struct member *members; /* by position */
	size_t member_count, member_cap;
	struct past_turn *turns;
	size_t turn_count, turn_cap;
	bool clock_doubtful;  /* its times were taken from a clock that was not to be trusted */
	int64_t turn_started; /* wall, of the turn on now */
	int64_t told_end;     /* mono; the end of a turn that was announced */
	struct choice *choices;
	size_t choice_count, choice_cap;
	struct bid *bids; /* by position */
	size_t bid_count, bid_cap;
	char *bid_block; /* their words */
	ident *written;  /* the takeaways on the disk, once it is closed */
	size_t written_count, written_cap;
	struct written_insight *insights; /* of those; the texts lie in insight_mem */
	size_t insight_count, insight_cap;
	struct arena insight_mem;
	struct arena history_mem; /* what the meeting before this one left behind; asked once */
	struct history_line *history;
	size_t history_count;
	int64_t history_of; /* when that was */
	bool history_asked;
	ident next; /* the session that was made when this one closed */
};

struct sessions {
	struct table sessions;
	/* Nothing of what time does to them happens before then, by both clocks as they stood at `looked`; 0: it has
	 * to be found out again. */
	int64_t quiet_until; /* mono */
	struct moment looked;
};

struct session_row *session_find(const struct core *, ident);
/* A new session, waiting, not yet saved. */
struct session_row *session_add(struct core *, enum model, int64_t starts, int64_t ends);
/* The row on the disk and in the bits: strings copied, seq set. Call it once, after the last change. */
void session_save(struct core *, struct session_row *);
bool session_move(struct session_row *, enum session_state to); /* false: that is not a move */
bool session_is_open(const struct session *);                   /* neither closed nor cancelled */
struct str session_name(
	const struct core *, const struct session_row *, struct arena *); /* focus, or who meets */

/* Finds an open session for a rule, or answers and gives NULL. */
struct session_row *session_for_rule(struct core *, ident);

struct member *member_find(struct session_row *, ident person);
struct member *member_add(struct core *, struct session_row *, ident person, bool expected);
void member_save(struct core *, struct member *);
void member_remove(struct core *, struct session_row *, ident person); /* here and on the disk */
bool member_is_in(const struct member *); /* here, whether the disk knows it or not */
bool member_is_replaced(const struct session_row *, ident person); /* a substitute of theirs is here */
size_t session_here(const struct session_row *);
bool session_takes_people(const struct core *, const struct session *, int64_t wall); /* on, or soon */

/* Those that are on, or to come, and that they have come to or are expected at; the soonest first. */
size_t sessions_of_person(
	const struct core *, ident person, int64_t wall, const struct session **out, size_t cap);
bool sessions_has_person(const struct core *, ident person); /* in any that is in memory */
struct today_member {
	ident person, session;
	bool here;
};
/* Members of today's open sessions by person, each once: of the session they are in, or else of the soonest.
 */
size_t sessions_today_members(const struct core *, int64_t wall, struct arena *, struct today_member **out);
const struct today_member *today_member_find(const struct today_member *, size_t count, ident person);

/* check_in.c: a session that starts now, on the spot, with these people in it. `topic` may be 0. */
struct session_row *session_walk_in(
	struct core *, enum model, ident topic, struct str focus, const ident *people, size_t count);

/* bid.c: the n-th who asked for time and is here, and their minutes; 0: nobody */
ident bid_presenter(struct session_row *, int n, int *minutes);
bool session_has_bids(const struct session_row *);

/* turn.c */
void turn_bank(struct core *, struct session_row *); /* the turn on now becomes a row of the ledger */
void turn_stop(struct core *, struct session_row *); /* the clock stands still */

/* bid.c: an insight is on the disk */
void insight_written(struct session_row *, ident takeaway, struct str text, enum insight);
void insights_unwritten(struct session_row *);

/* takeaway.c */
/* What a note says in marks, in the order of its lines; `owners`: whose names may stand before an action.
 * The texts lie in the note's. */
size_t note_takeaways(const struct core *, ident note, const ident *owners, size_t owner_count,
	struct takeaway *out, size_t cap);
void session_close(struct core *, struct session_row *); /* writes the takeaways, ends the note */

/* What becomes of the sessions to come of a partnership: none takes place, somebody is not expected any more, or from
 * now on. Sessions that somebody has come to stay as they are. */
void sessions_call_off(struct core *, ident partnership);
void sessions_drop_partner(struct core *, ident partnership, ident person);
void sessions_add_partner(struct core *, ident partnership, ident person);
