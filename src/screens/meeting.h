#pragma once
/* The frame of a meeting and what it asks of the view of a phase. The frame draws the top bar, the code for
 * late joiners, and the bar at the bottom: the phases, a hint, Undo, and the one thing to do next. In
 * between a view has its body; each phase's is in phase_<name>.c. Main thread.
 *
 * A view's state is zeroed when its phase begins, whoever moved the meeting there. */
#include "screens/parts.h"

#define PHASE_STATE_BYTES 1024 /* of a view at most */
#define PHASE_MORE_MAX 2

struct phase_bar {
	struct button more[PHASE_MORE_MAX]; /* beside it: "+1 min"; name, label, icon, action, arg */
	int more_count;
	struct button next; /* without a label: on to the next phase */
	bool waits;         /* that is possible, but its time has not come: it does not stand out */
};
struct phase_view {
	size_t state_size;
	bool own_code; /* it has a better place for the board's code: see meeting_code */
	void (*draw)(struct shell *, void *state, const struct meeting *, struct rect body);
	/* The buttons of the one who leads; asked only while the screen does. May be NULL. */
	void (*bar)(struct shell *, const void *state, const struct meeting *, struct phase_bar *);
	/* Its actions are from 1 to 99. May be NULL. */
	void (*event)(struct shell *, void *state, const struct meeting *, const struct ui_event *);
	/* To what it sent; an error has been told already. May be NULL. */
	void (*reply)(struct shell *, void *state, const struct meeting *, const struct effect *);
	bool (*inner)(const void *state); /* something is open inside it, which Back closes; may be NULL */
	void (*close_inner)(void *state);
};
extern const struct phase_view phase_actions, phase_collect, phase_pitch, phase_vote, phase_discuss,
	phase_grid /* instead of phase_discuss when the meeting is split */, phase_harvest, phase_close;

/* Sends a message that names nothing but the meeting. */
void meeting_send(struct shell *, enum msg_kind, ident meeting, action, int64_t arg);
/* The board's code, small: "Add or vote from your phone"; a touch shows it large. */
void meeting_code(struct shell *, struct rect, const struct meeting *);
/* The same in the corner that it has on most phases' views; the body is what it leaves. */
void meeting_code_corner(struct shell *, struct rect *body, const struct meeting *);
/* What the phase is for, as the view's heading; returns the height it took. */
int meeting_purpose(struct shell *, struct rect, const struct meeting *);
/* The phase after this one that may follow now; -1: none. */
int meeting_next_phase(struct shell *, const struct meeting *);
