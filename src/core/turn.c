/* Turns by the clock. A turn has a length and what was used of it; running time is measured by the
 * monotonic clock from `since`, so setting the clock changes no turn. What is over goes into the ledger,
 * from which everyone can see who had how much. Time past the end counts on: a sentence may be finished. */
#include "core/sessions.h"

#define TAKING_PART_MAX (4 * SESSION_MEMBERS_MAX) /* invited and come; more have no turn */
#define TURN_MORE_MAX HOUR
#define TURN_TOTAL_MAX (12 * HOUR)
#define TURN_REST_MIN MINUTE /* somebody who swaps at the very end gets this much */
#define PROMPTS_OF_SESSION 6 /* usually drawn, of each role */
#define PROMPT_CYCLE 1000003 /* a prime, so that it begins anew nowhere in particular */
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

/* Whom the first turn of the model is meant for, if they are among them: mentee, secondee. */
static void learner_first(const struct core *core, const struct session_row *row, ident *people, size_t count)
{
	const struct partnership *p = core_partnership(core, row->s.partnership);
	for (size_t i = 1; p && i < count; i++) {
		const struct partner *one = partnership_partner(p, people[i]);
		if (!one || (one->standing != STANDING_MENTEE && one->standing != STANDING_SECONDEE))
			continue;
		for (size_t k = i; k > 0; k--)
			people[k] = people[k - 1];
		people[0] = one->person;
		return;
	}
}

/* Who has the n-th turn: where people have asked for time, one of them; else in the order they stand in. A guide for
 * two has its turns also while one is here; a set has no more turns than people. */
static ident nth_member(const struct core *core, struct session_row *row, int n)
{
	ident people[TAKING_PART_MAX];
	int minutes;
	if (session_has_bids(row))
		return bid_presenter(row, n, &minutes);
	size_t count = taking_part(row, people, TAKING_PART_MAX);
	learner_first(core, row, people, count);
	if (row->s.model == MODEL_LEARNING_SET && (size_t)n >= count && n > 1)
		return 0;
	return count ? people[(size_t)n % count] : 0;
}

/* Bids have their own length, and the stages keep their shares of it. */
static int64_t turn_length(struct session_row *row, const struct step *step)
{
	int minutes = step->minutes;
	if (session_has_bids(row))
		bid_presenter(row, step->turn, &minutes);
	return minutes * MINUTE;
}

static bool is_left_out(const struct core *core, struct session_row *row, const struct step *step)
{
	return step->kind == STEP_TURN && row->s.model == MODEL_LEARNING_SET &&
		!nth_member(core, row, step->turn);
}

bool core_step_left_out(const struct core *core, const struct session *s, int32_t step)
{
	struct session_row *row = session_find(core, s->id);
	const struct guide *guide = core_guide(core, s, core->config.language);
	if (!row || !guide || step < 0 || step >= guide->count || s->step == step)
		return false;
	for (size_t i = 0; i < row->turn_count; i++)
		if (row->turns[i].step == step)
			return false;
	return session_here(row) && is_left_out(core, row, &guide->steps[step]);
}

bool core_stages(const struct core *core, const struct session *s, int64_t mono, struct stages *out)
{
	const struct guide *guide = core_guide(core, s, core->config.language);
	const struct step *step =
		guide && s->step >= 0 && s->step < guide->count ? &guide->steps[s->step] : NULL;
	*out = (struct stages){0};
	if (!step || !step->stages[0] || !s->turn.learner)
		return false;
	int64_t used = used_now(&s->turn, mono), before = 0;
	for (int i = 0; i < STAGE_COUNT; i++)
		out->total[i] = s->turn.total * step->stages[i] / step->minutes;
	while (out->now + 1 < STAGE_COUNT && used >= before + out->total[out->now])
		before += out->total[out->now++];
	out->left = before + out->total[out->now] - used;
	return true;
}

ident core_learner(const struct core *core, const struct session *s, int32_t step)
{
	struct session_row *row = session_find(core, s->id);
	const struct guide *guide = core_guide(core, s, core->config.language);
	if (s->turn.learner && s->step == step)
		return s->turn.learner;
	for (size_t i = 0; row && i < row->turn_count; i++)
		if (row->turns[i].step == step)
			return row->turns[i].learner;
	return row && guide && step >= 0 && step < guide->count
		? nth_member(core, row, guide->steps[step].turn)
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

/* Each session of a partnership begins where the one before may have ended, so that its questions are others. */
static uint32_t first_prompt(const struct core *core, const struct session_row *row)
{
	ident p = row->s.partnership;
	uint64_t held = p ? (uint64_t)core_partnership_sessions(core, p, core->now.wall).held : 0;
	uint64_t start = p ? (uint64_t)p * PROMPT_STRIDE : core->msg->fresh.seed;
	return (uint32_t)((start + held * PROMPTS_OF_SESSION * PROMPT_STRIDE) % PROMPT_CYCLE);
}

static void open_step(struct core *core, struct session_row *row, int32_t number, const struct step *step)
{
	turn_bank(core, row);
	if (row->s.step < 0)
		row->s.prompt = first_prompt(core, row);
	else
		row->s.prompt += PROMPT_STRIDE;
	if (row->s.step < 0)
		partnership_meets(core, row->s.partnership);
	row->s.step = number;
	session_move(row, SESSION_UNDER_WAY);
	if (step->kind == STEP_TURN)
		start_turn(core, row,
			(struct turn){.total = turn_length(row, step),
				.learner = nth_member(core, row, step->turn),
				.role = step->role});
	session_save(core, row);
}

/* A turn that nobody has is passed over. */
static int32_t step_or_next(
	const struct core *core, struct session_row *row, const struct guide *guide, int32_t step)
{
	while (step + 1 < guide->count && is_left_out(core, row, &guide->steps[step]))
		step++;
	return step;
}

void on_step_go(struct core *core, const struct msg_step_go *m)
{
	struct session_row *row = session_for_rule(core, m->session);
	if (!row)
		return;
	const struct guide *guide = core_guide(core, &row->s, core->config.language);
	enum err err = ERR_none;
	int32_t to = guide && m->step >= 0 && m->step < guide->count ? step_or_next(core, row, guide, m->step)
								     : -1;
	if (to < 0)
		err = ERR_invalid;
	else if (row->s.state != SESSION_HERE && row->s.state != SESSION_UNDER_WAY)
		err = ERR_conflict;
	else if (row->s.state == SESSION_UNDER_WAY && row->s.step == to)
		err = ERR_already;
	else
		open_step(core, row, to, &guide->steps[to]);
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
		row->s.prompt += PROMPT_STRIDE; /* who steps back into a role asks something else */
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
	while (guide && next < guide->count &&
		(guide->steps[next].kind != STEP_TURN || is_left_out(core, row, &guide->steps[next])))
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
