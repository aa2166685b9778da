/* Pages of a person and of the coordinator: what they look at, what they may ask, and the coordinator's files. */
#include "room.h"

#include "net/limits.h"

static struct room *room;
static bool (*_Atomic as_expected)(const struct msg *);

static bool eq(struct str s, const char *text)
{
	return str_eq(s, str_from(text));
}

/* ---- the fake core ---- */
static void show(struct room *r, uint64_t conn, const struct msg_look *look)
{
	struct effect *e = effect_new(EFFECT_view, (struct origin){.conn = conn}, MSG_look);
	struct doc *doc = doc_new(&e->mem), *list = doc_list(&e->mem, doc, "list");
	doc_number(&e->mem, doc, "n", 1);
	doc_text(&e->mem, list, NULL, STR("a \"b\"\n"));
	doc_flag(&e->mem, list, NULL, true);
	doc_null(&e->mem, doc_map(&e->mem, list, NULL), "none");
	e->u.view = (struct effect_view){.view = arena_str(&e->mem, look->view),
		.of = look->of,
		.text = arena_str(&e->mem, look->text),
		.from = look->from,
		.doc = doc};
	room_send(r, e);
}

static void give_file(struct room *r, const struct msg *msg)
{
	struct effect *e = effect_new(EFFECT_file, msg->origin, msg->kind);
	e->u.file = (struct effect_file){STR("people.csv"), arena_str(&e->mem, msg->u.desk_file.name)};
	room_send(r, e);
}

static void end_page(struct room *r, uint64_t conn)
{
	struct effect *e = effect_new(EFFECT_note_ended, (struct origin){.conn = conn}, MSG_page_leave);
	e->u.note_ended = (struct effect_note_ended){PERSON, ERR_signed_out};
	room_send(r, e);
}

static void page_core(struct room *r, const struct msg *msg)
{
	bool (*expected)(const struct msg *) = atomic_load(&as_expected);
	if (msg->kind == MSG_page_open)
		reply(r, msg, ERR_none, msg->u.page_open.subject);
	else if (msg->kind == MSG_page_leave)
		end_page(r, msg->origin.conn);
	else if (msg->kind == MSG_look && msg->u.look.of == 404)
		reply(r, msg, ERR_signed_out, 0);
	else if (msg->kind == MSG_look)
		show(r, msg->origin.conn, &msg->u.look);
	else if (msg->kind == MSG_desk_file)
		give_file(r, msg);
	else if (msg->origin.request)
		reply(r, msg, !expected || expected(msg) ? ERR_none : ERR_internal, 99);
}

static int setup(void **state)
{
	(void)state;
	as_expected = NULL;
	room = room_new();
	atomic_store(&room->other, page_core);
	room->coordinates = true;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	room_free(room);
	return 0;
}

static int page_of(ident subject)
{
	char ticket[TOKEN_CHARS + 1], json[160];
	struct answer a = {0};
	struct buf text = {0};
	const char *hello = subject == COORDINATOR ? "{\"page\":\"coordinator\"}" : "{\"page\":5}";
	assert_int_equal(post_json(net_port(room->net), "/api/hello", COOKIE, hello, &a), 200);
	ticket_of(&a, ticket);
	int fd = websocket_from("127.0.0.1", net_port(room->net), COOKIE);
	snprintf(json, sizeof json, "{\"t\":\"page\",\"ticket\":\"%s\",\"page\":%d}", ticket, (int)subject);
	assert_true(say(fd, json));
	assert_true(hear(fd, "open", &text));
	buf_free(&a.body);
	buf_free(&text);
	return fd;
}

