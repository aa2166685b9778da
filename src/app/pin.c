/* One check after the other: the core asks for the next only when it has heard of the last. */
#include "app/pin.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/queue.h"
#include "core/msg.h"
#include "core/outbox.h"

#define LOG_MODULE "pin"
#define CHECKS_LIMIT 4 /* one at a time comes; past it there is a mistake in the core */
#define PASSES 2
#define MEMORY ((size_t)64 << 20)
#define AGAIN_MS 50 /* until a full inbox is tried again */

struct pin_thread {
	pthread_t thread;
	struct queue *checks, *inbox;
	atomic_bool ends;
};

static void hash(struct msg *m, const struct effect_pin_check *c)
{
	char kept[crypto_pwhash_STRBYTES];
	m->u.pin_checked.good = crypto_pwhash_str_alg(kept, c->pin.p, c->pin.n, PASSES, MEMORY,
					crypto_pwhash_ALG_ARGON2ID13) == 0;
	if (m->u.pin_checked.good)
		m->u.pin_checked.kept = msg_str(m, str_from(kept));
	else
		log_error("no PIN could be hashed: %s", strerror(errno));
}

/* A machine without 64 MiB to spare says no, and so says the log. */
static void compare(struct msg *m, const struct effect_pin_check *c)
{
	char kept[crypto_pwhash_STRBYTES] = "";
	if (c->kept.n < sizeof kept)
		memcpy(kept, c->kept.p, c->kept.n);
	errno = 0;
	m->u.pin_checked.good = crypto_pwhash_str_verify(kept, c->pin.p, c->pin.n) == 0;
	if (!m->u.pin_checked.good && errno == ENOMEM)
		log_error("the PIN could not be checked: %s", strerror(errno));
}

static void check(struct pin_thread *t, struct effect *e)
{
	const struct effect_pin_check *c = &e->u.pin_check;
	struct msg *m = msg_new(MSG_pin_checked, (struct origin){.source = FROM_SYSTEM});
	m->u.pin_checked.number = c->number;
	m->u.pin_checked.kept = STR("");
	(c->kept.n ? compare : hash)(m, c);
	effect_free(e); /* wipes the PIN */
	while (!queue_push(t->inbox, m)) {
		if (atomic_load(&t->ends)) {
			msg_free(m);
			return;
		}
		queue_wait(t->checks, AGAIN_MS);
	}
}

static void *run(void *arg)
{
	struct pin_thread *t = arg;
	while (!atomic_load(&t->ends)) {
		struct effect *e = queue_pop(t->checks);
		if (e)
			check(t, e);
		else
			queue_wait(t->checks, -1);
	}
	return NULL;
}

struct pin_thread *pin_thread_open(struct queue *inbox)
{
	struct pin_thread *t = xcalloc(1, sizeof *t);
	t->inbox = inbox;
	t->checks = queue_new(CHECKS_LIMIT);
	bool good = sodium_init() >= 0 && pthread_create(&t->thread, NULL, run, t) == 0;
	INVARIANT(good);
	return t;
}

void pin_thread_check(struct pin_thread *t, struct effect *e)
{
	bool taken = queue_push(t->checks, e);
	INVARIANT(taken);
}

void pin_thread_close(struct pin_thread *t)
{
	if (!t)
		return;
	atomic_store(&t->ends, true);
	queue_wake(t->checks);
	pthread_join(t->thread, NULL);
	for (struct effect *e; (e = queue_pop(t->checks));)
		effect_free(e);
	queue_free(t->checks);
	free(t);
}
