/* How a phone comes to the page of a person, of the coordinator, or by a partnership to one of its members'. */
#include "core/inside.h"
#include "core/partner_pages.h"

static size_t heard(const struct room *r, enum effect_kind kind, uint64_t conn)
{
	size_t count = 0;
	for (size_t i = 0; i < r->heard_count; i++)
		count += r->heard[i]->kind == kind && r->heard[i]->to.conn == conn;
	return count;
}

static bool hello(struct room *r, struct hash cookie, ident id)
{
	r->joined = false;
	ASK(r, 1, device_hello, cookie, id);
	return r->joined;
}

static bool redeems(struct room *r, struct hash code, const struct hash *cookie)
{
	r->joined = false;
	ASK(r, 1, code_redeem, .hash = code, .has_cookie = cookie,
		.cookie = cookie ? *cookie : (struct hash){{0}});
	return r->joined;
}

static enum err page(struct room *r, uint64_t conn, struct hash cookie, ident subject)
{
	ASK(r, conn, page_open, cookie, subject);
	return r->err;
}

static enum err says(struct room *r, struct hash cookie, ident partnership, ident person)
{
	ASK(r, 1, device_who, .cookie = cookie, .note = partnership, .person = person, .guest = STR(""));
	assert_true(r->answered);
	return r->err;
}

/* ---- a person's ---- */

static void a_persons_code_is_good_for_one_phone(void **state)
{
	struct room *r = *state;
	struct code_view view;
	PRESS(r, code_issue, .note = CLARA);
	EXPECT(r, none);
	PRESS(r, code_issue, .note = CLARA);
	EXPECT(r, already);
	struct hash code = room_code(r, CLARA);
	assert_true(redeems(r, code, NULL));
	assert_int_equal(r->last_joined.what, OPENED_PAGE);
	assert_int_equal(r->last_joined.note, CLARA);
	assert_int_equal(r->last_joined.me, CLARA);
	assert_false(redeems(r, code, NULL));
	EXPECT(r, wrong_code);
	assert_true(core_code(r->core, CLARA, &view));
	assert_true(view.phone_seen);
	struct hash cookie = r->cookie;
	assert_int_equal(page(r, 7, cookie, CLARA), ERR_none);
	assert_int_equal(page(r, 7, cookie, BEN), ERR_signed_out);
	assert_int_equal(page(r, 7, cookie, COORDINATOR), ERR_signed_out);
	room_restart(r);
	assert_false(redeems(r, code, NULL));
	assert_true(hello(r, cookie, CLARA));
	PRESS(r, code_issue, .note = CLARA); /* for the next phone */
	EXPECT(r, none);
	assert_false(hello(r, room_join(r, CLARA), BEN));
}

static void a_persons_code_ends_after_a_quarter_of_an_hour_and_the_right_after_ninety_days(void **state)
{
	struct room *r = *state;
	PRESS(r, code_issue, .note = CLARA);
	struct hash code = room_code(r, CLARA);
	room_pass(r, 15 * MINUTE);
	assert_false(redeems(r, code, NULL));
	struct hash cookie = room_join(r, CLARA);
	room_pass(r, 90 * DAY - 1);
	assert_true(hello(r, cookie, CLARA));
	assert_int_equal(page(r, 7, cookie, CLARA), ERR_none);
	r->listens = true;
	room_pass(r, 1);
	SEND(r, ((struct origin){0}), tick, 0);
	assert_int_equal(heard(r, EFFECT_note_ended, 7), 1);
	assert_false(hello(r, cookie, CLARA));
}

static void guests_and_those_who_left_have_no_page(void **state)
{
	struct room *r = *state;
	PRESS(r, code_issue, .note = GONE);
	EXPECT(r, not_found);
	PRESS(r, guest_add, .name = STR("Zoe"));
	ident guest = r->result;
	PRESS(r, code_issue, .note = guest);
	EXPECT(r, not_found);
	ASK(r, PAGE(ANNA), code_issue, .note = BEN); /* phones make no codes */
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), code_renew, .note = BEN);
	EXPECT(r, not_allowed);
}

