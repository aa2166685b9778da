#include "sim/market.h"

#include <stdarg.h>
#include <stdio.h>

#define TEXT(string) VS(str_from(string))
#define ROW(w, record, ...) disk_put(&(w)->disk, (record), (const struct value[]){__VA_ARGS__})
#define TICKS_MAX 3000 /* in one pass of time: more is a deadline that does not move */

void market_break(struct market *w, const char *format, ...)
{
	va_list args;
	if (w->broken[0])
		return;
	va_start(args, format);
	vsnprintf(w->broken, sizeof w->broken, format, args);
	va_end(args);
}

/* ---- what leaves ---- */

static void deliver(struct market *w, struct effect *e)
{
	if (w->flaw == FLAW_ANSWER_ASTRAY && e->kind == EFFECT_board_mine && dice_one_in(&w->dice, 50))
		e->to.conn = w->phones[dice_below(&w->dice, PHONES)].conn;
	audit_leaving(w, e);
	crowd_take(w, e);
	if (w->flaw == FLAW_ANSWER_DOUBLED && e->kind == EFFECT_reply && dice_one_in(&w->dice, 20)) {
		audit_leaving(w, e);
		crowd_take(w, e);
	}
}

static void take_effects(struct market *w)
{
	struct effect *e;
	while ((e = gate_next(w->gate))) {
		if (!w->held_count || w->held[w->held_first] > w->disk.committed)
			market_break(w, "a %s left before the disk had what it tells", effect_name(e->kind));
		w->held_first = (w->held_first + 1) % HELD_MAX;
		w->held_count -= w->held_count > 0;
		deliver(w, e);
		effect_free(e);
	}
}

static void hold(struct market *w, struct outbox *out)
{
	for (uint32_t i = 0; i < out->count && w->held_count < HELD_MAX; i++)
		w->held[(w->held_first + w->held_count++) % HELD_MAX] = core_issued(w->core);
	gate_hold(w->gate, out, core_issued(w->core));
	if (w->flaw == FLAW_GATE_OPEN && dice_one_in(&w->dice, 20))
		gate_committed(w->gate, UINT64_MAX);
}

/* ---- one message ---- */

static void stamp_message(struct market *w, struct msg *m)
{
	m->at = w->now;
	w->last_token++;
	memcpy(m->fresh.token, &w->last_token, sizeof w->last_token);
	memcpy(m->fresh.token_hash.b, &w->last_token, sizeof w->last_token);
	memcpy(m->fresh.short_hash.b + 8, &w->last_token, sizeof w->last_token);
	memcpy(m->fresh.short_code, "ABCDEF", 6);
	m->fresh.seed = dice_roll(&w->dice);
}

static void enqueue(struct market *w, struct batch *batch)
{
	if (w->queue_count == w->queue_cap) {
		w->queue_cap = w->queue_cap ? 2 * w->queue_cap : 64;
		w->queue = xrealloc(w->queue, w->queue_cap * sizeof *w->queue);
	}
	w->queue[w->queue_count++] = (struct queued){batch, w->now, w->elapsed};
}

static struct handset *phone_of(struct market *w, uint64_t conn)
{
	int i = crowd_phone(w, conn);
	return i < 0 ? NULL : &w->phones[i];
}

static void note_visitor(struct handset *p, ident person)
{
	for (size_t i = 0; i < p->been_count; i++)
		if (p->been[i] == person)
			return;
	if (person && p->been_count < BEEN_MAX)
		p->been[p->been_count++] = person;
}

/* Which connections follow a board, as anybody can tell from what was asked and answered. */
static void note_followers(struct market *w, const struct msg *m, const struct outbox *out)
{
	struct handset *p = phone_of(w, m->origin.conn);
	bool refused = false;
	for (uint32_t i = 0; i < out->count; i++) {
		const struct effect *e = out->effects[i];
		struct handset *ended = e->kind == EFFECT_note_ended ? phone_of(w, e->to.conn) : NULL;
		refused |= e->kind == EFFECT_reply;
		if (ended)
			ended->follows = 0;
	}
	if (p && m->kind == MSG_note_leave)
		p->follows = 0;
	if (p && m->kind == MSG_device_who)
		note_visitor(p,
			books_person(&w->issued, books_device(&w->issued, &m->u.device_who.cookie),
				m->u.device_who.note));
	if (p && m->kind == MSG_board_open) {
		p->follows = refused ? 0 : m->u.board_open.board;
		p->device = books_device(&w->issued, &m->u.board_open.cookie);
	}
}

