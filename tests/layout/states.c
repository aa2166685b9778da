/* Every screen in every state worth naming. A state makes its room, opens it, and does what a person
 * would have done to get there. */
#include "layout/states.h"

#include <stdio.h>

#define LONG_FOCUS                                                                                           \
	"Übergabe der Nachtschicht an das Bereitschaftsteam, wenn die Rufumleitung wieder einmal nicht "    \
	"funktioniert und niemand es merkt"
#define NOTE_TEMPLATE                                                                                         \
	"## What we noticed\n> Observations, in your own words…\n\n## What we will do\n> Who does what by " \
	"when…\n"
#define NOTE_TEXT                                                                                            \
	"## What we noticed\n- The late desk hears of changes last\n- A list on paper gets lost by "         \
	"Wednesday\n\n## What we will do\n"                                                                  \
	"- [ ] Anna: draft a five-line handover by Friday\n- [x] Ben: ask Leo how the food bank does it\n! " \
	"Whoever hands over names one thing that worries them\n"                                             \
	"? What belongs into a handover of five lines?\n\nSome words without any mark, long enough to be "   \
	"wrapped on every screen there is, and then some more.\n"

static const char *usual_focus(const struct stage *st)
{
	return stage_lengthy(st) ? LONG_FOCUS : "Handing over the night desk";
}

/* ---- rooms ---- */

static void boards(struct stage *st, int count)
{
	static const char *const names[] = {
		"Marketing", "Leadership", "Volunteers", "Tools", "Neighbours", "Space"};
	static const struct {
		enum lane lane;
		int topic;
	} topics[] = {{LANE_PROPOSED, 0}, {LANE_PROPOSED, 2}, {LANE_PROPOSED, 4}, {LANE_UP_NEXT, 1},
		{LANE_UP_NEXT, 3}, {LANE_DISCUSSING, 5}, {LANE_DONE, 6}};
	for (int b = 0; b < count; b++) {
		stage_board(st, stage_lengthy(st) ? LONG_BOARD : names[b % 6],
			stage_lengthy(st) ? LONG_TITLE : "What helps people find us", b % 2 ? 0 : 3);
		for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
			struct usual_topic one = stage_usual_topic(st, topics[i].topic);
			stage_topic(
				st, topics[i].lane, one.kind, one.title, stage_lengthy(st) ? LONG_FOCUS : "");
		}
	}
}

static struct staged tandem(const struct stage *st, int here)
{
	return (struct staged){.model = MODEL_TANDEM,
		.focus = usual_focus(st),
		.after = 2,
		.minutes = 60,
		.members = 2,
		.here = here,
		.step = -1,
		.state = here ? SESSION_HERE : SESSION_WAITING,
		.text = here ? NOTE_TEMPLATE : NULL};
}

static void learning_set(struct stage *st, int members, int here, const char *text)
{
	stage_people(st, 12);
	stage_session(st,
		(struct staged){.model = MODEL_LEARNING_SET,
			.title = stage_lengthy(st) ? LONG_TITLE : "Learning set “Partners”",
			.minutes = 90,
			.members = members,
			.here = here,
			.step = -1,
			.state = here ? SESSION_HERE : SESSION_WAITING,
			.text = text});
}

/* The day of the mock-ups: a tandem now, three more to come, two boards. */
static void usual_day(struct stage *st, int here)
{
	stage_people(st, 12);
	stage_session(st,
		(struct staged){.model = MODEL_MENTORING,
			.focus = stage_lengthy(st) ? LONG_FOCUS : "First ninety days",
			.after = 32,
			.minutes = 60,
			.first = 2,
			.members = 2,
			.step = -1});
	stage_session(st,
		(struct staged){.model = MODEL_LEARNING_SET,
			.title = stage_lengthy(st) ? LONG_TITLE : "Learning set “Partners”",
			.after = 62,
			.minutes = 90,
			.first = 4,
			.members = 5,
			.step = -1});
	stage_session(st,
		(struct staged){.model = MODEL_SKILLS_SHARING,
			.focus = stage_lengthy(st) ? LONG_FOCUS : "Risk plan for the food bank",
			.after = 242,
			.minutes = 60,
			.first = 9,
			.members = 2,
			.step = -1});
	boards(st, 2);
	stage_session(st, tandem(st, here));
}