/* ---- coming in ---- */
static void a_cookie_says_hello_to_a_page(void **state)
{
	(void)state;
	struct answer a = {0};
	uint16_t port = net_port(room->net);
	static const char *const wrong[] = {
		"{\"page\":\"x\"}", "{\"page\":-1}", "{\"page\":0}", "{\"page\":null}"};
	assert_int_equal(post_json(port, "/api/hello", COOKIE, "{\"page\":5}", &a), 200);
	assert_true(has(a.body.p,
		"{\"page\":5,\"person\":5,\"coordinator\":false,\"title\":\"Anna \\\"B\\\"\",\"ticket\":\""));
	assert_int_equal(post_json(port, "/api/hello", COOKIE, "{\"page\":\"coordinator\"}", &a), 200);
	assert_true(has(a.body.p, "{\"page\":-1,\"person\":0,\"coordinator\":true,"));
	room->coordinates = false;
	assert_int_equal(post_json(port, "/api/hello", COOKIE, "{\"page\":\"coordinator\"}", &a), 401);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(post_json(port, "/api/hello", COOKIE, wrong[i], &a), 400);
	assert_int_equal(post_json(port, "/api/hello", NULL, "{\"page\":5}", &a), 401);
	buf_free(&a.body);
}

static int first_message(const char *ticket, ident page)
{
	char json[160];
	int fd = websocket_from("127.0.0.1", net_port(room->net), COOKIE);
	snprintf(json, sizeof json, "{\"t\":\"page\",\"ticket\":\"%s\",\"page\":%d}", ticket, (int)page);
	assert_true(say(fd, json));
	return fd;
}

static void a_ticket_is_good_once_and_for_its_page(void **state)
{
	(void)state;
	static const ident tried[] = {COORDINATOR, PERSON + 1, PERSON, PERSON};
	struct answer a = {0};
	struct buf text = {0};
	char ticket[TOKEN_CHARS + 1];
	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
		if (i < 3) { /* the last time the one that was used */
			assert_int_equal(
				post_json(net_port(room->net), "/api/hello", COOKIE, "{\"page\":5}", &a),
				200);
			ticket_of(&a, ticket);
		}
		int fd = first_message(ticket, tried[i]);
		assert_true(hear(fd, i == 2 ? "open" : "end", &text));
		if (i != 2)
			assert_true(has(text.p, "\"signed_out\""));
		close(fd);
	}
	room_saw(room, MSG_page_open, 1);
	buf_free(&a.body);
	buf_free(&text);
}

static void leaving_reaches_the_core_and_ends_the_page(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = page_of(PERSON);
	assert_true(say(fd, "{\"t\":\"leave\"}"));
	assert_true(hear(fd, "end", &text));
	assert_true(has(text.p, "\"signed_out\""));
	room_saw(room, MSG_page_leave, 1);
	close(fd);
	buf_free(&text);
}

/* A partnership's code: who they are brings them to the page of that person. */
static void who_of_a_partnership_comes_to_their_page(void **state)
{
	(void)state;
	struct answer a = {0};
	atomic_store(&room->who_comes_to, PERSON);
	assert_int_equal(
		post_json(net_port(room->net), "/api/who", COOKIE, "{\"note\":12,\"person\":5}", &a), 200);
	assert_true(has(a.body.p, "{\"page\":5,\"person\":5,\"coordinator\":false,"));
	assert_true(has(a.body.p, "\"ticket\":\""));
	assert_int_equal(
		post_json(net_port(room->net), "/api/who", NULL, "{\"note\":12,\"person\":5}", &a), 401);
	buf_free(&a.body);
}

/* ---- looking ---- */
static void a_page_is_told_what_it_looks_at(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = page_of(PERSON);
	assert_true(say(fd, "{\"t\":\"look\",\"view\":\"agreement\",\"of\":12,\"text\":\"t\",\"from\":3}"));
	assert_true(hear(fd, "view", &text));
	assert_string_equal(text.p,
		"{\"t\":\"view\",\"view\":\"agreement\",\"of\":12,\"text\":\"t\",\"from\":3,\"doc\":{\"list\":["
		"\"a \\\"b\\\"\\n\",true,{\"none\":null}],\"n\":1}}");
	assert_true(say(fd, "{\"t\":\"look\",\"view\":\"me\",\"of\":null}"));
	assert_true(hear(fd, "view", &text));
	assert_true(has(text.p, "\"view\":\"me\",\"of\":0,\"text\":\"\",\"from\":0,"));
	assert_true(say(fd, "{\"t\":\"look\",\"view\":\"me\",\"of\":404}"));
	assert_true(hear(fd, "end", &text));
	close(fd);
	buf_free(&text);
}

