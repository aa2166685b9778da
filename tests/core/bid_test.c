/* A learning set's session: who asks for time presents, in stages; nobody's turn is nobody's. What an insight is
 * about; feedback that both see. */
#include "core/learning.h"

static const char set_guide[] =
	"[step]\nkind = talk\nminutes = 5\ntitle = Bids\ntext = Who?\n"
	"[step]\nkind = turn\nturn = 1\nminutes = 31\nstages = 2, 8, 12, 2, 5, 2\nrole = thinking-partner\n"
	"title = {learner}\ntext = Go.\n"
	"[step]\nkind = turn\nturn = 2\nminutes = 31\nstages = 2, 8, 12, 2, 5, 2\ntitle = {learner}\ntext = Go.\n"
	"[step]\nkind = turn\nturn = 3\nminutes = 31\nstages = 2, 8, 12, 2, 5, 2\ntitle = {learner}\ntext = Go.\n"
	"[step]\nkind = turn\nturn = 4\nminutes = 31\nstages = 2, 8, 12, 2, 5, 2\ntitle = {learner}\ntext = Go.\n"
	"[step]\nkind = harvest\nminutes = 5\ntitle = Harvest\ntext = What?\n"
	"[note]\n# Note\n";

enum { SET = 31, MEETS = 200 };

static void plan(
	struct room *r, ident session, ident partnership, enum model model, const ident *people, size_t count)
{
	int64_t starts = r->now.wall + 20 * MINUTE;
	LOAD(&r->disk, REC_session, VI(session), VI(partnership), VI(model), TEXT(""), VI(starts),
		VI(starts + 2 * HOUR), VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(-1), VI(0), VI(0), VI(0),
		VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(0));
	for (size_t i = 0; i < count; i++)
		LOAD(&r->disk, REC_member, VI(session), VI(people[i]), VI(i), VI(1), VI(0), VI(0), VI(0),
			VI(1));
}

static int set_setup(void **state)
{
	static const ident people[] = {ANNA, BEN, CLARA, LUKASZ};
	partners_setup(state);
	struct room *r = *state;
	struct remark problem = {0};
	assert_true(content_add_guide(r->content, "en", MODEL_LEARNING_SET, str_from(set_guide), &problem));
	room_partnership(r, SET, MODEL_LEARNING_SET, PARTNERSHIP_ACTIVE, people, 4);
	plan(r, MEETS, SET, MODEL_LEARNING_SET, people, 4);
	room_begin_again(r);
	return 0;
}

#define TEST_SET(name) cmocka_unit_test_setup_teardown(name, set_setup, room_teardown)

static void come(struct room *r, size_t count)
{
	for (ident person = ANNA; count-- > 0; person++) {
		PRESS(r, check_in, person, MEETS, 0);
		EXPECT(r, none);
	}
}

static const struct session *now_on(struct room *r)
{
	return core_session(r->core, MEETS);
}

static void bid(struct room *r, ident person, int32_t minutes, const char *text)
{
	ASK(r, PAGE(person), bid_set, .session = MEETS, .person = person, .minutes = minutes,
		.text = str_from(text));
}

static void who_asks_for_time_presents_in_the_order_of_asking(void **state)
{
	struct room *r = *state;
	const struct bid *bids;
	come(r, 3);
	bid(r, CLARA, 25, "The board says no");
	EXPECT(r, none);
	bid(r, LUKASZ, 20, "Not here yet");
	EXPECT(r, none);
	bid(r, ANNA, 40, "Two teams, one van");
	bid(r, CLARA, 30, "The board says no, twice"); /* she keeps her place */
	EXPECT(r, none);
	assert_int_equal(core_bids(r->core, MEETS, &bids), 3);
	assert_int_equal(bids[0].person, CLARA);
	room_begin_again(r);
	assert_int_equal(core_bids(r->core, MEETS, &bids), 3);
	assert_true(bids[0].person == CLARA && bids[2].person == ANNA);
	assert_true(str_eq(bids[0].text, STR("The board says no, twice")));
	PRESS(r, step_go, MEETS, 0);
	assert_int_equal(core_learner(r->core, now_on(r), 1), CLARA);
	assert_int_equal(core_learner(r->core, now_on(r), 2), ANNA); /* Łukasz is not here */
	assert_false(core_step_left_out(r->core, now_on(r), 2));
	assert_true(core_step_left_out(r->core, now_on(r), 3));
	PRESS(r, step_go, MEETS, 1);
	assert_int_equal(now_on(r)->turn.learner, CLARA);
	assert_int_equal(now_on(r)->turn.total, 30 * MINUTE);
	PRESS(r, turn_swap, MEETS);
	assert_int_equal(now_on(r)->turn.learner, ANNA);
	assert_int_equal(now_on(r)->turn.total, 40 * MINUTE);
	PRESS(r, step_go, MEETS, 3); /* there is nobody for it */
	EXPECT(r, none);
	assert_int_equal(now_on(r)->step, 5);
}