static void a_new_code_signs_every_phone_out(void **state)
{
	struct room *r = *state;
	struct hash cookie = room_join(r, CLARA);
	assert_int_equal(page(r, 7, cookie, CLARA), ERR_none);
	r->listens = true;
	PRESS(r, code_renew, .note = CLARA);
	EXPECT(r, none);
	assert_int_equal(heard(r, EFFECT_note_ended, 7), 1);
	assert_false(hello(r, cookie, CLARA));
	assert_int_equal(page(r, 7, cookie, CLARA), ERR_signed_out);
}

static void whoever_leaves_ends_this_phones_right_alone(void **state)
{
	struct room *r = *state;
	struct hash first = room_join(r, CLARA), second = room_join(r, CLARA);
	assert_int_equal(page(r, 7, first, CLARA), ERR_none);
	assert_int_equal(page(r, 8, second, CLARA), ERR_none);
	r->listens = true;
	ASK(r, 7, page_leave, 0);
	EXPECT(r, none);
	assert_int_equal(heard(r, EFFECT_note_ended, 7), 1);
	assert_int_equal(heard(r, EFFECT_note_ended, 8), 0);
	assert_false(hello(r, first, CLARA));
	assert_true(hello(r, second, CLARA));
	ASK(r, 7, page_leave, 0);
	EXPECT(r, already);
}

static void the_ninth_phone_signs_out_the_first(void **state)
{
	struct room *r = *state;
	struct hash first = room_join(r, CLARA);
	for (int i = 1; i < 8; i++)
		room_join(r, CLARA);
	assert_true(hello(r, first, CLARA));
	room_join(r, CLARA);
	assert_false(hello(r, first, CLARA));
}

/* A right of ninety days that began in 1970 is still one of ninety days. */
static void a_right_given_by_a_wrong_clock_lasts_as_long(void **state)
{
	struct room *r = *state;
	struct moment right = r->now;
	r->now = (struct moment){.wall = DAY, .mono = right.mono + 1, .trusted = false};
	struct hash cookie = room_join(r, CLARA);
	r->now = right;
	SEND(r, ((struct origin){0}), tick, 0);
	assert_true(hello(r, cookie, CLARA));
	room_pass(r, 90 * DAY - 1);
	SEND(r, ((struct origin){0}), tick, 0);
	assert_true(hello(r, cookie, CLARA));
	room_pass(r, 1);
	assert_false(hello(r, cookie, CLARA));
}

/* ---- from the page on ---- */

static void a_page_leads_to_boards_and_to_ones_own_notes(void **state)
{
	struct room *r = *state;
	PRESS(r, check_in, .person = ANNA, .session = 100);
	ident note = core_session(r->core, 100)->note;
	struct hash anna = room_join(r, ANNA), clara = room_join(r, CLARA);
	assert_true(hello(r, anna, note));
	assert_int_equal(r->last_joined.me, ANNA);
	assert_false(hello(r, clara, note));
	assert_true(hello(r, clara, BOARD));
	assert_int_equal(r->last_joined.what, OPENED_BOARD);
	assert_int_equal(r->last_joined.me, CLARA);
	assert_false(hello(r, clara, TANDEM));
	assert_false(hello(r, clara, COORDINATOR));
	assert_false(hello(r, room_join(r, note), BOARD)); /* a note leads nowhere */
}

static void who_leaves_a_partnership_loses_its_note(void **state)
{
	struct room *r = *state;
	PRESS(r, partnership_note, .partnership = TANDEM);
	EXPECT(r, none);
	ident note = r->result;
	struct hash anna = room_join(r, ANNA), ben = room_join(r, BEN);
	assert_true(hello(r, anna, note));
	assert_true(hello(r, ben, note));
	PRESS(r, partnership_member, .partnership = TANDEM, .person = BEN, .on = false);
	EXPECT(r, none);
	assert_false(hello(r, ben, note));
	assert_true(hello(r, anna, note));
}

/* ---- a partnership's ---- */

/* A phone that came by the partnership's code names nobody there any more. */
static void who_leaves_a_partnership_loses_its_code(void **state)
{
	struct room *r = *state;
	PRESS(r, code_renew, .note = BEN);
	struct hash ben = room_join(r, TANDEM);
	assert_int_equal(says(r, ben, TANDEM, BEN), ERR_none);
	PRESS(r, partnership_member, .partnership = TANDEM, .person = BEN, .on = false);
	EXPECT(r, none);
	assert_int_equal(says(r, ben, TANDEM, ANNA), ERR_signed_out);
	assert_int_equal(page(r, 7, ben, BEN), ERR_none); /* the page stays theirs */
}

