/* Phones on a board, over real sockets: what they are told, that of all but answers only the newest comes, and
 * what happens past each limit. What they may ask is in asked_test.c. */
#include "board_room.h"

static void a_phone_gets_the_whole_board_at_once(void **state)
{
	(void)state;
	static const char *const types[] = {"mine", "cards", "meeting"};
	struct buf text = {0};
	int fd = phone_on_board();
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		char want[32];
		assert_int_equal(read_frame(fd, &text), 0x81);
		snprintf(want, sizeof want, "{\"t\":\"%s\",", types[i]);
		assert_memory_equal(text.p, want, strlen(want));
	}
	close(fd);
	room_await(room, MSG_note_leave, 1);
	buf_free(&text);
}

/* ---- each frame, letter by letter ---- */
static void next_is(int fd, const char *want)
{
	struct buf text = {0};
	assert_int_equal(read_frame(fd, &text), 0x81);
	assert_string_equal(text.p, want);
	buf_free(&text);
}

static int bare_phone(void)
{
	struct buf text = {0};
	open_bare = true;
	int fd = phone_on_board();
	assert_true(hear(fd, "mine", &text));
	buf_free(&text);
	return fd;
}

static void cards_hold_everything_that_is_on_them(void **state)
{
	(void)state;
	int fd = bare_phone();
	struct effect *e = board_effect(EFFECT_board_cards, 0);
	struct card list[] = {{.id = 33,
				      .note = 34,
				      .lane = LANE_UP_NEXT,
				      .kind = TOPIC_OFFER,
				      .title = STR("A \"title\"\n"),
				      .outcome = STR("W\xC3\xA4re"),
				      .by = anna,
				      .more = true,
				      .votes = 4,
				      .voters = 0,
				      .passed_over = 1,
				      .interested = 6,
				      .place = 0,
				      .slot = 2,
				      .spent = 61000,
				      .here = 3},
		{.id = 35,
			.lane = LANE_MERGED,
			.votes = -1,
			.voters = -1,
			.place = -1,
			.slot = -1,
			.under = 33}};
	struct action_line actions[] = {{.id = 50,
						.topic = 33,
						.text = STR("Do it"),
						.owner = anna,
						.due = 777,
						.before = true,
						.state = SETTLE_CARRY},
		{.id = 51}};
	e->u.board_cards = (struct effect_board_cards){
		.board = BOARD, .count = 2, .action_count = 2, .cards = ARENA_ARRAY(&e->mem, struct card, 2)};
	e->u.board_cards.actions = ARENA_ARRAY(&e->mem, struct action_line, 2);
	memcpy(e->u.board_cards.cards, list, sizeof list);
	memcpy(e->u.board_cards.actions, actions, sizeof actions);
	room_send(room, e);
	next_is(fd,
		"{\"t\":\"cards\",\"topics\":[{\"id\":33,\"note\":34,\"lane\":\"next\",\"kind\":\"offer\",\"title\":"
		"\"A \\\"title\\\"\\n\",\"outcome\":\"W\xC3\xA4re\",\"by\":{\"id\":5,\"name\":\"Anna B.\","
		"\"initials\":\"AB\",\"colour\":3},\"more\":true,\"votes\":4,\"voters\":0,\"passed\":1,"
		"\"interested\":6,\"place\":0,\"slot\":2,\"under\":0,\"spent\":61000,\"gather\":0,\"here\":3},"
		"{\"id\":35,\"note\":0,\"lane\":\"merged\",\"kind\":\"question\",\"title\":\"\",\"outcome\":\"\","
		"\"by\":null,\"more\":false,\"votes\":null,\"voters\":null,\"passed\":0,\"interested\":0,"
		"\"place\":null,\"slot\":null,\"under\":33,\"spent\":0,\"gather\":0,\"here\":0}],\"actions\":["
		"{\"id\":50,\"topic\":33,\"text\":\"Do it\",\"owner\":{\"id\":5,\"name\":\"Anna B.\",\"initials\":"
		"\"AB\",\"colour\":3},\"due\":777,\"before\":true,\"state\":\"carry\"},"
		"{\"id\":51,\"topic\":0,\"text\":\"\",\"owner\":null,\"due\":0,\"before\":false,\"state\":\"open\"}]}");
	close(fd);
}

