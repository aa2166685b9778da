/* What a phone asks of a board, row by row of what pages may ask: the message that the core gets, and what is
 * refused before it gets there. */
#include "board_room.h"

#include <jansson.h>

#include "net/wire_words.h"

static bool eq(struct str s, const char *text)
{
	return str_eq(s, str_from(text));
}

/* WHAT(message, its fields as JSON, those that may be left out, what the core sees) */
#define WHATS                                                                                                \
	WHAT(topic_add, "\"kind\":\"wish\",\"title\":\"T \\u00e4\",\"detail\":\"D\",\"draft\":true",         \
		"detail draft",                                                                              \
		m->board == BOARD && m->kind == TOPIC_WISH && eq(m->title, "T \xC3\xA4") &&                  \
			eq(m->detail, "D") && m->draft && !m->person)                                        \
	WHAT(topic_edit, "\"topic\":33,\"kind\":\"acute\",\"title\":\"T\",\"detail\":\"\"", "",              \
		m->topic == 33 && m->kind == TOPIC_ACUTE && eq(m->title, "T") && !m->detail.n)               \
	WHAT(topic_move, "\"topic\":33,\"lane\":\"next\",\"before\":34", "before",                           \
		m->topic == 33 && m->lane == LANE_UP_NEXT && m->before == 34)                                \
	WHAT(topic_withdraw, "\"topic\":33", "", m->topic == 33)                                             \
	WHAT(topic_restore, "\"topic\":33", "", m->topic == 33)                                              \
	WHAT(topic_publish, "\"topic\":33", "", m->topic == 33)                                              \
	WHAT(topic_merge, "\"topic\":33,\"into\":34", "", m->topic == 33 && m->into == 34)                   \
	WHAT(topic_split, "\"topic\":33", "", m->topic == 33)                                                \
	WHAT(topic_outcome, "\"topic\":33,\"text\":\"a\\nb\"", "", m->topic == 33 && eq(m->text, "a\nb"))    \
	WHAT(action_set, "\"action\":50,\"topic\":33,\"text\":\"x\",\"owner\":5,\"due\":777",                \
		"action topic owner due",                                                                    \
		m->action == 50 && m->topic == 33 && eq(m->text, "x") && m->owner == 5 && m->due == 777)     \
	WHAT(action_settle, "\"action\":50,\"how\":\"carry\"", "",                                           \
		m->action == 50 && m->how == SETTLE_CARRY)                                                   \
	WHAT(interest_set, "\"topic\":33,\"kind\":\"now\",\"on\":true", "",                                  \
		m->topic == 33 && m->kind == INTEREST_NOW && m->on && !m->person)                            \
	WHAT(gather, "\"topic\":33", "", m->topic == 33 && !m->person)                                       \
	WHAT(proposal_answer, "\"offer\":33,\"wish\":34,\"answer\":\"no\"", "",                              \
		m->offer == 33 && m->wish == 34 && m->answer == CONSENT_NO && !m->person)                    \
	WHAT(proposal_date, "\"offer\":33,\"wish\":34,\"start\":1795300000000", "",                          \
		m->offer == 33 && m->wish == 34 && m->start == 1795300000000)                                \
	WHAT(meeting_open, "\"ends\":1795300000000", "ends", m->board == BOARD && m->ends == 1795300000000)  \
	WHAT(meeting_phase, "\"meeting\":40,\"phase\":\"harvest\"", "",                                      \
		m->meeting == 40 && m->phase == PHASE_HARVEST)                                               \
	WHAT(meeting_ends, "\"meeting\":40,\"ends\":1795300000000", "",                                      \
		m->meeting == 40 && m->ends == 1795300000000)                                                \
	WHAT(meeting_undo, "\"meeting\":40", "", m->meeting == 40)                                           \
	WHAT(meeting_close, "\"meeting\":40", "", m->meeting == 40)                                          \
	WHAT(meeting_rate, "\"meeting\":40,\"stars\":4", "",                                                 \
		m->meeting == 40 && m->stars == 4 && !m->person)                                             \
	WHAT(lead_return, "\"meeting\":40", "", m->meeting == 40)                                            \
	WHAT(vote, "\"meeting\":40,\"topic\":33,\"count\":2", "",                                            \
		m->meeting == 40 && m->topic == 33 && m->count == 2 && !m->person)                           \
	WHAT(vote_finish, "\"meeting\":40,\"finished\":true", "",                                            \
		m->meeting == 40 && m->finished && !m->person)                                               \
	WHAT(vote_reveal, "\"meeting\":40", "", m->meeting == 40)                                            \
	WHAT(vote_again, "\"meeting\":40", "", m->meeting == 40)                                             \
	WHAT(topic_start, "\"meeting\":40,\"topic\":33", "topic", m->meeting == 40 && m->topic == 33)        \
	WHAT(topic_next, "\"meeting\":40", "", m->meeting == 40)                                             \
	WHAT(topic_back, "\"meeting\":40", "", m->meeting == 40)                                             \
	WHAT(box_pause, "\"meeting\":40", "", m->meeting == 40)                                              \
	WHAT(box_resume, "\"meeting\":40", "", m->meeting == 40)                                             \
	WHAT(box_more, "\"meeting\":40,\"ms\":60000", "", m->meeting == 40 && m->ms == 60000)                \
	WHAT(thumbs_ask, "\"meeting\":40", "", m->meeting == 40)                                             \
	WHAT(thumb, "\"meeting\":40,\"thumb\":\"no_matter\"", "",                                            \
		m->meeting == 40 && m->thumb == THUMB_NO_MATTER && !m->person)                               \
	WHAT(grid_set,                                                                                       \
		"\"meeting\":40,\"places\":[\"a\",\"b c\"],\"slots\":3,\"slotMinutes\":20,\"starts\":9",     \
		"slots slotMinutes starts",                                                                  \
		m->meeting == 40 && eq(m->places, "a\nb c") && m->slots == 3 && m->slot_minutes == 20 &&     \
			m->starts == 9)                                                                      \
	WHAT(grid_put, "\"meeting\":40,\"topic\":33,\"place\":-1,\"slot\":2", "",                            \
		m->meeting == 40 && m->topic == 33 && m->place == -1 && m->slot == 2)                        \
	WHAT(grid_fill, "\"meeting\":40", "", m->meeting == 40)

