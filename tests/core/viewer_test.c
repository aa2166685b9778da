/* Pages of persons: who is told when, if many look. What each is told is in the tests of its noun. */
#include "core/marketplace.h"
#include "core/partner_pages.h"

#define PAGES 40
#define FIRST_PAGE 2000

static size_t told(struct room *r)
{
	size_t count = 0;
	for (size_t i = 0; i < r->heard_count; i++)
		count += r->heard[i]->kind == EFFECT_view;
	return count;
}

static bool was_told(struct room *r, uint64_t conn)
{
	for (size_t i = 0; i < r->heard_count; i++)
		if (r->heard[i]->kind == EFFECT_view && r->heard[i]->to.conn == conn)
			return true;
	return false;
}

/* So many tabs of Anna's phone, all on her own page. */
static void many_pages(struct room *r)
{
	for (uint64_t i = 0; i < PAGES; i++) {
		room_page(r, FIRST_PAGE + i, 500 + ANNA, ANNA);
		SEND(r, ((struct origin){FROM_PHONE, 0, FIRST_PAGE + i, 0}), look, .view = STR("me"));
	}
	run_for(r, 0);
	r->listens = true;
	room_forget_heard(r);
}

static void many_pages_are_told_some_a_step_and_whoever_asked_at_once(void **state)
{
	struct room *r = *state;
	const uint64_t last = FIRST_PAGE + PAGES - 1;
	many_pages(r);
	ASK(r, last, exchange_set, .person = ANNA, .kind = EXCHANGE_OFFER, .text = STR("Listening"));
	EXPECT(r, none);
	assert_true(was_told(r, last));
	assert_in_range(told(r), 1, 32); /* by the step and by that of its commit */
	assert_int_equal(core_deadline(r->core), r->now.mono);
	run_for(r, 0);
	for (uint64_t i = 0; i < PAGES; i++)
		assert_true(was_told(r, FIRST_PAGE + i));
	assert_int_equal(told(r), PAGES); /* each once, as it reads now */
	assert_true(core_deadline(r->core) > r->now.mono);
	room_forget_heard(r);
}

/* Laying out the map, looking for suggestions, telling pages: a tick of theirs is nothing to sessions. */
static void a_tick_changes_sessions_only_when_their_time_has_come(void **state)
{
	struct room *r = *state;
	SEND(r, (struct origin){0}, tick, 0);
	core_take_changes(r->core);
	SEND(r, (struct origin){0}, tick, 0);
	assert_false(core_take_changes(r->core) & CHANGE_SESSIONS);
	room_pass(r, 11 * MINUTE); /* the session has begun */
	SEND(r, (struct origin){0}, tick, 0);
	assert_true(core_take_changes(r->core) & CHANGE_SESSIONS);
	r->now.wall += HOUR; /* the clock is set */
	SEND(r, (struct origin){0}, tick, 0);
	assert_true(core_take_changes(r->core) & CHANGE_SESSIONS);
}

static void look(struct room *r, uint64_t conn, const char *view, struct str text)
{
	room_forget_heard(r);
	r->listens = true;
	SEND(r, ((struct origin){FROM_PHONE, 0, conn, 0}), look, .view = str_from(view), .text = text);
}

/* An answer to something else that was looked at is none to this. */
static void a_page_waits_for_the_answer_to_its_own_question(void **state)
{
	struct room *r = *state;
	struct value row[] = {TEXT("votes"), VI(3), TEXT("")};
	look(r, PAGE(ANNA), "known", STR(""));
	assert_int_equal(told(r), 0); /* nothing is shown before it is known */
	SEND(r, ((struct origin){0}), rows, .kind = ASK_met, .conn = PAGE(ANNA), .values = row, .columns = 3,
		.rows = 1);
	assert_int_equal(told(r), 0);
	SEND(r, ((struct origin){0}), rows, .kind = ASK_known, .about = 5, .conn = PAGE(ANNA), .values = row,
		.columns = 3, .rows = 1);
	assert_int_equal(told(r), 0);
	SEND(r, ((struct origin){0}), rows, .kind = ASK_known, .conn = PAGE(ANNA), .values = row,
		.columns = 3, .rows = 1);
	assert_int_equal(told(r), 1);
}

static void what_is_searched_for_has_an_end(void **state)
{
	struct room *r = *state;
	static char text[201];
	memset(text, 'x', sizeof text);
	look(r, PAGE(ANNA), "packs", (struct str){text, 200});
	assert_null(r->heard[r->heard_count - 1]->u.view.doc->first->key &&
				strcmp(r->heard[r->heard_count - 1]->u.view.doc->first->key, "error") == 0
			? text
			: NULL);
	look(r, PAGE(ANNA), "packs", (struct str){text, 201});
	assert_string_equal(r->heard[r->heard_count - 1]->u.view.doc->first->key, "error");
}

static void there_is_an_end_to_pages(void **state)
{
	struct room *r = *state;
	struct hash cookie = {{0}};
	ident device = 500 + ANNA;
	memcpy(cookie.b + 8, &device, sizeof device);
	uint64_t conn = FIRST_PAGE;
	do
		ASK(r, conn++, page_open, .cookie = cookie, .subject = ANNA);
	while (!r->err && conn < FIRST_PAGE + 1000);
	EXPECT(r, too_many);
	assert_in_range(conn - FIRST_PAGE, 500, 513);
	SEND(r, ((struct origin){FROM_PHONE, 0, FIRST_PAGE, 0}), note_leave, 0);
	ASK(r, conn, page_open, .cookie = cookie, .subject = ANNA);
	EXPECT(r, none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST_PARTNERS(many_pages_are_told_some_a_step_and_whoever_asked_at_once),
		TEST_PARTNERS(a_tick_changes_sessions_only_when_their_time_has_come),
		TEST_PARTNERS(a_page_waits_for_the_answer_to_its_own_question),
		TEST_PARTNERS(what_is_searched_for_has_an_end),
		TEST_PARTNERS(there_is_an_end_to_pages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
