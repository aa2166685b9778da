#pragma once
/* What a person does at the screen, in our own words; only platform/ knows the system's. */
#include <stdbool.h>
#include <stdint.h>

enum event_kind {
	EVENT_NONE,
	EVENT_DOWN,
	EVENT_MOVE,
	EVENT_UP,
	EVENT_CANCEL,
	EVENT_KEY,
	EVENT_TEXT,
	EVENT_WHEEL,
	EVENT_RESIZE,
	EVENT_QUIT
};
enum key {
	KEY_OTHER,
	KEY_RETURN,
	KEY_ESCAPE,
	KEY_BACKSPACE,
	KEY_DELETE,
	KEY_TAB,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_UP,
	KEY_DOWN,
	KEY_HOME,
	KEY_END
};
struct event {
	enum event_kind kind;
	int64_t at;     /* mono, ms */
	int64_t finger; /* DOWN, MOVE, UP, CANCEL */
	int x, y;       /* pixels; WHEEL: y is in notches, positive away from the person */
	enum key key;
	bool shift, ctrl;
	char text[32]; /* TEXT: UTF-8, ended by NUL */
	int w, h;      /* RESIZE */
};
