/* A ring under a mutex and an eventfd. A lock-free ring would save nothing that can be felt: the
 * queues see thousands of payloads a second at most, and a mutex is easy to be sure of. */
#include "base/queue.h"

#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/log.h"

struct queue {
	pthread_mutex_t lock;
	void **ring;
	size_t limit, first, length;
	int fd;
};

struct queue *queue_new(size_t limit)
{
	struct queue *q = xcalloc(1, sizeof *q);
	q->ring = xcalloc(limit, sizeof *q->ring);
	q->limit = limit;
	q->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	INVARIANT(q->fd >= 0);
	pthread_mutex_init(&q->lock, NULL);
	return q;
}

void queue_free(struct queue *q)
{
	if (!q)
		return;
	INVARIANT(q->length == 0);
	pthread_mutex_destroy(&q->lock);
	close(q->fd);
	free(q->ring);
	free(q);
}

void queue_wake(struct queue *q)
{
	uint64_t one = 1;
	ssize_t written = write(q->fd, &one, sizeof one);
	(void)written; /* full means it is readable already, which is all a wake-up says */
}

bool queue_push(struct queue *q, void *payload)
{
	pthread_mutex_lock(&q->lock);
	bool room = q->length < q->limit;
	if (room)
		q->ring[(q->first + q->length++) % q->limit] = payload;
	pthread_mutex_unlock(&q->lock);
	if (room)
		queue_wake(q);
	return room;
}

void *queue_pop(struct queue *q)
{
	void *payload = NULL;
	pthread_mutex_lock(&q->lock);
	if (q->length) {
		payload = q->ring[q->first];
		q->first = (q->first + 1) % q->limit;
		q->length--;
	}
	pthread_mutex_unlock(&q->lock);
	return payload;
}

size_t queue_length(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	size_t length = q->length;
	pthread_mutex_unlock(&q->lock);
	return length;
}

int queue_fd(const struct queue *q)
{
	return q->fd;
}

/* Clears the wake-up before the caller empties the queue, so that a push in between wakes again. */
void queue_wait(struct queue *q, int timeout_ms)
{
	struct pollfd p = {.fd = q->fd, .events = POLLIN};
	uint64_t count;
	if (poll(&p, 1, timeout_ms) > 0) {
		ssize_t got = read(q->fd, &count, sizeof count);
		(void)got;
	}
}
