#pragma once
/* The kiosk: core, shell, store, net and platform, started in order and turned by one loop. The same
 * loop runs in a window, headless under a script, and in the service. Main thread. */
#include "app/config.h"
#include "app/folders.h"
#include "core/core.h"
#include "platform/platform.h"
#include "screens/screen.h"

struct kiosk_options {
	const struct config *config;
	const struct folders *folders;
	const struct content *content;
	const char *database;
	const char *language; /* of the screen; NULL: the config's */
	bool headless, fullscreen;
	int w, h;
	bool serve;          /* the phones' server from the start */
	const char *mirror;  /* "127.0.0.1:8089" or NULL */
	struct moment clock; /* where a virtual clock starts; wall 0: the real one */
	uint64_t
		chance; /* codes and choices follow from this number as long as no phone is served; 0: random */
};

struct kiosk;

/* On failure NULL, and `problem` says why, for whoever installs it. */
struct kiosk *kiosk_open(const struct kiosk_options *, char *problem, size_t size);
void kiosk_close(struct kiosk *); /* writes what is queued; NULL is fine */

/* Waits at most `wait_ms` for something to do, does it, and shows what changed. False: time to end. */
bool kiosk_turn(struct kiosk *, int64_t wait_ms);
void kiosk_input(struct kiosk *, const struct event *); /* as if from the screen */
void kiosk_pass(struct kiosk *, int64_t ms);            /* virtual time passes */
void kiosk_set_clock(struct kiosk *, int64_t wall);     /* the virtual one, as the network would set it */
void kiosk_run_clock(struct kiosk *);                   /* the virtual clock runs in real time from now on */
bool kiosk_settled(const struct kiosk *);               /* nothing is on its way to the disk or back */
bool kiosk_serve(struct kiosk *, uint16_t port, char *problem, size_t size);
void kiosk_stop(struct kiosk *); /* the next turn says false; safe in a signal handler */

struct moment kiosk_now(const struct kiosk *);
struct ui *kiosk_ui(struct kiosk *);
struct core *kiosk_core(struct kiosk *);
struct shell *kiosk_shell(struct kiosk *);
struct platform *kiosk_platform(struct kiosk *);
uint16_t kiosk_port(const struct kiosk *);
