/* What a person's page is told of their partnerships, and what it is not. */
#include "core/partner_pages.h"

#include "base/doc.h"

static const struct doc *in(const struct doc *d, const char *key)
{
	for (const struct doc *one = d ? d->first : NULL; one; one = one->next)
		if (one->key && strcmp(one->key, key) == 0)
			return one;
	fail_msg("there is no %s", key);
	return NULL;
}

static bool has(const struct doc *d, const char *key)
{
	for (const struct doc *one = d->first; one; one = one->next)
		if (one->key && strcmp(one->key, key) == 0)
			return true;
	return false;
}

static const struct doc *nth(const struct doc *list, size_t n)
{
	const struct doc *one = list->first;
	while (one && n--)
		one = one->next;
	return one;
}

static size_t length(const struct doc *list)
{
	size_t count = 0;
	for (const struct doc *one = list->first; one; one = one->next)
		count++;
	return count;
}

static bool reads(const struct doc *d, const char *key, const char *text)
{
	return str_eq(in(d, key)->text, str_from(text));
}

/* What the page was told last. */
static const struct doc *told(struct room *r, uint64_t conn)
{
	for (size_t i = r->heard_count; i-- > 0;)
		if (r->heard[i]->kind == EFFECT_view && r->heard[i]->to.conn == conn)
			return r->heard[i]->u.view.doc;
	return NULL;
}

static const struct doc *look_at(struct room *r, uint64_t conn, const char *view, ident of, int64_t from)
{
	r->listens = true;
	room_forget_heard(r);
	SEND(r, ((struct origin){FROM_PHONE, 0, conn, 0}), look, .view = str_from(view), .of = of,
		.text = STR(""), .from = from);
	const struct doc *d = told(r, conn);
	assert_non_null(d);
	return d;
}

static void agree(struct room *r)
{
	ASK(r, PAGE(ANNA), agreement_set, .partnership = TANDEM, .part = PART_OUTCOMES,
		.text = STR("Calm nights"));
	ASK(r, PAGE(ANNA), goal_set, .partnership = TANDEM, .edition = 1, .text = STR("Handovers"),
		.measured = true, .first = 2, .target = 8);
	ident goal = r->result;
	ASK(r, PAGE(ANNA), agreement_confirm, TANDEM, 1, 2, ANNA);
	ASK(r, PAGE(BEN), agreement_confirm, TANDEM, 1, 2, BEN);
	EXPECT(r, none);
	ASK(r, PAGE(BEN), goal_value, .goal = goal, .value = 4, .words = STR("Half of them"));
	EXPECT(r, none);
}

static void my_page_has_what_is_mine(void **state)
{
	struct room *r = *state;
	agree(r);
	ASK(r, PAGE(ANNA), exchange_set, .person = ANNA, .kind = EXCHANGE_WISH, .text = STR("Excel"));
	ASK(r, DESK_PAGE, partnership_set, .model = MODEL_MENTORING, .people = STR("1\n3"));
	ident asked = r->result;
	const struct doc *d = look_at(r, PAGE(ANNA), "me", 0, 0);
	assert_true(reads(in(d, "me"), "name", "Anna-Lena Schmidt"));
	assert_int_equal(length(in(d, "partnerships")), 2);
	const struct doc *tandem = nth(in(d, "partnerships"), 1);
	assert_int_equal(in(tandem, "id")->number, TANDEM);
	assert_true(reads(tandem, "model", "tandem") && reads(tandem, "state", "active"));
	assert_true(reads(tandem, "agreement", "in_force") && in(tandem, "confirmed")->number);
	assert_int_equal(length(in(tandem, "others")), 1);
	assert_true(reads(nth(in(tandem, "others"), 0), "name", "Ben O'Brien"));
	assert_int_equal(length(in(d, "proposed")), 1);
	assert_int_equal(nth(in(d, "proposed"), 0)->number, asked);
	assert_true(reads(nth(in(d, "exchanges"), 0), "text", "Excel"));
	assert_int_equal(length(in(d, "sessions")), 1);
	assert_int_equal(in(nth(in(d, "sessions"), 0), "id")->number, 100);
	assert_int_equal(
		length(in(d, "surveys")) + length(in(d, "programmes")) + length(in(d, "priorities")), 0);
}