/* The flaw of a wire that tells too much. */
static void tell_votes(struct market *w, const struct outbox *out)
{
	for (uint32_t i = 0; w->flaw == FLAW_VOTES_TOLD && i < out->count; i++) {
		const struct effect *e = out->effects[i];
		if (e->kind == EFFECT_board_cards && e->u.board_cards.count && dice_one_in(&w->dice, 20))
			e->u.board_cards.cards[0].votes++;
	}
}

void market_send(struct market *w, struct msg *m)
{
	static struct event step;
	struct outbox out = {0};
	stamp_message(w, m);
	core_step(w->core, m, &out);
	tell_votes(w, &out);
	step = (struct event){.msg = m, .batch = out.batch, .out = &out};
	audit_before(w, &step);
	books_apply(&w->issued, out.batch);
	note_followers(w, m, &out);
	audit_after(w, &step);
	for (uint32_t i = 0; i < out.count; i++)
		tell_audit(w, out.effects[i]);
	msg_free(m);
	if (out.batch)
		enqueue(w, out.batch);
	out.batch = NULL;
	hold(w, &out);
	outbox_clear(&out);
	take_effects(w);
}

static void tell(struct market *w, enum msg_kind kind)
{
	struct msg *m = msg_new(kind, (struct origin){0});
	if (kind == MSG_committed)
		m->u.committed.seq = w->disk.committed;
	if (kind == MSG_store_state)
		m->u.store_state.works = !w->disk_fails;
	market_send(w, m);
}

/* ---- the disk ---- */

/* The flaws of the disk: what a row becomes that it loses. */
static bool loses(struct market *w, const struct write *write)
{
	return (w->flaw == FLAW_REQUEST_LOST && write->record == REC_request) ||
		(w->flaw == FLAW_VOTE_LOST && write->record == REC_vote && dice_one_in(&w->dice, 10)) ||
		(w->flaw == FLAW_MEETING_LOST && write->record == REC_meeting && dice_one_in(&w->dice, 5)) ||
		(w->flaw == FLAW_TRIES_LOST && write->record == REC_setting &&
			str_eq(write->values[0].s, STR("pin_tries")));
}

static void spoil(struct market *w, struct batch *batch)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < batch->count; i++)
		if (!loses(w, &batch->writes[i]))
			batch->writes[kept++] = batch->writes[i];
	batch->count = kept;
	for (uint32_t i = 0; i < kept; i++)
		if (w->flaw == FLAW_VOTE_TWICE && batch->writes[i].record == REC_vote &&
			!batch->writes[i].gone && dice_one_in(&w->dice, 10))
			batch->writes[i].values[V_count].i++;
}

static void keep_stamp(struct market *w, ident meeting, const struct queued *q)
{
	size_t i = 0;
	while (i < w->stamp_count && w->stamps[i].meeting != meeting)
		i++;
	if (i == sizeof w->stamps / sizeof *w->stamps)
		return;
	w->stamp_count += i == w->stamp_count;
	w->stamps[i] = (struct stamp){meeting, q->at, q->elapsed};
}

/* The first `count` of the queue go to the disk in one transaction. */
static void commit(struct market *w, uint32_t count)
{
	if (!count)
		return;
	for (uint32_t i = 0; i < count; i++) {
		const struct queued *q = &w->queue[i];
		if (q->batch->seq != w->disk.committed + 1)
			market_break(w, "batch %llu follows %llu", (unsigned long long)q->batch->seq,
				(unsigned long long)w->disk.committed);
		books_apply(&w->kept, q->batch);
		for (uint32_t k = 0; k < q->batch->count; k++)
			if (q->batch->writes[k].record == REC_meeting && !q->batch->writes[k].gone)
				keep_stamp(w, q->batch->writes[k].values[M_id].i, q);
		spoil(w, q->batch);
		disk_commit(&w->disk, q->batch);
		batch_free(q->batch);
	}
	w->queue_count -= count;
	memmove(w->queue, w->queue + count, w->queue_count * sizeof *w->queue);
	gate_committed(w->gate, w->disk.committed);
	tell(w, MSG_committed);
}

static void disk_moves(struct market *w)
{
	if (dice_one_in(&w->dice, w->disk_fails ? 12 : 60)) {
		w->disk_fails = !w->disk_fails;
		tell(w, MSG_store_state);
	}
	if (!w->disk_fails && w->queue_count && dice_one_in(&w->dice, 2))
		commit(w, 1 + dice_below(&w->dice, w->queue_count));
}

/* ---- start and end of a core ---- */

