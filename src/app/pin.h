#pragma once
/* The thread that hashes the facilitator's PIN (S3 of the promises): Argon2id takes a tenth of a second and
 * 64 MiB, which is what makes guessing slow, and what no frame can wait for. Main thread calls. */
struct effect;
struct pin_thread;
struct queue;

/* Answers with MSG_pin_checked in the inbox. */
struct pin_thread *pin_thread_open(struct queue *inbox);
void pin_thread_check(struct pin_thread *, struct effect *); /* takes the EFFECT_pin_check */
void pin_thread_close(struct pin_thread *); /* ends what is under way; before the inbox goes. NULL is fine */