#define WHAT(name, json, optional, test)                                                                     \
	static bool is_##name(const struct msg *msg)                                                         \
	{                                                                                                    \
		const struct msg_##name *m = &msg->u.name;                                                   \
		return msg->kind == MSG_##name && (test);                                                    \
	}
WHATS
#undef WHAT

static const struct {
	const char *what, *fields, *optional;
	bool (*fits)(const struct msg *);
} whats[] = {
#define WHAT(name, json, optional, test) {#name, json, optional, is_##name},
	WHATS
#undef WHAT
};

static void everything_that_pages_ask_reaches_the_core_as_it_is(void **state)
{
	(void)state;
	struct buf text = {0};
	assert_int_equal(sizeof whats / sizeof *whats, 37);
	for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
		int fd = phone_on_board();
		unsigned long id = 9223372036854775807u - i;
		as_expected = whats[i].fits;
		ask(fd, id, whats[i].what, whats[i].fields, &text);
		char want[80];
		snprintf(want, sizeof want, "{\"t\":\"done\",\"id\":\"%lu\",\"result\":99}", id);
		if (strcmp(text.p, want) != 0)
			fail_msg("%s: %s", whats[i].what, text.p);
		assert_true(atomic_load(&asked_id) == id);
		close(fd);
	}
	buf_free(&text);
}

/* The row's fields with one of them set to something else; NULL: left out. */
static void spoil(const char *fields, const char *key, const char *value, struct buf *out)
{
	char all[400];
	snprintf(all, sizeof all, "{%s}", fields);
	json_t *json = json_loads(all, 0, NULL);
	assert_non_null(json);
	json_object_del(json, key);
	char *rest = json_dumps(json, JSON_COMPACT);
	out->n = 0;
	buf_add(out, str_sub(str_from(rest), 1, strlen(rest) - 1));
	if (value)
		buf_printf(out, "%s\"%s\":%s", out->n ? "," : "", key, value);
	buf_byte(out, 0);
	free(rest);
	json_decref(json);
}

