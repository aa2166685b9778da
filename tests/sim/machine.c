#include "sim/machine.h"

#include <stdarg.h>
#include <stdio.h>

#define TICKS_MAX 5000 /* in one pass of time: more is a deadline that does not move */

void machine_break(struct machine *m, const char *format, ...)
{
	va_list args;
	if (m->broken[0])
		return;
	va_start(args, format);
	vsnprintf(m->broken, sizeof m->broken, format, args);
	va_end(args);
}

/* ---- one message ---- */

static void stamp(struct machine *m, struct msg *msg)
{
	msg->at = m->now;
	m->last_token++;
	memset(&msg->fresh, 0, sizeof msg->fresh);
	memcpy(msg->fresh.token, &m->last_token, sizeof m->last_token);
	memcpy(msg->fresh.token_hash.b, &m->last_token, sizeof m->last_token);
	memcpy(msg->fresh.short_hash.b + 8, &m->last_token, sizeof m->last_token);
	memcpy(msg->fresh.short_code, "ABCDEF", 6);
	msg->fresh.seed = dice_roll(&m->dice);
}

static void enqueue(struct machine *m, struct batch *batch)
{
	if (m->queue_count == m->queue_cap) {
		m->queue_cap = m->queue_cap ? 2 * m->queue_cap : 64;
		m->queue = xrealloc(m->queue, m->queue_cap * sizeof *m->queue);
	}
	m->queue[m->queue_count++] = (struct queued){batch, m->now, m->elapsed};
}

static void hold(struct machine *m, struct outbox *out)
{
	for (uint32_t i = 0; i < out->count && m->held_count < HELD_MAX; i++)
		m->held[(m->held_first + m->held_count++) % HELD_MAX] = core_issued(m->core);
	gate_hold(m->gate, out, core_issued(m->core));
	if (m->leaks && dice_one_in(&m->dice, 20))
		gate_committed(m->gate, UINT64_MAX);
}

static void take_effects(struct machine *m)
{
	struct effect *e;
	while ((e = gate_next(m->gate))) {
		if (!m->held_count || m->held[m->held_first] > m->committed)
			machine_break(m, "a %s left before the disk had what it tells", effect_name(e->kind));
		m->held_first = (m->held_first + 1) % HELD_MAX;
		m->held_count -= m->held_count > 0;
		m->life->leaves(m, e);
		m->begins_anew |= e->kind == EFFECT_restart;
		effect_free(e);
	}
}

void machine_send(struct machine *m, struct msg *msg)
{
	struct outbox out = {0};
	stamp(m, msg);
	core_step(m->core, msg, &out);
	m->life->made(m, msg, &out);
	if (out.batch)
		enqueue(m, out.batch);
	out.batch = NULL;
	hold(m, &out);
	outbox_clear(&out);
	take_effects(m);
}

void machine_post(struct machine *m, struct msg *msg)
{
	machine_send(m, msg);
	msg_free(msg);
}

void machine_tell(struct machine *m, enum msg_kind kind)
{
	struct msg *msg = msg_new(kind, (struct origin){0});
	if (kind == MSG_committed)
		msg->u.committed.seq = m->committed;
	if (kind == MSG_store_state)
		msg->u.store_state = (struct msg_store_state){!m->disk_fails, ERR_none, STR("")};
	machine_post(m, msg);
}

/* ---- the disk ---- */

void machine_commit(struct machine *m, uint32_t count)
{
	struct queued done[COMMIT_MAX];
	count = count < COMMIT_MAX ? count : COMMIT_MAX;
	if (!count)
		return;
	for (uint32_t i = 0; i < count; i++) {
		done[i] = m->queue[i];
		if (done[i].batch->seq != ++m->committed)
			machine_break(m, "batch %llu instead of %llu", (unsigned long long)done[i].batch->seq,
				(unsigned long long)m->committed);
	}
	m->life->write(m, done, count);
	m->queue_count -= count;
	memmove(m->queue, m->queue + count, m->queue_count * sizeof *m->queue);
	gate_committed(m->gate, m->committed);
	machine_tell(m, MSG_committed);
	for (uint32_t i = 0; i < count; i++) {
		if (m->life->written)
			m->life->written(m, done[i].batch);
		batch_free(done[i].batch);
	}
}

