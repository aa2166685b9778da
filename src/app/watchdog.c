/* The notification protocol of sd_notify(3), by hand: one datagram of NAME=value lines to a unix
 * socket. It is so little that a library would be more to carry than to write.
 *
 * A missed feed is not made up for: what hangs for longer than the service's WatchdogSec is killed
 * and started again, and everything that was acknowledged is on the disk. */
#include "app/watchdog.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"

#define LOG_MODULE "watchdog"
#define FEEDS_PER_TIMEOUT 3

struct watchdog {
	int fd; /* connected to the service manager; -1: nobody watches */
	int64_t every, due;
	uint64_t fed_at[HEART_COUNT]; /* the beats when it was last fed */
	bool stalled;                 /* said so in the log */
};

/* A socket connected to the address in $NOTIFY_SOCKET: a path, or '@' and an abstract name. */
static int connect_to(const char *address)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	size_t n = strlen(address);
	if (n < 2 || n >= sizeof to.sun_path || (address[0] != '/' && address[0] != '@'))
		return -1;
	memcpy(to.sun_path, address, n);
	if (address[0] == '@')
		to.sun_path[0] = 0;
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 &&
		connect(fd, (struct sockaddr *)&to,
			(socklen_t)(offsetof(struct sockaddr_un, sun_path) + n))) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* The watchdog's time in ms; 0 when none is set, or it is meant for another process. */
static int64_t timeout_ms(void)
{
	const char *usec = getenv("WATCHDOG_USEC"), *pid = getenv("WATCHDOG_PID");
	int64_t us, who;
	if (!str_int(str_from(usec), 1, INT64_MAX, &us))
		return 0;
	if (pid && (!str_int(str_from(pid), 1, INT32_MAX, &who) || who != getpid()))
		return 0;
	return us / 1000;
}

struct watchdog *watchdog_open(int64_t mono)
{
	struct watchdog *w = xcalloc(1, sizeof *w);
	const char *address = getenv("NOTIFY_SOCKET");
	w->fd = address ? connect_to(address) : -1;
	if (address && w->fd < 0)
		log_warn("$NOTIFY_SOCKET cannot be used: %s", strerror(errno));
	w->every = w->fd >= 0 ? timeout_ms() / FEEDS_PER_TIMEOUT : 0;
	w->due = w->every ? mono + w->every : NEVER;
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	unsetenv("WATCHDOG_PID");
	return w;
}

void watchdog_close(struct watchdog *w)
{
	if (w && w->fd >= 0)
		close(w->fd);
	free(w);
}

/* A full or vanished socket is no reason to stop: it is tried again with the next word. */
static bool say(struct watchdog *w, const char *text)
{
	return w->fd >= 0 && send(w->fd, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT) > 0;
}

void watchdog_ready(struct watchdog *w)
{
	if (w->fd >= 0 && !say(w, "READY=1"))
		log_warn("the service manager was not told that we are ready: %s", strerror(errno));
}

void watchdog_stopping(struct watchdog *w)
{
	say(w, "STOPPING=1");
}

int64_t watchdog_deadline(const struct watchdog *w)
{
	return w->due;
}

static bool all_moved(struct watchdog *w, const uint64_t beats[HEART_COUNT])
{
	static const char *const names[HEART_COUNT] = {"screen", "store", "net"};
	const char *still = NULL;
	for (int i = 0; i < HEART_COUNT; i++)
		if (beats[i] == w->fed_at[i])
			still = names[i];
	if (still && !w->stalled)
		log_warn("the %s thread has not moved for %lld ms", still, (long long)w->every);
	w->stalled = still != NULL;
	return !still;
}

bool watchdog_step(struct watchdog *w, int64_t mono, const uint64_t beats[HEART_COUNT])
{
	if (mono < w->due)
		return false;
	bool alive = all_moved(w, beats);
	/* Not all have moved: look again soon, for one that moves late must not cost the whole timeout. */
	w->due = mono + (alive ? w->every : w->every / 4 + 1);
	if (!alive || !say(w, "WATCHDOG=1"))
		return false;
	memcpy(w->fed_at, beats, sizeof w->fed_at);
	return true;
}
