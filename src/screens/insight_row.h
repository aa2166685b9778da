#pragma once
/* What an insight is about, said with one touch once the session is closed: a row below its card. */
#include "screens/parts.h"

/* The insight of the closed session whose words these are; NULL: none. */
const struct written_insight *insight_of(struct shell *, ident session, struct str text);
int insight_row_height(struct shell *, int w);
/* A touch gives `file`, with an arg that insight_row_message turns into the request. */
void insight_row(struct shell *, struct rect, const struct written_insight *, action file);
struct msg_takeaway_file insight_row_message(int64_t arg);