void machine_disk_moves(struct machine *m, uint32_t rarely)
{
	if (dice_one_in(&m->dice, rarely)) {
		m->disk_fails = !m->disk_fails;
		machine_tell(m, MSG_store_state);
	}
	if (!m->disk_fails && m->queue_count && dice_one_in(&m->dice, 2))
		machine_commit(m, 1 + dice_below(&m->dice, m->queue_count));
}

void machine_settle(struct machine *m)
{
	if (m->disk_fails) {
		m->disk_fails = false;
		machine_tell(m, MSG_store_state);
	}
	while (m->queue_count && !m->broken[0])
		machine_commit(m, m->queue_count);
}

/* ---- time ---- */

void machine_advance(struct machine *m, int64_t ms)
{
	m->now.mono += ms;
	m->now.wall += ms;
	m->true_wall += ms;
	m->elapsed += ms;
}

void machine_pass(struct machine *m, int64_t ms)
{
	int64_t end = m->now.mono + ms;
	for (int ticks = 0; core_deadline(m->core) <= end && !m->broken[0] && !m->begins_anew; ticks++) {
		int64_t due = core_deadline(m->core);
		machine_advance(m, due > m->now.mono ? due - m->now.mono : 0);
		machine_tell(m, MSG_tick);
		m->life->ticked(m);
		if (ticks > TICKS_MAX)
			machine_break(m, "a deadline comes again and again");
	}
	if (end > m->now.mono)
		machine_advance(m, end - m->now.mono);
}

void machine_lose_clock(struct machine *m, int64_t wall)
{
	m->now.trusted = false;
	m->true_wall = m->now.wall;
	m->now.wall = wall;
}

void machine_set_clock(struct machine *m)
{
	if (m->now.trusted) {
		machine_lose_clock(m, m->now.wall - (int64_t)dice_below(&m->dice, 14 * 24 * 60) * MINUTE);
	} else {
		m->now.trusted = true;
		m->now.wall = m->true_wall;
	}
	machine_tell(m, MSG_tick); /* what follows from it is no request's */
}

bool machine_off(struct machine *m)
{
	machine_advance(m, (int64_t)dice_below(&m->dice, dice_one_in(&m->dice, 10) ? 3600 : 40) * SECOND);
	if (!dice_one_in(&m->dice, 2))
		return false;
	m->now.mono = (int64_t)dice_below(&m->dice, 10000);
	return m->now.trusted && dice_one_in(&m->dice, 4);
}

/* ---- start and end ---- */

void machine_open(struct machine *m, const struct life *kind, uint64_t seed, bool leaks)
{
	*m = (struct machine){.life = kind, .dice = {seed}, .last_token = seed << 20, .leaks = leaks};
	setenv("TZ", "Europe/Berlin", 1);
	m->now = (struct moment){civil_to((struct civil){2026, 11, 18, 10, 0, 0, 0}), 1000000, true};
	m->config = usual_config(&m->content);
}

void machine_guides(struct machine *m, const char *guide)
{
	struct remark problem = {0};
	for (enum model model = 0; model < MODEL_COUNT; model++)
		if (!content_add_guide(&m->content, "en", model, str_from(guide), &problem))
			machine_break(m, "guide:%u: %s", problem.line, problem.what.format);
}

void machine_start(struct machine *m)
{
	m->core = core_new(&m->config);
	m->gate = gate_new();
	m->committed = m->held_first = m->held_count = 0;
	m->disk_fails = m->begins_anew = false;
}

void machine_stop(struct machine *m)
{
	for (uint32_t i = 0; i < m->queue_count; i++)
		batch_free(m->queue[i].batch);
	m->queue_count = 0;
	core_free(m->core);
	gate_free(m->gate);
}

void machine_close(struct machine *m)
{
	machine_stop(m);
	free(m->queue);
	content_free(&m->content);
}
