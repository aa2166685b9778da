/* Phones that follow a board: what they are told, and who may do what. */
#include "core/inside.h"
#include "core/workshop.h"

static size_t heard(const struct room *r, enum effect_kind kind, uint64_t conn)
{
	size_t count = 0;
	for (size_t i = 0; i < r->heard_count; i++)
		count += r->heard[i]->kind == kind && r->heard[i]->to.conn == conn;
	return count;
}

static const struct effect *last(const struct room *r, enum effect_kind kind)
{
	for (size_t i = r->heard_count; i-- > 0;)
		if (r->heard[i]->kind == kind)
			return r->heard[i];
	fail_msg("%s was not told", effect_name(kind));
	return NULL;
}

static void whoever_comes_to_a_board_is_told_all_of_it(void **state)
{
	struct room *r = *state;
	PRESS(r, topic_add, .board = BOARD, .title = STR("Printer jam"), .detail = STR("Why?"),
		.person = ANNA);
	r->listens = true;
	room_phone(r, 21, BOARD, BEN);
	assert_int_equal(heard(r, EFFECT_board_cards, 21), 1);
	assert_int_equal(heard(r, EFFECT_board_meeting, 21), 1);
	assert_int_equal(heard(r, EFFECT_board_mine, 21), 1);
	const struct effect_board_cards *c = &last(r, EFFECT_board_cards)->u.board_cards;
	assert_int_equal(c->count, 1);
	assert_true(str_eq(c->cards[0].title, STR("Printer jam")));
	assert_true(str_eq(c->cards[0].by.name, STR("Anna-Lena S.")));
	assert_true(c->cards[0].more);
	assert_true(str_eq(last(r, EFFECT_board_meeting)->u.board_meeting.name, STR("Marketplace")));
	assert_int_equal(last(r, EFFECT_board_mine)->u.board_mine.me.person, BEN);
}

/* How many the phones were last told to sit together on the only card. */
static uint32_t told_here(const struct room *r)
{
	return last(r, EFFECT_board_cards)->u.board_cards.cards[0].here;
}

static void those_who_sit_together_are_told_until_they_have_finished(void **state)
{
	struct room *r = *state;
	PRESS(r, topic_add, .board = BOARD, .title = STR("Printer jam"), .detail = STR(""),
		.kind = TOPIC_ACUTE);
	ident topic = r->result;
	room_phone(r, 21, BOARD, CLARA);
	r->listens = true;
	PRESS(r, gather, .topic = topic, .person = BEN);
	assert_int_equal(told_here(r), 1);
	PRESS(r, gather, .topic = topic, .person = ANNA);
	room_pass(r, 30 * SECOND);
	SEND(r, ((struct origin){0}), tick, 0);
	ident session = core_gathered(r->core, topic);
	assert_int_not_equal(session, 0);
	assert_int_equal(last(r, EFFECT_board_cards)->u.board_cards.cards[0].gather_until, 0);
	assert_int_equal(told_here(r), 2);
	PRESS(r, session_finish, session);
	PRESS(r, session_close, session);
	EXPECT(r, none);
	assert_int_equal(told_here(r), 0);
}

static void a_changed_card_is_told_once_for_all(void **state)
{
	struct room *r = *state;
	room_phone(r, 21, BOARD, BEN);
	room_phone(r, 22, BOARD, ANNA);
	r->listens = true;
	ASK(r, 21, topic_add, .board = BOARD, .title = STR("Mine"), .detail = STR(""));
	assert_int_equal(heard(r, EFFECT_reply, 21), 1);
	assert_int_equal(heard(r, EFFECT_board_cards, 0), 1);
	assert_int_equal(heard(r, EFFECT_board_cards, 21) + heard(r, EFFECT_board_cards, 22), 0);
	assert_int_equal(heard(r, EFFECT_board_mine, 21) + heard(r, EFFECT_board_mine, 22), 0);
	room_forget_heard(r);
	SEND(r, ((struct origin){FROM_PHONE, 0, 21, 0}), note_leave, 0);
	SEND(r, ((struct origin){FROM_PHONE, 0, 22, 0}), note_leave, 0);
	PRESS(r, topic_add, .board = BOARD, .title = STR("Alone"), .detail = STR(""));
	assert_int_equal(r->heard_count, 0);
}

