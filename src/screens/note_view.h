#pragma once
/* A note as the kiosk shows it: live, line by line as the phones write it, with their cursors. */
#include "screens/screen.h"

/* Height the text would have at this width. */
int note_text_height(struct shell *, int w, struct str text, bool large);
/* Draws the text with the cursors of those who write; r.h may be any, what lies outside is clipped
 * by the caller's scroll. */
void note_text_draw(struct shell *, struct rect, const struct note_view *, bool large);
