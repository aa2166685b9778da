#pragma once
/* The toolkit. Immediate: a screen calls these while drawing; each call adds to the draw list and,
 * where it can be touched, to the list of controls. Touches are then answered against the controls
 * of the last frame, so a screen holds no widgets and no coordinates.
 *
 * Lengths are pixels; ui_u() and the type scale come from the window's size. Rectangles are cut from
 * each other in rows and columns, always as if text ran left to right: in right-to-left languages the
 * toolkit mirrors everything as it is emitted. Strings are copied into the frame. Main thread. */
#include "base/buf.h"
#include "base/clock.h"
#include "ui/draw.h"
#include "ui/event.h"
#include "ui/theme.h"

struct ui;

struct ui *ui_new(const struct text_metrics *);
void ui_free(struct ui *);

/* ---- a frame ---- */
struct ui_frame {
	int w, h;
	int panel_width_mm; /* 0: unknown, guessed from w */
	int64_t mono;
	bool dark, rtl, motion; /* motion: animations allowed */
	const char *keyboard;   /* layout: "en", "de", "fr", "es" */
};
void ui_begin(struct ui *, const struct ui_frame *);
const struct draw_list *ui_end(struct ui *); /* valid until the next ui_begin */
int64_t ui_deadline(const struct ui *);      /* mono; when it wants to be drawn again, NEVER if idle */
void ui_wake_at(struct ui *, int64_t mono);  /* a widget or screen that shows time asks for it */
struct arena *ui_arena(struct ui *);         /* of this frame */
bool ui_upright(const struct ui *);          /* taller than wide: columns stack */
bool ui_narrow(const struct ui *); /* less than 1000 of our 1/1024 reference pixels wide, e.g. 800x480 */

/* ---- space ---- */
int ui_u(const struct ui *);          /* the unit; gaps are whole multiples */
int ui_mm(const struct ui *, int mm); /* millimetres of the panel */
int ui_touch(const struct ui *);      /* 10 mm: nothing to touch is smaller */
int ui_gap(const struct ui *);        /* 2.5 mm: between two things to touch; at least two units */
int ui_key(const struct ui *);        /* 20 mm, or less where the screen is too small for it */
struct rect ui_screen(const struct ui *);
struct rect cut_top(struct rect *, int h); /* takes from r, returns the part; clamps */
struct rect cut_bottom(struct rect *, int h);
struct rect cut_left(struct rect *, int w);
struct rect cut_right(struct rect *, int w);
struct rect rect_centre(struct rect, int w, int h);
struct rect rect_column(struct rect, int index, int count, int gap); /* equal columns */
struct rect rect_row(struct rect, int index, int count, int gap);
struct rect rect_pad(struct rect, int x, int y);

/* ---- words ---- */
enum size {
	SIZE_SMALL,
	SIZE_BODY,
	SIZE_LABEL,
	SIZE_HEADING,
	SIZE_TITLE,
	SIZE_DISPLAY,
	SIZE_TIMER,
	SIZE_CLOCK
};
enum align { ALIGN_START, ALIGN_CENTRE, ALIGN_END };
struct type {
	enum size size;
	enum weight weight;
	enum tone tone; /* colour by purpose, see theme.h */
	enum align align;
	bool tabular;
	bool middle; /* centred vertically in its box; else at the top */
	bool shrink; /* goes down in size (to 60 %; to 84 % if it may be cut) before it ends in an ellipsis */
	bool may_cut; /* an ellipsis is expected here; anywhere else the layout check complains */
	int lines;    /* most lines; the last ends in an ellipsis. 0: 1. Many: as many as fit */
	colour own;   /* instead of the tone, when not 0 (avatars, topic kinds) */
	int px;       /* instead of the size, when not 0: figures that fill what they stand in */
};
/* Draws s in the box, wrapped; returns the height used. Text that does not fit ends in an ellipsis. */
int ui_text(struct ui *, struct rect box, struct str s, struct type);
/* Where the caret before `byte` of s stands (top of its line), when ui_text draws it in the box. */
void ui_text_place(struct ui *, struct rect box, struct str s, size_t byte, struct type, int *x, int *y);
int ui_text_height(struct ui *, int w, struct str s, struct type);
int ui_text_width(struct ui *, struct str s, struct type);
int ui_line(struct ui *, struct type); /* height of one line */

