#pragma once
/* What the files of the demo room share: who is in it, and how a row is written. */
#include "core/msg.h"
#include "core/record.h"
#include "screens/words.h"

enum { ANNA, BEN, CARLA, DENIZ, ESRA, FARID, GITA, HUGO, LEO, MIRA, NOOR, SAM, PEOPLE };
enum { DEMO_TODAY = 4 }; /* partnerships that meet today */

struct filler {
	struct batch *batch;
	ident next, first_partnership;
	ident partnerships[DEMO_TODAY];
	ident organisation; /* where somebody new works */
	ident board;        /* on which a group's topics are prioritised */
	int64_t now, base;
	ident people[PEOPLE];
};

void demo_row(struct filler *, enum record, const struct value *);
struct str demo_said(const char *text); /* what somebody wrote, in the room's language */

#define ROW(f, record, ...) demo_row(f, record, (const struct value[]){__VA_ARGS__})
#define TEXT(string) VS(str_from(string))
#define SAID(text) VS(demo_said(text))

/* demo_past.c: what happened before today, and who meets on other days. After everything else, so that the ids of
 * today's rows stay what they are. */
void demo_other_days(struct filler *);
