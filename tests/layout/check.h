#pragma once
/* What is wrong with a frame, found in its draw list and its controls: text that does not fit or cannot
 * be read, controls that a finger cannot hit. Each rule has a frame that breaks it in check_test.c. */
#include "base/buf.h"
#include "ui/ui.h"

struct findings {
	struct buf text; /* a line each: rule, then what it is about */
	int count;
};

struct frame_seen {
	const struct draw_list *list;
	const struct control *controls;
	int control_count;
	int touch;        /* pixels in 10 mm: nothing to touch is smaller */
	int key;          /* pixels of a main action, about 20 mm */
	const char *lost; /* what had no room at all; NULL: nothing */
	bool small_codes; /* a code is only the way to the large one here */
	bool long_words;  /* of people: a word wider than any line may be parted */
};
struct frame_seen frame_seen(const struct ui *, const struct draw_list *);

void check_frame(const struct frame_seen *, struct findings *);
