#include "sim/world.h"

#define VI(number) ((struct value){.type = VALUE_INT, .i = (int64_t)(number)})
#define TEXT(string) ((struct value){.type = VALUE_TEXT, .s = str_from(string)})
#define ROW(w, record, ...) disk_put(&(w)->disk, (record), (const struct value[]){__VA_ARGS__})

enum { PEOPLE = 8, SESSIONS = 4, SESSION = 100, BOARD = 50 };

static const char guide[] =
	"[step]\nkind = talk\nminutes = 5\ntitle = Arrive\ntext = What is it about?\n"
	"[step]\nkind = turn\nminutes = 20\nturn = 1\nrole = coach\ntitle = One\ntext = Go.\n"
	"[step]\nkind = turn\nminutes = 20\nturn = 2\nrole = companion\ntitle = Two\ntext = Go.\n"
	"[step]\nkind = harvest\nminutes = 10\ntitle = Harvest\ntext = What did we learn?\n"
	"[note]\n# What we learned ✓\n";

/* ---- the core, the gate and the disk ---- */

static struct world *world_of(struct machine *m)
{
	return (struct world *)m;
}

static void made(struct machine *m, const struct msg *msg, struct outbox *out)
{
	(void)m, (void)msg, (void)out;
}

static void leaves(struct machine *m, struct effect *e)
{
	struct world *w = world_of(m);
	if (e->kind == EFFECT_reply)
		check_reply(w, e);
	phone_take(w, e);
}

/* The flaws of the disk: what a row becomes that it loses. */
static bool loses(struct world *w, const struct write *write)
{
	return (w->flaw == FLAW_REQUESTS_LOST && write->record == REC_request) ||
		(w->flaw == FLAW_ENTRY_LOST && write->record == REC_note_entry && dice_one_in(&w->m.dice, 4));
}

static void drop_lost_rows(struct world *w, struct batch *batch)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < batch->count; i++)
		if (!loses(w, &batch->writes[i]))
			batch->writes[kept++] = batch->writes[i];
	batch->count = kept;
}

static void write_all(struct machine *m, const struct queued *queued, uint32_t count)
{
	struct world *w = world_of(m);
	for (uint32_t i = 0; i < count; i++) {
		check_commit(w, queued[i].batch);
		drop_lost_rows(w, queued[i].batch);
		disk_commit(&w->disk, queued[i].batch);
	}
}

static void start(struct world *w)
{
	machine_start(&w->m);
	w->disk.committed = 0;
	disk_load(&w->disk, w->m.core, w->m.now);
	machine_tell(&w->m, MSG_load_done);
	w->turn_time = 0;
	w->ledger_start = check_ledgers(w);
}

/* The plug is pulled: what was not committed is gone, with the effects that waited for it. */
static void crash(struct world *w)
{
	machine_stop(&w->m);
	phones_cut(w);
	for (uint32_t i = 0; i < w->tap_count; i++)
		w->taps[i].answered_before_crash = w->taps[i].answered;
	if (dice_one_in(&w->m.dice, 2))
		w->m.now.mono = (int64_t)dice_below(&w->m.dice, 10000); /* the machine as well */
	w->m.now.wall += (int64_t)dice_below(&w->m.dice, 60) * SECOND;
	start(w);
	check_crash(w);
}

/* ---- taps ---- */

static ident one_of(struct world *w, enum record record, uint32_t column)
{
	uint32_t n = dice_below(&w->m.dice, (uint32_t)disk_count(&w->disk, record) + 1);
	for (size_t i = 0; i < w->disk.count; i++)
		if (w->disk.rows[i].record == record && n-- == 0)
			return w->disk.rows[i].values[column].i;
	return 0;
}