static void what_no_page_sends_closes_it(void **state)
{
	(void)state;
	static const char *const wrong[] = {"{\"t\":\"look\"}",
		"{\"t\":\"look\",\"view\":\"me\",\"of\":\"x\"}", "{\"t\":\"look\",\"view\":\"me\",\"of\":-2}",
		"{\"t\":\"look\",\"view\":\"me\",\"text\":1}", "{\"t\":\"topic\",\"id\":3}",
		"{\"t\":\"do\",\"what\":\"person_erase\"}"};
	struct buf text = {0};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int fd = page_of(PERSON);
		assert_true(say(fd, wrong[i]));
		assert_int_equal(read_frame(fd, &text), 0x88);
		assert_memory_equal(text.p, "\x03\xF0", 2); /* 1008 */
		close(fd);
	}
	assert_int_equal(atomic_load(&room->counts[MSG_look]), 0);
	buf_free(&text);
}

/* ---- asking: WHAT(message, its fields as JSON, what the core sees of them on Anna's page) ---- */
/* clang-format off */
#define WHATS \
	WHAT(partnership_set, "\"model\":\"learning_set\",\"name\":\"N\",\"rhythm\":\"monthly\",\"ends\":8,\"people\":[5,6]", \
		m->model == MODEL_LEARNING_SET && eq(m->name, "N") && m->rhythm == RHYTHM_MONTHLY && m->ends == 8 && eq(m->people, "5\n6")) \
	WHAT(partnership_member, "\"partnership\":12,\"person\":6,\"standing\":\"host\",\"on\":true", m->person == 6 && m->standing == STANDING_HOST && m->on) \
	WHAT(partnership_state, "\"partnership\":12,\"state\":\"ended\",\"why\":\"W\"", m->state == PARTNERSHIP_ENDED && eq(m->why, "W")) \
	WHAT(partnership_answer, "\"partnership\":12,\"answer\":\"no\"", m->person == PERSON && m->answer == CONSENT_NO) \
	WHAT(agreement_set, "\"partnership\":12,\"edition\":3,\"part\":\"own_rules\",\"text\":\"a\\nb\"", \
		m->edition == 3 && m->part == PART_OWN_RULES && eq(m->text, "a\nb") && m->person == PERSON) \
	WHAT(agreement_confirm, "\"partnership\":12,\"version\":2,\"edition\":3", m->version == 2 && m->edition == 3 && m->person == PERSON) \
	WHAT(goal_set, "\"partnership\":12,\"edition\":3,\"text\":\"G\",\"measured\":true,\"target\":9,\"firstWords\":\"f\",\"targetWords\":\"t\"", \
		m->target == 9 && m->measured && eq(m->first_words, "f") && eq(m->target_words, "t") && !m->person && !m->goal) \
	WHAT(goal_drop, "\"partnership\":12,\"edition\":3,\"goal\":14", m->goal == 14) \
	WHAT(goal_value, "\"goal\":14,\"value\":-1,\"words\":\"w\"", m->value == -1 && eq(m->words, "w") && m->person == PERSON) \
	WHAT(check_in, "\"session\":9", m->session == 9 && m->person == PERSON && !m->replaces) \
	WHAT(check_in_undo, "\"session\":9,\"person\":6", m->session == 9 && m->person == 6) \
	WHAT(bid_set, "\"session\":9,\"minutes\":20,\"text\":\"x\"", m->minutes == 20 && m->person == PERSON) \
	WHAT(takeaway_file, "\"takeaway\":9,\"insight\":\"method\"", m->insight == INSIGHT_METHOD) \
	WHAT(action_settle, "\"action\":9,\"how\":\"done\"", m->how == SETTLE_DONE) \
	WHAT(exchange_set, "\"kind\":\"wish\",\"text\":\"x\"", m->kind == EXCHANGE_WISH && m->person == PERSON && !m->exchange) \
	WHAT(profile_set, "\"team\":\"T\",\"rhythm\":\"weekly\",\"seeks\":true,\"hidden\":false", m->person == PERSON && m->seeks && m->rhythm == RHYTHM_WEEKLY) \
	WHAT(relation_set, "\"person\":5,\"name\":\"R\",\"goes\":4,\"x\":10,\"y\":20", m->person == 5 && !m->partnership && m->goes == 4 && m->y == 20) \
	WHAT(survey_open, "\"partnership\":12,\"instrument\":\"healthy\"", eq(m->instrument, "healthy")) \
	WHAT(survey_withdraw, "\"survey\":9", m->survey == 9) \
	WHAT(survey_answer, "\"survey\":9,\"item\":0,\"value\":5", m->item == 0 && m->value == 5 && m->person == PERSON) \
	WHAT(survey_submit, "\"survey\":9", m->survey == 9 && m->person == PERSON) \
	WHAT(survey_reveal, "\"survey\":9", m->survey == 9) \
	WHAT(priority_set, "\"skill\":\"leading\",\"on\":true", eq(m->skill, "leading") && m->person == PERSON) \
	WHAT(programme_set, "\"name\":\"P\",\"starts\":[1,2,3,4,5],\"people\":[5,6]", m->starts[4] == 5 && eq(m->people, "5\n6") && !m->board) \
	WHAT(programme_go, "\"programme\":9,\"step\":\"over\"", m->step == PROGRAMME_STEPS) \
	WHAT(programme_done, "\"programme\":9,\"part\":\"priorities\",\"done\":true", m->part == DO_PRIORITIES && m->done && m->person == PERSON) \
	WHAT(quiz_judge, "\"takeaway\":9,\"person\":6,\"grade\":\"easy\"", m->person == 6 && m->grade == GRADE_EASY) \
	WHAT(person_set, "\"given\":\"A\",\"email\":\"e\",\"hidden\":true", !m->person && eq(m->email, "e") && m->hidden && !m->archived) \
	WHAT(organisation_set, "\"name\":\"O\",\"kind\":\"public\"", m->kind == ORGANISATION_PUBLIC) \
	WHAT(belonging_set, "\"person\":6,\"organisation\":20,\"on\":false", m->person == 6 && !m->on) \
	WHAT(phone_end, "\"device\":9", m->device == 9 && m->person == PERSON) \
	WHAT(person_erase, "\"person\":6", m->person == 6) \
	WHAT(session_set, "\"partnership\":12,\"starts\":7,\"ends\":8,\"rhythm\":\"weekly\",\"times\":4", m->ends == 8 && m->times == 4 && m->rhythm == RHYTHM_WEEKLY) \
	WHAT(session_cancel, "\"session\":9,\"following\":true", m->session == 9 && m->following) \
	WHAT(setting_set, "\"name\":\"retention_days\",\"value\":\"7\"", eq(m->value, "7")) \
	WHAT(board_set, "\"name\":\"B\",\"nextMeeting\":7,\"topicVotes\":2", !m->board && m->next_meeting == 7 && m->topic_votes == 2) \
	WHAT(backup_now, "\"x\":1", true) \
	WHAT(backup_restore, "\"number\":2", m->number == 2) \
	WHAT(partnership_note, "\"partnership\":12", m->partnership == 12) \
	WHAT(board_archive, "\"board\":21,\"archived\":true", m->board == 21 && m->archived)