/* Of each board the meeting under way and the one before it; the rest is history to the store. */
static bool is_recent(const struct market *w, ident meeting)
{
	const struct disk_row *one = disk_find(&w->disk, REC_meeting, &VI(meeting));
	int newer = 0;
	for (size_t i = 0; one && i < w->disk.count; i++) {
		const struct disk_row *m = &w->disk.rows[i];
		newer += m->record == REC_meeting && NUM(m, M_board) == NUM(one, M_board) &&
			NUM(m, M_id) > NUM(one, M_id);
	}
	return one && newer < 2;
}

static bool is_loaded(const struct market *w, const struct disk_row *row)
{
	switch (row->record) {
	case REC_topic:
		return NUM(row, T_lane) < LANE_PAST;
	case REC_meeting:
	case REC_participant:
	case REC_vote:
	case REC_rating:
	case REC_cell:
		return is_recent(w, row->values[0].i);
	default:
		return true;
	}
}

/* What the real store would send at start, and the greatest id of all that it leaves out. */
static void load(struct market *w)
{
	struct disk part = {.rows = xcalloc(w->disk.count + 1, sizeof(struct disk_row))};
	char last[24];
	ident greatest = 0;
	for (size_t i = 0; i < w->disk.count; i++) {
		const struct disk_row *row = &w->disk.rows[i];
		bool counted = row->record != REC_request && row->values[0].type == VALUE_INT;
		greatest = counted && row->values[0].i > greatest ? row->values[0].i : greatest;
		if (row->record == REC_device && NUM(row, D_id) > greatest)
			greatest = NUM(row, D_id);
		if (is_loaded(w, row))
			part.rows[part.count++] = *row;
	}
	snprintf(last, sizeof last, "%lld", (long long)greatest);
	struct value setting[] = {TEXT("last_id"), TEXT(last)};
	part.rows[part.count++] = (struct disk_row){.record = REC_setting, .values = setting};
	disk_load(&part, w->core, w->now);
	free(part.rows);
}

static void start(struct market *w)
{
	w->core = core_new(&w->config);
	w->gate = gate_new();
	w->disk.committed = 0;
	w->disk_fails = false;
	w->held_count = w->check_count = 0;
	books_copy(&w->issued, &w->kept);
	load(w);
	tell(w, MSG_load_done);
}

static void stop(struct market *w)
{
	for (uint32_t i = 0; i < w->queue_count; i++)
		batch_free(w->queue[i].batch);
	w->queue_count = 0;
	core_free(w->core);
	gate_free(w->gate);
}

static void advance(struct market *w, int64_t ms)
{
	w->now.mono += ms;
	w->now.wall += ms;
	w->true_wall += ms;
	w->elapsed += ms;
}

static void lose_clock(struct market *w, int64_t wall)
{
	w->now.trusted = false;
	w->true_wall = w->now.wall;
	w->now.wall = wall;
}

/* Wrong by up to two weeks, and right again when the network says so. */
static void set_clock(struct market *w)
{
	if (w->now.trusted) {
		lose_clock(w, w->now.wall - (int64_t)dice_below(&w->dice, 14 * 24 * 60) * MINUTE);
	} else {
		w->now.trusted = true;
		w->now.wall = w->true_wall;
	}
	tell(w, MSG_tick); /* what follows from it is no request's */
}

/* The machine may have been off, and know nothing of the time. */
static void time_off(struct market *w)
{
	advance(w, (int64_t)dice_below(&w->dice, dice_one_in(&w->dice, 10) ? 3600 : 40) * SECOND);
	if (dice_one_in(&w->dice, 2)) {
		w->now.mono = (int64_t)dice_below(&w->dice, 10000);
		if (w->now.trusted && dice_one_in(&w->dice, 4))
			lose_clock(w, (int64_t)dice_below(&w->dice, 100000)); /* it is 1970 */
	}
}

/* The plug is pulled, of the program or the machine: what was not committed is gone, and the effects that
 * waited for it. Or it is a quick restart, with everything on the disk: then the agenda is the same. */
void market_restart(struct market *w)
{
	static struct agenda agenda;
	bool quick = !w->disk_fails && dice_one_in(&w->dice, 3);
	if (quick)
		market_settle(w);
	audit_note_agenda(w, &agenda);
	stop(w);
	crowd_cut(w);
	if (!quick)
		time_off(w);
	w->restarts++;
	start(w);
	recall_audit(w);
	if (quick)
		audit_same_agenda(w, &agenda);
}
/* ---- time ---- */

