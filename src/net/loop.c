/* A thin layer over epoll. Owners embed their watch, so there is no table of descriptors. A watch may be
 * removed by another one of the same round, whose event for it is already fetched: so removing blunts
 * it, and its block is freed only when the round is over. */
#include "net/loop.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"

#define EVENTS_PER_ROUND 64

bool loop_open(struct loop *loop)
{
	*loop = (struct loop){.fd = epoll_create1(EPOLL_CLOEXEC), .now = clock_now().mono, .wake = NEVER};
	return loop->fd >= 0;
}

static void free_dead(struct loop *loop)
{
	for (uint32_t i = 0; i < loop->dead_count; i++)
		free(loop->dead[i]);
	loop->dead_count = 0;
}

void loop_close(struct loop *loop)
{
	free_dead(loop);
	free(loop->dead);
	close(loop->fd);
}

bool loop_add(struct loop *loop, struct watch *watch, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.ptr = watch};
	watch->events = events;
	return epoll_ctl(loop->fd, EPOLL_CTL_ADD, watch->fd, &event) == 0;
}

void loop_want(struct loop *loop, struct watch *watch, uint32_t events)
{
	if (watch->events == events)
		return;
	struct epoll_event event = {.events = events, .data.ptr = watch};
	watch->events = events;
	INVARIANT(epoll_ctl(loop->fd, EPOLL_CTL_MOD, watch->fd, &event) == 0);
}

static void ignore(struct watch *watch, uint32_t events)
{
	(void)watch;
	(void)events;
}

void loop_remove(struct loop *loop, struct watch *watch)
{
	INVARIANT(epoll_ctl(loop->fd, EPOLL_CTL_DEL, watch->fd, NULL) == 0);
	watch->ready = ignore;
}

void loop_wake_at(struct loop *loop, int64_t mono)
{
	if (mono < loop->wake)
		loop->wake = mono;
}

void loop_free_later(struct loop *loop, void *block)
{
	if (loop->dead_count == loop->dead_cap) {
		loop->dead_cap = loop->dead_cap ? 2 * loop->dead_cap : 16;
		loop->dead = xrealloc(loop->dead, loop->dead_cap * sizeof *loop->dead);
	}
	loop->dead[loop->dead_count++] = block;
}

static int wait_ms(const struct loop *loop, int64_t most_ms)
{
	int64_t until = loop->wake == NEVER ? most_ms : loop->wake - clock_now().mono;
	if (until > most_ms)
		until = most_ms;
	return until < 0 ? 0 : (int)until;
}

void loop_round(struct loop *loop, int64_t most_ms)
{
	struct epoll_event events[EVENTS_PER_ROUND];
	int count = epoll_wait(loop->fd, events, EVENTS_PER_ROUND, wait_ms(loop, most_ms));
	INVARIANT(count >= 0 || errno == EINTR);
	loop->now = clock_now().mono;
	for (int i = 0; i < count; i++) {
		struct watch *watch = events[i].data.ptr;
		watch->ready(watch, events[i].events);
	}
	free_dead(loop);
}
