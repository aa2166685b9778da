#pragma once
/* What the toolkit's own files share: the frame under construction, the fingers, and the little state
 * that outlives a frame (scrolls, motions, the toast, the keyboard's page). Nobody outside src/ui may
 * include it. Rectangles are physical here (already mirrored) unless a comment says logical. */
#include "ui/ui.h"

#define CONTROLS_MAX 1024 /* of a frame; more is a broken invariant, as with DRAW_MAX */
#define SAID_MAX 2048     /* strings of a frame, likewise */
#define CLIPS_MAX 8       /* nested scrolls */
#define FINGERS_MAX 10    /* an eleventh finger presses nothing */
#define SCROLLS_MAX 16    /* of a frame */
#define MOTIONS_MAX 64    /* at once; the next one jumps to its target */
#define EVENTS_MAX 256    /* waiting for ui_next; one more is refused and logged */
#define CODES_MAX 4       /* encoded codes kept between frames */
#define HEIGHTS_MAX 256   /* sizes whose line height is kept, in px */
#define NAME_BYTES 32

/* The frame's own actions; a screen's are positive, app's small negative ones. */
enum { ACTION_KEY = -1000001, ACTION_ACCENT = -1000002, ACTION_TOAST = -1000003 };

struct scale {
	float s;      /* 1 at 1024x600 */
	int u, mm100; /* unit; pixels in 100 mm */
};

/* A string as it was shown, for scripts and golden texts. */
struct said {
	struct rect r;
	struct str text, whole; /* as shown; where it is cut, all of it */
	bool cut;
};

/* What a control is beyond what the screen said of it. */
struct spot {
	struct rect clip;
	struct text_input *input; /* of a field */
	struct rect text;         /* of a field: where its text stands */
	struct font font;
	bool multiline;
};

enum finger_state {
	FINGER_FREE,
	FINGER_PRESSING,
	FINGER_SCROLLING,
	FINGER_DRAGGING,
	FINGER_DONE /* down, but its work is done or was cancelled: nothing until it is lifted */
};
struct finger {
	enum finger_state state;
	int64_t id, down_at, moved_at, next_repeat;
	int x0, y0, x, y;
	bool on; /* a control is held */
	bool repeated;
	struct control control; /* a copy: the frame's list may be rebuilt meanwhile */
	struct spot spot;
	char name[NAME_BYTES];
	int scroll;  /* index of the scroll under it, -1: none */
	float speed; /* pixels per ms */
};

struct scroll {
	char name[NAME_BYTES];
	struct rect view;
	int height;          /* of the content */
	float offset, speed; /* pixels; pixels per ms, while gliding */
	int64_t at;          /* mono of the last step */
	bool seen;
};

struct motion {
	uint64_t key;
	float from, to;
	int64_t start;
	int ms;
	bool seen;
};

struct toast {
	char text[256], undo_label[64];
	action undo;
	int64_t arg, until, ms;
};

struct code {
	char *text;
	unsigned char *modules;
	int side;
};

enum page { PAGE_LETTERS, PAGE_DIGITS, PAGE_SYMBOLS, PAGE_ACCENTS, PAGE_COUNT };
enum shift { SHIFT_OFF, SHIFT_ONCE, SHIFT_LOCKED };
struct typing {
	enum page page;
	enum shift shift;
	int64_t shift_at;      /* of the last touch of shift: a second one soon after locks it */
	uint32_t popup;        /* code point of the key whose accents are shown, 0: none */
	struct rect popup_key; /* logical */
	int64_t popup_finger;  /* whose long press opened it, 0: lifted since */
	uint32_t chosen;       /* accent under the sliding finger */
	struct rect keyboard;  /* of the last frame, physical; empty: none up */
};

struct nav { /* the control that a real keyboard would press */
	bool on;
	char name[NAME_BYTES];
	action action;
	int64_t arg;
};

struct ui {
	const struct text_metrics *metrics;
	struct ui_frame frame;
	struct scale scale;
	short heights[WEIGHT_COUNT][HEIGHTS_MAX]; /* of a line; 0: not asked for yet */
	struct arena mem;                         /* of the frame */
	struct draw_list list;
	struct draw nowhere; /* what lies outside the clip is written here and forgotten */
	struct rect clips[CLIPS_MAX];
	int scroll_stack[CLIPS_MAX], clip_depth;
	char lost[64]; /* the first thing that had no room */
	bool plain;    /* not mirrored, though right-to-left: the keyboard */
	struct said *said;
	int said_count;
	struct control *controls;
	struct spot *spots;
	int control_count;

