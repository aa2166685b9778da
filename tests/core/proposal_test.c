/* Offers that fit wishes: proposed to both, begun when both are here, settled for a day when not. */
#include <stdio.h>

#include "core/workshop.h"

#define ANNAS_PHONE 11
#define BENS_PHONE 12
#define CLARAS_PHONE 13

static ident add(struct room *r, enum topic_kind kind, const char *title, ident person)
{
	PRESS(r, topic_add, .board = BOARD, .title = str_from(title), .kind = kind, .person = person);
	EXPECT(r, none);
	return r->result;
}

static size_t proposals(struct room *r)
{
	struct proposal out[16];
	return core_proposals(r->core, BOARD, out, 16);
}

static ident session_of(struct room *r, ident offer)
{
	struct proposal out[4];
	return core_proposals_of(r->core, offer, out, 4) ? out[0].session : 0;
}

#define ANSWER(r, o, w, who, what)                                                                           \
	PRESS(r, proposal_answer, .offer = (o), .wish = (w), .person = (who), .answer = CONSENT_##what)

static void offers_that_fit_wishes_are_proposed(void **state)
{
	struct room *r = *state;
	struct proposal out[8];
	ident offer = add(r, TOPIC_OFFER, "I can teach spreadsheets", ANNA);
	assert_int_equal(proposals(r), 0);
	ident wish = add(r, TOPIC_WISH, "Spreadsheet formulas", BEN);
	add(r, TOPIC_WISH, "Spreadsheets for me", ANNA);                /* her own */
	add(r, TOPIC_WISH, "Spreadsheets for nobody in particular", 0); /* whom to ask? */
	add(r, TOPIC_WISH, "Cooking", BEN);
	add(r, TOPIC_QUESTION, "Why spreadsheets?", BEN);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(core_proposals(r->core, BOARD, out, 8), 1);
		assert_int_equal(out[0].offer, offer);
		assert_int_equal(out[0].wish, wish);
		assert_int_equal(out[0].session, 0);
		assert_int_equal(core_proposals_of(r->core, wish, out, 8), 1);
		assert_int_equal(core_proposals_of(r->core, offer, out, 8), 1);
		room_restart(r); /* found anew */
	}
	assert_int_equal(disk_count(&r->disk, REC_proposal), 0);
	PRESS(r, topic_withdraw, wish);
	assert_int_equal(proposals(r), 0);
	PRESS(r, topic_restore, wish);
	assert_int_equal(proposals(r), 1);
	PRESS(r, topic_edit, .topic = wish, .kind = TOPIC_WISH, .title = STR("Knitting"));
	assert_int_equal(proposals(r), 0);
	PRESS(r, topic_edit, .topic = wish, .kind = TOPIC_QUESTION, .title = STR("Spreadsheet formulas"));
	assert_int_equal(proposals(r), 0);
	PRESS(r, topic_edit, .topic = wish, .kind = TOPIC_WISH, .title = STR("Spreadsheet formulas"));
	assert_int_equal(proposals(r), 1);
	PRESS(r, topic_edit, .topic = offer, .kind = TOPIC_CONCERN, .title = STR("I can teach spreadsheets"));
	assert_int_equal(proposals(r), 0);
}

static void the_best_three_come_first_and_the_next_after_a_no(void **state)
{
	struct room *r = *state;
	struct proposal out[8];
	ident wish = add(r, TOPIC_WISH, "Spreadsheet formulas", BEN);
	ident loose = add(r, TOPIC_OFFER, "Spreadsheet printing and colours", ANNA);
	ident best = add(r, TOPIC_OFFER, "Spreadsheet formulas", ANNA);
	ident two = add(r, TOPIC_OFFER, "Spreadsheet colours", CLARA);
	ident three = add(r, TOPIC_OFFER, "Spreadsheet borders", CLARA);
	assert_int_equal(core_proposals_of(r->core, wish, out, 8), 3);
	assert_int_equal(out[0].offer, best);
	assert_int_equal(out[1].offer, two);
	assert_int_equal(out[2].offer, three);
	ANSWER(r, best, wish, BEN, NO);
	EXPECT(r, none);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(core_proposals_of(r->core, wish, out, 8), 3);
		assert_int_equal(out[2].offer, loose);
		assert_int_equal(core_proposals_of(r->core, best, out, 8), 0); /* hidden for both */
		room_restart(r);
	}
	ANSWER(r, best, wish, BEN, NONE); /* Undo */
	EXPECT(r, none);
	assert_int_equal(core_proposals_of(r->core, wish, out, 8), 3);
	assert_int_equal(out[0].offer, best);
	assert_int_equal(disk_count(&r->disk, REC_proposal), 0);
}