static void tandem_alone(struct stage *st, int here)
{
	stage_people(st, 4);
	stage_session(st, tandem(st, here));
	stage_open(st);
}

static void under_way(struct stage *st)
{
	stage_people(st, 4);
	boards(st, 1);
	stage_session(st, tandem(st, 2));
	stage_open(st);
	SEND(st, step_go, .session = st->session, .step = 0);
	SEND(st, step_go, .session = st->session, .step = 1);
	stage_pass(st, 6 * MINUTE);
}

/* ---- home ---- */

static void home_usual(struct stage *st)
{
	usual_day(st, 1);
	stage_open(st);
}
static void home_nobody_here(struct stage *st)
{
	usual_day(st, 0);
	stage_open(st);
}
static void home_empty(struct stage *st)
{
	stage_open(st);
}
static void home_one(struct stage *st)
{
	tandem_alone(st, 2);
}

static void home_many(struct stage *st)
{
	stage_people(st, 12);
	boards(st, 6);
	for (int i = 0; i < 20; i++)
		stage_session(st,
			(struct staged){.model = (enum model)(i % MODEL_COUNT),
				.focus = i % 3 ? usual_focus(st) : NULL,
				.after = 10 * i - 60,
				.minutes = 55,
				.first = i % 4,
				.members = 1 + i % 8,
				.here = i % 3,
				.step = -1,
				.text = i % 3 ? NOTE_TEMPLATE : NULL,
				.state = i == 0 ? SESSION_CLOSED
					: i % 3 ? SESSION_HERE
						: SESSION_WAITING});
	stage_open(st);
}

static void home_disk_refuses(struct stage *st)
{
	home_usual(st);
	stage_disk_refuses(st);
}

static void out_of_order_usual(struct stage *st)
{
	home_disk_refuses(st);
	stage_pass(st, 2 * MINUTE);
}

static void home_toast(struct stage *st)
{
	home_usual(st);
	ui_toast(st->shell->ui, words(_("The session is closed. The notes can still be read on the phones.")),
		5, words(_("Undo")), 0, 10 * SECOND);
	shell_changed(st->shell, CHANGE_STORE);
}

static void home_clock_unset(struct stage *st)
{
	st->now.trusted = false;
	home_usual(st);
}

/* ---- check in ---- */

static void check_in_usual(struct stage *st)
{
	usual_day(st, 1);
	stage_show(st, SCREEN_check_in, 0, 0);
}
static void check_in_none(struct stage *st)
{
	stage_people(st, 3);
	stage_show(st, SCREEN_check_in, 0, 0);
}

static void check_in_many(struct stage *st)
{
	stage_people(st, 12);
	for (int i = 0; i < 4; i++)
		stage_session(st,
			(struct staged){.model = MODEL_LEARNING_SET,
				.after = 10 * i,
				.minutes = 60,
				.first = 3 * i,
				.members = 3,
				.step = -1});
	stage_show(st, SCREEN_check_in, 0, 0);
}

static void check_in_no_guests(struct stage *st)
{
	st->core_config.guests = false;
	check_in_usual(st);
}

static void check_in_typing(struct stage *st)
{
	check_in_usual(st);
	stage_tap(st, "search", -1);
	stage_type(st, stage_lengthy(st) ? "wo" : "be");
}
static void check_in_keyboard(struct stage *st)
{
	check_in_usual(st);
	stage_tap(st, "search", -1);
}
static void check_in_one_letter(struct stage *st)
{
	check_in_usual(st);
	stage_tap(st, "search", -1);
	stage_type(st, "a");
}
static void check_in_nothing_found(struct stage *st)
{
	check_in_usual(st);
	stage_tap(st, "search", -1);
	stage_type(st, "xqzw");
}
static void check_in_session(struct stage *st)
{
	usual_day(st, 1);
	stage_show(st, SCREEN_check_in, st->session, 0);
}
static void check_in_all_here(struct stage *st)
{
	tandem_alone(st, 2);
	stage_visit(st, SCREEN_check_in, st->session, 0);
}

/* ---- which session, partner, join, guest ---- */

static void choose_two(struct stage *st)
{
	stage_people(st, 4);
	stage_session(st, tandem(st, 0));
	stage_session(st,
		(struct staged){.model = MODEL_MENTORING,
			.focus = usual_focus(st),
			.after = 10,
			.minutes = 60,
			.first = 0,
			.members = 3,
			.step = -1});
	stage_show(st, SCREEN_choose, st->people[0], 0);
}