/* A closed meeting stands still, so every letter is known. */
static void a_meeting_is_told_with_all_its_numbers(void **state)
{
	(void)state;
	int fd = bare_phone();
	struct effect *e = board_effect(EFFECT_board_meeting, 0);
	struct effect_board_meeting *m = &e->u.board_meeting;
	*m = (struct effect_board_meeting){.board = BOARD,
		.name = STR("N"),
		.purpose = STR("P"),
		.next_meeting = 5,
		.votes = 3,
		.topic_votes = 2,
		.hint = {NUDGE_TIME_LEFT, 3, 8},
		.count = {.people = 40, .finished = 39, .votes = -1},
		.thumbs = {4, 3, 2, 1},
		.stars = {7, 42},
		.agenda = ARENA_ARRAY(&e->mem, struct agenda_item, 2),
		.agenda_count = 2,
		.pitches = ARENA_ARRAY(&e->mem, ident, 2),
		.pitch_count = 2,
		.phases_open = 1u << PHASE_COLLECT | 1u << PHASE_CLOSE,
		.can_undo = true};
	m->agenda[0] =
		(struct agenda_item){.topic = 33, .votes = 2, .ms = 600000, .starts = 11, .reached = true};
	m->agenda[1] = (struct agenda_item){.topic = 34, .ms = 300000, .starts = 12};
	m->pitches[0] = 34;
	m->pitches[1] = 33;
	m->meeting = (struct meeting){.id = 40,
		.board = BOARD,
		.phase = PHASE_DISCUSS,
		.phase_since = 900000,
		.started = 800000,
		.ends = 990000,
		.closed_at = 995000,
		.lead = 12,
		.round = 1,
		.revealed = true,
		.topic = 33,
		.box = {.total = 300000, .used = 60000},
		.extensions = 1,
		.split = true,
		.places = STR("Table 1\nTable \"2\""),
		.slots = 2,
		.slot_minutes = 20,
		.grid_starts = 800000};
	room_send(room, e);
	next_is(fd,
		"{\"t\":\"meeting\",\"name\":\"N\",\"purpose\":\"P\",\"next\":5,\"votesEach\":3,\"votesTopic\":2,"
		"\"open\":false,\"meeting\":{\"id\":40,\"phase\":\"discuss\",\"phaseSeconds\":95,\"lead\":\"phone\","
		"\"round\":1,\"revealed\":true,\"topic\":33,\"box\":{\"total\":300000,\"left\":240000,\"running\":"
		"false,\"extensions\":1},\"thumbs\":0,\"thumbCount\":{\"asked\":4,\"more\":3,\"enough\":2,"
		"\"noMatter\":1},\"ends\":990000,\"left\":0,\"started\":800000,\"closed\":995000,\"split\":true,"
		"\"places\":[\"Table 1\",\"Table \\\"2\\\"\"],\"slots\":[800000,2000000],\"slotMinutes\":20,"
		"\"count\":{\"people\":40,\"finished\":39,\"votes\":null},\"stars\":{\"count\":7,\"mean\":4.2},"
		"\"agenda\":[{\"topic\":33,\"ms\":600000,\"starts\":11,\"reached\":true},{\"topic\":34,\"ms\":300000,"
		"\"starts\":12,\"reached\":false}],\"pitches\":[34,33],\"phases\":[\"collect\",\"close\"],\"undo\":"
		"true,\"hint\":{\"kind\":\"time_left\",\"number\":3,\"minutes\":8}}}");
	e = board_effect(EFFECT_board_meeting, 0);
	e->u.board_meeting = (struct effect_board_meeting){.board = BOARD};
	room_send(room, e);
	next_is(fd,
		"{\"t\":\"meeting\",\"name\":\"\",\"purpose\":\"\",\"next\":0,\"votesEach\":0,\"votesTopic\":0,"
		"\"open\":false,\"meeting\":null}");
	close(fd);
}

