#include "sim/market.h"

#include <stdio.h>

/* What people do: whatever the board, their phones and the kiosk's screen let them try, in an order that
 * follows from the dice. Most of it makes sense where the meeting is just now, so that meetings come
 * about and end; some of it makes none, and has to be refused. */

static const char right_pin[] = "271828", wrong_pin[] = "314159";

/* ---- the wire ---- */

int crowd_phone(const struct market *w, uint64_t conn)
{
	for (int i = 0; conn && i < PHONES; i++)
		if (w->phones[i].conn == conn)
			return i;
	return -1;
}

struct asked *crowd_asked(struct market *w, uint64_t request)
{
	for (uint32_t i = w->asked_count; request && i-- > 0;)
		if (w->asked[i].request == request)
			return &w->asked[i];
	return NULL;
}

void crowd_cut(struct market *w)
{
	for (int i = 0; i < PHONES; i++) {
		w->phones[i].conn = 0;
		w->phones[i].follows = 0;
	}
}

static struct origin from_phone(const struct handset *p)
{
	return (struct origin){.source = FROM_PHONE, .request = 1, .conn = p->conn};
}

static void take_joined(struct handset *p, const struct effect_joined *e)
{
	if (e->set_cookie) {
		p->cookie = (struct hash){0};
		memcpy(p->cookie.b, e->cookie, TOKEN_BYTES); /* our fresh hashes are the tokens themselves */
	}
	p->has_cookie |= e->set_cookie;
	if (e->what == OPENED_BOARD)
		p->board = e->note;
}

static void take_check(struct market *w, const struct effect *e)
{
	const struct effect_pin_check *c = &e->u.pin_check;
	bool is_new = !c->kept.n;
	if (w->check_count == CHECKS_MAX)
		return;
	struct check *check = &w->checks[w->check_count++];
	*check = (struct check){c->number, str_eq(c->pin, str_from(right_pin)), is_new, 0};
	if (is_new || w->try_count == TRIES_MAX)
		return;
	check->try = w->try_count;
	w->try_was_right[w->try_count] = false;
	w->tries[w->try_count++] = w->m.elapsed;
	audit_tries(w);
}

void crowd_take(struct market *w, const struct effect *e)
{
	int i = e->to.source == FROM_PHONE ? crowd_phone(w, e->to.conn) : -1;
	struct handset *p = i < 0 ? NULL : &w->phones[i];
	if (e->kind == EFFECT_pin_check)
		take_check(w, e);
	if (p && e->kind == EFFECT_joined && e->about == MSG_code_redeem)
		take_joined(p, &e->u.joined);
	bool signed_out =
		e->kind == EFFECT_note_ended || (e->kind == EFFECT_reply && e->u.reply.err == ERR_signed_out);
	if (p && signed_out)
		p->has_cookie = false;
}

/* ---- requests ---- */

