#pragma once
/* What can be changed about a partnership as such, behind a touch on its title: how often it meets, who leaves, a
 * break, its end. A bar first; what asks for more takes the whole body. */
#include "screens/column.h"
#include "screens/partnership_words.h"

enum { /* from here on; a screen's own actions are smaller */
	MENU_TOGGLE = 61,
	MENU_PAUSE,
	MENU_END,
	MENU_WHY,
	MENU_KEEP,
	MENU_RHYTHM,
	MENU_HOW_OFTEN, /* the rhythm */
	MENU_LEAVE,
	MENU_LEAVES, /* the person */
	MENU_RESUME
};
struct menu {
	enum { MENU_CLOSED, MENU_BAR, MENU_ENDING, MENU_RHYTHMS, MENU_LEAVING } open;
	int why;         /* it ends, from 1 */
	enum rhythm was; /* before it was changed */
	ident gone;      /* who leaves, and what they were */
	enum standing standing;
};
/* True: it has taken the whole body. Else the bar is cut from it, if it is open. */
bool menu_draw(struct shell *, struct rect *body, const struct menu *, const struct partnership *);
bool menu_touch(
	struct shell *, struct menu *, const struct partnership *, const struct ui_event *); /* was its */
/* What was asked for is done, or not: toasts, with Undo. False: it was none of its requests. */
bool menu_reply(struct shell *, struct menu *, const struct partnership *, const struct effect *);