static void by_the_partnerships_code_a_phone_says_whose_it_is(void **state)
{
	struct room *r = *state;
	for (ident person = ANNA; person <= BEN; person++)
		PRESS(r, code_renew, .note = person); /* nobody's phone has come */
	struct hash first = room_join(r, TANDEM);
	assert_int_equal(r->last_joined.what, OPENED_PARTNERSHIP);
	assert_int_equal(r->last_joined.count, 2);
	assert_int_equal(page(r, 7, first, ANNA), ERR_signed_out);
	assert_int_equal(says(r, first, TANDEM, CLARA), ERR_not_allowed);
	assert_int_equal(says(r, first, TANDEM, 0), ERR_not_allowed);
	assert_int_equal(says(r, first, TANDEM, ANNA), ERR_none);
	assert_int_equal(r->result, ANNA);
	assert_int_equal(says(r, first, TANDEM, ANNA), ERR_already);
	assert_int_equal(r->result, ANNA);
	assert_int_equal(page(r, 7, first, ANNA), ERR_none);

	struct hash second = room_join(r, TANDEM);
	assert_int_equal(says(r, second, TANDEM, ANNA), ERR_not_allowed); /* hers has come */
	assert_int_equal(says(r, second, TANDEM, BEN), ERR_none);
	assert_int_equal(page(r, 8, second, ANNA), ERR_signed_out);
	assert_int_equal(page(r, 8, second, BEN), ERR_none);
}

static void a_wrong_name_is_mended_by_the_right_one(void **state)
{
	struct room *r = *state;
	PRESS(r, code_renew, .note = ANNA);
	PRESS(r, code_renew, .note = BEN);
	struct hash cookie = room_join(r, TANDEM);
	assert_int_equal(says(r, cookie, TANDEM, ANNA), ERR_none);
	assert_int_equal(says(r, cookie, TANDEM, BEN), ERR_none);
	assert_int_equal(page(r, 7, cookie, ANNA), ERR_signed_out);
	assert_int_equal(page(r, 7, cookie, BEN), ERR_none);
	room_pass(r, HOUR);
	assert_int_equal(says(r, cookie, TANDEM, ANNA), ERR_signed_out);
	assert_int_equal(page(r, 7, cookie, BEN), ERR_none);
}

static void a_phone_known_there_comes_straight_to_its_page(void **state)
{
	struct room *r = *state;
	struct hash cookie = room_join(r, ANNA);
	PRESS(r, code_issue, .note = TANDEM);
	assert_true(redeems(r, room_code(r, TANDEM), &cookie));
	assert_int_equal(r->last_joined.what, OPENED_PAGE);
	assert_int_equal(r->last_joined.note, ANNA);
}

/* ---- which phones are mine ---- */

static size_t phones_of(struct room *r, ident person, struct own_phone *out)
{
	return core_phones_of(r->core, person, out, OWN_PHONES_MAX);
}

static void whoever_asks_sees_the_phones_that_are_theirs(void **state)
{
	struct room *r = *state;
	struct own_phone all[OWN_PHONES_MAX];
	PRESS(r, code_renew, .note = ANNA);
	assert_int_equal(phones_of(r, ANNA, all), 0);
	room_phone(r, 30, BOARD, ANNA); /* somebody on a board said to be Anna */
	struct hash grabbed = room_join(r, TANDEM);
	assert_int_equal(says(r, grabbed, TANDEM, ANNA), ERR_none);
	assert_int_equal(phones_of(r, ANNA, all), 2);
	assert_true(all[0].page && !all[0].open && !all[1].page);
	assert_true(all[0].until > r->now.wall + 80 * DAY);
	assert_int_equal(page(r, 7, grabbed, ANNA), ERR_none);
	assert_int_equal(phones_of(r, ANNA, all), 2);
	assert_true(all[0].open && !all[1].open);
	assert_int_equal(core_phones_of(r->core, ANNA, all, 1), 1);
	assert_true(all[0].page);
	assert_int_equal(phones_of(r, HIDDEN, all), 0);
	assert_int_equal(phones_of(r, COORDINATOR, all), 0);
	room_pass(r, 91 * DAY);
	SEND(r, ((struct origin){0}), addresses, 0);
	assert_int_equal(phones_of(r, ANNA, all), 0);
}