static void one_says_i_am_here_on_ones_own_phone(void **state)
{
	struct room *r = *state;
	const struct doc *session = nth(in(look_at(r, PAGE(ANNA), "me", 0, 0), "sessions"), 0);
	assert_true(in(session, "open")->number && !in(session, "here")->number);
	ASK(r, PAGE(BEN), check_in, .person = ANNA, .session = 100);
	EXPECT(r, not_allowed);
	ASK(r, DESK_PAGE, check_in, .person = ANNA, .session = 100);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(CLARA), check_in, .person = CLARA, .session = 100); /* she does not belong to it */
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), check_in, .person = ANNA, .session = 100, .replaces = BEN);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), check_in, .person = ANNA, .session = 100);
	EXPECT(r, none);
	session = nth(in(told(r, PAGE(ANNA)), "sessions"), 0);
	assert_true(in(session, "here")->number && in(session, "note")->number);
	ASK(r, PAGE(ANNA), check_in, .person = ANNA, .session = 100);
	EXPECT(r, already);
	ASK(r, PAGE(BEN), check_in_undo, .person = ANNA, .session = 100);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(ANNA), check_in_undo, .person = ANNA, .session = 100);
	EXPECT(r, none);
	PRESS(r, check_in, .person = CLARA, .session = 100); /* the control: at the screen she joins them */
	EXPECT(r, none);
}

static void nobody_is_here_on_a_phone_before_it_is_time(void **state)
{
	struct room *r = *state;
	static const ident pair[] = {ANNA, BEN};
	int64_t starts = r->now.wall + 5 * HOUR;
	LOAD(&r->disk, REC_session, VI(205), VI(TANDEM), VI(MODEL_TANDEM), TEXT(""), VI(starts),
		VI(starts + HOUR), VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(-1), VI(0), VI(0), VI(0), VI(0),
		VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(0));
	for (size_t i = 0; i < 2; i++)
		LOAD(&r->disk, REC_member, VI(205), VI(pair[i]), VI(i), VI(1), VI(0), VI(0), VI(0), VI(1));
	room_begin_again(r);
	ASK(r, PAGE(ANNA), check_in, .person = ANNA, .session = 205);
	EXPECT(r, closed);
	room_pass(r, 5 * HOUR);
	ASK(r, PAGE(ANNA), check_in, .person = ANNA, .session = 205);
	EXPECT(r, none);
}

static void a_page_is_told_again_when_it_reads_differently(void **state)
{
	struct room *r = *state;
	look_at(r, PAGE(ANNA), "agreement", TANDEM, 0);
	room_forget_heard(r);
	ASK(r, PAGE(CLARA), exchange_set, .person = CLARA, .kind = EXCHANGE_OFFER, .text = STR("Tea"));
	assert_null(told(r, PAGE(ANNA)));
	ASK(r, PAGE(BEN), agreement_set, .partnership = TANDEM, .part = PART_OUTCOMES, .text = STR("Less"));
	const struct doc *d = told(r, PAGE(ANNA));
	assert_non_null(d);
	assert_true(reads(d, "outcomes", "Less") && reads(in(d, "by"), "name", "Ben O'Brien"));
	assert_true(reads(d, "state", "draft"));
	assert_int_equal(length(in(d, "waits")), 2);
	assert_int_equal(length(in(d, "duties")), 2); /* a place for each to write in */
	ASK(r, PAGE(BEN), agreement_confirm, TANDEM, 1, 1, BEN);
	d = told(r, PAGE(ANNA));
	assert_int_equal(length(in(d, "confirmed")), 1);
	assert_int_equal(length(in(d, "waits")), 1);
	assert_true(in(d, "frozen")->number && !in(d, "mine")->number && !in(d, "inForce")->number);
	ASK(r, PAGE(ANNA), agreement_confirm, TANDEM, 1, 1, ANNA);
	d = told(r, PAGE(ANNA)); /* once more when it is on the disk: that puts it in force */
	assert_true(in(d, "mine")->number && in(d, "inForce")->number && reads(d, "state", "in_force"));
}