/* clang-format on */

#define WHAT(name, json, test)                                                                               \
	static bool is_##name(const struct msg *msg)                                                         \
	{                                                                                                    \
		const struct msg_##name *m = &msg->u.name;                                                   \
		(void)m;                                                                                     \
		return msg->kind == MSG_##name && (test);                                                    \
	}
WHATS
#undef WHAT

static const struct {
	const char *what, *fields;
	bool (*fits)(const struct msg *);
} whats[] = {
#define WHAT(name, json, test) {#name, json, is_##name},
	WHATS
#undef WHAT
};

static void everything_that_pages_ask_reaches_the_core_as_it_is(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = page_of(PERSON);
	for (unsigned i = 0; i < sizeof whats / sizeof *whats; i++) {
		as_expected = whats[i].fits;
		ask(fd, i + 1, whats[i].what, whats[i].fields, &text);
		if (!has(text.p, "\"done\""))
			fail_msg("%s: %s", whats[i].what, text.p);
	}
	close(fd);
	buf_free(&text);
}

static bool names_nobody(const struct msg *msg)
{
	return msg->u.survey_submit.person == 0;
}

static void the_coordinators_page_is_nobodys(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = page_of(COORDINATOR);
	as_expected = names_nobody;
	ask(fd, 1, "survey_submit", "\"survey\":9", &text);
	assert_true(has(text.p, "\"done\""));
	close(fd);
	buf_free(&text);
}

