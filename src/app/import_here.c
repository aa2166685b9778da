/* The kiosk's loop without a screen and without phones: what the store says goes into the core, what the
 * core writes goes to the store, and the answer leaves the gate once the disk has it. */
#include "app/import_here.h"

#include <errno.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/core.h"
#include "core/gate.h"
#include "net/token.h"
#include "store/store.h"

#define _(text) gettext(text)

#define INBOX_LIMIT 100000

struct room {
	struct core *core;
	struct gate *gate;
	struct store *store;
	struct queue *inbox;
	struct outbox outbox;
	bool loaded;
	char *problem;
	size_t problem_size;
};

/* The database's folder and those above it, for the user alone. */
static bool make_folders(const char *file, char *problem, size_t size)
{
	char path[4096];
	if (snprintf(path, sizeof path, "%s", file) >= (int)sizeof path) {
		snprintf(problem, size, "%.100s: %s", file, strerror(ENAMETOOLONG));
		return false;
	}
	for (char *slash = path[0] ? strchr(path + 1, '/') : NULL; slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		if (mkdir(path, 0700) != 0 && errno != EEXIST) {
			snprintf(problem, size, "%.300s: %s", path, strerror(errno));
			return false;
		}
		*slash = '/';
	}
	return true;
}

/* Takes the message. */
static bool step(struct room *r, struct msg *m)
{
	bool works = m->kind != MSG_store_state || m->u.store_state.works;
	if (!works)
		snprintf(r->problem, r->problem_size, "%.*s", STR_FMT(m->u.store_state.text));
	m->at = clock_now();
	fresh_fill(&m->fresh);
	core_step(r->core, m, &r->outbox);
	if (m->kind == MSG_committed)
		gate_committed(r->gate, m->u.committed.seq);
	r->loaded |= m->kind == MSG_load_done;
	msg_free(m);
	if (r->outbox.batch) {
		bool taken = store_put(r->store, r->outbox.batch);
		INVARIANT(taken); /* there is one writer and it waits */
		r->outbox.batch = NULL;
	}
	gate_hold(r->gate, &r->outbox, core_issued(r->core));
	return works;
}

/* Steps through what the store says until `ready` says so. False: the disk does not work. */
static bool turn(struct room *r)
{
	struct msg *m = queue_pop(r->inbox);
	if (m)
		return step(r, m);
	queue_wait(r->inbox, -1);
	return true;
}

static struct effect *wait_for_answer(struct room *r)
{
	for (bool works = true; works; works = turn(r)) {
		struct effect *e;
		while ((e = gate_next(r->gate))) {
			if (e->kind == EFFECT_import_report || (e->kind == EFFECT_reply && e->to.request))
				return e;
			effect_free(e);
		}
	}
	return NULL;
}

static struct effect *run(struct room *r, struct msg *m)
{
	bool works = true;
	while (works && !r->loaded)
		works = turn(r);
	if (!works) {
		msg_free(m);
		return NULL;
	}
	return step(r, m) ? wait_for_answer(r) : NULL;
}

static void close_room(struct room *r)
{
	store_close(r->store);
	for (struct msg *m; (m = queue_pop(r->inbox));)
		msg_free(m);
	queue_free(r->inbox);
	for (struct effect *e; (e = gate_next(r->gate));)
		effect_free(e);
	outbox_clear(&r->outbox);
	gate_free(r->gate);
	core_free(r->core);
}

struct effect *import_here(
	const struct config *c, const char *database, struct msg *m, char *problem, size_t size)
{
	struct room r = {.problem = problem, .problem_size = size};
	if (!make_folders(database, problem, size)) {
		msg_free(m);
		return NULL;
	}
	r.inbox = queue_new(INBOX_LIMIT);
	struct core_config config =
		config_core(c, NULL); /* guides are for sessions that begin; none does here */
	r.core = core_new(&config);
	r.gate = gate_new();
	r.store = store_open(&(struct store_options){.path = database, .inbox = r.inbox}, problem, size);
	struct effect *answer = NULL;
	if (r.store)
		answer = run(&r, m);
	else
		msg_free(m);
	close_room(&r);
	return answer;
}
