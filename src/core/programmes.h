#pragma once
/* Programmes, priorities and relations, as the core's own files share them. */
#include "core/inside.h"
#include "core/programme.h"
#include "core/table.h"

#define PART_BASE 16 /* a row's `part` is this times the step and the part */
struct done_part {   /* a row of `progress` */
	ident person;
	int part; /* 16 * enum programme_step + enum programme_part */
	int64_t at;
};
struct programme_row {
	struct programme p; /* id first, see table.h */
	char *block;
	bool doubtful; /* since when it is in its step, and when it ended: the clock was not known to be right */
	struct done_part *done;
	size_t count, cap;
};
struct priority_row {
	ident person, partnership;
	struct priority p;
	char *block;
};
struct relation_row {
	struct relation r; /* id first */
	char *block;
};
struct map_drawn { /* whose relations these are: nobody looks through those of thousands of others */
	ident id;  /* the person or the partnership; first, see table.h */
	struct relation_row **list; /* by id */
	size_t count, cap;
};
struct chosen {   /* likewise priorities */
	ident id; /* the person; first */
	struct priority_row *list;
	size_t count, cap;
};
struct programmes {
	struct table programmes, relations, drawn, chosen;
};

struct programme_row *programme_find(const struct core *, ident);

/* relation.c */
void relation_drop(void *row);
void map_drawn_drop(void *row);
/* priority.c */
void chosen_drop(void *row);
void priorities_tell(struct core *, struct arena *, struct doc *, ident person); /* as "priorities" */
ident programmes_group_of(const struct core *, ident person); /* of the newest programme they are in; 0 */