static void what_is_not_whole_is_refused(void **state)
{
	(void)state;
	static const char *const wrong[][2] = {{"partnership_set", "\"model\":\"tandem\",\"people\":[\"5\"]"},
		{"partnership_set", "\"model\":\"tandem\",\"people\":[-5]"},
		{"partnership_set", "\"model\":\"Tandem\""},
		{"programme_set", "\"name\":\"P\",\"starts\":[1,2,3,4]"},
		{"programme_set", "\"name\":\"P\",\"starts\":[1,2,3,4,-5]"},
		{"survey_submit", "\"survey\":9,\"person\":\"x\""},
		{"survey_submit", "\"survey\":9,\"person\":-1"},
		{"agreement_set", "\"partnership\":12,\"part\":\"rules\""},
		{"quiz_judge", "\"takeaway\":9,\"grade\":\"good\""}, {"pin_set", "\"pin\":\"1\""},
		{"code_issue", "\"note\":5"}, {"code_renew", "\"note\":-1"}, {"import_people", "\"x\":1"},
		{"walk_in", "\"person\":5,\"partner\":6"}, {"vote", "\"meeting\":1,\"topic\":2,\"count\":1"}};
	struct buf text = {0};
	int fd = page_of(PERSON);
	for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		ask(fd, i + 1, wrong[i][0], wrong[i][1], &text);
		if (!has(text.p, "\"no\"") || !has(text.p, "\"invalid\""))
			fail_msg("%s %s: %s", wrong[i][0], wrong[i][1], text.p);
	}
	close(fd);
	buf_free(&text);
}

/* ---- files ---- */
static int send_file(
	const char *path, const char *origin, const char *cookie, const char *body, struct answer *a)
{
	return ask_once(
		net_port(room->net), (struct http_ask){"POST", path, "", origin, cookie, NULL, body}, a);
}

static int get_file(const char *host, const char *cookie, const char *more, struct answer *a)
{
	return ask_once(net_port(room->net),
		(struct http_ask){"GET", "/api/desk/export/people.csv", host, NULL, cookie, more, NULL}, a);
}

static void a_file_is_read_and_told(void **state)
{
	(void)state;
	struct answer a = {0};
	const char *file = "name;given name\nSchmidt;Anna\nO'Brien;Ben\n";
	assert_int_equal(send_file("/api/desk/people?preview=1", "", COOKIE, file, &a), 200);
	assert_true(has(a.body.p, "\"done\":false,\"new\":2,"));
	assert_int_equal(send_file("/api/desk/people", "", COOKIE, file, &a), 200);
	assert_true(has(a.body.p, "\"done\":true,\"new\":2,"));
	assert_int_equal(send_file("/api/desk/people", "", COOKIE, "no columns at all\n1\n", &a), 200);
	assert_true(has(a.body.p, "\"done\":false,\"new\":0,"));
	assert_true(has(a.body.p, "\"problems\":[{\"line\":"));
	room_saw(room, MSG_import_people, 2);
	assert_int_equal(send_file("/api/desk/calendar?preview=1", "", COOKIE,
				 "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n", &a),
		200);
	assert_true(has(a.body.p, "\"done\":false,"));
	buf_free(&a.body);
}