static void partner_usual(struct stage *st)
{
	usual_day(st, 1);
	stage_show(st, SCREEN_partner, st->people[11], 0);
}
static void partner_alone(struct stage *st)
{
	stage_people(st, 3);
	stage_show(st, SCREEN_partner, st->people[0], 0);
}
static void partner_typing(struct stage *st)
{
	partner_usual(st);
	stage_tap(st, "search", -1);
	stage_type(st, stage_lengthy(st) ? "w" : "b");
}
static void join_one_missing(struct stage *st)
{
	tandem_alone(st, 1);
	stage_visit(st, SCREEN_join, st->people[3], st->session);
}
static void join_all_here(struct stage *st)
{
	tandem_alone(st, 2);
	stage_visit(st, SCREEN_join, st->people[3], st->session);
}

static void join_many_missing(struct stage *st)
{
	learning_set(st, 8, 0, NULL);
	stage_show(st, SCREEN_join, st->people[11], st->session);
}

static void guest_empty(struct stage *st)
{
	stage_show(st, SCREEN_guest, 0, 0);
}
static void guest_typed(struct stage *st)
{
	guest_empty(st);
	stage_type(st,
		stage_lengthy(st) ? "Maximiliane-Theodora Oberschwemmensteiner-Wolkenburg" : "Zoé Martin");
}

/* ---- you are here ---- */

static void here(struct stage *st, int count)
{
	tandem_alone(st, count);
	stage_visit(st, SCREEN_here, st->people[0], st->session);
}
static void here_both(struct stage *st)
{
	here(st, 2);
}
static void here_waiting(struct stage *st)
{
	here(st, 1);
}
static void here_late(struct stage *st)
{
	here(st, 1);
	stage_pass(st, 5 * MINUTE);
	stage_visit(st, SCREEN_here, st->people[0], st->session);
}
static void here_undo_over(struct stage *st)
{
	here(st, 1);
	stage_pass(st, 12 * SECOND);
}
static void here_no_phone(struct stage *st)
{
	here(st, 1);
	stage_pass(st, 25 * SECOND);
}
static void here_phone(struct stage *st)
{
	here(st, 1);
	stage_phone(st, st->note, 0);
	stage_draw(st);
}
static void here_gone(struct stage *st)
{
	tandem_alone(st, 1);
	stage_visit(st, SCREEN_here, st->people[1], st->session);
}

static void here_no_network(struct stage *st)
{
	here(st, 1);
	stage_without_network(st);
}

static void wifi(struct stage *st)
{
	st->config.wifi = STR("WIFI:T:WPA;S:Harbour Room Guests;P:correct horse battery;;");
	st->config.wifi_name = STR("Harbour Room Guests");
}

static void here_wifi(struct stage *st)
{
	wifi(st);
	here(st, 1);
}
static void here_wifi_no_phone(struct stage *st)
{
	wifi(st);
	here_no_phone(st);
}

static void here_many(struct stage *st)
{
	learning_set(st, 8, 3, NOTE_TEMPLATE);
	stage_show(st, SCREEN_here, st->people[0], st->session);
}

static void here_disk_refuses(struct stage *st)
{
	here(st, 1);
	stage_disk_refuses(st);
}

/* ---- session ---- */

static void session_here(struct stage *st)
{
	tandem_alone(st, 2);
	stage_visit(st, SCREEN_session, st->session, 0);
}
static void session_waiting(struct stage *st)
{
	tandem_alone(st, 1);
	stage_pass(st, 5 * MINUTE);
	stage_visit(st, SCREEN_session, st->session, 0);
}

static void session_no_focus(struct stage *st)
{
	struct staged d = tandem(st, 2);
	stage_people(st, 2);
	d.focus = NULL;
	stage_session(st, d);
	stage_show(st, SCREEN_session, st->session, 0);
}