static void two_who_are_here_begin_at_once(void **state)
{
	struct room *r = *state;
	ident offer = add(r, TOPIC_OFFER, "Teaching spreadsheets", ANNA),
	      wish = add(r, TOPIC_WISH, "Spreadsheet formulas", BEN);
	ANSWER(r, offer, wish, ANNA, YES);
	EXPECT(r, none);
	assert_int_equal(r->result, 0);
	ANSWER(r, offer, wish, ANNA, YES);
	EXPECT(r, already);
	room_restart(r);
	PRESS(r, check_in, .person = ANNA, .session = 100);
	ANSWER(r, offer, wish, BEN, YES);
	EXPECT(r, none);
	assert_int_equal(r->result, session_of(r, offer));
	room_restart(r);
	const struct session *s = core_session(r->core, session_of(r, offer));
	assert_non_null(s);
	assert_int_equal(s->model, MODEL_TANDEM);
	assert_true(s->walk_in);
	assert_true(str_eq(s->focus, STR("Teaching spreadsheets · Spreadsheet formulas")));
	assert_true(member_is_here(r->core, core_member(r->core, s->id, ANNA)));
	assert_true(member_is_here(r->core, core_member(r->core, s->id, BEN)));
	assert_int_not_equal(s->note, 0);
	ANSWER(r, offer, wish, BEN, NO); /* too late */
	EXPECT(r, conflict);
	ANSWER(r, offer, wish, BEN, YES);
	EXPECT(r, already);
	assert_int_equal(r->result, s->id);
}

static void those_who_are_not_settle_a_day(void **state)
{
	struct room *r = *state;
	int64_t start = r->now.wall + 3 * DAY;
	ident offer = add(r, TOPIC_OFFER, "Teaching spreadsheets", ANNA),
	      wish = add(r, TOPIC_WISH, "Spreadsheet formulas", CLARA);
	PRESS(r, proposal_date, .offer = offer, .wish = wish, .start = start);
	EXPECT(r, conflict); /* nobody has said yes */
	ANSWER(r, offer, wish, ANNA, YES);
	ANSWER(r, offer, wish, CLARA, YES);
	EXPECT(r, none);
	assert_int_equal(r->result, 0); /* Anna is not in the room */
	PRESS(r, proposal_date, .offer = offer, .wish = wish, .start = r->now.wall);
	EXPECT(r, invalid);
	PRESS(r, proposal_date, .offer = offer, .wish = wish, .start = r->now.wall + 900 * DAY);
	EXPECT(r, invalid);
	PRESS(r, proposal_date, .offer = offer, .wish = wish, .start = start);
	EXPECT(r, none);
	ident id = r->result;
	PRESS(r, proposal_date, .offer = offer, .wish = wish, .start = start + DAY);
	EXPECT(r, already);
	room_restart(r);
	const struct session *s = core_session(r->core, id);
	assert_int_equal(session_of(r, offer), id);
	assert_int_equal(s->starts, start);
	assert_int_equal(s->ends, start + HOUR);
	assert_int_equal(s->state, SESSION_WAITING);
	assert_true(core_member(r->core, id, ANNA)->expected);
	assert_true(core_member(r->core, id, CLARA)->expected);
	assert_false(member_is_here(r->core, core_member(r->core, id, CLARA)));
}

static void a_mind_is_changed_until_there_is_a_session(void **state)
{
	struct room *r = *state;
	ident offer = add(r, TOPIC_OFFER, "Teaching spreadsheets", ANNA),
	      wish = add(r, TOPIC_WISH, "Spreadsheet formulas", BEN);
	ANSWER(r, offer, wish, ANNA, YES);
	ANSWER(r, offer, wish, ANNA, NO);
	EXPECT(r, none);
	assert_int_equal(proposals(r), 0);
	ANSWER(r, offer, wish, BEN, YES);
	EXPECT(r, none);
	assert_int_equal(session_of(r, offer), 0);
	ANSWER(r, offer, wish, ANNA, YES); /* she at the screen, he nowhere */
	assert_int_equal(session_of(r, offer), 0);
	PRESS(r, check_in, .person = BEN, .session = 100);
	ANSWER(r, offer, wish, ANNA, NONE);
	ANSWER(r, offer, wish, ANNA, YES);
	assert_int_not_equal(session_of(r, offer), 0);
	ident slip = session_of(r, offer);
	PRESS(r, check_in_undo, .person = ANNA, .session = slip);
	PRESS(r, check_in_undo, .person = BEN, .session = slip);
	assert_int_equal(core_session(r->core, slip)->state, SESSION_CANCELLED);
	ANSWER(r, offer, wish, BEN, NO); /* a slip is no session */
	EXPECT(r, none);
}