static void files_are_the_coordinators_alone(void **state)
{
	(void)state;
	struct answer a = {0};
	const char *file = "name\nSchmidt\n", *path = "/api/desk/people";
	assert_int_equal(get_file("", COOKIE, NULL, &a), 200);
	assert_string_equal(a.body.p, "people.csv");
	assert_true(has(a.head, "Content-Type: text/csv; charset=utf-8\r\n"));
	assert_true(has(a.head, "Content-Disposition: attachment; filename=\"people.csv\"\r\n"));
	assert_true(has(a.head, "Cache-Control: no-store\r\n"));
	assert_int_equal(get_file("", COOKIE, "Sec-Fetch-Site: cross-site\r\n", &a), 403);
	assert_int_equal(get_file("evil.example", COOKIE, NULL, &a), 403);
	assert_int_equal(get_file("", NULL, NULL, &a), 401);
	assert_int_equal(send_file(path, "http://evil.example", COOKIE, file, &a), 403);
	assert_int_equal(send_file(path, "", NULL, file, &a), 401);
	assert_int_equal(send_file(path, "", "00000000000000000000000000", file, &a), 401);
	room->coordinates = false; /* the right has ended, or it is a person's */
	assert_int_equal(send_file(path, "", COOKIE, file, &a), 401);
	assert_int_equal(get_file("", COOKIE, NULL, &a), 401);
	assert_int_equal(atomic_load(&room->counts[MSG_import_people]), 0);
	room_saw(room, MSG_desk_file, 1);
	buf_free(&a.body);
}

static char *long_file(size_t bytes)
{
	char *file = xmalloc(bytes + 1);
	memset(file, '\n', bytes);
	memcpy(file, "name\nSchmidt\n", 13);
	file[bytes] = 0;
	return file;
}

static void a_file_may_be_as_long_as_two_megabytes(void **state)
{
	(void)state;
	struct answer a = {0};
	char *fits = long_file(UPLOAD_BYTES_MAX), *page = long_file(BODY_BYTES_MAX + 1);
	assert_int_equal(send_file("/api/desk/people", "", COOKIE, fits, &a), 200);
	for (int i = 0; i <= UPLOADS_MAX; i++) /* none of them is counted for ever */
		assert_int_equal(send_file("/api/desk/people", "", COOKIE, page, &a), 200);
	free(fits);
	free(page);
	buf_free(&a.body);
}

/* The head alone of a request that says how long its body will be. */
static int announce(const char *cookie, const char *path, size_t bytes)
{
	struct buf head = {0};
	uint16_t port = net_port(room->net);
	int fd = connect_from("127.0.0.1", port);
	buf_printf(&head,
		"POST %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nOrigin: http://127.0.0.1:%u\r\nCookie: tandem=%s\r\n"
		"Content-Length: %zu\r\nExpect: 100-continue\r\n\r\n",
		path, port, port, cookie, bytes);
	assert_true(put(fd, buf_str(&head)));
	buf_free(&head);
	return fd;
}

static int status_of(int fd)
{
	struct answer a = {0};
	read_answer(fd, &a);
	buf_free(&a.body);
	return a.status;
}

static void a_byte_too_many_is_refused_unread(void **state)
{
	(void)state;
	static const struct {
		const char *path;
		size_t most;
	} bodies[] = {{"/api/desk/people", UPLOAD_BYTES_MAX}, {"/api/desk/calendar", UPLOAD_BYTES_MAX},
		{"/api/hello", BODY_BYTES_MAX}};
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		for (size_t more = 0; more < 2; more++) {
			int fd = announce(COOKIE, bodies[i].path, bodies[i].most + more);
			assert_int_equal(status_of(fd), more ? 413 : 100);
			close(fd);
		}
}