void market_pass(struct market *w, int64_t ms)
{
	int64_t end = w->now.mono + ms;
	for (int ticks = 0; core_deadline(w->core) <= end && !w->broken[0]; ticks++) {
		int64_t due = core_deadline(w->core);
		advance(w, due > w->now.mono ? due - w->now.mono : 0);
		tell(w, MSG_tick);
		audit_readings(w);
		if (ticks > TICKS_MAX)
			market_break(w, "a deadline comes again and again");
	}
	if (end > w->now.mono)
		advance(w, end - w->now.mono);
	audit_readings(w);
}

static bool is_open(const struct market *w)
{
	return books_meeting_on(&w->issued, BOARD) || books_meeting_on(&w->issued, OTHER_BOARD);
}

/* To the next meeting of the board, with the machine asleep in between. */
static void sleep_on(struct market *w)
{
	advance(w, (1 + (int64_t)dice_below(&w->dice, 14 * 24)) * HOUR);
	tell(w, MSG_tick);
}

static void time_passes(struct market *w)
{
	const struct meeting *m = core_meeting_of(w->core, BOARD);
	bool asked = m && m->thumbs_until, talks = m && m->phase == PHASE_DISCUSS;
	uint32_t most = asked ? 4 : dice_one_in(&w->dice, talks ? 3 : 8) ? 300 : 30; /* seconds */
	if (!is_open(w) && dice_one_in(&w->dice, 15))
		sleep_on(w);
	else
		market_pass(w, dice_below(&w->dice, most) * SECOND);
}

bool market_over(const struct market *w)
{
	return w->asked_count == ASKED_MAX;
}

void market_step(struct market *w)
{
	uint32_t what = dice_below(&w->dice, 1000);
	if (w->guessing)
		crowd_guess(w);
	else if (what < 890)
		crowd_act(w);
	else if (what < 993)
		time_passes(w);
	else if (what < 995)
		set_clock(w);
	else if (what < 999)
		market_restart(w);
	disk_moves(w);
	audit_readings(w);
	if (dice_one_in(&w->dice, 20))
		recall_memory(w);
}

/* ---- a life ---- */

static void add_board(struct market *w, ident id, const char *name)
{
	ROW(w, REC_board, VI(id), TEXT(name), TEXT(""), VI(w->now.wall), VI(1), VI(0), VI(RHYTHM_WEEKLY),
		VI(3), VI(2), VI(8), VI(45));
}

static void furnish(struct market *w)
{
	for (int i = 1; i <= PEOPLE; i++) {
		char given[16];
		snprintf(given, sizeof given, "Given%d", i);
		ROW(w, REC_person, VI(i), TEXT(given), TEXT("Muster"), TEXT(""), VI(0), TEXT(""), VI(i % 8),
			VI(0), VI(0), VI(0), VI(1), TEXT(""), VI(0), VI(0));
	}
	add_board(w, BOARD, "Market");
	add_board(w, OTHER_BOARD, "Elsewhere");
	for (size_t i = 0; i < w->disk.count; i++)
		disk_put(&w->kept.of[w->disk.rows[i].record], w->disk.rows[i].record, w->disk.rows[i].values);
}

void market_open(struct market *w, uint64_t seed, enum flaw flaw, bool guessing)
{
	static const char guide[] = "[step]\nkind = talk\nminutes = 5\ntitle = Arrive\ntext = What for?\n"
				    "[note]\n# What we learned\n";
	struct remark problem = {0};
	memset(w, 0, sizeof *w);
	w->flaw = flaw;
	w->guessing = guessing;
	w->dice.state = seed;
	w->last_token = seed << 20;
	setenv("TZ", "Europe/Berlin", 1);
	w->now = (struct moment){civil_to((struct civil){2026, 11, 18, 10, 0, 0, 0}), 1000000, true};
	for (enum model model = 0; model < MODEL_COUNT; model++)
		if (!content_add_guide(&w->content, "en", model, str_from(guide), &problem))
			market_break(w, "guide:%u: %s", problem.line, problem.what.format);
	w->config = (struct core_config){.room = STR("Room"),
		.place = STR(""),
		.language = STR("en"),
		.guests = true,
		.undo_ms = 10 * SECOND,
		.walk_in_ms = HOUR,
		.expected_before_ms = 90 * MINUTE,
		.code_after_ms = 2 * HOUR,
		.content = &w->content};
	if (!books_check())
		market_break(w, "the columns of records.def are not those read here");
	furnish(w);
	start(w);
}

void market_settle(struct market *w)
{
	if (w->disk_fails) {
		w->disk_fails = false;
		tell(w, MSG_store_state);
	}
	while (w->queue_count)
		commit(w, w->queue_count);
}

void market_close(struct market *w)
{
	stop(w);
	free(w->queue);
	books_free(&w->issued);
	books_free(&w->kept);
	disk_free(&w->disk);
	content_free(&w->content);
}