static void a_phone_without_a_person_reads_and_asks_nothing(void **state)
{
	struct room *r = *state;
	room_phone(r, 21, BOARD, 0);
	ASK(r, 21, topic_add, .board = BOARD, .title = STR("Whose?"), .detail = STR(""));
	EXPECT(r, not_allowed);
	assert_int_equal(disk_count(&r->disk, REC_topic), 0);
	ASK(r, 99, topic_add, .board = BOARD, .title = STR("From nowhere"), .detail = STR(""));
	EXPECT(r, not_allowed);
	assert_int_equal(disk_count(&r->disk, REC_topic), 0);
}

/* ---- who may do what ---- */

enum who { SCREEN_OUT, SCREEN_IN, LEADS, TAKES_PART, ELSEWHERE, NOBODY, WHO_COUNT };
static const char *const who_names[] = {
	"the screen", "the facilitator", "the leading phone", "a phone", "a phone elsewhere", "an unknown"};

struct table_room {
	struct room *r;
	struct origin from;
	ident meeting, annas, bens, other_board;
};

#define DO(name, ...) SEND(t->r, t->from, name, __VA_ARGS__)
#define ACT(name, ...)                                                                                       \
	static void do_##name(struct table_room *t)                                                          \
	{                                                                                                    \
		DO(__VA_ARGS__);                                                                             \
	}
#define NEW_ONE .title = STR("New"), .detail = STR("")
/* clang-format off */
ACT(topic_add, topic_add, .board = BOARD, NEW_ONE)
ACT(topic_add_elsewhere, topic_add, .board = t->other_board, NEW_ONE)
ACT(edit_annas, topic_edit, .topic = t->annas, NEW_ONE)
ACT(edit_bens, topic_edit, .topic = t->bens, NEW_ONE)
ACT(withdraw_annas, topic_withdraw, t->annas)
ACT(withdraw_bens, topic_withdraw, t->bens)
ACT(interest, interest_set, .topic = t->annas, .person = BEN, .kind = INTEREST_JOIN, .on = true)
ACT(vote, vote, t->meeting, t->annas, BEN, 1)
ACT(vote_finish, vote_finish, t->meeting, BEN, true)
ACT(vote_reveal, vote_reveal, t->meeting)
ACT(phase, meeting_phase, t->meeting, PHASE_DISCUSS)
ACT(ends, meeting_ends, t->meeting, t->r->now.wall + 2 * HOUR)
ACT(close, meeting_close, t->meeting)
ACT(open_elsewhere, meeting_open, .board = t->other_board)
ACT(grid, grid_set, .meeting = t->meeting, .places = STR("A\nB"), .slots = 1, .slot_minutes = 20)
ACT(lead_take, lead_take, t->meeting)
ACT(lead_return, lead_return, t->meeting)
ACT(board_set, board_set, .board = BOARD, .name = STR("Renamed"), .purpose = STR(""), .votes = 3, .topic_votes = 2, .minutes = 8, .length = 45)
ACT(board_archive, board_archive, BOARD, true)
ACT(code_of_board, code_issue, t->other_board)
ACT(code_renew, code_renew, BOARD)
ACT(check_in, check_in, .person = ANNA, .session = 100)
ACT(guest_add, guest_add, STR("Zoe"))
ACT(pin_set, pin_set, STR("314159"))
ACT(read, topic_read, t->annas)
/* clang-format on */