static struct msg *build_tap(const struct tap *t)
{
	struct msg *m = msg_new(t->kind, (struct origin){FROM_SCREEN, t->request, 0, 0});
	struct str words = arena_printf(&m->mem, "T%llu", (unsigned long long)t->request);
	switch (t->kind) {
	case MSG_check_in:
		m->u.check_in = (struct msg_check_in){t->person, t->session, t->other};
		break;
	case MSG_check_in_undo:
		m->u.check_in_undo = (struct msg_check_in_undo){t->person, t->session};
		break;
	case MSG_guest_add:
		m->u.guest_add.name = words;
		break;
	case MSG_walk_in:
		m->u.walk_in = (struct msg_walk_in){t->person, t->other, words};
		break;
	case MSG_session_focus:
		m->u.session_focus = (struct msg_session_focus){t->session, t->topic, words};
		break;
	case MSG_step_go:
		m->u.step_go = (struct msg_step_go){t->session, (int32_t)t->number % 5};
		break;
	case MSG_turn_more:
		m->u.turn_more = (struct msg_turn_more){t->session, t->number * SECOND};
		break;
	case MSG_turn_role:
		m->u.turn_role =
			(struct msg_turn_role){t->session, (enum role)(t->number % (ROLE_COUNT + 1))};
		break;
	case MSG_takeaway_set:
		m->u.takeaway_set = (struct msg_takeaway_set){
			t->session, (uint32_t)t->number % 4, t->number & 1, t->person, 0};
		break;
	case MSG_session_next:
		m->u.session_next = (struct msg_session_next){t->session, t->number * 1000000000};
		break;
	case MSG_topic_add:
		m->u.topic_add = (struct msg_topic_add){BOARD,
			(enum topic_kind)(t->number % TOPIC_KIND_COUNT), t->person, words, words, false};
		break;
	case MSG_topic_edit:
		m->u.topic_edit = (struct msg_topic_edit){t->topic, TOPIC_WISH, words, words};
		break;
	case MSG_topic_move:
		m->u.topic_move =
			(struct msg_topic_move){t->topic, (enum lane)(t->number % LANE_COUNT), t->other};
		break;
	case MSG_topic_withdraw:
		m->u.topic_withdraw.topic = t->topic;
		break;
	case MSG_topic_restore:
		m->u.topic_restore.topic = t->topic;
		break;
	case MSG_code_issue:
	case MSG_code_renew:
		m->u.code_issue.note = t->topic;
		break;
	default:
		m->u.turn_pause.session = t->session;
		break; /* those with a session alone */
	}
	return m;
}

static enum msg_kind pick_kind(struct world *w)
{
	static const enum msg_kind often[] = {MSG_check_in, MSG_check_in, MSG_step_go, MSG_turn_swap,
		MSG_topic_add, MSG_topic_move, MSG_code_issue};
	if (dice_one_in(&w->m.dice, 2))
		return often[dice_below(&w->m.dice, sizeof often / sizeof *often)];
	return MSG_check_in + dice_below(&w->m.dice, MSG_code_renew - MSG_check_in + 1);
}

static void tap(struct world *w)
{
	struct tap *t = &w->taps[w->tap_count % TAPS_MAX];
	*t = (struct tap){.kind = pick_kind(w),
		.request = (dice_roll(&w->m.dice) >> 1) | 1,
		.session = one_of(w, REC_session, 0),
		.person = one_of(w, REC_person, 0),
		.other = dice_one_in(&w->m.dice, 3) ? one_of(w, REC_person, 0) : 0,
		.topic = one_of(w, REC_topic, 0),
		.number = dice_below(&w->m.dice, 3000)};
	if (t->kind == MSG_walk_in)
		t->other = one_of(w, REC_person, 0);
	if (t->kind == MSG_topic_move && dice_one_in(&w->m.dice, 2))
		t->other = one_of(w, REC_topic, 0);
	if (t->kind == MSG_code_issue || t->kind == MSG_code_renew)
		t->topic = one_of(w, REC_note, 0);
	w->tap_count += w->tap_count < TAPS_MAX - 1;
	machine_post(&w->m, build_tap(t));
}

static void tap_again(struct world *w)
{
	if (!w->tap_count)
		return;
	uint32_t back = dice_below(&w->m.dice, w->tap_count < 20 ? w->tap_count : 20);
	const struct tap *t = &w->taps[w->tap_count - 1 - back];
	for (uint32_t i = dice_below(&w->m.dice, 5) + 1; i > 0; i--)
		machine_post(&w->m, build_tap(t));
}

/* ---- time ---- */

