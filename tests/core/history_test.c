/* Last time: asked of the store once, when somebody looks, and shown when the answer comes. */
#include <stdio.h>

#include "core/workshop.h"

static bool asks(struct room *r, ident session, struct ask *ask)
{
	struct outbox out = {0};
	struct msg *m = msg_new(MSG_session_history, (struct origin){.source = FROM_SCREEN});
	m->at = r->now;
	m->u.session_history.session = session;
	core_step(r->core, m, &out);
	msg_free(m);
	bool wanted = out.batch && out.batch->ask_count;
	if (wanted)
		*ask = out.batch->asks[0];
	room_take(r, &out);
	return wanted;
}

/* Session 301, of a partnership. */
static void partners_meet(struct room *r)
{
	int64_t starts = r->now.wall + HOUR;
	LOAD(&r->disk, REC_partnership, VI(TANDEM), VI(0), TEXT("Night desk"), VI(0), VI(1), TEXT(""),
		TEXT(""), VI(0), VI(0), VI(0), VI(0), VI(0), TEXT(""));
	LOAD(&r->disk, REC_session, VI(301), VI(TANDEM), VI(0), TEXT(""), VI(starts), VI(starts + HOUR),
		VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(-1), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0), VI(0),
		VI(0), VI(0), VI(0), TEXT(""), VI(0), VI(0));
	room_restart(r);
}

static void last_time_is_asked_once_and_kept(void **state)
{
	struct room *r = *state;
	partners_meet(r);
	struct ask ask;
	const struct history_line *lines;
	int64_t when;
	assert_true(asks(r, 301, &ask));
	assert_int_equal(ask.about, 301);
	assert_int_equal(ask.a, core_session(r->core, 301)->partnership);
	assert_int_equal(ask.b, core_session(r->core, 301)->starts);
	assert_false(asks(r, 301, &ask));
	assert_int_equal(core_history(r->core, 301, &lines, &when), 0);
	struct history_line answer[] = {{TAKEAWAY_ACTION, STR("draft a handover"), ANNA, 0, false}};
	SEND(r, (struct origin){0}, history, .session = 301, .starts = 5000, .lines = answer, .count = 1);
	assert_int_equal(core_history(r->core, 301, &lines, &when), 1);
	assert_int_equal(when, 5000);
	assert_true(str_eq(lines[0].text, STR("draft a handover")));
	assert_true(core_take_changes(r->core) & CHANGE_SESSIONS);
}

static void a_session_without_a_partnership_has_no_last_time(void **state)
{
	struct room *r = *state;
	struct ask ask;
	room_session(r, 300, 60, ANNA, CLARA);
	room_restart(r);
	assert_false(asks(r, 300, &ask));
	assert_false(asks(r, 999, &ask));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(last_time_is_asked_once_and_kept, room_setup, room_teardown),
		cmocka_unit_test_setup_teardown(
			a_session_without_a_partnership_has_no_last_time, room_setup, room_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
