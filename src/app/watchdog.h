#pragma once
/* The service manager's view of us: ready, stopping, and the watchdog, which is
 * fed only when every thread has moved since it was last fed. Where nobody watches (no
 * $NOTIFY_SOCKET) all of this does nothing. Main thread. */
#include <stdbool.h>
#include <stdint.h>

enum heart { HEART_UI, HEART_STORE, HEART_NET, HEART_COUNT };

struct watchdog;

/* Reads $NOTIFY_SOCKET and $WATCHDOG_USEC, and takes them out of the environment, so that no child
 * speaks in our name. mono: now, in ms. */
struct watchdog *watchdog_open(int64_t mono);
void watchdog_close(struct watchdog *); /* NULL is fine */

void watchdog_ready(struct watchdog *);
void watchdog_stopping(struct watchdog *);

/* When watchdog_step wants to be called next (mono, ms); NEVER where nobody watches. It is a third
 * of the watchdog's time, so each thread has to move about once in four seconds even when idle. */
int64_t watchdog_deadline(const struct watchdog *);
/* beats: counters that grow whenever the thread moves. True if it was fed. */
bool watchdog_step(struct watchdog *, int64_t mono, const uint64_t beats[HEART_COUNT]);
