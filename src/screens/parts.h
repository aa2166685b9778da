#pragma once
/* Pieces that several screens show the same way. Main thread; strings live in the frame. */
#include "screens/screen.h"

#define AVATARS_MAX SESSION_MEMBERS_MAX

struct avatar part_face(struct shell *, ident person);              /* just the person */
struct avatar part_avatar(struct shell *, ident person, bool here); /* here: with a ring; else pale */
/* Avatars of a session's members, who is here in full colour with a ring. Returns how many. */
int part_member_avatars(struct shell *, ident session, struct avatar out[AVATARS_MAX]);

struct str part_name(struct shell *, ident person);                    /* "Anna B." */
struct str part_given(struct shell *, ident person);                   /* "Anna" */
struct str part_session_name(struct shell *, const struct session *);  /* its title, or who meets */
struct str part_session_about(struct shell *, const struct session *); /* "Tandem · Night desk" */
struct str part_others(struct shell *, ident session, ident person); /* "Anna", "Anna and Ben": the others */
bool part_session_now(const struct session *, int64_t wall);
colour part_kind_colour(struct shell *, enum topic_kind);

/* Who of a session's members is here or missing; only what is on the disk counts. */
struct presence {
	int members, here;
	struct str here_names[SESSION_MEMBERS_MAX], missing_names[SESSION_MEMBERS_MAX];
	ident missing[SESSION_MEMBERS_MAX];
};
struct presence part_presence(struct shell *, ident session);
/* "You are both here", "Waiting for Ben, 3 min", … as seen by somebody who is here. */
struct str part_waiting(struct shell *, const struct session *);

/* One session as a row to touch: time, avatars, names, what it is about, who is here. */
void part_session_card(struct shell *, struct rect, const struct session *, const char *name, action);
int part_session_card_height(struct shell *);

/* One topic as a card: edge in its kind's hue, title, who brought it, kind, its dots once they are shown,
 * and in words when it has waited long or others lie under it. Its height is known without measuring words:
 * a board may have hundreds. */
struct topic_card {
	const struct topic *topic;
	action action;
	bool chosen, quiet, drags;
	bool drops; /* what is dropped on it goes before it */
};
void part_topic_card(struct shell *, struct rect, struct topic_card);
int part_topic_card_height(struct shell *, const struct topic *);
/* A toast that this one went under another, with Undo. */
void part_toast_merged(struct shell *, ident topic);
/* Many of them in columns, in a list that scrolls; only those in sight are drawn. */
void part_topic_grid(struct shell *, struct rect, const char *name, const struct topic *const *, int count,
	int columns, struct topic_card like);
/* So many dots in the accent, from the end of r; more than a few are a number and a dot. Returns the width. */
int part_dots(struct shell *, struct rect, int count);

/* The bar at the foot of a screen, from edge to edge: takes it from the body and returns its inside. */
struct rect part_bar(struct shell *, struct rect *body, int height);
/* Where the keyboard stands, at the foot of the screen; the body ends above it. */
struct rect part_keyboard(struct shell *, struct rect *body);
/* A button at the end of the row, which gets shorter by it; it shows that its request is under way. */
void part_button(struct shell *, struct rect *row, struct button, enum button_style);

/* A round key with a sign, "plus" or "minus", for one step of a number; arg is the way. */
void part_step_key(struct shell *, struct rect, const char *icon, struct str label, action, int64_t arg);

/* SCREEN_pin, place.a: a board; place.b: what was wanted and comes next. */
enum pin_then {
	PIN_THEN_BACK,
	PIN_THEN_MEETING,
	PIN_THEN_LEAD,
	PIN_THEN_NEW_BOARD,
	PIN_THEN_EDIT_BOARD,
	PIN_THEN_FACILITATOR
};
#define PRIVACY_FIND 1 /* place.a of SCREEN_privacy: straight to whose page it is to be */
bool part_signed_in(struct shell *);
/* To a new board or a board's settings, by way of the PIN unless the facilitator has signed in. */
void part_facilitate(struct shell *, ident board, enum pin_then);

/* The code of a note: white card with QR, short code, address, and what to do when no phone comes. A
 * touch on it gives `open`. Asks the core for a code when there is none yet. */
void part_code_card(struct shell *, struct rect, ident note, struct str title, action open);
struct str part_code_text(struct shell *, ident note);  /* the address in the code; empty: not known yet */
struct str part_short_code(struct shell *, ident note); /* "H4K 7QM" */
/* Once when a screen that shows a note's code is entered. */
void part_ask_code(struct shell *, ident note);
/* The way to a code, where there is no room for it: a small one with `title` and the characters to type,
 * beside or below it. `of` is a note, a board or a meeting; a touch gives `open` with it. */
void part_code_small(struct shell *, struct rect, ident of, struct str title, action open);

/* A person to touch: avatar left, name, a line below and a second one in accent. */
struct person_row {
	ident person;
	struct str below, state;
	const struct match *match; /* marks what was typed; NULL: none */
	const char *name;
	action action;
	int64_t arg;
	bool first; /* the one that Return takes */
};
void part_person_row(struct shell *, struct rect, struct person_row);

/* A heading with its line; returns the height. */
int part_heading(struct shell *, struct rect, struct str);
/* A calm sentence in the middle of nothing. */
void part_empty(struct shell *, struct rect, const char *icon, struct str title, struct str text);