static void a_phone_is_ended_in_one_touch(void **state)
{
	struct room *r = *state;
	struct own_phone all[OWN_PHONES_MAX];
	PRESS(r, code_renew, .note = ANNA);
	struct hash own = room_join(r, ANNA), board = room_phone(r, 30, BOARD, ANNA);
	struct hash grabbed = room_join(r, ANNA);
	assert_int_equal(page(r, 7, own, ANNA), ERR_none);
	assert_int_equal(page(r, 8, grabbed, ANNA), ERR_none);
	assert_int_equal(phones_of(r, ANNA, all), 3);
	assert_true(all[0].page && all[1].page && !all[2].page); /* though the board's came between */
	r->listens = true;
	ASK(r, PAGE(BEN), phone_end, .person = ANNA, .device = all[0].device);
	EXPECT(r, not_allowed);
	ASK(r, 30, phone_end, .person = ANNA,
		.device = all[0].device); /* to be said to be Anna is not enough */
	EXPECT(r, not_allowed);
	ASK(r, 7, phone_end, .person = ANNA, .device = 4711);
	EXPECT(r, not_found);
	ASK(r, 7, phone_end, .person = ANNA, .device = all[0].device); /* the newest that opens the page */
	EXPECT(r, none);
	assert_int_equal(heard(r, EFFECT_note_ended, 8), 1);
	assert_int_equal(heard(r, EFFECT_note_ended, 7), 0);
	assert_false(hello(r, grabbed, ANNA));
	assert_true(hello(r, own, ANNA));
	assert_true(hello(r, board, BOARD));
	ASK(r, 7, phone_end, .person = ANNA); /* all others */
	EXPECT(r, none);
	assert_false(hello(r, board, BOARD));
	assert_true(hello(r, own, ANNA));
	ASK(r, 7, phone_end, .person = ANNA);
	EXPECT(r, already);
	room_restart(r);
	assert_int_equal(phones_of(r, ANNA, all), 1);
	PRESS(r, phone_end, .person = ANNA); /* at the screen none asks: all of them */
	EXPECT(r, none);
	assert_int_equal(phones_of(r, ANNA, all), 0);
	assert_false(hello(r, own, ANNA));
}

static void the_coordinator_ends_nobodys_phone(void **state)
{
	struct room *r = *state;
	struct hash own = room_join(r, ANNA);
	ASK(r, DESK_PAGE, phone_end, .person = ANNA);
	EXPECT(r, not_allowed);
	PRESS(r, phone_end, .person = COORDINATOR);
	EXPECT(r, not_found);
	assert_true(hello(r, own, ANNA));
}

/* Who named themselves by the partnership's code is not back by naming themselves again. */
static void a_phone_that_was_ended_has_no_right_to_the_partnership_left(void **state)
{
	struct room *r = *state;
	struct own_phone all[OWN_PHONES_MAX];
	PRESS(r, code_renew, .note = ANNA);
	struct hash grabbed = room_join(r, TANDEM);
	assert_int_equal(says(r, grabbed, TANDEM, ANNA), ERR_none);
	assert_int_equal(phones_of(r, ANNA, all), 1);
	PRESS(r, phone_end, .person = ANNA, .device = all[0].device);
	EXPECT(r, none);
	assert_int_equal(says(r, grabbed, TANDEM, ANNA), ERR_signed_out);
	assert_int_equal(page(r, 7, grabbed, ANNA), ERR_signed_out);
}

/* ---- the coordinator's ---- */

static void only_who_is_signed_in_at_the_screen_lets_a_coordinator_in(void **state)
{
	struct room *r = *state;
	PRESS(r, code_issue, .note = COORDINATOR);
	EXPECT(r, not_allowed);
	PRESS(r, code_renew, .note = COORDINATOR);
	EXPECT(r, not_allowed);
	room_sign_in(r);
	PRESS(r, code_issue, .note = COORDINATOR);
	EXPECT(r, none);
	struct hash code = room_code(r, COORDINATOR);
	PRESS(r, sign_out, 0);
	assert_true(redeems(r, code, NULL));
	struct hash cookie = r->cookie;
	assert_int_equal(r->last_joined.note, COORDINATOR);
	assert_int_equal(r->last_joined.me, 0);
	assert_false(redeems(r, code, NULL));
	assert_int_equal(page(r, 7, cookie, COORDINATOR), ERR_none);
	assert_int_equal(page(r, 8, cookie, ANNA), ERR_signed_out);
	ASK(r, 7, code_issue, .note = COORDINATOR); /* not from the page */
	EXPECT(r, not_allowed);
}

