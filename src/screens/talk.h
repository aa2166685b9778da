#pragma once
/* What the phases from the discussion on share: the clock that is read from the end of the room, what came
 * of a topic, and the thumbs. Main thread; strings live in the frame. */
#include "screens/meeting.h"

/* ---- the clock ---- */
struct far_clock {
	int64_t left, total; /* ms */
	bool running;
	bool seconds; /* counts seconds alone */
};
/* A ring that fills the height of r, and as many digits as large as it can hold. */
void talk_clock(struct shell *, struct rect, struct far_clock);

/* ---- topics of a meeting ---- */
#define TALK_TOPICS_MAX 200 /* discussed in one meeting; nobody gets further */
/* Those discussed in it, the first one first. */
size_t talk_discussed(struct shell *, const struct meeting *, const struct topic **out, size_t cap);
struct str talk_brought_by(struct shell *, const struct topic *);
struct str talk_minutes(struct shell *, int64_t ms); /* "6 min", never less than one */

/* Its board's meeting is on: what was opened from there stays as long as that. */
bool talk_stays(const struct shell *, ident topic);

/* ---- what came of a topic ---- */
/* Who does it by when: "Anna B., by Mon 30 Nov"; empty when nobody knows. */
struct str talk_who_when(struct shell *, ident owner, int64_t due);
/* The actions of a topic as rows, those found in its note below them, ready to be confirmed. */
struct talk_rows {
	action open, confirm; /* 0: nothing to touch */
	bool found;           /* those in the note as well */
};
int talk_rows_height(struct shell *, int w, ident topic, struct talk_rows);
void talk_rows_draw(struct shell *, struct rect, ident topic, struct talk_rows);
/* One that was found becomes an action; arg as the control had it. */
void talk_confirm(struct shell *, int64_t arg, action);

/* ---- continue or enough ---- */
struct thumbs_state {
	ident person; /* who stands at the screen */
	enum thumb thumb;
};
void thumbs_draw(struct shell *, const struct thumbs_state *, const struct meeting *, struct rect);
bool thumbs_event(struct shell *, struct thumbs_state *, const struct meeting *, const struct ui_event *);
/* How the last question ended: "7 of 9 want to go on"; empty when nobody said anything. */
struct str thumbs_result(struct shell *, const struct meeting *);
