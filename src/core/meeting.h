#pragma once
/* Boards, their topics, and the meetings held on them, as screens and phones may read them. Reading
 * functions are the core's: main thread, and what they return is valid until the next core_step. Those
 * that list write at most `cap` and return how many they wrote.
 *
 * Wall times are ms since 1970 UTC, mono times ms of the monotonic clock. */
#include "core/types.h"

struct core;

/* ---- boards and topics ---- */
struct board {
	ident id;
	struct str name, purpose;
	int64_t next_meeting; /* wall; 0: not settled */
	bool archived;
	enum rhythm rhythm;
	/* defaults of its meetings: votes a person has, and may give one topic; minutes for a topic; minutes
	 * that a meeting lasts */
	int32_t votes, topic_votes, minutes, length;
};
struct topic {
	ident id, board, person, note;
	enum lane lane;
	int32_t position;
	enum topic_kind kind;
	struct str title, detail;
	int64_t created;
	bool draft;           /* only whoever brought it sees it */
	int32_t passed_over;  /* meetings that ended without it */
	ident merged;         /* the card it lies under; 0: none */
	struct str outcome;   /* what came of it */
	ident meeting;        /* in which it was discussed last; 0: in none */
	int64_t spent;        /* ms it was discussed there */
	int64_t gather_until; /* wall; those who sit together now may join until then; 0: nobody does */
};
size_t core_boards(const struct core *, const struct board **out, size_t cap);
const struct board *core_board(const struct core *, ident);
/* A lane without drafts, in its order: that of the agenda once the votes are shown. */
size_t core_topics(const struct core *, ident board, enum lane lane, const struct topic **out, size_t cap);
/* Up next, then Proposed: what is still to be talked about. */
size_t core_waiting(const struct core *, ident board, const struct topic **out, size_t cap);
size_t core_topic_count(const struct core *, ident board, unsigned lanes /* 1 << LANE_… */, unsigned kinds);
const struct topic *core_topic(const struct core *, ident);
size_t core_merged(const struct core *, ident topic, const struct topic **out, size_t cap); /* under it */
size_t core_drafts(const struct core *, ident board, ident person, const struct topic **out, size_t cap);
/* Topics of the board that say something similar, the most similar first; `except` is left out. */
size_t core_similar(const struct core *, ident board, struct str words, ident except,
	const struct topic **out, size_t cap);
/* When a board meets after `wall`, by its rhythm; 0: not again. */
int64_t board_next_meeting(const struct board *, int64_t wall);
/* The same, and a meeting that was held a few hours early counts as held. */
int64_t core_next_meeting(const struct core *, ident board, int64_t wall);

/* ---- meetings ---- */
struct box {                 /* the time a topic has, or a bringer to pitch it */
	int64_t total, used; /* ms; used up to `since` */
	int64_t since;       /* mono; meaningful while running */
	bool running;
};
int64_t box_left(const struct box *, int64_t mono); /* ms; never negative */
#define LEAD_KIOSK 0
struct meeting {
	ident id, board;
	enum phase phase;
	int64_t phase_since, started, ends, closed_at; /* wall; closed_at 0: under way */
	ident lead;                                    /* the phone that leads; LEAD_KIOSK: the screen does */
	int32_t round;                                 /* of the votes, from 0 */
	bool revealed;                                 /* the votes of this round */
	ident topic;                                   /* discussed, or pitched, just now; 0: none */
	struct box box;
	int32_t extensions;   /* the box was extended so often */
	int64_t thumbs_until; /* mono; everybody is asked until then; 0: nobody is */
	bool split;           /* the topics are on a grid */
	struct str places;    /* of the grid, a line each */
	int32_t slots, slot_minutes;
	int64_t grid_starts;
	uint64_t seq; /* of the batch that holds this */
};
const struct meeting *core_meeting(const struct core *, ident);
const struct meeting *core_meeting_of(const struct core *, ident board);     /* under way; NULL: none */
const struct meeting *core_meeting_before(const struct core *, ident board); /* the last one closed; NULL */
/* Whether the screen, or a phone, may do what only the lead may. */
bool core_screen_leads(const struct core *, const struct meeting *);
bool core_can_undo(const struct core *, ident meeting); /* the lead's last step */
/* Which phases may follow the present one: 1 << PHASE_… */
unsigned core_phases_open(const struct core *, ident meeting);
int64_t core_phase_time(const struct core *, ident meeting, enum phase); /* ms, as suggested */

struct participant {
	ident person;
	int64_t joined;
	bool finished; /* voting, this round */
	enum thumb thumb;
	bool phone; /* a phone of theirs follows the board just now */
};
size_t core_participants(const struct core *, ident meeting, struct participant *out, size_t cap);