static struct effect *everything_of_mine(uint64_t conn)
{
	struct effect *e = mine(conn, 1);
	struct effect_board_mine *m = &e->u.board_mine;
	m->lead = m->finished = true;
	m->thumb = THUMB_NO_MATTER;
	m->stars = 4;
	m->votes = ARENA_ARRAY(&e->mem, struct own_vote, 2);
	m->votes[0] = (struct own_vote){33, 2};
	m->votes[1] = (struct own_vote){34, 1};
	m->drafts = ARENA_NEW(&e->mem, struct card);
	m->drafts[0] = (struct card){.id = 36, .votes = -1, .voters = -1, .place = -1, .slot = -1};
	m->interests = ARENA_ARRAY(&e->mem, ident, 2);
	m->interests[0] = 33;
	m->interests[1] = 34;
	m->now = ARENA_NEW(&e->mem, ident);
	m->now[0] = 35;
	m->proposals = ARENA_NEW(&e->mem, struct proposal_line);
	m->proposals[0] = (struct proposal_line){.offer = 33,
		.wish = 34,
		.session = 60,
		.offer_title = STR("O"),
		.wish_title = STR("W"),
		.other = anna,
		.mine = CONSENT_YES,
		.theirs = CONSENT_NO,
		.starts = 88};
	m->actions = ARENA_NEW(&e->mem, struct action_line);
	m->actions[0] = (struct action_line){.id = 51, .state = SETTLE_DROP};
	m->vote_count = m->interest_count = 2;
	m->draft_count = m->now_count = m->proposal_count = m->action_count = 1;
	return e;
}

static _Atomic uint64_t heard_conn; /* whom to answer */
static bool note_conn(const struct msg *msg)
{
	atomic_store(&heard_conn, msg->origin.conn);
	return true;
}

static void what_is_ones_own_is_told_to_one_only(void **state)
{
	(void)state;
	struct buf text = {0};
	int other = bare_phone(), fd = bare_phone();
	as_expected = note_conn;
	assert_true(say(fd, "{\"t\":\"do\",\"id\":\"1\",\"what\":\"meeting_undo\",\"meeting\":40}"));
	assert_true(hear(fd, "done", &text));
	room_send(room, everything_of_mine(atomic_load(&heard_conn)));
	next_is(fd,
		"{\"t\":\"mine\",\"me\":{\"id\":5,\"name\":\"Anna B.\",\"initials\":\"AB\",\"colour\":3},\"lead\":true,"
		"\"left\":1,\"finished\":true,\"thumb\":\"no_matter\",\"stars\":4,\"votes\":{\"33\":2,\"34\":1},"
		"\"drafts\":[{\"id\":36,\"note\":0,\"lane\":\"proposed\",\"kind\":\"question\",\"title\":\"\","
		"\"outcome\":\"\",\"by\":null,\"more\":false,\"votes\":null,\"voters\":null,\"passed\":0,"
		"\"interested\":0,\"place\":null,\"slot\":null,\"under\":0,\"spent\":0,\"gather\":0,\"here\":0}],"
		"\"interests\":[33,34],\"now\":[35],\"proposals\":[{\"offer\":33,\"wish\":34,\"offerTitle\":\"O\","
		"\"wishTitle\":\"W\",\"other\":{\"id\":5,\"name\":\"Anna B.\",\"initials\":\"AB\",\"colour\":3},"
		"\"mine\":\"yes\",\"theirs\":\"no\",\"session\":60,\"starts\":88}],\"actions\":[{\"id\":51,\"topic\":"
		"0,\"text\":\"\",\"owner\":null,\"due\":0,\"before\":false,\"state\":\"drop\"}]}");
	assert_true(say(other, "{\"t\":\"hi\"}"));
	next_is(other, "{\"t\":\"hi\"}");
	close(fd);
	close(other);
	buf_free(&text);
}