#define SAY(name, ...)                                                                                       \
	m->u.name = (struct msg_##name){__VA_ARGS__};                                                        \
	break

static void say_lead(struct msg *m, const struct asked *a)
{
	switch (a->kind) {
	case MSG_meeting_open:
		SAY(meeting_open, a->other, 0);
	case MSG_meeting_phase:
		SAY(meeting_phase, a->meeting, (enum phase)a->number);
	case MSG_meeting_ends:
		SAY(meeting_ends, a->meeting, a->number);
	case MSG_topic_start:
		SAY(topic_start, a->meeting, a->topic);
	case MSG_box_more:
		SAY(box_more, a->meeting, a->number);
	case MSG_grid_set:
		SAY(grid_set, a->meeting, a->number % 5 == 4 ? STR("") : STR("Table 1\nTable 2\nRoom"),
			(int32_t)(1 + a->number % 4), (int32_t)(10 + a->number % 20), 0);
	case MSG_grid_put:
		SAY(grid_put, a->meeting, a->topic, (int32_t)(a->number % 4) - 1,
			(int32_t)(a->number / 4 % 4) - (a->number % 4 == 0));
	case MSG_code_issue:
		SAY(code_issue, a->other);
	case MSG_code_renew:
		SAY(code_renew, a->other);
	default:
		m->u.meeting_close.meeting = a->meeting;
		break; /* those with a meeting alone */
	}
}

static void say_about_topic(struct msg *m, const struct asked *a, struct str words)
{
	switch (a->kind) {
	case MSG_topic_add:
		SAY(topic_add, a->other, (enum topic_kind)(a->number % TOPIC_KIND_COUNT), a->person, words,
			words, a->number % 7 == 0);
	case MSG_topic_edit:
		SAY(topic_edit, a->topic, (enum topic_kind)(a->number % TOPIC_KIND_COUNT), words, words);
	case MSG_topic_move:
		SAY(topic_move, a->topic, (enum lane)(a->number % LANES_SHOWN), a->number % 3 ? 0 : a->other);
	case MSG_topic_merge:
		SAY(topic_merge, a->topic, a->other);
	case MSG_topic_outcome:
		SAY(topic_outcome, a->topic, words);
	case MSG_action_set:
		SAY(action_set, a->number % 3 ? 0 : a->other, a->topic, words, a->person, 0);
	case MSG_action_settle:
		SAY(action_settle, a->other, (enum settle)(a->number % SETTLE_COUNT));
	case MSG_interest_set:
		SAY(interest_set, a->topic, a->person, (enum interest)(a->number % 4 == 0),
			a->number % 5 != 0);
	case MSG_gather:
		SAY(gather, a->topic, a->person);
	case MSG_proposal_answer:
		SAY(proposal_answer, a->topic, a->other, a->person, a->number % 4 ? CONSENT_YES : CONSENT_NO);
	case MSG_proposal_date:
		SAY(proposal_date, a->topic, a->other, m->at.wall + a->number * DAY);
	default:
		m->u.topic_withdraw.topic = a->topic;
		break; /* those with a topic alone */
	}
}

static void say_in_meeting(struct msg *m, const struct asked *a, struct str words)
{
	switch (a->kind) {
	case MSG_board_set:
		SAY(board_set, a->other, words, STR(""), RHYTHM_WEEKLY, 0, (int32_t)(2 + a->number % 4),
			(int32_t)(1 + a->number % 3), (int32_t)(3 + a->number % 8), 45);
	case MSG_board_archive:
		SAY(board_archive, a->other, a->number % 2 == 0);
	case MSG_meeting_join:
		SAY(meeting_join, a->meeting, a->person);
	case MSG_meeting_rate:
		SAY(meeting_rate, a->meeting, a->person, (int32_t)(1 + a->number % 5));
	case MSG_vote:
		SAY(vote, a->meeting, a->topic, a->person, (int32_t)a->number);
	case MSG_vote_finish:
		SAY(vote_finish, a->meeting, a->person, a->number % 3 != 0);
	case MSG_thumb:
		SAY(thumb, a->meeting, a->person,
			a->number % 3 ? THUMB_CONTINUE : (enum thumb)(1 + a->number / 3 % 3));
	default:
		say_about_topic(m, a, words);
		break;
	}
}

/* Few subjects, so that cards are similar and offers fit wishes. */
static struct str words_of(struct msg *m, const struct asked *a)
{
	static const char *const subjects[] = {"Cooking for forty", "Gardening", "Welding", "Singing"};
	return arena_printf(
		&m->mem, "%s %llu", subjects[a->request % 4], (unsigned long long)a->request % 1000003);
}

static void send(struct market *w, struct asked *a)
{
	struct origin origin = {
		.source = a->phone == SCREEN ? FROM_SCREEN : FROM_PHONE, .request = a->request};
	if (a->phone != SCREEN)
		origin.conn = w->phones[a->phone].conn;
	struct msg *m = msg_new(a->kind, origin);
	bool of_lead = is_lead_step(a->kind) || a->kind == MSG_meeting_open || a->kind == MSG_lead_take ||
		a->kind == MSG_code_issue || a->kind == MSG_code_renew;
	m->at = w->m.now;
	if (of_lead)
		say_lead(m, a);
	else
		say_in_meeting(m, a, words_of(m, a));
	a->sent++;
	machine_post(&w->m, m);
}

static void ask(struct market *w, struct asked a)
{
	if (market_over(w) || (a.phone != SCREEN && !w->phones[a.phone].conn))
		return;
	struct asked *kept = &w->asked[w->asked_count++];
	*kept = a;
	kept->at = w->m.elapsed;
	kept->request = dice_roll(&w->m.dice) >> 1 | 1;
	send(w, kept);
}

/* The same again, once or a few times, in any order: from a finger, a proxy, a phone that got no answer. */
static void ask_again(struct market *w)
{
	uint32_t recent = w->asked_count < 40 ? w->asked_count : 40;
	for (uint32_t times = 1 + dice_below(&w->m.dice, 4); recent && times > 0; times--) {
		struct asked *a = &w->asked[w->asked_count - 1 - dice_below(&w->m.dice, recent)];
		w->seen->again++;
		if (a->phone == SCREEN || w->phones[a->phone].conn)
			send(w, a);
	}
}

/* ---- who and what, at random ---- */

static ident any(struct market *w, enum record record)
{
	const struct disk *list = &w->issued.of[record];
	return list->count ? list->rows[dice_below(&w->m.dice, (uint32_t)list->count)].values[0].i : 0;
}

/* Of these lanes, if a few tries find one; any other than that. */
static ident any_topic(struct market *w, ident board, int64_t from, int64_t to)
{
	ident id = 0;
	for (int tries = 0; tries < 12; tries++) {
		const struct disk_row *t = books_row(&w->issued, REC_topic, id = any(w, REC_topic));
		if (t && NUM(t, T_board) == board && NUM(t, T_lane) >= from && NUM(t, T_lane) <= to)
			break;
	}
	return id;
}

/* One that this person brought; drafts: of those alone. */
static ident own_topic(struct market *w, ident person, bool draft)
{
	const struct disk *list = &w->issued.of[REC_topic];
	size_t from = list->count ? dice_below(&w->m.dice, (uint32_t)list->count) : 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct disk_row *t = &list->rows[(from + i) % list->count];
		if (NUM(t, T_person) == person && NUM(t, T_lane) < LANE_PAST && (NUM(t, T_draft) || !draft))
			return NUM(t, T_id);
	}
	return 0;
}