static void session_turn(struct stage *st)
{
	under_way(st);
	stage_visit(st, SCREEN_session, st->session, 0);
}
static void session_arrive(struct stage *st)
{
	tandem_alone(st, 2);
	SEND(st, step_go, .session = st->session, .step = 0);
	stage_visit(st, SCREEN_session, st->session, 0);
}
static void session_second_turn(struct stage *st)
{
	under_way(st);
	SEND(st, turn_swap, .session = st->session);
	stage_visit(st, SCREEN_session, st->session, 0);
}
static void session_paused(struct stage *st)
{
	under_way(st);
	SEND(st, turn_pause, .session = st->session);
	stage_visit(st, SCREEN_session, st->session, 0);
}
static void session_over(struct stage *st)
{
	under_way(st);
	stage_pass(st, 30 * MINUTE);
	stage_visit(st, SCREEN_session, st->session, 0);
}

static void live(struct stage *st)
{
	struct staged d = tandem(st, 2);
	d.text = NOTE_TEXT;
	stage_people(st, 4);
	boards(st, 1);
	stage_session(st, d);
	stage_open(st);
	SEND(st, step_go, .session = st->session, .step = 0);
	SEND(st, step_go, .session = st->session, .step = 1);
	stage_phone(st, st->note, 60);
	stage_phone(st, st->note, 190);
	stage_pass(st, 6 * MINUTE);
	stage_visit(st, SCREEN_session, st->session, 0);
}

static void session_large_clock(struct stage *st)
{
	live(st);
	stage_tap(st, "clock", -1);
}
static void session_large_notes(struct stage *st)
{
	live(st);
	stage_tap(st, "notes", -1);
}
static void session_finishing(struct stage *st)
{
	live(st);
	SEND(st, session_finish, .session = st->session);
	stage_draw(st);
}

static void session_closed(struct stage *st)
{
	session_finishing(st);
	SEND(st, session_close, .session = st->session);
	stage_draw(st);
}

static void session_no_network(struct stage *st)
{
	session_turn(st);
	stage_without_network(st);
}

static void session_disk_refuses(struct stage *st)
{
	live(st);
	stage_disk_refuses(st);
}

static void session_set(struct stage *st)
{
	learning_set(st, 8, 6, NOTE_TEXT);
	stage_open(st);
	SEND(st, step_go, .session = st->session, .step = 0);
	SEND(st, step_go, .session = st->session, .step = 1);
	stage_pass(st, 3 * MINUTE);
	stage_visit(st, SCREEN_session, st->session, 0);
}

static void session_last_time(struct stage *st)
{
	session_here(st);
	struct history_line lines[] = {
		{.kind = TAKEAWAY_ACTION, .text = STR("draft a five-line handover"), .owner = st->people[0]},
		{.kind = TAKEAWAY_ACTION, .text = STR("ask Leo how the food bank does it"), .done = true},
		{.kind = TAKEAWAY_QUESTION, .text = STR("What belongs into a handover of five lines?")}};
	SEND(st, history, .session = st->session, .starts = st->now.wall - 7 * DAY, .lines = lines,
		.count = 3);
	stage_draw(st);
}

static void session_countdown(struct stage *st)
{
	session_here(st);
	stage_pass(st, 50 * SECOND);
}

/* ---- members, finish ---- */

static void members_two(struct stage *st)
{
	tandem_alone(st, 1);
	stage_visit(st, SCREEN_members, st->session, 0);
}

static void members_many(struct stage *st)
{
	learning_set(st, 12, 5, NOTE_TEMPLATE);
	stage_show(st, SCREEN_members, st->session, 0);
}

static void finish_with(struct stage *st, const char *text)
{
	struct staged d = tandem(st, 2);
	d.text = text;
	stage_people(st, 4);
	stage_session(st, d);
	stage_open(st);
	SEND(st, step_go, .session = st->session, .step = 0);
	SEND(st, session_finish, .session = st->session);
	stage_visit(st, SCREEN_finish, st->session, 0);
}

static void finish_nothing(struct stage *st)
{
	finish_with(st, NOTE_TEMPLATE);
}
static void finish_usual(struct stage *st)
{
	finish_with(st, NOTE_TEXT);
}

static void finish_many(struct stage *st)
{
	static char text[4000];
	size_t n = 0;
	for (int i = 0; i < 24; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s%s\n",
			i % 3 == 0           ? "- [ ] Anna: "
				: i % 3 == 1 ? "! "
					     : "? ",
			i % 4 ? "ask the others" : LONG_TITLE);
	finish_with(st, text);
}

