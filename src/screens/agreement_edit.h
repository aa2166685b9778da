#pragma once
/* An agreement while it is being written: the same parts as rows to touch. Only what is words opens the keyboard. */
#include "screens/agreement_text.h"

enum {                   /* arg as said */
	EDIT_WORDS = 41, /* enum agreement_part, and whose duty behind it: see edit_arg */
	EDIT_RULE,       /* the rule */
	EDIT_RHYTHM,     /* the rhythm */
	EDIT_REVIEW,     /* the way: -1, 1 */
	EDIT_GOAL        /* the goal; 0: a new one */
};
int64_t edit_arg(enum agreement_part, ident whose);
enum agreement_part edit_part(int64_t arg, ident *whose);
column_content agreement_edit; /* of struct agreement_text */
/* The touch on a row, but for those that open something: sends it. False: it was none of these. */
bool agreement_edited(struct shell *, const struct agreement *, ident partnership, const struct ui_event *);
void agreement_send(struct shell *, const struct agreement *, struct msg_agreement_set, action, int64_t arg);
