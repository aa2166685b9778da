#include "sim/market.h"

#include <stdio.h>

#define TEXT(string) VS(str_from(string))
#define ROW(w, record, ...) disk_put(&(w)->disk, (record), (const struct value[]){__VA_ARGS__})
/* ---- what leaves ---- */

static struct market *market_of(struct machine *m)
{
	return (struct market *)m;
}

static void leaves(struct machine *m, struct effect *e)
{
	struct market *w = market_of(m);
	if (w->flaw == FLAW_ANSWER_ASTRAY && e->kind == EFFECT_board_mine && dice_one_in(&w->m.dice, 50))
		e->to.conn = w->phones[dice_below(&w->m.dice, PHONES)].conn;
	audit_leaving(w, e);
	crowd_take(w, e);
	if (w->flaw == FLAW_ANSWER_DOUBLED && e->kind == EFFECT_reply && dice_one_in(&w->m.dice, 20)) {
		audit_leaving(w, e);
		crowd_take(w, e);
	}
}

/* ---- one message ---- */

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
		if (e->kind == EFFECT_board_cards && e->u.board_cards.count && dice_one_in(&w->m.dice, 20))
			e->u.board_cards.cards[0].votes++;
	}
}

static void made(struct machine *machine, const struct msg *m, struct outbox *out)
{
	static struct event step;
	struct market *w = market_of(machine);
	tell_votes(w, out);
	step = (struct event){.msg = m, .batch = out->batch, .out = out};
	audit_before(w, &step);
	books_apply(&w->issued, out->batch);
	note_followers(w, m, out);
	audit_after(w, &step);
	for (uint32_t i = 0; i < out->count; i++)
		tell_audit(w, out->effects[i]);
}

/* ---- the disk ---- */

/* The flaws of the disk: what a row becomes that it loses. */
static bool loses(struct market *w, const struct write *write)
{
	return (w->flaw == FLAW_REQUEST_LOST && write->record == REC_request) ||
		(w->flaw == FLAW_VOTE_LOST && write->record == REC_vote && dice_one_in(&w->m.dice, 10)) ||
		(w->flaw == FLAW_MEETING_LOST && write->record == REC_meeting &&
			dice_one_in(&w->m.dice, 5)) ||
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
			!batch->writes[i].gone && dice_one_in(&w->m.dice, 10))
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

static void write_all(struct machine *machine, const struct queued *queued, uint32_t count)
{
	struct market *w = market_of(machine);
	for (const struct queued *q = queued; q < queued + count; q++) {
		books_apply(&w->kept, q->batch);
		for (uint32_t k = 0; k < q->batch->count; k++)
			if (q->batch->writes[k].record == REC_meeting && !q->batch->writes[k].gone)
				keep_stamp(w, q->batch->writes[k].values[M_id].i, q);
		spoil(w, q->batch);
		disk_commit(&w->disk, q->batch);
	}
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
	disk_load(&part, w->m.core, w->m.now);
	free(part.rows);
}

static void start(struct market *w)
{
	machine_start(&w->m);
	w->disk.committed = 0;
	w->check_count = 0;
	books_copy(&w->issued, &w->kept);
	load(w);
	machine_tell(&w->m, MSG_load_done);
}

/* The machine may have been off, and know nothing of the time. */
static void time_off(struct market *w)
{
	if (machine_off(&w->m))
		machine_lose_clock(&w->m, (int64_t)dice_below(&w->m.dice, 100000)); /* it is 1970 */
}

/* The plug is pulled, of the program or the machine: what was not committed is gone, and the effects that
 * waited for it. Or it is a quick restart, with everything on the disk: then the agenda is the same. */
void market_restart(struct market *w)
{
	static struct agenda agenda;
	bool quick = !w->m.disk_fails && dice_one_in(&w->m.dice, 3);
	if (quick)
		machine_settle(&w->m);
	audit_note_agenda(w, &agenda);
	machine_stop(&w->m);
	crowd_cut(w);
	if (!quick)
		time_off(w);
	w->seen->restarts++;
	start(w);
	recall_audit(w);
	if (quick)
		audit_same_agenda(w, &agenda);
}

/* ---- time ---- */

static void ticked(struct machine *m)
{
	audit_readings(market_of(m));
}

static bool is_open(const struct market *w)
{
	return books_meeting_on(&w->issued, BOARD) || books_meeting_on(&w->issued, OTHER_BOARD);
}

/* To the next meeting of the board, with the machine asleep in between. */
static void sleep_on(struct market *w)
{
	machine_advance(&w->m, (1 + (int64_t)dice_below(&w->m.dice, 14 * 24)) * HOUR);
	machine_tell(&w->m, MSG_tick);
}

static void time_passes(struct market *w)
{
	const struct meeting *m = core_meeting_of(w->m.core, BOARD);
	bool asked = m && m->thumbs_until, talks = m && m->phase == PHASE_DISCUSS;
	uint32_t most = asked ? 4 : dice_one_in(&w->m.dice, talks ? 3 : 8) ? 300 : 30; /* seconds */
	if (!is_open(w) && dice_one_in(&w->m.dice, 15))
		sleep_on(w);
	else
		machine_pass(&w->m, dice_below(&w->m.dice, most) * SECOND);
}

bool market_over(const struct market *w)
{
	return w->asked_count == ASKED_MAX;
}

static bool over(const struct machine *m)
{
	return market_over((const struct market *)m);
}

static void end(struct machine *m)
{
	market_restart(market_of(m));
}

static void step(struct machine *m)
{
	struct market *w = market_of(m);
	uint32_t what = dice_below(&w->m.dice, 1000);
	if (w->guessing)
		crowd_guess(w);
	else if (what < 890)
		crowd_act(w);
	else if (what < 993)
		time_passes(w);
	else if (what < 995)
		machine_set_clock(&w->m);
	else if (what < 999)
		market_restart(w);
	machine_disk_moves(&w->m, w->m.disk_fails ? 12 : 60);
	audit_readings(w);
	if (dice_one_in(&w->m.dice, 20))
		recall_memory(w);
}

/* ---- a life ---- */

static void add_board(struct market *w, ident id, const char *name)
{
	ROW(w, REC_board, VI(id), TEXT(name), TEXT(""), VI(w->m.now.wall), VI(1), VI(0), VI(RHYTHM_WEEKLY),
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

static void close_life(struct machine *m)
{
	struct market *w = market_of(m);
	books_free(&w->issued);
	books_free(&w->kept);
	disk_free(&w->disk);
	machine_close(&w->m);
}

static const struct life life = {
	.made = made,
	.leaves = leaves,
	.write = write_all,
	.ticked = ticked,
	.step = step,
	.over = over,
	.end = end,
	.close = close_life,
};

void market_open(struct market *w, uint64_t seed, enum flaw flaw, struct seen *seen, bool guessing)
{
	static const char guide[] = "[step]\nkind = talk\nminutes = 5\ntitle = Arrive\ntext = What for?\n"
				    "[note]\n# What we learned\n";
	memset(w, 0, sizeof *w);
	w->flaw = flaw;
	w->seen = seen;
	w->guessing = guessing;
	machine_open(&w->m, &life, seed, flaw == FLAW_GATE_OPEN);
	machine_guides(&w->m, guide);
	if (!books_check())
		machine_break(&w->m, "the columns of records.def are not those read here");
	furnish(w);
	start(w);
}