static void a_version_is_shown_with_what_it_changed(void **state)
{
	struct room *r = *state;
	agree(r);
	ASK(r, PAGE(BEN), agreement_set, .partnership = TANDEM, .edition = 2, .part = PART_RULES,
		.number = 1 << RULE_RESPECT | 1 << RULE_EXIT);
	ASK(r, PAGE(BEN), agreement_set, .partnership = TANDEM, .edition = 3, .part = PART_RHYTHM,
		.number = RHYTHM_WEEKLY);
	EXPECT(r, none);
	const struct doc *d = look_at(r, PAGE(ANNA), "agreement", TANDEM, 0);
	assert_int_equal(in(d, "version")->number, 2);
	assert_int_equal(length(in(d, "changes")), 2);
	const struct doc *rules = nth(in(d, "changes"), 0), *rhythm = nth(in(d, "changes"), 1);
	assert_true(reads(rules, "part", "rules") && length(in(rules, "before")) == 0);
	assert_true(str_eq(nth(in(rules, "after"), 1)->text, STR("exit")));
	assert_true(reads(rhythm, "before", "once") && reads(rhythm, "after", "weekly"));
	d = look_at(r, PAGE(ANNA), "agreement", TANDEM, 1);
	assert_int_equal(in(d, "version")->number, 1);
	assert_true(in(d, "inForce")->number && in(d, "mine")->number && in(d, "frozen")->number);
	d = look_at(r, PAGE(ANNA), "agreement", TANDEM, 7);
	assert_true(reads(d, "error", "not_found"));
}

static void a_partnership_shows_its_goals_over_time(void **state)
{
	struct room *r = *state;
	agree(r);
	const struct doc *d = look_at(r, PAGE(BEN), "partnership", TANDEM, 0);
	assert_true(reads(d, "name", "Night desk"));
	assert_int_equal(length(in(d, "members")), 2);
	assert_int_equal(in(in(d, "agreement"), "of")->number, 2);
	assert_int_equal(length(in(in(d, "agreement"), "confirmed")), 2);
	const struct doc *goal = nth(in(d, "goals"), 0);
	assert_true(in(goal, "measured")->number && in(goal, "target")->number == 8);
	assert_int_equal(in(nth(in(goal, "points"), 0), "value")->number, 4);
	assert_int_equal(in(d, "note")->number, 0);
	assert_int_equal(in(in(d, "sessions"), "held")->number, 0);
}

static void nobody_else_is_shown_it(void **state)
{
	struct room *r = *state;
	agree(r);
	static const char *const views[] = {"partnership", "agreement"};
	for (size_t i = 0; i < 2; i++) {
		const struct doc *d = look_at(r, PAGE(CLARA), views[i], TANDEM, 0);
		assert_true(reads(d, "error", "not_allowed"));
		assert_int_equal(length(d), 1);
		d = look_at(r, PAGE(CLARA), views[i], 4711, 0);
		assert_true(reads(d, "error", "not_found"));
		d = look_at(r, DESK_PAGE, views[i], TANDEM, 0); /* the coordinator has no such view */
		assert_true(reads(d, "error", "not_found"));
		assert_int_equal(length(d), 1);
	}
	look_at(r, PAGE(BEN), "partnership", TANDEM, 0);
	room_forget_heard(r);
	PRESS(r, partnership_member, TANDEM, BEN, STANDING_NONE, false); /* nor any more */
	assert_true(reads(told(r, PAGE(BEN)), "error", "not_allowed"));
}

