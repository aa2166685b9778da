#pragma once
/* Partnerships in virtual time: a dozen people with their own pages, a screen that anybody touches and a coordinator,
 * on the real core, gate, statements and deeds, over a database that is slow, stands still and loses what was not
 * committed. After every step the rows written so far must be what people agreed to, and what leaves must be what they
 * may know. The first promise broken is kept in `broken`. All of it follows from the seed. */
#include <sqlite3.h>

#include "base/buf.h"
#include "core/audit.h"
#include "sim/books.h"
#include "sim/machine.h"
#include "store/statement.h"

enum flaw { /* the negative controls: what is broken on purpose, outside the core */
	FLAW_NONE,
	FLAW_GATE_OPEN,         /* effects leave before the disk has what they tell */
	FLAW_ANSWER_DOUBLED,    /* a reply leaves twice */
	FLAW_VIEW_ASTRAY,       /* a page is told what another one looks at */
	FLAW_WORDS_AT_DESK,     /* the coordinator is told what people wrote */
	FLAW_REQUEST_LOST,      /* the disk forgets which requests were done */
	FLAW_CONFIRMATION_LOST, /* the disk loses a confirmation that it had */
	FLAW_VERSION_REWRITTEN, /* words of a version that somebody confirmed change */
	FLAW_SHOWN_EARLY,       /* a survey is shown though nobody has answered */
	FLAW_FORCE_EARLY,       /* an agreement is said to be in force while somebody is missing */
	FLAW_NAME_KEPT,         /* an erased person stays on the disk */
	FLAW_CHAIN_TORN,        /* a line of the log reads otherwise than it was hashed */
	FLAW_ANSWERS_SEEN,      /* a page reads otherwise when answers do that it may know; see twin.c */
	FLAW_COUNT
};

enum { PEOPLE = 12, PAGES = 30, PEOPLE_MAX = 64 };
#define SCREEN (-1)
#define ASKED_MAX 8192
#define BEFORE_MAX 64
#define SECRET "Zq" /* begins whatever is private: SECRET, whose it is, a letter, a number */
#define OF_PERSON 'o'
#define OF_PARTNERSHIP 'w'
#define OF_SESSION 's'

struct asked { /* a request, so that it can be sent again */
	struct msg *msg;
	int page;             /* or SCREEN */
	int64_t at;           /* elapsed, when it was sent first */
	ident named[2];       /* whom its words name */
	bool answered, stale; /* stale: it names somebody who was erased since */
	uint32_t sent, replied;
	enum err err;
	ident result;
};
struct page { /* a phone, or the coordinator's laptop */
	ident subject, device;
	struct hash cookie;
	uint64_t conn, door; /* 0: none; door: what it brought its code by */
	char view[32];
	ident of;
	/* another connection, that writes in a note */
	uint64_t pen;
	ident note, note_of; /* of which partnership */
	uint32_t version, units, push;
	bool has_text; /* it knows what the note reads just now */
	char client[24];
};
struct seen { /* in all lives, so that a run in which nothing happened is noticed */
	uint64_t answered, refused, again, restarts, confirmed, in_force, copied, submitted, revealed, views,
		desk_views, erased, ended, twins, sessions, judged, conflicts;
};

struct club {
	struct machine m;
	struct seen *seen;
	enum flaw flaw;
	sqlite3 *db;
	struct statements sql;
	int64_t started;                                /* elapsed, when the core was */
	bool erased_since, retained_since, filed_since; /* deeds since the rows were compared */
	struct books issued, kept;                      /* by all batches; by those the disk said it has */
	struct asked asked[ASKED_MAX];
	uint32_t asked_count;
	struct page pages[PAGES];
	char gone[PEOPLE_MAX][2][24]; /* names of those who were erased */
	size_t gone_count;
	ident going; /* whose erasure is under way; 0 */
	ident erased_id, named[2];
	uint64_t last_conn;
	uint64_t watched; /* a connection whose newest view is kept in `said` */
	struct buf said;
	enum partnership_state
		before[BEFORE_MAX]; /* of partnerships that a step writes, by the place of the row */
	bool shown[BEFORE_MAX];     /* likewise of surveys: answers were shown before the step */
	struct hash chain;          /* of the newest line of the log */
};

/* club.c */
void club_open(struct club *, uint64_t seed, enum flaw, struct seen *);

/* members.c */
void members_act(struct club *);
void members_take(struct club *, const struct effect *);
void members_cut(struct club *);                   /* the server is gone */
void members_choose(struct club *, struct page *); /* what it looks at */
struct page *members_page(struct club *, uint64_t conn);

/* pact.c */
int64_t cell(const struct disk_row *, const char *column);
struct str cell_words(const struct disk_row *, const char *column);
void pact_before(
	struct club *, const struct msg *, const struct batch *); /* the rows do not have the step's yet */
void pact_after(struct club *, const struct msg *, const struct batch *);
void pact_reloaded(struct club *, const struct books *was); /* the rows as the disk has them */
bool pact_belongs(const struct books *, ident partnership, ident person);
bool pact_in_force(const struct books *, ident partnership, int64_t version);

/* eyes.c */
void eyes_made(struct club *, const struct effect *);    /* as it is made */
void eyes_leaving(struct club *, const struct effect *); /* as it leaves */
bool eyes_name(struct str text, const char names[2][24]);

/* twin.c */
void twin_audit(struct club *);
void twin_write(struct buf *, const struct doc *);