static void a_topic_is_read_with_all_its_words(void **state)
{
	(void)state;
	int fd = bare_phone();
	assert_true(say(fd, "{\"t\":\"topic\",\"id\":33}"));
	next_is(fd,
		"{\"t\":\"topic\",\"topic\":{\"id\":33,\"note\":0,\"lane\":\"proposed\",\"kind\":\"question\","
		"\"title\":\"\",\"outcome\":\"\",\"by\":null,\"more\":false,\"votes\":2,\"voters\":1,\"passed\":0,"
		"\"interested\":0,\"place\":0,\"slot\":0,\"under\":0,\"spent\":0,\"gather\":0,\"here\":0},"
		"\"detail\":\"a\\nb\",\"mine\":true,\"similar\":[{\"id\":34,\"note\":0,\"lane\":\"done\",\"kind\":"
		"\"question\",\"title\":\"\",\"outcome\":\"\",\"by\":null,\"more\":false,\"votes\":0,\"voters\":0,"
		"\"passed\":0,\"interested\":0,\"place\":0,\"slot\":0,\"under\":0,\"spent\":0,\"gather\":0,"
		"\"here\":0}]}");
	assert_true(say(fd, "{\"t\":\"topic\",\"id\":99}"));
	next_is(fd,
		"{\"t\":\"no\",\"topic\":99,\"error\":\"not_found\",\"text\":\"This is not here any more.\"}");
	close(fd);
}

/* ---- clocks ---- */
static void pass_ms(int64_t ms) /* the clock that the net reads, too */
{
	int64_t until = clock_now().mono + ms;
	while (clock_now().mono < until)
		poll(NULL, 0, 1);
}

/* What a phone that comes hears of a clock; others hear nothing of it. */
static int64_t left_for_another(const char *type, const char *key)
{
	struct buf text = {0};
	int fd = phone_on_board();
	assert_true(hear(fd, type, &text));
	int64_t left = number_in(&text, key);
	close(fd);
	buf_free(&text);
	return left;
}

static void a_late_phone_is_told_what_is_left_by_then(void **state)
{
	(void)state;
	struct buf text = {0};
	int first = bare_phone();
	struct effect *e = meeting(0, 60000, 0);
	struct meeting *m = &e->u.board_meeting.meeting;
	m->box = (struct box){.total = 50000, .used = 5000, .since = start.mono - 5000, .running = true};
	m->thumbs_until = start.mono + 30000;
	m->phase_since = start.wall - 999;
	int64_t before = clock_now().mono;
	room_send(room, e);
	assert_true(hear(first, "meeting", &text));
	int64_t box = number_in(&text, "\"left\":"), thumbs = number_in(&text, "\"thumbs\":");
	int64_t after = clock_now().mono;
	assert_true(box <= 40000 && box >= 40000 - (after - before));
	assert_int_equal(thumbs, box - 10000);
	assert_int_equal(number_in(&text, "\"ends\":1060000,\"left\":"), box + 20000);
	pass_ms(1100);
	int64_t late_before = clock_now().mono;
	int64_t late = left_for_another("meeting", "\"left\":");
	assert_true(late <= box - (late_before - after));
	assert_true(late >= 40000 - (clock_now().mono - before));
	assert_true(left_for_another("meeting", "\"phaseSeconds\":") >= 2);
	close(first);
	buf_free(&text);
}

static void cards_on_which_somebody_gathers_are_told_with_their_clock(void **state)
{
	(void)state;
	struct buf text = {0};
	int first = bare_phone();
	for (int i = 0; i < 2; i++) { /* the second reads otherwise for its clock alone */
		struct effect *e = cards(0, 1, 1);
		e->u.board_cards.cards[0].gather_until = start.wall + 30000 - i;
		room_send(room, e);
		assert_true(hear(first, "cards", &text));
	}
	int64_t gather = number_in(&text, "\"gather\":");
	assert_true(gather > 0 && gather <= 29999);
	pass_ms(20);
	assert_true(left_for_another("cards", "\"gather\":") <= gather - 20);
	close(first);
	buf_free(&text);
}