	struct finger fingers[FINGERS_MAX];
	struct ui_event events[EVENTS_MAX];
	int event_first, event_count;
	bool stale; /* something was pressed since the frame on the screen was made */
	bool dirty; /* what is on the screen is out of date */
	struct {
		int64_t at;
		int x, y;
		struct nav what;
	} last_press;
	struct nav nav;

	struct text_input *focus;
	action focus_action;
	bool focus_seen, focus_multiline;

	struct typing typing;
	struct scroll scrolls[SCROLLS_MAX];
	int scroll_count;
	struct motion motions[MOTIONS_MAX];
	int motion_count;
	struct toast toast;
	struct code codes[CODES_MAX];
	int code_next;
	int64_t now, wake;
};

/* ---- ui.c ---- */
int scaled(const struct ui *, int at_1024);           /* a length of the 1024x600 design */
struct rect mirrored(const struct ui *, struct rect); /* logical to physical and back */
struct draw *emit(struct ui *, enum draw_kind, struct rect logical, colour);
colour tone(const struct ui *, enum tone);
struct rect clip_now(const struct ui *);
void lose(struct ui *, struct rect logical,
	struct str what); /* it can't be seen: noted, unless it is scrolled away */
void clip_push(struct ui *, struct rect logical, int scroll);
void clip_pop(struct ui *);
void name_copy(char out[NAME_BYTES], const char *name);

/* ---- words.c ---- */
struct font type_font(const struct ui *, struct type);
int text_px(const struct ui *, struct font, struct str);
struct said *say(struct ui *, struct rect logical, struct str, bool cut);
struct line {
	struct str text;
	size_t at; /* where it begins in the whole */
	int w;
	bool cut, broken; /* ends in an ellipsis; a word was split */
};
int text_lines(struct ui *, struct font, struct str, int w, int max, struct line *out);
struct draw *text_line(struct ui *, struct rect logical, struct rect box, struct str, struct font, colour);
int line_px(struct ui *, struct font);                        /* height of a line */
int leading_px(struct ui *, struct font);                     /* from one line of a paragraph to the next */
size_t text_fit(struct ui *, struct font, struct str, int w); /* bytes that fit into w */

/* ---- control.c ---- */
int control_add(struct ui *, struct control); /* logical; returns the index, -1 if it can't be seen */
void controls_grow(struct ui *);
int control_at(const struct ui *, int x, int y, bool drop, const struct finger *dragged);
void nav_draw(struct ui *);
bool nav_key(struct ui *, enum key, bool shift);
bool nav_is(const struct nav *, const struct control *);
struct nav nav_of(const struct control *);

/* ---- touch.c ---- */
void event_add(struct ui *, struct ui_event);
void touch_event(struct ui *, const struct event *);
void touch_tick(struct ui *, int64_t now);
void touch_frame_end(struct ui *); /* fingers on what has gone press nothing any more */
int64_t touch_deadline(const struct ui *);
void drag_draw(struct ui *);
void control_pressed(struct ui *, const struct control *, const struct spot *, int x, int y);

/* ---- scroll.c ---- */
int scroll_at(const struct ui *, int x, int y); /* topmost one that can move, -1: none */
bool scroll_move(struct ui *, int index, float by);
void scroll_tick(struct ui *, int64_t now);
int64_t scroll_deadline(const struct ui *);
void scroll_frame_end(struct ui *);

/* ---- field.c ---- */
void input_insert(struct ui *, struct str);
void input_backspace(struct ui *);
bool input_key(struct ui *, enum key);
void field_pressed(struct ui *, const struct spot *, int x, int y);
void field_frame_end(struct ui *);

/* ---- keyboard.c ---- */
void keyboard_press(struct ui *, int64_t key);    /* the key's arg */
bool keyboard_hold(struct ui *, struct finger *); /* long press; true when it opened the accents */
void keyboard_slide(struct ui *, struct finger *);
bool keyboard_lift(struct ui *, struct finger *); /* true when an accent was chosen by it */
bool keyboard_has_accents(int64_t key);
void keyboard_popup_close(struct ui *);
void keyboard_popup_draw(struct ui *);

/* ---- toast.c, motion.c, code.c ---- */
void toast_draw(struct ui *);
void toast_tick(struct ui *, int64_t now);
int64_t toast_deadline(const struct ui *);
void motion_frame_end(struct ui *);
void ui_codes_free(struct ui *);

/* ---- signs.c ---- */
void icon_colour(struct ui *, struct rect logical, const char *name, colour);
void soft_shadow(struct ui *, struct rect logical, int radius, int blur_at_1024);
struct shades {
	colour ground, text;
};
struct shades avatar_shades(uint8_t index, bool pale, bool dark);
