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
struct given { /* votes of one person for one topic */
	int32_t round, count;
	ident topic, person;
};
struct rated {
	ident rater; /* a person, or -1, -2, … for those at the screen */
	int32_t stars;
};
struct meeting_row {
	struct meeting m; /* id first, see table.h */
	char *block;
	struct taking_part *people;
	struct given *given;
	struct rated *rated;
	struct cell *cells;
	size_t people_count, people_cap, given_count, given_cap, rated_count, rated_cap, cell_count, cell_cap;
	struct lead_step *undo; /* meeting.c: what the lead's last step changed; NULL: nothing to take back */
};
struct meetings {
	struct table meetings; /* under way, and the last one of each board */
};

struct meeting_row *meeting_find(const struct core *, ident);
/* Finds an open meeting for a rule, or answers and gives NULL. Phones: of their board only. */
struct meeting_row *meeting_for_rule(struct core *, ident);
/* The same, and whoever asks leads it. */
struct meeting_row *meeting_for_lead(struct core *, ident);
/* The row on the disk and in the bits: strings copied, seq set. Call it once, after the last change. */
void meeting_save(struct core *, struct meeting_row *);
/* Before a step of the lead changes anything: what Undo will bring back. */
void meeting_note_step(struct core *, struct meeting_row *);
struct taking_part *meeting_person(const struct meeting_row *, ident person); /* NULL: takes no part */
/* They take part from now on, if they do not already; NULL with the reason. */
struct taking_part *meeting_add_person(struct core *, struct meeting_row *, ident person, enum err *);
void meeting_put_person(struct core *, const struct meeting_row *, const struct taking_part *);
void box_start(struct core *, struct box *, int64_t ms);
void box_stop(struct core *, struct box *); /* used is right, and nothing runs */
