#pragma once
/* Marketplaces in virtual time: forty people, their phones, a facilitator and those who would like to be
 * one, on the real core and gate, over a disk that is slow, fails and loses what was not committed. After
 * every step the rows written so far must be a meeting as it should be, and what leaves for the phones must
 * be what they may know. The first promise broken is kept in `broken`. All of it follows from the seed. */
#include "sim/books.h"
#include "sim/machine.h"

enum flaw { /* the negative controls: what is broken on purpose, outside the core */
	FLAW_NONE,
	FLAW_GATE_OPEN,      /* effects leave before the disk has what they tell */
	FLAW_ANSWER_DOUBLED, /* an effect leaves twice */
	FLAW_ANSWER_ASTRAY,  /* what is one phone's own goes to another */
	FLAW_VOTES_TOLD,     /* a card says its votes while they are hidden */
	FLAW_VOTE_LOST,      /* the disk loses a vote that it had */
	FLAW_VOTE_TWICE,     /* the disk keeps one vote more */
	FLAW_REQUEST_LOST,   /* the disk forgets which requests were done */
	FLAW_MEETING_LOST,   /* the disk keeps an older row of the meeting now and then */
	FLAW_TRIES_LOST,     /* the disk forgets how often a PIN was tried */
	FLAW_COUNT
};

enum { PEOPLE = 40, PHONES = 34, BOARD = 50, OTHER_BOARD = 51 };
#define SCREEN (-1)
#define ASKED_MAX 8192
#define BEEN_MAX 64
#define CHECKS_MAX 64
#define TRIES_MAX 4096

struct asked { /* a request, so that it can be sent again */
	enum msg_kind kind;
	uint64_t request;
	int phone; /* or SCREEN */
	ident meeting, topic, person, other;
	int64_t number;
	uint32_t sent, replied;
	bool answered;
	int64_t at; /* elapsed, when it was sent first */
	enum err err;
	ident result;
};
struct handset {
	uint64_t conn;   /* 0: none */
	bool has_cookie; /* and the board it is for: */
	struct hash cookie;
	ident board;
	ident device, follows; /* as the core has it: which phone it is, and the board it follows; 0: none */
	ident been[BEEN_MAX];  /* whom its visitors have said they are */
	size_t been_count;
};
struct stamp { /* when the row of a meeting was written */
	ident meeting;
	struct moment at;
	int64_t elapsed;
};
struct check { /* of a PIN, under way */
	uint64_t number;
	bool good, is_new;
	size_t try; /* index of it */
};

struct seen { /* in all lives, so that a run in which nothing happened is noticed */
	uint64_t answered, votes, reveals, meetings, restarts, extensions, undone, again, refused,
		handed_over, gridded;
};

struct market {
	struct machine m;
	struct seen *seen;
	enum flaw flaw;
	bool guessing; /* a life of somebody who guesses the PIN, and of little else */
	struct disk disk;
	struct books issued, kept; /* by all batches; by those the disk said it has */
	struct stamp stamps[64];   /* of those kept, the newest of each meeting */
	size_t stamp_count;
	struct asked asked[ASKED_MAX];
	uint32_t asked_count;
	struct handset phones[PHONES];
	struct check checks[CHECKS_MAX];
	size_t check_count;
	int64_t tries[TRIES_MAX]; /* elapsed; wrong ones */
	bool try_was_right[TRIES_MAX];
	size_t try_count;
	uint64_t last_conn;
};

struct event { /* one message, while it is looked at */
	const struct msg *msg;
	const struct batch *batch; /* what it wrote; NULL: nothing */
	const struct outbox *out;
	bool again;      /* the request was done before */
	bool leads;      /* whoever asks had the lead */
	ident person;    /* whoever asks, or is named at the screen */
	ident lead_code; /* a code was brought that hands over the lead of this meeting; 0: none */
	enum err err;    /* as answered */
	bool is_answered;
	int given, on_card; /* votes of the person before */
	bool reveals;
	ident order[TOPICS_OF_BOARD_MAX]; /* of the agenda, as it has to become */
	size_t order_count;
	size_t clashes; /* bringers in two places, before */
};

/* market.c */
void market_open(struct market *, uint64_t seed, enum flaw, struct seen *, bool guessing);
void market_restart(struct market *);
bool market_over(const struct market *); /* no more room for requests */

/* crowd.c */
void crowd_act(struct market *);
void crowd_guess(struct market *);
void crowd_take(struct market *, const struct effect *);
void crowd_cut(struct market *); /* the server is gone */
struct asked *crowd_asked(struct market *, uint64_t request);
int crowd_phone(const struct market *, uint64_t conn); /* -1: none */

/* audit.c */
struct agenda { /* of the meeting that is on */
	ident meeting;
	int64_t box_left;
	struct agenda_item items[256];
	size_t count;
};
void audit_note_agenda(const struct market *, struct agenda *);
void audit_same_agenda(struct market *, const struct agenda *before);
void audit_before(struct market *, struct event *); /* the rows do not have the step's yet */
void audit_after(struct market *, const struct event *);
void audit_leaving(struct market *, const struct effect *);
void audit_readings(struct market *); /* the clock moved */
void audit_tries(struct market *);
bool is_lead_step(enum msg_kind);

/* tell.c */
void tell_audit(struct market *, const struct effect *); /* as it is made */

/* recall.c */
void recall_audit(struct market *);  /* a new core has loaded */
void recall_memory(struct market *); /* at any time */
