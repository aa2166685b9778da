#pragma once
/* The map of partnerships: who learns with whom, across teams and organisations; where it is lively, and who is
 * with nobody. Made when somebody looks (MSG_map_look, or the view `map`), in steps, so it may not be there at
 * once. Read on the main thread; what a function gives stays valid until the next core_step. */
#include "core/types.h"

struct core;

#define MAP_NODES_MAX 500  /* those without a partnership are left out first, and counted */
#define MAP_EDGES_MAX 4000 /* further ones are not drawn */
#define MAP_PAIRS_MAX 4    /* a partnership of more people is a node of its own, or its lines would hide it */
#define MAP_LIVELY 3       /* so many meetings within MAP_WINDOW */
#define MAP_WINDOW (90 * DAY)

enum map_kind { MAP_PERSON, MAP_GROUP, MAP_ORGANISATION };
struct map_node {
	enum map_kind kind;
	ident id;           /* a person; a partnership of many; an organisation */
	ident organisation; /* 0: none, or several */
	int32_t hue;        /* of the organisation: a row of its own among all; -1: none */
	int32_t links;      /* edges that end here */
	int32_t people;     /* of a group or an organisation */
	int32_t inside;     /* of an organisation: partnerships that do not leave it */
	float x, y;         /* the middle; each takes a square of 1 by 1 */
};
struct map_edge {
	uint16_t a, b;             /* nodes; a < b */
	ident partnership;         /* the one that meets most */
	int32_t partnerships;      /* between the two */
	int32_t meetings;          /* within MAP_WINDOW, of all of them */
	int64_t last;              /* wall, the last one of those; 0: none */
	bool teams, organisations; /* it joins two of them */
};
struct map {
	const struct map_node *nodes;
	const struct map_edge *edges; /* the liveliest first */
	int32_t node_count, edge_count;
	float w, h;                                    /* of all of it; 0: nobody is on it */
	int32_t people, alone, left_out, partnerships; /* alone: without a partnership, those left out, too */
	int32_t crossing, lively; /* partnerships between organisations; that are lively */
};
/* How often a partnership met within MAP_WINDOW, and when last (wall; 0: not in that time). */
int32_t core_map_meetings(const struct core *, ident partnership, int64_t *last);
/* The store has said how often they meet; before, each count is 0 and says nothing. */
bool core_map_counted(const struct core *);
/* page: for a laptop, else for the screen; each has its own shape. NULL: not there yet. */
const struct map *core_map(const struct core *, enum map_level, bool page);