static bool refused(struct buf *text)
{
	return has(text->p, "{\"t\":\"no\"") && has(text->p, "\"error\":\"invalid\"");
}

static void spoil_row(size_t i)
{
	static const char *const wrong[] = {"{}", "1.5", "-2", "\"nothing\"", "[1]", "1e3"};
	struct buf text = {0}, fields = {0};
	char all[400];
	snprintf(all, sizeof all, "{%s}", whats[i].fields);
	json_t *json = json_loads(all, 0, NULL), *value;
	const char *key;
	json_object_foreach(json, key, value)
	{
		int fd = phone_on_board();
		bool optional = has(whats[i].optional, key),
		     words = json_is_string(value) &&
			(strcmp(key, "title") == 0 || strcmp(key, "detail") == 0 || strcmp(key, "text") == 0);
		for (int gone = 0; gone < 2; gone++) {
			spoil(whats[i].fields, key, gone ? NULL : "null", &fields);
			ask(fd, 1 + (unsigned)gone, whats[i].what, fields.p, &text);
			if (refused(&text) == optional)
				fail_msg("%s without %s: %s", whats[i].what, key, text.p);
		}
		for (size_t w = 0; w < sizeof wrong / sizeof *wrong; w++) {
			spoil(whats[i].fields, key, wrong[w], &fields);
			ask(fd, 10 + w, whats[i].what, fields.p, &text);
			if (!refused(&text) && !(words && w == 3))
				fail_msg("%s with %s: %s: %s", whats[i].what, key, wrong[w], text.p);
		}
		close(fd);
	}
	json_decref(json);
	buf_free(&text);
	buf_free(&fields);
}

static void what_is_not_whole_is_refused_and_the_phone_stays(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof whats / sizeof *whats; i++)
		spoil_row(i);
}

static void what_is_not_for_phones_is_refused(void **state)
{
	(void)state;
	static const char *const not_for_phones[] = {"pin_enter", "pin_set", "sign_out", "lead_take",
		"board_set", "board_archive", "meeting_join", "code_issue", "code_renew", "check_in",
		"board_open", "committed", "import_people", "nothing", "", "Vote", "vote "};
	struct buf text = {0};
	int fd = phone_on_board();
	for (size_t i = 0; i < sizeof not_for_phones / sizeof *not_for_phones; i++) {
		ask(fd, i + 1, not_for_phones[i], "\"meeting\":40,\"topic\":33,\"count\":1,\"note\":17",
			&text);
		if (!refused(&text))
			fail_msg("%s: %s", not_for_phones[i], text.p);
	}
	assert_true(say(fd, "{\"t\":\"do\",\"id\":\"77\"}"));
	assert_true(hear(fd, "no", &text));
	assert_true(refused(&text));
	close(fd);
	buf_free(&text);
}

static void a_text_over_the_limit_is_refused(void **state)
{
	(void)state;
	struct buf text = {0}, fields = {0};
	int fd = phone_on_board();
	for (size_t extra = 0; extra < 2; extra++) {
		fields.n = 0;
		buf_printf(&fields, "\"topic\":33,\"text\":\"%0*d\"", (int)(ASKED_TEXT_MAX + extra), 0);
		buf_byte(&fields, 0);
		ask(fd, 1 + extra, "topic_outcome", fields.p, &text);
		assert_true(has(text.p, extra ? "\"too_long\"" : "\"done\""));
		fields.n = 0;
		buf_printf(&fields, "\"meeting\":40,\"places\":[\"%0*d\"]", (int)(ASKED_TEXT_MAX + extra), 0);
		buf_byte(&fields, 0);
		ask(fd, 3 + extra, "grid_set", fields.p, &text);
		assert_true(has(text.p, extra ? "\"too_long\"" : "\"done\""));
	}
	ask(fd, 9, "grid_set", "\"meeting\":40,\"places\":[\"a\\nb\"]", &text);
	assert_true(refused(&text));
	close(fd);
	buf_free(&text);
	buf_free(&fields);
}