static bool is_for_owner(enum msg_kind kind)
{
	return kind == MSG_topic_edit || kind == MSG_topic_withdraw || kind == MSG_topic_restore ||
		kind == MSG_topic_merge || kind == MSG_topic_split || kind == MSG_topic_publish ||
		kind == MSG_topic_outcome;
}

static ident board_of(const struct market *w, int phone)
{
	ident follows = phone == SCREEN ? 0 : w->phones[phone].follows;
	return follows ? follows : BOARD;
}

static ident meeting_of(const struct market *w, ident board)
{
	const struct disk_row *m = books_meeting_shown(&w->issued, board);
	return m ? NUM(m, M_id) : 0;
}

static enum phase phase_of(const struct market *w, ident board)
{
	const struct disk_row *m = books_meeting_on(&w->issued, board);
	return m ? (enum phase)NUM(m, M_phase) : PHASE_COUNT;
}

static enum msg_kind one_of(struct market *w, const enum msg_kind *kinds, size_t count)
{
	return kinds[dice_below(&w->m.dice, (uint32_t)count)];
}
#define ONE_OF(w, list) one_of((w), (list), sizeof(list) / sizeof *(list))

static enum msg_kind any_wish(struct market *w, enum phase phase)
{
	static const enum msg_kind always[] = {MSG_topic_add, MSG_topic_add, MSG_topic_edit,
		MSG_topic_withdraw, MSG_topic_restore, MSG_topic_merge, MSG_topic_split, MSG_topic_publish,
		MSG_topic_move, MSG_topic_outcome, MSG_action_set, MSG_action_settle, MSG_interest_set,
		MSG_interest_set, MSG_interest_set, MSG_gather, MSG_proposal_answer, MSG_proposal_answer,
		MSG_proposal_date, MSG_meeting_join, MSG_vote, MSG_meeting_rate, MSG_thumb};
	static const enum msg_kind voting[] = {MSG_vote, MSG_vote, MSG_vote, MSG_vote, MSG_vote, MSG_vote,
		MSG_vote, MSG_vote, MSG_vote, MSG_vote_finish, MSG_topic_merge, MSG_topic_split,
		MSG_topic_withdraw, MSG_topic_restore};
	static const enum msg_kind talking[] = {MSG_thumb, MSG_thumb, MSG_thumb, MSG_thumb, MSG_topic_outcome,
		MSG_action_set, MSG_interest_set};
	static const enum msg_kind leaving[] = {
		MSG_meeting_rate, MSG_meeting_rate, MSG_action_set, MSG_action_settle};
	const struct meeting *m = core_meeting_of(w->m.core, BOARD);
	bool usual = dice_one_in(&w->m.dice, 5) || (m && phase == PHASE_DISCUSS && !m->thumbs_until);
	return usual || phase == PHASE_COUNT     ? ONE_OF(w, always)
		: phase == PHASE_VOTE            ? ONE_OF(w, voting)
		: phase == PHASE_DISCUSS         ? ONE_OF(w, talking)
		: phase == PHASE_CLOSE || !phase ? ONE_OF(w, leaving)
						 : ONE_OF(w, always);
}

