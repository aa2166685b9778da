#pragma once
/* A screen is a table, a file and a line in screens.def. Its state is zeroed when it is entered and
 * goes with it; it holds what a person is in the middle of, never what the core knows. Drawing runs
 * when something watched changed, emits a draw list and does nothing else. Main thread. */
#include "core/core.h"
#include "screens/words.h"
#include "ui/ui.h"

enum screen_id {
#define SCREEN(name) SCREEN_##name,
#include "screens/screens.def"
#undef SCREEN
	SCREEN_COUNT
};

struct place {
	enum screen_id screen;
	ident a, b;
};

struct shell;

struct screen {
	const char *name;
	size_t state_size;
	unsigned watches;                           /* CHANGE_… bits after which it is drawn again */
	void (*enter)(struct shell *, void *state); /* may be NULL */
	void (*event)(struct shell *, void *state, const struct ui_event *);
	/* An EFFECT_reply to what it sent; NULL: a toast says what went wrong. */
	void (*reply)(struct shell *, void *state, const struct effect *);
	void (*draw)(struct shell *, void *state);
	/* Something it watches has changed, and it is drawn next: it may go elsewhere; may be NULL. */
	void (*changed)(struct shell *, void *state);
	bool (*stays)(const struct shell *); /* no going home for now; may be NULL */
	bool keeps; /* whoever went on from here and left is led back here as long as it stays, not home */
	bool (*inner)(
		const void *state); /* something is open inside it, which Back closes first; may be NULL */
	void (*close_inner)(void *state); /* with `inner` */
	/* A form: something was typed or chosen in it that is not saved. Left so, it is kept as a draft, see drafts.h, and
	 * offered again where it was left and when it is opened the next time. NULL: no form. */
	bool (*unsaved)(const struct shell *, const void *state);
	int64_t (*draft_part)(
		const void *state); /* which of its fields is open, DRAFT_ANY: none. NULL: it has one */
	void (*resumed)(struct shell *,
		void *state); /* the draft is back in its state: where keys go; with `unsaved` */
};

#define SCREEN_LANGUAGES_MAX 8
struct shell_config {
	int64_t idle_ms;    /* without a touch until the countdown home begins */
	int64_t attract_ms; /* at home until the attract screen */
	int panel_width_mm;
	enum screen_theme { THEME_LIGHT, THEME_DARK, THEME_AUTO } theme;
	int dark_from, dark_until; /* minutes of the day, for THEME_AUTO */
	bool motion, sound;
	const char *keyboard;                        /* NULL: by language */
	const char *languages[SCREEN_LANGUAGES_MAX]; /* codes; the first is the room's */
	int language_count;
	struct str wifi; /* text of the Wi-Fi's code ("WIFI:…"), empty: none */
	struct str wifi_name;
};

struct shell {
	const struct core *core;
	struct ui *ui;
	const struct shell_config *config;
	struct moment now;
	struct place place;
	struct str language;
	struct shell_inside *in; /* shell.c's own */
};

/* ---- for the program's loop ---- */
struct shell *shell_new(const struct core *, const struct text_metrics *, const struct shell_config *);
void shell_free(struct shell *);
void shell_event(struct shell *, const struct event *, struct moment now);
void shell_changed(struct shell *, unsigned bits);
void shell_reply(struct shell *, const struct effect *, struct moment now);
struct msg *shell_message(struct shell *); /* the next one to post, NULL: none; takes ownership */
/* The frame, if one is due; NULL when nothing can have changed. */
const struct draw_list *shell_draw(struct shell *, int w, int h, struct moment now);
int64_t shell_deadline(const struct shell *);
bool shell_dims(const struct shell *); /* the panel may be turned down */

/* ---- for screens ---- */
void shell_go(struct shell *, struct place);      /* forward; Back returns here */
void shell_replace(struct shell *, struct place); /* forward; Back skips this one */
void shell_land(struct shell *, struct place);    /* as if straight from home: Back is Home */
void shell_back(struct shell *);
void shell_home(struct shell *);
void shell_set_language(struct shell *, const char *code); /* until the screen goes home by itself */

/* A message with a request number; fill it, then send it. The control that was pressed shows that it
 * is under way (give pending_since = shell_pending(…) to its button) until the reply. */
struct msg *shell_new_message(struct shell *, enum msg_kind);
void shell_send(struct shell *, struct msg *, action, int64_t arg);
void shell_post(struct shell *, struct msg *); /* one that nobody waits for */
int64_t shell_pending(const struct shell *, action, int64_t arg);

/* The frame around each screen: top bar, banner if the disk does not work. Returns the body. */
struct frame {
	struct str title, subtitle; /* in the middle */
	bool home;                  /* home itself: room name instead of Back */
	action change;              /* a touch on the title: it can be changed; 0: it can't */
	const char *change_name;    /* of that control; NULL: "focus" */
	struct str change_label;    /* what it is called; empty: the subtitle */
	const struct button *ways;  /* quiet ones before the clock, the last one outermost */
	int way_count;
};
struct rect shell_frame(struct shell *, struct frame);
/* A toast, wherever the person goes next; with Undo, which sends `undo`, whose owner is the shell from now on. */
void shell_toast(struct shell *, struct str);
void shell_toast_undo(struct shell *, struct str, struct msg *undo);
void shell_toast_error(struct shell *, enum err);
/* For `reply`: what was asked is done, or was already; if not, a toast says why. */
bool shell_done(struct shell *, const struct effect *);
/* The form's words are saved, or nobody wants them any more: before it is left, and its draft goes. */
void shell_saved(struct shell *);
void shell_forget_drafts(struct shell *);
/* Offers the draft of this form, if there is one: when a part of it is opened; for a whole screen the shell does. */
void shell_offer_draft(struct shell *);
struct str shell_printf(struct shell *, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool shell_dark(const struct shell *);

enum {
	FRAME_BACK = -1,
	FRAME_HOME = -2,
	FRAME_UNDO = -3,
	FRAME_SIGN_OUT = -4,
	FRAME_DRAFT = -5
}; /* of the frame */

#define SCREEN(name) extern const struct screen screen_##name;
#include "screens/screens.def"
#undef SCREEN
