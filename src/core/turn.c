/* Turns by the clock. A turn has a length and what was used of it; running time is measured by the
 * monotonic clock from `since`, so setting the clock changes no turn. What is over goes into the ledger,
 * from which everyone can see who had how much. Time past the end counts on: a sentence may be finished. */
#include "core/sessions.h"

#define TAKING_PART_MAX (4 * SESSION_MEMBERS_MAX) /* invited and come; more have no turn */
#define TURN_MORE_MAX HOUR
#define TURN_TOTAL_MAX (12 * HOUR)
#define TURN_REST_MIN MINUTE /* somebody who swaps at the very end gets this much */
#define PROMPT_STRIDE 503    /* a prime longer than any list: every prompt comes before one comes again */

static int64_t used_now(const struct turn *t, int64_t mono)
{
	return t->used + (t->running ? mono - t->since : 0);
}

int64_t turn_left(const struct turn *t, int64_t mono)
{
	return t->total - used_now(t, mono);
}

/* ---- the ledger ---- */

void turn_stop(struct core *core, struct session_row *row)
{
	struct turn *t = &row->s.turn;
	t->used = used_now(t, core->now.mono);
	t->running = false;
	core_changed(core, CHANGE_TURNS);
}

void turn_bank(struct core *core, struct session_row *row)
{
	struct turn *t = &row->s.turn;
	turn_stop(core, row);
	if (t->learner) {
		struct past_turn past = {
			row->s.step, t->learner, t->role, t->total, t->used, row->turn_started};
		PUT(core, REC_turn, VI(row->s.id), VI(row->turn_count), VI(past.step), VI(past.learner),
			VI(past.role), VI(past.planned), VI(past.used), VI(past.started));
		*LIST_ADD(row->turns, row->turn_count, row->turn_cap) = past;
	}
	*t = (struct turn){0};
}

static size_t ledger_add(
	struct ledger *out, size_t count, size_t cap, ident person, int64_t planned, int64_t used)
{
	size_t i = 0;
	while (i < count && out[i].person != person)
		i++;
	if (i == cap)
		return count;
	if (i == count)
		out[count++] = (struct ledger){.person = person};
	out[i].planned += planned;
	out[i].used += used;
	return count;
}

size_t core_ledger(const struct core *core, ident session, int64_t mono, struct ledger *out, size_t cap)
{
	const struct session_row *row = session_find(core, session);
	size_t count = 0;
	if (!row)
		return 0;
	for (size_t i = 0; i < row->turn_count; i++)
		count = ledger_add(
			out, count, cap, row->turns[i].learner, row->turns[i].planned, row->turns[i].used);
	const struct turn *t = &row->s.turn;
	if (t->learner)
		count = ledger_add(out, count, cap, t->learner, t->total, used_now(t, mono));
	return count;
}

/* ---- steps ---- */

/* Those who are here, by position; then those who may still come. Nobody twice, and nobody for whom
 * somebody else has come, so that two turns of two people are never one person's. */
static size_t taking_part(const struct session_row *row, ident *out, size_t cap)
{
	size_t count = 0;
	for (size_t i = 0; i < row->member_count && count < cap; i++)
		if (member_is_in(&row->members[i]))
			out[count++] = row->members[i].person;
	for (size_t i = 0; i < row->member_count && count < cap; i++) {
		const struct member *m = &row->members[i];
		if (m->expected && !member_is_in(m) && !member_is_replaced(row, m->person))
			out[count++] = m->person;
	}
	return count;
}

size_t core_taking_part(const struct core *core, ident session, ident *out, size_t cap)
{
	const struct session_row *row = session_find(core, session);
	return row ? taking_part(row, out, cap) : 0;
}

static ident nth_member(const struct session_row *row, int n)
{
	ident people[TAKING_PART_MAX];
	size_t count = taking_part(row, people, TAKING_PART_MAX);
	return count ? people[(size_t)n % count] : 0;
}

ident core_learner(const struct core *core, const struct session *s, int32_t step)
{
	const struct session_row *row = session_find(core, s->id);
	const struct guide *guide = core_guide(core, s, core->config.language);
	if (s->turn.learner && s->step == step)
		return s->turn.learner;
	for (size_t i = 0; row && i < row->turn_count; i++)
		if (row->turns[i].step == step)
			return row->turns[i].learner;
	return row && guide && step >= 0 && step < guide->count ? nth_member(row, guide->steps[step].turn)
								: 0;
}

static void start_turn(struct core *core, struct session_row *row, struct turn turn)
{
	turn.since = core->now.mono;
	turn.running = true;
	row->s.turn = turn;
	row->turn_started = core->now.wall;
	core_changed(core, CHANGE_TURNS);
}

static void open_step(struct core *core, struct session_row *row, int32_t number, const struct step *step)
{
	turn_bank(core, row);
	if (row->s.step < 0)
		row->s.prompt = (uint32_t)(core->msg->fresh.seed % 10007);
	else
		row->s.prompt += PROMPT_STRIDE;
	if (row->s.step < 0)
		partnership_meets(core, row->s.partnership);
	row->s.step = number;
	session_move(row, SESSION_UNDER_WAY);
	if (step->kind == STEP_TURN)
		start_turn(core, row,
			(struct turn){.total = step->minutes * MINUTE,
				.learner = nth_member(row, step->turn),
				.role = step->role});
	session_save(core, row);
}