static void finish_next(struct stage *st)
{
	finish_usual(st);
	stage_tap(st, "next", 2);
}
static void finish_closed(struct stage *st)
{
	finish_usual(st);
	SEND(st, session_close, .session = st->session);
	stage_draw(st);
}
static void finish_just_closed(struct stage *st)
{
	finish_usual(st);
	stage_tap(st, "close", -1);
}

/* ---- boards ---- */

static void boards_count(struct stage *st, int count)
{
	stage_people(st, 12);
	boards(st, count);
	stage_show(st, SCREEN_boards, 0, 0);
}
static void boards_none(struct stage *st)
{
	boards_count(st, 0);
}
static void boards_two(struct stage *st)
{
	boards_count(st, 2);
}
static void boards_many(struct stage *st)
{
	boards_count(st, 14);
}

static void boards_focus(struct stage *st)
{
	usual_day(st, 2);
	stage_show(st, SCREEN_boards, st->session, 0);
}

static void board_usual(struct stage *st)
{
	stage_people(st, 12);
	boards(st, 1);
	stage_show(st, SCREEN_board, st->board, 0);
}
static void board_focus(struct stage *st)
{
	usual_day(st, 2);
	stage_show(st, SCREEN_board, st->board, st->session);
}
static void board_gone(struct stage *st)
{
	stage_show(st, SCREEN_board, 77, 0);
}

static void board_empty(struct stage *st)
{
	stage_board(st, stage_lengthy(st) ? LONG_BOARD : "Marketing", "What helps people find us", 3);
	stage_show(st, SCREEN_board, st->board, 0);
}

static void board_many(struct stage *st)
{
	stage_people(st, 12);
	boards(st, 1);
	for (int i = 0; i < 80; i++)
		stage_topic(st, (enum lane)(i % LANE_WITHDRAWN), (enum topic_kind)(i % TOPIC_KIND_COUNT),
			i % 5 ? "One more thing to talk about" : LONG_TITLE, "");
	stage_show(st, SCREEN_board, st->board, 0);
}

static void topic_of(struct stage *st, int here)
{
	stage_people(st, 4);
	boards(st, 1);
	stage_topic(st, LANE_UP_NEXT, TOPIC_ACUTE,
		stage_lengthy(st) ? LONG_TITLE : "Trade fair stand lost its printer",
		stage_lengthy(st) ? LONG_FOCUS " " LONG_TITLE : "The fair opens on Thursday.");
	stage_session(st, tandem(st, here));
	stage_show(st, SCREEN_topic, st->topic, 0);
}

static void topic_usual(struct stage *st)
{
	topic_of(st, 0);
}
static void topic_for_session(struct stage *st)
{
	topic_of(st, 2);
}
static void topic_wifi(struct stage *st)
{
	wifi(st);
	topic_of(st, 2);
}
static void topic_withdrawn(struct stage *st)
{
	board_usual(st);
	stage_visit(st, SCREEN_topic, st->topic, 0);
	stage_tap(st, "withdraw", -1);
}

static void topic_gone(struct stage *st)
{
	stage_show(st, SCREEN_topic, 77, 0);
}

static void edit_new(struct stage *st)
{
	tandem_alone(st, 2);
	stage_visit(st, SCREEN_edit_topic, 0, 1);
}

static void edit_filled(struct stage *st)
{
	topic_of(st, 2);
	stage_visit(st, SCREEN_edit_topic, st->topic, st->board);
}

static void edit_detail(struct stage *st)
{
	edit_filled(st);
	stage_tap(st, "detail", -1);
}
static void edit_no_one_here(struct stage *st)
{
	stage_people(st, 2);
	boards(st, 1);
	stage_show(st, SCREEN_edit_topic, 0, st->board);
}
static void focus_empty(struct stage *st)
{
	session_no_focus(st);
	stage_visit(st, SCREEN_focus, st->session, 0);
}
static void focus_typed(struct stage *st)
{
	focus_empty(st);
	stage_type(st, usual_focus(st));
}

/* ---- code, attract ---- */

