#pragma once
/* Boards in the phones' words, as the top of board.c lists them. Writing adds one whole object; `now` is by
 * the core's clock, and what is left of a time is told from there. Pure. */
#include "net/wire.h"

void wire_cards(struct buf *, const struct effect_board_cards *, struct moment now);
bool wire_cards_run(const struct effect_board_cards *, struct moment now); /* some time on them is running */
void wire_meeting(struct buf *, const struct effect_board_meeting *, struct moment now);
void wire_mine(struct buf *, const struct effect_board_mine *, struct moment now);
void wire_topic(struct buf *, const struct effect_topic_whole *, struct moment now);
void wire_faces(struct buf *, const struct effect_board_people *);
void wire_joined_board(struct buf *, const struct effect_joined *, const char *ticket);
void wire_no_topic(struct buf *, ident topic, enum err);
/* The answer to {"t":"do"}: done, or not. */
void wire_answer(struct buf *, uint64_t request, const struct effect_reply *);
