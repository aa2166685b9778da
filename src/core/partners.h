#pragma once
/* Partnerships, as the core's own files share them: partnership.c keeps them, agreement.c what was agreed, exchange.c
 * offers and wishes, matching.c who could learn with whom. */
#include "core/inside.h"
#include "core/table.h"

struct version { /* of an agreement; its lists are these, in the order they came */
	struct agreement a;
	struct goal *goals;
	struct duty *duties;
	struct confirmed *yes;
	size_t goal_cap, duty_cap, yes_cap;
	char *block;  /* all its words */
	uint64_t seq; /* of the batch that holds its newest confirmation */
};
struct track { /* how far a goal was, over all versions */
	ident goal;
	struct goal_point *points;
	size_t count, cap;
	char *block;
};
struct partnership_row {
	struct partnership p; /* id first, see table.h; p.partners is `partners` */
	char *block;          /* its words */
	bool doubtful;        /* when it ended: the clock was not known to be right */
	struct partner *partners;
	size_t cap;
	uint64_t partners_seq;    /* of the batch that holds who belongs to it */
	struct version **version; /* by number, the first is 1 */
	size_t version_count, version_cap;
	struct track *tracks;
	size_t track_count, track_cap;
	int32_t held; /* sessions that were closed */
	int64_t met;  /* the newest of them began; 0: none */
	/* Of the sessions in memory, see rhythm.c: the one under way, the next, and how many are still to come. */
	struct partnership_sessions soon;
	int32_t planned;
};
struct exchange_row {
	struct exchanged e; /* id first */
	char *block;
};
struct partnerships {
	struct table partnerships, exchanges;
	bool soon_known; /* every row's `soon` is right, at this moment: */
	int64_t soon_wall;
	struct suggestion *suggestions; /* the best, as found last */
	size_t suggestion_count;
	bool suggestions_found;  /* all pairs were looked at, and nothing has changed since */
	struct pairing *pairing; /* matching.c: the search under way; NULL: none */
};

/* ---- matching.c ---- */
void suggestions_free(struct partnerships *);

/* ---- rhythm.c ---- */
int32_t partnership_planned(const struct core *, ident, int64_t wall); /* sessions still to come */

/* ---- partnership.c ---- */
struct partnership_row *partnership_find(const struct core *, ident);
/* Finds one that has not ended for a rule that one of its members asks for, or somebody at the screen, or the
 * coordinator; else answers and gives NULL. */
struct partnership_row *partnership_for_rule(struct core *, ident);
struct partner *partner_find(struct partnership_row *, ident person);
void partnership_save(struct core *, struct partnership_row *);
void partner_save(struct core *, struct partnership_row *, const struct partner *);
/* Ids, a line each, of people who may belong to one; at most PARTNERS_MAX. */
enum err partnership_read_people(struct core *, struct str lines, ident *out, size_t *count);
/* A new one with these words, nobody but the proposer asked yet. */
ident partnership_make(struct core *, enum model, const struct partnership *words, const ident *people,
	size_t count, ident proposer);
/* They belong to it and have said yes, or are still being asked together with all others. */
bool partner_counts(const struct partnership *, const struct partner *);
/* Somebody answered, came, left or confirmed: what follows from it for the state. */
void partnership_settle(struct core *, struct partnership_row *);
/* What a member says to being asked. The caller has checked that they were. */
void partner_answer(struct core *, struct partnership_row *, struct partner *, enum consent);

/* ---- agreement.c ---- */
void agreements_drop(struct partnership_row *);
struct version *agreement_in_force(const struct partnership_row
		*); /* the newest that all confirmed; NULL. Whether the disk knows or not. */

/* ---- exchange.c ---- */
void exchanges_free(struct table *);

/* ---- rhythm.c ---- */
void rhythm_loaded(struct core *); /* asks for what was before */