static void suggestions_are_ones_own(void **state)
{
	struct room *r = *state;
	ASK(r, PAGE(CLARA), exchange_set, .person = CLARA, .kind = EXCHANGE_OFFER,
		.text = STR("Excel pivot tables"));
	ASK(r, PAGE(LUKASZ), exchange_set, .person = LUKASZ, .kind = EXCHANGE_WISH,
		.text = STR("pivot tables"));
	ASK(r, PAGE(CLARA), profile_set, .person = CLARA, .team = STR("Desk"), .seeks = true);
	ASK(r, PAGE(LUKASZ), profile_set, .person = LUKASZ, .team = STR("Van"), .seeks = true);
	EXPECT(r, none);
	const struct doc *d = look_at(r, PAGE(LUKASZ), "suggestions", 0, 0);
	assert_int_equal(length(in(d, "suggestions")), 1);
	const struct doc *one = nth(in(d, "suggestions"), 0);
	assert_int_equal(in(in(one, "other"), "id")->number, CLARA);
	assert_true(reads(one, "offer", "Excel pivot tables") && reads(one, "wish", "pivot tables"));
	assert_true(in(one, "theyOffer")->number && reads(one, "team", "Desk"));
	assert_true(str_eq(nth(in(one, "reasons"), 0)->text, STR("wish_met")));
	d = look_at(r, PAGE(ANNA), "suggestions", 0, 0);
	assert_int_equal(length(in(d, "suggestions")), 0);
}

/* Asked into a partnership that is under way they see what they are to say yes to, and nothing that was said before. */
static void who_has_not_said_yes_reads_nothing_of_what_was_said(void **state)
{
	struct room *r = *state;
	const ident set = 31;
	struct follow_up f;
	room_partnership(r, set, MODEL_JOINT_VENTURE, PARTNERSHIP_ACTIVE, (const ident[]){ANNA, BEN}, 2);
	room_begin_again(r);
	ASK(r, PAGE(ANNA), goal_set, .partnership = set, .text = STR("Handovers"), .measured = true,
		.first = 2, .target = 8);
	ident goal = r->result;
	PRESS(r, agreement_confirm, set, 1, 1, ANNA);
	PRESS(r, agreement_confirm, set, 1, 1, BEN);
	ASK(r, PAGE(BEN), goal_value, .goal = goal, .value = 4, .words = STR("Half of them"));
	ASK(r, PAGE(BEN), relation_set, .partnership = set, .name = STR("Harbour office"));
	EXPECT(r, none);
	PRESS(r, partnership_note, set);
	ident note = r->result;
	PRESS(r, partnership_member, set, CLARA, STANDING_NONE, true);
	EXPECT(r, none);
	for (int yes = 0; yes < 2; yes++) {
		const struct doc *d = look_at(r, PAGE(CLARA), "partnership", set, 0);
		assert_int_equal(length(in(in(d, "goals")->first, "points")), yes);
		assert_int_equal(in(d, "note")->number, yes ? note : 0);
		assert_int_equal(length(in(d, "members")), 3);
		d = look_at(r, PAGE(CLARA), "agreement", set, 0); /* that is what they are asked about */
		assert_int_equal(length(in(d, "goals")), 1);
		assert_int_equal(!has(look_at(r, PAGE(CLARA), "relations", set, 0), "error"), yes);
		assert_int_equal(core_follow_up(r->core, CLARA, r->now.wall, &f), yes);
		r->joined = false;
		struct hash cookie = {{0}};
		ident device = 500 + CLARA;
		memcpy(cookie.b + 8, &device, sizeof device);
		SEND(r, ((struct origin){FROM_PHONE, ++r->request, 3, 0}), device_hello, .cookie = cookie,
			.note = note);
		assert_int_equal(r->joined, yes);
		if (!yes)
			ASK(r, PAGE(CLARA), relation_set, .partnership = set, .name = STR("Not hers yet"));
		if (!yes)
			EXPECT(r, not_allowed);
		if (!yes)
			ASK(r, PAGE(CLARA), partnership_answer, set, CLARA, CONSENT_YES);
		PRESS(r, agreement_confirm, set, 1, 1, CLARA); /* else none is in force for her */
	}
}