static void a_coordinator_is_signed_out_after_a_working_day_or_by_a_new_code(void **state)
{
	struct room *r = *state;
	room_sign_in(r);
	PRESS(r, code_issue, .note = COORDINATOR);
	struct hash late = room_code(r, COORDINATOR);
	room_pass(r, 10 * MINUTE);
	assert_false(redeems(r, late, NULL));
	room_sign_in(r);
	struct hash cookie = room_join(r, COORDINATOR);
	room_pass(r, 12 * HOUR - 1);
	assert_true(hello(r, cookie, COORDINATOR));
	room_pass(r, 1);
	assert_false(hello(r, cookie, COORDINATOR));
	room_sign_in(r);
	cookie = room_join(r, COORDINATOR);
	assert_int_equal(page(r, 7, cookie, COORDINATOR), ERR_none);
	r->listens = true;
	PRESS(r, code_renew, .note = COORDINATOR);
	EXPECT(r, none);
	assert_int_equal(heard(r, EFFECT_note_ended, 7), 1);
	assert_false(hello(r, cookie, COORDINATOR));
}

static void who_is_forgotten_has_no_phone_and_no_code(void **state)
{
	struct room *r = *state;
	struct hash cookie = room_join(r, CLARA), board = room_phone(r, 21, BOARD, CLARA);
	PRESS(r, code_issue, .note = CLARA);
	struct hash code = room_code(r, CLARA);
	struct outbox out = {0};
	struct msg *m = msg_new(MSG_person_erase, (struct origin){0});
	m->at = r->now;
	r->core->out = &out;
	r->core->msg = m;
	codes_forget_person(r->core, CLARA);
	r->core->out = NULL;
	outbox_clear(&out);
	msg_free(m);
	assert_false(codes_has_person(r->core, CLARA));
	assert_false(redeems(r, code, NULL));
	assert_false(hello(r, cookie, CLARA));
	assert_false(hello(r, board, BOARD));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_PARTNERS(a_persons_code_is_good_for_one_phone),
		TEST_PARTNERS(a_persons_code_ends_after_a_quarter_of_an_hour_and_the_right_after_ninety_days),
		TEST_PARTNERS(guests_and_those_who_left_have_no_page),
		TEST_PARTNERS(a_new_code_signs_every_phone_out),
		TEST_PARTNERS(whoever_leaves_ends_this_phones_right_alone),
		TEST_PARTNERS(the_ninth_phone_signs_out_the_first),
		TEST_PARTNERS(a_right_given_by_a_wrong_clock_lasts_as_long),
		TEST_PARTNERS(a_page_leads_to_boards_and_to_ones_own_notes),
		TEST_PARTNERS(who_leaves_a_partnership_loses_its_note),
		TEST_PARTNERS(who_leaves_a_partnership_loses_its_code),
		TEST_PARTNERS(by_the_partnerships_code_a_phone_says_whose_it_is),
		TEST_PARTNERS(a_wrong_name_is_mended_by_the_right_one),
		TEST_PARTNERS(a_phone_known_there_comes_straight_to_its_page),
		TEST_PARTNERS(whoever_asks_sees_the_phones_that_are_theirs),
		TEST_PARTNERS(a_phone_is_ended_in_one_touch),
		TEST_PARTNERS(the_coordinator_ends_nobodys_phone),
		TEST_PARTNERS(a_phone_that_was_ended_has_no_right_to_the_partnership_left),
		TEST_PARTNERS(only_who_is_signed_in_at_the_screen_lets_a_coordinator_in),
		TEST_PARTNERS(a_coordinator_is_signed_out_after_a_working_day_or_by_a_new_code),
		TEST_PARTNERS(who_is_forgotten_has_no_phone_and_no_code),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