/* Whoever made up a cookie is told so before the body, and holds no place. */
static void a_stranger_holds_no_place_for_files(void **state)
{
	(void)state;
	int strangers[UPLOADS_MAX + 1], fd;
	for (int i = 0; i <= UPLOADS_MAX; i++) {
		strangers[i] = announce("00000000000000000000000000", "/api/desk/people", UPLOAD_BYTES_MAX);
		assert_int_equal(status_of(strangers[i]), 401);
	}
	fd = announce(COOKIE, "/api/desk/people", UPLOAD_BYTES_MAX);
	assert_int_equal(status_of(fd), 100);
	close(fd);
	for (int i = 0; i <= UPLOADS_MAX; i++)
		close(strangers[i]);
}

/* Its rules never match: libical looks for them until the time that a file has is up. */
static struct str slow_calendar(struct buf *text)
{
	buf_add(text, STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"));
	for (int i = 0; i < 40; i++)
		buf_printf(text,
			"BEGIN:VEVENT\r\nUID:%d@example.org\r\nSUMMARY:Never\r\nDTSTART:20261124T090000Z\r\n"
			"RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\nEND:VEVENT\r\n",
			i);
	buf_add(text, STR("END:VCALENDAR\r\n"));
	return buf_str(text);
}

static void phones_are_served_while_a_file_is_read(void **state)
{
	(void)state;
	struct answer a = {0};
	struct buf text = {0};
	struct str file = slow_calendar(&text);
	int fd = announce(COOKIE, "/api/desk/calendar?preview=1", file.n);
	assert_int_equal(status_of(fd), 100);
	assert_true(put(fd, file));
	for (int i = 0; i < 50; i++)
		assert_int_equal(get_file("", COOKIE, NULL, &a), 200);
	struct pollfd answer = {.fd = fd, .events = POLLIN};
	assert_int_equal(poll(&answer, 1, 0), 0); /* it takes longer than all of these */
	assert_int_equal(status_of(fd), 200);
	close(fd);
	buf_free(&text);
	buf_free(&a.body);
}

static void the_fifth_file_at_once_has_to_wait(void **state)
{
	(void)state;
	struct answer a = {0};
	int fds[UPLOADS_MAX], fd;
	for (int i = 0; i < UPLOADS_MAX; i++) {
		fds[i] = announce(COOKIE, "/api/desk/people", 13);
		assert_int_equal(status_of(fds[i]), 100);
	}
	fd = announce(COOKIE, "/api/desk/people", 13);
	assert_int_equal(status_of(fd), 503);
	close(fd);
	assert_true(put(fds[0], STR("name\nSchmidt\n"))); /* one is done, and its place is free */
	assert_int_equal(status_of(fds[0]), 200);
	fd = announce(COOKIE, "/api/desk/people", 13);
	assert_int_equal(status_of(fd), 100);
	close(fd);
	for (int i = 0; i < UPLOADS_MAX; i++)
		close(fds[i]);
	buf_free(&a.body);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_cookie_says_hello_to_a_page),
		T(a_ticket_is_good_once_and_for_its_page),
		T(leaving_reaches_the_core_and_ends_the_page),
		T(who_of_a_partnership_comes_to_their_page),
		T(a_page_is_told_what_it_looks_at),
		T(what_no_page_sends_closes_it),
		T(everything_that_pages_ask_reaches_the_core_as_it_is),
		T(the_coordinators_page_is_nobodys),
		T(what_is_not_whole_is_refused),
		T(a_file_is_read_and_told),
		T(files_are_the_coordinators_alone),
		T(a_file_may_be_as_long_as_two_megabytes),
		T(a_byte_too_many_is_refused_unread),
		T(a_stranger_holds_no_place_for_files),
		T(phones_are_served_while_a_file_is_read),
		T(the_fifth_file_at_once_has_to_wait),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
