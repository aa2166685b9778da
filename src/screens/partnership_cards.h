#pragma once
/* What a partnership's screen is made of: a card for each side of it. */
#include "screens/column.h"
#include "screens/partnership_words.h"
#include "screens/tick_row.h"

enum { /* what a touch on a card gives; arg as said */
	CARD_AGREEMENT = 1,
	CARD_GOAL,      /* the goal */
	CARD_TICK,      /* the action */
	CARD_ANSWER,    /* the person who says yes; -person: no */
	CARD_SESSION,   /* the session */
	CARD_QUIZ,      /* the session to whose people they are put */
	CARD_FORM,      /* the person who answers the form that is open */
	CARD_FOUND,     /* the form whose answers are shown */
	CARD_CHECK,     /* how healthy is it? the form is put to them */
	CARD_WITHDRAW,  /* the form that was put to them by a slip */
	CARD_PROGRAMME, /* the programme whose group they are */
	CARD_LAST
};
struct partnership_card { /* what they are about: `of` of their contents */
	const struct partnership *p;
	ident person; /* who is looked at as the one who stands here; 0 */
	const struct ticks *ticks;
	bool open, quiz; /* what they wrote may be shown; questions are due for those who are here */
	struct partnership_sessions sessions;
	bool agreed; /* there is an agreement, a first draft at least */
};
column_content card_question, card_paused, card_ended, card_closed, card_questions, card_agreement,
	card_goals, card_programme, card_health, card_actions, card_sessions;