/* One row an action; a column for each of enum who: + may, - may not. */
static const struct {
	const char *may;
	void (*act)(struct table_room *);
	const char *name;
} rows[] = {
#define ROW(may, name)                                                                                       \
	{                                                                                                    \
		may, do_##name, #name                                                                        \
	}
	ROW("++++--", topic_add),
	ROW("++--+-", topic_add_elsewhere),
	ROW("+++---", edit_annas),
	ROW("++++--", edit_bens),
	ROW("+++---", withdraw_annas),
	ROW("++++--", withdraw_bens),
	ROW("++++--", interest),
	ROW("++++--", vote),
	ROW("++++--", vote_finish),
	ROW("-++---", vote_reveal),
	ROW("-++---", phase),
	ROW("-++---", ends),
	ROW("-++---", close),
	ROW("-+----", open_elsewhere),
	ROW("-++---", grid),
	ROW("-+----", lead_take),
	ROW("-++---", lead_return),
	ROW("-+----", board_set),
	ROW("-+----", board_archive),
	ROW("++----", code_of_board),
	ROW("-+----", code_renew),
	ROW("++----", check_in),
	ROW("++----", guest_add),
	ROW("-+----", pin_set),
	ROW("++++-+", read),
#undef ROW
};

#define OTHER_BOARD 41
#define CONN(who) (30 + (uint64_t)(who))

static ident add(struct room *r, ident person)
{
	PRESS(r, topic_add, .board = BOARD, .title = STR("Topic"), .detail = STR(""), .person = person);
	EXPECT(r, none);
	return r->result;
}

static ident open_meeting(struct room *r, enum phase phase)
{
	room_sign_in(r);
	PRESS(r, meeting_open, .board = BOARD);
	EXPECT(r, none);
	ident meeting = core_meeting_of(r->core, BOARD)->id;
	for (enum phase p = core_meeting(r->core, meeting)->phase; p < phase;) {
		PRESS(r, meeting_phase, meeting, ++p);
		EXPECT(r, none);
	}
	return meeting;
}

/* The lead goes to the phone of this cookie. */
static enum err hand_over(struct room *r, ident meeting, struct hash cookie)
{
	PRESS(r, code_issue, meeting);
	if (r->err)
		return r->err;
	r->joined = false;
	SEND(r, ((struct origin){FROM_PHONE, ++r->request, 1, 0}), code_redeem, .hash = room_code(r, meeting),
		.cookie = cookie, .has_cookie = true);
	assert_true(r->joined && r->last_joined.lead);
	return ERR_none;
}

static void set_the_table(struct table_room *t, enum who who)
{
	static const ident boards[] = {0, 0, BOARD, BOARD, OTHER_BOARD, BOARD};
	static const ident people[] = {0, 0, ANNA, BEN, CLARA, 0};
	struct hash cookie = {{0}};
	struct room *r = t->r;
	LOAD(&r->disk, REC_board, VI(OTHER_BOARD), TEXT("Elsewhere"), TEXT(""), VI(0), VI(1), VI(0), VI(0),
		VI(3), VI(2), VI(8), VI(45));
	room_restart(r);
	t->other_board = OTHER_BOARD;
	t->annas = add(r, ANNA);
	t->bens = add(r, BEN);
	t->meeting = open_meeting(r, PHASE_VOTE);
	t->from = (struct origin){FROM_SCREEN, 4711, 0, 0};
	if (who > SCREEN_IN) {
		cookie = room_phone(r, CONN(who), boards[who], people[who]);
		t->from = (struct origin){FROM_PHONE, 4711, CONN(who), 0};
	}
	if (who == LEADS)
		assert_int_equal(hand_over(r, t->meeting, cookie), ERR_none);
	if (who != SCREEN_IN)
		PRESS(r, sign_out, 0);
}

/* Whatever else the answer says, it does not say that this one may not. */
static bool may(size_t row, enum who who)
{
	struct table_room t = {0};
	void *state;
	room_setup(&state);
	t.r = state;
	set_the_table(&t, who);
	uint64_t before = core_issued(t.r->core);
	t.r->listens = true;
	rows[row].act(&t);
	bool told = t.r->heard_count > 0; /* what is read has another answer */
	bool refused = t.r->answered &&
		(t.r->err == ERR_not_allowed || t.r->err == ERR_not_found || t.r->err == ERR_signed_out);
	if (refused)
		assert_int_equal(core_issued(t.r->core), before);
	assert_true(t.r->answered || told || t.r->pin_check || who <= SCREEN_IN);
	room_teardown(&state);
	return !refused;
}

