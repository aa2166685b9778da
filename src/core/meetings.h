#pragma once
/* The inside of meetings, for the files of core/ that share it: meeting.c (life, phases, the lead),
 * vote.c, discuss.c (boxes, thumbs), agenda.c, grid.c. */
#include "core/inside.h"
#include "core/table.h"

struct taking_part {
	ident person;
	int64_t joined;   /* wall */
	int32_t finished; /* the round they have finished voting in, plus one; 0: none */
	enum thumb thumb; /* in the question asked last */
};
struct given { /* votes of one person for one topic; vote.c has their order */
	int32_t round, count;
	ident topic, person;
};
struct rated {
	ident rater; /* a person, or -1, -2, … for those at the screen */
	int32_t stars;
};
struct tally { /* of one card, with those under it */
	ident topic;
	int32_t votes, voters;
};
struct meeting_row {
	struct meeting m; /* id first, see table.h */
	char *block;
	struct taking_part *people;
	struct given *given;
	struct rated *rated;
	struct cell *cells;
	size_t people_count, people_cap, given_count, given_cap, rated_count, rated_cap, cell_count, cell_cap;
	struct lead_step *undo; /* undo.c: what the lead's last step changed; NULL: nothing to take back */
	struct tally *tally;    /* vote.c: by topic; right as long as `tally_step` is the newest step */
	size_t tally_count, tally_cap;
	uint64_t tally_step;
	int64_t tell_at; /* mono; then screens and phones are told how the time stands */
	/* by a clock that was not to be trusted */
	bool started_doubtful, ends_doubtful, phase_doubtful, grid_doubtful;
};
struct meetings {
	struct table meetings; /* under way, and the last one of each board */
};

/* ---- meeting.c ---- */
struct meeting_row *meeting_find(const struct core *, ident);
struct meeting_row *meeting_open_on(const struct core *, ident board); /* NULL: none is under way */
/* Finds an open meeting for a rule, or answers and gives NULL. Phones: of their board only. */
struct meeting_row *meeting_for_rule(struct core *, ident);
/* The same, and whoever asks leads it. */
struct meeting_row *meeting_for_lead(struct core *, ident);
/* The row on the disk and in the bits: strings copied, seq set. Call it once, after the last change. */
void meeting_save(struct core *, struct meeting_row *);
struct taking_part *meeting_person(const struct meeting_row *, ident person); /* NULL: takes no part */
/* They take part from now on, if they do not already; NULL with the reason. */
struct taking_part *meeting_add_person(struct core *, struct meeting_row *, ident person, enum err *);
void meeting_put_person(struct core *, const struct meeting_row *, const struct taking_part *);
/* Whoever asks, or at the screen the one named, takes part; NULL: answered with the reason. */
struct taking_part *meeting_asker(struct core *, struct meeting_row *, ident named);
void meeting_close(struct core *, struct meeting_row *);
/* What lies there by hand waits first; the topic that is on (0: none) stays. */
void meeting_empty_discussing(struct core *, ident board, ident on);

/* ---- undo.c ---- */
/* Before a step of the lead changes anything: what Undo will bring back. meeting_save ends the step. */
void meeting_note_step(struct core *, struct meeting_row *);
void lead_step_seal(struct core *, struct meeting_row *); /* by meeting_save: what the step changed */
void lead_step_drop(struct meeting_row *);                /* nothing to take back any more */

/* ---- discuss.c ---- */
void box_start(const struct core *, struct box *, int64_t ms);
void box_stop(const struct core *, struct box *); /* used is right, and nothing runs */
/* The phase is about to change: the box stops; a topic under discussion waits, or is done. */
void discuss_change_phase(struct core *, struct meeting_row *, enum phase to);
int64_t discuss_deadline(const struct meeting_row *); /* mono */
void discuss_tick(struct core *, struct meeting_row *);

/* ---- vote.c ---- */
/* Shows the votes, and puts the cards that have some into Up next, in order. */
void votes_reveal(struct core *, struct meeting_row *);
int votes_given(const struct meeting_row *); /* this round */

/* ---- agenda.c ---- */
int64_t agenda_box(const struct core *, const struct meeting_row *, ident topic); /* ms, if it began now */

/* ---- grid.c ---- */
/* Harvest or close: the topics of a split meeting whose time has begun are done. */
void grid_finish(struct core *, struct meeting_row *);
/* Undo puts these cells in place of those there are. The meeting's row is saved by the caller. */
void grid_restore(struct core *, struct meeting_row *, const struct cell *, size_t count);