static void who_is_not_on_the_screen_is_suggested_to_nobody(void **state)
{
	struct room *r = *state;
	for (int hidden = 0; hidden < 2; hidden++) {
		ASK(r, PAGE(LUKASZ), profile_set, .person = LUKASZ, .team = STR("T"), .seeks = true,
			.hidden = hidden);
		ASK(r, PAGE(CLARA), profile_set, .person = CLARA, .team = STR("U"), .seeks = true);
		if (!hidden)
			ASK(r, PAGE(LUKASZ), exchange_set, .person = LUKASZ, .kind = EXCHANGE_OFFER,
				.text = STR("Welding aluminium"));
		if (!hidden)
			ASK(r, PAGE(CLARA), exchange_set, .person = CLARA, .kind = EXCHANGE_WISH,
				.text = STR("Welding aluminium"));
		const struct doc *d = look_at(r, PAGE(CLARA), "suggestions", 0, 0);
		assert_int_equal(length(in(d, "suggestions")), !hidden);
	}
}

static void an_agreement_waits_for_those_who_said_yes(void **state)
{
	struct room *r = *state;
	const ident set = 31;
	room_partnership(
		r, set, MODEL_JOINT_VENTURE, PARTNERSHIP_ACTIVE, (const ident[]){ANNA, BEN, CLARA}, 3);
	room_begin_again(r);
	PRESS(r, agreement_set, .partnership = set, .part = PART_DUTY, .text = STR("Brings tea"),
		.person = CLARA);
	PRESS(r, agreement_set, .partnership = set, .edition = 1, .part = PART_OUTCOMES, .text = STR("Calm"));
	PRESS(r, agreement_confirm, set, 1, 2, ANNA);
	PRESS(r, partnership_member, set, LUKASZ, STANDING_NONE, true);
	PRESS(r, partnership_member, set, CLARA, STANDING_NONE, false);
	const struct doc *d = look_at(r, PAGE(ANNA), "agreement", set, 0);
	assert_int_equal(length(in(d, "waits")), 1);  /* Ben: Clara has left, Lukasz has said nothing yet */
	assert_int_equal(length(in(d, "duties")), 3); /* hers is in no agreement to come */
	PRESS(r, agreement_set, .partnership = set, .edition = 2, .part = PART_OUTCOMES, .text = STR("More"));
	d = look_at(r, PAGE(ANNA), "agreement", set, 1);
	assert_int_equal(length(in(d, "duties")), 4); /* of a version of the past it was */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_PARTNERS(my_page_has_what_is_mine),
		TEST_PARTNERS(one_says_i_am_here_on_ones_own_phone),
		TEST_PARTNERS(nobody_is_here_on_a_phone_before_it_is_time),
		TEST_PARTNERS(a_page_is_told_again_when_it_reads_differently),
		TEST_PARTNERS(a_version_is_shown_with_what_it_changed),
		TEST_PARTNERS(a_partnership_shows_its_goals_over_time),
		TEST_PARTNERS(nobody_else_is_shown_it),
		TEST_PARTNERS(suggestions_are_ones_own),
		TEST_PARTNERS(who_has_not_said_yes_reads_nothing_of_what_was_said),
		TEST_PARTNERS(who_is_not_on_the_screen_is_suggested_to_nobody),
		TEST_PARTNERS(an_agreement_waits_for_those_who_said_yes),
	};
	return cmocka_run_group_tests_name("partner_views", tests, NULL, NULL);
}