static void everybody_may_do_their_own_and_no_more(void **state)
{
	int wrong = 0;
	(void)state;
	for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
		for (enum who who = SCREEN_OUT; who < WHO_COUNT; who++) {
			bool want = rows[row].may[who] == '+';
			if (may(row, who) == want)
				continue;
			print_error("%s: %s %s\n", rows[row].name, who_names[who],
				want ? "was refused" : "was let in");
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* ---- the lead ---- */

static void of_two_phones_that_grab_the_lead_one_has_it(void **state)
{
	struct room *r = *state;
	struct hash anna = room_phone(r, 21, BOARD, ANNA), ben = room_phone(r, 22, BOARD, BEN);
	ident meeting = open_meeting(r, PHASE_COLLECT);
	PRESS(r, code_issue, meeting);
	EXPECT(r, none);
	struct hash code = room_code(r, meeting);
	ident lead = 0;
	for (int i = 0; i < 2; i++) {
		r->joined = false;
		SEND(r, ((struct origin){FROM_PHONE, ++r->request, 1, 0}), code_redeem, .hash = code,
			.cookie = i ? ben : anna, .has_cookie = true);
		assert_int_equal(r->joined, i == 0);
		if (i == 1)
			EXPECT(r, wrong_code);
		lead = lead ? lead : core_meeting(r->core, meeting)->lead;
	}
	assert_int_not_equal(lead, LEAD_KIOSK);
	assert_int_equal(core_meeting(r->core, meeting)->lead, lead);
	ASK(r, 22, vote_reveal, meeting);
	EXPECT(r, not_allowed);
	PRESS(r, code_issue, meeting); /* the lead is not the screen's to give away now */
	EXPECT(r, not_allowed);
	room_restart(r);
	assert_int_equal(core_meeting(r->core, meeting)->lead, lead);
	room_sign_in(r);
	PRESS(r, lead_take, meeting); /* but always its own to take back */
	EXPECT(r, none);
	assert_int_equal(hand_over(r, meeting, ben), ERR_none);
	assert_int_not_equal(core_meeting(r->core, meeting)->lead, lead);
}

static void the_lead_comes_back_when_its_phone_may_no_more(void **state)
{
	struct room *r = *state;
	struct hash anna = room_phone(r, 21, BOARD, ANNA);
	ident meeting = open_meeting(r, PHASE_COLLECT);
	assert_int_equal(hand_over(r, meeting, anna), ERR_none);
	room_sign_in(r);
	r->listens = true;
	PRESS(r, code_renew, BOARD);
	assert_int_equal(core_meeting(r->core, meeting)->lead, LEAD_KIOSK);
	assert_int_equal(heard(r, EFFECT_note_ended, 21), 1);
	ASK(r, 21, topic_add, .board = BOARD, .title = STR("Late"), .detail = STR(""));
	EXPECT(r, not_allowed);
}

/* ---- what leaves ---- */

static void hidden_votes_leave_in_nothing(void **state)
{
	struct room *r = *state;
	ident a = add(r, ANNA), b = add(r, BEN);
	room_phone(r, 21, BOARD, ANNA);
	room_phone(r, 22, BOARD, BEN);
	ident meeting = open_meeting(r, PHASE_VOTE);
	r->listens = true;
	ASK(r, 21, vote, meeting, a, ANNA, 2);
	ASK(r, 21, vote, meeting, b, ANNA, 1);
	ASK(r, 22, vote, meeting, a, ANNA, 1); /* whatever it names: Ben's */
	EXPECT(r, none);
	ASK(r, 22, vote_finish, meeting, BEN, true);
	ASK(r, 22, topic_add, .board = BOARD, .title = STR("Another"),
		.detail = STR("")); /* tells all cards */
	ASK(r, 22, topic_read, a);
	assert_int_equal(core_vote_of(r->core, meeting, a, BEN), 1);
	for (size_t i = 0; i < r->heard_count; i++) {
		const struct effect *e = r->heard[i];
		for (uint32_t c = 0; e->kind == EFFECT_board_cards && c < e->u.board_cards.count; c++) {
			assert_int_equal(e->u.board_cards.cards[c].votes, -1);
			assert_int_equal(e->u.board_cards.cards[c].voters, -1);
		}
		if (e->kind == EFFECT_board_meeting) {
			assert_int_equal(e->u.board_meeting.count.votes, -1);
			assert_int_equal(e->u.board_meeting.agenda_count, 0);
		}
		if (e->kind == EFFECT_topic_whole)
			assert_int_equal(e->u.topic_whole.card.votes, -1);
		if (e->kind == EFFECT_board_mine)
			assert_int_equal(e->to.conn, e->u.board_mine.me.person == ANNA ? 21 : 22);
	}
	assert_true(heard(r, EFFECT_board_cards, 0) > 0 && heard(r, EFFECT_board_meeting, 0) > 0);
	room_forget_heard(r);
	PRESS(r, vote_reveal, meeting); /* the control: now they do */
	EXPECT(r, none);
	const struct effect_board_cards *cards = &last(r, EFFECT_board_cards)->u.board_cards;
	int votes = 0;
	for (uint32_t c = 0; c < cards->count; c++)
		votes += cards->cards[c].id == a ? cards->cards[c].votes : 0;
	assert_int_equal(votes, 3);
}

static void a_vote_tells_its_voter_and_builds_no_cards(void **state)
{
	struct room *r = *state;
	ident a = add(r, ANNA);
	room_phone(r, 21, BOARD, ANNA);
	room_phone(r, 22, BOARD, BEN);
	ident meeting = open_meeting(r, PHASE_VOTE);
	r->listens = true;
	ASK(r, 21, vote, meeting, a, ANNA, 1);
	EXPECT(r, none);
	assert_int_equal(heard(r, EFFECT_board_cards, 0), 0);
	assert_int_equal(heard(r, EFFECT_board_mine, 21), 1);
	assert_int_equal(heard(r, EFFECT_board_mine, 22), 0);
	const struct effect_board_mine *m = &last(r, EFFECT_board_mine)->u.board_mine;
	assert_int_equal(m->vote_count, 1);
	assert_int_equal(m->votes[0].count, 1);
	assert_int_equal(m->votes_left, 2);
	room_forget_heard(r);
	ASK(r, 21, vote, meeting, a, ANNA, 1); /* already so */
	assert_int_equal(heard(r, EFFECT_board_mine, 21) + heard(r, EFFECT_board_meeting, 0), 0);
	room_forget_heard(r);
	PRESS(r, meeting_phase, meeting, PHASE_DISCUSS); /* each once, for all */
	EXPECT(r, none);
	assert_true(heard(r, EFFECT_board_cards, 0) <= 1);
	assert_int_equal(heard(r, EFFECT_board_meeting, 0), 1);
	assert_true(heard(r, EFFECT_board_mine, 21) <= 1);
}

static void a_draft_is_told_to_whoever_wrote_it(void **state)
{
	struct room *r = *state;
	room_phone(r, 21, BOARD, ANNA);
	room_phone(r, 22, BOARD, BEN);
	r->listens = true;
	ASK(r, 21, topic_add, .board = BOARD, .title = STR("Secret"), .detail = STR("x"), .draft = true);
	EXPECT(r, none);
	ident draft = r->result;
	assert_int_equal(heard(r, EFFECT_board_mine, 21), 1);
	assert_int_equal(heard(r, EFFECT_board_mine, 22), 0);
	assert_int_equal(last(r, EFFECT_board_mine)->u.board_mine.draft_count, 1);
	for (size_t i = 0; i < r->heard_count; i++)
		if (r->heard[i]->kind == EFFECT_board_cards)
			assert_int_equal(r->heard[i]->u.board_cards.count, 0);
	ASK(r, 22, topic_read, draft);
	EXPECT(r, not_found);
	PRESS(r, topic_read, draft);
	EXPECT(r, not_found);
	ASK(r, 21, topic_read, draft);
	assert_true(last(r, EFFECT_topic_whole)->u.topic_whole.mine);
}

static void a_card_taken_off_the_board_is_read_by_whoever_brought_it(void **state)
{
	struct room *r = *state;
	room_phone(r, 21, BOARD, ANNA);
	room_phone(r, 22, BOARD, BEN);
	r->listens = true;
	ASK(r, 21, topic_add, .board = BOARD, .title = STR("Rash"), .detail = STR("x"));
	ident topic = r->result;
	ASK(r, 22, topic_read, topic);
	assert_true(str_eq(last(r, EFFECT_topic_whole)->u.topic_whole.detail, STR("x")));
	ASK(r, 21, topic_withdraw, topic);
	ASK(r, 22, topic_read, topic);
	EXPECT(r, not_found);
	room_forget_heard(r);
	ASK(r, 21, topic_read, topic);
	assert_true(last(r, EFFECT_topic_whole)->u.topic_whole.mine);
}

/* ---- people ---- */

static size_t found(struct room *r, struct hash cookie, ident board, const char *text)
{
	room_forget_heard(r);
	ASK(r, 1, board_search, cookie, board, str_from(text));
	return heard(r, EFFECT_board_people, 1) ? last(r, EFFECT_board_people)->u.board_people.count : 99;
}

static void people_are_found_from_two_letters_on(void **state)
{
	struct room *r = *state;
	struct hash cookie = room_join(r, BOARD);
	r->listens = true;
	assert_int_equal(found(r, cookie, BOARD, "a"), 0);
	assert_int_equal(found(r, cookie, BOARD, " b "), 0);
	assert_int_equal(found(r, cookie, BOARD, "an"), 1); /* not who is archived */
	assert_true(str_eq(last(r, EFFECT_board_people)->u.board_people.people[0].name, STR("Anna-Lena S.")));
	assert_int_equal(found(r, cookie, BOARD, "\xff\xff\xff"), 0);
	assert_int_equal(found(r, cookie, 100, "an"), 99);
	cookie.b[0] ^= 1;
	assert_int_equal(found(r, cookie, BOARD, "an"), 99);
}

/* ---- coming and going ---- */

static void a_connection_follows_one_thing(void **state)
{
	struct room *r = *state;
	ident topic = add(r, ANNA), note = core_topic(r->core, topic)->note;
	struct hash cookie = room_phone(r, 21, BOARD, BEN);
	assert_true(watch_has_phone(r->core, BOARD, BEN));
	r->joined = false;
	ASK(r, 1, device_hello, cookie, note);
	assert_true(r->joined);
	ASK(r, 21, note_open, .cookie = cookie, .note = note, .client = STR("c"));
	assert_false(watch_has_phone(r->core, BOARD, BEN));
	r->listens = true;
	add(r, ANNA);
	assert_int_equal(heard(r, EFFECT_board_cards, 0), 0);
	ASK(r, 21, board_open, cookie, BOARD);
	assert_true(watch_has_phone(r->core, BOARD, BEN));
	struct note_view view;
	assert_true(core_note(r->core, note, &view));
	assert_int_equal(view.phones, 0);
}

static void only_so_many_phones_follow_a_board(void **state)
{
	struct room *r = *state;
	struct hash cookie = room_phone(r, 1000, BOARD, BEN);
	for (uint64_t i = 1; i < 512; i++)
		ASK(r, 1000 + i, board_open, cookie, BOARD);
	ASK(r, 2000, board_open, cookie, BOARD);
	EXPECT(r, too_many);
	ASK(r, 1000, note_leave, 0);
	r->answered = false;
	ASK(r, 2000, board_open, cookie, BOARD);
	assert_false(r->answered);
}

/* ---- codes of boards ---- */

static bool hello(struct room *r, struct hash cookie, ident id)
{
	r->joined = false;
	ASK(r, 1, device_hello, cookie, id);
	return r->joined;
}

static bool redeems(struct room *r, struct hash code)
{
	r->joined = false;
	ASK(r, 1, code_redeem, .hash = code);
	return r->joined;
}

static void a_boards_code_lives_half_a_day_and_as_long_as_its_meeting(void **state)
{
	struct room *r = *state;
	struct hash early = room_join(r, BOARD), code = room_code(r, BOARD);
	assert_true(r->last_joined.what == OPENED_BOARD);
	assert_int_equal(r->last_joined.note, BOARD);
	room_pass(r, 11 * HOUR);
	ident meeting = open_meeting(r, PHASE_COLLECT);
	PRESS(r, meeting_ends, meeting, r->now.wall + 3 * HOUR);
	EXPECT(r, none);
	room_pass(r, 2 * HOUR);
	SEND(r, (struct origin){0}, tick, 0);
	assert_false(redeems(r, code));
	assert_true(hello(r, early, BOARD)); /* nobody is thrown out of the meeting */
	struct hash late = room_join(r, BOARD);
	room_pass(r, 3 * HOUR - 1);
	SEND(r, (struct origin){0}, tick, 0);
	assert_true(hello(r, late, BOARD));
	room_sign_in(r);
	PRESS(r, meeting_close, meeting);
	EXPECT(r, none);
	room_pass(r, 1);
	SEND(r, (struct origin){0}, tick, 0);
	assert_false(hello(r, late, BOARD));
}

static void a_code_of_the_lead_serves_once_and_ends_with_the_meeting(void **state)
{
	struct room *r = *state;
	ident meeting = open_meeting(r, PHASE_COLLECT);
	PRESS(r, code_issue, meeting);
	EXPECT(r, none);
	struct hash old = room_code(r, meeting);
	assert_true(redeems(r, old));
	assert_true(r->last_joined.lead && r->last_joined.what == OPENED_BOARD);
	assert_int_equal(r->last_joined.note, BOARD);
	assert_false(redeems(r, old));
	assert_int_equal(disk_count(&r->disk, REC_code), 0);
	PRESS(r, lead_take, meeting);
	PRESS(r, code_issue, meeting);
	EXPECT(r, none);
	struct hash late = room_code(r, meeting);
	PRESS(r, meeting_close, meeting);
	EXPECT(r, none);
	assert_false(redeems(r, late));
	PRESS(r, code_issue, meeting);
	EXPECT(r, not_found);
}

static void a_phone_of_the_board_opens_its_topics_notes_as_the_same_person(void **state)
{
	struct room *r = *state;
	ident topic = add(r, ANNA), note = core_topic(r->core, topic)->note;
	struct hash ben = room_phone(r, 21, BOARD, BEN), stranger = {{0xEE, 0xEE, 0xEE}};
	ASK(r, 21, topic_add, .board = BOARD, .title = STR("Mine yet"), .detail = STR(""), .draft = true);
	ident draft = core_topic(r->core, r->result)->note;
	struct hash anna = room_phone(r, 22, BOARD, ANNA);
	assert_false(hello(r, stranger, note));
	assert_true(hello(r, ben, note));
	assert_int_equal(r->last_joined.me, BEN);
	assert_int_equal(r->last_joined.note, note);
	assert_int_equal(r->last_joined.what, OPENED_NOTE);
	assert_true(hello(r, ben, draft));
	assert_false(hello(r, anna, draft));
	room_restart(r);
	assert_true(hello(r, ben, note));
	room_sign_in(r);
	PRESS(r, code_renew, BOARD); /* everybody out, of the topics' notes as well */
	assert_false(hello(r, ben, BOARD));
	assert_false(hello(r, ben, note));
}

static enum err who_is(struct room *r, struct hash cookie, ident person, const char *guest)
{
	ASK(r, 1, device_who, cookie, BOARD, person, str_from(guest));
	assert_true(r->answered);
	return r->err;
}

/* Whoever holds it may type names all day. */
static void a_phone_makes_one_guest_and_no_more(void **state)
{
	struct room *r = *state;
	struct hash cookie = room_phone(r, 21, BOARD, 0);
	who_is(r, cookie, 0, "Zoë");
	size_t people = disk_count(&r->disk, REC_person);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(who_is(r, cookie, ANNA, ""), ERR_none);
		assert_int_equal(who_is(r, cookie, 0, "Yves"), ERR_none);
	}
	assert_int_equal(who_is(r, cookie, 0, "Xenia"), ERR_none);
	assert_int_equal(disk_count(&r->disk, REC_person), people);
}

static void whoever_comes_to_a_board_is_a_person(void **state)
{
	struct room *r = *state;
	struct hash one = room_join(r, BOARD), two = room_join(r, BOARD);
	size_t people = core_people_count(r->core);
	assert_int_equal(who_is(r, one, GONE, ""), ERR_not_allowed);
	assert_int_equal(who_is(r, one, 4711, ""), ERR_not_allowed);
	assert_int_equal(who_is(r, one, 0, "  "), ERR_invalid);
	assert_int_equal(who_is(r, one, HIDDEN, ""), ERR_none); /* they name themselves */
	assert_int_equal(who_is(r, one, HIDDEN, ""), ERR_already);
	assert_int_equal(who_is(r, one, 0, "Zoe Beek"), ERR_none);
	assert_int_equal(who_is(r, one, 0, "Zoe Beek"), ERR_already);
	assert_int_equal(core_people_count(r->core), people + 1);
	assert_true(hello(r, one, BOARD));
	ident guest = r->last_joined.me;
	assert_int_equal(who_is(r, one, 0, "Zoë van Beek"), ERR_none); /* the same guest, spelt better */
	assert_int_equal(core_people_count(r->core), people + 1);
	assert_true(hello(r, one, BOARD));
	assert_int_equal(r->last_joined.me, guest);
	assert_true(str_eq(core_person(r->core, guest)->family, STR("van Beek")));
	room_restart(r); /* a guest on a phone is not forgotten */
	assert_non_null(core_person(r->core, guest));
	assert_int_equal(who_is(r, two, guest, ""), ERR_none);
	assert_int_equal(who_is(r, two, 0, "Max"), ERR_none); /* may not rename whom another phone made */
	assert_true(str_eq(core_person(r->core, guest)->family, STR("van Beek")));
	assert_int_equal(core_people_count(r->core), people + 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(whoever_comes_to_a_board_is_told_all_of_it),
		TEST(those_who_sit_together_are_told_until_they_have_finished),
		TEST(a_changed_card_is_told_once_for_all),
		TEST(a_phone_without_a_person_reads_and_asks_nothing),
		cmocka_unit_test(everybody_may_do_their_own_and_no_more),
		TEST(of_two_phones_that_grab_the_lead_one_has_it),
		TEST(the_lead_comes_back_when_its_phone_may_no_more),
		TEST(hidden_votes_leave_in_nothing),
		TEST(a_vote_tells_its_voter_and_builds_no_cards),
		TEST(a_draft_is_told_to_whoever_wrote_it),
		TEST(a_card_taken_off_the_board_is_read_by_whoever_brought_it),
		TEST(a_phone_makes_one_guest_and_no_more),
		TEST(people_are_found_from_two_letters_on),
		TEST(a_connection_follows_one_thing),
		TEST(only_so_many_phones_follow_a_board),
		TEST(a_boards_code_lives_half_a_day_and_as_long_as_its_meeting),
		TEST(a_code_of_the_lead_serves_once_and_ends_with_the_meeting),
		TEST(a_phone_of_the_board_opens_its_topics_notes_as_the_same_person),
		TEST(whoever_comes_to_a_board_is_a_person),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