static void without_bids_each_who_is_here_has_a_turn(void **state)
{
	struct room *r = *state;
	come(r, 3);
	PRESS(r, step_go, MEETS, 0);
	for (int32_t step = 1; step <= 3; step++)
		assert_int_equal(core_learner(r->core, now_on(r), step), ANNA + step - 1);
	assert_false(core_step_left_out(r->core, now_on(r), 4)); /* Łukasz may still come */
	PRESS(r, step_go, MEETS, 1);
	assert_int_equal(now_on(r)->turn.total, 31 * MINUTE);
}

static void bids_are_refused_for_what_they_are_not(void **state)
{
	struct room *r = *state;
	come(r, 2);
	ASK(r, PAGE(ANNA), bid_set, MEETS, BEN, 20, STR("For Ben"));
	EXPECT(r, not_allowed);
	PRESS(r, bid_set, MEETS, HIDDEN, 20, STR("She does not belong to it"));
	EXPECT(r, not_allowed);
	PRESS(r, bid_set, 100, ANNA, 20, STR("A tandem has no bids"));
	EXPECT(r, not_allowed);
	PRESS(r, bid_set, 4711, ANNA, 20, STR("Nowhere"));
	EXPECT(r, not_found);
	bid(r, ANNA, 61, "Too long");
	EXPECT(r, invalid);
	bid(r, ANNA, -1, "Backwards");
	EXPECT(r, invalid);
	bid(r, ANNA, 0, "");
	EXPECT(r, already);
	bid(r, ANNA, 20, "Mine");
	EXPECT(r, none);
	bid(r, ANNA, 20, "Mine");
	EXPECT(r, already);
	bid(r, ANNA, 0, "");
	EXPECT(r, none);
	const struct bid *bids;
	assert_int_equal(core_bids(r->core, MEETS, &bids), 0);
	assert_int_equal(disk_count(&r->disk, REC_bid), 0);
	PRESS(r, step_go, MEETS, 0);
	PRESS(r, session_finish, MEETS);
	PRESS(r, session_close, MEETS);
	bid(r, ANNA, 20, "Late");
	EXPECT(r, closed);
}

/* ---- on phones ---- */

static const struct doc *look_at_bids(struct room *r, ident person, ident session)
{
	return learning_look(r, PAGE(person), "bids", session);
}

static bool row_is(const struct doc *people, int n, ident person, int64_t minutes, const char *text)
{
	const struct doc *row = doc_nth(people, n);
	return doc_at(doc_at(row, "person"), "id")->number == person &&
		doc_at(row, "minutes")->number == minutes &&
		str_eq(doc_at(row, "text")->text, str_from(text));
}

static void a_members_page_shows_who_asked_in_their_order(void **state)
{
	struct room *r = *state;
	come(r, 2);
	bid(r, CLARA, 25, "The board says no");
	bid(r, ANNA, 40, "Two teams, one van");
	const struct doc *d = look_at_bids(r, BEN, MEETS), *people = doc_at(d, "people");
	assert_int_equal(doc_at(d, "usual")->number, 31);
	assert_int_equal(doc_length(people), 4);
	assert_true(row_is(people, 0, CLARA, 25, "The board says no"));
	assert_true(row_is(people, 1, ANNA, 40, "Two teams, one van"));
	assert_true(row_is(people, 2, BEN, 0, ""));
	assert_true(
		doc_at(doc_nth(people, 1), "here")->number && !doc_at(doc_nth(people, 0), "here")->number);
	room_forget_heard(r);
	r->listens = true;
	bid(r, CLARA, 0, ""); /* she gives it back: the page that is open hears of it */
	d = learning_told(r, PAGE(BEN));
	r->listens = false;
	assert_non_null(d);
	assert_true(row_is(doc_at(d, "people"), 0, ANNA, 40, "Two teams, one van"));
}