static void pass(struct world *w, int64_t ms)
{
	const struct session *today[TODAY_MAX];
	size_t count = core_today(w->m.core, w->m.now.wall, today, TODAY_MAX);
	for (size_t i = 0; i < count; i++)
		if (today[i]->turn.running)
			w->turn_time += ms;
	machine_advance(&w->m, ms);
	if (core_deadline(w->m.core) <= w->m.now.mono)
		machine_tell(&w->m, MSG_tick);
}

/* Back to 1970 or two weeks, as a Pi without a battery does, and right again when the network says so.
 * The day must stay the same for turns to be found, so only its end is wrong in between. */
static void set_clock(struct world *w)
{
	if (w->m.now.trusted) {
		w->m.now.trusted = false;
		w->m.true_wall = w->m.now.wall;
		w->m.now.wall -= (int64_t)dice_below(&w->m.dice, 60) * MINUTE;
	} else {
		w->m.now.trusted = true;
		w->m.now.wall = w->m.true_wall;
	}
}

static void step(struct machine *m)
{
	struct world *w = world_of(m);
	uint32_t what = dice_below(&w->m.dice, 100);
	if (what < 40)
		tap(w);
	else if (what < 50)
		tap_again(w);
	else if (what < 85)
		phone_act(w, &w->phones[dice_below(&w->m.dice, PHONES)]);
	else if (what < 97)
		pass(w, dice_below(&w->m.dice, dice_one_in(&w->m.dice, 10) ? 600 : 20) * SECOND);
	else if (what < 98)
		set_clock(w);
	else
		crash(w);
	machine_disk_moves(&w->m, 25);
	check_step(w);
}

/* ---- a run ---- */

static void furnish(struct world *w)
{
	static const char *const names[PEOPLE] = {
		"Anna", "Ben", "Clara", "Dario", "Eva", "Filip", "Grete", "Hans"};
	for (int i = 0; i < PEOPLE; i++)
		ROW(w, REC_person, VI(i + 1), TEXT(names[i]), TEXT("Muster"), TEXT(""), VI(0), TEXT(""),
			VI(i), VI(0), VI(0), VI(0), VI(1), TEXT(""), VI(0), VI(0));
	ROW(w, REC_board, VI(BOARD), TEXT("Market"), TEXT(""), VI(0), VI(1), VI(0), VI(0), VI(3), VI(2),
		VI(8), VI(45));
	for (int i = 0; i < SESSIONS; i++) {
		int64_t starts = w->m.now.wall + (i - 1) * 20 * MINUTE;
		ROW(w, REC_session, VI(SESSION + i), VI(0), VI(0), TEXT(""), VI(starts), VI(starts + HOUR),
			VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(-1), VI(0), VI(0), VI(0), VI(0), VI(0),
			VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(0));
		for (int k = 0; k < 2; k++)
			ROW(w, REC_member, VI(SESSION + i), VI(1 + (2 * i + k) % PEOPLE), VI(k), VI(1), VI(0),
				VI(0), VI(0), VI(1));
	}
}

/* What is in memory is on the disk, and then again. */
static void end(struct machine *m)
{
	struct world *w = world_of(m);
	check_step(w);
	if (!w->m.broken[0])
		crash(w);
}

static void close_life(struct machine *m)
{
	struct world *w = world_of(m);
	for (uint32_t i = 0; i < w->replay_count; i++) {
		for (uint32_t k = 0; k < w->replays[i].count; k++)
			buf_free(&w->replays[i].texts[k]);
		free(w->replays[i].texts);
	}
	for (int i = 0; i < PHONES; i++)
		buf_free(&w->phones[i].text);
	disk_free(&w->disk);
	machine_close(&w->m);
}

static const struct life life = {
	.made = made,
	.leaves = leaves,
	.write = write_all,
	.step = step,
	.end = end,
	.close = close_life,
};

void world_open(struct world *w, uint64_t seed, enum flaw flaw, struct seen *seen)
{
	*w = (struct world){.flaw = flaw, .seen = seen};
	machine_open(&w->m, &life, seed, flaw == FLAW_GATE_OPEN);
	machine_guides(&w->m, guide);
	furnish(w);
	start(w);
}
