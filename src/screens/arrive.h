#pragma once
/* What happens after somebody has said who they are: the same from every screen that asks. */
#include "screens/screen.h"

/* Checks in, or goes to the screen that settles what is unclear. `session` 0: the kiosk picks. The
 * control pressed is (act, arg); the answer comes to arrive_reply. */
void arrive(struct shell *, ident person, ident session, action act, int64_t arg);
void arrive_send(struct shell *, ident person, ident session, ident replaces, action act, int64_t arg);
/* To be called from the screen's reply: goes on to 'You are here', or says what went wrong. */
void arrive_reply(struct shell *, ident person, const struct effect *);

/* A field, what it finds, and the keyboard. */
struct finder {
	struct text_input input;
	bool typing;
};
enum { FINDER_FIELD = 101, FINDER_PERSON, FINDER_DONE, FINDER_GUEST };
struct finder_look {
	struct str placeholder;
	ident without; /* this person is not among the results */
	bool guest;    /* offer to join as a guest when nobody is found */
};
/* Field at the top of r, results, keyboard below; r goes down to the screen's edge. */
void finder_draw(struct shell *, struct rect, struct finder *, struct finder_look);
/* The field alone, not yet touched. */
void finder_draw_closed(struct shell *, struct rect, struct finder *, struct str placeholder);
void finder_close(struct finder *); /* what was typed is gone */
/* `inner` and `close_inner` of a screen whose state begins with its finder. */
bool finder_inner(const void *state);
void finder_close_inner(void *state);
/* True when the event chose a person (then *person), or the field was touched or changed. */
bool finder_event(struct shell *, struct finder *, const struct ui_event *, ident without, ident *person);