/* ---- only the newest ---- */
static void of_many_meetings_the_newest_is_told(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_on_board(), heard = 0;
	assert_true(hear(fd, "meeting", &text));
	for (int i = 1; i <= 1000; i++)
		room_send(room, meeting(0, 60000, i));
	do {
		assert_true(hear(fd, "meeting", &text));
		heard++;
	} while (number_in(&text, "\"finished\":") != 1000);
	assert_true(heard < 500);
	close(fd);
	buf_free(&text);
}

static void cards_that_read_as_before_are_not_told_again(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_on_board();
	assert_true(hear(fd, "meeting", &text));
	room_send(room, cards(0, 7, 1));
	assert_true(hear(fd, "cards", &text));
	for (int i = 1; i <= 3; i++) {
		room_send(room, cards(0, 7, 1));
		room_send(room, meeting(0, 60000, i));
		do {
			assert_int_equal(read_frame(fd, &text), 0x81);
			assert_false(has(text.p, "\"cards\""));
		} while (number_in(&text, "\"finished\":") != i);
	}
	room_send(room, cards(0, 8, 1));
	assert_true(hear(fd, "cards", &text));
	assert_true(has(text.p, "\"title\":\"8\""));
	close(fd);
	buf_free(&text);
}

/* A phone that comes between a change and its telling takes nothing from the others. */
static void a_phone_that_comes_in_between_takes_no_news_from_the_others(void **state)
{
	(void)state;
	struct buf text = {0};
	int first = phone_on_board(), late[8];
	assert_true(hear(first, "meeting", &text));
	for (int i = 1; i < 9; i++) {
		room_send(room, cards(0, 2 * i, 1));
		room_send(room, cards(0, 2 * i + 1, 1)); /* held back for BOARD_MS */
		open_bare = true;
		late[i - 1] = phone_on_board(); /* makes the frame */
		assert_true(hear(late[i - 1], "cards", &text));
		do
			assert_true(hear(first, "cards", &text));
		while (number_in(&text, "\"title\":\"") != 2 * i + 1);
	}
	for (int i = 0; i < 8; i++)
		close(late[i]);
	close(first);
	buf_free(&text);
}