/* What the second topic or thing of a request is. */
static ident any_other(struct market *w, enum msg_kind kind, ident board)
{
	switch (kind) {
	case MSG_topic_add:
	case MSG_board_set:
	case MSG_board_archive:
	case MSG_meeting_open:
		return board;
	case MSG_action_set:
	case MSG_action_settle:
		return any(w, REC_takeaway);
	case MSG_proposal_answer:
	case MSG_proposal_date:
		return any(w, REC_topic);
	case MSG_topic_merge:
		return any_topic(
			w, board, LANE_PROPOSED, dice_one_in(&w->m.dice, 8) ? LANE_PAST : LANE_UP_NEXT);
	default:
		return any_topic(w, board, LANE_PROPOSED, LANE_UP_NEXT);
	}
}

/* An offer and a wish that were proposed, if there are any. */
static void pick_proposal(struct market *w, struct asked *a, ident board)
{
	struct proposal list[8];
	size_t count = core_proposals(w->m.core, board, list, 8);
	if (!count)
		return;
	const struct proposal *p = &list[dice_below(&w->m.dice, (uint32_t)count)];
	const struct topic *side = core_topic(w->m.core, dice_one_in(&w->m.dice, 2) ? p->offer : p->wish);
	a->topic = p->offer;
	a->other = p->wish;
	a->person = side ? side->person : a->person;
}

static struct asked wish_of(struct market *w, int phone, enum msg_kind kind)
{
	ident board = board_of(w, phone);
	bool back = kind == MSG_topic_restore || kind == MSG_topic_split;
	struct asked a = {.kind = kind,
		.phone = phone,
		.meeting = meeting_of(w, board),
		.person = 1 + dice_below(&w->m.dice, PEOPLE),
		.number = dice_below(&w->m.dice, 1000)};
	a.topic = back ? any_topic(w, board, LANE_WITHDRAWN, LANE_MERGED)
		       : any_topic(w, board, LANE_PROPOSED, LANE_DISCUSSING);
	a.other = any_other(w, kind, board);
	if (kind == MSG_topic_add && dice_one_in(&w->m.dice, 2))
		a.person = 1 + a.number % 4; /* some bring much */
	if (phone != SCREEN && is_for_owner(kind) && !dice_one_in(&w->m.dice, 4)) {
		const struct handset *p = &w->phones[phone];
		ident own =
			own_topic(w, books_person(&w->issued, p->device, board), kind == MSG_topic_publish);
		a.topic = own ? own : a.topic;
	}
	if (kind == MSG_vote)
		a.number %= dice_one_in(&w->m.dice, 10) ? 6 : 3;
	if (kind == MSG_proposal_answer || kind == MSG_proposal_date)
		pick_proposal(w, &a, board);
	return a;
}