void on_step_go(struct core *core, const struct msg_step_go *m)
{
	struct session_row *row = session_for_rule(core, m->session);
	if (!row)
		return;
	const struct guide *guide = core_guide(core, &row->s, core->config.language);
	enum err err = ERR_none;
	if (!guide || m->step < 0 || m->step >= guide->count)
		err = ERR_invalid;
	else if (row->s.state != SESSION_HERE && row->s.state != SESSION_UNDER_WAY)
		err = ERR_conflict;
	else if (row->s.state == SESSION_UNDER_WAY && row->s.step == m->step)
		err = ERR_already;
	else
		open_step(core, row, m->step, &guide->steps[m->step]);
	core_reply(core, err, row->s.id);
}

/* ---- the clock of the turn on now ---- */

/* The session, if a turn is on in it; else the answer is given. */
static struct session_row *turn_for_rule(struct core *core, ident session)
{
	struct session_row *row = session_for_rule(core, session);
	if (!row)
		return NULL;
	if (row->s.state == SESSION_UNDER_WAY && row->s.turn.learner)
		return row;
	core_reply(core, ERR_conflict, session);
	return NULL;
}

void on_turn_pause(struct core *core, const struct msg_turn_pause *m)
{
	struct session_row *row = turn_for_rule(core, m->session);
	if (!row)
		return;
	bool running = row->s.turn.running;
	if (running) {
		turn_stop(core, row);
		session_save(core, row);
	}
	core_reply(core, running ? ERR_none : ERR_already, m->session);
}

void on_turn_resume(struct core *core, const struct msg_turn_resume *m)
{
	struct session_row *row = turn_for_rule(core, m->session);
	if (!row)
		return;
	bool running = row->s.turn.running;
	if (!running) {
		row->s.turn.running = true;
		row->s.turn.since = core->now.mono;
		session_save(core, row);
		core_changed(core, CHANGE_TURNS);
	}
	core_reply(core, running ? ERR_already : ERR_none, m->session);
}

void on_turn_more(struct core *core, const struct msg_turn_more *m)
{
	struct session_row *row = turn_for_rule(core, m->session);
	if (!row)
		return;
	enum err err = m->ms <= 0 || m->ms > TURN_MORE_MAX || row->s.turn.total + m->ms > TURN_TOTAL_MAX
		? ERR_invalid
		: ERR_none;
	if (!err) {
		row->s.turn.total += m->ms;
		session_save(core, row);
		core_changed(core, CHANGE_TURNS);
	}
	core_reply(core, err, m->session);
}

void on_turn_role(struct core *core, const struct msg_turn_role *m)
{
	struct session_row *row = turn_for_rule(core, m->session);
	if (!row)
		return;
	enum err err = m->role <= ROLE_LEARNER || m->role >= ROLE_COUNT ? ERR_invalid
		: row->s.turn.role == m->role                           ? ERR_already
									: ERR_none;
	if (!err) {
		row->s.turn.role = m->role;
		session_save(core, row);
		core_changed(core, CHANGE_TURNS);
	}
	core_reply(core, err, m->session);
}

/* The first who is here and does not learn now; else the first who is expected. 0: there is nobody. */
static ident other_member(const struct session_row *row, ident learner)
{
	ident expected = 0;
	for (size_t i = 0; i < row->member_count; i++) {
		const struct member *m = &row->members[i];
		if (m->person == learner)
			continue;
		if (member_is_in(m))
			return m->person;
		if (!expected && m->expected)
			expected = m->person;
	}
	return expected;
}

/* Outside the guide's own turns: the one who learned gives what is left to the other. */
static void exchange(struct core *core, struct session_row *row, ident other)
{
	struct turn *t = &row->s.turn, next = {.learner = other, .role = t->role};
	int64_t left = turn_left(t, core->now.mono);
	next.total = left > TURN_REST_MIN ? left : TURN_REST_MIN;
	if (left > 0)
		t->total -= left;
	turn_bank(core, row);
	start_turn(core, row, next);
	session_save(core, row);
}

void on_turn_swap(struct core *core, const struct msg_turn_swap *m)
{
	struct session_row *row = turn_for_rule(core, m->session);
	if (!row)
		return;
	const struct guide *guide = core_guide(core, &row->s, core->config.language);
	int32_t next = row->s.step + 1;
	while (guide && next < guide->count && guide->steps[next].kind != STEP_TURN)
		next++;
	bool guided = guide && next < guide->count;
	ident other = other_member(row, row->s.turn.learner);
	if (guided)
		open_step(core, row, next, &guide->steps[next]);
	else if (other)
		exchange(core, row, other);
	core_reply(core, guided || other ? ERR_none : ERR_conflict, m->session);
}

void on_prompt_next(struct core *core, const struct msg_prompt_next *m)
{
	struct session_row *row = session_for_rule(core, m->session);
	if (!row)
		return;
	row->s.prompt += PROMPT_STRIDE;
	session_save(core, row);
	core_changed(core, CHANGE_TURNS);
	core_reply(core, ERR_none, m->session);
}