#define BIG 700000 /* bytes of each cards frame: some rounds pass all that the kernel buffers */
#define BIG_ROUNDS 16
static void a_slow_phone_gets_the_newest_only_and_is_not_dropped(void **state)
{
	(void)state;
	struct buf text = {0};
	int slow = phone_on_board(), reads = phone_on_board(), small = 65536, heard = 0;
	assert_int_equal(setsockopt(slow, SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
	assert_true(hear(slow, "meeting", &text));
	assert_true(hear(reads, "meeting", &text));
	for (int i = 1; i <= BIG_ROUNDS; i++) {
		room_send(room, cards(0, i, BIG));
		room_send(room, meeting(0, 60000, i));
		assert_true(hear(reads, "cards", &text));
		assert_int_equal(number_in(&text, "\"title\":\""), i);
	}
	do {
		assert_true(hear(slow, "cards", &text));
		heard++;
	} while (number_in(&text, "\"title\":\"") != BIG_ROUNDS);
	assert_true(heard < BIG_ROUNDS);
	assert_int_equal(atomic_load(&room->counts[MSG_note_leave]), 0);
	close(slow);
	close(reads);
	buf_free(&text);
}

static void answers_that_are_not_read_end_the_connection(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = phone_on_board(), small = 4096;
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
	assert_true(hear(fd, "meeting", &text));
	as_expected = note_conn;
	assert_true(say(fd, "{\"t\":\"do\",\"id\":\"1\",\"what\":\"meeting_undo\",\"meeting\":40}"));
	room_await(room, MSG_meeting_undo, 1);
	for (int i = 0; i < 40 && !atomic_load(&room->counts[MSG_note_leave]); i++) {
		struct effect *e = board_effect(EFFECT_topic_whole, atomic_load(&heard_conn));
		e->u.topic_whole.detail = arena_printf(&e->mem, "%0*d", BIG, 0);
		room_send(room, e);
	}
	room_await(room, MSG_note_leave, 1);
	assert_true(closed(fd));
	close(fd);
	buf_free(&text);
}

/* A hidden vote changes counts: of 200 of them each of many phones hears few, and none hears the cards. */
#define PHONES 120
#define VOTES 200
static void many_votes_cost_many_phones_a_few_frames_each(void **state)
{
	(void)state;
	static int fds[PHONES];
	struct buf text = {0};
	int heard = 0;
	char from[32];
	for (int i = 0; i < PHONES; i++) {
		snprintf(from, sizeof from, "127.0.5.%d", 1 + i / (SOCKETS_PER_ADDRESS_MAX - 4));
		fds[i] = phone_from(from);
		assert_true(hear(fds[i], "meeting", &text));
	}
	room_send(room, cards(0, 1, 1));
	for (int i = 0; i < PHONES; i++)
		do
			assert_true(hear(fds[i], "cards", &text));
		while (!has(text.p, "\"title\":\"1\""));
	for (int i = 1; i <= VOTES; i++) {
		room_send(room, cards(0, 1, 1));
		room_send(room, meeting(0, 60000, i));
	}
	for (int i = 0; i < PHONES; i++)
		do {
			assert_int_equal(read_frame(fds[i], &text), 0x81);
			assert_false(has(text.p, "\"t\":\"cards\""));
			heard++;
		} while (number_in(&text, "\"finished\":") != VOTES);
	assert_true(heard < PHONES * VOTES / 4);
	for (int i = 0; i < PHONES; i++)
		close(fds[i]);
	buf_free(&text);
}

/* ---- who may ---- */
static void a_board_that_may_not_be_followed_says_so(void **state)
{
	(void)state;
	static const struct {
		enum err err;
		int code;
		const char *end; /* what is said before */
	} ends[] = {{ERR_signed_out, 1000, "\"signed_out\""}, {ERR_not_found, 1000, "\"not_found\""},
		{ERR_busy, 1013, NULL}, {ERR_disk, 1013, NULL}};
	struct buf text = {0};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		open_refusal = ends[i].err;
		int fd = phone_on_board();
		if (ends[i].end) {
			assert_true(hear(fd, "end", &text));
			assert_true(has(text.p, ends[i].end));
		}
		assert_int_equal(close_code(fd), ends[i].code);
	}
	room_await(room, MSG_note_leave, 4);
	buf_free(&text);
}

static void a_ticket_is_good_for_its_own_board_and_cookie_and_once(void **state)
{
	(void)state;
	static const struct {
		int subject; /* of the ticket */
		const char *cookie;
		bool good;
	} rows[] = {
		{BOARD, COOKIE, true}, {NOTE, COOKIE, false}, {BOARD, "0000000000000000000000THER", false}};
	struct buf text = {0};
	char ticket[TOKEN_CHARS + 1] = "";
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (int again = 0; again < 2; again++) {
			if (!again)
				ticket_for(room, rows[i].subject, ticket);
			int fd = websocket_from("127.0.0.1", net_port(room->net), rows[i].cookie);
			assert_true(say_board(fd, ticket));
			assert_true(hear(fd, rows[i].good && !again ? "mine" : "end", &text));
			if (rows[i].good && !again)
				close(fd);
			else
				assert_int_equal(close_code(fd), 1000);
		}
	}
	ticket_for(room, BOARD, ticket); /* and opens no note */
	int fd = websocket_from("127.0.0.1", net_port(room->net), COOKIE);
	assert_true(say_open(fd, ticket, "null"));
	assert_true(hear(fd, "end", &text));
	assert_int_equal(close_code(fd), 1000);
	room_saw(room, MSG_board_open, 1);
	assert_int_equal(atomic_load(&room->counts[MSG_note_open]), 0);
	buf_free(&text);
}