/* ---- votes ---- */
int core_votes(const struct core *, ident topic);  /* with those under it; -1: hidden */
int core_voters(const struct core *, ident topic); /* different people; -1: hidden */
int core_vote_of(const struct core *, ident meeting, ident topic, ident person); /* this round */
int core_votes_left(const struct core *, ident meeting, ident person);
struct vote_count {
	int people, finished, votes; /* who may vote, who has finished, all votes given */
};
struct vote_count core_vote_count(const struct core *, ident meeting);
/* More votes first; then those more people voted for; then those passed over more often; then the older. */

/* ---- the agenda ---- */
struct agenda_item {
	ident topic;
	int votes;
	int64_t ms;     /* its box */
	int64_t starts; /* wall, as planned */
	bool reached;   /* false: there is no time for it today */
};
/* What is still to be discussed, in order, with the time left shared out by votes. The topic under
 * discussion is not in it; its box counts as used. */
size_t core_agenda(
	const struct core *, ident meeting, struct moment now, struct agenda_item *out, size_t cap);
size_t core_pitches(const struct core *, ident meeting, ident *topics, size_t cap); /* in their order */

enum nudge { /* a hint for whoever leads */
	NUDGE_NONE,
	NUDGE_QUIET,      /* no new topic for so many minutes */
	NUDGE_VOTES_IN,   /* everybody has finished */
	NUDGE_VOTES_FEW,  /* `number` people have not finished, and the suggested time is over */
	NUDGE_TIME_LEFT,  /* `minutes` left, `number` topics */
	NUDGE_OVER,       /* the meeting should have ended `minutes` ago */
	NUDGE_PHASE_LONG, /* the phase takes longer than suggested, by `minutes` */
	NUDGE_ALL_PITCHED,
	NUDGE_ALL_DISCUSSED,
	NUDGE_NO_OUTCOME,   /* `number` topics have no outcome */
	NUDGE_ACTIONS_OPEN, /* `number` actions of last time are not settled */
	NUDGE_COUNT
};
struct hint {
	enum nudge nudge;
	int number, minutes;
};
struct hint core_hint(const struct core *, ident meeting, struct moment now);

struct thumbs {
	int asked, for_more, enough, no_matter;
};
struct thumbs core_thumbs(const struct core *, ident meeting);
struct stars {
	int count, tenths; /* the mean, in tenths */
};
struct stars core_stars(const struct core *, ident meeting);

/* ---- actions ---- */
struct action {
	ident id, topic, meeting, session, owner;
	ident partnership; /* whose session it was; 0 */
	ident note;        /* it came from; 0: from none */
	struct str text;
	int64_t due, created, done, dropped; /* wall; 0: not */
	int32_t carried;                     /* so many times */
};
const struct action *core_action(const struct core *, ident);
/* How it was settled, in that meeting (0: in none) or at all. */
enum settle core_action_state(const struct core *, const struct action *, ident meeting);
size_t core_topic_actions(const struct core *, ident topic, const struct action **out, size_t cap);
/* Those of the board's meetings before the present one that were open when it began. */
size_t core_open_actions(const struct core *, ident meeting, const struct action **out, size_t cap);
/* A person's own, open, from boards and sessions, the earliest due first. */
size_t core_actions_of(const struct core *, ident person, const struct action **out, size_t cap);
/* Lines marked as action in the topic's note that are no action yet. */
struct found_action {
	struct str text;
	ident owner;
	int64_t due;
};
size_t core_found_actions(const struct core *, ident topic, struct found_action *out, size_t cap);

/* ---- interest, and the grid ---- */
size_t core_interested(const struct core *, ident topic, enum interest, ident *people, size_t cap);
/* The session under way that people who sat together on the topic are in; 0: none. */
ident core_gathered(const struct core *, ident topic);
struct cell {
	ident topic;
	int32_t place, slot; /* -1: not on the grid */
};
size_t core_grid(const struct core *, ident meeting, struct cell *out, size_t cap); /* by slot, then place */
struct cell core_cell(const struct core *, ident meeting, ident topic);
int meeting_places(const struct meeting *);
struct str meeting_place(const struct meeting *, int place);
int64_t meeting_slot_start(const struct meeting *, int slot); /* wall */
struct clash { /* two topics at the same time that the same people want, or one person brings */
	ident a, b;
	int people;
	bool bringer;
};
size_t core_clashes(const struct core *, ident meeting, struct clash *out, size_t cap); /* the worst first */

/* ---- offers and wishes ---- */
struct proposal {
	ident offer, wish; /* topics */
	enum consent offer_answer, wish_answer;
	ident session; /* that came of it; 0: none yet */
};
size_t core_proposals(const struct core *, ident board, struct proposal *out, size_t cap);
size_t core_proposals_of(const struct core *, ident topic, struct proposal *out, size_t cap);

/* ---- the facilitator ---- */
enum pin_state {
	PIN_NONE /* to be set at first use */,
	PIN_ASKED /* being checked */,
	PIN_LOCKED,
	PIN_READY,
	PIN_SIGNED_IN
};
enum pin_state core_pin(const struct core *, int64_t mono, int64_t *wait /* ms, when locked; may be NULL */);
#define PIN_DIGITS_MIN 6
#define PIN_DIGITS_MAX 12
