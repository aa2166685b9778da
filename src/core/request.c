/* Which requests were done already. A phone that got no answer asks again with the same number, and so
 * may a proxy or a finger; the answer is then what it was, and nothing happens. The outcome of a request
 * that wrote something is a row in the same batch, so it survives exactly when its effect does; of one
 * that wrote nothing it is kept in memory, since doing nothing again is no harm after a restart. */
#include "core/inside.h"

#include <stdlib.h>

#define REQUEST_LIFE (7 * DAY)      /* nobody resends for longer */
#define REQUESTS_UNWRITTEN_MAX 4096 /* kept of those that wrote nothing; past it all of them are dropped */

struct request {
	uint64_t id; /* 0: free */
	int64_t at;  /* wall; 0: the clock was not to be trusted */
	ident result;
	enum err err;
	bool written;
};

struct requests {
	struct request *slots; /* open addressing, linear; the capacity is a power of two */
	size_t count, cap, unwritten;
};

struct requests *requests_new(void)
{
	return xcalloc(1, sizeof(struct requests));
}

void requests_free(struct requests *r)
{
	free(r->slots);
	free(r);
}

/* Fibonacci hashing (Knuth, TAOCP 6.4): ids are random, but need not be. */
static size_t home(const struct requests *r, uint64_t id)
{
	return (size_t)(id * 0x9E3779B97F4A7C15u >> 20) & (r->cap - 1);
}

static struct request *slot(const struct requests *r, uint64_t id)
{
	size_t at = home(r, id);
	while (r->slots[at].id && r->slots[at].id != id)
		at = (at + 1) & (r->cap - 1);
	return &r->slots[at];
}

/* Moves everything worth keeping into a table of `cap` slots. */
static void rebuild(
	struct requests *r, size_t cap, bool (*keep)(const struct request *, int64_t), int64_t limit)
{
	struct requests next = {.slots = xcalloc(cap, sizeof *next.slots), .cap = cap};
	for (size_t i = 0; i < r->cap; i++) {
		const struct request *old = &r->slots[i];
		if (!old->id || (keep && !keep(old, limit)))
			continue;
		*slot(&next, old->id) = *old;
		next.count++;
		next.unwritten += !old->written;
	}
	free(r->slots);
	*r = next;
}

static void add(struct requests *r, struct request request)
{
	if (2 * (r->count + 1) > r->cap)
		rebuild(r, r->cap ? 2 * r->cap : 64, NULL, 0);
	struct request *at = slot(r, request.id);
	r->count += !at->id;
	r->unwritten += !at->id && !request.written;
	*at = request;
}

void load_request(struct core *core, const struct value *v)
{
	if (v[0].i)
		add(core->requests,
			(struct request){.id = (uint64_t)v[0].i,
				.at = v[1].i,
				.err = (enum err)row_enum(&v[2], ERR_count),
				.result = v[3].i,
				.written = true});
}

bool requests_answer_again(struct core *core)
{
	uint64_t id = core->msg->origin.request;
	if (!id || !core->requests->cap)
		return false;
	const struct request *known = slot(core->requests, id);
	if (!known->id)
		return false;
	core_reply(core, known->err, known->result);
	return true;
}

static bool is_written(const struct request *r, int64_t limit)
{
	(void)limit;
	return r->written;
}

void requests_remember(struct core *core)
{
	struct requests *r = core->requests;
	struct request request = {.id = core->msg->origin.request,
		.at = core->now.trusted ? core->now.wall : 0,
		.err = core->reply_err,
		.result = core->reply_result,
		.written = core->out->batch != NULL};
	if (!request.id)
		return;
	if (request.written)
		PUT(core, REC_request, VI(request.id), VI(request.at), VI(request.err), VI(request.result));
	else if (r->unwritten == REQUESTS_UNWRITTEN_MAX)
		rebuild(r, r->cap, is_written, 0);
	add(r, request);
}

static bool is_young(const struct request *r, int64_t limit)
{
	return r->at >= limit;
}

/* Only a clock that is known to be right may make anything old; what came before it was counts from
 * now on. */
void requests_forget(struct core *core)
{
	struct requests *r = core->requests;
	int64_t limit = core->now.wall - REQUEST_LIFE;
	size_t old = 0;
	if (!core->now.trusted)
		return;
	for (size_t i = 0; i < r->cap; i++) {
		struct request *at = &r->slots[i];
		if (at->id && !at->at)
			at->at = core->now.wall;
		if (!at->id || is_young(at, limit))
			continue;
		old++;
		if (at->written)
			core_delete(core, REC_request, &VI(at->id));
	}
	if (old)
		rebuild(r, r->cap, is_young, limit);
}