static void only_the_two_answer(void **state)
{
	struct room *r = *state;
	ident offer = add(r, TOPIC_OFFER, "Teaching spreadsheets", ANNA),
	      wish = add(r, TOPIC_WISH, "Spreadsheet formulas", BEN);
	ANSWER(r, offer, wish, CLARA, YES);
	EXPECT(r, not_allowed);
	ANSWER(r, offer, wish, 0, YES);
	EXPECT(r, not_allowed);
	ANSWER(r, offer, wish, 999, YES);
	EXPECT(r, not_found);
	ANSWER(r, wish, offer, BEN, YES);
	EXPECT(r, not_found);
	PRESS(r, proposal_answer, .offer = offer, .wish = wish, .person = BEN, .answer = CONSENT_COUNT);
	EXPECT(r, invalid);
	room_phone(r, CLARAS_PHONE, BOARD, CLARA);
	ASK(r, CLARAS_PHONE, proposal_answer, .offer = offer, .wish = wish, .person = BEN,
		.answer = CONSENT_YES);
	EXPECT(r, not_allowed);
	room_phone(r, BENS_PHONE, BOARD, BEN);
	ASK(r, BENS_PHONE, proposal_answer, .offer = offer, .wish = wish, .person = ANNA,
		.answer = CONSENT_YES); /* for himself, whatever it says */
	EXPECT(r, none);
	room_phone(r, ANNAS_PHONE, BOARD, ANNA);
	ASK(r, ANNAS_PHONE, proposal_answer, .offer = offer, .wish = wish, .answer = CONSENT_YES);
	EXPECT(r, none);
	assert_int_not_equal(r->result, 0); /* his phone is here, so is he */
	ASK(r, CLARAS_PHONE, proposal_date, .offer = offer, .wish = wish, .start = r->now.wall + DAY);
	EXPECT(r, not_allowed);
}

/* A card that changes makes only some wishes look anew; a restart looks at all of them. */
static void what_is_looked_at_anew_is_what_a_restart_finds(void **state)
{
	static const char *const words[] = {"spreadsheets", "knitting circle", "press releases",
		"public speaking", "spreadsheet formulas", "knitting and press"};
	static const enum topic_kind kinds[] = {TOPIC_OFFER, TOPIC_WISH, TOPIC_QUESTION};
	struct room *r = *state;
	struct proposal before[64], after[64];
	ident cards[24], people[] = {ANNA, BEN, CLARA};
	unsigned chance = 7;
	for (int i = 0; i < 24; i++)
		cards[i] = add(r, kinds[i % 2], words[i % 6], people[i % 3]);
	for (int i = 0; i < 60; i++) {
		chance = chance * 1664525 + 1013904223;
		ident card = cards[chance >> 16 & 15];
		if (chance >> 28 < 4)
			PRESS(r, topic_withdraw, card);
		else if (chance >> 28 < 8)
			PRESS(r, topic_restore, card);
		else
			PRESS(r, topic_edit, .topic = card, .kind = kinds[(chance >> 24) % 3],
				.title = str_from(words[(chance >> 20) % 6]));
		memset(before, 0, sizeof before);
		memset(after, 0, sizeof after);
		size_t count = core_proposals(r->core, BOARD, before, 64);
		room_restart(r);
		assert_int_equal(core_proposals(r->core, BOARD, after, 64), count);
		assert_memory_equal(before, after, sizeof before);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(offers_that_fit_wishes_are_proposed),
		TEST(the_best_three_come_first_and_the_next_after_a_no),
		TEST(what_is_looked_at_anew_is_what_a_restart_finds),
		TEST(two_who_are_here_begin_at_once),
		TEST(those_who_are_not_settle_a_day),
		TEST(a_mind_is_changed_until_there_is_a_session),
		TEST(only_the_two_answer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