/* ---- phones ---- */

static void scan(struct market *w, struct handset *p, ident subject, bool with_cookie)
{
	const struct disk_row *code;
	EACH(code, &w->kept, REC_code)
	{
		if (NUM(code, K_note) != subject || dice_one_in(&w->m.dice, 3))
			continue;
		struct msg *m = msg_new(MSG_code_redeem, from_phone(p));
		memcpy(m->u.code_redeem.hash.b, code->values[K_hash].s.p, HASH_BYTES);
		m->u.code_redeem.cookie = p->cookie;
		m->u.code_redeem.has_cookie = p->has_cookie && with_cookie;
		machine_post(&w->m, m);
		return;
	}
	ask(w, (struct asked){.kind = MSG_code_issue, .phone = SCREEN, .other = subject});
}

static void follow(struct market *w, struct handset *p)
{
	p->conn = ++w->last_conn;
	struct msg *m = msg_new(MSG_board_open, from_phone(p));
	m->u.board_open = (struct msg_board_open){p->cookie, p->board};
	machine_post(&w->m, m);
}

static void say_who(struct market *w, struct handset *p)
{
	struct msg *m = msg_new(MSG_device_who, from_phone(p));
	ident person = 1 + (ident)(p - w->phones) % PEOPLE;
	if (dice_one_in(&w->m.dice, 6))
		person = dice_below(&w->m.dice, PEOPLE + 1);
	struct str guest = person ? STR("") : msg_str(m, STR("Guest"));
	m->u.device_who = (struct msg_device_who){p->cookie, p->board, person, guest};
	machine_post(&w->m, m);
}

static void drop(struct market *w, struct handset *p)
{
	machine_post(&w->m, msg_new(MSG_note_leave, from_phone(p)));
	p->conn = 0;
}

static void read_topic(struct market *w, struct handset *p)
{
	ident topic = any(w, REC_topic);
	const struct disk_row *t = books_row(&w->issued, REC_topic, topic);
	struct msg *m =
		msg_new(dice_one_in(&w->m.dice, 2) ? MSG_topic_read : MSG_device_hello, from_phone(p));
	if (m->kind == MSG_topic_read)
		m->u.topic_read.topic = topic;
	else
		m->u.device_hello = (struct msg_device_hello){p->cookie, t ? NUM(t, T_note) : 0};
	machine_post(&w->m, m);
}

static void phone_lives(struct market *w, int i)
{
	struct handset *p = &w->phones[i];
	uint32_t what = dice_below(&w->m.dice, 60);
	if (!p->conn)
		p->conn = ++w->last_conn;
	if (p->has_cookie && !p->follows)
		follow(w, p);
	if (!p->has_cookie)
		scan(w, p, i % 9 == 8 ? OTHER_BOARD : BOARD, false);
	else if (!p->follows)
		return; /* its right is over */
	else if (!books_person(&w->issued, p->device, p->follows) || what == 0)
		say_who(w, p);
	else if (what < 4)
		drop(w, p);
	else if (what == 4 && dice_one_in(&w->m.dice, 4))
		p->has_cookie = false; /* another browser */
	else if (what < 8)
		read_topic(w, p);
	else
		ask(w, wish_of(w, i, any_wish(w, phase_of(w, p->follows))));
}

/* ---- the lead, and who would like to have it ---- */

