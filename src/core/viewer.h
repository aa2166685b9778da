#pragma once
/* Pages that show one thing at a time: a person's own on their phone, the coordinator's on a laptop. A connection
 * says what it looks at (MSG_look); whoever keeps that noun describes it as a tree of values, and the page is told
 * again whenever it reads differently. Adding one is a line in views.def and one function. Core only. */
#include "core/inside.h"

enum view {
#define VIEW(name, who, bits) VIEW_##name,
#include "core/views.def"
#undef VIEW
	VIEW_COUNT
};

struct viewing {         /* what a page looks at */
	ident subject;   /* whose page it is; COORDINATOR */
	ident of;        /* a partnership, a survey, …; 0 */
	struct str text; /* a search, the name of a pack; may be empty */
	int64_t from;    /* a day, the first row of a page, as the view has it */
	uint64_t conn;
	ident device; /* the phone or laptop that shows it */
	/* What was asked of the store for it and has come (viewer_ask); NULL: not yet. */
	const struct msg_rows *rows;
	bool asked;
	bool beside;  /* set by the view: it is shown without them until they come */
	enum err err; /* set by the view: it can't be shown; the page is told why */
};

/* Asks the store for what is looked at, once, and again when a bit of the view has changed. Nothing is shown before the
 * first answer has come: then the view is made again, with `rows`. With `a` = v->of, by which answers are told. */
void viewer_ask(struct core *, struct viewing *, struct ask);

/* What is shown there was asked of the store before something changed. */
void viewers_ask_again(struct core *, enum view);

#define VIEW(name, who, bits) void view_##name(struct core *, struct viewing *, struct arena *, struct doc *);
#include "core/views.def"
#undef VIEW

/* A person as {"id","name","initials","colour"}: name is short, as on the screen; for themselves, their partners
 * and the coordinator `full` gives the whole one. */
void view_person(struct core *, struct arena *, struct doc *in, const char *key, ident person, bool full);
