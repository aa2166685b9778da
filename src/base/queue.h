#pragma once
/* A bounded queue between threads: many write, one reads. The payload changes owner with the push.
 * A push to a full queue is refused; what that means is written where the queue is made. Waking the
 * reader is a hint through an eventfd it can poll; the queue has the data. */
#include <stdbool.h>
#include <stddef.h>

struct queue;

struct queue *queue_new(size_t limit);          /* limit in payloads */
void queue_free(struct queue *);                /* must be empty; NULL is fine */
bool queue_push(struct queue *, void *payload); /* false: full, the payload stays with the caller */
void *queue_pop(struct queue *);                /* NULL when empty; never waits; reader only */
size_t queue_length(struct queue *);
int queue_fd(const struct queue *);              /* readable when there may be something; poll it */
void queue_wait(struct queue *, int timeout_ms); /* until something may be there; -1 waits for ever */
void queue_wake(struct queue *);                 /* wakes the reader without a payload */