static enum msg_kind lead_kind(struct market *w, enum phase phase)
{
	static const enum msg_kind always[] = {MSG_meeting_phase, MSG_meeting_phase, MSG_meeting_phase,
		MSG_meeting_phase, MSG_meeting_undo, MSG_meeting_undo, MSG_meeting_ends, MSG_lead_return,
		MSG_board_set, MSG_topic_move, MSG_topic_merge};
	static const enum msg_kind pitching[] = {MSG_topic_next, MSG_topic_next, MSG_topic_next,
		MSG_topic_back, MSG_topic_start, MSG_box_pause, MSG_box_resume, MSG_box_more};
	static const enum msg_kind voting[] = {MSG_vote_reveal, MSG_vote_again, MSG_meeting_undo};
	static const enum msg_kind talking[] = {MSG_topic_next, MSG_topic_next, MSG_topic_next,
		MSG_topic_start, MSG_topic_back, MSG_box_pause, MSG_box_resume, MSG_box_more, MSG_thumbs_ask,
		MSG_thumbs_ask, MSG_grid_set, MSG_grid_set, MSG_grid_set, MSG_meeting_undo};
	static const enum msg_kind laying[] = {MSG_grid_put, MSG_grid_put, MSG_grid_put, MSG_grid_put,
		MSG_grid_put, MSG_grid_put, MSG_grid_put, MSG_grid_fill, MSG_grid_set, MSG_meeting_undo,
		MSG_topic_next};
	static const enum msg_kind leaving[] = {MSG_meeting_close, MSG_meeting_phase, MSG_meeting_undo};
	const struct meeting *m = core_meeting_of(w->m.core, BOARD);
	bool split = m && m->split;
	if (phase == PHASE_COUNT)
		return dice_one_in(&w->m.dice, 8) ? MSG_meeting_undo : MSG_meeting_open;
	if (dice_one_in(&w->m.dice, phase == PHASE_DISCUSS || phase == PHASE_VOTE ? 5 : 2))
		return ONE_OF(w, always);
	return phase == PHASE_PITCH               ? ONE_OF(w, pitching)
		: phase == PHASE_VOTE             ? ONE_OF(w, voting)
		: phase == PHASE_DISCUSS && split ? ONE_OF(w, laying)
		: phase == PHASE_DISCUSS          ? ONE_OF(w, talking)
		: phase == PHASE_CLOSE            ? ONE_OF(w, leaving)
						  : MSG_meeting_phase;
}

static int64_t lead_number(struct market *w, enum msg_kind kind, enum phase phase)
{
	uint32_t n = dice_below(&w->m.dice, 1000);
	if (kind == MSG_meeting_phase)
		return n % 4 ? (phase + 1) % PHASE_COUNT : n % PHASE_COUNT;
	if (kind == MSG_meeting_ends)
		return w->m.now.wall + (int64_t)(n % 80) * MINUTE;
	return kind == MSG_box_more ? (int64_t)(n % 200) * SECOND : n;
}

static void lead_step(struct market *w, int phone)
{
	ident board = board_of(w, phone);
	enum phase phase = phase_of(w, board);
	if (phase == PHASE_VOTE && !dice_one_in(&w->m.dice, 6))
		return; /* people need time */
	struct asked a = wish_of(w, phone, lead_kind(w, phase));
	a.number = lead_number(w, a.kind, phase);
	if (a.kind == MSG_topic_start && dice_one_in(&w->m.dice, 2))
		a.topic = 0;
	ask(w, a);
}

static void type_pin(struct market *w, bool right)
{
	enum pin_state state = core_pin(w->m.core, w->m.now.mono, NULL);
	enum msg_kind kind = state == PIN_NONE ? MSG_pin_set : MSG_pin_enter;
	struct msg *m = msg_new(kind, (struct origin){FROM_SCREEN, 1, 0, 0});
	const char *pin = right || kind == MSG_pin_set ? right_pin : wrong_pin;
	if (kind == MSG_pin_set)
		m->u.pin_set.pin = msg_str(m, str_from(pin));
	else
		m->u.pin_enter.pin = msg_str(m, str_from(pin));
	machine_post(&w->m, m);
}

static void answer_check(struct market *w)
{
	if (!w->check_count)
		return;
	struct check check = w->checks[0];
	memmove(w->checks, w->checks + 1, --w->check_count * sizeof check);
	if (check.good && !check.is_new)
		w->try_was_right[check.try] = true;
	struct msg *m = msg_new(MSG_pin_checked, (struct origin){0});
	m->u.pin_checked = (struct msg_pin_checked){check.number, check.good, STR("$kept")};
	machine_post(&w->m, m);
}