static void code_usual(struct stage *st)
{
	tandem_alone(st, 2);
	stage_visit(st, SCREEN_code, st->note, 0);
}
static void code_wifi(struct stage *st)
{
	wifi(st);
	code_usual(st);
}
static void code_phone(struct stage *st)
{
	code_usual(st);
	stage_phone(st, st->note, 0);
	stage_draw(st);
}
static void code_no_network(struct stage *st)
{
	code_usual(st);
	stage_without_network(st);
}
static void code_closed(struct stage *st)
{
	session_closed(st);
	stage_visit(st, SCREEN_code, st->note, 0);
}
static void code_renewed(struct stage *st)
{
	code_usual(st);
	stage_tap(st, "new-code", -1);
}
static void attract(struct stage *st)
{
	stage_visit(st, SCREEN_attract, 0, 0);
}
static void attract_usual(struct stage *st)
{
	usual_day(st, 0);
	stage_open(st);
	attract(st);
}
static void attract_nothing(struct stage *st)
{
	stage_open(st);
	attract(st);
}
static void attract_clock_unset(struct stage *st)
{
	st->now.trusted = false;
	attract_usual(st);
}

const struct state states[] = {
	STATE(home, usual),
	STATE(home, nobody_here),
	STATE(home, empty),
	STATE(home, one),
	STATE(home, many),
	STATE(home, disk_refuses),
	STATE(home, toast),
	STATE(home, clock_unset),
	STATE(check_in, usual),
	STATE(check_in, none),
	STATE(check_in, many),
	STATE(check_in, no_guests),
	STATE(check_in, typing),
	STATE(check_in, keyboard),
	STATE(check_in, one_letter),
	STATE(check_in, nothing_found),
	STATE(check_in, session),
	STATE(check_in, all_here),
	STATE(choose, two),
	STATE(partner, usual),
	STATE(partner, alone),
	STATE(partner, typing),
	STATE(join, one_missing),
	STATE(join, all_here),
	STATE(join, many_missing),
	STATE(guest, empty),
	STATE(guest, typed),
	STATE(here, both),
	STATE(here, waiting),
	STATE(here, late),
	STATE(here, undo_over),
	STATE(here, no_phone),
	STATE(here, phone),
	STATE(here, gone),
	STATE(here, no_network),
	STATE(here, wifi),
	STATE(here, wifi_no_phone),
	STATE(here, many),
	STATE(here, disk_refuses),
	STATE(session, here),
	STATE(session, waiting),
	STATE(session, no_focus),
	STATE(session, arrive),
	STATE(session, turn),
	STATE(session, second_turn),
	STATE(session, paused),
	STATE(session, over),
	{"session", "live", live, SCREEN_session, SMALL_CODES},
	STATE(session, large_clock),
	STATE_SMALL(session, large_notes),
	STATE_SMALL(session, finishing),
	STATE(session, closed),
	STATE(session, no_network),
	STATE_SMALL(session, disk_refuses),
	STATE_SMALL(session, set),
	STATE(session, countdown),
	STATE(session, last_time),
	STATE(members, two),
	STATE(members, many),
	STATE(finish, nothing),
	STATE(finish, usual),
	{"finish", "many", finish_many, SCREEN_finish, LONG_WORDS},
	STATE(finish, next),
	STATE(finish, closed),
	STATE(finish, just_closed),
	STATE(boards, none),
	STATE(boards, two),
	STATE(boards, many),
	STATE(boards, focus),
	STATE_SMALL(board, usual),
	STATE(board, focus),
	STATE(board, gone),
	STATE_SMALL(board, empty),
	{"board", "many", board_many, SCREEN_board, LONG_WORDS | SMALL_CODES},
	STATE(topic, usual),
	STATE(topic, for_session),
	STATE(topic, wifi),
	{"topic", "withdrawn", topic_withdrawn, SCREEN_board, SMALL_CODES},
	STATE(topic, gone),
	{"edit_topic", "new", edit_new, SCREEN_edit_topic, 0},
	{"edit_topic", "filled", edit_filled, SCREEN_edit_topic, 0},
	{"edit_topic", "detail", edit_detail, SCREEN_edit_topic, 0},
	{"edit_topic", "no_one_here", edit_no_one_here, SCREEN_edit_topic, 0},
	STATE(focus, empty),
	STATE(focus, typed),
	STATE(code, usual),
	STATE(code, wifi),
	STATE(code, phone),
	STATE(code, no_network),
	STATE(code, closed),
	STATE(code, renewed),
	STATE(out_of_order, usual),
	STATE(attract, usual),
	STATE(attract, nothing),
	STATE(attract, clock_unset),
};
const size_t state_count = sizeof states / sizeof *states;
