#pragma once
/* A partnership on the stage: who belongs to it, what they agreed, how far they are. */
#include "layout/states.h"

struct partnered {
	enum model model;
	enum partnership_state state;
	int people, asked; /* the last `asked` of them have not answered yet */
	const char *name, *purpose;
	int goals, versions;
	int confirmed; /* people who have confirmed the newest version */
	bool reviewed; /* its review was to be a week ago */
	int actions;
	int points;    /* values of each goal */
	int checklist; /* 0: none was begun; else so many less one have answered it */
};
ident stage_partnership(struct stage *, struct partnered); /* before the room opens; people are there */