/* ---- surfaces and signs; nothing to touch ---- */
void ui_fill(struct ui *, struct rect, int radius, enum tone);
void ui_fill_colour(struct ui *, struct rect, int radius, colour);
void ui_stroke(struct ui *, struct rect, int radius, int width, enum tone);
void ui_card(
	struct ui *, struct rect, bool raised_accent); /* surface, soft shadow; accent outline if asked */
void ui_card_edged(struct ui *, struct rect, colour edge,
	bool raised_accent);                   /* with a coloured edge where lines begin */
void ui_line_across(struct ui *, struct rect); /* hair line in the middle of r */
void ui_line_through(struct ui *, const struct vertex *, int count, int width, enum tone);
void ui_area(struct ui *, const struct vertex *, int count, colour); /* what they enclose; any alpha */
/* A value over time; the oldest first, a dot on the newest, a dashed line at what is to be reached. */
#define TREND_POINTS_MAX 100 /* the newest so many are drawn */
struct trend {
	const int64_t *at; /* wall */
	const int *value;
	int count, least, most, target;
	bool has_target;
};
void ui_trend(struct ui *, struct rect, const struct trend *);
/* A radar chart of three values or more, in hundredths from 100 to 500; 0: none. before: behind it; may be NULL. */
#define RADAR_MAX 12
struct radar {
	int count;
	const int *now, *before;
	const struct str *labels;
};
void ui_radar(struct ui *, struct rect, struct radar);
void ui_icon(struct ui *, struct rect, const char *name, enum tone);
int ui_chip(struct ui *, struct rect at, struct str, enum tone text,
	enum tone fill); /* pill; right-aligned at r's end, returns its width */
void ui_ring(struct ui *, struct rect, int width, int part /* of 3600 */, enum tone);
void ui_dots(struct ui *, struct rect, int count, enum tone);
struct avatar {
	struct str initials;
	uint8_t colour;
	bool here; /* a ring in the accent around it */
	bool pale; /* expected, not here; neither: just somebody */
};
void ui_avatar(struct ui *, struct rect, struct avatar);
int ui_avatars(struct ui *, struct rect, const struct avatar *,
	int count); /* overlapping, as many as fit, then "+3"; returns the width */
int ui_avatars_width(const struct ui *, struct rect, int count); /* the same, not drawn */
/* QR: largest whole module size that fits into r, at least six pixels unless `small`; white card, the
 * quiet zone inside. False if the text does not fit the space: then it says so in the log. */
bool ui_code(struct ui *, struct rect, struct str text, bool small);
int ui_code_least(struct ui *, struct str text); /* side with six pixels a module; 0: it can't be encoded */

/* ---- controls ---- */
typedef int action; /* each screen's own enum, from 1; negative ones are the frame's */
struct control {
	struct rect r;    /* as drawn */
	struct rect hit;  /* what reacts; zero: r grown to the touch size where there is room */
	const char *name; /* stable, "home"; for scripts' #name; several may share it */
	struct str label; /* what a screen reader or a script calls it */
	action action;
	int64_t arg;
	bool disabled, repeat /* while held */, drags /* can be dragged and dropped */,
		drops /* takes drops */;
	bool key;    /* of a keyboard: pressed on the next key's touch or when lifted, two thumbs */
	bool before; /* with drops: what is dropped lands before it, and the mark says so */
	bool holds;  /* a long press gives UI_HOLD instead of UI_PRESS; without it, it is a press */
};
void ui_control(struct ui *, struct control);            /* for a widget of one's own: draw, then declare */
bool ui_pressed(const struct ui *, action, int64_t arg); /* a finger is on it: draw it pressed */
/* It is being dragged: draw what stays behind pale. The lifted copy under the finger, and the mark on
 * what would take the drop, are drawn by the toolkit. */
bool ui_dragging(const struct ui *, action, int64_t arg);

enum button_style { BUTTON_ACCENT, BUTTON_PLAIN, BUTTON_OUTLINE, BUTTON_QUIET, BUTTON_WARM };
struct button {
	const char *name;
	const char *icon; /* NULL: none */
	struct str label;
	enum button_style style;
	enum size size; /* of the label; SIZE_LABEL if 0, which SIZE_SMALL is: too small for a button */
	action action;
	int64_t arg;
	bool disabled;
	int64_t pending_since; /* mono; not 0: waiting for the disk, a thin progress line after 200 ms */
};
void ui_button(struct ui *, struct rect, struct button);
int ui_button_width(struct ui *, struct button); /* that its label wants, with padding */

