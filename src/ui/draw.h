#pragma once
/* The draw list: what a frame looks like, as data. Screens emit it through ui.h; damage.h compares it
 * with the last one; platform/ paints it. Colours are 0xAARRGGBB, lengths pixels. */
#include "base/arena.h"
#include "base/str.h"

struct rect {
	int x, y, w, h;
};
typedef uint32_t colour;

struct vertex { /* of a chart, in pixels */
	float x, y;
};
#define PATH_POINTS_MAX 256 /* of one line or area; more is a broken invariant */

enum weight { WEIGHT_REGULAR, WEIGHT_MEDIUM, WEIGHT_SEMIBOLD, WEIGHT_BOLD, WEIGHT_COUNT };
struct font {
	int px; /* size, em */
	enum weight weight;
	bool tabular; /* digits of equal width, for clocks */
};

/* How text measures; implemented by platform/ (and by a fixed-width twin in unit tests). Cheap:
 * answers are cached. Any string is fine, whatever its script; the string is one line. */
struct text_metrics {
	void *context;
	int (*width)(void *context, struct font, struct str);
	int (*ascent)(void *context, struct font); /* baseline below the top of the line */
	int (*line_height)(void *context, struct font);
};

enum draw_kind {
	DRAW_FILL,   /* rounded rectangle */
	DRAW_STROKE, /* its outline, `width` wide, inside r */
	DRAW_SHADOW, /* soft, below a rounded rectangle r; `width` is the blur */
	DRAW_TEXT,   /* one line at r.x, top of the line at r.y; r.w is its measured width */
	DRAW_ICON,   /* by name, fitted into r, tinted */
	DRAW_ARC, /* part of a ring inscribed in r: from `start` clockwise, `sweep`, both in 1/3600 turns; 0 is the top; round ends */
	DRAW_PATH, /* a line through points, `width` wide, with round ends and joints; width 0: the area inside them */
	DRAW_CODE, /* QR modules: black on white, `radius` is pixels per module, quiet zone included in r */
};
struct draw {
	enum draw_kind kind;
	struct rect r;
	struct rect clip;
	struct rect box; /* where it may go: the layout check wants r inside it */
	colour colour;
	int radius, width;
	int start, sweep;
	struct font font;
	struct str text; /* DRAW_TEXT; name of an icon; modules of a code, one byte each; points of a path */
	int side;        /* DRAW_CODE: modules per side */
	bool mirrored;   /* DRAW_ICON: flipped, for right-to-left */
	bool cut,
		parted; /* DRAW_TEXT, for the layout check: an ellipsis that the type does not allow; half a word */
};

#define DRAW_MAX 4096 /* commands of a frame; more is a broken invariant: screens show what fits */
struct draw_list {
	struct draw *draws; /* DRAW_MAX of them */
	int count;
	int w, h;
	colour ground;
};

/* Reach of what it paints (a shadow is larger than its r), within its clip. */
struct rect draw_reach(const struct draw *);

/* Damage: the screen in cells; a cell is painted again when the hash of what reaches it changed. */
#define DAMAGE_CELL 32
#define DAMAGE_RECTS_MAX 64
struct damage;
struct damage *damage_new(void);
void damage_free(struct damage *);
/* The rectangles in which this list differs from the one before, merged, not overlapping; all of the
 * screen the first time, after damage_reset or when the size changed. Returns how many. */
int damage_find(struct damage *, const struct draw_list *, struct rect out[DAMAGE_RECTS_MAX]);
void damage_reset(struct damage *);

bool rect_has(struct rect, int x, int y);
struct rect rect_meet(struct rect, struct rect); /* intersection; w and h 0 if none */
struct rect rect_inset(struct rect, int by);     /* negative: outset */
bool rect_empty(struct rect);