static void a_right_that_ends_closes_the_phones_of_that_board(void **state)
{
	(void)state;
	struct buf text = {0};
	int fd = bare_phone(), note = phone_on_note(room);
	struct effect *e = effect_new(EFFECT_note_ended, (struct origin){0}, MSG_tick);
	e->u.note_ended = (struct effect_note_ended){.note = BOARD, .err = ERR_signed_out};
	room_send(room, e);
	assert_true(hear(fd, "end", &text));
	assert_int_equal(close_code(fd), 1000);
	assert_true(say(note, "{\"t\":\"hi\"}"));
	assert_true(hear(note, "hi", &text));
	close(note);
	buf_free(&text);
}

static void what_no_page_of_ours_sends_closes_the_socket(void **state)
{
	(void)state;
	static const char *const wrong[] = {"{}", "{\"t\":\"do\"}",
		"{\"t\":\"do\",\"id\":7,\"what\":\"grid_fill\"}", "{\"t\":\"do\",\"id\":\"0\"}",
		"{\"t\":\"do\",\"id\":\"-1\"}", "{\"t\":\"do\",\"id\":\"x\"}",
		"{\"t\":\"do\",\"id\":\"9223372036854775808\"}", "{\"t\":\"do\",\"id\":\"\"}",
		"{\"t\":\"topic\"}", "{\"t\":\"topic\",\"id\":0}", "{\"t\":\"topic\",\"id\":\"33\"}",
		"{\"t\":\"board\"}", "{\"t\":\"push\",\"v\":0,\"push\":1,\"updates\":[[1]]}",
		"{\"t\":\"cursor\",\"v\":0,\"a\":0,\"h\":0}"};
	static const char *const early[] = {
		"{\"t\":\"do\",\"id\":\"1\",\"what\":\"grid_fill\",\"meeting\":1}",
		"{\"t\":\"topic\",\"id\":33}", "{\"t\":\"board\"}",
		"{\"t\":\"board\",\"ticket\":\"x\",\"board\":0}",
		"{\"t\":\"board\",\"ticket\":\"x\",\"board\":\"21\"}", "{\"t\":\"board\",\"board\":21}"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int fd = bare_phone();
		assert_true(say(fd, wrong[i]));
		int code = close_code(fd);
		if (code != 1008)
			fail_msg("%s: %d", wrong[i], code);
	}
	for (size_t i = 0; i < sizeof early / sizeof *early; i++) {
		int fd = websocket_from("127.0.0.1", net_port(room->net), COOKIE);
		assert_true(say(fd, early[i]));
		assert_int_equal(close_code(fd), 1008);
	}
	int fd = phone_on_note(room); /* nor may a note's phone speak as a board's */
	assert_true(say(fd, early[0]));
	assert_int_equal(close_code(fd), 1008);
}

/* ---- over HTTP ---- */
static void a_board_says_hello_in_its_own_words(void **state)
{
	(void)state;
	struct answer a = {0};
	assert_int_equal(post_json(net_port(room->net), "/api/hello", COOKIE, "{\"note\":21}", &a), 200);
	assert_memory_equal(a.body.p,
		"{\"board\":21,\"title\":\"B\",\"me\":5,\"whoKnown\":true,\"lead\":true,\"ticket\":\"", 67);
	assert_int_equal(
		post_json(net_port(room->net), "/api/who", COOKIE, "{\"note\":21,\"person\":5}", &a), 200);
	buf_free(&a.body);
}