static void nobody_else_sees_what_time_is_asked_for(void **state)
{
	struct room *r = *state;
	bid(r, CLARA, 25, "The board says no");
	PRESS(r, partnership_member, SET, LUKASZ, STANDING_NONE, false);
	const struct doc *d = look_at_bids(r, LUKASZ, MEETS);
	assert_true(str_eq(doc_at(d, "error")->text, STR("not_allowed")));
	assert_false(doc_has(d, "people"));
	d = look_at_bids(r, ANNA, 100);
	assert_true(str_eq(doc_at(d, "error")->text, STR("not_found"))); /* a tandem has no bids */
	d = look_at_bids(r, ANNA, 4711);
	assert_true(str_eq(doc_at(d, "error")->text, STR("not_found")));
	d = learning_look(r, DESK_PAGE, "bids", MEETS);
	assert_true(
		str_eq(doc_at(d, "error")->text, STR("not_found"))); /* there is none for the coordinator */
	d = look_at_bids(r, BEN, MEETS);                             /* the control: a member sees it */
	assert_true(row_is(doc_at(d, "people"), 0, CLARA, 25, "The board says no"));
}

static void a_partnerships_page_leads_to_its_bids(void **state)
{
	struct room *r = *state;
	bid(r, CLARA, 25, "The board says no");
	const struct doc *d = doc_at(learning_look(r, PAGE(ANNA), "partnership", SET), "sessions");
	assert_int_equal(doc_at(d, "bids")->number, MEETS);
	assert_int_equal(doc_at(d, "asked")->number, 1);
	d = doc_at(learning_look(r, PAGE(ANNA), "partnership", TANDEM), "sessions");
	assert_false(doc_has(d, "bids"));
}

static void a_presenters_time_has_its_stages(void **state)
{
	struct room *r = *state;
	struct stages s;
	come(r, 2);
	bid(r, BEN, 62 / 2, "Same length");
	PRESS(r, step_go, MEETS, 0);
	assert_false(core_stages(r->core, now_on(r), r->now.mono, &s));
	PRESS(r, step_go, MEETS, 1);
	static const struct {
		int64_t minute;
		enum turn_stage stage;
		int64_t left;
	} rows[] = {{0, STAGE_PRESENT, 2}, {2, STAGE_CLARIFY, 8}, {9, STAGE_CLARIFY, 1}, {10, STAGE_HELP, 12},
		{22, STAGE_SUMMARY, 2}, {24, STAGE_RESOURCES, 5}, {29, STAGE_ACTION, 2},
		{33, STAGE_ACTION, -2}};
	int64_t began = r->now.mono;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(core_stages(r->core, now_on(r), began + rows[i].minute * MINUTE, &s));
		assert_int_equal(s.now, rows[i].stage);
		assert_int_equal(s.left, rows[i].left * MINUTE);
	}
	PRESS(r, turn_more, MEETS, 31 * MINUTE); /* twice as long: each stage, too */
	assert_true(core_stages(r->core, now_on(r), began + 5 * MINUTE, &s));
	assert_int_equal(s.now, STAGE_CLARIFY);
	assert_int_equal(s.total[STAGE_HELP], 24 * MINUTE);
}

static void stages_that_make_no_sense_are_named_with_their_line(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"stages = 2, 8\nminutes = 10\nkind = turn\n",
		"stages = 2, 8, 12, 2, 5, 2\nminutes = 30\nkind = turn\n",
		"stages = 2, 8, 12, 2, 5, 2\nminutes = 31\nkind = talk\n",
		"stages = 2, 8, 12, 2, 5, x\nminutes = 31\nkind = turn\n",
		"stages = 2, 8, 12, 2, 5, 2, 1\nminutes = 32\nkind = turn\n",
	};
	char text[400];
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct content c = {0};
		struct remark problem = {0};
		snprintf(text, sizeof text, "[step]\n%stitle = T\ntext = T\n[note]\nNote\n", wrong[i]);
		assert_false(content_add_guide(&c, "en", MODEL_TANDEM, str_from(text), &problem));
		assert_true(problem.line > 0 && problem.what.format);
		content_free(&c);
	}
}