/* ---- answers ---- */
static atomic_int next_err;
static bool answer_next_err(const struct msg *msg)
{
	reply(room, msg, (enum err)next_err, 5); /* comes before the other */
	return true;
}

static void every_answer_of_the_core_is_done_or_no(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_on_board();
	as_expected = answer_next_err;
	next_err = ERR_already;
	ask(fd, 7, "gather", "\"topic\":33", &text);
	assert_string_equal(text.p, "{\"t\":\"done\",\"id\":\"7\",\"result\":5,\"already\":true}");
	next_err = ERR_conflict;
	ask(fd, 8, "gather", "\"topic\":33", &text);
	assert_string_equal(text.p,
		"{\"t\":\"no\",\"id\":\"8\",\"error\":\"conflict\",\"text\":\"Somebody else has just changed this.\"}");
	close(fd);
	buf_free(&text);
}

/* The core does the same number once; it has to be the same number, from another socket too. */
static void a_resend_has_the_same_number_on_another_socket(void **state)
{
	(void)state;
	struct buf text = {0};
	for (int i = 0; i < 2; i++) {
		int fd = phone_on_board();
		atomic_store(&asked_id, 0);
		ask(fd, 9007199254740993u, "gather", "\"topic\":33", &text);
		assert_true(has(text.p, "\"done\""));
		assert_true(atomic_load(&asked_id) == 9007199254740993u);
		close(fd);
	}
	room_saw(room, MSG_gather, 2);
	buf_free(&text);
}

static void a_full_inbox_is_busy(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_on_board();
	assert_true(hear(fd, "meeting", &text));
	pthread_mutex_lock(&gate);
	struct msg *more = msg_new(MSG_vote, (struct origin){0});
	assert_true(queue_push(room->inbox, more));
	while (queue_length(room->inbox)) /* until the core stands at the gate with it */
		poll(NULL, 0, 1);
	while (queue_push(room->inbox, more = msg_new(MSG_vote, (struct origin){0})))
		;
	msg_free(more);
	ask(fd, 5, "gather", "\"topic\":33", &text);
	pthread_mutex_unlock(&gate);
	assert_true(has(text.p, "{\"t\":\"no\",\"id\":\"5\",\"error\":\"busy\""));
	ask(fd, 5, "gather", "\"topic\":33", &text);
	close(fd);
	buf_free(&text);
}

/* ---- words ---- */
static void every_value_has_its_own_word(void **state)
{
	(void)state;
	static const struct words_of *const all[] = {&wire_lanes, &wire_topic_kinds, &wire_phases,
		&wire_thumbs, &wire_interests, &wire_settles, &words_consents, &wire_nudges};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		for (int value = 0; value < all[i]->count; value++) {
			int found = -1;
			assert_true(*word_of(all[i], value));
			assert_true(word_find(all[i], str_from(word_of(all[i], value)), &found));
			assert_int_equal(found, value);
		}
	int none;
	assert_string_equal(word_of(&wire_lanes, LANE_COUNT), "");
	assert_string_equal(word_of(&wire_lanes, -1), "");
	assert_false(word_find(&wire_lanes, STR(""), &none));
}

#define T(name) cmocka_unit_test_setup_teardown(name, board_setup, board_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(everything_that_pages_ask_reaches_the_core_as_it_is),
		T(what_is_not_whole_is_refused_and_the_phone_stays),
		T(what_is_not_for_phones_is_refused),
		T(a_text_over_the_limit_is_refused),
		T(every_answer_of_the_core_is_done_or_no),
		T(a_resend_has_the_same_number_on_another_socket),
		T(a_full_inbox_is_busy),
		cmocka_unit_test(every_value_has_its_own_word),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
