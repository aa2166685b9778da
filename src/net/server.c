/* The net from outside: start, stop, and the one loop that everything else hangs on. A round reads all
 * that is ready, takes all effects the core has sent, and only then writes: so what came together
 * leaves together. */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>
#include <wslay/wslay.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "net/feed.h"
#include "net/upload.h"
#define LOG_MODULE "net"

#define ENDING_ROUNDS 20 /* given to WebSockets to say good-bye, at most 50 ms each */

/* ---- messages to the core ---- */
struct msg *net_message(enum msg_kind kind, enum source source, uint64_t conn)
{
	struct origin origin = {.source = source, .conn = conn};
	while (origin.request == 0) {
		random_bytes(&origin.request, sizeof origin.request);
		origin.request &= INT64_MAX;
	}
	return msg_new(kind, origin);
}

bool net_post(struct net *net, struct msg *msg)
{
	if (net->owed_count == 0 && queue_push(net->inbox, msg))
		return true;
	msg_free(msg);
	return false;
}

void net_owe(struct net *net, struct msg *msg)
{
	if (net->owed_count == 0 && queue_push(net->inbox, msg))
		return;
	if (net->owed_count == net->owed_cap) {
		net->owed_cap = net->owed_cap ? 2 * net->owed_cap : 16;
		net->owed = xrealloc(net->owed, net->owed_cap * sizeof(struct msg *));
	}
	net->owed[net->owed_count++] = msg;
	loop_wake_at(&net->loop, net->loop.now + RETRY_MS);
}

static void pay(struct net *net)
{
	uint32_t paid = 0;
	while (paid < net->owed_count && queue_push(net->inbox, net->owed[paid]))
		paid++;
	net->owed_count -= paid;
	if (paid && net->owed_count)
		memmove(net->owed, net->owed + paid, net->owed_count * sizeof(struct msg *));
	if (net->owed_count)
		loop_wake_at(&net->loop, net->loop.now + RETRY_MS);
}

/* ---- effects from the core ---- */
static bool is_for_all(const struct effect *effect)
{
	switch ((int)effect->kind) {
	case EFFECT_note_entry:
	case EFFECT_note_people:
	case EFFECT_board_cards: /* also when it is addressed to one that has just come */
	case EFFECT_board_meeting:
		return true;
	case EFFECT_note_ended:
		return !effect->to.conn;
	default:
		return false;
	}
}

static void dispatch(struct net *net, struct effect *effect)
{
	struct asker *asker = askers_find(&net->askers, effect->to.conn);
	bool for_all = is_for_all(effect);
	if (for_all && feeds_take(net->feeds, effect))
		return;
	if (!for_all && asker)
		asker->take(asker, effect);
	effect_free(effect);
}

static void on_effects(struct watch *watch, uint32_t events)
{
	(void)events;
	struct net *net = (struct net *)(void *)((char *)watch - offsetof(struct net, effects_watch));
	queue_wait(net->effects, 0);
	for (struct effect *effect; (effect = queue_pop(net->effects));)
		dispatch(net, effect);
}

/* ---- the loop ---- */
static bool anybody(const struct net *net)
{
	return http_anybody(net) || sockets_any(net->sockets) || admin_anybody(net);
}

static void sweep(struct net *net)
{
	int64_t now = net->loop.now;
	net->loop.wake = NEVER;
	pay(net);
	sockets_sweep(net->sockets);
	feeds_sweep(net->feeds);
	if (now - net->swept < HOUSEKEEPING_MS)
		return;
	net->swept = now;
	http_sweep(net);
	admin_sweep(net);
	if (net->links.fd < 0)
		addresses_renew(net);
}

void net_turn(struct net *net, int64_t most_ms)
{
	if (http_eager(net))
		most_ms = 0;
	loop_round(&net->loop, most_ms);
	if (net->loop.now >= net->loop.wake || net->loop.now - net->swept >= HOUSEKEEPING_MS)
		sweep(net);
	http_run(net);
	if (sockets_flush(net->sockets))
		http_nudge(net);
	atomic_fetch_add_explicit(&net->heartbeat, 1, memory_order_relaxed);
}

static void *run(void *user)
{
	struct net *net = user;
	while (!atomic_load(&net->stopping))
		net_turn(net, anybody(net) ? HOUSEKEEPING_MS : QUIET_MS);
	return NULL;
}

/* ---- start and stop ---- */
static void take_options(struct net *net, const struct net_options *options)
{
	net->inbox = options->inbox;
	net->links.fd = -1;
	snprintf(net->bind, sizeof net->bind, "%s", options->bind);
	snprintf(net->host, sizeof net->host, "%s", options->host);
}

struct net *net_make(const struct net_options *options, char *problem, size_t size)
{
	struct net *net = xcalloc(1, sizeof *net);
	take_options(net, options);
	INVARIANT(sodium_init() >= 0 && loop_open(&net->loop));
	net->effects = queue_new(NET_QUEUE_LIMIT);
	net->effects_watch = (struct watch){.fd = queue_fd(net->effects), .ready = on_effects};
	INVARIANT(loop_add(&net->loop, &net->effects_watch, EPOLLIN));
	net->sockets = sockets_new(&net->loop);
	net->feeds = feeds_new(net);
	net->uploads = uploads_new(net->inbox, net->effects);
	net->pages = pages_read(options, problem, size);
	if (net->pages && mirror_open(net, options) && http_open(net, options, problem, size) &&
		admin_open(net, options->admin_path, problem, size)) {
		addresses_open(net);
		return net;
	}
	net_free(net);
	return NULL;
}

/* 1001 to every WebSocket and a moment to read it; then the daemons, which close what is left. */
void net_free(struct net *net)
{
	sockets_end(net->sockets, WSLAY_CODE_GOING_AWAY);
	for (int i = 0; i < ENDING_ROUNDS && sockets_any(net->sockets); i++)
		net_turn(net, 50);
	sockets_free(net->sockets);
	feeds_free(net->feeds);
	http_close(net);
	admin_close(net);
	mirror_close(net);
	addresses_close(net);
	pages_free(net->pages);
	uploads_free(net->uploads);
	for (struct effect *effect; (effect = queue_pop(net->effects));)
		effect_free(effect);
	queue_free(net->effects);
	for (uint32_t i = 0; i < net->owed_count; i++)
		msg_free(net->owed[i]);
	free(net->owed);
	loop_close(&net->loop);
	free(net);
}

struct net *net_open(const struct net_options *options, char *problem, size_t size)
{
	struct net *net = net_make(options, problem, size);
	if (net && pthread_create(&net->thread, NULL, run, net) == 0)
		return net;
	if (net) {
		snprintf(problem, size, "the network thread could not be started");
		net_free(net);
	}
	return NULL;
}

void net_close(struct net *net)
{
	if (!net)
		return;
	atomic_store(&net->stopping, true);
	queue_wake(net->effects);
	pthread_join(net->thread, NULL);
	net_free(net);
}

bool net_send(struct net *net, struct effect *effect)
{
	return queue_push(net->effects, effect);
}

uint16_t net_port(const struct net *net)
{
	return net->port;
}

uint64_t net_heartbeat(const struct net *net)
{
	return atomic_load_explicit(&net->heartbeat, memory_order_relaxed);
}
