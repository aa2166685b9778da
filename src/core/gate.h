#pragma once
/* The gate: effects wait here until the disk has everything that was written before them. Pure;
 * main thread. Batches pass straight to the store, numbered by the core without gaps. */
#include "core/outbox.h"

struct gate;

struct gate *gate_new(void);
void gate_free(struct gate *);

/* Takes the outbox's effects (leaves its batch). `issued` is the seq of the newest batch ever made. */
void gate_hold(struct gate *, struct outbox *, uint64_t issued);
void gate_committed(struct gate *, uint64_t seq);
struct effect *gate_next(struct gate *); /* the next one that may leave, oldest first; NULL: none */