/* The one who has the lead goes on, after having come back or signed in. */
static void leader_acts(struct market *w)
{
	ident board = dice_one_in(&w->m.dice, 12) ? OTHER_BOARD : BOARD;
	const struct disk_row *m = books_meeting_on(&w->issued, board);
	ident lead = m ? NUM(m, M_lead) : LEAD_KIOSK;
	for (int i = 0; lead && i < PHONES; i++) {
		struct handset *p = &w->phones[i];
		if (!p->has_cookie || books_device(&w->issued, &p->cookie) != lead)
			continue;
		if (p->follows && books_person(&w->issued, p->device, p->follows))
			lead_step(w, i);
		else
			phone_lives(w, i);
		return;
	}
	if (lead || dice_one_in(&w->m.dice, 30))
		ask(w,
			(struct asked){
				.kind = MSG_lead_take, .phone = SCREEN, .meeting = meeting_of(w, board)});
	if (core_pin(w->m.core, w->m.now.mono, NULL) != PIN_SIGNED_IN)
		type_pin(w, !dice_one_in(&w->m.dice, 6));
	else if (board == BOARD)
		lead_step(w, SCREEN);
	else
		ask(w, (struct asked){.kind = MSG_meeting_open, .phone = SCREEN, .other = board});
}

/* A code that hands the lead over is shown, and two phones scan it at once; or the screen takes it back. */
static void grab_lead(struct market *w)
{
	ident meeting = meeting_of(w, dice_one_in(&w->m.dice, 12) ? OTHER_BOARD : BOARD);
	uint32_t what = dice_below(&w->m.dice, 10);
	if (what < 2)
		ask(w, (struct asked){.kind = MSG_lead_take, .phone = SCREEN, .meeting = meeting});
	else if (what < 3)
		machine_post(&w->m, msg_new(MSG_sign_out, (struct origin){FROM_SCREEN, 1, 0, 0}));
	else if (what < 4)
		type_pin(w, dice_one_in(&w->m.dice, 2));
	else
		for (int grabs = 0; grabs < 2; grabs++) {
			struct handset *p = &w->phones[dice_below(&w->m.dice, PHONES)];
			if (!p->conn)
				p->conn = ++w->last_conn;
			scan(w, p, meeting, true);
		}
}

/* Steps of the lead by somebody who has it not, and requests of phones that follow nothing. */
static void intrude(struct market *w)
{
	int phone = (int)dice_below(&w->m.dice, PHONES + 1) + SCREEN;
	lead_step(w, phone);
	if (dice_one_in(&w->m.dice, 40))
		ask(w, (struct asked){.kind = MSG_code_renew, .phone = SCREEN, .other = BOARD});
}

void crowd_act(struct market *w)
{
	uint32_t what = dice_below(&w->m.dice, 100);
	answer_check(w);
	if (what < 60)
		phone_lives(w, (int)dice_below(&w->m.dice, PHONES));
	else if (what < 72)
		ask(w, wish_of(w, SCREEN, any_wish(w, phase_of(w, BOARD))));
	else if (what < 83)
		leader_acts(w);
	else if (what < 93)
		ask_again(w);
	else if (what < 96)
		grab_lead(w);
	else
		intrude(w);
}

/* ---- somebody who guesses ---- */

/* Until the next try is taken. */
static void wait_for_pin(struct market *w)
{
	int64_t wait;
	core_pin(w->m.core, w->m.now.mono, &wait);
	machine_pass(&w->m, wait);
}

void crowd_guess(struct market *w)
{
	uint32_t what = dice_below(&w->m.dice, 100);
	if (what < 3 && dice_one_in(&w->m.dice, 5))
		market_restart(w);
	else if (what < 30)
		wait_for_pin(w);
	else if (what < 36)
		machine_pass(&w->m, dice_below(&w->m.dice, dice_one_in(&w->m.dice, 4) ? 3600 : 60) * SECOND);
	else if (what < 90)
		type_pin(w, dice_one_in(&w->m.dice, 8));
	else if (what < 92)
		machine_post(&w->m, msg_new(MSG_sign_out, (struct origin){FROM_SCREEN, 1, 0, 0}));
	answer_check(w);
}