static void people_are_found_by_whoever_may_see_the_board(void **state)
{
	(void)state;
	static const char *const wrong[] = {"{\"board\":21}", "{\"text\":\"an\"}",
		"{\"board\":0,\"text\":\"an\"}", "{\"board\":21,\"text\":5}",
		"{\"board\":\"21\",\"text\":\"an\"}"};
	struct answer a = {0};
	uint16_t port = net_port(room->net);
	const char *good = "{\"board\":21,\"text\":\"an\"}";
	assert_int_equal(post_json(port, "/api/people", COOKIE, good, &a), 200);
	assert_string_equal(a.body.p,
		"{\"people\":[{\"id\":5,\"name\":\"Anna B.\",\"initials\":\"AB\",\"colour\":3},"
		"{\"id\":6,\"name\":\"\\\"Ansgar\\\"\",\"initials\":\"\",\"colour\":1}]}");
	assert_int_equal(post_json(port, "/api/people", NULL, good, &a), 401);
	assert_int_equal(post_json(port, "/api/people", "0000000000000000000000THER", good, &a), 403);
	assert_int_equal(post_json(port, "/api/people", COOKIE, "{\"board\":22,\"text\":\"an\"}", &a), 403);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(post_json(port, "/api/people", COOKIE, wrong[i], &a), 400);
	assert_int_equal(
		ask_once(port, (struct http_ask){"GET", "/api/people", "", "", COOKIE, NULL, NULL}, &a), 404);
	buf_free(&a.body);
}

/* A page of somebody else's, by the name or the port it was called, finds no people and follows no board. */
static void only_our_own_pages_come_to_a_board(void **state)
{
	(void)state;
	static const struct {
		const char *origin, *host, *cookie, *more;
		int people, socket; /* the status */
	} rows[] = {
		{"", "", COOKIE, "", 200, 101},
		{NULL, "", COOKIE, "", 200, 403},
		{"http://evil.example", "", COOKIE, "", 403, 403},
		{"null", "", COOKIE, "", 403, 403},
		{"http://localhost", "", COOKIE, "", 403, 403},
		{"", "evil.example", COOKIE, "", 403, 403},
		{"http://evil.example", "evil.example", COOKIE, "", 403, 403},
		{"", "", COOKIE, "Sec-Fetch-Site: cross-site\r\n", 403, 403},
		{"", "", NULL, "", 401, 401},
		{"", "", "not-a-token", "", 401, 401},
	};
	struct answer a = {0};
	uint16_t port = net_port(room->net);
	const char *body = "{\"board\":21,\"text\":\"an\"}";
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char upgrade[400];
		snprintf(upgrade, sizeof upgrade, "%s%s", rows[i].more, UPGRADE);
		struct http_ask people = {"POST", "/api/people", rows[i].host, rows[i].origin, rows[i].cookie,
					rows[i].more, body},
				socket = {"GET", "/ws", rows[i].host, rows[i].origin, rows[i].cookie, upgrade,
					NULL};
		int got_people = ask_once(port, people, &a), got_socket = ask_once(port, socket, &a);
		if (got_people != rows[i].people || got_socket != rows[i].socket)
			fail_msg("row %zu: %d and %d", i, got_people, got_socket);
	}
	buf_free(&a.body);
}

#define T(name) cmocka_unit_test_setup_teardown(name, board_setup, board_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_phone_gets_the_whole_board_at_once),
		T(cards_hold_everything_that_is_on_them),
		T(a_meeting_is_told_with_all_its_numbers),
		T(what_is_ones_own_is_told_to_one_only),
		T(a_topic_is_read_with_all_its_words),
		T(a_late_phone_is_told_what_is_left_by_then),
		T(cards_on_which_somebody_gathers_are_told_with_their_clock),
		T(of_many_meetings_the_newest_is_told),
		T(cards_that_read_as_before_are_not_told_again),
		T(a_phone_that_comes_in_between_takes_no_news_from_the_others),
		T(a_slow_phone_gets_the_newest_only_and_is_not_dropped),
		T(answers_that_are_not_read_end_the_connection),
		T(many_votes_cost_many_phones_a_few_frames_each),
		T(a_board_that_may_not_be_followed_says_so),
		T(a_ticket_is_good_for_its_own_board_and_cookie_and_once),
		T(a_right_that_ends_closes_the_phones_of_that_board),
		T(what_no_page_of_ours_sends_closes_the_socket),
		T(a_board_says_hello_in_its_own_words),
		T(people_are_found_by_whoever_may_see_the_board),
		T(only_our_own_pages_come_to_a_board),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