static void the_mentee_has_the_first_turn(void **state)
{
	struct room *r = *state;
	static const ident pair[] = {ANNA, BEN};
	room_partnership(r, 32, MODEL_MENTORING, PARTNERSHIP_ACTIVE, pair, 2);
	plan(r, 201, 32, MODEL_MENTORING, pair, 2);
	room_begin_again(r);
	PRESS(r, partnership_member, 32, BEN, STANDING_MENTEE, true);
	EXPECT(r, none);
	PRESS(r, check_in, ANNA, 201, 0);
	PRESS(r, check_in, BEN, 201, 0);
	PRESS(r, step_go, 201, 1);
	assert_int_equal(core_session(r->core, 201)->turn.learner, BEN);
	PRESS(r, step_go, 201, 2);
	assert_int_equal(core_session(r->core, 201)->turn.learner, ANNA);
}

static void prompts_do_not_come_again_soon(void **state)
{
	struct room *r = *state;
	enum { PROMPTS = 18, DRAWN = 6 };
	bool seen[PROMPTS] = {false};
	static const ident pair[] = {ANNA, BEN};
	for (ident session = 300; session < 303; session++) {
		room_partnership(r, 33, MODEL_TANDEM, PARTNERSHIP_ACTIVE, pair, 2);
		plan(r, session, 33, MODEL_TANDEM, pair, 2);
		room_begin_again(r);
		struct msg *m = msg_new(MSG_rows, (struct origin){0});
		struct value *v = ARENA_ARRAY(&m->mem, struct value, 3);
		v[0] = VI(33), v[1] = VI(session - 300), v[2] = VI(1);
		m->u.rows = (struct msg_rows){.kind = ASK_met, .values = v, .columns = 3, .rows = 1};
		room_step(r, m);
		PRESS(r, check_in, ANNA, session, 0);
		PRESS(r, step_go, session, 1);
		for (int i = 0; i < DRAWN; i++) {
			uint32_t prompt = core_session(r->core, session)->prompt % PROMPTS;
			assert_false(seen[prompt]);
			seen[prompt] = true;
			PRESS(r, prompt_next, session);
		}
		PRESS(r, session_finish, session);
		PRESS(r, session_close, session);
	}
}

static void stepping_back_into_a_role_brings_another_question(void **state)
{
	struct room *r = *state;
	come(r, 2);
	PRESS(r, step_go, MEETS, 1);
	uint32_t first = now_on(r)->prompt;
	PRESS(r, turn_role, MEETS, ROLE_COMPANION);
	PRESS(r, turn_role, MEETS, ROLE_THINKING_PARTNER);
	EXPECT(r, none);
	assert_int_not_equal(now_on(r)->prompt % 18, first % 18);
}

/* ---- what is kept ---- */

static void write_note(struct room *r, ident session, const char *text)
{
	struct note_view note;
	assert_true(core_note(r->core, core_session(r->core, session)->note, &note));
	struct value key = VI(note.id);
	struct disk_row *row = disk_find(&r->disk, REC_note, &key);
	struct value values[RECORD_COLUMNS_MAX];
	memcpy(values, row->values, (size_t)record_info(REC_note)->count * sizeof *values);
	values[5] = TEXT(text);
	disk_put(&r->disk, REC_note, values);
	room_begin_again(r);
}

