#pragma once
/* Partnerships as everybody may read them: who learns with whom, what they have agreed, how far they are. Read
 * by screens on the main thread; what a function returns stays valid until the next core_step. */
#include "core/types.h"

struct core;
struct moment;

struct partner {
	ident person;
	int32_t position;
	enum standing standing;
	int64_t joined, left; /* wall; joined 0: from the start; left 0: belongs to it */
	enum consent consent; /* to a partnership that is proposed */
	ident left_by;        /* whose page took them out; 0: the screen did, or it is not known any more */
};
struct partnership {
	ident id;
	enum model model;
	enum partnership_state state;
	struct str name; /* may be empty: the members' names stand for it */
	struct str
		purpose; /* of a skills sharing its product, of a secondment its task, of a joint venture its common goal */
	struct str language;                     /* empty: the room's */
	enum rhythm rhythm;                      /* RHYTHM_ONCE: not settled */
	int64_t starts, ends, created, ended_at; /* wall; 0: not settled */
	struct str ended_why;
	ident programme;                /* whose group it is; 0 */
	const struct partner *partners; /* by position, those who left too */
	size_t count;
	uint64_t seq;
};
const struct partnership *core_partnership(const struct core *, ident); /* NULL if unknown */
/* All that person belongs to, or is asked to, and that have not ended, the newest first; person 0: of everybody. Past
 * `cap` the oldest are left out. */
size_t core_partnerships(const struct core *, ident person, const struct partnership **out, size_t cap);
bool partnership_has(const struct partnership *, ident person); /* belongs to it just now, or is asked to */
/* Belongs to it and has said yes, or all are still being asked: who is asked into one that is under way reads what they
 * are to say yes to, and nothing that was said before. */
bool partnership_counts(const struct partnership *, ident person);
/* Those of partnership_people who count so: on the map whoever was only asked learns with nobody yet. */
size_t partnership_counting(const struct partnership *, ident *out, size_t cap);
size_t partnership_people(
	const struct partnership *, ident *out, size_t cap); /* who belongs to it just now */
const struct partner *partnership_partner(const struct partnership *, ident person); /* NULL */

struct partnership_sessions {
	int32_t held;           /* so many were closed; right a moment after the start */
	int64_t last;           /* the newest of those began; 0: none yet */
	int64_t next;           /* the first to come; 0: none is planned */
	ident next_session, on; /* on: one that somebody has come to; 0 */
};
struct partnership_sessions core_partnership_sessions(const struct core *, ident partnership, int64_t wall);
struct action;
/* Open ones of its sessions, whoever's, the earliest due first. */
size_t core_partnership_actions(
	const struct core *, ident partnership, const struct action **out, size_t cap);

struct goal {
	ident id, person; /* whose; 0: everybody's */
	struct str text;
	bool measured; /* 0 to 10; else by sentences */
	int32_t first, target;
	struct str first_words, target_words;
};
struct duty {
	ident person;
	struct str text;
};
struct confirmed {
	ident person;
	int64_t at;
};
struct agreement { /* one version */
	ident partnership;
	int32_t version, edition;       /* both 0: nothing written yet */
	struct str outcomes, own_rules; /* a line each */
	unsigned rules;                 /* 1 << enum rule */
	enum rhythm rhythm;
	int64_t review, created; /* wall; review 0: not settled */
	ident person;            /* who changed it last; 0: at the screen */
	const struct goal *goals;
	const struct duty *duties;
	const struct confirmed *yes;
	size_t goal_count, duty_count, yes_count;
	bool in_force; /* all who belong to the partnership have confirmed it, and that is on the disk */
};
/* version 0: the newest, in force or not; -1: the newest that is in force. False: there is none. */
bool core_agreement(const struct core *, ident partnership, int32_t version, struct agreement *);
enum agreement_state {
	AGREEMENT_NONE,
	AGREEMENT_DRAFT,
	AGREEMENT_WAITS /* some have confirmed */,
	AGREEMENT_IN_FORCE,
	AGREEMENT_REVIEW_DUE
};
enum agreement_state core_agreement_state(const struct core *, ident partnership, int64_t wall);

/* What differs between a version and the one before it, part by part, for people to read. */
struct difference {
	enum agreement_part part;
	ident of;                            /* PART_DUTY: whose; a goal: its id, with part PART_COUNT */
	struct str before, after;            /* one of them empty: new, or gone */
	int64_t number_before, number_after; /* rules, rhythm, review */
	const struct goal *goal_before, *goal_after; /* of a goal; NULL: new, or gone */
};
size_t core_agreement_changes(
	const struct core *, ident partnership, int32_t version, struct difference *out, size_t cap);

struct goal_point {
	int64_t at;
	int32_t value;
	struct str words;
	ident person;
};
size_t core_goal_points(
	const struct core *, ident goal, const struct goal_point **out); /* the oldest first */

/* What meets somebody at the door: the goal of theirs nearest its review, of an agreement in force. */
struct follow_up {
	ident partnership, goal;
	int64_t review;
};
bool core_follow_up(const struct core *, ident person, int64_t wall, struct follow_up *);

struct exchanged {
	ident id, person;
	enum exchange kind;
	struct str text;
	int64_t created;
};
size_t core_exchanges(
	const struct core *, ident person, const struct exchanged **out, size_t cap); /* 0: everybody's */

/* Two who could learn together and do not: with the reasons, the best first; nobody who has said no to it. */
enum reason {
	REASON_WISH_MET = 1 /* the first's offer fits the second's wish */,
	REASON_BOTH_WAYS = 2,
	REASON_RHYTHM = 4,
	REASON_LANGUAGE = 8,
	REASON_TEAM = 16 /* of different teams */,
	REASON_ORGANISATION = 32
};
struct suggestion {
	ident a, b, offer, wish; /* exchanges */
	unsigned reasons;
	int32_t score;
};
size_t core_suggestions(struct core *, struct suggestion *out, size_t cap);
size_t core_suggestions_of(struct core *, ident person, struct suggestion *out, size_t cap);