/* A list that scrolls by finger with inertia, or by wheel. Returns the rectangle of the content, moved
 * by the scroll; what is drawn until ui_scroll_end is clipped to r. `height` of all the content. */
struct rect ui_scroll(struct ui *, struct rect, const char *name, int height);
void ui_scroll_end(struct ui *); /* where there is more, the list ends softly, in the tone of the ground */
void ui_scroll_end_on(struct ui *, enum tone ground);
void ui_scroll_to(struct ui *, const char *name, int y); /* e.g. the end of a live note */

/* ---- typing ---- */
#define INPUT_BYTES 4096
struct text_input { /* plain data; part of a screen's state */
	char text[INPUT_BYTES];
	size_t n, caret; /* bytes */
};
struct field {
	const char *name;
	struct str placeholder;
	const char *icon; /* NULL: none */
	action action;    /* UI_CHANGE comes with it, and UI_PRESS when touched */
	bool large, multiline;
	bool resting; /* a real keyboard writes into it, but it does not look as if it waited for that */
};
void ui_field(struct ui *, struct rect, struct text_input *, struct field);
void ui_focus(struct ui *, struct text_input *); /* keys go here; NULL: nowhere. Screens set it on enter */
/* While drawing: the focused input goes on taking keys although no field shows what is in it (a PIN). */
void ui_listen(struct ui *, const struct text_input *);
const struct text_input *ui_focused(const struct ui *);
void input_set(struct text_input *, struct str);
struct str input_str(const struct text_input *);

/* The on-screen keyboard in r; its keys edit the focused input. `done` is the accent key at its end. */
int ui_keyboard_height(const struct ui *);
void ui_keyboard(struct ui *, struct rect, struct str done_label, action done);

/* ---- short messages ---- */
/* A toast at the bottom for `ms`, with Undo if `undo` is not 0. One at a time; the next replaces it. */
void ui_toast(struct ui *, struct str, action undo, struct str undo_label, int64_t arg, int64_t ms);
void ui_toast_clear(struct ui *);

/* ---- motion ---- */
/* Goes from its last value to `target` within `ms`, ease-out; asks for frames while under way. */
float ui_motion(struct ui *, const char *name, int64_t arg, float target, int ms);

/* ---- input ---- */
enum ui_event_kind {
	UI_NONE,
	UI_PRESS,
	UI_HOLD /* long press */,
	UI_CHANGE /* an input's text */,
	UI_DROP,
	UI_KEY
};
struct ui_event {
	enum ui_event_kind kind;
	action action;
	int64_t arg;
	action onto; /* UI_DROP: the control it was dropped on */
	int64_t onto_arg;
	enum key key;   /* UI_KEY: one that no input took */
	struct rect at; /* UI_PRESS of a control: x, y from its upper left corner, and its size */
};
/* Answers one event of the platform. Several may result; call ui_next until UI_NONE, also after
 * ui_end: time itself makes events (a long press). EVENT_NONE with its time lets time pass. */
void ui_input(struct ui *, const struct event *);
struct ui_event ui_next(struct ui *);
void ui_cancel_touch(struct ui *); /* fingers now down press nothing until lifted: used on waking */

/* ---- for tests and scripts: the frame as text ---- */
const struct control *ui_controls(const struct ui *, int *count); /* topmost last */
void ui_words(const struct ui *, struct buf *out); /* each string whole, a line each, in order of drawing */
/* What had no room at all this frame, outside every scroll: a label, an icon or a control's name. NULL: nothing. */
const char *ui_lost(const struct ui *);
void ui_dump(const struct ui *, struct buf *out); /* each string and control with its box, top to bottom */
/* The same without boxes and ellipses, so that moving something by a pixel changes nothing: first the
 * strings, whole, then the controls, each in the order of drawing. A keyboard is one line. */
void ui_outline(const struct ui *, struct buf *out);
const struct control *ui_control_at(
	const struct ui *, int x, int y); /* what a finger there presses; NULL: nothing */
/* The i-th list that can be scrolled now, as shown; false: there are no more. */
bool ui_scroll_view(const struct ui *, int i, struct rect *view, int *offset, int *furthest);