static void feedback_is_kept_of_a_mentoring_alone(void **state)
{
	struct room *r = *state;
	static const ident pair[] = {ANNA, BEN};
	struct takeaway found[8];
	room_partnership(r, 32, MODEL_MENTORING, PARTNERSHIP_ACTIVE, pair, 2);
	plan(r, 201, 32, MODEL_MENTORING, pair, 2);
	room_begin_again(r);
	PRESS(r, check_in, ANNA, 201, 0);
	PRESS(r, check_in, ANNA, 100, 0);
	write_note(r, 201, "+ You let me finish\n! Silence helps\n");
	assert_int_equal(core_takeaways(r->core, 201, found, 8), 2);
	assert_int_equal(found[0].kind, TAKEAWAY_FEEDBACK);
	assert_true(str_eq(found[0].text, STR("You let me finish")));
	PRESS(r, session_finish, 201);
	PRESS(r, session_close, 201);
	assert_int_equal(disk_count(&r->disk, REC_takeaway), 2);
	come(r, 1);
	write_note(r, MEETS, "+ a bullet\n! An insight\n");
	assert_int_equal(core_takeaways(r->core, MEETS, found, 8), 1);
	assert_int_equal(found[0].kind, TAKEAWAY_INSIGHT);
}

static void an_insight_is_filed_by_its_own_people(void **state)
{
	struct room *r = *state;
	const struct written_insight *insights;
	come(r, 2);
	write_note(r, MEETS, "! Ask before you answer\n");
	PRESS(r, session_finish, MEETS);
	PRESS(r, session_close, MEETS);
	EXPECT(r, none);
	assert_int_equal(core_insights(r->core, MEETS, &insights), 1);
	ident id = insights[0].takeaway;
	PRESS(r, takeaway_file, id, INSIGHT_METHOD);
	EXPECT(r, none);
	PRESS(r, takeaway_file, id, INSIGHT_METHOD);
	EXPECT(r, already);
	assert_int_equal(core_insights(r->core, MEETS, &insights), 1);
	assert_int_equal(insights[0].insight, INSIGHT_METHOD);
	PRESS(r, takeaway_file, id, INSIGHT_COUNT);
	EXPECT(r, invalid);
	ASK(r, DESK_PAGE, takeaway_file, id, INSIGHT_OTHER);
	EXPECT(r, not_allowed);
	PRESS(r, partnership_member, SET, LUKASZ, STANDING_NONE, false);
	ASK(r, PAGE(LUKASZ), takeaway_file, id, INSIGHT_OTHER);
	EXPECT(r, not_allowed);
	ASK(r, PAGE(CLARA), takeaway_file, id, INSIGHT_TROUBLE);
	EXPECT(r, none);
	PRESS(r, session_resume, MEETS); /* taken back with the others */
	assert_int_equal(core_insights(r->core, MEETS, &insights), 0);
}

/* Of those not in memory the store looks whether whoever asks belongs to it. */
static void a_phone_files_as_its_person(void **state)
{
	struct room *r = *state;
	for (int phone = 0; phone < 2; phone++) {
		struct outbox out = {0};
		struct origin from = {
			phone ? FROM_PHONE : FROM_SCREEN, ++r->request, phone ? PAGE(CLARA) : 0, 0};
		struct msg *m = msg_new(MSG_takeaway_file, from);
		m->at = r->now;
		m->u.takeaway_file = (struct msg_takeaway_file){4711, INSIGHT_METHOD};
		core_step(r->core, m, &out);
		msg_free(m);
		assert_true(out.batch && out.batch->deed_count == 1);
		assert_int_equal(out.batch->deeds[0].b, phone ? CLARA : 0);
		room_take(r, &out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_SET(who_asks_for_time_presents_in_the_order_of_asking),
		TEST_SET(without_bids_each_who_is_here_has_a_turn),
		TEST_SET(bids_are_refused_for_what_they_are_not),
		TEST_SET(a_members_page_shows_who_asked_in_their_order),
		TEST_SET(nobody_else_sees_what_time_is_asked_for),
		TEST_SET(a_partnerships_page_leads_to_its_bids),
		TEST_SET(a_presenters_time_has_its_stages),
		TEST_SET(stages_that_make_no_sense_are_named_with_their_line),
		TEST_SET(the_mentee_has_the_first_turn),
		TEST_SET(prompts_do_not_come_again_soon),
		TEST_SET(stepping_back_into_a_role_brings_another_question),
		TEST_SET(feedback_is_kept_of_a_mentoring_alone),
		TEST_SET(an_insight_is_filed_by_its_own_people),
		TEST_SET(a_phone_files_as_its_person),
	};
	return cmocka_run_group_tests_name("bid", tests, NULL, NULL);
}
